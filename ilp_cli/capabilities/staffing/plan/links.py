"""Which people may usefully be sent where: every link a best plan can need, and few others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property, reduce
from operator import or_

from ilp_cli.capabilities.staffing.plan.problem import Group, Problem
from ilp_cli.core.finding import Path
from ilp_cli.planning.patience import Patience

Links = Mapping[Group, tuple[Path, ...]]
"""The units each group may usefully be sent to."""


class Linker:
    """The links of one profession.

    Everybody who may go to a pustu that lacks somebody has a link to it. A link to any other unit is worth having only
    where somebody there may then go where the newcomer may not (another puskesmas, further, on other days): else the
    newcomer can go there directly, and one fewer moves.
    """

    def __init__(self, problem: Problem, kind: str, until: Patience) -> None:
        self.problem, self.kind, self.until = problem, kind, until
        self.groups = [group for group in problem.groups if group.kind == kind]
        self.wanting = problem.wanting(kind)
        self._wanting = frozenset(self.wanting)
        self.at: dict[Path, list[Group]] = defaultdict(list)
        for group in self.groups:
            self.at[group.unit].append(group)
        self._bit = {unit: 1 << number for number, unit in enumerate(problem.units)}
        self._reach: dict[tuple[Path, bool], int] = {}
        self._chain: dict[frozenset[int], tuple[Path, ...]] = {}

    def links(self) -> Links:
        """Every group that may leave its unit, with where it may go. Raises OutOfTime where there is no time left."""
        if not self.wanting:
            return {}
        possible = {group: tuple(self._targets(group)) for group in self.groups}
        while True:
            entered = {target for targets in possible.values() for target in targets}
            kept = {
                group: targets
                for group, targets in possible.items()
                if targets and (group.unit in entered or self._spared(group))
            }
            if len(kept) == len(possible):
                return kept
            possible = kept

    def _spared(self, group: Group) -> bool:
        """Whether somebody can leave although nobody comes: on all days, or on some where weeks may be divided."""
        problem = self.problem
        unit = problem.units[group.unit]
        spare = [problem.surplus(group.unit, self.kind, day) > 0 for day in group.days_at(unit)]
        return any(spare) if problem.options.keliling else all(spare)

    def _targets(self, group: Group) -> Iterator[Path]:
        self.until.check()
        problem = self.problem
        limited = group.bound or problem.options.jarak_maks is not None
        wanting = self._wanting
        if problem.options.jarak_maks is None:
            yield from (target for target in self.wanting if problem.allowed(group, target))
        else:
            yield from (target for target in self._near(group) if target in wanting)
        others = self._near(group) if limited else self._chained(group)
        for target in others:
            if target not in wanting and target != group.unit and (not limited or self._worth(group, target)):
                yield target

    def _near(self, group: Group) -> Iterator[Path]:
        """The units that a group may be sent to, where not all are."""
        problem = self.problem
        if group.bound:
            own = self._by_puskesmas[problem.units[group.unit].induk]
            return (target for target in own if problem.allowed(group, target))
        units = problem.units if problem.options.jarak_maks is None else problem.nearby[group.unit]
        return (target for target in units if target != group.unit)

    def _chained(self, group: Group) -> tuple[Path, ...]:
        """The units worth sending to for a group that may go anywhere; only its days matter."""
        if group.hari not in self._chain:
            self._chain[group.hari] = tuple(unit for unit in self.problem.units if self._worth(group, unit))
        return self._chain[group.hari]

    @cached_property
    def _by_puskesmas(self) -> Mapping[Path, list[Path]]:
        by_puskesmas: dict[Path, list[Path]] = defaultdict(list)
        for path, unit in self.problem.units.items():
            by_puskesmas[unit.induk].append(path)
        return by_puskesmas

    def _worth(self, group: Group, target: Path) -> bool:
        """Whether sending somebody to a unit that lacks nobody may free somebody more useful there."""
        there = self.at.get(target, [])
        if not there or not self._relieves(group, target):
            return False
        if not all(self._outdone(group, other) for other in there):
            return True
        days = group.days_at(self.problem.units[target])
        partial = [other for other in there if not other.days_at(self.problem.units[target]) >= days]
        return sum(len(self.problem.groups[other]) for other in partial) > 1

    def _relieves(self, group: Group, target: Path) -> bool:
        """Whether somebody who is not there every day can free anybody: the other days must be covered as well.

        By those who are there to spare, by others who come on those days only, or because somebody there is away too.
        """
        unit = self.problem.units[target]
        missing = unit.days - group.days_at(unit)
        if not missing or any(other.days_at(unit) != unit.days for other in self.at[target]):
            return True
        return all(self.problem.surplus(target, self.kind, day) or day in self._partial for day in missing)

    @cached_property
    def _partial(self) -> frozenset[int]:
        """The days of all people who do not serve every day."""
        return frozenset[int]().union(*(group.hari for group in self.groups))

    def _outdone(self, group: Group, other: Group) -> bool:
        """Whether a group can do all that another can: as many days, and wherever that may go."""
        if group.hari and not (other.hari and group.hari >= other.hari):
            return False
        if self.problem.options.jarak_maks is None:
            return other.bound or not group.bound
        return not self._reached(other) & ~self._reached(group) & ~self._bit[group.unit]

    def _reached(self, group: Group) -> int:
        """The units that a group may be sent to, as a bit each: they are compared for every two groups of a unit."""
        key = (group.unit, group.bound)
        if key not in self._reach:
            self._reach[key] = reduce(or_, (self._bit[unit] for unit in self._near(group)), 0)
        return self._reach[key]
