"""The words of each language, as tables: hedges, numbers, scales, shares, units and words to pass over."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path

FOLDER = Path(__file__).with_name("lexicon")


@dataclass(frozen=True)
class Lexicon:
    """One language: each word list maps a lower-case form to what it stands for; longest forms are tried first.

    ``decimal`` and ``grouping`` are the signs inside digits; ``splits`` are nouns that stand behind a hyphen.
    """

    language: str
    decimal: str
    grouping: str
    hedges: dict[str, str]
    numbers: dict[str, Fraction]
    scales: dict[str, Fraction]
    shares: dict[str, Fraction]
    units: dict[str, str]
    fillers: frozenset[str]
    of: frozenset[str]
    range_words: frozenset[str]


@cache
def lexicon(language: str) -> Lexicon:
    """The table `lexicon/LANGUAGE.csv`; raises KeyError where there is none."""
    path = FOLDER / f"{language}.csv"
    if language not in languages():
        raise KeyError(language)
    rows: dict[str, dict[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["kind"], {})[row["form"].casefold()] = row["means"]
    signs = rows["sign"]
    return Lexicon(
        language=language,
        decimal=next(form for form, means in signs.items() if means == "decimal"),
        grouping="".join(form for form, means in signs.items() if means == "grouping"),
        hedges=rows.get("hedge", {}),
        numbers=_fractions(rows.get("number", {})),
        scales=_fractions(rows.get("scale", {})),
        shares=_fractions(rows.get("share", {})),
        units=rows.get("unit", {}),
        fillers=frozenset(rows.get("filler", {})),
        of=frozenset(rows.get("of", {})),
        range_words=frozenset(rows.get("range", {})),
    )


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that have a table."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.csv")))


def _fractions(words: dict[str, str]) -> dict[str, Fraction]:
    return {form: Fraction(means) for form, means in words.items()}
