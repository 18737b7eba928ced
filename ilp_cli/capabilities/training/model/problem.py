"""What a year of training has to answer: people, groups, places, days, who cannot go when, and who must stay."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.capabilities.training.model.need import Peserta
from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal, sebutan
from ilp_cli.district.calendar import Holiday, month_days
from ilp_cli.district.case import Case
from ilp_cli.district.fulfilment import minimums
from ilp_cli.district.identity import Who
from ilp_cli.district.leave import known_leave
from ilp_cli.district.pelatihan import Pelatihan, TahunLatih, Tempat
from ilp_cli.district.people import KINDS, Cuti, Kader, Petugas
from ilp_cli.district.place import kilometres
from ilp_cli.district.presence import AT_WORK, IN_TIME, masa, serves

Slot = tuple[date, ...]
"""The days of one batch."""

BUKA, CUTI, MASA = "hari buka posyandunya", "cutinya", "di luar masa tugasnya"
"""What keeps a person from a batch on its days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jaga:
    """People of one kind at a pustu on the days of a slot, of whom at most `boleh` may be away at once.

    `ada` is how many of the kind are there, `minimum` how many must be.
    """

    unit: Path
    pustu: str
    jenis: str
    hari: date
    ada: int
    minimum: int
    anggota: frozenset[int]

    @property
    def boleh(self) -> int:
        """How many may go."""
        return max(0, self.ada - self.minimum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One year. People, places and slots are told by their number; `perlu` has the groups that each person needs.

    `terhalang` has for each person the slots on which they cannot go, with the reason. `jaga` are the posts that some
    people must not leave together, by the slots they hold for. `jauh` is what the way of a person to a place costs: how
    many kecamatan are crossed where no points are known (0 or 1), and metres where they are.
    """

    tahun: int
    hari: int
    min: int
    max: int
    peserta: tuple[Peserta, ...] = ()
    perlu: tuple[tuple[str, ...], ...] = ()
    tempat: tuple[Tempat, ...] = ()
    muat: tuple[int, ...] = ()
    slots: tuple[Slot, ...] = ()
    terhalang: tuple[Mapping[int, str], ...] = ()
    jaga: Mapping[int, tuple[Jaga, ...]] = field(default_factory=dict)
    jauh: tuple[tuple[tuple[int, int], ...], ...] = ()

    def clashes(self) -> tuple[frozenset[int], ...]:
        """For each slot the slots that share a day with it, itself among them."""
        by_day: dict[date, set[int]] = defaultdict(set)
        for number, slot in enumerate(self.slots):
            for day in slot:
                by_day[day].add(number)
        return tuple(frozenset().union(*(by_day[day] for day in slot)) for slot in self.slots)

    def pairs(self) -> Iterator[tuple[int, str]]:
        """Every person with each group they need."""
        return ((person, group) for person, groups in enumerate(self.perlu) for group in groups)

    def free(self, person: int) -> tuple[int, ...]:
        """The slots on which a person can go, if nobody else of their post does."""
        locked = self.locked()
        return tuple(
            slot
            for slot in range(len(self.slots))
            if slot not in self.terhalang[person] and person not in locked.get(slot, ())
        )

    def locked(self) -> Mapping[int, frozenset[int]]:
        """The people who cannot leave their post at all, by slot."""
        return {
            slot: frozenset().union(*(jaga.anggota for jaga in posts if not jaga.boleh))
            for slot, posts in self.jaga.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Angkatan:
    """A batch: its group, place and slot by number, and the people in it by number, in their order."""

    kelompok: str
    tempat: int
    slot: int
    peserta: tuple[int, ...]


def slots_of(tahun: TahunLatih, hari: int, weekdays: frozenset[int], closed: Iterable[date], after: date) -> list[Slot]:
    """The slots of a year behind a day: those that begin on a day that is named, then as many as fit in the months.

    A batch takes so many days on end of those on which training may be held. Where they all fit into a week, a batch
    does not reach over a Sunday.
    """
    shut = set(closed)
    found: dict[Slot, None] = {}

    def open_days(days: Iterable[date]) -> list[date]:
        return [day for day in days if day.weekday() in weekdays and day not in shut]

    year = [day for month in range(1, 13) for day in month_days(tahun.tahun, month)]
    for start in sorted(set(tahun.tanggal)):
        run = open_days(day for day in year if day >= start)[:hari]
        if start > after and len(run) == hari and run[0] == start:
            found[tuple(run)] = None
    taken = {day for slot in found for day in slot}
    weekly = hari <= len(weekdays)
    runs: dict[tuple[int, int] | int, list[date]] = defaultdict(list)
    for month in tahun.bulan:
        for day in open_days(month_days(tahun.tahun, month)):
            if day > after and day not in taken:
                runs[day.isocalendar()[:2] if weekly else 0].append(day)
    for days in runs.values():
        for first in range(0, len(days) - hari + 1, hari):
            found[tuple(days[first : first + hari])] = None
    return sorted(found)


def problem_of(
    case: Case,
    key: Pelatihan,
    tahun: TahunLatih,
    people: Sequence[Peserta],
    closed: Mapping[date, Holiday],
) -> Problem:
    """One year for these people; only who stands at a lokus whose stage begins by the year after is asked for."""
    weekdays = key.hari_pelatihan or case.district.hari_layanan
    slots = tuple(slots_of(tahun, key.hari or 1, weekdays, closed, case.pada))
    asked = tuple(person for person in people if person.tahun <= tahun.tahun + 1)
    most, least = key.max or 1, key.min or 1
    places = tuple(place for place in key.tempat if min(most, place.kapasitas or most) >= least)
    leave = case.of(known_leave)
    opened = _openings(case, tahun.tahun)
    return Problem(
        tahun=tahun.tahun,
        hari=key.hari or 1,
        min=least,
        max=most,
        peserta=asked,
        perlu=tuple(person.perlu for person in asked),
        tempat=places,
        muat=tuple(min(most, place.kapasitas or most) for place in places),
        slots=slots,
        terhalang=tuple(_kept(person, slots, leave, opened) for person in asked),
        jaga=_posts(case, asked, slots, closed, leave),
        jauh=tuple(tuple(_way(person, place) for place in places) for person in asked),
    )


def _way(person: Peserta, place: Tempat) -> tuple[int, int]:
    if person.titik is not None and place.koordinat is not None:
        return 0, round(1000 * kilometres(person.titik, place.koordinat))
    home, there = normal(person.puskesmas.kecamatan or ""), normal(place.kecamatan or "")
    return int(bool(home and there) and home != there), 0


def way_known(person: Peserta, place: Tempat) -> bool:
    """Whether anything tells how far somebody goes to a place: two points, or two kecamatan; else it is not counted."""
    points = person.titik is not None and place.koordinat is not None
    return points or bool(normal(person.puskesmas.kecamatan or "") and normal(place.kecamatan or ""))


def _openings(case: Case, year: int) -> Mapping[Path, frozenset[date]]:
    return {
        posyandu.path: frozenset(day for month in range(1, 13) for day in posyandu.hari_buka.days(year, month))
        for puskesmas in case.district.puskesmas
        for posyandu in puskesmas.posyandu
        if posyandu.hari_buka is not None
    }


def _kept(
    person: Peserta,
    slots: Sequence[Slot],
    leave: Mapping[Who, tuple[Cuti, ...]],
    opened: Mapping[Path, frozenset[date]],
) -> dict[int, str]:
    """The slots on which a person cannot go, with the reason that is met first."""
    days = frozenset().union(*(opened.get(unit, frozenset()) for unit in person.posyandu))
    away = leave.get(person.who, ())
    bounded = any(end is not None for row in person.rows for end in masa(row))
    kept: dict[int, str] = {}
    for number, slot in enumerate(slots):
        if not days.isdisjoint(slot):
            kept[number] = BUKA
        elif away and any(cuti.covers(day) for cuti in away for day in slot):
            kept[number] = CUTI
        elif bounded and not all(any(serves(row, day, IN_TIME) for row in person.rows) for day in (slot[0], slot[-1])):
            kept[number] = MASA
    return kept


def _posts(
    case: Case,
    people: Sequence[Peserta],
    slots: Sequence[Slot],
    closed: Mapping[date, Holiday],
    leave: Mapping[Who, tuple[Cuti, ...]],
) -> dict[int, tuple[Jaga, ...]]:
    """The posts that may be left by fewer than would like to go, by slot; each once where its days are alike."""
    district = case.district
    least = minimums(case.standards)
    numbers = {person.who: number for number, person in enumerate(people)}
    rows: dict[tuple[Path, str], dict[Who, list[Petugas | Kader]]] = defaultdict(lambda: defaultdict(list))
    everyone: tuple[Petugas | Kader, ...] = (*district.petugas, *district.kader)
    for row in everyone:
        unit = row.pustu_path if isinstance(row, Kader) else row.unit
        kind = "kader" if isinstance(row, Kader) else row.profesi or ""
        if unit is not None and "pustu" in unit and kind in KINDS:
            rows[unit, kind][district.identities[row.path]].append(row)
    units = {unit.path: (puskesmas, unit) for puskesmas in district.puskesmas for unit in puskesmas.pustu}
    days = sorted({day for slot in slots for day in slot if day not in closed})
    on_day: dict[date, list[Jaga]] = defaultdict(list)
    for (unit, kind), staff in rows.items():
        own = {who: numbers[who] for who in staff if who in numbers}
        if not own or unit not in units:
            continue
        name = sebutan("pustu", units[unit][1].nama)
        service = district.days_of(unit)
        for day in days:
            if day.weekday() not in service:
                continue
            here = [who for who, listed in staff.items()
                    if any(serves(row, day, AT_WORK, leave.get(who, ())) for row in listed)]  # fmt: skip
            going = frozenset(own[who] for who in here if who in own)
            jaga = Jaga(unit=unit, pustu=name, jenis=kind, hari=day, ada=len(here), minimum=least[kind], anggota=going)
            if len(going) > jaga.boleh:
                on_day[day].append(jaga)
    posts: dict[int, tuple[Jaga, ...]] = {}
    often = Counter(day for slot in slots for day in slot)
    for number, slot in enumerate(slots):
        unlike: dict[tuple[object, ...], Jaga] = {}
        apart = all(often[day] == 1 for day in slot)  # else two slots meet at this post on one day of each
        for day in slot:
            for jaga in on_day.get(day, ()):
                unlike.setdefault((jaga.unit, jaga.jenis, jaga.anggota, jaga.boleh, None if apart else day), jaga)
        if unlike:
            posts[number] = tuple(unlike.values())
    return posts


def hindered(problem: Problem, person: int) -> Counter[str]:
    """Why a person cannot go on how many of the slots, whoever else does."""
    reasons = Counter(problem.terhalang[person].values())
    for slot in range(len(problem.slots)):
        if slot in problem.terhalang[person]:
            continue
        post = next((jaga for jaga in problem.jaga.get(slot, ()) if person in jaga.anggota and not jaga.boleh), None)
        if post is not None:
            reasons[f"{post.pustu} lalu kurang dari minimum ({post.ada} {post.jenis}, minimum {post.minimum})"] += 1
    return reasons
