"""Why fewer hires cannot do: on one weekday some units need more people than may ever stand in them.

On a day nobody is at two units. So for any set of units of one profession, what must be recruited there is at least
what they need, less who is there, less everybody else who may come, whatever the moves. From the pustu that recruit we
gather every unit from which somebody could still reach them in the plan; if the plan is best, the sum is exact.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, reduce
from operator import or_

from ilp_cli.capabilities.staffing.model.plan import Proof
from ilp_cli.capabilities.staffing.plan.problem import Group, Problem
from ilp_cli.core.finding import Path
from ilp_cli.planning.patience import OutOfTime, Patience

Standing = Mapping[int, Mapping[tuple[Group, Path], int]]
"""By weekday: how many of each group stand at which unit in the plan."""
Hires = Mapping[tuple[Path, str], int]


def proofs(problem: Problem, hires: Hires, standing: Standing, until: Patience) -> list[Proof]:
    """Sums that prove the hires of a plan, each for other units; where they come to fewer, the rest is unproven.

    Of a profession whose hires they do not come to, they are those of one day that come to most: they hold whatever the
    plan is worth. Where `until` ends it before all are found, those found.
    """
    proven: list[Proof] = []
    for kind in dict.fromkeys(kind for _, kind in hires):
        own = {unit: number for (unit, known), number in hires.items() if known == kind}
        prover = _Prover(problem, kind, own, standing, until)
        exact: list[Proof] = []
        with suppress(OutOfTime):
            for proof in prover.proofs():
                exact.append(proof)  # noqa: PERF402  # those before the time was over stay
            if told(exact) < sum(own.values()):
                exact = max([exact, *prover.by_day()], key=told)
        proven += exact
    if problem.kader:
        proven.append(
            Proof(profesi="kader", hari=None, butuh=tuple((str(post.spot), post.kurang) for post in problem.kader))
        )
    return proven


def told(sums: Iterable[Proof]) -> int:
    """How many hires some sums prove together."""
    return sum(proof.n for proof in sums)


def closures(
    problem: Problem, kind: str, hires: Mapping[Path, int], standing: Standing, until: Patience
) -> list[list[Path]]:
    """The units behind the hires of a profession, in sets that share no pustu that lacks somebody.

    Raises OutOfTime where they are not known before `until` ends it.
    """
    prover = _Prover(problem, kind, hires, standing, until)
    return [list(prover.members(units)) for units in prover.gathered(prover.days(), hires, prover.wanting)]


class _Prover:
    """Sets of units are whole numbers here, with a bit for each unit: a district asks for thousands of them."""

    def __init__(
        self, problem: Problem, kind: str, hires: Mapping[Path, int], standing: Standing, until: Patience
    ) -> None:
        self.problem, self.kind, self.hires, self.until = problem, kind, hires, until
        self.standing = standing
        self.groups = [group for group in problem.groups if group.kind == kind]
        self.paths = list(problem.units)
        self.bit = {path: 1 << number for number, path in enumerate(self.paths)}
        self.lokus = self._set(unit for unit, known in problem.need if known == kind)
        self.wanting = self._set(problem.wanting(kind))
        self.of_induk: dict[Path, list[Path]] = defaultdict(list)
        for path, unit in problem.units.items():
            self.of_induk[unit.induk].append(path)

    def _set(self, units: Iterable[Path]) -> int:
        return reduce(or_, (self.bit[unit] for unit in units), 0)

    def members(self, units: int) -> Iterator[Path]:
        """The units of a set, in the order of the register."""
        while units:
            lowest = units & -units
            yield self.paths[lowest.bit_length() - 1]
            units ^= lowest

    def proofs(self) -> Iterator[Proof]:
        """Sums that share no pustu lokus, each for the hires of a set of units on one day."""
        left, used = dict(self.hires), 0
        for day in self.days():
            for units in self.gathered([day], list(left), self.lokus):
                if units & used:
                    continue
                members = list(self.members(units))
                proof = self._sum(day, members)
                if proof.n == sum(self.hires.get(unit, 0) for unit in members):
                    used |= units & self.lokus
                    for unit in members:
                        left.pop(unit, None)
                    yield proof

    def by_day(self) -> Iterator[list[Proof]]:
        """For each day the sums that come to anything."""
        for day in self.days():
            sums = (self._sum(day, list(self.members(units))) for units in self.gathered([day], self.hires, self.lokus))
            yield [proof for proof in sums if proof.n > 0]

    def days(self) -> Sequence[int]:
        """The days on which a pustu that recruits is open."""
        return sorted(frozenset[int]().union(*(self.problem.units[unit].days for unit in self.hires)))

    def gathered(self, days: Sequence[int], hiring: Iterable[Path], shared: int) -> list[int]:
        """The pustu that recruit, each with every unit from which somebody could still reach it on one of the days.

        Sets that have one of the `shared` units in common are one: sums of hires add up only where nobody can be hired
        for two of them.
        """
        leads = {day: self._leads(day) for day in days}
        regions: list[int] = []
        for unit in hiring:
            units = 0
            for day in days:
                if self.problem.short(unit, self.kind, day):
                    units |= self._closed(unit, leads[day])
            for other in [region for region in regions if region & units & shared]:
                regions.remove(other)
                units |= other
            if units:
                regions.append(units)
        return regions

    def _closed(self, seed: Path, leads: Callable[[Path], int]) -> int:
        """The units from which somebody standing there in the plan could go on to the seed, step by step."""
        self.until.check()
        units = waiting = self.bit[seed]
        while waiting:
            lowest = waiting & -waiting
            more = leads(self.paths[lowest.bit_length() - 1]) & ~units
            units |= more
            waiting = (waiting ^ lowest) | more
        return units

    def _leads(self, day: int) -> Callable[[Path], int]:
        """From which units somebody who stands there on a day may be at a unit: their own, or one they may be sent to.

        By the unit where they are at home it is known who may.
        """
        problem = self.problem
        free: dict[Path, int] = defaultdict(int)
        bound: dict[Path, int] = defaultdict(int)
        for (group, unit), count in self.standing.get(day, {}).items():
            if count and group.kind == self.kind and (not group.hari or day in group.hari):
                (bound if group.bound else free)[group.unit] |= self.bit[unit]
        everywhere = reduce(or_, free.values(), 0)

        @cache
        def leads(target: Path) -> int:
            unit = problem.units[target]
            if day not in unit.days:
                return 0
            own = self.of_induk[unit.induk]
            if problem.options.jarak_maks is None:
                return reduce(or_, (bound[home] for home in own if home in bound), everywhere)
            near = problem.nearby[target]
            units = reduce(or_, (free[home] for home in near if home in free), 0)
            kept = set(own).intersection(near)
            return reduce(or_, (bound[home] for home in (*kept, target) if home in bound), units | free.get(target, 0))

        return leads

    def _may(self, group: Group, target: Path, day: int) -> bool:
        """Whether people of a group may be at a unit on a day: their own, or one they may be sent to."""
        unit = self.problem.units[target]
        return day in group.days_at(unit) and (target == group.unit or self.problem.allowed(group, target))

    def _reach(self, group: Group) -> Iterable[Path]:
        """The units to ask whether somebody may go there."""
        if group.bound:
            return self.of_induk[self.problem.units[group.unit].induk]
        return self.paths if self.problem.options.jarak_maks is None else self.problem.nearby[group.unit]

    def _sum(self, day: int, units: Sequence[Path]) -> Proof:
        problem, kind = self.problem, self.kind
        short, spare = [], []
        for path in units:
            unit = problem.units[path]
            needed = problem.floor(path, kind, day) if day in unit.days else 0
            needed = max(needed, problem.need.get((path, kind), 0) if day in unit.days else 0)
            missing = needed - problem.present(path, kind, day)
            if missing > 0:
                short.append((str(unit.spot), missing))
            elif missing < 0:
                spare.append((str(unit.spot), -missing))
        coming: Counter[str] = Counter()
        within = set(units)
        for group in self.groups:
            self.until.check()
            own = problem.units[group.unit]
            counted = group.unit in within and (day in own.days or day in group.hari)
            if not counted and any(to in within and self._may(group, to, day) for to in self._reach(group)):
                coming[str(own.spot)] += len(problem.groups[group])
        return Proof(profesi=kind, hari=day, butuh=tuple(short), lebih=tuple(spare), masuk=tuple(coming.items()))


def standing_of(problem: Problem, placed: Iterable[tuple[Group, Mapping[int, Path], int]]) -> Standing:
    """Where everybody stands by day, given the groups' people who were sent somewhere."""
    standing: dict[int, Counter[tuple[Group, Path]]] = defaultdict(Counter)
    gone: Counter[Group] = Counter()
    for group, units, count in placed:
        gone[group] += count
        for day, unit in units.items():
            standing[day][group, unit] += count
    for group, people in problem.groups.items():
        stays = len(people) - gone[group]
        days = group.hari or problem.units[group.unit].days
        for day in days if stays else ():
            standing[day][group, group.unit] += stays
    return standing
