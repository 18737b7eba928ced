"""Areas of many blocks: two touching areas merged and cut anew, then border blocks shifted and exchanged.

Every step is counted and chance has a fixed seed, so the same blocks give the same areas on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from ilp_cli.capabilities.areas.model.exact import ASKED, NEVER, grown
from ilp_cli.capabilities.areas.model.ground import Ground, Mask, members
from ilp_cli.planning.patience import Patience

_SEED = 20_23
_SURE, _CLOSE = 3, 1000
"""After how many rounds a search ends where it is within one part in so many of its bound."""
MERGES, SHIFTS = 40, 4_000
"""How many merges and shifts a kader and a round are worth."""


def spread(ground: Ground, kader: int, least: int, rounds: int, until: Patience = NEVER) -> list[Mask]:
    """Areas whose heaviest is light, as far as counted steps and `until` go; `least` is a bound at which it ends."""
    chance = Random(_SEED)  # noqa: S311  # the same each time is what is wanted
    best = grown(ground, kader)
    for number in range(rounds):
        near = least if number < _SURE else least + least // _CLOSE
        if heaviest(ground, best) <= near or until.over:
            break
        areas = list(best)
        _recut(ground, areas, chance, MERGES * kader, least, until)
        best = min(best, areas, key=lambda some: (heaviest(ground, some), _squares(ground, some)))
        areas = _annealed(ground, best, chance, SHIFTS * math.isqrt(kader) * 2, least, until)
        best = min(best, areas, key=lambda some: (heaviest(ground, some), _squares(ground, some)))
    return best


def heaviest(ground: Ground, areas: Sequence[Mask]) -> int:
    """The load of the heaviest area."""
    return max(map(ground.load, areas))


def _squares(ground: Ground, areas: Sequence[Mask]) -> int:
    return sum(ground.load(area) ** 2 for area in areas)


def _recut(ground: Ground, areas: list[Mask], chance: Random, steps: int, least: int, until: Patience) -> None:
    """Merge two touching areas and cut them at the evenest edge of a random tree, where that makes neither heavier."""
    loads = [ground.load(area) for area in areas]
    for step in range(steps):
        one = max(range(len(areas)), key=loads.__getitem__) if step % 2 else chance.randrange(len(areas))
        if (loads[one] <= least and step % 2) or until.over:
            return
        rim = 0
        for block in members(areas[one]):
            rim |= ground.beside[block]
        near = [other for other, area in enumerate(areas) if other != one and area & rim]
        if not near:
            continue
        other = chance.choice(near)
        part, load = _halved(ground, areas[one] | areas[other], loads[one] + loads[other], chance)
        rest = loads[one] + loads[other] - load
        if max(load, rest) <= max(loads[one], loads[other]):
            areas[other] |= areas[one]
            areas[one], areas[other] = part, areas[other] & ~part
            loads[one], loads[other] = load, rest


def _halved(ground: Ground, both: Mask, total: int, chance: Random) -> tuple[Mask, int]:
    """One side of a random spanning tree where it is cut as evenly as it can be, and its load."""
    blocks = list(members(both))
    root = chance.choice(blocks)
    parent = {root: root}
    order = [root]
    edge = [(chance.random(), root, block) for block in members(ground.beside[root] & both)]
    while len(order) < len(blocks):
        at = chance.randrange(len(edge))
        edge[at], edge[-1] = edge[-1], edge[at]
        _, start, block = edge.pop()
        if block in parent:
            continue
        parent[block] = start
        order.append(block)
        edge += [(0.0, block, other) for other in members(ground.beside[block] & both) if other not in parent]
    carried = {block: ground.loads[block] for block in order}
    below = {block: 1 << block for block in order}
    best, cut = total + 1, order[-1]
    for block in reversed(order[1:]):
        worse = max(carried[block], total - carried[block])
        if worse < best:
            best, cut = worse, block
        carried[parent[block]] += carried[block]
        below[parent[block]] |= below[block]
    return below[cut], carried[cut]


class Borders:
    """Areas that lend each other border blocks without falling apart: who has which block, and the loads."""

    def __init__(self, ground: Ground, areas: Sequence[Mask]) -> None:
        self.ground = ground
        self.areas = list(areas)
        self.loads = [ground.load(area) for area in areas]
        self.owner = [0] * len(ground.loads)
        for number, area in enumerate(areas):
            for block in members(area):
                self.owner[block] = number

    def leaves(self, block: int, more: Mask = 0) -> bool:
        """Whether an area stays whole, and stays there, without a block, and with others joined to it."""
        area = (self.areas[self.owner[block]] | more) & ~(1 << block)
        ends = self.ground.beside[block] & area & ~more
        if not area:
            return False
        if more:
            return self.ground.connected(area)
        if not ends:
            return False
        start = ends & -ends
        near = self.ground.reach(start, ends)
        return near == ends or self.ground.reach(start, area) & ends == ends

    def move(self, block: int, area: int) -> None:
        """Give a block to an area."""
        bit, weight = 1 << block, self.ground.loads[block]
        self.areas[self.owner[block]] &= ~bit
        self.loads[self.owner[block]] -= weight
        self.areas[area] |= bit
        self.loads[area] += weight
        self.owner[block] = area

    def strangers(self, block: int) -> list[int]:
        """The blocks beside one that belong to another area."""
        mine = self.owner[block]
        return [other for other in members(self.ground.beside[block]) if self.owner[other] != mine]


def _annealed(
    ground: Ground, areas: Sequence[Mask], chance: Random, steps: int, least: int, until: Patience
) -> list[Mask]:
    """Areas after so many shifts and exchanges of border blocks, worse ones taken ever more seldom."""
    state = Borders(ground, areas)
    size = len(ground.loads)
    mean = ground.total / len(areas)
    heat = max(1.0, ground.total / size) ** 2
    best, least_max = list(areas), heaviest(ground, areas)
    for step in range(steps):
        if not step % ASKED and until.over:
            break
        warmth = heat * 0.02 ** (3 * step / steps) / 2
        block = chance.randrange(size)
        rim = ground.beside[block] & ~state.areas[state.owner[block]]
        if not rim:
            continue
        others = list(members(rim))
        stranger = others[chance.randrange(len(others))]
        mine, theirs = state.owner[block], state.owner[stranger]
        given, taken = ground.loads[block], 0
        swap = step % 2 == 1
        if swap:
            taken = ground.loads[stranger]
        a, b = state.loads[mine], state.loads[theirs]
        after_a, after_b = a - given + taken, b + given - taken
        worse = (after_a - mean) ** 2 + (after_b - mean) ** 2 - (a - mean) ** 2 - (b - mean) ** 2
        if worse > 0 and chance.random() >= math.exp(-worse / warmth):
            continue
        if swap:
            if not exchanged(state, block, stranger):
                continue
        elif state.leaves(block):
            state.move(block, theirs)
        else:
            continue
        if max(after_a, after_b) < least_max and (now := max(state.loads)) < least_max:
            best, least_max = list(state.areas), now
            if now <= least:
                return best
    return best


def exchanged(state: Borders, block: int, stranger: int) -> bool:
    """Exchange two blocks that touch, where both areas stay whole; whether it was done."""
    mine, theirs = state.owner[block], state.owner[stranger]
    one = state.areas[mine] & ~(1 << block) | 1 << stranger
    other = state.areas[theirs] & ~(1 << stranger) | 1 << block
    beside = state.ground.beside
    if not beside[stranger] & one & ~(1 << stranger) and one != 1 << stranger:
        return False
    if not beside[block] & other & ~(1 << block) and other != 1 << block:
        return False
    if not (state.ground.connected(one) and state.ground.connected(other)):
        return False
    state.move(block, theirs)
    state.move(stranger, mine)
    return True
