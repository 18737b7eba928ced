"""Few changes of hands where there are many blocks: the areas of last year mended, and the fairest areas given back.

The same moves as in `search`, counted steps and a fixed seed; what is over the limit weighs three times what moves.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from ilp_cli.capabilities.areas.model.exact import ASKED, NEVER
from ilp_cli.capabilities.areas.model.ground import Ground, Mask, members
from ilp_cli.capabilities.areas.plan.search import Borders, exchanged
from ilp_cli.capabilities.areas.plan.settle import Prices, assigned
from ilp_cli.planning.patience import Patience

_SEED = 19_47
STEPS = 2_000
"""How many steps a kader is worth."""
_EXCESS = 3


def kept(
    ground: Ground, fair: Sequence[Mask], most: int, prices: Prices, until: Patience = NEVER
) -> tuple[int, list[Mask]]:
    """Areas within a heaviest load, one for each kader, with few changes of hands, and their cost."""
    kader = len(fair)
    costs = [[prices.of(area, ground.load(area), who) for who in range(kader)] for area in fair]
    start = [0] * kader
    for area, who in zip(fair, assigned(costs), strict=True):
        start[who] = area
    best = _polished(ground, start, most, prices)
    last = _as_they_were(ground, kader, prices)
    for areas in (last, best):
        if areas is None or until.over:
            continue
        tried = _annealed(ground, areas, most, prices, until)
        if tried is not None:
            tried = _polished(ground, tried, most, prices)
            best = min(best, tried, key=lambda some: _cost(ground, some, prices))
    return _cost(ground, best, prices), best


def _cost(ground: Ground, areas: Sequence[Mask], prices: Prices) -> int:
    return sum(prices.of(area, ground.load(area), who) for who, area in enumerate(areas))


def _as_they_were(ground: Ground, kader: int, prices: Prices) -> list[Mask] | None:
    """What everybody holds now, whole, the blocks of nobody given to the lightest beside them; None where one lacks."""
    areas = []
    for who in range(kader):
        own = prices.kept[who]
        parts = []
        while own:
            part = ground.reach(own & -own, own)
            parts.append(part)
            own &= ~part
        areas.append(max(parts, key=lambda part: (ground.load(part), part), default=0))
    if not all(areas):
        return None
    free = ground.every & ~sum(areas)
    while free:
        open_areas = [(ground.load(area), who, free & _rim(ground, area)) for who, area in enumerate(areas)]
        _, who, rim = min((entry for entry in open_areas if entry[2]), default=(0, 0, 0))
        if not rim:
            return None
        areas[who] |= rim & -rim
        free &= ~rim
        free |= rim & ~(rim & -rim)
    return areas


def _rim(ground: Ground, area: Mask) -> Mask:
    rim = 0
    for block in members(area):
        rim |= ground.beside[block]
    return rim & ~area


def _annealed(ground: Ground, areas: Sequence[Mask], most: int, prices: Prices, until: Patience) -> list[Mask] | None:
    """The cheapest areas within the limit that so many steps met; None where they met none."""
    chance = Random(_SEED)  # noqa: S311  # the same each time is what is wanted
    state = Borders(ground, areas)
    held, households = prices.wish.held, prices.wish.households
    size, steps = len(ground.loads), STEPS * len(areas)
    heat = max(1.0, ground.total / size)

    def away(block: int, who: int) -> int:
        return households[block] if held[block] not in (-1, who) else 0

    over = sum(max(0, load - most) for load in state.loads)
    moved = sum(away(block, state.owner[block]) for block in range(size))
    best, least = (list(areas), moved) if not over else (None, 0)
    for step in range(steps):
        if not step % ASKED and until.over:
            break
        warmth = heat * 0.01 ** (step / steps)
        block = chance.randrange(size)
        rim = ground.beside[block] & ~state.areas[state.owner[block]]
        if not rim:
            continue
        others = list(members(rim))
        stranger = others[chance.randrange(len(others))]
        mine, theirs = state.owner[block], state.owner[stranger]
        given = ground.loads[block]
        taken = ground.loads[stranger] if step % 2 else 0
        a, b = state.loads[mine], state.loads[theirs]
        after_a, after_b = a - given + taken, b + given - taken
        more_over = max(0, after_a - most) + max(0, after_b - most) - max(0, a - most) - max(0, b - most)
        more_moved = away(block, theirs) - away(block, mine)
        if step % 2:
            more_moved += away(stranger, mine) - away(stranger, theirs)
        worse = _EXCESS * more_over + more_moved
        if worse > 0 and chance.random() >= math.exp(-worse / warmth):
            continue
        if step % 2:
            if not exchanged(state, block, stranger):
                continue
        elif state.leaves(block):
            state.move(block, theirs)
        else:
            continue
        over, moved = over + more_over, moved + more_moved
        if not over and (best is None or moved < least):
            best, least = list(state.areas), moved
    return best


def _polished(ground: Ground, areas: Sequence[Mask], most: int, prices: Prices) -> list[Mask]:
    """Areas in which no single border block can be given to a neighbour more cheaply within the limit."""
    state = Borders(ground, areas)
    changed = True
    while changed:
        changed = False
        for block, weight in enumerate(ground.loads):
            for theirs in sorted({state.owner[stranger] for stranger in state.strangers(block)}):
                mine = state.owner[block]
                a, b = state.loads[mine], state.loads[theirs]
                if mine == theirs or b + weight > most:
                    continue
                bit = 1 << block
                more = prices.of(bit, b + weight, theirs) + (a - weight) ** 2
                less = prices.of(bit, a, mine) + b**2
                if more < less and state.leaves(block):
                    state.move(block, theirs)
                    changed = True
    return state.areas
