"""A limit and Ctrl-C hold for all that a command does; what comes out is the best so far, told as what it is."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.duty.verb.plan import plan_duty
from ilp_cli.capabilities.duty.verb.why import why
from ilp_cli.capabilities.staffing.verb import plan_staffing, why_hires
from ilp_cli.planning.patience import Patience, patience
from tests.benchmarks.generate import duty, thin_plan
from tests.plans import PADA
from tests.running import DAY, ROOT, environment, ilp

MEI = date(2025, 5, 1)


def stopped() -> Patience:
    """A search that somebody has stopped already."""
    until = patience()
    until.stopper.set()
    return until


def test_a_duty_roster_that_was_stopped_is_whole_and_says_so(tmp_path: Path) -> None:
    planned = plan_duty(duty(tmp_path, pustu=8), bulan=(2025, 5), until=stopped())
    assert planned.exit_status() == 130
    assert planned.document()["dihentikan"] is True
    assert not planned.explained
    assert not planned.conflicts
    assert "terbaik yang sudah ditemukan" in " ".join(planned.summary)


def test_explaining_has_the_limit_of_the_plan(tmp_path: Path) -> None:
    planned = plan_duty(duty(tmp_path, pustu=22), bulan=(2025, 5), until=patience(0))
    assert planned.roster.gaps
    assert planned.exit_status() == 1
    assert not planned.explained


def test_a_year_that_may_take_no_time_is_planned_all_the_same(tmp_path: Path) -> None:
    planned = plan_duty(duty(tmp_path, pustu=4), tahun=2025, until=patience(0))
    assert len(planned.roster.problem.days) == 365
    assert planned.exit_status() in {0, 1}


def test_why_without_time_does_not_call_a_month_possible(tmp_path: Path) -> None:
    folder = duty(tmp_path, pustu=8)
    answer = why(folder, MEI, batas_waktu=0.000001)
    assert answer.possible is None
    assert answer.exit_status() == 1
    done = ilp("why", folder, "--bulan", "2025-05", "--batas-waktu", "0.000001")
    assert done.returncode == 1
    assert "belum diketahui" in done.stdout
    assert "mungkin:" not in done.stdout.replace("tidak mungkin:", "")
    told = json.loads(ilp("why", folder, "--bulan", "2025-05", "--batas-waktu", "0.000001", "--format", "json").stdout)
    assert (told["mungkin"], told["lengkap"], told["dihentikan"]) == (None, False, False)


def test_hires_that_were_not_found_to_be_forced_are_not_called_so(tmp_path: Path) -> None:
    folder = thin_plan(tmp_path, puskesmas=3, pustu=24, staff=44)
    assert plan_staffing(folder, pada=PADA).hired
    hurried = why_hires(folder, pada=PADA, until=patience(0))
    assert not hurried.conflicts
    assert hurried.possible is None
    assert why_hires(folder, pada=PADA).conflicts


def test_a_staffing_plan_says_how_far_it_may_be_from_the_best(tmp_path: Path) -> None:
    folder = thin_plan(tmp_path, puskesmas=3, pustu=24, staff=60)
    done = ilp("plan", "staffing", folder, "--pada", DAY, "--batas-waktu", "0.000001")
    assert done.returncode == 1
    assert "belum terbukti optimal: rekrutan " in done.stdout
    assert "tidak mungkin kurang dari 0" in done.stdout


def ctrl_c(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `ilp` with Ctrl-C pressed while it reads the plan folder."""
    code = (
        "import signal, sys\n"
        "from ilp_cli import cli\n"
        "from ilp_cli.reading import load as reading\n"
        "load, times = reading.load, [1]\n"
        "def press():\n"
        "    if times.pop() if times else 0: signal.raise_signal(signal.SIGINT)\n"
        "def pressed(*a, **k):\n"
        "    press()\n"
        "    return load(*a, **k)\n"
        "reading.load = pressed\n"
        "cli.main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, *words]
    env = environment(PYTHONPATH=str(ROOT))
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_ctrl_c_writes_the_best_so_far_and_ends_with_130(tmp_path: Path) -> None:
    duty(tmp_path / "rencana", pustu=4)
    done = ctrl_c(tmp_path, "plan", "duty", "rencana", "--bulan", "2025-05", "-o", "jadwal.xlsx")
    assert done.returncode == 130, done.stderr
    assert "Pencarian dihentikan" in done.stdout
    assert (tmp_path / "jadwal.xlsx").is_file()


def test_ctrl_c_writes_the_best_proposal_so_far(tmp_path: Path) -> None:
    thin_plan(tmp_path / "rencana", puskesmas=3, pustu=24, staff=60)
    done = ctrl_c(tmp_path, "plan", "staffing", "rencana", "--pada", DAY, "-o", "usulan.yaml")
    assert done.returncode == 130, done.stderr
    assert "belum terbukti optimal" in done.stdout
    assert "Pencarian dihentikan" in (tmp_path / "usulan.yaml").read_text(encoding="utf-8")


def deaf(folder: Path, *words: str, press: bool) -> subprocess.CompletedProcess[str]:
    """Run `ilp` with a solver that never asks whether it shall end, and press Ctrl-C while it searches."""
    code = (
        "import os, signal, sys, threading, highspy\n"
        "from ilp_cli import cli\n"
        "def run(highs):\n"
        f"    if {press}: os.kill(os.getpid(), signal.SIGINT)\n"
        "    threading.Event().wait()\n"
        "highspy.Highs.run = run\n"
        "cli.main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, *words]
    env = environment(PYTHONPATH=str(ROOT))
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120)


def test_ctrl_c_does_not_wait_for_the_solver(tmp_path: Path) -> None:
    duty(tmp_path / "rencana", pustu=8)
    done = deaf(tmp_path, "plan", "duty", "rencana", "--tahun", "2025", "-o", "jadwal.xlsx", press=True)
    assert done.returncode == 130, done.stderr
    assert "pencarian dihentikan" in done.stderr
    assert "Pencarian dihentikan" in done.stdout
    assert "belum terbukti optimal" in done.stdout
    assert (tmp_path / "jadwal.xlsx").is_file()


def test_a_limit_does_not_wait_for_the_solver(tmp_path: Path) -> None:
    duty(tmp_path / "rencana", pustu=8)
    limited = ("--batas-waktu", "1")
    done = deaf(tmp_path, "plan", "duty", "rencana", "--tahun", "2025", "--format", "json", *limited, press=False)
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    assert told["terbukti"] is False
    thin_plan(tmp_path / "tenaga", puskesmas=3, pustu=24, staff=60)
    for words in (("why", "rencana", "--bulan", "2025-05"), ("plan", "staffing", "tenaga", "--pada", DAY)):
        assert deaf(tmp_path, *words, *limited, press=False).returncode == 1


def test_ctrl_c_does_not_wait_for_the_solver_of_why_and_of_staffing(tmp_path: Path) -> None:
    duty(tmp_path / "rencana", pustu=8)
    thin_plan(tmp_path / "tenaga", puskesmas=3, pustu=24, staff=60)
    for words in (
        ("why", "rencana", "--bulan", "2025-05"),
        ("why", "tenaga", "--pada", DAY),
        ("plan", "staffing", "tenaga", "--pada", DAY),
    ):
        done = deaf(tmp_path, *words, press=True)
        assert done.returncode == 130, done.stderr
        assert "Traceback" not in done.stderr
