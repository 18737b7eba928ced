"""ilp template: the blank roster of this district with its drop-downs, or a filled one for each puskesmas."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.roster import verb as roster_verb
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.words import daftar
from ilp_cli.files.writing import named
from ilp_cli.screen import stream
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.options import Debug, DryRun, Force, Kertas, Nip, OnF4, PathArgument, Quiet

app = command_app()


@app.command(cls=IndonesianCommand)
def template(
    context: typer.Context,
    path: PathArgument,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="BERKAS",
            help="Workbook yang ditulis; dengan --per-puskesmas foldernya.  [bawaan: isian.xlsx, atau folder isian]",
        ),
    ] = None,
    per_puskesmas: Annotated[
        bool,
        typer.Option(
            "--per-puskesmas", help="Satu workbook tiap puskesmas, terisi baris rosternya, untuk pendataan tahunan."
        ),
    ] = False,
    nip: Annotated[
        Nip | None,
        typer.Option("--nip", metavar="CARA", help="Dengan --per-puskesmas: tampil atau tanpa.  [bawaan: tanpa]"),
    ] = None,
    kertas: OnF4 = Kertas.F4,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Buat roster kosong: lembar Petugas dan Kader dengan pilihan puskesmas, pustu, posyandu dan profesi.

    Pilihan pustu dan posyandu mengikuti puskesmas di barisnya. Dengan --per-puskesmas setiap puskesmas mendapat
    salinan berisi orangnya sendiri, tanpa NIK, tanggal lahir, dan nomor telepon; ilp import menerimanya kembali.

    \b
    Contoh:
      ilp template examples/luwu -o isian.xlsx
      ilp check examples/luwu --roster isian.xlsx
      ilp template examples/luwu --per-puskesmas -o isian-2027
    """  # noqa: D301
    if nip is not None and not per_puskesmas:
        raise Misuse("--nip hanya berlaku bersama --per-puskesmas: roster kosong tidak memuat NIP siapa pun")
    if not per_puskesmas:
        target = output or Path("isian.xlsx")
        sheets = roster_verb.template(
            path, target, kertas=kertas.value, force=force, dry_run=dry_run, tables=context.obj()
        )
        stream.wrote(f"{named(target)} ({', '.join(sheets)})", dry_run=dry_run, quiet=quiet)
        return
    if nip is Nip.SAMAR:
        raise Misuse("--nip samar tidak dapat diisi kembali; pilih tampil atau tanpa")
    folder = output or Path("isian")
    result = roster_verb.template_per_puskesmas(
        path,
        folder,
        nip=nip is Nip.TAMPIL,
        kertas=kertas.value,
        force=force,
        dry_run=dry_run,
        tables=context.obj(),
    )
    total: Counter[str] = Counter()
    for _, rows in result.files:
        total.update(rows)
    counts = daftar(f"{count} {table}" for table, count in total.items()) or "belum ada baris"
    stream.wrote(f"{len(result.files)} workbook di folder {named(folder)} ({counts})", dry_run=dry_run, quiet=quiet)
    blank = [name for name, rows in result.files if not rows]
    if blank and total:
        stream.notice(f"Belum ada barisnya: {daftar(blank)}", quiet=quiet)
    if nowhere := dict(result.files).get(f"{roster_verb.NOWHERE}.xlsx"):
        words = (
            f"{sum(nowhere.values())} baris tidak menyebut puskesmas yang terdaftar; ada di {roster_verb.NOWHERE}.xlsx"
        )
        stream.notice(f"Perhatian: {words}.", quiet=quiet)
    left = "NIK, tanggal lahir, dan nomor telepon" if nip is Nip.TAMPIL else "NIP, NIK, tanggal lahir, nomor telepon"
    back = f"ilp import {named(folder)} --ke {path.as_posix()} -o roster-baru.xlsx"
    told = f"Isinya data orang (nama, tempat, tugas; tanpa {left}): kirim masing-masing hanya ke puskesmasnya."
    if not total:
        told = "Semuanya masih kosong, untuk diisi puskesmasnya; yang kembali berisi data orang."
    stream.notice(f"{told} Sesudah kembali: {back}", quiet=quiet)
    for words in result.unread:
        stream.notice(f"Perhatian: {words}.", quiet=quiet)
