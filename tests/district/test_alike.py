"""Two names that may be those of one person are asked about; names of two people are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilp_cli import check
from ilp_cli.district.alike import alike
from tests.plans import PADA, of, plan

SULI = """\
kabupaten: {nama: Luwu}
roster: .
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Buntu}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu]}]}]
"""
PETUGAS = "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\nYusuf,Suli,Cimpu,Perawat\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Nurul Hidayah", "Nurul Hidaya"),
        ("Soekarti Djamil", "Sukarti Jamil"),
        ("Azzahra Putri", "Az Zahra Putri"),
        ("Halimah, Siti", "Siti Halimah"),
        ("S. Halimah", "Siti Halimah"),
        ("M. Idris", "Muhammad Idris"),
        ("A. Muh. Idris", "Andi Muhammad Idris"),
        ("Halimah binti Saleh", "Halimah"),
        ("Halimah Saleh", "Halimah Saleh Putri"),
        ("Sulastri Basri", "Sulatri Basri"),
    ],
)
def test_names_that_may_be_one(first: str, second: str) -> None:
    assert alike(first, second)
    assert alike(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Siti Halimah", "Siti Aminah"),
        ("Halimah", "Halimatussadiyah"),
        ("Halimah binti Saleh", "Halimah binti Umar"),
        ("Rina Basri", "Rini Basri"),
        ("Nurhayati", "Nurhayani"),
        ("Muhammad Ali", "Muhammad Alif"),
        ("Petugas 1", "Petugas 11"),
        ("Siti", "Siti Halimah"),
        ("", "Siti"),
    ],
)
def test_names_of_two(first: str, second: str) -> None:
    assert not alike(first, second)
    assert not alike(second, first)


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        ("Siti Halimah,Suli,Cimpu,,", "S. Halimah,Suli,Cimpu,,", True),
        ("Siti Halimah,Suli,Cimpu,7317014503870001,", "S. Halimah,Suli,Cimpu,,", True),
        ("Siti Halimah,Suli,Cimpu,7317014503870001,", "S. Halimah,Suli,Cimpu,7317014607900002,", False),
        ("Siti Halimah,Suli,Cimpu,,1987-03-05", "S. Halimah,Suli,Cimpu,,1990-07-06", False),
        ("Siti Halimah,Suli,Cimpu,,", "S. Halimah,Suli,Buntu,,", False),
    ],
)
def test_only_who_stands_at_one_unit_and_may_be_one_is_asked_about(
    tmp_path: Path, first: str, second: str, asked: bool
) -> None:
    kader = f"nama,puskesmas,pustu,nik,tanggal_lahir\n{first}\n{second}\n"
    report = check(plan(tmp_path, SULI, petugas_csv=PETUGAS, kader_csv=kader), pada=PADA)
    assert len(of(report, "ILP330")) == asked
    at_cimpu = 2 if "Buntu" not in second else 1
    assert report.pustu[0].ada["kader"] == at_cimpu  # never joined


def test_one_name_as_two_kinds_is_asked_about(tmp_path: Path) -> None:
    petugas = 'nama,puskesmas,pustu,profesi\nIna Batara,Suli,Cimpu,Bidan\n"INA BATARA, S.Kep",Suli,Cimpu,Perawat\n'
    kader = "nama,puskesmas,pustu\nAni,Suli,Cimpu\nTuti,Suli,Cimpu\n"
    report = check(plan(tmp_path, SULI, petugas_csv=petugas, kader_csv=kader), pada=PADA)
    (finding,) = of(report, "ILP330")
    assert "namanya sama, sebagai bidan dan perawat; keduanya dihitung" in finding.message
