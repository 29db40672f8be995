"""What the download menu below a chart and at the end of a page offers, with citation and permalink."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .. import pictures
from ..citation import citation, cited
from ..export import Json, figure_record, source_record
from ..views import Chart, Views
from .kinds import MEDIA, described_parquet
from .package import package_name, package_zip
from .parquet import units
from .plain import csv_file, excel_csv_file
from .xlsx import ledger_workbook, part_workbook


@dataclass(frozen=True)
class Download:
    """One file: the words on its button, its name, its media type, and what makes its bytes when it is asked for.

    ``served`` is the name it has below /files/ where our own server runs.
    """

    label: str
    name: str
    media: str
    make: Callable[[], bytes]
    served: str

    @property
    def is_picture(self) -> bool:
        """Whether it takes the extra `pictures` to make it."""
        return self.media.startswith("image/")


@dataclass(frozen=True)
class Menu:
    """The files of a chart or a page, how to cite it (in pieces, each in its language), and its address."""

    files: tuple[Download, ...]
    cited: tuple[str, ...]
    address: str


def chart_menu(views: Views, chart: Chart, address: str, today: str) -> Menu:
    """The files of one chart; ``address`` is its permalink, ``today`` the day it was looked at (EDTF)."""
    files = [file for file in chart_files(views, chart, address) if pictures.is_possible() or not file.is_picture]
    return Menu((*files, *_package(views)), cited(views.tell, chart.figures, address, today), address)


def page_menu(views: Views, tables: Iterable[str], address: str, today: str) -> Menu:
    """The files of a page: the workbook of the ledger, the tables it shows, and the package."""
    return Menu(ledger_files(views, tables), cited(views.tell, (), address, today), address)


def chart_files(views: Views, chart: Chart, address: str) -> tuple[Download, ...]:
    """A chart as pictures, and what it shows as tables; the names of the files tell the language."""
    language = views.words.language
    named = package_name(views.ledger, f"{chart.id}_{language}")
    taken = views.taken(chart)
    foot = views.foot(taken, address)

    def file(key: str, ending: str, make: Callable[[], bytes]) -> Download:
        served = f"{chart.id}.{language}{ending}"
        return Download(views.words.text(f"download.{key}"), f"{named}{ending}", _media(ending), make, served)

    return (
        file("png", ".png", lambda: pictures.png(taken, foot=foot)),
        file("svg", ".svg", lambda: pictures.svg(taken, foot=foot).encode()),
        file("xlsx", ".xlsx", lambda: part_workbook(views.report, chart.table, chart.figures)),
        file("excel_csv", "_excel.csv", lambda: excel_csv_file(chart.table)),
        file("csv", ".csv", lambda: csv_file(chart.table)),
        file("metadata", ".metadata.json", lambda: chart_metadata(views, chart, address)),
    )


def ledger_files(views: Views, tables: Iterable[str]) -> tuple[Download, ...]:
    """The ledger as a workbook, some of its tables, and the package; the same in each language."""
    files = [_whole(views, "xlsx", ".xlsx", lambda: ledger_workbook(views.report))]
    for name in tables:
        files += table_files(views, name)
    return (*files, *_package(views))


def table_files(views: Views, name: str) -> tuple[Download, ...]:
    """One table of the ledger as CSV, as CSV for Excel, and as Parquet."""

    def file(key: str, ending: str, make: Callable[[], bytes]) -> Download:
        said = views.words.text
        label = said("sign.colon", name=said(f"page.table_{name}"), text=said(f"download.{key}"))
        named = f"{package_name(views.ledger, name)}{ending}"
        return Download(label, named, _media(ending), make, f"{name}{ending}")

    return (
        file("excel_csv", "_excel.csv", lambda: excel_csv_file(views.download(name))),
        file("csv", ".csv", lambda: csv_file(views.download(name))),
        file("parquet", ".parquet", lambda: described_parquet(views.report, views.download(name))),
    )


def _package(views: Views) -> tuple[Download, ...]:
    """The package; none for a ledger with problems, whose rows do not all count."""
    return () if views.report.problems else (_whole(views, "package", ".zip", lambda: package_zip(views.report)),)


def _whole(views: Views, key: str, ending: str, make: Callable[[], bytes]) -> Download:
    name = f"{package_name(views.ledger)}{ending}"
    return Download(views.words.text(f"download.{key}"), name, _media(ending), make, f"ledger{ending}")


def _media(ending: str) -> str:
    return MEDIA[ending.rpartition(".")[2]]


def chart_metadata(views: Views, chart: Chart, address: str = "") -> bytes:
    """Title, columns, units, figures with their phrases, sources, citation and version of a chart, as JSON."""
    ledger = views.ledger
    figures = [ledger.figures[name] for name in chart.figures]
    known: Json = {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "language": views.words.language,
        "address": address,
        "unit": chart.unit,
        "columns": [{"name": c.name, "meaning": c.meaning, **units(chart.table, c)} for c in chart.table.columns],
        "figures": [figure_record(figure, ledger) for figure in figures],
        "records": [{"title": one.title, "phrase": one.phrase, "source": one.address} for one in chart.records],
        "source": chart.source,
        "sources": [source_record(ledger.sources[name]) for name in dict.fromkeys(f.source for f in figures)],
        "citation": citation(views.tell, chart.figures, address),
        "ledger": views.title(),
        "version": ledger.version,
        "licenses": [{"name": licence.name, "path": licence.address} for licence in ledger.licences],
    }
    return (json.dumps(known, ensure_ascii=False, indent=2) + "\n").encode()
