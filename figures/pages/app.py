"""The dashboard as a whole: which pages there are, and what surrounds each of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import streamlit as st

from figures import addresses
from figures.pages import frame, parts, state
from figures.views import Views

FILES = {
    "": ("overview.py", "page.nav_overview"),
    "check": ("check.py", "page.nav_check"),
    "compare": ("compare.py", "page.nav_compare"),
    "dates": ("dates.py", "page.nav_dates"),
    "figures": ("figures.py", "page.nav_figures"),
    "own": ("own.py", "page.nav_own"),
}


def run() -> None:
    """Draw the page of this address; files, not functions, because only those can be tested by their address."""
    here = Path(__file__).parent
    page = st.navigation(
        [st.Page(here / file, url_path=address, default=not address) for address, (file, _) in FILES.items()],
        position="hidden",
    )
    language = frame.language()
    views = state.views(state.key(), language)
    frame.start(language, masthead(views, page.url_path))
    problems(views)
    page.run()
    frame.end(footer(views))


def masthead(views: Views, address: str) -> frame.Masthead:
    """What stands above the page of this address."""
    said = views.words.text
    pages = tuple((name, said(key)) for name, (_, key) in FILES.items())
    return frame.Masthead(views.title(), address, pages, said("page.skip"), said("page.switch"), said("page.menu"))


def problems(views: Views) -> None:
    """What in the tables needs attention, above everything else: place, what, and how to mend it."""
    found = views.problems()
    if found:
        said = views.words.text
        frame.heading(said("page.problems"))
        frame.text(said("page.problems_lead", number=str(len(views.report.problems))), *found)


def footer(views: Views) -> Iterator[frame.Content]:
    """Version, method, access, licence, and where to write to."""
    said = views.words.text
    ways: list[str | frame.Part] = []
    for name, anchor in (("how", "method"), ("access", "access"), ("data", "data"), ("contact", "contact")):
        address = f"{frame.page_address('figures', lang=views.words.language)}#{anchor}"
        ways += [" · ", frame.Part(said(f"page.footer_{name}"), address=address)]
    if parts.SERVED:
        ways += [" · ", frame.Part(said("brief.link"), address=addresses.brief(views.words.language))]
    yield ways[1:]
    yield said("page.footer_version", version=views.ledger.version or "–", date=views.last_date())
    yield said("page.footer_method")
    yield views.licence()
    yield views.contact()
    if not parts.SERVED:
        yield said("page.footer_plain")
