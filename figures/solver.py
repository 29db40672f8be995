"""Whether linear rows can all hold, which cannot, how far an unknown may go: HiGHS finds it, Fractions prove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from .interval import Interval
from .simplex import Members, Sheet, Weights, rounding_steps, row_size, whereabouts
from .spread import (
    ONE,
    OPEN,
    ZERO,
    Bound,
    Conflict,
    Range,
    Row,
    Spread,
    Unknown,
    are_joined,
    is_forest,
)

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
        return rounding_steps(self.rows), whereabouts(self.rows)

    @cached_property
    def _plain(self) -> Sheet:
        return Sheet(self.rows, *self._scale)

    @cached_property
    def _stretched(self) -> Sheet:
        """Every row may give way by a share of its rounding step; how much is needed?"""
        steps, centers = self._scale
        stretched = [Row(((_SLACK, ONE),), ZERO, None)]
        for row in filter(lambda row: row.weights, self.rows):
            size = row_size(row, steps)
            for lower, upper, sign in ((row.lower, None, 1), (None, row.upper, -1)):
                if lower is not None or upper is not None:
                    stretched.append(Row((*row.weights, (_SLACK, sign * size)), lower, upper, row.needs))
        return Sheet(stretched, {**steps, _SLACK: ONE}, centers)

    @cached_property
    def _apart(self) -> Sheet:
        """Strict rows keep away from the ends they exclude; by how much can they?"""
        steps, centers = self._scale
        apart = [Row(((_SLACK, ONE),), ZERO, ONE)]
        for row in filter(lambda row: row.weights, self.rows):
            size = row_size(row, steps) if row.strict else ZERO
            for lower, upper, sign in ((row.lower, None, -1), (None, row.upper, 1)):
                if lower is not None or upper is not None:
                    weights = (*row.weights, (_SLACK, sign * size)) if size else row.weights
                    apart.append(Row(weights, lower, upper, row.needs))
        return Sheet(apart, {**steps, _SLACK: ONE}, centers)


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
