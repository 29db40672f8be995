"""Terms, figures and equations told in one language, every number with its hedge as a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import ceil, floor
from typing import Any

from .algebra import Linear
from .conversion import RATE_CODES, Converter, NoRate
from .equation import Constant, Expression, Negative, Operation, Term, addends, replaced, terms
from .errors import Reason
from .export import labels_of
from .interval import OPEN, Interval
from .ledger import Figure, Rule, Source, TermKey
from .locale import capital, last_place, locale, significant
from .quantity import SHARE, currency, unit_name
from .report import Report
from .verdict import Computed, Outcome, Side, Verdict

Pieces = tuple[tuple[str, str], ...]  # words, and the figure they stand for: empty where they stand for none
NOTHING: Pieces = (("–", ""),)
RELATIONS = {Outcome.EXACT: "=", Outcome.CONTRADICTED: "≠", Outcome.UNDECIDED: "≟"}
DOWNWARD = ("hedge.up_to", "hedge.less_than", "hedge_open.down")
NOT_YET = ("announced", "planned", "expected", "hoped")
RATE_PLACES = 10**8  # published rates have fewer decimals than that
CONVERTED_DIGITS = 3  # significant ones of an amount at the rate of its own day


def joined(pieces: Pieces) -> str:
    """The words of all pieces."""
    return "".join(words for words, _ in pieces)


def filled(text: str, **parts: Pieces) -> Pieces:
    """A text in pieces, with other pieces at the places that it names in braces.

    >>> filled("at least {end}.", end=(("5", "one"),))
    (('at least ', ''), ('5', 'one'), ('.', ''))
    """
    words = filter(None, re.split(r"(\{\w+\})", text))
    return tuple(chain.from_iterable(parts.get(word.strip("{}"), ((word, ""),)) for word in words))


def separated(between: str, parts: Iterable[Pieces]) -> Pieces:
    """Several texts in pieces, with words between them."""
    told = [((between, ""), *pieces) for pieces in parts if pieces]
    return tuple(chain.from_iterable(told))[1:]


def look_of(status: str) -> str:
    """solid for what has happened, hollow for what is hoped for, dashed for the rest."""
    return {"actual": "solid", "hoped": "hollow"}.get(status, "dashed")


class Telling:
    """The words of one report in one language."""

    def __init__(self, report: Report, language: str) -> None:
        self.report, self.ledger = report, report.ledger
        self.words = locale(language)
        self.converter = Converter(self.ledger)

    def reason(self, reason: Reason, about: Verdict | None = None) -> str:
        """A reason in words, with the names of terms and the phrases of figures instead of their ids.

        What it says of the computed side of the verdict it is ``about`` keeps the hedge of that side.
        """
        if reason.code in RATE_CODES:
            return self.rate_reason(reason)
        args = {name: self._named(value) for name, value in reason.args}
        if args.get("computed") is not None and about and about.computed:
            args["computed"] = self.result(about.computed, 4)
        said = capital(self.words.message(Reason.of(reason.code, **args)))  # a unit may stand first
        return " ".join(filter(None, (said, self.needed(reason, about))))

    def needed(self, reason: Reason, about: Verdict | None) -> str:
        """7,484 × 7,484 ÷ 5,600 = 10,002: a calculation with the number it would need; empty where there is none."""
        if reason.code != "open-end" or about is None or about.rule is None:
            return ""
        args: dict[str, Any] = dict(reason.args)
        rule = about.rule
        number = Constant(args["value"], self.words.value(args["value"], args["unit"]))
        for side in (rule.equation.left, rule.equation.right):
            found = replaced(side, lambda term: number if str(rule.terms[term]) == args["term"] else term)
            value = self.printed(found, rule)
            if found != side and isinstance(side, Operation) and value is not None:
                working = f"{self.expression(found, rule)} = {self.words.value(value, args['side_unit'], 5)}"
                return self.words.text("page.working_note", working=working)
        return ""

    def _named(self, value: object) -> object:
        if isinstance(value, tuple | list):
            return tuple(self._named(item) for item in value)
        if value in self.ledger.figures:
            return self.words.quote(self.ledger.figures[str(value)].phrase)
        if value in self.ledger.sources:
            return self.publisher(self.ledger.sources[str(value)])
        return self._names.get(str(value), value) if isinstance(value, str) else value

    @cached_property
    def _names(self) -> dict[str, str]:
        """The name of every term, by its two spellings, and what each rule says, by its id."""
        keys = [*self.ledger.printed_terms, *self.ledger.definitions]
        names = {
            spelled: self.words.quote(self.label(key)) for key in keys for spelled in (str(key), self.ledger.spell(key))
        }
        said = {rule.id: rule.because.text(self.words.language).rstrip(".") for rule in self.ledger.rules}
        return {**{name: self.words.quote(text) for name, text in said.items() if text}, **names}

    def subject(self, name: str) -> str:
        found = self.ledger.subjects.get(name)
        return (found.labels.text(self.words.language) if found else "") or name

    def measure(self, name: str) -> str:
        found = self.ledger.measures.get(name)
        return (found.labels.text(self.words.language) if found else "") or name

    def label(self, term: TermKey) -> str:
        """The name of a term: subject, measure, period."""
        return labels_of(term, self.ledger).text(self.words.language) or str(term)

    def part_label(self, part: Expression, rule: Rule) -> str:
        """The name of an addend: of its term, or that it is a share of one, or more."""
        if isinstance(part, Term):
            return self.label(rule.terms[part])
        if isinstance(part, Constant):
            return self.words.text("page.as_ruled")
        whole = next(
            (term for term in terms(part) if self.ledger.measures[rule.terms[term].measure].unit != SHARE), None
        )
        share = _without(part, whole) if whole else None
        value = self.printed(share, rule) if share and self.is_pure(share, rule) else None
        if whole is None or share is None or not value:
            return self.expression(part, rule)
        key = "page.share_of" if value <= 1 else "page.worked_out_from"
        return self.words.text(key, name=self.label(rule.terms[whole]))

    def is_pure(self, expression: Expression, rule: Rule) -> bool:
        """True where the units of an expression cancel."""
        one = self.unit_of(expression, rule)
        return one.unit is None or unit_name(one.unit) == SHARE

    def unit_of(self, expression: Expression, rule: Rule) -> Linear:
        """One of what an expression comes to: its unit alone."""
        match expression:
            case Constant():
                return Linear.number(Fraction(1))
            case Negative(of):
                return self.unit_of(of, rule)
            case Operation(sign, left, right):
                one, two = self.unit_of(left, rule), self.unit_of(right, rule)
                if sign in "+-":
                    return two if one.unit is None else one
                return one.times(two) if sign == "*" else one.over(two)
            case Term():
                found = self.origin(rule.terms[expression])
                return found[0] if found else Linear.number(Fraction(1))

    def look(self, part: Expression, rule: Rule, beside: Expression | None = None) -> str:
        """hollow where a figure behind the part is hoped for, dashed where one has not happened yet, else solid.

        What is calculated from what has happened is a projection, and dashed, where it is held against what has not,
        ``beside`` it: a hope is only what somebody hopes for.
        """
        own = self._looks(part, rule)
        if not own and not self.ledger.is_printed(part, rule) and beside is not None and self._looks(beside, rule):
            return "dashed"
        return next((look for look in ("hollow", "dashed") if look in own), "solid")

    def _looks(self, part: Expression, rule: Rule) -> set[str]:
        """The looks of the figures behind a part that have not happened."""
        names = {name for term in terms(part) for name in self.how(rule.terms[term])[1]}
        return {look_of(self.ledger.figures[name].status) for name in names} - {"solid"}

    def figure_text(self, figure: Figure) -> str:
        """The hedge as a word, and the number: "mehr als 7.000 Besucher"."""
        reading = figure.reading
        unit, numbers = unit_name(reading.unit), reading.number
        if numbers.is_range:
            return self.words.span(numbers.ends, unit)
        return self.hedged(figure, self.words.value(numbers.low, unit))

    def hedged(self, figure: Figure, text: str = "") -> str:
        """The hedges of a figure as words before a text."""
        hedges = [self.words.text(f"hedge.{code}") for code in reversed(figure.reading.hedges) if code != "exact"]
        return " ".join(filter(None, [*hedges, text]))

    def expression(self, expression: Expression, rule: Rule) -> str:
        """An expression with the numbers and hedges of its terms."""
        return joined(self.pieces(expression, rule))

    def pieces(self, expression: Expression, rule: Rule) -> Pieces:
        """An expression in pieces: each number of a term with the print it stands for."""
        match expression:
            case Constant(_, text):
                return ((text, ""),)
            case Negative(of):
                return (("−", ""), *self.bracketed(of, rule))
            case Operation(sign, left, right) if sign in "+-":
                second = self.bracketed(right, rule) if sign == "-" else self.pieces(right, rule)
                return (*self.pieces(left, rule), (f" {'−' if sign == '-' else '+'} ", ""), *second)
            case Operation(sign, left, right):
                between = (f" {'×' if sign == '*' else '÷'} ", "")
                second = self.bracketed(right, rule, is_divisor=sign == "/")
                return (*self.bracketed(left, rule), between, *second)
            case Term():
                if computed := self.computed(rule.terms[expression]):
                    return self.worked_out(computed)
                converted = self.converted(rule.terms[expression], rule)
                behind = self.words.text("page.converted", printed="", converted=converted) if converted else ""
                return tuple(filter(any, (self.term_piece(rule.terms[expression], rule), (behind, ""))))

    def bracketed(self, expression: Expression, rule: Rule, is_divisor: bool = False) -> Pieces:
        """A part of a product; a sum in brackets, as a divisor a product too."""
        pieces = self.pieces(expression, rule)
        is_whole = isinstance(expression, Operation) and (is_divisor or expression.sign in "+-")
        return (("(", ""), *pieces, (")", "")) if is_whole or isinstance(expression, Negative) else pieces

    def term_piece(self, key: TermKey, rule: Rule) -> tuple[str, str]:
        """A printed term with its hedge and its print: that of the rule's own source where it says the same."""
        prints = self.ledger.prints(key)
        if not prints:
            return self.label(key), ""
        text = self.figure_text(prints[0])
        own = (print for print in prints if print.source == rule.source and self.figure_text(print) == text)
        return text, next(own, prints[0]).id

    def computed(self, key: TermKey) -> Computed | None:
        """What the ledger computes for a term that nobody printed, where that is a number."""
        found = (one for one in self.report.computed if one.term == key and one.side.printed is not None)
        return None if self.ledger.prints(key) else next(found, None)

    def worked_out(self, found: Computed) -> Pieces:
        """A computed number with its own calculation: €63m (calculated: 50% × €112m + 50% × €14m)."""
        value = self.result(found.side, 4)
        before, _, behind = self.words.text("page.calculated_from", value=value, working="\0").partition("\0")
        return ((before, ""), *self.pieces(found.rule.equation.right, found.rule), (behind, ""))

    def result(self, side: Side, digits: int) -> str:
        """What a calculation with the printed numbers comes to; of an open end, that it may be more or less.

        An open one is rounded to where it stays true: more than 8,756 is more than 8,750, and less than 8,760.
        """
        if side.printed is None:
            return "–"
        value, hedge = side.printed, _hedge_of(side.printed, side.tight)
        if hedge and value:
            steps = value / last_place(value, digits)
            value = (ceil(steps) if hedge in DOWNWARD else floor(steps)) * last_place(value, digits)
        text = self.words.value(value, unit_name(side.unit), digits)
        return f"{self.words.text(hedge)} {text}" if hedge else text

    def printed(self, expression: Expression, rule: Rule) -> Fraction | None:
        """The value of an expression from the numbers as printed, in base units; None where there is none.

        Where a rule mixes currencies, it is that in the currency the rule is judged in.
        """
        match expression:
            case Constant(value):
                return value
            case Term():
                return self.printed_in(rule.terms[expression], rule)
            case Negative(of):
                inner = self.printed(of, rule)
                return None if inner is None else -inner
            case Operation(sign, left, right):
                one, two = self.printed(left, rule), self.printed(right, rule)
                if one is None or two is None or (sign == "/" and two == 0):
                    return None
                return {"+": one + two, "-": one - two, "*": one * two}.get(sign, one / two if two else None)

    def printed_in(self, key: TermKey, rule: Rule) -> Fraction | None:
        """A term in the currency of a rule; None where its dates leave it several rates."""
        value, rated = self.printed_term(key), self.rated(key, rule)
        if value is None or rated is None:
            return value
        factor, _ = rated
        return value * factor.lower if factor.is_point and factor.lower is not None else None

    def printed_term(self, key: TermKey) -> Fraction | None:
        prints = self.ledger.prints(key)
        if prints:
            return None if prints[0].reading.number.is_range else prints[0].reading.number.low
        return next((computed.side.printed for computed in self.report.computed if computed.term == key), None)

    # Currencies

    def origin(self, key: TermKey) -> tuple[Linear, tuple[Figure, ...]] | None:
        """One unit of a term, and the prints that its number rests on."""
        prints, one = self.ledger.prints(key), Fraction(1)
        if prints:
            return Linear.number(one, prints[0].reading.unit), prints
        found = next((computed for computed in self.report.computed if computed.term == key), None)
        figures = tuple(self.ledger.figures[name] for name in found.figures) if found else ()
        return (Linear.number(one, found.side.unit), figures) if found else None

    def currency(self, rule: Rule) -> str:
        """The currency that a rule which mixes several is judged in: that of its first amount; else empty."""
        keys = (rule.terms[term] for term in rule.equation.terms)
        found = (self.origin(key) for key in keys if self.ledger.definitions.get(key) is not rule)
        names = (_currency(amount) for amount, _ in filter(None, found))
        return next(filter(None, names), "") if "currency" in rule.across else ""

    def rated(self, key: TermKey, rule: Rule) -> tuple[Interval, str] | None:
        """What one unit of a term is worth in the currency of a rule, at the rates it is judged with, and its unit.

        None where nothing is converted.
        """
        target = self.currency(rule)
        origin = self.origin(key) if target else None
        if origin is None or _currency(origin[0]) in ("", target):
            return None
        one, figures = origin
        own = tuple(figure for figure in figures if currency(figure.reading.unit)[0] == _currency(one))
        try:
            told, _ = self.converter.told_in(target, one, own)
        except NoRate:
            return None
        return told.value(self.converter.interval), unit_name(told.unit) if told.unit is not None else SHARE

    def converted(self, key: TermKey, rule: Rule) -> str:
        """What the rate of its day makes of a term that a rule mixes with another currency; empty for all others."""
        rated, prints, value = self.rated(key, rule), self.ledger.prints(key), self.printed_term(key)
        ends = prints[0].reading.number.ends if prints else Interval.point(value) if value is not None else None
        if ends is None or rated is None:
            return ""
        told = self.about(ends * rated[0], rated[1], CONVERTED_DIGITS)
        return ", ".join(filter(None, (told, self.at_rate(rated[0]))))

    def at_rate(self, factor: Interval) -> str:
        """÷ 1.19: how one rate was applied; empty for several."""
        if not factor.is_point or not factor.lower:
            return ""
        for sign, rate in (("×", factor.lower), ("÷", 1 / factor.lower)):
            if RATE_PLACES % rate.denominator == 0:
                return f"{sign} {self.words.number(rate)}"
        return ""

    def is_converted(self, part: Expression, rule: Rule) -> bool:
        """True for a bare term that stands in another currency than its rule."""
        return isinstance(part, Term) and self.rated(rule.terms[part], rule) is not None

    def about(self, amount: Interval, unit: str, digits: int) -> str:
        """An amount or a range of money with so many significant digits at each end."""
        if amount.lower is None or amount.upper is None or amount.is_point:
            return self.words.value(amount.lower or Fraction(0), unit, digits)
        low, high = (significant(end, digits) for end in (amount.lower, amount.upper))
        return self.words.span(Interval.of(low, high), unit)

    def rate_reason(self, reason: Reason) -> str:
        """A rate with its days and its sources, or the lowest and the highest one of these days."""
        args: dict[str, Any] = dict(reason.args)
        base, quoted = args["pair"].split("/")
        ends = [self.words.value(args[name], quoted) for name in ("rate", "low", "high") if name in args]
        known = [self.ledger.sources.get(name) or name for name in args["sources"]]
        return self.words.text(
            "page.compare_rate" if len(ends) == 1 else "page.compare_rates",
            date=self.words.list([self.words.date(day) for day in args["dates"]]),
            one=self.words.value(Fraction(1), base),
            rate=ends[0],
            high=ends[-1],
            source=self.words.list([name if isinstance(name, str) else self.source(name) for name in known]),
        )

    def source(self, source: Source) -> str:
        """Who published it, and when."""
        name = self.publisher(source)
        return f"{name}, {self.words.date(source.published)}" if source.published else name

    def publisher(self, source: Source) -> str:
        """Who published it."""
        return source.publishers.text(self.words.language) or self.words.text("page.no_publisher")

    def how(self, term: TermKey) -> tuple[Pieces, tuple[str, ...]]:
        """Whether a number is printed or computed, in pieces, and from which figures."""
        prints = self.ledger.prints(term)
        if prints:
            return self.how_printed(prints), tuple(figure.id for figure in prints)
        for computed in self.report.computed:
            if computed.term == term:
                working = self.pieces(computed.rule.equation.right, computed.rule)
                return ((self.words.text("page.computed", working=""), ""), *working), computed.figures
        return (), ()

    def how_printed(self, prints: tuple[Figure, ...]) -> Pieces:
        """That a number is printed, and where its prints differ in their words, each of them."""
        printed, texts = self.words.text("page.as_printed"), {self.figure_text(figure): figure.id for figure in prints}
        if len(texts) == 1:
            return ((printed, prints[0].id),)
        told = [piece for text, name in texts.items() for piece in ((" · ", ""), (text, name))]
        return ((self.words.text("sign.colon", name=printed, text=""), ""), *told[1:])

    def how_part(self, part: Expression, rule: Rule) -> tuple[Pieces, tuple[str, ...]]:
        """The same of a part of an equation; one that is no bare term is calculated from its own terms."""
        if isinstance(part, Term):
            return self.how(rule.terms[part])
        figures = dict.fromkeys(name for term in terms(part) for name in self.how(rule.terms[term])[1])
        return ((self.words.text("page.computed", working=""), ""), *self.pieces(part, rule)), tuple(figures)

    def sum_text(self, expression: Expression, rule: Rule, unit: str) -> str:
        """56 + 7: the addends of a side as numbers; bare terms as they are printed, with their hedges."""
        texts = []
        for sign, part in addends(expression):
            found = None if isinstance(part, Term) else self.printed(part, rule)
            text = self.words.value(found, unit, 4) if found is not None else self.expression(part, rule)
            texts.append(f"{'−' if sign < 0 else '+'} {text}")
        return " ".join(texts).removeprefix("+ ")

    def relation(self, verdict: Verdict) -> str:
        """= where the printed numbers are equal, ≠ where it does not hold, ≟ where that is open.

        In words: "equals, when rounded,", and "against" where it holds only loosely. The signs of an inequality follow:
        ≥, ≱ where it does not hold, ≥? where nothing proves it.
        """
        relation = verdict.rule.equation.relation if verdict.rule else "="
        if verdict.outcome is Outcome.LOOSE:
            return self.words.text("sign.against")
        if relation == "=" and verdict.outcome is Outcome.ROUNDED:
            return "=" if verdict.printed_gap == 0 else self.words.text("sign.rounded")
        if relation == "=":
            return RELATIONS[verdict.outcome]
        if verdict.outcome is Outcome.CONTRADICTED:
            return {"<=": "≰", ">=": "≱", "<": "≮", ">": "≯"}[relation]
        sign = {"<=": "≤", ">=": "≥"}.get(relation, relation)
        return f"{sign}?" if verdict.outcome is Outcome.UNDECIDED or verdict.proves_little else sign


def _currency(amount: Linear) -> str:
    """The currency of an amount of money; empty for what is none."""
    return currency(amount.unit)[0] if amount.unit is not None else ""


def _without(part: Expression, whole: Term) -> Expression | None:
    """A product without one of its factors: what it takes of it; None for what is no such product."""
    match part:
        case Term() if part == whole:
            return Constant(Fraction(1), "1")
        case Negative(of):
            inner = _without(of, whole)
            return Negative(inner) if inner else None
        case Operation("*", left, right) if whole in (left, right):
            return right if left == whole else left
        case Operation("*" | "/" as sign, left, right):
            if first := _without(left, whole):
                return Operation(sign, first, right)
            second = _without(right, whole) if sign == "*" else None
            return Operation(sign, left, second) if second else None
    return None


def opened(value: Fraction | None, tight: Interval, span: Interval) -> Interval:
    """A span of an amount that is only "up to" its value, without its lower end: that it starts at 0 says nothing.

    >>> five = Fraction(5)
    >>> opened(five, Interval.of(0, 5), Interval.of(0, 6)), opened(five, Interval.of(4, 6), Interval.of(0, 9))
    ((, 6], [0, 9])
    """
    is_below = value is not None and span.lower == 0 and _hedge_of(value, tight) in DOWNWARD
    return Interval.between(OPEN, span.high) if is_below else span


def _hedge_of(value: Fraction, tight: Interval) -> str:
    """The words for a value beside its range: "more than" at the end of an open one, "more than about" within it.

    An amount that may be anything from zero on is open below.

    >>> five = Fraction(5)
    >>> spans = [Interval(low, high) for low, high in ((five, None), (five - 1, None), (five * 0, five + 1))]
    >>> [_hedge_of(five, span) for span in spans]
    ['hedge.at_least', 'hedge_open.up', 'hedge_open.down']
    """
    low, high, holds = tight.lower, tight.upper, Interval.point(value).inside(tight)
    if low is not None and value <= low and (high is None or not holds):
        return "hedge.at_least" if holds else "hedge.more_than"
    if high is not None and value >= high and (low is None or not holds):
        return "hedge.up_to" if holds else "hedge.less_than"
    if low is not None and high is None:
        return "hedge_open.up"
    return "hedge_open.down" if high is not None and (low is None or low == 0 < value) else ""
