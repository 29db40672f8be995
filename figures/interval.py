"""Intervals of exact rationals, with ends that are included, excluded or open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple


class End(NamedTuple):
    """One end of an interval: its value (None: open) and whether the value belongs to the interval."""

    value: Fraction | None
    included: bool


OPEN = End(None, False)


@dataclass(frozen=True)
class Interval:
    """All numbers between two ends; an open end is None.

    >>> Interval.of(Fraction(2), Fraction(3))
    [2, 3]
    >>> -Interval(Fraction(2), Fraction(3), upper_included=False)
    (-3, -2]
    """

    lower: Fraction | None
    upper: Fraction | None
    lower_included: bool = True
    upper_included: bool = True

    def __post_init__(self) -> None:
        # an open end is never included, so that equal intervals are equal records
        object.__setattr__(self, "lower_included", self.lower_included and self.lower is not None)
        object.__setattr__(self, "upper_included", self.upper_included and self.upper is not None)

    @classmethod
    def of(cls, lower: Fraction | int, upper: Fraction | int) -> Interval:
        """The closed interval between two numbers."""
        return cls(_exact(lower), _exact(upper))

    @classmethod
    def point(cls, value: Fraction | int) -> Interval:
        """The interval that holds one number."""
        return cls.of(value, value)

    @classmethod
    def between(cls, lower: End, upper: End) -> Interval:
        """The interval between two ends."""
        return cls(lower.value, upper.value, lower.included, upper.included)

    @property
    def low(self) -> End:
        """The lower end."""
        return End(self.lower, self.lower_included)

    @property
    def high(self) -> End:
        """The upper end."""
        return End(self.upper, self.upper_included)

    @property
    def is_point(self) -> bool:
        """True where one number is all there is."""
        return self.lower is not None and self.lower == self.upper

    @property
    def is_empty(self) -> bool:
        """True where no number lies inside."""
        return not _below(self.low, self.high)

    @property
    def width(self) -> Fraction | None:
        """Upper minus lower, None with an open end."""
        if self.lower is None or self.upper is None:
            return None
        return self.upper - self.lower

    def __contains__(self, number: Fraction | int) -> bool:
        return self.meets(Interval.point(number))

    def __repr__(self) -> str:
        left = "[" if self.low.included else "("
        right = "]" if self.high.included else ")"
        lower = "" if self.lower is None else str(self.lower)
        upper = "" if self.upper is None else str(self.upper)
        return f"{left}{lower}, {upper}{right}"

    def __neg__(self) -> Interval:
        return Interval.between(_negative(self.high), _negative(self.low))

    def __add__(self, other: Interval) -> Interval:
        if self.is_empty or other.is_empty:
            return EMPTY
        return Interval.between(_sum(self.low, other.low), _sum(self.high, other.high))

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        if self.is_empty or other.is_empty:
            return EMPTY  # or the ends of nothing would swap into something
        ends = [
            _product(a, sign_a, b, sign_b)
            for a, sign_a in ((self.low, -1), (self.high, 1))
            for b, sign_b in ((other.low, -1), (other.high, 1))
        ]
        return Interval.between(_least(ends), _greatest(ends))

    def __truediv__(self, other: Interval) -> Interval:
        """Raises ZeroDivisionError where the divisor contains 0."""
        return self * other.inverse()

    def inverse(self) -> Interval:
        """1 / self; raises ZeroDivisionError where the interval contains 0."""
        if self.is_empty:
            return EMPTY
        if 0 in self:
            raise ZeroDivisionError("the divisor contains 0")
        return Interval.between(_inverse(self.high), _inverse(self.low))

    def scale(self, factor: Fraction | int) -> Interval:
        """Every number inside times an exact factor."""
        return self * Interval.point(factor)

    def meet(self, other: Interval) -> Interval:
        """What both share; empty where they share nothing."""
        low = max(self.low, other.low, key=_low_key)
        high = min(self.high, other.high, key=_high_key)
        return Interval.between(low, high)

    def meets(self, other: Interval) -> bool:
        """True where both share at least one number; a touch at included ends agrees."""
        return not self.meet(other).is_empty

    def inside(self, other: Interval) -> bool:
        """True where every number of this interval lies in the other one."""
        return self.meet(other) == self

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low = min(self.low, other.low, key=_low_key)
        high = max(self.high, other.high, key=_high_key)
        return Interval.between(low, high)

    def gap(self, other: Interval) -> Interval | None:
        """The distances between a number of one and a number of the other; None where they meet.

        >>> Interval.of(59, 60).gap(Interval.of(62, 63))
        [2, 4]
        """
        if self.meets(other):
            return None
        difference = self - other
        return difference if difference.lower is not None and difference.lower >= 0 else -difference

    def whole(self) -> Interval:
        """Snapped inward to whole numbers, an excluded end stepping to the next one."""
        low = None if self.lower is None else _whole_low(self.lower, self.lower_included)
        if low is not None and self.lower == self.upper == low and self.upper_included:
            return self  # a count printed to its last digit
        high = None if self.upper is None else -_whole_low(-self.upper, self.upper_included)
        return Interval(low, high)


EMPTY = Interval(Fraction(0), Fraction(0), False, False)


def _exact(number: Fraction | int) -> Fraction:
    return number if type(number) is Fraction else Fraction(number)


def meet_all(intervals: Iterable[Interval]) -> Interval:
    """What all of them share; everything where there is none."""
    shared = Interval(None, None)
    for interval in intervals:
        shared = shared.meet(interval)
    return shared


def agrees(left: Interval, relation: str, right: Interval) -> bool:
    """True where some number of ``left`` and some number of ``right`` satisfy the relation."""
    if relation == "=":
        return left.meets(right)
    if relation in (">=", ">"):
        return agrees(right, "<=" if relation == ">=" else "<", left)
    low, high = left.low, right.high
    if low.value is None or high.value is None:
        return True
    return low.value < high.value or (relation == "<=" and low == high and low.included)


def always(left: Interval, relation: str, right: Interval) -> bool:
    """True where every number of ``left`` and every number of ``right`` satisfy the relation."""
    opposite = {"<=": ">", "<": ">=", ">=": "<", ">": "<="}[relation]
    return not agrees(left, opposite, right)


def _whole_low(value: Fraction, included: bool) -> Fraction:
    if included and value.denominator == 1:
        return value
    return Fraction(ceil(value) if included else floor(value) + 1)


def _below(low: End, high: End) -> bool:
    if low.value is None or high.value is None:
        return True
    return low.value < high.value or (low.value == high.value and low.included and high.included)


def _low_key(end: End) -> tuple[bool, Fraction, bool]:
    """Orders lower ends: open first, then by value, an included end before an excluded one."""
    return (end.value is not None, end.value or Fraction(0), not end.included)


def _high_key(end: End) -> tuple[bool, Fraction, bool]:
    """Orders upper ends: by value, an excluded end before an included one, open last."""
    return (end.value is None, end.value or Fraction(0), end.included)


def _negative(end: End) -> End:
    return OPEN if end.value is None else End(-end.value, end.included)


def _sum(a: End, b: End) -> End:
    return OPEN if a.value is None or b.value is None else End(a.value + b.value, a.included and b.included)


def _inverse(end: End) -> End:
    if end.value is None:
        return End(Fraction(0), False)
    return End(1 / end.value, end.included) if end.value else OPEN


class _Product(NamedTuple):
    """A product of two ends; ``infinite`` is -1 or 1 where it runs away, else 0."""

    infinite: int
    end: End


def _product(a: End, sign_a: int, b: End, sign_b: int) -> _Product:
    """The product of two ends; 0 times an open end is 0, for an open end is never reached."""
    if a.value == 0 or b.value == 0:
        return _Product(0, End(Fraction(0), (a.value == 0 and a.included) or (b.value == 0 and b.included)))
    if a.value is not None and b.value is not None:
        return _Product(0, End(a.value * b.value, a.included and b.included))
    direction = _direction(a, sign_a) * _direction(b, sign_b)
    return _Product(direction, OPEN)


def _direction(end: End, sign: int) -> int:
    if end.value is None:
        return sign
    return 1 if end.value > 0 else -1


def _least(products: list[_Product]) -> End:
    if any(p.infinite < 0 for p in products):
        return OPEN
    return min((p.end for p in products if not p.infinite), key=_low_key, default=OPEN)


def _greatest(products: list[_Product]) -> End:
    if any(p.infinite > 0 for p in products):
        return OPEN
    return max((p.end for p in products if not p.infinite), key=_high_key, default=OPEN)
