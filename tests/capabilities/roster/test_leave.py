"""The sheet Cuti: whose leave it is, and what it may not be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from ilp_cli.district.leave import leave_of
from ilp_cli.reading.load import load
from tests.plans import KADER_CSV, KADER_TABLE, PADA, PETUGAS_TABLE, of, plan, spot, workbook

CUTI = """
    nama  | nip | dari       | sampai     | jenis
    Ina   |     | 2025-03-03 | 2025-03-07 | cuti tahunan
    Inah  |     | 2025-03-10 | 2025-03-11 | sakit
    Yusuf |     | 2025-03-20 | 2025-03-10 |
"""


def test_leave_is_read_beside_the_people_and_matched_by_name(tmp_path: Path) -> None:
    files = {"roster_xlsx": workbook(Petugas=PETUGAS_TABLE, Kader=KADER_TABLE, Cuti=CUTI)}
    district = load(plan(tmp_path, **files))
    leave = leave_of(district)
    ina = district.identities[district.petugas[0].path]
    assert [(cuti.dari, cuti.sampai) for cuti in leave[ina]] == [(date(2025, 3, 3), date(2025, 3, 7))]
    assert leave[ina][0].covers(date(2025, 3, 7))
    assert not leave[ina][0].covers(date(2025, 3, 8))


def test_leave_of_nobody_and_leave_that_ends_too_early_point_at_their_cells(tmp_path: Path) -> None:
    files = {"roster_xlsx": workbook(Petugas=PETUGAS_TABLE, Kader=KADER_TABLE, Cuti=CUTI)}
    report = check(plan(tmp_path, **files), pada=PADA)
    findings = of(report, "ILP321", "ILP323")
    assert [(finding.code, spot(finding)) for finding in findings] == [
        ("ILP321", "roster.xlsx:Cuti!A3"),
        ("ILP323", "roster.xlsx:Cuti!D4"),
    ]
    assert "apakah maksudnya “Ina”" in findings[0].message or "Ina" in findings[0].message


def test_leave_in_a_folder_of_csv(tmp_path: Path) -> None:
    petugas = "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\nYusuf,Suli,Cimpu,Perawat\n"
    cuti = "nama,mulai cuti,sampai\nYusuf,3 Maret 2025,07/03/2025\n"
    kader = "nama,puskesmas,pustu\nAni,Suli,Cimpu\nTuti,Suli,Cimpu\n"
    district = load(plan(tmp_path, petugas_csv=petugas, kader_csv=kader, cuti_csv=cuti))
    assert [(cuti.nama, cuti.dari, cuti.sampai) for cuti in district.cuti] == [
        ("Yusuf", date(2025, 3, 3), date(2025, 3, 7))
    ]
    assert [reading.table for reading in district.readings] == ["petugas", "kader", "cuti"]


@pytest.mark.parametrize("written", ["St. Rahma", "Siti Rahma", "Sitti Rahma, S.Tr.Keb.", "St. Rahma (Ketua)"])
def test_leave_is_hers_in_whatever_form_her_name_is_written(tmp_path: Path, written: str) -> None:
    petugas = 'nama,puskesmas,pustu,profesi\n"St. Rahma, S.Tr.Keb.",Suli,Cimpu,Bidan\nYusuf,Suli,Cimpu,Perawat\n'
    cuti = f'nama,dari,sampai\n"{written}",2025-03-03,2025-03-07\n'
    district = load(plan(tmp_path, petugas_csv=petugas, kader_csv=KADER_CSV, cuti_csv=cuti))
    assert list(leave_of(district)) == [district.identities[district.petugas[0].path]]
