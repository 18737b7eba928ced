"""ilp risk: which single absence breaks which pustu, and the smallest pool that would prevent it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ilp_cli.capabilities.risk import screen
from ilp_cli.capabilities.risk import verb as risk_verb
from ilp_cli.capabilities.risk.verb import RISK_TABLES, Exposed
from ilp_cli.core.words import tanggal
from ilp_cli.district.menurut import AsProposed
from ilp_cli.reading.usable import input_files, unread
from ilp_cli.screen import stream
from ilp_cli.screen.answer import deliver, pemisah_or, table_or
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import table_csv, to_json
from ilp_cli.screen.options import (
    AS_PROPOSED,
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
    TextJsonOrCsv,
    format_option,
    tabel_option,
)

app = command_app()


class Tabel(StrEnum):
    """Which table a csv holds."""

    RAWAN = "rawan"
    CADANGAN = "cadangan"


@app.command(cls=IndonesianCommand)
def risk(
    context: typer.Context,
    path: PathArgument,
    roster: RosterOption = None,
    tahun: Tahun = None,
    pada: Pada = None,
    format_: Annotated[TextJsonOrCsv, format_option(TextJsonOrCsv)] = TextJsonOrCsv.TEXT,
    tabel: Annotated[Tabel | None, tabel_option(Tabel)] = None,
    pemisah: Pemisah = None,
    output: Output = None,
    force: Force = False,
    quiet: Quiet = False,
    dengan: Dengan = None,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Titik rawan setahun: satu orang tidak hadir (sehari, cuti, berhenti) membuat pustu mana di bawah minimum.

    Tahun kalendernya tahun dari --pada; hari libur nasional, cuti bersama dan libur daerah tidak dihitung.

    \b
    Contoh:
      ilp risk examples/luwu
      ilp risk examples/luwu --tahun 2024 --format csv --tabel cadangan -o cadangan.csv
    """  # noqa: D301
    table, mark = table_or(tabel, format_, Tabel.RAWAN), pemisah_or(pemisah, format_)
    as_proposed: AsProposed = context.meta[AS_PROPOSED]
    district, menurut = as_proposed(path, roster, dengan or (), pada=pada, tahun=tahun or ())
    answer = risk_verb.risk(district, pada=pada, tahun=tahun or (), menurut=menurut)
    for words in unread(district):
        stream.notice(f"ilp: {words}", quiet=quiet)
    deliver(
        format_,
        lambda: _lines(answer),
        {
            TextJsonOrCsv.JSON: lambda: to_json(answer.document()),
            TextJsonOrCsv.CSV: lambda: table_csv(RISK_TABLES[table], answer.rows(table), mark),
        },
        output=output,
        inputs=(*input_files(path, district), *(dengan or ())),
        force=force,
        quiet=quiet,
    )
    if answer.perkiraan:
        stream.notice(f"Tanggal libur ini masih perkiraan: {'; '.join(answer.perkiraan)}", quiet=quiet)


def _lines(answer: Exposed) -> list[stream.Line]:
    day = tanggal(answer.pada)
    head = stream.line((answer.kabupaten, "bold"), f" · titik rawan {answer.risk.kalender} · standar per {day}")
    told = [stream.line(("Menurut ", "bold"), f"{given}; belum dijalankan") for given in answer.menurut]
    lines = [head, *told, stream.line(), *screen.exposure_lines(answer.risk), stream.line()]
    return [*lines, *(stream.line(("Dasar: ", "dim"), words) for words in answer.dasar)]
