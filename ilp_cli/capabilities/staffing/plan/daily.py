"""How few hires could do however weeks are divided: day by day, as if everybody could be elsewhere each day.

Where weeks may be divided, a program of all divisions is too large to be searched through in a large district. But on
each day nobody is at two units, and whoever is hired is there on every day. So flows of people of each day, which share
nothing but the hires, need no more hires than any plan: what they need is a bound. They are few: whoever may go
anywhere goes through one pool, whoever stays in the puskesmas through that of the puskesmas.
"""

from __future__ import annotations

import math
from collections import defaultdict

from ilp_cli.capabilities.staffing.plan.problem import Problem
from ilp_cli.core.finding import Path
from ilp_cli.planning.patience import Patience
from ilp_cli.planning.solver import INFINITY, Model, Term, solve

_Pool = tuple[int, Path]
"""A weekday, and the puskesmas within which people may go on it; no path: anywhere."""
_EVERYWHERE: Path = ()


def fewest(problem: Problem, kind: str, until: Patience) -> int:
    """So many people of a profession must be hired at least, whatever is planned; 0 where nothing was found out.

    Distance is not looked at: whoever may be sent is taken to be near enough. Raises OutOfTime.
    """
    model = Model()
    hires = {
        unit: model.column(0, max(problem.short(unit, kind, day) for day in problem.units[unit].days))
        for unit in problem.wanting(kind)
    }
    start = [model.upper[column] for column in hires.values()]
    leaving: dict[tuple[Path, int], list[Term]] = defaultdict(list)
    pools: dict[_Pool, list[Term]] = defaultdict(list)
    spare: dict[_Pool, int] = defaultdict(int)
    days = {day for unit in hires for day in problem.units[unit].days}
    for group, people in problem.groups.items():
        if group.kind != kind:
            continue
        home = problem.units[group.unit]
        for day in days if not group.hari else days & group.hari:
            pool = (day, home.induk if group.bound else _EVERYWHERE)
            if day in home.days:
                column = model.column(0, len(people), whole=False)
                leaving[group.unit, day].append((column, -1))
                pools[pool].append((column, -1))
            else:  # nobody misses them there on that day
                spare[pool] += len(people)
    for path, unit in problem.units.items():
        until.check()
        for day in unit.days & days:
            terms = leaving.get((path, day), [])
            short = problem.short(path, kind, day)
            if not short and not terms:
                continue
            coming: list[Term] = []
            for pool in ((day, _EVERYWHERE), (day, unit.induk)):
                column = model.column(0, INFINITY, whole=False)
                pools[pool].append((column, 1))
                coming.append((column, 1))
            if terms:
                model.row([*terms, *coming], lower=-problem.surplus(path, kind, day))
            if short:
                model.row([*terms, *coming, (hires[path], 1)], lower=short)
    for pool, balance in pools.items():
        model.row(balance, upper=spare[pool])
    start += [0.0] * (len(model.lower) - len(start))
    solved = solve(model, [[(column, 1) for column in hires.values()]], until=until, start=start)
    bound = solved.stages[0].bound if solved.stages else 0.0
    return max(0, math.ceil(bound - 1e-4)) if math.isfinite(bound) else 0
