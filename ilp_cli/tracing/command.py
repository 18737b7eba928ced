"""ilp trace: where a figure comes from."""

from __future__ import annotations

from typing import Annotated

import typer

from ilp_cli.reading.usable import unread
from ilp_cli.screen import stream
from ilp_cli.screen.answer import deliver
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
from ilp_cli.screen.options import (
    Debug,
    Dengan,
    Force,
    Kertas,
    Nip,
    Output,
    Pada,
    PathArgument,
    Quiet,
    RosterOption,
    Tahun,
    TextOrJson,
    format_option,
)
from ilp_cli.tracing import verb
from ilp_cli.tracing.screen import traced_lines

app = command_app()


@app.command(cls=IndonesianCommand)
def trace(
    path: PathArgument,
    tanya: Annotated[
        str,
        typer.Argument(
            metavar="ANGKA",
            help="Sel (“Pemenuhan SDM!F12”, “laporan!angka-lokus”), unit, atau nama angka (“cakupan 2025”).",
        ),
    ],
    puskesmas: Annotated[
        str | None, typer.Option("--puskesmas", metavar="NAMA", help="Unit yang ditanyakan milik puskesmas ini.")
    ] = None,
    roster: RosterOption = None,
    dengan: Dengan = None,
    tahun: Tahun = None,
    pada: Pada = None,
    kertas: Annotated[
        Kertas,
        typer.Option("--kertas", metavar="KERTAS", envvar="ILP_KERTAS", show_envvar=False, help="f4 atau a4."),
    ] = Kertas.F4,
    nip: Annotated[
        Nip, typer.Option("--nip", metavar="CARA", help="Seperti pada ilp export: tampil, samar, tanpa.")
    ] = Nip.SAMAR,
    rancangan: Annotated[bool, typer.Option("--rancangan", help="Sel di rancangan bertanda.")] = False,
    lampiran: Annotated[bool, typer.Option("--lampiran", help="Sel di buku yang hanya Lampiran SK.")] = False,
    format_: Annotated[TextOrJson, format_option(TextOrJson)] = TextOrJson.TEXT,
    output: Output = None,
    force: Force = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Dari mana angka ini: baris yang dihitung, yang dilihat tetapi tidak dihitung, pasalnya, dan langkahnya.

    Sel dicari di workbook yang ditulis `ilp export` dengan pilihan yang sama; “laporan!” di halaman `ilp report`:
    tabelnya dengan kolom dan baris, atau angka di atasnya. Sel workbook `ilp pws` dan `ilp readiness` disebut dengan
    berkasnya di depan.

    \b
    Contoh:
      ilp trace examples/luwu "Pemenuhan SDM!F12"
      ilp trace examples/luwu "laporan!tabel-cakupan.E2" --pada 2026-11-21
      ilp trace examples/luwu "bidan pustu Cimpu (Suli)" --pada 2026-11-21
      ilp trace . "pws.xlsx!Peta Panas!C3"
      ilp trace . "cakupan 2025" --format json
    """  # noqa: D301
    traced = verb.trace(
        path,
        tanya,
        puskesmas=puskesmas,
        roster=roster,
        dengan=dengan,
        pada=pada,
        tahun=tahun or (),
        kertas=kertas.value,
        nip=nip.value,
        rancangan=rancangan,
        lampiran=lampiran,
    )
    for words in (*traced.notes, *unread(traced.case.district)):
        stream.notice(f"ilp: {words}", quiet=quiet)
    deliver(
        format_,
        lambda: traced_lines(traced),
        {TextOrJson.JSON: lambda: to_json(traced.document())},
        output=output,
        inputs=traced.inputs,
        force=force,
        quiet=quiet,
    )
