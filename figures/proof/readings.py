"""The tables that a proof starts from: every printed number exactly, and how far a hedge opens it."""

from __future__ import annotations

from fractions import Fraction

from ..conversion import Converter
from ..edtf import days
from ..export import Column, Table
from ..hedges import HEDGES, Shape
from ..ledger import Figure
from ..phrase import decimal
from ..quantity import unit_name
from ..verdict import Judged

READINGS = (
    Column("figure_id", "the figure's id"),
    Column("term", "what rules call it, with its period: subject.measure[period]"),
    Column("status", "actual, announced, planned, expected, hoped"),
    Column("rank", "preferred, normal or deprecated: which prints rules take"),
    Column("phrase", "the number as printed"),
    Column("read_as", "the curator's restatement"),
    Column("hedge_from", "the figure that hands its hedges on to this one"),
    Column("unit", "base unit of all numbers in this row"),
    Column("counts", "yes: whole things are counted, so that readings snap to whole numbers"),
    Column("hedges", "the hedges of the number, the inner one first; empty: none"),
    Column("value", "the number as printed, in base units; a fraction like 1/3 where it has no last decimal"),
    Column("value_upper", "upper number of a printed range"),
    Column("place", "the last printed place; 0: a point"),
    Column("place_upper", "the same of the upper number, where it differs"),
    Column("place_counted", "the place of the last digit that was surely counted"),
    Column("place_counted_upper", "the same of the upper number, where it differs"),
    Column("rate_days", "first and last day whose rates of exchange it may be converted at; empty: no date is known"),
)
POLICIES = (
    Column("hedge", "what the words around a number do to it"),
    Column("shape", "as printed, point, around, above, from, short of, below, up to: which ends the reading has"),
    Column("tight", "width on the narrow reading, as a share of the printed number"),
    Column("loose", "width on the wide reading, as a share of the printed number"),
    Column("because", "why"),
)
SHAPES = {shape: shape.name.lower().replace("_", " ") for shape in Shape}


def readings_table(report: Judged) -> Table:
    """Every printed number; all cells are texts, because 1/3 has no decimals that end."""
    converter = Converter(report.ledger)
    return Table("readings", READINGS, tuple(_row(figure, converter) for figure in report.ledger.figures.values()))


def hedges_table(_: Judged) -> Table:
    """The policy that the readings follow, whole: also the hedges that no figure has."""
    rows = ((h.code, SHAPES[h.shape], decimal(h.tight), decimal(h.loose), h.because) for h in HEDGES.values())
    return Table("hedges", POLICIES, tuple(rows))


PROOF = {"readings": readings_table, "hedges": hedges_table}


def _row(figure: Figure, converter: Converter) -> tuple[str, ...]:
    reading, number = figure.reading, figure.reading.number
    return (
        figure.id,
        str(figure.term),
        figure.status,
        figure.rank,
        figure.phrase,
        figure.read_as,
        figure.hedge_from,
        unit_name(reading.unit),
        "yes" if number.counted else "",
        " ".join(reading.hedges),
        decimal(number.low),
        decimal(number.high) if number.is_range else "",
        *(cell for places in (number.place, number.loose_place) for cell in _places(*places)),
        "/".join(str(day) for day in days(converter.date(figure)) or () if day),
    )


def _places(low: Fraction, high: Fraction) -> tuple[str, str]:
    return decimal(low), decimal(high) if high != low else ""
