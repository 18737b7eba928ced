"""Every command that a message suggests runs when it is pasted into a shell, also where the folder has an odd name."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plans import KADER_CSV, PETUGAS_CSV, SULI, plan
from tests.running import DAY, EXAMPLES, LUWU, environment, ilp

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")

ODD = ("Data Dinas (Kes) & ILP", "D'Bupati 100%", "$HOME !lama")
_SUGGESTED = re.compile(r"`(ilp [^`]*)`|(?:: |^#   )(ilp (?!_).*)$", re.MULTILINE)


def suggested(text: str) -> list[str]:
    """The commands in an answer: between backquotes, or what ends a line."""
    return list(dict.fromkeys(first or last for first, last in _SUGGESTED.findall(text)))


def pasted(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line as somebody does who pastes it into bash."""
    program = f'ilp() {{ {shlex.quote(sys.executable)} -m ilp_cli "$@"; }}\n{line}'
    return subprocess.run(
        ["bash", "-c", program], cwd=folder, env=environment(ILP_PADA=DAY), capture_output=True, text=True, check=False
    )


def runs(text: str, folder: Path, *, some: bool = True) -> None:
    """Each command in an answer is understood and finds its files."""
    lines = suggested(text)
    assert lines or not some, text
    for line in lines:
        ran = pasted(line, folder)
        assert ran.returncode in (0, 1), (line, ran.stderr)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda folder: folder.name)
def test_what_check_suggests_of_an_example_runs(tmp_path: Path, example: Path) -> None:
    shutil.copytree(LUWU, tmp_path / "luwu")  # a year later has the roster of this one
    folder = tmp_path / ODD[0]
    shutil.copytree(example, folder)
    for words in ((), ("--tahun", "2025"), ("--strict",)):
        runs(ilp("check", ODD[0], "--pada", DAY, *words, cwd=tmp_path).stdout, tmp_path, some=False)
    source = (folder / "roadmap.yaml").read_text(encoding="utf-8")
    without = re.sub(r"^roster:.*$", "kunci_asing: ya", source, flags=re.MULTILINE)
    (folder / "roadmap.yaml").write_text(without, encoding="utf-8")
    runs(ilp("check", ODD[0], "--pada", DAY, cwd=tmp_path).stdout, tmp_path, some="kunci_asing" in without)


@pytest.mark.parametrize("name", ODD)
def test_what_commands_suggest_runs_in_a_folder_with_an_odd_name(tmp_path: Path, name: str) -> None:
    made = ilp("init", name, "--kabupaten", "Suka", cwd=tmp_path)
    runs(made.stderr, tmp_path)
    shutil.rmtree(tmp_path / name)
    leave = "nama,dari,sampai\nTakdikenal,2026-11-23,2026-11-24\n"
    faulty = "nama,puskesmas,pustu,profesi,mulai\nIna,Suli,Cimpu,Bidann,\nYusuf,Suli,Cimpu,Perawat,31/31/2020\n"
    plan(tmp_path / name, SULI, petugas_csv=faulty, kader_csv=KADER_CSV, cuti_csv=leave)
    for words in (
        ("check", name, "--pada", DAY),
        ("outlook", name, "--pada", DAY),
        ("risk", name, "--pada", DAY),
        ("readiness", name, "--pada", DAY),
        ("why", name, "--pada", DAY),
        ("plan", "duty", name, "--bulan", "2026-11", "-o", "jadwal.xlsx"),
        ("plan", "duty", name, "--bulan", "2026-12", "--roster", f"{name}/petugas.csv", "-o", "jadwal-lain.xlsx"),
    ):
        answer = ilp(*words, cwd=tmp_path)
        assert answer.returncode in (0, 1, 3), answer.stderr
        runs(answer.stdout + answer.stderr, tmp_path)
    ilp("plan", "staffing", name, "--pada", DAY, "-o", f"{name}/usulan baru.yaml", cwd=tmp_path)
    runs((tmp_path / name / "usulan baru.yaml").read_text(encoding="utf-8"), tmp_path)
    taken = ilp("import", f"{name}/kader.csv", "--ke", name, "-o", "lain $1.xlsx", cwd=tmp_path)
    runs(taken.stdout, tmp_path)


def test_a_command_in_a_proposal_is_one_line_however_long_its_names(tmp_path: Path) -> None:
    name = "Rencana  Integrasi Layanan Primer " + "panjang " * 12 + "sekali"
    plan(tmp_path / name, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    ilp("plan", "staffing", name, "--pada", DAY, "-o", f"{name}/usulan.yaml", cwd=tmp_path)
    runs((tmp_path / name / "usulan.yaml").read_text(encoding="utf-8"), tmp_path)


def test_a_folder_without_a_plan_is_told_how_to_make_one(tmp_path: Path) -> None:
    (tmp_path / ODD[2]).mkdir()
    (line,) = suggested(ilp("check", ODD[2], cwd=tmp_path).stdout)
    assert pasted(line, tmp_path).returncode == 0
    assert (tmp_path / ODD[2] / "roadmap.yaml").is_file()
