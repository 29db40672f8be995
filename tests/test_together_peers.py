"""All rules together on the cases that peers test themselves with: cells of a survey's record as a ledger.

Translated from the tests of the R packages errorlocate, validatetools, lintools, deductive, deducorrect and editrules
(github.com/data-cleaning), whose cells are exact numbers; the file stands with each case. A cell is a figure in
whole euros, a cell that nobody knows a figure beyond any rule's reach. Categorical and conditional rules have no
counterpart here.
"""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger

import figures
from figures.report import Report
from figures.verdict import Together

Cells = dict[str, Any]
NA = None


def together(folder: Path, cells: Cells, *rules: str) -> tuple[Report, Together]:
    """One record and its rules; a name of one word is a cell. Cells without a value are left to the rules."""
    names = sorted({*cells, *(word for rule in rules for word in rule.split() if word.isidentifier())})
    lines = [f"{name}  {name}.cell  ={cells[name]} EUR" for name in names if cells.get(name) is not NA]
    unknown = [name for name in names if cells.get(name) is NA]
    lines += [f"{name}  {name}.cell  >=-1000000000000 EUR" for name in unknown]
    for number, rule in enumerate(rules, 1):
        spelled = " ".join(f"{word}.cell" if word.isidentifier() else word for word in rule.split())
        lines.append(f"rule: r{number}: {spelled}")
    report = figures.read(write_ledger(folder, "\n".join(lines)))
    assert not report.problems
    return report, report.together


def forced(report: Report) -> dict[str, Fraction | None]:
    """Cells that the others leave one value."""
    points = (item for item in report.together.implied if item.is_tight and item.range.is_point)
    return {item.term.subject: item.range.lower for item in points}


def ranges(report: Report) -> dict[str, tuple[Fraction | None, Fraction | None]]:
    return {item.term.subject: (item.range.lower, item.range.upper) for item in report.together.implied}


def noted(found: Together, code: str) -> list[dict[str, Any]]:
    return [dict(note.args) for note in found.notes if note.code == code]


# Rules before any figure is read


@pytest.mark.parametrize(
    ("source", "rules", "named"),
    [
        ("errorlocate test-mip.R", ["x > 1", "x < 1"], "r1 r2"),
        ("validatetools test-feasible.R", ["x > 0", "x < 0"], "r1 r2"),
        ("validatetools test-is_infeasible.R", ["x > 1", "x < 0"], "r1 r2"),
        ("validatetools test-feasible.R, an equality", ["x = 0", "x = 1"], "r1 r2"),
        ("lintools test_feasible.R", ["x + y = 1", "x + y = 2"], "r1 r2"),
        ("lintools test_feasible.R, inequalities", ["x >= y", "x <= y - 1"], "r1 r2"),
        ("lintools test_feasible.R, 0 = 1", ["0 * x = 1"], "r1"),
        ("lintools test_feasible.R, strict", ["x + y = 0", "x > 0", "y > 0"], "r1 r2 r3"),
        ("lintools test_feasible.R, 0 <= -1", ["0 * x <= -1"], "r1"),
        ("lintools test_feasible.R, 0 < -1", ["0 * x < -1"], "r1"),
        ("editrules testIsFeasible.R", ["x + y < 0", "x + y > 0"], "r1 r2"),
        ("editrules testIsObviouslyInfeasible.R, 0 < 0", ["0 * x < 0"], "r1"),
        ("deducorrect, over-constrained away from 0", ["x = y", "9 * x = y", "x >= 1"], "r1 r2 r3"),
        ("a duplicate with another end", ["x + y <= 3", "2 * x + 2 * y >= 7"], "r1 r2"),
        ("a chain", ["x <= y - 1", "y <= z - 1", "z <= x"], "r1 r2 r3"),
    ],
)
def test_rules_that_contradict_one_another_are_named(tmp_path: Path, source: str, rules: list[str], named: str) -> None:
    """No figures can satisfy them: a conflict without figures, with the rules' names."""
    _, found = together(tmp_path, {}, *rules)

    assert (found.tight, found.loose) == (False, False), source
    assert [(conflict.figures, conflict.rules) for conflict in found.conflicts] == [((), tuple(named.split()))]
    assert noted(found, "together-rules-contradict") == [{"rules": tuple(named.split())}]


@pytest.mark.parametrize(
    ("source", "rules"),
    [
        ("errorlocate test-mip.R", ["x > 1"]),
        ("validatetools test-feasible.R", ["x > 0"]),
        ("lintools test_feasible.R", ["x + y = 0", "x >= 0", "y >= 0"]),
        ("lintools test_feasible.R, 0 <= 0", ["0 * x <= 0"]),
        ("editrules testIsObviouslyInfeasible.R", ["0 * x <= 1"]),
        ("lintools test_compact.R", ["x + y = 1", "x <= 3", "x >= 3"]),
        ("lintools test_compact.R, a remaining strict one", ["x + z = -2", "x <= 1", "-x <= -1", "y <= 8", "z < 0"]),
    ],
)
def test_rules_that_can_hold_are_not_named(tmp_path: Path, source: str, rules: list[str]) -> None:
    """Nothing is known of the cells: everything can be true."""
    rules = [rule.replace("-x", "-1 * x") for rule in rules]
    _, found = together(tmp_path, {}, *rules)

    assert found.tight is True and not found.conflicts, source


@pytest.mark.parametrize(
    ("source", "rules", "repeats"),
    [
        ("validatetools test-redundancy.R", ["x > 1", "x > 2"], {"r1": "r2"}),
        ("validatetools test-redundancy.R, twice the same", ["x > 2", "x > 2"], {"r2": "r1"}),
        (
            "validatetools test-redundancy.R, equalities",
            ["profit = turnover - cost", "turnover > 0", "cost > 0", "cost >= 0.6 * turnover"],
            {"r3": "r2 r4"},
        ),
        ("validatetools test-implied_by.R", ["x > 1", "y > 2"], {}),
        ("lintools test_compact.R, a duplicate", ["x >= 1", "x <= 1", "x <= 1"], {"r3": "r2"}),
        ("lintools test_compact.R, scaled by two", ["x <= 1", "-1 * x <= -1", "-2 * x <= -2"], {"r3": "r2"}),
        ("an equality scaled by a third", ["x + y = z", "x / 3 + y / 3 = z / 3"], {"r2": "r1"}),
        ("a chain", ["x <= y", "y <= z", "x <= z"], {"r3": "r1 r2"}),
    ],
)
def test_rules_that_repeat_others_are_named(
    tmp_path: Path, source: str, rules: list[str], repeats: dict[str, str]
) -> None:
    """A rule that says nothing new is named with those that say it."""
    _, found = together(tmp_path, {}, *rules)

    told = {note["rule"]: " ".join(note["rules"]) for note in noted(found, "together-repeats")}
    assert told == repeats, source


@pytest.mark.parametrize("rule", ["0 * x <= 0", "0 * x < 1", "0 * x <= 1"])
def test_rules_that_always_hold_are_named(tmp_path: Path, rule: str) -> None:
    """editrules, testIsObviouslyRedundant.R."""
    _, found = together(tmp_path, {"x": 1}, rule, "x >= 0")

    assert noted(found, "together-says-nothing") == [{"rule": "r1"}]


# The wrong cell


BALANCE = ("profit + cost = turnover", "cost - 0.6 * turnover >= 0", "cost >= 0", "profit >= 0")


@pytest.mark.parametrize(
    ("source", "cells", "rules", "wrong"),
    [
        ("errorlocate test-locate_errors.R", {"profit": 755, "cost": 125, "turnover": 200}, BALANCE, "profit"),
        ("errorlocate test-locate_errors.R, weights", {"profit": 30, "cost": 70, "turnover": 80},
         ("profit + cost = turnover", "cost >= 0.6 * turnover", "cost >= 0", "turnover >= 0"), "profit cost turnover"),
        ("errorlocate test-replace-errors.R", {"profit": 55, "cost": 125, "turnover": 200}, BALANCE,
         "profit cost turnover"),
        ("errorlocate test-locate_errors.R, large", {"profit": 10**10, "cost": 200, "turnover": 300},
         ("profit = turnover - cost", "cost >= 0.6 * turnover", "turnover >= 0"), "profit"),
        ("errorlocate test-locate_errors.R, equality", {"x": 1}, ("x = 0",), "x"),
        ("errorlocate test-locate_errors.R, unknown", {"x": 10, "y": NA, "z": 5},
         ("x + y = z", "x >= 0", "y >= 0"), "x z"),
        ("errorlocate test-locate_errors.R, ratio", {"x": 4, "y": 10}, ("x <= y", "x > 5"), "x"),
        ("errorlocate test-mip.R", {"x": "0.1"}, ("x > 1",), "x"),
        ("errorlocate test-errorlocalizer.R", {"x": 2, "y": 0}, ("x > 1", "y > x"), "y"),
        ("errorlocate test-errorlocalizer.R, weights", {"x": 1, "y": 1, "z": 3},
         ("x + y = z", "2 * y + 1 = z"), "x"),
        ("editrules testLocalizeErrors.R", {"x": 1, "y": 1, "z": 1}, ("x + y = z", "x < 1"), "x"),
        ("editrules testlocalizeErrors_mip.R", {"x": 2, "y": 1, "z": 1}, ("x + y = z", "x < 1"), "x"),
        ("editrules testlocalizeErrors_mip.R, strict", {"x": 0}, ("x > 0",), "x"),
        ("editrules testErrorLocalizer.R", {"x": 1, "y": 1, "z": 3}, ("x + y = z",), "x y z"),
        ("deductive test_correct_typos.R", {"b": 1452, "a": 161, "c": 1568}, ("a + b = c",), "a b c"),
    ],
)  # fmt: skip
def test_the_wrong_cell_is_suspected(
    tmp_path: Path, source: str, cells: Cells, rules: tuple[str, ...], wrong: str
) -> None:
    """The cells that, changed alone, satisfy every rule: where the peer gives one by weights, it is among them."""
    _, found = together(tmp_path, cells, *rules)

    assert found.tight is False, source
    assert {names[0] for names in found.suspects if len(names) == 1} == {*wrong.split()}, source


@pytest.mark.parametrize(
    ("source", "cells", "rules"),
    [
        ("errorlocate test-locate_errors.R", {"x": 2}, ("x > 1",)),
        ("errorlocate test-locate_errors.R, equality", {"x": 0}, ("x = 0",)),
        ("errorlocate test-replace-errors.R, unknown", {"profit": NA, "cost": 125, "turnover": 200}, BALANCE),
        ("editrules testlocalizeErrors_mip.R", {"x": 0, "y": 1, "z": 1}, ("x + y = z", "x < 1")),
        ("editrules testlocalizeErrors_mip.R, trivial", {"z": 100}, ("z = 100",)),
        ("editrules testlocalizeErrors_mip.R, strict", {"x": "0.0001"}, ("x > 0",)),
        ("editrules testErrorLocalizer.R", {"x": 1, "y": 1, "z": 2}, ("x + y = z",)),
    ],
)
def test_a_sound_record_has_no_suspect(tmp_path: Path, source: str, cells: Cells, rules: tuple[str, ...]) -> None:
    """Strict by any margin: 0.0001 is more than 0, where floating point needs a thousandth."""
    _, found = together(tmp_path, cells, *rules)

    assert found.tight is True and not found.suspects, source


@pytest.mark.parametrize(
    ("source", "cells", "rules", "pair"),
    [
        ("errorlocate test-locate_errors.R, two of three", {"x": 6, "y": 6, "z": 5},
         ("x + y = z", "x >= 0", "y >= 0"), "x y"),
        ("errorlocate test-locate_errors.R, issue 34",
         {"total": 60, "a": 5, "b": 5, "c": 5, "d": 45, "e": 0},
         ("60 = total", "5 = a", "5 = b", "5 = c", "25 = d", "20 = e", "total = a + b + c + d + e"), "d e"),
        ("errorlocate test-errorlocalizer.R, x is sure", {"x": 1, "y": 1, "z": 3},
         ("x + y = z", "2 * y + 1 = z", "x = 1"), "y z"),
        ("editrules testErrorLocalizer.R, weight 2", {"x": -1, "y": 1, "z": 0, "w": 0},
         ("x + y + z = w", "x > 0"), "w x"),
        ("deductive test_correct_typos.R, two misprints",
         {"x1": 1452, "x2": 116, "x3": 1568, "x4": 161, "x5": 323, "x6": 76, "x7": 12, "x8": 411, "x9": 19979,
          "x10": 1842, "x11": 137},
         ("x1 + x2 = x3", "x2 = x4", "x5 + x6 + x7 = x8", "x3 + x8 = x9", "x9 - x10 = x11"), "x4 x9"),
    ],
)  # fmt: skip
def test_two_wrong_cells_are_suspected(
    tmp_path: Path, source: str, cells: Cells, rules: tuple[str, ...], pair: str
) -> None:
    """Where two cells have to change, the peer's two are among the pairs."""
    _, found = together(tmp_path, cells, *rules)

    assert {*pair.split()} in [{*names} for names in found.suspects], source


def test_a_typing_error_has_its_value_back(tmp_path: Path) -> None:
    """deductive, test_correct_typos.R: 161 for 116, the repair is what was meant."""
    cells = dict(x1=1452, x2=116, x3=1568, x4=161, x5=323, x6=76, x7=12, x8=411, x9=1979, x10=1842, x11=137)
    rules = ("x1 + x2 = x3", "x2 = x4", "x5 + x6 + x7 = x8", "x3 + x8 = x9", "x9 - x10 = x11")
    report, found = together(tmp_path, cells, *rules)

    assert {repair.figure: (repair.value, repair.blocked_by) for repair in found.repairs} == {
        "x2": (161, ("r1",)),
        "x4": (116, ()),
    }
    assert found.suspects[0] == ("x4",) and forced(report)["x4"] == 116


# Forced values


@pytest.mark.parametrize(
    ("source", "cells", "rules", "values"),
    [
        ("deductive test_linimpute.R, de Waal p. 304",
         {"x1": 145, "x3": 155, "x8": 86, "x10": 217},
         ("x1 + x2 = x3", "x2 = x4", "x5 + x6 + x7 = x8", "x3 + x8 = x9", "x9 - x10 = x11"),
         {"x2": 10, "x4": 10, "x9": 241, "x11": 24}),
        ("deductive test_linimpute.R, zeros, de Waal p. 307",
         {"x1": 145, "x3": 155, "x5": 86, "x8": 86, "x10": 217},
         ("x1 + x2 = x3", "x2 = x4", "x5 + x6 + x7 = x8", "x3 + x8 = x9", "x9 - x10 = x11", "x6 >= 0", "x7 >= 0"),
         {"x2": 10, "x4": 10, "x6": 0, "x7": 0, "x9": 241, "x11": 24}),
        ("deductive test_linimpute.R, zeros", {"x1": 1, "x4": 1}, ("x1 + x2 + x3 = x4", "x2 >= 0", "x3 >= 0"),
         {"x2": 0, "x3": 0}),
        ("deductive test_linimpute.R, implied values", {"x": 1}, ("x + 2 * y = 3", "x + y + z = 7"),
         {"y": 1, "z": 5}),
        ("deductive test_linimpute.R, inequalities", {}, ("x <= 0", "x >= 0", "y <= 1", "y >= 1"),
         {"x": 0, "y": 1}),
        ("deductive test_linimpute.R, balances", {"x1": 100, "x4": 15, "x7": 25, "x8": 35, "x10": 5},
         ("x1 + x2 = x3", "x4 + x5 + x6 = x1", "x7 + x8 = x2", "x9 + x10 = x3"),
         {"x2": 60, "x3": 160, "x9": 155}),
        ("deductive test_linimpute.R, ranges", {"x1": 25, "x3": 25, "x4": 1, "x7": 1, "x8": 26},
         ("x1 >= 0", "x2 >= 0", "x1 + x2 = x3", "x4 >= 0", "x5 >= 0", "x6 >= 0", "x4 + x5 + x6 = x7",
          "x3 + x7 = x8"),
         {"x2": 0, "x5": 0, "x6": 0}),
        ("deductive test_linimpute.R, var_group", {"c": 5, "d": 5},
         ("a >= 0", "b >= 0", "c >= 0", "d >= 0", "a + b + c = d"), {"a": 0, "b": 0}),
        ("deductive test_linimpute.R, one of two", {"x": 1}, ("x >= 0", "y >= x", "y - 2 * x = 0"), {"y": 2}),
        ("deductive test_correct_typos.R, var_group", {"b": 0, "c": 4, "d": 5},
         ("a >= 0", "b >= 0", "c >= 0", "d >= 0", "a + b + c = d"), {"a": 1}),
        ("deducorrect testDeduImpute.R", {"x": 1, "z": 2}, ("x + y = z",), {"y": 1}),
        ("deducorrect testDeduImpute.R, deductive zero", {"x": 1, "z": 1}, ("x + y = z", "y >= 0"), {"y": 0}),
        ("validatetools test-detect_fixed_values.R", {}, ("x >= 0", "x <= 0"), {"x": 0}),
        ("validatetools test-detect_fixed_values.R, three", {},
         ("x1 + x2 + x3 = 0", "x1 + x2 >= 0", "x3 >= 0"), {"x3": 0}),
        ("lintools test_compact.R, implied equation", {}, ("a + b - c = 0", "c <= 1", "c >= 1"), {"c": 1}),
        ("lintools test_ranges.R", {}, ("y = 2", "y + z = 3", "x + y < 0"), {"y": 2, "z": 1}),
    ],
)  # fmt: skip
def test_forced_values_are_points(
    tmp_path: Path, source: str, cells: Cells, rules: tuple[str, ...], values: dict[str, int]
) -> None:
    """Cells that nobody knows and that the rules leave one value, and only these."""
    report, found = together(tmp_path, cells, *rules)

    assert found.tight is True, source
    assert {name: value for name, value in forced(report).items() if cells.get(name) is NA} == values, source


@pytest.mark.parametrize(
    ("source", "rules", "bounds"),
    [
        ("validatetools test-detect_boundary.R", ["x >= 1", "x + y <= 10", "y >= 6"], {"x": (1, 4), "y": (6, 9)}),
        ("validatetools test-detect_boundary.R, open", ["x >= 1"], {"x": (1, None)}),
        ("lintools test_ranges.R", ["x >= 0", "x <= 1"], {"x": (0, 1)}),
        ("lintools test_ranges.R, regression", ["x + y = 1130", "x >= 0", "y >= 0"], {"x": (0, 1130), "y": (0, 1130)}),
    ],
)
def test_ranges_of_unknown_cells(
    tmp_path: Path, source: str, rules: list[str], bounds: dict[str, tuple[int, int | None]]
) -> None:
    """What the rules leave cells of which nothing is known."""
    report, _ = together(tmp_path, {}, *rules)

    assert ranges(report) == bounds, source


def test_a_range_open_below_ends_where_a_strict_rule_does(tmp_path: Path) -> None:
    """lintools, test_ranges.R: y = 2 and x + y < 0 leave x less than -2."""
    report, _ = together(tmp_path, {}, "y = 2", "y + z = 3", "x + y < 0")

    assert ranges(report)["x"] == (None, -2)


def test_an_ill_defined_record_is_a_conflict(tmp_path: Path) -> None:
    """deductive, test_linimpute.R: parts of at least 0, one of them 10, in a whole of 9; nothing is forced."""
    _, found = together(tmp_path, {"c": 10, "d": 9}, "a >= 0", "b >= 0", "a + b + c = d")

    assert found.conflicts[0].figures == ("c", "d")
    assert sorted(names for names in found.suspects if len(names) == 1) == [("c",), ("d",)]


def test_the_reported_record_of_implied_values(tmp_path: Path) -> None:
    """deductive, lr_implied_rules.yml and lr_implied_data.csv: the record can be true; small weights are no zeros."""
    cells = {"X04": 0, "X05": 0, "X09": 18521, "X10": 10500, "X12": 0, "X15": 64, "X16": 0}
    small = "7193013/10000000000000"
    report, found = together(
        tmp_path, {name.lower(): value for name, value in cells.items()},
        "x01 >= 0", "x02 >= 0", "x03 = x04 + x05 + x01 + x02", "x06 = x03", "x07 >= 0", "x08 >= 0",
        "x09 = x06 + x07 + x10 + x08", "x11 >= 0", "x12 >= x13", f"x12 + x14 >= x15 * {small}",
        f"x03 >= x15 * {small}", "x16 = x14 - x11",
    )  # fmt: skip
    least = 64 * Fraction(7193013, 10**13)

    assert found.tight is True
    assert ranges(report)["x03"] == (least, 8021) and ranges(report)["x14"][0] == least
    assert ranges(report)["x13"] == (None, 0)


def test_the_reported_record_of_eliminated_values(tmp_path: Path) -> None:
    """deductive, lr_fm_rules.yml and lr_fm_data.csv: x13 is 64, so its parts lie between 0 and 64."""
    cells = {"x02": 0, "x09": 0, "x10": 0, "x13": 64, "x17": 6000}
    report, found = together(
        tmp_path, cells,
        "x01 >= 0", "x02 = x03 + x04 + x05", "x06 >= 0", "x07 >= 0", "x08 = x09 + x10 + x06 + x07",
        "x11 >= x07 - 1/10000", "x05 >= x12 * 1/2000000", "x13 >= x08 * 1/4000000", "x13 = x14 + x15 + x11 + x16",
        "x12 >= x17 - 1/10000", "x09 <= x14 * 373048", "x09 >= x14 * 1/600000", "x15 = x01", "x06 = x18",
        "x03 >= 0", "x16 >= 0", "x04 >= 0",
    )  # fmt: skip

    assert found.tight is False  # x05 is above 0, x03 and x04 are not below, and x02 is 0
    assert set(found.conflicts[0].figures) == {"x02", "x17"}
