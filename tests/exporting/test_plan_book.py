"""The plan workbook as a planner opens it: order, figures, masks, print set-up, drafts."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

import pytest
from openpyxl import Workbook, load_workbook

from ilp_cli.checking.verb import opened, report_of
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.exporting.book import BookOptions, plan_book
from ilp_cli.paper.sheet import Book
from ilp_cli.paper.workbook import differences, render
from ilp_cli.registry import catalogue
from ilp_cli.rulebook.report import Report
from tests.paper.test_annex import printed
from tests.paper.test_workbook import read
from tests.running import EXAMPLES

ROOT = Path(__file__).resolve().parents[2]
LUWU = ROOT / "examples" / "luwu"
PADA = date(2026, 11, 21)
ORDER = [
    "Ringkasan", "Roadmap", "Lampiran I 2024", "Lampiran II 2024", "Lampiran III 2024",
    "Lampiran I 2025", "Lampiran II 2025",
    "Pemenuhan SDM", "Prakiraan", "Titik Rawan", "Petugas", "Kader", "Temuan", "Dasar Hukum", "Asal",
]  # fmt: skip


@lru_cache(maxsize=8)
def opened_example(folder: Path = LUWU, tahun: tuple[int, ...] = ()) -> tuple[Case, Report]:
    """An example as a case, and its check."""
    case = opened(folder, pada=PADA, tahun=tahun)
    return case, report_of(case)


def checked(folder: Path = LUWU) -> tuple[District, Report]:
    """An example and its check."""
    case, report = opened_example(folder)
    return case.district, report


def book(folder: Path = LUWU, tahun: tuple[int, ...] = (), **options: Any) -> Book:
    """The plan of an example."""
    return plan_book(*opened_example(folder, tahun), BookOptions(**options))


@lru_cache(maxsize=8)
def cells(folder: Path = LUWU, tahun: tuple[int, ...] = (), rancangan: bool = False) -> dict[str, list[list[Any]]]:
    """The plan of an example as it is read back, and compared with what was meant."""
    made = book(folder, tahun, rancangan=rancangan)
    sheets = read(render(made))
    assert differences(made, sheets) == []
    return sheets


@lru_cache(maxsize=2)
def drawn(rancangan: bool = False) -> Workbook:
    """The plan of Luwu as openpyxl opens it."""
    return load_workbook(BytesIO(render(book(rancangan=rancangan))))


def table(name: str, **options: Any) -> list[dict[str, Any]]:
    """The rows of a working sheet by its header."""
    head, *rows = cells(**options)[name]
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_sheets_stand_in_the_order_a_planner_expects() -> None:
    assert list(cells()) == ORDER
    assert [name for name in cells(tahun=(2024,)) if name.startswith("Lampiran")] == ORDER[2:5]


def test_the_summary_answers_on_one_screen() -> None:
    summary = [[value for value in row if value != ""] for row in cells()["Ringkasan"]]
    assert ["Kabupaten Luwu, Provinsi Sulawesi Selatan"] in summary
    assert ["Keadaan per 21 November 2026"] in summary
    assert [2024.0, 9.0, 9.0, 9.0, 9.0, 22.0, 13.0, 40.9] in summary
    assert [2025.0, 13.0, 13.0, 13.0, 22.0, 22.0, 0.0, 100.0] in summary
    assert [2025.0, 13.0, 9.0, 4.0, 1.0, 1.0, 1.0, 1.0] in summary
    assert ["Jumlah", 22.0, 21.0, 1.0, 1.0] in summary
    assert [5.0, 0.0, 2.0] in summary
    first: Any = drawn()["Ringkasan"]
    (chart,) = first._charts
    assert chart.series[0].val.numRef.f == "'Ringkasan'!$E$8:$E$9"
    assert [drawn()["Ringkasan"][place].value for place in ("E8", "E9")] == [9, 22]


def test_the_roadmap_says_in_words_what_its_colours_say() -> None:
    rows = {row["Puskesmas"]: row for row in table("Roadmap")}
    assert [rows["Larompong"][year] for year in ("2024", "2025")] == ["● mulai", "○ lanjut"]
    assert [rows["Suli"][year] for year in ("2024", "2025")] == ["–", "● mulai"]
    assert [rows["Kumulatif"][year] for year in ("2024", "2025")] == [9.0, 22.0]
    assert [rows["Cakupan dari 22 puskesmas"][year] for year in ("2024", "2025")] == [40.9, 100.0]
    sheet = drawn()["Roadmap"]
    assert sheet.auto_filter.ref == "A1:I23"
    assert sheet["E2"].fill.fgColor.rgb != sheet["F2"].fill.fgColor.rgb


def test_each_shortage_is_found_in_the_sheet_of_needs() -> None:
    rows = table("Pemenuhan SDM")
    status = {(row["Puskesmas"], row["Jenis"]): row["Status"] for row in rows}
    assert {key: text for key, text in status.items() if text != "memenuhi"} == {
        ("Latimojong", "pustu"): "kurang 1 bidan",
        ("Bastem Utara", "pustu"): "kurang 1 perawat",
        ("Suli Barat", "pustu"): "kurang 1 kader",
        ("Walenrang Barat", "pustu"): "kurang bidan hari jumat",
        ("Lamasi Timur", "posyandu"): "kurang 1 kader",
    }
    boneposi = next(row for row in rows if row["Pustu / posyandu"] == "Boneposi")
    assert [boneposi[f"Bidan {what}"] for what in ("ada", "perlu", "kurang")] == [0.0, 1.0, 1.0]


def test_the_annex_agrees_with_the_sheet_of_needs() -> None:
    total = next(row for row in cells()["Lampiran II 2025"] if row[0] == "JUMLAH")
    rows = [row for row in table("Pemenuhan SDM") if row["Tahun"] == 2025]
    pustu = [row for row in rows if row["Jenis"] == "pustu"]
    posyandu = [row for row in rows if row["Jenis"] == "posyandu"]
    assert total[2] == len(pustu) == 13
    assert total[5:9] == [
        *(sum(row[f"{kind} ada"] for row in pustu) for kind in ("Bidan", "Perawat", "Kader")),
        sum(row["Kader ada"] for row in posyandu),
    ]


def test_everyone_is_listed_and_it_says_where_they_count() -> None:
    district, _ = checked()
    petugas, kader = (
        [row for row in table(name) if row["No."] != "" and row["Nama"] != ""] for name in ("Petugas", "Kader")
    )
    assert (len(petugas), len(kader)) == (len(district.petugas), len(district.kader))
    column = "Dihitung di (21 November 2026)"
    assert petugas[0][column] == "Puskesmas Larompong"
    assert sum(row[column] == "Pustu Sampano" for row in petugas) == 3
    assert sum(row[column] == "Posyandu Sakura" and row["Puskesmas"] == "Ponrang" for row in kader) == 5
    away = [(row["Pustu"], row[column]) for row in petugas + kader if row[column].startswith("tidak")]
    assert away == [("Kalibamamase", "tidak: belum mulai")]


@pytest.mark.parametrize(("name", "kind"), [("Petugas", "petugas"), ("Kader", "kader")])
def test_a_list_of_many_pages_prints_a_recap_and_stays_to_be_filtered(name: str, kind: str) -> None:
    sheet: Any = drawn()[name]
    last = sum(isinstance(row[0].value, int) for row in sheet) + 1
    assert sheet.auto_filter.ref.endswith(str(last)), "a filter hides no row of the recap"
    area = sheet.print_area.split("!")[1].replace("$", "")
    assert re.fullmatch(rf"A{last + 2}:[I-J]{sheet.max_row}", area), "no column of the recap is empty on paper"
    assert str(sheet.cell(last + 2, 1).value).startswith(f"Rekap {last - 1} {kind}, keadaan per 21 November 2026.")
    assert "Cetak Pilihan" in str(sheet.cell(last + 3, 1).value)
    wide = ord(area.split(":")[1][0]) - ord("A") + 1
    head, *recap = [[cell.value for cell in row[1:wide]] for row in sheet.iter_rows(min_row=last + 4)]
    assert (head[:2], head[-2:]) == (["Puskesmas", name], ["Dihitung", "Tidak dihitung"])
    assert len(recap) == 22 + 1
    assert None not in [value for row in recap for value in row]
    for column in (1, -2):
        assert sum(row[column] for row in recap[:-1]) == recap[-1][column]
    assert recap[-1][0] == "Jumlah"
    assert recap[-1][1] == recap[-1][-2] + recap[-1][-1] == last - 1


def test_a_list_of_one_page_is_printed_as_it_is() -> None:
    for sheet in book(ROOT / "examples" / "tolitoli").sheets:
        assert sheet.print_from is None


def test_a_table_without_rows_says_so_in_a_line() -> None:
    for name, words in (("Petugas", "Roster belum ada."), ("Pemenuhan SDM", "Belum ada pustu atau posyandu lokus")):
        head, *rows = cells(ROOT / "examples" / "lumajang", rancangan=True)[name][1:]
        assert [str(row[0])[: len(words)] for row in rows] == [words]
        assert "Puskesmas" in head


def test_what_was_asked_for_is_what_the_roadmap_and_the_summary_speak_of() -> None:
    words = "Hanya tahap 2024 yang diminta; roadmap memuat juga tahap 2025."
    head, *rows = cells(tahun=(2024,))["Roadmap"]
    assert [title for title in head if str(title).isdigit()] == ["2024"]
    assert rows[-1][0] == words
    told = {row[2]: row[4:] for row in rows}
    assert told["Larompong"] == ["● mulai", 1.0, 1.0, "berjalan"]
    assert told["Suli"] == ["–", "", "", "mulai 2025"]
    assert [words] in [[value for value in row if value != ""] for row in cells(tahun=(2024,))["Ringkasan"]]
    assert all(sheet.chart is None for sheet in book(tahun=(2024,)).sheets), "one bar is no chart"
    assert not any("yang diminta" in str(value) for rows in cells().values() for row in rows for value in row)


def test_no_identity_number_is_shown() -> None:
    text = "\n".join(str(value) for rows in cells().values() for row in rows for value in row)
    text = re.sub(r"SHA-256 [0-9a-f]{64}", "", text)
    assert not re.search(r"\d{15,}", text)
    assert not re.search(r"\d{8} \d{6} \d \d{3}", text)
    assert re.search(r"\*{14}\d{4}", text)
    assert "NIP" not in cells(tahun=())["Kader"][0]


@pytest.mark.parametrize(
    ("nip", "annex", "column"), [("tampil", True, True), ("samar", False, True), ("tanpa", False, False)]
)
def test_the_full_nip_stands_in_the_annex_only_and_only_when_asked_for(nip: str, annex: bool, column: bool) -> None:
    sheets = read(render(book(nip=nip)))
    signed = sheets["Lampiran I 2024"][-1]
    assert any("NIP. 19750817 200312 1 901" in str(value) for value in signed) == annex
    assert ("NIP" in sheets["Petugas"][0]) == column
    assert not any(re.search(r"\d{15,}", str(value)) for row in sheets["Petugas"] for value in row)


def test_findings_name_the_place_without_folders() -> None:
    rows = table("Temuan")
    assert [row["Tingkat"] for row in rows] == ["kesalahan"] * 5 + ["catatan"] * 2
    assert all(row["Tempat"].startswith(("roadmap.yaml:", "roster.xlsx:")) for row in rows)
    assert all(row["Langkah"] for row in rows)


def test_the_law_is_cited_with_its_rank() -> None:
    rows = {row["Kunci"]: row for row in table("Dasar Hukum")}
    bidan = rows["pustu.bidan"]
    assert (bidan["Nilai"], bidan["Pangkat"], bidan["Diperiksa terhadap"]) == (1.0, "resmi", "transkripsi")
    assert bidan["Berlaku sejak"] == date(2023, 8, 29)
    assert "Gambar 4" in bidan["Pasal"]
    assert rows["lokus.pustu"]["Pangkat"] == "lokal"


def test_the_origin_names_files_and_their_fingerprints() -> None:
    rows = cells()["Asal"]
    digest = hashlib.sha256((LUWU / "roster.xlsx").read_bytes()).hexdigest()
    assert ["Berkas masukan", "roster.xlsx", f"SHA-256 {digest}"] in rows
    assert ["Program", "ilp_cli", "versi 0.1.0"] in rows
    assert ["Opsi", "--kertas", "f4"] in rows
    assert not any(str(ROOT) in str(value) for sheet in cells().values() for row in sheet for value in row)


def test_working_sheets_have_one_header_row_that_stays_in_view() -> None:
    for name in ("Pemenuhan SDM", "Petugas", "Kader", "Temuan", "Dasar Hukum", "Asal"):
        sheet: Any = drawn()[name]
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref.startswith("A1:")
        recap = name in ("Petugas", "Kader")
        assert sheet.print_title_rows == (None if recap else "$1:$1"), "a recap on paper has titles of its own"


@pytest.mark.parametrize("name", ORDER)
def test_every_sheet_is_ready_to_print(name: str) -> None:
    sheet: Any = drawn()[name]
    assert sheet.page_setup.paperSize == 14
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (1, 1))
    assert sheet.print_area
    annex = name.startswith("Lampiran")
    assert printed(sheet.oddFooter) == ("" if annex else "Halaman &P")
    assert sheet.oddHeader.center.font == ("Bookman Old Style,Regular" if annex else "Arial,Regular")
    assert printed(sheet.oddHeader) == ("- &P -" if annex else f"{name} · Kabupaten Luwu · per 21 November 2026")
    assert bool(sheet.HeaderFooter.differentFirst) == (annex or name == "Ringkasan")
    assert not printed(sheet.firstHeader)
    assert (sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber) == (1, True)


@pytest.mark.parametrize("name", ORDER)
def test_a_draft_says_so_on_every_page_and_on_top_of_every_sheet(name: str) -> None:
    sheet: Any = drawn(rancangan=True)[name]
    mark = "RANCANGAN: belum memenuhi: ILP201 ×1, ILP202 ×1, ILP203 ×1, ILP204 ×1, ILP205 ×1"
    first = "- &P -" if name.startswith("Lampiran") else f"{name} · Kabupaten Luwu · per 21 November 2026"
    assert printed(sheet.oddHeader) == f"{first}\n&B{mark}"
    titles = [code.title for code in catalogue() if code.code in ("ILP201", "ILP202", "ILP203", "ILP204", "ILP205")]
    counted = ", ".join(f"{title} ×1" for title in titles).replace(" ×", "\u00a0×")
    assert sheet["A1"].value == f"RANCANGAN: belum memenuhi: {counted}"


def test_a_draft_with_many_faults_still_fits_its_header() -> None:
    district, report = checked(ROOT / "examples" / "tolitoli")
    assert district.kabupaten.nama
    content = render(book(ROOT / "examples" / "tolitoli", rancangan=True))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    headers = [text for part in parts for text in re.findall(r"<(?:odd|first)Header>(.*?)</", part, re.DOTALL)]
    assert len(headers) > len(parts) / 2
    assert all(len(unescape(text)) <= 255 for text in headers)
    assert report.findings


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_every_example_can_be_written_and_read_back(folder: Path) -> None:
    sheets = cells(folder, rancangan=True)
    assert next(iter(sheets)) == "Ringkasan"


def test_target_only_stages_and_missing_rosters_are_said_not_invented() -> None:
    sheets = cells(ROOT / "examples" / "lumajang")
    assert any("Nama lokus belum ditetapkan; target 12 puskesmas" in row for row in sheets["Lampiran I 2024"])
    summary = [value for row in sheets["Ringkasan"] for value in row]
    assert (
        "12 dari 25 puskesmas menjadi lokus sampai 2024. Pemenuhan tenaga belum diperiksa: roster belum ada." in summary
    )
    assert "belum diperiksa" in summary


def test_the_same_plan_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib; from tests.exporting.test_plan_book import book; from ilp_cli.paper.workbook import render;"
        "print(hashlib.sha256(render(book())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert digests == {hashlib.sha256(render(book())).hexdigest().encode() + b"\n"} or len(digests) == 1
