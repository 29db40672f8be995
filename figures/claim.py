"""The shortest figure phrase that a reading supports: what is claimed is what the reader of phrases makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from math import ceil, floor

from .hedges import OPEN_HEDGES
from .interval import Interval
from .locale import last_place, locale
from .phrase import Parsed, decimal, read, scaled_unit
from .quantity import SHARE, base, is_counted, unit_name

DIGITS = 2  # significant ones of an end that is rounded outward
MOST_DIGITS = 3  # of a number that nobody printed
FRACTIONS = (Fraction(1, 2), Fraction(1, 3), Fraction(2, 3), Fraction(1, 4), Fraction(3, 4))


@dataclass(frozen=True)
class Claim:
    """What is known of a number: both readings in a base unit, its value and its hedges (inner first) as printed.

    ``value`` is None for a range, and where nobody printed one number.
    """

    tight: Interval
    loose: Interval
    unit: str
    value: Fraction | None = None
    hedges: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def phrase(claim: Claim, language: str) -> str:
    """The first candidate that keeps the law, shortest forms first; empty where no sentence is safe.

    The law, in the words of `phrase.read`: the loose reading of the phrase holds the loose reading of the claim, its
    tight one the tight one; and where the phrase has no hedge, even its tight reading holds the loose one: bare
    digits are never more exact than the source if read generously.

    >>> growth = Interval(Fraction("0.2389"), None)
    >>> phrase(Claim(growth, growth, "1"), "en")
    'more than 23%'
    """
    if claim.loose.is_empty or claim.tight.is_empty:
        return ""
    return next((text for text in _candidates(claim, language) if keeps(text, claim, language)), "")


def quoted(claim: Claim, language: str) -> str:
    """The number as printed, for "60 million according to ...": bare digits stay bare, if the loose law holds."""
    texts = _as_printed(claim, language)
    return next((text for text in texts if keeps(text, claim, language, bare=True)), "") or phrase(claim, language)


def keeps(text: str, claim: Claim, language: str, bare: bool = False) -> bool:
    """True where a phrase says no more than the claim; ``bare``: its digits may stand without a hedge."""
    parsed = read(text, language)
    if not isinstance(parsed, Parsed):
        return False
    factor = _factor(parsed, claim.unit)
    if factor is None:
        return False
    tight, loose = (reading.scale(factor) for reading in parsed.readings())
    is_bare = not bare and not set(parsed.hedges) - {"exact"}
    return claim.loose.inside(loose) and (claim.loose if is_bare else claim.tight).inside(tight)


def _factor(parsed: Parsed, unit: str) -> Fraction | None:
    """From what was read to the base unit of the claim; None where the phrase measures something else."""
    wanted = unit.partition("/")[0]
    scaled = scaled_unit(parsed.noun) if parsed.sort == "other" and parsed.noun else None
    scaled = scaled if scaled and scaled[1] else None  # a bare M is no metre
    if parsed.unit is None and scaled is None:
        return Fraction(1)  # a noun that units.txt does not have
    scale, spelling = scaled or (Fraction(1), parsed.unit or SHARE)
    size, found = base(spelling)
    same = unit_name(found) == wanted or (is_counted(found) and is_counted(base(wanted)[1]))  # guests are visitors
    return scale * (size if scaled else 1) if same else None


def _candidates(claim: Claim, language: str) -> Iterator[str]:
    return chain(
        _fraction(claim, language), _as_printed(claim, language), _about(claim, language), _ends(claim, language)
    )


def _fraction(claim: Claim, language: str) -> Iterator[str]:
    """half, a third: a share that is a point."""
    value = claim.loose.lower
    if claim.unit == SHARE and claim.loose.is_point and value in FRACTIONS:
        yield locale(language).text(f"fraction.{value}")


def _as_printed(claim: Claim, language: str) -> Iterator[str]:
    """The printed number with its hedges, in the scale that suits it, else in another one; an estimate is "about"."""
    low, high = claim.tight.lower, claim.tight.upper
    if claim.hedges == ("between",) and low is not None and high is not None:
        yield from _between(low, high, claim.unit, language)
    if claim.value is None:
        return
    words = locale(language)
    codes = dict.fromkeys("about" if code == "estimated" else code for code in reversed(claim.hedges))
    hedges = [words.text(f"hedge.{code}") for code in codes if code not in ("exact", "none")]
    for number in _numbers(claim.value, claim.unit, language):
        yield " ".join([*hedges, number])


def _numbers(value: Fraction, unit: str, language: str) -> Iterator[str]:
    """A number in its own scale, then in those that leave its digits around the decimal sign, and in full."""
    words, digits = locale(language), None if "/" not in decimal(value) else MOST_DIGITS
    yield words.value(value, unit, digits)
    for scale in words.scales(unit):
        if Fraction(1, 10) <= abs(value) / scale < 10**4 or scale == 1:
            yield words.value(value, unit, digits, scale)


def _about(claim: Claim, language: str) -> Iterator[str]:
    """about 63 million, about 4.7 million: few digits, and the others only where they are needed."""
    if claim.value is None or set(claim.hedges) & OPEN_HEDGES or claim.loose.width is None:
        return
    words = locale(language)
    about = words.text("hedge.about")
    is_short = not claim.value or (claim.value / last_place(claim.value, MOST_DIGITS)).denominator == 1
    for digits in (None,) if is_short else (DIGITS, MOST_DIGITS, None):
        yield f"{about} {words.value(claim.value, claim.unit, digits)}"


def _ends(claim: Claim, language: str) -> Iterator[str]:
    """The ends, rounded outward: less than 37; between 55 and 65 million; more than 23 %, at least 60 million."""
    low, high = claim.loose.lower, claim.loose.upper
    if high is not None and low == 0:
        yield from _one_end(("<", "<="), outward(high, up=True), claim.unit, language)
    if low is not None and high is not None:
        yield from _between(outward(low, up=False), outward(high, up=True), claim.unit, language)
    if low is not None:
        yield from _one_end((">", ">="), outward(low, up=False), claim.unit, language)
    elif high is not None:
        yield from _one_end(("<", "<="), outward(high, up=True), claim.unit, language)


def _one_end(relations: tuple[str, ...], end: Fraction, unit: str, language: str) -> Iterator[str]:
    words = locale(language)
    for number in _numbers(end, unit, language):
        yield from (f"{words.text(f'relation.{relation}')} {number}" for relation in relations)


def _between(low: Fraction, high: Fraction, unit: str, language: str) -> Iterator[str]:
    words = locale(language)
    for scale in (None, *words.scales(unit)):
        first, second = words.ends(low, high, unit, scale)
        yield words.text("wording.between", low=first, high=second)


def outward(end: Fraction, up: bool) -> Fraction:
    """An end with two significant digits, moved up or down but never inward.

    >>> outward(Fraction(8675), up=False), outward(Fraction(-87), up=True), outward(Fraction(994), up=True)
    (Fraction(8600, 1), Fraction(-87, 1), Fraction(1000, 1))
    """
    if not end:
        return end
    place = last_place(end, DIGITS)
    return (ceil if up else floor)(end / place) * place
