"""CSV for programs and CSV for spreadsheets, and the reader that gives back the cells they were made from."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ..export import Column, Table
from ..tables import guard, unguard

Cells = list[tuple[str, ...]]


def csv_file(table: Table) -> bytes:
    """RFC 4180 in UTF-8: comma, decimal point, CRLF; texts that would run as a formula are guarded."""
    return table.csv().encode()


def excel_csv_file(table: Table) -> bytes:
    """What a German or French Excel opens by a double click: byte order mark, semicolon, decimal comma, CRLF.

    No `sep=` line, which would make Excel ignore the byte order mark; no thousands marks.
    """
    kinds = [column.is_number for column in table.columns]
    header = [column.name for column in table.columns]
    rows = [
        [cell.replace(".", ",") if is_number else guard(cell) for cell, is_number in zip(row, kinds, strict=True)]
        for row in table.rows
    ]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows([header, *rows])
    return buffer.getvalue().encode("utf-8-sig")


def read_back(data: bytes, columns: Sequence[Column]) -> Cells:
    """The cells that one of the two files was made from: guards taken off, decimal points; raises ValueError.

    >>> from figures.export import Table
    >>> columns = (Column("text", "a text"), Column("number", "a number", True))
    >>> read_back(excel_csv_file(Table("t", columns, (("=1+1", "0.5"),))), columns)
    [('=1+1', '0.5')]
    """
    excel = data.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    header, *rows = csv.reader(text, delimiter=";" if excel else ",", strict=True)
    if header != [column.name for column in columns]:
        raise ValueError(f"other columns than expected: {', '.join(header)}")
    return [tuple(_cell(cell, column, excel) for cell, column in zip(row, columns, strict=True)) for row in rows]


def _cell(cell: str, column: Column, excel: bool) -> str:
    if not column.is_number:
        return unguard(cell)
    return cell.replace(",", ".") if excel else cell
