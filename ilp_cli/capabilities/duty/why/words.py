"""The facts of a clash in the words of a planner: what a pustu asks, who there is, and what keeps them away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from ilp_cli.capabilities.duty.model.post import Post, Worker
from ilp_cli.capabilities.duty.why import dispute as case_kinds
from ilp_cli.capabilities.duty.why.clash import Clash, Group
from ilp_cli.capabilities.duty.why.dispute import Bar, Dispute, RosterRows
from ilp_cli.core.finding import Path
from ilp_cli.core.names import sebutan
from ilp_cli.core.weekdays import EVERY_DAY, hari_text
from ilp_cli.core.words import BULAN, daftar, tanggal
from ilp_cli.district.calendar import days_between
from ilp_cli.district.district import District
from ilp_cli.district.ended import until, why_ended
from ilp_cli.district.people import Kader, Petugas
from ilp_cli.district.presence import masa, over
from ilp_cli.planning.conflict import Fact

_ORDER = (
    case_kinds.ORANG, case_kinds.CUTI, case_kinds.HARI, case_kinds.MASA, case_kinds.PENDAMPING, case_kinds.BERSAMA,
    case_kinds.SEBELUM, case_kinds.KOSONG, case_kinds.ISTIRAHAT, case_kinds.KADER, case_kinds.BERTURUT,
)  # fmt: skip
"""What is said first: who there is, then what keeps them away, then the limits for everybody."""


def span_text(days: Iterable[date], among: Sequence[date]) -> str:
    """Days as "3–7, 12 dan 17 Maret 2025"; days that follow one another in `among` are one stretch."""
    place = {day: number for number, day in enumerate(among)}
    stretches: list[list[date]] = []
    for day in sorted(set(days)):
        if stretches and place.get(day, -1) == place.get(stretches[-1][-1], -2) + 1:
            stretches[-1].append(day)
        else:
            stretches.append([day])
    words = []
    for number, stretch in enumerate(stretches):
        first, last = stretch[0], stretch[-1]
        following = stretches[number + 1][-1] if number + 1 < len(stretches) else None
        tail = "" if following and (following.year, following.month) == (last.year, last.month) else _month(last)
        if following and following.year == last.year:
            tail = tail.removesuffix(f" {last.year}")
        words.append(f"{_begin(first, last)}{last.day}{tail}")
    return daftar(words)


def _month(day: date) -> str:
    return f" {BULAN[day.month - 1]} {day.year}"


def _begin(first: date, last: date) -> str:
    if first == last:
        return ""
    if first.year != last.year:
        return f"{tanggal(first)}–"
    return f"{first.day}–" if first.month == last.month else f"{first.day} {BULAN[first.month - 1]}–"


def unit_text(posts: Iterable[Post]) -> str:
    """Pustu as they are called: pustu Cimpu (Suli)."""
    return daftar(f"{sebutan('pustu', post.pustu)} ({post.puskesmas})" for post in posts)


def subject_of(dispute: Dispute, clash: Clash) -> str:
    """What is impossible: which pustu, on which days."""
    posts = [dispute.posts[unit] for unit in dict.fromkeys(unit for _, unit, _ in clash.groups)]
    days = sorted({demand.day for demand in clash.demands})
    service = sorted({day for post in posts for day in post.days})
    when = span_text(days, service)
    if len(days) > 1:
        every = ", setiap hari layanan" if days == service else ""
        when += f" ({len(days)} hari{every})"
    return f"{unit_text(posts)}, {when}"


class Teller:
    """Tells the facts of one dispute; knows the roster they come from."""

    def __init__(self, dispute: Dispute, district: District, roster: RosterRows) -> None:
        self.dispute, self.district, self.roster = dispute, district, roster

    def facts(self, clash: Clash) -> tuple[Fact, ...]:
        """All facts of a clash: what is asked first, then who there is, then what keeps them away."""
        asked = [self._demand(clash, group) for group in clash.groups]
        several = len({unit for _, unit, _ in clash.groups}) > 1
        rules = sorted(clash.rules, key=lambda rule: _ORDER.index(rule.kind))
        return (*asked, *(self._rule(rule, several=several) for rule in rules))

    def _demand(self, clash: Clash, group: Group) -> Fact:
        kind, unit, what = group
        post = self.dispute.posts[unit]
        days = clash.days(group)
        if kind == case_kinds.BUKA:
            words = f"{sebutan('posyandu', what)} buka {span_text(days, post.days)} dan harus didampingi nakes"
            return Fact(kind=kind, text=words, path=unit)
        several = len({other for _, other, _ in clash.groups}) > 1
        where = f"{sebutan('pustu', post.pustu)} " if several else ""
        often = "setiap hari layanan" if days == post.days else f"pada {span_text(days, post.days)}"
        return Fact(kind=kind, text=f"{where}perlu {post.need[what]} {what} {often}", path=unit)

    def _rule(self, rule: Bar, *, several: bool) -> Fact:
        limits = self.dispute.problem.limits
        path = rule.path or rule.unit
        if rule.kind == case_kinds.ISTIRAHAT:
            words = f"petugas wajib libur {limits.istirahat} hari setiap minggu"
        elif rule.kind == case_kinds.BERTURUT:
            words = f"petugas paling banyak {limits.berturut} hari berturut-turut"
        elif rule.kind == case_kinds.KADER:
            words = f"kader paling banyak {limits.kader_per_minggu} hari seminggu (kebijakan daerah)"
        elif rule.kind == case_kinds.KOSONG:
            words = f"{sebutan('pustu', self.dispute.posts[rule.unit].pustu)} tidak boleh kosong selama posyandu buka"
        elif rule.kind == case_kinds.ORANG:
            words = self._people(rule, several=several)
        elif rule.kind == case_kinds.CUTI:
            words = self._leave(rule.path)
        else:
            path, words = self._person(rule)
        return Fact(kind=rule.kind, text=words, path=path)

    def _people(self, rule: Bar, *, several: bool) -> str:
        post = self.dispute.posts[rule.unit]
        names = [worker.nama for worker in post.of(rule.what)]
        where = f" di {sebutan('pustu', post.pustu)}" if several or not names else ""
        return f"{rule.what}{where} hanya {len(names)}: {daftar(names)}" if names else f"tidak ada {rule.what}{where}"

    def _leave(self, path: Path) -> str:
        cuti = self.district.cuti[int(path[1])]
        if cuti.dari is None or cuti.sampai is None:
            return ""
        names = (
            worker.nama for worker in self.dispute.problem.workers if cuti in self.roster.leave.get(worker.who, ())
        )
        days = span_text(days := tuple(days_between(cuti.dari, cuti.sampai)), days)
        return f"{next(names, cuti.nama)} cuti {days}" + (f" ({cuti.jenis})" if cuti.jenis else "")

    def _person(self, rule: Bar) -> tuple[Path, str]:
        """What is said of one person: where the row stands, and the words."""
        own = [worker for worker in self.dispute.problem.workers if worker.who == rule.who]
        if rule.kind == case_kinds.BERSAMA:
            places = dict.fromkeys(self._place(worker) for worker in own)
            return own[0].person, f"{own[0].nama} ada di {daftar(places)}, sehari hanya di satu tempat"
        if rule.kind == case_kinds.SEBELUM:
            days = sorted(self.dispute.problem.before[rule.who])
            return own[0].person, f"{own[0].nama} sudah bertugas {span_text(days, days)}"
        worker = next(worker for worker in own if worker.unit == rule.unit and worker.kind == rule.what)
        if rule.kind == case_kinds.PENDAMPING:
            return worker.person, f"{worker.nama} mendampingi {daftar(self._posyandu(worker))}"
        rows = sorted(self.roster.rows.get((rule.who, rule.unit, rule.what), ()), key=_time)
        column = "hari_tugas" if rule.kind == case_kinds.HARI else "sampai"
        where = f" di {self._place(worker)}" if len(own) > 1 else ""  # elsewhere other days or times may hold
        if rule.kind == case_kinds.HARI:
            told_days = _weekdays(rows, self.dispute.problem.days)
            return (*worker.person, column), f"{worker.nama} bertugas{where} {told_days}"
        told = _times(rows, where, self.dispute.problem.days[0])
        return (*worker.person, column), f"{worker.nama} {' dan '.join(told)}"

    def _posyandu(self, worker: Worker) -> Iterator[str]:
        """The posyandu elsewhere that somebody goes with, each with its days."""
        days: dict[str, list[date]] = defaultdict(list)
        for day, nama in worker.away.items():
            days[nama].append(day)
        service = self.dispute.posts[worker.unit].days
        return (f"{sebutan('posyandu', nama)} {span_text(own, service)}" for nama, own in days.items())

    def _place(self, worker: Worker) -> str:
        post = self.dispute.posts[worker.unit]
        kinds = {listed.kind for listed in self.dispute.problem.workers if listed.who == worker.who}
        return sebutan("pustu", post.pustu) + (f" sebagai {worker.kind}" if len(kinds) > 1 else "")


def _weekdays(rows: Iterable[Petugas | Kader], period: Sequence[date]) -> str:
    """The days of the week of somebody's rows; with the time of each where they do not hold for the same time.

    Rows that are over before the period, or begin after it, are left out where there are others.
    """
    known = [row for row in rows if row.hari is not None]
    there = [row for row in known if _begins(row) <= period[-1] and not over(row, period[0])] or known
    by_time: dict[str, set[int]] = defaultdict(set)
    for row in there:
        by_time[_when(row)] |= row.hari or EVERY_DAY
    if len(by_time) > 1:
        told = daftar(f"{_listed(days)} {when}".rstrip() for when, days in by_time.items())
        return told if any(len(days) == len(EVERY_DAY) for days in by_time.values()) else f"hanya {told}"
    days = {day for row in there for day in row.hari or ()}
    return f"hanya hari {hari_text(days)}" if days else "di tempat lain pada hari itu"


def _begins(row: Petugas | Kader) -> date:
    return masa(row)[0] or date.min


def _time(row: Petugas | Kader) -> tuple[date, date]:
    """By which rows stand in the order of their time."""
    return _begins(row), masa(row)[1] or date.max


def _listed(days: Collection[int]) -> str:
    return f"hari {hari_text(days)}" if len(days) < len(EVERY_DAY) else "setiap hari"


def _when(row: Petugas | Kader) -> str:
    """From when until when a row serves; "" where it has no end on either side."""
    begins = masa(row)[0]
    return " ".join(filter(None, (f"mulai {tanggal(begins)}" if begins else "", until(row))))


def _times(rows: Iterable[Petugas | Kader], where: str, first: date) -> Iterator[str]:
    """When each row serves, or why no more, where another day than its own last one ended that before `first`."""
    for row in rows:
        last = masa(row)[1]
        if last is not None and last < first and (last != row.sampai or row.pergi is not None):
            yield f"tidak bertugas lagi{where}: {why_ended(row, first)}"
            continue
        if words := _when(row):
            yield f"bertugas{where} {words}"
