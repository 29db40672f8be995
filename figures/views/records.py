"""The records of the views: plain, frozen and in one language; whoever draws them decides how they look."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import compress

from ..export import Table
from ..interval import Interval
from ..telling import Pieces, joined
from ..wording import Wording

# What stands for something in a chart ``leads`` somewhere: to the figure of an id, to ``check:`` and a check as part of
# an address, to ``date:`` and an anchor, or is an address itself; empty: nowhere. Its words lead to ``at`` where that
# is given: to the words at the source, where no text is at hand.


def is_web(leads: str) -> bool:
    """True for an address on the web."""
    return leads.startswith(("https://", "http://"))


SEEN = Fraction(1, 70)  # of the axis: four pixels on a phone; a narrower doubt is left to the words


@dataclass(frozen=True)
class Segment:
    """One piece of a bar: from ``start`` to ``end`` in base units, its label and value, both as one, and its looks.

    ``look`` is solid (has happened), dashed (has not), hollow (is hoped for), gap (what nobody accounts for); ``tone``
    is a colour's name; it leads where its bar does, unless it says where. ``short`` is the value without the words that
    ``text`` may add.
    """

    start: Fraction
    end: Fraction
    label: str
    text: str
    named: str
    look: str
    tone: str
    leads: str = ""
    short: str = ""
    at: str = ""


@dataclass(frozen=True)
class Tick:
    """A mark on a bar that something else is compared with, and its words; ``opening`` is that of a bar.

    ``look`` is solid, or dashed where it is projected.
    """

    place: Fraction
    text: str
    leads: str = ""
    opening: str = ""
    at: str = ""
    look: str = "solid"


@dataclass(frozen=True)
class Bar:
    """A label line over a bar: the label on the left, the value on the right.

    ``opening`` is up where the number may be higher ("more than"), down where it may be lower ("up to"), else empty;
    ``doubt`` the wide reading, drawn where it is wide enough to be seen; ``is_strong`` sets the label in bold.
    """

    label: str
    value: str
    segments: tuple[Segment, ...]
    opening: str = ""
    doubt: Interval | None = None
    ticks: tuple[Tick, ...] = ()
    leads: str = ""
    at: str = ""
    is_strong: bool = False


@dataclass(frozen=True)
class Range:
    """A label line over an interval; open ends are drawn as arrows. ``loose`` is a wider reading of the same.

    ``look`` is solid (has happened), dashed (has not) or hollow (is hoped for).
    """

    label: str
    value: str
    named: str
    interval: Interval
    tone: str
    loose: Interval | None = None
    leads: str = ""
    look: str = "solid"
    at: str = ""


@dataclass(frozen=True)
class Event:
    """A label line over the days that something may have taken place on; None is an end nobody names.

    ``due`` is the first day of the time by which something is to have happened, where it may be earlier.
    """

    label: str
    value: str
    named: str
    first: date | None
    last: date | None
    look: str
    leads: str = ""
    at: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Node:
    """A print or a rule in a picture of who depends on whom; ``rests_on`` are the places of a rule's prints.

    Neither is a quantity that rules share, whatever its value (``is_shared``). ``look`` is that of an interval.
    """

    label: str
    value: str
    named: str
    rests_on: tuple[int, ...] = ()
    is_rule: bool = False
    leads: str = ""
    look: str = "solid"
    at: str = ""
    is_shared: bool = False


@dataclass(frozen=True)
class Record:
    """The evidence of one number: its phrase as printed, and what is known of it as pairs of name and text; ``address``
    is that of its source, ``at`` that of the phrase there.
    """

    id: str
    title: str
    phrase: str
    language: str
    address: str
    pairs: tuple[tuple[str, str], ...]
    at: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart with its words, its table and its evidence: bars or ranges over one axis in ``unit``, events in time,
    or nodes that depend on one another.

    ``scale`` is linear or log (bars are then dots, for a logarithmic axis has no zero); ``grid`` gives the places of
    guides and their words, ``marker`` the day a line is drawn at; ``records`` is the evidence of what is no figure,
    ``notes`` what a picture has to say besides: on a page it stands elsewhere; ``workings`` are numbers or calculations
    that title or subtitle tell, in their order, each number with its print.
    """

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
    rule: str = ""  # the check it belongs to, as part of an address; empty where it belongs to none
    events: tuple[Event, ...] = ()
    scale: str = "linear"
    grid: tuple[Tick, ...] = ()
    marker: date | None = None
    records: tuple[Record, ...] = ()
    nodes: tuple[Node, ...] = ()
    notes: tuple[str, ...] = ()
    workings: tuple[Pieces, ...] = ()

    @property
    def named(self) -> list[tuple[str, str]]:
        """What it shows in words: each row with its value, then the pieces of rows that have several, and ticks."""
        lines: tuple[Bar | Range | Event, ...] = (*self.bars, *self.ranges, *self.events)
        rows = [(line.label, line.value) for line in lines]
        rows += [(node.label, node.value) for node in self.nodes if node.value]
        rows += [(part.label, part.text) for bar in self.bars for part in bar.segments if len(bar.segments) > 1]
        return rows + [(bar.label, tick.text) for bar in self.bars for tick in bar.ticks]


@dataclass(frozen=True)
class Tile:
    """A number with its name and, in ``pieces``, how it was come by; ``look`` is that of its piece of the bar."""

    label: str
    value: str
    pieces: Pieces
    look: str
    tone: str
    figures: tuple[str, ...]

    @property
    def how(self) -> str:
        """How it was come by, as one text."""
        return joined(self.pieces)


@dataclass(frozen=True)
class Item:
    """One verdict in words; the ``pieces`` of its calculation name the print each number stands for."""

    id: str
    outcome: str
    sign: str
    word: str
    statement: str
    pieces: Pieces
    notes: tuple[str, ...]
    figures: tuple[str, ...]
    proves_little: bool = False

    @property
    def working(self) -> str:
        """The calculation as one text."""
        return joined(self.pieces)

    @property
    def slug(self) -> str:
        """The id as a part of an address."""
        return slug(self.id)

    @property
    def agrees(self) -> bool:
        """True where the numbers add up, exactly or when rounded."""
        return self.outcome in ("exact", "within rounding")

    @property
    def brief(self) -> tuple[str, ...]:
        """Why it cannot be decided or proves little, in one sentence; the others speak by their numbers."""
        return self.notes[:1] if self.outcome == "undecided" or self.proves_little else ()


def slug(name: str) -> str:
    """An id of letters, digits and hyphens: prints:artec3d.loan is prints-artec3d-loan in an address."""
    return re.sub(r"[^a-z0-9_]+", "-", name).strip("-")


@dataclass(frozen=True)
class Cells:
    """A table for the eye: headers, rows, the columns that hold numbers, and the figure each row leads to.

    ``ranks`` are pairs of a column and the place of each row in its order, where that is not the order of its texts.
    ``wordings`` are the safe sentences that stand in the last column, one a row, to be copied with their footnotes;
    ``pieces`` pairs of a column and its texts row by row, each number with the print it stands for; ``about`` are the
    figures that the words of each row are about.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    figures: tuple[str, ...] = ()
    ranks: tuple[tuple[int, tuple[int, ...]], ...] = ()
    wordings: tuple[Wording, ...] = ()
    pieces: tuple[tuple[int, tuple[Pieces, ...]], ...] = ()
    about: tuple[tuple[str, ...], ...] = ()

    def holding(self, words: str) -> Cells:
        """The rows that hold every one of these words, in any case."""
        wanted = words.casefold().split()
        kept = [all(word in " ".join(row).casefold() for word in wanted) for row in self.rows]
        return replace(
            self,
            rows=tuple(compress(self.rows, kept)),
            figures=tuple(compress(self.figures, kept)),
            ranks=tuple((column, tuple(compress(places, kept))) for column, places in self.ranks),
            wordings=tuple(compress(self.wordings, kept)),
            pieces=tuple((column, tuple(compress(told, kept))) for column, told in self.pieces),
            about=tuple(compress(self.about, kept)),
        )


@dataclass(frozen=True)
class Overview:
    """Page one: who pays, and does it add up?

    ``doubtful`` are the checks that do not add up or cannot be decided, ``agreed`` the others, the most telling first;
    ``figures`` is the table of all figures where nothing else can lead.
    """

    title: str
    lead: str
    chart: Chart | None
    tiles: tuple[Tile, ...]
    heading: str
    doubtful: tuple[Item, ...]
    agreed: tuple[Item, ...]
    figures: Cells | None

    @property
    def items(self) -> tuple[Item, ...]:
        """All checks."""
        return (*self.doubtful, *self.agreed)


@dataclass(frozen=True)
class AllRules:
    """All rules at once: whether they can hold, what cannot, what would mend it, what follows for every quantity."""

    title: str
    lead: str
    charts: tuple[Chart, ...]
    repairs: Cells
    suspects: str
    implied: Cells
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """The checks page: one rule said, shown and explained, all of them as a list, and all of them at once.

    ``is_asked`` where the address names that rule: then the page is about it.
    """

    title: str
    lead: str
    chosen: Item | None
    wording: Wording | None
    sentences: tuple[str, ...]
    charts: tuple[Chart, ...]
    ends: tuple[tuple[str, Pieces], ...]  # each reading of a calculation, and the sums of its ends
    explanations: Cells | None
    heading: str
    items: tuple[Item, ...]
    computed: Cells
    computed_ends: Cells
    together: AllRules | None = None
    unknown: str = ""
    is_asked: bool = False


@dataclass(frozen=True)
class Dates:
    """The dates page: what has happened, what is planned, what grows, and all that was counted."""

    title: str
    lead: str
    timeline: Chart | None
    milestones: Cells
    series: tuple[Chart, ...]
    counts: Cells


@dataclass(frozen=True)
class Sizes:
    """The sizes page: sums of money side by side, those without a rate in a chart of their own."""

    title: str
    lead: str
    kinds: str
    rates: tuple[str, ...]
    charts: tuple[Chart, ...]
    table: Cells


@dataclass(frozen=True)
class Card:
    """All that the ledger has of one figure, for one page of its own.

    ``chart`` shows all prints of its term on one axis, ``together`` says how many witnesses there are and whether they
    agree; both are empty where nobody else prints it.
    """

    record: Record
    value: str
    wording: Wording
    together: str
    chart: Chart | None
    prints: tuple[tuple[str, str], ...]
    computed: tuple[str, ...]
    source: Record
    items: tuple[Item, ...]
    report: str


@dataclass(frozen=True)
class Evidence:
    """The evidence page: one figure's card, all figures, the sources, the method, access and the downloads."""

    title: str
    lead: str
    card: Card | None
    unknown: str
    figures: Cells
    sources: tuple[Record, ...]
    method: tuple[str, ...]
    access: tuple[str, ...]
    downloads: tuple[tuple[str, str], ...]
