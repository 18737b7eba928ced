"""Runs `ilp`: inside this process for its words and files, as a whole process where the process is what is tested."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from ilp_cli.cli import main

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/roadmap.yaml"))
"""The folder of each example district."""
LUWU = ROOT / "examples" / "luwu"
DAY = "2026-11-21"


def environment(**extra: str) -> dict[str, str]:
    """The environment of a run: this checkout first, no colour forced by a build server."""
    kept = {
        key: value for key, value in os.environ.items() if key not in {"GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS"}
    }
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **extra}


def ilp(*words: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `ilp` with these words inside this process: its answer, its files and its exit status, without its start.

    Each run of its own process takes 0.4 s to import what is here already; the suite makes hundreds.
    """
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in ("stdout", "stderr")]
    command = [*map(str, words)]
    with _as_in_a_shell(cwd), contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        try:
            main(command)
        except SystemExit as ending:
            status = int(ending.code or 0)
        finally:
            gc.enable()  # a run is short and does without; a suite is not
    answers = [stream.buffer.getvalue().decode() for stream in streams]
    return subprocess.CompletedProcess(command, status, *(text.replace("\r\n", "\n") for text in answers))


@contextlib.contextmanager
def _as_in_a_shell(cwd: Path) -> Iterator[None]:
    """A folder to stand in, and a screen of 80 columns that shows no colours."""
    with contextlib.chdir(cwd), mock.patch.dict(os.environ, environment(COLUMNS="80"), clear=True):
        yield


def process(*words: str | Path, cwd: Path = ROOT, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run `ilp` with these words as a planner's shell does: a whole process, with its streams and its exit status."""
    return subprocess.run(
        [sys.executable, "-m", "ilp_cli", *map(str, words)],
        cwd=cwd,
        env=environment(**extra),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="backslashreplace",
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )


PEAK = "int(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1]) // 1024"
"""The most memory a process has held, in MiB, as an expression of Python; Linux only.

`ru_maxrss` will not do: a child begins with what its parent had held.
"""
