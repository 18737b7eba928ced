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
