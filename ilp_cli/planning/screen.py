"""Why something is impossible, for the eye: what, which facts clash, and the smallest repair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ilp_cli.planning.conflict import Conflict
from ilp_cli.screen.stream import Line, line

UNFINISHED = "Pencarian berhenti sebelum semuanya diperiksa; mungkin masih ada hal lain yang mustahil."
"""What is said where the search had to end: by its limit, or by Ctrl-C."""


def conflict_lines(conflicts: Iterable[Conflict], *, whole: bool = True) -> Iterator[Line]:
    """Each conflict: its subject, its facts one below the other, its repairs the smallest first.

    Without `whole` it is said that there may be others.
    """
    for conflict in conflicts:
        yield line()
        head = "tidak mungkin: " if conflict.proven else "tidak ditemukan caranya, belum terbukti mustahil: "
        yield line((head, "bold red"), (conflict.subject, "bold"))
        for number, fact in enumerate(conflict.facts):
            yield line(("    sebab  : " if number == 0 else "             ", "dim"), fact.text)
        if not conflict.minimal:
            yield line("             (pencarian sebab terkecil dihentikan; mungkin ada yang lebih sedikit)")
        yield from _repair_lines(conflict)
    if not whole:
        yield line()
        yield line((UNFINISHED, "bold yellow"))


def _repair_lines(conflict: Conflict) -> Iterator[Line]:
    """The repairs, called what is known of them: the smallest there is, or the smallest that was found."""
    repairs = conflict.repairs
    if not repairs:
        words = (
            "tidak ditemukan yang dapat dipastikan"
            if conflict.tried
            else "belum dicari, waktunya habis atau dihentikan"
        )
        yield line(("    perbaikan: ", "dim"), words)
    kind = "perbaikan terkecil: " if conflict.least else "perbaikan terkecil yang ditemukan: "
    first = f"    {kind if conflict.tried else 'perbaikan         : '}"
    for number, words in enumerate(repairs):
        yield line((first if number == 0 else "    atau              : ", "dim"), words)
    if repairs and not conflict.tried:
        yield line("             (pencarian perbaikan terkecil dihentikan; mungkin ada yang lebih kecil)")
