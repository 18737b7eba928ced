"""What is odd about opening days as a district writes them is told at its place, and the rest is planned."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ilp_cli.capabilities.openings.verb import plan_openings
from ilp_cli.checking.verb import check
from tests.plans import of, plan

ROADMAP = """\
kabupaten: {nama: Luwu}
roster: .
hari_layanan: [senin, selasa, rabu, kamis, jumat]
puskesmas:
  - nama: Suli
    pustu: [{nama: Cimpu}, {nama: Buntu, hari_layanan: [sabtu]}]
    posyandu:
      - {nama: Mawar, pustu: Cimpu, hari_buka: rabu ke-3, jam: "08.00 - 11.00 WITA"}
      - {nama: Melati, pustu: Cimpu, %s}
"""
STAFF = "nama,puskesmas,pustu,profesi\nIna,Suli,Cimpu,Bidan\nYusuf,Suli,Cimpu,Perawat\nRina,Suli,,Bidan\n"


@pytest.mark.parametrize(
    ("written", "code", "words"),
    [
        ("hari_buka: sabtu ke-2", "ILP426", "sabtu ke-2 bukan hari layanan (hari layanannya senin–jumat)"),
        ("hari_buka: [selasa ke-2, 2025-08-17]", "ILP426", "17 Agustus 2025 bukan hari layanan (Hari Kemerdekaan"),
        ("hari_buka: [selasa ke-2, 2025-03-15]", "ILP426", "sabtu 15 Maret 2025 bukan hari layanan"),
        ("hari_buka: [selasa ke-2, 2026-08-17]", "ILP426", ""),
        ("hari_buka: tanggal 15", "ILP426", ""),
        ('hari_buka: selasa ke-2, jam: "11.00–08.00"', "ILP427", "selesai sebelum mulai"),
        ('hari_buka: selasa ke-2, jam: "08.00-08.00"', "ILP427", "selesai sebelum mulai"),
        ('hari_buka: selasa ke-2, jam: "8.75"', "ILP427", "memuat 08.75, yang tidak ada"),
        ('hari_buka: selasa ke-2, jam: "25:00 s.d. 26:00"', "ILP427", "memuat 25.00 dan 26.00, yang tidak ada"),
        ("hari_buka: selasa ke-2, jam: pagi", "ILP427", ""),
        ('hari_buka: selasa ke-2, jam: "08.00 s/d selesai"', "ILP427", ""),
    ],
)
def test_an_odd_day_or_hour_is_told_at_its_line_and_the_year_is_planned(
    tmp_path: Path, written: str, code: str, words: str
) -> None:
    folder = plan(tmp_path, ROADMAP % written, petugas_csv=STAFF, kader_csv="nama,puskesmas,posyandu\nAni,Suli,Mawar\n")
    told = of(check(folder, pada=date(2025, 3, 1)), code)
    assert [item.place.line for item in told] == ([9] if words else [])
    assert all(words in item.message for item in told)
    planned = plan_openings(folder, tahun=2025)
    assert len(planned.plan.bukaan) >= 24


def test_the_service_days_are_those_of_the_guiding_pustu(tmp_path: Path) -> None:
    roadmap = (ROADMAP % "hari_buka: sabtu ke-2").replace("Melati, pustu: Cimpu", "Melati, pustu: Buntu")
    folder = plan(tmp_path, roadmap, petugas_csv=STAFF, kader_csv="nama,puskesmas,posyandu\nAni,Suli,Mawar\n")
    assert not of(check(folder, pada=date(2025, 3, 1)), "ILP426")
