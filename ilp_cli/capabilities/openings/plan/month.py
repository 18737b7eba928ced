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


def grant(site: Site, month: int, wishes: Sequence[Wish]) -> tuple[Granted, ...]:
    """A day for every wish, in their order.

    In this order of aims: fewest without anybody to go along, fewest on another day than their own, fewest days moved
    in all, fewest from the puskesmas itself. Where each wish that cannot stay gets the nearest day it could have alone,
    nothing better is possible; else the cheapest flow is.
    """
    days = month_days(site.year, month)
    open_days = {pos: [day for day in days if site.opens(pos, day)] for pos in {wish.pos for wish in wishes}}
    quick = _one_by_one(site, wishes, open_days)
    return quick if quick is not None else tuple(_flow(site, wishes, open_days))


def _lenders(site: Site, pos: Pos) -> Iterator[Team]:
    if pos.team is not None:
        yield pos.team
    yield site.induk


def _free(site: Site, pos: Pos, day: date, taken: _Taken) -> Team | None:
    return next((team for team in _lenders(site, pos) if taken[team.unit, day] < team.lends(day)), None)


def _stays(site: Site, wish: Wish) -> bool:
    """Whether the day of a wish may be kept as far as the calendar goes: a Saturday may, a holiday not."""
    return wish.day is not None and (wish.fixed or wish.day not in site.closed)


def _one_by_one(
    site: Site, wishes: Sequence[Wish], open_days: Mapping[Pos, Sequence[date]]
) -> tuple[Granted, ...] | None:
    """Wishes granted one after another; None where one did not get what it could have had alone."""
    taken: _Taken = Counter()
    result: list[Granted | None] = [None] * len(wishes)
    for number, wish in enumerate(wishes):
        if _stays(site, wish) and wish.day is not None:
            team = _free(site, wish.pos, wish.day, taken)
            if team is None or (team is site.induk and wish.pos.team is not None):
                return None
            taken[team.unit, wish.day] += 1
            result[number] = Granted(day=wish.day, team=team)
    for number, wish in enumerate(wishes):
        if result[number] is None:
            aim = wish.day or site_middle(site, open_days[wish.pos])
            near = sorted(open_days[wish.pos], key=lambda day: (abs((day - aim).days), day))
            best = next((day for day in near if any(team.lends(day) for team in _lenders(site, wish.pos))), None)
            if best is None:
                return None
            distance = abs((best - aim).days)
            choices = [day for day in near if abs((day - aim).days) == distance]
            pairs = ((day, team) for team in _lenders(site, wish.pos) for day in choices)
            day, team = next(
                ((day, team) for day, team in pairs if taken[team.unit, day] < team.lends(day)), (None, None)
            )
            if day is None or team is None or (team is site.induk and wish.pos.team is not None):
                return None
            taken[team.unit, day] += 1
            result[number] = Granted(day=day, team=team)
    return tuple(granted for granted in result if granted is not None)


def site_middle(site: Site, days: Sequence[date]) -> date:
    """The day from which a wish without one is measured: the middle of the days there are."""
    return days[len(days) // 2] if days else date(site.year, 1, 1)


def _flow(site: Site, wishes: Sequence[Wish], open_days: Mapping[Pos, Sequence[date]]) -> Iterator[Granted]:
    many = len(wishes) + 1
    far, step = 1, many
    move = step * (31 * many)
    alone = move * many
    network = Network()
    pools: dict[tuple[Path, date], Team] = {}
    ways: dict[int, list[tuple[int, date | None, Team | None]]] = defaultdict(list)
    for number, wish in enumerate(wishes):
        network.add("source", number, 1)
        days = open_days[wish.pos]
        aim = wish.day or site_middle(site, days)
        if wish.fixed:
            offered: list[date] = [aim]
        else:
            offered = sorted({*days, *([aim] if _stays(site, wish) else [])})
        nearest = min(offered, key=lambda day: (abs((day - aim).days), day), default=None)
        for day in offered:
            price = 0 if day == wish.day else move + step * abs((day - aim).days)
            for team in _lenders(site, wish.pos):
                if team.lends(day):
                    pools[team.unit, day] = team
                    arc = network.add(number, (team.unit, day), 1, price + (far if team is site.induk else 0))
                    ways[number].append((arc, day, team))
        price = alone + (0 if nearest == wish.day else move)
        ways[number].append((network.add(number, "sink", 1, price), nearest, None))
    for (unit, day), team in pools.items():
        network.add((unit, day), "sink", team.lends(day))
    network.send("source", "sink")
    for number in range(len(wishes)):
        yield next(Granted(day=day, team=team) for arc, day, team in ways[number] if network.flow(arc))


def value(wishes: Sequence[Wish], granted: Sequence[Granted], site: Site) -> tuple[int, int, int, int]:
    """What the days of a month come to, aim by aim, smaller is better; counted anew."""
    pairs = list(zip(wishes, granted, strict=True))
    alone = sum(grant.team is None for _, grant in pairs)
    moved = sum(grant.day != wish.day for wish, grant in pairs)
    steps = sum(
        abs((grant.day - wish.day).days)
        for wish, grant in pairs
        if grant.day is not None and wish.day is not None and grant.team is not None
    )
    return alone, moved, steps, sum(grant.team is site.induk for _, grant in pairs)
