"""A figure as a sheet prints it: what it counts, and of what."""

from __future__ import annotations

from typing import NamedTuple

from ilp_cli.core.finding import Path


class Angka(NamedTuple):
    """What a figure counts (`nama`), of which unit, lokus or stage (`subjek`), of which kind, in which years.

    A sheet says it beside the figure where it prints it, and `ilp trace` asks there; in the file that is written
    nothing of it stands.
    """

    nama: str
    subjek: Path = ()
    jenis: str = ""
    tahun: tuple[int, ...] = ()
