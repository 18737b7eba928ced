"""One row of a declared table that becomes no value of its own kind in the reading: its cells by what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from ilp_cli.core.finding import Path, Place
from ilp_cli.core.frozen import frozen_row
from ilp_cli.core.masking import Number
from ilp_cli.district.origin import Origin

Filled = str | int | float | bool | date | frozenset[int] | Number
"""What a cell can be read as: text fit to be shown, a count, degrees, yes or no, a day, weekdays, a number."""


@frozen_row(frozen=True, slots=True, kw_only=True)
class Isian:
    """A row as it was read. `values` has the columns that are filled and understood; what could not be is a finding.

    `induk` is the path of the registered puskesmas the row names, `unit` that of its pustu or posyandu, else the
    puskesmas again; None where the row names none, or none that is registered.
    """

    path: Path
    row: int
    origin: Origin = field(repr=False, compare=False)
    values: Mapping[str, Filled] = field(repr=False)
    induk: Path | None = None
    unit: Path | None = None

    def place(self, column: str | None = None) -> Place:
        """Where a field of this row stands in the planner's file."""
        return self.origin.place(self.row, column)
