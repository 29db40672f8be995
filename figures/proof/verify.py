"""Judge every verdict of this package once more, from its printed numbers and its rules, and re-check every hash.

    python3 verify.py [FOLDER or ZIP]

needs Python 3.11 and nothing else. Exit code 0: all as published; 1: says what differs; 2: no package there.
readings.csv holds every printed number with its places and hedges, hedges.csv how far a hedge opens a number,
rules.csv the equations. Intervals are worked out anew from these, and outcomes from the intervals:

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
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cache, partial
from math import ceil, floor, inf
from pathlib import Path
from typing import Any, NamedTuple

Row = dict[str, str]
Number = Fraction | float  # float: only minus and plus infinity, the open ends
End = tuple[Number, int]  # a value, and 1 or -1 where the span begins just above it or ends just below it
Unit = frozenset[tuple[str, int]]  # what is counted, each with its power: EUR/year is EUR 1, year -1
Mix = frozenset[tuple[str, str]]  # kinds, statuses and periods: ("kind", "stock")
ZERO, ONE, TOP = Fraction(0), Fraction(1), (inf, -1)
STATUSES = ["actual", "announced", "planned", "expected", "hoped"]
DISCREPANCIES = ("only loosely", "contradicted")
MOST_COMBINATIONS = 64
TERM = r"[a-z]\w*\.[a-z]\w*(?:\[[^\]]*\])?"


class Side(NamedTuple):
    """One side of a verdict: as printed, on the narrow and on the wide reading."""

    printed: Fraction | None
    tight: Span
    loose: Span


class Undecided(Exception):
    """Something that cannot be judged."""


# Intervals


class Span(NamedTuple):
    """All numbers between two ends. Ends are ordered as tuples are, so that a span is empty where low > high."""

    low: End
    high: End


EMPTY = Span((ZERO, 1), (ZERO, -1))


def between(low: Fraction, high: Fraction) -> Span:
    return Span((low, 0), (high, 0))


def meet(spans: Iterable[Span]) -> Span:
    lows, highs = zip(*spans, strict=True)
    return Span(max(lows), min(highs))


def add(a: Span, b: Span) -> Span:
    if a.low > a.high or b.low > b.high:
        return EMPTY
    return Span((a.low[0] + b.low[0], a.low[1] | b.low[1]), (a.high[0] + b.high[0], a.high[1] | b.high[1]))


def times(a: Span, b: Span) -> Span:
    """The extremes of all four products; nothing times an open end is nothing."""
    if a.low > a.high or b.low > b.high:
        return EMPTY
    found: list[tuple[Number, bool]] = []  # each product, and whether it is left out
    for (x, x_out), (y, y_out) in itertools.product(a, b):
        reached = (x == 0 and not x_out) or (y == 0 and not y_out)
        found.append((x * y, bool(x_out or y_out)) if x and y else (ZERO, not reached))
    low, high = min(found), max((value, not out) for value, out in found)
    return Span((low[0], int(low[1])), (high[0], int(high[1]) - 1))


def inverse(a: Span) -> Span:
    if a.low > a.high:
        return EMPTY
    if a.low <= (0, 0) <= a.high:
        raise ZeroDivisionError
    (low, low_out), (high, high_out) = a
    first = -inf if high == 0 else ZERO if high == inf else 1 / high
    last = inf if low == 0 else ZERO if low == -inf else 1 / low
    return Span((first, -high_out), (last, -low_out))


def gap(a: Span, b: Span) -> tuple[Number, Number] | None:
    """Smallest and largest distance of two spans, None where they meet."""
    low, high = a.low[0] - b.high[0], a.high[0] - b.low[0]
    return None if can_hold(a, "=", b) else (low, high) if low >= 0 else (-high, -low)


def can_hold(a: Span, relation: str, b: Span) -> bool:
    """True where a number of each satisfies the relation."""
    if ">" in relation:
        return can_hold(b, relation.replace(">", "<"), a)
    if relation == "=":
        return max(a.low, b.low) <= min(a.high, b.high)
    return a.low <= b.high if relation == "<=" else a.low[0] < b.high[0]


# A printed number and its readings


def opened(policy: Row, ends: Span, rounded: Span, wide: bool) -> Span:
    """What one hedge makes of a number with these ends and this rounding."""
    (low, low_out), (high, high_out) = ends
    width = Fraction(policy["loose" if wide else "tight"])
    wider = [
        (end + sign * width * abs(end) if isinstance(end, Fraction) else end, out)
        for (end, out), sign in zip(ends, (-1, 1), strict=True)
    ]
    zero = (ZERO, 0) if low > 0 else (-inf, 1)
    short = Span(wider[0], (high, -1)) if high > 0 else Span((low, 1), wider[1])  # nearly -100 lies above -100
    return {
        "as printed": rounded,
        "point": ends,
        "around": Span(min(rounded.low, wider[0]), max(rounded.high, wider[1])),
        "above": Span((low, 1), TOP),
        "from": Span(ends.low, TOP),
        "below": Span(zero, (high, -1)),
        "up to": Span(zero, ends.high),
        "short of": ends if inf in (-low, high) else short,
    }[policy["shape"]]


def whole(span: Span) -> Span:
    """Snapped inward to whole numbers; nearly 5 sites are 4, where a small width holds no whole number."""
    (low, low_out), (high, high_out) = span
    first = span.low if low == -inf else (Fraction(floor(low) + 1 if low_out else ceil(low)), 0)
    last = span.high if high == inf else (Fraction(ceil(high) - 1 if high_out else floor(high)), 0)
    return Span(first if first <= last else last, last)


class Figure:
    """One printed number, two where it is a range, with its last printed and last counted places and its hedges."""

    def __init__(self, row: Row, policies: dict[str, Row]) -> None:
        self.id, self.term, self.status, self.rank = row["figure_id"], row["term"], row["status"], row["rank"]
        self.unit, self.hedges, self.policies = read_unit(row["unit"]), row["hedges"].split(), policies
        self.low, self.high = Fraction(row["value"]), Fraction(row["value_upper"] or row["value"])
        names = ("place", "place_counted")
        self.places = [(Fraction(row[name]), Fraction(row[f"{name}_upper"] or row[name])) for name in names]
        self.is_whole = bool(row["counts"]) and self.low.denominator == self.high.denominator == 1
        self.is_range, self.rate_days = self.low != self.high, row["rate_days"]
        self.is_point = not self.is_range and {*self.hedges} <= {"exact", "estimated"}
        self.is_open = any(self.opens(code) for code in self.hedges)

    def opens(self, code: str) -> bool:
        return self.policies[code]["shape"] in ("above", "from", "below", "up to")

    def span(self, wide: bool, unhedged: bool = False, hedges: Iterable[str] | None = None) -> Span:
        """The narrow or the wide reading; ``unhedged``: without the hedges that leave an end open."""
        ends = rounded = between(self.low, self.high)
        if wide or not self.is_range:
            below, above = self.places[wide]
            rounded = between(self.low - below / 2, self.high + above / 2)
        for code in self.hedges if hedges is None else hedges:
            if not (unhedged and self.opens(code)):
                ends = rounded = opened(self.policies[code], ends, rounded, wide)
        return whole(rounded) if self.is_whole else rounded


def read_unit(text: str) -> Unit:
    powers: dict[str, int] = {}
    for sign, name, power in re.findall(r"(^|[*/])([^*/]+)(?:\*\*(\d+))?", text):
        powers[name] = powers.get(name, 0) + int(power or 1) * (-1 if sign == "/" else 1)
    return frozenset((name, power) for name, power in powers.items() if name != "1" and power)


def currency(unit: Unit | None) -> str:
    """The one currency of a unit; nothing where there is none, or more."""
    found = [name for name, _ in unit or () if re.fullmatch("[A-Z]{3}", name)]
    return found[0] if len(found) == 1 else ""


def write_unit(unit: Unit) -> str:
    return " ".join(f"{name}^{power}" for name, power in sorted(unit))


# Equations


class Sum(NamedTuple):
    """Unknowns, each once with its weight: "" is the number 1, others are terms and products (sign, left, right).

    ``unit`` is None for bare numbers, which take the unit they are added to; ``mix`` holds the kinds, statuses and
    periods of what is added, ``groups`` those of the sums inside its products.
    """

    weights: tuple[tuple[Any, Fraction], ...] = ()
    unit: Unit | None = None
    mix: Mix = frozenset()
    groups: frozenset[Mix] = frozenset()

    @property
    def constant(self) -> Fraction | None:
        """The number it comes to, None where an unknown is left."""
        return dict(self.weights).get("", ZERO) if {*dict(self.weights)} <= {""} else None

    def plus(self, other: Sum, sign: int) -> Sum:
        if None not in (self.unit, other.unit) and self.unit != other.unit:
            raise Undecided
        found = dict(self.weights)
        for unknown, weight in other.weights:
            found[unknown] = found.get(unknown, ZERO) + sign * weight
        unit = other.unit if self.unit is None else self.unit
        return Sum(kept(found), unit, self.mix | other.mix, self.groups | other.groups)

    def joined(self, other: Sum, sign: int) -> Sum:
        """Product (sign 1) or quotient (-1): one unknown, unless a factor is a number."""
        powers = dict(self.unit or ())
        for name, power in other.unit or ():
            powers[name] = powers.get(name, 0) + sign * power
        unit: Unit | None = frozenset((name, power) for name, power in powers.items() if power)
        found: dict[Any, Fraction] = {(sign, self.weights, other.weights): ONE}
        if other.constant is not None:
            found = {unknown: weight * other.constant**sign for unknown, weight in self.weights}
        elif self.constant is not None and sign == 1:
            found = {unknown: weight * self.constant for unknown, weight in other.weights}
        if self.unit is other.unit is None:
            unit = None
        return Sum(kept(found), unit, groups=self.groups | other.groups | {self.mix, other.mix})


def kept(weights: dict[Any, Fraction]) -> tuple[tuple[Any, Fraction], ...]:
    """Without what weighs nothing, the number first, so that equal sums have equal weights."""
    return tuple(sorted((item for item in weights.items() if item[1]), key=lambda item: item[0] != ""))


def value(weights: Any, of: Callable[[str], Span]) -> Span:
    """What a weighted sum comes to, given a span for every term."""
    total = between(ZERO, ZERO)
    for unknown, weight in weights:
        found = between(ONE, ONE)
        if isinstance(unknown, tuple):
            sign, left, right = unknown
            divisor = value(right, of)
            found = times(value(left, of), divisor if sign == 1 else inverse(divisor))
        elif unknown.startswith("fx "):
            found = between(*map(Fraction, unknown.split()[1:]))
        elif unknown:
            found = of(unknown)
        total = add(total, times(found, between(weight, weight)))
    return total


def each_once(left: Sum, right: Sum) -> tuple[Sum, Sum]:
    """What both sides hold of an unknown is taken off both."""
    one, two = dict(left.weights), dict(right.weights)
    shared = Sum(kept({unknown: min(one[unknown], two[unknown]) for unknown in one if unknown and unknown in two}))
    return left.plus(shared, -1), right.plus(shared, -1)


class Rule:
    """One row of rules.csv."""

    def __init__(self, row: Row) -> None:
        self.id, self.text, self.across = row["id"], row["equation"], {*re.split("[ ,]+", row["across"])}
        self.left, self.relation, self.right = re.split("(<=|>=|=|<|>)", self.text)
        self.terms = re.findall(TERM, self.text)
        self.stated = self.left.strip() if re.fullmatch(TERM, self.left.strip()) else ""

    def sum(self, side: str, term: Callable[[str], Sum]) -> Sum:
        """A side as a sum: Python's own grammar reads it, terms and numbers standing by name."""
        names: dict[str, str] = {}
        plain = re.sub(rf"{TERM}|[0-9.]+(?:\s*%)?", lambda match: names.setdefault(match[0], f"x{len(names)}"), side)
        leaves = {name: term(text) for text, name in names.items()}

        def walk(node: Any) -> Sum:
            if isinstance(node, ast.UnaryOp):
                return Sum().plus(walk(node.operand), -1)
            if isinstance(node, ast.Name):
                return leaves[node.id]
            left, right, sign = walk(node.left), walk(node.right), 1 if isinstance(node.op, ast.Add | ast.Mult) else -1
            return left.plus(right, sign) if isinstance(node.op, ast.Add | ast.Sub) else left.joined(right, sign)

        return walk(ast.parse(plain.strip(), mode="eval").body)

    def must_compare(self, found: Sum) -> None:
        """Sums and comparisons do not mix kinds, statuses or periods, unless `across` names it."""
        for group in (found.mix, *found.groups):
            named = [aspect for aspect, word in group if word and aspect not in self.across]
            if len(named) > len({*named}):
                raise Undecided


# The prints of one term


def taken(figures: list[Figure]) -> list[Figure]:
    """Deprecated ones out, preferred ones first, then the first status present."""
    ranked = [f for f in figures if f.rank == "preferred"] or [f for f in figures if f.rank != "deprecated"]
    first = min((STATUSES.index(f.status) for f in ranked), default=0)
    return [f for f in ranked if f.status == STATUSES[first]]


def stands(figure: Figure, prints: list[Figure]) -> bool:
    """Whether a source says this beside the prints of a term: a preference settles a dispute, it hides none."""
    return figure.rank != "deprecated" and figure.status in {other.status for other in prints}


def shared(figures: list[Figure], wide: bool, unhedged: bool = False) -> Span:
    """What the prints of a term share; without open hedges, closed prints speak alone where not all agree."""
    spans = [beside(figure, figures, wide, unhedged) for figure in figures]
    closed = [span for span, figure in zip(spans, figures, strict=True) if not figure.is_open]
    found = meet(spans)
    return meet(closed) if unhedged and closed and found.low > found.high else found


def beside(figure: Figure, figures: list[Figure], wide: bool, unhedged: bool = False) -> Span:
    """A print beside others: on the wide reading with the widest hedge printed for its value."""
    group = (
        taken(figures) if figure in taken(figures) else figures
    )  # what a preferred print keeps out stands beside all
    alike = [other for other in group if (other.low, other.high) == (figure.low, figure.high)]
    spans = [figure.span(wide, unhedged, other.hedges if wide else None) for other in alike]
    return max(spans, key=lambda span: span.high[0] - span.low[0])


def prints_verdict(figures: list[Figure]) -> Row:
    """All prints of a term; the sides are the two that lie farthest apart."""
    bare = {"figures": " ".join(f.id for f in figures), "outcome": "undecided", "rule": "", "equation": ""}
    if len({figure.unit for figure in figures}) > 1:
        return bare
    pairs = itertools.combinations(figures, 2)
    pair = max(pairs, key=lambda pair: (gap(pair[0].span(False), pair[1].span(False)) or (ZERO, ZERO))[0])
    sides = [Side(None if f.is_range else f.low, f.span(False), beside(f, figures, True)) for f in pair]
    return bare | verdict(prints_outcome(figures), sides[0], sides[1], figures[0].unit)


def prints_outcome(figures: list[Figure]) -> str:
    if len({(f.low, f.high) for f in figures}) == 1 and all(f.is_point for f in figures):
        return "exact"
    for wide, outcome in ((False, "within rounding"), (True, "only loosely")):
        unmoved = [[]] if wide else [[], ["estimated"]]  # the hedges that leave a number as printed
        plain = {(f.places[wide][0], f.low) for f in figures if f.hedges in unmoved and not f.is_range}
        found = shared(figures, wide)
        if len(plain) == len({place for place, _ in plain}) and found.low <= found.high:
            return outcome
    return "contradicted"


# The rules


class Ledger:
    """The tables of the package, and what follows from them."""

    def __init__(self, tables: dict[str, list[Row]]) -> None:
        policies = {row["hedge"]: row for row in tables["hedges"]}
        self.figures = [Figure(row, policies) for row in tables["readings"]]
        self.measures = {row["id"]: row for row in tables["measures"]}
        self.rates = [(row["pair"], row["date"], Fraction(row["rate"])) for row in tables["fx_rates"]]
        rules = [Rule(row) for row in tables["rules"]]
        by_term: dict[str, list[Figure]] = {}
        for figure in self.figures:
            by_term.setdefault(figure.term, []).append(figure)
        self.prints = {term: taken(figures) for term, figures in by_term.items()}
        candidates = [rule for rule in rules if rule.stated and rule.relation == "="]
        bare = {term.split("[")[0] for term in by_term}
        unprinted = [rule.stated for rule in candidates if "[" in rule.stated or rule.stated not in bare]
        self.terms: dict[str, set[str]] = {}  # subject.measure: its terms with their periods
        for term in (*by_term, *unprinted):
            self.terms.setdefault(term.split("[")[0], set()).add(term)
        self.definitions: dict[str, Rule] = {}
        for rule in candidates:
            if self.full(rule.stated) not in by_term:
                self.definitions.setdefault(self.full(rule.stated), rule)
        self.defined = cache(self.definition)
        self.outcomes = {term: prints_verdict(f)["outcome"] for term, f in self.prints.items() if len(f) > 1}
        standing = {term: [f for f in by_term[term] if stands(f, figures)] for term, figures in self.prints.items()}
        several = {term: prints_verdict(figures) for term, figures in standing.items() if len(figures) > 1}
        self.verdicts = {f"prints:{self.spell(term)}": row for term, row in several.items()}
        self.computed: dict[str, Row] = {}
        for rule in rules:
            self.judge_all(rule)

    def full(self, term: str) -> str:
        """A term with its period, where it has but one."""
        terms = self.terms.get(term, set())
        return term if "[" in term or term in terms or len(terms) != 1 else next(iter(terms))

    def spell(self, term: str) -> str:
        bare = term.split("[")[0]
        return bare if len(self.terms[bare]) == 1 else term

    def measure(self, term: str) -> Row:
        return self.measures[term.split("[")[0].split(".")[1]]

    def judge_all(self, rule: Rule) -> None:
        """A computed figure, or one verdict; one a print where the prints of a term agree only loosely."""
        term = self.full(rule.stated)
        if self.definitions.get(term) is rule:
            judged = self.judge(rule, {})
            if "unit" in judged:
                self.computed[self.spell(term)] = judged
            else:
                self.verdicts[rule.id] = judged
            return
        disputed = [term for term in self.rests_on(rule) if self.outcomes.get(term) == "only loosely"]
        combinations = itertools.product(*(self.prints[term] for term in disputed))
        chosen = list(itertools.islice(combinations, MOST_COMBINATIONS + 1))
        for figures in chosen if len(chosen) <= MOST_COMBINATIONS else [()]:
            name = "@".join([rule.id, *(figure.id for figure in figures)])
            self.verdicts[name] = self.judge(rule, {figure.term: [figure] for figure in figures})

    def rests_on(self, rule: Rule) -> list[str]:
        """The printed terms behind a rule, definitions expanded, each once."""
        found: dict[str, None] = {}
        for term in map(self.full, rule.terms):
            if self.prints.get(term):
                found[term] = None
            elif self.definitions.get(term, rule) is not rule:
                found.update(dict.fromkeys(self.rests_on(self.definitions[term])))
        return list(found)

    def judge(self, rule: Rule, chosen: dict[str, list[Figure]]) -> Row:
        """A row of verdicts.csv; of a definition both sides are its right one."""
        terms, prints = self.rests_on(rule), self.prints | chosen
        figures = [figure for term in terms for figure in prints[term]]
        names = " ".join(figure.id for figure in figures)
        bare = {"figures": names, "outcome": "undecided", "rule": rule.id, "equation": rule.text}
        defines = self.definitions.get(self.full(rule.stated)) is rule
        try:
            if any(self.outcomes.get(term) == "only loosely" and term not in chosen for term in terms):
                raise Undecided
            if defines:
                left = right = self.defined(self.full(rule.stated))
            else:
                left, right = (rule.sum(text, self.reader(rule)) for text in (rule.left, rule.right))
                rule.must_compare(left.plus(right, -1))
                left, right = each_once(left, right)
            stated, computed = side(left, figures, prints), side(right, figures, prints)
            found = "exact" if defines else outcome(rule, stated, computed, figures)
            if rule.relation == "=" and found != "contradicted" and not defines:
                found = found if meet_unhedged(left, right, prints, found == "only loosely") else "undecided"
        except (Undecided, ZeroDivisionError):
            return bare
        unit = left.unit if left.unit is not None else right.unit
        return bare | verdict(found, stated, computed, unit or frozenset())

    def definition(self, term: str) -> Sum:
        """What the rule that defines a term says of it, in the unit of its measure (money: any currency)."""
        rule, measure = self.definitions[term], self.measure(term)
        found = rule.sum(rule.right, self.reader(rule))
        own = {("kind", measure["kind"]), ("period", "" if "[" in rule.stated else period(term))}
        rule.must_compare(found._replace(mix=found.mix | own))
        currencies = [name for name, _ in found.unit or () if re.fullmatch("[A-Z]{3}", name)] or ["money"]
        wanted = [read_unit(measure["unit"].replace("money", name).replace("percent", "1")) for name in currencies]
        if found.unit is not None and found.unit not in wanted:
            raise Undecided
        return found

    def reader(self, rule: Rule) -> Callable[[str], Sum]:
        """How the terms of a rule are read: in the currency of its first amount, where it mixes currencies."""
        return partial(self.told, rule) if "currency" in rule.across else self.term

    def told(self, rule: Rule, name: str) -> Sum:
        """An amount at the rates of the days that its prints stand for."""
        found, own, term = self.term(name), currency(self.term(name).unit), self.full(name)
        others = (self.term(other) for other in rule.terms if self.definitions.get(self.full(other)) is not rule)
        target, power = (
            next(filter(None, (currency(other.unit) for other in others)), ""),
            dict(found.unit or ()).get(own),
        )
        if power not in (1, -1) or own == target:
            return found
        behind = [term, *(self.rests_on(self.definitions[term]) if term in self.definitions else ())]
        figures = [f for one in behind for f in self.prints.get(one, ()) if currency(f.unit) == own]
        spans = [figure.rate_days.split("/") for figure in figures if figure.rate_days]
        for base, quoted in ((target, own), (own, target)):
            known = [(date, rate) for pair, date, rate in self.rates if pair == f"{base}/{quoted}"]
            rates = [[rate for date, rate in known if first <= date <= last] for first, last in spans]
            if rates and all(rates) and len(spans) == len(figures):
                low, high = min(map(min, rates)), max(map(max, rates))
                unknown = {"": low} if low == high else {f"fx {low} {high}": ONE}
                rate = Sum(kept(unknown), frozenset({(quoted, 1), (base, -1)}))
                told = found.joined(rate, 1 if (own == base) == (power > 0) else -1)
                return told._replace(mix=found.mix, groups=found.groups)
        raise Undecided

    def term(self, name: str) -> Sum:
        """A number, a printed term as an unknown (a fixed one as its number), a defined one as its definition."""
        if name[0].isdigit():
            return Sum(kept({"": Fraction(name.rstrip("% ")) / (100 if name.endswith("%") else 1)}))
        term = self.full(name)
        mix, figures = {("kind", self.measure(term)["kind"]), ("period", period(term))}, self.prints.get(term)
        if figures and self.outcomes.get(term) not in ("contradicted", "undecided"):
            (low, high), *others = {figure.span(wide) for figure in figures for wide in (False, True)}
            fixed = not others and low == high
            known = Sum(kept({"": Fraction(low[0])} if fixed else {term: ONE}), figures[0].unit)
            mix.add(("status", figures[0].status))
        elif not figures and term in self.definitions:
            known, across = self.defined(term), self.definitions[term].across
            mix |= {(aspect, word) for aspect, word in known.mix if aspect not in {*across, "kind"}}
        else:
            raise Undecided
        named = "period" if "[" in name else ""  # a period that the rule names itself is no mixture
        return Sum(known.weights, known.unit, frozenset(one for one in mix if one[0] != named))


def period(term: str) -> str:
    return term.partition("[")[2].rstrip("]")


def side(found: Sum, figures: list[Figure], prints: dict[str, list[Figure]]) -> Side:
    """A side of a rule, as printed and on both readings."""
    printed: dict[str, Span] = {}
    for figure in figures:
        own = between(figure.low, figure.high)
        known = printed.get(figure.term, own)
        printed[figure.term] = Span(min(known.low, own.low), max(known.high, own.high))
    try:
        (low, _), (high, _) = value(found.weights, printed.__getitem__)
    except ZeroDivisionError:
        low, high = -inf, inf
    tight, loose = (value(found.weights, lambda term, w=wide: shared(prints[term], w)) for wide in (False, True))  # type: ignore[misc]
    return Side(Fraction(low) if low == high else None, tight, loose)


def outcome(rule: Rule, stated: Side, computed: Side, figures: list[Figure]) -> str:
    """How two sides agree, open hedges as they stand."""
    if can_hold(stated.tight, rule.relation, computed.tight):
        exact = all(figure.is_point for figure in figures) and None is not stated.printed == computed.printed
        if rule.relation != "=":  # every number of each satisfies it: none satisfies the opposite
            opposite = {"<=": ">", "<": ">=", ">=": "<", ">": "<="}[rule.relation]
            exact = not can_hold(stated.tight, opposite, computed.tight)
        return "exact" if exact else "within rounding"
    return "only loosely" if can_hold(stated.loose, rule.relation, computed.loose) else "contradicted"


def meet_unhedged(left: Sum, right: Sum, prints: dict[str, list[Figure]], wide: bool) -> bool:
    """Whether the sides meet without the open hedges; a divisor that becomes 0 separates them."""
    try:
        one, two = (value(one.weights, lambda term: shared(prints[term], wide, True)) for one in (left, right))
    except ZeroDivisionError:
        return False
    return can_hold(one, "=", two)


# What the tables must say, and what differs


def verdict(outcome: str, stated: Side, computed: Side, unit: Unit) -> Row:
    """The numbers of a verdict, written as the table writes them."""
    row = {"outcome": outcome, "unit": write_unit(unit)}
    for name, side in (("stated", stated), ("computed", computed)):
        row |= {f"{name}_printed": write(side.printed)} | ends(f"{name}_tight", side.tight)
        row |= ends(f"{name}_loose", side.loose)
    apart = gap(stated.tight, computed.tight) if outcome in DISCREPANCIES else None
    row |= {"gap_low": write(apart and apart[0]), "gap_high": write(apart and apart[1])}
    both = stated.printed is not None and computed.printed is not None
    row["printed_gap"] = write(stated.printed - computed.printed) if both else ""  # type: ignore[operator]
    widths = [span.high[0] - span.low[0] for span in (stated.tight, computed.tight)]
    return row | {"power": write((widths[0] + widths[1]) / 2)}


def ends(name: str, span: Span) -> Row:
    flags = ("(" if span.low[1] else "[") + (")" if span.high[1] else "]")
    return {f"{name}_low": write(span.low[0]), f"{name}_high": write(span.high[0]), f"{name}_ends": flags}


def write(value: Number | None) -> str:
    """Decimal digits where the number has a last one, else those of the nearest float; nothing for an open end."""
    if value is None or not isinstance(value, Fraction):
        return ""
    places = next((n for n in range(value.denominator.bit_length()) if 10**n % value.denominator == 0), None)
    if places is None:
        return repr(float(value))
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


def due_rows(ledger: Ledger, tables: dict[str, list[Row]]) -> Iterator[tuple[str, str, dict[str, Row]]]:
    """Each table that follows from others, its key column, and what its rows must say."""
    causes = {row["verdict"]: row["cause"] for row in tables["explanations"]}
    parts: dict[str, list[str]] = {}
    for name, row in ledger.verdicts.items():
        row["explained"] = causes.get(name, "") if row["outcome"] in DISCREPANCIES else ""
        for figure_id in row["figures"].split():
            parts.setdefault(figure_id, []).append(f"{name}: {row['outcome']}")
    yield "verdicts", "verdict_id", ledger.verdicts
    for row in ledger.computed.values():
        row |= {name.removeprefix("computed_"): cell for name, cell in row.items() if name.startswith("computed_")}
        row["value"] = row["printed"]
    yield "computed_figures", "term", ledger.computed
    figures = {}
    for figure, row in zip(ledger.figures, tables["readings"], strict=True):
        due = {"term": ledger.spell(figure.term), "unit": write_unit(figure.unit), "value": write(figure.low)}
        due |= {"value_upper": write(figure.high) if figure.is_range else ""}
        due |= {name: row[name] for name in ("status", "rank", "phrase", "read_as")}
        due |= {"hedge": figure.hedges[-1] if figure.hedges else "none"}
        due |= ends("tight", figure.span(False)) | ends("loose", figure.span(True))
        figures[figure.id] = due | {"verdicts": "; ".join(sorted(parts.get(figure.id, [])))}
    yield "figures", "figure_id", figures


def row_differences(table: str, published: dict[str, Row], judged: dict[str, Row]) -> Iterator[str]:
    """Rows on one side only, and cells that differ; a column that was not judged is passed over."""
    for name in dict.fromkeys((*published, *judged)):
        if name not in judged or name not in published:
            what = "nothing in the tables leads to it" if name in published else "the row is not there"
            yield f"{table}: {name}: {what}"
            continue
        row = published[name] | {"unit": write_unit(read_unit(published[name]["unit"]))}
        for column, cell in row.items():
            due = judged[name].get(column, "" if column in NUMBERS and "outcome" in judged[name] else cell)
            if column == "verdicts":
                cell = "; ".join(sorted(filter(None, cell.split("; "))))
            if cell != due:
                yield f"{table}: {name}: {column} is {cell or 'empty'}, should be {due or 'empty'}"


NUMBERS = {*verdict("", Side(None, EMPTY, EMPTY), Side(None, EMPTY, EMPTY), frozenset())} - {"outcome"}


def hash_differences(package: dict[str, Any], data: dict[str, bytes]) -> Iterator[str]:
    for file in (*package["resources"], *package["files"]):
        name, content = file["path"], data.get(file["path"])
        if content is None:
            yield f"{name}: the file is not there"
        elif (file["hash"], file["bytes"]) != ("sha256:" + hashlib.sha256(content).hexdigest(), len(content)):
            yield f"{name}: not the published bytes"


def tables_of(data: dict[str, bytes]) -> dict[str, list[Row]]:
    """The tables as rows; an apostrophe that guards a text against spreadsheets is taken off."""
    guarded = re.compile(r"'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
    tables = {}
    for resource in json.loads(data["datapackage.json"])["resources"]:
        rows = csv.DictReader(io.StringIO(data[resource["path"]].decode("utf-8"), newline=""), strict=True)
        tables[resource["name"]] = [{k: v[1:] if guarded.match(v) else v for k, v in row.items()} for row in rows]
    return tables


def differences(data: dict[str, bytes]) -> Iterator[str]:
    """All that differs between the package and what follows from its own tables."""
    yield from hash_differences(json.loads(data["datapackage.json"]), data)
    try:
        tables = tables_of(data)
        for name, key, due in due_rows(Ledger(tables), tables):
            yield from row_differences(f"{name}.csv", {row[key]: row for row in tables[name]}, due)
    except (LookupError, ValueError, SyntaxError, AttributeError, TypeError, RecursionError, csv.Error) as fault:
        yield f"the tables cannot be judged: {fault!r}"


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
    found = list(differences(data))
    for line in found:
        print(line)
    if not found:
        counts = {name: len(rows) for name, rows in tables_of(data).items()}
        print(f"{counts['verdicts']} verdicts on {counts['figures']} figures: judged once more, nothing differs")
        print(f"datapackage.json has the SHA-256 {hashlib.sha256(package).hexdigest()}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
