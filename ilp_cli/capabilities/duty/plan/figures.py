"""What a duty roster is worth, aim by aim, and the worth no roster can pass, by counting alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ilp_cli.capabilities.duty.plan.piece import Duty, Group, Piece
from ilp_cli.core.weekdays import WEEK

Tile = tuple[range, Mapping[int, int]]
"""Days in a row, and how many of them each person may serve."""


class Figures(NamedTuple):
    """The aims in their order; the lower the better.

    Missing person-days; days with nobody of a kind; posyandu without a companion; days of duty (those of groups that
    are filled up count for, not against); the spreads of load; what differs from the earlier roster.
    """

    short: int
    empty: int
    alone: int
    total: int
    spread: int
    change: int


def measure(piece: Piece, duty: Duty) -> Figures:
    """The worth of a roster."""
    short = empty = total = 0
    for group in piece.groups:
        for day in group.days:
            on = _on(group, duty, day)
            short += max(0, group.need - on)
            empty += group.need > 1 and not on
            total += -on if group.topped else on
    alone = sum(
        min(away, max(0, away + 1 - _nakes(piece, duty, post, day))) for (post, day), away in piece.outings.items()
    )
    spread = sum(piece.spread(group, duty) for group in piece.groups)
    change = sum((day in own) != on for own, wish in zip(duty, piece.wish, strict=True) for day, on in wish.items())
    return Figures(short, empty, alone, total, spread, change)


def _on(group: Group, duty: Duty, day: int) -> int:
    return sum(day in duty[worker] for worker in group.workers)


def _nakes(piece: Piece, duty: Duty, post: int, day: int) -> int:
    return sum(_on(group, duty, day) for group in piece.nakes(post))


def bounds(piece: Piece, duty: Duty) -> Figures:
    """What no roster can pass; the last two for rosters that leave as little open as this one does.

    A roster that meets them all is the best in whatever order.
    """
    short = _least_short(piece)
    empty = sum(_empty_bound(piece, group) for group in piece.groups)
    total = sum(_total_bound(piece, group, duty) for group in piece.groups) + _called_in(piece)
    fixed = settled(piece, duty)
    spread = sum(spread_bound(piece, group, duty) for group in piece.groups) if fixed else 0
    change = sum(_change_bound(piece, group) for group in piece.groups)
    return Figures(short, empty, alone_bound(piece), total, spread, change)


def _called_in(piece: Piece) -> int:
    """The days of duty beyond the minimum that posyandu need at least, where no limit lets days wander."""
    if any(group.topped or not _free(piece, group) for group in piece.groups) or _shared(piece, piece.groups):
        return 0
    extra = 0
    for (post, day), away in piece.outings.items():
        there = [_there(piece, group, day) for group in piece.nakes(post)]
        base = sum(min(group.need, number) for group, number in zip(piece.nakes(post), there, strict=True))
        extra += max(0, min(sum(there), away + 1) - base)
    return extra


def _shared(piece: Piece, groups: Sequence[Group]) -> bool:
    """Whether somebody of these groups serves in more than one place or kind."""
    return any(len(piece.held[piece.person[worker]]) > 1 for group in groups for worker in group.workers)


def settled(piece: Piece, duty: Duty) -> bool:
    """Whether every roster that leaves as little open has each group serve as many days in all as here."""
    if len(piece.groups) == 1:
        return True
    short, _, _, total, _, _ = measure(piece, duty)
    return short == _least_short(piece) and total == sum(_total_bound(piece, group, duty) for group in piece.groups)


def alone_bound(piece: Piece) -> int:
    """The posyandu that stay without a companion whoever serves: too few nakes are there at all."""
    everybody = [set(days) for days in piece.avail]
    return sum(
        min(away, max(0, away + 1 - _nakes(piece, everybody, post, day))) for (post, day), away in piece.outings.items()
    )


def _tilings(piece: Piece, group: Group) -> Iterator[list[Tile]]:
    """Ways to cut the days of a group into stretches on which each person's duty is limited."""
    people = sorted({piece.person[worker] for worker in group.workers})
    if not group.days or not people:
        return
    first, last = group.days[0], group.days[-1]
    monday = first - (first - 1) % WEEK
    weekly = {person: limit for person in people if (limit := piece.week_limit(person)) is not None}
    yield [_tile(piece, weekly, range(start, start + WEEK)) for start in range(monday, last + 1, WEEK)]
    if set(people) & piece.staff - piece.free:
        size = piece.limits.berturut + 1
        running = dict.fromkeys(set(people) & piece.staff, piece.limits.berturut)
        for offset in range(size):
            starts = range(first - offset, last + 1, size)
            yield [_tile(piece, running, range(start, start + size)) for start in starts]


def _tile(piece: Piece, limits: Mapping[int, int], days: range) -> Tile:
    served = {person: sum(day in days for day in piece.before[person]) for person in limits}
    return days, {person: max(0, limit - served[person]) for person, limit in limits.items()}


def _within(piece: Piece, worker: int, tile: Tile) -> int:
    """How many days of a tile a worker can serve."""
    days, limits = tile
    there = sum(day in piece.avail[worker] for day in days)
    return min(there, limits.get(piece.person[worker], there))


def _there(piece: Piece, group: Group, day: int) -> int:
    return sum(day in piece.avail[worker] for worker in group.workers)


@lru_cache(maxsize=2)
def _least_short(piece: Piece) -> int:
    """The missing person-days no roster can go below; asked again for every roster of a piece that is looked at."""
    return sum(_short_bound(piece, group) for group in piece.groups)


def _short_bound(piece: Piece, group: Group) -> int:
    lacks = {day: max(0, group.need - _there(piece, group, day)) for day in group.days}
    plain = sum(lacks.values())
    if _free(piece, group):
        return plain
    most = plain
    for tiles in _tilings(piece, group):
        short = 0
        for tile in tiles:
            inside = [day for day in tile[0] if day in lacks]
            hands = sum(_within(piece, worker, tile) for worker in group.workers)
            short += max(sum(lacks[day] for day in inside), group.need * len(inside) - hands)
        most = max(most, short)
    return most


def _empty_bound(piece: Piece, group: Group) -> int:
    if group.need < 2:
        return 0
    bare = {day: not _there(piece, group, day) for day in group.days}
    plain = sum(bare.values())
    if _free(piece, group):
        return plain
    most = plain
    for tiles in _tilings(piece, group):
        empty = 0
        for tile in tiles:
            inside = [day for day in tile[0] if day in bare]
            hands = sum(_within(piece, worker, tile) for worker in group.workers)
            empty += max(sum(bare[day] for day in inside), len(inside) - hands)
        most = max(most, empty)
    return most


def _free(piece: Piece, group: Group) -> bool:
    return all(piece.person[worker] in piece.free for worker in group.workers)


def _total_bound(piece: Piece, group: Group, duty: Duty) -> int:
    """The least days of duty; for a group that is filled up, the most there can be, counted below nothing.

    Where a person serves in groups of both sorts, days may wander from the one to the other.
    """
    if not group.topped:
        mixed = any(other.topped for other in piece.groups)
        return 0 if mixed else sum(min(group.need, _on(group, duty, day)) for day in group.days)
    most = sum(len(piece.avail[worker]) for worker in group.workers)
    if not _free(piece, group):
        for tiles in _tilings(piece, group):
            most = min(most, sum(_within(piece, worker, tile) for tile in tiles for worker in group.workers))
    return -most


def spread_bound(piece: Piece, group: Group, duty: Duty) -> int:
    """The least spread of a group whose people together serve as many days as here.

    The loads add up to a fixed sum, nobody can carry more than their days allow, nor less than what only they can do.
    """
    members = piece.members(group)
    if len(members) < 2 or _shared(piece, (group,)):
        return 0
    loads = piece.loads(group, duty)
    forced = [day for day in group.days if _free(piece, group) and _there(piece, group, day) <= _fit(piece, group, day)]
    low = {worker: group.credit[worker] + sum(day in piece.avail[worker] for day in forced) for worker in members}
    high = {worker: group.credit[worker] + _most(piece, group, worker) for worker in members}
    total = sum(loads.values())
    top = max(low.values())
    while sum(min(high[worker], top) for worker in members) < total:
        top += 1
    bottom = min(high.values())
    while bottom > 0 and sum(max(low[worker], bottom) for worker in members) > total:
        bottom -= 1
    return max(0, top - bottom)


def _fit(piece: Piece, group: Group, day: int) -> int:
    return group.fit(_there(piece, group, day))


def _most(piece: Piece, group: Group, worker: int) -> int:
    """The most days one worker can serve."""
    if piece.person[worker] in piece.free:
        return len(piece.avail[worker])
    return min(sum(_within(piece, worker, tile) for tile in tiles) for tiles in _tilings(piece, group))


def _change_bound(piece: Piece, group: Group) -> int:
    """The least that must differ from the earlier roster, day by day."""
    if not any(piece.wish[worker] for worker in group.workers):
        return 0
    free = _free(piece, group) and not piece.outings and not _shared(piece, (group,))
    least = 0
    for day in group.days:
        there: Sequence[int] = [worker for worker in group.workers if day in piece.avail[worker]]
        wished = sum(piece.wish[worker].get(day, False) for worker in there)
        open_minded = sum(day not in piece.wish[worker] for worker in there)
        fit = group.fit(len(there))
        asked = fit - wished - open_minded if free else 0
        extra = wished - fit if not piece.outings else 0
        least += max(0, asked, extra)
    return least
