"""ilp init: a new plan folder with a commented roadmap.yaml and a blank roster."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli import api
from ilp_cli.commands.shared import Debug, DryRun, Force, IndonesianCommand, Quiet, command_app
from ilp_cli.console import stream

app = command_app()


class Jenis(StrEnum):
    """Kind of district."""

    KABUPATEN = "kabupaten"
    KOTA = "kota"


@app.command(cls=IndonesianCommand)
def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder rencana yang dibuat.")],
    kabupaten: Annotated[str, typer.Option("--kabupaten", metavar="NAMA", help="Nama kabupaten atau kota.")],
    jenis: Annotated[Jenis, typer.Option("--jenis", metavar="JENIS", help="kabupaten atau kota.")] = Jenis.KABUPATEN,
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
    files = api.init(folder, kabupaten, jenis=jenis.value, force=force, dry_run=dry_run)
    verb = "Akan ditulis" if dry_run else "Ditulis"
    stream.notice(f"{verb}: {', '.join(file.as_posix() for file in files)}", quiet=quiet)
    stream.notice(f"Selanjutnya: isi {files[0].as_posix()}, lalu ilp check {folder.as_posix()}", quiet=quiet)
