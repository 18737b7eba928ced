"""Small integer programs, solved by HiGHS to proven optimality in one order of aims; the only module that knows it.

What the solver reports is not taken on trust: values are put into the rows and aims again, the objective it names is
held against what its values are worth, and the bound of an aim is never one of its values.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import highspy
import numpy as np
import numpy.typing as npt

from ilp_cli.planning.leaving import done
from ilp_cli.planning.patience import Patience, listening, patience

INFINITY = math.inf
Term = tuple[int, float]
"""A column and its factor."""
Aim = Sequence[Term]
Floats = npt.NDArray[np.float64]

_TOLERANCE = 1e-6
_SLACK = 1e-4
"""How far an aim whose factors are not whole may be off, by rounding."""


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
        return self.value <= self.bound + _SLACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """The best values found, and how far each aim is proven. `feasible` False: no values satisfy the rows.

    `interrupted` tells that somebody stopped the search; with `known` False nothing at all was found before the end.
    `lacking`: columns that the program was made without could better it, so it is no answer.
    """

    values: Sequence[float] = ()
    stages: tuple[Stage, ...] = ()
    feasible: bool = True
    known: bool = True
    interrupted: bool = False
    lacking: bool = False

    def chosen(self, column: int) -> bool:
        """Whether a yes-or-no column is yes."""
        return self.values[column] > 0.5

    def count(self, column: int) -> int:
        """A whole column as a number."""
        return round(self.values[column])

    @property
    def proven(self) -> bool:
        """Whether every aim is proven."""
        return self.known and not self.interrupted and not self.lacking and all(stage.proven for stage in self.stages)


class Price(NamedTuple):
    """What the rows are worth to one aim once it is relaxed: the dual value of each, and of each aim held before it.

    `gap` is how far the plan is from the relaxed worth, 0 where it reaches it.
    """

    rows: Floats
    held: dict[int, float]
    gap: float


Lacks = Callable[[Sequence[Price]], bool]
"""Whether columns that are not in a program could still better the aims priced so far."""


def solve(
    model: Model,
    aims: Sequence[Aim] = ((),),
    *,
    until: Patience | None = None,
    start: Sequence[float] | None = None,
    gap: float = 0.0,
    nodes: int | None = None,
) -> Solved:
    """Minimise the aims one after another, each without worsening those before it.

    Whole-numbered aims are kept exactly. `until` ends the search for all aims together; an aim cut short by it keeps
    its bound, and the aims after it that of nothing searched. One thread and one seed: the same model gives the
    same values, unless it is cut short. `start` is a plan to begin from. `nodes` ends the search of each aim after so
    many steps, wherever it stands: that cuts it short, and the same model gives the same values all the same.

    Without `until` there is no limit, and Ctrl-C ends it as it ends any other work.
    """
    with _obeyed(until) as ends:
        solver = _Solver(model, ends, gap)
        if nodes is not None:
            solver.highs.setOptionValue("mip_max_nodes", nodes)
        try:
            return _solve(solver, aims, start)
        finally:
            solver.close()


def _solve(solver: _Solver, aims: Sequence[Aim], start: Sequence[float] | None) -> Solved:
    values = list(start) if start is not None and solver.allows(start) else []
    stages: list[Stage] = []
    for aim in aims:
        if solver.until.over and values:
            break
        if values and not aim:
            stages.append(Stage(value=0.0, bound=0.0))
            continue
        answer = solver.best(aim, values)
        if answer.infeasible and not values:
            return Solved(feasible=False, stages=tuple(stages))
        if not answer.values:
            if not values:
                return Solved(stages=tuple(stages), known=False, interrupted=solver.until.stopped)
            break
        values = list(answer.values)
        stages.append(solver.stage(aim, values, answer.bound))
        solver.hold(len(stages) - 1, aim, stages[-1].value)
    return _told(values, stages, aims, solver.until)


def solve_nearly_network(
    model: Model,
    aims: Sequence[Aim],
    *,
    until: Patience | None = None,
    start: Sequence[float],
    lacks: Lacks = lambda _: False,
) -> Solved:
    """`solve` for programs whose relaxation is mostly whole by itself, as flows of people are: far quicker there.

    Each aim is first relaxed. Where its dual values are not nought, nothing may change if the aim is to keep its worth:
    so whole values are searched in what stays open, which is little. Only where none are as good there, the whole
    program is searched and the aim held as `solve` holds it. `start` is a plan to begin from.

    `lacks` is for a program of which only some columns were made: it is asked, aim by aim, whether another could
    still better the plan. If one could, the answer is `lacking`.
    """
    with _obeyed(until) as ends:
        solver = _Solver(model, ends)
        try:
            return _nearly_network(solver, aims, start, lacks)
        finally:
            solver.close()


def _nearly_network(solver: _Solver, aims: Sequence[Aim], start: Sequence[float], lacks: Lacks) -> Solved:
    values, stages, prices = list(start), list[Stage](), list[Price]()
    for aim in aims:
        if not aim:
            stages.append(Stage(value=0.0, bound=0.0))
            prices.append(solver.nothing())
            continue
        relaxed = solver.relaxed(aim)
        if relaxed is None:
            break
        prices.append(relaxed.price)
        if lacks(prices):
            return Solved(values=values, lacking=True)
        settled = solver.settle(aim, relaxed)
        if settled:
            values = settled
            stages.append(solver.stage(aim, values, relaxed.bound))
            continue
        answer = solver.best(aim, values)
        if answer.values:
            values = list(answer.values)
        stages.append(solver.stage(aim, values, max(relaxed.bound, answer.bound)))
        prices[-1] = relaxed.price._replace(gap=stages[-1].value - relaxed.bound)
        if not solver.until.over and lacks(prices):
            return Solved(values=values, lacking=True)
        solver.hold(len(stages) - 1, aim, stages[-1].value)
    return _told(values, stages, aims, solver.until)


def _told(values: Sequence[float], stages: Sequence[Stage], aims: Sequence[Aim], until: Patience) -> Solved:
    """The answer; of an aim that was not searched nothing is proven."""
    rest = [Stage(value=_worth(aim, values), bound=-INFINITY) for aim in aims[len(stages) :]]
    return Solved(values=values, stages=(*stages, *rest), interrupted=until.stopped)


@contextmanager
def _obeyed(until: Patience | None) -> Iterator[Patience]:
    """The patience given; else endless patience that Ctrl-C ends at once, which must not happen inside the solver."""
    if until is not None:
        yield until
        return
    own = patience()
    with listening(own):
        yield own
    if own.stopped:
        raise KeyboardInterrupt


class _Answer(NamedTuple):
    """What one run came to: no values where it found none; the bound is -INFINITY where there is none to rely on."""

    values: Sequence[float] = ()
    bound: float = -INFINITY
    infeasible: bool = False


class _Relaxed(NamedTuple):
    """An aim without asking for whole values: the bound that its dual values prove, and what they are."""

    values: list[float]
    rows: list[float]
    columns: Floats
    price: Price
    bound: float


class _Solver:
    """A model in the solver, as one aim after another is held or fixes what stays open.

    `left` tells that a search did not end when it should, and goes on by itself: the solver is not touched any more.
    `better` is the last that it told while it searched: the best values so far, and the bound.
    """

    def __init__(self, model: Model, until: Patience, gap: float = 0.0) -> None:
        self.model, self.until, self.gap = model, until, gap
        self.starts = np.asarray(model.starts)
        self.indices = np.asarray(model.indices, dtype=np.int32)
        self.factors = np.asarray(model.factors, dtype=np.float64)
        self.lower, self.upper = np.array(model.lower, dtype=float), np.array(model.upper, dtype=float)
        self.row_lower, self.row_upper = np.array(model.row_lower, dtype=float), np.array(model.row_upper, dtype=float)
        self.given = (self.lower.copy(), self.upper.copy(), self.row_lower.copy(), self.row_upper.copy())
        self.whole = np.array(model.whole, dtype=bool)
        self.held: list[tuple[int, Aim, float]] = []
        self.left = False
        self.better: tuple[list[float], float] = [], -INFINITY
        self.highs = self._loaded()

    def _loaded(self) -> Any:
        highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", self.gap),
            ("mip_abs_gap", _TOLERANCE),
        ):
            highs.setOptionValue(name, value)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self.lower), len(self.row_lower)
        program.col_cost_ = np.zeros(len(self.lower))
        program.col_lower_, program.col_upper_ = self.lower, self.upper
        program.row_lower_, program.row_upper_ = self.row_lower, self.row_upper
        kinds = highspy.HighsVarType
        program.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self.model.whole]
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_, matrix.index_, matrix.value_ = self.starts, self.indices, self.factors
        highs.passModel(program)

        def ask(event: Any) -> None:
            if self.until.over:
                event.interrupt()

        def ask_bound(event: Any) -> None:
            self.better = self.better[0], float(event.data_out.mip_dual_bound)
            ask(event)

        def improve(event: Any) -> None:
            self.better = [float(value) for value in event.data_out.mip_solution], self.better[1]

        highs.cbMipInterrupt += ask_bound
        highs.cbSimplexInterrupt += ask
        highs.cbMipImprovingSolution += improve
        return highs

    def close(self) -> None:
        """Give the memory back at once: what asks and what is asked know each other, and nobody collects them."""
        if self.left:
            return
        self.highs.cbMipInterrupt.clear()
        self.highs.cbSimplexInterrupt.clear()
        self.highs.cbMipImprovingSolution.clear()
        self.highs.clear()

    def _costs(self, aim: Aim) -> Floats:
        costs = np.zeros(len(self.lower))
        for column, factor in aim:
            costs[column] += factor
        return costs

    def _aim_at(self, aim: Aim) -> Floats:
        costs = self._costs(aim)
        self.highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        return costs

    def _run(self) -> Any:
        """Search in what is left of the time; the status it ended with, None where it had to be left behind."""
        if math.isfinite(self.until.ends):
            self.highs.setOptionValue("time_limit", max(self.until.left, 0.001))
        self.better = [], -INFINITY
        self.left = True  # also for whoever presses Ctrl-C a second time
        self.left = not done(self.highs.run, self.until)
        return None if self.left else self.highs.getModelStatus()

    def _ask_whole(self, *, wanted: bool) -> None:
        """Ask for whole values where the model does, or for none."""
        kinds = highspy.HighsVarType
        asked = [kinds.kInteger if wanted and whole else kinds.kContinuous for whole in self.model.whole]
        self.highs.changeColsIntegrality(len(asked), np.arange(len(asked), dtype=np.int32), asked)

    def _sums(self, values: Floats) -> Floats:
        """What each row comes to."""
        products = np.append(self.factors * values[self.indices], 0.0)  # a row may be empty, the last one too
        sums = np.add.reduceat(products, np.minimum(self.starts[:-1], len(products) - 1))
        return np.where(np.diff(self.starts) > 0, sums, 0.0)

    def allows(self, values: Sequence[float]) -> bool:
        """Whether values keep to every bound, every row and every aim that is held."""
        array = np.asarray(values, dtype=float)
        lower, upper, row_lower, row_upper = self.given
        slack = 10 * _TOLERANCE
        if len(array) != len(lower) or (array < lower - slack).any() or (array > upper + slack).any():
            return False
        sums = self._sums(array)
        kept = (sums >= row_lower - slack) & (sums <= row_upper + slack)
        return bool(kept.all()) and all(_worth(aim, values) <= most + slack for _, aim, most in self.held)

    def best(self, aim: Aim, values: Sequence[float]) -> _Answer:
        """The best whole values of one aim, beginning from some where there are any.

        A solver has been seen to hand back the values it began from as the proven best: where what it reports is not
        what its values are worth, it searches again with nothing to begin from, and where that is no better nothing
        is proven.
        """
        if self.left:
            return _Answer()
        self._ask_whole(wanted=True)
        self._aim_at(aim)
        if values:
            solution = highspy.HighsSolution()
            solution.col_value = list(values)
            self.highs.setSolution(solution)
        answer = self._reported(aim, self._run())
        if answer is None or (answer.infeasible and values):
            self.highs.clearSolver()
            answer = self._reported(aim, self._run())
        if answer is None or answer.infeasible:
            return _Answer(infeasible=answer is not None and not values)
        return answer

    def _reported(self, aim: Aim, status: Any) -> _Answer | None:
        """What the solver found, held against the model; None where it is not what the solver says of it."""
        if status is None:
            raw, bound = self.better
            values = self._clean(raw) if raw else []
            return _Answer(values if self.allows(values) else (), bound)
        statuses = highspy.HighsModelStatus
        if status in (statuses.kInfeasible, statuses.kUnboundedOrInfeasible):
            return _Answer(infeasible=True)
        info = self.highs.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return _Answer()
        raw = list(self.highs.getSolution().col_value)
        worth, told = _worth(aim, raw), float(info.objective_function_value)
        values = self._clean(raw)
        if abs(worth - told) > _SLACK * max(1.0, abs(told)) or not self.allows(values):
            return None
        if self.whole.any():
            return _Answer(values, float(info.mip_dual_bound))
        bound = self._dual_bound(self._costs(aim), self.highs.getSolution())[0]
        return _Answer(values, bound if status == statuses.kOptimal else -INFINITY)

    def relaxed(self, aim: Aim) -> _Relaxed | None:
        """The aim without asking for whole values; None where there was no time."""
        if self.until.over:
            return None
        self._ask_whole(wanted=False)
        self.highs.clearSolver()  # from where the last aim ended it is a longer way than from the start
        costs = self._aim_at(aim)
        if self._run() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self.highs.getSolution()
        bound, columns, rows = self._dual_bound(costs, solution)
        inside = len(self.row_lower)
        held = {number: float(dual) for (number, _, _), dual in zip(self.held, rows[inside:], strict=True)}
        price = Price(rows[:inside], held, 0.0)
        return _Relaxed(list(solution.col_value), list(solution.row_value), columns, price, bound)

    def nothing(self) -> Price:
        """The price of an aim that no column of the program is about."""
        return Price(np.zeros(len(self.row_lower)), {}, 0.0)

    def _dual_bound(self, costs: Floats, solution: Any) -> tuple[float, Floats, Floats]:
        """The bound that dual values prove, whoever they are from: no values that keep to all rows are worth less.

        Each row counts with its dual value times the side that it pushes against, each column with what its cost
        leaves. Also the columns' and the rows' dual values.
        """
        duals = np.asarray(solution.row_dual, dtype=float)
        row_lower = np.concatenate([self.row_lower, np.full(len(self.held), -INFINITY)])
        row_upper = np.concatenate([self.row_upper, [most for *_, most in self.held]])
        duals = np.where(np.isinf(row_upper), np.maximum(duals, 0.0), duals)
        duals = np.where(np.isinf(row_lower), np.minimum(duals, 0.0), duals)
        inside = duals[: len(self.row_lower)]
        spread = np.repeat(inside, np.diff(self.starts))
        left = costs - np.bincount(self.indices, weights=self.factors * spread, minlength=len(costs))
        for (_, aim, _), dual in zip(self.held, duals[len(inside) :], strict=True):
            if dual:
                left -= dual * self._costs(aim)
        return _pushed(duals, row_lower, row_upper) + _pushed(left, self.lower, self.upper), left, duals

    def settle(self, aim: Aim, relaxed: _Relaxed) -> list[float]:
        """Fix what must not change if the relaxed aim keeps its worth, and find whole values of that worth.

        Where there are none, all is as it was before.
        """
        fixed = np.flatnonzero(np.abs(relaxed.columns) > _TOLERANCE).astype(np.int32)
        tight = np.flatnonzero(np.abs(relaxed.price.rows) > _TOLERANCE).astype(np.int32)
        at, on = np.asarray(relaxed.values)[fixed], np.asarray(relaxed.rows)[tight]
        self._bind(fixed, at, at, tight, on, on)
        rounded = self._clean(relaxed.values)
        if any(abs(old - new) > _TOLERANCE for old, new in zip(relaxed.values, rounded, strict=True)):
            self._ask_whole(wanted=True)
            solved = self._run() == highspy.HighsModelStatus.kOptimal
            if self.left:
                return []
            rounded = self._clean(self.highs.getSolution().col_value) if solved else []
        if rounded and _worth(aim, rounded) <= relaxed.bound + _SLACK and self.allows(rounded):
            self.lower[fixed] = self.upper[fixed] = at
            self.row_lower[tight] = self.row_upper[tight] = on
            return rounded
        self._bind(fixed, self.lower[fixed], self.upper[fixed], tight, self.row_lower[tight], self.row_upper[tight])
        return []

    def _bind(
        self, columns: Any, lower: Floats, upper: Floats, rows: Any, row_lower: Floats, row_upper: Floats
    ) -> None:
        self.highs.changeColsBounds(len(columns), columns, lower, upper)
        self.highs.changeRowsBounds(len(rows), rows, row_lower, row_upper)

    def stage(self, aim: Aim, values: Sequence[float], bound: float) -> Stage:
        """What an aim came to. A bound above values that keep to all rows is none, whoever says so."""
        worth, bound = _worth(aim, values), self._up(aim, bound)
        return Stage(value=worth, bound=bound if bound <= worth + _SLACK * max(1.0, abs(worth)) else -INFINITY)

    def _up(self, aim: Aim, bound: float) -> float:
        """A bound rounded up, where an aim can only be worth whole numbers."""
        return math.ceil(bound - _SLACK) if math.isfinite(bound) and self._counts(aim) else bound

    def _counts(self, aim: Aim) -> bool:
        return all(_is_whole(factor) and self.whole[column] for column, factor in aim)

    def hold(self, number: int, aim: Aim, worth: float) -> None:
        """Forbid the aims that follow to worsen this one; a whole aim exactly, another within rounding."""
        if aim and not self.left:
            most = worth + (0.5 if self._counts(aim) else _SLACK)
            columns, factors = zip(*aim, strict=True)
            self.highs.addRow(-INFINITY, most, len(aim), list(columns), list(factors))
            self.held.append((number, aim, most))

    def _clean(self, raw: Iterable[float]) -> list[float]:
        """Values as they are meant: whole columns exactly whole."""
        return [float(round(value)) if whole else value for value, whole in zip(raw, self.model.whole, strict=True)]


class Mixed(NamedTuple):
    """What the columns of a mixture come to together, the price of each of its rows, and how much it has of each."""

    worth: float
    prices: Floats
    parts: Floats


class Mixture:
    """A linear program that grows: rows that stay, and columns that come one by one. Nothing in it is whole.

    Its prices are a proposal where to look for better columns: nothing is proven by them here.
    """

    def __init__(self, lower: Sequence[float], upper: Sequence[float]) -> None:
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("presolve", "off")):
            self.highs.setOptionValue(name, value)
        for least, most in zip(lower, upper, strict=True):
            self.highs.addRow(float(least), float(most), 0, [], [])

    def add(self, cost: float, lower: float, upper: float, effect: Floats) -> None:
        """A column, with its effect on each row; those that come after the last given are not touched by it."""
        rows = np.flatnonzero(effect).astype(np.int32)
        self.highs.addCol(float(cost), float(lower), float(upper), len(rows), rows, effect[rows])

    def cut(self, factors: Floats, most: float) -> None:
        """A row more, that binds the columns there are from above."""
        columns = np.flatnonzero(factors).astype(np.int32)
        self.highs.addRow(-INFINITY, float(most), len(columns), columns, factors[columns])

    def solved(self, until: Patience | None) -> Mixed | None:
        """The cheapest mixture; None where there is none, or no time."""
        if until is not None and math.isfinite(until.ends):
            self.highs.setOptionValue("time_limit", self.highs.getRunTime() + max(until.left, 0.001))
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = self.highs.getSolution()
        worth = float(self.highs.getInfo().objective_function_value)
        return Mixed(worth, np.array(found.row_dual, dtype=float), np.array(found.col_value, dtype=float))


def _pushed(duals: Floats, lower: Floats, upper: Floats) -> float:
    """The least that a sum of these duals times values between these bounds can be."""
    duals = np.where(np.abs(duals) < 1e-9, 0.0, duals)
    sides = np.where(duals > 0, lower, upper)
    return float(np.sum(np.where(duals == 0, 0.0, duals * np.where(duals == 0, 0.0, sides))))


def _worth(aim: Aim, values: Sequence[float]) -> float:
    return sum(factor * values[column] for column, factor in aim)


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < _TOLERANCE
