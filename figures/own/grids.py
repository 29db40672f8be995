"""Bytes to grids: what was uploaded or pasted, as lines of cells with their numbers, or why it is no table."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from ..errors import Place, Problem
from .words import COLUMNS, folded
from .workbook import MAX_ROWS, SECONDS
from .workbook import __file__ as PROGRAM

MAX_BYTES, MAX_CELL, MAX_COLUMNS = 2_000_000, 10_000, 100
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
KINDS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\xd0\xcf\x11\xe0", "old"),
    (b"{\\rtf", "text"),
    (b"{", "json"),
    (b"[", "json"),
    (b"<", "web"),
)
AT_ONCE = BoundedSemaphore(2)  # workbooks that are opened at the same time
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Typed(str):
    """A number that a workbook holds as a number: its digits, with a decimal point, whatever the columns say."""


class Dated(str):
    """A date that a workbook holds as a date."""


@dataclass(frozen=True)
class Notice:
    """Something about the whole file that the reader should know: a key below `own.` and its arguments."""

    key: str
    args: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Line:
    """One line that holds anything: its number in the file, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A sheet, or the one table of a text file; ``stopped`` is what kept the rest from being read."""

    name: str
    lines: tuple[Line, ...]
    stopped: Problem | None = None


@dataclass(frozen=True)
class Given:
    """What was given: its grids with what is to be said of them, or the problem that keeps it from being a table."""

    grids: tuple[Grid, ...] = ()
    notices: tuple[Notice, ...] = ()
    problem: Problem | None = None


def grids(data: bytes, name: str = "") -> Given:
    """The grids of a file; ``name`` is how messages call it, empty for the first one."""
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1_000_000:.1f}"
        return Given(problem=Problem(Place(name, 0), "own-large", (("limit", MAX_BYTES // 1_000_000), ("mb", size))))
    bare = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not bare:
        return Given(problem=Problem(Place(name, 0), "own-empty"))
    if bare.startswith(b"PK\x03\x04"):
        return _workbook(data, name)
    kind = next((kind for start, kind in KINDS if bare.startswith(start)), "")
    if kind:
        return _refused(name, kind)
    text, encoding = _decoded(data)
    if "\x00" in text or not encoding:
        return _refused(name, "binary")
    return _text(text, encoding, name)


def _refused(name: str, kind: str) -> Given:
    return Given(problem=Problem(Place(name, 0), "own-type", (("type", kind),)))


def _decoded(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was read in: UTF-8, UTF-16 with its mark, else Windows-1252; empty where none is."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    else:
        tries = ["utf-8-sig", "cp1252"]
    for encoding in tries:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return "", ""


def _text(text: str, encoding: str, name: str) -> Given:
    """The table of a text file, and how its columns and letters were told apart."""
    said = [Notice("said_encoding", (("encoding", "Windows-1252"),))] if encoding == "cp1252" else []
    first, _, rest = text.partition("\n")
    skipped = 0
    if match := re.fullmatch(r"sep=([,;\t])\r?", first):
        delimiter, text, skipped = match[1], rest, 1
    else:
        delimiter = _delimiter(next((line for line in text.splitlines() if line.strip(" ,;\t\r")), ""))
    said.append(Notice(f"said_{DELIMITERS[delimiter]}"))
    lines: list[Line] = []
    stopped = None
    try:
        for line in _lines(text, delimiter, skipped):
            lines.append(line)
            if len(lines) > MAX_ROWS:
                break
    except csv.Error as fault:
        last = Place(name, lines[-1].number + 1 if lines else 1 + skipped)
        long = "limit" in str(fault)  # csv's own, far above ours: most often a quotation mark that is never closed
        stopped = Problem(last, "cell-long", (("limit", MAX_CELL),)) if long else Problem(last, "own-quotes")
    return Given((Grid(name, tuple(lines), stopped),), tuple(said))


def _lines(text: str, delimiter: str, skipped: int) -> Iterator[Line]:
    """The lines that hold anything; raises csv.Error at quotation marks that do not pair up."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1 + skipped
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Line(number, tuple(cells))
        number = reader.line_num + 1 + skipped


def _delimiter(header: str) -> str:
    """The sign that gives most columns we know, then most columns at all."""

    def worth(sign: str) -> tuple[int, int]:
        names = [folded(name.strip('" ')) for name in header[:10_000].split(sign)]
        return sum(name in COLUMNS for name in names), len(names)

    return max(DELIMITERS, key=worth)


def _workbook(data: bytes, name: str) -> Given:
    """The sheets of a workbook, read by a program of its own that may not take much."""
    answer = _asked(data)
    if "refused" in answer:
        return _refused(name, str(answer["refused"]))
    found = []
    for sheet in answer["sheets"]:
        width = max((len(cells) for _, cells in sheet["rows"]), default=0)
        padded = ((number, [*map(_cell, cells), *[""] * (width - len(cells))]) for number, cells in sheet["rows"])
        found.append(Grid(sheet["name"], tuple(Line(number, tuple(cells)) for number, cells in padded)))
    if not any(grid.lines for grid in found):
        return Given(problem=Problem(Place(name, 0), "own-empty"))
    said = (Notice("said_workbook"), *([Notice("said_formulas")] if answer["formulas"] else []))
    return Given(tuple(grid for grid in found if grid.lines), said)


def _cell(cell: str | dict[str, str]) -> str:
    if isinstance(cell, str):
        return cell
    return Typed(cell["number"]) if "number" in cell else Dated(cell["date"])


def _asked(data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-P", str(Path(PROGRAM))]
    try:
        with AT_ONCE:
            done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS)
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):  # out of time, or killed for what it took
        return {"refused": "swollen"}
    return answer
