"""How a figure, a chart or the whole ledger is cited: who printed it first, then where it was recorded."""

from __future__ import annotations

from collections.abc import Iterable

from .ledger import Source
from .telling import Telling

MOST_SOURCES, MOST_FIGURES = 4, 8


def citation(tell: Telling, figures: Iterable[str] = (), address: str = "", accessed: str = "") -> str:
    """One sentence that names the sources of the figures, the ledger with its version, and the figures' ids.

    Without ``figures`` the whole ledger is cited. ``address`` is where the reader found it, ``accessed`` an EDTF day.
    """
    said, ledger = tell.words.text, tell.ledger
    named = list(dict.fromkeys(figures))
    used = dict.fromkeys(ledger.figures[name].source for name in named or ledger.figures)
    sources = [source_citation(tell, ledger.sources[name]) for name in used]
    if len(sources) > MOST_SOURCES:
        sources = [*sources[:MOST_SOURCES], said("cite.others")]
    parts = ["; ".join(sources), said("cite.recorded", title=ledger.title.text(tell.words.language))]
    if ledger.version:
        parts.append(said("cite.version", version=ledger.version))
    parts += [*(named if len(named) <= MOST_FIGURES else [*named[:MOST_FIGURES], "…"]), address]
    if accessed:
        parts.append(said("cite.accessed", date=tell.words.date(accessed)))
    return ", ".join(filter(None, parts)) + "."


def source_citation(tell: Telling, source: Source) -> str:
    """Publisher, title and year; a title of our own, in square brackets, is not quoted."""
    name = source.publisher or tell.words.text("page.no_publisher")
    title = source.title if source.title.startswith("[") else source.title and tell.words.quote(source.title)
    year = f" ({source.published[:4]})" if source.published[:4].isdigit() else ""
    return ", ".join(filter(None, (name, title))) + year
