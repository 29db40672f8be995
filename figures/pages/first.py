"""The first sight of a page: the whole of it with the first byte, charts as plain SVG, until Streamlit has drawn it."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from figures import markup
from figures.components import Drawn, Found
from figures.errors import FiguresError
from figures.ledger import LANGUAGES
from figures.markup import Markup, element
from figures.pages import content, state
from figures.publish.drawing import drawing
from figures.server import PAGES, first_page, no_script

if TYPE_CHECKING:
    from starlette.requests import Request


def opening(request: Request, language: str) -> bytes:
    """The page asked for; without its first sight where the folder cannot be read, which the live page tells."""
    page, here = request.url.path.strip("/"), str(request.base_url)
    wanted = content.asked(page, language, here, request.query_params)
    try:
        return written(state.key(), wanted, content.today())
    except (OSError, FiguresError):
        return first_page(language, "figures")


def prepare(here: str) -> None:
    """Make each page in each language, so that nobody waits for it who comes first."""
    with suppress(OSError, FiguresError):
        for page, language in product(PAGES, LANGUAGES):
            written(state.key(), content.asked(page, language, here, {}), content.today())


@lru_cache(maxsize=128)
def written(known: state.Key, wanted: content.Asked, today: str) -> bytes:
    """A page as it goes over the wire, made once for all who ask the same."""
    return first_page(wanted.language, content.title(known, wanted), sight(known, wanted, today))


def sight(known: state.Key, wanted: content.Asked, today: str) -> Markup:
    """The body of a page."""
    made = content.layout(state.views(known, wanted.language))

    def seen(piece: content.Piece) -> Markup:
        if isinstance(piece, Drawn):
            return drawing(piece.chart)
        if isinstance(piece, Found):
            found = piece.cells.holding(wanted.word("q"))
            table = made.cells(found) if found.rows else markup.text(made.said("page.search_none"))
            return element("div", {"class": "fl-found"}, table)
        return piece if isinstance(piece, str) else element("div", {"class": "fl-fields"}, no_script(wanted.language))

    pieces = map(seen, content.pieces(known, wanted, today))
    return element("div", {"id": "fl-first", "class": "fl-site fl-page"}, *pieces)
