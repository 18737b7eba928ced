"""What is said to be enough for a family is enough."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_cli.capabilities.visits.model.planned import State
from ilp_cli.capabilities.visits.model.problem import BUKA, CUTI, TUGAS
from ilp_cli.capabilities.visits.plan import kader_plan
from ilp_cli.capabilities.visits.why import enough
from tests.capabilities.visits.months import FIRST, month, needs, on, some


@settings(deadline=None)
@given(seed=st.integers(0, 10**6))
def test_days_at_the_beginning_that_are_said_to_be_enough_are_so_whichever_they_are(seed: int) -> None:
    kader, kapasitas = some(seed, 25, 12)
    chance = random.Random(seed)
    plan = kader_plan(kader, kapasitas)
    for visit in plan.kunjungan:
        if visit.state is State.DIJADWALKAN:
            continue
        told = next(
            (words for words in enough(plan, visit, kapasitas, kader_plan) if "hari kunjungan lagi" in words), ""
        )
        match = re.match(r"\d+", told)
        assert match is not None
        first = min((*kader.days, *(perlu.batas for perlu in kader.perlu)))
        days = chance.sample([first - timedelta(days=back) for back in range(1, 60)], int(match[0]))
        helped = kader_plan(replace(kader, days=tuple(sorted({*kader.days, *days}))), kapasitas)
        states = {other.perlu.keluarga.path: other.state for other in helped.kunjungan}
        assert states[visit.perlu.keluarga.path] is State.DIJADWALKAN


def test_a_duty_may_be_moved_but_neither_leave_nor_an_opening_day() -> None:
    families = [needs(1, 2, 6), needs(2, 2, 6, since=9)]
    kader = replace(month([4], families), libur={on(1): CUTI, on(2): BUKA, on(3): TUGAS})
    plan = kader_plan(kader, 1)
    missed = next(visit for visit in plan.kunjungan if visit.hari is None)
    assert list(enough(plan, missed, 1, kader_plan)) == [
        "2 kunjungan sehari (1 lebih banyak) bagi Ani",
        "1 hari kunjungan lagi bagi Ani di awal bulan",
        "kamis 6 Maret 2025 (tugas pustu) dipakai untuk kunjungan",
    ]
    assert date(2025, 3, 3) == FIRST
