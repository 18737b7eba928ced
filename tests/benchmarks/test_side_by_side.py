"""`ilp check` beside two general tools on one roster of 10,000 rows with twenty faults: time, memory, what is found.

python -m pytest tests/benchmarks/test_side_by_side.py --benchmark-only -s

Each other tool gets an environment of its own in the folder ILP_BENCH_ENVS (default: a temporary one, built once per
run), and is left out where it cannot be installed. What each is told of the roster is in `rivals/`; `ilp` is told
nothing but the plan folder, and checks the minimums of every pustu besides.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.faults import COLUMNS, FAULTS, Spot, planted, score
from tests.benchmarks.generate import plan
from tests.running import DAY, PEAK, ROOT, environment

RIVALS = Path(__file__).parent / "rivals"
NEEDS = {
    "frictionless": ["frictionless[excel]>=5.18"],
    "pandera": ["pandera[pandas]>=0.24", "python-calamine>=0.4"],
}
ROUNDS = 5
OWN = f"""
import atexit, sys
atexit.register(lambda: print({PEAK}, file=sys.stderr))
from ilp_cli.cli import main
main(sys.argv[1:])
"""
"""`ilp` as a whole process that says at its end how much memory it has held."""


class Run(NamedTuple):
    """What one whole process came to."""

    spots: set[Spot]
    peak: int


def ours(folder: Path) -> Run:
    """`ilp check` of a plan: every cell or row of the roster it points at."""
    words = [sys.executable, "-c", OWN, "check", str(folder), "--pada", DAY, "--format", "json"]
    done = subprocess.run(words, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    spots = set()
    for finding in json.loads(done.stdout)["findings"]:
        if finding["cell"]:
            letters = finding["cell"].rstrip("0123456789")
            titles = COLUMNS[finding["sheet"]]
            spots.add((finding["sheet"], int(finding["cell"][len(letters) :]), titles[ord(letters) - 65]))
    return Run(spots, int(done.stderr.split()[-1]))


def theirs(interpreter: Path, tool: str, folder: Path) -> Run:
    """Another tool on the same roster."""
    words = [str(interpreter), str(RIVALS / f"with_{tool}.py"), str(folder)]
    done = subprocess.run(words, cwd=RIVALS, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return Run({(sheet, row, column) for sheet, row, column in told["spots"]}, told["peak"])


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The clean plan and the faulty one."""
    return planted(tmp_path_factory.mktemp("dua"))


@pytest.fixture(scope="module")
def environments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the other tools are installed."""
    named = os.environ.get("ILP_BENCH_ENVS")
    return Path(named) if named else tmp_path_factory.mktemp("lingkungan")


def installed(folder: Path, tool: str) -> Path:
    """The interpreter of a tool's own environment, built where it is not there yet; skips where that fails."""
    interpreter = folder / tool / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not interpreter.exists():
        venv.create(folder / tool, with_pip=True)
    words = [str(interpreter), "-m", "pip", "install", "--quiet", *NEEDS[tool]]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{tool} cannot be installed here")
    return interpreter


def noted(benchmark: BenchmarkFixture, tool: str, clean: Run, faulty: Run) -> dict[str, int]:
    """Write beside the times what was found, and print it."""
    result = {**score(faulty.spots, clean.spots), "of": len(FAULTS), "peak MiB": faulty.peak}
    benchmark.extra_info.update(result)
    print(f"\n{tool}: {_median(benchmark)}{', '.join(f'{name} {number}' for name, number in result.items())}")
    return result


def _median(benchmark: BenchmarkFixture) -> str:
    return f"{benchmark.stats['median']:.2f} s, " if benchmark.stats else ""


def test_ilp_check(benchmark: BenchmarkFixture, plans: tuple[Path, Path]) -> None:
    clean, faulty = plans
    run = benchmark.pedantic(ours, args=(faulty,), rounds=ROUNDS, warmup_rounds=1)
    result = noted(benchmark, "ilp check", ours(clean), run)
    assert result["found"] == len(FAULTS)
    assert result["alarms"] == 0


@pytest.mark.parametrize("tool", NEEDS)
def test_a_general_tool(benchmark: BenchmarkFixture, plans: tuple[Path, Path], environments: Path, tool: str) -> None:
    clean, faulty = plans
    interpreter = installed(environments, tool)
    run = benchmark.pedantic(theirs, args=(interpreter, tool, faulty), rounds=ROUNDS, warmup_rounds=1)
    assert noted(benchmark, tool, theirs(interpreter, tool, clean), run)["found"] > len(FAULTS) // 2


@pytest.mark.parametrize("rows", [10_000, 100_000])
def test_ilp_check_of_a_large_workbook(benchmark: BenchmarkFixture, tmp_path: Path, rows: int) -> None:
    times = max(1, rows // 10_000)
    folder = plan(tmp_path, puskesmas=22 * times, pustu=80 * times, posyandu=350 * times, rows=rows)
    run = benchmark.pedantic(ours, args=(folder,), rounds=ROUNDS if rows < 50_000 else 3, warmup_rounds=1)
    benchmark.extra_info["peak MiB"] = run.peak
    print(f"\nilp check, {rows} rows: {_median(benchmark)}{run.peak} MiB")
