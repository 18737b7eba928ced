"""The blank roster: what it offers, what it guards, and that it reads back without loss."""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as OpenpyxlCell
from openpyxl.worksheet.worksheet import Worksheet

from ilp_cli.capabilities.roster.sheets.template import PLACES, VERSION, template_book
from ilp_cli.core.spot import column_letters
from ilp_cli.district.table import ColumnSpec, Holds, Privacy, TableSpec
from ilp_cli.district.tables import PETUGAS, ROSTER
from ilp_cli.law.configs import professions
from ilp_cli.paper.layout import CHARACTER, line_count, line_height
from ilp_cli.paper.sheet import Book
from ilp_cli.paper.workbook import differences, render
from ilp_cli.reading.heading import compared, titles_of
from ilp_cli.reading.load import load
from ilp_cli.registry import SHEETS_OF_ROSTER
from tests import build_examples
from tests.paper.test_workbook import read
from tests.plans import plan

LUWU = Path(__file__).resolve().parents[3] / "examples" / "luwu"


def book(filled: dict[str, list[dict[str, str]]] | None = None, note: str = "") -> Book:
    """The template of Luwu."""
    tables = [table.only(table.offered) for table in ROSTER]
    return template_book(load(LUWU), tables, tuple(professions().names.values()), filled, note)


@lru_cache(maxsize=1)
def drawn() -> Workbook:
    """The blank template as openpyxl opens it."""
    return load_workbook(BytesIO(render(book())))


def offered(name: str) -> list[object]:
    """What a drop-down offers, by its defined name."""
    sheet, area = drawn().defined_names[name].attr_text.split("!")
    return [cell.value for row in drawn()[sheet][area.replace("$", "")] for cell in row]


def rule(sheet: str, column: str) -> object:
    """The validation of a column."""
    letter = column_letters(next(table for table in ROSTER if table.sheet == sheet).offered.index(column))
    rules = [
        validation
        for validation in drawn()[sheet].data_validations.dataValidation
        if str(validation.sqref).startswith(f"{letter}2:")
    ]
    return rules[0] if rules else None


def test_its_sheets_and_their_version() -> None:
    assert drawn().sheetnames == ["Petunjuk", "Petugas", "Kader", "Cuti", "Referensi", PLACES, "_meta"]
    assert (drawn()[PLACES].sheet_state, drawn()["Referensi"].sheet_state) == ("hidden", "visible")
    assert drawn()["_meta"].sheet_state == "hidden"
    assert offered("versi_templat") == [VERSION] if ":" in drawn().defined_names["versi_templat"].attr_text else True
    assert drawn()["_meta"]["B1"].value == VERSION
    assert drawn().defined_names["versi_templat"].attr_text == "'_meta'!$B$1"


@pytest.mark.parametrize("table", ROSTER, ids=lambda table: table.name)
def test_a_sheet_to_fill_in_holds_its_header_in_words_and_nothing_else(table: TableSpec) -> None:
    (titles,) = read(render(book()))[table.sheet]
    assert [str(title).rstrip("(*) ") for title in titles] == [
        table.by_name[name].title.rstrip("()") for name in table.offered
    ]
    signs = {name: str(title).rsplit(" ", 1)[-1] for name, title in zip(table.offered, titles, strict=True)}
    for group in table.required:
        assert {signs[name] for name in group} == {"(*)" if len(group) > 1 else "*"}
    sheet = drawn()[table.sheet]
    assert sheet.freeze_panes == "B2"
    assert not sheet.protection.sheet, "rows are inserted and deleted, and a table grows"
    for name, cell in zip(table.offered, sheet[1], strict=True):
        assert cell.comment is not None
        assert cell.comment.text == f"{table.by_name[name].help}\n(kode: {name})"


@pytest.mark.parametrize("table", SHEETS_OF_ROSTER, ids=lambda table: table.name)
def test_the_words_above_each_column_are_read_as_it(table: TableSpec) -> None:
    titles = titles_of(table)
    assert len({compared(column.title) for column in table.columns}) == len(table.columns)
    for column in table.columns:
        for words in (column.title, column.name, f"{column.title} *", f"{column.title} (*)"):
            assert titles[compared(words)] == column.name


def test_drop_downs_offer_the_names_of_the_district() -> None:
    district = load(LUWU)
    assert offered("daftar_puskesmas") == [puskesmas.nama for puskesmas in district.puskesmas]
    assert set(offered("daftar_pustu")) == {unit.nama for puskesmas in district.puskesmas for unit in puskesmas.pustu}
    assert "Sakura" in offered("daftar_posyandu")
    assert offered("daftar_profesi") == list(professions().names.values())
    assert "Sen-Jum" in offered("daftar_hari_tugas")
    for sheet, column in (("Petugas", "puskesmas"), ("Petugas", "profesi"), ("Kader", "puskesmas")):
        item = rule(sheet, column)
        assert (item.type, item.formula1, item.errorStyle) == ("list", f"daftar_{column}", "stop")  # type: ignore[attr-defined]
    assert rule("Petugas", "hari_tugas").errorStyle == "warning"  # type: ignore[attr-defined]


ODD = """kabupaten: {nama: Uji}
puskesmas:
  - {nama: "Tana' Toa *", pustu: [{nama: b Dua}, {nama: A Satu}], posyandu: [{nama: Mawar}]}
  - {nama: Kosong}
  - {nama: ">5 Sungai?", pustu: [{nama: "La'loa"}, {nama: Mawar}], posyandu: [{nama: Mawar}, {nama: Melati}]}
"""


def spans(names: dict[str, str], sheet: Worksheet, kind: str) -> dict[str, list[object]]:
    """What the drop-down of a kind offers for each puskesmas, as its formula reaches it."""

    def column(name: str) -> list[object]:
        area = names[name].split("!")[1].replace("$", "")
        cells = sheet[area]
        return [cells.value] if isinstance(cells, OpenpyxlCell) else [cell.value for row in cells for cell in row]

    top = sheet[names[f"tempat_{kind}"].split("!")[1].replace("$", "")]
    return {
        str(nama): [sheet.cell(top.row + start + place, top.column).value for place in range(int(str(count)))]
        for nama, start, count in zip(
            column("tempat_puskesmas"), column(f"mulai_{kind}"), column(f"banyak_{kind}"), strict=True
        )
    }


def test_a_pustu_and_a_posyandu_are_offered_by_the_puskesmas_of_the_row(tmp_path: Path) -> None:
    district = load(plan(tmp_path, ODD))
    keluarga = TableSpec(
        "keluarga",
        "Keluarga",
        (
            ColumnSpec("posyandu", Holds.PLACE, Privacy.MASKED),
            ColumnSpec("kepala", Holds.NAME, Privacy.REPLACED),
            ColumnSpec("puskesmas", Holds.PLACE, Privacy.MASKED),
        ),
    )
    alone = TableSpec("alone", "Alone", (ColumnSpec("pustu", Holds.PLACE, Privacy.MASKED),))
    workbook = load_workbook(BytesIO(render(template_book(district, [PETUGAS, keluarga, alone], ("Bidan",)))))
    names = {name: defined.attr_text for name, defined in workbook.defined_names.items()}
    assert spans(names, workbook[PLACES], "pustu") == {
        "Tana' Toa *": ["A Satu", "b Dua"],
        "Kosong": [None],
        ">5 Sungai?": ["La'loa", "Mawar"],
    }
    assert spans(names, workbook[PLACES], "posyandu")[">5 Sungai?"] == ["Mawar", "Melati"]
    (post,) = [
        item for item in workbook["Keluarga"].data_validations.dataValidation if str(item.sqref).startswith("A2:")
    ]
    assert "tempat_puskesmas=$C2" in post.formula1
    assert "tempat_posyandu" in post.formula1
    (only,) = workbook["Alone"].data_validations.dataValidation
    assert only.formula1 == "daftar_pustu"
    for sheet in workbook:
        for item in sheet.data_validations.dataValidation:
            assert len(item.formula1) <= 255
            assert "$A:" not in item.formula1
            for area in str(item.sqref).split():
                assert int(area.rsplit(":", 1)[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) <= 10_000


def test_a_district_without_a_register_yet_has_a_template_too(tmp_path: Path) -> None:
    made = template_book(load(plan(tmp_path, "kabupaten: {nama: Uji}\npuskesmas: []\n")), [PETUGAS], ("Bidan",))
    assert PLACES not in [sheet.name for sheet in made.sheets]
    assert differences(made, read(render(made))) == []


@pytest.mark.parametrize(
    ("sheet", "column", "formula"),
    [
        ("Petugas", "nip", "AND(ISTEXT(B2),LEN(B2)=18)"),
        ("Petugas", "nik", "AND(ISTEXT(C2),LEN(C2)=16)"),
        ("Kader", "nik", "AND(ISTEXT(B2),LEN(B2)=16)"),
    ],
)
def test_identity_numbers_are_text_of_their_length(sheet: str, column: str, formula: str) -> None:
    item = rule(sheet, column)
    assert (item.type, item.formula1, item.allow_blank) == ("custom", formula, True)  # type: ignore[attr-defined]
    assert "angka" in item.error  # type: ignore[attr-defined]
    letter = formula[11]
    assert drawn()[sheet].column_dimensions[letter].number_format == "@"


def test_words_of_a_validation_are_as_short_as_a_spreadsheet_wants() -> None:
    for sheet in ("Petugas", "Kader"):
        for item in drawn()[sheet].data_validations.dataValidation:
            assert len(item.errorTitle or "") <= 32
            assert len(item.error or "") <= 225
            assert len(item.formula1) <= 255


def test_every_column_is_explained() -> None:
    rows = read(render(book()))["Petunjuk"]
    explained = {(sheet, row[1]): row[4] for row in rows if len(row) > 4 for sheet in re.split(", | dan ", str(row[2]))}
    wanted = {(table.sheet, name) for table in ROSTER for name in table.offered}
    assert wanted <= set(explained)
    assert all(explained[key] for key in wanted)


def test_the_first_sheet_gives_its_room_to_how_a_column_is_filled_in() -> None:
    """A long code leaves the other columns what they need, and a line that fits takes one line."""
    tables = [table.only(table.offered) for table in SHEETS_OF_ROSTER]
    guide = template_book(load(LUWU), tables, (), ruled=True, kertas="a4").sheets[0]
    *_, must, how = [column.width for column in guide.columns]
    assert how > sum(column.width for column in guide.columns) / 3
    assert must < how / 2
    wide = sum(column.width for column in guide.columns) * CHARACTER
    said = [row for row in guide.rows if row.cells and row.cells[0].style == "advice"]
    assert len(said) > 6
    for row in said:
        text = str(row.cells[0].value)
        assert row.height == line_count(text, wide, "Arial", 10) * line_height(10) + 5, text


def test_every_sheet_says_on_paper_that_it_is_a_form() -> None:
    assert {sheet.page.about for sheet in book().sheets if sheet.page} == {"isian roster ILP · Kabupaten Luwu"}


def test_a_filled_template_reads_back_without_loss() -> None:
    filled = {"petugas": build_examples.luwu_petugas(), "kader": build_examples.luwu_kader()}
    made = book(filled, build_examples.NOTE)
    assert differences(made, read(render(made))) == []
    district = load(LUWU)
    assert [person.nama for person in district.petugas] == [row["nama"] for row in filled["petugas"]]
    assert [person.nip.digits for person in district.petugas] == [row["nip"] for row in filled["petugas"]]
    assert [str(person.mulai or "") for person in district.petugas] == [row["mulai"] for row in filled["petugas"]]
    assert [person.posyandu for person in district.kader] == [row["posyandu"] for row in filled["kader"]]
    assert not district.misfits


def test_a_filled_table_takes_no_more_pages_than_its_rows_need_and_can_still_be_filled_in() -> None:
    """The families of a whole kabupaten stand on one page beside each other, a block on one line."""
    families = [
        {"id": f"KEL-{number:03}", "puskesmas": "Suli", "posyandu": "Mawar", "blok": "RT 01 Dusun Buntu Tallang",
         "kelompok": "balita; sekolah", "kunjungan_terakhir": "2026-05-01", "hasil": "dikunjungi"}
        for number in range(60)
    ]  # fmt: skip
    tables = [table.only(table.offered) for table in SHEETS_OF_ROSTER if table.name == "keluarga"]
    wide, tight = (
        next(
            sheet
            for sheet in template_book(load(LUWU), tables, (), filled, ruled=True).sheets
            if sheet.name == "Keluarga"
        )
        for filled in (None, {"keluarga": families})
    )
    assert wide.page is not None
    assert tight.page is not None
    assert (wide.page.wide, tight.page.wide) == (2, 1)
    assert {row.height for row in tight.rows[1:]} == {None}
    titles = [str(cell.value) for cell in tight.rows[0].cells]
    for title, before, after in zip(titles, wide.columns, tight.columns, strict=True):
        assert after.width >= before.width / 2 - 0.1
        if title in ("Sejak", "Kunjungan terakhir"):
            assert after.width >= 11


def test_titles_write_capitals_as_they_are_written() -> None:
    titles = {column.name: column.title for table in SHEETS_OF_ROSTER for column in table.columns}
    assert (titles["kk"], titles["rt"], titles["status_ilp"], titles["nama"]) == (
        "KK",
        "RT",
        "Status ILP",
        "Nama lengkap",
    )


def test_the_example_says_that_its_people_are_invented_and_is_up_to_date() -> None:
    assert (LUWU / "roster.xlsx").read_bytes() == build_examples.roster_workbook()
    assert any("rekaan" in str(row[0]) for row in read((LUWU / "roster.xlsx").read_bytes())["Petunjuk"])


def test_what_is_filled_in_later_is_printed_too() -> None:
    """A table prints all its rows, or all of its first columns, however many there come to be."""
    endless = {sheet.title for sheet in drawn() if not sheet.print_area or sheet.print_area.endswith("$1048576")}
    assert endless - {PLACES, "_meta"} == {table.sheet for table in ROSTER}


def test_hostile_names_survive_and_lists_are_never_literal() -> None:
    rows = [{"nama": "=1+1", "puskesmas": "Bua", "profesi": "Bidan", "nip": "0107"}]
    data = render(book({"petugas": rows}))
    assert read(data)["Petugas"][1][:4] == ["=1+1", "0107", "", "Bua"]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml").decode()
    assert not re.search(r"<formula1>&quot;|<formula1>\"", xml)
