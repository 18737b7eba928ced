"""What stands where a name, a number or a code belongs and is none is told; a shortage says where nothing came in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import errors, examine, of, spot

REGISTER = "puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}, {nama: Bua, pustu: [{nama: Lare}]}]\n"
STAGE = """\
tahap:
  - {tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}, {puskesmas: Bua, pustu: [Lare]}]}
petugas:
  - {nama: Ina Rekaan, puskesmas: Suli, profesi: Bidan}
"""


@pytest.mark.parametrize("name", ["ya", "Tidak", "yes", "12345", "-5", "2026-02-01"])
def test_a_signatory_is_somebody(tmp_path: Path, name: str) -> None:
    roadmap = f"kabupaten: {{nama: Luwu}}\npenandatangan: {{jabatan: Kepala Dinas Kesehatan, nama: {name}}}\n{REGISTER}"
    (told,) = of(examine(tmp_path, roadmap), "ILP004")
    assert (spot(told), told.message) == ("roadmap.yaml:2:56", f"“nama” bukan nama orang; tertulis “{name}”")


def test_the_nip_of_a_head_is_looked_at_as_that_of_a_signatory(tmp_path: Path) -> None:
    roadmap = "kabupaten: {nama: Luwu}\npuskesmas: [{nama: Suli, kepala: {nama: Ani Rekaan, nip: ya}}]\n"
    assert [spot(told) for told in of(examine(tmp_path, roadmap), "ILP301")] == ["roadmap.yaml:2:58"]


@pytest.mark.parametrize(
    ("code", "form"),
    [("ya", "bukan angka semua"), ("10.70.670", "bukan angka semua"), ("107067000", "terdiri atas 9 angka")],
)
def test_a_code_that_is_none_is_told(tmp_path: Path, code: str, form: str) -> None:
    roadmap = f'kabupaten: {{nama: Luwu}}\npuskesmas: [{{nama: Suli, kode: "{code}"}}]\n'
    (told,) = of(examine(tmp_path, roadmap), "ILP125")
    assert told.message == f"Suli: kode “{code}” {form}; kode Kemenkes 7 angka"


def test_an_old_code_with_its_letter_is_one(tmp_path: Path) -> None:
    roadmap = "kabupaten: {nama: Luwu}\npuskesmas: [{nama: Suli, kode: P7317010101}]\n"
    assert of(examine(tmp_path, roadmap), "ILP125") == []


def test_where_nobody_handed_in_a_row_a_shortage_says_so_and_elsewhere_it_does_not(tmp_path: Path) -> None:
    short = [
        told
        for told in errors(examine(tmp_path, f"kabupaten: {{nama: Luwu}}\n{REGISTER}{STAGE}"))
        if told.code == "ILP201"
    ]
    silent = "; roster tidak memuat satu baris pun dari puskesmas Bua: mungkin belum diserahkan"
    assert [told.message for told in short] == [
        "pustu Cimpu (Suli): 0 bidan, minimum 1, kurang 1",
        f"pustu Lare (Bua): 0 bidan, minimum 1, kurang 1{silent}",
    ]
