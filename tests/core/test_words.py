"""Indonesian dates, figures and days, as a planner writes them and as a decree prints them."""

from __future__ import annotations

from datetime import date

import pytest

from ilp_cli.core.masking import mask, mask_numbers, nip_grouped, printable
from ilp_cli.core.names import maksud, near, normal
from ilp_cli.core.spot import column_index, column_letters
from ilp_cli.core.weekdays import hari_text, parse_hari
from ilp_cli.core.words import angka, daftar, ended, parse_date, persen, rentang, romawi, tanggal, terbilang
from ilp_cli.district.numbers import digits_of
from ilp_cli.law.standard import cited

DAY = date(2024, 10, 16)


@pytest.mark.parametrize(
    "text",
    [
        "2024-10-16",
        " 2024-10-16 ",
        "2024-10-16 00:00:00",
        "16/10/2024",
        "16-10-2024",
        "16.10.2024",
        "16 Oktober 2024",
        "16 okt 2024",
    ],
)
def test_a_date_is_read_in_every_usual_spelling(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text", ["", "2024-02-30", "10:30", "012", "no", "45000", "16 Octember 2024", "0000-01-01", "2024-10-16 10:30"]
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert parse_date(text) is None


def test_dates_and_figures_are_printed_in_indonesian() -> None:
    assert tanggal(DAY) == "16 Oktober 2024"
    assert (angka(1234.5, 1), angka(1234567), persen(40.9)) == ("1.234,5", "1.234.567", "40,9%")
    assert [daftar(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a dan b", "a, b dan c"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (13, "tiga belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (2024, "dua ribu dua puluh empat"),
        (21_315, "dua puluh satu ribu tiga ratus lima belas"),
    ],
)
def test_counts_are_spelt_out(number: int, words: str) -> None:
    assert terbilang(number) == words


def test_annexes_are_numbered_in_roman() -> None:
    assert [romawi(number) for number in (1, 4, 9, 14, 40, 49)] == ["I", "IV", "IX", "XIV", "XL", "XLIX"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", "setiap hari layanan"),
        ("setiap hari", "setiap hari layanan"),
        ("Senin-Jumat", "senin, selasa, rabu, kamis dan jumat"),
        ("Sen – Rab, Jum'at", "senin, selasa, rabu dan jumat"),
        ("Jum-Sen", "senin, jumat, sabtu dan minggu"),
        ("senin s/d kamis", "senin, selasa, rabu dan kamis"),
        ("Senin s.d. Rabu", "senin, selasa dan rabu"),
        ("Selasa dan Kamis", "selasa dan kamis"),
        ("Sabtu/Ahad", "sabtu dan minggu"),
        ("Selasa Kamis  Jumat", "selasa, kamis dan jumat"),
        ("Senin - Sabtu kecuali Rabu", "senin, selasa, kamis, jumat dan sabtu"),
        ("Sen-Jum (kecuali Selasa, Rabu)", "senin, kamis dan jumat"),
        ("setiap hari kecuali Rabu", "senin, selasa, kamis, jumat, sabtu dan minggu"),
    ],
)
def test_days_of_duty_are_read_as_they_are_written(text: str, days: str) -> None:
    read = parse_hari(text)
    assert read is not None
    assert (hari_text(read) or "setiap hari layanan") == days


@pytest.mark.parametrize(
    "text",
    [
        "piket",
        "Senin kecuali Rabu",
        "kecuali Rabu",
        "Senin piket",
        "Sen-Kam-Jum",
        "1,3",
        "senin sampai",
        ",",
        "Mon-Fri",
    ],
)
def test_days_that_are_not_understood_are_not_guessed(text: str) -> None:
    assert parse_hari(text) is None


def test_names_are_compared_without_case_spaces_and_punctuation() -> None:
    alike = ["Bupon (Noling)", "  BUPON  noling", "bupon-noling.", "Bupon/Noling"]
    assert {normal(name) for name in alike} == {"bupon noling"}
    assert normal("Jum’at") == normal("Jum'at") == normal("jumat")
    assert normal("Bua") != normal("Bua Ponrang")


def test_a_near_name_is_offered_and_a_far_one_is_not() -> None:
    names = ["Bua", "Bua Ponrang", "Belopa Utara"]
    assert near("Belopa Utar", names) == "Belopa Utara"
    assert near("Bupon", names) is None
    assert near("Bastem", names) is None
    assert (maksud("Buaa", names), maksud("Xyz", names)) == ("; apakah maksudnya “Bua”?", "")


def test_a_nip_is_shown_by_its_last_four_figures_only() -> None:
    assert mask("198501012010012901") == "**************2901"
    assert mask("123") == "***"
    assert mask_numbers("NIP 19850101 201001 2 901, hlm. 12") == "NIP ******** ****** * ***, hlm. 12"
    assert nip_grouped("198501012010012901") == "19850101 201001 2 901"


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("198501012010012901", "198501012010012901"),
        ("NIP. 19850101 201001 2 901", "198501012010012901"),
        ("’19850101.201001.2.901", "198501012010012901"),
        ("-", ""),
        ("–", ""),
        ("Tidak ada", ""),
        ("0", ""),
    ],
)
def test_a_number_is_reduced_to_its_figures_and_a_dash_is_none(written: str, digits: str) -> None:
    assert digits_of(written) == digits


def test_columns_have_letters_as_in_a_spreadsheet() -> None:
    pairs = {0: "A", 25: "Z", 26: "AA", 701: "ZZ", 16_383: "XFD"}
    assert {index: column_letters(index) for index in pairs} == pairs
    assert all(column_index(letters) == index for index, letters in pairs.items())


def test_control_characters_never_reach_a_terminal() -> None:
    assert printable("a\x1b[31mb\nc") == "a�[31mb c"


@pytest.mark.parametrize(
    ("text", "instruments"),
    [
        ("Peraturan Menteri Kesehatan Nomor 43 Tahun 2019 tentang Puskesmas", [("pmk", "43", 2019)]),
        ("Permenkes No. 75 Tahun 2014 dan UU 36/2009", [("pmk", "75", 2014), ("uu", "36", 2009)]),
        ("Keputusan Menteri Kesehatan Nomor HK.01.07/MENKES/2015/2023", [("kmk", "2015", 2023)]),
        ("SK Kepala Dinas Nomor 43 Tahun 2019", []),
    ],
)
def test_cited_regulations_are_recognised_by_kind_number_and_year(
    text: str, instruments: list[tuple[str, str, int]]
) -> None:
    assert cited(text) == instruments


def test_days_told_twice_are_told_once() -> None:
    days = [date(2025, 3, day) for day in (3, 3, 4, 4, 5, 10)]
    assert rentang(days) == "3–5 dan 10 Maret 2025"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("2 petugas: Ani", "2 petugas: Ani."),
        ("2 petugas: Ani, A.Md.Keb.", "2 petugas: Ani, A.Md.Keb."),
        ("Apa?", "Apa?"),
    ],
)
def test_a_sentence_ends_once(words: str, sentence: str) -> None:
    assert ended(words) == sentence
