"""The dates page: what has happened, what is planned, and what is counted in several years?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import compress

from ..edtf import Days, days
from ..equation import Term, addends
from ..export import Column, Table
from ..ledger import Figure, Milestone, TermKey
from ..locale import capital
from ..quantity import is_counted, unit_name
from ..telling import NOT_YET, look_of
from ..verdict import Computed
from .drawn import MOST_ROWS, Drawing
from .records import Bar, Cells, Chart, Dates, Event, Record, Segment, Tick, slug


class DatesPage(Drawing):
    """Milestones on a time axis, counts of several years as bars, all counts as a table."""

    def calendar(self) -> Dates:
        """What has happened, what is planned?"""
        key = "page.dates_lead" if self.newest else "page.dates_lead_undated"
        return Dates(
            title=self.dates_title(),
            lead=" ".join(filter(None, (self.words.text(key, date=self.last_date()), self.told_twice()))),
            timeline=self.timeline(),
            milestones=self.milestone_table(),
            series=tuple(self.series_charts()),
            counts=self.counts(),
        )

    def told_twice(self) -> str:
        """How many milestones the table has besides those on the time axis."""
        more = len(self.milestones) - len(self.latest)
        return self.words.text("page.milestones_twice", number=self.words.number(more)) if more else ""

    def dates_title(self) -> str:
        """How many of the dates are still ahead, as their sources tell it."""
        said = self.words.text
        if not self.ledger.milestones:
            return said("page.dates_title_empty")
        ahead = sum(milestone.status in NOT_YET for milestone in self.latest)
        form = {0: "none", 1: "one"}.get(ahead, "other")
        total = self.words.number(len(self.latest))
        return said(f"page.dates_title_{form}", open=self.words.number(ahead), all=total)

    # Milestones

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """In the order of time; what no calendar holds comes last."""

        def when(milestone: Milestone) -> tuple[date, date]:
            span = days(milestone.date)
            start, end = (span.first, span.last) if span else (None, None)
            return (start or end or date.max, end or date.max)

        return tuple(sorted(self.ledger.milestones, key=when))

    @cached_property
    def latest(self) -> tuple[Milestone, ...]:
        """Each event once: of one that has happened, by its labels, not how it was planned."""
        happened = {milestone.labels for milestone in self.milestones if milestone.status not in NOT_YET}
        return tuple(m for m in self.milestones if m.status not in NOT_YET or m.labels not in happened)

    def timeline(self, last: int = 0) -> Chart | None:
        """All milestones that a calendar holds, or the ``last`` ones; none where there is none."""
        found = [(milestone, span) for milestone in self.latest if (span := days(milestone.date))][-last:]
        if not found:
            return None
        shown = tuple(milestone for milestone, _ in found)
        events = tuple(self.event(milestone, span.first, span.last) for milestone, span in found)
        said, title, furthest = self.words.text, self.timeline_title(found), self.furthest(found)
        return Chart(
            id="timeline",
            title=title,
            subtitle=self.timeline_key(events, any(map(is_inferred, shown))),
            alt=self.alternative(said("page.alt_timeline"), title, [(e.label, e.value) for e in events]),
            source=self.plain_source(milestone.source for milestone in shown),
            unit="",
            bars=(),
            ranges=(),
            table=_timeline_table(shown, events),
            figures=(),
            events=events,
            marker=self.newest[0] if self.newest else None,
            records=tuple(map(self.milestone_record, self.milestones)),
            workings=(((self.words.moment(furthest.date), self.words_on(furthest)),),),
        )

    def timeline_key(self, events: tuple[Event, ...], has_inferred: bool) -> str:
        """What the marks of a timeline mean, only those that there are."""
        shapes = {event: shape_of(event, years(events)) for event in events}
        ahead = [(found, event.look) for event, found in shapes.items() if event.look != "solid" and found != "arrow"]
        hollow, dashed = ((found == "dot" or look == "hollow") for found, look in ahead), ("bar", "dashed") in ahead
        looks = "_".join(compress(("hollow", "dashed"), (any(hollow), dashed)))
        first = years(events)[0]
        there = {
            "timeline_about": True,
            "timeline_dot": "dot" in shapes.values(),
            "timeline_bar": "bar" in shapes.values(),
            f"timeline_{looks}": looks,
            f"timeline_marker{'' if self.newest and '-' in self.newest[1] else '_year'}": self.newest,
            "timeline_earlier": any(day.year < first for e in events if (day := e.first or e.last)),
            "timeline_due": any(event.due for event in events),
            "timeline_inferred": has_inferred,
            "legend_open": any(None in (event.first or event.due, event.last) for event in events),
        }
        return " ".join(self.words.text(f"page.{name}") for name, is_there in there.items() if is_there)

    def taken(self, chart: Chart) -> Chart:
        """As any chart; a timeline that is cut has another axis, and a title and marks of its own."""
        few = self.timeline(MOST_ROWS) if chart.events else None
        return super().taken(replace(chart, title=few.title, subtitle=few.subtitle) if few else chart)

    def timeline_title(self, found: list[tuple[Milestone, Days]]) -> str:
        """How many have happened, and how far the others reach."""
        ahead, last = [pair for pair in found if pair[0].status in NOT_YET], self.furthest(found)
        return self.words.text(
            "page.timeline_title" if ahead else "page.timeline_title_done",
            done=self.words.number(len(found) - len(ahead)),
            all=self.words.number(len(found)),
            last=self.words.moment(last.date),
        )

    def furthest(self, found: list[tuple[Milestone, Days]]) -> Milestone:
        """The last one of those ahead, else of all."""
        ahead = [pair for pair in found if pair[0].status in NOT_YET]
        return max(ahead or found, key=lambda pair: pair[1].last or pair[1].first or date.max)[0]

    def words_on(self, milestone: Milestone) -> str:
        """Where the words of a milestone are: on its source's page, else in its evidence."""
        return self.source_of(milestone) or f"date:{self.anchor(milestone)}"

    def anchor(self, milestone: Milestone) -> str:
        """The place of a milestone's evidence on the page of dates: its source, and which of its dates it is."""
        alike = [one for one in self.ledger.milestones if one.source == milestone.source]
        return f"{milestone.source}-{alike.index(milestone) + 1}"

    def event(self, milestone: Milestone, first: date | None, last: date | None) -> Event:
        """A milestone on the axis; one with a deadline from the first day of that, with an arrow to what is earlier."""
        label, said = milestone.labels.text(self.words.language), self.words.text
        status = said(f"status.{milestone.status}") if milestone.status in NOT_YET else ""
        value = self.dated_text(milestone, status)
        named, leads = said("sign.colon", name=label, text=value), f"date:{self.anchor(milestone)}"
        due = days(milestone.date.partition("/")[2]) if last and not first else None
        look, at = look_of(milestone.status), self.source_of(milestone)
        return Event(label, value, named, first, last, look, leads, at, due.first if due else None)

    def dated_text(self, milestone: Milestone, status: str = "") -> str:
        """The date; behind it what has to be known: that it is ahead, that its year or its day is not printed."""
        notes = [status, self.words.text("page.inferred") if is_inferred(milestone) else ""]
        date, known = self.words.moment(milestone.date), ", ".join(filter(None, notes))
        return self.words.text("page.series_row", date=date, status=known) if known else date

    def milestone_table(self) -> Cells:
        """Every milestone with its date, status, phrase and source."""
        rows = tuple(
            (
                self.dated_text(milestone),
                milestone.labels.text(self.words.language),
                self.status(milestone),
                self.words.spoken(self.words.quote(milestone.phrase), self.ledger.sources[milestone.source].language),
                self.tell.source(self.ledger.sources[milestone.source]),
            )
            for milestone in self.milestones
        )
        headers, order = self.headers("date", "event", "status", "printed", "source"), tuple(range(len(rows)))
        told = [(row, self.words_on(one)) for row, one in zip(rows, self.milestones, strict=True)]
        pieces = tuple((column, tuple(((row[column], at),) for row, at in told)) for column in (0, 3))
        return Cells(self.words.text("page.milestones"), headers, rows, ranks=((0, order),), pieces=pieces)

    def status(self, milestone: Milestone) -> str:
        """As its source tells it; of a plan that has come true, that it has."""
        status = self.words.text(f"status.{milestone.status}")
        return status if milestone in self.latest else self.words.text("page.happened_since", status=status)

    def milestone_record(self, milestone: Milestone) -> Record:
        """The evidence of a milestone."""
        source = self.ledger.sources[milestone.source]
        facts = {
            "date": self.dated_text(milestone),
            "status": self.words.text(f"status.{milestone.status}"),
            "source": self.tell.source(source),
            "place": self.place(milestone.start, milestone.end),
            "sentence": self.sentence(milestone),
            "note": self.words.own(milestone.notes),
        }
        named = tuple((self.words.text(f"page.record_{name}"), text) for name, text in facts.items() if text)
        label = milestone.labels.text(self.words.language)
        anchor, at = self.anchor(milestone), self.at(milestone)
        return Record(anchor, label, milestone.phrase, source.language, source.address, named, at)

    # Counts of several years

    def series_charts(self) -> Iterator[Chart]:
        """One chart for each measure that is printed for several periods."""
        groups: dict[tuple[str, str], list[TermKey]] = {}
        for term in self.ledger.printed_terms:
            groups.setdefault(term[:2], []).append(term)
        for terms in groups.values():
            prints = (self.ledger.prints(term) for term in terms)  # none where each print is deprecated
            figures = sorted((found[0] for found in prints if found), key=lambda figure: figure.period)
            if self.is_series(figures):
                yield self.series_chart(figures)

    def is_series(self, figures: list[Figure]) -> bool:
        """Several calendar periods in one unit, none below zero, and no rule adds them up as parts of a whole."""
        return (
            len(figures) > 1
            and all(days(figure.period) and figure.reading.number.low >= 0 for figure in figures)
            and len({figure.reading.unit for figure in figures}) == 1
            and not self.added & {figure.term for figure in figures}
        )

    @cached_property
    def added(self) -> set[TermKey]:
        """The terms that a rule adds to another period of themselves: parts, and no development."""
        found: set[TermKey] = set()
        for rule in self.ledger.rules:
            for side in (rule.equation.left, rule.equation.right):
                keys = [rule.terms[part] for sign, part in addends(side) if sign > 0 and isinstance(part, Term)]
                pairs = [key[:2] for key in keys]
                found |= {key for key in keys if pairs.count(key[:2]) > 1}
        return found

    def series_chart(self, figures: list[Figure]) -> Chart:
        """Bars in the order of time."""
        first = figures[0]
        unit = unit_name(first.reading.unit)
        ids = [figure.id for term in (f.term for f in figures) for figure in self.ledger.prints(term)]
        near = {found.term: found for name in ids for found in self.report.computed_of[name]}
        computed = [found for found in near.values() if set(found.figures) <= set(ids)]
        bars = [self.series_bar(figure, unit, computed) for figure in figures]
        ids += [found.id for figure in figures for found in self.outcomes(figure)]
        name = self.tell.measure(first.measure)
        about = self.words.text("page.series_subtitle", unit=capital(name))
        told = [self.series_working(found) for figure in figures for found in self.beside(figure, computed)]
        title, subtitle = self.series_title(figures), " ".join([about, *self.legend(bars, dashed="uncounted"), *told])
        return self.picture(slug(f"series-{first.subject}-{first.measure}"), title, subtitle, unit, ids, bars)

    def series_title(self, figures: list[Figure]) -> str:
        """From the first number to the last that has happened, and what is ahead; else the first and the last."""
        counted = [figure for figure in figures if figure.status not in NOT_YET]
        first, last = figures[0], figures[-1]
        told = {"subject": self.tell.subject(first.subject), "first": self.dated(first)}
        if len(counted) > 1 and last.status in NOT_YET:
            status = self.words.text(f"status.{last.status}")
            now, ahead = self.dated(counted[-1]), self.dated(last)
            return self.words.text("page.series_title_ahead", now=now, status=status, last=ahead, **told)
        return self.words.text("page.series_title", last=self.dated(last, with_status=True), **told)

    def dated(self, figure: Figure, with_status: bool = False) -> str:
        """5,600 visitors (2024); what is ahead with its status, if wanted: 10,000 visitors (2026, hoped for)."""
        about = [self.words.date(figure.period)]
        if with_status and figure.status in NOT_YET:
            about.append(self.words.text(f"status.{figure.status}"))
        return self.words.text("page.series_row", date=self.tell.figure_text(figure), status=", ".join(about))

    def series_bar(self, figure: Figure, unit: str, computed: list[Computed]) -> Bar:
        """One period; marks where the ledger computes or prints another number for the same period."""
        said, value = self.words.text, self.tell.figure_text(figure)
        label = self.words.date(figure.period)
        if figure.status in NOT_YET:
            value = said("page.series_row", date=value, status=said(f"status.{figure.status}"))
        high = figure.reading.number.high
        named = said("sign.colon", name=label, text=value)
        segment = Segment(Fraction(0), high, label, "", named, look_of(figure.status), "second")
        beside = [self.computed_tick(one, figure.status in NOT_YET) for one in self.beside(figure, computed)]
        ticks = [*beside, *map(self.tick, self.outcomes(figure))]
        doubt = None if ticks else self.doubt(figure)  # its line would lie across their arrows
        return Bar(label, value, (segment,), self.opening(figure), doubt, tuple(ticks), figure.id)

    def beside(self, figure: Figure, computed: list[Computed]) -> list[Computed]:
        """The first number that the ledger computes for the same subject, period and unit, if there is one."""
        about = (figure.subject, figure.period, figure.reading.unit)
        sides = [(found, (found.term.subject, found.term.period, found.side.unit)) for found in computed]
        same = (found for found, other in sides if other == about)
        return [found for found in same if found.side.printed is not None and found.side.printed >= 0][:1]

    def computed_tick(self, found: Computed, is_ahead: bool) -> Tick:
        """Where a calculated number stands, and which end of it is open; dashed beside what has not happened."""
        value = self.words.text("page.calculated", value=self.tell.result(found.side, 4))
        text = self.words.text("sign.colon", name=self.tell.measure(found.term.measure), text=value)
        opening = "up" if found.side.tight.upper is None else "down" if found.side.tight.lower is None else ""
        look = "dashed" if is_ahead else "solid"
        return Tick(found.side.printed or Fraction(0), text, self.leads_computed(found), opening, look=look)

    def series_working(self, found: Computed) -> str:
        """How a calculated number was come by, with its measure."""
        working = self.tell.expression(found.rule.equation.right, found.rule)
        name = self.tell.measure(found.term.measure)
        return self.words.text("page.series_working", name=capital(name), working=working)

    def outcomes(self, figure: Figure) -> list[Figure]:
        """What has been counted where a number has not happened yet: other measures of its subject, period and unit.

        Money of another measure is another thing, and no outcome.
        """
        if figure.status not in NOT_YET or not is_counted(figure.reading.unit):
            return []
        about = (figure.subject, figure.period)
        terms = [term for term in self.ledger.printed_terms if (term.subject, term.period) == about]
        found = [prints[0] for term in terms if term != figure.term and (prints := self.ledger.prints(term))]
        return [
            one
            for one in found
            if one.status == "actual" and one.reading.unit == figure.reading.unit and one.reading.number.low >= 0
        ]

    def tick(self, figure: Figure) -> Tick:
        """Where a printed number stands, with its measure."""
        text = self.words.text("sign.colon", name=self.tell.measure(figure.measure), text=self.tell.figure_text(figure))
        return Tick(figure.reading.number.high, text, figure.id, self.opening(figure))

    def counts(self) -> Cells:
        """Everything that was counted, in its own unit: a table, because the units differ."""
        figures = [figure for figure in self.ledger.figures.values() if is_counted(figure.reading.unit)]
        rows = tuple(self.figure_row(figure) for figure in figures)
        headers = self.headers("figure", "value", "printed", "status", "source")
        ids, ranks = tuple(figure.id for figure in figures), ((1, self.sizes_of(figures)),)
        return Cells(self.words.text("page.counts"), headers, rows, (1,), ids, ranks)


SHORT = Fraction(12, 280)  # of the axis: twelve pixels on a phone


def is_inferred(milestone: Milestone) -> bool:
    """True where the year or the day of a date does not stand in its phrase.

    A month, a season or a half may be a word there; of "um 2010" the sign ~ is no part of the number.
    """
    parts = [part.split("-") for part in re.findall(r"\d{4}(?:-\d\d){0,2}", milestone.date)]
    numbers = {int(number) for part in parts for number in (part[0], *part[2:])}
    return not numbers <= {int(number) for number in re.findall(r"\d+", milestone.phrase)}


def shape_of(event: Event, span: tuple[int, int]) -> str:
    """A dot for what is short on an axis of these years, a bar for what is long, an arrow for what it does not reach.

    >>> shape_of(Event("", "", "", date(2025, 6, 17), date(2025, 6, 17), "solid"), (2021, 2027))
    'dot'
    """
    first, end = new_year(span[0]), new_year(span[1] + 1)
    start = event.first or event.due
    low = start.toordinal() if start else first
    high = event.last.toordinal() + 1 if event.last else end
    if high <= first:
        return "arrow"
    return "dot" if high - low < SHORT * (end - first) else "bar"


def new_year(year: int) -> int:
    """1 January as a place on the axis; the year after the calendar's last one too."""
    return date(year, 1, 1).toordinal() if year <= date.max.year else date.max.toordinal() + 1


def years(events: tuple[Event, ...]) -> tuple[int, int]:
    """The years of the axis; it starts behind a gap that would take more than half of it."""
    starts = sorted(day.year for event in events if (day := event.first or event.last))
    last = max(day.year for event in events if (day := event.last or event.first))
    for one, two in zip(starts, starts[1:], strict=False):
        if two - one > (last + 1 - starts[0]) / 2:
            return two, last
    return starts[0], last


def _timeline_table(milestones: tuple[Milestone, ...], events: tuple[Event, ...]) -> Table:
    """Exactly what the timeline shows."""
    columns = (
        Column("event", "what happens"),
        Column("date", "as EDTF"),
        Column("first_day", "earliest day it may mean; empty: open"),
        Column("last_day", "latest day it may mean; empty: open"),
        Column("status", "actual, announced, planned, expected, hoped"),
        Column("phrase", "as printed"),
        Column("source_id", "the source"),
    )
    rows = [
        (e.label, m.date, *(day.isoformat() if day else "" for day in (e.first, e.last)), m.status, m.phrase, m.source)
        for m, e in zip(milestones, events, strict=True)
    ]
    return Table("timeline", columns, tuple(rows))
