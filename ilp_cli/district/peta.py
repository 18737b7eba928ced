"""The map of a district: the outlines of its desa, as a GeoJSON file has them."""

from __future__ import annotations

from dataclasses import dataclass

Ring = tuple[tuple[float, float], ...]
"""Points of an outline, longitude before latitude as GeoJSON has them."""


@dataclass(frozen=True, slots=True)
class Desa:
    """A desa and its outlines; its code and its kecamatan, "" where the file does not say them."""

    nama: str
    rings: tuple[Ring, ...]
    kode: str = ""
    kecamatan: str = ""


@dataclass(frozen=True, slots=True)
class Peta:
    """The desa of a map, and what is wrong with its file."""

    file: str
    desa: tuple[Desa, ...] = ()
    faults: tuple[str, ...] = ()
