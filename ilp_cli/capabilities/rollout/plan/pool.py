"""The last step to a proof: every set of a year that a better order could take, listed, cut down, and put together.

At the prices of the sets each set costs so much more than the best of its year; an order that takes it is at least so
much worse than the bound. So all orders better than a target are made of sets that cost no more than what lies between
(Baldacci, Christofides, Mingozzi). Among those listed, cuts over three puskesmas raise the bound, and more of them can
go; an integer program of the cheapest gives an order, and a bound. Whatever was let go counts in every bound.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import numpy.typing as npt

from ilp_cli.capabilities.rollout.plan.sets import (
    Floats,
    Numbers,
    Prices,
    Sets,
    Years,
    by_weight,
    fullest,
    members_of,
    nobody_yet,
    one_more,
)
from ilp_cli.planning.patience import Patience
from ilp_cli.planning.solver import INFINITY, Model, solve

Members = npt.NDArray[np.bool_]
"""A row for each set, a column for each puskesmas."""

_CELLS = 6_000_000
"""So many sets times puskesmas are listed at the most."""
_NEARER, _TRIES = 0.6, 12
"""Where that is not enough, the target is taken nearer to the bound, and so often."""
_ROUNDS, _NEW = 30, 30
"""The most rounds of cuts, and the most new ones in each."""
_BROKEN = 0.02
"""By how much a cut must be broken."""
_TWO = 2
"""Of its three puskesmas a cut counts the sets with so many."""
_FEWER = 0.8
"""The list is made shorter where no more than this part of it stays."""
_BUSY = 40
"""Cuts are looked for among so many puskesmas, those that stand in most sets of the mixture."""
_ADDED = 8
"""So many sets of a year come into the mixture at once."""
_FULLY = 2000
"""Up to so many sets are searched for the best order of them, more only for their bound."""
_BETTER = 1e-6
"""A set comes into the mixture where it betters it by more, as a part of its worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """What the aim is worth at the least; and by puskesmas the place of its year in an order, where one was found."""

    bound: float
    came: dict[int, int] | None = None


@dataclass(slots=True, kw_only=True)
class Pool:
    """The sets listed: who is in them, of which year, what they cost, and how often each cut counts them.

    An order that takes a set which is not in it is worth no less than `target`; any is worth no less than `bound`.
    `dearer` is how much each costs beyond the best of its year; `begun` are those of the plan in hand.
    """

    sets: Sets
    members: Members
    place: Numbers
    cost: Floats
    begun: list[int]
    target: float
    bound: float
    dearer: Floats
    cuts: list[tuple[int, ...]] = field(default_factory=list)

    def cheapest(self, cost: Floats) -> list[int]:
        """Of each year the few sets that cost least."""
        every: list[int] = []
        for place in range(len(self.sets.years.room)):
            here = np.flatnonzero(self.place == place)
            every += here[np.argsort(cost[here], kind="stable")[:_ADDED]].tolist()
        return every

    def counted(self, numbers: Numbers) -> Floats:
        """How often each cut counts some of the sets: once where two of its three are in them."""
        two = [self.members[numbers][:, cut].sum(axis=1) >= _TWO for cut in self.cuts]
        return np.array(two, dtype=float).reshape(len(self.cuts), len(numbers)).T

    def effect(self, number: int) -> Floats:
        """What a set does to the rows of the program, and that it is one of its year."""
        mine = np.zeros(len(self.sets.years.room))
        mine[self.place[number]] = 1.0
        return np.concatenate([self.sets.effect[:, self.members[number], self.place[number]].sum(axis=1), mine])

    def keep(self, which: Numbers) -> Numbers:
        """Let all others go; the new number of each, -1 for those gone."""
        moved = np.full(len(self.members), -1)
        moved[which] = np.arange(len(which))
        self.members, self.place = self.members[which], self.place[which]
        self.cost, self.dearer = self.cost[which], self.dearer[which]
        self.begun = [int(moved[number]) for number in self.begun]
        return moved


def pooled(
    model: Model, years: Years, aim: dict[int, float], start: Sequence[float], near: float, prices: Prices
) -> Pool:
    """All sets that an order could take which is better than the plan that `start` are the values of, by `near`.

    Where they are too many, those that one could take which is better than a target nearer to the bound.
    """
    sets = Sets(model, years, aim, start)
    bound, worth = sets.worth(np.array([prices.rows.get(name, 0.0) for name in sets.names]))
    most, rates = [], []
    for place, room in enumerate(years.room):
        best, _, scarce = fullest(
            worth[:, place], years.needs, room, prices.scarce.get(place, np.full(len(room), 0.01))
        )
        most.append(best)
        rates.append(scarce)
    bound -= sum(most)
    value = sum(factor * start[column] for column, factor in aim.items())
    target = max(bound, value - near * abs(value))
    for _ in range(_TRIES):
        listed, left = [], _CELLS // len(worth)
        for place, room in enumerate(years.room):
            least = most[place] - (target - bound) - 1e-6
            here = _all_worth(least, worth[:, place], sets.exists[:, place], years.needs, room, rates[place], left)
            if here is None:
                break
            listed.append(here)
            left -= len(here)
        if len(listed) == len(years.room):
            break
        target = bound + _NEARER * (target - bound)
    else:
        listed, target = [np.zeros((0, len(worth)), dtype=bool)] * len(years.room), bound
    own = np.zeros((len(years.room), len(worth)), dtype=bool)
    for place, chosen in enumerate(sets.begun):
        own[place, list(chosen)] = True
        listed[place] = np.concatenate(
            [own[place : place + 1], listed[place][(listed[place] != own[place]).any(axis=1)]]
        )
    sizes = [len(here) for here in listed]
    members = np.concatenate(listed)
    return Pool(
        sets=sets,
        members=members,
        place=np.repeat(np.arange(len(sizes)), sizes),
        cost=np.concatenate([here @ sets.cost[:, place] for place, here in enumerate(listed)]),
        begun=[sum(sizes[:place]) for place in range(len(sizes))],
        target=target,
        bound=bound,
        dearer=np.concatenate([most[place] - here @ worth[:, place] for place, here in enumerate(listed)]),
    )


def cut_down(pool: Pool, until: Patience | None) -> None:
    """Raise the bound by cuts, and let all go that no order better than the target can take.

    Of any three puskesmas at most one set has two or more, over all years: each comes once, so two such sets would
    need four (a subset-row cut: Jepsen, Petersen, Spoorendonk, Pisinger).
    """
    mixture = pool.sets.mixture()
    slacks = len(pool.sets.slack_cost)
    mixed_in: list[int] = []

    def mix(numbers: Sequence[int]) -> None:
        for number, of_cuts in zip(numbers, pool.counted(np.array(numbers, dtype=np.intp)), strict=True):
            mixture.add(pool.cost[number], 0.0, INFINITY, np.concatenate([pool.effect(number), of_cuts]))
        mixed_in.extend(numbers)

    mix([*pool.begun, *(number for number in pool.cheapest(pool.dearer) if number not in pool.begun)])
    rounds = 0
    while not (until is not None and until.over):
        mixed = mixture.solved(until)
        if mixed is None:
            return
        bound, dearer, least = _priced(pool, mixed.prices)
        if bound > pool.bound:
            pool.bound, pool.dearer = min(bound, pool.target), dearer
        if pool.bound >= pool.target:
            return
        # what is in the mixture costs nothing more there: what costs less than that betters it
        better = dearer - (mixed.prices[len(pool.sets.lower) :][pool.place] - least[pool.place])
        better[mixed_in] = 0.0
        wanted = [at for at in pool.cheapest(better) if better[at] < -_BETTER * abs(mixed.worth)]
        stays = dearer <= pool.target - bound + 1e-6
        stays[[*mixed_in, *wanted]] = True
        if stays.sum() < _FEWER * len(stays):
            moved = pool.keep(np.flatnonzero(stays))
            mixed_in[:] = moved[mixed_in].tolist()
            wanted = moved[wanted].tolist() if wanted else []
        if wanted:
            mix(wanted)
            continue
        new = _broken(pool, np.array(mixed_in), mixed.parts[slacks:]) if rounds < _ROUNDS else []
        if not new:
            return
        rounds += 1
        pool.cuts += new
        for of_cut in pool.counted(np.array(mixed_in)).T[-len(new) :]:
            mixture.cut(np.concatenate([np.zeros(slacks), of_cut]), 1.0)


def _priced(pool: Pool, prices: Floats) -> tuple[float, Floats, Floats]:
    """The bound at the prices of a mixture, how much each set is dearer than the best of its year, and what that costs.

    Any prices bound: each year takes one set, no cheaper than its best; each cut is kept to by every order.
    """
    rows, years = len(pool.sets.lower), len(pool.sets.years.room)
    bound, worth = pool.sets.worth(prices[:rows])
    of_cuts = np.minimum(prices[rows + years :], 0.0)
    cost = np.empty(len(pool.members))
    for place in range(years):
        here = pool.place == place
        cost[here] = -(pool.members[here] @ worth[:, place])
    for cut, price in zip(pool.cuts, of_cuts, strict=True):
        if price:
            cost -= price * (pool.members[:, cut].sum(axis=1) >= _TWO)
    least = np.array([cost[pool.place == place].min() for place in range(years)])
    bound += float(of_cuts.sum() + least.sum())
    return bound - 1e-9 * abs(bound), cost - least[pool.place], least


def put_together(pool: Pool, start: Sequence[float], many: int, nodes: int, until: Patience | None) -> Sifted:
    """The best order of so many of the cheapest sets and those in hand; the first that is left out bounds the rest."""
    order = np.argsort(pool.dearer, kind="stable")
    rest = pool.bound + float(pool.dearer[order[many]]) if many < len(order) else math.inf
    begun = set(pool.begun)
    taken = [*pool.begun, *(int(number) for number in order[:many] if int(number) not in begun)]
    sets, years = pool.sets, range(len(pool.sets.years.room))
    model = Model()
    slacks = len(sets.slack_cost)
    for least, most in zip(sets.slack_lower, sets.slack_upper, strict=True):
        model.column(least, most)
    for _ in taken:
        model.column()
    numbers = np.array(taken)
    effect = np.array([pool.effect(number) for number in taken]).T
    for row, (least, most) in enumerate(zip(sets.lower, sets.upper, strict=True)):
        both = np.concatenate([sets.slack[row], effect[row]])
        used = np.flatnonzero(both)
        if len(used):
            model.row(zip(map(int, used), map(float, both[used]), strict=True), least, most)
    for place in years:
        model.row([(slacks + int(at), 1.0) for at in np.flatnonzero(pool.place[numbers] == place)], 1.0, 1.0)
    for of_cut in pool.counted(numbers).T:
        model.row([(slacks + int(at), 1.0) for at in np.flatnonzero(of_cut)], upper=1.0)
    costs = np.concatenate([sets.slack_cost, pool.cost[numbers]])
    terms = tuple((column, float(cost)) for column, cost in enumerate(costs) if cost)
    first = [*start[len(start) - slacks :], *(1.0 if at < len(pool.begun) else 0.0 for at in range(len(taken)))]
    worth = sum(cost * first[column] for column, cost in terms)
    gap = 0.0
    if many > _FULLY:  # a bound beyond what is left out, or beyond the target, would not count
        gap = max(0.0, worth - min(rest, pool.target)) / max(1.0, abs(worth))
    solved = solve(model, [terms], until=until, start=first, nodes=nodes, gap=gap)
    if not (solved.known and solved.feasible and solved.stages):
        return Sifted(bound=pool.bound)
    bound = min(pool.target, rest, solved.stages[0].bound)
    came = {
        int(member): int(pool.place[number])
        for at, number in enumerate(taken)
        if solved.chosen(slacks + at)
        for member in np.flatnonzero(pool.members[number])
    }
    return Sifted(bound=max(pool.bound, bound - 1e-9 * abs(bound)), came=came)


def _broken(pool: Pool, numbers: Numbers, parts: Floats) -> list[tuple[int, ...]]:
    """The cuts that a mixture breaks most."""
    used = parts > 1e-6
    members, shares = pool.members[numbers[used]], parts[used]
    there = members.sum(axis=0)
    busy = np.sort(np.argsort(-there, kind="stable")[:_BUSY])
    threes = np.array(list(combinations(busy[there[busy] > 1], 3)), dtype=np.intp).reshape(-1, 3)
    count = members.astype(np.int8)
    two = count[:, threes[:, 0]] + count[:, threes[:, 1]] + count[:, threes[:, 2]] >= _TWO
    over = shares @ two - 1.0
    most = np.argsort(-over, kind="stable")[:_NEW]
    return [tuple(map(int, threes[at])) for at in most if over[at] > _BROKEN]


def _all_worth(
    least: float, worth: Floats, exists: Members, needs: Floats, room: Floats, rates: Floats, left: int
) -> Members | None:
    """All sets of a year that fit it and are worth so much; None where they are more than `left`.

    They are built puskesmas by puskesmas; one whose rest cannot bring it there is dropped.
    """
    able = np.flatnonzero(exists & (needs <= room).all(axis=1))
    deciding = by_weight(worth[able], needs[able], room, rates)
    begun = nobody_yet(room, len(worth))
    for at, number in enumerate(map(int, able[deciding.order])):
        begun = one_more(begun, worth[number], needs[number], number)
        begun = begun.only(begun.value + begun.free @ deciding.price + deciding.rest[at + 1] >= least)
        if len(begun.value) > left:
            return None
    return members_of(begun.only(begun.value >= least), len(worth))
