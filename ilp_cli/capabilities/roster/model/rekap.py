"""The recap of the people of a roster: where each counts on the day, and what its columns count in a puskesmas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ilp_cli.core.finding import Path
from ilp_cli.core.words import daftar, kalimat
from ilp_cli.district.case import Case
from ilp_cli.district.people import ASN, NAKES, Kader, Petugas
from ilp_cli.district.presence import IN_TIME, aways, present

FIGURE = "rekap roster"
"""The name of these figures, as a cell says it."""
_OF_PUSKESMAS = 2
"""How long the path of a puskesmas is; that of a pustu or posyandu is longer."""
_NOT = "tidak"


def counted_at(case: Case) -> Mapping[Path, str]:
    """Where each row of the roster counts on the day of the check, or "tidak: …" and why not, by its path."""
    district, who, names = case.district, case.of(present), case.of(_names)

    def units(person: Petugas | Kader) -> list[tuple[Path, str]]:
        if isinstance(person, Kader):
            return [(unit, "kader") for unit in (person.pustu_path, person.posyandu_path) if unit is not None]
        return [(person.unit, person.profesi)] if person.unit is not None and person.profesi is not None else []

    def where(person: Petugas | Kader) -> str:
        places = units(person)
        if not places:
            return f"{_NOT}: {_unplaced(person)}"
        absent = next((away for away in aways(person, case.pada) if away in IN_TIME), None)
        if absent:
            return f"{_NOT}: {absent}"
        here = [names[unit] for unit, kind in places if district.identities[person.path] in who.at(unit, kind)]
        return daftar(here) or f"{_NOT}: dihitung di tempat lain"

    everybody: tuple[Petugas | Kader, ...] = (*district.petugas, *district.kader)
    return {person.path: where(person) for person in everybody}


def _unplaced(person: Petugas | Kader) -> str:
    if isinstance(person, Kader):
        return "pustu atau posyandu tidak terdaftar"
    return "unit tidak terdaftar" if person.unit is None else "profesi tidak dikenali"


def _names(case: Case) -> Mapping[Path, str]:
    """The registered places as the sheets call them."""
    names: dict[Path, str] = {}
    for puskesmas in case.district.puskesmas:
        names[puskesmas.path] = f"Puskesmas {puskesmas.nama}"
        names |= {unit.path: f"Pustu {unit.nama}" for unit in puskesmas.pustu}
        names |= {post.path: f"Posyandu {post.nama}" for post in puskesmas.posyandu}
    return names


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of the recap: the rows it counts, by person and where they count; or the `unit` it counts of them."""

    judul: str
    counts: Callable[[Petugas | Kader, str], bool] = lambda _person, _where: True
    unit: Callable[[Petugas | Kader], Path | None] | None = None


def _at(person: Petugas | Kader) -> Path | None:
    return person.unit if isinstance(person, Petugas) else person.pustu_path


def _post(person: Petugas | Kader) -> Path | None:
    return person.posyandu_path if isinstance(person, Kader) else None


def _of(kind: str) -> Callable[[Petugas | Kader, str], bool]:
    return lambda person, _where: isinstance(person, Petugas) and person.profesi == kind


_ENDS = (
    Kolom("Dihitung", lambda _person, where: not where.startswith(_NOT)),
    Kolom("Tidak dihitung", lambda _person, where: where.startswith(_NOT)),
)
COLUMNS: Mapping[str, tuple[Kolom, ...]] = {
    "petugas": (
        Kolom("Petugas"),
        *(Kolom(kalimat(kind), _of(kind)) for kind in NAKES),
        Kolom("ASN", lambda person, _where: isinstance(person, Petugas) and person.kepegawaian in ASN),
        Kolom("Petugas pustu", lambda person, _where: bool(person.pustu)),
        Kolom("Pustu", unit=_at),
        *_ENDS,
    ),
    "kader": (
        Kolom("Kader"),
        Kolom("Kader pustu", lambda person, _where: bool(person.pustu)),
        Kolom("Pustu", unit=_at),
        Kolom("Kader posyandu", lambda person, _where: isinstance(person, Kader) and bool(person.posyandu)),
        Kolom("Posyandu", unit=_post),
        *_ENDS,
    ),
}
"""The columns of the recap of each table, behind that of the puskesmas."""

OUTSIDE, ALL = "tidak terdaftar", "Jumlah"
"""The lines of those whose puskesmas is registered nowhere, and of everybody."""


def groups(case: Case, table: str) -> Iterator[tuple[str, Path, Sequence[tuple[Petugas | Kader, str]]]]:
    """The lines of a recap: each puskesmas that has rows, by the register, those of none, and all of them.

    Each has its name, the path it is asked for by (that of its puskesmas; a word in it for the others), and its people
    with where they count.
    """
    where = case.of(counted_at)
    lines: dict[Path, list[tuple[Petugas | Kader, str]]] = {
        path: [] for path in (*(puskesmas.path for puskesmas in case.district.puskesmas), (OUTSIDE,))
    }
    rows: Sequence[Petugas | Kader] = case.district.petugas if table == "petugas" else case.district.kader
    for person in rows:
        lines[person.induk if person.induk in lines else (OUTSIDE,)].append((person, where[person.path]))
    names = {puskesmas.path: puskesmas.nama for puskesmas in case.district.puskesmas}
    for path, pairs in lines.items():
        if pairs:
            yield names.get(path, OUTSIDE), path, pairs
    if everybody := [pair for pairs in lines.values() for pair in pairs]:
        yield ALL, (ALL,), everybody


def units(kolom: Kolom, pairs: Sequence[tuple[Petugas | Kader, str]]) -> list[Path]:
    """The pustu or posyandu that a column counts, each once."""
    if kolom.unit is None:
        return []
    paths = dict.fromkeys(kolom.unit(person) for person, _ in pairs)
    return [path for path in paths if path is not None and len(path) > _OF_PUSKESMAS]


def value(kolom: Kolom, pairs: Sequence[tuple[Petugas | Kader, str]]) -> int:
    """What a column counts in a line."""
    if kolom.unit is not None:
        return len(units(kolom, pairs))
    return sum(kolom.counts(person, where) for person, where in pairs)
