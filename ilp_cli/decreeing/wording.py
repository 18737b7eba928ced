"""The wording of decrees and letters, from configs/naskah.yaml, with the facts of a plan in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ilp_cli.core.words import BLANK, terbilang
from ilp_cli.paper.document import Block, Kop
from ilp_cli.paper.templat import Isi

_PLACE = re.compile(r"\{(\w+)\}")
_DOTTED = re.compile(r"…|\.{3,}")

Facts = Mapping[str, str | None]
"""What a plan knows, by the names that stand between braces in the wording; None and what is missing become dots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naskah:
    """One decree or letter, ready to be drawn.

    `kosong` are the names of the facts that stand dotted in it, `catatan` what else its writer has to know, `lampiran`
    the annexes that belong to it, each with its name in `ilp export` and its title. `isian` is what a district's own
    template may ask for, by the names of configs/naskah.yaml. `lembar` are annexes that are written with it, each on
    pages of its own.
    """

    judul: str
    blocks: tuple[Block, ...]
    kosong: tuple[str, ...]
    catatan: tuple[str, ...] = ()
    lampiran: tuple[tuple[str, str], ...] = ()
    isian: Mapping[str, Isi] = field(default_factory=dict)
    lembar: tuple[tuple[Block, ...], ...] = ()


def filled(text: str, facts: Facts) -> str:
    """A text with what is known in its places, and dots where it is not. A fact is never read as wording."""
    return _PLACE.sub(lambda place: facts.get(place[1]) or BLANK, text)


def blanks(texts: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """The names of what stays dotted in some texts, each once."""
    names = (name for text in texts for name in _PLACE.findall(text))
    return tuple(dict.fromkeys(name for name in names if not facts.get(name)))


def strings(wording: Any) -> Iterator[str]:
    """Every text of a part of the wording."""
    if isinstance(wording, str):
        yield wording
    elif wording is not None:
        for part in wording.values() if isinstance(wording, Mapping) else wording:
            yield from strings(part)


def dotted(text: str) -> bool:
    """Whether something in a text that somebody wrote is still left open."""
    return _DOTTED.search(text) is not None


def kop(wording: Mapping[str, Any], kind: str, facts: Facts) -> tuple[Kop, tuple[str, ...]]:
    """The head of a paper of this kind of office, and what of it stays dotted."""
    own = wording["kop"][kind]
    head = Kop(
        logo=wording["logo"],
        above=tuple(filled(line, facts) for line in own["atas"] or ()),
        main=filled(own["besar"], facts),
        below=tuple(filled(line, facts) for line in own["bawah"] or ()),
    )
    return head, (*blanks(strings(own), facts), "logo")


def angka_huruf(number: int) -> str:
    """A number in figures and words: 13 (tiga belas)."""
    return f"{number} ({terbilang(number)})"
