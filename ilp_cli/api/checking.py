"""Read a plan folder and check it on a day."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from ilp_cli.domain.calendar import Holiday, closed_days, months_after
from ilp_cli.domain.career import LAW
from ilp_cli.domain.district import District
from ilp_cli.domain.finding import Code, Finding, Severity
from ilp_cli.domain.marking import Since, remembered, since
from ilp_cli.domain.outcome import Misuse
from ilp_cli.domain.outlook import HORIZON, PustuOutlook, outlook
from ilp_cli.domain.report import Report, UsulanRow, coverage
from ilp_cli.domain.serving import Served, served
from ilp_cli.domain.staffing import PosyanduState, PustuState, posyandu_states, presence, pustu_states
from ilp_cli.domain.standard import InForce, in_force
from ilp_cli.domain.waiver import Waiving, waive
from ilp_cli.domain.words import daftar
from ilp_cli.readers import standards as law_files
from ilp_cli.readers.district import read_district
from ilp_cli.readers.misfits import MISFITS, Unreadable
from ilp_cli.rules import FIRST, LAST, RULES, Context, run
from ilp_cli.rules import duty as duty_rules

_WEIGHT = {severity: place for place, severity in enumerate(Severity)}


_CAUSE = {kind: place for place, kind in enumerate("03619284")}
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
    horizon: int = HORIZON,
    jadwal: str | Path | None = None,
    dengan: str | Path | None = None,
) -> Report:
    """Check a district as it stands on a day (default: today) for these years (default: all of its roadmap).

    `horizon` is how many months ahead it looks for people who leave; 0 looks at the day alone. `jadwal` is a duty
    roster to check beside it, `dengan` a proposal with which it is looked at. Raises Misuse for a year the roadmap does
    not have.
    """
    district = source if isinstance(source, District) else load(source, roster, dengan=dengan)
    if jadwal is not None:
        district = with_jadwal(district, jadwal)
    day = pada or date.today()
    years = years_of(district, tahun)
    law = law_files.law()
    standards = in_force(law.standards, district.standar, day)
    pustu: tuple[PustuState, ...] = ()
    posyandu: tuple[PosyanduState, ...] = ()
    measurable = district.roster_given and "pustu.bidan" in standards
    career = career_law(day)
    ahead: tuple[PustuOutlook, ...] = ()
    if measurable:
        who = presence(district, day)
        pustu = pustu_states(district, who, standards, years)
        posyandu = posyandu_states(district, who, standards, years)
    if measurable and horizon:
        ahead = outlook(district, standards, career, day, months_after(day, horizon), years).pustu
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
        career=career,
        outlook=ahead,
        codes=frozenset(code.code for code in catalogue()),
        served=tuple(served(district, district.jadwal)),
        closed=closed_in(district, {day.year for row in district.jadwal for day in row.days}),
    )
    found = _found(context) if district.readable else Waiving(findings=())
    findings, waived = _sorted([*district.misfits, *found.findings]), _sorted(found.waived)
    return Report(
        kabupaten=district.kabupaten.nama,
        pada=day,
        tahun=years,
        coverage=coverage(district, years),
        pustu=pustu,
        posyandu=posyandu,
        findings=findings,
        waived=waived,
        since=_since(district, years, findings, waived) if district.earlier else None,
        readings=district.readings,
        roster_given=measurable,
        usulan=_usulan(district),
        proses=tuple((tahap.tahun, tahap.proses) for tahap in district.tahap if tahap.proses and tahap.tahun in years),
    )


def _since(
    district: District, years: Sequence[int], findings: Sequence[Finding], waived: Sequence[Finding]
) -> Since | None:
    """What has been solved since the roster was last marked."""
    now, aside = ([remembered(district, found) for found in part] for part in (findings, waived))
    return since(district.earlier, years, now, aside)


def with_jadwal(district: District, path: str | Path) -> District:
    """The district with a duty roster beside it; what is wrong with that file is among the misfits."""
    from ilp_cli.readers.duty_book import read_jadwal

    try:
        read = read_jadwal(Path(path))
    except Unreadable as error:
        return replace(district, misfits=(*district.misfits, *error.findings))
    return replace(district, jadwal=read.rows, misfits=(*district.misfits, *read.findings))


def checked_jadwal(district: District, rows: Sequence[Served], day: date) -> list[Finding]:
    """What the rules say of a duty roster alone, whoever its rows mean being known, with the standards of a day."""
    law = law_files.law()
    context = Context(
        district=replace(district, jadwal=tuple(one.row for one in rows)),
        pada=day,
        years=(),
        standards=in_force(law.standards, district.standar, day),
        national=law.standards,
        regulations=law.regulations,
        pustu=(),
        posyandu=(),
        professions={},
        served=tuple(rows),
        closed=closed_in(district, {day.year for one in rows for day in one.row.days}),
    )
    return list(run(duty_rules.RULES, context))


def closed_in(district: District, years: Iterable[int]) -> Mapping[date, Holiday]:
    """The closed days of some years: the national calendar, and the district's own list, which wins."""
    wanted = sorted(years)
    if not wanted:
        return {}
    from ilp_cli.readers.calendar import national_holidays

    holidays = [day for year in wanted for day in national_holidays(year)]
    return closed_days(holidays, district.libur, district.kebijakan)


def _usulan(district: District) -> UsulanRow | None:
    """What of a proposal the district was looked at with."""
    one = district.usulan
    return UsulanRow(file=one.proposal.file, pindah=one.moved, rekrut=one.hired) if one is not None else None


def _found(context: Context) -> Waiving:
    """What the rules find, less what is waived, and then what is to be said of the waivers themselves."""
    result = waive(context.district, run(FIRST, context), context.pada)
    last = run(LAST, replace(context, met=result.met))
    return replace(result, findings=(*result.findings, *last))


def career_law(day: date) -> dict[str, InForce]:
    """What ends a service, as it stands on a day; national, whatever a district may write."""
    national = law_files.law().standards
    return in_force({key: national[key] for key in LAW}, (), day)


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
