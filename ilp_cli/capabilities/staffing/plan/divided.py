"""Weeks that may be divided between two units: all divisions at once, or in large districts the nearest ones first.

The divisions of a district grow with the square of its units for each person, and the relaxed program no longer tells
good from bad. So where they are many, each profession is searched by itself, with few of the nearest links and then
ever more, each time from the plan before; how far that can be from the best is known from the days alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ilp_cli.capabilities.staffing.plan.daily import fewest
from ilp_cli.capabilities.staffing.plan.links import Links
from ilp_cli.capabilities.staffing.plan.problem import Group, Problem
from ilp_cli.capabilities.staffing.plan.program import Program, build, divisions, links_of
from ilp_cli.capabilities.staffing.plan.sparse import Answer, nearest_of
from ilp_cli.core.finding import Path
from ilp_cli.planning.patience import OutOfTime, Patience
from ilp_cli.planning.solver import Solved, Stage, solve, solve_nearly_network

MANY = 4_000
"""So many divisions of a week are all asked at once, and more where they can save no hire."""
_NEAREST = (2, 4, 8, 16, 32)
"""Of more: so many of the nearest links of each group and to each unit, step by step."""
_WIDENING = 0.75
"""The part of the time that this may take; the rest is for what comes after the hires."""


def divided(problem: Problem, settled: Answer, until: Patience, *, many: int = MANY) -> tuple[Program, Solved]:
    """The best plan in which weeks may be divided, from the best in which they are not; up to so `many` at once."""
    program, outcome, links, whole = settled
    if not program.hires:
        return program, outcome
    if until.over:
        return program, unproven(outcome)
    try:
        every = links_of(problem, until=until) if whole else links
        if divisions(problem, every) > many:
            kinds = dict.fromkeys(kind for _, kind in program.hires)
            least = {kind: fewest(problem, kind, until.at_most(until.left / 8)) for kind in kinds}
            if sum(least.values()) < sum(program.hired(outcome).values()):
                return _widened(problem, settled, every, least, until)
        wider = build(problem, every, until)
    except OutOfTime:
        return program, unproven(outcome)
    if not wider.rovers:
        return program, outcome if whole else unproven(outcome)
    start = wider.start_from((program, outcome))
    best = solve_nearly_network(wider.model, wider.aims(), until=until, start=start)
    return wider, best if whole else unproven(best)


def unproven(outcome: Solved, least: float = 0.0) -> Solved:
    """The same values, of which it is not known how good they are: not every way to divide a week was looked at.

    `least` is what is known of the hires all the same.
    """
    if all(stage.value <= 0 for stage in outcome.stages):
        return outcome
    first, *rest = outcome.stages
    stages = (Stage(value=stage.value, bound=min(stage.value, 0.0)) for stage in rest)
    return replace(outcome, stages=(Stage(value=first.value, bound=min(first.value, least)), *stages))


def _widened(
    problem: Problem, settled: Answer, every: Mapping[str, Links], least: Mapping[str, int], until: Patience
) -> tuple[Program, Solved]:
    """The best plan of the nearest divisions, and what the days alone tell of the fewest hires."""
    searching = until.at_most(until.left * _WIDENING)
    found: dict[str, tuple[Program, Solved, Links]] = {}
    for number, kind in enumerate(least):
        share = searching.at_most(searching.left / (len(least) - number))
        found[kind] = _of_kind(problem, settled, kind, every[kind], least[kind], share)
    program = build(problem, {kind: links for kind, (_, _, links) in found.items()})
    start = program.start_from(*((own, solved) for own, solved, _ in found.values()))
    hires = sum(start[column] for column in program.hires.values())
    aims = program.aims()
    program.model.row(aims[0], upper=hires)
    best = solve_nearly_network(program.model, [[], *aims[1:]], until=until, start=start)
    stages = (Stage(value=hires, bound=hires), *best.stages[1:])
    return program, unproven(replace(best, stages=stages), sum(least.values()))


def _of_kind(
    problem: Problem, settled: Answer, kind: str, every: Links, least: int, until: Patience
) -> tuple[Program, Solved, Links]:
    """The plan of one profession with the fewest hires that was found, and the links it was found among."""
    used: dict[Group, tuple[Path, ...]] = {}
    for flow in settled.program.flows:
        if flow.group.kind == kind and settled.solved.count(flow.column):
            used[flow.group] = (*used.get(flow.group, ()), flow.target)
    links: Links = used
    program = build(replace(problem, options=replace(problem.options, keliling=False)), {kind: links})
    best = program, Solved(values=program.start_from((settled.program, settled.solved)))
    for nearest in _NEAREST:
        if until.over or sum(best[0].hired(best[1]).values()) <= least:
            break
        chosen = nearest_of(problem, kind, every, nearest)
        wider = {
            group: tuple(dict.fromkeys((*chosen.get(group, ()), *used.get(group, ())))) for group in {**chosen, **used}
        }
        try:
            program = build(problem, {kind: wider}, until)
        except OutOfTime:
            break
        start, share = program.start_from(best), until.at_most(until.left / 2)
        best, links = (program, solve(program.model, program.aims()[:1], until=share, start=start)), wider
        if sum(map(len, wider.values())) == sum(map(len, every.values())):
            break
    return *best, links
