"""The ends of a calculated range are told with their sums, or not at all."""

from pathlib import Path

import pytest
from ledgers import write_ledger

import figures
from figures.ends import Ends
from figures.ledger import LANGUAGES
from figures.report import Report
from figures.telling import joined
from figures.views import Views


def told(folder: Path, text: str, is_wide: bool = False) -> str:
    views = Views(figures.read(write_ledger(folder, text)), "en")
    (found,) = views.report.computed
    pieces = Ends(views.tell, is_wide).told(found.rule.equation.right, found.rule, found.side)
    return joined(pieces).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("rule", "sums"),
    [
        ("t.a + t.b", "at least €9.5m + €3.5m = €13m and at most €10.5m + €4.5m = €15m"),
        ("t.a - t.b", "at least €9.5m − €4.5m = €5m and at most €10.5m − €3.5m = €7m"),
        (
            "t.a - (t.b + 1 * t.c)",
            "at least €9.5m − (€4.5m + 1 × €2.5m) = €2.5m and at most €10.5m − (€3.5m + 1 × €1.5m) = €5.5m",
        ),
        ("t.a / (t.b * 2)  unit=1", "at least €9.5m ÷ (€4.5m × 2) = 105.6% and at most €10.5m ÷ (€3.5m × 2) = 150%"),
        ("t.a / 2", "at least €9.5m ÷ 2 = €4.75m and at most €10.5m ÷ 2 = €5.25m"),
        ("t.a - t.b - t.a / 2", ""),  # one number stands twice: its ends cannot both be taken
        ("t.a", ""),
    ],
)
def test_each_end_has_its_sum(tmp_path: Path, rule: str, sums: str) -> None:
    """What is taken off counts with its other end, a sum of that in brackets."""
    lines = f"a  t.a  10 M€\nb  t.b  4 M€\nc  t.c  2 M€\nrule: r: t.rest = {rule}"
    assert told(tmp_path, lines) == sums


def test_an_open_end_has_none(tmp_path: Path) -> None:
    """More than ten less four is at least what the closed ends give; upwards nothing is known."""
    lines = "a  t.a  >=10 M€\nb  t.b  4 M€\nrule: r: t.rest = t.a - t.b"
    assert told(tmp_path, lines) == "at least €10m − €4.5m = €5.5m"


def test_the_generous_reading_has_its_own_sums(tmp_path: Path) -> None:
    """About ten: within a tenth."""
    lines = "a  t.a  ~10 M€\nb  t.b  4 M€\nrule: r: t.rest = t.a - t.b"
    assert told(tmp_path, lines, is_wide=True) == "at least €9m − €4.5m = €4.5m and at most €11m − €3.5m = €7.5m"


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_ends_of_the_headline_are_told(seeds: Report, language: str) -> None:
    """The remainder and the government's halves, on both readings, in every language."""
    views = Views(seeds, language)
    ends = dict(views.check("lux-share").ends)

    assert len(ends) == 2 and all(joined(told).count("=") == 2 for told in ends.values())
    assert [text.count("=") for text in views.computed_ends().rows[0][1:]] == [2, 2]


def test_what_is_only_up_to_a_number_has_no_lower_end(tmp_path: Path) -> None:
    """That it may be nothing at all says nothing."""
    lines = "a  t.a  <=10 M€\nb  t.b  4 M€\nrule: r: t.times = t.a / t.b  unit=1"
    assert told(tmp_path, lines) == "at most €10m ÷ €3.5m = 285.7%"


def test_what_is_printed_just_so_leads_to_its_print(seeds: Report) -> None:
    """The halves in the sums of the government’s share, the guests that growth is measured against; no read end."""
    views = Views(seeds, "en")
    (_, narrow), _ = views.check("lux-share").ends
    growth, *_ = (row for row in views.computed_ends().pieces[0][1] if "5,600" in joined(row))

    assert [name for _, name in narrow if name] == ["meluxina-ai-eu-share", "ai-factory-eu-share"] * 2
    assert {name for words, name in growth if words.startswith("5,600")} == {"nexus-2024-guests"}
    assert not any(name for words, name in growth if words.startswith("7,001"))


def test_the_ends_of_a_converted_print_have_their_division(seeds: Report) -> None:
    """2 billion dollars are read as 1.5 to 2.5; at the rate of its day that is what the chart shows in euros."""
    page = Views(seeds, "en").check("mistral-series-c-dollars")
    sums = "At least US$1.5bn ÷ 1.1744 ≈ €1.277bn and at most US$2.5bn ÷ 1.1744 ≈ €2.129bn"

    assert [joined(told).replace("\u00a0", " ") for _, told in page.ends] == [sums, sums]
    assert all("€1.277bn to €2.129bn" in row.value.replace("\u00a0", " ") for row in page.charts[1].ranges[2:])


def test_factors_of_sums_name_the_shares_they_follow_from(seeds: Report) -> None:
    """0.5 × 126 million: from the half that the EU pays of either project, each with its print."""
    views = Views(seeds, "en")
    row = next(row for row in views.implied_table().pieces[1][1] if "0.5 × estimated €126m" in joined(row))

    assert joined(row).endswith("0.5 follows from 50%, 50%")
    assert [name for words, name in row if words == "50%"] == ["ai-factory-eu-share", "etude-machine-eu-share"]


def test_ranges_that_others_allow_have_their_sums(seeds: Report) -> None:
    """Each row that shows a range shows what gives its ends; what rests on rules alone is not told as a sum."""
    rows = Views(seeds, "en").implied_table().rows
    spans = [row for row in rows if " to " in row[2]]

    assert len(spans) > 8 and all(row[3].count("=") == 2 for row in spans)
    assert "at least €75m + €30.4m = €105.4m and at most €85m + €33.6m = €118.6m" in spans[0][3]
    assert not any(row[3].startswith("6") for row in rows)
