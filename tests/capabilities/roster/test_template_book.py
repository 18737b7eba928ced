"""The blank roster: what it offers, what it guards, and that it reads back without loss."""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from ilp_cli.capabilities.roster.sheets.template import VERSION, template_book
from ilp_cli.district.table import TableSpec
from ilp_cli.district.tables import KADER, PETUGAS, ROSTER
from ilp_cli.law.configs import professions
from ilp_cli.paper.sheet import Book
from ilp_cli.paper.workbook import differences, render
from ilp_cli.reading.load import load
from tests import build_examples
from tests.paper.test_workbook import read

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
    letter = next(cell.column_letter for cell in drawn()[sheet][1] if cell.value == column)
    rules = [
        validation
        for validation in drawn()[sheet].data_validations.dataValidation
        if str(validation.sqref).startswith(f"{letter}2:")
    ]
    return rules[0] if rules else None


def test_its_sheets_and_their_version() -> None:
    assert drawn().sheetnames == ["Petunjuk", "Petugas", "Kader", "Cuti", "Referensi", "_meta"]
    assert drawn()["_meta"].sheet_state == "hidden"
    assert offered("versi_templat") == [VERSION] if ":" in drawn().defined_names["versi_templat"].attr_text else True
    assert drawn()["_meta"]["B1"].value == VERSION
    assert drawn().defined_names["versi_templat"].attr_text == "'_meta'!$B$1"


@pytest.mark.parametrize(("sheet", "table"), [("Petugas", PETUGAS), ("Kader", KADER)])
def test_a_sheet_of_people_holds_its_header_and_nothing_else(sheet: str, table: TableSpec) -> None:
    assert read(render(book()))[sheet] == [list(table.offered)]
    assert drawn()[sheet].freeze_panes == "B2"
    protection = drawn()[sheet].protection
    assert protection.sheet
    assert not protection.password
    assert not any((protection.sort, protection.autoFilter, protection.formatColumns))
    assert drawn()[sheet]["A1"].protection.locked
    assert not drawn()[sheet].column_dimensions["A"].protection.locked


def test_drop_downs_offer_the_names_of_the_district() -> None:
    district = load(LUWU)
    assert offered("daftar_puskesmas") == [puskesmas.nama for puskesmas in district.puskesmas]
    assert set(offered("daftar_pustu")) == {unit.nama for puskesmas in district.puskesmas for unit in puskesmas.pustu}
    assert "Sakura" in offered("daftar_posyandu")
    assert offered("daftar_profesi") == list(professions().names.values())
    assert "Sen-Jum" in offered("daftar_hari_tugas")
    for sheet, columns in (
        ("Petugas", ("puskesmas", "pustu", "profesi")),
        ("Kader", ("puskesmas", "pustu", "posyandu")),
    ):
        for column in columns:
            item = rule(sheet, column)
            assert (item.type, item.formula1, item.errorStyle) == ("list", f"daftar_{column}", "stop")  # type: ignore[attr-defined]
    assert rule("Petugas", "hari_tugas").errorStyle == "warning"  # type: ignore[attr-defined]


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
    explained = {(row[0].lower(), row[1]): row[3] for row in rows if row[0] in ("Petugas", "Kader", "Cuti")}
    assert set(explained) == {(table.name, name) for table in ROSTER for name in table.offered}
    assert all(explained.values())


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


def test_the_example_says_that_its_people_are_invented_and_is_up_to_date() -> None:
    assert (LUWU / "roster.xlsx").read_bytes() == build_examples.roster_workbook()
    assert any("rekaan" in str(row[0]) for row in read((LUWU / "roster.xlsx").read_bytes())["Petunjuk"])


def test_hostile_names_survive_and_lists_are_never_literal() -> None:
    rows = [{"nama": "=1+1", "puskesmas": "Bua", "profesi": "Bidan", "nip": "0107"}]
    data = render(book({"petugas": rows}))
    assert read(data)["Petugas"][1][:4] == ["=1+1", "0107", "", "Bua"]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml").decode()
    assert not re.search(r"<formula1>&quot;|<formula1>\"", xml)
