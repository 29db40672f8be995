"""Bytes to rows, strictly: a CSV file becomes texts with line numbers, or problems that say where and why."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import IO

from .errors import Place, Problem, UsageError

MAX_BYTES, MAX_ROWS, MAX_COLUMNS, MAX_CELL = 5_000_000, 50_000, 100, 10_000
NEEDED = ("sources", "subjects", "measures", "figures", "rules")


@dataclass(frozen=True)
class Column:
    """One column of a table, as datapackage.json describes it."""

    name: str
    description: str
    needed: bool = False
    pattern: str = ""
    words: tuple[str, ...] = ()
    type: str = "string"
    is_date: bool = False


@dataclass(frozen=True)
class Schema:
    """One table: its columns, its key and what its columns refer to (column, table)."""

    name: str
    columns: tuple[Column, ...]
    key: str = ""
    refers: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The column names, in the canonical order."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True)
class Row:
    """One row: the line of the file it starts on, its cells by column name and the number of each column."""

    file: str
    line: int
    cells: dict[str, str]
    columns: tuple[str, ...]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def place(self, column: str) -> Place:
        """Where a cell of this row stands."""
        number = self.columns.index(column) + 1 if column in self.columns else 0
        return Place(self.file, self.line, number, column)

    def problem(self, column: str, code: str, /, **args: object) -> Problem:
        """A problem of one cell of this row."""
        return Problem(self.place(column), code, tuple(sorted(args.items())), self[column])


def own_folder() -> Path:
    """The ledger shipped with the package: seeds/ of the checkout, or the copy inside the installed package."""
    here = Path(__file__).parent
    checkout = here.parent / "seeds"
    return checkout if (checkout / "datapackage.json").is_file() else here / "seeds"


@lru_cache(maxsize=1)
def schemas() -> dict[str, Schema]:
    """The schema of every table by name, from the shipped datapackage.json."""
    package = json.loads((own_folder() / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: _schema(resource["name"], resource["schema"]) for resource in package["resources"]}


def _schema(name: str, schema: dict[str, list[dict[str, dict[str, str | list[str]]]]]) -> Schema:
    refers = []
    for link in schema.get("foreignKeys", []):
        refers.append((str(link["fields"][0]), str(link["reference"].get("resource", name))))  # type: ignore[index]
    columns = tuple(_column(field) for field in schema["fields"])
    key = str(schema["primaryKey"][0]) if "primaryKey" in schema else ""
    return Schema(name, columns, key, tuple(refers))


def _column(field: dict) -> Column:  # type: ignore[type-arg]
    rules = field.get("constraints", {})
    return Column(
        field["name"],
        field["description"],
        bool(rules.get("required")),
        rules.get("pattern", ""),
        tuple(rules.get("enum", ())),
        field["type"],
        bool(field.get("edtf")),
    )


def read_table(path: Path, shown: str, schema: Schema) -> tuple[list[Row], list[Problem]]:
    """Rows and problems of one file; ``shown`` is the file name that messages give.

    A file that cannot be read as a table gives no rows and one problem; a row that does not fit gives a problem
    and is left out; every other fault keeps its row.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        needed = schema.name in NEEDED
        return [], [Problem(Place(shown, 0), "file-absent", (("table", schema.name),))] if needed else []
    except OSError as fault:
        return [], [Problem(Place(shown, 0), "file-unreadable", (("reason", fault.strerror or ""),))]
    text = decode(data, shown)
    if isinstance(text, Problem):
        return [], [text]
    return _rows(text, shown, schema)


def decode(data: bytes, shown: str) -> str | Problem:
    """The text of a file in UTF-8 (one byte order mark allowed), or the problem with its line."""
    if len(data) > MAX_BYTES:
        return Problem(Place(shown, 0), "file-large", (("limit", MAX_BYTES // 1_000_000),))
    if not data.strip():
        return Problem(Place(shown, 1), "file-empty")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        return Problem(Place(shown, line), "file-encoding", (("byte", f"0x{data[fault.start]:02x}"),))
    if data.startswith((b"PK\x03\x04", b"%PDF", b"{", b"<", b"\xd0\xcf")):
        return Problem(Place(shown, 1), "file-type")
    for number, line_text in enumerate(text.split("\n"), start=1):
        odd = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", line_text)
        if odd:
            return Problem(Place(shown, number), "file-control", (("sign", f"U+{ord(odd[0]):04X}"),))
    return text


def _rows(text: str, shown: str, schema: Schema) -> tuple[list[Row], list[Problem]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    problems: list[Problem] = []
    header: tuple[str, ...] | None = None
    line = 1
    try:
        for cells in reader:
            if header is None:
                header = tuple(cells)
                faults = list(_header_problems(header, shown, schema))
                if any(fault.code in ("header-semicolon", "header-double", "header-empty") for fault in faults):
                    return [], faults
                problems += faults
            elif cells and (fault := _shape_problem(cells, header, Place(shown, line))):
                problems.append(fault)
            elif cells:
                rows.append(Row(shown, line, dict(zip(header, map(unguard, cells), strict=True)), header))
            line = reader.line_num + 1
            if len(rows) > MAX_ROWS:
                return rows, [*problems, Problem(Place(shown, line), "table-long", (("limit", MAX_ROWS),))]
    except csv.Error as fault:
        problems.append(Problem(Place(shown, line), "row-quotes", (("reason", str(fault)),)))
    return rows, problems + [problem for row in rows for problem in _cell_problems(row, schema)]


def _header_problems(header: tuple[str, ...], shown: str, schema: Schema) -> Iterator[Problem]:
    if len(header) == 1 and ";" in header[0]:
        yield Problem(Place(shown, 1), "header-semicolon")
        return
    seen: dict[str, str] = {}
    for number, name in enumerate(header[:MAX_COLUMNS], start=1):
        place = Place(shown, 1, number, name)
        folded = unicodedata.normalize("NFKC", name).strip().casefold()
        if not folded:
            yield Problem(place, "header-empty")
        elif folded in seen:
            yield Problem(place, "header-double", (("column", name),))
        elif name not in schema.names:
            guess = get_close_matches(folded, schema.names, 1)
            proposal = guess[0] if guess else ", ".join(schema.names)
            yield Problem(place, "header-unknown", (("column", name), ("known", proposal)))
        seen[folded] = name
    if len(header) > MAX_COLUMNS:
        yield Problem(Place(shown, 1), "header-long", (("limit", MAX_COLUMNS),))
    for column in schema.columns:
        if column.needed and column.name not in header:
            yield Problem(Place(shown, 1), "header-absent", (("column", column.name), ("found", ", ".join(header))))


def _shape_problem(cells: list[str], header: tuple[str, ...], place: Place) -> Problem | None:
    if len(cells) != len(header):
        return Problem(place, "row-ragged", (("cells", len(cells)), ("columns", len(header))))
    long = next((number for number, cell in enumerate(cells) if len(cell) > MAX_CELL), None)
    if long is None:
        return None
    return Problem(Place(place.file, place.line, long + 1, header[long]), "cell-long", (("limit", MAX_CELL),))


def _cell_problems(row: Row, schema: Schema) -> Iterator[Problem]:
    for column in schema.columns:
        cell = row[column.name]
        if not cell.strip():
            if column.needed and column.name in row.columns:
                yield row.problem(column.name, "cell-empty", column=column.name)
        elif column.words and cell not in column.words:
            guess = get_close_matches(cell, column.words, 1)
            yield row.problem(column.name, "cell-word", word=cell, known=guess[0] if guess else ", ".join(column.words))
        elif column.pattern and not re.fullmatch(column.pattern, cell):
            yield row.problem(column.name, "cell-pattern", cell=cell, pattern=column.pattern)
        elif column.type == "integer" and not re.fullmatch("[0-9]{1,12}", cell):
            yield row.problem(column.name, "cell-integer", cell=cell)
        elif column.is_date and not is_date(cell):
            yield row.problem(column.name, "cell-date", cell=cell)


def key_problems(rows: list[Row], schema: Schema, first: dict[str, Row] | None = None) -> Iterator[Problem]:
    """Ids that stand twice; ``first`` maps ids seen before (in other tables, too) to their rows."""
    seen = {} if first is None else first
    for row in rows:
        key = row[schema.key]
        if key and key in seen:
            yield row.problem(schema.key, "id-double", id=key, first=f"{seen[key].file}:{seen[key].line}")
        elif key:
            seen[key] = row


def reference_problems(rows: list[Row], column: str, known: set[str], table: str) -> Iterator[Problem]:
    """Cells that name an id which their table does not hold."""
    for row in rows:
        word = row[column]
        if word and word not in known:
            guess = get_close_matches(word, sorted(known), 1)
            yield row.problem(column, "id-unknown", id=word, table=table, guess=guess[0] if guess else "")


_YEAR = r"-?[0-9]{4}"
_DAY = rf"{_YEAR}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?|-(?:2[1-9]|3[0-9]|4[01]))?[?~%]?"
_DATE = re.compile(rf"(?:{_DAY}|\.\.|)/(?:{_DAY}|\.\.|)|{_DAY}")
_LENGTH = re.compile(r"P[0-9]{1,4}[YMWD]")


def is_date(text: str) -> bool:
    """True for the EDTF forms we take (day, month, season or half-year, year, ~ ? %, intervals) and P5Y."""
    return bool((_DATE.fullmatch(text) and text != "/") or _LENGTH.fullmatch(text))


_LIVE = r"(?:\s*[=+\-@＝＋－＠]|[\t\r\n])"
_GUARD, _GUARDED = re.compile(rf"'*{_LIVE}"), re.compile(rf"'+{_LIVE}")


def guard(cell: str) -> str:
    """A text that a spreadsheet would run as a formula, with an apostrophe in front; others unchanged.

    A text that already looks guarded gets one apostrophe more, so that `unguard` always gives back what was there.

    >>> guard("=1/2"), guard("112 M€"), guard("'=1/2")
    ("'=1/2", '112 M€', "''=1/2")
    """
    return f"'{cell}" if _GUARD.match(cell) else cell


def unguard(cell: str) -> str:
    """The text behind a guard: what our reader makes of every cell, so that a download reads back as it was.

    >>> unguard("'=1/2"), unguard("'tis"), unguard("''=1/2")
    ('=1/2', "'tis", "'=1/2")
    """
    return cell[1:] if _GUARDED.match(cell) else cell


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[str]], newline: str = "\n") -> str:
    """CSV text after RFC 4180, quoted only where needed."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")  # the writer quotes what is in its own line end only
    lines = []
    for row in (columns, *rows):
        writer.writerow(row)
        lines.append(buffer.getvalue().removesuffix("\r\n") + newline)
        buffer.seek(0)
        buffer.truncate()
    return "".join(lines)


STRAY = ".figures-part"  # how a file is named while it is being written; a killed writer leaves one
STRAY_AGE, WAIT = 600, 60  # seconds: when a stray file is old where no lock can tell, how long a second writer waits


def write_file(path: Path, data: bytes) -> None:
    """Write beside and rename, so that a reader finds the old file or the new one and never a half; raises OSError."""
    file = _part(path)
    with file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, 0o644)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise


def _part(path: Path) -> IO[bytes]:
    """A new file beside ``path``, held as long as it is open: nobody takes it for a stray one."""
    import tempfile

    while True:
        file = tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=STRAY, delete=False)
        if _hold(file.fileno()) is not False and os.path.exists(file.name):
            return file
        file.close()  # swept away between its making and its lock


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """The right to write in a folder that is there: one command at a time, stray files of killed ones swept away.

    A second writer waits; raises UsageError where the first takes longer than a minute, OSError where the folder
    cannot be opened. The lock goes with its process, however that ends, and leaves no file.
    """
    if os.name == "nt":  # there a folder cannot be locked
        sweep(folder)
        yield
        return
    door = os.open(folder, os.O_RDONLY)
    try:
        _wait(door, folder)
        sweep(folder)
        yield
    finally:
        os.close(door)


def _wait(door: int, folder: Path) -> None:
    deadline = time.monotonic() + WAIT
    while _hold(door) is False:
        if time.monotonic() > deadline:
            raise UsageError(f"another command is writing in {folder}; try again when it has ended")
        time.sleep(0.05)


def _hold(file: int) -> bool | None:
    """Lock an open file or folder: True, False where another process holds it, None where nothing can be locked."""
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):  # Windows, and network drives without locks
        return None
    return True


def sweep(folder: Path) -> None:
    """Remove what killed writers left in a folder: parts that nobody holds, without locks those of ten minutes ago."""
    for path in folder.glob(f".*{STRAY}"):
        try:
            with path.open("rb") as file:
                held = _hold(file.fileno())
                if held or (held is None and time.time() - path.stat().st_mtime > STRAY_AGE):
                    path.unlink()
        except OSError:  # gone meanwhile, or not ours to remove
            continue


def canonical(rows: list[Row], schema: Schema) -> str:
    """A table in canonical form: columns as in the schema, plain quoting, LF; cells unchanged, but for guards."""
    present = rows[0].columns if rows else schema.names
    columns = [name for name in schema.names if name in present]
    return write_rows(columns, ([row[name] for name in columns] for row in rows))
