"""A look into an .xls before the reader lays it out: locked or not, how far its cells reach, what they show."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

_FREE = 0xFFFFFFFA
"""From here on a sector number is a mark, not a place."""
_MOST = 200_000
"""More sectors than a file within our limits can have."""
MAX_COLUMNS = 256
"""How many columns a sheet of an .xls may have; one that says more is damaged."""
_ROOT, _STREAM = 5, 2
_BOF, _EOF, _LOCK = 0x0809, 0x000A, 0x002F
_FORMULA, _RESULT, _RUN = 0x0006, 0x0205, 0x00BD
_CELLS = frozenset({_FORMULA, _RESULT, _RUN, 0x0203, 0x0204, 0x00FD, 0x00D6, 0x027E})
"""Records that begin with the row, the column and the format of a cell that holds something."""
_RESULTS = frozenset({_FORMULA, _RESULT})
"""Those that may hold an error."""
_FAILED = 2
"""What the result of a formula is that came to an error."""
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_FONT, _FORMAT, _SHEET = 0x0031, 0x00E0, 0x0085
_NO_FONT = 4
"""Fonts are counted without this number."""
_ROW, _COLUMNS, _NOTE, _OBJECT, _TEXT, _MORE = 0x0208, 0x007D, 0x001C, 0x005D, 0x01B6, 0x003C
_REMARKS = frozenset({_ROW, _COLUMNS, _NOTE, _OBJECT, _TEXT})
_WORDS = 8_229
"""A record with the words of a comment is at most so long."""
_COMMENT = 0x19
"""What kind of object a comment is."""


def whole_container(data: bytes) -> bool:
    """Whether the file holds every sector its own tables speak of; the reader panics on one that was cut off."""
    if len(data) < 512:
        return False
    shift, tables = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<109I", data, 76)
    size = 1 << shift if shift in (9, 12) else 512
    last = 0
    for sector in (sector for sector in tables if sector < _FREE):
        table = data[(sector + 1) * size : (sector + 2) * size]
        if len(table) < size:
            return False
        used = [index for (index,) in struct.iter_unpack("<I", table) if index < _FREE]
        last = max(last, sector, *used, 0)
    return last > 0 and (last + 1) * size < len(data)


def look(data: bytes) -> tuple[bool, list[tuple[int, int]], dict[str, Sheet]]:
    """Whether the workbook is locked, the last row and column of each of its sheets, and what each sheet tells.

    What is too broken to be walked through tells nothing here: the reader, which stands apart, will refuse it.
    """
    try:
        return _walk(_workbook(data))
    except (struct.error, IndexError, ValueError):
        return False, [], {}


_PALETTE, _BLANK, _BLANKS = 0x0092, 0x0201, 0x00BE
_LIGHTS = dict(enumerate("000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF".split(), 8)) | dict(
    enumerate("800000 008000 000080 808000 800080 008080 C0C0C0 808080".split(), 16)
)
"""The first colours of every palette; another is known by its number alone."""
_FORMAT_LENGTH = 20
"""How long a cell format is since 1997, when it got its colours."""


def colours(data: bytes, sheet: str) -> dict[int, dict[int, frozenset[str]]]:
    """The cells of a sheet that have a colour, and which; black and white say nothing."""
    try:
        return _coloured(_workbook(data), sheet)
    except (struct.error, IndexError, ValueError):
        return {}


def _coloured(stream: bytes, wanted: str) -> dict[int, dict[int, frozenset[str]]]:
    lights, inks, looks = dict(_LIGHTS), [], []
    begins, within, told = -1, False, dict[int, dict[int, frozenset[str]]]()
    for place, kind, length in _records(stream):
        record = stream[place : place + length]
        if kind == _PALETTE:
            values = (record[2 + 4 * number : 5 + 4 * number].hex().upper() for number in range((length - 2) // 4))
            lights |= dict(enumerate(values, 8))
        elif kind == _FONT and length >= 8:
            inks.append(struct.unpack_from("<H", record, 4)[0])
        elif kind == _FORMAT and length >= _FORMAT_LENGTH:
            font, paper = struct.unpack_from("<H", record)[0], struct.unpack_from("<H", record, 18)[0] & 0x7F
            font -= font > _NO_FONT
            filled = struct.unpack_from("<I", record, 14)[0] >> 26
            looks.append((inks[font] if font < len(inks) else 0, paper if filled else 0))
        elif kind == _SHEET and length >= 8 and _name(record[6:], old=False) == wanted:
            begins = struct.unpack_from("<I", record)[0]
        elif kind in (_BOF, _EOF):
            within = place - 4 == begins if kind == _BOF else False
        elif within and (kind in _CELLS or kind in (_BLANK, _BLANKS)) and length >= 6:
            row, first = struct.unpack_from("<HH", record)
            step = {_BLANKS: 2, _RUN: 6}.get(kind, 0)
            count = (length - 6) // step if step else 1
            for number in range(count):
                used = struct.unpack_from("<H", record, 4 + number * step)[0]
                look = _look(looks[used], lights) if used < len(looks) else frozenset[str]()
                if look:
                    told.setdefault(row + 1, {})[first + number] = look
    return told


def _look(numbers: tuple[int, int], lights: Mapping[int, str]) -> frozenset[str]:
    """The colours of a text and of its cell by their numbers; those the system chooses are none."""
    named = ((number, lights.get(number, "")) for number in numbers if 8 <= number < 64)
    plain = ("000000", "FFFFFF")
    return frozenset(f"rgb={light}" if light else f"indexed={number}" for number, light in named if light not in plain)


@dataclass(slots=True)
class Sheet:
    """What the records of one sheet tell beyond the values of its cells; rows count from 1, columns from 0."""

    name: str = ""
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    struck: dict[int, dict[int, bool]] = field(default_factory=dict)
    comments: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    notes: dict[int, str] = field(default_factory=dict)
    note: int = -1


@dataclass(slots=True)
class _Formats:
    """The fonts of a workbook that are struck through, the cell formats that use one, and whether it is before 1997."""

    old: bool = False
    fonts: list[bool] = field(default_factory=list)
    struck: set[int] = field(default_factory=set)
    count: int = 0

    def add(self, kind: int, record: bytes) -> None:
        """Take a record of a font or of a cell format, in the order of the file."""
        if kind == _FONT:
            self.fonts.append(bool(record[2] & 8))
            return
        font = struct.unpack_from("<H", record)[0]
        font -= font > _NO_FONT
        if font < len(self.fonts) and self.fonts[font]:
            self.struck.add(self.count)
        self.count += 1


def _walk(stream: bytes) -> tuple[bool, list[tuple[int, int]], dict[str, Sheet]]:
    locked, reach, row, column = False, [], 0, 0
    sheets: dict[int, Sheet] = {}
    within: list[Sheet] = []
    formats, sheet = _Formats(), Sheet()
    for place, kind, length in _records(stream):
        record = stream[place : place + length]
        if kind in _CELLS and length >= 6:
            r, c = _cell(sheet, kind, record, formats.struck)
            row, column = max(row, r + 1), max(column, c + 1)
        elif kind in (_BOF, _EOF):
            if row:
                reach.append((row, column))
            row = column = 0
            if kind == _BOF:
                formats.old = formats.old or record[:2] != b"\x00\x06"
                within.append(sheet)
                sheet = sheets.get(place - 4, Sheet())  # a chart within a sheet has cells of its own
            elif within:
                sheet = within.pop()
        elif kind in _REMARKS:
            _remark(sheet, kind, record, stream[place + length : place + length + _WORDS] if kind == _TEXT else b"")
        elif kind == _LOCK and length >= 2:
            locked = locked or struct.unpack_from("<H", record)[0] != 0 or length > 4
        elif kind == _SHEET and length >= 8:
            sheets[struct.unpack_from("<I", record)[0]] = Sheet(name=_name(record[6:], old=formats.old))
        elif kind in (_FONT, _FORMAT) and length >= 4:
            formats.add(kind, record)
    return locked, [*reach, (row, column)] if row else reach, {sheet.name: sheet for sheet in sheets.values()}


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Every record of a stream: where its content begins, its kind, its length."""
    place, end = 0, len(stream) - 4
    while place <= end:
        kind, length = struct.unpack_from("<HH", stream, place)
        yield place + 4, kind, length
        place += 4 + length


def _cell(sheet: Sheet, kind: int, record: bytes, struck: Collection[int]) -> tuple[int, int]:
    """Take a cell that holds something, or a run of them; gives the row and the last column, both from 0."""
    row, column, used = struct.unpack_from("<HHH", record)
    if kind == _RUN:
        if struck:
            _struck_run(sheet, record, struck)
        return row, struct.unpack_from("<H", record, len(record) - 2)[0]
    if used in struck:
        sheet.struck.setdefault(row + 1, {})[column] = True
    if kind in _RESULTS and (error := _error(kind, record)):
        sheet.errors.setdefault(row + 1, {})[column] = error
    return row, column


def _struck_run(sheet: Sheet, record: bytes, struck: Collection[int]) -> None:
    """Note the cells of a run of numbers that are struck through."""
    row, first = struct.unpack_from("<HH", record)
    for number in range((len(record) - 6) // 6):
        if struct.unpack_from("<H", record, 4 + 6 * number)[0] in struck:
            sheet.struck.setdefault(row + 1, {})[first + number] = True


def _error(kind: int, record: bytes) -> str:
    """The error that a cell holds, or that its formula came to; "" where it holds a value."""
    if kind == _FORMULA:
        failed = len(record) >= 14 and record[12:14] == b"\xff\xff" and record[6] == _FAILED
        return _ERRORS.get(record[8], "#ERROR!") if failed else ""
    return _ERRORS.get(record[6], "#ERROR!") if len(record) > 7 and record[7] else ""


def _remark(sheet: Sheet, kind: int, record: bytes, after: bytes) -> None:
    """Take a record of a hidden row or column, or of a comment, whose words stand `after` it."""
    if kind == _ROW and len(record) >= 16 and record[12] & 0x20:
        sheet.hidden.add(struct.unpack_from("<H", record)[0] + 1)
    elif kind == _COLUMNS and len(record) >= 10 and record[8] & 1:
        first, last = struct.unpack_from("<HH", record)
        sheet.hidden_columns.update(range(first, min(last, MAX_COLUMNS - 1) + 1))
    elif kind == _OBJECT and len(record) >= 8:
        what, number = struct.unpack_from("<HH", record, 4)
        sheet.note = number if what == _COMMENT else -1
    elif kind == _TEXT and sheet.note >= 0:
        sheet.notes[sheet.note] = _note_text(record, after)
        sheet.note = -1
    elif kind == _NOTE and len(record) >= 8:
        row, column, _, number = struct.unpack_from("<HHHH", record)
        if number in sheet.notes:
            sheet.comments.setdefault(row + 1, {})[column] = sheet.notes[number]


def _note_text(record: bytes, after: bytes) -> str:
    """The words of a comment: they stand in the record behind that of their format."""
    count = struct.unpack_from("<H", record, 10)[0]
    if not count or struct.unpack_from("<H", after)[0] != _MORE:
        return ""
    wide = after[4] & 1
    text = after[5 : 5 + count * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
    return " ".join(text.split())


def _name(record: bytes, *, old: bool) -> str:
    """The name of a sheet: its length, whether two bytes make a letter, its letters; before Excel 97 one does."""
    if old:
        return record[1 : 1 + record[0]].decode("cp1252", "replace")
    wide = record[1] & 1
    return record[2 : 2 + record[0] * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _workbook(data: bytes) -> bytes:
    """The stream of the workbook out of its container. Raises ValueError where there is none."""
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    size, small = 1 << min(shift, 12), 1 << min(small_shift, 9)
    directory, _, cutoff, small_table = struct.unpack_from("<IIII", data, 48)
    table = _table(data, size)
    root = b""
    for entry in _entries(b"".join(_sectors(data, table, directory, size, size))):
        name = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", "ignore")
        start, length = struct.unpack_from("<II", entry, 116)
        if entry[66] == _ROOT:
            root = b"".join(_sectors(data, table, start, size, size))
        elif entry[66] == _STREAM and name.lower() in ("workbook", "book"):
            if length >= cutoff:
                return b"".join(_sectors(data, table, start, size, size))[:length]
            chain = b"".join(_sectors(data, table, small_table, size, size))
            numbers = [number for (number,) in struct.iter_unpack("<I", chain)]
            return b"".join(_sectors(root, numbers, start, small, 0))[:length]
    raise ValueError("no workbook in it")


def _entries(directory: bytes) -> Iterator[bytes]:
    return (directory[place : place + 128] for place in range(0, len(directory) - 127, 128))


def _table(data: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    sectors = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < _FREE]
    more, left = struct.unpack_from("<I", data, 68)[0], _MOST
    while more < _FREE and left:
        block = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        sectors += [sector for sector in block[:-1] if sector < _FREE]
        more, left = block[-1], left - 1
    parts = b"".join(data[(sector + 1) * size : (sector + 2) * size] for sector in sectors)
    return [number for (number,) in struct.iter_unpack("<I", parts[: len(parts) // 4 * 4])]


def _sectors(data: bytes, table: list[int], sector: int, size: int, offset: int) -> Iterator[bytes]:
    left = len(table) + 1
    while sector < _FREE and left:
        yield data[offset + sector * size : offset + (sector + 1) * size]
        sector, left = table[sector], left - 1
