"""NIP and NIK: their shapes, and how they are written."""

from __future__ import annotations

import re
from typing import ClassVar

from ilp_cli.core.masking import Number

NIP_LENGTH = 18
"""Figures of a NIP (PNS) and of an NI PPPK."""
NIK_LENGTH = 16
"""Figures of a NIK."""
_FEW = 3
"""More letters than these are words."""

_SEPARATORS = re.compile(r"[\s.\-–—'’]")
_PREFIX = re.compile(r"^\s*(?:nip|ni pppk|nipppk|nik)\b[\s.:]*", re.IGNORECASE)
_EMPTY = {"", "0", "nihil", "tidakada", "belumada", "belumadanip", "belumpunya", "dalamproses", "proses", "menyusul"}
_QUOTED = re.compile(r'=?\s*"([^"]*)"')
"""A number as some programs write it into a csv, so that a spreadsheet leaves it alone: ="1987…"."""
_TWO = re.compile(r"\s*[/;,\n|]\s*|\s{2,}")


def digits_of(text: str) -> str:
    """A number as its bare figures: blanks, dots, hyphens and a leading "NIP" put aside; "" where there is none.

    Of an old and a new NIP in one cell it is the one of 18 figures.
    """
    if not text:
        return ""
    quoted = _QUOTED.fullmatch(text.strip())
    bare = _SEPARATORS.sub("", _PREFIX.sub("", quoted[1] if quoted else text))
    if bare.isdigit() or bare.lower() in _EMPTY:
        return "" if bare.lower() in _EMPTY else bare
    numbers = [_SEPARATORS.sub("", _PREFIX.sub("", part)) for part in _TWO.split(text)]
    whole = [number for number in numbers if number.isdigit() and len(number) == NIP_LENGTH]
    return whole[0] if len(whole) == 1 and len(numbers) > 1 else bare


def letters_in(number: Number) -> str:
    """What a message adds on a number that is not all figures: the letter O for a 0, and the like."""
    letters = sorted({letter.upper() for letter in number.digits if letter.isalpha()})
    if not letters or len(letters) > _FEW:
        return "; isinya bukan angka" if letters else ""
    likely = " (angka 0 atau 1?)" if set(letters) <= set("OIL") else ""
    return f"; ada huruf {' dan '.join(letters)}{likely}"


def number_prefix(text: str) -> int:
    """How many signs of a written number are only a leading "NIP." or the like."""
    match = _PREFIX.match(text)
    return match.end() if match else 0


def one_figure(digits: str) -> bool:
    """Whether a number is one figure repeated (000…, 111…): a stopgap that many rows share, not a person's own."""
    return digits == digits[0] * len(digits)


class _Shaped(Number):
    """A number of so many figures."""

    __slots__ = ()
    length: ClassVar[int]

    @property
    def shaped(self) -> bool:
        """Whether it has the shape of its kind: so many signs, all of them figures."""
        figures = self.digits
        return len(figures) == self.length and figures.isascii() and figures.isdigit()

    @property
    def own(self) -> bool:
        """Whether it can be somebody's own: of the right shape, and not one figure repeated."""
        figures = self.digits
        return len(figures) == self.length and self.shaped and not one_figure(figures)


class Nip(_Shaped):
    """A NIP (PNS) or NI PPPK as it was written, its figures alone; false where there is none."""

    __slots__ = ()
    length = NIP_LENGTH


class Nik(_Shaped):
    """A NIK as it was written, its figures alone; false where there is none."""

    __slots__ = ()
    length = NIK_LENGTH


_KELAMIN = {
    word: sex
    for sex, words in (("L", "l lk laki laki-laki lakilaki pria m male"), ("P", "p pr perempuan wanita w f female"))
    for word in words.split()
}


def parse_kelamin(text: str) -> str | None:
    """Read L or P from L, LK, laki-laki, perempuan …; "" where it is blank or "-", None where it is not understood."""
    word = text.strip().rstrip(".").replace(" ", "").lower()
    return "" if word in ("", "-") else _KELAMIN.get(word)
