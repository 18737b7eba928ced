"""What a check may be given beside the plan folder: proposals of staff, areas or opening days, a duty roster."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from ilp_cli.core.given import a_path
from ilp_cli.core.outcome import Misuse
from ilp_cli.district import bukaan
from ilp_cli.district.arsip import Archives
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.menurut import Jenis
from ilp_cli.files.misfits import Unreadable
from ilp_cli.reading.bukaan import with_openings
from ilp_cli.reading.load import case_at, load
from ilp_cli.reading.proposal import Parsed, parsed
from ilp_cli.reading.usable import archive_files
from ilp_cli.registry import SHEETS_OF_ROSTER

if TYPE_CHECKING:
    from ilp_cli.capabilities.areas.model.pembagian import Applied as Divided
    from ilp_cli.capabilities.duty.model.jadwal import Jadwal
    from ilp_cli.capabilities.rollout.model.applied import AppliedRollout
    from ilp_cli.capabilities.staffing.model.applied import Applied
    from ilp_cli.district.peta import Peta

    Proposed: TypeAlias = Applied | Divided | bukaan.AppliedDays | AppliedRollout


def case_of(
    source: District | str | Path,
    pada: date,
    *,
    tahun: Sequence[int] = (),
    roster: str | Path | None = None,
    dengan: str | Path | Sequence[str | Path] | None = None,
    jadwal: str | Path | None = None,
    given: tuple[object, ...] = (),
    frozen: bool = False,
) -> Case:
    """A plan folder, or a district read from one, with what was given beside it.

    With a proposal (`dengan`), of moves and hires, of areas, of opening days, of the years, or one of each, the
    district is as it would be, and `as_is` tells how it stands. What is wrong with a file given beside the folder is
    among the misfits. With `frozen`, years may be asked for of which only an archive is left. Raises Misuse for a year
    the roadmap does not have, and for two proposals of one kind.
    """
    district = load(source, roster, tables=SHEETS_OF_ROSTER)
    before: Case | None = None
    if district.peta:
        district, peta = _with_peta(district)
        given = (*given, peta)
    proposals: list[Proposed] = []
    as_is = district
    for file in proposal_files(dengan):
        told = parsed(file)
        _refuse_other(file, told)
        district, proposal = _reader_of(told)(district, told)
        if proposal is not None:
            if any(type(proposal) is type(other) for other in proposals):
                raise Misuse(
                    f"--dengan {file.as_posix()}: usulan sejenis sudah diberikan; sebut satu berkas tiap jenis"
                )
            proposals.append(proposal)
            district = proposal.after
    if proposals:
        given = (*given, *proposals)
    if jadwal is not None:
        a_path("jadwal", jadwal)
        district, read = _with_jadwal(district, Path(jadwal))
        given = (*given, read) if read is not None else given
    district, given = _with_archives(district, given)
    kept = {arsip.tahun for each in given if isinstance(each, Archives) for arsip in each.arsip} if frozen else ()
    case = case_at(district, pada, tahun, kept)
    if proposals:  # a year that only a proposal has is none of before it
        before = case_at(as_is, pada)
        before = replace(before, years=tuple(year for year in before.years if not tahun or year in case.years))
    return replace(case, given=given, before=before)


def _with_archives(district: District, given: tuple[object, ...]) -> tuple[District, tuple[object, ...]]:
    """The archives of signed annexes that lie beside a plan folder; their misfits are added to the district's."""
    if not district.readable or not archive_files(district.file):
        return district, given
    from ilp_cli.reading.arsip import read_archives

    kept, findings = read_archives(district)
    return replace(district, misfits=(*district.misfits, *findings)), (*given, *([kept] if kept else []))


def proposal_files(dengan: str | Path | Sequence[str | Path] | None) -> list[Path]:
    """The files of proposals, each once."""
    if dengan is None:
        return []
    listed: Sequence[Any] = dengan if isinstance(dengan, list | tuple) else [dengan]
    files = []
    for file in listed:
        a_path("dengan", file)
        files.append(Path(file))
    return list(dict.fromkeys(files))


def _refuse_other(file: Path, read: Parsed) -> None:
    """Raise Misuse for a file of ours that is no proposal: held against one, each of its keys would be a fault."""
    if _kind(read) is None:
        for key, what in (("sidik", "arsip SK"), ("tahap", "roadmap")):
            if read.names(key):
                raise Misuse(f"{file.as_posix()} {what}, bukan usulan; usulan ditulis ilp plan (staffing, rollout, …)")


def _reader_of(read: Parsed) -> Callable[[District, Parsed], tuple[District, Proposed | None]]:
    """What makes a proposal of a file, by the key that tells its kind; what cannot be read is told by the usual one."""
    readers: Mapping[Jenis, Callable[[District, Parsed], tuple[District, Proposed | None]]]
    readers = {Jenis.WILAYAH: _with_pembagian, Jenis.BUKAAN: with_openings, Jenis.ROLLOUT: _with_rollout}
    kind = _kind(read)
    return readers.get(kind, _with_usulan) if kind is not None else _with_usulan


def kind_of(file: Path) -> Jenis | None:
    """Of which kind the proposal of a file is; None where that cannot be told."""
    return _kind(parsed(file))


def _kind(read: Parsed) -> Jenis | None:
    """The kind of a file by the keys that tell it."""
    from ilp_cli.capabilities.areas.model.pembagian import KEY
    from ilp_cli.capabilities.rollout.model.usulan import HEAD
    from ilp_cli.capabilities.staffing.model.usulan import KEYS

    kinds = {KEY: Jenis.WILAYAH, bukaan.KEY: Jenis.BUKAAN, HEAD: Jenis.ROLLOUT, **dict.fromkeys(KEYS, Jenis.USULAN)}
    return next((kind for key, kind in kinds.items() if read.names(key)), None)


def _with_peta(district: District) -> tuple[District, Peta]:
    """The map that a roadmap names; its file is an input like the others."""
    from ilp_cli.reading.peta import read_peta

    peta, source = read_peta(Path(district.file).parent / district.peta, district.peta)
    return replace(district, sources=(*district.sources, *([source] if source else []))), peta


def _with_pembagian(district: District, read: Parsed) -> tuple[District, Divided | None]:
    """The division of a file as it applies to a district; the misfits of the file are added to the district's."""
    from ilp_cli.capabilities.areas.model.pembagian import applied
    from ilp_cli.capabilities.areas.read.pembagian import read_pembagian

    pembagian, source, findings = read_pembagian(read)
    district = replace(district, misfits=(*district.misfits, *findings))
    return district, applied(district, pembagian, source) if pembagian is not None else None


def _with_rollout(district: District, read: Parsed) -> tuple[District, AppliedRollout | None]:
    """The order of a file as it applies to a district; the misfits of the file are added to the district's."""
    from ilp_cli.capabilities.rollout.model.applied import applied
    from ilp_cli.capabilities.rollout.read import read_rollout

    usulan, source, findings = read_rollout(read)
    district = replace(district, misfits=(*district.misfits, *findings))
    return district, applied(district, usulan, source) if usulan is not None else None


def _with_usulan(district: District, read: Parsed) -> tuple[District, Applied | None]:
    """The proposal of a file as it applies to a district; the misfits of the file are added to the district's."""
    from ilp_cli.capabilities.staffing.model.applied import applied
    from ilp_cli.capabilities.staffing.read import read_proposal

    proposal, source, findings = read_proposal(read)
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
