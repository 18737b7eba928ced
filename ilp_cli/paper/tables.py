"""Working sheets: one header row, no merged cells, rows as tall as their text, columns that are read on paper."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import PurePath

from ilp_cli.core.masking import mask_numbers
from ilp_cli.paper.fit import LONG, beside, shown
from ilp_cli.paper.layout import (
    CHARACTER,
    SMALLEST,
    TALLEST,
    USUAL,
    WIDEST,
    allotted,
    balanced,
    line_count,
    line_height,
    longest_line,
    longest_word,
    parts,
)
from ilp_cli.paper.sheet import STYLES, Cell, Column, Page, Row, Sheet, Style, Value

UNKNOWN = "belum diperiksa"
"""What stands where there is no roster to count."""
WAIVED = "dikecualikan"
"""What stands instead of a weight where the district has decided to live with a finding."""
_MARK = 14
"""Letters of a mark with its word, which stand on one line."""
_MORE = "…"
"""Stands where a text that is taller than a row goes on in the next."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a working sheet: its title, width in characters, and the usual look of its cells.

    One that is not `printed` is for the screen; such columns are the last. One that is filled in `by_hand` keeps its
    width though nothing stands there yet.
    """

    title: str
    width: float
    style: str = "text"
    printed: bool = True
    by_hand: bool = False


def data_sheet(
    name: str,
    fields: Sequence[Field],
    records: Iterable[Sequence[Value | Cell]],
    page: Page,
    *,
    fixed: int = 1,
    tab: str = "",
    styles: Mapping[str, Style] = STYLES,
    nothing: str = "Tidak ada isinya.",
) -> Sheet:
    """A header row, the records below it, frozen and with an autofilter; the first `fixed` columns stay in view.

    A record that is taller than a row may be goes on in the next one, which repeats its first `fixed` columns. Where
    there are no records, one line says so: `nothing`.
    """
    page = replace(page, landscape=True)
    body = [
        [
            value if isinstance(value, Cell) else Cell(value, field.style)
            for value, field in zip(record, fields, strict=True)
        ]
        for record in records
    ]
    across, down = page.paper.room(landscape=True)
    widths = widths_of(fields, body, across, styles)
    head = sized([Cell(field.title, "head") for field in fields], widths, least=20, styles=styles)
    room = min(TALLEST, 0.8 * (down - (head.height or 0)))
    rows = [head, *(row for cells in body for row in rows_of(cells, widths, room, fixed=fixed, styles=styles))]
    if not body:
        rows.append(line(nothing, len(fields)))
    printed = sum(field.printed for field in fields)
    return Sheet(
        name=name,
        columns=tuple(Column(width=width) for width in widths),
        rows=rows,
        page=replace(page, wide=pages_wide(widths[:printed], page, repeated=sum(widths[:fixed]))),
        freeze=(2, fixed + 1),
        table=(1, 1, len(rows), len(fields)),
        titles=(1, 1),
        printed=None if printed == len(fields) else printed,
        tab=tab,
    )


def pages_wide(widths: Sequence[float], page: Page, *, repeated: float = 0.0) -> int:
    """How many pages wide a sheet is printed, so that its type can be read; each repeats its first columns.

    No more than there are columns: where a repeated one and the widest fill a page, another page gains nothing.
    """
    across, _ = page.paper.room(landscape=True)
    room = across / WIDEST * STYLES["text"].size / (SMALLEST - _CLOSE)
    pages = 1
    while pages < len(widths) and sum(widths) + (pages - 1) * (repeated + max(widths)) > pages * room:
        pages += 1
    return pages


def leading(widths: Sequence[float], page: Page) -> int:
    """How many of its first columns a sheet prints on one page in type that can be read; the others are for the screen.

    What is filled in and filtered is no document: who prints it wants a list of who there is, not all that is known.
    """
    across, _ = page.paper.room(landscape=True)
    room = across / WIDEST * STYLES["text"].size / (SMALLEST - _CLOSE)
    return max(1, bisect_right(list(accumulate(widths)), room))


_CLOSE = 0.05
"""Points by which type may be smaller."""


def with_sentences(sheet: Sheet, sentences: Iterable[str]) -> Sheet:
    """A sheet with sentences below its table, over the columns that are printed on its first page.

    Where its columns go on beside each other, the sentences begin behind those that each page repeats.
    """
    repeated = sheet.freeze[1] - 1 if sheet.freeze and sheet.page and sheet.page.wide > 1 else 0
    last, rest = max(repeated + 1, beside(sheet)), sheet.across - repeated - 1
    width = sum(column.width for column in sheet.columns[repeated:last])
    below, merges = [*sheet.rows, Row([], 8)], list(sheet.merges)
    nothing = Cell(None, "note")
    for words in sentences:
        lines = line_count(words, width * CHARACTER, "Arial", 10)
        cells = [*[nothing] * repeated, Cell(words, "note"), *[nothing] * rest]
        below.append(Row(cells, lines * line_height(10) + 3))
        merges.append((len(below), repeated + 1, len(below), last))
    return replace(sheet, rows=below, merges=tuple(merges))


def said_empty(page: Page, name: str, words: str) -> Page:
    """The page of a table without rows, which says so at its top; a line in its cells would be read as a row."""
    return replace(page, header=f"Lembar {name}: {words}")


def line(text: str, across: int) -> Row:
    """One line of text over the empty cells of a row, which stay cells of their columns."""
    return Row([Cell(text, "plain"), *[Cell(None, "plain")] * (across - 1)])


def with_recap(sheet: Sheet, lines: Sequence[str], titles: Sequence[str], recap: Sequence[Sequence[Cell]]) -> Sheet:
    """A table for the screen: where it takes more than a page, only what stands below it is printed.

    That are some lines, and a table of its own with these titles: the records of `recap`, the last of them a sum. It
    stands in the columns from the second on, one beside the other, so the paper has no empty ones. Its rows are no part
    of the table above, so whoever filters that does not hide them. Only its columns are printed.
    """
    if sheet.page is None or _pages(sheet, sheet.page) <= 1:
        return sheet
    wide = len(sheet.columns)
    first, *columns = sheet.columns
    widths = [max(column.width, least_width(title, (), 0)) for column, title in zip(columns, titles, strict=False)]
    columns[: len(titles)] = [replace(column, width=width) for column, width in zip(columns, widths, strict=False)]
    around = [Cell(None, "plain")] * (wide - len(titles) - 1)

    def row(values: Sequence[Cell], text: str, number: str) -> Row:
        cells = [cell._replace(style=text if isinstance(cell.value, str) else number) for cell in values]
        return Row([Cell(None, "plain"), *cells, *around], sized(cells, widths).height)

    *counts, whole = recap
    below = [
        row([Cell(title) for title in titles], "head", "head"),
        *(row(values, "wrap", "number") for values in counts),
    ]
    return replace(
        sheet,
        columns=(first, *columns),
        printed=len(titles) + 1,
        rows=(*sheet.rows, Row([]), *(line(text, wide) for text in lines), *below, row(whole, "bold", "bold.number")),
        titles=None,
        print_from=len(sheet.rows) + 2,
    )


def _pages(sheet: Sheet, page: Page) -> int:
    """About how many pages the rows of a sheet take."""
    across, down = page.paper.room(landscape=page.landscape)
    scale = min(1.0, across / (sum(column.width for column in sheet.columns[: sheet.across]) * WIDEST))
    return math.ceil(sum(row.height or USUAL for row in sheet.rows) * scale / down)


def widths_of(
    fields: Sequence[Field], body: Sequence[Sequence[Cell]], across: float, styles: Mapping[str, Style]
) -> tuple[float, ...]:
    """The widths of columns as they were wished, narrower where else the type would be too small on paper.

    No word of a title is broken, and no figure; of a text only words that are longer than its column was to be, and
    long ones where all of them would be too much.
    """
    room = across / WIDEST * STYLES["text"].size / SMALLEST
    columns = [_distinct(cells[place] for cells in body) for place in range(len(fields))]
    least = [
        least_width(field.title, column, field.width, styles) for field, column in zip(fields, columns, strict=True)
    ]
    figures = [
        least_width(field.title, column, field.width, styles, letters=LONG)
        for field, column in zip(fields, columns, strict=True)
    ]
    wished = sum(low - never for low, never, field in zip(least, figures, fields, strict=True) if field.printed)
    able = room - sum(never for never, field in zip(figures, fields, strict=True) if field.printed)
    if wished > able:
        part = max(0.0, able) / wished if wished else 0.0
        least = [never + part * (low - never) for low, never in zip(least, figures, strict=True)]
    printed = [(field.width, low) for field, low in zip(fields, least, strict=True) if field.printed]
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        narrow = sum(max(width * middle, need) for width, need in printed) > room
        low, high = (low, middle) if narrow else (middle, high)
    share = 1.0 if sum(max(pair) for pair in printed) <= room else low
    widths = [
        max(field.width * share, need) if field.printed else _unbroken(field, place, need, body, styles)
        for place, (field, need) in enumerate(zip(fields, least, strict=True))
    ]
    shown_places = [place for place, field in enumerate(fields) if field.printed]
    given = iter(
        balanced(
            [widths[place] for place in shown_places],
            [widths[place] if fields[place].by_hand else least[place] for place in shown_places],
            _measures(body, shown_places, styles),
            across / WIDEST,
        )
    )
    return tuple(
        math.floor((next(given) if field.printed else width) * 10) / 10
        for field, width in zip(fields, widths, strict=True)
    )


def _distinct(column: Iterable[Cell]) -> list[Cell]:
    """The cells of a column, each once: most of them repeat. 1, 1.0 and True are equal, yet not shown alike."""
    return list({(type(cell.value), cell.value, cell.style): cell for cell in column}.values())


def eased(
    widths: Sequence[float],
    titles: Sequence[str],
    body: Sequence[Sequence[Cell]],
    styles: Mapping[str, Style] = STYLES,
) -> tuple[float, ...]:
    """Widths of a table drawn by hand, in the same room, so that its rows come out less tall."""
    places = range(len(titles))
    least = [
        least_width(title, [cells[place] for cells in body], widths[place], styles)
        for place, title in enumerate(titles)
    ]
    found = balanced(widths, least, _measures(body, places, styles), sum(widths))
    return tuple(math.floor(width * 10) / 10 for width in found)


_SCREEN = 60.0
"""Characters of the widest column that is not printed."""


def _unbroken(
    field: Field, place: int, least: float, body: Sequence[Sequence[Cell]], styles: Mapping[str, Style]
) -> float:
    """The width of a column that is not printed: as wide as its texts, so that it makes no printed row tall."""
    looks = [(cells[place], styles[cells[place].style]) for cells in body]
    lines = (
        longest_line(cell.value, style.font, style.size, bold=style.bold) / CHARACTER
        for cell, style in looks
        if isinstance(cell.value, str)
    )
    return max(field.width, least, min(_SCREEN, max(lines, default=0.0) + 0.1))


_ROWS = 200
"""So many rows of a long table are measured."""


def _measures(
    body: Sequence[Sequence[Cell]], places: Sequence[int], styles: Mapping[str, Style]
) -> list[tuple[float, ...]]:
    """Of rows that stand for all: how many characters wide each text is on one line, and 0 for a figure."""
    every = max(1, math.ceil(len(body) / _ROWS))
    return [
        tuple(
            longest_line(cell.value, styles[cell.style].font, styles[cell.style].size, bold=styles[cell.style].bold)
            / CHARACTER
            + 0.1
            if isinstance(cell.value, str) and styles[cell.style].wrap
            else 0.0
            for cell in (cells[place] for place in places)
        )
        for cells in body[::every]
    ]


def least_width(
    title: str,
    column: Sequence[Cell],
    wished: float,
    styles: Mapping[str, Style] = STYLES,
    *,
    letters: int | None = None,
) -> float:
    """The narrowest a column may be, in characters: no word of its title is broken, none of its texts that fits it.

    What does not wrap, as a figure or a code, is never broken.
    With `letters`, words that have more of them are not asked about.
    """
    head = longest_word(title, "Arial", 10, bold=True) / CHARACTER
    words, figures = 0.0, 0.0
    for cell in column:
        if cell.value is not None:
            style = styles[cell.style]
            text = shown(cell.value, style)
            if isinstance(cell.value, str) and style.wrap:
                mark = style.horizontal == "center" and len(text) <= _MARK
                measure = longest_line if mark else longest_word
                if letters and not mark:
                    text = " ".join(word for word in text.split() if len(word) <= letters)
                words = max(words, measure(text, style.font, style.size, bold=style.bold) / CHARACTER)
            else:
                figures = max(figures, longest_line(text, style.font, style.size, bold=style.bold) / CHARACTER)
    return max(head, figures, min(words, wished)) + 0.1


def sized(
    cells: Sequence[Cell], widths: Sequence[float], *, least: float = 0.0, styles: Mapping[str, Style] = STYLES
) -> Row:
    """A row as tall as its longest text needs in columns of these widths; where one line is enough, as it comes."""
    lines = max((_lines(cell, width, styles) for cell, width in zip(cells, widths, strict=True)), default=1)
    height = lines * line_height(10) + 2 if lines > 1 else 0.0
    return Row(cells, max(least, height) or None)


def _lines(cell: Cell, width: float, styles: Mapping[str, Style]) -> int:
    style = styles[cell.style]
    if not isinstance(cell.value, str) or not style.wrap:
        return 1
    return line_count(cell.value, width * CHARACTER, style.font, style.size, bold=style.bold)


def rows_of(
    cells: Sequence[Cell], widths: Sequence[float], room: float, *, fixed: int = 0, styles: Mapping[str, Style] = STYLES
) -> Iterator[Row]:
    """A record as one row, or as several where its text is taller than a row may be.

    What is cut goes on below, with the first `fixed` columns again, so that the rows are sorted and filtered together.
    """
    whole = sized(cells, widths, styles=styles)
    if (whole.height or 0.0) <= room:
        yield whole
        return
    most = max(2, int((room - 2) / line_height(10)))
    columns = [_pieces(cell, width, most, styles) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, columns))):
        yield sized(
            [
                column[number]
                if number < len(column)
                else (column[0] if place < fixed and len(column) == 1 else Cell(None, column[0].style))
                for place, column in enumerate(columns)
            ],
            widths,
            styles=styles,
        )


def _pieces(cell: Cell, width: float, most: int, styles: Mapping[str, Style]) -> list[Cell]:
    if _lines(cell, width, styles) <= most:
        return [cell]
    style = styles[cell.style]
    texts = list(parts(str(cell.value), most - 1, width * CHARACTER, style.font, style.size, bold=style.bold))
    last = len(texts) - 1
    return [
        Cell(f"{_MORE if number else ''}{text}{_MORE if number < last else ''}", cell.style)
        for number, text in enumerate(texts)
    ]


_HAIR = 0.05
"""What a column is wider than its longest word, in characters, so that rounding breaks none."""


def under_heads(columns: Sequence[tuple[str, float]], look: Style, across: float) -> tuple[float, ...]:
    """The widths of columns by their titles and shares that fill a page of this width; no word of a title is broken."""
    room = across / WIDEST
    least = (longest_word(title.replace("–", "– "), look.font, look.size, bold=look.bold) for title, _ in columns)
    bounds = [(low / CHARACTER + _HAIR, room, share) for low, (_, share) in zip(least, columns, strict=True)]
    return tuple(math.ceil(10 * width) / 10 for width in allotted(bounds, room - len(columns) / 10))


def parted(rows: Sequence[Row], room: float) -> list[list[Row]]:
    """Rows page by page, for a sheet whose pages each begin with what is said again there.

    They take as few pages as the room allows, and these are about evenly full, so that the last one does not hold a
    row alone.
    """
    pages = _cut(rows, room)
    low, high = room / 2, room
    for _ in range(20 if len(pages) > 1 else 0):
        middle = (low + high) / 2
        tried = _cut(rows, middle)
        low, high = (low, middle) if len(tried) == len(pages) else (middle, high)
    return _cut(rows, high)


def _cut(rows: Sequence[Row], room: float) -> list[list[Row]]:
    pages: list[list[Row]] = []
    used = 0.0
    for row in rows:
        tall = row.height or USUAL
        if not pages or used + tall > room:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += tall
    return pages


def roomier(rows: Sequence[Row], room: float, most: float) -> list[Row]:
    """The rows of a form that is filled in by hand, so much taller as their page has room for, up to a height."""
    spare = max(0.0, room - sum(row.height or USUAL for row in rows)) / max(1, len(rows))
    return [row._replace(height=max(row.height or USUAL, min(most, (row.height or USUAL) + spare))) for row in rows]


_UNPRINTED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def base_name(place: str) -> str:
    """A place without the folders before its file."""
    return PurePath(place.replace("\\", "/")).name


def shown_name(place: str) -> str:
    """The name of a file as it may be shown: who has put a NIP into it has to name the file again.

    What a document cannot hold, as bytes that are no letters, is a question mark.
    """
    return mask_numbers(_UNPRINTED.sub("?", base_name(place)))
