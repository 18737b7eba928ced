"""The recipes for many machines: make, Snakemake and Dask on two workers give the same bytes as the pool."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.recapping.test_recap import DYING, ENDS, UNIX, small
from tests.running import DAY, ROOT, environment, ilp, process

NATION = ROOT / "examples" / "nasional"
ILP = f"{sys.executable} -m ilp_cli"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with six districts, and what the pool makes of them."""
    folder = tmp_path_factory.mktemp("resep")
    small(folder / "kabupaten")
    for name, form in (("pool.xlsx", ()), ("pool.json", ("--format", "json"))):
        words = ("recap", "kabupaten", "--pada", DAY, "--pekerja", "2", *form, "-o", name)
        assert ilp(*words, cwd=folder).returncode == 0
    return folder


def run(words: list[str], folder: Path, **extra: str) -> None:
    done = subprocess.run(
        words, cwd=folder, env=environment(**extra), capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_make(place: Path) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    folder = place / "make"
    folder.mkdir()
    words = ["make", "-f", str(NATION / "Makefile"), "-j2", "AKAR=../kabupaten", f"PADA={DAY}", f"ILP={ILP}"]
    run(words, folder)
    parts = sorted((folder / "bagian").glob("*.json"))
    assert len(parts) == 6
    assert _under("kabupaten", folder / "rekap.xlsx", parts, place) == (place / "pool.xlsx").read_bytes()
    kept = {part.name: part.stat().st_mtime_ns for part in parts}
    (place / "kabupaten" / "12" / "12.01" / "kader.csv").touch()
    run(words, folder)
    changed = {part.name for part in parts if part.stat().st_mtime_ns != kept[part.name]}
    assert changed == {"12.json"}


def test_snakemake(place: Path) -> None:
    pytest.importorskip("snakemake", reason="snakemake is not installed")
    folder = place / "snakemake"
    folder.mkdir()
    config = ["akar=../kabupaten", f"pada={DAY}", "banyak=3", f"ilp={ILP}"]
    words = [sys.executable, "-m", "snakemake", "-s", str(NATION / "Snakefile"), "--cores", "2", "--quiet", "all"]
    run([*words, "--config", *config], folder, HOME=str(folder), XDG_CACHE_HOME=str(folder / "cache"))
    parts = sorted((folder / "bagian").glob("*.json"))
    assert len(parts) == 2
    assert _under("kabupaten", folder / "rekap.xlsx", parts, place) == (place / "pool.xlsx").read_bytes()


def _under(name: str, book: Path, parts: list[Path], place: Path) -> bytes:
    """The bytes of a workbook; its parts tell of the same districts as the pool, but for how their folder is named."""
    rows: list[dict[str, Any]] = []
    for part in parts:
        rows += json.loads(part.read_text(encoding="utf-8"))["ringkasan"]
    for row in rows:
        row["folder"] = row["folder"].removeprefix("../")
    pool = json.loads((place / "pool.json").read_text(encoding="utf-8"))["ringkasan"]
    assert sorted(rows, key=lambda row: str(row["kode"])) == pool
    return book.read_bytes()


@contextmanager
def cluster(**more: str) -> Iterator[str]:
    """A Dask cluster of two workers on this machine; `more` are variables of its processes."""
    distributed = pytest.importorskip("distributed", reason="dask is not installed")
    code = (
        "import sys\nfrom distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:\n"
        "        print(cluster.scheduler_address, flush=True)\n"
        "        sys.stdin.read()\n"
    )
    assert distributed.__version__
    path = Path(__file__).parent
    running = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=path,
        env={**environment(), **more},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert running.stdout is not None
        yield running.stdout.readline().strip()
    finally:
        running.communicate(timeout=60)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with cluster() as address:
        yield address


@UNIX
def test_a_dask_worker_that_dies_costs_its_district_and_no_other(place: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kabupaten"
    shutil.copytree(place / "kabupaten", folder)
    first = next(path.parent for path in sorted(folder.rglob("petugas.csv")))
    first.rename(first.with_name("mati"))
    room = tmp_path / "hook"
    room.mkdir()
    (room / "sitecustomize.py").write_text(DYING.format(always=True, end=ENDS["kill -9"]), encoding="utf-8")
    found = f"{ROOT}{os.pathsep}{room}"
    with cluster(PYTHONPATH=found, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as address:
        words = ("recap", folder, "--pada", DAY, "--tanpa-simpanan", "--dask", address, "--format", "json")
        answer = process(*words)
    document = json.loads(answer.stdout)
    assert (answer.returncode, answer.stderr, document["summary"]["gagal"]) == (1, "", 1)
    assert document["summary"]["terbaca"] == document["summary"]["kabupaten"] - 1
    dead = next(item for item in document["ringkasan"] if item["keadaan"] == "gagal")
    assert dead["folder"].endswith("mati")
    assert "pekerja Dask mati tiap kali membacanya" in dead["alasan"]


def test_dask(place: Path, scheduler: str) -> None:
    for name, form in (("dask.xlsx", ()), ("dask.json", ("--format", "json"))):
        words = ("recap", "kabupaten", "--pada", DAY, "--dask", scheduler, "--tanpa-simpanan", *form, "-o", name)
        answer = process(*words, cwd=place)
        assert answer.returncode == 0, answer.stderr
        assert (place / name).read_bytes() == (place / name.replace("dask", "pool")).read_bytes()


def test_a_scheduler_that_is_not_there_is_told(place: Path) -> None:
    pytest.importorskip("distributed", reason="dask is not installed")
    answer = process("recap", "kabupaten", "--pada", DAY, "--dask", "bukan alamat", cwd=place)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "bukan alamat penjadwal Dask" in answer.stderr
