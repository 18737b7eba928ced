"""What no duty roster can mend, known by counting people and days before anything is searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ilp_cli.capabilities.duty.model.post import DutyProblem, Post, Worker
from ilp_cli.capabilities.duty.model.roster import Truth
from ilp_cli.core.names import sebutan
from ilp_cli.core.words import daftar


def truths(problem: DutyProblem) -> Iterator[Truth]:
    """Every kind at every pustu that must fall short, with why; then the posyandu nobody can accompany."""
    for post in problem.posts:
        for kind, need in post.need.items():
            if post.days:
                yield from _of_kind(problem, post, kind, need)
        yield from _of_outings(post)


def _of_kind(problem: DutyProblem, post: Post, kind: str, need: int) -> Iterator[Truth]:
    workers = [worker for worker in post.of(kind) if worker.days or worker.cuti or worker.away]
    if len(workers) < need:
        have = f"hanya {len(workers)} dari {need} {kind}" if workers else f"tidak ada {kind}"
        text = f"{have}: semua {len(post.days)} hari layanan kurang {need - len(workers)}"
        yield Truth(unit=post.unit, kind=kind, text=text, days=post.days)
    yield from _of_weeks(problem, post, kind, workers)
    yield from _of_days(post, kind, min(need, len(workers)), workers)


def _of_weeks(problem: DutyProblem, post: Post, kind: str, workers: Sequence[Worker]) -> Iterator[Truth]:
    """More service days in a week than the people may serve: then some stay open every week, whoever plans."""
    most = problem.limits.kader_per_minggu if kind == "kader" else problem.limits.staff_per_minggu
    weekdays = len({day.weekday() for day in (*post.days, *post.closed)})
    need = min(post.need[kind], len(workers))
    if most is None or len(workers) < post.need[kind] or not workers or len(workers) * most >= need * weekdays:
        return
    limit = (
        f"kebijakan kader paling banyak {most} hari seminggu"
        if kind == "kader"
        else f"istirahat mingguan {problem.limits.istirahat} hari"
    )
    wanted = f"perlu sedikitnya {-(-need * weekdays // most)} {kind}" if most else f"berapa pun {kind} tidak cukup"
    lost = need * weekdays - len(workers) * most
    text = (
        f"{len(workers)} {kind} untuk {weekdays} hari layanan seminggu tidak cukup dengan {limit}: "
        f"tiap minggu penuh sedikitnya {lost} hari-orang kosong; {wanted}"
    )
    yield Truth(unit=post.unit, kind=kind, text=text)


def _of_days(post: Post, kind: str, need: int, workers: Sequence[Worker]) -> Iterator[Truth]:
    """Days on which too few of them are there at all, put together by who is away and why."""
    short: dict[tuple[str, ...], list[date]] = {}
    for day in post.days:
        away = [worker for worker in workers if day not in worker.days]
        if len(workers) - len(away) < need:
            short.setdefault(tuple(_reason(worker, day) for worker in away), []).append(day)
    for reasons, days in short.items():
        text = f"{len(days)} hari kekurangan {kind} karena {daftar(reasons)}"
        yield Truth(unit=post.unit, kind=kind, text=text, days=tuple(days))


def _reason(worker: Worker, day: date) -> str:
    if day in worker.cuti:
        return f"{worker.nama} cuti"
    if day in worker.away:
        return f"{worker.nama} mendampingi {sebutan('posyandu', worker.away[day])}"
    return f"{worker.nama} di luar hari atau masa tugasnya"


def _of_outings(post: Post) -> Iterator[Truth]:
    """Days on which posyandu open and the pustu has not one nakes more than posyandu; the like put together."""
    short: dict[tuple[tuple[str, ...], int], list[date]] = {}
    for day, names in post.outings.items():
        there = sum(worker.staff and day in worker.days for worker in post.workers)
        if there <= len(names):
            short.setdefault((names, there), []).append(day)
    for (names, there), days in short.items():
        lacking = len(names) + 1 - there
        some = f"{lacking} di antaranya " if lacking < len(names) else ""
        have = f"hanya {there} nakes yang ada" if there else "tidak ada nakes"
        text = f"posyandu {daftar(names)}: {some}tidak dapat didampingi tanpa mengosongkan pustu, {have}"
        yield Truth(unit=post.unit, kind="nakes", text=text, days=tuple(days))
