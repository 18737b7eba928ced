"""The rows of a roster as a workbook of ours holds them: what was understood in its own form, the rest as written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.core.masking import Number, mask_numbers
from ilp_cli.district.district import District
from ilp_cli.district.isian import Filled, Isian
from ilp_cli.district.lent import KODE, Home, with_codes
from ilp_cli.district.people import Cuti, Kader, Person, Petugas
from ilp_cli.district.reading import Ledger
from ilp_cli.district.table import UNIT, Holds, TableSpec

TRUTHS = ("ya", "tidak")
"""How yes and no are written."""


def names_of(district: District, professions: Mapping[str, str]) -> dict[Path, str]:
    """Every registered place by its path, and every profession."""
    names: dict[Path, str] = {("profesi", key): nama for key, nama in professions.items()}
    for puskesmas in district.puskesmas:
        names[puskesmas.path] = puskesmas.nama
        names |= {pustu.path: pustu.nama for pustu in puskesmas.pustu}
        names |= {posyandu.path: posyandu.nama for posyandu in puskesmas.posyandu}
    return names


def roster_rows(
    district: District, ledger: Ledger, tables: Iterable[TableSpec], names: Mapping[Path, str]
) -> dict[str, list[tuple[Path, dict[str, str]]]]:
    """Every row of a roster by its table, each with the path of what was read of it."""
    rows: dict[str, list[tuple[Path, dict[str, str]]]] = {}
    for table in tables:
        written = ledger.written
        if table.name in ("petugas", "kader"):
            people: Iterable[Petugas | Kader] = district.petugas if table.name == "petugas" else district.kader
            own = [(person.path, person_row(table, person, ledger, names)) for person in people]
        elif table.name == "cuti":
            own = [(cuti.path, leave_row(table, cuti, written[cuti.path])) for cuti in district.cuti]
        else:
            listed = district.isian.get(table.name, ())
            own = [(isian.path, listed_row(table, isian, written[isian.path])) for isian in listed]
        rows[table.name] = own
    return rows


def home_of(district: District, ledger: Ledger, tables: Sequence[TableSpec], names: Mapping[Path, str]) -> Home:
    """The rows of a roster by the codes under which they are sent out; the tables have a column for it."""
    rows = roster_rows(district, ledger, tables, names)
    return {
        table.name: {row[KODE.name]: row for row in with_codes(table, [row for _, row in rows[table.name]])}
        for table in tables
    }


def person_row(spec: TableSpec, person: Petugas | Kader, ledger: Ledger, names: Mapping[Path, str]) -> dict[str, str]:
    """The row as the roster shall hold it: what was understood in its own form, anything else as it was written.

    What a strike, a comment or a colour says of the person stands before the remark: no cell of ours bears such.
    """
    written, shown = ledger.written[person.path], ledger.shown.get(person.path, "")
    cells = {name: written.get(name, "") for name in (*spec.offered, *spec.beyond)}
    cells |= {name: _number(person, name, written) for name in ("nip", "nik") if name in cells}
    # The day somebody will retire is reckoned from the NIP; what the column says is the TMT of a decree, and stays.
    for name in spec.holding(Holds.DAY, Holds.BIRTH) - person.lain.keys() - {"pensiun"}:
        day = getattr(person, "lahir" if name == "tanggal_lahir" else name, None)
        cells[name] = day.isoformat() if day else cells[name]
    cells |= _as_held(person.lain, written)
    cells["jenis_kelamin"] = person.kelamin or cells["jenis_kelamin"]
    cells |= _place_cells(names, person, written)
    if shown and shown not in cells["keterangan"]:
        cells["keterangan"] = "; ".join(filter(None, (shown, cells["keterangan"])))
    if isinstance(person, Petugas):
        cells["profesi"] = names["profesi", person.profesi] if person.profesi else person.as_written("profesi_tertulis")
    else:
        truths = {"terlatih": person.terlatih, **person.keterampilan}
        cells |= {name: word for name, word in truths.items() if word in TRUTHS}
    return cells


def leave_row(spec: TableSpec, cuti: Cuti, written: Mapping[str, str]) -> dict[str, str]:
    """A leave as the roster shall hold it; whose it is, a check of the roster will say."""
    days = {name: day.isoformat() for name, day in (("dari", cuti.dari), ("sampai", cuti.sampai)) if day}
    cells = {name: written.get(name, "") for name in (*spec.offered, *spec.beyond)}
    return cells | {"nip": cuti.nip.digits} | days | _as_held(cuti.lain, written)


def listed_row(spec: TableSpec, isian: Isian, written: Mapping[str, str]) -> dict[str, str]:
    """A row of another table as the roster shall hold it; what could not be understood stays as it was written."""
    held = _as_held(isian.values, written)
    return {name: held.get(name) or written.get(name, "") for name in (*spec.offered, *spec.beyond)}


def _as_held(values: Mapping[str, Filled], written: Mapping[str, str]) -> dict[str, str]:
    """Values in the form of the roster; words that were not read as anything else stay as they were written."""
    texts = {}
    for name, value in values.items():
        if isinstance(value, bool):
            texts[name] = TRUTHS[not value]
        elif isinstance(value, Number):
            texts[name] = value.digits
        elif isinstance(value, date):
            texts[name] = value.isoformat()
        elif isinstance(value, int | float):
            texts[name] = str(value)
        elif isinstance(value, str) and value != mask_numbers(written.get(name, "")):
            texts[name] = value
    return texts


def _number(person: Person, name: str, written: Mapping[str, str]) -> str:
    """An identity number as bare figures; as written where it is none, and empty where figures were lost."""
    digits = (person.nip if name == "nip" else person.nik).digits
    return "" if name in person.rusak else digits if digits.isdigit() else written.get(name, "") if digits else ""


def _place_cells(names: Mapping[Path, str], person: Petugas | Kader, written: Mapping[str, str]) -> dict[str, str]:
    """The places of a row by their registered names; a unit that names none goes under pustu, where nothing fits it."""
    cells = {"puskesmas": names[person.induk] if person.induk else person.as_written("puskesmas")}
    if isinstance(person, Kader):
        pustu = person.pustu_path
        cells["posyandu"] = names[person.posyandu_path] if person.posyandu_path else person.as_written("posyandu")
    else:
        pustu = person.unit if person.unit and len(person.unit) > 2 else None
    cells["pustu"] = names[pustu] if pustu else person.as_written("pustu")
    if person.induk is None and not cells["pustu"]:
        cells["pustu"] = written.get(UNIT, "")
    return cells


def columns_used(spec: TableSpec, rows: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """The columns of the template, and of the others those that hold anything."""
    used = {name for row in rows for name in spec.beyond if row[name]}
    return (*spec.offered, *(name for name in spec.beyond if name in used))
