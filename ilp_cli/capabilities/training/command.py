"""ilp plan training: who learns which group of skills in which batch, where, and at what cost."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.training.model.words import COLUMNS
from ilp_cli.capabilities.training.screen import training_lines
from ilp_cli.capabilities.training.verb import plan_training, write_training
from ilp_cli.district.menurut import AsProposed, Jenis
from ilp_cli.planning.patience import limit, listening
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside, deliver, own_file, pemisah_or, resting
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import table_csv, to_json
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
def training(
    context: typer.Context,
    path: PathArgument,
    tahun: Annotated[
        list[int] | None, typer.Option("--tahun", metavar="TAHUN", help="Hanya tahun ini; boleh diulang.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="BERKAS", help="Workbook .xlsx: rencana, dan daftar hadir per angkatan."
        ),
    ] = None,
    format_: Annotated[TextJsonOrCsv, format_option(TextJsonOrCsv)] = TextJsonOrCsv.TEXT,
    pemisah: Pemisah = None,
    dengan: Annotated[list[Path] | None, dengan_option("usulan, bukaan atau rollout.yaml")] = None,
    roster: RosterOption = None,
    batas_waktu: BatasWaktu = 0,
    pada: Pada = None,
    kertas: OnF4 = Kertas.F4,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Susun angkatan pelatihan kader dan nakes lokus: paling sedikit angkatan, lalu perjalanan terdekat.

    Ukuran angkatan, hari, tempat, tahun dan biaya satuan ditulis di bawah pelatihan: di roadmap.yaml; yang sudah
    dilatih dan dinilai di lembar Keterampilan. Tidak ada pustu yang ditinggal kurang dari minimumnya.

    \b
    Contoh:
      ilp plan training .
      ilp plan training . --tahun 2027 -o pelatihan.xlsx
    """  # noqa: D301
    mark = pemisah_or(pemisah, format_)
    as_proposed: AsProposed = context.meta[AS_PROPOSED]
    kinds = (Jenis.USULAN, Jenis.BUKAAN, Jenis.ROLLOUT)
    source = as_proposed(path, roster, dengan or (), pada=pada, tahun=(), jenis=kinds)
    until = limit(batas_waktu)
    with listening(until, lambda: stream.stopping(quiet=quiet)):
        planned = plan_training(source, tahun=tahun or (), roster=roster, pada=pada, until=until)

    def lines() -> Iterable[stream.Line]:
        return resting(training_lines(planned.plan), planned.district.menurut)

    for words in planned.warnings:
        stream.notice(f"ilp: {words}", quiet=quiet)
    if own_file(output, format_):
        written = write_training(planned, output, kertas=kertas.value, force=force, dry_run=dry_run)
        if not quiet:
            stream.say(lines(), stream=beside(output))
        stream.wrote(written, dry_run=dry_run, quiet=quiet)
    else:
        deliver(
            format_,
            lines,
            {
                TextJsonOrCsv.JSON: lambda: to_json(planned.document()),
                TextJsonOrCsv.CSV: lambda: table_csv(COLUMNS, planned.rows(), mark),
            },
            output=output,
            inputs=planned.inputs,
            force=force,
            dry_run=dry_run,
            quiet=quiet,
        )
    raise typer.Exit(planned.exit_status())
