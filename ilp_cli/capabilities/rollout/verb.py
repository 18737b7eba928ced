"""Plan the order of the coming years, and write it."""

from __future__ import annotations

import math
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from ilp_cli.capabilities.rollout import rules
from ilp_cli.capabilities.rollout.model import words
from ilp_cli.capabilities.rollout.model.applied import applied
from ilp_cli.capabilities.rollout.model.plan import RolloutPlan
from ilp_cli.capabilities.rollout.model.problem import problem
from ilp_cli.capabilities.rollout.model.usulan import HEAD, Urut, UsulanRollout
from ilp_cli.capabilities.rollout.plan.plan import plan_order
from ilp_cli.capabilities.rollout.write import rollout_text
from ilp_cli.core.brief import brief
from ilp_cli.core.given import a_day, a_number
from ilp_cli.core.outcome import ExitStatus, Misuse
from ilp_cli.core.tabled import Tabled
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.files import writing as writer_file
from ilp_cli.files.misfits import Unreadable
from ilp_cli.paper.proved import proved, workbook_path
from ilp_cli.planning.patience import Patience, listening, patience
from ilp_cli.reading.load import case_at, load
from ilp_cli.reading.usable import input_files, unread
from ilp_cli.rulebook.rule import run

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
        return words.document(self.plan, self.district)

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
    ends = until or patience(batas_waktu if batas_waktu > 0 else math.inf)
    district = load(source, roster)
    broken = [misfit for misfit in district.misfits if misfit.status == ExitStatus.INPUT]
    if broken or not district.readable:
        raise Unreadable(broken or district.misfits)
    case = case_at(district, a_day("pada", pada) or date.today())
    asked = case.of(problem)
    if not asked.tahun:
        past = f"; {', '.join(map(str, asked.lewat))} sudah lewat" if asked.lewat else ""
        raise Misuse(f"belum ada tahun yang direncanakan{past}; isi rollout: tahun: di {district.file}")
    with nullcontext() if until else listening(ends):
        plan = plan_order(asked, district.kabupaten.sebutan, case.pada, ends, coba=coba)
    plan = replace(plan, notes=tuple(words.notes(plan)))
    _hold_against_rules(case, plan)
    inputs = input_files(None if isinstance(source, District) else Path(source), district)
    return PlannedRollout(district=district, plan=plan, warnings=tuple(unread(district)), inputs=inputs)


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
    if kind == ".xlsx":
        from ilp_cli.capabilities.rollout.sheets import rollout_book
        from ilp_cli.paper import workbook

        target = workbook_path(target)
        writer_file.refuse_target(target, planned.inputs, force=force)
        data = proved(workbook, rollout_book(planned.plan, kertas))
    elif kind in (".yaml", ".yml") or writer_file.to_stdout(target):
        writer_file.refuse_target(target, planned.inputs, force=force)
        name = Path("rollout.yaml") if writer_file.to_stdout(target) else target
        data = rollout_text(planned.plan, planned.district.typed, name).encode()
    else:
        raise Misuse(f"{target.as_posix()}: tulis rollout.yaml atau nama .xlsx")
    if not dry_run:
        writer_file.write_file(target, data, planned.inputs, force=force)
    return target.as_posix()
