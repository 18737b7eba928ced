"""The same small workbook as each program saves it: xlsx, ods, xls, or a page."""

from __future__ import annotations

import html
import io
import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate

import openpyxl

from tests.files.test_limits import record
from tests.spoiled import ODS_CELL, ods

_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Sheets = Mapping[str, Sequence[Sequence[str]]]
FORMS = ("xlsx", "ods", "xls", "html")


def saved(form: str, sheets: Sheets) -> bytes:
    """A workbook of these sheets of text, Petugas among them, in one of `FORMS`."""
    return {"xlsx": _xlsx, "ods": _ods, "xls": _xls, "html": _page}[form](sheets)


def _xlsx(sheets: Sheets) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([cell or None for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _ods(sheets: Sheets) -> bytes:
    def lines(rows: Sequence[Sequence[str]]) -> str:
        cells = ("".join(ODS_CELL.format("", html.escape(cell)) for cell in row) for row in rows)
        return "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)

    return ods(**{"rows" if title == "Petugas" else title: lines(rows) for title, rows in sheets.items()})


def _page(sheets: Sheets) -> bytes:
    """A page as LibreOffice saves a workbook: a list of the sheets, then each below its name, remarks in the cells."""
    names = "".join(f'<A HREF="#table{number}">{title}</A><br>' for number, title in enumerate(sheets))
    tables = ""
    for number, (title, rows) in enumerate(sheets.items()):
        remark = '<a class="comment-indicator"></a><comment>Isi di sini.\n(kode: x)</comment>'
        cells = [
            "".join(f"<td>{remark if not place and text else ''}<b>{html.escape(text)}</b></td>\n" for text in row)
            for place, row in enumerate(rows)
        ]
        tables += f'<A NAME="table{number}"><h1>Sheet {number + 1}: <em>{title}</em></h1></A>\n<table>'
        tables += "".join(f"<tr>\n{row}</tr>\n" for row in cells) + "</table>\n"
    return f"<!DOCTYPE html>\n<html><body><h1>Overview</h1>{names}\n{tables}</body></html>\n".encode()


def _xls(sheets: Sheets) -> bytes:
    def begin(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))

    def text(row: int, column: int, words: str) -> bytes:
        head = struct.pack("<HHHHB", row, column, 0, len(words), 1)
        return record(0x0204, head + words.encode("utf-16-le"))

    bodies = [
        begin(0x10)
        + b"".join(text(down, over, cell) for down, row in enumerate(rows) for over, cell in enumerate(row) if cell)
        + record(0x000A)
        for rows in sheets.values()
    ]
    length = len(begin(5)) + sum(len(record(0x0085, bytes(8) + title.encode())) for title in sheets) + 4
    starts = list(accumulate(map(len, bodies), initial=length))
    named = [
        record(0x0085, struct.pack("<IBBBB", start, 0, 0, len(title), 0) + title.encode())
        for title, start in zip(sheets, starts, strict=False)
    ]
    stream = b"".join([begin(5), *named, record(0x000A), *bodies])
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\x00")
    count = len(stream) // 512
    following = [_TABLE, _END, *range(3, count + 2), _END]

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        name = title.encode("utf-16-le") + b"\x00\x00"
        links = struct.pack("<HBBIII", len(name), kind, 1, _FREE, _FREE, child)
        return name.ljust(64, b"\x00") + links + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1, _END, 0) + entry("Workbook", 2, _FREE, 2, len(stream)) + bytes(256)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    header = header[:76] + struct.pack("<109I", 0, *[_FREE] * 108)
    return header + struct.pack("<128I", *following, *[_FREE] * (128 - len(following))) + directory + stream
