"""The rows of a roster with a proposal carried out in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ilp_cli.capabilities.staffing.model.applied import Applied, SettledHire, weeks
from ilp_cli.capabilities.staffing.model.usulan import Spot
from ilp_cli.core.finding import Path
from ilp_cli.core.words import tanggal
from ilp_cli.district.people import Petugas
from ilp_cli.district.table import UNIT
from ilp_cli.reading.nobody import Nobody

VACANT = Nobody.VACANT.value
"""What stands in the column of names until somebody is recruited: the reader knows it, and counts nobody."""

Cells = dict[str, str]
Listed = list[tuple[Path, Cells]]
"""Rows, each with the path of what was read of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that was done to the roster: what, to whom, where, and since or until when."""

    apa: str
    nama: str
    profesi: str
    tempat: str
    hari: str = ""
    tanggal: str = ""

    def row(self) -> dict[str, object]:
        """The step as the JSON contract has it."""
        return {
            "apa": self.apa,
            "nama": self.nama,
            "profesi": self.profesi,
            "tempat": self.tempat,
            "hari": self.hari or None,
            "tanggal": self.tanggal or None,
        }


def carried_out(
    own: Mapping[str, Listed],
    usulan: Applied,
    mulai: date,
    names: Mapping[Path, str],
    columns: Mapping[str, Sequence[str]],
) -> tuple[dict[str, list[Cells]], list[Step]]:
    """The rows of every table with the moves and hires of a proposal in them, and each step that was taken.

    What follows an ended row stands below it; the further rows of somebody who divides the week stand at the end, in
    the order in which a check with the proposal counts them.
    """
    rows = {table: [cells for _, cells in listed] for table, listed in own.items()}
    rows["petugas"], steps = _moved(own["petugas"], usulan, mulai, names)
    for settled in usulan.hires:
        if settled.unit is not None:
            table = "kader" if settled.hire.profesi == "kader" else "petugas"
            rows[table] += posts(settled, settled.unit, columns[table], names)
            steps.append(_recruiting(settled))
    return rows, steps


def _moved(listed: Listed, usulan: Applied, mulai: date, names: Mapping[Path, str]) -> tuple[list[Cells], list[Step]]:
    following = weeks(usulan.before, usulan.moves)
    rows: list[Cells] = []
    further: list[Cells] = []
    steps: list[Step] = []
    for (path, cells), person in zip(listed, usulan.before.petugas, strict=True):
        if path not in following:
            rows.append(cells)
            continue
        if person.mulai != mulai:  # who begins on that very day has served nowhere before
            last = mulai - timedelta(days=1)
            rows.append({**cells, "sampai": last.isoformat()})
            steps.append(_step("baris berakhir", person, names, f"sampai {tanggal(last)}"))
        first, *others = following[path]
        rows.append(begun(cells, first, mulai, names))
        further += [begun(cells, row, mulai, names) for row in others]
        steps += [_step("baris baru", row, names, f"mulai {tanggal(mulai)}") for row in (first, *others)]
    return [*rows, *further], steps


def begun(cells: Cells, row: Petugas, mulai: date, names: Mapping[Path, str]) -> Cells:
    """The row of somebody at a unit from a day on; all else as it was."""
    unit = row.unit or ()
    place = {"puskesmas": names[unit[:2]], "pustu": names[unit] if len(unit) > 2 else "", UNIT: ""}
    told = {**cells, **place, "hari_tugas": row.hari_tugas, "mulai": mulai.isoformat()}
    return {name: text for name, text in told.items() if name in cells}


def _step(apa: str, row: Petugas, names: Mapping[Path, str], when: str) -> Step:
    unit = row.unit or ()
    spot = Spot(puskesmas=names[unit[:2]], pustu=names[unit] if len(unit) > 2 else "")
    return Step(apa=apa, nama=row.nama, profesi=row.profesi or "", tempat=str(spot), hari=row.hari_tugas, tanggal=when)


def posts(settled: SettledHire, unit: Path, columns: Sequence[str], names: Mapping[Path, str]) -> list[Cells]:
    """A blank row for everybody to be recruited; nobody counts until a name stands in it."""
    hire = settled.hire
    stage = f" tahap {hire.tahun}" if hire.tahun else ""
    cells = {
        **dict.fromkeys(columns, ""),
        "nama": VACANT,
        "puskesmas": names[unit[:2]],
        **({str(unit[2]): names[unit]} if len(unit) > 2 else {}),
        "keterangan": f"rekrutan{stage}; tulis namanya sesudah ada",
        **({} if hire.profesi == "kader" else {"profesi": names["profesi", hire.profesi]}),
    }
    return [dict(cells) for _ in range(hire.jumlah)]


def _recruiting(settled: SettledHire) -> Step:
    hire = settled.hire
    return Step(apa="formasi kosong", nama=f"{hire.jumlah} orang", profesi=hire.profesi, tempat=str(hire.di))


def vacant_row(cells: Mapping[str, str], columns: Sequence[str]) -> Cells:
    """A vacant post of the old roster as the new one holds it; a unit column goes under pustu, as that of a person."""
    row = {name: cells.get(name, "") for name in columns}
    return row | {"pustu": row.get("pustu") or cells.get(UNIT, "")}
