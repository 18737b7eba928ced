"""The smallest repairs of a clash: a day lent by another unit, a leave shifted, somebody more. Each is tried out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from ilp_cli.capabilities.duty.model.post import DutyProblem, Post, Worker
from ilp_cli.capabilities.duty.why.clash import Clash
from ilp_cli.capabilities.duty.why.dispute import BUKA, CUTI, Demand, Dispute, RosterRows, dispute_of
from ilp_cli.capabilities.duty.why.loans import Lender, Lending, Loan, Want, fewest
from ilp_cli.capabilities.duty.why.words import span_text
from ilp_cli.core.finding import Path
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import daftar
from ilp_cli.district.calendar import days_between
from ilp_cli.district.identity import Who
from ilp_cli.district.people import NAKES, Cuti
from ilp_cli.planning.patience import OutOfTime

FARTHEST = 31
"""How many days a leave may be shifted."""
_UNNAMED = 100
"""How much a day weighs for which nobody was found: whatever names somebody is told before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A repair that was tried out: how many changes it takes, its sentence, how far a leave moves, and what is lent.

    `least`: none of its kind takes fewer changes.
    """

    changes: int
    text: str
    moved: int = 0
    loans: tuple[Loan, ...] = ()
    least: bool = True


@dataclass(frozen=True, kw_only=True)
class Whole:
    """The whole duty problem, for asking which pustu somebody serves."""

    problem: DutyProblem

    @cached_property
    def posts(self) -> Mapping[Path, Post]:
        """The pustu by their path."""
        return {post.unit: post for post in self.problem.posts}

    @cached_property
    def homes(self) -> Mapping[Who, Sequence[Path]]:
        """The pustu each person serves."""
        homes: dict[Who, list[Path]] = defaultdict(list)
        for worker in self.problem.workers:
            homes[worker.who].append(worker.unit)
        return homes


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where the repairs of one clash are tried out; `met` are all demands that can be met as things are."""

    whole: Whole
    dispute: Dispute
    clash: Clash
    met: Collection[Demand]
    roster: RosterRows
    lending: Lending

    @property
    def wanted(self) -> list[Demand]:
        """What a repair must reach in this part of the problem: the clash mended, and nothing else broken."""
        return [demand for demand in self.dispute.demands if demand in self.met or demand in self.clash.demands]

    def works(self, changed: Mapping[Path, Post], roster: RosterRows | None = None) -> bool:
        """Whether the clash is mended and nothing else broken with these pustu as they now are."""
        people = {worker.who for post in changed.values() for worker in post.workers}
        homes = (unit for who in people for unit in self.whole.homes.get(who, ()))
        units = dict.fromkeys([*self.dispute.posts, *changed, *sorted(homes)])
        touched = tuple(changed.get(unit, self.whole.posts[unit]) for unit in units)
        dispute = dispute_of(replace(self.whole.problem, posts=touched), roster or self.roster, self.dispute.until)
        return dispute.possible(
            [demand for demand in dispute.demands if demand in self.met or demand in self.clash.demands]
        )


def least(bench: Bench, repair: Repair) -> bool:
    """Whether no repair is smaller: what is one change is; else leave may be shifted in more ways than were tried."""
    return repair.changes == 1 or (repair.least and all(rule.kind != CUTI for rule in bench.clash.rules))


def repairs(bench: Bench) -> tuple[tuple[Repair, ...], bool]:
    """The smallest repairs found, the fewest changes first, every one tried out; and whether there was time for all."""
    working: list[Repair] = []
    whole = True
    try:
        for way in (shifts, _lent, _more_people):
            bench.dispute.until.check()
            working += way(bench)
    except OutOfTime:
        whole = False
    return tuple(sorted(working, key=lambda repair: (repair.changes, repair.moved))), whole


def shifts(bench: Bench) -> Iterator[Repair]:
    """Each leave of the clash on the nearest other days of the period on which it does no harm."""
    first, last = bench.whole.problem.days[0], bench.whole.problem.days[-1]
    leave = {rule.path for rule in bench.clash.rules if rule.kind == CUTI}
    for who, cuti in ((who, cuti) for who, own in bench.roster.leave.items() for cuti in own if cuti.path in leave):
        if not (cuti.dari and cuti.sampai and first <= cuti.dari and cuti.sampai <= last):
            continue
        for step in sorted(range(-FARTHEST, FARTHEST + 1), key=abs):
            dari, sampai = cuti.dari + timedelta(days=step), cuti.sampai + timedelta(days=step)
            moved = replace(cuti, dari=dari, sampai=sampai)
            if not step or dari < first or sampai > last or not _as_long(bench, who, cuti, moved):
                continue
            if _shifted(bench, who, moved):
                way = f"{'mundur' if step > 0 else 'maju'} {abs(step)} hari"
                days = tuple(days_between(dari, sampai))
                text = f"geser cuti {_name(bench, who)} ke {span_text(days, days)} ({way})"
                yield Repair(changes=1, text=text, moved=abs(step))
                break


def _name(bench: Bench, who: Who) -> str:
    return next(worker.nama for worker in bench.dispute.problem.workers if worker.who == who)


def _as_long(bench: Bench, who: Who, cuti: Cuti, moved: Cuti) -> bool:
    """Whether a leave takes as many days of service on its new days, and meets no other leave of the same person."""
    own = [worker for worker in bench.dispute.problem.workers if worker.who == who]
    usual = {day for worker in own for day in (*worker.days, *worker.cuti)}
    others = [other for other in bench.roster.leave[who] if other.path != cuti.path]
    if any(other.covers(day) for other in others for day in bench.whole.problem.days if moved.covers(day)):
        return False
    return sum(map(moved.covers, usual)) == sum(map(cuti.covers, usual))


def _shifted(bench: Bench, who: Who, moved: Cuti) -> bool:
    leave = tuple(moved if cuti.path == moved.path else cuti for cuti in bench.roster.leave[who])
    changed = {
        post.unit: replace(post, workers=tuple(_with_leave(w, leave) if w.who == who else w for w in post.workers))
        for post in bench.dispute.problem.posts
        if any(worker.who == who for worker in post.workers)
    }
    return bench.works(changed, replace(bench.roster, leave={**bench.roster.leave, who: leave}))


def _with_leave(worker: Worker, leave: Iterable[Cuti]) -> Worker:
    usual = worker.days.union(worker.cuti)
    there = sorted(usual)
    away = {day: cuti for cuti in leave for day in cuti.among(there)}
    return replace(worker, days=frozenset(usual - away.keys()), cuti=away)


def _lent(bench: Bench) -> Iterator[Repair]:
    """The fewest days of somebody else that are enough: from the own puskesmas, then from those around it."""
    near = lenders_of(bench, far=False)
    loans = fewest(bench.dispute, bench.wanted, near, bench.lending)
    if not all(loan.lender for loan in loans):
        wide = lenders_of(bench, far=True)
        loans = fewest(
            bench.dispute, bench.wanted, {place: [*near[place], *wide[place]] for place in near}, bench.lending
        )
    first = len(loans)
    if not bench.works(posts_with(bench, loans)):
        # Somebody of another pustu lokus is bound by limits of their own; those of other units are not.
        units = bench.whole.posts
        outside = {place: [lender for lender in near[place] if lender.unit not in units] for place in near}
        loans = fewest(bench.dispute, bench.wanted, outside, bench.lending)
    if loans and bench.works(posts_with(bench, loans)):
        bench.lending.lend(loans)
        named = all(loan.lender for loan in loans)
        yield Repair(
            changes=len(loans) * (1 if named else _UNNAMED),
            text=_loan_text(bench, loans),
            loans=tuple(loans),
            least=len(loans) == first and (named or not any(loan.lender for loan in loans)),
        )


def lenders_of(bench: Bench, *, far: bool) -> dict[Want, list[Lender]]:
    """Who could help where: the pustu, kinds of people and days of the clash."""
    places: dict[tuple[Path, str], dict[date, None]] = defaultdict(dict)
    for demand in bench.clash.demands:
        for kind in NAKES if demand.kind == BUKA else (demand.what,):
            places[demand.unit, kind][demand.day] = None
    lenders: dict[Want, list[Lender]] = {}
    for (unit, kind), days in places.items():
        able = list(bench.lending.lenders(unit, kind, list(days), far=far))
        lenders.update(((unit, kind, day), [lender for lender in able if day in lender.days]) for day in days)
    return lenders


def posts_with(bench: Bench, loans: Sequence[Loan]) -> dict[Path, Post]:
    """The pustu with these loans: somebody more where they go, their own people less on the days they are away."""
    posts = bench.whole.posts
    changed: dict[Path, Post] = {}
    days: dict[tuple[Who, Path, str], set[date]] = defaultdict(set)
    for number, loan in enumerate(loans):
        unit, kind, day = loan.place
        days[loan.lender.who if loan.lender else ("seseorang", number), unit, kind].add(day)
    for (who, unit, kind), served in days.items():
        post = changed.get(unit, posts[unit])
        guest = Worker(who=who, nama="", kind=kind, unit=unit, person=(), days=frozenset(served))
        changed[unit] = replace(post, workers=(*post.workers, guest))
        for home in (home for home in bench.whole.homes.get(who, ()) if home != unit):
            now = changed.get(home, posts[home])
            workers = tuple(replace(w, days=w.days - served) if w.who == who else w for w in now.workers)
            changed[home] = replace(now, workers=workers)
    return changed


def _loan_text(bench: Bench, loans: Sequence[Loan]) -> str:
    """Who is lent: "pinjam bidan dari puskesmas induk Suli (Siti) pada 12 Mei 2025"."""
    by_person: dict[tuple[str, str, str, Path], list[date]] = defaultdict(list)
    for loan in loans:
        unit, kind, day = loan.place
        lender = loan.lender
        by_person[kind, lender.label if lender else "", lender.nama if lender else "", unit].append(day)
    several = len({unit for _, unit, _ in bench.clash.groups}) > 1
    lent, lacking = [], []
    for (kind, label, nama, unit), days in by_person.items():
        post = bench.dispute.posts[unit]
        target = f" ke {sebutan('pustu', post.pustu)}" if several else ""
        when = f"pada {span_text(days, post.days)}"
        if label:
            lent.append(f"{kind} dari {label} ({nama}){target} {when}")
        else:
            lacking.append(f"{len(days)} hari-orang {kind}{target} {when}")
    nobody = " (tidak ada unit yang dapat meminjamkan)"
    if not lent:
        return f"tambah {daftar(lacking)}{nobody}"
    if lacking:
        return f"pinjam {daftar(lent)}, ditambah {daftar(lacking)}{nobody}"
    return f"pinjam {daftar(lent)}" + (f" ({len(loans)} hari-orang)" if len(loans) > 1 else "")


def _more_people(bench: Bench) -> Iterator[Repair]:
    """Where no leave is to blame: how many more people of the kind make it possible for good."""
    groups = bench.clash.groups
    if len(groups) > 1 or groups[0][0] == BUKA or any(rule.kind == CUTI for rule in bench.clash.rules):
        return
    _, unit, kind = groups[0]
    post = bench.dispute.posts[unit]
    for number in range(1, post.need[kind] + 1):
        more = tuple(
            Worker(who=("orang baru", newcomer), nama="", kind=kind, unit=unit, person=(), days=frozenset(post.days))
            for newcomer in range(number)
        )
        if bench.works({unit: replace(post, workers=(*post.workers, *more))}):
            days = len(bench.clash.days(groups[0]))
            yield Repair(
                changes=number * days, text=f"tempatkan {number} {kind} lagi di {sebutan('pustu', post.pustu)}"
            )
            return
