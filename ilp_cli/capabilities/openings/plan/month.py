"""The days of one month: each posyandu on the day of its rhythm, else on the nearest day on which somebody is free."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ilp_cli.capabilities.openings.model.site import Pos, Site, Team
from ilp_cli.core.finding import Path
from ilp_cli.district.calendar import month_days
from ilp_cli.planning.flow import Network
from ilp_cli.planning.patience import ENDLESS, Patience

_Taken = Counter[tuple[Path, date]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An opening of a month: the day its rhythm has, None where the month has no such day.

    `fixed` days were named by the district itself; they stay where they are.
    """

    pos: Pos
    day: date | None
    fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """The day a wish is given and whose team goes along; no day where there is none, no team where nobody is free."""

    day: date | None
    team: Team | None


def grant(site: Site, month: int, wishes: Sequence[Wish], until: Patience = ENDLESS) -> tuple[Granted, ...]:
    """A day for every wish, in their order.

    In this order of aims: fewest without anybody to go along, fewest on another day than their own, fewest from the
    puskesmas itself, fewest days moved in all. Exact. Where all that can stay are accompanied on their own days, moving
    one of them only costs; so only the others are looked for, each alone first, then together, and all anew only where
    somebody would go without. Raises OutOfTime where `until` is over before that.
    """
    open_days = _open_days(site, month, wishes)
    taken: _Taken = Counter()
    granted = _staying(site, wishes, taken)
    if granted is not None:
        loose = [number for number in range(len(wishes)) if number not in granted]
        asked = [wishes[number] for number in loose]
        moved = _one_by_one(site, asked, open_days, taken) or tuple(_flow(site, asked, open_days, taken, until))
        if all(each.team for each in moved):
            granted.update(zip(loose, moved, strict=True))
            return tuple(granted[number] for number in range(len(wishes)))
    return tuple(_flow(site, wishes, open_days, Counter(), until))


def granted_by_hand(site: Site, month: int, wishes: Sequence[Wish]) -> tuple[Granted, ...]:
    """A day for every wish, one after another, those on their own days first: quick, and proven nothing."""
    open_days = _open_days(site, month, wishes)
    taken: _Taken = Counter()
    result: dict[int, Granted] = {}
    for number, wish in enumerate(wishes):
        if wish.day is not None and _stays(site, wish) and (team := _free(site, wish.pos, wish.day, taken)):
            taken[team.unit, wish.day] += 1
            result[number] = Granted(day=wish.day, team=team)
    for number, wish in enumerate(wishes):
        if number not in result:
            days = [] if wish.fixed else open_days[wish.pos]
            nearest = next(_nearest(site, wish, days, taken), None) or _alone(site, wish, open_days[wish.pos])
            if nearest.team is not None and nearest.day is not None:
                taken[nearest.team.unit, nearest.day] += 1
            result[number] = nearest
    return tuple(result[number] for number in range(len(wishes)))


def _alone(site: Site, wish: Wish, days: Sequence[date]) -> Granted:
    """The day of a wish with nobody to go along: its own where it may stay, else the nearest there is."""
    if _stays(site, wish):
        return Granted(day=wish.day, team=None)
    aim = _aim(site, wish, days)
    return Granted(day=min(days, key=lambda day: (abs((day - aim).days), day), default=None), team=None)


def _open_days(site: Site, month: int, wishes: Sequence[Wish]) -> dict[Pos, list[date]]:
    """The days of a month on which each posyandu may open."""
    days = month_days(site.year, month)
    return {pos: [day for day in days if site.opens(pos, day)] for pos in {wish.pos for wish in wishes}}


def _free(site: Site, pos: Pos, day: date, taken: _Taken) -> Team | None:
    """Whose team can still go along with a posyandu on a day: its own first."""
    return next((team for team in site.lenders(pos) if taken[team.unit, day] < team.lends(day)), None)


def _stays(site: Site, wish: Wish) -> bool:
    """Whether the day of a wish may be kept as far as the calendar goes: a Saturday may, a holiday not."""
    return wish.day is not None and (wish.fixed or wish.day not in site.closed)


def _staying(site: Site, wishes: Sequence[Wish], taken: _Taken) -> dict[int, Granted] | None:
    """Those that can keep their day, by number, their own team first; None where nobody can go along with one."""
    result = {}
    for number, wish in enumerate(wishes):
        if wish.day is not None and _stays(site, wish):
            team = _free(site, wish.pos, wish.day, taken)
            if team is None:
                return None
            taken[team.unit, wish.day] += 1
            result[number] = Granted(day=wish.day, team=team)
    return result


def _one_by_one(
    site: Site, wishes: Sequence[Wish], open_days: Mapping[Pos, Sequence[date]], taken: _Taken
) -> tuple[Granted, ...] | None:
    """The nearest day for each wish, one after another; None where one would have fared better alone."""
    now = taken.copy()
    result = []
    for wish in wishes:
        best = next(_nearest(site, wish, open_days[wish.pos], taken), None)
        if (
            best is None
            or best.day is None
            or best.team is None
            or now[best.team.unit, best.day] >= best.team.lends(best.day)
        ):
            return None
        now[best.team.unit, best.day] += 1
        result.append(best)
    return tuple(result)


def _nearest(site: Site, wish: Wish, days: Sequence[date], taken: _Taken) -> Iterator[Granted]:
    """The days on which somebody can go along with one wish alone: own team first, nearest first, earlier first."""
    aim = _aim(site, wish, days)
    nearest = sorted(days, key=lambda day: (abs((day - aim).days), day))
    for team in site.lenders(wish.pos):
        for day in nearest:
            if taken[team.unit, day] < team.lends(day):
                yield Granted(day=day, team=team)


def _aim(site: Site, wish: Wish, days: Sequence[date]) -> date:
    """The day from which a move is measured; for a wish without one the middle of the days there are."""
    return wish.day or (days[len(days) // 2] if days else date(site.year, 1, 1))


def _flow(
    site: Site, wishes: Sequence[Wish], open_days: Mapping[Pos, Sequence[date]], taken: _Taken, until: Patience
) -> Iterator[Granted]:
    """The cheapest way for all of these together, beside what is `taken` already."""
    until.check()
    many = len(wishes) + 1
    far = 31 * many  # more than all days moved can cost together, and so on
    move = far * many
    alone = move * many
    network = Network()
    pools: dict[tuple[Path, date], int] = {}
    ways: dict[int, list[tuple[int, date | None, Team | None]]] = defaultdict(list)
    for number, wish in enumerate(wishes):
        network.add("source", number, 1)
        days = open_days[wish.pos]
        aim = _aim(site, wish, days)
        offered = [aim] if wish.fixed else sorted({*days, *([aim] if _stays(site, wish) else [])})
        nearest = min(offered, key=lambda day: (abs((day - aim).days), day), default=None)
        for day in offered:
            price = 0 if day == wish.day else move + abs((day - aim).days)
            for team in site.lenders(wish.pos):
                left = team.lends(day) - taken[team.unit, day]
                if left > 0:
                    pools[team.unit, day] = left
                    arc = network.add(number, (team.unit, day), 1, price + (far if team is site.induk else 0))
                    ways[number].append((arc, day, team))
        price = alone + (0 if nearest == wish.day else move)
        ways[number].append((network.add(number, "sink", 1, price), nearest, None))
    for pool, left in pools.items():
        network.add(pool, "sink", left)
    network.send("source", "sink", until)
    for number in range(len(wishes)):
        yield next(Granted(day=day, team=team) for arc, day, team in ways[number] if network.flow(arc))
