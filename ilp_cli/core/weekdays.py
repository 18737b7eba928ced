"""Service days: which weekdays a place is open and a person serves."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ilp_cli.core.names import normal
from ilp_cli.core.words import HARI, daftar

EVERY_DAY = frozenset(range(7))

DAY_NAMES = {
    alias: number
    for number, aliases in enumerate(
        (
            "senin sen sn",
            "selasa sel sl",
            "rabu rab rb",
            "kamis kam km",
            "jumat jum jm",
            "sabtu sab sb",
            "minggu min ahad ming mg",
        )
    )
    for alias in aliases.split()
}
ALWAYS = {"setiap hari", "tiap hari", "semua hari", "setiap hari layanan", "setiap hari kerja"}
_RANGE = re.compile(r"\s*(?:-|–|—|s\s*/\s*d|s\.d\.?|sampai(?: dengan)?|hingga)\s*")


SUNDAY = 6


def day_of(word: str) -> int | None:
    """The weekday a word names, short or long; None for any other word."""
    return DAY_NAMES.get(normal(word).replace(" ", ""))


_EVERY = re.compile(r"^(?:(?:se)?tiap\s+)?(?:hari\s+)?(?=\w)")
"""What may stand before the days: "setiap Selasa", "hari Senin"."""


@lru_cache(maxsize=4096)
def parse_hari(text: str) -> frozenset[int] | None:
    """Read "Sen-Jum", "Senin, Rabu", "Sen-Sab kecuali Rabu", "setiap hari kecuali Minggu".

    The empty set means every service day, None not understood.
    """
    if not text.strip() or normal(text) in ALWAYS:
        return frozenset()
    kept, but, left_out = text.lower().partition("kecuali")
    if but:
        days, without = parse_hari(kept.strip(" ,;(")), parse_hari(left_out.strip(" :)"))
        if days is not None and kept.strip():
            days = days or EVERY_DAY  # setiap hari kecuali Minggu
        return days - without if days and without and days > without else None
    return _named_days(text)


def _named_days(text: str) -> frozenset[int] | None:
    days: set[int] = set()
    for part in re.split(r"\s*(?:[,;+&]|\bdan\b|/(?!\s*d))\s*", _EVERY.sub("", text.strip().lower())):
        apart = [day_of(word) for word in part.split()]  # Senin Rabu
        if len(apart) > 1 and None not in apart:
            days.update(day for day in apart if day is not None)
            continue
        ends = [day_of(word) for word in _RANGE.split(part)]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2:
            return None
        days.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return frozenset(days)


def end_of_month(day: date) -> date:
    """The last day of the month that a day lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Irama:
    """A day of each month: a date, or the n-th of a weekday (`pekan` 1 to 5, 0 = last).

    With `kalender` the weekday is that of the n-th calendar week, Monday to Sunday, the first being the one in which
    the month begins: the Wednesday of the second week is not always the second Wednesday.
    """

    tanggal: int | None = None
    hari: int = 0
    pekan: int = 0
    kalender: bool = False

    def on(self, year: int, month: int) -> date | None:
        """The day in one month; None where the month has no such day."""
        first = date(year, month, 1)
        last = end_of_month(first)
        if self.tanggal is not None:
            day = first + timedelta(days=self.tanggal - 1)
        elif self.kalender:
            day = first + timedelta(days=self.hari - first.weekday() + 7 * (self.pekan - 1))
        elif self.pekan:
            day = first + timedelta(days=(self.hari - first.weekday()) % 7 + 7 * (self.pekan - 1))
        else:
            day = last - timedelta(days=(last.weekday() - self.hari) % 7)
        return day if first <= day <= last else None

    def __str__(self) -> str:
        if self.tanggal is not None:
            return f"tanggal {self.tanggal}"
        week = f"ke-{self.pekan}" if self.pekan else "terakhir"
        sunday = "hari " if self.hari == SUNDAY else ""  # a bare "minggu ke-2" would be the second week
        return f"{sunday}{HARI[self.hari]} {'pekan kalender ' if self.kalender else ''}{week}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HariBuka:
    """When a posyandu opens: rhythms that return each month, and days of their own for months that differ."""

    irama: tuple[Irama, ...] = ()
    tanggal: tuple[date, ...] = ()

    def days(self, year: int, month: int) -> tuple[date, ...]:
        """The days in one month: those named for it, else those of the rhythms; none where there is neither."""
        own = {day for day in self.tanggal if (day.year, day.month) == (year, month)}
        rhythmic = {day for rhythm in self.irama if (day := rhythm.on(year, month)) is not None}
        return tuple(sorted(own or rhythmic))

    def __str__(self) -> str:
        return ", ".join([*map(str, self.irama), *(day.isoformat() for day in self.tanggal)])


ORDINALS = {"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "terakhir": 0}
_IRAMA = re.compile(r"(?:tanggal|tgl)?\s*(?P<tanggal>\d{1,2})|(?:hari\s+)?(?P<hari>[a-z']+)\s+(?P<pekan>.+)")
_WEEK = re.compile(r"(?P<kalender>(?:minggu|pekan)\s+kalender\s+)?(?:ke\s*-?\s*(?P<angka>[1-5])|(?P<kata>\w+))")
_EITHER = re.compile(r"(?:(?:hari\s+)?[a-z']+\s+)?(?:minggu|pekan)\s+(?:ke\s*-?\s*[1-5]|\w+)")


def parse_irama(text: str) -> Irama | None:
    """Read "tanggal 12", "12", "selasa ke-2", "rabu pekan kalender kedua", "kamis terakhir"; None: not understood."""
    match = _IRAMA.fullmatch(" ".join(text.lower().split()))
    if match is None or two_ways(text):
        return None
    if match["tanggal"]:
        number = int(match["tanggal"])
        return Irama(tanggal=number) if 1 <= number <= 31 else None
    hari, week = day_of(match["hari"]), _WEEK.fullmatch(match["pekan"])
    number_of = int(week["angka"]) if week and week["angka"] else ORDINALS.get(week["kata"]) if week else None
    if hari is None or week is None or number_of is None or (week["kalender"] and not number_of):
        return None
    return Irama(hari=hari, pekan=number_of, kalender=bool(week["kalender"]))


def two_ways(text: str) -> bool:
    """Whether a rhythm may mean a calendar week or the n-th of a weekday: "rabu minggu ke-2", "minggu ke-2"."""
    words = " ".join(text.lower().split())
    return bool(_EITHER.fullmatch(words)) and not words.startswith("hari minggu ke")


def hari_names(days: Iterable[int]) -> tuple[str, ...]:
    """Names of weekdays, Monday first."""
    return tuple(HARI[day] for day in sorted(days))


def days_text(days: Iterable[int]) -> str:
    """Weekdays for a table: a run of three or more as "senin–jumat"."""
    known = sorted(days)
    if len(known) > 2 and known[-1] - known[0] == len(known) - 1:
        return f"{HARI[known[0]]}–{HARI[known[-1]]}"
    return hari_text(known)


def hari_text(days: Iterable[int]) -> str:
    """Weekdays for a sentence: "senin, rabu dan jumat"."""
    return daftar(hari_names(days))


WEEK = 7
"""Days of a week, Monday to Sunday."""


def weeks_of(days: Iterable[date]) -> Mapping[tuple[int, int], tuple[date, ...]]:
    """Days by their week, Monday to Sunday."""
    weeks: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day in days:
        year, week, _ = day.isocalendar()
        weeks[year, week].append(day)
    return {week: tuple(listed) for week, listed in weeks.items()}
