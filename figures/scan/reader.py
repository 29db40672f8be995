"""The pass over a text: where a number may begin, what it is, and the currency it takes from its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

from ..lexicon import SPACES, Lexicon, Token, alternatives, languages, lexicon, tokens
from ..numerals import Amount, Number, read_digits
from ..phrase import TIME_UNITS, Parsed, plain_text
from ..quantity import base
from .special import Special
from .surroundings import BEFORE, BEHIND, MOST, Found, Source

_STARTERS = ("number", "share", "part", "dozen", "round", "many", "scale", "half", "ordinal", "multiple", "name", "one")
_STOP = re.compile(r"[.!?…:;][\"”“»)]*\s|\n|[|\t]")


def scan(text: str, language: str) -> Iterator[Found]:
    """Every number of a text, from left to right, without overlaps; raises KeyError for an unknown language.

    A candidate is a digit or a number word of the tables (one possessive pattern, so time is linear in length). From
    there the phrase grows: to the left over currency, sign, hedges and articles; to the right over the number grammar
    of ``numerals``, the unit or the counted noun, and hedges behind it. What stands around decides the class.
    """
    words = lexicon(language)
    plain, places = plain_text(text)
    found = _carried(_Scanner(plain, words).all(), plain, words)
    for one in found:
        start, end = (places[one.start], places[one.end - 1] + 1) if places else (one.start, one.end)
        yield replace(one, start=start, end=end, phrase=text[start:end])


def guess(text: str) -> str:
    """The language whose small words stand most often at the beginning of a text."""
    forms = [token.form for token in tokens(text[:5000])]
    return max(languages(), key=lambda name: sum(form in lexicon(name).words("adverb") for form in forms))


@cache
def candidates(language: str) -> re.Pattern[str]:
    """The one pattern that finds where a number may begin; it reads lower-case text and never backtracks."""
    words = lexicon(language)
    silent = words.words("silent")
    kinds = (*_STARTERS[:-1], "whole")
    forms = {form.lower() for kind in kinds for form in words.rows.get(kind, {}) if form[0].isalpha()}
    # A form of several words is found by its first one; an article is too frequent to begin with.
    first = {re.split("[ ']", form)[0].rstrip(".") for form in forms} - set(words.words("article")) - set(silent)
    first -= set(words.words("definite"))
    ones = "|".join(re.escape(form).replace("\\ ", r"\s").replace("'\\s", "'") for form in words.words("one")) or "(?!)"
    if words.spaced:
        return re.compile(rf"[0-9]|(?<![^\W_])(?:{ones}|(?:{_trie(first)}))(?![^\W_])")
    atoms = {form.lower() for kind in ("number", "joint") for form in words.rows[kind]}
    tails = _trie({form.lower() for form in words.rows.get("suffix", {})} | {""})
    glued = rf"(?>(?:{_trie({a for a in atoms if ' ' not in a})})+){tails}"
    alone = _trie({*words.words("article"), *silent})
    return re.compile(rf"[0-9]|(?<![^\W_])(?:{ones}|(?!{alone}(?![^\W_]))(?:(?:{_trie(first)})|{glued}))(?![^\W_])")


def _trie(forms: set[str]) -> str:
    """A pattern of words that decides letter by letter, the longest first."""
    heads: dict[str, set[str]] = {}
    for form in forms - {""}:
        heads.setdefault(form[0], set()).add(form[1:])
    inner = "|".join(re.escape(head) + _trie(tails) for head, tails in sorted(heads.items()))
    if not inner:
        return ""
    return rf"(?:{inner})" + ("?" if "" in forms else "")


class _Scanner(Source):
    """One pass over one text."""

    def all(self) -> Iterator[Found]:
        floor, search = 0, candidates(self.words.language).search
        match = search(self.lower)
        while match:
            found = self.found(match.start(), floor)
            if found and floor <= found.start < found.end:
                floor = at = max(found.end, match.end())
                yield found
            else:
                at = self.skip(match.end())
            match = search(self.lower, at)

    def skip(self, at: int) -> int:
        """Behind the word or the digits that are no number."""
        while at < len(self.text) and self.text[at].isalnum():
            at += 1
        return at

    def found(self, start: int, floor: int) -> Found | None:
        """The number around a candidate; ``floor`` is the end of the one before it."""
        line = self.text.rfind("\n", max(floor, start - BEFORE), start) + 1
        left = tokens(self.text, self.words.spaces, max(floor, start - BEFORE, line), start)
        stop = self.text.find("\n", start, start + BEHIND)
        stop = stop if stop >= 0 else min(len(self.text), start + BEHIND)
        right = tokens(self.text, self.words.spaces, start, stop, MOST)
        if not right:
            return None
        here = _Here(self, start, left, right, floor)
        return here.digits() if self.text[start] in "0123456789" else here.word()


class _Here(Special):
    """A candidate read as whatever it is."""

    def word(self) -> Found | None:
        """A number word, an ordinal, a share, a compound like "dreijährig", or a set phrase."""
        token, words = self.right[0], self.words
        if phrase := self.set_phrase():
            return phrase
        if token.form.rstrip(".") in words.words("whole"):
            return self.whole()
        if words.atoms(token.form.rstrip(".")) and not self.noun(1) and (named := self.labelled()):
            return named
        if compound := self.compound(token):
            return compound
        form, length = words.words("ordinal").longest(self.right, 0)
        if form and not self.is_part(form, length):
            return self.ordinal(int(words.words("ordinal")[form]), length)
        if token.form.rstrip(".") in words.words("multiple"):
            return self.multiple(token)
        return self.amount()

    def set_phrase(self) -> Found | None:
        """A name with a number word in it, or a phrase that counts one."""
        for kind in ("name", "one"):
            form, length = self.words.words(kind).longest(self.right, 0)
            if form:
                value = Fraction(self.words.words(kind)[form])
                sort = "other" if kind == "name" else "count"
                amount = Amount.of(value)
                parsed = Parsed(amount, amount) if kind == "one" else None
                end = self.right[length - 1].end
                return Found(self.start, end, self.text[self.start : end], sort, value, "", parsed)
        return None

    def multiple(self, token: Token) -> Found | None:
        noun = self.noun(1)
        amount = Amount.of(Fraction(self.words.words("multiple")[token.form.rstrip(".")]))
        if not noun:
            return None
        return self.made(self.start, self.right[noun - 1].end, Parsed(amount, amount, noun=self.noun_text(1, noun)))

    def is_part(self, form: str, length: int) -> bool:
        """ "a third of", "un cinquième des": a share; "the third company" is an ordinal."""
        if form not in self.words.words("part") or not self.left:
            return False
        article = self.left[-1].form in self.words.words("article") or self.left[-1].form in ("the", "le")
        after = self.right[length].form if length < len(self.right) else ""
        small = after in self.words.words("partitive") or after in self.words.words("adverb")
        return article and (small or not after.isalpha())

    def whole(self) -> Found | None:
        """ "ein ganzes Jahr": one of a span of time."""
        if not self.left or self.left[-1].form not in self.words.words("article"):
            return None
        form, length = self.words.words("unit").longest(self.right, 1)
        means = self.words.words("unit").get(form, "")
        if means not in TIME_UNITS:
            return None
        one = Amount.of(Fraction(1))
        return self.made(self.left[-1].start, self.right[length].end, Parsed(one, one, (), means))

    def compound(self, token: Token) -> Found | None:
        """ "dreijährig", "50-köpfig", "three-year", "Zwei-Staaten-Lösung": a number inside a word."""
        form = token.form.rstrip(".")
        head, hyphen, tail = form.partition("-")
        end = token.end - (token.text.endswith("."))
        if not hyphen:
            match = _suffixed(self.words).fullmatch(form)
            head, tail = (match["head"], match["tail"]) if match else ("", "")
        if (
            self.words.atoms(form)
            or not head
            or not self.words.atoms(head)
            or self.numerals.starts(0)
            and tail in self.words.values("part")
        ):
            return None
        number = self.numerals.__class__(self.words, [Token(head, head, token.start, token.start + len(head))]).number(
            0
        )
        if not isinstance(number, Number):
            return None
        return self.suffixed(number, tail, end, 1)


@cache
def _suffixed(words: Lexicon) -> re.Pattern[str]:
    """A number word and a suffix in one word: "dreijährig", "hundertprozentig"."""
    atoms = alternatives([*words.words("number"), *words.words("joint")])
    tails = alternatives(words.words("suffix")) or "(?!)"
    return re.compile(rf"(?P<head>(?:{atoms})+?)(?P<tail>{tails})")


def _carried(found: Iterator[Found], text: str, words: Lexicon) -> Iterator[Found]:
    """Currency and class handed on in a sentence: "112 Millionen Euro, davon 80 Millionen", "von 300 auf 400 Euro"."""
    last: Found | None = None
    waiting: Found | None = None
    for one in found:
        if last and _STOP.search(text, last.end, one.start):
            last = None
        if waiting:
            yield _forward(waiting, one, text, words)
            waiting = None
        one = _onward(one, last)
        if one.sort in ("money", "share") or (one.sort == "count" and one.unit):
            last = one
        if one.sort in ("count", "money") and not one.unit and one.parsed:
            waiting = one
        else:
            yield one
    if waiting:
        yield waiting


def _onward(one: Found, last: Found | None) -> Found:
    """A sum without a currency takes the one printed before it in the sentence."""
    if not last or not one.parsed or one.unit or not one.parsed.low.scaled or last.sort == "share":
        return one
    if last.sort == "money" or (last.parsed and last.parsed.low.scaled):
        noun = last.unit if last.sort == "count" or not (last.parsed and last.parsed.unit) else ""
        unit = last.parsed.unit if last.parsed and last.sort == "money" else None
        sort = "" if unit else last.sort
        return replace(one, sort=last.sort, unit=last.unit, parsed=replace(one.parsed, unit=unit, noun=noun, sort=sort))
    return one


def _forward(one: Found, after: Found, text: str, words: Lexicon) -> Found:
    """ "von 300 auf 400 Euro": the unit stands behind the second number only."""
    between = tokens(text[one.end : after.start], SPACES)
    joined = 0 < len(between) <= 3 and all(token.form in words.words("connector") for token in between)
    if (
        not joined
        or not one.parsed
        or not after.parsed
        or after.sort not in ("money", "share", "count")
        or not after.unit
    ):
        return one
    unit = after.parsed.unit
    factor = base(unit)[0] if unit and after.sort == "share" else Fraction(1)
    amount = (one.parsed.low, one.parsed.high)
    if after.parsed.low.scaled and not one.parsed.low.scaled:
        before = tokens(text[max(0, one.start - 12) : one.start], SPACES)
        if not before or before[-1].form not in words.words("of") and before[-1].form != "from":
            return one
        scale = _scale(after, words)
        amount = (one.parsed.low.times(scale), one.parsed.high.times(scale))
    low, high = (part.times(factor, part.scaled) for part in amount)
    parsed = replace(one.parsed, low=low, high=high, unit=unit, noun=after.parsed.noun, sort=after.parsed.sort)
    return replace(one, sort=after.sort, unit=after.unit, value=parsed.value, parsed=parsed)


def _scale(one: Found, words: Lexicon) -> Fraction:
    """The scale behind the digits of a phrase: a million in "1,2 Millionen"."""
    digits = re.search(r"[0-9]+(?:[.,][0-9]+)*", one.phrase)
    if not digits or not one.parsed:
        return Fraction(1)
    read = read_digits(digits[0], words.decimal, words.grouping)
    return one.parsed.low.value / read[0] if read and read[0] else Fraction(1)
