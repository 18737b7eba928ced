"""The most that a year can come to, as a planner adds it up with pencil and paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ilp_cli.capabilities.rollout.model.plan import Puncak
from ilp_cli.capabilities.rollout.model.problem import Choice, Problem, first_possible
from ilp_cli.district.rollout import RESOURCES


def peaks(problem: Problem, choice: Choice) -> Iterator[Puncak]:
    """For each year the tightest limit, added up from the first year: no plan has more under a lokus by its end."""
    first = first_possible(problem)
    totals: dict[str, int] = dict.fromkeys(RESOURCES, 0)
    for year in problem.tahun:
        totals = {key: total + year.sisa[key] for key, total in totals.items() if key in year.sisa}
        done = sum(problem.besar(n) for n in range(len(problem.calon)) if problem.sudah(n, year.tahun))
        able = [n for n in problem.terbuka() if (when := first[n]) is not None and when <= year.tahun]
        tightest, most = "", sum(map(problem.besar, able))
        for resource, total in totals.items():
            fitting = _most(problem, able, resource, total)
            if fitting < most:
                tightest, most = resource, fitting
        planned = sum(problem.besar(n) for n, start in enumerate(choice) if start is not None and start <= year.tahun)
        yield Puncak(tahun=year.tahun, resource=tightest, total=totals.get(tightest, 0), sudah=done,
                     paling=done + most, rencana=planned)  # fmt: skip


def _most(problem: Problem, able: Sequence[int], resource: str, total: int) -> int:
    """The most that fits a total: those with the most people for what they need first, the last one in part."""
    needs = [(problem.calon[number].butuh[resource], problem.besar(number)) for number in able]
    free = sum(size for need, size in needs if need == 0)
    for need, size in sorted(((n, s) for n, s in needs if n), key=lambda pair: (-pair[1] / pair[0], pair[0])):
        if need > total:
            return free + size * total // need
        free, total = free + size, total - need
    return free
