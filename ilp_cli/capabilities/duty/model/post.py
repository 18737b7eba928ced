"""Posts, workers and limits of duty rosters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ilp_cli.core.finding import Path
from ilp_cli.core.weekdays import WEEK
from ilp_cli.district.calendar import Holiday
from ilp_cli.district.identity import Who
from ilp_cli.district.people import Cuti


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One person of one kind at one pustu: the service days they may serve there, and those lost to leave.

    Somebody listed at two pustu is a worker at each, with the same `who`, and serves at one of them on a day. `away`
    are the service days on which they go with a posyandu that the pustu does not guide, and its name. `asn` is
    "pns" or "pppk" where they are known to be a civil servant.
    """

    who: Who
    nama: str
    kind: str
    unit: Path
    person: Path
    days: frozenset[date]
    cuti: Mapping[date, Cuti] = field(default_factory=dict)
    away: Mapping[date, str] = field(default_factory=dict)
    asn: str = ""

    @property
    def staff(self) -> bool:
        """Whether the limits of employment bind this person; kader are volunteers with a limit of their own."""
        return self.kind != "kader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One pustu over a period: its service days, what each needs, and its people.

    `closed` are the holidays among its service weekdays. `outings` name, by day, the posyandu that open on that day
    and are accompanied by a nakes of this pustu; `missed` those whose day falls on a closed one; `helped` those that
    somebody from elsewhere goes with, in words. `lent` are the days on which people of this pustu go with a posyandu
    that it does not guide, in words.
    """

    unit: Path
    pustu: str
    puskesmas: str
    days: tuple[date, ...]
    need: Mapping[str, int]
    workers: tuple[Worker, ...] = ()
    closed: Mapping[date, Holiday] = field(default_factory=dict)
    outings: Mapping[date, tuple[str, ...]] = field(default_factory=dict)
    missed: Mapping[date, tuple[str, ...]] = field(default_factory=dict)
    helped: Mapping[date, tuple[str, ...]] = field(default_factory=dict)
    lent: Mapping[date, tuple[str, ...]] = field(default_factory=dict)

    def of(self, kind: str) -> tuple[Worker, ...]:
        """Its people of one kind."""
        return tuple(worker for worker in self.workers if worker.kind == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a person may be asked: staff days in a row and rest days a week, kader days a week (None: no limit)."""

    berturut: int
    istirahat: int
    kader_per_minggu: int | None = None

    @property
    def staff_per_minggu(self) -> int:
        """On how many days of a week staff may serve."""
        return WEEK - self.istirahat


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyProblem:
    """What a duty roster must answer: the days, the pustu, the limits, and what was served just before the period."""

    days: tuple[date, ...]
    posts: tuple[Post, ...]
    limits: Limits
    before: Mapping[Who, frozenset[date]] = field(default_factory=dict)

    @property
    def workers(self) -> Iterator[Worker]:
        """Everybody at every pustu."""
        return (worker for post in self.posts for worker in post.workers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A service day on which fewer of a kind are on duty than the pustu needs."""

    unit: Path
    day: date
    kind: str
    ada: int
    minimum: int
