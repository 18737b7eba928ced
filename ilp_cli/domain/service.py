"""Service days: which weekdays a place is open and a person serves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ilp_cli.domain.words import HARI, daftar, normal

EVERY_DAY = frozenset(range(7))

_NAMES = {
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
_ALWAYS = {"setiap hari", "tiap hari", "semua hari", "setiap hari layanan", "setiap hari kerja"}
_RANGE = re.compile(r"\s*(?:-|–|—|s\s*/\s*d|s\.d\.?|sampai(?: dengan)?|hingga)\s*")


def _day(word: str) -> int | None:
    return _NAMES.get(normal(word).replace(" ", ""))


@lru_cache(maxsize=4096)
def parse_hari(text: str) -> frozenset[int] | None:
    """Read "Sen-Jum", "Senin, Rabu", "setiap hari"; the empty set means every service day, None not understood."""
    if not text.strip() or normal(text) in _ALWAYS:
        return frozenset()
    days: set[int] = set()
    for part in re.split(r"\s*(?:[,;+&]|\bdan\b|/(?!\s*d))\s*", text.strip().lower()):
        ends = [_day(word) for word in _RANGE.split(part)]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2:
            return None
        days.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return frozenset(days)


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
