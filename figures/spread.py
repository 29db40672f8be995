"""Linear rows over unknowns, and ranges told along rows that close no circle: exact, in two sweeps."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

Unknown = Hashable
Member = tuple[str, str]
NOTHING: frozenset[Member] = frozenset()
ZERO, ONE = Fraction(0), Fraction(1)


class Conflict(Exception):
    """Rows that cannot hold together; ``needs`` are the members behind them."""

    def __init__(self, needs: frozenset[Member]) -> None:
        self.needs = needs


@dataclass(frozen=True)
class Row:
    """lower <= sum of weight * unknown <= upper (None: open), as long as all of ``needs`` are taken as true.

    A strict row excludes its ends; one with ``touch`` does so in print, and is read as if it did not. A row without
    weights is 0: with a lower end of 1 it can never hold.
    """

    weights: tuple[tuple[Unknown, Fraction], ...]
    lower: Fraction | None
    upper: Fraction | None
    needs: frozenset[Member] = NOTHING
    strict: bool = False
    touch: bool = False

    @property
    def is_print(self) -> bool:
        """True for a row about one unknown that rests on no rule."""
        return len(self.weights) == 1 and not any(kind == "rule" for kind, _ in self.needs)

    @property
    def is_false(self) -> bool:
        """True for a row without unknowns that 0 does not satisfy."""
        low, high = self.lower, self.upper
        past = (low is not None and low > 0) or (high is not None and high < 0)
        return not self.weights and (past or (self.strict and 0 in (low, high)))

    def at(self, points: Mapping[Unknown, Fraction]) -> Fraction:
        """The sum of what is known of it."""
        return sum((weight * points.get(unknown, ZERO) for unknown, weight in self.weights), ZERO)

    def holds(self, points: Mapping[Unknown, Fraction]) -> bool:
        """True where these values satisfy it."""
        value, ends = self.at(points), (self.lower, self.upper)
        if value in ends and self.strict:
            return False
        return (self.lower is None or self.lower <= value) and (self.upper is None or value <= self.upper)


@dataclass(frozen=True)
class Bound:
    """One end of what an unknown may be (None: open), the members it rests on, and whether it is only touched."""

    value: Fraction | None = None
    needs: frozenset[Member] = NOTHING
    touch: bool = False


OPEN = Bound()
Range = tuple[Bound, Bound]


def is_forest(rows: Sequence[Row]) -> bool:
    """True where rows and unknowns hang together without a circle."""
    return len(forest(rows)) == len(rows)


def forest(rows: Sequence[Row]) -> list[Row]:
    """The rows without those that close a circle."""
    joins = Joins()
    kept = []
    for row in rows:
        roots = [joins.root(unknown) for unknown, _ in row.weights] if len(row.weights) > 1 else []
        if len(set(roots)) == len(roots):
            kept.append(row)
            joins.join(roots)
    return kept


def are_joined(rows: Sequence[Row], one: Unknown, other: Unknown) -> bool:
    """True where one unknown hears of the other."""
    joins = Joins()
    for row in rows:
        joins.join([unknown for unknown, _ in row.weights])
    return joins.root(one) == joins.root(other)


class Joins:
    """Which nodes hang together."""

    def __init__(self) -> None:
        self.leads: dict[Unknown, Unknown] = {}

    def root(self, node: Unknown) -> Unknown:
        """The node that stands for all that hang together with this one."""
        while node in self.leads:
            up = self.leads[node]
            self.leads[node] = self.leads.get(up, up)  # halves the way for the next one
            node = up
        return node

    def join(self, nodes: Iterable[Unknown]) -> None:
        """From now on these hang together."""
        first, *others = [*dict.fromkeys(self.root(node) for node in nodes)] or [None]
        self.leads.update(dict.fromkeys(others, first))


class Spread:
    """Ranges told from unknown to unknown along a forest of rows; raises Conflict at the first that is empty.

    12 = a + b with a in [4, 5] tells b: 7 to 8. Each unknown hears of every other one once, so two sweeps are enough
    and the ranges are as narrow as the rows allow. Without ``check`` ranges are told though own prints contradict
    what the rest leaves.
    """

    def __init__(self, rows: Sequence[Row], track: bool = True, check: bool = True) -> None:
        self.track = track
        self.own: dict[Unknown, Range] = {}
        self.rows = [row for row in rows if not row.is_print]
        self.around: dict[Unknown, list[int]] = {unknown: [] for row in rows for unknown, _ in row.weights}
        for row in rows:
            if row.is_print:
                self._take(row)
        for at, row in enumerate(self.rows):
            for unknown, _ in row.weights:
                self.around[unknown].append(at)
        self.heard: dict[tuple[int, Unknown], Range] = {}
        order = list(self._order())
        for at, parent in reversed(order):
            self._tell(at, [parent])
        for at, parent in order:
            self._tell(at, [unknown for unknown, _ in self.rows[at].weights if unknown != parent])
        for unknown in self.around if check else ():
            self.within(unknown)

    def within(self, unknown: Unknown) -> Range:
        """What an unknown may be, its own rows included; raises Conflict where that is nothing."""
        return _narrower([self.own.get(unknown, (OPEN, OPEN)), self.rest(unknown)])

    def rest(self, unknown: Unknown) -> Range:
        """What all rows but its own prints leave it."""
        return _narrower([self.heard[at, unknown] for at in self.around.get(unknown, ())])

    def _take(self, row: Row) -> None:
        ((unknown, weight),) = row.weights
        needs = row.needs if self.track else NOTHING
        ends = _divided(Bound(row.lower, needs, row.touch), Bound(row.upper, needs, row.touch), weight)
        self.own[unknown] = _narrower([self.own.get(unknown, (OPEN, OPEN)), ends])

    def _order(self) -> Iterator[tuple[int, Unknown]]:
        """Every row with the unknown it was first met at, parents before children."""
        seen: set[int] = set()
        for start in self.around:
            waiting = [start]
            for unknown in waiting:
                for at in self.around[unknown]:
                    if at not in seen:
                        seen.add(at)
                        yield at, unknown
                        waiting += [other for other, _ in self.rows[at].weights if other != unknown]

    def _tell(self, at: int, hearers: list[Unknown]) -> None:
        """What a row tells some of its unknowns, from what the others are without it."""
        row = self.rows[at]
        parts = {unknown: _times(self._without(unknown, at), weight) for unknown, weight in row.weights}
        names, ranges = list(parts), list(parts.values())
        lows, highs = ([one[side] for one in ranges] for side in (0, 1))
        needs = row.needs if self.track else NOTHING
        wanted = set(hearers)
        others = zip(names, _others(lows), _others(highs), strict=True)
        weights = dict(row.weights)
        for unknown, low, high in others:
            if unknown in wanted:
                bottom, top = _less(Bound(row.lower, needs), high), _less(Bound(row.upper, needs), low)
                self.heard[at, unknown] = _divided(bottom, top, weights[unknown])

    def _without(self, unknown: Unknown, row: int) -> Range:
        ranges = [self.heard[at, unknown] for at in self.around[unknown] if at != row and (at, unknown) in self.heard]
        return _narrower([self.own.get(unknown, (OPEN, OPEN)), *ranges])


def _narrower(ranges: Iterable[Range]) -> Range:
    """What all ranges share; raises Conflict where that is nothing."""
    low, high = OPEN, OPEN
    for one, two in ranges:
        if one.value is not None and (low.value is None or (one.value, one.touch) > (low.value, low.touch)):
            low = one
        if two.value is not None and (high.value is None or (-two.value, two.touch) > (-high.value, high.touch)):
            high = two
    if low.value is not None and high.value is not None and low.value > high.value:
        raise Conflict(low.needs | high.needs)
    return low, high


def narrowed(rows: Sequence[Row], rounds: int) -> None:
    """What every row leaves its unknowns, told from row to row in circles; raises Conflict where that is nothing.

    So many rounds are no proof that rows hold together, but an empty range proves that they do not.
    """
    ranges: dict[Unknown, Range] = {}
    for _ in range(rounds):
        before = dict(ranges)
        for row in rows:
            parts = [_times(ranges.get(unknown, (OPEN, OPEN)), weight) for unknown, weight in row.weights]
            lows, highs = ([part[side] for part in parts] for side in (0, 1))
            for (unknown, weight), low, high in zip(row.weights, _others(lows), _others(highs), strict=True):
                told = _divided(_less(Bound(row.lower), high), _less(Bound(row.upper), low), weight)
                ranges[unknown] = _narrower([ranges.get(unknown, (OPEN, OPEN)), told])
        if ranges == before:
            return


def _others(bounds: list[Bound]) -> list[Bound]:
    """For each bound the sum of all others, by running sums from both sides."""
    start = Bound(ZERO)
    before = list(accumulate(bounds, _plus, initial=start))[:-1]
    behind = list(accumulate(reversed(bounds), _plus, initial=start))[:-1][::-1]
    return [_plus(one, two) for one, two in zip(before, behind, strict=True)]


def _plus(one: Bound, two: Bound) -> Bound:
    if one.value is None or two.value is None:
        return OPEN
    return Bound(one.value + two.value, one.needs | two.needs, one.touch or two.touch)


def _less(one: Bound, two: Bound) -> Bound:
    if one.value is None or two.value is None:
        return OPEN
    return Bound(one.value - two.value, one.needs | two.needs, one.touch or two.touch)


def _times(ends: Range, weight: Fraction) -> Range:
    if weight == 1:
        return ends
    low, high = (
        OPEN if end.value is None else Bound(end.value * weight if weight != -1 else -end.value, end.needs, end.touch)
        for end in ends
    )
    return (low, high) if weight > 0 else (high, low)


def _divided(low: Bound, high: Bound, weight: Fraction) -> Range:
    return _times((low, high), weight if abs(weight) == 1 else 1 / weight)
