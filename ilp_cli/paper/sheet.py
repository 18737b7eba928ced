"""A workbook as plain values: what stands where and how it looks. Nothing here knows a spreadsheet library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple

from ilp_cli.core.masking import Number
from ilp_cli.core.outcome import OutputBlocked
from ilp_cli.district.angka import Angka

Plain = str | int | float | date | None
"""What a cell can hold."""


class Formula(NamedTuple):
    """A formula as it stands in its cell, and the value it comes to as long as nobody edits the sheet.

    `across` is how many cells, from this one to the right, have the same formula, moved along; the others of them have
    no `text`.
    """

    text: str
    value: Plain
    across: int = 1

    def __str__(self) -> str:
        return "" if self.value is None else str(self.value)


Value = Plain | Number | Formula
"""What may be put into a cell: an identity number stands there masked."""
Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; all 1-based."""

NUMBER = "Halaman &P"
"""How the pages of a working sheet are numbered: by themselves, never as a part of all that is printed with it."""
TEXT_LIMIT = 32_767
NAME_LIMIT = 31
HEADER_LIMIT = 255
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RESERVED = "history"
"""The name a spreadsheet keeps for itself."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")

BLUE, GREY = "0072B2", "F0F0F0"
SERIES = ("A6A6A6", BLUE)
"""Okabe-Ito colours, told apart by colour-blind eyes; a sign or word always stands beside them."""


def safe_text(value: str) -> str:
    """Text as a cell can hold it: no control characters, one kind of line break. Raises OutputBlocked if too long."""
    text = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > TEXT_LIMIT // 2 and len(text.encode("utf-16-le")) // 2 > TEXT_LIMIT:
        raise OutputBlocked(
            f"teks “{text[:40]}…” terlalu panjang untuk satu sel ({len(text)} karakter, batasnya {TEXT_LIMIT}); "
            "persingkat di berkas masukan"
        )
    return text


def safe_name(wanted: str, taken: Iterable[str] = ()) -> str:
    """A sheet name that every spreadsheet accepts, unlike those taken even if case is put aside."""
    used = {_RESERVED, *(name.casefold() for name in taken)}
    base = _NOT_IN_NAMES.sub(" ", safe_text(wanted).replace("\n", " ")).strip().strip("'").strip() or "Lembar"
    name, number = base[:NAME_LIMIT].rstrip(" '"), 1
    while name.casefold() in used:
        number += 1
        tail = f" ({number})"
        name = base[: NAME_LIMIT - len(tail)].rstrip(" '") + tail
    return name


class Cell(NamedTuple):
    """What one cell holds and the name of its style; `bold` is the slice of a text that is printed bold.

    `angka` says which figure stands there, for who asks where it comes from; it is not written.
    """

    value: Value = None
    style: str = "text"
    bold: tuple[int, int] | None = None
    angka: Angka | None = None


class Row(NamedTuple):
    """The cells of a row from column A; `height` in points, None where the default fits."""

    cells: Sequence[Cell]
    height: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a cell looks. `border` names the sides: "box", "below", or ""; colours are RRGGBB."""

    font: str = "Arial"
    size: float = 10
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    color: str = "000000"
    fill: str = ""
    horizontal: str = ""
    vertical: str = "top"
    wrap: bool = False
    border: str = ""
    border_color: str = "BFBFBF"
    format: str = "General"
    locked: bool = True
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its width in characters, and the style of its cells that nobody has filled yet."""

    width: float
    style: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A sheet of paper, upright, in points; `code` is its number in a spreadsheet."""

    code: int
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    def room(self, *, landscape: bool) -> tuple[float, float]:
        """Width and height between the margins."""
        across, down = (self.height, self.width) if landscape else (self.width, self.height)
        return across - self.left - self.right, down - self.top - self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """How a sheet is printed: `wide` pages wide, and `long` pages long; 0 where it is as long as it takes.

    Above every page stands `header`, the mark it bears, and the name of its sheet with `about`, whose it is and of what
    day; where `about` is "", no name. `number` is how a page is numbered, counted in its own sheet, "" where it is not;
    at the foot, or `on_top`. With `titled` the first page says itself what it is: no name stands above it, and no
    number that belongs there. `scale` is how large, in percent, a sheet whose pages end at its breaks is printed.
    """

    paper: Paper
    landscape: bool = False
    header: str = ""
    about: str = ""
    number: str = ""
    on_top: bool = False
    titled: bool = False
    font: str = "Arial"
    wide: int = 1
    long: int = 0
    scale: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A bar chart of figures that also stand in cells; `anchor` is the row and column of its corner.

    Each column of `values` is one series; `names` tell several apart, in the colours of SERIES.
    """

    title: str
    labels: Range
    values: Range
    anchor: tuple[int, int]
    width_cm: float
    height_cm: float
    color: str = BLUE
    top: float | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What a column accepts from row 2 on: a list by its defined name, or a formula; and the words on a refusal.

    With an `area` it is that range which accepts it.
    """

    column: int
    kind: Literal["list", "custom", "date"]
    formula: str
    title: str
    error: str
    prompt: str = ""
    strict: bool = True
    area: Range | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How the cells of a range look while a formula, as it stands for the first of them, is true: fill and boldness."""

    area: Range
    formula: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. `table` is the range under an autofilter; `titles` the rows repeated on each page.

    `printed` is how many of its columns are printed, None for all; the others are for the screen, and so are the rows
    before `print_from` and behind `print_to`. `notes` are what a cell tells who points at it, by its row and column;
    they are not printed. `breaks` are the rows after which a page ends; a sheet with any is printed at the scale of its
    page, so its columns must fit there. `sections` are the first rows of what is to stay together on one page. A
    `growing` sheet is filled in by somebody else, so whatever its printed columns hold then is printed.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    page: Page | None = None
    merges: tuple[Range, ...] = ()
    freeze: tuple[int, int] | None = None
    table: Range | None = None
    titles: tuple[int, int] | None = None
    printed: int | None = None
    print_from: int | None = None
    print_to: int | None = None
    chart: Chart | None = None
    validations: tuple[Validation, ...] = ()
    conditions: tuple[Condition, ...] = ()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
    protected: bool = False
    gridlines: bool = True
    tab: str = ""
    breaks: tuple[int, ...] = ()
    sections: tuple[int, ...] = ()
    growing: bool = False

    @property
    def across(self) -> int:
        """How many columns are printed."""
        return self.printed or max([1, len(self.columns), *(len(row.cells) for row in self.rows)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A whole workbook; `names` are defined names and what they refer to."""

    title: str
    sheets: tuple[Sheet, ...]
    styles: Mapping[str, Style]
    names: Mapping[str, str] = field(default_factory=dict)
    active: int = 0


def _down(area: Range, by: int) -> Range:
    return area[0] + by, area[1], area[2] + by, area[3]


_REFERENCE = re.compile(r"(?<![A-Za-z0-9_.])(\$?[A-Z]{1,3}\$?)([1-9][0-9]*)(?![A-Za-z0-9_(])")


def _lowered(row: Row) -> Row:
    """A row that moves down by one, with the cells its formulas mean, which do so too; text in quotes stays."""
    if not any(isinstance(cell.value, Formula) for cell in row.cells):
        return row
    return Row([cell._replace(value=_moved(cell.value)) for cell in row.cells], row.height)


def _moved(value: Value) -> Value:
    if not isinstance(value, Formula):
        return value
    parts = value.text.split('"')
    parts[::2] = [_REFERENCE.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", part) for part in parts[::2]]
    return value._replace(text='"'.join(parts))


def with_banner(sheet: Sheet, banner: Row) -> Sheet:
    """The sheet with one more row on top, over all its columns; everything else moves down by one."""
    chart = sheet.chart
    if chart is not None:
        corner = (chart.anchor[0] + 1, chart.anchor[1])
        chart = replace(chart, labels=_down(chart.labels, 1), values=_down(chart.values, 1), anchor=corner)
    first = Row((*banner.cells, *[Cell(None, banner.cells[0].style)] * (len(sheet.columns) - 1)), banner.height)
    return replace(
        sheet,
        rows=(first, *map(_lowered, sheet.rows)),
        merges=((1, 1, 1, sheet.across), *(_down(area, 1) for area in sheet.merges)),
        freeze=(sheet.freeze[0] + 1, sheet.freeze[1]) if sheet.freeze else None,
        table=_down(sheet.table, 1) if sheet.table else None,
        titles=(sheet.titles[0] + 1, sheet.titles[1] + 1) if sheet.titles else None,
        print_from=sheet.print_from + 1 if sheet.print_from else None,
        print_to=sheet.print_to + 1 if sheet.print_to else None,
        notes={(row + 1, column): text for (row, column), text in sheet.notes.items()},
        chart=chart,
        breaks=tuple(row + 1 for row in sheet.breaks),
        sections=tuple(row + 1 for row in sheet.sections),
    )


def _data(**changes: object) -> Style:
    return replace(Style(border="box", vertical="center", wrap=True), **changes)  # type: ignore[arg-type]


STYLES: Mapping[str, Style] = {
    "plain": Style(),
    "note": Style(italic=True, color="595959", wrap=True),
    "title": Style(size=16, bold=True, color=BLUE, vertical="center"),
    "subtitle": Style(size=12, vertical="center"),
    "section": Style(size=12, bold=True, color=BLUE, vertical="bottom"),
    "answer": Style(size=12, bold=True, fill=GREY, vertical="center", wrap=True),
    "banner": Style(size=12, bold=True, fill="FBE3D0", horizontal="center", vertical="center", wrap=True),
    "head": _data(bold=True, color="FFFFFF", fill=BLUE, horizontal="center", vertical="center", wrap=True),
    "head.small": _data(bold=True, color="FFFFFF", fill=BLUE, horizontal="center", size=9),
    "text": _data(),
    "wrap": _data(wrap=True, horizontal="left"),
    "id": _data(format="@", horizontal="left"),
    "code": _data(wrap=False, horizontal="left"),
    "center": _data(horizontal="center"),
    "number": _data(format="[$-421]#,##0", horizontal="center"),
    "percent": _data(format='[$-421]0.0"%"', horizontal="center"),
    "day": _data(format="[$-421]d mmm yyyy", horizontal="left"),
    "date": _data(format="[$-421]d mmmm yyyy", horizontal="left"),
    "year": _data(format="0", horizontal="left"),
    "bold": _data(bold=True, fill=GREY),
    "bold.number": _data(bold=True, fill=GREY, format="[$-421]#,##0", horizontal="center"),
    "bold.percent": _data(bold=True, fill=GREY, format='[$-421]0.0"%"', horizontal="center"),
    "short": _data(bold=True, fill="FBE3D0", format='"▼ "0', horizontal="center"),
    "bad": _data(bold=True, fill="FBE3D0", wrap=True),
    "fall": _data(bold=True, fill="FBE3D0", horizontal="center", wrap=True),
    "leave": _data(fill=GREY, horizontal="center", wrap=True),
    "good": _data(fill="D9F2E9", wrap=True),
    "start": _data(bold=True, color="FFFFFF", fill=BLUE, horizontal="center"),
    "on": _data(fill="D6E9F5", horizontal="center"),
    "off": _data(color="7F7F7F", horizontal="center"),
}
"""The looks of the working sheets; annexes and the template add their own."""
