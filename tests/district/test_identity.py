"""What the numbers of people say, and who is who across rows and files."""

from __future__ import annotations

import time
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_cli.checking import screen
from ilp_cli.checking.verb import check
from ilp_cli.core.masking import mask_birth
from ilp_cli.district.identity import birth, name_key, nik_birth, nik_faults, nik_sex, nip_birth, nip_faults, nip_sex
from ilp_cli.district.numbers import Nik, Nip, parse_kelamin
from ilp_cli.law.vocabulary import vocabulary
from ilp_cli.reading.load import load
from ilp_cli.rulebook.report import Report
from ilp_cli.screen import stream
from tests.plans import KADER_CSV, PADA, SULI, examine, of, plan, spot

NIP, OTHER = "198501052010012901", "198703122011012905"
NIK = "7317014501850001"
ALL = (*(f"ILP{number}" for number in range(314, 321)), "ILP328")


@pytest.mark.parametrize(
    ("nip", "faults"),
    [
        (NIP, 0),
        ("198501052022212001", 0),
        ("200002292022031001", 0),
        ("190002291980031001", 1),
        ("198513052010012901", 1),
        ("198501052010132901", 1),
        ("198501052010002901", 1),
        ("198501051985012901", 1),
        ("198501052010013901", 1),
        ("198501052010010901", 1),
        ("000000000000000000", 3),
        ("123456789012345678", 3),
    ],
)
def test_the_parts_of_a_nip(nip: str, faults: int) -> None:
    assert len(nip_faults(Nip(nip))) == faults


@pytest.mark.parametrize(
    ("nik", "faults"),
    [
        (NIK, 0),
        ("7317013112850001", 0),
        ("7317012902000001", 0),
        ("7317012902010001", 1),
        ("7317017112850001", 0),
        ("7317017212850001", 1),
        ("7317014013850001", 1),
        ("7317010001850001", 1),
        ("7317004501850001", 1),
        ("0017014501850001", 1),
        ("0000000000000000", 2),
    ],
)
def test_the_parts_of_a_nik(nik: str, faults: int) -> None:
    assert len(nik_faults(Nik(nik))) == faults


@settings(deadline=None, max_examples=80)
@given(st.dates(date(1930, 1, 1), date(2009, 12, 31)), st.sampled_from("LP"))
def test_birth_and_sex_are_read_alike_from_both_numbers(day: date, sex: str) -> None:
    nip = Nip(f"{day:%Y%m%d}{day.year + 20}01{'1' if sex == 'L' else '2'}901")
    nik = Nik(f"731701{day.day + (40 if sex == 'P' else 0):02d}{day:%m%y}0001")
    assert nip_birth(nip) == nik_birth(nik) == birth(day)
    assert nip_sex(nip) == nik_sex(nik) == sex
    assert not nip_faults(nip) + nik_faults(nik)


@settings(deadline=None, max_examples=80)
@given(st.text("0123456789", min_size=16, max_size=16), st.text("0123456789", min_size=18, max_size=18))
def test_no_number_stops_a_reader_of_numbers(nik: str, nip: str) -> None:
    nik_faults(Nik(nik)), nip_faults(Nip(nip)), nik_sex(Nik(nik)), nip_sex(Nip(nip))


@pytest.mark.parametrize("sex", ["L", "l", "LK", "laki-laki", "Laki laki", "Pria"])
def test_words_for_a_man(sex: str) -> None:
    assert parse_kelamin(sex) == "L"
    assert parse_kelamin("Perempuan") == parse_kelamin("p") == parse_kelamin("P.") == "P"
    assert parse_kelamin(" - ") == parse_kelamin("") == ""
    assert parse_kelamin("x") is None


def bare(written: str) -> str:
    return name_key(vocabulary().bare_name(written))


@pytest.mark.parametrize(
    "written",
    [
        "Ani Batara",
        "ANI  BATARA",
        "Ani Batara, A.Md.Keb.",
        "Bd. Ani Batara S.Tr.Keb",
        "Hj. Ani Batara, S.Keb., Bdn",
        "Ns. Ani Batara, S.Kep",
        "dr.Ani Batara",
        "drg Ani Batara",
        "Ani Batara AMK",
        "Ani Batara, SKM, M.Kes",
        "AniBatara",
        "Ani-Batara.",
    ],
)
def test_degrees_case_and_punctuation_do_not_make_another_name(written: str) -> None:
    assert bare(written) == "anibatara"


@pytest.mark.parametrize(
    "written", ["Ani Bataro", "Ani", "M. Ani Batara", "A. Batara", "Andi Batara", "Nur Ani Batara"]
)
def test_another_name_stays_another_name(written: str) -> None:
    assert bare(written) != "anibatara"


@pytest.mark.parametrize("written", ["", ",", ".", "dr.", "S.Kep", "Ñuñez", "Nur'aini", "’", " , S.Kep"])
def test_an_odd_name_stops_nothing(written: str) -> None:
    assert bare(written) == bare(bare(written))


PUSTU = SULI.replace("pustu: [{nama: Cimpu}]", "pustu: [{nama: Cimpu}, {nama: Murante}]").replace("roster: .\n", "")


def row(nama: str, pustu: str = "Cimpu", **more: str) -> str:
    cells = {"nama": nama, "puskesmas": "Suli", "pustu": pustu, "profesi": "Bidan", **more}
    return "  - {" + ", ".join(f'{key}: "{value}"' for key, value in cells.items()) + "}\n"


def listed(folder: Path, *rows: str) -> Report:
    return examine(folder, f"{PUSTU}petugas:\n{''.join(rows)}kader: [{{nama: Ani, puskesmas: Suli, pustu: Cimpu}}]\n")


def heads(report: Report) -> int:
    return report.pustu[0].ada["bidan"]


def test_a_row_with_only_a_nik_is_the_person_whose_nip_stands_beside_it_elsewhere(tmp_path: Path) -> None:
    rows = [row("Ina", nik=NIK), row("Ina, A.Md.Keb.", nip=NIP, nik=NIK), row("INA", nip=NIP)]
    for number, order in enumerate((rows, rows[::-1], rows[1:] + rows[:1])):
        report = listed(tmp_path / str(number), *order)
        assert heads(report) == 1
        assert not of(report, *ALL)
    apart = listed(tmp_path / "x", row("Ina", nik=NIK), row("Ina", "Murante", nip=NIP), row("Ina", nip=NIP, nik=NIK))
    assert [spot(finding).split(":")[1] for finding in of(apart, "ILP303")] == ["7", "8"]
    district = load(tmp_path / "x")
    assert set(district.identities.values()) == {Nip(NIP), ("kader", 0)}
    assert {person.identity for person in district.petugas} == {Nip(NIP), Nik(NIK)}


def test_a_kader_row_is_recognised_by_the_nik_of_a_petugas(tmp_path: Path) -> None:
    folder = plan(
        tmp_path,
        SULI,
        petugas_csv=f"nama,puskesmas,pustu,profesi,nip,nik\nIna,Suli,Cimpu,Bidan,{NIP},{NIK}\n",
        kader_csv=KADER_CSV.replace("posyandu\n", "posyandu,nik\n", 1).replace(
            "Ani,Suli,Cimpu,", f"Ina,Suli,Cimpu,,{NIK}"
        ),
    )
    assert list(load(folder).listed_again) == [Nip(NIP)]


def test_rows_of_one_name_are_one_person_whatever_units_they_share(tmp_path: Path) -> None:
    rows = ["Suli,Cimpu,", "Suli,Cimpu,Melati", "Suli,,Melati"]
    for order in permutations(rows):
        table = "nama,puskesmas,pustu,posyandu\n" + "".join(f"Ani,{row}\n" for row in order)
        district = load(plan(tmp_path, SULI, kader_csv=table))
        assert len({district.identities[kader.path] for kader in district.kader}) == 1, order


def test_a_nik_beside_two_nips_merges_nobody_and_is_reported(tmp_path: Path) -> None:
    report = listed(tmp_path, row("Ina", nip=NIP, nik=NIK), row("Umi", nip=OTHER, nik=NIK), row("Ina", nik=NIK))
    assert heads(report) == 3
    assert len(of(report, "ILP319")) == 1


def test_one_figure_repeated_identifies_nobody(tmp_path: Path) -> None:
    report = listed(tmp_path, row("Ina", nik="0" * 16), row("Umi", nik="0" * 16), row("Eka", nip="1" * 18))
    assert heads(report) == 3
    assert len(of(report, "ILP315")) == 2
    assert not of(report, "ILP303", "ILP306", "ILP320")


@pytest.mark.parametrize(
    ("first", "second", "fires"),
    [
        ({}, {}, True),
        ({"nip": NIP}, {}, True),
        ({"nip": NIP}, {"nip": "198501052010012902"}, True),
        ({"nip": NIP}, {"nip": OTHER}, False),
        ({"nip": NIP}, {"nik": NIK}, True),
        ({"nip": NIP}, {"nik": "7317014501860001"}, False),
        ({"nip": NIP}, {"nik": "7317010501850001"}, False),
        ({"nip": NIP}, {"jenis_kelamin": "L"}, False),
        ({"nip": NIP}, {"tanggal_lahir": "5 Januari 1985"}, True),
        ({"nip": NIP}, {"nip": NIP}, False),
    ],
)
def test_one_name_at_two_units_is_mentioned_unless_the_numbers_say_otherwise(
    tmp_path: Path, first: dict[str, str], second: dict[str, str], fires: bool
) -> None:
    report = listed(tmp_path, row("Ina Batara", **first), row("Bd. INA BATARA", "Murante", **second))
    findings = of(report, "ILP318")
    assert [spot(finding).split(":")[1] for finding in findings] == ["7"] * fires
    assert all(finding.severity == "note" for finding in findings)


def test_many_rows_of_one_name_are_one_note(tmp_path: Path) -> None:
    report = listed(tmp_path, *(row("Ina", unit) for unit in ("Cimpu", "Murante", "Cimpo", "")))
    assert [finding.message for finding in of(report, "ILP318")] == [
        f"“Ina” di pustu Murante (Suli) mungkin orang yang sama dengan “Ina” di pustu Cimpu (Suli) "
        f"({(tmp_path / 'roadmap.yaml').as_posix()}:6:12); begitu juga 2 baris lain dengan nama itu"
    ]


@pytest.mark.parametrize("number", ["", NIK, "7317014{day:02d}1{year:02d}{serial:04d}"])
def test_a_column_full_of_one_name_takes_no_longer_than_its_rows(tmp_path: Path, number: str) -> None:
    rows = "".join(
        f"Ani,Suli,Melati,{number.format(day=i % 28 + 1, year=i % 60 + 40, serial=i % 10_000)}\n" for i in range(8_000)
    )
    folder = plan(
        tmp_path, SULI, petugas_csv="nama,puskesmas,profesi\n", kader_csv=f"nama,puskesmas,posyandu,nik\n{rows}"
    )
    started = time.process_time()
    check(folder, pada=PADA)
    assert time.process_time() - started < 4


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"tanggal_lahir": "1985-01-05", "jenis_kelamin": "P"}, "", ""),
        ({"tanggal_lahir": "1985-01-06"}, "ILP317 ILP328", "tanggal_lahir"),
        ({"jenis_kelamin": "L"}, "ILP317 ILP328", "jenis_kelamin"),
        ({"jenis_kelamin": "x"}, "ILP004", "jenis_kelamin"),
        ({"tanggal_lahir": "1985-02-30"}, "ILP004", "tanggal_lahir"),
        ({"tanggal_lahir": "-", "jenis_kelamin": "-"}, "", ""),
    ],
)
def test_the_columns_of_the_row_are_compared_with_its_numbers(
    tmp_path: Path, cells: dict[str, str], code: str, column: str
) -> None:
    keys, values = ",".join(cells), ",".join(cells.values())
    table = f"nama,puskesmas,profesi,nip,nik,{keys}\nIna,Suli,Bidan,{NIP},{NIK},{values}\n"
    report = check(plan(tmp_path, SULI, petugas_csv=table, kader_csv=KADER_CSV), pada=PADA)
    findings = of(report, *ALL, "ILP004")
    assert [finding.code for finding in findings] == code.split()
    said = stream.plain(screen.report_lines(report, compact=True))
    assert "1985" not in said
    assert not findings or column.replace("_", " ").split()[0] in findings[0].message


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"nik": NIK, "tanggal_lahir": "1985-02-05"}, ["ILP328"]),  # the birth date was corrected, the NIK stays
        ({"nik": NIK, "jenis_kelamin": "L"}, ["ILP328"]),
        ({"nip": NIP, "nik": "7317014501860001"}, ["ILP316"]),
        ({"nik": "6471014501850001"}, []),  # a NIK of another kabupaten: people move
    ],
)
def test_a_nik_against_the_rest_of_its_row_is_a_note_at_most(
    tmp_path: Path, cells: dict[str, str], codes: list[str]
) -> None:
    findings = of(listed(tmp_path, row("Ina", **cells)), *ALL)
    assert [(finding.code, finding.severity) for finding in findings] == [(code, "note") for code in codes]


def test_what_is_read_from_a_number_is_never_an_error_and_says_so(tmp_path: Path) -> None:
    report = listed(
        tmp_path,
        row("A", nip="198502302010012901"),
        row("B", nik="7317013202900001"),
        row("C", nip=NIP, nik="7317014501860001", jenis_kelamin="L"),
    )
    findings = of(report, *ALL)
    assert sorted((finding.code, finding.severity) for finding in findings) == [
        ("ILP314", "warning"),
        ("ILP315", "warning"),
        ("ILP316", "note"),
        ("ILP317", "warning"),
        ("ILP328", "note"),
    ]
    assert all("menurut susunan yang lazim" in finding.message for finding in findings)
    assert all(finding.citation is None for finding in findings)


def test_a_birth_date_in_a_shown_line_is_hidden(tmp_path: Path) -> None:
    line = '- {nama: Ina, tanggal_lahir: "1985-01-05", "Tgl Lahir": 5 Januari 1985, mulai: 2020-01-02}'
    shown = mask_birth(line)
    assert len(shown) == len(line)
    assert "85" not in shown
    assert "mulai: 2020-01-02" in shown
    report = listed(tmp_path, row("Ina", tanggal_lahir="1985-01-05", jenis_kelamin="L", nip=NIP))
    assert "1985" not in stream.plain(screen.report_lines(report, compact=True))
