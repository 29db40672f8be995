"""Pieces that several pages draw: a chart with all that belongs to it, evidence, verdicts and tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from figures import charts
from figures.files import menu
from figures.pages import frame
from figures.views import Cells, Chart, Item, Record, Views

TONES: dict[str, frame.Tone] = {"first": "eu", "second": "lux", "third": "total", "gap": "gap"}


def chart(views: Views, drawn: Chart) -> None:
    """Title, subtitle, chart, and all that belongs to it."""
    frame.heading(drawn.title, anchor=drawn.id)
    frame.lead(drawn.subtitle)
    marks(views, drawn)
    below(views, drawn)


def marks(views: Views, drawn: Chart) -> None:
    """The chart alone."""
    frame.chart(charts.spec(drawn, "page"), drawn.alt, f"{drawn.id}-{views.words.language}")


def below(views: Views, drawn: Chart, legend: str = "") -> None:
    """Source line, evidence, and the files of exactly what a chart shows."""
    frame.note(f"{legend} {drawn.source}".strip())
    frame.evidence(evidence(views, drawn.figures))
    asked = {"rule": drawn.rule} if drawn.rule else {}
    address = frame.page_address("check" if drawn.rule else "", **asked, lang=views.words.language)
    draw_menu(views, drawn.id, menu.chart_menu(views, drawn, frame.absolute(address), today()))


def files(views: Views, page: str, *tables: str) -> None:
    """The files of a whole page: the ledger as a workbook, the tables it shows, and the package."""
    address = frame.absolute(frame.page_address(page, lang=views.words.language))
    draw_menu(views, "page", menu.page_menu(views, tables, address, today()))


def draw_menu(views: Views, key: str, shown: menu.Menu) -> None:
    """Files, citation and permalink below one label."""
    said = views.words.text
    with frame.fold(said("download.menu")):
        for file in shown.files:
            frame.download(file.label, file.name, file.make, file.media, f"{key}-{file.name}")
        frame.note(said("download.cite", text=shown.citation))
        frame.note(frame.Part(said("download.link"), address=shown.address))


def today() -> str:
    """The day a page is looked at, for its citation."""
    return datetime.date.today().isoformat()


def evidence(views: Views, figures: Iterable[str]) -> frame.Evidence:
    """The records of figures below a label with their count."""
    records = views.records(figures)
    label = views.words.text("page.evidence", number=str(len(records)))
    return frame.Evidence(label, tuple(record(views, found) for found in records))


def record(views: Views, found: Record) -> frame.Record:
    """One record: the phrase as printed first, in its language."""
    said = views.words.text
    phrase = frame.Part(found.phrase, language=found.language, strong=True)
    facts: list[tuple[str, frame.Content]] = [(said("page.record_printed"), phrase), *found.pairs]
    if found.address:
        facts.append((said("page.record_address"), frame.Part(found.address, address=found.address)))
    return frame.Record(found.title, tuple(facts))


def verdicts(views: Views, items: Iterable[Item], whole: bool = True) -> None:
    """Verdicts as a list, each with its working, evidence and a link to its calculation; ``whole`` with all notes."""
    frame.verdicts(verdict(views, item, item.notes if whole else item.brief) for item in items)


def verdict(views: Views, item: Item, notes: tuple[str, ...]) -> frame.VerdictItem:
    address = frame.page_address("check", rule=item.slug, lang=views.words.language)
    link = frame.Part(views.words.text("page.see_check"), address=address)
    working: list[str | frame.Part] = [item.working, ". ", *(f"{note} " for note in notes), link]
    return frame.VerdictItem(
        item.outcome, item.sign, item.word, item.statement, working, item.slug, evidence(views, item.figures)
    )


def cells(shown: Cells) -> None:
    """A table for the eye."""
    frame.table(shown.headers, shown.rows, shown.caption, shown.numeric)
