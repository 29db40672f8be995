"""A ledger's rules and prints as linear rows, in groups that hang together; products become unknowns of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from .algebra import Linear, Product
from .comparable import brought, refusal
from .equation import Constant, Expression, Negative, Operation, Term
from .errors import Reason
from .interval import Interval
from .ledger import Figure, Ledger, Rule, TermKey
from .prints import LOOSE, TIGHT, Mode, Prints, disagree
from .quantity import UnitError, is_counted
from .spread import ONE, ZERO, Joins, Member, Row, Unknown

if TYPE_CHECKING:
    from pint import Unit

Weights = dict[Unknown, Fraction]
Readings = Callable[[TermKey], Iterable[tuple[Interval, frozenset[Member]]]]


class Pair(NamedTuple):
    """A product of two unknowns, counted as one: a share times a cost."""

    one: Unknown
    other: Unknown


class Sum(NamedTuple):
    """A sum that stands in a product, as one unknown."""

    weights: tuple[tuple[Unknown, Fraction], ...]
    constant: Fraction


class NotLinear(Exception):
    """A rule that is no weighted sum, even with products as unknowns."""


class _NotThere(Exception):
    """A rule speaks of a term that nobody printed or defined, or whose prints do not compare."""


@dataclass(frozen=True)
class Group:
    """Rules and terms that hang together; what one says, no other group hears.

    ``joined`` are the rows of rules and sums, ``once`` the unknowns that stand in one place only.
    """

    rules: tuple[Rule, ...]
    terms: tuple[TermKey, ...]
    pairs: tuple[Pair, ...]
    figures: tuple[Figure, ...]
    joined: tuple[Row, ...]
    once: frozenset[Unknown]


def figure_member(figure: Figure) -> Member:
    """A figure as something that can be taken as true or not."""
    return ("figure", figure.id)


class Programme:
    """One ledger's rows; ``notes`` name the rules that could not be written as rows."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.prints = ledger, Prints(ledger)
        self.order = {name: at for at, name in enumerate(ledger.figures)}
        self.notes: list[Reason] = []
        self.rules: dict[str, Row] = {}
        self.sums: dict[Sum, Row] = {}
        aspects = brought(ledger)
        for rule in ledger.rules:
            if refusal(rule, ledger, aspects) is None:
                self._add(rule)

    def _add(self, rule: Rule) -> None:
        try:
            self.rules[rule.id] = self._row(rule)
        except NotLinear:
            self.notes.append(Reason.of("together-not-linear", rule=rule.id))
        except UnitError:
            if "currency" in rule.across:
                self.notes.append(Reason.of("together-converted", rule=rule.id))
        except (_NotThere, ZeroDivisionError):
            pass  # its own verdict says so

    # A rule as a row

    def _row(self, rule: Rule) -> Row:
        """left - right against 0, a quotient multiplied out: v = a / b - 1 is v * b + b - a = 0."""
        relation = rule.equation.relation
        total = self._linear(rule.equation.left, rule).plus(self._linear(rule.equation.right, rule), -1)
        quotients = [atom for atom, _ in total.weights if isinstance(atom, Product) and atom.sign == "/"]
        if quotients:
            if len(quotients) > 1 or relation != "=":
                raise NotLinear
            total = _multiplied_out(total, quotients[0])
        weights, constant = self._flat(total)
        return _against_zero(weights, constant, relation, rule, total.unit)

    def _linear(self, expression: Expression, rule: Rule) -> Linear:
        match expression:
            case Constant(value):
                return Linear.number(value)
            case Negative(of):
                return Linear.number(ZERO).plus(self._linear(of, rule), -1)
            case Operation(sign, left, right):
                one, two = self._linear(left, rule), self._linear(right, rule)
                if sign in "+-":
                    return one.plus(two, 1 if sign == "+" else -1)
                return one.times(two) if sign == "*" else one.over(two)
            case Term():
                key = rule.terms[expression]
                return Linear.atom(key, self.unit(key))

    def unit(self, key: TermKey) -> Unit:
        """The base unit of a term: of its prints, or of what defines it; raises _NotThere."""
        figures = self.ledger.prints(key)
        units = {figure.reading.unit for figure in figures}
        definition = self.ledger.definitions.get(key)
        if len(units) > 1 or (not figures and definition is None):
            raise _NotThere
        if figures or definition is None:
            return figures[0].reading.unit
        found = self._linear(definition.equation.right, definition).unit
        if found is None:
            raise _NotThere
        return found

    def _flat(self, linear: Linear) -> tuple[Weights, Fraction]:
        """Weights of unknowns and the constant, products as pairs; raises NotLinear."""
        weights: Weights = {}
        constant = linear.constant
        for atom, weight in linear.weights:
            parts, rest = ({atom: ONE}, ZERO) if not isinstance(atom, Product) else self._product(atom)
            constant += weight * rest
            for unknown, part in parts.items():
                weights[unknown] = weights.get(unknown, ZERO) + weight * part
        return {unknown: weight for unknown, weight in weights.items() if weight}, constant

    def _product(self, product: Product) -> tuple[Weights, Fraction]:
        """(c + w s)(d + v k) as c d + c v k + w d s + w v (s k)."""
        if product.sign == "/":
            raise NotLinear
        (left, c), (right, d) = self._affine(product.left), self._affine(product.right)
        weights: Weights = {}
        for unknown, weight in (*((s, w * d) for s, w in left.items()), *((k, v * c) for k, v in right.items())):
            weights[unknown] = weights.get(unknown, ZERO) + weight
        for s, w in left.items():
            for k, v in right.items():
                weights[Pair(*sorted((s, k), key=str))] = w * v
        return weights, c * d

    def _affine(self, linear: Linear) -> tuple[Weights, Fraction]:
        """The same with one unknown at most: a longer sum becomes an unknown of its own."""
        weights, constant = self._flat(linear)
        if len(weights) <= 1:
            return weights, constant
        whole = Sum(tuple(weights.items()), constant)
        self.sums[whole] = Row((*whole.weights, (whole, -ONE)), -constant, -constant)
        return {whole: ONE}, ZERO

    # Prints as rows

    def tight(self, term: TermKey) -> Iterator[tuple[Interval, frozenset[Member]]]:
        """The tight reading of every print of a term."""
        for figure in self.ledger.prints(term):
            yield figure.reading.tight.interval, frozenset({figure_member(figure)})

    def loose(self, term: TermKey) -> Iterator[tuple[Interval, frozenset[Member]]]:
        """What the loose readings of a term share, the widest hedge first."""
        figures = self.ledger.prints(term)
        if figures:
            yield self.prints.interval(term, LOOSE), frozenset(map(figure_member, figures))

    def printed(self, term: TermKey) -> Iterator[tuple[Interval, frozenset[Member]]]:
        """The numbers of a term just as printed."""
        for figure in self.ledger.prints(term):
            yield figure.reading.printed.interval, frozenset({figure_member(figure)})

    def rows(self, group: Group, readings: Readings, mode: Mode = TIGHT) -> list[Row]:
        """Every row of a group: prints on the given reading, factors, sums and rules."""
        found = [*group.joined]
        for term in group.terms:
            for interval, needs in readings(term):
                found += _print_rows(term, interval, needs)
            for one, other in combinations(self.ledger.prints(term), 2):
                if disagree((one, other), mode):
                    found.append(Row((), ONE, None, frozenset({figure_member(one), figure_member(other)})))
        for pair in group.pairs:
            found += self._factor_rows(pair, group.once, readings)
        return found

    def _factor_rows(self, pair: Pair, once: frozenset[Unknown], readings: Readings) -> Iterator[Row]:
        """low * k <= s k <= high * k for a printed s and a k that is never negative; s k = p * k for a point.

        A point that stands nowhere else says all there is to say of the product; the other factor adds nothing.
        """
        for factor, other in dict.fromkeys([(pair.one, pair.other), (pair.other, pair.one)]):
            if other in once and isinstance(other, TermKey) and _is_point(readings(other)):
                continue
            for interval, needs in readings(factor) if isinstance(factor, TermKey) else ():
                low, high = interval.lower, interval.upper
                if low is not None and low == high:
                    yield _factor_row(pair, other, low, ZERO, ZERO, needs)
                elif self.is_never_negative(other):
                    if low is not None:
                        yield _factor_row(pair, other, low, ZERO, None, needs, not interval.lower_included)
                    if high is not None:
                        yield _factor_row(pair, other, high, None, ZERO, needs, not interval.upper_included)

    def is_never_negative(self, unknown: Unknown) -> bool:
        """True where every print says so, or the parts of what defines it do."""
        if isinstance(unknown, Pair):
            return self.is_never_negative(unknown.one) and self.is_never_negative(unknown.other)
        if isinstance(unknown, Sum):
            return self._is_sum_never_negative(dict(unknown.weights), unknown.constant)
        assert isinstance(unknown, TermKey)
        figures = self.ledger.prints(unknown)
        if figures:
            lowers = [figure.reading.tight.interval.lower for figure in figures]
            return all(lower is not None and lower >= 0 for lower in lowers)
        definition = self.ledger.definitions.get(unknown)
        if definition is None or definition.id not in self.rules:
            return False
        return self._is_linear_never_negative(self._linear(definition.equation.right, definition))

    def _is_linear_never_negative(self, linear: Linear) -> bool:
        return linear.constant >= 0 and all(
            weight >= 0 and self._is_atom_never_negative(atom) for atom, weight in linear.weights
        )

    def _is_atom_never_negative(self, atom: TermKey | Product) -> bool:
        if isinstance(atom, Product):
            return self._is_linear_never_negative(atom.left) and self._is_linear_never_negative(atom.right)
        return self.is_never_negative(atom)

    def _is_sum_never_negative(self, weights: Weights, constant: Fraction) -> bool:
        parts = (weight >= 0 and self.is_never_negative(unknown) for unknown, weight in weights.items())
        return constant >= 0 and all(parts)

    # Groups

    def groups(self) -> Iterator[Group]:
        """Rules and terms that hang together, in the order of the tables; a term alone with one print is none."""
        joins = Joins()
        sums = list(self.sums.values())
        for name, row in self.rules.items():
            joins.join([("rule", name), *_inside(row)])
        for row in sums:
            joins.join(_inside(row))
        terms = (*self.ledger.printed_terms, *self.ledger.definitions)
        members: dict[Unknown, tuple[list[Rule], list[TermKey], list[Row]]] = {}
        for rule in self.ledger.rules:
            if rule.id in self.rules:
                found = members.setdefault(joins.root(("rule", rule.id)), ([], [], []))
                found[0].append(rule)
                found[2].append(self.rules[rule.id])
        for term in dict.fromkeys(terms):
            if len({figure.reading.unit for figure in self.ledger.prints(term)}) < 2:
                members.setdefault(joins.root(term), ([], [], []))[1].append(term)
        for row in sums:
            members[joins.root(row.weights[-1][0])][2].append(row)
        for rules, own, rows in members.values():
            figures = tuple(figure for term in own for figure in self.ledger.prints(term))
            if rules or len(figures) > 1:
                pairs = dict.fromkeys(pair for row in rows for pair in _pairs(row))
                counts = Counter(unknown for row in rows for unknown, _ in row.weights)
                counts.update(unknown for pair in pairs for unknown in pair)
                once = frozenset(unknown for unknown, count in counts.items() if count == 1)
                yield Group(tuple(rules), tuple(own), tuple(pairs), figures, tuple(rows), once)


def _pairs(row: Row) -> Iterator[Pair]:
    waiting = [unknown for unknown, _ in row.weights]
    for unknown in waiting:
        if isinstance(unknown, Pair):
            yield unknown
            waiting += unknown


def _inside(row: Row) -> Iterator[Unknown]:
    """The unknowns of a row, and those inside its products."""
    for unknown, _ in row.weights:
        yield unknown
    for pair in _pairs(row):
        yield from pair


def _is_point(prints: Iterable[tuple[Interval, frozenset[Member]]]) -> bool:
    found = [interval.is_point for interval, _ in prints]
    return bool(found) and all(found)


def _multiplied_out(total: Linear, quotient: Product) -> Linear:
    weight = dict(total.weights)[quotient]
    rest = Linear(tuple(part for part in total.weights if part[0] is not quotient), total.constant, total.unit)
    return quotient.left.times(Linear.number(weight)).plus(rest.times(quotient.right))


def _against_zero(weights: Weights, constant: Fraction, relation: str, rule: Rule, unit: Unit | None) -> Row:
    """weights + constant = <= >= < > 0; fewer of whole things is fewer by one."""
    strict = relation in "<>"
    whole = all(isinstance(unknown, TermKey) and weight.denominator == 1 for unknown, weight in weights.items())
    step = 0
    if strict and whole and constant.denominator == 1 and unit is not None and is_counted(unit):
        strict, step = False, 1
    lower = -constant + step if relation in ("=", ">=", ">") else None
    upper = -constant - step if relation in ("=", "<=", "<") else None
    return Row(tuple(weights.items()), lower, upper, frozenset({("rule", rule.id)}), strict)


def _factor_row(
    pair: Pair,
    other: Unknown,
    factor: Fraction,
    lower: Fraction | None,
    upper: Fraction | None,
    needs: frozenset[Member],
    touch: bool = False,
) -> Row:
    weights = ((pair, ONE), (other, -factor)) if factor else ((pair, ONE),)
    return Row(weights, lower, upper, needs, touch=touch)


def _print_rows(term: TermKey, interval: Interval, needs: frozenset[Member]) -> Iterator[Row]:
    """What a print says of its term; an end that it excludes is a row of its own, which may be touched."""
    low, high = interval.lower, interval.upper
    is_low_kept, is_high_kept = (end.included or end.value is None for end in (interval.low, interval.high))
    weights = ((term, ONE),)
    if is_low_kept and is_high_kept:
        yield Row(weights, low, high, needs)
        return
    if low is not None:
        yield Row(weights, low, None, needs, touch=not is_low_kept)
    if high is not None:
        yield Row(weights, None, high, needs, touch=not is_high_kept)
