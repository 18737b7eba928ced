"""The visits that a month asks for: which families are due, which kader visits them, and on which days that can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ilp_cli.capabilities.visits.model.family import Keluarga, due, families, interval, repeated
from ilp_cli.capabilities.visits.model.planned import KaderBulan, Perlu
from ilp_cli.capabilities.visits.model.terms import RUTIN, WILAYAH, Pemicu, terms
from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.core.weekdays import weeks_of
from ilp_cli.district.calendar import Holiday, months_after
from ilp_cli.district.capaian import Kurang, posyandu_kurang
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who
from ilp_cli.district.leave import known_leave
from ilp_cli.district.people import Cuti, Kader
from ilp_cli.district.place import Posyandu, Puskesmas, Pustu
from ilp_cli.district.presence import AT_WORK, COUNTED, serves
from ilp_cli.district.wilayah import Pemegang, holders_of

BUKA, CUTI, TUGAS, PENUH = "hari buka", "cuti", "tugas pustu", "batas hari seminggu"
"""Why a service day is left free of visits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Soal:
    """What a month asks for. `kader` are those with families of their own, `tanpa` the due families without a kader.

    `terlambat_tahu` are families whose trigger became known after the first planned day: they are not in this plan.
    `kemudian` are those whose last visit lies behind the month: it is not believed. `ganda` are listed again;
    `tanpa_tempat` have no id, or no registered posyandu: neither stands in any plan. `wilayah` are the posyandu
    behind in the PWS, each with what it is short of and how many families come first for it.
    """

    bulan: date
    mulai: date
    days: tuple[date, ...]
    kapasitas: int
    selang: int
    kader: tuple[KaderBulan, ...]
    tanpa: tuple[tuple[Perlu, str], ...] = ()
    terlambat_tahu: tuple[Keluarga, ...] = ()
    kemudian: tuple[Keluarga, ...] = ()
    ganda: tuple[Keluarga, ...] = ()
    tanpa_tempat: tuple[Keluarga, ...] = ()
    wilayah: tuple[tuple[Path, Kurang, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """The posyandu by their paths, each with its puskesmas and the pustu that guides it, where that is known."""

    units: Mapping[Path, tuple[Puskesmas, Posyandu, Pustu | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, district: District) -> Register:
        """Every registered posyandu."""
        units: dict[Path, tuple[Puskesmas, Posyandu, Pustu | None]] = {}
        for puskesmas in district.puskesmas:
            pustu = {normal(unit.nama): unit for unit in reversed(puskesmas.pustu)}
            only = puskesmas.pustu[0] if len(puskesmas.pustu) == 1 else None
            for posyandu in puskesmas.posyandu:
                named = pustu.get(normal(posyandu.pustu)) if posyandu.pustu else only
                units[posyandu.path] = (puskesmas, posyandu, named)
        return cls(units)


def register(case: Case) -> Register:
    """The posyandu of a case."""
    return Register.of(case.district)


def visit_problem(
    case: Case, month: Sequence[date], mulai: date, closed: Mapping[date, Holiday], duty: Mapping[Who, frozenset[date]]
) -> Soal:
    """What the days of a month ask for, planned from the day `mulai` on; `closed` as `closed_days` gives it.

    `duty` are the days on which a kader serves at a pustu: they are left free.
    """
    listed = case.of(families)
    again = repeated(listed)
    months = interval(case)
    days = tuple(day for day in month if day >= mulai)
    units = case.of(register)
    calendar = _Calendar(case, units, month, days, closed, duty)
    own: dict[Who, list[Perlu]] = defaultdict(list)
    later: dict[Who, list[tuple[Keluarga, date]]] = defaultdict(list)
    without: list[tuple[Perlu, str]] = []
    unknown, unbelieved, nowhere = [], [], []
    held = case.of(holders_of)
    for keluarga in listed:
        if keluarga.posyandu is None or not keluarga.id or keluarga.hidden:
            nowhere.append(keluarga)
            continue
        if keluarga.path in again:
            continue
        puskesmas = units.units[keluarga.posyandu][0]
        if not puskesmas.open_on(mulai):
            continue
        unbelieved += [keluarga] if _unbelieved(keluarga, month) else []
        if keluarga.pemicu is not None and keluarga.sejak is not None and keluarga.sejak > mulai:
            unknown.append(keluarga)
        perlu, on = _due(keluarga, month, mulai, months, calendar.service(keluarga.posyandu))
        holder = held[keluarga.blok.path] if keluarga.blok is not None else None
        if perlu is None:
            if holder is not None and holder.who is not None:
                later[holder.who].append((keluarga, on))
        elif holder is None or holder.who is None:
            without.append((perlu, _without(keluarga, holder)))
        else:
            own[holder.who].append(perlu)
    wilayah = _first_in_area(case, mulai, own, without)
    posyandu = _posyandu_of(own, later)
    count, ahead = terms().sempat
    horizon = months_after(month[-1], ahead)
    kader = []
    for who, at in posyandu.items():
        visiting, free = calendar.visiting(who, at)
        soon = sorted((item for item in later[who] if item[1] <= horizon), key=_by_day)
        kader.append(
            KaderBulan(
                who=who,
                nama=calendar.name(who),
                posyandu=at,
                days=visiting,
                libur=free,
                perlu=tuple(sorted(own[who], key=lambda perlu: perlu.rank)),
                sempat=tuple(soon[:count]),
            )
        )
    limit = case.district.kebijakan.kapasitas_kunjungan
    return Soal(
        bulan=month[0],
        mulai=mulai,
        days=days,
        kapasitas=limit if limit is not None else terms().kapasitas,
        selang=months,
        kader=tuple(kader),
        tanpa=tuple(sorted(without, key=lambda item: item[0].rank)),
        terlambat_tahu=tuple(unknown),
        kemudian=tuple(unbelieved),
        ganda=tuple(keluarga for keluarga in listed if keluarga.path in again),
        tanpa_tempat=tuple(nowhere),
        wilayah=wilayah,
    )


def _first_in_area(
    case: Case, mulai: date, own: Mapping[Who, list[Perlu]], without: list[tuple[Perlu, str]]
) -> tuple[tuple[Path, Kurang, int], ...]:
    """Let routine visits come first where people like those of the family are missing in the PWS of its posyandu.

    A figure of an area names nobody. So of the families with such people that have not been visited in the year of the
    report, no more come first than people are missing, the longest due before the others; and no visit is added.
    """
    gaps = {
        posyandu: [gap for gap in listed if gap.tahun == mulai.year]
        for posyandu, listed in case.of(posyandu_kurang).items()
    }
    if not any(gaps.values()):
        return ()
    due_there: dict[Path, list[Perlu]] = defaultdict(list)
    for perlu in (*(perlu for listed in own.values() for perlu in listed), *(perlu for perlu, _ in without)):
        seen = perlu.keluarga.terakhir
        unseen = seen is None or seen.year < mulai.year
        if perlu.sebab.nama == RUTIN and perlu.keluarga.posyandu is not None and unseen:
            due_there[perlu.keluarga.posyandu].append(perlu)
    called: dict[Path, list[Kurang]] = defaultdict(list)
    told: list[tuple[Path, Kurang, int]] = []
    for posyandu, listed in gaps.items():
        for gap in listed:
            alike = [
                perlu.keluarga.path
                for perlu in sorted(due_there[posyandu], key=lambda perlu: perlu.rank)
                if set(perlu.keluarga.kelompok) & set(gap.indikator.keluarga)
            ][: gap.orang]
            told.append((posyandu, gap, len(alike)))
            for path in alike:
                called[path].append(gap)

    def first(perlu: Perlu) -> Perlu:
        listed = tuple(called.get(perlu.keluarga.path, ()))
        return replace(perlu, sebab=terms().wilayah, wilayah=listed) if listed else perlu

    for waiting in own.values():
        waiting[:] = map(first, waiting)
    without[:] = [(first(perlu), words) for perlu, words in without]
    return tuple(told)


def _by_day(item: tuple[Keluarga, date]) -> tuple[date, str]:
    return item[1], item[0].id


def _unbelieved(keluarga: Keluarga, month: Sequence[date]) -> bool:
    return keluarga.terakhir is not None and keluarga.terakhir > month[-1]


def _due(
    keluarga: Keluarga, month: Sequence[date], mulai: date, months: int, service: Sequence[date]
) -> tuple[Perlu | None, date]:
    """What a family is due for in the month and by when; None where it is not due, with the day on which it will be.

    A visit behind the month, and a trigger that was not known yet when the plan begins, are not believed.
    """
    seen = None if _unbelieved(keluarga, month) else keluarga.terakhir
    on = due(seen, months)
    call = keluarga.calls(seen, month[0])
    known = keluarga.sejak or mulai
    if call is not None and known <= mulai:
        batas = month[-1]
        if call.hari_layanan is not None:
            within = service[: call.hari_layanan]
            batas = within[-1] if len(within) == call.hari_layanan else month[-1]
        return Perlu(keluarga=keluarga, sebab=call, sejak=_since(keluarga, call, seen, mulai), batas=batas), on
    if on <= month[-1]:
        return Perlu(keluarga=keluarga, sebab=terms().rutin, sejak=on, batas=month[-1]), on
    return None, on


def _since(keluarga: Keluarga, call: Pemicu, seen: date | None, mulai: date) -> date:
    """Since when a trigger waits; a family to be seen again waits since it was last seen."""
    if call.nama == terms().ulang.nama:
        return seen or mulai
    return keluarga.sejak or mulai


def _without(keluarga: Keluarga, holder: Pemegang | None) -> str:
    """Why nobody visits a family."""
    if holder is None:
        written = keluarga.blok_tertulis
        return f"blok “{written}” bukan satu blok posyandunya di lembar Wilayah" if written else "bloknya tidak ditulis"
    if not holder.nama:
        return f"blok {holder.blok.nama} belum ada kadernya"
    return f"pemegang blok {holder.blok.nama} (“{holder.blok.kader}”) bukan seorang kader posyandunya"


def _posyandu_of(
    own: Mapping[Who, Sequence[Perlu]], later: Mapping[Who, Sequence[tuple[Keluarga, date]]]
) -> dict[Who, tuple[Path, ...]]:
    """The posyandu whose families each kader visits, kader in the order of the table."""
    at: dict[Who, dict[Path, None]] = {}
    first: dict[Who, Path] = {}
    held = [(who, perlu.keluarga) for who, listed in own.items() for perlu in listed]
    held += [(who, keluarga) for who, waiting in later.items() for keluarga, _ in waiting]
    for who, keluarga in held:
        if keluarga.posyandu is not None:
            at.setdefault(who, {})[keluarga.posyandu] = None
        first[who] = min(first.get(who, keluarga.path), keluarga.path)
    return {who: tuple(sorted(at[who])) for who in sorted(at, key=lambda who: (min(at[who]), first[who]))}


class _Calendar:
    """The days of a month on which a kader can visit."""

    def __init__(
        self,
        case: Case,
        units: Register,
        month: Sequence[date],
        days: Sequence[date],
        closed: Mapping[date, Holiday],
        duty: Mapping[Who, frozenset[date]],
    ) -> None:
        self.district, self.units = case.district, units.units
        self.month, self.days, self.closed, self.duty = month, days, closed, duty
        self.leave = case.of(known_leave)
        self.rows: dict[Who, list[Kader]] = defaultdict(list)
        for kader in case.district.kader:
            if kader.posyandu_path is not None:
                self.rows[case.district.identities[kader.path]].append(kader)
        self.known: dict[Path, tuple[date, ...]] = {}
        self.weeks = tuple(weeks_of(month).values())

    def name(self, who: Who) -> str:
        """The name of a kader, as the first of the rows has it."""
        return self.rows[who][0].nama

    def service(self, posyandu: Path) -> tuple[date, ...]:
        """The planned days on which the pustu of a posyandu serves, or the district where none is known."""
        if posyandu not in self.known:
            pustu = self.units[posyandu][2]
            weekdays = self.district.service_days(pustu)
            self.known[posyandu] = tuple(
                day for day in self.days if day.weekday() in weekdays and day not in self.closed
            )
        return self.known[posyandu]

    def open_days(self, posyandu: Path) -> Iterable[date]:
        """The opening days of a posyandu in the month."""
        buka = self.units[posyandu][1].hari_buka
        return buka.days(self.month[0].year, self.month[0].month) if buka is not None else ()

    def visiting(self, who: Who, posyandu: Sequence[Path]) -> tuple[tuple[date, ...], Mapping[date, str]]:
        """The days on which a kader can visit families of some posyandu, and what keeps the other service days free.

        A kader of several posyandu has the days of all of them, and one capacity a day. Of a week with too many days
        the first are taken: whatever can be visited on later days can be visited on these.
        """
        rows = [row for row in self.rows[who] if row.posyandu_path in posyandu] or self.rows[who]
        leave: tuple[Cuti, ...] = self.leave.get(who, ())
        opened = {day for row in self.rows[who] if row.posyandu_path for day in self.open_days(row.posyandu_path)}
        on_duty = self.duty.get(who, frozenset())
        free: dict[date, str] = {}
        able: list[date] = []
        for day in sorted({day for unit in posyandu for day in self.service(unit)}):
            if not any(serves(row, day, AT_WORK, leave) for row in rows):
                if any(serves(row, day, COUNTED) for row in rows) and any(cuti.covers(day) for cuti in leave):
                    free[day] = CUTI
            elif day in opened:
                free[day] = BUKA
            elif day in on_duty:
                free[day] = TUGAS
            else:
                able.append(day)
        return tuple(self._within_weeks(able, opened | on_duty, free)), dict(sorted(free.items()))

    def _within_weeks(self, able: Sequence[date], busy: Iterable[date], free: dict[date, str]) -> Iterator[date]:
        """The days that are left where a kader may be asked for so many days of a week; the others are noted."""
        limit = self.district.kebijakan.kader_hari_per_minggu
        if limit is None:
            yield from able
            return
        taken, other = set(able), set(busy)
        for week in self.weeks:
            left = max(0, limit - len(other.intersection(week)))
            for day in sorted(taken.intersection(week)):
                if left:
                    left -= 1
                    yield day
                else:
                    free[day] = PENUH


def routine(perlu: Perlu) -> bool:
    """Whether nothing but the interval calls for a visit; that it comes first in its area makes it no other visit."""
    return perlu.sebab.nama in (RUTIN, WILAYAH)
