"""Small integer programs, solved by HiGHS to proven optimality in one order of aims; the only module that knows it."""

from __future__ import annotations

import math
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import highspy

INFINITY = math.inf
Term = tuple[int, float]
"""A column and its factor."""

_TOLERANCE = 1e-6


@dataclass(slots=True)
class Model:
    """An integer program under construction: columns with bounds, and rows that bind sums of them."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    indices: list[int] = field(default_factory=list)
    factors: list[float] = field(default_factory=list)

    def column(self, lower: float = 0, upper: float = 1, *, whole: bool = True) -> int:
        """Add a column; without more words one that is yes or no."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.lower) - 1

    def row(self, terms: Iterable[Term], lower: float = -INFINITY, upper: float = INFINITY) -> int:
        """Bind a sum of columns from below, from above, or both; a column may stand in it once."""
        for column, factor in terms:
            self.indices.append(column)
            self.factors.append(factor)
        self.starts.append(len(self.indices))
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        return len(self.row_lower) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What one aim came to: its value in the plan, and the bound no plan can pass. Equal: proven."""

    value: float
    bound: float

    @property
    def proven(self) -> bool:
        """Whether no plan can do better."""
        return self.value - self.bound < 1 - _TOLERANCE if _is_whole(self.value) else self.value <= self.bound + 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """The best values found, and how far each aim is proven. `feasible` False: no values satisfy the rows.

    `interrupted` tells that somebody stopped the search; with `known` False nothing at all was found before the end.
    """

    values: Sequence[float] = ()
    stages: tuple[Stage, ...] = ()
    feasible: bool = True
    known: bool = True
    interrupted: bool = False

    def chosen(self, column: int) -> bool:
        """Whether a yes-or-no column is yes."""
        return self.values[column] > 0.5

    def count(self, column: int) -> int:
        """A whole column as a number."""
        return round(self.values[column])

    @property
    def proven(self) -> bool:
        """Whether every aim is proven."""
        return self.known and not self.interrupted and all(stage.proven for stage in self.stages)


def solve(
    model: Model,
    aims: Sequence[Sequence[Term]] = ((),),
    *,
    limit: float = INFINITY,
    start: Sequence[float] | None = None,
) -> Solved:
    """Minimise the aims one after another, each without worsening those before it.

    Whole-numbered aims are kept exactly. `limit` is in seconds for all aims together; an aim cut short by it keeps
    its bound, and the aims after it are searched in what is left. One thread and one seed: the same model gives the
    same values, unless the limit cuts it short. `start` is a plan to begin from.
    """
    highs = _loaded(model)
    values: list[float] = list(start) if start is not None else []
    stages: list[Stage] = []
    with _interruptible(highs) as stopped:
        for aim in aims:
            _aim_at(highs, model, aim)
            if values:
                _begin_at(highs, values)
            _run(highs, limit)
            status = highs.getModelStatus()
            if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
                return Solved(feasible=False, values=(), stages=tuple(stages))
            feasible = highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
            if not feasible:
                return Solved(values=values, stages=tuple(stages), known=bool(values), interrupted=stopped.is_set())
            values = _clean(model, highs.getSolution().col_value)
            worth = _worth(aim, values)
            stages.append(Stage(value=worth, bound=_bound(highs, model, status, worth)))
            if stopped.is_set():
                break
            _hold(highs, aim, worth)
    return Solved(values=values, stages=tuple(stages), interrupted=stopped.is_set())


def solve_nearly_network(
    model: Model, aims: Sequence[Sequence[Term]], *, limit: float = INFINITY, start: Sequence[float]
) -> Solved:
    """`solve` for programs whose relaxation is mostly whole by itself, as flows of people are: far quicker there.

    Each aim is first relaxed. Where its dual values are not nought, nothing may change if the aim is to keep its worth:
    so whole values are searched in what stays open, which is little. Only where none are as good there, the whole
    program is searched and the aim held as `solve` holds it. `start` is a plan to begin from.
    """
    highs = _loaded(model)
    open_ = _Open(highs, model)
    values, stages = list(start), list[Stage]()
    with _interruptible(highs) as stopped:
        for aim in aims:
            open_.whole(wanted=False)
            highs.clearSolver()  # from where the last aim ended it is a longer way than from the start
            _aim_at(highs, model, aim)
            _run(highs, limit)
            if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                break
            worth = float(highs.getInfo().objective_function_value)
            settled = open_.settle(aim, worth, limit)
            if settled:
                values = settled
                stages.append(Stage(value=_worth(aim, values), bound=_worth(aim, values)))
                continue
            bound = math.ceil(worth - _TOLERANCE) if all(_is_whole(factor) for _, factor in aim) else worth
            stage, values = _searched(highs, model, aim, values, bound, limit)
            stages.append(stage)
            if stopped.is_set():
                break
            _hold(highs, aim, stage.value)
        interrupted = stopped.is_set()
    stages += [Stage(value=_worth(aim, values), bound=-INFINITY) for aim in aims[len(stages) :]]
    return Solved(values=values, stages=tuple(stages), interrupted=interrupted)


class _Open:
    """Which columns and rows of a program may still change, as one aim after another fixes the others."""

    def __init__(self, highs: Any, model: Model) -> None:
        self.highs, self.model = highs, model
        self.columns = (list(model.lower), list(model.upper))
        self.rows = (list(model.row_lower), list(model.row_upper))

    def whole(self, *, wanted: bool) -> None:
        """Ask for whole values where the model does, or for none."""
        kinds = highspy.HighsVarType
        asked = [kinds.kInteger if wanted and whole else kinds.kContinuous for whole in self.model.whole]
        self.highs.changeColsIntegrality(len(asked), list(range(len(asked))), asked)

    def settle(self, aim: Sequence[Term], worth: float, limit: float) -> list[float]:
        """Fix what must not change if the relaxed aim keeps its worth, and find whole values of that worth.

        Where there are none, all is as it was before.
        """
        highs, model = self.highs, self.model
        relaxed = highs.getSolution()
        raw, rows = list(relaxed.col_value), list(relaxed.row_value)
        columns = [column for column, dual in enumerate(relaxed.col_dual) if abs(dual) > _TOLERANCE]
        tight = [row for row, dual in enumerate(relaxed.row_dual) if abs(dual) > _TOLERANCE and row < len(self.rows[0])]
        fixed, bounds = [raw[column] for column in columns], [rows[row] for row in tight]
        highs.changeColsBounds(len(columns), columns, fixed, fixed)
        highs.changeRowsBounds(len(tight), tight, bounds, bounds)
        rounded = _clean(model, raw)
        if any(abs(old - new) > _TOLERANCE for old, new in zip(raw, rounded, strict=True)):
            self.whole(wanted=True)
            _run(highs, limit)
            solved = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
            rounded = _clean(model, highs.getSolution().col_value) if solved else []
        if rounded and _worth(aim, rounded) <= worth + _TOLERANCE:
            for column, value in zip(columns, fixed, strict=True):
                self.columns[0][column] = self.columns[1][column] = value
            for row, value in zip(tight, bounds, strict=True):
                self.rows[0][row] = self.rows[1][row] = value
            return rounded
        for indices, kept, change in (
            (columns, self.columns, highs.changeColsBounds),
            (tight, self.rows, highs.changeRowsBounds),
        ):
            change(len(indices), indices, [kept[0][index] for index in indices], [kept[1][index] for index in indices])
        return []


def _searched(
    highs: Any, model: Model, aim: Sequence[Term], values: Sequence[float], bound: float, limit: float
) -> tuple[Stage, list[float]]:
    """The best whole values of one aim, beginning from a plan; that plan where there was no time to find better."""
    kinds = highspy.HighsVarType
    asked = [kinds.kInteger if whole else kinds.kContinuous for whole in model.whole]
    highs.changeColsIntegrality(len(asked), list(range(len(asked))), asked)
    _begin_at(highs, values)
    _run(highs, limit)
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Stage(value=_worth(aim, values), bound=bound), list(values)
    best = _clean(model, highs.getSolution().col_value)
    worth = _worth(aim, best)
    return Stage(value=worth, bound=max(bound, _bound(highs, model, highs.getModelStatus(), worth))), best


def _run(highs: Any, limit: float) -> None:
    """Search in what is left of the limit for all aims together."""
    if math.isfinite(limit):
        highs.setOptionValue("time_limit", max(limit - highs.getRunTime(), 0.05))
    highs.run()


def _worth(aim: Sequence[Term], values: Sequence[float]) -> float:
    return sum(factor * values[column] for column, factor in aim)


def _loaded(model: Model) -> Any:
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", _TOLERANCE),
    ):
        highs.setOptionValue(name, value)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(model.lower), len(model.row_lower)
    program.col_cost_ = [0.0] * len(model.lower)
    program.col_lower_, program.col_upper_ = model.lower, model.upper
    program.row_lower_, program.row_upper_ = model.row_lower, model.row_upper
    kinds = highspy.HighsVarType
    program.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in model.whole]
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_, matrix.index_, matrix.value_ = model.starts, model.indices, model.factors
    highs.passModel(program)
    return highs


def _aim_at(highs: Any, model: Model, aim: Sequence[Term]) -> None:
    costs = [0.0] * len(model.lower)
    for column, factor in aim:
        costs[column] += factor
    highs.changeColsCost(len(costs), list(range(len(costs))), costs)


def _begin_at(highs: Any, values: Sequence[float]) -> None:
    solution = highspy.HighsSolution()
    solution.col_value = list(values)
    highs.setSolution(solution)


def _hold(highs: Any, aim: Sequence[Term], worth: float) -> None:
    """Forbid the aims that follow to worsen this one; a whole aim exactly, another within rounding."""
    if aim:
        slack = 0.5 if all(_is_whole(factor) for _, factor in aim) and _is_whole(worth) else 1e-4
        columns, factors = zip(*aim, strict=True)
        highs.addRow(-INFINITY, worth + slack, len(aim), list(columns), list(factors))


def _bound(highs: Any, model: Model, status: Any, worth: float) -> float:
    """The value no plan can pass; where the program has no whole columns, an optimal value is its own bound."""
    if status == highspy.HighsModelStatus.kOptimal:
        return worth
    bound = highs.getInfo().mip_dual_bound if any(model.whole) else -INFINITY
    return min(worth, float(bound))


def _clean(model: Model, raw: Iterable[float]) -> list[float]:
    """Values as they are meant: whole columns exactly whole."""
    return [float(round(value)) if whole else value for value, whole in zip(raw, model.whole, strict=True)]


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < _TOLERANCE


@contextmanager
def _interruptible(highs: Any) -> Iterator[threading.Event]:
    """Let Ctrl-C end the search with the best plan so far; the search itself asks now and then."""
    stopped = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return

    def ask(event: Any) -> None:
        if stopped.is_set():
            event.interrupt()

    earlier = signal.signal(signal.SIGINT, lambda *_: stopped.set())
    highs.cbMipInterrupt += ask
    highs.cbSimplexInterrupt += ask
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, earlier)
