"""A proposal of moves and hires as its file (usulan.yaml) tells it: who goes where, and what must be recruited."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.core.names import sebutan
from ilp_cli.district.document import Marks

KEYS = ("pindah", "rekrut")
"""The keys that tell its file from other proposals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A unit by its written names: a pustu or a posyandu, or without either the puskesmas induk."""

    puskesmas: str
    pustu: str = ""
    posyandu: str = ""

    def __str__(self) -> str:
        if self.pustu:
            return f"{sebutan('pustu', self.pustu)} ({self.puskesmas})"
        if self.posyandu:
            return f"{sebutan('posyandu', self.posyandu)} ({self.puskesmas})"
        return sebutan("puskesmas", self.puskesmas)

    def row(self) -> dict[str, object]:
        """The unit as the JSON has it; only what it names."""
        named = {"puskesmas": self.puskesmas, "pustu": self.pustu, "posyandu": self.posyandu}
        return {key: name for key, name in named.items() if name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One person from one unit to another: on these weekdays, or altogether where none are named.

    `nip` are the last four figures, only where the name alone does not tell who. `alasan` says why this one.
    """

    path: Path
    nama: str
    profesi: str
    dari: Spot
    ke: Spot
    hari: frozenset[int] = frozenset()
    nip: str = ""
    alasan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hire:
    """So many people of one profession to be recruited for one unit, for the stage of a year."""

    path: Path
    profesi: str
    di: Spot
    jumlah: int = 1
    tahun: int | None = None
    alasan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A whole proposal; `file` is its name as the planner knows it, "" before it is written."""

    kabupaten: str = ""
    pada: date | None = None
    tahun: tuple[int, ...] = ()
    pindah: tuple[Move, ...] = ()
    rekrut: tuple[Hire, ...] = ()
    file: str = ""
    text: Marks = field(default_factory=Marks, repr=False, compare=False)
