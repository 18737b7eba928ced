"""What would be cut, broken or too small on paper: every text measured against its cell, every row against its page."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate, pairwise, product
from typing import NamedTuple

from ilp_cli.core.spot import column_letters
from ilp_cli.core.words import BULAN, tanggal
from ilp_cli.paper.layout import (
    CHARACTER,
    LOWEST,
    SMALLEST,
    SURE,
    TALLEST,
    USUAL,
    WIDEST,
    line_count,
    longest_line,
    longest_word,
)
from ilp_cli.paper.sheet import Book, Cell, Page, Row, Sheet, Style, Value

_LINE = 1.15
"""The least height of a line, by the size of its type."""
_INDENT = 6.3
"""Points an indented text loses."""
_CLOSE = 0.5
"""Points that a measure may be off."""


def misfits(book: Book) -> list[str]:
    """Where a workbook would be cut, broken or too small when it is printed; empty where all is well."""
    sheets = (laid_out(sheet, book.styles) for sheet in book.sheets if not sheet.hidden)
    return [fault for sheet in sheets for fault in _sheet(sheet, book.styles)]


def closed_up(sheet: Sheet, styles: Mapping[str, Style]) -> Sheet:
    """The sheet on fewer pages, where its last one would be nearly blank and its type can still be read.

    One that takes two pages is put on one wherever its type can be read; one that takes fewer upright is turned.
    """
    page = sheet.page
    if page is None or page.long or page.wide > 1 or page.on_top or sheet.breaks or sheet.growing:
        return sheet
    across, down = page.paper.room(landscape=page.landscape)
    wide = sum(column.width for column in sheet.columns[: sheet.across]) * WIDEST
    usual = min(1.0, across / wide) if wide else 1.0
    pages = _filled(sheet, down / usual)
    fewer = len(pages) - 1
    little = fewer == 1 or pages[-1] <= _LITTLE * down / usual
    if fewer and little and _shrinks(sheet, fewer, down, usual, styles):
        return replace(sheet, page=replace(page, long=fewer))
    if fewer and page.landscape and (upright := _upright(sheet, fewer, styles)):
        return replace(sheet, page=replace(page, landscape=False, long=upright))
    larger = min(1.0, usual * WIDEST / CHARACTER)
    elsewhere = max(len(_filled(sheet, SURE * down / scale)) for scale in (usual, larger))
    if len(pages) < elsewhere and _smallest(sheet, styles) * usual > SMALLEST - 0.05:
        # Another program would need a page more.
        return replace(sheet, page=replace(page, long=len(pages)))
    return sheet


def _upright(sheet: Sheet, most: int, styles: Mapping[str, Style]) -> int:
    """How many upright pages a sheet takes in type that can be read; 0 where that is more than `most`."""
    page = sheet.page
    if page is None:
        return 0
    across, down = page.paper.room(landscape=False)
    wide = sum(column.width for column in sheet.columns[: sheet.across]) * WIDEST
    scale = min(1.0, across / wide) if wide else 1.0
    pages = _filled(sheet, SURE * down / scale)
    wanted = len(pages) - (len(pages) > 1 and pages[-1] <= _LITTLE * down / scale)
    return wanted if wanted <= most and _shrinks(sheet, wanted, down, scale, styles) else 0


def _shrinks(sheet: Sheet, pages: int, down: float, scale: float, styles: Mapping[str, Style]) -> bool:
    """Whether a sheet takes so many pages of this height in type that can be read, at this scale or a smaller one."""
    smallest = _smallest(sheet, styles)
    while len(_filled(sheet, SURE * down / scale)) > pages and smallest * scale >= SMALLEST:
        scale -= _STEP
    return smallest * scale >= SMALLEST


def laid_out(sheet: Sheet, styles: Mapping[str, Style]) -> Sheet:
    """The sheet as it is printed: on a page less where that can be read, and what ends it not alone on its page."""
    return _accompanied(closed_up(sheet, styles))


def _accompanied(sheet: Sheet) -> Sheet:
    """The sheet with looser rows before its end, so that its last record, or what stands below it, has company.

    A page with only the notes under a repeated head, or with one record, looks like a fault of the printer. A program
    that fits a sheet to its page pays no heed to breaks, so the rows of the page before are made taller instead, until
    the last ones do not fit on it any more, in every program.
    """
    last = _last_record(sheet)
    heights = [row.height for row in sheet.rows]
    if last is None or sheet.titles is None or not _lonely(sheet, heights, last, whole=True, company=_COMPANY):
        return sheet
    # Rows nobody has set are taller in one program than in another.
    tall = [height or USUAL for height in heights]
    # The pages that do not open with its very last records.
    opened = [[start for start in starts if start <= last - _COMPANY] for starts in _starts(sheet, tall)]
    for company, whole, back, most in _TRIED:
        if not _lonely(sheet, tall, last, whole=whole, company=company):
            return _set(sheet, tall)
        first = max(sheet.titles[1], min(starts[-min(back, len(starts))] for starts in opened))
        looser = _loosened(sheet, tall, (first, last), most, whole=whole, company=company)
        if looser is not None:
            return _set(sheet, looser)
    return sheet


def _set(sheet: Sheet, heights: Sequence[float]) -> Sheet:
    rows = [row._replace(height=height) for row, height in zip(sheet.rows, heights, strict=True)]
    return replace(sheet, rows=rows)


def _loosened(
    sheet: Sheet, heights: Sequence[float], records: tuple[int, int], most: int, *, whole: bool, company: int
) -> list[float] | None:
    """The heights with which the end of a sheet has company, its records looser; None where that is not enough."""
    first, last = records
    pages = [len(starts) for starts in _starts(sheet, heights)]
    for step in range(1, most + 1):
        body = (min(TALLEST, height + step * _looser(height)) for height in heights[first:last])
        looser = [*heights[:first], *body, *heights[last:]]
        if company == _COMPANY and any(map(int.__gt__, map(len, _starts(sheet, looser)), pages)):
            break  # more company is not worth a page
        if not _lonely(sheet, looser, last, whole=whole, company=company):
            return looser
    return None


def _looser(height: float) -> float:
    """What a row gains at a time: a tall one more, so that it still looks like the others."""
    return _LOOSER * max(1, round(height / _TALL))


def _last_record(sheet: Sheet) -> int | None:
    """The row behind the last record of a table that is fitted to the width of its page; None where there is none."""
    page = sheet.page
    if page is None or page.long or page.wide > 1 or sheet.breaks or sheet.growing or sheet.print_from:
        return None
    if sheet.table is None or sheet.titles is None or sheet.table[2] - sheet.titles[1] <= _COMPANY:
        return None
    return sheet.table[2]


def _lonely(sheet: Sheet, heights: Sequence[float | None], last: int, *, whole: bool, company: int) -> bool:
    """Whether what ends a table stands on a page with fewer of its records than it should, in one program or another.

    With `whole` all that stands below the table counts, else its first line.
    """
    below = next((number for number in range(last, len(sheet.rows)) if _says(sheet.rows[number])), last)
    end = len(sheet.rows) if whole else below + 1
    company = min(company, _shared(sheet, last))
    for starts in _starts(sheet, heights):
        page = max(start for start in starts if start < end)
        if page and last - page < company:
            return True
    return False


def _shared(sheet: Sheet, last: int) -> int:
    """How many records are to stand with what ends their table: as many as leave a part of their page to it."""
    page = sheet.page
    if page is None:
        return 0
    across, down = page.paper.room(landscape=page.landscape)
    wide = sum(column.width for column in sheet.columns[: sheet.across])
    room = _SHARED * down / min(1.0, across / (wide * WIDEST))
    tall = accumulate(row.height or USUAL for row in reversed(sheet.rows[last - _COMPANY : last]))
    return max(1, sum(height <= room for height in tall))


def _says(row: Row) -> bool:
    return any(cell.value is not None for cell in row.cells)


def _starts(sheet: Sheet, heights: Sequence[float | None]) -> Iterator[list[int]]:
    """The rows that open the pages of a sheet, counted from 0, as programs and printers may break it."""
    page = sheet.page
    if page is None:
        return
    across, down = page.paper.room(landscape=page.landscape)
    wide = sum(column.width for column in sheet.columns[: sheet.across])
    titles = slice(sheet.titles[0] - 1, sheet.titles[1]) if sheet.titles else slice(0)
    for unset in (LOWEST, USUAL) if None in heights else (USUAL,):
        tall = [unset if height is None else height for height in heights]
        repeated = sum(tall[titles])
        ends = list(accumulate(tall, initial=0.0))
        for unit, part in product((CHARACTER, WIDEST), _DIFFERING):
            room = down * part / min(1.0, across / (wide * unit))
            starts = [0]
            while True:
                start = starts[-1]
                held = ends[start] + room - (repeated if start else 0.0)
                following = max(start + 1, bisect_right(ends, held) - 1)
                if following >= len(tall):
                    break
                starts.append(following)
            yield starts


_COMPANY, _LEAST, _SHARED = 3, 2, 0.6
"""Records that stand with what ends their table, and at the least, where they take no more of a page than this part."""
_LOOSER = 0.75
"""Points a row gains at a time."""
_TALL = 60.0
"""Points of a row that gains twice as much where it is twice as tall."""
_TRIED = (
    (_COMPANY, True, 1, 16),
    (_COMPANY, True, 4, 16),
    (_LEAST, True, 1, 16),
    (_LEAST, True, 4, 16),
    (_LEAST, False, 1, 24),
    (_LEAST, False, 4, 24),
)
"""What is tried: how many records have to stand there, whether with all notes below the table or with the first of
them, over how many pages rows are made looser, and how often."""
_DIFFERING = (0.97, 0.985, 1.0, 1.015)
"""Parts of a page that a program may fill; more than all of it where it shrinks the sheet by whole percents."""


def _filled(sheet: Sheet, down: float) -> list[float]:
    """How much of each page of this height the rows of a sheet take, with the titles they repeat."""
    first = (sheet.print_from or 1) - 1
    last = sheet.titles[1] if sheet.titles else 0
    titles = sum(row.height or USUAL for row in sheet.rows[sheet.titles[0] - 1 : last]) if sheet.titles else 0.0
    pages = [titles if first >= last else 0.0]
    for row in sheet.rows[first : sheet.print_to]:
        tall = row.height or USUAL
        if pages[-1] + tall > down:
            pages.append(titles)
        pages[-1] += tall
    return pages


_LITTLE, _FORGOTTEN = 1 / 3, 0.2
"""The parts of its last page below which a sheet of several is put on one less where its type can be read, and below
which that page looks as if it was forgotten."""
_STEP = 0.01
"""How much smaller type is tried each time."""


def kept_together(sheet: Sheet, styles: Mapping[str, Style]) -> Sheet:
    """The sheet with a page ended before each section that would be torn, where it has sections and takes pages.

    It is printed smaller where that saves a page and its type can be read.
    """
    page = sheet.page
    if page is None or page.long or not sheet.sections:
        return sheet
    least = min(100, math.ceil(100 * SMALLEST / _smallest(sheet, styles)))
    tried = [(_in_sections(sheet, page, scale), scale) for scale in range(100, least - 1, -1)]
    pages, scale = min(tried, key=lambda found: (len(found[0]), -found[1]))
    if len(pages) == 1:
        return replace(sheet, page=replace(page, long=int(scale < 100)))
    return replace(sheet, page=replace(page, scale=scale), breaks=tuple(first - 1 for first in pages[1:]))


def _in_sections(sheet: Sheet, page: Page, scale: int) -> list[int]:
    """The first row of each page when sections stay whole, at a scale in percent."""
    room = SURE * page.paper.room(landscape=page.landscape)[1] * 100 / scale
    pages: list[list[tuple[int, float]]] = [[]]
    for first, after in pairwise(sorted({1, *sheet.sections, len(sheet.rows) + 1})):
        tall = sum(row.height or USUAL for row in sheet.rows[first - 1 : after - 1])
        if pages[-1] and _tall(pages[-1]) + tall > room:
            pages.append([])
        pages[-1].append((first, tall))
    *_, before, last = [[], *pages]
    # A last page of a few rows takes a section of the page before with it.
    while _tall(last) < _FORGOTTEN * room and len(before) > 1 and _tall(last) + before[-1][1] <= _tall(before[:-1]):
        last.insert(0, before.pop())
    return [found[0][0] for found in pages]


def _tall(sections: Sequence[tuple[int, float]]) -> float:
    """How tall sections are together."""
    return sum(height for _, height in sections)


def _smallest(sheet: Sheet, styles: Mapping[str, Style]) -> float:
    """The smallest type that is printed, in points."""
    across = sheet.across
    used = {cell.style for row in sheet.rows for cell in row.cells[:across] if cell.value is not None}
    return min((styles[name].size for name in used), default=10.0)


def shown(value: Value, style: Style) -> str:
    """What a cell shows of its value, as far as its width is concerned."""
    if value is None:
        return ""
    if isinstance(value, date):
        if "mmmm" in style.format:
            return tanggal(value)
        short = f"{value.day} {BULAN[value.month - 1][:3]} {value.year}"
        return value.isoformat() if style.format.startswith("yyyy") else short
    if isinstance(value, float):
        return f"{value:.1f}%"
    mark = "▼ " if isinstance(value, int) and "▼" in style.format else ""
    return f"{mark}{value}"


class _Box(NamedTuple):
    """The room of a cell, in points; `height` is None where a spreadsheet makes the row as tall as it has to be."""

    width: float
    height: float | None
    spill: float


def _sheet(sheet: Sheet, styles: Mapping[str, Style]) -> Iterator[str]:
    boxes = _boxes(sheet)
    for number, row in enumerate(sheet.rows, 1):
        if row.height is not None and row.height > TALLEST + 1.5:
            yield f"{sheet.name}!{number}: baris setinggi {row.height:g} pt"
        for column, cell in enumerate(row.cells, 1):
            box = boxes.get((number, column))
            if box is None or cell.value is None:
                continue
            fault = _cell(cell, styles[cell.style], box)
            if fault:
                yield f"{sheet.name}!{column_letters(column - 1)}{number}: {fault}: {str(cell.value)[:60]!r}"
    if sheet.page:
        yield from _across(sheet, sheet.page)
        yield from _page(sheet, sheet.page, styles)


def _boxes(sheet: Sheet) -> dict[tuple[int, int], _Box]:
    """The room of every cell that shows something; those that a merge covers have none."""
    widths = [column.width * CHARACTER for column in sheet.columns]
    heights = [row.height for row in sheet.rows]
    merged = {(area[0], area[1]): area for area in sheet.merges}
    covered = {
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    across = sheet.across
    boxes = {}
    for number, row in enumerate(sheet.rows, 1):
        for column in range(1, len(row.cells) + 1):
            place = (number, column)
            if place in covered and place not in merged:
                continue
            _, _, bottom, right = merged.get(place, (number, column, number, column))
            tall = heights[number - 1 : bottom]
            empty = right
            last = across if column <= across else len(widths)
            right = min(right, last)
            while empty < last and (empty >= len(row.cells) or row.cells[empty].value is None):
                empty += 1
            boxes[place] = _Box(
                width=sum(widths[column - 1 : right]),
                height=None if None in tall else sum(height or 0.0 for height in tall),
                spill=sum(widths[column - 1 : empty]),
            )
    return boxes


def _cell(cell: Cell, style: Style, box: _Box) -> str:
    text = shown(cell.value, style)
    width = box.width - _INDENT * style.indent
    if not isinstance(cell.value, str) or not style.wrap:
        room = (
            box.spill
            if isinstance(cell.value, str) and style.horizontal in ("", "left") and not style.border
            else width
        )
        if longest_line(text, style.font, style.size, bold=style.bold) - 3 > room + _CLOSE:
            return "terpotong"
        lines = text.count("\n") + 1
    else:
        words = " ".join(word for word in text.replace("-", "- ").split() if len(word) <= LONG)
        if longest_word(words, style.font, style.size, bold=style.bold) - 3 > width + _CLOSE:
            return "kata terpenggal"
        lines = line_count(text, width, style.font, style.size, bold=style.bold)
    need = lines * style.size * _LINE
    if need > (TALLEST if box.height is None else box.height) + _CLOSE:
        return f"perlu {need:.0f} pt"
    return ""


LONG = 11
"""Letters of the longest word of a title or code of ours; a longer one may be broken."""


def _page(sheet: Sheet, page: Page, styles: Mapping[str, Style]) -> Iterator[str]:
    """Whether the page shrinks type until it cannot be read, and whether every row fits on a page."""
    if not (page.about or page.titled or page.on_top or page.long == 1):
        yield f"{sheet.name}: kepala cetaknya tidak menyebut lembar apa"
    if not (page.number or page.long == 1):
        yield f"{sheet.name}: halamannya tidak bernomor"
    bottom = sheet.table[2] if sheet.table and not sheet.growing else len(sheet.rows)
    if sheet.titles and bottom <= sheet.titles[1] and not page.header:
        yield f"{sheet.name}: yang tercetak hanya judul kolom"
    across, down = page.paper.room(landscape=page.landscape)
    wide = sum(column.width for column in sheet.columns[: sheet.across]) * WIDEST
    scale = min(1.0, page.wide * across / wide) if wide else 1.0
    if sheet.breaks:
        scale = page.scale / 100
        if wide * scale > across + _CLOSE:
            yield f"{sheet.name}: kolomnya {wide * scale:.0f} pt, halamannya {across:.0f} pt"
        yield from _pages(sheet, down / scale)
    elif page.long:
        while scale > _STEP and len(_filled(sheet, down / scale)) > page.long:
            scale -= _STEP
    last = _last_record(sheet)
    if last is not None and _lonely(sheet, [row.height for row in sheet.rows], last, whole=False, company=_LEAST):
        yield f"{sheet.name}: halaman terakhir tanpa dua baris isi"
    smallest = _smallest(sheet, styles)
    if smallest * scale < SMALLEST - 0.05:
        yield f"{sheet.name}: huruf {smallest:g} pt tercetak {smallest * scale:.1f} pt"
    first, last = sheet.titles or (1, 0)
    titles = sum(row.height or USUAL for row in sheet.rows[first - 1 : last])
    for number, row in enumerate(sheet.rows, 1):
        if (row.height or 0.0) + (titles if number > last else 0.0) > down / scale:
            yield f"{sheet.name}!{number}: baris lebih tinggi dari halaman"


def _across(sheet: Sheet, page: Page) -> Iterator[str]:
    """What stands over columns of two pages beside each other."""
    surely = beside(sheet)
    for top, left, _, right in sheet.merges:
        if page.wide > 1 and right > surely > left:
            yield f"{sheet.name}!{column_letters(left - 1)}{top}: di dua halaman bersebelahan"


def beside(sheet: Sheet) -> int:
    """How many of the printed columns surely stand on the first page, where they take several beside each other."""
    page = sheet.page
    if page is None or page.wide == 1:
        return sheet.across
    across, _ = page.paper.room(landscape=page.landscape)
    ends = accumulate(column.width * WIDEST for column in sheet.columns[: sheet.across])
    return sum(end <= across for end in ends)


def _pages(sheet: Sheet, down: float) -> Iterator[str]:
    """The pages between two breaks that go on to another one."""
    titles = sheet.rows[sheet.titles[0] - 1 : sheet.titles[1]] if sheet.titles else ()
    for first, after in pairwise((0, *sheet.breaks, len(sheet.rows))):
        rows = (*(titles if first else ()), *sheet.rows[first:after])
        tall = sum(row.height or USUAL for row in rows)
        if tall > down + _CLOSE:
            yield f"{sheet.name}!{first + 1}: halaman setinggi {tall:.0f} pt"
