"""Units and quantities."""

from fractions import Fraction

import pytest

from figures.quantity import Quantity, UnitError, base, is_counted, is_currency, is_unit, names, unit, unit_name


def test_euros_and_dollars_never_add() -> None:
    """Two currencies are two dimensions."""
    with pytest.raises(UnitError, match="EUR and USD"):
        Quantity.of(1, "€") + Quantity.of(1, "$")


def test_visitors_and_sites_never_add() -> None:
    """Every counted thing is a dimension of its own."""
    with pytest.raises(UnitError):
        Quantity.of(1, "visitor") - Quantity.of(1, "site")


def test_quotients_carry_units() -> None:
    """32 million euros over five years are 6.4 million euros a year; euros over euros are a share."""
    yearly = Quantity.of(32_000_000, "EUR") / Quantity.of(5, "year")

    assert (yearly.interval.lower, unit_name(yearly.unit)) == (6_400_000, "EUR/year")
    assert unit_name((Quantity.of(1, "EUR") / Quantity.of(2, "EUR")).unit) == "1"


def test_percent_is_a_hundredth_and_no_percentage_point() -> None:
    """5 % is 0.05 of the pure number; a percentage point is a unit of its own."""
    assert Quantity.of(5, "%").interval.lower == Fraction(1, 20)
    with pytest.raises(UnitError):
        Quantity.of(1, "%") + Quantity.of(1, "pp")


@pytest.mark.parametrize("spelling", sorted(names()))
def test_every_spelling_is_known_to_pint(spelling: str) -> None:
    """Every name and sign of units.txt has a base unit with a name that reads back as itself."""
    factor, found = base(spelling)

    assert factor > 0
    assert unit(unit_name(found)) == found


@pytest.mark.parametrize("word", ["9**9**9", "__import__('os')", "meter", "EUR*EUR", "EUR/year/year", "", "eur"])
def test_only_our_own_spellings_reach_pint(word: str) -> None:
    """A word that units.txt does not hold is refused before pint sees it."""
    assert not is_unit(word)
    with pytest.raises(KeyError):
        base(word)


def test_kinds() -> None:
    """visitor is counted, EUR a currency, a share neither."""
    assert is_counted(unit("visitor")) and not is_counted(unit("EUR")) and not is_counted(unit("1"))
    assert is_currency(unit("USD")) and not is_currency(unit("money")) and not is_currency(unit("1"))
