"""Page one: who pays, and does it add up?"""

from __future__ import annotations

from figures.pages import frame, parts, state


def draw() -> None:
    """The finding, the bar of the whole with its tiles, the verdicts, and every figure."""
    known, language = state.key(), frame.language()
    views = state.views(known, language)
    parts.draw(views, parts.layout(views).overview(state.overview(known, language)))


if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    draw()
