"""How a district trains (`pelatihan:` in roadmap.yaml): the size of a batch, its days, places, years and costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.district.place import Coordinates

BIAYA = ("peserta_hari", "angkatan", "perjalanan")
"""What has a unit cost, by its key: a participant for a day, a batch, the way of one participant to one batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempat:
    """Where a batch may be held, and how many fit in; `kapasitas` is None where only the size of a batch limits it."""

    path: Path
    nama: str
    kecamatan: str | None = None
    koordinat: Coordinates | None = None
    kapasitas: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TahunLatih:
    """A year with the months in which batches may be held, and days on which one may begin."""

    path: Path
    tahun: int
    bulan: tuple[int, ...] = ()
    tanggal: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pelatihan:
    """The whole key; None and () stand for what is not written.

    `kader` and `nakes` are the groups that each of them needs, as written. `hari_pelatihan` are the weekdays on which a
    batch may be held, None for the service days of the district. `biaya` are unit costs in rupiah, by the key of each.
    With `belum_diketahui` False only who is said to be untrained is invited.
    """

    path: Path = ("pelatihan",)
    min: int | None = None
    max: int | None = None
    hari: int | None = None
    hari_pelatihan: frozenset[int] | None = None
    kader: tuple[str, ...] = ()
    nakes: tuple[str, ...] = ()
    tempat: tuple[Tempat, ...] = ()
    tahun: tuple[TahunLatih, ...] = ()
    biaya: Mapping[str, int] = field(default_factory=dict)
    belum_diketahui: bool = True
