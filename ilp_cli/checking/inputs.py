"""What a check may be given beside the plan folder: a proposal, a duty roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ilp_cli.core.given import a_path
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.files.misfits import Unreadable
from ilp_cli.reading.load import case_at, load
from ilp_cli.reading.usable import archive_files
from ilp_cli.registry import SHEETS_OF_ROSTER

if TYPE_CHECKING:
    from ilp_cli.capabilities.duty.model.jadwal import Jadwal
    from ilp_cli.capabilities.staffing.model.applied import Applied


def case_of(
    source: District | str | Path,
    pada: date,
    *,
    tahun: Sequence[int] = (),
    roster: str | Path | None = None,
    dengan: str | Path | None = None,
    jadwal: str | Path | None = None,
    given: tuple[object, ...] = (),
) -> Case:
    """A plan folder, or a district read from one, with what was given beside it.

    With a proposal (`dengan`) the district is as it would be, and `as_is` tells how it stands. What is wrong with a
    file given beside the folder is among the misfits. Raises Misuse for a year the roadmap does not have.
    """
    district = load(source, roster, tables=SHEETS_OF_ROSTER)
    before: Case | None = None
    if dengan is not None:
        a_path("dengan", dengan)
        district, usulan = _with_usulan(district, Path(dengan))
        if usulan is not None:
            before = case_at(district, pada, tahun)
            district, given = usulan.after, (*given, usulan)
    if jadwal is not None:
        a_path("jadwal", jadwal)
        district, read = _with_jadwal(district, Path(jadwal))
        given = (*given, read) if read is not None else given
    district, given = _with_archives(district, given)
    return replace(case_at(district, pada, tahun), given=given, before=before)


def _with_archives(district: District, given: tuple[object, ...]) -> tuple[District, tuple[object, ...]]:
    """The archives of signed annexes that lie beside a plan folder; their misfits are added to the district's."""
    if not district.readable or not archive_files(district.file):
        return district, given
    from ilp_cli.reading.arsip import read_archives

    kept, findings = read_archives(district)
    return replace(district, misfits=(*district.misfits, *findings)), (*given, *([kept] if kept else []))


def _with_usulan(district: District, path: Path) -> tuple[District, Applied | None]:
    """The proposal of a file as it applies to a district; the misfits of the file are added to the district's."""
    from ilp_cli.capabilities.staffing.model.applied import applied
    from ilp_cli.capabilities.staffing.read import read_proposal

    proposal, source, findings = read_proposal(path)
    district = replace(district, misfits=(*district.misfits, *findings))
    return district, applied(district, proposal, source) if proposal is not None else None


def _with_jadwal(district: District, path: Path) -> tuple[District, Jadwal | None]:
    """The duty roster of a file; its misfits are added to those of the district."""
    from ilp_cli.capabilities.duty.read import read_jadwal

    try:
        jadwal = read_jadwal(path)
    except Unreadable as error:
        return replace(district, misfits=(*district.misfits, *error.findings)), None
    return replace(district, misfits=(*district.misfits, *jadwal.findings)), jadwal
