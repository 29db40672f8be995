"""The same law on PySpark: random small tables judged by Spark and by pandas must come out alike.

Spark is no dependency of ours. How it was run: with Java 17, in a throw-away environment with pyspark, pandas, pyarrow
and narwhals,

    PYTHONPATH=. python benchmarks/spark.py
"""

from __future__ import annotations

import os
import random
import sys
import time
from typing import Any

import pandas as pd

from figures import large

ITEMS = [f"i{number}" for number in range(60)]


def random_tables(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Facts of two years with both readings, open ends and holes; rules with negative and broken weights."""
    draw = random.Random(seed)
    facts = []
    for year in (2024, 2025):
        for item in ITEMS:
            if draw.random() < 0.9:
                value, width = draw.choice([20.0, 40.0, draw.randint(1, 400) / 10]), draw.choice([0.0, 0.05, 5.0])
                upper = None if draw.random() < 0.05 else value + width
                printed = None if upper is None else value
                wide = None if upper is None else value + width + 2
                ends = (value - width, upper, printed, value - width - 2, wide)
                facts.append((item, year, *(None if end is None else round(end, 2) for end in ends)))
    terms = []
    for rule in range(80):
        for number, item in enumerate(draw.sample(ITEMS, draw.randint(2, 4))):
            weight = draw.choice([1.0, 1.0, 2.0, -1.0, 0.5])
            terms.append((f"r{rule}", item, weight, "computed" if number else "stated"))
    names = ["item", "year", "lower", "upper", "printed", "loose_lower", "loose_upper"]
    return pd.DataFrame(facts, columns=names), pd.DataFrame(terms, columns=["rule", "item", "weight", "side"])


def told(frame: Any) -> list[tuple[str, ...]]:
    """The verdicts as sorted texts, an empty cell as a dash."""
    cells = frame.astype(object).where(frame.notna(), "-").itertuples(index=False)
    return sorted(tuple(f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row) for row in cells)


def main(seeds: int = 3) -> None:
    """Judge on both engines; exits 1 where they differ."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    started = time.monotonic()
    builder = SparkSession.builder.master("local[2]").appName("figures")
    session = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "4").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    print(f"Spark {session.version} ready after {time.monotonic() - started:.1f} s")
    for seed in range(seeds):
        started = time.monotonic()
        tables = random_tables(seed)
        spark = [session.createDataFrame(t.astype(object).where(t.notna(), None), schema=kinds(t)) for t in tables]
        ours, theirs = told(large.judge(*tables)), told(large.judge(*spark).toPandas())
        counts = {outcome: sum(outcome in row for row in ours) for outcome in sorted({row[2] for row in ours})}
        print(
            f"seed {seed}: {len(ours)} verdicts {counts}, alike: {ours == theirs}, {time.monotonic() - started:.1f} s"
        )
        if ours != theirs:
            print(*sorted(set(ours) ^ set(theirs))[:10], sep="\n")
            sys.exit(1)


def kinds(table: pd.DataFrame) -> str:
    """The schema as Spark writes it."""
    known = {"item": "string", "rule": "string", "side": "string", "year": "bigint"}
    return ", ".join(f"{name} {known.get(name, 'double')}" for name in table.columns)


if __name__ == "__main__":
    main()
