"""One table as it was read, and where its cells stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ilp_cli.core.finding import Place
from ilp_cli.core.spot import column_letters

WHOLE_ROW = ""
"""Stands in the place of a column's name for the row itself."""


def line_marks(lines: Mapping[int, int]) -> dict[tuple[int, str], tuple[int, int]]:
    """The line on which each row of a table begins, as an origin marks it."""
    return {(row, WHOLE_ROW): (line, 1) for row, line in lines.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One table of people as it was read: its file, its sheet if any, and where each column stands.

    `columns` gives the 0-based position of each known column; `marks` the line and column of YAML fields by
    (row, column name); `lines` the text of a YAML file. WHOLE_ROW among the names is where the row itself stands.
    """

    file: str
    kind: str
    sheet: str | None = None
    columns: Mapping[str, int] = field(default_factory=dict, repr=False)
    marks: Mapping[tuple[int, str], tuple[int, int]] = field(default_factory=dict, repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)

    def place(self, row: int, column: str | None = None) -> Place:
        """Where a field of a row stands: Sheet!C7 in a workbook, a line in csv, a line and column in YAML.

        `row` is the 1-based row of a sheet, the 1-based line of a csv file, or the 0-based item of a YAML list.
        A row of an HTML table has both a cell and a line.
        """
        if self.kind == "yaml":
            line, position = self.marks.get((row, column or WHOLE_ROW)) or self.marks.get((row, WHOLE_ROW), (1, 1))
            source = self.lines[line - 1] if line <= len(self.lines) else None
            return Place(file=self.file, line=line, column=position, source=source)
        if self.kind == "csv":
            return Place(file=self.file, line=row)
        index = self.columns.get(column or WHOLE_ROW, self.columns.get(WHOLE_ROW, 0))
        begins = self.marks.get((row, WHOLE_ROW), (None, 1))[0] if self.kind == "html" else None
        return Place(file=self.file, sheet=self.sheet, cell=f"{column_letters(index)}{row}", line=begins)
