"""Parquet: exact decimals, places as whole numbers, and what every column means and counts beside it."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

from ..export import Column, Nearest, Table

MOST_DIGITS = 38  # what decimal128 holds


def parquet_file(table: Table, about: dict[str, str]) -> bytes:
    """One table; ``about`` (title, version, licence) becomes metadata of the file."""
    import pyarrow
    import pyarrow.parquet

    fields, arrays = [], []
    for at, column in enumerate(table.columns):
        cells = [row[at] for row in table.rows]
        kind = _kind(column, cells)
        known = {"meaning": column.meaning, **units(table, column)}
        if column.is_number and not column.is_whole:
            exact = pyarrow.types.is_decimal(kind)
            known["exact"] = "yes" if exact else "no: some of these numbers have no last decimal"
        fields.append(pyarrow.field(column.name, kind, metadata=known))
        arrays.append(pyarrow.array([_cell(cell, kind) for cell in cells], kind))
    schema = pyarrow.schema(fields, metadata={"table": table.name, **about})
    buffer = BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def units(table: Table, column: Column) -> dict[str, str]:
    """The unit of a column's numbers where it is one, and which column has it where rows differ."""
    if column.unit or not column.is_number:
        return {"unit": column.unit} if column.unit else {}
    at = next((at for at, other in enumerate(table.columns) if other.name == "unit"), None)
    if at is None:
        return {}
    found = {row[at] for row in table.rows if row[at]}
    return {"unit_column": "unit", **({"unit": found.pop()} if len(found) == 1 else {})}


def _kind(column: Column, cells: list[str]) -> Any:
    """Text, whole number, decimal with as many places as its numbers need, or float where one has no last decimal."""
    import pyarrow

    if not column.is_number:
        return pyarrow.string()
    if column.is_whole:
        return pyarrow.int64()
    parts = [cell.lstrip("-").partition(".") for cell in cells if cell]
    whole, places = (max((len(part[at]) for part in parts), default=1) for at in (0, 2))
    if any(isinstance(cell, Nearest) for cell in cells) or whole + places > MOST_DIGITS:
        return pyarrow.float64()
    return pyarrow.decimal128(MOST_DIGITS, places)


def _cell(cell: str, kind: Any) -> Any:
    import pyarrow

    if pyarrow.types.is_string(kind):
        return cell
    if not cell:
        return None
    return int(cell) if pyarrow.types.is_integer(kind) else float(cell) if kind == pyarrow.float64() else Decimal(cell)
