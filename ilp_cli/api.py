"""Every verb as a short sequence: files and a day in, one frozen result out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from ilp_cli.domain.district import District
from ilp_cli.domain.finding import Code, Finding, Severity
from ilp_cli.domain.outcome import Misuse
from ilp_cli.domain.report import Report, coverage
from ilp_cli.domain.staffing import posyandu_states, presence, pustu_states
from ilp_cli.domain.standard import Standard, in_force
from ilp_cli.domain.words import daftar
from ilp_cli.readers import standards as law_files
from ilp_cli.readers.district import read_district
from ilp_cli.readers.misfits import MISFITS
from ilp_cli.rules import RULES, Context, run

_ORDER = {severity: place for place, severity in enumerate(Severity)}


def load(path: str | Path, roster: str | Path | None = None) -> District:
    """Read a plan folder or its roadmap.yaml. What is wrong in the files is in `District.misfits`, never raised."""
    return read_district(Path(path), Path(roster) if roster is not None else None)


def check(
    source: District | str | Path,
    *,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    roster: str | Path | None = None,
) -> Report:
    """Check a district as it stands on a day (default: today) for these years (default: all of its roadmap).

    Raises Misuse for a year the roadmap does not have.
    """
    district = source if isinstance(source, District) else load(source, roster)
    day = pada or date.today()
    years = _years(district, tahun)
    law = law_files.law()
    standards = in_force(law.standards, district.standar, day)
    pustu, posyandu = (), ()
    if district.roster_given:
        who = presence(district, day)
        pustu = pustu_states(district, who, standards, years)
        posyandu = posyandu_states(district, who, standards, years)
    context = Context(
        district=district,
        pada=day,
        years=years,
        standards=standards,
        national=law.standards,
        regulations=law.regulations,
        pustu=pustu,
        posyandu=posyandu,
    )
    unreadable = any(finding.status > 1 for finding in district.misfits) and not district.puskesmas
    found = () if unreadable else run(RULES, context)
    return Report(
        kabupaten=district.kabupaten.nama,
        pada=day,
        tahun=years,
        coverage=coverage(district, years),
        pustu=pustu,
        posyandu=posyandu,
        findings=_sorted([*district.misfits, *found]),
        roster_given=district.roster_given,
    )


def _years(district: District, wanted: Sequence[int]) -> tuple[int, ...]:
    """The years to check: those asked for, each in the roadmap, or all of it."""
    known = district.years()
    unknown = [str(year) for year in wanted if year not in known]
    if unknown and known:
        raise Misuse(f"tahap {daftar(unknown)} tidak ada di roadmap; yang ada: {daftar(map(str, known))}")
    return tuple(sorted(set(wanted) & set(known))) if wanted else known


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first; within each weight by file and place, then by code."""

    def key(item: Finding) -> tuple[object, ...]:
        place = item.place
        row = int(re.sub(r"\D", "", place.cell)) if place.cell else place.line or 0
        return (_ORDER[item.severity], place.file, place.sheet or "", row, place.column or 0, item.code)

    return tuple(sorted(findings, key=key))


@cache
def catalogue() -> tuple[Code, ...]:
    """Every code there is, misfits and rules, in order."""
    return (*MISFITS, *(rule.code for rule in RULES))


def standards_on(day: date) -> tuple[tuple[Standard, tuple[str, ...]], ...]:
    """Every standard with a value on a day, each with the codes of the rules that rest on it."""
    return tuple(
        (standard, tuple(code.code for code in catalogue() if code.standard == key))
        for key, standard in law_files.law().standards.items()
        if standard.on(day) is not None
    )


def configs_folder() -> Path:
    """Where the standards and vocabularies are read from."""
    return law_files.configs()
