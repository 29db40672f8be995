"""Whether linear rows can all hold, which cannot, how far an unknown may go: HiGHS finds it, Fractions prove it."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from .interval import Interval
from .spread import (
    NOTHING,
    ONE,
    OPEN,
    ZERO,
    Bound,
    Conflict,
    Member,
    Range,
    Row,
    Spread,
    Unknown,
    are_joined,
    is_forest,
)

if TYPE_CHECKING:
    import highspy

Weights = Mapping[Unknown, Fraction]
PIVOTS = 200
DUAL_FIRST = (1, 4)  # HiGHS' numbers for its dual and its primal simplex


class Unproved(Exception):
    """The solver's floating-point answer did not stand up to exact arithmetic: nothing is claimed."""


def core(rows: Sequence[Row]) -> frozenset[Member] | None:
    """Members whose rows cannot hold together; None where all rows can. Raises Unproved."""
    for row in rows:
        if row.is_false:
            return row.needs
    if not any(row.strict for row in rows) and is_forest(rows):
        try:
            Spread(rows)
        except Conflict as found:
            return found.needs
        return None
    return _elastic(rows) or _strict(rows)


def reach(rows: Sequence[Row], unknown: Unknown) -> Range:
    """How far an unknown may go under rows that hold together; raises Unproved."""
    if is_forest(rows):
        return Spread(rows).within(unknown)
    return tuple(_bound({unknown: ONE}, sign, rows) for sign in (1, -1))  # type: ignore[return-value]


def reach_ratio(rows: Sequence[Row], over: Unknown, under: Unknown) -> Range:
    """How far over / under may go where under stays above 0, else open; raises Unproved.

    Every row is multiplied by t = 1 / under, so that the quotient itself becomes an unknown (Charnes and Cooper).
    """
    if is_forest(rows) and not are_joined(rows, over, under):
        return _divided(*(Spread(rows).within(unknown) for unknown in (over, under)))
    low = _bound({under: ONE}, 1, rows)
    if low.value is None or low.value <= 0:
        return OPEN, OPEN
    scaled = [Row(((under, ONE),), ONE, ONE), Row(((_SLACK, ONE),), ZERO, None)]
    for row in rows:
        for end, lower, upper in ((row.lower, ZERO, None), (row.upper, None, ZERO)):
            if end is not None:
                weights = (*row.weights, (_SLACK, -end)) if end else row.weights
                scaled.append(Row(weights, lower, upper, row.needs))
    bounds = [_bound({over: ONE}, sign, scaled) for sign in (1, -1)]
    return tuple(Bound(b.value, b.needs | low.needs) if b.value is not None else b for b in bounds)  # type: ignore[return-value]


def _divided(over: Range, under: Range) -> Range:
    """The quotients of two ranges that know nothing of one another."""
    ends = [Interval(low.value, high.value) for low, high in (over, under)]
    if ends[1].lower is None or ends[1].lower <= 0:
        return OPEN, OPEN
    found = ends[0] / ends[1]
    needs = frozenset().union(*(end.needs for end in (*over, *under)))
    return tuple(Bound(end, needs if end is not None else NOTHING) for end in (found.lower, found.upper))  # type: ignore[return-value]


def least(objective: Weights, rows: Sequence[Row]) -> Bound:
    """The least value of a sum under rows that hold together, proved; open where it runs away. Raises Unproved."""
    return _bound(objective, 1, rows)


# Linear programmes: HiGHS finds the corner, Fractions prove it


class _Slack:
    """The one unknown that is ours: how far rows are stretched, or 1 / under."""


_SLACK = _Slack()


def _elastic(rows: Sequence[Row]) -> frozenset[Member] | None:
    """The members of rows that only hold when stretched; None where no stretching is needed."""
    steps = _steps(rows)
    stretched = [Row(((_SLACK, ONE),), ZERO, None)]
    for row in rows:
        if not row.weights:
            continue
        size = _size(row, steps)
        if row.lower is not None:
            stretched.append(Row((*row.weights, (_SLACK, size)), row.lower, None, row.needs))
        if row.upper is not None:
            stretched.append(Row((*row.weights, (_SLACK, -size)), None, row.upper, row.needs))
    bound = _optimum({_SLACK: ONE}, stretched, steps | {_SLACK: ONE}, _centers(rows))
    return bound.needs if bound.value else None


def _strict(rows: Sequence[Row]) -> frozenset[Member] | None:
    """The members of strict rows that hold only at an end they exclude."""
    if not any(row.strict for row in rows):
        return None
    steps = _steps(rows)
    apart = [Row(((_SLACK, ONE),), ZERO, ONE)]
    for row in rows:
        size = _size(row, steps) if row.strict and row.weights else ZERO
        for lower, upper, sign in ((row.lower, None, -1), (None, row.upper, 1)):
            if (lower is not None or upper is not None) and row.weights:
                weights = (*row.weights, (_SLACK, sign * size)) if size else row.weights
                apart.append(Row(weights, lower, upper, row.needs))
    bound = _optimum({_SLACK: -ONE}, apart, steps | {_SLACK: ONE}, _centers(rows))
    return bound.needs if bound.value == 0 else None


def _bound(objective: Weights, sign: int, rows: Sequence[Row]) -> Bound:
    signed = {unknown: sign * weight for unknown, weight in objective.items()}
    found = _optimum(signed, rows, _steps(rows), _centers(rows))
    return OPEN if found.value is None else Bound(sign * found.value, found.needs)


def _steps(rows: Sequence[Row]) -> dict[Unknown, Fraction]:
    """The rounding step of every unknown, spread to those without a print: the scale of the programme."""
    steps: dict[Unknown, Fraction] = {}
    sizes: dict[Unknown, Fraction] = {}
    for row in rows:
        if len(row.weights) == 1 and row.lower is not None and row.upper is not None:
            ((unknown, weight),) = row.weights
            width = (row.upper - row.lower) / abs(weight)
            if width > 0:
                steps[unknown] = min(width, steps.get(unknown, width))
            elif row.lower:
                sizes[unknown] = abs(row.lower / weight)
    steps = sizes | steps  # a point has no step: its size will do
    for _ in range(5):
        for row in rows:
            known = [abs(weight) * steps[unknown] for unknown, weight in row.weights if unknown in steps]
            for unknown, weight in row.weights if known else ():
                steps.setdefault(unknown, min(known) / abs(weight))
    for row in rows:
        for unknown, _ in row.weights:
            steps.setdefault(unknown, ONE)
    return steps


def _centers(rows: Sequence[Row]) -> dict[Unknown, Fraction]:
    """About where every unknown lies: counted from there, a cent is seen beside a trillion."""
    centers: dict[Unknown, Fraction] = {}
    for row in rows:
        if len(row.weights) == 1:
            ((unknown, weight),) = row.weights
            ends = [end / weight for end in (row.lower, row.upper) if end is not None]
            if ends:
                centers[unknown] = sum(ends, ZERO) / len(ends)
    for _ in range(5):
        for row in rows:
            unknown_yet = [(unknown, weight) for unknown, weight in row.weights if unknown not in centers]
            if len(unknown_yet) == 1 and row.lower is not None and row.lower == row.upper:
                ((unknown, weight),) = unknown_yet
                rest = sum((w * centers[other] for other, w in row.weights if other != unknown), ZERO)
                centers[unknown] = (row.lower - rest) / weight
    return centers


def _moved(row: Row, centers: Weights) -> Row:
    away = sum((weight * centers.get(unknown, ZERO) for unknown, weight in row.weights), ZERO)
    lower, upper = (None if end is None else end - away for end in (row.lower, row.upper))
    return Row(row.weights, lower, upper, row.needs)


def _size(row: Row, steps: Weights) -> Fraction:
    return min(abs(weight) * steps[unknown] for unknown, weight in row.weights)


def _optimum(objective: Weights, rows: Sequence[Row], steps: Weights, centers: Weights) -> Bound:
    """The least value and the members of the rows that hold it there; open where there is none.

    HiGHS names the rows that meet in the best corner; a ``_Corner`` proves it in Fractions, or walks on from it.
    """
    rows = [_moved(row, centers) for row in rows if row.weights and (row.lower is not None or row.upper is not None)]
    columns = {unknown: at for at, unknown in enumerate(dict.fromkeys(u for row in rows for u, _ in row.weights))}
    if any(unknown not in columns for unknown in objective):
        return OPEN
    away = sum((weight * centers.get(unknown, ZERO) for unknown, weight in objective.items()), ZERO)
    for strategy in DUAL_FIRST:
        try:
            found = _walked(objective, rows, columns, _model(objective, rows, columns, steps, strategy))
        except Unproved:
            continue
        return found if found.value is None else Bound(found.value + away, found.needs)
    raise Unproved


def _walked(objective: Weights, rows: Sequence[Row], columns: Mapping[Unknown, int], model: highspy.Highs) -> Bound:
    """From the corner where HiGHS stopped to one that is proved to be the best."""
    basis = _corner(rows, model)
    if basis is None:
        return OPEN
    corner = _Corner(rows, columns, {columns[unknown]: weight for unknown, weight in objective.items()}, *basis)
    for _ in range(PIVOTS):
        found = corner.better()
        if found is not None:
            return found
    raise Unproved


class _Corner:
    """A corner of a programme in exact numbers: the rows that meet there and the columns they fix, others are 0.

    It is the best one when it satisfies every row and the objective is the sum of its rows times multipliers that
    push against their ends.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        columns: Mapping[Unknown, int],
        goal: Mapping[int, Fraction],
        active: list[tuple[int, bool]],
        basic: set[int],
    ) -> None:
        self.rows, self.goal, self.active, self.basic = rows, goal, active, basic
        self.weights = [{columns[unknown]: weight for unknown, weight in row.weights} for row in rows]

    def better(self) -> Bound | None:
        """The proved bound, open where it runs away, or None after a step to a better corner; raises Unproved."""
        ends = [self.rows[at].lower if low else self.rows[at].upper for at, low in self.active]
        point = self.fixed([ZERO if end is None else end for end in ends])
        factors = self.multipliers(self.goal)
        broken = [(at, low) for at, low in self.violated(point)]
        pulling = [at for at, factor in enumerate(factors) if not self.pushes(at, factor)]
        if broken and pulling:
            raise Unproved
        if broken:
            return self.satisfy(*broken[0], factors)
        if pulling:
            return self.leave(min(pulling, key=lambda at: self.active[at][0]), point)
        value = sum((weight * point.get(column, ZERO) for column, weight in self.goal.items()), ZERO)
        needs = (self.rows[at].needs for (at, _), factor in zip(self.active, factors, strict=True) if factor)
        return Bound(value, NOTHING.union(*needs))

    def fixed(self, right: list[Fraction]) -> dict[int, Fraction]:
        """The point at which the active rows have these values."""
        return _solve([{c: w for c, w in self.weights[at].items() if c in self.basic} for at, _ in self.active], right)

    def multipliers(self, goal: Mapping[int, Fraction]) -> list[Fraction]:
        """The factors with which the active rows add up to a sum; raises Unproved where they cannot."""
        across: dict[int, dict[int, Fraction]] = {column: {} for column in self.basic}
        left = dict(goal)
        for number, (at, _) in enumerate(self.active):
            for column, weight in self.weights[at].items():
                if column in across:
                    across[column][number] = weight
        found = _solve(list(across.values()), [goal.get(column, ZERO) for column in across])
        for number, factor in found.items():
            for column, weight in self.weights[self.active[number][0]].items():
                left[column] = left.get(column, ZERO) - factor * weight
        if any(left.values()):
            raise Unproved
        return [found.get(number, ZERO) for number in range(len(self.active))]

    def violated(self, point: Mapping[int, Fraction]) -> Iterator[tuple[int, bool]]:
        for at, row in enumerate(self.rows):
            value = self.value(at, point)
            if row.lower is not None and value < row.lower:
                yield at, True
            elif row.upper is not None and value > row.upper:
                yield at, False

    def value(self, at: int, point: Mapping[int, Fraction]) -> Fraction:
        return sum((weight * point.get(column, ZERO) for column, weight in self.weights[at].items()), ZERO)

    def pushes(self, number: int, factor: Fraction) -> bool:
        """True where a multiplier has the sign of the end its row is at; an equation may have any."""
        at, low = self.active[number]
        return not factor or self.is_equation(at) or (factor > 0) == low

    def is_equation(self, at: int) -> bool:
        return self.rows[at].lower is not None and self.rows[at].lower == self.rows[at].upper

    def leave(self, number: int, point: Mapping[int, Fraction]) -> Bound | None:
        """Away from the end of one row until another row stops it; open where none does."""
        at, low = self.active[number]
        away = [ZERO] * len(self.active)
        away[number] = ONE if low else -ONE
        direction = self.fixed(away)
        held = {row for row, _ in self.active} - {at}
        stops: list[tuple[Fraction, int, bool]] = []
        for other, row in enumerate(self.rows):
            slope = self.value(other, direction) if other not in held else ZERO
            end = row.upper if slope > 0 else row.lower
            if slope and end is not None and not (other == at and (slope > 0) != low):
                stops.append(((end - self.value(other, point)) / slope, other, slope < 0))
        if not stops:
            return OPEN
        self.active[number] = min(stops)[1:]
        return None

    def satisfy(self, at: int, low: bool, factors: list[Fraction]) -> Bound | None:
        """Takes in a row that does not hold, for the one whose multiplier is used up first."""
        sign = 1 if low else -1
        parts = self.multipliers(self.weights[at])
        ratios = [
            (factors[number] / (sign * part), self.active[number][0], number)
            for number, part in enumerate(parts)
            if part and not self.is_equation(self.active[number][0]) and (sign * part > 0) == self.active[number][1]
        ]
        if not ratios:
            raise Unproved
        self.active[min(ratios)[2]] = (at, low)
        return None


def _corner(rows: Sequence[Row], model: highspy.Highs) -> tuple[list[tuple[int, bool]], set[int]] | None:
    """The rows that meet where HiGHS stops, each with whether at its lower end, and the columns they fix."""
    import highspy

    model.run()
    status = model.getModelStatus()
    if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return None
    basis = model.getBasis()
    if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnknown) or not basis.valid:
        raise Unproved
    kinds = highspy.HighsBasisStatus
    active = [
        (at, rows[at].upper is None or (kind == kinds.kLower and rows[at].lower is not None))
        for at, kind in enumerate(basis.row_status)
        if kind in (kinds.kLower, kinds.kUpper)
    ]
    return active, {at for at, kind in enumerate(basis.col_status) if kind == kinds.kBasic}


def _model(
    objective: Weights, rows: Sequence[Row], columns: Mapping[Unknown, int], steps: Weights, strategy: int
) -> highspy.Highs:
    """The programme for HiGHS: every unknown counted in its rounding step, every row in its smallest part."""
    import highspy
    import numpy as np

    model = highspy.Highs()  # type: ignore[no-untyped-call]
    settings: dict[str, bool | str | int] = {
        "output_flag": False,
        "presolve": "off",
        "solver": "simplex",
        "simplex_strategy": strategy,
    }
    for option, value in settings.items():
        model.setOptionValue(option, value)
    free, count = highspy.kHighsInf, len(columns)
    model.addVars(count, np.full(count, -free), np.full(count, free))
    cost = {columns[unknown]: weight * steps[unknown] for unknown, weight in objective.items()}
    largest = max((abs(weight) for weight in cost.values()), default=ONE) or ONE
    index = np.fromiter(cost, dtype=np.int32)
    model.changeColsCost(len(cost), index, np.array([float(weight / largest) for weight in cost.values()]))
    starts, indices, values, lowers, uppers = [0], [], [], [], []
    for row in rows:
        size = _size(row, steps)
        indices += [columns[unknown] for unknown, _ in row.weights]
        values += [float(weight * steps[unknown] / size) for unknown, weight in row.weights]
        starts.append(len(indices))
        lowers.append(-free if row.lower is None else float(row.lower / size))
        uppers.append(free if row.upper is None else float(row.upper / size))
    begins = np.array(starts[:-1], dtype=np.int32)
    names, numbers = np.array(indices, dtype=np.int32), np.array(values)
    model.addRows(len(rows), np.array(lowers), np.array(uppers), len(values), begins, names, numbers)
    return model


def _solve(equations: list[dict[int, Fraction]], right: list[Fraction]) -> dict[int, Fraction]:
    """Exact solution of sparse equations, shortest first; raises Unproved where they do not fix every unknown."""
    equations, right = [dict(equation) for equation in equations], list(right)
    where: dict[int, set[int]] = {}
    for at, equation in enumerate(equations):
        for unknown in equation:
            where.setdefault(unknown, set()).add(at)
    if len(where) != len(equations):
        raise Unproved
    waiting = [(len(equation), at) for at, equation in enumerate(equations)]
    heapq.heapify(waiting)
    done: list[tuple[int, int]] = []
    taken: set[int] = set()
    while waiting:
        length, at = heapq.heappop(waiting)
        equation = equations[at]
        if at in taken or length != len(equation):
            continue
        if not equation:
            raise Unproved
        taken.add(at)
        pivot = min(equation, key=lambda unknown: len(where[unknown]))
        done.append((at, pivot))
        for unknown in equation:
            where[unknown].discard(at)
        for other in list(where[pivot]):
            factor = equations[other][pivot] / equation[pivot]
            right[other] -= factor * right[at]
            _subtract(equations[other], equation, factor, other, where)
            heapq.heappush(waiting, (len(equations[other]), other))
    found: dict[int, Fraction] = {}
    for at, pivot in reversed(done):
        rest = sum((w * found[unknown] for unknown, w in equations[at].items() if unknown != pivot), ZERO)
        found[pivot] = (right[at] - rest) / equations[at][pivot]
    return found


def _subtract(
    target: dict[int, Fraction], other: Mapping[int, Fraction], factor: Fraction, at: int, where: dict[int, set[int]]
) -> None:
    for unknown, weight in other.items():
        value = target.get(unknown, ZERO) - factor * weight
        if value:
            target[unknown] = value
            where[unknown].add(at)
        elif unknown in target:
            del target[unknown]
            where[unknown].discard(at)
