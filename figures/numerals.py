"""The numbers of a language: digits, number words, scales, shares and ranges, read from tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache

from .lexicon import Lexicon, Token

MAX_DIGITS = 30
_SHORT_DECIMALS = re.compile("[0-9]+[.,][0-9]{1,2}")
HUNDRED, THOUSAND = Fraction(100), Fraction(1000)


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
    @lru_cache(maxsize=10_000)
    def printed(cls, text: str, decimal: str, grouping: str) -> Amount | None:
        """Digits as printed; the same digits come again and again."""
        read = read_digits(text, decimal, grouping)
        return cls.of(*read) if read else None

    @classmethod
    def point(cls, value: Fraction) -> Amount:
        """A value without rounding: a fraction word, or a share of two counts."""
        return cls(value, Fraction(0), Fraction(0))

    def times(self, factor: Fraction, scaled: bool = True) -> Amount:
        """The same number in another scale or unit."""
        if factor == 1:
            return self if self.scaled or not scaled else replace(self, scaled=True)
        size = abs(factor)
        return Amount(self.value * factor, self.place * size, self.loose_place * size, scaled or self.scaled)


@dataclass(frozen=True)
class Number:
    """What stands from one token up to ``end``: one amount or a range, and what the words themselves say.

    ``hedge`` is that of a word ("une centaine": about), ``unit`` a unit printed inside the range ("5 % à 7 %"),
    ``weak`` says that only an article was read ("eine"), ``word`` that no digit was, ``minus`` that the second number
    of a range has a minus of its own.
    """

    low: Amount
    high: Amount
    end: int
    share: bool = False
    hedge: str = ""
    unit: str = ""
    weak: bool = False
    word: bool = False
    base: Amount | None = None
    part_of: bool = False
    minus: bool = False

    def scaled(self, factor: Fraction, end: int) -> Number:
        """The number with a scale behind it."""
        return replace(self, low=self.low.times(factor), high=self.high.times(factor), end=end, weak=False)


@dataclass(frozen=True)
class BadDigits:
    """Digits that do not fit the language's signs, at a token."""

    token: Token


class Numerals:
    """The number grammar of one language over the tokens of one text.

    ::

        number = share | range | amount of amount | amount
        share  = half-word | (amount | article)? part
        range  = amount unit? joint minus? currency? amount
        amount = (digits | words | article) scale* (and a half)? | half scale | plural
        words  = the number words of the table, multiplied and added ("two hundred and five", "vierundzwanzig")
    """

    def __init__(self, words: Lexicon, found: list[Token], money: bool = False, lenient: bool = False) -> None:
        """``money``: a currency stands in front of the first token; ``lenient``: 4.5 % is read in German, too."""
        self.words, self.tokens, self.money, self.lenient = words, found, money, lenient

    def starts(self, at: int) -> bool:
        """True where a number can begin."""
        token = self.tokens[at]
        if token.text[0] in "0123456789" or self.words.atoms(token.bare):
            return True
        kinds = ("article", "share", "half", "round", "many", "part", "dozen", "scale")
        return any(self.words.words(kind).longest(self.tokens, at)[1] for kind in kinds) or self._hyphened(at)

    def number(self, at: int, between: bool = False) -> Number | BadDigits | None:
        """The number that starts at a token; ``between`` allows "and" as the sign of a range."""
        if share := self._share_word(at):
            return share
        first = self.amount(at, not between)
        if not isinstance(first, Number):
            return first
        return self._part(first) or self._range(first, between) or self._of(first) or first

    def _share_word(self, at: int) -> Number | None:
        """ "die Hälfte", "two-thirds"."""
        form, length = self.words.values("share").longest(self.tokens, at)
        if form and not self._half(at):
            point = Amount.point(self.words.values("share")[form])
            return Number(point, point, at + length, share=True, word=True)
        if not self._hyphened(at):
            return None
        numerator, _, part = self.tokens[at].bare.partition("-")
        point = Amount.point((_fold(self.words.atoms(numerator)) or Fraction(1)) * self.words.values("part")[part])
        return Number(point, point, at + 1, share=True, word=True)

    def amount(self, at: int, joints: bool = True) -> Number | BadDigits | None:
        """One amount with its scale."""
        if at >= len(self.tokens):
            return None
        if self.tokens[at].text[0] in "0123456789":
            digits = self._digits(at)
            return self._scales(digits) if isinstance(digits, Number) else digits
        first = self._plural(at) or self._words(at, joints) or self._half(at)
        return self._scales(first) if first else None

    def _plural(self, at: int) -> Number | None:
        """ "Dutzende", "une dizaine": what the word itself hedges."""
        for kind, hedge in (("many", "at_least"), ("round", "about")):
            form, length = self.words.values(kind).longest(self.tokens, at)
            if form:
                value = Amount.of(self.words.values(kind)[form])
                return Number(value, value, self._past_of(at + length), hedge=hedge, word=True)
        return None

    def _past_of(self, at: int) -> int:
        """Behind the "of" in front of a scale: "tens of thousands", "une dizaine de millions"."""
        _, length = self.words.words("partitive").longest(self.tokens, at)
        return at + length if length and self.words.words("scale").longest(self.tokens, at + length)[1] else at

    def _digits(self, at: int) -> Number | BadDigits:
        token = self.tokens[at]
        amount = Amount.printed(token.text, self.words.decimal, self.words.grouping)
        if amount is None and self.lenient and _SHORT_DECIMALS.fullmatch(token.text) and self._clear(at + 1):
            amount = Amount.printed(token.text.replace(",", "."), ".", "")
        return Number(amount, amount, at + 1, base=amount) if amount else BadDigits(token)

    def _clear(self, at: int) -> bool:
        """A scale or a unit follows, so that one or two decimals behind the other sign are no clock time."""
        return self._scale_follows(at) or bool(self.words.words("unit").longest(self.tokens, at)[1])

    def _words(self, at: int, joints: bool) -> Number | None:
        """Number words that fit together; else an article, or nothing but a scale ("a million", "Millionen")."""
        atoms, end = self._atoms(at, joints)
        value = _fold(atoms)
        if value is not None:
            amount = Amount.of(value, 0 if value.denominator == 1 else 1)
            return Number(amount, amount, end, base=amount, word=True, weak=False)
        _, length = self.words.words("article").longest(self.tokens, at)
        one = Amount.of(Fraction(1))
        if length:
            if self._scale_follows(at + length):
                return Number(one, one, at + length, base=one, word=True)
            ahead = self.amount(at + length, joints) if at + length < len(self.tokens) else None
            if isinstance(ahead, Number) and ahead.word and not self.words.atoms(self.tokens[at + length].form):
                return replace(ahead, weak=False)
            more = self._atoms(at + length, joints)[0]
            if more and more[0] in (HUNDRED, THOUSAND):
                return self._words(at + length, joints)
            return Number(one, one, at + length, base=one, word=True, weak=True)
        if self._scale_follows(at):
            return Number(one, one, at, hedge="at_least", base=one, word=True)
        return None

    def _atoms(self, at: int, joints: bool) -> tuple[tuple[Fraction | str, ...], int]:
        found = self.words.atoms(self.tokens[at].bare) if at < len(self.tokens) else ()
        end = at + 1
        while found and end < len(self.tokens) and not self.tokens[end - 1].text.endswith("."):
            step = 2 if joints and self.tokens[end].form in self.words.words("joint") and self.words.spaced else 1
            if end + step > len(self.tokens):
                break
            middle: tuple[Fraction | str, ...] = (
                (self.words.words("joint")[self.tokens[end].form],) if step == 2 else ()
            )
            more = self.words.atoms(self.tokens[end + step - 1].bare)
            apart = self.words.spaced or more in ((HUNDRED,), (THOUSAND,))
            if not more or not apart or _fold((*found, *middle, *more)) is None:
                break
            found, end = (*found, *middle, *more), end + step
        return found, end

    def _half(self, at: int) -> Number | None:
        """ "halbe Milliarde", "half a million", "demi-milliard": half of the scale that follows."""
        form, length = self.words.values("half").longest(self.tokens, at)
        if form:
            at += length
            if at < len(self.tokens) and self.tokens[at].text == "-":
                at += 1
            at += self.words.words("article").longest(self.tokens, at)[1]
            if self._scale_follows(at):
                amount = Amount.of(self.words.values("half")[form], 1)
                return Number(amount, amount, at, base=amount, word=True)
        pieces = self.tokens[at].form.split("-") if at < len(self.tokens) else []
        if len(pieces) == 2 and pieces[0] in self.words.words("half") and pieces[1] in self.words.values("scale"):
            amount = Amount.of(self.words.values("half")[pieces[0]], 1)
            return Number(amount, amount, at + 1, base=amount, word=True).scaled(
                self.words.values("scale")[pieces[1]], at + 1
            )
        return None

    def _scale_follows(self, at: int) -> bool:
        return any(self.words.words(kind).longest(self.tokens, at)[1] for kind in ("scale", "dozen"))

    def _scales(self, number: Number) -> Number:
        """Every scale behind a number, and the half behind that ("two and a half million", "2 millions et demi")."""
        number = self._plus_half(number)
        for kind in ("dozen", "round", "scale", "scale"):
            form, length = self.words.values(kind).longest(self.tokens, number.end)
            if form:
                factor = self.words.values(kind)[form]
                scaled = kind == "scale"
                if number.base and number.base.value == 1 and not scaled:
                    one, hedge = Amount.of(factor), "about" if kind == "round" else number.hedge
                    number = replace(number, low=one, high=one, end=self._past_of(number.end + length), hedge=hedge)
                    continue
                number = number.scaled(factor, number.end + length)
                number = self._plus_half(number, factor)
        return self._glued(number)

    def _plus_half(self, number: Number, factor: Fraction = Fraction(1)) -> Number:
        form, length = self.words.values("plushalf").longest(self.tokens, number.end)
        if not form:
            return number
        value = number.low.value + self.words.values("plushalf")[form] * factor
        amount = Amount(value, factor / 10, factor / 10, number.low.scaled)
        return replace(number, low=amount, high=amount, end=number.end + length, weak=False)

    def _glued(self, number: Number) -> Number:
        """ "80m", "5k", "112 M€": a short scale that touches the digits or a currency sign."""
        at = number.end
        if number.word or number.low.scaled or at >= len(self.tokens):
            return number
        form, length = self.words.values("prefix").longest(self.tokens, at)
        if not length:
            return number
        before, short = self.tokens[at - 1], self.tokens[at]
        factor, touches = self.words.values("prefix")[form], before.end == short.start
        money = at + 1 < len(self.tokens) and self.tokens[at + 1].start == short.end and self.currency(at + 1)
        known = touches and self._counted(at + 1)
        unclear = short.text in ("m", "M", "t", "T", "b", "B", "G")  # metres, tonnes, bytes, model sizes
        if money or self.currency_before(at - 1) or (self.money and at < 4) or (touches and (known or not unclear)):
            return number.scaled(factor, at + 1)
        return number

    def _counted(self, at: int) -> bool:
        """A noun that is counted follows: "80m users", but not "80m deep"."""
        if self.words.words("unit").longest(self.tokens, at)[1]:
            return True
        word = self.tokens[at].bare if at < len(self.tokens) else ""
        return self.words.noun == "plural" and len(word) > 3 and word.endswith(self.words.endings("plural"))

    def currency(self, at: int) -> str:
        """The meaning of the currency at a token, empty where there is none."""
        form, _ = self.words.words("unit").longest(self.tokens, at)
        means = self.words.words("unit").get(form, "")
        return means if is_money(means) else ""

    def currency_before(self, at: int) -> str:
        """The meaning of the currency whose last token stands before a token."""
        form, _ = self.words.words("unit").ending(self.tokens, at)
        means = self.words.words("unit").get(form, "")
        return means if is_money(means) else ""

    def _part(self, first: Number) -> Number | None:
        """ "zwei Drittel", "a quarter", "trois quarts", "1/3" has its own reading."""
        form, length = self.words.values("part").longest(self.tokens, first.end)
        if not form or first.low.scaled or first.low.value.denominator != 1 or first.low.value > 99:
            return None
        point = Amount.point(first.low.value * self.words.values("part")[form])
        return Number(point, point, first.end + length, share=True, word=True)

    def _hyphened(self, at: int) -> bool:
        """ "two-thirds" is one token."""
        head, hyphen, tail = self.tokens[at].bare.partition("-")
        return bool(hyphen and tail in self.words.values("part") and self.words.atoms(head))

    def _range(self, low: Number, between: bool) -> Number | None:
        """The second number of a range, and one scale for both: "30-40 million"."""
        unit, at = self._unit_inside(low.end)
        joint, taken = self.words.words("range").longest(self.tokens, at)
        said = joint and (between or joint not in self.words.words("joint"))
        if low.weak or not said or (at and _ends(self.tokens[at - 1])):
            return None
        minus = at + taken < len(self.tokens) and self.tokens[at + taken].form in self.words.words("minus")
        taken += minus
        second, skipped = self._currency_at(at + taken)
        high = self.amount(at + taken + skipped)
        if not isinstance(high, Number) or high.weak or high.hedge or (high.word != low.word and joint in "-–—"):
            return None
        if part := self._part(high):
            return replace(part, low=Amount.point(low.low.value * part.low.value / high.low.value))
        if unit and unit != (second or self._unit_inside(high.end)[0] or self._unit_inside(self._past(high))[0]):
            return None
        amounts = self._same_scale(low, high), high.low
        return Number(*amounts, high.end, unit=unit or second, word=low.word and high.word, minus=minus)

    def _past(self, number: Number) -> int:
        """Behind "of" where a scale stands before it: "1 million d'euros"."""
        _, length = self.words.words("partitive").longest(self.tokens, number.end)
        return number.end + length if number.low.scaled else number.end

    def _unit_inside(self, at: int) -> tuple[str, int]:
        """A unit inside a range, "5 % bis 7 %", and where its joint stands ("18- bis 29-Jährige")."""
        form, length = self.words.words("unit").longest(self.tokens, at)
        unit = self.words.words("unit").get(form, "")
        at += length
        dash = at + 1 < len(self.tokens) and self.tokens[at].text in "-‑" and self.tokens[at + 1].text.isalpha()
        return unit, at + dash

    def _currency_at(self, at: int) -> tuple[str, int]:
        form, length = self.words.words("unit").longest(self.tokens, at)
        means = self.words.words("unit").get(form, "")
        return (means, length) if is_money(means) else ("", 0)

    def _same_scale(self, low: Number, high: Number) -> Amount:
        """The low end in the scale that only the high end prints."""
        amount, value, top = low.low, low.low.value, high.low.value
        if high.low.scaled and not amount.scaled and high.base and high.base.value:
            apart = value >= 1000 and value * top / high.base.value > top  # "800.000 bis eine Million"
            return amount if apart else amount.times(top / high.base.value)
        if low.word and high.word:  # "zwei- bis dreitausend", "two to three hundred"
            named = (size for size in (THOUSAND, HUNDRED) if top % size == 0 and 2 <= value < top / size < 100)
            return amount.times(next(named, Fraction(1)), amount.scaled)
        left_out = self.words.noun != "plural" and 2 <= value < 1000 and value * 1000 < top < 10**6
        return amount.times(THOUSAND, amount.scaled) if left_out and not low.word else amount  # "15 à 20 000 euros"

    def _of(self, part: Number) -> Number | None:
        """ "One in five", "einer von sieben": a share; the whole stands in ``base`` for a counted noun."""
        if part.low.scaled or part.hedge or part.end >= len(self.tokens):
            return None
        for kind, start in (("in", part.end + self._one_noun(part)), ("of", part.end)):
            _, length = self.words.words(kind).longest(self.tokens, start)
            whole = self.amount(self._past_owner(start + length)) if length else None
            if isinstance(whole, Number) and self._is_whole(part, whole):
                point = Amount.point(part.low.value / whole.low.value)
                among = self.words.noun != "capital" and self.words.words("in").longest(self.tokens, start)[1]
                counted = start == part.end and self.words.words("of").longest(self.tokens, start)[1]
                part_of = bool(counted and not among)
                return Number(point, point, whole.end, True, word=whole.word, base=whole.low, part_of=part_of)
        return None

    def _is_whole(self, part: Number, whole: Number) -> bool:
        """A whole number, none smaller than its part."""
        plain = not (whole.weak or whole.low.scaled or whole.hedge or self._part(whole))
        return plain and 0 < part.low.value <= whole.low.value and whole.low.value.denominator == 1

    def _past_owner(self, at: int) -> int:
        """Behind whose they are: "five of the city's 14 libraries"."""
        owned = at + 1 < len(self.tokens) and self.tokens[at].form.endswith("'")
        return at + 2 if owned and self.tokens[at + 1].form in self.words.words("genitive") else at

    def _one_noun(self, part: Number) -> bool:
        """ "un salarié sur cinq", "one company in five", "nine times out of ten": a noun between part and whole."""
        at, word = part.end, self.tokens[part.end]
        times = word.form in self.words.words("times")
        if not part.word or not (times or self.words.noun == "first" or part.low.value == 1):
            return False
        sure = times or word.form in self.words.words("unit")
        known = any(self.words.words(kind).longest(self.tokens, at)[1] for kind in ("in", "of", "adverb", "unit"))
        return word.text.isalpha() and (sure or not known)


def _ends(token: Token) -> bool:
    """True for a word that ends its sentence."""
    return token.text.endswith(".") and len(token.text) > 4


@cache
def is_money(means: str) -> bool:
    """True for a currency of the tables: an ISO code, its hundredth, or `money` for one that is not said."""
    name = re.split(r"[*/]", means)[0]
    return name == "money" or (len(name) == 3 and name.isupper())


def _fold(atoms: tuple[Fraction | str, ...]) -> Fraction | None:
    """The value of number words in order, None where they do not make one number.

    >>> _fold((Fraction(2), HUNDRED, "hundreds", Fraction(5)))
    Fraction(205, 1)
    """
    total, group, joint = Fraction(0), Fraction(0), ""
    for atom in atoms:
        if isinstance(atom, str):
            joint = atom
            continue
        if atom == HUNDRED and group < 100 and not joint:
            group = (group or Fraction(1)) * HUNDRED
        elif atom == THOUSAND and total == 0 and not joint:
            total, group = (group or Fraction(1)) * THOUSAND, Fraction(0)
        elif _adds(total, group, atom, joint):
            group += atom
        else:
            return None
        joint = ""
    return None if joint or not atoms else total + group


def _adds(total: Fraction, group: Fraction, atom: Fraction, joint: str) -> bool:
    """Whether an atom fits behind a group: ones behind tens, anything below 100 behind hundreds; 60 + 13 in French."""
    rest = group % 100
    if joint == "turned":
        return 0 < rest < 10 and atom % 10 == 0 and 20 <= atom < 100
    if atom >= 100 or atom.denominator != 1:
        return group == 0 and total == 0 and not joint
    if rest == 0 and atom != 0:
        return joint in ("", "hundreds") and (group + total > 0 or not joint)
    if joint == "ones":
        return rest >= 20 and rest % 10 == 0 and (atom == 1 or (atom == 11 and rest in (60, 80)))
    if joint:
        return False
    if group == 0 and total == 0:
        return True
    tens = rest >= 20 and rest % 10 == 0
    return (tens and 0 < atom < 10) or (rest in (60, 80) and 10 <= atom < 20)


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
    groups = whole.split(marks.pop()) if marks else [whole]
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
        return None
    digits = "".join(groups) + decimals
    if len(digits) > MAX_DIGITS:
        return None
    return Fraction(int(digits), 10 ** len(decimals)), len(decimals)
