"""A duty problem as an integer program: the aims one after another, proven or bounded."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ilp_cli.capabilities.duty.plan.figures import Figures, bounds, measure, settled, spread_bound
from ilp_cli.capabilities.duty.plan.piece import Duty, Group, Piece
from ilp_cli.core.weekdays import WEEK
from ilp_cli.planning.patience import Patience
from ilp_cli.planning.solver import INFINITY, Model, Solved, Term, solve

COVER, EVEN = slice(0, 4), slice(4, 6)
"""The aims that are settled first, and those that are searched once it is known how much is served."""

_COVER_TIME = 0.6
"""The part of the time that the aims of cover may take."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search came to: the roster, and the bound of each aim."""

    duty: list[set[int]]
    low: Figures


def search(piece: Piece, best: Searched, until: Patience) -> Searched:
    """The best roster, from one to begin with and its bounds; where the time ends, the best so far."""
    if measure(piece, best.duty)[COVER] != best.low[COVER]:
        best = _improved(piece, best, COVER, until.at_most(until.left * _COVER_TIME))
    if not until.over and measure(piece, best.duty)[EVEN] != best.low[EVEN]:
        best = _improved(piece, best, EVEN, until)
    return best


def _improved(piece: Piece, before: Searched, part: slice, until: Patience) -> Searched:
    """The roster improved in some of the aims, without worsening those before them."""
    program = _Program(piece, before.duty)
    if part is EVEN:
        program.hold()
    outcome = solve(program.model, program.aims[part], until=until, start=program.values())
    if not outcome.feasible:
        raise RuntimeError("a duty problem always has a roster")
    duty = program.duty(outcome) if outcome.values else before.duty
    low = [*before.low]
    for place, stage in zip(range(part.start, part.stop), outcome.stages, strict=False):
        if stage.bound > -INFINITY:
            low[place] = max(low[place], program.constant[place] + math.ceil(stage.bound - 1e-6))
    if part is COVER:
        even = bounds(piece, duty)
        low[4:] = [even.spread, even.change]
    return Searched(duty, Figures(*low))


class _Program:
    """The program of one piece. Its first columns say who serves when; `follow` how each other follows from them."""

    def __init__(self, piece: Piece, given: Duty) -> None:
        self.piece, self.given, self.model = piece, given, Model()
        self.serves = {
            (worker, day): self.model.column() for worker, days in enumerate(piece.avail) for day in sorted(days)
        }
        self.follow: list[Callable[[Sequence[float]], float]] = []
        short, empty, alone, total, spread, change = self.aims = tuple[list[Term], ...]([] for _ in range(6))
        self.ends: list[tuple[Group, Term, Term]] = []
        for group in piece.groups:
            self._cover(group, short, empty)
            total += [(column, -1.0 if group.topped else 1.0) for day in group.days for column in self._on(group, day)]
            self._even(group, spread)
        for (post, day), away in sorted(piece.outings.items()):
            alone.append(self._alone([column for group in piece.nakes(post) for column in self._on(group, day)], away))
        for person in range(len(piece.who)):
            self._one_place(person)
            if person not in piece.free:
                self._limit(person)
        wished = [(self.serves[worker, day], on) for worker, wish in enumerate(piece.wish) for day, on in wish.items()]
        change += [(column, -1.0 if on else 1.0) for column, on in wished]
        self.constant = (0, 0, 0, 0, 0, sum(on for _, on in wished))

    def values(self) -> list[float]:
        """The columns as the roster given has them."""
        values = [float(day in self.given[worker]) for worker, day in self.serves]
        for follow in self.follow:
            values.append(follow(values))
        return values

    def duty(self, outcome: Solved) -> list[set[int]]:
        """The roster that a solution means."""
        return [
            {day for day in days if outcome.chosen(self.serves[worker, day])}
            for worker, days in enumerate(self.piece.avail)
        ]

    def hold(self) -> None:
        """Keep what the roster given is worth in the aims of cover; where that settles the sums, bound the spreads."""
        values = self.values()
        for aim in self.aims[COVER]:
            if aim:
                self.model.row(aim, upper=sum(factor * values[column] for column, factor in aim))
        if settled(self.piece, self.given):
            for group, most, least in self.ends:
                self.model.row([most, least], lower=spread_bound(self.piece, group, self.given))

    def _on(self, group: Group, day: int) -> list[int]:
        return [self.serves[worker, day] for worker in group.workers if (worker, day) in self.serves]

    def _aside(self, follow: Callable[[Sequence[float]], float], upper: float) -> int:
        """One more column, and how it follows from those before it."""
        self.follow.append(follow)
        return self.model.column(0, upper)

    def _lacking(self, on: Sequence[int], wanted: int, *, most: int, exact: bool = False) -> Term:
        """A column for how many of those wanted are not on duty; with `exact` nobody beyond them may be."""
        lacking = self._aside(lambda values: min(most, max(0, wanted - sum(values[column] for column in on))), most)
        terms = [*((column, 1.0) for column in on), (lacking, 1.0)]
        self.model.row(terms, wanted, wanted if exact else INFINITY)
        return lacking, 1.0

    def _alone(self, on: Sequence[int], away: int) -> Term:
        """A column for the posyandu without a companion, one nakes staying behind; with nobody there it is all."""
        nobody = self._aside(lambda values: not any(values[column] for column in on), 1)
        self.model.row([*((column, 1.0) for column in on), (nobody, float(len(on)))], upper=len(on))
        alone = self._aside(lambda values: min(away, max(0, away + 1 - sum(values[column] for column in on))), away)
        self.model.row([*((column, 1.0) for column in on), (nobody, 1.0), (alone, 1.0)], away + 1)
        return alone, 1.0

    def _cover(self, group: Group, short: list[Term], empty: list[Term]) -> None:
        for day in group.days:
            on = self._on(group, day)
            exact = not group.topped and not self.piece.outing(group, day)
            short.append(self._lacking(on, group.need, most=group.need, exact=exact))
            if group.need > 1:
                empty.append(self._lacking(on, 1, most=1))

    def _even(self, group: Group, spread: list[Term]) -> None:
        members = self.piece.members(group)
        if len(members) < 2:
            return
        sums = [(self._own(worker), group.credit[worker]) for worker in members]

        def load(values: Sequence[float]) -> list[float]:
            return [sum(values[column] for column in days) + more for days, more in sums]

        most = self._aside(lambda values: max(load(values)), INFINITY)
        least = self._aside(lambda values: min(load(values)), INFINITY)
        for days, more in sums:
            self.model.row([(most, 1.0), *((column, -1.0) for column in days)], more)
            self.model.row([(least, 1.0), *((column, -1.0) for column in days)], upper=more)
        spread += [(most, 1.0), (least, -1.0)]
        self.ends.append((group, (most, 1.0), (least, -1.0)))

    def _own(self, worker: int) -> list[int]:
        """The columns of all the duty of a worker's person."""
        held = self.piece.held[self.piece.person[worker]]
        return [self.serves[own, day] for own in held for day in sorted(self.piece.avail[own])]

    def _one_place(self, person: int) -> None:
        held = self.piece.held[person]
        if len(held) > 1:
            for day in sorted(self.piece.possible[person]):
                here = [(self.serves[worker, day], 1.0) for worker in held if (worker, day) in self.serves]
                if len(here) > 1:
                    self.model.row(here, upper=1)

    def _limit(self, person: int) -> None:
        """Days in a week, and for staff days in a row; only where there are enough days to pass them."""
        days = self.piece.possible[person]
        weekly = self.piece.week_limit(person)
        weeks = [range(week * WEEK + 1, week * WEEK + 1 + WEEK) for week in sorted({(day - 1) // WEEK for day in days})]
        if weekly is not None:
            for week in weeks:
                self._at_most(person, week, weekly)
        kader = self.piece.volunteering.get(person, ())
        for week in weeks if kader else ():
            terms = [
                (self.serves[worker, day], 1.0) for day in week for worker in kader if (worker, day) in self.serves
            ]
            self.model.row(terms, upper=self.piece.limits.kader_per_minggu or 0)
        if person in self.piece.staff and days:
            size = self.piece.limits.berturut + 1
            for first in range(min(days) - size + 1, max(days) + 1):
                self._at_most(person, range(first, first + size), size - 1)

    def _at_most(self, person: int, days: range, limit: int) -> None:
        terms = [
            (self.serves[worker, day], 1.0)
            for day in days
            for worker in self.piece.held[person]
            if (worker, day) in self.serves
        ]
        before = sum(day in self.piece.before[person] for day in days)
        if len(terms) + before > limit and terms:
            self.model.row(terms, upper=max(0, limit - before))
