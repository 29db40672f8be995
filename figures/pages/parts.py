"""Pages and their pieces drawn with Streamlit: markup, charts, menus of files, a table with a field to search it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from figures import charts
from figures.components import Drawn, Files, Found, Tables, spoken
from figures.files.kinds import MEDIA
from figures.files.plain import csv_file
from figures.markup import Part
from figures.pages import content, fields, frame, state
from figures.views import Cells, Views


def show(page: str, own: Callable[[Views], None] | None = None) -> None:
    """A page from top to bottom; ``own`` draws the fields for somebody's own table."""
    known, wanted = state.key(), frame.asked(page)
    views = state.views(known, wanted.language)
    for number, piece in enumerate(content.pieces(known, wanted, content.today())):
        if isinstance(piece, Drawn):
            frame.chart(
                charts.served(piece.chart, wanted.language), piece.chart.alt, f"{piece.chart.id}-{wanted.language}"
            )
        elif isinstance(piece, Files):
            files(views, piece, wanted, number)
        elif isinstance(piece, Tables):
            tables(views, piece)
        elif isinstance(piece, Found):
            search(views, piece)
        elif isinstance(piece, content.Fields):
            own(views) if own else None
        else:
            frame.draw(piece)


def files(views: Views, asked: Files, wanted: content.Asked, number: int) -> None:
    """Files, citation and permalink below one label, each file as a button."""
    said, shown = views.words.text, content.files(views, asked, wanted, content.today())
    with frame.fold(said("download.menu")):
        for file in shown.files:
            key = f"{asked.chart.id if asked.chart else 'page'}-{number}-{file.name}"
            frame.download(file.label, file.name, file.make, file.media, key)
        frame.note([said("download.cite"), *map(spoken, shown.cited)])
        frame.note(Part(said("download.link"), address=shown.address))


def tables(views: Views, asked: Tables) -> None:
    """Every table as a button."""
    for name, words in asked.named:
        frame.download(words, f"{name}.csv", partial(csv_file, views.download(name)), MEDIA["csv"])


def search(views: Views, asked: Found) -> None:
    """A table with a field for words to look for."""
    said = views.words.text
    found = asked.cells.holding(fields.search(said("page.search"), "search"))
    cells(views, found) if found.rows else frame.text(said("page.search_none"))


def cells(views: Views, shown: Cells) -> None:
    """A table for the eye."""
    frame.draw(content.layout(views).cells(shown))
