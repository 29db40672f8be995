"""The checks page: what does not add up, and what could explain it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ..equation import Constant, Expression, Term, addends
from ..interval import Interval
from ..ledger import Rule
from ..locale import capital
from ..quantity import SHARE, is_currency, unit_name
from ..telling import NOT_YET, NOTHING, Pieces, joined, opened, separated
from ..verdict import Computed, Outcome, Side, Verdict
from .common import is_kept, kind, ranked
from .prints import PrintsPart
from .records import Bar, Cells, Chart, Check, Item, Range, Segment, slug
from .together import TogetherPage


@dataclass(frozen=True)
class DrawnSide:
    """A side of a check as it is drawn: what it says, what it comes to, its colour, and whether it is just a print."""

    key: str
    part: Expression
    judged: Side
    tone: str
    name: str = ""  # of a print that is held against another one: there nothing is calculated


READINGS = (("tight", False), ("loose", True))
Explained = tuple[str, str, str]  # what could close a gap, what would then hold, whether a source says so


class CheckPage(PrintsPart, TogetherPage):
    """One rule said, shown and explained; all rules, and all computed figures, as lists."""

    def check(self, rule: str = "") -> Check:
        """What does not add up, and what could explain it? ``rule`` chooses a verdict by its id."""
        items = tuple(self.items())
        known = self.case(self.chosen(rule))
        is_known = any(item.slug == rule for item in items)
        whole = replace(
            known, lead=self.count(items), items=items, computed=self.computed(), computed_ends=self.computed_ends()
        )
        unknown = self.words.text("page.check_unknown") if rule and not is_known else ""
        return replace(whole, together=self.all_rules(), unknown=unknown, is_asked=is_known)

    def case(self, verdict: Verdict | None) -> Check:
        """The page of one verdict alone, without the lists of all."""
        said = self.words.text
        return Check(
            title=self.check_title(),
            lead="",
            chosen=self.chosen_item(verdict) if verdict else None,
            wording=self.wordings.verdict(verdict) if verdict else None,
            sentences=tuple(self.sentences(verdict)) if verdict else (),
            charts=tuple(self.check_charts(verdict)) if verdict else (),
            ends=tuple(self.end_sums(verdict)) if verdict else (),
            explanations=self.explanations(verdict) if verdict and verdict.is_discrepancy else None,
            heading=said("page.all_checks"),
            items=(),
            computed=Cells("", (), ()),
            computed_ends=Cells("", (), ()),
        )

    def chosen_item(self, verdict: Verdict) -> Item:
        """The verdict in words, without the rates: the sentences name these."""
        item, rates = self.item(verdict), self.rates_of(verdict)
        return replace(item, notes=tuple(note for note in item.notes if note not in rates))

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
        """What is printed, what comes out, how far apart: one calculation each; last the rates it rests on."""
        yield from [self.together(verdict)] if verdict.rule is None else self.findings(verdict)
        yield from self.rates_of(verdict)

    def end_sums(self, verdict: Verdict) -> Iterator[tuple[str, Pieces]]:
        """The sums behind the ends of what a calculation gives, on each reading."""
        if verdict.rule is None or verdict.stated is None or verdict.computed is None:
            return
        for reading, is_wide in READINGS:
            found = self.ends[is_wide]
            pairs = zip(self.both(verdict.rule), (verdict.stated, verdict.computed), strict=True)
            told = (found.told(part, verdict.rule, side) or found.converted(part, verdict.rule) for part, side in pairs)
            if pieces := separated(self.words.text("wording.join"), told):
                (first, leads), *rest = pieces
                yield self.words.text(f"page.record_{reading}"), ((capital(first), leads), *rest)

    def findings(self, verdict: Verdict) -> Iterator[str]:
        """What is printed on both sides of a rule, or what its calculation gives."""
        if verdict.rule is None or verdict.stated is None or verdict.computed is None:
            return
        rule, unit = verdict.rule, unit_name(verdict.stated.unit)
        stated, computed = self.tell.printed(rule.equation.left, rule), self.tell.printed(rule.equation.right, rule)
        if stated is None or computed is None:
            return
        said, value = self.words.text, self.words.value
        yield self.say_side(rule.equation.left, verdict.stated, rule)
        yield self.say_side(rule.equation.right, verdict.computed, rule)
        if verdict.is_discrepancy and not self.names(rule)[1]:
            told = self.apart(verdict)
            sides = [(stated, told["stated"]), (computed, told["computed"])]
            (low, less), (high, more) = sorted(sides)
            yield said("page.say_gap", working=f"{more} − {less} = {value(high - low, unit)}")

    def gap_text(self, verdict: Verdict) -> str:
        """How far the narrow readings lie apart, from their nearest to their farthest ends, as a calculation."""
        if verdict.gap is None or verdict.stated is None or verdict.computed is None:
            return ""
        unit, sides = unit_name(verdict.stated.unit), [verdict.stated.tight, verdict.computed.tight]
        one, two = sorted(sides, key=lambda side: side.lower or Fraction(0))
        ends = ((two.lower, one.upper), (two.upper, one.lower))
        if any(end is None for pair in ends for end in pair):
            return self.words.span(verdict.gap, unit)
        told = [
            f"{self.words.value(high, unit)} − {self.words.value(low, unit)} = {self.words.value(high - low, unit)}"
            for high, low in ends
            if high is not None and low is not None
        ]
        return self.words.text("page.both_ends", low=told[0], high=told[1])

    def say_side(self, part: Expression, judged: Side, rule: Rule) -> str:
        """What is printed for a side, what the rule names, or what its calculation gives."""
        said, value = self.words.text, self.side_text(part, judged, rule)
        if isinstance(part, Constant):
            return said("page.say_ruled", value=value)
        if self.ledger.is_printed(part, rule):
            return said("page.say_stated", name=self.tell.part_label(part, rule), value=value)
        return said("page.say_computed", working=self.said_working(part, judged, rule), value=value)

    def said_working(self, part: Expression, judged: Side, rule: Rule) -> str:
        """A calculation: of a computed term that of its own rule, of a sum of products what these come to as well."""
        if isinstance(part, Term):
            found, name = self.tell.computed(rule.terms[part]), self.words.quote(self.tell.part_label(part, rule))
            text = self.tell.expression(found.rule.equation.right, found.rule) if found else ""
            return self.words.text("sign.colon", name=name, text=text) if text else name
        told, parts = [self.tell.expression(part, rule)], [one for _, one in addends(part)]
        if len(parts) > 1:
            plain = all(isinstance(one, Term | Constant) for one in parts)
            told = [*([] if plain else told), self.tell.sum_text(part, rule, unit_name(judged.unit))]
        return " = ".join(told)

    def check_charts(self, verdict: Verdict) -> Iterator[Chart]:
        """Both sides as bars where they are sums; both readings of both sides as ranges."""
        if verdict.stated is None or verdict.computed is None:
            return
        if verdict.rule is None:
            yield self.prints_chart(verdict)
            return
        bars, ranges = list(self.side_bars(verdict)), list(self.side_ranges(verdict))
        said, name, unit = self.words.text, self.quantity(verdict.rule), unit_name(verdict.stated.unit)
        statement, calculations = self.statement(verdict), self.calculations(verdict.rule)
        workings = (*calculations, *self.side_pieces(verdict))
        told = [said("page.working_note", working=joined(working)) for working in calculations]
        if bars:
            legend = self.legend(bars, dashed=self.dashed(verdict.rule, addends))
            about = " ".join([self.about_bars(name, unit), *legend])
            chart = self.chart("sides", self.bars_title(verdict), about, bars, [], verdict)
            yield replace(chart, notes=(statement, *told, *chart.notes), workings=workings)
            if all(row.interval.is_point for row in ranges):
                return  # ranges would say the same once more
        agreement, against = self.agreement(verdict), self.against(verdict)
        title = capital(said("sign.colon", name=agreement, text=against) if against else agreement)
        legend = self.legend(ranges=ranges, dashed=self.dashed(verdict.rule, lambda side: [(1, side)]))
        drawn = [self.about_ranges(f"{name}, {self.in_unit(unit)}", ranges), said("page.readings_note")]
        drawn += [said("page.readings_widest")] if self.has_several(verdict.rule) else []
        chart = self.chart("readings", title, " ".join([*drawn, *told, *legend]), [], ranges, verdict)
        yield replace(chart, notes=(statement, *chart.notes), workings=workings)

    def has_several(self, rule: Rule) -> bool:
        """True where a term has prints that leave more and less room: what they mean together is the widest."""
        prints = (self.ledger.prints(term) for term in rule.terms.values())
        return any(len({figure.reading.loose.interval for figure in found}) > 1 for found in prints)

    def bars_title(self, verdict: Verdict) -> str:
        """Both sides and how far apart they are; with what comes of it where they are not a print and its sum."""
        assert verdict.rule is not None
        is_even = verdict.rule.equation.relation == "=" and verdict.outcome is not Outcome.UNDECIDED
        is_sum = is_even and not self.names(verdict.rule)[0]
        told = self.words.text("page.bars_title_even", **self.apart(verdict)) if is_sum else self.against(verdict)
        is_gap = is_sum and verdict.is_discrepancy
        finding = self.words.text("page.apart", **self.apart(verdict)) if is_gap else self.agreement(verdict)
        return capital(self.words.text("sign.colon", name=told, text=finding))

    def calculations(self, rule: Rule) -> tuple[Pieces, ...]:
        """The calculation of each side that is one, as printed."""
        sides = (side for side in self.both(rule) if not isinstance(side, Term | Constant))
        return tuple(self.tell.pieces(side, rule) for side in sides)

    def side_pieces(self, verdict: Verdict) -> Iterator[Pieces]:
        """What a title says of each side: a print, or a number that leads nowhere, though somebody may print it."""
        assert verdict.rule is not None and verdict.stated is not None and verdict.computed is not None
        for side, judged in zip(self.both(verdict.rule), (verdict.stated, verdict.computed), strict=True):
            is_print = self.ledger.is_printed(side, verdict.rule)
            text = self.side_text(side, judged, verdict.rule)
            yield self.tell.pieces(side, verdict.rule) if is_print else ((text, ""),)

    def quantity(self, rule: Rule) -> str:
        """What both sides of a rule are: its first bare term, else the quantity or the quantities of all its terms."""
        bare = next((side for side in self.both(rule) if isinstance(side, Term)), None)
        if bare is not None:
            return self.tell.label(rule.terms[bare])
        keys = dict.fromkeys(key._replace(period="") for key in rule.terms.values())
        counted = [key for key in keys if self.ledger.measures[key.measure].unit != SHARE]
        return self.words.list([self.tell.label(key) for key in counted or keys])

    def dashed(self, rule: Rule, parts: Callable[[Expression], Iterable[tuple[int, Expression]]]) -> str:
        """What is dashed: announced or planned, calculated for what has not happened, or both."""
        left, both = rule.equation.left, [part for side in self.both(rule) for _, part in parts(side)]
        looks = [(self.tell.look(part, rule), self.tell.look(part, rule, left)) for part in both]
        if ("solid", "dashed") not in looks:
            return "planned"
        return "ahead" if ("dashed", "dashed") in looks else "projected"

    def both(self, rule: Rule) -> tuple[Expression, Expression]:
        """Both sides of a rule."""
        return rule.equation.left, rule.equation.right

    def agreement(self, verdict: Verdict) -> str:
        """What comes of both readings; 19 of at least 13 are not the same number, but the rule holds."""
        return self.words.text(f"page.ranges_title_{'holds' if is_kept(verdict) else kind(verdict)}")

    def against(self, verdict: Verdict) -> str:
        """€60m against €63m; 19 sites, by the rule at least 13: an open number keeps the hedge it has instead."""
        assert verdict.rule is not None and verdict.computed is not None
        told, rule = self.apart(verdict), verdict.rule
        if not told["stated"]:
            return ""
        for key, side in zip(("stated", "computed"), self.both(rule), strict=True):
            if not isinstance(side, Constant) and not self.ledger.is_printed(side, rule):
                told[key] = self.words.text("page.calculated", value=told[key])
        if rule.equation.relation == "=":
            return self.words.text("page.against", **told)
        if not self.side_opening(rule.equation.right, verdict.computed, rule):
            relation = self.words.text(f"relation.{rule.equation.relation}")
            told["computed"] = f"{relation} {told['computed']}"
        return self.words.text("page.by_rule", **told)

    def apart(self, verdict: Verdict) -> dict[str, str]:
        """Stated and computed as printed, and how far apart, for titles."""
        assert verdict.rule is not None and verdict.stated is not None and verdict.computed is not None
        rule, unit = verdict.rule, unit_name(verdict.stated.unit)
        stated, computed = self.tell.printed(rule.equation.left, rule), self.tell.printed(rule.equation.right, rule)
        if stated is None or computed is None:
            return {"stated": "", "computed": "", "gap": ""}
        value = self.words.value
        return {
            "stated": self.side_text(rule.equation.left, verdict.stated, rule),
            "computed": self.side_text(rule.equation.right, verdict.computed, rule),
            "gap": value(abs(stated - computed), unit, 3),
        }

    def sides(self, verdict: Verdict) -> tuple[DrawnSide, DrawnSide]:
        """What is stated and what it is held against."""
        assert verdict.rule is not None and verdict.stated is not None and verdict.computed is not None
        (left, right), names = self.both(verdict.rule), self.names(verdict.rule)
        return (
            DrawnSide("stated", left, verdict.stated, "third", names[0]),
            DrawnSide("computed", right, verdict.computed, "second", names[1]),
        )

    def names(self, rule: Rule) -> tuple[str, str]:
        """The names of both sides: none for what is printed and for the calculation it is held against."""
        left, right = self.both(rule)
        own = self.ledger.is_printed(right, rule) or isinstance(right, Constant)
        if self.ledger.is_printed(left, rule) and not own:
            return "", ""
        return self.side_name(left, rule), self.side_name(right, rule) if own else ""

    def side_bars(self, verdict: Verdict) -> Iterator[Bar]:
        """Each side as a bar of its addends, the shorter one with the gap; none where a side is no plain sum."""
        assert verdict.rule is not None
        rule, sides = verdict.rule, self.sides(verdict)
        found = [self.addend_values(side.part, rule) for side in sides]
        totals = [sum((value for _, value in parts), Fraction(0)) for parts in found if parts is not None]
        if len(totals) < len(sides):
            return
        for side, parts, total in zip(sides, found, totals, strict=True):
            text, leads = self.side_text(side.part, side.judged, rule), self.leads_side(side.part, verdict)
            segments = [*self.side_segments(verdict, rule, parts or [], side.tone)]
            if len(segments) == 1:  # where the label line names it, nothing stands inside
                named = self.words.text("sign.colon", name=segments[0].label, text=text)
                segments = [replace(segments[0], text="" if side.name else text, named=named)]
            if verdict.is_discrepancy and total < max(totals):
                gap, check = self.words.text("page.gap"), self.leads_check(verdict)
                unit = unit_name(side.judged.unit)
                length = max(totals) - total
                apart = self.words.text("page.calculated", value=self.words.value(length, unit, 4))
                segments.append(self.segment(total, length, gap, unit, "gap", "gap", check, apart))
            name = side.name or self.words.text(f"page.as_{side.key}")
            yield Bar(name, text, tuple(segments), self.side_opening(side.part, side.judged, rule), leads=leads)

    def side_segments(
        self, verdict: Verdict, rule: Rule, parts: list[tuple[Expression, Fraction]], tone: str
    ) -> Iterator[Segment]:
        """The addends of a side, one behind the other."""
        unit, at = unit_name(verdict.stated.unit) if verdict.stated else "", Fraction(0)
        for part, value in parts:
            label, look = self.tell.part_label(part, rule), self.tell.look(part, rule, rule.equation.left)
            leads = self.leads(part, rule, verdict.id) or self.leads_check(verdict)
            text, short = self.tell.expression(part, rule) if self.ledger.is_printed(part, rule) else "", ""
            if isinstance(part, Term) and not text:
                short = self.words.value(value, unit, 4)
                text = self.words.text("page.calculated", value=short)
            yield replace(self.segment(at, value, label, unit, look, tone, leads, text), short=short)
            at += value

    def side_text(self, side: Expression, judged: Side, rule: Rule) -> str:
        """The number of a side: with its hedge where it is printed, open where what it is computed from is.

        Behind what is only planned, expected or hoped for stands that.
        """
        if self.ledger.is_printed(side, rule) and isinstance(side, Term):
            return self.tell.expression(side, rule) + self.ahead(self.ledger.prints(rule.terms[side])[0].id)
        value, unit = self.tell.printed(side, rule), unit_name(judged.unit)
        if value is None or value != judged.printed:  # a figure stood on both sides
            return self.words.value(value, unit, 4) if value is not None else "–"
        return self.tell.result(judged, 4)

    def side_name(self, side: Expression, rule: Rule) -> str:
        """What a side is about, and that it has not happened, where it has not."""
        name = self.tell.part_label(side, rule)
        prints = self.ledger.prints(rule.terms[side]) if isinstance(side, Term) else ()
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

    def leads_side(self, part: Expression, verdict: Verdict) -> str:
        """To the print of a bare term, or to a check of it where nobody printed it; a calculation leads to its own."""
        assert verdict.rule is not None
        own = self.leads(part, verdict.rule, verdict.id) if isinstance(part, Term) else ""
        return own or self.leads_check(verdict)

    def side_ranges(self, verdict: Verdict) -> Iterator[Range]:
        """Four lines: what is printed and what it is held against, each read narrowly and generously."""
        assert verdict.rule is not None
        rule = verdict.rule
        for side in self.sides(verdict):
            of_one = verdict.id.partition("@")[2] if side.key == "stated" else ""  # judged print by print
            leads = of_one or self.leads_side(side.part, verdict)
            look, unit = self.tell.look(side.part, rule, rule.equation.left), unit_name(side.judged.unit)
            for reading, whole in (("tight", side.judged.tight), ("loose", side.judged.loose)):
                interval = opened(side.judged.printed, side.judged.tight, whole)
                label = self.words.text(f"page.range_{'named' if side.name else side.key}_{reading}", name=side.name)
                text = self.reading_text(side.part, rule, reading, self.words.span(interval, unit))
                named = self.words.text("sign.colon", name=label, text=text)
                at = of_one or self.read_from(side.part, rule, reading, whole) or leads
                yield Range(label, text, named, interval, side.tone, leads=at, look=look)

    def read_from(self, part: Expression, rule: Rule, reading: str, whole: Interval) -> str:
        """The print whose reading is the range of a term; empty where there is none."""
        prints = self.ledger.prints(rule.terms[part]) if isinstance(part, Term) else ()
        return next((one.id for one in prints if getattr(one.reading, reading).interval == whole), "")

    def reading_text(self, part: Expression, rule: Rule, reading: str, span: str) -> str:
        """A range in words; of a print in another currency as it is printed, the converted one in brackets."""
        if not isinstance(part, Term) or not self.tell.is_converted(part, rule):
            return span
        read = self.ledger.prints(rule.terms[part])[0].reading
        interval = (read.tight if reading == "tight" else read.loose).interval
        return self.words.text(
            "page.converted", printed=self.words.span(interval, unit_name(read.unit)), converted=span
        )

    def explanations(self, verdict: Verdict) -> Cells | None:
        """What could close the gap: what would have to hold, and whether the source says so; None for nothing."""
        said = self.words.text
        found = [row for reason in verdict.reasons for row in self.closing_rows(reason.code, dict(reason.args))]
        found += [(row, verdict.figures) for row in self.part_rows(verdict)]
        if verdict.explanation:
            cause = said(f"cause.{verdict.explanation.cause}")
            because = verdict.explanation.because.text(self.words.language)
            found.append(((cause, because, said("page.support_note")), verdict.figures))
        rows, about = tuple(row for row, _ in found), tuple(names for _, names in found)
        headers = self.headers("explanation", "would", "support")
        return Cells(said("page.explanations"), headers, rows, about=about) if rows else None

    def closing_rows(self, code: str, args: dict[str, object]) -> Iterator[tuple[Explained, tuple[str, ...]]]:
        """One row a figure whose rounding, or whose hedge, closes the gap alone, and that figure."""
        kind = code.removeprefix("closed-by-").removesuffix("-together")
        names = args.get("figures", ())
        if not code.startswith("closed-by-") or not isinstance(names, tuple):
            return
        for name in names:
            figure = self.ledger.figures[name]
            wide = figure.reading.at(kind == "rounding", kind == "hedge").interval
            span = self.around(figure, wide)
            title = self.words.text(f"page.closing_{kind}", phrase=self.words.quote(figure.phrase))
            together = "_together" if code.endswith("-together") else ""
            would = self.words.text(f"page.closing_would{together}", span=span)
            yield (title, would, self.words.text(f"page.support_{kind}")), (name,)

    def part_rows(self, verdict: Verdict) -> Iterator[tuple[str, str, str]]:
        """Of a sum: how much something else would come to, and the figures of that size, if there are any."""
        said, rule, gap = self.words.text, verdict.rule, verdict.gap
        if rule is None or gap is None or verdict.stated is None:
            return
        if max(len(list(addends(side))) for side in (rule.equation.left, rule.equation.right)) < 2:
            return
        ids = [bridge.figures[0] for bridge in verdict.bridges or () if len(bridge.figures) == 1]
        labels = list(dict.fromkeys(self.tell.label(self.ledger.figures[name].term) for name in ids))
        support = said("page.support_part", figures=self.words.list(labels)) if labels else ""
        span = said("page.calculated", value=self.gap_text(verdict))
        would = said("page.closing_part_would", span=span)
        kind = "payer" if is_currency(verdict.stated.unit) else "part"
        yield said(f"page.closing_{kind}"), would, support or said("page.support_part_none")

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
        side = found.side
        result, tight = self.tell.result(side, 3), opened(side.printed, side.tight, side.tight)
        span = self.words.span(tight, unit_name(side.unit))
        working, said = joined(self.computed_pieces(found)), self.wordings.computed(found).text
        return (self.tell.label(found.term), result, span, working, said)

    def computed_pieces(self, found: Computed) -> Pieces:
        """The calculation of a computed figure, each number with its print; last the rates it rests on."""
        rates = ((f" · {rate}", "") for rate in self.rates_of(found))
        return (*self.tell.pieces(found.rule.equation.right, found.rule), *rates)

    def computed_ends(self) -> Cells:
        """The sums behind the ends of each computed figure, on each reading."""
        told = list[tuple[str, Pieces, Pieces]]()
        for found in self.report.computed:
            right, rule, side = found.rule.equation.right, found.rule, found.side
            narrow, wide = (self.ends[is_wide].told(right, rule, side) for _, is_wide in READINGS)
            if narrow or wide:
                told.append((self.tell.label(found.term), narrow or NOTHING, wide or NOTHING))
        headers = (*self.headers("computed"), *(self.words.text(f"page.record_{name}") for name, _ in READINGS))
        rows = tuple((name, joined(narrow), joined(wide)) for name, narrow, wide in told)
        pieces = ((1, tuple(row[1] for row in told)), (2, tuple(row[2] for row in told)))
        return Cells(self.words.text("page.computed_ends"), headers, rows, pieces=pieces)
