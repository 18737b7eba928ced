"""Facts that cannot all hold, and the smallest repair."""

from __future__ import annotations

from dataclasses import dataclass

from ilp_cli.domain.finding import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is asked or given: its kind, one clause without full stop, and where it stands (() nowhere)."""

    kind: str
    text: str
    path: Path = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What is impossible, the facts that make it so (taking any one away makes it possible), and the repairs.

    `minimal` is False where the search for the smallest set was cut short.
    """

    subject: str
    facts: tuple[Fact, ...]
    repairs: tuple[str, ...]
    minimal: bool = True
