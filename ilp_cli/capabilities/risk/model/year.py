"""A year as bits, one for each day: sets of days that are joined, cut and counted as whole numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from ilp_cli.district.calendar import months_after

Days = int
"""A set of days of one year: bit 0 is the first of January."""


@dataclass(frozen=True, kw_only=True)
class Year:
    """The days of one year, those on which the district is closed put aside."""

    year: int
    closed: frozenset[date] = frozenset()

    @cached_property
    def first(self) -> date:
        """The first of January."""
        return date(self.year, 1, 1)

    @cached_property
    def length(self) -> int:
        """How many days the year has."""
        return (date(self.year + 1, 1, 1) - self.first).days

    @cached_property
    def open(self) -> Days:
        """Every day that is not closed."""
        return self.between(None, None) & ~self.of(self.closed)

    @cached_property
    def weekdays(self) -> tuple[Days, ...]:
        """The Mondays of the year, its Tuesdays, and so on."""
        start = self.first.weekday()
        return tuple(sum(1 << day for day in range((hari - start) % 7, self.length, 7)) for hari in range(7))

    @cached_property
    def weeks(self) -> tuple[Days, ...]:
        """The days of each week, Monday to Sunday, as far as they lie in the year."""
        whole, start = (1 << self.length) - 1, -self.first.weekday()
        masks = (0b1111111 << day if day >= 0 else 0b1111111 >> -day for day in range(start, self.length, 7))
        return tuple(mask & whole for mask in masks)

    def of(self, days: Iterable[date]) -> Days:
        """These days, as far as they lie in the year."""
        return sum({1 << (day - self.first).days for day in days if day.year == self.year})

    def on(self, weekdays: Iterable[int]) -> Days:
        """Every day of the year that is one of these weekdays (0 = Monday)."""
        return sum(self.weekdays[hari] for hari in set(weekdays))

    def between(self, first: date | None, last: date | None) -> Days:
        """The days from the one to the other, both included; None is the end of the year on that side."""
        start = max(0, (first - self.first).days) if first else 0
        end = min(self.length, (last - self.first).days + 1) if last else self.length
        return ((1 << end) - 1) >> start << start if end > start else 0

    def stretches(self, months: int) -> tuple[Days, ...]:
        """So many months in a row, begun on each day of the year."""
        starts = (self.first + timedelta(days=day) for day in range(self.length))
        return tuple(self.between(start, months_after(start, months) - timedelta(days=1)) for start in starts)


def levels(sets: Iterable[Days], most: int, everything: Days) -> list[Days]:
    """The days that lie in at least 0, 1, …, `most` of these sets."""
    days_in = [everything, *[0] * most]
    for days in sets:
        for number in range(most, 0, -1):
            days_in[number] |= days_in[number - 1] & days
    return days_in
