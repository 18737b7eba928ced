"""Blocks as numbers: what each weighs and which lie beside which, as bit masks; pieces, and how they are joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ilp_cli.district.place import Coordinates, kilometres

Mask = int
"""A set of blocks: bit i is block i."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The blocks of one posyandu: whole loads, and for each block the mask of those beside it."""

    loads: tuple[int, ...]
    beside: tuple[Mask, ...]

    @property
    def every(self) -> Mask:
        """All blocks."""
        return (1 << len(self.loads)) - 1

    @property
    def total(self) -> int:
        """What all blocks weigh together."""
        return sum(self.loads)

    def load(self, blocks: Mask) -> int:
        """What some blocks weigh together."""
        return sum(self.loads[block] for block in members(blocks))

    def reach(self, start: Mask, within: Mask) -> Mask:
        """The blocks that can be reached from some without leaving a set."""
        reached = start
        fresh = start
        while fresh:
            low = fresh & -fresh
            fresh ^= low
            new = self.beside[low.bit_length() - 1] & within & ~reached
            reached |= new
            fresh |= new
        return reached

    def connected(self, blocks: Mask) -> bool:
        """Whether somebody can walk through all of some blocks without leaving them."""
        return bool(blocks) and self.reach(blocks & -blocks, blocks) == blocks

    def pieces(self) -> list[Mask]:
        """The parts that do not touch one another, that with the first block first."""
        left, found = self.every, []
        while left:
            piece = self.reach(left & -left, left)
            found.append(piece)
            left &= ~piece
        return found


def members(blocks: Mask) -> Iterator[int]:
    """The blocks of a set, in their order."""
    while blocks:
        low = blocks & -blocks
        yield low.bit_length() - 1
        blocks ^= low


def linked(count: int, pairs: Iterable[tuple[int, int]]) -> tuple[Mask, ...]:
    """The masks of neighbours for some pairs, each meant both ways."""
    beside = [0] * count
    for one, other in pairs:
        if one != other:
            beside[one] |= 1 << other
            beside[other] |= 1 << one
    return tuple(beside)


def everywhere(count: int) -> tuple[Mask, ...]:
    """Every block beside every other: what is taken where nothing is known."""
    every = (1 << count) - 1
    return tuple(every & ~(1 << block) for block in range(count))


def gabriel(points: Sequence[Coordinates]) -> Iterator[tuple[int, int]]:
    """The pairs of points with no third one inside the circle whose diameter they are.

    Such neighbours hold all points together and no two of their lines cross. Degrees are made square at the middle.
    """
    flat = _flat(points)
    size = len(flat)
    for one in range(size):
        x, y = flat[one]
        for other in range(one + 1, size):
            u, v = flat[other]
            mid_x, mid_y = (x + u) / 2, (y + v) / 2
            radius = ((x - u) ** 2 + (y - v) ** 2) / 4 * (1 - 1e-9)
            for third in range(size):
                a, b = flat[third]
                if (a - mid_x) ** 2 + (b - mid_y) ** 2 < radius and third not in (one, other):
                    break
            else:
                yield one, other


def _flat(points: Sequence[Coordinates]) -> list[tuple[float, float]]:
    """Points on a plane, in kilometres from the first: east and north."""
    if not points:
        return []
    lat, lon = points[0]
    middle = sum(point[0] for point in points) / len(points)
    north, east = kilometres((lat, lon), (lat + 1, lon)), kilometres((middle, lon), (middle, lon + 1))
    return [((point[1] - lon) * east, (point[0] - lat) * north) for point in points]


def joined(ground: Ground, points: Sequence[Coordinates | None]) -> tuple[Ground, tuple[tuple[int, int], ...]]:
    """The ground with its pieces joined, each to the nearest, and the pairs of blocks that join them.

    Of pieces whose place is not known nobody can say which is near: they are joined to all others.
    """
    pieces = ground.pieces()
    spans: list[tuple[float, int, int, int, int]] = []
    pairs: list[tuple[int, int]] = []
    for number, piece in enumerate(pieces):
        for other in range(number + 1, len(pieces)):
            near = _nearest(piece, pieces[other], points)
            if near is None:
                pairs.append((next(members(piece)), next(members(pieces[other]))))
            else:
                spans.append((near[0], number, other, near[1], near[2]))
    group = list(range(len(pieces)))
    for _, number, other, one, two in sorted(spans):
        if group[number] != group[other]:
            pairs.append((one, two))
            gone, kept = group[other], group[number]
            group = [kept if mark == gone else mark for mark in group]
    more = linked(len(ground.loads), pairs)
    beside = tuple(own | added for own, added in zip(ground.beside, more, strict=True))
    return Ground(ground.loads, beside), tuple(sorted(pairs))


def _nearest(piece: Mask, other: Mask, points: Sequence[Coordinates | None]) -> tuple[float, int, int] | None:
    spans = [
        (kilometres(start, end), one, two)
        for one in members(piece)
        if (start := points[one]) is not None
        for two in members(other)
        if (end := points[two]) is not None
    ]
    return min(spans, default=None)
