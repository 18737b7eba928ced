"""Duty rosters of whole months and a year, from files: what is called proven, beside a referee of its own.

The referee knows neither the planner nor the district as it was read: it makes its people itself, writes them to files
for the planner, and puts the same people into a program of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import highspy
import pytest

from ilp_cli.capabilities.duty.verb.plan import PlannedDuty, plan_duty
from ilp_cli.capabilities.duty.verb.why import Why, why
from ilp_cli.planning.patience import patience

HARI = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
NEED = {"bidan": 1, "perawat": 1, "kader": 2}
STAFF_A_WEEK = STAFF_IN_A_ROW = 6
MONTHS = (7, 10, 11)
"""Months of 2025 without a national holiday or a day of cuti bersama."""

Cover = tuple[int, int, int, int]
"""Person-days missing, days with no kader, posyandu alone, days of duty."""


@dataclass(frozen=True)
class Somebody:
    nama: str
    kind: str
    weekdays: frozenset[int]
    leave: tuple[tuple[date, date], ...]

    def there(self, day: date) -> bool:
        return day.weekday() in self.weekdays and not any(first <= day <= last for first, last in self.leave)


@dataclass(frozen=True)
class Place:
    nama: str
    weekdays: tuple[int, ...]
    people: tuple[Somebody, ...]
    opens: tuple[tuple[int, int], ...]
    """The posyandu: each on the so-many-th weekday of every month."""

    def opening(self, day: date) -> int:
        return sum(day.weekday() == weekday and (day.day - 1) // 7 + 1 == which for weekday, which in self.opens)


def places_of(chance: Random, days: Sequence[date]) -> list[Place]:
    return [_place(chance, number, days) for number in range(chance.randint(1, 2))]


def _place(chance: Random, number: int, days: Sequence[date]) -> Place:
    weekdays = tuple(range(chance.choice((5, 5, 6, 7))))
    people = []
    for kind, most in (("bidan", 2), ("perawat", 3), ("kader", 4)):
        for which in range(chance.randint(1, most)):
            own = frozenset(chance.sample(weekdays, chance.randint(2, 4))) if chance.random() < 0.25 else frozenset()
            leave = tuple(_leave(chance, days) for _ in range(chance.choice((0, 0, 1, 2)) if kind != "kader" else 0))
            people.append(Somebody(f"{kind.title()} {number} {which}", kind, own or frozenset(weekdays), leave))
    opens = tuple((chance.choice(weekdays[:5]), chance.randint(1, 4)) for _ in range(chance.randint(0, 3)))
    return Place(f"Pustu {number}", weekdays, tuple(people), opens)


def _leave(chance: Random, days: Sequence[date]) -> tuple[date, date]:
    first = chance.choice(days)
    return first, first + timedelta(days=chance.randint(0, 9))


def write(folder: Path, places: Sequence[Place], limit: int | None) -> None:
    lines = ["kabupaten: {nama: Uji}", "roster: ."]
    lines += [f"kebijakan: {{kader_hari_per_minggu: {limit}}}"] if limit else []
    lines += ["puskesmas:"]
    petugas, kader, cuti = ["nama,puskesmas,pustu,profesi,hari_tugas"], ["nama,puskesmas,pustu,hari_tugas"], []
    for place in places:
        days = ", ".join(HARI[weekday] for weekday in place.weekdays)
        lines += [f"  - nama: Pkm {place.nama}", f"    pustu: [{{nama: {place.nama}, hari_layanan: [{days}]}}]"]
        lines += ["    posyandu:"] if place.opens else []
        for number, (weekday, which) in enumerate(place.opens):
            own = f"nama: Melati {number}, pustu: {place.nama}, hari_buka: {HARI[weekday]} ke-{which}"
            lines.append(f"      - {{{own}}}")
        for person in place.people:
            own = "" if person.weekdays == frozenset(place.weekdays) else _days(person.weekdays)
            row = f"{person.nama},Pkm {place.nama},{place.nama}"
            kader.append(f'{row},"{own}"') if person.kind == "kader" else petugas.append(f'{row},{person.kind},"{own}"')
            cuti += [f"{person.nama},{first},{last}" for first, last in person.leave]
    lines += ["tahap:", "  - tahun: 2025", "    lokus:"]
    lines += [f"      - {{puskesmas: Pkm {place.nama}, pustu: [{place.nama}]}}" for place in places]
    tables = {"roadmap.yaml": lines, "petugas.csv": petugas, "kader.csv": kader}
    for name, rows in {**tables, "cuti.csv": ["nama,dari,sampai", *cuti]}.items():
        (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")


def _days(weekdays: Iterable[int]) -> str:
    return ", ".join(HARI[weekday] for weekday in sorted(weekdays))


@dataclass
class Referee:
    """A program of whole numbers, one aim after another."""

    highs: Any = field(default_factory=highspy.Highs)
    number: int = 0

    def __post_init__(self) -> None:
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("mip_rel_gap", 0.0)
        self.highs.setOptionValue("threads", 1)

    def column(self, most: int = 1) -> int:
        self.highs.addVar(0, most)
        self.highs.changeColIntegrality(self.number, highspy.HighsVarType.kInteger)
        self.number += 1
        return self.number - 1

    def at_least(self, terms: Sequence[tuple[int, int]], least: int) -> None:
        self._row(terms, least, highspy.kHighsInf)

    def at_most(self, terms: Sequence[tuple[int, int]], most: int) -> None:
        self._row(terms, -highspy.kHighsInf, most)

    def _row(self, terms: Sequence[tuple[int, int]], lower: float, upper: float) -> None:
        columns, factors = zip(*terms, strict=True)
        self.highs.addRow(lower, upper, len(terms), list(columns), [float(factor) for factor in factors])

    def least(self, columns: Sequence[int]) -> int:
        """The least this sum can be without worsening those before it."""
        for column in range(self.number):
            self.highs.changeColCost(column, 1.0 if column in set(columns) else 0.0)
        self.highs.run()
        assert self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        best: int = round(self.highs.getInfo().objective_function_value)
        if columns:
            self.at_most([(column, 1) for column in columns], best)
        return best


def best_cover(places: Sequence[Place], days: Sequence[date], limit: int | None) -> Cover:
    """The least person-days missing, then days with no kader, posyandu alone and days of duty, in that order."""
    program = Referee()
    short, empty, alone, total = (list[int]() for _ in range(4))
    for place in places:
        open_days = [day for day in days if day.weekday() in place.weekdays]
        on = {
            (person, day): program.column() for person in place.people for day in open_days if person.there(day)
        }  # fmt: skip
        total += on.values()
        for day in open_days:
            for kind, need in NEED.items():
                here = [column for (person, when), column in on.items() if when == day and person.kind == kind]
                missing = program.column(need)
                program.at_least([*((column, 1) for column in here), (missing, 1)], need)
                short.append(missing)
                if need > 1:
                    nobody = program.column()
                    program.at_least([*((column, 1) for column in here), (nobody, 1)], 1)
                    empty.append(nobody)
            away = place.opening(day)
            if away:
                nakes = [column for (person, when), column in on.items() if when == day and person.kind != "kader"]
                lonely = program.column(away)
                bare = program.column()
                program.at_least([*((column, 1) for column in nakes), (lonely, 1), (bare, 1)], away + 1)
                if nakes:
                    program.at_most([*((column, 1) for column in nakes), (bare, len(nakes))], len(nakes))
                alone.append(lonely)
        for person in place.people:
            _limit(program, {day: column for (who, day), column in on.items() if who is person}, person, limit)
    return program.least(short), program.least(empty), program.least(alone), program.least(total)


def _limit(program: Referee, on: dict[date, int], person: Somebody, limit: int | None) -> None:
    weekly = limit if person.kind == "kader" else STAFF_A_WEEK
    weeks: dict[tuple[int, int], list[int]] = {}
    for day, column in on.items():
        weeks.setdefault(day.isocalendar()[:2], []).append(column)
    for columns in weeks.values():
        if weekly is not None:
            program.at_most([(column, 1) for column in columns], weekly)
    if person.kind != "kader":
        for first in on:
            run = [on[day] for step in range(STAFF_IN_A_ROW + 1) if (day := first + timedelta(days=step)) in on]
            program.at_most([(column, 1) for column in run], STAFF_IN_A_ROW)


def months(seeds: Iterable[int], folder: Path) -> Iterator[tuple[PlannedDuty, PlannedDuty, Why, Cover]]:
    """Months planned at leisure and in no time, why they cannot be covered, and the best that the referee knows."""
    for seed in seeds:
        chance = Random(seed)
        month = MONTHS[seed % 3]
        days = [day for number in range(31) if (day := date(2025, month, 1) + timedelta(days=number)).month == month]
        limit = chance.choice((None, 2, 3))
        places = places_of(chance, days)
        here = folder / str(seed)
        here.mkdir()
        write(here, places, limit)
        planned, hurried = (
            plan_duty(here, bulan=(2025, month), pada=date(2025, 1, 1), until=until)
            for until in (patience(), patience(0))
        )
        assert not planned.closed
        yield planned, hurried, why(here, days[0]), best_cover(places, days, limit)


def cover_of(planned: PlannedDuty) -> Cover:
    roster = planned.roster
    empty = sum(gap.ada == 0 and gap.minimum > 1 for gap in roster.gaps)
    return roster.missing, empty, len(roster.alone), sum(len(days) for days in roster.duty.values())


def judge(planned: PlannedDuty, best: Cover) -> None:
    """What is called proven is so, and no bound lies above what is possible."""
    assert planned.roster.open_bound <= best[0] <= planned.roster.missing
    if planned.roster.proven:
        assert cover_of(planned) == best
    told = " ".join(planned.summary)
    if re.search(r"orang-hari di bawah minimum \(terbukti paling sedikit\)", told):
        assert planned.roster.missing == best[0]


@pytest.mark.parametrize("block", range(4))
def test_a_month_that_is_called_proven_is_the_best_there_is(block: int, tmp_path: Path) -> None:
    proven = 0
    for planned, hurried, reasons, best in months(range(block * 3, block * 3 + 3), tmp_path):
        judge(planned, best)
        judge(hurried, best)
        assert reasons.possible is (best[0] == 0 and best[2] == 0)
        proven += planned.roster.proven
    assert proven


def test_a_year_that_is_called_proven_is_the_best_there_is(tmp_path: Path) -> None:
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(365)]
    chance = Random(3)
    places = [_place(chance, 0, days)]
    write(tmp_path, places, 3)
    planned = plan_duty(tmp_path, tahun=2025, pada=date(2025, 1, 1))
    closed = {holiday.tanggal for holiday in planned.closed}
    judge(planned, best_cover(places, [day for day in days if day not in closed], 3))
