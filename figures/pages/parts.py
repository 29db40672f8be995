"""Pieces that several pages draw with Streamlit: the blocks of a page, charts, menus of files, and where links lead."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from figures import charts, markup
from figures.files import menu
from figures.files.kinds import MEDIA
from figures.files.plain import csv_file
from figures.layout import Block, Drawn, Files, Layout, Tables
from figures.pages import frame
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
        return frame.page_address("figures", fig=name, lang=self.language)

    def check(self, slug: str) -> str:
        """The page of one check."""
        return frame.page_address("check", rule=slug, lang=self.language)

    def json(self, figure: str) -> str:
        """A figure for programs, where files have addresses."""
        return f"./api/figures/{figure}.json" if SERVED else ""

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
        else:
            frame.draw(block)


def files(views: Views, asked: Files) -> menu.Menu:
    """The files of a chart, or of a whole page: the ledger as a workbook, the tables it shows, and the package."""
    known = layout(views)
    if asked.chart:
        address = frame.absolute(known.chart_address(asked.chart))
        return menu.chart_menu(views, asked.chart, address, today())
    return menu.page_menu(views, asked.tables, frame.absolute(known.to.page(asked.page)), today())


def draw_menu(views: Views, key: str, shown: menu.Menu) -> None:
    """Files, citation and permalink below one label; a file is a link where it has an address, else a button."""
    said = views.words.text
    with frame.fold(said("download.menu")):
        for file in shown.files:
            if SERVED and file.served:
                frame.links(file.label, [(file.label, file_address(file.served))])
            else:
                frame.download(file.label, file.name, file.make, file.media, f"{key}-{file.name}")
        frame.note(said("download.cite", text=shown.citation))
        frame.note(markup.Part(said("download.link"), address=shown.address))


def tables(views: Views, asked: Tables) -> None:
    """Every table as a file."""
    if SERVED:
        pairs = [(words, file_address(f"{name}.csv")) for name, words in asked.named]
        frame.links(views.words.text("page.downloads_heading"), pairs)
        return
    for name, words in asked.named:
        frame.download(words, f"{name}.csv", partial(csv_file, views.download(name)), MEDIA["csv"])


def file_address(name: str) -> str:
    """Where a file has an address of its own."""
    return f"./files/{name}"


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
