"""The sizes page: how big are these sums of money next to one another?"""

from __future__ import annotations

from figures.pages import frame, parts, state
from figures.views.sizes import SCALES


def draw() -> None:
    """The sums as bars or as dots, what they must not be used for, the rates, and all of them as a table."""
    known, language = state.key(), frame.language()
    asked = frame.parameter("scale")
    scale = asked if asked in SCALES else SCALES[0]
    views, page = state.views(known, language), state.sizes(known, language, scale)
    said = views.words.text
    frame.heading(page.title, 1)
    frame.lead(page.lead)
    if page.charts:
        addresses = {name: frame.page_address("compare", scale=name, lang=language) for name in SCALES}
        choices = [(said(f"page.scale_{name}"), address) for name, address in addresses.items()]
        frame.links(said("page.scale_switch"), choices, addresses[scale])
    for drawn in page.charts:
        parts.chart(views, drawn)
    frame.text(*filter(None, [page.kinds, *page.rates]))
    if page.table.rows:
        frame.heading(page.table.caption)
        parts.cells(views, page.table)
    parts.files(views, "compare", "figures", "fx_rates", **({"scale": scale} if asked in SCALES else {}))


if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    draw()
