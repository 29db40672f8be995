"""Large tables judged by us and by hand-written programs, in CPU seconds and peak memory of one process each.

    python benchmarks/large.py 1e5 1e6 1e7 ["in order"] [shuffled] [joined]

One total and three to six parts a rule, from a seed: about one rule in seven does not add up. Three layouts: every
row in its rule (in order, or shuffled), and facts and terms in two tables, joined. Parquet in, outcome and gap of every
rule out. Every program runs in a process of its own, three times (pandas and pandera once), in turn with the others;
the median counts. Each must find the same numbers of outcomes, else the run stops.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAYOUTS = ("in order", "shuffled", "joined")
RUNS = 3
SLOW = ("pandas by hand", "pandera")  # measured once, pandera only in order
ROW_GROUP = 125_000

OUTCOME = """case when missing > 0 then 'undecided' when lo <= 0 and hi >= 0
 then case when lo = hi then 'exact' else 'within rounding' end else 'contradicted' end"""
SQL = f"""copy (with sums as (
  select rule, count(*) - count(lower) missing,
    sum(case when side = 'stated' then weight else -weight end
      * case when (side = 'stated') = (weight >= 0) then lower else upper end) lo,
    sum(case when side = 'stated' then weight else -weight end
      * case when (side = 'stated') = (weight >= 0) then upper else lower end) hi
  from {{rows}} group by rule)
  select rule, {OUTCOME} outcome, case when lo > 0 then lo when hi < 0 then -hi end gap_lower,
    case when lo > 0 then hi when hi < 0 then -lo end gap_upper, missing from sums) to '{{target}}'"""


def make(folder: Path, rows: int) -> None:
    """The three layouts of the same facts, as Parquet with row groups of 125,000."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    draw = np.random.default_rng(7)
    sizes = draw.integers(3, 7, size=rows // 4) + 1
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), rows, side="right"))]
    starts = np.r_[0, np.cumsum(sizes)[:-1]]
    count, rules = int(sizes.sum()), len(sizes)
    stated = np.zeros(count, bool)
    stated[starts] = True
    value = draw.integers(100, 100_000, size=count) * 10
    value[starts] = 0
    value[starts] = np.add.reduceat(value, starts) + draw.integers(-3, 4, size=rules) * 10
    names = pa.array(["computed", "stated"]).take(pa.array(stated.astype(int)))
    table = pa.table(
        {
            "rule": np.repeat(np.arange(rules), sizes),
            "item": np.arange(count),
            "side": names,
            "weight": np.ones(count, np.int64),
            "lower": value - 5,
            "upper": value + 5,
        }
    )
    shuffled = table.take(pa.array(draw.permutation(count)))
    for name, kept in (
        ("in order", table),
        ("shuffled", shuffled),
        ("terms", table.select(["rule", "item", "side", "weight"])),
        ("facts", shuffled.select(["item", "lower", "upper"])),
    ):
        pq.write_table(kept, folder / f"{name}.parquet", row_group_size=ROW_GROUP)


# The programs: each reads a layout in a folder and writes verdicts


def duckdb_sql(folder: Path, layout: str, target: Path) -> None:
    import duckdb

    rows = f"'{folder}/{layout}.parquet'"
    if layout == "joined":
        rows = f"'{folder}/terms.parquet' left join '{folder}/facts.parquet' using (item)"
    duckdb.sql(SQL.format(rows=rows, target=target))


def polars_lazy(folder: Path, layout: str, target: Path) -> None:
    import polars as pl

    low, high, weight = pl.col("lo"), pl.col("hi"), pl.col("signed")
    if layout == "joined":
        terms = pl.scan_parquet(folder / "terms.parquet")
        rows = terms.join(pl.scan_parquet(folder / "facts.parquet"), on="item", how="left")
    else:
        rows = pl.scan_parquet(folder / f"{layout}.parquet")
    stated = pl.col("side") == "stated"
    rows = rows.with_columns(signed=pl.when(stated).then(pl.col("weight")).otherwise(-pl.col("weight")))
    sums = rows.group_by("rule").agg(
        lo=pl.when(weight >= 0).then(weight * pl.col("lower")).otherwise(weight * pl.col("upper")).sum(),
        hi=pl.when(weight >= 0).then(weight * pl.col("upper")).otherwise(weight * pl.col("lower")).sum(),
        missing=pl.col("lower").null_count(),
    )
    agreed = pl.when(low == high).then(pl.lit("exact")).otherwise(pl.lit("within rounding"))
    outcome = pl.when((low <= 0) & (high >= 0)).then(agreed).otherwise(pl.lit("contradicted"))
    sums.select(
        "rule",
        outcome=pl.when(pl.col("missing") > 0).then(pl.lit("undecided")).otherwise(outcome),
        gap_lower=pl.when(low > 0).then(low).when(high < 0).then(-high),
        gap_upper=pl.when(low > 0).then(high).when(high < 0).then(-low),
        missing="missing",
    ).sink_parquet(target, engine="streaming")


def pandas_vectorised(folder: Path, layout: str, target: Path) -> None:
    import numpy as np
    import pandas as pd

    wanted = ["rule", "side", "weight", "lower", "upper"]
    if layout == "joined":
        rows = pd.read_parquet(folder / "terms.parquet").merge(pd.read_parquet(folder / "facts.parquet"), how="left")
    else:
        rows = pd.read_parquet(folder / f"{layout}.parquet", columns=wanted)
    weight = np.where(rows["side"] == "stated", rows["weight"], -rows["weight"])
    rows["lo"] = weight * np.where(weight >= 0, rows["lower"], rows["upper"])
    rows["hi"] = weight * np.where(weight >= 0, rows["upper"], rows["lower"])
    rows["missing"] = rows["lower"].isna()
    sums = rows.groupby("rule", sort=False)[["lo", "hi", "missing"]].sum()
    low, high = sums["lo"].to_numpy(), sums["hi"].to_numpy()
    agreed = np.where(low == high, "exact", "within rounding")
    outcome = np.where((low <= 0) & (high >= 0), agreed, "contradicted")
    sums["outcome"] = np.where(sums["missing"] > 0, "undecided", outcome)
    sums["gap_lower"] = np.where(low > 0, low, np.where(high < 0, -high, np.nan))
    sums["gap_upper"] = np.where(low > 0, high, np.where(high < 0, -low, np.nan))
    sums[["outcome", "gap_lower", "gap_upper", "missing"]].reset_index().to_parquet(target)


def pandera_check(folder: Path, layout: str, target: Path) -> None:
    """Pass or fail only: pandera asserts a column of sums, and the failures become the file."""
    import pandas as pd
    import pandera.pandas as pandera

    rows = pd.read_parquet(folder / f"{layout}.parquet")
    sign = rows["side"].map({"stated": 1, "computed": -1})
    weight = rows["weight"] * sign
    rows["lo"] = weight * rows["lower"].where(weight >= 0, rows["upper"])
    rows["hi"] = weight * rows["upper"].where(weight >= 0, rows["lower"])

    def agrees(frame: pd.DataFrame) -> pd.Series:
        sums = frame.groupby("rule")[["lo", "hi"]].transform("sum")
        return (sums["lo"] <= 0) & (sums["hi"] >= 0)

    numbers = {name: pandera.Column(int) for name in ("rule", "item", "weight", "lower", "upper")}
    sides = {"side": pandera.Column(str, pandera.Check.isin(["stated", "computed"]))}
    schema = pandera.DataFrameSchema({**numbers, **sides}, checks=pandera.Check(agrees))
    try:
        schema.validate(rows, lazy=True)
        failed: list[int] = []
    except pandera.errors.SchemaErrors as faults:
        failed = rows["rule"].loc[faults.failure_cases["index"].dropna().unique()].unique().tolist()
    every = rows["rule"].drop_duplicates()
    outcome = every.isin(failed).map({True: "contradicted", False: "within rounding"})
    pd.DataFrame({"rule": every, "outcome": outcome}).to_parquet(target)


def tables(folder: Path, layout: str) -> list[Path]:
    names = ("facts", "terms") if layout == "joined" else (layout,)
    return [folder / f"{name}.parquet" for name in names]


def ours(folder: Path, layout: str, target: Path) -> None:
    """The call, with its look through the tables."""
    import polars as pl

    from figures import large

    large.judge(*(pl.scan_parquet(path) for path in tables(folder, layout))).sink_parquet(target, engine="streaming")


def ours_trusting(folder: Path, layout: str, target: Path) -> None:
    """The call on tables surveyed before: what the hand-written programs do."""
    import polars as pl

    from figures import large

    known = large.Survey(by=(), places=0, weight_places=0, opened=False, holes=False, repeated=False)
    frames = [pl.scan_parquet(path) for path in tables(folder, layout)]
    large.judge(*frames, survey=known).sink_parquet(target, engine="streaming")


def ours_command(folder: Path, layout: str, target: Path) -> None:
    """`figures judge`, with its look, its file and its summary."""
    from figures.cli import main

    try:
        main(["judge", *map(str, tables(folder, layout)), "--to", str(target), "--format", "json"])
    except SystemExit:
        return


PROGRAMS: dict[str, Callable[[Path, str, Path], None]] = {
    "DuckDB SQL": duckdb_sql,
    "figures, tables known": ours_trusting,
    "figures, tables surveyed": ours,
    "figures judge (command)": ours_command,
    "polars by hand": polars_lazy,
    "pandas by hand": pandas_vectorised,
    "pandera": pandera_check,
}


def child(program: str, folder: str, layout: str) -> None:
    """Run one program once and print its CPU seconds, start-up included, and its peak in MiB."""
    target = Path(folder) / f"verdicts-{time.monotonic_ns()}.parquet"
    try:
        PROGRAMS[program](Path(folder), layout, target)
        used, peak = resource.getrusage(resource.RUSAGE_SELF), _peak()
        import pyarrow.parquet as pq

        outcomes = pq.read_table(target, columns=["outcome"])["outcome"].value_counts().to_pylist()
        found = {row["values"]: row["counts"] for row in outcomes}
        report = {"cpu": used.ru_utime + used.ru_stime, "peak": peak, "found": found}
    except ImportError as absent:
        report = {"absent": str(absent)}
    finally:
        target.unlink(missing_ok=True)
    print("\n" + json.dumps(report))


def _peak() -> float:
    """The most memory this process has held, in MiB; unlike ru_maxrss it forgets the parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measured(folder: Path, layout: str, python: str) -> dict[str, tuple[float, float]]:
    """Median CPU seconds and peak MiB of every program on one layout."""
    seen: dict[str, list[tuple[float, float]]] = {}
    expected: dict[str, int] = {}
    for run in range(RUNS):
        for program in PROGRAMS:
            if (program == "pandera" and layout != "in order") or (program in SLOW and run):
                continue
            command = [python, __file__, "--child", program, str(folder), layout]
            said = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=_environment())
            if said.returncode:
                sys.exit(f"{program}, {layout}: {said.stderr}")
            report = json.loads(said.stdout.splitlines()[-1])
            if "absent" in report:
                continue
            expected = expected or report["found"]
            if report["found"] != expected:
                sys.exit(f"{program}, {layout} finds {report['found']}, not {expected}")
            seen.setdefault(program, []).append((report["cpu"], report["peak"]))
    middle = {p: [statistics.median(column) for column in zip(*runs, strict=True)] for p, runs in seen.items()}
    return {program: (cpu, peak) for program, (cpu, peak) in middle.items()}


def _environment() -> dict[str, str]:
    import os

    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def main(sizes: list[str], layouts: list[str], python: str) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            make(Path(name), int(float(size)))
            for layout in layouts:
                found = measured(Path(name), layout, python)
                cpu, peak = found["DuckDB SQL"]
                print(f"\n{size} facts, {layout}")
                print("| program | CPU s | x DuckDB | peak MiB | x DuckDB |\n|---|---|---|---|---|")
                for program, (own, high) in found.items():
                    print(f"| {program} | {own:.2f} | {own / cpu:.2f} | {high:.0f} | {high / peak:.2f} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
    else:
        chosen = [layout for layout in LAYOUTS if layout in sys.argv] or list(LAYOUTS)
        main([word for word in sys.argv[1:] if word not in LAYOUTS] or ["1e5", "1e6"], chosen, sys.executable)
