"""What the pages draw from: the report of the folder, read once for every change of its files, and its views."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from figures import tables
from figures.layout import charts_of
from figures.report import Report, addressed, read
from figures.views import Chart, Check, Dates, Evidence, Overview, Sizes, Views

Key = tuple[str, str, int]


def key() -> Key:
    """The folders of the ledger and of the texts, and when a file of them last changed."""
    folder = os.environ.get("FIGURES_FOLDER") or str(tables.own_folder())
    texts = os.environ.get("FIGURES_TEXTS") or ""
    files = [path for name in (folder, texts) if name for path in Path(name).iterdir()]
    return folder, texts, max((path.stat().st_mtime_ns for path in files), default=0)


@lru_cache(maxsize=2)
def report(known: Key) -> Report:
    """The report of a folder as it is now."""
    folder, texts, _ = known
    return addressed(read(folder, texts or None), os.environ.get("FIGURES_CONTACT", ""))


@lru_cache(maxsize=6)
def views(known: Key, language: str) -> Views:
    """The views of the report in one language."""
    return Views(report(known), language)


@lru_cache(maxsize=6)
def overview(known: Key, language: str) -> Overview:
    """Page one in one language."""
    return views(known, language).overview()


@lru_cache(maxsize=128)
def check(known: Key, language: str, rule: str) -> Check:
    """The checks page in one language, for one rule."""
    return views(known, language).check(rule)


@lru_cache(maxsize=128)
def evidence(known: Key, language: str, figure: str) -> Evidence:
    """The evidence page in one language, for one figure or for none."""
    return views(known, language).evidence(figure)


@lru_cache(maxsize=6)
def charts(known: Key, language: str) -> dict[str, Chart]:
    """Every chart of every page, by its id."""
    return {chart.id: chart for chart in views(known, language).charts()}


@lru_cache(maxsize=6)
def charts_with(known: Key, language: str) -> Mapping[str, tuple[Chart, ...]]:
    """The charts that rest on a figure, by its id."""
    return charts_of(charts(known, language).values())


@lru_cache(maxsize=6)
def calendar(known: Key, language: str) -> Dates:
    """The dates page in one language."""
    return views(known, language).calendar()


@lru_cache(maxsize=12)
def sizes(known: Key, language: str, scale: str) -> Sizes:
    """The sizes page in one language, on a linear or a logarithmic axis."""
    return views(known, language).sizes(scale)
