"""All rules at once, on the checks page: what cannot all be true, what would mend it, what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from ..export import Column, Table
from ..interval import Interval
from ..ledger import Figure, Rule, TermKey
from ..quantity import SHARE, unit_name
from ..telling import NOTHING, Pieces, filled, joined, look_of, opened, separated
from ..verdict import Conflict, Implied, Parts, Repair, Together
from .drawn import Drawing
from .records import AllRules, Cells, Chart, Node, Range, slug

PICTURED = 16  # prints and rules of a picture: above, it would be a thicket
TITLED = 4  # numbers that a title names
STATES: dict[tuple[bool | None, bool | None], str] = {  # tight, loose
    (True, True): "both",
    (False, True): "loose",
    (False, False): "never",
    (False, None): "narrow",
}


class TogetherPage(Drawing):
    """The conflicts as pictures, repairs and implied ranges as tables, the clearest case as ranges."""

    @cached_property
    def at_once(self) -> Together:
        """What all rules come to at once."""
        return self.report.together

    def all_rules(self) -> AllRules:
        """All that the checks page says of all rules at once."""
        found, said = self.at_once, self.words.text
        suspects = [" + ".join(map(self.print_text, names)) for names in found.suspects]
        return AllRules(
            title=said("page.together"),
            lead=said(f"page.together_{STATES.get((found.tight, found.loose), 'open')}"),
            charts=tuple(self.together_charts()),
            repairs=self.repair_table(),
            suspects=said("page.suspects", figures=self.wordings.joined(suspects)) if suspects else "",
            implied=self.implied_table(),
            notes=(*map(self.tell.reason, found.notes), *self.not_told()),
        )

    def together_charts(self) -> Iterator[Chart]:
        """A picture of every conflict that is small enough, and what the rest leaves one of its figures."""
        for number, alike in enumerate(self.conflicts().values(), 1):
            if len(alike[0].figures) + len(alike[0].rules) <= PICTURED:
                yield self.conflict_chart(alike[0], number, len(alike) - 1)
        free = [repair for repair in self.at_once.repairs if not repair.blocked_by and repair.printed]
        repair = min(free, key=lambda repair: abs(repair.change / repair.printed), default=None)  # the shortest way
        implied = self.implied_of(self.ledger.figures[repair.figure].term) if repair else None
        if repair and implied:
            yield self.implied_chart(self.ledger.figures[repair.figure], implied)

    # The picture of a conflict

    def conflicts(self) -> dict[object, list[Conflict]]:
        """All conflicts, those together that other prints of the same quantities cause by the same rules."""
        found: dict[object, list[Conflict]] = {}
        for conflict in self.at_once.conflicts:
            terms = [self.ledger.figures[name].term for name in conflict.figures]
            if terms:
                found.setdefault((tuple(sorted(map(str, terms))), conflict.rules), []).append(conflict)
        return found

    def conflict_title(self, conflict: Conflict) -> str:
        """Which numbers cannot all be true; of many how many."""
        figures = self.figures_of(conflict)
        named = dict.fromkeys((self.tell.figure_text(figure), self.tell.subject(figure.subject)) for figure in figures)
        if len(named) > TITLED:
            return self.words.text("page.conflict_title", number=self.words.number(len(figures)))
        texts = [text for text, _ in named]
        told = [f"{text} ({subject})" if texts.count(text) > 1 else text for text, subject in named]
        return self.words.text("page.conflict_named", figures=self.words.list(told))

    def figures_of(self, conflict: Conflict) -> list[Figure]:
        return [self.ledger.figures[name] for name in conflict.figures]

    def conflict_chart(self, conflict: Conflict, number: int, others: int) -> Chart:
        """Prints as dots, rules as squares, lines for what a rule rests on; how many ``others`` look the same."""
        nodes, said = tuple(self.nodes(conflict)), self.words.text
        units = dict.fromkeys(unit_name(self.ledger.figures[name].reading.unit) for name in conflict.figures)
        drawn = said("page.conflict_subtitle", units=self.words.list([*map(self.in_unit, units)]))
        title, notes = self.conflict_title(conflict), [drawn]
        notes += [said("page.sizes_hollow")] if any(node.look != "solid" for node in nodes) else []
        notes += [said("page.conflict_others", number=self.words.number(others))] if others else []
        named = [(node.label, node.value or self.rests_on(node, nodes)) for node in nodes]
        return Chart(
            id=f"together-{number}",
            title=title,
            subtitle=" ".join(notes),
            alt=self.alternative(said("page.alt_network"), title, named),
            source=self.source_line(conflict.figures),
            unit="",
            bars=(),
            ranges=(),
            table=_node_table(nodes),
            figures=conflict.figures,
            nodes=nodes,
            workings=tuple((piece,) for piece in self.prints_pieces(self.figures_of(conflict)) if piece[1]),
        )

    def nodes(self, conflict: Conflict) -> Iterator[Node]:
        """The prints of a conflict, what its rules share, then these; prints of one quantity hold without a rule."""
        figures = self.figures_of(conflict)
        rules = [rule for rule in self.ledger.rules if rule.id in conflict.rules]
        shared = self.shared_by(rules, {figure.term for figure in figures})
        for figure in figures:
            label, value = self.tell.label(figure.term), self.tell.figure_text(figure)
            named, look = self.words.text("sign.colon", name=label, text=value), look_of(figure.status)
            yield self.sourced(Node(label, value, named, leads=figure.id, look=look))
        for term in shared:
            label, value = self.tell.label(term), self.words.text("page.any_value")
            named = self.words.text("sign.colon", name=label, text=value)
            prints = self.ledger.prints(term)
            leads, look = (prints[0].id, look_of(prints[0].status)) if prints else ("", "solid")
            yield Node(label, value, named, leads=leads, look=look, is_shared=True)
        for rule in rules:
            terms = {*self.behind(rule.terms.values())}
            rests_on = tuple(at for at, term in enumerate([*(f.term for f in figures), *shared]) if term in terms)
            because = rule.because.text(self.words.language).rstrip(".") or rule.text
            label = self.words.text("page.rule", text=because)
            judged = [verdict for verdict in self.report.verdicts if verdict.rule and verdict.rule.id == rule.id]
            leads = next(map(self.leads_check, judged), "")
            yield Node(label, "", label, rests_on, is_rule=True, leads=leads)
        if not rules:
            label = self.words.text("page.prints", name=self.tell.label(figures[0].term)).rstrip(".")
            judged = [verdict for verdict in self.report.verdicts_of[figures[0].id] if verdict.rule is None]
            leads = next(map(self.leads_check, judged), "")
            yield Node(label, "", label, tuple(range(len(figures))), is_rule=True, leads=leads)

    def shared_by(self, rules: list[Rule], printed: set[TermKey]) -> list[TermKey]:
        """The quantities through which rules hang together, whatever their values: none of those ``printed`` here."""
        times = Counter(term for rule in rules for term in {*self.behind(rule.terms.values())})
        return sorted(term for term, often in times.items() if often > 1 and term not in printed)

    def behind(self, terms: Iterable[TermKey]) -> Iterator[TermKey]:
        """Terms, and those that define what nobody printed."""
        waiting = list(terms)
        for term in waiting:
            yield term
            definition = self.ledger.definitions.get(term)
            if definition and not self.ledger.prints(term):
                waiting += [found for found in definition.terms.values() if found not in waiting]

    def rests_on(self, node: Node, nodes: tuple[Node, ...]) -> str:
        names = [nodes[at].label for at in node.rests_on]
        return self.words.text("page.rests_on", figures=self.words.list(names)) if names else ""

    # What would mend it, what follows

    def repair_table(self) -> Cells:
        """Each figure of a conflict with what it would have to be, and what then no longer holds."""
        headers = self.headers("figure", "value", "would_be", "working", "span", "blocked")
        repairs = self.at_once.repairs
        rows = tuple(map(self.repair_row, repairs))
        ids = tuple(repair.figure for repair in repairs)
        workings = tuple(map(self.repair_working, repairs))
        return Cells(self.words.text("page.repairs"), headers, rows, (2, 4), ids, pieces=((3, workings),))

    def repair_row(self, repair: Repair) -> tuple[str, ...]:
        figure = self.ledger.figures[repair.figure]
        unit = unit_name(figure.reading.unit)
        return (
            self.tell.label(figure.term),
            self.tell.figure_text(figure),
            self.words.value(repair.value, unit, 3),
            joined(self.repair_working(repair)),
            self.touching(repair.would_be, unit, repair.touches),
            self.wordings.joined(map(self.verdict_name, repair.blocked_by)) or "–",
        )

    def repair_working(self, repair: Repair) -> Pieces:
        """How the number that would close a gap is calculated."""
        unit = unit_name(self.ledger.figures[repair.figure].reading.unit)
        ends = self.ends[False].of_parts(repair.parts, repair.would_be, unit)
        conflicts = (found.figures for found in self.at_once.conflicts if repair.figure in found.figures)
        factors = self.factors(repair.parts, next(conflicts, ()))
        return separated(" · ", (self.parts_pieces(repair.parts, unit), ends, factors)) or NOTHING

    def factors(self, parts: Parts, figures: Iterable[str]) -> Pieces:
        """Where the factors of a sum come from: the shares among the figures that it rests on."""
        times = dict.fromkeys(abs(often) for name, often in parts if name and abs(often) != 1)
        found = [self.ledger.figures[name] for name in figures if name not in dict(parts)]
        shares = [figure for figure in found if unit_name(figure.reading.unit) == SHARE]
        if not times or not shares:
            return ()
        told = self.words.list([self.words.number(often, 4) for often in times])
        prints = separated(", ", (((self.tell.figure_text(figure), figure.id),) for figure in shares))
        return filled(self.words.text("page.factors", factors=told, shares="{shares}"), shares=prints)

    def implied_working(self, item: Implied) -> Pieces:
        """How a range that the others allow is calculated."""
        unit = unit_name(item.unit)
        ends = self.ends[not item.is_tight].of_parts(item.parts, item.range, unit)
        return separated(" · ", (self.parts_pieces(item.parts, unit), ends, self.factors(item.parts, item.figures)))

    def parts_pieces(self, parts: Parts, unit: str) -> Pieces:
        """The sum behind a number, each figure with its print: 0.5 × estimated €126m."""
        pieces: list[tuple[str, str]] = []
        for name, times in parts:
            sign, often = "−" if times < 0 else "+", abs(times)
            pieces.append((f" {sign} " if pieces else sign.replace("+", ""), ""))
            if not name:
                pieces.append((self.words.text("page.ruled", value=self.words.value(often, unit)), ""))
                continue
            pieces.append(("" if often == 1 else f"{self.words.number(often, 4)} × ", ""))
            pieces.append((self.tell.figure_text(self.ledger.figures[name]), name))
        return tuple(filter(any, pieces))

    def verdict_name(self, name: str) -> str:
        """A verdict in the curator's words."""
        return next((self.statement(verdict) for verdict in self.report.verdicts if verdict.id == name), name)

    def implied_table(self) -> Cells:
        """What the rest of the ledger allows each quantity, beside what is printed, and how it was read."""
        headers = self.headers("computed", "value", "allowed", "working", "reading")
        told = [item for item in self.at_once.implied if self.is_told(item)]
        prints = tuple(self.prints_pieces(self.ledger.prints(item.term)) for item in told)
        rows = tuple(map(self.implied_row, told))
        workings = tuple(map(self.implied_working, told))
        pieces = ((1, prints), (3, workings))
        return Cells(self.words.text("page.implied"), headers, rows, (2,), pieces=pieces)

    def is_told(self, item: Implied) -> bool:
        """Of what is printed, where a sum of figures tells how it follows."""
        return self.follows(item) and any(name for name, _ in item.parts)

    def follows(self, item: Implied) -> bool:
        """True where the others allow what is printed a range, and not from a hope, which binds nobody."""
        hopes = any(self.ledger.figures[name].status == "hoped" for name in item.figures)
        is_range = item.range.upper is not None or bool(item.range.lower)
        return bool(self.ledger.prints(item.term)) and not hopes and is_range

    def not_told(self) -> Iterator[str]:
        """How many ranges have no single sum."""
        if count := sum(self.follows(item) and not self.is_told(item) for item in self.at_once.implied):
            yield self.words.text("page.implied_more", number=self.words.number(count))

    def implied_row(self, item: Implied) -> tuple[str, ...]:
        return (
            self.tell.label(item.term),
            joined(self.prints_pieces(self.ledger.prints(item.term))) or "–",
            self.touching(item.range, unit_name(item.unit), item.touches),
            joined(self.implied_working(item)),
            self.words.text(f"page.record_{'tight' if item.is_tight else 'loose'}"),
        )

    def touching(self, interval: Interval, unit: str, touches: bool) -> str:
        """A range; where it ends at an end that print excludes, with that said."""
        span = self.words.span(interval, unit)
        return self.words.text("page.touching", span=span) if touches else span

    def implied_of(self, term: TermKey) -> Implied | None:
        return next((item for item in self.at_once.implied if item.term == term), None)

    def implied_chart(self, figure: Figure, implied: Implied) -> Chart:
        """A print, read narrowly and generously, beside what all others leave its quantity."""
        said, unit = self.words.text, unit_name(figure.reading.unit)
        allowed = said(f"page.range_allowed_{'tight' if implied.is_tight else 'loose'}")
        publisher = self.tell.publisher(self.ledger.sources[figure.source])
        lines = (
            (said("page.range_named_tight", name=publisher), figure.reading.tight.interval, "third", figure.id),
            (said("page.range_named_loose", name=publisher), figure.reading.loose.interval, "third", figure.id),
            (allowed, implied.range, "second", self.leads_rules(figure)),
        )
        ranges = []
        for label, whole, tone, leads in lines:
            interval = opened(figure.reading.number.high, figure.reading.tight.interval, whole)
            text = self.words.span(interval, unit)
            named = said("sign.colon", name=label, text=text)
            ranges.append(Range(label, text, named, interval, tone, leads=leads, look=look_of(figure.status)))
        span = self.allowed_text(implied.range, figure)
        reading = said(f"page.record_{'tight' if implied.is_tight else 'loose'}")
        title = said("page.allowed_title", reading=reading, printed=self.tell.figure_text(figure), span=span)
        drawn = self.about_ranges(f"{self.tell.label(figure.term)}, {self.in_unit(unit)}", ranges)
        working = self.working_of_all(implied)
        sums = said("page.working_note", working=joined(working)) if working else ""
        about = (drawn, said("page.readings_note"), said("page.allowed_note"), sums)
        subtitle = " ".join([*filter(None, about), *self.legend(ranges=ranges)])
        figures = dict.fromkeys((figure.id, *implied.figures))
        chart = self.picture(slug(f"together-{figure.id}"), title, subtitle, unit, figures, ranges=ranges)
        return replace(chart, workings=(working,) if working else ())

    def leads_rules(self, figure: Figure) -> str:
        """To the first check of a rule that a figure stands in."""
        judged = (verdict for verdict in self.report.verdicts_of[figure.id] if verdict.rule)
        return next(map(self.leads_check, judged), "")

    def working_of_all(self, item: Implied) -> Pieces:
        """The sum behind a range, from the numbers as printed, with what it comes to; empty where there is none."""
        figures, unit = self.ledger.figures, unit_name(item.unit)
        values = [times * (figures[name].reading.number.low if name else 1) for name, times in item.parts]
        total = self.words.value(sum(values, Fraction(0)), unit, 4)
        working = (*self.parts_pieces(item.parts, unit), (f" = {total}", ""))
        ends = self.ends[not item.is_tight].of_parts(item.parts, item.range, unit)
        told = (working, ends, self.factors(item.parts, item.figures))
        return separated(self.words.text("wording.join"), told) if item.parts else ()

    def allowed_text(self, interval: Interval, figure: Figure) -> str:
        """A range as a title says it: about one number where both ends are that in two digits, and print is not."""
        unit, value = unit_name(figure.reading.unit), self.words.value
        ends = {value(end, unit, 2) for end in (interval.lower, interval.upper) if end is not None}
        if interval.width is None or len(ends) > 1 or value(figure.reading.number.low, unit, 2) in ends:
            return self.words.span(interval, unit)
        return f"{self.words.text('hedge.about')} {ends.pop()}"

    def print_text(self, name: str) -> str:
        """A figure by what it counts and how it is printed."""
        figure = self.ledger.figures[name]
        return f"{self.tell.label(figure.term)} ({self.tell.figure_text(figure)})"


def _node_table(nodes: tuple[Node, ...]) -> Table:
    """Exactly what the picture shows: one row a print or a shared quantity, one a line from a rule to each of these."""
    columns = (
        Column("row", "print, quantity that rules share, or rule"),
        Column("value", "as printed; empty: whatever its value, or a rule"),
        Column("rests_on", "what a rule rests on"),
    )
    rows = [(node.label, "" if node.is_shared else node.value, "") for node in nodes if not node.is_rule]
    rows += [(node.label, "", nodes[at].label) for node in nodes if node.is_rule for at in node.rests_on]
    return Table("chart", columns, tuple(rows))
