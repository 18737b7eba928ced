"""What one absence breaks: on which service days of a year each pustu has nobody to spare (N-1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ilp_cli.capabilities.risk.model.pool import NO_LEAVE, Leave, Pool, Watch, pools, unavoidable
from ilp_cli.capabilities.risk.model.year import Days, Year, levels
from ilp_cli.core.finding import Path
from ilp_cli.core.weekdays import WEEK
from ilp_cli.district.calendar import months_after
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import WANITA, Who, sex_of
from ilp_cli.district.people import KINDS, Petugas
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.presence import masa, placed
from ilp_cli.district.service import civil_servant, serving_since
from ilp_cli.district.terikat import terikat
from ilp_cli.law.standard import InForce, figure

FIGURE, POOL, PUSTU = "rawan", "cadangan", "pustu_rawan"
"""The names of its figures: of one kind of people at a pustu, of a pool, of all pustu."""
YEARLY_LEAVE = {"pns": "cuti.tahunan_pns", "pppk": "cuti.tahunan_pppk", "": "cuti.tahunan"}
"""The standard of the yearly leave of each kind of staff."""

Present = Mapping[tuple[Path, str], Mapping[Who, Days]]
"""The people of each unit and kind, with the days on which they count there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One kind of people at one pustu lokus over a year, and what one absence does to it, in service days.

    `rawan` are the days on which the absence of one of `orang` is enough to fall below the minimum; `kurang` those
    that are below it anyway. `cuti_tahunan` are the days below it once each has taken the leave the law grants, however
    well it is placed; `cuti_melahirkan` the most days one maternity leave costs, where somebody is known to be a woman;
    `mundur` the most days one resignation costs. None: not granted to them, or not known. `watch` has the days
    themselves, `hilang` what the leave of each of `orang` costs at best.
    """

    puskesmas: str
    pustu: str
    unit: Path
    kind: str
    minimum: int
    ada: int
    hari_layanan: int
    kurang: int
    rawan: int
    orang: tuple[str, ...] = ()
    cuti_tahunan: int | None = None
    cuti_melahirkan: int | None = None
    mundur: int = 0
    watch: Watch | None = field(default=None, repr=False, compare=False)
    hilang: tuple[int, ...] = ()

    def row(self) -> dict[str, object]:
        """The exposure as one row of the JSON contract."""
        return {
            "puskesmas": self.puskesmas,
            "pustu": self.pustu,
            "tenaga": self.kind,
            "ada": self.ada,
            "minimum": self.minimum,
            "orang": list(self.orang),
            "hari_layanan": self.hari_layanan,
            "hari_kurang": self.kurang,
            "hari_rawan": self.rawan,
            "cuti_tahunan": self.cuti_tahunan,
            "cuti_melahirkan": self.cuti_melahirkan,
            "mengundurkan_diri": self.mundur,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody who has no yearly leave before a day: the law grants it only after some months of service."""

    nama: str
    berhak: date

    def row(self) -> dict[str, object]:
        """The newcomer as one row of the JSON contract."""
        return {"nama": self.nama, "berhak_mulai": self.berhak.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """The exposures of a year, and the smallest pool of each puskesmas that removes them.

    `tahunan` (working days) and `melahirkan` (months, at least) are the leave the law grants, None where no standard is
    in force; `melahirkan_lama` is the longest maternity leave. `baru` are those who are missed but have not yet served
    long enough for yearly leave on the first day of the year; `cuti` are the standards that yearly leave rests on.
    """

    kalender: int
    tahun: Year
    exposures: tuple[Exposure, ...]
    pools: tuple[Pool, ...]
    tahunan: int | None = None
    melahirkan: int | None = None
    melahirkan_lama: int | None = None
    baru: tuple[Newcomer, ...] = ()
    cuti: frozenset[str] = frozenset()

    @property
    def pustu(self) -> tuple[int, int]:
        """How many pustu lokus one absence puts below the minimum, of how many."""
        return len({row.unit for row in self.exposures if row.rawan}), len({row.unit for row in self.exposures})


def risk(case: Case, closed: Iterable[date]) -> Risk:
    """What one absence does to the pustu lokus of a case over the calendar year of its day.

    Leave that is already listed is not taken off: it is part of the leave the law grants. Everybody counts in one place
    a day, as in the check. Raises KeyError where a standard of the pustu is not in force.
    """
    district, standards, years = case.district, case.standards, case.years
    year = Year(year=case.pada.year, closed=frozenset(closed))
    need = {kind: figure(standards[f"pustu.{kind}"]) or 0 for kind in KINDS}
    names = ("melahirkan", "melahirkan_paling_lama")
    melahirkan, melahirkan_lama = (figure(standards.get(f"cuti.{name}")) for name in names)
    present = presence_of_year(district, year)
    watches = list(_watches(district, year, present, need, years))
    working: dict[Who, Days] = defaultdict(int)
    for people in present.values():
        for who, days in people.items():
            working[who] |= days & year.open
    names_of = {
        district.identities[person.path]: person.nama for person in reversed((*district.petugas, *district.kader))
    }
    women = {district.identities[petugas.path] for petugas in district.petugas if sex_of(petugas) == WANITA}
    stretches = year.stretches(melahirkan) if melahirkan else ()
    missed = {who for watch in watches if watch.kind != "kader" for who in watch.critical}
    rights = _rights(district, missed)
    in_law = {who: standards[right.key] for who, right in rights.items() if right.key in standards}
    leave = {who: _leave(year, rights[who], standard) for who, standard in in_law.items()}
    yearly = [granted for key in YEARLY_LEAVE.values() if (granted := figure(standards.get(key))) is not None]
    exposures = []
    for watch in watches:
        staff = watch.kind != "kader"
        born = {days for who, days in watch.critical.items() if staff and who in women} if stretches else set()
        lost = tuple(_lost(working[who], days, leave.get(who, NO_LEAVE)) for who, days in watch.critical.items())
        exposures.append(
            Exposure(
                puskesmas=watch.puskesmas.nama,
                pustu=watch.pustu,
                unit=watch.unit,
                kind=watch.kind,
                minimum=watch.need,
                ada=sum(1 for days in watch.people.values() if days & watch.service),
                hari_layanan=watch.service.bit_count(),
                kurang=watch.short.bit_count(),
                rawan=watch.exposed.bit_count(),
                orang=tuple(names_of[who] for who in watch.critical),
                cuti_tahunan=sum(lost) if staff and yearly else None,
                cuti_melahirkan=max((longest(days, stretches) for days in born), default=None),
                mundur=max((days.bit_count() for days in watch.critical.values()), default=0),
                watch=watch,
                hilang=lost if staff and yearly else (),
            )
        )
    week = {kind: _days_of_week(district, kind, standards) for kind in KINDS}
    pools_of_year = pools(district, year, present, watches, working, leave, week, case.of(terikat))
    entitled = {who: rights[who].after(standard.sesudah_bulan) for who, standard in in_law.items()}
    return Risk(
        kalender=year.year,
        tahun=year,
        exposures=tuple(exposures),
        pools=tuple(pools_of_year),
        tahunan=max((own.days for own in leave.values()), default=max(yearly, default=None)),
        melahirkan=melahirkan,
        melahirkan_lama=melahirkan_lama,
        baru=tuple(
            Newcomer(nama=names_of[who], berhak=day)
            for who in names_of
            if (day := entitled.get(who)) is not None and day > year.first
        ),
        cuti=frozenset(rights[who].key for who in in_law),
    )


class _Right(NamedTuple):
    """Under which standard somebody has yearly leave, and since when they serve; None where it is not known."""

    key: str
    since: date | None

    def after(self, months: int) -> date | None:
        """The day on which they have served so many months."""
        return months_after(self.since, months) if self.since is not None else None


def _rights(district: District, wanted: set[Who]) -> dict[Who, _Right]:
    rows: dict[Who, list[Petugas]] = defaultdict(list)
    for petugas in district.petugas:
        if (who := district.identities[petugas.path]) in wanted:
            rows[who].append(petugas)
    return {who: _Right(YEARLY_LEAVE[civil_servant(own)], serving_since(own)) for who, own in rows.items()}


def _leave(year: Year, right: _Right, standard: InForce) -> Leave:
    """The yearly leave of somebody under a standard: none before they have served as long as it asks."""
    return Leave(figure(standard) or 0, year.between(right.after(standard.sesudah_bulan), None))


def _lost(working: Days, critical: Days, leave: Leave) -> int:
    """How many days their leave costs at best."""
    return unavoidable(working & leave.granted, critical & leave.granted, leave.days)


def _days_of_week(district: District, kind: str, standards: Mapping[str, InForce]) -> int:
    """On how many days of a week one of a kind may serve."""
    if kind == "kader":
        return district.kebijakan.kader_hari_per_minggu or WEEK
    return WEEK - (figure(standards.get("kerja.istirahat_mingguan")) or 0)


def longest(critical: Days, stretches: Sequence[Days]) -> int:
    """The most of these days that one stretch covers."""
    return max(((critical & stretch).bit_count() for stretch in stretches), default=0)


def presence_of_year(district: District, year: Year) -> Present:
    """Who counts where on which days, as ON_THE_DAY reads it; of two rows the one that stands first has the day."""
    taken: dict[Who, dict[tuple[Path, str], Days]] = defaultdict(dict)
    presence: dict[tuple[Path, str], dict[Who, Days]] = defaultdict(dict)
    for row, unit, kind in placed(district):
        if row.hari is None:
            continue
        who, place = district.identities[row.path], (unit, kind)
        days = year.on(row.hari or district.days_of(unit)) & year.between(*masa(row))
        for other, held in taken[who].items():
            if other != place:
                days &= ~held
        if days:
            taken[who][place] = presence[place][who] = taken[who].get(place, 0) | days
    return presence


def _watches(
    district: District, year: Year, present: Present, need: Mapping[str, int], years: tuple[int, ...]
) -> Iterator[Watch]:
    for _, _, puskesmas, _, pustu in district.lokus_pustu(years, year.first):
        service = year.on(district.service_days(pustu)) & year.open
        for kind in (kind for kind in KINDS if need[kind]):
            yield _watch(puskesmas, pustu.nama, pustu.path, kind, need[kind], service, present)


def _watch(
    puskesmas: Puskesmas, pustu: str, unit: Path, kind: str, need: int, service: Days, present: Present
) -> Watch:
    people = present.get((unit, kind), {})
    there = levels(people.values(), need + 1, service)
    exactly = there[need] & ~there[need + 1]
    critical = {who: days & exactly for who, days in people.items() if days & exactly}
    return Watch(
        puskesmas=puskesmas,
        pustu=pustu,
        unit=unit,
        kind=kind,
        need=need,
        service=service,
        people=people,
        critical=critical,
        short=service & ~there[need],
    )
