"""The fairest areas are the fairest, fewest changes are fewest: against everything there is, and against a referee."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_cli.capabilities.areas.model.bounds import Reason, arithmetic
from ilp_cli.capabilities.areas.model.exact import fairest, subsets
from ilp_cli.capabilities.areas.model.ground import Ground, gabriel, joined, linked
from ilp_cli.capabilities.areas.plan.keep import kept
from ilp_cli.capabilities.areas.plan.plan import fair_areas
from ilp_cli.capabilities.areas.plan.search import heaviest, spread
from ilp_cli.capabilities.areas.plan.settle import Prices, assigned, settle
from ilp_cli.planning.patience import patience
from tests.capabilities.areas.grounds import (
    as_division,
    carried,
    divisions,
    edges_of,
    price,
    random_ground,
    random_wish,
    scattered,
    sound,
    together,
)


@pytest.mark.parametrize("batch", range(8))
def test_nothing_that_is_possible_is_better(batch: int) -> None:
    """520 graphs of 2 to 7 blocks: the heaviest area, and then the changes of hands, against every division."""
    tried = 0
    for seed in range(batch * 65, batch * 65 + 65):
        chance = Random(seed)
        ground = random_ground(chance, blocks=6 if seed % 3 else 7)
        kader = chance.randint(1, min(len(ground.loads), 3 if len(ground.loads) == 7 else 4))
        every_division = list(divisions(ground, kader))
        assert bool(every_division) is (len(ground.pieces()) <= kader)
        if not every_division:
            continue
        tried += 1
        best = min(max(carried(ground, division, kader)) for division in every_division)
        areas, bound = fair_areas(ground, kader)
        assert sound(ground, as_division(areas, len(ground.loads)), kader)
        assert heaviest(ground, areas) == bound.least == best
        assert arithmetic(ground, kader).least <= best
        most = best * chance.choice([100, 110, 130]) // 100
        wish = random_wish(chance, ground, kader)
        prices = Prices(ground, wish)
        allowed = [division for division in every_division if max(carried(ground, division, kader)) <= most]
        cheapest = min(price(ground, wish, division, kader) for division in allowed)
        settled = settle(ground, kader, most, prices)
        assert settled is not None
        division = as_division(settled[1], len(ground.loads))
        assert sound(ground, division, kader)
        assert max(carried(ground, division, kader)) <= most
        assert prices.apart(settled[0]) == price(ground, wish, division, kader) == cheapest
        cost, found = kept(ground, areas, most, prices)
        by_search = as_division(found, len(ground.loads))
        assert sound(ground, by_search, kader)
        assert max(carried(ground, by_search, kader)) <= most
        assert prices.apart(cost) == price(ground, wish, by_search, kader) >= cheapest
    assert tried >= 50 * 4 // 5


def test_every_connected_set_is_met_once() -> None:
    for seed in range(60):
        ground = random_ground(Random(seed))
        edges = edges_of(ground)
        count = len(ground.loads)
        wanted = {
            mask
            for mask in range(1, 1 << count)
            if together([block for block in range(count) if mask >> block & 1], edges) and 10 <= ground.load(mask) <= 60
        }
        found = subsets(ground, 10, 60)
        assert found is not None
        assert len(found) == len({mask for mask, _ in found})
        assert {mask for mask, _ in found} == wanted
        assert all(ground.load(mask) == load for mask, load in found)
        assert not wanted or subsets(ground, 10, 60, 0) is None


def test_a_block_heavier_than_the_window_ends_no_search() -> None:
    ground = Ground((1000, 0, 0, 5), linked(4, [(0, 1), (1, 2), (2, 3)]))
    areas, bound = fair_areas(ground, 3)
    assert heaviest(ground, areas) == 1000
    assert (bound.least, bound.reason) == (1000, Reason.BLOCK)


@pytest.mark.parametrize(
    ("loads", "kader", "pairs", "reason", "least"),
    [
        ((10, 10, 10, 10), 2, [(0, 1), (1, 2), (2, 3)], Reason.MEAN, 20),
        ((50, 1, 1, 1), 2, [(0, 1), (1, 2), (2, 3)], Reason.BLOCK, 50),
        ((30, 30, 30, 1), 2, [(0, 1), (1, 2), (2, 3)], Reason.SHARED, 60),
        ((30, 30, 5, 1), 2, [(0, 1), (2, 3)], Reason.PIECES, 60),
        ((9, 1, 9, 1, 9), 2, [(0, 1), (1, 2), (2, 3), (3, 4)], Reason.ALL, 19),
    ],
)
def test_a_bound_has_one_sentence(
    loads: tuple[int, ...], kader: int, pairs: list[tuple[int, int]], reason: Reason, least: int
) -> None:
    ground = Ground(loads, linked(len(loads), pairs))
    areas, bound = fair_areas(ground, kader)
    assert heaviest(ground, areas) == bound.least == least
    assert bound.reason is reason
    assert str(least) in bound.sentence("KK")


def test_pieces_that_do_not_touch_are_joined_to_the_nearest() -> None:
    points = [(-3.0, 120.0), (-3.0, 120.01), (-3.0, 120.05), (-3.0, 120.2)]
    ground, links = joined(Ground((1, 1, 1, 1), linked(4, [(0, 1)])), points)
    assert links == ((1, 2), (2, 3))
    assert len(ground.pieces()) == 1
    unknown, links = joined(Ground((1, 1, 1), linked(3, [])), [None, None, None])
    assert len(links) == 3
    assert unknown.connected(unknown.every)


def test_neighbours_by_coordinates_hold_together_and_do_not_cross() -> None:
    for seed in range(20):
        chance = Random(seed)
        points = [(-3 + chance.random() / 10, 120 + chance.random() / 10) for _ in range(25)]
        pairs = list(gabriel(points))
        assert together(range(25), {*pairs, *((other, one) for one, other in pairs)})
        assert len(pairs) <= 3 * 25 - 8
        for one, other in pairs:
            assert not any(_crossing(points, (one, other), pair) for pair in pairs)
    assert list(gabriel([])) == []
    assert list(gabriel([(0.0, 120.0), (0.0, 120.0)])) == [(0, 1)]


def _crossing(points: Sequence[tuple[float, float]], one: tuple[int, int], other: tuple[int, int]) -> bool:
    if len({*one, *other}) < 4:
        return False

    def side(a: int, b: int, c: int) -> bool:
        (y1, x1), (y2, x2), (y3, x3) = points[a], points[b], points[c]
        return (x2 - x1) * (y3 - y1) > (y2 - y1) * (x3 - x1)

    (a, b), (c, d) = one, other
    return side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)


def test_an_assignment_costs_the_least() -> None:
    for seed in range(150):
        chance = Random(seed)
        rows = chance.randint(1, 4)
        columns = chance.randint(rows, 5)
        costs = [[chance.randint(0, 20) for _ in range(columns)] for _ in range(rows)]
        chosen = assigned(costs)
        assert len(set(chosen)) == rows
        least = min(
            sum(costs[row][column] for row, column in enumerate(way)) for way in permutations(range(columns), rows)
        )
        assert sum(costs[row][column] for row, column in enumerate(chosen)) == least


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), blocks=st.integers(2, 18), kader=st.integers(1, 6))
def test_one_more_kader_never_makes_it_worse(seed: int, blocks: int, kader: int) -> None:
    ground = scattered(Random(seed), blocks)
    kader = min(kader, blocks)
    areas, bound = fair_areas(ground, kader)
    assert sound(ground, as_division(areas, blocks), kader)
    assert heaviest(ground, areas) == bound.least
    if kader < blocks:
        assert heaviest(ground, fair_areas(ground, kader + 1)[0]) <= heaviest(ground, areas)
    assert fair_areas(ground, kader) == (areas, bound), "the same each time"


@pytest.mark.parametrize(("blocks", "kader", "percent"), [(120, 8, 0.5), (400, 10, 0.2)])
def test_many_blocks_come_close_to_their_bound(blocks: int, kader: int, percent: float) -> None:
    ground = scattered(Random(blocks), blocks)
    areas, bound = fair_areas(ground, kader)
    assert sound(ground, as_division(areas, blocks), kader)
    assert heaviest(ground, areas) <= bound.least * (1 + percent / 100)
    assert bound.reason is not Reason.ALL, "not all was looked at"
    wish = random_wish(Random(1), ground, kader)
    most = heaviest(ground, areas) * 11 // 10
    _, mended = kept(ground, areas, most, Prices(ground, wish))
    assert sound(ground, as_division(mended, blocks), kader)
    assert heaviest(ground, mended) <= most


def test_a_grid_is_settled_either_way() -> None:
    """A grid of 5 by 8 with 8 areas: what no division can do is refuted, and what one can is found."""
    chance = Random(8)
    pairs = [(row * 8 + column, row * 8 + column + 1) for row in range(5) for column in range(7)]
    pairs += [(row * 8 + column, row * 8 + column + 8) for row in range(4) for column in range(8)]
    ground = Ground(tuple(chance.randint(60, 240) for _ in range(40)), linked(40, pairs))
    bound = arithmetic(ground, 8)
    areas, proven = fairest(ground, 8, spread(ground, 8, bound.least, 3), bound.least)
    assert proven
    assert sound(ground, as_division(areas, 40), 8)
    best = heaviest(ground, areas)
    assert bound.least <= best <= bound.least * 1.03


@pytest.mark.parametrize("blocks", [12, 30, 60])
def test_without_time_areas_are_sound_and_nothing_is_claimed_of_them(blocks: int) -> None:
    """What a quick hand makes is whole; only where it meets the bound of the sums is it called the fairest."""
    ground, over = scattered(Random(blocks), blocks), patience(0)
    areas, bound = fair_areas(ground, 4, over)
    assert sound(ground, as_division(areas, blocks), 4)
    assert bound == arithmetic(ground, 4)
    wish = random_wish(Random(1), ground, 4)
    most = heaviest(ground, areas)
    assert settle(ground, 4, most, Prices(ground, wish), over) is None
    _, held = kept(ground, areas, most, Prices(ground, wish), over)
    assert sound(ground, as_division(held, blocks), 4)
