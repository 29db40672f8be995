"""Laws and tables of intervals."""

from fractions import Fraction
from itertools import product

import pytest

hypothesis = pytest.importorskip("hypothesis", reason="pip install figures-ledger[test] for the laws")
from hypothesis import assume, given
from hypothesis import strategies as st

from figures.interval import Interval

numbers = st.fractions(min_value=-50, max_value=50, max_denominator=12)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(numbers), draw(numbers)))
    found = Interval(
        None if draw(st.integers(0, 7)) == 0 else low,
        None if draw(st.integers(0, 7)) == 0 else high,
        draw(st.booleans()),
        draw(st.booleans()),
    )
    assume(not found.is_empty)
    return found


@st.composite
def members(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    interval = draw(intervals())
    inside = [n for n in (interval.lower, interval.upper) if n is not None and n in interval]
    low = interval.lower if interval.lower is not None else Fraction(-99)
    high = interval.upper if interval.upper is not None else Fraction(99)
    inside.append(low + (high - low) * draw(st.fractions(0, 1, max_denominator=9)))
    number = draw(st.sampled_from(inside))
    assume(number in interval)
    return interval, number


@given(members(), members())
def test_inclusion(a: tuple[Interval, Fraction], b: tuple[Interval, Fraction]) -> None:
    """What two numbers give lies in what their intervals give, for + - * and /."""
    (left, x), (right, y) = a, b

    assert x + y in left + right
    assert x - y in left - right
    assert x * y in left * right
    if 0 not in right:
        assert x / y in left / right


@given(intervals(), intervals())
def test_ends_are_reached_or_excluded(left: Interval, right: Interval) -> None:
    """A product holds no end that no pair of numbers comes to: it is as narrow as four products make it."""
    ends = (
        [e for e in (left.lower, left.upper) if e is not None],
        [e for e in (right.lower, right.upper) if e is not None],
    )
    found = left * right

    if len(ends[0]) == len(ends[1]) == 2:
        values = [x * y for x, y in product(*ends)]
        assert (found.lower, found.upper) == (min(values), max(values))


@given(intervals(), intervals())
def test_gap_is_symmetric(left: Interval, right: Interval) -> None:
    """The distance is the same from both sides, never negative, and None exactly where the intervals meet."""
    gap = left.gap(right)

    assert gap == right.gap(left)
    assert (gap is None) == left.meets(right)
    assert gap is None or gap.lower is None or gap.lower >= 0


@given(intervals(), intervals(), intervals())
def test_addition_is_monotone(left: Interval, right: Interval, other: Interval) -> None:
    """A wider summand makes a wider sum."""
    assert (left + other).inside(left.hull(right) + other)


@given(intervals())
def test_whole_numbers_stay(interval: Interval) -> None:
    """Snapping keeps exactly the whole numbers inside."""
    whole = interval.whole()

    for number in range(-60, 61):
        assert (number in interval) == (not whole.is_empty and number in whole)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (-Interval(Fraction(2), Fraction(3), True, False), "(-3, -2]"),
        (Interval.of(10, 10) / Interval.of(1, 2), "[5, 10]"),
        (Interval.of(2, 3) * Interval.of(-1, 4), "[-3, 12]"),
        (Interval(Fraction(7000), None, False) / Interval.point(5600), "(5/4, )"),
        (Interval(None, None) * Interval.point(0), "[0, 0]"),
        (Interval(Fraction(0), Fraction(2), False).inverse(), "[1/2, )"),
        (Interval(Fraction(12), None, False).whole(), "[13, )"),
        (Interval.of(59, 60).gap(Interval.of(62, 63)), "[2, 4]"),
    ],
)
def test_worked_by_hand(found: Interval, expected: str) -> None:
    """Ends swap with their flags, products take the extremes of all four, open ends stay open."""
    assert repr(found) == expected


def test_touch() -> None:
    """Touching at included ends agrees; at an excluded end it does not."""
    assert Interval.of(1, 2).meets(Interval.of(2, 3))
    assert not Interval.of(1, 2).meets(Interval(Fraction(2), Fraction(3), False))


def test_nothing_stays_nothing() -> None:
    """An empty interval does not turn into a real one by swapping its ends."""
    empty = Interval.of(62, 60)

    assert empty.is_empty
    for found in (empty.scale(-1), empty + Interval.of(1, 2), empty * Interval.of(1, 2), -empty):
        assert found.is_empty


def test_divisor_with_zero() -> None:
    """A divisor that contains 0 is refused, one that only touches it is not."""
    with pytest.raises(ZeroDivisionError):
        Interval.of(1, 2) / Interval.of(-1, 1)
    assert repr(Interval.of(1, 2) / Interval(Fraction(0), Fraction(1), False)) == "[1, )"


def test_decimals_are_exact() -> None:
    """0.1 + 0.2 is 0.3."""
    total = Interval.point(Fraction("0.1")) + Interval.point(Fraction("0.2"))

    assert total == Interval.point(Fraction("0.3"))
