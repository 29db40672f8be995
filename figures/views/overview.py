"""Page one: who pays, and does it add up?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ..equation import Expression, Term, addends
from ..ledger import Rule
from ..locale import capital
from ..quantity import unit_name
from ..telling import joined
from ..verdict import Computed
from .drawn import Drawing
from .records import Bar, Cells, Chart, Item, Overview, Segment, Tile

MOST_AGREED = 3  # checks that add up, told in a line each: on page one and in the briefing


class OverviewPage(Drawing):
    """The finding, the whole as one bar, and the verdicts."""

    def overview(self) -> Overview:
        """Who pays, and does it add up?"""
        items, rest = tuple(self.items()), self.remainder
        return Overview(
            title=self.finding(),
            lead=" ".join([*self.doubt_of_rest(), self.lead(), *(self.rates_of(rest) if rest else ())]),
            chart=self.whole_chart(),
            tiles=tuple(self.tiles()),
            heading=self.count(items),
            doubtful=tuple(item for item in items if not item.agrees),
            agreed=tuple(self.agreed()),
            figures=None if self.remainder else self.figures(),
        )

    def agreed(self) -> Iterator[Item]:
        """What adds up, the most telling first: rules before several prints, then those of the finding.

        Those that prove little come last.
        """
        about = set(self.remainder.figures) if self.remainder else set()
        telling = sorted(
            self.report.verdicts,
            key=lambda found: (found.proves_little, found.rule is None, about.isdisjoint(found.figures)),
        )
        return (item for item in map(self.item, telling) if item.agrees)

    def finding(self) -> str:
        """The headline, computed: what is left of the whole, or how many checks do not add up."""
        rest = self.remainder
        if rest is None or rest.side.printed is None:
            doubtful = sum(verdict.is_discrepancy for verdict in self.report.verdicts)
            key = "page.finding_some" if doubtful else "page.finding_none"
            return self.words.text(key, number=self.words.number(Fraction(doubtful)), title=self.title())
        whole = self.whole(rest.rule)
        unit = unit_name(rest.side.unit)
        return self.words.text(
            "page.finding_rest",
            subject=self.tell.subject(rest.rule.terms[whole].subject),
            rest=self.words.value(abs(rest.side.printed), unit),
            whole=self.tell.expression(whole, rest.rule),
            label=self.tell.measure(rest.term.measure),
        )

    def doubt_of_rest(self) -> Iterator[str]:
        """The remainder that is the headline, read narrowly, with the sums of its ends; that it may be nothing."""
        rest = self.remainder
        if rest is None:
            return
        said, tight = self.words.text, rest.side.tight
        sums = self.ends[False].told(rest.rule.equation.right, rest.rule, rest.side)
        span = joined(sums) or self.words.span(tight, unit_name(rest.side.unit))
        yield said("page.rest_narrow", span=said("page.calculated", value=span))
        if 0 in rest.side.loose and 0 not in tight:
            yield said("page.rest_perhaps")

    def whole(self, rule: Rule) -> Term:
        """The one term of a remainder that is not taken off."""
        return next(part for sign, part in addends(rule.equation.right) if sign > 0 and isinstance(part, Term))

    def lead(self) -> str:
        """How many figures from how many sources, how many have their place in a text, and what source is the newest.

        Only where the texts are at hand are these places proved.
        """
        if not self.ledger.figures:
            return self.words.text("page.lead_empty")
        said, number = self.words.text, self.words.number
        sources = {figure.source for figure in self.ledger.figures.values()}
        texts, placed = self.report.texts, [one for one in self.ledger.figures.values() if one.start is not None]
        proved = [figure for figure in placed if figure.source in texts]
        told = (
            said("page.lead", figures=number(len(self.ledger.figures)), texts=number(len(sources))),
            said("page.lead_placed", number=number(len(placed))) if placed and not texts else "",
            said("page.lead_proved", number=number(len(proved))) if proved else "",
            said("page.lead_newest", last=self.last_date()) if self.newest else "",
        )
        return " ".join(filter(None, told))

    def whole_chart(self) -> Chart | None:
        """The whole as one bar: its parts, and the rest that nobody accounts for."""
        rest = self.remainder
        if rest is None:
            return None
        whole = self.whole(rest.rule)
        segments = tuple(self.told(segment, part, rest.rule) for segment, part in self.rest_parts(rest))
        unit = unit_name(rest.side.unit)
        hedged = self.tell.expression(whole, rest.rule)  # "estimated 126 million", where that is printed
        leads = self.leads(whole, rest.rule)
        bar = Bar(self.tell.label(rest.rule.terms[whole]), hedged, segments, leads=leads)
        drawn = self.about_bars(capital(self.tell.measure(whole.measure)), unit)
        subtitle = " ".join([drawn, *self.legend([bar], gap="rest")])
        chart = self.chart("whole", self.finding(), subtitle, [bar], [], rest)
        return replace(chart, notes=(*self.workings(rest), *chart.notes))

    def workings(self, rest: Computed) -> Iterator[str]:
        """How each calculated piece of the bar was come by: a picture has no tiles beside it."""
        for segment, part in self.rest_parts(rest):
            if part is None or not self.ledger.is_printed(part, rest.rule):
                (_, *how), _ = self.tell.how_part(part, rest.rule) if part else self.tell.how(rest.term)
                yield self.words.text("page.series_working", name=capital(segment.label), working=joined(tuple(how)))

    def told(self, segment: Segment, part: Expression | None, rule: Rule) -> Segment:
        """A piece of the bar; one that we calculated says so."""
        if part is not None and self.ledger.is_printed(part, rule):
            return segment
        text = self.words.text("page.calculated", value=segment.text)
        named = self.words.text("sign.colon", name=segment.label, text=text)
        return replace(segment, text=text, named=named, short=segment.text)

    def rest_parts(self, rest: Computed) -> Iterator[tuple[Segment, Expression | None]]:
        """The parts of the whole from left to right, each with its piece of the bar; last the rest as a gap."""
        unit, at = unit_name(rest.side.unit), Fraction(0)
        tones = iter(("first", "second", "third", "fourth"))
        for sign, part in addends(rest.rule.equation.right):
            value = self.tell.printed(part, rest.rule)
            if sign < 0 and value is not None:
                look, leads = self.tell.look(part, rest.rule), self.leads(part, rest.rule)
                label = self.tell.part_label(part, rest.rule)
                if isinstance(part, Term) and part.subject == rest.term.subject:
                    label = self.tell.measure(part.measure)  # the headline names the subject
                text = self.own_text(part, rest.rule)
                yield self.segment(at, value, label, unit, look, next(tones, "other"), leads, text), part
                at += value
        if rest.side.printed:
            label, leads = self.tell.measure(rest.term.measure), self.leads_computed(rest)
            yield self.segment(at, rest.side.printed, label, unit, "gap", "gap", leads), None

    def tiles(self) -> Iterator[Tile]:
        """One tile a piece of the bar, with how its number was come by."""
        rest = self.remainder
        if rest is None:
            return
        for segment, part in self.rest_parts(rest):
            how, figures = self.tell.how_part(part, rest.rule) if part else self.tell.how(rest.term)
            yield Tile(segment.label, segment.text, how, segment.look, segment.tone, figures)

    def figures(self) -> Cells:
        """Every figure with its hedge as a word, its phrase, status and source."""
        figures = tuple(self.ledger.figures.values())
        headers = self.headers("figure", "value", "printed", "status", "source")
        rows, ranks = tuple(map(self.figure_row, figures)), ((1, self.sizes_of(figures)),)
        return Cells(self.words.text("page.figures"), headers, rows, (1,), tuple(self.ledger.figures), ranks)
