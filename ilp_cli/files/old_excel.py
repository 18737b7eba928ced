"""A look into an .xls before the reader lays it out: whether it is locked, and how far its cells reach."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_FREE = 0xFFFFFFFA
"""From here on a sector number is a mark, not a place."""
_MOST = 200_000
"""More sectors than a file within our limits can have."""
MAX_COLUMNS = 256
"""How many columns a sheet of an .xls may have; one that says more is damaged."""
_ROOT, _STREAM = 5, 2
_BOF, _EOF, _LOCK = 0x0809, 0x000A, 0x002F
_CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x00FD, 0x00D6, 0x027E, 0x00BD})
"""Records that begin with the row and the column of a cell that holds something."""


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


def look(data: bytes) -> tuple[bool, list[tuple[int, int]]]:
    """Whether the workbook is locked, and the last row and column of each of its sheets.

    What is too broken to be walked through tells nothing here: the reader, which stands apart, will refuse it.
    """
    try:
        return _walk(_workbook(data))
    except (struct.error, IndexError, ValueError):
        return False, []


def _walk(stream: bytes) -> tuple[bool, list[tuple[int, int]]]:
    locked, reach, row, column = False, [], 0, 0
    place, end = 0, len(stream) - 4
    while place <= end:
        kind, length = struct.unpack_from("<HH", stream, place)
        place += 4
        if kind in _CELLS and length >= 6:
            r, c = struct.unpack_from("<HH", stream, place)
            if kind == 0x00BD:
                c = struct.unpack_from("<H", stream, place + length - 2)[0]
            row, column = max(row, r + 1), max(column, c + 1)
        elif kind == _LOCK and length >= 2:
            locked = locked or struct.unpack_from("<H", stream, place)[0] != 0 or length > 4
        elif kind in (_BOF, _EOF):
            if row:
                reach.append((row, column))
            row = column = 0
        place += length
    return locked, [*reach, (row, column)] if row else reach


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
