"""Who serves at each pustu on each day: the fewest days below the minimum, then posyandu accompanied, then fair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ilp_cli.capabilities.duty.model.post import DutyProblem, Gap, Post, Worker
from ilp_cli.capabilities.duty.model.problem import apart
from ilp_cli.capabilities.duty.model.roster import Change, DutyRoster, Escort, Fairness, Key, key
from ilp_cli.capabilities.duty.plan.figures import Figures, alone_bound, bounds, measure, settled, spread_bound
from ilp_cli.capabilities.duty.plan.piece import Group, Piece, piece_of
from ilp_cli.capabilities.duty.plan.program import Searched, search
from ilp_cli.capabilities.duty.plan.quick import quick
from ilp_cli.capabilities.duty.plan.truths import truths
from ilp_cli.core.finding import Path
from ilp_cli.core.steps import step
from ilp_cli.district.identity import Who
from ilp_cli.district.people import KINDS
from ilp_cli.planning.patience import Patience, no_end, patience

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
    return finished(by_hand(problem, full=full, wish=wish), until or patience())


@dataclass(frozen=True, slots=True)
class _Answer:
    """A piece of the problem with its roster and the bounds it was held against."""

    piece: Piece
    searched: Searched
    figures: Figures

    @property
    def proven(self) -> bool:
        """Whether it meets every bound."""
        return self.figures == self.searched.low


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that shares nobody with the others, made by hand: kind by kind where nothing ties the kinds together.

    Where posyandu open, `tied` are the kinds that share their companions; `together` is their answer as one, needed
    where the kinds apart leave a posyandu alone that somebody could accompany.
    """

    answers: tuple[_Answer, ...]
    tied: Piece | None
    together: _Answer | None

    @property
    def searches(self) -> int:
        """How many of its answers are yet to be searched."""
        return sum(not answer.proven for answer in self.answers) + (self.together is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A roster made by hand, quickly; much of it is proven already, the rest can be searched.

    `unplanned` are the pustu for which there was no time; the problem is then that of the others.
    """

    problem: DutyProblem
    full: bool
    wish: Wish | None
    parts: tuple[_Part, ...]
    unplanned: tuple[Post, ...] = ()


def by_hand(
    problem: DutyProblem, *, full: bool = False, wish: Wish | None = None, enough: Callable[[], bool] = no_end
) -> Draft:
    """The roster as a careful hand would make it, for `finished` to go on from.

    Where `enough` says so, the pustu that follow are left unplanned; those that share people are planned together.
    """
    parts: list[_Part] = []
    unplanned: set[Path] = set()
    for part in apart(problem):
        if unplanned or (parts and enough()):
            unplanned.update(post.unit for post in part.posts)
        else:
            parts.append(_part(part, wish or {}, full=full))
    return Draft(
        problem=replace(problem, posts=tuple(post for post in problem.posts if post.unit not in unplanned)),
        full=full,
        wish=wish,
        parts=tuple(parts),
        unplanned=tuple(post for post in problem.posts if post.unit in unplanned),
    )


def finished(draft: Draft, until: Patience) -> DutyRoster:
    """The best roster that is found from a draft before `until` ends the search; the time is shared by what is open."""
    left = sum(part.searches for part in draft.parts)
    answers: list[_Answer] = []
    for number, part in enumerate(draft.parts, 1):
        step(f"menyusun jadwal, kelompok pustu {number} dari {len(draft.parts)}")
        answers += _answers(part, left, until) if part.searches else part.answers
        left -= part.searches
    return _roster(draft, answers, interrupted=until.stopped)


def _part(part: DutyProblem, wish: Wish, *, full: bool) -> _Part:
    bundles = _bundles(part)
    answers = tuple(_by_hand(piece_of(part, kinds, wish, full=full, outings=False)) for kinds in bundles)
    if not any(post.outings for post in part.posts):
        return _Part(answers, None, None)
    nakes = tuple(kind for kind in KINDS if kind != "kader")
    tied = piece_of(part, _closure(bundles, nakes), wish, full=full, outings=True)
    return _Part(answers, tied, _by_hand(tied) if _forsaken(tied, answers) else None)


def _by_hand(piece: Piece) -> _Answer:
    duty = quick(piece)
    return _answer(piece, Searched(duty, bounds(piece, duty)))


def _answer(piece: Piece, searched: Searched) -> _Answer:
    return _Answer(piece, searched, measure(piece, searched.duty))


def _forsaken(tied: Piece, answers: Sequence[_Answer]) -> bool:
    """Whether a posyandu stays alone that somebody could accompany."""
    return measure(tied, _gathered(tied, answers)).alone > alone_bound(tied)


def _answers(part: _Part, left: int, until: Patience) -> Sequence[_Answer]:
    """The answers of a part, searched where that may better them; `left` are all searches of the problem to come."""
    answers: list[_Answer] = []
    for answer in part.answers:
        answers.append(_searched(answer, until.at_most(until.left / max(1, left))))
        left -= not answer.proven
    if part.tied is None or not _forsaken(part.tied, answers):
        return answers
    together = _searched(part.together or _by_hand(part.tied), until.at_most(until.left / max(1, left)))
    return [*(answer for answer in answers if not answer.piece.kinds & part.tied.kinds), together]


def _searched(answer: _Answer, until: Patience) -> _Answer:
    """The best that can be found, where counting does not prove what there is."""
    if answer.proven or until.over:
        return answer
    return _answer(answer.piece, search(answer.piece, answer.searched, until))


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


def _gathered(piece: Piece, answers: Sequence[_Answer]) -> list[set[int]]:
    """The days of a piece's workers from answers to its parts."""
    known = {
        key(worker): days
        for answer in answers
        for worker, days in zip(answer.piece.workers, answer.searched.duty, strict=True)
    }
    return [known[key(worker)] for worker in piece.workers]


def _roster(draft: Draft, answers: Sequence[_Answer], *, interrupted: bool) -> DutyRoster:
    problem = draft.problem
    duty = {
        key(worker): frozenset(map(date.fromordinal, days))
        for answer in answers
        for worker, days in zip(answer.piece.workers, answer.searched.duty, strict=True)
    }
    fairness = {(figures.unit, figures.kind): figures for answer in answers for figures in _fairness(answer)}
    return DutyRoster(
        problem=problem,
        duty=duty,
        full=draft.full,
        gaps=tuple(_gaps(problem, duty)),
        escorts=tuple(_escorts(problem, duty)),
        fairness=tuple(
            fairness[post.unit, kind] for post in problem.posts for kind in KINDS if (post.unit, kind) in fairness
        ),
        truths=tuple(truths(problem)),
        change=_change(answers) if draft.wish is not None else None,
        open_bound=sum(answer.searched.low.short for answer in answers),
        spread_bound=sum(answer.searched.low.spread for answer in answers if _as_good(answer, 4)),
        proven=not draft.unplanned and all(answer.proven for answer in answers),
        unplanned=draft.unplanned,
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
    covered = _as_good(answer, 4)  # else there may be rosters that leave less open, and they may be fairer too
    low = answer.searched.low.spread if compared == 1 and covered else 0
    fixed = covered and settled(piece, duty)
    for group in piece.groups:
        members = piece.members(group)
        if members:
            days = [len(duty[worker]) for worker in members]
            spread = piece.spread(group, duty)
            bound = max(low, spread_bound(piece, group, duty) if fixed else 0) if len(members) > 1 else 0
            yield _figures(group, days, spread, bound)


def _as_good(answer: _Answer, aims: int) -> bool:
    """Whether the first aims are proven, so that the bound of the next one holds for every roster that is as good."""
    return answer.figures[:aims] == answer.searched.low[:aims]


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
        changed=sum(answer.figures.change for answer in answers),
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
