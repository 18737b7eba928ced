"""Every opening of a year as the register has it, and how many nakes can go along on each of its days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ilp_cli.capabilities.openings.model.site import Pos, Site, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """The posyandu of a puskesmas that open on one day, by the team that would go along; None: no pustu guides it."""

    site: Site
    day: date
    by_team: Mapping[Team | None, Sequence[Pos]]

    def beyond(self) -> tuple[Pos, ...]:
        """Those for whom nobody of their own pustu is left; they need somebody of the puskesmas itself."""
        left: list[Pos] = []
        for team, posts in self.by_team.items():
            left += posts[team.lends(self.day) if team is not None else 0 :]
        return tuple(left)

    @property
    def lacking(self) -> int:
        """How many of them nobody at all can go along with."""
        return max(0, len(self.beyond()) - self.site.induk.lends(self.day))


def crowds_of(every_site: Sequence[Site]) -> tuple[Crowd, ...]:
    """Every day of a year on which posyandu open, by puskesmas and day."""
    result = []
    for site in every_site:
        by_day: dict[date, dict[Team | None, list[Pos]]] = defaultdict(lambda: defaultdict(list))
        for pos in site.posts:
            for month in range(1, 13):
                for day in pos.kept.days(site.year, month):
                    by_day[day][pos.team].append(pos)
        result += [Crowd(site=site, day=day, by_team=dict(by_day[day])) for day in sorted(by_day)]
    return tuple(result)


def empty_months(pos: Pos, year: int) -> tuple[int, ...]:
    """The months of a year in which a posyandu has no opening day; none where it has no opening day at all."""
    if pos.unit.hari_buka is None:
        return ()
    return tuple(month for month in range(1, 13) if not pos.kept.days(year, month))
