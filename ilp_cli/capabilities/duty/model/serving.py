"""Which person of the roster, and which pustu, a row of a duty roster means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ilp_cli.capabilities.duty.model.jadwal import Jadwal, JadwalRow
from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.people import Kader, Petugas
from ilp_cli.district.place import Pustu
from ilp_cli.district.presence import IN_TIME, Away, people_at, serves

Person = Petugas | Kader

_USUAL = IN_TIME | {Away.WEEKDAY}
"""A duty roster is held against what could be read: days that could not are no reason to complain of a day."""


@dataclass(frozen=True, slots=True)
class Served:
    """A row of a duty roster beside whom it means: the pustu, and the person's rows there, of which one is usual."""

    row: JadwalRow
    pustu: Pustu
    puskesmas: str
    kind: str
    people: Sequence[Person]

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

    Where two people of a pustu bear one name, the profession decides, and then the order of the rows.
    """
    people = people_at(district)
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
        known = names[pustu.path]
        able = known.get(normal(row.as_written("nama"))) or known.get(normal(row.as_written("polos"))) or ()
        able = [candidate for candidate in able if candidate.kind == normal(row.profesi)] or able
        begins = min(row.days, default=None)
        left = [candidate for candidate in able if (pustu.path, begins, candidate.who) not in taken] or able
        if left:
            taken.add((pustu.path, begins, left[0].who))
            servings.append(Served(row, pustu, puskesmas, left[0].kind, left[0].people))
    return servings


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
