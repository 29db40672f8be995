"""The words of each language, as tables: hedges, numbers, scales, shares, units and words to pass over."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

FOLDER = Path(__file__).with_name("lexicon")
SPACES = " \u00a0\u202f\u2009\u2007"
T = TypeVar("T")


class Token(NamedTuple):
    """A piece of a text with its place; ``form`` is the spelling that tables know, ``bare`` is that without its dot."""

    text: str
    form: str
    bare: str
    start: int
    end: int


# Atomic groups, not possessive ones: in Python 3.11.2 a possessive group keeps what its last, broken round has read.
_WORD = r"[^\W\d_]++(?>(?:[-‑][^\W\d_]++)*)(?>(?:\.|['’](?=\w))?)|[^\s\w]|\w"


@cache
def fingerprint() -> str:
    """The SHA-256 of all that phrases are read with: the tables of every language, and the units."""
    import hashlib

    files = [*sorted(FOLDER.glob("*.csv")), FOLDER.with_name("units.txt")]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


@cache
def _pieces(spaces: str) -> re.Pattern[str]:
    group = rf"[0-9]{{1,3}}(?>(?:[{spaces}][0-9]{{3}})+)(?![0-9])(?>(?:[.,][0-9]++)?)|" if spaces else ""
    return re.compile(rf"{group}[0-9]++(?>(?:[.,'’][0-9]++)*)|{_WORD}")


def tokens(text: str, spaces: str = SPACES, start: int = 0, end: int | None = None, most: int = 10**9) -> list[Token]:
    """Digits with their inner signs (and groups of three), words with their hyphens and dot, and single signs."""
    found = _pieces(spaces).finditer(text, start, len(text) if end is None else end)
    return [_token(Token, (*_spellings(m[0]), m.start(), m.end())) for m in islice(found, most)]


_token = tuple.__new__  # a third faster than the constructor that NamedTuple writes


@lru_cache(maxsize=50_000)
def _spellings(text: str) -> tuple[str, str, str]:
    form = text.replace("’", "'").replace("‑", "-").casefold()
    return text, form, form.rstrip(".")


class Words(dict[str, T]):
    """Forms and what they mean, found among tokens by their first or their last one."""

    def __init__(self, forms: Mapping[str, T]) -> None:
        super().__init__(forms)
        spelled = [found for form in forms if (found := _tokens_of(form))]
        self._heads = _lengths((found[0].bare, len(found)) for found in spelled)
        self.tails = _lengths((found[-1].bare, len(found)) for found in spelled)

    def longest(self, found: list[Token], at: int) -> tuple[str, int]:
        """The longest form that starts at a token, and how many tokens it takes ("", 0: none)."""
        if at < len(found):
            for length in self._heads.get(found[at].bare, ()):
                if at + length <= len(found) and (form := self.form(found, at, at + length)):
                    return form, length
        return "", 0

    def ending(self, found: list[Token], end: int) -> tuple[str, int]:
        """The longest form whose last token is the one before ``end``."""
        if end > 0:
            for length in self.tails.get(found[end - 1].bare, ()):
                if length <= end and (form := self.form(found, end - length, end)):
                    return form, length
        return "", 0

    def form(self, found: list[Token], start: int, end: int) -> str:
        """The form that exactly these tokens are, empty where there is none."""
        form = found[start].form if end == start + 1 else joined(found[start:end])
        if form in self:
            return form
        return form[:-1] if form.endswith(".") and found[end - 1].bare and form[:-1] in self else ""


def _lengths(found: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """For a token the numbers of tokens of the forms that begin (or end) with it, the longest first."""
    lengths: dict[str, set[int]] = {}
    for token, length in found:
        lengths.setdefault(token, set()).add(length)
    return {token: sorted(some, reverse=True) for token, some in lengths.items()}


@dataclass(frozen=True, eq=False)
class Lexicon:
    """One language: each kind of word maps its forms (lower case) to what they stand for.

    ``decimal`` and ``grouping`` are the signs inside digits; ``noun`` says how a counted noun is known (`capital`,
    `plural`, `first`), ``spaced`` whether number words stand apart ("two hundred") or in one word.
    """

    language: str
    rows: Mapping[str, Mapping[str, str]]

    @cached_property
    def decimal(self) -> str:
        """The decimal sign."""
        return next(form for form, means in self.rows["sign"].items() if means == "decimal")

    @cached_property
    def grouping(self) -> str:
        """The signs between groups of three digits."""
        return "".join(form for form, means in self.rows["sign"].items() if means == "grouping")

    @cached_property
    def spaces(self) -> str:
        """The spaces among the grouping signs."""
        return "".join(sign for sign in self.grouping if sign.isspace())

    @cached_property
    def noun(self) -> str:
        """How a counted noun is known."""
        return next(form for form, means in self.rows["grammar"].items() if means == "noun")

    @cached_property
    def spaced(self) -> bool:
        """True where number words stand apart, like "two hundred"."""
        return self.rows["grammar"].get("spaced") == "words"

    @cache  # noqa: B019 - one lexicon a language lives as long as the program
    def words(self, kind: str) -> Words[str]:
        """The forms of a kind, spelled as tokens are."""
        return Words(_spelled(self.rows.get(kind, {}).items()))

    @cache  # noqa: B019
    def values(self, kind: str) -> Words[Fraction]:
        """The forms of a kind whose meanings are numbers."""
        return Words({form: Fraction(means) for form, means in self.words(kind).items()})

    def has(self, form: str, *kinds: str) -> bool:
        """True for a form of one of these kinds."""
        return any(form in self.words(kind) for kind in kinds)

    @cached_property
    def leading(self) -> frozenset[str]:
        """The last words of all that may stand in front of a number."""
        kinds = ("hedge", "unit", "minus", "plus", "partitive", "article", "definite", "inner")
        return frozenset(word for kind in kinds for word in self.words(kind).tails)

    @cache  # noqa: B019
    def endings(self, kind: str) -> tuple[str, ...]:
        """The forms of a kind, for ``str.endswith``."""
        return tuple(self.words(kind))

    @cache  # noqa: B019
    def unhedged(self, hedge: str) -> tuple[str, ...]:
        """The endings of words behind which a hedge is none: "Kredit über", "turn over"."""
        forms = (form.rpartition(" ") for form in self.words("unhedged"))
        return tuple(word for word, _, last in forms if last == hedge)

    def as_spelled(self, kind: str, text: str) -> bool:
        """True unless a short sign is printed in other case than the table's: m is a metre, M is none."""
        return len(text) > 3 or not text.isalpha() or text in self.rows[kind]

    @lru_cache(maxsize=50_000)  # noqa: B019 - bounded, because its words may come from a table that somebody uploads
    def atoms(self, form: str) -> tuple[Fraction | str, ...]:
        """The number words a word is made of: "zweihundertdrei" is 2, 100, 3; a joint ("und") is its own sign.

        Empty for any other word.
        """
        if not self._compound.fullmatch(form):
            return ()
        numbers, joints = self.values("number"), self.words("joint")
        return tuple(numbers[a] if a in numbers else joints[a] for a in self._atom.findall(form))

    @cached_property
    def _atom(self) -> re.Pattern[str]:
        return re.compile(self._any_atom)

    @cached_property
    def _compound(self) -> re.Pattern[str]:
        return re.compile(rf"(?:(?:{self._any_atom})-?)*(?:{alternatives(self.values('number'))})")

    @cached_property
    def _any_atom(self) -> str:
        return alternatives([*self.values("number"), *self.words("joint")])


def alternatives(forms: Iterable[str]) -> str:
    """A pattern of words, the longest first."""
    return "|".join(map(re.escape, sorted(set(forms), key=lambda form: (-len(form), form))))


def _spelled(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The forms as tokens are spelled; an apostrophe at the end belongs to its word, as it does before one."""
    return {joined(_tokens_of(form)) or form: means for form, means in rows}


def joined(found: list[Token]) -> str:
    """The forms of tokens, with one blank where the text has any: "A$" is no "a $"."""
    text = "".join(f" {b.form}" if b.start > a.end else b.form for a, b in zip(found, found[1:], strict=False))
    return found[0].form + text if found else ""


def _tokens_of(form: str) -> list[Token]:
    return tokens(form + "x")[:-1] if form.endswith("'") and len(form) > 1 else tokens(form)


@cache
def lexicon(language: str) -> Lexicon:
    """The table `lexicon/LANGUAGE.csv`; raises KeyError where there is none."""
    if language not in languages():
        raise KeyError(language)
    rows: dict[str, dict[str, str]] = {}
    with (FOLDER / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["kind"], {})[row["form"]] = row["means"]
    return Lexicon(language, rows)


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that have a table."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.csv")))
