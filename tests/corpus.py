"""Roster files as they really arrive, and as somebody could send them; with what each must give. Everybody is invented.

Each case is read beside a complete kader.csv. `people` are the petugas as "name@puskesmas/pustu", in order; `codes` are
all findings about the files and the people, as "ILP012 place".
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.plans import KADER_TABLE, PETUGAS_TABLE, saved, workbook
from tests.spoiled import GOOD, MAIN, ODS_CELL, SHEET, STRICT, XLS, archive, ods, repacked, sheet_xml

ROADMAP = """\
kabupaten: {nama: Luwu}
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
roster: %s
puskesmas:
  - {nama: Suli, pustu: [{nama: Cimpu}, {nama: Melati}], posyandu: [{nama: Melati}]}
  - {nama: Larompong Selatan, alias: [Larsel], pustu: [{nama: Sampano}], posyandu: [{nama: Mawar}]}
  - {nama: Bua, pustu: [{nama: Tanah Lili}, {nama: Melati}, {nama: Suli}]}
  - {nama: Bupon (Noling), pustu: [{nama: Malenggang}]}
"""
KADER = "nama,puskesmas,posyandu\nAni,Suli,Melati\n"
INA = ("Ina@Suli/Cimpu",)
BOTH = ("Ina@Suli/Cimpu", "Yusuf@Suli/Cimpu")
HEAD = ("nama", "puskesmas", "pustu", "profesi")
ROW = ("Ina", "Suli", "Cimpu", "Bidan")


@dataclass(frozen=True)
class Case:
    """One file: its name, its bytes (made when asked for), and what reading it must give."""

    name: str
    file: str
    data: Callable[[], bytes]
    people: tuple[str, ...] = INA
    codes: tuple[str, ...] = ()
    status: int = 0
    days: tuple[str, ...] = ()


def table(*rows: Sequence[object], title: str = "Petugas", prepare: Callable[[Workbook], None] | None = None) -> bytes:
    """An xlsx of one sheet with these rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if prepare is not None:
        prepare(book)
    return saved(book)


def text(rows: Iterable[Sequence[object]], mark: str = ",", encoding: str = "utf-8", end: str = "\n") -> bytes:
    """A csv of these rows, no quotes."""
    return "".join(mark.join(map(str, row)) + end for row in rows).encode(encoding)


def page(body: str, encoding: str = "utf-8") -> bytes:
    """An HTML page as many applications save it."""
    return f"<html><head><title>x</title></head><body>{body}</body></html>".encode(encoding)


def html_table(*rows: Sequence[str]) -> str:
    """Rows as an HTML table, one line a row."""
    return "<table>\n" + "".join("<tr><td>" + "</td><td>".join(row) + "</td></tr>\n" for row in rows) + "</table>"


def _hide_row(book: Workbook) -> None:
    book.worksheets[0].row_dimensions[2].hidden = True


def _hide_sheet(book: Workbook) -> None:
    book.create_sheet("Catatan").append(["apa saja"])
    book.worksheets[0].sheet_state = "hidden"


def _merge(area: str, book: Workbook) -> None:
    book.worksheets[0].merged_cells.add(area)  # merge_cells would make a cell for each of a million rows


def _mac(book: Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904


def _also(title: str, rows: Sequence[Sequence[object]], book: Workbook) -> None:
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(list(row))


def _strict() -> bytes:
    data = table(HEAD, ROW)
    for part in ("xl/workbook.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", SHEET):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            old = book.read(part).decode()
        new = old.replace("http://schemas.openxmlformats.org/officeDocument/2006", f"{STRICT}/officeDocument")
        data = repacked(data, part, new.replace(MAIN, f"{STRICT}/spreadsheetml/main").encode())
    return data


def _raw(*rows: Sequence[str], before: str = "", prefix: str = "") -> bytes:
    """A sheet written by hand, its texts inside its cells."""
    lines = ""
    for number, row in enumerate(rows, 1):
        cells = (
            f'<{prefix}c r="{"ABCDEFGH"[column]}{number}" t="inlineStr"><{prefix}is><{prefix}t>{cell}</{prefix}t>'
            f"</{prefix}is></{prefix}c>"
            for column, cell in enumerate(row)
        )
        lines += f'<{prefix}row r="{number}">{"".join(cells)}</{prefix}row>'
    space = f'xmlns:{prefix[:-1]}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    body = f"<{prefix}worksheet {space}>{before}<{prefix}sheetData>{lines}</{prefix}sheetData></{prefix}worksheet>"
    return repacked(table(HEAD), SHEET, f'<?xml version="1.0"?>{body}'.encode())


def _ods(*rows: Sequence[str], hidden: int = 0) -> bytes:
    lines = ""
    for number, row in enumerate(rows, 1):
        look = ' table:visibility="filter"' if number == hidden else ""
        lines += f"<table:table-row{look}>{''.join(ODS_CELL.format('', cell) for cell in row)}</table:table-row>"
    return ods(lines)


def _ods_merged() -> bytes:
    """One puskesmas over two people, as a merged cell of three rows in a sheet whose first row stands twice empty."""

    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def plain(*words: str) -> list[str]:
        return [ODS_CELL.format("", word) for word in words]

    over = ODS_CELL.format('table:number-rows-spanned="2"', "Suli")
    empty = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    under = "<table:covered-table-cell/>"
    rows = (plain("nama", "puskesmas", "profesi"), [*plain("Ina"), over, *plain("Bidan")])
    return ods(empty + "".join(row(*cells) for cells in rows) + row(*plain("Yusuf"), under, *plain("Perawat")))


def _unit(words: str) -> Callable[[], bytes]:
    return partial(table, ("Nama Pegawai", "Unit Kerja", "Jabatan Fungsional"), ("Ina", words, "Bidan Mahir"))


def _puskesmas(words: str, pustu: str = "Cimpu") -> Callable[[], bytes]:
    return partial(table, HEAD, ("Ina", words, pustu, "Bidan"))


def _day(value: object, prepare: Callable[[Workbook], None] | None = None) -> Callable[[], bytes]:
    return partial(table, (*HEAD, "mulai"), (*ROW, value), prepare=prepare)


TITLES = (("DAFTAR PEGAWAI, TAHUN 2025",), (), ("Isi dengan huruf cetak", "", ""), ())
SUB = (
    ("No", "Nama", "Tempat Tugas", None, "Profesi", "Tanggal berlaku", None),
    (None, None, "Puskesmas", "Pustu", None, "STR", "SIP"),
)
FORMS = ("NIP", "Nama Lengkap & Gelar", "Profesi", "No. HP / WhatsApp", "Nama Puskesmas", "Nama Pustu")
CASES = (
    # --- formats and encodings
    Case("xlsx", "p.xlsx", partial(table, HEAD, ROW)),
    Case("xlsm by name", "p.xlsm", partial(table, HEAD, ROW)),
    Case("ods", "p.ods", partial(_ods, HEAD, ROW)),
    Case("old xls", "p.xls", lambda: XLS, ("Ina@Suli",), ("ILP305 p.xls:Petugas!C2",), 1),
    Case("semicolon with a byte order mark", "petugas.csv", partial(text, [HEAD, ROW], ";", "utf-8-sig", "\r\n")),
    Case("tab in UTF-16", "petugas.tsv", partial(text, [HEAD, ROW], "\t", "utf-16"), codes=("ILP011 petugas.tsv:1",)),
    Case(
        "cp1252",
        "petugas.csv",
        partial(text, [HEAD, ("Iná", *ROW[1:])], ";", "cp1252"),
        ("Iná@Suli/Cimpu",),
        ("ILP011 petugas.csv:1",),
    ),
    Case("Excel's own separator line", "petugas.csv", lambda: b"sep=;\r\n" + text([HEAD, ROW], ";")),
    Case(
        "title full of commas above semicolons",
        "petugas.csv",
        partial(text, [("Daftar, per 1 Mei, lengkap, final, baru",), HEAD, ROW, ROW[:1] + ROW[1:]], ";"),
        ("Ina@Suli/Cimpu", "Ina@Suli/Cimpu"),
        ("ILP306 petugas.csv:4",),
        1,
    ),
    Case(
        "yaml", "p.yaml", lambda: b"petugas:\n  - {Nama Pegawai: Ina, unit kerja: Pustu Cimpu, profesi: Bidan}\n"
    ),
    Case(
        "page saved as xls", "petugas.xls", lambda: page(html_table(HEAD, ROW)).replace(b"\n", b"\r\n"),
        codes=("ILP018 petugas.xls:1",),
    ),
    Case("page in UTF-16", "petugas.htm", partial(page, html_table(HEAD, ROW), "utf-16")),
    Case(
        "table inside the cell of a page's layout",
        "petugas.html",
        lambda: page(f"<table><tr><td>Menu<td>{html_table(HEAD, ROW)}</table>"),
    ),
    Case(
        "page with a script and a merged title",
        "petugas.html",
        lambda: page(
            "<table><tr><td colspan=4>Daftar<script>nama</script></td></tr><tr><th>nama<th>puskesmas<th>pustu<th>"
            "profesi<tr><td><b>I</b>na<br><td>Su<i>li</i><td>Cimpu&nbsp;<td>Bidan</table>"
        ),
    ),
    Case("csv called xls", "petugas.xls", partial(text, [HEAD, ROW], "\t"), codes=("ILP018 petugas.xls:1",)),
    Case("workbook called csv", "petugas.csv", partial(table, HEAD, ROW), codes=("ILP018 petugas.csv:1",)),
    Case("strict Open XML", "p.xlsx", _strict),
    Case("parts with a namespace prefix", "p.xlsx", partial(_raw, HEAD, ROW, prefix="x:")),
    # --- where the table stands
    Case("header below instructions", "p.xlsx", partial(table, *TITLES, HEAD, ROW)),
    Case("blank columns to the left", "p.xlsx", lambda: table(*((None, None, *row) for row in (HEAD, ROW)))),
    Case("two header rows", "p.xlsx", partial(table, *SUB, (1, "Ina", "Suli", "Cimpu", "Bidan", None, None)),
         codes=("ILP008 p.xlsx:Petugas!F2",)),
    Case("two header rows in csv", "petugas.csv",
         partial(text, [[cell or "" for cell in row] for row in (*SUB, (1, *ROW, "", ""))]),
         codes=("ILP008 petugas.csv:2",)),
    Case("numbered columns below the header", "p.xlsx", partial(table, HEAD, ("(1)", "(2)", "(3)", "(4)"), ROW)),
    Case("header repeated on every page", "p.xlsx", partial(table, HEAD, ROW, HEAD, ("Yusuf", *ROW[1:])), BOTH),
    Case("sheet known by its header", "p.xlsx", partial(table, HEAD, ROW, title="Sheet1"),
         codes=("ILP012 p.xlsx:Sheet1!A1",)),
    Case("sheet among others", "p.xlsx", partial(table, HEAD, ROW, prepare=partial(_also, "Rekap", [["Jumlah", 3]])),
         codes=("ILP016 p.xlsx",)),
    Case("an old copy beside the sheet", "p.xlsx",
         partial(table, HEAD, ROW, prepare=partial(_also, "Petugas 2023", [HEAD, ("Lama", *ROW[1:])])),
         codes=("ILP016 p.xlsx:Petugas 2023!A1",)),
    Case("one sheet for each puskesmas", "p.xlsx",
         partial(table, HEAD, ROW, title="Suli", prepare=partial(_also, "Bua", [HEAD, ("Tati", "Bua", "", "Bidan")])),
         ("Ina@Suli/Cimpu", "Tati@Bua"), ("ILP012 p.xlsx:Bua!A1", "ILP012 p.xlsx:Suli!A1")),
    Case("second table below with its own columns", "p.xlsx",
         partial(table, HEAD, ROW, (), ("profesi", "NIP", "nama", "puskesmas"), ("Perawat", None, "Yusuf", "Suli")),
         ("Ina@Suli/Cimpu", "Yusuf@Suli"), ("ILP012 p.xlsx:Petugas!A4",)),
    Case("kader below petugas", "p.xlsx",
         partial(table, HEAD, ROW, ("Nama Kader", "Puskesmas", "Posyandu"), ("Tuti", "Suli", "Melati")),
         codes=("ILP012 p.xlsx:Petugas!A3",)),
    Case("neither petugas nor kader by its header", "data.xlsx", partial(table, HEAD[:2], ROW[:2], title="Data"), (),
         ("ILP010 roadmap.yaml:3:10", "ILP016 data.xlsx:Data!A1"), 1),
    Case("hidden row", "p.xlsx", partial(table, HEAD, ROW, prepare=_hide_row), codes=("ILP013 p.xlsx:Petugas!A2",)),
    Case("hidden row of an ods", "p.ods", partial(_ods, HEAD, ROW, hidden=2), codes=("ILP013 p.ods:Petugas!A2",)),
    Case("hidden sheet", "p.xlsx", partial(table, HEAD, ROW, prepare=_hide_sheet),
         codes=("ILP013 p.xlsx:Petugas!A1", "ILP016 p.xlsx")),
    Case("puskesmas merged over two people", "p.xlsx",
         partial(table, HEAD, ROW, ("Yusuf", None, "Cimpu", "Perawat"), prepare=partial(_merge, "B2:B3")), BOTH,
         ("ILP014 p.xlsx:Petugas!B3",)),
    Case("puskesmas merged over two people in an ods", "p.ods", _ods_merged, ("Ina@Suli", "Yusuf@Suli"),
         ("ILP014 p.ods:Petugas!B5",)),
    Case("title merged over all columns", "p.xlsx",
         partial(table, ("DAFTAR",), HEAD, ROW, prepare=partial(_merge, "A1:D1"))),
    Case("a merge down the whole sheet", "p.xlsx",
         partial(table, HEAD, ROW, prepare=partial(_merge, "E1:E1048576"))),
    Case("puskesmas left blank in the rows below is no merged cell", "p.xlsx",
         partial(table, HEAD, ROW, ("Yusuf", None, "Cimpu", "Perawat")), BOTH, ("ILP023 p.xlsx:Petugas!B3",)),
    Case("puskesmas left blank in one row of many", "p.xlsx",
         partial(table, HEAD, ROW, ("Umi", "Suli", "Cimpu", "Gizi"), ("Yusuf", None, "Cimpu", "Perawat")),
         ("Ina@Suli/Cimpu", "Umi@Suli/Cimpu", "Yusuf/"), ("ILP003 p.xlsx:Petugas!B4",), 1),
    Case("numbered rows without anybody", "p.xlsx",
         lambda: table(("No", *HEAD), (1, *ROW), *((number,) for number in range(2, 40)))),
    Case("total and signature below", "p.xlsx",
         partial(table, ("nip", *HEAD), (None, *ROW), (), ("Belopa, 2 Januari 2025",)),
         codes=("ILP020 p.xlsx:Petugas!A4",)),
    # --- columns
    Case("a duty form of a puskesmas", "p.xlsx",
         partial(table, ("ISI NAMA LENGKAP DENGAN GELAR",), FORMS,
                 ("-", "Bd. Ina, A.Md.Keb", "Bidan", "0812", "PKM Suli", "Pustu Cimpu")),
         ("Bd. Ina, A.Md.Keb@Suli/Cimpu",), ("ILP008 p.xlsx:Petugas!D2",)),
    Case("near miss of an optional column", "p.xlsx", partial(table, (*HEAD, "hari tugs"), (*ROW, "Senin")),
         codes=("ILP008 p.xlsx:Petugas!E1",)),
    Case("one meaning twice", "p.xlsx", partial(table, (*HEAD, "Nama Pegawai"), (*ROW, "x")),
         codes=("ILP006 p.xlsx:Petugas!E1",), status=1),
    Case("header only", "p.xlsx", partial(table, HEAD), (), ("ILP007 p.xlsx:Petugas!A2",), 1),
    # --- cells
    Case("null marks", "p.xlsx",
         partial(table, (*HEAD, "nip", "status", "mulai"), (*ROW, "-", "(Tidak Tercatat)", "null"),
                 ("NA", "Suli", "0.0", "Perawat", 0, "-", "–"), ("null", "Suli", "-", "Gizi")),
         codes=("ILP019 p.xlsx:Petugas!A3", "ILP019 p.xlsx:Petugas!A4")),
    Case("NIP that lost its last digits", "p.xlsx", partial(table, (*HEAD, "nip"), (*ROW, 198501012010012901)),
         codes=("ILP302 p.xlsx:Petugas!E2",), status=1),
    Case("error and formula without result", "p.xlsx", partial(table, HEAD, ("Ina", "=A1", "Cimpu", "#N/A")),
         ("Ina/",), ("ILP004 p.xlsx:Petugas!B2", "ILP004 p.xlsx:Petugas!D2"), 1),
    Case("day in words", "p.xlsx", _day("16 Oktober 2024"), days=("2024-10-16",)),
    Case("day with a short month", "p.xlsx", _day("Rabu, 16 Okt. 2024"), days=("2024-10-16",)),
    Case("day in figures", "p.xlsx", _day("16/10/2024"), days=("2024-10-16",)),
    Case("day with a short year", "p.xlsx", _day("16-10-24"), codes=("ILP015 p.xlsx:Petugas!E2",),
         days=("2024-10-16",)),
    Case("month before day is not swapped", "p.xlsx", _day("10/16/2024"), codes=("ILP004 p.xlsx:Petugas!E2",),
         status=1),
    Case("real day", "p.xlsx", _day(date(2024, 10, 16)), days=("2024-10-16",)),
    Case("moment of a day", "p.xlsx", _day(datetime(2024, 10, 16, 7, 30)), days=("2024-10-16",)),
    Case("serial number", "p.xlsx", _day(45581), codes=("ILP015 p.xlsx:Petugas!E2",), days=("2024-10-16",)),
    Case("serial number since 1904", "p.xlsx", _day(44119, prepare=_mac), codes=("ILP015 p.xlsx:Petugas!E2",),
         days=("2024-10-16",)),
    Case("real day since 1904", "p.xlsx", _day(date(2024, 10, 16), prepare=_mac), days=("2024-10-16",)),
    # --- places
    Case("pustu with its puskesmas in brackets", "p.xlsx", _unit("PUSTU SAMPANO (PKM LAROMPONG SELATAN)"),
         ("Ina@Larompong Selatan/Sampano",)),
    Case("pustu by its long name", "p.xlsx", _unit("Puskesmas Pembantu Sampano"), ("Ina@Larompong Selatan/Sampano",)),
    Case("puskesmas in a unit column", "p.xlsx", _unit("UPT Puskesmas Suli"), ("Ina@Suli",)),
    Case("alias in a unit column", "p.xlsx", _unit("PKM. Larsel"), ("Ina@Larompong Selatan",)),
    Case("registered name with brackets", "p.xlsx", _unit("Puskesmas Bupon (Noling)"), ("Ina@Bupon (Noling)",)),
    Case("pustu of two puskesmas", "p.xlsx", _unit("Pustu Melati"), ("Ina",), ("ILP017 p.xlsx:Petugas!B2",), 1),
    Case("puskesmas or pustu of the same name", "p.xlsx", _unit("Suli"), ("Ina",), ("ILP017 p.xlsx:Petugas!B2",), 1),
    Case("pustu of one of the two", "p.xlsx", _unit("Pustu Melati (Bua)"), ("Ina@Bua/Melati",)),
    Case("misspelt unit", "p.xlsx", _unit("Pustu Sampanno"), ("Ina",), ("ILP017 p.xlsx:Petugas!B2",), 1),
    Case("unit column beside a puskesmas column", "p.xlsx",
         partial(table, ("nama", "puskesmas", "unit kerja", "profesi"), ("Ina", "Suli", "Pustu Cimpu", "Bidan"),
                 ("Yusuf", "Suli", "Pustu Tanah Lili", "Bidan"), ("Tati", "Suli", "Puskesmas Suli", "Bidan")),
         ("Ina@Suli/Cimpu", "Yusuf@Suli/", "Tati@Suli"), ("ILP304 p.xlsx:Petugas!C3",), 1),
    Case("brackets that name no puskesmas", "p.xlsx", _unit("Pustu Cimpu (Rawat Inap)"), ("Ina",),
         ("ILP017 p.xlsx:Petugas!B2",), 1),
    Case("prefixes in both columns", "p.xlsx", _puskesmas("UPTD Puskesmas SULI", "PUSTU CIMPU")),
    Case("pustu in the puskesmas column", "p.xlsx", _puskesmas("Pustu Cimpu", "")),
    Case("a pustu's bare name is no puskesmas", "p.xlsx", _puskesmas("Sampano", ""), ("Ina@",),
         ("ILP304 p.xlsx:Petugas!B2",), 1),
    Case("a bare name under pustu is not the puskesmas", "p.xlsx", _puskesmas("Suli", "Suli"), ("Ina@Suli/",),
         ("ILP304 p.xlsx:Petugas!C2",), 1),
    # --- corrupt and hostile
    Case("empty file", "p.xlsx", bytes, (), ("ILP009 p.xlsx",), 3),
    Case("cut off", "p.xlsx", lambda: GOOD[:2000], (), ("ILP009 p.xlsx",), 3),
    Case("page cut off", "p.html", lambda: page(html_table(HEAD, ROW))[:90], (), ("ILP009 p.html:2",), 3),
    Case("page of unclosed marks", "p.html", lambda: b"<table>" + b"<a " * 2_000_000, (), ("ILP009 p.html",), 3),
    Case("page of a million marks", "p.html", lambda: b"<table><tr><td>" + b"<" * 1_500_000 + b"</table>", (),
         ("ILP010 roadmap.yaml:3:10",), 1),
    Case("page of nested tables", "p.html", lambda: b"<table><tr><td>" * 300_000, (), ("ILP009 p.html",), 3),
    Case("page of wide cells", "p.html", lambda: b"<table>" + b"<td colspan=999 rowspan=999>x" * 9_999, (),
         ("ILP009 p.html",), 3),
    Case("lying dimensions", "p.xlsx", partial(_raw, HEAD, ROW, before='<dimension ref="A1:XFD1048576"/>')),
    Case("dimension of one cell", "p.xlsx", partial(_raw, HEAD, ROW, before='<dimension ref="A1"/>')),
    Case("a cell far away", "p.xlsx",
         lambda: repacked(GOOD, SHEET, sheet_xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), (),
         ("ILP009 p.xlsx",), 3),
    Case("as many cells as are allowed", "p.xlsx",
         lambda: repacked(GOOD, SHEET, sheet_xml('<row r="400000"><c r="T400000"><v>1</v></c></row>')), (),
         (*["ILP006 p.xlsx:Petugas!T400000"] * 3, "ILP008 p.xlsx:Petugas!T400000"), 1),
    Case("zip bomb", "p.xlsx", lambda: repacked(GOOD, SHEET, b" " * (200 * 1024**2)), (), ("ILP009 p.xlsx",), 3),
    Case("entity bomb", "p.xlsx", lambda: repacked(GOOD, SHEET, sheet_xml("", '<!DOCTYPE x [<!ENTITY a "aa">]>')), (),
         ("ILP009 p.xlsx",), 3),
    Case("zip of something else", "p.xlsx", lambda: archive(**{"xl__catatan.txt": "x"}), (), ("ILP009 p.xlsx",), 3),
    Case("noise called csv", "petugas.csv", lambda: bytes(range(256)) * 50, (), ("ILP009 petugas.csv",), 3),
    Case("a quote never closed", "petugas.csv", lambda: text([HEAD, ROW]) + b'"' + b"x,\n" * 200_000, (),
         ("ILP009 petugas.csv:3",), 3),
    Case("a hundred thousand headers", "petugas.csv",
         lambda: text([HEAD, ROW, *([HEAD[::-1], HEAD] * 50_000)]), INA,
         ("ILP007 petugas.csv:1", *(f"ILP012 petugas.csv:{line}" for line in range(3, 23)), "ILP016 petugas.csv:23"),
         1),
    Case("workbook with both sheets read once", "p.xlsx",
         lambda: workbook(Petugas=PETUGAS_TABLE, Kader=KADER_TABLE), BOTH),
)  # fmt: skip
