"""What a long run is at is shown on a terminal, one plain line that is gone in the end, and nowhere else."""

from __future__ import annotations

import contextlib
import io
import re
import threading

import pytest

from ilp_cli.core.steps import heard, step
from ilp_cli.screen import progress, stream
from tests.running import DAY, LUWU, ilp, process


class Terminal(io.StringIO):
    """A screen that remembers what was written, and tells of the first letters."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self.seen = threading.Event()
        self.coded = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """What its letters are written in."""
        return self.coded

    def isatty(self) -> bool:
        """It is one."""
        return True

    def write(self, text: str) -> int:
        """Remember it."""
        self.seen.set()
        return super().write(text)

    def left(self) -> str:
        """What is to be read on the screen in the end: each line as the last letters over it leave it."""
        lines = []
        for text in self.getvalue().split("\n"):
            row = ""
            for piece in text.split("\r"):
                row = piece + row[len(piece) :]
            lines.append(row.rstrip())
        return "\n".join(lines)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    return Terminal()


def test_a_long_step_is_shown_and_then_gone(terminal: Terminal) -> None:
    with progress.shown(terminal, after=0):
        step("membaca roster.xlsx")
        assert terminal.seen.wait(60)
    assert "\rmembaca roster.xlsx ..." in terminal.getvalue()
    assert terminal.left() == ""
    assert "\x1b" not in terminal.getvalue()


def test_what_is_said_meanwhile_stands_on_a_line_of_its_own(terminal: Terminal) -> None:
    with contextlib.redirect_stderr(terminal), progress.shown(terminal, after=0):
        step("menyusun jadwal, kelompok pustu 3 dari 22")
        assert terminal.seen.wait(60)
        stream.notice("ilp: satu pemberitahuan")
        step("menulis jadwal.xlsx")
    assert terminal.left() == "ilp: satu pemberitahuan\n"


def test_a_run_that_is_over_soon_or_is_told_to_be_quiet_shows_nothing(terminal: Terminal) -> None:
    with progress.shown(terminal, after=3600):
        step("membaca")
    with progress.shown(terminal, quiet=True, after=0):
        step("membaca")
    with progress.shown(io.StringIO(), after=0):
        step("membaca")
    assert terminal.getvalue() == ""


def test_a_line_is_plain_and_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal("cp1252")
    monkeypatch.setenv("COLUMNS", "30")
    draw, erase = progress.line_of(screen)
    draw("membaca “Data Dinas (Kes) & ILP”/roster 2025.xlsx\x1b[31m", 0)
    draw("memeriksa", 12)
    assert all(len(piece) < 30 for piece in screen.getvalue().split("\r"))
    assert screen.getvalue().isascii()
    assert "\x1b" not in screen.getvalue()
    assert screen.left() == "memeriksa ... (12 detik)"
    erase()
    erase()
    assert screen.left() == ""


def test_commands_tell_what_they_are_at() -> None:
    told: list[str] = []
    with heard(told.append):
        ilp("plan", "duty", LUWU, "--bulan", "2025-03", "--dry-run")
        ilp("check", LUWU, "--pada", DAY)
        ilp("why", LUWU, "--pada", DAY)
    steps = [words for words in told if words]
    assert any(re.fullmatch(r"membaca .*roster\.xlsx", words) for words in steps)
    assert any(words.startswith("menyusun jadwal, kelompok pustu 1 dari ") for words in steps)
    assert {"memeriksa", "memeriksa jadwal", "mencari sebab rekrutan"} <= set(steps)
    step("tidak ada yang mendengar")
    assert told[-1] != "tidak ada yang mendengar"


def test_nothing_is_shown_where_there_is_no_terminal() -> None:
    assert process("check", LUWU, "--pada", DAY).stderr == ""
