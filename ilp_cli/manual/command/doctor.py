"""ilp doctor: what is installed, where the standards come from, what is missing."""

from __future__ import annotations

import platform
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import typer

from ilp_cli.core.outcome import ExitStatus
from ilp_cli.core.version import __version__
from ilp_cli.manual.verb import law_summary
from ilp_cli.screen import stream
from ilp_cli.screen.indonesian import IndonesianCommand, command_app
from ilp_cli.screen.options import Debug
from ilp_cli.screen.text import table

app = command_app()

_PYPROJECT = Path(__file__).resolve().parents[3] / "pyproject.toml"
"""What a checkout that is not installed needs."""


def needed() -> list[str]:
    """The packages the program needs, as its own metadata names them; those for development are left out."""
    try:
        wanted = requires("ilp_cli") or []
    except PackageNotFoundError:
        wanted = tomllib.loads(_PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    return [re.split(r"[^\w.-]", name, maxsplit=1)[0] for name in wanted if "extra ==" not in name]


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
    for name in needed():
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
