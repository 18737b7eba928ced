"""A table that counts by quarters where each place is asked for: one finding, with what to fill in instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilp_cli import check
from ilp_cli.core.words import quarter_number
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, plan, spot

HEADS = ("No,Puskesmas,Target,TW I,TW II,TW III,TW IV,Realisasi,Capaian", "PKM,Triwulan 1,Triwulan 2,Ket")


@pytest.mark.parametrize("head", HEADS)
def test_counts_by_quarter_are_one_finding_that_says_what_to_do(tmp_path: Path, head: str) -> None:
    row = ",".join(["1", "Suli", *["0"] * 12][: head.count(",") + 1])
    report = check(
        plan(tmp_path, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV, realisasi_csv=f"{head}\n{row}\n"), pada=PADA
    )
    told = [finding for finding in report.findings if "realisasi.csv" in spot(finding)]
    assert [finding.code for finding in told] == ["ILP006"] * len(told)
    assert any("hitungan tiap triwulan tanpa nama tempatnya" in finding.message for finding in told)


@pytest.mark.parametrize(
    ("name", "quarter"), [("TW I", 1), ("tw.iii", 3), ("Triwulan 4", 4), ("TWV", None), ("i", None)]
)
def test_quarters_are_read_as_people_write_them(name: str, quarter: int | None) -> None:
    assert quarter_number(name) == quarter
