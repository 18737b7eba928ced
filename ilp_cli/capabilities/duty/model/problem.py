"""The duty rosters that must be made, as problems that can be solved apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ilp_cli.capabilities.duty.model.post import DutyProblem, Limits, Post, Worker
from ilp_cli.core.names import normal
from ilp_cli.district.calendar import Holiday
from ilp_cli.district.case import Case
from ilp_cli.district.district import District
from ilp_cli.district.identity import Who
from ilp_cli.district.leave import known_leave
from ilp_cli.district.pendamping import Companions, Told, companions
from ilp_cli.district.people import KINDS, Cuti, Kader, Petugas
from ilp_cli.district.place import Puskesmas, Pustu
from ilp_cli.district.presence import days_of_duty, people_at
from ilp_cli.district.service import civil_servant
from ilp_cli.law.standard import figure


def duty_problem(case: Case, days: Sequence[date], closed: Mapping[date, Holiday]) -> DutyProblem:
    """The duty roster that the pustu lokus of a case need over some days; `closed` as `closed_days` gives it.

    Raises KeyError where a standard of the pustu or of work is not in force.
    """
    district, standards = case.district, case.standards
    need = {kind: figure(standards[f"pustu.{kind}"]) or 0 for kind in KINDS}
    limits = Limits(
        berturut=figure(standards["kerja.hari_berturut"]) or 0,
        istirahat=figure(standards["kerja.istirahat_mingguan"]) or 0,
        kader_per_minggu=district.kebijakan.kader_hari_per_minggu,
    )
    people = people_at(district)
    leave = case.of(known_leave)
    named = case.of(companions)
    away = named.away(days)
    servants = _civil_servants(district)
    posts = []
    for _, _, puskesmas, _, pustu in district.lokus_pustu(case.years, min(days, default=None)):
        weekdays = district.service_days(pustu)
        usual = [day for day in days if day.weekday() in weekdays]
        post = Post(
            unit=pustu.path,
            pustu=pustu.nama,
            puskesmas=puskesmas.nama,
            days=tuple(day for day in usual if day not in closed),
            closed={day: closed[day] for day in usual if day in closed},
            need=need,
        )
        usual_workers = tuple(_workers(district, post, people.get(pustu.path, ()), leave, servants))
        workers = tuple(_without(worker, post.days, away.get(worker.who, {})) for worker in usual_workers)
        lent = _lent(usual_workers, away)
        outings, missed, helped = _outings(puskesmas, pustu, post, days, named)
        posts.append(replace(post, workers=workers, outings=outings, missed=missed, helped=helped, lent=lent))
    return DutyProblem(days=tuple(days), posts=tuple(posts), limits=limits)


def apart(problem: DutyProblem) -> list[DutyProblem]:
    """The problem as parts that share nobody: each can be answered alone. In the order of their first pustu.

    Each knows the earlier duty of its own people alone.
    """
    owner: dict[Who, int] = {}
    members: dict[int, list[Post]] = {}
    for number, post in enumerate(problem.posts):
        joined = {owner[worker.who] for worker in post.workers if worker.who in owner}
        target = min(joined, default=number)
        members.setdefault(target, [])
        for other in joined - {target}:
            members[target] += members.pop(other)
            owner.update({who: target for who, held in owner.items() if held == other})
        members[target].append(post)
        owner.update({worker.who: target for worker in post.workers})
    before: dict[int, dict[Who, frozenset[date]]] = defaultdict(dict)
    for who, days in problem.before.items():
        if who in owner:
            before[owner[who]][who] = days
    order = {post.unit: number for number, post in enumerate(problem.posts)}
    parts = [
        replace(problem, posts=tuple(sorted(posts, key=lambda post: order[post.unit])), before=before[target])
        for target, posts in members.items()
    ]
    return sorted(parts, key=lambda part: order[part.posts[0].unit])


def _workers(
    district: District,
    post: Post,
    rows: Iterable[tuple[str, Petugas | Kader]],
    leave: Mapping[Who, tuple[Cuti, ...]],
    servants: Mapping[Who, str],
) -> Iterator[Worker]:
    """The people of a pustu, each once for each kind; rows of one person are put together."""
    joined: dict[tuple[Who, str], tuple[Petugas | Kader, set[date]]] = {}
    for kind, row in rows:
        if kind not in KINDS or row.hari is None:
            continue
        _, days = joined.setdefault((district.identities[row.path], kind), (row, set()))
        days.update(days_of_duty(row, post.days))
    for (who, kind), (row, days) in joined.items():
        there = sorted(days)
        away = {day: cuti for cuti in leave.get(who, ()) for day in cuti.among(there)}
        yield Worker(
            who=who,
            nama=row.nama,
            kind=kind,
            unit=post.unit,
            person=row.path,
            days=frozenset(days - away.keys()),
            cuti=away,
            asn=servants.get(who, "") if kind != "kader" else "",
        )


def _civil_servants(district: District) -> Mapping[Who, str]:
    """Whether each of the staff is a PNS, a PPPK or neither, by all rows of the person."""
    rows: dict[Who, list[Petugas]] = defaultdict(list)
    for petugas in district.petugas:
        rows[district.identities[petugas.path]].append(petugas)
    return {who: civil_servant(own) for who, own in rows.items()}


def _without(worker: Worker, days: Iterable[date], away: Mapping[date, Told]) -> Worker:
    """A worker without the days on which they go with a posyandu that the pustu does not guide."""
    gone = {day: away[day].posyandu.nama for day in days if day in away}
    return replace(worker, days=worker.days - gone.keys(), away=gone) if gone else worker


def _lent(workers: Iterable[Worker], away: Mapping[Who, Mapping[date, Told]]) -> Mapping[date, tuple[str, ...]]:
    """Who of a pustu would serve on a day and goes with a posyandu that it does not guide, in words."""
    lent: dict[date, list[str]] = defaultdict(list)
    for worker in workers:
        for day, told in away.get(worker.who, {}).items():
            if day in worker.days:
                lent[day].append(f"{worker.nama} mendampingi {told.posyandu.nama}")
    return {day: tuple(words) for day, words in sorted(lent.items())}


def _outings(
    puskesmas: Puskesmas, pustu: Pustu, post: Post, days: Sequence[date], named: Companions
) -> tuple[Mapping[date, tuple[str, ...]], ...]:
    """The posyandu of a pustu by the day they open: those it goes with, those on closed days, those helped from afar.

    Of the last the companion is named, with where they come from.
    """
    opened: dict[date, list[str]] = defaultdict(list)
    missed: dict[date, list[str]] = defaultdict(list)
    helped: dict[date, list[str]] = defaultdict(list)
    months = sorted({(day.year, day.month) for day in days})
    within, service = set(days), set(post.days)
    for posyandu in puskesmas.posyandu:
        if posyandu.hari_buka is None or normal(posyandu.pustu or "") != normal(pustu.nama):
            continue
        for year, month in months:
            for day in within.intersection(posyandu.hari_buka.days(year, month)):
                told = named.from_elsewhere(posyandu, day)
                if told is not None:
                    helped[day].append(f"{posyandu.nama} didampingi {told.pendamping.nama} ({told.asal})")
                else:
                    (opened if day in service else missed)[day].append(posyandu.nama)
    return tuple({day: tuple(names) for day, names in sorted(found.items())} for found in (opened, missed, helped))
