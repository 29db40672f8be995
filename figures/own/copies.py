"""What somebody takes home: the table as it was given with a remark in each row, and a template to begin with."""

from __future__ import annotations

from ..errors import Problem
from ..export import Column, Table
from ..files.plain import csv_file, excel_csv_file
from ..files.xlsx import workbook
from ..locale import locale
from ..tables import guard
from ..telling import Telling
from .grids import Line
from .table import EQUATIONS, FIGURES, Block, Own

ADDED = (Column("read_as", "how we read the row"), Column("remark", "what we saw, and how to mend it"))
MAX_REMARK = 2_000  # characters in a cell


def marked(own: Own, language: str) -> list[Table]:
    """Every block as it was given, with two columns more: how each row was read, and what was said of it."""
    said = _remarks(own, language)
    readings = _readings(own, language)
    kinds = {FIGURES: 0, EQUATIONS: 0}
    tables = []
    for block in own.blocks:
        kinds[block.kind] += 1
        name = block.kind + (f"_{kinds[block.kind]}" if kinds[block.kind] > 1 else "")
        tables.append(_marked(block, name, readings, said))
    return tables


def _marked(block: Block, name: str, readings: dict[tuple[str, int], str], said: dict[tuple[str, int], str]) -> Table:
    lines = (block.header, *block.lines)
    width = max(len(line.cells) for line in lines)
    names = _unique([guard(cell) for cell in _padded(block.header, width)])
    rows = tuple(
        (*_padded(line, width), readings.get(place, ""), said.get(place, ""))
        for line in block.lines
        for place in [(block.file, line.number)]
    )
    columns = (*(Column(cell, "as given") for cell in names), *ADDED)
    head = said.get((block.file, block.header.number))
    return Table(name, columns, (*([(*[""] * (width + 1), head)] if head else []), *rows))


def _padded(line: Line, width: int) -> tuple[str, ...]:
    return (*map(str, line.cells), *[""] * (width - len(line.cells)))


def _unique(names: list[str]) -> list[str]:
    """Names of which none stands twice, because a table needs that: the second `unit` is `unit (2)`."""
    found: list[str] = []
    for name in names:
        number = 1
        while (shown := name if number == 1 else f"{name} ({number})") in (*found, *(column.name for column in ADDED)):
            number += 1
        found.append(shown)
    return found


def _remarks(own: Own, language: str) -> dict[tuple[str, int], str]:
    """All that was said of each line, by its place."""
    words = locale(language)
    found: dict[tuple[str, int], list[Problem]] = {}
    for message in own.messages:
        found.setdefault((message.place.file, message.place.line), []).append(message)
    told = {
        place: "; ".join(": ".join(words.problem(message)) for message in several) for place, several in found.items()
    }
    return {place: text[:MAX_REMARK] for place, text in told.items()}


def _readings(own: Own, language: str) -> dict[tuple[str, int], str]:
    """How each figure and each rule was read, by its place."""
    tell = Telling(own.report, language)
    ledger = own.report.ledger
    figures = {(f.place.file, f.place.line): tell.figure_text(f) for f in ledger.figures.values()}
    outcomes = {v.rule.id: v.outcome for v in own.report.verdicts if v.rule}
    words = tell.words
    rules = {
        (rule.place.file, rule.place.line): words.text(f"outcome.{outcomes[rule.id].name.lower()}.word")
        for rule in ledger.rules
        if rule.id in outcomes
    }
    return figures | rules


def marked_csv(own: Own, language: str) -> bytes:
    """The marked table as a spreadsheet of that language opens it; rules stand below the figures."""
    return _csv(marked(own, language), language)


def marked_workbook(own: Own, language: str) -> bytes:
    """The marked table as a workbook, rules on a sheet of their own."""
    return workbook(marked(own, language))


def _csv(tables: list[Table], language: str) -> bytes:
    write = csv_file if language == "en" else excel_csv_file
    first, *others = [write(table) for table in tables]
    mark = b"" if first.startswith(b"\xef\xbb\xbf") else b"\xef\xbb\xbf"  # so that a spreadsheet knows the letters
    return mark + b"\r\n".join([first, *(other.removeprefix(b"\xef\xbb\xbf") for other in others)])


# The template

_SAMPLES = (
    ("F01", "112", "M€", "about", "announced"),
    ("F02", "80", "M€", "", "announced"),
    ("F03", "32", "M€", "", "announced"),
    ("F04", "7000", "visitor", "more_than", "actual"),
    ("F05", "50", "%", "", "actual"),
)
_RULES = (("R1", "F01 = F02 + F03"), ("R2", "F02 >= F05 * F01"))


def template(language: str) -> list[Table]:
    """Five invented figures and two rules, with phrases in a language."""
    words = locale(language)
    names = ("figure_id", "value", "unit", "phrase", "source_id", "hedge", "status")
    rows = tuple(
        (name, value, unit, words.text(f"own.sample_{name}"), words.text("own.sample_source"), hedge, status)
        for name, value, unit, hedge, status in _SAMPLES
    )
    columns = tuple(Column(name, "", name == "value") for name in names)
    rules = (Column("rule_id", ""), Column("expression", ""))
    return [Table(FIGURES, columns, rows), Table(EQUATIONS, rules, _RULES)]


def template_csv(language: str) -> bytes:
    """The template as a spreadsheet of that language opens it."""
    return _csv(template(language), language)


def template_workbook(language: str) -> bytes:
    """The template as a workbook."""
    return workbook(template(language))
