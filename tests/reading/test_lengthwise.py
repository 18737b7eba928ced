"""A table with a column for each month, indicator, klaster or group says what the long one says, at its own cells."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from openpyxl import load_workbook

from ilp_cli.capabilities.anonim.verb import anonim
from ilp_cli.capabilities.intake.verb import import_roster
from ilp_cli.capabilities.pws.verb import Coverage, pws
from ilp_cli.checking.verb import check
from ilp_cli.core.finding import Severity
from ilp_cli.district.district import District
from ilp_cli.district.place import Posyandu, Puskesmas, Pustu
from ilp_cli.reading.load import load
from ilp_cli.registry import SHEETS_OF_ROSTER
from ilp_cli.rulebook.report import Report
from tests.plans import KADER_TABLE, PADA, PETUGAS_TABLE, SULI, of, plan, spot, workbook

MONTHS = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
TWO = SULI.replace("[{nama: Melati}]", "[{nama: Melati}, {nama: Mawar}]")


def folder(place: Path, roadmap: str = SULI, **sheets: str) -> Path:
    """A plan folder with the people of the tests and these sheets."""
    book = workbook(**sheets, Petugas=PETUGAS_TABLE, Kader=KADER_TABLE)
    return plan(place, roadmap.replace("roster: .", "roster: roster.xlsx"), roster_xlsx=book)


def rows(district: District, table: str) -> list[dict[str, object]]:
    """The rows of a table as they were understood."""
    return [dict(row.values) for row in district.isian.get(table, ())]


def rows_of(coverage: Coverage) -> list[list[dict[str, object]]]:
    """All that coverage tells, table by table."""
    return [coverage.rows(table) for table in ("capaian", "kosong", "tren", "pemicu")]


def read(place: Path) -> District:
    """The district with all its tables."""
    return load(place, tables=SHEETS_OF_ROSTER)


def told(report: Report, *codes: str) -> list[tuple[str, str]]:
    """What findings with these codes say, and where."""
    return [(spot(finding), finding.message) for finding in of(report, *codes)]


def cells(district: District, table: str, column: str) -> list[str | None]:
    """Where a column of each row stands in the file."""
    return [row.place(column).cell for row in district.isian[table]]


@pytest.mark.parametrize("seed", range(12))
def test_months_across_say_what_months_below_one_another_say(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    months = rng.sample(range(12), 5)
    figures = {
        (posyandu, indikator, month): rng.choice(["0", "1", "7", "-", ""])
        for posyandu in ("Melati", "Mawar")
        for indikator in ("K1", "D/S")
        for month in months
    }
    used = [month for month in months if any(text not in ("", "-") for key, text in figures.items() if key[2] == month)]
    areas = dict.fromkeys(key[:2] for key in figures)
    head = "Puskesmas | Posyandu | Indikator | Tahun | Sasaran | "
    across = [head + " | ".join(MONTHS[month] for month in months)]
    across += [
        f"Suli | {p} | {i} | 2026 | 40 | " + " | ".join(figures[p, i, month] for month in months) for p, i in areas
    ]
    below = [head + "Bulan | Dilayani"]
    below += [
        f"Suli | {p} | {i} | 2026 | 40 | {MONTHS[month]} | {figures[p, i, month]}" for p, i in areas for month in used
    ]
    wide = pws(folder(tmp_path / "wide", TWO, Capaian="\n".join(across)), pada=PADA)
    deep = pws(folder(tmp_path / "long", TWO, Capaian="\n".join(below)), pada=PADA)
    assert rows_of(wide) == rows_of(deep)


def test_each_figure_is_told_at_its_own_cell_and_what_is_no_figure_is_not_counted(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        Capaian="""
            LAPORAN PWS TAHUN 2026
            No | Puskesmas | Posyandu | Indikator | Sasaran | Jan | Feb | Mar | Apr | TW I | Total | Kum. Mar
            1  | Suli      | Melati   | K1        | 10      | 4   | 5%  | -   | 30  | 9    | 39    | 9
            2  | Jumlah    |          |           | 10      | 4   | 5   |     | 30  | 9    | 39    | 9
        """,
    )
    district, report = read(place), check(place, pada=PADA)
    assert [row.get("dilayani") for row in rows(district, "capaian")] == [4, None, 30]
    assert {row["tahun"] for row in rows(district, "capaian")} == {2026}
    assert cells(district, "capaian", "dilayani") == ["F3", "G3", "I3"]
    assert cells(district, "capaian", "sasaran") == ["E3"] * 3
    assert told(report, "ILP004") == [
        ("roster.xlsx:Capaian!G3", "“dilayani” harus bilangan bulat, 0 atau lebih; tertulis “5%”")
    ]
    assert [place for place, _ in told(report, "ILP540")] == ["roster.xlsx:Capaian!I3"]
    assert [words for _, words in told(report, "ILP020")] == ["1 baris (baris 4) dilewati: baris jumlah"]
    assert sorted(place for place, _ in told(report, "ILP008")) == [f"roster.xlsx:Capaian!{cell}2" for cell in "JKL"]


def test_indicators_stand_across_over_sasaran_and_dilayani_and_percent_is_left(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        **{
            "PWS KIA": """
                LAPORAN BULAN MARET 2026
                PUSKESMAS SULI
                Posyandu | K1      |         |      | IDL     |         | K4 | Cakupan K6
                         | Sasaran | Capaian | %    | Sasaran | Capaian |    |
                Melati   | 40      | 5       | 12,5 | 30      | 0       | 8  | 80
                Jumlah   | 40      | 5       | 12,5 | 30      | 0       | 8  | 80
            """
        },
    )
    district, report = read(place), check(place, pada=PADA)
    assert [(row["indikator"], row["sasaran"], row["dilayani"]) for row in rows(district, "capaian")] == [
        ("K1", 40, 5),
        ("IDL", 30, 0),
    ]
    assert cells(district, "capaian", "dilayani") == ["C5", "F5"]
    assert {row.induk for row in district.isian["capaian"]} == {("puskesmas", 0)}
    assert [place for place, _ in told(report, "ILP008")] == [f"roster.xlsx:PWS KIA!{cell}4" for cell in "DHG"]


def test_one_sheet_may_hold_indicator_month_and_figure_one_above_the_other(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        Capaian="""
            Puskesmas | Desa  | K1 2026 |          |         |          | K6 2026 |
                      |       | Jan     |          | Feb     |          | Jan     |
                      |       | Sasaran | Dilayani | Sasaran | Dilayani | Sasaran | Dilayani
            Suli      | Cimpu | 20      | 1        | 20      | 2        | 20      | 3
        """.replace("K1 2026", "K1")
        .replace("K6 2026", "K6")
        .replace("Jan ", "Jan 2026 ")
        .replace("Feb ", "Feb 2026 "),
    )
    assert [(row["indikator"], row["bulan"], row["dilayani"]) for row in rows(read(place), "capaian")] == [
        ("K1", "Januari 2026", 1),
        ("K1", "Februari 2026", 2),
        ("K6", "Januari 2026", 3),
    ]


def test_one_indicator_may_be_named_above_the_months_alone_and_two_are_none(tmp_path: Path) -> None:
    table = """
        CAPAIAN {} TAHUN 2026
        Puskesmas | Posyandu | Sasaran | Jan | Feb
        Suli      | Melati   | 10      | 1   | 2
    """
    district = read(folder(tmp_path / "one", PWS=table.format("IMUNISASI DASAR LENGKAP")))
    assert [(row["indikator"], row["dilayani"]) for row in rows(district, "capaian")] == [("IDL", 1), ("IDL", 2)]
    two = folder(tmp_path / "two", Capaian=table.format("K1 DAN K6"))
    assert not rows(read(two), "capaian")
    assert "kolom wajib indikator tidak ada" in " ".join(words for _, words in told(check(two, pada=PADA), "ILP006"))


def test_titles_that_mean_the_same_or_two_things_are_asked_about_and_not_read(tmp_path: Path) -> None:
    twice = folder(
        tmp_path / "twice",
        Capaian="""
            Puskesmas | Posyandu | Indikator | Tahun | Jan | Januari | Feb | Mar
            Suli      | Melati   | K1        | 2026  | 1   | 2       | 3   | 4
        """,
    )
    assert [row["dilayani"] for row in rows(read(twice), "capaian")] == [3, 4]
    assert told(check(twice, pada=PADA), "ILP008") == [
        (
            f"roster.xlsx:Capaian!{cell}1",
            f"kolom “{title}” tidak dikenal dan tidak dibaca; sama artinya dengan kolom lain",
        )
        for cell, title in (("E", "Jan"), ("F", "Januari"))
    ]
    target = folder(
        tmp_path / "target",
        Capaian="""
            Puskesmas | Posyandu | Indikator | Tahun | Rencana |     | Realisasi |
                      |          |           |       | Jan     | Feb | Jan       | Feb
            Suli      | Melati   | K1        | 2026  | 8       | 9   | 1         | 2
        """,
    )
    assert [row["dilayani"] for row in rows(read(target), "capaian")] == [1, 2]
    assert len(told(check(target, pada=PADA), "ILP008")) == 2


def test_the_members_of_each_klaster_may_stand_in_a_column_of_its_own(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        Klaster="""
            Puskesmas | Klaster 1 PJ | NIP PJ Klaster 1   | Klaster II Anggota | PJ Klaster 3 Lansia | Klaster 9 PJ
            Suli      | Ina          | 198001012005012001 | 1. Yusuf; 2. Ina   | -                  | Lala
        """,
    )
    district = read(place)
    assert [(row["klaster"], row["kedudukan"], row["nama"]) for row in rows(district, "klaster")] == [
        ("1", "PJ", "Ina"),
        ("2", "Anggota", "Yusuf"),
        ("2", "Anggota", "Ina"),
    ]
    assert cells(district, "klaster", "nama") == ["B2", "D2", "D2"]
    report = check(place, pada=PADA)
    assert [place for place, _ in told(report, "ILP008")] == ["roster.xlsx:Klaster!F1"]
    assert not of(report, "ILP003", "ILP019")


def test_a_klaster_may_stand_as_a_line_above_its_members(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        Klaster="""
            SUSUNAN KLASTER PUSKESMAS SULI
            No | Nama | Jabatan | Kedudukan
            I. KLASTER 1 MANAJEMEN
            1  | Ina   | Bidan   | Koordinator
            KLASTER 2 IBU DAN ANAK
            1  | Yusuf | Perawat | Penanggung Jawab
            No | Nama | Jabatan | Kedudukan
            2  | Ina   | Bidan   | Anggota
            LINTAS KLASTER
            1  | Yusuf | Perawat | Ketua
            KLASTER 7 LAIN-LAIN
            1  | Ina   | Bidan   | Anggota
        """,
    )
    district, report = read(place), check(place, pada=PADA)
    assert [(row.row, row.values["klaster"], row.values["kedudukan"]) for row in district.isian["klaster"]] == [
        (4, "1", "PJ"),
        (6, "2", "PJ"),
        (8, "2", "Anggota"),
        (10, "lintas", "PJ"),
        (12, "KLASTER 7 LAIN-LAIN", "Anggota"),
    ]
    assert {row.induk for row in district.isian["klaster"]} == {("puskesmas", 0)}
    assert [place for place, _ in told(report, "ILP449")] == ["roster.xlsx:Klaster!A12"]


def test_services_stand_across_and_blank_is_neither_yes_nor_no(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        Layanan="""
            Puskesmas | Pustu | Posyandu | Ibu hamil | Balita | Remaja | Usia lanjut
            Suli      | Cimpu |          | ✓         | ya     | tidak  | -
            Suli      |       | Melati   | v         |        | x      | ada
        """,
    )
    district, report = read(place), check(place, pada=PADA)
    assert [(row["kelompok"], row.get("ada")) for row in rows(district, "layanan")] == [
        ("ibu hamil", True),
        ("balita", True),
        ("remaja", False),
        ("ibu hamil", True),
        ("remaja", None),
        ("usia lanjut", True),
    ]
    assert [place for place, _ in told(report, "ILP004")] == ["roster.xlsx:Layanan!F3"]
    assert [place for place, _ in told(report, "ILP430")] == ["roster.xlsx:Layanan!F2"]


def test_a_sheet_of_counts_is_no_sheet_of_services(tmp_path: Path) -> None:
    counts = "Puskesmas | Pustu | Ibu hamil | Balita | Remaja\nSuli | Cimpu | 40 | 120 | 300\n"
    assert not rows(read(folder(tmp_path, Sasaran=counts)), "layanan")


def test_groups_of_skills_stand_across_and_trained_or_assessed_is_asked_for(tmp_path: Path) -> None:
    place = folder(
        tmp_path / "said",
        Pelatihan="""
            Nama Kader | Puskesmas | Posyandu | Bayi balita |         | Ibu hamil |         | Lansia
                       |           |          | dilatih     | dinilai | dilatih   | dinilai |
            Sari       | Suli      | Melati   | 7 Mei 2026  | belum   | ya        |         | sudah
            Nur        | Suli      | Melati   |             |         |           | -       |
        """,
    )
    district = read(place)
    assert [(row["kelompok"], row.get("dilatih"), row.get("dinilai")) for row in rows(district, "keterampilan")] == [
        ("bayi dan balita", "7 Mei 2026", "belum"),
        ("ibu hamil dan menyusui", "ya", None),
        ("usia dewasa dan lansia", "sudah", None),
    ]
    assert cells(district, "keterampilan", "dinilai")[0] == "E3"
    assert len(district.kader) == 7, "a list of trainings takes the place of no list of people"
    unsaid = folder(
        tmp_path / "unsaid",
        Keterampilan="""
            Nama | Puskesmas | Ibu hamil | Lansia | Remaja dilatih | Balita dilatih
            Sari | Suli      | ya        | ya     | ya             | tidak
        """,
    )
    assert len(rows(read(unsaid), "keterampilan")) == 2
    assert [words.partition("; ")[2] for _, words in told(check(unsaid, pada=PADA), "ILP008")] == [
        "tidak jelas dilatih atau dinilai: tulis salah satunya di judul kolomnya"
    ] * 2


def test_criteria_of_readiness_stand_across(tmp_path: Path) -> None:
    place = folder(tmp_path, Kesiapan="Puskesmas | P1 | P3 | P5\nSuli | ya | belum | ?\n")
    assert [(row["kriteria"], row.get("keadaan")) for row in rows(read(place), "kesiapan")] == [
        ("P1", "ya"),
        ("P3", "belum"),
        ("P5", "?"),
    ]


def test_an_import_writes_it_long_and_a_copy_to_share_has_no_people(tmp_path: Path) -> None:
    place = folder(
        tmp_path / "plan",
        Capaian="Puskesmas | Posyandu | Indikator | Tahun | Jan | Feb | Lain\nSuli | Melati | K1 | 2026 | 1 | x | 9\n",
        Klaster="Puskesmas | Klaster 1 PJ | Klaster 2 PJ\nSuli | Ina | Yusuf\n",
    )
    new = plan(tmp_path / "new", SULI.replace("roster: .\n", ""))
    imported = import_roster([place / "roster.xlsx"], new, tables=SHEETS_OF_ROSTER)
    assert imported.written
    book = load_workbook(new / "roster.xlsx")
    listed = [[cell for cell in row if cell is not None] for row in book["Capaian"].iter_rows(2, values_only=True)]
    assert listed == [
        ["Suli", "Melati", "K1", 2026, "Januari", 1],
        ["Suli", "Melati", "K1", 2026, "Februari", "x"],
    ]
    copy = plan(tmp_path / "salinan", SULI.replace("roster: .", "roster: roster.xlsx"))
    anonim(place / "roster.xlsx", copy / "roster.xlsx", tables=SHEETS_OF_ROSTER)
    shared = read(copy)
    assert len(shared.isian["capaian"]) == 2
    assert [row["klaster"] for row in rows(shared, "klaster")] == ["1", "2"]
    assert not {"Ina", "Yusuf"} & {row["nama"] for row in rows(shared, "klaster")}


def test_the_titles_of_two_rows_stay_in_a_copy_to_share(tmp_path: Path) -> None:
    table = """
        Puskesmas | Posyandu | Tahun | K1  |     | IDL |     | Lain
                  |          |       | Jan | Feb | Jan | Feb |
        Suli      | Melati   | 2026  | 4   | 1   | 5   | 9   | Budi Rekaan
    """
    place = folder(tmp_path / "plan", Capaian=table)
    anonim(place / "roster.xlsx", tmp_path / "salinan.xlsx", tables=SHEETS_OF_ROSTER)
    listed = list(load_workbook(tmp_path / "salinan.xlsx")["Capaian"].iter_rows(values_only=True))
    assert [cell for cell in listed[0] if cell] == ["Puskesmas", "Posyandu", "Tahun", "K1", "IDL", "Lain"]
    assert listed[2][3:] == ("4", "1", "5", "9", "(dihapus)")


def test_a_csv_row_with_more_cells_than_titles_is_told_as_it_stands(tmp_path: Path) -> None:
    table = "puskesmas,posyandu,indikator,tahun,Jan,Feb\nSuli,Melati,K1,2026,1,2\nSuli,Melati,IDL,2026,1,2,3\n"
    place = plan(tmp_path, SULI, capaian_csv=table)
    assert len(rows(read(place), "capaian")) == 2
    assert ["memuat 7 isian, judulnya 6 kolom" in words for _, words in told(check(place, pada=PADA), "ILP004")] == [
        True
    ]


def test_nothing_that_was_read_long_before_is_read_otherwise(tmp_path: Path) -> None:
    table = dedent("""
        Puskesmas | Posyandu | Indikator | Bulan    | Sasaran | Dilayani | Jan | Feb
        Suli      | Melati   | K1        | Mei 2026 | 10      | 4        | 1   | 2
    """)
    place = folder(tmp_path, Capaian=table)
    assert rows(read(place), "capaian") == [
        {
            "puskesmas": "Suli",
            "posyandu": "Melati",
            "indikator": "K1",
            "bulan": "Mei 2026",
            "sasaran": 10,
            "dilayani": 4,
        }
    ]
    assert all(
        finding.severity is not Severity.ERROR for finding in of(check(place, pada=date(2026, 11, 21)), "ILP004")
    )


BAJO = "{nama: Bajo, pustu: [{nama: Saga}], posyandu: [{nama: Melati}]}"
THREE = TWO.replace("{nama: Mawar}]}", f"{{nama: Mawar}}]}}, {BAJO}")


def units(district: District, table: str) -> list[str]:
    """What the unit of each row is called, and whose it is."""
    called: dict[object, str] = {}
    for puskesmas in district.puskesmas:
        listed: list[Puskesmas | Pustu | Posyandu] = [puskesmas, *puskesmas.pustu, *puskesmas.posyandu]
        called |= {unit.path: f"{unit.nama} ({puskesmas.nama})" for unit in listed}
    return [called[row.unit] if row.unit else "" for row in district.isian.get(table, ())]


@pytest.mark.parametrize(
    ("lines", "column"),
    [
        ("Puskesmas | Kelompok | Layanan | Pustu Cimpu | Melati | Posyandu Mawar", "Suli | "),
        ("PUSKESMAS SULI\nKelompok | Layanan | Cimpu | Posyandu Melati | Mawar", ""),
        (" | | Suli | Suli | Suli\nKelompok | Layanan | Cimpu | Posyandu Melati | Mawar", ""),
        (" | | Puskesmas Suli | | \nKelompok | Layanan | Cimpu | Melati | Mawar", ""),
    ],
)
def test_units_stand_across_whoever_tells_their_puskesmas(tmp_path: Path, lines: str, column: str) -> None:
    body = f"{column}Ibu hamil | | ✓ | ya | tidak\n{column}Balita | | | x | ya\n"
    place = folder(tmp_path, THREE, Layanan=f"{lines}\n{body}")
    district, report = read(place), check(place, pada=PADA)
    values = [(row["kelompok"], row.get("ada")) for row in rows(district, "layanan")]
    assert list(zip(units(district, "layanan"), values, strict=True)) == [
        ("Cimpu (Suli)", ("ibu hamil", True)),
        ("Melati (Suli)", ("ibu hamil", True)),
        ("Mawar (Suli)", ("ibu hamil", False)),
        ("Melati (Suli)", ("balita", None)),
        ("Mawar (Suli)", ("balita", True)),
    ]
    head = lines.count("\n") + 1
    assert [where for where, _ in told(report, "ILP004")] == [f"roster.xlsx:Layanan!{'E' if column else 'D'}{head + 2}"]


def test_units_stand_across_in_other_tables_too(tmp_path: Path) -> None:
    ready = "Kriteria | Melati | Mawar\nY1 | ya | tidak\nY2 | | ya\n"
    coverage = "Indikator | Bulan | Sasaran | Mawar | Cimpu\nK1 | 2026-01 | 9 | 3 | 4\n"
    district = read(folder(tmp_path, TWO, Kesiapan=ready, Capaian=coverage.replace("Cimpu", "Melati")))
    assert units(district, "kesiapan") == ["Melati (Suli)", "Mawar (Suli)", "Mawar (Suli)"]
    assert [(row["indikator"], row["dilayani"]) for row in rows(district, "capaian")] == [("K1", 3), ("K1", 4)]
    assert units(district, "capaian") == ["Mawar (Suli)", "Melati (Suli)"]


def test_a_unit_that_two_puskesmas_have_is_not_guessed(tmp_path: Path) -> None:
    place = folder(tmp_path, THREE, Layanan="Kelompok | Melati | Cimpu | Mawar\nBalita | ya | ya | ya\n")
    assert units(read(place), "layanan") == ["Cimpu (Suli)", "Mawar (Suli)"]
    assert any("Melati" in finding.message for finding in check(place, pada=PADA).findings)


def test_tables_that_stand_across_below_one_another_are_each_read(tmp_path: Path) -> None:
    sheet = """
        Puskesmas | Posyandu | Sasaran | Jan 2026 | Feb 2026
        Suli      | Melati   | 40      | 3        | 4

        CAPAIAN K6
        Puskesmas | Posyandu | Sasaran | Jan 2026 | Feb 2026
        Suli      | Melati   | 38      | 2        | x
    """
    lines = dedent(sheet).strip().splitlines()
    place = folder(tmp_path, TWO, Capaian="\n".join(["CAPAIAN K1", *lines]))
    district, report = read(place), check(place, pada=PADA)
    assert [(row["indikator"], row.get("dilayani")) for row in rows(district, "capaian")] == [
        *(("K1", 3), ("K1", 4)),
        *(("K6", 2), ("K6", None)),
    ]
    assert cells(district, "capaian", "dilayani") == ["D3", "E3", "D7", "E7"]
    assert [where for where, _ in told(report, "ILP004")] == ["roster.xlsx:Capaian!E7"]


@pytest.mark.parametrize("first", ["petugas", "layanan"])
def test_a_table_across_may_stand_below_a_long_one_and_above_it(tmp_path: Path, first: str) -> None:
    services = (
        "Puskesmas | Pustu | Posyandu | Ibu hamil | Balita\nSuli | Cimpu | | ya | ya\nSuli | | Melati | ya | tidak"
    )
    people = PETUGAS_TABLE.strip()
    parts = [people, services] if first == "petugas" else [services, people]
    book = workbook(Data="\n\nDAFTAR\n".join(parts), Kader=KADER_TABLE)
    district = read(plan(tmp_path, SULI.replace("roster: .", "roster: roster.xlsx"), roster_xlsx=book))
    assert [(row["kelompok"], row["ada"]) for row in rows(district, "layanan")] == [
        *(("ibu hamil", True), ("balita", True)),
        *(("ibu hamil", True), ("balita", False)),
    ]
    alone = read(folder(tmp_path / "sendiri"))
    assert [row.nama for row in district.petugas] == [row.nama for row in alone.petugas]


def test_a_mark_below_a_title_that_nobody_filled_stays_a_mark_in_a_copy(tmp_path: Path) -> None:
    place = folder(tmp_path, Layanan="Puskesmas | Posyandu | Ibu hamil | Balita\nSuli | Melati | ya | -")
    anonim(place / "roster.xlsx", tmp_path / "salinan.xlsx", kunci="abcd-efgh-jkmn", tables=SHEETS_OF_ROSTER)
    sheet = load_workbook(tmp_path / "salinan.xlsx")["Layanan"]
    assert [cell.value for cell in sheet[2]] == ["Suli", "Melati", "ya", "-"]
