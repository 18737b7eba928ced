"""Invented districts with figures of the PWS, and a recount of them that knows nothing of the program's own tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.plans import plan

HEAD = "puskesmas,desa,posyandu,dusun,indikator,tahun,bulan,sasaran,dilayani"
Row = tuple[str, str, str, str, str, int, int, int | None, int | None]
"""Puskesmas, desa, posyandu, dusun, indikator, tahun, bulan, sasaran, dilayani."""

ROADMAP = """\
kabupaten: {nama: Rekaan}
roster: .
kebijakan: {target_capaian: {k1: 90, d/s: 80, stunting: 14}}
puskesmas:
  - nama: Suli
    koordinat: [-3.40, 120.30]
    pustu: [{nama: Cimpu, desa: Cimpu}, {nama: Murante, desa: Murante}]
    posyandu:
      - {nama: Melati, desa: Cimpu, pustu: Cimpu}
      - {nama: Mawar, desa: Cimpu, pustu: Cimpu}
      - {nama: Kenanga, desa: Murante, pustu: Murante}
  - nama: Bajo
    koordinat: [-3.30, 120.40]
    posyandu: [{nama: Anggrek, desa: Sumabu}, {nama: Dahlia, desa: Rumaju}]
tahap: [{tahun: 2025, lokus: [{puskesmas: Suli}]}]
"""
POSYANDU = {
    ("Suli", "Melati"): "Cimpu",
    ("Suli", "Mawar"): "Cimpu",
    ("Suli", "Kenanga"): "Murante",
    ("Bajo", "Anggrek"): "Sumabu",
    ("Bajo", "Dahlia"): "Rumaju",
}


def row(
    posyandu: str = "",
    bulan: int = 1,
    dilayani: int | None = 1,
    sasaran: int | None = 20,
    *,
    indikator: str = "K1",
    puskesmas: str = "Suli",
    desa: str = "",
    dusun: str = "",
) -> Row:
    """One row of the table Capaian in 2025."""
    return puskesmas, desa, posyandu, dusun, indikator, 2025, bulan, sasaran, dilayani


def folder(place: Path, rows: Iterable[Row], roadmap: str = ROADMAP, **files: str | bytes) -> Path:
    """The district with these reports."""
    lines = [",".join("" if cell is None else str(cell) for cell in cells) for cells in rows]
    return plan(place, roadmap, capaian_csv="\n".join([HEAD, *lines]) + "\n", **files)


def recount(rows: Sequence[Row], indikator: str, bulan: int, *, summed: bool) -> dict[tuple[str, ...], tuple[int, int]]:
    """Sasaran and dilayani of posyandu, desa, puskesmas and kabupaten from rows of posyandu alone, area by area.

    Sasaran counts where the posyandu has reported; of months that add up it is the last that was written.
    """
    figures: dict[tuple[str, str], tuple[int, int]] = {}
    for name in POSYANDU:
        own = sorted(
            (cells for cells in rows if (cells[0], cells[2]) == name and cells[4] == indikator and cells[6] <= bulan),
            key=lambda cells: cells[6],
        )
        own = own if summed else [cells for cells in own if cells[6] == bulan]
        served = [cells[8] for cells in own if cells[8] is not None]
        people = [cells[7] for cells in own if cells[7] is not None]
        if served:
            figures[name] = (people[-1] if people else 0, sum(served))
    totals: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for (puskesmas, posyandu), (people_there, served_there) in figures.items():
        desa = POSYANDU[puskesmas, posyandu]
        for key in ((), (puskesmas,), (puskesmas, desa), (puskesmas, desa, posyandu)):
            totals[key][0] += people_there
            totals[key][1] += served_there
    return {key: (people, served) for key, (people, served) in totals.items()}
