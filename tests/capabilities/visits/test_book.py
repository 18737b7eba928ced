"""The workbook of a puskesmas: a page for each kader, the weekly recap, and what the pustu is to follow up."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from ilp_cli.capabilities.visits.model.forms import service_weeks
from ilp_cli.capabilities.visits.verb.output import write_visits
from ilp_cli.capabilities.visits.verb.plan import plan_visits
from ilp_cli.core.outcome import Misuse
from ilp_cli.reading.load import load
from tests.capabilities.visits.families import ROADMAP, family, small

MARCH = (2025, 3)
BEFORE = date(2025, 2, 20)
ROWS = [
    *(family(f"M{number:02}", kelompok="balita; lansia") for number in range(3)),
    family("T1", "RT 02", pemicu="tanda bahaya", sejak="2025-02-10", kelompok="bumil"),
    family("W1", "RT 01", "Mawar", pemicu="gejala TBC", sejak="2025-02-10", kelompok="tbc"),
    family("W2", "RT 01", "Mawar", kunjungan_terakhir="2024-05-02"),
    family("X1", "RT 03"),
]


def book(folder: Path, name: str = "k") -> Workbook:
    """The one workbook of March."""
    plan = plan_visits(small(folder / "plan", ROWS), MARCH, pada=BEFORE)
    write_visits(plan, folder / name, bentuk="xlsx")
    (path,) = (folder / name).iterdir()
    return openpyxl.load_workbook(path)


def texts(opened: Workbook, sheet: str) -> list[list[str]]:
    """The filled cells of a sheet, row by row."""
    return [[str(cell) for cell in row if cell is not None] for row in opened[sheet].iter_rows(values_only=True)]


def test_each_kader_has_a_page_and_everybody_who_is_due_can_be_typed(tmp_path: Path) -> None:
    opened = book(tmp_path)
    assert opened.sheetnames == ["Melati", "Mawar", "Rekapitulasi", "Tindak Lanjut"]
    melati = texts(opened, "Melati")
    heads = [row[0] for row in melati if row and row[0].startswith("Kader:")]
    assert heads == ["Kader: Ani", "Kader: Tuti", "Kader: belum ada"]
    assert [row[0] for row in melati[4:] if not row[0].startswith("Kader:")] == ["M00", "M01", "M02", "T1", "X1"]
    assert len(opened["Melati"].row_breaks.brk) == 2
    assert opened["Melati"].print_title_rows == "$1:$4"
    assert [row for row in texts(opened, "Mawar") if row[0] == "W2"] == [
        ["W2", "RT 01", "jatuh tempo 02-05-2025", "bila sempat"]
    ]


def test_the_recap_counts_who_was_seen_and_leaves_the_rest_to_be_filled_in(tmp_path: Path) -> None:
    recap = book(tmp_path)["Rekapitulasi"]
    assert [recap.cell(row, 1).value for row in range(4, 9)] == [
        "I\n1–9 Maret", "II\n10–16 Maret", "III\n17–23 Maret", "IV\n24–30 Maret", "V\n31 Maret",
    ]  # fmt: skip
    formula = str(recap.cell(4, 2).value)
    assert formula.startswith("=SUM(COUNTIFS('Melati'!$F$5")
    assert '{"dikunjungi","kontrol ulang","dirujuk"}' in formula
    assert recap.cell(4, 3).value is None


def test_a_danger_sign_and_who_has_no_kader_stand_on_the_list_of_the_pustu(tmp_path: Path) -> None:
    rows = [row for row in texts(book(tmp_path), "Tindak Lanjut") if row]
    assert rows[0] == ["Form Tindak Lanjut · pustu Cimpu · Maret 2025"]
    assert rows[2:] == [
        ["Melati", "T1", "RT 02, Tuti", "tanda bahaya sejak 10 Februari 2025 (kader berkunjung 3 Maret 2025)"],
        ["Melati", "X1", "RT 03, tanpa kader", "rutin, belum pernah (tanpa kader)"],
    ]


def test_the_same_month_gives_the_same_bytes_and_several_puskesmas_a_folder(tmp_path: Path) -> None:
    book(tmp_path)
    plan = plan_visits(tmp_path / "plan", MARCH, pada=BEFORE)
    write_visits(plan, tmp_path / "again", bentuk="xlsx")
    one, two = ((tmp_path / name / "Suli 2025-03.xlsx").read_bytes() for name in ("k", "again"))
    assert one == two
    write_visits(plan, tmp_path / "single.xlsx", bentuk="xlsx")
    assert (tmp_path / "single.xlsx").read_bytes() == one
    roadmap = ROADMAP.replace("tahap:", "  - {nama: Bua, posyandu: [{nama: Soka}]}\ntahap:")
    rows: list[dict[str, object]] = [*ROWS, {"id": "S1", "puskesmas": "Bua", "posyandu": "Soka"}]
    both = plan_visits(small(tmp_path / "two", rows, roadmap), MARCH, pada=BEFORE)
    with pytest.raises(Misuse, match="ada 2 puskesmas"):
        write_visits(both, tmp_path / "both.xlsx", bentuk="xlsx")
    written = write_visits(both, tmp_path / "both", bentuk="xlsx", dry_run=True)
    assert [name for name, _ in written] == ["Suli 2025-03.xlsx", "Bua 2025-03.xlsx"]
    assert not (tmp_path / "both").exists()


@pytest.mark.parametrize("month", range(1, 13))
def test_every_day_of_a_month_is_in_one_week_of_the_recap(tmp_path: Path, month: int) -> None:
    district = load(small(tmp_path, [family("A")]))
    first = date(2025, month, 1)
    days = [day for week in service_weeks(district, first) for day in week]
    assert days == [first + timedelta(days=number) for number in range(monthrange(2025, month)[1])]
    assert len(service_weeks(district, first)) in (4, 5)
