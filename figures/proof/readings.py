"""The table of exact readings: all that a verdict rests on, so that a stranger can judge it once more."""

from __future__ import annotations

from dataclasses import replace

from ..conversion import Converter
from ..edtf import days
from ..export import Column, Table
from ..hedges import OPEN_HEDGES
from ..interval import Interval
from ..ledger import Figure
from ..phrase import decimal
from ..prints import LOOSE, Prints
from ..quantity import unit_name
from ..verdict import Judged

COLUMNS = (
    Column("figure_id", "the figure's id"),
    Column("term", "what rules call it, with its period: subject.measure[period]"),
    Column("status", "actual, announced, planned, expected, hoped"),
    Column("rank", "preferred, normal or deprecated: which prints rules take"),
    Column("unit", "base unit of all numbers in this row"),
    Column("hedges", "the hedges of the number, the inner one first; empty: none"),
    Column("value", "the number as printed, in base units; a fraction like 1/3 where it has no last decimal"),
    Column("value_upper", "upper number of a printed range"),
    Column("place_tight", "the last printed place; 0: a point"),
    Column("place_loose", "the place of the last digit that was surely counted"),
    Column("tight", "the narrow reading; ( ) an end that does not belong to it, nothing: an open end"),
    Column("loose", "the wide reading"),
    Column("tight_unhedged", "the narrow reading without more than, at least, less than, up to"),
    Column("loose_unhedged", "the wide reading without more than, at least, less than, up to"),
    Column("loose_beside", "the wide reading beside other prints: with the widest hedge printed for its value"),
    Column("loose_beside_unhedged", "the same without more than, at least, less than, up to"),
    Column("rate_days", "first and last day whose rates of exchange it may be converted at; empty: no date is known"),
)


def readings_table(report: Judged) -> Table:
    """Every figure with its exact readings; all cells are texts, because 1/3 has no decimals that end."""
    prints, converter = Prints(report.ledger), Converter(report.ledger)
    rows = (_row(figure, prints, converter) for figure in report.ledger.figures.values())
    return Table("readings", COLUMNS, tuple(rows))


def _row(figure: Figure, prints: Prints, converter: Converter) -> tuple[str, ...]:
    reading, number = figure.reading, figure.reading.number
    plain = replace(reading, hedges=tuple(code for code in reading.hedges if code not in OPEN_HEDGES))
    return (
        figure.id,
        str(figure.term),
        figure.status,
        figure.rank,
        unit_name(reading.unit),
        " ".join(reading.hedges),
        decimal(number.low),
        decimal(number.high) if number.is_range else "",
        decimal(number.place[0]),
        decimal(number.loose_place[0]),
        *(spell(read.interval) for read in (reading.tight, reading.loose, plain.tight, plain.loose)),
        *(spell(prints.beside(figure, mode)) for mode in (LOOSE, replace(LOOSE, unhedge=True))),
        "/".join(str(day) for day in days(converter.date(figure)) or () if day),
    )


def spell(interval: Interval) -> str:
    """An interval as it is written in mathematics: `[59500000, 60500000]`, `(15000000, )`.

    >>> spell(Interval.of(59, 60)), spell(Interval.of(1, 3).inverse()), spell(Interval(None, None))
    ('[59, 60]', '[1/3, 1]', '(, )')
    """
    low, high = ("" if end is None else decimal(end) for end in (interval.lower, interval.upper))
    return f"{'[' if interval.lower_included else '('}{low}, {high}{']' if interval.upper_included else ')'}"
