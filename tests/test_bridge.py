"""What could close a gap: printed figures, sums and differences of two, or the statement that none does."""

from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger

import figures
from figures import bridge, export
from figures.report import Report

M = 10**6
GAP = "total  a.cost  100 M€\npart  a.buy  60 M€\nrest  a.use  30 M€\nrule: split: a.cost = a.buy + a.use\n"


def bridges(report: Report, verdict: str = "split") -> list[tuple[tuple[str, ...], str, int]]:
    found = report.verdict(verdict).bridges
    assert found is not None
    return [(one.figures, one.sign, int(one.value)) for one in found]


def test_a_figure_that_lies_in_the_gap(report: Report) -> None:
    """100 against 90: the grant of 10 that the rule leaves out.

    total  a.cost   100 M€
    part   a.buy    60 M€
    rest   a.use    30 M€
    grant  a.grant  10 M€
    seats  a.seats  10000000 site
    rule: split: a.cost = a.buy + a.use
    """
    assert bridges(report)[0] == (("grant",), "", 10 * M)
    assert all("seats" not in names for names, _, _ in bridges(report))


def test_sums_and_differences_of_two(report: Report) -> None:
    """4 + 6 and 45 - 35 are 10 each; single figures would stand before them.

    total  a.cost   100 M€
    part   a.buy    60 M€
    rest   a.use    30 M€
    four   b.one    4 M€
    six    b.two    6 M€
    more   b.three  45 M€
    less   b.four   35 M€
    rule: split: a.cost = a.buy + a.use
    """
    assert {(names, sign) for names, sign, _ in bridges(report)} >= {(("six", "four"), "+"), (("more", "less"), "-")}
    assert all(8.5 * M <= value <= 11.5 * M for _, _, value in bridges(report))


def test_two_equal_figures(report: Report) -> None:
    """5 and 5, printed of two terms, are 10 together; one figure twice is not.

    total  a.cost  100 M€
    part   a.buy   60 M€
    rest   a.use   30 M€
    one    b.one   5 M€
    two    b.two   5 M€
    rule: split: a.cost = a.buy + a.use
    """
    assert bridges(report) == [(("two", "one"), "+", 10 * M)]


def test_nothing_lies_in_the_gap(tmp_path: Path, capsys: Any) -> None:
    """Then the check says that none does; the two numbers that lie apart do not explain themselves."""
    from figures.cli import main

    text = "one  a.cost  100 M€\ntwo  a.bill  90 M€\nrule: same: a.cost = a.bill"
    report = figures.read(write_ledger(tmp_path, text))
    with pytest.raises(SystemExit):
        main(["check", str(tmp_path)])

    assert bridges(report, "same") == []
    assert "no printed figure lies in the gap, and no sum or difference of two" in capsys.readouterr().out


def test_only_a_gap_is_bridged(report: Report) -> None:
    """What agrees has no bridge, not even an empty one.

    total  a.cost  100 M€
    part   a.buy   100 M€
    rule: split: a.cost = a.buy
    """
    assert report.verdict("split").bridges is None
    assert export.verdict_record(report.verdict("split"))["bridges"] is None


def test_what_rules_do_not_take_bridges_nothing(report: Report) -> None:
    """A deprecated print is no evidence, a range no number.

    total  a.cost   100 M€
    part   a.buy    60 M€
    rest   a.use    30 M€
    grant  a.grant  10 M€  rank=deprecated
    range  a.other  9..11 M€
    rule: split: a.cost = a.buy + a.use
    """
    assert bridges(report) == []


def test_ends_that_do_not_belong_to_the_gap(report: Report) -> None:
    """More than 100 against 60 is a gap of more than 39.5: 39.5 lies outside, 40 inside.

    least  a.cost  >100 M€
    most   a.bill  60 M€
    edge   b.one   39.5 M€
    rule: same: a.cost <= a.bill
    """
    assert report.verdict("same").outcome == "contradicted"
    assert all("edge" not in names or len(names) > 1 for names, _, _ in bridges(report, "same"))


def test_a_gap_in_a_large_ledger_says_what_was_not_tried(tmp_path: Path, monkeypatch: Any) -> None:
    """Above the limit only single figures are looked at."""
    monkeypatch.setattr(bridge, "MOST_NUMBERS", 3)
    text = GAP + "four  b.one  4 M€\nsix  b.two  6 M€\ngrant  b.three  10 M€"
    split = figures.read(write_ledger(tmp_path, text)).verdict("split")

    assert split.bridges is not None and [one.figures for one in split.bridges] == [("grant",)]
    assert "bridge-singles" in [reason.code for reason in split.reasons]


def test_every_pair_in_the_gap_is_found(tmp_path: Path) -> None:
    """Compared with all pairs, one by one, where there are fewer than are told."""
    hypothesis = pytest.importorskip("hypothesis", reason="pip install figures-ledger[test] for the laws")
    from hypothesis import strategies as st

    @hypothesis.settings(max_examples=60)
    @hypothesis.given(st.lists(st.integers(1, 400), min_size=1, max_size=9))
    def law(values: list[int]) -> None:
        lines = [f"f{at}  c.m{at}  {value}.0 M€" for at, value in enumerate(values)]
        report = figures.read(write_ledger(tmp_path, GAP + "\n".join(lines)))
        all_values = {"total": 100, "part": 60, "rest": 30, **{f"f{at}": value for at, value in enumerate(values)}}
        low, high = 8.5, 11.5
        due = {frozenset({name}) for name, value in all_values.items() if low <= value <= high}
        for one, value in all_values.items():
            for two, other in all_values.items():
                if one < two and (low <= value + other <= high or low <= abs(value - other) <= high):
                    due.add(frozenset({one, two}))
        found = {frozenset(names) for names, _, _ in bridges(report)}
        values_of = {frozenset(all_values[name] for name in names) for names in found}
        assert found <= due
        if len(found) < bridge.MOST_BRIDGES:
            assert values_of == {frozenset(all_values[name] for name in names) for names in due}

    law()
