"""A duty roster that has been made: who serves when, what it leaves open, and how far it is proven."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from ilp_cli.capabilities.duty.model.jadwal import CUTI, POSYANDU, TUGAS
from ilp_cli.capabilities.duty.model.post import DutyProblem, Gap, Post, Worker
from ilp_cli.core.finding import Path
from ilp_cli.core.words import daftar
from ilp_cli.district.identity import Who
from ilp_cli.district.people import NAKES

T = TypeVar("T")
Key = tuple[Path, str, Who]
"""One worker of a duty problem: the pustu, the kind, the person."""


def key(worker: Worker) -> Key:
    """What tells this worker from every other of the problem."""
    return worker.unit, worker.kind, worker.who


@dataclass(frozen=True, slots=True, kw_only=True)
class Escort:
    """A posyandu that opens on a day, and who of the pustu accompanies it; None where nobody can be spared."""

    unit: Path
    day: date
    posyandu: str
    companion: Key | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """How evenly duty lies on the people of one kind at one pustu.

    `least` and `most` are days of duty; `spread` is the difference of loads, where days of absence count with their
    share; `bound` is the spread no roster that leaves as little open can go below. Equal: proven the fairest. What is
    made least is the sum of all spreads: where somebody serves in several places, one may be wide to spare others.
    """

    unit: Path
    kind: str
    people: int
    least: int
    most: int
    spread: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether no roster that leaves as little open is fairer."""
        return self.spread <= self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What no roster can mend, known by counting: the kind at a pustu, why in one clause, and on which days.

    Without days it is true of every week.
    """

    unit: Path
    kind: str
    text: str
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How much of an earlier roster was kept: person-days that could be compared, and how many of them differ.

    `bound` is how many must differ in any roster that is as good otherwise; 0 where that is not known.
    """

    compared: int
    changed: int
    bound: int = 0


@dataclass(frozen=True, kw_only=True)
class DutyRoster:
    """The answer to a duty problem. `duty` are each worker's days; with `full` nakes serve beyond the minimum.

    `open_bound` is the number of missing person-days no roster can go below, `spread_bound` the sum of all spreads no
    roster that leaves as little open can go below. `proven` tells that no roster does
    better in the order of the aims; `interrupted` that somebody stopped the search; `unplanned` are pustu for which
    there was no time, of which it holds nothing. What it leaves open is put by pustu once: a district asks for it pustu
    by pustu.
    """

    problem: DutyProblem
    duty: Mapping[Key, frozenset[date]]
    full: bool = False
    gaps: tuple[Gap, ...] = ()
    escorts: tuple[Escort, ...] = ()
    fairness: tuple[Fairness, ...] = ()
    truths: tuple[Truth, ...] = ()
    change: Change | None = None
    open_bound: int = 0
    spread_bound: int = 0
    proven: bool = True
    interrupted: bool = False
    unplanned: tuple[Post, ...] = ()

    @cached_property
    def _out(self) -> Mapping[tuple[Key, date], str]:
        return {(escort.companion, escort.day): escort.posyandu for escort in self.escorts if escort.companion}

    @cached_property
    def _gaps(self) -> Mapping[Path, Sequence[Gap]]:
        return _put_by(self.gaps, lambda gap: gap.unit)

    @cached_property
    def _escorts(self) -> Mapping[Path, Sequence[Escort]]:
        return _put_by(self.escorts, lambda escort: escort.unit)

    @cached_property
    def _fairness(self) -> Mapping[Path, Sequence[Fairness]]:
        return _put_by(self.fairness, lambda fairness: fairness.unit)

    @cached_property
    def _truths(self) -> Mapping[tuple[Path, str], Sequence[Truth]]:
        return _put_by(self.truths, lambda truth: (truth.unit, truth.kind))

    def days_of(self, worker: Worker) -> frozenset[date]:
        """The days a worker is on duty."""
        return self.duty[key(worker)]

    def posyandu_of(self, worker: Worker, day: date) -> str | None:
        """The posyandu a worker accompanies on a day."""
        return self._out.get((key(worker), day))

    def mark(self, worker: Worker, day: date) -> str:
        """What stands in a person's row on a service day."""
        if day in self.days_of(worker):
            return POSYANDU if self.posyandu_of(worker, day) else TUGAS
        return CUTI if day in worker.cuti else ""

    def known(self, unit: Path, kind: str, day: date) -> tuple[str, ...]:
        """What was known by counting of a day that stays open."""
        here = self._truths.get((unit, kind), ())
        return tuple(truth.text for truth in here if not truth.days or day in truth.days)

    def reason(self, unit: Path, kind: str, day: date) -> str:
        """Why a day stays open: what was known by counting, else the limits on duty, or a search that did not end."""
        if known := self.known(unit, kind, day):
            return "; ".join(known)
        limits = "batas hari berturut-turut, istirahat mingguan, atau hari kader per minggu"
        if elsewhere := self._elsewhere(unit, kind, day):
            limits += f"; atau satu tempat sehari ({', '.join(elsewhere)})"
        if not self.covered:
            limits += "; atau pencarian belum selesai"
        return limits

    @cached_property
    def _workers(self) -> Mapping[tuple[Path, str], Sequence[Worker]]:
        return _put_by(self.problem.workers, lambda worker: (worker.unit, worker.kind))

    @cached_property
    def _busy(self) -> Mapping[tuple[Who, date], Key]:
        """Where each person is on duty on each day."""
        return {(own[2], day): own for own, days in self.duty.items() for day in days}

    def _elsewhere(self, unit: Path, kind: str, day: date) -> Sequence[str]:
        """Who could serve at a pustu on a day as one kind ("nakes": either), and is on duty as something else."""
        kinds = NAKES if kind == "nakes" else (kind,)
        names: dict[str, dict[Who, str]] = defaultdict(dict)
        for worker in (worker for kind in kinds for worker in self._workers.get((unit, kind), ())):
            place, served, _ = self._busy.get((worker.who, day), key(worker))
            if day in worker.days and (place != unit or served not in kinds):
                where = "di tempat lain" if place != unit else f"di pustu ini sebagai {served}"
                names[where][worker.who] = worker.nama
        return [f"{daftar(own.values())} bertugas {where}" for where, own in names.items()]

    @cached_property
    def alone(self) -> tuple[Escort, ...]:
        """The posyandu nobody can accompany."""
        return tuple(escort for escort in self.escorts if escort.companion is None)

    @cached_property
    def missing(self) -> int:
        """Person-days below the minimum."""
        return sum(gap.minimum - gap.ada for gap in self.gaps)

    @cached_property
    def covered(self) -> bool:
        """Whether it is proven that no roster leaves fewer days open, or fewer posyandu alone."""
        return self.proven or (self.missing <= self.open_bound and not self.alone)

    @property
    def complete(self) -> bool:
        """Whether every pustu is planned, every day has its minimum and every posyandu its companion."""
        return not self.gaps and not self.alone and not self.unplanned

    def gaps_at(self, post: Post) -> Sequence[Gap]:
        """The days below the minimum at one pustu."""
        return self._gaps.get(post.unit, ())

    def escorts_at(self, post: Post) -> Sequence[Escort]:
        """Who accompanies the posyandu of one pustu."""
        return self._escorts.get(post.unit, ())

    def alone_at(self, post: Post) -> Sequence[Escort]:
        """The posyandu of one pustu that nobody can accompany."""
        return [escort for escort in self.escorts_at(post) if escort.companion is None]

    def fairness_at(self, post: Post) -> Sequence[Fairness]:
        """How evenly duty lies at one pustu, kind by kind."""
        return self._fairness.get(post.unit, ())


K = TypeVar("K", bound=Hashable)


def _put_by(items: Iterable[T], place: Callable[[T], K]) -> Mapping[K, Sequence[T]]:
    """Some things put by where they belong, in their order."""
    put: dict[K, list[T]] = defaultdict(list)
    for item in items:
        put[place(item)].append(item)
    return dict(put)
