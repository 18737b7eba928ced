"""Which days a district is closed: national holidays, cuti bersama, and its own list, which wins."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ilp_cli.core.finding import Path
from ilp_cli.core.weekdays import end_of_month
from ilp_cli.district.roadmap import Kebijakan

NASIONAL, CUTI_BERSAMA, DAERAH = "libur nasional", "cuti bersama", "libur daerah"
"""The kinds of closed days."""
CALENDAR = range(2000, 2101)
"""The years whose calendar is asked for; far from today nobody knows a holiday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A closed day; `perkiraan` where its date is only estimated, as those that follow the moon are in later years."""

    tanggal: date
    nama: str
    jenis: str
    perkiraan: bool = False

    def __str__(self) -> str:
        return f"{self.nama} ({self.jenis}{', perkiraan' if self.perkiraan else ''})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Libur:
    """A day of the district's own list: closed, or with `buka` open although it is a holiday."""

    path: Path
    tanggal: date
    nama: str = ""
    buka: bool = False


def closed_days(holidays: Iterable[Holiday], own: Iterable[Libur], policy: Kebijakan) -> Mapping[date, Holiday]:
    """Every closed day with why, in order of date; the district's own list wins over the national calendar."""
    open_kinds = {NASIONAL} if policy.libur_nasional_buka else set()
    if policy.cuti_bersama_buka:
        open_kinds.add(CUTI_BERSAMA)
    closed = {day.tanggal: day for day in holidays if day.jenis not in open_kinds}
    for day in own:
        if day.buka:
            closed.pop(day.tanggal, None)
        else:
            nama = day.nama or DAERAH
            closed[day.tanggal] = Holiday(tanggal=day.tanggal, nama=nama, jenis=DAERAH)
    return dict(sorted(closed.items()))


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def month_days(year: int, month: int) -> tuple[date, ...]:
    """Every day of a month."""
    first = date(year, month, 1)
    return tuple(days_between(first, end_of_month(first)))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
