"""Facts that cannot all hold, and the smallest repair."""

from __future__ import annotations

from dataclasses import dataclass

from ilp_cli.domain.finding import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that holds: its kind ("minimum", "cuti", "istirahat", …), in words, and where it stands if anywhere."""

    kind: str
    text: str
    path: Path = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Facts that together are impossible: take any one of them away and it becomes possible.

    `subject` says in words what is impossible; `repairs` are the smallest repairs, each one sentence; `minimal` is
    False where the search for the smallest was cut short.
    """

    subject: str
    facts: tuple[Fact, ...]
    repairs: tuple[str, ...]
    minimal: bool = True
