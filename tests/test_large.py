"""Large tables: the verdicts of checks on every engine, decided as decimals would, faults said before the work."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("hypothesis", reason="pip install figures-ledger[test] for the laws")
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import write_ledger

import figures
from figures import FiguresError, UsageError, large, large_files
from figures.hedges import OPEN_HEDGES

pd = pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

Columns = dict[str, list[Any]]


def as_pandas(columns: Columns) -> Any:
    return pd.DataFrame(columns)


def as_arrow_pandas(columns: Columns) -> Any:
    return pa.table(columns).to_pandas(types_mapper=pd.ArrowDtype)


def as_polars(columns: Columns) -> Any:
    return pytest.importorskip("polars").from_arrow(pa.table(columns))


def as_lazy_polars(columns: Columns) -> Any:
    return as_polars(columns).lazy()


def as_duckdb(columns: Columns) -> Any:
    return pytest.importorskip("duckdb").from_arrow(pa.table(columns))


ENGINES: dict[str, Callable[[Columns], Any]] = {
    "pandas": as_pandas,
    "pandas with Arrow": as_arrow_pandas,
    "pyarrow": pa.table,
    "polars": as_polars,
    "polars, lazy": as_lazy_polars,
    "duckdb": as_duckdb,
}
every_engine = pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)


def rows(frame: Any) -> list[dict[str, Any]]:
    """The rows of any engine's table, in the order of rule and keys."""
    import narwhals.stable.v2 as nw

    table = nw.from_native(frame).lazy().collect().to_arrow().to_pylist()
    plain = [{name: None if value != value else value for name, value in row.items()} for row in table]
    return sorted(plain, key=lambda row: [str(value) for value in row.values()])


def table(text: str) -> Columns:
    """A table that stands in the test: names, then rows; `-` is an empty cell."""
    header, *lines = (line.split() for line in text.strip().splitlines())
    columns = [[cell(word) for word in column] for column in zip(*lines, strict=True)]
    return {
        name: [float(c) if mixed(column) and c is not None else c for c in column]
        for name, column in zip(header, columns, strict=True)
    }


def mixed(column: list[Any]) -> bool:
    return any(isinstance(value, float) for value in column)


def cell(word: str) -> Any:
    if word == "-":
        return None
    for kind in (int, float):
        try:
            return kind(word)
        except ValueError:
            continue
    return word


TERMS = table(
    """
    rule   item   weight  side
    split  total       1  stated
    split  use         1  computed
    split  site        1  computed
    """
)


@every_engine
def test_80_and_32_is_112(engine: Callable[[Columns], Any]) -> None:
    """Stated minus computed is [111.5 - 113, 112.5 - 111]: it adds up within rounding, and no part is absent."""
    facts = table(
        """
        item   lower  upper
        total  111.5  112.5
        use     31.5   32.5
        site    79.5   80.5
        """
    )

    assert rows(large.judge(engine(facts), engine(TERMS))) == [
        {
            "rule": "split",
            "outcome": "within rounding",
            "gap_lower": None,
            "gap_upper": None,
            "absent": 0,
            "absent_parts": None,
        }
    ]


@every_engine
def test_a_group_is_judged_for_itself(engine: Callable[[Columns], Any]) -> None:
    """Every year has its verdict: exact, only loosely with its gap, undecided with the name of what is not there."""
    facts = table(
        """
        item   year  lower  upper  printed  loose_lower  loose_upper
        total  2023    112    112      112          112          112
        use    2023     32     32       32           32           32
        site   2023     80     80       80           80           80
        total  2024     59     60       59           55           65
        use    2024     31     32       31           31           32
        site   2024     31     32       31           31           32
        total  2025     59     60       59           59           60
        """
    )

    assert rows(large.judge(engine(facts), engine(TERMS))) == [
        {
            "rule": "split",
            "year": 2023,
            "outcome": "exact",
            "gap_lower": None,
            "gap_upper": None,
            "absent": 0,
            "absent_parts": None,
        },
        {
            "rule": "split",
            "year": 2024,
            "outcome": "only loosely",
            "gap_lower": 2.0,
            "gap_upper": 5.0,
            "absent": 0,
            "absent_parts": None,
        },
        {
            "rule": "split",
            "year": 2025,
            "outcome": "undecided",
            "gap_lower": None,
            "gap_upper": None,
            "absent": 2,
            "absent_parts": "site, use",
        },
    ]
    assert [(row["rule"], row["year"], row["item"]) for row in rows(large.absent(engine(facts), engine(TERMS)))] == [
        ("split", 2025, "site"),
        ("split", 2025, "use"),
    ]


# The same outcomes as checks

COUNTS = st.builds(
    "{}{} visitor".format,
    st.sampled_from(["", "", "=", "~", ">", ">=", "<", "<="]),
    st.integers(1, 60) | st.sampled_from([20, 30, 50, 60, 100, 110]),
)
MONEY = st.builds(
    "{}{} M€".format,
    st.sampled_from(["", "", "="]),
    st.decimals(0, 40, places=1, allow_nan=False) | st.sampled_from([10, 20, 30, 50, 60, 110]),
)
WEIGHTS = st.sampled_from(["1", "1", "1", "2", "0.5", "0.25"])
SIGNS = st.sampled_from(["+", "+", "-"])
NAMES = ["a", "b", "c", "d"]
Part = tuple[str, str, str]


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """A ledger of figures in two years and rules over them, and the terms table of the same rules."""
    phrases = draw(st.sampled_from([COUNTS, MONEY]))
    unit = "visitor" if phrases is COUNTS else "money"
    lines, terms = [], []
    for year in ("2024", "2025"):
        for name in draw(st.sets(st.sampled_from(NAMES), min_size=2)):
            lines.append(f"{name}-{year}  {name}{year}.m  {draw(phrases)}")
    for rule in range(draw(st.integers(1, 3))):
        sides = [
            draw(st.lists(st.tuples(SIGNS, WEIGHTS, st.sampled_from(NAMES)), min_size=1, max_size=3)) for _ in "lr"
        ]
        for year in ("2024", "2025"):
            left, right = ("".join(f" {s} {w} * {n}{year}.m" for s, w, n in side) for side in sides)
            lines.append(f"rule: r{rule}-{year}: 0{left} = 0{right}  unit={unit}")
        for side, parts in zip(("stated", "computed"), sides, strict=True):
            terms += [
                {"rule": f"r{rule}", "item": name, "weight": float(weight) * (-1 if sign == "-" else 1), "side": side}
                for sign, weight, name in parts
            ]
    return "\n".join(lines), terms


def facts_of(ledger: Any) -> list[dict[str, Any]]:
    """The figures as facts: both readings, and the reading without its hedge where that leaves a side open."""
    found = []
    for figure in ledger.figures.values():
        reading = figure.reading
        row: dict[str, Any] = {"item": figure.subject[0], "year": figure.subject[1:]}
        row["printed"] = float(reading.number.low) if reading.has_point else None
        row |= ends("", reading.tight.interval) | ends("loose_", reading.loose.interval)
        if set(reading.hedges) & OPEN_HEDGES:
            bare = replace(reading, hedges=())
            row |= ends("unhedged_", bare.tight.interval) | ends("unhedged_loose_", bare.loose.interval)
        else:
            row |= dict.fromkeys(("unhedged_lower", "unhedged_upper", "unhedged_loose_lower", "unhedged_loose_upper"))
        found.append(row)
    return found


def ends(prefix: str, interval: Any) -> dict[str, float | None]:
    lower, upper = interval.lower, interval.upper
    assert lower is None or interval.lower_included
    assert upper is None or interval.upper_included
    return {
        f"{prefix}lower": None if lower is None else float(lower),
        f"{prefix}upper": None if upper is None else float(upper),
    }


def typed(records: list[dict[str, Any]]) -> Columns:
    """Rows as columns of an Arrow table whose numbers are numbers even where all are empty."""
    names = list(records[0])
    text = ("item", "year", "rule", "side")
    return {
        name: pa.array([row[name] for row in records], pa.string() if name in text else pa.float64()) for name in names
    }


@every_engine
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(drawn=ledgers())
def test_the_verdicts_are_those_of_checks(
    engine: Callable[[Columns], Any], drawn: tuple[str, list[dict[str, Any]]]
) -> None:
    """On small tables with every hedge, negative weights and absent parts, the law is the same: outcome and gap."""
    text, terms = drawn
    with tempfile.TemporaryDirectory() as folder:
        report = figures.read(write_ledger(Path(folder), text))
    assert {problem.code for problem in report.problems} <= {"term-unknown"}  # a part that nobody printed
    facts = facts_of(report.ledger)
    expected = {v.id: v for v in report.verdicts if v.rule and v.figures}  # a group without a fact is no group

    judged = rows(large.judge(engine(typed(facts)), engine(typed(terms))))

    seen = {f"{row['rule']}-{row['year']}": row for row in judged if row["year"] is not None}
    assert expected.keys() <= seen.keys()
    for name, row in seen.items():
        verdict = expected.get(name)
        gap = verdict.gap if verdict else None
        assert row["outcome"] == (verdict.outcome if verdict else "undecided"), text
        assert (row["gap_lower"], row["gap_upper"]) == ((gap.lower, gap.upper) if gap else (None, None)), text
        assert row["absent"] == 0 or row["outcome"] == "undecided"


@every_engine
@pytest.mark.parametrize(
    ("total", "loose", "outcome"),
    [
        (50, (50, 50), "within rounding"),
        (40, (40, 40), "undecided"),
        (-1, (-2, 3), "undecided"),
        (51, (50, 52), "only loosely"),
        (60, (60, 60), "contradicted"),
    ],
)
def test_an_open_hedge_alone_decides_nothing(
    engine: Callable[[Columns], Any], total: int, loose: tuple[int, int], outcome: str
) -> None:
    """Up to 50 holds 40 and, read generously, -1; but only 45 to 55 would do so without the words."""
    facts = {
        "item": ["total", "use", "site"],
        **{"lower": [total, 0, 0], "upper": [total, 50, 0]},
        **{"loose_lower": [loose[0], 0, 0], "loose_upper": [loose[1], 50, 0]},
        **{"unhedged_lower": [None, 50, None], "unhedged_upper": [None, 50, None]},
        **{"unhedged_loose_lower": [None, 45, None], "unhedged_loose_upper": [None, 55, None]},
    }

    assert [row["outcome"] for row in rows(large.judge(engine(facts), engine(TERMS)))] == [outcome]


@every_engine
def test_an_open_end_lies_at_the_other_one(engine: Callable[[Columns], Any]) -> None:
    """At least 50 against 60: without the words it is 50, so nothing is decided; against 40 it is contradicted."""
    terms = {name: values[:2] for name, values in TERMS.items()}
    for total, outcome, gap in ((60, "undecided", None), (40, "contradicted", 10.0), (50, "within rounding", None)):
        facts = {"item": ["total", "use"], "lower": [total, 50], "upper": [total, None]}
        (row,) = rows(large.judge(engine(facts), engine(terms)))

        assert (row["outcome"], row["gap_lower"], row["gap_upper"]) == (outcome, gap, None)


# Decided as decimals would


@every_engine
def test_a_touch_agrees(engine: Callable[[Columns], Any]) -> None:
    """0.1 + 0.2 is 0.3, whether written as floats, computed as floats, or as decimals; 0.300001 is not."""
    items = ["total", "use", "site"]
    for total, outcome in ((0.3, "exact"), (0.1 + 0.2, "exact"), (0.300001, "contradicted")):
        facts = {"item": items, "lower": [total, 0.1, 0.2], "upper": [total, 0.1, 0.2]}

        assert [row["outcome"] for row in rows(large.judge(engine(facts), engine(TERMS)))] == [outcome]


@pytest.mark.parametrize("engine", [e for n, e in ENGINES.items() if n != "pandas"], ids=list(ENGINES)[1:])
def test_decimals_touch(engine: Callable[[Columns], Any]) -> None:
    """Arrow decimals are judged as they stand: [0.05, 0.15] + [0.15, 0.25] touches [0.40, 0.50], not [0.41, 0.50]."""
    for low, outcome in (("0.40", "within rounding"), ("0.41", "contradicted")):
        lower = [Decimal(low), Decimal("0.05"), Decimal("0.15")]
        upper = [Decimal("0.50"), Decimal("0.15"), Decimal("0.25")]
        facts = {"item": ["total", "use", "site"], "lower": lower, "upper": upper}

        assert [row["outcome"] for row in rows(large.judge(engine(facts), engine(TERMS)))] == [outcome]


@settings(max_examples=60)
@given(
    cents=st.lists(st.tuples(st.integers(-(10**12), 10**12), st.integers(0, 10**4)), min_size=3, max_size=3),
    slack=st.integers(-2, 2),
    places=st.integers(0, 4),
)
def test_boundaries_are_decimal(cents: list[tuple[int, int]], slack: int, places: int) -> None:
    """At, just inside and just outside a boundary the verdict is that of whole cents, however the floats fall."""
    parts = [(low, low + width) for low, width in cents[1:]]
    low = sum(end for _, end in parts) + slack
    ends = [(low, low + cents[0][1]), *parts]
    unit = 10**places
    facts = {
        "item": ["total", "use", "site"],
        "lower": [a / unit for a, _ in ends],
        "upper": [b / unit for _, b in ends],
    }

    (row,) = rows(large.judge(as_polars(facts), as_polars(TERMS)))

    below = sum(start for start, _ in parts) - (low + cents[0][1])
    assert (row["outcome"] == "contradicted") == (slack > 0 or below > 0)
    assert row["gap_lower"] == (slack / unit if slack > 0 else below / unit if below > 0 else None)


def test_a_figure_that_stands_twice_is_one_unknown() -> None:
    """cost - 1/2 cost is half the cost, not an interval three times as wide."""
    facts = {"item": ["cost", "half"], "lower": [100.0, 60.0], "upper": [110.0, 61.0]}
    terms = table(
        """
        rule   item  weight  side
        halve  cost       1  stated
        halve  cost     0.5  computed
        halve  half       1  computed
        """
    )

    (row,) = rows(large.judge(as_pandas(facts), as_pandas(terms)))

    assert (row["outcome"], row["gap_lower"], row["gap_upper"]) == ("contradicted", 5.0, 11.0)


# One table, rule after rule


@every_engine
def test_facts_may_stand_in_their_rules(engine: Callable[[Columns], Any]) -> None:
    """Without terms every row is one part, and a row without numbers is a part that is not there."""
    parts = table(
        """
        rule   item   weight  side      lower  upper
        split  total       1  stated      112    112
        split  use         1  computed     32     32
        split  site        1  computed     80     80
        more   total       1  stated      112    112
        more   use         1  computed      -      -
        """
    )

    assert [(row["rule"], row["outcome"], row["absent_parts"]) for row in rows(large.judge(engine(parts)))] == [
        ("more", "undecided", "use"),
        ("split", "exact", None),
    ]


@every_engine
def test_a_rule_without_any_fact_is_told(engine: Callable[[Columns], Any]) -> None:
    """A rule that no group can judge stands once, undecided, with empty keys."""
    terms = {
        name: [*values, value] for (name, values), value in zip(TERMS.items(), ("lost", "x", 1, "stated"), strict=True)
    }
    facts = {"item": ["total", "use", "site"], "year": ["2024"] * 3, "lower": [3, 1, 2], "upper": [3, 1, 2]}

    told = [tuple(row.values()) for row in rows(large.judge(engine(facts), engine(terms)))]

    assert told == [("lost", None, "undecided", None, None, 1, "x"), ("split", "2024", "exact", None, None, 0, None)]


def test_the_result_is_as_lazy_as_the_facts() -> None:
    """A lazy frame stays lazy, an eager one comes back as its own kind."""
    facts = {"item": ["total", "use", "site"], "lower": [3, 1, 2], "upper": [3, 1, 2]}

    kinds = {name: type(large.judge(engine(facts), engine(TERMS))) for name, engine in ENGINES.items()}

    assert kinds == {name: type(engine(facts)) for name, engine in ENGINES.items()}


# Faults are said before the work starts

FACTS = {"item": ["total", "use", "site"], "lower": [3.0, 1.0, 2.0], "upper": [3.0, 1.0, 2.0]}


@every_engine
@pytest.mark.parametrize(
    ("facts", "terms", "said"),
    [
        ({"lower": ["3", "1", "2"]}, {}, "lower holds String, not numbers"),
        ({"lower": [float("-inf"), 1.0, 2.0]}, {}, "lower holds infinities"),
        ({"lower": [3.5, 1.0, 2.0]}, {}, "lower lies above upper in 1 rows"),
        ({"loose_lower": [3.5, 1.0, 2.0]}, {}, "loose_lower lies above lower in 1 rows"),
        ({"item": ["total", "use", "use"]}, {}, "facts hold item use more than once"),
        ({"item": ["total", "use", None]}, {}, "item is empty in 1 rows"),
        ({"lower": [3 - 1 / 3, 1.0, 2.0]}, {}, "lower holds numbers with more than 12 places"),
        ({"lower": [1e15, 1.0, 0.05], "upper": [1e15, 1.0, 0.05]}, {}, "cannot be added exactly"),
        ({"item": [1, 2, 3]}, {}, "item is Int64 in facts and String in terms"),
        ({}, {"weight": ["1", "1", "1"]}, "weight holds String, not numbers"),
        ({}, {"weight": [1.0, None, 1.0]}, "weight is empty in 1 rows"),
        ({}, {"side": ["stated", "left", "computed"]}, "side is neither stated nor computed in 1 rows"),
    ],
)
def test_faults_in_rows(engine: Callable[[Columns], Any], facts: Columns, terms: Columns, said: str) -> None:
    """What cannot be judged is said by its column, on every engine alike."""
    with pytest.raises(FiguresError, match=said):
        large.judge(engine({**FACTS, **facts}), engine({**TERMS, **terms}))


def test_nan_is_no_number() -> None:
    """polars tells NaN from empty, so NaN is refused there; pandas does not, and takes it as empty."""
    facts = {**FACTS, "lower": [float("nan"), 1.0, 2.0]}

    with pytest.raises(FiguresError, match="infinities or NaN"):
        large.judge(as_polars(facts), as_polars(TERMS))


@pytest.mark.parametrize(
    ("facts", "terms", "said"),
    [
        (as_polars(FACTS), as_pandas(TERMS), "facts come from polars and terms from pandas"),
        ([FACTS], as_pandas(TERMS), "facts is list, which is no dataframe"),
        (
            as_pandas({"item": ["a"], "low": [1], "upper": [2]}),
            as_pandas(TERMS),
            "facts has no column lower; rename low?",
        ),
        (as_pandas(FACTS), as_pandas({"rule": ["a"]}), "terms has no column item"),
        (as_pandas(FACTS), None, r"facts \(no terms are given\) has no column rule"),
        (as_pandas({**FACTS, "gap_lower": [1, 2, 3]}), as_pandas(TERMS), "gap_lower cannot be a group key"),
    ],
)
def test_faults_of_use(facts: Any, terms: Any, said: str) -> None:
    """Mixed engines, other objects and columns that are not there are the caller's mistake."""
    with pytest.raises(UsageError, match=said):
        large.judge(facts, terms)


# Files


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `figures judge`."""
    code = [sys.executable, "-m", "figures.cli", "judge", *map(str, arguments)]
    said = subprocess.run(code, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    return said.returncode, said.stdout, said.stderr


def write(path: Path, columns: Columns) -> Path:
    if path.suffix == ".csv":
        pacsv.write_csv(pa.table(columns), path)
    else:
        pq.write_table(pa.table(columns), path)
    return path


YEARS = {
    "item": ["total", "use", "site"] * 2,
    "year": ["2023"] * 3 + ["2024"] * 3,
    "lower": [112.0, 32.0, 80.0, 59.5, 31.5, 30.5],
    "upper": [112.0, 32.0, 80.0, 60.5, 32.5, 31.5],
}


@pytest.mark.parametrize("kind", ["csv", "parquet", "folder"])
@pytest.mark.parametrize("polars", [True, False], ids=["polars", "pandas"])
def test_files_in_and_out(kind: str, polars: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parquet, CSV and folders of Parquet give the same verdicts and the same summary, with polars and without."""
    if polars:
        pytest.importorskip("polars")
    else:
        monkeypatch.setattr(large_files, "find_spec", lambda name: None)
    suffix = ".csv" if kind == "csv" else ".parquet"
    terms = write(tmp_path / f"terms{suffix}", TERMS)
    facts = tmp_path / f"facts{suffix}"
    if kind == "folder":
        facts = tmp_path / "facts"
        for year in (0, 1):
            (facts / "deep").mkdir(parents=True, exist_ok=True)
            halves = {name: values[3 * year : 3 * year + 3] for name, values in YEARS.items()}
            write(facts / ("deep" if year else ".") / f"{year}.parquet", halves)
    else:
        write(facts, YEARS)
    target = tmp_path / f"verdicts{suffix}"
    said: list[str] = []

    summary = large_files.judge(facts, terms, target, tell=said.append)

    assert summary.record() == {
        "verdicts": 2,
        "outcomes": {"contradicted": 1, "only loosely": 0, "undecided": 0, "within rounding": 0, "exact": 1},
        "worst": [{"rule": "split", "group": {"year": "2024"}, "outcome": "contradicted", "gap": [1.5, 4.5]}],
    }
    assert (large_files.HINT in said) is not polars
    read = pacsv.read_csv(target) if kind == "csv" else pq.read_table(target)
    assert sorted(zip(*(read[name].to_pylist() for name in ("outcome", "gap_lower")), strict=True)) == [
        ("contradicted", 1.5),
        ("exact", None),
    ]


def test_the_command(tmp_path: Path) -> None:
    """`figures judge FACTS TERMS --to VERDICTS` prints the summary, as JSON too, and exits 1 for a contradiction."""
    facts, terms = write(tmp_path / "facts.csv", YEARS), write(tmp_path / "terms.csv", TERMS)

    code, said, _ = run(facts, terms, "--to", tmp_path / "verdicts.csv", "--format", "json")

    assert code == 1
    assert json.loads(said)["outcomes"]["contradicted"] == 1
    code, said, _ = run(facts, terms, "--to", tmp_path / "verdicts.csv")
    assert code == 1
    assert said.splitlines()[-1] == "CONTRADICTED    split  2024  1.5 to 4.5 apart"


@pytest.mark.parametrize(
    ("column", "cells", "code", "said"),
    [
        ("lower", ["112", "thirty", "80", "1", "2", "3"], 1, "thirty"),
        ("item", ["total", "use", "use", "a", "b", "c"], 1, "facts hold item use, year 2023 more than once"),
        ("low", ["1"] * 6, 0, ""),
    ],
)
def test_a_fault_leaves_no_file(column: str, cells: list[str], code: int, said: str, tmp_path: Path) -> None:
    """A table at fault is told, and what stood in the target's place before stands there still."""
    facts = write(tmp_path / "facts.csv", {**YEARS, column: cells})
    terms, target = write(tmp_path / "terms.csv", TERMS), tmp_path / "verdicts.csv"
    target.write_text("before")

    found = run(facts, terms, "--to", target, "--by", "year")

    if code:
        assert found[0] == code
        assert said in found[2] and "Traceback" not in found[2]
        assert target.read_text() == "before"
    else:
        assert target.read_text() != "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts.csv", "terms.csv", "verdicts.csv"]


def test_a_target_that_is_read_is_refused(tmp_path: Path) -> None:
    """The verdicts never land on, or among, the tables they come from."""
    facts, terms = write(tmp_path / "facts.parquet", YEARS), write(tmp_path / "terms.parquet", TERMS)

    assert run(facts, terms, "--to", facts)[0] == 2
    assert run(tmp_path, terms, "--to", tmp_path / "verdicts.parquet")[0] == 2
    assert run(facts, terms, "--to", tmp_path / "verdicts.txt")[0] == 2
    assert run(tmp_path / "nothing.parquet", terms, "--to", tmp_path / "v.parquet")[0] == 2


@every_engine
def test_items_may_be_numbers(engine: Callable[[Columns], Any]) -> None:
    """Items and rules may be numbers; the parts that are not there are named without a decimal point."""
    facts = {"item": [1, 2], "lower": [3, 1], "upper": [3, 1]}
    terms = {"rule": [7] * 5, "item": [1, 2, 30, 31, 32], "weight": [1] * 5, "side": ["stated", *["computed"] * 4]}

    (row,) = rows(large.judge(engine(facts), engine(terms)))

    assert (row["rule"], row["outcome"], row["absent"], row["absent_parts"]) == (7, "undecided", 3, "30 … 32")


def test_the_page_tells_what_happens() -> None:
    """Every example of docs/large.md runs and prints what stands there."""
    pytest.importorskip("duckdb")
    page = Path(__file__).resolve().parent.parent / "docs" / "large.md"

    assert doctest.testfile(str(page), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE).failed == 0
