"""Which kinds of files an export can write, and every file of a kind by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from ..errors import UsageError
from ..export import TABLES, Table, table
from ..proof.readings import PROOF
from ..report import Report
from .package import package_name, package_zip
from .parquet import parquet_file
from .plain import csv_file, excel_csv_file
from .xlsx import ledger_workbook

Files = dict[str, bytes]
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def _tables(report: Report) -> list[Table]:
    return [*(table(report, name) for name in TABLES), *(build(report) for build in PROOF.values())]


def _csv(report: Report) -> Files:
    return {f"{found.name}.csv": csv_file(found) for found in _tables(report)}


def _excel_csv(report: Report) -> Files:
    # without the exact readings, which are texts like 0.5 that a spreadsheet would take for dates
    return {f"{name}_excel.csv": excel_csv_file(table(report, name)) for name in TABLES}


def _xlsx(report: Report) -> Files:
    return {f"{package_name(report.ledger)}.xlsx": ledger_workbook(report)}


def _parquet(report: Report) -> Files:
    return {f"{found.name}.parquet": described_parquet(report, found) for found in _tables(report)}


def described_parquet(report: Report, found: Table) -> bytes:
    """A table as Parquet that says which ledger it is of."""
    about = {"title": report.ledger.title.text("en"), "version": report.ledger.version}
    about |= {"licence": "; ".join(licence.name for licence in report.ledger.licences)}
    return parquet_file(found, about)


def _package(report: Report) -> Files:
    return {f"{package_name(report.ledger)}.zip": package_zip(report)}


KINDS: dict[str, Callable[[Report], Files]] = {
    "csv": _csv,
    "excel-csv": _excel_csv,
    "xlsx": _xlsx,
    "parquet": _parquet,
    "package": _package,
}


def kinds(words: str) -> list[str]:
    """The kinds of a list like `csv,package`, each once; raises UsageError for one that is not there."""
    asked = list(dict.fromkeys(word.strip() for word in words.split(",")))
    for word in asked:
        if word not in KINDS:
            raise UsageError(f"no kind of file is called “{word}”; there are {', '.join(KINDS)}")
    return asked


def files(report: Report, asked: Iterable[str]) -> Files:
    """Every file of the kinds asked for, made whole in memory before any is written."""
    found: Files = {}
    for kind in asked:
        found |= KINDS[kind](report)
    return found


def is_own(path: Path) -> bool:
    """True for a file that an export of some version of some ledger wrote, by its name.

    The tables of a ledger have such names, too; its figures.csv, which every ledger has, begins otherwise than ours.
    """
    stem, _, ending = path.name.rpartition(".")
    names = (*TABLES, *PROOF)
    if not path.is_file():
        return False
    if path.name == "figures.csv":
        with path.open("rb") as file:
            return file.read(9) == b"figure_id"
    if ending == "csv":
        return stem.removesuffix("_excel") in names
    return stem in names if ending == "parquet" else ending in ("xlsx", "zip") and "_v" in stem
