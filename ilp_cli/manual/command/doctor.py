"""ilp doctor: what is installed, where the standards come from, what is missing."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import typer

from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.version import __version__
from ilp_cli.manual.verb import law_summary
from ilp_cli.screen import stream
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.options import Debug
from ilp_cli.screen.text import table

app = command_app()

_NEEDED = ("typer", "rich", "pandas", "openpyxl", "PyYAML", "python-calamine", "pydantic", "defusedxml")


@app.command(cls=IndonesianCommand)
def doctor(
    debug: Debug = False,  # noqa: ARG001  # read at the door
) -> None:
    """Periksa pemasangan: versi program dan pustaka, letak standar, dan apa yang belum ada.

    \b
    Contoh:
      ilp doctor
    """  # noqa: D301
    rows = [("ilp_cli", __version__), ("Python", platform.python_version()), ("sistem", platform.platform(terse=True))]
    missing = []
    for name in _NEEDED:
        try:
            rows.append((name, version(name)))
        except PackageNotFoundError:
            rows.append((name, "tidak terpasang"))
            missing.append(name)
    folder, values, regulations = law_summary()
    rows += [
        ("configs", folder.as_posix()),
        ("standar", f"{values} nilai, {regulations} peraturan"),
        ("pengodean layar", sys.stdout.encoding or "tidak diketahui"),
    ]
    stream.say(table(("bagian", "keterangan"), rows))
    if missing:
        stream.notice(f"ilp: belum terpasang: {', '.join(missing)}; pasang ulang ilp_cli")
        raise typer.Exit(ExitStatus.FAULT)
