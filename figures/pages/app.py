"""The dashboard as a whole: which pages there are, and the file that draws each of them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from figures.pages import content, frame, state

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
    wanted = frame.asked(page.url_path)
    frame.start(content.title(state.key(), wanted))
    page.run()
