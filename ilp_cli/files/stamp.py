"""What a document of ours says of itself, under one mark; and one of its texts with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

MARK = 8
"""Letters of the mark of one text."""
SEAL = "asal"
"""The name of the fact that is the mark of all the others."""


@dataclass(frozen=True, slots=True)
class Teks:
    """A text of a document: the part it is in ("Naskah", "Tabel 2"), where in it, and what it says, blanks as one."""

    bagian: str
    tempat: str
    teks: str

    @property
    def mark(self) -> str:
        """What tells it from another text."""
        return digest_of(self.teks)[:MARK]


def digest_of(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def with_seal(facts: Mapping[str, str]) -> dict[str, str]:
    """The facts, and the mark of them all."""
    return {**facts, SEAL: _seal_of(facts)}


def intact(stamp: Mapping[str, str]) -> bool:
    """Whether a document still says of itself what it said when it was written."""
    return _seal_of({name: value for name, value in stamp.items() if name != SEAL}) == stamp.get(SEAL)


def _seal_of(facts: Mapping[str, str]) -> str:
    return digest_of("\n".join(f"{name}={value}" for name, value in sorted(facts.items())))
