"""ilp outlook: when pustu lokus fall below their minimums, because of whom, and for how long."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli import api
from ilp_cli.commands.shared import (
    Debug,
    Force,
    IndonesianCommand,
    Pada,
    PathArgument,
    Quiet,
    Roster,
    Tahun,
    command_app,
)
from ilp_cli.console import forecast, machine, stream
from ilp_cli.domain.outlook import Outlook

app = command_app()


class Format(StrEnum):
    """How the outlook is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


@app.command(cls=IndonesianCommand)
def outlook(
    path: PathArgument,
    sampai: Annotated[
        int | None,
        typer.Option("--sampai", metavar="TAHUN", help="Sampai akhir tahun ini.  [bawaan: tiga tahun lagi]"),
    ] = None,
    roster: Roster = None,
    tahun: Tahun = None,
    pada: Pada = None,
    format_: Annotated[
        Format,
        typer.Option(
            "--format", metavar="BENTUK", envvar="ILP_FORMAT", show_envvar=False, help=f"{', '.join(Format)}."
        ),
    ] = Format.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="BERKAS", help="Tulis ke berkas, bukan ke layar.")
    ] = None,
    force: Force = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Prakirakan setiap pustu lokus: kapan ia kekurangan tenaga karena pensiun, kontrak, penempatan, atau SIP habis.

    \b
    Contoh:
      ilp outlook examples/luwu --sampai 2028
      ilp outlook . --sampai 2030 --format csv -o prakiraan.csv
    """  # noqa: D301
    district = api.load(path, roster)
    found = api.outlook(district, sampai=sampai, pada=pada, tahun=tahun or ())
    for words in api.unread(district):
        stream.notice(f"ilp: {words}")
    content = _rendered(found, format_)
    if output is not None:
        mark = "\ufeff" if format_ is Format.CSV else ""
        api.save(output, (mark + content).encode(), inputs=api.input_files(path, district), force=force)
        stream.notice(f"Ditulis: {output.as_posix()}", quiet=quiet)
    elif format_ is Format.TEXT:
        stream.say(forecast.outlook_lines(found))
    else:
        stream.put(content)


def _rendered(found: Outlook, format_: Format) -> str:
    """The outlook as text in one of the formats."""
    if format_ is Format.JSON:
        return machine.to_json(found.document())
    if format_ is Format.CSV:
        return forecast.outlook_csv(found)
    return stream.plain(forecast.outlook_lines(found))
