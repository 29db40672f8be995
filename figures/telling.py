"""Terms, figures and equations told in one language, every number with its hedge as a word."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from .equation import Constant, Expression, Negative, Operation, Term, addends, terms
from .errors import Reason
from .export import labels_of
from .interval import Interval
from .ledger import Figure, Rule, Source, TermKey
from .locale import locale
from .quantity import unit_name
from .report import Report
from .verdict import Outcome, Side, Verdict

Pieces = tuple[tuple[str, str], ...]  # words, and the figure they stand for: empty where they stand for none
RELATIONS = {Outcome.EXACT: "=", Outcome.ROUNDED: "≈", Outcome.CONTRADICTED: "≠", Outcome.UNDECIDED: "≟"}
NOT_YET = ("announced", "planned", "expected", "hoped")


def joined(pieces: Pieces) -> str:
    """The words of all pieces."""
    return "".join(words for words, _ in pieces)


def look_of(status: str) -> str:
    """solid for what has happened, hollow for what is hoped for, dashed for the rest."""
    return {"actual": "solid", "hoped": "hollow"}.get(status, "dashed")


class Telling:
    """The words of one report in one language."""

    def __init__(self, report: Report, language: str) -> None:
        self.report, self.ledger = report, report.ledger
        self.words = locale(language)

    def reason(self, reason: Reason) -> str:
        """A reason in words, with the names of terms and the phrases of figures instead of their ids."""
        args = {name: self._named(value) for name, value in reason.args}
        return self.words.message(Reason.of(reason.code, **args))

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
        names = {spelled: self.label(key) for key in keys for spelled in (str(key), self.ledger.spell(key))}
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
        """The name of an addend: of its term, with the share that is taken of it ("50 % of ...")."""
        if isinstance(part, Term):
            return self.label(rule.terms[part])
        whole = next((term for term in terms(part) if self.ledger.measures[term.measure].unit != "1"), None)
        value = self.printed(part, rule)
        base = self.printed(whole, rule) if whole else None
        if whole is None or not value or not base:
            return self.expression(part, rule)
        return self.words.text(
            "page.share_of", share=self.words.share(value / base, 3), name=self.label(rule.terms[whole])
        )

    def look(self, part: Expression, rule: Rule, beside: Expression | None = None) -> str:
        """hollow where a figure behind the part is hoped for, dashed where one has not happened yet, else solid.

        What nobody printed has happened no more than what it is held against, ``beside`` it.
        """
        terms_behind = [rule.terms[term] for term in terms(part)]
        if beside is not None and not (isinstance(part, Term) and self.ledger.prints(rule.terms[part])):
            terms_behind += [rule.terms[term] for term in terms(beside)]
        figures = [self.ledger.figures[name] for term in terms_behind for name in self.how(term)[1]]
        looks = {look_of(figure.status) for figure in figures}
        return next((look for look in ("hollow", "dashed") if look in looks), "solid")

    def figure_text(self, figure: Figure) -> str:
        """The hedge as a word, and the number: "mehr als 7.000 Besucher"."""
        reading = figure.reading
        unit, numbers = unit_name(reading.unit), reading.number
        if numbers.is_range:
            return self.words.span(numbers.ends, unit)
        hedges = [self.words.text(f"hedge.{code}") for code in reversed(reading.hedges) if code != "exact"]
        return " ".join([*hedges, self.words.value(numbers.low, unit)])

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
                return (*self.bracketed(left, rule), between, *self.bracketed(right, rule))
            case Term():
                return (self.term_piece(rule.terms[expression]),)

    def bracketed(self, expression: Expression, rule: Rule) -> Pieces:
        pieces = self.pieces(expression, rule)
        is_sum = isinstance(expression, Operation) and expression.sign in "+-"
        return (("(", ""), *pieces, (")", "")) if is_sum or isinstance(expression, Negative) else pieces

    def term_piece(self, key: TermKey) -> tuple[str, str]:
        """A printed term with its hedge and its print, a computed one with its value."""
        prints = self.ledger.prints(key)
        if prints:
            return self.figure_text(prints[0]), prints[0].id
        for computed in self.report.computed:
            if computed.term == key and computed.side.printed is not None:
                return self.result(computed.side, 4), ""
        return self.label(key), ""

    def result(self, side: Side, digits: int) -> str:
        """What a calculation with the printed numbers comes to; of an open end, that it may be more or less."""
        if side.printed is None:
            return "–"
        text, hedge = self.words.value(side.printed, unit_name(side.unit), digits), _hedge_of(side.printed, side.tight)
        return f"{self.words.text(hedge)} {text}" if hedge else text

    def printed(self, expression: Expression, rule: Rule) -> Fraction | None:
        """The value of an expression from the numbers as printed, in base units; None where there is none."""
        match expression:
            case Constant(value):
                return value
            case Term():
                return self.printed_term(rule.terms[expression])
            case Negative(of):
                inner = self.printed(of, rule)
                return None if inner is None else -inner
            case Operation(sign, left, right):
                one, two = self.printed(left, rule), self.printed(right, rule)
                if one is None or two is None or (sign == "/" and two == 0):
                    return None
                return {"+": one + two, "-": one - two, "*": one * two}.get(sign, one / two if two else None)

    def printed_term(self, key: TermKey) -> Fraction | None:
        prints = self.ledger.prints(key)
        if prints:
            return None if prints[0].reading.number.is_range else prints[0].reading.number.low
        return next((computed.side.printed for computed in self.report.computed if computed.term == key), None)

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
            return ((self.words.text("page.as_printed"), prints[0].id),), tuple(figure.id for figure in prints)
        for computed in self.report.computed:
            if computed.term == term:
                working = self.pieces(computed.rule.equation.right, computed.rule)
                return ((self.words.text("page.computed", working=""), ""), *working), computed.figures
        return (), ()

    def how_part(self, part: Expression, rule: Rule) -> tuple[Pieces, tuple[str, ...]]:
        """The same of a part of an equation; one that is no bare term is calculated from its own terms."""
        if isinstance(part, Term):
            return self.how(rule.terms[part])
        figures = dict.fromkeys(name for term in terms(part) for name in self.how(rule.terms[term])[1])
        return ((self.words.text("page.computed", working=""), ""), *self.pieces(part, rule)), tuple(figures)

    def sum_text(self, expression: Expression, rule: Rule, unit: str) -> str:
        """56 + 7: the addends of a side as numbers."""
        texts = []
        for sign, part in addends(expression):
            found = self.printed(part, rule)
            text = self.words.value(found, unit, 4) if found is not None else self.expression(part, rule)
            texts.append(f"{'−' if sign < 0 else '+'} {text}")
        return " ".join(texts).removeprefix("+ ")

    def relation(self, verdict: Verdict) -> str:
        """= where it holds, ≈ when rounded, ≠ where it does not, ≟ where that is open; only loosely: "against".

        The signs of an inequality follow: ≥, ≱ where it does not hold, ≥? where nothing proves it.
        """
        relation = verdict.rule.equation.relation if verdict.rule else "="
        if verdict.outcome is Outcome.LOOSE:
            return self.words.text("sign.against")
        if relation == "=":
            return RELATIONS[verdict.outcome]
        if verdict.outcome is Outcome.CONTRADICTED:
            return {"<=": "≰", ">=": "≱", "<": "≮", ">": "≯"}[relation]
        sign = {"<=": "≤", ">=": "≥"}.get(relation, relation)
        return f"{sign}?" if verdict.outcome is Outcome.UNDECIDED or verdict.proves_little else sign


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
