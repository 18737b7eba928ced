"""ilp import: files as they are become our own roster, with every decision on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.intake import screen
from ilp_cli.capabilities.intake.verb import import_roster, import_visits
from ilp_cli.core.outcome import Misuse
from ilp_cli.files.writing import to_stdout
from ilp_cli.screen.answer import beside, deliver
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
from ilp_cli.screen.options import (
    Debug,
    DryRun,
    Force,
    Pada,
    Quiet,
    RosterOption,
    TextOrJson,
    format_option,
)

app = command_app()


@app.command(cls=IndonesianCommand)
def import_(
    context: typer.Context,
    sources: Annotated[
        list[Path], typer.Argument(metavar="SUMBER...", help="Berkas atau folder: xlsx, xls, ods, csv, yaml, HTML.")
    ],
    folder: Annotated[
        Path | None,
        typer.Option("--ke", metavar="FOLDER", help="Folder rencana; nama unit dicocokkan dengan roadmap-nya."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="BERKAS", help="Workbook yang ditulis.  [bawaan: roster.xlsx di FOLDER]"
        ),
    ] = None,
    pencocokan: Annotated[
        Path | None,
        typer.Option(
            "--pencocokan",
            metavar="BERKAS",
            help="Workbook dengan lembar Pencocokan yang sudah diisi.  [bawaan: keluaran yang lama]",
        ),
    ] = None,
    puskesmas: Annotated[
        str | None,
        typer.Option("--puskesmas", metavar="NAMA", help="Puskesmas bagi tabel yang tidak menyebutnya sendiri."),
    ] = None,
    kunjungan: Annotated[
        list[Path] | None,
        typer.Option(
            "--kunjungan",
            metavar="BERKAS",
            help="Daftar kunjungan yang sudah diisi, berkas atau folder; SUMBER lalu folder rencananya.",
        ),
    ] = None,
    roster: RosterOption = None,
    pada: Pada = None,
    format_: Annotated[TextOrJson, format_option(TextOrJson)] = TextOrJson.TEXT,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Jadikan berkas apa adanya satu roster: lembar Petugas dan Kader kita, Pencocokan, dan Keputusan.

    Nama tempat yang tidak terdaftar tidak pernah ditebak: artinya dipilih di lembar Pencocokan, lalu perintah yang sama
    dijalankan lagi dengan --force.

    \b
    Contoh:
      ilp import data-2025.xls kader/ --ke .
      ilp import data-2025.xls kader/ --ke . --force
      ilp import --kunjungan kunjungan-maret .
    """  # noqa: D301
    if to_stdout(output) and format_ is TextOrJson.JSON:
        raise Misuse("workbook dan hasil json tidak dapat bersama-sama ke keluaran standar; sebut nama workbooknya")
    if kunjungan:
        visited = import_visits(
            kunjungan,
            _plan_folder(sources, folder),
            output,
            roster=roster,
            pada=pada,
            force=force,
            dry_run=dry_run,
            tables=context.obj(),
        )
        deliver(
            format_,
            lambda: screen.visit_lines(visited, quiet=quiet, dry_run=dry_run),
            {TextOrJson.JSON: lambda: to_json(visited.document())},
            stream_=beside(output),
        )
        raise typer.Exit(visited.exit_status())
    if folder is None:
        raise Misuse("--ke belum disebut: folder rencana yang rosternya ditulis")
    if roster is not None or pada is not None:
        raise Misuse("--roster dan --pada hanya untuk --kunjungan")
    result = import_roster(
        sources,
        folder,
        output,
        pencocokan=pencocokan,
        puskesmas=puskesmas,
        force=force,
        dry_run=dry_run,
        tables=context.obj(),
    )
    deliver(
        format_,
        lambda: screen.lines(result, quiet=quiet, dry_run=dry_run),
        {TextOrJson.JSON: lambda: to_json(result.document())},
        stream_=beside(output),
    )
    raise typer.Exit(result.intake.exit_status())


def _plan_folder(sources: list[Path], folder: Path | None) -> Path:
    """The plan folder that filled lists go to: the one source, or --ke."""
    named = [*sources, *([folder] if folder is not None else [])]
    if len(set(named)) != 1:
        raise Misuse("dengan --kunjungan sebut satu folder rencana; tulis misalnya: ilp import --kunjungan DAFTAR .")
    return named[0]
