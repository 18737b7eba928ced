"""Read a plan folder and check it on a day."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from ilp_cli.domain.district import District
from ilp_cli.domain.finding import Code, Finding, Severity
from ilp_cli.domain.outcome import Misuse
from ilp_cli.domain.report import Report, UsulanRow, coverage
from ilp_cli.domain.staffing import PosyanduState, PustuState, posyandu_states, presence, pustu_states
from ilp_cli.domain.standard import in_force
from ilp_cli.domain.waiver import Waiving, waive
from ilp_cli.domain.words import daftar
from ilp_cli.readers import standards as law_files
from ilp_cli.readers.district import read_district
from ilp_cli.readers.misfits import MISFITS
from ilp_cli.rules import FIRST, LAST, RULES, Context, run

_WEIGHT = {severity: place for place, severity in enumerate(Severity)}


_CAUSE = {kind: place for place, kind in enumerate("0361928")}
"""Shape of files, people and proposals before the roadmap, and that before what follows from them."""


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
def load(path: str | Path, roster: str | Path | None = None, *, dengan: str | Path | None = None) -> District:
    """Read a plan folder or its roadmap.yaml. What is wrong in the files is in `District.misfits`, never raised.

    `dengan` is a proposal of moves and hires: the district is then as it would be with it.
    """
    district = read_district(Path(path), Path(roster) if roster is not None else None)
    return district if dengan is None else _with(district, Path(dengan))


def _with(district: District, path: Path) -> District:
    """The district as it would be with the proposal of a file; one that cannot be read is a misfit."""
    from ilp_cli.domain.proposed import with_proposal
    from ilp_cli.readers.proposal import read_proposal

    proposal, source, found = read_proposal(path)
    district = replace(district, misfits=(*district.misfits, *found))
    return with_proposal(district, proposal, source) if proposal is not None else district


@uncollected()
def check(
    source: District | str | Path,
    *,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    roster: str | Path | None = None,
    dengan: str | Path | None = None,
) -> Report:
    """Check a district as it stands on a day (default: today) for these years (default: all of its roadmap).

    `dengan` is the proposal with which it is looked at. Raises Misuse for a year the roadmap does not have.
    """
    district = source if isinstance(source, District) else load(source, roster, dengan=dengan)
    day = pada or date.today()
    years = years_of(district, tahun)
    law = law_files.law()
    standards = in_force(law.standards, district.standar, day)
    pustu: tuple[PustuState, ...] = ()
    posyandu: tuple[PosyanduState, ...] = ()
    measurable = district.roster_given and "pustu.bidan" in standards
    if measurable:
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
        professions=law_files.professions().names,
        codes=frozenset(code.code for code in catalogue()),
    )
    found = _found(context) if district.readable else Waiving(findings=())
    return Report(
        kabupaten=district.kabupaten.nama,
        pada=day,
        tahun=years,
        coverage=coverage(district, years),
        pustu=pustu,
        posyandu=posyandu,
        findings=_sorted([*district.misfits, *found.findings]),
        waived=_sorted(found.waived),
        readings=district.readings,
        roster_given=measurable,
        usulan=_usulan(district),
        proses=tuple((tahap.tahun, tahap.proses) for tahap in district.tahap if tahap.proses and tahap.tahun in years),
    )


def _usulan(district: District) -> UsulanRow | None:
    """What of a proposal the district was looked at with."""
    one = district.usulan
    return UsulanRow(file=one.proposal.file, pindah=one.moved, rekrut=one.hired) if one is not None else None


def _found(context: Context) -> Waiving:
    """What the rules find, less what is waived, and then what is to be said of the waivers themselves."""
    result = waive(context.district, run(FIRST, context), context.pada)
    last = run(LAST, replace(context, met=result.met))
    return replace(result, findings=(*result.findings, *last))


def years_of(district: District, wanted: Sequence[int]) -> tuple[int, ...]:
    """The years to check: those asked for, each in the roadmap, or all of it."""
    known = district.years()
    unknown = [str(year) for year in wanted if year not in known]
    if unknown and known:
        raise Misuse(f"tahap {daftar(unknown)} tidak ada di roadmap; yang ada: {daftar(map(str, known))}")
    return tuple(sorted(set(wanted) & set(known))) if wanted else known


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first; within each weight causes before what follows from them, then by file and place."""

    def key(item: Finding) -> tuple[object, ...]:
        place = item.place
        row = int(re.sub(r"\D", "", place.cell)) if place.cell else place.line or 0
        order = _WEIGHT[item.severity], _CAUSE.get(item.code[3], 9)
        return (*order, place.file, place.sheet or "", row, place.column or 0, item.code)

    return tuple(sorted(findings, key=key))


@cache
def catalogue() -> tuple[Code, ...]:
    """Every code there is, misfits and rules, in order."""
    return (*MISFITS, *(rule.code for rule in RULES))
