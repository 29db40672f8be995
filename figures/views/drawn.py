"""Charts with all that belongs to them: axes, looks, sources, alternative texts, tables, and where a mark leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain
from typing import TypeVar

from ..conversion import RATE_CODES
from ..equation import Expression, terms
from ..export import Column, Table, number
from ..interval import Interval
from ..ledger import Figure, Rule
from ..locale import capital, shown
from ..quantity import is_counted, unit, unit_name
from ..verdict import Computed, Verdict
from .common import Common
from .records import SEEN, Bar, Chart, Node, Range, Segment, Tick, slug

Drawn = TypeVar("Drawn", Bar, Range, Segment, Tick, Node)
MOST_MARKS, MOST_TICKS = 8, 5  # in an alternative text; on an axis of ranges
MOST_SOURCES = 6  # below a chart
MOST_ROWS = 10  # of a picture: with its words it then takes less than a page


class Drawing(Common):
    """What the views with charts share."""

    def axis(self, unit: str) -> str:
        """The unit of an axis in words, as a sentence begins."""
        known, words = f"axis.{unit}", self.words.units(unit)
        if self.words.has(known):
            return self.words.text(known)
        return words if words == unit else capital(words)  # a symbol stays as it is

    def in_unit(self, name: str) -> str:
        """The unit of an axis within a sentence: in euros, number of visitors, as a share."""
        over, said = name.partition("/")[0], self.words.text
        if self.words.has(f"axis.in_{over}"):
            return said(f"axis.in_{over}") + self.words.units(name).removeprefix(self.words.units(over))
        text = said("axis.in_count" if is_counted(unit(over)) else "axis.in_other", unit=self.words.units(name))
        return self.words.elided(text)

    def about_bars(self, name: str, unit: str) -> str:
        """What bars show, and in which unit."""
        return self.words.text("page.bars_subtitle", unit=f"{name}, {self.in_unit(unit)}")

    def about_ranges(self, drawn: str, ranges: Sequence[Range]) -> str:
        """What ranges show; that their axis does not start at zero, where it does not."""
        ends = [end for row in ranges for span in (row.interval, row.loose) if span for end in (span.lower, span.upper)]
        is_far = all(end is None or end > 0 for end in ends)
        return self.words.text(f"page.ranges_subtitle{'' if is_far else '_zero'}", unit=drawn)

    # Where a click on a mark leads

    def leads(self, part: Expression, rule: Rule, here: str = "") -> str:
        """To the first print of a part of an equation, of a share of something to that of the whole.

        A number nobody printed leads to its check, if that is not the one that is told ``here``.
        """
        found = sorted(terms(part), key=lambda term: self.ledger.measures[term.measure].unit == "1")
        keys = [rule.terms[term] for term in found[:1]]
        prints = [figure.id for key in keys for figure in self.ledger.prints(key)]
        computed = (self.leads_computed(found, here) for found in self.report.computed if found.term in keys)
        return next(chain(prints, computed), "")

    def leads_computed(self, found: Computed, here: str = "") -> str:
        """To the check that a computed number takes part in, or that rests on the same prints, else to the first."""
        judged = [verdict for verdict in self.report.verdicts if verdict.rule and verdict.id != here]
        named = (verdict for verdict in judged if verdict.rule and found.term in verdict.rule.terms.values())
        wide = (verdict for verdict in judged if set(found.figures) <= set(verdict.figures))
        checks = (self.leads_check(verdict) for verdict in chain(named, wide))
        return next(chain(checks, found.figures), "")

    def leads_check(self, verdict: Verdict) -> str:
        return f"check:{slug(verdict.id)}"

    # The words and pieces of a chart

    def legend(
        self, bars: Sequence[Bar] = (), ranges: Sequence[Range] = (), dashed: str = "planned", gap: str = "gap"
    ) -> list[str]:
        """What the looks of bars and intervals mean, only those that there are.

        ``dashed`` is planned, uncounted, projected or both of these; ``gap`` a gap or the rest.
        """
        looks = {piece.look for bar in bars for piece in bar.segments} | {row.look for row in ranges}
        spans = [span for row in ranges for span in (row.interval, row.loose) if span]
        high = max((piece.end for bar in bars for piece in bar.segments), default=Fraction(0))
        there = {
            "thick": any(row.loose and not row.interval.is_point for row in ranges),
            "thin": any(row.loose for row in ranges),
            f"dashed_{dashed}": "dashed" in looks,
            "line_projected": any(tick.look == "dashed" for bar in bars for tick in bar.ticks),
            "hollow": "hollow" in looks,
            gap: "gap" in looks,
            "open": any(bar.opening or any(tick.opening for tick in bar.ticks) for bar in bars)
            or any(None in (span.lower, span.upper) for span in spans),
            "doubt": any(bar.doubt and (bar.doubt.width or 0) >= SEEN * high > 0 for bar in bars),
        }
        return [self.words.text(f"page.legend_{name}") for name, is_there in there.items() if is_there]

    def segment(
        self,
        start: Fraction,
        length: Fraction,
        label: str,
        unit: str,
        look: str,
        tone: str,
        leads: str = "",
        text: str = "",
    ) -> Segment:
        """A piece of a bar with its words: its ``text``, else its length."""
        text = text or self.words.value(length, unit, 4)
        named = self.words.text("sign.colon", name=label, text=text)
        return Segment(start, start + length, label, text, named, look, tone, leads)

    def chart(
        self,
        name: str,
        title: str,
        subtitle: str,
        bars: list[Bar],
        ranges: list[Range],
        about: Computed | Verdict,
    ) -> Chart:
        """A chart of a verdict or a computed figure."""
        side = about.side if isinstance(about, Computed) else about.stated
        unit = unit_name(side.unit) if side else ""
        rule = about.rule.id if about.rule else about.id if isinstance(about, Verdict) else ""
        check = slug(about.id) if isinstance(about, Verdict) else ""
        drawn = self.picture(slug(f"{name}-{rule}"), title, subtitle, unit, about.figures, bars, ranges, rule=check)
        return replace(drawn, notes=self.rates_of(about))

    def rates_of(self, about: Computed | Verdict) -> tuple[str, ...]:
        """The rates of exchange that a verdict or a computed figure rests on, each with its day and its source."""
        return tuple(self.tell.reason(reason) for reason in about.reasons if reason.code in RATE_CODES)

    def own_text(self, part: Expression, rule: Rule) -> str:
        """The words of a piece that is printed in another currency than the rule's; empty for all others."""
        return self.tell.expression(part, rule) if self.tell.is_converted(part, rule) else ""

    def picture(
        self,
        name: str,
        title: str,
        subtitle: str,
        unit: str,
        figures: Iterable[str],
        bars: Iterable[Bar] = (),
        ranges: Iterable[Range] = (),
        kind: str = "",
        rule: str = "",
    ) -> Chart:
        """A chart with its source line, its alternative text and the table of exactly what it shows.

        ``kind`` names it for those who do not see it, ``rule`` is the check it belongs to.
        """
        bars, ranges, figures = (
            tuple(map(self.sourced_bar, bars)),
            tuple(map(self.sourced_range, ranges)),
            tuple(figures),
        )
        kind = kind or self.words.text("page.alt_bars" if bars else "page.alt_ranges")
        drawn = Chart(
            id=name,
            title=title,
            subtitle=subtitle,
            alt="",
            source=self.source_line(figures),
            unit=unit,
            bars=bars,
            ranges=ranges,
            table=_chart_table(bars, ranges, unit),
            figures=figures,
            rule=rule,
            grid=() if bars else self.ticks(ranges, unit),
        )
        return replace(drawn, alt=self.alternative(kind, title, drawn.named))

    def sourced(self, drawn: Drawn, told: str = "") -> Drawn:
        """What is drawn, and where its words lead: to the print at its source, where no text of it is at hand.

        Words that tell a number must tell that of the print: a calculated one leads to no print alone.
        """
        figure = self.ledger.figures.get(drawn.leads)
        is_print = figure and (not told or self.tell.figure_text(figure) in told or figure.phrase in told)
        return replace(drawn, at=self.source_of(figure) if figure and is_print else "")

    def sourced_bar(self, bar: Bar) -> Bar:
        """The same of a bar with its pieces and ticks."""
        segments = tuple(self.sourced(piece, piece.text or bar.value) for piece in bar.segments)
        ticks = tuple(self.sourced(tick, tick.text) for tick in bar.ticks)
        return replace(self.sourced(bar, bar.value), segments=segments, ticks=ticks)

    def sourced_range(self, row: Range) -> Range:
        """The same of a line: of a range that is worked out from a print the record tells how."""
        return self.sourced(row, f"{row.label} {row.value}")

    def ticks(self, ranges: Iterable[Range], unit: str) -> tuple[Tick, ...]:
        """Round values on the axis of ranges, with their words."""
        spans = [span for row in ranges for span in (row.interval, row.loose) if span]
        ends = [end for span in spans for end in (span.lower, span.upper) if end is not None]
        return tuple(Tick(value, self.words.value(value, unit)) for value in round_values(ends))

    def alternative(self, kind: str, title: str, named: list[tuple[str, str]]) -> str:
        """What a chart shows for those who do not see it; of many marks the table below tells more."""
        head = self.words.text("sign.colon", name=kind, text=title)
        if len(named) > MOST_MARKS:
            return f"{head}. {self.words.text('page.alt_many', number=self.words.number(len(named)))}"
        marks = [self.words.text("sign.colon", name=name, text=text) for name, text in named]
        return f"{head} – {', '.join(marks)}."

    def source_line(self, figures: Iterable[str]) -> str:
        """Provider first, then whose calculation."""
        sources = dict.fromkeys(self.ledger.figures[name].source for name in figures)
        names = dict.fromkeys(self.tell.source(self.ledger.sources[source]) for source in sources)
        return self.words.text("page.source_line", sources=self.some([*names]))

    def some(self, names: list[str]) -> str:
        """The first sources, and how many more there are."""
        told, more = names[:MOST_SOURCES], len(names) - MOST_SOURCES
        if more > 1:
            return self.words.text(
                "page.sources_more", sources=self.wordings.joined(told), number=self.words.number(more)
            )
        return self.wordings.joined(names)

    # A chart as a picture

    def taken(self, chart: Chart) -> Chart:
        """The chart as a picture: the largest or the last rows where there are more than half a page holds."""
        count = len(chart.bars) + len(chart.events)
        if count <= MOST_ROWS:
            return chart
        is_sorted = chart.id.startswith("sizes-")
        bars = chart.bars[:MOST_ROWS] if is_sorted else chart.bars[-MOST_ROWS:]
        events, number = chart.events[-MOST_ROWS:], self.words.number
        shown = self.words.text(
            f"page.picture_{'largest' if is_sorted else 'last'}", shown=number(MOST_ROWS), all=number(count)
        )
        names = [row.leads for row in bars] or [row.leads[len("date:") :].rpartition("-")[0] for row in events]
        low = min((piece.end for bar in bars for piece in bar.segments), default=Fraction(0))
        return replace(
            chart,
            subtitle=f"{shown} {chart.subtitle}",
            bars=bars,
            events=events,
            source=self.source_line(names) if bars else self.plain_source(names),
            grid=tuple(tick for tick in chart.grid if 10 * tick.place > low),
        )

    def plain_source(self, sources: Iterable[str]) -> str:
        """Who published what was only read, not calculated."""
        names = dict.fromkeys(self.tell.source(self.ledger.sources[name]) for name in sources)
        return self.words.text("page.source_plain", sources=self.some([*names]))

    def foot(self, chart: Chart, address: str = "") -> tuple[str, ...]:
        """The lines below a picture of a chart: its notes, who printed it, which ledger and version, its address."""
        version = self.words.text("cite.version", version=self.ledger.version) if self.ledger.version else ""
        return tuple(
            filter(
                None, (" ".join(chart.notes), chart.source, ", ".join(filter(None, (self.title(), version))), address)
            )
        )

    def opening(self, figure: Figure) -> str:
        """up where the number may be higher, down where it may be lower, else empty."""
        hedges = set(figure.reading.hedges)
        if hedges & {"more_than", "at_least"}:
            return "up"
        return "down" if hedges & {"up_to", "less_than"} else ""

    def doubt(self, figure: Figure) -> Interval | None:
        """The wide reading of a number that is hedged or rounded, but not open."""
        return None if self.opening(figure) else figure.reading.loose.interval


def round_values(ends: Sequence[Fraction]) -> list[Fraction]:
    """Two to five round values between the lowest and the highest one, where these are apart; whole among whole ones.

    >>> [str(value) for value in round_values([Fraction(595, 10), Fraction(66)])]
    ['60', '62', '64', '66']
    """
    low, high = min(ends, default=Fraction(0)), max(ends, default=Fraction(0))
    if low == high:
        return sorted(set(ends))
    power = Fraction(10) ** (len(str(int((high - low) ** 2))) // 2 + 1)
    while power > high - low:
        power /= 10
    steps = [power * part for part in (Fraction(1, 5), Fraction(1, 2), 1, 2, 5)]
    if all(end.denominator == 1 for end in ends):
        steps = [step for step in steps if step.denominator == 1] or [Fraction(1)]
    for step in steps:
        first, last = -(-low // step), high // step
        if last - first < MOST_TICKS:
            return [step * number for number in range(first, last + 1)] if last > first else [low, high]
    return [low, high]


def _chart_table(bars: Sequence[Bar], ranges: Sequence[Range], unit: str) -> Table:
    """Exactly what a chart shows, in base units; what never ends as a decimal number as rounded as its words."""
    columns = (
        Column("row", "label of the row"),
        Column("told", "the row's value in words, with its hedge"),
        Column("part", "label of the piece; of a range its reading, tight or loose; of a mark what it stands for"),
        Column(
            "look", "solid: has happened; dashed: has not; hollow: hoped for; gap: nobody accounts for it; range; mark"
        ),
        Column("low", "where it starts; for a range its lower end, empty: open", True),
        Column("high", "where it ends; for a range its upper end, empty: open", True),
        Column("open_end", "of a row of pieces or a mark: up, may be more; down, may be less; empty: closed"),
        Column(
            "value", "length of the piece; this, low and high have four digits where a decimal number has no end", True
        ),
        Column("unit", "base unit"),
    )
    rows: list[tuple[str, ...]] = []
    for bar in bars:
        for s in bar.segments:
            ends = (_told(s.start), _told(s.end), bar.opening, _told(s.end - s.start), unit)
            rows.append((bar.label, bar.value, s.label, s.look, *ends))
        for tick in bar.ticks:
            at = _told(tick.place)
            rows.append((bar.label, bar.value, tick.text, "mark", at, at, tick.opening, "", unit))
    for row in ranges:
        readings = (("", row.interval),) if row.loose is None else (("tight", row.interval), ("loose", row.loose))
        for name, i in readings:
            rows.append((row.label, row.value, name, "range", _told(i.lower), _told(i.upper), "", "", unit))
    return Table("chart", columns, tuple(rows))


def _told(value: Fraction | None) -> str:
    """A number as its words tell it; empty for an open end.

    >>> _told(Fraction(2_000_000_000) / Fraction("1.1744")), _told(Fraction(5, 2)), _told(None)
    ('1703000000', '2.5', '')
    """
    return number(None if value is None else shown(value))
