"""Plan the order of the coming years, and write it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from ilp_cli.capabilities.rollout import rules
from ilp_cli.capabilities.rollout.model import words
from ilp_cli.capabilities.rollout.model.applied import applied
from ilp_cli.capabilities.rollout.model.plan import AIMS, RolloutPlan
from ilp_cli.capabilities.rollout.model.problem import Choice, Problem, nilai, problem
from ilp_cli.capabilities.rollout.model.usulan import HEAD, Urut, UsulanRollout
from ilp_cli.capabilities.rollout.plan.best import best
from ilp_cli.capabilities.rollout.plan.plan import greedy, plan_order
from ilp_cli.capabilities.rollout.plan.swaps import walked
from ilp_cli.capabilities.rollout.write import rollout_text
from ilp_cli.core.brief import brief
from ilp_cli.core.finding import Severity
from ilp_cli.core.given import a_day, a_number
from ilp_cli.core.names import sebutan
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.shell import command
from ilp_cli.core.tabled import Tabled
from ilp_cli.core.words import daftar
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.kesiapan import KESIAPAN
from ilp_cli.district.menurut import sentences
from ilp_cli.district.tables import ROSTER
from ilp_cli.files import writing as writer_file
from ilp_cli.files.misfits import Unreadable
from ilp_cli.paper.proved import proved, workbook_path
from ilp_cli.planning.conflict import Conflict, answered, possible, why_document
from ilp_cli.planning.patience import Patience, within
from ilp_cli.reading.load import case_at, load
from ilp_cli.reading.usable import input_files, legible, puskesmas_named, unread
from ilp_cli.rulebook.rule import run

_EACH = 2.0
"""The most seconds that one try of a repair may search."""
_STEPS = 20_000
"""The steps of the walk that is tried before the solver, where only good enough is asked."""
_TOLD = 5
"""So many faults are told where an order rests on what cannot be read."""
ROLLOUT_LIMIT = 25.0
"""Seconds a search may take where nobody said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRollout(Tabled):
    """A planned order and what it rests on. `warnings` say what of the inputs was not used."""

    TABLES: ClassVar = words.ROLLOUT_TABLES

    district: District = field(repr=False)
    plan: RolloutPlan
    warnings: tuple[str, ...] = ()
    inputs: tuple[Path, ...] = field(default=(), repr=False)

    def __repr__(self) -> str:
        return brief(
            self,
            kabupaten=self.plan.kabupaten,
            tahun=tuple(year.tahun for year in self.plan.problem.tahun),
            puskesmas=sum(len(self.plan.urutan(year.tahun)) for year in self.plan.problem.tahun),
            belum=len(self.plan.belum),
        )

    @property
    def summary(self) -> tuple[str, ...]:
        """The answer in a few sentences."""
        return tuple(words.summary(self.plan))

    def document(self) -> dict[str, object]:
        """The plan as JSON has it."""
        return {
            **words.document(self.plan, self.district),
            "menurut": [given.row() for given in self.district.menurut],
        }

    def exit_status(self) -> int:
        """130 where somebody stopped the search, 1 where a promise is not kept in these years, else 0."""
        if self.plan.interrupted:
            return ExitStatus.INTERRUPTED
        return ExitStatus.OK if self.plan.complete else ExitStatus.FINDINGS


def plan_rollout(
    source: District | str | Path,
    *,
    roster: str | Path | None = None,
    pada: date | None = None,
    batas_waktu: float = ROLLOUT_LIMIT,
    coba: bool = True,
    until: Patience | None = None,
) -> PlannedRollout:
    """Which puskesmas becomes a lokus in which of the years under `rollout:`, the decreed where they are.

    `source` is a plan folder, its roadmap.yaml, or a `District`; `roster` a file or folder read instead of the one it
    names; `pada` the day it is planned on (default: today). `batas_waktu`, in seconds, and Ctrl-C end the search with
    the best so far; who has more to do under the same limit gives `until` instead. With `coba` it also tries what more
    of each limit would give, in the units of the roadmap (jiwa or puskesmas). Without a roster the hires that nobody
    wrote down count as none, and it is said.

    Raises Misuse where no year is to be planned, Unreadable where an input cannot be read.
    """
    a_number("batas_waktu", batas_waktu, ROLLOUT_LIMIT)
    with within(batas_waktu, until) as ends:
        return _planned(source, roster, pada, ends, coba=coba)


def _planned(
    source: District | str | Path, roster: str | Path | None, pada: date | None, until: Patience, *, coba: bool
) -> PlannedRollout:
    district = legible(load(source, roster))
    if district.rollout is not None and district.rollout.kesiapan is not None and not isinstance(source, District):
        district = legible(load(source, roster, tables=(*ROSTER, KESIAPAN)))
    _understood(district)
    case = case_at(district, a_day("pada", pada) or date.today())
    asked = case.of(problem)
    if not asked.tahun:
        past = f"; {', '.join(map(str, asked.lewat))} sudah lewat" if asked.lewat else ""
        raise Misuse(f"belum ada tahun yang direncanakan{past}; isi rollout: tahun: di {district.file}")
    plan = plan_order(asked, district.kabupaten.sebutan, case.pada, until, coba=coba)
    plan = replace(plan, notes=tuple(words.notes(plan)))
    _hold_against_rules(case, plan)
    inputs = input_files(None if isinstance(source, District) else Path(source), district)
    return PlannedRollout(district=district, plan=plan, warnings=tuple(unread(district)), inputs=inputs)


def _understood(district: District) -> None:
    """Raises Unreadable where something under `rollout:` could not be read.

    A limit that nobody could read would stand as none at all, a need as nothing: an order must not rest on that.
    """
    lines = {line for path, (line, _) in district.text.marks.items() if path[:1] == ("rollout",)}
    faults = [
        misfit
        for misfit in district.misfits
        if lines
        and misfit.severity is Severity.ERROR
        and misfit.place.file == district.text.file
        and min(lines) <= (misfit.place.line or 0) <= max(lines)
    ]
    if faults:
        told = "; ".join(f"{fault.place}: {fault.message}" for fault in faults[:_TOLD])
        more = f"; dan {len(faults) - _TOLD} lagi, lihat `{command('check', *district.typed)}`"
        reason = (
            "urutan tidak disusun, karena batas atau kebutuhan yang tidak terbaca akan dianggap tidak ada; betulkan:"
        )
        raise Unreadable(faults, reason=f"{reason} {told}{more if len(faults) > _TOLD else ''}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyRollout:
    """Why some puskesmas do not become a lokus sooner: the facts, and the smallest change that would let them.

    `whole` is False where the time was up before each was looked at; `dapat` may as well come sooner.
    """

    planned: PlannedRollout = field(repr=False)
    conflicts: tuple[Conflict, ...]
    dapat: tuple[str, ...] = ()
    whole: bool = True
    stopped: bool = False

    @property
    def district(self) -> District:
        """The district it is for."""
        return self.planned.district

    @property
    def possible(self) -> bool | None:
        """Whether all of them may come sooner; None where that is not known."""
        return possible(self.conflicts, whole=self.whole)

    def exit_status(self) -> ExitStatus:
        """130 where somebody stopped the search, 1 where something is impossible or not known, else 0."""
        return answered(possible=self.possible, stopped=self.stopped)

    def document(self) -> dict[str, object]:
        """The answer as the JSON contract has it."""
        return why_document(
            self.district.kabupaten.nama,
            pada=self.planned.plan.pada,
            tahun=[year.tahun for year in self.planned.plan.problem.tahun],
            mungkin=self.possible,
            lengkap=self.whole,
            dihentikan=self.stopped,
            conflicts=[conflict.row(self.district.place) for conflict in self.conflicts],
            menurut=[given.row() for given in self.district.menurut],
        )


def why_rollout(
    source: District | str | Path,
    *,
    roster: str | Path | None = None,
    pada: date | None = None,
    puskesmas: str = "",
    tahun: int | None = None,
    batas_waktu: float = ROLLOUT_LIMIT,
    until: Patience | None = None,
) -> WhyRollout:
    """Why a puskesmas (default: each that does not come at once) is not a lokus by a year (default: the one before).

    Raises as `plan_rollout` does, and Misuse for a puskesmas or a year that is not to be planned.
    """
    a_number("batas_waktu", batas_waktu, ROLLOUT_LIMIT)
    with within(batas_waktu, until) as ends:
        planned = plan_rollout(source, roster=roster, pada=pada, coba=False, until=ends.at_most(ends.left / 3))
        return _reasons(planned, puskesmas, tahun, ends)


def _reasons(planned: PlannedRollout, puskesmas: str, tahun: int | None, ends: Patience) -> WhyRollout:
    from ilp_cli.capabilities.rollout.why import conflict, wanted_year

    asked, choice = planned.plan.problem, planned.plan.choice
    years = [year.tahun for year in asked.tahun]
    if tahun is not None and tahun not in years:
        raise Misuse(f"{tahun} tidak direncanakan; yang ada di rollout: {daftar(map(str, years))}")
    numbers = list(asked.terbuka())
    if puskesmas:
        unit = puskesmas_named(planned.district, puskesmas)
        numbers = [number for number in numbers if asked.calon[number].puskesmas.path == unit.path]
        if not numbers:
            raise Misuse(f"{sebutan('puskesmas', unit.nama)} sudah ditetapkan dengan SK, yang tidak dipindah")

    def solve(problem: Problem) -> tuple[Choice, bool]:
        answer = best(problem, greedy(problem), ends.at_most(_EACH))
        value = nilai(problem, answer.choice)
        return answer.choice, all(answer.batas.get(aim) == getattr(value, aim) for aim in AIMS[:4])

    def quick(problem: Problem) -> Choice:
        return walked(problem, greedy(problem), _STEPS, ends)

    told: list[Conflict] = []
    dapat: list[str] = []
    whole = True
    for number in numbers:
        start = choice[number]
        year = wanted_year(asked, choice, number) if tahun is None else tahun
        if year is None or (start is not None and start <= year):
            continue
        if ends.over:
            whole = False
            break
        found = conflict(asked, choice, number, year, solve, quick)
        if found is None:
            dapat.append(f"{asked.calon[number].nama} {year}")
        else:
            told.append(found)
    return WhyRollout(planned=planned, conflicts=tuple(told), dapat=tuple(dapat), whole=whole, stopped=ends.stopped)


def _hold_against_rules(case: Case, plan: RolloutPlan) -> None:
    """Check the order as if somebody had handed it in. Raises RuntimeError, a fault of ours, if it breaks a rule."""
    urutan = tuple(
        Urut(path=(HEAD, number), tahun=start, puskesmas=calon.nama)
        for number, (calon, start) in enumerate(zip(plan.problem.calon, plan.choice, strict=True))
        if start is not None and case.district.find(calon.nama) is calon.puskesmas
    )
    order = applied(case.district, UsulanRollout(urutan=urutan))
    held = replace(case, district=order.after, given=(order,), before=case)
    for item in run((rules.decree_moved, rules.over_limit, rules.too_early), held):
        raise RuntimeError(f"planned order breaks {item.code}")
    years = {year.tahun for year in plan.problem.tahun}
    if not {plan.choice[number] for number in plan.problem.terbuka()} <= {None, *years}:
        raise RuntimeError("planned order has other years")


def write_rollout(
    planned: PlannedRollout,
    output: str | Path,
    *,
    kertas: str = "f4",
    force: bool = False,
    dry_run: bool = False,
) -> str:
    """Write the order: rollout.yaml, or a workbook (.xlsx); the name of what is written.

    `planned` is what `plan_rollout` gives; the name of `output` says which of the two; `kertas` is f4 or a4. `force`
    replaces what stands there; `dry_run` writes nothing.

    Raises Misuse for any other name, OutputBlocked where the target may not be written.
    """
    target = Path(output)
    kind = target.suffix.lower()
    told = sentences(planned.district.menurut)
    if kind == ".xlsx":
        from ilp_cli.capabilities.rollout.sheets import rollout_book
        from ilp_cli.paper import workbook

        target = workbook_path(target)
        writer_file.refuse_target(target, planned.inputs, force=force)
        data = proved(workbook, rollout_book(replace(planned.plan, notes=(*told, *planned.plan.notes)), kertas))
    elif kind in (".yaml", ".yml") or writer_file.to_stdout(target):
        writer_file.refuse_target(target, planned.inputs, force=force)
        name = Path("rollout.yaml") if writer_file.to_stdout(target) else target
        data = rollout_text(planned.plan, planned.district.typed, name, told).encode()
    else:
        raise Misuse(f"{target.as_posix()}: tulis rollout.yaml atau nama .xlsx")
    if not dry_run:
        writer_file.write_file(target, data, planned.inputs, force=force)
    return target.as_posix()
