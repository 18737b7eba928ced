"""A puskesmas that is closed: nothing is asked of its pustu and posyandu any more, by any verb."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ilp_cli import check, load, outlook, risk
from ilp_cli.capabilities.duty.verb.plan import plan_duty
from ilp_cli.capabilities.staffing.verb import plan_staffing
from tests.plans import plan

CLOSED = """\
kabupaten: {nama: Luwu}
puskesmas:
  - {nama: Suli, pustu: [{nama: Cimpu}], posyandu: [{nama: Melati}], tutup: 2026-06-01}
  - {nama: Bajo, pustu: [{nama: Rumaju}]}
tahap:
  - tahun: 2025
    lokus: [{puskesmas: Suli, pustu: [Cimpu], posyandu: [Melati]}, {puskesmas: Bajo, pustu: [Rumaju]}]
petugas:
  - {nama: Umi, puskesmas: Suli, pustu: Cimpu, profesi: Bidan}
  - {nama: Ina, puskesmas: Bajo, pustu: Rumaju, profesi: Bidan}
  - {nama: Yusuf, puskesmas: Bajo, pustu: Rumaju, profesi: Perawat}
kader: [{nama: Ani, puskesmas: Bajo, pustu: Rumaju}, {nama: Tuti, puskesmas: Bajo, pustu: Rumaju}]
"""


@pytest.mark.parametrize(("pada", "asked"), [(date(2026, 5, 29), 2), (date(2026, 6, 1), 1)])
def test_every_verb_leaves_out_what_is_closed(tmp_path: Path, pada: date, asked: int) -> None:
    folder = plan(tmp_path, CLOSED)
    assert len(check(folder, pada=pada).pustu) == asked
    assert len(outlook(folder, pada=pada).pustu) == asked
    assert len(plan_duty(folder, bulan=(pada.year, pada.month), pada=pada).roster.problem.posts) == asked
    names = {hire.di.pustu for hire in plan_staffing(folder, pada=pada).proposal.rekrut}
    assert ("Cimpu" in names) is (asked == 2)


def test_a_year_that_begins_after_the_closing_has_no_exposure_there(tmp_path: Path) -> None:
    folder = plan(tmp_path, CLOSED)
    found = {row.pustu for row in risk(folder, pada=date(2027, 1, 4)).risk.exposures}
    assert found == {"Rumaju"}


def test_lokus_without_pustu_are_told_the_key_that_says_so(tmp_path: Path) -> None:
    kota = "kabupaten: {nama: Palopo, jenis: kota}\npuskesmas: [{nama: Wara}]\n"
    stage = "tahap: [{tahun: 2025, lokus: [{puskesmas: Wara}]}]\n"
    told = [finding for finding in check(plan(tmp_path / "a", kota + stage)).findings if finding.code == "ILP107"]
    assert "lokus_tanpa_pustu: ya" in told[0].remedy
    said = plan(tmp_path / "b", kota + "kebijakan: {lokus_tanpa_pustu: ya}\n" + stage)
    assert not [finding for finding in check(said).findings if finding.code == "ILP107"]
    assert load(said).kebijakan.lokus_tanpa_pustu
