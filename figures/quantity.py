"""Units (pint with our own units.txt) and intervals that carry one: euros and dollars never add."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from .interval import Interval

if TYPE_CHECKING:
    from pint import Unit, UnitRegistry

UNITS_FILE = Path(__file__).with_name("units.txt")
MONEY = "money"
SHARE = "1"


class UnitError(ValueError):
    """Two units that do not add or compare; ``left`` and ``right`` are their names."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left} and {right} do not add or compare")
        self.left, self.right = left, right


@lru_cache(maxsize=1)
def registry() -> UnitRegistry[Any]:
    """The one registry, made from our own file only (no unit of pint's default list)."""
    from decimal import Decimal

    from pint import UnitRegistry

    return UnitRegistry(str(UNITS_FILE), non_int_type=Decimal, autoconvert_offset_to_baseunit=False)


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Every spelling of units.txt (name, symbol, alias) and the name it stands for; `1` is the pure number."""
    spellings = {SHARE: SHARE}
    for line in UNITS_FILE.read_text(encoding="utf-8").splitlines():
        words = [word.strip() for word in line.split("#")[0].split("=")]
        if len(words) > 1:
            spellings.update({spelling: words[0] for spelling in (words[0], *words[2:])})
    return spellings


@cache
def base(spelling: str) -> tuple[Fraction, Unit]:
    """Factor to the base unit, and the base unit itself, of a spelling of units.txt; raises KeyError else.

    A quotient of two spellings, like `money/year`, is a unit too. Only names of our own file reach pint, never
    a user's text.
    """
    over, slash, under = spelling.partition("/")
    if slash:
        (factor, one), (divisor, per) = base(names()[over]), base(names()[under])
        return factor / divisor, cast("Unit", one / per)
    name = names()[spelling]
    if name == SHARE:
        return Fraction(1), registry().Unit("")
    size, found = registry().get_base_units(name)
    return Fraction(cast("Any", size)), cast("Unit", found)


def spelled(spelling: str) -> str:
    """The one spelling of a unit: `€` is EUR, `€/year` is EUR/year; raises KeyError for no unit."""
    return "/".join(names()[part] for part in spelling.split("/"))


def is_unit(spelling: str) -> bool:
    """True for a spelling of units.txt and for a quotient of two."""
    over, slash, under = spelling.partition("/")
    return over in names() and (not slash or under in names())


def unit(spelling: str) -> Unit:
    """The base unit of a spelling of units.txt; raises KeyError where there is none."""
    return base(spelling)[1]


@cache
def unit_name(unit: Unit) -> str:
    """`EUR`, `EUR/year`, `1`: the unit as it stands in tables and JSON."""
    return SHARE if unit.dimensionless else f"{unit:C}"


@cache
def is_counted(unit: Unit) -> bool:
    """True for a unit that is its own dimension, like visitor = [visitor]."""
    return dict(unit.dimensionality) == {f"[{unit}]": 1}


@cache
def is_currency(unit: Unit) -> bool:
    """True for EUR, USD and the like."""
    return len(unit.dimensionality) == 1 and all(d.startswith("[currency_") for d in unit.dimensionality)


@cache
def currency(unit: Unit) -> tuple[str, int]:
    """The one currency of an amount and its power: EUR/year has (EUR, 1), visitor/EUR (EUR, -1); else ("", 0)."""
    powers = [(name, power) for name, power in dict(unit.dimensionality).items() if name.startswith("[currency_")]
    if len(powers) != 1:
        return "", 0
    name, power = powers[0]
    return name.removeprefix("[currency_").removesuffix("]"), round(cast("float", power))


@cache
def fits(unit: Unit, spelling: str) -> bool:
    """True where a base unit is the one a measure asks for; `money` there stands for any currency."""
    over, slash, under = spelling.partition("/")
    if MONEY not in (over, under):
        return base(spelling)[1] == unit
    currencies = [name for name in names().values() if name not in (SHARE, MONEY) and is_currency(base(name)[1])]
    swapped = ([currency if part == MONEY else part for part in (over, under)] for currency in currencies)
    return any(base(slash.join(filter(None, parts)))[1] == unit for parts in swapped)


@dataclass(frozen=True)
class Quantity:
    """An interval in a base unit: `interval` counts `unit`."""

    interval: Interval
    unit: Unit

    @classmethod
    def of(cls, number: Fraction | int, spelling: str = SHARE) -> Quantity:
        """The point ``number`` in the unit of a spelling of units.txt."""
        factor, base_unit = base(spelling)
        return cls(Interval.point(number * factor), base_unit)

    def __neg__(self) -> Quantity:
        return Quantity(-self.interval, self.unit)

    def __add__(self, other: Quantity) -> Quantity:
        """Raises UnitError where the units differ."""
        return self._alike(other, Interval.__add__)

    def __sub__(self, other: Quantity) -> Quantity:
        """Raises UnitError where the units differ."""
        return self._alike(other, Interval.__sub__)

    def __mul__(self, other: Quantity) -> Quantity:
        return Quantity(self.interval * other.interval, self.unit * other.unit)

    def __truediv__(self, other: Quantity) -> Quantity:
        """Raises ZeroDivisionError where the divisor contains 0."""
        return Quantity(self.interval / other.interval, self.unit / other.unit)

    def _alike(self, other: Quantity, operation: Callable[[Interval, Interval], Interval]) -> Quantity:
        if self.unit != other.unit:
            raise UnitError(unit_name(self.unit), unit_name(other.unit))
        return Quantity(operation(self.interval, other.interval), self.unit)
