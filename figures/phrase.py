"""A printed phrase read into a number with its unit, rounding and hedges, and the notation that restates one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from .errors import Fault
from .hedges import Printed
from .interval import Interval
from .lexicon import Lexicon, lexicon
from .quantity import SHARE, base, is_counted, is_currency, is_unit, names, spelled

MAX_LENGTH = 300
MAX_DIGITS = 30
TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})


@dataclass(frozen=True)
class Amount:
    """Digits or a number word with its scale: the value, its last printed place and its last counted place."""

    value: Fraction
    place: Fraction
    loose_place: Fraction
    scaled: bool = False

    @classmethod
    def of(cls, value: Fraction, decimals: int = 0) -> Amount:
        """The loose place is the last non-zero digit; a lone leading 1 keeps one place more, decimals always count."""
        place = Fraction(1, 10**decimals)
        if decimals or value == 0 or value.denominator != 1:
            return cls(value, place, place)
        digits = str(abs(value.numerator))
        kept = digits.rstrip("0")
        zeros = len(digits) - len(kept) - (1 if kept == "1" else 0)
        return cls(value, place, max(place, Fraction(10) ** zeros))

    @classmethod
    def point(cls, value: Fraction) -> Amount:
        """A value without rounding: a fraction word, or a share of two counts."""
        return cls(value, Fraction(0), Fraction(0))

    def times(self, factor: Fraction, scaled: bool = True) -> Amount:
        """The same number in another scale or unit."""
        return Amount(self.value * factor, self.place * factor, self.loose_place * factor, scaled or self.scaled)


@dataclass(frozen=True)
class Parsed:
    """What a phrase says: one amount or a range of two, the hedges (inner first), the unit and the counted noun.

    ``unit`` is a spelling of units.txt or None where no unit we know is printed; ``noun`` is the word as printed
    and ``noun_span`` its place. Amounts stand in base units (60 million euros: 60000000).
    """

    low: Amount
    high: Amount
    hedges: tuple[str, ...] = ()
    unit: str | None = None
    noun: str = ""
    noun_span: tuple[int, int] = (0, 0)

    @property
    def hedge(self) -> str:
        """The outer hedge, `none` where nothing is hedged."""
        return self.hedges[-1] if self.hedges else "none"

    @property
    def value(self) -> Fraction:
        """The printed number, of a range the lower one."""
        return self.low.value

    @property
    def upper(self) -> Fraction | None:
        """The upper number of a range, else None."""
        return self.high.value if self.high != self.low else None

    @property
    def kind(self) -> str:
        """money, share, duration, count or other (the class of `figures read`)."""
        if self.unit is None:
            return "count"
        if self.unit in TIME_UNITS:
            return "duration"
        unit = base(self.unit)[1]
        if is_currency(unit):
            return "money"
        return "share" if names()[self.unit] in (SHARE, "percent") else "count" if is_counted(unit) else "other"

    def printed(self, counted: bool) -> Printed:
        """The number before its hedges; an unscaled count is a point on the tight reading."""
        low, high = (_counted(amount) if counted else amount for amount in (self.low, self.high))
        return Printed(low.value, high.value, (low.place, high.place), (low.loose_place, high.loose_place), counted)

    def readings(self) -> tuple[Interval, Interval]:
        """The tight and the loose interval of the phrase on its own."""
        printed = self.printed(self.kind in ("count", "duration"))
        return printed.read(self.hedges, False, False), printed.read(self.hedges, True, True)


def _counted(amount: Amount) -> Amount:
    exact = not amount.scaled and amount.value.denominator == 1
    return replace(amount, place=Fraction(0)) if exact else amount


class Token(NamedTuple):
    """A piece of a phrase with its place; ``form`` is the lower-case spelling that tables know."""

    text: str
    form: str
    start: int
    end: int


_SPACES = " \u00a0\u202f\u2009\u2007"
_TOKEN = re.compile(rf"[0-9]++(?:[.,'’{_SPACES}][0-9]++)*+|[^\W\d_]++(?:[-‑][^\W\d_]++)*+\.?|[^\s\w]|\w")


def tokens(text: str) -> list[Token]:
    """Digits with their inner signs, words with their hyphens and dot, and single signs."""
    return [Token(m[0], m[0].casefold(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def read(text: str, language: str) -> Parsed | Fault:
    """Read a phrase as printed.

    The grammar; words are those of the language's table, ``noun`` is any other word::

        phrase = before* number after*
        before = hedge | filler | currency | noun+ of
        number = amount range amount | amount | share | amount of amount
        amount = (digits | number-word) scale?
        after  = filler | unit | noun

    `of` after a noun is no hedge: "Kredit über 15 Millionen" is a loan of 15 million. "einer von sieben Standorten"
    is the count 7; without a noun, N of M is a share.
    """
    if len(text) > MAX_LENGTH:
        return Fault("phrase-long", (MAX_LENGTH, len(text)), (("limit", MAX_LENGTH),))
    return _Reader(text, lexicon(language)).phrase()


class _Reader:
    """One pass over the tokens of a phrase, from left to right."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self.text, self.words, self.tokens, self.at = text, words, tokens(text), 0
        self.hedges: list[str] = []
        self.unit: str | None = None

    def phrase(self) -> Parsed | Fault:
        fault = self.before()
        if fault:
            return fault
        number = self.number()
        if isinstance(number, Fault):
            return number
        low, high, is_share = number
        if is_share:
            self.unit = SHARE
        noun = self.after()
        if low != high and "between" not in self.hedges:
            self.hedges.append("between")
        factor = base(self.unit)[0] if self.unit else Fraction(1)
        low, high = (amount.times(factor, amount.scaled) for amount in (low, high))
        span = (noun.start, noun.end) if noun else (0, 0)
        return Parsed(low, high, tuple(reversed(self.hedges)), self.unit, noun.text if noun else "", span)

    def before(self) -> Fault | None:
        """Hedges, fillers and a currency in front of the number; a noun only with an "of" behind it."""
        noun: Token | None = None
        while self.at < len(self.tokens) and not self.starts_number():
            form, length = self.longest(self.words.hedges)
            if form and not (noun and form in self.words.of):
                self.hedges.append(self.words.hedges[form])
            elif self.tokens[self.at].form in self.words.of:
                noun, length = None, 1
            elif self.longest(self.words.units)[1]:
                form, length = self.longest(self.words.units)
                self.unit = self.words.units[form]
            elif self.tokens[self.at].form not in self.words.fillers:
                noun, length = self.tokens[self.at], 1
            self.at += length or 1
        if self.at == len(self.tokens):
            return Fault("phrase-number", (0, len(self.text)))
        return Fault("phrase-word", (noun.start, noun.end), (("word", noun.text),)) if noun else None

    def starts_number(self) -> bool:
        return bool(
            self.tokens[self.at].text[0] in "0123456789"
            or self.longest(self.words.numbers)[1]
            or self.longest(self.words.shares)[1]
        )

    def number(self) -> tuple[Amount, Amount, bool] | Fault:
        """One amount, a range of two, or N of M; the last item says whether it is a share."""
        form, length = self.longest(self.words.shares)
        if form:
            self.at += length
            point = Amount.point(self.words.shares[form])
            return point, point, True
        first = self.amount()
        if isinstance(first, Fault):
            return first
        joint = self.tokens[self.at].form if self.at < len(self.tokens) else ""
        if joint in self.words.range_words or joint in self.words.of:
            self.at += 1
            if self.at < len(self.tokens) and self.starts_number():
                second = self.amount()
                if isinstance(second, Fault):
                    return second
                return self.of(first, second) if joint in self.words.of else self.range(first, second)
            self.at -= 1
        return first, first, False

    def of(self, part: Amount, whole: Amount) -> tuple[Amount, Amount, bool] | Fault:
        """ "One of seven sites" counts the seven; "one of seven" alone is a share."""
        if self.at < len(self.tokens) or whole.value == 0:
            return whole, whole, False
        share = Amount.point(part.value / whole.value)
        return share, share, True

    def range(self, low: Amount, high: Amount) -> tuple[Amount, Amount, bool] | Fault:
        """ "30-40 million": the scale behind the second number is the first one's too."""
        if high.scaled and not low.scaled:
            low = low.times(high.loose_place / Amount.of(*self.last).loose_place)
        if low.value > high.value:
            return Fault("range-order", (0, len(self.text)))
        return low, high, False

    def amount(self) -> Amount | Fault:
        token = self.tokens[self.at]
        form, length = self.longest(self.words.numbers)
        if form:
            value, decimals = self.words.numbers[form], 0 if self.words.numbers[form].denominator == 1 else 1
        else:
            digits = read_digits(token.text, self.words.decimal, self.words.grouping)
            if digits is None:
                return Fault("phrase-digits", (token.start, token.end), (("digits", token.text),))
            value, decimals = digits
            length = 1
        self.at += length
        self.last = (value, decimals)
        amount = Amount.of(value, decimals)
        form, length = self.longest(self.words.scales)
        self.at += length
        return amount.times(self.words.scales[form]) if form else amount

    def after(self) -> Token | None:
        """The unit or the counted noun behind the number; gives the noun as printed."""
        noun: Token | None = None
        while self.at < len(self.tokens):
            form, length = self.longest(self.words.units)
            token = self.tokens[self.at]
            tail = re.split("[-‑]", token.form)[-1]
            if form or tail in self.words.units:
                self.unit = self.words.units[form or tail]
                last = self.tokens[self.at + max(length, 1) - 1]
                return Token(self.text[token.start : last.end], form, token.start, last.end)
            if token.form not in self.words.fillers and token.text[0].isalpha():
                noun = token
            self.at += 1
        return noun

    def longest(self, table: dict[str, object] | dict[str, str] | dict[str, Fraction]) -> tuple[str, int]:
        """The longest form of a table that starts here, and how many tokens it takes ("", 0: none)."""
        for length in range(min(4, len(self.tokens) - self.at), 0, -1):
            form = " ".join(token.form for token in self.tokens[self.at : self.at + length])
            for spelling in (form, form.rstrip(".")):
                if spelling in table:
                    return spelling, length
        return "", 0


def read_digits(text: str, decimal: str, grouping: str) -> tuple[Fraction, int] | None:
    """Value and number of decimals of digits with one kind of grouping sign, in threes; None where they do not fit.

    >>> read_digits("1.234,50", ",", ".")
    (Fraction(2469, 2), 2)
    >>> read_digits("5.27", ",", ".") is None
    True
    """
    whole, _, decimals = text.partition(decimal)
    marks = {sign for sign in whole if not sign.isdigit()}
    if len(marks) > 1 or not marks <= set(grouping) or not (decimals.isdigit() or text == whole):
        return None
    groups = re.split(f"[{re.escape(grouping)}]", whole)
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
        return None
    digits = "".join(groups) + decimals
    if len(digits) > MAX_DIGITS:
        return None
    return Fraction(int(digits), 10 ** len(decimals)), len(decimals)


_NUMBER = r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?"
_NOTATION = re.compile(
    rf"(?P<hedge>>=|<=|[=~<>])?\s*(?:(?P<over>-?[0-9]{{1,30}})/(?P<under>[0-9]{{1,30}})|(?P<low>{_NUMBER})"
    rf"(?:\.\.(?P<high>{_NUMBER})|\s*±\s*(?P<margin>{_NUMBER}))?)(?:\s*(?P<unit>\S.*))?"
)
_SIGNS = {"=": "exact", "~": "about", ">": "more_than", ">=": "at_least", "<": "less_than", "<=": "up_to"}
_SCALES = {"": 1, "k": 10**3, "M": 10**6, "bn": 10**9, "G": 10**9, "tn": 10**12, "T": 10**12}


def read_notation(text: str) -> Parsed | Fault:
    """Read the one notation for quantities that are typed, with a decimal point and no grouping.

    The grammar, by examples: `112 M€`, `1.2 bn€`, `=7 site`, `~150 MW`, `>7000 visitor`, `>=12 stage`,
    `<500 speaker`, `<=100 bn$`, `30..40 M€`, `500 ±50 EUR`, `=1/2`::

        notation = hedge? (number | number ".." number | number "±" number | digits "/" digits) (scale? unit)?
        hedge    = "=" | "~" | ">" | ">=" | "<" | "<="
        scale    = "k" | "M" | "bn" | "G" | "tn" | "T"
        unit     = a name or sign of units.txt
    """
    match = _NOTATION.fullmatch(text.strip())
    if not match or (match["under"] and not int(match["under"])):
        return Fault("notation", (0, len(text)))
    unit = scaled_unit(match["unit"] or "")
    if unit is None:
        return Fault("notation-unit", match.span("unit"), (("unit", match["unit"]),))
    if match["margin"] and not _is_as_fine(Fraction(match["low"]), 2 * Fraction(match["margin"])):
        return Fault("notation-fine", match.span("low"), (("margin", match["margin"]),))
    scale, spelling = unit
    factor = scale * (base(spelling)[0] if spelling else 1)
    low, high = (amount.times(factor, scale != 1) for amount in _notation_amounts(match))
    if low.value > high.value:
        return Fault("range-order", (0, len(text)))
    hedges = ("between",) if match["high"] else ()
    sign = (_SIGNS[match["hedge"]],) if match["hedge"] else ()
    return Parsed(low, high, hedges + sign, spelled(spelling) if spelling else None, spelling)


def _is_as_fine(value: Fraction, place: Fraction) -> bool:
    """False for digits finer than a place that is a power of ten: 1234 ±50 claims what it takes back."""
    power = decimal(place).replace(".", "").strip("0")
    return power != "1" or (value / place).denominator == 1


def _notation_amounts(match: re.Match[str]) -> Iterator[Amount]:
    if match["over"]:
        yield from [Amount.point(Fraction(int(match["over"]), int(match["under"])))] * 2
        return
    for number in (match["low"], match["high"] or match["low"]):
        amount = Amount.of(Fraction(number), len(number.partition(".")[2]))
        if match["margin"]:
            width = 2 * Fraction(match["margin"])
            amount = Amount(amount.value, width, width, scaled=True)
        yield amount


def scaled_unit(text: str) -> tuple[Fraction, str] | None:
    """Scale and unit of `M€`, `bn $`, `MW`, `site`; None where units.txt has no such unit."""
    for scale, factor in _SCALES.items():
        if text.startswith(scale):
            rest = text[len(scale) :].strip()
            if (rest and is_unit(rest)) or (not rest and (scale or not text)):
                return Fraction(factor), rest
    return None


def write_notation(parsed: Parsed) -> str:
    """The notation that reads back as the same amounts, hedge and unit; a hedge without a sign is not written.

    >>> write_notation(read_notation("1.2 bn€")), write_notation(read_notation("500 ±50 EUR"))
    ('1.2 bnEUR', '0.5 kEUR')
    """
    sign = next((mark for mark, code in _SIGNS.items() if code in parsed.hedges), "")
    spelling = names().get(parsed.unit or SHARE, SHARE)
    unit, factor = ("%", Fraction(1, 100)) if spelling == "percent" else (spelling, Fraction(1))
    low, high = (amount.times(1 / factor, amount.scaled) for amount in (parsed.low, parsed.high))
    fitting = [scale for scale in ("bn", "M", "k", "") if _fits(low, scale) and _fits(high, scale)]
    scale = next((scale for scale in fitting if abs(low.value) >= _SCALES[scale]), (fitting or [""])[-1])
    numbers = [_digits(amount, scale) for amount in dict.fromkeys((low, high))]
    return f"{sign}{'..'.join(numbers)} {scale}{'' if unit == SHARE else unit}".strip()


def _fits(amount: Amount, scale: str) -> bool:
    """True where the amount reads back from the digits before this scale."""
    return amount.scaled == bool(scale) and _plain(amount, Fraction(_SCALES[scale])) is not None


def _plain(amount: Amount, factor: Fraction) -> str | None:
    """Digits whose rounding is the amount's own, None where no digits have it."""
    for decimals in range(10):
        if Amount.of(amount.value / factor, decimals).times(factor, amount.scaled) == amount:
            digits = decimal(amount.value / factor)
            whole, _, rest = digits.partition(".")
            return f"{whole}.{rest:0<{decimals}}" if decimals else whole
    return None


def _digits(amount: Amount, scale: str) -> str:
    plain = _plain(amount, Fraction(_SCALES[scale]))
    if plain is not None:
        return plain
    return f"{decimal(amount.value)} ±{decimal(amount.place / 2)}" if amount.place else str(amount.value)


def decimal(value: Fraction) -> str:
    """A number as decimal digits where it has an end, as a fraction where it has none."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(value)
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = f"{abs(value.numerator) * 10**places // value.denominator:0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text
