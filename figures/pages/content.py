"""What stands at an address of the dashboard: pieces from top to bottom, made once for all who ask the same."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import cast
from urllib.parse import urljoin

from figures import addresses, markup
from figures.components import Block, Files, Tables, spoken
from figures.files import menu
from figures.layout import Layout
from figures.ledger import LANGUAGES
from figures.markup import Markup, Masthead, Part
from figures.pages import state
from figures.server import PAGES
from figures.views import Chart, Views
from figures.views.sizes import SCALES

MOST_SEARCHED = 100  # signs
SAFE_WORD = re.compile(r"[a-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Fields:
    """Here stand the fields for somebody's own table, and what comes of it."""


Piece = Block | Fields


@dataclass(frozen=True)
class Asked:
    """What somebody asks for: a page, its language, and words of the address; ``here`` is where all pages stand."""

    page: str
    language: str
    here: str
    words: tuple[tuple[str, str], ...]

    def word(self, name: str) -> str:
        """A word of the address, or nothing."""
        return dict(self.words).get(name, "")


def asked(page: str, language: str, here: str, query: Mapping[str, str]) -> Asked:
    """What an address asks for: its plain words by their plain names, and what was looked for."""
    known = {name: parameter(query, name) for name in query if name != "lang"} | {"q": searched(query)}
    words = tuple((name, word) for name, word in known.items() if word and SAFE_WORD.fullmatch(name))
    return Asked(page, language, urljoin(here, "./"), words)


def parameter(query: Mapping[str, str], name: str) -> str:
    """A word from the address, or nothing: only plain ids are let in, to be looked up and never used as a path."""
    word = str(query.get(name, ""))
    return word if SAFE_WORD.fullmatch(word) else ""


def searched(query: Mapping[str, str]) -> str:
    """The words looked for, from the address: any signs, but not many; they are compared and escaped, nothing else."""
    return str(query.get("q", ""))[:MOST_SEARCHED]


def is_served() -> bool:
    """Whether our own server runs: then files have addresses."""
    return "FIGURES_SERVED" in os.environ


def today() -> str:
    """The day a page is looked at, for its citation."""
    return datetime.date.today().isoformat()


@dataclass(frozen=True)
class Live:
    """Addresses of the dashboard: pages with parameters, files below /files/ where our own server runs."""

    language: str
    here: str
    today: str

    def page(self, name: str, anchor: str = "") -> str:
        """One of the pages."""
        return addresses.page(name, lang=self.language) + (f"#{anchor}" if anchor else "")

    def scale(self, name: str) -> str:
        """The sizes on an axis of that kind."""
        return addresses.page("compare", scale=name, lang=self.language)

    def figure(self, name: str) -> str:
        """The page of one figure."""
        return addresses.figure(name, self.language)

    def check(self, slug: str) -> str:
        """The page of one check."""
        return addresses.page("check", rule=slug, lang=self.language)

    def leading(self, leads: str) -> str:
        """Where words or a mark lead."""
        return addresses.leading(leads, self.language)

    def chart(self, shown: Chart) -> str:
        """The page a chart stands on."""
        return addresses.chart(shown, self.language)

    def json(self, figure: str) -> str:
        """A figure for programs, where files have addresses."""
        return f"./api/figures/{figure}.json" if is_served() else ""

    def brief(self) -> str:
        """The briefing, where files have addresses."""
        return addresses.brief(self.language) if is_served() else ""

    def told(self, address: str) -> str:
        """The whole address, as far as the browser said where we are."""
        return urljoin(self.here, address)

    def cited(self, address: str) -> tuple[str, str]:
        """The whole address, and today."""
        return self.told(address), self.today


def layout(views: Views, here: str = "", today: str = "") -> Layout:
    """The pages of these views with the dashboard's links."""
    return Layout(views, Live(views.words.language, here, today))


def masthead(views: Views, wanted: Asked) -> Masthead:
    """What stands above a page; another language keeps all that was asked for."""
    kept = dict(wanted.words)
    languages = [(code, addresses.page(wanted.page, **{**kept, "lang": code})) for code in LANGUAGES]
    return layout(views).masthead(wanted.page, languages, PAGES)


def title(known: state.Key, wanted: Asked) -> str:
    """What tabs and bookmarks call a page: the check or the figure that it is about, else its own name."""
    head, about = masthead(state.views(known, wanted.language), wanted), ""
    if wanted.page == "check" and wanted.word("rule"):
        shown = state.check(known, wanted.language, wanted.word("rule"))
        about = shown.chosen.statement.rstrip(".") if shown.chosen and shown.is_asked else ""
    elif wanted.page == "figures" and wanted.word("fig"):
        card = state.evidence(known, wanted.language, wanted.word("fig")).card
        about = card.record.title if card else ""
    return f"{about} – {head.product.words}" if about else head.title


@lru_cache(maxsize=32)  # a large page takes half a megabyte
def pieces(known: state.Key, wanted: Asked, today: str) -> tuple[Piece, ...]:
    """The whole page; all markup between two charts in one piece, because each piece has its price."""
    found: list[Piece] = []
    for is_markup, group in groupby(_blocks(known, wanted, today), lambda block: isinstance(block, str)):
        blocks = [*group]
        found += [markup.element("div", {"class": "fl-run"}, *cast(list[Markup], blocks))] if is_markup else blocks
    return tuple(found)


def _blocks(known: state.Key, wanted: Asked, today: str) -> Iterator[Piece]:
    """Masthead, problems, page and footer; menus of files as markup where files have addresses."""
    views = state.views(known, wanted.language)
    made = layout(views, wanted.here, today)
    yield markup.masthead(masthead(views, wanted))
    yield from _problems(views)
    for block in _page(known, wanted, made):
        yield _linked(views, block, wanted, today) if is_served() else block
    plain = [] if is_served() else [views.words.text("page.footer_plain")]
    yield markup.footer([*made.footer(), *plain])


def _problems(views: Views) -> Iterator[Markup]:
    """What in the tables needs attention, above everything else: place, what, and how to mend it."""
    if found := views.problems():
        said = views.words.text
        yield markup.heading(said("page.problems"))
        yield markup.text(said("page.problems_lead", number=str(len(views.report.problems))), *found)


def _page(known: state.Key, wanted: Asked, made: Layout) -> Iterable[Piece]:
    language = wanted.language
    match wanted.page:
        case "check":
            return made.check(state.check(known, language, wanted.word("rule")))
        case "compare":
            scale = wanted.word("scale") if wanted.word("scale") in SCALES else SCALES[0]
            return made.compare(state.sizes(known, language, scale), scale)
        case "dates":
            return made.dates(state.calendar(known, language))
        case "figures":
            return _figures(known, wanted, made)
        case "own":
            said = made.said
            return markup.heading(said("own.title"), 1), markup.lead(said("own.lead")), Fields()
    return made.overview(state.overview(known, language))


def _figures(known: state.Key, wanted: Asked, made: Layout) -> Iterator[Block]:
    """The card of the figure asked for; or all figures, sources, method, access, and the tables to take home."""
    page = state.evidence(known, wanted.language, wanted.word("fig"))
    if page.card:
        charts = state.charts_with(known, wanted.language)[page.card.record.id]
        return made.card(page.card, page.title, page.lead, charts)
    return made.evidence_page(page)


def _linked(views: Views, block: Piece, wanted: Asked, today: str) -> Piece:
    """Files as links; everything else as it is."""
    said = views.words.text
    if isinstance(block, Tables):
        named = ((words, f"{name}.csv") for name, words in block.named)
        parts = (Part(words, address=addresses.file(name), saved_as=name) for words, name in named)
        return markup.files(said("page.downloads_heading"), parts)
    if not isinstance(block, Files):
        return block
    shown = files(views, block, wanted, today)
    links = (Part(file.label, address=addresses.file(file.served), saved_as=file.name) for file in shown.files)
    cited = markup.note([said("download.cite"), *map(spoken, shown.cited)])
    address = markup.note(Part(said("download.link"), address=shown.address))
    return markup.fold(said("download.menu"), [markup.files(said("download.menu"), links), cited, address])


def files(views: Views, block: Files, wanted: Asked, today: str) -> menu.Menu:
    """The files of a chart, or of a whole page: the ledger as a workbook, the tables it shows, and the package."""
    if block.chart:
        address = urljoin(wanted.here, addresses.chart(block.chart, wanted.language))
        return menu.chart_menu(views, block.chart, address, today)
    address = addresses.page(block.page, **{**dict(wanted.words), "lang": wanted.language})
    return menu.page_menu(views, block.tables, urljoin(wanted.here, address), today)
