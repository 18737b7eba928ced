"""What a sheet holds as one fingerprint, the same after another spreadsheet program has saved it again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from ilp_cli.paper.cells import stored
from ilp_cli.paper.sheet import Cell, Sheet

_EPOCH = datetime(1899, 12, 30)
"""The day 0 of spreadsheets, from which they count days."""
_FIGURES = 12
"""So many figures of a number count: programs write the last ones differently."""


def settled(value: object) -> float | str | None:
    """What a cell holds, however it was stored: days as the numbers they are kept as, nothing and "" alike."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return float(f"{value:.{_FIGURES}g}")
    if isinstance(value, datetime):
        return float(f"{(value - _EPOCH) / timedelta(days=1):.{_FIGURES}g}")
    if isinstance(value, date):
        return float((datetime.combine(value, time()) - _EPOCH).days)
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def meant(row: Sequence[Cell]) -> list[float | str | None]:
    """What the cells of a row of ours will hold."""
    return [settled(stored(cell.value)) for cell in row]


def seal_of(rows: Iterable[Sequence[object]]) -> str:
    """The fingerprint of some rows of values, by what each cell holds and where; empty cells do not count."""
    digest = hashlib.sha256()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            own = settled(value)
            if own is not None:
                text = f"{own:.{_FIGURES}g}" if isinstance(own, float) else f'"{own}'
                digest.update(f"{number},{column},{len(text)}:{text}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def seals(sheets: Iterable[Sheet]) -> dict[str, str]:
    """The fingerprint of each sheet by its name."""
    return {sheet.name: seal_of([stored(cell.value) for cell in row.cells] for row in sheet.rows) for sheet in sheets}
