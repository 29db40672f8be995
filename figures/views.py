"""What each page says, as frozen records in one language: findings, checks, charts, tables and their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from .equation import Constant, Expression, Term, addends
from .export import Column, Table, number, table
from .interval import Interval
from .ledger import Figure, Rule
from .quantity import unit_name
from .report import Report
from .telling import Telling
from .verdict import ORDER, Computed, Outcome, Side, Verdict

OUTCOME_KEYS = {
    Outcome.EXACT: "exact",
    Outcome.ROUNDED: "rounded",
    Outcome.LOOSE: "loose",
    Outcome.CONTRADICTED: "contradicted",
    Outcome.UNDECIDED: "undecided",
}


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


class Views:
    """All pages of one report in one language."""

    def __init__(self, report: Report, language: str) -> None:
        self.report, self.ledger = report, report.ledger
        self.tell = Telling(report, language)
        self.words = self.tell.words

    # Pages

    def overview(self) -> Overview:
        """Who pays, and does it add up?"""
        items = tuple(self.items())
        return Overview(
            title=self.finding(),
            lead=self.lead(),
            chart=self.whole_chart(),
            tiles=tuple(self.tiles()),
            heading=self.count(items),
            items=items,
            figures=self.figures(),
        )

    def check(self, rule: str = "") -> Check:
        """What does not add up, and what could explain it? ``rule`` chooses a verdict by its id."""
        items = tuple(self.items())
        verdict = self.chosen(rule)
        said = self.words.text
        return Check(
            title=said("page.check_title"),
            lead=self.count(items),
            chosen=self.item(verdict) if verdict else None,
            sentences=tuple(self.sentences(verdict)) if verdict else (),
            charts=tuple(self.check_charts(verdict)) if verdict else (),
            explanations=self.explanations(verdict) if verdict and verdict.is_discrepancy else None,
            heading=said("page.all_checks"),
            items=items,
            computed=self.computed(),
        )

    def computed(self) -> Cells:
        """Every figure that nobody printed, with its calculation."""
        said = self.words.text
        rows = tuple(self.computed_row(found) for found in self.report.computed)
        headers = ("computed", "result", "span", "working")
        return Cells(said("page.computed_figures"), tuple(said(f"page.column_{h}") for h in headers), rows, (1, 2))

    def computed_row(self, found: Computed) -> tuple[str, ...]:
        unit = unit_name(found.side.unit)
        value = self.words.value(found.side.printed, unit, 3) if found.side.printed is not None else "–"
        working = self.tell.expression(found.rule.equation.right, found.rule)
        return (self.tell.label(found.term), value, self.words.span(found.side.tight, unit), working)

    def chosen(self, rule: str) -> Verdict | None:
        """The verdict asked for, else the first one that has two sides, else none."""
        judged = [verdict for verdict in self.report.verdicts if verdict.stated and verdict.computed]
        named = [verdict for verdict in self.report.verdicts if slug(verdict.id) == rule]
        return next(iter([*named, *judged]), None)

    # Page one

    @cached_property
    def remainder(self) -> Computed | None:
        """The first computed figure that is a whole less its parts: what page one is about."""
        for computed in self.report.computed:
            parts = list(addends(computed.rule.equation.right))
            wholes = [part for sign, part in parts if sign > 0]
            is_rest = len(wholes) == 1 and isinstance(wholes[0], Term) and len(parts) > 2
            if is_rest and computed.side.printed is not None and computed.side.printed > 0:
                return computed
        return None

    def finding(self) -> str:
        """The headline, computed: what is left of the whole, or how many checks do not add up."""
        rest = self.remainder
        if rest is None or rest.side.printed is None:
            doubtful = sum(verdict.is_discrepancy for verdict in self.report.verdicts)
            key = "page.finding_some" if doubtful else "page.finding_none"
            return self.words.text(key, number=self.words.number(Fraction(doubtful)), title=self.title())
        whole = self.whole(rest.rule)
        unit = unit_name(rest.side.unit)
        total = self.tell.printed(whole, rest.rule)
        return self.words.text(
            "page.finding_rest",
            subject=self.tell.subject(rest.rule.terms[whole].subject),
            rest=self.words.value(abs(rest.side.printed), unit),
            whole=self.words.value(total, unit) if total is not None else "",
            label=self.tell.measure(rest.term.measure),
        )

    def whole(self, rule: Rule) -> Term:
        """The one term of a remainder that is not taken off."""
        return next(part for sign, part in addends(rule.equation.right) if sign > 0 and isinstance(part, Term))

    def lead(self) -> str:
        """How many figures from how many texts, and of when."""
        if not self.ledger.figures:
            return self.words.text("page.lead_empty")
        sources = {figure.source for figure in self.ledger.figures.values()}
        return self.words.text(
            "page.lead" if self.dates() else "page.lead_undated",
            figures=self.words.number(Fraction(len(self.ledger.figures))),
            texts=self.words.number(Fraction(len(sources))),
            first=self.words.date(self.dates()[0].split("/")[0]) if self.dates() else "",
            last=self.last_date(),
        )

    def dates(self) -> list[str]:
        """When the sources of the figures were published, oldest first."""
        sources = {figure.source for figure in self.ledger.figures.values()}
        return sorted(filter(None, (self.ledger.sources[source].published for source in sources)))

    def last_date(self) -> str:
        """The date of the newest source, a dash where none has one."""
        return self.words.date(self.dates()[-1].split("/")[-1]) if self.dates() else "–"

    def problems(self, most: int = 20) -> list[str]:
        """The first problems in words: place, what was seen, how to mend it."""
        told = []
        for problem in self.report.problems[:most]:
            what, fix = self.words.problem(problem)
            place = problem.place
            where = ":".join(str(part) for part in (place.file.rsplit("/", 1)[-1], place.line, place.name) if part)
            told.append(self.words.text("page.problem_line", place=where, what=what, fix=fix))
        return told

    def whole_chart(self) -> Chart | None:
        """The whole as one bar: its parts, and the rest that nobody accounts for."""
        rest = self.remainder
        if rest is None:
            return None
        whole = self.whole(rest.rule)
        total = self.tell.printed(whole, rest.rule)
        segments = tuple(self.rest_segments(rest))
        unit = unit_name(rest.side.unit)
        value = self.words.value(total, unit) if total is not None else ""
        bar = Bar(self.tell.label(rest.rule.terms[whole]), value, segments)
        title = self.words.text("page.whole_title", whole=value, name=self.tell.subject(rest.rule.terms[whole].subject))
        return self.chart("whole", title, self.words.text("page.whole_subtitle", unit=self.axis(unit)), [bar], [], rest)

    def rest_segments(self, rest: Computed) -> Iterator[Segment]:
        """The parts of the whole from left to right, then the rest as a gap."""
        unit, at = unit_name(rest.side.unit), Fraction(0)
        tones = iter(("first", "second", "third", "fourth"))
        for sign, part in addends(rest.rule.equation.right):
            value = self.tell.printed(part, rest.rule)
            if sign < 0 and value is not None:
                look = self.tell.look(part, rest.rule)
                label = self.tell.part_label(part, rest.rule)
                if isinstance(part, Term) and part.subject == rest.term.subject:
                    label = self.tell.measure(part.measure)  # the headline names the subject
                yield self.segment(at, value, label, unit, look, next(tones, "other"))
                at += value
        if rest.side.printed:
            yield self.segment(at, rest.side.printed, self.tell.measure(rest.term.measure), unit, "gap", "gap")

    def segment(self, start: Fraction, length: Fraction, label: str, unit: str, look: str, tone: str) -> Segment:
        """A piece of a bar with its words."""
        text = self.words.value(length, unit, 4)
        named = self.words.text("sign.colon", name=label, text=text)
        return Segment(start, start + length, label, text, named, look, tone)

    def tiles(self) -> Iterator[Tile]:
        """One tile a piece of the bar, with how its number was come by."""
        rest = self.remainder
        if rest is None:
            return
        parts = [part for sign, part in addends(rest.rule.equation.right) if sign < 0]
        for segment, part in zip(self.rest_segments(rest), [*parts, None], strict=False):
            key = rest.rule.terms[part] if isinstance(part, Term) else rest.term
            how, figures = self.tell.how(key)
            yield Tile(segment.label, segment.text, how, segment.look, segment.tone, figures)

    def figures(self) -> Cells:
        """Every figure with its hedge as a word, its status, its checks and its source."""
        said = self.words.text
        headers = ("figure", "value", "printed", "status", "checks", "source")
        rows = tuple(self.figure_row(figure) for figure in self.ledger.figures.values())
        return Cells(said("page.figures"), tuple(said(f"page.column_{name}") for name in headers), rows, (1,))

    def figure_row(self, figure: Figure) -> tuple[str, ...]:
        signs = dict.fromkeys(self.sign(verdict) for verdict in self.report.verdicts if figure.id in verdict.figures)
        source = self.ledger.sources[figure.source]
        return (
            self.tell.label(figure.term),
            self.tell.figure_text(figure),
            self.words.quote(figure.phrase),
            self.words.text(f"status.{figure.status}"),
            ", ".join(signs),
            self.tell.source(source),
        )

    def sign(self, verdict: Verdict) -> str:
        key = OUTCOME_KEYS[verdict.outcome]
        return f"{self.words.text(f'outcome.{key}.sign')} {self.words.text(f'outcome.{key}.word')}"

    # Verdicts

    def count(self, items: tuple[Item, ...]) -> str:
        """How many checks, and how many of each outcome."""
        parts = []
        for outcome in ORDER:
            key = OUTCOME_KEYS[outcome]
            found = sum(item.outcome == outcome.value for item in items)
            if found:
                form = "one" if found == 1 else "other"
                parts.append(self.words.text(f"page.count_{key}_{form}", number=self.words.number(Fraction(found))))
        total = self.words.number(Fraction(len(items)))
        form = "one" if len(items) == 1 else "other"
        return (
            self.words.text(f"page.count_{form}", number=total, parts=self.words.list(parts))
            if items
            else (self.words.text("page.count_none"))
        )

    def items(self) -> Iterator[Item]:
        """All verdicts in words, discrepancies first."""
        return (self.item(verdict) for verdict in self.report.verdicts)

    def item(self, verdict: Verdict) -> Item:
        key = OUTCOME_KEYS[verdict.outcome]
        notes = [self.tell.reason(reason) for reason in verdict.reasons if reason.code != "hedge"]
        if verdict.explanation:
            cause = self.words.text(f"cause.{verdict.explanation.cause}")
            because = verdict.explanation.because.text(self.words.language)
            notes.append(self.words.text("sign.colon", name=cause[:1].upper() + cause[1:], text=because))
        return Item(
            verdict.id,
            verdict.outcome.value,
            self.words.text(f"outcome.{key}.sign"),
            self.words.text(f"outcome.{key}.word"),
            self.statement(verdict),
            self.working(verdict),
            tuple(notes),
            verdict.figures,
        )

    def statement(self, verdict: Verdict) -> str:
        """What the rule says, in the curator's words; of several prints, whose they are."""
        if verdict.rule:
            return verdict.rule.because.text(self.words.language) or verdict.rule.text
        figure = self.ledger.figures[verdict.figures[0]]
        return self.words.text("page.prints", name=self.tell.label(figure.term))

    def working(self, verdict: Verdict) -> str:
        """The rule with its numbers, each with its hedge as a word."""
        if verdict.rule is None:
            figures = (self.ledger.figures[name] for name in verdict.figures)
            return " · ".join(self.tell.figure_text(figure) for figure in figures)
        equation, rule = verdict.rule.equation, verdict.rule
        left, right = self.tell.expression(equation.left, rule), self.tell.expression(equation.right, rule)
        relation = self.tell.relation(verdict)
        stated, total = self.tell.printed(equation.left, rule), self.tell.printed(equation.right, rule)
        simple = isinstance(equation.right, Term | Constant)
        if simple or total is None or total == stated or verdict.stated is None:
            return f"{left} {relation} {right}"
        return f"{left} {relation} {right} = {self.words.value(total, unit_name(verdict.stated.unit), 4)}"

    # The checks page

    def sentences(self, verdict: Verdict) -> Iterator[str]:
        """What is printed, what comes out, how far apart: one calculation each."""
        if verdict.rule is None or verdict.stated is None or verdict.computed is None:
            return
        rule, unit = verdict.rule, unit_name(verdict.stated.unit)
        stated, computed = self.tell.printed(rule.equation.left, rule), self.tell.printed(rule.equation.right, rule)
        if stated is None or computed is None:
            return
        said, value = self.words.text, self.words.value
        yield said("page.say_stated", name=self.tell.part_label(rule.equation.left, rule), value=value(stated, unit))
        working = self.tell.sum_text(rule.equation.right, rule, unit)
        yield said("page.say_computed", working=working, value=value(computed, unit, 4))
        if verdict.is_discrepancy:
            gap = verdict.gap
            yield said(
                "page.say_gap", value=value(abs(stated - computed), unit), gap=self.words.span(gap, unit) if gap else ""
            )

    def check_charts(self, verdict: Verdict) -> Iterator[Chart]:
        """Both sides as bars where they are sums; both readings of both sides as ranges."""
        if verdict.stated is None or verdict.computed is None:
            return
        bars = list(self.side_bars(verdict))
        unit = unit_name(verdict.stated.unit)
        said = self.words.text
        if bars:
            title = said(f"page.bars_title_{'gap' if verdict.is_discrepancy else 'even'}", **self.apart(verdict))
            yield self.chart("sides", title, said("page.bars_subtitle", unit=self.axis(unit)), bars, [], verdict)
        ranges = list(self.side_ranges(verdict))
        title = said(f"page.ranges_title_{OUTCOME_KEYS[verdict.outcome]}")
        yield self.chart("readings", title, said("page.ranges_subtitle", unit=self.axis(unit)), [], ranges, verdict)

    def apart(self, verdict: Verdict) -> dict[str, str]:
        """Stated and computed as printed, and how far apart, for titles."""
        assert verdict.rule is not None and verdict.stated is not None
        rule, unit = verdict.rule, unit_name(verdict.stated.unit)
        stated, computed = self.tell.printed(rule.equation.left, rule), self.tell.printed(rule.equation.right, rule)
        if stated is None or computed is None:
            return {"stated": "", "computed": "", "gap": ""}
        value = self.words.value
        return {
            "stated": value(stated, unit, 3),
            "computed": value(computed, unit, 3),
            "gap": value(abs(stated - computed), unit, 3),
        }

    def side_bars(self, verdict: Verdict) -> Iterator[Bar]:
        """Each side as a bar of its addends, the shorter one with the gap; none where a side is no plain sum."""
        rule = verdict.rule
        if rule is None or verdict.stated is None:
            return
        unit = unit_name(verdict.stated.unit)
        sides = [self.addend_values(side, rule) for side in (rule.equation.left, rule.equation.right)]
        if any(side is None for side in sides):
            return
        totals = [sum((value for _, value in side or ()), Fraction(0)) for side in sides]
        for side, total, name in zip(sides, totals, ("page.as_stated", "page.as_computed"), strict=True):
            segments, at = [], Fraction(0)
            tone = "third" if side is sides[0] else "second"
            for part, value in side or ():
                look = self.tell.look(part, rule)
                segments.append(self.segment(at, value, self.tell.part_label(part, rule), unit, look, tone))
                at += value
            if verdict.is_discrepancy and total < max(totals):
                label = self.words.text("page.gap")
                segments.append(self.segment(at, max(totals) - total, label, unit, "gap", "gap"))
            yield Bar(self.words.text(name), self.words.value(total, unit, 4), tuple(segments))

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
        assert verdict.stated is not None and verdict.computed is not None
        unit = unit_name(verdict.stated.unit)
        sides: tuple[tuple[str, Side, str], ...] = (
            ("stated", verdict.stated, "third"),
            ("computed", verdict.computed, "second"),
        )
        for name, side, tone in sides:
            for reading, interval in (("tight", side.tight), ("loose", side.loose)):
                label = self.words.text(f"page.range_{name}_{reading}")
                text = self.words.span(interval, unit)
                yield Range(label, text, self.words.text("sign.colon", name=label, text=text), interval, tone)

    def explanations(self, verdict: Verdict) -> Cells:
        """What could close the gap: what would have to hold, and whether the source says so."""
        said = self.words.text
        rows = [row for reason in verdict.reasons for row in self.closing_rows(reason.code, dict(reason.args))]
        if verdict.explanation:
            cause = said(f"cause.{verdict.explanation.cause}")
            rows.append((cause, verdict.explanation.because.text(self.words.language), said("page.support_note")))
        headers = tuple(said(f"page.column_{name}") for name in ("explanation", "would", "support"))
        return Cells(said("page.explanations"), headers, tuple(rows))

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

    def title(self) -> str:
        """The ledger's title."""
        return self.ledger.title.text(self.words.language)

    # Charts and evidence

    def axis(self, unit: str) -> str:
        """The unit of an axis in words."""
        return (
            self.words.text(f"axis.{unit}")
            if self.words.has(f"axis.{unit}")
            else self.words.text("axis.other", unit=unit)
        )

    def chart(
        self,
        name: str,
        title: str,
        subtitle: str,
        bars: list[Bar],
        ranges: list[Range],
        about: Computed | Verdict,
    ) -> Chart:
        """A chart with its source line, its alternative text and the table of exactly what it shows."""
        side = about.side if isinstance(about, Computed) else about.stated
        unit = unit_name(side.unit) if side else ""
        named = [*((bar.label, bar.value) for bar in bars), *((row.label, row.value) for row in ranges)]
        named += [(piece.label, piece.text) for bar in bars for piece in bar.segments]
        marks = [self.words.text("sign.colon", name=name, text=text) for name, text in named]
        kind = self.words.text("page.alt_bars" if bars else "page.alt_ranges")
        rule = about.rule.id if about.rule else about.id if isinstance(about, Verdict) else ""
        return Chart(
            id=slug(f"{name}-{rule}"),
            title=title,
            subtitle=subtitle,
            alt=f"{self.words.text('sign.colon', name=kind, text=title)} – {', '.join(marks)}.",
            source=self.source_line(about.figures),
            unit=unit,
            bars=tuple(bars),
            ranges=tuple(ranges),
            table=_chart_table(bars, ranges, unit),
            figures=about.figures,
        )

    def source_line(self, figures: Iterable[str]) -> str:
        """Provider first, then whose calculation."""
        sources = dict.fromkeys(self.ledger.figures[name].source for name in figures)
        names = dict.fromkeys(self.tell.source(self.ledger.sources[source]) for source in sources)
        return self.words.text("page.source_line", sources="; ".join(names))

    def records(self, figures: Iterable[str]) -> tuple[Record, ...]:
        """The evidence of each figure."""
        return tuple(self.record(self.ledger.figures[name]) for name in figures)

    def record(self, figure: Figure) -> Record:
        """Value, hedge, both readings, status, place and source of one figure."""
        said, source, reading = self.words.text, self.ledger.sources[figure.source], figure.reading
        unit = unit_name(reading.unit)
        place = said("page.place_at", start=str(figure.start), end=str(figure.end)) if figure.start is not None else ""
        around = self.sentence(figure)
        pairs = [
            ("value", self.tell.figure_text(figure)),
            ("hedge", said(f"hedge_because.{reading.hedge}")),
            ("tight", self.words.span(reading.tight.interval, unit)),
            ("loose", self.words.span(reading.loose.interval, unit)),
            ("status", said(f"status.{figure.status}")),
            ("source", self.tell.source(source)),
            ("text", source.title),
            ("place", place),
            ("sentence", around),
            ("note", figure.note),
            ("checks", ", ".join(v.id for v in self.report.verdicts if figure.id in v.figures)),
        ]
        named = tuple((said(f"page.record_{name}"), text) for name, text in pairs if text)
        return Record(figure.id, self.tell.label(figure.term), figure.phrase, source.language, source.address, named)

    def sentence(self, figure: Figure) -> str:
        """The words around the phrase, where the reader has the texts."""
        text = self.report.texts.get(figure.source)
        if text is None or figure.start is None or figure.end is None:
            return ""
        before, phrase, behind = text.around(figure.start, figure.end)
        first = before.rfind(". ") + 2 if ". " in before else 0
        last = behind.find(". ") + 1 if ". " in behind else len(behind)
        return f"{before[first:]}{phrase}{behind[:last]}".strip()

    def download(self, name: str) -> Table:
        """A whole table of the ledger."""
        return table(self.report, name)


def _chart_table(bars: list[Bar], ranges: list[Range], unit: str) -> Table:
    """Exactly what a chart shows, in base units."""
    columns = (
        Column("row", "label of the row"),
        Column("part", "label of the piece"),
        Column("look", "solid: has happened; dashed: has not; gap: nobody accounts for it; range: an interval"),
        Column("low", "where it starts; for a range its lower end, empty: open", True),
        Column("high", "where it ends; for a range its upper end, empty: open", True),
        Column("value", "length of the piece", True),
        Column("unit", "base unit"),
    )
    rows = [
        (bar.label, s.label, s.look, number(s.start), number(s.end), number(s.end - s.start), unit)
        for bar in bars
        for s in bar.segments
    ]
    rows += [(r.label, "", "range", number(r.interval.lower), number(r.interval.upper), "", unit) for r in ranges]
    return Table("chart", columns, tuple(rows))
