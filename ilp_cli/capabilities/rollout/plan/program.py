"""The order as an integer program: z is whether a puskesmas is a lokus by a year; limits by year, and added up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ilp_cli.capabilities.rollout.model.problem import Choice, Problem, first_possible
from ilp_cli.capabilities.rollout.plan.sets import Years
from ilp_cli.district.rollout import RESOURCES
from ilp_cli.planning.patience import Patience
from ilp_cli.planning.solver import Model, Solved, solve

_UNLIMITED = 10**15
"""More than any limit."""

Proven = dict[tuple[object, ...], float]
"""The most people of years by themselves, by all that it depends on."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum of columns and what is added to it whatever they are."""

    terms: dict[int, float]
    constant: float = 0.0


class Program:
    """The program of a problem: its columns `z` by puskesmas and place of the year, and its aims in their order."""

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
        self.own: set[int] = set()
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
                self.own.add(self.model.row([(column, 1), (self.z[number, place - 1], -1)], lower=0))
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
                    self.own.add(self.model.row(own.items(), upper=limit))
                total += limit
                if summed and place and needs:
                    self.own.add(self.model.row([(column, need) for _, column, need in needs], upper=total))

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
            if span and first >= len(self.z) and self.model.row_lower[row] > -math.inf:
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
                proven[asked] = _most_alone(Program(alone, self.first), self.kept, until)
            most = proven[asked]
            if here and most < math.inf:
                sizes = [
                    (column, self.problem.besar(number) * self.problem.calon[number].bobot)
                    for number, column in here.items()
                ]
                self.model.row(sizes, upper=most)

    def years_of_sets(self) -> Years:
        """The program as sets of years."""
        calon, tahun = self.problem.calon, self.problem.tahun
        return Years(
            columns=self.z,
            own=frozenset(self.own),
            needs=np.array([[own.butuh[key] for key in RESOURCES] for own in calon], dtype=float),
            room=np.array([[year.sisa.get(key, _UNLIMITED) for key in RESOURCES] for year in tahun], dtype=float),
        )

    def order(self, came: Mapping[int, int]) -> Choice:
        """The year of each puskesmas, given the place of it for those that come and are not decreed."""
        return tuple(
            calon.tetap if calon.tetap is not None else self.years[came[number]] if number in came else None
            for number, calon in enumerate(self.problem.calon)
        )

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


def _most_alone(year: Program, kept: Mapping[int, int], until: Patience | None) -> float:
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
