"""What the prints of one term mean together: intersected reading by reading, or in dispute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import combinations

from .errors import Reason
from .hedges import OPEN_HEDGES
from .interval import Interval, meet_all
from .ledger import Figure, Ledger, Source, TermKey
from .quantity import unit_name
from .verdict import DISCREPANCIES, Outcome, Side, Verdict, little_proof


@dataclass(frozen=True)
class Mode:
    """Which reading of a figure is taken, and what is changed for trying out.

    ``unhedge`` reads more_than, at_least, less_than and up_to as if they were not printed; ``replaced`` gives terms
    another interval; the figures ``widened`` are read with the wide rounding or the wide hedge.
    """

    wide_place: bool = False
    wide_hedge: bool = False
    unhedge: bool = False
    replaced: tuple[tuple[TermKey, Interval], ...] = ()
    widened: frozenset[str] = frozenset()
    widened_place: bool = False
    widened_hedge: bool = False


TIGHT, LOOSE = Mode(), Mode(True, True)


class Prints:
    """The prints of one ledger's terms."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.in_dispute = cache(self._in_dispute)
        self._of_all = cache(self._shared_by_all)

    def interval(self, term: TermKey, mode: Mode, only: tuple[Figure, ...] = ()) -> Interval:
        """What the prints of a term share; of the terms in ``only`` the one print given there."""
        replaced = dict(mode.replaced)
        if term in replaced:
            return replaced[term]
        single = next((figure for figure in only if figure.term == term), None)
        return _interval(single, mode) if single else self._of_all(term, replace(mode, replaced=()))

    def _shared_by_all(self, term: TermKey, mode: Mode) -> Interval:
        return self.shared(self.ledger.prints(term), mode)

    def shared(self, figures: tuple[Figure, ...], mode: Mode) -> Interval:
        """What several prints of a term share."""
        shared = meet_all(self.beside(figure, mode) for figure in figures)
        closed = [figure for figure in figures if not set(figure.reading.hedges) & OPEN_HEDGES]
        if mode.unhedge and shared.is_empty and closed:
            # what closed prints say rests on no open end
            return meet_all(self.beside(figure, mode) for figure in closed)
        return shared

    def beside(self, figure: Figure, mode: Mode) -> Interval:
        """A print as it is read beside others: when loose, with the widest hedge printed for its value.

        What a term means is read beside itself alone; a print that a preferred one keeps out, beside all.
        """
        if not mode.wide_hedge and not (mode.widened_hedge and figure.id in mode.widened):
            return _interval(figure, mode)
        groups = (self.ledger.prints(figure.term), self.ledger.standing(figure.term), (figure,))
        group = next(group for group in groups if figure in group)
        hedges = dict.fromkeys(other.reading.hedges for other in group if _value(other) == _value(figure))
        return max((_interval(_hedged(figure, codes), mode) for codes in hedges), key=_width)

    def verdicts(self) -> Iterator[Verdict]:
        """One verdict for every term that several figures print, those that a preferred one keeps out included."""
        for term in self.ledger.printed_terms:
            figures = self.ledger.standing(term)
            if len(figures) > 1:
                yield self.verdict(term, figures)

    def verdict(self, term: TermKey, figures: tuple[Figure, ...]) -> Verdict:
        """All prints together; the sides are the two that lie farthest apart."""
        spelled = self.ledger.spell(term)
        ids = tuple(figure.id for figure in figures)
        units = {figure.reading.unit for figure in figures}
        seen = witnesses((figure.source for figure in figures), self.ledger.sources)
        bare = Verdict(f"prints:{spelled}", None, spelled, Outcome.UNDECIDED, ids, witnesses=seen)
        if len(units) > 1:
            left, right = sorted(unit_name(found) for found in units)[:2]
            return replace(bare, reasons=(Reason.of("mixed-currency", left=left, right=right),))
        one, two = max(combinations(figures, 2), key=self.apart)
        outcome, reasons = self.outcome(figures)
        sides = [self.side(figure) for figure in (one, two)]
        judged = replace(bare, outcome=outcome, stated=sides[0], computed=sides[1])
        return replace(judged, reasons=(*reasons, *little_proof(judged)))

    def side(self, figure: Figure) -> Side:
        """One print as a side of the verdict on all of them."""
        tight, loose = (self.beside(figure, mode) for mode in (TIGHT, LOOSE))
        return Side(_printed(figure), tight, loose, figure.reading.unit)

    def apart(self, pair: tuple[Figure, ...]) -> Fraction:
        """How far two prints lie apart at least, on the tight reading; 0 where they meet."""
        one, two = (_interval(figure, TIGHT) for figure in pair)
        gap = one.gap(two)
        return (gap.lower if gap else None) or Fraction(0)

    def outcome(self, figures: tuple[Figure, ...]) -> tuple[Outcome, tuple[Reason, ...]]:
        """Whether the prints can all be true, as for a rule that says they are equal."""
        hedges = hedge_reasons(figures)
        if len({_value(figure) for figure in figures}) == 1 and all(figure.reading.has_point for figure in figures):
            return Outcome.EXACT, hedges
        for mode, outcome in ((TIGHT, Outcome.ROUNDED), (LOOSE, Outcome.LOOSE)):
            if not disagree(figures, mode) and not self.shared(figures, mode).is_empty:
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
    is_widened = figure.id in mode.widened
    place = mode.wide_place or (is_widened and mode.widened_place)
    return reading.at(place, mode.wide_hedge or (is_widened and mode.widened_hedge)).interval


def _hedged(figure: Figure, hedges: tuple[str, ...]) -> Figure:
    return replace(figure, reading=replace(figure.reading, hedges=hedges))


def _value(figure: Figure) -> tuple[Fraction, Fraction]:
    return (figure.reading.number.low, figure.reading.number.high)


def _printed(figure: Figure) -> Fraction | None:
    return None if figure.reading.number.is_range else figure.reading.number.low


def _width(interval: Interval) -> tuple[bool, Fraction]:
    width = interval.width
    return (width is None, width or Fraction(0))


def disagree(figures: tuple[Figure, ...], mode: Mode) -> bool:
    """748 and 749 to the unit touch at 748.5, yet they disagree; an estimate is read as unhedged when tight."""
    values: dict[Fraction, Fraction] = {}
    for figure in figures:
        number = figure.reading.number
        plain = not figure.reading.hedges or (not mode.wide_hedge and set(figure.reading.hedges) == {"estimated"})
        if plain and not number.is_range:
            place = (number.loose_place if mode.wide_place else number.place)[0]
            if values.setdefault(place, number.low) != number.low:
                return True
    return False


def witnesses(names: Iterable[str], sources: Mapping[str, Source]) -> int:
    """How many of these sources speak for themselves: those that repeat one another, and one publisher, are one."""
    firsts = {_first(name, sources) for name in names}
    return len({(sources[name].publisher if name in sources else "") or name for name in firsts})


def _first(name: str, sources: Mapping[str, Source]) -> str:
    """The source at the end of a chain of copies; of a circle the first by name."""
    path = [name]
    while (origin := sources[path[-1]].repeats if path[-1] in sources else "") and origin not in path:
        path.append(origin)
    return min(path[path.index(origin) :]) if origin else path[-1]


def hedge_reasons(figures: tuple[Figure, ...]) -> tuple[Reason, ...]:
    """The rows of the policy table that were used, none and exact aside."""
    codes = dict.fromkeys(code for figure in figures for code in figure.reading.hedges if code != "exact")
    return tuple(Reason.of("hedge", hedge=code) for code in codes)
