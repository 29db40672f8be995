"""Page one: who pays, and does it add up?"""

from __future__ import annotations

from figures.pages import frame, parts, state


def draw() -> None:
    """The finding, the bar of the whole with its tiles, what does not add up, what does in short, and every figure."""
    known, language = state.key(), frame.language()
    views, page = state.views(known, language), state.overview(known, language)
    frame.heading(page.title, 1)
    frame.lead(page.lead)
    if page.chart:
        parts.marks(views, page.chart)
        frame.tiles(
            [
                frame.Tile(parts.TONES[t.tone], t.label, t.value, t.how, parts.evidence(views, t.figures))
                for t in page.tiles
            ]
        )
        parts.below(views, page.chart, page.chart.subtitle)
    frame.heading(page.heading)
    parts.verdicts(views, page.doubtful, whole=False)
    parts.agreed(views, page.agreed)
    if page.figures.rows:
        frame.heading(page.figures.caption)
        parts.cells(views, page.figures)
    parts.files(views, "", "figures")


if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    draw()
