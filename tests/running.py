"""Runs `ilp` as a planner's shell does: a whole process, with its streams and its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir())
"""The folder of each example district."""
LUWU = ROOT / "examples" / "luwu"
DAY = "2026-11-21"


def environment(**extra: str) -> dict[str, str]:
    """The environment of a run: this checkout first, no colour forced by a build server."""
    kept = {
        key: value for key, value in os.environ.items() if key not in {"GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS"}
    }
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **extra}


def ilp(*words: str | Path, cwd: Path = ROOT, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run `ilp` with these words and wait for it."""
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
