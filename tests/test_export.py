"""Rows and files that leave the house."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from figures import export
from figures.report import Report


@pytest.mark.parametrize("name", export.TABLES)
def test_tables_read_back(seeds: Report, name: str) -> None:
    """Every CSV opens with the same cells it was made from, a guard taken off."""
    table = export.table(seeds, name)
    rows = list(csv.reader(io.StringIO(table.csv(), newline=""), strict=True))

    assert rows[0] == [column.name for column in table.columns]
    assert all(column.meaning for column in table.columns)
    assert [[cell.removeprefix("'") for cell in row] for row in rows[1:]] == [
        [cell.removeprefix("'") for cell in row] for row in table.rows
    ]


def test_figures_carry_their_proof(seeds: Report) -> None:
    """Value, both readings, unit, hedge, status, phrase, place, source, verdicts and version in every row."""
    table = export.table(seeds, "figures")
    names = [column.name for column in table.columns]
    row = dict(zip(names, next(r for r in table.rows if r[0] == "lux-state-contribution"), strict=True))

    assert (row["value"], row["unit"], row["hedge"], row["status"]) == ("60000000", "EUR", "none", "announced")
    assert (row["tight_low"], row["tight_high"], row["tight_ends"]) == ("59500000", "60500000", "[]")
    assert (row["loose_low"], row["loose_high"]) == ("55000000", "65000000")
    assert (row["phrase"], row["char_start"], row["char_end"]) == ("insgesamt 60 Millionen", "2269", "2291")
    assert "lux-share: only loosely" in row["verdicts"]
    assert len(row["source_sha256"]) == 64 and row["ledger_version"] == "2026.11.0"
    hedged = dict(zip(names, next(r for r in table.rows if r[0] == "meluxina-ai-operation"), strict=True))
    assert (hedged["hedge"], hedged["hedge_origin"]) == ("estimated", "inherited")


def test_open_ends_are_empty(seeds: Report) -> None:
    """More than 7,000 has no upper end, and 7,001 is its lowest count."""
    table = export.table(seeds, "figures")
    names = [column.name for column in table.columns]
    row = dict(zip(names, next(r for r in table.rows if r[0] == "nexus-2025-guests-expected"), strict=True))

    assert (row["tight_low"], row["tight_high"], row["tight_ends"]) == ("7001", "", "[)")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", " =1", "＝1", "－1"])
def test_formulas_are_guarded(cell: str) -> None:
    """A text that a spreadsheet would run gets an apostrophe; a number never does."""
    columns = (export.Column("text", "a text"), export.Column("number", "a number", True))
    found = export.Table("t", columns, ((cell, "-5"),)).csv()

    assert next(csv.reader(io.StringIO(found.split("\n", 1)[1], newline=""))) == [f"'{cell}", "-5"]


def test_same_input_same_bytes(seeds: Report, tmp_path: Path) -> None:
    """Written twice, the files are the same, and nothing else is left in the folder."""
    for name in ("one", "two"):
        export.write_csv(seeds, tmp_path / name)
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two"))

    assert one == two
    assert sorted(one) == sorted(f"{name}.csv" for name in export.TABLES)


def test_an_interrupted_write_leaves_the_old_file(seeds: Report, tmp_path: Path, monkeypatch: Any) -> None:
    """What is there stays whole until the new file is ready."""
    export.write_csv(seeds, tmp_path)
    before = (tmp_path / "figures.csv").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        export.write_csv(seeds, tmp_path)
    assert (tmp_path / "figures.csv").read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_chart_numbers_are_plain() -> None:
    """Whole numbers stay whole, others become the nearest float."""
    from fractions import Fraction

    assert (export.plain(Fraction(7)), export.plain(Fraction(1, 2)), export.plain(None)) == (7, 0.5, None)
    assert export.number(Fraction(1, 3)) == "0.3333333333333333"
    assert export.plain(Fraction(10**400, 3)) == 10**400 // 3
