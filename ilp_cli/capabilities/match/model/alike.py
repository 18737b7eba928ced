"""Names of places that may mean the same one: told by their words and their numbers, offered, never taken."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from ilp_cli.core.names import numbered

_WORD = 0.75
_WHOLE = 0.9
"""How like two words must be, and two names that are divided into words otherwise."""


def likely(name: str, known: Iterable[str]) -> str | None:
    """The one known name that this one is a way of writing; None where none is, or several are.

    Every word must be like its counterpart, and every number the same: Walenrang Timur is not Walenrang Utara, and
    Banggae II never Banggae I.
    """
    words = numbered(name)
    near = [(ratio, other) for other in known if (ratio := _ratio(words, numbered(other)))]
    best = max((ratio for ratio, _ in near), default=0.0)
    names = {other for ratio, other in near if ratio == best}
    return names.pop() if len(names) == 1 else None


def same_but_number(name: str, known: Iterable[str]) -> list[str]:
    """The known names that are this one but for their numbers: Banggae I and Banggae II for BANGGAE."""
    words = numbered(name)
    plain = _plain(words)
    return [other for other in known if plain and plain == _plain(numbered(other)) and words != numbered(other)]


def _ratio(words: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How like two names are, from 0 (not at all) to 1 (the same)."""
    if [word for word in words if word.isdigit()] != [word for word in other if word.isdigit()]:
        return 0.0
    whole = SequenceMatcher(None, "".join(words), "".join(other)).ratio()
    if len(words) != len(other):
        return whole if whole >= _WHOLE else 0.0
    pairs = (SequenceMatcher(None, ours, theirs).ratio() for ours, theirs in zip(words, other, strict=True))
    return whole if all(ratio >= _WORD for ratio in pairs) else 0.0


def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if not word.isdigit())
