"""What is hostile, locked or crashes the reader ends in a reason; what a program merely pads or lays out is read."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook as Drawn

from ilp_cli.files import apart
from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.table_file import Workbook

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of an .xls."""
    return struct.pack("<HH", kind, len(content)) + content


def number(row: int, column: int) -> bytes:
    """A cell that holds 1."""
    return record(0x0203, struct.pack("<HHHd", row, column, 0, 1.0))


def xls(*cells: bytes, extra: bytes = b"") -> bytes:
    """An .xls with one sheet of these cells; `extra` are records before the sheets are named."""
    begin = struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0)
    name = b"\x05\x00Lapor"
    head = record(0x0809, begin) + extra
    globals_end = len(head) + len(record(0x0085, bytes(6) + name)) + len(record(0x000A))
    stream = head + record(0x0085, struct.pack("<IBB", globals_end, 0, 0) + name) + record(0x000A)
    stream += record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + b"".join(cells) + record(0x000A)
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\x00")
    count = len(stream) // 512
    following = [TABLE, END, *range(3, count + 2), END]
    sectors = struct.pack("<128I", *following, *[FREE] * (128 - len(following)))

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        named = title.encode("utf-16-le") + b"\x00\x00" if title else b""
        links = struct.pack("<HBBIII", len(named), kind, 1, FREE, FREE, child)
        return named.ljust(64, b"\x00") + links + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1, END, 0) + entry("Workbook", 2, FREE, 2, len(stream)) + bytes(256)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0, 0)[:40]
    header = header[:76] + struct.pack("<109I", *[0], *[FREE] * 108)
    return header + sectors + directory + stream


def refused(data: bytes) -> str:
    """Why a workbook is refused."""
    with pytest.raises(Unreadable) as error:
        Workbook(data, "roster")
    return error.value.findings[0].message


def test_an_xls_is_read_in_a_process_of_its_own() -> None:
    book = Workbook(xls(number(0, 0), number(2, 1)), "roster.xls")
    assert book.sheets == ("Lapor",)
    assert [(row.number, row.cells) for row in book.table("Lapor").rows] == [(1, ("1", "")), (3, ("", "1"))]


def test_a_cell_far_away_is_refused_in_an_xls_too() -> None:
    assert "sel terpakai sampai IV65536" in refused(xls(number(0, 0), number(65_535, 255)))


def test_a_column_that_no_xls_has_is_damage() -> None:
    assert refused(xls(number(0, 0), number(65_000, 60_000))).startswith("isi workbook rusak")


def test_a_locked_xls_is_called_locked() -> None:
    assert "terkunci kata sandi" in refused(xls(number(0, 0), extra=record(0x002F, b"\x01\x00" + bytes(52))))


def test_what_ends_the_reader_is_a_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    library = tmp_path / "python_calamine.py"
    library.write_text("import os\nPasswordError = CalamineWorkbook = None\nos.abort()\n", encoding="utf-8")
    with pytest.raises(apart.Crashed):
        apart.read_apart(b"x", tmp_path)
    library.write_text("import time\ntime.sleep(60)\n", encoding="utf-8")
    monkeypatch.setattr(apart, "SECONDS", 1)
    with pytest.raises(apart.Crashed):
        apart.read_apart(b"x", tmp_path)


def wide(sheets: int, rows: int, columns: int) -> bytes:
    """An xlsx whose sheets each use only their first and last cell."""
    book = Drawn()
    book.remove(book.worksheets[0])
    for index in range(sheets):
        sheet = book.create_sheet(f"L{index}")
        sheet["A1"] = "x"
        sheet.cell(rows, columns).value = "x"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("rows", "columns"), [(600, 16_384), (90_000, 50)])
def test_the_limit_holds_for_the_whole_workbook(rows: int, columns: int) -> None:
    assert Workbook(wide(1, rows, columns), "roster.xlsx").sheets == ("L0",)
    assert refused(wide(4, rows, columns)).startswith("4 lembar bersama-sama terlalu besar")


def test_many_sheets_that_are_small_are_read() -> None:
    assert len(Workbook(wide(40, 1_200, 12), "roster.xlsx").sheets) == 40


@pytest.mark.parametrize("folder", ["", "book/", "XL/"])
def test_parts_may_lie_anywhere(folder: str) -> None:
    source, stream = zipfile.ZipFile(io.BytesIO(wide(2, 3, 3))), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name).replace(b"/xl/", f"/{folder}".encode())
            content = content.replace(b'"xl/workbook.xml"', f'"{folder}workbook.xml"'.encode())
            if name.endswith("sheet1.xml"):
                content = content.replace(b'<row r="3"', b'<row hidden="1" r="3"')
            target.writestr(name.replace("xl/", folder), content)
    book = Workbook(stream.getvalue(), "roster.xlsx")
    assert book.sheets == ("L0", "L1")
    assert book.table("L0").hidden == {3}


FILLED = (
    '<table:table table:name="{0}"><table:table-row><table:table-cell office:value-type="string"><text:p>{0}</text:p>'
    '</table:table-cell><table:table-cell table:number-columns-repeated="9"/></table:table-row>'
    '<table:table-row table:number-rows-repeated="1048575">{1}</table:table-row></table:table>'
)
NAMES = "urn:oasis:names:tc:opendocument:xmlns"
ODS = (
    f'<office:document-content xmlns:office="{NAMES}:office:1.0" xmlns:table="{NAMES}:table:1.0"'
    f' xmlns:text="{NAMES}:text:1.0"><office:body><office:spreadsheet>{{}}</office:spreadsheet></office:body>'
    "</office:document-content>"
)
MANIFEST = f'<manifest:manifest xmlns:manifest="{NAMES}:manifest:1.0"/>'


@pytest.mark.parametrize(
    "filler",
    [
        '<table:table-cell table:number-columns-repeated="16384"/>',
        '<table:table-cell table:style-name="ce1" table:number-columns-repeated="16384"></table:table-cell>',
    ],
)
def test_filler_of_one_ods_sheet_does_not_reach_the_next(filler: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        sheets = "".join(FILLED.format(name, filler) for name in ("Satu", "Dua"))
        archive.writestr("content.xml", ODS.format(sheets))
    book = Workbook(stream.getvalue(), "roster.ods")
    assert [[row.cells for row in book.table(name).rows] for name in book.sheets] == [[("Satu",)], [("Dua",)]]
