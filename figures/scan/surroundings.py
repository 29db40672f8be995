"""What stands around a number: currency, sign and hedges in front, unit, noun and hedges behind, and its record."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from ..lexicon import Lexicon, Token, tokens
from ..numerals import Number, Numerals, is_money
from ..phrase import Parsed, unit_of
from ..quantity import SHARE, base, names

BEFORE, BEHIND = 90, 160  # how far a phrase may reach from its first digit, in characters
MOST = 14  # and in tokens
CLASSES = ("money", "count", "share", "date", "duration", "ordinal", "other")


@dataclass(frozen=True)
class Found:
    """One number of a text: its place (Python string offsets), its class, and what it says.

    ``value`` is a number in base units, or a date or clock time as text (2025-06-17, 2026-H2, 05:27), None where the
    number cannot be read; ``unit`` is the ISO currency, `1` for shares, the noun as printed for counts.
    """

    start: int
    end: int
    phrase: str
    sort: str
    value: Fraction | str | None
    unit: str = ""
    parsed: Parsed | None = None


@dataclass
class Left:
    """What stands in front of a number: where the phrase begins, and what it says.

    ``at`` is the token up to which was looked, ``before`` the number of tokens in front of the phrase.
    """

    start: int
    at: int
    before: int
    hedges: list[str] = field(default_factory=list)
    unit: str = ""
    sign: int = 1
    article: bool = False
    passed: bool = False  # over an article that is no part of the phrase, unless a hedge stands before it
    skipped: bool = False  # over "further" or "a total of", likewise


class Source:
    """A text with the tables of its language."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self.text, self.words = text, words
        lower = text.lower()
        self.lower = (
            lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        )
        self.months = words.words("month")


class Surroundings:
    """One candidate with the tokens on both sides."""

    def __init__(self, source: Source, start: int, left: list[Token], right: list[Token], floor: int) -> None:
        self.floor = floor
        self.text, self.words, self.source = source.text, source.words, source
        self.start, self.left, self.right = start, left, right
        self.numerals = Numerals(source.words, right, self.left_currency(), lenient=True)

    def left_currency(self) -> bool:
        form, _ = self.words.words("unit").ending(self.left, len(self.left))
        return is_money(self.words.words("unit").get(form, ""))

    def left_between(self) -> bool:
        form, length = self.words.words("hedge").ending(self.left, len(self.left))
        if not form and self.left:  # a currency may stand between: "between $5 and $7 million"
            _, taken = self.words.words("unit").ending(self.left, len(self.left))
            form, length = self.words.words("hedge").ending(self.left, len(self.left) - taken) if taken else ("", 0)
        return self.words.words("hedge").get(form) == "between"

    def hedged(self) -> bool:
        form, _ = self.words.words("hedge").ending(self.left, len(self.left))
        return bool(form) and form not in self.words.words("year")

    def unit_follows(self, at: int) -> bool:
        return any(self.words.words(kind).longest(self.right, at)[1] for kind in ("unit", "scale", "measure"))

    def number_after(self, end: int) -> bool:
        """A unit or a scale follows, so that the digits are an amount after all."""
        after = tokens(self.text, self.words.spaces, end, end + 25)
        return bool(after) and any(self.words.words(kind).longest(after, 0)[1] for kind in ("unit", "scale", "prefix"))

    def past(self, at: int, forms: Container[str]) -> int:
        return at + 1 if at < len(self.right) and self.right[at].form in forms else at

    def names_word(self) -> bool:
        last = self.left[-1] if self.left else None
        return bool(last and last.text[0].isupper() and last.text.isalpha() and self.start - last.end == 1)

    def broken(self, at: int) -> bool:
        """The sentence or the line ends before this token."""
        if at >= len(self.right):
            return True
        gap = self.text[self.right[at - 1].end : self.right[at].start] if at else ""
        return len(gap) > 2 or (at > 0 and self.right[at - 1].text.endswith(".") and len(self.right[at - 1].text) > 5)

    def leftwards(self, number: Number) -> Left:
        """Currency, sign, hedges, article and fillers in front of the number, step by step."""
        left = Left(self.start, len(self.left), len(self.left))
        steps = (self.hedge, self.sign, self.currency, self.handed, self.article, self.inner)
        while left.at > 0 and self.left[left.at - 1].bare in self.words.leading:
            if not any(step(left, number) for step in steps):
                break
        return left

    def take(self, left: Left, length: int) -> bool:
        """So many tokens more belong to the phrase."""
        left.at -= length
        left.start, left.before = self.left[left.at].start, left.at
        left.skipped = left.passed = False
        return True

    def sign(self, left: Left, number: Number) -> bool:
        """A sign that touches the phrase and stands apart from what is before, or a word like "minus"."""
        token = self.left[left.at - 1]
        apart = left.at == 1 or self.left[left.at - 2].end < token.start
        word = token.text.isalpha()
        if (left.at != len(self.left)) if word else not (token.end == left.start and apart):
            return False
        if token.form in self.words.words("minus") and not (word and number.share):
            either = word and left.at > 1 and self.left[left.at - 2].form in self.words.words("range")
            left.sign = 1 if either else -1  # "plus or minus 3 points"
            return self.take(left, 1)
        return token.form in self.words.words("plus") and self.take(left, 1)

    def currency(self, left: Left, number: Number) -> bool:
        form, length = self.words.words("unit").ending(self.left, left.at)
        means = self.words.words("unit").get(form, "")
        if not form or left.unit or number.share or not is_money(means) or not self.is_sign(left.at, length):
            return False
        left.unit = means
        return self.take(left, length)

    def is_sign(self, at: int, length: int) -> bool:
        """Signs and codes stand in front of a number; "Euro 2024" is a name."""
        text = self.text[self.left[at - length].start : self.left[at - 1].end]
        return not text.isalpha() or (len(text) <= 3 and self.words.as_spelled("unit", text))

    def hedge(self, left: Left, number: Number) -> bool:
        form, length = self.words.words("hedge").ending(self.left, left.at)
        if not form or not self.is_hedge(form, left.at - length, number, left.passed):
            return False
        left.hedges.append(self.words.words("hedge")[form])
        return self.take(left, length)

    def is_hedge(self, form: str, at: int, number: Number, article: bool) -> bool:
        """No hedge behind a word that takes it ("Kredit über"), nor with an article that follows ("unter den 27")."""
        if (article and not number.share) or (form in self.words.words("among") and self.is_among(number)):
            return False
        if number.share and form in self.words.words("counting"):  # "um die Hälfte gesunken"
            return False
        return at == 0 or not self.left[at - 1].form.endswith(self.words.unhedged(form) or ("\0",))

    def is_among(self, number: Number) -> bool:
        """ "unter 1.003 Befragten": a count to the last digit, or people who are asked."""
        value = number.low.value
        noun = self.right[number.end].bare if number.end < len(self.right) else ""
        return noun in self.words.words("asked") or (value > 100 and value.denominator == 1 and value % 10 != 0)

    def handed(self, left: Left, number: Number) -> bool:
        """ "geschätzten Bewertung von 11,7": the estimate stands before the noun; nothing else belongs to it."""
        at = left.at
        if (
            at < 3
            or self.left[at - 1].form not in self.words.words("partitive")
            or not self.left[at - 2].text.isalpha()
        ):
            return False
        form, length = self.words.words("hedge").ending(self.left, at - 2)
        if self.words.words("hedge").get(form) != "estimated":
            return False
        left.hedges.append("estimated")
        self.take(left, 2 + length)
        left.at = 0
        return True

    def article(self, left: Left, number: Number) -> bool:
        """An article belongs to a share or a number word; before others it is passed over in search of a hedge."""
        form = self.left[left.at - 1].form
        one = form in self.words.words("article")
        definite = form in self.words.words("definite")
        if left.passed or left.skipped or not (one or definite):
            return False
        if (one and (number.hedge or number.word)) or number.share:
            left.article = left.article or one
            return self.take(left, 1)
        left.at, left.passed = left.at - 1, True
        return True

    def inner(self, left: Left, number: Number) -> bool:
        """A word like "insgesamt" between hedge and number."""
        form, length = self.words.words("inner").ending(self.left, left.at)
        if not form or left.skipped:
            return False
        left.at, left.skipped = left.at - length, True
        return True

    def behind(self, at: int) -> tuple[int, list[str]]:
        """Hedges behind a number: 7,000+, or more, oder mehr."""
        found: list[str] = []
        form, length = self.words.words("behind").longest(self.right, at)
        if form and not self.hedges_next(form, at, length):
            found.append(self.words.words("behind")[form])
            at += length
        return at, found

    def hedges_next(self, form: str, at: int, length: int) -> bool:
        """The hedge is that of the next number ("12 % et plus de 66 000"), or a sign that does not touch this one."""
        if form in self.words.words("plus"):
            return form.isalpha() or self.right[at].start != self.right[at - 1].end
        _, more = self.words.words("hedge").longest(self.right, at + length - 1)
        return more > 1

    def unit(self, at: int, number: Number) -> tuple[str, int]:
        """The unit at a token, behind "of" where a scale stands before ("1,7 milliard d'euros")."""
        if self.broken(at):
            return "", at
        form, length = self.words.words("unit").longest(self.right, at)
        if form and self.fits(form, at):
            return self.words.words("unit")[form], at + length
        _, step = self.words.words("partitive").longest(self.right, at)
        if step and (number.low.scaled or number.hedge or number.low.value >= 1000 and number.word):
            form, length = self.words.words("unit").longest(self.right, at + step)
            if form and self.fits(form, at + step):
                return self.words.words("unit")[form], at + step + length
        return "", at

    def fits(self, form: str, at: int) -> bool:
        """Short units are spelled as in the table; a lone letter needs to touch its number."""
        text = self.right[at].text.rstrip(".")
        if len(form) == 1 and form.isalpha() and self.right[at].start != self.right[at - 1].end:
            return False
        return self.right[at].bare != form.rstrip(".") or self.words.as_spelled("unit", text)

    def noun(self, at: int, number: Number | None = None) -> int:
        """The token behind the counted noun at a token, 0 where none is counted."""
        if number is not None and (number.low.scaled or number.hedge or number.word):
            at += self.partitive(at)
        known = {"capital": self.capital_noun, "first": self.first_noun}.get(self.words.noun, self.plural)
        limit = at + (2 if self.words.noun == "first" else 4)
        while at < limit and not self.broken(at):
            bare = self.right[at].bare
            if not bare[:1].isalpha() or bare in self.words.words("adverb") or self.words.atoms(bare):
                return 0
            end = known(at)
            if end is not None:
                return end
            at += 1
        return 0

    def partitive(self, at: int) -> int:
        """How many tokens "of" takes here; a definite article alone is none."""
        form, length = self.words.words("partitive").longest(self.right, at)
        return 0 if form in self.words.words("definite") and self.words.noun == "capital" else length

    def capital_noun(self, at: int) -> int | None:
        """The first capitalised word behind inflected ones."""
        token = self.right[at]
        if token.text[0].isupper():
            return at + 1
        return None if token.form.endswith(self.words.endings("inflected")) else 0

    def first_noun(self, at: int) -> int | None:
        """The first word that is no adjective of the table."""
        token = self.right[at]
        return None if token.form in self.words.words("adjective") and not token.text.endswith(".") else at + 1

    def plural(self, at: int) -> int:
        """Up to three words that end in a plural, else the first word."""
        for end in range(at, min(at + 3, len(self.right))):
            token = self.right[end]
            stops = self.broken(end) or not token.text[0].isalpha() or token.bare in self.words.words("adverb")
            if end > at and stops:
                break
            if self.is_plural(token.bare):
                return end + 1
            if token.text.endswith("."):
                break
        return at + 1

    def is_plural(self, form: str) -> bool:
        """A unit of the table, or a word with the ending of a plural."""
        ends = form.endswith(self.words.endings("plural")) and not form.endswith(self.words.endings("singular"))
        return form in self.words.words("unit") or ends

    def noun_text(self, at: int, end: int, number: Number | None = None) -> str:
        if not end:
            return ""
        step = self.words.words("partitive").longest(self.right, at)[1] if number is not None else 0
        at += step if at + step < end else 0
        return self.text[self.right[at].start : bare_end(self.right[end - 1])]

    def parsed(self, number: Number, left: Left, means: str, noun: str = "", behind: list[str] | None = None) -> Parsed:
        """The number in base units with its hedges."""
        unit, size, sort, code = _sized(means, left.sign)
        low = number.low.times(size, False)
        high = low if number.high is number.low else number.high.times(size, False)
        low, high = (high, low) if low.value > high.value else (low, high)
        outer = [*(behind or []), *(code for code in left.hedges if code != "between")]
        one = left.article and number.hedge == "at_least"  # "a million" is one, "millions" are some
        own = [number.hedge] if number.hedge and not outer and not one else []
        ranged = ["between"] if low != high else []
        return Parsed(low, high, tuple(own + ranged + outer), unit, code or noun, (0, 0), sort)

    def made(self, start: int, end: int, parsed: Parsed) -> Found:
        known = names().get(parsed.unit or "", "")
        unit = (
            parsed.noun
            if parsed.unit is None or parsed.kind in ("count", "other")
            else SHARE
            if known == "percent"
            else known
        )
        return Found(start, end, self.text[start:end], parsed.kind, parsed.value, unit or known, parsed)

    def plain(self, start: int, end: int, sort: str, value: Fraction | str | None, unit: str) -> Found:
        return Found(start, end, self.text[start:end], sort, value, unit)

    def other(self, start: int, end: int) -> Found:
        """A number that only names; its value is that of its digits where they are plain."""
        digits = re.findall("[0-9]+", self.text[start:end])
        value = Fraction(int(digits[0])) if len(digits) == 1 and len(digits[0]) <= 15 else None
        return self.plain(start, end, "other", value, "")


@cache
def _sized(means: str, sign: int) -> tuple[str | None, Fraction, str, str]:
    """What a unit of the tables means, with its size in base units and the sign of the number."""
    unit, factor, sort, code = unit_of(means) if means else (None, Fraction(1), "", "")
    return unit, (base(unit)[0] if unit else Fraction(1)) * factor * sign, sort, code


def bare_end(token: Token) -> int:
    """The end of a token without the dot that ends its sentence."""
    return token.end - 1 if token.text.endswith(".") and len(token.text) > 1 else token.end
