"""Why fewer hires cannot do: on one weekday some units need more people than may ever stand in them.

On a day nobody is at two units. So for any set of units of one profession, what must be recruited there is at least
what they need, less who is there, less everybody else who may come, whatever the moves. From the pustu that recruit we
gather every unit from which somebody could still reach them in the plan; if the plan is best, the sum is exact.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from ilp_cli.capabilities.staffing.model.plan import Proof
from ilp_cli.capabilities.staffing.plan.problem import Group, Problem
from ilp_cli.core.finding import Path
from ilp_cli.planning.patience import OutOfTime, Patience

Standing = Mapping[int, Mapping[tuple[Group, Path], int]]
"""By weekday: how many of each group stand at which unit in the plan."""
Hires = Mapping[tuple[Path, str], int]


def proofs(problem: Problem, hires: Hires, standing: Standing, until: Patience) -> list[Proof]:
    """Sums that prove the hires of a plan, each for other units; where they come to fewer, the rest is unproven.

    Where `until` ends it before all are found, those found.
    """
    proven: list[Proof] = []
    for kind in dict.fromkeys(kind for _, kind in hires):
        own = {unit: number for (unit, known), number in hires.items() if known == kind}
        with suppress(OutOfTime):
            for proof in _Prover(problem, kind, own, standing, until).proofs():
                proven.append(proof)  # noqa: PERF402  # those before the time was over stay
    if problem.kader:
        proven.append(
            Proof(profesi="kader", hari=None, butuh=tuple((str(post.spot), post.kurang) for post in problem.kader))
        )
    return proven


def closures(
    problem: Problem, kind: str, hires: Mapping[Path, int], standing: Standing, until: Patience
) -> list[list[Path]]:
    """The units behind the hires of a profession, in sets that share no pustu that lacks somebody.

    Raises OutOfTime where they are not known before `until` ends it.
    """
    days = sorted(frozenset[int]().union(*(problem.units[unit].days for unit in hires)))
    return [list(units) for units in _Prover(problem, kind, hires, standing, until).gathered(days)]


class _Prover:
    def __init__(
        self, problem: Problem, kind: str, hires: Mapping[Path, int], standing: Standing, until: Patience
    ) -> None:
        self.problem, self.kind, self.hires, self.until = problem, kind, hires, until
        self.standing = {
            day: {place: count for place, count in there.items() if place[0].kind == kind and count}
            for day, there in standing.items()
        }
        self.groups = [group for group in problem.groups if group.kind == kind]
        self.left = dict(hires)
        self.used: set[Path] = set()
        self.wanting = set(problem.wanting(kind))

    def proofs(self) -> Iterator[Proof]:
        for day in sorted(frozenset[int]().union(*(self.problem.units[unit].days for unit in self.hires))):
            for units in self.gathered([day]):
                proof = self._sum(day, units)
                wanting = {unit for unit in units if (unit, self.kind) in self.problem.need}
                if not wanting & self.used and proof.n == sum(self.hires.get(unit, 0) for unit in units):
                    self.used |= wanting
                    for unit in units:
                        self.left.pop(unit, None)
                    yield proof

    def gathered(self, days: Sequence[int]) -> list[dict[Path, None]]:
        """The pustu that recruit, each with every unit from which somebody could still reach it on one of the days.

        Sets that share a pustu that lacks somebody are one. So what leads to a pustu need not be followed again where
        the pustu itself was met on the way to another on that day.
        """
        regions: list[dict[Path, None]] = []
        met: dict[int, set[Path]] = defaultdict(set)
        for unit in self.left:
            units: dict[Path, None] = {}
            for day in days:
                if self.problem.short(unit, self.kind, day):
                    units |= {unit: None} if unit in met[day] else self.closed(day, [unit])
                    met[day].update(units)
            for other in [region for region in regions if self.wanting & region.keys() & units.keys()]:
                regions.remove(other)
                units = other | units
            if units:
                regions.append(units)
        return regions

    def closed(self, day: int, seeds: Iterable[Path]) -> dict[Path, None]:
        """The units from which somebody standing there in the plan could go on to the seeds, step by step."""
        units = dict.fromkeys(seeds)
        queue = list(units)
        left = list(self.standing.get(day, {}))
        while queue:
            self.until.check()
            target = queue.pop()
            for group, unit in left:
                if unit not in units and self._may(group, target, day):
                    units[unit] = None
                    queue.append(unit)
            left = [(group, unit) for group, unit in left if unit not in units]
        return units

    def _may(self, group: Group, target: Path, day: int) -> bool:
        """Whether people of a group may be at a unit on a day: their own, or one they may be sent to."""
        unit = self.problem.units[target]
        return day in group.days_at(unit) and (target == group.unit or self.problem.allowed(group, target))

    def _sum(self, day: int, units: Mapping[Path, None]) -> Proof:
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
        for group in self.groups:
            own = problem.units[group.unit]
            counted = group.unit in units and (day in own.days or day in group.hari)
            if not counted and any(self._may(group, target, day) for target in units):
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
