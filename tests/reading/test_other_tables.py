"""Tables that list places rather than people are read as planners write them: sums, signatures, months, counts."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from ilp_cli.capabilities.pws.verb import pws
from ilp_cli.checking.verb import check
from ilp_cli.core.finding import Severity
from ilp_cli.core.outcome import Misuse
from ilp_cli.district.capaian import CAPAIAN, month_of
from ilp_cli.district.every_table import EVERY
from ilp_cli.district.layanan import LAYANAN
from ilp_cli.district.table import TableSpec
from ilp_cli.district.tables import ROSTER
from ilp_cli.files.misfits import Unreadable
from ilp_cli.law.indicators import meant
from ilp_cli.reading.load import load
from ilp_cli.registry import SHEETS_OF_ROSTER
from ilp_cli.rulebook.report import Report
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, PETUGAS_TABLE, SULI, of, plan, saved, spot, workbook

HEAD = "puskesmas,posyandu,desa,indikator,tahun,bulan,sasaran,dilayani\n"


def folder(place: Path, rows: str, **files: str | bytes) -> Path:
    return plan(place, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, capaian_csv=HEAD + rows, **files)


def told(report: Report, *codes: str) -> list[tuple[str, str]]:
    return [(spot(finding), finding.message) for finding in of(report, *codes)]


def test_sums_and_signatures_below_a_table_of_places_are_no_rows(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        "Suli,Melati,,IDL,2026,Mei,10,4\n"
        "Suli,,Jumlah Suli,IDL,2026,Mei,10,4\n"
        "TOTAL,,,IDL,2026,Mei,10,4\n"
        ',,,,,,,"Belopa, 2 Juni 2026"\n'
        ",,,,,,,Kepala Puskesmas Suli\n"
        ",,,,,,,dr. Mira Rekaan\n",
    )
    report = check(place, pada=PADA)
    district = load(place, tables=SHEETS_OF_ROSTER)
    assert [row.row for row in district.isian[CAPAIAN.name]] == [2]
    assert not of(report, "ILP003", "ILP004", "ILP017")
    assert [words for _, words in told(report, "ILP020")] == [
        "2 baris (baris 3, 4) dilewati: baris jumlah",
        "3 baris (baris 5, 6, 7) dilewati: blok tanda tangan",
    ]


def test_a_whole_row_below_a_signature_is_read_and_an_incomplete_one_without_any_is_asked_about(tmp_path: Path) -> None:
    place = folder(tmp_path, "Mengetahui,,,,,,,\nSuli,Melati,,IDL,2026,Mei,10,4\nSuli,Melati,,,2026,Juni,10,4\n")
    report = check(place, pada=PADA)
    assert [row.row for row in load(place, tables=SHEETS_OF_ROSTER).isian[CAPAIAN.name]] == [3, 4]
    assert [place for place, _ in told(report, "ILP003")] == ["capaian.csv:4"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, (None, 11)) for text in ("11", "Nop", "nopember", "NOVEMBER", "Bulan November", "nov.", "12 Nop")),
        *((text, (2025, 8)) for text in ("Agt 2025", "Agustus-25", "aug-25", "Ags '25", "08/25", "31 Agustus 2025")),
        *((text, (2025, 8)) for text in ("2025-08", "2025/8", "8/2025", "31/08/2025", "2025-08-31 00:00:00")),
        *((text, (None, None)) for text in ("", "13", "08/12", "triwulan I", "semua", "Mei-Juni", "0")),
    ],
)
def test_a_month_is_known_as_people_write_it(text: str, expected: tuple[int | None, int | None]) -> None:
    assert month_of(text) == expected


def test_a_count_may_say_what_is_counted_but_nothing_else(tmp_path: Path) -> None:
    rows = "".join(
        f"Suli,Melati,,IDL,2026,{month},{text},1\n"
        for month, text in enumerate(("40 bayi", "40 Orang", "1.040 jiwa", "40 kg", "40 dari 50", "40%"), 1)
    )
    place = folder(tmp_path, rows)
    listed = load(place, tables=SHEETS_OF_ROSTER).isian[CAPAIAN.name]
    assert [row.values.get("sasaran") for row in listed] == [40, 40, 1040, None, None, None]
    assert [place for place, _ in told(check(place, pada=PADA), "ILP004")] == [f"capaian.csv:{n}" for n in (5, 6, 7)]


@pytest.mark.parametrize("text", ["k6", "K 6", "K-6", "bumil K6", "BumilK6"])
def test_an_indicator_is_known_however_it_is_spaced(text: str) -> None:
    known = meant(text)
    assert known is not None
    assert known.kunci == "k6"


@pytest.mark.parametrize("text", ["", "k", "k66", "6", "k 66"])
def test_what_is_no_indicator_is_none(text: str) -> None:
    assert meant(text) is None


@pytest.mark.parametrize("word", ["?", "belum diketahui", "Tidak tahu", "belum dilaporkan"])
def test_an_answer_that_nobody_knows_is_no_fault_and_neither_yes_nor_no(tmp_path: Path, word: str) -> None:
    table = f"puskesmas,posyandu,kelompok,ada\nSuli,Melati,balita,{word}\nSuli,Melati,remaja,ya\n"
    place = plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, layanan_csv=table)
    report = check(place, pada=PADA)
    assert [row.values.get("ada") for row in load(place, tables=SHEETS_OF_ROSTER).isian[LAYANAN.name]] == [None, True]
    assert not of(report, "ILP003", "ILP004", "ILP430", "ILP435")
    assert any("balita" in words for _, words in told(report, "ILP431"))


def test_a_table_is_known_by_the_most_of_its_titles_also_under_another_name_before_the_people(tmp_path: Path) -> None:
    book = workbook(
        Rekap="""
            Puskesmas | Desa | Posyandu | Indikator | Tahun | Bulan | Sasaran | Dilayani
            Suli      |      | Melati   | IDL       | 2026  | Mei   | 10      | 4
                      |      |          |           |       |       |         |
            Puskesmas | Klaster | Kedudukan | Nama
            Suli      | 1       | PJ        | Ina
        """,
        Petugas=PETUGAS_TABLE,
    )
    place = plan(tmp_path, SULI.replace("roster: .", "roster: roster.xlsx"), roster_xlsx=book)
    district = load(place, tables=SHEETS_OF_ROSTER)
    assert {name: len(rows) for name, rows in district.isian.items()} == {"capaian": 1, "klaster": 1}


def test_a_table_with_a_column_for_each_month_that_lacks_something_else_is_told_once(tmp_path: Path) -> None:
    table = "puskesmas,posyandu,tahun,sasaran,Okt,Nop,Des\nSuli,Melati,2026,10,1,2,3\n"
    place = plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, capaian_csv=table)
    report = check(place, pada=PADA)
    assert not of(report, "ILP008")
    assert ["3 kolom berjudul nama bulan" in words for _, words in told(report, "ILP006")] == [False, True]
    with pytest.raises(Unreadable, match="lembar Capaian tidak terbaca"):
        pws(place, pada=PADA)


def test_a_struck_row_of_places_is_told(tmp_path: Path) -> None:
    table = """
        Puskesmas | Posyandu | Indikator | Tahun | Bulan | Sasaran | Dilayani
        Suli      | Melati   | IDL       | 2026  | Mei   | 10      | 4
        Suli      | Melati   | IDL       | 2026  | Juni  | 10      | 4
    """
    book = load_workbook(BytesIO(workbook(Capaian=table, Petugas=PETUGAS_TABLE)))
    book["Capaian"]["A3"].font = Font(strike=True)
    place = plan(tmp_path, SULI.replace("roster: .", "roster: roster.xlsx"), roster_xlsx=saved(book))
    assert told(check(place, pada=PADA), "ILP024") == [
        ("roster.xlsx:Capaian!A3", "“Suli” tetap dibaca, padahal barisnya dicoret")
    ]


def test_a_target_may_be_written_with_its_sign_and_is_whole(tmp_path: Path) -> None:
    good = SULI + 'kebijakan: {target_capaian: {k1: "95%", K-6: 90.0, d/s: "85 %"}}\n'
    district = load(plan(tmp_path / "good", good, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV))
    assert district.kebijakan.target_capaian == {"k1": 95, "k6": 90, "ditimbang": 85}
    bad = SULI + 'kebijakan: {target_capaian: {k1: "95,5%", idl: 101, ibl: banyak}}\n'
    report = check(plan(tmp_path / "bad", bad, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV), pada=PADA)
    assert [words.partition(";")[0] for _, words in told(report, "ILP004")] == [
        f"“{key}” harus persen bulat, 0 sampai 100" for key in ("k1", "idl", "ibl")
    ]


def test_an_indicator_that_is_none_is_refused_by_the_command_too(tmp_path: Path) -> None:
    place = folder(tmp_path, "Suli,Melati,,IDL,2026,Mei,10,4\n")
    assert [item.indikator.kunci for item in pws(place, pada=PADA, indikator=["i d l"]).pws.deret] == ["idl"]
    with pytest.raises(Misuse, match="K9"):
        pws(place, pada=PADA, indikator=["K9"])


def test_every_table_of_a_roster_is_known_where_it_begins_also_to_who_does_without_it() -> None:
    assert {table.name for table in EVERY} == {table.name for table in SHEETS_OF_ROSTER}


@pytest.mark.parametrize("tables", [ROSTER, (*ROSTER, CAPAIAN), SHEETS_OF_ROSTER])
def test_a_table_below_the_people_is_nobody_whatever_a_command_looks_for(
    tmp_path: Path, tables: Sequence[TableSpec]
) -> None:
    people = """
        nama | puskesmas | pustu | profesi
        Ina | Suli | Cimpu | Bidan
        puskesmas | posyandu | desa | dusun | kk
        Suli | Melati | Cimpu | Dusun Satu | 20
        Suli | Melati | Cimpu | Dusun Dua | 25
        Nama Kader | Puskesmas | Posyandu
        Ani Wati | Suli | Melati
    """
    capaian = """
        puskesmas | desa | indikator | bulan | tahun | sasaran | dilayani
        Suli | Cimpu | K4 | Januari | 2026 | 10 | 5
        puskesmas | posyandu | desa | dusun | kk
        Suli | Melati | Cimpu | Dusun Tiga | 30
    """
    plan(tmp_path, SULI.replace("roster: .", "roster: r.xlsx"), r_xlsx=workbook(Data=people, Capaian=capaian))
    district = load(tmp_path, tables=tables)
    assert [petugas.nama for petugas in district.petugas] == ["Ina"]
    assert [kader.nama for kader in district.kader] == ["Ani Wati"]
    assert not [misfit.message for misfit in district.misfits if misfit.severity is Severity.ERROR]
    assert len(district.isian.get("capaian", ())) == (CAPAIAN in tables)
