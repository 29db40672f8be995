"""The records of the views: plain, frozen and in one language; whoever draws them decides how they look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from ..export import Table
from ..interval import Interval


@dataclass(frozen=True)
class Segment:
    """One piece of a bar: from ``start`` to ``end`` in base units, its label and value, both as one, and its looks.

    ``look`` is solid (has happened), dashed (has not), gap (what nobody accounts for); ``tone`` a colour's name.
    """

    start: Fraction
    end: Fraction
    label: str
    text: str
    named: str
    look: str
    tone: str


@dataclass(frozen=True)
class Bar:
    """A label line over a bar: the label on the left, the value on the right."""

    label: str
    value: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Range:
    """A label line over an interval; open ends are drawn as arrows."""

    label: str
    value: str
    named: str
    interval: Interval
    tone: str


@dataclass(frozen=True)
class Chart:
    """A chart: bars or ranges over one axis in ``unit``, with its words, its table and its evidence."""

    id: str
    title: str
    subtitle: str
    alt: str
    source: str
    unit: str
    bars: tuple[Bar, ...]
    ranges: tuple[Range, ...]
    table: Table
    figures: tuple[str, ...]
    rule: str = ""  # the check it belongs to, as part of an address; empty on page one


@dataclass(frozen=True)
class Tile:
    """A number with its name and how it was come by; ``mark`` is the look of the bar's piece it belongs to."""

    label: str
    value: str
    how: str
    look: str
    tone: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One verdict in words."""

    id: str
    outcome: str
    sign: str
    word: str
    statement: str
    working: str
    notes: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The id as a part of an address."""
        return slug(self.id)

    @property
    def brief(self) -> tuple[str, ...]:
        """Why it cannot be decided, in one sentence; the other outcomes speak by their numbers."""
        return self.notes[:1] if self.outcome == "undecided" else ()


def slug(name: str) -> str:
    """An id of letters, digits and hyphens: prints:artec3d.loan is prints-artec3d-loan in an address."""
    return re.sub(r"[^a-z0-9_]+", "-", name).strip("-")


@dataclass(frozen=True)
class Record:
    """The evidence of one figure: its phrase as printed, and what is known of it as pairs of name and text."""

    id: str
    title: str
    phrase: str
    language: str
    address: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cells:
    """A table for the eye: headers, rows, the columns that hold numbers."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True)
class Overview:
    """Page one: who pays, and does it add up?"""

    title: str
    lead: str
    chart: Chart | None
    tiles: tuple[Tile, ...]
    heading: str
    items: tuple[Item, ...]
    figures: Cells


@dataclass(frozen=True)
class Check:
    """The checks page: one rule said, shown and explained, and all of them as a list."""

    title: str
    lead: str
    chosen: Item | None
    sentences: tuple[str, ...]
    charts: tuple[Chart, ...]
    explanations: Cells | None
    heading: str
    items: tuple[Item, ...]
    computed: Cells
