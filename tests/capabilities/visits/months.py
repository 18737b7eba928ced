"""Invented months of one kader, and a referee that shares nothing with the planner."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ilp_cli.capabilities.visits.model.family import Keluarga
from ilp_cli.capabilities.visits.model.planned import KaderBulan, KaderRencana, Perlu, Rencana
from ilp_cli.capabilities.visits.model.problem import Soal
from ilp_cli.capabilities.visits.model.terms import Pemicu
from ilp_cli.district.wilayah import Blok

FIRST = date(2025, 3, 3)
END = date(2025, 3, 31)
CLASSES = (
    Pemicu(nama="tanda bahaya", kelas=1, hari_layanan=1, pustu=True),
    Pemicu(nama="gejala TBC", kelas=2, hari_layanan=5),
    Pemicu(nama="tidak akses layanan", kelas=3),
    Pemicu(nama="rutin", kelas=4),
)
POSYANDU = ("puskesmas", 0, "posyandu", 0)


def on(number: int) -> date:
    """A day of the month, counted from 0."""
    return FIRST + timedelta(days=number)


def needs(number: int, kelas: int, batas: int, blok: int = 0, since: int = 0) -> Perlu:
    """A family that is due: its class, its last day, and how long it waits."""
    block = Blok(
        path=("wilayah", blok), nama=f"RT {blok + 1}", puskesmas=POSYANDU[:2], posyandu=POSYANDU,
        koordinat=(-3.0 - blok / 100, 120.0),
    )  # fmt: skip
    keluarga = Keluarga(
        path=("keluarga", number), id=f"K{number:03}", puskesmas=POSYANDU[:2], posyandu=POSYANDU, blok=block
    )
    return Perlu(keluarga=keluarga, sebab=CLASSES[kelas - 1], sejak=FIRST - timedelta(days=since), batas=on(batas))


def month(days: Sequence[int], perlu: Sequence[Perlu]) -> KaderBulan:
    """A kader with these days and families."""
    ordered = tuple(sorted(perlu, key=lambda item: item.rank))
    days_ = tuple(on(day) for day in sorted(days))
    return KaderBulan(who=("kader", 0), nama="Ani", posyandu=(POSYANDU,), days=days_, perlu=ordered)


def problem(kader: KaderBulan, kapasitas: int) -> Soal:
    """A district of one kader."""
    return Soal(bulan=date(2025, 3, 1), mulai=FIRST, days=(), kapasitas=kapasitas, selang=12, kader=(kader,))


def some(seed: int, families: int = 6, length: int = 6) -> tuple[KaderBulan, int]:
    """A small month made by chance, and how many visits a day."""
    chance = random.Random(seed)
    days = [day for day in range(length) if chance.random() < 0.5]
    perlu = [
        needs(
            number,
            chance.randint(1, 4),
            chance.randrange(length) if chance.random() < 0.6 else length - 1,
            chance.randrange(3),
            chance.randrange(20),
        )
        for number in range(chance.randint(1, families))
    ]
    return month(days, perlu), chance.randint(1, 2)


def worth(plan: KaderRencana) -> tuple[int, ...]:
    """What a plan reaches, class by class: how many in time, and how many at all."""
    counted: Counter[tuple[int, bool]] = Counter()
    for visit in plan.kunjungan:
        if visit.hari is not None:
            counted[visit.perlu.sebab.kelas, True] += visit.hari <= visit.perlu.batas
            counted[visit.perlu.sebab.kelas, False] += 1
    return tuple(counted[kelas, in_time] for kelas in (1, 2, 3, 4) for in_time in (True, False))


def best(kader: KaderBulan, kapasitas: int) -> tuple[int, ...]:
    """The most that anybody can reach, found by trying every way: no family, or any day, for each."""

    def tried(number: int, used: dict[date, int], counts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if number == len(kader.perlu):
            yield counts
            return
        perlu = kader.perlu[number]
        yield from tried(number + 1, used, counts)
        place = 2 * (perlu.sebab.kelas - 1)
        for day in kader.days:
            in_time = day <= perlu.batas
            if used.get(day, 0) < kapasitas and (in_time or not perlu.sebab.pustu):
                more = list(counts)
                more[place] += in_time
                more[place + 1] += 1
                yield from tried(number + 1, {**used, day: used.get(day, 0) + 1}, tuple(more))

    return max(tried(0, {}, (0,) * 8))


def faults(rencana: Rencana, soal: Soal) -> Iterator[str]:
    """Everything that is wrong with a plan, by rules of their own."""
    for kader, plan in zip(soal.kader, rencana.kader, strict=True):
        asked = sorted(perlu.keluarga.id for perlu in kader.perlu)
        if asked != sorted(visit.perlu.keluarga.id for visit in plan.kunjungan):
            yield "a family is lost, or stands in two places"
        days = Counter(visit.hari for visit in plan.kunjungan if visit.hari is not None)
        if any(day not in kader.days or count > soal.kapasitas for day, count in days.items()):
            yield "a day is not the kader's, or has too many visits"
        for visit in plan.kunjungan:
            late = visit.hari is None or visit.hari > visit.perlu.batas
            if late == (visit.state.value == "dijadwalkan"):
                yield f"{visit.perlu.keluarga.id} is called {visit.state.value}"
            if late != bool(visit.alasan):
                yield f"{visit.perlu.keluarga.id}: a sentence is missing, or says what is not so"
            if visit.perlu.sebab.pustu and late and visit.state.value != "dilaporkan ke pustu":
                yield f"{visit.perlu.keluarga.id} waits for nobody"
