"""ilp apply: an accepted proposal becomes rows of the roster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.applying.verb import Terapan, apply_proposal
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.shell import command, runnable
from ilp_cli.core.words import daftar, ended, tanggal
from ilp_cli.files.writing import named, to_stdout
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
from ilp_cli.screen.options import (
    Debug,
    DryRun,
    Force,
    PathArgument,
    Quiet,
    RosterOption,
    TextOrJson,
    format_option,
    parse_day,
)

app = command_app()

_SHOWN = 8


@app.command("apply", cls=IndonesianCommand)
def apply_(
    path: PathArgument,
    usulan: Annotated[Path, typer.Argument(metavar="USULAN", help="Usulan yang disetujui: usulan.yaml.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="BERKAS", help="Roster baru: roster-baru.xlsx.")],
    mulai: Annotated[
        date,
        typer.Option("--mulai", metavar="TANGGAL", parser=parse_day, help="Hari SK-nya: hari pertama di tempat baru."),
    ],
    roster: RosterOption = None,
    format_: Annotated[TextOrJson, format_option(TextOrJson)] = TextOrJson.TEXT,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Jadikan usulan yang disetujui baris roster baru; roster lama tidak diubah.

    Roster berupa satu workbook (.xlsx, .xlsm) tetap workbook itu: hanya baris usulan yang berubah atau bertambah, yang
    lain tinggal seperti semula. Roster lain (csv, xls, ods, beberapa berkas) menjadi roster baru buatan ilp, dan
    disebut sebabnya.

    Baris lama orang yang pindah berakhir sehari sebelum TANGGAL, baris barunya mulai hari itu. Rekrutan menjadi baris
    tanpa nama, yang tidak dihitung sampai namanya ditulis. Usulan yang sudah usang (ILP601–ILP610) tidak diterapkan.

    \b
    Contoh:
      ilp apply . usulan.yaml -o roster-baru.xlsx --mulai 2027-01-04
    """  # noqa: D301
    if format_ is TextOrJson.JSON and to_stdout(output):
        raise Misuse("--format json dan -o - tidak dapat bersama-sama: keduanya menulis ke keluaran standar")
    result = apply_proposal(path, usulan, output, mulai=mulai, roster=roster, force=force, dry_run=dry_run)
    if format_ is TextOrJson.JSON:
        stream.put(to_json(result.document()))
    elif result.blocking:
        typed = (path,) if roster is None else (path, "--roster", roster)
        stream.say(_refusal(result, typed), stream=beside(output))
    elif not quiet:
        stream.say(_lines(result), stream=beside(output))
    if result.blocking:
        raise typer.Exit(result.exit_status())
    stream.wrote(named(output), dry_run=dry_run, quiet=quiet)
    if result.lembar:
        stream.notice(f"Di bawah tabelnya tidak ada tempat; baris baru di lembar {daftar(result.lembar)}", quiet=quiet)
    if result.asli:
        stream.notice(f"Bukan salinan roster lama, melainkan roster baru: {result.asli}", quiet=quiet)
    if result.left:
        stream.notice(
            f"{len(result.left)} baris atau kolom roster lama yang bukan orang tidak dibawa; lihat lembar Penerapan",
            quiet=quiet,
        )
    if not to_stdout(output):
        day = mulai.isoformat()
        stream.notice(f"Periksa dengan: {command('check', path, '--roster', output, '--pada', day)}", quiet=quiet)


def _lines(result: Terapan) -> list[stream.Line]:
    """What was done, step by step."""
    head = f"{result.pindah} orang pindah mulai {tanggal(result.mulai)}, {result.rekrut} formasi menunggu nama"
    lines = [stream.line((head, "bold"))]
    for step in result.steps:
        days = f", {step.hari}" if step.hari else ""
        when = f", {step.tanggal}" if step.tanggal else ""
        lines.append(stream.line(f"  {step.apa}: {step.nama} ({step.profesi}), {step.tempat}{days}{when}"))
    return lines


def _refusal(result: Terapan, typed: Sequence[str | Path]) -> list[stream.Line]:
    """Why the proposal was not carried out, on one screen."""
    lines = [stream.line(("Tidak diterapkan: ", "bold red"), f"{result.usulan}, karena:")]
    shown = islice(result.blocking, _SHOWN)
    told = (f"  {item.place}: {item.code} {ended(item.message)} Langkah: {item.remedy}" for item in shown)
    lines += [stream.line(runnable(words, typed, result.mulai)) for words in told]
    if len(result.blocking) > _SHOWN:
        lines.append(stream.line(f"  … dan {len(result.blocking) - _SHOWN} lagi; lihat ilp check dengan --dengan"))
    return lines
