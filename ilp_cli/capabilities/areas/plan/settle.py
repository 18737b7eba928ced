"""Who takes which area so that the fewest change hands, exactly: by memo over what is covered and which kader have one.

Kader who stand alike in everything are one kind, so that they are not tried one for another.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ilp_cli.capabilities.areas.model.exact import NEVER, by_lowest, subsets
from ilp_cli.capabilities.areas.model.ground import Ground, Mask, members
from ilp_cli.capabilities.areas.model.problem import Wish
from ilp_cli.planning.patience import Patience

MOST_STATES = 60_000
"""How many combinations of blocks and kader are remembered before the exact way is given up."""


Cost = tuple[int, int, int, int]
"""Households that change hands, blocks that do, load outside the own dusun, sum of squared loads."""


class Prices:
    """What an area costs with a kader, as one whole number in which the first aim weighs most."""

    def __init__(self, ground: Ground, wish: Wish) -> None:
        self.ground, self.wish = ground, wish
        self.parts = (
            sum(wish.households) + 1,
            len(ground.loads) + 1,
            ground.total + 1,
            ground.total * ground.total + 1,
        )
        self.kept = [sum(1 << b for b, who in enumerate(wish.held) if who == kader) for kader in range(len(wish.own))]
        self.given = sum(1 << block for block, who in enumerate(wish.held) if who >= 0)

    def of(self, area: Mask, load: int, kader: int) -> int:
        """The cost of one area with one kader."""
        lost = area & self.given & ~self.kept[kader]
        moved = count = outside = 0
        if lost:
            households = self.wish.households
            for block in members(lost):
                moved += households[block]
                count += 1
        strange = area & ~self.wish.own[kader]
        if strange:
            outside = self.ground.load(strange)
        _, blocks, loads, squares = self.parts
        return ((moved * blocks + count) * loads + outside) * squares + load * load

    def apart(self, cost: int) -> Cost:
        """The aims of a cost, each by itself."""
        _, blocks, loads, squares = self.parts
        cost, square = divmod(cost, squares)
        cost, outside = divmod(cost, loads)
        moved, count = divmod(cost, blocks)
        return moved, count, outside, square


def settle(
    ground: Ground, kader: int, most: int, prices: Prices, until: Patience = NEVER
) -> tuple[int, list[Mask]] | None:
    """The cheapest areas within a heaviest load, one for each kader, and their cost; None where there are too many.

    None as well where `until` ends it before.
    There are at least as many blocks as kader.
    """
    found = subsets(ground, ground.total - (kader - 1) * most, most, MOST_STATES, until)
    if found is None:
        return None
    settling = _Settling(ground, found, kader, most, prices, until)
    try:
        cost = settling.cheapest(0, 0, 0, kader)
    except _TooManyError:
        return None
    return None if cost is None else (cost, settling.areas())


class _Settling:
    """The memo of one posyandu: for what is covered and how many of each kind of kader are used, the cheapest rest."""

    def __init__(
        self,
        ground: Ground,
        sets: Sequence[tuple[Mask, int]],
        kader: int,
        most: int,
        prices: Prices,
        until: Patience,
    ) -> None:
        self.until = until
        self.every, self.total, self.most, self.kader = ground.every, ground.total, most, kader
        self.kinds = _kinds(prices, kader)
        self.sizes = [len(kind) for kind in self.kinds]
        self.steps = [1]
        for size in self.sizes:
            self.steps.append(self.steps[-1] * (size + 1))
        self.groups = [
            [(own, load, [prices.of(own, load, kind[0]) for kind in self.kinds]) for own, load in group]
            for group in by_lowest(sets, len(ground.loads))
        ]
        self.memo: dict[tuple[Mask, int], tuple[int, Mask, int] | None] = {}

    def cheapest(self, covered: Mask, used: int, carried: int, left: int) -> int | None:
        """The least cost of what is still to be covered; None where it cannot be. Raises _TooManyError."""
        if not left:
            return 0 if covered == self.every else None
        if covered == self.every or self.total - carried > left * self.most:
            return None
        state = (covered, used)
        if state not in self.memo:
            if len(self.memo) > MOST_STATES or self.until.over:
                raise _TooManyError
            self.memo[state] = self._best(covered, used, carried, left)
        known = self.memo[state]
        return None if known is None else known[0]

    def _best(self, covered: Mask, used: int, carried: int, left: int) -> tuple[int, Mask, int] | None:
        """The cheapest rest with the area of the lowest block not covered yet, and the kind of its kader."""
        best: tuple[int, Mask, int] | None = None
        free = self.every & ~covered
        steps = self.steps
        kinds = [number for number, size in enumerate(self.sizes) if used // steps[number] % (size + 1) < size]
        for own, load, costs in self.groups[(free & -free).bit_length() - 1]:
            if own & covered:
                continue
            for kind in kinds:
                if best is not None and costs[kind] >= best[0]:
                    continue
                rest = self.cheapest(covered | own, used + steps[kind], carried + load, left - 1)
                if rest is not None and (best is None or rest + costs[kind] < best[0]):
                    best = rest + costs[kind], own, kind
        return best

    def areas(self) -> list[Mask]:
        """The area of each kader along the cheapest way."""
        areas = [0] * self.kader
        waiting = [list(kind) for kind in self.kinds]
        covered = used = 0
        while covered != self.every:
            step = self.memo[covered, used]
            assert step is not None
            _, own, kind = step
            areas[waiting[kind].pop(0)] = own
            covered |= own
            used += self.steps[kind]
        return areas


class _TooManyError(Exception):
    """More states than are worth remembering."""


def _kinds(prices: Prices, kader: int) -> list[list[int]]:
    """The kader by what tells them apart here: what they hold, and where their own dusun is."""

    def key(number: int) -> tuple[Mask, Mask]:
        return prices.kept[number], prices.wish.own[number]

    ordered = sorted(range(kader), key=lambda number: (key(number), number))
    return sorted(list(group) for _, group in groupby(ordered, key=key))


def assigned(costs: Sequence[Sequence[int]]) -> list[int]:
    """For each row a column of its own, so that the sum is least; there are at least as many columns as rows.

    The Hungarian method with potentials: row after row is added along the path that costs the least more.
    """
    rows, columns = len(costs), len(costs[0])
    above, beside = [0] * (rows + 1), [0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        back, column = _path(costs, owner, above, beside)
        while column:
            owner[column] = owner[back[column]]
            column = back[column]
    chosen = [0] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            chosen[owner[column] - 1] = column - 1
    return chosen


def _path(
    costs: Sequence[Sequence[int]], owner: Sequence[int], above: list[int], beside: list[int]
) -> tuple[list[int], int]:
    """The cheapest way from the row at column 0 to a column that nobody has, and that column; potentials follow."""
    columns = len(beside)
    back = [0] * columns
    slack: dict[int, int] = {}
    done = {0}
    column = 0
    while owner[column]:
        row = owner[column]
        for other in range(1, columns):
            if other not in done:
                spare = costs[row - 1][other - 1] - above[row] - beside[other]
                if other not in slack or spare < slack[other]:
                    slack[other] = spare
                    back[other] = column
        following = min(slack, key=lambda other: (slack[other], other))
        least = slack.pop(following)
        for other in done:
            above[owner[other]] += least
            beside[other] -= least
        slack = {other: spare - least for other, spare in slack.items()}
        done.add(following)
        column = following
    return back, column
