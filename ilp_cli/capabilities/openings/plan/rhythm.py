"""The rhythms of the posyandu of one puskesmas: kept where they can be, chosen for the others, by a cheapest flow.

Two rhythms of the grid (week 1 to 4, weekday) never fall on one date, so a year folds to one month: on each rhythm a
team lends at most what it lends on the poorest of its dates. Identical posyandu flow together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ilp_cli.capabilities.openings.model.site import Pos, Site, Team
from ilp_cli.core.finding import Path
from ilp_cli.core.weekdays import Irama
from ilp_cli.planning.flow import Network
from ilp_cli.planning.patience import ENDLESS, Patience

WEEKS = (1, 2, 3, 4)
"""The weeks of a month in which every weekday falls in every month."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Item:
    """One opening a month that a posyandu needs: `kept` is the rhythm it had, None for a new one."""

    pos: Pos
    kept: Irama | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The rhythm of an item, and whose team goes along: None where nobody can all year."""

    item: Item
    irama: Irama
    team: Team | None


def items_of(site: Site) -> tuple[Item, ...]:
    """What each posyandu needs: its rhythms as they are, or one new."""
    return tuple(Item(pos=pos, kept=rhythm) for pos in site.posts for rhythm in pos.kept.irama or (None,))


@lru_cache(maxsize=4096)
def dates(irama: Irama, year: int) -> tuple[date | None, ...]:
    """The day of a rhythm in each month; None where the month has none."""
    return tuple(irama.on(year, month) for month in range(1, 13))


def rhythms(site: Site) -> tuple[Irama, ...]:
    """The grid: every weekday on which a posyandu may open, in the weeks the district allows."""
    days = sorted({day for pos in site.posts for day in pos.weekdays})
    allowed = [week for week in WEEKS if site.weeks is None or week in site.weeks] or list(WEEKS)
    return tuple(Irama(hari=day, pekan=week) for week in allowed for day in days)


class Folded:
    """What each team can lend on a rhythm in every month of the year, leave not taken off."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.known: dict[tuple[Path, Irama], int] = {}

    def room(self, team: Team, irama: Irama) -> int:
        """The fewest it lends on any open date of the rhythm; 0 where none of them is open."""
        key = (team.unit, irama)
        if key not in self.known:
            lent = [
                team.usually_lends(day)
                for day in dates(irama, self.site.year)
                if day is not None and day not in self.site.closed
            ]
            self.known[key] = min(lent, default=0)
        return self.known[key]

    def lost(self, irama: Irama) -> int:
        """The months in which the rhythm has no day at all."""
        return sum(day is None for day in dates(irama, self.site.year))

    def shut(self, irama: Irama) -> int:
        """The months in which its day is closed."""
        return sum(day in self.site.closed for day in dates(irama, self.site.year))


def choose(site: Site, until: Patience = ENDLESS) -> tuple[Chosen, ...]:
    """A rhythm for every item, in their order.

    In this order of aims: fewest without anybody to go along, fewest rhythms changed, fewest months of new rhythms that
    fall on closed days, fewest from the puskesmas itself, days as evenly used as can be. Exact.
    Raises OutOfTime where `until` is over before that.
    """
    items = items_of(site)
    folded = Folded(site)
    kept = _as_they_are(items, folded)
    return kept if kept is not None else _flow(site, items, rhythms(site), folded, until)


def chosen_by_hand(site: Site) -> tuple[Chosen, ...]:
    """A rhythm for every item, one after another, each the best that is left by then: quick, and proven nothing."""
    folded, grid = Folded(site), rhythms(site)
    taken: Counter[tuple[Path, Irama]] = Counter()
    used: Counter[Irama] = Counter()
    result = []
    for item in items_of(site):
        kept = item.kept if item.kept is not None and not folded.lost(item.kept) else None
        best: tuple[tuple[bool, bool, int, int], Irama, Team | None] | None = None
        for rhythm in (*([kept] if kept else []), *grid):
            if rhythm == kept or rhythm.hari in item.pos.weekdays:
                team = _free(item.pos, rhythm, folded, taken)
                price = team is None, rhythm != kept, 0 if rhythm == kept else folded.shut(rhythm), used[rhythm]
                if best is None or price < best[0]:
                    best = price, rhythm, team
        assert best is not None  # the grid holds every weekday on which some posyandu opens
        _, rhythm, team = best
        used[rhythm] += 1
        if team is not None:
            taken[team.unit, rhythm] += 1
        result.append(Chosen(item=item, irama=rhythm, team=team))
    return tuple(result)


def _free(pos: Pos, irama: Irama, folded: Folded, taken: Counter[tuple[Path, Irama]]) -> Team | None:
    """Whose team can still go along with a posyandu on a rhythm: its own first."""
    lenders = folded.site.lenders(pos)
    return next((team for team in lenders if taken[team.unit, irama] < folded.room(team, irama)), None)


def _as_they_are(items: Sequence[Item], folded: Folded) -> tuple[Chosen, ...] | None:
    """Everybody's rhythm as it was, where nobody is new and somebody can go along: no other choice changes fewer."""
    if any(item.kept is None or folded.lost(item.kept) for item in items):
        return None
    taken: Counter[tuple[Path, Irama]] = Counter()
    result = []
    for item in items:
        assert item.kept is not None
        team = _free(item.pos, item.kept, folded, taken)
        if team is None:
            return None
        taken[team.unit, item.kept] += 1
        result.append(Chosen(item=item, irama=item.kept, team=team))
    return tuple(result)


def _flow(
    site: Site, items: Sequence[Item], grid: Sequence[Irama], folded: Folded, until: Patience
) -> tuple[Chosen, ...]:
    until.check()
    groups: dict[tuple[Team | None, frozenset[int], Irama | None], list[Item]] = defaultdict(list)
    for item in items:
        groups[item.pos.team, item.pos.weekdays, item.kept].append(item)
    many = len(items)
    even = many * (many + 1) // 2 + 1  # more than all days can cost together
    far, shut = even, even * (many + 1)
    change, alone = shut * (12 * many + 1), shut * (12 * many + 1) * (many + 1)
    network = Network()
    ways: list[tuple[tuple[Team | None, frozenset[int], Irama | None], Irama, Team | None, int]] = []
    ends: dict[Irama, None] = {}
    pools: dict[tuple[Path, Irama], None] = {}
    for group, members in groups.items():
        team, weekdays, kept = group
        network.add("source", group, len(members))
        offered = [rhythm for rhythm in grid if rhythm.hari in weekdays and rhythm != kept]
        if kept is not None and not folded.lost(kept):
            offered.insert(0, kept)
        for rhythm in offered:
            price = 0 if rhythm == kept else change if kept is not None else shut * folded.shut(rhythm)
            ends[rhythm] = None
            for lender in (team, site.induk):
                if lender is not None and folded.room(lender, rhythm):
                    pools[lender.unit, rhythm] = None
                    extra = far if lender is site.induk else 0
                    arc = network.add(group, (lender.unit, rhythm), len(members), price + extra)
                    ways.append((group, rhythm, lender, arc))
            arc = network.add(group, rhythm, len(members), price + alone)
            ways.append((group, rhythm, None, arc))
    lenders = {team.unit: team for team in _teams(site)}
    for unit, rhythm in pools:
        network.add((unit, rhythm), rhythm, folded.room(lenders[unit], rhythm))
    for rhythm in ends:
        for number in range(1, many + 1):
            network.add(rhythm, "sink", 1, number)
    network.send("source", "sink", until)
    rest = {group: list(members) for group, members in groups.items()}
    result: dict[int, Chosen] = {}
    place = {id(item): number for number, item in enumerate(items)}
    for group, rhythm, lender, arc in ways:
        for _ in range(network.flow(arc)):
            item = rest[group].pop(0)
            result[place[id(item)]] = Chosen(item=item, irama=rhythm, team=lender)
    return tuple(result[number] for number in range(len(items)))


def _teams(site: Site) -> Iterable[Team]:
    yield site.induk
    yield from (pos.team for pos in site.posts if pos.team is not None)
