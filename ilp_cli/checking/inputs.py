"""What a check may be given beside the plan folder: a proposal, a duty roster."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ilp_cli.district.district import District
from ilp_cli.files.misfits import Unreadable


def with_usulan(district: District, path: Path) -> District:
    """The district as it would be with the proposal of a file; one that cannot be read is a misfit."""
    from ilp_cli.capabilities.staffing.model.applied import with_proposal
    from ilp_cli.capabilities.staffing.read import read_proposal

    proposal, source, found = read_proposal(path)
    district = replace(district, misfits=(*district.misfits, *found))
    return with_proposal(district, proposal, source) if proposal is not None else district


def with_jadwal(district: District, path: str | Path) -> District:
    """The district with a duty roster beside it; what is wrong with that file is among the misfits."""
    from ilp_cli.capabilities.duty.read import read_jadwal

    try:
        read = read_jadwal(Path(path))
    except Unreadable as error:
        return replace(district, misfits=(*district.misfits, *error.findings))
    return replace(district, jadwal=read.rows, misfits=(*district.misfits, *read.findings))
