"""How long `ilp plan staffing` takes as a whole process, and how it grows. Run on demand:

python -m pytest tests/benchmarks --benchmark-only
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.generate import thin_plan
from tests.running import DAY, ROOT, environment

SIZES = {
    "22 puskesmas, 80 pustu": (22, 80, 530),
    "75 puskesmas, 300 pustu, 2000 petugas": (75, 300, 2000),
    "x4": (88, 320, 2120),
    "x16": (352, 1280, 8480),
}


@pytest.mark.parametrize("more", [(), ("--keliling",)], ids=["", "keliling"])
@pytest.mark.parametrize("size", SIZES)
def test_plan_staffing_as_a_whole_process(
    benchmark: BenchmarkFixture, tmp_path: Path, size: str, more: tuple[str, ...]
) -> None:
    puskesmas, pustu, staff = SIZES[size]
    folder = thin_plan(tmp_path, puskesmas=puskesmas, pustu=pustu, staff=staff)
    words = ["plan", "staffing", str(folder), "--pada", DAY, "--format", "json", *more]

    def process() -> str:
        command = [sys.executable, "-m", "ilp_cli", *words]
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
        return done.stdout

    printed = benchmark.pedantic(process, rounds=3 if staff < 5000 else 1, warmup_rounds=staff < 5000)
    benchmark.extra_info |= json.loads(printed)["summary"]
