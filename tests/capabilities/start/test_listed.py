"""A plan folder that begins with an official list: only what the list tells, and every other row told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilp_cli.capabilities.match.model.match import RowStatus
from ilp_cli.capabilities.match.verb import match
from ilp_cli.capabilities.start.verb import FromList, init_listed
from ilp_cli.core.outcome import Misuse
from ilp_cli.files.misfits import Unreadable
from ilp_cli.reading.load import load
from tests.plans import PADA
from tests.running import LUWU, ilp

HEAD = "Kode Kabupaten Kemendagri,Kode Puskesmas,Nama Puskesmas,Kecamatan\n"


def begun(folder: Path, rows: str, head: str = HEAD, kode: str = "73.99") -> FromList:
    folder.mkdir(exist_ok=True)
    (folder / "daftar.csv").write_text(head + rows, encoding="utf-8")
    return init_listed(folder / "rencana", "Rekajaya", folder / "daftar.csv", kode=kode)


def register(folder: Path) -> list[tuple[str, str | None, str | None, tuple[str, ...]]]:
    """The register as it is read back: name, code, kecamatan, other names."""
    district = load(folder / "rencana")
    assert [fault for fault in district.misfits if "belum ada isinya" not in fault.message] == []
    return [(place.nama, place.kode, place.kecamatan, tuple(place.alias)) for place in district.puskesmas]


def reasons(result: FromList) -> dict[str, str]:
    return {row.nama: row.sebab for row in result.register.tersisa}


def test_only_rows_of_the_district_are_taken_with_what_the_list_tells(tmp_path: Path) -> None:
    rows = (
        "73.99,1079001,PUSKESMAS WATU PUTIH I,KEC. WATU PUTIH\n73.99,1079002,UPTD Puskesmas Sorean,-\n"
        "73.98,1079003,PKM LAIN,Jauh\n73.99,,Puskesmas Lembar,Sorean\n"
    )
    result = begun(tmp_path, rows)
    assert register(tmp_path) == [
        ("Watu Putih I", "1079001", "Watu Putih", ()),
        ("Sorean", "1079002", None, ()),
        ("Lembar", None, "Sorean", ()),
    ]
    assert (result.register.lain, result.register.tersisa) == (1, ())
    assert load(tmp_path / "rencana").kabupaten.kode == "73.99"


def test_another_name_is_an_alias_and_brackets_stay_where_they_tell_two_apart(tmp_path: Path) -> None:
    rows = (
        "73.99,1079001,PUSKESMAS LEMBAR (KALER),\n73.99,1079002,PUSKESMAS WATU (ATAS),\n"
        "73.99,1079003,PUSKESMAS WATU (BAWAH),\n73.99,1079001,PUSKESMAS KARANGAN,\n"
    )
    result = begun(tmp_path, rows)
    assert register(tmp_path) == [
        ("Lembar", "1079001", None, ("Lembar (Kaler)", "Karangan")),
        ("Watu (Atas)", "1079002", None, ()),
        ("Watu (Bawah)", "1079003", None, ()),
    ]
    assert "ditulis sebagai alias" in reasons(result)["PUSKESMAS KARANGAN"]
    assert match(tmp_path / "rencana", tmp_path / "daftar.csv", pada=PADA).rows[RowStatus.SAMA] == 3


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ("73.99,1079002,Puskesmas Lembar,", "kodenya lain: 1079002, di sana 1079001"),
        ("73.99,1079001,PKM LEMBAR,", "kembar dengan Lembar"),
        ("73.99,,Puskesmas Lembar,Jauh", "kecamatannya lain: Jauh, di sana Dekat"),
        ("73.99,1079009,,", "tanpa nama, kodenya 1079009"),
        (",1079009,Puskesmas Asing,", "tidak menyebut kabupatennya"),
        ("73.99,1079009,Pustu Sorean,", "baris pustu; yang ditulis hanya puskesmas"),
    ],
)
def test_what_is_not_taken_is_told(tmp_path: Path, second: str, why: str) -> None:
    result = begun(tmp_path, f"73.99,1079001,Puskesmas Lembar,Dekat\n{second}\n")
    assert register(tmp_path) == [("Lembar", "1079001", "Dekat", ())]
    assert [why in row.sebab for row in result.register.tersisa] == [True]


def test_a_code_and_a_name_of_two_places_are_left_to_the_planner(tmp_path: Path) -> None:
    rows = "73.99,1079001,Lembar,\n73.99,1079001,Sorean,\n73.99,1079002,Sorean,\n"
    result = begun(tmp_path, rows)
    assert [place[:2] for place in register(tmp_path)] == [("Lembar", "1079001"), ("Sorean", "1079002")]
    assert "namanya milik Sorean" in reasons(result)["Sorean"]


def test_a_registration_code_is_no_code_of_the_register(tmp_path: Path) -> None:
    result = begun(tmp_path, "73.99,P7399010101,Lembar,\n")
    assert register(tmp_path) == [("Lembar", None, None, ())]
    assert "bukan kode Kemenkes" in reasons(result)["Lembar"]


@pytest.mark.parametrize("rows", ["7399,1079001,Lembar\n7398,1079002,Lain\n", "7398,1079001,Lembar\n"])
def test_a_number_of_unsaid_system_is_not_trusted(tmp_path: Path, rows: str) -> None:
    head = "Kode Kab/Kota,Kode Puskesmas,Nama Puskesmas\n"
    with pytest.raises(Unreadable, match="nomor Kemendagri dan BPS sering berbeda"):
        begun(tmp_path, rows, head)
    assert not (tmp_path / "rencana").exists()


def test_a_list_whose_one_number_is_our_code_is_taken_and_told(tmp_path: Path) -> None:
    head = "Kode Kab/Kota,Kode Puskesmas,Nama Puskesmas\n"
    result = begun(tmp_path, "7399,1079001,Lembar\n7399,1079002,Lain\n", head)
    assert [place[0] for place in register(tmp_path)] == ["Lembar", "Lain"]
    assert result.register.notes[0].startswith(
        "semua baris bernomor kabupaten 7399, dianggap nomor Kemendagri Rekajaya"
    )


def test_a_list_that_speaks_of_no_district_is_taken_and_told(tmp_path: Path) -> None:
    result = begun(tmp_path, "1079001,Lembar\n", "Kode Puskesmas,Nama Puskesmas\n")
    assert [place[0] for place in register(tmp_path)] == ["Lembar"]
    assert "semua barisnya dianggap milik Rekajaya" in result.register.notes[0]


def test_a_list_of_others_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="1 baris milik kabupaten lain"):
        begun(tmp_path, "73.98,1079001,Lembar,\n")
    assert not (tmp_path / "rencana").exists()
    with pytest.raises(Misuse, match="bukan kode Kemendagri"):
        begun(tmp_path, "73.98,1079001,Lembar,\n", kode="7398")


def test_the_list_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "roadmap.yaml").write_text("Nama Puskesmas\nLembar\n", encoding="utf-8")
    before = (tmp_path / "roadmap.yaml").read_bytes()
    run = ilp("init", tmp_path, "--kabupaten", "Rekajaya", "--daftar", tmp_path / "roadmap.yaml", "--force")
    assert (run.returncode, (tmp_path / "roadmap.yaml").read_bytes()) == (4, before)


def test_luwu_begins_with_its_twenty_two(tmp_path: Path) -> None:
    daftar = LUWU / "daftar-kemenkes.csv"
    run = ilp("init", tmp_path / "r", "--kabupaten", "Luwu", "--daftar", daftar)
    assert (run.returncode, run.stdout.count("22 puskesmas ditulis")) == (0, 1)
    own, example = load(tmp_path / "r"), load(LUWU)
    assert sorted(str(place.kode) for place in own.puskesmas) == sorted(str(place.kode) for place in example.puskesmas)
    assert match(own, daftar, pada=PADA).exit_status() == 0
    again = ilp("init", tmp_path / "r2", "--kabupaten", "Luwu", "--daftar", daftar)
    assert again.returncode == 0
    assert (tmp_path / "r" / "roadmap.yaml").read_bytes() == (tmp_path / "r2" / "roadmap.yaml").read_bytes()


def test_a_puskesmas_that_only_rows_of_its_pustu_name_is_not_lost(tmp_path: Path) -> None:
    head = "Puskesmas,Kecamatan,Desa,Pustu\n"
    rows = "Sorean,Sorean,Batu,Pustu Batu\nSorean,Sorean,Karang,\nLembah,Lembah,Pasir,Pustu Pasir\n"
    result = begun(tmp_path, rows, head)
    assert register(tmp_path) == [("Sorean", None, "Sorean", ()), ("Lembah", None, None, ())]
    told = [left.sebab for left in result.register.tersisa]
    assert told == [
        "baris pustu; yang ditulis hanya puskesmas",
        "baris pustu; yang ditulis hanya puskesmas; "
        "Lembah tidak punya baris sendiri, jadi ditulis dari sini, hanya namanya",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "kode,nama,pria,wanita,total\n11,Aceh,2815060,2808419,5623479\n1101,Aceh Selatan,120,121,241\n",
        "tanggal,nama,kategori,perkiraan\n2026-01-01,Tahun Baru,libur nasional,tidak\n",
    ],
)
def test_names_of_something_else_are_no_puskesmas(tmp_path: Path, text: str) -> None:
    (tmp_path / "lain.csv").write_text(text, encoding="utf-8")
    done = ilp("init", tmp_path / "baru", "--kabupaten", "Luwu", "--daftar", tmp_path / "lain.csv")
    assert done.returncode == 3
    assert "tidak mengatakan nama apa" in done.stderr
    assert not (tmp_path / "baru").exists()


@pytest.mark.parametrize(
    "text", ["nama\nSuli\nBajo\n", "no,nama,catatan\n1,Suli,x\n2,Bajo,y\n", "nama,ketua\nPKM Suli,A\n"]
)
def test_names_alone_are_taken_at_their_word(tmp_path: Path, text: str) -> None:
    (tmp_path / "daftar.csv").write_text(text, encoding="utf-8")
    assert ilp("init", tmp_path / "baru", "--kabupaten", "Luwu", "--daftar", tmp_path / "daftar.csv").returncode == 0
    assert "nama: Suli" in (tmp_path / "baru" / "roadmap.yaml").read_text(encoding="utf-8")
