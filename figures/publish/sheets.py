"""One page of a site as a whole file: head, masthead, the blocks of the layout, and the files it leads to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from .. import markup
from ..components import Block, Drawn, Files, Found, Tables, spoken
from ..files import menu
from ..files.menu import Download
from ..layout import PAGES, Layout
from ..ledger import LANGUAGES
from ..markup import STATIC, Evidence, Markup, Part, Record, element, plain
from ..views import Chart, Views
from .addresses import Site, file_path, page_path
from .drawing import drawing

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
WHOLE = {
    "site.css": ("fonts.css", "figures.css", "site.css"),
    "site.js": ("copy.js", "paper.js", "site.js"),
}  # one file on the site
MOST_SIGNS = 300  # of a page's description


@dataclass
class Sheet:
    """One page while it is written: ``name`` without language and ending, the title of its own, what it is about."""

    views: Views
    name: str
    title: str
    about: str
    pictures: bool = False  # whether its charts are files, too
    files: dict[str, Download] = field(default_factory=dict)  # what it leads to, by path from the root

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.views.words.language

    @property
    def to(self) -> Site:
        """The links of the page."""
        return Site(self.name, self.language)

    @property
    def layout(self) -> Layout:
        """What the page is made with."""
        return Layout(self.views, self.to)

    @property
    def path(self) -> str:
        """The file of the page."""
        return page_path(self.name, self.language)

    def write(self, blocks: Iterable[Block]) -> bytes:
        """The page as a file; its ``files`` are known when it is written."""
        main = element("main", {}, *(piece for block in blocks for piece in self.draw(block)))
        here = next((name for name in PAGES if name and self.name.startswith(name)), "")
        languages = [(code, self.to.to(page_path(self.name, code))) for code in LANGUAGES]
        head = self.layout.masthead(here, languages)
        body = [markup.masthead(head), main, markup.footer(self.layout.footer())]
        title = self.title if self.title != head.title else ""
        text = "\n".join(
            [
                "<!DOCTYPE html>",
                f'<html lang="{self.language}">',
                "<head>",
                *self.head(" – ".join(filter(None, (title, head.product.words))) if title else head.title, languages),
                "</head>",
                f'<body class="fl-site"><div class="fl-page">{body[0]}',
                *body[1:],
                "</div></body>",
                "</html>",
                "",
            ]
        )
        return text.encode()

    def head(self, title: str, languages: Iterable[tuple[str, str]]) -> Iterator[str]:
        """What no reader sees."""
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="color-scheme" content="light dark">'
        yield '<meta name="referrer" content="no-referrer">'
        yield element("title", {}, plain(title))
        about = self.about if len(self.about) <= MOST_SIGNS else f"{self.about[:MOST_SIGNS]}…"
        yield f"<meta{markup.attributes({'name': 'description', 'content': about})}>"
        for code, address in languages:
            yield f"<link{markup.attributes({'rel': 'alternate', 'hreflang': code, 'href': address})}>"
        yield f'<link rel="icon" href="{self.asset("favicon.svg")}" type="image/svg+xml">'
        yield f'<link rel="stylesheet" href="{self.asset("site.css")}">'
        yield f'<script src="{self.asset("site.js")}" defer=""></script>'

    def asset(self, name: str) -> str:
        """The address of a style or script with its hash: after a new version no old one is used."""
        return f"{self.to.to(f'assets/{name}')}?v={_hash(name)}"

    def draw(self, block: Block) -> Iterator[Markup]:
        """A block as markup."""
        if isinstance(block, Drawn):
            yield drawing(block.chart, self.to.leading)
        elif isinstance(block, Files):
            yield from [markup.evidence(self.values(block.chart))] if block.chart else []
            yield self.menu(block)
        elif isinstance(block, Tables):
            yield markup.files(self.said("page.downloads_heading"), self.tables(block))
        elif isinstance(block, Found):
            yield self.layout.cells(block.cells)
        else:
            yield block

    def said(self, key: str, **args: str) -> str:
        """A text in the language of the page."""
        return self.views.words.text(key, **args)

    def values(self, chart: Chart) -> Evidence:
        """What a chart shows, in words."""
        return Evidence(self.said("page.chart_values"), (Record("", tuple(chart.named)),))

    def menu(self, asked: Files) -> Markup:
        """The files of a chart or of the page, how to cite it, and its address."""
        if asked.chart:
            address, found = self.to.chart(asked.chart), menu.chart_menu(self.views, asked.chart, "", "")
        else:
            address, found = self.to.page(self.name), menu.page_menu(self.views, asked.tables, "", "")
        parts = [self.link(file) for file in found.files if self.pictures or not file.is_picture]
        link = Part(self.said("download.link"), address=address)
        return markup.fold(
            self.said("download.menu"),
            [
                markup.files(self.said("download.menu"), parts),
                markup.note([self.said("download.cite"), *map(spoken, found.cited)]),
                markup.note(link),
            ],
        )

    def link(self, file: Download) -> Part:
        """A file as a link; it is written when all pages are."""
        path = file_path(file.served)
        self.files[path] = file
        return Part(file.label, address=self.to.to(path), saved_as=file.name)

    def tables(self, asked: Tables) -> Iterator[Part]:
        """Every table as a file."""
        for name, words in asked.named:
            file = next(one for one in menu.table_files(self.views, name) if one.served == f"{name}.csv")
            yield self.link(replace(file, label=words))


def assets() -> dict[str, bytes]:
    """Styles, script and fonts, by their paths from the root."""
    fonts = [path.name for path in sorted(STATIC.iterdir()) if path.suffix == ".woff2"]
    names = ["site.css", "site.js", "favicon.svg", "inter-OFL.txt", *fonts]
    return {f"assets/{name}": _asset(name) for name in names}


@cache
def _asset(name: str) -> bytes:
    return b"\n".join((STATIC / one).read_bytes() for one in WHOLE.get(name, (name,)))


@cache
def _hash(name: str) -> str:
    return hashlib.sha256(_asset(name)).hexdigest()[:12]
