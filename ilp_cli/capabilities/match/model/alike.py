"""Names of places that may mean the same one: told by their words and their numbers, offered, never taken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from ilp_cli.core.names import normal

_ROMAN = {"i": 1, "v": 5, "x": 10}
_NUMERAL = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_GLUED = re.compile(r"(?<=[^\W\d_]{3})(?=\d)")
_WORD = 0.75
_WHOLE = 0.9
"""How like two words must be, and two names that are divided into words otherwise."""


def numbered(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared, its roman numerals as figures: "SENDANA I" and "Sendana1" alike."""
    words = _GLUED.sub(" ", normal(name)).split()
    return tuple(map(_figure, words))


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


def _figure(word: str) -> str:
    """A word of roman numerals as figures; any other word as it is, figures without the zeros before them."""
    if word.isdigit():
        return word.lstrip("0") or "0"
    if not _NUMERAL.fullmatch(word):
        return word
    values = [_ROMAN[letter] for letter in word]
    after = [*values[1:], 0]
    return str(sum(-value if value < following else value for value, following in zip(values, after, strict=True)))
