"""Somebody of another unit, written into a duty roster on named days: counts here, is missing there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.core.finding import Finding
from tests.plans import plan

TODAY = date(2025, 2, 20)
ROADMAP = """\
kabupaten: {nama: Luwu}
hari_layanan: [senin, selasa, rabu, kamis, jumat]
puskesmas:
  - {nama: Suli, alias: [Suli Kota], pustu: [{nama: Cimpu}, {nama: Buntu}, {nama: Pustu Tana}]}
  - {nama: Bajo, pustu: [{nama: Buntu}]}
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu, Buntu]}]}]
petugas:
  - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
  - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat}
  - {nama: "Rina, S.Keb", puskesmas: Suli, pustu: Buntu, profesi: Bidan}
  - {nama: Umar, puskesmas: Suli, profesi: Perawat}
  - {nama: Umar, puskesmas: Bajo, profesi: Perawat}
  - {nama: Dewi, puskesmas: Bajo, pustu: Buntu, profesi: Bidan}
  - {nama: Dewi, puskesmas: Suli, pustu: Pustu Tana, profesi: Bidan}
  - {nama: Dewi, puskesmas: Suli, profesi: Bidan}
  - {nama: Agus, puskesmas: Bajo, profesi: Perawat}
  - {nama: Agus Salim, puskesmas: Bajo, profesi: Perawat, sampai: 2025-03-03}
cuti: [{nama: Agus, dari: 2025-03-05, sampai: 2025-03-05}]
"""
CIMPU = "Pustu: Cimpu,Puskesmas: Suli,Bulan: Maret 2025\nnama,profesi,3,4,5\n"
BUNTU = "Pustu: Buntu,Puskesmas: Suli,Bulan: Maret 2025\nnama,profesi,3,4,5\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plan(tmp_path / "suli", ROADMAP)


def told(folder: Path, rows: str) -> list[Finding]:
    path = folder / "jadwal.csv"
    path.write_text(rows, encoding="utf-8")
    findings = check(folder, pada=TODAY, jadwal=path).findings
    return [finding for finding in findings if finding.place.file.endswith("jadwal.csv")]


def short(findings: list[Finding], kind: str) -> list[str]:
    """Where a kind is below the minimum, and when."""
    lines = [finding.message for finding in findings if finding.code == "ILP401"]
    return [line for line in lines if f" {kind} " in line]


def test_a_loan_counts_where_it_is_written_and_its_home_pustu_loses_the_day(folder: Path) -> None:
    rows = f"{CIMPU}Ina,Bidan,x,,x\nRina,Bidan,,x,\n{BUNTU}Rina,Bidan,x,x,x\n"
    findings = told(folder, rows)
    assert short(findings, "bidan") == ["pustu Buntu (Suli): 0 bidan bertugas pada selasa 4 Maret 2025; minimum 1"]
    (note,) = (finding for finding in findings if finding.code == "ILP418")
    assert note.message == (
        "Rina, S.Keb dihitung di pustu Cimpu (Suli) sebagai pinjaman dari pustu Buntu (Suli) pada 4 Maret 2025; "
        "di sana ia tidak dihitung hari itu"
    )
    assert [finding.code for finding in findings if finding.code in ("ILP406", "ILP408", "ILP419")] == ["ILP406"]


@pytest.mark.parametrize(
    ("name", "asal"),
    [
        ("Umar", "puskesmas induk Suli"),  # of two, the one of the own puskesmas
        ("Umar (dari Bajo)", "puskesmas induk Bajo"),
        ("Umar (pinjaman dari Puskesmas Bajo)", "puskesmas induk Bajo"),
        ("Umar (BKO dari puskesmas induk Suli Kota)", "puskesmas induk Suli"),
        ("Agus (bantuan)", "puskesmas induk Bajo"),
        ("Agus", "puskesmas induk Bajo"),
        ("Dewi (dari pustu Buntu (Bajo))", "pustu Buntu (Bajo)"),
        ("Dewi (dari Tana)", "Pustu Tana (Suli)"),
        ("Dewi (dari induk Suli)", "puskesmas induk Suli"),
    ],
)
def test_a_loan_is_understood_however_its_home_is_written(folder: Path, name: str, asal: str) -> None:
    profesi = "Bidan" if name.startswith("Dewi") else "Perawat"
    findings = told(folder, f'{CIMPU}Ina,Bidan,x,x,x\n"{name}",{profesi},x,,\n')
    (note,) = (finding.message for finding in findings if finding.code == "ILP418")
    assert f"pinjaman dari {asal} pada 3 Maret 2025" in note


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Dewi,Bidan,x,,", "bidan puskesmas induk Suli, bidan pustu Buntu (Bajo) dan bidan Pustu Tana (Suli)"),
        ("Agus,Bidan,x,,", "yang bernama itu: perawat puskesmas induk Bajo"),
        ("Agus (dari Suli),Perawat,x,,", "yang bernama itu: perawat puskesmas induk Bajo, bukan di Suli"),
        ("Zainal,Perawat,x,,", ""),
    ],
)
def test_who_is_meant_is_not_guessed(folder: Path, row: str, said: str) -> None:
    findings = told(folder, f"{CIMPU}Ina,Bidan,x,x,x\n{row}\n")
    (unknown,) = (finding.message for finding in findings if finding.code == "ILP408")
    assert said in unknown
    assert not [finding for finding in findings if finding.code == "ILP418"]


def test_a_unit_without_a_roster_here_that_keeps_too_few_is_told(folder: Path) -> None:
    findings = told(folder, f"{CIMPU}Ina,Bidan,x,x,x\nUmar (dari Suli),Perawat,x,x,\nDewi (dari Tana),Bidan,x,x,x\n")
    assert [finding.message for finding in findings if finding.code == "ILP419"] == [
        "puskesmas induk Suli: tinggal 0 perawat pada 3 dan 4 Maret 2025 "
        "sesudah meminjamkan Umar ke pustu Cimpu (Suli); "
        "paling sedikit 1",
        "Pustu Tana (Suli): tinggal 0 bidan pada 3–5 Maret 2025 sesudah meminjamkan Dewi ke pustu Cimpu (Suli); "
        "paling sedikit 1",
    ]


def test_leave_and_time_of_somebody_lent_hold_too(folder: Path) -> None:
    findings = told(folder, f"{CIMPU}Ina,Bidan,x,x,x\nAgus,Perawat,,,x\nAgus Salim,Perawat,x,x,\n")
    assert short(findings, "perawat") == ["pustu Cimpu (Suli): 0 perawat bertugas pada 4 dan 5 Maret 2025; minimum 1"]
    said = {finding.code: finding.message for finding in findings}
    assert "Agus bertugas pada rabu 5 Maret 2025, padahal cuti" in said["ILP402"]
    assert "di luar masa tugasnya di unit asalnya" in said["ILP412"]


def test_a_loan_of_somebody_nobody_knows_says_that_nobody_bears_the_name(folder: Path) -> None:
    strangers = [finding.message for finding in told(folder, f"{CIMPU}Sinta (dari Bajo),Bidan,x,,\n")
                 if finding.code == "ILP408"]  # fmt: skip
    assert len(strangers) == 1
    assert strangers[0].endswith("; di Bajo dan di unit lain pun tidak ada yang bernama itu")


def test_whoever_is_meant_by_a_loan_is_sought_where_they_come_from(folder: Path) -> None:
    """Ina serves at Cimpu itself; she is not meant by a name of Bajo that looks like hers."""
    findings = told(folder, f"{CIMPU}Dewy (dari Buntu Bajo),Bidan,x,,\n")
    assert [finding.message for finding in findings if finding.code == "ILP408"] == [
        "“Dewy” bukan orang pustu Cimpu (Suli) menurut roster; apakah maksudnya “Dewi”?"
    ]
