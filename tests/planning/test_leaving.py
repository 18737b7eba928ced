"""Work that does not end when it should is left behind; whatever it comes to, nothing is claimed of it."""

from __future__ import annotations

import threading

import pytest

from ilp_cli.planning import leaving
from ilp_cli.planning.patience import Patience, patience
from ilp_cli.planning.solver import solve
from tests.planning.test_solver import market_split


def stopped() -> Patience:
    """A search that somebody has stopped already."""
    until = patience()
    until.stopper.set()
    return until


def test_work_that_ends_is_done() -> None:
    said: list[str] = []
    assert leaving.done(lambda: said.append("selesai"), patience())
    assert said == ["selesai"]
    assert not leaving.at_work()


def test_work_that_never_asks_whether_it_shall_end_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "GRACE", 0.0)
    deaf = threading.Event()
    try:
        assert not leaving.done(deaf.wait, stopped())
        assert leaving.at_work()
    finally:
        deaf.set()


def test_what_the_work_raises_is_raised() -> None:
    def fail() -> None:
        raise MemoryError

    with pytest.raises(MemoryError):
        leaving.done(fail, patience())


def test_a_search_that_is_left_behind_claims_nothing_that_it_has_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "GRACE", 0.0)
    model, slack = market_split()
    start = [0.0] * 50 + [float(model.row_lower[row]) * side for row in range(5) for side in (1, 0)]
    outcome = solve(model, [slack, slack], until=patience(0.2), start=start)
    assert not outcome.proven
    for row in range(5):
        terms = range(model.starts[row], model.starts[row + 1])
        total = sum(model.factors[term] * outcome.values[model.indices[term]] for term in terms)
        assert total == pytest.approx(model.row_lower[row])
    assert outcome.stages[0].value == pytest.approx(sum(outcome.values[50:]))
    assert outcome.stages[0].bound <= outcome.stages[0].value
