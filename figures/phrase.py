"""A printed phrase read into a number with its unit, rounding and hedges, and the notation that restates one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from .errors import Fault
from .hedges import Printed
from .interval import Interval
from .lexicon import Lexicon, Token, languages, lexicon, tokens
from .numerals import Amount, BadDigits, Number, Numerals
from .quantity import SHARE, base, is_counted, is_currency, is_unit, names, spelled

MAX_LENGTH = 300
TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})


@dataclass(frozen=True)
class Parsed:
    """What a phrase says: one amount or a range of two, the hedges (inner first), the unit and the counted noun.

    ``unit`` is a spelling of units.txt or None where no unit we know is printed; ``noun`` is the word as printed
    and ``noun_span`` its place. Amounts stand in base units (60 million euros: 60000000). ``sort`` is the class
    where the unit does not say it: money in a currency that units.txt lacks (``noun`` is then its ISO code, empty
    where none is said), or a physical unit (``other``).
    """

    low: Amount
    high: Amount
    hedges: tuple[str, ...] = ()
    unit: str | None = None
    noun: str = ""
    noun_span: tuple[int, int] = (0, 0)
    sort: str = ""

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
        return self.sort or ("count" if self.unit is None else _class_of(self.unit))

    def printed(self, counted: bool) -> Printed:
        """The number before its hedges; an unscaled count is a point on the tight reading."""
        low, high = (_counted(amount) if counted else amount for amount in (self.low, self.high))
        return Printed(low.value, high.value, (low.place, high.place), (low.loose_place, high.loose_place), counted)

    def readings(self) -> tuple[Interval, Interval]:
        """The tight and the loose interval of the phrase on its own."""
        printed = self.printed(self.kind in ("count", "duration"))
        return printed.read(self.hedges, False, False), printed.read(self.hedges, True, True)


@cache
def _class_of(spelling: str) -> str:
    """The class of a unit of units.txt."""
    if spelling in TIME_UNITS:
        return "duration"
    if names()[spelling] in (SHARE, "percent", "percentage_point"):
        return "share"
    unit = base(spelling)[1]
    return "money" if is_currency(unit) else "count" if is_counted(unit) else "other"


def _counted(amount: Amount) -> Amount:
    exact = not amount.scaled and amount.value.denominator == 1
    return replace(amount, place=Fraction(0)) if exact else amount


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WIDE_SIGNS = re.compile("[\uff01-\uff5e\u2212\u3000]")
_WIDE = {0xFF00 + code - 0x20: code for code in range(0x21, 0x7F)} | {0x2212: "-", 0x3000: " "}


def plain_text(text: str) -> tuple[str, list[int] | None]:
    """A text with full-width signs and minus signs as plain ones, without soft hyphens and direction marks.

    The list gives the place in ``text`` of every character that is left, and of the end; None where none was dropped.
    """
    text = text.translate(_WIDE) if _WIDE_SIGNS.search(text) else text
    if not _INVISIBLE.search(text):
        return text, None
    kept = [at for at, sign in enumerate(text) if not _INVISIBLE.match(sign)]
    return "".join(text[at] for at in kept), [*kept, len(text)]


def read(text: str, language: str) -> Parsed | Fault:
    """Read a phrase as printed.

    The grammar; words are those of the language's table, ``noun`` is any other word::

        phrase = before* number after*
        before = hedge | filler | currency | sign | noun+ of
        number = amount range amount | amount | share | amount of amount      (numerals.Numerals)
        after  = filler | unit | hedge behind | noun

    `of` after a noun is no hedge: "Kredit über 15 Millionen" is a loan of 15 million. "einer von sieben Standorten"
    is the count 7; without a noun, N of M is a share. ``language`` may be `auto`: then every language must say the
    same, else the phrase is ambiguous ("7.000").
    """
    if len(text) > MAX_LENGTH:
        return Fault("phrase-long", (MAX_LENGTH, len(text)), (("limit", MAX_LENGTH),))
    if language == "auto":
        return _read_unsaid(text)
    plain, places = plain_text(text)
    for at, sign in enumerate(plain):
        if not sign.isascii() and unicodedata.category(sign) == "Nd":
            return Fault("phrase-digits", (at, at + 1), (("digits", sign),))
    said = _Reader(plain, lexicon(language)).phrase()
    if isinstance(said, Fault) and places:
        return replace(said, span=(places[said.span[0]], places[said.span[1]]))
    return said


def _read_unsaid(text: str) -> Parsed | Fault:
    """What every language that can read the phrase makes of it; more than one answer is a fault."""
    said = {name: read(text, name) for name in languages()}
    found = {name: parsed for name, parsed in said.items() if isinstance(parsed, Parsed)}
    answers = {
        (p.low.value, p.high.value, p.hedges, p.kind, p.unit if p.kind != "count" else ""): p for p in found.values()
    }
    if len(answers) > 1:
        told = "; ".join(f"{name} {decimal(parsed.value)}" for name, parsed in found.items())
        return Fault("phrase-ambiguous", (0, len(text)), (("readings", told),))
    return next(iter(answers.values())) if answers else next(iter(said.values()))


@cache
def unit_of(means: str) -> tuple[str | None, Fraction, str, str]:
    """Unit of units.txt, factor, class and ISO code of a unit in the tables.

    >>> unit_of("EUR/100"), unit_of("CAD")
    (('EUR', Fraction(1, 100), '', ''), (None, Fraction(1, 1), 'money', 'CAD'))
    """
    name, sign, number = re.match(r"([A-Za-z_]+|1)([*/]?)(\d*)", means).groups()  # type: ignore[union-attr]
    factor = Fraction(int(number or 1)) if sign != "/" else Fraction(1, int(number))
    if name == "money":
        return None, factor, "money", ""
    return (name, factor, "", "") if name in names() else (None, factor, "money", name)


class _Reader:
    """One pass over the tokens of a phrase, from left to right."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self.text, self.words, self.tokens, self.at = text, words, tokens(text, words.spaces), 0
        self.numerals = Numerals(words, self.tokens)
        self.hedges: list[str] = []
        self.behind: list[str] = []
        self.unit = ""
        self.sort = ""
        self.sign, self.signed_by_word = 1, False

    def phrase(self) -> Parsed | Fault:
        fault = self.before()
        if fault:
            return fault
        number = self.number()
        if isinstance(number, Fault):
            return number
        noun = self.after()
        return self.unread(number) or self.parsed(number, noun)

    def unread(self, number: Number) -> Fault | None:
        """Digits behind the number that belong to no part of the phrase: "1 234.5" in English, "12 5"."""
        rest = (token for token in self.tokens[number.end :] if token.text[0].isdecimal())
        return next((Fault("phrase-digits", (one.start, one.end), (("digits", one.text),)) for one in rest), None)

    def parsed(self, number: Number, noun: Token | None) -> Parsed | Fault:
        """The number, its hedges, its unit and its noun as one record."""
        if number.part_of and (noun or self.unit) and number.base:
            number = replace(number, low=number.base, high=number.base, share=False)
        said = number.unit or self.unit
        means = SHARE if number.share else said
        unit, factor, sort, code = unit_of(means) if means else (None, Fraction(1), "", "")
        size = (base(unit)[0] if unit else Fraction(1)) * factor
        signs = self.signs(number)
        low, high = (
            one.times(size * sign, one.scaled) for one, sign in zip((number.low, number.high), signs, strict=True)
        )
        if low.value > high.value:
            if signs != (-1, -1):
                return Fault("range-order", (0, len(self.text)))
            low, high = high, low
        hedges = _hedges(number, self.behind + self.hedges)
        span = (noun.start, noun.end) if noun else (0, 0)
        return Parsed(low, high, hedges, unit, code or (noun.text if noun else ""), span, sort or self.sort)

    def signs(self, number: Number) -> tuple[int, int]:
        """A minus sign holds for its own number, the word for both: "-5 bis 3 %", "minus fünf bis drei Prozent"."""
        if number.minus:
            return self.sign, -1
        return self.sign, self.sign if self.signed_by_word or number.low == number.high else 1

    def before(self) -> Fault | None:
        """Hedges, fillers and a currency in front of the number; a noun only with an "of" behind it."""
        noun: Token | None = None
        while self.at < len(self.tokens) and not self.starts_number():
            form, length = self.longest("hedge")
            token = self.tokens[self.at]
            of = self.words.words("of")
            if form and not (noun and form in of):
                self.hedges.append(self.words.words("hedge")[form])
            elif noun and token.form in of:
                noun, length = None, 1
            elif token.form in self.words.words("minus"):
                self.sign, self.signed_by_word, length = -1, token.text.isalpha(), 1
            elif token.form in self.words.words("plus"):
                length = 1
            elif self.longest("unit")[1]:
                form, length = self.longest("unit")
                self.unit = self.words.words("unit")[form]
            elif token.text.isalpha() and not any(self.longest(kind)[1] for kind in ("filler", "of", "article")):
                noun, length = token, 1
            self.at += length or 1
        if self.at == len(self.tokens):
            return Fault("phrase-number", (0, len(self.text)))
        return Fault("phrase-word", (noun.start, noun.end), (("word", noun.text),)) if noun else None

    def starts_number(self) -> bool:
        """A number begins here: not a hedge that happens to be one, nor an article in front of something else."""
        if self.longest("hedge")[1] > 1 or not self.numerals.starts(self.at):
            return False
        number = self.numerals.number(self.at)
        if isinstance(number, Number) and (number.weak or self.hedged_one(number)):
            rest = range(number.end, len(self.tokens))
            return not any(self.numerals.starts(at) for at in rest)
        return number is not None

    def hedged_one(self, number: Number) -> bool:
        """ "ein gutes Dutzend": an article that reads as one, and a hedge behind it."""
        article = number.word and self.tokens[self.at].form in self.words.words("article")
        return article and bool(self.words.words("hedge").longest(self.tokens, number.end)[1])

    def number(self) -> Number | Fault:
        number = self.numerals.number(self.at, "between" in self.hedges)
        if isinstance(number, BadDigits):
            token = number.token
            return Fault("phrase-digits", (token.start, token.end), (("digits", token.text),))
        if number is None:
            return Fault("phrase-number", (0, len(self.text)))
        self.at = number.end
        return number

    def after(self) -> Token | None:
        """The unit or the counted noun behind the number, and the hedges behind it; gives the noun as printed."""
        noun: Token | None = None
        while self.at < len(self.tokens):
            behind, taken = self.longest("behind")
            if behind:
                self.behind.append(self.words.words("behind")[behind])
                self.at += taken
                continue
            noun, taken = self.named(noun)
            self.at += taken
        return noun

    def named(self, noun: Token | None) -> tuple[Token | None, int]:
        """The noun so far with what the next token adds, and how many tokens that takes."""
        token, units = self.tokens[self.at], self.words.words("unit")
        form, length = self.longest("unit")
        tail = token.form.rpartition("-")[2]
        if form or (tail in units and not noun):
            last = self.tokens[self.at + max(length, 1) - 1]
            self.unit = self.unit or units[form or tail]
            text = self.text[token.start : last.end]
            return noun or Token(text, form, form, token.start, last.end), max(length, 1)
        if token.form in self.words.words("suffix") and self.text[token.start - 1] == "-":
            self.suffix(self.words.words("suffix")[token.form])
            return token, 1
        if self.longest("measure")[1] and not noun and not self.unit:
            self.sort = "other"
            return token, 1
        return (token if self.is_noun(token, noun) else noun), 1

    def is_noun(self, token: Token, noun: Token | None) -> bool:
        """The first word that is none to pass over; then a capitalised one, or in English the last one."""
        if not token.text[0].isalpha():
            return False
        if not noun and not self.longest("filler")[1] and not self.longest("of")[1]:
            return True
        if self.words.noun == "capital":
            return bool(noun and token.text[0].isupper() and noun.text[0].islower())
        return bool(noun and self.words.noun == "plural" and not self.unit)

    def suffix(self, means: str) -> None:
        """ "50-köpfig", "15-prozentig", "30-year-old": the second half says what is counted."""
        if means in names():
            self.unit = means
        else:
            self.sort = "other"

    def longest(self, kind: str) -> tuple[str, int]:
        """The longest form of a kind that starts here, and how many tokens it takes ("", 0: none)."""
        return self.words.words(kind).longest(self.tokens, self.at)


def _hedges(number: Number, outer: list[str]) -> tuple[str, ...]:
    """The hedges inner first: those of the number itself, those behind it, those in front of it."""
    ranged = ["between"] if number.low != number.high else []
    own = [number.hedge] if number.hedge and not outer else []
    front = [code for code in reversed(outer) if code != "between"]
    return tuple(own + ranged + front)


_NUMBER = r"-?(?:[0-9]{1,30}(?:\.[0-9]{1,30})?|\.[0-9]{1,30})"
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
