"""Large tables in files: Parquet, CSV or a folder of Parquet in, a file of verdicts and a summary out."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import large
from .errors import FiguresError, UsageError
from .large_tables import KNOWN_NUMBERS
from .verdict import DISCREPANCIES, ORDER

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

KINDS = (".parquet", ".csv")
CSV_NUMBERS = (*KNOWN_NUMBERS, "gap_lower", "gap_upper")
WORST = 10
HINT = "polars is not installed, so every table must fit into memory: pip install 'figures-ledger[large]'"


@dataclass(frozen=True)
class Gap:
    """One of the widest gaps: the rule, its group, the outcome and the distances, in the unit of the facts."""

    rule: object
    group: tuple[tuple[str, object], ...]
    outcome: str
    lower: float
    upper: float | None


@dataclass(frozen=True)
class Summary:
    """What a file of verdicts holds: how many of each outcome, strongest disagreement first, and the widest gaps."""

    outcomes: tuple[tuple[str, int], ...]
    worst: tuple[Gap, ...]

    @property
    def judged(self) -> int:
        """The number of verdicts."""
        return sum(count for _, count in self.outcomes)

    @property
    def is_clean(self) -> bool:
        """True where nothing disagrees; undecided is told, but changes nothing."""
        return not any(count for outcome, count in self.outcomes if outcome in DISCREPANCIES)

    def record(self) -> dict[str, object]:
        """The summary as JSON has it."""
        return {
            "verdicts": self.judged,
            "outcomes": dict(self.outcomes),
            "worst": [
                {"rule": gap.rule, "group": dict(gap.group), "outcome": gap.outcome, "gap": [gap.lower, gap.upper]}
                for gap in self.worst
            ],
        }


def judge(
    facts: Path,
    terms: Path | None,
    target: Path,
    by: Sequence[str] | None = None,
    trust: bool = False,
    tell: Callable[[str], None] = lambda line: None,
) -> Summary:
    """Judge files and write the verdicts to ``target`` (.parquet or .csv), whole or not at all.

    With polars the files may be larger than memory. ``tell`` hears what is being done. Raises UsageError, FiguresError
    and OSError; a file that stood at ``target`` before is left as it was then.
    """
    if target.suffix not in KINDS:
        raise UsageError(f"{target} ends neither in .parquet nor in .csv")
    if not target.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {target.absolute().parent}")
    for path in filter(None, (facts, terms)):
        if path.resolve() in (target.resolve(), *target.resolve().parents):
            raise UsageError(f"{target} lies where {path} is read; write the verdicts elsewhere")
    files = _Polars() if find_spec("polars") else _Pandas(tell)
    beside = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
    try:
        tables = [files.read(path) for path in (facts, *([] if terms is None else [terms]))]
        tell("looking through the tables")
        found = large.survey(*tables, by=by, trust=trust)
        tell("judging")
        files.write(large.judge(*tables, by=found.by, survey=found), beside)
        summary = _summary(files.read(beside), found.by)
        _settle(beside, target)
    except files.faults as fault:
        raise FiguresError(f"the tables cannot be read: {str(fault).splitlines()[0]}") from fault
    finally:
        beside.unlink(missing_ok=True)
    return summary


def _settle(beside: Path, target: Path) -> None:
    """Make the finished file durable, and only then the target."""
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(beside, target)


def _summary(verdicts: Any, by: Sequence[str]) -> Summary:
    import narwhals.stable.v2 as nw

    table = nw.from_native(verdicts).lazy()
    counted = _records(table.group_by("outcome").agg(nw.len().alias("count")))
    counts = {str(row["outcome"]): int(row["count"]) for row in counted}
    widest = table.filter(~nw.col("gap_lower").is_null()).top_k(WORST, by=["gap_lower", "rule", *by])
    gaps = sorted(_records(widest), key=lambda row: (-row["gap_lower"], *(str(row[name]) for name in ("rule", *by))))
    return Summary(
        tuple((outcome.value, counts.get(outcome, 0)) for outcome in ORDER),
        tuple(
            Gap(row["rule"], tuple((name, row[name]) for name in by), row["outcome"], row["gap_lower"], _end(row))
            for row in gaps
        ),
    )


def _end(row: dict[str, Any]) -> float | None:
    upper = row["gap_upper"]
    return None if upper is None or upper != upper else float(upper)


def _records(table: nw.LazyFrame[Any]) -> list[dict[str, Any]]:
    return list(table.collect().rows(named=True))


class _Polars:
    """Files through polars' streaming engine; text stays text, so that an item 007 is not 7."""

    def __init__(self) -> None:
        import polars
        from narwhals.exceptions import NarwhalsError

        self.faults = (polars.exceptions.PolarsError, NarwhalsError)

    def read(self, path: Path) -> Any:
        import polars

        _require(path)
        if path.suffix != ".csv":
            return polars.scan_parquet(path / "**/*.parquet" if path.is_dir() else path)
        kinds = {name: polars.Float64 if name in CSV_NUMBERS else polars.String for name in _header(path)}
        return polars.scan_csv(path, schema_overrides=kinds, null_values=[""])

    def write(self, verdicts: Any, path: Path) -> None:
        if path.suffix == ".csv":
            verdicts.sink_csv(path, engine="streaming")
        else:
            verdicts.sink_parquet(path, engine="streaming")


class _Pandas:
    """Files through pandas, all in memory."""

    faults = (ValueError,)

    def __init__(self, tell: Callable[[str], None]) -> None:
        tell(HINT)

    def read(self, path: Path) -> Any:
        import pandas

        _require(path)
        if path.suffix != ".csv":
            return pandas.read_parquet(path)
        kinds = {name: float if name in CSV_NUMBERS else str for name in _header(path)}
        return pandas.read_csv(path, dtype=kinds, keep_default_na=False, na_values=[""])

    def write(self, verdicts: Any, path: Path) -> None:
        if path.suffix == ".csv":
            verdicts.to_csv(path, index=False)
        else:
            verdicts.to_parquet(path, index=False)


def _require(path: Path) -> None:
    if not path.exists():
        raise UsageError(f"there is no file {path}")
    if path.is_file() and path.suffix not in KINDS:
        raise UsageError(f"{path} ends neither in .parquet nor in .csv")
    if path.is_dir() and not any(path.rglob("*.parquet")):
        raise UsageError(f"there is no Parquet file in {path}")


def _header(path: Path) -> list[str]:
    import csv

    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file), [])
