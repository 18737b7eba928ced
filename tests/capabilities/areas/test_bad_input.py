"""Rows of Wilayah that cannot be told apart, placed or counted: told at their cell, and all of it is divided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ilp_cli.checking.verb import check
from tests.plans import PADA, of, plan
from tests.running import DAY, ilp

ROADMAP = "kabupaten: {nama: Luwu}\nroster: .\npuskesmas: [{nama: Suli, posyandu: [{nama: Melati}]}]\n"
KADER = "nama,puskesmas,posyandu\n" + "".join(f"{name},Suli,Melati\n" for name in "Ani Tuti Sari".split())
COLUMNS = "puskesmas,posyandu,blok,desa,dusun,rw,rt,kk,lansia,lintang,bujur,kader\n"


def folder(path: Path, rows: str) -> Path:
    return plan(
        path, ROADMAP, petugas_csv="nama,puskesmas,profesi\nIna,Suli,Bidan\n", kader_csv=KADER,
        wilayah_csv=COLUMNS + rows,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (",,,,,20,,,,Ani\n,,,,01,20,,,,", {(2, "ILP512")}),
        (",,,,,20,,,,Ani\n,,,,,30,,,,", {(2, "ILP512"), (3, "ILP512")}),
        (",Cimpu,,,01,20,,,,Ani\n,,,,01,30,,,,", set()),
        ("RT 01,,,,,20,,,,Ani\n,,,,01,30,,,,", set()),
        ("A,,,,01,20,,,,Ani\nA,,,,02,30,,,,\nA,,,,,30,,,,", set()),
        (",,,,01,20,,-3.4,,Ani\n,,,,02,30,,,120.3,", {(2, "ILP508"), (3, "ILP508")}),
        (",,,,01,20,5000,,,Ani\n,,,,02,30,,,,", {(2, "ILP509")}),
        (",,,,01,99999999,,,,Ani\n,,,,02,30,,,,", {(2, "ILP509")}),
        (",,,,01,20,400,,,Ani\n,,,,02,30,,,,", set()),
    ],
)
def test_what_is_odd_is_told_and_every_block_gets_a_kader(
    tmp_path: Path, rows: str, told: set[tuple[int, str]]
) -> None:
    written = "".join(f"Suli,Melati,{row}\n" for row in rows.splitlines())
    place = folder(tmp_path, written)
    report = check(place, pada=PADA)
    odd = of(report, "ILP506", "ILP508", "ILP509", "ILP512")
    assert {(item.place.line, item.code) for item in odd} == told
    answer = ilp("plan", "areas", ".", "--pada", DAY, "--format", "json", cwd=place)
    assert answer.returncode == 0, answer.stderr
    assert len(json.loads(answer.stdout)["blok"]) == len(written.splitlines())
    ilp("plan", "areas", ".", "--pada", DAY, "-o", "wilayah.yaml", cwd=place)
    again = check(place, pada=PADA, dengan=place / "wilayah.yaml")
    assert not of(again, "ILP501", "ILP502", "ILP503", "ILP510")


def test_a_block_that_shares_its_name_is_named_with_its_row(tmp_path: Path) -> None:
    place = folder(tmp_path, "Suli,Melati,,Cimpu,,,01,20,,,,Ani\nSuli,Melati,,,,,01,30,,,,\n")
    ilp("plan", "areas", ".", "--pada", DAY, "-o", "wilayah.yaml", cwd=place)
    assert "RT 01 (baris 3)" in (place / "wilayah.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("dash", ["-", "–", "belum ada", "kosong"])
def test_a_dash_is_no_holder(tmp_path: Path, dash: str) -> None:
    place = folder(tmp_path, f"Suli,Melati,,,,,01,20,,,,{dash}\nSuli,Melati,,,,,02,30,,,,Ani\n")
    report = check(place, pada=PADA)
    assert [(item.place.line, item.code) for item in of(report, "ILP501", "ILP503")] == [(2, "ILP501")]
