"""Why a month is impossible: every answer beside one found by trying everything, with code that shares nothing."""

from __future__ import annotations

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ilp_cli.capabilities.duty.model.post import DutyProblem
from ilp_cli.capabilities.duty.model.problem import apart, duty_problem
from ilp_cli.capabilities.duty.why.clash import Clash, clashes, group_of
from ilp_cli.capabilities.duty.why.conflicts import conflicts
from ilp_cli.capabilities.duty.why.dispute import Bar, Demand, Dispute, dispute_of, rows_of
from ilp_cli.capabilities.duty.why.loans import Lending, Loan, fewest
from ilp_cli.capabilities.duty.why.repair import Bench, Whole, lenders_of, posts_with, repairs, shifts
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.law.configs import law
from ilp_cli.planning.patience import OutOfTime, Patience
from ilp_cli.reading.load import load
from tests.plans import plan

MONDAY = date(2025, 5, 5)
HARI = "senin selasa rabu kamis jumat sabtu minggu".split()
NEED = {"bidan": 1, "perawat": 1, "kader": 2}


@dataclass(frozen=True)
class Human:
    """Somebody at one pustu, as the trial knows them: weekdays (empty: all), first and last day, leave."""

    name: str
    unit: str
    kind: str
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    leave: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True)
class World:
    """A small district: its pustu with their service weekdays, who is there, and the posyandu that open."""

    pustu: Mapping[str, tuple[int, ...]]
    people: tuple[Human, ...]
    openings: tuple[tuple[str, str, date], ...]
    days: tuple[date, ...]
    per_week: int | None
    rest: int


def world(seed: int) -> World:
    """A district that is short of people in one way or another."""
    chance = Random(seed)
    days = tuple(MONDAY + timedelta(days=step) for step in range(chance.choice([4, 8, 9])))
    pustu = {name: tuple(range(chance.choice([5, 6, 7, 7]))) for name in "AB"[: chance.choice([1, 1, 2])]}
    people = []
    for unit in pustu:
        for kind, numbers in (("bidan", [0, 1, 1, 2]), ("perawat", [1, 1, 2]), ("kader", [2, 2, 3])):
            for number in range(chance.choice(numbers)):
                start = chance.choice(days)
                leave = ((start, min(days[-1], start + timedelta(days=chance.randrange(3)))),)
                people.append(
                    Human(
                        name=f"{kind} {unit}{number}",
                        unit=unit,
                        kind=kind,
                        weekdays=tuple(range(chance.choice([4, 6]))) if chance.random() < 0.2 else (),
                        until=chance.choice(days) if chance.random() < 0.1 else None,
                        leave=leave if chance.random() < 0.3 else (),
                    )
                )
    for kind in ("bidan", "perawat"):
        number = chance.choice([0, 1, 2, 3])
        people += [
            Human(name=f"{kind} induk{nth}", unit="", kind=kind, weekdays=(0, 1, 2, 3, 4)) for nth in range(number)
        ]
    shared = [human for human in people if human.kind == "bidan" and human.unit == "A"]
    if "B" in pustu and shared and chance.random() < 0.7:
        people.append(replace(shared[0], unit="B", weekdays=(), until=None))
    openings = [
        (f"Melati {number}", unit, chance.choice(days)) for unit in pustu for number in range(chance.choice([0, 2]))
    ]
    return World(pustu, tuple(people), tuple(openings), days, chance.choice([None, None, 4]), chance.choice([1, 1, 2]))


def folder_of(world: World, folder: Path) -> Path:
    """The district as a plan folder."""
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    for human in world.people:
        row: dict[str, object] = {"nama": human.name, "puskesmas": "Suli", "pustu": human.unit or None}
        row |= {"nik": f"731701450185{[h.name for h in world.people].index(human.name):04d}"}
        row |= {"hari_tugas": ", ".join(HARI[day] for day in human.weekdays)} if human.weekdays else {}
        row |= {"sampai": human.until.isoformat()} if human.until else {}
        row |= {"profesi": human.kind.capitalize()} if human.kind != "kader" else {}
        rows["kader" if human.kind == "kader" else "petugas"].append(row)
    leave = {(human.name, dari, sampai) for human in world.people for dari, sampai in human.leave}
    roadmap: dict[str, object] = {
        "kabupaten": {"nama": "Luwu"},
        "kebijakan": {"kader_hari_per_minggu": world.per_week} if world.per_week else {},
        "standar": {"kerja.istirahat_mingguan": {"nilai": world.rest, "dasar": "SK rekaan"}} if world.rest > 1 else {},
        "puskesmas": [
            {
                "nama": "Suli",
                "pustu": [{"nama": u, "hari_layanan": [HARI[d] for d in days]} for u, days in world.pustu.items()],
                "posyandu": [
                    {"nama": n, "pustu": u, "hari_buka": f"tanggal {day.day}"} for n, u, day in world.openings
                ],
            }
        ],
        "tahap": [{"tahun": 2025, "lokus": [{"puskesmas": "Suli", "pustu": list(world.pustu)}]}],
        "petugas": rows["petugas"],
        "kader": rows["kader"],
        "cuti": [{"nama": n, "dari": a.isoformat(), "sampai": b.isoformat()} for n, a, b in sorted(leave)],
    }
    return plan(folder, json.dumps(roadmap, ensure_ascii=False))


def problem_of(world: World, folder: Path) -> tuple[District, DutyProblem]:
    district = load(folder_of(world, folder))
    assert not [finding for finding in district.misfits if finding.severity == "error"], district.misfits
    case = Case(district=district, pada=MONDAY, years=(2025,), law=law())
    return district, duty_problem(case, world.days, {})


@dataclass(frozen=True)
class Asked:
    """What a trial is asked: minimums, openings and rules, and who is lent: a guest here, absent there."""

    minimums: frozenset[tuple[str, str, date]]
    openings: frozenset[tuple[str, str, date]]
    rules: frozenset[tuple[str, ...]]
    absent: frozenset[tuple[str, str, date]] = frozenset()
    guests: frozenset[tuple[str, str, str, date]] = frozenset()


def feasible(world: World, asked: Asked) -> bool:
    """Whether some choice of people for every day keeps every rule; places that share nobody are asked apart."""
    return all(_feasible(world, asked, places) for places in _apart(world, asked))


def _apart(world: World, asked: Asked) -> list[set[tuple[str, str]]]:
    parts = [{(unit, kind)} for unit in world.pustu for kind in NEED]
    people = [*((human.name, human.unit, human.kind) for human in world.people), *(guest[:3] for guest in asked.guests)]
    links = [{(unit, "bidan"), (unit, "perawat")} for _, unit, _ in asked.openings]
    links += [{(unit, kind) for other, unit, kind in people if other == name} for name, _, _ in people]
    for link in links:
        joined = set().union(link, *(part for part in parts if part & link))
        parts = [part for part in parts if not part & link] + [joined]
    return parts


def _feasible(world: World, asked: Asked, places: set[tuple[str, str]]) -> bool:
    """Day by day, every choice of as few people as the day needs: more would only use up what may be asked of them."""
    states = {frozenset[tuple[str, int, int]]()}
    for day in world.days:
        if day.weekday() == 0:
            states = {frozenset((who, 0, run) for who, _, run in state) for state in states}
        able = [slot for slot in _able(world, asked, day) if slot[1:] in places and _wanted(asked, slot, day)]
        choices = list(_choices(world, asked, able, day, places))
        after = (_after(world, asked.rules, state, chosen) for chosen in choices for state in states)
        states = {state for state in after if state is not None}
        if not states:
            return False
    return True


def _able(world: World, asked: Asked, day: date) -> list[tuple[str, str, str]]:
    able = [(name, unit, kind) for name, unit, kind, when in asked.guests if when == day]
    for human in (human for human in world.people if human.unit):
        slot = human.name, human.unit, human.kind
        away = any(a <= day <= b and ("cuti", human.name, str(a)) in asked.rules for a, b in human.leave)
        off = human.weekdays and day.weekday() not in human.weekdays and ("hari_tugas", *slot) in asked.rules
        gone = human.until and day > human.until and ("masa_tugas", *slot) in asked.rules
        opened = day.weekday() in world.pustu[human.unit]
        if opened and not away and not off and not gone and (human.name, human.unit, day) not in asked.absent:
            able.append(slot)
    return able


def _wanted(asked: Asked, slot: tuple[str, str, str], day: date) -> bool:
    _, unit, kind = slot
    return (unit, kind, day) in asked.minimums or (
        kind != "kader" and any(u == unit and d == day for _, u, d in asked.openings)
    )


def _choices(
    world: World, asked: Asked, able: Sequence[tuple[str, str, str]], day: date, places: set[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str, str], ...]]:
    enough: list[set[tuple[str, str, str]]] = []
    for size in range(len(able) + 1):
        for chosen in combinations(able, size):
            if not any(fewer <= set(chosen) for fewer in enough) and _covers(asked, chosen, day, places):
                enough.append(set(chosen))
                yield chosen


def _covers(asked: Asked, chosen: Sequence[tuple[str, str, str]], day: date, places: set[tuple[str, str]]) -> bool:
    counts = {place: sum((unit, kind) == place for _, unit, kind in chosen) for place in places}
    for unit, kind in places:
        if (
            ("orang", unit, kind) in asked.rules
            and (unit, kind, day) in asked.minimums
            and counts[unit, kind] < NEED[kind]
        ):
            return False
        away = sum(other == unit and when == day for _, other, when in asked.openings)
        known = all(("orang", unit, nakes) in asked.rules for nakes in ("bidan", "perawat"))
        if kind == "bidan" and away and known:
            stays = ("pustu_kosong", unit) in asked.rules
            if counts[unit, "bidan"] + counts[unit, "perawat"] < away + stays:
                return False
    return True


def _after(
    world: World,
    held: frozenset[tuple[str, ...]],
    state: frozenset[tuple[str, int, int]],
    chosen: Sequence[tuple[str, str, str]],
) -> frozenset[tuple[str, int, int]] | None:
    """Everybody's days of this week and days in a row after one more day; None where a limit is passed."""
    known = {who: (week, run) for who, week, run in state}
    serving: dict[str, str] = {}
    for name, unit, kind in chosen:
        who = name if ("bersama", name) in held else f"{name}@{unit}"
        if who in serving:
            return None
        serving[who] = kind
    after = {who: (week, 0) for who, (week, _) in known.items()}
    for who, kind in serving.items():
        week, run = known.get(who, (0, 0))
        after[who] = week, run = week + 1, run + 1
        most = (world.per_week if ("kader_per_minggu",) in held else None) if kind == "kader" else 7
        most = 7 - world.rest if kind != "kader" and ("istirahat",) in held else most
        if (most and week > most) or (kind != "kader" and ("berturut",) in held and run > 6):
            return None
    return frozenset((who, week, run) for who, (week, run) in after.items())


class Reader:
    """Turns what the planner says into what the trial is asked."""

    def __init__(self, world: World, district: District, problem: DutyProblem) -> None:
        self.world, self.district = world, district
        self.unit = {post.unit: post.pustu for post in problem.posts}
        self.name = {district.identities[row.path]: row.nama for row in (*district.petugas, *district.kader)}

    def demand(self, demand: Demand) -> tuple[str, tuple[str, str, date]]:
        unit = self.unit[demand.unit]
        named = (unit, demand.what, demand.day) if demand.kind == "minimum" else (demand.what, unit, demand.day)
        return demand.kind, named

    def rule(self, rule: Bar) -> tuple[str, ...]:
        if rule.kind == "cuti":
            cuti = self.district.cuti[int(rule.path[1])]
            return "cuti", cuti.nama, str(cuti.dari)
        if rule.kind in ("istirahat", "berturut", "kader_per_minggu"):
            return (rule.kind,)
        if rule.kind == "bersama":
            return "bersama", self.name[rule.who]
        if rule.kind == "pustu_kosong":
            return rule.kind, self.unit[rule.unit]
        if rule.kind == "orang":
            return rule.kind, self.unit[rule.unit], rule.what
        return rule.kind, self.name[rule.who], self.unit[rule.unit], rule.what

    def asked(self, demands: Iterable[Demand], rules: Iterable[Bar], **more: Any) -> Asked:
        told = [self.demand(demand) for demand in demands]
        return Asked(
            minimums=frozenset(what for kind, what in told if kind == "minimum"),
            openings=frozenset(what for kind, what in told if kind == "buka"),
            rules=frozenset(map(self.rule, rules)),
            **more,
        )

    def everything(self, cases: Sequence[Dispute]) -> Asked:
        """Every demand of the district, with every rule there could be; not taken from the planner."""
        people = self.world.people
        slots = {(human.name, human.unit, human.kind) for human in people if human.unit}
        rules: set[tuple[str, ...]] = {("istirahat",), ("berturut",), ("kader_per_minggu",)}
        rules |= {("cuti", human.name, str(dari)) for human in people for dari, _ in human.leave}
        rules |= {(kind, *slot) for slot in slots for kind in ("hari_tugas", "masa_tugas")}
        rules |= {("bersama", human.name) for human in people}
        rules |= {("orang", unit, kind) for unit in self.world.pustu for kind in NEED}
        rules |= {("pustu_kosong", unit) for unit in self.world.pustu}
        opened = [
            (unit, day) for unit, days in self.world.pustu.items() for day in self.world.days if day.weekday() in days
        ]
        return Asked(
            minimums=frozenset((unit, kind, day) for unit, day in opened for kind in NEED),
            openings=frozenset(opening for opening in self.world.openings if (opening[1], opening[2]) in opened),
            rules=frozenset(rules),
        )


def without(clash: Clash) -> Iterator[tuple[list[Demand], list[Bar]]]:
    """A clash with one of its facts taken away, each in turn."""
    for rule in clash.rules:
        yield list(clash.demands), [other for other in clash.rules if other != rule]
    for group in clash.groups:
        yield [demand for demand in clash.demands if group_of(demand) != group], list(clash.rules)


@dataclass(frozen=True)
class Trial:
    """One small district with everything the planner found in it."""

    world: World
    reader: Reader
    problem: DutyProblem
    cases: list[Dispute]
    disputed: list[tuple[Dispute, Clash]]
    lending: Lending

    def benches(self) -> Iterator[Bench]:
        """Every clash with what can be met besides."""
        clashing = {demand for _, clash in self.disputed for demand in clash.demands}
        met = {demand for dispute in self.cases for demand in dispute.demands} - clashing
        for dispute, clash in self.disputed:
            roster = self.lending.roster
            yield Bench(
                whole=Whole(problem=self.problem),
                dispute=dispute,
                clash=clash,
                met=met,
                roster=roster,
                lending=self.lending,
            )

    def asked(self, demands: Iterable[Demand], **more: Any) -> Asked:
        """These demands under every rule there is."""
        told = self.reader.asked(demands, ())
        whole = self.reader.everything(self.cases)
        return replace(whole, minimums=told.minimums, openings=told.openings, **more)


def trial(seed: int) -> Trial:
    """The trial of a seed, found once for all tests, with nobody lent yet."""
    fresh = _trial(seed)
    return replace(fresh, lending=Lending(fresh.reader.district, NEED, fresh.lending.roster, ()))


@cache
def _trial(seed: int) -> Trial:
    drawn = world(seed)
    with tempfile.TemporaryDirectory() as folder:
        district, problem = problem_of(drawn, Path(folder))
    roster = rows_of(district)
    cases = [dispute_of(part, roster) for part in apart(problem)]
    disputed = [(dispute, clash) for dispute in cases for clash in clashes(dispute)[0]]
    return Trial(drawn, Reader(drawn, district, problem), problem, cases, disputed, Lending(district, NEED, roster, ()))


@pytest.mark.parametrize("start", range(0, 320, 20))
def test_every_answer_is_what_trying_everything_finds(start: int) -> None:
    """Possible or not, facts that clash, none too many, and the rest possible: 320 small districts."""
    for seed in range(start, start + 20):
        tried = trial(seed)
        assert feasible(tried.world, tried.reader.everything(tried.cases)) is (not tried.disputed), seed
        clashing = {demand for _, clash in tried.disputed for demand in clash.demands}
        rest = [demand for dispute in tried.cases for demand in dispute.demands if demand not in clashing]
        assert feasible(tried.world, tried.asked(rest)), seed
        for _, clash in tried.disputed:
            assert not feasible(tried.world, tried.reader.asked(clash.demands, clash.rules)), (seed, clash)
            for demands, rules in without(clash):
                assert feasible(tried.world, tried.reader.asked(demands, rules)), (seed, clash)


@dataclass(frozen=True)
class Questions(Patience):
    """So many questions may be asked, then the search must end."""

    asked: Iterator[int] = field(default_factory=lambda: iter(()), compare=False)

    def check(self) -> None:
        if next(self.asked, None) is None:
            raise OutOfTime


def test_a_search_that_ends_early_names_nothing_of_pustu_that_are_not_concerned() -> None:
    ended = []
    for seed in range(40):
        for dispute in map(served_before, trial(seed).cases):
            for number in range(2, 60, 7):
                found, _ = clashes(replace(dispute, until=Questions(asked=iter(range(number)))))
                ended += [(dispute, clash) for clash in found if not clash.minimal]
    assert len(ended) > 100
    assert {"sebelumnya", "bersama", "cuti"} <= {rule.kind for _, clash in ended for rule in clash.rules}
    for dispute, clash in ended:
        units = {demand.unit for demand in clash.demands}
        workers = [worker for worker in dispute.problem.workers if worker.unit in units]
        asked = {(demand.unit, demand.day) for demand in clash.demands}
        blocking = {rule for slot, own in dispute.blocks.items() if (slot.unit, slot.day) in asked for rule in own}
        assert {rule.unit for rule in clash.rules if rule.unit} <= units
        assert {rule.who for rule in clash.rules if rule.who} <= {worker.who for worker in workers}
        assert {rule for rule in clash.rules if rule.kind == "cuti"} <= blocking


def served_before(dispute: Dispute) -> Dispute:
    """A dispute whose people have all been on duty the day before."""
    everybody = {worker.who: frozenset([MONDAY - timedelta(days=1)]) for worker in dispute.problem.workers}
    return replace(dispute, problem=replace(dispute.problem, before=everybody))


def test_a_search_that_ends_early_tells_earlier_duty_of_the_people_of_the_part_alone() -> None:
    """Two pustu that share nobody: whatever was found out by then is told of one of them."""
    ended = 0
    tries = [tried for tried in map(trial, range(80)) if tried.disputed and len(tried.cases) == 2]
    for tried in tries:
        names = {post.pustu: {worker.nama for worker in post.workers} for post in tried.problem.posts}
        everybody = {worker.who: frozenset([MONDAY - timedelta(days=1)]) for worker in tried.problem.workers}
        problem = replace(tried.problem, before=everybody)
        for number in range(4, 60, 5):
            until = Questions(asked=iter(range(number)))
            for conflict in conflicts(problem, tried.reader.district, until=until).conflicts:
                (pustu,) = re.findall(r"pustu (\w) ", conflict.subject)
                told = [fact.text for fact in conflict.facts if fact.kind == "sebelumnya"]
                assert {text.split(" sudah bertugas")[0] for text in told} <= names[pustu]
                ended += bool(told)
    assert ended > 20


def lent(tried: Trial, bench: Bench, loans: Sequence[Loan]) -> Asked:
    """What can be met, and the clash, with these days lent."""
    guests, absent = set(), set()
    home = {human.name: human.unit for human in tried.world.people}
    for number, loan in enumerate(loans):
        unit, kind, day = loan.place
        name = loan.lender.nama if loan.lender else f"tamu {number}"
        guests.add((name, tried.reader.unit[unit], kind, day))
        absent.add((name, home.get(name, ""), day))
    demands = [*bench.met, *bench.clash.demands]
    return tried.asked(demands, guests=frozenset(guests), absent=frozenset(absent))


@pytest.mark.parametrize("start", range(0, 120, 20))
def test_days_lent_mend_the_clash_and_fewer_would_not(start: int) -> None:
    for seed in range(start, start + 20):
        tried = trial(seed)
        for bench in tried.benches():
            lenders = lenders_of(bench, far=False)
            loans = fewest(bench.dispute, bench.wanted, lenders, tried.lending)
            works = bench.works(posts_with(bench, loans))
            assert works is feasible(tried.world, lent(tried, bench, loans)), (seed, bench.clash, loans)
            assert spared(tried, loans), seed
            fewer = list(combinations([place for place in lenders for _ in range(2)], len(loans) - 1))
            for places in fewer if len(fewer) <= 24 else fewer[:: len(fewer) // 24]:
                nobody = [Loan(place=place) for place in places]
                assert not feasible(tried.world, lent(tried, bench, nobody)), (seed, bench.clash, places)


def spared(tried: Trial, loans: Sequence[Loan]) -> bool:
    """Whether the puskesmas induk keeps one of each kind on every day on which it lends."""
    for kind, day in {loan.place[1:] for loan in loans}:
        induk = [human for human in tried.world.people if not human.unit and human.kind == kind]
        there = {h.name for h in induk if day.weekday() in h.weekdays and not any(a <= day <= b for a, b in h.leave)}
        gone = {loan.lender.nama for loan in loans if loan.lender and loan.place[1:] == (kind, day)} & there
        if gone and len(there - gone) < 1:
            return False
    return True


@pytest.mark.parametrize("start", range(0, 320, 20))
def test_a_leave_shifted_as_told_mends_the_clash(start: int) -> None:
    for seed in range(start, start + 20):
        tried = trial(seed)
        for bench in tried.benches():
            for repair in shifts(bench):
                told = re.fullmatch(r"geser cuti (.+) ke .+ \((maju|mundur) (\d+) hari\)", repair.text)
                assert told, repair.text
                step = timedelta(days=int(told[3]) * (1 if told[2] == "mundur" else -1))
                people = tuple(
                    replace(human, leave=tuple((a + step, b + step) for a, b in human.leave))
                    if human.name == told[1] else human
                    for human in tried.world.people
                )  # fmt: skip
                moved = replace(tried.world, people=people)
                everything = Reader(moved, tried.reader.district, tried.problem).everything(tried.cases)
                told_demands = tried.reader.asked([*bench.met, *bench.clash.demands], ())
                asked = replace(everything, minimums=told_demands.minimums, openings=told_demands.openings)
                assert feasible(moved, asked), (seed, repair.text)


@pytest.mark.parametrize("start", range(0, 80, 20))
def test_every_repair_that_is_told_works(start: int) -> None:
    """Days lent, one repair after another, and people placed: each beside trying everything."""
    for seed in range(start, start + 20):
        tried = trial(seed)
        taken: set[tuple[str, date]] = set()
        for bench in tried.benches():
            told, _ = repairs(bench)
            assert told, (seed, bench.clash)
            for repair in told:
                if repair.loans:
                    assert feasible(tried.world, lent(tried, bench, repair.loans)), (seed, repair.text)
                    days = {(loan.lender.nama, loan.place[2]) for loan in repair.loans if loan.lender}
                    assert not days & taken, (seed, repair.text)
                    taken |= days
                placed = re.fullmatch(r"tempatkan (\d) (\w+) lagi di pustu (\w)", repair.text)
                if placed:
                    new = [Human(f"baru {number}", placed[3], placed[2]) for number in range(int(placed[1]))]
                    more = replace(tried.world, people=(*tried.world.people, *new))
                    assert feasible(more, tried.asked([*bench.met, *bench.clash.demands])), (seed, repair.text)
