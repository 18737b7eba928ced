"""A district that a verb can use, and what of its inputs an answer does not rest on."""

from __future__ import annotations

from pathlib import Path

from ilp_cli.core.finding import Severity
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.district.district import District
from ilp_cli.district.leave import unused_leave
from ilp_cli.files.misfits import Unreadable


def staffed(district: District) -> District:
    """A district whose files could be read and that has a roster: what every verb asks that counts or plans people.

    Raises Unreadable where a file cannot be read and where there is no roster: an input is missing either way, and the
    words of the command are right.
    """
    unread = [misfit for misfit in district.misfits if misfit.status == ExitStatus.INPUT]
    if unread or not district.readable:
        raise Unreadable(unread or district.misfits)
    if not district.roster_given:
        broken = any(misfit.severity is Severity.ERROR for misfit in district.misfits)
        reason = (
            "roster belum terbaca lengkap; lihat sebabnya dengan ilp check"
            if broken
            else "roster belum ada; sebut di sana (roster: BERKAS) atau dengan --roster BERKAS"
        )
        raise Unreadable(reason=f"{district.file}: {reason}")
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
