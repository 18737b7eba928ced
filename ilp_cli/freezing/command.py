"""ilp freeze: keep the annexes of a signed decree as they are."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.checking import screen
from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.words import tanggal
from ilp_cli.files.writing import named
from ilp_cli.freezing import verb
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.options import Debug, DryRun, Force, Kertas, Nip, OnF4, Pada, PathArgument, Quiet, RosterOption

app = command_app()

_SHOWN = 8


@app.command(cls=IndonesianCommand)
def freeze(
    path: PathArgument,
    tahun: Annotated[int, typer.Option("--tahun", metavar="TAHUN", help="Tahap yang dibekukan: 2024.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="BERKAS", help="Arsip yang ditulis.  [bawaan: PATH/arsip/TAHUN.yaml]"),
    ] = None,
    roster: RosterOption = None,
    pada: Pada = None,
    kertas: OnF4 = Kertas.F4,
    nip: Annotated[
        Nip,
        typer.Option("--nip", metavar="CARA", help="NIP penanda tangan di arsip: tampil, atau samar (titik-titik)."),
    ] = Nip.SAMAR,
    alasan: Annotated[
        str | None,
        typer.Option("--alasan", metavar="TEKS", help="Dengan --force: mengapa arsip yang ada ditulis ulang."),
    ] = None,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Bekukan Lampiran SK satu tahap: nama, jumlah, status, SK dan penanda tangannya, seperti tercetak hari itu.

    Sesudah dibekukan, ilp export mencetak Lampiran tahap itu dari arsipnya, dan ilp check menyebut setiap beda antara
    arsip dan roadmap.

    \b
    Contoh:
      ilp freeze examples/luwu --tahun 2024
      ilp freeze . --tahun 2024 --pada 2024-10-16
      ilp freeze . --tahun 2024 --force --alasan "nomor SK salah ketik"
    """  # noqa: D301
    result = verb.freeze(
        path,
        tahun=tahun,
        output=output,
        roster=roster,
        pada=pada,
        kertas=kertas.value,
        nip=nip.value,
        alasan=alasan,
        force=force,
        dry_run=dry_run,
    )
    if result.arsip is None:
        stream.say(_refusal(result), stream=beside(output))
        raise typer.Exit(result.exit_status() or result.report.exit_status())
    arsip = result.arsip
    told = "Akan dibekukan" if dry_run else "Dibekukan"
    day = tanggal(arsip.pada) if arsip.pada else ""
    count = sum(len(tahap.lampiran) for tahap in arsip.tahap)
    stream.notice(
        f"{told}: {named(result.path)} ({count} Lampiran tahap {arsip.tahun}, keadaan per {day})", quiet=quiet
    )
    if not result.used:
        stream.notice("ilp check dan ilp export hanya memakai arsip di folder arsip rencananya", quiet=quiet)
    if result.unsigned:
        stream.notice(
            f"SK tahap {arsip.tahun} belum bernomor atau bertanggal; titik-titiknya ikut dibekukan", quiet=quiet
        )


def _refusal(result: verb.Frozen) -> list[stream.Line]:
    """Why nothing was frozen, on one screen."""
    unread = any(finding.status == ExitStatus.INPUT for finding in result.blocking)
    words = "ada masukan yang tidak dapat dibaca." if unread else "Lampiran tahap ini masih punya kesalahan."
    lines = [stream.line(("Tidak dibekukan: ", "bold red"), words)]
    shown = islice(result.blocking, _SHOWN)
    lines += [stream.line(f"  {finding.place}: {finding.code} {finding.message}") for finding in shown]
    if len(result.blocking) > _SHOWN:
        lines.append(stream.line(f"  … dan {len(result.blocking) - _SHOWN} lagi; lihat semuanya dengan ilp check"))
    if unread:
        return lines
    lines.append(screen.summary_line(result.report))
    lines.append(stream.line("Perbaiki, kecualikan, atau bekukan keadaan hari penetapannya dengan --pada."))
    return lines
