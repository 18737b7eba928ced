"""Which facts of a duty roster clash: the smallest sets of demands and rules that cannot all hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ilp_cli.capabilities.duty.why.dispute import BLOCKING, Bar, Demand, Dispute, Slot
from ilp_cli.core.finding import Path
from ilp_cli.district.identity import Who
from ilp_cli.planning.patience import OutOfTime

Item = TypeVar("Item", Demand, Bar)
Group = tuple[str, Path, str]
"""Demands of one kind at one pustu: all its minimums of bidan, or all openings of one posyandu."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Demands and rules that cannot all hold; without all demands of one group, or without one rule, they can.

    `minimal` is False where there was no time to find out what can be left away.
    """

    demands: tuple[Demand, ...]
    rules: tuple[Bar, ...]
    minimal: bool = True

    @property
    def groups(self) -> tuple[Group, ...]:
        """Its demands by kind and pustu, each once, in their order."""
        return tuple(dict.fromkeys(group_of(demand) for demand in self.demands))

    def days(self, group: Group) -> tuple[date, ...]:
        """The days of one group."""
        return tuple(sorted(demand.day for demand in self.demands if group_of(demand) == group))


def group_of(demand: Demand) -> Group:
    """The group a demand belongs to."""
    return demand.kind, demand.unit, demand.what


def clashes(dispute: Dispute) -> tuple[list[Clash], bool]:
    """Why the demands of a dispute cannot all be met, none where they can; and whether there was time for all of them.

    Where there was, every demand that stands in none of them can be met together with all the others that stand in
    none. Days that fail for the same reason are told as one.
    """
    open_demands = dict.fromkeys(dispute.demands)
    unjoined: list[Clash] = []
    try:
        if dispute.possible(open_demands):
            return [], True
        for window in _windows(dispute.demands):
            while not dispute.possible(inside := [demand for demand in window if demand in open_demands]):
                clash = shrunk(dispute, inside)
                unjoined.append(clash)
                for demand in clash.demands:
                    del open_demands[demand]
    except OutOfTime:
        return _joined(dispute, unjoined), False
    return _joined(dispute, unjoined), True


def shrunk(dispute: Dispute, demands: Sequence[Demand]) -> Clash:
    """The least of these impossible demands, and the least rules, that are still impossible: nothing can be left out.

    Each is left out once, in turn, for good where the rest stays impossible (a deletion filter).
    """
    kept, fewest = _filtered(list(demands), lambda rest: not dispute.possible(rest), last_first=True)
    rules, least = _filtered(_concerned(dispute, kept), lambda rest: not dispute.possible(kept, rest))
    ordered = tuple(sorted(kept, key=dispute.place.__getitem__))
    return Clash(demands=ordered, rules=tuple(rules), minimal=fewest and least)


def _concerned(dispute: Dispute, demands: Iterable[Demand]) -> list[Bar]:
    """The rules about the pustu and the people of these demands, and what blocks those on their days.

    No others can be to blame, and there may be no time to find that out one by one.
    """
    units, people, blocking = set[Path](), set[Who](), set[Bar]()
    for demand in demands:
        units.add(demand.unit)
        for worker in dispute.posts[demand.unit].workers:
            people.add(worker.who)
            blocking |= dispute.blocks.get(Slot(worker.who, demand.unit, worker.kind, demand.day), frozenset())

    def concerned(rule: Bar) -> bool:
        if rule.kind in BLOCKING:
            return rule in blocking
        if rule.unit:
            return rule.unit in units
        return not rule.who or rule.who in people

    return [rule for rule in dispute.rules if concerned(rule)]


def _filtered(
    items: list[Item], holds: Callable[[list[Item]], bool], *, last_first: bool = False
) -> tuple[list[Item], bool]:
    """The items without those that are not needed for what holds of all of them; False where the time ended before."""
    for item in list(reversed(items)) if last_first else list(items):
        rest = [other for other in items if other != item]
        try:
            if holds(rest):
                items = rest
        except OutOfTime:
            return items, False
    return items, True


def _windows(demands: Sequence[Demand]) -> Iterator[Sequence[Demand]]:
    """Where to look for a clash, nearest first: one demand, a pustu's day, a day, a kind's week, a week, all."""
    keys: tuple[Callable[[Demand], object], ...] = (
        lambda demand: demand,
        lambda demand: (demand.unit, demand.day),
        lambda demand: demand.day,
        lambda demand: (demand.kind, demand.unit, demand.what, demand.day.isocalendar()[:2]),
        lambda demand: demand.day.isocalendar()[:2],
        lambda demand: (demand.kind, demand.unit, demand.what),
    )
    for key in keys:
        windows: dict[object, list[Demand]] = defaultdict(list)
        for demand in demands:
            windows[key(demand)].append(demand)
        yield from windows.values()
    yield demands


def _joined(dispute: Dispute, unjoined: Iterable[Clash]) -> list[Clash]:
    """Clashes of the same rules and the same groups as one, where that is still as small as can be."""
    alike: dict[tuple[object, ...], list[Clash]] = defaultdict(list)
    for clash in unjoined:
        alike[(clash.rules, clash.groups, clash.minimal)].append(clash)
    joined: list[Clash] = []
    for same in alike.values():
        demands = sorted({demand for clash in same for demand in clash.demands}, key=dispute.place.__getitem__)
        together = Clash(demands=tuple(demands), rules=same[0].rules, minimal=same[0].minimal)
        joined += [together] if len(same) == 1 or smallest(dispute, together) else same
    return sorted(joined, key=lambda clash: dispute.place[clash.demands[0]])


def smallest(dispute: Dispute, clash: Clash) -> bool:
    """Whether a clash is impossible, and possible without any one of its rules or groups; False where not known."""
    fewer_rules = ([other for other in clash.rules if other != rule] for rule in clash.rules)
    fewer_demands = ([demand for demand in clash.demands if group_of(demand) != group] for group in clash.groups)
    try:
        return (
            not dispute.possible(clash.demands, clash.rules)
            and all(dispute.possible(clash.demands, rules) for rules in fewer_rules)
            and all(dispute.possible(demands, clash.rules) for demands in fewer_demands)
        )
    except OutOfTime:
        return False
