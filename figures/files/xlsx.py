"""Workbooks: typed cells, no formula but our own checks, and a sheet that says what every column means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from string import Formatter
from typing import Any

from ..citation import citation
from ..export import Column, Table, table
from ..ledger import LANGUAGES
from ..report import Report
from ..telling import Telling

# Nothing that stands in a table may become a formula, a link or a number by itself.
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CREATED = datetime(2000, 1, 1)  # fixed, so that the same ledger gives the same bytes
LONGEST = 32_767  # characters a cell of a workbook can hold
_CUT = " … (cut: the CSV has it whole)"

# Our own check formulas, {column} standing for the cell of the same row: what Excel works out once more.
CHECKS = {
    ("verdicts", "printed_gap"): "={stated_printed}-{computed_printed}",
    ("verdicts", "power"): "=({stated_tight_high}-{stated_tight_low}+{computed_tight_high}-{computed_tight_low})/2",
    ("chart", "value"): "={high}-{low}",
}


def ledger_workbook(report: Report) -> bytes:
    """Figures, verdicts, sources, what their columns mean, and how to cite; the same bytes for the same ledger."""
    tables = [table(report, name) for name in ("figures", "verdicts", "sources")]
    return workbook([*tables, meanings(tables), citations(report)])


def part_workbook(report: Report, shown: Table, figures: Sequence[str]) -> bytes:
    """A table that rests on some figures: its data, its sources and theirs, what the columns mean, and how to cite."""
    used = {report.ledger.figures[name].source for name in figures}
    used |= {row[at] for at, column in enumerate(shown.columns) if column.name == "source_id" for row in shown.rows}
    sources = table(report, "sources")
    tables = [shown, replace(sources, rows=tuple(row for row in sources.rows if row[0] in used))]
    return workbook([*tables, meanings(tables), citations(report, figures)])


def meanings(tables: Sequence[Table]) -> Table:
    """Every column of the tables with its meaning and its unit."""
    columns = (
        Column("table", "name of the sheet"),
        Column("column", "name of the column"),
        Column("meaning", "what stands in it"),
        Column("unit", "unit of its numbers; of a row: what its column `unit` says"),
    )
    rows = [
        (found.name, column.name, column.meaning, column.unit or ("of the row" if column.is_number else ""))
        for found in tables
        for column in found.columns
    ]
    return Table("columns", columns, tuple(rows))


def citations(report: Report, figures: Sequence[str] = ()) -> Table:
    """How to cite the figures (without any: the whole ledger) in the three languages, and the licences."""
    columns = (Column("language", "language of the citation"), Column("citation", "who printed it, and where"))
    rows = [(language, citation(Telling(report, language), figures)) for language in LANGUAGES]
    rows += [("", f"{licence.title or licence.name} {licence.address}".strip()) for licence in report.ledger.licences]
    return Table("citation", columns, tuple(rows))


def workbook(tables: Sequence[Table]) -> bytes:
    """One sheet a table: bold header that stays in sight, numbers as numbers, all else as text."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    buffer = BytesIO()
    with Workbook(buffer, SAFE) as book:
        book.set_properties({"created": CREATED})
        bold = book.add_format({"bold": True})
        for found in tables:
            _sheet(book.add_worksheet(found.name), found, bold)
    return buffer.getvalue()


def _sheet(sheet: Any, found: Table, bold: Any) -> None:
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(found.columns):
        sheet.set_column(at, at, 12 if column.is_number else 24)
        sheet.write_string(0, at, column.name, bold)
    for line, row in enumerate(found.rows, start=1):
        cells = {column.name: (at, row[at]) for at, column in enumerate(found.columns)}
        for column in found.columns:
            at, cell = cells[column.name]
            formula = _check(CHECKS.get((found.name, column.name), ""), line, cells)
            _cell(sheet, line, at, cell, column.is_number, formula)


def _cell(sheet: Any, line: int, at: int, cell: str, is_number: bool, formula: str) -> None:
    if is_number and cell and formula:
        sheet.write_formula(line, at, formula, None, float(cell))
    elif is_number and cell:
        sheet.write_number(line, at, float(cell))
    elif cell:
        sheet.write_string(line, at, cell if len(cell) <= LONGEST else cell[: LONGEST - len(_CUT)] + _CUT)


def _check(formula: str, line: int, cells: dict[str, tuple[int, str]]) -> str:
    """The check formula of a row, nothing where one of its cells is empty or not there."""
    from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

    used = [name for _, name, *_ in Formatter().parse(formula) if name]
    if not all(name in cells and cells[name][1] for name in used):
        return ""
    return formula.format(**{name: xl_rowcol_to_cell(line, cells[name][0]) for name in used})
