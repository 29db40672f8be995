"""The tables of `large`, looked through before any rule is judged, and joined: faults said, numbers made whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from .errors import FiguresError, UsageError

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

NUMBERS = ("lower", "upper")
MORE_NUMBERS = (
    "printed",
    *("loose_lower", "loose_upper", "unhedged_lower", "unhedged_upper"),
    *("unhedged_loose_lower", "unhedged_loose_upper"),
)
KNOWN_NUMBERS = (*NUMBERS, *MORE_NUMBERS, "weight")
RULE_COLUMNS = ("rule", "item", "weight", "side")
SIDES = ("stated", "computed")
# no cell of the first column may lie above that of the second
CROSSING = (
    ("lower", "upper"),
    ("loose_lower", "lower"),
    ("upper", "loose_upper"),
    ("unhedged_lower", "unhedged_upper"),
    ("unhedged_loose_lower", "unhedged_loose_upper"),
)
RESULT = ("outcome", "gap_lower", "gap_upper", "absent", "absent_parts")

LIMIT = 2**52  # whole numbers up to twice of it are exact in a float, too
MOST_PLACES = 12
# A float is taken for the decimal it was written as when it lies within two roundings of it: 0.1 + 0.2 is 0.3.
ROUNDINGS = 2.0**-51


@dataclass(frozen=True)
class Survey:
    """What the tables hold, found before any rule is judged.

    ``places`` and ``weight_places`` are the digits after the point of the facts' numbers and of the weights;
    ``opened``: some fact has one end only; ``holes``: some row of joined facts has none; ``repeated``: an item stands
    more than once in a rule.
    """

    by: tuple[str, ...]
    places: int
    weight_places: int
    opened: bool
    holes: bool
    repeated: bool


class Tables(NamedTuple):
    """The two tables, lazily; ``terms`` is None where every fact already stands in its rule."""

    facts: nw.LazyFrame[Any]
    terms: nw.LazyFrame[Any] | None
    by: tuple[str, ...]
    eager: bool

    @property
    def ruled(self) -> nw.LazyFrame[Any]:
        """The table with the rules."""
        return self.facts if self.terms is None else self.terms


# What comes in


def tables_of(facts: Any, terms: Any, by: Sequence[str] | None) -> Tables:
    import narwhals.stable.v2 as nw

    frames = [_frame(facts, "facts"), *([] if terms is None else [_frame(terms, "terms")])]
    engines = [frame.implementation.value for frame in frames]
    if len(set(engines)) > 1:
        raise UsageError(f"facts come from {engines[0]} and terms from {engines[1]}; bring both into one engine")
    tables = [frame.lazy() for frame in frames]
    _require(tables[0], "facts", ("item", *NUMBERS))
    _require(tables[-1], "terms" if len(tables) > 1 else "facts (no terms are given)", RULE_COLUMNS)
    columns = tables[0].collect_schema().names()
    known = {*NUMBERS, *MORE_NUMBERS, *RULE_COLUMNS}
    keys = tuple(by) if by is not None else tuple(name for name in columns if name not in known)
    _require(tables[0], "facts", keys)
    if clash := sorted(set(keys) & {*known, *RESULT}):
        raise UsageError(f"{clash[0]} cannot be a group key, the name is taken; rename the column")
    for table in tables:
        _require_numbers(table)
    kinds = [table.collect_schema()["item"] for table in tables]
    if len(set(kinds)) > 1:
        raise UsageError(f"item is {kinds[0]} in facts and {kinds[1]} in terms; bring both to one type")
    return Tables(tables[0], tables[1] if len(tables) > 1 else None, keys, isinstance(frames[0], nw.DataFrame))


def _frame(native: Any, name: str) -> Any:
    import narwhals.stable.v2 as nw

    try:
        return nw.from_native(native)
    except TypeError:
        raise UsageError(f"{name} is {type(native).__name__}, which is no dataframe that narwhals knows") from None


def _require(table: nw.LazyFrame[Any], name: str, columns: Iterable[str]) -> None:
    there = table.collect_schema().names()
    for column in columns:
        if column not in there:
            near = get_close_matches(column, there, 1)
            raise UsageError(f"{name} has no column {column}; " + (f"rename {near[0]}?" if near else f"it has {there}"))


def _require_numbers(table: nw.LazyFrame[Any]) -> None:
    for column, kind in table.collect_schema().items():
        if column in KNOWN_NUMBERS and not kind.is_numeric():
            raise UsageError(f"{column} holds {kind}, not numbers; read it as integers, floats or Arrow decimals")


def given_back(table: nw.LazyFrame[Any], tables: Tables) -> Any:
    if not tables.eager:
        return table.to_native()
    return table.collect().to_native()


# What the tables hold


def look(tables: Tables, trust: bool) -> Survey:
    numbers = numbers_of(tables.facts)
    places, seen = _decimals(tables.facts, numbers, ("item", *tables.by))
    filled = RULE_COLUMNS if tables.terms is not None else tuple(name for name in RULE_COLUMNS if name != "item")
    weight_places, ruled = _decimals(tables.ruled, ("weight",), filled)
    if ruled["sides"]:
        raise FiguresError(f"side is neither stated nor computed in {ruled['sides']} rows")
    if tables.terms is not None and not trust:
        _require_single(tables)
    repeated = tables.terms is not None and not trust and bool(_double(tables.terms, ("rule", "item")))
    one_end = max(seen["lower:empty"], seen["upper:empty"]) > seen["holes"]
    opened = bool(one_end) or any(name.startswith("unhedged") for name in numbers)
    found = Survey(tables.by, places, weight_places, opened, bool(seen["holes"]), repeated)
    largest = max(seen[f"{name}:largest"] for name in numbers) * 10**places
    _require_room(tables, found, largest * ruled["weight:largest"] * 10**weight_places, ruled["rows"])
    return found


def numbers_of(facts: nw.LazyFrame[Any]) -> tuple[str, ...]:
    there = facts.collect_schema().names()
    return tuple(name for name in (*NUMBERS, *MORE_NUMBERS) if name in there)


def _decimals(
    table: nw.LazyFrame[Any], numbers: tuple[str, ...], filled: tuple[str, ...]
) -> tuple[int, dict[str, Any]]:
    """The fewest places with which every number is a decimal, and what else one look through the table shows."""
    floats = [name for name, kind in table.collect_schema().items() if name in numbers and not kind.is_integer()]
    places = max((_sampled_places(table, name) for name in floats), default=0)
    while places <= MOST_PLACES:
        seen = _seen(table, numbers, floats, filled, places)
        _require_sound(seen, numbers, filled)
        odd = [name for name in floats if seen[f"{name}:odd"]]
        if not odd:
            return places, seen
        places += 1
    raise FiguresError(f"{odd[0]} holds numbers with more than {MOST_PLACES} places; round them to the places printed")


def _sampled_places(table: nw.LazyFrame[Any], name: str) -> int:
    """The places that the first thousand numbers need: where to begin."""
    from decimal import Decimal

    cells = _collected(table.select(name).head(1000))[name].drop_nulls().to_list()
    exponents = [Decimal(format(float(cell), ".15g")).normalize().as_tuple().exponent for cell in cells]
    return min(MOST_PLACES, max([0, *(-place for place in exponents if isinstance(place, int))]))


def _seen(
    table: nw.LazyFrame[Any], numbers: tuple[str, ...], floats: Sequence[str], filled: tuple[str, ...], places: int
) -> dict[str, Any]:
    """One row of counts and largest numbers, in one look through the table."""
    import narwhals.stable.v2 as nw

    def count(condition: nw.Expr, name: str) -> nw.Expr:
        return condition.cast(nw.Int64).sum().alias(name)

    there = table.collect_schema().names()
    looks = [nw.len().alias("rows")]
    looks += [count(nw.col(name).is_null(), f"{name}:empty") for name in dict.fromkeys((*filled, *numbers))]
    for name in numbers:
        looks += [nw.col(name).min().alias(f"{name}:least"), nw.col(name).max().alias(f"{name}:most")]
        if name in floats:
            number = nw.col(name).cast(nw.Float64)
            scaled = number * 10.0**places
            looks.append(count(~number.is_null() & number.is_nan(), f"{name}:nan"))
            looks.append(count((scaled - scaled.round(0)).abs() > scaled.abs() * ROUNDINGS, f"{name}:odd"))
    for low, high in CROSSING:
        if low in numbers and high in numbers:
            looks.append(count(_whole(low, places, floats) > _whole(high, places, floats), f"{low}>{high}"))
    if "lower" in numbers:
        looks.append(count(nw.col("lower").is_null() & nw.col("upper").is_null(), "holes"))
    if "side" in filled and "side" in there:
        known = (nw.col("side") == SIDES[0]) | (nw.col("side") == SIDES[1])
        looks.append(count(~known, "sides"))
    seen = {name: values[0] for name, values in _collected(table.select(*looks)).to_dict(as_series=False).items()}
    for name in numbers:
        seen[f"{name}:largest"] = max(abs(float(seen[f"{name}:{end}"] or 0)) for end in ("least", "most"))
    return seen


def _require_sound(seen: dict[str, Any], numbers: tuple[str, ...], filled: tuple[str, ...]) -> None:
    if not seen["rows"]:
        raise FiguresError("a table has no rows")
    for name in dict.fromkeys((*filled, *(("weight",) if "weight" in numbers else ()))):
        if seen[f"{name}:empty"]:
            raise FiguresError(f"{name} is empty in {seen[f'{name}:empty']} rows; fill in the cells or drop the rows")
    for name in numbers:
        if seen.get(f"{name}:nan") or seen[f"{name}:largest"] == float("inf"):
            raise FiguresError(f"{name} holds infinities or NaN; leave the cell empty where an end is open")
    for low, high in CROSSING:
        if seen.get(f"{low}>{high}"):
            raise FiguresError(f"{low} lies above {high} in {seen[f'{low}>{high}']} rows")


def _require_single(tables: Tables) -> None:
    if twice := _double(tables.facts, ("item", *tables.by)):
        told = ", ".join(f"{name} {value}" for name, value in twice.items())
        raise FiguresError(
            f"facts hold {told} more than once; keep one row a fact, with what its prints share, or name the group keys"
        )


def _double(table: nw.LazyFrame[Any], columns: tuple[str, ...]) -> dict[str, Any]:
    """One key that stands more than once, or nothing."""
    import narwhals.stable.v2 as nw

    counted = table.select(*columns).group_by(*columns).agg(nw.len().alias("rows_of_one"))
    found = _collected(counted.filter(nw.col("rows_of_one") > 1).select(*columns).head(1))
    return {name: values[0] for name, values in found.to_dict(as_series=False).items() if values}


def _require_room(tables: Tables, found: Survey, largest: float, rows: int) -> None:
    """No sum may leave the whole numbers that a float holds: first by the largest product, then rule by rule."""
    import narwhals.stable.v2 as nw

    if largest * rows < LIMIT:
        return
    parts = [nw.col("weight") * nw.col(name) for name in numbers_of(tables.facts)]
    sizes = part_rows(tables, found).select(
        "rule", *tables.by, size=nw.max_horizontal(*(part.cast(nw.Float64).abs() for part in parts))
    )
    sums = sizes.group_by("rule", *tables.by).agg(nw.col("size").sum()).select(nw.col("size").max())
    if largest >= LIMIT or (_collected(sums)["size"][0] or 0) >= LIMIT:
        places = found.places + found.weight_places
        raise FiguresError(
            f"numbers with {places} places this large cannot be added exactly within 2**52; state them in thousands or "
            "millions, or with fewer places"
        )


def _collected(table: nw.LazyFrame[Any]) -> nw.DataFrame[Any]:
    return table.collect(engine="streaming") if table.implementation.is_polars() else table.collect()


# Whole numbers, joined


def _whole(name: str, places: int, floats: Sequence[str]) -> nw.Expr:
    """A column as whole numbers of its last place: 1.2 with two places is 120."""
    import narwhals.stable.v2 as nw

    if name in floats:
        return (nw.col(name).cast(nw.Float64) * 10.0**places).round(0)
    return nw.col(name).cast(nw.Int64) * 10**places if places else nw.col(name)


def part_rows(tables: Tables, found: Survey) -> nw.LazyFrame[Any]:
    """One row a rule, group and part: a signed weight and whole numbers, all empty where the part is not there."""
    import narwhals.stable.v2 as nw

    def wholes(table: nw.LazyFrame[Any], names: Iterable[str], places: int) -> list[nw.Expr]:
        floats = [name for name, kind in table.collect_schema().items() if not kind.is_integer()]
        return [_whole(name, places, floats).alias(name) for name in names]

    weight = nw.when(nw.col("side") == "stated").then(nw.col("weight")).otherwise(-nw.col("weight")).alias("weight")
    numbers = wholes(tables.facts, numbers_of(tables.facts), found.places)
    weights = wholes(tables.ruled, ("weight",), found.weight_places)
    if tables.terms is None:
        rows = tables.facts.select("rule", *tables.by, "item", "side", *weights, *numbers)
        return rows.with_columns(weight)
    terms = tables.terms.select("rule", "item", "side", *weights).with_columns(weight).drop("side")
    if found.repeated:
        terms = terms.group_by("rule", "item").agg(nw.col("weight").sum())
    return joined(tables, tables.facts.select("item", *tables.by, *numbers), terms)


def joined(tables: Tables, facts: nw.LazyFrame[Any], terms: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Terms with their facts; with group keys, once for every group that has a part of the rule."""
    if not tables.by:
        return terms.join(facts, on="item", how="left")
    met = terms.select("rule", "item").join(facts.select("item", *tables.by), on="item", how="inner")
    groups = met.select("rule", *tables.by).unique()
    every = terms.select("rule").unique().join(groups, on="rule", how="left")
    return terms.join(every, on="rule", how="inner").join(facts, on=["item", *tables.by], how="left")
