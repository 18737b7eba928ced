"""The one deliverer of answers: in the form asked for, to the screen or to a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TextIO, TypeGuard, TypeVar

from typer import Context

from ilp_cli.core.outcome import Misuse
from ilp_cli.files.writing import refuse_target, to_stdout, write_file
from ilp_cli.screen import stream
from ilp_cli.screen.machine import COMMA

TEXT, CSV = "text", "csv"
_BOM = "\ufeff"
"""What tells Excel that a csv file is UTF-8."""
_NO_TEXT = (".xlsx", ".xlsm", ".xls", ".ods", ".docx", ".pdf")
"""Endings of files that hold no text: what opens them would call an answer broken."""

Table = TypeVar("Table", bound=StrEnum)


def table_or(tabel: Table | None, form: str, usual: Table) -> Table:
    """The table a csv holds; the usual one where none was named. Raises Misuse where the form has no tables."""
    if tabel is not None and form != CSV:
        raise Misuse("--tabel hanya untuk bentuk csv; tambahkan --format csv")
    return tabel or usual


def pemisah_or(pemisah: str | None, form: str) -> str:
    """The mark between the columns of a csv; the comma where none was named. Raises Misuse where there is no csv."""
    if pemisah is not None and form != CSV:
        raise Misuse("--pemisah hanya untuk bentuk csv; tambahkan --format csv")
    return pemisah or COMMA


def misnamed(context: Context, output: Path, form: str, other: str = "sebut nama lain atau --format") -> Misuse:
    """The misuse of naming an output for another form than the answer has, which ILP_FORMAT may have asked for."""
    source = context.get_parameter_source("format_")
    asked = f"{form} (menurut ILP_FORMAT)" if source is not None and source.name == "ENVIRONMENT" else form
    return Misuse(f"{output.as_posix()}: hasil {asked} bukan {output.suffix}; {other}")


def own_file(output: Path | None, form: str) -> TypeGuard[Path]:
    """Whether a command writes a file of its own kind (a workbook, a proposal, a calendar), not its answer as text."""
    if output is None or form != TEXT:
        return False
    return to_stdout(output) or output.suffix.lower() not in (".csv", ".json", ".txt")


def beside(output: Path | None) -> TextIO | None:
    """The stream for what is said beside an output that is standard output itself; None for the usual one."""
    return sys.stderr if to_stdout(output) else None


def according(menurut: Iterable[object]) -> list[stream.Line]:
    """On which proposals an answer rests, that nobody has carried out: what stands below its head."""
    return [stream.line(("Menurut ", "bold"), f"{given}; belum dijalankan") for given in menurut]


def resting(lines: Iterable[stream.Line], menurut: Iterable[object]) -> Iterator[stream.Line]:
    """An answer that says below its head on which proposals it rests."""
    head, *rest = lines
    yield from (head, *according(menurut), *rest)


def deliver(
    form: str,
    lines: Callable[[], Iterable[stream.Line]],
    forms: Mapping[str, Callable[[], str]],
    *,
    output: Path | None = None,
    inputs: Iterable[Path] = (),
    force: bool = False,
    dry_run: bool = False,
    quiet: bool = False,
    stream_: TextIO | None = None,
) -> None:
    """Give an answer: `lines` are for people, `forms` for programs, by the name of their format.

    Without `output`, or where that is standard output, it goes there; a file is never one of the `inputs`. Raises
    OutputBlocked, and Misuse for a file that by its name is no text.
    """
    if output is None or to_stdout(output):
        stream.say(lines(), stream=stream_) if form == TEXT else stream.put(forms[form]())
        return
    if not dry_run:
        refuse_target(output, inputs := tuple(inputs), force=force)
    if output.suffix.lower() in _NO_TEXT:
        ending, kind = (".txt", "teks") if form == TEXT else (f".{form}", form)
        raise Misuse(f"{output.as_posix()}: yang ditulis {kind}, jadi nama berkasnya harus berakhiran {ending}")
    if not dry_run:
        content = stream.plain(lines()) if form == TEXT else forms[form]()
        write_file(output, ((_BOM if form == CSV else "") + content).encode(), inputs, force=force)
    stream.wrote(output.as_posix(), dry_run=dry_run, quiet=quiet)
