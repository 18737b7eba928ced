"""Titles of days that do not say what they are of, such as “Berlaku s/d”: the title beside or above them says it."""

from __future__ import annotations

from collections.abc import Sequence

from ilp_cli.core.names import normal
from ilp_cli.law.vocabulary import vocabulary

ASKED = "; masa berlaku apa? Beri judul “SIP berlaku s/d”, “STR berlaku s/d” atau “Kontrak berlaku s/d”"


def undecided(title: str) -> bool:
    """Whether a title says until when something holds, and not what."""
    return normal(title) in vocabulary().term_ends


def by_neighbours(titles: Sequence[str], above: Sequence[str], names: Sequence[str | None]) -> list[str | None]:
    """What columns are once a bare day is read by the title above it, else by the nearest one to the left.

    Beside “No SIP” it is the end of the SIP, beside “Nomor Kontrak” that of the service, beside “No STR” neither.
    """
    words = vocabulary()
    decided = list(names)
    subject = ""
    for index, title in enumerate(titles):
        compared = normal(title)
        end = compared in words.term_ends
        if not end and compared not in words.term_days:
            subject = compared or subject
            continue
        group = normal(above[index]) if index < len(above) else ""
        parts = set((group if group and group != compared else subject).split())
        name = None
        if not parts.isdisjoint(words.term_contract):
            name = "sampai" if end else names[index]
        elif not parts.isdisjoint(words.term_sip):
            name = "sip_sampai" if end else None
        elif parts.isdisjoint(words.other_terms):
            name = names[index]
        decided[index] = name if name == names[index] or name not in decided else None
    return decided


def subject_known(titles: Sequence[str], above: Sequence[str], index: int) -> bool:
    """Whether something beside or above a bare day says what it is of."""
    words = vocabulary()
    told = words.other_terms | words.term_sip | words.term_contract
    left = (normal(title) for title in reversed(titles[:index]))
    beside = next((title for title in left if title and title not in words.term_days | words.term_ends), "")
    return not told.isdisjoint((beside if index >= len(above) else f"{above[index]} {beside}").lower().split())
