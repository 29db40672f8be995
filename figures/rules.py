"""rules.csv to rules: equations read, terms and periods resolved, units and circles checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from .equation import Constant, Equation, Expression, Negative, Operation, Term, read_equation, terms
from .errors import Fault, Problem
from .ledger import Measure, Rule, TermKey, labels
from .quantity import SHARE, unit, unit_name
from .tables import Row

if TYPE_CHECKING:
    from pint import Unit

NOT_PRINTED = ("term-unknown", "term-period")  # a term that can be, and that no figure is of
ACROSS = frozenset({"kind", "status", "period", "currency"})


class Rules:
    """Reads each rule: its equation, its terms, what it defines; a rule that cannot be read is left out.

    One that speaks of what nobody printed has its problem, and stays: it is undecided, and must not look passed.
    """

    def __init__(self, rows: Mapping[str, list[Row]], measures: Mapping[str, Measure], problems: list[Problem]) -> None:
        self.rows, self.measures, self.problems = rows["rules"], measures, problems
        self.subjects = {row["id"] for row in rows["subjects"]}
        self.periods: dict[tuple[str, str], dict[str, None]] = {}
        for row in rows["figures"]:
            self.periods.setdefault((row["subject"], row["measure"]), {})[row["period"]] = None

    def all(self) -> Iterator[Rule]:
        read_rules = [(row, self.equation(row)) for row in self.rows if row["equation"].strip()]
        usable = [(row, equation) for row, equation in read_rules if equation]
        defined = self.defined(usable)
        rules = [rule for row, equation in usable if (rule := self.rule(row, equation, defined))]
        looping = _looping(rules, set(defined))
        for rule in rules:
            if rule.id in looping:
                cycle = " -> ".join(looping[rule.id])
                self.problems.append(Problem(rule.place, "rule-cycle", (("cycle", cycle),), rule.text))
            else:
                yield rule

    def equation(self, row: Row) -> Equation | None:
        found = read_equation(row["equation"])
        if isinstance(found, Fault):
            self.problems.append(found.at(row.place("equation"), row["equation"]))
            return None
        return found

    def defined(self, usable: list[tuple[Row, Equation]]) -> dict[TermKey, Row]:
        """The terms that a rule defines: alone on the left of an =, and printed by nobody."""
        found: dict[TermKey, Row] = {}
        for row, equation in usable:
            left = equation.left
            if equation.relation == "=" and isinstance(left, Term):
                printed = self.periods.get((left.subject, left.measure), {})
                if not printed or (left.period and left.period not in printed):
                    found.setdefault(TermKey(left.subject, left.measure, left.period or ""), row)
        return found

    def rule(self, row: Row, equation: Equation, defined: Mapping[TermKey, Row]) -> Rule | None:
        keys: dict[Term, TermKey] = {}
        for term in equation.terms:
            key = self.key(term, defined)
            if isinstance(key, Fault):
                self.problems.append(key.at(row.place("equation"), row["equation"]))
                if key.code not in NOT_PRINTED:
                    return None
                key = TermKey(term.subject, term.measure, term.period or "")  # judged all the same: undecided
            keys[term] = key
        fault = self.units(equation) or _across_fault(row["across"])
        if fault:
            column = "across" if fault.code == "rule-across" else "equation"
            self.problems.append(fault.at(row.place(column), row[column]))
            return None
        if row["basis"] not in ("stated", "implied"):
            return None  # its cell already has a problem
        across = frozenset(row["across"].replace(",", " ").split())
        because = labels(row, "because")
        place = row.place("equation")
        return Rule(row["id"], equation, keys, row["basis"], across, row["source"], because, row["equation"], place)

    def key(self, term: Term, defined: Mapping[TermKey, Row]) -> TermKey | Fault:
        """The term with its period resolved, or the fault of one that names nothing."""
        for word, known, code in (
            (term.subject, sorted(self.subjects), "term-subject"),
            (term.measure, sorted(self.measures), "term-measure"),
        ):
            if word not in known:
                guess = get_close_matches(word, known, 1)
                return Fault(code, term.span, (("guess", guess[0] if guess else ""), ("word", word)))
        periods = list(self.periods.get((term.subject, term.measure), {}))
        own = [key.period for key in defined if key[:2] == (term.subject, term.measure)]
        if term.period is not None:
            if term.period in periods or term.period in own:
                return TermKey(term.subject, term.measure, term.period)
            known_periods = ", ".join([*periods, *own])
            return Fault("term-period", term.span, (("known", known_periods), ("term", str(term))))
        if len({*periods, *own}) > 1:
            return Fault("term-periods", term.span, (("known", ", ".join([*periods, *own])), ("term", str(term))))
        if not periods and not own:
            return Fault("term-unknown", term.span, (("term", str(term)),))
        return TermKey(term.subject, term.measure, [*periods, *own][0])

    def units(self, equation: Equation) -> Fault | None:
        """Terms that do not add or compare, by the units of their measures (money stands for any currency)."""
        try:
            left, right = self.unit_of(equation.left), self.unit_of(equation.right)
            _same(left, right, equation.right)
        except _MixedUnits as mixed:
            return mixed.fault
        return None

    def unit_of(self, expression: Expression) -> Unit | None:
        """The unit of an expression, None for bare numbers, which take the unit of what they are added to."""
        match expression:
            case Term():
                return unit(self.measures[expression.measure].unit)
            case Constant():
                return None
            case Negative(of):
                return self.unit_of(of)
            case Operation(sign, left, right):
                one, two = self.unit_of(left), self.unit_of(right)
                if sign in "+-":
                    return _same(one, two, right)
                if one is None and two is None:
                    return None
                left_unit, right_unit = (unit(SHARE) if found is None else found for found in (one, two))
                return _joined(left_unit, sign, right_unit)


class _MixedUnits(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def _joined(one: Unit, sign: str, two: Unit) -> Unit:
    joined: Unit = one * two if sign == "*" else one / two
    return joined


def _same(one: Unit | None, two: Unit | None, right: Expression) -> Unit | None:
    if one is not None and two is not None and one != two:
        first = next(iter(terms(right)), None)
        args = (("left", unit_name(one)), ("right", unit_name(two)))
        raise _MixedUnits(Fault("rule-units", first.span if first else (0, 0), args))
    return two if one is None else one


def _across_fault(text: str) -> Fault | None:
    odd = [word for word in text.replace(",", " ").split() if word not in ACROSS]
    return (
        Fault("rule-across", (0, len(text)), (("known", ", ".join(sorted(ACROSS))), ("word", odd[0]))) if odd else None
    )


def _looping(rules: list[Rule], defined: set[TermKey]) -> dict[str, list[str]]:
    """Definitions that lead back to themselves: the rule's id and the terms of the circle."""
    leads: dict[TermKey, tuple[Rule, tuple[TermKey, ...]]] = {}
    for rule in rules:
        term = rule.stated_term
        if term in defined and rule.equation.relation == "=" and term not in leads:
            leads[term] = (rule, tuple(rule.terms[other] for other in terms(rule.equation.right)))
    found: dict[str, list[str]] = {}
    for start, (rule, _) in leads.items():
        path = _path_back(start, leads)
        if path:
            found[rule.id] = [str(term) for term in path]
    return found


def _path_back(start: TermKey, leads: Mapping[TermKey, tuple[Rule, tuple[TermKey, ...]]]) -> list[TermKey] | None:
    """The way from a term back to itself through definitions, None where there is none."""
    paths = [[start]]
    seen: set[TermKey] = set()
    while paths:
        path = paths.pop()
        for term in leads[path[-1]][1] if path[-1] in leads else ():
            if term == start:
                return [*path, start]
            if term not in seen:
                seen.add(term)
                paths.append([*path, term])
    return None
