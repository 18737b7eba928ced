"""The smallest pool of floating people with which a puskesmas survives any one absence."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ilp_cli.capabilities.risk.model.year import Days, Year, levels
from ilp_cli.core.finding import Path
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import daftar
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who
from ilp_cli.district.place import Puskesmas


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One kind of people at one pustu over a year.

    `critical` says of each on which days the pustu falls below its minimum without them; `short` are the days below it
    anyway.
    """

    puskesmas: Puskesmas
    pustu: str
    unit: Path
    kind: str
    need: int
    service: Days
    people: Mapping[Who, Days]
    critical: Mapping[Who, Days]
    short: Days

    @property
    def exposed(self) -> Days:
        """The days on which one absence is enough."""
        exposed = 0
        for days in self.critical.values():
            exposed |= days
        return exposed


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """How many floating people of a kind a puskesmas needs over how many days, and which units have them already.

    `tersedia` names units that can spare somebody; together they can on `hari_tersedia` of those days.
    """

    puskesmas: str
    path: Path
    kind: str
    orang: int
    hari: int
    tersedia: tuple[str, ...] = ()
    hari_tersedia: int = 0

    @property
    def available(self) -> bool:
        """Whether the pool is there already, on every day it is needed."""
        return self.hari_tersedia == self.hari

    @property
    def words(self) -> str:
        """Whether there is such a pool, in words."""
        if self.available:
            return f"sudah tersedia di {daftar(self.tersedia)}"
        if self.hari_tersedia:
            return f"sebagian, {self.hari_tersedia} dari {self.hari} hari, di {daftar(self.tersedia)}"
        return "belum ada"

    def row(self) -> dict[str, object]:
        """The pool as one row of the JSON contract."""
        return {
            "puskesmas": self.puskesmas,
            "tenaga": self.kind,
            "orang": self.orang,
            "hari": self.hari,
            "tersedia_di": list(self.tersedia),
            "hari_tersedia": self.hari_tersedia,
        }


def pools(
    district: District,
    year: Year,
    present: Mapping[tuple[Path, str], Mapping[Who, Days]],
    watches: Sequence[Watch],
    working: Mapping[Who, Days],
    leave: Mapping[Who, Leave],
    per_week: Mapping[str, int],
    bound: Collection[Path],
) -> Iterator[Pool]:
    """The pool of each puskesmas and kind that is exposed: the least that stands in for any one absence.

    It covers every single absence, however long, and lets everybody take the yearly leave the law grants, one after
    another, with nobody of the pool at two pustu on a day or on duty on more days of a week than one may be.
    """
    grouped: dict[tuple[Path, str], list[Watch]] = defaultdict(list)
    for watch in watches:
        if watch.critical:
            grouped[watch.puskesmas.path, watch.kind].append(watch)
    for (_, kind), exposed in grouped.items():
        missed: dict[Who, Days] = defaultdict(int)
        for watch in exposed:
            for who, days in watch.critical.items():
                missed[who] |= days
        needed = 0
        for days in missed.values():
            needed |= days
        number = smallest(missed, working, {} if kind == "kader" else leave, year.weeks, per_week[kind])
        spare = _spare(district, year, present, exposed[0], number, bound)
        units, covered = _enough(spare, needed, number, year.open)
        yield Pool(
            puskesmas=exposed[0].puskesmas.nama,
            path=exposed[0].puskesmas.path,
            kind=kind,
            orang=number,
            hari=needed.bit_count(),
            tersedia=units,
            hari_tersedia=covered.bit_count(),
        )


class Leave(NamedTuple):
    """The yearly leave of somebody: how many days, and the days of the year on which it is theirs to take."""

    days: int
    granted: Days


NO_LEAVE = Leave(0, 0)


def unavoidable(working: Days, critical: Days, leave: int) -> int:
    """How many days of their leave somebody must take on days on which they are missed, at best."""
    days = working.bit_count()
    return max(0, min(leave, days) - (days - critical.bit_count()))


def smallest(
    missed: Mapping[Who, Days],
    working: Mapping[Who, Days],
    leave: Mapping[Who, Leave],
    weeks: Sequence[Days],
    per_week: int,
) -> int:
    """How many floating people are enough for any one absence, and for all leave taken one after another."""
    busiest = max((days & week).bit_count() for days in missed.values() for week in weeks)
    number = max(1, math.ceil(busiest / per_week))
    wanted = []
    for who, critical in missed.items():
        own = leave.get(who, NO_LEAVE)
        wanted.append(
            (critical & own.granted, unavoidable(working[who] & own.granted, critical & own.granted, own.days))
        )
    while not fits(wanted, number, weeks, per_week):
        number += 1
    return number


def fits(wanted: Sequence[tuple[Days, int]], people: int, weeks: Sequence[Days], per_week: int) -> bool:
    """Whether each can have so many of their days, with at most so many people standing in on a day and in a week."""
    return _greedy(wanted, people, weeks, per_week) or _surely(wanted, people, weeks, per_week)


def _greedy(wanted: Sequence[tuple[Days, int]], people: int, weeks: Sequence[Days], per_week: int) -> bool:
    """Take the first days that are left, those who have the least choice first.

    Enough in nearly every district; without it the solver makes `ilp risk` of 80 pustu 1.8 times as slow.
    """
    by_day: dict[Days, int] = defaultdict(int)
    by_week: dict[Days, int] = defaultdict(int)
    full = 0
    for days, number in sorted(wanted, key=lambda want: want[0].bit_count()):
        left = days
        for _ in range(number):
            free = left & ~full
            if not free:
                return False
            day = free & -free
            week = next(week for week in weeks if week & day)
            left &= ~day
            by_day[day] += 1
            by_week[week] += 1
            full |= (day if by_day[day] == people else 0) | (week if by_week[week] == people * per_week else 0)
    return True


def _surely(wanted: Sequence[tuple[Days, int]], people: int, weeks: Sequence[Days], per_week: int) -> bool:
    """The same, decided for certain: a flow from people over days and weeks, whose relaxation is whole by itself."""
    from ilp_cli.planning.solver import Model, Term, solve  # few districts need it, and it takes its time to load

    model = Model()
    by_day: dict[Days, list[Term]] = defaultdict(list)
    for days, number in wanted:
        taken = {day: (model.column(whole=False), 1.0) for day in _each(days)}
        model.row(taken.values(), lower=number)
        for day, term in taken.items():
            by_day[day].append(term)
    for terms in by_day.values():
        model.row(terms, upper=people)
    for week in weeks:
        model.row([term for day in by_day if day & week for term in by_day[day]], upper=people * per_week)
    outcome = solve(model)
    return outcome.feasible and outcome.known


def _each(days: Days) -> Iterator[Days]:
    """Each of these days by itself."""
    while days:
        day = days & -days
        yield day
        days &= ~day


def _spare(
    district: District,
    year: Year,
    present: Mapping[tuple[Path, str], Mapping[Who, Days]],
    watch: Watch,
    most: int,
    bound: Collection[Path],
) -> dict[str, list[Days]]:
    """The days on which each unit of a puskesmas has one, two, … people beyond its own minimum who may be asked."""
    puskesmas, kind = watch.puskesmas, watch.kind
    fixed = {district.identities[path] for path in bound}
    units = [(puskesmas.path, f"puskesmas induk {puskesmas.nama}", district.kebijakan.kept_at_induk(kind))]
    units += [(pustu.path, sebutan("pustu", pustu.nama), watch.need) for pustu in puskesmas.pustu]
    spare: dict[str, list[Days]] = {}
    for unit, label, kept in units:
        people = present.get((unit, kind), {})
        here = year.on(district.days_of(unit)) & year.open
        there = levels(people.values(), kept + most, here)
        movable = levels((days for who, days in people.items() if who not in fixed), most, here)
        spare[label] = [there[kept + number] & movable[number] for number in range(1, most + 1)]
    return spare


def _enough(
    spare: Mapping[str, list[Days]], needed: Days, number: int, everything: Days
) -> tuple[tuple[str, ...], Days]:
    """The fewest units that can spare enough people on the days needed, and the days on which they can."""
    for label, days in spare.items():
        if needed & ~days[number - 1] == 0:
            return (label,), needed
    able = {label: days for label, days in spare.items() if any(level & needed for level in days)}
    together = levels((level for days in able.values() for level in days), number, everything)[number] & needed
    return (tuple(able) if together else ()), together
