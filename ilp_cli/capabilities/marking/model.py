"""The words in the comment of a marked cell, and how they are found again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ilp_cli.core.finding import SEVERITY_WORDS, Finding
from ilp_cli.core.words import tanggal

_HEAD = "Temuan ILP"
_TAIL = "— ilp check, "


def note(findings: Sequence[tuple[str, Finding]], pada: date) -> str:
    """The words in the comment of a cell; each finding with its address where that is another cell ("" else)."""
    lines = []
    for cell, finding in findings:
        weight = SEVERITY_WORDS[finding.severity] + (f" ({cell})" if cell else "")
        words = " ".join(f"{finding.code} {weight}: {finding.message}".split())
        lines.append(f"{words}\nLangkah: {finding.remedy}")
    return "\n".join([_HEAD, *lines, f"{_TAIL}{tanggal(pada)}"])


NOTE = rf"(?:\n\n|(?<![^\n])){_HEAD}\nILP\d{{3}} [^\0]*?\n{_TAIL}\d{{1,2}} [A-Z][a-z]+ \d{{4}}"
"""How such words are found again in a comment: from the heading to the line with the day."""
