"""Tables of text from an HTML page, as many applications save what they call .xls; text only, within limits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ilp_cli.core.finding import Place
from ilp_cli.files import misfits
from ilp_cli.files.archive import BROKEN
from ilp_cli.files.html_looks import NO_LOOK, Look, look_of, sheet_of
from ilp_cli.files.table_file import Table, TableRow, decode_text

MAX_BYTES = 16 * 1024 * 1024
MAX_TABLES = 200
MAX_CELLS = 700_000
MAX_SPAN = 1_000
MAX_MARKS = 2_000_000
_CHUNK = 65_536
_PENDING = 262_144
"""Markup that is not closed within so many characters is none."""
TOO_LARGE = "tabel HTML terlalu besar; simpan ulang sebagai .xlsx"

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_VOID = {"br", "img", "hr", "input", "wbr", "col"}
_SKIPPED = {"script", "style", "head", "title", "comment"}
"""What is no text of a cell; LibreOffice puts the remark of a cell into it as a comment."""


@dataclass(slots=True)
class _Grid:
    """One table as it is read: its rows of cells, which are hidden, and where each begins."""

    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    declared: int = 0
    merges: dict[int, dict[int, str]] = field(default_factory=dict)
    reaching: dict[int, tuple[int, int, str | None]] = field(default_factory=dict)
    spans: tuple[int, int] = (1, 1)
    cell: list[str] | None = None
    struck: dict[int, dict[int, bool]] = field(default_factory=dict)
    lined: list[bool] = field(default_factory=list)
    comments: dict[int, dict[int, str]] = field(default_factory=dict)
    comment: list[str] = field(default_factory=list)
    colours: dict[int, dict[int, frozenset[str]]] = field(default_factory=dict)
    line: Look = NO_LOOK
    look: Look = NO_LOOK
    inner: list[tuple[str, Look]] = field(default_factory=list)
    closed: bool = False
    sheet: str = ""


class _Reader(HTMLParser):
    """Collects every table of a page; a table inside a cell is read as a table of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.tables: list[_Grid] = []
        self._open: list[_Grid] = []
        self._skipping = 0
        self._skipped = ""
        self._styles: dict[str, Look] = {}
        self._cells = 0
        self._heading: list[str] | None = None
        self._naming = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping += tag != "head"
            self._skipped = tag
        elif tag == "table":
            self._begin_table()
        elif not self._open:
            self._begin_heading(tag, dict(attrs))
        else:
            grid = self._open[-1]
            if tag == "tr":
                self._begin_row(grid, dict(attrs))
            elif tag in ("td", "th"):
                self._begin_cell(grid, dict(attrs))
            elif tag == "col":
                self._column(grid, dict(attrs))
            elif grid.cell is not None:
                if tag in ("br", "p", "div"):
                    grid.cell.append(" ")
                if tag not in _VOID:
                    grid.inner.append((tag, look_of(tag, dict(attrs), self._styles)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - (tag != "head"))
        elif tag == "em":
            self._naming = False
        elif self._open and tag in ("td", "th", "tr", "table"):
            self._end_cell(self._open[-1])
            if tag == "table":
                if self._open[-1].rows:
                    self._reached(self._open[-1])
                self._open.pop().closed = True
        elif self._open and any(tag == inner for inner, _ in self._open[-1].inner):
            while self._open[-1].inner.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._naming and self._heading is not None:
            self._heading.append(data)
        if self._skipping and self._skipped == "style":
            self._styles |= sheet_of(data)
        elif self._skipping and self._skipped == "comment" and self._open and self._open[-1].cell is not None:
            self._open[-1].comment.append(data)
        if self._open and not self._skipping and self._open[-1].cell is not None:
            self._shown(self._open[-1], data)

    def _shown(self, grid: _Grid, data: str) -> None:
        """Add a text to the cell that is open, and how it looks."""
        if grid.cell is None:
            return
        grid.cell.append(data)
        if not data.isspace():
            looks = [look for _, look in grid.inner]
            grid.lined.append(bool(grid.look.strike) or any(look.strike for look in looks))
            for look in looks:
                grid.look = look.over(grid.look)._replace(strike=grid.look.strike)

    def _begin_heading(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Know of the name of the sheet that follows: LibreOffice has it in em, where its list of sheets leads to."""
        if tag == "a" and (attributes.get("name") or "").startswith("table"):
            self._heading = []
        self._naming = tag == "em" and self._heading is not None

    def _begin_table(self) -> None:
        if len(self.tables) >= MAX_TABLES:
            raise misfits.unreadable(Place(file=self.name), f"halaman HTML memuat lebih dari {MAX_TABLES} tabel")
        grid = _Grid(sheet=" ".join("".join(self._heading or ()).split()))
        self._heading, self._naming = None, False
        self.tables.append(grid)
        self._open.append(grid)

    def _begin_row(self, grid: _Grid, attributes: dict[str, str | None]) -> None:
        self._end_cell(grid)
        if grid.rows:
            self._reached(grid)
        grid.rows.append([])
        grid.lines.append(self.getpos()[0])
        grid.line = look_of("tr", attributes, self._styles) if attributes or self._styles else NO_LOOK
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            grid.hidden.add(len(grid.rows))

    def _begin_cell(self, grid: _Grid, attributes: dict[str, str | None]) -> None:
        self._end_cell(grid)
        if not grid.rows:
            self._begin_row(grid, {})
        self._reached(grid)
        grid.cell, grid.lined, grid.comment, grid.inner = [], [], [], []
        own = look_of("td", attributes, self._styles) if attributes or self._styles else NO_LOOK
        grid.look = own.over(grid.line)
        grid.spans = (_span(attributes.get("colspan")), _span(attributes.get("rowspan")))

    def _column(self, grid: _Grid, attributes: dict[str, str | None]) -> None:
        """Know of columns that are declared as not shown, as Excel declares them where it saves a page."""
        width = _span(attributes.get("span"))
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            grid.hidden_columns.update(range(grid.declared, grid.declared + width))
        grid.declared = min(grid.declared + width, MAX_CELLS)

    def _reached(self, grid: _Grid) -> None:
        """Leave the cells blank that a cell of a row above reaches down to."""
        row = grid.rows[-1]
        while (held := grid.reaching.get(len(row))) is not None:
            left, width, text = held
            column = len(row)
            if text:
                grid.merges.setdefault(len(grid.rows), {})[column] = text
            row.extend([""] * width)
            if left > 1:
                grid.reaching[column] = (left - 1, width, text)
            else:
                del grid.reaching[column]
            self._count(width)

    def _end_cell(self, grid: _Grid) -> None:
        if grid.cell is None:
            return
        text = " ".join("".join(grid.cell).split())
        width, height = grid.spans
        row = grid.rows[-1]
        if any(grid.lined):
            grid.struck.setdefault(len(grid.rows), {})[len(row)] = all(grid.lined)
        if colours := grid.look.colours:
            grid.colours.setdefault(len(grid.rows), {}).update(
                dict.fromkeys(range(len(row), len(row) + width), colours)
            )
        if words := " ".join("".join(grid.comment).split()):
            grid.comments.setdefault(len(grid.rows), {})[len(row)] = words
        if height > 1:
            grid.reaching[len(row)] = (height - 1, width, text)
        row.extend([text, *[""] * (width - 1)])
        grid.cell = None
        self._count(width)

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MAX_CELLS:
            raise misfits.unreadable(Place(file=self.name), TOO_LARGE)


def _span(text: str | None) -> int:
    figures = (text or "").strip()
    return min(int(figures), MAX_SPAN) or 1 if figures.isascii() and figures.isdigit() and len(figures) < 9 else 1


class HtmlBook:
    """The tables of an HTML page, named as the sheets they were saved from, or by their order where none is told."""

    def __init__(self, data: bytes, name: str) -> None:
        """Read a page. Raises Unreadable where it is no text, is cut off, holds no table, or is too large."""
        self.name = name
        if len(data) > MAX_BYTES:
            words = f"halaman HTML lebih besar dari {MAX_BYTES // 1024**2} MB; simpan ulang sebagai .xlsx"
            raise misfits.unreadable(Place(file=name), words)
        text, _ = decode_text(data, name)
        if text.count("<") > MAX_MARKS:
            raise misfits.unreadable(Place(file=name), TOO_LARGE)
        reader = _Reader(name)
        try:
            _feed(reader, text)
        except (misfits.Unreadable, MemoryError):
            raise
        except Exception:  # the parser asserts its way out of some broken declarations
            raise misfits.unreadable(Place(file=name), BROKEN) from None
        grids = [grid for grid in reader.tables if any(any(row) for row in grid.rows)]
        if not grids:
            words = "isinya halaman HTML/XML tanpa tabel; simpan ulang sebagai .xlsx"
            raise misfits.unreadable(Place(file=name), words)
        if not all(grid.closed for grid in grids):
            words = "halaman HTML terpotong: tabelnya tidak ditutup; minta salinan baru"
            raise misfits.unreadable(Place(file=name, line=reader.getpos()[0]), words)
        told = Counter(grid.sheet for grid in grids)
        self._grids = {
            grid.sheet if grid.sheet and told[grid.sheet] == 1 else f"tabel {number}": grid
            for number, grid in enumerate(grids, 1)
        }
        self.sheets: tuple[str, ...] = tuple(self._grids)

    def table(self, sheet: str) -> Table:
        """One table of the page; its rows have both a number and a line."""
        grid = self._grids[sheet]
        return Table(
            file=self.name,
            kind="html",
            sheet=sheet,
            rows=_rows(grid),
            hidden=frozenset(grid.hidden),
            hidden_columns=frozenset(grid.hidden_columns),
            struck=grid.struck,
            comments=grid.comments,
            colours=lambda: grid.colours,
            merges=grid.merges,
            lines=dict(enumerate(grid.lines, 1)),
        )


def _feed(reader: _Reader, text: str) -> None:
    """Read piece by piece: a piece of markup that never ends would otherwise be looked at again and again."""
    for start in range(0, len(text), _CHUNK):
        reader.feed(text[start : start + _CHUNK])
        if len(reader.rawdata) > _PENDING:
            raise misfits.unreadable(Place(file=reader.name), BROKEN)


def _rows(grid: _Grid) -> Iterator[TableRow]:
    for number, cells in enumerate(grid.rows, 1):
        if any(cells):
            yield TableRow(number=number, cells=tuple(cells))
