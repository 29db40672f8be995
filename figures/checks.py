"""Figures judged by rules: both sides of a rule, the outcome and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from functools import cache, reduce
from itertools import islice, product

from .algebra import Linear, once
from .comparable import bottom_up, brought, refusal
from .conversion import SUBJECT, Converter, NoRate
from .equation import Constant, Expression, Negative, Operation, Term
from .errors import Reason
from .hedges import OPEN_HEDGES
from .interval import Interval, agrees, always
from .ledger import Figure, Ledger, Rule, TermKey
from .prints import LOOSE, TIGHT, Mode, Prints, hedge_reasons
from .quantity import SHARE, UnitError, currency, fits, unit, unit_name
from .verdict import Computed, Outcome, Side, Verdict, little_proof

MOST_COMBINATIONS = 64


class _Undecided(Exception):
    """Stops the judging of one rule; carries the reason in codes."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason


def judge(ledger: Ledger) -> tuple[tuple[Verdict, ...], tuple[Computed, ...]]:
    """All verdicts, discrepancies first, and all computed figures in the order of the rules."""
    judging = _Judging(ledger)
    verdicts = [*judging.prints.verdicts(), *judging.rule_verdicts()]
    known = {explanation.verdict: explanation for explanation in ledger.explanations}
    explained = [
        replace(verdict, explanation=known.get(verdict.id)) if verdict.is_discrepancy else verdict
        for verdict in verdicts
    ]
    explained.sort(key=lambda verdict: verdict.rank)
    return tuple(explained), tuple(judging.computed())


def judge_rule(ledger: Ledger, rule: Rule) -> Verdict:
    """The verdict on one rule of a ledger; no print is judged alone."""
    return _Judging(ledger).verdict(rule, ())


class _Judging:
    """One ledger under judgement."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.prints, self.converter = ledger, Prints(ledger), Converter(ledger)
        self.definition = cache(lambda term: self.verdict(ledger.definitions[term], ()))
        self.linears: dict[TermKey, Linear | _Undecided] = {}
        self.rests_on: dict[TermKey, tuple[TermKey, ...]] = {}
        self.rates: dict[TermKey, tuple[Reason, ...]] = {}
        self.brought = brought(ledger)
        for term in bottom_up(ledger):  # so that no chain of definitions is followed twice, or too deep
            self.rests_on[term] = tuple(self.printed_terms(ledger.definitions[term]))
            self.linears[term] = self.expanded(ledger.definitions[term])
            self.rates[term] = tuple(self.rates_of(ledger.definitions[term]))

    def rule_verdicts(self) -> Iterator[Verdict]:
        """One verdict a rule that compares; one a print where the prints of a term agree only loosely."""
        for rule in self.ledger.rules:
            if rule.stated_term in self.ledger.definitions and self.ledger.definitions[rule.stated_term] is rule:
                refused = self.refused_definition(rule)
                if refused:
                    yield refused
                continue
            for only in self.single_prints(rule):
                yield self.verdict(rule, only)

    def single_prints(self, rule: Rule) -> list[tuple[Figure, ...]]:
        """One print of every term whose prints agree only loosely: all combinations, up to a limit."""
        disputed = [term for term in self.printed_terms(rule) if self.prints.in_dispute(term) is Outcome.LOOSE]
        combinations = list(islice(product(*(self.ledger.prints(term) for term in disputed)), MOST_COMBINATIONS + 1))
        return combinations if len(combinations) <= MOST_COMBINATIONS else [()]

    def verdict(self, rule: Rule, only: tuple[Figure, ...]) -> Verdict:
        figures = self.figures(rule, only)
        about = self.ledger.spell(rule.stated_term) if rule.stated_term else str(rule.equation.left)
        verdict_id = "@".join([rule.id, *(figure.id for figure in only)])
        bare = Verdict(verdict_id, rule, about, Outcome.UNDECIDED, tuple(figure.id for figure in figures))
        try:
            return _Comparison(self, rule, figures, only).verdict(bare)
        except _Undecided as stop:
            return replace(bare, reasons=(stop.reason,))
        except ZeroDivisionError:
            return replace(bare, reasons=(Reason.of("divisor-zero"),))
        except UnitError as mixed:
            return replace(bare, reasons=(Reason.of("mixed-currency", left=mixed.left, right=mixed.right),))

    def refused_definition(self, rule: Rule) -> Verdict | None:
        """A definition that mixes what it does not name, or lacks a print, is undecided and defines nothing."""
        assert rule.stated_term is not None
        verdict = self.definition(rule.stated_term)
        return verdict if verdict.outcome is Outcome.UNDECIDED and verdict.stated is None else None

    def computed(self) -> Iterator[Computed]:
        """Every term that a rule defines and nobody printed."""
        for term, rule in self.ledger.definitions.items():
            verdict = self.definition(term)
            if verdict.computed is not None:
                yield Computed(term, rule, verdict.computed, verdict.figures, self.rates[term])

    def printed_terms(self, rule: Rule) -> list[TermKey]:
        """The printed terms a rule rests on, derived ones expanded, each once."""
        found: dict[TermKey, None] = {}
        for term in rule.equation.terms:
            key = rule.terms[term]
            if self.ledger.prints(key):
                found[key] = None
            else:
                found.update(dict.fromkeys(self.rests_on.get(key, ())))
        return list(found)

    def figures(self, rule: Rule, only: tuple[Figure, ...]) -> tuple[Figure, ...]:
        single = {figure.term: (figure,) for figure in only}
        return tuple(
            figure for term in self.printed_terms(rule) for figure in single.get(term, self.ledger.prints(term))
        )

    def expanded(self, definition: Rule) -> Linear | _Undecided:
        """What a definition comes to, or why it comes to nothing."""
        refused = refusal(definition, self.ledger, self.brought)
        if refused:
            return _Undecided(refused)
        try:
            return self.linear(definition.equation.right, definition)
        except _Undecided as stop:
            return stop
        except ZeroDivisionError:
            return _Undecided(Reason.of("divisor-zero"))
        except UnitError as mixed:
            return _Undecided(Reason.of("mixed-currency", left=mixed.left, right=mixed.right))

    def linear(self, expression: Expression, rule: Rule) -> Linear:
        """The expression with every derived term expanded to printed ones; fixed figures become constants."""
        match expression:
            case Constant(value):
                return Linear.number(value)
            case Negative(of):
                return Linear.number(Fraction(0)).plus(self.linear(of, rule), -1)
            case Operation(sign, left, right):
                one, two = self.linear(left, rule), self.linear(right, rule)
                if sign in "+-":
                    return one.plus(two, 1 if sign == "+" else -1)
                return one.times(two) if sign == "*" else one.over(two)
            case Term():
                return self.told(rule.terms[expression], rule)[0]

    def told(self, key: TermKey, rule: Rule) -> tuple[Linear, Reason | None]:
        """A term, in the currency of the rule's first amount where the rule mixes currencies, and the rate for it."""
        found = self.term(key)
        if "currency" not in rule.across:
            return found, None
        figures = [f for term in (key, *self.rests_on.get(key, ())) for f in self.ledger.prints(term)]
        own = tuple(f for f in figures if found.unit and currency(f.reading.unit)[0] == currency(found.unit)[0])
        try:
            return self.converter.told_in(self.currency(rule), found, own)
        except NoRate as stop:
            raise _Undecided(stop.reason) from stop

    def currency(self, rule: Rule) -> str:
        """The currency of the first amount of a rule, read from left to right: that of its stated side."""
        for term in rule.equation.terms:
            key = rule.terms[term]
            if self.ledger.definitions.get(key) is not rule:
                linear = self.term(key)
                if linear.unit is not None and currency(linear.unit)[0]:
                    return currency(linear.unit)[0]
        return ""

    def rates_of(self, rule: Rule) -> dict[Reason, None]:
        """The rates that a rule rests on, those of its definitions first."""
        found: dict[Reason, None] = {}
        for term in rule.equation.terms:
            key = rule.terms[term]
            if self.ledger.definitions.get(key) is not rule:
                found.update(dict.fromkeys(self.rates.get(key, ())))
                with suppress(_Undecided):
                    found.update({rate: None for rate in [self.told(key, rule)[1]] if rate})
        return found

    def term(self, key: TermKey) -> Linear:
        figures = self.ledger.prints(key)
        if figures:
            if self.prints.in_dispute(key) in (Outcome.CONTRADICTED, Outcome.UNDECIDED):
                raise _Undecided(Reason.of("prints-dispute", term=self.ledger.spell(key)))
            own_unit = figures[0].reading.unit
            intervals = {figure.reading.at(wide, wide).interval for figure in figures for wide in (False, True)}
            point = intervals.pop()
            if not intervals and point.is_point and point.lower is not None:
                return Linear.number(point.lower, own_unit)
            return Linear.atom(key, own_unit)
        found = self.linears.get(key)
        if isinstance(found, _Undecided):
            raise found
        if found is None:
            code = "all-deprecated" if self.ledger.is_deprecated(key) else "not-there"
            raise _Undecided(Reason.of(code, term=str(key)))
        return found


class _Comparison:
    """One rule with the figures it is judged on."""

    def __init__(self, judging: _Judging, rule: Rule, figures: tuple[Figure, ...], only: tuple[Figure, ...]) -> None:
        self.judging, self.rule, self.figures, self.only = judging, rule, figures, only
        refused = refusal(rule, judging.ledger, judging.brought)
        if refused:
            raise _Undecided(refused)
        for term in judging.printed_terms(rule):
            if judging.prints.in_dispute(term) is Outcome.LOOSE and term not in [figure.term for figure in only]:
                raise _Undecided(Reason.of("prints-dispute", term=judging.ledger.spell(term)))
        self.right = judging.linear(rule.equation.right, rule)
        self.defines = judging.ledger.definitions.get(rule.stated_term) is rule if rule.stated_term else False
        self.left = self.right if self.defines else judging.linear(rule.equation.left, rule)
        self.moved = False
        if self.defines and rule.stated_term and self.right.unit is not None:
            wanted = judging.ledger.measures[rule.stated_term.measure].unit
            if not fits(self.right.unit, wanted):
                raise UnitError(unit_name(self.right.unit), wanted)
        if not self.defines:
            self.left.plus(self.right, -1)  # raises UnitError where the sides do not compare
            self.left, self.right, self.moved = once(self.left, self.right)

    def verdict(self, bare: Verdict) -> Verdict:
        """The verdict: sides, outcome and reasons."""
        stated, computed = self.side(self.left), self.side(self.right)
        if self.defines:
            return replace(bare, outcome=Outcome.EXACT, stated=stated, computed=computed)
        outcome, reasons = self.outcome(stated, computed)
        notes = [*reasons]
        if self.moved:
            notes.append(Reason.of("each-once"))
        judged = replace(bare, outcome=outcome, stated=stated, computed=computed)
        if self.moved and self.left.is_constant and self.right.is_constant:
            notes.append(Reason.of("identity"))
        else:
            notes += little_proof(judged)
        if self.is_wide():
            notes.append(Reason.of("wider"))
        return replace(
            judged,
            reasons=(*notes, *self.judging.rates_of(self.rule), *hedge_reasons(self.figures)),
        )

    def side(self, linear: Linear) -> Side:
        own_unit = self.left.unit if self.left.unit is not None else self.right.unit
        return Side(
            self.printed(linear),
            linear.value(self.values(TIGHT)),
            linear.value(self.values(LOOSE)),
            own_unit if own_unit is not None else unit(SHARE),
        )

    def values(self, mode: Mode) -> Callable[[TermKey], Interval]:
        prints, rate = self.judging.prints.interval, self.judging.converter.interval
        return lambda term: rate(term) if term.subject == SUBJECT else prints(term, mode, self.only)

    def printed(self, linear: Linear) -> Fraction | None:
        """The value from the numbers as printed; None where a term is a range, or printed with several values."""
        try:
            found = linear.value(self._printed)
        except ZeroDivisionError:
            return None
        return found.lower if found.is_point else None

    def _printed(self, term: TermKey) -> Interval:
        if term.subject == SUBJECT:
            return self.judging.converter.interval(term)
        printed = [figure.reading.printed.interval for figure in self.figures if figure.term == term]
        return reduce(Interval.hull, printed)

    def is_wide(self) -> bool:
        """True where a term stands more than once in a product that is not linear."""
        terms = [*self.left.terms(), *self.right.terms()]
        return len(terms) != len(set(terms))

    def agree(self, mode: Mode) -> bool:
        """Both sides can satisfy the relation on this reading; raises ZeroDivisionError."""
        left, right = self.left.value(self.values(mode)), self.right.value(self.values(mode))
        return agrees(left, self.rule.equation.relation, right)

    def agree_unhedged(self, mode: Mode) -> bool:
        """The same with every open hedge left out; a divisor that becomes 0 separates the sides."""
        try:
            return self.agree(replace(mode, unhedge=True))
        except ZeroDivisionError:
            return False

    def outcome(self, stated: Side, computed: Side) -> tuple[Outcome, tuple[Reason, ...]]:
        relation = self.rule.equation.relation
        for mode, outcome in ((TIGHT, Outcome.ROUNDED), (LOOSE, Outcome.LOOSE)):
            if not self.agree(mode):
                continue
            if relation == "=" and not self.agree_unhedged(mode):
                return Outcome.UNDECIDED, tuple(self.needed(mode))
            if outcome is Outcome.LOOSE:
                return outcome, tuple(self.closers())
            if self.is_exact(stated, computed):
                return Outcome.EXACT, ()
            touch = stated.tight.high == computed.tight.low or stated.tight.low == computed.tight.high
            is_touch = touch and stated.tight.meet(computed.tight).is_point
            return outcome, (Reason.of("single-point"),) if relation == "=" and is_touch else ()
        return Outcome.CONTRADICTED, ()

    def is_exact(self, stated: Side, computed: Side) -> bool:
        relation = self.rule.equation.relation
        if relation != "=":
            return always(stated.tight, relation, computed.tight)
        points = all(figure.reading.has_point for figure in self.figures)
        return points and stated.printed is not None and stated.printed == computed.printed

    def needed(self, mode: Mode) -> Iterator[Reason]:
        """The value an open figure would need for the sides to meet: nexus.visitors[2025] >= 7484."""
        for figure in self.figures:
            opened = set(figure.reading.hedges) & OPEN_HEDGES
            if opened:
                upward = bool(opened & {"more_than", "at_least"})
                value = self.least_that_closes(figure, upward, mode)
                spelled = str(figure.term)
                if value is None:
                    yield Reason.of("open-end-only", term=spelled)
                    continue
                yield Reason.of(
                    "open-end",
                    term=spelled,
                    relation=">=" if upward else "<=",
                    value=value,
                    unit=unit_name(figure.reading.unit),
                    computed=None if self.right.is_constant else self.printed(self.right),
                    side_unit=unit_name(self.left.unit or self.right.unit or unit(SHARE)),
                )

    def least_that_closes(self, figure: Figure, upward: bool, mode: Mode) -> Fraction | None:
        """The nearest value on a grid from which on the sides can meet: 7484, where 7483 is still too few.

        The grid is 1 for counts, else a hundredth of the last printed place; "less than" stops at 0.
        """
        number = figure.reading.number
        grid = Fraction(1) if number.counted else (number.place[0] or Fraction(1)) / 100
        step = grid if upward else -grid
        most = 10**30 if upward else max(int(number.low / grid), 0)

        def closes(steps: int) -> bool:
            ends = sorted((number.low, number.low + steps * step))
            try:
                return self.agree(replace(mode, unhedge=True, replaced=((figure.term, Interval.of(*ends)),)))
            except ZeroDivisionError:
                return False

        high = 1
        while high <= most and not closes(high):
            high *= 2
        if high > most:
            if not (most and closes(most)):
                return None
            high = most
        low = high // 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if closes(middle) else (middle, high)
        return number.low + high * step

    def closers(self) -> Iterator[Reason]:
        """What could close a gap that only the loose reading closes: one figure's rounding, or one hedge's width."""
        for code, wide_place, wide_hedge in (("closed-by-rounding", True, False), ("closed-by-hedge", False, True)):
            alone = [same for same in self.same_values() if self.closed_by(same, wide_place, wide_hedge)]
            if alone:
                names = (max(same, key=lambda f: wide_hedge and bool(f.reading.hedges)).id for same in alone)
                yield Reason.of(code, figures=tuple(names))
            elif self.closed_by(self.figures, wide_place, wide_hedge):
                moved = [f for f in self.figures if f.reading.at(wide_place, wide_hedge) != f.reading.tight]
                yield Reason.of(f"{code}-together", figures=tuple(figure.id for figure in moved))

    def same_values(self) -> list[tuple[Figure, ...]]:
        """The figures with those that print the same value of their term: a second, careless print closes no hedge."""
        found: dict[tuple[TermKey, Interval], list[Figure]] = {}
        for figure in self.figures:
            found.setdefault((figure.term, figure.reading.printed.interval), []).append(figure)
        return [tuple(figures) for figures in found.values()]

    def closed_by(self, figures: tuple[Figure, ...], wide_place: bool, wide_hedge: bool) -> bool:
        names = frozenset(figure.id for figure in figures)
        mode = replace(TIGHT, widened=names, widened_place=wide_place, widened_hedge=wide_hedge)
        try:
            return self.agree(mode)
        except ZeroDivisionError:
            return False
