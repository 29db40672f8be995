"""Rows over unknowns: what the solver says is held against elimination by hand and against planted solutions."""

from fractions import Fraction

import pytest
from elimination import can_hold, ends_of

pytest.importorskip("hypothesis", reason="pip install figures-ledger[test] for the laws")
from hypothesis import given, settings
from hypothesis import strategies as st

from figures import simplex, spread
from figures.corner import Corner, Line, Unproved
from figures.solver import core, reach, reach_ratio
from figures.spread import ONE, Conflict, Range, Row, Spread, forest, is_forest

SMALL = st.integers(-4, 4).map(Fraction)


def row(text: dict[str, int], lower: int | None, upper: int | None, name: str, strict: bool = False) -> Row:
    weights = tuple((unknown, Fraction(weight)) for unknown, weight in text.items())
    ends = (None if end is None else Fraction(end) for end in (lower, upper))
    return Row(weights, *ends, frozenset({("rule", name)}), strict)


@st.composite
def systems(draw: st.DrawFn) -> list[Row]:
    """Up to six rows over three unknowns, of which nobody knows whether they can hold together."""
    rows = []
    for number in range(draw(st.integers(1, 6))):
        weights = {name: draw(SMALL) for name in draw(st.sets(st.sampled_from("xyz"), min_size=1))}
        lower = draw(st.none() | SMALL)
        upper = None if draw(st.booleans()) else (lower if lower is not None else draw(SMALL)) + abs(draw(SMALL))
        kept = tuple((name, weight) for name, weight in sorted(weights.items()) if weight)
        if kept:
            rows.append(Row(kept, lower, upper, frozenset({("rule", str(number))}), draw(st.booleans())))
    return rows


@settings(max_examples=400)
@given(systems())
def test_core_is_a_contradiction_and_is_found_where_there_is_one(rows: list[Row]) -> None:
    """Rows can hold exactly where elimination says so, strict ones strictly; a core by itself cannot."""
    found = core(rows)

    assert (found is None) == can_hold(rows)
    if found is not None:
        assert not can_hold([one for one in rows if one.needs <= found])


@settings(max_examples=300)
@given(systems(), st.sampled_from("xyz"))
def test_reach_is_what_elimination_leaves(rows: list[Row], name: str) -> None:
    """Neither wider nor narrower, on circles and on forests alike; the members it rests on give the same range."""
    if core(rows) is None:
        low, high = reach(rows, name)

        assert (low.value, high.value) == ends_of(rows, name)
        assert reach([one for one in rows if one.needs <= low.needs], name)[0].value == low.value
        assert reach([one for one in rows if one.needs <= high.needs], name)[1].value == high.value


@settings(max_examples=200)
@given(systems())
def test_a_corner_that_is_not_the_best_is_walked_on_from(rows: list[Row]) -> None:
    """Wherever the floating-point solver stops, the answer is exact or none: here it starts with no objective."""
    honest = simplex.Sheet._aim
    if core(rows) is not None:
        return
    wanted = [reach(rows, name) for name in "xyz"]
    try:
        simplex.Sheet._aim = lambda sheet, objective: honest(sheet, dict.fromkeys(objective, Fraction(0)))
        for name, (low, high) in zip("xyz", wanted, strict=True):
            try:
                found = reach(rows, name)
            except Unproved:
                continue
            assert (found[0].value, found[1].value) == (low.value, high.value)
    finally:
        simplex.Sheet._aim = honest


def test_an_answer_that_is_not_proved_is_none() -> None:
    """A corner that does not fix its unknowns is refused, not believed."""
    lines = [Line({0: 1, 1: 1}, 0, 1), Line({0: 1, 1: 1}, 0, 2)]
    corner = Corner(lines, (), {0: 1}, [(0, True), (1, True)], {0, 1})

    with pytest.raises(Unproved):
        corner.better()


def test_a_quotient_over_a_circle() -> None:
    """x = 1 to 2, y = 4 to 5 with x + y = 6: x / y is 1/5 to 1/2, not 1/5 to 2/4 apart from 1/5."""
    rows = [row({"x": 1}, 1, 2, "x"), row({"y": 1}, 4, 5, "y"), row({"x": 1, "y": 1}, 6, 6, "sum")]
    low, high = reach_ratio(rows, "x", "y")

    assert (low.value, high.value) == (Fraction(1, 5), Fraction(1, 2))


def test_a_quotient_over_what_may_be_zero_is_open() -> None:
    """Nothing is claimed of x / y where y may be 0."""
    low, high = reach_ratio([row({"x": 1}, 1, 2, "x"), row({"y": 1}, 0, 5, "y")], "x", "y")

    assert (low.value, high.value) == (None, None)


def test_strict_rows_do_not_touch() -> None:
    """x > 0 and x < 0 cannot hold, x >= 0 and x <= 0 can."""
    assert core([row({"x": 1}, 0, None, "a", True), row({"x": 1}, None, 0, "b", True)]) is not None
    assert core([row({"x": 1}, 0, None, "a"), row({"x": 1}, None, 0, "b")]) is None


def test_large_and_small_numbers_together() -> None:
    """A cent is seen beside a trillion: the scale is the rounding step, not the largest value."""
    cent = Fraction(1, 100)
    rows = [
        Row((("x", ONE),), Fraction(10**12), Fraction(10**12) + cent),
        Row((("y", ONE),), cent, 2 * cent),
        Row((("x", ONE), ("y", ONE), ("z", -ONE)), Fraction(0), Fraction(0)),
        Row((("x", ONE), ("y", -ONE), ("w", -ONE)), Fraction(0), Fraction(0)),
        Row((("z", ONE), ("w", -ONE)), 5 * cent, None, frozenset({("rule", "r")})),
    ]

    assert core(rows) is not None
    assert core(rows[:-1]) is None
    low, high = reach(rows[:-1], "z")
    assert (low.value, high.value) == (10**12 + cent, 10**12 + 3 * cent)


# Propagation


def test_a_forest_has_no_circle() -> None:
    """Two rows over the same two unknowns close one."""
    chain = [row({"x": 1, "y": 1}, 0, 0, "a"), row({"y": 1, "z": 1}, 0, 0, "b")]

    assert is_forest(chain)
    assert not is_forest([*chain, row({"x": 1, "z": 1}, 0, 0, "c")])
    assert forest([*chain, row({"x": 1, "z": 1}, 0, 0, "c")]) == chain


def test_two_sweeps_reach_every_end() -> None:
    """x = 1 to 2 at one end of a chain of a hundred is known at the other, and from whom."""
    links = [row({f"x{n}": 1, f"x{n + 1}": -1}, -1, -1, f"r{n}") for n in range(100)]
    start = Row((("x0", ONE),), ONE, 2 * ONE, frozenset({("figure", "start")}))
    low, high = Spread([start, *links]).rest("x100")

    assert (low.value, high.value) == (101, 102)
    assert ("figure", "start") in low.needs and len(low.needs) == 101


def test_an_empty_range_is_a_conflict() -> None:
    """The members of both ends are named, and nobody else."""
    one = Row((("x", ONE),), ONE, ONE, frozenset({("figure", "one")}))
    two = Row((("y", ONE),), 2 * ONE, 2 * ONE, frozenset({("figure", "two")}))
    other = Row((("z", ONE),), ONE, ONE, frozenset({("figure", "other")}))
    with pytest.raises(Conflict) as found:
        Spread([one, two, other, row({"x": 1, "y": -1}, 0, 0, "same")])

    assert found.value.needs == {("figure", "one"), ("figure", "two"), ("rule", "same")}


def test_propagation_is_linear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the chain, twice the sums: counted, not timed."""
    honest = spread._narrower

    def sums(length: int) -> int:
        links = [row({f"x{n}": 1, f"x{n + 1}": -1}, 0, 0, f"r{n}") for n in range(length)]
        counted = 0

        def counting(ranges: list[Range]) -> Range:
            nonlocal counted
            counted += len(ranges)
            return honest(ranges)

        monkeypatch.setattr(spread, "_narrower", counting)
        Spread(links, track=False)
        return counted

    assert sums(2000) <= 2 * sums(1000) + 10
