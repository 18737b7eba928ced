"""Tables of text from xlsx, xls, ods and csv, each cell with its address, opened only within limits."""

from __future__ import annotations

import csv
import html
import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook, PasswordError

from ilp_cli.domain.finding import Finding, Place, finding
from ilp_cli.domain.people import column_index, column_letters
from ilp_cli.readers import misfits

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED = 160 * 1024 * 1024
MAX_MEMBERS = 5_000
MAX_CELLS = 10_000_000
"""Largest rectangle of used cells that is read: the reader lays out every cell of it in memory."""
MAX_RATIO = 300
CSV_FIELD_LIMIT = 200_000
DELIMITERS = ",;\t"

_FREE = 0xFFFFFFFA
"""From here on a sector number is a mark, not a place."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAR = re.compile(rb'<c r="(?:[A-Z]{3,}\d|[B-Z][A-Z]\d|[A-Z]+\d{6})')
"""A cell beyond column AZ or row 99.999: only then is every cell of the sheet looked at."""
_ELEMENT = re.compile(rb"<(?:[\w-]+:)?(row|c|table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*)>")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]*)(\d*)["']""")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d+)["']""")
_FAULTY = re.compile(
    rb"""<c\ r="([A-Z]+)(\d+)"(?:
        [^>]*\bt="e"[^>]*> (?:(?!</c>).)*? <v>([^<]*)</v>            # an error
      | (?![^>]*\bt="str")[^>]*>\s* <f\b(?:[^>]*/>|(?:(?!</c>).)*?</f>)  # a formula
        \s*(?:<v\s*/>|<v>\s*</v>)?\s* </c>)                          # without its result
    """,
    re.DOTALL | re.VERBOSE,
)
_PART = re.compile(r"<(?:\w+:)?(?:sheet|Relationship)\s([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_ENTITY = re.compile(rb"<!ENTITY|<!DOCTYPE", re.IGNORECASE)

Cell = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its 1-based number in the file, its cells as text, and which of them were stored as numbers.

    `faulty` says of a cell without a readable value what it holds instead: an error, or a formula never calculated.
    """

    number: int
    cells: tuple[str, ...]
    numeric: frozenset[int] = frozenset()
    faulty: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of text. `kind` is "sheet" or "csv"; `sheet` is the sheet's name as written in the workbook."""

    file: str
    kind: str
    rows: Iterator[Row]
    sheet: str | None = None
    findings: tuple[Finding, ...] = ()


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of an input. Raises Unreadable with the reason in Indonesian."""
    place = Place(file=name)
    try:
        if path.is_dir():
            raise misfits.unreadable(place, "ini folder, bukan berkas")
        if path.stat().st_size > MAX_BYTES:
            raise misfits.unreadable(place, f"berkas lebih besar dari {MAX_BYTES // 1024**2} MB")
        return path.read_bytes()
    except FileNotFoundError:
        raise misfits.unreadable(place, "berkas tidak ditemukan") from None
    except PermissionError:
        words = "berkas tidak boleh dibaca (izin ditolak); tutup di Excel bila terbuka"
        raise misfits.unreadable(place, words) from None
    except (OSError, ValueError) as error:
        raise misfits.unreadable(place, f"berkas tidak dapat dibuka ({type(error).__name__})") from None


class Workbook:
    """An opened workbook: its sheet names, and each sheet as a table."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open xlsx, xls or ods from bytes. Raises Unreadable where it is locked, broken, fake or too large."""
        self.name = name
        self._faulty = _refuse_hostile(data, name)
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        except PasswordError:
            raise misfits.unreadable(Place(file=name), LOCKED) from None
        except BaseException as error:
            _ours(error)
            raise misfits.unreadable(Place(file=name), BROKEN) from None
        self.sheets: tuple[str, ...] = tuple(self._book.sheet_names)
        if not self.sheets:
            words = "tidak ada lembar yang terbaca di workbook ini; simpan ulang sebagai Excel Workbook (bukan Strict)"
            raise misfits.unreadable(Place(file=name), words)

    def table(self, sheet: str) -> Table:
        """One sheet as rows of text, addresses as in the workbook. Raises Unreadable where it cannot be read."""
        try:
            grid = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except BaseException as error:
            _ours(error)
            raise misfits.unreadable(Place(file=self.name, sheet=sheet), f"lembar {sheet} tidak terbaca") from None
        rows = _sheet_rows(grid, self._faulty.get(sheet, {}))
        return Table(file=self.name, kind="sheet", sheet=sheet, rows=rows)

    def values(self, sheet: str) -> list[list[Cell]]:
        """The raw values of a sheet from A1 on, as the file stores them."""
        grid: list[list[Cell]] = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        return grid


LOCKED = "workbook terkunci kata sandi; simpan salinan tanpa sandi"
BROKEN = "isi workbook rusak atau terpotong; buka di Excel, simpan ulang, atau minta salinan baru"
FOREIGN = "isinya bukan workbook Excel atau ODS"


def _ours(error: BaseException) -> None:
    """Raise again what is not the workbook's fault; the Rust reader's panics are no `Exception`."""
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error


Faulty = Mapping[str, Mapping[int, Mapping[int, str]]]
"""Sheet name → 1-based row → 0-based column → what the cell holds instead of a value."""


def _refuse_hostile(data: bytes, name: str) -> Faulty:
    """Look at the bytes before anything is laid out in memory; cells without a readable value are named."""
    place = Place(file=name)
    if not data:
        raise misfits.unreadable(place, "berkas kosong (0 byte)")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise misfits.unreadable(place, LOCKED)
        if not _whole_container(data):
            raise misfits.unreadable(place, BROKEN)
        return {}
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<?xml", b"<div", b"<style")):
        raise misfits.unreadable(place, "isinya halaman HTML/XML, bukan workbook; simpan ulang sebagai .xlsx")
    if not data.startswith(b"PK"):
        raise misfits.unreadable(place, FOREIGN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _refuse_archive(archive, place)
    except misfits.Unreadable:
        raise
    except Exception:  # zipfile, zlib and struct each have their own ways to reject a broken archive
        raise misfits.unreadable(place, BROKEN) from None


def _whole_container(data: bytes) -> bool:
    """Whether an xls holds every sector its own tables speak of; the reader panics on one that was cut off."""
    if len(data) < 512:
        return False
    shift, tables = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<109I", data, 76)
    size = 1 << shift if shift in (9, 12) else 512
    last = 0
    for sector in (one for one in tables if one < _FREE):
        table = data[(sector + 1) * size : (sector + 2) * size]
        if len(table) < size:
            return False
        used = [index for (index,) in struct.iter_unpack("<I", table) if index < _FREE]
        last = max(last, sector, *used, 0)
    return last > 0 and (last + 1) * size < len(data)


def _refuse_archive(archive: zipfile.ZipFile, place: Place) -> Faulty:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if any(member.flag_bits & 1 for member in members):
        raise misfits.unreadable(place, LOCKED)
    names = {member.filename for member in members}
    if "xl/workbook.bin" in names:
        raise misfits.unreadable(place, "workbook biner (.xlsb) tidak dibaca; simpan ulang sebagai .xlsx")
    if "content.xml" not in names and not any(name.startswith("xl/") for name in names):
        raise misfits.unreadable(place, FOREIGN)
    if unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS or (unpacked > 2**26 and unpacked / packed > MAX_RATIO):
        size = f"{unpacked // 1024**2} MB"
        words = f"isi workbook mengembang menjadi {size}; hapus baris dan kolom kosong yang diberi format"
        raise misfits.unreadable(place, words)
    faulty = {}
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and member.file_size:
            content = archive.read(member)
            _refuse_part(content, place)
            cells = _faulty_cells(content) if b"<sheetData" in content else {}
            if cells:
                faulty[member.filename] = cells
    sheets = _parts_of_sheets(archive) if faulty else {}
    return {sheets[part]: cells for part, cells in faulty.items() if part in sheets}


def _refuse_part(content: bytes, place: Place) -> None:
    """Refuse declared entities, and sheets whose used cells span more than can be laid out."""
    if _ENTITY.search(content, 0, 4096):
        raise misfits.unreadable(place, "workbook memuat deklarasi XML yang berbahaya; ditolak")
    if b"sheetData" in content:
        plain = content.count(b'<c r="') == content.count(b"<c ") + content.count(b"<c>") + content.count(b":c ")
        if plain and not _FAR.search(content):
            return
    elif b"table-cell" not in content:
        return
    rows, columns = _used(content)
    if rows * columns > MAX_CELLS:
        last = f"{column_letters(columns - 1)}{rows}"
        raise misfits.unreadable(place, f"sel terpakai sampai {last}; hapus baris dan kolom kosong di luar tabel")


def _used(content: bytes) -> tuple[int, int]:
    """The last row and the last column that hold something, in the XML of an xlsx or ods sheet."""
    row = column = step = last_row = last_column = 0
    for match in _ELEMENT.finditer(content):
        kind, attributes = match.groups()
        repeated = _REPEATED.search(attributes)
        reference = _REFERENCE.search(attributes) if kind in (b"row", b"c") else None
        if kind == b"table":
            row = 0
            continue
        if kind in (b"row", b"table-row"):
            row, column = row + (step if kind == b"table-row" else 1), 0
            step = int(repeated[1]) if repeated else 1
            row = int(reference[2]) if reference and reference[2] else row
            continue
        column += int(repeated[1]) if repeated else 1
        if reference and reference[1] and reference[2]:
            column, row = column_index(reference[1].decode()) + 1, int(reference[2])
        if not attributes.endswith(b"/"):
            last_row, last_column = max(last_row, row + (step if kind != b"c" else 0)), max(last_column, column)
    return last_row, last_column


def _faulty_cells(content: bytes) -> dict[int, dict[int, str]]:
    """Cells of a sheet that hold an error, or a formula without a result: both are read as if they were blank."""
    found: dict[int, dict[int, str]] = {}
    if b't="e"' in content or b"<f>" in content or b"<f " in content:
        for letters, row, error in _FAULTY.findall(content):
            words = f"berisi galat {html.unescape(error.decode())}" if error else "berisi rumus tanpa hasil"
            found.setdefault(int(row), {})[column_index(letters.decode())] = f"{words}; ganti dengan nilainya"
    return found


def _parts_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Which part of the archive holds which sheet."""

    def attributes(part: str) -> list[dict[str, str]]:
        return [dict(_ATTRIBUTE.findall(tag)) for tag in _PART.findall(archive.read(part).decode())]

    targets = {
        relation["Id"]: posixpath.normpath(posixpath.join("/xl", relation["Target"])).lstrip("/")
        for relation in attributes("xl/_rels/workbook.xml.rels")
    }
    sheets = attributes("xl/workbook.xml")
    return {targets[sheet["r:id"]]: html.unescape(sheet["name"]) for sheet in sheets if sheet.get("r:id") in targets}


def _sheet_rows(grid: list[list[Cell]], faulty: Mapping[int, Mapping[int, str]]) -> Iterator[Row]:
    for number, values in enumerate(grid, 1):
        if any(value != "" for value in values) or number in faulty:
            cells = tuple(value if type(value) is str else _text(value) for value in values)
            numeric = frozenset(
                index for index, value in enumerate(values) if type(value) is float or type(value) is int
            )
            yield Row(number=number, cells=cells, numeric=numeric, faulty=faulty.get(number, {}))
    for number in sorted(faulty):
        if number > len(grid):
            yield Row(number=number, cells=(), faulty=faulty[number])


def _text(value: Cell) -> str:
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


def csv_table(data: bytes, name: str) -> Table:
    """A csv file as rows of text; comma, semicolon or tab is read off the header line.

    Raises Unreadable where the bytes are not text; an encoding other than UTF-8 is a note.
    """
    if data.startswith((b"PK\x03\x04", _OLE)):
        raise misfits.unreadable(Place(file=name), "isinya workbook Excel, bukan csv; ubah akhiran namanya")
    text, encoding = decode_text(data, name)
    if "\x00" in text:
        raise misfits.unreadable(Place(file=name), "isinya bukan teks csv")
    place = Place(file=name, line=1)
    notes = (finding(misfits.OTHER_ENCODING, place, {"pengodean": encoding}),) if encoding else ()
    first = next((line for line in text.splitlines() if any(mark in line for mark in DELIMITERS)), "")
    delimiter = max(DELIMITERS, key=first.count)
    return Table(file=name, kind="csv", rows=_csv_rows(text, delimiter, name), findings=notes)


def _csv_rows(text: str, delimiter: str, name: str) -> Iterator[Row]:
    csv.field_size_limit(CSV_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell and not cell.isspace() for cell in cells):
                yield Row(number=start, cells=tuple(cells))
            start = reader.line_num + 1
    except csv.Error as error:
        place = Place(file=name, line=start)
        words = "tanda kutip di baris ini tidak ditutup atau tidak pada tempatnya"
        if "field limit" in str(error):
            words = "satu isian di baris ini terlalu panjang, atau tanda kutipnya tidak ditutup"
        raise misfits.unreadable(place, words) from None
