"""Names as they are compared, and the nearest known one."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from ilp_cli.core.words import daftar

_SHORT = 3
"""A name of no more letters stands in too many texts to be meant by one."""
_JOINED = re.compile(r"(?i)\b(?:dan|serta)\b|[&/,;+]")
"""What stands between the names of a list."""
_ROMAN = re.compile(r"[IVX]+")
_VALUES = {"i": 1, "v": 5, "x": 10}
_NUMERAL = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_GLUED = re.compile(r"(?<=[^\W\d_]{3})(?=\d)")


@lru_cache(maxsize=65536)
def normal(name: str) -> str:
    """A name as it is compared: case, spaces and punctuation put aside, letters and digits kept."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    if folded.replace(" ", "").isalnum():
        return " ".join(folded.split())
    kept = "".join(c if c.isalnum() else "" if c in "'’`ʼ‘" else " " for c in folded)
    return " ".join(kept.split())


def begins(compared: str, phrases: Iterable[str]) -> bool:
    """Whether a text begins with one of these phrases as whole words; all in the form in which they are compared."""
    if isinstance(phrases, tuple) and not compared.startswith(phrases):
        return False  # as most texts
    return any(compared == phrase or compared.startswith(f"{phrase} ") for phrase in phrases)


def holds(compared: str, phrases: Iterable[str]) -> bool:
    """Whether one of these phrases stands within a text as whole words; all in the form in which they are compared."""
    words = f" {compared} "
    return any(f" {phrase} " in words for phrase in phrases)


@lru_cache(maxsize=65536)
def numbered(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared, its roman numerals as figures: "SENDANA I" and "Sendana1" alike."""
    words = _GLUED.sub(" ", normal(name)).split()
    return tuple(map(_figure, words))


def _figure(word: str) -> str:
    """A word of roman numerals as figures; any other word as it is, figures without the zeros before them."""
    if word.isdigit():
        return word.lstrip("0") or "0"
    if not _NUMERAL.fullmatch(word):
        return word
    values = [_VALUES[letter] for letter in word]
    after = [*values[1:], 0]
    return str(sum(-value if value < following else value for value, following in zip(values, after, strict=True)))


def sebutan(jenis: str, nama: str) -> str:
    """A place by kind and name, the kind not said twice: "pustu Cimpu", but "Pustu Banggae I" as it is."""
    return nama if normal(nama).startswith(f"{jenis} ") else f"{jenis} {nama}"


def near(name: str, known: Iterable[str]) -> str | None:
    """The one known name most like `name`, for a suggestion; None where nothing is near. Never applied unasked."""
    return _near(name, tuple(known))


@lru_cache(maxsize=4096)
def _near(name: str, known: tuple[str, ...]) -> str | None:
    """The same, asked more than once of each word of a file."""
    return next(iter(nearest(name, known, 1)), None)


def nearest(name: str, known: Iterable[str], count: int) -> list[str]:
    """The known names most like `name`, the likeliest first, at most so many."""
    by_normal = {normal(candidate): candidate for candidate in known}
    return [
        by_normal[close] for close in difflib.get_close_matches(normal(name), list(by_normal), n=count, cutoff=0.72)
    ]


def maksud(name: str, known: Iterable[str]) -> str:
    """The tail of a message that offers the nearest known name, or nothing."""
    suggestion = near(name, known)
    return f"; apakah maksudnya “{suggestion}”?" if suggestion else ""


def contained(name: str, known: Iterable[str]) -> str | None:
    """The longest known name that stands as whole words within a longer text; None where none or several do."""
    words = f" {normal(name)} "
    inside = {candidate for candidate in known if len(candidate) > _SHORT and f" {normal(candidate)} " in words}
    longest = max(map(len, inside), default=0)
    best = [candidate for candidate in inside if len(candidate) == longest]
    return best[0] if len(best) == 1 else None


def listed(name: str, known: Iterable[str]) -> list[str]:
    """The known names in a text that lists several, as they stand ("Cimpu dan Murante"); none where it lists none.

    What is but a part of a longer known name is not named by it.
    """
    if not _JOINED.search(name):
        return []
    words = f" {normal(name)} "
    found: dict[int, str] = {}
    for candidate in sorted(set(known), key=lambda known: (-len(known), known)):
        inside = f" {normal(candidate)} "
        if len(candidate) > _SHORT and inside in words:
            start = words.index(inside)
            found[start] = candidate
            words = words.replace(inside, f" {'_' * (len(inside) - 2)} ", 1)
    return [candidate for _, candidate in sorted(found.items())] if len(found) > 1 else []


def maksud_tempat(name: str, known: Iterable[str], written: str = "") -> str:
    """As `maksud`, for places: a registered name with other words around it is offered too.

    `written` is the name with its marks, where `name` is what is compared of it: they tell whether it lists several.
    """
    names = list(known)
    if several := listed(written or name, names):
        return f"; menyebut {len(several)} nama terdaftar: {daftar(several)}; tulis satu per satu"
    likely = next(iter(nearest_places(name, names, 1)), None)
    return f"; apakah maksudnya “{likely}”?" if likely else ""


def nearest_places(name: str, known: Iterable[str], count: int, written: str = "") -> list[str]:
    """As `nearest`, for places: BANGAE 2 is nearer to Banggae II than to Banggae I; a name within a longer text too.

    `written` is the name with its marks, as in `maksud_tempat`.
    """
    figures = {" ".join(numbered(place)): place for place in known}
    if listed(written or name, figures.values()):
        return []  # one of several would be as wrong as another
    close = [figures[words] for words in nearest(" ".join(numbered(name)), figures, count)]
    inside = contained(name, figures.values())
    return close or ([inside] if inside else [])


def proper(name: str) -> str:
    """A name typed in capitals as one would write it: "BANGGAE II" → "Banggae II"; any other stays as it is."""
    if not name.isupper():
        return " ".join(name.split())
    return " ".join(word if _ROMAN.fullmatch(word) else _capital(word) for word in name.split())


def _capital(word: str) -> str:
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda match: match[0].capitalize(), word)
