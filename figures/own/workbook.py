"""A workbook to plain cells, as a program of its own: little memory, little time, and nothing of ours imported.

It reads a workbook from standard input and prints JSON: sheets with their rows, or why it will not read it.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

MAX_PARTS, MAX_PART, MAX_ALL, MAX_RATIO, SMALL = 100, 20_000_000, 50_000_000, 100, 1_000_000
MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 10, 5_600, 101
MEMORY, SECONDS = 512 * 1024 * 1024, 10
DECLARED = [sign.encode(code) for sign in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")]
SUM = (b"<f>", b"<f ", b"<f/>")


class Refused(Exception):
    """Why a workbook is not read, as a word of the catalogues."""


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every part of the archive, counted while it is inflated; raises Refused before it grows too large."""
    book, total = zipfile.ZipFile(io.BytesIO(data)), 0
    if len(book.infolist()) > MAX_PARTS:
        raise Refused("swollen")
    for part in book.infolist():
        if part.filename.startswith(("/", "\\")) or ".." in part.filename:
            raise Refused("unreadable")
        with book.open(part) as file:
            text = file.read(MAX_PART + 1)
        total += len(text)
        is_dense = len(text) > SMALL and len(text) > MAX_RATIO * max(part.compress_size, 1)
        if len(text) > MAX_PART or total > MAX_ALL or is_dense:
            raise Refused("swollen")
        yield part.filename, text


def looked_through(data: bytes) -> bool:
    """True where a formula stands in a sheet; raises Refused for what no table needs."""
    names, has_sum = [], False
    for name, text in unpacked(data):
        names.append(name)
        if any(sign in text for sign in DECLARED):
            raise Refused("unreadable")
        if name.startswith("xl/worksheets/"):
            has_sum = has_sum or any(sign in text for sign in SUM)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    if "mimetype" in names:
        raise Refused("opendocument")
    if "xl/workbook.xml" not in names:
        raise Refused("archive")
    return has_sum


def sheets(data: bytes) -> Iterator[dict[str, Any]]:
    """Name, rows that hold anything (with their numbers), and whether there were more, of each sheet."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets[:MAX_SHEETS]:
        rows: list[tuple[int, list[str | dict[str, str]]]] = []
        for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
            texts = [plain(cell) for cell in cells]
            while texts and texts[-1] == "":
                texts.pop()
            if texts:
                rows.append((number, texts))
            if len(rows) > MAX_ROWS:
                break
        yield {"name": sheet.title, "rows": rows}


def plain(cell: Any) -> str | dict[str, str]:
    """A cell as its text; a number as its digits, marked as typed; a date as one, marked as such."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        shares = "%" in (cell.number_format or "")
        digits = format(value * (100 if shares else 1), ".15g")
        number = digits if "e" not in digits else format(value * (100 if shares else 1), ".15f").rstrip("0").rstrip(".")
        return {"number": number + (" %" if shares else "")}
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return {"date": value.date().isoformat()}
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return {"date": value.isoformat()}
    return str(value)


def confine() -> None:
    """As much memory and time as a small table needs; Windows knows no such limits."""
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl can do without, and it takes much memory
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main() -> None:
    confine()
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"formulas": looked_through(data), "sheets": list(sheets(data))}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": "swollen"}
    except Exception:  # whatever a broken workbook makes openpyxl raise
        answer = {"refused": "unreadable"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
