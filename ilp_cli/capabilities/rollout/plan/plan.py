"""Plans the order: a start by hand, the best by the solver, its proof, and what more of each limit would give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ilp_cli.capabilities.rollout.model.plan import AIMS, HITUNGAN, Coba, Puncak, RolloutPlan
from ilp_cli.capabilities.rollout.model.problem import (
    Choice,
    Nilai,
    Problem,
    first_possible,
    fits,
    left_over,
    nilai,
    used,
)
from ilp_cli.capabilities.rollout.plan.best import Answer, Known, best
from ilp_cli.capabilities.rollout.plan.bounds import peaks
from ilp_cli.capabilities.rollout.plan.reasons import empty_years, reasons
from ilp_cli.planning.patience import Patience

_PART = 0.45
"""The part of the time for the plan itself where what-ifs follow."""
_EACH = 4.0
"""The most seconds that one what-if may search."""
_NEAR = 0.01
"""How near its bound a what-if may stop where there are many puskesmas; both ends of what it gives are told."""
_PEOPLE = 2
"""How many more hires or moves are tried where the district has not said."""


def plan_order(problem: Problem, kabupaten: str, pada: date, until: Patience, *, coba: bool = True) -> RolloutPlan:
    """The best order of the coming years, with what is proven of it."""
    known = Known()
    answer = best(problem, greedy(problem), until.at_most(until.left * _PART) if coba else until, known=known)
    rows, whole = _what_if(problem, answer, until, known) if coba else ([], True)
    highest = tuple(peaks(problem, answer.choice))
    counted = _by_hand(problem, highest, answer)
    return RolloutPlan(
        kabupaten=kabupaten,
        pada=pada,
        problem=problem,
        choice=answer.choice,
        batas=answer.batas if counted is None else {**answer.batas, "terlayani": counted},
        asal=answer.asal if counted is None else HITUNGAN,
        puncak=highest,
        coba=tuple(rows),
        coba_lengkap=whole,
        sebab=reasons(problem, answer.choice),
        kosong=tuple(empty_years(problem, answer.choice)),
        interrupted=until.stopped,
    )


def _by_hand(problem: Problem, peaks_: Sequence[Puncak], answer: Answer) -> int | None:
    """The bound of people times years that everybody can add up, where none is as near; else None."""
    counted = sum(peak.paling for peak in peaks_)
    bound = answer.batas["terlayani"]
    return None if problem.berbobot or (bound is not None and bound <= counted) else counted


def greedy(problem: Problem) -> Choice:
    """A plan by hand: year by year, those with the most people for the largest part of a limit they need."""
    first = first_possible(problem)
    choice: list[int | None] = [calon.tetap for calon in problem.calon]
    for year in problem.tahun:
        room = left_over(problem, tuple(choice), year)

        def share(number: int, room: dict[str, int] = room) -> tuple[float, int]:
            calon = problem.calon[number]
            parts = [calon.butuh[key] / limit for key, limit in room.items() if limit and calon.butuh[key]]
            return -problem.besar(number) * calon.bobot / (max(parts, default=0.0) + 1e-9), number

        again = True
        while again:
            again = False
            for number in sorted(problem.terbuka(), key=share):
                calon, soonest = problem.calon[number], first[number]
                waiting = any((begun := choice[other]) is None or begun > year.tahun for other in calon.sesudah)
                if choice[number] is None and soonest is not None and soonest <= year.tahun and not waiting:
                    room = left_over(problem, tuple(choice), year)
                    if fits(calon, room):
                        choice[number] = year.tahun
                        again = True
    return tuple(choice)


def _what_if(problem: Problem, base: Answer, until: Patience, known: Known) -> tuple[list[Coba], bool]:
    """What more of each limit would give, each begun from the plan in hand; False where there was no time for all."""
    cases = list(_cases(problem, base.choice))
    rows: list[Coba] = []
    for number, (row, larger) in enumerate(cases):
        if until.over:
            return rows, False
        slice_ = min(_EACH, until.left / (len(cases) - number))
        told = Known(known.years, known.prices.copied())
        answer = best(larger, base.choice, until.at_most(slice_), near=_NEAR, known=told, thorough=False)
        rows.append(_gain(row, larger, nilai(larger, base.choice), answer))
    return rows, True


def _cases(problem: Problem, choice: Choice) -> Iterator[tuple[Coba, Problem]]:
    """Each limit that could ever bind, a little larger; and the plan that need not reach every kecamatan."""
    waiting = [problem.calon[number] for number in problem.terbuka()]
    for place, year in enumerate(problem.tahun):
        for resource, limit in year.batas.items():
            needs = [calon.butuh[resource] for calon in waiting if calon.butuh[resource]]
            more = problem.coba.get(resource) or (
                _PEOPLE if resource in ("rekrut", "pindah") else max(needs, default=0)
            )
            if (
                not needs
                or year.sisa[resource] >= sum(needs)
                or all(start == problem.tahun[0].tahun for start in choice)
            ):
                continue
            room = max(0, limit + more - used(problem, resource, year.tahun))
            larger = replace(year, batas={**year.batas, resource: limit + more}, sisa={**year.sisa, resource: room})
            years = (*problem.tahun[:place], larger, *problem.tahun[place + 1 :])
            row = Coba(resource=resource, tahun=year.tahun, tambah=more, aim="")
            yield row, replace(problem, tahun=years)
    if problem.kecamatan is not None:
        yield Coba(resource="kecamatan", tahun=None, tambah=0, aim=""), replace(problem, kecamatan=None)


def _gain(row: Coba, problem: Problem, base: Nilai, answer: Answer) -> Coba:
    """The first aim that gets better, by at least what was found and at most what the bound leaves."""
    value = nilai(problem, answer.choice)
    for aim in AIMS[:4]:
        sign = -1 if aim == "terlayani" else 1
        here = sign * (getattr(base, aim) - getattr(value, aim))
        bound = answer.batas[aim]
        most = sign * (getattr(base, aim) - (bound if bound is not None else _best(problem, aim)))
        if here > 0 or most > 0:
            return replace(row, aim=aim, paling_sedikit=max(0, here), paling_banyak=max(here, most))
    return row


def _best(problem: Problem, aim: str) -> int:
    """What no plan can pass, where nothing is known."""
    if aim != "terlayani":
        return 0
    every = sum(problem.besar(number) * calon.bobot for number, calon in enumerate(problem.calon))
    return every * len(problem.tahun)
