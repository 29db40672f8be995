"""The same answers as its peers: XBRL Calculations 1.1 in round mode, R validate and VTL `check_hierarchy`.

Cases of our own, written from the peers' documentation and put to the command line as a ledger folder. A reported
value with `decimals` -2 is `500 ±50`, one with `decimals` INF is `=500`; a weight of -1 is a minus sign.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger

from figures.cli import main

OK, EXACT, LOOSE, NO, OPEN = "within rounding", "exact", "only loosely", "contradicted", "undecided"


def check(folder: Path, lines: str, capsys: Any) -> tuple[int, dict[str, Any]]:
    """The exit code of `figures check FOLDER --format json`, and what it prints."""
    write_ledger(folder, lines.replace("; ", "\n"))
    with pytest.raises(SystemExit) as stop:
        main(["check", str(folder), "--format", "json"])
    return int(stop.value.code or 0), json.loads(capsys.readouterr().out)


def outcomes(printed: dict[str, Any]) -> dict[str, str]:
    return {verdict["id"]: verdict["outcome"] for verdict in printed["verdicts"]}


XBRL_SUMS = [
    # A total and its items, all to the same place: each item may be off by half of it
    ("t  a.t  1000 ±50 EUR; x  a.x  500 ±50 EUR; y  a.y  500 ±50 EUR; rule: r: a.t = a.x + a.y", EXACT),
    ("t  a.t  1100 ±50 EUR; x  a.x  500 ±50 EUR; y  a.y  500 ±50 EUR; rule: r: a.t = a.x + a.y", OK),
    ("t  a.t  1200 ±50 EUR; x  a.x  500 ±50 EUR; y  a.y  500 ±50 EUR; rule: r: a.t = a.x + a.y", NO),
    # Both ends of an interval belong to it: a touch agrees
    ("t  a.t  1100 ±50 EUR; x  a.x  500 ±25 EUR; y  a.y  500 ±25 EUR; rule: r: a.t = a.x + a.y", OK),
    ("t  a.t  1100 ±50 EUR; x  a.x  500 ±25 EUR; y  a.y  499 ±.5 EUR; rule: r: a.t = a.x + a.y", NO),
    # Infinite precision: points
    ("t  a.t  =1000 EUR; x  a.x  =500 EUR; y  a.y  =500 EUR; rule: r: a.t = a.x + a.y", EXACT),
    ("t  a.t  =1000 EUR; x  a.x  =500 EUR; y  a.y  =501 EUR; rule: r: a.t = a.x + a.y", NO),
    ("t  a.t  =1000 EUR; x  a.x  500 ±50 EUR; y  a.y  =450 EUR; rule: r: a.t = a.x + a.y", OK),
    # Mixed places
    ("t  a.t  1.0 M€; x  a.x  548 ±.5 EUR; y  a.y  =1000000 EUR; rule: r: a.t = a.x + a.y", OK),
    ("t  a.t  1000 ±500 EUR; x  a.x  =1 EUR; y  a.y  =499 EUR; rule: r: a.t = a.x + a.y", OK),
    ("t  a.t  1000 ±500 EUR; x  a.x  =1 EUR; y  a.y  498.99 ±0.005 EUR; rule: r: a.t = a.x + a.y", NO),
    # Negative weights swap the ends
    ("t  a.t  100 ±5 EUR; x  a.x  500 ±50 EUR; y  a.y  400 ±50 EUR; rule: r: a.t = a.x - a.y", EXACT),
    ("t  a.t  =200 EUR; x  a.x  500 ±50 EUR; y  a.y  400 ±50 EUR; rule: r: a.t = a.x - a.y", OK),
    ("t  a.t  =201 EUR; x  a.x  500 ±50 EUR; y  a.y  400 ±50 EUR; rule: r: a.t = a.x - a.y", NO),
    ("t  a.t  =-100 EUR; x  a.x  =300 EUR; y  a.y  =200 EUR; rule: r: a.t = a.x - 2 * a.y", EXACT),
    ("t  a.t  =0 EUR; x  a.x  =300 EUR; y  a.y  =-300 EUR; rule: r: a.t = a.x + a.y", EXACT),
    ("t  a.t  =-3 EUR; x  a.x  =-1 EUR; y  a.y  =-2 EUR; rule: r: a.t = a.x + a.y", EXACT),
    ("t  a.t  =3 EUR; x  a.x  =-1 EUR; y  a.y  =-2 EUR; rule: r: a.t = -a.x - a.y", EXACT),
    # Zero
    ("t  a.t  0 ±.5 EUR; x  a.x  =0.5 EUR; rule: r: a.t = a.x", OK),
    ("t  a.t  =0 EUR; x  a.x  =0 EUR; rule: r: a.t = a.x", EXACT),
    ("t  a.t  0 ±50 EUR; x  a.x  100 ±50 EUR; rule: r: a.t = a.x", OK),
]


@pytest.mark.parametrize(("lines", "outcome"), XBRL_SUMS)
def test_xbrl_sums_in_round_mode(lines: str, outcome: str, tmp_path: Path, capsys: Any) -> None:
    """Consistent where the interval of the total and the sum of the items' intervals share a value."""
    code, printed = check(tmp_path, lines, capsys)

    assert printed["problems"] == []
    assert outcomes(printed) == {"r": outcome}
    assert code == (outcome in (LOOSE, NO))


XBRL_DUPLICATES = [
    # Consistent duplicates are intersected: 450 to 550 and 545 to 555 leave 545 to 550
    ("500 ±50 EUR", "550 ±5 EUR", "545..550 EUR", {"prints:a.t": OK, "r": OK}),
    ("500 ±50 EUR", "550 ±5 EUR", "=545 EUR", {"prints:a.t": OK, "r": OK}),
    ("500 ±50 EUR", "550 ±5 EUR", "=544 EUR", {"prints:a.t": OK, "r": NO}),
    ("500 ±50 EUR", "550 ±5 EUR", "=551 EUR", {"prints:a.t": OK, "r": NO}),
    # Complete duplicates
    ("500 ±50 EUR", "500 ±50 EUR", "=450 EUR", {"prints:a.t": EXACT, "r": OK}),
    ("=500 EUR", "=500 EUR", "=500 EUR", {"prints:a.t": EXACT, "r": EXACT}),
    ("500 ±50 EUR", "=500 EUR", "=500 EUR", {"prints:a.t": EXACT, "r": EXACT}),
    # Inconsistent ones: no calculation rests on them
    ("500 ±50 EUR", "560 ±5 EUR", "=545 EUR", {"prints:a.t": NO, "r": OPEN}),
    ("=500 EUR", "=501 EUR", "=500 EUR", {"prints:a.t": NO, "r": OPEN}),
    # One precision, two values: a touch at the edge makes them no duplicates
    ("748 ±.5 EUR", "749 ±.5 EUR", "=748.5 EUR", {"prints:a.t": NO, "r": OPEN}),
    ("748 EUR", "749 EUR", "=748.5 EUR", {"prints:a.t": NO, "r": OPEN}),
    ("500 ±50 EUR", "600 ±50 EUR", "=550 EUR", {"prints:a.t": NO, "r": OPEN}),
    ("500 ±50 EUR", "560 ±10 EUR", "=550 EUR", {"prints:a.t": OK, "r": OK}),
]


@pytest.mark.parametrize(("one", "two", "said", "due"), XBRL_DUPLICATES)
def test_xbrl_duplicates(one: str, two: str, said: str, due: dict[str, str], tmp_path: Path, capsys: Any) -> None:
    """What duplicates allow is what all of them allow; where they allow nothing, nothing is calculated."""
    lines = f"one  a.t  {one}\ntwo  a.t  {two}\nsaid  b.t  {said}\nrule: r: b.t = a.t"
    _, printed = check(tmp_path, lines, capsys)

    assert printed["problems"] == []
    assert outcomes(printed) == due


@pytest.mark.parametrize("said", ["1234 ±50 EUR", "1250 ±50 EUR", "548.5 ±.5 EUR", "0.25 ±0.05 EUR"])
def test_excess_digits_are_a_fault_of_the_row(said: str, tmp_path: Path, capsys: Any) -> None:
    """Digits that the precision takes back are told, not rounded quietly; the calculation stays open."""
    write_ledger(tmp_path, "t  a.t  1200 ±50 EUR\nx  a.x  =1200 EUR\nrule: r: a.t = a.x")
    table = tmp_path / "figures.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("1200 ±50 EUR", said), encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        main(["check", str(tmp_path), "--format", "json"])
    printed = json.loads(capsys.readouterr().out)

    assert stop.value.code == 1
    assert [problem["code"] for problem in printed["problems"]] == ["notation-fine"]
    assert outcomes(printed) == {"r": OPEN}


PARTS = "t  a.t  =10 site; x  a.x  =4 site"
HIERARCHIES = [
    # R validate, VTL: a rule on complete data is true or false
    (f"{PARTS}; y  a.y  =6 site; rule: r: a.t = a.x + a.y", EXACT, 0),
    (f"{PARTS}; y  a.y  =5 site; rule: r: a.t = a.x + a.y", NO, 1),
    (f"{PARTS}; y  a.y  =5 site; rule: r: a.t >= a.x + a.y", EXACT, 0),
    (f"{PARTS}; y  a.y  =6 site; rule: r: a.t > a.x + a.y", NO, 1),
    (f"{PARTS}; y  a.y  =6 site; rule: r: a.t >= a.x + a.y", EXACT, 0),
    (f"{PARTS}; y  a.y  =7 site; rule: r: a.t < a.x + a.y", EXACT, 0),
    (f"{PARTS}; y  a.y  =7 site; rule: r: a.t <= a.x", NO, 1),
    # A part that is zero is there
    (f"{PARTS}; y  a.y  =0 site; z  a.z  =6 site; rule: r: a.t = a.x + a.y + a.z", EXACT, 0),
    # Constants, bounds, and shares of a whole
    ("x  a.x  =4 site; rule: r: a.x >= 0", EXACT, 0),
    ("x  a.x  30..40 M€; rule: r: a.x <= 40000000", EXACT, 0),
    ("x  a.x  30..40 M€; rule: r: a.x < 40000000", OK, 0),
    ("x  a.x  30..40 M€; rule: r: a.x > 40000000", LOOSE, 1),
    ("x  a.x  30..40 M€; rule: r: a.x = 35000000", OK, 0),
    ("x  a.x  30..40 M€; rule: r: a.x >= 46000000", NO, 1),
    ("x  a.s  =1/4; y  b.s  =3/4; rule: r: a.s + b.s = 1", EXACT, 0),
    ("x  a.s  33 %; y  b.s  33 %; z  c.s  33 %; rule: r: a.s + b.s + c.s = 100 %", OK, 0),
    ("x  a.s  33 %; y  b.s  33 %; z  c.s  32 %; rule: r: a.s + b.s + c.s = 100 %", NO, 1),
]


@pytest.mark.parametrize(("lines", "outcome", "code"), HIERARCHIES)
def test_rules_on_what_is_there(lines: str, outcome: str, code: int, tmp_path: Path, capsys: Any) -> None:
    """`validator(t == x + y)`, and a hierarchy rule over its items: they hold or they do not."""
    found, printed = check(tmp_path, lines, capsys)

    assert printed["problems"] == []
    assert (outcomes(printed)["r"], found) == (outcome, code)


@pytest.mark.parametrize(
    "lines",
    [
        "t  a.t  =10 site; x  a.x  =4 site; rule: r: a.t = a.x + a.y  unit=site",
        "t  a.t  =10 site; x  a.x  =4 site; rule: r: a.t >= a.x + a.y  unit=site",
        "t  a.t  =10 site; x  a.x  =10 site; rule: r: a.t = a.x - a.y  unit=site",
        "x  a.x  =4 site; y  a.y  =6 site; rule: r: a.x + a.y = a.t  unit=site",
        "t  a.t[2025]  =10 site; x  a.x[2025]  =4 site; y  a.y[2024]  =6 site; "
        "rule: r: a.t[2025] = a.x[2025] + a.y[2025]",
        "t  a.t  =10 site; x  a.x  =4 site; rule: d: a.d = a.x + a.y  unit=site; rule: r: a.t = a.d",
        "t  a.t  =10 site; x  a.x  =4 site; y  a.y  =6 site  rank=deprecated; rule: r: a.t = a.x + a.y",
    ],
)
def test_a_part_that_is_not_there_decides_nothing(lines: str, tmp_path: Path, capsys: Any) -> None:
    """NA in R validate, null in VTL (`non_null`): neither passed nor failed, and never counted as zero."""
    _, printed = check(tmp_path, lines, capsys)
    (verdict,) = [verdict for verdict in printed["verdicts"] if verdict["id"] == "r"]

    assert verdict["outcome"] == OPEN
    assert verdict["stated"] is None and verdict["gap"] is None
    assert re.search(r"\ba\.[ty]\b", verdict["why"])


def test_a_rule_on_what_nobody_printed_is_told_and_kept(tmp_path: Path, capsys: Any) -> None:
    """A term without a figure may be a slip of the pen: it has its problem, and its rule is not lost."""
    lines = "t  a.t  =10 site; x  a.x  =4 site; rule: r: a.t = a.x + a.y  unit=site"
    code, printed = check(tmp_path, lines, capsys)

    assert code == 1
    assert [problem["code"] for problem in printed["problems"]] == ["term-unknown"]
    assert "Nobody has printed a.y" in printed["verdicts"][0]["why"]


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        ("one  a.x  =1 EUR; two  a.y  =2 EUR; rule: d: a.d = a.x + a.y; rule: r: a.d + a.d = 6", EXACT),
        ("one  a.x  10 ±5 EUR; two  a.y  20 ±5 EUR; rule: d: a.d = a.x + a.y; rule: r: a.d - a.x = a.y", EXACT),
        ("one  a.x  10 ±5 EUR; two  a.y  =26 EUR; rule: d: a.d = 2 * a.x; rule: r: a.d - a.x = a.y", NO),
        ("one  a.x  10 ±5 EUR; two  a.y  =-15 EUR; rule: d: a.d = 2 * a.x; rule: r: a.x - a.d = a.y", OK),
    ],
)
def test_a_total_that_stands_twice_is_one_unknown(lines: str, outcome: str, tmp_path: Path, capsys: Any) -> None:
    """An item under two totals is the same item in both."""
    _, printed = check(tmp_path, lines, capsys)

    assert outcomes(printed)["r"] == outcome


def test_excluded_ends_do_not_touch(tmp_path: Path, capsys: Any) -> None:
    """More than 500 against exactly 500: disjoint, with a gap that begins at 0; at least 500 touches it."""
    lines = """x  a.x  >500 EUR
y  b.x  =500 EUR
z  c.x  >=500 EUR
rule: r: a.x <= b.x
rule: touch: c.x <= b.x
rule: less: c.x < b.x"""
    _, printed = check(tmp_path, lines, capsys)

    assert outcomes(printed) == {"r": NO, "touch": OK, "less": NO}
    assert {v["id"]: v["gap"] for v in printed["verdicts"]} == {"r": [0, None], "touch": None, "less": None}
