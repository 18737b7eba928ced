"""ilp rules: the table of codes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from ilp_cli.core.finding import SEVERITY_WORDS, Code
from ilp_cli.core.rows import envelope
from ilp_cli.registry import catalogue
from ilp_cli.screen.answer import deliver
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
from ilp_cli.screen.options import Debug, format_option
from ilp_cli.screen.text import table

app = command_app()


class Format(StrEnum):
    """How the table is written."""

    TEXT = "text"
    MD = "md"
    JSON = "json"


@app.command(cls=IndonesianCommand)
def rules(
    format_: Annotated[Format, format_option(Format)] = Format.TEXT,
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
        for code in catalogue()
    ]
    header = list(rows[0])
    deliver(
        format_,
        lambda: table(header, [list(row.values()) for row in rows]),
        {
            Format.JSON: lambda: to_json(envelope("rules", rules=[_row(code) for code in catalogue()])),
            Format.MD: lambda: _markdown(header, rows),
        },
    )


def _row(code: Code) -> dict[str, object]:
    """A code as the JSON contract has it: what a finding calls `code` and `severity`, then the words."""
    return {
        "code": code.code,
        "severity": code.severity.value,
        "title": code.title,
        "standard": code.standard,
        "standards": [key for key in (code.standard, *code.also) if key],
        "status": code.status,
        "langkah": code.page.remedy,
        "kode": code.code,
        "berat": SEVERITY_WORDS[code.severity],
        "arti": code.title,
        "standar": code.standard or "",
    }


def _markdown(header: list[str], rows: list[dict[str, str]]) -> str:
    """The list as a table of Markdown."""
    lines = [header, ["---"] * len(header), *(list(row.values()) for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
