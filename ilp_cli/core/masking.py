"""What may not be shown is hidden, and what is shown is safe to print."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, fields, replace
from functools import cache
from operator import attrgetter
from typing import TypeVar

from ilp_cli.core.frozen import frozen_row

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that a spreadsheet may take for a formula."""
_LONG_DIGITS = re.compile(r"\d(?:[\s._()\-–]{0,3}\d){9,}")
"""Ten figures or more, however they are grouped: a NIP, a NIK, a telephone number. A date has eight."""
_LONG = 10
"""A shorter text cannot hold so many."""
_PLAIN: set[str] = set()
"""Texts that were looked at and hold no long number: most texts of a roster stand in many rows."""
_MOST_PLAIN = 65536
_BIRTH = re.compile(r"""(\b(?:tanggal|tgl)[ _.]*(?:lahir|kelahiran)["']?\s*:\s*)([^,}\n]*)""", re.IGNORECASE)


def mask(digits: str) -> str:
    """A NIP or NIK as it may be shown: only its last four figures (UU 27/2022)."""
    return "*" * (len(digits) - 4) + digits[-4:] if len(digits) > 4 else "*" * len(digits)


def mask_numbers(text: str) -> str:
    """Hide every run of ten or more figures (NIP, NIK, telephone), keeping the text's length."""
    if len(text) < _LONG:
        return text
    return _LONG_DIGITS.sub(lambda match: re.sub(r"\d", "*", match[0]), text)


def mask_birth(text: str) -> str:
    """Hide the value of a birth date field in a line of YAML, keeping the line's length."""
    if "lahir" not in text.lower():
        return text
    return _BIRTH.sub(lambda match: match[1] + re.sub(r"\d", "*", match[2]), text)


class Hidden:
    """A text that shows no long number, whoever prints it.

    Not a `str`: json and spreadsheets print the bare characters of a subclass, whatever its `__str__` says.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str = "") -> None:
        self._text = text

    def __str__(self) -> str:
        return mask_numbers(self._text)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __len__(self) -> int:
        return len(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hidden) and type(other) is type(self) and other._text == self._text

    def __lt__(self, other: Hidden) -> bool:
        """The order of the texts, for what must come out the same every time."""
        return self._text < other._text

    def __hash__(self) -> int:
        return hash(self._text)


class Number(Hidden):
    """An identity number, which prints its last four figures; false where there is none."""

    __slots__ = ()

    def __str__(self) -> str:
        return mask(self._text)

    @property
    def digits(self) -> str:
        """The figures themselves; tests/core/test_masking.py lists who may ask for them."""
        return self._text

    @property
    def last(self) -> str:
        """The last four figures, the part that may be shown, to tell people of one name apart."""
        return self._text[-4:]


_NOTHING: Mapping[str, Hidden] = {}
"""What was hidden in most rows; they share it."""


@frozen_row(frozen=True, slots=True, kw_only=True)
class Written:
    """A row as a planner wrote it, its texts fit to be shown.

    `tertulis` keeps, by field, the texts in which `as_shown` hid a number.
    """

    tertulis: Mapping[str, Hidden] = field(default_factory=lambda: _NOTHING, repr=False, compare=False)

    def as_written(self, name: str) -> str:
        """The text of a field with every number in it, to be compared or put back into the planner's own workbook.

        tests/core/test_masking.py lists who may ask for it.
        """
        return self.all_as_written((name,))[0]

    def all_as_written(self, names: Sequence[str]) -> list[str]:
        """The texts of several fields as `as_written` gives each; most rows hide nothing."""
        if not self.tertulis:
            return [getattr(self, name) for name in names]
        return [hidden._text if (hidden := self.tertulis.get(name)) else getattr(self, name) for name in names]


Row = TypeVar("Row", bound=Written)


def as_shown(row: Row) -> Row:
    """The row as it may be shown: long numbers in its texts hidden, for people type a NIP or a telephone anywhere."""
    kind: type = type(row)
    names, texts_of = _texts(kind)
    texts = texts_of(row)
    for text in texts:  # a plain loop: it is gone through for every row, and nearly always in vain
        if text not in _PLAIN:
            if _holds_number(text):
                break
            _PLAIN.add(text)
    else:
        return row
    masked = {name: mask_numbers(text) for name, text in zip(names, texts, strict=True) if _holds_number(text)}
    return replace(row, **masked, tertulis={name: Hidden(getattr(row, name)) for name in masked})


@cache
def _texts(kind: type) -> tuple[tuple[str, ...], Callable[[Written], tuple[str, ...]]]:
    """The fields of a kind of row that are text, at least two, and how the texts of a row are had."""
    names = tuple(column.name for column in fields(kind) if column.type == "str")
    return names, attrgetter(*names)


def _holds_number(text: str) -> bool:
    """Whether a text holds ten figures or more."""
    if len(_PLAIN) > _MOST_PLAIN:
        _PLAIN.clear()
    return len(text) >= _LONG and not text.replace(" ", "").isalpha() and _LONG_DIGITS.search(text) is not None


def printable(text: str) -> str:
    """Text without control characters, safe for a terminal."""
    if text.isprintable():  # as nearly all
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in text)


def nip_grouped(digits: str) -> str:
    """A NIP as a decree prints it, in groups of 8, 6, 1 and 3 figures."""
    return f"{digits[:8]} {digits[8:14]} {digits[14:15]} {digits[15:]}".strip()
