"""Tables of text from xlsx, xls, ods and csv, each cell with its address, opened only within limits."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from ilp_cli.domain.finding import Finding, Place, finding
from ilp_cli.readers import misfits

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED = 512 * 1024 * 1024
MAX_MEMBERS = 5_000
MAX_CELLS = 30_000_000
"""Largest rectangle of cells that is read: the reader lays out every cell of it in memory."""
MAX_RATIO = 300
CSV_FIELD_LIMIT = 200_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE = re.compile(rb'\br="[A-Z]{3,}\d')
_OVER_AZ = re.compile(rb'\br="[B-Z][A-Z]\d')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_ENTITY = re.compile(rb"<!ENTITY|<!DOCTYPE", re.IGNORECASE)

Cell = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its 1-based number in the file, its cells as text, and which of them were stored as numbers."""

    number: int
    cells: tuple[str, ...]
    numeric: frozenset[int] = frozenset()


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
        raise misfits.unreadable(place, "berkas tidak boleh dibaca (izin ditolak); tutup di Excel bila terbuka") from None
    except (OSError, ValueError) as error:
        raise misfits.unreadable(place, f"berkas tidak dapat dibuka ({type(error).__name__})") from None


class Workbook:
    """An opened workbook: its sheet names, and each sheet as a table."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open xlsx, xls or ods from bytes. Raises Unreadable where it is locked, broken, fake or too large."""
        self.name = name
        _refuse_hostile(data, name)
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        except PasswordError:
            raise misfits.unreadable(Place(file=name), "workbook terkunci kata sandi") from None
        except (CalamineError, OSError, ValueError, zipfile.BadZipFile):
            raise misfits.unreadable(Place(file=name), "isi workbook rusak atau terpotong") from None
        self.sheets: tuple[str, ...] = tuple(self._book.sheet_names)
        if not self.sheets:
            raise misfits.unreadable(Place(file=name), "tidak ada lembar yang terbaca di workbook ini")

    def table(self, sheet: str) -> Table:
        """One sheet as rows of text, addresses as in the workbook. Raises Unreadable where it cannot be read."""
        try:
            grid = self._book.get_sheet_by_name(sheet)
            rows = _sheet_rows(grid.to_python(skip_empty_area=False))
        except (CalamineError, ValueError, OSError):
            raise misfits.unreadable(Place(file=self.name, sheet=sheet), f"lembar {sheet} tidak terbaca") from None
        return Table(file=self.name, kind="sheet", sheet=sheet, rows=rows)

    def values(self, sheet: str) -> list[list[Cell]]:
        """The raw values of a sheet from A1 on, as the file stores them."""
        grid: list[list[Cell]] = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        return grid


def _refuse_hostile(data: bytes, name: str) -> None:
    """Look at the bytes before anything is unpacked into memory."""
    place = Place(file=name)
    if not data:
        raise misfits.unreadable(place, "berkas kosong (0 byte)")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise misfits.unreadable(place, "workbook terkunci kata sandi; simpan salinan tanpa sandi")
        return
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<?xml", b"<div", b"<style")):
        raise misfits.unreadable(place, "isinya halaman HTML/XML, bukan workbook; simpan ulang sebagai .xlsx")
    if not data.startswith(b"PK"):
        raise misfits.unreadable(place, "isinya bukan workbook Excel atau ODS")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_archive(archive, place)
    except misfits.Unreadable:
        raise
    except Exception:  # zipfile, zlib and struct each have their own ways to reject a broken archive
        raise misfits.unreadable(place, "isi workbook rusak atau terpotong") from None


def _refuse_archive(archive: zipfile.ZipFile, place: Place) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if any(member.flag_bits & 1 for member in members):
        raise misfits.unreadable(place, "workbook terkunci kata sandi; simpan salinan tanpa sandi")
    if unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS or (unpacked > 2**26 and unpacked / packed > MAX_RATIO):
        raise misfits.unreadable(place, f"isi workbook mengembang menjadi {unpacked // 1024**2} MB; tidak wajar, ditolak")
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and member.file_size:
            _refuse_part(archive.read(member), place, member.filename)


def _refuse_part(content: bytes, place: Place, part: str) -> None:
    """Refuse declared entities, and sheets whose used cells span more than can be laid out."""
    if _ENTITY.search(content, 0, 4096):
        raise misfits.unreadable(place, "workbook memuat deklarasi XML yang berbahaya; ditolak")
    if "worksheets/" in part:
        if _WIDE.search(content):
            raise misfits.unreadable(place, "ada sel terpakai di luar kolom ZZ; hapus kolom-kolom kosong di kanan")
        last = int(_ROW.findall(content[content.rfind(b"<row") :] or b"")[-1:][0]) if b"<row" in content else 0
        width = 702 if _OVER_AZ.search(content) else 52
        if last * width > MAX_CELLS * 2:
            raise misfits.unreadable(place, f"sel terpakai sampai baris {last}; hapus baris kosong di bawah tabel")


def _sheet_rows(grid: list[list[Cell]]) -> Iterator[Row]:
    for number, values in enumerate(grid, 1):
        if any(value != "" for value in values):
            cells = tuple(value if type(value) is str else _text(value) for value in values)
            numeric = frozenset(
                index for index, value in enumerate(values) if type(value) is float or type(value) is int
            )
            yield Row(number=number, cells=cells, numeric=numeric)


def _text(value: Cell) -> str:
    """A cell that is not text as text: whole numbers without .0, days as 2024-10-16."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ya" if value else "tidak"
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
    text, encoding = decode_text(data, name)
    if "\x00" in text or text.startswith("PK\x03\x04"):
        raise misfits.unreadable(Place(file=name), "isinya bukan teks csv")
    place = Place(file=name, line=1)
    notes = (finding(misfits.OTHER_ENCODING, place, {"pengodean": encoding}),) if encoding else ()
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    return Table(file=name, kind="csv", rows=_csv_rows(text, delimiter, name), findings=notes)


def _csv_rows(text: str, delimiter: str, name: str) -> Iterator[Row]:
    csv.field_size_limit(CSV_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    start = 1
    try:
        for cells in reader:
            if any(cell and not cell.isspace() for cell in cells):
                yield Row(number=start, cells=tuple(cells))
            start = reader.line_num + 1
    except csv.Error:
        place = Place(file=name, line=start)
        raise misfits.unreadable(place, "tanda kutip csv tidak ditutup atau satu sel terlalu panjang") from None
