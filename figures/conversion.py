"""Money of one currency told in another, at the dated rates of fx_rates.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from .algebra import Linear
from .edtf import Days, days
from .errors import Reason
from .interval import Interval
from .ledger import Figure, Ledger, Rate, TermKey
from .quantity import currency, unit

if TYPE_CHECKING:
    from pint import Unit

RATE_CODES = ("converted", "converted-range")  # of the reasons that name a rate
SUBJECT = "fx"  # of the unknowns that stand for rates; no measure has a name like EUR/USD


class NoRate(Exception):
    """The table cannot convert; carries the reason in codes."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason


@dataclass(frozen=True)
class Conversion:
    """The rates that some dates allow: one, or the lowest and the highest of a month or year."""

    pair: str
    dates: tuple[str, ...]
    rates: tuple[Rate, ...]

    @property
    def interval(self) -> Interval:
        """The lowest to the highest rate; a published rate is a point, it is not rounded any more."""
        values = [Fraction(rate.rate) for rate in self.rates]
        return Interval.of(min(values), max(values))

    @property
    def reason(self) -> Reason:
        """Which rate, of which days, from whom: it is named in every verdict that rests on it."""
        low, high = self.interval.lower, self.interval.upper
        sources = tuple(dict.fromkeys(rate.source for rate in self.rates))
        if low == high:
            days_of_it = tuple(dict.fromkeys(rate.date for rate in self.rates))
            return Reason.of("converted", pair=self.pair, rate=low, dates=days_of_it, sources=sources)
        return Reason.of("converted-range", pair=self.pair, low=low, high=high, dates=self.dates, sources=sources)

    def into(self, linear: Linear, own: str, power: int) -> Linear:
        """An amount of the currency ``own`` (or, with power -1, by that currency) told in the other one of the pair."""
        base, _, quoted = self.pair.partition("/")
        ratio: Unit = unit(quoted) / unit(base)
        key = TermKey(SUBJECT, self.pair, " ".join(self.dates))
        span = self.interval
        rate = Linear.atom(key, ratio) if not span.is_point else Linear.number(span.lower or Fraction(0), ratio)
        return linear.times(rate) if (own == base) == (power > 0) else linear.over(rate)


class Converter:
    """The rates of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.pairs: dict[str, list[tuple[Days, Rate]]] = {}
        for rate in ledger.rates:
            on = days(rate.date)
            if on and on.first == on.last and re.fullmatch(r"[0-9]+(\.[0-9]+)?", rate.rate) and Fraction(rate.rate):
                self.pairs.setdefault(rate.pair, []).append((on, rate))

    def told_in(self, target: str, linear: Linear, figures: tuple[Figure, ...]) -> tuple[Linear, Reason | None]:
        """An amount in the currency ``target``, with the rate that was used; raises NoRate.

        ``figures`` are the prints behind it: their dates choose the rate.
        """
        own, power = currency(linear.unit) if linear.unit is not None else ("", 0)
        if abs(power) != 1 or own == target:
            return linear, None
        found = self.conversion(own, target, figures)
        return found.into(linear, own, power), found.reason

    def conversion(self, own: str, target: str, figures: tuple[Figure, ...]) -> Conversion:
        """The rates for the dates of some prints; raises NoRate where a print has none, or the table none for it."""
        dates = tuple(dict.fromkeys(self.date(figure) for figure in figures))
        if not all(dates) or not dates:
            undated = next((figure for figure in figures if not self.date(figure)), None)
            raise NoRate(Reason.of("no-date", term=self.ledger.spell(undated.term) if undated else own))
        pairs = (f"{target}/{own}", f"{own}/{target}")
        for pair in pairs:
            found = [self.rates(pair, date) for date in dates]
            if all(found):
                return Conversion(pair, dates, tuple(dict.fromkeys(rate for rates in found for rate in rates)))
        lacking = next(date for date in dates if not self.rates(pairs[0], date))
        raise NoRate(Reason.of("no-rate", pair=pairs[0], dates=(lacking,)))

    def interval(self, key: TermKey) -> Interval:
        """The lowest to the highest rate that an unknown made by ``Conversion.into`` stands for."""
        rates = [rate for date in key.period.split(" ") for rate in self.rates(key.measure, date)]
        return Conversion(key.measure, (), tuple(rates)).interval

    def rates(self, pair: str, date: str) -> tuple[Rate, ...]:
        """The rates of a pair whose day lies in a date."""
        wanted = days(date)
        return tuple(rate for on, rate in self.pairs.get(pair, ()) if wanted and _inside(on, wanted))

    def date(self, figure: Figure) -> str:
        """The date a print was money of; empty where nobody says.

        The day its source came out, where that lies in its period or the period is no date; else the period: a sum
        of September that is printed in February is money of September.
        """
        published = self.ledger.sources[figure.source].published
        printed, stands_for = days(published), days(figure.period)
        if stands_for is None or (printed is not None and _inside(printed, stands_for)):
            return published if printed else ""
        return figure.period.removeprefix("../").removesuffix("/..")


def _inside(one: Days, other: Days) -> bool:
    """True where all days of one belong to the other."""
    if one.first is None or one.last is None:
        return False
    return (other.first is None or other.first <= one.first) and (other.last is None or one.last <= other.last)
