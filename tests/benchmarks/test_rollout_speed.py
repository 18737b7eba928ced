"""How long an order takes, in CPU of its own, and how near its bound it ends: from 22 puskesmas over 3 years to 514."""

from __future__ import annotations

import random
import resource
from datetime import date
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from ilp_cli.capabilities.rollout.verb import plan_rollout
from tests.capabilities.rollout.world import Place, World

PADA = date(2026, 11, 21)


def district(puskesmas: int, years: int, seed: int) -> World:
    """So many puskesmas, three to two kecamatan, with limits of 15 % more than all of them need together."""
    chance = random.Random(seed)
    places = [
        Place(
            name=f"Puskesmas {number}",
            kecamatan=f"Kecamatan {number * 2 // 3}",
            people=chance.randint(4_000, 32_000),
            needs={
                "tempat_latihan": chance.randint(6, 24),
                "anggaran": chance.randint(40, 160) * 1_000_000,
                "rekrut": chance.choice((0, 0, 1, 2, 3, 4)),
                "pindah": 0,
            },
        )
        for number in range(puskesmas)
    ]
    coming = range(2027, 2027 + years)
    needed = {key: sum(place.needs[key] for place in places) for key in ("tempat_latihan", "anggaran", "rekrut")}
    limits = {year: {key: need * 115 // (100 * years) for key, need in needed.items()} for year in coming}
    return World(places=places, limits=limits, promises=[(coming[-1], "semua")], kecamatan=coming[years // 2])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("puskesmas", "years"), [(22, 3), (30, 6), (514, 6)])
def test_an_order_with_its_what_ifs(
    benchmark: BenchmarkFixture, tmp_path: Path, puskesmas: int, years: int, seed: int
) -> None:
    world = district(puskesmas, years, seed)
    folder = world.folder(tmp_path)
    told = {"pada": PADA, "coba": puskesmas < 500, "batas_waktu": 60.0}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    done = benchmark.pedantic(plan_rollout, args=(folder,), kwargs=told, rounds=1, iterations=1)
    benchmark.extra_info["cpu"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_utime - before, 2)
    plan = done.plan
    bound, served = plan.batas["terlayani"], plan.nilai.terlayani
    benchmark.extra_info["gap"] = None if bound is None else round(bound / served - 1, 4)
    assert world.allowed(plan.choice)
    assert plan.coba_lengkap
