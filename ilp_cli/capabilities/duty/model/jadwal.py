"""A duty roster as a table that hangs on a wall or comes back from Excel: who is marked how on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ilp_cli.core.finding import Finding, Path, Place
from ilp_cli.core.frozen import frozen_row
from ilp_cli.core.masking import Written
from ilp_cli.district.document import Rows
from ilp_cli.district.origin import Origin

TUGAS, POSYANDU, CUTI, LIBUR = "●", "P", "C", "L"
"""The marks of a day: on duty, on duty with a posyandu, on leave, closed."""

ON_DUTY = frozenset({TUGAS, POSYANDU})
"""Marks that count for the minimum of the day."""


class Shift(NamedTuple):
    """A mark as it was typed, and the shift it means in the roster of a ward."""

    tanda: str
    giliran: str


@frozen_row(frozen=True, slots=True, kw_only=True)
class JadwalRow(Written):
    """One person's row at one pustu over some days: `marks` by day, and `strange` what was not understood.

    `days` are all days the table has a column for. `polos` is the name without degrees. `faulty` says of a day what its
    cell holds instead of a value; `shifts` names the shift that a mark means in the roster of a ward, whether or not it
    means something else here. `asal` is where a row says that its person is lent from, "" where only that it is so,
    None where it says nothing of it.
    """

    path: Path
    puskesmas: str
    pustu: str
    nama: str
    profesi: str
    days: tuple[date, ...]
    marks: Mapping[date, str]
    row: int
    origin: Origin = field(repr=False, compare=False)
    strange: Mapping[date, str] = field(default_factory=dict)
    faulty: Mapping[date, str] = field(default_factory=dict)
    shifts: Mapping[date, Shift] = field(default_factory=dict)
    polos: str = ""
    asal: str | None = None

    @property
    def on_duty(self) -> frozenset[date]:
        """The days marked as duty, in the building or outside."""
        return frozenset(day for day, mark in self.marks.items() if mark in ON_DUTY)

    def place(self, column: str | None = None) -> Place:
        """Where a day (as 2025-03-01) or a field of this row stands in the planner's file."""
        return self.origin.place(self.row, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jadwal:
    """A duty roster as it was read, and what was wrong with the file."""

    file: str
    rows: tuple[JadwalRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def head(self) -> str:
        """The first word of every path into it."""
        return "jadwal"

    def place(self, path: Path) -> Place:
        """Where a row, or a field or day of it, stands in its file."""
        return Rows(self.head, self.rows).place(path)
