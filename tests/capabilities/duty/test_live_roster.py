"""The cells of a printed duty roster stay right under the hand: choices, sums and ▼ by formula, colours by mark."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilp_cli.capabilities.duty.read import duty_marks, read_jadwal
from ilp_cli.capabilities.duty.verb.output import write_duty
from ilp_cli.capabilities.duty.verb.plan import plan_duty
from ilp_cli.files.table_file import Workbook
from tests.plans import plan

ROADMAP = """\
kabupaten: {nama: Luwu}
hari_layanan: [senin, selasa, rabu, kamis, jumat]
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
petugas:
  - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
  - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
kader:
  - {nama: Ani, puskesmas: Suli, pustu: Cimpu}
cuti: [{nama: Yusuf, dari: 2025-03-19, sampai: 2025-03-21}]
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = plan(tmp_path / "suli", ROADMAP)
    target = folder / "jadwal.xlsx"
    write_duty(plan_duty(folder, bulan=(2025, 3)), target)
    return target


def test_sums_and_shortages_are_formulas_whose_values_stand_there_already(book: Path) -> None:
    live, shown = load_workbook(book)["Cimpu"], load_workbook(book, data_only=True)["Cimpu"]
    labels = {str(shown.cell(row, 1).value): row for row in range(5, 14)}
    perawat, kader = labels["Jumlah perawat (minimum 1)"], labels["Jumlah kader (minimum 2)"]
    assert [shown.cell(perawat, column).value for column in (21, 22, 23)] == [1, "▼\n0", "▼\n0"]
    assert [shown.cell(kader, column).value for column in (6, 7, 8)] == ["▼\n1", "▼\n1", "▼\n1"]
    assert shown.cell(5, 35).value == 19
    assert shown.cell(kader, 35).value == 19
    for row in (perawat, kader):
        for letter in ("F", "G", "AD"):
            text = str(live[f"{letter}{row}"].value)
            assert text.startswith("=IF(SUMPRODUCT(($C$5:$C$9=")
            assert f"TRIM({letter}$5:{letter}$9)" in text
    assert str(live.cell(5, 35).value).startswith("=SUMPRODUCT(--ISNUMBER(FIND(")
    assert live.cell(kader, 35).value == '=SUMIF($C$5:$C$9,"kader",AI$5:AI$9)'


def test_every_mark_of_duty_that_is_read_is_counted(book: Path) -> None:
    text = str(load_workbook(book)["Cimpu"]["AI5"].value)
    assert {"●", "x", "v", "1", "hadir", "p", "*"} <= set(duty_marks())
    assert all(f"|{mark}|" in text for mark in duty_marks())


def test_a_formula_is_written_once_a_row_and_never_read_as_one_without_result(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        names = [name for name in archive.namelist() if "worksheets/sheet" in name]
        content = archive.read(names[-1]).decode()
    assert content.count('<f t="shared" si=') == 3 * 18
    assert content.count('<f t="shared" ref=') == 3
    opened = Workbook(book.read_bytes(), "jadwal.xlsx")
    assert not [row for row in opened.table("Cimpu").rows if row.faulty]
    assert [row.nama for row in read_jadwal(book).rows] == ["Ina", "Yusuf", "Ani"]


def test_marks_and_professions_can_be_chosen_and_show_what_they_are(book: Path) -> None:
    sheet = load_workbook(book)["Cimpu"]
    choices = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert choices == {"D5:AH9": '"●,P,C,L"', "C5:C9": '"Bidan,Perawat,Kader"'}
    rules = [(str(area.sqref), rule.formula[0]) for area in sheet.conditional_formatting for rule in area.rules]
    assert ("D5:AH9", 'D5="P"') in rules
    assert ("D10:AH12", 'LEFT(D10,1)="▼"') in rules


def test_a_lent_person_is_written_into_a_free_row(book: Path) -> None:
    workbook = load_workbook(book)
    sheet = workbook["Cimpu"]
    assert [sheet.cell(row, 2).value for row in (8, 9)] == [None, None]
    sheet["B8"], sheet["C8"], sheet["V8"] = "Rina (dari Bajo)", "Perawat", "v"
    workbook.save(book.with_name("diubah.xlsx"))
    (row,) = (row for row in read_jadwal(book.with_name("diubah.xlsx")).rows if row.nama == "Rina")
    assert (row.asal, [day.day for day in row.on_duty]) == ("Bajo", [19])
