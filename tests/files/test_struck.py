"""What a reader of a sheet sees and its cells do not say: strikes and comments."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from ilp_cli import check, load
from tests.plans import KADER_CSV, PADA, plan

SULI = """\
kabupaten: {nama: Luwu}
roster: [r.xlsx, kader.csv]
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
"""
STRUCK = CellRichText(TextBlock(InlineFont(strike=True), "Rina Sari"), " Ina Batara")


def told(folder: Path, name: str | CellRichText, *, font: Font | None = None, comment: str = "") -> list[str]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Petugas"
    for row in (("nama", "puskesmas", "profesi"), (name, "Suli", "Bidan"), ("Yusuf", "Suli", "Perawat")):
        sheet.append(row)
    if font is not None:
        for cell in sheet[2]:
            cell.font = font
    if comment:
        sheet["A2"].comment = Comment(comment, "admin")
    stream = io.BytesIO()
    book.save(stream)
    plan(folder, SULI, r_xlsx=stream.getvalue(), kader_csv=KADER_CSV)
    district = load(folder)
    assert len(district.petugas) == 2
    return [f"{misfit.place.cell}: {misfit.message}" for misfit in district.misfits if misfit.code == "ILP024"]


def test_a_row_struck_through_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, "Ina", font=Font(strike=True)) == [
        "A2: “Ina” tetap dibaca dan dihitung, padahal namanya dicoret"
    ]


def test_a_name_struck_in_part_is_told(tmp_path: Path) -> None:
    words = "A2: “Rina Sari Ina Batara” tetap dibaca dan dihitung, padahal sebagian isi sel namanya dicoret"
    assert told(tmp_path, STRUCK) == [words]


@pytest.mark.parametrize(("comment", "there"), [("katanya mau resign", True), ("usul pindah ke RSUD", True),
                                                ("bidan koordinator", False)])  # fmt: skip
def test_a_comment_that_may_say_somebody_left_is_told(tmp_path: Path, comment: str, there: bool) -> None:
    expected = [f"A2: “Ina” tetap dibaca dan dihitung, padahal komentar selnya menyebut “{comment}”"] if there else []
    assert told(tmp_path, "Ina", comment=comment) == expected


@pytest.mark.parametrize(("comment", "since"), [("resign per 1 Mei 2025", date(2025, 5, 1)), ("sudah pensiun", None)])
def test_whom_a_comment_says_has_left_beyond_doubt_does_not_count(
    tmp_path: Path, comment: str, since: date | None
) -> None:
    assert told(tmp_path, "Ina", comment=comment) == []
    pergi = load(tmp_path).petugas[0].pergi
    assert pergi is not None
    assert (pergi.kata, pergi.kolom, pergi.pasti, pergi.sejak) == (comment, "komentar", True, since)
    (finding,) = [finding for finding in check(tmp_path, pada=PADA).findings if finding.code == "ILP324"]
    assert str(finding.place.cell) == "A2"


def test_nothing_is_told_of_a_plain_sheet(tmp_path: Path) -> None:
    assert told(tmp_path, "Ina", font=Font(bold=True, strike=False)) == []


RED, YELLOW = PatternFill("solid", fgColor="FFFF0000"), PatternFill("solid", fgColor="FFFFFF00")


def coloured(
    folder: Path, legend: str, at: str, *fills: tuple[str, PatternFill], ink: str = ""
) -> list[tuple[str, str]]:
    """What is told of a sheet with a legend, and cells of these colours."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Petugas"
    for row in (("nama", "puskesmas", "profesi"), ("Ina", "Suli", "Bidan"), ("Yusuf", "Suli", "Perawat")):
        sheet.append(row)
    sheet[at] = legend
    for cell, fill in fills:
        sheet[cell].fill = fill
    if ink:
        sheet["A2"].font = Font(color=ink)
    stream = io.BytesIO()
    book.save(stream)
    district = load(plan(folder, SULI, r_xlsx=stream.getvalue(), kader_csv=KADER_CSV))
    assert [petugas.nama for petugas in district.petugas] == ["Ina", "Yusuf"]
    codes = ("ILP003", "ILP016", "ILP019", "ILP024")
    return [(str(misfit.place.cell), misfit.message) for misfit in district.misfits if misfit.code in codes]


@pytest.mark.parametrize(
    ("legend", "at", "fills", "ink"),
    [
        ("Merah = sudah pensiun", "A6", [("A2", RED)], ""),
        ("Merah = akan pensiun", "A6", [("A2", RED), ("A6", RED)], ""),
        ("Keterangan: warna merah: pindah", "B6", [("A2", RED)], ""),
        ("Tulisan merah = mutasi", "A6", [], "FFC00000"),
        ("Blok kuning sudah meninggal", "F2", [("B2", YELLOW)], ""),
    ],
)
def test_whom_a_legend_explains_by_their_colour_is_told(
    tmp_path: Path, legend: str, at: str, fills: list[tuple[str, PatternFill]], ink: str
) -> None:
    words = f"“Ina” tetap dibaca dan dihitung, padahal warna selnya dijelaskan “{legend}” ({at})"
    assert coloured(tmp_path, legend, at, *fills, ink=ink) == [("A2", words)]


@pytest.mark.parametrize(
    ("legend", "at", "fills"),
    [
        ("Merah = sudah pensiun", "A6", [("A2", RED), ("A6", RED)]),
        ("Pensiun", "B6", [("A2", YELLOW), ("A6", YELLOW)]),
        ("Pensiun", "A6", [("A2", YELLOW), ("A6", YELLOW)]),
    ],
)
def test_whoever_has_the_very_colour_of_a_legend_that_leaves_no_doubt_does_not_count(
    tmp_path: Path, legend: str, at: str, fills: list[tuple[str, PatternFill]]
) -> None:
    assert coloured(tmp_path, legend, at, *fills) == []
    gone = [petugas.pergi for petugas in load(tmp_path).petugas]
    assert [(pergi.kolom, pergi.pasti) if pergi else None for pergi in gone] == [("warna selnya", True), None]


def test_a_legend_of_leave_tells_nothing_and_is_nobody(tmp_path: Path) -> None:
    assert coloured(tmp_path, "Merah = cuti hamil", "A6", ("A2", RED), ("A6", RED)) == []


@pytest.mark.parametrize("legend", ["Kuning = pensiun", "Abu-abu: pindah"])
def test_a_legend_whose_colour_no_cell_has_is_told_itself(tmp_path: Path, legend: str) -> None:
    ((cell, message),) = coloured(tmp_path, legend, "A6", ("A2", RED))
    assert cell == "A6"
    assert message.startswith(f"keterangan warna “{legend}” tidak dibaca")
