"""A look into a workbook before anything is laid out in memory: what is hostile, broken, hidden or faulty."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from ilp_cli.core.finding import Place
from ilp_cli.core.spot import column_index, column_letters
from ilp_cli.files import misfits
from ilp_cli.files.apart import Area
from ilp_cli.files.struck import Colours, Comments, Struck, colours, marked

if TYPE_CHECKING:
    from ilp_cli.files import old_excel

MAX_UNPACKED = 160 * 1024 * 1024
MAX_MEMBERS = 5_000
MAX_CELLS = 10_000_000
"""How many cells the rectangles of used cells of all sheets may have: the reader lays out every one in memory."""
MAX_RATIO = 300
MAX_HIDDEN = 100_000
"""How many rows hidden in one stroke are counted one by one."""
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""How many rows and columns a sheet may have."""

LOCKED = "workbook terkunci kata sandi; simpan salinan tanpa sandi"
BROKEN = "isi workbook rusak atau terpotong; buka di Excel, simpan ulang, atau minta salinan baru"
FOREIGN = "isinya bukan workbook Excel atau ODS"
MARKUP = "isinya halaman HTML/XML, bukan workbook; simpan ulang sebagai .xlsx"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAR = re.compile(rb'<c(?=[ >])(?! r="A?[A-Z]\d{1,5}")')
"""A cell without an address between A1 and AZ99999: only then is every cell of the sheet looked at.

One pattern, for a sheet of 100,000 rows has 45 MB of XML, and each look through it takes its time.
"""
_FAR_COLUMN = 52
_BY_FIGURES = {figures: re.compile(rb'<c r="[A-Z]+\d{%d}' % (figures + 1)) for figures in (2, 3, 4)}
"""A cell whose row has more figures than this."""
_ROW = re.compile(rb'<c r="[A-Z]+(\d+)')
_ELEMENT = re.compile(rb"<(?:[\w-]+:)?(row|c|table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*)>")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]*)(\d*)["']""")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d+)["']""")
_FAULTY = rb"""<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]+)(\d+)")(?:
        [^>]*\bt="e"[^>]*> (?:(?!</(?:\w+:)?c>).)*? <(?:\w+:)?v>([^<]*)</                    # an error
      | (?![^>]*\bt="str")[^>]*>\s* <(?:\w+:)?f\b(?:[^>]*/>|(?:(?!</(?:\w+:)?c>).)*?</(?:\w+:)?f>)  # a formula
        \s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s* </(?:\w+:)?c>)                # without its result
    """
"""Patterns that few workbooks need are compiled when one does."""
_FAULT, _NO_RESULT = "berisi galat {}; ganti dengan nilainya", "berisi rumus tanpa hasil; ganti dengan nilainya"
_BARE, _BARE_SHARED = re.compile(rb"</f>(?!<v>[^<])"), re.compile(rb"<f [^>]*/>(?!<v>[^<])")
"""A formula that is not followed by its result: only then is every formula of the sheet looked at."""
_RELATIONS = "_rels/.rels"
_PART = re.compile(r"<(?:\w+:)?(?:sheet|Relationship)\s([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_ENTITY = re.compile(rb"<!ENTITY|<!DOCTYPE", re.IGNORECASE)
_1904 = re.compile(rb"""\bdate1904\s*=\s*["'](?:1|true)["']""")
_HIDDEN_ROW = rb"""<(?:\w+:)?row\b(?=[^>]*\bhidden\s*=\s*["'](?:1|true)["'])([^>]*)>"""
_HIDDEN_COLUMN = rb"""<(?:\w+:)?col\b(?=[^>]*\bhidden\s*=\s*["'](?:1|true)["'])([^>]*)>"""
_SPAN = re.compile(rb"""\b(min|max)\s*=\s*["'](\d+)["']""")
_ODS_ELEMENT = rb"<(?:[\w-]+:)?(table|table-%b)(?=[\s/>])([^>]*)>"
_ODS_NAME = rb"""(?<![\w-])(?:[\w-]+:)?name\s*=\s*["']([^"']*)["']"""
_SPANNED = re.compile(rb"""\bnumber-rows-spanned\s*=\s*["'](\d+)["']""")
_FOLDED = re.compile(rb"""\bvisibility\s*=\s*["'](?:collapse|filter)["']""")


@dataclass(frozen=True, slots=True)
class Parts:
    """What only the parts of a workbook tell.

    `faulty`: sheet name → 1-based row → 0-based column → what the cell holds instead of a value. `hidden`: the rows
    a sheet hides, `hidden_columns` its columns from 0. `merged`: the cells of an ods that reach down over rows, as
    ((row, column), (row, column)) from 0. `struck` and `comments` are told by cells.
    `since_1904`: whether its days are counted from 1904. `apart`: whether another process reads it.
    """

    faulty: Mapping[str, Mapping[int, Mapping[int, str]]] = field(default_factory=dict)
    hidden: Mapping[str, frozenset[int]] = field(default_factory=dict)
    hidden_columns: Mapping[str, frozenset[int]] = field(default_factory=dict)
    merged: Mapping[str, tuple[Area, ...]] = field(default_factory=dict)
    struck: Mapping[str, Struck] = field(default_factory=dict)
    comments: Mapping[str, Comments] = field(default_factory=dict)
    since_1904: bool = False
    apart: bool = False


def colours_of(data: bytes, sheet: str) -> Colours:
    """The colours of the cells of a sheet, of a workbook that has been inspected."""
    if not data.startswith(b"PK"):
        from ilp_cli.files import old_excel

        return old_excel.colours(data, sheet)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "content.xml" in names:
                from ilp_cli.files import ods_marks

                styles = archive.read("styles.xml") if "styles.xml" in names else b""
                return ods_marks.colours(archive.read("content.xml"), styles, sheet)
            book = _main_part(archive, archive.namelist())
            parts = _parts_of_sheets(archive, book) if book else {}
            part = next((part for part, name in parts.items() if name == sheet), None)
            return colours(archive, book, part) if book and part else {}
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        return {}


def is_markup(data: bytes) -> bool:
    """Whether a file begins like a page of HTML or XML."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    head = (
        (data[:512].decode("utf-16", "ignore").encode() if wide else data[:512]).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    )
    return head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<?xml", b"<div", b"<style", b"<head"))


def inspect(data: bytes, name: str) -> Parts:
    """Look at the bytes of a workbook. Raises Unreadable where it is empty, locked, broken, foreign or hostile."""
    place = Place(file=name)
    if not data:
        raise misfits.unreadable(place, "berkas kosong (0 byte)")
    if data.startswith(OLE):
        from ilp_cli.files import old_excel  # most rosters are xlsx

        if "EncryptedPackage".encode("utf-16-le") in data:
            raise misfits.unreadable(place, LOCKED)
        if not old_excel.whole_container(data):
            raise misfits.unreadable(place, BROKEN)
        locked, reach, sheets = old_excel.look(data)
        if locked:
            raise misfits.unreadable(place, LOCKED)
        if any(columns > old_excel.MAX_COLUMNS for _, columns in reach):
            raise misfits.unreadable(place, BROKEN)
        _refuse_reach(reach, place)
        return _parts_of_xls(sheets)
    if is_markup(data):
        raise misfits.unreadable(place, MARKUP)
    if not data.startswith(b"PK"):
        raise misfits.unreadable(place, FOREIGN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _refuse_archive(archive, place)
    except (misfits.Unreadable, MemoryError):
        raise
    except Exception:  # zipfile, zlib and struct each have their own ways to reject a broken archive
        raise misfits.unreadable(place, BROKEN) from None


def _refuse_archive(archive: zipfile.ZipFile, place: Place) -> Parts:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if any(member.flag_bits & 1 for member in members):
        raise misfits.unreadable(place, LOCKED)
    names = {member.filename for member in members}
    book = _main_part(archive, names)
    if "content.xml" not in names and book is None:
        raise misfits.unreadable(place, BROKEN if any(name.startswith("xl/") for name in names) else FOREIGN)
    if unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS or (unpacked > 2**26 and unpacked / packed > MAX_RATIO):
        size = f"{unpacked // 1024**2} MB"
        words = f"isi workbook mengembang menjadi {size}; hapus baris dan kolom kosong yang diberi format"
        raise misfits.unreadable(place, words)
    seen: dict[str, tuple[dict[int, dict[int, str]], frozenset[int], frozenset[int]]] = {}
    since_1904, reach = False, {}
    remarkable = any("comments" in name.lower() for name in names)
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and member.file_size:
            content = archive.read(member)
            _refuse_entities(content, place)
            remarkable = remarkable or b"strike" in content
            if member.filename == "content.xml":
                _refuse_reach(_used_in_ods(content), place)
                return _parts_of_ods(content, archive.read("styles.xml") if "styles.xml" in names else b"")
            if b"sheetData" in content:
                reach[member.filename] = _roughly(content)
                seen[member.filename] = _faulty_cells(content), _hidden_rows(content), _hidden_columns(content)
            elif member.filename == book:
                since_1904 = bool(_1904.search(content))
    for closer in (_nearly, _used):
        if sum(rows * columns for rows, columns in reach.values()) > MAX_CELLS:
            reach = {part: closer(archive.read(part)) for part in reach}
    _refuse_reach(list(reach.values()), place)
    marks = marked(archive, book, seen) if book and remarkable else {}
    told = any(map(any, seen.values())) or any(map(any, marks.values()))
    sheets = _parts_of_sheets(archive, book) if book and told else {}
    by_name = {sheets[part]: told for part, told in seen.items() if part in sheets}
    return Parts(
        faulty={name: cells for name, (cells, _, _) in by_name.items() if cells},
        hidden={name: rows for name, (_, rows, _) in by_name.items() if rows},
        hidden_columns={name: columns for name, (_, _, columns) in by_name.items() if columns},
        struck={sheets[part]: struck for part, (struck, _) in marks.items() if struck and part in sheets},
        comments={sheets[part]: words for part, (_, words) in marks.items() if words and part in sheets},
        since_1904=since_1904,
    )


def _parts_of_xls(sheets: Mapping[str, old_excel.Sheet]) -> Parts:
    return Parts(
        faulty={name: _error_words(sheet.errors) for name, sheet in sheets.items() if sheet.errors},
        hidden={name: frozenset(sheet.hidden) for name, sheet in sheets.items() if sheet.hidden},
        hidden_columns={name: frozenset(sheet.hidden_columns) for name, sheet in sheets.items()},
        struck={name: sheet.struck for name, sheet in sheets.items() if sheet.struck},
        comments={name: sheet.comments for name, sheet in sheets.items() if sheet.comments},
        apart=True,
    )


def _error_words(errors: Mapping[int, Mapping[int, str]]) -> dict[int, dict[int, str]]:
    """What to say of each cell that holds an error."""
    return {row: {column: _FAULT.format(error) for column, error in cells.items()} for row, cells in errors.items()}


def _parts_of_ods(content: bytes, styles: bytes) -> Parts:
    from ilp_cli.files import ods_marks

    folded, spanned = _FOLDED.search(content), _SPANNED.search(content)
    sheets = ods_marks.marks(content, styles)
    return Parts(
        faulty={name: _error_words(sheet.errors) for name, sheet in sheets.items() if sheet.errors},
        struck={name: sheet.struck for name, sheet in sheets.items() if sheet.struck},
        comments={name: sheet.comments for name, sheet in sheets.items() if sheet.comments},
        hidden=_folded_in_ods(content, b"row", range(1, MAX_ROWS + 1)) if folded else {},
        hidden_columns=_folded_in_ods(content, b"column", range(MAX_COLUMNS)) if folded else {},
        merged=_merged_in_ods(content) if spanned else {},
        apart=True,
    )


def _hidden_rows(content: bytes) -> frozenset[int]:
    """The rows an xlsx sheet hides, by filter or by hand."""
    if b"hidden=" not in content:
        return frozenset()
    numbers = (_REFERENCE.search(tag) for tag in islice(re.findall(_HIDDEN_ROW, content), MAX_HIDDEN))
    return frozenset(int(number[2]) for number in numbers if number and number[2])


def _hidden_columns(content: bytes) -> frozenset[int]:
    """The columns an xlsx sheet hides; they are written before its rows."""
    head = content[: content.find(b"sheetData")]
    if b"hidden=" not in head:
        return frozenset()
    hidden: set[int] = set()
    for attributes in re.findall(_HIDDEN_COLUMN, head):
        span = {name: int(figures[:6]) for name, figures in _SPAN.findall(attributes)}
        if {b"min", b"max"} <= span.keys():
            hidden.update(range(span[b"min"] - 1, min(span[b"max"], MAX_COLUMNS)))
    return frozenset(hidden)


def _folded_in_ods(content: bytes, element: bytes, places: range) -> dict[str, frozenset[int]]:
    """The rows or columns (`element`) that each sheet of an ods hides, numbered as `places` is and not beyond it."""
    hidden: dict[str, set[int]] = {}
    name, position = "", places.start
    for kind, attributes in re.findall(_ODS_ELEMENT % element, content):
        if kind == b"table":
            title = re.search(_ODS_NAME, attributes)
            name, position = html.unescape(title[1].decode()) if title else "", places.start
            continue
        repeated = _REPEATED.search(attributes)
        after = position + (int(repeated[1]) if repeated else 1)
        if _FOLDED.search(attributes):
            hidden.setdefault(name, set()).update(range(position, min(after, position + MAX_HIDDEN, places.stop)))
        position = after
    return {name: frozenset(numbers) for name, numbers in hidden.items()}


def _merged_in_ods(content: bytes) -> dict[str, tuple[Area, ...]]:
    """The cells of each sheet of an ods that reach down over rows."""
    merged: dict[str, list[Area]] = {}
    name, row, step, column = "", 0, 0, 0
    for kind, attributes in _ELEMENT.findall(content):
        repeated = _REPEATED.search(attributes)
        times = int(repeated[1]) if repeated else 1
        if kind == b"table":
            title = re.search(_ODS_NAME, attributes)
            name, row, step, column = html.unescape(title[1].decode()) if title else "", 0, 0, 0
        elif kind == b"table-row":
            row, step, column = row + step, times, 0
        else:
            spanned = _SPANNED.search(attributes)
            if spanned and int(spanned[1]) > 1:
                merged.setdefault(name, []).append(((row, column), (row + int(spanned[1]) - 1, column)))
            column += times
    return {name: tuple(areas) for name, areas in merged.items()}


def _refuse_entities(content: bytes, place: Place) -> None:
    """Refuse a part that declares entities."""
    if _ENTITY.search(content, 0, 4096):
        raise misfits.unreadable(place, "workbook memuat deklarasi XML yang berbahaya; ditolak")


def _refuse_reach(reach: Sequence[tuple[int, int]], place: Place) -> None:
    """Refuse sheets whose used cells, all together, span more than can be laid out."""
    if sum(rows * columns for rows, columns in reach) <= MAX_CELLS:
        return
    rows, columns = max(reach, key=lambda last: last[0] * last[1])
    last = f"{column_letters(columns - 1)}{rows}"
    words = f"sel terpakai sampai {last}; hapus baris dan kolom kosong di luar tabel"
    if rows * columns <= MAX_CELLS:
        words = f"{len(reach)} lembar bersama-sama terlalu besar, yang terbesar terpakai sampai {last}; "
        words += "hapus baris dan kolom kosong di luar tabel, atau pisahkan lembarnya"
    raise misfits.unreadable(place, words)


def _roughly(content: bytes) -> tuple[int, int]:
    """Rows and columns beyond which a sheet of an xlsx surely uses nothing; every cell is looked at only where needed.

    Columns beyond AZ, rows beyond 99.999 and cells without an address need it.
    """
    if not _near(content):
        return _used(content)
    figures = next((figures for figures in (2, 3, 4) if not _BY_FIGURES[figures].search(content)), 5)
    return 10**figures - 1, _FAR_COLUMN


def _nearly(content: bytes) -> tuple[int, int]:
    """The same, nearer: the last row that has a cell, for workbooks of many sheets."""
    if not _near(content):
        return _used(content)
    return max(map(int, set(_ROW.findall(content))), default=0), _FAR_COLUMN


def _near(content: bytes) -> bool:
    """Whether every cell of a sheet has its address, and none lies far out."""
    return not (b":c " in content or _FAR.search(content))


def _used(content: bytes) -> tuple[int, int]:
    """The last row and the last column that hold something, in the XML of an xlsx sheet."""
    row = column = last_row = last_column = 0
    for match in _ELEMENT.finditer(content):
        kind, attributes = match.groups()
        if kind not in (b"row", b"c"):
            continue
        reference = _REFERENCE.search(attributes)
        if kind == b"row":
            row, column = int(reference[2]) if reference and reference[2] else row + 1, 0
            continue
        column += 1
        if reference and reference[1] and reference[2]:
            column, row = column_index(reference[1].decode()) + 1, int(reference[2])
        if not attributes.endswith(b"/"):
            last_row, last_column = max(last_row, row), max(last_column, column)
    return last_row, last_column


def _used_in_ods(content: bytes) -> list[tuple[int, int]]:
    """The last row and the last column of each sheet of an ods that hold something.

    Rows and cells that only fill a sheet up to its end are repeated a million times; they hold nothing.
    """
    reach: list[tuple[int, int]] = []
    row = column = step = 0
    for match in _ELEMENT.finditer(content):
        kind, attributes = match.groups()
        if kind == b"table":
            reach.append((0, 0))
            row = column = step = 0
            continue
        repeated = _REPEATED.search(attributes)
        times = int(repeated[1]) if repeated else 1
        if kind == b"table-row":
            row, step, column = row + step, times, 0
        elif kind not in {b"row", b"c"} and reach:
            column += times
            if not attributes.endswith(b"/") and content[match.end() : match.end() + 2] != b"</":
                reach[-1] = max(reach[-1][0], row + step), max(reach[-1][1], column)
    return reach


def _faulty_cells(content: bytes) -> dict[int, dict[int, str]]:
    """Cells of a sheet that hold an error, or a formula without a result: both are read as if they were blank."""
    faults: dict[int, dict[int, str]] = {}
    if b't="e"' in content or _BARE.search(content) or _BARE_SHARED.search(content) or b":sheetData" in content:
        for letters, row, error in re.findall(_FAULTY, content, re.DOTALL | re.VERBOSE):
            words = _FAULT.format(html.unescape(error.decode())) if error else _NO_RESULT
            faults.setdefault(int(row), {})[column_index(letters.decode())] = words
    return faults


def _attributes(archive: zipfile.ZipFile, part: str) -> list[dict[str, str]]:
    """The attributes of the sheets or relationships that a part lists."""
    return [dict(_ATTRIBUTE.findall(tag)) for tag in _PART.findall(archive.read(part).decode())]


def _main_part(archive: zipfile.ZipFile, names: Collection[str]) -> str | None:
    """The part of an archive that is the workbook: not every program puts it at xl/workbook.xml."""
    relations = _attributes(archive, _RELATIONS) if _RELATIONS in names else []
    named = [relation["Target"] for relation in relations if relation.get("Type", "").endswith("/officeDocument")]
    parts = [posixpath.normpath(target).lstrip("/") for target in named]
    return next((part for part in (*parts, "xl/workbook.xml") if part in names), None)


def _parts_of_sheets(archive: zipfile.ZipFile, book: str) -> dict[str, str]:
    """Which part of the archive holds which sheet."""
    folder, name = posixpath.split(book)
    targets = {
        relation["Id"]: posixpath.normpath(posixpath.join("/", folder, relation["Target"])).lstrip("/")
        for relation in _attributes(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    }
    sheets = _attributes(archive, book)
    return {targets[sheet["r:id"]]: html.unescape(sheet["name"]) for sheet in sheets if sheet.get("r:id") in targets}
