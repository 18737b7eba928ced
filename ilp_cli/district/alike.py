"""Two names that may be those of one person: spelt otherwise, shortened, in another order. Asked about, not joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from ilp_cli.core.names import normal
from ilp_cli.law.vocabulary import vocabulary

_DOUBLED = re.compile(r"([^\W\d_])\1+")
_VOWELS = frozenset("aiueo")
_LONG = 5
"""In a shorter word one letter makes another name: Rina and Rini."""
_TELLING = 3
"""A single word that two names share tells something only if it is so long."""


def alike(first: str, second: str) -> str:
    """Why two names without degrees may be one person's, in words; "" where nothing says so."""
    names = [_sounded(name) for name in (first, second)]
    far = len({*names[0]}.intersection(names[1])) < min(map(len, names)) - 1
    if far and all(len(word) > 1 for word in chain(*names)):
        return ""  # as nearly all: more than one word differs, and none is cut short
    heads = [_without_father(name) for name in names]
    fathers = sum(head != name for head, name in zip(heads, names, strict=True))
    one, other = heads if fathers == 1 else names
    if _figures(one) != _figures(other):
        return ""  # Petugas 1, Petugas 11
    if _together(one) == _together(other):
        return "yang satu memakai nama ayahnya" if fathers == 1 else "hanya ejaannya berbeda"
    if sorted(one) == sorted(other):
        return "hanya urutan katanya berbeda"
    short, long = sorted((one, other), key=len)
    if _shortens(short, long):
        return "yang satu mungkin singkatan yang lain"
    return "hanya satu huruf berbeda" if len(one) == len(other) and _one_slip(one, other) else ""


def signs(name: str) -> tuple[tuple[str, ...], ...]:
    """What a name shares with every other that is like it: each of its words that is no initial, with its figures.

    As they sound, and up to the word before a father's name. Kader 1 and Kader 2 so share nothing: a list of many such
    names is not compared pair by pair.
    """
    own = _without_father(_sounded(name))
    figures = _figures(own)
    return tuple(dict.fromkeys((word, *figures) for word in own if len(word) > 1))


@lru_cache(maxsize=65536)
def _sounded(name: str) -> tuple[str, ...]:
    """The words of a name as they sound: old spellings, double letters and a silent h put aside; Muh. is Muhammad."""
    forms = vocabulary().name_forms
    return tuple(_sound(forms.get(word, word)) for word in normal(name).split())


def _figures(words: Sequence[str]) -> list[str]:
    return [word for word in words if not word.isalpha() and any(map(str.isdigit, word))]


def _together(words: Sequence[str]) -> str:
    return _DOUBLED.sub(r"\1", "".join(words))


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    """A word as it sounds; the words of names are few."""
    for written, sounded in vocabulary().spellings.items():
        word = word.replace(written, sounded)
    word = _DOUBLED.sub(r"\1", word)
    return word.removesuffix("h") if len(word) > 2 else word


def _without_father(words: Sequence[str]) -> tuple[str, ...]:
    """A name up to the word before its father's."""
    cut = next((number for number, word in enumerate(words) if number and word in vocabulary().fathers), len(words))
    return tuple(words[:cut])


def _shortens(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one name is the other with words left out or cut to their first letter: S. Rahma, Siti Rahma Dewi."""
    rest, shared, cut = iter(long), [], 0
    for word in short:
        for candidate in rest:
            if candidate == word and len(word) > 1:
                shared.append(word)
                break
            if candidate[0] == word[0] and 1 in (len(candidate), len(word)):
                cut += 1
                break
        else:
            return False
    own = [word for word in shared if word not in vocabulary().common_names and len(word) >= _TELLING]
    return bool(own) and (cut > 0 or len(long) > len(short))


def _one_slip(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names differ in one letter within one long word: one too many, two changed about, another vowel."""
    unlike = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(unlike) == 1 and len(one) > 1 and _slip(*unlike[0])


def _slip(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < _LONG or one[0] != other[0] or one[-1] != other[-1]:
        return False
    if len(long) == len(short) + 1:
        return any(long[:place] + long[place + 1 :] == short for place in range(1, len(long) - 1))
    if len(long) != len(short):
        return False
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 1:
        return {one[places[0]], other[places[0]]} <= _VOWELS
    first, last = places[0], places[-1]
    return len(places) == 2 and last == first + 1 and (one[first], one[last]) == (other[last], other[first])
