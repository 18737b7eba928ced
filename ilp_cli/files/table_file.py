"""Tables of text from xlsx, xls, ods and csv, each cell with its address, opened only within limits."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import NamedTuple

import python_calamine
from python_calamine import CalamineWorkbook, PasswordError

from ilp_cli.core.finding import Finding, Place, finding
from ilp_cli.core.steps import step
from ilp_cli.files import archive, kinds, misfits
from ilp_cli.files.apart import Area, CellValue, Content, Crashed, read_apart
from ilp_cli.files.archive import BROKEN, LOCKED
from ilp_cli.files.content import content_of
from ilp_cli.files.paths import absolute, too_long
from ilp_cli.files.struck import Colours, Comments, Struck

MAX_BYTES = 64 * 1024 * 1024
CSV_FIELD_LIMIT = 200_000
DELIMITERS = ",;\t|"
_DELIMITER_NAMES = {",": "koma", ";": "titik koma", "\t": "tab", "|": "garis tegak"}
_SNIFFED = 65_536
MAX_MERGED = 200_000
"""How many cells may take over the value of a merged cell."""

_TABLES = frozenset({"SheetTypeEnum.WorkSheet", "SheetTypeEnum.MacroSheet", "SheetTypeEnum.DialogSheet"})
_VISIBLE = "SheetVisibleEnum.Visible"
_TEXT = frozenset({str})
_NONE: Mapping[int, str] = {}
_NOWHERE: Mapping[int, int] = {}
_NO_CELLS: list[CellValue] = []


class TableRow(NamedTuple):
    """One row: its 1-based number in the file, its cells as text, and which of them were stored as numbers.

    `faulty` says of a cell without a readable value what it holds instead: an error, or a formula never calculated.
    `at` says where cells that were put into other columns stand in the file.
    A tuple, because it is made in half the time of a frozen dataclass, and there is one for every row of a file.
    """

    number: int
    cells: tuple[str, ...]
    numeric: frozenset[int] = frozenset()
    faulty: Mapping[int, str] = _NONE
    at: Mapping[int, int] = _NOWHERE

    def text(self, index: int) -> str:
        """What a cell holds, without blanks around it; "" where the row does not reach so far."""
        return self.cells[index].strip() if index < len(self.cells) else ""


Merges = Mapping[int, Mapping[int, str]]
"""1-based row → 0-based column → the value of the merged cell that reaches down to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of text. `kind` is "sheet", "csv" or "html"; `sheet` is the sheet's name as written in the workbook.

    `struck` and `comments` tell of cells of a workbook that are struck through, or that somebody remarked on.
    `colours` reads those of the cells of a workbook when they are asked for.
    `hidden` are the rows that are not shown, `hidden_columns` the columns from 0, `shown` is False for a whole sheet
    that is not; `since_1904` says from when days stored as numbers are counted; `lines` gives the line of each row of
    an HTML file. `whole` says that we wrote it with every place in every row: a blank cell means none. `added` is how
    many columns stand behind its last one that are not in the file, `hints` what else to say of titles that are not
    read, by their columns. `start` is the first column of one that stands to the right of another, from 0.
    """

    file: str
    kind: str
    rows: Iterator[TableRow]
    sheet: str | None = None
    findings: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()
    hidden: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: Struck = field(default_factory=dict)
    comments: Comments = field(default_factory=dict)
    colours: Callable[[], Colours] = dict
    shown: bool = True
    merges: Merges = field(default_factory=dict)
    since_1904: bool = False
    lines: Mapping[int, int] = field(default_factory=dict)
    whole: bool = False
    added: int = 0
    hints: Mapping[int, str] = field(default_factory=dict)
    start: int = 0


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of an input. Raises Unreadable with the reason in Indonesian, also for a file of another kind."""
    place = Place(file=name)
    step(f"membaca {name}")
    try:
        if path.is_dir():
            listed = os.access(path, os.R_OK | os.X_OK)
            words = "ini folder, bukan berkas" if listed else "folder ini tidak boleh dibaca (izin ditolak)"
            raise misfits.unreadable(place, words)
        data = content_of(path, MAX_BYTES)
    except FileNotFoundError:
        if words := too_long(absolute(path)):
            raise misfits.unreadable(place, words) from None
        raise misfits.not_there(place, "berkas tidak ditemukan", path) from None
    except PermissionError:
        words = "berkas tidak boleh dibaca (izin ditolak); tutup di Excel bila terbuka"
        raise misfits.unreadable(place, words) from None
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.ELOOP:
            raise misfits.unreadable(place, "ini tautan yang berputar ke dirinya, bukan berkas") from None
        if getattr(error, "errno", None) == errno.ENAMETOOLONG:
            raise misfits.unreadable(place, "nama berkas atau foldernya terlalu panjang") from None
        raise misfits.unreadable(place, f"berkas tidak dapat dibuka ({type(error).__name__})") from None
    if data is None:
        raise misfits.unreadable(place, f"berkas lebih besar dari {MAX_BYTES // 1024**2} MB")
    if foreign := kinds.foreign(data):
        raise misfits.unreadable(place, foreign)
    return data


class Workbook:
    """An opened workbook: its sheet names, and each sheet as a table.

    An xlsx is read here; the readers of xls and ods can be made to crash, so these are read in a process of their own.
    """

    def __init__(self, data: bytes, name: str, *, ours: bool = False) -> None:
        """Open xlsx, xls or ods from bytes. Raises Unreadable where it is locked, broken, fake or too large.

        A workbook of `ours`, just drawn, is not looked through for what others hide in one.
        """
        self.name = name
        self._data = data
        self._parts = archive.Parts() if ours else archive.inspect(data, name)
        self._book: CalamineWorkbook | None = None
        self._read: Mapping[str, Content | None] = {}
        if self._parts.apart:
            seen = self._open_apart(data)
        else:
            self._book = self._open(data)
            metadata = self._book.sheets_metadata
            seen = [(sheet.name, str(sheet.visible)) for sheet in metadata if str(sheet.typ) in _TABLES]
        self.sheets: tuple[str, ...] = tuple(sheet for sheet, _ in seen)
        self._hidden = frozenset(sheet for sheet, visible in seen if visible != _VISIBLE)
        if not self.sheets:
            words = "tidak ada lembar yang terbaca di workbook ini; simpan ulang sebagai Excel Workbook (bukan Strict)"
            raise misfits.unreadable(Place(file=name), words)

    def _open(self, data: bytes) -> CalamineWorkbook:
        try:
            return CalamineWorkbook.from_filelike(io.BytesIO(data))
        except PasswordError:
            raise misfits.unreadable(Place(file=self.name), LOCKED) from None
        except BaseException as error:
            _ours(error)
            raise misfits.unreadable(Place(file=self.name), BROKEN) from None

    def _open_apart(self, data: bytes) -> list[tuple[str, str]]:
        """Read all sheets at once; gives the name and the visibility of each that is a table."""
        try:
            sheets = read_apart(data, Path(python_calamine.__file__).parent.parent)
        except Crashed:
            raise misfits.unreadable(Place(file=self.name), BROKEN) from None
        except OSError as error:
            words = (
                f"workbook ini tidak dapat dibaca di komputer ini ({type(error).__name__}); simpan ulang sebagai .xlsx"
            )
            raise misfits.unreadable(Place(file=self.name), words) from None
        if sheets is None:
            raise misfits.unreadable(Place(file=self.name), LOCKED)
        self._read = {sheet: content for sheet, _, _, content in sheets}
        return [(sheet, visible) for sheet, kind, visible, _ in sheets if kind in _TABLES]

    def table(self, sheet: str) -> Table:
        """One sheet as rows of text, addresses as in the workbook. Raises Unreadable where it cannot be read."""
        grid, areas = self._content(sheet)
        merged = areas or self._parts.merged.get(sheet, ())
        return Table(
            file=self.name,
            kind="sheet",
            sheet=sheet,
            rows=_sheet_rows(grid, self._parts.faulty.get(sheet, {}), passing=self._book is not None),
            hidden=self._parts.hidden.get(sheet, frozenset()),
            hidden_columns=self._parts.hidden_columns.get(sheet, frozenset()),
            struck=self._parts.struck.get(sheet, {}),
            comments=self._parts.comments.get(sheet, {}),
            colours=partial(archive.colours_of, self._data, sheet),
            shown=sheet not in self._hidden,
            merges=_merges(grid, merged) if merged else {},
            since_1904=self._parts.since_1904,
        )

    def values(self, sheet: str) -> list[list[CellValue]]:
        """The raw values of a sheet from A1 on, as the file stores them. Raises Unreadable as `table` does."""
        return self._content(sheet)[0]

    def _content(self, sheet: str) -> Content:
        content = self._read.get(sheet)
        if self._book is not None:
            try:
                opened = self._book.get_sheet_by_name(sheet)
                content = opened.to_python(skip_empty_area=False), opened.merged_cell_ranges or ()
            except BaseException as error:
                _ours(error)
        if content is None:
            raise misfits.unreadable(Place(file=self.name, sheet=sheet), f"lembar {sheet} tidak terbaca")
        return content


def _ours(error: BaseException) -> None:
    """Raise again what is not the workbook's fault; the Rust reader's panics are no `Exception`."""
    if isinstance(error, MemoryError) or (
        not isinstance(error, Exception) and type(error).__name__ != "PanicException"
    ):
        raise error


def _merges(grid: list[list[CellValue]], merged: Iterable[Area]) -> Merges:
    """What the rows below the first of each merged cell may take over from it; only the first holds the value."""
    merges: dict[int, dict[int, str]] = {}
    left = MAX_MERGED
    for (top, column), (bottom, _) in merged:
        last = min(bottom, len(grid) - 1)
        if top < last and column < len(grid[top]) and grid[top][column] != "":
            left -= last - top
            if left < 0:
                break
            for row in range(top + 1, last + 1):
                merges.setdefault(row + 1, {})[column] = _text(grid[top][column])
    return merges


def _sheet_rows(
    grid: list[list[CellValue]], faulty: Mapping[int, Mapping[int, str]], *, passing: bool
) -> Iterator[TableRow]:
    """The rows of a sheet that hold something; of a `passing` grid, which nobody else reads, each is let go on the way.

    A long list and the people in it are then not held side by side.
    """
    for number, values in enumerate(grid, 1):
        if passing:
            grid[number - 1] = _NO_CELLS
        if not any(values) and number not in faulty and not any(value != "" for value in values):
            continue
        if _TEXT.issuperset(map(type, values)):
            yield TableRow(number=number, cells=tuple(values), faulty=faulty.get(number, _NONE))  # type: ignore[arg-type]
            continue
        cells = tuple(value if type(value) is str else _text(value) for value in values)
        numeric = frozenset(index for index, value in enumerate(values) if type(value) is float or type(value) is int)
        yield TableRow(number=number, cells=cells, numeric=numeric, faulty=faulty.get(number, _NONE))
    for number in sorted(faulty):
        if number > len(grid):
            yield TableRow(number=number, cells=(), faulty=faulty[number])


def _text(value: CellValue) -> str:
    """A cell that is not text as text: whole numbers without .0, days as 2024-10-16."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e20 else str(value)
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return str(value)


def decode_text(data: bytes, name: str) -> tuple[str, str | None]:
    """Bytes of a csv file as text; the second value names the encoding where it is not UTF-8.

    Raises Unreadable where the bytes are no text at all.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError:
            raise misfits.unreadable(Place(file=name), "pengodean berkas tidak dikenal") from None
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:
        raise misfits.unreadable(Place(file=name), "pengodean berkas tidak dikenal; simpan ulang sebagai CSV UTF-8")
    return text, "cp1252"


def is_text(data: bytes) -> bool:
    """Whether bytes look like lines of text with something between columns."""
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    printable = not any(byte < 9 or 13 < byte < 32 for byte in head)
    return printable and any(mark.encode() in head for mark in DELIMITERS)


def csv_table(data: bytes, name: str) -> Table:
    """A csv file as rows of text; comma, semicolon or tab is read off its lines, or off a first line `sep=;`.

    Raises Unreadable where the bytes are not text; an encoding other than UTF-8 is a note.
    """
    text, encoding = decode_text(data, name)
    if "\x00" in text:
        every_second = any(data[first::2].count(0) > len(data) * 2 // 5 for first in (0, 1))
        words = "isinya teks UTF-16 tanpa tanda pengenalnya; buka di Excel atau Notepad, simpan ulang sebagai CSV UTF-8"
        raise misfits.unreadable(Place(file=name), words if every_second and any(data) else "isinya bukan teks csv")
    place = Place(file=name, line=1)
    notes = (finding(misfits.OTHER_ENCODING, place, {"pengodean": encoding}),) if encoding else ()
    delimiter, skipped = _delimiter(text)
    remarks = (f"kolom dipisah dengan {_DELIMITER_NAMES[delimiter]}",) if delimiter != "," else ()
    rows = _csv_rows(text, delimiter, name, skipped)
    return Table(file=name, kind="csv", rows=rows, findings=notes, remarks=remarks)


def _delimiter(text: str) -> tuple[str, int]:
    """The mark between columns, and how many lines at the top only say so (Excel's `sep=;`).

    It is the mark that most lines have most of: a title may hold commas, a name may hold one.
    """
    first = text[:8].lower()
    if first.startswith("sep=") and len(text) > 4 and text[4] in DELIMITERS:
        return text[4], 1
    head = [line for line in text[:_SNIFFED].splitlines()[:100] if any(mark in line for mark in DELIMITERS)]
    if not head:
        return ",", 0
    usual = {mark: sorted(line.count(mark) for line in head)[len(head) // 2] for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: (usual[mark], head[0].count(mark))), 0


_GUARDED = re.compile(r'\A\s*="([^"]*)"\s*\Z')
"""A text that is kept from being read as a number or a day: ="0812"."""

_FORMULA = re.compile(
    r"(?<![^,;\t\"\n\r])\s*=\s*[+-]?(?:[A-Za-z_][\w.]*\(|[^=,;\"\n]*!\$?[A-Za-z]|\$?[A-Za-z]{1,3}\$?\d)"
)
"""A formula that stands where its value should, as some programs write a csv."""


def _unworked(row: TableRow) -> TableRow:
    """A row whose formulas are no values: what they would come to is nowhere in the file."""
    formulas = [index for index, cell in enumerate(row.cells) if cell.lstrip()[:1] == "=" and _FORMULA.match(cell)]
    if not formulas:
        return row
    cells = tuple("" if index in formulas else cell for index, cell in enumerate(row.cells))
    words = "berisi rumus, bukan nilainya; simpan ulang sebagai nilai, atau tulis nilainya"
    return row._replace(cells=cells, faulty=dict.fromkeys(formulas, words))


def _csv_rows(text: str, delimiter: str, name: str, skipped: int) -> Iterator[TableRow]:
    csv.field_size_limit(CSV_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    guarded = '="' in text.replace('""', '"')
    worked = _FORMULA.search(text) is not None
    try:
        for cells in reader:
            if start > skipped and any(cell and not cell.isspace() for cell in cells):
                plain = (_GUARDED.sub(r"\1", cell) for cell in cells) if guarded else cells
                yield _unworked(TableRow(number=start, cells=tuple(plain))) if worked else TableRow(start, tuple(plain))
            start = reader.line_num + 1
    except csv.Error as error:
        place = Place(file=name, line=start)
        words = "tanda kutip di baris ini tidak ditutup atau tidak pada tempatnya"
        if "field limit" in str(error):
            words = "satu isian di baris ini terlalu panjang, atau tanda kutipnya tidak ditutup"
        raise misfits.unreadable(place, words) from None
