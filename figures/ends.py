"""Tells how the ends of a calculated range come about: 50 % × €111.5m + 50 % × €13.5m = €62.5m."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from operator import add, mul, sub, truediv

from .equation import Constant, Expression, Negative, Operation, Term
from .interval import Interval
from .ledger import Rule, TermKey
from .prints import LOOSE, TIGHT, Mode, Prints
from .quantity import unit_name
from .telling import Pieces, Telling, filled, opened
from .verdict import Parts, Side

DIGITS = 4  # of a converted end, as charts tell it
SIGNS = {"-": "−", "*": "×", "/": "÷"}


@dataclass(frozen=True)
class End:
    """One end of a range: its calculation, what it comes to (None: open), and whether that is a product or a sum.

    Of the numbers of the calculation those have a figure that it prints just so.
    """

    pieces: Pieces
    value: Fraction | None
    binds: int = 0  # how loosely: 0 a number, 1 a product, 2 a sum

    def inside(self, most: int = 1) -> Pieces:
        """The calculation as a part of another one, in brackets where it binds more loosely than ``most``."""
        return (("(", ""), *self.pieces, (")", "")) if self.binds > most else self.pieces


Pair = tuple[End, End]  # the lower and the upper end
OPEN = End((), None)


class Ends:
    """The ends of the calculations of one report, on the narrow or on the generous reading."""

    def __init__(self, tell: Telling, is_wide: bool) -> None:
        self.tell, self.is_wide, self.prints = tell, is_wide, Prints(tell.ledger)

    def told(self, expression: Expression, rule: Rule, side: Side) -> Pieces:
        """Both ends with their calculations; empty where they are no plain result of the ends of its parts.

        So it is where a figure stands in several places, or where currencies are converted.
        """
        whole, unit = side.loose if self.is_wide else side.tight, unit_name(side.unit)
        pair = None if isinstance(expression, Term | Constant) else self.of(expression, rule)
        if pair is None or whole.is_point or tuple(end.value for end in pair) != (whole.lower, whole.upper):
            return ()
        span = opened(side.printed, side.tight, whole)
        return self.both(*map(self.result, pair, (span.lower, span.upper), (unit, unit)))

    def converted(self, part: Expression, rule: Rule) -> Pieces:
        """Both ends of a print in another currency than its rule's, at the rate of its day; empty for several rates."""
        key = rule.terms[part] if isinstance(part, Term) else None
        rated = self.tell.rated(key, rule) if key else None
        read, own = (self.interval(key), self.unit(key)) if key else (None, None)
        if key is None or rated is None or read is None or own is None:
            return ()
        (factor, unit), ends = rated, list[Pieces]()
        for at in (read.lower, read.upper):
            if at is None or not factor.is_point or factor.lower is None:
                return ()
            about = f" {self.tell.at_rate(factor)} ≈ {self.tell.words.value(at * factor.lower, unit, DIGITS)}"
            ends.append((*self.of_end(key, at, own).pieces, (about, "")))
        return self.both(*ends)

    def result(self, end: End, at: Fraction | None, unit: str) -> Pieces:
        """A calculation with what it comes to; nothing where it is open."""
        return () if at is None else (*end.pieces, (f" = {self.tell.words.value(at, unit)}", ""))

    def both(self, low: Pieces, high: Pieces) -> Pieces:
        """Both calculations in words, or the one that there is."""
        text = self.tell.words.text
        if low and high:
            return filled(text("page.both_ends", low="{low}", high="{high}"), low=low, high=high)
        key = "page.low_end" if low else "page.high_end"
        return filled(text(key, end="{end}"), end=low or high) if low or high else ()

    def of_parts(self, parts: Parts, whole: Interval, unit: str) -> Pieces:
        """The same of a weighted sum of figures; empty where it does not give both ends of the range exactly."""
        if whole.is_point or not parts:
            return ()
        low, high = (self.part_end(parts, is_low, unit) for is_low in (True, False))
        if (low.value, high.value) != (whole.lower, whole.upper) or None in (whole.lower, whole.upper):
            return ()
        return self.both(self.result(low, low.value, unit), self.result(high, high.value, unit))

    def part_end(self, parts: Parts, is_low: bool, unit: str) -> End:
        """One end of a weighted sum: what is taken off counts with its other end."""
        words, told, total = self.tell.words, list[tuple[str, str]](), Fraction(0)
        for name, times in parts:
            key = self.tell.ledger.figures[name].term if name else None
            span, own = (self.interval(key), self.unit(key)) if key else (Interval.point(abs(times)), unit)
            at = None if span is None else span.lower if (times > 0) == is_low else span.upper
            if at is None or own is None:
                return OPEN
            sign = "−" if times < 0 else "+" if told else ""
            often = "" if abs(times) == 1 or not name else f"{words.number(abs(times), 4)} × "
            told.append((f" {sign} {often}" if told else f"{sign} {often}".lstrip(), ""))
            told.append((words.value(at, own), self.print_of(key, at) if key else ""))
            total += times * at if name else times
        return End(tuple(told), total)

    def of(self, expression: Expression, rule: Rule) -> Pair | None:
        """Both ends of an expression; None where its sign decides which parts make them, and is not known."""
        match expression:
            case Constant(value, text):
                return End(((text, ""),), value), End(((text, ""),), value)
            case Term():
                return self.of_term(rule.terms[expression])
            case Negative(of):
                pair = self.of(of, rule)
                return pair and (_negative(pair[1]), _negative(pair[0]))
            case Operation(sign, left, right):
                one, two = self.of(left, rule), self.of(right, rule)
                if one is None or two is None or (sign in "*/" and not _is_sure(sign, one, two)):
                    return None
                first, second = (two[1], two[0]) if sign in "-/" else two
                return _joined(sign, one[0], first), _joined(sign, one[1], second)

    def of_term(self, key: TermKey) -> Pair | None:
        """The ends of what is printed or computed for a term."""
        interval, unit = self.interval(key), self.unit(key)
        if interval is None or unit is None:
            return None
        low, high = (OPEN if at is None else self.of_end(key, at, unit) for at in (interval.lower, interval.upper))
        return low, high

    def of_end(self, key: TermKey, at: Fraction, unit: str) -> End:
        """An end of what a term may be, as a number."""
        return End(((self.tell.words.value(at, unit), self.print_of(key, at)),), at)

    def print_of(self, key: TermKey, at: Fraction) -> str:
        """The first figure that prints just this number for a term."""
        prints = ((figure.id, figure.reading.number) for figure in self.tell.ledger.prints(key))
        return next((name for name, number in prints if at in (number.low, number.high)), "")

    def interval(self, key: TermKey) -> Interval | None:
        """What a term may be: what its prints mean together, or what is computed for it."""
        if self.tell.ledger.prints(key):
            mode: Mode = LOOSE if self.is_wide else TIGHT
            return self.prints.interval(key, mode)
        sides = (found.side for found in self.tell.report.computed if found.term == key)
        return next((side.loose if self.is_wide else side.tight for side in sides), None)

    def unit(self, key: TermKey) -> str | None:
        """The unit of a term in base units."""
        found = self.tell.origin(key)
        return unit_name(found[0].unit) if found else None


def _negative(end: End) -> End:
    return End((("−", ""), *end.inside()), None if end.value is None else -end.value, 2)


def _is_sure(sign: str, one: Pair, two: Pair) -> bool:
    """True where nothing below zero is multiplied or divided, and not by zero."""
    low, other = one[0].value, two[0].value
    return low is not None and other is not None and low >= 0 and (other > 0 if sign == "/" else other >= 0)


def _joined(sign: str, one: End, two: End) -> End:
    """One end of a sum, a difference, a product or a quotient; open where a part is."""
    if one.value is None or two.value is None:
        return OPEN
    binds = 1 if sign in "*/" else 2
    right = two.inside({"+": 2, "-": 1, "*": 1, "/": 0}[sign])
    value = {"+": add, "-": sub, "*": mul, "/": truediv}[sign](one.value, two.value)
    return End((*one.inside(binds), (f" {SIGNS.get(sign, sign)} ", ""), *right), value, binds)
