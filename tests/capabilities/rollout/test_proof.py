"""The order against trying everything, and what holds for any district."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ilp_cli.capabilities.rollout.model.plan import AIMS, HIMPUNAN, HITUNGAN, PEMECAH
from ilp_cli.capabilities.rollout.model.problem import Problem, nilai, problem
from ilp_cli.capabilities.rollout.model.words import document, summary
from ilp_cli.capabilities.rollout.plan.best import best
from ilp_cli.capabilities.rollout.plan.plan import greedy
from ilp_cli.capabilities.rollout.plan.pool import cut_down, pooled, put_together
from ilp_cli.capabilities.rollout.plan.program import Program
from ilp_cli.capabilities.rollout.plan.sets import Prices, bound_of_sets
from ilp_cli.capabilities.rollout.plan.swaps import walked
from ilp_cli.capabilities.rollout.plan.windows import windowed
from ilp_cli.capabilities.rollout.verb import PlannedRollout, plan_rollout
from ilp_cli.capabilities.rollout.write import rollout_text
from ilp_cli.core.words import angka
from ilp_cli.reading.load import case_at, load
from tests.capabilities.rollout.world import RESOURCES, World, Years, random_world

PADA = date(2026, 11, 21)


def planned(world: World, folder: Path, *, coba: bool = False) -> PlannedRollout:
    """The plan of a world, read from its file; no limit of time, so that it is always searched to its end."""
    return plan_rollout(world.folder(folder), pada=PADA, batas_waktu=0, coba=coba)


def years_of(world: World, done: PlannedRollout) -> Years:
    """The year of each puskesmas, by its name."""
    by_name = dict(zip((calon.nama for calon in done.plan.problem.calon), done.plan.choice, strict=True))
    return tuple(by_name[place.name] for place in world.places)


@pytest.mark.parametrize("block", range(10))
def test_no_plan_is_better_whatever_is_tried(tmp_path: Path, block: int) -> None:
    for seed in range(block * 20, block * 20 + 20):
        world = random_world(seed)
        done = planned(world, tmp_path / str(seed))
        years = years_of(world, done)
        assert world.allowed(years), seed
        least = min(map(world.worth, world.every()))
        assert world.worth(years) == done.plan.nilai.aims == least, seed
        assert done.plan.optimal, seed


def question(world: World, folder: Path) -> Problem:
    """The question of a world, read from its file; its puskesmas are in the order of the world."""
    return case_at(load(world.folder(folder)), PADA).of(problem)


@pytest.mark.parametrize("block", range(5))
def test_what_is_done_for_many_puskesmas_cuts_off_nothing(tmp_path: Path, block: int) -> None:
    """The walk, and the most of each year by itself, are for large districts; here they are tried on small ones."""
    for seed in range(1000 + block * 20, 1020 + block * 20):
        world = random_world(seed)
        asked = question(world, tmp_path / str(seed))
        answer = best(asked, greedy(asked), near=0.0, exact=0)
        worth = nilai(asked, answer.choice)
        assert world.allowed(answer.choice), seed
        assert world.worth(answer.choice) == worth.aims == min(map(world.worth, world.every())), seed
        assert all(answer.batas[aim] == getattr(worth, aim) for aim in AIMS), seed


@given(seed=st.integers(0, 10**6), count=st.integers(2, 12), steps=st.integers(0, 3000))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_walk_keeps_to_every_limit_and_ends_no_worse(tmp_path: Path, seed: int, count: int, steps: int) -> None:
    world = random_world(seed, count=count)
    asked = question(world, tmp_path)
    start = greedy(asked)
    reached = walked(asked, start, steps)
    assert world.allowed(reached)
    assert world.worth(reached) <= world.worth(start)
    assert walked(asked, start, steps) == reached


@given(seed=st.integers(0, 10**6), resource=st.sampled_from(RESOURCES), year=st.integers(0, 2), more=st.integers(1, 9))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_larger_limit_never_worsens(tmp_path: Path, seed: int, resource: str, year: int, more: int) -> None:
    world = random_world(seed)
    limits = {own: dict(of) for own, of in world.limits.items()}
    at = 2027 + year
    step = more * 10_000_000 if resource == "anggaran" else more
    limits[at] = {key: value + (step if key == resource else 0) for key, value in limits[at].items()}
    larger = replace(world, limits=limits)
    before = years_of(world, planned(world, tmp_path / "a"))
    after = years_of(larger, planned(larger, tmp_path / "b"))
    assert larger.worth(after) <= world.worth(before)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_plan_is_allowed_its_decrees_stay_and_its_what_ifs_never_lose(tmp_path: Path, seed: int) -> None:
    world = random_world(seed, count=9)
    done = planned(world, tmp_path, coba=True)
    years = years_of(world, done)
    assert world.allowed(years)
    assert world.worth(years) == done.plan.nilai.aims
    assert all(place.fixed in (None, begun) for place, begun in zip(world.places, years, strict=True))
    assert all(0 <= row.paling_sedikit <= row.paling_banyak for row in done.plan.coba)
    sizes = world.sizes
    for peak in done.plan.puncak:
        here = sum(size for size, begun in zip(sizes, years, strict=True) if begun and begun <= peak.tahun)
        assert here == peak.rencana <= peak.paling
    again = planned(world, tmp_path, coba=True)
    assert rollout_text(again.plan, ("f",), "r.yaml") == rollout_text(done.plan, ("f",), "r.yaml")
    assert again.document() == done.document()


@pytest.mark.parametrize("seed", range(40))
def test_what_a_what_if_promises_is_what_trying_everything_gives(tmp_path: Path, seed: int) -> None:
    """A row says by how much the first aim that changes gets better; here all is proven, so both ends agree."""
    world = random_world(seed, count=5)
    done = planned(world, tmp_path, coba=True)
    base = world.worth(years_of(world, done))
    names = ("kurang_puskesmas", "kurang", "kecamatan", "terlayani")
    for row in done.plan.coba:
        larger = replace(world, kecamatan=None)
        start = replace(world, kecamatan=None).worth(years_of(world, done))
        if row.tahun is not None:
            limits = {own: dict(of) for own, of in world.limits.items()}
            limits[row.tahun][row.resource] += row.tambah
            larger, start = replace(world, limits=limits), base
        best = min(map(larger.worth, larger.every()))
        gain = next(((name, old - new) for name, old, new in zip(names, start, best, strict=False) if old != new), None)
        assert row.paling_sedikit == row.paling_banyak
        assert (row.aim, row.paling_sedikit) == (gain or ("", 0))


@pytest.mark.parametrize("seed", range(60))
def test_no_order_passes_the_bound_of_sets_at_any_prices(tmp_path: Path, seed: int) -> None:
    """With the first three aims held at their least, as the search holds them; also at prices from elsewhere."""
    world = random_world(seed, count=5)
    asked = question(world, tmp_path)
    orders = sorted(world.every(), key=world.worth)
    program = Program(asked)
    if not program.z:
        return
    for place, least in enumerate(world.worth(orders[0])[:3]):
        program.keep(place, least)
    aim = program.aims[-1].terms
    start = program.start(orders[0])
    worth = sum(factor * start[column] for column, factor in aim.items())
    prices = Prices()
    for near in (1.0, 0.0):
        bound = bound_of_sets(program.model, program.years_of_sets(), aim, start, near, prices, None)
        assert bound <= worth + 1e-6
    wild = Prices({name: -3.7 * price + 11 for name, price in prices.rows.items()}, dict(prices.scarce))
    rounds = bound_of_sets(program.model, program.years_of_sets(), aim, start, 0.0, wild, None, rounds=0)
    assert rounds <= worth + 1e-6


@pytest.mark.parametrize("seed", range(60))
def test_sets_listed_and_put_together_hold_the_best_order_and_what_is_left_out_counts(
    tmp_path: Path, seed: int
) -> None:
    """Begun from the worst of the orders whose first three aims are as good; all sets, then only a few of them."""
    world = random_world(seed, count=6)
    asked = question(world, tmp_path)
    orders = sorted(world.every(), key=world.worth)
    alike = [order for order in orders if world.worth(order)[:3] == world.worth(orders[0])[:3]]
    program = Program(asked)
    if not program.z:
        return
    for place, least in enumerate(world.worth(orders[0])[:3]):
        program.keep(place, least)
    aim, years = program.aims[-1].terms, program.years_of_sets()

    def worth(order: Years) -> float:
        values = program.start(order)
        return sum(factor * values[column] for column, factor in aim.items())

    start, best_worth = program.start(alike[-1]), worth(orders[0])
    for rounds in (0, 50):
        prices = Prices()
        bound_of_sets(program.model, years, aim, start, 0.0, prices, None, rounds=rounds)
        for many in (10**6, 3):
            pool = pooled(program.model, years, aim, start, 0.0, prices)
            cut_down(pool, None)
            assert pool.bound <= best_worth + 1e-6
            sifted = put_together(pool, start, many, 1000, None)
            assert pool.bound <= sifted.bound <= best_worth + 1e-6
            if many > len(pool.members):
                assert sifted.bound >= best_worth - 1e-6 * abs(best_worth)
                assert worth(program.order(sifted.came or {})) == best_worth
                assert world.allowed(program.order(sifted.came or {}))


@given(seed=st.integers(0, 10**6), count=st.integers(2, 12))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_windows_keep_to_every_limit_and_end_no_worse(tmp_path: Path, seed: int, count: int) -> None:
    world = random_world(seed, count=count, years=5)
    asked = question(world, tmp_path)
    start = greedy(asked)
    reached = windowed(asked, start, lambda _: False)
    assert world.allowed(reached)
    assert world.worth(reached) <= world.worth(start)
    assert windowed(asked, start, lambda _: False) == reached
    assert windowed(asked, start, lambda _: True) == start


@pytest.mark.parametrize(
    ("asal", "words"),
    [
        (HITUNGAN, "; menurut hitungan tangan setiap tahun paling banyak "),
        (HIMPUNAN, "; batas hitungan program ini atas himpunan puskesmas setiap tahun: paling banyak "),
        (PEMECAH, "; batas pemecah program (HiGHS): paling banyak "),
    ],
)
def test_a_bound_is_told_with_what_it_comes_from(tmp_path: Path, asal: str, words: str) -> None:
    done = planned(random_world(3), tmp_path)
    most = done.plan.nilai.terlayani + 5
    plan = replace(done.plan, asal=asal, batas={**done.plan.batas, "terlayani": most})
    assert any(f"{words}{angka(most)}." in line for line in summary(plan))
    aims: Any = document(plan, done.district)["tujuan"]
    assert {aim["nama"]: aim["asal_batas"] for aim in aims} == {**dict.fromkeys(AIMS, PEMECAH), "terlayani": asal}


def test_where_the_sets_of_years_end_a_search_the_bound_is_theirs(tmp_path: Path) -> None:
    asked = question(random_world(3, count=8, years=3), tmp_path)
    near = best(asked, greedy(asked), near=10.0, exact=0)
    assert near.asal == HIMPUNAN
    assert near.batas["terlayani"] is not None
    assert near.batas["terlayani"] >= best(asked, greedy(asked)).batas["terlayani"] > 0  # type: ignore[operator]
    assert best(asked, greedy(asked), exact=10**6).asal == PEMECAH
