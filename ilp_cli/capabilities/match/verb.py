"""The register beside a list from the ministry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ilp_cli.capabilities.match.model.compare import match as compared
from ilp_cli.capabilities.match.model.match import Match
from ilp_cli.capabilities.match.model.tally import HeadCount
from ilp_cli.core.given import a_day, a_path
from ilp_cli.core.steps import step
from ilp_cli.district.district import District
from ilp_cli.district.presence import presence
from ilp_cli.files.misfits import Unreadable
from ilp_cli.reading.load import load, uncollected
from ilp_cli.reading.official.list_file import read_list
from ilp_cli.reading.official.titles import wilayah
from ilp_cli.reading.units import Register, Units


@uncollected()
def match(
    source: District | str | Path,
    daftar: str | Path,
    *,
    pada: date | None = None,
    roster: str | Path | None = None,
) -> Match:
    """Compare the register of a district, and its roster on a day (default: today), with a list from the ministry.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` the day; `daftar` the list, a file of the ministry or text copied from its pages. The counts are of
    people.

    Raises Unreadable where the plan or the list cannot be read, Misuse for what is no path or day.
    """
    district = load(source, roster)
    if not district.readable:
        raise Unreadable(district.misfits)
    a_path("daftar", daftar)
    listed = read_list(Path(daftar))
    day = a_day("pada", pada) or date.today()
    heads = HeadCount(district, presence(district, day)) if district.roster_given else None
    step("mencocokkan")
    finder = Units(Register.of(district.puskesmas), figures=False)  # the planner is offered an alias
    return compared(district, listed, finder, wilayah(), day, heads)
