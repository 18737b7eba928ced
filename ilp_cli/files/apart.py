"""A workbook read in a process of its own: a crash of the reader library ends that process, not the program."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

SECONDS = 120
"""How long a workbook within our limits may take, on a slow computer."""
_CHILD = Path(__file__).with_name("reader_child.py")

CellValue = str | int | float | bool | date | datetime | time | timedelta
Area = tuple[tuple[int, int], tuple[int, int]]
Content = tuple[list[list[CellValue]], Sequence[Area]]
"""The cells of a sheet from A1 on, and its merged ones."""


class Crashed(Exception):
    """The reader library gave up, by an error, a crash, or by asking for more time or memory than there is."""


def read_apart(data: bytes, library: Path) -> list[tuple[str, str, str, Content | None]] | None:
    """Every sheet as (name, type, visibility, content); None where the workbook is locked.

    `library` is the folder that holds the reader library. Content is None where one sheet cannot be read. Raises
    Crashed, and OSError where no process can be started.
    """
    import subprocess  # an xlsx does without

    command = [sys.executable, "-I", "-S", str(_CHILD), str(library)]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash a console at a notebook
    try:
        ran = subprocess.run(  # noqa: S603  # our own file, this Python
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
            creationflags=flags,
        )
        sheets: list[tuple[str, str, str, Content | None]] | None = pickle.loads(ran.stdout)  # noqa: S301  # our own child
    except (subprocess.SubprocessError, pickle.UnpicklingError, EOFError):
        raise Crashed from None
    return sheets
