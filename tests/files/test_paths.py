"""Names that every system takes, and paths longer than Windows opens; Windows is imitated by its own kind of path."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from ilp_cli.files.misfits import Unreadable
from ilp_cli.files.paths import LONGEST, file_name, fitting, too_long, unfit
from ilp_cli.files.table_file import read_bytes


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("CON.xlsx", "CON adalah nama perangkat"),
        ("con.foo.ics", "CON adalah nama perangkat"),
        ("nul", "NUL adalah nama perangkat"),
        ("COM¹.ics", "COM¹ adalah nama perangkat"),
        ("lpt9 .txt", "LPT9 adalah nama perangkat"),
        ("CONOUT$.csv", "CONOUT$ adalah nama perangkat"),
        ("a:b.xlsx", "namanya memuat “:”"),
        ("<Suli|Cimpu>?.xlsx", "namanya memuat “<”, “>”, “?” dan “|”"),
        ('"lama".xlsx', 'namanya memuat “"”'),
        ("a\tb.xlsx", "namanya memuat huruf kendali"),
        ("akhir.", "namanya berakhir dengan titik"),
        ("akhir.xlsx ", "namanya berakhir dengan spasi"),
    ],
)
def test_a_name_that_windows_takes_otherwise_is_told_why(name: str, why: str) -> None:
    assert unfit(name) == why
    assert unfit(fitting(name)) == ""


@pytest.mark.parametrize(
    "name",
    ["rencana.xlsx", "Concong Luar.ics", "com.xlsx", "COM10.ics", "console.csv", "a.con", "..", ".", "Désa – é.xlsx"],
)
def test_a_name_that_every_system_takes_stays_as_it_is(name: str) -> None:
    assert unfit(name) == ""
    assert fitting(name) == name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Suli", "Cimpu"), "Suli - Cimpu.ics"),
        (("con.foo", "Cimpu"), "con_.foo - Cimpu.ics"),
        (("COM¹", ""), "COM¹_.ics"),
        (("Suli 1/2", 'Pustu "Baru" <lama>|x'), "Suli 1-2 - Pustu 'Baru' (lama)-x.ics"),
        (("Suli: Barat", "Cimpu. . "), "Suli- Barat - Cimpu.ics"),
        (("", "???"), "tanpa nama.ics"),
        (("Su\u200bli", "Cim\npu\x07"), "Suli - Cim pu.ics"),
        (("Kampuang Tanjuang Koto Mambang Sungai Durian", "Koto"),
         "Kampuang Tanjuang Koto Mambang Sungai Durian - Koto.ics"),
    ],
)  # fmt: skip
def test_a_name_we_make_is_safe_and_still_tells_its_parts(parts: tuple[str, str], name: str) -> None:
    assert file_name(parts, ".ics") == name
    assert unfit(name) == ""


def test_where_a_name_would_be_too_long_each_part_gives_way() -> None:
    name = file_name(("Puskesmas " * 30, "Désa Çimpu " * 30), ".ics")
    assert len(name.encode()) < 220
    assert name.startswith("Puskesmas Puskesmas")
    assert " - Désa Çimpu" in name


def test_two_names_that_differ_in_capitals_or_in_how_accents_are_stored_are_two_files(tmp_path: Path) -> None:
    parts = [("Suli", "Désa"), ("SULI", "DÉSA"), ("Suli", unicodedata.normalize("NFD", "Désa")), ("Suli", 'Dé"sa')]
    taken: list[str] = []
    for pair in (*parts, ("Suli", "Dé'sa")):
        taken.append(file_name(pair, ".ics", taken))
    assert taken == [
        "Suli - Désa.ics", "SULI - DÉSA (2).ics", "Suli - Désa (3).ics", "Suli - Dé'sa.ics", "Suli - Dé'sa (2).ics",
    ]  # fmt: skip
    for name in taken:
        (tmp_path / name).touch()
    assert len(list(tmp_path.iterdir())) == len(taken)


def test_a_path_longer_than_windows_opens_is_told_with_its_length_and_what_to_do() -> None:
    path = PureWindowsPath("D:/", "Data Dinas " * 30, "rencana.xlsx")
    words = too_long(path)
    assert f"jalurnya {len(str(path))} huruf" in words
    assert f"paling panjang {LONGEST}" in words
    assert "pindahkan foldernya" in words
    assert too_long(PureWindowsPath("D:/ilp/rencana.xlsx")) == ""
    assert too_long(PurePosixPath("/", "x" * 300)) == ""


def test_a_file_that_is_not_there_is_answered_with_the_nearest_name_beside_it(tmp_path: Path) -> None:
    (tmp_path / "petugas.csv").write_text("nama\n", encoding="utf-8")
    with pytest.raises(Unreadable) as caught:
        read_bytes(tmp_path / "petugs.csv", "petugs.csv")
    (told,) = caught.value.findings
    assert told.message == "berkas tidak ditemukan; apakah maksudnya “petugas.csv”?"
    assert told.remedy == "periksa nama dan letaknya."
    with pytest.raises(Unreadable, match=r"berkas tidak ditemukan$"):
        read_bytes(tmp_path / "tiada" / "petugas.csv", "petugas.csv")
