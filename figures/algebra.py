"""An equation rewritten as a weighted sum in which every printed term stands once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from .interval import Interval
from .ledger import TermKey
from .quantity import SHARE, UnitError, unit, unit_name

if TYPE_CHECKING:
    from pint import Unit

Values = Callable[[TermKey], Interval]


@dataclass(frozen=True)
class Product:
    """Two sums multiplied or divided where neither is a constant: it counts as one unknown."""

    sign: str
    left: Linear
    right: Linear

    def value(self, values: Values) -> Interval:
        """Raises ZeroDivisionError where the divisor contains 0."""
        left, right = self.left.value(values), self.right.value(values)
        return left * right if self.sign == "*" else left / right

    def terms(self) -> Iterator[TermKey]:
        """The terms inside, each as often as it stands there."""
        yield from self.left.terms()
        yield from self.right.terms()


Atom = TermKey | Product


@dataclass(frozen=True)
class Linear:
    """constant + sum of weight * atom, in ``unit`` (None: bare numbers, which take the unit they are added to).

    The cost of 112 and its half are one unknown: cost - 1/2 cost is 1/2 cost, not [55, 57].
    """

    weights: tuple[tuple[Atom, Fraction], ...]
    constant: Fraction
    unit: Unit | None

    @classmethod
    def number(cls, value: Fraction, own_unit: Unit | None = None) -> Linear:
        """An exact number."""
        return cls((), value, own_unit)

    @classmethod
    def atom(cls, atom: Atom, own_unit: Unit) -> Linear:
        """One unknown."""
        return cls(((atom, Fraction(1)),), Fraction(0), own_unit)

    @property
    def is_constant(self) -> bool:
        """True where no unknown is left."""
        return not self.weights

    def plus(self, other: Linear, sign: int = 1) -> Linear:
        """Sum or difference; raises UnitError where the units differ."""
        if self.unit is not None and other.unit is not None and self.unit != other.unit:
            raise UnitError(unit_name(self.unit), unit_name(other.unit))
        weights = dict(self.weights)
        for atom, weight in other.weights:
            weights[atom] = weights.get(atom, Fraction(0)) + sign * weight
        kept = tuple((atom, weight) for atom, weight in weights.items() if weight)
        own_unit = other.unit if self.unit is None else self.unit
        return Linear(kept, self.constant + sign * other.constant, own_unit)

    def times(self, other: Linear) -> Linear:
        """Product; linear where one factor is a constant."""
        if other.is_constant:
            return self._scaled(other.constant, self._joint(other, "*"))
        if self.is_constant:
            return other._scaled(self.constant, self._joint(other, "*"))
        return Linear.atom(Product("*", self, other), self._joint(other, "*") or unit(SHARE))

    def over(self, other: Linear) -> Linear:
        """Quotient; raises ZeroDivisionError where the divisor is the constant 0."""
        if other.is_constant:
            return self._scaled(1 / other.constant, self._joint(other, "/"))
        return Linear.atom(Product("/", self, other), self._joint(other, "/") or unit(SHARE))

    def value(self, values: Values) -> Interval:
        """The interval, given one for every term; raises ZeroDivisionError."""
        total = Interval.point(self.constant)
        for atom, weight in self.weights:
            found = atom.value(values) if isinstance(atom, Product) else values(atom)
            total += found.scale(weight)
        return total

    def terms(self) -> Iterator[TermKey]:
        """The terms inside, each as often as it stands there."""
        for atom, _ in self.weights:
            if isinstance(atom, Product):
                yield from atom.terms()
            else:
                yield atom

    def _scaled(self, factor: Fraction, own_unit: Unit | None) -> Linear:
        weights = tuple((atom, weight * factor) for atom, weight in self.weights if factor)
        return Linear(weights, self.constant * factor, own_unit)

    def _joint(self, other: Linear, sign: str) -> Unit | None:
        if self.unit is None and other.unit is None:
            return None
        left, right = (found if found is not None else unit(SHARE) for found in (self.unit, other.unit))
        joint: Unit = left * right if sign == "*" else left / right
        return joint


def once(left: Linear, right: Linear) -> tuple[Linear, Linear, bool]:
    """Both sides with every atom on one of them, and whether that changed anything.

    An atom on both sides moves to the side where its weight stays positive: 126 = 63 + 60 with 126 = 112 + 14
    and 63 = half of both becomes half of both = 60.
    """
    shared = {atom for atom, _ in left.weights} & {atom for atom, _ in right.weights}
    if not shared:
        return left, right, False
    net = dict(left.plus(right, -1).weights)
    move_left = [(atom, net[atom]) for atom in shared if net.get(atom, 0) > 0]
    move_right = [(atom, -net[atom]) for atom in shared if net.get(atom, 0) < 0]
    return _with(left, shared, dict(move_left)), _with(right, shared, dict(move_right)), True


def _with(side: Linear, shared: set[Atom], moved: dict[Atom, Fraction]) -> Linear:
    weights = [(atom, moved.get(atom, Fraction(0)) if atom in shared else weight) for atom, weight in side.weights]
    return Linear(tuple((atom, weight) for atom, weight in weights if weight), side.constant, side.unit)
