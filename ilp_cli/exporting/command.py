"""ilp export: the plan workbook with its Lampiran, only from a plan without errors."""

from __future__ import annotations

from itertools import chain, islice
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.checking import screen
from ilp_cli.core.finding import Severity
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.shell import command
from ilp_cli.core.words import daftar
from ilp_cli.exporting import verb as export_verb
from ilp_cli.files.writing import named
from ilp_cli.rulebook.report import Report
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.options import (
    Debug,
    Dengan,
    DryRun,
    Force,
    Kertas,
    Nip,
    OnF4,
    Pada,
    PathArgument,
    Quiet,
    RosterOption,
    Tahun,
    TanggalPensiun,
)

app = command_app()

_SHOWN = 8


@app.command(cls=IndonesianCommand)
def export(
    path: PathArgument,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="BERKAS", help="Workbook yang ditulis.")] = Path(
        "rencana.xlsx"
    ),
    roster: RosterOption = None,
    dengan: Dengan = None,
    tahun: Tahun = None,
    pada: Pada = None,
    kertas: OnF4 = Kertas.F4,
    nip: Annotated[
        Nip,
        typer.Option(
            "--nip",
            metavar="CARA",
            help="NIP penanda tangan di Lampiran dan yang diusulkan pindah: tampil, samar, tanpa.",
        ),
    ] = Nip.SAMAR,
    rancangan: Annotated[
        bool, typer.Option("--rancangan", help="Tulis walau ada kesalahan; tiap halaman bertanda RANCANGAN.")
    ] = False,
    tanggal_pensiun: TanggalPensiun = False,
    lampiran: Annotated[
        bool, typer.Option("--lampiran", help="Hanya Lampiran SK; yang dibekukan persis seperti ketika dibekukan.")
    ] = False,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Periksa dulu, lalu tulis workbook rencana: Ringkasan, Roadmap, Lampiran per tahap, Temuan, dan lainnya.

    \b
    Contoh:
      ilp export examples/luwu --tahun 2024 -o rencana.xlsx
      ilp export examples/luwu --rancangan -o rancangan.xlsx
    """  # noqa: D301
    result = export_verb.export(
        path,
        output,
        roster=roster,
        dengan=dengan or (),
        pada=pada,
        tahun=tahun or (),
        kertas=kertas.value,
        nip=nip.value,
        rancangan=rancangan,
        lampiran=lampiran,
        tanggal_pensiun=tanggal_pensiun,
        force=force,
        dry_run=dry_run,
    )
    if result.sheets:
        mark = " sebagai RANCANGAN" if result.rancangan else ""
        mark += " menurut usulan" if result.report.usulan or result.report.pembagian else ""
        stream.wrote(f"{named(output)} ({len(result.sheets)} lembar)", dry_run=dry_run, quiet=quiet, mark=mark)
        if result.archives:
            stream.notice(f"Lampiran yang dibekukan dicetak dari {daftar(result.archives)}", quiet=quiet)
        lines = [stream.line(f"  {name}: {rows} baris") for name, rows in result.sheets if dry_run]
        if not quiet:
            # What is printed from archives alone does not rest on the check.
            lines += [] if result.frozen else [screen.summary_line(result.report)]
            stream.say(lines, stream=beside(output))
    else:
        words: list[str | Path] = [path]
        words += ["--roster", roster] if roster is not None else []
        words += chain.from_iterable(("--dengan", file) for file in dengan or ())
        see = command("check", *words, *chain.from_iterable(("--tahun", str(year)) for year in tahun or ()))
        stream.say(_refusal(result.report, see), stream=beside(output))
    raise typer.Exit(result.exit_status())


def _refusal(report: Report, see: str) -> list[stream.Line]:
    """Why nothing was written, on one screen; `see` is the command that shows all of it."""
    if report.exit_status() == ExitStatus.INPUT:
        unread = [finding for finding in report.findings if finding.status == ExitStatus.INPUT]
        lines = [stream.line(("Tidak ditulis: ", "bold red"), "ada masukan yang tidak dapat dibaca.")]
        return lines + [stream.line(f"  {finding.place}: {finding.code} {finding.message}") for finding in unread]
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    lines = [stream.line(("Tidak ditulis: ", "bold red"), "rencana ini masih punya kesalahan.")]
    lines += [stream.line(f"  {finding.place}: {finding.code} {finding.message}") for finding in islice(errors, _SHOWN)]
    if len(errors) > _SHOWN:
        lines.append(stream.line(f"  … dan {len(errors) - _SHOWN} lagi; lihat semuanya dengan `{see}`"))
    lines.append(screen.summary_line(report))
    lines.append(
        stream.line("Perbaiki, batasi tahapnya dengan --tahun, atau tambahkan --rancangan untuk rancangan bertanda.")
    )
    return lines
