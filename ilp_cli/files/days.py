"""Days as planners write them, and in which way a day was understood that is not written out in full."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from ilp_cli.core.weekdays import end_of_month
from ilp_cli.core.words import HARI, month_number, parse_date

SERIAL = "angka Excel"
SHORT_YEAR = "tahun dua angka"
MONTH_ALONE = "bulan atau tahun saja"

YEARS = range(1950, 2100)
"""Years in which somebody may begin, end or be away; 0019, 1900 and 2109 are slips, or a blank of another system."""
EPOCH = date(1970, 1, 1)
"""What some systems write where they know of no day."""
BIRTH_YEARS = range(1920, 2021)
"""Years in which somebody on a roster may be born."""
_OLDEST, _YOUNGEST = 43, 11
"""Of two figures of a birth year 43 to 99 are 19xx and 00 to 11 are 20xx; what lies between cannot be told.

There are no rosters of ILP before 2023: who was born in 1942 was over 80 then, who was born in 2012 still a child.
"""

_FIRST, _LAST = 20_000, 80_000
"""Serial numbers taken for days: 1954 to 2119; a year or a count is none."""
_EPOCH = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_SERIAL = r"(\d{5})(?:[.,]\d+)?"
_CLOCK = r"[T ]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?$"
_WEEKDAY = rf"(?i)^(?:{'|'.join(HARI)}|jum['’]at|ahad)\s*,?\s+"
_FIGURES = r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})"
_PLACE = r"^[^\W\d][^\d]*?[\s,./:;-]+(?=\d)"
"""The place of birth before the day, as in “Majene, 05-01-1968”."""
_YEAR_FIRST = r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})"
_NAMED = r"(?i)(\d{1,2})[\s./-]*([a-z]{3,10})\.?[\s./,-]*(\d{4}|\d{2})"

_DAY_OF = r"(?:\s*(?:tanggal|tgl\.?|bulan|bln\.?|tahun|thn?\.?|akhir)(?=[\s\d]))*\s*"
_TO = rf"(?i)^(?:s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?|hingga|berakhir|habis)(?=[\s\d]){_DAY_OF}"
_FROM = rf"(?i)^(?:tmt\.?|sejak|mulai|per|dari)(?=[\s\d:]):?{_DAY_OF}"
"""What may stand before the last day of a time, and before the first."""


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
        return _day(match[3], month_number(match[2]) or 0, match[1]), SHORT_YEAR if len(match[3]) == 2 else None
    return parse_date(plain), None


def read_bound(text: str, *, end: bool) -> tuple[date | None, str | None]:
    """The first day of a time, or with `end` the last one, where words stand before it or only its month is written.

    "s.d. 31 Des 2026", "TMT 1 Maret 2020", "Desember 2026", "s/d 2025": a month and a year are meant whole. Of a bare
    figure nobody can say that it is a year.
    """
    plain = re.sub(_TO if end else _FROM, "", text.strip())
    day, how = read_day(plain)
    if day is not None and how != SERIAL:
        return day, how
    month = re.fullmatch(r"(?i)([a-z]{3,10})\.?[\s/,-]*(\d{4})", plain)
    if month is not None and int(month[2]) and (number := month_number(month[1])) is not None:
        first = date(int(month[2]), number, 1)
        return (end_of_month(first) if end else first), MONTH_ALONE
    if plain != text.strip() and re.fullmatch(r"\d{4}", plain) and int(plain) in YEARS:
        return date(int(plain), 12, 31) if end else date(int(plain), 1, 1), MONTH_ALONE
    return None, None


@lru_cache(maxsize=65536)
def read_birthday(text: str, *, since_1904: bool = False) -> tuple[tuple[date, ...], str | None]:
    """The days of birth a text may mean, the likeliest first, and how it was understood; none where it is no day.

    A place before the day is put aside. Of two figures for the year it may be either century, where that can be.
    """
    plain = text.strip()
    day, how = read_day(plain, since_1904=since_1904)
    if day is None:
        day, how = read_day(re.sub(_PLACE, "", plain), since_1904=since_1904)
    if day is None or how != SHORT_YEAR:
        return (() if day is None else (day,)), how
    year = day.year % 100
    centuries = (1900,) if year >= _OLDEST else (2000,) if year <= _YOUNGEST else (1900, 2000)
    return tuple(full for century in centuries if (full := _day(str(century + year), day.month, str(day.day)))), how


def _day(year: str, month: int, day: str) -> date | None:
    """The day, if it is one; of two figures 00 to 68 are of this century, as POSIX has it."""
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 69 else 1900)
    try:
        return date(full, month, int(day))
    except ValueError:
        return None
