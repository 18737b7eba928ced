"""The register beside a list from the ministry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ilp_cli.api.checking import load, uncollected
from ilp_cli.api.output import Unreadable
from ilp_cli.domain.district import District
from ilp_cli.domain.matching import Match
from ilp_cli.domain.matching import match as compared
from ilp_cli.domain.staffing import presence
from ilp_cli.domain.tally import HeadCount
from ilp_cli.readers import official_list
from ilp_cli.readers.misfits import Unreadable as UnreadableFile
from ilp_cli.readers.units import Register, Units


@uncollected()
def match(
    source: District | str | Path,
    daftar: str | Path,
    *,
    pada: date | None = None,
    roster: str | Path | None = None,
) -> Match:
    """Compare the register of a district, and its roster on a day (default: today), with a list from the ministry.

    Raises Unreadable where the plan or the list cannot be read.
    """
    district = source if isinstance(source, District) else load(source, roster)
    if not district.readable:
        raise Unreadable("; ".join(f"{found.place}: {found.message}" for found in district.misfits))
    try:
        listed = official_list.read_list(Path(daftar))
    except UnreadableFile as error:
        raise Unreadable("; ".join(f"{found.place}: {found.message}" for found in error.findings)) from None
    day = pada or date.today()
    heads = HeadCount(district, presence(district, day)) if district.roster_given else None
    finder = Units(Register.of(district.puskesmas))
    return compared(district, listed, finder, official_list.wilayah(), day, heads)
