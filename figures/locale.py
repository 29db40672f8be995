"""Numbers, quantities, dates and texts in the reader's language; the words stand in locale/*.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from math import ceil, floor
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from .errors import Problem, Reason
from .interval import Interval
from .ledger import LANGUAGES, Labels
from .phrase import decimal
from .quantity import SHARE

__all__ = ["LANGUAGES", "Locale", "Spoken", "locale"]

FOLDER = Path(__file__).with_name("locale")
BLANK, MINUS = "\u00a0", "\u2212"
MAX_DECIMALS, REST_DIGITS = 6, 4
PERCENT_BELOW = Fraction(10)  # 34.5 as a share would read "3,450 %": from here on it is a plain number

# British English: day before month, no comma before the last "and".
_CLDR = {"de": "de", "en": "en_GB", "fr": "fr"}

# Symbols of physical units, each a thousand times the one before.
_SYMBOLS = {
    "W": ("W", "kW", "MW", "GW", "TW"),
    "Wh": ("Wh", "kWh", "MWh", "GWh", "TWh"),
    "B": ("B", "kB", "MB", "GB", "TB", "PB"),
    "m": ("m", "km"),
    "g": ("g", "kg", "t"),
    "l": ("l",),
}
_SCALES = ((Fraction(10**6), "scale.million"), (Fraction(10**9), "scale.billion"))

# Arguments of these codes that are codes themselves, and where their words stand.
_CODED = {
    ("mixed-kind", "left"): "kind.{}",
    ("mixed-kind", "right"): "kind.{}",
    ("mixed-status", "left"): "status.{}",
    ("mixed-status", "right"): "status.{}",
    ("mixed-currency", "left"): "unit.{}.other",
    ("mixed-currency", "right"): "unit.{}.other",
    ("read-as-hedge", "phrase"): "hedge.{}",
    ("read-as-hedge", "read_as"): "hedge.{}",
    ("own-hedge", "hedge"): "hedge.{}",
    ("own-hedge-differs", "phrase"): "hedge.{}",
    ("own-hedge-differs", "hedge"): "hedge.{}",
    ("own-type", "type"): "own_type.{}",
    ("own-units", "one"): "unit.{}.other",
    ("own-units", "other"): "unit.{}.other",
    ("hedge", "hedge"): "hedge.{}",
    ("changed-hedge", "hedge"): "hedge.{}",
}
_PART = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<sure>[~?%]?)")
# Days, quarters and half-years, and spring: they stand with an article in French.
_WITH_ARTICLE = re.compile(r"[0-9]{4}-(?:[0-9]{2}-[0-9]{2}|[34][0-9]|21)")
_LENGTH = re.compile(r"P(?P<count>[0-9]{1,4})(?P<unit>[YMWD])")
_LENGTH_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}


class Spoken(str):
    """Words that know their language, where that is not the reader's."""

    language: str

    def __new__(cls, words: str, language: str = "") -> Spoken:
        made = super().__new__(cls, words)
        made.language = language
        return made


class Step(NamedTuple):
    """One scale a unit is written in: from which size on, and its form for one and for other numbers."""

    least: Fraction
    scale: Fraction
    one: str
    other: str


@cache
def locale(language: str) -> Locale:
    """The texts and formats of a language; raises KeyError where there is no catalogue."""
    if language not in LANGUAGES:
        raise KeyError(language)
    import tomllib

    catalogue = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return Locale(language, MappingProxyType(dict(_flat(catalogue, ""))))


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """`problem.id-double.fix` and its text, for every text of nested tables."""
    for name, entry in table.items():
        if isinstance(entry, dict):
            yield from _flat(entry, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(entry)


@dataclass(frozen=True, eq=False)
class Locale:
    """One language; ``words`` maps `section.key` to its text.

    >>> locale("en").value(Fraction(112000000), "EUR")
    '€112m'
    """

    language: str
    words: Mapping[str, str]

    # Texts

    def text(self, key: str, **args: object) -> str:
        """The text of a key with its arguments; raises KeyError naming key and language."""
        if key not in self.words:
            raise KeyError(f"no text {key} in {self.language}")
        return self.words[key].format(**args)

    def has(self, key: str) -> bool:
        """True where the catalogue has this key."""
        return key in self.words

    def quote(self, text: str) -> str:
        """The text in the quotation marks of the language."""
        return self.text("sign.quote", text=text)

    def spoken(self, words: str, language: str) -> str:
        """Words of a language, which know it where it is not the reader's."""
        return Spoken(words, language) if words and language != self.language else words

    def own(self, labels: Labels) -> str:
        """A text of a ledger: in the reader's language, else in another one that it knows."""
        return self.spoken(labels.text(self.language), labels.spoken(self.language))

    def list(self, items: Sequence[str]) -> str:
        """The items as the language joins them: a, b and c."""
        from babel.lists import format_list

        return format_list(items, locale=_CLDR[self.language])

    def message(self, reason: Reason) -> str:
        """The sentence for a reason."""
        args = dict(reason.args)
        return self.text(self._fitting(f"reason.{reason.code}", args), **self._said(reason.code, args))

    def problem(self, problem: Problem) -> tuple[str, str]:
        """What was seen in a row, and how to mend it."""
        args = dict(problem.args)
        said = self._said(problem.code, args)
        what, fix = (self._fitting(f"problem.{problem.code}.{part}", args) for part in ("what", "fix"))
        return self.text(what, **said), self.text(fix, **said)

    def _fitting(self, key: str, args: Mapping[str, object]) -> str:
        """`KEY-bare` where an argument is empty and the catalogue has a text without it."""
        bare = any(value is None or value == "" for value in args.values())
        return f"{key}-bare" if bare and self.has(f"{key}-bare") else key

    def _said(self, code: str, args: Mapping[str, object]) -> dict[str, str]:
        """Every argument as it is read: quantities with their unit, codes by their word, ids as a list."""
        said = {name: self._argument(code, name, value, args) for name, value in args.items()}
        if code == "hedge":
            said["because"] = self.text(f"hedge_because.{args['hedge']}")
        return said

    def _argument(self, code: str, name: str, value: object, args: Mapping[str, object]) -> str:
        key = _CODED.get((code, name), "").format(value)
        if self.has(key):
            return self.text(key)
        if code == "mixed-period" and name in ("left", "right"):
            return self.date(str(value))
        if name == "relation":
            return self.text(f"relation.{value}")
        if name == "dates" and isinstance(value, tuple):
            return self.list([self.date(str(date)) for date in value])
        if isinstance(value, Fraction):
            unit = args.get("side_unit" if name == "computed" else "unit")
            return self.value(value, str(unit)) if unit else self.number(value)
        if isinstance(value, (tuple, list)):
            return self.list([str(item) for item in value])
        return self.number(value) if name == "limit" and isinstance(value, int) else str(value)

    # Numbers

    def number(self, value: Fraction | int, digits: int | None = None) -> str:
        """Grouped digits, at most ``digits`` significant ones.

        None: as it is where it ends within six decimals, else four significant digits.
        """
        from babel.numbers import format_decimal

        exact = decimal(shown(Fraction(value), digits))
        with localcontext() as context:
            context.prec = len(exact) + 10  # babel rounds to the context's precision, 28 by default
            text = format_decimal(Decimal(exact), locale=_CLDR[self.language], decimal_quantization=False)
        return text.replace("-", MINUS)

    def value(self, value: Fraction, unit: str, digits: int | None = None, scale: Fraction | None = None) -> str:
        """A number with its unit (a name of `quantity.unit_name`).

        The scale follows the size unless given; one that the unit is not written in is passed over.
        """
        size = abs(value)
        step = self._step(unit, size, digits, scale)
        text = self._write(step, self.number(size / step.scale, digits), shown(size / step.scale, digits))
        return f"{MINUS}{text}" if value < 0 else text

    def span(self, interval: Interval, unit: str) -> str:
        """An interval in words, the unit and its scale written once: "59,5 bis 60,5 Mio. €"."""
        low, high = interval.low, interval.high
        if low.value is None and high.value is None:
            return self.text("span.any")
        if high.value is None and low.value is not None:
            return f"{self.text('relation.>=' if low.included else 'relation.>')} {self.value(low.value, unit)}"
        if low.value is None and high.value is not None:
            return f"{self.text('relation.<=' if high.included else 'relation.<')} {self.value(high.value, unit)}"
        assert low.value is not None and high.value is not None
        if interval.is_point:
            return self.value(low.value, unit)
        step = self._step(unit, max(abs(low.value), abs(high.value)))
        if not step.other.startswith("{n}"):
            return self._spelled_span(interval, unit, step.scale)
        numbers = {name: self.number(end / step.scale) for name, end in (("low", low.value), ("high", high.value))}
        ends = self.text("span.to" if high.included else "span.below", **numbers)
        text = self._write(step, ends, shown(high.value / step.scale, None))
        return text if low.included else f"{self.text('relation.>')} {text}"

    def ends(self, low: Fraction, high: Fraction, unit: str, scale: Fraction | None = None) -> tuple[str, str]:
        """Both numbers of a range in one scale, a unit that stands behind the number written once: 55, 65 Mio. €."""
        step = self._step(unit, max(abs(low), abs(high)), None, scale)
        last = self.value(high, unit, scale=step.scale)
        if step.other.startswith("{n}"):
            return self.number(low / step.scale), last
        return self.value(low, unit, scale=step.scale), last

    def elided(self, text: str) -> str:
        """French words with "de" shortened before a vowel: nombre d’employés."""
        return re.sub(r"\bde (?=[aeéhiou])", "d’", text) if self.language == "fr" else text

    def units(self, unit: str) -> str:
        """The word for many of a unit: euros a year, visitors, MW."""
        over, _, under = unit.partition("/")
        word = self.text(f"unit.{over}.other") if self._counts(over) else over
        return f"{word}{self._per(under)}" if under else word

    def scales(self, unit: str) -> tuple[Fraction, ...]:
        """The scales that a unit is written in, smallest first: 1, a million, a billion."""
        return tuple(step.scale for step in self._steps(unit))

    def _spelled_span(self, interval: Interval, unit: str, scale: Fraction) -> str:
        """€59.5m to €60.5m: where the sign stands in front, both ends carry it, or €59.5 would be read as it stands."""
        low, high = interval.low, interval.high
        assert low.value is not None and high.value is not None
        ends = {"low": self.value(low.value, unit, scale=scale), "high": self.value(high.value, unit, scale=scale)}
        text = self.text("span.to" if high.included else "span.below", **ends)
        return text if low.included else f"{self.text('relation.>')} {text}"

    @property
    def _percent(self) -> str:
        return _unbroken(self.text("unit.1.amount", n="{n}"))

    def _write(self, step: Step, digits: str, shown: Fraction) -> str:
        """The digits in the form that goes with their number: 1 site, 7 sites; in French 1,5 million is one."""
        from babel import Locale as Cldr

        plural = Cldr.parse(_CLDR[self.language]).plural_form(Decimal(decimal(abs(shown))))
        form = step.one if plural == "one" else step.other
        if digits.startswith(MINUS) and not form.startswith("{n}"):
            return MINUS + form.format(n=digits.removeprefix(MINUS))
        return form.format(n=digits)

    def _step(self, unit: str, size: Fraction, digits: int | None = None, scale: Fraction | None = None) -> Step:
        """The scale that was asked for, else the largest one that the size, as shown, comes up to."""
        steps = self._steps(unit)
        asked = next((step for step in steps if step.scale == scale), None)
        reached = (step for step in reversed(steps) if shown(size / step.scale, digits) * step.scale >= step.least)
        return asked or next(reached, steps[0])

    def _steps(self, unit: str) -> tuple[Step, ...]:
        """The scales a unit is written in, smallest first."""
        over, _, under = unit.partition("/")
        if under:
            per = self._per(under)
            return tuple(Step(s.least, s.scale, s.one + per, s.other + per) for s in self._steps(over))
        zero, one = Fraction(0), Fraction(1)
        if unit == SHARE:
            percent = Step(zero, Fraction(1, 100), self._percent, self._percent)
            return (percent, Step(PERCENT_BELOW, one, "{n}", "{n}"))
        if unit in _SYMBOLS:
            powers = ((Fraction(1000**power), symbol) for power, symbol in enumerate(_SYMBOLS[unit]))
            return tuple(Step(f if f > 1 else zero, f, *[f"{{n}}{BLANK}{symbol}"] * 2) for f, symbol in powers)
        if self.has(f"unit.{unit}.amount"):
            scales = ((zero, one, ""), *((factor, factor, self.text(key)) for factor, key in _SCALES))
            return tuple(Step(least, f, *[self._amount(unit, word)] * 2) for least, f, word in scales)
        words = (self.text(f"unit.{unit}.{form}") if self._counts(unit) else unit for form in ("one", "other"))
        return (Step(zero, one, *(f"{{n}}{BLANK}{_unbroken(word)}" for word in words)),)

    def _amount(self, unit: str, scale: str) -> str:
        """`{n} Mio. €`; a blank that no scale fills closes up."""
        pattern = self.text(f"unit.{unit}.amount", n="{n}", scale=scale)
        return _unbroken(" ".join(pattern.split()))

    def _per(self, unit: str) -> str:
        special = f"per.{unit}"
        word = self.text(f"unit.{unit}.one") if self._counts(unit) else unit
        return _unbroken(" " + (self.text(special) if self.has(special) else self.text("per.any", unit=word)))

    def _counts(self, unit: str) -> bool:
        return self.has(f"unit.{unit}.one")

    # Dates

    def date(self, edtf: str) -> str:
        """A date, a month, a part of a year, a length or an interval in words; what EDTF has beyond that as it is."""
        length = _LENGTH.fullmatch(edtf)
        if length:
            return self.value(Fraction(int(length["count"])), _LENGTH_UNITS[length["unit"]])
        start, slash, end = edtf.partition("/")
        return self._between(start, end) if slash else self._day(edtf)

    def moment(self, edtf: str) -> str:
        """When something happens, as ``date`` tells it: an interval without a start is a deadline, "by March 2026"."""
        start, _, end = edtf.partition("/")
        return self._end("by", end) if start in ("", "..") and end not in ("", "..") else self.date(edtf)

    def _between(self, start: str, end: str) -> str:
        """An interval; `..` and nothing are both an open end."""
        start, end = ("" if part == ".." else part for part in (start, end))
        if start and end:
            return f"{self._end('start', start)} {self._end('end', end)}"
        if start:
            return self._end("from", start)
        return self._end("until", end) if end else self.text("date.any")

    def _end(self, role: str, edtf: str) -> str:
        """One end of an interval: French says "jusqu'en mars", but "jusqu'au 10 mars", and "d'avril"."""
        suffix = "_day" if _WITH_ARTICLE.fullmatch(edtf) else ""
        text = self.text(f"date.{role}{suffix}", date=self._day(edtf))
        return self.elided(text)

    def _day(self, edtf: str) -> str:
        """One date of day, month, part of a year or year, with ~ ? or % behind it."""
        part = _PART.fullmatch(edtf)
        if not part:
            return edtf
        text = self._calendar(part["year"].lstrip("0") or "0", part["month"], part["day"])
        if not text:
            return edtf
        return self.text(f"date.{part['sure']}", date=text) if part["sure"] else text

    def _calendar(self, year: str, month: str | None, day: str | None) -> str:
        """Empty where the month code has no word here."""
        from babel.dates import get_month_names

        if month is None:
            return year
        if int(month) > 12:
            return self.text(f"date.{month}", year=year) if self.has(f"date.{month}") else ""
        name = get_month_names("wide", locale=_CLDR[self.language]).get(int(month), "")
        if not day:
            return f"{name} {year}" if name else ""
        key = "date.first" if int(day) == 1 else "date.day"
        return self.text(key, day=int(day), month=name, year=year) if name else ""


def _unbroken(text: str) -> str:
    return text.replace(" ", BLANK)


def capital(text: str) -> str:
    """Words that begin a line: "More than 9,600 visitors against 10,000"."""
    return text[:1].upper() + text[1:]


def shown(value: Fraction, digits: int | None = None) -> Fraction:
    """What is left of a number when it is written."""
    if digits is None and (value * 10**MAX_DECIMALS).denominator == 1:
        return value
    return significant(value, digits or REST_DIGITS)


def significant(value: Fraction, digits: int) -> Fraction:
    """Rounded to significant digits, half away from zero.

    >>> significant(Fraction(17, 117), 3)
    Fraction(29, 200)
    """
    if not value:
        return value
    place = last_place(value, digits)
    rounded = floor(abs(value) / place + Fraction(1, 2)) * place
    return -rounded if value < 0 else rounded


def last_place(value: Fraction, digits: int) -> Fraction:
    """The place of the last one of so many significant digits of a number other than 0.

    >>> last_place(Fraction(8675), 2), last_place(Fraction(1, 10), 1)
    (Fraction(100, 1), Fraction(1, 10))
    """
    size = abs(value)
    # Exact: a logarithm in floats would slip next to a power of ten.
    magnitude = len(str(floor(size))) if size >= 1 else 1 - len(str(ceil(1 / size) - 1))
    return Fraction(10) ** (magnitude - digits)
