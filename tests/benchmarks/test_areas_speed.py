"""How long `ilp plan areas` takes as a whole process, in seconds of the processor, and how much of it is proven:

python -m pytest tests/benchmarks/test_areas_speed.py --benchmark-only
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.plans import plan
from tests.running import DAY, ROOT, environment

SIZES = {
    "350 x 8 blocks, 5 kader": (350, 8, 5),
    "10 x 30 blocks, 5 kader": (10, 30, 5),
    "120 blocks, 8 kader": (1, 120, 8),
    "400 blocks, 10 kader": (1, 400, 10),
}
LEAST_PROVEN = {"350 x 8 blocks, 5 kader": 350, "10 x 30 blocks, 5 kader": 9}
"""How many posyandu of a size are proven to be the fairest."""
MOST_OVER = {"120 blocks, 8 kader": 0.5, "400 blocks, 10 kader": 0.2}
"""How many percent above its bound the heaviest area may be where that is not proven."""


def district(folder: Path, posyandu: int, blocks: int, kader: int) -> Path:
    """An invented district whose blocks lie anywhere in the area of their posyandu; half have a holder."""
    chance = Random(posyandu)
    induk = max(1, posyandu // 16)
    wilayah = ["puskesmas,posyandu,desa,dusun,rw,rt,kk,lintang,bujur,kader"]
    people = ["nama,puskesmas,posyandu"]
    register: list[list[str]] = [[] for _ in range(induk)]
    for number in range(posyandu):
        home, name = f"P{number % induk}", f"Posyandu {number}"
        register[number % induk].append(f"{{nama: {name}}}")
        names = [f"Kader {number} Ke {who}" for who in range(kader)]
        people += [f"{who},{home},{name}" for who in names]
        south, west = -4 + number % 40 / 20, 119 + number // 40 / 20
        side = blocks**0.5 / 400
        for block in range(blocks):
            lat, lon = south + chance.random() * side, west + chance.random() * side
            holder = names[block * kader // blocks] if chance.random() < 0.8 else ""
            wilayah.append(
                f"{home},{name},Desa {number},,{block // 10 + 1:02d},{block % 10 + 1:02d},"
                f"{chance.randint(15, 60)},{lat:.5f},{lon:.5f},{holder}"
            )
    units = ", ".join(f"{{nama: P{home}, posyandu: [{', '.join(names)}]}}" for home, names in enumerate(register))
    return plan(
        folder,
        f"kabupaten: {{nama: Luwu}}\nroster: .\npuskesmas: [{units}]\ntahap: []\n",
        petugas_csv="nama,puskesmas,profesi\nIna,P0,Bidan\n",
        kader_csv="\n".join(people) + "\n",
        wilayah_csv="\n".join(wilayah) + "\n",
    )


@pytest.mark.parametrize("size", SIZES)
def test_plan_areas_as_a_whole_process(benchmark: BenchmarkFixture, tmp_path: Path, size: str) -> None:
    folder = district(tmp_path, *SIZES[size])
    words = [sys.executable, "-m", "ilp_cli", "plan", "areas", str(folder), "--pada", DAY, "--format", "json"]
    seconds: list[float] = []
    peak: list[int] = []

    def process() -> str:
        with subprocess.Popen(words, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True) as run:
            assert run.stdout is not None
            printed = run.stdout.read()
            _, status, usage = os.wait4(run.pid, 0)
            run.returncode = os.waitstatus_to_exitcode(status)
        seconds.append(usage.ru_utime)
        peak.append(usage.ru_maxrss // 1024)
        return printed

    answer = json.loads(benchmark.pedantic(process, rounds=3, warmup_rounds=1))
    summary = answer["summary"]
    over = max((row["paling_rata"] / row["batas_bawah"] - 1) * 100 for row in answer["posyandu"])
    benchmark.extra_info |= {"user": min(seconds), "MiB": max(peak), "over": over, **summary}
    assert summary["terbukti_rata"] >= LEAST_PROVEN.get(size, 0)
    assert over <= MOST_OVER.get(size, 5.0)
