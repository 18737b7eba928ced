"""What belongs at which place, what each unit says it offers, and which referrals end nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.services import model
from ilp_cli.capabilities.services.model import Served
from ilp_cli.capabilities.services.tables import TABLES
from ilp_cli.core.given import a_day
from ilp_cli.core.names import maksud, normal
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.words import daftar
from ilp_cli.district.district import District
from ilp_cli.district.tables import ROSTER
from ilp_cli.law.services import TEMPAT
from ilp_cli.reading.load import case_at, load
from ilp_cli.reading.usable import legible, puskesmas_named

READ = (*ROSTER, *TABLES)
"""The tables that are read for an answer."""


def services(
    source: District | str | Path,
    *,
    tempat: Sequence[str] = (),
    puskesmas: str | None = None,
    tahun: Sequence[int] = (),
    pada: date | None = None,
    roster: str | Path | None = None,
) -> Served:
    """What the lokus of some stages say they offer, beside the matrix of services by place.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` a day (default: today); `tahun` years of its stages (default: all). `tempat` are places of the matrix
    (default: all), `puskesmas` the name of one. The matrix is configs/services, each cell with its figure or table.

    Raises Misuse for a place or a puskesmas that does not exist, and a year that is not in the roadmap; Unreadable
    where a file cannot be read.
    """
    day = a_day("pada", pada) or date.today()
    places = tuple(dict.fromkeys(map(_place, tempat)))
    district = legible(load(source, roster, tables=READ))
    case = case_at(district, day, tahun)
    own = puskesmas_named(district, puskesmas) if puskesmas is not None else None
    return Served(
        case=case,
        unit=model.of_puskesmas(case.of(model.units), own),
        putus=tuple(item for item in case.of(model.breaks) if own is None or item.dari.puskesmas.path == own.path),
        tempat=tuple(place for place in TEMPAT if place in places) or TEMPAT,
    )


def _place(name: str) -> str:
    known = {normal(place): place for place in TEMPAT}
    if normal(str(name)) not in known:
        raise Misuse(f"tempat “{name}” tidak ada{maksud(str(name), TEMPAT)}; pilih {daftar(TEMPAT)}")
    return known[normal(str(name))]
