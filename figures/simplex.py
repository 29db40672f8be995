"""One linear programme, asked again and again: HiGHS finds the best corner, whole numbers prove it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING

from .corner import Active, Corner, Line, Unproved
from .spread import NOTHING, ONE, OPEN, ZERO, Bound, Member, Row, Unknown

if TYPE_CHECKING:
    import highspy

Weights = Mapping[Unknown, Fraction]
Members = frozenset[Member]
PIVOTS = 200
FREE = float("inf")
PRIMAL, DUAL = 4, 1  # HiGHS' numbers for its two kinds of simplex


# How large and where the unknowns are


def rounding_steps(rows: Sequence[Row]) -> dict[Unknown, Fraction]:
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
            if all(unknown in steps for unknown, _ in row.weights):
                continue
            known = [abs(weight) * steps[unknown] for unknown, weight in row.weights if unknown in steps]
            for unknown, weight in row.weights if known else ():
                steps.setdefault(unknown, min(known) / abs(weight))
    for row in rows:
        for unknown, _ in row.weights:
            steps.setdefault(unknown, ONE)
    return steps


def whereabouts(rows: Sequence[Row]) -> dict[Unknown, Fraction]:
    """About where every unknown lies: counted from there, a cent is seen beside a trillion."""
    centers: dict[Unknown, Fraction] = {}
    ends: dict[Unknown, tuple[list[Fraction], list[Fraction]]] = {}
    for row in rows:
        if len(row.weights) == 1:
            ((unknown, weight),) = row.weights
            low, high = (
                None if end is None else end / weight for end in (row.lower, row.upper)[:: 1 if weight > 0 else -1]
            )
            if low is not None and high is not None:
                centers[unknown] = (low + high) / 2
            for told, end in zip(ends.setdefault(unknown, ([], [])), (low, high), strict=True):
                told += [] if end is None else [end]
    _told_by_equations(centers, rows)
    for unknown, (lows, highs) in ends.items():  # open on one side: as near to 0 as can be
        centers.setdefault(unknown, min([max([ZERO, *lows]), *highs]))
    _told_by_equations(centers, rows)
    return centers


def _told_by_equations(centers: dict[Unknown, Fraction], rows: Sequence[Row]) -> None:
    """Adds the unknowns that are the only ones left in an equation."""
    for _ in range(5):
        for row in rows:
            unknown_yet = [(unknown, weight) for unknown, weight in row.weights if unknown not in centers]
            if len(unknown_yet) == 1 and row.lower is not None and row.lower == row.upper:
                ((unknown, weight),) = unknown_yet
                centers[unknown] = (row.lower - row.at(centers)) / weight


def row_size(row: Row, steps: Weights) -> Fraction:
    return min(abs(weight) * steps[unknown] for unknown, weight in row.weights)


def _moved(row: Row, centers: Weights) -> Row:
    away = sum((weight * centers.get(unknown, ZERO) for unknown, weight in row.weights), ZERO)
    lower, upper = (None if end is None else end - away for end in (row.lower, row.upper))
    return replace(row, lower=lower, upper=upper)


# Linear programmes: HiGHS finds the corner, whole numbers prove it


class Sheet:
    """One programme, as HiGHS and as exact numbers have it; asked again, HiGHS starts where it stopped before."""

    def __init__(self, rows: Sequence[Row], steps: Weights, centers: Weights) -> None:
        self.rows = [
            _moved(row, centers) for row in rows if row.weights and (row.lower is not None or row.upper is not None)
        ]
        self.steps, self.centers = steps, centers
        self.sizes = [row_size(row, steps) for row in self.rows]
        self.columns = {u: at for at, u in enumerate(dict.fromkeys(u for row in self.rows for u, _ in row.weights))}
        self.off: frozenset[int] = frozenset()
        self.cost: tuple[int, ...] = ()

    @cached_property
    def lines(self) -> tuple[list[Line], int]:
        """The rows in whole numbers, and the factor by which their ends were multiplied for it."""
        factors = [lcm(*(weight.denominator for _, weight in row.weights)) for row in self.rows]
        pairs = list(zip(self.rows, factors, strict=True))
        dens = ((end * by).denominator for row, by in pairs for end in (row.lower, row.upper) if end is not None)
        fine = lcm(*dens)
        lines = []
        for row, by in pairs:
            low, high = (None if end is None else int(end * by * fine) for end in (row.lower, row.upper))
            lines.append(Line({self.columns[u]: int(weight * by) for u, weight in row.weights}, low, high))
        return lines, fine

    def least(self, objective: Weights, members: Members | None = None) -> Bound:
        """The least value and the members of the rows that hold it there; open where there is none. Raises Unproved.

        HiGHS names the rows that meet in the best corner; a ``Corner`` proves it, or walks on from it.
        """
        if any(unknown not in self.columns for unknown in objective):
            return OPEN
        self._leave_out(members)
        self._aim(objective)
        for strategy in (PRIMAL, DUAL):
            try:
                return self._walked(objective, self._corner(strategy))
            except Unproved:
                self._model.clearSolver()
        return self._walked(objective, self._corner(PRIMAL))

    def _walked(self, objective: Weights, found: tuple[Active, set[int]] | None) -> Bound:
        """From the corner where HiGHS stopped to one that is proved to be the best."""
        if found is None:
            return OPEN
        lines, fine = self.lines
        by = lcm(*(weight.denominator for weight in objective.values()))
        goal = {self.columns[unknown]: int(weight * by) for unknown, weight in objective.items()}
        corner = Corner(lines, self.off, goal, *found)
        for _ in range(PIVOTS):
            best = corner.better()
            if best is False:
                return OPEN
            if not isinstance(best, bool):
                value, behind = best
                away = sum((weight * self.centers.get(u, ZERO) for u, weight in objective.items()), ZERO)
                needs = NOTHING.union(*(self.rows[at].needs for at in behind))
                touch = any(self.rows[at].touch for at in behind)
                return Bound(Fraction(value) / (by * fine) + away, needs, touch)
        raise Unproved

    def _corner(self, strategy: int) -> tuple[Active, set[int]] | None:
        """The rows that meet where HiGHS stops, each with whether at its lower end, and the columns they fix."""
        import highspy

        model, kinds = self._model, highspy.HighsBasisStatus
        model.setOptionValue("simplex_strategy", strategy)
        model.run()
        status = model.getModelStatus()
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        basis = model.getBasis()
        if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnknown) or not basis.valid:
            raise Unproved
        active = []
        for at, (kind, row) in enumerate(zip(basis.row_status, self.rows, strict=True)):
            if kind != kinds.kBasic:
                active.append((at, row.upper is None or (kind == kinds.kLower and row.lower is not None)))
        return active, {at for at, kind in enumerate(basis.col_status) if kind == kinds.kBasic}

    def _leave_out(self, members: Members | None) -> None:
        """Opens the rows that need anyone else, closes the others again."""
        off = frozenset(at for at, row in enumerate(self.rows) if members is not None and not row.needs <= members)
        for at in off ^ self.off:
            self._model.changeRowBounds(at, *((-FREE, FREE) if at in off else self._ends(at)))
        self.off = off

    def _aim(self, objective: Weights) -> None:
        for column in self.cost:
            self._model.changeColCost(column, 0.0)
        cost = {self.columns[unknown]: weight * self.steps[unknown] for unknown, weight in objective.items()}
        largest = max((abs(weight) for weight in cost.values()), default=ONE) or ONE
        for column, weight in cost.items():
            self._model.changeColCost(column, float(weight / largest))
        self.cost = tuple(cost)

    def _ends(self, at: int) -> tuple[float, float]:
        row, size = self.rows[at], self.sizes[at]
        low = -FREE if row.lower is None else float(row.lower / size)
        return low, FREE if row.upper is None else float(row.upper / size)

    @cached_property
    def _model(self) -> highspy.Highs:
        """The programme for HiGHS: every unknown counted in its rounding step, every row in its smallest part."""
        import highspy
        import numpy as np

        model = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, setting in (("output_flag", False), ("presolve", "off"), ("solver", "simplex")):
            model.setOptionValue(option, setting)
        count = len(self.columns)
        model.addVars(count, np.full(count, -FREE), np.full(count, FREE))
        starts, indices, values = [0], [], []
        for row, size in zip(self.rows, self.sizes, strict=True):
            indices += [self.columns[unknown] for unknown, _ in row.weights]
            values += [float(weight * self.steps[unknown] / size) for unknown, weight in row.weights]
            starts.append(len(indices))
        lows, highs = zip(*(self._ends(at) for at in range(len(self.rows))), strict=True)
        begins = np.array(starts[:-1], dtype=np.int32)
        names, numbers = np.array(indices, dtype=np.int32), np.array(values)
        model.addRows(len(self.rows), np.array(lows), np.array(highs), len(values), begins, names, numbers)
        return model
