"""A suggested command as the planner's shell reads it: pasted, it runs, whatever the names in it."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum, auto
from pathlib import PurePath

_BARE = re.compile(r"[\w./:+=-]+")
"""What no shell reads as anything but itself."""
_ALIKE = re.compile(r"""[^"$`\\!%“”„]*(?:%[^"$`\\!%“”„]*)?""")
"""What every shell reads alike between double quotes; a second % may name a variable of cmd."""
_COMMAND = re.compile(r"`(ilp [^`]*)`")
_MONTH, _YEAR = re.compile(r"\bBULAN\b"), re.compile(r"\bTAHUN\b")
_PLAN = re.compile(r"\bFOLDER\b( \[--roster BERKAS\])?")


class Shell(Enum):
    """The shells whose quotes differ."""

    POSIX = auto()
    CMD = auto()
    POWERSHELL = auto()


def shell_of(system: str, environment: Mapping[str, str]) -> Shell:
    """The shell of a system: on Windows cmd leaves its prompt in the environment, PowerShell does not."""
    if system != "nt":
        return Shell.POSIX
    return Shell.CMD if "PROMPT" in environment else Shell.POWERSHELL


def command(*words: str | PurePath, shell: Shell | None = None) -> str:
    """A command of ours with these words, each quoted where the shell would read it otherwise."""
    return f"ilp {options(*words, shell=shell)}"


def options(*words: str | PurePath, shell: Shell | None = None) -> str:
    """Words of a command, each quoted where the shell would read it otherwise."""
    shell = shell or shell_of(os.name, os.environ)
    return " ".join(quoted(_word(word), shell) for word in words)


def _word(word: str | PurePath) -> str:
    """A word of a command; a path never begins like an option."""
    if isinstance(word, str):
        return word
    shown = word.as_posix()
    return f"./{shown}" if shown.startswith("-") and shown != "-" else shown


def quoted(word: str, shell: Shell) -> str:
    """A word as a shell reads it: bare, in the double quotes all shells share, or as this one alone takes it."""
    if _BARE.fullmatch(word):
        return word
    if _ALIKE.fullmatch(word):
        return f'"{word}"'
    if shell is Shell.POSIX:
        return shlex.quote(word)
    if shell is Shell.POWERSHELL:  # it also takes the quotes of a word processor for its own
        return "'" + re.sub("['‘’‚‛]", lambda mark: mark[0] * 2, word) + "'"
    closed = re.sub(r"(\\+)$", r"\1\1", word.replace('"', '""'))
    return f'"{_apart(closed)}"'


def _apart(word: str) -> str:
    """Text between the double quotes of cmd, in which nothing names a variable: ^ stands for itself outside alone."""
    return word.replace("%", '"^%"') if word.count("%") > 1 else word


def runnable(words: str, typed: Sequence[str | PurePath], day: date) -> str:
    """A text in which each command between backquotes names the planner's own plan.

    `typed` are the words that name it, the folder first: all of them stand where the text says
    `FOLDER [--roster BERKAS]`, the folder alone where it says FOLDER, the month of the day where it says
    BULAN, its year where it says TAHUN.
    """

    def plan(match: re.Match[str]) -> str:
        return options(*(typed if match[1] else typed[:1]))

    def own(match: re.Match[str]) -> str:
        dated = _YEAR.sub(f"{day:%Y}", _MONTH.sub(f"{day:%Y-%m}", match[1]))
        return f"`{_PLAN.sub(plan, dated)}`"

    return _COMMAND.sub(own, words)
