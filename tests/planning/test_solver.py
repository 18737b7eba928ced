"""The solver behind the planners: proven, in the order of the aims, and the same every time."""

from __future__ import annotations

from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_cli.planning.solver import Model, Solved, solve, solve_nearly_network

SMALL = st.integers(min_value=-3, max_value=3)


def knapsack(weights: list[int], needed: int) -> Model:
    model = Model()
    columns = [model.column() for _ in weights]
    model.row(zip(columns, weights, strict=True), lower=needed)
    return model


def aim(factors: list[int]) -> list[tuple[int, float]]:
    return [(column, float(factor)) for column, factor in enumerate(factors)]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), SMALL, SMALL), min_size=1, max_size=7), st.integers(0, 12))
def test_aims_are_met_in_their_order_as_trying_everything_finds(items: list[tuple[int, int, int]], needed: int) -> None:
    weights, first, second = ([item[index] for item in items] for index in range(3))
    outcome = solve(knapsack(weights, needed), [aim(first), aim(second)])
    options = [
        (sum(a * x for a, x in zip(first, bits, strict=True)), sum(b * x for b, x in zip(second, bits, strict=True)))
        for bits in product((0, 1), repeat=len(items))
        if sum(w * x for w, x in zip(weights, bits, strict=True)) >= needed
    ]
    assert outcome.feasible == bool(options)
    if options:
        assert tuple(round(stage.value) for stage in outcome.stages) == min(options)
        assert outcome.proven
        quick = solve_nearly_network(knapsack(weights, needed), [aim(first), aim(second)], start=[1.0] * len(items))
        assert [stage.value for stage in quick.stages] == [stage.value for stage in outcome.stages]
        assert quick.proven


def test_the_same_model_gives_the_same_values() -> None:
    def run() -> Solved:
        return solve(knapsack([3, 5, 7, 9, 11, 13], 20), [aim([1] * 6)])

    assert run() == run()


def market_split() -> tuple[Model, list[tuple[int, float]]]:
    """Five sums of fifty columns, each to be split in half: far too many ways to try in a second."""
    model = Model()
    columns = [model.column() for _ in range(50)]
    slack: list[tuple[int, float]] = []
    chance = Random(1)
    for _ in range(5):
        weights = [chance.randrange(100) for _ in range(50)]
        over, under = model.column(0, 1e6), model.column(0, 1e6)
        slack += [(over, 1.0), (under, 1.0)]
        half = sum(weights) // 2
        model.row([*zip(columns, weights, strict=True), (over, 1), (under, -1)], lower=half, upper=half)
    return model, slack


def test_a_search_cut_short_says_what_it_has_and_what_it_could_not_prove() -> None:
    model, slack = market_split()
    outcome = solve(model, [slack], limit=1)
    assert outcome.known
    assert not outcome.proven
    assert outcome.stages[0].bound < outcome.stages[0].value


def test_without_whole_columns_it_is_a_plain_program() -> None:
    model = Model()
    column, other = model.column(0, 10, whole=False), model.column(0, 10, whole=False)
    model.row([(column, 1), (other, 2)], lower=5)
    outcome = solve(model, [[(column, 1.0), (other, 1.0)]])
    assert outcome.stages[0].value == 2.5
    assert outcome.proven


def test_a_search_that_may_take_no_time_keeps_the_plan_it_began_from() -> None:
    model, slack = market_split()
    start = [0.0] * 50 + [float(model.row_lower[row]) * side for row in range(5) for side in (1, 0)]
    outcome = solve_nearly_network(model, [slack], limit=1, start=start)
    assert outcome.known
    assert not outcome.proven
    assert outcome.stages[0].bound <= outcome.stages[0].value <= sum(start)
