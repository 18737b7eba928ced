"""The printed sheet Realisasi as it comes back: what it counts by quarter is compared, and no status is made of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilp_cli.checking.verb import check
from ilp_cli.exporting.verb import export
from ilp_cli.reading.load import load
from ilp_cli.registry import SHEETS_OF_ROSTER
from tests.capabilities.realisation.test_realisation import HEAD, STAGE, folder
from tests.plans import PETUGAS_CSV, of, plan, spot
from tests.spreadsheets import FORMS, saved

PADA = date(2026, 2, 1)
BLANK = [PETUGAS_CSV.splitlines()[0].split(",")]
NAMELESS = """\
tahap:
  - tahun: 2025
    target: {puskesmas: 2, pustu: 3}
    realisasi: [{per: 2025-06-30, puskesmas: 1, pustu: 2}]
"""


def printed(place: Path) -> list[list[str]]:
    """The cells of the sheet Realisasi of an exported plan, formulas as their values."""
    export(place, place.parent / "rencana.xlsx", pada=PADA, rancangan=True, force=True)
    sheet = load_workbook(place.parent / "rencana.xlsx", data_only=True)["Realisasi"]
    return [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def sent_back(form: str, place: Path, rows: list[list[str]]) -> str:
    """The name of a file in the folder of the plan with these cells."""
    if form == "csv":
        (place / "kiriman.csv").write_text("\n".join(map(";".join, rows)), encoding="utf-8")
    else:
        (place / f"kiriman.{form}").write_bytes(saved(form, {"Petugas": BLANK, "Realisasi": rows}))
    return f"kiriman.{form}"


@pytest.mark.parametrize("form", [*FORMS, "csv"])
def test_what_comes_back_as_it_was_printed_says_nothing(tmp_path: Path, form: str) -> None:
    place = folder(tmp_path / "plan")
    name = sent_back(form, place, printed(place))
    assert not of(check(place, pada=PADA), "ILP004", "ILP006", "ILP017", "ILP145", "ILP155")
    assert name in {source.name for source in load(place, tables=SHEETS_OF_ROSTER).sources}
    assert not [told for told in load(place).misfits if told.place.file.endswith(".csv")]


@pytest.mark.parametrize("form", [*FORMS, "csv"])
def test_a_quarter_filled_in_is_told_with_the_places_that_it_may_mean(tmp_path: Path, form: str) -> None:
    place = folder(tmp_path / "plan")
    rows = printed(place)
    section = next(number for number, row in enumerate(rows) if row[0] == "Tahap 2025: pustu")
    at = next(number for number in range(section, len(rows)) if rows[number][1] == "Suli")
    rows[at][3:7] = ["", "", "1", "2"]
    name = sent_back(form, place, rows)
    report = check(place, pada=PADA)
    (told,) = of(report, "ILP155")
    where = f"{name}:{at + 1}" if form == "csv" else f"{name}:Realisasi!G{at + 1}"
    assert spot(told) == where
    assert told.message == (
        "realisasi triwulan Suli, tahap 2025, pustu: TW IV ditulis 2, tercatat 0; "
        "belum tercatat sejak kapan berjalan: pustu Murante"
    )
    assert report.rows("coverage")[0]["pustu_berjalan"] == 1


def test_words_and_places_that_are_no_lokus_are_told(tmp_path: Path) -> None:
    head = "Tahap 2025: puskesmas\nNo,Puskesmas,Target,TW I,TW II,TW III,TW IV\n"
    sheet = head + "1,Suli,1,,satu,,\n2,Bajo,1,1,,,\n,Jumlah,2,1,1,,\n"
    place = plan(tmp_path, HEAD + STAGE, petugas_csv="nama,puskesmas,profesi\nIna,Suli,Bidan\n", balik_csv=sheet)
    told = {spot(finding): finding.message for finding in of(check(place, pada=PADA), "ILP155")}
    assert told.keys() == {"balik.csv:3", "balik.csv:4"}
    assert "TW II ditulis “satu”, yang bukan jumlah" in told["balik.csv:3"]
    assert told["balik.csv:4"].endswith("; tidak ada lokusnya di tahap ini")


def test_a_stage_without_names_is_compared_by_its_numbers(tmp_path: Path) -> None:
    place = folder(tmp_path / "plan", NAMELESS, "")
    rows = printed(place)
    at = next(number for number, row in enumerate(rows) if "belum disebut" in row[1])
    rows[at][6] = "1"
    name = sent_back("csv", place, rows)
    (told,) = of(check(place, pada=PADA), "ILP155")
    assert spot(told) == f"{name}:{at + 1}"
    assert "TW IV ditulis 1, tercatat 0" in told.message


def test_a_whole_plan_workbook_that_came_back_is_left_but_for_its_counts(tmp_path: Path) -> None:
    place = folder(tmp_path / "plan")
    printed(place)
    book = load_workbook(tmp_path / "rencana.xlsx")
    sheet = book["Realisasi"]
    at = next(row[1].row for row in sheet.iter_rows() if row[1].value == "Bua")
    sheet.cell(at, 7).value = 1
    book.save(place / "dari-bua.xlsx")
    report = check(place, pada=PADA)
    assert [spot(told) for told in of(report, "ILP155")] == [f"dari-bua.xlsx:Realisasi!G{at}"]
    (left,) = (told for told in of(report, "ILP016") if told.place.file.endswith("dari-bua.xlsx"))
    assert "Realisasi-nya dibandingkan" in left.message
