"""One row of somebody's own table to a figure: value, unit, phrase and hedge, read like those of our ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..errors import Fault, Problem
from ..hedges import HEDGES
from ..ledger import STATUSES, Figure, Labels, Reading
from ..lexicon import languages
from ..phrase import MAX_LENGTH, Parsed, read
from ..quantity import base, is_counted, is_currency, names, unit_name
from ..scan import scan
from ..tables import Row, is_date
from .digits import both_ways, marks, read_number
from .words import KINDS, NEEDED, Unit, Vocabulary, guess, unit_names

WARNINGS = frozenset({"own-absent", "own-hedge", "own-hedge-differs", "own-source", "own-phrase", "cell-date"})
NUMBERS = ("value", "low", "high", "value_upper")
MAX_PHRASE = 1_000  # characters of a phrase that are searched for the number


@dataclass(frozen=True)
class Read:
    """A figure with what belongs to its measure and its source, before both have records of their own."""

    figure: Figure
    kind: str
    language: str


class Reader:
    """Reads the rows of one table; ``sign`` is the decimal sign, empty where it has to be asked for."""

    def __init__(self, sign: str, is_mixed: bool, problems: list[Problem]) -> None:
        self.sign, self.is_mixed, self.problems = sign, is_mixed, problems
        self.words = Vocabulary()

    def tell(self, row: Row, column: str, code: str, /, **args: object) -> None:
        if column in row.columns:  # a column that is not there is told once, for the header
            self.problems.append(row.problem(column, code, **args))

    def figure(self, row: Row, number: int) -> Read | None:
        """The figure of a row, None where a problem stands against it; every fault of the row is told."""
        before = len(self.problems)
        unit = self.unit(row)
        language = self.language(row)
        numbers = {name: self.number(row, name, unit, language) for name in NUMBERS if row[name].strip()}
        hedge = self.word(row, "hedge", self.words.hedges, tuple(HEDGES), "none")
        status = self.word(row, "status", self.words.statuses, STATUSES, "actual")
        kind = self.word(row, "kind", self.words.kinds, KINDS, "")
        if not row["figure_id"].strip():
            self.tell(row, "figure_id", "cell-empty", column="figure_id")
        self.remarks(row)
        said = self.printed(row, numbers)
        if said is None or unit is None or language is None or self.stopped(before):
            return None
        self.bounds(row, said, numbers)
        found, tongue, phrase = self.phrase(row, said, language)
        spelling = found.unit
        if spelling is None:
            self.tell(row, "unit", "own-unit-none")
        if self.stopped(before) or spelling is None or any(name not in row.columns for name in NEEDED):
            return None
        hedges = self.hedges(row, found, phrase, hedge)
        base_unit = base(spelling)[1]
        reading = Reading(found.printed(is_counted(base_unit)), hedges, base_unit)
        return Read(_figure(row, number, status, reading, self.period(row)), kind, tongue)

    def stopped(self, before: int) -> bool:
        """True where something said of this row keeps it from being read."""
        return any(problem.code not in WARNINGS for problem in self.problems[before:])

    # Cells

    def unit(self, row: Row) -> Unit | None:
        found = self.words.unit(row["unit"])
        if found is None:
            word = row["unit"].strip()
            near = guess(word, unit_names())
            self.tell(row, "unit", "own-unit", unit=word, guess=near)
        return found

    def language(self, row: Row) -> str | None:
        """The language of the phrase, empty where none is named."""
        word = row["phrase_lang"].strip().casefold()
        if word and word not in languages():
            self.tell(row, "phrase_lang", "cell-word", word=word, known=", ".join(languages()))
            return None
        return word

    def word(self, row: Row, column: str, words: dict[str, str], codes: tuple[str, ...], default: str) -> str:
        cell = row[column].strip().casefold()
        if cell and cell.strip(".") not in words:
            self.tell(row, column, "cell-word", word=row[column].strip(), known=", ".join(codes))
        return words.get(cell.strip("."), default) if cell else default

    def period(self, row: Row) -> str:
        cell = row["period"].strip()
        if cell and not is_date(cell):
            self.tell(row, "period", "cell-date", cell=cell)
            return ""
        return cell

    def number(self, row: Row, column: str, unit: Unit | None, language: str | None) -> Parsed | None:
        """The number of a cell in base units; its unit is that of the cell, else that of the unit column."""
        cell = row.cells.get(column, "")
        if not self.sign and marks([cell]):
            ways = both_ways(cell)
            if ways and not self.is_mixed:
                self.tell(row, column, "own-ambiguous", cell=cell, one=ways[0], other=ways[1])
            else:
                self.tell(row, column, "own-mixed", cell=cell)
            return None
        currency = bool(unit and unit.spelling and is_currency(base(unit.spelling)[1]))
        said = read_number(cell, self.sign or ".", language or "", currency)
        if isinstance(said, Fault):
            self.problems.append(said.at(row.place(column), cell))
            return None
        return self.in_unit(row, column, said, unit) if unit else None

    def in_unit(self, row: Row, column: str, said: Parsed, unit: Unit) -> Parsed | None:
        """The number in the unit of its column; two units, or two scales, must be the same."""
        if said.unit and unit.spelling and base(said.unit)[1] != base(unit.spelling)[1]:
            own, other = (unit_name(base(spelling)[1]) for spelling in (said.unit, unit.spelling))
            self.tell(row, column, "own-units", cell=row[column], one=own, other=other)
            return None
        if said.low.scaled and unit.scale != 1:
            self.tell(row, column, "own-scales", cell=row[column], unit=row["unit"])
            return None
        factor = unit.scale
        if unit.spelling and not said.unit:
            factor *= base(unit.spelling)[0]
        low, high = (amount.times(factor, amount.scaled or factor > 1) for amount in (said.low, said.high))
        spelling = said.unit or unit.spelling
        return replace(said, low=low, high=high, unit=names().get(spelling, spelling) if spelling else None)

    # What the row says as a whole

    def printed(self, row: Row, numbers: dict[str, Parsed | None]) -> Parsed | None:
        """The number of a row: its value, with value_upper a range; without a value from low to high."""
        pairs = (("value", "value_upper"), ("low", "high"))
        ends = [numbers.get(name) for name in (pairs[1] if not row["value"].strip() else pairs[0])]
        if not row["value"].strip() and not (row["low"].strip() and row["high"].strip()):
            self.tell(row, "value", "cell-empty", column="value")
            return None
        low, high = ends
        if low is None or high is None:
            return low if row["value"].strip() and not row["value_upper"].strip() else None
        if low.value > high.value:
            self.tell(row, "low", "own-bounds", low=low.value, high=high.value)
            return None
        return replace(low, high=high.low, hedges=("between",) if low.value < high.value else low.hedges)

    def bounds(self, row: Row, said: Parsed, numbers: dict[str, Parsed | None]) -> None:
        """low and high open nothing: they must only surround the value."""
        low, high = numbers.get("low"), numbers.get("high")
        if low and high and low.value > high.value:
            self.tell(row, "low", "own-bounds", low=low.value, high=high.value)
        elif (low and said.low.value < low.value) or (high and said.high.value > high.value):
            self.tell(row, "value", "own-outside", cell=row["value"], low=row["low"] or "…", high=row["high"] or "…")

    def phrase(self, row: Row, said: Parsed, language: str) -> tuple[Parsed, str, Parsed | None]:
        """The number as the phrase prints it, where it does; the language it does so in; what the phrase says."""
        cell = row["phrase"].strip()
        read = {name: tuple(_said(cell, name)) for name in ((language,) if language else languages())}
        scaled = {name: found for name, found in read.items() if any(one.low.scaled for one in found)}
        printed = [
            (found, name)
            for name, numbers in (scaled or read).items()  # a language that knows "million" reads better than others
            for found in numbers
            if (found.low.value, found.high.value) == (said.low.value, said.high.value)
        ]
        if cell and not printed:
            is_scale = any(_differ_in_scale(found, said) for numbers in scaled.values() for found in numbers)
            self.tell(row, "phrase", "own-scale" if is_scale else "own-absent", cell=row["value"])
        fitting = [pair for pair in printed if _alike(pair[0].unit, said.unit)]
        if printed and not fitting:
            own, other = (unit_name(base(spelling)[1]) for spelling in (printed[0][0].unit, said.unit) if spelling)
            self.tell(row, "phrase", "own-units", cell=cell, one=own, other=other)
        if not fitting:
            return said, language, None
        found, name = max(fitting, key=lambda pair: (len(pair[0].hedges), pair[0].unit is not None))
        unit = said.unit or (found.unit and names().get(found.unit, found.unit))
        return replace(found, unit=unit), name, found

    def hedges(self, row: Row, said: Parsed, phrase: Parsed | None, hedge: str) -> tuple[str, ...]:
        """The hedges of the phrase; without any, that of its column."""
        own = said.hedges
        if phrase and phrase.hedges and "hedge" in row.columns:
            if not row["hedge"].strip():
                self.tell(row, "hedge", "own-hedge", hedge=phrase.hedge)
            elif hedge not in phrase.hedges:
                self.tell(row, "hedge", "own-hedge-differs", phrase=phrase.hedge, hedge=hedge)
        if hedge in ("none", "between") or own not in ((), ("between",)) or hedge in own:
            return own
        return (*own, hedge)

    def remarks(self, row: Row) -> None:
        """What a row can do without, but should have."""
        for column, code in (("phrase", "own-phrase"), ("source_id", "own-source")):
            if not row[column].strip():
                self.tell(row, column, code)


def _said(cell: str, language: str) -> Iterator[Parsed]:
    """What a phrase says; where it is longer than that, every number in it."""
    if not cell:
        return
    if len(cell) <= MAX_LENGTH and isinstance(whole := read(cell, language), Parsed):
        yield whole
        return
    yield from (found.parsed for found in scan(cell[:MAX_PHRASE], language) if found.parsed)


def _alike(one: str | None, other: str | None) -> bool:
    """True where one spelling says none, both have one base unit, or both count: what is counted the table says."""
    if not one or not other:
        return True
    units = [base(spelling)[1] for spelling in (one, other)]
    return units[0] == units[1] or all(map(is_counted, units))


def _differ_in_scale(found: Parsed, said: Parsed) -> bool:
    """112 million in the phrase, 112 in the cell."""
    return any(found.low.value == said.low.value * 1000**power for power in (1, 2, 3, 4) if said.low.value)


def _figure(row: Row, number: int, status: str, reading: Reading, period: str) -> Figure:
    return Figure(
        id=row["figure_id"].strip(),
        subject="f",
        measure=f"r{number}",
        period=period,
        status=status,
        phrase=row["phrase"].strip() or row["value"].strip(),
        read_as="",
        hedge_from="",
        source=row["source_id"].strip(),
        start=None,
        end=None,
        rank="normal",
        notes=Labels(),
        place=row.place("value"),
        reading=reading,
        hedge_origin="printed" if reading.hedges else "none",
    )
