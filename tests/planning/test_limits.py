"""A limit and Ctrl-C hold for all that a command does; what comes out is the best so far, told as what it is."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from ilp_cli.capabilities.areas.verb import plan_areas
from ilp_cli.capabilities.duty.verb import plan as verb
from ilp_cli.capabilities.duty.verb.plan import plan_duty
from ilp_cli.capabilities.duty.verb.why import why
from ilp_cli.capabilities.duty.why.conflicts import conflicts
from ilp_cli.capabilities.duty.why.dispute import dispute_of, rows_of
from ilp_cli.capabilities.staffing.plan.problem import Options, staffing_problem
from ilp_cli.capabilities.staffing.plan.program import build, links_of
from ilp_cli.capabilities.staffing.verb import plan_staffing, why_hires
from ilp_cli.district.case import Case
from ilp_cli.law import configs
from ilp_cli.planning.patience import OutOfTime, Patience, enough, patience
from ilp_cli.reading.load import load
from tests.benchmarks.generate import duty, thin_plan
from tests.benchmarks.test_areas_speed import district as areas
from tests.capabilities.duty.test_duty_problem import problem
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
    """Of a single pustu, which is planned however slow the computer, and whose gaps counting alone does not explain."""
    only = ["Puskesmas 7"]
    planned = plan_duty(duty(tmp_path, pustu=8), bulan=(2025, 5), puskesmas=only, until=patience(0))
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
    folder = thin_plan(tmp_path, puskesmas=3, pustu=24, staff=90)
    done = ilp("plan", "staffing", folder, "--pada", DAY, "--batas-waktu", "0.000001")
    assert done.returncode == 1
    assert "belum terbukti optimal: rekrutan " in done.stdout
    assert "tidak mungkin kurang dari " in done.stdout


def test_hires_are_counted_where_nothing_could_be_searched(tmp_path: Path) -> None:
    """What nobody who may come can fill must be recruited, whatever is planned: that takes no search."""
    folder = thin_plan(tmp_path, puskesmas=3, pustu=24, staff=60)
    for keliling in (False, True):
        planned = plan_staffing(folder, pada=PADA, keliling=keliling, until=patience(0))
        assert planned.certificate.n == planned.hired > 0
        assert planned.proven
        assert planned.unproven is None


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
    thin_plan(tmp_path / "tenaga", puskesmas=3, pustu=24, staff=90)
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


@dataclass(frozen=True)
class Counted(Patience):
    """Patience that ends once it was asked so often, whatever the clock says."""

    asks: list[int] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Much, until it was asked once too often."""
        if self.asks[0] <= 0:
            return 0.0
        self.asks[0] -= 1
        return 1000.0


def test_a_search_may_be_cut_short_anywhere(tmp_path: Path) -> None:
    """Also after some clashes are known, but not yet which of the other demands can be met."""
    roadmap = (
        "kabupaten: {nama: Uji}\nroster: .\nkebijakan: {kader_hari_per_minggu: 2}\npuskesmas:\n"
        "  - nama: Pkm\n    pustu: [{nama: Atas, hari_layanan: Senin-Minggu}]\n"
        "    posyandu: [{nama: Melati, pustu: Atas, hari_buka: senin ke-1}]\n"
        "tahap:\n  - {tahun: 2025, lokus: [{puskesmas: Pkm, pustu: [Atas]}]}\n"
    )
    (tmp_path / "roadmap.yaml").write_text(roadmap, encoding="utf-8")
    (tmp_path / "petugas.csv").write_text("nama,puskesmas,pustu,profesi\nIna,Pkm,Atas,Bidan\n", encoding="utf-8")
    (tmp_path / "kader.csv").write_text("nama,puskesmas,pustu\nAni,Pkm,Atas\nTuti,Pkm,Atas\n", encoding="utf-8")
    whole = plan_duty(tmp_path, bulan=(2025, 3))
    least = whole.roster.missing
    assert whole.roster.proven
    for asks in (*range(0, 60, 4), *range(60, 600, 45)):
        planned = plan_duty(tmp_path, bulan=(2025, 3), until=Counted(asks=[asks]))
        assert planned.roster.missing >= least >= planned.roster.open_bound
        assert planned.roster.missing == least or not planned.roster.proven
        for conflict in planned.conflicts:
            assert conflict.tried or not planned.explained


BARE = """\
kabupaten: {nama: Uji}
roster: .
kebijakan: {kader_hari_per_minggu: 2}
puskesmas:
  - nama: Pkm 0
    pustu: [{nama: Pst 0, hari_layanan: [jumat]}]
  - nama: Pkm 1
    pustu: [{nama: Pst 1, hari_layanan: Senin-Minggu}]
    posyandu:
      - {nama: Mel 0, pustu: Pst 1, hari_buka: senin ke-5}
      - {nama: Mel 1, pustu: Pst 1, hari_buka: senin ke-5}
      - {nama: Mel 2, pustu: Pst 1, hari_buka: jumat ke-5}
  - nama: Pkm 2
    pustu: [{nama: Pst 2, hari_layanan: Senin-Minggu}]
    posyandu: [{nama: Mel 3, pustu: Pst 2, hari_buka: minggu ke-5}]
tahap:
  - tahun: 2025
    lokus: [{puskesmas: Pkm 0, pustu: [Pst 0]}, {puskesmas: Pkm 1, pustu: [Pst 1]}, {puskesmas: Pkm 2, pustu: [Pst 2]}]
"""
STAFF = """\
nama,puskesmas,pustu,profesi
Ina,Pkm 0,Pst 0,Bidan
Yusuf,Pkm 0,Pst 0,Perawat
Sri,Pkm 1,Pst 1,Bidan
Nur,Pkm 1,,Bidan
Rina,Pkm 2,,Bidan
"""


def test_explaining_cut_short_before_all_is_known_gives_what_there_is(tmp_path: Path) -> None:
    """No loan may be enough where it is not known yet what can be met."""
    kader = "nama,puskesmas,pustu\nAni,Pkm 1,Pst 1\nTuti,Pkm 1,Pst 1\nWati,Pkm 1,Pst 1\n"
    leave = (
        "nama,puskesmas,pustu,dari,sampai\n"
        "Ina,Pkm 0,Pst 0,2025-03-10,2025-03-31\nSri,Pkm 1,Pst 1,2025-03-01,2025-03-20\n"
    )
    tables = {"roadmap.yaml": BARE, "petugas.csv": STAFF, "kader.csv": kader, "cuti.csv": leave}
    for name, text in tables.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    planned = plan_duty(tmp_path, bulan=(2025, 3), until=stopped())
    for asks in range(100, 700, 50):
        told = conflicts(planned.roster.problem, planned.district, (), Counted(asks=[asks]))
        assert all(conflict.tried or not told.whole for conflict in told.conflicts)


def test_a_limit_too_short_for_every_pustu_names_those_that_were_not_planned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is planned is whole and checked; nothing is said of the rest but that it is not planned."""
    monkeypatch.setattr(verb, "enough", lambda *_: lambda: True)
    planned = plan_duty(duty(tmp_path, pustu=4), tahun=2025, until=patience(60))
    roster = planned.roster
    assert [post.pustu for post in roster.problem.posts] == ["Pustu 0"]
    assert [post.pustu for post in roster.unplanned] == ["Pustu 1", "Pustu 2", "Pustu 3"]
    assert {worker.unit for worker in roster.problem.workers} == {unit for unit, _, _ in roster.duty}
    assert not roster.proven
    assert not roster.complete
    assert planned.exit_status() == 1
    assert planned.summary[0].startswith("Waktu habis: 3 dari 4 pustu lokus belum direncanakan, mulai Pustu 1 (")
    assert "1 dari 1 pustu" in planned.summary[1] or "0 dari 1 pustu" in planned.summary[1]
    told = planned.document()
    assert told["terbukti"] is False
    names = ("Pustu 1", "Pustu 2", "Pustu 3")
    assert told["belum_direncanakan"] == [{"puskesmas": f"Puskesmas {name[-1]}", "pustu": name} for name in names]


def test_work_done_piece_by_piece_keeps_time_for_what_comes_after_it() -> None:
    assert not enough(stopped(), 9.0)()  # a little is always done
    assert not enough(patience(), 9.0)()
    ended = enough(patience(2.0), 20.0)
    while not ended():
        continue
    assert ended()


def test_what_is_written_down_before_a_search_asks_for_time_as_well(tmp_path: Path) -> None:
    """In a large district links, programs and disputes take seconds by themselves."""
    folder = thin_plan(tmp_path / "tenaga", puskesmas=3, pustu=24, staff=120)
    case = Case(district=load(folder), pada=PADA, years=(2025,), law=configs.law())
    asked = staffing_problem(case, Options(keliling=True))
    links = links_of(asked)
    for written in (lambda: links_of(asked, until=patience(0)), lambda: build(asked, links, patience(0))):
        with pytest.raises(OutOfTime):
            written()
    month = problem(tmp_path / "tugas")
    with pytest.raises(OutOfTime):
        dispute_of(month, rows_of(load(tmp_path / "tugas")), patience(0))


def test_ctrl_c_ends_a_division_between_two_posyandu_and_within_one(tmp_path: Path) -> None:
    """Four kader and forty blocks are minutes of search: somebody who has stopped it does not wait for them."""
    place = areas(tmp_path, 2, 40, 4)
    halted = stopped()
    plan = plan_areas(place, pada=PADA, until=halted)
    assert plan.dihentikan
    assert not plan.divisions
    hurried = plan_areas(place, pada=PADA, until=patience(0))
    assert [len(division.areas) for division in hurried.divisions] == [4, 4]
    assert not any(division.proven and division.fairest > division.bound.least for division in hurried.divisions)
