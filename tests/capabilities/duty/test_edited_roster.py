"""A duty roster as people edit it: shifts of a ward, formulas, deleted names; each person or kind is one line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from ilp_cli.checking.verb import check
from ilp_cli.core.finding import Finding
from tests.plans import plan

TODAY = date(2025, 2, 20)

ROADMAP = """\
kabupaten: {nama: Luwu}
hari_layanan: [senin, selasa, rabu, kamis, jumat]
puskesmas:
  - nama: Suli
    pustu: [{nama: Cimpu}, {nama: Buntu}]
    posyandu: [{nama: Melati, pustu: Cimpu, hari_buka: selasa ke-2}, {nama: Mawar, pustu: Buntu}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}]}]
petugas:
  - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
  - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
  - {nama: Rina, puskesmas: Suli, pustu: Buntu, profesi: Bidan}
kader:
  - {nama: Ani, puskesmas: Suli, pustu: Cimpu}
  - {nama: Tuti, puskesmas: Suli, pustu: Cimpu}
cuti: [{nama: Ina, dari: 2025-03-05, sampai: 2025-03-06}]
"""
HEAD = "Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025\nnama,profesi,3,4,5,6,7,10,11\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plan(tmp_path / "suli", ROADMAP)


def told(folder: Path, rows: str, head: str = HEAD, pada: date = TODAY) -> list[Finding]:
    """What a check says of a duty roster in csv."""
    path = folder / "jadwal.csv"
    path.write_text(head + rows, encoding="utf-8")
    findings = check(folder, pada=pada, jadwal=path).findings
    return [finding for finding in findings if finding.place.file.endswith("jadwal.csv")]


def messages(findings: list[Finding], code: str) -> list[str]:
    return [finding.message for finding in findings if finding.code == code]


def test_p_on_days_without_a_posyandu_is_one_line_a_person_and_says_why(folder: Path) -> None:
    said = messages(told(folder, "Ina,Bidan,P,P,,,,,P\nYusuf,Perawat,x,●P,x,x,x,x,x\n"), "ILP416")
    assert said == [
        "Ina ditandai P (mendampingi posyandu) pada 3 dan 4 Maret 2025, "
        "padahal tidak ada posyandu binaannya yang buka; "
        "bila maksudnya dinas pagi, tulis ●",
        "Yusuf ditandai P (mendampingi posyandu) pada 4 Maret 2025, padahal tidak ada posyandu binaannya yang buka",
    ]
    head = HEAD.replace("Cimpu", "Buntu")
    said = messages(told(folder, "Rina,Bidan,P,,,,,,\n", head), "ILP416")
    assert "hari_buka posyandu binaan pustu itu belum diisi" in said[0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Yusuf,Perawat,S,,,,,,", "harinya belum tiba pada 20 Februari 2025"),
        ("Yusuf,Perawat,s,x,S,,,,", "harinya belum tiba pada 20 Februari 2025"),
        ("Yusuf,Perawat,Sakit,,,,,,", None),
    ],
)
def test_s_in_days_to_come_looks_like_a_shift_and_sakit_does_not(folder: Path, row: str, said: str | None) -> None:
    findings = messages(told(folder, f"{row}\n"), "ILP417")
    assert [text.split(": ")[-1] for text in findings] == ([said] if said else [])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Yusuf,Perawat,S,S,S,x,x,x,x", []),
        ("Yusuf,Perawat,S,x,S,x,x,x,x", ["diselingi hari bertugas"]),
        ("Yusuf,Perawat,S,S,S,x,x,x,x\nIna,Bidan,M,x,,,,x,x", ["berkas ini juga memuat “M”"]),
        ("Yusuf,Perawat,S,S,S,x,x,x,x\nIna,Bidan,P,x,,,,x,x",
         ["berkas ini juga memuat P pada hari tanpa posyandu"]),
    ],
)  # fmt: skip
def test_s_of_days_that_are_past_is_illness_unless_something_speaks_against_it(
    folder: Path, rows: str, said: list[str]
) -> None:
    findings = messages(told(folder, f"{rows}\n", pada=date(2025, 4, 1)), "ILP417")
    assert [text.split(": ")[-1] for text in findings] == said


def test_marks_of_shifts_are_not_counted_and_told_as_such_once_a_person(folder: Path) -> None:
    findings = told(folder, "Yusuf,Perawat,M,malam,M,PS,?,x,x\n")
    assert messages(findings, "ILP410") == [
        "Yusuf: tanda “M” tidak dikenal, tampak seperti dinas malam (3 dan 5 Maret 2025); "
        "tanda “malam” tidak dikenal, tampak seperti dinas malam (selasa 4 Maret 2025); "
        "tanda “PS” tidak dikenal, tampak seperti dua giliran (kamis 6 Maret 2025); "
        "tanda “?” tidak dikenal (jumat 7 Maret 2025); tidak dihitung bertugas"
    ]
    short = messages(findings, "ILP401")
    assert "pustu Cimpu (Suli): 0 perawat bertugas pada 3–7 Maret 2025; minimum 1" in short


def test_a_kind_is_one_line_with_the_days_by_how_many_are_there(folder: Path) -> None:
    rows = "Ina,Bidan,x,x,x,x,x,x,P\nYusuf,Perawat,x,x,x,x,x,x,x\nAni,Kader,x,,x,,x,x,x\nTuti,Kader,x,,,x,x,x,x\n"
    findings = told(folder, rows)
    assert messages(findings, "ILP401") == [
        "pustu Cimpu (Suli): 0 bidan bertugas pada 5 dan 6 Maret 2025; minimum 1",
        "pustu Cimpu (Suli): 0 kader bertugas pada selasa 4 Maret 2025; "
        "1 kader bertugas pada 5 dan 6 Maret 2025; minimum 2",
    ]
    assert len(messages(findings, "ILP402")) == 1
    assert "5 dan 6 Maret 2025" in messages(findings, "ILP402")[0]


def test_only_the_word_itself_makes_a_row_a_sum(folder: Path) -> None:
    findings = told(folder, "Totalia,Kader,x,,,,,,\nTotal kader,,x,x,x,x,x,x,x\n")
    assert [text.split("”")[0] for text in messages(findings, "ILP408")] == ["“Totalia"]


def test_formulas_without_results_errors_and_deleted_names_are_told(folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Pustu: Cimpu", "Puskesmas: Suli", "Bulan: Maret 2025"])
    sheet.append(["No", "Nama", "Profesi", 3, 4, 5])
    sheet.append([1, "Yusuf", "Perawat", '="●"', '="●"', "x"])
    sheet.append([2, "Ina", "Bidan", "#REF!", "x", None])
    sheet.append([3, None, "Kader", "x", "x", None])
    sheet.append([None, None, None, 1, 1, 1])
    sheet.append(["Jumlah bidan (minimum 1)", None, None, 1, "x", 1])
    sheet.append([None, "=A1", None, "v", None, None])
    path = folder / "jadwal.xlsx"
    book.save(path)
    found = [
        (finding.code, finding.place.cell, finding.message.split(";")[0])
        for finding in check(folder, pada=TODAY, jadwal=path).findings
        if finding.code in ("ILP410", "ILP016")
    ]
    assert sorted(found) == [
        ("ILP016", "B5", "baris jadwal tidak dibaca: kolom nama kosong"),
        ("ILP016", "B8", "baris jadwal tidak dibaca: berisi rumus tanpa hasil"),
        ("ILP410", "D3", "Yusuf: sel berisi rumus tanpa hasil (3 dan 4 Maret 2025)"),
        ("ILP410", "D4", "Ina: sel berisi galat #REF! (senin 3 Maret 2025)"),
    ]
