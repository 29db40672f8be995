"""What could close a gap: printed figures of its unit, and sums and differences of two, that lie in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from .errors import Reason
from .interval import Interval
from .ledger import Ledger
from .verdict import Bridge, Verdict

if TYPE_CHECKING:
    from pint import Unit

MOST_NUMBERS = 1000  # of one unit: above, no sums and differences of two are tried, and the verdict says so
MOST_BRIDGES = 12  # that a gap is told

Numbers = tuple[tuple[Fraction, str], ...]


class Bridges:
    """The printed numbers of one ledger by their unit."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.numbers = cache(self._numbers)

    def told(self, verdict: Verdict) -> Verdict:
        """A verdict with what lies in its gap: single figures first, then what comes next to the gap as printed."""
        if verdict.gap is None or verdict.stated is None:
            return verdict
        own = frozenset(verdict.figures)
        aside = own if verdict.rule is None else frozenset()  # prints do not explain why they differ
        gap = verdict.gap
        numbers = tuple(pair for pair in self.numbers(verdict.stated.unit) if pair[1] not in aside)
        middle = abs(verdict.printed_gap) if verdict.printed_gap is not None else gap.lower or Fraction(0)
        found = [Bridge((name,), "", value) for value, name in numbers if value in gap]
        is_small = len(numbers) <= MOST_NUMBERS
        if is_small and gap.upper is not None:  # in a gap without an end nearly everything lies
            found += [two for two in _pairs(numbers, gap, middle) if not own <= {*two.figures}]
        found.sort(key=lambda bridge: (len(bridge.figures), abs(bridge.value - middle), bridge.figures))
        notes = () if is_small else (Reason.of("bridge-singles", limit=MOST_NUMBERS),)
        return replace(verdict, bridges=tuple(found[:MOST_BRIDGES]), reasons=(*verdict.reasons, *notes))

    def _numbers(self, unit: Unit) -> Numbers:
        """The numbers of a unit that rules take, smallest first, each value from two terms at most."""
        found: dict[Fraction, dict[object, str]] = {}
        for term in self.ledger.printed_terms:
            for figure in self.ledger.prints(term):
                number = figure.reading.number
                if figure.reading.unit == unit and not number.is_range and number.low:
                    names = found.setdefault(number.low, {})
                    if len(names) < 2:
                        names.setdefault(term, figure.id)
        return tuple((value, name) for value in sorted(found) for name in found[value].values())


def _pairs(numbers: Numbers, gap: Interval, middle: Fraction) -> Iterator[Bridge]:
    """For every number the sums and differences with a later one that lie in the gap, those next to the middle."""
    values = [value for value, _ in numbers]
    for at, (value, name) in enumerate(numbers):
        for sign in (1, -1):
            near = bisect_left(values, middle - sign * value)
            for other, other_name in numbers[max(near - MOST_BRIDGES, at + 1) : max(near + MOST_BRIDGES, at + 1)]:
                if other + sign * value in gap:
                    yield Bridge((other_name, name), "+" if sign > 0 else "-", other + sign * value)
