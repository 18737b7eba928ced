"""Read a plan folder and check it on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.duty.model.serving import served
from ilp_cli.capabilities.outlook.model.outlook import HORIZON, PustuOutlook, outlook
from ilp_cli.capabilities.outlook.verb import career_law
from ilp_cli.capabilities.waivers.model import Waiving, waive
from ilp_cli.checking.inputs import with_jadwal
from ilp_cli.core.finding import Finding, Severity
from ilp_cli.district.calendar import months_after
from ilp_cli.district.coverage import coverage
from ilp_cli.district.district import District
from ilp_cli.district.fulfilment import PosyanduState, PustuState, posyandu_states, pustu_states
from ilp_cli.district.presence import presence
from ilp_cli.law import configs
from ilp_cli.law.standard import in_force
from ilp_cli.reading.load import closed_in, load, uncollected, years_of
from ilp_cli.registry import FIRST, LAST, catalogue
from ilp_cli.rulebook.case import Context
from ilp_cli.rulebook.report import Report, UsulanRow
from ilp_cli.rulebook.rule import run
from ilp_cli.rulebook.since import Since, remembered, since

_WEIGHT = {severity: place for place, severity in enumerate(Severity)}


_CAUSE = {kind: place for place, kind in enumerate("03619284")}
"""Shape of files, people and proposals before the roadmap, and that before what follows from them."""


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
    law = configs.law()
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
        professions=configs.professions().names,
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


def _usulan(district: District) -> UsulanRow | None:
    """What of a proposal the district was looked at with."""
    one = district.usulan
    return UsulanRow(file=one.proposal.file, pindah=one.moved, rekrut=one.hired) if one is not None else None


def _found(context: Context) -> Waiving:
    """What the rules find, less what is waived, and then what is to be said of the waivers themselves."""
    result = waive(context.district, run(FIRST, context), context.pada)
    last = run(LAST, replace(context, met=result.met))
    return replace(result, findings=(*result.findings, *last))


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first; within each weight causes before what follows from them, then by file and place."""

    def key(item: Finding) -> tuple[object, ...]:
        place = item.place
        row = int(re.sub(r"\D", "", place.cell)) if place.cell else place.line or 0
        order = _WEIGHT[item.severity], _CAUSE.get(item.code[3], 9)
        return (*order, place.file, place.sheet or "", row, place.column or 0, item.code)

    return tuple(sorted(findings, key=key))
