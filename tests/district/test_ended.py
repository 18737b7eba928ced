"""Until when somebody serves, in words: of a retirement its year alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ilp_cli.district.ended import until, why_ended
from ilp_cli.reading.load import load
from tests.plans import plan

HEAD = "kabupaten: {nama: Luwu}\npuskesmas: [{nama: Suli, pustu: [{nama: Cimpu}]}]\npetugas:\n"
RETIRING = "status: PNS, jabatan: Bidan Penyelia, nip: 196811121990032001"  # from 1 December 2026


@pytest.mark.parametrize(
    ("more", "end", "why"),
    [
        ("profesi: Bidan", "", ""),
        ("sampai: 2025-12-31", "sampai 31 Desember 2025", "masa tugas berakhir 31 Desember 2025"),
        ("sampai: 2025-12-31, status: Kontrak", "sampai 31 Desember 2025", "kontrak berakhir 31 Desember 2025"),
        (RETIRING, "sampai pensiun 2026", "pensiun sejak 2026"),
        (f"{RETIRING}, sampai: 2025-12-31", "sampai 31 Desember 2025", "masa tugas berakhir 31 Desember 2025"),
        (f"{RETIRING}, sampai: 2031-12-31", "sampai pensiun 2026", "pensiun sejak 2026"),
        ("status: Pindah", "", "status “Pindah”"),
        (
            "keterangan: pindah ke RSUD per 1-3-2026",
            "sampai 28 Februari 2026",
            "keterangan “pindah ke RSUD per 1-3-2026”",
        ),
    ],
)
def test_until_when_and_why(tmp_path: Path, more: str, end: str, why: str) -> None:
    (row,) = load(plan(tmp_path, f"{HEAD}  - {{nama: Ina, puskesmas: Suli, pustu: Cimpu, {more}}}\n")).petugas
    assert why_ended(row, date(2027, 1, 1)) == why
    assert until(row) == (f"{end} ({why})" if row.pergi is not None and end else end)
