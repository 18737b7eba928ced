"""What follows from one slip in a roadmap is not said again, and an equals sign is called one."""

from __future__ import annotations

from pathlib import Path

from ilp_cli.checking.verb import check
from ilp_cli.reading.load import load
from tests.plans import PADA, plan

ROADMAP = """\
kabupaten: {nama: Luwu, ibu_kota: Belopa}
sasaran: [{tahun: 2025, puskesmas: semua, dasar: RPJMD}]
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas:
  - {nama: Suli, pustu: [{nama: Cimpu}]}
  - {nama: Bajo I, pustu: [{nama: Sampa}]}
tahap:
  - {tahun: 2024, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}
  - {tahun: 2025, lokus: [{puskesmas: Bajo I, pustu: [Sampa]}]}
"""


def told(tmp_path: Path, old: str, new: str) -> list[tuple[str, str]]:
    assert old in ROADMAP
    report = check(load(plan(tmp_path, ROADMAP.replace(old, new))), pada=PADA)
    return [(item.code, item.message) for item in report.findings if item.severity == "error"]


def test_a_lokus_of_a_near_name_is_not_missing_too(tmp_path: Path) -> None:
    words = "puskesmas lokus “Bajo 1” tidak ada di daftar puskesmas; apakah maksudnya “Bajo I”?"
    assert told(tmp_path, "puskesmas: Bajo I,", "puskesmas: Bajo 1,") == [("ILP101", words)]


def test_a_puskesmas_that_no_name_is_near_to_is_missing(tmp_path: Path) -> None:
    assert [code for code, _ in told(tmp_path, "puskesmas: Bajo I,", "puskesmas: Larompong,")] == ["ILP103", "ILP101"]


def test_a_year_among_words_is_told_and_read(tmp_path: Path) -> None:
    words = "“tahun” harus tahun empat angka, misalnya 2025; tertulis “Tahun 2025”"
    assert told(tmp_path, "- {tahun: 2025, lokus", "- {tahun: Tahun 2025, lokus") == [("ILP004", words)]


def test_an_equals_sign_is_called_one(tmp_path: Path) -> None:
    ((code, words),) = told(tmp_path, "ibu_kota: Belopa", "ibu_kota = Belopa")
    assert code == "ILP002"
    assert words.endswith("tulis “ibu_kota: Belopa”, dengan titik dua, bukan “=”")
