"""Who serves at each pustu on each day: the fewest days below the minimum, then posyandu accompanied, then fair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ilp_cli.capabilities.duty.model.post import DutyProblem, Gap, Post, Worker
from ilp_cli.capabilities.duty.model.problem import apart
from ilp_cli.capabilities.duty.model.roster import Change, DutyRoster, Escort, Fairness, Key, key
from ilp_cli.capabilities.duty.plan.figures import alone_bound, bounds, measure, settled, spread_bound
from ilp_cli.capabilities.duty.plan.piece import Group, Piece, piece_of
from ilp_cli.capabilities.duty.plan.program import Searched, search
from ilp_cli.capabilities.duty.plan.quick import quick
from ilp_cli.capabilities.duty.plan.truths import truths
from ilp_cli.core.steps import step
from ilp_cli.district.identity import Who
from ilp_cli.district.people import KINDS
from ilp_cli.planning.patience import Patience, patience

Wish = Mapping[Key, Mapping[date, bool]]
"""Whether an earlier roster had a worker on duty on the day that answers to a day of this one."""


def plan_duty(
    problem: DutyProblem, *, full: bool = False, wish: Wish | None = None, until: Patience | None = None
) -> DutyRoster:
    """The best roster, by aims in an order, each without worsening those before it.

    They are: fewest missing person-days; fewest days with nobody of a kind; fewest posyandu without a companion; no
    more days of duty than that takes (with `full` as many as nakes may serve); the smallest spreads of load; the least
    change. Where `until` ends the search, the best so far is the answer.
    """
    until = until or patience()
    parts = apart(problem)
    answers: list[_Answer] = []
    for number, part in enumerate(parts):
        step(f"menyusun jadwal, kelompok pustu {number + 1} dari {len(parts)}")
        answers += _answers(part, wish or {}, until.at_most(until.left / (len(parts) - number)), full=full)
    return _roster(problem, answers, wish, full=full, interrupted=until.stopped)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A piece of the problem with its roster and the bounds it was held against."""

    piece: Piece
    searched: Searched

    @property
    def proven(self) -> bool:
        """Whether it meets every bound."""
        return measure(self.piece, self.searched.duty) == self.searched.low


def _answers(part: DutyProblem, wish: Wish, until: Patience, *, full: bool) -> list[_Answer]:
    """A part kind by kind where nothing ties the kinds together; else the kinds that are tied, as one."""
    bundles = _bundles(part)
    answers = [_answer(piece_of(part, kinds, wish, full=full, outings=False), until) for kinds in bundles]
    nakes = tuple(kind for kind in KINDS if kind != "kader")
    if any(post.outings for post in part.posts):
        together = piece_of(part, _closure(bundles, nakes), wish, full=full, outings=True)
        duty = _gathered(together, answers)
        if measure(together, duty).alone > alone_bound(together):
            apart_from = [answer for answer in answers if not answer.piece.kinds & together.kinds]
            return [*apart_from, _answer(together, until)]
    return answers


def _bundles(part: DutyProblem) -> list[tuple[str, ...]]:
    """The kinds, put together where one person serves as two."""
    seen: dict[Who, set[str]] = defaultdict(set)
    for worker in part.workers:
        seen[worker.who].add(worker.kind)
    bundles = [{kind} for kind in KINDS]
    for kinds in seen.values():
        joined = [bundle for bundle in bundles if bundle & kinds]
        bundles = [bundle for bundle in bundles if not bundle & kinds] + [set().union(*joined)]
    ordered = [tuple(kind for kind in KINDS if kind in bundle) for bundle in bundles]
    return sorted(ordered, key=lambda kinds: KINDS.index(kinds[0]))


def _closure(bundles: Sequence[tuple[str, ...]], kinds: Sequence[str]) -> tuple[str, ...]:
    """Some kinds with those they are bundled with."""
    wanted = {kind for bundle in bundles if set(bundle) & set(kinds) for kind in bundle}
    return tuple(kind for kind in KINDS if kind in wanted)


def _answer(piece: Piece, until: Patience) -> _Answer:
    """A roster made by hand where counting proves it, else the best that can be found."""
    duty = quick(piece)
    searched = Searched(duty, bounds(piece, duty))
    answer = _Answer(piece, searched)
    return answer if answer.proven or until.over else _Answer(piece, search(piece, duty, until))


def _gathered(piece: Piece, answers: Sequence[_Answer]) -> list[set[int]]:
    """The days of a piece's workers from answers to its parts."""
    known = {
        key(worker): days
        for answer in answers
        for worker, days in zip(answer.piece.workers, answer.searched.duty, strict=True)
    }
    return [known[key(worker)] for worker in piece.workers]


def _roster(
    problem: DutyProblem, answers: Sequence[_Answer], wish: Wish | None, *, full: bool, interrupted: bool
) -> DutyRoster:
    duty = {
        key(worker): frozenset(map(date.fromordinal, days))
        for answer in answers
        for worker, days in zip(answer.piece.workers, answer.searched.duty, strict=True)
    }
    fairness = {(figures.unit, figures.kind): figures for answer in answers for figures in _fairness(answer)}
    return DutyRoster(
        problem=problem,
        duty=duty,
        full=full,
        gaps=tuple(_gaps(problem, duty)),
        escorts=tuple(_escorts(problem, duty)),
        fairness=tuple(
            fairness[post.unit, kind] for post in problem.posts for kind in KINDS if (post.unit, kind) in fairness
        ),
        truths=tuple(truths(problem)),
        change=_change(answers) if wish is not None else None,
        open_bound=sum(answer.searched.low.short for answer in answers),
        spread_bound=sum(answer.searched.low.spread for answer in answers if _as_good(answer, 4)),
        proven=all(answer.proven for answer in answers),
        interrupted=interrupted,
    )


def _gaps(problem: DutyProblem, duty: Mapping[Key, frozenset[date]]) -> Iterator[Gap]:
    for post in problem.posts:
        for day in post.days:
            for kind, minimum in post.need.items():
                there = sum(day in duty[key(worker)] for worker in post.of(kind))
                if there < minimum:
                    yield Gap(unit=post.unit, day=day, kind=kind, ada=there, minimum=minimum)


def _fairness(answer: _Answer) -> Iterator[Fairness]:
    """The figures of each group. What the search has proven is the sum of their spreads: of one alone, its spread."""
    piece, duty = answer.piece, answer.searched.duty
    compared = sum(len(piece.members(group)) > 1 for group in piece.groups)
    low = answer.searched.low.spread if compared == 1 and _as_good(answer, 4) else 0
    fixed = settled(piece, duty)
    for group in piece.groups:
        members = piece.members(group)
        if members:
            days = [len(duty[worker]) for worker in members]
            spread = piece.spread(group, duty)
            bound = max(low, spread_bound(piece, group, duty) if fixed else 0) if len(members) > 1 else 0
            yield _figures(group, days, spread, bound)


def _as_good(answer: _Answer, aims: int) -> bool:
    """Whether the first aims are proven, so that the bound of the next one holds for every roster that is as good."""
    return measure(answer.piece, answer.searched.duty)[:aims] == answer.searched.low[:aims]


def _figures(group: Group, days: Sequence[int], spread: int, bound: int) -> Fairness:
    return Fairness(
        unit=group.post.unit,
        kind=group.kind,
        people=len(days),
        least=min(days),
        most=max(days),
        spread=spread,
        bound=bound,
    )


def _change(answers: Sequence[_Answer]) -> Change:
    settled_before = all(_as_good(answer, 5) for answer in answers)
    return Change(
        bound=sum(answer.searched.low.change for answer in answers) if settled_before else 0,
        compared=sum(len(wish) for answer in answers for wish in answer.piece.wish),
        changed=sum(measure(answer.piece, answer.searched.duty).change for answer in answers),
    )


def _escorts(problem: DutyProblem, duty: Mapping[Key, frozenset[date]]) -> Iterator[Escort]:
    """Who accompanies which posyandu: whoever has done so least; one nakes at least stays at the pustu."""
    for post in problem.posts:
        done: dict[Key, int] = defaultdict(int)
        for day, names in post.outings.items():
            there = [key(worker) for worker in _nakes(post) if day in duty[key(worker)]]
            able = sorted(there, key=lambda nakes: (done[nakes], there.index(nakes)))[: max(0, len(there) - 1)]
            for number, name in enumerate(names):
                companion = able[number] if number < len(able) else None
                if companion:
                    done[companion] += 1
                yield Escort(unit=post.unit, day=day, posyandu=name, companion=companion)


def _nakes(post: Post) -> Iterator[Worker]:
    return (worker for worker in post.workers if worker.staff)
