"""What a number takes from its sentence: a currency, a percent sign or a scale that is printed at another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ..lexicon import SPACES, Lexicon, tokens
from ..numerals import read_digits
from ..quantity import SHARE, base, names
from .surroundings import BEHIND, Found

_STOP = re.compile(r"[.!?…;][\"”“»)]*\s|\n|[|\t]")


def carried(found: Iterator[Found], text: str, words: Lexicon) -> Iterator[Found]:
    """Units handed on in a sentence: "112 Millionen Euro, davon 80 Millionen", "von 300 auf 400 Euro"."""
    last: Found | None = None  # the number of this sentence that hands on its unit
    before: Found | None = None  # the number before, in this sentence
    waiting: Found | None = None  # a number that may take the unit of the next one
    for one in found:
        if before and _STOP.search(text, before.end, one.start):
            last = before = None
        if waiting:
            yield _forward(waiting, one, text, words)
            waiting = None
        if before and not last:
            one = _like_count(one, before)
        elif last:
            one = _onward(one, last, text, words)
        before = one
        if one.sort in ("money", "share") or (one.sort == "count" and (one.unit or _is_scaled(one))):
            last = one
        if one.sort in ("count", "money") and not one.unit and one.parsed:
            waiting = one
        else:
            yield one
    if waiting:
        yield waiting


def _is_scaled(one: Found) -> bool:
    return bool(one.parsed and one.parsed.low.scaled)


def _like_count(one: Found, before: Found) -> Found:
    """ "rose by 16,000 to 1.68 million": what was counted before is counted here, and no sum of money."""
    if not one.parsed or one.sort != "money" or one.unit or before.sort != "count":
        return one
    return replace(one, sort="count", parsed=replace(one.parsed, sort="count"))


def _onward(one: Found, last: Found, text: str, words: Lexicon) -> Found:
    """What a number without a unit takes from the one before it in the sentence."""
    if not one.parsed:
        return one
    if last.sort == "share":
        return _as_share(one, last, text, words)
    if one.sort == "other" and last.sort == "money" and (scale := words.values("prefix").get(one.unit)):
        one = _sum_of(one, scale)  # "£1.2bn, of which some 600m": no metres
    if _is_elliptic(one) and last.sort == "money" and _is_scaled(last):
        one = _sum_of(one, _scale(last, words))  # "3 milliards, contre 1,8 prévu"
    if one.unit or not _is_scaled(one) or not (last.sort == "money" or _is_scaled(last)):
        return one
    return _like(one, last)


def _is_elliptic(one: Found) -> bool:
    """Nobody counts 1.8 of anything that has no unit."""
    return bool(one.sort == "count" and one.parsed and not one.parsed.unit and one.parsed.value.denominator != 1)


def _sum_of(one: Found, scale: Fraction) -> Found:
    assert one.parsed
    low, high = one.parsed.low.times(scale), one.parsed.high.times(scale)
    parsed = replace(one.parsed, low=low, high=high, noun="", sort="money")
    return replace(one, sort="money", value=low.value, unit="", parsed=parsed)


def _like(one: Found, other: Found) -> Found:
    """A sum or a count in the unit of another one."""
    assert one.parsed and other.parsed
    known = other.sort == "money" and other.parsed.unit
    unit, sort = (other.parsed.unit, "") if known else (None, other.sort)
    parsed = replace(one.parsed, unit=unit, noun="" if known else other.unit, sort=sort)
    return replace(one, sort=other.sort, unit=other.unit, parsed=parsed)


def _as_share(one: Found, last: Found, text: str, words: Lexicon) -> Found:
    """Behind a percentage: "46 percent approve, 38 disapprove", and points of it: "0,1 point de plus"."""
    assert one.parsed
    if one.sort == "other" and one.unit in words.words("points"):
        if abs(one.parsed.value) > 30:
            return one  # an index: "up 0.4%, the other 120 points"
        parsed = replace(one.parsed, unit="percentage_point", noun=one.unit, sort="")
        return replace(one, sort="share", unit=names()["percentage_point"], parsed=parsed)
    between = tokens(text[last.end : one.start], SPACES) if one.start - last.end < BEHIND else []
    apart = any(token.text in ",:(–" or token.form in words.words("joint") for token in between)
    aimed = bool(between) and between[-1].form in words.words("to")
    counted = one.unit and (not words.words("plural") or one.unit.endswith(words.endings("plural")) or one.parsed.unit)
    percents = last.parsed and last.parsed.unit and last.parsed.unit != SHARE
    if one.sort != "count" or counted or not apart or aimed or not percents or not 0 < one.parsed.value <= 100:
        return one
    return _in_unit(one, last)


def _forward(one: Found, after: Found, text: str, words: Lexicon) -> Found:
    """ "von 300 auf 400 Euro": the unit stands behind the second number only."""
    between = tokens(text[one.end : after.start], SPACES)
    joined = 0 < len(between) <= 3 and all(token.form in words.words("connector") for token in between)
    if not joined or not one.parsed or not after.parsed or not after.unit:
        return one
    if after.sort not in ("money", "share", "count", "duration"):
        return one
    if not _is_scaled(after) or _is_scaled(one):
        return _in_unit(one, after)
    before = tokens(text[max(0, one.start - 12) : one.start], SPACES)
    if not before or not any(before[-1].form in words.words(kind) for kind in ("of", "from")):
        return one
    scale = _scale(after, words)
    low, high = one.parsed.low.times(scale), one.parsed.high.times(scale)
    return _in_unit(replace(one, parsed=replace(one.parsed, low=low, high=high)), after)


def _in_unit(one: Found, other: Found) -> Found:
    """A bare number in the unit that another one prints."""
    assert one.parsed and other.parsed
    unit = other.parsed.unit
    factor = base(unit)[0] if unit and other.sort == "share" else Fraction(1)
    low, high = (part.times(factor, part.scaled) for part in (one.parsed.low, one.parsed.high))
    parsed = replace(one.parsed, low=low, high=high, unit=unit, noun=other.parsed.noun, sort=other.parsed.sort)
    return replace(one, sort=other.sort, unit=other.unit, value=parsed.value, parsed=parsed)


def _scale(one: Found, words: Lexicon) -> Fraction:
    """The scale behind the digits of a phrase: a million in "1,2 Millionen"."""
    digits = re.search(r"[0-9]+(?:[.,][0-9]+)*", one.phrase)
    read = read_digits(digits[0], words.decimal, words.grouping) if digits else None
    return abs(one.parsed.low.value) / read[0] if one.parsed and read and read[0] else Fraction(1)
