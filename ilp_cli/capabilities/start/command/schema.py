"""ilp schema: the JSON Schema of roadmap.yaml."""

from __future__ import annotations

import typer

from ilp_cli.capabilities.start import verb as start_verb
from ilp_cli.screen.answer import deliver
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
from ilp_cli.screen.options import Debug, Force, Output, Quiet

app = command_app()


@app.command(cls=IndonesianCommand)
def schema(
    context: typer.Context,
    output: Output = None,
    force: Force = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """JSON Schema untuk roadmap.yaml, supaya penyunting teks melengkapi dan memeriksa kuncinya.

    \b
    Contoh:
      ilp schema --output roadmap.schema.json
    """  # noqa: D301
    deliver(
        "json",
        tuple,
        {"json": lambda: to_json(start_verb.schema(context.obj()))},
        output=output,
        force=force,
        quiet=quiet,
    )
