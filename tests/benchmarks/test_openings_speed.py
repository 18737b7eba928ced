"""How long a year of opening days takes: 350 posyandu within 2 s, 2,000 within 10 s, as whole processes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from ilp_cli.core.words import HARI
from tests.running import ilp


def district(folder: Path, puskesmas: int, posyandu: int, *, kept: bool, nakes: tuple[int, ...] = (2, 3)) -> Path:
    """So many puskesmas with so many posyandu each, a pustu of two or three nakes for every four of them.

    Where a pustu has fewer, the puskesmas itself has hardly anybody to send along either.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(1)
    lines = ["kabupaten: {nama: Uji}", "roster: .", "hari_layanan: Senin-Jumat", "puskesmas:"]
    people = ["nama,puskesmas,pustu,profesi"]
    for number in range(puskesmas):
        units = [f"Pustu {number} {unit}" for unit in range(max(2, posyandu // 4))]
        lines += [f"  - nama: Puskesmas {number}", f"    pustu: [{', '.join(f'{{nama: {unit}}}' for unit in units)}]"]
        lines.append("    posyandu:")
        for post in range(posyandu):
            day = f", hari_buka: {chance.choice(HARI[:5])} ke-{chance.randint(1, 4)}" if kept else ""
            lines.append(f"      - {{nama: Pos {number} {post}, pustu: {units[post % len(units)]}{day}}}")
        for unit in units:
            people += [f"{unit} {n},Puskesmas {number},{unit},Bidan" for n in range(chance.choice(nakes))]
        people += [f"Induk {number} {n},Puskesmas {number},,Perawat" for n in range(2 * nakes[0])]
    (folder / "roadmap.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "petugas.csv").write_text("\n".join(people) + "\n", encoding="utf-8")
    (folder / "kader.csv").write_text("nama,puskesmas\nAni,Puskesmas 0\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("kept", [False, True], ids=["new", "kept"])
@pytest.mark.parametrize(("puskesmas", "posyandu"), [(22, 16), (33, 60), (125, 16)])
def test_a_year_of_opening_days(
    benchmark: BenchmarkFixture, tmp_path: Path, puskesmas: int, posyandu: int, *, kept: bool
) -> None:
    folder = district(tmp_path, puskesmas, posyandu, kept=kept)
    done = benchmark.pedantic(
        ilp, args=("plan", "openings", folder, "--tahun", "2025", "--format", "csv"), rounds=1, iterations=1
    )
    assert done.stdout.count("\n") == 12 * puskesmas * posyandu + 1


@pytest.mark.parametrize(("puskesmas", "posyandu"), [(33, 60), (125, 16)])
def test_a_year_with_too_few_nakes(benchmark: BenchmarkFixture, tmp_path: Path, puskesmas: int, posyandu: int) -> None:
    """Most days have nobody to go along: each month is sought anew, which takes longest."""
    folder = district(tmp_path, puskesmas, posyandu, kept=True, nakes=(1, 2))
    done = benchmark.pedantic(
        ilp, args=("plan", "openings", folder, "--tahun", "2025", "--format", "csv"), rounds=1, iterations=1
    )
    assert done.stdout.count("\n") == 12 * puskesmas * posyandu + 1
