"""Which person of the roster, and which pustu, a row of a duty roster means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ilp_cli.domain.district import District
from ilp_cli.domain.finding import Path
from ilp_cli.domain.jadwal import JadwalRow
from ilp_cli.domain.people import Kader, Petugas
from ilp_cli.domain.place import Pustu
from ilp_cli.domain.words import normal

Person = Petugas | Kader


@dataclass(frozen=True, slots=True)
class Served:
    """A row of a duty roster beside the person of the roster it means, and the pustu."""

    row: JadwalRow
    pustu: Pustu
    puskesmas: str
    person: Person
    kind: str


def unit_of(district: District, row: JadwalRow) -> tuple[str, Pustu] | None:
    """The registered pustu a row belongs to, with the name of its puskesmas."""
    puskesmas = district.find(row.puskesmas)
    pustu = puskesmas.find_pustu(row.pustu) if puskesmas else None
    return (puskesmas.nama, pustu) if puskesmas and pustu else None


def people_at(district: District) -> Mapping[Path, Sequence[tuple[str, Person]]]:
    """The people of each pustu with their kind, in the order of the roster."""
    found: dict[Path, list[tuple[str, Person]]] = defaultdict(list)
    for petugas in district.petugas:
        if petugas.unit is not None and petugas.profesi is not None:
            found[petugas.unit].append((petugas.profesi, petugas))
    for kader in district.kader:
        if kader.pustu_path is not None:
            found[kader.pustu_path].append(("kader", kader))
    return found


def served(district: District, rows: Iterable[JadwalRow]) -> list[Served]:
    """The rows whose pustu is registered and whose name is of one of its people; a name is compared as rosters are.

    Where two people of a pustu bear one name, the profession decides, and then the order of the rows.
    """
    people = people_at(district)
    names: dict[Path, dict[str, list[tuple[str, Person]]]] = {}
    taken: set[tuple[Path, date | None, object]] = set()
    found = []
    for row in rows:
        place = unit_of(district, row)
        if place is None:
            continue
        puskesmas, pustu = place
        if pustu.path not in names:
            names[pustu.path] = _by_name(people.get(pustu.path, ()))
        known = names[pustu.path]
        able = known.get(normal(row.nama)) or known.get(normal(row.polos)) or []
        able = [one for one in able if one[0] == normal(row.profesi)] or able
        begins = min(row.days, default=None)
        left = [one for one in able if (pustu.path, begins, district.identities[one[1].path]) not in taken] or able
        if left:
            kind, person = left[0]
            taken.add((pustu.path, begins, district.identities[person.path]))
            found.append(Served(row, pustu, puskesmas, person, kind))
    return found


def _by_name(people: Iterable[tuple[str, Person]]) -> dict[str, list[tuple[str, Person]]]:
    index: dict[str, list[tuple[str, Person]]] = defaultdict(list)
    for kind, person in people:
        for name in {normal(person.nama), normal(person.nama_polos or person.nama)} - {""}:
            index[name].append((kind, person))
    return index
