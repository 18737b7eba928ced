"""A good plan found by moving and swapping puskesmas between years, warmly at first and then ever more strictly.

It proves nothing: it gives the solver something good to begin from. The same question has the same answer: what is
drawn is drawn from a seed, and it ends after a number of steps, not at a moment.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from collections.abc import Callable, Sequence

from ilp_cli.capabilities.rollout.model.problem import Choice, Problem, first_possible, left_over, nilai
from ilp_cli.district.rollout import RESOURCES
from ilp_cli.planning.patience import Patience

_WARM, _COLD = 0.6, 0.01
"""How much worse a step may be, at the beginning and at the end, as a part of what a puskesmas counts on average."""
_SHORT = 4.0
"""How many people-years served outweigh one promised and not given: what is walked on is one sum."""
_HELD = 100_000.0
"""So many where the promises and kecamatan kept shall stay so; a kecamatan then counts a hundred times itself."""
_MOVES = 0.35
"""The part of the steps that move one puskesmas; the others swap two."""
_ONE = 1_000_000
"""The most steps of one walk; with more, another begins anew: luck differs more than a longer walk betters."""
_PAUSE = 4096
"""Steps between two looks at the clock."""
_UNLIMITED = 10**18


class _Walk:
    """A plan under change. `at` is the place of the year of each puskesmas, the number of years where it has none."""

    def __init__(self, problem: Problem, choice: Choice, *, held: bool) -> None:
        self.problem, self.held = problem, held
        self.years = [year.tahun for year in problem.tahun]
        self.never = len(self.years)
        first = first_possible(problem)
        self.free = [number for number in problem.terbuka() if first[number] is not None]
        self.soonest = [self._place(start) for start in first]
        self.at = [self._place(start) for start in choice]
        limited = [key for key in RESOURCES if any(key in year.sisa for year in problem.tahun)]
        self.needs = [[calon.butuh[key] for key in limited] for calon in problem.calon]
        left = [left_over(problem, choice, year) for year in problem.tahun]
        self.room = [[room.get(key, _UNLIMITED) for key in limited] for room in (*left, {})]
        size = [problem.besar(number) * calon.bobot for number, calon in enumerate(problem.calon)]
        self.mean = max(1.0, sum(size) / max(1, len(size)))
        self.cost = [self._costs(number, size[number]) for number in range(len(problem.calon))]
        self._group()
        self.bound = [list(calon.sesudah) for calon in problem.calon]
        self.binds: list[list[int]] = [[] for _ in problem.calon]
        for number, calon in enumerate(problem.calon):
            for before in calon.sesudah:
                self.binds[before].append(number)

    def _place(self, start: int | None) -> int:
        return self.never if start is None else bisect_left(self.years, start)

    def _costs(self, number: int, size: int) -> list[float]:
        """What a puskesmas costs in each year, and in none: people not served, promises, changes, wishes."""
        calon, people = self.problem.calon[number], self.problem.besar(number)
        costs = []
        for place in range(self.never + 1):
            due = sum(number in year.wajib for year in self.problem.tahun[:place])
            moved = calon.terbit in self.years and place != self._place(calon.terbit)
            late = calon.diminta is not None and (place == self.never or self.years[place] > calon.diminta)
            costs.append(size * place + (_HELD if self.held else _SHORT) * people * due + 0.01 * moved + 0.0001 * late)
        return costs

    def _group(self) -> None:
        """Which kecamatan each is in, -1 for none, how many of each are there in time, and what one without costs."""
        self.group = [-1] * len(self.problem.calon)
        self.there: list[int] = []
        self.timely = -1
        self.without = self.mean * self.never * (100 if self.held else 1)
        if self.problem.kecamatan is not None:
            self.timely = sum(tahun <= self.problem.kecamatan for tahun in self.years) - 1
            for members in self.problem.wilayah().values():
                for number in members:
                    self.group[number] = len(self.there)
                self.there.append(sum(self.at[number] <= self.timely for number in members))

    def in_order(self, number: int) -> bool:
        """Whether those before it come no later and those after it no sooner."""
        at = self.at
        here = at[number]
        if here < self.never and any(at[before] > here for before in self.bound[number]):
            return False
        return not any(at[later] < here and at[later] < self.never for later in self.binds[number])

    def choice(self, at: Sequence[int]) -> Choice:
        """The years of a plan."""
        return tuple(
            calon.tetap if calon.tetap is not None else self.years[place] if place < self.never else None
            for calon, place in zip(self.problem.calon, at, strict=True)
        )


def walked(
    problem: Problem, choice: Choice, steps: int, until: Patience | None = None, *, held: bool = False
) -> Choice:
    """A plan at least as good as the one given, which keeps to every limit.

    `held`: what of the promises and kecamatan is kept stays so, and the walk is one for people times years alone.
    """
    plans = [choice]
    for number in range(-(-steps // _ONE)):
        walk = _Walk(problem, choice, held=held)
        if len(walk.free) > 1:
            draw = random.Random(number).random  # noqa: S311  nothing secret
            plans.append(walk.choice(_search(walk, min(steps, _ONE), draw, until)))
    return min(plans, key=lambda plan: nilai(problem, plan).aims)


def _search(  # noqa: C901, PLR0912, PLR0915  a call for each part would take most of the time
    walk: _Walk, steps: int, draw: Callable[[], float], until: Patience | None
) -> list[int]:
    """The best places met on the way. One long loop: it is gone through some hundred thousand times a second."""
    at, room, needs, cost, soonest = walk.at, walk.room, walk.needs, walk.cost, walk.soonest
    group, there, timely, without, never = walk.group, walk.there, walk.timely, walk.without, walk.never
    linked = [bool(before or later) for before, later in zip(walk.bound, walk.binds, strict=True)]
    free, count, keys = walk.free, len(walk.free), range(len(room[0]))
    best, total, least = list(at), 0.0, 0.0
    heat = warm = _WARM * walk.mean
    exp = math.exp
    for step in range(steps):
        if step % _PAUSE == 0:
            heat = warm * (_COLD / _WARM) ** (step / steps)
            if until is not None and until.over:
                break
        first = free[int(draw() * count)]
        old = at[first]
        if draw() < _MOVES:
            other, new = -1, soonest[first] + int(draw() * (never + 1 - soonest[first]))
            if new == old:
                continue
            mine, free_new, fits = needs[first], room[new], True
            for key in keys:
                if mine[key] > free_new[key]:
                    fits = False
                    break
            if not fits:
                continue
            worse = cost[first][new] - cost[first][old]
        else:
            other = free[int(draw() * count)]
            new = at[other]
            if new == old or new < soonest[first] or old < soonest[other]:
                continue
            mine, its, free_new, free_old, fits = needs[first], needs[other], room[new], room[old], True
            for key in keys:
                more = mine[key] - its[key]
                if more > free_new[key] or -more > free_old[key]:
                    fits = False
                    break
            if not fits:
                continue
            worse = cost[first][new] + cost[other][old] - cost[first][old] - cost[other][new]
        leaves = enters = -1
        if (old <= timely) != (new <= timely):
            out, into = (first, other) if old < new else (other, first)
            leaves = group[out] if out >= 0 else -1
            enters = group[into] if into >= 0 else -1
            if leaves != enters:
                worse += without * ((leaves >= 0 and there[leaves] == 1) - (enters >= 0 and there[enters] == 0))
        if worse > 0 and draw() >= exp(-worse / heat):
            continue
        at[first] = new
        if other >= 0:
            at[other] = old
        if (linked[first] and not walk.in_order(first)) or (other >= 0 and linked[other] and not walk.in_order(other)):
            at[first] = old
            if other >= 0:
                at[other] = new
            continue
        for key in keys:
            taken = needs[first][key] - (needs[other][key] if other >= 0 else 0)
            room[new][key] -= taken
            room[old][key] += taken
        if leaves >= 0:
            there[leaves] -= 1
        if enters >= 0:
            there[enters] += 1
        total += worse
        if total < least - 1e-6:
            least, best = total, list(at)
    return best
