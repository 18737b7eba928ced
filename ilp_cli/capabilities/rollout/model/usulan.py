"""An order as its file (rollout.yaml) tells it: which puskesmas in which year."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.district.document import Marks

HEAD = "urutan"
"""The first word of every path into the file, and the key that tells it from other proposals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Urut:
    """A puskesmas by its written name, and the year it is given; `path` is where the name stands."""

    path: Path
    tahun: int
    puskesmas: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UsulanRollout:
    """A whole file; `file` is its name as the planner knows it, "" before it is written."""

    kabupaten: str = ""
    pada: date | None = None
    urutan: tuple[Urut, ...] = ()
    file: str = ""
    text: Marks = field(default_factory=Marks, repr=False, compare=False)
