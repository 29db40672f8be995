"""Where the pages and files of a site lie, and the relative ways between them, which hold wherever it lies."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from ..ledger import LANGUAGES
from ..views import Chart, is_web

MASTER = LANGUAGES[0]  # its pages stand at the root, the others below their code


def page_path(name: str, language: str) -> str:
    """The file of a page, from the root of the site.

    >>> page_path("", "de"), page_path("figures/lux-share", "fr")
    ('index.html', 'fr/figures/lux-share.html')
    """
    return posixpath.join("" if language == MASTER else language, f"{name or 'index'}.html")


def file_path(name: str) -> str:
    """A file to take home, below the same address as on the dashboard: `files/sides-lux-share.de.csv`."""
    return f"files/{name}"


def brief_path(language: str) -> str:
    """The briefing, as on the dashboard."""
    return f"brief/{language}.html"


def json_path(figure: str) -> str:
    """The file of a figure for programs, below the same address as on the dashboard."""
    return f"api/figures/{figure}.json"


@dataclass(frozen=True)
class Site:
    """The links of one page of the site: ``here`` is its name, without language and ending."""

    here: str
    language: str

    def to(self, path: str) -> str:
        """A path from the root, as seen from this page."""
        folder = posixpath.dirname(page_path(self.here, self.language))
        return f"./{posixpath.relpath(path, folder or '.')}"

    def page(self, name: str, anchor: str = "") -> str:
        """One of the pages in the language of this one."""
        return self.to(page_path(name, self.language)) + (f"#{anchor}" if anchor else "")

    def scale(self, name: str) -> str:
        """The sizes on an axis of that kind."""
        return self.page("compare" if name == "linear" else f"compare-{name}")

    def figure(self, name: str) -> str:
        """The page of one figure."""
        return self.page(f"figures/{name}")

    def check(self, slug: str) -> str:
        """The page of one check."""
        return self.page(f"check/{slug}")

    def leading(self, leads: str) -> str:
        """Where a mark of a chart leads."""
        if is_web(leads):
            return leads
        kind, _, name = leads.rpartition(":")
        if kind == "date":
            return self.page("dates", name)
        return self.check(name) if kind == "check" else self.figure(name) if name else ""

    def chart(self, shown: Chart) -> str:
        """The page a chart stands on, and its place there; page one is about its chart as a whole."""
        if shown.rule:
            page = self.check(shown.rule)
        elif shown.id.startswith("together-"):
            page = self.page("check")
        elif shown.id.startswith("sizes-"):
            page = self.scale(shown.scale)
        elif shown.id == "timeline" or shown.id.startswith("series-"):
            page = self.page("dates")
        else:
            return self.page("")
        return f"{page}#{shown.id}"

    def brief(self) -> str:
        """The briefing."""
        return self.to(brief_path(self.language))

    def json(self, figure: str) -> str:
        """A figure for programs."""
        return self.to(json_path(figure))

    def told(self, address: str) -> str:
        """The path from the root; site.js makes it whole, for only the reader knows where the site lies."""
        folder = posixpath.dirname(page_path(self.here, self.language))
        return posixpath.normpath(posixpath.join(folder, address))

    def cited(self, address: str) -> tuple[str, str]:
        """Nothing: the same ledger gives the same site wherever and whenever it lies."""
        return "", ""
