"""Figures judged by rules: both sides of a rule, the outcome and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from .algebra import Linear, once
from .equation import Constant, Expression, Negative, Operation, Term, addends
from .errors import Reason
from .hedges import OPEN_HEDGES
from .interval import Interval
from .ledger import Figure, Ledger, Rule, TermKey
from .prints import LOOSE, TIGHT, Mode, Prints, hedge_reasons
from .quantity import SHARE, UnitError, unit, unit_name
from .verdict import ORDER, Computed, Outcome, Side, Verdict


class _Undecided(Exception):
    """Stops the judging of one rule; carries the reason in codes."""

    def __init__(self, code: str, **args: object) -> None:
        self.reason = Reason.of(code, **args)


def judge(ledger: Ledger) -> tuple[tuple[Verdict, ...], tuple[Computed, ...]]:
    """All verdicts, discrepancies first, and all computed figures in the order of the rules."""
    judging = _Judging(ledger)
    verdicts = [*judging.prints.verdicts(), *judging.rule_verdicts()]
    known = {explanation.verdict: explanation for explanation in ledger.explanations}
    explained = [
        replace(verdict, explanation=known.get(verdict.id)) if verdict.is_discrepancy else verdict
        for verdict in verdicts
    ]
    explained.sort(key=lambda verdict: ORDER.index(verdict.outcome))
    return tuple(explained), tuple(judging.computed())


class _Judging:
    """One ledger under judgement."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.prints = ledger, Prints(ledger)

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

    def single_prints(self, rule: Rule) -> list[Figure | None]:
        for term in self.printed_terms(rule):
            if self.prints.in_dispute(term) is Outcome.LOOSE:
                return list(self.ledger.prints(term))
        return [None]

    def verdict(self, rule: Rule, only: Figure | None) -> Verdict:
        figures = self.figures(rule, only)
        about = self.ledger.spell(rule.stated_term) if rule.stated_term else str(rule.equation.left)
        verdict_id = f"{rule.id}@{only.id}" if only else rule.id
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
        verdict = self.verdict(rule, None)
        return verdict if verdict.outcome is Outcome.UNDECIDED and verdict.stated is None else None

    def computed(self) -> Iterator[Computed]:
        """Every term that a rule defines and nobody printed."""
        for term, rule in self.ledger.definitions.items():
            verdict = self.verdict(rule, None)
            if verdict.computed is not None:
                yield Computed(term, rule, verdict.computed, verdict.figures)

    def printed_terms(self, rule: Rule) -> list[TermKey]:
        """The printed terms a rule rests on, derived ones expanded, each once."""
        found: dict[TermKey, None] = {}
        for term in rule.equation.terms:
            key = rule.terms[term]
            if self.ledger.prints(key):
                found[key] = None
            elif key in self.ledger.definitions and self.ledger.definitions[key] is not rule:
                found.update(dict.fromkeys(self.printed_terms(self.ledger.definitions[key])))
        return list(found)

    def figures(self, rule: Rule, only: Figure | None) -> tuple[Figure, ...]:
        terms = self.printed_terms(rule)
        return tuple(
            figure for term in terms for figure in ((only,) if only and only.term == term else self.ledger.prints(term))
        )

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
                return self.term(rule.terms[expression], rule)

    def term(self, key: TermKey, rule: Rule) -> Linear:
        figures = self.ledger.prints(key)
        if figures:
            dispute = self.prints.in_dispute(key)
            if dispute in (Outcome.CONTRADICTED, Outcome.UNDECIDED):
                raise _Undecided("prints-dispute", term=self.ledger.spell(key))
            tight, loose = self.prints.interval(key, TIGHT), self.prints.interval(key, LOOSE)
            own_unit = figures[0].reading.unit
            if tight.is_point and tight == loose and tight.lower is not None:
                return Linear.number(tight.lower, own_unit)
            return Linear.atom(key, own_unit)
        definition = self.ledger.definitions.get(key)
        if definition is None or definition is rule:
            raise _Undecided("not-there", term=str(key))
        _comparable(definition, self.ledger)
        return self.linear(definition.equation.right, definition)


class _Comparison:
    """One rule with the figures it is judged on."""

    def __init__(self, judging: _Judging, rule: Rule, figures: tuple[Figure, ...], only: Figure | None) -> None:
        self.judging, self.rule, self.figures, self.only = judging, rule, figures, only
        _comparable(rule, judging.ledger)
        self.right = judging.linear(rule.equation.right, rule)
        self.defines = judging.ledger.definitions.get(rule.stated_term) is rule if rule.stated_term else False
        self.left = self.right if self.defines else judging.linear(rule.equation.left, rule)
        self.moved = False
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
        if self.is_wide():
            notes.append(Reason.of("wider"))
        return replace(
            bare,
            outcome=outcome,
            stated=stated,
            computed=computed,
            reasons=(*notes, *hedge_reasons(self.figures)),
        )

    def side(self, linear: Linear) -> Side:
        own_unit = self.left.unit if self.left.unit is not None else self.right.unit
        printed = linear.value(self._printed)
        return Side(
            printed.lower if printed.is_point else None,
            linear.value(self.values(TIGHT)),
            linear.value(self.values(LOOSE)),
            own_unit if own_unit is not None else unit(SHARE),
        )

    def values(self, mode: Mode) -> Callable[[TermKey], Interval]:
        return lambda term: self.judging.prints.interval(term, mode, self.only)

    def _printed(self, term: TermKey) -> Interval:
        figures = [figure for figure in self.figures if figure.term == term]
        return figures[0].reading.printed.interval

    def is_wide(self) -> bool:
        """True where a term stands more than once in a product that is not linear."""
        terms = [*self.left.terms(), *self.right.terms()]
        return len(terms) != len(set(terms))

    def agree(self, mode: Mode) -> bool:
        """Both sides can satisfy the relation on this reading."""
        return agrees(
            self.left.value(self.values(mode)), self.rule.equation.relation, self.right.value(self.values(mode))
        )

    def outcome(self, stated: Side, computed: Side) -> tuple[Outcome, tuple[Reason, ...]]:
        relation = self.rule.equation.relation
        for mode, outcome in ((TIGHT, Outcome.ROUNDED), (LOOSE, Outcome.LOOSE)):
            if not self.agree(mode):
                continue
            if relation == "=" and not self.agree(replace(mode, unhedge=True)):
                return Outcome.UNDECIDED, tuple(self.needed())
            if outcome is Outcome.LOOSE:
                return outcome, tuple(self.closers())
            if self.is_exact(stated, computed):
                return Outcome.EXACT, ()
            shared = stated.tight.meet(computed.tight)
            return outcome, (Reason.of("single-point"),) if relation == "=" and shared.is_point else ()
        return Outcome.CONTRADICTED, ()

    def is_exact(self, stated: Side, computed: Side) -> bool:
        relation = self.rule.equation.relation
        if relation != "=":
            return always(stated.tight, relation, computed.tight)
        points = all(figure.reading.has_point for figure in self.figures)
        return points and stated.printed is not None and stated.printed == computed.printed

    def needed(self) -> Iterator[Reason]:
        """The value an open figure would need for the sides to meet: nexus.visitors[2025] >= 7484."""
        for figure in self.figures:
            opened = set(figure.reading.hedges) & OPEN_HEDGES
            if opened:
                upward = bool(opened & {"more_than", "at_least"})
                value = self.least_that_closes(figure, upward)
                spelled = str(figure.term)
                at_unhedged = self.left.value(self.unhedged), self.right.value(self.unhedged)
                if value is not None:
                    yield Reason.of(
                        "open-end",
                        term=spelled,
                        relation=">=" if upward else "<=",
                        value=value,
                        unit=unit_name(figure.reading.unit),
                        computed=at_unhedged[1].lower if at_unhedged[1].is_point else None,
                        side_unit=unit_name(self.left.unit or self.right.unit or unit(SHARE)),
                    )
                else:
                    yield Reason.of("open-end-only", term=spelled)

    def unhedged(self, term: TermKey) -> Interval:
        return self.judging.prints.interval(term, replace(TIGHT, unhedge=True), self.only)

    def least_that_closes(self, figure: Figure, upward: bool) -> Fraction | None:
        """The nearest value on a grid from which on the sides can meet: 7484, where 7483 is still too few.

        The grid is 1 for counts, else a hundredth of the last printed place.
        """
        number = figure.reading.number
        grid = Fraction(1) if number.counted else (number.place[0] or Fraction(1)) / 100
        step = grid if upward else -grid

        def closes(steps: int) -> bool:
            ends = sorted((number.low, number.low + steps * step))
            return self.agree(Mode(unhedge=True, replaced=((figure.term, Interval.of(*ends)),)))

        high = 1
        while not closes(high):
            high *= 2
            if high > 10**30:
                return None
        low = high // 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if closes(middle) else (middle, high)
        return number.low + high * step

    def closers(self) -> Iterator[Reason]:
        """What could close a gap that only the loose reading closes: one figure's rounding, or one hedge's width."""
        for code, wide_place, wide_hedge in (("closed-by-rounding", True, False), ("closed-by-hedge", False, True)):
            alone = [figure for figure in self.figures if self.closed_by((figure,), wide_place, wide_hedge)]
            if alone:
                yield Reason.of(code, figures=tuple(figure.id for figure in alone))
            elif self.closed_by(self.figures, wide_place, wide_hedge):
                moved = [f for f in self.figures if f.reading.at(wide_place, wide_hedge) != f.reading.tight]
                yield Reason.of(f"{code}-together", figures=tuple(figure.id for figure in moved))

    def closed_by(self, figures: tuple[Figure, ...], wide_place: bool, wide_hedge: bool) -> bool:
        wide = {figure.term: figure.reading.at(wide_place, wide_hedge).interval for figure in figures}
        return self.agree(replace(TIGHT, replaced=tuple(wide.items())))


def agrees(left: Interval, relation: str, right: Interval) -> bool:
    """True where some number of ``left`` and some number of ``right`` satisfy the relation."""
    if relation == "=":
        return left.meets(right)
    if relation in (">=", ">"):
        return agrees(right, "<=" if relation == ">=" else "<", left)
    low, high = left.low, right.high
    if low.value is None or high.value is None:
        return True
    return low.value < high.value or (relation == "<=" and low == high and low.included)


def always(left: Interval, relation: str, right: Interval) -> bool:
    """True where every number of ``left`` and every number of ``right`` satisfy the relation."""
    opposite = {"<=": ">", "<": ">=", ">=": "<", ">": "<="}[relation]
    return not agrees(left, opposite, right)


def _comparable(rule: Rule, ledger: Ledger) -> None:
    """Raises _Undecided where a sum or comparison mixes kind, status or period without naming it in ``across``."""
    for group in _groups(rule):
        for aspect, values in _aspects(group, rule, ledger).items():
            if len(values) > 1 and aspect not in rule.across:
                (first, left), (second, right) = list(values.items())[:2]
                raise _Undecided(f"mixed-{aspect}", left=left, right=right, first=first, second=second)


def mixes(rule: Rule, ledger: Ledger) -> Reason | None:
    """What a rule mixes without naming it in ``across``, None where it may be judged."""
    try:
        _comparable(rule, ledger)
    except _Undecided as stop:
        return stop.reason
    return None


def _groups(rule: Rule) -> Iterator[list[Expression]]:
    """The expressions that are added or compared with one another; a product compares nothing."""
    waiting = [[rule.equation.left, rule.equation.right]]
    while waiting:
        group = [part for side in waiting.pop() for _, part in addends(side)]
        yield group
        for part in group:
            if isinstance(part, Operation):
                waiting += [[part.left], [part.right]]


def _aspects(group: list[Expression], rule: Rule, ledger: Ledger) -> dict[str, dict[str, str]]:
    """For kind, status and period the values met, each with the first term that has it."""
    found: dict[str, dict[str, str]] = {"kind": {}, "status": {}, "period": {}}
    for term in group:
        if isinstance(term, Term):
            key = rule.terms[term]
            figures = ledger.prints(key)
            measure = ledger.measures[key.measure]
            met = {
                "kind": measure.kind,
                "status": figures[0].status if figures else "",
                "period": "" if term.period is not None else key.period,
            }
            for aspect, value in met.items():
                if value:
                    found[aspect].setdefault(value, str(term))
    return found
