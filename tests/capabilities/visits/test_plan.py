"""Whom a kader reaches is held against every way there is, and against a referee that shares no code with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_cli.capabilities.visits.model.planned import State
from ilp_cli.capabilities.visits.plan import kader_plan, plan_visits
from tests.capabilities.visits.families import block_days
from tests.capabilities.visits.months import END, FIRST, best, faults, month, needs, on, problem, some, worth


@pytest.mark.parametrize("hundred", range(5))
def test_nobody_can_reach_more(hundred: int) -> None:
    """Five hundred small months: class by class as many in time, and as many at all, as the best of all ways."""
    for seed in range(hundred * 100, hundred * 100 + 100):
        kader, kapasitas = some(seed, families=5, length=5)
        assert worth(kader_plan(kader, kapasitas)) == best(kader, kapasitas), seed


@settings(deadline=None)
@given(seed=st.integers(0, 10**6), families=st.integers(1, 40), length=st.integers(1, 24))
def test_every_family_that_is_due_is_visited_or_listed_and_never_both(seed: int, families: int, length: int) -> None:
    kader, kapasitas = some(seed, families, length)
    soal = problem(kader, kapasitas)
    assert list(faults(plan_visits(soal), soal)) == []


@settings(deadline=None)
@given(seed=st.integers(0, 10**6), extra=st.integers(0, 23))
def test_one_more_day_never_makes_it_worse(seed: int, extra: int) -> None:
    kader, kapasitas = some(seed, 30, 20)
    more = replace(kader, days=tuple(sorted({*kader.days, on(extra)})))
    assert worth(kader_plan(more, kapasitas)) >= worth(kader_plan(kader, kapasitas))


@settings(deadline=None)
@given(seed=st.integers(0, 10**6))
def test_one_more_visit_a_day_never_makes_it_worse(seed: int) -> None:
    kader, kapasitas = some(seed, 30, 20)
    assert worth(kader_plan(kader, kapasitas + 1)) >= worth(kader_plan(kader, kapasitas))


@settings(deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_days_that_are_said_to_be_missing_are_just_enough(seed: int) -> None:
    """With so many days more, early enough, all are visited in time; with one fewer they are not."""
    kader, kapasitas = some(seed, 30, 20)
    plan = kader_plan(kader, kapasitas)
    for days in {plan.kurang, max(0, plan.kurang - 1)}:
        before = tuple(FIRST - timedelta(days=number + 1) for number in range(days))
        helped = kader_plan(replace(kader, days=tuple(sorted((*before, *kader.days)))), kapasitas)
        in_time = all(visit.state is State.DIJADWALKAN for visit in helped.kunjungan)
        assert in_time is (days == plan.kurang)


@settings(deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_the_table_does_not_matter(seed: int) -> None:
    kader, kapasitas = some(seed, 30, 20)
    assert kader_plan(month([], []), 1).kunjungan == ()
    turned = month([(day - FIRST).days for day in kader.days], tuple(reversed(kader.perlu)))
    assert kader_plan(turned, kapasitas) == kader_plan(kader, kapasitas)


def test_whoever_waits_longest_is_visited_and_the_other_has_its_sentence() -> None:
    families = [needs(1, 4, 20, since=5), needs(2, 4, 20, since=50), needs(3, 4, 20, since=20)]
    plan = kader_plan(month([3], families), 2)
    told = {visit.perlu.keluarga.id: visit for visit in plan.kunjungan}
    assert [told[key].state for key in ("K001", "K002", "K003")] == [State.TIDAK, *[State.DIJADWALKAN] * 2]
    assert told["K001"].alasan == (
        "sampai hari kunjungan ke-1 (kamis 6 Maret 2025) ada 2 kunjungan, 2 keluarga yang lebih dahulu memakainya"
    )
    assert told["K001"].lebih_dahulu == ("K002", "K003")
    assert (plan.kurang, plan.kurang_batas) == (1, on(20))


def test_a_danger_sign_without_a_day_in_time_is_told_to_the_pustu_and_uses_no_visit() -> None:
    plan = kader_plan(month([10], [needs(1, 1, 0), needs(2, 4, 20)]), 1)
    told = {visit.perlu.keluarga.id: visit for visit in plan.kunjungan}
    assert told["K001"].state is State.PUSTU
    assert told["K001"].alasan == "Ani tidak punya hari kunjungan sampai senin 3 Maret 2025"
    assert told["K002"].hari == on(10)


def test_who_cannot_be_visited_in_time_is_visited_late_and_before_a_lesser_class() -> None:
    plan = kader_plan(month([10], [needs(1, 2, 4), needs(2, 4, 20)]), 1)
    told = {visit.perlu.keluarga.id: visit for visit in plan.kunjungan}
    assert (told["K001"].state, told["K001"].hari) == (State.TERLAMBAT, on(10))
    assert told["K002"].state is State.TIDAK


def test_a_block_is_visited_on_one_day_where_it_fits() -> None:
    families = [needs(number, 4, 28, blok=number % 3, since=number) for number in range(12)]
    plan = kader_plan(month([0, 1, 2, 3, 4, 7], families), 4)
    assert block_days([plan], 4) == (3, 3)
    blocks = [
        {visit.perlu.keluarga.blok.nama for visit in visits if visit.perlu.keluarga.blok}
        for visits in plan.on().values()
    ]
    assert sorted(map(sorted, blocks)) == [["RT 1"], ["RT 2"], ["RT 3"]]


def test_the_most_urgent_opens_the_first_day() -> None:
    families = [needs(number, 4, 28, blok=0, since=300) for number in range(4)] + [needs(9, 2, 4, blok=1)]
    plan = kader_plan(month([0, 1, 2], families), 2)
    assert plan.kunjungan[0].perlu.keluarga.id == "K009"
    assert plan.kunjungan[0].perlu.batas < END
