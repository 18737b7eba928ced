"""Small invented grounds, the best division found by trying everything, and a referee that shares no code with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from random import Random

from ilp_cli.capabilities.areas.model.ground import Ground, gabriel, linked
from ilp_cli.capabilities.areas.model.problem import Wish

Division = tuple[int, ...]
"""The kader of each block."""


def edges_of(ground: Ground) -> set[tuple[int, int]]:
    """The pairs of neighbours, as the masks have them."""
    count = len(ground.loads)
    return {(one, other) for one in range(count) for other in range(count) if ground.beside[one] >> other & 1}


def together(blocks: Iterable[int], edges: set[tuple[int, int]]) -> bool:
    """Whether blocks hang together, by walking from the first."""
    left = set(blocks)
    walk = [left.pop()] if left else []
    while walk:
        here = walk.pop()
        near = {other for other in left if (here, other) in edges}
        left -= near
        walk += near
    return not left


def sound(ground: Ground, division: Sequence[int], kader: int) -> bool:
    """Whether every kader has blocks, and blocks that hang together."""
    edges = edges_of(ground)
    areas = [[block for block, who in enumerate(division) if who == number] for number in range(kader)]
    return all(areas) and all(together(area, edges) for area in areas)


def divisions(ground: Ground, kader: int) -> Iterator[Division]:
    """Every sound division, kader told apart."""
    for division in product(range(kader), repeat=len(ground.loads)):
        if sound(ground, division, kader):
            yield division


def carried(ground: Ground, division: Division, kader: int) -> list[int]:
    """The load of each kader."""
    return [
        sum(load for load, who in zip(ground.loads, division, strict=True) if who == number) for number in range(kader)
    ]


def price(ground: Ground, wish: Wish, division: Division, kader: int) -> tuple[int, int, int, int]:
    """Households and blocks that change hands, load outside the own dusun, squared loads."""
    moved = [block for block, who in enumerate(division) if wish.held[block] not in (-1, who)]
    outside = [block for block, who in enumerate(division) if not wish.own[who] >> block & 1]
    return (
        sum(wish.households[block] for block in moved),
        len(moved),
        sum(ground.loads[block] for block in outside),
        sum(load * load for load in carried(ground, division, kader)),
    )


def as_division(areas: Sequence[int], count: int) -> Division:
    """Masks as the kader of each block; a block in no area or in two is a fault."""
    owners = [[who for who, area in enumerate(areas) if area >> block & 1] for block in range(count)]
    assert all(len(owner) == 1 for owner in owners), "every block once"
    return tuple(owner[0] for owner in owners)


def random_ground(chance: Random, *, blocks: int = 7, likely: float = 0.45) -> Ground:
    """A few blocks with loads, some of them 0, and random neighbours."""
    count = chance.randint(2, blocks)
    pairs = [(one, other) for one in range(count) for other in range(one) if chance.random() < likely]
    return Ground(tuple(chance.randint(0, 30) for _ in range(count)), linked(count, pairs))


def scattered(chance: Random, count: int) -> Ground:
    """Blocks spread over a few kilometres, with their neighbours by the coordinates."""
    points = [(-3.4 + chance.random() / 20, 120.3 + chance.random() / 20) for _ in range(count)]
    return Ground(tuple(chance.randint(10, 60) for _ in range(count)), linked(count, gabriel(points)))


def random_wish(chance: Random, ground: Ground, kader: int) -> Wish:
    """Who holds what now, and whose dusun is where."""
    count = len(ground.loads)
    return Wish(
        households=tuple(chance.randint(0, 9) for _ in range(count)),
        held=tuple(chance.randint(-1, kader - 1) for _ in range(count)),
        own=tuple(chance.choice([ground.every, chance.randrange(1, 1 << count)]) for _ in range(kader)),
    )
