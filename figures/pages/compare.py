"""The sizes page: how big are these sums of money next to one another?"""

from __future__ import annotations

from figures.pages import frame, parts, state
from figures.views.sizes import SCALES


def draw() -> None:
    """The sums as bars or as dots, what they must not be used for, the rates, and all of them as a table."""
    known, language = state.key(), frame.language()
    asked = frame.parameter("scale")
    scale = asked if asked in SCALES else SCALES[0]
    views = state.views(known, language)
    parts.draw(views, parts.layout(views).compare(state.sizes(known, language, scale), scale))


if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    draw()
