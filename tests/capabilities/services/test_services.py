"""What belongs and is missing, what is stated of the wrong place, and referral, from posyandu to pustu to puskesmas."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilp_cli import services
from ilp_cli.capabilities.intake.verb import import_roster
from ilp_cli.capabilities.roster.verb import template
from ilp_cli.checking.verb import check, opened, report_of
from ilp_cli.core.outcome import Misuse
from ilp_cli.exporting.book import BookOptions, plan_book
from ilp_cli.exporting.verb import export
from ilp_cli.law.services import Layanan, Nilai, matriks
from ilp_cli.registry import SHEETS_OF_ROSTER
from ilp_cli.rulebook.report import Report
from tests.plans import KADER_CSV, PETUGAS_CSV, SULI, of, plan, spot
from tests.running import EXAMPLES, ilp

PADA = date(2025, 12, 1)
HEAD = """\
kabupaten: {nama: Majene}
roster: .
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas:
  - nama: Lembang
    pustu: [{nama: Rangas}]
    posyandu: [{nama: Melati, pustu: Rangas}, {nama: Leppe Indah, pustu: Rangas}, {nama: Nurul Hidayah}]
  - {nama: Totoli, pustu: [{nama: Baruga}], posyandu: [{nama: Mawar, pustu: Baruga}]}
tahap:
  - tahun: 2025
    lokus:
      - {puskesmas: Lembang, pustu: [Rangas], posyandu: [Melati, Leppe Indah, Nurul Hidayah]}
  - {tahun: 2026, lokus: [{puskesmas: Totoli, pustu: [Baruga], posyandu: [Mawar]}]}
"""
TITLES = "puskesmas,pustu,posyandu,kelompok,layanan,ada,sejak\n"
CALM = """\
Lembang,,Melati,semua sasaran,,ya,
Lembang,,Leppe Indah,semua sasaran,,ya,
Lembang,,Nurul Hidayah,semua sasaran,,ya,
"""
CODES = tuple(f"ILP43{number}" for number in range(8))


def folder(place: Path, rows: str, head: str = HEAD, petugas: str = "", kader: str = "") -> Path:
    """A plan folder with a table Layanan."""
    people = petugas or "nama,puskesmas,pustu,profesi\nIna,Lembang,Rangas,Bidan\nYusuf,Lembang,Rangas,Perawat\n"
    carers = kader or "nama,puskesmas,pustu\nAni,Lembang,Rangas\nTuti,Lembang,Rangas\n"
    return plan(place, head, petugas_csv=people, kader_csv=carers, layanan_csv=TITLES + rows)


def said(report: Report, *codes: str) -> list[tuple[str, str, str]]:
    """The findings of these codes: code, place, words."""
    return [(finding.code, spot(finding), finding.message) for finding in of(report, *(codes or CODES))]


def test_a_district_that_says_what_belongs_is_told_nothing(tmp_path: Path) -> None:
    assert said(check(folder(tmp_path, CALM), pada=PADA)) == []


def test_a_district_without_the_table_is_told_nothing_new(tmp_path: Path) -> None:
    report = check(plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV), pada=PADA)
    assert said(report) == []


def test_what_is_missing_or_in_the_wrong_place_is_told_at_its_cell(tmp_path: Path) -> None:
    rows = (
        CALM
        + "Lembang,,Nurul Hidayah,usia lanjut,,tidak,2025-02-01\n"
        + "Lembang,,Melati,balita,imunisasi; gizi; mtbs,tidak,\n"
        + "Lembang,,Melati,,persalinan,ya,\n"
        + "Lembang,,Leppe Indah,balita,neonatal; bblr,tidak,\n"
        + "Lembang,Rangas,,ibu hamil,pengobatan,ya,\n"
    )
    report = check(folder(tmp_path, rows), pada=PADA)
    assert said(report) == [
        ("ILP430", "layanan.csv:5", "posyandu Nurul Hidayah (Lembang): usia lanjut tidak dilayani"),
        (
            "ILP432",
            "layanan.csv:6",
            "posyandu Melati (Lembang): imunisasi bayi dan balita dan gizi anak dinyatakan tidak ada, padahal "
            "tempatnya di posyandu",
        ),
        (
            "ILP433",
            "layanan.csv:7",
            "posyandu Melati (Lembang): persalinan dinyatakan ada, padahal tempatnya di puskesmas",
        ),
    ]
    ranks = {finding.code: (finding.rank, finding.citation) for finding in of(report, *CODES)}
    assert ranks["ILP430"][0] == "resmi"
    assert ranks["ILP432"] == ("turunan", "KMK HK.01.07/MENKES/2015/2023, Gambar 12")


def test_of_a_pustu_a_group_that_is_not_served_is_a_reading(tmp_path: Path) -> None:
    report = check(folder(tmp_path, CALM + "Lembang,Rangas,,usia lanjut,,tidak,\n"), pada=PADA)
    (finding,) = of(report, *CODES)
    assert (finding.code, finding.rank, finding.pustu) == ("ILP430", "turunan", "Rangas")


@pytest.mark.parametrize("service", list(matriks().layanan.values()), ids=lambda service: service.kunci)
def test_no_cell_that_is_not_sure_is_ever_a_finding(tmp_path: Path, service: Layanan) -> None:
    """Of each service at a posyandu a no is told only where it belongs, a yes only where it does not."""
    name = f'"{service.nama}"'
    for ada, code, wrong in (("tidak", "ILP432", Nilai.YA), ("ya", "ILP433", Nilai.TIDAK)):
        rows = f"{CALM}Lembang,,Melati,{service.kelompok},{name},{ada},\n"
        report = check(folder(tmp_path / ada, rows), pada=PADA)
        told = [finding.code for finding in of(report, "ILP432", "ILP433", "ILP434")]
        assert told == ([code] if service.at("posyandu") is wrong else [])


def test_what_is_only_planned_or_not_asked_for_is_not_held_against_anybody(tmp_path: Path) -> None:
    rows = CALM + "Totoli,,Mawar,usia lanjut,,tidak,\nTotoli,,Mawar,balita,imunisasi,tidak,\n"
    assert {code for code, _, _ in said(check(folder(tmp_path, rows), pada=PADA))} == {"ILP430", "ILP431", "ILP432"}
    assert said(check(tmp_path, pada=PADA, tahun=(2025,))) == []


def test_referral_ends_where_nobody_receives(tmp_path: Path) -> None:
    rows = (
        CALM
        + "Lembang,,Melati,usia dewasa,tensi,ya,\n"
        + "Lembang,,Melati,balita,gizi,ya,\n"
        + "Lembang,,Nurul Hidayah,usia dewasa,gula darah; tensi,ya,\n"
        + "Lembang,Rangas,,balita,gizi,ya,\n"
        + "Lembang,,,ibu hamil,usg,tidak,\n"
        + "Lembang,Rangas,,ibu hamil,anc,ya,\n"
        + "Lembang,Rangas,,usia dewasa,tensi,tidak,\n"
    )
    report = check(folder(tmp_path, rows), pada=PADA)
    assert said(report, "ILP436") == [
        (
            "ILP436",
            "layanan.csv:9",
            "pustu Rangas (Lembang) merujuk ke puskesmas (K1 dan K5 oleh dokter dengan USG), tetapi puskesmas Lembang "
            "menyatakan tidak ada pemeriksaan kehamilan K1 dan K5 (dokter dan USG)",
        ),
        (
            "ILP436",
            "layanan.csv:11",
            "posyandu Melati (Lembang) merujuk ke pustu (tensi tinggi yang ditemukan di posyandu), tetapi pustu Rangas "
            "menyatakan tidak ada skrining hipertensi",
        ),
        (
            "ILP436",
            "roadmap.yaml:7:83",
            "posyandu Nurul Hidayah (Lembang) merujuk ke pustu (tensi tinggi yang ditemukan di posyandu dan gula darah "
            "tinggi yang ditemukan di posyandu), tetapi pustu pembinanya belum disebut",
        ),
    ]
    policy = HEAD + "kebijakan: {lokus_tanpa_pustu: ya}\n"
    without = check(folder(tmp_path / "kota", rows, policy), pada=PADA)
    assert [place for _, place, _ in said(without, "ILP436")] == ["layanan.csv:9"], "no pustu stands between"


def test_a_pustu_that_guides_and_is_not_registered_receives_nothing(tmp_path: Path) -> None:
    rows = CALM + "Lembang,,Melati,usia dewasa,tensi,ya,\n"
    report = check(folder(tmp_path, rows, HEAD.replace("Melati, pustu: Rangas", "Melati, pustu: Ranggas")), pada=PADA)
    (finding,) = of(report, "ILP436")
    assert finding.message.endswith("tetapi pustu “Ranggas” tidak terdaftar")


def test_rows_that_contradict_one_another_name_the_other_one(tmp_path: Path) -> None:
    rows = CALM + "Lembang,,Melati,balita,gizi,ya,\nLembang,,Melati,balita,gizi,tidak,\n"
    report = check(folder(tmp_path, rows), pada=PADA)
    assert said(report) == [
        (
            "ILP435",
            "layanan.csv:6",
            "posyandu Melati (Lembang): gizi anak dinyatakan tidak ada, padahal baris 5 menyatakan ada",
        )
    ]


def test_a_shortage_names_what_is_offered_without_the_one_it_rests_on(tmp_path: Path) -> None:
    rows = CALM + "Lembang,Rangas,,ibu hamil,anc; ktpa,ya,\nLembang,Rangas,,usia dewasa,tensi,ya,\n"
    petugas = "nama,puskesmas,pustu,profesi\nYusuf,Lembang,Rangas,Perawat\n"
    report = check(folder(tmp_path, rows, petugas=petugas), pada=PADA, tahun=(2025,))
    (finding,) = of(report, "ILP201")
    assert finding.message == (
        "pustu Rangas (Lembang): 0 bidan, minimum 1, kurang 1; dinyatakan ada, padahal bergantung pada bidan "
        "(turunan): pemeriksaan kehamilan K2–K4 dan K6"
    )
    assert not of(report, "ILP202")


@pytest.mark.parametrize(("code", "profesi"), [("ILP201", "bidan"), ("ILP202", "perawat")])
def test_the_page_of_a_shortage_counts_what_is_lost(code: str, profesi: str) -> None:
    page = " ".join(ilp("explain", code).stdout.split())
    assert f"Tanpa {profesi}, pustu tidak punya pelaksana untuk {matriks().lost(profesi)};" in page
    assert "Pembagian itu bacaan program (turunan)." in page
    assert "pelaksana" not in ilp("explain", "ILP203").stdout


def test_the_answer_counts_what_the_rows_say(tmp_path: Path) -> None:
    rows = CALM + "Lembang,,Nurul Hidayah,usia lanjut,,tidak,2025-02-01\nLembang,,Melati,balita,imunisasi,ya,\n"
    answer = services(folder(tmp_path, rows), pada=PADA, puskesmas="Lembang")
    document = answer.document()
    assert document["ringkasan"] == {
        "unit": 5,
        "menyatakan": 3,
        "posyandu_semua_sasaran": {"ya": 2, "tidak": 1, "belum diketahui": 0},
    }
    columns, listed = answer.table("unit")
    assert all(list(row) == list(columns) for row in listed)
    melati = next(row for row in listed if row["unit"] == "Melati")
    assert (melati["imunisasi_ada"], melati["imunisasi_belum"], melati["ada"]) == (1, 1, ["Imunisasi bayi dan balita"])
    columns, listed = answer.table("layanan")
    assert all(list(row) == list(columns) for row in listed)
    here = [service for service in matriks().layanan.values() if service.at("posyandu") is Nilai.YA]
    uneven = [service for service in matriks().layanan.values() if service.at("posyandu") is Nilai.TIDAK_SERAGAM]
    assert Counter(row["unit"] for row in listed)["Melati"] == len(here) + len(uneven)
    assert len(answer.table("matriks")[1]) == sum(len(service.sel) for service in matriks().layanan.values())
    with pytest.raises(Misuse, match="tabel “unitt” tidak ada"):
        answer.table("unitt")


def test_the_command_gives_one_answer_in_three_forms(tmp_path: Path) -> None:
    place = folder(tmp_path, CALM)
    text = ilp("services", place, "--pada", "2025-12-01")
    assert text.returncode == 0
    assert (
        "Lembang    posyandu Melati         ya   ya          ya              ya      ya      belum      ya"
        in text.stdout
    )
    document = json.loads(ilp("services", place, "--pada", "2025-12-01", "--format", "json").stdout)
    assert document["command"] == "services"
    assert document["dasar"]["pangkat"] == "turunan"
    listed = ilp(
        "services", place, "--pada", "2025-12-01", "--format", "csv", "--tabel", "matriks", "--tempat", "rumah"
    )
    rows = list(csv.DictReader(io.StringIO(listed.stdout)))
    assert {row["tempat"] for row in rows} == {"rumah"}
    assert [row["nilai"] for row in rows if row["layanan"] == "Skrining PPOK"] == ["tidak seragam"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--tempat", "posyandi"), "tempat “posyandi” tidak ada; apakah maksudnya “posyandu”?"),
        (("--puskesmas", "Lembangg"), "puskesmas “Lembangg” tidak terdaftar; apakah maksudnya “Lembang”?"),
        (("--tahun", "2031"), "tahap 2031 tidak ada di roadmap"),
        (("--tabel", "unit"), "--tabel hanya untuk bentuk csv"),
    ],
)
def test_a_wrong_word_is_refused(tmp_path: Path, words: tuple[str, str], told: str) -> None:
    answer = ilp("services", folder(tmp_path, CALM), *words)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert told in answer.stderr


def test_a_roadmap_that_cannot_be_read_is_an_input_that_is_missing(tmp_path: Path) -> None:
    assert ilp("services", plan(tmp_path, "kabupaten: {nama: 'x\n")).returncode == 3
    assert ilp("services", plan(tmp_path / "no-roster", HEAD.replace("roster: .\n", ""))).returncode == 0


def test_the_sheet_shows_groups_and_programmes_of_those_who_say_something(tmp_path: Path) -> None:
    rows = CALM + "Lembang,,Nurul Hidayah,usia lanjut,,tidak,2025-02-01\nLembang,Rangas,,balita,imunisasi,tidak,\n"
    export(folder(tmp_path, rows), tmp_path / "rencana.xlsx", pada=PADA, rancangan=True)
    book = load_workbook(tmp_path / "rencana.xlsx")
    sheet = book["Layanan"]
    lines = {
        str(row[0].value): [cell.value for cell in row] for row in reversed(list(sheet.iter_rows())) if row[0].value
    }
    assert lines["Posyandu Nurul Hidayah"][1:7] == ["● ya", "● ya", "● ya", "● ya", "○ tidak", "? belum"]
    assert lines["Posyandu Nurul Hidayah"][11] == "Usia lanjut tidak dilayani"
    assert lines["Pustu Rangas"][8] == "● 0/2\n○ 1\n? 1"
    assert lines["Imunisasi bayi dan balita"][2:7] == ["○ tidak", "? belum", "? belum", "? belum", (
        "puskesmas, pustu dan posyandu (Gambar 12)"
    )]  # fmt: skip
    assert lines["Kunjungan neonatal"][3] == "≠ KMK"
    assert "Puskesmas Totoli" not in lines
    assert any(text.startswith("3 unit lokus di puskesmas lain belum menyatakan") for text in lines)


@pytest.mark.parametrize("kertas", ["f4", "a4"])
@pytest.mark.parametrize("name", ["majene", "padang-pariaman"])
def test_a_table_that_goes_on_has_two_rows_on_its_next_page(name: str, kertas: str) -> None:
    case = opened(EXAMPLES[0].parent / name, pada=date(2026, 11, 21))
    sheets = plan_book(case, report_of(case), BookOptions(kertas=kertas, rancangan=True)).sheets
    sheet = next(sheet for sheet in sheets if sheet.name == "Layanan")
    heads = [row.cells[0].style.startswith("head") for row in sheet.rows]
    gone_on = [row for row in sheet.breaks if heads[row]]
    assert gone_on
    assert [row for row in gone_on if heads[row + 1] or heads[row + 2]] == []


def test_a_plan_without_the_table_has_no_such_sheet(tmp_path: Path) -> None:
    export(
        plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV),
        tmp_path / "x.xlsx",
        pada=PADA,
        rancangan=True,
    )
    assert "Layanan" not in load_workbook(tmp_path / "x.xlsx").sheetnames


def test_the_table_is_offered_and_kept_by_an_import(tmp_path: Path) -> None:
    place = folder(tmp_path / "plan", CALM)
    assert "Layanan" in template(place, tmp_path / "isian.xlsx", tables=SHEETS_OF_ROSTER)
    titles = [
        str(cell.value).partition(" (")[0].removesuffix(" *")
        for cell in load_workbook(tmp_path / "isian.xlsx")["Layanan"][1]
    ]
    assert titles == [
        "Puskesmas", "Pustu", "Posyandu", "Kelompok", "Layanan", "Ada layanannya", "Sejak", "Keterangan",
    ]  # fmt: skip
    head = "PKM,Nama Posyandu,Sasaran,Pelayanan,Tersedia\n"
    written = "Puskesmas Lembang,Posyandu Melati,BALITA,Imunisasi,tidak ada\n"
    messy = plan(tmp_path / "messy", "", layanan_csv=head + written)
    import_roster([messy / "layanan.csv"], place, tmp_path / "roster.xlsx", tables=SHEETS_OF_ROSTER)
    row = [cell.value for cell in load_workbook(tmp_path / "roster.xlsx")["Layanan"][2]]
    assert row[:6] == ["Lembang", None, "Melati", "balita", "Imunisasi", "tidak"]
