"""Whether linear rows can all hold, which cannot, how far an unknown may go: HiGHS finds it, Fractions prove it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING

from .corner import Active, Corner, Line, Unproved
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
Members = frozenset[Member]
PIVOTS = 200
FREE = float("inf")
PRIMAL, DUAL = 4, 1  # HiGHS' numbers for its two kinds of simplex
FEW = 2  # of so many parts of the rows: they are put up afresh


def core(rows: Sequence[Row]) -> Members | None:
    """Members whose rows cannot hold together; None where all rows can. Raises Unproved."""
    return System(rows).core()


def reach(rows: Sequence[Row], unknown: Unknown) -> Range:
    """How far an unknown may go under rows that hold together; raises Unproved."""
    return System(rows).reach(unknown)


def reach_ratio(rows: Sequence[Row], over: Unknown, under: Unknown) -> Range:
    """How far over / under may go where under stays above 0, else open; raises Unproved."""
    return System(rows).reach_ratio(over, under)


def least(objective: Weights, rows: Sequence[Row]) -> Bound:
    """The least value of a sum under rows that hold together, proved; open where it runs away. Raises Unproved."""
    return System(rows).least(objective)


class _Slack:
    """The one unknown that is ours: how far rows are stretched, or 1 / under."""


_SLACK = _Slack()


class System:
    """Rows put up once and asked often: of all of them, or of those alone that need nobody outside ``members``."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = list(rows)
        self.contradictions: list[Members] = []
        self.sound: list[Members] = []

    @cached_property
    def is_forest(self) -> bool:
        """True where no row closes a circle: then no part of the rows does."""
        return is_forest(self.rows)

    def part(self, members: Members | None) -> tuple[list[Row], System]:
        """The rows that are asked, and the system to ask: itself, or one of its own where only few rows are left."""
        if members is None:
            return self.rows, self
        rows = [row for row in self.rows if row.needs <= members]
        return rows, System(rows) if FEW * len(rows) < len(self.rows) else self

    def core(self, members: Members | None = None) -> Members | None:
        """Members whose rows cannot hold together; None where all can. Raises Unproved.

        What follows from an earlier answer is not asked again.
        """
        if members is None:
            return self._core(None)
        for known in self.contradictions:
            if known <= members:
                return known
        if any(members <= known for known in self.sound):
            return None
        found = self._core(members)
        if found is None:
            self.sound.append(members)
        else:
            self.contradictions.append(found)
        return found

    def _core(self, members: Members | None) -> Members | None:
        rows, asked = self.part(members)
        for row in rows:
            if row.is_false:
                return row.needs
        is_strict = any(row.strict for row in rows)
        if not is_strict and (self.is_forest or is_forest(rows)):
            return _clash(rows)
        stretched = asked._stretched.least({_SLACK: ONE}, members)
        if stretched.value or not is_strict:
            return stretched.needs if stretched.value else None
        apart = asked._apart.least({_SLACK: -ONE}, members)
        return apart.needs if apart.value == 0 else None

    def reach(self, unknown: Unknown, members: Members | None = None, track: bool = True) -> Range:
        """How far an unknown may go under rows that hold together; ``track`` says who is behind it.

        Raises Unproved, and Conflict where rows that close no circle cannot hold together.
        """
        rows, asked = self.part(members)
        if self.is_forest or is_forest(rows):
            return Spread(rows, track).within(unknown)
        return asked._ends(unknown, members)

    def rest(self, unknown: Unknown) -> Range | None:
        """What a forest leaves an unknown without its own prints, where all else can be true; None for other rows."""
        return self._spread.rest(unknown) if self._spread else None

    @cached_property
    def _spread(self) -> Spread | None:
        try:
            return Spread(self.rows, check=False) if self.is_forest else None
        except Conflict:
            return None

    def reach_ratio(self, over: Unknown, under: Unknown, members: Members | None = None) -> Range:
        """How far over / under may go where under stays above 0, else open; raises Unproved.

        Every row is multiplied by t = 1 / under, so that the quotient itself becomes an unknown (Charnes and Cooper).
        """
        rows, asked = self.part(members)
        if is_forest(rows) and not are_joined(rows, over, under):
            spread = Spread(rows)
            return _divided(spread.within(over), spread.within(under))
        low = asked.least({under: ONE}, members)
        if low.value is None or low.value <= 0:
            return OPEN, OPEN
        scaled = [Row(((under, ONE),), ONE, ONE), Row(((_SLACK, ONE),), ZERO, None)]
        for row in rows:
            for end, lower, upper in ((row.lower, ZERO, None), (row.upper, None, ZERO)):
                if end is not None:
                    weights = (*row.weights, (_SLACK, -end)) if end else row.weights
                    scaled.append(Row(weights, lower, upper, row.needs, touch=row.touch))
        one, two = (
            end if end.value is None else replace(end, needs=end.needs | low.needs)
            for end in System(scaled)._ends(over)
        )
        return one, two

    def least(self, objective: Weights, members: Members | None = None) -> Bound:
        """The least value of a sum under rows that hold together, proved; open where it runs away. Raises Unproved."""
        return self._plain.least(objective, members)

    def _ends(self, unknown: Unknown, members: Members | None = None) -> Range:
        low, high = (self.least({unknown: sign}, members) for sign in (ONE, -ONE))
        return low, high if high.value is None else replace(high, value=-high.value)

    # The three programmes

    @cached_property
    def _scale(self) -> tuple[Weights, Weights]:
        return _steps(self.rows), _centers(self.rows)

    @cached_property
    def _plain(self) -> _Sheet:
        return _Sheet(self.rows, *self._scale)

    @cached_property
    def _stretched(self) -> _Sheet:
        """Every row may give way by a share of its rounding step; how much is needed?"""
        steps, centers = self._scale
        stretched = [Row(((_SLACK, ONE),), ZERO, None)]
        for row in filter(lambda row: row.weights, self.rows):
            size = _size(row, steps)
            for lower, upper, sign in ((row.lower, None, 1), (None, row.upper, -1)):
                if lower is not None or upper is not None:
                    stretched.append(Row((*row.weights, (_SLACK, sign * size)), lower, upper, row.needs))
        return _Sheet(stretched, {**steps, _SLACK: ONE}, centers)

    @cached_property
    def _apart(self) -> _Sheet:
        """Strict rows keep away from the ends they exclude; by how much can they?"""
        steps, centers = self._scale
        apart = [Row(((_SLACK, ONE),), ZERO, ONE)]
        for row in filter(lambda row: row.weights, self.rows):
            size = _size(row, steps) if row.strict else ZERO
            for lower, upper, sign in ((row.lower, None, -1), (None, row.upper, 1)):
                if lower is not None or upper is not None:
                    weights = (*row.weights, (_SLACK, sign * size)) if size else row.weights
                    apart.append(Row(weights, lower, upper, row.needs))
        return _Sheet(apart, {**steps, _SLACK: ONE}, centers)


def _clash(rows: Sequence[Row]) -> Members | None:
    """The members of a contradiction in a forest; they are collected only where there is one."""
    try:
        Spread(rows, track=False)
        return None
    except Conflict:
        pass
    try:
        Spread(rows)
    except Conflict as found:
        return found.needs
    raise AssertionError("two sweeps over the same rows agree")


def _divided(over: Range, under: Range) -> Range:
    """The quotients of two ranges that know nothing of one another."""
    ends = [Interval(low.value, high.value) for low, high in (over, under)]
    if ends[1].lower is None or ends[1].lower <= 0:
        return OPEN, OPEN
    found = ends[0] / ends[1]
    needs = frozenset().union(*(end.needs for end in (*over, *under)))
    touch = any(end.touch for end in (*over, *under))
    low, high = (OPEN if end is None else Bound(end, needs, touch) for end in (found.lower, found.upper))
    return low, high


# How large and where the unknowns are


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
            if all(unknown in steps for unknown, _ in row.weights):
                continue
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


def _size(row: Row, steps: Weights) -> Fraction:
    return min(abs(weight) * steps[unknown] for unknown, weight in row.weights)


def _moved(row: Row, centers: Weights) -> Row:
    away = sum((weight * centers.get(unknown, ZERO) for unknown, weight in row.weights), ZERO)
    lower, upper = (None if end is None else end - away for end in (row.lower, row.upper))
    return replace(row, lower=lower, upper=upper)


# Linear programmes: HiGHS finds the corner, whole numbers prove it


class _Sheet:
    """One programme, as HiGHS and as exact numbers have it; asked again, HiGHS starts where it stopped before."""

    def __init__(self, rows: Sequence[Row], steps: Weights, centers: Weights) -> None:
        self.rows = [
            _moved(row, centers) for row in rows if row.weights and (row.lower is not None or row.upper is not None)
        ]
        self.steps, self.centers = steps, centers
        self.sizes = [_size(row, steps) for row in self.rows]
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
