"""ilp readiness: each lokus beside the criteria of ILP, and what nobody has told yet."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ilp_cli.capabilities.readiness import verb
from ilp_cli.capabilities.readiness.model.answer import READINESS_TABLES
from ilp_cli.capabilities.readiness.screen import readiness_lines
from ilp_cli.district.menurut import AsProposed
from ilp_cli.files.writing import to_stdout
from ilp_cli.screen import stream
from ilp_cli.screen.answer import deliver, pemisah_or, table_or
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import table_csv, to_json
from ilp_cli.screen.options import (
    AS_PROPOSED,
    Debug,
    Dengan,
    DryRun,
    Force,
    Kertas,
    OnF4,
    Output,
    Pada,
    PathArgument,
    Pemisah,
    Quiet,
    RosterOption,
    Tahun,
    TextJsonOrCsv,
    format_option,
    tabel_option,
)

app = command_app()


class Tabel(StrEnum):
    """Which table a csv holds."""

    UNIT = "unit"
    KRITERIA = "kriteria"
    ISIAN = "isian"
    INDIKATOR = "indikator"


@app.command(cls=IndonesianCommand)
def readiness(
    context: typer.Context,
    path: PathArgument,
    roster: RosterOption = None,
    dengan: Dengan = None,
    tahun: Tahun = None,
    pada: Pada = None,
    puskesmas: Annotated[
        list[str] | None,
        typer.Option("--puskesmas", metavar="NAMA", help="Hanya tempat puskesmas ini; boleh diulang."),
    ] = None,
    semua: Annotated[
        bool, typer.Option("--semua", help="Semua puskesmas, pustu dan posyandu di register, lokus atau bukan.")
    ] = False,
    format_: Annotated[TextJsonOrCsv, format_option(TextJsonOrCsv)] = TextJsonOrCsv.TEXT,
    tabel: Annotated[Tabel | None, tabel_option(Tabel)] = None,
    pemisah: Pemisah = None,
    output: Output = None,
    kertas: OnF4 = Kertas.F4,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Kesiapan setiap lokus terhadap kriteria ILP: memenuhi, tidak memenuhi, atau belum diketahui, dan siapa yang tahu.

    Yang dapat dihitung dari roster dan lembar lain dihitung; selebihnya dari lembar Kesiapan. Yang tidak diceritakan
    siapa pun belum diketahui, dan tempatnya tidak pernah disebut siap.

    \b
    Contoh:
      ilp readiness examples/luwu --tahun 2024
      ilp readiness . --puskesmas Suli
      ilp readiness . --semua -o kesiapan.xlsx
      ilp readiness . --format csv --tabel isian -o kesiapan.csv
    """  # noqa: D301
    table, mark = table_or(tabel, format_, Tabel.UNIT), pemisah_or(pemisah, format_)
    as_proposed: AsProposed = context.meta[AS_PROPOSED]
    source = as_proposed(path, roster, dengan or (), pada=pada, tahun=tahun or ())
    answer = verb.readiness(source, roster=roster, pada=pada, tahun=tahun or (), puskesmas=puskesmas or (), semua=semua)
    for words in answer.warnings:
        stream.notice(f"ilp: {words}", quiet=quiet)
    workbook = output is not None and not to_stdout(output) and output.suffix.lower() == ".xlsx"
    if output is not None and workbook and format_ is TextJsonOrCsv.TEXT:
        name = verb.write_readiness(answer, output, kertas=kertas.value, force=force, dry_run=dry_run)
        stream.wrote(name, dry_run=dry_run, quiet=quiet)
        return
    deliver(
        format_,
        lambda: readiness_lines(answer),
        {
            TextJsonOrCsv.JSON: lambda: to_json(answer.document()),
            TextJsonOrCsv.CSV: lambda: table_csv(READINESS_TABLES[table], answer.rows(table), mark),
        },
        output=output,
        inputs=answer.inputs,
        force=force,
        dry_run=dry_run,
        quiet=quiet,
    )
