"""All rules at once: conflicts, repairs, suspects and implied ranges, on worked numbers and on cases from peers."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger

import figures
from figures.cli import main
from figures.report import Report

M = 1_000_000
PROGRAMME = """
    machine  a.cost       112 M€
    buy      a.purchase   80 M€
    run      a.operation  32 M€
    half-a   a.share      =1/2
    factory  b.cost       14 M€
    half-b   b.share      =1/2
    state    c.paid       60 M€
    rule: whole: all.whole = a.cost + b.cost
    rule: eu: all.eu = a.share * a.cost + b.share * b.cost
    rule: halves: c.paid = (1 - a.share) * a.cost + (1 - b.share) * b.cost
    rule: funding: all.whole = all.eu + c.paid
    rule: split: a.cost = a.purchase + a.operation
"""


def conflicts(report: Report) -> list[tuple[list[str], list[str]]]:
    return [([*found.figures], [*found.rules]) for found in report.together.conflicts]


def implied(report: Report) -> dict[str, tuple[Any, Any]]:
    """Range by term; only those that the tight reading gives."""
    found = [item for item in report.together.implied if item.is_tight]
    return {report.ledger.spell(item.term): (item.range.lower, item.range.upper) for item in found}


def forced(report: Report) -> dict[str, Any]:
    """Terms that can have one value only."""
    return {term: low for term, (low, high) in implied(report).items() if low is not None and low == high}


def notes(report: Report) -> list[tuple[str, dict[str, Any]]]:
    return [(note.code, dict(note.args)) for note in report.together.notes]


def test_the_five_texts_cannot_all_be_true(five_texts: Report) -> None:
    """60, the two halves, 112 and 14 contradict one another on the tight reading, not on the loose one.

    programme-funding gives the same five figures through four definitions; the one rule that names them is smaller.
    """
    five = "meluxina-ai-total meluxina-ai-eu-share ai-factory-total ai-factory-eu-share lux-state-contribution"

    assert (five_texts.together.tight, five_texts.together.loose) == (False, True)
    assert conflicts(five_texts) == [(five.split(), ["lux-share"])]


def test_what_would_close_the_gap(five_texts: Report) -> None:
    """60 -> 63, 112 -> 106 (80 + 32 does not allow it), 14 -> 8, the halves -> 52.7 % or 71.4 %."""
    repairs = {repair.figure: repair for repair in five_texts.together.repairs}
    found = {name: (repair.value, [*repair.blocked_by]) for name, repair in repairs.items()}

    assert found == {
        "lux-state-contribution": (63 * M, []),
        "meluxina-ai-total": (106 * M, ["meluxina-cost-split"]),
        "ai-factory-total": (8 * M, []),
        "meluxina-ai-eu-share": (Fraction(59, 112), []),
        "ai-factory-eu-share": (Fraction(10, 14), []),
    }
    state, share = repairs["lux-state-contribution"], repairs["meluxina-ai-eu-share"]
    assert (state.would_be.lower, state.would_be.upper, state.change) == (62.5 * M, 63.5 * M, 3 * M)
    # 1 - share lies between 52.25 / 112.5 and 53.75 / 111.5
    assert (share.would_be.lower, share.would_be.upper) == (1 - Fraction(5375, 11150), 1 - Fraction(5225, 11250))


def test_how_what_would_close_the_gap_is_calculated(five_texts: Report) -> None:
    """63 is half of 112 and half of 14; 106 is twice 60 without 14; a share is no sum of amounts."""
    parts = {repair.figure: dict(repair.parts) for repair in five_texts.together.repairs}
    printed = {figure.id: figure.reading.number.low for figure in five_texts.ledger.figures.values()}

    assert parts["lux-state-contribution"] == {"meluxina-ai-total": Fraction(1, 2), "ai-factory-total": Fraction(1, 2)}
    assert parts["meluxina-ai-total"] == {"lux-state-contribution": 2, "ai-factory-total": -1}
    assert parts["meluxina-ai-eu-share"] == parts["ai-factory-eu-share"] == {}
    for repair in five_texts.together.repairs:
        assert not repair.parts or sum(times * printed[name] for name, times in repair.parts) == repair.value


def test_a_number_that_a_rule_names_is_a_part(report: Report) -> None:
    """Seven is one, which the rule names, and six.

    others  wave.others  =6 site
    first   wave.all     =7 site
    rule: all: wave.all = 1 + wave.others
    """
    parts = {report.ledger.spell(item.term): item.parts for item in report.together.implied}

    assert parts == {"wave.all": (("", 1), ("others", 1)), "wave.others": (("", -1), ("first", 1))}


def test_what_the_five_texts_imply(five_texts: Report) -> None:
    """The government's 60 is left 62.5 to 63.5 by the others; where they disagree, the loose reading is told."""
    found = {five_texts.ledger.spell(item.term): item for item in five_texts.together.implied}
    state, machine = found["lux.contribution"], found["meluxina_ai.cost"]

    assert (state.range.lower, state.range.upper, state.is_tight) == (62.5 * M, 63.5 * M, True)
    assert "meluxina-ai-acquisition" not in state.figures and len(state.figures) == 4
    assert not machine.is_tight
    spoken = {five_texts.ledger.spell(term) for rule in five_texts.ledger.rules for term in rule.terms.values()}
    assert set(found) == spoken


def test_suspects_of_the_five_texts(five_texts: Report) -> None:
    """Any of four alone, or 112 together with one of its parts."""
    assert {frozenset(names) for names in five_texts.together.suspects} == {
        frozenset({"lux-state-contribution"}),
        frozenset({"ai-factory-total"}),
        frozenset({"meluxina-ai-eu-share"}),
        frozenset({"ai-factory-eu-share"}),
        frozenset({"meluxina-ai-total", "meluxina-ai-acquisition"}),
        frozenset({"meluxina-ai-total", "meluxina-ai-operation"}),
    }


def test_a_printed_126_is_the_shorter_way(tmp_path: Path) -> None:
    """With 126 in print the halves of 126 contradict 60: four figures, 112 and 14 are not needed; 62.75 to 63.25."""
    report = figures.read(write_ledger(tmp_path, PROGRAMME + "both  all.whole  126 M€"))

    assert conflicts(report)[0] == (["half-a", "half-b", "state", "both"], ["whole", "halves"])
    assert implied(report)["c.paid"] == (62.75 * M, 63.25 * M)
    assert {repair.figure: repair.blocked_by for repair in report.together.repairs}["both"] == ("whole",)


def test_a_rule_that_repeats_others_is_named(tmp_path: Path) -> None:
    """Who pays the whole says nothing that the halves do not say."""
    report = figures.read(write_ledger(tmp_path, PROGRAMME))

    assert notes(report) == [("together-repeats", {"rule": "funding", "rules": ("whole", "eu", "halves")})]


def test_prints_that_agree_loosely_only(report: Report) -> None:
    """Two prints of one term contradict each other without any rule.

    one  a.cost  60 M€
    two  a.cost  63 M€
    """
    assert (report.together.tight, report.together.loose) == (False, True)
    assert conflicts(report) == [(["one", "two"], [])]
    assert sorted(report.together.suspects) == [("one",), ("two",)]


def test_prints_that_touch_disagree(report: Report) -> None:
    """748 and 749 to the unit touch at 748.5, yet they disagree, as their own verdict says.

    one  a.cost  748 EUR
    two  a.cost  749 EUR
    """
    assert report.together.tight is False
    assert conflicts(report) == [(["one", "two"], [])]


def test_an_interval_share_is_linear(report: Report) -> None:
    """45 % of 200 is 89 to 91.2 and more: share and cost bound the part, part and cost the share.

    share  a.share  45 %
    cost   a.cost   200 M€
    part   a.part   90 M€
    rule: r: a.part = a.share * a.cost
    """
    found = implied(report)

    assert report.together.tight
    assert found["a.part"] == (
        Fraction(445, 1000) * Fraction(1995, 10) * M,
        Fraction(455, 1000) * Fraction(2005, 10) * M,
    )
    assert found["a.share"] == (Fraction(895, 2005), Fraction(905, 1995))
    assert found["a.cost"] == (Fraction(895, 10) / Fraction(455, 1000) * M, Fraction(905, 10) / Fraction(445, 1000) * M)


def test_a_repair_that_another_print_blocks(report: Report) -> None:
    """Twice 10 is 20, not 30; a second print of 10 stands in the way of 15.

    one    a.part   =10 EUR
    two    a.part   =10 EUR
    whole  a.whole  =30 EUR
    rule: twice: a.whole = 2 * a.part
    """
    repairs = {repair.figure: (repair.value, repair.blocked_by) for repair in report.together.repairs}

    assert conflicts(report) == [(["one", "whole"], ["twice"]), (["two", "whole"], ["twice"])]
    assert repairs == {"one": (15, ("prints:a.part",)), "two": (15, ("prints:a.part",)), "whole": (20, ())}


def test_the_less_trusted_source_is_suspected_first(tmp_path: Path) -> None:
    """An aggregator before the press, the press before an office."""
    text = """
        office  a.one    =1 EUR  source=office
        copy    a.two    =2 EUR  source=copy
        news    a.three  =9 EUR
        rule: r: a.three = a.one + a.two
    """
    folder = write_ledger(tmp_path, text)
    with (folder / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("office,official,,,,,de,,,\ncopy,aggregator,,,,,de,,,\n")

    assert figures.read(folder).together.suspects == (("copy",), ("news",), ("office",))


def test_a_rule_that_is_not_linear_is_named(report: Report) -> None:
    """A quotient of a quotient takes no part, and is said to.

    one    a.one    =8 EUR
    two    a.two    =2 EUR
    three  a.three  =4 EUR  unit=money
    rule: r: a.one / a.two + a.three / a.two = 2 * a.three / a.one
    """
    assert notes(report) == [("together-not-linear", {"rule": "r"})]


def test_rules_that_mix_take_no_part(report: Report) -> None:
    """A rule that is undecided for what it mixes does not make a conflict.

    now    a.one  =8 EUR
    later  a.two  =2 EUR  status=planned
    rule: r: a.one = a.two
    """
    assert report.verdict("r").outcome == "undecided"
    assert report.together.tight is True and not report.together.implied


# Cases in the manner of R's validate, validatetools, errorlocate, lintools and deductive: exact cells


@pytest.mark.parametrize(
    ("rules", "named"),
    [
        (["a.x > 0", "a.x < 0"], ["r0", "r1"]),
        (["a.x > 1", "a.x < 0"], ["r0", "r1"]),
        (["a.x >= 1", "a.y >= 1", "a.x + a.y <= 1"], ["r0", "r1", "r2"]),
        (["a.x >= a.y", "a.y >= a.z", "a.z > a.x"], ["r0", "r1", "r2"]),
        (["a.x + a.y = 3", "2 * a.x + 2 * a.y = 7", "a.z <= 1"], ["r0", "r1"]),
        (["a.x = a.x + 1"], ["r0"]),
    ],
)
def test_inconsistent_rule_sets_are_named(tmp_path: Path, rules: list[str], named: list[str]) -> None:
    """Rules that no figures can satisfy are a conflict without figures, and a note."""
    text = "x  a.x  =1 EUR\ny  a.y  =1 EUR\nz  a.z  =1 EUR\n"
    report = figures.read(write_ledger(tmp_path, text + "\n".join(f"rule: r{n}: {r}" for n, r in enumerate(rules))))

    assert not report.problems
    assert (report.together.tight, report.together.loose) == (False, False)
    assert conflicts(report) == [([], named)]
    assert ("together-rules-contradict", {"rules": tuple(named)}) in notes(report)
    assert not report.together.suspects


@pytest.mark.parametrize(
    "rules",
    [
        ["a.x >= 0", "a.x <= 1", "a.y >= 0"],
        ["a.x >= a.y", "a.y >= a.z", "a.z >= a.x"],
        ["a.x + a.y = 2", "a.x - a.y = 0"],
    ],
)
def test_consistent_rule_sets_are_not_named(tmp_path: Path, rules: list[str]) -> None:
    """x >= y >= z >= x holds where all are equal."""
    text = "x  a.x  =1 EUR\ny  a.y  =1 EUR\nz  a.z  =1 EUR\n"
    report = figures.read(write_ledger(tmp_path, text + "\n".join(f"rule: r{n}: {r}" for n, r in enumerate(rules))))

    assert report.together.tight is True
    assert not report.together.conflicts and not report.together.repairs and not report.together.suspects


@pytest.mark.parametrize(
    ("rules", "redundant"),
    [
        (["a.x > 1", "a.x > 2"], {"r0": ("r1",)}),
        (["a.x >= 1", "a.x > 1"], {"r0": ("r1",)}),
        (["a.x > 1", "a.x >= 1"], {"r1": ("r0",)}),
        (["a.x + a.y = 3", "2 * a.x + 2 * a.y = 6"], {"r1": ("r0",)}),
        (["a.x = a.y", "a.y = a.z", "a.x = a.z"], {"r2": ("r0", "r1")}),
        (["a.x >= 0", "a.y >= 0", "a.x + a.y >= 0"], {"r2": ("r0", "r1")}),
        (["a.x >= 0", "a.y >= 0", "a.x + a.y >= 1"], {}),
    ],
)
def test_redundant_rules_are_named(tmp_path: Path, rules: list[str], redundant: dict[str, tuple[str, ...]]) -> None:
    """A rule that follows from others is named with them, whatever the figures are."""
    text = "x  a.x  =3 EUR\ny  a.y  =3 EUR\nz  a.z  =3 EUR\n"
    report = figures.read(write_ledger(tmp_path, text + "\n".join(f"rule: r{n}: {r}" for n, r in enumerate(rules))))
    found = {args["rule"]: args["rules"] for code, args in notes(report) if code == "together-repeats"}

    assert found == redundant


def test_a_rule_that_always_holds_is_named(report: Report) -> None:
    """It says nothing about the figures.

    x  a.x  =1 EUR
    rule: r: a.x = 2 * a.x - a.x
    """
    assert notes(report) == [("together-says-nothing", {"rule": "r"})]


def test_a_single_wrong_cell(report: Report) -> None:
    """Profit 755 of a turnover of 200 with costs of 125: only the profit alone can be the wrong cell; it would be 75.

    Cost and turnover together could be wrong as well.

    profit    a.profit    =755 EUR
    cost      a.cost      =125 EUR
    turnover  a.turnover  =200 EUR
    rule: balance: a.profit + a.cost = a.turnover
    rule: ratio: a.cost >= 60 % * a.turnover
    rule: positive: a.turnover >= 0
    """
    assert report.together.suspects == (("profit",), ("cost", "turnover"))
    assert {repair.figure: repair.value for repair in report.together.repairs}["profit"] == 75
    assert forced(report)["a.profit"] == 75


def test_a_wrong_cell_in_two_sums(report: Report) -> None:
    """The cell that both broken sums share is the only single suspect.

    a  t.a  =10 EUR
    b  t.b  =20 EUR
    c  t.c  =35 EUR
    d  t.d  =5 EUR
    e  t.e  =50 EUR
    rule: one: t.c = t.a + t.b
    rule: two: t.e = t.b + t.d + 20
    rule: three: t.b <= 30
    """
    assert [names for names in report.together.suspects if len(names) == 1] == [("b",)]
    assert {repair.figure: repair.value for repair in report.together.repairs}["b"] == 25


def test_forced_values(report: Report) -> None:
    """Cells that nobody knows but that the balances leave one value: the deductive imputation of a survey.

    x1   s.x1   =145 EUR
    x2   s.x2   >=0 EUR
    x3   s.x3   =155 EUR
    x4   s.x4   >=0 EUR
    x5   s.x5   >=0 EUR
    x6   s.x6   >=0 EUR
    x7   s.x7   =86 EUR
    x8   s.x8   >=0 EUR
    x9   s.x9   =241 EUR
    x10  s.x10  =0 EUR
    x11  s.x11  >=0 EUR
    rule: r1: s.x1 + s.x2 = s.x3
    rule: r2: s.x2 = s.x4
    rule: r3: s.x5 + s.x6 + s.x7 = s.x8
    rule: r4: s.x3 + s.x8 = s.x9
    rule: r5: s.x9 - s.x10 = s.x11
    rule: p5: s.x5 >= 0
    rule: p6: s.x6 >= 0
    """
    unknown = {f"s.x{n}": value for n, value in ((2, 10), (4, 10), (5, 0), (6, 0), (8, 86), (11, 241))}

    assert report.together.tight is True
    assert {term: forced(report).get(term) for term in unknown} == unknown


def test_forced_values_in_a_circle(report: Report) -> None:
    """Two equations in two unknowns: propagation cannot tell, the programme can.

    x  a.x  >=0 EUR
    y  a.y  >=0 EUR
    s  a.s  =10 EUR
    d  a.d  =4 EUR
    rule: sum: a.s = a.x + a.y
    rule: difference: a.d = a.x - a.y
    """
    assert forced(report) == {"a.x": 7, "a.y": 3}


def test_what_is_not_forced_stays_a_range(report: Report) -> None:
    """Two unknown parts of 10 share it.

    x  a.x  >=0 EUR
    y  a.y  >=0 EUR
    s  a.s  =10 EUR
    rule: sum: a.s = a.x + a.y
    """
    assert implied(report) == {"a.x": (None, 10), "a.y": (None, 10), "a.s": (0, None)}


def test_a_term_nobody_printed_is_forced(report: Report) -> None:
    """A definition gives its term a value, a second rule must agree with it.

    a  t.a  =4 EUR
    b  t.b  =6 EUR
    c  t.c  =25 EUR
    rule: sum: t.sum = t.a + t.b
    rule: rest: t.c = t.sum + t.rest
    rule: rest-is: t.rest = t.c - t.sum
    """
    assert forced(report)["t.sum"] == 10
    assert forced(report)["t.rest"] == 15


# Size


def one_sum(parts: int, more: int = 0) -> str:
    """Many parts of 1 EUR and their total, ``more`` too large."""
    lines = [f"p{n}  p{n}.part  =1 EUR" for n in range(parts)]
    for start in range(0, parts, 20):
        names = " + ".join(f"p{n}.part" for n in range(start, min(start + 20, parts)))
        lines.append(f"rule: s{start}: s{start}.sum = {names}")
    sums = " + ".join(f"s{start}.sum" for start in range(0, parts, 20))
    return "\n".join([*lines, f"total  all.total  ={parts + more} EUR", f"rule: all: all.total = {sums}"])


def test_a_large_group_is_propagated_and_says_so(tmp_path: Path) -> None:
    """Above 500 figures ranges are propagated: a contradiction is still seen, not taken apart."""
    for more, tight in ((0, True), (1, False)):
        report = figures.read(write_ledger(tmp_path, one_sum(600, more)))

        assert not report.problems
        assert report.together.tight is tight and not report.together.conflicts
        assert notes(report) == [("together-large", {"count": 601, "limit": 500})]
    report = figures.read(write_ledger(tmp_path, one_sum(600)))
    assert forced(report)["all.total"] == 600


def test_a_wide_conflict_is_taken_apart(tmp_path: Path) -> None:
    """A total of sixty parts contradicts all of them: any one of the sixty-one would mend it."""
    report = figures.read(write_ledger(tmp_path, one_sum(60, 1)))
    repairs = {repair.figure: repair.value for repair in report.together.repairs}

    assert len(report.together.conflicts[0].figures) == 61 and not notes(report)
    assert len(report.together.suspects) == 61
    assert (repairs["total"], repairs["p7"]) == (60, 2)
    assert forced(report)["all.total"] == 60


def totals(rows: int, columns: int, wrong: int = 0) -> str:
    """A table of 1 EUR each with its totals both ways, which closes circles; one cell too large."""
    names = [f"r{row}.c{column}" for row in range(rows) for column in range(columns)]
    lines = [f"x{n}  {name}  ={1 + (wrong if n == 0 else 0)} EUR" for n, name in enumerate(names)]
    for row in range(rows):
        parts = " + ".join(f"r{row}.c{column}" for column in range(columns))
        lines += [f"across{row}  r{row}.total  ={columns} EUR", f"rule: row{row}: r{row}.total = {parts}"]
    for column in range(columns):
        parts = " + ".join(f"r{row}.c{column}" for row in range(rows))
        lines += [f"down{column}  all.c{column}  ={rows} EUR", f"rule: column{column}: all.c{column} = {parts}"]
    return "\n".join(lines)


def test_a_table_of_150_figures_is_taken_apart(tmp_path: Path) -> None:
    """Circles up to 500 figures: the wrong cell is the only single suspect, the smaller of its sums the conflict."""
    report = figures.read(write_ledger(tmp_path, totals(10, 13, wrong=5)))

    assert report.together.tight is False
    assert report.together.suspects == (("x0",), ("across0", "down0"))
    assert conflicts(report)[0] == ([*(f"x{n}" for n in range(0, 130, 13)), "down0"], ["column0"])
    assert {repair.figure: repair.value for repair in report.together.repairs}["x0"] == 1
    assert forced(report)["r0.c0"] == 1
    assert "together-large" not in dict(notes(report))


@pytest.mark.parametrize(("wrong", "settled"), [(0, True), (5, False)])
def test_a_large_group_with_circles_says_what_propagation_proves(tmp_path: Path, wrong: int, settled: bool) -> None:
    """Above 500 figures: numbers that satisfy every rule as printed can be true, a sum that no range allows cannot."""
    report = figures.read(write_ledger(tmp_path, totals(22, 23, wrong)))

    assert (report.together.tight, report.together.loose) == (settled, settled)
    assert notes(report) == [("together-large", {"count": 551, "limit": 500})]
    assert bool(report.together.implied) is settled


def test_a_large_group_that_agrees_loosely_is_told_its_loose_ranges(tmp_path: Path) -> None:
    """60 against 63 contradicts only when tight: the ranges come from the loose reading, and say so."""
    text = "start  x.start  60 M€\nend  x.end  63 M€\nrest  x.rest  60 M€\nrule: same: x.start = x.end"
    text += "\nrule: join: x.start = all.total + x.rest\n"
    report = figures.read(write_ledger(tmp_path, one_sum(600) + "\n" + text))

    assert (report.together.tight, report.together.loose) == (False, True)
    assert {item.is_tight for item in report.together.implied} == {False}


def test_two_conflicts_that_share_nothing(report: Report) -> None:
    """The smaller of two is told alone: it need not share a member with the one that was found first.

    a      t.a    =1 EUR
    b      t.b    =2 EUR
    sum    t.sum  =9 EUR
    link   t.link =0 EUR
    one    u.one  =1 EUR
    other  u.one  =2 EUR
    rule: add: t.sum = t.a + t.b
    rule: bridge: t.link <= t.a + u.one
    """
    assert conflicts(report) == [(["one", "other"], [])]


# Ends that print excludes, and whole things


def test_touching_is_said(report: Report) -> None:
    """More than 7,000 and less than 7,000 euros share the end that both exclude, and nothing else.

    a  a.x  >7000 EUR
    b  a.y  <7000 EUR
    rule: r: a.x = a.y
    """
    assert report.together.tight is True and report.together.touches == ("a", "b")
    assert notes(report) == [("together-touches", {"figures": ("a", "b")})]
    assert [(item.range.lower, item.range.upper, item.touches) for item in report.together.implied] == [
        (0, 7000, True),
        (7000, None, True),
    ]


def test_an_excluded_end_that_others_keep_away_from_is_not_touched(report: Report) -> None:
    """8,000 is more than 7,000: nothing touches; what the other print leaves ends at its excluded end.

    a  a.x  >7000 EUR
    b  a.y  8000 EUR
    rule: r: a.x = a.y
    """
    assert not report.together.touches and not notes(report)
    assert {report.ledger.spell(item.term): item.touches for item in report.together.implied} == {
        "a.x": False,
        "a.y": True,
    }


def test_ranges_of_whole_things_end_at_whole_numbers(report: Report) -> None:
    """7/10 of at least 7,001 visitors is 4,900.7: at least 4,901 visitors.

    now    n.visitors  >7000 visitor
    women  w.visitors  4950 visitor
    rule: r: w.visitors >= 7/10 * n.visitors
    """
    assert implied(report) == {"n.visitors": (None, 7071), "w.visitors": (4901, None)}


def test_a_repair_of_whole_things_is_whole(report: Report) -> None:
    """A third of 7,000 is 2,333 visitors, not two thirds of one more.

    now   n.visitors  ~7000 visitor
    part  p.visitors  =900 visitor
    rule: r: n.visitors = 3 * p.visitors
    """
    values = {repair.figure: repair.value for repair in report.together.repairs}

    assert values == {"now": 2700, "part": 2333}


# Size again


def test_progress_counts_every_figure_of_a_group(tmp_path: Path) -> None:
    """Two groups of three, told one after the other."""
    group = "a{0}  a{0}.a  =1 EUR\nb{0}  b{0}.b  =1 EUR\nc{0}  c{0}.c  =2 EUR\nrule: r{0}: c{0}.c = a{0}.a + b{0}.b\n"
    told: list[int] = []
    figures.read(write_ledger(tmp_path, group.format(1) + group.format(2))).ask_together(told.append)

    assert told == [3, 3]


# What leaves the house


def test_the_json_of_the_contract(capsys: Any) -> None:
    """Base units as plain numbers, and every key that the contract names."""
    with pytest.raises(SystemExit) as stop:
        main(["check", "--format", "json"])
    together = json.loads(capsys.readouterr().out)["together"]

    assert stop.value.code == 0
    assert {"tight", "loose", "conflicts", "repairs", "suspects", "implied"} <= set(together)
    state = next(found for found in together["repairs"] if found["figure"] == "lux-state-contribution")
    assert (state["printed"], state["would_be"]) == (60 * M, [62_750_000, 63_250_000])
    assert (state["change"], state["blocked_by"]) == (3 * M, [])
    paid = next(found for found in together["implied"] if found["term"] == "lux.contribution")
    assert (paid["range"], paid["reading"], len(paid["from"])) == ([62_750_000, 63_250_000], "tight", 3)


def test_show_tells_a_term_what_the_others_leave_it(capsys: Any) -> None:
    """The implied range stands beside the prints, the repair beside the figure, and no other term's."""
    with pytest.raises(SystemExit):
        main(["show", "lux.contribution"])
    said = capsys.readouterr().out

    assert "implied     lux.contribution: €62.75m to €63.25m" in said
    assert "would close lux-state-contribution: €60m -> €63m (€62.75m to €63.25m)" in said
    assert "implied     ai_factory" not in said


def test_discrepancies_together_never_change_the_exit_code(capsys: Any, tmp_path: Path) -> None:
    """Acknowledged one by one, a contradiction of all rules is told and still clean."""
    write_ledger(tmp_path, "a  a.cost  60 M€\nb  a.bill  63 M€\nrule: same: a.cost = a.bill\nexplained: same rounding")
    with pytest.raises(SystemExit) as stop:
        main(["check", str(tmp_path)])

    assert (stop.value.code, "cannot all be true at once" in capsys.readouterr().out) == (0, True)
