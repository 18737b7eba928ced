"""ilp plan staffing: the moves and hires that fill the pustu lokus, and the proof that fewer hires cannot do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ilp_cli.capabilities.staffing import screen
from ilp_cli.capabilities.staffing.verb import STAFFING_LIMIT, Asked, plan_staffing, why_hires, write_proposal
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.district.menurut import AsProposed, Jenis
from ilp_cli.files.writing import named, to_stdout
from ilp_cli.planning import screen as reasons
from ilp_cli.planning.patience import limit, listening
from ilp_cli.reading.load import load
from ilp_cli.reading.usable import unread
from ilp_cli.screen import stream
from ilp_cli.screen.answer import beside, resting
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.machine import to_json
from ilp_cli.screen.options import (
    AS_PROPOSED,
    BatasWaktu,
    Debug,
    DryRun,
    Force,
    Pada,
    PathArgument,
    Quiet,
    RosterOption,
    Tahun,
    TextOrJson,
    dengan_option,
    format_option,
)

app = command_app()

_SEARCHING = 0.75
"""The part of the time that a search may take which may leave posts unmet; the rest is for saying why."""


@app.command(cls=IndonesianCommand)
def staffing(
    context: typer.Context,
    path: PathArgument,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="BERKAS", help="Usulan yang ditulis, misalnya usulan.yaml.")
    ] = None,
    dengan: Annotated[list[Path] | None, dengan_option("rollout.yaml")] = None,
    roster: RosterOption = None,
    tahun: Tahun = None,
    pada: Pada = None,
    jarak_maks: Annotated[
        float | None,
        typer.Option("--jarak-maks", metavar="KM", min=0, help="Paling jauh seseorang dipindahkan (garis lurus)."),
    ] = None,
    keliling: Annotated[
        bool, typer.Option("--keliling", help="Seseorang boleh membagi minggunya di paling banyak dua unit.")
    ] = False,
    rekrut_maks: Annotated[
        int | None,
        typer.Option("--rekrut-maks", metavar="N", min=0, help="Paling banyak direkrut.  [bawaan: tidak dibatasi]"),
    ] = None,
    batas_waktu: BatasWaktu = STAFFING_LIMIT,
    format_: Annotated[TextOrJson, format_option(TextOrJson)] = TextOrJson.TEXT,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Usulkan perpindahan dan rekrutan agar lokus memenuhi minimum, dengan bukti bahwa rekrutannya paling sedikit.

    \b
    Contoh:
      ilp plan staffing examples/luwu --tahun 2025 -o usulan.yaml
      ilp plan staffing . --jarak-maks 20 --keliling --rekrut-maks 3
    """  # noqa: D301
    if to_stdout(output) and format_ is TextOrJson.JSON:
        raise Misuse("usulan dan hasil json tidak dapat bersama-sama ke keluaran standar; sebut nama berkas usulannya")
    as_proposed: AsProposed = context.meta[AS_PROPOSED]
    source = as_proposed(path, roster, dengan or (), pada=pada, tahun=tahun or (), jenis=(Jenis.ROLLOUT,))
    until = limit(batas_waktu)
    with listening(until, lambda: stream.stopping(quiet=quiet)):
        district = load(source, roster)
        asked = Asked(pada=pada, tahun=tahun or (), jarak_maks=jarak_maks, keliling=keliling)
        searching = until if rekrut_maks is None else until.at_most(until.left * _SEARCHING)
        plan = plan_staffing(district, **asked, rekrut_maks=rekrut_maks, until=searching)
        for words in unread(district):
            stream.notice(f"ilp: {words}", quiet=quiet)
        if output is not None:
            write_proposal(plan, district, path, output, force=force, dry_run=dry_run)
        if format_ is TextOrJson.JSON:
            stream.put(to_json({**plan.document(), "menurut": [given.row() for given in district.menurut]}))
        elif not quiet:
            stream.say(resting(screen.plan_lines(plan), district.menurut), stream=beside(output))
            if plan.unmet:
                why = why_hires(district, **asked, until=until)
                stream.say(reasons.conflict_lines(why.conflicts, whole=why.whole), stream=beside(output))
        if output is not None:
            stream.wrote(named(output), dry_run=dry_run, quiet=quiet)
    raise typer.Exit(ExitStatus.INTERRUPTED if until.stopped else plan.exit_status())
