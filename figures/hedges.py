"""How far a hedge opens a number: the one policy table, each row with its reason, and how it is applied."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import ceil

from .interval import End, Interval


class Shape(Enum):
    """What a hedge does to the interval of the printed number."""

    AS_PRINTED = "the rounding of the printed digits, nothing else"
    POINT = "the printed number itself"
    AROUND = "hull of the printed rounding and the width on both sides"
    ABOVE = "from the number, which is excluded, open above"
    FROM = "from the number, open above"
    SHORT_OF = "the width below the number, up to the number, which is excluded"
    BELOW = "from 0 up to the number, which is excluded"
    UP_TO = "from 0 up to the number"


@dataclass(frozen=True)
class Hedge:
    """One row of the policy: widths are shares of the absolute printed value, on the tight and the loose reading."""

    code: str
    shape: Shape
    because: str
    tight: Fraction = Fraction(0)
    loose: Fraction = Fraction(0)


HEDGES: dict[str, Hedge] = {
    hedge.code: hedge
    for hedge in (
        Hedge("none", Shape.AS_PRINTED, "no hedging word: only the printed digits speak"),
        Hedge("exact", Shape.POINT, "the source says that the number is exact"),
        Hedge(
            "about",
            Shape.AROUND,
            "a round number said with 'about' is rarely off by more than a tenth; half of that is the careful reading",
            Fraction(1, 20),
            Fraction(1, 10),
        ),
        Hedge(
            "estimated",
            Shape.AROUND,
            "an estimate is a statement about how the number was made, not how far off it is; 5 % if read generously",
            Fraction(0),
            Fraction(1, 20),
        ),
        Hedge("more_than", Shape.ABOVE, "the words exclude the number and set no upper end"),
        Hedge("at_least", Shape.FROM, "the words include the number and set no upper end"),
        Hedge(
            "nearly",
            Shape.SHORT_OF,
            "'nearly 500' stays below 500; the one case that could be checked (491 speakers) lay 2 % below",
            Fraction(1, 20),
            Fraction(1, 10),
        ),
        Hedge("less_than", Shape.BELOW, "the words exclude the number and set no lower end but 0"),
        Hedge("up_to", Shape.UP_TO, "the words include the number and set no lower end but 0"),
        Hedge("between", Shape.AS_PRINTED, "both ends are printed"),
    )
}
OPEN_HEDGES = frozenset({"more_than", "at_least", "less_than", "up_to"})
POINT_HEDGES = frozenset({"none", "exact", "estimated"})


@dataclass(frozen=True)
class Printed:
    """A number before any hedge: its printed ends (the same, unless it is a range) and its two last places.

    ``place`` is the last printed place (0: a point), ``loose_place`` the place of the last digit that was
    surely counted, both per end; ``counted`` numbers snap inward to whole ones.
    """

    low: Fraction
    high: Fraction
    place: tuple[Fraction, Fraction]
    loose_place: tuple[Fraction, Fraction]
    counted: bool = False

    @property
    def is_range(self) -> bool:
        """True for "30-40", False for one number."""
        return self.low is not self.high and self.low != self.high

    @property
    def ends(self) -> Interval:
        """The printed number or range, without any rounding."""
        return Interval.of(self.low, self.high)

    def rounded(self, wide: bool) -> Interval:
        """The unhedged reading: half a place on both sides; a range printed with both ends is itself when tight."""
        low, high = self.loose_place if wide else self.place
        if (self.is_range and not wide) or not (low or high):
            return self.ends
        return Interval.of(self.low - low / 2, self.high + high / 2)

    def read(self, codes: tuple[str, ...], wide_place: bool, wide_hedge: bool) -> Interval:
        """The interval under the hedges ``codes`` (inner first): 112 million, estimated, is 106.4 to 117.6 when loose.

        The inner hedge opens the printed number, the next one what came out: "up to about 34" is 0 to 35.7.
        """
        ends, rounded = self.ends, self.rounded(wide_place)
        for code in codes or ("none",):
            ends = rounded = open_up(HEDGES[code], ends, rounded, wide_hedge)
        if not (self.counted and self.low.denominator == self.high.denominator == 1):
            return rounded
        whole = rounded.whole()
        return _nearest_below(rounded) if whole.is_empty else whole


def _nearest_below(interval: Interval) -> Interval:
    """Nearly 5 sites are 4: where a width below a small count holds no whole number, the next one below it."""
    assert interval.upper is not None  # an interval without an upper end holds whole numbers
    return Interval.point(ceil(interval.upper) - 1)


def open_up(hedge: Hedge, ends: Interval, rounded: Interval, wide: bool) -> Interval:
    """What one hedge makes of a number with these ends and this rounding (intervals.md, section 3)."""
    width = hedge.loose if wide else hedge.tight
    low, high = ends.low, ends.high
    match hedge.shape:
        case Shape.AS_PRINTED:
            return rounded
        case Shape.POINT:
            return ends
        case Shape.AROUND:
            return rounded.hull(Interval.between(_moved(low, -width), _moved(high, width)))
        case Shape.ABOVE:
            return Interval(low.value, None, False)
        case Shape.FROM:
            return Interval(low.value, None, low.included)
        case Shape.SHORT_OF:
            return _short_of(low, high, width)
        case Shape.BELOW:
            return Interval.between(_zero_below(low), End(high.value, False))
        case Shape.UP_TO:
            return Interval.between(_zero_below(low), high)


def _moved(end: End, share: Fraction) -> End:
    return end if end.value is None else End(end.value + share * abs(end.value), end.included)


def _short_of(low: End, high: End, width: Fraction) -> Interval:
    """Nearly: the width is taken off the absolute value, so that nearly -100 lies above -100."""
    if low.value is None or high.value is None:
        return Interval.between(low, high)
    if high.value <= 0:
        return Interval(low.value, high.value * (1 - width), False, high.included)
    return Interval(low.value - width * abs(low.value), high.value, low.included, False)


def _zero_below(low: End) -> End:
    """Less than 5 starts at 0; less than -3 is open below."""
    return End(Fraction(0), True) if low.value is not None and low.value > 0 else End(None, False)
