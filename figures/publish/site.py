"""A whole site: every page in every language, the files they lead to, and index.json, which names them all."""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from .. import brief, export, pictures
from ..components import Block, Drawn
from ..errors import UsageError
from ..files.menu import Download
from ..layout import charts_of
from ..ledger import LANGUAGES
from ..report import Report
from ..views import Chart, Views, slug
from ..views.sizes import SCALES
from .addresses import brief_path, json_path, page_path
from .sheets import Sheet, assets

INDEX, KIND = "index.json", "figures-site"
File = tuple[str, bytes]
Page = tuple[Sheet, Iterable[Block]]


def site(
    report: Report, progress: Callable[[int], None] = lambda done: None, with_pictures: bool = True
) -> Iterator[File]:
    """Every file of the site by its path, pages first and index.json last; the same ledger gives the same bytes.

    ``progress`` is told how many more of the ``page_count`` pages are done. ``with_pictures``: the charts of the menu's
    pages are to be had as PNG and SVG, too; raises UsageError where the extra for that is not there.
    """
    if with_pictures and not pictures.is_possible():
        raise UsageError(pictures.HINT)
    pages: list[dict[str, str]] = []
    wanted: dict[str, Download] = {}
    sums: list[dict[str, Any]] = []
    for sheet, blocks in (drawn for language in LANGUAGES for drawn in sheets(Views(report, language), with_pictures)):
        data = sheet.write(blocks)
        pages.append({"page": sheet.name, "language": sheet.language, "path": sheet.path, "title": sheet.title})
        wanted = sheet.files | wanted
        sums.append(_sum(sheet.path, data))
        yield sheet.path, data
        progress(1)
    for path, data in _others(report, wanted):
        sums.append(_sum(path, data))
        yield path, data
    yield INDEX, _index(report, pages, sums)


def page_count(report: Report) -> int:
    """How many pages a site has: five and the second axis, one a check and one a figure, in each language."""
    return len(LANGUAGES) * (6 + len(report.verdicts) + len(report.ledger.figures))


def sheets(views: Views, with_pictures: bool) -> Iterator[Page]:
    """Every page of a language with the blocks it is made of."""
    shown = list[Chart]()
    for sheet, blocks in chain(_main(views, with_pictures), _checks(views)):
        kept = list(blocks)
        shown += [block.chart for block in kept if isinstance(block, Drawn)]
        yield sheet, kept
    charts = charts_of(shown)
    for figure in views.ledger.figures.values():
        title, about = views.tell.label(figure.term), views.evidence_of(figure)
        sheet = Sheet(views, f"figures/{figure.id}", title, about)
        yield sheet, sheet.layout.card(views.card(figure), title, about, charts[figure.id])


def _checks(views: Views) -> Iterator[Page]:
    """A page for each verdict."""
    for verdict in views.report.verdicts:
        case = views.case(verdict)
        assert case.chosen is not None
        sheet = Sheet(views, f"check/{slug(verdict.id)}", case.chosen.statement, case.chosen.working)
        yield sheet, sheet.layout.alone(case, case.chosen)


def _main(views: Views, with_pictures: bool) -> Iterator[Page]:
    """The pages of the menu; the sizes have one for each axis."""
    first, check, dates, evidence = views.overview(), views.check(), views.calendar(), views.evidence()
    sheet = Sheet(views, "", first.title, first.lead, with_pictures)
    yield sheet, sheet.layout.overview(first)
    sheet = Sheet(views, "check", check.title, check.lead, with_pictures)
    yield sheet, sheet.layout.check(check)
    for scale in SCALES:
        sizes, name = views.sizes(scale), "compare" if scale == SCALES[0] else f"compare-{scale}"
        sheet = Sheet(views, name, sizes.title, sizes.lead, with_pictures)
        yield sheet, sheet.layout.compare(sizes, scale)
    sheet = Sheet(views, "dates", dates.title, dates.lead, with_pictures)
    yield sheet, sheet.layout.dates(dates)
    sheet = Sheet(views, "figures", evidence.title, evidence.lead)
    yield sheet, sheet.layout.evidence_page(evidence)


def _others(report: Report, wanted: dict[str, Download]) -> Iterator[File]:
    """What the pages lead to: downloads, the briefing, figures for programs, styles, script and fonts."""
    for language in LANGUAGES:
        home = posixpath.relpath(page_path("", language), posixpath.dirname(brief_path(language)))
        yield brief_path(language), brief.page(Views(report, language), home=f"./{home}").encode()
    for path, file in sorted(wanted.items()):
        yield path, file.make()
    for name in report.ledger.figures:
        yield json_path(name), export.json_file(export.card_record(report, name))
    yield from assets().items()


def _index(report: Report, pages: list[dict[str, str]], sums: list[dict[str, Any]]) -> bytes:
    """What a program needs to know of a site: version, pages, figures, and every file with its size and sum."""
    ledger, views = report.ledger, Views(report, "en")
    return export.json_file(
        {
            "kind": KIND,
            "title": {language: ledger.title.text(language) for language in LANGUAGES},
            "version": ledger.version,
            "as_of": ledger.created or None,
            "newest_source": views.newest[1] if views.newest else None,
            "licenses": [{"name": licence.name, "path": licence.address} for licence in ledger.licences],
            "languages": list(LANGUAGES),
            "pages": pages,
            "brief": {language: brief_path(language) for language in LANGUAGES},
            "figures": [
                {
                    "id": name,
                    "data": json_path(name),
                    "pages": {code: page_path(f"figures/{name}", code) for code in LANGUAGES},
                }
                for name in ledger.figures
            ],
            "files": sums,
        }
    )


def _sum(path: str, data: bytes) -> dict[str, Any]:
    return {"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def is_own(target: Path) -> Callable[[Path], bool]:
    """Knows what an earlier site in this folder holds, by its index.json."""
    try:
        known = json.loads((target / INDEX).read_bytes())
        listed = {INDEX, *(file["path"] for file in known["files"])} if known["kind"] == KIND else set()
    except (OSError, ValueError, KeyError, TypeError):
        listed = set()

    def own(path: Path) -> bool:
        files = [path] if not path.is_dir() else [file for file in path.rglob("*") if not file.is_dir()]
        return bool(files) and all(file.relative_to(target).as_posix() in listed for file in files)

    return own
