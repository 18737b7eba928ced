"""ilp plan areas: the blocks of each posyandu among its kader, fair, connected and with few changes of hands."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.areas import screen
from ilp_cli.capabilities.areas.model.division import AREAS_TABLES
from ilp_cli.capabilities.areas.verb import plan_areas, write_areas, write_map
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.district.menurut import AsProposed, Jenis
from ilp_cli.files.writing import named, to_stdout
from ilp_cli.planning.patience import limit, listening
from ilp_cli.reading.usable import unread
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside, deliver, pemisah_or, resting, table_or
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
    tabel_option,
)

app = command_app()


class Tabel(StrEnum):
    """Which table of a division a csv holds."""

    BLOK = "blok"
    POSYANDU = "posyandu"


@app.command(cls=IndonesianCommand)
def areas(
    context: typer.Context,
    path: PathArgument,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="BERKAS", help="Pembagian yang ditulis: wilayah.yaml, atau .xlsx untuk ditempel."
        ),
    ] = None,
    peta: Annotated[
        Path | None, typer.Option("--peta", metavar="BERKAS", help="Peta wilayah yang ditulis, misalnya peta.svg.")
    ] = None,
    dengan: Annotated[list[Path] | None, dengan_option("usulan atau wilayah.yaml")] = None,
    roster: RosterOption = None,
    puskesmas: Annotated[
        list[str] | None,
        typer.Option("--puskesmas", metavar="NAMA", help="Hanya posyandu puskesmas ini; boleh diulang."),
    ] = None,
    posyandu: Annotated[
        list[str] | None, typer.Option("--posyandu", metavar="NAMA", help="Hanya posyandu ini; boleh diulang.")
    ] = None,
    batas_waktu: BatasWaktu = 0,
    pada: Pada = None,
    kertas: OnF4 = Kertas.F4,
    format_: Annotated[TextJsonOrCsv, format_option(TextJsonOrCsv)] = TextJsonOrCsv.TEXT,
    tabel: Annotated[Tabel | None, tabel_option(Tabel)] = None,
    pemisah: Pemisah = None,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Bagi blok tiap posyandu di antara kadernya: serata mungkin, bersambung, dan sesedikit mungkin yang berganti.

    \b
    Contoh:
      ilp plan areas examples/luwu -o wilayah.yaml
      ilp plan areas . --posyandu Melati -o tempel.xlsx --peta peta.svg
    """  # noqa: D301
    table, mark = table_or(tabel, format_, Tabel.BLOK), pemisah_or(pemisah, format_)
    if to_stdout(output) and format_ is not TextJsonOrCsv.TEXT:
        raise Misuse("pembagian dan hasil lain tidak dapat bersama-sama ke keluaran standar; sebut nama berkasnya")
    as_proposed: AsProposed = context.meta[AS_PROPOSED]
    source = as_proposed(path, roster, dengan or (), pada=pada, tahun=(), jenis=(Jenis.USULAN, Jenis.WILAYAH))
    until = limit(batas_waktu)
    with listening(until, lambda: stream.stopping(quiet=quiet)):
        plan = plan_areas(
            source, roster=roster, pada=pada, puskesmas=puskesmas or (), posyandu=posyandu or (), until=until
        )  # fmt: skip
    for words in unread(plan.district):
        stream.notice(f"ilp: {words}", quiet=quiet)
    if output is not None and peta is not None:
        write_map(plan, path, peta, force=force, dry_run=True)  # what is refused is refused before anything is written
    if output is not None:
        write_areas(plan, path, output, kertas=kertas.value, force=force, dry_run=dry_run)
    if peta is not None:
        for words in write_map(plan, path, peta, force=force, dry_run=dry_run):
            stream.notice(f"ilp: {words}", quiet=quiet)
    if format_ is not TextJsonOrCsv.TEXT or not quiet:
        deliver(
            format_,
            lambda: resting(screen.plan_lines(plan), plan.district.menurut),
            {
                TextJsonOrCsv.JSON: lambda: to_json(plan.document()),
                TextJsonOrCsv.CSV: lambda: table_csv(AREAS_TABLES[table], plan.table(table), mark),
            },
            stream_=beside(output),
        )
    for written in filter(None, (output, peta)):
        stream.wrote(named(written), dry_run=dry_run, quiet=quiet)
    raise typer.Exit(ExitStatus.INTERRUPTED if until.stopped else plan.exit_status())
