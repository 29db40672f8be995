"""The dates page: what has happened, what is planned, and what is counted in several years?"""

from __future__ import annotations

from figures.pages import frame, parts, state


def draw() -> None:
    """The milestones in time, the counts of several years as bars, and every count as a table."""
    known, language = state.key(), frame.language()
    views = state.views(known, language)
    parts.draw(views, parts.layout(views).dates(state.calendar(known, language)))


if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    draw()
