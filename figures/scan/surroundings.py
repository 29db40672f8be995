"""What stands around a number: currency, sign and hedges in front, unit, noun and hedges behind, and its record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from ..lexicon import Lexicon, Token
from ..numerals import Number, Numerals, is_money
from ..phrase import Parsed, unit_of
from ..quantity import SHARE, base, names

BEFORE, BEHIND = 90, 160  # how far a phrase may reach from its first digit, in characters
MOST = 20  # and in tokens
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
    """What stands in front of a number: where the phrase begins, and what it says."""

    start: int
    hedges: list[str]
    unit: str = ""
    sign: int = 1
    article: bool = False
    before: int = 0  # tokens in front of the phrase


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

    def past(self, at: int, forms: set[str]) -> int:
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
        """Currency, sign, hedges, article and fillers in front of the number."""
        left = Left(self.start, [], before=len(self.left))
        at, words = len(self.left), self.words
        skipped = article = False
        while at > 0:
            token = self.left[at - 1]
            if token.text in "-–−+" and token.end == left.start and (at == 1 or self.left[at - 2].end < token.start):
                left.sign = -1 if token.text != "+" else 1
                at = self.taken(left, at - 1)
                continue
            if at == len(self.left) and token.form in ("minus", "negative") and not number.share:
                either = at > 1 and self.left[at - 2].form in self.words.words("range")  # "plus or minus 3 points"
                left.sign = 1 if either else -1
                at = self.taken(left, at - 1)
                continue
            if at == len(self.left) and token.form == "plus" and self.words.noun != "first":
                at = self.taken(left, at - 1)
                continue
            form, length = words.words("unit").ending(self.left, at)
            means = words.words("unit").get(form, "")
            if form and not left.unit and is_money(means) and self.is_sign(at, length) and not number.share:
                left.unit = means
                at = self.taken(left, at - length)
                continue
            form, length = words.words("hedge").ending(self.left, at)
            if form and self.is_hedge(form, at - length, number, article):
                left.hedges.append(words.words("hedge")[form])
                at, skipped, article = self.taken(left, at - length), False, False
                continue
            if self.handed(left, at):
                break
            inner, length = words.words("inner").ending(self.left, at)
            loose = number.share or number.hedge or number.word
            if (
                not article
                and not skipped
                and (token.form in words.words("article") or token.form in words.words("definite"))
            ):
                if loose and token.form in (
                    words.words("article") if not number.share else {*words.words("definite"), *words.words("article")}
                ):
                    left.article = left.article or token.form in words.words("article")
                    at = self.taken(left, at - 1)
                else:
                    at, article = at - 1, True
                continue
            if inner and not skipped:
                at, skipped = at - length, True
                continue
            break
        return left

    def taken(self, left: Left, at: int) -> int:
        left.start, left.before = self.left[at].start, at
        return at

    def is_sign(self, at: int, length: int) -> bool:
        """Signs and codes stand in front of a number; "Euro 2024" is a name."""
        text = self.text[self.left[at - length].start : self.left[at - 1].end]
        return not text.isalpha() or (text.isupper() and len(text) == 3) or text in ("Fr.", "SFr.", "Fr", "SFr")

    def is_hedge(self, form: str, at: int, number: Number, article: bool) -> bool:
        """No hedge behind the noun of a sum ("Kredit über"), nor with an article that follows ("unter den 27")."""
        if article and not number.share:
            return False
        if form in self.words.words("of") and at > 0:
            before = self.left[at - 1].form
            return not any(before.endswith(noun) for noun in self.words.words("sum"))
        return True

    def handed(self, left: Left, at: int) -> bool:
        """ "geschätzten Bewertung von 11,7": the estimate stands before the noun."""
        if at < 3 or self.left[at - 1].form not in self.words.words("partitive"):
            return False
        form, length = self.words.words("hedge").ending(self.left, at - 2)
        if self.words.words("hedge").get(form) != "estimated" or not self.left[at - 2].text.isalpha():
            return False
        left.hedges.append("estimated")
        self.taken(left, at - 2 - length)
        return True

    def behind(self, at: int) -> tuple[int, list[str]]:
        """Hedges behind a number: 7,000+, or more, oder mehr."""
        found: list[str] = []
        form, length = self.words.words("behind").longest(self.right, at)
        if form and not (form == "plus" or (form == "+" and at and self.right[at].start != self.right[at - 1].end)):
            found.append(self.words.words("behind")[form])
            at += length
        return at, found

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
        """Currencies in capitals are codes; "p" and "Fr" need to touch or be written so."""
        text = self.right[at].text
        if form in ("p", "pp", "won", "real", "min") and text != form:
            return False
        if form == "p":
            return self.right[at].start == self.right[at - 1].end
        return not (
            len(text) == 3 and form.isalpha() and text.islower() and form in ("try", "all", "cad", "sar", "ron", "won")
        )

    def noun(self, at: int, number: Number | None = None) -> int:
        """The token behind the counted noun at a token, 0 where none is counted."""
        words = self.words
        if number is not None and (number.low.scaled or number.hedge or number.word):
            _, step = words.words("partitive").longest(self.right, at)
            if step and not (words.noun == "capital" and self.right[at].form not in ("von", "an", "vun")):
                at += step
        limit = at + (4 if words.noun != "first" else 2)
        while at < limit and at < len(self.right) and not self.broken(at):
            token = self.right[at]
            if not token.text[0].isalpha() or (token.form.rstrip(".") in words.words("adverb")):
                return 0
            if words.noun == "capital":
                if token.text[0].isupper():
                    return self.name_end(at)
                if not re.search(r"(?:e|en|er|es|em)$", token.form) or token.text.endswith("."):
                    return 0
            elif words.noun == "first":
                if token.form not in words.words("adjective") or token.text.endswith("."):
                    return at + 1
            else:
                return self.plural(at)
            at += 1
        return 0

    def name_end(self, at: int) -> int:
        return at + 1

    def plural(self, at: int) -> int:
        """English: up to three words that end in a plural, else the first word."""
        for end in range(at, min(at + 3, len(self.right))):
            token = self.right[end]
            if end > at and (
                self.broken(end) or not token.text[0].isalpha() or token.form.rstrip(".") in self.words.words("adverb")
            ):
                break
            form = token.form.rstrip(".")
            if form in self.words.words("unit") or (form.endswith("s") and not form.endswith(("ss", "us"))):
                return end + 1
            if token.text.endswith("."):
                break
        return at + 1

    def noun_text(self, at: int, end: int, number: Number | None = None) -> str:
        if not end:
            return ""
        _, step = self.words.words("partitive").longest(self.right, at)
        at += step if number is not None and at + step < end else 0
        return self.text[self.right[at].start : bare_end(self.right[end - 1])]

    def parsed(self, number: Number, left: Left, means: str, noun: str = "", behind: list[str] | None = None) -> Parsed:
        """The number in base units with its hedges."""
        unit, factor, sort, code = unit_of(means) if means else (None, Fraction(1), "", "")
        size = (base(unit)[0] if unit else Fraction(1)) * factor * left.sign
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


def bare_end(token: Token) -> int:
    """The end of a token without the dot that ends its sentence."""
    return token.end - 1 if token.text.endswith(".") and len(token.text) > 1 else token.end
