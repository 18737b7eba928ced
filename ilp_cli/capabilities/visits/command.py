"""ilp plan visits: whom each kader visits on which day of a month, and who is not reached."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.visits.model.document import VISITS_TABLES
from ilp_cli.capabilities.visits.screen import visit_lines
from ilp_cli.capabilities.visits.verb.output import write_visits
from ilp_cli.capabilities.visits.verb.plan import plan_visits
from ilp_cli.district.menurut import AsProposed
from ilp_cli.files.writing import named, to_stdout
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside, deliver, misnamed, pemisah_or, resting
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
    Pada,
    PathArgument,
    Pemisah,
    Quiet,
    RosterOption,
    format_option,
    parse_month,
)

app = command_app()

_SHOWN = 30


class Format(StrEnum):
    """How the visits of a month are written."""

    HTML = "html"
    XLSX = "xlsx"
    ICS = "ics"
    CSV = "csv"
    JSON = "json"


_BY_NAME = {"": Format.XLSX, ".xlsx": Format.XLSX, ".ics": Format.ICS}
"""What is wanted where the output is named and the format is not: a folder is one of workbooks."""


@app.command(cls=IndonesianCommand)
def visits(
    context: typer.Context,
    path: PathArgument,
    bulan: Annotated[date, typer.Option("--bulan", metavar="BULAN", parser=parse_month, help="Bulannya: 2025-03.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="BERKAS",
            help="Berkas .html, atau folder untuk workbook dan kalender.  [bawaan: kunjungan.html]",
        ),
    ] = None,
    format_: Annotated[
        Format,
        format_option(Format, "html (untuk dicetak), xlsx (untuk diisi), ics (kalender telepon), csv, json."),
    ] = Format.HTML,
    pemisah: Pemisah = None,
    posyandu: Annotated[
        list[str] | None, typer.Option("--posyandu", metavar="NAMA", help="Hanya posyandu ini; boleh diulang.")
    ] = None,
    jadwal: Annotated[
        Path | None,
        typer.Option("--jadwal", metavar="BERKAS", help="Jadwal tugas pustu; hari tugas kader dikosongkan."),
    ] = None,
    dengan: Dengan = None,
    roster: RosterOption = None,
    pada: Pada = None,
    kertas: OnF4 = Kertas.F4,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Susun kunjungan rumah sebulan: siapa didahulukan, hari apa, oleh kader mana, dan siapa yang tidak terjangkau.

    \b
    Contoh:
      ilp plan visits . --bulan 2025-03 -o kunjungan.html
      ilp plan visits . --bulan 2025-03 -o kunjungan-maret
    """  # noqa: D301
    mark = pemisah_or(pemisah, format_)
    if format_ in (Format.CSV, Format.JSON) and output is not None and output.suffix.lower() in (".xlsx", ".html"):
        raise misnamed(context, output, format_, f"sebut nama .{format_} atau --format")
    if format_ is Format.HTML and output is not None and not to_stdout(output):
        format_ = _BY_NAME.get(output.suffix.lower(), format_)
    as_proposed: AsProposed = context.meta[AS_PROPOSED]
    source = as_proposed(path, roster, dengan or (), pada=pada, tahun=())
    planned = plan_visits(
        source, (bulan.year, bulan.month), roster=roster, posyandu=posyandu or (), jadwal=jadwal, pada=pada
    )
    for words in planned.warnings:
        stream.notice(f"ilp: {words}", quiet=quiet)
    if format_ in (Format.CSV, Format.JSON):
        deliver(
            format_,
            tuple,
            {
                Format.JSON: lambda: to_json(planned.document()),
                Format.CSV: lambda: table_csv(VISITS_TABLES["kunjungan"], planned.rows(), mark),
            },
            output=output,
            inputs=planned.inputs,
            force=force,
            dry_run=dry_run,
            quiet=quiet,
        )
        raise typer.Exit(planned.exit_status())
    target = output or Path("kunjungan.html" if format_ is Format.HTML else "kunjungan")
    written = write_visits(planned, target, bentuk=format_.value, kertas=kertas.value, force=force, dry_run=dry_run)
    if not quiet:
        told = beside(output)
        kabupaten = planned.district.kabupaten.sebutan
        lines = visit_lines(planned.rencana, kabupaten, planned.periode, planned.summary, planned.notes, planned.units)
        stream.say(resting(lines, planned.district.menurut), stream=told)
        units = {Format.HTML: "kader", Format.XLSX: "workbook", Format.ICS: "kalender"}[format_]
        stream.wrote(f"{named(target)} ({len(written)} {units})", dry_run=dry_run)
        if dry_run:
            stream.say((stream.line(f"  {name}: {number}") for name, number in written[:_SHOWN]), stream=told)
    raise typer.Exit(planned.exit_status())
