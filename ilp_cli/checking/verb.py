"""Read a plan folder and check it on a day."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ilp_cli.capabilities.outlook.model.outlook import HORIZON, Horizon
from ilp_cli.capabilities.waivers.model import Waiving, Weighed, waive
from ilp_cli.checking.inputs import case_of, kind_of
from ilp_cli.core.finding import Finding, Severity
from ilp_cli.core.given import a_day, a_whole
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.shell import command
from ilp_cli.core.steps import step
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.district.coverage import coverage
from ilp_cli.district.district import District
from ilp_cli.district.doubtful import shaky
from ilp_cli.district.fulfilment import measurable, posyandu_states, pustu_states
from ilp_cli.district.menurut import Jenis, Menurut
from ilp_cli.files.misfits import BLOCKING, Unreadable
from ilp_cli.reading.load import uncollected
from ilp_cli.registry import LAST, catalogue, rules_for, rules_of
from ilp_cli.rulebook.report import PembagianRow, Report, UsulanRow
from ilp_cli.rulebook.rule import run
from ilp_cli.rulebook.since import Since, remembered, since

_WEIGHT = {severity: place for place, severity in enumerate(Severity)}


_FILES, _PEOPLE, _PROPOSALS, _ROADMAP, _WAIVERS, _STAFFING, _DECREE, _SERVICES = "03619284"
"""Ranges of codes by their first figure, causes before what follows from them."""
_CAUSE = {
    kind: place
    for place, kind in enumerate((_FILES, _PEOPLE, _PROPOSALS, _ROADMAP, _WAIVERS, _STAFFING, _DECREE, _SERVICES))
}


@uncollected()
def check(
    source: District | str | Path,
    *,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    roster: str | Path | None = None,
    horizon: int = HORIZON,
    jadwal: str | Path | None = None,
    dengan: str | Path | Sequence[str | Path] | None = None,
) -> Report:
    """Check a district as it stands on a day for the stages of some years, against the standards in force on that day.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` a day (default: today); `tahun` years of its stages (default: all). `horizon` is how many months ahead
    it looks for people who leave; 0 looks at the day alone. `jadwal` is a duty roster to check beside it, `dengan` a
    proposal of moves and hires or a division of areas with which it is looked at, or one of each.

    What is wrong in the files is in `Report.findings`, never raised, each with the article it rests on. Raises Misuse
    for a year the roadmap does not have.
    """
    return report_of(
        opened(source, pada=pada, tahun=tahun, roster=roster, horizon=horizon, jadwal=jadwal, dengan=dengan)
    )


@uncollected()
def opened(
    source: District | str | Path,
    *,
    pada: date | None = None,
    tahun: Sequence[int] = (),
    roster: str | Path | None = None,
    horizon: int = HORIZON,
    jadwal: str | Path | None = None,
    dengan: str | Path | Sequence[str | Path] | None = None,
    frozen: bool = False,
) -> Case:
    """The case that `check` looks at, ready to be asked; `frozen` as in `case_of`."""
    day = a_day("pada", pada) or date.today()
    a_whole("horizon", horizon, HORIZON)
    given = (Horizon(horizon),)
    return case_of(source, day, tahun=tahun, roster=roster, dengan=dengan, jadwal=jadwal, given=given, frozen=frozen)


@uncollected()
def as_proposed(
    source: Path,
    roster: Path | None,
    dengan: Sequence[Path],
    *,
    pada: date | None,
    tahun: Sequence[int],
    jenis: Collection[Jenis] | None = None,
) -> District:
    """A district as it would be with proposals, which it names; `jenis` are the kinds that can change the answer.

    Raises Misuse where a proposal is of another kind, or a part of it cannot be carried out, for figures would rest on
    half of it, and Unreadable where its file cannot be read.
    """
    concern = tuple(Jenis) if jenis is None else jenis
    for file in dengan:
        kind = kind_of(file)
        if kind is not None and kind not in concern:
            raise Misuse(_no_concern(file, kind, concern))
    case = opened(source, pada=pada, tahun=tahun, roster=roster, dengan=dengan)
    files = {file.as_posix() for file in dengan}
    faulty = [item for item in report_of(case).findings if item.place.file in files and item.severity is Severity.ERROR]
    if faulty:
        given = (word for file in dengan for word in ("--dengan", file))
        see = command("check", *case.district.typed, *given)
        more = f" (dan {len(faulty) - 1} lagi)" if len(faulty) > 1 else ""
        words = f"{faulty[0].place}: {faulty[0].message}{more}; usulan ini tidak dapat dipakai, lihat `{see}`"
        unread = any(item.status == ExitStatus.INPUT for item in faulty)
        raise Unreadable(reason=words) if unread else Misuse(words)
    told = {
        row.file: str(row).removeprefix(f"{row.file}: ") for row in (_usulan(case), _pembagian(case)) if row is not None
    }
    return replace(case.district, menurut=tuple(Menurut(file=file, isi=told.get(file, "")) for file in sorted(files)))


def _no_concern(file: Path, kind: Jenis, jenis: Collection[Jenis]) -> str:
    """Why a proposal is refused that cannot change the answer."""
    words = f"--dengan {file.as_posix()}: {kind} tidak dipakai perintah ini"
    useful = [other.value for other in Jenis if other in jenis]
    return f"{words}; yang dipakai hanya {daftar(useful)}" if useful else f"{words}, usulan jenis lain pun tidak"


@uncollected()
def report_of(case: Case) -> Report:
    """What there is to be said of a case: every rule asked, what is waived set aside."""
    district = case.district
    step("memeriksa")
    weighed = _weighed(case) if district.readable else Waiving(findings=())
    findings, waived = _sorted([*district.misfits, *weighed.findings]), _sorted(weighed.waived)
    stages = (tahap for tahap in district.tahap if tahap.tahun in case.years)
    return Report(
        kabupaten=district.kabupaten.nama,
        pada=case.pada,
        tahun=case.years,
        coverage=coverage(district, case.years, case.pada),
        pustu=case.of(pustu_states),
        posyandu=case.of(posyandu_states),
        findings=findings,
        waived=waived,
        since=_since(district, case.years, findings, waived) if district.earlier else None,
        readings=district.readings,
        roster_given=case.of(measurable),
        usulan=_usulan(case),
        pembagian=_pembagian(case),
        diragukan=frozenset(case.of(shaky)),
        proses=tuple((tahap.tahun, tahap.proses) for tahap in stages if tahap.proses),
    )


def _since(
    district: District, years: Sequence[int], findings: Sequence[Finding], waived: Sequence[Finding]
) -> Since | None:
    """What has been solved since the roster was last marked."""
    now, aside = ([remembered(district, finding) for finding in part] for part in (findings, waived))
    return since(district.earlier, years, now, aside)


def _usulan(case: Case) -> UsulanRow | None:
    """What of a proposal the district was looked at with."""
    from ilp_cli.capabilities.staffing.model.applied import Applied

    usulan = case.beside(Applied)
    return UsulanRow(file=usulan.proposal.file, pindah=usulan.moved, rekrut=usulan.hired) if usulan else None


def _pembagian(case: Case) -> PembagianRow | None:
    """What of a division of areas the district was looked at with."""
    if not case.before:
        return None  # there is no proposal at all
    from ilp_cli.capabilities.areas.model.pembagian import Applied as Divided

    division = case.beside(Divided)
    if division is None:
        return None
    return PembagianRow(file=division.pembagian.file, posyandu=len(division.entries), blok=division.blok)


def _weighed(case: Case) -> Waiving:
    """What the rules find, less what is waived, and then what is to be said of the waivers themselves."""
    waiving = waive(case.district, run(rules_for(case), case), case.pada)
    codes = frozenset(code.code for code in catalogue()) if case.district.pengecualian else frozenset[str]()
    weighed = Weighed(codes, waiving.met)
    last = run(rules_of(LAST), replace(case, given=(*case.given, weighed)))
    return replace(waiving, findings=(*waiving.findings, *last))


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first; within each weight what keeps others from being read, then causes, then by file and place."""

    def key(item: Finding) -> tuple[object, ...]:
        place = item.place
        row = int(re.sub(r"\D", "", place.cell)) if place.cell else place.line or 0
        order = _WEIGHT[item.severity], item.code not in BLOCKING, _CAUSE.get(item.code[3], 9)
        return (*order, place.file, place.sheet or "", row, place.column or 0, item.code)

    return tuple(sorted(findings, key=key))
