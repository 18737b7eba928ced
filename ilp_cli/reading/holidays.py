"""National holidays and cuti bersama of a year, from the package holidays; the only module that knows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import holidays

from ilp_cli.district.calendar import CUTI_BERSAMA, NASIONAL, Holiday

_ESTIMATED = " (perkiraan)"


@cache
def national_holidays(year: int) -> tuple[Holiday, ...]:
    """The closed days of a year as the package knows them, in order; cuti bersama is known only once it is decreed.

    A day that is both is named as a holiday. Where the package estimates a date, the day says so; but one joint decree
    sets the holidays and the cuti bersama of a year, so where the latter are known nothing is estimated any more.
    """
    closed: dict[date, Holiday] = {}
    for category, jenis in ((holidays.GOVERNMENT, CUTI_BERSAMA), (holidays.PUBLIC, NASIONAL)):
        calendar = holidays.country_holidays("ID", years=year, language="id", categories=(category,))
        for day, name in calendar.items():
            plain = name.replace(_ESTIMATED, "")
            closed[day] = Holiday(tanggal=day, nama=plain, jenis=jenis, perkiraan=plain != name)
    decreed = any(day.jenis == CUTI_BERSAMA for day in closed.values())
    days = (closed[day] for day in sorted(closed))
    return tuple(replace(day, perkiraan=False) if decreed and day.perkiraan else day for day in days)
