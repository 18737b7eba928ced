"""ilp plan rollout: which puskesmas becomes a lokus in which coming year, with what is proven of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.rollout.screen import rollout_lines
from ilp_cli.capabilities.rollout.verb import ROLLOUT_LIMIT, plan_rollout, write_rollout
from ilp_cli.capabilities.rollout.write import rollout_csv
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
def rollout(
    context: typer.Context,
    path: PathArgument,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="BERKAS", help="rollout.yaml, atau workbook .xlsx untuk dibahas."),
    ] = None,
    format_: Annotated[TextJsonOrCsv, format_option(TextJsonOrCsv)] = TextJsonOrCsv.TEXT,
    pemisah: Pemisah = None,
    tanpa_coba: Annotated[bool, typer.Option("--tanpa-coba", help="Tanpa tabel “bila ditambah”; lebih cepat.")] = False,
    dengan: Annotated[list[Path] | None, dengan_option("usulan.yaml")] = None,
    roster: RosterOption = None,
    pada: Pada = None,
    kertas: OnF4 = Kertas.F4,
    batas_waktu: BatasWaktu = ROLLOUT_LIMIT,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Urutkan puskesmas ke tahun-tahun berikut: sasaran, kecamatan, lalu jiwa terlayani, dalam batas setiap tahun.

    Kebutuhan tiap puskesmas dan batas tiap tahun (tempat latihan, anggaran, rekrut, pindah) ditulis di bawah rollout:
    di roadmap.yaml. Yang sudah ditetapkan dengan SK tidak dipindah.

    \b
    Contoh:
      ilp plan rollout examples/tolitoli
      ilp plan rollout . -o rollout.yaml
      ilp plan rollout . -o rollout.xlsx
    """  # noqa: D301
    mark = pemisah_or(pemisah, format_)
    as_proposed: AsProposed = context.meta[AS_PROPOSED]
    source = as_proposed(path, roster, dengan or (), pada=pada, tahun=(), jenis=(Jenis.USULAN,))
    until = limit(batas_waktu)
    with listening(until, lambda: stream.stopping(quiet=quiet)):
        planned = plan_rollout(source, roster=roster, pada=pada, coba=not tanpa_coba, until=until)

    def lines() -> Iterable[stream.Line]:
        return resting(rollout_lines(planned.plan), planned.district.menurut)

    for words in planned.warnings:
        stream.notice(f"ilp: {words}", quiet=quiet)
    forms: dict[str, Callable[[], str]] = {
        TextJsonOrCsv.JSON: lambda: to_json(planned.document()),
        TextJsonOrCsv.CSV: lambda: rollout_csv(planned.plan, mark),
    }
    if own_file(output, format_):
        written = write_rollout(planned, output, kertas=kertas.value, force=force, dry_run=dry_run)
        if not quiet:
            stream.say(lines(), stream=beside(output))
        if not to_stdout(output):
            stream.wrote(written, dry_run=dry_run, quiet=quiet)
    else:
        deliver(
            format_, lines, forms,
            output=output, inputs=planned.inputs, force=force, dry_run=dry_run, quiet=quiet,
        )  # fmt: skip
    raise typer.Exit(planned.exit_status())
