"""What no plan of a year can pass, found by counting and by a small program of places alone."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ilp_cli.capabilities.training.model.problem import Problem
from ilp_cli.planning.patience import ENDLESS, Patience
from ilp_cli.planning.solver import Model, Solved, solve

_NODES = 400
"""Steps of the search for places; what it has not proven by then is a bound all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """Where the batches of one group are best held, each by place, and how many from each start go to which place.

    `kecamatan` and `meter` are bounds: no plan with so many batches crosses fewer kecamatan, and of those that cross as
    few none is shorter. None where nothing is proven.
    """

    batches: Mapping[int, int]
    goes: Mapping[tuple[tuple[int, int], ...], Mapping[int, int]]
    kecamatan: int | None
    meter: int | None


def able(problem: Problem) -> dict[str, list[int]]:
    """The people of each group who can go on some slot at all."""
    locked = problem.locked()
    listed: dict[str, list[int]] = defaultdict(list)
    for person, groups in enumerate(problem.perlu):
        kept = problem.terhalang[person]
        free = any(s not in kept and person not in locked.get(s, ()) for s in range(len(problem.slots)))
        for group in groups if free and problem.tempat else ():
            listed[group].append(person)
    return listed


def apart(problem: Problem, slots: Sequence[int] | None = None) -> int:
    """How many of some slots can be held without two sharing a day: always the one that ends first (exact)."""
    chosen, last = 0, None
    for days in sorted((problem.slots[s] for s in (range(len(problem.slots)) if slots is None else slots)),
                       key=lambda days: days[-1]):  # fmt: skip
        if last is None or days[0] > last:
            chosen, last = chosen + 1, days[-1]
    return chosen


def most_placed(problem: Problem, listed: Mapping[str, Sequence[int]]) -> int:
    """So many places in batches can be taken at most: by groups, by people, and by rooms."""
    if not problem.tempat or not problem.slots:
        return 0
    room = max(problem.muat)
    by_group = sum(min(len(people), len(people) // problem.min * room) for people in listed.values())
    wanted = Counter(person for people in listed.values() for person in people)
    count = apart(problem)
    free = {person: apart(problem, problem.free(person)) for person in wanted} if count < _FEW else {}
    by_person = sum(min(number, free.get(person, number)) for person, number in wanted.items())
    return min(by_group, by_person, count * sum(problem.muat))


_FEW = 12
"""With more slots than this nobody runs out of them, so that need not be counted person by person."""


def fewest(problem: Problem, placed: Mapping[str, int]) -> int:
    """So many batches it takes at least, where so many of each group are placed."""
    return sum(math.ceil(number / max(problem.muat)) for number in placed.values() if number)


def nearest(problem: Problem, pairs: Sequence[tuple[int, str]]) -> tuple[int, int]:
    """What the ways would come to if everybody could go to the place nearest to them."""
    ways = [min(problem.jauh[person]) for person, _ in pairs]
    return sum(way[0] for way in ways), sum(way[1] for way in ways)


class Places:
    """Where the batches of each group are best held; groups with the same needs are answered once."""

    def __init__(self, problem: Problem, until: Patience = ENDLESS) -> None:
        self.problem, self.until = problem, until
        self.known: dict[object, Least] = {}

    def best(self, people: Sequence[int], batches: int, rooms: Sequence[int]) -> Least | None:
        """The places of so many batches for these people, `rooms` being how many each place can still hold."""
        starts = Counter(self.problem.jauh[person] for person in people)
        key = tuple(sorted(starts.items())), batches, tuple(rooms)
        if key not in self.known:
            found = _best(self.problem, starts, batches, rooms, self.until)
            if found is None:
                return None
            self.known[key] = found
        return self.known[key]


def _best(
    problem: Problem, starts: Counter[tuple[tuple[int, int], ...]], batches: int, rooms: Sequence[int], until: Patience
) -> Least | None:
    if until.over:
        return None
    model = Model()
    held = [model.column(0, room) for room in rooms]
    goes = {
        start: [model.column(0, number, whole=False) for _ in problem.tempat]
        for start, number in sorted(starts.items())
    }
    model.row(((column, 1) for column in held), batches, batches)
    for start, columns in goes.items():
        model.row(((column, 1) for column in columns), starts[start], starts[start])
    for place, room in enumerate(problem.muat):
        inside = [(columns[place], 1.0) for columns in goes.values()]
        model.row([*inside, (held[place], -room)], upper=0)
        model.row([*inside, (held[place], -problem.min)], lower=0)
    crossed = [(column, float(start[place][0])) for start, columns in goes.items()
               for place, column in enumerate(columns) if start[place][0]]  # fmt: skip
    long = [(column, float(start[place][1])) for start, columns in goes.items()
            for place, column in enumerate(columns) if start[place][1]]  # fmt: skip
    solved = solve(model, (crossed, long), until=until, nodes=_NODES)
    if not solved.feasible or not solved.known or not solved.values:
        return None
    return Least(
        batches={place: number for place, column in enumerate(held) if (number := solved.count(column))},
        goes={start: _whole([solved.values[c] for c in columns], starts[start]) for start, columns in goes.items()},
        kecamatan=_bound(solved, 0),
        # The second aim is searched among those that reach the value of the first; only if that is proven it is one.
        meter=_bound(solved, 1) if _bound(solved, 0) == round(solved.stages[0].value) else None,
    )


def _whole(shares: Sequence[float], number: int) -> dict[int, int]:
    """Shares in whole people, the largest rests rounded up."""
    whole = [math.floor(share + 1e-6) for share in shares]
    rest = sorted(range(len(shares)), key=lambda place: (whole[place] - shares[place], place))
    for place in rest[: number - sum(whole)]:
        whole[place] += 1
    return {place: count for place, count in enumerate(whole) if count}


def _bound(solved: Solved, stage: int) -> int | None:
    bound = solved.stages[stage].bound
    return max(0, math.ceil(bound - 1e-3)) if math.isfinite(bound) else None
