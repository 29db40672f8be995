"""What the download menu below a chart and at the end of a page offers, with citation and permalink."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from ..citation import citation
from ..export import Table
from ..views import Chart, Views
from .kinds import MEDIA
from .package import package_name, package_zip
from .parquet import units
from .plain import csv_file, excel_csv_file
from .xlsx import ledger_workbook, part_workbook


@dataclass(frozen=True)
class Download:
    """One file: the words on its button, its name, its media type, and what makes its bytes when it is asked for.

    ``served`` is the name it has below /files/ where our own server runs, empty where it has none.
    """

    label: str
    name: str
    media: str
    make: Callable[[], bytes]
    served: str = ""


@dataclass(frozen=True)
class Menu:
    """The files of a chart or a page, how to cite it, and its address."""

    files: tuple[Download, ...]
    citation: str
    address: str


def chart_menu(views: Views, chart: Chart, address: str, today: str) -> Menu:
    """The files of one chart; ``address`` is its permalink, ``today`` the day it was looked at (EDTF)."""
    cited = citation(views.tell, chart.figures, address, today)
    named = package_name(views.ledger, chart.id)
    files = (
        _file(views, "xlsx", f"{named}.xlsx", lambda: part_workbook(views.report, chart.table, chart.figures)),
        _file(views, "excel_csv", f"{named}_excel.csv", lambda: excel_csv_file(chart.table)),
        replace(
            _file(views, "csv", f"{named}.csv", lambda: csv_file(chart.table)),
            served=f"{chart.id}.{views.words.language}.csv",
        ),
        _file(views, "metadata", f"{named}.metadata.json", lambda: chart_metadata(views, chart)),
    )
    return Menu((*files, *_package(views)), cited, address)


def page_menu(views: Views, tables: tuple[str, ...], address: str, today: str) -> Menu:
    """The files of a page: the workbook of the ledger, the tables it shows, and the package."""
    files = [_file(views, "xlsx", f"{package_name(views.ledger)}.xlsx", lambda: ledger_workbook(views.report))]
    for name in tables:
        files += _table(views, name, views.download(name))
    return Menu((*files, *_package(views)), citation(views.tell, (), address, today), address)


def _table(views: Views, name: str, found: Table) -> list[Download]:
    said = views.words.text(f"download.table_{name}")
    return [
        _file(views, "excel_csv", f"{name}_excel.csv", lambda: excel_csv_file(found), said),
        replace(_file(views, "csv", f"{name}.csv", lambda: csv_file(found), said), served=f"{name}.csv"),
    ]


def _package(views: Views) -> tuple[Download, ...]:
    """The package; none for a ledger with problems, whose rows do not all count."""
    if views.report.problems:
        return ()
    return (_file(views, "package", f"{package_name(views.ledger)}.zip", lambda: package_zip(views.report)),)


def _file(views: Views, key: str, name: str, make: Callable[[], bytes], of: str = "") -> Download:
    label = views.words.text(f"download.{key}")
    label = views.words.text("sign.colon", name=of, text=label) if of else label
    return Download(label, name, MEDIA[name.rpartition(".")[2]], make)


def chart_metadata(views: Views, chart: Chart) -> bytes:
    """Title, columns, units, citation and version of a chart's CSV, as JSON."""
    ledger = views.ledger
    columns = [{"name": c.name, "meaning": c.meaning, **units(chart.table, c)} for c in chart.table.columns]
    known = {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "language": views.words.language,
        "unit": chart.unit,
        "columns": columns,
        "figures": list(chart.figures),
        "source": chart.source,
        "citation": citation(views.tell, chart.figures),
        "ledger": views.title(),
        "version": ledger.version,
        "licenses": [licence.name for licence in ledger.licences],
    }
    return (json.dumps(known, ensure_ascii=False, indent=2) + "\n").encode()
