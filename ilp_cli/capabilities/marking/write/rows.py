"""Contents of a planner's sheet: cells written where they stand, rows put below a table that looks as its rows do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from xml.sax.saxutils import escape

from ilp_cli.capabilities.marking.write.cells import Grid, Line, cells_of, column_styles, grid, lines, spot, widened
from ilp_cli.capabilities.marking.write.cells import reference as address
from ilp_cli.capabilities.marking.write.xml_text import (
    Edit,
    Element,
    Tag,
    child,
    children,
    plain,
    prefixed,
    root,
    splice,
    tags,
)
from ilp_cli.core.outcome import OutputBlocked

_EPOCH = date(1899, 12, 30)
_DAYS = frozenset((14, 15, 16, 17, 22, *range(27, 37), *range(45, 48), *range(50, 59)))
"""The built-in formats of days."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_OF_ROWS = ("ht", "customHeight", "s", "customFormat", "thickTop", "thickBot")
"""What of a row's look a new row takes over; not whether it is hidden."""
_RANGE = re.compile(r"(\$?[A-Za-z]{1,3}\$?)(\d+):(\$?[A-Za-z]{1,3}\$?)(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRow:
    """A row to be written: whose look it takes, whether with what stands there, and its own values by column."""

    like: int
    whole: bool
    values: Mapping[int, str | date] = field(default_factory=dict)


def with_values(
    data: bytes, given: Mapping[int, Mapping[int, str | date]], new: Mapping[int, NewRow], days: frozenset[int] | None
) -> bytes:
    """The sheet with other values in some cells, and with new rows; every other cell as it was.

    `given` has values by row and 0-based column. `days` are the styles that show a number as a day; None where a day
    must be written as text. A formula is copied as the value it has. Raises OutputBlocked where a value would take the
    place of a formula.
    """
    sheet = grid(data)
    there = {line.number: line for line in lines(sheet)}
    look = _Look(sheet, column_styles(sheet), days, {})
    written: dict[int, bytes] = {}
    for number, values in given.items():
        line = there[number]
        cells = dict(_cells(sheet, line))
        for column in values:
            old = cells.get(column)
            if old is not None and child(data, old, "f") is not None:
                raise OutputBlocked(f"sel {address((number, column))} berisi rumus, yang tidak ditimpa")
        written[number] = _row(sheet, number, line, _filled(look, number, cells, values))
    for number, row in new.items():
        line = there[row.like]
        cells = dict(_cells(sheet, line))
        copied = {column: _copied(sheet, (number, column), cell, whole=row.whole) for column, cell in cells.items()}
        own = _filled(look, number, cells, row.values, only=True)
        written[number] = _row(sheet, number, line, copied | own, fresh=True)
    edits = list(_placed(sheet, there, written))
    wide = {number: sorted(values) for number, values in given.items()}
    wide |= {number: sorted(row.values) for number, row in new.items()}
    return widened(splice(data, edits), wide)


def _placed(sheet: Grid, there: Mapping[int, Line], written: Mapping[int, bytes]) -> Iterable[Edit]:
    """Each row in the place of the one of its number, or before the next one there is."""
    numbers = sorted(there)
    for number, xml in sorted(written.items()):
        if number in there:
            line = there[number]
            yield line.tag.start, _end(sheet, line), xml
            continue
        later = next((other for other in numbers if other > number), None)
        place = there[later].tag.start if later is not None else sheet.inside[1]
        yield place, place, xml


def _end(sheet: Grid, line: Line) -> int:
    return line.tag.end if line.tag.empty else sheet.data.index(b">", line.inside[1]) + 1


def _cells(sheet: Grid, line: Line) -> Iterable[tuple[int, Element]]:
    """The cells of a row, whole, by their columns."""
    whole = {element.start: element for element in children(sheet.data, line.inside)}
    for column, tag in cells_of(sheet, line):
        yield column, whole[tag.start]


class _Look(NamedTuple):
    """How values are shown in a sheet: the styles of its columns, those of days, and that of the days of a column."""

    sheet: Grid
    columns: Mapping[int, int]
    days: frozenset[int] | None
    known: dict[int, int | None]

    def of_day(self, column: int, style: int) -> int | None:
        """The style in which a day stands in a column as a number; None where days are texts there."""
        if self.days is None or style in self.days:
            return None if self.days is None else style
        if column not in self.known:
            shown = (
                int(tag.get("s") or 0)
                for line in lines(self.sheet)
                for place, tag in cells_of(self.sheet, line)
                if place == column and not tag.empty and tag.get("t") in (None, "n")
            )
            self.known[column] = next((number for number in shown if number in self.days), None)
        return self.known[column]


def _filled(
    look: _Look,
    number: int,
    cells: Mapping[int, Element],
    values: Mapping[int, str | date],
    *,
    only: bool = False,
) -> dict[int, bytes]:
    """The cells of a row as XML, those with other values among them; `only` these."""
    sheet = look.sheet
    told = {} if only else {column: sheet.data[cell.start : cell.end] for column, cell in cells.items()}
    for column, value in values.items():
        cell = cells.get(column)
        beside = max((place for place in cells if place < column), default=None)
        like = cell if cell is not None else None if beside is None else cells[beside]
        style = int(like.tag.get("s") or 0) if like is not None else 0
        style = look.columns.get(column, style) if cell is None else style
        told[column] = _cell(look, (number, column), style, value)
    return told


def _cell(look: _Look, cell: tuple[int, int], style: int, value: str | date) -> bytes:
    """A cell with a text or a day; a day is a number where days are numbers in its column."""
    mark = look.sheet.mark
    shown = look.of_day(cell[1], style) if isinstance(value, date) else None
    if isinstance(value, date) and shown is not None:
        number = (value - _EPOCH).days
        return prefixed(f'<c r="{address(cell)}" s="{shown}"><v>{number}</v></c>', mark)
    begin = f'<c r="{address(cell)}" s="{style}"'
    text = value.isoformat() if isinstance(value, date) else value
    if not text:
        return prefixed(f"{begin}/>", mark)
    opened = prefixed(f'{begin} t="inlineStr"><is><t xml:space="preserve">', mark)
    return opened + escape(text).encode() + prefixed("</t></is></c>", mark)


def _copied(sheet: Grid, cell: tuple[int, int], old: Element, *, whole: bool) -> bytes:
    """A cell that looks as another, and says the same where `whole`."""
    style = int(old.tag.get("s") or 0)
    begin = f'<c r="{address(cell)}" s="{style}"'
    inner = (
        b"".join(
            sheet.data[part.start : part.end]
            for part in children(sheet.data, old.inside)
            if part.name in (sheet.mark + b"v", sheet.mark + b"is")
        )
        if whole
        else b""
    )
    if not inner:
        return prefixed(f"{begin}/>", sheet.mark)
    kind = old.tag.get("t")
    opened = prefixed(begin + (f' t="{kind}">' if kind else ">"), sheet.mark)
    return opened + inner + b"</" + sheet.mark + b"c>"


def _row(sheet: Grid, number: int, line: Line, cells: Mapping[int, bytes], *, fresh: bool = False) -> bytes:
    """A row of these cells: with all it bears, or, where it is `fresh`, in the look of another."""
    inner = b"".join(cells[column] for column in sorted(cells))
    name = sheet.mark + b"row"
    if fresh:
        look = "".join(f' {key}="{value}"' for key in _OF_ROWS if (value := line.tag.get(key)) is not None)
        return b"<" + name + f' r="{number}"{look}>'.encode() + inner + b"</" + name + b">"
    rest = b"".join(
        sheet.data[element.start : element.end]
        for element in children(sheet.data, line.inside)
        if element.name != sheet.mark + b"c"
    )
    opened = line.tag.having(spans=None)
    opened = opened[:-2].rstrip() + b">" if line.tag.empty else opened
    return opened + inner + rest + b"</" + name + b">"


def last_column(data: bytes) -> int:
    """The last column of a sheet in which anything stands; the first is 0, and -1 where nothing does."""
    sheet = grid(data)
    return max(
        (column for line in lines(sheet) for column, element in _cells(sheet, line) if _says(data, element)), default=-1
    )


def free(data: bytes, first: int, last: int) -> bool:
    """Whether nothing is written in these rows, and no merged cell reaches into them."""
    sheet = grid(data)
    for line in lines(sheet):
        if first <= line.number <= last and any(
            element.name == sheet.mark + b"c" and _says(data, element) for element in children(data, line.inside)
        ):
            return False
    for tag in tags(data, [sheet.mark + b"mergeCell"], sheet.tail):
        ends = [spot(end) for end in (tag.get("ref") or "").split(":")]
        rows = [end[0] for end in ends if end is not None]
        if rows and min(rows) <= last and max(rows) >= first:
            return False
    return True


def _says(data: bytes, cell: Element) -> bool:
    """Whether anything stands in a cell: a value that is no empty text, or a formula."""
    for part in children(data, cell.inside):
        if part.name.endswith(b"f") or part.name.endswith(b"is"):
            return True
        if part.name.endswith(b"v") and plain(data[part.inside[0] : part.inside[1]]).strip():
            return True
    return False


def grown(data: bytes, last: int, more: int) -> bytes:
    """The sheet whose filter, lists of choices and conditional looks that end with a row reach some rows further."""
    sheet = grid(data)
    edits: list[Edit] = []
    names = [sheet.mark + name for name in (b"autoFilter", b"conditionalFormatting", b"dataValidation")]
    for tag in tags(data, names, sheet.tail):
        edits += _reaching(tag, "ref" if tag.name.endswith(b"autoFilter") else "sqref", last, more)
    return splice(data, edits)


def _reaching(tag: Tag, key: str, last: int, more: int) -> Iterable[Edit]:
    old = None if tag.closing else tag.get(key)
    new = reach(old or "", last, more)
    if old is not None and new != old:
        yield tag.start, tag.end, tag.having(**{key: new})


def reach(ranges: str, last: int, more: int) -> str:
    """A1:Q377 as A1:Q379, where it ends with row 377 and two rows come."""

    def longer(match: re.Match[str]) -> str:
        first, end = int(match[2]), int(match[4])
        return f"{match[1]}{first}:{match[3]}{end + more}" if first < end == last else match[0]

    return _RANGE.sub(longer, ranges)


def with_longer_table(data: bytes, last: int, more: int) -> bytes:
    """The part of a table (as Excel calls it) that ends with a row, reaching some rows further."""
    whole = root(data)
    edits: list[Edit] = list(_reaching(whole.tag, "ref", last, more))
    inner = child(data, whole, "autoFilter")
    if inner is not None:
        edits += _reaching(inner.tag, "ref", last, more)
    return splice(data, edits)


def day_styles(data: bytes) -> frozenset[int]:
    """The styles of a workbook that show a number as a day."""
    styles = root(data)
    own: dict[int, bool] = {}
    formats = child(data, styles, "numFmts")
    for element in children(data, formats.inside) if formats else ():
        code = _LITERAL.sub("", (element.tag.get("formatCode") or "").casefold())
        own[int(element.tag.get("numFmtId") or 0)] = "d" in code or "yy" in code
    listed = child(data, styles, "cellXfs")
    shown = set()
    for number, element in enumerate(children(data, listed.inside) if listed else ()):
        kind = int(element.tag.get("numFmtId") or 0)
        if own.get(kind, kind in _DAYS):
            shown.add(number)
    return frozenset(shown)


def from_1904(data: bytes) -> bool:
    """Whether a workbook counts its days from 1904."""
    properties = child(data, root(data), "workbookPr")
    return properties is not None and properties.tag.get("date1904") in ("1", "true")
