"""ilp verify: whether a workbook, a document, a page or an archive is what the inputs give."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.screen.answer import deliver, pemisah_or, table_or
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import table_csv, to_json
from ilp_cli.screen.options import (
    Debug,
    Dengan,
    Force,
    Output,
    Pemisah,
    Quiet,
    RosterOption,
    TextJsonOrCsv,
    format_option,
    parse_day,
    tabel_option,
)
from ilp_cli.verifying import verb
from ilp_cli.verifying.model import TABLES
from ilp_cli.verifying.screen import verified_lines

app = command_app()


class Tabel(StrEnum):
    """Which table a csv holds."""

    SEL = "sel"
    LEMBAR = "lembar"
    MASUKAN = "masukan"


@app.command(cls=IndonesianCommand)
def verify(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="BERKAS",
            help="Workbook `ilp export`, `pws`, `readiness`, `plan training`, Lampirannya saja, "
            "naskah `ilp decree`, halaman `ilp report`, atau arsip/TAHUN.yaml.",
        ),
    ],
    plan: Annotated[
        Path | None,
        typer.Option("--plan", metavar="PATH", help="Folder rencananya.  [bawaan: folder berkas itu, atau di atasnya]"),
    ] = None,
    roster: RosterOption = None,
    dengan: Dengan = None,
    pada: Annotated[
        date | None,
        typer.Option(
            "--pada",
            metavar="TANGGAL",
            parser=parse_day,
            help="Hari Lampiran yang dicetak tanpa lembar Asal.  [bawaan: hari ini]",
        ),
    ] = None,
    format_: Annotated[TextJsonOrCsv, format_option(TextJsonOrCsv)] = TextJsonOrCsv.TEXT,
    tabel: Annotated[Tabel | None, tabel_option(Tabel)] = None,
    pemisah: Pemisah = None,
    output: Output = None,
    force: Force = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Apakah berkas ini persis yang diberikan masukannya: sama, disunting, atau masukannya yang berubah.

    Lembar Asal menyebut masukan, opsi, hari dan sidik tiap lembar; rencananya diturunkan lagi dengan itu dan
    dibandingkan sel demi sel. Disimpan ulang oleh Excel atau LibreOffice tetap sama; hiasan tidak dibandingkan.
    Naskah Word menyebut asalnya di propertinya, dan dibandingkan paragraf demi paragraf dan sel demi sel; halaman
    laporan di kepalanya, dan dibandingkan angka demi angka. Status keluar 0 bila sama, 1 bila berbeda, 3 bila bukan
    berkas `ilp` atau masukannya tidak ada.

    \b
    Contoh:
      ilp verify rencana.xlsx
      ilp verify kiriman/rencana.xlsx --plan .
      ilp verify sk.docx
      ilp verify laporan.html
      ilp verify arsip/2024.yaml
    """  # noqa: D301
    table, mark = table_or(tabel, format_, Tabel.SEL), pemisah_or(pemisah, format_)
    verified = verb.verify(file, plan, roster=roster, dengan=dengan or (), pada=pada)
    deliver(
        format_,
        lambda: verified_lines(verified),
        {
            TextJsonOrCsv.JSON: lambda: to_json(verified.document()),
            TextJsonOrCsv.CSV: lambda: table_csv(tuple(TABLES[table]), verified.rows(table), mark),
        },
        output=output,
        inputs=verified.inputs,
        force=force,
        quiet=quiet,
    )
    raise typer.Exit(verified.exit_status())
