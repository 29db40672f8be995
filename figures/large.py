"""Tables too large for one machine, judged by the law of `checks` on the reader's own engine.

Facts say what was printed, terms which facts a rule adds up:

    facts   item   lower  upper         terms   rule   item   weight  side
            total    111    113                 split  total       1  stated
            use       31     33                 split  use         1  computed
            site      79     81                 split  site        1  computed

Stated minus computed is [111 - 114, 113 - 110] = [-3, 3]: it holds 0, so the rule agrees within rounding. Every
verdict is two such sums a reading, which is why any engine with a join and a group-by can give it. Sums are exact:
every number is scaled to a whole one first (`Survey.places`), and all stay below 2**52.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from .large_tables import NUMBERS, Survey, Tables, given_back, joined, look, part_rows, tables_of
from .verdict import Outcome

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw


def judge(
    facts: Any, terms: Any = None, *, by: Sequence[str] | None = None, trust: bool = False, survey: Survey | None = None
) -> Any:
    """One row a rule and group: rule, group keys, outcome, gap and the parts that are not there.

    ``facts``: item, lower, upper in one unit, ends included; an empty end is open, both empty: not there. Optional:
    printed (empty where a hedge moves the number), loose_lower, loose_upper (empty: as tight), unhedged_lower ...
    unhedged_loose_upper (for more than, at least, less than, up to; empty: as hedged, an open end at the other end).
    Every other column is a group key, unless ``by`` names them; a rule is judged in every group that has one
    of its parts, and once with empty keys where no group has. ``terms``: rule, item, weight, side (stated, computed).
    Without ``terms`` the facts carry rule, weight and side themselves, and every row is one part.

    The result is the same kind of frame, lazy where ``facts`` is, in no set order. ``gap_lower`` and ``gap_upper``
    (in the facts' unit) stand where the outcome is only loosely or contradicted; ``absent`` counts the parts
    that are not there, ``absent_parts`` names the first and the last (all of them: `absent`).

    The tables are surveyed first, which reads them once; ``trust`` leaves out the search for repeated items.
    Raises UsageError where the tables cannot be judged, FiguresError where a row is at fault.
    """
    tables = tables_of(facts, terms, by)
    found = survey or look(tables, trust)
    return given_back(_outcomes(_sums(part_rows(tables, found), tables, found), tables, found), tables)


def absent(facts: Any, terms: Any = None, *, by: Sequence[str] | None = None) -> Any:
    """Every part that is not there: rule, group keys, item."""
    import narwhals.stable.v2 as nw

    tables = tables_of(facts, terms, by)
    rows = (
        tables.facts
        if tables.terms is None
        else joined(tables, tables.facts.select("item", *tables.by, *NUMBERS), tables.terms.select("rule", "item"))
    )
    holes = rows.filter(nw.col("lower").is_null() & nw.col("upper").is_null())
    return given_back(holes.select("rule", *tables.by, "item"), tables)


def survey(facts: Any, terms: Any = None, *, by: Sequence[str] | None = None, trust: bool = False) -> Survey:
    """Look through the tables once, for `judge` to be called several times; raises as `judge` does."""
    return look(tables_of(facts, terms, by), trust)


class _Reading(NamedTuple):
    """One reading of every figure: the columns that give an end, the first filled one counting."""

    name: str
    lower: tuple[str, ...]
    upper: tuple[str, ...]

    def among(self, columns: Sequence[str]) -> _Reading:
        """Without the columns that the table does not have."""
        lower, upper = (tuple(name for name in end if name in columns) for end in (self.lower, self.upper))
        return _Reading(self.name, lower, upper)


TIGHT = _Reading("tight", ("lower",), ("upper",))
LOOSE = _Reading("loose", ("loose_lower", "lower"), ("loose_upper", "upper"))
# Without its open hedge; an open end lies at the other one until `unhedged` says more: "more than 7000" is 7000.
PLAIN = _Reading("plain", ("unhedged_lower", "lower", "upper"), ("unhedged_upper", "upper", "lower"))
PLAIN_LOOSE = _Reading(
    "plain_loose",
    ("unhedged_loose_lower", "unhedged_lower", *LOOSE.lower, *LOOSE.upper),
    ("unhedged_loose_upper", "unhedged_upper", *LOOSE.upper, *LOOSE.lower),
)


def _readings(columns: Sequence[str], opened: bool) -> dict[str, _Reading]:
    """The readings that differ in these tables, by name."""
    wide = "loose_lower" in columns or "loose_upper" in columns
    wanted = [TIGHT, *[LOOSE] * wide, *[PLAIN] * opened, *[PLAIN_LOOSE] * (wide and opened)]
    return {reading.name: reading.among(columns) for reading in wanted}


def _sums(rows: nw.LazyFrame[Any], tables: Tables, found: Survey) -> nw.LazyFrame[Any]:
    """Stated minus computed, one row a rule and group: both ends of every reading, what was printed, what is absent.

    A negative weight swaps the ends. Every engine has these group-bys.
    """
    import narwhals.stable.v2 as nw

    columns = rows.collect_schema().names()
    weight, wanted, sums = nw.col("weight"), [], [nw.len().alias("parts")]

    def weighed(positive: nw.Expr, negative: nw.Expr) -> nw.Expr:
        return nw.when(weight > 0).then(weight * positive).when(weight < 0).then(weight * negative).otherwise(0)

    def add(name: str, values: nw.Expr, count: bool) -> None:
        wanted.append(values.alias(name))
        sums.append(nw.col(name).sum())
        if count:
            sums.append(nw.col(name).count().alias(f"{name}_there"))

    for reading in _readings(columns, found.opened).values():
        low, high = _ends(reading, columns)
        add(f"{reading.name}_low", weighed(low, high), found.opened)
        add(f"{reading.name}_high", weighed(high, low), found.opened)
    if "printed" in columns:
        add("points", weighed(nw.col("printed"), nw.col("printed")), False)
        wanted.append(_is_point(columns, found.opened).alias("is_point"))
        sums.append(nw.col("is_point").sum())
    if found.holes or tables.terms is not None:
        hole = nw.col("lower").is_null() & nw.col("upper").is_null()
        item = nw.col("item")
        if rows.implementation.is_pandas():  # where some whole numbers are empty, pandas makes all of them floats
            item = item.cast(nw.String)
        name = nw.when(hole).then(item)
        wanted += [hole.cast(nw.Int64).alias("absent"), name.alias("hole_name")]
        names = nw.col("hole_name")
        sums += [nw.col("absent").sum(), names.min().alias("first_hole"), names.max().alias("last_hole")]
    return rows.select("rule", *tables.by, *wanted).group_by("rule", *tables.by).agg(*sums)


def _ends(reading: _Reading, columns: Sequence[str]) -> tuple[nw.Expr, nw.Expr]:
    """Both ends of a reading; without its hedge, too, "less than 1 visitor" is the point 0, as in `checks`."""
    import narwhals.stable.v2 as nw

    low, high = (
        nw.coalesce(*(nw.col(name) for name in names)) if len(names) > 1 else nw.col(names[0])
        for names in (reading.lower, reading.upper)
    )
    if not reading.name.startswith("plain"):
        return low, high
    one, two = _ends(LOOSE.among(columns), columns)
    lower, upper = nw.col("lower"), nw.col("upper")
    fixed = (lower == upper) & (one == lower) & (two == upper)
    return nw.when(fixed).then(lower).otherwise(low), nw.when(fixed).then(upper).otherwise(high)


def _is_point(columns: Sequence[str], opened: bool) -> nw.Expr:
    """1 where a number is printed that no open hedge moves."""
    import narwhals.stable.v2 as nw

    point = ~nw.col("printed").is_null()
    if opened:
        point &= ~nw.col("lower").is_null() & ~nw.col("upper").is_null()
        for name in ("unhedged_lower", "unhedged_upper"):
            if name in columns:
                point &= nw.col(name).is_null()
    return point.cast(nw.Int64)


def _outcomes(sums: nw.LazyFrame[Any], tables: Tables, found: Survey) -> nw.LazyFrame[Any]:
    """The ladder of `checks`: undecided, exact, within rounding, only loosely, contradicted."""
    import narwhals.stable.v2 as nw

    columns = sums.collect_schema().names()
    low, high = nw.col("tight_low"), nw.col("tight_high")

    def agree(name: str) -> nw.Expr:
        """0 lies between the ends of stated minus computed."""
        below, above = nw.col(f"{name}_low") <= 0, nw.col(f"{name}_high") >= 0
        if found.opened:
            below |= _is_open(f"{name}_low")
            above |= _is_open(f"{name}_high")
        return below & above

    agreed = {name.removesuffix("_low"): agree(name.removesuffix("_low")) for name in columns if name.endswith("_low")}
    tight, loose = agreed["tight"], agreed.get("loose", agreed["tight"])
    if "points" in columns:
        exact = (nw.col("points") == 0) & (nw.col("is_point") == nw.col("parts"))
    else:
        exact = low == high
        if found.opened:
            exact &= ~_is_open("tight_low") & ~_is_open("tight_high")
    ladder = [(tight & exact, Outcome.EXACT), (tight, Outcome.ROUNDED), (loose, Outcome.LOOSE)]
    if "plain" in agreed:
        rests = loose & ~agreed.get("plain_loose", agreed["plain"])
        ladder = [(tight & ~agreed["plain"], Outcome.UNDECIDED), *ladder[:2], (rests, Outcome.UNDECIDED), *ladder[2:]]
    if "absent" in columns:
        ladder = [(nw.col("absent") > 0, Outcome.UNDECIDED), *ladder]
    outcome = nw.lit(Outcome.CONTRADICTED.value)
    for condition, word in reversed(ladder):
        outcome = nw.when(condition).then(nw.lit(word.value)).otherwise(outcome)
    judged = sums.with_columns(outcome=outcome)
    unit = 10.0 ** (found.places + found.weight_places)
    return judged.select("rule", *tables.by, "outcome", *_gap(found.opened, unit), *_absences("absent" in columns))


def _is_open(name: str) -> nw.Expr:
    import narwhals.stable.v2 as nw

    return nw.col(f"{name}_there") < nw.col("parts")


def _gap(opened: bool, unit: float) -> list[nw.Expr]:
    """How far stated and computed lie apart on the tight reading, in the unit of the facts; an open end is empty."""
    import narwhals.stable.v2 as nw

    apart = nw.col("outcome").is_in([Outcome.LOOSE.value, Outcome.CONTRADICTED.value])
    low, high = (nw.col(name).cast(nw.Float64) / unit for name in ("tight_low", "tight_high"))
    above, below = apart & (nw.col("tight_low") > 0), apart & (nw.col("tight_high") < 0)
    far_above, far_below = above, below
    if opened:
        above, below = above & ~_is_open("tight_low"), below & ~_is_open("tight_high")
        far_above, far_below = above & ~_is_open("tight_high"), below & ~_is_open("tight_low")
    return [
        nw.when(above).then(low).otherwise(nw.when(below).then(-high)).alias("gap_lower"),
        nw.when(far_above).then(high).otherwise(nw.when(far_below).then(-low)).alias("gap_upper"),
    ]


def _absences(some: bool) -> list[nw.Expr]:
    import narwhals.stable.v2 as nw

    if not some:
        return [nw.lit(0, nw.Int64).alias("absent"), nw.lit(None, nw.String).alias("absent_parts")]
    first, last = (nw.col(name).cast(nw.String) for name in ("first_hole", "last_hole"))
    count = nw.col("absent")
    two = nw.concat_str(first, nw.lit(", "), last)
    many = nw.concat_str(first, nw.lit(" … "), last)
    names = nw.when(count == 1).then(first).when(count == 2).then(two).when(count > 2).then(many)
    return [count.cast(nw.Int64), names.alias("absent_parts")]
