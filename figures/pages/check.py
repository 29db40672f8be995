"""The checks page: what does not add up, and what could explain it?"""

from __future__ import annotations

from figures.pages import frame, parts, state
from figures.views import AllRules, Views


def draw() -> None:
    """Say it, show it, explain it, prove it; then all checks and all computed figures."""
    known, language = state.key(), frame.language()
    views = state.views(known, language)
    page = state.check(known, language, frame.parameter("rule"))
    frame.heading(page.title, 1)
    frame.lead(page.lead)
    if page.chosen:
        frame.heading(page.chosen.statement)
        frame.text([frame.Part(f"{page.chosen.sign} {page.chosen.word}", strong=True), ". ", page.chosen.working])
        told = () if page.explanations else page.chosen.notes
        frame.text(*filter(None, [" ".join(page.sentences), *told]))
    if page.wording:
        safe: tuple[str, frame.Content] = (views.words.text("page.record_wording"), parts.safe(views, page.wording))
        frame.records([frame.Record("", (safe,), "safe")])
    for drawn in page.charts:
        parts.chart(views, drawn)
    if page.explanations:
        frame.heading(page.explanations.caption)
        parts.cells(views, page.explanations)
    frame.heading(page.heading)
    parts.verdicts(views, page.items)
    if page.computed.rows:
        frame.heading(page.computed.caption)
        parts.cells(views, page.computed)
    rule = frame.parameter("rule")
    _draw_together(views, page.together)
    parts.files(views, "check", "verdicts", "figures", "rules", **({"rule": rule} if rule else {}))


def _draw_together(views: Views, shown: AllRules) -> None:
    """All rules at once: the conflicts as pictures, what would mend them, what follows."""
    frame.heading(shown.title, anchor="together")
    frame.lead(shown.lead)
    for drawn in shown.charts:
        parts.chart(views, drawn)
    if shown.repairs.rows:
        frame.heading(shown.repairs.caption)
        parts.cells(views, shown.repairs)
    frame.text(*filter(None, [shown.suspects, " ".join(shown.notes)]))
    if shown.implied.rows:
        frame.heading(shown.implied.caption)
        parts.cells(views, shown.implied)


if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    draw()
