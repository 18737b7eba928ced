"""ilp match: the register and the roster beside a list from the ministry."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli import api
from ilp_cli.commands.shared import Debug, Force, IndonesianCommand, Pada, PathArgument, Quiet, Roster, command_app
from ilp_cli.console import machine, matching, stream
from ilp_cli.domain.matching import MATCH_TABLES, Match
from ilp_cli.domain.outcome import Misuse

app = command_app()


class Format(StrEnum):
    """How a match is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class Tabel(StrEnum):
    """Which table of the match a csv holds."""

    ROWS = "rows"
    MISSING = "missing"
    COUNTS = "counts"


@app.command(cls=IndonesianCommand)
def match(
    path: PathArgument,
    listed: Annotated[
        Path,
        typer.Argument(metavar="DAFTAR", help="Daftar kementerian: xlsx, xls, ods, csv, HTML, atau teks tempelan."),
    ],
    roster: Roster = None,
    pada: Pada = None,
    format_: Annotated[
        Format,
        typer.Option(
            "--format", metavar="BENTUK", envvar="ILP_FORMAT", show_envvar=False, help=f"{', '.join(Format)}."
        ),
    ] = Format.TEXT,
    tabel: Annotated[
        Tabel | None,
        typer.Option("--tabel", metavar="TABEL", help=f"Tabel untuk csv: {', '.join(Tabel)}.  [bawaan: rows]"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="BERKAS", help="Tulis ke berkas, bukan ke layar.")
    ] = None,
    everything: Annotated[bool, typer.Option("-v", "--semua", help="Tampilkan juga yang sama.")] = False,
    force: Force = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Bandingkan puskesmas, pustu, posyandu dan jumlah tenaga dengan daftar kementerian (Kemenkes, SISDMK, DREAMS).

    Yang dicocokkan: kode 7 angka, lalu nama atau alias persis seperti terdaftar; yang mirip hanya diusulkan.

    \b
    Contoh:
      ilp match examples/luwu daftar-kemenkes.csv
      ilp match . dreams.txt --pada 2026-11-21 --semua
    """  # noqa: D301
    if tabel is not None and format_ is not Format.CSV:
        raise Misuse("--tabel hanya untuk --format csv")
    district = api.load(path, roster)
    result = api.match(district, listed, pada=pada)
    if output is not None:
        mark = "\ufeff" if format_ is Format.CSV else ""
        content = _rendered(result, format_, tabel or Tabel.ROWS, everything=everything)
        inputs = (*api.input_files(path, district), listed)
        api.save(output, (mark + content).encode(), inputs=inputs, force=force)
        stream.notice(f"Ditulis: {output.as_posix()}", quiet=quiet)
    elif format_ is Format.TEXT:
        stream.say(matching.match_lines(result, everything=everything))
    else:
        stream.put(_rendered(result, format_, tabel or Tabel.ROWS, everything=everything))
    raise typer.Exit(result.exit_status())


def _rendered(result: Match, format_: Format, tabel: Tabel, *, everything: bool) -> str:
    """The match as text in one of the formats."""
    if format_ is Format.JSON:
        return machine.to_json(result.document())
    if format_ is Format.CSV:
        return machine.table_csv(MATCH_TABLES[tabel.value], result.table(tabel.value))
    return stream.plain(matching.match_lines(result, everything=everything))
