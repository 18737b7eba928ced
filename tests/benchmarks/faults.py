"""A roster of 10,000 rows with twenty faults as planners make them, each at a known cell. Everybody is invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell

from tests.benchmarks.generate import KADER, PETUGAS, plan

ROWS = 10_000


class Fault(NamedTuple):
    """One fault: what it is, where it was planted, and where else a tool may rightly point."""

    what: str
    sheet: str
    row: int
    column: str
    value: object
    also: tuple[int, ...] = ()


FAULTS = (
    Fault("NIP stored as a number, last figures lost", "Petugas", 12, "nip", 198503122010012034),
    Fault("NIP stored as a number again", "Petugas", 31, "nip", 197911052006042011),
    Fault("NIP with month 13", "Petugas", 40, "nip", "198013012005011001"),
    Fault("NIP of 17 figures", "Petugas", 55, "nip", "19800101200501100"),
    Fault("NIP with the letter O", "Petugas", 61, "nip", "19800101200501100O"),
    Fault("NIP of somebody else who serves at the same time", "Petugas", 70, "nip", "197001012010011000", (2,)),
    Fault("NIK of 15 figures", "Petugas", 81, "nik", "731701010180000"),
    Fault("puskesmas that is not registered", "Petugas", 92, "puskesmas", "Puskesmas 99"),
    Fault("pustu of another puskesmas", "Petugas", 103, "pustu", "Pustu 7"),
    Fault("profession that does not exist", "Petugas", 114, "profesi", "Bidang"),
    Fault("30 February", "Petugas", 125, "mulai", "2024-02-30"),
    Fault("service that ends before it begins", "Petugas", 136, "sampai", "2019-12-31"),
    Fault("formula without a result", "Petugas", 147, "profesi", '=IF(TRUE,"Bidan","")'),
    Fault("error cell", "Petugas", 158, "puskesmas", "#REF!"),
    Fault("days that are none", "Kader", 1000, "hari_tugas", "Sen-Jumaat besar"),
    Fault("posyandu that is not registered", "Kader", 2000, "posyandu", "Melati 9999"),
    Fault("NIK with day 35 of birth, which is neither man nor woman", "Kader", 3000, "nik", "7317013513800001"),
    Fault("kader without a name", "Kader", 4000, "nama", None),
    Fault("date that is a word", "Kader", 5000, "mulai", "kemarin"),
    Fault("puskesmas left blank", "Kader", 6000, "puskesmas", None),
)
"""Twenty faults; a row is that of the sheet, its header being row 1."""

COLUMNS = {"Petugas": PETUGAS, "Kader": KADER}


def planted(folder: Path, rows: int = ROWS) -> tuple[Path, Path]:
    """Two plans of the same rows: one clean, one with the faults. Returns the folders of both."""
    clean = plan(folder / "bersih", rows=rows)
    faulty = plan(folder / "cacat", rows=rows)
    book = openpyxl.load_workbook(faulty / "roster.xlsx")
    for fault in FAULTS:
        cell: Any = book[fault.sheet].cell(fault.row, COLUMNS[fault.sheet].index(fault.column) + 1)
        _write(cell, fault.value)
    book.save(faulty / "roster.xlsx")
    return clean, faulty


def _write(cell: Cell, value: object) -> None:
    cell.value = value  # type: ignore[assignment]
    if value == "#REF!":
        cell.data_type = "e"
    elif isinstance(value, str) and not value.startswith("="):
        cell.data_type = "s"


Spot = tuple[str, int, str]
"""A sheet, a row and a column that a tool points at; the column is "" where it names the row only."""


def score(faulty: set[Spot], clean: set[Spot]) -> dict[str, int]:
    """How many faults a tool points at, by row and by cell, that it did not point at in the clean roster.

    `alarms` counts what else it points at there.
    """
    new = faulty - clean
    rows: Callable[[Fault], set[tuple[str, int]]] = lambda fault: {  # noqa: E731
        (fault.sheet, row) for row in (fault.row, *fault.also)
    }
    pointed = {(sheet, row) for sheet, row, _ in new}
    hit = [fault for fault in FAULTS if rows(fault) & pointed]
    cells = [fault for fault in hit if any((*spot, fault.column) in new for spot in rows(fault))]
    planted_rows = set().union(*map(rows, FAULTS))
    return {"found": len(hit), "cells": len(cells), "alarms": len(pointed - planted_rows)}
