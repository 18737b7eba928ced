"""The integer program behind a staffing plan: whole numbers of people of each group to each unit, and hires."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from ilp_cli.capabilities.staffing.plan.links import Linker, Links
from ilp_cli.capabilities.staffing.plan.problem import Group, Problem
from ilp_cli.core.finding import Path
from ilp_cli.district.people import NAKES
from ilp_cli.planning.patience import Patience, patience
from ilp_cli.planning.solver import INFINITY, Model, Solved, Term

AIMS = (
    ("rekrutan", ""),
    ("orang dipindahkan", ""),
    ("langkah tanpa koordinat", ""),
    ("jarak", "km"),
    ("kelompok status yang berubah", ""),
    ("hari di luar unit sendiri", ""),
)
"""What is made least, in this order, and its unit."""
TENTHS = 10
"""Distances are counted in tenths of a kilometre."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """A column: how many of a group go to a unit for the whole week."""

    column: int
    group: Group
    target: Path


@dataclass(frozen=True, slots=True)
class Rover:
    """A column: how many of a group divide the week between two units; by day, how many of them are at the second."""

    column: int
    group: Group
    first: Path
    second: Path
    days: Mapping[int, int]


@dataclass(slots=True)
class Program:
    """The model with what its columns mean, and which rows a further column of people would stand in.

    `cover` are the rows of a profession at a unit, each with the first of the days it is about; `capacity` those of the
    groups; `leaving` those of the people of one sort of status at a unit.
    """

    problem: Problem
    model: Model = field(default_factory=Model)
    flows: list[Transfer] = field(default_factory=list)
    rovers: list[Rover] = field(default_factory=list)
    hires: dict[tuple[Path, str], int] = field(default_factory=dict)
    changes: list[int] = field(default_factory=list)
    cover: dict[tuple[Path, str], list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    capacity: dict[Group, int] = field(default_factory=dict)
    leaving: dict[tuple[Path, bool], int] = field(default_factory=dict)
    terms: dict[tuple[Path, str], list[tuple[int, int, frozenset[int]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def start(self) -> list[float]:
        """The plan that moves nobody."""
        values = [0.0] * len(self.model.lower)
        for column in self.hires.values():
            values[column] = self.model.upper[column]
        return values

    def start_from(self, *others: tuple[Program, Solved]) -> list[float]:
        """The plan of other programs of the same problem, as far as it is of the same professions.

        It uses no link and no division that this one lacks.
        """
        values = self.start()
        known = {(flow.group, flow.target): flow.column for flow in self.flows}
        divided = {(rover.group, rover.first, rover.second): rover for rover in self.rovers}
        kinds = {kind for _, kind in self.hires}
        for other, outcome in others:
            for flow in other.flows:
                if outcome.values[flow.column] and flow.group.kind in kinds:
                    values[known[flow.group, flow.target]] = outcome.values[flow.column]
            for rover in other.rovers:
                if outcome.values[rover.column] and rover.group.kind in kinds:
                    own = divided[rover.group, rover.first, rover.second]
                    values[own.column] = outcome.values[rover.column]
                    for day, column in rover.days.items():
                        values[own.days[day]] = outcome.values[column]
            for place, column in other.hires.items():
                if place in self.hires:
                    values[self.hires[place]] = outcome.values[column]
        for column in self.changes:
            values[column] = 1.0  # whether each is so is left to the search
        return values

    def aims(self) -> list[list[Term]]:
        """What is made least, in the order of AIMS; where nothing can differ in an aim, it is empty."""
        problem = self.problem
        moved: list[Term] = [(column, 1) for column, _, _ in self._journeys()]
        steps: list[Term] = []
        metres: list[Term] = []
        for column, group, targets in self._journeys():
            near = far = 0
            for target in targets:
                km = problem.km(group.unit, target)
                if km is None:
                    far += problem.steps(group.unit, target)
                else:
                    near += round(TENTHS * km)
            metres.append((column, near))
            steps.append((column, far))
        away: list[Term] = []
        for rover in self.rovers:
            if rover.first == rover.group.unit:
                away += [(column, 1) for column in rover.days.values()]
            else:
                away.append((rover.column, len(rover.group.days_at(problem.units[rover.group.unit]))))
        if self.rovers:
            away += [(flow.column, len(flow.group.days_at(problem.units[flow.group.unit]))) for flow in self.flows]
        hires: list[Term] = [(column, 1) for column in self.hires.values()]
        changes: list[Term] = [(column, 1) for column in self.changes]
        return [hires, moved, *([term for term in aim if term[1]] for aim in (steps, metres, changes, away))]

    def _journeys(self) -> Iterable[tuple[int, Group, tuple[Path, ...]]]:
        """Each column that sends people away, and the units they go to."""
        for flow in self.flows:
            yield flow.column, flow.group, (flow.target,)
        for rover in self.rovers:
            away = tuple(unit for unit in (rover.first, rover.second) if unit != rover.group.unit)
            yield rover.column, rover.group, away

    def hired(self, outcome: Solved) -> dict[tuple[Path, str], int]:
        """What each unit must recruit in a solution."""
        return {place: outcome.count(column) for place, column in self.hires.items() if outcome.count(column)}


def links_of(problem: Problem, kinds: Sequence[str] = NAKES, until: Patience | None = None) -> Mapping[str, Links]:
    """Every link that a best plan can need, by profession. Raises OutOfTime where they are not known in time."""
    until = until or patience()
    return {kind: Linker(problem, kind, until).links() for kind in kinds}


def build(problem: Problem, links_by_kind: Mapping[str, Links], until: Patience | None = None) -> Program:
    """The program of a problem for some professions, with these links. Raises OutOfTime where time is up."""
    program, until = Program(problem), until or patience()
    for kind, links in links_by_kind.items():
        _columns(program, links, until)
        for unit in problem.wanting(kind):
            most = max(problem.short(unit, kind, day) for day in problem.units[unit].days)
            program.hires[unit, kind] = program.model.column(0, most)
        _divisions(program, kind, links, until)
    _capacity(program)
    for (unit, kind), terms in program.terms.items():
        until.check()
        _floors(program, unit, kind, terms)
    for (unit, kind), column in program.hires.items():
        _needs(program, unit, kind, column)
    _status(program)
    return program


def _columns(program: Program, links: Links, until: Patience) -> None:
    """A column for each group and unit, and what it takes and brings on which days."""
    problem = program.problem
    for group, targets in links.items():
        until.check()
        for target in targets:
            there = group.days_at(problem.units[target])
            if not there:
                continue
            column = program.model.column(0, len(problem.groups[group]))
            program.flows.append(Transfer(column, group, target))
            here = group.days_at(problem.units[group.unit])
            program.terms[group.unit, group.kind].append((column, -1, here))
            program.terms[target, group.kind].append((column, 1, there))


def _divisions(program: Program, kind: str, links: Links, until: Patience) -> None:
    """Columns for people who divide the week, where the district wants that considered.

    Somebody is at their own unit, and at a pustu on the days it lacks people; if it lacks them all week, only somebody
    whose own unit cannot spare them all week. Or at two pustu that lack people on other days of the week.
    """
    problem = program.problem
    if not problem.options.keliling:
        return
    bare = {unit: _bare(problem, unit, kind) for unit in problem.wanting(kind)}
    partly = {unit for unit, days in bare.items() if days < problem.units[unit].days}
    for group, targets in links.items():
        until.check()
        wanting = [target for target in targets if target in bare]
        spared = all(problem.surplus(group.unit, kind, day) for day in group.days_at(problem.units[group.unit]))
        for target in wanting:
            if target in partly or not spared:
                _rover(program, group, group.unit, target, bare[target])
        for first, second in permutations([target for target in wanting if target in partly], 2):
            if bare[first] - bare[second] and bare[second] - bare[first]:
                _rover(program, group, first, second, bare[second])


def divisions(problem: Problem, links_by_kind: Mapping[str, Links]) -> int:
    """How many divisions of a week there may be with these links."""
    total = 0
    for kind, links in links_by_kind.items():
        wanting = frozenset(problem.wanting(kind))
        partly = {unit for unit in wanting if _bare(problem, unit, kind) < problem.units[unit].days}
        for targets in links.values():
            pairs = len(partly.intersection(targets))
            total += len(wanting.intersection(targets)) + pairs * (pairs - 1)
    return total


def _bare(problem: Problem, unit: Path, kind: str) -> frozenset[int]:
    return frozenset(day for day in problem.units[unit].days if problem.short(unit, kind, day))


def _rover(program: Program, group: Group, first: Path, second: Path, bare: frozenset[int]) -> None:
    """A column for a division of the week: at the second unit on some of its bare days, else at the first."""
    problem, model = program.problem, program.model
    own = group.days_at(problem.units[group.unit])
    most = len(problem.groups[group])
    at_second = own & bare
    if not at_second or not own <= problem.units[first].days or len(own) < 2:
        return
    column = model.column(0, most)
    days = {day: model.column(0, most) for day in sorted(at_second)}
    program.rovers.append(Rover(column, group, first, second, days))
    for day, there in days.items():
        model.row([(column, 1), (there, -1)], lower=0)
        program.terms[second, group.kind].append((there, 1, frozenset({day})))
        program.terms[first, group.kind].append((there, -1, frozenset({day})))
    if first != group.unit:
        program.terms[group.unit, group.kind].append((column, -1, own))
        program.terms[first, group.kind].append((column, 1, own))
    if len(days) == len(own):  # a day is left for the first: who is away all week has moved
        model.row([(column, len(own) - 1), *((there, -1) for there in days.values())], lower=0)


def _capacity(program: Program) -> None:
    """No more of a group go than there are."""
    used: dict[Group, list[int]] = defaultdict(list)
    for flow in program.flows:
        used[flow.group].append(flow.column)
    for rover in program.rovers:
        used[rover.group].append(rover.column)
    for group, columns in used.items():
        if len(columns) > 1:
            terms = [(column, 1) for column in columns]
            program.capacity[group] = program.model.row(terms, upper=len(program.problem.groups[group]))


def _floors(program: Program, unit: Path, kind: str, terms: Sequence[tuple[int, int, frozenset[int]]]) -> None:
    """On every service day a unit keeps its minimum, or what it has where that is less.

    Who comes counts, who is recruited does not: until the recruit is there the unit would be worse off (ILP607).
    """
    problem = program.problem
    if not any(factor < 0 for _, factor, _ in terms):
        return
    rows: dict[tuple[tuple[tuple[int, int], ...], int], int] = {}
    for day in sorted(problem.units[unit].days):
        on = _sum((column, factor) for column, factor, days in terms if day in days)
        rows.setdefault((tuple(on), -problem.surplus(unit, kind, day)), day)
    for (terms_of_day, least), day in sorted(rows.items()):
        if sum(min(0, factor) * program.model.upper[column] for column, factor in terms_of_day) < least:
            program.cover[unit, kind].append((program.model.row(terms_of_day, lower=least), day))


def _needs(program: Program, unit: Path, kind: str, hire: int) -> None:
    """On every service day a pustu lokus has its minimum, with those who come and those who are recruited."""
    problem = program.problem
    rows: dict[tuple[tuple[tuple[int, int], ...], int], int] = {}
    for day in sorted(problem.units[unit].days):
        short = problem.short(unit, kind, day)
        if short:
            terms = program.terms.get((unit, kind), ())
            on = _sum((column, factor) for column, factor, days in terms if day in days)
            rows.setdefault((tuple(on), short), day)
    for (terms_of_day, short), day in sorted(rows.items()):
        program.cover[unit, kind].append((program.model.row([*terms_of_day, (hire, 1)], lower=short), day))


def _sum(terms: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each column once: somebody who divides the week may come and go at one unit."""
    listed = list(terms)
    factors = dict(listed)
    if len(factors) < len(listed):
        factors = defaultdict(int)
        for column, factor in listed:
            factors[column] += factor
    return sorted((column, factor) for column, factor in factors.items() if factor)


def _status(program: Program) -> None:
    """Count the pairs of unit and status group (ASN or not) that vanish where somebody leaves or appear anew."""
    problem, model = program.problem, program.model
    leaving: dict[tuple[Path, bool], list[int]] = defaultdict(list)
    coming: dict[tuple[Path, bool], list[int]] = defaultdict(list)
    served = [(flow.column, flow.group, (flow.target,)) for flow in program.flows]
    divided = [(rover.column, rover.group, (rover.first, rover.second)) for rover in program.rovers]
    for column, group, units in (*served, *divided):
        if group.unit not in units:
            leaving[group.unit, group.asn].append(column)
        for unit in units:
            if unit != group.unit:
                coming[unit, group.asn].append(column)
    for place, columns in leaving.items():
        heads = problem.heads.get(place, 0)
        if 0 < heads <= sum(model.upper[column] for column in columns):
            change = model.column()
            program.changes.append(change)
            back = [(column, 1) for column in coming.get(place, ())]
            terms = [*((column, -1) for column in columns), *back, (change, 1)]
            program.leaving[place] = model.row(terms, lower=1 - heads)
    for place, columns in coming.items():
        if not problem.heads.get(place, 0):
            change = model.column()
            program.changes.append(change)
            for column in columns:
                model.row([(column, 1), (change, -model.upper[column])], upper=0, lower=-INFINITY)
