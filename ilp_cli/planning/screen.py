"""Why something is impossible, for the eye: what, which facts clash, and the smallest repair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ilp_cli.planning.conflict import Conflict
from ilp_cli.screen.stream import Line, line


def conflict_lines(conflicts: Iterable[Conflict]) -> Iterator[Line]:
    """Each conflict: its subject, its facts one below the other, its repairs the smallest first."""
    for conflict in conflicts:
        yield line()
        yield line(("tidak mungkin: ", "bold red"), (conflict.subject, "bold"))
        for number, fact in enumerate(conflict.facts):
            yield line(("    sebab  : " if number == 0 else "             ", "dim"), fact.text)
        if not conflict.minimal:
            yield line("             (pencarian sebab terkecil dihentikan; mungkin ada yang lebih sedikit)")
        yield from _repair_lines(conflict.repairs)


def _repair_lines(repairs: Sequence[str]) -> Iterator[Line]:
    if not repairs:
        yield line(("    perbaikan: ", "dim"), "tidak ditemukan yang dapat dipastikan")
    for number, words in enumerate(repairs):
        head = "    perbaikan terkecil: " if number == 0 else "    atau              : "
        yield line((head, "dim"), words)
