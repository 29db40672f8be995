"""Pieces that several pages draw: a chart with all that belongs to it, evidence, verdicts and tables."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Sequence

from figures import addresses, charts
from figures.files import menu
from figures.pages import frame
from figures.views import Cells, Chart, Item, Record, Views
from figures.views.common import Common
from figures.wording import Wording

MOST_AGREED = 3  # agreements that page one names
SERVED = "FIGURES_SERVED" in os.environ  # by our own server: files have addresses
TONES: dict[str, frame.Tone] = {"first": "eu", "second": "lux", "third": "total", "gap": "gap"}


def chart(views: Views, drawn: Chart) -> None:
    """Title, subtitle, chart, and all that belongs to it."""
    frame.heading(drawn.title, anchor=drawn.id)
    frame.lead(drawn.subtitle)
    marks(views, drawn)
    below(views, drawn)


def marks(views: Views, drawn: Chart) -> None:
    """The chart alone."""
    frame.chart(charts.served(drawn), drawn.alt, f"{drawn.id}-{views.words.language}")


def below(views: Views, drawn: Chart, legend: str = "") -> None:
    """Source line, evidence, and the files of exactly what a chart shows."""
    frame.note(f"{legend} {drawn.source}".strip())
    frame.evidence(unfolding(views, drawn.records or views.records(drawn.figures)))
    address = frame.absolute(addresses.chart(drawn, views.words.language))
    draw_menu(views, drawn.id, menu.chart_menu(views, drawn, address, today()))


def files(views: Views, page: str, *tables: str, **asked: str) -> None:
    """The files of a whole page: the ledger as a workbook, the tables it shows, and the package."""
    address = frame.absolute(frame.page_address(page, **asked, lang=views.words.language))
    draw_menu(views, "page", menu.page_menu(views, tables, address, today()))


def draw_menu(views: Views, key: str, shown: menu.Menu) -> None:
    """Files, citation and permalink below one label; a file is a link where it has an address, else a button."""
    said = views.words.text
    with frame.fold(said("download.menu")):
        if SERVED:
            files = [(file.label, addresses.file(file.served)) for file in shown.files]
            frame.links(said("download.menu"), files, are_files=True)
        for file in () if SERVED else shown.files:
            frame.download(file.label, file.name, file.make, file.media, f"{key}-{file.name}")
        frame.note(said("download.cite", text=shown.citation))
        frame.note(frame.Part(said("download.link"), address=shown.address))


def today() -> str:
    """The day a page is looked at, for its citation."""
    return datetime.date.today().isoformat()


def evidence(views: Views, figures: Iterable[str]) -> frame.Evidence:
    """The records of figures below a label with their count."""
    return unfolding(views, views.records(figures))


def unfolding(views: Views, records: Iterable[Record]) -> frame.Evidence:
    """Records below a label with their count."""
    found = tuple(record(views, one) for one in records)
    return frame.Evidence(views.words.text("page.evidence", number=views.words.number(len(found))), found)


def record(views: Views, found: Record) -> frame.Record:
    """One record: the phrase as printed first, in its language; its name leads to all that is known of it."""
    title = frame.Part(found.title, address=figure_address(views, found.id) if is_figure(views, found) else "")
    return frame.Record(title, (*printed(views, found), *found.pairs, *origin(views, found)))


def source(views: Views, found: Record) -> frame.Record:
    """A source: its title, what is known of it, its address."""
    title: list[tuple[str, frame.Content]] = (
        [(views.words.text("page.record_text"), found.phrase)] if found.phrase else []
    )
    return frame.Record(found.title, (*title, *found.pairs, *origin(views, found)), found.id)


def is_figure(views: Views, found: Record) -> bool:
    return found.id in views.ledger.figures


def printed(views: Common, found: Record) -> list[tuple[str, frame.Content]]:
    """The phrase, in the language it is printed in."""
    return [(views.words.text("page.record_printed"), frame.Part(found.phrase, language=found.language, strong=True))]


def origin(views: Views, found: Record) -> list[tuple[str, frame.Content]]:
    """The address of the source, where it has one."""
    link = frame.Part(found.address, address=found.address)
    return [(views.words.text("page.record_address"), link)] if found.address else []


def figure_address(views: Views, figure: str) -> str:
    """The page of one figure, in the reader's language."""
    return addresses.figure(figure, views.words.language)


def verdicts(views: Views, items: Iterable[Item], whole: bool = True) -> None:
    """Verdicts as a list, each with its working, evidence and a link to its calculation; ``whole`` with all notes."""
    frame.verdicts(verdict(views, item, item.notes if whole else item.brief) for item in items)


def agreed(views: Views, items: Sequence[Item]) -> None:
    """What adds up: the most telling ones as a line each, and how many more stand on the page of all checks."""
    if not items:
        return
    frame.verdicts(agreement(views, item) for item in items[:MOST_AGREED])
    said, more = views.words.text, len(items) - MOST_AGREED
    address = frame.page_address("check", lang=views.words.language)
    count = [said("page.more_agreed", number=views.words.number(more)), " "] if more > 0 else []
    frame.note([*count, frame.Part(said("page.all_checks"), address=address)])


def agreement(views: Views, item: Item) -> frame.VerdictItem:
    """An agreement in one line: its statement leads to its calculation."""
    address = frame.page_address("check", rule=item.slug, lang=views.words.language)
    statement = frame.Part(item.statement, address=address)
    return frame.VerdictItem(item.outcome, item.sign, item.word, statement, item.working, item.slug)


def verdict(views: Views, item: Item, notes: tuple[str, ...]) -> frame.VerdictItem:
    address = frame.page_address("check", rule=item.slug, lang=views.words.language)
    link = frame.Part(views.words.text("page.see_check"), address=address)
    working: list[str | frame.Part] = [item.working, ". ", *(f"{note} " for note in notes), link]
    return frame.VerdictItem(
        item.outcome, item.sign, item.word, item.statement, working, item.slug, evidence(views, item.figures)
    )


def safe(views: Views, wording: Wording, whole: bool = True) -> frame.Copyable:
    """A sentence that may safely be written, with its copy button; ``whole`` with its footnote in view."""
    said = views.words.text
    return frame.Copyable(
        wording.text,
        wording.paste,
        said("page.copy"),
        said("page.copy_label", text=wording.text),
        said("page.copied"),
        said("page.copy_selected"),
        wording.note if whole else "",
    )


def cells(views: Views, shown: Cells) -> None:
    """A table for the eye; where a row is about a figure, its first cell leads there."""
    rows = [list[frame.Content](row) for row in shown.rows]
    for row, figure in zip(rows, shown.figures, strict=False):
        row[0] = frame.Part(str(row[0]), address=figure_address(views, figure))
    for row, wording in zip(rows, shown.wordings, strict=False):
        row[-1] = safe(views, wording, whole=False)
    frame.table(shown.headers, rows, shown.caption, shown.numeric)
