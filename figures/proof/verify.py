"""Judge every verdict of this package once more, from its exact readings and its rules, and re-check every hash.

    python3 verify.py [FOLDER or ZIP]

needs Python 3.11 and nothing else. Exit code 0: all as published; 1: says what differs; 2: no package there.
readings.csv holds every figure as intervals, rules.csv the equations; the outcomes are those of README:

    exact           the printed points satisfy the equation
    within rounding the narrow readings share a number
    only loosely    the narrow readings share none, the wide ones do
    contradicted    not even the wide readings share a number
    undecided       something is not there, not comparable, or rests on an open end

Not judged but hashed: names, reasons in words, and the texts of sources. This file shares no code with the software
that wrote the package. MIT licence.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import itertools
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

Number = Fraction | float  # float: only minus and plus infinity, the open ends
INFINITY = float("inf")
OPEN = {"more_than", "at_least", "less_than", "up_to"}
MOST_COMBINATIONS = 64
STATUSES = ["actual", "announced", "planned", "expected", "hoped"]
TERM = r"[a-z]\w*\.[a-z]\w*(?:\[[^\]]*\])?"
Row = dict[str, str]


# Intervals. An end that is excluded carries False; so does an open one.


class Span(NamedTuple):
    """All numbers between two ends, each in or out."""

    low: Number
    high: Number
    low_in: bool = True
    high_in: bool = True


EMPTY = Span(Fraction(0), Fraction(0), False, False)


def point(value: Fraction) -> Span:
    return Span(value, value)


def read_span(text: str) -> Span:
    """`[1, 2)`, `(1/3, )`."""
    low, high = (part.strip() for part in text[1:-1].split(","))
    ends = Fraction(low) if low else -INFINITY, Fraction(high) if high else INFINITY
    return Span(*ends, text[0] == "[", text[-1] == "]")


def is_empty(a: Span) -> bool:
    return a.low > a.high or (a.low == a.high and not (a.low_in and a.high_in))


def meet(*spans: Span) -> Span:
    """What all share: the highest low end, the lowest high end, an excluded one before an included one."""
    low, low_out = max((a.low, not a.low_in) for a in spans)
    high, high_in = min((a.high, a.high_in) for a in spans)
    return Span(low, high, not low_out, high_in)


def hull(a: Span, b: Span) -> Span:
    return Span(min(a.low, b.low), max(a.high, b.high))


def add(a: Span, b: Span) -> Span:
    if is_empty(a) or is_empty(b):
        return EMPTY
    return Span(a.low + b.low, a.high + b.high, a.low_in and b.low_in, a.high_in and b.high_in)


def times(a: Span, b: Span) -> Span:
    """The extremes of all four products; nothing times an open end is nothing."""
    if is_empty(a) or is_empty(b):
        return EMPTY
    found: list[tuple[Number, bool]] = []
    for x, x_in in ((a.low, a.low_in), (a.high, a.high_in)):
        for y, y_in in ((b.low, b.low_in), (b.high, b.high_in)):
            nothing = (x == 0 and x_in) or (y == 0 and y_in)
            found.append((x * y, x_in and y_in) if x and y else (Fraction(0), nothing))
    low, out = min((value, not inside) for value, inside in found)
    high, high_in = max(found)
    return Span(low, high, not out, high_in)


def inverse(a: Span) -> Span:
    if is_empty(a):
        return EMPTY
    if not is_empty(meet(a, point(Fraction(0)))):
        raise ZeroDivisionError
    low = one_over(a.high, -INFINITY)
    high = one_over(a.low, INFINITY)
    return Span(low, high, a.high_in, a.low_in)


def one_over(end: Number, beyond: Number) -> Number:
    """1 over an end: of an open one 0, of 0 (which is excluded) what lies beyond all numbers."""
    return beyond if end == 0 else Fraction(0) if abs(end) == INFINITY else 1 / end


def gap(a: Span, b: Span) -> tuple[Number, Number] | None:
    """Smallest and largest distance of two spans, None where they meet."""
    if not is_empty(meet(a, b)):
        return None
    low, high = a.low - b.high, a.high - b.low
    return (low, high) if low >= 0 else (-high, -low)


def can_hold(a: Span, relation: str, b: Span) -> bool:
    """True where a number of each satisfies the relation."""
    if relation == "=":
        return not is_empty(meet(a, b))
    if relation in (">", ">="):
        return can_hold(b, relation.replace(">", "<"), a)
    return a.low < b.high or (relation == "<=" and a.low == b.high and a.low_in and b.high_in)


def must_hold(a: Span, relation: str, b: Span) -> bool:
    """True where every number of each satisfies it: where none satisfies the opposite."""
    return not can_hold(a, {"<=": ">", "<": ">=", ">=": "<", ">": "<="}[relation], b)


# Units: a unit is what it counts, each with its power: EUR/year is {EUR: 1, year: -1}.

Unit = frozenset[tuple[str, int]]


def read_unit(text: str) -> Unit:
    powers: dict[str, int] = {}
    for sign, name, power in re.findall(r"(^|[*/])([^*/]+)(?:\*\*(\d+))?", text):
        powers[name] = powers.get(name, 0) + int(power or 1) * (-1 if sign == "/" else 1)
    return frozenset((name, power) for name, power in powers.items() if name != "1" and power)


def spell_unit(unit: Unit) -> str:
    return " ".join(f"{name}^{power}" for name, power in sorted(unit))


def joint(a: Unit | None, b: Unit | None, sign: int) -> Unit | None:
    """The unit of a product or quotient; None where both are bare numbers."""
    if a is None and b is None:
        return None
    one, two = dict(a or ()), dict(b or ())
    powers = {name: one.get(name, 0) + sign * two.get(name, 0) for name in {*one, *two}}
    return frozenset((name, power) for name, power in powers.items() if power)


def currency(unit: Unit | None) -> str:
    """The one currency of a unit; nothing where there is none, or more."""
    found = [name for name, _ in unit or () if re.fullmatch("[A-Z]{3}", name)]
    return found[0] if len(found) == 1 else ""


# The ledger as the tables tell it.


class Figure:
    """One printed number with its four readings."""

    def __init__(self, row: Row) -> None:
        self.id, self.term, self.status, self.rank = row["figure_id"], row["term"], row["status"], row["rank"]
        self.unit, self.hedges = read_unit(row["unit"]), set(row["hedges"].split())
        self.low = Fraction(row["value"])
        self.high = Fraction(row["value_upper"] or row["value"])
        self.places = {"tight": Fraction(row["place_tight"]), "loose": Fraction(row["place_loose"])}
        self.spans = {name: read_span(text) for name, text in row.items() if text[:1] in ("[", "(") and name != "term"}
        self.rate_days = row["rate_days"]
        self.is_range = bool(row["value_upper"])
        self.is_point = not self.is_range and self.hedges <= {"exact", "estimated"}

    @property
    def printed(self) -> Fraction | None:
        return None if self.is_range else self.low


class Undecided(Exception):
    """A rule that cannot be judged."""


class Sum(NamedTuple):
    """A weighted sum in which every unknown stands once; an unknown is a term, or a product ("*", Sum, Sum)."""

    weights: tuple[tuple[Any, Fraction], ...]
    constant: Fraction
    unit: Unit | None

    def plus(self, other: Sum, sign: int) -> Sum:
        if None not in (self.unit, other.unit) and self.unit != other.unit:
            raise Undecided
        found = dict(self.weights)
        for unknown, weight in other.weights:
            found[unknown] = found.get(unknown, Fraction(0)) + sign * weight
        kept = tuple((unknown, weight) for unknown, weight in found.items() if weight)
        return Sum(kept, self.constant + sign * other.constant, other.unit if self.unit is None else self.unit)

    def scaled(self, factor: Fraction, unit: Unit | None) -> Sum:
        return Sum(tuple((u, w * factor) for u, w in self.weights if factor), self.constant * factor, unit)

    def by(self, other: Sum, sign: str) -> Sum:
        unit = joint(self.unit, other.unit, 1 if sign == "*" else -1)
        if not other.weights:
            return self.scaled(other.constant if sign == "*" else 1 / other.constant, unit)
        if not self.weights and sign == "*":
            return other.scaled(self.constant, unit)
        return Sum((((sign, self, other), Fraction(1)),), Fraction(0), unit or frozenset())

    def value(self, of: Callable[[str], Span]) -> Span:
        total = point(self.constant)
        for unknown, weight in self.weights:
            total = add(total, times(unknown_value(unknown, of), point(weight)))
        return total


def unknown_value(unknown: Any, of: Callable[[str], Span]) -> Span:
    if isinstance(unknown, str):
        return of(unknown)
    sign, left, right = unknown
    one, two = left.value(of), right.value(of)
    return times(one, two if sign == "*" else inverse(two))


def each_once(left: Sum, right: Sum) -> tuple[Sum, Sum]:
    """An unknown of both sides goes to the side where its weight stays positive."""
    one, two = dict(left.weights), dict(right.weights)
    net = {unknown: one[unknown] - two[unknown] for unknown in one if unknown in two}
    sides = []
    for side, sign in ((left, 1), (right, -1)):
        weights = [(u, max(sign * net[u], Fraction(0)) if u in net else w) for u, w in side.weights]
        sides.append(side._replace(weights=tuple((u, w) for u, w in weights if w)))
    return sides[0], sides[1]


class Rule:
    """One row of rules.csv; its equation becomes a tree by Python's own grammar, terms and numbers standing by name."""

    def __init__(self, row: Row) -> None:
        self.id, self.text, self.across = row["id"], row["equation"], set(re.split("[ ,]+", row["across"]))
        self.leaves: dict[str, str] = {}
        left, self.relation, right = re.split("(<=|>=|=|<|>)", self.text)
        self.left, self.right = (self.tree(side) for side in (left, right))
        self.stated = self.leaves[self.left.id] if isinstance(self.left, ast.Name) else ""
        self.stated = "" if self.stated[:1].isdigit() else self.stated

    def tree(self, text: str) -> ast.expr:
        def leaf(match: re.Match[str]) -> str:
            self.leaves[f"x{len(self.leaves)}"] = match[0]
            return f"x{len(self.leaves) - 1}"

        return ast.parse(re.sub(rf"{TERM}|[0-9.]+(?:\s*%)?", leaf, text).strip(), mode="eval").body

    def parts(self, node: ast.expr) -> Iterator[ast.expr]:
        """The addends of a sum."""
        if isinstance(node, ast.UnaryOp):
            yield from self.parts(node.operand)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            yield from (*self.parts(node.left), *self.parts(node.right))
        else:
            yield node


class Ledger:
    """The tables of the package, and what follows from them."""

    def __init__(self, tables: dict[str, list[Row]]) -> None:
        self.figures = [Figure(row) for row in tables["readings"]]
        self.kinds = {row["id"]: row["kind"] for row in tables["measures"]}
        self.units = {row["id"]: row["unit"] for row in tables["measures"]}
        self.rules = [Rule(row) for row in tables["rules"]]
        printed = {figure.term for figure in self.figures}
        candidates = [rule for rule in self.rules if rule.stated and rule.relation == "="]
        self.terms: dict[str, set[str]] = {}  # subject.measure: its terms with their periods
        for term in (*printed, *self.unprinted(candidates, printed)):
            self.terms.setdefault(term.split("[")[0], set()).add(term)
        by_term: dict[str, list[Figure]] = {}
        for figure in self.figures:
            by_term.setdefault(figure.term, []).append(figure)
        self.prints = {term: self.taken(found) for term, found in by_term.items()}
        self.standing = {  # what sources say, a preference aside
            term: [f for f in by_term[term] if f.rank != "deprecated" and f.status in {own.status for own in taken}]
            for term, taken in self.prints.items()
        }
        self.fx: dict[str, list[tuple[str, Fraction]]] = {}
        for row in tables["fx_rates"]:
            self.fx.setdefault(row["pair"], []).append((row["date"], Fraction(row["rate"])))
        self.definitions: dict[str, Rule] = {}
        for rule in candidates:
            if self.full(rule.stated) not in printed:
                self.definitions.setdefault(self.full(rule.stated), rule)

    @staticmethod
    def unprinted(candidates: list[Rule], printed: set[str]) -> Iterator[str]:
        bare = {term.split("[")[0] for term in printed}
        for rule in candidates:
            if rule.stated not in printed and ("[" in rule.stated or rule.stated not in bare):
                yield rule.stated

    @staticmethod
    def taken(figures: list[Figure]) -> list[Figure]:
        """Deprecated ones out, preferred ones first, then the first status present."""
        kept = [f for f in figures if f.rank == "preferred"] or [f for f in figures if f.rank != "deprecated"]
        first = min((STATUSES.index(f.status) for f in kept), default=0)
        return [f for f in kept if f.status == STATUSES[first]]

    def full(self, term: str) -> str:
        """A term with its period, where it has but one."""
        terms = self.terms.get(term, set())
        return term if "[" in term or term in terms or len(terms) != 1 else next(iter(terms))

    def spell(self, term: str) -> str:
        bare = term.split("[")[0]
        return bare if len(self.terms[bare]) == 1 else term

    # The prints of one term

    def span(self, term: str, reading: str, only: dict[str, Figure]) -> Span:
        """What the prints of a term share; of a term in ``only`` the one print given there.

        What closed prints say rests on no open end: without hedges they speak alone where not all of them agree.
        """
        if term in only:
            return only[term].spans[reading]
        if term.startswith("fx "):
            return Span(*map(Fraction, term.split()[1:]))  # type: ignore[arg-type]
        return self.shared(self.prints[term], reading)

    def shared(self, figures: list[Figure], reading: str) -> Span:
        beside = reading.replace("loose", "loose_beside")
        shared = meet(*(figure.spans[beside] for figure in figures))
        closed = [figure.spans[beside] for figure in figures if not figure.hedges & OPEN]
        return meet(*closed) if reading.endswith("unhedged") and is_empty(shared) and closed else shared

    def prints_verdict(self, term: str) -> Row:
        figures = self.standing[term]
        bare = {"figures": " ".join(f.id for f in figures), "outcome": "undecided"}
        if len({figure.unit for figure in figures}) > 1:
            return bare
        pairs = itertools.combinations(figures, 2)
        one, two = max(pairs, key=lambda pair: (gap(*(f.spans["tight"] for f in pair)) or (Fraction(0), 0))[0])
        stated, computed = ((f.printed, f.spans["tight"], f.spans["loose_beside"]) for f in (one, two))
        return bare | verdict(self.prints_outcome(figures), stated, computed, one.unit)

    def prints_outcome(self, figures: list[Figure]) -> str:
        if len({(f.low, f.high) for f in figures}) == 1 and all(f.is_point for f in figures):
            return "exact"
        for reading, outcome in (("tight", "within rounding"), ("loose", "only loosely")):
            as_printed = [set(), {"estimated"}] if reading == "tight" else [set()]
            plain = {(f.places[reading], f.low) for f in figures if f.hedges in as_printed and not f.is_range}
            if len(plain) == len({place for place, _ in plain}) and not is_empty(self.shared(figures, reading)):
                return outcome
        return "contradicted"

    def dispute(self, term: str) -> str:
        """How the prints of a term disagree; nothing where they agree when narrow."""
        if len(self.prints.get(term, ())) < 2:
            return ""
        one_unit = len({figure.unit for figure in self.prints[term]}) == 1
        outcome = self.prints_outcome(self.prints[term]) if one_unit else "undecided"
        return outcome if outcome in ("only loosely", "contradicted", "undecided") else ""

    # The rules

    def verdicts(self) -> dict[str, Row]:
        """Every verdict by its id."""
        several = [term for term, figures in self.standing.items() if len(figures) > 1]
        found = {f"prints:{self.spell(t)}": self.prints_verdict(t) | {"rule": "", "equation": ""} for t in several}
        for rule in self.rules:
            defines = bool(rule.stated) and self.definitions.get(self.full(rule.stated)) is rule
            for only in [{}] if defines else self.single_prints(rule):
                judged = self.judge(rule, only, defines)
                if not defines or "unit" not in judged:
                    name = "@".join([rule.id, *(figure.id for figure in only.values())])
                    found[name] = judged | {"rule": rule.id, "equation": rule.text}
        return found

    def single_prints(self, rule: Rule) -> list[dict[str, Figure]]:
        """One print of every term whose prints agree only loosely: all combinations, up to a limit."""
        disputed = [term for term in self.rests_on(rule) if self.dispute(term) == "only loosely"]
        combinations = itertools.product(*(self.prints[term] for term in disputed))
        found = list(itertools.islice(combinations, MOST_COMBINATIONS + 1))
        return [{f.term: f for f in one} for one in found] if len(found) <= MOST_COMBINATIONS else [{}]

    def computed(self) -> dict[str, Row]:
        """Every figure that a rule defines and nobody printed, by its term."""
        found = {}
        for term, rule in self.definitions.items():
            judged = self.judge(rule, {}, True)
            if "unit" in judged:
                found[self.spell(term)] = judged | {"rule": rule.id, "equation": rule.text}
        return found

    def rests_on(self, rule: Rule) -> list[str]:
        """The printed terms behind a rule, definitions expanded, each once."""
        found: dict[str, None] = {}
        for leaf in rule.leaves.values():
            term = self.full(leaf)
            if self.prints.get(term):
                found[term] = None
            elif self.definitions.get(term, rule) is not rule:
                found.update(dict.fromkeys(self.rests_on(self.definitions[term])))
        return list(found)

    def judge(self, rule: Rule, only: dict[str, Figure], defines: bool) -> Row:
        figures = [f for t in self.rests_on(rule) for f in ([only[t]] if t in only else self.prints[t])]
        bare = {"figures": " ".join(f.id for f in figures), "outcome": "undecided"}
        try:
            self.must_compare(rule)
            if any(self.dispute(t) == "only loosely" and t not in only for t in self.rests_on(rule)):
                raise Undecided
            right = self.sum(rule.right, rule)
            left = right if defines else self.sum(rule.left, rule)
            left.plus(right, -1)
            if defines and right.unit is not None and not self.fits(right.unit, rule):
                raise Undecided
            if not defines:
                left, right = each_once(left, right)
            stated, computed = (self.side(side, figures, only) for side in (left, right))
            outcome = "exact" if defines else self.outcome(rule, left, right, stated, computed, figures, only)
        except (Undecided, ZeroDivisionError):
            return bare
        unit = left.unit if left.unit is not None else right.unit
        return bare | verdict(outcome, stated, computed, unit or frozenset())

    def must_compare(self, rule: Rule) -> None:
        """Sums and comparisons do not mix kinds, statuses or periods, unless `across` names it."""
        waiting: list[list[ast.expr]] = [[rule.left, rule.right]]
        while waiting:
            group = [part for side in waiting.pop() for part in rule.parts(side)]
            waiting += [[side] for part in group if isinstance(part, ast.BinOp) for side in (part.left, part.right)]
            met = self.aspects(group, rule)
            if any(len(values) > 1 and aspect not in rule.across for aspect, values in met.items()):
                raise Undecided

    def aspects(self, group: list[ast.expr], rule: Rule) -> dict[str, set[str]]:
        """Kinds, statuses and periods of the terms of a sum; a derived term brings those of its definition."""
        met: dict[str, set[str]] = {"kind": set(), "status": set(), "period": set()}
        for part in group:
            leaf = rule.leaves[part.id] if isinstance(part, ast.Name) else "1"
            if not leaf[0].isdigit():
                term, names_period = self.full(leaf), "[" in leaf
                met["kind"].add(self.kinds[term.split("[")[0].split(".")[1]])
                met["status"] |= {figure.status for figure in self.prints.get(term, [])[:1]}
                met["period"] |= set() if names_period else {term.partition("[")[2].rstrip("]")}
                for aspect, values in self.brought(term).items():
                    met[aspect] |= set() if aspect == "period" and names_period else values
        return {aspect: values - {""} for aspect, values in met.items()}

    def brought(self, term: str) -> dict[str, set[str]]:
        definition = self.definitions.get(term)
        if definition is None:
            return {}
        met = self.aspects(list(definition.parts(definition.right)), definition)
        return {aspect: met[aspect] for aspect in ("status", "period") if aspect not in definition.across}

    def fits(self, unit: Unit, rule: Rule) -> bool:
        """Whether a definition comes to the unit of its measure, money standing for any currency."""
        wanted = self.units[rule.stated.split("[")[0].split(".")[1]]
        currencies = [name for name, _ in unit if re.fullmatch("[A-Z]{3}", name)] or ["money"]
        return any(unit == read_unit(wanted.replace("money", name).replace("percent", "1")) for name in currencies)

    def sum(self, node: ast.expr, rule: Rule) -> Sum:
        if isinstance(node, ast.UnaryOp):
            return Sum((), Fraction(0), None).plus(self.sum(node.operand, rule), -1)
        if isinstance(node, ast.BinOp):
            left, right = self.sum(node.left, rule), self.sum(node.right, rule)
            if isinstance(node.op, ast.Add | ast.Sub):
                return left.plus(right, 1 if isinstance(node.op, ast.Add) else -1)
            return left.by(right, "*" if isinstance(node.op, ast.Mult) else "/")
        leaf = rule.leaves[node.id]  # type: ignore[attr-defined]
        if leaf[0].isdigit():
            return Sum((), Fraction(leaf.rstrip("% ")) / (100 if leaf.endswith("%") else 1), None)
        found = self.term(self.full(leaf), rule)
        return self.told(found, self.full(leaf), rule) if "currency" in rule.across else found

    def told(self, found: Sum, term: str, rule: Rule) -> Sum:
        """An amount in the currency of the rule's first one, at the rates of the days its prints stand for."""
        amounts = [self.full(leaf) for leaf in rule.leaves.values() if not leaf[0].isdigit()]
        others = [self.term(name, rule) for name in amounts if self.definitions.get(name) is not rule]
        target, own = next(filter(None, (currency(other.unit) for other in others)), ""), currency(found.unit)
        power = dict(found.unit or ()).get(own, 0)
        if abs(power) != 1 or own == target:
            return found
        behind = [term, *(self.rests_on(self.definitions[term]) if term in self.definitions else ())]
        figures = [f for name in behind for f in self.prints.get(name, ()) if currency(f.unit) == own]
        spans = [f.rate_days.split("/") for f in figures if f.rate_days]
        for base, quoted in ((target, own), (own, target)):
            known = self.fx.get(f"{base}/{quoted}", [])
            rates = [[rate for date, rate in known if first <= date <= last] for first, last in spans]
            if rates and all(rates) and len(spans) == len(figures):
                low, high = min(map(min, rates)), max(map(max, rates))
                unit = joint(read_unit(quoted), read_unit(base), -1)
                unknown = ((f"fx {low} {high}", Fraction(1)),)
                rate = Sum((), low, unit) if low == high else Sum(unknown, Fraction(0), unit)
                return found.by(rate, "*" if (own == base) == (power > 0) else "/")
        raise Undecided

    def term(self, term: str, rule: Rule) -> Sum:
        """A printed term as an unknown (a fixed one as its number), a defined one as its definition."""
        if self.prints.get(term):
            if self.dispute(term) in ("contradicted", "undecided"):
                raise Undecided
            unit = self.prints[term][0].unit
            spans = {figure.spans[reading] for figure in self.prints[term] for reading in ("tight", "loose")}
            fixed = next(iter(spans))
            if len(spans) == 1 and fixed.low == fixed.high and isinstance(fixed.low, Fraction):
                return Sum((), fixed.low, unit)
            return Sum(((term, Fraction(1)),), Fraction(0), unit)
        definition = self.definitions.get(term, rule)
        if definition is rule:
            raise Undecided
        self.must_compare(definition)
        return self.sum(definition.right, definition)

    def side(self, side: Sum, figures: list[Figure], only: dict[str, Figure]) -> tuple[Fraction | None, Span, Span]:
        """One side as printed, on the narrow and on the wide reading."""
        printed: dict[str, Span] = {}
        for figure in figures:
            own = Span(figure.low, figure.high)
            printed[figure.term] = hull(printed.get(figure.term, own), own)
        try:
            value = side.value(lambda term: printed[term] if term in printed else self.span(term, "tight", {}))
        except ZeroDivisionError:
            value = Span(-INFINITY, INFINITY)
        tight, loose = (side.value(lambda term, r=r: self.span(term, r, only)) for r in ("tight", "loose"))  # type: ignore[misc]
        return (value.low if value.low == value.high else None), tight, loose  # type: ignore[return-value]

    def outcome(
        self,
        rule: Rule,
        left: Sum,
        right: Sum,
        stated: Any,
        computed: Any,
        figures: list[Figure],
        only: dict[str, Figure],
    ) -> str:
        for at, reading, outcome in ((1, "tight", "within rounding"), (2, "loose", "only loosely")):
            if not can_hold(stated[at], rule.relation, computed[at]):
                continue
            if rule.relation == "=" and not self.meet_unhedged(left, right, f"{reading}_unhedged", only):
                return "undecided"
            points = all(f.is_point for f in figures) and stated[0] is not None and stated[0] == computed[0]
            exact = points if rule.relation == "=" else must_hold(stated[1], rule.relation, computed[1])
            return "exact" if reading == "tight" and exact else outcome
        return "contradicted"

    def meet_unhedged(self, left: Sum, right: Sum, reading: str, only: dict[str, Figure]) -> bool:
        """Whether the sides meet without the open hedges; a divisor that becomes 0 separates them."""
        try:
            one, two = (side.value(lambda term: self.span(term, reading, only)) for side in (left, right))
        except ZeroDivisionError:
            return False
        return not is_empty(meet(one, two))


# Verdicts as rows of verdicts.csv


def verdict(outcome: str, stated: Any, computed: Any, unit: Unit) -> Row:
    """The numbers of a verdict, written as the table writes them."""
    row = {"outcome": outcome, "unit": spell_unit(unit)}
    for name, (printed, tight, loose) in (("stated", stated), ("computed", computed)):
        row |= {f"{name}_printed": write(printed)}
        row |= {f"{name}_tight_low": write(tight.low), f"{name}_tight_high": write(tight.high)}
        row |= {f"{name}_loose_low": write(loose.low), f"{name}_loose_high": write(loose.high)}
    apart = gap(stated[1], computed[1]) if outcome in ("only loosely", "contradicted") else None
    row |= {"gap_low": write(apart and apart[0]), "gap_high": write(apart and apart[1])}
    both = stated[0] is not None and computed[0] is not None
    widths = stated[1].high - stated[1].low + computed[1].high - computed[1].low
    return row | {"printed_gap": write(stated[0] - computed[0]) if both else "", "power": write(widths / 2)}


def write(value: Number | None) -> str:
    """Decimal digits where the number has a last one, else those of the nearest float; nothing for an open end."""
    if value is None or not isinstance(value, Fraction):
        return ""
    rest, places = value.denominator, 0
    while rest % 10 == 0 or rest % 5 == 0 or rest % 2 == 0:
        rest = rest // 10 if rest % 10 == 0 else rest // 5 if rest % 5 == 0 else rest // 2
        places += 1
    if rest != 1:
        return repr(float(value))
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


# What differs


def tables_of(data: dict[str, bytes]) -> dict[str, list[Row]]:
    """The tables as rows; an apostrophe that guards a text against spreadsheets is taken off."""
    guarded = re.compile(r"'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
    tables = {}
    for resource in json.loads(data["datapackage.json"])["resources"]:
        rows = csv.DictReader(io.StringIO(data[resource["path"]].decode("utf-8"), newline=""), strict=True)
        tables[resource["name"]] = [{k: v[1:] if guarded.match(v) else v for k, v in row.items()} for row in rows]
    return tables


def hash_differences(package: dict[str, Any], data: dict[str, bytes]) -> Iterator[str]:
    for file in (*package["resources"], *package["files"]):
        name, content = file["path"], data.get(file["path"])
        if content is None:
            yield f"{name}: the file is not there"
        elif (file["hash"], file["bytes"]) != ("sha256:" + hashlib.sha256(content).hexdigest(), len(content)):
            yield f"{name}: not the published bytes"


def row_differences(table: str, published: dict[str, Row], judged: dict[str, Row]) -> Iterator[str]:
    """Rows on one side only, and cells that differ; a column that was not judged is passed over."""
    for name in (*published, *(name for name in judged if name not in published)):
        if name not in judged or name not in published:
            what = "nothing in the tables leads to it" if name in published else "the row is not there"
            yield f"{table}: {name}: {what}"
            continue
        row = published[name]
        if "unit" in row:
            row = row | {"unit": spell_unit(read_unit(row["unit"]))}
        for column, cell in row.items():
            due = judged[name].get(column, "" if "outcome" in judged[name] and column in NUMBERS else cell)
            if cell != due:
                yield f"{table}: {name}: {column} is {cell or 'empty'}, should be {due or 'empty'}"


NOTHING = (None, point(Fraction(0)), point(Fraction(0)))
NUMBERS = [column for column in verdict("", NOTHING, NOTHING, frozenset()) if column != "outcome"]


def figure_rows(ledger: Ledger, tables: dict[str, list[Row]], verdicts: dict[str, Row]) -> dict[str, Row]:
    """What figures.csv must say of each figure."""
    found = {}
    parts: dict[str, list[str]] = {}
    for name, judged in verdicts.items():
        for figure_id in judged["figures"].split():
            parts.setdefault(figure_id, []).append(f"{name}: {judged['outcome']}")
    for figure, row in zip(ledger.figures, tables["readings"], strict=True):
        due = {"figure_id": figure.id, "term": ledger.spell(figure.term), "status": figure.status, "rank": figure.rank}
        due |= {"value": write(figure.low), "value_upper": write(figure.high) if figure.is_range else ""}
        due |= {"unit": spell_unit(figure.unit), "hedge": (row["hedges"].split() or ["none"])[-1]}
        for name in ("tight", "loose"):
            span, text = figure.spans[name], row[name]
            due |= {f"{name}_low": write(span.low), f"{name}_high": write(span.high)}
            due |= {f"{name}_ends": text[0] + text[-1]}
        found[figure.id] = due | {"verdicts": "; ".join(sorted(parts.get(figure.id, [])))}
    return found


def differences(data: dict[str, bytes]) -> Iterator[str]:
    """All that differs between the package and what follows from its own tables."""
    yield from hash_differences(json.loads(data["datapackage.json"]), data)
    tables = tables_of(data)
    ledger = Ledger(tables)
    verdicts = ledger.verdicts()
    causes = {row["verdict"]: row["cause"] for row in tables["explanations"]}
    for name, found in verdicts.items():
        doubtful = found["outcome"] in ("only loosely", "contradicted")
        found["explained"] = causes.get(name, "") if doubtful else ""
    yield from row_differences("verdicts.csv", {row["verdict_id"]: row for row in tables["verdicts"]}, verdicts)
    computed = {term: as_computed(row) for term, row in ledger.computed().items()}
    published = {row["term"]: row for row in tables["computed_figures"]}
    yield from row_differences("computed_figures.csv", published, computed)
    figures = {
        row["figure_id"]: row | {"verdicts": "; ".join(sorted(filter(None, row["verdicts"].split("; "))))}
        for row in tables["figures"]
    }
    yield from row_differences("figures.csv", figures, figure_rows(ledger, tables, verdicts))


def as_computed(row: Row) -> Row:
    """A verdict's computed side as a row of computed_figures.csv."""
    due = {name.removeprefix("computed_"): cell for name, cell in row.items() if name.startswith("computed_")}
    due["value"] = due.pop("printed")
    return due | {name: row[name] for name in ("unit", "rule", "equation", "figures")}


def read(place: Path) -> dict[str, bytes]:
    """Every file of a folder or a zip by name."""
    if place.is_dir():
        return {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    with zipfile.ZipFile(place) as package:
        return {name: package.read(name) for name in package.namelist()}


def main(arguments: list[str]) -> int:
    place = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        data = read(place)
        package = data["datapackage.json"]
    except (OSError, KeyError, zipfile.BadZipFile):
        print(f"there is no package at {place}", file=sys.stderr)
        return 2
    try:
        found = list(differences(data))
    except (KeyError, ValueError, SyntaxError, AttributeError, csv.Error) as fault:
        found = [*hash_differences(json.loads(package), data), f"the tables cannot be judged: {fault!r}"]
    for line in found:
        print(line)
    if not found:
        counts = {name: len(rows) for name, rows in tables_of(data).items()}
        print(f"{counts['verdicts']} verdicts on {counts['figures']} figures: judged once more, nothing differs")
        print(f"datapackage.json has the SHA-256 {hashlib.sha256(package).hexdigest()}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
