"""A proposal carried out in the planner's own workbook: what is no row of it stays as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from ilp_cli import apply_proposal, check
from ilp_cli.applying.rows import VACANT
from ilp_cli.applying.verb import Terapan
from tests.plans import KADER_CSV, PADA, SULI, plan
from tests.running import ilp
from tests.spreadsheets import saved

EVE = date(2026, 11, 20)
USULAN = """\
kabupaten: Luwu
pindah:
  - {nama: Ina, profesi: bidan, dari: {puskesmas: Suli}, ke: {puskesmas: Suli, pustu: Cimpu}}
rekrut:
  - {profesi: perawat, jumlah: 1, tahun: 2025, di: {puskesmas: Suli, pustu: Cimpu}}
"""
HEAD = [
    "No",
    "Nama",
    "NIP",
    "Puskesmas",
    "Pustu",
    "Profesi",
    "Mulai bertugas",
    "Bertugas sampai",
    "Umur",
    "Catatan dinas",
]
PEOPLE: list[list[object]] = [
    [1, "Ina", "198501052010012903", "Suli", None, "Bidan", datetime(2024, 1, 2), None, "=2026-1985", "rajin"],
    [2, "Sari", None, "Suli", None, "Bidan", None, None, "=2026-1990", "x"],
    [3, "Dewi", None, "Suli", None, "Perawat", None, None, "=2026-1991", "y"],
]
THIN = Side(style="thin")

Arranged = Callable[[Worksheet], None]


def dressed(sheet: Worksheet) -> None:
    """What planners do to a list: a merged title, colours, widths, a hidden column, a comment, choices, a filter."""
    sheet.insert_rows(1, 2)
    sheet["A1"] = "DAFTAR PETUGAS PUSKESMAS KABUPATEN LUWU"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:J1")
    for row in sheet.iter_rows(min_row=3, max_row=6):
        for cell in row:
            cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
    sheet["B4"].fill = PatternFill("solid", fgColor="FFEE88")
    sheet["B4"].comment = Comment("pindahan dari Bua", "dinas")
    for number in range(4, 7):
        sheet[f"G{number}"].number_format = "dd/mm/yyyy"
    sheet.column_dimensions["B"].width = 33
    sheet.column_dimensions["J"].hidden = True
    sheet.row_dimensions[4].height = 30
    choices = DataValidation(type="list", formula1='"Bidan,Perawat"')
    choices.add("F4:F6")
    sheet.add_data_validation(choices)
    shown = DifferentialStyle(font=Font(italic=True))
    sheet.conditional_formatting.add("A4:J6", Rule(type="cellIs", operator="equal", formula=["3"], dxf=shown))
    sheet.auto_filter.ref = "A3:J6"


def as_table(sheet: Worksheet) -> None:
    sheet.add_table(Table(displayName="Petugas1", ref="A1:J4"))


def with_total(sheet: Worksheet) -> None:
    sheet.append(["Jumlah", 3])
    sheet.append([])
    sheet.append([None, "Kepala Dinas"])


def with_kader_below(sheet: Worksheet) -> None:
    for row in [[], *(line.split(",") for line in KADER_CSV.splitlines())]:
        sheet.append(row)


def with_jabatan_and_total(sheet: Worksheet) -> None:
    """No column of professions: they are read from the jabatan."""
    sheet["F1"] = "Jabatan"
    for number, jabatan in enumerate(("Bidan Ahli Muda", "Bidan Terampil", "Perawat Ahli Pertama"), 2):
        sheet[f"F{number}"] = jabatan
    with_total(sheet)


def protected(sheet: Worksheet) -> None:
    sheet.protection.sheet = True
    sheet.protection.password = "rahasia"


def place(tmp_path: Path, *arranged: Arranged, columns: int = len(HEAD), kader: bool = True) -> Path:
    """A plan whose roster is one workbook of a planner, with a sheet of notes of their own."""
    folder = plan(tmp_path / "rencana", SULI.replace("roster: .", "roster: data.xlsx"))
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Nakes"
    sheet.append(HEAD[:columns])
    for row in PEOPLE:
        sheet.append(row[:columns])
    for arrange in arranged:
        arrange(sheet)
    if kader:
        other = book.create_sheet("Kader")
        for line in KADER_CSV.splitlines():
            other.append(line.split(","))
    notes = book.create_sheet("Coretan")
    notes["C3"] = "=SUM(C1:C2)"
    notes["A1"] = "hubungi camat"
    notes["A1"].font = Font(color="FF0000")
    book.save(folder / "data.xlsx")
    (folder / "usulan.yaml").write_text(USULAN, encoding="utf-8")
    return folder


def carried(folder: Path, output: str = "baru.xlsx") -> tuple[Terapan, Path]:
    target = folder.parent / output
    return apply_proposal(folder, folder / "usulan.yaml", target, mulai=PADA), target


def changed(old: Path, new: Path) -> dict[str, object]:
    """Every cell that says something else, or looks otherwise, by its address; those of new rows and columns too."""
    before, after = openpyxl.load_workbook(old), openpyxl.load_workbook(new)
    told: dict[str, object] = {}
    for sheet in before:
        other = after[sheet.title]
        for row in other.iter_rows():
            for cell in row:
                was = sheet[cell.coordinate]
                if (was.value, repr(was.comment)) != (cell.value, repr(cell.comment)):
                    told[f"{sheet.title}!{cell.coordinate}"] = cell.value
                elif was.value is not None:
                    assert getattr(was, "_style") == getattr(cell, "_style")  # noqa: B009
    return told


def kept_promise(folder: Path, target: Path) -> None:
    """What check --dengan promised is what a check of the new roster finds; the day before nothing has changed.

    A recruit whom nobody has named yet counts in the promise only, so one is named for the comparison.
    """
    book = openpyxl.load_workbook(target)
    for cell in [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == VACANT]:
        cell.value = "Rukiah"
    named = target.with_name("bernama.xlsx")
    book.save(named)
    promised = check(folder, dengan=folder / "usulan.yaml", pada=PADA)
    assert check(folder, roster=named, pada=PADA).pustu == promised.pustu
    assert check(folder, roster=target, pada=EVE).pustu == check(folder, pada=EVE).pustu


@pytest.mark.parametrize("more", [(), (protected,)])
def test_only_the_rows_of_the_proposal_change(tmp_path: Path, more: tuple[Arranged, ...]) -> None:
    folder = place(tmp_path, dressed, *more)
    data = (folder / "data.xlsx").read_bytes()
    result, target = carried(folder)
    assert (result.asli, result.lembar) == ("", ())
    assert (folder / "data.xlsx").read_bytes() == data
    told = changed(folder / "data.xlsx", target)
    assert told == {
        "Nakes!H4": "2026-11-20",
        "Nakes!A7": 1,
        "Nakes!B7": "Ina",
        "Nakes!C7": "198501052010012903",
        "Nakes!D7": "Suli",
        "Nakes!E7": "Cimpu",
        "Nakes!F7": "Bidan",
        "Nakes!G7": datetime(2026, 11, 21),
        "Nakes!J7": "rajin",
        "Nakes!B8": VACANT,
        "Nakes!D8": "Suli",
        "Nakes!E8": "Cimpu",
        "Nakes!F8": "Perawat",
    }
    before, after = openpyxl.load_workbook(folder / "data.xlsx"), openpyxl.load_workbook(target)
    old, new = before["Nakes"], after["Nakes"]
    assert before.sheetnames == after.sheetnames
    assert new.merged_cells.ranges == old.merged_cells.ranges
    assert new.column_dimensions["J"].hidden
    assert new.column_dimensions["B"].width == 33
    assert new.protection.sheet == old.protection.sheet
    assert new.row_dimensions[7].height == 30
    assert new["B7"].fill.fgColor.rgb == old["B4"].fill.fgColor.rgb
    assert new["B8"].border.left.style == "thin"
    assert new.auto_filter.ref == "A3:J8"
    assert [str(choices.sqref) for choices in new.data_validations.dataValidation] == ["F4:F8"]
    assert [str(rule.sqref) for rule in new.conditional_formatting] == ["A4:J8"]
    kept_promise(folder, target)


def test_a_table_of_excel_reaches_to_its_new_rows(tmp_path: Path) -> None:
    folder = place(tmp_path, as_table)
    result, target = carried(folder)
    assert result.asli == ""
    table = openpyxl.load_workbook(target)["Nakes"].tables["Petugas1"]
    assert (table.ref, table.autoFilter.ref if table.autoFilter else table.ref) == ("A1:J6", "A1:J6")
    kept_promise(folder, target)


@pytest.mark.parametrize(
    ("arrange", "kader"), [(with_total, True), (with_kader_below, False), (with_jabatan_and_total, True)]
)
def test_rows_without_room_below_their_table_stand_on_a_sheet_of_their_own(
    tmp_path: Path, arrange: Arranged, kader: bool
) -> None:
    folder = place(tmp_path, arrange, kader=kader)
    result, target = carried(folder)
    assert (result.asli, result.lembar) == ("", ("Petugas menurut usulan",))
    assert changed(folder / "data.xlsx", target) == {"Nakes!H2": datetime(2026, 11, 20)}
    rows = list(openpyxl.load_workbook(target)["Petugas menurut usulan"].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["Ina", VACANT]
    kept_promise(folder, target)


def named_as_ours(sheet: Worksheet) -> None:
    sheet.title = "Petugas"


@pytest.mark.parametrize("arrange", [with_total, with_kader_below])
def test_a_table_of_the_very_name_with_something_below_it_keeps_its_workbook_too(
    tmp_path: Path, arrange: Arranged
) -> None:
    """The sheet beside it is read with it, and nothing is said of it."""
    folder = place(tmp_path, arrange, named_as_ours, kader=arrange is with_total)
    result, target = carried(folder)
    assert (result.asli, result.lembar) == ("", ("Petugas menurut usulan",))
    kept_promise(folder, target)
    codes = {finding.code for finding in check(folder, roster=target, pada=PADA).findings}
    assert not codes & {"ILP012", "ILP016"} - {finding.code for finding in check(folder, pada=PADA).findings}


def test_a_list_without_days_gets_columns_for_them(tmp_path: Path) -> None:
    folder = place(tmp_path, columns=6)
    result, target = carried(folder)
    assert result.asli == ""
    told = changed(folder / "data.xlsx", target)
    assert (told["Nakes!G1"], told["Nakes!H1"]) == ("Bertugas sampai", "Mulai bertugas")
    assert (told["Nakes!G2"], told["Nakes!H5"]) == ("2026-11-20", "2026-11-21")
    kept_promise(folder, target)


def test_a_roster_that_is_no_single_workbook_becomes_one_of_ours_and_it_is_said(tmp_path: Path) -> None:
    folder = place(tmp_path)
    (folder / "roadmap.yaml").write_text(SULI, encoding="utf-8")
    (folder / "kader2.csv").write_text("nama,puskesmas,pustu,posyandu\nRina,Suli,Cimpu,\n", encoding="utf-8")
    result, target = carried(folder)
    assert result.asli == "roster ini terdiri dari 2 berkas"
    assert "Penerapan" in openpyxl.load_workbook(target).sheetnames


@pytest.mark.parametrize("form", ["ods", "xls", "csv"])
def test_a_roster_that_cannot_be_edited_in_place_is_carried_over_whole(tmp_path: Path, form: str) -> None:
    head = ["nama", "puskesmas", "pustu", "profesi", "no. hp"]
    people = [
        head,
        ["Ina", "Suli", "", "Bidan", "–"],
        ["Sari", "Suli", "", "Bidan", "–"],
        ["Yusuf", "Suli", "", "Perawat", "–"],
    ]
    sheets = {"Petugas": people, "Kader": [line.split(",") for line in KADER_CSV.splitlines()]}
    folder = plan(tmp_path / "rencana", SULI)
    if form == "csv":
        for title, rows in sheets.items():
            (folder / f"{title.lower()}.csv").write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    else:
        (folder / f"data.{form}").write_bytes(saved(form, sheets))
        (folder / "roadmap.yaml").write_text(SULI.replace("roster: .", f"roster: data.{form}"), encoding="utf-8")
    (folder / "usulan.yaml").write_text(USULAN, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result, target = carried(folder)
    assert result.written, result.blocking
    assert result.asli
    kept_promise(folder, target)
    assert {name: (folder / name).read_bytes() for name in before} == before
    names = [row[0] for row in openpyxl.load_workbook(target)["Petugas"].iter_rows(min_row=2, values_only=True)]
    assert names.count("Ina") == 2
    assert {"Sari", "Yusuf"} < set(names)


def test_a_day_is_not_written_over_a_formula(tmp_path: Path) -> None:
    def arrange(sheet: Worksheet) -> None:
        sheet["H2"] = "=G2+1000"

    result, _ = carried(place(tmp_path, arrange))
    assert result.asli == "data.xlsx: sel H2 berisi rumus, yang tidak ditimpa"


def test_the_proposal_is_not_carried_out_twice_in_the_same_workbook(tmp_path: Path) -> None:
    folder = place(tmp_path, dressed)
    _, target = carried(folder)
    again = apply_proposal(folder, folder / "usulan.yaml", target.with_name("dua.xlsx"), mulai=PADA, roster=target)
    assert [finding.code for finding in again.blocking][:1] == ["ILP601"]


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    folder = place(tmp_path, dressed)
    first, second = (carried(folder, name)[1].read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second


def test_the_command_answers_programs_and_says_where_the_rows_are(tmp_path: Path) -> None:
    folder = place(tmp_path, with_total)
    words = ("apply", ".", "usulan.yaml", "--mulai", "2026-11-21", "--format", "json", "-o")
    done = ilp(*words, "baru.xlsx", cwd=folder)
    document = json.loads(done.stdout)
    assert list(document)[:5] == ["version", "command", "kabupaten", "pada", "tahun"]
    assert (document["asli"], document["lembar_baru"], document["findings"]) == (True, ["Petugas menurut usulan"], [])
    assert [step["apa"] for step in document["langkah"]] == ["baris berakhir", "baris baru", "formasi kosong"]
    assert "baris baru di lembar Petugas menurut usulan" in done.stderr
    (folder / "usulan.yaml").write_text(USULAN.replace("Ina", "Rahma"), encoding="utf-8")
    refused = ilp(*words, "lagi.xlsx", cwd=folder)
    stale = json.loads(refused.stdout)
    assert (refused.returncode, list(stale), stale["ditulis"]) == (1, list(document), False)
    assert [finding["code"] for finding in stale["findings"]] == ["ILP601"]
    assert ilp(*words, "-", cwd=folder).returncode == 2
