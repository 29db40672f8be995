"""The record types of judgement: outcomes, the sides of a rule, verdicts and computed figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from .errors import Problem, Reason
from .interval import Interval
from .ledger import Explanation, Figure, Ledger, Rule, TermKey

if TYPE_CHECKING:
    from pint import Unit


class Outcome(StrEnum):
    """What a verdict says, strongest agreement first."""

    EXACT = "exact"
    ROUNDED = "within rounding"
    LOOSE = "only loosely"
    CONTRADICTED = "contradicted"
    UNDECIDED = "undecided"


DISCREPANCIES = (Outcome.CONTRADICTED, Outcome.LOOSE)
Parts = tuple[tuple[str, Fraction], ...]  # figures, and how many times each is taken; a number a rule names has no name
VACUOUS = frozenset({"identity", "vacuous-open", "vacuous-wide"})  # reasons why an agreement proves little
ORDER = (Outcome.CONTRADICTED, Outcome.LOOSE, Outcome.UNDECIDED, Outcome.ROUNDED, Outcome.EXACT)


@dataclass(frozen=True)
class Side:
    """One side of a rule: as printed (None for a range), on the tight and on the loose reading, in ``unit``."""

    printed: Fraction | None
    tight: Interval
    loose: Interval
    unit: Unit


@dataclass(frozen=True)
class Bridge:
    """Printed figures (ids) that lie in a gap: one alone, or the sum (+) or difference (-) of two, in base units."""

    figures: tuple[str, ...]
    sign: str
    value: Fraction


@dataclass(frozen=True)
class Other:
    """What a rule would come to were one figure the only print of its term.

    ``role`` says why it is not: `alone` (others are meant too), `deprecated`, `not preferred`, or its status.
    """

    figure: str
    role: str
    outcome: Outcome
    printed_gap: Fraction | None
    gap: Interval | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Verdict:
    """What a rule, or the prints of one term, came to.

    ``gap`` is the distance of the tight readings, None where they meet; ``printed_gap`` stated minus computed as
    printed; ``power`` the smallest error in the stated figure that is sure to be noticed beyond it; all in the
    stated unit. ``figures`` are the ids it rests on. For the prints of one term ``witnesses`` says how many sources
    vouch for them, copies not counted. ``others`` and ``bridges`` (None without a gap) are filled in by the report.
    """

    id: str
    rule: Rule | None
    about: str
    outcome: Outcome
    figures: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()
    stated: Side | None = None
    computed: Side | None = None
    explanation: Explanation | None = None
    witnesses: int = 0
    others: tuple[Other, ...] = ()
    bridges: tuple[Bridge, ...] | None = None

    @property
    def gap(self) -> Interval | None:
        """The distances between the tight readings, None where they meet or nothing was judged."""
        if self.stated is None or self.computed is None or self.outcome not in DISCREPANCIES:
            return None
        return self.stated.tight.gap(self.computed.tight)

    @property
    def printed_gap(self) -> Fraction | None:
        """Stated minus computed, as printed."""
        if self.stated is None or self.computed is None:
            return None
        if self.stated.printed is None or self.computed.printed is None:
            return None
        return self.stated.printed - self.computed.printed

    @property
    def power(self) -> Fraction | None:
        """Half the sum of the two tight widths; None with an open end."""
        if self.stated is None or self.computed is None:
            return None
        one, two = self.stated.tight.width, self.computed.tight.width
        return None if one is None or two is None else (one + two) / 2

    @property
    def is_discrepancy(self) -> bool:
        """True for only loosely and contradicted."""
        return self.outcome in DISCREPANCIES

    @property
    def proves_little(self) -> bool:
        """True for an agreement that hardly any number could have broken."""
        return any(reason.code in VACUOUS for reason in self.reasons)

    @property
    def size(self) -> Fraction:
        """The larger of both sides, without sign: as printed, else the end that lies farthest out."""
        sides = [side for side in (self.stated, self.computed) if side is not None]
        ends = [end for side in sides for end in ((side.printed,) if side.printed is not None else _ends(side.tight))]
        return max((abs(end) for end in ends if end is not None), default=Fraction(0))

    @property
    def rank(self) -> tuple[int, bool, Fraction]:
        """Sorts verdicts by what they prove.

        Contradicted before only loosely, the wider gap first; then undecided; then agreements, the smallest power
        first, each relative to the size of the numbers; those that prove little last.
        """
        size = self.size or Fraction(1)
        if self.is_discrepancy:
            apart = (self.gap.lower if self.gap else None) or Fraction(0)
            return (DISCREPANCIES.index(self.outcome), False, -apart / size)
        if self.outcome is Outcome.UNDECIDED:
            return (len(DISCREPANCIES), False, Fraction(0))
        return (len(DISCREPANCIES) + 1, self.proves_little, (self.power or Fraction(0)) / size)


@dataclass(frozen=True)
class Computed:
    """A figure nobody printed: its term, the rule that defines it, its readings and the figures it comes from.

    ``reasons`` name the rates of exchange that it rests on.
    """

    term: TermKey
    rule: Rule
    side: Side
    figures: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """A smallest set of figures and rules (ids) that cannot be true together."""

    figures: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Repair:
    """What a figure of a conflict would have to be to satisfy the conflict's other members.

    ``would_be`` is that range on the tight reading; ``value`` the point in it that the whole ledger as printed leaves,
    else the conflict's other members as printed, else the end next to print; ``change`` value minus printed, in the
    figure's unit. ``blocked_by`` names the verdicts that hold now and would not for any value in the range;
    ``touches`` is True where an end of the range is one that a print excludes. ``parts`` says how the value was come
    by: it is the sum of these figures as printed, each so many times; empty where it is no such sum.
    """

    figure: str
    printed: Fraction
    would_be: Interval
    value: Fraction
    blocked_by: tuple[str, ...]
    touches: bool = False
    parts: Parts = ()

    @property
    def change(self) -> Fraction:
        """How far the value lies from print, signed."""
        return self.value - self.printed


@dataclass(frozen=True)
class Implied:
    """What the rest of the ledger allows a term: its range, the figures that rest on, and on which reading.

    ``is_tight`` is False where the tight readings of the rest contradict one another: then it is the loose one's.
    ``touches`` is True where an end of the range is one that a print excludes. ``parts`` are the sum of figures whose
    readings give this range, like those of a repair; empty where it is none. A range of whole things ends at whole
    numbers.
    """

    term: TermKey
    range: Interval
    figures: tuple[str, ...]
    unit: Unit
    is_tight: bool = True
    touches: bool = False
    parts: Parts = ()


@dataclass(frozen=True)
class Together:
    """All rules at once: whether all prints can be true, what cannot, what would mend it, what follows.

    ``tight`` and ``loose`` are None where that could not be settled (a large group of figures). ``suspects`` are sets
    of one or two figures whose change alone would satisfy every rule of their group, least trusted first. ``notes``
    say what the answer does not cover, and which rules contradict or repeat one another before a figure is read.
    ``touches`` are the figures that can be true with all others only at an end that their print excludes.
    """

    tight: bool | None
    loose: bool | None
    conflicts: tuple[Conflict, ...] = ()
    repairs: tuple[Repair, ...] = ()
    suspects: tuple[tuple[str, ...], ...] = ()
    implied: tuple[Implied, ...] = ()
    notes: tuple[Reason, ...] = ()
    touches: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bearing:
    """What an id, a term or a verdict's id names, and all that bears on it."""

    figures: tuple[Figure, ...]
    computed: tuple[Computed, ...]
    verdicts: tuple[Verdict, ...]
    together: Together


@dataclass(frozen=True)
class Judged:
    """A ledger with all that was found in it: its problems, its verdicts, its computed figures."""

    ledger: Ledger
    problems: tuple[Problem, ...]
    verdicts: tuple[Verdict, ...]
    computed: tuple[Computed, ...]

    @property
    def together(self) -> Together | None:
        """All rules at once, None where nobody asked."""
        return None

    @cached_property
    def verdicts_of(self) -> Mapping[str, tuple[Verdict, ...]]:
        """The verdicts that rest on a figure, by its id; nothing for one that no verdict rests on."""
        return _by_figure(self.verdicts)

    @cached_property
    def computed_of(self) -> Mapping[str, tuple[Computed, ...]]:
        """The computed figures that a figure enters into, by its id."""
        return _by_figure(self.computed)


Resting = TypeVar("Resting", Verdict, Computed)


def _by_figure(found: Iterable[Resting]) -> Mapping[str, tuple[Resting, ...]]:
    listed: dict[str, dict[int, Resting]] = defaultdict(dict)
    for number, one in enumerate(found):
        for name in one.figures:
            listed[name][number] = one
    return defaultdict(tuple, {name: tuple(known.values()) for name, known in listed.items()})


def _ends(interval: Interval) -> tuple[Fraction | None, Fraction | None]:
    return interval.lower, interval.upper


def little_proof(verdict: Verdict) -> tuple[Reason, ...]:
    """Why an agreement proves little; nothing where it could have failed.

    An inequality that holds for every number of both sides proves what it says, however wide they are.
    """
    is_sure = verdict.outcome is Outcome.EXACT and verdict.rule is not None and verdict.rule.equation.relation != "="
    if verdict.outcome not in (Outcome.EXACT, Outcome.ROUNDED) or is_sure:
        return ()
    if verdict.power is None:
        return (Reason.of("vacuous-open"),)
    return (Reason.of("vacuous-wide"),) if verdict.size and verdict.power >= verdict.size else ()
