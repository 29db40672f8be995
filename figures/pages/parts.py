"""Pieces that several pages draw with Streamlit: the blocks of a page, charts, menus of files, and where links lead."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from figures import addresses, charts, markup
from figures.files import menu
from figures.files.kinds import MEDIA
from figures.files.plain import csv_file
from figures.layout import Block, Drawn, Files, Found, Layout, Tables, spoken
from figures.markup import Part
from figures.pages import fields, frame
from figures.views import Cells, Chart, Item, Views

SERVED = "FIGURES_SERVED" in os.environ  # by our own server: files have addresses


@dataclass(frozen=True)
class Live:
    """Addresses of the dashboard: pages with parameters, files below /files/ where our own server runs."""

    language: str

    def page(self, name: str, anchor: str = "") -> str:
        """One of the pages."""
        return frame.page_address(name, lang=self.language) + (f"#{anchor}" if anchor else "")

    def scale(self, name: str) -> str:
        """The sizes on an axis of that kind."""
        return frame.page_address("compare", scale=name, lang=self.language)

    def figure(self, name: str) -> str:
        """The page of one figure."""
        return addresses.figure(name, self.language)

    def check(self, slug: str) -> str:
        """The page of one check."""
        return frame.page_address("check", rule=slug, lang=self.language)

    def chart(self, shown: Chart) -> str:
        """The page a chart stands on."""
        return addresses.chart(shown, self.language)

    def json(self, figure: str) -> str:
        """A figure for programs, where files have addresses."""
        return f"./api/figures/{figure}.json" if SERVED else ""

    def brief(self) -> str:
        """The briefing, where files have addresses."""
        return addresses.brief(self.language) if SERVED else ""

    def told(self, address: str) -> str:
        """The whole address."""
        return frame.absolute(address)

    def cited(self, address: str) -> tuple[str, str]:
        """The whole address, and today."""
        return frame.absolute(address), today()


def layout(views: Views) -> Layout:
    """The pages of these views with the dashboard's links."""
    return Layout(views, Live(views.words.language))


def draw(views: Views, blocks: Iterable[Block]) -> None:
    """A page from top to bottom; what stands between two charts or menus in one piece."""
    for number, block in enumerate(blocks):
        if isinstance(block, Drawn):
            frame.chart(charts.served(block.chart), block.chart.alt, f"{block.chart.id}-{views.words.language}")
        elif isinstance(block, Files):
            draw_menu(views, f"{block.chart.id if block.chart else 'page'}-{number}", files(views, block))
        elif isinstance(block, Tables):
            tables(views, block)
        elif isinstance(block, Found):
            search(views, block)
        else:
            frame.draw(block)


def files(views: Views, asked: Files) -> menu.Menu:
    """The files of a chart, or of a whole page: the ledger as a workbook, the tables it shows, and the package."""
    language = views.words.language
    if asked.chart:
        return menu.chart_menu(views, asked.chart, frame.absolute(addresses.chart(asked.chart, language)), today())
    address = frame.page_address(asked.page, **{**frame.parameters(), "lang": language})
    return menu.page_menu(views, asked.tables, frame.absolute(address), today())


def draw_menu(views: Views, key: str, shown: menu.Menu) -> None:
    """Files, citation and permalink below one label; a file is a link where it has an address, else a button."""
    said = views.words.text
    with frame.fold(said("download.menu")):
        if SERVED:
            parts = (Part(file.label, address=addresses.file(file.served), saved_as=file.name) for file in shown.files)
            frame.draw(markup.files(said("download.menu"), parts))
        for file in () if SERVED else shown.files:
            frame.download(file.label, file.name, file.make, file.media, f"{key}-{file.name}")
        frame.note([said("download.cite"), *map(spoken, shown.cited)])
        frame.note(Part(said("download.link"), address=shown.address))


def tables(views: Views, asked: Tables) -> None:
    """Every table as a file."""
    if SERVED:
        files = [(words, f"{name}.csv") for name, words in asked.named]
        parts = [Part(words, address=addresses.file(name), saved_as=name) for words, name in files]
        frame.draw(markup.files(views.words.text("page.downloads_heading"), parts))
        return
    for name, words in asked.named:
        frame.download(words, f"{name}.csv", partial(csv_file, views.download(name)), MEDIA["csv"])


def search(views: Views, asked: Found) -> None:
    """A table with a field for words to look for."""
    said = views.words.text
    found = asked.cells.holding(fields.search(said("page.search"), "search"))
    cells(views, found) if found.rows else frame.text(said("page.search_none"))


def today() -> str:
    """The day a page is looked at, for its citation."""
    return datetime.date.today().isoformat()


def chart(views: Views, drawn: Chart) -> None:
    """A chart with its title and all that belongs to it."""
    draw(views, layout(views).chart(drawn))


def verdicts(views: Views, items: Iterable[Item], whole: bool = True) -> None:
    """Verdicts as a list."""
    frame.draw(layout(views).verdicts(items, whole))


def cells(views: Views, shown: Cells) -> None:
    """A table for the eye."""
    frame.draw(layout(views).cells(shown))
