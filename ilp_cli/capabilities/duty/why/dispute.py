"""Whether some of the demands of a duty roster can be met under some of its rules: asked of counting, then of HiGHS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ilp_cli.capabilities.duty.model.post import DutyProblem, Post, Worker
from ilp_cli.core.finding import Path
from ilp_cli.core.masking import Number
from ilp_cli.core.weekdays import weeks_of
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who
from ilp_cli.district.leave import leave_of
from ilp_cli.district.people import NAKES, Cuti, Kader, Petugas
from ilp_cli.district.presence import IN_TIME, Away, aways, placed, serves
from ilp_cli.planning.patience import OutOfTime, Patience, patience

if TYPE_CHECKING:
    from ilp_cli.planning.solver import Model, Term


MINIMUM, BUKA = "minimum", "buka"
"""Kinds of demands: people of a kind on a day, and a companion for a posyandu that opens."""
ORANG, KOSONG, CUTI, HARI, MASA = "orang", "pustu_kosong", "cuti", "hari_tugas", "masa_tugas"
PENDAMPING = "pendamping"
BERSAMA, ISTIRAHAT, BERTURUT, KADER, SEBELUM = "bersama", "istirahat", "berturut", "kader_per_minggu", "sebelumnya"
"""Kinds of rules: who there is, the pustu is not left empty, leave, days and time of a person, another posyandu, …"""
BLOCKING = (MASA, HARI, PENDAMPING, CUTI)
"""The rules that keep somebody from single days."""


class Demand(NamedTuple):
    """What one day asks of one pustu: the minimum of a kind of people, or a companion for one posyandu."""

    kind: str
    unit: Path
    what: str
    day: date


class Bar(NamedTuple):
    """What holds on every day: by its kind, and the unit, kind of people, person or leave it is about."""

    kind: str
    unit: Path = ()
    what: str = ""
    who: Who = ()
    path: Path = ()


def _order(bar: Bar) -> tuple[str, str, str, tuple[int, Number | str], str]:
    """The same order of facts every time: numbered people by their numbers, then the others by their rows."""
    who = (0, bar.who) if isinstance(bar.who, Number) else (1, repr(bar.who))
    return bar.kind, repr(bar.unit), bar.what, who, repr(bar.path)


class Slot(NamedTuple):
    """One person at one pustu on one day."""

    who: Who
    unit: Path
    kind: str
    day: date


class Limit(NamedTuple):
    """At most so many of these slots may be served."""

    slots: tuple[Slot, ...]
    most: int


class Need(NamedTuple):
    """How many of these people must be on duty on a day; `kind` is a kind of people, or "nakes" for either."""

    unit: Path
    kind: str
    day: date
    among: tuple[Slot, ...]
    number: int


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """A duty problem as questions are asked of it: all demands, and what keeps each person from which day.

    `blocks` holds only the days on which somebody of a pustu cannot serve there, each with the rules that forbid it.
    """

    problem: DutyProblem
    blocks: Mapping[Slot, frozenset[Bar]] = field(default_factory=dict)
    until: Patience = field(default_factory=patience, compare=False)

    @cached_property
    def posts(self) -> Mapping[Path, Post]:
        """The pustu by their path."""
        return {post.unit: post for post in self.problem.posts}

    @cached_property
    def demands(self) -> tuple[Demand, ...]:
        """Everything the days ask, pustu by pustu."""
        return tuple(demand for post in self.problem.posts for demand in _demands(post))

    @cached_property
    def place(self) -> Mapping[Demand, int]:
        """Where each demand stands among all of them."""
        return {demand: number for number, demand in enumerate(self.demands)}

    @cached_property
    def rules(self) -> tuple[Bar, ...]:
        """Everything that holds, in the order in which an explanation would rather do without it."""
        blocked = sorted({rule for rules in self.blocks.values() for rule in rules}, key=_order)
        of_kind = {kind: [rule for rule in blocked if rule.kind == kind] for kind in BLOCKING}
        shared = defaultdict(set)
        for worker in self.problem.workers:
            shared[worker.who].add((worker.unit, worker.kind))
        units = self.problem.posts
        return (
            Bar(BERTURUT),
            *(Bar(SEBELUM, who=who) for who in self.problem.before),
            *(Bar(BERSAMA, who=who) for who, places in shared.items() if len(places) > 1),
            *of_kind[MASA],
            *of_kind[HARI],
            *of_kind[PENDAMPING],
            Bar(KADER),
            Bar(ISTIRAHAT),
            *of_kind[CUTI],
            *(Bar(KOSONG, post.unit) for post in units),
            *(Bar(ORANG, post.unit, kind) for post in units for kind in post.need),
        )

    def possible(self, demands: Collection[Demand], rules: Collection[Bar] | None = None) -> bool:
        """Whether somebody can be on duty for every one of these demands while these rules hold (default: all).

        Raises OutOfTime where that is not known before the search must end.
        """
        self.until.check()
        held = self._everything if rules is None else frozenset(rules)
        needs = self.needs(demands, held)
        if any(len(need.among) < need.number for need in needs):
            return False
        binding = self.binding({slot for need in needs for slot in need.among}, held)
        if not binding:
            return True
        forced = {slot for need in needs if len(need.among) == need.number for slot in need.among}
        if self.binding(forced, held):
            return False
        return _solvable(needs, binding, self.until)

    @cached_property
    def _staff(self) -> frozenset[Who]:
        return frozenset(worker.who for worker in self.problem.workers if worker.staff)

    @cached_property
    def _everything(self) -> frozenset[Bar]:
        return frozenset(self.rules)

    def needs(self, demands: Iterable[Demand], held: frozenset[Bar]) -> list[Need]:
        """The demands as numbers of people; a kind without the rule of who there is asks nothing."""
        needs: list[Need] = []
        opened: dict[tuple[Path, date], int] = defaultdict(int)
        for demand in demands:
            if demand.kind == BUKA:
                opened[demand.unit, demand.day] += 1
            elif Bar(ORANG, demand.unit, demand.what) in held:
                among = self._free(demand.unit, (demand.what,), demand.day, held)
                number = self.posts[demand.unit].need[demand.what]
                needs.append(Need(demand.unit, demand.what, demand.day, among, number))
        for (unit, day), number in opened.items():
            if all(Bar(ORANG, unit, kind) in held for kind in NAKES):
                among = self._free(unit, NAKES, day, held)
                needs.append(Need(unit, "nakes", day, among, number + (Bar(KOSONG, unit) in held)))
        return needs

    def _free(self, unit: Path, kinds: tuple[str, ...], day: date, held: frozenset[Bar]) -> tuple[Slot, ...]:
        slots = (
            Slot(worker.who, unit, worker.kind, day) for worker in self.posts[unit].workers if worker.kind in kinds
        )
        return tuple(slot for slot in slots if held.isdisjoint(self.blocks.get(slot, ())))

    def binding(self, slots: Iterable[Slot], held: frozenset[Bar]) -> list[Limit]:
        """The limits that would be passed if all of these slots were served."""
        return [limit for limit in self.limits(slots, held) if len(limit.slots) > limit.most]

    def limits(self, slots: Iterable[Slot], held: frozenset[Bar]) -> Iterator[Limit]:
        """What may bind the people of these slots; without the rule of being in one place, somebody at two is two."""
        limits = self.problem.limits
        by_person: dict[tuple[Who, Path, str], list[Slot]] = defaultdict(list)
        for slot in slots:
            one_place = Bar(BERSAMA, who=slot.who) in held
            by_person[(slot.who, (), "") if one_place else (slot.who, slot.unit, slot.kind)].append(slot)
        for (who, *_), own in by_person.items():
            own.sort(key=lambda slot: (slot.day, slot.kind, repr(slot.unit)))
            before = self.problem.before.get(who, frozenset()) if Bar(SEBELUM, who=who) in held else frozenset()
            if len({slot.day for slot in own}) < len(own):
                yield from (Limit(tuple(same), 1) for _, same in groupby(own, key=lambda slot: slot.day))
            kader = tuple(slot for slot in own if slot.kind == "kader")
            # Whoever is staff rests from all duty; a kader who is staff elsewhere is not, once the two are two people.
            one_place = Bar(BERSAMA, who=who) in held
            staff = tuple(own) if who in self._staff and (one_place or not kader) else ()
            if Bar(ISTIRAHAT) in held:
                yield from _weekly(staff, before, limits.staff_per_minggu)
            if Bar(BERTURUT) in held:
                yield from _runs(staff, before, limits.berturut)
            if Bar(KADER) in held and limits.kader_per_minggu is not None:
                yield from _weekly(kader, before, limits.kader_per_minggu)


def _weekly(slots: Sequence[Slot], before: frozenset[date], most: int) -> Iterator[Limit]:
    if len(slots) + len(before) <= most:
        return
    served = weeks_of(before)
    for week, inside in groupby(slots, key=lambda slot: slot.day.isocalendar()[:2]):
        yield Limit(tuple(inside), max(0, most - len(served.get(week, ()))))


def _runs(slots: Sequence[Slot], before: frozenset[date], most: int) -> Iterator[Limit]:
    """Every stretch of days without a break that is one day longer than may be served."""
    if len(slots) + len(before) <= most:
        return
    by_day = {day: tuple(same) for day, same in groupby(slots, key=lambda slot: slot.day)}
    for start in sorted(before.union(by_day)):
        stretch = [start + timedelta(days=step) for step in range(most + 1)]
        if all(day in by_day or day in before for day in stretch):
            inside = tuple(slot for day in stretch for slot in by_day.get(day, ()))
            yield Limit(inside, max(0, most - sum(day in before for day in stretch)))


def _solvable(needs: Iterable[Need], binding: Iterable[Limit], until: Patience) -> bool:
    """Whether the needs can be met within limits that bind; everybody whom none binds serves."""
    from ilp_cli.planning.solver import Model, solve

    model = Model()
    columns = bound(model, binding)
    for need in needs:
        terms, number = missing(need, columns)
        model.row(terms, lower=number)
    solved = solve(model, until=until)
    if not solved.known:
        raise OutOfTime
    return solved.feasible


def bound(model: Model, binding: Iterable[Limit]) -> dict[Slot, int]:
    """Add these limits to a model, and a yes-or-no column for each slot under them."""
    columns: dict[Slot, int] = {}
    for limit in binding:
        for slot in limit.slots:
            if slot not in columns:
                columns[slot] = model.column()
        model.row([(columns[slot], 1) for slot in limit.slots], upper=limit.most)
    return columns


def missing(need: Need, columns: Mapping[Slot, int]) -> tuple[list[Term], int]:
    """What a need still asks of the people with columns, once everybody else serves."""
    terms: list[Term] = [(columns[slot], 1) for slot in need.among if slot in columns]
    return terms, need.number - len(need.among) + len(terms)


def _demands(post: Post) -> Iterator[Demand]:
    for kind, number in post.need.items():
        if number:
            yield from (Demand(MINIMUM, post.unit, kind, day) for day in post.days)
    for day, names in post.outings.items():
        yield from (Demand(BUKA, post.unit, name, day) for name in names)


@dataclass(frozen=True, kw_only=True)
class RosterRows:
    """What the roster says of each person at each pustu, and everybody's leave."""

    rows: Mapping[tuple[Who, Path, str], Sequence[Petugas | Kader]]
    leave: Mapping[Who, tuple[Cuti, ...]]


def rows_of(district: District) -> RosterRows:
    """The rows of a roster by person and place."""
    rows: dict[tuple[Who, Path, str], list[Petugas | Kader]] = defaultdict(list)
    for row, unit, kind in placed(district):
        rows[district.identities[row.path], unit, kind].append(row)
    return RosterRows(rows=rows, leave=leave_of(district))


def dispute_of(problem: DutyProblem, roster: RosterRows, until: Patience | None = None) -> Dispute:
    """The problem with the reasons why each person cannot serve on each day they cannot.

    Raises OutOfTime where they are not known before `until` ends it.
    """
    until = until or patience()
    blocks: dict[Slot, frozenset[Bar]] = {}
    for post in problem.posts:
        until.check()
        for worker in post.workers:
            own = roster.rows.get((worker.who, worker.unit, worker.kind), ())
            leave = roster.leave.get(worker.who, ())
            for day in post.days:
                if day not in worker.days:
                    blocks[Slot(worker.who, worker.unit, worker.kind, day)] = _reasons(worker, day, own, leave)
    return Dispute(problem=problem, blocks=blocks, until=until)


def _reasons(worker: Worker, day: date, rows: Iterable[Petugas | Kader], leave: Iterable[Cuti]) -> frozenset[Bar]:
    """Why somebody cannot serve on a day: their time there, their days of the week, their leave, another posyandu."""
    known = [row for row in rows if Away.UNREAD not in aways(row, day)]
    here = [row for row in known if serves(row, day, IN_TIME)]
    bars = {Bar(CUTI, path=cuti.path) for cuti in leave if cuti.covers(day)}
    if day in worker.away:
        bars.add(Bar(PENDAMPING, worker.unit, worker.kind, worker.who))
    if not here:
        bars.add(Bar(MASA, worker.unit, worker.kind, worker.who))
    if not bars or all(Away.WEEKDAY in aways(row, day) for row in here or known):
        bars.add(Bar(HARI, worker.unit, worker.kind, worker.who))
    return frozenset(bars)
