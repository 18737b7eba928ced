"""Large districts: the nearest links first, priced until none left out could better the plan: as good as all."""

from __future__ import annotations

import math

import pytest

from ilp_cli.capabilities.staffing.plan.problem import Options, staffing_problem
from ilp_cli.capabilities.staffing.plan.program import links_of
from ilp_cli.capabilities.staffing.plan.sparse import best_of
from ilp_cli.district.case import Case
from ilp_cli.law import configs
from ilp_cli.planning.patience import patience
from ilp_cli.reading.load import load
from tests.benchmarks.generate import thin_plan
from tests.capabilities.staffing.cases import YEAR, random_case
from tests.plans import PADA


@pytest.mark.parametrize("seed", range(60))
def test_a_plan_of_the_nearest_links_is_as_good_as_one_of_all(seed: int) -> None:
    district, options = random_case(seed, people=9)
    case = Case(district=district, pada=PADA, years=(YEAR,), law=configs.law())
    problem = staffing_problem(case, Options(jarak_maks=options.jarak_maks))
    links = links_of(problem)
    few = best_of(problem, links, patience(), many=0, nearest=1)
    everything = best_of(problem, links, patience(), many=10**9)
    assert [stage.value for stage in few.solved.stages] == [stage.value for stage in everything.solved.stages]
    assert few.solved.proven


def test_a_district_of_many_pustu_uses_few_of_its_links(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = thin_plan(tmp_path_factory.mktemp("district"), puskesmas=40, pustu=200, staff=1200)
    case = Case(district=load(folder), pada=PADA, years=(2025,), law=configs.law())
    problem = staffing_problem(case, Options())
    links = links_of(problem)
    few = best_of(problem, links, patience(), many=0, nearest=1)
    everything = best_of(problem, links, patience(), many=10**9)
    assert [stage.value for stage in few.solved.stages] == [stage.value for stage in everything.solved.stages]
    assert not few.whole
    assert len(few.program.flows) < len(everything.program.flows) / 1.3


def test_a_limit_leaves_the_best_so_far_and_its_gap(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = thin_plan(tmp_path_factory.mktemp("district"), puskesmas=10, pustu=40, staff=260)
    case = Case(district=load(folder), pada=PADA, years=(2025,), law=configs.law())
    problem = staffing_problem(case, Options())
    answer = best_of(problem, links_of(problem), patience(0), many=0, nearest=1)
    assert answer.solved.stages[0].bound == -math.inf
    assert sum(answer.program.hired(answer.solved).values()) == answer.solved.stages[0].value
    assert not answer.solved.proven
