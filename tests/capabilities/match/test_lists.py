"""Lists as they are really written: headers among rows that look like them, two places in one name, near names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilp_cli.capabilities.match.model.alike import likely, same_but_number
from ilp_cli.capabilities.match.model.match import Match
from ilp_cli.capabilities.match.verb import match
from ilp_cli.core.names import numbered
from ilp_cli.core.words import romawi
from ilp_cli.files.misfits import Unreadable
from tests.plans import PADA, plan

PLAN = """\
kabupaten: {nama: Rekajaya, kode: "73.99"}
roster: .
puskesmas:
  - nama: Watu Putih I
    kode: "1079001"
    pustu: [{nama: Lembar}, {nama: Lembar Kaler}]
    posyandu: [{nama: Melati}]
  - nama: Watu Putih II
    kode: "1079002"
    pustu: [{nama: Sorean}]
    posyandu: [{nama: Melati}]
  - nama: Putih
    kode: "1079003"
    pustu: [{nama: Lembar Watu}, {nama: Karangan}]
  - {nama: Tanjungan, alias: [Tanjung Lama], pustu: [{nama: Sorean Barat}]}
tahap: []
"""
STAFF = """\
nama,puskesmas,pustu,profesi,status
Ina,Watu Putih I,Lembar,Bidan,Honorer
"""


def against(folder: Path, content: str, name: str = "daftar.csv", roadmap: str = PLAN) -> Match:
    """A small plan beside a list of this content, of which every row is accounted for."""
    plan(folder, roadmap, petugas_csv=STAFF, kader_csv="nama,puskesmas,pustu,posyandu\n")
    (folder / name).write_text(content, encoding="utf-8")
    result = match(folder, folder / name, pada=PADA)
    listed = (*(outcome.entry.place.line for outcome in result.outcomes), *(row.place.line for row in result.unread))
    assert len({*listed, *(row.place.line for row in result.passed)}) == result.read
    return result


def known(result: Match) -> Mapping[str, str]:
    """By its name in the list, the place each row is, with its puskesmas; "" where it is none."""
    return {
        outcome.entry.nama: f"{outcome.nama} / {outcome.puskesmas}" if outcome.nama else ""
        for outcome in result.outcomes
    }


def passed(result: Match) -> list[tuple[int | None, str]]:
    """The rows that are no content, with the reason."""
    return [(row.place.line, row.sebab) for row in result.passed]


# --- the header -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        ",Name,Latitude,Longitude\n0,Puskesmas Tanjungan,-1.5,100.1\n1,Puskesmas,-1.6,100.2\n2,PKM Putih,-1,100\n",
        "No,Nama Fasilitas,Kab,Telp\n1,PKM Tanjungan,Rekajaya,08\n2,Puskesmas,Rekajaya,\n3,Putih,Rekajaya,\n",
        "Tahun,2026,,\nNo,Sarana,Jenis,Kab\n1,Tanjungan,PKM,Rekajaya\n,Puskesmas,,\n3,Putih,Puskesmas,Rekajaya\n",
    ],
)
def test_a_row_that_only_says_puskesmas_is_no_header_and_no_row_above_it_is_lost(tmp_path: Path, rows: str) -> None:
    result = against(tmp_path, rows)
    assert [place for place in known(result).values() if place] == ["Tanjungan / Tanjungan", "Putih / Putih"]
    assert len(result.unread) == 1
    assert "Puskesmas" in result.unread[0].sebab
    assert result.read == rows.count("\n") - 1


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("No,Objek,Kab/Kota\n1,Tanjungan,Rekajaya\n2,Puskesmas,Rekajaya\n", "baris 1 (No, Kab/Kota) tidak menyebut"),
        ("Objek,Kelas\nTanjungan,Puskesmas\nPutih,Puskesmas\n", "judul kolom tidak ditemukan"),
        ("No,Kab/Kota,Bidan\n1,Rekajaya,2\n", "beri judul Nama Puskesmas, Nama Pustu atau Kode Puskesmas"),
        ("Nama,Tempat,Jabatan\nIna,Puskesmas,Bidan\nAni,Puskesmas,Perawat\n", "memuat orang"),
        ("Nama Kader,Desa,Posyandu\nIna,Sorean,Melati\n", "memuat orang (ada kolom Nama Kader)"),
    ],
)
def test_a_table_without_titles_of_places_is_refused_and_what_is_missing_is_named(
    tmp_path: Path, rows: str, words: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        against(tmp_path, rows)
    assert words in str(refused.value)


def test_the_fullest_of_several_headers_is_taken_and_the_rows_above_it_are_told(tmp_path: Path) -> None:
    rows = """\
DATA PUSKESMAS,,,
Puskesmas,:,Putih,
Provinsi,Sulawesi Rekaan,,
PKM Putih,lama,3,x
No,Nama Puskesmas,Kabupaten,Bidan
1,2,3,4
1,Tanjungan,Rekajaya,1
Total Kab. Rekajaya,,,1
Halaman 1,,,
No,Nama Puskesmas,Kabupaten,Bidan
2,Putih,Rekajaya,0
Keterangan: rekaan,,,
"Rekajaya, 3 Mei 2026",,,
dr. Rekaan,,,
"""
    result = against(tmp_path, rows)
    assert known(result) == {"Tanjungan": "Tanjungan / Tanjungan", "Putih": "Putih / Putih"}
    assert passed(result) == [
        (1, "di atas judul kolom"),
        (2, "di atas judul kolom"),
        (3, "di atas judul kolom"),
        (6, "nomor kolom"),
        (8, "baris jumlah"),
        (9, "catatan"),
        (10, "judul ulang"),
        (12, "catatan"),
        (13, "catatan"),
        (14, "catatan"),
    ]
    assert [(row.place.line, row.sebab) for row in result.unread] == [
        (4, "di atas judul kolom (baris 5): “PKM Putih | lama | 3 | x”")
    ]


def test_places_that_begin_like_a_note_are_places(tmp_path: Path) -> None:
    register = PLAN.replace("Tanjungan,", "Sumber Agung,").replace("nama: Putih\n", "nama: Ketapang\n")
    result = against(tmp_path, "Puskesmas,Kabupaten\nSumber Agung,Rekajaya\nKetapang,Rekajaya\n", roadmap=register)
    assert set(known(result).values()) == {"Sumber Agung / Sumber Agung", "Ketapang / Ketapang"}


def test_a_second_table_below_has_its_own_columns(tmp_path: Path) -> None:
    rows = "Nama Puskesmas,Bidan,\nTanjungan,0,\nTabel 2,,\nNama Pustu,Perawat,Puskesmas\nKarangan,0,Putih\n"
    result = against(tmp_path, rows)
    assert known(result) == {"Tanjungan": "Tanjungan / Tanjungan", "Karangan": "Karangan / Putih"}
    assert passed(result) == [(3, "catatan"), (4, "judul ulang")]


@pytest.mark.parametrize("title", ["KD_FKTP", "Kode Sarana", "id_puskesmas", "Code Kemkes 2026"])
def test_a_list_may_have_a_title_of_its_own_for_the_codes(tmp_path: Path, title: str) -> None:
    result = against(tmp_path, f"{title},Nama,Kode Pos\n1079001,LAIN,91999\n1079003,PUTIH,91998\n")
    assert [outcome.nama for outcome in result.outcomes] == ["Watu Putih I", "Putih"]


def test_of_two_columns_of_codes_the_one_that_holds_them_is_read(tmp_path: Path) -> None:
    result = against(tmp_path, "Kode,Kode Puskesmas,Nama\nA1,1079001,LAIN\nA2,1079003,PUTIH\n")
    assert [outcome.nama for outcome in result.outcomes] == ["Watu Putih I", "Putih"]
    assert "kolom yang sudah ada, tidak dipakai: Kode" in result.notes


# --- a unit and its puskesmas in one name -----------------------------------------------------------------------------


def test_a_list_without_puskesmas_that_writes_both_places_in_one_name_is_matched_row_by_row(tmp_path: Path) -> None:
    rows = """\
Kabupaten,Pustu,Jenis,Bidan
REKAJAYA,PUSTU LEMBAR WATU PUTIH I,Puskesmas Pembantu,0/1
REKAJAYA,PUSTU LEMBAR KALER WATU PUTIH I,Puskesmas Pembantu,0/0
REKAJAYA,PUSTU KARANGAN PUTIH,Puskesmas Pembantu,0/0
REKAJAYA,PUSTU SOREAN BARAT TANJUNG LAMA,Puskesmas Pembantu,0/0
"""
    result = against(tmp_path, rows)
    assert known(result) == {
        "PUSTU LEMBAR WATU PUTIH I": "Lembar / Watu Putih I",
        "PUSTU LEMBAR KALER WATU PUTIH I": "Lembar Kaler / Watu Putih I",
        "PUSTU KARANGAN PUTIH": "Karangan / Putih",
        "PUSTU SOREAN BARAT TANJUNG LAMA": "Sorean Barat / Tanjungan",
    }
    assert all(tally.sama for tally in result.tallies)
    assert (result.tallies[0].mereka, result.tallies[0].kita) == ("0/1", "0/1")
    assert result.notes[0] == (
        "4 nama memuat unit dan puskesmasnya sekaligus (“PUSTU LEMBAR WATU PUTIH I” = pustu Lembar, Watu Putih I); "
        "dibaca menurut nama puskesmas terdaftar yang terpanjang di ujungnya"
    )


@pytest.mark.parametrize(
    "name",
    [
        "Pustu Sorean PKM Watu Putih II",
        "Pustu Sorean - Watu Putih II",
        "PUSTU SOREAN (UPTD PUSKESMAS WATU PUTIH II)",
        "Puskesmas Pembantu Sorean, Puskesmas Watu Putih II",
        "PKM WATU PUTIH II - PUSTU SOREAN",
        "Watu Putih II / Sorean",
    ],
)
@pytest.mark.parametrize("title", ["Nama Pustu", "Nama Unit,Jenis", "Puskesmas,Jenis"])
def test_the_two_places_may_stand_in_either_order_and_with_any_mark(tmp_path: Path, name: str, title: str) -> None:
    row = f'"{name}"' + (",Pustu" if "Jenis" in title else "")
    assert known(against(tmp_path, f"{title}\n{row}\n")) == {name: "Sorean / Watu Putih II"}


def test_a_word_that_belongs_to_a_registered_name_is_part_of_it(tmp_path: Path) -> None:
    roadmap = PLAN.replace("{nama: Karangan}", "{nama: Karangan}, {nama: Desa Karangan}, {nama: Karangan Desa}")
    rows = "Pustu\nPUSTU DESA KARANGAN PUTIH\nPUSTU KARANGAN DESA - PKM PUTIH\nPUSTU KARANGAN PUTIH\n"
    result = against(tmp_path, rows, roadmap=roadmap)
    assert [outcome.nama for outcome in result.outcomes] == ["Desa Karangan", "Karangan Desa", "Karangan"]


def test_a_posyandu_may_name_its_pustu_and_its_puskesmas(tmp_path: Path) -> None:
    rows = "Nama Pustu\nPOSYANDU MELATI PUSTU SOREAN PKM WATU PUTIH II\nPOSYANDU MELATI\n"
    result = against(tmp_path, rows)
    assert [outcome.puskesmas for outcome in result.outcomes] == ["Watu Putih II", ""]
    assert result.outcomes[1].catatan == (
        "dapat berarti Melati (Watu Putih I) dan Melati (Watu Putih II); daftar tidak menyebut puskesmasnya"
    )


def test_what_a_name_does_not_decide_is_asked_and_not_taken(tmp_path: Path) -> None:
    rows = """\
Kabupaten,Pustu
Rekajaya,PUSTU LEMBAR WATU PUTIH 2
Rekajaya,PUSTU SOREAN WATU PUTIH 2
Rekajaya,PUSTU BARU WATU PUTIH II
Rekajaya,PUSTU DESA PUTIH
Rekajaya,PUSTU SOREAN PUTIH
Rekajaya,PUSTU LEMBAR WATU PUTIH
Rekajaya,PUSTU
"""
    result = against(tmp_path, rows)
    assert {(outcome.entry.nama, outcome.nama, outcome.catatan, outcome.tempel) for outcome in result.outcomes} == {
        (
            "PUSTU LEMBAR WATU PUTIH 2",
            "",
            "puskesmas di ujung namanya, “WATU PUTIH 2”, tidak ada di register; apakah maksudnya “Watu Putih II”? "
            f"Bila ya, tulis di {(tmp_path / 'roadmap.yaml').as_posix()}:8:5",
            "alias: [Watu Putih 2]",
        ),
        (
            "PUSTU SOREAN WATU PUTIH 2",
            "",
            "puskesmas di ujung namanya, “WATU PUTIH 2”, tidak ada di register; apakah maksudnya “Watu Putih II”?",
            "",
        ),
        ("PUSTU BARU WATU PUTIH II", "", "dibaca sebagai pustu Baru, Watu Putih II", "- {nama: Baru}"),
        ("PUSTU DESA PUTIH", "", "daftar tidak menyebut puskesmasnya, dan nama ini tidak terdaftar", ""),
        ("PUSTU SOREAN PUTIH", "", "nama ini di register ada di bawah Watu Putih II", ""),
        ("PUSTU LEMBAR WATU PUTIH", "Lembar Watu", "", ""),
    }
    assert [row.sebab for row in result.unread] == ["“PUSTU” tanpa nama: “Rekajaya | PUSTU”"]


def test_a_column_and_a_name_that_name_two_puskesmas_are_contrary(tmp_path: Path) -> None:
    rows = "Puskesmas,Pustu\nWatu Putih I,PUSTU SOREAN WATU PUTIH II\nWatu Putih II,PUSTU SOREAN WATU PUTIH II\n"
    result = against(tmp_path, rows)
    assert [(outcome.status.value, outcome.nama) for outcome in result.outcomes] == [
        ("bertentangan", ""),
        ("sama", "Sorean"),
    ]
    assert result.outcomes[0].catatan == "puskesmasnya Watu Putih I, tetapi namanya menyebut Watu Putih II"


def test_a_title_of_a_group_gives_its_puskesmas_to_the_rows_below(tmp_path: Path) -> None:
    rows = "Puskesmas,:,Watu Putih I\nNo,Nama Pustu,Bidan\n1,Lembar,1\nPUSKESMAS PUTIH,,\n2,Karangan,0\n3,Sorean,0\n"
    result = against(tmp_path, rows)
    assert known(result) == {"Lembar": "Lembar / Watu Putih I", "Karangan": "Karangan / Putih", "Sorean": ""}
    assert result.outcomes[2].catatan == "nama ini di register ada di bawah Watu Putih II"
    assert passed(result) == [(1, "di atas judul kolom"), (4, "judul kelompok")]
    assert "2 baris tanpa puskesmas dibaca sebagai milik puskesmas di judul di atasnya" in result.notes


# --- near names -----------------------------------------------------------------------------------------------------


def test_an_alias_is_offered_where_a_registered_puskesmas_is_meant(tmp_path: Path) -> None:
    rows = """\
Nama Puskesmas,Kabupaten,Kode
PUSKESMAS TANJUNGANN,Rekajaya,
WATU PUTIH 2,Rekajaya,
WATU PUTIH,Rekajaya,
WATU PUTIH III,Rekajaya,
PUTIHAN,Rekajaya,1079999
"""
    result = against(tmp_path, rows)
    assert [(outcome.entry.nama, outcome.tempel) for outcome in result.outcomes] == [
        ("PUSKESMAS TANJUNGANN", "alias: [Tanjung Lama, Tanjungann]"),
        ("WATU PUTIH 2", "alias: [Watu Putih 2]"),
        ("WATU PUTIH", ""),
        ("WATU PUTIH III", "- {nama: Watu Putih III}"),
        ("PUTIHAN", '- {nama: Putihan, kode: "1079999"}'),
    ]
    assert "Watu Putih I dan Watu Putih II" in result.outcomes[2].catatan
    assert result.outcomes[4].catatan.startswith("namanya mirip Putih, kodenya lain: 1079999, di register 1079003")
    hints = {missing.nama: missing.catatan for missing in result.missing}
    assert hints["Watu Putih II"] == "apakah “WATU PUTIH 2” di daftar?"
    assert hints["Watu Putih I"] == ""


def test_two_ways_of_writing_one_puskesmas_are_one_line_to_paste_and_none_is_a_new_puskesmas(tmp_path: Path) -> None:
    rows = "Puskesmas,Kabupaten\nWATU PUTIH 1,Rekajaya\nWATUPUTIH I,Rekajaya\nTanjungan,Rekajaya\nTANJUNGANN,Rekajaya\n"
    result = against(tmp_path, rows)
    assert [(outcome.nama, outcome.tempel) for outcome in result.outcomes] == [
        ("", "alias: [Watu Putih 1]"),
        ("", "alias: [Watu Putih 1, Watuputih I]"),
        ("Tanjungan", ""),
        ("", ""),
    ]
    assert result.outcomes[3].catatan.startswith("namanya mirip Tanjungan, yang sudah ada di ")


def test_another_direction_or_another_number_is_another_place() -> None:
    assert likely("WATU TIMUR", ["Watu Utara", "Watu Barat"]) is None
    assert likely("BANGGO 2", ["Banggo I", "Banggo II"]) == "Banggo II"
    assert likely("BANGGO", ["Banggo I", "Banggo II"]) is None
    assert likely("Mattirowalie", ["Mattiro Walie", "Mattiro Deceng"]) == "Mattiro Walie"
    assert same_but_number("BANGGO", ["Banggo I", "Banggo II", "Bango"]) == ["Banggo I", "Banggo II"]


@given(st.integers(min_value=1, max_value=39))
def test_a_roman_number_is_its_figure(number: int) -> None:
    assert numbered(f"Watu {romawi(number)}") == numbered(f"WATU {number}") == numbered(f"watu{number}")
    assert numbered(f"Watu {romawi(number)}") != numbered(f"Watu {number + 1}")


def test_the_registration_number_of_a_posyandu_is_no_code_of_its_puskesmas(tmp_path: Path) -> None:
    """One title, two numbers: that of a puskesmas (P and ten figures) and, since 2025, that of a posyandu."""
    rows = "Nomor Registrasi,Nama Puskesmas,Nama Posyandu\n"
    result = against(tmp_path, rows + "73.99.01.2001.001,Watu Putih I,Melati\n73.99.02.2001.001,Watu Putih II,Melati\n")
    assert [outcome.entry.kode for outcome in result.outcomes] == [(), ()]
    assert [outcome.entry.kode_tertulis for outcome in result.outcomes] == ["", ""]
    assert [outcome.entry.nomor for outcome in result.outcomes] == [{"kemendagri": "7399"}] * 2
    assert [outcome.puskesmas for outcome in result.outcomes] == ["Watu Putih I", "Watu Putih II"]
    assert not [note for note in result.notes if "kode" in note]
    other = against(tmp_path, rows + "Q12,Watu Putih I,Melati\n")
    assert [note for note in other.notes if "1 kode tidak berbentuk kode puskesmas" in note]
