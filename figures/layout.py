"""What stands on each page from top to bottom: the views as pieces of markup, charts and files, for whoever draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal

from . import markup
from .citation import cited
from .components import Block, Components, Drawn, Files, Found, Tables, apart, printed, spoken
from .markup import OWN_NAMES, Content, Link, Markup, Masthead, Part, Record, Tile, Tone
from .views import AllRules, Card, Chart, Check, Dates, Item, Overview, Sizes
from .views import Evidence as EvidenceView
from .views.sizes import SCALES

PAGES = ("", "check", "compare", "dates", "figures")  # their words are page.nav_…; the overview has no address
TONES: dict[str, Tone] = {"first": "eu", "second": "lux", "third": "total", "fourth": "ok", "gap": "gap"}


class Layout(Components):
    """The pages of one report in one language, from top to bottom."""

    def overview(self, page: Overview) -> Iterator[Block]:
        """The finding, the bar of the whole with its tiles, the verdicts, and the way to every figure.

        What all of it rests on is told below the tiles, so that a phone shows finding and bar at once.
        """
        yield markup.heading(self.numbered(page.title, page.chart.figures if page.chart else ()), 1)
        if page.chart:
            yield markup.note(page.chart.subtitle)
            yield Drawn(page.chart)
            yield markup.tiles(
                Tile(
                    TONES.get(tile.tone, ""),
                    tile.label,
                    self.numbered(tile.value, tile.figures),
                    self.linked(tile.pieces),
                    self.evidence(tile.figures, False),
                    tile.look,
                )
                for tile in page.tiles
            )
        yield markup.lead(page.lead)
        if page.chart:
            yield from self.below(page.chart)
        yield markup.heading(page.heading)
        if page.doubtful:
            yield self.verdicts(page.doubtful, whole=False)
        yield from self.agreed(page.agreed)
        if page.figures and page.figures.rows:
            yield markup.heading(page.figures.caption)
            yield self.cells(page.figures)
        yield markup.links(self.said("page.menu"), [(self.said("page.figures"), self.to.page("figures"))])
        yield Files(tables=("figures",))

    def check(self, page: Check) -> Iterator[Block]:
        """Say it, show it, explain it, prove it; then all checks and all computed figures."""
        if page.chosen and page.is_asked:
            yield from self.case(page, page.chosen, 1)
        yield markup.heading(page.title, 2 if page.is_asked else 1)
        yield markup.lead(page.lead)
        if page.unknown:
            yield markup.text(page.unknown)
        if page.chosen and not page.is_asked:
            yield from self.case(page, page.chosen)
        yield markup.heading(page.heading)
        yield from self.judged(page.items)
        if page.computed.rows:
            yield markup.heading(page.computed.caption, anchor="computed")
            yield self.cells(page.computed)
        yield from self.folded(page.computed_ends)
        if page.together:
            yield from self.together(page.together)
        yield Files(page="check", tables=("verdicts", "figures", "rules"))

    def together(self, shown: AllRules) -> Iterator[Block]:
        """All rules at once: the conflicts as pictures, what would mend them, what follows."""
        yield markup.heading(shown.title, anchor="together")
        yield markup.lead(shown.lead)
        for drawn in shown.charts:
            yield from self.chart(drawn)
        if shown.repairs.rows:
            yield markup.heading(shown.repairs.caption)
            yield self.cells(shown.repairs)
        if shown.suspects:
            yield markup.text(
                self.numbered(shown.suspects, [name for names in self.views.at_once.suspects for name in names])
            )
        if shown.notes:
            yield markup.fold(self.said("page.notes"), [markup.text(*shown.notes)])
        yield from self.folded(shown.implied)

    def judged(self, items: Iterable[Item]) -> Iterator[Markup]:
        """All checks: what does not add up or cannot be decided in full view, the rest below a label."""
        groups = defaultdict[bool, list[Item]](list)
        for item in items:
            groups[item.agrees].append(item)
        if groups[False]:
            yield self.verdicts(groups[False])
        if groups[True]:
            label = self.said("page.agreeing", number=self.views.words.number(len(groups[True])))
            yield markup.fold(label, [self.verdicts(groups[True])])

    def alone(self, page: Check, chosen: Item) -> Iterator[Block]:
        """One check on a page of its own."""
        yield from self.case(page, chosen, 1)
        yield markup.evidence(self.evidence(chosen.figures))
        yield markup.links(self.said("page.menu"), [(page.heading, self.to.page("check"))])

    def case(self, page: Check, chosen: Item, level: Literal[1, 2] = 2) -> Iterator[Block]:
        """The check that the page is about: what came out, its first chart, its calculation, what may be written."""
        said, working = self.said, self.linked(chosen.pieces)
        told = [*filter(None, [" ".join(page.sentences), *(() if page.explanations else chosen.notes)])]
        facts: list[tuple[str, Content]] = [(said("page.column_working"), working)] if told else []
        facts += [(reading, self.linked(pieces)) for reading, pieces in page.ends]
        facts += [(said("page.record_wording"), self.safe(page.wording))] if page.wording else []
        yield markup.heading(self.numbered(chosen.statement, chosen.figures), level)
        workings = [one for drawn in page.charts for one in drawn.workings]
        words = [self.numbered(one, chosen.figures, workings) for one in told] if told else [working]
        yield markup.text([Part(f"{chosen.sign} {chosen.word}", strong=True), ". ", *words[0]], *words[1:])
        for drawn in page.charts[:1]:
            yield from self.chart(drawn)
        if facts:
            yield markup.records([Record("", tuple(facts), "safe")])
        for drawn in page.charts[1:]:
            yield from self.chart(drawn)
        if page.explanations:
            yield markup.heading(page.explanations.caption)
            yield self.cells(page.explanations)

    def compare(self, page: Sizes, scale: str) -> Iterator[Block]:
        """The rates, the sums as bars or as dots, what they must not be used for, and all of them as a table."""
        yield markup.heading(page.title, 1)
        ids = [name for chart in page.charts for name in chart.figures]
        yield markup.lead(self.numbered(" ".join([page.lead, *page.rates]), ids))
        if page.charts:
            choices = [(self.said(f"page.scale_{name}"), self.to.scale(name)) for name in SCALES]
            yield markup.links(self.said("page.scale_switch"), choices, self.to.scale(scale))
        for drawn in page.charts:
            yield from self.chart(drawn)
        if page.kinds:
            yield markup.text(page.kinds)
        if page.table.rows:
            yield markup.heading(page.table.caption)
            yield self.cells(page.table)
        yield Files(page="compare", tables=("figures", "fx_rates"))

    def dates(self, page: Dates) -> Iterator[Block]:
        """The milestones in time, the counts of several years as bars, and every count as a table."""
        yield markup.heading(page.title, 1)
        yield markup.lead(page.lead)
        for drawn in (*([page.timeline] if page.timeline else []), *page.series):
            yield from self.chart(drawn)
        yield from self.folded(page.milestones)
        if page.counts.rows:
            yield markup.heading(page.counts.caption)
            yield self.cells(page.counts)
        yield Files(page="dates", tables=("milestones", "figures"))

    def evidence_page(self, page: EvidenceView) -> Iterator[Block]:
        """All figures, the tables to take home, the sources, and what binds all pages."""
        yield markup.heading(page.title, 1)
        yield markup.lead(page.lead)
        if page.unknown:
            yield markup.text(page.unknown)
        if page.figures.rows:
            yield markup.heading(page.figures.caption)
            yield Found(page.figures)
        yield markup.heading(self.said("page.downloads_heading"), anchor="data")
        yield Tables(page.downloads)
        yield markup.heading(self.said("page.sources_heading"), anchor="sources")
        yield markup.fold(
            self.said("page.sources", number=self.views.words.number(len(page.sources))),
            [markup.records(map(self.source, page.sources))],
        )
        for name, lines in (("method", page.method), ("access", page.access)):
            yield markup.heading(self.said(f"page.{name}_heading"), anchor=name)
            yield markup.text(*lines)
        yield markup.heading(self.said("page.footer_contact"), anchor="contact")
        yield markup.text(self.letter(self.views.contact(), self.to.page("figures")))
        yield Files(page="figures", tables=("figures", "sources"))

    def card(self, shown: Card, title: str, lead: str, charts: Iterable[Chart]) -> Iterator[Block]:
        """All of one figure: the phrase first, how it is read, where it stands, what it takes part in, how to cite it.

        ``charts`` are those that rest on it.
        """
        said = self.said
        yield markup.heading(title, 1)
        yield markup.lead(lead)
        yield markup.records([Record("", tuple(self.facts(shown, charts)), "card")])
        if shown.chart:
            yield from self.chart(shown.chart)
        yield markup.heading(said("page.record_source"))
        yield markup.records([self.source(shown.source)])
        if shown.items:
            yield markup.heading(said("page.record_verdicts"))
            yield self.verdicts(shown.items)
        yield markup.links(said("page.menu"), [(said("page.figures"), self.to.page("figures"))])
        yield Files(page="figures", tables=("figures", "sources"))

    def facts(self, shown: Card, charts: Iterable[Chart]) -> Iterator[tuple[str, Content]]:
        """What is known of a figure, line by line."""
        said, name = self.said, shown.record.id
        address, data = self.to.figure(name), self.to.json(name)
        titles = apart(map(self.named, charts))
        yield said("page.record_value"), Part(shown.value, strong=True)
        yield said("page.record_wording"), self.safe(shown.wording)
        workings = [item.pieces for item in shown.items if item.id.partition(":")[0] != "prints"]
        if workings:
            yield said("page.column_working"), [*chain(*([*self.linked(one), ". "] for one in workings))]
        yield from printed(self.views, shown.record)
        yield from self.origin(shown.record)
        yield from self.pairs(shown.record)
        if shown.together:
            yield said("page.record_together"), shown.together
        for other, words in shown.prints:
            told = self.numbered(said("sign.colon", name="", text=words), [other])
            yield said("page.record_prints"), [Part(other, address=self.to.figure(other)), *told]
        if shown.computed:
            computed = self.to.page("check", "computed")
            yield said("page.record_computed"), apart([Part(label, address=computed)] for label in shown.computed)
        if titles:
            yield said("page.record_charts"), titles
        yield said("page.record_link"), Part(self.to.told(address), address=address)
        if data:
            yield said("page.record_json"), Part(f"/api/figures/{name}.json", address=data)
        yield said("page.record_cite"), [*map(spoken, cited(self.views.tell, [name], *self.to.cited(address)))]
        yield (
            said("page.record_report"),
            self.letter(shown.report, address, name, self.views.words.quote(shown.record.phrase)),
        )

    def footer(self) -> Iterator[Content]:
        """Version, method, access, licence, and where to write to."""
        views, ways = self.views, list[str | Part]()
        for name, anchor in (("how", "method"), ("access", "access"), ("data", "data"), ("contact", "contact")):
            ways += [" · ", Part(self.said(f"page.footer_{name}"), address=self.to.page("figures", anchor))]
        if brief := self.to.brief():
            ways += [" · ", Part(self.said("brief.link"), address=brief)]
        yield ways[1:]
        yield views.edition()
        yield self.said("page.footer_method")
        yield views.licence()
        yield views.contact()

    def masthead(self, here: str, languages: Iterable[tuple[str, str]], pages: Iterable[str] = PAGES) -> Masthead:
        """What stands above the page of that name; ``languages`` are pairs of a code and this page's address in it."""
        said, spoken = self.said, self.views.words.language
        return Masthead(
            Link(self.views.title(), self.to.page("")),
            tuple(Link(OWN_NAMES[code], address, code == spoken, code) for code, address in languages),
            tuple(Link(said(f"page.nav_{name or 'overview'}"), self.to.page(name), name == here) for name in pages),
            said("page.skip"),
            said("page.switch"),
            said("page.menu"),
        )


def charts_of(charts: Iterable[Chart]) -> Mapping[str, tuple[Chart, ...]]:
    """The charts that rest on a figure, by its id, one a title."""
    found: dict[str, dict[str, Chart]] = defaultdict(dict)
    for chart in charts:
        for name in chart.figures:
            found[name].setdefault(chart.title, chart)
    return defaultdict(tuple, {name: tuple(alike.values()) for name, alike in found.items()})
