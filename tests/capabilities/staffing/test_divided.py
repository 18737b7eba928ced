"""Weeks divided between two units in districts that are too large for all divisions: what is found, and its bound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from ilp_cli.capabilities.staffing.plan.daily import fewest
from ilp_cli.capabilities.staffing.plan.divided import divided
from ilp_cli.capabilities.staffing.plan.plan import whole_weeks
from ilp_cli.capabilities.staffing.plan.problem import Options, Problem, staffing_problem
from ilp_cli.core.words import HARI
from ilp_cli.district.case import Case
from ilp_cli.law import configs
from ilp_cli.planning.patience import patience
from ilp_cli.reading.load import load
from tests.plans import PADA, plan


def problem(folder: Path, seed: int) -> Problem:
    """Three puskesmas with seven pustu between them, most people there on part of the week only."""
    text = "\n".join(_lines(Random(seed))) + "\n"
    case = Case(district=load(plan(folder, text)), pada=PADA, years=(2025,), law=configs.law())
    return staffing_problem(case, Options(keliling=True))


def _lines(chance: Random) -> Iterator[str]:
    yield "kabupaten: {nama: Uji}\nhari_layanan: Senin-Jumat\npuskesmas:"
    for number in range(3):
        units = ", ".join(f"{{nama: U{unit}}}" for unit in range(number, 7, 3))
        yield f"  - {{nama: P{number}, koordinat: [-3, {120 + number / 10}], pustu: [{units}]}}"
    yield "kebijakan: {status_tetap_di_puskesmas: [PPPK]}\ntahap:\n  - tahun: 2025\n    lokus:"
    for number in range(3):
        yield f"      - {{puskesmas: P{number}, pustu: [{', '.join(f'U{unit}' for unit in range(number, 7, 3))}]}}"
    yield "petugas:"
    places = [(unit % 3, f", pustu: U{unit}") for unit in range(7) if chance.random() < 0.7]
    places += [(number, "") for number in range(3) for _ in range(2)]
    for row, (number, where) in enumerate(places):
        days = ", ".join(sorted(chance.sample(HARI[:5], chance.choice((2, 3, 4, 5))), key=HARI.index))
        status = chance.choice(("PNS", "PPPK"))
        yield (
            f"  - {{nama: Orang {row}, puskesmas: P{number}{where}, profesi: Bidan, status: {status}, "
            f'hari_tugas: "{days}"}}'
        )


@pytest.mark.parametrize("seed", range(8))
def test_the_nearest_divisions_are_a_plan_and_the_days_are_a_bound(tmp_path: Path, seed: int) -> None:
    """What is found step by step is never better than the best of all, and what is claimed of it never above it."""
    asked = problem(tmp_path, seed)
    settled = whole_weeks(asked, patience())
    _, best = divided(asked, settled, patience(), many=10**9)
    assert best.proven
    program, near = divided(asked, settled, patience(), many=0)
    least = fewest(asked, "bidan", patience()) + fewest(asked, "perawat", patience())
    assert least <= best.stages[0].value <= near.stages[0].value <= settled.solved.stages[0].value
    assert near.stages[0].bound <= best.stages[0].value
    assert sum(program.hired(near).values()) == near.stages[0].value
    assert near.proven is False or [stage.value for stage in near.stages] == [stage.value for stage in best.stages]
