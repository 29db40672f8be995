"""The evidence page: where does a number come from, and where is the data?"""

from __future__ import annotations

from functools import partial

from figures import addresses
from figures.citation import citation
from figures.files.kinds import MEDIA
from figures.files.plain import csv_file
from figures.pages import fields, frame, parts, state
from figures.views import Card, Evidence, Views


def draw() -> None:
    """The card of the figure asked for; all figures, sources, method, access, and the tables to take home."""
    known, language = state.key(), frame.language()
    views, page = state.views(known, language), state.evidence(known, language, frame.parameter("fig"))
    said = views.words.text
    frame.heading(page.title, 1)
    frame.lead(page.lead)
    if page.card:
        card(views, page.card)
        frame.links(said("page.menu"), [(page.figures.caption, frame.page_address("figures", lang=language))])
        parts.files(views, "figures", "figures", "sources", fig=page.card.record.id)
    else:
        everything(views, page)
        parts.files(views, "figures", "figures", "sources")


def everything(views: Views, page: Evidence) -> None:
    """All figures, the tables to take home, the sources, and what binds all pages."""
    said = views.words.text
    if page.unknown:
        frame.text(page.unknown)
    if page.figures.rows:
        frame.heading(page.figures.caption)
        found = page.figures.holding(fields.search(said("page.search"), "search"))
        parts.cells(views, found) if found.rows else frame.text(said("page.search_none"))
    downloads(views, page.downloads)
    frame.heading(said("page.sources_heading"), anchor="sources")
    frame.records(parts.source(views, source) for source in page.sources)
    frame.heading(said("page.method_heading"), anchor="method")
    frame.text(*page.method)
    frame.heading(said("page.access_heading"), anchor="access")
    frame.text(*page.access)
    frame.heading(said("page.footer_contact"), anchor="contact")
    frame.text(views.contact())


def card(views: Views, shown: Card) -> None:
    """All of one figure: the phrase first, how it is read, where it stands, what it takes part in, how to cite it."""
    said, name = views.words.text, shown.record.id
    address = frame.absolute(parts.figure_address(views, name))
    facts: list[tuple[str, frame.Content]] = [
        (said("page.record_value"), frame.Part(shown.value, strong=True)),
        (said("page.record_wording"), parts.safe(views, shown.wording)),
        *parts.printed(views, shown.record),
        *shown.record.pairs,
        *[(said("page.record_together"), shown.together) for _ in range(bool(shown.together))],
        *((said("page.record_prints"), prints(views, other)) for other in shown.prints),
        *[(said("page.record_computed"), "; ".join(shown.computed)) for _ in shown.computed[:1]],
        *drawn_in(views, name),
        (said("page.record_link"), frame.Part(address, address=address)),
        *api(views, name),
        (said("page.record_cite"), citation(views.tell, [name], address, parts.today())),
        (said("page.record_report"), shown.report),
    ]
    frame.records([frame.Record("", tuple(facts), "card")])
    if shown.chart:
        parts.chart(views, shown.chart)
    frame.heading(said("page.record_source"))
    frame.records([parts.source(views, shown.source)])
    if shown.items:
        frame.heading(said("page.record_verdicts"))
        parts.verdicts(views, shown.items)


def prints(views: Views, other: tuple[str, str]) -> frame.Content:
    """Another print of the same term, with a link to it."""
    name, text = other
    return [frame.Part(name, address=parts.figure_address(views, name)), f": {text}"]


def drawn_in(views: Views, name: str) -> list[tuple[str, frame.Content]]:
    """The titles of the charts that rest on a figure."""
    charts = state.charts(state.key(), views.words.language).values()
    titles = dict.fromkeys(chart.title for chart in charts if name in chart.figures)
    return [(views.words.text("page.record_charts"), " · ".join(titles))] if titles else []


def api(views: Views, name: str) -> list[tuple[str, frame.Content]]:
    """The figure for programs, where files have addresses."""
    if not parts.SERVED:
        return []
    address = f"./api/figures/{name}.json"
    return [(views.words.text("page.record_json"), frame.Part(address.removeprefix("."), address=address))]


def downloads(views: Views, tables: tuple[tuple[str, str], ...]) -> None:
    """Every table as a file."""
    said = views.words.text
    frame.heading(said("page.downloads_heading"), anchor="data")
    if parts.SERVED:
        frame.links(
            said("page.downloads_heading"),
            [(words, addresses.file(f"{name}.csv")) for name, words in tables],
            are_files=True,
        )
        return
    for name, words in tables:
        frame.download(words, f"{name}.csv", partial(csv_file, views.download(name)), MEDIA["csv"])


if __name__ == "__main__":  # Streamlit runs a page's file as its main script
    draw()
