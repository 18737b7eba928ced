"""ilp anonim: a copy of a roster that may be shared, with invented people and the same findings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.anonim import verb as anonim_verb
from ilp_cli.capabilities.anonim.model.pseudonym import SHORTEST
from ilp_cli.core.words import daftar
from ilp_cli.files.writing import named
from ilp_cli.screen import stream
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.options import Debug, DryRun, Force, Quiet

app = command_app()


@app.command(cls=IndonesianCommand)
def anonim(
    context: typer.Context,
    source: Annotated[
        Path,
        typer.Argument(metavar="BERKAS", help="Roster: workbook, halaman HTML, csv, yaml, atau folder berisi itu."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="BERKAS", help="Salinan yang ditulis; folder bila BERKAS folder.")
    ],
    kunci: Annotated[
        str,
        typer.Option(
            "--kunci",
            metavar="TEKS",
            envvar="ILP_KUNCI",
            show_envvar=False,
            help=f"Rahasia yang menentukan nama samaran, sedikitnya {SHORTEST} tanda; kunci yang sama memberi nama "
            "yang sama di berkas lain dan tahun depan.  [bawaan: acak, dicetak sekali]",
        ),
    ] = "",
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Salin roster untuk dibagikan: nama, NIP dan NIK diganti samaran, temuan dan letaknya tetap.

    \b
    Contoh:
      ilp anonim examples/luwu/roster.xlsx -o roster-samaran.xlsx
      ilp anonim roster-puskesmas -o samaran
      ilp anonim petugas.csv -o samaran/petugas.csv --kunci "kunci yang tahun lalu dicetak"
    """  # noqa: D301
    result = anonim_verb.anonim(source, output, kunci=kunci, force=force, dry_run=dry_run, tables=context.obj())
    counts = ", ".join(f"{name} {rows} baris" for name, rows in result.rows if rows)
    stream.wrote(f"{named(output)} ({counts})", dry_run=dry_run, quiet=quiet)
    if result.emptied:
        stream.notice(f"Isinya dihapus: kolom {daftar(result.emptied)}", quiet=quiet)
    if result.left:
        stream.notice(f"Tidak disalin: lembar {daftar(result.left)}", quiet=quiet)
    if result.beside:
        stream.notice(f"Tidak disalin, karena tidak dibaca sebagai roster: {daftar(result.beside)}", quiet=quiet)
    if result.kunci:
        stream.notice(f"Kunci acak, dicetak sekali ini saja: {result.kunci}", quiet=quiet)
        stream.notice(
            "Simpan kunci itu, tidak bersama salinannya: dengan --kunci yang sama orang yang sama mendapat nama yang "
            "sama (berkas lain, tahun depan); siapa yang memegangnya dapat menebak orangnya.",
            quiet=quiet,
        )
