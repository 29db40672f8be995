"""How a figure, a chart or the whole ledger is cited: who printed it first, then where it was recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .ledger import Source
from .telling import Telling

MOST_SOURCES, MOST_FIGURES = 4, 8
UNQUOTED = re.compile(r"""\[.*|["“„‚‘«].*["“”‘’»]""")  # a title of our own, or one that is itself a quotation


def citation(tell: Telling, figures: Iterable[str] = (), address: str = "", accessed: str = "") -> str:
    """One sentence that names the sources of the figures, the ledger with its version, and the figures' ids.

    Without ``figures`` the whole ledger is cited. ``address`` is where the reader found it, ``accessed`` an EDTF day.
    """
    return "".join(cited(tell, figures, address, accessed))


def cited(tell: Telling, figures: Iterable[str] = (), address: str = "", accessed: str = "") -> tuple[str, ...]:
    """The same sentence in pieces: a title in another language than the reader's knows its own."""
    said, ledger = tell.words.text, tell.ledger
    named = list(dict.fromkeys(figures))
    used = list(dict.fromkeys(ledger.figures[name].source for name in named or ledger.figures))
    sources = [list(source_cited(tell, ledger.sources[name])) for name in used[:MOST_SOURCES]]
    if len(used) > MOST_SOURCES:
        sources.append([said("cite.others")])
    parts = [said("cite.recorded", title=ledger.title.text(tell.words.language))]
    if ledger.version:
        parts.append(said("cite.version", version=ledger.version))
    parts += [*(named if len(named) <= MOST_FIGURES else [*named[:MOST_FIGURES], "…"]), address]
    if accessed:
        parts.append(said("cite.accessed", date=tell.words.date(accessed)))
    pieces = [piece for source in sources for piece in (said("wording.join"), *source)][1:]
    return (*pieces, ", " if pieces else "", ", ".join(filter(None, parts)) + ".")


def source_cited(tell: Telling, source: Source) -> Iterator[str]:
    """Publisher, title and year; a title of our own, in square brackets, is not quoted."""
    yield tell.publisher(source)
    title, language = source.titled(tell.words.language)
    if title:
        quoted = title if UNQUOTED.fullmatch(title) else tell.words.quote(title)
        yield from (", ", tell.words.spoken(quoted, language))
    if source.published[:4].isdigit():
        yield f" ({source.published[:4]})"
