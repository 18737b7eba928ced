"""Why a puskesmas does not come sooner, and why a year has nobody: in figures that stand in the input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ilp_cli.capabilities.rollout.model.problem import (
    WORDS,
    Calon,
    Choice,
    Problem,
    Tahun,
    amount,
    first_possible,
    fits,
    left_over,
)
from ilp_cli.core.words import angka, daftar


def reasons(problem: Problem, choice: Choice) -> dict[int, str]:
    """Of each puskesmas to be planned that does not come in the first year, what keeps it."""
    first = first_possible(problem)
    left = {year.tahun: left_over(problem, choice, year) for year in problem.tahun}
    told = {}
    for number in problem.terbuka():
        words = list(_reason(problem, choice, number, first, left))
        if words:
            told[number] = "; ".join(words)
    return told


def _reason(
    problem: Problem, choice: Choice, number: int, first: Sequence[int | None], left: dict[int, dict[str, int]]
) -> Iterator[str]:
    calon, start, soonest = problem.calon[number], choice[number], first[number]
    early = [year for year in problem.tahun if soonest is None or year.tahun < soonest]
    if early:
        words = f"tidak dapat sebelum {soonest}" if soonest else f"tidak dapat sampai {problem.tahun[-1].tahun}"
        yield f"{words}: {_alone(problem, number, early, first)}"
    if soonest is None:
        return
    late = [year for year in problem.tahun if soonest <= year.tahun and (start is None or year.tahun < start)]
    full = []
    for year in late:
        before = [other for other in calon.sesudah if (begun := choice[other]) is None or begun > year.tahun]
        short = [key for key, room in left[year.tahun].items() if calon.butuh[key] > room]
        if before:
            full.append(f"{year.tahun} menunggu {daftar(_since(problem, choice, other) for other in before)}")
        elif short:
            parts = [amount(key, calon.butuh[key] - left[year.tahun][key]) for key in short]
            full.append(f"{year.tahun} kurang {daftar(parts)}")
        elif not problem.besar(number) * calon.bobot:
            full.append(f"{year.tahun} tidak menambah jiwa yang terlayani")
    yield from full


def _since(problem: Problem, choice: Choice, number: int) -> str:
    start = choice[number]
    return f"{problem.calon[number].nama} ({start or 'belum dapat'})"


def _bare(resource: str, number: int) -> str:
    return amount(resource, number) if resource == "anggaran" else angka(number)


def _alone(problem: Problem, number: int, early: Sequence[Tahun], first: Sequence[int | None]) -> str:
    """What keeps a puskesmas out of its first years even if it came alone."""
    calon = problem.calon[number]
    parts = []
    for resource in WORDS:
        short = [year for year in early if calon.butuh[resource] > year.sisa.get(resource, calon.butuh[resource])]
        if short:
            rooms = dict.fromkeys(year.sisa[resource] for year in short)
            room = " dan ".join(_bare(resource, limit) for limit in rooms)
            parts.append(f"butuh {amount(resource, calon.butuh[resource])}, batas {room} setahun")
    if calon.siap is not None and calon.siap > early[0].tahun:
        parts.append(calon.menunggu)
    for other in calon.sesudah:
        when = first[other]
        if when is None or when > early[0].tahun:
            name = problem.calon[other].nama
            parts.append(f"sesudah {name}, yang " + (f"paling cepat {when}" if when else "tidak dapat"))
    return "; ".join(parts)


def empty_years(problem: Problem, choice: Choice) -> Iterator[str]:
    """Years in which nobody who is left could come, even alone, and the limit that is empty."""
    for year in problem.tahun:
        waiting = [n for n in problem.terbuka() if (start := choice[n]) is None or start >= year.tahun]
        ready = [
            calon
            for calon in (problem.calon[number] for number in waiting)
            if calon.siap is None or calon.siap <= year.tahun
        ]
        if not waiting or any(fits(calon, year.sisa) for calon in ready):
            continue
        words = _nobody(ready, year) if ready else "belum ada yang siap"
        yield f"{year.tahun}: tidak ada puskesmas yang dapat menjadi lokus; {words}"


def _nobody(ready: Sequence[Calon], year: Tahun) -> str:
    """The limits that keep everybody out, else all of them."""
    closed = []
    for resource, room in year.sisa.items():
        least = min(calon.butuh[resource] for calon in ready)
        if least > room:
            rest = "kosong" if room == 0 else f"{_bare(resource, room)}"
            taken = " sesudah yang sudah ditetapkan" if room < year.batas[resource] else ""
            closed.append(f"batas {WORDS[resource]} {rest}{taken}, paling sedikit butuh {_bare(resource, least)}")
    if closed:
        return "; ".join(closed)
    rooms = daftar(amount(resource, room) for resource, room in year.sisa.items())
    return f"tidak satu pun muat dalam semua batas sekaligus ({rooms})"
