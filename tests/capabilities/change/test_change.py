"""An SK perubahan takes the place of the stage it changes; what it removes and adds stands in a working table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilp_cli.capabilities.change.model import changes
from ilp_cli.checking.verb import check, opened
from ilp_cli.exporting.verb import export
from tests.plans import of, plan, spot

PADA = date(2026, 2, 1)
HEAD = """\
kabupaten: {nama: Luwu}
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas:
  - {nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}], posyandu: [{nama: Melati}]}
  - {nama: Bua, pustu: [{nama: Padang}], posyandu: [{nama: Mawar}]}
  - {nama: Bajo, pustu: [{nama: Sampa}], posyandu: [{nama: Anggrek}]}
tahap:
"""
FIRST = """\
  - tahun: 2025
    sk: {nomor: 400.7/12/DINKES, tanggal: 2025-03-03, tentang: Penetapan Lokus, penetap: Kepala Dinas Kesehatan}
    lokus:
      - {puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}
      - {puskesmas: Bua, pustu: [Padang], posyandu: [Mawar]}
"""
SECOND = """\
  - tahun: 2025
    sk: {nomor: 400.7/40/DINKES, tanggal: 2025-09-01, mengubah: {nomor: 400.7/12/DINKES}}
    lokus:
      - {puskesmas: Suli, pustu: [Cimpu, Murante], posyandu: [Melati]}
"""
THIRD = """\
  - tahun: 2025
    sk: {nomor: 400.7/55/DINKES, tanggal: 2025-11-03, mengubah: {nomor: 400.7/12/DINKES, ke: 2}}
    lokus:
      - {puskesmas: Suli, pustu: [Murante], posyandu: [Melati]}
      - {puskesmas: Bajo, pustu: [Sampa], posyandu: [Anggrek]}
"""
LATER = """\
  - tahun: 2026
    lokus:
      - {puskesmas: Bua, pustu: [Padang], posyandu: [Mawar]}
"""


def test_the_changed_stage_holds_and_the_first_is_kept(tmp_path: Path) -> None:
    case = opened(plan(tmp_path, HEAD + FIRST + SECOND + LATER), pada=PADA)
    district = case.district
    assert [(tahap.tahun, len(tahap.lokus)) for tahap in district.tahap] == [(2025, 1), (2026, 1)]
    assert [len(tahap.lokus) for tahap in district.every_stage()] == [2, 1, 1]
    assert district.since == {("puskesmas", 0): 2025, ("puskesmas", 1): 2026}
    report = check(tmp_path, pada=PADA)
    assert not of(report, "ILP102", "ILP109", "ILP111", "ILP112", "ILP115", "ILP120")
    assert [row["puskesmas_kumulatif"] for row in report.rows("coverage")] == [1, 2]


def test_the_three_lists_compare_with_the_version_before(tmp_path: Path) -> None:
    (change,) = changes(opened(plan(tmp_path, HEAD + FIRST + SECOND + THIRD + LATER), pada=PADA))
    assert change.ke == 2
    assert change.dihapus == ("pustu Cimpu (Suli)",)
    assert change.ditambah == ("Bajo (pustu Sampa dan posyandu Anggrek)",)
    assert change.hasil == ("Suli (pustu Murante dan posyandu Melati)", "Bajo (pustu Sampa dan posyandu Anggrek)")
    assert [(beda.jenis, beda.puskesmas) for beda in change.beda] == [("Berubah", "Suli"), ("Ditambah", "Bajo")]


@pytest.mark.parametrize(
    ("stages", "title", "above"),
    [
        (FIRST + SECOND, "PERUBAHAN ATAS KEPUTUSAN", "PERUBAHAN"),
        (FIRST + SECOND + THIRD, "PERUBAHAN KEDUA ATAS KEPUTUSAN", "PERUBAHAN KEDUA"),
    ],
)
def test_the_annex_is_reissued_whole_and_cites_the_first_decree(
    tmp_path: Path, stages: str, title: str, above: str
) -> None:
    export(plan(tmp_path, HEAD + stages), tmp_path / "rencana.xlsx", pada=PADA, rancangan=True)
    book = load_workbook(tmp_path / "rencana.xlsx")
    annexes = [name for name in book.sheetnames if name.startswith("Lampiran")]
    assert annexes == ["Lampiran I 2025", "Lampiran II 2025"]
    text = [
        str(cell.value).replace("\u00a0", " ") for row in book[annexes[0]].iter_rows() for cell in row if cell.value
    ]
    cited = f"{title} KEPALA DINAS KESEHATAN KABUPATEN LUWU NOMOR 400.7/12/DINKES TAHUN 2025 TENTANG PENETAPAN LOKUS"
    assert f"TENTANG {cited}" in text
    assert above in text
    assert not any("Dihapus" in line or "semula" in line for line in text), "the working table is no part of a decree"
    table = [row[1].value for row in book["Perubahan 2025"].iter_rows(min_row=3) if row[0].value and row[1].value]
    assert table


def test_where_a_removed_puskesmas_went_is_told(tmp_path: Path) -> None:
    export(plan(tmp_path, HEAD + FIRST + SECOND + LATER), tmp_path / "rencana.xlsx", pada=PADA, rancangan=True)
    sheet = load_workbook(tmp_path / "rencana.xlsx")["Perubahan 2025"]
    rows = {row[2]: (row[1], row[5]) for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)}
    assert rows == {"Suli": ("Berubah", None), "Bua": ("Dihapus", "menjadi lokus tahap 2026")}


@pytest.mark.parametrize(
    ("stages", "code", "line"),
    [
        (FIRST + SECOND.replace("400.7/12/DINKES}", "400.7/13/DINKES}"), "ILP150", 14),
        (FIRST + SECOND.replace("{nomor: 400.7/12/DINKES}", "{ke: 1}"), "ILP150", 14),
        (FIRST + SECOND.replace("400.7/12/DINKES}", "400.7/40/DINKES}"), "ILP150", 14),
        (SECOND + FIRST, "ILP150", 9),
        (FIRST + SECOND.replace("2025-09-01", "2025-01-09"), "ILP151", 14),
        (FIRST + SECOND + THIRD.replace("2025-11-03", "2025-08-03"), "ILP151", 18),
        (FIRST + SECOND.replace("DINKES}}", "DINKES, tanggal: 2025-03-30}}"), "ILP152", 14),
        (FIRST + THIRD, "ILP153", 14),
        (FIRST + SECOND + THIRD.replace("ke: 2", "ke: 1"), "ILP153", 18),
        (FIRST + SECOND + THIRD.replace("{nomor: 400.7/12", "{nomor: 400.7/40"), "ILP154", 18),
        (FIRST + SECOND.replace("tahun: 2025", "tahun: 2026"), "ILP154", 14),
    ],
)
def test_a_change_that_cites_wrongly_is_a_finding_at_its_line(
    tmp_path: Path, stages: str, code: str, line: int
) -> None:
    report = check(plan(tmp_path, HEAD + stages), pada=PADA)
    assert [spot(finding).split(":")[1] for finding in of(report, code)] == [str(line)]


def test_a_name_in_the_first_decree_that_is_not_registered_is_still_told(tmp_path: Path) -> None:
    report = check(plan(tmp_path, HEAD + FIRST.replace("Bua,", "Buaa,") + SECOND), pada=PADA)
    assert [spot(finding).split(":")[1] for finding in of(report, "ILP101")] == ["12"]
