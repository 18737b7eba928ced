"""Folders and files that may not be opened: each verb says which, with the status of an input, and crashes on none."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plans import KADER_CSV, PETUGAS_CSV, SULI, plan
from tests.running import DAY, ilp

VERBS = ("check", "outlook", "risk", "readiness", "export -o x.xlsx", "plan staffing", "plan areas", "report -o x.html",
         "recap -o x.html", "freeze --tahun 2025", "template -o x.xlsx", "why")  # fmt: skip


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A plan folder; whatever is closed in it is opened again afterwards."""
    folder = plan(tmp_path / "d", SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    (folder / "arsip").mkdir()
    probe = tmp_path / "coba"
    probe.write_text("")
    probe.chmod(0)
    if sys.platform == "win32" or os.access(probe, os.R_OK):
        pytest.skip("whoever runs this may open everything")
    yield folder
    for closed in (folder, folder / "arsip"):
        closed.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("mode", [0o000, 0o444], ids=["closed", "listed only"])
def test_a_plan_folder_that_may_not_be_entered_is_an_input_that_cannot_be_read(
    locked: Path, tmp_path: Path, verb: str, mode: int
) -> None:
    first, *rest = verb.split()
    words: list[str | Path] = [first, *rest[:1], locked, *rest[1:]] if first == "plan" else [first, locked, *rest]
    locked.chmod(mode)
    done = ilp(*words, cwd=tmp_path)
    told = " ".join((done.stdout + done.stderr).split())
    assert done.returncode == 3, told
    told += (tmp_path / "x.html").read_text(encoding="utf-8") if verb.startswith("recap") else ""
    assert "tidak boleh dibaca" in told
    assert verb.startswith("recap") or not list(tmp_path.glob("x.*"))


@pytest.mark.parametrize("mode", [0o000, 0o444], ids=["closed", "listed only"])
def test_archives_that_may_not_be_opened_are_not_taken_for_none(locked: Path, mode: int) -> None:
    (locked / "arsip" / "2025.yaml").write_text("kabupaten: Luwu\ntahun: 2025\ntahap: []\n")
    (locked / "arsip").chmod(mode)
    done = ilp("check", locked, "--pada", DAY)
    assert done.returncode == 3
    assert "arsip: ILP009 kesalahan: folder ini tidak boleh dibaca (izin ditolak)" in done.stdout
