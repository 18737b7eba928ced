"""The cells of a planner's sheet, repainted where they stand; a cell that is not there is put in its place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ilp_cli.capabilities.marking.write.xml_text import (
    Edit,
    Tag,
    children,
    prefix,
    root,
    splice,
    tags,
    with_child,
    within,
)
from ilp_cli.core.spot import column_index, column_letters

Spot = tuple[int, int]
"""A cell as its 1-based row and 0-based column."""

_REFERENCE = re.compile(r"\$?([A-Za-z]+)\$?(\d+)")
_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing"
).split()


def spot(reference: str) -> Spot | None:
    """C7 as (7, 2); None where it is no cell."""
    match = _REFERENCE.fullmatch(reference)
    return (int(match[2]), column_index(match[1].upper())) if match else None


def reference(cell: Spot) -> str:
    """(7, 2) as C7."""
    return f"{column_letters(cell[1])}{cell[0]}"


class Grid(NamedTuple):
    """Where the rows of a sheet lie in its part: inside sheetData, whose tag may be empty."""

    data: bytes
    mark: bytes
    tag: Tag
    inside: tuple[int, int]
    end: int

    @property
    def tail(self) -> tuple[int, int]:
        """What stands after the rows."""
        return self.end, root(self.data).inside[1]

    @property
    def head(self) -> tuple[int, int]:
        """What stands before them."""
        return root(self.data).inside[0], self.tag.start


def grid(data: bytes) -> Grid:
    """The rows of a sheet. Raises ValueError where the part has no sheetData."""
    mark = prefix(root(data).tag)
    name = mark + b"sheetData"
    tag = next((tag for tag in tags(data, [name]) if not tag.closing), None)
    if tag is None:
        raise ValueError("no sheetData")
    if tag.empty:
        return Grid(data, mark, tag, (tag.end, tag.end), tag.end)
    last = data.rindex(b"</" + name)
    return Grid(data, mark, tag, (tag.end, last), data.index(b">", last) + 1)


class Line(NamedTuple):
    """A row: its opening tag, its number, and where its cells lie."""

    tag: Tag
    number: int
    inside: tuple[int, int]


def lines(sheet: Grid) -> Iterator[Line]:
    """Every row; one without a number follows the one before it. Raises ValueError where they are out of order."""
    number, opened = 0, None
    for tag in tags(sheet.data, [sheet.mark + b"row"], sheet.inside):
        if tag.closing:
            if opened is not None:
                yield Line(opened, number, (opened.end, tag.start))
            opened = None
            continue
        number = _next(number, int(tag.get("r") or number + 1))
        if tag.empty:
            yield Line(tag, number, (tag.end, tag.end))
        else:
            opened = tag


def cells_of(sheet: Grid, row: Line) -> Iterator[tuple[int, Tag]]:
    """The cells of a row with their 0-based columns; one without an address follows the one before it.

    Raises ValueError where they are out of order.
    """
    column = -1
    for tag in tags(sheet.data, [sheet.mark + b"c"], row.inside):
        if not tag.closing:
            place = spot(tag.get("r") or "")
            column = _next(column, place[1] if place else column + 1)
            yield column, tag


def _next(last: int, given: int) -> int:
    if given <= last:
        raise ValueError("out of order")
    return given


def restyled(data: bytes, styles: Mapping[int, int]) -> bytes:
    """The sheet with some styles of its cells replaced by others."""
    if not styles:
        return data
    sheet = grid(data)
    numbers = b"|".join(str(number).encode() for number in styles)
    likely = re.compile(rb"""\ss\s*=\s*["'](?:""" + numbers + rb""")["']""")
    edits: list[Edit] = []
    for row in lines(sheet):
        if likely.search(data, *row.inside):
            for _, tag in cells_of(sheet, row):
                new = styles.get(int(tag.get("s") or 0))
                if new is not None:
                    edits.append((tag.start, tag.end, tag.having(s=str(new))))
    return splice(data, edits)


def repainted(data: bytes, cells: Iterable[Spot], painted: Callable[[Spot, int], int]) -> bytes:
    """The sheet with some cells in another style: `painted` gives it from the cell and the number it has now."""
    sheet = grid(data)
    wanted: dict[int, list[int]] = {}
    for number, column in sorted(cells):
        wanted.setdefault(number, []).append(column)
    columns = column_styles(sheet)
    edits: list[Edit] = []
    missing = sorted(wanted)
    for row in lines(sheet):
        while missing and missing[0] < row.number:
            number = missing.pop(0)
            edits.append((row.tag.start, row.tag.start, _new_row(sheet, number, wanted[number], columns, painted)))
        if missing and missing[0] == row.number:
            missing.pop(0)
            edits += _in_row(sheet, row, wanted[row.number], columns, painted)
    rest = b"".join(_new_row(sheet, number, wanted[number], columns, painted) for number in missing)
    if rest and sheet.tag.empty:
        name = sheet.tag.name
        opened = b"<" + name + sheet.tag.rest[:-1].rstrip() + b">"
        edits.append((sheet.tag.start, sheet.tag.end, opened + rest + b"</" + name + b">"))
    elif rest:
        edits.append((sheet.inside[1], sheet.inside[1], rest))
    return widened(splice(data, edits), wanted)


def _in_row(
    sheet: Grid, row: Line, wanted: Sequence[int], columns: Mapping[int, int], painted: Callable[[Spot, int], int]
) -> Iterator[Edit]:
    """The edits of one row: cells that are there change their style, others are put where they belong."""
    own = int(row.tag.get("s") or 0) if row.tag.get("customFormat") in ("1", "true") else None
    left = list(wanted)
    places: list[Edit] = []

    def missing(column: int) -> bytes:
        style = painted((row.number, column), columns.get(column, 0) if own is None else own)
        return _new_cell(sheet, row.number, column, style)

    for column, tag in cells_of(sheet, row):
        while left and left[0] < column:
            places.append((tag.start, tag.start, missing(left.pop(0))))
        if left and left[0] == column:
            left.pop(0)
            style = painted((row.number, column), int(tag.get("s") or 0))
            yield tag.start, tag.end, tag.having(s=str(style))
    rest = b"".join(map(missing, left))
    if places or rest:
        opened = row.tag.having(spans=None)
        if row.tag.empty:
            opened = opened[:-2].rstrip() + b">" + rest + b"</" + row.tag.name + b">"
            rest = b""
        yield row.tag.start, row.tag.end, opened
    yield from places
    if rest:
        yield row.inside[1], row.inside[1], rest


def _new_row(
    sheet: Grid, number: int, wanted: Sequence[int], columns: Mapping[int, int], painted: Callable[[Spot, int], int]
) -> bytes:
    cells = (
        _new_cell(sheet, number, column, painted((number, column), columns.get(column, 0))) for column in sorted(wanted)
    )
    name = sheet.mark + b"row"
    return b"<" + name + f' r="{number}">'.encode() + b"".join(cells) + b"</" + name + b">"


def _new_cell(sheet: Grid, row: int, column: int, style: int) -> bytes:
    return b"<" + sheet.mark + f'c r="{reference((row, column))}" s="{style}"/>'.encode()


def column_styles(sheet: Grid) -> dict[int, int]:
    """The style of the cells nobody has filled, by 0-based column."""
    styles: dict[int, int] = {}
    for tag in tags(sheet.data, [sheet.mark + b"col"], sheet.head):
        style = int(tag.get("style") or 0)
        if style:
            first, last = int(tag.get("min") or 1), int(tag.get("max") or 1)
            styles.update(dict.fromkeys(range(first - 1, min(last, 1000)), style))
    return styles


def widened(data: bytes, wanted: Mapping[int, Sequence[int]]) -> bytes:
    """The sheet with its own word on its extent (dimension) taking in all of these cells."""
    sheet = grid(data)
    tag = next((tag for tag in tags(data, [sheet.mark + b"dimension"], sheet.head) if not tag.closing), None)
    ends = [spot(end) for end in (tag.get("ref") or "").split(":")] if tag is not None else []
    corners = [end for end in ends if end is not None]
    if tag is None or not corners:
        return data
    cells = [(row, column) for row, columns in wanted.items() for column in columns]
    first = min(cell[0] for cell in (*corners, *cells)), min(cell[1] for cell in (*corners, *cells))
    last = max(cell[0] for cell in (*corners, *cells)), max(cell[1] for cell in (*corners, *cells))
    if corners[0] == first and corners[-1] == last:
        return data
    return splice(data, [(tag.start, tag.end, tag.having(ref=f"{reference(first)}:{reference(last)}"))])


def anchors(data: bytes, cells: Iterable[Spot]) -> dict[Spot, Spot]:
    """For each of these cells that lies in a merged one: the corner that shows it."""
    sheet = grid(data)
    inside = sorted(cells)
    rows = [row for row, _ in inside]
    corners: dict[Spot, Spot] = {}
    for tag in tags(data, [sheet.mark + b"mergeCell"], sheet.tail):
        ends = [spot(end) for end in (tag.get("ref") or "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            (top, left), (bottom, right) = ends[0], ends[1]
            for cell in inside[bisect_left(rows, top) : bisect_right(rows, bottom)]:
                if left <= cell[1] <= right:
                    corners[cell] = top, left
    return corners


def widths(data: bytes) -> Callable[[int], int]:
    """How many pixels wide a 0-based column is."""
    sheet = grid(data)
    usual = next((tag for tag in tags(data, [sheet.mark + b"sheetFormatPr"], sheet.head)), None)
    default = float((usual.get("defaultColWidth") if usual else None) or 8.43)
    spans = [
        (int(tag.get("min") or 1) - 1, int(tag.get("max") or 1), _wide(tag, default))
        for tag in tags(data, [sheet.mark + b"col"], sheet.head)
        if not tag.closing
    ]

    def width(column: int) -> int:
        return next((wide for first, last, wide in spans if first <= column < last), round(default * 7 + 5))

    return width


def _wide(tag: Tag, default: float) -> int:
    return 0 if tag.get("hidden") in ("1", "true") else round(float(tag.get("width") or default) * 7 + 5)


def legacy_drawing(data: bytes) -> str | None:
    """The id of the relationship to the drawing with the comment boxes of a sheet."""
    sheet = grid(data)
    name = sheet.mark + b"legacyDrawing"
    return next((element.tag.local("id") for element in children(data, sheet.tail) if element.name == name), None)


def with_legacy_drawing(data: bytes, id_: str, office: str) -> bytes:
    """The sheet with a drawing for its comment boxes, in place of one that leads nowhere."""
    data = without_legacy_drawing(data)
    sheet = grid(data)
    new = b"<" + sheet.mark + f'legacyDrawing xmlns:r="{office}" r:id="{id_}"/>'.encode()
    if sheet.tail[0] == sheet.tail[1]:
        return within(data, root(data), new)
    return with_child(data, new, _ORDER, "legacyDrawing", sheet.tail)


def without_legacy_drawing(data: bytes) -> bytes:
    """The sheet without a drawing for comment boxes."""
    sheet = grid(data)
    name = sheet.mark + b"legacyDrawing"
    return splice(
        data, [(element.start, element.end, b"") for element in children(data, sheet.tail) if element.name == name]
    )
