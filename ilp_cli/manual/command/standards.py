"""ilp standards: the values in force on a day, with their articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated

from ilp_cli.core.rows import envelope
from ilp_cli.core.words import tanggal
from ilp_cli.manual.verb import standards_rows, standards_table
from ilp_cli.screen import stream
from ilp_cli.screen.answer import deliver
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
from ilp_cli.screen.options import Debug, Pada, TextOrJson, format_option
from ilp_cli.screen.text import wrapped

app = command_app()


@app.command(cls=IndonesianCommand)
def standards(
    pada: Pada = None,
    format_: Annotated[TextOrJson, format_option(TextOrJson)] = TextOrJson.TEXT,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Standar yang berlaku pada suatu hari: nilai, sejak kapan, pasal, pangkat, dan dengan apa diperiksa.

    \b
    Contoh:
      ilp standards --pada 2025-01-02
    """  # noqa: D301
    day, rows = standards_table(pada)
    deliver(
        format_,
        lambda: _lines(day, rows),
        {TextOrJson.JSON: lambda: to_json(envelope("standards", pada=day, standar=standards_rows(day)))},
    )


def _lines(day: date, rows: Iterable[Mapping[str, str]]) -> Iterator[stream.Line]:
    """The standards as a screen shows them, each with its article and what uses it."""
    yield stream.line((f"Standar yang berlaku pada {tanggal(day)}", "bold"))
    for row in rows:
        yield stream.line()
        yield stream.line((f"{row['kunci']}", "bold"), f" = {row['nilai']}   {row['judul']}")
        yield stream.line(f"    {row['dasar']} ({row['pangkat']}), sejak {row['sejak']}")
        yield stream.line(f"    dicocokkan dengan {row['diperiksa']}")
        yield stream.line(f"    aturan: {row['aturan']}")
        if row["catatan"]:
            yield from (stream.line(f"    {part}") for part in wrapped(row["catatan"], indent=4))
