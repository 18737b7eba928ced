"""ilp init: a new plan folder with a commented roadmap.yaml and a blank roster, from nothing, a list or last year."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.start import screen
from ilp_cli.capabilities.start import verb as start_verb
from ilp_cli.core.outcome import Misuse
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
    kabupaten: Annotated[
        str | None, typer.Option("--kabupaten", metavar="NAMA", help="Nama kabupaten atau kota.")
    ] = None,
    jenis: Annotated[
        Jenis | None, typer.Option("--jenis", metavar="JENIS", case_sensitive=False, help="kabupaten atau kota.")
    ] = None,
    kode: Annotated[
        str | None, typer.Option("--kode", metavar="KODE", help="Kode Kemendagri kabupaten, seperti 76.05.")
    ] = None,
    listed: Annotated[
        Path | None,
        typer.Option("--daftar", metavar="BERKAS", help="Daftar kementerian: puskesmasnya ditulis ke register."),
    ] = None,
    old: Annotated[
        Path | None,
        typer.Option("--dari", metavar="FOLDER", help="Rencana lama yang diteruskan, tanpa rosternya."),
    ] = None,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Buat folder rencana: roadmap.yaml berpenjelasan, roster kosong, dan skema untuk penyunting teks.

    \b
    Contoh:
      ilp init rencana-luwu --kabupaten Luwu
      ilp init rencana-luwu --kabupaten Luwu --daftar daftar-kemenkes.csv
      ilp init rencana-2027 --dari rencana-2026
    """  # noqa: D301
    tables = context.obj()
    if old is not None:
        _refuse_beside(kabupaten, jenis, kode, listed)
        carried = start_verb.init_next(folder, old, force=force, dry_run=dry_run, tables=tables)
        stream.wrote(_named(carried.files), dry_run=dry_run, quiet=quiet)
        for words in carried.left:
            stream.notice(f"{words[:1].upper()}{words[1:]}.", quiet=quiet)
        first = f"1. Isi tahap {carried.tahun} di {carried.files[0].as_posix()}; yang lain sama dengan rencana lama."
        stream.notice(first, quiet=quiet)
        stream.notice(f"2. Perbarui roster: {carried.pendataan}", quiet=quiet)
        stream.notice(f"3. Periksa: {command('check', folder)}", quiet=quiet)
        return
    if kabupaten is None:
        raise Misuse("sebut --kabupaten NAMA, atau --dari FOLDER untuk meneruskan rencana lama")
    kind = (jenis or Jenis.KABUPATEN).value
    if listed is None:
        files = start_verb.init(folder, kabupaten, jenis=kind, kode=kode, force=force, dry_run=dry_run, tables=tables)
    else:
        begun = start_verb.init_listed(
            folder, kabupaten, listed, jenis=kind, kode=kode, force=force, dry_run=dry_run, tables=tables
        )
        files = begun.files
        stream.say(screen.register_lines(begun.register))
    stream.wrote(_named(files), dry_run=dry_run, quiet=quiet)
    if listed is None:
        stream.notice(f"1. Isi {files[0].as_posix()}; setiap kunci dijelaskan di dalamnya.", quiet=quiet)
    else:
        words = "periksa puskesmasnya, lalu isi kunci lainnya"
        stream.notice(f"1. Buka {files[0].as_posix()}; {words}.", quiet=quiet)
    again = command("template", folder, "-o", files[1], "--force")
    stream.notice(f"2. Buat ulang roster dengan nama-namanya: {again}", quiet=quiet)
    stream.notice(f"3. Periksa: {command('check', folder)}", quiet=quiet)


def _named(files: Sequence[Path]) -> str:
    return ", ".join(file.as_posix() for file in files)


def _refuse_beside(kabupaten: str | None, jenis: Jenis | None, kode: str | None, listed: Path | None) -> None:
    """Raise Misuse where an option says what the older plan says itself."""
    beside = {"--kabupaten": kabupaten, "--jenis": jenis, "--kode": kode, "--daftar": listed}
    for option, value in beside.items():
        if value is not None:
            raise Misuse(f"{option} tidak dipakai bersama --dari: rencana lama sudah menyebutnya; hapus salah satunya")
