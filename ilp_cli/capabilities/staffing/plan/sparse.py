"""Large districts: a program of the nearest links only, with more added until no link left out could better the plan.

Links grow with the square of a district: everybody who may go anywhere has one to every pustu that lacks somebody. A
best plan uses few of them. So the program is made of the nearest; the dual values of its rows then price every link
that was left out, aim by aim, as the solver itself would. Where none could better the plan, it is the best of all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ilp_cli.capabilities.staffing.plan.links import Links
from ilp_cli.capabilities.staffing.plan.problem import Group, Problem
from ilp_cli.capabilities.staffing.plan.program import TENTHS, Program, build
from ilp_cli.core.finding import Path
from ilp_cli.district.place import EARTH_KM
from ilp_cli.planning.patience import OutOfTime, Patience
from ilp_cli.planning.solver import Price, Solved, Stage, solve_nearly_network

MANY = 60_000
"""So many links are made into a program at once."""
NEAREST = 8
"""Of more, the program begins with so many of each group, and so many to each unit."""
_ADDED = 24
"""So many more to each unit are added at once."""
_ZERO = 1e-5
_NEARLY = (_ZERO, _ZERO, _ZERO, 50.0, 1.0, 1.0)
"""What a link may cost in each aim to be taken in beside those that better the plan: soon it may do so itself."""

Floats = npt.NDArray[np.float64]


class Answer(NamedTuple):
    """The program that was solved, what came out, and its links, which are all of them where `whole`."""

    program: Program
    solved: Solved
    links: Mapping[str, Links]
    whole: bool


def best_of(
    problem: Problem,
    links: Mapping[str, Links],
    until: Patience,
    *,
    aims: int | None = None,
    many: int = MANY,
    nearest: int = NEAREST,
) -> Answer:
    """The best plan that these links allow, in the first aims or in all.

    More than `many` links are a large district: it begins with so many of the `nearest` of each.
    """
    try:
        return _best_of(problem, links, until, aims, many, nearest)
    except OutOfTime:
        return nobody_moved(problem, links, until, aims)


def nobody_moved(problem: Problem, kinds: Iterable[str], until: Patience, aims: int | None = None) -> Answer:
    """The plan that recruits for every post, where there was no time even to write down what else there could be."""
    links: Mapping[str, Links] = {kind: {} for kind in kinds}
    program = build(problem, links)
    values = program.start()
    worth = (sum(factor * values[column] for column, factor in aim) for aim in program.aims()[:aims])
    stages = tuple(Stage(value=value, bound=-math.inf if value else 0.0) for value in worth)
    return Answer(program, Solved(values=values, stages=stages, interrupted=until.stopped), links, whole=False)


def _best_of(
    problem: Problem, links: Mapping[str, Links], until: Patience, aims: int | None, many: int, nearest: int
) -> Answer:
    if sum(len(targets) for kind in links.values() for targets in kind.values()) <= many:
        program = build(problem, links, until)
        return Answer(program, _solved(program, until, aims), links, whole=True)
    pools = {kind: _Pool(problem, kind, links[kind], nearest) for kind in links if links[kind]}
    before: tuple[Program, Solved] | None = None
    while True:
        some = {kind: pools[kind].chosen() if kind in pools else {} for kind in links}
        program = build(problem, some, until)

        start = program.start_from(before) if before else program.start()

        def lacks(prices: Sequence[Price], program: Program = program) -> bool:
            bettering = [
                pool.priced(program, prices) for pool in pools.values()
            ]  # each is asked: it keeps what it wants
            return any(bettering)

        solved = solve_nearly_network(program.model, program.aims()[:aims], until=until, start=start, lacks=lacks)
        if not solved.lacking:
            return Answer(program, solved, some, whole=False)
        before = program, solved
        for pool in pools.values():
            pool.add()


def _solved(program: Program, until: Patience, aims: int | None) -> Solved:
    if not program.hires:
        return Solved(values=program.start())
    return solve_nearly_network(program.model, program.aims()[:aims], until=until, start=program.start())


def nearest_of(problem: Problem, kind: str, links: Links, nearest: int) -> Links:
    """Of some links so many of each group and so many to each unit, the nearest."""
    return _Pool(problem, kind, links, nearest).chosen() if links else {}


class _Pool:
    """All links of a profession, and which of them are in the program."""

    def __init__(self, problem: Problem, kind: str, links: Links, nearest: int) -> None:
        self.problem, self.kind = problem, kind
        self.groups = list(links)
        self.units = list(dict.fromkeys(chain.from_iterable(links.values())))
        place = {unit: number for number, unit in enumerate(self.units)}
        sizes = np.array([len(targets) for targets in links.values()], dtype=int)
        self.of = np.repeat(np.arange(len(self.groups)), sizes)
        self.to = np.fromiter((place[target] for targets in links.values() for target in targets), int, sizes.sum())
        self.steps, self.tenths = self._distances()
        self.inside = np.zeros(len(self.of), dtype=bool)
        self.wanted = np.zeros(len(self.of), dtype=bool)
        self._begin(nearest)

    def _distances(self) -> tuple[Floats, Floats]:
        """What each link costs in steps where no coordinates tell, and in tenths of a kilometre, never too much."""
        homes, ends = (self._points(units) for units in ([group.unit for group in self.groups], self.units))
        (here, along), (there, across) = homes[self.of].T, ends[self.to].T
        half = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin((across - along) / 2) ** 2
        km = 2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
        blind = np.isnan(km)
        steps = np.zeros(len(km))
        steps[blind] = [
            self.problem.steps(self.groups[group].unit, self.units[unit])
            for group, unit in zip(self.of[blind], self.to[blind], strict=True)
        ]
        return steps, np.where(blind, 0.0, np.floor(TENTHS * km + 0.5 - _ZERO))

    def _points(self, units: Sequence[Path]) -> Floats:
        """Where units are, in radians; not a number where nobody knows."""
        points = (self.problem.units[unit].point for unit in units)
        return np.radians([tuple(point) if point else (np.nan, np.nan) for point in points]).reshape(-1, 2)

    def _begin(self, nearest: int) -> None:
        """The nearest of each group and to each unit."""
        order = np.lexsort((self.tenths, self.steps))
        for side, number in ((self.of, len(self.groups)), (self.to, len(self.units))):
            self.inside |= _first(order, side, number, nearest)

    def chosen(self) -> Links:
        """The links of the program."""
        targets: dict[Group, list[Path]] = {}
        for number in np.flatnonzero(self.inside):
            targets.setdefault(self.groups[self.of[number]], []).append(self.units[self.to[number]])
        return {group: tuple(units) for group, units in targets.items()}

    def add(self) -> None:
        """Take in the links that would better the plan."""
        self.inside |= self.wanted

    def priced(self, program: Program, prices: Sequence[Price]) -> bool:
        """Whether a link outside the program would better the plan; then those are wanted, and some that nearly would.

        A link that would cost something in an aim is of no use in those after it. It may better the plan where the
        first aim in which it is worth anything gains by it; or where an aim has not reached its relaxed worth, and the
        link costs no more than what is missing.
        """
        outside = np.flatnonzero(~self.inside)
        alike = np.ones(len(outside), dtype=bool)
        for aim, (price, costs) in enumerate(zip(prices, self._reduced(program, prices, outside), strict=True)):
            better = alike & (costs < (price.gap + _ZERO if price.gap > _ZERO else -_ZERO))
            if better.any():
                near = alike & (costs < (price.gap + _ZERO if price.gap > _ZERO else _NEARLY[aim]))
                self._want(outside[near], costs[near])
                return True
            alike &= costs <= _ZERO
        self.wanted[:] = False
        return False

    def _want(self, links: npt.NDArray[np.int64], costs: Floats) -> None:
        """Of these links those that cost least, then the shortest: so many to each unit and of each group."""
        order = np.lexsort((self.tenths[links], self.steps[links], np.round(costs, 4)))
        self.wanted[:] = False
        self.wanted[links] = _first(order, self.to[links], len(self.units), _ADDED)
        self.wanted[links] |= _first(order, self.of[links], len(self.groups), _ADDED // 4)

    def _reduced(self, program: Program, prices: Sequence[Price], outside: npt.NDArray[np.int64]) -> list[Floats]:
        """What each link outside would cost in each aim priced, once the rows it stands in are paid."""
        of, to = self.of[outside], self.to[outside]
        nothing = np.zeros(len(outside))
        costs = [nothing, nothing + 1, self.steps[outside], self.tenths[outside], nothing, nothing]
        answers = []
        for number, price in enumerate(prices):
            left = costs[number] - self._paid(program, price, of, to)
            for earlier, dual in price.held.items():
                left = left - dual * costs[earlier]
            answers.append(left)
        return answers

    def _paid(self, program: Program, price: Price, of: npt.NDArray[np.int64], to: npt.NDArray[np.int64]) -> Floats:
        """What the rows pay for each link: somebody more where it goes, one fewer where it comes from."""
        source = np.array([self._leave(program, price, group) for group in self.groups])
        patterns = list(dict.fromkeys((group.hari, group.asn) for group in self.groups))
        pattern = np.array([patterns.index((group.hari, group.asn)) for group in self.groups])
        target = np.array(
            [[self._come(program, price, unit, hari, asn=asn) for unit in self.units] for hari, asn in patterns]
        )
        return np.asarray(target[pattern[of], to] - source[of])

    def _leave(self, program: Program, price: Price, group: Group) -> float:
        days = group.days_at(self.problem.units[group.unit])
        rows = program.cover.get((group.unit, self.kind), ())
        paid = sum(float(price.rows[row]) for row, day in rows if day in days)
        capacity, leaving = program.capacity.get(group), program.leaving.get((group.unit, group.asn))
        paid -= float(price.rows[capacity]) if capacity is not None else 0.0
        return paid + (float(price.rows[leaving]) if leaving is not None else 0.0)

    def _come(self, program: Program, price: Price, unit: Path, hari: frozenset[int], *, asn: bool) -> float:
        days = self.problem.units[unit].days & hari if hari else self.problem.units[unit].days
        rows = program.cover.get((unit, self.kind), ())
        leaving = program.leaving.get((unit, asn))
        paid = sum(float(price.rows[row]) for row, day in rows if day in days)
        return paid + (float(price.rows[leaving]) if leaving is not None else 0.0)


def _first(order: npt.NDArray[np.int64], side: npt.NDArray[np.int64], sides: int, most: int) -> npt.NDArray[np.bool_]:
    """Which are among the first so many of their side, in an order."""
    ranked = order[np.argsort(side[order], kind="stable")]
    starts = np.searchsorted(side[ranked], np.arange(sides))
    rank = np.arange(len(ranked)) - starts[side[ranked]]
    taken = np.zeros(len(order), dtype=bool)
    taken[ranked[rank < most]] = True
    return taken
