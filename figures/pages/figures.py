"""The evidence page: where does a number come from, and where is the data?"""

from __future__ import annotations

from figures.pages import frame, parts, state


def draw() -> None:
    """The card of the figure asked for; all figures, sources, method, access, and the tables to take home."""
    known, language = state.key(), frame.language()
    views, page = state.views(known, language), state.evidence(known, language, frame.parameter("fig"))
    layout = parts.layout(views)
    if page.card:
        charts = state.charts_with(known, language)[page.card.record.id]
        parts.draw(views, layout.card(page.card, page.title, page.lead, charts))
    else:
        parts.draw(views, layout.evidence_page(page))


if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    draw()
