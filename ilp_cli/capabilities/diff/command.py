"""ilp diff: two plans, two archives, or one plan on two days."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.diff import verb
from ilp_cli.capabilities.diff.model.compare import COLUMNS
from ilp_cli.capabilities.diff.screen import diff_lines
from ilp_cli.district.district import District
from ilp_cli.district.menurut import AsProposed
from ilp_cli.files.writing import named
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside, deliver, pemisah_or
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
    Pemisah,
    Quiet,
    TextJsonOrCsv,
    format_option,
    parse_day,
)

app = command_app()


@app.command(cls=IndonesianCommand)
def diff(
    context: typer.Context,
    lama: Annotated[Path, typer.Argument(metavar="LAMA", help="Folder rencana, roadmap.yaml-nya, atau arsip.")],
    baru: Annotated[
        Path | None,
        typer.Argument(metavar="BARU", show_default=False, help="Pembandingnya; tanpa ini: LAMA pada dua hari."),
    ] = None,
    pada: Annotated[
        list[date] | None,
        typer.Option(
            "--pada",
            metavar="TANGGAL",
            parser=parse_day,
            envvar="ILP_PADA",
            show_envvar=False,
            help="Hari yang dilihat; dua kali: hari LAMA, lalu hari BARU.  [bawaan: hari ini]",
        ),
    ] = None,
    dengan: Dengan = None,
    format_: Annotated[TextJsonOrCsv, format_option(TextJsonOrCsv)] = TextJsonOrCsv.TEXT,
    pemisah: Pemisah = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="BERKAS", help="Workbook .xlsx, atau berkas untuk bentuk lain."),
    ] = None,
    kertas: OnF4 = Kertas.F4,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Bandingkan dua rencana, arsip dengan rencana, atau satu rencana pada dua hari.

    Disebut apa yang datang, pergi dan berubah: tahap dan SK, lokus, register, orang, standar; lalu akibatnya pada
    cakupan dan kekurangan. Baris yang pindah letak dan tempat yang berganti nama (alias, kode) bukan perbedaan. Status
    keluar 1 bila ada perbedaan, 0 bila sama.

    Dengan --dengan: BARU seperti jadinya bila usulan itu dijalankan; tanpa BARU, LAMA dibandingkan dengan jadinya.

    \b
    Contoh:
      ilp diff rencana-2024 rencana-2025
      ilp diff arsip/2024.yaml .
      ilp diff . --dengan usulan.yaml
      ilp diff . --pada 2024-12-31 --pada 2025-12-31 -o perbedaan.xlsx
    """  # noqa: D301
    mark = pemisah_or(pemisah, format_)
    as_proposed: AsProposed = context.meta[AS_PROPOSED]
    newer: District | Path | None = baru
    if dengan:
        newer = as_proposed(verb.plan_only(baru or lama), None, dengan, pada=pada[-1] if pada else None, tahun=())
    compared = verb.diff(lama, newer, pada=pada or ())
    for words in compared.warnings:
        stream.notice(f"ilp: {words}", quiet=quiet)
    perbedaan = compared.perbedaan
    if output is not None and output.suffix.lower() == ".xlsx":
        verb.write_diff(compared, output, kertas=kertas.value, force=force, dry_run=dry_run)
        if not quiet:
            stream.say(diff_lines(perbedaan), stream=beside(output))
        stream.wrote(named(output), dry_run=dry_run, quiet=quiet)
    else:
        deliver(
            format_,
            lambda: diff_lines(perbedaan),
            {
                TextJsonOrCsv.JSON: lambda: to_json(perbedaan.document()),
                TextJsonOrCsv.CSV: lambda: table_csv(COLUMNS, perbedaan.rows(), mark),
            },
            output=output, inputs=compared.inputs, force=force, dry_run=dry_run, quiet=quiet,
        )  # fmt: skip
    raise typer.Exit(compared.exit_status())
