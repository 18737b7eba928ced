"""Whose roster a sheet is, and who signs it: the lines above it, the head of the puskesmas, the NIP only on request."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from ilp_cli.capabilities.duty.read import read_jadwal
from ilp_cli.capabilities.duty.verb.output import write_duty
from ilp_cli.capabilities.duty.verb.plan import plan_duty
from tests.plans import plan
from tests.running import ilp

ROADMAP = """\
kabupaten: {nama: Luwu}
hari_layanan: [senin, selasa, rabu, kamis, jumat]
puskesmas:
  - nama: Suli
    kecamatan: Suli
    kepala: {nama: "dr. Contoh Rekaan", nip: "19800101 200501 1 001"}
    pustu: [{nama: Cimpu}]
  - {nama: Bajo, kepala: {nama: , nip: "1980"}, pustu: [{nama: Buntu}]}
  - {nama: Ponrang, pustu: [{nama: Tana}]}
tahap:
  - tahun: 2025
    lokus: [{puskesmas: Suli, pustu: [Cimpu]}, {puskesmas: Bajo, pustu: [Buntu]}, {puskesmas: Ponrang, pustu: [Tana]}]
petugas:
  - {nama: Ina, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
  - {nama: Rina, puskesmas: Bajo, pustu: Buntu, profesi: Bidan}
  - {nama: Dewi, puskesmas: Ponrang, pustu: Tana, profesi: Bidan}
kader: []
"""
NIP = "19800101 200501 1 001"


def sheets(folder: Path, nip: str) -> dict[str, str]:
    """All words of each sheet of a roster."""
    target = folder / f"{nip}.xlsx"
    write_duty(plan_duty(folder, bulan=(2025, 3)), target, nip=nip)
    book = load_workbook(target, data_only=True)
    return {
        sheet.title: "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
        for sheet in book
    }


@pytest.mark.parametrize(
    ("nip", "known", "unknown"),
    [("tampil", f"NIP. {NIP}", "NIP. …"), ("samar", "NIP. …", "NIP. …"), ("tanpa", "", "")],
)
def test_the_head_is_printed_and_the_nip_only_on_request(tmp_path: Path, nip: str, known: str, unknown: str) -> None:
    words = sheets(plan(tmp_path / "suli", ROADMAP), nip)
    assert "Kepala Puskesmas Suli,\n\n\n\ndr. Contoh Rekaan" in words["Cimpu"]
    assert (known or "dr. Contoh Rekaan") in words["Cimpu"]
    assert (NIP in words["Cimpu"]) is (nip == "tampil")
    assert ("NIP." in words["Buntu"], "NIP." in words["Tana"]) == (bool(unknown),) * 2
    assert "1980" not in words["Buntu"]


def test_lines_above_name_the_district_and_leave_out_what_is_not_known(tmp_path: Path) -> None:
    words = sheets(plan(tmp_path / "suli", ROADMAP), "samar")
    assert words["Cimpu"].startswith(
        "PEMERINTAH KABUPATEN LUWU\nDINAS KESEHATAN\nPUSKESMAS SULI\nKECAMATAN SULI\n\nJADWAL TUGAS PUSTU\n"
    )
    assert words["Tana"].startswith("PEMERINTAH KABUPATEN LUWU\nDINAS KESEHATAN\nPUSKESMAS PONRANG\n\nJADWAL")
    assert [row.pustu for row in read_jadwal(tmp_path / "suli" / "samar.xlsx").rows] == ["Cimpu", "Buntu", "Tana"]


def test_a_nip_that_cannot_be_one_is_told_and_never_shown(tmp_path: Path) -> None:
    folder = plan(tmp_path / "suli", ROADMAP)
    run = ilp("plan", "duty", folder, "--bulan", "2025-03", "-o", folder / "j.xlsx", "--nip", "tampil", cwd=folder)
    assert "NIP kepala puskesmas Bajo bukan 18 angka" in run.stderr
    assert NIP not in run.stdout + run.stderr
