"""One unknown as a weighted sum of rows."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from figures.combine import as_sum
from figures.spread import Row

SMALL = st.integers(-4, 4).map(Fraction)


def row(value: int | Fraction, **weights: int | Fraction) -> Row:
    """sum of weight * unknown = value."""
    return Row(tuple((name, Fraction(weight)) for name, weight in weights.items()), Fraction(value), Fraction(value))


def test_half_of_the_whole_is_sixty() -> None:
    """60 = x / 2, so x = 2 * 60: the rule is taken twice, and so is the print."""
    rule, print_ = row(0, x=Fraction(1, 2), y=-1), row(60, y=1)

    assert as_sum([rule, print_], "x") == {rule: 2, print_: 2}


def test_what_no_row_fixes_is_no_sum() -> None:
    """x + y = 10 alone leaves x open, a range fixes nothing, and nobody speaks of z."""
    both, wide = row(10, x=1, y=1), Row((("y", Fraction(1)),), Fraction(1), Fraction(2))

    assert as_sum([both], "x") is None and as_sum([both, wide], "x") is None and as_sum([both], "z") is None


@given(st.lists(st.tuples(SMALL, SMALL, SMALL), min_size=1, max_size=5), st.tuples(SMALL, SMALL, SMALL))
def test_the_sum_is_the_value(lines: list[tuple[Fraction, Fraction, Fraction]], point: tuple[Fraction, ...]) -> None:
    """Rows that all hold at a point: what they fix, they fix at the value of that point."""
    names = ("x", "y", "z")
    rows = [
        row(sum((a * b for a, b in zip(line, point, strict=True)), Fraction(0)), **dict(zip(names, line, strict=True)))
        for line in lines
    ]
    for name, value in zip(names, point, strict=True):
        found = as_sum(rows, name)
        assert found is None or sum(times * (one.lower or 0) for one, times in found.items()) == value
