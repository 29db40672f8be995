"""Several prints of one term, side by side: lines, witnesses, what they share, what does not count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ledgers import SEVERAL_PRINTS, write_ledger

import figures
from figures import charts
from figures.interval import Interval
from figures.ledger import LANGUAGES
from figures.views import Views

M = 10**6


@pytest.fixture(scope="module")
def several(tmp_path_factory: Any) -> figures.Report:
    return figures.read(write_ledger(tmp_path_factory.mktemp("prints"), SEVERAL_PRINTS))


def test_every_print_is_a_line_with_both_readings(several: figures.Report) -> None:
    """Those that count first, then those that do not, in grey and with the reason, then what all share."""
    chart = Views(several, "en").evidence("total").card.chart  # type: ignore[union-attr]
    assert chart is not None

    assert [row.label for row in chart.ranges] == [
        "Ministry: estimated €112m",
        "Agency: €112m",
        "Morning: about €112m",
        "Weekly: more than €100m",
        "Weekly: €90m (does not count: superseded)",
        "All together; generously the widest hedge counts",
    ]
    assert [row.tone for row in chart.ranges] == ["third"] * 4 + ["other", "second"]
    first, shared = chart.ranges[0], chart.ranges[-1]
    assert first.loose == Interval.of(1064 * M // 10, 1176 * M // 10)
    assert (shared.interval, shared.loose) == (
        Interval.of(1115 * M // 10, 1125 * M // 10),
        Interval.of(1008 * M // 10, 1232 * M // 10),
    )
    assert chart.ranges[1].loose is None  # both readings are the same
    assert first.named.endswith("narrowly €111.5m to €112.5m; generously €106.4m to €117.6m")


def test_the_table_has_both_readings(several: figures.Report) -> None:
    """What the chart shows is what its download holds, line by line."""
    chart = Views(several, "en").evidence("total").card.chart  # type: ignore[union-attr]
    assert chart is not None
    rows = [row[2:6] for row in chart.table.rows if row[0].startswith("Morning")]

    assert rows == [("tight", "range", "106400000", "117600000"), ("loose", "range", "100800000", "123200000")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_copies_are_counted_in_words(several: figures.Report, language: str) -> None:
    """Four sources, three of them independent; a card, the check and the footnote say the same."""
    views, words = Views(several, language), {"de": "unabhängig", "en": "independent", "fr": "indépendantes"}
    card = views.evidence("total").card
    assert card is not None
    check = views.check("prints-plant-cost")

    assert card.together.startswith("4 ") and " 3 " in card.together and words[language] in card.together
    assert card.together in check.sentences
    assert check.charts == (card.chart,)
    assert check.wording is not None and check.wording.note.endswith(card.together.split(".")[0])


def test_a_disagreement_is_said(several: figures.Report) -> None:
    """Six or seven: nothing is shared, and no print is called right."""
    card = Views(several, "de").evidence("first").card
    assert card is not None and card.chart is not None

    assert card.together == "3 Quellen, davon 2 unabhängig. Die Angaben stimmen nicht überein."
    assert card.wording.text == "6\u00a0Standorte laut Ministry und Agency; 7\u00a0Standorte laut Morning"
    assert [row.label.partition(":")[0] for row in card.chart.ranges] == ["Ministry", "Agency", "Morning"]


def test_a_print_alone_has_no_chart(several: figures.Report) -> None:
    """Where nobody else prints a term there is nothing to put beside it."""
    card = Views(several, "en").evidence("paid").card
    assert card is not None

    assert (card.chart, card.together) == (None, "")


def test_an_earlier_status_stands_aside(report: figures.Report) -> None:
    """What was expected does not count beside what was counted; a preferred print sets the others aside.

    before  fair.visitors  >7000 visitor  status=expected
    one     fair.visitors  7100 visitor
    two     fair.visitors  7200 visitor
    old     town.sites     =5 site
    new     town.sites     =6 site  rank=preferred
    again   town.sites     =6 site  rank=preferred
    """
    views = Views(report, "en")
    visitors, sites = (views.check(name).charts[0] for name in ("prints-fair-visitors", "prints-town-sites"))

    assert [row.label for row in visitors.ranges][-1].endswith("more than 7,000\xa0visitors (does not count: expected)")
    assert any(row.label.endswith("5\xa0sites (does not count: not preferred)") for row in sites.ranges)


def test_prints_that_agree_only_loosely_share_only_that(report: figures.Report) -> None:
    """The line of what all share is then the generous one, and says so.

    one  town.cost  60 M€
    two  town.cost  63 M€  phrase=schätzungsweise 63 Millionen Euro
    """
    chart = Views(report, "en").check("prints-town-cost").charts[0]

    assert chart.title == "All prints agree only if read generously – town: cost"
    assert [row.label for row in chart.ranges][-1] == "Shared by all, only if read generously"


def test_two_currencies_have_no_common_axis(report: figures.Report) -> None:
    """Euros and dollars of one term: both are said, and nothing is drawn.

    one  town.cost  60 M€
    two  town.cost  63 M$
    """
    views = Views(report, "en")
    card = views.evidence("one").card
    assert card is not None

    assert card.chart is None and card.together.endswith("The prints do not compare.")
    assert views.check("prints-town-cost").charts == ()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_loose_reading_is_a_thin_line(several: figures.Report, theme: str) -> None:
    """Each line that has a wider reading gets a thin rule with two ends."""
    chart = Views(several, "en").evidence("total").card.chart  # type: ignore[union-attr]
    assert chart is not None
    spec = charts.spec(chart, theme)
    thin = [
        value
        for layer in spec["layer"]
        if layer["mark"]["type"] == "rule" and layer["mark"].get("strokeWidth") == 2
        for value in spec["datasets"][layer["data"]["name"]]
    ]

    assert len([value for value in thin if "x2" in value]) == sum(row.loose is not None for row in chart.ranges)
    assert len([value for value in thin if "y2" in value]) == 2 * sum(row.loose is not None for row in chart.ranges)


def test_the_shipped_ledger_has_its_sentences_on_the_pages(seeds: figures.Report) -> None:
    """A card, the check in question and every computed figure carry the sentence that may be copied."""
    for language in LANGUAGES:
        views = Views(seeds, language)
        card, check = views.evidence("meluxina-ai-total").card, views.check("lux-share")
        assert card is not None and check.wording is not None

        assert card.wording == seeds.wording("meluxina-ai-total", language)
        assert check.wording == seeds.wording("lux-share", language)
        assert [row[-1] for row in check.computed.rows] == [found.text for found in check.computed.wordings]


def test_a_folder_without_figures_has_no_sentence(tmp_path: Path) -> None:
    """Nothing recorded, nothing to write."""
    report = figures.read(write_ledger(tmp_path, ""))
    check = Views(report, "de").check()

    assert check.wording is None and check.computed.wordings == ()
