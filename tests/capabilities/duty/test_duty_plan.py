"""Duty rosters: the best by every aim, as trying everything finds, within every limit, and the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_cli.capabilities.duty.model.post import DutyProblem, Limits, Post, Worker
from ilp_cli.capabilities.duty.model.roster import DutyRoster, Key, key
from ilp_cli.capabilities.duty.model.words import summary
from ilp_cli.capabilities.duty.plan.plan import plan_duty
from ilp_cli.district.identity import Who
from ilp_cli.planning.patience import patience

FIRST = date(2025, 3, 1)
Wish = Mapping[Key, Mapping[date, bool]]
Worth = tuple[int, ...]
Figures = npt.NDArray[np.int_]


def random_problem(chance: Random, most: int = 15) -> tuple[DutyProblem, Wish]:
    """A few pustu, a few people, a few days: small enough to try every roster there is."""
    while True:
        start = FIRST + timedelta(days=chance.randrange(7))
        days = [start + timedelta(days=step) for step in range(chance.randint(1, 7))]
        posts: list[Post] = []
        before: dict[Who, frozenset[date]] = {}
        names = [f"orang {number}" for number in range(chance.randint(1, 5))]
        home = {name: chance.choice(("bidan", "perawat", "kader")) for name in names}
        for number in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
            unit = ("pustu", number)
            service = tuple(day for day in days if chance.random() < 0.9)
            workers = []
            for name in names:
                if chance.random() < 0.6:
                    own = frozenset(day for day in service if chance.random() < 0.8)
                    kind = home[name] if chance.random() < 0.95 else "perawat"
                    workers.append(Worker(who=(name,), nama=name, kind=kind, unit=unit, person=(name,), days=own))
            need = {"bidan": 1, "perawat": 1, "kader": chance.choice((1, 2, 2))}
            outings = {day: ("Melati", "Mawar")[: chance.randint(1, 2)] for day in service if chance.random() < 0.2}
            posts.append(Post(unit=unit, pustu=f"P{number}", puskesmas="Suli", days=service, need=need,
                              workers=tuple(workers), outings=outings))  # fmt: skip
        if chance.random() < 0.4:
            before = {(name,): frozenset(start - timedelta(days=back) for back in range(1, 8) if chance.random() < 0.7)
                      for name in names}  # fmt: skip
        limits = Limits(berturut=chance.choice((2, 3, 6, 6)), istirahat=chance.choice((1, 1, 3)),
                        kader_per_minggu=chance.choice((None, None, 2, 3)))  # fmt: skip
        problem = DutyProblem(days=tuple(days), posts=tuple(posts), limits=limits, before=before)
        wish = {key(worker): {day: chance.random() < 0.5 for day in worker.days if chance.random() < 0.7}
                for worker in problem.workers} if chance.random() < 0.5 else {}  # fmt: skip
        if 0 < sum(len(worker.days) for worker in problem.workers) <= most:
            return problem, wish


class Every:
    """Every roster of a problem at once: one row a roster, one column a worker's day."""

    def __init__(self, problem: DutyProblem) -> None:
        self.problem = problem
        self.slots = [(worker, day) for worker in problem.workers for day in sorted(worker.days)]
        self.rows = (np.arange(2 ** len(self.slots))[:, None] >> np.arange(len(self.slots))) & 1

    def those(self, workers: Iterable[Worker], days: Iterable[date]) -> Figures:
        """On how many of these days these workers serve, in each roster."""
        wanted = {(key(worker), day) for worker in workers for day in days}
        picked = [number for number, (worker, day) in enumerate(self.slots) if (key(worker), day) in wanted]
        summed: Figures = self.rows[:, picked].sum(axis=1)
        return summed

    def of(self, who: object) -> list[Worker]:
        return [worker for worker in self.problem.workers if worker.who == who]

    def allowed(self) -> Figures:
        """Which rosters keep to the limits."""
        allowed: Figures = np.ones(len(self.rows), dtype=bool)
        for who in {worker.who for worker in self.problem.workers}:
            for day in self.problem.days:
                allowed &= self.those(self.of(who), [day]) <= 1
            for stretch, limit in self._stretches(who):
                served = sum(day in self.problem.before.get(who, ()) for day in stretch)
                on = self.those(self.of(who), stretch)
                allowed &= (on == 0) | (on + served <= limit)
        return allowed

    def _stretches(self, who: object) -> Iterator[tuple[list[date], int]]:
        """Days in which a person may serve only so many."""
        limits = self.problem.limits
        kader = {worker.kind for worker in self.of(who)} == {"kader"}
        span = [self.problem.days[0] + timedelta(days=step) for step in range(-14, len(self.problem.days) + 14)]
        weekly = limits.kader_per_minggu if kader else 7 - limits.istirahat
        for number, day in enumerate(span):
            if day.weekday() == 0 and weekly is not None:
                yield span[number : number + 7], weekly
            if not kader:
                yield span[number : number + limits.berturut + 1], limits.berturut

    def covers(self, *, full: bool) -> Iterator[tuple[Figures, Figures, Figures, Figures]]:
        """Missing people, empty days, posyandu alone and days of duty, day by day and kind by kind."""
        for post in self.problem.posts:
            for day in post.days:
                away = len(post.outings.get(day, ()))
                nakes = self.those((worker for worker in post.workers if worker.staff), [day])
                yield 0 * nakes, 0 * nakes, np.clip(away + 1 - nakes, 0, away), 0 * nakes
                for kind, need in post.need.items():
                    on = self.those(post.of(kind), [day])
                    sign = -1 if full and kind != "kader" else 1
                    yield np.clip(need - on, 0, None), ((on == 0) & (need > 1)).astype(int), 0 * on, sign * on

    def spreads(self, *, full: bool) -> Iterator[Figures]:
        """The spread of load of each kind at each pustu; absence counts with its share."""
        for post in self.problem.posts:
            for kind, need in post.need.items():
                there = {
                    worker.who: {day for other in self.of(worker.who) for day in other.days} for worker in post.of(kind)
                }
                present = sum(bool(days) for days in there.values())
                loads = []
                for worker in post.of(kind):
                    absent = sum(day not in there[worker.who] for day in post.days)
                    share = absent if full and kind != "kader" else absent * min(need, present) // (present or 1)
                    loads += [self.those(self.of(worker.who), self.problem.days) + share] if worker.days else []
                if loads:
                    yield np.max(loads, axis=0) - np.min(loads, axis=0)

    def change(self, wish: Wish) -> Figures:
        """What differs from an earlier roster."""
        change: Figures = np.zeros(len(self.rows), dtype=int)
        for (worker, day), column in zip(self.slots, self.rows.T, strict=True):
            if day in wish.get(key(worker), {}):
                change = change + (column != wish[key(worker)][day])
        return change


def best_worth(problem: DutyProblem, wish: Wish, *, full: bool) -> Worth:
    """The least worth of any roster within the limits, found by trying every one of them."""
    every = Every(problem)
    nothing: Figures = np.zeros(len(every.rows), dtype=int)
    sums = [sum(parts, nothing) for parts in zip(*every.covers(full=full), strict=True)] or [nothing] * 4
    spread = sum(every.spreads(full=full), nothing)
    worths = np.stack([*sums, spread, every.change(wish)], axis=1)[every.allowed()]
    return tuple(int(figure) for figure in worths[np.lexsort(worths.T[::-1])[0]])


def least_spreads(problem: DutyProblem, *, full: bool) -> tuple[list[int], int]:
    """Of any roster that leaves as little open: the least spread of each kind at each pustu, and the least widest."""
    every = Every(problem)
    nothing: Figures = np.zeros(len(every.rows), dtype=int)
    sums = [sum(parts, nothing) for parts in zip(*every.covers(full=full), strict=True)] or [nothing] * 4
    allowed = every.allowed()
    worths = np.stack(sums, axis=1)
    best = worths[allowed][np.lexsort(worths[allowed].T[::-1])[0]]
    as_good = allowed & (worths == best).all(axis=1)
    spreads = [spread[as_good] for spread in every.spreads(full=full)]
    return [int(spread.min()) for spread in spreads], int(np.max(spreads, axis=0).min())


def worth(roster: DutyRoster, *, full: bool) -> Worth:
    """What a roster is worth, read off its figures."""
    served = sum(len(days) * (-1 if full and kind != "kader" else 1) for (_, kind, _), days in roster.duty.items())
    empty = sum(gap.ada == 0 and gap.minimum > 1 for gap in roster.gaps)
    spread = sum(figures.spread for figures in roster.fairness)
    change = roster.change.changed if roster.change else 0
    return roster.missing, empty, len(roster.alone), served, spread, change


@pytest.mark.parametrize("seed", range(340))
def test_no_roster_is_better_by_any_aim(seed: int) -> None:
    chance = Random(seed)
    problem, wish = random_problem(chance)
    full = seed % 3 == 0
    roster = plan_duty(problem, full=full, wish=wish)
    assert roster.proven
    assert worth(roster, full=full) == best_worth(problem, wish, full=full)
    assert roster.spread_bound == sum(figures.spread for figures in roster.fairness)
    least, widest = least_spreads(problem, full=full)
    claims = re.findall(r"paling besar (\d+) hari(?: \(terbukti paling kecil\)|, jumlahnya)", " ".join(summary(roster)))
    assert not claims or int(claims[0]) == widest
    assert all(figures.bound <= spread for figures, spread in zip(roster.fairness, least, strict=True))
    assert [figures.proven for figures in roster.fairness if figures.people == 1].count(False) == 0


class Kept:
    """Whether a roster keeps to the limits, counted person by person."""

    def __init__(self, problem: DutyProblem, roster: DutyRoster) -> None:
        self.problem, self.roster = problem, roster

    def all(self) -> bool:
        return all(self._person(who) for who in {worker.who for worker in self.problem.workers})

    def _person(self, who: Who) -> bool:
        own = [worker for worker in self.problem.workers if worker.who == who]
        days = [day for worker in own for day in self.roster.days_of(worker)]
        served = {*days, *self.problem.before.get(who, frozenset())}
        limits = self.problem.limits
        staff = any(worker.staff for worker in own)
        weekly = 7 - limits.istirahat if staff else limits.kader_per_minggu
        mondays = (day - timedelta(days=day.weekday()) for day in days)
        weeks = [{monday + timedelta(days=step) for step in range(7)} for monday in mondays]
        runs = [{day - timedelta(days=step) for step in range(limits.berturut + 1)} for day in days if staff]
        rested = weekly is None or all(len(week & served) <= weekly for week in weeks)
        return len(set(days)) == len(days) and rested and not any(run <= served for run in runs)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_every_roster_keeps_to_days_places_and_limits(seed: int, full: bool) -> None:
    problem, wish = random_problem(Random(seed), most=60)
    roster = plan_duty(problem, full=full, wish=wish)
    assert all(roster.days_of(worker) <= worker.days for worker in problem.workers)
    assert Kept(problem, roster).all()


def month(*people: tuple[str, str, int], weekdays: int = 5, kader: int = 0) -> DutyProblem:
    """One pustu in March 2025: people by name, kind, and how many of its first days they are away."""
    days = tuple(FIRST + timedelta(days=step) for step in range(31))
    service = tuple(day for day in days if day.weekday() < weekdays)
    unit = ("pustu", 0)
    workers = tuple(
        Worker(who=(name,), nama=name, kind=kind, unit=unit, person=(name,), days=frozenset(service[away:]))
        for name, kind, away in people
    )
    need = {"bidan": 1, "perawat": 1, "kader": kader}
    post = Post(unit=unit, pustu="Cimpu", puskesmas="Suli", days=service, need=need, workers=workers)
    return DutyProblem(days=days, posts=(post,), limits=Limits(berturut=6, istirahat=1))


def test_one_bidan_can_never_keep_a_weekly_rest_day_at_a_pustu_of_seven_days() -> None:
    """It is said before anything is searched, and what is possible is kept."""
    roster = plan_duty(month(("Ina", "bidan", 0), ("Umar", "perawat", 0), ("Yusuf", "perawat", 0), weekdays=7))
    assert [truth.text for truth in roster.truths] == [
        "1 bidan untuk 7 hari layanan seminggu tidak cukup dengan istirahat mingguan 1 hari: "
        "tiap minggu penuh sedikitnya 1 hari-orang kosong; perlu sedikitnya 2 bidan"
    ]
    assert roster.missing == roster.open_bound == 4
    assert {gap.kind for gap in roster.gaps} == {"bidan"}


def test_leave_is_not_made_up_for() -> None:
    """Of ten days away five count as served: whoever comes back is not asked to serve them after all."""
    roster = plan_duty(month(("Ina", "bidan", 10), ("Yanti", "bidan", 0), ("Umar", "perawat", 0)))
    days = {who: len(own) for (_, kind, who), own in roster.duty.items() if kind == "bidan"}
    assert days == {("Ina",): 8, ("Yanti",): 13}
    assert all(figures.proven for figures in roster.fairness)


def test_filled_up_everybody_serves_on_every_day() -> None:
    problem = month(("Ina", "bidan", 0), ("Yanti", "bidan", 0), ("Umar", "perawat", 0), ("Ani", "kader", 0), kader=1)
    full = plan_duty(problem, full=True)
    assert {len(days) for days in full.duty.values()} == {21}


def test_an_earlier_roster_is_kept_where_nothing_speaks_against_it() -> None:
    problem = month(("Ina", "bidan", 0), ("Yanti", "bidan", 0), ("Umar", "perawat", 0))
    bidan = [worker for worker in problem.workers if worker.kind == "bidan"]
    wish = {
        key(worker): {day: (day.day % 2 == 0) is (worker.nama == "Yanti") for day in worker.days} for worker in bidan
    }
    roster = plan_duty(problem, wish=wish)
    assert roster.change is not None
    assert (roster.change.compared, roster.change.changed) == (42, 0)


def test_the_same_problem_gives_the_same_roster() -> None:
    problem, wish = random_problem(Random(11), most=60)
    assert plan_duty(problem, wish=wish) == plan_duty(problem, wish=wish)


def test_without_time_it_is_the_best_made_by_hand_and_says_what_is_not_proven() -> None:
    chance = Random(3)
    problems = [random_problem(chance, most=60)[0] for _ in range(60)]
    rosters = [plan_duty(problem, until=patience(0)) for problem in problems]
    assert any(not roster.proven for roster in rosters)
    for problem, roster in zip(problems, rosters, strict=True):
        assert roster.open_bound <= plan_duty(problem).missing <= roster.missing
        assert Kept(problem, roster).all()


def test_days_that_a_search_left_open_are_not_blamed_on_the_limits_alone() -> None:
    problem, wish = random_problem(Random(5))
    roster = plan_duty(problem, wish=wish)
    unit, day = roster.problem.posts[0].unit, roster.problem.days[0]
    assert roster.covered
    assert "pencarian" not in replace(roster, truths=()).reason(unit, "bidan", day)
    unsure = replace(roster, truths=(), proven=False, open_bound=roster.missing - 1)
    assert "pencarian belum selesai" in unsure.reason(unit, "bidan", day)


def test_a_spread_is_called_the_smallest_only_where_no_roster_can_leave_less_open() -> None:
    """One day a week each: by hand Cici serves on the day on which Tuti could, and nobody on the other."""
    days = (date(2025, 3, 3), date(2025, 3, 4))
    unit = ("pustu", 0)
    workers = tuple(
        Worker(who=(name,), nama=name, kind="perawat", unit=unit, person=(name,), days=frozenset(there))
        for name, there in (("Cici", days), ("Tuti", days[:1]))
    )
    need = {"bidan": 0, "perawat": 1, "kader": 0}
    post = Post(unit=unit, pustu="Cimpu", puskesmas="Suli", days=days, need=need, workers=workers)
    problem = DutyProblem(days=days, posts=(post,), limits=Limits(berturut=6, istirahat=6))
    by_hand, searched = plan_duty(problem, until=patience(0)), plan_duty(problem)
    assert (by_hand.missing, by_hand.open_bound, searched.missing) == (1, 0, 0)
    assert [(figures.spread, figures.proven) for figures in by_hand.fairness] == [(1, False)]
    assert [(figures.spread, figures.proven) for figures in searched.fairness] == [(0, True)]
    assert "terbukti paling kecil" not in " ".join(summary(by_hand))
