"""The dashboard as a whole: which pages there are, and what surrounds each of them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from figures.ledger import LANGUAGES
from figures.pages import frame, parts, state
from figures.views import Views

FILES = {
    "": "overview.py",
    "check": "check.py",
    "compare": "compare.py",
    "dates": "dates.py",
    "figures": "figures.py",
    "own": "own.py",
}


def run() -> None:
    """Draw the page of this address; files, not functions, because only those can be tested by their address."""
    here = Path(__file__).parent
    page = st.navigation(
        [st.Page(here / file, url_path=address, default=not address) for address, file in FILES.items()],
        position="hidden",
    )
    language = frame.language()
    views = state.views(state.key(), language)
    frame.start(masthead(views, page.url_path))
    problems(views)
    page.run()
    frame.end([*parts.layout(views).footer(), *([] if parts.SERVED else [views.words.text("page.footer_plain")])])


def masthead(views: Views, address: str) -> frame.Masthead:
    """What stands above the page of this address; another language keeps all that was asked for."""
    kept = frame.parameters()
    languages = [(code, frame.page_address(address, **{**kept, "lang": code})) for code in LANGUAGES]
    return parts.layout(views).masthead(address, languages, FILES)


def problems(views: Views) -> None:
    """What in the tables needs attention, above everything else: place, what, and how to mend it."""
    found = views.problems()
    if found:
        said = views.words.text
        frame.heading(said("page.problems"))
        frame.text(said("page.problems_lead", number=str(len(views.report.problems))), *found)
