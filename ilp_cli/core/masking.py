"""What may not be shown is hidden, and what is shown is safe to print."""

from __future__ import annotations

import re

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that a spreadsheet may take for a formula."""
_LONG_DIGITS = re.compile(r"\d(?:[\s._()\-–]{0,3}\d){9,}")
"""Ten figures or more, however they are grouped: a NIP, a NIK, a telephone number. A date has eight."""
_BIRTH = re.compile(r"""(\b(?:tanggal|tgl)[ _.]*(?:lahir|kelahiran)["']?\s*:\s*)([^,}\n]*)""", re.IGNORECASE)


def mask(digits: str) -> str:
    """A NIP or NIK as it may be shown: only its last four figures (UU 27/2022)."""
    return "*" * (len(digits) - 4) + digits[-4:] if len(digits) > 4 else "*" * len(digits)


class Number:
    """An identity number, which prints masked wherever it goes; only `digits` gives its figures.

    Not a `str`: json and spreadsheets print the bare characters of a subclass, whatever its `__str__` says.
    """

    __slots__ = ("_digits",)

    def __init__(self, digits: str = "") -> None:
        self._digits = digits

    @property
    def digits(self) -> str:
        """The figures themselves; tests/core/test_masking.py lists who may ask for them."""
        return self._digits

    @property
    def last(self) -> str:
        """The last four figures, the part that may be shown, to tell people of one name apart."""
        return self._digits[-4:]

    def __str__(self) -> str:
        return mask(self._digits)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __len__(self) -> int:
        return len(self._digits)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Number) and type(other) is type(self) and other._digits == self._digits

    def __lt__(self, other: Number) -> bool:
        """The order of the figures, for what must come out the same every time."""
        return self._digits < other._digits

    def __hash__(self) -> int:
        return hash(self._digits)


def mask_numbers(text: str) -> str:
    """Hide every run of ten or more figures (NIP, NIK, telephone), keeping the text's length."""
    return _LONG_DIGITS.sub(lambda match: re.sub(r"\d", "*", match[0]), text)


def mask_birth(text: str) -> str:
    """Hide the value of a birth date field in a line of YAML, keeping the line's length."""
    return _BIRTH.sub(lambda match: match[1] + re.sub(r"\d", "*", match[2]), text)


def printable(text: str) -> str:
    """Text without control characters, safe for a terminal."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in text)


def nip_grouped(digits: str) -> str:
    """A NIP as a decree prints it, in groups of 8, 6, 1 and 3 figures."""
    return f"{digits[:8]} {digits[8:14]} {digits[14:15]} {digits[15:]}".strip()
