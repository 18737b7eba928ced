"""What the reading of one table came to: how many rows, from where, and what was understood on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One table as it was read. `header_row` is None in YAML; `remarks` say what was understood beyond the plain."""

    file: str
    table: str
    rows: int
    sheet: str | None = None
    header_row: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The table as a planner finds it: roster.xlsx:Petugas."""
        return f"{self.file}:{self.sheet}" if self.sheet else self.file

    def row(self) -> dict[str, object]:
        """The reading as one row of the JSON contract."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "table": self.table,
            "header_row": self.header_row,
            "rows": self.rows,
            "remarks": list(self.remarks),
        }


def rows_read(readings: Iterable[Reading]) -> dict[str, int]:
    """How many rows of each kind of table were read."""
    total: dict[str, int] = {}
    for reading in readings:
        total[reading.table] = total.get(reading.table, 0) + reading.rows
    return total
