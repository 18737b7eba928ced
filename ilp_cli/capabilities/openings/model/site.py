"""The posyandu of each puskesmas, and the nakes who may go with them on a day without leaving anything empty."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from ilp_cli.core.finding import Path
from ilp_cli.core.names import normal, sebutan
from ilp_cli.core.weekdays import HariBuka
from ilp_cli.district.calendar import Holiday
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who
from ilp_cli.district.leave import leave_of
from ilp_cli.district.people import NAKES, Petugas
from ilp_cli.district.place import Posyandu, Puskesmas, Pustu
from ilp_cli.district.presence import ON_THE_DAY, people_at, serves

LEFT_AT_PUSTU = 1  # so that it is not empty; no figure of the law
"""Nakes who stay at a pustu that is open while others go with a posyandu: the note on posyandu.pendamping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nakes:
    """A bidan or perawat of a team; `kelas` tells with whom together somebody has to stay."""

    who: Who
    nama: str
    kelas: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Team:
    """The nakes of one unit. `stays` says how many of each class stay on a day on which the unit is open.

    `usual` gives those whose days of the week and time cover a day, `present` those of them who are not on leave; both
    without who serves elsewhere on that day. Each day is looked at when it is first asked for.
    """

    unit: Path
    nama: str
    people: tuple[Nakes, ...]
    stays: Mapping[str, int]
    opens: Callable[[date], bool] = field(repr=False)
    usual: Callable[[date], tuple[Nakes, ...]] = field(repr=False)
    present: Callable[[date], tuple[Nakes, ...]] = field(repr=False)
    _lent: dict[tuple[date, bool], int] = field(default_factory=dict, init=False, repr=False)

    def quota(self, day: date, there: Iterable[Nakes]) -> dict[str, int]:
        """How many of each class may go on a day, of those who are there."""
        counts = Counter(nakes.kelas for nakes in there)
        kept = self.stays if self.opens(day) else {}
        return {kelas: left for kelas, count in counts.items() if (left := count - kept.get(kelas, 0)) > 0}

    def lends(self, day: date) -> int:
        """How many may go on a day, leave taken off."""
        return self._lends(day, with_leave=True)

    def usually_lends(self, day: date) -> int:
        """How many may go on a day if nobody were on leave."""
        return self._lends(day, with_leave=False)

    def _lends(self, day: date, *, with_leave: bool) -> int:
        """How many may go; asked for again and again while days are sought, and counted once."""
        key = (day, with_leave)
        if key not in self._lent:
            there = self.present(day) if with_leave else self.usual(day)
            self._lent[key] = sum(self.quota(day, there).values())
        return self._lent[key]


@dataclass(frozen=True, kw_only=True, eq=False)
class Pos:
    """A posyandu: the team of the pustu that guides it, None where none is named; the weekdays it may open on."""

    unit: Posyandu
    puskesmas: Puskesmas
    team: Team | None
    weekdays: frozenset[int]

    @property
    def kept(self) -> HariBuka:
        """Its opening days so far."""
        return self.unit.hari_buka or HariBuka()

    def __str__(self) -> str:
        return f"{sebutan('posyandu', self.unit.nama)} ({self.puskesmas.nama})"


@dataclass(frozen=True, kw_only=True, eq=False)
class Site:
    """A puskesmas with its posyandu and the team of its own building.

    `closed` are the days nothing opens, `weeks` those of a month in which the district lets posyandu open, by number,
    None where it lets them in all.
    """

    puskesmas: Puskesmas
    posts: tuple[Pos, ...]
    induk: Team
    year: int
    closed: Mapping[date, Holiday] = field(repr=False)
    weeks: tuple[int, ...] | None = None

    def lenders(self, pos: Pos) -> tuple[Team, ...]:
        """Whose teams may go along with a posyandu: its own first."""
        return (self.induk,) if pos.team is None else (pos.team, self.induk)

    def opens(self, pos: Pos, day: date) -> bool:
        """Whether a posyandu may be given a day."""
        in_week = self.weeks is None or (day.day - 1) // 7 + 1 in self.weeks
        return in_week and day.weekday() in pos.weekdays and day not in self.closed


def sites(case: Case, year: int, closed: Mapping[date, Holiday]) -> tuple[Site, ...]:
    """Every puskesmas that has posyandu and is open in a year, in the order of the register."""
    return tuple(_sites(case.district, year, closed))


def _sites(district: District, year: int, closed: Mapping[date, Holiday]) -> Iterator[Site]:
    staff = _Staff(district, closed)
    weeks = district.kebijakan.minggu_berkumpul
    for puskesmas in district.puskesmas:
        if puskesmas.posyandu and puskesmas.open_on(date(year, 12, 31)):
            guiding = {normal(posyandu.pustu) for posyandu in puskesmas.posyandu if posyandu.pustu}
            teams = {
                normal(pustu.nama): staff.team(pustu.path, sebutan("pustu", pustu.nama), pustu)
                for pustu in puskesmas.pustu
                if normal(pustu.nama) in guiding
            }
            posts = tuple(_pos(district, puskesmas, posyandu, teams) for posyandu in puskesmas.posyandu)
            induk = staff.team(puskesmas.path, sebutan("puskesmas", puskesmas.nama), None)
            yield Site(puskesmas=puskesmas, posts=posts, induk=induk, year=year, closed=closed, weeks=weeks)


def _pos(district: District, puskesmas: Puskesmas, posyandu: Posyandu, teams: Mapping[str, Team]) -> Pos:
    pustu = puskesmas.find_pustu(posyandu.pustu) if posyandu.pustu else None
    team = teams[normal(pustu.nama)] if pustu else None
    return Pos(unit=posyandu, puskesmas=puskesmas, team=team, weekdays=district.service_days(pustu))


class _Staff:
    """Who is where on which day; somebody listed at two units is on a day at the one that stands first."""

    def __init__(self, district: District, closed: Mapping[date, Holiday]) -> None:
        self.district = district
        self.closed = closed
        self.leave = leave_of(district)
        self.rows = people_at(district)
        self.at = cache(self._at)
        listed: dict[Who, list[Petugas]] = defaultdict(list)
        for petugas in district.petugas:
            if petugas.unit is not None and petugas.profesi in NAKES:
                listed[district.identities[petugas.path]].append(petugas)
        self.elsewhere = {who: rows for who, rows in listed.items() if len({row.unit for row in rows}) > 1}

    def _at(self, who: Who, day: date) -> Path | None:
        """The unit somebody with several is at on a day."""
        return next((row.unit for row in self.elsewhere[who] if serves(row, day, ON_THE_DAY)), None)

    def team(self, unit: Path, nama: str, pustu: Pustu | None) -> Team:
        """The nakes of a pustu, who count together, or of a puskesmas induk, where each profession keeps its own."""
        policy = self.district.kebijakan
        weekdays = self.district.service_days(pustu)
        people: dict[Who, tuple[Nakes, list[Petugas]]] = {}
        for kind, row in self.rows.get(unit, ()):
            if kind in NAKES and isinstance(row, Petugas):
                who = self.district.identities[row.path]
                nakes = Nakes(who=who, nama=row.nama, kelas=kind if pustu is None else "")
                people.setdefault(who, (nakes, []))[1].append(row)
        away = {who: leave for who in people if (leave := self.leave.get(who))}

        @cache
        def usual(day: date) -> tuple[Nakes, ...]:
            return tuple(self._there(unit, day, people.values()))

        def present(day: date) -> tuple[Nakes, ...]:
            return tuple(nakes for nakes in usual(day) if not any(cuti.covers(day) for cuti in away.get(nakes.who, ())))

        return Team(
            unit=unit,
            nama=nama,
            people=tuple(nakes for nakes, _ in people.values()),
            stays={"": LEFT_AT_PUSTU} if pustu else {kind: policy.kept_at_induk(kind) for kind in NAKES},
            opens=lambda day: day.weekday() in weekdays and day not in self.closed,
            usual=usual,
            present=cache(present) if away else usual,
        )

    def _there(self, unit: Path, day: date, people: Iterable[tuple[Nakes, list[Petugas]]]) -> Iterator[Nakes]:
        for nakes, rows in people:
            here = nakes.who not in self.elsewhere or self.at(nakes.who, day) == unit
            if here and any(serves(row, day, ON_THE_DAY) for row in rows):
                yield nakes
