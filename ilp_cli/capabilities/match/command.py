"""ilp match: the register and the roster beside a list from the ministry."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.match import screen
from ilp_cli.capabilities.match import verb as match_verb
from ilp_cli.capabilities.match.model.match import MATCH_TABLES
from ilp_cli.reading.load import load
from ilp_cli.reading.usable import input_files
from ilp_cli.screen.answer import deliver, pemisah_or, table_or
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import table_csv, to_json
from ilp_cli.screen.options import (
    Debug,
    Force,
    Output,
    Pada,
    PathArgument,
    Pemisah,
    Quiet,
    RosterOption,
    TextJsonOrCsv,
    format_option,
    tabel_option,
)

app = command_app()


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
    roster: RosterOption = None,
    pada: Pada = None,
    format_: Annotated[TextJsonOrCsv, format_option(TextJsonOrCsv)] = TextJsonOrCsv.TEXT,
    tabel: Annotated[Tabel | None, tabel_option(Tabel)] = None,
    pemisah: Pemisah = None,
    output: Output = None,
    everything: Annotated[bool, typer.Option("--semua", help="Tampilkan juga yang sama.")] = False,
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
    table, mark = table_or(tabel, format_, Tabel.ROWS), pemisah_or(pemisah, format_)
    district = load(path, roster)
    result = match_verb.match(district, listed, pada=pada)
    deliver(
        format_,
        lambda: screen.match_lines(result, everything=everything),
        {
            TextJsonOrCsv.JSON: lambda: to_json(result.document()),
            TextJsonOrCsv.CSV: lambda: table_csv(MATCH_TABLES[table], result.table(table), mark),
        },
        output=output,
        inputs=(*input_files(path, district), listed),
        force=force,
        quiet=quiet,
    )
    raise typer.Exit(result.exit_status())
