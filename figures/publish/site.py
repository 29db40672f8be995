"""A whole site: every page in every language, the files they lead to, and index.json, which names them all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .. import export
from ..files.menu import Download
from ..layout import Block, chart_titles
from ..ledger import LANGUAGES
from ..report import Report
from ..views import Chart, Views, slug
from ..views.sizes import SCALES
from .addresses import Site, json_path, page_path
from .sheets import Sheet, assets

INDEX, KIND = "index.json", "figures-site"
Pair = tuple[str, bytes]


def site(report: Report, progress: Callable[[int], None] = lambda done: None) -> Iterator[Pair]:
    """Every file of the site with its path, pages first, index.json last; the same ledger gives the same bytes.

    ``progress`` is told how many more pages are done, of ``page_count``.
    """
    told: list[dict[str, Any]] = []
    wanted: dict[str, Download] = {}
    pages: list[dict[str, str]] = []
    for language in LANGUAGES:
        for sheet, blocks in sheets(Views(report, language)):
            data = sheet.write(blocks)
            for path, file in sheet.files.items():
                wanted.setdefault(path, file)
            pages.append({"path": sheet.path, "language": language, "page": sheet.name or "overview", "title": sheet.title})
            told.append(_sum(sheet.path, data))
            yield sheet.path, data
            progress(1)
    for path, data in others(report, wanted):
        told.append(_sum(path, data))
        yield path, data
    yield INDEX, _index(report, pages, told)
