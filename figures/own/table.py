"""Somebody's own table as a whole: bytes to a report of our own kind, with every message and what was understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType

from .. import checks
from ..errors import Place, Problem
from ..ledger import Figure, Labels, Ledger, Measure, Rule, Source
from ..quantity import MONEY, base, is_currency, unit_name
from ..report import Report
from ..tables import Row, unguard
from .digits import marks
from .equations import Equations
from .grids import CONTROL, MAX_CELL, MAX_COLUMNS, Dated, Given, Grid, Line, Notice, Typed, grids
from .reading import NUMBERS, WARNINGS, Read, Reader
from .words import COLUMNS, NEEDED, OPTIONAL, RULES, folded, guess, known

MAX_ROWS = 5_000
FIGURES, EQUATIONS = "figures", "rules"
SIGNS = (",", ".")
BROKEN = re.compile("[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u00a0-\u00bf]")


@dataclass(frozen=True)
class Block:
    """A header with the rows below it: figures or rules, as they were given."""

    kind: str
    file: str
    header: Line
    lines: tuple[Line, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """What we call each column; the header's own name where we do not use it."""
        used = (*NEEDED, *OPTIONAL) if self.kind == FIGURES else RULES
        return tuple(name if (name := known(cell)) in used else cell for cell in self.header.cells)


@dataclass(frozen=True)
class Own:
    """What came of a table: its report, all that was told, and how it was read.

    ``sign`` is the decimal sign of its numbers, empty where they have none or it has to be asked for (``asks``).
    """

    report: Report
    blocks: tuple[Block, ...]
    messages: tuple[Problem, ...]
    notices: tuple[Notice, ...]
    sign: str
    asks: bool

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What kept a row from being read."""
        return tuple(message for message in self.messages if message.code not in WARNINGS)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What the reader should look at once more."""
        return tuple(message for message in self.messages if message.code in WARNINGS)

    def given(self, kind: str) -> int:
        """How many rows of figures, or of rules, there are."""
        return sum(len(block.lines) for block in self.blocks if block.kind == kind)

    @property
    def read(self) -> dict[str, int]:
        """How many of them became figures and rules."""
        return {FIGURES: len(self.report.ledger.figures), EQUATIONS: len(self.report.ledger.rules)}


def read_own(data: bytes, rules: bytes = b"", sign: str = "") -> Own:
    """Read a table and judge it; ``rules`` is a second file, ``sign`` the decimal sign where the reader chose one."""
    parts = [grids(data), *([grids(rules, EQUATIONS)] if rules.strip() else [])]
    problems = [part.problem for part in parts if part.problem]
    notices = [notice for part in parts[:1] for notice in part.notices]
    blocks = list(_blocks(parts, problems, notices))
    rows: dict[str, list[Row]] = {FIGURES: [], EQUATIONS: []}
    for block in blocks:
        rows[block.kind] += _rows(block, problems, notices)
    found, chosen, asks = _figures(rows[FIGURES], sign, problems)
    ledger = _ledger(found, rows, problems)
    verdicts, computed = checks.judge(ledger)
    order = sorted(dict.fromkeys(problems), key=lambda problem: problem.sort_key)
    report = Report(ledger, (), verdicts, computed)
    return Own(report, tuple(blocks), tuple(order), tuple(dict.fromkeys(notices)), chosen, asks)


# Blocks


def _blocks(parts: list[Given], problems: list[Problem], notices: list[Notice]) -> Iterator[Block]:
    """The figures and the rules of all grids; the first block must be figures."""
    is_first = True
    several = sum(len(part.grids) for part in parts) > 1
    for part in parts:
        for grid in part.grids:
            named = replace(grid, name=grid.name if several else "")
            if grid.stopped:
                problems.append(replace(grid.stopped, place=replace(grid.stopped.place, file=named.name)))
            for block in _split(named):
                kind = EQUATIONS if _is_rules(block.header) else FIGURES
                has_names = any(known(cell) for cell in block.header.cells)
                if is_first or has_names and (kind == EQUATIONS or _is_figures(block.header)):
                    yield from _sound(replace(block, kind=kind), problems)
                else:
                    notices.append(Notice("said_unused_sheet", (("name", grid.name),)))
                is_first = False


def _split(grid: Grid) -> Iterator[Block]:
    """A grid as blocks: each begins with a header, the second one with the line that names rule_id."""
    starts = 0

    def part(line: Line) -> int:
        nonlocal starts
        starts += _is_rules(line)
        return starts

    for _, group in groupby(grid.lines, part):
        header, *lines = group
        yield Block("", grid.name, header, tuple(lines))


def _is_rules(line: Line) -> bool:
    return "rule_id" in map(folded, line.cells)


def _is_figures(line: Line) -> bool:
    names = [known(cell) for cell in line.cells]
    return "figure_id" in names and "value" in names


def _sound(block: Block, problems: list[Problem]) -> Iterator[Block]:
    """A block whose header can be used, and the block without what lies beyond our limits; all else is told."""
    cells = _stripped(block.header.cells)
    block = replace(block, header=replace(block.header, cells=cells))
    place = Place(block.file, block.header.number)
    if len(cells) > MAX_COLUMNS:
        problems.append(Problem(place, "own-wide", (("limit", MAX_COLUMNS),)))
        yield replace(block, lines=())
        return
    needed = NEEDED if block.kind == FIGURES else RULES[:2]
    names = [known(cell) for cell in cells]
    if not any(name in needed for name in names):
        shown = ", ".join(cell for cell in cells[:3] if cell.strip())
        problems.append(Problem(place, "own-header", (("cells", shown[:100]),)))
    else:
        problems += _header_problems(block, names, needed)
        if not block.lines and block.kind == FIGURES:
            problems.append(Problem(place, "own-rows"))
    if len(block.lines) > MAX_ROWS:
        first = Place(block.file, block.lines[MAX_ROWS].number)
        problems.append(Problem(first, "own-many", (("limit", MAX_ROWS),)))
        block = replace(block, lines=block.lines[:MAX_ROWS])
    yield block


def _stripped(cells: tuple[str, ...]) -> tuple[str, ...]:
    """A header without the empty cells that a longer block beside it leaves at its end."""
    last = max((number for number, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return cells[:last]


def _header_problems(block: Block, names: list[str], needed: tuple[str, ...]) -> Iterator[Problem]:
    cells = block.header.cells
    others = [cell for cell in cells if not known(cell) and cell.strip()]
    for column in needed:
        if column not in names:
            near = guess(column, tuple(map(folded, others)))
            shown = next((cell.strip() for cell in others if folded(cell) == near), "")
            args = (("column", column), ("found", ", ".join(cells)[:200]), ("guess", shown))
            yield Problem(Place(block.file, block.header.number, 0, column), "own-column", args)
    for number, name in enumerate(names):
        if name and name in names[:number]:
            place = Place(block.file, block.header.number, number + 1, cells[number])
            yield Problem(place, "own-double", (("column", name),))


# Rows


def _rows(block: Block, problems: list[Problem], notices: list[Notice]) -> Iterator[Row]:
    """The rows that fit the header, with their cells by column; none where two columns have one name."""
    names = block.columns
    used = [name for name in names if name in COLUMNS]
    mended = 0
    for line in block.lines:
        fault = _shape_problem(line, names, Place(block.file, line.number))
        if fault:
            problems.append(fault)
            continue
        cells = [_mended(cell) for cell in line.cells[: len(names)]]
        mended += sum(
            BROKEN.search(old) is not None and new != old for new, old in zip(cells, line.cells, strict=False)
        )
        if len(used) == len(set(used)):
            yield Row(block.file, line.number, dict(zip(names, cells, strict=True)), names)
    if mended:
        notices.append(Notice("said_broken", (("number", str(mended)),)))


def _shape_problem(line: Line, names: tuple[str, ...], place: Place) -> Problem | None:
    """A line with cells too few or too many, with a sign that nobody sees, or with too long a text."""
    if len(line.cells) < len(names) or any(cell.strip() for cell in line.cells[len(names) :]):
        return Problem(place, "own-ragged", (("cells", len(line.cells)), ("columns", len(names))))
    for number, (name, cell) in enumerate(zip(names, line.cells, strict=False), start=1):
        odd = CONTROL.search(cell)
        if odd:
            return Problem(replace(place, column=number, name=name), "own-control", (("sign", f"U+{ord(odd[0]):04X}"),))
        if len(cell) > MAX_CELL:
            return Problem(replace(place, column=number, name=name), "cell-long", (("limit", MAX_CELL),))
    return None


def _mended(cell: str) -> str:
    """A cell without the apostrophe of a guarded formula, and with letters that went through two encodings put right.

    >>> _mended("BÃ¼ro"), _mended("'=1/2"), _mended("Ã la carte")
    ('Büro', '=1/2', 'Ã la carte')
    """
    if isinstance(cell, Typed | Dated):
        return cell
    cell = unguard(cell)
    if BROKEN.search(cell):
        try:
            return cell.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return cell
    return cell


def _figures(rows: list[Row], sign: str, problems: list[Problem]) -> tuple[list[Read], str, bool]:
    """The figures of all rows, the decimal sign they were read with, and whether it has to be asked for."""
    seen = marks(row.cells[name] for row in rows for name in NUMBERS if name in row.cells)
    sure = seen & set(SIGNS)
    chosen = sign if sign in SIGNS else next(iter(sure)) if len(sure) == 1 else ""
    problems += _double_ids(rows, "figure_id")
    double = {problem.place for problem in problems if problem.code == "own-twice"}
    reader = Reader(chosen, len(sure) == 2, problems)
    found = [reader.figure(row, number) for number, row in enumerate(rows, start=1)]
    kept = [one for one, row in zip(found, rows, strict=True) if one and row.place("figure_id") not in double]
    return kept, chosen, bool(seen) and len(sure) != 1


def _double_ids(rows: list[Row], column: str) -> Iterator[Problem]:
    """Every row whose id stands in another row, too; which one is meant nobody can tell."""
    lines: dict[str, list[Row]] = {}
    for row in rows:
        if row[column].strip():
            lines.setdefault(row[column].strip(), []).append(row)
    for name, several in lines.items():
        for row in several if len(several) > 1 else ():
            other = next(one for one in several if one is not row)
            yield row.problem(column, "own-twice", id=name, row=other.line)


# The ledger


def _ledger(found: list[Read], rows: dict[str, list[Row]], problems: list[Problem]) -> Ledger:
    """A ledger like ours: each figure counts a measure of its own, so that rules can call it by its id."""
    figures = {one.figure.id: _sourced(one) for one in found}
    measures = {one.figure.measure: _measure(one) for one in found}
    sources = {_source_id(one): _source(one) for one in found}
    printed = tuple(_printed(figure) for figure in figures.values())
    rules = _rules(figures, measures, printed, rows, problems)
    return Ledger(
        folder="",
        title=Labels(),
        version="",
        sources=MappingProxyType(sources),
        subjects=MappingProxyType({}),
        measures=MappingProxyType(measures),
        figures=MappingProxyType(figures),
        rules=rules,
        explanations=(),
        milestones=(),
        set_aside=(),
        rates=(),
        rows=MappingProxyType({FIGURES: printed}),
    )


def _printed(figure: Figure) -> Row:
    """What our own rule reader wants to know of a figure: the term that it prints."""
    cells = {"subject": figure.subject, "measure": figure.measure, "period": figure.period}
    return Row("", figure.place.line, cells, tuple(cells))


def _rules(
    figures: dict[str, Figure],
    measures: dict[str, Measure],
    printed: tuple[Row, ...],
    rows: dict[str, list[Row]],
    problems: list[Problem],
) -> tuple[Rule, ...]:
    problems += _double_ids(rows[EQUATIONS], "rule_id")
    double = {problem.place for problem in problems if problem.code == "own-twice"}
    unread = {row["figure_id"].strip() for row in rows[FIGURES]} - figures.keys()
    terms = {name: f"f.{figure.measure}" for name, figure in figures.items()}
    usable = [row for row in rows[EQUATIONS] if row.place("rule_id") not in double]
    return Equations(terms, unread, problems).rules(usable, measures, printed)


def _source_id(one: Read) -> str:
    return f"{one.language} {one.figure.source}"


def _sourced(one: Read) -> Figure:
    return replace(one.figure, source=_source_id(one))


def _source(one: Read) -> Source:
    """A source in one language; its name is all that the table says of it."""
    publishers = Labels(en=one.figure.source)
    return Source(
        _source_id(one), "", publishers, "", Labels(), "", "", one.language, "", "", Labels(), one.figure.place
    )


def _measure(one: Read) -> Measure:
    """The measure of one figure: its name is the figure's id, any currency is money."""
    over, slash, under = unit_name(one.figure.reading.unit).partition("/")
    spelled = f"{MONEY if is_currency(base(over)[1]) else over}{slash}{under}"
    return Measure(one.figure.measure, Labels(en=one.figure.id), spelled, one.kind)
