"""The checks page: what does not add up, and what could explain it?"""

from __future__ import annotations

from figures.pages import frame, parts, state


def draw() -> None:
    """Say it, show it, explain it, prove it; then all checks and all computed figures."""
    known, language = state.key(), frame.language()
    views = state.views(known, language)
    parts.draw(views, parts.layout(views).check(state.check(known, language, frame.parameter("rule"))))


if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    draw()
