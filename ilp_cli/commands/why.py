"""ilp why: which facts make a month impossible, and the smallest repair."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from ilp_cli import api
from ilp_cli.commands.shared import (
    Debug,
    IndonesianCommand,
    PathArgument,
    Quiet,
    Roster,
    Tahun,
    command_app,
    parse_month,
)
from ilp_cli.console import machine, reasons, stream
from ilp_cli.domain.outcome import ExitStatus, Misuse
from ilp_cli.domain.words import BULAN

app = command_app()


class Format(StrEnum):
    """How the answer is written."""

    TEXT = "text"
    JSON = "json"


@app.command(cls=IndonesianCommand)
def why(
    path: PathArgument,
    bulan: Annotated[
        date | None,
        typer.Option("--bulan", metavar="BULAN", parser=parse_month, help="Bulan jadwal tugas, misalnya 2025-05."),
    ] = None,
    puskesmas: Annotated[str, typer.Option("--puskesmas", metavar="NAMA", help="Hanya pustu puskesmas ini.")] = "",
    pustu: Annotated[str, typer.Option("--pustu", metavar="NAMA", help="Hanya pustu ini.")] = "",
    roster: Roster = None,
    tahun: Tahun = None,
    format_: Annotated[Format, typer.Option("--format", metavar="BENTUK", help=f"{', '.join(Format)}.")] = Format.TEXT,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Mengapa suatu bulan mustahil: fakta paling sedikit yang saling bertentangan, dan perbaikan terkecilnya.

    \b
    Contoh:
      ilp why examples/luwu --bulan 2025-05
      ilp why examples/luwu --bulan 2025-05 --pustu Cimpu --format json
    """  # noqa: D301
    if bulan is None:
        raise Misuse("bulannya belum disebut; tulis misalnya --bulan 2025-05")
    answer = api.why(path, bulan, roster=roster, tahun=tahun or (), puskesmas=puskesmas, pustu=pustu)
    if format_ is Format.JSON:
        stream.put(machine.to_json(answer.document()))
    else:
        stream.say(_lines(answer))
    if answer.perkiraan:
        stream.notice(f"Tanggal libur ini masih perkiraan: {'; '.join(answer.perkiraan)}", quiet=quiet)
    raise typer.Exit(ExitStatus.OK if answer.possible else ExitStatus.FINDINGS)


def _lines(answer: api.Why) -> list[stream.Line]:
    month = f"{BULAN[answer.bulan.month - 1]} {answer.bulan.year}"
    head = stream.line((answer.district.kabupaten.nama, "bold"), f" · jadwal {month} · {answer.pustu} pustu lokus")
    if answer.possible:
        words = "setiap hari layanan dapat dipenuhi minimumnya"
        return [head, stream.line(("mungkin: ", "bold green"), words)]
    lines = [head, *reasons.conflict_lines(answer.conflicts), stream.line()]
    lines += [stream.line(("Dasar  : ", "dim"), words) for words in answer.dasar]
    return [*lines, stream.line(f"{len(answer.conflicts)} hal mustahil")]
