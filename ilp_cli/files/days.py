"""Days as planners write them, and in which way a day was understood that is not written out in full."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from ilp_cli.core.words import BULAN, HARI, parse_date

SERIAL = "angka Excel"
SHORT_YEAR = "tahun dua angka"

_FIRST, _LAST = 20_000, 80_000
"""Serial numbers taken for days: 1954 to 2119; a year or a count is none."""
_EPOCH = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_SERIAL = r"(\d{5})(?:[.,]\d+)?"
_CLOCK = r"[T ]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?$"
_WEEKDAY = rf"(?i)^(?:{'|'.join(HARI)}|jum['’]at|ahad)\s*,?\s+"
_FIGURES = r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})"
_YEAR_FIRST = r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})"
_NAMED = r"(?i)(\d{1,2})[\s./-]*([a-z]{3,10})\.?[\s./,-]*(\d{4}|\d{2})"
_MONTHS = {
    **{name.lower(): number for number, name in enumerate(BULAN, 1)},
    **{name[:3].lower(): number for number, name in enumerate(BULAN, 1)},
    "pebruari": 2,
    "peb": 2,
    "agt": 8,
    "ags": 8,
    "sept": 9,
    "nopember": 11,
    "nop": 11,
}


@lru_cache(maxsize=65536)
def read_day(text: str, *, since_1904: bool = False) -> tuple[date | None, str | None]:
    """A day, and how it was understood where it is not written in full; no day where there is none such.

    Figures are day, month, year; they are never swapped to make a day fit.
    """
    day = parse_date(text)
    if day is not None:
        return day, None
    plain = re.sub(_WEEKDAY, "", re.sub(_CLOCK, "", text.strip())).strip()
    serial = re.fullmatch(_SERIAL, plain)
    if serial:
        number = int(serial[1])
        inside = _FIRST <= number <= _LAST
        return (_EPOCH[since_1904] + timedelta(days=number), SERIAL) if inside else (None, None)
    if match := re.fullmatch(_YEAR_FIRST, plain):
        return _day(match[1], int(match[2]), match[3]), None
    if match := re.fullmatch(_FIGURES, plain):
        return _day(match[3], int(match[2]), match[1]), SHORT_YEAR if len(match[3]) == 2 else None
    if match := re.fullmatch(_NAMED, plain):
        return _day(match[3], _MONTHS.get(match[2].lower(), 0), match[1]), SHORT_YEAR if len(match[3]) == 2 else None
    return parse_date(plain), None


def _day(year: str, month: int, day: str) -> date | None:
    """The day, if it is one; of two figures 00 to 68 are of this century, as POSIX has it."""
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 69 else 1900)
    try:
        return date(full, month, int(day))
    except ValueError:
        return None
