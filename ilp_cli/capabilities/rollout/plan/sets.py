"""How much no order can pass, by sets: each year takes one whole set of puskesmas that fits its limits.

What binds the years together (nobody comes twice, every kecamatan, what was promised) gets prices; at any prices the
best sets of the years, each found exactly, are a bound (Dantzig and Wolfe; Gilmore and Gomory). The prices are made
better with the sets met so far, mixed by a linear program. Where a limit grows, the prices of before still bound.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ilp_cli.planning.patience import Patience
from ilp_cli.planning.solver import INFINITY, Mixture, Model

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]

ROUNDS = 120
"""The most times that prices are made better."""
_INWARD = 0.5
"""How far each try stays with the best prices so far: those of the mixture alone swing."""
_STATES = 20_000
"""So many sets under construction a year keeps at the most; what is dropped still counts in the bound."""
_WORD = 63
"""So many puskesmas one number can hold as its bits."""
_ENOUGH = 1e-5
"""Where mixture and bound are so near, as a part of them, the prices are as good as they get."""


@dataclass(slots=True)
class Prices:
    """Of the rows that bind years together, by what each row is; and how scarce each year's limits are."""

    rows: dict[object, float] = field(default_factory=dict)
    scarce: dict[int, Floats] = field(default_factory=dict)

    def copied(self) -> Prices:
        """The same, to be made better for another question."""
        return Prices(dict(self.rows), dict(self.scarce))


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """An order as sets of years: what each puskesmas needs, and what each year has room for.

    `columns` are the columns of the program by puskesmas and year, `own` its rows that bind one year alone, which the
    sets keep to by themselves; `needs` has a row for each puskesmas, `room` one for each year.
    """

    columns: dict[tuple[int, int], int]
    own: frozenset[int]
    needs: Floats
    room: Floats


class Sets:
    """A program seen as sets. Column (number, place) of the program counts from the year in which a puskesmas comes."""

    def __init__(self, model: Model, years: Years, aim: dict[int, float], start: Sequence[float]) -> None:
        self.years, count = years, len(years.columns)
        shape = len(years.needs), len(years.room)
        where = {column: key for key, column in years.columns.items()}
        linking = [row for row in range(len(model.row_lower)) if row not in years.own]
        self.exists = np.zeros(shape, dtype=bool)
        for key in years.columns:
            self.exists[key] = True
        extra = len(model.lower) - count
        self.names: list[object] = []
        self.effect = np.zeros((len(linking) + shape[0], *shape))
        self.slack = np.zeros((len(linking) + shape[0], extra))
        self.lower = np.array([model.row_lower[row] for row in linking] + [-INFINITY] * shape[0])
        self.upper = np.array([model.row_upper[row] for row in linking] + [1.0] * shape[0])
        for at, row in enumerate(linking):
            span = range(model.starts[row], model.starts[row + 1])
            terms = [(model.indices[term], model.factors[term]) for term in span]
            self.names.append(tuple((where.get(column, column - count), factor) for column, factor in terms))
            for column, factor in terms:
                self._count(self.effect[at], self.slack[at], where.get(column), column - count, factor)
        for number in range(shape[0]):
            self.names.append(number)
            self.effect[len(linking) + number, number, :] = 1
        self.effect *= self.exists
        self.cost, self.slack_cost = np.zeros(shape), np.zeros(extra)
        for column, factor in aim.items():
            self._count(self.cost, self.slack_cost, where.get(column), column - count, factor)
        self.slack_lower, self.slack_upper = np.array(model.lower[count:]), np.array(model.upper[count:])
        self.begun = [
            tuple(
                number
                for number in range(shape[0])
                if (number, place) in years.columns
                and start[years.columns[number, place]] > 0.5
                and not ((number, place - 1) in years.columns and start[years.columns[number, place - 1]] > 0.5)
            )
            for place in range(shape[1])
        ]

    @staticmethod
    def _count(of_sets: Floats, of_slack: Floats, key: tuple[int, int] | None, other: int, factor: float) -> None:
        """A factor of the program: that of a puskesmas by a year is felt by whoever came in it or before."""
        if key is None:
            of_slack[other] += factor
        else:
            of_sets[key[0], : key[1] + 1] += factor

    def worth(self, prices: Floats) -> tuple[float, Floats]:
        """What all that is no set comes to at some prices at the least; what each puskesmas is worth in each year."""
        prices = np.where(np.isinf(self.upper), np.maximum(prices, 0.0), prices)
        prices = np.where(np.isinf(self.lower), np.minimum(prices, 0.0), prices)
        sides = np.where(prices > 0, self.lower, self.upper)
        bound = float(np.sum(prices * np.where(prices == 0, 0.0, sides)))
        left = self.slack_cost - prices @ self.slack
        bound += float(np.sum(left * np.where(left > 0, self.slack_lower, self.slack_upper)))
        return bound, np.where(self.exists, np.tensordot(prices, self.effect, (0, 0)) - self.cost, -1.0)

    def priced(self, prices: Floats, scarce: dict[int, Floats]) -> tuple[float, list[tuple[int, ...]]]:
        """The bound at some prices, and the best set of each year."""
        bound, worth = self.worth(prices)
        sets = []
        for place, room in enumerate(self.years.room):
            rates = scarce.get(place, np.full(len(room), 0.01))
            most, chosen, scarce[place] = fullest(worth[:, place], self.years.needs, room, rates)
            bound -= most
            sets.append(chosen)
        return bound, sets

    def mixture(self) -> Mixture:
        """The linear program of all that is no set of a year."""
        years = len(self.years.room)
        mixture = Mixture([*self.lower, *[1.0] * years], [*self.upper, *[1.0] * years])
        for column in range(len(self.slack_cost)):
            mixture.add(
                self.slack_cost[column], self.slack_lower[column], self.slack_upper[column], self.slack[:, column]
            )
        return mixture

    def add(self, mixture: Mixture, place: int, chosen: Sequence[int]) -> None:
        """A set of a year into the mixture."""
        members = list(chosen)
        mine = np.zeros(len(self.years.room))
        mine[place] = 1.0
        effect = np.concatenate([self.effect[:, members, place].sum(axis=1), mine])
        mixture.add(float(self.cost[members, place].sum()), 0.0, INFINITY, effect)


def bound_of_sets(
    model: Model,
    years: Years,
    aim: dict[int, float],
    start: Sequence[float],
    near: float,
    prices: Prices,
    until: Patience | None,
    *,
    rounds: int = ROUNDS,
) -> float:
    """What the aim is worth at the least, whatever the order; `start` are the values of a plan that keeps to all rows.

    It ends where the bound is `near` what the plan is worth. `prices` are where it begins, and where it ended.
    """
    sets = Sets(model, years, aim, start)
    worth = sum(factor * start[column] for column, factor in aim.items())
    enough = worth - near * abs(worth)
    best = np.array([prices.rows.get(name, 0.0) for name in sets.names])
    scarce = dict(prices.scarce)
    bound, found = sets.priced(best, scarce)
    mixture = sets.mixture()
    known: set[tuple[int, tuple[int, ...]]] = set()

    def mix(chosen: Sequence[tuple[int, ...]]) -> bool:
        new = [key for key in enumerate(chosen) if key not in known]
        known.update(new)
        for place, members in new:
            sets.add(mixture, place, members)
        return bool(new)

    mix(sets.begun)
    mix(found)
    for _ in range(rounds):
        if bound >= enough or (until is not None and until.over):
            break
        mixed = mixture.solved(until)
        if mixed is None or mixed.worth - bound <= _ENOUGH * abs(mixed.worth):
            break
        theirs = mixed.prices[: len(best)]
        tried = _INWARD * best + (1 - _INWARD) * theirs
        reached, found = sets.priced(tried, scarce)
        new = mix(found)
        if reached > bound:
            bound, best = reached, tried
        elif not new:
            reached, found = sets.priced(theirs, scarce)
            if reached > bound:
                bound, best = reached, theirs
            if not mix(found):
                break
    prices.rows |= dict(zip(sets.names, map(float, best), strict=True))
    prices.scarce = scarce
    return bound - 1e-9 * abs(bound)


class Deciding(NamedTuple):
    """The puskesmas of a year in the `order` in which they decide most about its sets.

    In that order `surplus` is what each is worth beyond what it needs, `rest` what those from each on can add at the
    most. `rates` are what all of each limit is worth, `price` what one of it is.
    """

    order: Numbers
    surplus: Floats
    rest: Floats
    rates: Floats
    price: Floats


def by_weight(worth: Floats, needs: Floats, room: Floats, rates: Floats) -> Deciding:
    """The order in which sets are built, from rates that are walked to from these."""
    scale = np.maximum(room, 1.0)
    parts = needs / scale
    rates = _scarcity(np.maximum(worth, 0.0), parts, rates)
    surplus = worth - parts @ rates
    order = np.argsort(-np.abs(surplus), kind="stable")
    surplus = surplus[order]
    rest = np.concatenate([np.cumsum(np.maximum(surplus, 0.0)[::-1])[::-1], [0.0]])
    return Deciding(order, surplus, rest, rates, rates / scale)


class Begun(NamedTuple):
    """Sets under construction: what each is worth, what room it leaves, and who is in it, as the bits of numbers."""

    value: Floats
    free: Floats
    words: npt.NDArray[np.int64]

    def only(self, which: Numbers | npt.NDArray[np.bool_]) -> Begun:
        """Keep some of them."""
        return Begun(self.value[which], self.free[which], self.words[which])


def nobody_yet(room: Floats, size: int) -> Begun:
    """The set of nobody, of `size` puskesmas."""
    return Begun(np.zeros(1), room[None, :].copy(), np.zeros((1, size // _WORD + 1), dtype=np.int64))


def one_more(begun: Begun, worth: float, need: Floats, number: int) -> Begun:
    """The sets, and behind them each that has room for one puskesmas more, with it."""
    fits = (begun.free >= need).all(axis=1)
    with_it = begun.words[fits].copy()
    with_it[:, number // _WORD] |= 1 << (number % _WORD)
    return Begun(
        np.concatenate([begun.value, begun.value[fits] + worth]),
        np.concatenate([begun.free, begun.free[fits] - need]),
        np.concatenate([begun.words, with_it]),
    )


def members_of(begun: Begun, size: int) -> npt.NDArray[np.bool_]:
    """Who is in the sets: a row for each, a column for each of `size` puskesmas."""
    return np.stack([begun.words[:, at // _WORD] >> (at % _WORD) & 1 for at in range(size)], axis=1) > 0


def fullest(worth: Floats, needs: Floats, room: Floats, rates: Floats) -> tuple[float, tuple[int, ...], Floats]:
    """The most that a set of a year can be worth, a set of about that worth, and how scarce the limits are.

    Sets are built puskesmas by puskesmas, those first that decide most; one whose rest cannot better the best so far
    is dropped. What is dropped because there are too many counts as if it could be as good as its rest allows.
    """
    able = np.flatnonzero((worth > 1e-9) & (needs <= room).all(axis=1))
    if not len(able):
        return 0.0, (), rates
    deciding = by_weight(worth[able], needs[able], room, rates)
    able = able[deciding.order]
    gain, need = worth[able], needs[able]
    best, chosen = _filled(gain, need, room, deciding.surplus)
    begun, dropped = nobody_yet(room, len(able)), 0.0
    for number in range(len(able)):
        begun = one_more(begun, gain[number], need[number], number)
        top = int(begun.value.argmax())
        if begun.value[top] > best:
            best = float(begun.value[top])
            chosen = np.flatnonzero(members_of(begun.only(np.array([top])), len(able))).tolist()
        could = begun.value + begun.free @ deciding.price + deciding.rest[number + 1]
        keep = np.flatnonzero(could > best + 1e-6)
        if len(keep) > _STATES:
            sorted_ = keep[np.argsort(-could[keep], kind="stable")]
            dropped = max(dropped, float(could[sorted_[_STATES]]))
            keep = sorted_[:_STATES]
        begun = begun.only(keep)
        if not len(keep):
            break
    # whoever could not better the best by a millionth was dropped
    return max(best + 1e-6, dropped), tuple(sorted(int(able[at]) for at in chosen)), deciding.rates


def _filled(gain: Floats, need: Floats, room: Floats, surplus: Floats) -> tuple[float, list[int]]:
    """A set by hand: those with the most beyond what they need, as far as they fit."""
    chosen, worth = [], 0.0
    for number in np.argsort(-surplus, kind="stable"):
        if (need[number] <= room).all():
            room = room - need[number]
            worth += float(gain[number])
            chosen.append(int(number))
    return worth, chosen


def _scarcity(worth: Floats, parts: Floats, rates: Floats) -> Floats:
    """How scarce each limit is: what all of it is worth. Any rates bound; these are walked to by ever shorter steps."""
    least, best = math.inf, rates
    for step in range(30):
        surplus = worth - parts @ rates
        taken = surplus > 0
        bound = float(rates.sum() + surplus[taken].sum())
        if bound < least:
            least, best = bound, rates
        slope = 1.0 - parts[taken].sum(axis=0)
        length = float(slope @ slope)
        if length < 1e-12:
            break
        rates = np.maximum(0.0, rates - 0.3 * bound / (step + 2) / math.sqrt(length) * slope)
    return best
