"""ilp report: one page of HTML for the head of an office."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.checking import screen
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.files.writing import named
from ilp_cli.reporting import verb as report_verb
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.options import (
    Debug,
    Dengan,
    DryRun,
    Force,
    Kertas,
    Pada,
    PathArgument,
    Quiet,
    RosterOption,
    Tahun,
    TanggalPensiun,
)

app = command_app()


@app.command(cls=IndonesianCommand)
def report(
    path: PathArgument,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="BERKAS", help="Halaman yang ditulis.")] = Path(
        "laporan.html"
    ),
    roster: RosterOption = None,
    dengan: Dengan = None,
    peta: Annotated[
        Path | None,
        typer.Option(
            "--peta", metavar="BERKAS", help="Batas desa (GeoJSON).  [bawaan: peta: di roadmap, lalu koordinat]"
        ),
    ] = None,
    tahun: Tahun = None,
    pada: Pada = None,
    kertas: Annotated[
        Kertas,
        typer.Option("--kertas", metavar="KERTAS", envvar="ILP_KERTAS", show_envvar=False, help="a4 atau f4."),
    ] = Kertas.A4,
    tanggal_pensiun: TanggalPensiun = False,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Tulis laporan satu halaman untuk kepala dinas: angka, peta, yang belum memenuhi, rawan, prakiraan, realisasi.

    Satu berkas HTML yang dapat dibuka di mana saja tanpa internet, dibaca di telepon, dan dicetak. Kesalahan rencana
    diceritakan di dalamnya; hanya masukan yang tidak terbaca yang menghentikannya.

    \b
    Contoh:
      ilp report examples/luwu -o laporan.html
      ilp report examples/luwu --dengan usulan.yaml --peta desa.geojson -o laporan.html
    """  # noqa: D301
    result = report_verb.report(
        path,
        output,
        roster=roster,
        dengan=dengan or (),
        peta=peta,
        pada=pada,
        tahun=tahun or (),
        kertas=kertas.value,
        tanggal_pensiun=tanggal_pensiun,
        force=force,
        dry_run=dry_run,
    )
    if result.parts:
        mark = " menurut usulan" if result.report.usulan or result.report.pembagian else ""
        drawn = "" if result.peta else ", tanpa peta"
        if result.peta_ditolak:
            stream.notice(
                f"ilp: peta tidak dipakai, laporan ditulis tanpa peta itu: {result.peta_ditolak}", quiet=False
            )
        stream.wrote(f"{named(output)} ({len(result.parts)} bagian{drawn})", dry_run=dry_run, quiet=quiet, mark=mark)
        if not quiet:
            lines = [stream.line(f"  {name}: {rows} baris") for name, rows in result.parts if dry_run]
            stream.say([*lines, screen.summary_line(result.report)], stream=beside(output))
    else:
        unread = [finding for finding in result.report.findings if finding.status == ExitStatus.INPUT]
        lines = [stream.line(("Tidak ditulis: ", "bold red"), "ada masukan yang tidak dapat dibaca.")]
        lines += [stream.line(f"  {finding.place}: {finding.code} {finding.message}") for finding in unread]
        stream.say(lines, stream=beside(output))
    raise typer.Exit(result.exit_status())
