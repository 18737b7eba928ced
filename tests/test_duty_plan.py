"""Duty rosters: the best by every aim, as trying everything finds, within every limit, and the same every time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest

from ilp_cli.domain.duty import DutyProblem, Limits, Post, Worker
from ilp_cli.domain.duty_roster import DutyRoster, Key, key
from ilp_cli.planners.duty import plan_duty

FIRST = date(2025, 3, 1)
Wish = Mapping[Key, Mapping[date, bool]]
Worth = tuple[int, ...]


def random_problem(chance: Random, most: int = 15) -> tuple[DutyProblem, Wish]:
    """A few pustu, a few people, a few days: small enough to try every roster there is."""
    while True:
        start = FIRST + timedelta(days=chance.randrange(7))
        days = [start + timedelta(days=step) for step in range(chance.randint(1, 7))]
        posts, before = [], {}
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
                    workers.append(Worker(who=name, nama=name, kind=kind, unit=unit, person=(name,), days=own))
            need = {"bidan": 1, "perawat": 1, "kader": chance.choice((1, 2, 2))}
            outings = {day: ("Melati", "Mawar")[: chance.randint(1, 2)] for day in service if chance.random() < 0.2}
            posts.append(Post(unit=unit, pustu=f"P{number}", puskesmas="Suli", days=service, need=need,
                              workers=tuple(workers), outings=outings))  # fmt: skip
        if chance.random() < 0.4:
            before = {name: frozenset(start - timedelta(days=back) for back in range(1, 8) if chance.random() < 0.7)
                      for name in names}  # fmt: skip
        limits = Limits(berturut=chance.choice((2, 3, 6, 6)), istirahat=chance.choice((1, 1, 3)),
                        kader_per_minggu=chance.choice((None, None, 2, 3)))  # fmt: skip
        problem = DutyProblem(days=tuple(days), posts=tuple(posts), limits=limits, before=before)
        wish = {key(one): {day: chance.random() < 0.5 for day in one.days if chance.random() < 0.7}
                for one in problem.workers} if chance.random() < 0.5 else {}  # fmt: skip
        if 0 < sum(len(worker.days) for worker in problem.workers) <= most:
            return problem, wish


def best_worth(problem: DutyProblem, wish: Wish, *, full: bool) -> Worth:
    """The least worth of any roster within the limits, found by trying every one of them at once."""
    slots = [(worker, day) for worker in problem.workers for day in sorted(worker.days)]
    every = (np.arange(2 ** len(slots))[:, None] >> np.arange(len(slots))) & 1

    def those(test: object) -> np.ndarray:  # type: ignore[type-arg]
        picked = [number for number, slot in enumerate(slots) if test(*slot)]  # type: ignore[operator]
        return every[:, picked].sum(axis=1)

    allowed = np.ones(len(every), dtype=bool)
    for who in {worker.who for worker in problem.workers}:
        kinds = {worker.kind for worker in problem.workers if worker.who == who}
        before = problem.before.get(who, frozenset())
        span = [problem.days[0] + timedelta(days=step) for step in range(-14, len(problem.days) + 14)]
        on = {day: those(lambda one, when, who=who, day=day: one.who == who and when == day) + (day in before)
              for day in span}  # fmt: skip
        for day in problem.days:
            allowed &= on[day] <= 1
        mondays = [day for day in span if day.weekday() == 0]
        limits = [] if kinds == {"kader"} else [7 - problem.limits.istirahat]
        limits += [problem.limits.kader_per_minggu] if "kader" in kinds and problem.limits.kader_per_minggu else []
        stretches = [([monday + timedelta(days=step) for step in range(7)], limit)
                     for monday in mondays for limit in limits[:1]]  # fmt: skip
        if kinds != {"kader"}:
            size = problem.limits.berturut + 1
            stretches += [(span[first : first + size], size - 1) for first in range(len(span) - size)]
        for stretch, limit in stretches:
            served = sum(day in before for day in stretch)
            inside = sum(on[day] for day in stretch if day in on) - served
            allowed &= (inside == 0) | (inside + served <= limit)

    short = empty = alone = total = spread = change = np.zeros(len(every), dtype=int)
    for post in problem.posts:
        for day in post.days:
            nakes = those(lambda one, when, post=post, day=day: one in post.workers and one.staff and when == day)
            away = len(post.outings.get(day, ()))
            alone = alone + np.clip(away + 1 - nakes, 0, away)
            for kind, need in post.need.items():
                on_duty = those(lambda one, when, post=post, kind=kind, day=day: one in post.of(kind) and when == day)
                short = short + np.clip(need - on_duty, 0, None)
                empty = empty + ((on_duty == 0) & (need > 1))
                total = total + (-on_duty if full and kind != "kader" else on_duty)
        for kind, need in post.need.items():
            there = {one.who: frozenset().union(*(other.days for other in problem.workers if other.who == one.who))
                     for one in post.of(kind)}  # fmt: skip
            present = sum(bool(days) for days in there.values())
            loads = []
            for one in post.of(kind):
                if one.days:
                    absent = sum(day not in there[one.who] for day in post.days)
                    share = absent if full and kind != "kader" else absent * min(need, present) // present
                    loads.append(those(lambda other, _, one=one: other.who == one.who) + share)
            if loads:
                spread = spread + np.max(loads, axis=0) - np.min(loads, axis=0)
    for (worker, day), column in zip(slots, every.T, strict=True):
        if day in wish.get(key(worker), {}):
            change = change + (column != wish[key(worker)][day])
    worths = np.stack([short, empty, alone, total, spread, change], axis=1)[allowed]
    return tuple(int(figure) for figure in worths[np.lexsort(worths.T[::-1])[0]])


def worth(roster: DutyRoster, *, full: bool) -> Worth:
    """What a roster is worth, read off its figures."""
    served = sum(len(days) * (-1 if full and kind != "kader" else 1) for (_, kind, _), days in roster.duty.items())
    empty = sum(gap.ada == 0 and gap.minimum > 1 for gap in roster.gaps)
    spread = sum(one.spread for one in roster.fairness)
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
    assert all(one.proven for one in roster.fairness)
