"""ilp check: everything that is wrong in a plan, where, and against which article."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.outlook.model.outlook import HORIZON
from ilp_cli.checking import formats, screen, verb
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.shell import runnable
from ilp_cli.core.version import __version__
from ilp_cli.district.district import District
from ilp_cli.files.writing import to_stdout
from ilp_cli.manual.verb import configs_folder
from ilp_cli.reading.usable import input_files
from ilp_cli.registry import catalogue
from ilp_cli.rulebook.report import Report
from ilp_cli.screen import stream
from ilp_cli.screen.answer import deliver, pemisah_or, table_or
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
from ilp_cli.screen.options import (
    Debug,
    Dengan,
    Force,
    Output,
    Pada,
    PathArgument,
    Pemisah,
    Quiet,
    RosterOption,
    Tahun,
    Verbose,
    format_option,
    tabel_option,
)

app = command_app()


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    GITHUB = "github"
    JUNIT = "junit"
    SARIF = "sarif"


class Tabel(StrEnum):
    """Which table of the report a csv holds."""

    FINDINGS = "findings"
    PUSTU = "pustu"
    POSYANDU = "posyandu"
    COVERAGE = "coverage"
    WAIVED = "waived"


@app.command(cls=IndonesianCommand)
def check(
    path: PathArgument,
    roster: RosterOption = None,
    dengan: Dengan = None,
    tahun: Tahun = None,
    pada: Pada = None,
    jadwal: Annotated[
        Path | None,
        typer.Option("--jadwal", metavar="BERKAS", help="Periksa juga jadwal tugas ini (xlsx, csv)."),
    ] = None,
    format_: Annotated[Format, format_option(Format)] = Format.TEXT,
    tabel: Annotated[Tabel | None, tabel_option(Tabel)] = None,
    pemisah: Pemisah = None,
    output: Output = None,
    horizon: Annotated[
        int,
        typer.Option(
            "--horizon", metavar="BULAN", min=0, max=600, help="Peringatkan yang pergi dalam sekian bulan; 0: tidak."
        ),
    ] = HORIZON,
    tandai: Annotated[
        Path | None,
        typer.Option(
            "--tandai",
            metavar="HASIL",
            help="Tulis salinan workbook roster dengan sel yang salah ditandai; folder bila workbooknya beberapa.",
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Peringatan dihitung sebagai kesalahan.")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Status keluar 0 walau ada kesalahan.")] = False,
    force: Force = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Periksa roadmap dan roster: apa yang salah, di mana, menurut pasal mana, dan apa langkahnya.

    \b
    Contoh:
      ilp check examples/luwu
      ilp check . --tahun 2025 --format json --output periksa.json
      ilp check . --tandai roster-ditandai.xlsx
    """  # noqa: D301
    table, mark = table_or(tabel, format_, Tabel.FINDINGS), pemisah_or(pemisah, format_)
    if tandai is not None and output == tandai:
        raise Misuse("--output dan --tandai menyebut berkas yang sama")
    if to_stdout(tandai):
        raise Misuse("salinan bertanda tidak ditulis ke keluaran standar, tempat laporannya; sebut nama berkas")
    case = verb.opened(
        path, pada=pada, tahun=tahun or (), roster=roster, horizon=horizon, jadwal=jadwal, dengan=dengan or ()
    )
    report = verb.report_of(case)
    told = _runnable(report, case.district)
    if debug:
        stream.notice(f"debug: configs {configs_folder().as_posix()}; pada {report.pada}; tahun {report.tahun}")
    for words in screen.reading_lines(report.readings) if verbose else ():
        stream.notice(words)
    compact = output is not None or not stream.on_terminal()
    room, most = None if compact else stream.columns(sys.stdout), None if output else screen.MOST
    deliver(
        format_,
        lambda: screen.report_lines(told, quiet=quiet, compact=compact, most=most, room=room),
        {
            Format.JSON: lambda: to_json(told.document()),
            Format.CSV: lambda: formats.to_csv(told, table, mark),
            Format.GITHUB: lambda: formats.to_github(told, strict=strict),
            Format.JUNIT: lambda: formats.to_junit(told, catalogue(), strict=strict),
            Format.SARIF: lambda: formats.to_sarif(told, catalogue(), __version__, strict=strict),
        },
        output=output,
        inputs=(*input_files(path, case.district), *([jadwal] if jadwal else [])),
        force=force,
        quiet=quiet,
    )
    if tandai is not None:
        _mark(path, case.district, report, tandai, force=force, quiet=quiet)
    status = report.exit_status(strict=strict)
    raise typer.Exit(ExitStatus.OK if exit_zero and status == ExitStatus.FINDINGS else status)


def _runnable(report: Report, district: District) -> Report:
    """The report as it is told beside this plan: pasted into the shell, each command it suggests runs.

    On paper the plan has no place, so what is printed or marked is the report itself.
    """
    findings, waived = (
        tuple(replace(finding, remedy=runnable(finding.remedy, district.typed, report.pada)) for finding in part)
        for part in (report.findings, report.waived)
    )
    return replace(report, findings=findings, waived=waived)


def _mark(path: Path, district: District, report: Report, output: Path, *, force: bool, quiet: bool) -> None:
    """Write the marked copies, and say what became of each."""
    from ilp_cli.capabilities.marking.verb import tandai

    copies, left = tandai(district, report, output, plan=path, force=force)
    for copy in copies:
        words = f"{copy.findings} temuan di workbook ini, {copy.cells} sel ditandai"
        listed = "tidak ikut" if copy.alone else "ikut didaftar"
        others = f"; {copy.elsewhere} temuan di berkas lain {listed}" if copy.elsewhere else ""
        stream.notice(f"Ditulis: {copy.path.as_posix()} ({words}{others})", quiet=quiet)
        if copy.threads:
            stream.notice(
                f"{copy.threads} sel memuat utas komentar; catatannya hanya di lembar Temuan ILP", quiet=quiet
            )
        if copy.locked:
            words = "susunan workbook ini terkunci; lembar Temuan ILP hanya dapat dihapus dengan sandinya"
            stream.notice(words, quiet=quiet)
    for words in left:
        stream.notice(f"Tidak ditandai: {words}", quiet=quiet)
