"""A part of a duty problem as plain figures: days as ordinals, people and their groups as positions in lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ilp_cli.capabilities.duty.model.post import DutyProblem, Limits, Post, Worker
from ilp_cli.capabilities.duty.model.roster import Key, key
from ilp_cli.core.weekdays import WEEK
from ilp_cli.district.identity import Who

Duty = Sequence[set[int]]
"""The days of duty of each worker of a piece, as ordinals."""


@dataclass(frozen=True, slots=True)
class Group:
    """The workers of one kind at one pustu: what each day needs, and what absence counts for in the load of each."""

    post: Post
    kind: str
    need: int
    days: tuple[int, ...]
    workers: tuple[int, ...]
    credit: Mapping[int, int]
    topped: bool

    def fit(self, there: int) -> int:
        """How many of the people there on a day serve: as many as needed; all where duty is filled up."""
        return there if self.topped else min(self.need, there)


@dataclass(frozen=True, eq=False)
class Piece:
    """A duty problem that is answered by itself; what follows from it is remembered by which piece it is.

    `person` gives the position of each worker's person; `wish` says by day whether the earlier roster had the worker
    on duty; `outings` how many posyandu need a companion, by pustu (position among the posts) and day.
    """

    problem: DutyProblem
    workers: tuple[Worker, ...]
    groups: tuple[Group, ...]
    avail: tuple[frozenset[int], ...]
    person: tuple[int, ...]
    who: tuple[Who, ...]
    staff: frozenset[int]
    before: tuple[frozenset[int], ...]
    wish: tuple[Mapping[int, bool], ...]
    outings: Mapping[tuple[int, int], int]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of people it concerns."""
        return frozenset(group.kind for group in self.groups)

    @property
    def limits(self) -> Limits:
        """How much a person may be asked."""
        return self.problem.limits

    @cached_property
    def held(self) -> Mapping[int, tuple[int, ...]]:
        """The workers that are one person: more than one where somebody is listed twice."""
        held: dict[int, list[int]] = defaultdict(list)
        for worker, person in enumerate(self.person):
            held[person].append(worker)
        return {person: tuple(workers) for person, workers in held.items()}

    def week_limit(self, person: int) -> int | None:
        """How many days of a week a person may serve; None where nothing limits it."""
        if person in self.staff:
            return self.limits.staff_per_minggu
        return self.limits.kader_per_minggu

    @cached_property
    def volunteering(self) -> Mapping[int, tuple[int, ...]]:
        """The kader duty of people who are staff too: as kader they have the limit of kader besides their own."""
        if self.limits.kader_per_minggu is None:
            return {}
        own = {person: tuple(w for w in held if not self.workers[w].staff) for person, held in self.held.items()}
        return {person: workers for person, workers in own.items() if workers and person in self.staff}

    @cached_property
    def possible(self) -> tuple[frozenset[int], ...]:
        """The days each person might serve, anywhere in the piece."""
        return tuple(frozenset().union(*(self.avail[worker] for worker in self.held[p])) for p in range(len(self.who)))

    @cached_property
    def free(self) -> frozenset[int]:
        """The people whom no limit can bind, however they are asked."""
        return frozenset(person for person in range(len(self.who)) if not self._bound(person))

    def _bound(self, person: int) -> bool:
        days = self.possible[person] | self.before[person]
        weekly = self.week_limit(person)
        if weekly is not None and any(count > weekly for count in by_week(days).values()):
            return True
        kader = frozenset[int]().union(*(self.avail[worker] for worker in self.volunteering.get(person, ())))
        if kader and any(count > (self.limits.kader_per_minggu or 0) for count in by_week(kader).values()):
            return True
        return person in self.staff and longest_run(days) > self.limits.berturut

    def nakes(self, post: int) -> list[Group]:
        """The groups of health workers at one pustu, by its position."""
        unit = self.problem.posts[post].unit
        return [group for group in self.groups if group.post.unit == unit and group.kind != "kader"]

    def outing(self, group: Group, day: int) -> bool:
        """Whether more of a group may be called in because a posyandu opens."""
        return group.kind != "kader" and any(
            when == day and self.problem.posts[post].unit == group.post.unit for post, when in self.outings
        )

    def members(self, group: Group) -> tuple[int, ...]:
        """The workers of a group who are there at all: those whose duty is compared."""
        return tuple(worker for worker in group.workers if self.avail[worker])

    def loads(self, group: Group, duty: Duty) -> dict[int, int]:
        """The load of each worker of a group: the person's days of duty wherever, and what absence counts for."""
        return {
            worker: sum(len(duty[own]) for own in self.held[self.person[worker]]) + group.credit[worker]
            for worker in self.members(group)
        }

    def spread(self, group: Group, duty: Duty) -> int:
        """The greatest difference of loads within a group."""
        loads = self.loads(group, duty).values()
        return max(loads) - min(loads) if loads else 0


def by_week(days: frozenset[int]) -> Mapping[int, int]:
    """How many of some days lie in each week, Monday to Sunday."""
    counts: dict[int, int] = defaultdict(int)
    for day in days:
        counts[(day - 1) // WEEK] += 1
    return counts


def longest_run(days: frozenset[int]) -> int:
    """The most days in a row."""
    longest = run = 0
    for day in sorted(days):
        run = run + 1 if day - 1 in days else 1
        longest = max(longest, run)
    return longest


def piece_of(
    problem: DutyProblem, kinds: Sequence[str], wish: Mapping[Key, Mapping[date, bool]], *, full: bool, outings: bool
) -> Piece:
    """The part of a problem that concerns some kinds of people, with or without the posyandu to accompany."""
    workers = tuple(worker for post in problem.posts for kind in kinds for worker in post.of(kind))
    order = list(dict.fromkeys(worker.who for worker in workers))
    position = {who: number for number, who in enumerate(order)}
    avail = tuple(frozenset(day.toordinal() for day in worker.days) for worker in workers)
    person = tuple(position[worker.who] for worker in workers)
    there: list[set[int]] = [set() for _ in order]
    for own, days in zip(person, avail, strict=True):
        there[own] |= days
    places = {key(worker): number for number, worker in enumerate(workers)}
    groups = []
    for post in problem.posts:
        for kind in kinds:
            members = tuple(places[key(worker)] for worker in post.of(kind))
            topped = full and kind != "kader"
            groups.append(_group(post, kind, members, [there[person[worker]] for worker in members], topped=topped))
    away = {
        (number, day.toordinal()): len(names)
        for number, post in enumerate(problem.posts)
        for day, names in post.outings.items()
    }
    return Piece(
        problem=problem,
        workers=workers,
        groups=tuple(groups),
        avail=avail,
        person=person,
        who=tuple(order),
        staff=frozenset(position[worker.who] for worker in workers if worker.staff),
        before=tuple(frozenset(day.toordinal() for day in problem.before.get(who, ())) for who in order),
        wish=tuple(
            {day.toordinal(): on for day, on in wish.get(key(worker), {}).items() if day in worker.days}
            for worker in workers
        ),
        outings=away if outings else {},
    )


def _group(post: Post, kind: str, members: tuple[int, ...], there: Sequence[set[int]], *, topped: bool) -> Group:
    """One group; a day of absence counts as the share that falls on each of its people on average."""
    days = tuple(day.toordinal() for day in post.days)
    need, present = post.need[kind], sum(bool(own) for own in there) or 1
    share = (1, 1) if topped else (min(need, present), present)
    credit = {
        worker: sum(day not in own for day in days) * share[0] // share[1]
        for worker, own in zip(members, there, strict=True)
    }
    return Group(post, kind, need, days, members, credit, topped)
