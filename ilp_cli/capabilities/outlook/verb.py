"""Look ahead: who leaves which pustu lokus, and when it falls below its minimums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.outlook.model import outlook as ahead
from ilp_cli.core.given import a_day, a_whole
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.steps import step
from ilp_cli.core.words import tanggal
from ilp_cli.district.district import District
from ilp_cli.reading.load import case_at, load, uncollected
from ilp_cli.reading.usable import lawful, staffed


@uncollected()
def outlook(
    source: District | str | Path,
    *,
    sampai: int | None = None,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    roster: str | Path | None = None,
    tanggal_pensiun: bool = False,
) -> ahead.Outlook:
    """What becomes of the pustu lokus of some stages from a day to the end of a year, as people leave.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` a day (default: today); `tahun` years of its stages (default: all); `sampai` is the last year
    (default: three after that of the day). What ends a service, and the minimums, are those of configs/standards in
    force on the day. Of a retirement the result tells the year, with `tanggal_pensiun` the day, which tells the
    month of a birth.

    Raises Misuse for a year that is past or not in the roadmap, and where there is no standard yet; Unreadable where
    the plan cannot be read or has no roster.
    """
    day = a_day("pada", pada) or date.today()
    a_whole("sampai", sampai, 2028)
    last = last_day(day, sampai)
    case = case_at(staffed(load(source, roster)), day, tahun)
    step("memprakirakan")
    return replace(ahead.outlook(lawful(case), last), menurut=case.district.menurut, tanggal_pensiun=tanggal_pensiun)


def last_day(day: date, year: int | None) -> date:
    """The last day of the year an outlook goes to. Raises Misuse for a year that is over, or no year."""
    if year is None:
        return ahead.last_day(day)
    if not day.year <= year <= date.max.year:
        bounds = f"{day.year} (hari pemeriksaannya {tanggal(day)}) sampai {date.max.year}"
        raise Misuse(f"--sampai {year} tidak dapat dipakai; tulis tahun dari {bounds}")
    return date(year, 12, 31)
