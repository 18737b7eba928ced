"""How long a district's visits of a month take: the plan, the process that prints it, and the workbooks."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ilp_cli.capabilities.visits.model.family import families
from ilp_cli.capabilities.visits.model.problem import visit_problem
from ilp_cli.capabilities.visits.plan import plan_visits
from ilp_cli.capabilities.visits.verb.plan import TABLES
from ilp_cli.district.calendar import month_days
from ilp_cli.district.case import Case
from ilp_cli.law import configs
from ilp_cli.reading.load import closed_in, load
from tests.capabilities.visits.families import block_days, large
from tests.running import environment


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """20,000 families, 1,760 kader, 352 posyandu, 22 puskesmas."""
    return large(tmp_path_factory.mktemp("visits"), 22, 16, 5, 20_000)


def test_plan(benchmark: Any, folder: Path) -> None:
    district = load(folder, tables=TABLES)
    closed = closed_in(district, {2025})

    def planned() -> Any:
        case = Case(district=district, pada=date(2025, 3, 1), law=configs.law())
        case.of(families)
        return plan_visits(visit_problem(case, month_days(2025, 3), date(2025, 3, 1), closed, {}))

    plan = benchmark.pedantic(planned, rounds=3)
    days, least = block_days(plan.kader, plan.kapasitas)
    assert days <= least * 1.03


@pytest.mark.skipif(sys.platform == "win32", reason="counts the CPU seconds of a child")
@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_whole_process(benchmark: Any, folder: Path, tmp_path: Path, form: str) -> None:
    """The benchmark's own clock is that of the wall; the CPU seconds stand beside it."""

    def run() -> float:
        words = ["plan", "visits", str(folder), "--bulan", "2025-03", "--pada", "2025-02-20", "--force"]
        target = tmp_path / ("k.html" if form == "html" else "k")
        command = [sys.executable, "-m", "ilp_cli", *words, "--format", form, "-o", str(target)]
        child = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, used = os.wait4(child.pid, 0)
        return used.ru_utime

    benchmark.extra_info["cpu"] = round(benchmark.pedantic(run, rounds=3), 2)
