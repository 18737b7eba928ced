"""The fairest areas, exactly and without a solver: every connected set in a window, and covers of all blocks by them.

If the heaviest area carries U at the most, every other does too, so none carries less than the total less (k − 1) U.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ilp_cli.capabilities.areas.model.ground import Ground, Mask, members
from ilp_cli.planning.patience import Patience, patience

MOST_SETS = 200_000
"""How many sets are looked at before the exact way is given up."""
ASKED = 64
"""Every so many steps it is asked whether there is time for more."""
NEVER = patience()
"""A search that only its own steps end."""


def subsets(
    ground: Ground, least: int, most: int, cap: int = MOST_SETS, until: Patience = NEVER
) -> list[tuple[Mask, int]] | None:
    """Every connected set of blocks whose load lies in a window, each once, with its load; None where too many.

    None as well where `until` ends it.

    Each is met from its lowest block: whatever has been tried beside it is not tried again.
    """
    loads, beside = ground.loads, ground.beside
    found: list[tuple[Mask, int]] = []
    left = cap * 4
    for root, weight in enumerate(loads):
        if weight > most:
            continue
        start = 1 << root
        barred = (start << 1) - 1
        stack = [(start, weight, beside[root] & ~barred, barred)]
        while stack:
            own, load, rim, barred = stack.pop()
            if not left % ASKED and until.over:
                return None
            if load >= least:
                found.append((own, load))
            while rim:
                low = rim & -rim
                rim ^= low
                barred |= low
                block = low.bit_length() - 1
                more = load + loads[block]
                if more <= most:
                    left -= 1
                    stack.append((own | low, more, (rim | beside[block]) & ~barred, barred))
        if left < 0 or len(found) > cap:
            return None
    return found


def by_lowest(sets: Iterable[tuple[Mask, int]], count: int) -> list[list[tuple[Mask, int]]]:
    """Sets by the lowest block of each, the heaviest first."""
    groups: list[list[tuple[Mask, int]]] = [[] for _ in range(count)]
    for own, load in sorted(sets, key=lambda pair: (-pair[1], pair[0])):
        groups[(own & -own).bit_length() - 1].append((own, load))
    return groups


def cover(
    ground: Ground,
    sets: Sequence[Sequence[tuple[Mask, int]]],
    kader: int,
    most: int,
    steps: int,
    until: Patience = NEVER,
) -> tuple[list[Mask] | None, int]:
    """All blocks covered by so many of these sets, and the steps left; the first is None where that cannot be done.

    The lowest block not covered yet comes next; what cannot be finished is remembered. Steps below 0: given up.
    """
    every, total = ground.every, ground.total
    dead: set[tuple[Mask, int]] = set()
    chosen: list[Mask] = []

    def finish(covered: Mask, carried: int, left: int) -> bool:
        nonlocal steps
        if not left:
            return covered == every
        if total - carried > left * most or covered == every or (covered, left) in dead:
            return False
        free = every & ~covered
        for own, load in sets[(free & -free).bit_length() - 1]:
            if own & covered:
                continue
            steps -= 1
            if not steps % ASKED and until.over:
                steps = -1
            if steps < 0:
                return False
            chosen.append(own)
            if finish(covered | own, carried + load, left - 1):
                return True
            chosen.pop()
        dead.add((covered, left))
        return False

    done = finish(0, 0, kader)
    return (list(chosen) if done else None), steps


def fairest(
    ground: Ground, kader: int, known: Sequence[Mask], least: int, cap: int = MOST_SETS, until: Patience = NEVER
) -> tuple[list[Mask], bool]:
    """The areas whose heaviest is lightest, and whether that is proven; `known` are areas, `least` a bound.

    Not proven where there are too many sets, or where `until` ends it: then the best that is known comes back.
    """
    best = list(known)
    most = max(map(ground.load, best)) - 1
    if most < least:
        return best, True
    found = subsets(ground, ground.total - (kader - 1) * most, most, cap, until)
    if found is None:
        return best, False
    steps = cap * 4
    while most >= least:
        low = ground.total - (kader - 1) * most
        window = [pair for pair in found if low <= pair[1] <= most]
        areas, steps = cover(ground, by_lowest(window, len(ground.loads)), kader, most, steps, until)
        if areas is None:
            return best, steps >= 0
        best = areas
        most = max(map(ground.load, best)) - 1
    return best, True


def grown(ground: Ground, kader: int) -> list[Mask]:
    """Areas to begin with: seeds far from one another, then always the lightest takes the heaviest block beside it.

    The pieces must not be more than the kader, nor the kader more than the blocks.
    """
    seeds = _seeds(ground, kader)
    areas = [1 << seed for seed in seeds]
    loads = [ground.loads[seed] for seed in seeds]
    free = ground.every & ~sum(areas)
    rims = [ground.beside[seed] & free for seed in seeds]
    while free:
        rims = [rim & free for rim in rims]
        area = min((number for number, rim in enumerate(rims) if rim), key=lambda number: (loads[number], number))
        block = max(members(rims[area]), key=lambda number: (ground.loads[number], -number))
        areas[area] |= 1 << block
        loads[area] += ground.loads[block]
        rims[area] |= ground.beside[block]
        free &= ~(1 << block)
    return areas


def _seeds(ground: Ground, kader: int) -> list[int]:
    """A block in each piece, then always the block that is the most steps away from those chosen."""
    seeds = [max(members(piece), key=lambda block: (ground.loads[block], -block)) for piece in ground.pieces()]
    while len(seeds) < kader:
        reached = sum(1 << seed for seed in seeds)
        last = ground.every & ~reached
        fresh = reached
        while fresh:
            new = 0
            for block in members(fresh):
                new |= ground.beside[block]
            fresh = new & ~reached
            reached |= fresh
            last = fresh or last
        last &= ~sum(1 << seed for seed in seeds)
        seeds.append(max(members(last), key=lambda block: (ground.loads[block], -block)))
    return seeds
