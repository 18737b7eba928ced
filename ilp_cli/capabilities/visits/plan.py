"""Whom a kader can reach in a month, exactly, and on which day: no search, for each kader is a problem of its own.

Visits with last days that fit the capacity are the independent sets of a matroid: up to every day no more families may
be due than there are visits. So whoever is taken class by class, whenever they still fit, leaves out as few as anybody
could: of the first class, then of the second, and so on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ilp_cli.capabilities.visits.model.planned import KaderBulan, KaderRencana, Kunjungan, Perlu, Rencana, State
from ilp_cli.capabilities.visits.model.problem import Soal
from ilp_cli.core.finding import Path
from ilp_cli.core.words import HARI, tanggal
from ilp_cli.district.place import Coordinates, kilometres

_URGENT = 2
"""Classes up to this one are not kept waiting for a day on which their block is visited anyway."""


def plan_visits(soal: Soal) -> Rencana:
    """The visits of a month: as many families in time as anybody could visit, the first classes before the others.

    Of each class as many as possible are visited in time, then as many as possible at all; only then the next class.
    """
    tanpa = tuple(
        Kunjungan(perlu=perlu, state=State.PUSTU if perlu.sebab.pustu else State.TANPA_KADER, alasan=alasan)
        for perlu, alasan in soal.tanpa
    )
    kader = tuple(kader_plan(month, soal.kapasitas) for month in soal.kader)
    return Rencana(bulan=soal.bulan, mulai=soal.mulai, kapasitas=soal.kapasitas, kader=kader, tanpa=tanpa)


@dataclass(slots=True)
class _Room:
    """How many more families may be due by each day: `left[m]` within the first m days of a kader."""

    left: list[int]

    def take(self, batas: int) -> bool:
        """Take a family that is due within so many days, if it still fits."""
        if min(self.left[batas:]) <= 0:
            return False
        for days in range(batas, len(self.left)):
            self.left[days] -= 1
        return True

    def full(self, batas: int) -> int:
        """The first number of days, from that on, whose visits are all used."""
        return next(days for days in range(batas, len(self.left)) if self.left[days] <= 0)


class _Reached(NamedTuple):
    """A family that is visited within the first so many days of its kader; `missed` where that is not in time."""

    perlu: Perlu
    limit: int
    missed: Kunjungan | None = None

    @property
    def keluarga(self) -> Path:
        return self.perlu.keluarga.path


def kader_plan(month: KaderBulan, kapasitas: int) -> KaderRencana:
    """The visits of one kader, so many a day at the most."""
    total = len(month.days)
    limits = {perlu.keluarga.path: bisect_right(month.days, perlu.batas) for perlu in month.perlu}
    room = _Room([days * kapasitas for days in range(total + 1)])
    taken: list[_Reached] = []
    missed: list[Kunjungan] = []
    for _, same_class in groupby(month.perlu, key=lambda perlu: perlu.sebab.kelas):
        late = []
        for perlu in same_class:
            limit = limits[perlu.keluarga.path]
            if room.take(limit):
                taken.append(_Reached(perlu, limit))
            elif perlu.sebab.pustu:
                missed.append(_missed(month, kapasitas, perlu, room.full(limit), taken))
            else:
                late.append(_missed(month, kapasitas, perlu, room.full(limit), taken))
        for visit in late:
            if room.take(total):
                taken.append(_Reached(visit.perlu, total, visit))
            else:
                missed.append(_missed(month, kapasitas, visit.perlu, total, taken))
    made = [
        replace(reached.missed, state=State.TERLAMBAT, hari=month.days[day])
        if reached.missed is not None
        else Kunjungan(perlu=reached.perlu, state=State.DIJADWALKAN, hari=month.days[day])
        for day, reached in _Days(taken, total, kapasitas).order()
    ]
    missed.sort(key=lambda visit: visit.perlu.rank)
    kurang, batas = _short(month, limits, kapasitas)
    return KaderRencana(kader=month, kunjungan=(*made, *missed), kurang=kurang, kurang_batas=batas)


def _missed(month: KaderBulan, kapasitas: int, perlu: Perlu, full: int, taken: Sequence[_Reached]) -> Kunjungan:
    """A family that does not fit within the first so many days, and the sentence that says why."""
    first = tuple(reached.perlu.keluarga.id for reached in taken if reached.limit <= full)
    state = State.PUSTU if perlu.sebab.pustu else State.TIDAK
    return Kunjungan(perlu=perlu, state=state, alasan=_sentence(month, kapasitas, perlu, full), lebih_dahulu=first)


def _sentence(month: KaderBulan, kapasitas: int, perlu: Perlu, full: int) -> str:
    """Why a family is not reached: the visits up to a day, and that they are used by others."""
    if full == 0:
        return f"{month.nama} tidak punya hari kunjungan sampai {_on(perlu.batas)}"
    day = month.days[full - 1]
    until = f"sampai hari kunjungan ke-{full} ({_on(day)})"
    number = full * kapasitas
    return f"{until} ada {number} kunjungan, {number} keluarga yang lebih dahulu memakainya"


def _on(day: date) -> str:
    return f"{HARI[day.weekday()]} {tanggal(day)}"


def _short(month: KaderBulan, limits: Mapping[Path, int], kapasitas: int) -> tuple[int, date | None]:
    """How many more days would be needed so that all are visited in time, and by when the first of them.

    That is the largest excess of families due by a day over the visits up to it. Those whose pustu is told are told.
    """
    due = [0] * (len(month.days) + 1)
    first: dict[int, date] = {}
    for perlu in month.perlu:
        limit = limits[perlu.keluarga.path]
        due[limit] += 1
        first[limit] = min(first.get(limit, perlu.batas), perlu.batas)
    worst, at, number = 0, 0, 0
    for days, count in enumerate(due):
        number += count
        if number - days * kapasitas > worst:
            worst, at = number - days * kapasitas, days
    return -(-worst // kapasitas), first[at] if worst else None


class _Days:
    """Puts families that can all be visited on days: the most urgent opens a day, and its block fills it.

    `due[m]` is how many of those that wait are due within the first m days.
    """

    def __init__(self, taken: Sequence[_Reached], total: int, kapasitas: int) -> None:
        self.total, self.kapasitas = total, kapasitas
        ordered = sorted(taken, key=lambda reached: reached.perlu.rank)
        self.waiting = {reached.keluarga: reached for reached in ordered}
        self.blocks: dict[Path, dict[Path, _Reached]] = {}
        for reached in self.waiting.values():
            self.blocks.setdefault(_block(reached), {})[reached.keluarga] = reached
        self.due = [sum(reached.limit <= days for reached in taken) for days in range(total + 1)]

    def order(self) -> Iterator[tuple[int, _Reached]]:
        """Each family with its day, counted from 0, in the order in which they are visited."""
        for day in range(self.total):
            if not self.waiting:
                return
            yield from ((day, reached) for reached in _walk(self._of(day)))

    def _of(self, day: int) -> list[_Reached]:
        """Whom to visit on a day."""
        chosen: list[_Reached] = []
        self._take(day, chosen, self.waiting, 1)
        self._take(day, chosen, self.blocks.get(_block(chosen[0]), {}), self.kapasitas)
        self._take(day, chosen, self.waiting, self.kapasitas, _URGENT)
        while len(chosen) < self.kapasitas and (block := self._fitting(chosen)):
            if not self._take(day, chosen, block, len(block) % self.kapasitas):
                break
        while len(chosen) < self.kapasitas and self._pressing(day):
            self._take(day, chosen, self.waiting, 1)
        return chosen

    def _take(
        self, day: int, chosen: list[_Reached], able: Mapping[Path, _Reached], count: int, classes: int | None = None
    ) -> bool:
        """Visit up to so many of some families, the most urgent first, as long as all others stay possible."""
        before = len(chosen)
        while len(chosen) < min(before + count, self.kapasitas):
            latest = self._latest(day, self.kapasitas - len(chosen))
            reached = next((reached for reached in able.values() if reached.limit <= latest), None)
            if reached is None or (classes is not None and reached.perlu.sebab.kelas > classes):
                break
            self._put(reached, chosen)
        return len(chosen) > before

    def _put(self, reached: _Reached, chosen: list[_Reached]) -> None:
        chosen.append(reached)
        del self.waiting[reached.keluarga]
        own = self.blocks[_block(reached)]
        del own[reached.keluarga]
        if not own:
            del self.blocks[_block(reached)]
        for days in range(reached.limit, self.total + 1):
            self.due[days] -= 1

    def _latest(self, day: int, left: int) -> int:
        """The last limit of a family that may be visited on a day on which so many more can be."""
        later = range(day + 1, self.total + 1)
        return next((days for days in later if self._over(day, days) >= left), self.total)

    def _over(self, day: int, days: int) -> int:
        """How many of those due within so many days do not fit on those after this one."""
        return self.due[days] - (days - day - 1) * self.kapasitas

    def _pressing(self, day: int) -> bool:
        """Whether somebody must be visited on this day for all to be visited in time."""
        return any(self._over(day, days) > 0 for days in range(day + 1, self.total + 1))

    def _fitting(self, chosen: Sequence[_Reached]) -> Mapping[Path, _Reached]:
        """The nearest block, part of which can be visited now without one more day for it; nothing where there is none.

        A block of 5 families takes 3 days of two visits whether or not one of them is visited today.
        """
        left = self.kapasitas - len(chosen)
        able = [block for block in self.blocks.values() if 0 < len(block) % self.kapasitas <= left]
        return min(able, key=lambda block: _away(chosen, next(iter(block.values()))), default={})


def _block(reached: _Reached) -> Path:
    blok = reached.perlu.keluarga.blok
    return blok.path if blok is not None else ()


def _away(chosen: Sequence[_Reached], reached: _Reached) -> tuple[float, tuple[int, date, str, Path]]:
    """How far a family is from those of the day; the most urgent where nobody knows."""
    here, there = chosen[0].perlu.keluarga.where, reached.perlu.keluarga.where
    return _far(here, there), reached.perlu.rank


def _far(here: Coordinates | None, there: Coordinates | None) -> float:
    return kilometres(here, there) if here is not None and there is not None else float("inf")


def _walk(chosen: Sequence[_Reached]) -> Iterator[_Reached]:
    """The families of a day, each next one the nearest; as they were chosen where nobody knows where they live."""
    left = list(chosen)
    while left:
        here = left.pop(0)
        yield here
        if here.perlu.keluarga.where is not None and len(left) > 1:
            near = min(left, key=lambda reached: _far(here.perlu.keluarga.where, reached.perlu.keluarga.where))
            left.remove(near)
            left.insert(0, near)
