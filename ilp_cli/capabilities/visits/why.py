"""Why a family is not reached in time, and what would be enough for it: one more visit a day, or one more day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from ilp_cli.capabilities.visits.model.planned import KaderBulan, KaderRencana, Kunjungan, State
from ilp_cli.capabilities.visits.model.problem import PENUH, TUGAS
from ilp_cli.core.finding import Path
from ilp_cli.core.words import HARI, tanggal

_MORE = 3
"""How many more visits a day are tried; with more a kader would be asked too much."""

_MOVABLE = frozenset({TUGAS, PENUH})
"""What can be moved of what a day is left free for: a duty changed, a limit lifted; leave and hari buka stay."""

Replan = Callable[[KaderBulan, int], KaderRencana]
"""The plan of a kader with this month and so many visits a day."""


def enough(plan: KaderRencana, visit: Kunjungan, kapasitas: int, replan: Replan) -> Iterator[str]:
    """The smallest changes with which a family is visited in time, each tried: alone it is enough."""
    path = visit.perlu.keluarga.path
    month = plan.kader
    more = next((extra for extra in range(1, _MORE + 1) if _in_time(replan(month, kapasitas + extra), path)), None)
    if more is not None:
        yield f"{kapasitas + more} kunjungan sehari ({more} lebih banyak) bagi {month.nama}"
    for days in range(1, plan.kurang + 1):
        if _in_time(replan(_earlier(month, days), kapasitas), path):
            yield f"{days} hari kunjungan lagi bagi {month.nama} di awal bulan"
            break
    for day, kind in month.libur.items():
        if kind in _MOVABLE and day <= visit.perlu.batas and _in_time(replan(_with(month, day), kapasitas), path):
            yield f"{_on(day)} ({kind}) dipakai untuk kunjungan"
            return


def _earlier(month: KaderBulan, days: int) -> KaderBulan:
    """The month with so many days more before all others, where whoever comes first can use them too."""
    first = min((*month.days, *(perlu.batas for perlu in month.perlu)))
    more = (first - timedelta(days=number + 1) for number in range(days))
    return replace(month, days=tuple(sorted((*more, *month.days))))


def _with(month: KaderBulan, day: date) -> KaderBulan:
    return replace(month, days=tuple(sorted({*month.days, day})))


def _in_time(plan: KaderRencana, path: Path) -> bool:
    return any(visit.perlu.keluarga.path == path and visit.state is State.DIJADWALKAN for visit in plan.kunjungan)


def _on(day: date) -> str:
    return f"{HARI[day.weekday()]} {tanggal(day)}"
