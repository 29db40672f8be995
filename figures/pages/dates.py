"""The dates page: what has happened, what is planned, and what is counted in several years?"""

from __future__ import annotations

from figures.pages import frame, parts, state


def draw() -> None:
    """The milestones in time, the counts of several years as bars, and every count as a table."""
    known, language = state.key(), frame.language()
    views, page = state.views(known, language), state.calendar(known, language)
    frame.heading(page.title, 1)
    frame.lead(page.lead)
    for drawn in (*([page.timeline] if page.timeline else []), *page.series):
        parts.chart(views, drawn)
    for table in (page.milestones, page.counts):
        if table.rows:
            frame.heading(table.caption)
            parts.cells(views, table)
    parts.files(views, "dates", "milestones", "figures")


if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    draw()
