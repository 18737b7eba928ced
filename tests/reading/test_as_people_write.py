"""Rosters as the staff of a puskesmas type them: marks for “as above”, sums, headings, posts, days, columns."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from ilp_cli.checking.verb import check
from ilp_cli.core.weekdays import parse_hari
from ilp_cli.district.district import District
from ilp_cli.files.days import read_bound
from ilp_cli.files.table_file import csv_table
from ilp_cli.law.configs import professions
from ilp_cli.reading.leaving import explained_by
from ilp_cli.reading.load import load
from ilp_cli.reading.nobody import Nobody, nobody, two_names
from tests.plans import KADER_TABLE, PADA, plan, saved, workbook

ROADMAP = """\
kabupaten: {nama: Luwu}
roster: roster.xlsx
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas:
  - {nama: Suli, pustu: [{nama: Cimpu}, {nama: Murante}], posyandu: [{nama: Melati}]}
  - {nama: Bajo, pustu: [{nama: Sampa}]}
tahap:
  - tahun: 2025
    lokus:
      - {puskesmas: Suli, pustu: [Cimpu, Murante], posyandu: [Melati]}
"""


def read(tmp_path: Path, rows: str, kader: str = KADER_TABLE) -> District:
    return load(plan(tmp_path, ROADMAP, roster_xlsx=workbook(Petugas=rows, Kader=kader)))


def places(district: District) -> dict[str, str]:
    return {row.nama: f"{row.puskesmas}/{row.pustu}" for row in district.petugas}


def told(district: District, code: str) -> list[str]:
    return [finding.message for finding in check(district, pada=PADA).findings if finding.code == code]


def test_a_mark_for_as_above_says_what_the_cell_above_says(tmp_path: Path) -> None:
    rows = """\
Nama|Puskesmas|Pustu|Profesi|Status
Ina Batara|Suli|Cimpu|Bidan|PNS
Umi Toding|sda|SDA|Perawat|idem
Rani Batara|"|Murante|〃|"
Wati Toding|s.d.a.|-"-|Bidan|''
"""
    district = read(tmp_path, rows)
    assert places(district) == {
        "Ina Batara": "Suli/Cimpu",
        "Umi Toding": "Suli/Cimpu",
        "Rani Batara": "Suli/Murante",
        "Wati Toding": "Suli/Murante",
    }
    assert [row.profesi for row in district.petugas] == ["bidan", "perawat", "perawat", "bidan"]
    assert {row.status for row in district.petugas} == {"PNS"}
    assert (
        told(district, "ILP023")[0] == "3 sel puskesmas bertanda sda diisi dari baris di atasnya, yang pertama “Suli”"
    )


def test_a_mark_in_the_first_row_stands_for_nothing(tmp_path: Path) -> None:
    district = read(tmp_path, "Nama|Puskesmas|Pustu|Profesi\nIna Batara|sda|Cimpu|Bidan\n")
    assert told(district, "ILP304") == ["puskesmas “sda” tidak terdaftar"]
    assert told(district, "ILP023") == []


def test_a_sum_of_a_place_is_nobody_also_where_its_place_is_blank(tmp_path: Path) -> None:
    rows = """\
Nama|Puskesmas|Pustu|Profesi
Ina Batara|Suli|Cimpu|Bidan
Subtotal Pustu Cimpu|||1
Jumlah tenaga PKM Suli|||12
|||4
Jumlah||4|
"""
    district = read(tmp_path, rows)
    assert [row.nama for row in district.petugas] == ["Ina Batara"]


def test_a_sum_in_a_column_that_nobody_reads_is_no_row_without_a_name(tmp_path: Path) -> None:
    rows = "No|Nama|Puskesmas|Pustu|Jabatan\n1|Ina Batara|Suli|Cimpu|Bidan\nJumlah||||1\n"
    district = read(tmp_path, rows)
    assert told(district, "ILP003") == []
    assert told(district, "ILP020") == ["1 baris (baris 3) dilewati: baris jumlah"]


@pytest.mark.parametrize(
    "text",
    ["Perawat (kosong)", "Rekrut", "Menunggu pengangkatan PPPK", "kosong per 1/1/2026", "Formasi hasil seleksi 2026"],
)
def test_what_is_said_of_a_vacant_post_is_nobody(text: str) -> None:
    assert nobody(text) is Nobody.VACANT


@pytest.mark.parametrize(
    ("text", "count"), [("Wati, Tuti, Lia", 3), ("Siti, Amd, Keb", 0), ("Siti, A.Md.Keb, SKM", 0), ("Ani, Budi", 0)]
)
def test_three_single_names_with_commas_are_several(text: str, count: int) -> None:
    assert len(two_names(text)) == count


def test_headings_give_their_place_also_bare_and_induk(tmp_path: Path) -> None:
    rows = """\
No|Nama|Jabatan
|SULI|
A.|Cimpu|
1|Ina Batara|Bidan
B.|Induk|
1|Umi Toding|Perawat
|LABORATORIUM|
1|Rani Batara|ATLM
"""
    district = read(tmp_path, rows)
    assert places(district)["Ina Batara"] == "Suli/Cimpu"
    assert places(district)["Umi Toding"].startswith("Suli/")
    assert [row.unit for row in district.petugas][1] == ("puskesmas", 0)
    assert "LABORATORIUM" not in places(district)


@pytest.mark.parametrize(
    ("text", "end", "day"),
    [
        ("s.d. 31 Des 2026", True, date(2026, 12, 31)),
        ("sampai dengan tanggal 1-2-2026", True, date(2026, 2, 1)),
        ("Februari 2028", True, date(2028, 2, 29)),
        ("Desember 2026", True, date(2026, 12, 31)),
        ("s/d 2025", True, date(2025, 12, 31)),
        ("TMT 01-03-2020", False, date(2020, 3, 1)),
        ("Maret 2020", False, date(2020, 3, 1)),
        ("sejak 2019", False, date(2019, 1, 1)),
        ("31 Februari 2026", True, None),
        ("s/d 2109", True, None),
        ("Desember 0000", True, None),
        ("Desember 9999", True, date(9999, 12, 31)),
        ("2024", True, None),
        ("besok", True, None),
    ],
)
def test_a_time_begins_and_ends_as_it_is_written(text: str, end: bool, day: date | None) -> None:
    assert read_bound(text, end=end)[0] == day


def test_an_end_of_service_that_is_none_is_no_fault(tmp_path: Path) -> None:
    rows = "Nama|Puskesmas|Pustu|Profesi|Sampai\nIna|Suli|Cimpu|Bidan|seterusnya\nUmi|Suli|Cimpu|Bidan|belum\n"
    district = read(tmp_path, rows)
    assert [row.sampai for row in district.petugas] == [None, None]
    assert told(district, "ILP004") == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *(("setiap Selasa", {1}), ("tiap hari Senin dan Kamis", {0, 3}), ("hari Rabu", {2}), ("tiap", None)),
        *(("setiap hari kecuali Minggu", {0, 1, 2, 3, 4, 5}), ("kecuali Minggu", None)),
    ],
)
def test_days_may_stand_behind_each(text: str, days: set[int] | None) -> None:
    assert parse_hari(text) == days


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ahli Pertama - Bidan", "bidan"),
        ("Terampil – Perawat", "perawat"),
        ("Kapus / Dokter", "dokter"),
        ("PJ Pustu / Bidan", "bidan"),
        ("Bidan merangkap bikor", "bidan"),
        ("Bidan Pustu Cimpu", "bidan"),
        ("Bidan Desa Murante", "bidan"),
        ("Perawat di Puskesmas Suli", "perawat"),
        ("Bidan TKS", "bidan"),
        ("Perawat PPPK Paruh Waktu", "perawat"),
        ("Bidan / Perawat", None),
        ("Bidan Magang", None),
        ("Bidan pensiunan", None),
        ("Perawat di RSUD", None),
        ("Bidan - mantan", None),
    ],
)
def test_a_jabatan_that_says_more_than_a_profession(text: str, key: str | None) -> None:
    assert professions().find(text, "") == key


def test_the_jenjang_may_stand_before_the_jabatan() -> None:
    assert professions().jenjang("Ahli Muda - Perawat") == "ahli muda"


def test_a_formula_in_a_csv_is_no_value() -> None:
    data = b'nama,puskesmas,pustu\n"=CONCAT(""A"",B2)",=VLOOKUP(A1),Cimpu\nIna,=Data!A2,=B7\nUmi,= satu,=\n'
    rows = list(csv_table(data, "petugas.csv").rows)
    assert [sorted(row.faulty) for row in rows] == [[], [0, 1], [1, 2], []]
    assert rows[1].cells == ("", "", "Cimpu")
    assert rows[3].cells == ("Umi", "= satu", "=")


def test_further_names_below_one_title_are_told(tmp_path: Path) -> None:
    kader = "Posyandu|Nama Kader|||Puskesmas\nMelati|Ina|Umi|Rani|Suli\nMelati|Wati|Sari||Suli\n"
    district = read(tmp_path, "Nama|Puskesmas|Pustu|Profesi\nA Ina|Suli|Cimpu|Bidan\n", kader)
    assert told(district, "ILP008") == [
        "kolom “tanpa judul” tidak dikenal dan tidak dibaca; "
        "3 sel di kolom C dan D berisi teks: beri judul, satu orang satu baris"
    ]


def test_a_remark_without_a_title_says_who_has_left(tmp_path: Path) -> None:
    rows = "Nama|Puskesmas|Pustu|Profesi|\nIna Batara|Suli|Cimpu|Bidan|\nUmi Toding|Suli|Cimpu|Bidan|sudah pindah\n"
    district = read(tmp_path, rows)
    assert len(told(district, "ILP324")) == 1
    assert "dibaca sebagai keterangan" in told(district, "ILP008")[0]


def test_a_column_nobody_reads_that_says_somebody_left_is_told(tmp_path: Path) -> None:
    rows = "Nama|Puskesmas|Pustu|Profesi|Kondisi\nIna Batara|Suli|Cimpu|Bidan|Keluar\nUmi|Suli|Cimpu|Bidan|baik\n"
    findings = [item for item in check(read(tmp_path, rows), pada=PADA).findings if item.code == "ILP008"]
    assert [finding.severity for finding in findings] == ["warning"]
    assert "1 selnya menyebut kepergian, yang pertama “Keluar”" in findings[0].message


def test_one_line_may_explain_two_colours() -> None:
    assert explained_by("Ket: abu-abu = pindah; merah = pensiun") == ["Ket: abu-abu = pindah", "merah = pensiun"]
    assert explained_by("Merah = pindah, lihat SK") == ["Merah = pindah, lihat SK"]


@pytest.mark.parametrize("legend", ["abu-abu = sudah pindah", "Baris abu2 pindah", "kuning: cuti; abu-abu: pensiun"])
def test_grey_is_a_colour_that_a_line_explains(tmp_path: Path, legend: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Petugas"
    for row in ("Nama|Puskesmas|Pustu|Profesi", "Ina Batara|Suli|Cimpu|Bidan", "Umi Toding|Suli|Cimpu|Perawat"):
        sheet.append(row.split("|"))
    sheet.append([legend])
    sheet["A2"].fill = PatternFill("solid", fgColor="BFBFBF")
    kader = book.create_sheet("Kader")
    for line in KADER_TABLE.splitlines():
        kader.append(line.split("|"))
    district = load(plan(tmp_path, ROADMAP, roster_xlsx=saved(book)))
    assert [re.findall("“(.*?)”", words)[0] for words in told(district, "ILP024")] == ["Ina Batara"]
    assert len(district.petugas) == 2
