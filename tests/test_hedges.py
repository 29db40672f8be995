"""The policy table, as intervals.md has it."""

from fractions import Fraction

import pytest

from figures.hedges import HEDGES, POINT_HEDGES, Printed
from figures.phrase import Parsed, read

CODES = ["none", "exact", "about", "estimated", "more_than", "at_least", "nearly", "less_than", "up_to", "between"]


def test_the_ten_codes() -> None:
    """There are ten hedges and no other, each with a reason."""
    assert list(HEDGES) == CODES
    assert all(len(hedge.because) > 15 for hedge in HEDGES.values())


M = 1_000_000
TABLE = [
    ("60 Millionen Euro", "[59500000, 60500000]", "[55000000, 65000000]"),
    ("112 Millionen Euro", "[111500000, 112500000]", "[111500000, 112500000]"),
    ("schätzungsweise 112 Millionen Euro", "[111500000, 112500000]", "[106400000, 117600000]"),
    ("rund 100 Millionen Euro", "[95000000, 105000000]", "[90000000, 110000000]"),
    ("genau 60 Millionen Euro", "[60000000, 60000000]", "[60000000, 60000000]"),
    ("über 15 Millionen Euro", "(15000000, )", "(15000000, )"),
    ("mindestens 15 Millionen Euro", "[15000000, )", "[15000000, )"),
    ("fast 500 Millionen Euro", "[475000000, 500000000)", "[450000000, 500000000)"),
    ("weniger als 5 Millionen Euro", "[0, 5000000)", "[0, 5000000)"),
    ("bis zu 100 Milliarden US-Dollar", "[0, 100000000000]", "[0, 100000000000]"),
    ("zwischen 30 und 40 Millionen Euro", "[30000000, 40000000]", "[25000000, 45000000]"),
    ("bis zu rund 34 Millionen Euro", "[0, 35700000]", "[0, 37400000]"),
    ("57 Länder", "[57, 57]", "[57, 57]"),
    ("5.600 Besucher", "[5600, 5600]", "[5550, 5650]"),
    ("300 Studenten", "[300, 300]", "[250, 350]"),
    ("10.000 Besucher", "[10000, 10000]", "[9500, 10500]"),
    ("mehr als ein Dutzend Bühnen", "[13, )", "[13, )"),
    ("fast 500 Redner", "[475, 499]", "[450, 499]"),
    ("rund 100 Informationsstände", "[95, 105]", "[90, 110]"),
    ("71 Millionen Einheiten", "[70500000, 71500000]", "[70500000, 71500000]"),
    ("die Hälfte", "[1/2, 1/2]", "[1/2, 1/2]"),
    ("15 Prozent", "[29/200, 31/200]", "[29/200, 31/200]"),
    ("1,20 Milliarden Euro", "[1195000000, 1205000000]", "[1195000000, 1205000000]"),
]


@pytest.mark.parametrize(("phrase", "tight", "loose"), TABLE, ids=[row[0] for row in TABLE])
def test_readings(phrase: str, tight: str, loose: str) -> None:
    """The two intervals of intervals.md, sections 1 to 3."""
    parsed = read(phrase, "de")

    assert isinstance(parsed, Parsed)
    assert tuple(map(repr, parsed.readings())) == (tight, loose)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("value", [-7000, -3, 0, 1, 12, 100, 5600])
@pytest.mark.parametrize("inner", ["none", "about"])
def test_tight_lies_inside_loose(code: str, value: int, inner: str) -> None:
    """A generous reading never excludes what the narrow one allows."""
    place, loose = Fraction(1), Fraction(100)
    number = Printed(Fraction(value), Fraction(value), (place, place), (loose, loose))
    codes = tuple(dict.fromkeys(c for c in (inner, code) if c != "none"))

    assert number.read(codes, False, False).inside(number.read(codes, True, True))


def test_point_hedges_hold_the_point() -> None:
    """The hedges that leave a printed point hold it."""
    number = Printed(Fraction(5), Fraction(5), (Fraction(1),) * 2, (Fraction(1),) * 2)

    for code in POINT_HEDGES:
        assert 5 in number.read((code,), False, False)


@pytest.mark.parametrize(
    ("phrase", "tight"), [("fast zehn Standorte", 9), ("knapp 5 Länder", 4), ("fast 5 Standorte", 4)]
)
def test_nearly_a_small_count_is_the_one_below(phrase: str, tight: int) -> None:
    """5 % below 10 there is no whole number: nearly ten are nine."""
    parsed = read(phrase, "de")

    assert isinstance(parsed, Parsed)
    assert repr(parsed.readings()[0]) == f"[{tight}, {tight}]"
