"""What an xls and an ods tell beyond the values of their cells: errors, strikes, comments, what is hidden."""

from __future__ import annotations

import struct

import pytest

from ilp_cli.files.ods_marks import colours, marks
from ilp_cli.files.table_file import Table, Workbook
from tests.files.test_limits import record, xls
from tests.spoiled import ods

NA = "berisi galat #N/A; ganti dengan nilainya"


def text(row: int, column: int, words: str, style: int = 0) -> bytes:
    letters = words.encode("latin-1")
    return record(0x0204, struct.pack("<HHHHB", row, column, style, len(letters), 0) + letters)


def font(*, struck: bool) -> bytes:
    return record(0x0031, struct.pack("<HHHHHBBBB", 220, 8 if struck else 0, 8, 400, 0, 0, 0, 0, 0) + b"\x01\x00A")


def style(number: int) -> bytes:
    return record(0x00E0, struct.pack("<HH", number, 0) + bytes(16))


def old(*cells: bytes) -> Table:
    """The one sheet of an xls whose format 1 strikes through."""
    fonts = [font(struck=False)] * 4 + [font(struck=True)]
    return Workbook(xls(*cells, extra=b"".join(fonts) + style(0) + style(5)), "r.xls").table("Lapor")


def faults(table: Table) -> dict[tuple[int, int], str]:
    return {(row.number, column): words for row in table.rows for column, words in row.faulty.items()}


def test_errors_of_an_xls_stand_at_their_cells() -> None:
    typed = record(0x0205, struct.pack("<HHHBB", 1, 0, 0, 42, 1))
    formula = record(0x0006, struct.pack("<HHH", 1, 2, 0) + b"\x02\x00\x1d\x00\x00\x00\xff\xff" + bytes(8))
    true = record(0x0205, struct.pack("<HHHBB", 2, 0, 0, 1, 0))
    table = old(text(0, 0, "nama"), typed, formula, true)
    assert faults(table) == {(2, 0): NA, (2, 2): "berisi galat #NAME?; ganti dengan nilainya"}


def test_strikes_of_an_xls_are_those_of_the_font_of_a_cell() -> None:
    run = record(0x00BD, struct.pack("<HH", 3, 1) + struct.pack("<HIHI", 0, 2, 1, 2) + struct.pack("<H", 2))
    table = old(text(0, 0, "nama"), text(1, 0, "Ina", 1), text(2, 0, "Umi"), run)
    assert table.struck == {2: {0: True}, 4: {2: True}}


def test_hidden_rows_columns_and_comments_of_an_xls_are_told() -> None:
    row = record(0x0208, struct.pack("<HHHHHHHH", 1, 0, 1, 255, 0, 0, 0x20, 0))
    columns = record(0x007D, struct.pack("<HHHHHH", 1, 2, 0, 0, 1, 0))
    thing = record(0x005D, struct.pack("<HHHH", 0x15, 18, 0x19, 1) + bytes(14))
    format_of_text = record(0x01B6, bytes(10) + struct.pack("<HH", 7, 0) + bytes(4))
    words = record(0x003C, b"\x00pensiun")
    note = record(0x001C, struct.pack("<HHHH", 1, 0, 0, 1) + b"\x05\x00\x00admin\x00")
    table = old(columns, row, text(0, 0, "nama"), text(1, 0, "Ina"), thing, format_of_text, words, note)
    assert (table.hidden, table.hidden_columns) == (frozenset({2}), frozenset({1, 2}))
    assert table.comments == {2: {0: "pensiun"}}


@pytest.mark.parametrize("kind", ['calcext:value-type="error"', 'office:value-type="string" office:string-value=""'])
def test_errors_of_an_ods_stand_at_their_cells_also_where_they_are_repeated(kind: str) -> None:
    rows = (
        "<table:table-row><table:table-cell><text:p>nama</text:p></table:table-cell></table:table-row>"
        f'<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>'
        f'<table:table-cell table:formula="of:=NA()" {kind}><text:p>#N/A</text:p></table:table-cell>'
        "</table:table-row>"
    )
    assert faults(Workbook(ods(rows), "r.ods").table("Petugas")) == {(2, 2): NA, (3, 2): NA}


STYLES = (
    '<style:style style:name="Coret" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Coret"/>'
    '<style:style style:name="ce2" style:parent-style-name="Coret">'
    '<style:text-properties style:text-line-through-style="none"/></style:style>'
)


@pytest.mark.parametrize(
    ("cell", "struck"),
    [
        ('<table:table-cell table:style-name="ce1"><text:p>Ina</text:p></table:table-cell>', {1: {0: True}}),
        ('<table:table-cell table:style-name="ce2"><text:p>Ina</text:p></table:table-cell>', {}),
        ('<table:table-cell table:style-name="ce1"/>', {}),
        (
            '<table:table-cell><text:p>Ina <text:span text:style-name="Coret">Umi</text:span></text:p>'
            "</table:table-cell>",
            {1: {0: False}},
        ),
    ],
)
def test_strikes_of_an_ods_are_those_of_its_styles(cell: str, struck: dict[int, dict[int, bool]]) -> None:
    body = f'<table:table table:name="P"><table:table-row>{cell}</table:table-row></table:table>'
    sheets = marks(f"{STYLES}<office:spreadsheet>{body}</office:spreadsheet>".encode(), b"")
    assert (sheets["P"].struck if sheets else {}) == struck


def test_a_comment_of_an_ods_is_told_apart_from_the_text_of_its_cell() -> None:
    rows = (
        "<table:table-row><table:table-cell><office:annotation><text:p>sudah pindah</text:p></office:annotation>"
        "<text:p>Ina</text:p></table:table-cell></table:table-row>"
    )
    assert Workbook(ods(rows), "r.ods").table("Petugas").comments == {1: {0: "sudah pindah"}}


def test_colours_of_an_xls_are_those_of_the_font_and_the_ground_of_a_cell() -> None:
    red_ink = record(0x0031, struct.pack("<HHHHHBBBB", 220, 0, 10, 400, 0, 0, 0, 0, 0) + b"\x01\x00A")
    plain = record(0x00E0, struct.pack("<HH", 0, 0) + bytes(16))
    ground = record(0x00E0, struct.pack("<HH", 0, 0) + bytes(10) + struct.pack("<IH", 1 << 26, 13))
    ink = record(0x00E0, struct.pack("<HH", 5, 0) + bytes(16))
    blank = record(0x0201, struct.pack("<HHH", 3, 1, 1))
    book = xls(text(0, 0, "nama"), text(1, 0, "Ina", 1), text(2, 0, "Umi", 2), blank,
               extra=b"".join([font(struck=False)] * 4 + [red_ink, plain, ground, ink]))  # fmt: skip
    yellow, red = frozenset({"rgb=FFFF00"}), frozenset({"rgb=FF0000"})
    assert Workbook(book, "r.xls").table("Lapor").colours() == {2: {0: yellow}, 3: {0: red}, 4: {1: yellow}}


def test_colours_of_an_ods_are_those_of_its_styles() -> None:
    styles = (
        '<style:style style:name="ce1"><style:table-cell-properties fo:background-color="#ff0000"/></style:style>'
        '<style:style style:name="ce2"><style:text-properties fo:color="#0070c0"/></style:style>'
        '<style:style style:name="ce3"><style:table-cell-properties fo:background-color="#ffffff"/></style:style>'
    )
    cells = "".join(
        f'<table:table-row><table:table-cell table:style-name="{style}"{more}><text:p>x</text:p></table:table-cell>'
        "</table:table-row>"
        for style, more in (("ce1", ""), ("ce2", ""), ("ce3", ""), ("ce1", ' table:number-columns-repeated="900"'))
    )
    content = f'{styles}<office:spreadsheet><table:table table:name="Lapor">{cells}</table:table>'.encode()
    red, blue = frozenset({"rgb=FF0000"}), frozenset({"rgb=0070C0"})
    assert colours(content, b"", "Lapor") == {1: {0: red}, 2: {0: blue}}
    assert colours(content, b"", "Lain") == {}
