"""ilp plan openings: when every posyandu opens in a year, and who goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.openings.screen import openings_lines
from ilp_cli.capabilities.openings.verb import plan_openings, write_openings
from ilp_cli.capabilities.openings.write import openings_csv
from ilp_cli.district.menurut import AsProposed, Jenis
from ilp_cli.files.writing import to_stdout
from ilp_cli.planning.patience import limit, listening
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside, deliver, own_file, pemisah_or, resting
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
from ilp_cli.screen.options import (
    AS_PROPOSED,
    BatasWaktu,
    Debug,
    DryRun,
    Force,
    Kertas,
    OnF4,
    Pada,
    PathArgument,
    Pemisah,
    Quiet,
    RosterOption,
    TextJsonOrCsv,
    dengan_option,
    format_option,
)

app = command_app()


@app.command(cls=IndonesianCommand)
def openings(
    context: typer.Context,
    path: PathArgument,
    tahun: Annotated[int, typer.Option("--tahun", metavar="TAHUN", help="Tahun hari bukanya: 2025.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="BERKAS", help="bukaan.yaml, workbook .xlsx, kalender .ics, atau folder kalender."
        ),
    ] = None,
    puskesmas: Annotated[
        list[str] | None,
        typer.Option("--puskesmas", metavar="NAMA", help="Hanya posyandu puskesmas ini; boleh diulang."),
    ] = None,
    format_: Annotated[TextJsonOrCsv, format_option(TextJsonOrCsv)] = TextJsonOrCsv.TEXT,
    pemisah: Pemisah = None,
    dengan: Annotated[list[Path] | None, dengan_option("usulan atau bukaan.yaml")] = None,
    roster: RosterOption = None,
    batas_waktu: BatasWaktu = 0,
    pada: Pada = None,
    kertas: OnF4 = Kertas.F4,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Susun hari buka setiap posyandu setahun: irama yang mudah diingat, didampingi nakes, pustu tidak kosong.

    Irama tahun lalu (hari_buka di roadmap.yaml) tetap, kecuali tidak ada harinya di suatu bulan atau tidak ada
    pendampingnya. Yang jatuh pada hari libur digeser ke hari terdekat di bulan yang sama.

    \b
    Contoh:
      ilp plan openings examples/luwu --tahun 2025
      ilp plan openings . --tahun 2025 -o bukaan.yaml
      ilp plan openings . --tahun 2025 --puskesmas Suli -o hari-buka.xlsx
    """  # noqa: D301
    mark = pemisah_or(pemisah, format_)
    as_proposed: AsProposed = context.meta[AS_PROPOSED]
    source = as_proposed(path, roster, dengan or (), pada=pada, tahun=(), jenis=(Jenis.USULAN, Jenis.BUKAAN))
    until = limit(batas_waktu)
    with listening(until, lambda: stream.stopping(quiet=quiet)):
        planned = plan_openings(source, tahun=tahun, roster=roster, puskesmas=puskesmas or (), pada=pada, until=until)

    def lines() -> Iterable[stream.Line]:
        return resting(openings_lines(planned.plan), planned.district.menurut)

    for words in planned.warnings:
        stream.notice(f"ilp: {words}", quiet=quiet)
    forms: dict[str, Callable[[], str]] = {
        TextJsonOrCsv.JSON: lambda: to_json(planned.document()),
        TextJsonOrCsv.CSV: lambda: openings_csv(planned.plan, mark),
    }
    if own_file(output, format_):
        how = {"force": force, "dry_run": dry_run}
        written = write_openings(planned, output, kertas=kertas.value, **how)
        if not quiet:
            stream.say(lines(), stream=beside(output))
        for name in written if not to_stdout(output) else ():
            stream.wrote(name, dry_run=dry_run, quiet=quiet)
    else:
        deliver(
            format_, lines, forms,
            output=output, inputs=planned.inputs, force=force, dry_run=dry_run, quiet=quiet,
        )  # fmt: skip
    raise typer.Exit(planned.exit_status())
