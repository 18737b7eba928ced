"""What the order of the coming years rests on (`rollout:` in roadmap.yaml): needs, limits, people, predecessors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ilp_cli.core.finding import Path
from ilp_cli.district.place import Puskesmas
from ilp_cli.district.roadmap import Named

RESOURCES = ("tempat_latihan", "anggaran", "rekrut", "pindah")
"""What may be limited in a year, by its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batas:
    """A coming year and what it has room for; what is not in `batas` is not limited.

    `jiwa` is how many people shall live under a lokus by its end, None where nothing was promised.
    """

    path: Path
    tahun: int
    batas: Mapping[str, int] = field(default_factory=dict)
    jiwa: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kebutuhan:
    """A puskesmas that is to become a lokus: its people, and what it needs, as far as it was written.

    `siap` is the year before which it cannot, `diminta` the year by which it wishes to, `sesudah` the puskesmas that
    must be lokus by then, `bobot` what one of its people weighs in the order.
    """

    path: Path
    puskesmas: Named[Puskesmas]
    jiwa: int | None = None
    butuh: Mapping[str, int] = field(default_factory=dict)
    siap: int | None = None
    diminta: int | None = None
    sesudah: tuple[Named[Puskesmas], ...] = ()
    bobot: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SyaratSiap:
    """The criteria of readiness that a puskesmas must be stated to meet before it begins.

    `belum` is the first year of those that do not meet them yet, None where they wait until they do.
    """

    path: Path = ("rollout", "kesiapan")
    kriteria: tuple[str, ...] = ()
    belum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollout:
    """The whole key. `kecamatan` is the year by whose end every kecamatan shall have a lokus.

    `coba` says how much more of a limit the table of what-ifs tries.
    """

    path: Path = ("rollout",)
    tahun: tuple[Batas, ...] = ()
    puskesmas: tuple[Kebutuhan, ...] = ()
    kecamatan: int | None = None
    coba: Mapping[str, int] = field(default_factory=dict)
    kesiapan: SyaratSiap | None = None
