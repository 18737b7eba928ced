"""The visits of a month as they come out: who is visited when, who is not reached, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ilp_cli.capabilities.visits.model.family import Keluarga
from ilp_cli.capabilities.visits.model.terms import Pemicu
from ilp_cli.core.finding import Path
from ilp_cli.district.capaian import Kurang
from ilp_cli.district.identity import Who

_NUMBER = re.compile(r"\d+")


class State(StrEnum):
    """What becomes of a family that is due in the month."""

    DIJADWALKAN = "dijadwalkan"
    TERLAMBAT = "dijadwalkan terlambat"
    PUSTU = "dilaporkan ke pustu"
    TIDAK = "tidak terjangkau"
    TANPA_KADER = "tanpa kader"


PLANNED = frozenset({State.DIJADWALKAN, State.TERLAMBAT})
"""Those that stand on a kader's list."""


def _by_number(identity: str) -> str:
    """An id as it is ordered: its numbers by what they come to."""
    return _NUMBER.sub(lambda match: match[0].zfill(12), identity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Perlu:
    """A family that is due in the month: for what, since when, and by which day it should be visited.

    `sejak` is the day on which its visit fell or falls due, the first of all days where it was never visited.
    `wilayah` is what its posyandu is short of, where that lets a routine visit come before the others.
    """

    keluarga: Keluarga
    sebab: Pemicu
    sejak: date
    batas: date
    wilayah: tuple[Kurang, ...] = ()

    @property
    def rank(self) -> tuple[int, date, str, Path]:
        """Its place in the order: class, then the longest due, then the id, K2 before K10."""
        return self.sebab.kelas, self.sejak, _by_number(self.keluarga.id), self.keluarga.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Kunjungan:
    """What becomes of a family that is due: the day of its visit, or why there is none, or none in time.

    `alasan` is a sentence without its end; `lebih_dahulu` are the ids of those that use the visits up to then.
    """

    perlu: Perlu
    state: State
    hari: date | None = None
    alasan: str = ""
    lebih_dahulu: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KaderBulan:
    """A kader with the days of a month on which families can be visited, and those that are due.

    `libur` says of the days that are left free for something else what that is, by day. `sempat` are families that are
    not due yet, each with the day on which it will be.
    """

    who: Who
    nama: str
    posyandu: tuple[Path, ...]
    days: tuple[date, ...]
    libur: Mapping[date, str] = field(default_factory=dict)
    perlu: tuple[Perlu, ...] = ()
    sempat: tuple[tuple[Keluarga, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KaderRencana:
    """What a month comes to for one kader. `kurang` is how many more days like the others would be needed in time.

    `kurang_batas` is the day by which they would be needed, None where none is.
    """

    kader: KaderBulan
    kunjungan: tuple[Kunjungan, ...]
    kurang: int = 0
    kurang_batas: date | None = None

    def on(self) -> Mapping[date, Sequence[Kunjungan]]:
        """The visits of each day, in the order in which they are made."""
        days: dict[date, list[Kunjungan]] = {}
        for visit in self.kunjungan:
            if visit.hari is not None:
                days.setdefault(visit.hari, []).append(visit)
        return dict(sorted(days.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rencana:
    """The visits of a month. `tanpa` are the families that are due and have no kader.

    `mulai` is the first day that is planned, `kapasitas` how many a kader visits in a day.
    """

    bulan: date
    mulai: date
    kapasitas: int
    kader: tuple[KaderRencana, ...]
    tanpa: tuple[Kunjungan, ...] = ()

    def visits(self) -> Iterator[tuple[KaderRencana | None, Kunjungan]]:
        """Every family that is due, with its kader; None for those that have none."""
        for plan in self.kader:
            for visit in plan.kunjungan:
                yield plan, visit
        for visit in self.tanpa:
            yield None, visit

    def count(self, *states: State) -> int:
        """How many families came to one of these."""
        return sum(visit.state in states for _, visit in self.visits())

    @property
    def complete(self) -> bool:
        """Whether every family that is due is visited in time."""
        return all(visit.state is State.DIJADWALKAN for _, visit in self.visits())
