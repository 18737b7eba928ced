"""Who may not be proposed to move or to be lent: whom the roster marks, and who leads a klaster; where that is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.klaster import KLASTER, klaster_name, leaders
from ilp_cli.district.tables import ROSTER

TIED = (*ROSTER, KLASTER)
"""The tables that tell who may not be moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terikat:
    """Why somebody may not be moved: in words, with what the words leave out, and where it is said."""

    sebab: str
    rinci: str
    path: Path


def terikat_in(district: District, pada: date) -> Mapping[Path, Terikat]:
    """The petugas of a district who may not be moved on a day, by the paths of their rows.

    Who leads a klaster is told by the column of the sheet Petugas and by the sheet Klaster: either is enough.
    """
    leading = leaders(district, pada)
    bound: dict[Path, Terikat] = {}
    for petugas in district.petugas:
        row = leading.get(district.identities[petugas.path])
        if petugas.tetap:
            words, said, path = "bertanda tetap", "bertanda tetap di roster", (*petugas.path, "tetap")
        elif petugas.pj_klaster:
            words, path = _PJ, (*petugas.path, "pj_klaster")
            said = f"{_PJ} {petugas.pj_klaster}"
        elif row is not None:
            words, path = _PJ, (*row.path, "kedudukan")
            said = f"penanggung jawab {klaster_name(row.klaster) if row.klaster else 'klaster'} di lembar Klaster"
        else:
            continue
        bound[petugas.path] = Terikat(sebab=words, rinci=said, path=path)
    return bound


_PJ = "penanggung jawab klaster"


def terikat(case: Case) -> Mapping[Path, Terikat]:
    """The same of a case."""
    return terikat_in(case.district, case.pada)
