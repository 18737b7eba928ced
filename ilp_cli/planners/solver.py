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
class Outcome:
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
) -> Outcome:
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
                return Outcome(feasible=False, values=(), stages=tuple(stages))
            found = highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
            if not found:
                return Outcome(values=values, stages=tuple(stages), known=bool(values), interrupted=stopped.is_set())
            values = _clean(model, highs.getSolution().col_value)
            worth = _worth(aim, values)
            stages.append(Stage(value=worth, bound=_bound(highs, model, status, worth)))
            if stopped.is_set():
                break
            _hold(highs, aim, worth)
    return Outcome(values=values, stages=tuple(stages), interrupted=stopped.is_set())


def solve_nearly_network(
    model: Model, aims: Sequence[Sequence[Term]], *, limit: float = INFINITY, start: Sequence[float]
) -> Outcome:
    """`solve` for programs whose relaxation is mostly whole by itself, as flows of people are: far quicker there.

    Each aim is first relaxed. Where the relaxation is whole, or whole values reach its worth, only what its dual values
    leave open is searched for the aims that follow: they are exactly the values that keep the aim. Where neither, the
    aim is held as `solve` holds it. `start` is a plan to begin from.
    """
    highs = _loaded(model)
    values, stages = list(start), list[Stage]()
    with _interruptible(highs) as stopped:
        for aim in aims:
            _whole(highs, model, whole=False)
            _aim_at(highs, model, aim)
            _run(highs, limit)
            status = highs.getModelStatus()
            if status != highspy.HighsModelStatus.kOptimal:
                break
            relaxed = highs.getSolution()
            worth, duals = highs.getInfo().objective_function_value, (list(relaxed.col_dual), list(relaxed.row_dual))
            raw, rows = list(relaxed.col_value), list(relaxed.row_value)
            bound = math.ceil(worth - _TOLERANCE) if all(_is_whole(factor) for _, factor in aim) else worth
            stage, found = Stage(value=worth, bound=bound), _clean(model, raw)
            if any(abs(old - new) > _TOLERANCE for old, new in zip(raw, found, strict=True)):
                stage, found = _searched(highs, model, aim, values, bound, limit)
            values = found or values
            stages.append(stage)
            if stopped.is_set() or not found:
                break
            if stage.value <= worth + _TOLERANCE:
                _keep_open(highs, raw, rows, duals)
            else:
                _hold(highs, aim, stage.value)
        interrupted = stopped.is_set()
    missing = len(aims) - len(stages)
    stages += [Stage(value=_worth(aim, values), bound=-INFINITY) for aim in aims[len(aims) - missing :]]
    return Outcome(values=values, stages=tuple(stages), interrupted=interrupted)


def _searched(
    highs: Any, model: Model, aim: Sequence[Term], values: Sequence[float], bound: float, limit: float
) -> tuple[Stage, list[float]]:
    """The best whole values of one aim, beginning from a plan; none where there was no time to find any."""
    _whole(highs, model, whole=True)
    _begin_at(highs, values)
    _run(highs, limit)
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Stage(value=_worth(aim, values), bound=bound), []
    found = _clean(model, highs.getSolution().col_value)
    worth = _worth(aim, found)
    return Stage(value=worth, bound=max(bound, _bound(highs, model, highs.getModelStatus(), worth))), found


def _run(highs: Any, limit: float) -> None:
    """Search in what is left of the limit for all aims together."""
    if math.isfinite(limit):
        highs.setOptionValue("time_limit", max(limit - highs.getRunTime(), 0.05))
    highs.run()


def _worth(aim: Sequence[Term], values: Sequence[float]) -> float:
    return sum(factor * values[column] for column, factor in aim)


def _whole(highs: Any, model: Model, *, whole: bool) -> None:
    """Ask for whole values where the model does, or for none."""
    kinds = highspy.HighsVarType
    count = len(model.whole)
    wanted = [kinds.kInteger if whole and one else kinds.kContinuous for one in model.whole]
    highs.changeColsIntegrality(count, list(range(count)), wanted)


def _keep_open(highs: Any, values: Sequence[float], rows: Sequence[float], duals: tuple[Sequence[float], ...]) -> None:
    """Leave open only what keeps a relaxed aim at its best: where a dual value is not nought, nothing may change."""
    columns = [column for column, dual in enumerate(duals[0]) if abs(dual) > _TOLERANCE]
    fixed = [values[column] for column in columns]
    highs.changeColsBounds(len(columns), columns, fixed, fixed)
    tight = [row for row, dual in enumerate(duals[1]) if abs(dual) > _TOLERANCE]
    bounds = [rows[row] for row in tight]
    highs.changeRowsBounds(len(tight), tight, bounds, bounds)


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
