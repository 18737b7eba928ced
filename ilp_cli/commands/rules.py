"""ilp rules: the table of codes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ilp_cli import api
from ilp_cli.commands.shared import Debug, IndonesianCommand, command_app
from ilp_cli.console import machine, stream, text
from ilp_cli.domain.finding import SEVERITY_WORDS

app = command_app()


class Format(StrEnum):
    """How the table is written."""

    TEXT = "text"
    MD = "md"
    JSON = "json"


@app.command(cls=IndonesianCommand)
def rules(
    format_: Annotated[Format, typer.Option("--format", metavar="BENTUK", help=f"{', '.join(Format)}.")] = Format.TEXT,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Daftar semua kode temuan: beratnya, artinya, dan standar yang mendasarinya.

    \b
    Contoh:
      ilp rules
      ilp rules --format md
    """  # noqa: D301
    rows = [
        {"kode": code.code, "berat": SEVERITY_WORDS[code.severity], "arti": code.title, "standar": code.standard or ""}
        for code in api.catalogue()
    ]
    header = list(rows[0])
    if format_ is Format.JSON:
        stream.put(machine.to_json(rows))
    elif format_ is Format.MD:
        lines = [header, ["---"] * len(header), *(list(row.values()) for row in rows)]
        stream.put("".join(f"| {' | '.join(cells)} |\n" for cells in lines))
    else:
        stream.say(text.table(header, [list(row.values()) for row in rows]))
