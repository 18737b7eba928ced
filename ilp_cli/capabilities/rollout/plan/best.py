"""The best order: a start walked to, the solver, the bound of the sets of years, and what is proven of each aim."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ilp_cli.capabilities.rollout.model.plan import AIMS
from ilp_cli.capabilities.rollout.model.problem import Choice, Problem, nilai
from ilp_cli.capabilities.rollout.plan.program import Program, Proven
from ilp_cli.capabilities.rollout.plan.sets import ROUNDS, Prices, bound_of_sets
from ilp_cli.capabilities.rollout.plan.swaps import walked
from ilp_cli.capabilities.rollout.plan.windows import windowed
from ilp_cli.planning.patience import Patience
from ilp_cli.planning.solver import Aim, Solved, Stage, solve

_EXACT = 40
"""Up to so many columns the search goes on to the last person."""
_LONG = 100
"""With more columns the prices of sets are made better before the solver begins."""
_FEW = 100
"""Up to so many puskesmas the most of each year is proven before the whole."""
_CUBE, _STEPS = 3, 2_000_000
"""The walk has a third of the third power of the columns as its steps, and so many at the most."""
_SHORT = 10_000
"""The most steps of a walk where it shall not be thorough."""
GAP = 0.002
"""With more of them it stops so near the bound: people are counted less exactly than that."""


@dataclass(slots=True)
class Known:
    """What one question tells the next: the most of single years by themselves, and the prices of what is scarce."""

    years: Proven = field(default_factory=dict)
    prices: Prices = field(default_factory=Prices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A plan and the bound of each aim by its name; None where nothing is known of it.

    `of_sets` is True where that of the last aim is the bound of the sets of the years, not the solver's.
    """

    choice: Choice
    batas: dict[str, int | None]
    interrupted: bool
    of_sets: bool = False


def best(
    problem: Problem,
    start: Choice,
    until: Patience | None = None,
    *,
    near: float = GAP,
    known: Known | None = None,
    thorough: bool = True,
    exact: int = _EXACT,
) -> Answer:
    """The best plan, and what is proven of each aim. `start` is a plan that keeps to every limit.

    With more columns than `exact` it first walks from there, not far where it shall not be `thorough`, and an aim may
    stop `near` its bound, as a part of its worth. `known` is what other questions told, and is added to.
    """
    program = Program(problem)
    many = len(program.z) > exact
    if many:
        most_steps = _STEPS if thorough else _SHORT
        start = walked(problem, start, min(most_steps, len(program.z) ** 3 // _CUBE), until)
    begin = nilai(problem, start)
    if not program.z:
        sure: dict[str, int | None] = {name: getattr(begin, name) for name in AIMS}
        return Answer(choice=start, batas=sure, interrupted=False)
    aims = [tuple(aim.terms.items()) for aim in program.aims]
    floor = program.least()
    for place, (name, least) in enumerate(zip(AIMS, floor, strict=False)):
        if getattr(begin, name) != least:
            break  # what comes later may have to give way to this one
        program.keep(place, least)
        aims[place] = ()
    known = (known or Known()) if many and len(problem.calon) <= _FEW else None
    gap = near if many else 0.0
    solved, of_sets = _solved(program, aims, program.start(start), until, gap, known, thorough=thorough)
    choice = program.choice(solved) if solved.known and solved.feasible else start
    value = nilai(problem, choice)
    if value.aims > begin.aims:
        choice, value = start, begin
    batas: dict[str, int | None] = dict.fromkeys(AIMS)
    for name, aim, stage in zip(AIMS, program.aims, solved.stages, strict=False):
        if stage.bound == float("-inf"):
            continue
        if name != "terlayani":
            least = floor[AIMS.index(name)]
            batas[name] = max(least, round(stage.bound + aim.constant)) if aims[AIMS.index(name)] else least
        elif stage.proven and value == nilai(problem, program.choice(solved)):
            batas |= {name: value.terlayani, "ubah": value.ubah, "permintaan": value.permintaan}
        else:
            batas[name] = _served_bound(problem, program, stage.bound)
    return Answer(choice=choice, batas=batas, interrupted=solved.interrupted, of_sets=of_sets)


def _solved(
    program: Program,
    aims: Sequence[Aim],
    start: Sequence[float],
    until: Patience | None,
    gap: float,
    known: Known | None,
    *,
    thorough: bool,
) -> tuple[Solved, bool]:
    """The aims in their order, and whether the bound of the last is of sets, which only those who give `known` try.

    The most of each year is proven by itself, then what the sets of the years are worth at the best prices: where the
    plan is near enough to that, nothing is left to search.
    """
    head: tuple[Stage, ...] = ()
    stopped = False
    if known is None:
        return solve(program.model, aims, until=until, start=start, gap=gap), False
    if any(aims[:-1]):
        first = solve(program.model, aims[:-1], until=until, start=start, gap=gap)
        if not (first.known and first.feasible) or (until is not None and until.over):
            last = [Stage(value=0.0, bound=float("-inf"))] if first.stages else []
            return replace(first, stages=(*first.stages, *last)), False
        head, start, stopped = first.stages, first.values, first.interrupted
        for place, (aim, stage) in enumerate(zip(aims, head, strict=False)):
            if aim:
                program.keep(place, round(stage.value + program.aims[place].constant))
    program.narrow(until, known.years)
    last_aim = program.aims[-1].terms
    rounds = ROUNDS if thorough and len(program.z) > _LONG else 0  # else the solver is as quick
    floor = bound_of_sets(
        program.model, program.years_of_sets(), last_aim, start, gap, known.prices, until, rounds=rounds
    )
    before = head or (Stage(value=0.0, bound=0.0),) * (len(aims) - 1)

    def value(choice: Choice) -> float:
        values = program.start(choice)
        return sum(factor * values[column] for column, factor in last_aim.items())

    def near_enough(choice: Choice) -> bool:
        return (worth := value(choice)) - floor <= gap * abs(worth)

    if thorough:
        choice = windowed(program.problem, program.choice(Solved(values=start)), near_enough, until)
        start = program.start(choice)
    worth = sum(factor * start[column] for column, factor in last_aim.items())
    if worth - floor <= gap * abs(worth):
        reached = Stage(value=worth, bound=min(worth, float(math.ceil(floor))))
        return Solved(values=start, stages=(*before, reached), interrupted=stopped), True
    rest = solve(program.model, [*[()] * len(before), aims[-1]], until=until, start=start, gap=gap)
    stages = list(rest.stages[len(before) :]) or [Stage(value=worth, bound=floor)]
    of_sets = math.ceil(floor) >= stages[0].bound
    stages[0] = replace(stages[0], bound=min(stages[0].value, max(stages[0].bound, float(math.ceil(floor)))))
    whole = (*before, *stages)
    ended = rest.interrupted or stopped
    return replace(rest, values=rest.values or start, known=True, stages=whole, interrupted=ended), of_sets


def _served_bound(problem: Problem, program: Program, bound: float) -> int:
    """The most people times years that a bound of the last aim allows: its other parts can only lower it."""
    by_decree = sum(
        problem.besar(number) * problem.calon[number].bobot
        for year in problem.tahun
        for number in range(len(problem.calon))
        if problem.sudah(number, year.tahun)
    )
    return by_decree + int((-bound + 1e-6) // program.weight)
