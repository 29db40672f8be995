"""What pages are built of: links, evidence, verdicts, tables and letters as markup, and places of charts and files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Protocol
from urllib.parse import quote, urlencode

from . import markup
from .locale import Spoken
from .markup import Content, Copyable, Evidence, Markup, Part, Record, VerdictItem
from .telling import Pieces
from .tracing import traced
from .views import Cells, Chart, Item, Views
from .views import Record as Known
from .views.common import Common
from .views.overview import MOST_AGREED
from .wording import Wording

KEPT = "\u2060"  # keeps what follows on the same line


class Addresses(Protocol):
    """Where the links of a page lead, in the language of the reader."""

    def page(self, name: str, anchor: str = "") -> str:
        """One of the pages."""

    def scale(self, name: str) -> str:
        """The sizes on an axis of that kind."""

    def figure(self, name: str) -> str:
        """The page of one figure."""

    def check(self, slug: str) -> str:
        """The page of one check."""

    def leading(self, leads: str) -> str:
        """Where words or a mark lead, in the words of ``views.records``: to a figure, a check, a date, the web."""

    def chart(self, shown: Chart) -> str:
        """The page a chart stands on."""

    def json(self, figure: str) -> str:
        """A figure for programs; empty where there are no such files."""

    def brief(self) -> str:
        """The briefing; empty where there is none."""

    def told(self, address: str) -> str:
        """An address of a page in words that can be sent to somebody."""

    def cited(self, address: str) -> tuple[str, str]:
        """What a citation says of an address, and the day it was looked at (EDTF); empty where nobody knows."""


@dataclass(frozen=True)
class Drawn:
    """Here stands a chart."""

    chart: Chart


@dataclass(frozen=True)
class Files:
    """Here stand the files of a chart, or of a page with the tables that it shows."""

    chart: Chart | None = None
    page: str = ""
    tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tables:
    """Here stand all tables to take home: their names and words."""

    named: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Found:
    """Here stands a table that a reader may search."""

    cells: Cells


Block = Markup | Drawn | Files | Tables | Found


class Components:
    """The pieces of one report in one language; ``to`` says where their links lead."""

    def __init__(self, views: Views, to: Addresses) -> None:
        self.views, self.to, self.said = views, to, views.words.text

    def chart(self, drawn: Chart) -> Iterator[Block]:
        """Title, subtitle, chart, and all that belongs to it."""
        yield markup.heading(self.numbered(drawn.title, drawn.figures, drawn.workings), anchor=drawn.id)
        yield markup.lead(self.numbered(drawn.subtitle, drawn.figures, drawn.workings))
        yield Drawn(drawn)
        yield from self.below(drawn)

    def below(self, drawn: Chart) -> Iterator[Block]:
        """Source line, evidence, and the files of exactly what a chart shows."""
        yield markup.note(drawn.source)
        yield markup.evidence(self.unfolding(drawn.records or self.views.records(drawn.figures)))
        yield Files(drawn)

    def evidence(self, figures: Iterable[str], whole: bool = True) -> Evidence:
        """The records of figures below a label with their count; ``whole`` with all that is known of each."""
        records = self.views.records(figures)
        return self.unfolding(records if whole else map(self.short, records))

    def unfolding(self, records: Iterable[Known]) -> Evidence:
        """Records below a label with their count."""
        found = tuple(map(self.record, records))
        return Evidence(self.said("page.evidence", number=self.views.words.number(len(found))), found)

    def record(self, found: Known) -> Record:
        """One record: the phrase as printed first, in its language; its name leads to all that is known of it."""
        is_figure = found.id in self.views.ledger.figures
        title = Part(found.title, address=self.to.figure(found.id) if is_figure else "")
        facts = (*printed(self.views, found), *self.pairs(found), *self.origin(found))
        return Record(title, facts, "" if is_figure else found.id)

    def short(self, found: Known) -> Known:
        """The few facts of a record that a list of many needs; its name leads to the others."""
        kept = [self.said(f"page.record_{name}") for name in ("value", "source", "source_note", "place", "sentence")]
        pairs = tuple(pair for pair in found.pairs if pair[0] in kept)
        is_here = self.said("page.record_sentence") in dict(pairs)
        return replace(found, address="", at="", pairs=pairs) if is_here else replace(found, pairs=pairs)

    def source(self, found: Known) -> Record:
        """A source: its title, what is known of it, its address."""
        words = Part(found.phrase, language=found.language)
        title: list[tuple[str, Content]] = [(self.said("page.record_text"), words)] if found.phrase else []
        return Record(found.title, (*title, *self.pairs(found), *self.origin(found)), found.id)

    def pairs(self, found: Known) -> list[tuple[str, Content]]:
        """What is known, name by name; what notes and rules quote leads to where it is printed."""
        figures = [found.id] if found.id in self.views.ledger.figures else []
        quoting = [self.said(f"page.record_{name}") for name in ("note", "source_note", "checks")]
        return [
            (name, self.numbered(words, figures) if name in quoting else spoken(words)) for name, words in found.pairs
        ]

    def origin(self, found: Known) -> list[tuple[str, Content]]:
        """The address of the source, where it has one."""
        link = Part(found.address, address=found.at or found.address)
        is_figure = found.id in self.views.ledger.figures
        return [(self.said(f"page.record_{'at' if is_figure else 'address'}"), link)] if found.address else []

    def verdicts(self, items: Iterable[Item], whole: bool = True) -> Markup:
        """Verdicts as a list, each with its working, evidence and a link to its check; ``whole`` with all notes."""
        return markup.verdicts(self.verdict(item, whole) for item in items)

    def agreed(self, items: Sequence[Item]) -> Iterator[Block]:
        """What adds up: the most telling ones as a line each, and how many more stand on the page of all checks."""
        if not items:
            return
        yield markup.verdicts(self.agreement(item) for item in items[:MOST_AGREED])
        more = self.views.words.number(max(0, len(items) - MOST_AGREED))
        count = [self.said("page.more_agreed", number=more), " "] if len(items) > MOST_AGREED else []
        yield markup.note([*count, Part(self.said("page.all_checks"), address=self.to.page("check"))])

    def agreement(self, item: Item) -> VerdictItem:
        """An agreement in one line: its statement leads to its calculation."""
        statement = Part(item.statement, address=self.to.check(item.slug))
        known = [*self.linked(item.pieces), *self.numbered("".join(f". {note}" for note in item.brief), item.figures)]
        return VerdictItem(look(item), item.sign, item.word, statement, known, item.slug)

    def verdict(self, item: Item, whole: bool) -> VerdictItem:
        """One verdict with its evidence."""
        notes = item.notes if whole else item.brief
        link = Part(self.said("page.see_check"), address=self.to.check(item.slug))
        told = self.numbered("".join(f"{note} " for note in notes), item.figures)
        statement = self.numbered(item.statement, item.figures)
        working = [*self.linked(item.pieces), ". ", *told, link]
        known = self.evidence(item.figures, whole)
        return VerdictItem(look(item), item.sign, item.word, statement, working, item.slug, known)

    def linked(self, pieces: Iterable[tuple[str, str]]) -> list[str | Part]:
        """Words that lead to an address, to a source, or to a figure's record with a sign beside them to its source."""
        found: list[str | Part] = []
        for words, name in pieces:
            language = words.language if isinstance(words, Spoken) else ""
            address = self.to.leading(name) if name else ""
            found.append(Part(words, language, address) if address or language else words)
            found += self.at_source(name) if name in self.views.ledger.figures else []
        return found

    def numbered(self, text: str, figures: Sequence[str], workings: Sequence[Pieces] = ()) -> list[str | Part]:
        """A text whose printed numbers, quoted phrases and rates lead to where they are printed."""
        return self.linked(traced(self.views, text, figures, workings))

    def named(self, chart: Chart) -> list[str | Part]:
        """The title of a chart on another page: its words lead there, its printed numbers to theirs."""
        pieces, there = self.numbered(chart.title, chart.figures, chart.workings), self.to.chart(chart)
        plain = {"", KEPT}  # nothing to read, nothing to click
        return [Part(one, address=there) if isinstance(one, str) and one not in plain else one for one in pieces]

    def at_source(self, name: str) -> list[str | Part]:
        """A sign that leads to a figure's words on its source's page; none where the text is at hand or has no page."""
        figure = self.views.ledger.figures[name]
        address = self.views.source_of(figure)
        if not address:
            return []
        label = self.said("page.at_source", source=self.views.tell.publisher(self.views.ledger.sources[figure.source]))
        return [KEPT, Part("↗", address=address, tone="aside", label=label)]

    def safe(self, wording: Wording, whole: bool = True) -> Copyable:
        """A sentence that may safely be written, with its copy button; ``whole`` with its footnote in view."""
        return Copyable(
            wording.text,
            wording.paste,
            self.said("page.copy"),
            self.said("page.copy_label", text=wording.text),
            self.said("page.copied"),
            self.said("page.copy_selected"),
            self.numbered(wording.note, wording.figures) if whole else "",
        )

    def folded(self, shown: Cells) -> Iterator[Markup]:
        """A table that repeats a chart or is long, below its heading and the number of its rows."""
        if shown.rows:
            yield markup.heading(shown.caption)
            number = self.views.words.number(len(shown.rows))
            yield markup.fold(self.said("page.rows", number=number), [self.cells(shown)])

    def cells(self, shown: Cells) -> Markup:
        """A table for the eye, its numbers and phrases with links."""
        rows = [self.row(*row) for row in zip_longest(shown.rows, shown.figures, shown.about)]
        for column, told in shown.pieces:
            for row, pieces in zip(rows, told, strict=True):
                row[column] = self.linked(pieces) or row[column]
        for row, wording in zip(rows, shown.wordings, strict=False):
            row[-1] = self.safe(wording, whole=False)
        return markup.table(shown.headers, rows, shown.caption, shown.numeric, dict(shown.ranks))

    def row(self, cells: Sequence[str], name: str | None, about: Sequence[str] | None) -> list[Content]:
        """A row of a table; of one about a figure its name, its number and its phrase lead there."""
        if not name:
            return [self.numbered(cell, about or ()) for cell in cells]
        figure = self.views.ledger.figures[name]
        printed = self.views.tell.figure_text(figure), self.views.words.quote(figure.phrase)
        leads = dict.fromkeys(printed, self.views.words_of(figure))
        others = (self.linked([(cell, leads.get(cell, ""))]) for cell in cells[1:])
        return [Part(cells[0], address=self.to.figure(name)), *others]

    def letter(self, words: str, address: str, name: str = "", phrase: str = "") -> Copyable:
        """Where to write to, and a letter to begin with, to be copied; without a figure's ``name`` it has blanks."""
        title = self.views.words.quote(self.views.title())
        known = {"id": name, "title": title, "version": self.views.ledger.version or "–", "phrase": phrase}
        letter = self.said(f"page.report_{'text' if name else 'any'}", address=self.to.told(address), **known)
        return Copyable(
            words,
            letter,
            self.said("page.copy"),
            self.said("page.report_label"),
            self.said("page.report_copied"),
            self.said("page.copy_selected"),
            note=self.correction(self.said("page.report_subject", id=name or title), letter),
        )

    def correction(self, subject: str, letter: str) -> Part:
        """Where corrections are taken, else an e-mail with the letter in it; to whom, only where that is known."""
        to = self.views.ledger.contact
        if to.startswith("https://"):
            return Part(self.said("page.report_open"), address=to)
        mail = f"mailto:{to if '@' in to else ''}?{urlencode({'subject': subject, 'body': letter}, quote_via=quote)}"
        return Part(self.said("page.report_mail"), address=mail)


def look(item: Item) -> str:
    """How a verdict looks: as its outcome, or pale where it proves little."""
    return "vacuous" if item.proves_little else item.outcome


def printed(views: Common, found: Known) -> list[tuple[str, Content]]:
    """The phrase, in the language it is printed in; it leads to these words on their page."""
    phrase = Part(found.phrase, found.language, found.at, strong=True)
    return [(views.words.text("page.record_printed"), phrase)]


def spoken(words: str) -> str | Part:
    """Words with the mark of their language, where that is not the page's."""
    return Part(words, language=words.language) if isinstance(words, Spoken) else words


def apart(texts: Iterable[Sequence[str | Part]]) -> list[str | Part]:
    """Texts in one line with a dot between them."""
    line = [piece for text in texts for piece in (" · ", *text)]
    return line[1:]
