"""Currencies: a rule that names them converts at a dated rate, and says which."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger

import figures
from figures.locale import locale
from figures.report import Report

RATES = """date,pair,rate,source
2025-09-01,EUR/USD,1.16,bank
2025-09-09,EUR/USD,1.20,bank
2025-09-30,EUR/USD,1.25,bank
2026-02-11,EUR/USD,1.19,bank
2026-02-11,GBP/EUR,1.15,bank
"""


def judged(folder: Path, text: str, published: str = "", rates: str = RATES) -> Report:
    """The report of a ledger whose one source was published on a date, with a table of rates."""
    write_ledger(folder, text)
    (folder / "fx_rates.csv").write_text(rates, encoding="utf-8")
    (folder / "sources.csv").write_text(
        "id,kind,publisher,title,address,published,language,sha256,repeats,note\n"
        f"paper,press,,,,{published},de,,,\nbank,reference,,,,,en,,,\n",
        encoding="utf-8",
    )
    return figures.read(folder)


COVERS = "total  a.total  2.9 bn$\nround  a.round  1.7 bn€\nrule: covers: a.round <= a.total  across=currency"


def test_the_rate_of_the_day(tmp_path: Path) -> None:
    """2.9 bn$ of 9 September 2025 are 2.42 bn€ at 1.20; the verdict names the rate, its day and who set it."""
    covers = judged(tmp_path, COVERS, "2025-09-09").verdict("covers")
    named = [reason for reason in covers.reasons if reason.code == "converted"]

    assert covers.outcome == "exact"
    assert covers.computed is not None and covers.stated is not None
    assert covers.computed.printed == Fraction(2_900_000_000) / Fraction("1.20")
    assert str(covers.stated.unit) == str(covers.computed.unit) == "EUR"
    assert locale("en").message(named[0]) == "Converted at EUR/USD 1.2, the rate of 9 September 2025 (bank)."


def test_a_month_gives_its_lowest_and_highest_rate(tmp_path: Path) -> None:
    """Where only September is known, 2.9 bn$ are 2.85/1.25 to 2.95/1.16 bn€, and no single value as printed."""
    covers = judged(tmp_path, COVERS, "2025-09").verdict("covers")
    named = [reason for reason in covers.reasons if reason.code == "converted-range"]

    assert covers.computed is not None
    assert covers.computed.tight.lower == Fraction(2_850_000_000) / Fraction("1.25")
    assert covers.computed.tight.upper == Fraction(2_950_000_000) / Fraction("1.16")
    assert covers.computed.printed is None
    assert "EUR/USD 1.16 to 1.25" in locale("en").message(named[0])
    assert "September 2025" in locale("en").message(named[0])


def test_a_year_takes_every_rate_of_it(tmp_path: Path) -> None:
    """A rate of the next year has no part in it."""
    covers = judged(tmp_path, COVERS, "2025").verdict("covers")

    assert covers.computed is not None
    assert covers.computed.tight.upper == Fraction(2_950_000_000) / Fraction("1.16")


@pytest.mark.parametrize(
    ("published", "period", "rate"),
    [
        ("2026-02-11", "[2025-09-09]", "1.20"),
        ("2025-09-09", "[2025-09]", "1.20"),
        ("2026-02-11", "[../2026-02]", "1.19"),
        ("2026-02-11", "[P5Y]", "1.19"),
        ("2026-02-11", "", "1.19"),
    ],
    ids=["another-day", "day-inside-month", "up-to-a-month", "a-length", "no-period"],
)
def test_the_date_of_a_print(tmp_path: Path, published: str, period: str, rate: str) -> None:
    """The source's day where it lies in the period or the period is no date; else the period itself."""
    text = f"total  a.total{period}  2.9 bn$\nround  a.round  1.7 bn€\n"
    report = judged(tmp_path, text + "rule: covers: a.round <= a.total  across=currency period", published)
    computed = report.verdict("covers").computed

    assert computed is not None and computed.printed == Fraction(2_900_000_000) / Fraction(rate)


@pytest.mark.parametrize(
    ("published", "code"), [("2024-01-05", "no-rate"), ("2024", "no-rate"), ("", "no-date"), ("2025-09-10", "no-rate")]
)
def test_without_a_rate_it_is_undecided(tmp_path: Path, published: str, code: str) -> None:
    """No rate is guessed, not even that of the day before."""
    covers = judged(tmp_path, COVERS, published).verdict("covers")

    assert covers.outcome == "undecided"
    assert [reason.code for reason in covers.reasons] == [code]


def test_nothing_is_converted_that_the_rule_does_not_name(tmp_path: Path) -> None:
    """Without `across` currency two currencies do not meet, though the table has a rate."""
    covers = judged(tmp_path, COVERS.replace("  across=currency", ""), "2025-09-09").verdict("covers")

    assert [reason.code for reason in covers.reasons] == ["mixed-currency"]


def test_one_currency_needs_no_rate(tmp_path: Path) -> None:
    """A rule that may mix currencies and does not is judged as any other."""
    text = "one  a.x  3 M$\ntwo  a.y  3 M$\nrule: same: a.x = a.y  across=currency"
    same = judged(tmp_path, text).verdict("same")

    assert (same.outcome, [reason.code for reason in same.reasons]) == ("exact", [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one  a.x  119 M$\ntwo  a.y  100 M€\nrule: r: a.x = a.y  across=currency", 119),
        ("one  a.x  115 M€\ntwo  a.y  100 M£\nrule: r: a.x = a.y  across=currency", 115),
        ("one  a.x  100 M£\ntwo  a.y  115 M€\nrule: r: a.x = a.y  across=currency", 100),
        ("one  a.x  100 M€\ntwo  a.y  59.5 M$\nthree  a.z  50 M€\nrule: r: a.x = a.y + a.z  across=currency", 100),
        ("one  a.x  =100 M€\ntwo  a.y  =119 M$\nrule: r: a.x = a.y  across=currency", 100),
        ("one  a.x  2 EUR/visitor  unit=money/visitor\ntwo  a.y  2.38 USD/visitor  unit=money/visitor\n"
         "rule: r: a.x = a.y  across=currency", Fraction(2, 10**6)),
    ],
    ids=["to-dollars", "from-pounds", "to-pounds", "in-a-sum", "points", "a-rate-per-visitor"],
)  # fmt: skip
def test_into_the_currency_of_the_stated_side(tmp_path: Path, text: str, value: Any) -> None:
    """Both directions, in sums, for points and for amounts per something: exact, in the stated unit."""
    verdict = judged(tmp_path, text, "2026-02-11").verdict("r")

    assert verdict.outcome == "exact"
    assert verdict.computed is not None and verdict.computed.printed == value * 10**6


def test_computed_figures_name_their_rate(tmp_path: Path) -> None:
    """Dollars and euros together, in the currency that stands first; a rule that uses it names the rate too."""
    text = """one  a.x  100 M€
two  a.y  119 M$
said  a.said  200 M€
rule: all: a.all = a.x + a.y  across=currency
rule: same: a.said = a.all"""
    report = judged(tmp_path, text, "2026-02-11")

    assert report.computed[0].side.printed == 200 * 10**6
    assert [reason.code for reason in report.computed[0].reasons] == ["converted"]
    assert report.verdict("same").outcome == "exact"
    assert "converted" in [reason.code for reason in report.verdict("same").reasons]


def test_several_prints_of_several_days_take_all_their_rates(tmp_path: Path) -> None:
    """A term printed twice is read at the rates of both days."""
    text = "one  a.x  100 M€\ntwo  a.y  119 M$\nthree  a.y  119 M$  source=late\nrule: r: a.x = a.y  across=currency"
    write_ledger(tmp_path, text)
    (tmp_path / "fx_rates.csv").write_text(RATES, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(
        "id,kind,published,language\npaper,press,2025-09-30,de\nlate,press,2026-02-11,de\nbank,reference,,en\n",
        encoding="utf-8",
    )
    computed = figures.read(tmp_path).verdict("r").computed

    assert computed is not None
    assert computed.tight.lower == Fraction(118_500_000) / Fraction("1.25")
    assert computed.tight.upper == Fraction(119_500_000) / Fraction("1.19")


def test_what_all_rules_together_leave_out_is_said(tmp_path: Path) -> None:
    """A rule that converts takes no part there."""
    notes = judged(tmp_path, COVERS, "2025-09-09").together.notes

    assert [(note.code, dict(note.args)) for note in notes] == [("together-converted", {"rule": "covers"})]


@pytest.mark.parametrize("published", ["2025-09-09", "2025-09", "2024", ""])
def test_the_script_in_the_package_converts_alike(tmp_path: Path, published: str) -> None:
    """verify.py judges once more what was converted: by day, by month, and where there is no rate."""
    from figures.files import package
    from figures.proof import verify

    text = COVERS + "\nrule: all: a.all = a.round + a.total  across=currency\nrule: half: a.round <= a.all"
    assert list(verify.differences(package.package_files(judged(tmp_path, text, published)))) == []
