"""A district that a verb can use, and what of its inputs an answer does not rest on."""

from __future__ import annotations

from pathlib import Path

from ilp_cli.core.finding import Severity
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.district.district import District
from ilp_cli.district.leave import unused_leave
from ilp_cli.files.misfits import Unreadable


def readable(district: District, purpose: str) -> District:
    """A district whose files could be read and that has a roster. Raises as `whole` and `with_roster` do."""
    return with_roster(whole(district), purpose)


def whole(district: District) -> District:
    """A district whose files could be read. Raises Unreadable where one cannot."""
    unread = [misfit for misfit in district.misfits if misfit.status == ExitStatus.INPUT]
    if unread:
        raise Unreadable(unread)
    return district


def with_roster(district: District, purpose: str) -> District:
    """A district that has a roster. Raises Misuse where the purpose needs one that is not there."""
    if not district.roster_given:
        broken = any(misfit.severity is Severity.ERROR for misfit in district.misfits)
        reason = (
            "roster belum terbaca lengkap; lihat ilp check" if broken else "roster belum ada; pakai --roster BERKAS"
        )
        raise Misuse(f"{purpose} membutuhkan roster: {reason}")
    return district


def unread(district: District, *, leave: bool = False) -> tuple[str, ...]:
    """What of the inputs an answer does not rest on: faulty cells and, where it plans with leave, leave of nobody."""
    faults = sum(misfit.severity is Severity.ERROR for misfit in district.misfits)
    unused = unused_leave(district) if leave else 0
    words = []
    if faults:
        words.append(f"{faults} kesalahan isian belum dibetulkan, jadi isinya tidak ikut dihitung; lihat ilp check")
    if unused:
        words.append(f"{unused} baris cuti tidak dipakai (orang atau tanggalnya tidak jelas); lihat ilp check")
    return tuple(words)


def input_files(path: Path | None, district: District) -> tuple[Path, ...]:
    """The files a run has read, none of which may be written to."""
    return (*([path] if path else []), Path(district.file), *(Path(source.location) for source in district.sources))
