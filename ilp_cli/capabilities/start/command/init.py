"""ilp init: a new plan folder with a commented roadmap.yaml and a blank roster."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.start import verb as start_verb
from ilp_cli.core.shell import command
from ilp_cli.screen import stream
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.options import Debug, DryRun, Force, Quiet

app = command_app()


class Jenis(StrEnum):
    """Kind of district."""

    KABUPATEN = "kabupaten"
    KOTA = "kota"


@app.command(cls=IndonesianCommand)
def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder rencana yang dibuat.")],
    kabupaten: Annotated[str, typer.Option("--kabupaten", metavar="NAMA", help="Nama kabupaten atau kota.")],
    jenis: Annotated[
        Jenis, typer.Option("--jenis", metavar="JENIS", case_sensitive=False, help="kabupaten atau kota.")
    ] = Jenis.KABUPATEN,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Buat folder rencana: roadmap.yaml berpenjelasan, roster kosong, dan skema untuk penyunting teks.

    \b
    Contoh:
      ilp init rencana-luwu --kabupaten Luwu
    """  # noqa: D301
    files = start_verb.init(folder, kabupaten, jenis=jenis.value, force=force, dry_run=dry_run, tables=context.obj())
    verb = "Akan ditulis" if dry_run else "Ditulis"
    stream.notice(f"{verb}: {', '.join(file.as_posix() for file in files)}", quiet=quiet)
    stream.notice(f"1. Isi {files[0].as_posix()}; setiap kunci dijelaskan di dalamnya.", quiet=quiet)
    again = command("template", folder, "-o", files[1], "--force")
    stream.notice(f"2. Buat ulang roster dengan nama-namanya: {again}", quiet=quiet)
    stream.notice(f"3. Periksa: {command('check', folder)}", quiet=quiet)
