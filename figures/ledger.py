"""The record types of a ledger: sources, subjects, measures, figures, rules and what surrounds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from .equation import Equation, Expression, Term
from .errors import Place
from .hedges import POINT_HEDGES, Printed
from .quantity import Quantity
from .tables import Row

if TYPE_CHECKING:
    from pint import Unit

LANGUAGES = ("de", "en", "fr")
STATUSES = ("actual", "announced", "planned", "expected", "hoped")


@dataclass(frozen=True)
class Labels:
    """One text in the three languages; a language without a text shows the next one that has it."""

    de: str = ""
    en: str = ""
    fr: str = ""

    def text(self, language: str) -> str:
        """The text in a language (de, en, fr), else in another, else empty."""
        own: str = getattr(self, self.spoken(language))
        return own

    def spoken(self, language: str) -> str:
        """The language of that text: the one asked for, else the first of en, de, fr that has a text."""
        return next((code for code in (language, "en", "de", "fr") if getattr(self, code)), language)


def labels(row: Row, prefix: str) -> Labels:
    """The three columns PREFIX_de, PREFIX_en, PREFIX_fr of a row."""
    return Labels(row[f"{prefix}_de"], row[f"{prefix}_en"], row[f"{prefix}_fr"])


def translated(row: Row, column: str) -> Labels:
    """A column in English, with its translations in COLUMN_de and COLUMN_fr."""
    return Labels(row[f"{column}_de"], row[column], row[f"{column}_fr"])


@dataclass(frozen=True)
class Source:
    """Who printed it, where and when; ``sha256`` is that of the text file, empty where it is not at hand.

    A ``title`` of ours stands in square brackets; ``titles`` has it in other languages than that of the source.
    """

    id: str
    kind: str
    publishers: Labels
    title: str
    titles: Labels
    address: str
    published: str
    language: str
    sha256: str
    repeats: str
    notes: Labels
    place: Place

    @property
    def publisher(self) -> str:
        """Who published it, in English: one name, one witness."""
        return self.publishers.text("en")

    def titled(self, language: str) -> tuple[str, str]:
        """The title for a reader, and its language: one of ours in the reader's, one that was printed as it is."""
        own: str = "" if self.title and not self.title.startswith("[") else getattr(self.titles, language)
        return (own, language) if own else (self.title, self.language)

    @property
    def note(self) -> str:
        """What a reader should know of it, in English."""
        return self.notes.text("en")


@dataclass(frozen=True)
class Subject:
    """Whom figures are about."""

    id: str
    labels: Labels


@dataclass(frozen=True)
class Measure:
    """What is counted; ``unit`` is money, 1 or a unit of units.txt, ``kind`` stock, flow or empty."""

    id: str
    labels: Labels
    unit: str
    kind: str


class TermKey(NamedTuple):
    """A term with its period resolved; the empty period is one that nobody names."""

    subject: str
    measure: str
    period: str = ""

    def __str__(self) -> str:
        return f"{self.subject}.{self.measure}" + (f"[{self.period}]" if self.period else "")


@dataclass(frozen=True)
class Reading:
    """A printed number with its hedges (inner first) and its base unit; all intervals are derived from these."""

    number: Printed
    hedges: tuple[str, ...]
    unit: Unit

    def at(self, wide_place: bool, wide_hedge: bool) -> Quantity:
        """The interval with the narrow or wide rounding, and with the narrow or wide hedge widths."""
        return Quantity(self.number.read(self.hedges, wide_place, wide_hedge), self.unit)

    @property
    def printed(self) -> Quantity:
        """The number or range as printed."""
        return Quantity(self.number.ends, self.unit)

    @property
    def tight(self) -> Quantity:
        """The narrow reading."""
        return self.at(False, False)

    @property
    def loose(self) -> Quantity:
        """The wide reading."""
        return self.at(True, True)

    @property
    def hedge(self) -> str:
        """The outer hedge, `none` where nothing is hedged."""
        return self.hedges[-1] if self.hedges else "none"

    @property
    def has_point(self) -> bool:
        """True where one number is printed without a hedge that moves or opens it."""
        return not self.number.is_range and set(self.hedges) <= POINT_HEDGES


@dataclass(frozen=True)
class Figure:
    """One number as one source printed it; ``hedge_origin`` is printed, restated, inherited or none."""

    id: str
    subject: str
    measure: str
    period: str
    status: str
    phrase: str
    read_as: str
    hedge_from: str
    source: str
    start: int | None
    end: int | None
    rank: str
    notes: Labels
    place: Place
    reading: Reading
    hedge_origin: str

    @property
    def note(self) -> str:
        """What a reader should know, in English."""
        return self.notes.text("en")

    @property
    def term(self) -> TermKey:
        """What rules call this figure."""
        return TermKey(self.subject, self.measure, self.period)


@dataclass(frozen=True)
class Rule:
    """A declared relation; ``terms`` gives each term of the equation with its period resolved."""

    id: str
    equation: Equation
    terms: Mapping[Term, TermKey]
    basis: str
    across: frozenset[str]
    source: str
    because: Labels
    text: str
    place: Place

    @property
    def stated_term(self) -> TermKey | None:
        """The term of a left side that is one term, else None."""
        left = self.equation.left
        return self.terms[left] if isinstance(left, Term) else None


@dataclass(frozen=True)
class Explanation:
    """Why a discrepancy may be there; acknowledges the verdict it names."""

    verdict: str
    cause: str
    because: Labels
    source: str
    place: Place


@dataclass(frozen=True)
class Milestone:
    """A date that a source gives for something that happened or is to happen."""

    date: str
    status: str
    phrase: str
    source: str
    start: int | None
    end: int | None
    labels: Labels
    notes: Labels
    place: Place


@dataclass(frozen=True)
class SetAside:
    """A number of a text that is not curated, and why."""

    source: str
    start: int | None
    end: int | None
    phrase: str
    kind: str
    because: str
    place: Place


@dataclass(frozen=True)
class Rate:
    """One euro (the first of the pair) costs ``rate`` of the second, on a day, as the source set it."""

    date: str
    pair: str
    rate: str
    source: str


@dataclass(frozen=True)
class Licence:
    """Under which terms a ledger may be used: a short name, a title and an address."""

    name: str
    title: str = ""
    address: str = ""


@dataclass(frozen=True)
class Ledger:
    """A whole ledger, as read; the order of each table is that of its file, ``rows`` are its cells as typed.

    ``contact`` is where readers may write to, ``created`` the day of this version (ISO 8601); both are empty where
    datapackage.json does not say.
    """

    folder: str
    title: Labels
    version: str
    sources: Mapping[str, Source]
    subjects: Mapping[str, Subject]
    measures: Mapping[str, Measure]
    figures: Mapping[str, Figure]
    rules: tuple[Rule, ...]
    explanations: tuple[Explanation, ...]
    milestones: tuple[Milestone, ...]
    set_aside: tuple[SetAside, ...]
    rates: tuple[Rate, ...]
    rows: Mapping[str, tuple[Row, ...]]
    licences: tuple[Licence, ...] = ()
    contact: str = ""
    created: str = ""

    @cached_property
    def _every(self) -> dict[TermKey, tuple[Figure, ...]]:
        found: dict[TermKey, list[Figure]] = {}
        for figure in self.figures.values():
            found.setdefault(figure.term, []).append(figure)
        return {key: tuple(figures) for key, figures in found.items()}

    @cached_property
    def _by_term(self) -> dict[TermKey, tuple[Figure, ...]]:
        return {key: _taken(figures) for key, figures in self._every.items()}

    def every_print(self, term: TermKey) -> tuple[Figure, ...]:
        """All figures of a term, whatever their rank and status."""
        return self._every.get(term, ())

    def standing(self, term: TermKey) -> tuple[Figure, ...]:
        """The prints of a term and what stands beside preferred ones: a preference settles a dispute, it hides none."""
        statuses = {figure.status for figure in self.prints(term)}
        return tuple(f for f in self.every_print(term) if f.rank != "deprecated" and f.status in statuses)

    def is_printed(self, part: Expression, rule: Rule) -> bool:
        """True for a term of a rule that somebody printed, which is no calculation."""
        return isinstance(part, Term) and bool(self.prints(rule.terms[part]))

    def is_deprecated(self, term: TermKey) -> bool:
        """True where figures print a term, but all of them are deprecated."""
        return bool(self.every_print(term)) and not self.prints(term)

    @property
    def printed_terms(self) -> tuple[TermKey, ...]:
        """The terms that a figure prints, in the order of the table."""
        return tuple(self._by_term)

    def prints(self, term: TermKey) -> tuple[Figure, ...]:
        """The figures a term means: deprecated ones out, preferred ones first, then the strongest status present."""
        return self._by_term.get(term, ())

    @cached_property
    def definitions(self) -> dict[TermKey, Rule]:
        """The rule that defines each term nobody printed: the first `term = ...` for it."""
        # a figure that could not be read is printed all the same: it defines nothing
        printed = {TermKey(row["subject"], row["measure"], row["period"]) for row in self.rows.get("figures", ())}
        found: dict[TermKey, Rule] = {}
        for rule in self.rules:
            term = rule.stated_term
            if term and rule.equation.relation == "=" and term not in printed:
                found.setdefault(term, rule)
        return found

    @cached_property
    def _periods(self) -> dict[tuple[str, str], int]:
        counts: dict[tuple[str, str], int] = {}
        for key in (*self._by_term, *self.definitions):
            counts[key[:2]] = counts.get(key[:2], 0) + 1
        return counts

    def spell(self, term: TermKey) -> str:
        """The shortest spelling of a term: without its period where subject.measure has one period only."""
        return f"{term.subject}.{term.measure}" if self._periods.get(term[:2]) == 1 else str(term)


def _taken(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    ranked = [figure for figure in figures if figure.rank == "preferred"]
    ranked = ranked or [figure for figure in figures if figure.rank != "deprecated"]
    status = min((STATUSES.index(figure.status) for figure in ranked), default=0)
    return tuple(figure for figure in ranked if STATUSES.index(figure.status) == status)
