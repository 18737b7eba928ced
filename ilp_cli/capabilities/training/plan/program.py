"""The exact search of a small year: who goes to which batch, as one integer program."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ilp_cli.capabilities.training.model.problem import Angkatan, Problem
from ilp_cli.planning.patience import Patience
from ilp_cli.planning.solver import Model, Stage, solve

LARGEST = 800
"""So many ways of putting a person into a batch are searched exactly; a larger year is filled by hand."""
_NODES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """The batches found, and for each aim what it came to and its bound: placed (negative), batches, ways."""

    batches: tuple[Angkatan, ...]
    stages: tuple[Stage, ...]


def size(problem: Problem, listed: Mapping[str, Sequence[int]]) -> int:
    """How many ways there are of putting a person into a batch."""
    return sum(map(len, listed.values())) * len(problem.tempat) * len(problem.slots)


def search(
    problem: Problem,
    listed: Mapping[str, Sequence[int]],
    start: Sequence[Angkatan],
    proven: int,
    until: Patience,
) -> Searched | None:
    """The most placed, then the fewest batches, then the least kecamatan crossed, then the shortest ways.

    The first `proven` of these aims are already reached by `start`: they are kept, not searched. What `until` leaves no
    time for has no bound.
    """
    model = Model()
    free = {person: problem.free(person) for people in listed.values() for person in people}
    places = range(len(problem.tempat))
    held = {
        (group, place, slot): model.column()
        for group in sorted(listed)
        for place in places
        for slot in range(len(problem.slots))
    }
    goes = {
        (person, group, place, slot): model.column()
        for group in sorted(listed)
        for person in listed[group]
        for place in places
        for slot in free[person]
    }
    _rows(model, problem, listed, held, goes)
    aims = (
        [(column, -1.0) for column in goes.values()],
        [(column, 1.0) for column in held.values()],
        [(column, 1.0) for (person, _, place, _), column in goes.items() if problem.jauh[person][place][0]],
        [(column, float(metres)) for (person, _, place, _), column in goes.items()
         if (metres := problem.jauh[person][place][1])],
    )  # fmt: skip
    values = [0.0] * len(model.lower)
    for batch in start:
        values[held[batch.kelompok, batch.tempat, batch.slot]] = 1.0
        for person in batch.peserta:
            values[goes[person, batch.kelompok, batch.tempat, batch.slot]] = 1.0
    reached = [sum(factor * values[column] for column, factor in aim) for aim in aims]
    for aim, worth in zip(aims[:proven], reached, strict=False):
        model.row(aim, upper=worth)
    solved = solve(model, aims[proven:], until=until, start=values, nodes=_NODES)
    if not solved.known or not solved.feasible:
        return None
    people: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for (person, group, place, slot), column in goes.items():
        if solved.chosen(column):
            people[group, place, slot].append(person)
    batches = tuple(
        Angkatan(kelompok=group, tempat=place, slot=slot, peserta=tuple(sorted(own)))
        for (group, place, slot), own in sorted(people.items(), key=lambda item: (item[0][2], item[0][1], item[0][0]))
    )
    kept = tuple(Stage(value=worth, bound=worth) for worth in reached[:proven])
    return Searched(batches=batches, stages=(*kept, *solved.stages))


def _rows(
    model: Model,
    problem: Problem,
    listed: Mapping[str, Sequence[int]],
    held: Mapping[tuple[str, int, int], int],
    goes: Mapping[tuple[int, str, int, int], int],
) -> None:
    """What binds them: once each, one place one batch a day, sizes, nobody in two, no post left by too many."""
    once: dict[tuple[int, str], list[int]] = defaultdict(list)
    inside: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    on: dict[tuple[int, int], list[int]] = defaultdict(list)
    for (person, group, place, slot), column in goes.items():
        once[person, group].append(column)
        inside[group, place, slot].append(column)
        on[person, slot].append(column)
        model.row([(column, 1), (held[group, place, slot], -1)], upper=0)
    for columns in once.values():
        model.row([(column, 1) for column in columns], upper=1)
    for key, batch in held.items():
        going = [(column, 1.0) for column in inside.get(key, ())]
        model.row([*going, (batch, -problem.muat[key[1]])], upper=0)
        model.row([*going, (batch, -problem.min)], lower=0)
    _days(model, problem, held, on)
    _left(model, problem, on)
    for group, people in listed.items():  # ways by which the relaxation alone would be too weak
        every = [(column, 1.0) for (_, own, _, _), column in goes.items() if own == group]
        batches = [(column, -float(max(problem.muat))) for (own, _, _), column in held.items() if own == group]
        model.row([*every, *batches], upper=0)
        model.row([(column, 1.0) for column, _ in batches], upper=math.floor(len(people) / problem.min))


def _days(
    model: Model,
    problem: Problem,
    held: Mapping[tuple[str, int, int], int],
    on: Mapping[tuple[int, int], list[int]],
) -> None:
    """On a day a place has one batch and a person is in one."""
    days = sorted({day for slot in problem.slots for day in slot})
    by_day = {day: [number for number, slot in enumerate(problem.slots) if day in slot] for day in days}
    for numbers in by_day.values():
        for place in range(len(problem.tempat)):
            model.row([(column, 1) for (_, where, slot), column in held.items() if where == place and slot in numbers],
                      upper=1)  # fmt: skip
        for person in range(len(problem.peserta)):
            columns = [column for slot in numbers for column in on.get((person, slot), ())]
            if len(columns) > 1:
                model.row([(column, 1) for column in columns], upper=1)


def _left(model: Model, problem: Problem, on: Mapping[tuple[int, int], list[int]]) -> None:
    """No post is left by more than may go."""
    posts: dict[tuple[object, ...], tuple[int, list[int]]] = {}
    for slot, listed_posts in problem.jaga.items():
        for jaga in listed_posts:
            _, columns = posts.setdefault((jaga.unit, jaga.jenis, jaga.hari), (jaga.boleh, []))
            columns += [column for person in sorted(jaga.anggota) for column in on.get((person, slot), ())]
    for most, columns in posts.values():
        if len(columns) > most:
            model.row([(column, 1) for column in columns], upper=most)
