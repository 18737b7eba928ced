"""Duty on cuti bersama earns a civil servant a day of leave, counted in the recap of the roster."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilp_cli.capabilities.duty.verb.output import write_duty
from ilp_cli.capabilities.duty.verb.plan import plan_duty
from tests.plans import plan

TODAY = date(2025, 2, 20)
NATAL = """\
kabupaten: {nama: Luwu}
hari_layanan: [senin, selasa, rabu, kamis, jumat]
puskesmas: [{nama: Suli, pustu: [{nama: Cimpu}, {nama: Buntu}]}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli, pustu: [Cimpu, Buntu]}]}]
petugas:
  - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan, status: PNS}
  - {nama: Yusuf, puskesmas: Suli, pustu: Cimpu, profesi: Perawat, status: PPPK Paruh Waktu}
  - {nama: Rahma, puskesmas: Suli, pustu: Buntu, profesi: Bidan, status: Honorer}
  - {nama: Umar, puskesmas: Suli, pustu: Buntu, profesi: Perawat, nip: "198001012005011002"}
kader:
  - {nama: Ani, puskesmas: Suli, pustu: Cimpu}
  - {nama: Tuti, puskesmas: Suli, pustu: Cimpu}
  - {nama: Sari, puskesmas: Suli, pustu: Buntu}
  - {nama: Nur, puskesmas: Suli, pustu: Buntu}
"""


def owed(folder: Path, bulan: tuple[int, int]) -> tuple[dict[tuple[str, str], object], list[str]]:
    """The last column of the recap by pustu and kind, and the lines below it that speak of the leave earned."""
    target = folder / "jadwal.xlsx"
    write_duty(plan_duty(folder, bulan=bulan, pada=TODAY), target, force=True)
    rows = [row for row in load_workbook(target)["Rekap"].iter_rows(values_only=True) if row[0]]
    lines = [str(row[0]) for row in rows if "cuti tahunan ASN" in str(row[0]) or str(row[0]).startswith("pustu ")]
    return {(str(row[1]), str(row[2])): row[-1] for row in rows if row[2] in ("bidan", "perawat", "kader")}, lines


@pytest.mark.parametrize(
    ("extra", "bulan", "days"),
    [
        ("kebijakan: {cuti_bersama_buka: ya}\n", (2025, 12), "26 Desember 2025"),
        ("libur: [{tanggal: 2025-12-26, buka: ya}]\n", (2025, 12), "26 Desember 2025"),
        ("libur: [{tanggal: 2025-12-25, buka: ya}]\n", (2025, 12), ""),  # a holiday is no cuti bersama
        ("", (2025, 12), ""),
        ("kebijakan: {cuti_bersama_buka: ya}\n", (2025, 11), ""),
        ("kebijakan: {cuti_bersama_buka: ya}\n", (2025, 4), "2–4 dan 7 April 2025"),
    ],
)
def test_a_civil_servant_on_duty_on_cuti_bersama_earns_the_day(
    tmp_path: Path, extra: str, bulan: tuple[int, int], days: str
) -> None:
    column, lines = owed(plan(tmp_path / "suli", NATAL + extra), bulan)
    count = {"": 0, "26 Desember 2025": 1}.get(days, 4)
    assert column == {
        ("Cimpu", "bidan"): count,
        ("Cimpu", "perawat"): count,
        ("Cimpu", "kader"): None,
        ("Buntu", "bidan"): 0,
        ("Buntu", "perawat"): count,
        ("Buntu", "kader"): None,
    }
    assert lines == (
        [
            "Tambahan cuti tahunan ASN yang bertugas pada cuti bersama, dalam tahun itu juga: "
            "PP 11/2017, Pasal 333 ayat (3) (turunan); Peraturan BKN 7/2022, pasal belum ditemukan; menurut Keputusan "
            "Presiden tentang cuti bersama ASN (turunan).",
            f"pustu Cimpu (Suli): Ina {count} hari ({days}); Yusuf {count} hari ({days})",
            f"pustu Buntu (Suli): Umar {count} hari ({days})",
        ]
        if days
        else []
    )


@pytest.mark.parametrize(
    ("status", "earns"),
    [
        ("status: PNS", 1),
        ("status: CPNS", 1),
        ("status: ASN", 1),
        ("status: P3K", 1),
        ("status: Honorer, nip: '198001012005011002'", 0),  # what is written wins
        ("status: Gol III/d, nip: '198001012005011002'", 1),
        ("nip: '198001012022211002'", 1),
        ("nip: '198013012005011002'", 0),  # no NIP that can be
        ("status: Relawan", 0),
        ("profesi: Bidan", 0),
    ],
)
def test_who_earns_is_a_civil_servant_by_status_or_nip(tmp_path: Path, status: str, earns: int) -> None:
    text = NATAL.replace("profesi: Bidan, status: PNS", status if "profesi" in status else f"profesi: Bidan, {status}")
    column, _ = owed(plan(tmp_path / "suli", text + "kebijakan: {cuti_bersama_buka: ya}\n"), (2025, 12))
    assert column["Cimpu", "bidan"] == earns


def test_leave_taken_and_a_service_day_less_earn_nothing(tmp_path: Path) -> None:
    away = "cuti: [{nama: Ina, dari: 2025-12-26, sampai: 2025-12-26}]\nkebijakan: {cuti_bersama_buka: ya}\n"
    column, lines = owed(plan(tmp_path / "suli", NATAL + away), (2025, 12))
    assert (column["Cimpu", "bidan"], column["Cimpu", "perawat"]) == (0, 1)
    assert not [words for words in lines if "Ina" in words]
