"""ilp services: what belongs at which place by the life cycle, and what each unit says it offers."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.services import screen, verb
from ilp_cli.district.menurut import AsProposed, Jenis
from ilp_cli.reading.load import load
from ilp_cli.reading.usable import input_files, unread
from ilp_cli.screen import stream
from ilp_cli.screen.answer import deliver, pemisah_or, resting, table_or
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import table_csv, to_json
from ilp_cli.screen.options import (
    AS_PROPOSED,
    Debug,
    Force,
    Output,
    Pada,
    PathArgument,
    Pemisah,
    Quiet,
    RosterOption,
    Tahun,
    TextJsonOrCsv,
    dengan_option,
    format_option,
    tabel_option,
)

app = command_app()


class Tabel(StrEnum):
    """Which table a csv holds."""

    UNIT = "unit"
    LAYANAN = "layanan"
    MATRIKS = "matriks"


@app.command(cls=IndonesianCommand)
def services(
    context: typer.Context,
    path: PathArgument,
    tempat: Annotated[
        list[str] | None,
        typer.Option("--tempat", metavar="TEMPAT", help="Matriks tempat ini: puskesmas, pustu, posyandu, atau rumah."),
    ] = None,
    puskesmas: Annotated[
        str | None, typer.Option("--puskesmas", metavar="NAMA", help="Hanya unit puskesmas ini.")
    ] = None,
    dengan: Annotated[list[Path] | None, dengan_option("rollout.yaml")] = None,
    roster: RosterOption = None,
    tahun: Tahun = None,
    pada: Pada = None,
    format_: Annotated[TextJsonOrCsv, format_option(TextJsonOrCsv)] = TextJsonOrCsv.TEXT,
    tabel: Annotated[Tabel | None, tabel_option(Tabel)] = None,
    pemisah: Pemisah = None,
    output: Output = None,
    force: Force = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Layanan menurut siklus hidup: apa yang tempatnya di mana, dan apa yang dinyatakan ada di tiap unit.

    Yang ada ditulis di lembar Layanan roster; yang tidak ditulis belum diketahui. Yang KMK sendiri tidak seragam
    disebut, tidak pernah menjadi temuan.

    \b
    Contoh:
      ilp services examples/luwu --tempat posyandu
      ilp services . --puskesmas Suli
      ilp services . --format csv --tabel layanan -o layanan.csv
    """  # noqa: D301
    table, mark = table_or(tabel, format_, Tabel.UNIT), pemisah_or(pemisah, format_)
    as_proposed: AsProposed = context.meta[AS_PROPOSED]
    source = as_proposed(path, roster, dengan or (), pada=pada, tahun=tahun or (), jenis=(Jenis.ROLLOUT,))
    district = load(source, roster, tables=verb.READ)
    answer = verb.services(district, tempat=tempat or (), puskesmas=puskesmas, pada=pada, tahun=tahun or ())
    for words in unread(district):
        stream.notice(f"ilp: {words}", quiet=quiet)
    deliver(
        format_,
        lambda: resting(screen.services_lines(answer), district.menurut),
        {
            TextJsonOrCsv.JSON: lambda: to_json(answer.document()),
            TextJsonOrCsv.CSV: lambda: table_csv(*answer.table(table), mark),
        },
        output=output,
        inputs=input_files(path, district),
        force=force,
        quiet=quiet,
    )
