"""Where the figures below Petugas and Kader come from: the rows of the roster, or the units these name."""

from __future__ import annotations

from ilp_cli.capabilities.roster.model.rekap import COLUMNS, FIGURE, Kolom, groups, units, value
from ilp_cli.core.words import tanggal
from ilp_cli.district.angka import Angka
from ilp_cli.district.case import Case
from ilp_cli.district.jejak import Baris, Jejak, counted
from ilp_cli.district.looked import unit_words
from ilp_cli.district.people import Kader, Petugas


def _rekap(case: Case, angka: Angka) -> Jejak:
    """A column of the recap for one puskesmas, or for all; of the roster as it is, as the sheet."""
    case = case.as_is
    table, _, judul = angka.jenis.partition(" ")
    kolom = next(own for own in COLUMNS[table] if own.judul == judul)
    name, pairs = next((name, own) for name, path, own in groups(case, table) if path == angka.subjek)
    what = f"{judul}, {name}"
    if kolom.unit is not None:
        words = case.of(unit_words)
        return Jejak(
            angka=angka,
            judul=what,
            nilai=value(kolom, pairs),
            langkah=("Tempat terdaftar yang disebut baris-baris itu, masing-masing sekali.",),
            bagian=tuple((words[path], 1) for path in units(kolom, pairs)),
        )
    return counted(
        angka=angka,
        judul=what,
        satuan="baris",
        langkah=(f"Setiap baris {table} sekali; keadaan per {tanggal(case.pada)}.",),
        baris=(_row(kolom, person, where) for person, where in pairs),
    )


def _row(kolom: Kolom, person: Petugas | Kader, where: str) -> Baris:
    counts = kolom.counts(person, where)
    sebab = "" if counts else f"tidak termasuk “{kolom.judul}”"
    return Baris(nama=person.nama, keterangan=where, place=person.place("nama"), dihitung=counts, sebab=sebab)


FIGURES = {FIGURE: _rekap}
