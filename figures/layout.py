"""What stands on each page from top to bottom: the views as pieces of markup, charts and files, for whoever draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import quote, urlencode

from . import markup
from .citation import cited
from .locale import Spoken
from .markup import (
    OWN_NAMES,
    Content,
    Copyable,
    Evidence,
    Link,
    Markup,
    Masthead,
    Part,
    Record,
    Tile,
    Tone,
    VerdictItem,
)
from .telling import Pieces
from .views import AllRules, Card, Cells, Chart, Check, Dates, Item, Overview, Sizes, Views
from .views import Evidence as EvidenceView
from .views import Record as Known
from .views.common import Common
from .views.overview import MOST_AGREED
from .views.sizes import SCALES
from .wording import Wording

PAGES = ("", "check", "compare", "dates", "figures")  # their words are page.nav_…; the overview has no address
TONES: dict[str, Tone] = {"first": "eu", "second": "lux", "third": "total", "fourth": "ok", "gap": "gap"}


class Addresses(Protocol):
    """Where the links of a page lead, in the language of the reader."""

    def page(self, name: str, anchor: str = "") -> str:
        """One of the pages."""

    def scale(self, name: str) -> str:
        """The sizes on an axis of that kind."""

    def figure(self, name: str) -> str:
        """The page of one figure."""

    def check(self, slug: str) -> str:
        """The page of one check."""

    def chart(self, shown: Chart) -> str:
        """The page a chart stands on."""

    def json(self, figure: str) -> str:
        """A figure for programs; empty where there are no such files."""

    def brief(self) -> str:
        """The briefing; empty where there is none."""

    def told(self, address: str) -> str:
        """An address of a page in words that can be sent to somebody."""

    def cited(self, address: str) -> tuple[str, str]:
        """What a citation says of an address, and the day it was looked at (EDTF); empty where nobody knows."""


@dataclass(frozen=True)
class Drawn:
    """Here stands a chart."""

    chart: Chart


@dataclass(frozen=True)
class Files:
    """Here stand the files of a chart, or of a page with the tables that it shows."""

    chart: Chart | None = None
    page: str = ""
    tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tables:
    """Here stand all tables to take home: their names and words."""

    named: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Found:
    """Here stands a table that a reader may search."""

    cells: Cells


Block = Markup | Drawn | Files | Tables | Found


class Layout:
    """The pages of one report in one language; ``to`` says where their links lead."""

    def __init__(self, views: Views, to: Addresses) -> None:
        self.views, self.to, self.said = views, to, views.words.text

    # Pages

    def overview(self, page: Overview) -> Iterator[Block]:
        """The finding, the bar of the whole with its tiles, the verdicts, and the way to every figure."""
        yield markup.heading(page.title, 1)
        yield markup.lead(page.lead)
        if page.chart:
            yield markup.note(page.chart.subtitle)
            yield Drawn(page.chart)
            yield markup.tiles(
                Tile(
                    TONES.get(tile.tone, ""),
                    tile.label,
                    tile.value,
                    self.linked(tile.pieces),
                    self.evidence(tile.figures, False),
                    tile.look,
                )
                for tile in page.tiles
            )
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
        yield markup.heading(page.title, 1)
        yield markup.lead(page.lead)
        if page.unknown:
            yield markup.text(page.unknown)
        if page.chosen:
            yield from self.case(page, page.chosen)
        yield markup.heading(page.heading)
        yield from self.judged(page.items)
        if page.computed.rows:
            yield markup.heading(page.computed.caption, anchor="computed")
            yield self.cells(page.computed)
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
            yield markup.text(shown.suspects)
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
        first, *rest = self.case(page, chosen)
        yield markup.heading(chosen.statement, 1)
        yield from rest
        yield markup.evidence(self.evidence(chosen.figures))
        yield markup.links(self.said("page.menu"), [(page.heading, self.to.page("check"))])

    def case(self, page: Check, chosen: Item) -> Iterator[Block]:
        """The check that the page is about."""
        yield markup.heading(chosen.statement)
        yield markup.text([Part(f"{chosen.sign} {chosen.word}", strong=True), ". ", *self.linked(chosen.pieces)])
        told = () if page.explanations else chosen.notes
        if said := [*filter(None, [" ".join(page.sentences), *told])]:
            yield markup.text(*said)
        if page.wording:
            safe = (self.said("page.record_wording"), self.safe(page.wording))
            yield markup.records([Record("", (safe,), "safe")])
        for drawn in page.charts:
            yield from self.chart(drawn)
        if page.explanations:
            yield markup.heading(page.explanations.caption)
            yield self.cells(page.explanations)

    def compare(self, page: Sizes, scale: str) -> Iterator[Block]:
        """The sums as bars or as dots, what they must not be used for, the rates, and all of them as a table."""
        yield markup.heading(page.title, 1)
        yield markup.lead(page.lead)
        if page.charts:
            choices = [(self.said(f"page.scale_{name}"), self.to.scale(name)) for name in SCALES]
            yield markup.links(self.said("page.scale_switch"), choices, self.to.scale(scale))
        for drawn in page.charts:
            yield from self.chart(drawn)
        if said := [*filter(None, [page.kinds, *page.rates])]:
            yield markup.text(*said)
        yield from self.folded(page.table)
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
        yield markup.text(self.letter(self.views.contact(), self.said("page.contact_any"), self.to.page("figures")))
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
        titles = apart(Part(chart.title, address=self.to.chart(chart)) for chart in charts)
        yield said("page.record_value"), Part(shown.value, strong=True)
        yield said("page.record_wording"), self.safe(shown.wording)
        yield from printed(self.views, shown.record)
        yield from pairs(shown.record)
        if shown.together:
            yield said("page.record_together"), shown.together
        for other, words in shown.prints:
            link = Part(other, address=self.to.figure(other))
            yield said("page.record_prints"), [link, said("sign.colon", name="", text=words)]
        if shown.computed:
            computed = self.to.page("check", "computed")
            yield said("page.record_computed"), apart(Part(label, address=computed) for label in shown.computed)
        if titles:
            yield said("page.record_charts"), titles
        yield said("page.record_link"), Part(self.to.told(address), address=address)
        if data:
            yield said("page.record_json"), Part(f"/api/figures/{name}.json", address=data)
        yield said("page.record_cite"), [*map(spoken, cited(self.views.tell, [name], *self.to.cited(address)))]
        yield (
            said("page.record_report"),
            self.letter(shown.report, name, address, self.views.words.quote(shown.record.phrase)),
        )

    def letter(self, words: str, name: str, address: str, phrase: str = "…") -> Copyable:
        """Where to write to, and a letter to begin with, to be copied."""
        known = {"id": name, "version": self.views.ledger.version or "–", "address": self.to.told(address)}
        letter = self.said("page.report_text", phrase=phrase, **known)
        return Copyable(
            words,
            letter,
            self.said("page.copy"),
            self.said("page.report_label"),
            self.said("page.report_copied"),
            self.said("page.copy_selected"),
            note=self.correction(self.said("page.report_subject", id=name), letter),
        )

    def correction(self, subject: str, letter: str) -> Part:
        """Where corrections are taken, else an e-mail with the letter in it; to whom, only where that is known."""
        to = self.views.ledger.contact
        if to.startswith("https://"):
            return Part(self.said("page.report_open"), address=to)
        mail = f"mailto:{to if '@' in to else ''}?{urlencode({'subject': subject, 'body': letter}, quote_via=quote)}"
        return Part(self.said("page.report_mail"), address=mail)

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

    # Pieces

    def chart(self, drawn: Chart) -> Iterator[Block]:
        """Title, subtitle, chart, and all that belongs to it."""
        yield markup.heading(drawn.title, anchor=drawn.id)
        yield markup.lead(drawn.subtitle)
        yield Drawn(drawn)
        yield from self.below(drawn)

    def below(self, drawn: Chart) -> Iterator[Block]:
        """Source line, evidence, and the files of exactly what a chart shows."""
        yield markup.note(drawn.source)
        yield markup.evidence(self.unfolding(drawn.records or self.views.records(drawn.figures)))
        yield Files(drawn)

    def evidence(self, figures: Iterable[str], whole: bool = True) -> Evidence:
        """The records of figures below a label with their count; ``whole`` with all that is known of each."""
        records = self.views.records(figures)
        return self.unfolding(records if whole else map(self.short, records))

    def unfolding(self, records: Iterable[Known]) -> Evidence:
        """Records below a label with their count."""
        found = tuple(map(self.record, records))
        return Evidence(self.said("page.evidence", number=self.views.words.number(len(found))), found)

    def record(self, found: Known) -> Record:
        """One record: the phrase as printed first, in its language; its name leads to all that is known of it."""
        is_figure = found.id in self.views.ledger.figures
        title = Part(found.title, address=self.to.figure(found.id) if is_figure else "")
        return Record(title, (*printed(self.views, found), *pairs(found), *self.origin(found)))

    def short(self, found: Known) -> Known:
        """The few facts of a record that a list of many needs; its name leads to the others."""
        kept = [self.said(f"page.record_{name}") for name in ("value", "source", "source_note", "place", "sentence")]
        return replace(found, address="", pairs=tuple(pair for pair in found.pairs if pair[0] in kept))

    def source(self, found: Known) -> Record:
        """A source: its title, what is known of it, its address."""
        words = Part(found.phrase, language=found.language)
        title: list[tuple[str, Content]] = [(self.said("page.record_text"), words)] if found.phrase else []
        return Record(found.title, (*title, *pairs(found), *self.origin(found)), found.id)

    def origin(self, found: Known) -> list[tuple[str, Content]]:
        """The address of the source, where it has one."""
        link = Part(found.address, address=found.address)
        return [(self.said("page.record_address"), link)] if found.address else []

    def verdicts(self, items: Iterable[Item], whole: bool = True) -> Markup:
        """Verdicts as a list, each with its working, evidence and a link to its check; ``whole`` with all notes."""
        return markup.verdicts(self.verdict(item, whole) for item in items)

    def agreed(self, items: Sequence[Item]) -> Iterator[Block]:
        """What adds up: the most telling ones as a line each, and how many more stand on the page of all checks."""
        if not items:
            return
        yield markup.verdicts(self.agreement(item) for item in items[:MOST_AGREED])
        more = self.views.words.number(max(0, len(items) - MOST_AGREED))
        count = [self.said("page.more_agreed", number=more), " "] if len(items) > MOST_AGREED else []
        yield markup.note([*count, Part(self.said("page.all_checks"), address=self.to.page("check"))])

    def agreement(self, item: Item) -> VerdictItem:
        """An agreement in one line: its statement leads to its calculation."""
        statement = Part(item.statement, address=self.to.check(item.slug))
        known = [*self.linked(item.pieces), *(f". {note}" for note in item.brief)]
        return VerdictItem(look(item), item.sign, item.word, statement, known, item.slug)

    def verdict(self, item: Item, whole: bool) -> VerdictItem:
        """One verdict with its evidence."""
        notes = item.notes if whole else item.brief
        link = Part(self.said("page.see_check"), address=self.to.check(item.slug))
        working = [*self.linked(item.pieces), ". ", *(f"{note} " for note in notes), link]
        known = self.evidence(item.figures, whole)
        return VerdictItem(look(item), item.sign, item.word, item.statement, working, item.slug, known)

    def linked(self, pieces: Pieces) -> list[str | Part]:
        """A calculation whose numbers lead to where they are printed."""
        return [Part(words, address=self.to.figure(name)) if name else words for words, name in pieces]

    def safe(self, wording: Wording, whole: bool = True) -> Copyable:
        """A sentence that may safely be written, with its copy button; ``whole`` with its footnote in view."""
        return Copyable(
            wording.text,
            wording.paste,
            self.said("page.copy"),
            self.said("page.copy_label", text=wording.text),
            self.said("page.copied"),
            self.said("page.copy_selected"),
            wording.note if whole else "",
        )

    def folded(self, shown: Cells) -> Iterator[Markup]:
        """A table that repeats a chart or is long, below its heading and the number of its rows."""
        if shown.rows:
            yield markup.heading(shown.caption)
            number = self.views.words.number(len(shown.rows))
            yield markup.fold(self.said("page.rows", number=number), [self.cells(shown)])

    def cells(self, shown: Cells) -> Markup:
        """A table for the eye; where a row is about a figure, its first cell leads there."""
        rows = [list[Content](map(spoken, row)) for row in shown.rows]
        for row, figure in zip(rows, shown.figures, strict=False):
            row[0] = Part(str(row[0]), address=self.to.figure(figure))
        for column, told in shown.pieces:
            for row, pieces in zip(rows, told, strict=True):
                row[column] = self.linked(pieces) or row[column]
        for row, wording in zip(rows, shown.wordings, strict=False):
            row[-1] = self.safe(wording, whole=False)
        return markup.table(shown.headers, rows, shown.caption, shown.numeric, dict(shown.ranks))

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


def look(item: Item) -> str:
    """How a verdict looks: as its outcome, or pale where it proves little."""
    return "vacuous" if item.proves_little else item.outcome


def printed(views: Common, found: Known) -> list[tuple[str, Content]]:
    """The phrase, in the language it is printed in."""
    return [(views.words.text("page.record_printed"), Part(found.phrase, language=found.language, strong=True))]


def pairs(found: Known) -> list[tuple[str, Content]]:
    """What is known, name by name."""
    return [(name, spoken(words)) for name, words in found.pairs]


def spoken(words: str) -> str | Part:
    """Words with the mark of their language, where that is not the page's."""
    return Part(words, language=words.language) if isinstance(words, Spoken) else words


def apart(parts: Iterable[Part]) -> list[str | Part]:
    """Parts in one line with a dot between them."""
    line = [piece for part in parts for piece in (" · ", part)]
    return line[1:]


def charts_of(charts: Iterable[Chart]) -> Mapping[str, tuple[Chart, ...]]:
    """The charts that rest on a figure, by its id, one a title."""
    found: dict[str, dict[str, Chart]] = defaultdict(dict)
    for chart in charts:
        for name in chart.figures:
            found[name].setdefault(chart.title, chart)
    return defaultdict(tuple, {name: tuple(alike.values()) for name, alike in found.items()})
