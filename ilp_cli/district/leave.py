"""Whose leave is whose: by NIP, else by name, and by nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ilp_cli.core.names import normal
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who, same_name, typed_key
from ilp_cli.district.people import Cuti, Kader, Petugas

Index = Mapping[str, list[Petugas | Kader]]


def people_by_name(district: District) -> Index:
    """The rows of the roster by the person's name, as written and without degrees, and by NIP; none without leave."""
    index: dict[str, list[Petugas | Kader]] = defaultdict(list)
    everyone: tuple[Petugas | Kader, ...] = (*district.petugas, *district.kader) if district.cuti else ()
    for person in everyone:
        nama, polos = person.as_written("nama"), person.as_written("nama_polos")
        for key in {normal(nama), normal(polos or nama), same_name(person), person.nip.digits} - {""}:
            index[key].append(person)
    return index


def whose(district: District, index: Index, cuti: Cuti) -> dict[Who, list[Petugas | Kader]]:
    """Everybody a leave may be of, each with their rows; one is an answer, none and several are not.

    A puskesmas or pustu beside the name narrows it down.
    """
    people: dict[Who, list[Petugas | Kader]] = defaultdict(list)
    nama = cuti.as_written("nama")
    rows = index.get(cuti.nip.digits or normal(nama))
    if rows is None and not cuti.nip:
        rows = index.get(typed_key(nama))  # "St. Rahma", where the roster has her with her degrees
    for person in rows or ():
        at_puskesmas = not cuti.puskesmas or normal(person.puskesmas) == normal(cuti.puskesmas)
        if at_puskesmas and (not cuti.pustu or normal(person.pustu) == normal(cuti.pustu)):
            people[district.identities[person.path]].append(person)
    return people


def unused_leave(district: District) -> int:
    """How many leaves cannot be used: nobody's or anybody's, without their days, or ending before they begin."""
    index = people_by_name(district)
    return sum(
        not (cuti.dari and cuti.sampai and cuti.dari <= cuti.sampai) or len(whose(district, index, cuti)) != 1
        for cuti in district.cuti
    )


def leave_of(district: District) -> Mapping[Who, tuple[Cuti, ...]]:
    """The leave of each person by identity; a leave that is nobody's or anybody's is left out."""
    index = people_by_name(district)
    leave: dict[Who, tuple[Cuti, ...]] = {}
    for cuti in district.cuti:
        people = whose(district, index, cuti)
        if len(people) == 1 and cuti.dari and cuti.sampai:
            who = next(iter(people))
            leave[who] = (*leave.get(who, ()), cuti)
    return leave


def known_leave(case: Case) -> Mapping[Who, tuple[Cuti, ...]]:
    """The leave of each person of a case, for `Case.of`: worked out once."""
    return leave_of(case.district)
