"""A plan folder as a district, a case of it for the years asked for, and the days on which nothing is open."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ilp_cli.core.given import a_path, some_years
from ilp_cli.core.outcome import Misuse
from ilp_cli.core.words import daftar
from ilp_cli.district.calendar import CUTI_BERSAMA, Holiday, closed_days
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.table import TableSpec
from ilp_cli.district.tables import ROSTER
from ilp_cli.law import configs
from ilp_cli.reading.folder import read_district


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the garbage collector: rows form no cycles, and walking them again and again costs a quarter more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@uncollected()
def load(
    source: District | str | Path, roster: str | Path | None = None, *, tables: Sequence[TableSpec] = ROSTER
) -> District:
    """Read a plan folder or its roadmap.yaml; a district that is read already is given back as it is.

    `source` is the folder, the file or the district; `roster` a file or folder read instead of the one it names;
    `tables` are the sheets of a roster that are read: a capability that has tables of its own names them behind those
    of every roster.

    What is wrong in the files is in `District.misfits`, never raised. Raises Misuse for what is no path.
    """
    if isinstance(source, District):
        return source
    a_path("source", source)
    if roster is not None:
        a_path("roster", roster)
    return read_district(Path(source), Path(roster) if roster is not None else None, tables=tables)


def case_at(district: District, pada: date, tahun: Sequence[int] = (), kept: Collection[int] = ()) -> Case:
    """A district on a day under the law of this edition, for the years asked for. Raises Misuse as `years_of` does."""
    return Case(district=district, pada=pada, years=years_of(district, tahun, kept), law=configs.law())


def closed_in(district: District, years: Iterable[int]) -> Mapping[date, Holiday]:
    """The closed days of some years: the national calendar, and the district's own list, which wins."""
    wanted = sorted(years)
    if not wanted:
        return {}
    from ilp_cli.reading.holidays import national_holidays

    holidays = [day for year in wanted for day in national_holidays(year)]
    return closed_days(holidays, district.libur, district.kebijakan)


def cuti_bersama_in(years: Iterable[int]) -> frozenset[date]:
    """The days of cuti bersama of some years, also those on which a district stays open."""
    from ilp_cli.reading.holidays import national_holidays

    return frozenset(day.tanggal for year in years for day in national_holidays(year) if day.jenis == CUTI_BERSAMA)


def years_of(district: District, wanted: Sequence[int], kept: Collection[int] = ()) -> tuple[int, ...]:
    """The years to check: those asked for, each in the roadmap or among those `kept` elsewhere, or all of the roadmap.

    Raises Misuse for another.
    """
    wanted, known = some_years("tahun", wanted), district.years()
    unknown = [str(year) for year in wanted if year not in known and year not in kept]
    if unknown and known:
        raise Misuse(f"tahap {daftar(unknown)} tidak ada di roadmap; yang ada: {daftar(map(str, known))}")
    return tuple(sorted(set(wanted) & {*known, *kept})) if wanted else known
