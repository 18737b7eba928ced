"""The same inputs give the same bytes, whatever order a set of Python happens to have."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans import plan
from tests.running import ROOT
from tests.running import process as ilp

LUWU = ROOT / "examples" / "luwu"
SEVEN_DAYS = """\
kabupaten: {nama: Luwu}
hari_layanan: setiap hari
penandatangan: {jabatan: Kepala Dinas Kesehatan, nama: dr. Contoh Rekaan}
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
petugas:
  - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
  - {nama: Ani, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
  - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
  - {nama: Umar, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
  - {nama: Rahma, puskesmas: Suli, profesi: Bidan}
  - {nama: Ratna, puskesmas: Suli, profesi: Bidan}
kader: [{nama: Tuti, puskesmas: Suli, pustu: Cimpu}, {nama: Sari, puskesmas: Suli, pustu: Cimpu}]
cuti:
  - {nama: Ani, dari: 2025-03-03, sampai: 2025-03-09, jenis: cuti tahunan}
  - {nama: Umar, dari: 2025-03-12, sampai: 2025-03-19, jenis: sakit}
"""
"""A pustu open every day, whose two bidan and two perawat take leave of a week: nobody may stand in seven days."""


@pytest.mark.parametrize(
    "words",
    [
        ("outlook", "{luwu}", "--pada", "2026-11-21"),
        ("risk", "{luwu}", "--pada", "2026-11-21"),
        ("services", "{luwu}", "--pada", "2026-11-21"),
        ("readiness", "{luwu}", "--pada", "2026-11-21", "--semua"),
        ("why", "{luwu}", "--bulan", "2025-03"),
        ("why", "{seven}", "--bulan", "2025-03"),
        ("plan", "duty", "{luwu}", "--bulan", "2025-04", "--pada", "2025-03-01", "-o", "{out}"),
        ("plan", "duty", "{seven}", "--bulan", "2025-03", "--pada", "2025-03-01", "-o", "{out}"),
        ("plan", "staffing", "{luwu}", "--tahun", "2025", "--pada", "2026-11-21", "--format", "json"),
        ("why", "{luwu}", "--tahun", "2025", "--pada", "2026-11-21"),
        ("match", "{luwu}", "{luwu}/daftar-kemenkes.csv", "--pada", "2026-11-21"),
        ("import", "{luwu}/roster.xlsx", "--ke", "{luwu}", "-o", "{out}"),
        ("check", "{luwu}", "--pada", "2026-11-21", "--tandai", "{out}"),
        ("export", "{luwu}", "--pada", "2026-11-21", "--rancangan", "-o", "{out}"),
        ("decree", "{luwu}", "--tahun", "2025", "--pada", "2026-11-21", "--rancangan", "-o", "{word}"),
    ],
    ids=lambda words: " ".join(words[:3]).replace("{", "").replace("}", ""),
)
def test_two_runs_write_the_same(tmp_path: Path, words: tuple[str, ...]) -> None:
    seven = plan(tmp_path / "tujuh", SEVEN_DAYS)

    def run(seed: str) -> tuple[str, bytes]:
        out = tmp_path / ("hasil.docx" if "{word}" in words else "hasil.xlsx")
        out.unlink(missing_ok=True)
        done = ilp(*(word.format(luwu=LUWU, seven=seven, out=out, word=out) for word in words), PYTHONHASHSEED=seed)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout, out.read_bytes() if {"{out}", "{word}"} & {*words} else b""

    assert run("1") == run("2")


def test_a_plan_of_duty_explains_the_days_it_leaves_open(tmp_path: Path) -> None:
    """Both weeks of leave leave one day open: each with its facts, and a repair that somebody can do."""
    folder = plan(tmp_path, SEVEN_DAYS)
    done = ilp("plan", "duty", folder, "--bulan", "2025-03", "-o", tmp_path / "jadwal.xlsx")
    assert done.returncode == 1
    assert (tmp_path / "jadwal.xlsx").exists()
    assert "petugas wajib libur 1 hari setiap minggu" in done.stdout
    assert "petugas paling banyak 6 hari berturut-turut" in done.stdout
    assert "pinjam bidan dari puskesmas induk Suli (Rahma)" in done.stdout
    assert f"ilp why {folder.as_posix()} --bulan 2025-03" in done.stdout
