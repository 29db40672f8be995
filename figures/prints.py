"""What the prints of one term mean together: intersected reading by reading, or in dispute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from .errors import Reason
from .hedges import OPEN_HEDGES
from .interval import Interval, meet_all
from .ledger import Figure, Ledger, TermKey
from .quantity import unit_name
from .verdict import DISCREPANCIES, Outcome, Side, Verdict


@dataclass(frozen=True)
class Mode:
    """Which reading of a figure is taken; ``replaced`` gives terms another interval, for trying out."""

    wide_place: bool = False
    wide_hedge: bool = False
    unhedge: bool = False
    replaced: tuple[tuple[TermKey, Interval], ...] = ()


TIGHT, LOOSE = Mode(), Mode(True, True)


class Prints:
    """The prints of one ledger's terms."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.in_dispute = cache(self._in_dispute)

    def interval(self, term: TermKey, mode: Mode, only: Figure | None = None) -> Interval:
        """What the prints of a term share; ``only`` judges with one of them."""
        replaced = dict(mode.replaced)
        if term in replaced:
            return replaced[term]
        figures = (only,) if only and only.term == term else self.ledger.prints(term)
        found = {figure.id: _interval(figure, mode) for figure in figures}
        if mode.wide_hedge:
            for figure in figures:
                same = [found[other.id] for other in figures if _value(other) == _value(figure)]
                found[figure.id] = max(same, key=_width)
        return meet_all(found.values())

    def verdicts(self) -> Iterator[Verdict]:
        """One verdict for every term that several figures print."""
        for term in self.ledger.printed_terms:
            figures = self.ledger.prints(term)
            if len(figures) > 1:
                yield self.verdict(term, figures)

    def verdict(self, term: TermKey, figures: tuple[Figure, ...]) -> Verdict:
        """The first print against what the others share."""
        spelled = self.ledger.spell(term)
        ids = tuple(figure.id for figure in figures)
        units = {figure.reading.unit for figure in figures}
        bare = Verdict(f"prints:{spelled}", None, spelled, Outcome.UNDECIDED, ids)
        if len(units) > 1:
            left, right = sorted(unit_name(found) for found in units)[:2]
            return replace(bare, reasons=(Reason.of("mixed-currency", left=left, right=right),))
        first, others = figures[0], figures[1:]
        own_unit = first.reading.unit
        stated = Side(_printed(first), _shared((first,), TIGHT), _shared((first,), LOOSE), own_unit)
        computed = Side(_printed(others[0]), _shared(others, TIGHT), _shared(others, LOOSE), own_unit)
        outcome, reasons = self.outcome(term, figures)
        return replace(bare, outcome=outcome, reasons=reasons, stated=stated, computed=computed)

    def outcome(self, term: TermKey, figures: tuple[Figure, ...]) -> tuple[Outcome, tuple[Reason, ...]]:
        """Whether the prints can all be true, as for a rule that says they are equal."""
        hedges = hedge_reasons(figures)
        if len({_value(figure) for figure in figures}) == 1 and all(figure.reading.has_point for figure in figures):
            return Outcome.EXACT, hedges
        for mode, outcome in ((TIGHT, Outcome.ROUNDED), (LOOSE, Outcome.LOOSE)):
            if disagree(figures, mode) or self.interval(term, mode).is_empty:
                continue
            if self.interval(term, replace(mode, unhedge=True)).is_empty:
                opened = [self.ledger.spell(f.term) for f in figures if set(f.reading.hedges) & OPEN_HEDGES]
                return Outcome.UNDECIDED, (Reason.of("open-print", figures=opened), *hedges)
            return outcome, hedges
        return Outcome.CONTRADICTED, hedges

    def _in_dispute(self, term: TermKey) -> Outcome | None:
        """only loosely or contradicted (or undecided) where the prints of a term do not agree when tight."""
        figures = self.ledger.prints(term)
        if len(figures) < 2:
            return None
        outcome = self.verdict(term, figures).outcome
        return outcome if outcome in (*DISCREPANCIES, Outcome.UNDECIDED) else None


def _interval(figure: Figure, mode: Mode) -> Interval:
    reading = figure.reading
    if mode.unhedge and set(reading.hedges) & OPEN_HEDGES:
        reading = replace(reading, hedges=tuple(code for code in reading.hedges if code not in OPEN_HEDGES))
    return reading.at(mode.wide_place, mode.wide_hedge).interval


def _shared(figures: tuple[Figure, ...], mode: Mode) -> Interval:
    return meet_all(_interval(figure, mode) for figure in figures)


def _value(figure: Figure) -> tuple[Fraction, Fraction]:
    return (figure.reading.number.low, figure.reading.number.high)


def _printed(figure: Figure) -> Fraction | None:
    return None if figure.reading.number.is_range else figure.reading.number.low


def _width(interval: Interval) -> tuple[bool, Fraction]:
    width = interval.width
    return (width is None, width or Fraction(0))


def disagree(figures: tuple[Figure, ...], mode: Mode) -> bool:
    """748 and 749 to the unit touch at 748.5, yet they disagree."""
    values: dict[Fraction, Fraction] = {}
    for figure in figures:
        number = figure.reading.number
        if not figure.reading.hedges and not number.is_range:
            place = (number.loose_place if mode.wide_place else number.place)[0]
            if values.setdefault(place, number.low) != number.low:
                return True
    return False


def hedge_reasons(figures: tuple[Figure, ...]) -> tuple[Reason, ...]:
    """The rows of the policy table that were used, none and exact aside."""
    codes = dict.fromkeys(code for figure in figures for code in figure.reading.hedges if code != "exact")
    return tuple(Reason.of("hedge", hedge=code) for code in codes)
