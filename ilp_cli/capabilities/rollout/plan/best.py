"""The best order: a start walked to, the solver, the bound of the sets of years, and what is proven of each aim."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from ilp_cli.capabilities.rollout.model.plan import AIMS, HIMPUNAN, PEMECAH
from ilp_cli.capabilities.rollout.model.problem import Choice, Problem, nilai
from ilp_cli.capabilities.rollout.plan.pool import cut_down, pooled, put_together
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
_MANY, _NODES = (1000, 2000, 4000, 8000), 100
"""So many sets are put together, one search after another, each of so many steps at the most."""
_NEARER = 1 - 1e-6
"""What is aimed at when sets are listed is a little nearer than what is asked, so that rounding does not miss it."""
_A_FEW = 15
"""So often prices that another question told are made better, where it shall not be thorough."""
_FEW_SETS = (300,)
"""So many sets are put together there."""
_FAR = 0.02
"""A plan farther from its bound is first bettered a few years at a time."""
_AGAIN = 500_000
"""The steps of the walk after the first aims."""
_SLICE = 0.2
"""The part of the time left in which one of the first aims is searched in one way."""
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

    `asal` is what the bound of people times years comes from.
    """

    choice: Choice
    batas: dict[str, int | None]
    interrupted: bool
    asal: str = PEMECAH


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
    solved, asal = _solved(program, aims, program.start(start), until, gap, known, thorough=thorough)
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
    return Answer(choice=choice, batas=batas, interrupted=solved.interrupted, asal=asal)


def _solved(
    program: Program,
    aims: Sequence[Aim],
    start: Sequence[float],
    until: Patience | None,
    gap: float,
    known: Known | None,
    *,
    thorough: bool,
) -> tuple[Solved, str]:
    """The aims in their order, and what the last bound comes from; given `known`, after all quicker than the solver.

    The most of each year is proven by itself, then what the sets of the years are worth at the best prices, then the
    sets are listed: where the plan is near enough to that, nothing is left to search.
    """
    if known is None:
        return solve(program.model, aims, until=until, start=start, gap=gap), PEMECAH
    before: list[Stage] = []
    listed = thorough and len(program.z) > _LONG  # else the solver is as quick
    for place, aim in enumerate(aims[:-1]):
        stage = Stage(value=0.0, bound=0.0)
        if aim:
            start, stage = _first(program, place, start, until, listed=listed)
            program.keep(place, round(stage.value + program.aims[place].constant))
        before.append(stage)
    last = Stage(value=0.0, bound=-math.inf)
    if until is not None and until.over:
        return Solved(values=start, stages=(*before, last), interrupted=until.stopped), PEMECAH
    program.narrow(until, known.years)
    here, prices = len(before), known.prices
    if listed and any(aims[:-1]):
        choice = walked(program.problem, program.choice(Solved(values=start)), _AGAIN, until, held=True)
        start = program.start(choice)
    tries, rounds = (_MANY[:1], ROUNDS) if listed else (_FEW_SETS, _A_FEW) if len(program.z) > _LONG else ((), 0)
    start, floor = _by_sets(program, here, start, gap, prices, until, rounds=rounds, tries=tries)

    def not_far(choice: Choice) -> bool:
        return (worth := _worth(program, here, program.start(choice))) - floor <= _FAR * abs(worth)

    if listed:
        sliced = until and until.at_most(until.left * _SLICE)
        start = program.start(windowed(program.problem, program.choice(Solved(values=start)), not_far, sliced))
        start, floor = _by_sets(program, here, start, gap, prices, until, rounds=0, tries=_MANY[1:], floor=floor)
    worth = _worth(program, here, start)
    asal = HIMPUNAN
    stopped = until is not None and until.stopped
    if worth - floor > gap * abs(worth):
        rest = solve(program.model, [*[()] * len(before), aims[-1]], until=until, start=start, gap=gap)
        start, stopped = rest.values or start, rest.interrupted
        proven = rest.stages[len(before)].bound if len(rest.stages) > len(before) else -math.inf
        asal = PEMECAH if proven >= math.ceil(floor) else HIMPUNAN
        worth, floor = _worth(program, here, start), max(floor, proven)
    last = Stage(value=worth, bound=min(worth, float(math.ceil(floor))))
    return Solved(values=start, stages=(*before, last), interrupted=stopped), asal


def _first(
    program: Program, place: int, start: Sequence[float], until: Patience | None, *, listed: bool
) -> tuple[Sequence[float], Stage]:
    """One of the first aims, in a part of the time: they are counted one by one, so the bound is rounded up."""
    aim = program.aims[place].terms
    worth, floor, prices = _worth(program, place, start), -math.inf, Prices()
    near = (1 - 1e-6) / max(1.0, abs(worth))
    ways: tuple[Sequence[int] | None, ...] = ((), None, _MANY) if listed else (None,)  # None is the solver
    for tries in ways:
        if worth <= floor or (until is not None and until.over):
            break
        sliced = until and until.at_most(until.left * _SLICE) if listed else until
        if tries is None:
            solved = solve(program.model, [tuple(aim.items())], until=sliced, start=start)
            start = solved.values or start
            floor = max(floor, *(stage.bound for stage in solved.stages))
        else:
            start, proven = _by_sets(program, place, start, near, prices, sliced, rounds=ROUNDS, tries=tries)
            floor = max(floor, float(math.ceil(proven - 1e-6)))
        worth = _worth(program, place, start)
    return start, Stage(value=worth, bound=min(worth, floor))


def _by_sets(
    program: Program,
    place: int,
    start: Sequence[float],
    near: float,
    prices: Prices,
    until: Patience | None,
    *,
    rounds: int,
    tries: Sequence[int],
    floor: float = -math.inf,
) -> tuple[Sequence[float], float]:
    """A plan no worse in an aim, and what that is worth at the least, by sets of years.

    It ends where the plan is `near` the bound; `floor` is one known before. `tries` are how many of them are put
    together, listed one by one.
    """
    aim, years = program.aims[place].terms, program.years_of_sets()
    floor = max(floor, bound_of_sets(program.model, years, aim, start, near, prices, until, rounds=rounds))
    for many in tries:
        worth = _worth(program, place, start)
        if worth - floor <= near * abs(worth) or (until is not None and until.over):
            break
        pool = pooled(program.model, years, aim, start, near * _NEARER, prices)
        cut_down(pool, until)
        sifted = put_together(pool, start, many, _NODES, until)
        floor = max(floor, sifted.bound)
        other = program.start(program.order(sifted.came)) if sifted.came is not None else start
        if _worth(program, place, other) < worth:
            start = other
        elif many >= len(pool.members):
            break
    return start, floor


def _worth(program: Program, place: int, values: Sequence[float]) -> float:
    return sum(factor * values[column] for column, factor in program.aims[place].terms.items())


def _served_bound(problem: Problem, program: Program, bound: float) -> int:
    """The most people times years that a bound of the last aim allows: its other parts can only lower it."""
    by_decree = sum(
        problem.besar(number) * problem.calon[number].bobot
        for year in problem.tahun
        for number in range(len(problem.calon))
        if problem.sudah(number, year.tahun)
    )
    return by_decree + int((-bound + 1e-6) // program.weight)
