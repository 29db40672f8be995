"""The prints of one term side by side: their intervals on one axis, how many witnesses, whether they agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..interval import Interval
from ..ledger import Figure
from ..locale import capital
from ..prints import LOOSE, TIGHT
from ..quantity import unit_name
from ..telling import look_of, opened
from ..verdict import Outcome, Verdict
from .common import kind
from .drawn import Drawing
from .records import Chart, Range, slug


class PrintsPart(Drawing):
    """What the checks page and the card of a figure say of several prints."""

    def prints_verdict(self, figure: Figure) -> Verdict | None:
        """The verdict on all prints of a figure's term, None where nobody else prints it."""
        return next((verdict for verdict in self.report.verdicts_of[figure.id] if verdict.rule is None), None)

    def together(self, verdict: Verdict) -> str:
        """How many witnesses there are, and whether they agree."""
        witnesses = self.wordings.witnesses(self.ledger.figures[name] for name in verdict.figures)
        return self.words.text("page.prints_together", witnesses=witnesses, agree=self.prints_title(verdict))

    def prints_title(self, verdict: Verdict) -> str:
        return self.words.text(f"page.prints_title_{kind(verdict)}")

    def prints_chart(self, verdict: Verdict) -> Chart:
        """Every print of the term as a line a reading; those that do not count are grey, what all share stands last."""
        assert verdict.stated is not None
        term = self.ledger.figures[verdict.figures[0]].term
        figures = [f for f in self.ledger.figures.values() if f.term == term and f.reading.unit == verdict.stated.unit]
        figures.sort(key=lambda figure: figure.id not in verdict.figures)
        unit = unit_name(verdict.stated.unit)
        ranges = [*(self.print_range(figure, verdict) for figure in figures), *self.shared(verdict)]
        subtitle = self.about_ranges(capital(self.in_unit(unit)), ranges)
        return self.picture(
            slug(f"readings-{verdict.id}"),
            f"{self.prints_title(verdict)} – {self.tell.label(term)}",
            " ".join([subtitle, *self.legend(ranges=ranges)]),
            unit,
            (figure.id for figure in figures),
            ranges=ranges,
            rule=slug(verdict.id),
        )

    def print_range(self, figure: Figure, verdict: Verdict) -> Range:
        """One print under the name of its publisher, in the reader's language; its words stand in its evidence."""
        counts = figure in self.ledger.prints(figure.term)
        who = self.wordings.who(self.ledger.sources[figure.source])
        label = self.words.text("sign.colon", name=who, text=self.tell.figure_text(figure))
        label = label if counts else self.words.text("page.print_aside", print=label, why=self.why_aside(figure))
        reading = figure.reading
        tone = "third" if counts else "other"
        unit = unit_name(reading.unit)
        spans = (reading.tight.interval, reading.loose.interval)
        tight, loose = (opened(reading.number.high, spans[0], span) for span in spans)
        found = self.range(label, tight, loose, unit, tone, figure.id)
        return replace(found, look=look_of(figure.status))

    def why_aside(self, figure: Figure) -> str:
        """Why a print does not count: its rank, else its status."""
        counted = self.ledger.prints(figure.term)
        if figure.rank == "deprecated" or counted[0].rank == figure.rank:
            key = "page.rank_deprecated" if figure.rank == "deprecated" else f"status.{figure.status}"
            return self.words.text(key)
        return self.words.text("page.rank_normal")

    def shared(self, verdict: Verdict) -> Iterator[Range]:
        """What all prints share, as far as they share anything."""
        assert verdict.stated is not None
        term, unit = self.ledger.figures[verdict.figures[0]].term, unit_name(verdict.stated.unit)
        narrow, wide = (self.wordings.prints.interval(term, mode) for mode in (TIGHT, LOOSE))
        tight, loose = (opened(narrow.upper, narrow, span) for span in (narrow, wide))
        label, leads = self.shared_label(verdict, loose), self.leads_check(verdict)
        look = look_of(self.ledger.figures[verdict.figures[0]].status)  # all that count have one status
        if verdict.outcome in (Outcome.EXACT, Outcome.ROUNDED):
            yield replace(self.range(label, tight, loose, unit, "second", leads), look=look)
        elif verdict.outcome is Outcome.LOOSE:
            label = self.words.text("page.prints_shared_loose")
            yield replace(self.range(label, loose, loose, unit, "second", leads), look=look)

    def shared_label(self, verdict: Verdict, loose: Interval) -> str:
        """What all prints share; where one print alone would allow less, that the widest hedge counts for all."""
        readings = [self.ledger.figures[name].reading.loose.interval for name in verdict.figures]
        is_wider = loose.lower is not None and not all(loose.inside(own) for own in readings)
        return self.words.text(f"page.prints_{'widest' if is_wider else 'shared'}")

    def range(self, label: str, tight: Interval, loose: Interval, unit: str, tone: str, leads: str) -> Range:
        """A line with both readings, each in words for those who do not see it."""
        narrow, wide = self.words.span(tight, unit), self.words.span(loose, unit)
        both = narrow if narrow == wide else self.words.text("page.both_readings", tight=narrow, loose=wide)
        named = self.words.text("sign.colon", name=label, text=both)
        return Range(label, narrow, named, tight, tone, loose if loose != tight else None, leads)
