"""Which person of the roster, and which pustu, a row of a duty roster means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ilp_cli.capabilities.duty.model.jadwal import Jadwal, JadwalRow
from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal, sebutan
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who
from ilp_cli.district.people import Kader, Petugas
from ilp_cli.district.place import Pustu
from ilp_cli.district.presence import IN_TIME, Away, people_at, serves
from ilp_cli.law.vocabulary import vocabulary

Person = Petugas | Kader

_USUAL = IN_TIME | {Away.WEEKDAY}
"""A duty roster is held against what could be read: days that could not are no reason to complain of a day."""


@dataclass(frozen=True, slots=True)
class Served:
    """A row of a duty roster beside whom it means: the pustu, and the person's rows there, of which one is usual.

    Somebody lent has `homes`: the units that miss them on the days of this row. Their rows are then those at home.
    """

    row: JadwalRow
    pustu: Pustu
    puskesmas: str
    kind: str
    people: Sequence[Person]
    homes: tuple[Path, ...] = ()

    @property
    def person(self) -> Person:
        """The person, as the first of the rows has it."""
        return self.people[0]

    def serves_on(self, day: date) -> bool:
        """Whether the person's time at the pustu covers the day."""
        return any(serves(person, day, IN_TIME) for person in self.people)

    def usual_on(self, day: date) -> bool:
        """Whether the day is one of the weekdays the person serves there."""
        return any(serves(person, day, _USUAL) for person in self.people)


def unit_of(district: District, row: JadwalRow) -> tuple[str, Pustu] | None:
    """The registered pustu a row belongs to, with the name of its puskesmas."""
    puskesmas = district.find(row.puskesmas)
    pustu = puskesmas.find_pustu(row.pustu) if puskesmas else None
    return (puskesmas.nama, pustu) if puskesmas and pustu else None


def served(district: District, rows: Iterable[JadwalRow]) -> list[Served]:
    """The rows whose pustu is registered and whose name is of one of its people; a name is compared as rosters are.

    Where two people of a pustu bear one name, the profession decides, and then the order of the rows. A name of nobody
    there is somebody lent by another unit, where only one person of the district can be meant.
    """
    people = people_at(district)
    elsewhere = _by_name(district, [pair for unit in people.values() for pair in unit])
    names: dict[Path, Mapping[str, Sequence[_Known]]] = {}
    taken: set[tuple[Path, date | None, object]] = set()
    servings = []
    for row in rows:
        place = unit_of(district, row)
        if place is None:
            continue
        puskesmas, pustu = place
        if pustu.path not in names:
            names[pustu.path] = _by_name(district, people.get(pustu.path, ()))
        known = names[pustu.path] if row.asal is None or comes_from(district, row.asal, pustu.path) else {}
        able = _named(known, row)
        able = [candidate for candidate in able if candidate.kind == normal(row.profesi)] or able
        begins = min(row.days, default=None)
        left = [candidate for candidate in able if (pustu.path, begins, candidate.who) not in taken] or able
        if left:
            taken.add((pustu.path, begins, left[0].who))
            servings.append(Served(row, pustu, puskesmas, left[0].kind, left[0].people))
        elif len(able := _lenders(district, elsewhere, row, pustu)) == 1:
            homes = tuple(dict.fromkeys(unit for person in able[0].people if (unit := home_of(person)) is not None))
            servings.append(Served(row, pustu, puskesmas, able[0].kind, able[0].people, homes))
    return servings


def lenders(case: Case, row: JadwalRow, pustu: Pustu) -> Sequence[Person]:
    """Everybody elsewhere whose name a row bears, whatever else it says of them."""
    return [known.people[0] for known in _named(case.of(_everybody), row) if home_of(known.people[0]) != pustu.path]


def _everybody(case: Case) -> Mapping[str, Sequence[_Known]]:
    return _by_name(case.district, [pair for unit in people_at(case.district).values() for pair in unit])


def home_of(person: Person) -> Path | None:
    """The unit that a row of the roster stands at."""
    return person.pustu_path if isinstance(person, Kader) else person.unit


def unit_label(district: District, unit: Path) -> str:
    """A unit in words: "puskesmas induk Suli", "pustu Cimpu (Suli)"."""
    puskesmas = next(puskesmas for puskesmas in district.puskesmas if puskesmas.path == unit[:2])
    pustu = next((pustu for pustu in puskesmas.pustu if pustu.path == unit), None)
    return f"{sebutan('pustu', pustu.nama)} ({puskesmas.nama})" if pustu else f"puskesmas induk {puskesmas.nama}"


def comes_from(district: District, asal: str, unit: Path) -> bool:
    """Whether words name a unit: a pustu alone or with its puskesmas, a puskesmas by any of its names."""
    bare = vocabulary().bare_unit
    puskesmas = next(puskesmas for puskesmas in district.puskesmas if puskesmas.path == unit[:2])
    pustu = next((bare(pustu.nama) for pustu in puskesmas.pustu if pustu.path == unit), "")
    owners = {bare(name) for name in puskesmas.names()}
    return bare(asal) in ({pustu, *(f"{pustu} {owner}" for owner in owners)} if pustu else owners)


def _lenders(
    district: District, elsewhere: Mapping[str, Sequence[_Known]], row: JadwalRow, pustu: Pustu
) -> Sequence[_Known]:
    """Whom a row may mean who is lent: of its profession, from where it says; else of the own puskesmas, if but one."""
    able = [known for known in _named(elsewhere, row) if not row.profesi or known.kind == normal(row.profesi)]
    able = [known for known in able if pustu.path not in map(home_of, known.people)]
    if row.asal:
        return [known for known in able if any(comes_from(district, row.asal, home) for home in _homes(known))]
    near = [known for known in able if any(home[:2] == pustu.path[:2] for home in _homes(known))]
    return near if len(near) == 1 else able


def _homes(known: _Known) -> Iterator[Path]:
    return (home for person in known.people if (home := home_of(person)) is not None)


def _named(index: Mapping[str, Sequence[_Known]], row: JadwalRow) -> Sequence[_Known]:
    return index.get(normal(row.as_written("nama"))) or index.get(normal(row.as_written("polos"))) or ()


def lent_days(case: Case) -> frozenset[tuple[Who, Path, date]]:
    """Who is missing at which unit on which day, because a duty roster lends them to another."""
    return frozenset(
        (case.district.identities[served.person.path], home, day)
        for served in case.of(served_rows)
        for home in served.homes
        for day in served.row.on_duty
    )


@dataclass(frozen=True, slots=True)
class Understood:
    """The rows of a duty roster whose people are known beforehand, because the planner made them."""

    rows: tuple[Served, ...]


def jadwal_rows(case: Case) -> tuple[JadwalRow, ...]:
    """The rows of the duty roster given beside a plan folder; none where none was."""
    jadwal = case.beside(Jadwal)
    return jadwal.rows if jadwal is not None else ()


def served_rows(case: Case) -> tuple[Served, ...]:
    """Those of its rows whose pustu is registered and whose person is known."""
    understood = case.beside(Understood)
    return understood.rows if understood is not None else tuple(served(case.district, case.of(jadwal_rows)))


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody of a pustu in one kind, with all their rows there."""

    who: object
    kind: str
    people: list[Person]


def _by_name(district: District, people: Iterable[tuple[str, Person]]) -> Mapping[str, Sequence[_Known]]:
    """The people of a pustu by every name they may be called."""
    known: dict[tuple[object, str], _Known] = {}
    for kind, person in people:
        who = district.identities[person.path]
        known.setdefault((who, kind), _Known(who, kind, [])).people.append(person)
    index: dict[str, list[_Known]] = defaultdict(list)
    for somebody in known.values():
        names = {person.nama for person in somebody.people}
        names |= {person.as_written(name) for person in somebody.people for name in ("nama", "nama_polos")}
        for name in {normal(name) for name in names} - {""}:
            index[name].append(somebody)
    return index
