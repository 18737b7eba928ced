"""ilp outlook: when pustu lokus fall below their minimums, because of whom, and for how long."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.outlook import screen
from ilp_cli.capabilities.outlook import verb as outlook_verb
from ilp_cli.capabilities.outlook.model.outlook import Outlook
from ilp_cli.files.writing import save
from ilp_cli.reading.load import load
from ilp_cli.reading.usable import input_files, unread
from ilp_cli.screen import stream
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
from ilp_cli.screen.options import Debug, Force, Pada, PathArgument, Quiet, Roster, Tahun

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
    district = load(path, roster)
    found = outlook_verb.outlook(district, sampai=sampai, pada=pada, tahun=tahun or ())
    for words in unread(district):
        stream.notice(f"ilp: {words}")
    content = _rendered(found, format_)
    if output is not None:
        mark = "\ufeff" if format_ is Format.CSV else ""
        save(output, (mark + content).encode(), inputs=input_files(path, district), force=force)
        stream.notice(f"Ditulis: {output.as_posix()}", quiet=quiet)
    elif format_ is Format.TEXT:
        stream.say(screen.outlook_lines(found))
    else:
        stream.put(content)


def _rendered(found: Outlook, format_: Format) -> str:
    """The outlook as text in one of the formats."""
    if format_ is Format.JSON:
        return to_json(found.document())
    if format_ is Format.CSV:
        return screen.outlook_csv(found)
    return stream.plain(screen.outlook_lines(found))
