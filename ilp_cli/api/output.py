"""How every verb writes: never over an input, proved before it takes its name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ilp_cli.domain.district import District
from ilp_cli.domain.finding import Severity
from ilp_cli.domain.leave import unused_leave
from ilp_cli.domain.outcome import ExitStatus, Misuse
from ilp_cli.readers import table_file
from ilp_cli.writers import file as writer_file


def workbook_path(output: str | Path) -> Path:
    """Where a workbook shall go. Raises Misuse where its name says it is something else."""
    path = Path(output)
    if path.suffix.lower() != ".xlsx":
        raise Misuse(f"{path.as_posix()}: nama workbook harus berakhiran .xlsx")
    return path


def proved(workbook: Any, book: Any) -> bytes:
    """The drawn workbook, read back by another library and found to hold what was meant.

    Raises RuntimeError, a fault of ours, where it does not.
    """
    content: bytes = workbook.render(book)
    opened = table_file.Workbook(content, book.title)
    found = workbook.differences(book, {sheet: opened.values(sheet) for sheet in opened.sheets})
    if found:
        raise RuntimeError(f"workbook differs from what was meant: {found[0]}")
    return content


class Unreadable(Misuse):
    """A verb got an input that cannot be read, or that is not what it needs."""

    status = ExitStatus.INPUT


def readable(district: District, purpose: str) -> District:
    """A district whose files could be read and that has a roster.

    Raises Unreadable where a file cannot be read, Misuse where the roster that the purpose needs is not there.
    """
    unread = [found for found in district.misfits if found.status == ExitStatus.INPUT]
    if unread:
        raise Unreadable("; ".join(f"{found.place}: {found.message}" for found in unread))
    if not district.roster_given:
        broken = any(found.severity is Severity.ERROR for found in district.misfits)
        reason = (
            "roster belum terbaca lengkap; lihat ilp check" if broken else "roster belum ada; pakai --roster BERKAS"
        )
        raise Misuse(f"{purpose} membutuhkan roster: {reason}")
    return district


def unread(district: District, *, leave: bool = False) -> tuple[str, ...]:
    """What of the inputs an answer does not rest on: faulty cells and, where it plans with leave, leave of nobody."""
    faults = sum(found.severity is Severity.ERROR for found in district.misfits)
    unused = unused_leave(district) if leave else 0
    words = []
    if faults:
        words.append(f"{faults} kesalahan isian belum dibetulkan, jadi isinya tidak ikut dihitung; lihat ilp check")
    if unused:
        words.append(f"{unused} baris cuti tidak dipakai (orang atau tanggalnya tidak jelas); lihat ilp check")
    return tuple(words)


def save(path: Path, data: bytes, *, inputs: Iterable[Path] = (), force: bool = False) -> None:
    """Write a result beside its target and rename it. Raises OutputBlocked; what stood there stays."""
    writer_file.write_file(path, data, inputs, force=force)


def input_files(path: Path | None, district: District) -> tuple[Path, ...]:
    """The files a run has read, none of which may be written to."""
    return (*([path] if path else []), Path(district.file), *(Path(source.location) for source in district.sources))
