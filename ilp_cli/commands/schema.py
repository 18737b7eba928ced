"""ilp schema: the JSON Schema of roadmap.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ilp_cli import api
from ilp_cli.commands.shared import Debug, Force, IndonesianCommand, command_app
from ilp_cli.console import machine, stream

app = command_app()


@app.command(cls=IndonesianCommand)
def schema(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="BERKAS", help="Tulis ke berkas, bukan ke layar.")
    ] = None,
    force: Force = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """JSON Schema untuk roadmap.yaml, supaya penyunting teks melengkapi dan memeriksa kuncinya.

    \b
    Contoh:
      ilp schema --output roadmap.schema.json
    """  # noqa: D301
    content = machine.to_json(api.schema())
    if output is None:
        stream.put(content)
    else:
        api.save(output, content.encode(), force=force)
        stream.notice(f"Ditulis: {output.as_posix()}")
