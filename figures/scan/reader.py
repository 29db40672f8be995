"""The pass over a text: where a number may begin, and what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

from ..lexicon import Lexicon, Token, alternatives, languages, lexicon, tokens
from ..numerals import Amount, Number, Numerals
from ..phrase import TIME_UNITS, Parsed, plain_text
from .sentence import carried
from .special import Special
from .surroundings import BEFORE, BEHIND, MOST, Found, Source

# The kinds of words that a number can begin with.
_STARTERS = tuple("number share part dozen round many scale half ordinal multiple name whole".split())


def scan(text: str, language: str) -> Iterator[Found]:
    """Every number of a text, from left to right, without overlaps; raises KeyError for an unknown language.

    A candidate is a digit or a number word of the tables (one possessive pattern, so time is linear in length). From
    there the phrase grows: to the left over currency, sign, hedges and articles; to the right over the number grammar
    of ``numerals``, the unit or the counted noun, and hedges behind it. What stands around decides the class.
    """
    words = lexicon(language)
    plain, places = plain_text(text)
    found = carried(_Scanner(plain, words).all(), plain, words)
    if plain is text:
        yield from found
        return
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
    forms = {form.lower() for kind in _STARTERS for form in words.rows.get(kind, {}) if form[0].isalpha()}
    # A form of several words is found by its first one; an article is too frequent to begin with.
    first = {re.split("[ ']", form)[0].rstrip(".") for form in forms} - set(words.words("article")) - set(silent)
    first -= set(words.words("definite"))
    units = [f"{one} {unit}" for one in words.words("article") for unit in words.words("one_of_unit")]
    ones = "|".join(re.escape(form).replace("\\ ", r"\s") for form in [*words.words("one"), *units]) or "(?!)"
    if words.spaced:
        return re.compile(rf"[0-9]|(?<![^\W_])(?:{ones}|(?:{_trie(first)}))(?![^\W_])")
    atoms = {form.lower() for kind in ("number", "joint") for form in words.rows[kind]}
    tails = _trie({form.lower() for form in words.rows.get("suffix", {})} | {""})
    glued = rf"(?>(?:{_trie({a for a in atoms if ' ' not in a})})+){tails}"
    alone = _trie({*words.words("article"), *silent, *words.words("joint")})
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
        if self.text[max(0, self.start - 1) : self.start] in ("-", "‑") and self.text[self.start - 2].isalpha():
            return None  # "first-half profit"
        if phrase := self.set_phrase():
            return phrase
        if token.bare in words.words("whole"):
            return self.whole()
        if words.atoms(token.bare) and not self.noun(1) and (named := self.labelled()):
            return named
        if compound := self.compound(token):
            return compound
        form, length = words.words("ordinal").longest(self.right, 0)
        if form and not self.is_part(form, length):
            return self.ordinal(int(words.words("ordinal")[form]), length)
        if token.bare in words.words("multiple"):
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
        amount = Amount.of(Fraction(self.words.words("multiple")[token.bare]))
        if not noun:
            return None
        return self.made(self.start, self.right[noun - 1].end, Parsed(amount, amount, noun=self.noun_text(1, noun)))

    def is_part(self, form: str, length: int) -> bool:
        """ "a third of", "un cinquième des": a share; "the third company" is an ordinal."""
        if form not in self.words.words("part") or not self.left:
            return False
        article = self.words.has(self.left[-1].form, "article", "definite")
        after = self.right[length].form if length < len(self.right) else ""
        small = self.words.has(after, "partitive", "adverb")
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
        form = token.bare
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
        alone = Token(head, head, head, token.start, token.start + len(head))
        number = Numerals(self.words, [alone]).number(0)
        return self.tailed(number, self.leftwards(number), tail, end, 1) if isinstance(number, Number) else None


@cache
def _suffixed(words: Lexicon) -> re.Pattern[str]:
    """A number word and a suffix in one word: "dreijährig", "hundertprozentig"."""
    atoms = alternatives([*words.words("number"), *words.words("joint")])
    tails = alternatives(words.words("suffix")) or "(?!)"
    return re.compile(rf"(?P<head>(?:{atoms})+?)(?P<tail>{tails})")
