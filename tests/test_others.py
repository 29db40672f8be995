"""What other prints would make of a rule: deprecated ones, other statuses, each print alone."""

from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger

import figures
from figures.report import Report


def others(report: Report, verdict: str = "same") -> dict[str, str]:
    return {other.figure: other.outcome.value for other in report.verdict(verdict).others}


def test_a_deprecated_print(report: Report) -> None:
    """61 is taken; were 99 taken, the rule would be contradicted.

    old   a.cost  99 M€  rank=deprecated
    real  a.cost  61 M€
    said  a.bill  61 M€
    rule: same: a.bill = a.cost
    """
    assert report.verdict("same").outcome == "exact"
    assert others(report) == {"old": "contradicted"}
    assert [(o.role, int(o.printed_gap or 0)) for o in report.verdict("same").others] == [("deprecated", -38 * 10**6)]


def test_the_only_print_is_deprecated(report: Report) -> None:
    """Nothing is judged, and the withdrawn figure says what it would come to.

    old   a.cost  61 M€  rank=deprecated
    said  a.bill  61 M€
    rule: same: a.bill = a.cost
    """
    assert report.verdict("same").outcome == "undecided"
    assert others(report) == {"old": "exact"}


def test_another_status(report: Report) -> None:
    """What was planned is told beside what was counted, and does not mix.

    plan  a.cost  50 M€  status=planned
    real  a.cost  61 M€
    said  a.bill  61 M€
    rule: same: a.bill = a.cost
    """
    assert others(report) == {"plan": "undecided"}
    assert [reason.code for reason in report.verdict("same").others[0].reasons] == ["mixed-status"]


def test_each_print_alone_where_it_matters(report: Report) -> None:
    """57 and 57.4 agree; alone 57.4 is not 56.6, 57 is.

    one   a.cost  57 M€
    two   a.cost  57.4 M€
    said  a.bill  56.6 M€
    rule: same: a.bill = a.cost
    """
    assert report.verdict("same").outcome == "contradicted"
    assert others(report) == {"one": "within rounding"}
    assert [other.role for other in report.verdict("same").others] == ["alone"]


def test_prints_that_change_nothing_are_not_told(report: Report) -> None:
    """Three sources of one number are one answer.

    one    a.cost  57 M€
    two    a.cost  57 M€
    three  a.cost  57 M€
    said   a.bill  57 M€
    rule: same: a.bill = a.cost
    """
    assert others(report) == {}


def test_behind_a_definition_and_a_point(report: Report) -> None:
    """A share that was a half and is a third now: the definition behind the rule is worked out anew.

    cost   a.cost   60 M€
    half   a.share  =1/3
    old    a.share  =1/2  rank=deprecated
    said   b.bill   20 M€
    rule: part: a.part = a.share * a.cost
    rule: same: b.bill = a.part
    """
    assert report.verdict("same").outcome == "exact"
    assert others(report) == {"old": "contradicted"}


def test_a_preferred_print_settles_a_dispute_and_hides_none(report: Report) -> None:
    """Seven or six: rules take the preferred seven, the disagreement stays a verdict of its own.

    seven  a.sites   =7 site  rank=preferred
    again  a.sites   =7 site  rank=preferred
    six    a.sites   =6 site
    gone   a.sites   =5 site  rank=deprecated
    other  a.others  =6 site
    rule: sum: a.sites = 1 + a.others
    """
    prints = report.verdict("prints:a.sites")

    assert report.verdict("sum").outcome == "exact"
    assert (prints.outcome, prints.figures) == ("contradicted", ("seven", "again", "six"))
    assert others(report, "sum") == {"six": "contradicted", "gone": "contradicted"}
    assert [other.role for other in report.verdict("sum").others] == ["not preferred", "deprecated"]


def test_copies_and_one_publisher_are_one_witness(tmp_path: Path) -> None:
    """A copy of a copy, and a second article of the same paper, vouch for nothing more."""
    lines = [f"f{at}  a.cost  57 M€  source={name}" for at, name in enumerate(("one", "copy", "again", "two", "late"))]
    write_ledger(tmp_path, "\n".join(lines))
    (tmp_path / "sources.csv").write_text(
        "id,kind,publisher,language,repeats\none,press,Post,de,\ncopy,aggregator,Portal,de,one\n"
        "again,aggregator,,de,copy\ntwo,press,Land,de,\nlate,press,Post,de,\n",
        encoding="utf-8",
    )
    assert figures.read(tmp_path).verdict("prints:a.cost").witnesses == 2


def test_sources_that_repeat_one_another_in_a_circle(tmp_path: Path) -> None:
    """Nobody knows who was first: they are one witness."""
    write_ledger(tmp_path, "f0  a.cost  57 M€  source=one\nf1  a.cost  57 M€  source=two")
    (tmp_path / "sources.csv").write_text(
        "id,kind,language,repeats\none,press,de,two\ntwo,press,de,one\n", encoding="utf-8"
    )
    assert figures.read(tmp_path).verdict("prints:a.cost").witnesses == 1


def test_the_check_prints_it(tmp_path: Path, capsys: Any) -> None:
    """Witnesses of prints, and what another print would come to, with its phrase and why it is not taken."""
    from figures.cli import main

    text = "old  a.cost  99 M€  rank=deprecated\nreal  a.cost  61 M€\ntwo  a.cost  61 M€\nsaid  a.bill  61 M€\n"
    write_ledger(tmp_path, text + "rule: same: a.bill = a.cost")
    with pytest.raises(SystemExit):
        main(["check", str(tmp_path)])
    said = capsys.readouterr().out

    assert "  otherwise   with “99 M€” (old, deprecated): contradicted, €37m to €39m apart" in said
    assert "  witnesses   1 for 2 prints" in said
