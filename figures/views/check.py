"""The checks page: what does not add up, and what could explain it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ..equation import Expression, Term, addends
from ..ledger import Rule
from ..quantity import unit_name
from ..telling import NOT_YET, Pieces, joined
from ..verdict import Computed, Outcome, Side, Verdict
from .common import OUTCOME_KEYS, ranked
from .prints import PrintsPart
from .records import Bar, Cells, Chart, Check, Range, Segment, slug
from .together import TogetherPage


class CheckPage(PrintsPart, TogetherPage):
    """One rule said, shown and explained; all rules, and all computed figures, as lists."""

    def check(self, rule: str = "") -> Check:
        """What does not add up, and what could explain it? ``rule`` chooses a verdict by its id."""
        items = tuple(self.items())
        known = self.case(self.chosen(rule))
        is_known = not rule or any(item.slug == rule for item in items)
        whole = replace(known, lead=self.count(items), items=items, computed=self.computed())
        unknown = "" if is_known else self.words.text("page.check_unknown")
        return replace(whole, together=self.all_rules(), unknown=unknown)

    def case(self, verdict: Verdict | None) -> Check:
        """The page of one verdict alone, without the lists of all."""
        said = self.words.text
        return Check(
            title=self.check_title(),
            lead="",
            chosen=self.item(verdict) if verdict else None,
            wording=self.wordings.verdict(verdict) if verdict else None,
            sentences=tuple(self.sentences(verdict)) if verdict else (),
            charts=tuple(self.check_charts(verdict)) if verdict else (),
            explanations=self.explanations(verdict) if verdict and verdict.is_discrepancy else None,
            heading=said("page.all_checks"),
            items=(),
            computed=Cells("", (), ()),
        )

    def check_title(self) -> str:
        """How many of all checks do not simply add up."""
        verdicts = self.report.verdicts
        doubtful = sum(verdict.outcome not in (Outcome.EXACT, Outcome.ROUNDED) for verdict in verdicts)
        form = "empty" if not verdicts else {0: "none", 1: "one"}.get(doubtful, "other")
        number = self.words.number
        return self.words.text(f"page.check_title_{form}", open=number(doubtful), all=number(len(verdicts)))

    def chosen(self, rule: str) -> Verdict | None:
        """The verdict asked for, else the first with two sides: a rule's discrepancy before one of several prints."""
        judged = [verdict for verdict in self.report.verdicts if verdict.stated and verdict.computed]
        judged.sort(key=lambda verdict: (not verdict.is_discrepancy, verdict.is_discrepancy and verdict.rule is None))
        named = [verdict for verdict in self.report.verdicts if slug(verdict.id) == rule]
        return next(iter([*named, *judged]), None)

    def sentences(self, verdict: Verdict) -> Iterator[str]:
        """What is printed, what comes out, how far apart: one calculation each."""
        if verdict.rule is None:
            yield self.together(verdict)
        if verdict.rule is None or verdict.stated is None or verdict.computed is None:
            return
        rule, unit = verdict.rule, unit_name(verdict.stated.unit)
        stated, computed = self.tell.printed(rule.equation.left, rule), self.tell.printed(rule.equation.right, rule)
        if stated is None or computed is None:
            return
        said, value = self.words.text, self.words.value
        yield self.say_stated(rule.equation.left, rule)
        if isinstance(rule.equation.right, Term):
            yield self.say_stated(rule.equation.right, rule)
            return
        parts = list(addends(rule.equation.right))
        is_sum = len(parts) > 1
        working = (
            self.tell.sum_text(rule.equation.right, rule, unit)
            if is_sum
            else (self.tell.expression(rule.equation.right, rule))
        )
        result = self.side_text(rule.equation.right, verdict.computed, rule)
        yield said("page.say_computed", working=working, value=result)
        if verdict.is_discrepancy:
            gap = verdict.gap
            yield said(
                "page.say_gap", value=value(abs(stated - computed), unit), gap=self.words.span(gap, unit) if gap else ""
            )

    def say_stated(self, part: Expression, rule: Rule) -> str:
        """What is printed for a side, with its hedge."""
        name, value = self.tell.part_label(part, rule), self.tell.expression(part, rule)
        return self.words.text("page.say_stated", name=name, value=value)

    def check_charts(self, verdict: Verdict) -> Iterator[Chart]:
        """Both sides as bars where they are sums; both readings of both sides as ranges."""
        if verdict.stated is None or verdict.computed is None:
            return
        if verdict.rule is None:
            yield self.prints_chart(verdict)
            return
        bars = list(self.side_bars(verdict))
        unit = unit_name(verdict.stated.unit)
        said = self.words.text
        if bars:
            is_plain = verdict.rule and isinstance(verdict.rule.equation.right, Term)
            key = "compared" if is_plain else "gap" if verdict.is_discrepancy else "even"
            title = said(f"page.bars_title_{key}", **self.apart(verdict))
            subtitle = " ".join([said("page.bars_subtitle", unit=self.axis(unit)), *self.bars_legend(bars)])
            yield self.chart("sides", title, subtitle, bars, [], verdict)
        ranges = list(self.side_ranges(verdict))
        title = said(f"page.ranges_title_{self.finding_key(verdict)}")
        subtitle = " ".join([said("page.ranges_subtitle", unit=self.axis(unit)), *self.looks_legend(ranges)])
        yield self.chart("readings", title, subtitle, [], ranges, verdict)

    def finding_key(self, verdict: Verdict) -> str:
        """An agreement that an open end alone allows leaves the question open."""
        is_open = any(reason.code == "vacuous-open" for reason in verdict.reasons)
        return "undecided" if is_open else OUTCOME_KEYS[verdict.outcome]

    def bars_legend(self, bars: list[Bar]) -> list[str]:
        """What the looks mean that there are."""
        looks = {segment.look for bar in bars for segment in bar.segments}
        there = {
            "bars_dashed": "dashed" in looks,
            "series_hollow": "hollow" in looks,
            "bars_gap": "gap" in looks,
            "series_open": any(bar.opening for bar in bars),
        }
        return [self.words.text(f"page.{name}") for name, is_there in there.items() if is_there]

    def apart(self, verdict: Verdict) -> dict[str, str]:
        """Stated and computed as printed, and how far apart, for titles."""
        assert verdict.rule is not None and verdict.stated is not None and verdict.computed is not None
        rule, unit = verdict.rule, unit_name(verdict.stated.unit)
        stated, computed = self.tell.printed(rule.equation.left, rule), self.tell.printed(rule.equation.right, rule)
        if stated is None or computed is None:
            return {"stated": "", "computed": "", "gap": "", "finding": ""}
        value = self.words.value
        return {
            "stated": self.side_text(rule.equation.left, verdict.stated, rule),
            "computed": self.side_text(rule.equation.right, verdict.computed, rule),
            "gap": value(abs(stated - computed), unit, 3),
            "finding": self.words.text(f"page.ranges_title_{self.finding_key(verdict)}"),
        }

    def side_bars(self, verdict: Verdict) -> Iterator[Bar]:
        """Each side as a bar of its addends, the shorter one with the gap; none where a side is no plain sum."""
        rule = verdict.rule
        if rule is None or verdict.stated is None or verdict.computed is None:
            return
        left, right = rule.equation.left, rule.equation.right
        stated, computed = self.addend_values(left, rule), self.addend_values(right, rule)
        if stated is None or computed is None:
            return
        most = max(sum((value for _, value in found), Fraction(0)) for found in (stated, computed))
        sides = (
            ("as_stated", left, verdict.stated, stated, "third"),
            ("as_computed", right, verdict.computed, computed, "second"),
        )
        for key, side, judged, found, tone in sides:
            is_plain = isinstance(right, Term)  # two prints held against each other: nothing is calculated
            name = self.side_name(side, rule) if is_plain else self.words.text(f"page.{key}")
            text, leads = self.side_text(side, judged, rule), self.leads(side, rule, verdict.id)
            inside = "" if is_plain else text  # there the label line says it all
            segments = tuple(self.side_segments(verdict, rule, found, tone, inside, most))
            yield Bar(name, text, segments, self.side_opening(side, judged, rule), leads=leads)

    def side_segments(
        self,
        verdict: Verdict,
        rule: Rule,
        found: list[tuple[Expression, Fraction]],
        tone: str,
        text: str,
        most: Fraction,
    ) -> Iterator[Segment]:
        """The addends of a side one behind the other, then what it is short of the other side."""
        unit, at = unit_name(verdict.stated.unit) if verdict.stated else "", Fraction(0)
        for part, value in found:
            look = self.tell.look(part, rule, rule.equation.left)
            label, leads = (
                self.tell.part_label(part, rule),
                self.leads(part, rule, verdict.id) or self.leads_check(verdict),
            )
            segment = self.segment(at, value, label, unit, look, tone, leads)
            if len(found) == 1:
                segment = replace(
                    segment, text=text, named=self.words.text("sign.colon", name=label, text=text or segment.text)
                )
            yield segment
            at += value
        if verdict.is_discrepancy and at < most:
            yield self.segment(
                at, most - at, self.words.text("page.gap"), unit, "gap", "gap", self.leads_check(verdict)
            )

    def side_text(self, side: Expression, judged: Side, rule: Rule) -> str:
        """The number of a side: with its hedge where it is printed, open where what it is computed from is."""
        if isinstance(side, Term):
            return self.tell.expression(side, rule)
        value, unit = self.tell.printed(side, rule), unit_name(judged.unit)
        if value is None or value != judged.printed:  # a figure stood on both sides
            return self.words.value(value, unit, 4) if value is not None else "–"
        return self.tell.result(judged, 4)

    def side_name(self, side: Expression, rule: Rule) -> str:
        """What a side of two prints is about, and that it has not happened, where it has not."""
        name, prints = (
            self.tell.part_label(side, rule),
            self.ledger.prints(rule.terms[side]) if isinstance(side, Term) else (),
        )
        if not prints or prints[0].status not in NOT_YET:
            return name
        return self.words.text("page.series_row", date=name, status=self.words.text(f"status.{prints[0].status}"))

    def side_opening(self, side: Expression, judged: Side, rule: Rule) -> str:
        """up where the number of a side may be higher, down where it may be lower."""
        prints = self.ledger.prints(rule.terms[side]) if isinstance(side, Term) else ()
        return self.opening(prints[0]) if prints else "up" if judged.tight.upper is None else ""

    def addend_values(self, expression: Expression, rule: Rule) -> list[tuple[Expression, Fraction]] | None:
        """The addends of a side with their printed values; None where one is taken off or has no single value."""
        found = []
        for sign, part in addends(expression):
            value = self.tell.printed(part, rule)
            if sign < 0 or value is None or value < 0:
                return None
            found.append((part, value))
        return found

    def side_ranges(self, verdict: Verdict) -> Iterator[Range]:
        """Four lines: what is printed and what is computed, each read narrowly and generously."""
        assert verdict.rule is not None and verdict.stated is not None and verdict.computed is not None
        unit, equation = unit_name(verdict.stated.unit), verdict.rule.equation
        stated, computed = (self.leads(side, verdict.rule, verdict.id) for side in (equation.left, equation.right))
        sides: tuple[tuple[str, Side, str, str], ...] = (
            ("stated", verdict.stated, "third", verdict.id.partition("@")[2] or stated),
            ("computed", verdict.computed, "second", computed),
        )
        both = {"stated": equation.left, "computed": equation.right}
        for name, side, tone, leads in sides:
            look = self.tell.look(both[name], verdict.rule, equation.left)
            own = self.side_name(both[name], verdict.rule) if isinstance(equation.right, Term) else ""
            for reading, interval in (("tight", side.tight), ("loose", side.loose)):
                key = f"page.range_named_{reading}" if own else f"page.range_{name}_{reading}"
                label = self.words.text(key, name=own)
                text = self.words.span(interval, unit)
                named = self.words.text("sign.colon", name=label, text=text)
                yield Range(label, text, named, interval, tone, leads=leads or self.leads_check(verdict), look=look)

    def explanations(self, verdict: Verdict) -> Cells | None:
        """What could close the gap: what would have to hold, and whether the source says so; None for nothing."""
        said = self.words.text
        rows = [row for reason in verdict.reasons for row in self.closing_rows(reason.code, dict(reason.args))]
        if verdict.explanation:
            cause = said(f"cause.{verdict.explanation.cause}")
            rows.append((cause, verdict.explanation.because.text(self.words.language), said("page.support_note")))
        headers = self.headers("explanation", "would", "support")
        return Cells(said("page.explanations"), headers, tuple(rows)) if rows else None

    def closing_rows(self, code: str, args: dict[str, object]) -> Iterator[tuple[str, str, str]]:
        """One row a figure whose rounding, or whose hedge, closes the gap alone."""
        kind = code.removeprefix("closed-by-").removesuffix("-together")
        names = args.get("figures", ())
        if not code.startswith("closed-by-") or not isinstance(names, tuple):
            return
        for name in names:
            figure = self.ledger.figures[name]
            wide = figure.reading.at(kind == "rounding", kind == "hedge").interval
            span = self.words.span(wide, unit_name(figure.reading.unit))
            title = self.words.text(f"page.closing_{kind}", phrase=self.words.quote(figure.phrase))
            together = "_together" if code.endswith("-together") else ""
            would = self.words.text(f"page.closing_would{together}", span=span)
            yield title, would, self.words.text(f"page.support_{kind}")

    def computed(self) -> Cells:
        """Every figure that nobody printed, with its calculation."""
        rows = tuple(self.computed_row(found) for found in self.report.computed)
        headers = self.headers("computed", "result", "span", "working", "wording")
        wordings = tuple(self.wordings.computed(found) for found in self.report.computed)
        sides = [found.side for found in self.report.computed]
        ends = [(unit_name(side.unit), side.tight.lower, side.tight.upper) for side in sides]
        sizes = ranked([(unit, low or high or Fraction(0)) for unit, low, high in ends])
        return Cells(
            self.words.text("page.computed_figures"),
            headers,
            rows,
            (1, 2),
            ranks=((1, sizes), (2, sizes)),
            wordings=wordings,
            pieces=((3, tuple(map(self.computed_pieces, self.report.computed))),),
        )

    def computed_row(self, found: Computed) -> tuple[str, ...]:
        result, span = self.tell.result(found.side, 3), self.words.span(found.side.tight, unit_name(found.side.unit))
        working, said = joined(self.computed_pieces(found)), self.wordings.computed(found).text
        return (self.tell.label(found.term), result, span, working, said)

    def computed_pieces(self, found: Computed) -> Pieces:
        """The calculation of a computed figure, each number with its print."""
        return self.tell.pieces(found.rule.equation.right, found.rule)
