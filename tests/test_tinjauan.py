"""The yearly review that a planner may begin from, run as a planner runs it."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ilp_cli import check
from tests.plans import KADER_CSV, PETUGAS_CSV, SULI, plan
from tests.running import LUWU, ROOT, environment

SCRIPT = LUWU / "tinjauan.py"
DAYS = {"akhir 2026": date(2026, 12, 31), "akhir 2029": date(2029, 12, 31)}


def reviewed(where: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """The script run in a folder of its own over a plan folder."""
    where.mkdir()
    return subprocess.run(
        [sys.executable, SCRIPT, folder],
        cwd=where,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def counted(folder: Path) -> Counter[tuple[str, str]]:
    """Who is short of how many, recounted from the rows of the JSON."""
    short: Counter[tuple[str, str]] = Counter()
    for name, day in DAYS.items():
        report = check(folder, pada=day)
        for pustu in report.pustu:
            short.update({(pustu.puskesmas, f"{kind} {name}"): number for kind, number in pustu.kurang.items()})
        for posyandu in report.posyandu:
            short[posyandu.puskesmas, f"kader {name}"] += posyandu.kurang
    return +short


def test_the_review_counts_as_the_check_does_and_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = (reviewed(tmp_path / name, LUWU) for name in ("satu", "dua"))
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == two.stdout
    assert one.stdout.startswith("Kekurangan tenaga lokus Kabupaten Luwu, orang\n")
    with (tmp_path / "satu" / "tinjauan.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    figures = {(row["puskesmas"], name): int(row[name]) for row in rows for name in row if name != "puskesmas"}
    assert {key: number for key, number in figures.items() if number} == counted(LUWU)
    assert all(row["puskesmas"] in one.stdout for row in rows)
    for name in ("tinjauan.csv", "tinjauan.svg"):
        assert (tmp_path / "satu" / name).read_bytes() == (tmp_path / "dua" / name).read_bytes()
    assert sorted(path.name for path in (tmp_path / "satu").iterdir()) == ["tinjauan.csv", "tinjauan.svg"]


def test_its_drawing_needs_no_script_and_no_network(tmp_path: Path) -> None:
    reviewed(tmp_path / "satu", LUWU)
    drawing = (tmp_path / "satu" / "tinjauan.svg").read_text(encoding="utf-8")
    assert "<script" not in drawing
    assert drawing.count("http") == drawing.count('="http://www.w3.org/')
    assert all(f">{word}<" in drawing for word in ("bidan", "perawat", "kader", "akhir 2026", "akhir 2029", "7"))


def test_nothing_short_is_said_and_not_known_is_not_nought(tmp_path: Path) -> None:
    calm = reviewed(tmp_path / "tenang", plan(tmp_path / "suli", SULI, petugas_csv=PETUGAS_CSV, kader_csv=KADER_CSV))
    assert (calm.returncode, calm.stderr) == (0, "")
    assert "\ntidak ada\n" in calm.stdout
    unknown = reviewed(tmp_path / "kosong", ROOT / "examples" / "lumajang")
    assert unknown.returncode == 1
    assert "belum diketahui" in unknown.stderr
    assert not list((tmp_path / "kosong").iterdir())


@pytest.mark.parametrize("word", ["kosong", "rusak"])
def test_a_plan_that_cannot_be_read_ends_in_a_sentence(tmp_path: Path, word: str) -> None:
    folder = tmp_path / word
    if word == "rusak":
        plan(folder, "kabupaten: {nama: 'x\n")
    done = reviewed(tmp_path / "hasil", folder)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
