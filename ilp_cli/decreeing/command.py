"""ilp decree: an SK, a nota dinas or letters to desa, as Word."""

from __future__ import annotations

from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.checking import screen
from ilp_cli.core.finding import Severity
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.shell import command
from ilp_cli.decreeing.isian import variabel
from ilp_cli.decreeing.verb import Written
from ilp_cli.decreeing.verb import contoh_templat as write_template
from ilp_cli.decreeing.verb import decree as write_decree
from ilp_cli.files.writing import named, to_stdout
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
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
    TextOrJson,
    format_option,
)

app = command_app()

_SHOWN = 8


class Jenis(StrEnum):
    """What can be written."""

    LOKUS = "lokus"
    PERUBAHAN = "perubahan"
    KADER = "kader"
    KLASTER = "klaster"
    NOTA = "nota-mutasi"
    SURAT = "surat-desa"


def _variables(asked: bool) -> None:
    """Say what a template may ask for."""
    if asked:
        names = variabel()
        wide = max(map(len, names)) + 2
        stream.say([stream.line(f"{name:<{wide}}{told}") for name, told in names.items()])
        raise typer.Exit


@app.command(cls=IndonesianCommand)
def decree(
    path: PathArgument,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="BERKAS", help="Naskah Word: sk.docx.  [wajib]")
    ] = None,
    jenis: Annotated[
        Jenis | None,
        typer.Option(
            "--jenis",
            metavar="JENIS",
            help=f"{', '.join(Jenis)}.  [bawaan: lokus; perubahan bila SK tahap itu mengubah SK lain]",
        ),
    ] = None,
    tahun: Annotated[
        int | None, typer.Option("--tahun", metavar="TAHUN", help="Tahap yang ditetapkan; perlu bila ada beberapa.")
    ] = None,
    roster: RosterOption = None,
    dengan: Dengan = None,
    pada: Pada = None,
    kertas: OnF4 = Kertas.F4,
    nip: Annotated[
        Nip,
        typer.Option("--nip", metavar="CARA", help="NIP penanda tangan dan yang dipindahkan: tampil, samar, tanpa."),
    ] = Nip.SAMAR,
    rancangan: Annotated[
        bool, typer.Option("--rancangan", help="Tulis walau ada kesalahan; tiap halaman bertanda RANCANGAN.")
    ] = False,
    templat: Annotated[
        Path | None,
        typer.Option("--templat", metavar="BERKAS", help="Templat Word milik daerah yang diisi; lihat --variabel."),
    ] = None,
    contoh_templat: Annotated[
        Path | None,
        typer.Option(
            "--contoh-templat", metavar="BERKAS", help="Tulis templat jenis itu untuk disunting, lalu selesai."
        ),
    ] = None,
    variabel_: Annotated[  # noqa: ARG001  # printed as it is read
        bool,
        typer.Option("--variabel", is_eager=True, callback=_variables, help="Sebut variabel templat, lalu selesai."),
    ] = False,
    format_: Annotated[TextOrJson, format_option(TextOrJson)] = TextOrJson.TEXT,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Tulis batang tubuh SK sebagai naskah Word yang masih disunting; yang belum diketahui bertitik-titik.

    Juga SK perubahan, SK kader, susunan klaster tiap puskesmas, nota dinas perpindahan (dengan --dengan usulan.yaml),
    dan surat kepada desa yang kadernya kurang. Lampirannya dicetak ilp export.

    \b
    Contoh:
      ilp decree . --tahun 2025 -o sk.docx
      ilp decree . --jenis surat-desa --contoh-templat templat.docx
      ilp decree . --tahun 2025 --jenis nota-mutasi --dengan usulan.yaml -o nota.docx
    """  # noqa: D301
    if contoh_templat is not None:
        write_template(contoh_templat, jenis=(jenis or Jenis.LOKUS).value, kertas=kertas.value, force=force)
        stream.wrote(named(contoh_templat), dry_run=False, quiet=quiet)
        raise typer.Exit
    if output is None:
        raise Misuse("sebut naskahnya: -o sk.docx")
    if format_ is TextOrJson.JSON and to_stdout(output):
        raise Misuse("--format json dan -o - tidak dapat bersama-sama: keduanya menulis ke keluaran standar")
    result = write_decree(
        path,
        output,
        jenis=jenis.value if jenis else None,
        tahun=tahun,
        roster=roster,
        dengan=dengan or (),
        pada=pada,
        kertas=kertas.value,
        nip=nip.value,
        rancangan=rancangan,
        templat=templat,
        force=force,
        dry_run=dry_run,
    )
    if format_ is TextOrJson.JSON:
        stream.put(to_json(result.document()))
    elif result.refused:
        words: list[str | Path] = [path]
        words += ["--roster", roster] if roster is not None else []
        words += chain.from_iterable(("--dengan", file) for file in dengan or ())
        words += ["--tahun", str(tahun)] if tahun is not None else []
        stream.say(_refusal(result, command("check", *words)), stream=beside(output))
    elif not quiet:
        stream.say(_lines(result), stream=beside(output))
    if result.naskah:
        mark = " sebagai RANCANGAN" if result.rancangan else ""
        stream.wrote(named(output), dry_run=dry_run, quiet=quiet, mark=mark)
    raise typer.Exit(result.exit_status())


def _lines(result: Written) -> list[stream.Line]:
    """What was written, what must be filled in, and what else there is to know."""
    if not result.naskah:
        return [stream.line("Tidak ada desa yang perlu disurati: kader pustu dan posyandu lokus mencukupi.")]
    lines = [stream.line((naskah.judul, "bold")) for naskah in result.naskah]
    annexes = dict.fromkeys(annex for naskah in result.naskah for annex in naskah.lampiran)
    lines += [stream.line(f"  {name} (ilp export): {title}") for name, title in annexes]
    if result.harus_diisi:
        lines.append(stream.line(("Harus diisi", "bold")))
        lines += [stream.line(f"  {isian.apa} ({isian.di})") for isian in result.harus_diisi]
    if result.catatan:
        lines.append(stream.line(("Catatan", "bold")))
        lines += [stream.line(f"  {note}") for note in result.catatan]
    return lines


def _refusal(result: Written, see: str) -> list[stream.Line]:
    """Why nothing was written, on one screen; `see` is the command that shows all of it."""
    unread = [finding for finding in result.report.findings if finding.status == ExitStatus.INPUT]
    errors = unread or [finding for finding in result.report.findings if finding.severity is Severity.ERROR]
    reason = "ada masukan yang tidak dapat dibaca." if unread else "rencana ini masih punya kesalahan."
    lines = [stream.line(("Tidak ditulis: ", "bold red"), reason)]
    lines += [stream.line(f"  {finding.place}: {finding.code} {finding.message}") for finding in islice(errors, _SHOWN)]
    if len(errors) > _SHOWN:
        lines.append(stream.line(f"  … dan {len(errors) - _SHOWN} lagi; lihat semuanya dengan `{see}`"))
    if unread:
        return lines
    if result.letter:
        return [*lines, stream.line("Betulkan usulannya dulu: surat tidak ditulis menurut usulan yang salah.")]
    return [
        *lines,
        screen.summary_line(result.report),
        stream.line("Perbaiki, atau tambahkan --rancangan untuk rancangan bertanda."),
    ]
