"""A folder that lacks what a verb counts: one status and one sentence, whichever command is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import ilp_cli
from ilp_cli.files.misfits import Unreadable
from tests.plans import KADER_CSV, PADA, PETUGAS_CSV, SULI, plan
from tests.running import DAY, ilp

ASKED: dict[str, tuple[str, ...]] = {
    "outlook": ("outlook", "--pada", DAY),
    "risk": ("risk", "--pada", DAY),
    "why": ("why", "--pada", DAY),
    "why a month": ("why", "--bulan", "2026-03"),
    "plan staffing": ("plan", "staffing", "--pada", DAY),
    "plan duty": ("plan", "duty", "--bulan", "2026-03"),
    "plan duty of a year": ("plan", "duty", "--tahun", "2026"),
}
"""Every command that counts or plans people."""

LIBRARY: dict[str, Callable[[Path], object]] = {
    "outlook": lambda folder: ilp_cli.outlook(folder, pada=PADA),
    "risk": lambda folder: ilp_cli.risk(folder, pada=PADA),
    "why_hires": lambda folder: ilp_cli.why_hires(folder, pada=PADA),
    "why": lambda folder: ilp_cli.why(folder, PADA),
    "plan_staffing": lambda folder: ilp_cli.plan_staffing(folder, pada=PADA),
    "plan_duty": lambda folder: ilp_cli.plan_duty(folder, bulan=(2026, 3)),
}


def asked(name: str, folder: Path) -> tuple[int, str, str]:
    words = ASKED[name]
    at = 2 if words[0] == "plan" else 1
    answer = ilp(*words[:at], folder, *words[at:])
    return answer.returncode, answer.stdout, answer.stderr


@pytest.mark.parametrize("name", ASKED)
def test_a_folder_without_a_roster_is_one_cause(tmp_path: Path, name: str) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .\n", ""))
    status, told, why = asked(name, folder)
    words = "roster belum ada; sebut di sana (roster: BERKAS) atau dengan --roster BERKAS"
    assert (status, told, why) == (3, "", f"ilp: {folder.as_posix()}/roadmap.yaml: {words}\n")


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize(
    ("roadmap", "files", "said"),
    [
        (SULI, {"petugas_csv": "nama,puskesmas,profesi\nIna,Suli,Bidan\n"}, "roster belum terbaca lengkap"),
        (SULI, {"petugas_csv": "nama,puskesmas,profesi\n", "kader_csv": "nama,puskesmas\n"}, "roster masih kosong"),
        (SULI.replace("roster: .", "roster: hilang.xlsx"), {}, "hilang.xlsx"),
        ("- bukan\n- rencana\n", {}, "roadmap.yaml"),
    ],
    ids=["half a roster", "a blank roster", "a roster that is not there", "no roadmap"],
)
def test_every_other_lack_is_one_cause_too(
    tmp_path: Path, name: str, roadmap: str, files: dict[str, str], said: str
) -> None:
    status, told, why = asked(name, plan(tmp_path, roadmap, **files))
    assert (status, told) == (3, "")
    assert said in why
    assert not re.search(r"\bNone\b|Traceback", why)


BEFORE: dict[str, tuple[str, ...]] = {
    name: tuple({DAY: "2020-03-01", "2026-03": "2020-03", "2026": "2020"}.get(word, word) for word in words)
    for name, words in ASKED.items()
}


@pytest.mark.parametrize("name", BEFORE)
def test_a_day_before_the_law_is_one_cause(tmp_path: Path, name: str) -> None:
    folder = plan(tmp_path, SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV)
    words = BEFORE[name]
    at = 2 if words[0] == "plan" else 1
    answer = ilp(*words[:at], folder, *words[at:])
    assert (answer.returncode, answer.stdout) == (2, "")
    day = "1 Januari 2020" if "--tahun" in words else "1 Maret 2020"
    assert f"pada {day} belum ada standar pustu yang berlaku; lihat `ilp standards --pada 2020-0" in answer.stderr


@pytest.mark.parametrize("name", LIBRARY)
def test_a_script_gets_the_same_error(tmp_path: Path, name: str) -> None:
    folder = plan(tmp_path, SULI.replace("roster: .\n", ""))
    with pytest.raises(Unreadable, match="roster belum ada"):
        LIBRARY[name](folder)
