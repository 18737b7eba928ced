"""How long a command may go on: its limit, its shares, and Ctrl-C."""

from __future__ import annotations

import os
import signal

import pytest

from ilp_cli.planning.patience import OutOfTime, asked_to_end, called, limit, listening, patience, within
from ilp_cli.planning.solver import Model, solve


def test_a_share_ends_no_later_and_is_stopped_together() -> None:
    whole = patience(100)
    share = whole.at_most(10)
    assert share.ends < whole.ends
    assert whole.at_most(1000).ends == whole.ends
    assert whole.sooner(30).ends == whole.ends - 30
    share.stopper.set()
    assert whole.stopped
    assert whole.left == 0


def test_without_a_limit_it_never_ends() -> None:
    assert not patience().sooner(10).at_most(float("inf")).over


def test_what_may_take_no_time_is_over() -> None:
    with pytest.raises(OutOfTime):
        patience(0).check()


def test_the_limit_of_a_command_counts_from_its_call() -> None:
    """What was imported and read before the search began is part of what the command did."""
    with called():
        early, late = limit(100), limit(100)
        assert early.ends == late.ends
    assert limit(100).ends > early.ends
    assert limit(0) == patience()


def test_a_verb_listens_unless_somebody_else_does() -> None:
    asked = patience(7)
    with within(100, asked) as until:
        assert until is asked
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    with within(100) as until:
        signal.raise_signal(signal.SIGINT)
        assert until.stopped


def test_the_first_ctrl_c_stops_the_search_and_the_second_ends_it() -> None:
    until = patience()
    earlier = signal.getsignal(signal.SIGINT)
    with listening(until):
        signal.raise_signal(signal.SIGINT)
        assert until.stopped
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is earlier


def test_a_search_that_was_stopped_says_so() -> None:
    model = Model()
    model.row([(model.column(), 1), (model.column(), 1)], lower=1)
    until = patience()
    until.stopper.set()
    outcome = solve(model, [[(0, 1.0), (1, 1.0)]], start=[1.0, 1.0], until=until)
    assert outcome.interrupted
    assert not outcome.proven


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize("number", [15, 1])
def test_a_program_that_is_ended_stops_its_search_as_with_ctrl_c(number: int) -> None:
    kept = signal.signal(number, signal.SIG_DFL)  # the tests themselves may run under nohup
    try:
        with asked_to_end(), within(100) as until:
            signal.raise_signal(number)
            assert until.stopped
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(number)
        assert signal.getsignal(number) == signal.SIG_DFL
    finally:
        signal.signal(number, kept)


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_what_a_shell_has_set_of_signals_stays() -> None:
    """A run under nohup outlives its terminal; one in the background, deaf to Ctrl-C, can be ended."""
    closed = 1
    kept = signal.signal(closed, signal.SIG_IGN), signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with asked_to_end():
            signal.raise_signal(closed)
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGTERM)
        assert signal.getsignal(closed) == signal.SIG_IGN
    finally:
        for number, handler in zip((closed, signal.SIGINT), kept, strict=True):
            signal.signal(number, handler)
