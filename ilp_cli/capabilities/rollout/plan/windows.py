"""A plan bettered a few years at a time: those who come in them, and those who never come, are ordered anew, exactly.

It proves nothing; each step is small enough to be searched to its end, and the rest stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import combinations

from ilp_cli.capabilities.rollout.model.problem import Choice, Problem, nilai
from ilp_cli.capabilities.rollout.plan.program import Program
from ilp_cli.planning.patience import Patience
from ilp_cli.planning.solver import solve

_YEARS = 3
"""So many years at a time."""
_NODES = 400
"""The most steps of the search in one of them."""
_NEAR = 0.0005
"""How near its bound the search in one of them may stop."""


def windowed(
    problem: Problem, choice: Choice, enough: Callable[[Choice], bool], until: Patience | None = None
) -> Choice:
    """A plan at least as good as the one given, which keeps to every limit; with few years it is the same.

    It ends where no few years can be bettered, and where a plan is good `enough`.
    """
    windows = list(_windows(problem))
    quiet = number = 0
    while quiet < len(windows) and not enough(choice) and not (until is not None and until.over):
        bettered = _anew(problem, choice, windows[number % len(windows)], until)
        quiet = 0 if bettered != choice else quiet + 1
        choice, number = bettered, number + 1
    return choice


def _windows(problem: Problem) -> Iterator[frozenset[int]]:
    years = [year.tahun for year in problem.tahun]
    if len(years) > _YEARS:
        yield from map(frozenset, combinations(years, _YEARS))


def _anew(problem: Problem, choice: Choice, years: Collection[int], until: Patience | None) -> Choice:
    """The plan with those of some years ordered anew; the same where that is no better."""
    linked = {other for calon in problem.calon for other in calon.sesudah}
    linked |= {number for number, calon in enumerate(problem.calon) if calon.sesudah}
    open_ = {n for n in problem.terbuka() if n not in linked and (choice[n] is None or choice[n] in years)}
    kept = [n for n in problem.terbuka() if n not in open_]
    calon = tuple(
        # a year after all of them, for who stays without one
        replace(calon, tetap=start if start is not None else 9999) if number in kept else calon
        for number, (calon, start) in enumerate(zip(problem.calon, choice, strict=True))
    )
    tahun = tuple(
        replace(
            year,
            sisa={
                key: limit - sum(problem.calon[n].butuh[key] for n in kept if choice[n] == year.tahun)
                for key, limit in year.sisa.items()
            },
        )
        for year in problem.tahun
    )
    program = Program(replace(problem, calon=calon, tahun=tahun))
    if not program.z:
        return choice
    worth = nilai(problem, choice)
    for place, aim in enumerate((worth.kurang_puskesmas, worth.kurang, worth.kecamatan)):
        program.keep(place, aim)
    last = tuple(program.aims[-1].terms.items())
    solved = solve(program.model, [last], until=until, start=program.start(choice), gap=_NEAR, nodes=_NODES)
    if not (solved.known and solved.feasible):
        return choice
    placed = program.choice(solved)
    other = tuple(placed[n] if n in open_ else start for n, start in enumerate(choice))
    return other if nilai(problem, other).aims < worth.aims else choice
