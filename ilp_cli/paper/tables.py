"""Working sheets: one header row, no merged cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from ilp_cli.paper.layout import CHARACTER, line_count, line_height
from ilp_cli.paper.sheet import Cell, Column, Page, Row, Sheet, Value

UNKNOWN = "belum diperiksa"
"""What stands where there is no roster to count."""
WAIVED = "dikecualikan"
"""What stands instead of a weight where the district has decided to live with a finding."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a working sheet: its title, width in characters, and the usual look of its cells."""

    title: str
    width: float
    style: str = "text"


def data_sheet(
    name: str,
    fields: Sequence[Field],
    records: Iterable[Sequence[Value | Cell]],
    page: Page,
    *,
    fixed: int = 1,
    tab: str = "",
) -> Sheet:
    """A header row, the records below it, frozen and with an autofilter; the first `fixed` columns stay in view."""
    head = _sized([Cell(field.title, "head") for field in fields], fields)
    rows = [Row(head.cells, max(20, head.height or 0))]
    for record in records:
        cells = [
            value if isinstance(value, Cell) else Cell(value, field.style)
            for value, field in zip(record, fields, strict=True)
        ]
        rows.append(_sized(cells, fields))
    return Sheet(
        name=name,
        columns=tuple(Column(width=field.width) for field in fields),
        rows=rows,
        page=replace(page, landscape=True),
        freeze=(2, fixed + 1),
        table=(1, 1, len(rows), len(fields)),
        titles=(1, 1),
        tab=tab,
    )


_WRAPPED = {"head", "wrap", "bad", "good"}


def _sized(cells: Sequence[Cell], fields: Sequence[Field]) -> Row:
    lines = 1
    for cell, field in zip(cells, fields, strict=True):
        if cell.style in _WRAPPED and isinstance(cell.value, str):
            bold = cell.style != "wrap"
            lines = max(lines, line_count(cell.value, field.width * CHARACTER, "Arial", 10, bold=bold))
    return Row(cells, lines * line_height(10) + 2 if lines > 1 else None)


def base_name(place: str) -> str:
    """A place without the folders before its file."""
    return PurePath(place.replace("\\", "/")).name
