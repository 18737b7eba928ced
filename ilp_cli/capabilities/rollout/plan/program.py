"""The order as an integer program: z is whether a puskesmas is a lokus by a year; limits by year, and added up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ilp_cli.capabilities.rollout.model.plan import AIMS
from ilp_cli.capabilities.rollout.model.problem import Choice, Problem, first_possible, nilai
from ilp_cli.capabilities.rollout.plan.swaps import walked
from ilp_cli.district.rollout import RESOURCES
from ilp_cli.planning.patience import Patience
from ilp_cli.planning.solver import Aim, Model, Solved, Stage, solve

_EXACT = 40
"""Up to so many columns the search goes on to the last person."""
_FEW = 100
"""Up to so many puskesmas the most of each year is proven before the whole."""
_CUBE, _STEPS = 3, 2_000_000
"""The walk has a third of the third power of the columns as its steps, and so many at the most."""
GAP = 0.002
"""With more of them it stops so near the bound: people are counted less exactly than that."""


Proven = dict[tuple[object, ...], float]
"""The most people of years by themselves, by all that it depends on."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum of columns and what is added to it whatever they are."""

    terms: dict[int, float]
    constant: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A plan and the bound of each aim by its name; None where nothing is known of it."""

    choice: Choice
    batas: dict[str, int | None]
    interrupted: bool


class _Program:
    def __init__(self, problem: Problem, first: Sequence[int | None] = ()) -> None:
        self.problem, self.model = problem, Model()
        self.years = [year.tahun for year in problem.tahun]
        self.first: Sequence[int | None] = first or first_possible(problem)
        self.z: dict[tuple[int, int], int] = {}
        for number in problem.terbuka():
            soonest = self.first[number]
            for place, tahun in enumerate(self.years):
                if soonest is not None and tahun >= soonest:
                    self.z[number, place] = self.model.column()
        self._order()
        self._limits()
        self.slack_units: list[tuple[int, int]] = []
        self.slack_people: list[tuple[int, int]] = []
        self.without: list[int] = []
        self.kept: dict[int, int] = {}
        self.aims = self._aims()

    def _covered(self, number: int, place: int) -> int | bool:
        """The column of a puskesmas by a year; True or False where it is known."""
        if self.problem.calon[number].tetap is not None:
            return self.problem.sudah(number, self.years[place])
        return self.z.get((number, place), False)

    def _order(self) -> None:
        for (number, place), column in self.z.items():
            if (number, place - 1) in self.z:
                self.model.row([(column, 1), (self.z[number, place - 1], -1)], lower=0)
            for before in self.problem.calon[number].sesudah:
                other = self._covered(before, place)
                if other is False:
                    self.model.row([(column, 1)], upper=0)
                elif other is not True:
                    self.model.row([(other, 1), (column, -1)], lower=0)

    def _limits(self) -> None:
        for resource in RESOURCES:
            total = 0
            summed = True
            for place, year in enumerate(self.problem.tahun):
                needs = [
                    (number, column, self.problem.calon[number].butuh[resource])
                    for (number, at), column in self.z.items()
                    if at == place and self.problem.calon[number].butuh[resource]
                ]
                limit = year.sisa.get(resource)
                summed = summed and limit is not None
                if limit is None:
                    continue
                own: dict[int, float] = {}
                for number, column, need in needs:
                    own[column] = need
                    if (number, place - 1) in self.z:
                        own[self.z[number, place - 1]] = -need
                if own:
                    self.model.row(own.items(), upper=limit)
                total += limit
                if summed and place and needs:
                    self.model.row([(column, need) for _, column, need in needs], upper=total)

    def _aims(self) -> list[_Sum]:
        units, people, without = _Sum({}), _Sum({}), _Sum({})
        constant = 0.0
        served: dict[int, float] = {}
        problem = self.problem
        for place, year in enumerate(problem.tahun):
            if year.jumlah:
                units.terms[self._slack(place, dict.fromkeys(range(len(problem.calon)), 1), year.jumlah)] = 1
            if year.jiwa and not problem.tanpa_jiwa:
                sizes = {number: problem.besar(number) for number in range(len(problem.calon))}
                people.terms[self._slack(place, sizes, year.jiwa)] = 1
            for number in sorted(year.wajib):
                here = self._covered(number, place)
                constant += 0 if here is True else problem.besar(number)
                if not isinstance(here, bool):
                    people.terms[here] = people.terms.get(here, 0) - problem.besar(number)
            for number in range(len(problem.calon)):
                here = self._covered(number, place)
                if not isinstance(here, bool):
                    served[here] = served.get(here, 0) - problem.besar(number) * problem.calon[number].bobot
        last = max((place for place, tahun in enumerate(self.years) if tahun <= (problem.kecamatan or 0)), default=None)
        fixed = 0
        for members in problem.wilayah().values() if problem.kecamatan is not None else ():
            by_decree = any(problem.sudah(number, problem.kecamatan or 0) for number in members)
            able = [] if last is None else [self.z[number, last] for number in members if (number, last) in self.z]
            if by_decree:
                continue
            if not able:
                fixed += 1
                continue
            column = self.model.column()
            self.model.row([(column, 1), *((z, 1) for z in able)], lower=1)
            without.terms[column] = 1
        return [units, _Sum(people.terms, constant), _Sum(without.terms, fixed), self._last(served)]

    def _slack(self, place: int, weights: Mapping[int, int], wanted: int) -> int:
        """A column for how far the puskesmas covered by a year stay below what is wanted."""
        column = self.model.column(0, wanted)
        terms: dict[int, float] = {column: 1}
        for number, weight in weights.items():
            here = self._covered(number, place)
            wanted -= weight if here is True else 0
            if not isinstance(here, bool):
                terms[here] = weight
        self.model.row(terms.items(), lower=wanted)
        return column

    def _last(self, served: dict[int, float]) -> _Sum:
        """People times years, then changes, then wishes: one aim, in which no number of the later outweighs one."""
        changes, wishes = _Sum({}), _Sum({})
        moved = refused = 0
        for number in self.problem.terbuka():
            calon = self.problem.calon[number]
            if calon.terbit is not None and calon.terbit in self.years:
                place = self.years.index(calon.terbit)
                moved += 1
                for at, sign in ((place, -1), (place - 1, 1)):
                    if (number, at) in self.z:
                        changes.terms[self.z[number, at]] = sign
            by = max((place for place, year in enumerate(self.years) if year <= (calon.diminta or 0)), default=None)
            if by is not None and (number, by) in self.z:
                refused += 1
                wishes.terms[self.z[number, by]] = -1
        step = refused + 1
        self.weight = step * (moved + 1)
        total: dict[int, float] = {column: self.weight * factor for column, factor in served.items()}
        for part, factor in ((changes, step), (wishes, 1)):
            for column, part_of in part.terms.items():
                total[column] = total.get(column, 0) + factor * part_of
        return _Sum(total)

    def start(self, choice: Choice) -> list[float]:
        """The values of the columns for a plan; slack columns take what they need."""
        values = [0.0] * len(self.model.lower)
        for (number, place), column in self.z.items():
            begun = choice[number]
            values[column] = float(begun is not None and begun <= self.years[place])
        for row in range(len(self.model.row_lower)):
            span = range(self.model.starts[row], self.model.starts[row + 1])
            first = self.model.indices[span.start] if span else 0
            if span and first >= len(self.z):
                sum_ = sum(self.model.factors[at] * values[self.model.indices[at]] for at in span)
                values[first] = max(0.0, self.model.row_lower[row] - sum_)
        return values

    def least(self) -> tuple[int, int, int]:
        """What the first three aims come to at the least, as everybody can see: what nobody could do even alone."""
        problem = self.problem
        never = 0
        for place, year in enumerate(problem.tahun):
            never += sum(problem.besar(number) for number in year.wajib if self._covered(number, place) is False)
        return 0, never, int(self.aims[2].constant)

    def keep(self, place: int, worth: int) -> None:
        """Bind an aim to what it is worth already."""
        aim = self.aims[place]
        self.kept[place] = worth
        if aim.terms:
            self.model.row(aim.terms.items(), upper=worth - aim.constant + 0.5)

    def narrow(self, until: Patience | None, proven: Proven) -> None:
        """Bind the people of each year to the most that its year could have by itself, as far as that is proven.

        A year by itself is a small program: whoever is a lokus by its end, whenever they began, fits the limits added
        up to there. Its rows are those of the whole, so what no year passes, the whole does not.
        """
        for place in range(len(self.years)):
            here = {number: column for (number, at), column in self.z.items() if at == place}
            alone = _alone(self.problem, place)
            asked = (place, *alone.tahun[0].sisa.items(), alone.kecamatan, *self.kept.values(), *here)
            if asked not in proven:
                proven[asked] = _most_alone(_Program(alone, self.first), self.kept, until)
            most = proven[asked]
            if here and most < math.inf:
                sizes = [
                    (column, self.problem.besar(number) * self.problem.calon[number].bobot)
                    for number, column in here.items()
                ]
                self.model.row(sizes, upper=most)

    def choice(self, solved: Solved) -> Choice:
        """The year of each puskesmas."""
        return tuple(
            calon.tetap
            if calon.tetap is not None
            else next(
                (
                    tahun
                    for place, tahun in enumerate(self.years)
                    if (number, place) in self.z and solved.chosen(self.z[number, place])
                ),
                None,
            )
            for number, calon in enumerate(self.problem.calon)
        )


def best(
    problem: Problem,
    start: Choice,
    until: Patience | None = None,
    *,
    near: float = GAP,
    most_steps: int = _STEPS,
    proven: Proven | None = None,
    exact: int = _EXACT,
) -> Answer:
    """The best plan, and what is proven of each aim. `start` is a plan that keeps to every limit.

    With more columns than `exact` it first walks at most `most_steps` from there, and an aim may stop `near` its bound,
    as a part of its worth. `proven` is what is known of single years, and is added to: one question tells the next.
    """
    program = _Program(problem)
    many = len(program.z) > exact
    if many:
        start = walked(problem, start, min(most_steps, len(program.z) ** 3 // _CUBE), until)
    begin = nilai(problem, start)
    if not program.z:
        sure: dict[str, int | None] = {name: getattr(begin, name) for name in AIMS}
        return Answer(choice=start, batas=sure, interrupted=False)
    aims = [tuple(aim.terms.items()) for aim in program.aims]
    known = program.least()
    for place, (name, least) in enumerate(zip(AIMS, known, strict=False)):
        if getattr(begin, name) != least:
            break  # what comes later may have to give way to this one
        program.keep(place, least)
        aims[place] = ()
    years = ({} if proven is None else proven) if many and len(problem.calon) <= _FEW else None
    solved = _solved(program, aims, program.start(start), until, near if many else 0.0, years)
    choice = program.choice(solved) if solved.known and solved.feasible else start
    value = nilai(problem, choice)
    if value.aims > begin.aims:
        choice, value = start, begin
    batas: dict[str, int | None] = dict.fromkeys(AIMS)
    for name, aim, stage in zip(AIMS, program.aims, solved.stages, strict=False):
        if stage.bound == float("-inf"):
            continue
        if name != "terlayani":
            least = known[AIMS.index(name)]
            batas[name] = max(least, round(stage.bound + aim.constant)) if aims[AIMS.index(name)] else least
        elif stage.proven and value == nilai(problem, program.choice(solved)):
            batas |= {name: value.terlayani, "ubah": value.ubah, "permintaan": value.permintaan}
        else:
            batas[name] = _served_bound(problem, program, stage.bound)
    return Answer(choice=choice, batas=batas, interrupted=solved.interrupted)


def _solved(
    program: _Program,
    aims: Sequence[Aim],
    start: Sequence[float],
    until: Patience | None,
    gap: float,
    proven: Proven | None,
) -> Solved:
    """The aims in their order; given `proven`, the most of each year is proven by itself before the last of them."""
    head: tuple[Stage, ...] = ()
    stopped = False
    if proven is not None and any(aims[:-1]):
        first = solve(program.model, aims[:-1], until=until, start=start, gap=gap)
        if not (first.known and first.feasible) or (until is not None and until.over):
            last = [Stage(value=0.0, bound=float("-inf"))] if first.stages else []
            return replace(first, stages=(*first.stages, *last))
        head, start, stopped = first.stages, first.values, first.interrupted
        for place, (aim, stage) in enumerate(zip(aims, head, strict=False)):
            if aim:
                program.keep(place, round(stage.value + program.aims[place].constant))
    if proven is not None:
        program.narrow(until, proven)
    rest = solve(program.model, [*[()] * len(head), *aims[len(head) :]], until=until, start=start, gap=gap)
    return replace(rest, stages=(*head, *rest.stages[len(head) :]), interrupted=rest.interrupted or stopped)


def _most_alone(year: _Program, kept: Mapping[int, int], until: Patience | None) -> float:
    """The most people of a year by itself, those of decrees left out; infinite where nothing is proven."""
    for place, worth in kept.items():
        year.keep(place, worth)
    stages = solve(year.model, [tuple(year.aims[-1].terms.items())], until=until).stages
    return math.floor(-stages[0].bound + 1e-6) if stages and math.isfinite(stages[0].bound) else math.inf


def _alone(problem: Problem, place: int) -> Problem:
    """A year as the only one, with the limits added up to it; who shall be there before it, is there by its end."""
    year = problem.tahun[place]
    before = problem.tahun[: place + 1]
    total = {key: sum(earlier.sisa[key] for earlier in before) for key in year.sisa
             if all(key in earlier.sisa for earlier in before)}  # fmt: skip
    late = problem.kecamatan is None or problem.kecamatan > year.tahun
    return replace(
        problem,
        tahun=(replace(year, sisa=total),),
        kecamatan=None if late else year.tahun,
        calon=tuple(replace(calon, terbit=None, diminta=None) for calon in problem.calon),
    )


def _served_bound(problem: Problem, program: _Program, bound: float) -> int:
    """The most people times years that a bound of the last aim allows: its other parts can only lower it."""
    by_decree = sum(
        problem.besar(number) * problem.calon[number].bobot
        for year in problem.tahun
        for number in range(len(problem.calon))
        if problem.sudah(number, year.tahun)
    )
    return by_decree + int((-bound + 1e-6) // program.weight)
