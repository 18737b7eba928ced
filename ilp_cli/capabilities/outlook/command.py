"""ilp outlook: when pustu lokus fall below their minimums, because of whom, and for how long."""

from __future__ import annotations

from typing import Annotated

import typer

from ilp_cli.capabilities.outlook import screen, verb
from ilp_cli.district.menurut import AsProposed
from ilp_cli.reading.load import load
from ilp_cli.reading.usable import input_files, unread
from ilp_cli.screen import stream
from ilp_cli.screen.answer import deliver, pemisah_or
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
from ilp_cli.screen.options import (
    AS_PROPOSED,
    Debug,
    Dengan,
    Force,
    Output,
    Pada,
    PathArgument,
    Pemisah,
    Quiet,
    RosterOption,
    Tahun,
    TanggalPensiun,
    TextJsonOrCsv,
    format_option,
)

app = command_app()


@app.command(cls=IndonesianCommand)
def outlook(
    context: typer.Context,
    path: PathArgument,
    sampai: Annotated[
        int | None,
        typer.Option("--sampai", metavar="TAHUN", help="Sampai akhir tahun ini.  [bawaan: tiga tahun lagi]"),
    ] = None,
    tanggal_pensiun: TanggalPensiun = False,
    roster: RosterOption = None,
    tahun: Tahun = None,
    pada: Pada = None,
    format_: Annotated[TextJsonOrCsv, format_option(TextJsonOrCsv)] = TextJsonOrCsv.TEXT,
    pemisah: Pemisah = None,
    output: Output = None,
    force: Force = False,
    quiet: Quiet = False,
    dengan: Dengan = None,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Prakirakan setiap pustu lokus: kapan ia kekurangan tenaga karena pensiun, kontrak, penempatan, atau SIP habis.

    Orang yang pensiun disebut tahunnya saja, di layar, JSON dan csv; harinya menyiratkan bulan lahir, dan ditulis hanya
    dengan --tanggal-pensiun.

    \b
    Contoh:
      ilp outlook examples/luwu --sampai 2028
      ilp outlook . --sampai 2030 --format csv -o prakiraan.csv
    """  # noqa: D301
    mark = pemisah_or(pemisah, format_)
    as_proposed: AsProposed = context.meta[AS_PROPOSED]
    district = load(as_proposed(path, roster, dengan or (), pada=pada, tahun=tahun or ()), roster)
    outlook = verb.outlook(district, sampai=sampai, pada=pada, tahun=tahun or (), tanggal_pensiun=tanggal_pensiun)
    for words in unread(district):
        stream.notice(f"ilp: {words}", quiet=quiet)
    deliver(
        format_,
        lambda: screen.outlook_lines(outlook),
        {
            TextJsonOrCsv.JSON: lambda: to_json(outlook.document()),
            TextJsonOrCsv.CSV: lambda: screen.outlook_csv(outlook, mark),
        },
        output=output,
        inputs=(*input_files(path, district), *(dengan or ())),
        force=force,
        quiet=quiet,
    )
