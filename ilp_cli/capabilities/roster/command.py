"""ilp template: the blank roster of this district, with its drop-downs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.roster import verb as roster_verb
from ilp_cli.files.writing import named
from ilp_cli.screen import stream
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.options import Debug, DryRun, Force, PathArgument, Quiet

app = command_app()


@app.command(cls=IndonesianCommand)
def template(
    context: typer.Context,
    path: PathArgument,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="BERKAS", help="Workbook yang ditulis.")] = Path(
        "isian.xlsx"
    ),
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Buat roster kosong: lembar Petugas dan Kader dengan pilihan puskesmas, pustu, posyandu dan profesi.

    \b
    Contoh:
      ilp template examples/luwu -o isian.xlsx
      ilp check examples/luwu --roster isian.xlsx
    """  # noqa: D301
    sheets = roster_verb.template(path, output, force=force, dry_run=dry_run, tables=context.obj())
    verb = "Akan ditulis" if dry_run else "Ditulis"
    stream.notice(f"{verb}: {named(output)} ({', '.join(sheets)})", quiet=quiet)
