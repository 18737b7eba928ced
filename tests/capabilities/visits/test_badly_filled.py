"""Lists that come back filled in badly or changed in a spreadsheet: each fault at its cell, all the rest taken back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime
from html import escape
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ilp_cli.capabilities.intake.model.intake import ImportedVisits
from tests.capabilities.visits.families import family, small
from tests.capabilities.visits.test_return import families_of, printed, taken_back
from tests.plans import spot
from tests.spoiled import ods

THIRD, TENTH = datetime(2025, 3, 3), datetime(2025, 3, 10)
Edit = Callable[[Worksheet], None]


def lists(tmp_path: Path) -> tuple[Path, Path]:
    """A plan folder, and the one workbook of its lists of March; families ML-1, ML-3 and ML-5 stand below one head."""
    rows = [family(f"ML-{n}", f"RT 0{1 + n % 2}", kunjungan_terakhir=f"2024-02-0{n}") for n in range(1, 7)]
    place = small(tmp_path / "plan", [*rows, family("MW-1", posyandu="Mawar")])
    (path,) = printed(place, tmp_path / "lists")
    return place, path


def edited(path: Path, edit: Edit) -> None:
    book = openpyxl.load_workbook(path)
    edit(book["Melati"])
    book.save(path)


def typed(*values: object, row: int = 6) -> Edit:
    """Day, result, day of return beside the family of a row."""

    def edit(sheet: Worksheet) -> None:
        for column, value in zip("FGH", values, strict=False):
            sheet[f"{column}{row}"] = value  # type: ignore[assignment]

    return edit


def both(*edits: Edit) -> Edit:
    def edit(sheet: Worksheet) -> None:
        for each in edits:
            each(sheet)

    return edit


def back(place: Path, path: Path, tmp_path: Path) -> tuple[ImportedVisits, dict[str, dict[str, object]]]:
    result = taken_back(place, path.parent, tmp_path / "after.xlsx")
    return result, families_of(tmp_path / "after.xlsx")


def at(cell: str, value: object) -> Edit:
    def edit(sheet: Worksheet) -> None:
        sheet[cell] = value  # type: ignore[assignment]

    return edit


@pytest.mark.parametrize(
    ("edit", "cell", "words", "result"),
    [
        (typed(THIRD, "dikunjungi, menolak"), "G6", "memuat dikunjungi dan menolak; pilih satu", None),
        (typed(THIRD, "dikunjungi / dirujuk"), "G6", "memuat dikunjungi dan dirujuk; pilih satu", None),
        (typed(THIRD, "✓"), "G6", "tertulis “✓”", None),
        (typed(THIRD, "xx"), "G6", "tertulis “xx”", None),
        (typed(THIRD, "dikunjung"), "G6", "apakah maksudnya “dikunjungi”", None),
        (typed(None, "dikunjungi"), "F6", "kosong, padahal hasilnya dikunjungi", None),
        (typed(THIRD, None), "G6", "kosong, padahal tanggalnya diisi", None),
        (typed(datetime(2024, 3, 3), "dikunjungi"), "F6", "3 Maret 2024 jauh di luar bulan daftar ini", None),
        (typed(datetime(2052, 3, 3), "dikunjungi"), "F6", "3 Maret 2052 jauh di luar", None),
        (typed("31/02/2025", "dikunjungi"), "F6", "bukan tanggal yang ada", None),
        (typed("3/3 dan 10/3", "dikunjungi"), "F6", "bukan tanggal yang ada", None),
        (typed(THIRD, "#N/A"), "G6", "galat", None),
        (typed(TENTH, "kontrol ulang", THIRD), "H6", "tidak sesudah kunjungannya (10 Maret 2025)", "kontrol ulang"),
        (typed(TENTH, "kontrol ulang", "minggu depan"), "H6", "bukan tanggal yang ada", "kontrol ulang"),
        (both(typed(THIRD, "dikunjungi"), at("A6", "ML-01")), "A6", "apakah maksudnya “ML-1”", None),
        (both(typed(THIRD, "dikunjungi"), at("A6", None)), "A6", "kosong, padahal barisnya diisi", None),
        (
            both(typed(THIRD, "dikunjungi"), at("A7", "ML-1"), typed(TENTH, "menolak", row=7)),
            "A7",
            "“ML-1” sudah ada di baris 6 daftar ini",
            "menolak",
        ),
        (both(typed(THIRD, "dikunjungi"), lambda sheet: sheet.delete_rows(4)), "A3", "baris judul", None),
    ],
)
def test_a_fault_is_told_at_its_cell_and_the_rest_is_taken(
    tmp_path: Path, edit: Edit, cell: str, words: str, result: str | None
) -> None:
    place, path = lists(tmp_path)
    edited(path, both(typed(THIRD, "dikunjungi", row=10), edit))
    done, after = back(place, path, tmp_path)
    assert [spot(item) for item in done.findings] == [f"{path.name}:Melati!{cell}"]
    assert words in done.findings[0].message
    assert after["ML-1"]["hasil"] == result
    assert sorted(after) == [*(f"ML-{n}" for n in range(1, 7)), "MW-1"]
    lost = words == "baris judul"
    assert (after["ML-2"]["hasil"] is None) is lost


def _sorted(sheet: Worksheet) -> None:
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_row > 4:
            sheet.unmerge_cells(str(merged))
    rows = sorted(([cell.value for cell in row] for row in sheet.iter_rows(min_row=5)), key=lambda row: str(row[0]))
    for number, row in enumerate(reversed(rows), 5):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


def _renamed(sheet: Worksheet) -> None:
    sheet.title = "Hasil Maret"


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.insert_rows(6, 2),
        lambda sheet: sheet.delete_rows(8),
        lambda sheet: sheet.delete_cols(4),
        lambda sheet: sheet.insert_cols(3),
        _sorted,
        _renamed,
        at("A2", None),
        at("A2", "Bulan: entah"),
    ],
    ids=["inserted", "deleted", "column gone", "column more", "sorted", "renamed", "no month", "strange month"],
)
def test_a_list_that_was_rearranged_loses_nothing(tmp_path: Path, change: Edit) -> None:
    place, path = lists(tmp_path)
    edited(path, both(typed(THIRD, "dikunjungi"), typed(None, "menolak", row=10), change))
    done, after = back(place, path, tmp_path)
    assert not done.findings
    assert (after["ML-1"]["hasil"], after["ML-1"]["kunjungan_terakhir"]) == ("dikunjungi", THIRD)
    assert after["ML-2"]["hasil"] == "menolak"


def _texts(path: Path) -> list[list[str]]:
    rows = openpyxl.load_workbook(path)["Melati"].iter_rows(values_only=True)
    return [
        [f"{cell:%d/%m/%Y}" if isinstance(cell, datetime) else "" if cell is None else str(cell) for cell in row]
        for row in rows
    ]


@pytest.mark.parametrize("ending", ["csv", "ods"])
def test_a_list_saved_as_another_kind_of_file_is_read(tmp_path: Path, ending: str) -> None:
    place, path = lists(tmp_path)
    edited(path, typed(THIRD, "dikunjungi"))
    rows = _texts(path)
    path.unlink()
    if ending == "csv":
        stream = io.StringIO()
        csv.writer(stream, delimiter=";").writerows(rows)
        data = stream.getvalue().encode("utf-8-sig")
    else:
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        lines = ("".join(cell.format(escape(text)) for text in row) for row in rows)
        data = ods("".join(f"<table:table-row>{line}</table:table-row>" for line in lines))
    path.with_suffix(f".{ending}").write_bytes(data)
    done, after = back(place, path, tmp_path)
    assert not done.findings
    assert after["ML-1"]["hasil"] == "dikunjungi"
