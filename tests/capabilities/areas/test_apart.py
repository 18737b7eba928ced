"""Blocks that say they touch no other are pieces of their own, whatever their coordinates."""

from __future__ import annotations

from pathlib import Path

from ilp_cli.capabilities.areas.verb import plan_areas
from tests.plans import PETUGAS_CSV, SULI, plan

KADER = "nama,puskesmas,posyandu\nAni,Suli,Melati\nTuti,Suli,Melati\n"
BLOCKS = "puskesmas,posyandu,rt,kk,lintang,bujur,tetangga\n" + "".join(
    f"Suli,Melati,0{number},10,-3.38{number},120.37,{beside}\n"
    for number, beside in ((1, "RT 02"), (2, ""), (3, "terpisah"), (4, "terpisah"))
)


def test_a_block_that_touches_no_other_is_a_piece(tmp_path: Path) -> None:
    folder = plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER, wilayah_csv=BLOCKS)
    planned = plan_areas(folder)
    (division,) = planned.divisions
    assert len(division.problem.pieces) == 3, "RT 01 with RT 02, and the two apart"
