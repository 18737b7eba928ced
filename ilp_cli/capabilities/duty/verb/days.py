"""Who serves at a pustu on which days, by a duty roster that somebody hands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.duty.model.serving import served
from ilp_cli.core.words import daftar
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who
from ilp_cli.files.misfits import Unreadable

_SHOWN = 5


def duty_days(district: District, path: str | Path) -> tuple[Mapping[Who, frozenset[date]], tuple[str, ...]]:
    """The days of duty of each person in a duty roster, and what of it could not be used.

    Raises Unreadable where the file holds no duty roster.
    """
    from ilp_cli.capabilities.duty.read import read_jadwal

    read = read_jadwal(Path(path))
    if not read.rows:
        raise Unreadable(read.findings)
    rows = served(district, read.rows)
    days: dict[Who, set[date]] = defaultdict(set)
    for row in rows:
        days[district.identities[row.person.path]].update(row.row.on_duty)
    known = {row.row.path for row in rows}
    strangers = sorted({row.nama for row in read.rows if row.path not in known})
    more = f" dan {len(strangers) - _SHOWN} lagi" if len(strangers) > _SHOWN else ""
    told = f"{read.file}: {daftar(strangers[:_SHOWN])}{more} tidak ada di roster, jadi hari tugasnya tidak dipakai"
    return {who: frozenset(listed) for who, listed in days.items()}, (told,) if strangers else ()
