"""A unit and its puskesmas written as one name: "PUSTU KLUMPU NUSA PENIDA III", "Pustu X - PKM Y", "X (Y)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from ilp_cli.capabilities.match.model.alike import likely
from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal
from ilp_cli.law import configs
from ilp_cli.law.vocabulary import kinds, vocabulary

_BETWEEN = re.compile(r"[\s()\[\],;:/|>_–—-]+")


class Finder(Protocol):
    """Where a written name stands in the register: exactly, once the words before it are put aside."""

    def puskesmas(self, text: str) -> Path | None:
        """The puskesmas of this name or alias."""

    def listed(self, kind: str, text: str, induk: Path) -> Path | None:
        """The pustu or posyandu of this name under a puskesmas."""

    def bare(self, text: str) -> str:
        """The name as written, without the words before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneName:
    """A name taken apart: the puskesmas it names, the words left for the unit, and the unit if it is registered."""

    owner: Path
    nama: str
    unit: Path | None = None


class OneNames:
    """Takes names apart, each once; the longest registered puskesmas at the end is the one that is named."""

    def __init__(self, finder: Finder, names: Mapping[str, Path]) -> None:
        """`names` are the names and aliases of all registered puskesmas."""
        self._finder = finder
        self._names = names
        self._ends = {normal(name).split()[-1] for name in names if normal(name)}
        self._known: dict[tuple[str, str], OneName | None] = {}

    def apart(self, kind: str, text: str) -> OneName | None:
        """What a name of a pustu or posyandu says of its puskesmas; None where it names none."""
        key = (kind, text)
        if key not in self._known:
            self._known[key] = self._apart(kind, text)
        return self._known[key]

    def _apart(self, kind: str, text: str) -> OneName | None:
        ways = list(self._ways(_words(text)))
        for owner, words in ways:
            for shorter in _heads(words):
                for name in (_after_kind(kind, shorter), " ".join(shorter)):
                    unit = self._finder.listed(kind, name, owner) if name else None
                    if unit is not None:
                        return OneName(owner=owner, nama=self._finder.bare(name), unit=unit)
        for owner, words in ways:
            said, _ = vocabulary().kind_of_place(" ".join(words))
            ahead = words == _words(text)[: len(words)]
            if (ahead or said == kind) and _may_be_new(words):
                return OneName(owner=owner, nama=self._finder.bare(" ".join(_heads(words)[-1])))
        return None

    def _ways(self, words: list[str]) -> Iterator[tuple[Path, list[str]]]:
        """Every puskesmas that may be named, with the other words: at the end, then at the head, the longest first."""
        for cut in range(1, len(words)):
            if self._may_name(words[cut:]) and _is_name(words[:cut]):
                owner = self._finder.puskesmas(" ".join(words[cut:]))
                if owner is not None:
                    yield owner, words[:cut]
        for cut in range(len(words) - 1, 0, -1):
            if self._may_name(words[:cut]) and _is_name(words[cut:]):
                owner = self._finder.puskesmas(" ".join(words[:cut]))
                if owner is not None:
                    yield owner, words[cut:]

    def _may_name(self, words: list[str]) -> bool:
        return normal(words[-1]) in self._ends

    def meant(self, text: str) -> tuple[Path, str, str] | None:
        """The puskesmas that the end of a name is another way of writing, its registered name, and that end."""
        words = _words(text)
        for cut in range(1, len(words)):
            end = " ".join(words[cut:])
            name = likely(self._finder.bare(end), self._names) if _may_be_new(words[:cut]) else None
            if name is not None:
                return self._names[name], name, self._finder.bare(end)
        return None


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(text) if normal(word)]


def _after_kind(kind: str, words: list[str]) -> str:
    """The words behind the fewest that say the kind: “DESA KOTA” of “PUSTU DESA KOTA”; "" where none say it."""
    cuts = (cut for cut in range(1, len(words)) if kinds().get(normal(" ".join(words[:cut]))) == kind)
    cut = next(cuts, 0)
    return " ".join(words[cut:]) if cut else ""


def _heads(words: list[str]) -> list[list[str]]:
    """The words of a unit, whole and up to another kind of place among them: POSYANDU MELATI PUSTU CIMPU."""
    kind_of = vocabulary().kind_of_place
    inner = [cut for cut in range(1, len(words)) if kind_of(" ".join(words[cut:]))[0] and _is_name(words[:cut])]
    return [words, *(words[:cut] for cut in reversed(inner))]


def _is_name(words: Iterable[str]) -> bool:
    """Whether words can be a name by themselves, as “PUSTU” cannot."""
    return normal(" ".join(words)) not in kinds()


def _may_be_new(words: list[str]) -> bool:
    """Whether words can name a unit that is not registered: “PUSTU DESA”, after which a village follows, cannot."""
    ends = (normal(" ".join(words[cut:])) for cut in range(len(words)))
    return not any(end in kinds() or end in _areas() for end in ends)


@cache
def _areas() -> frozenset[str]:
    return frozenset(map(normal, configs.lists()["kata_wilayah"]))
