"""How long the commands take and how they grow. Run on demand:

python -m pytest tests/benchmarks --benchmark-only
"""

from __future__ import annotations

import resource
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from ilp_cli.checking.verb import check
from ilp_cli.district.district import District
from ilp_cli.reading.load import load
from tests.benchmarks.generate import duty, full, plan
from tests.running import ROOT, environment

DAY = date(2026, 11, 21)


def process(*words: str | Path) -> None:
    """One whole process of `ilp`, output thrown away."""
    subprocess.run(
        [sys.executable, "-m", "ilp_cli", *map(str, words)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of Luwu's size with 2,000 roster rows in xlsx."""
    return plan(tmp_path_factory.mktemp("luwu"))


def test_help_as_a_whole_process(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(process, args=("--help",), rounds=7, warmup_rounds=1)


def test_check_as_a_whole_process(benchmark: BenchmarkFixture, district: Path) -> None:
    benchmark.pedantic(process, args=("check", district), rounds=7, warmup_rounds=1)


def test_outlook_as_a_whole_process(benchmark: BenchmarkFixture, district: Path) -> None:
    benchmark.pedantic(process, args=("outlook", district), rounds=7, warmup_rounds=1)


def test_marking_10_000_rows_as_a_whole_process(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """A hundred cells marked: at most 1.5 s."""
    folder = plan(tmp_path, rows=10_000)
    book = openpyxl.load_workbook(folder / "roster.xlsx")
    for number in range(100):
        book["Kader"].cell(2 + 97 * number, 4, f"Pustu X{number}")
    book.save(folder / "roster.xlsx")
    words = ("check", folder, "-q", "--tandai", tmp_path / "hasil.xlsx", "--force")
    benchmark.pedantic(process, args=words, rounds=5, warmup_rounds=1)


def test_export_as_a_whole_process(benchmark: BenchmarkFixture, district: Path, tmp_path: Path) -> None:
    words = ("export", district, "--rancangan", "--force", "-o", tmp_path / "rencana.xlsx")
    benchmark.pedantic(process, args=words, rounds=5, warmup_rounds=1)


@pytest.mark.parametrize("isi", ["minimum", "penuh"])
@pytest.mark.parametrize("size", ["22 bulan", "80 bulan", "88 bulan", "352 bulan", "22 tahun"])
def test_duty_as_a_whole_process(benchmark: BenchmarkFixture, tmp_path: Path, size: str, isi: str) -> None:
    pustu, period = size.split()
    folder = duty(tmp_path / "plan", pustu=int(pustu))
    days = "--bulan=2025-03" if period == "bulan" else "--tahun=2025"
    words = ("plan", "duty", folder, days, "--isi", isi, "--force", "-o", tmp_path / "jadwal.xlsx")
    benchmark.pedantic(process, args=words, rounds=2, warmup_rounds=1)


@pytest.fixture(scope="module")
def every_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """22 puskesmas, 80 pustu, 350 posyandu, 1,750 kader, 14,700 rows of Capaian and all other tables of services."""
    return full(tmp_path_factory.mktemp("semua"))


@pytest.mark.parametrize("words", ["check", "pws", "readiness", "plan training"])
def test_every_table_of_22_puskesmas_as_a_whole_process(
    benchmark: BenchmarkFixture, every_table: Path, words: str
) -> None:
    """User CPU: check at most 1.2 s, pws and readiness 1 s, training 3 s."""
    benchmark.pedantic(process, args=(*words.split(), every_table, "--pada", DAY), rounds=5, warmup_rounds=1)


@pytest.mark.parametrize("words", ["pws", "readiness"])
def test_a_workbook_of_every_table_as_a_whole_process(
    benchmark: BenchmarkFixture, every_table: Path, tmp_path: Path, words: str
) -> None:
    out = tmp_path / "buku.xlsx"
    benchmark.pedantic(process, args=(words, every_table, "-o", out, "--force"), rounds=5, warmup_rounds=1)


@pytest.mark.parametrize("times", [1, 4, 16])
def test_why_as_a_whole_process(benchmark: BenchmarkFixture, tmp_path: Path, times: int) -> None:
    """Every pustu has a bidan on leave for three days of the month: as many conflicts as there are pustu."""
    folder = plan(tmp_path, puskesmas=22 * times, pustu=22 * times, posyandu=22 * times, rows=500 * times, kind="csv")
    with (folder / "cuti.csv").open("w", encoding="utf-8") as stream:
        stream.write("nama,dari,sampai\n")
        stream.writelines(
            f"Bidan {unit},2025-05-{5 + unit % 15:02d},2025-05-{7 + unit % 15:02d}\n" for unit in range(22 * times)
        )
    benchmark.pedantic(process, args=("why", folder, "--bulan", "2025-05"), rounds=3, warmup_rounds=1)


@pytest.mark.parametrize("times", [1, 4, 16])
def test_risk_as_a_whole_process(benchmark: BenchmarkFixture, tmp_path: Path, times: int) -> None:
    folder = plan(tmp_path, puskesmas=22 * times, pustu=80 * times, posyandu=350 * times, rows=2000 * times, kind="csv")
    benchmark.pedantic(process, args=("risk", folder, "--pada", "2025-05-01"), rounds=3, warmup_rounds=1)


@pytest.mark.parametrize("times", [1, 10, 100])
def test_load_and_check_grow_linearly(benchmark: BenchmarkFixture, tmp_path: Path, times: int) -> None:
    folder = plan(tmp_path, puskesmas=22 * times, pustu=80 * times, posyandu=350 * times, rows=2000 * times, kind="csv")
    benchmark.extra_info["rows"] = 2000 * times
    benchmark.pedantic(lambda: check(load(folder), pada=DAY), rounds=3)


def test_514_districts_with_1_6_million_rows_in_one_process(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    folders = [plan(tmp_path / str(number), rows=3113, kind="csv") for number in range(514)]

    def nation() -> int:
        return sum(len(district.petugas) + len(district.kader) for district in map(checked, folders))

    def checked(folder: Path) -> District:
        district = load(folder)
        check(district, pada=DAY)
        return district

    rows = benchmark.pedantic(nation, rounds=1)
    benchmark.extra_info["rows"] = rows
    benchmark.extra_info["peak MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    assert rows >= 1_600_000
