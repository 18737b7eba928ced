"""A district that a verb can use, and what of its inputs an answer does not rest on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ilp_cli.core.finding import Severity
from ilp_cli.core.names import normal
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.shell import command
from ilp_cli.core.words import tanggal
from ilp_cli.district.arsip import HEAD
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.leave import unused_leave
from ilp_cli.district.naming import unregistered
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.table import TableSpec
from ilp_cli.files.misfits import NOTHING, Unreadable
from ilp_cli.files.paths import is_folder
from ilp_cli.law import configs

_RETURNS = "jadwal"
"""The table that is no part of a roster: a duty roster is written by the program and comes back."""


def staffed(district: District) -> District:
    """A district whose files could be read and that has a roster: what every verb asks that counts or plans people.

    Raises Unreadable where a file cannot be read and where there is no roster: an input is missing either way, and the
    words of the command are right.
    """
    if not legible(district).roster_given:
        raise Unreadable(reason=f"{district.file}: {_lacking(district)}")
    return district


def _lacking(district: District) -> str:
    """Why a district has no roster that can be used: none is named, the one that is named is blank or has faults."""
    faults = [misfit for misfit in district.misfits if misfit.severity is Severity.ERROR]
    if not faults:
        return "roster belum ada; sebut di sana (roster: BERKAS) atau dengan --roster BERKAS"
    tables = [misfit for misfit in faults if misfit.place.file != district.file]
    if tables and all(misfit.code == NOTHING.code for misfit in tables):
        return "roster masih kosong; isi, atau baca daftar yang ada dengan `ilp import BERKAS --ke FOLDER`"
    return f"roster belum terbaca lengkap; lihat sebabnya dengan `{command('check', *district.typed)}`"


def without(district: District, table: TableSpec) -> Unreadable:
    """What is said where the roster has no row of a table: it has none, or one that could not be read."""
    names = {table.sheet.casefold(), table.name}
    there = any(
        misfit.severity is Severity.ERROR
        and not names.isdisjoint(((misfit.place.sheet or "").strip().casefold(), Path(misfit.place.file).stem))
        for misfit in district.misfits
    )
    if there:
        see = command("check", *district.typed)
        return Unreadable(reason=f"{district.file}: lembar {table.sheet} tidak terbaca; lihat sebabnya dengan `{see}`")
    return Unreadable(reason=f"{district.file}: roster belum memuat lembar {table.sheet}; lihat ilp template")


def legible(district: District) -> District:
    """A district whose files could be read, roster or not. Raises Unreadable where one could not."""
    broken = [misfit for misfit in district.misfits if misfit.status == ExitStatus.INPUT]
    if broken or not district.readable:
        raise Unreadable(broken or district.misfits)
    return district


def puskesmas_named(district: District, name: str) -> Puskesmas:
    """The puskesmas a command names. Raises Misuse where none is registered under the name."""
    known = district.find(name)
    if known is None:
        raise Misuse(unregistered(district, name))
    return known


def lawful(case: Case) -> Case:
    """A case on whose day the minimums of a pustu are in force. Raises Misuse where they are not yet."""
    if "pustu.bidan" not in case.standards:
        raise not_yet(case.pada)
    return case


def not_yet(day: date) -> Misuse:
    """What is said of a day on which the law asks nothing of a pustu yet."""
    see = command("standards", "--pada", day.isoformat())
    return Misuse(f"pada {tanggal(day)} belum ada standar pustu yang berlaku; lihat `{see}`")


def unread(district: District, *, leave: bool = False) -> tuple[str, ...]:
    """What of the inputs an answer does not rest on: faulty cells and, where it plans with leave, leave of nobody."""
    faults = sum(misfit.severity is Severity.ERROR for misfit in district.misfits)
    unused = unused_leave(district) if leave else 0
    words, see = [], f"lihat `{command('check', *district.typed)}`"
    if faults:
        words.append(f"{faults} kesalahan isian belum dibetulkan, jadi isinya tidak ikut dihitung; {see}")
    if unused:
        words.append(f"{unused} baris cuti tidak dipakai (orang atau tanggalnya tidak jelas); {see}")
    return tuple(words)


def input_files(path: Path | None, district: District) -> tuple[Path, ...]:
    """The files a run has read, none of which may be written to, and the archives that lie beside them."""
    read = (*([path] if path else []), Path(district.file), *(Path(source.location) for source in district.sources))
    return (*read, *_tables_beside(district), *archive_files(district.file))


def _tables_beside(district: District) -> Iterator[Path]:
    """The csv files that lie beside those read and are named after a table which this run did not ask for.

    Other endings are left out: wilayah.yaml and wilayah.xlsx are written by the program under these very names.
    """
    names = configs.headers().keys() - {_RETURNS}
    for folder in dict.fromkeys(Path(source.location).parent for source in district.sources):
        try:
            files = sorted(folder.iterdir())
        except OSError:  # a folder that may not be listed, or a part of an archive
            files = []
        yield from (file for file in files if file.suffix.lower() == ".csv" and normal(file.stem) in names)


_ARCHIVES = ("*.yaml", "*.yml")


def archive_files(roadmap: str | Path) -> tuple[Path, ...]:
    """The archives of signed annexes that lie beside a roadmap.yaml, in the order of their names.

    A folder of them that may not be opened stands for all of them, so that whoever reads it says so.
    """
    folder = Path(roadmap).parent / HEAD
    if not is_folder(folder):
        return ()
    try:
        return tuple(sorted(file for file in folder.iterdir() if any(map(file.match, _ARCHIVES)) and file.is_file()))
    except OSError:
        return (folder,)
