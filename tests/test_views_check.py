"""The checks page in detail: sides in one currency, subtitles that say what is drawn, hedges that are kept."""

from fractions import Fraction
from pathlib import Path

import pytest
from ledgers import write_ledger

import figures
from figures.ledger import LANGUAGES
from figures.report import Report
from figures.views import Views

RATES = "date,pair,rate,source\n{}\n"
TWO_CURRENCIES = """
source: bank   publisher=Bank
source: daily  publisher=Daily  published=2025-01-02
school  town.school  10 M€  source=daily
roof    town.roof    4 M$   source=daily
pool    town.pool    6 M€   source=daily
rule: sum: town.school = town.roof + town.pool  across=currency
"""


def plain(text: str) -> str:
    """The text with ordinary blanks."""
    return " ".join(text.split())


def views_of(folder: Path, lines: str, *rates: str) -> Views:
    write_ledger(folder, lines)
    if rates:
        (folder / "fx_rates.csv").write_text(RATES.format("\n".join(rates)))
    report = figures.read(folder)
    assert report.problems == ()
    return Views(report, "en")


# Two currencies


@pytest.mark.parametrize("name", ["mistral-series-c-dollars", "mistral-sweden-dollars"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_side_in_dollars_has_its_length_in_euros(seeds: Report, name: str, language: str) -> None:
    """The bar lies in the range of the readings; the words have both currencies; the file's value fits its unit."""
    views = Views(seeds, language)
    (verdict,) = (found for found in seeds.verdicts if found.id == name)
    sides, readings = views.check(name).charts
    bar = sides.bars[1]
    assert verdict.computed is not None and verdict.computed.printed is not None

    assert bar.segments[0].end == verdict.computed.printed
    euros = views.words.value(verdict.computed.printed, "EUR", 3)
    assert "≈" in bar.value and euros in bar.value and bar.value in sides.title
    (row,) = (row for row in sides.table.rows if row[0] == bar.label)
    told = dict(zip([column.name for column in sides.table.columns], row, strict=True))
    assert told["unit"] == "EUR" and abs(Fraction(told["value"]) / verdict.computed.printed - 1) < Fraction(1, 1000)
    interval = readings.ranges[2].interval
    assert interval.lower is not None and interval.lower <= bar.segments[0].end


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "de",
            "Umgerechnet zum Kurs vom 9. September 2025: 1 € = 1,1744 US-$. Quelle des Kurses: Europäische Zentralbank",
        ),
        ("en", "Converted at the rate of 9 September 2025: €1 = US$1.1744. Source of the rate: European Central Bank"),
        ("fr", "Converti au taux du 9 septembre 2025 : 1 € = 1,1744 $US. Source du taux : Banque centrale européenne"),
    ],
)
def test_the_rate_of_a_check_travels_with_it(seeds: Report, language: str, line: str) -> None:
    """Once on the page, and inside both pictures."""
    views = Views(seeds, language)
    page = views.check("mistral-series-c-dollars")
    assert page.chosen is not None

    assert [plain(said) for said in (*page.sentences, *page.chosen.notes)].count(f"{line}.") == 1
    assert all([plain(note) for note in chart.notes] == [f"{line}."] for chart in page.charts)
    assert all(line in plain(" ".join(views.foot(chart))) for chart in page.charts)


def test_a_sum_of_two_currencies(tmp_path: Path) -> None:
    """4 million dollars at 2 to the euro are 2 million euros: of 10 two are missing, not none."""
    views = views_of(tmp_path, TWO_CURRENCIES, "2025-01-02,EUR/USD,2,bank")
    page = views.check("sum")
    stated, computed = page.charts[0].bars
    assert page.chosen is not None

    assert [(piece.text, piece.end) for piece in computed.segments] == [
        ("US$4m (≈ €2m)", 2_000_000),
        ("€6m", 8_000_000),
        ("€2m", 10_000_000),
    ]
    assert page.chosen.working == "€10m ≠ US$4m (≈ €2m) + €6m = €8m"
    assert page.sentences[1] == "The calculation gives US$4m (≈ €2m) + €6m = €8m."
    assert page.charts[0].title == "Printed €10m, calculated €8m: €2m apart"
    assert any("Source of the rate: Bank" in said for said in page.sentences)  # also where the notes are left out


def test_several_rates_draw_no_bar(tmp_path: Path) -> None:
    """A month without a day has the lowest and the highest rate of it: two ranges, and no single length."""
    lines = TWO_CURRENCIES.replace("2025-01-02", "2025-01")
    views = views_of(tmp_path, lines, "2025-01-02,EUR/USD,2,bank", "2025-01-03,EUR/USD,1,bank")
    page = views.check("sum")

    assert [chart.id for chart in page.charts] == ["readings-sum"]
    assert page.chosen is not None and "US$4m (≈ €2m to €4m)" in page.chosen.working
    assert any("US$1 to US$2" in note for note in page.charts[0].notes)


def test_a_rest_of_two_currencies_is_told_on_page_one(tmp_path: Path) -> None:
    """The pieces of the whole are euros; what is printed in dollars says both; the rate stands in the lead."""
    lines = TWO_CURRENCIES.replace("sum: town.school =", "rest: town.rest = town.school -").replace("roof +", "roof -")
    views = views_of(tmp_path, lines, "2025-01-02,EUR/USD,2,bank")
    page = views.overview()
    assert page.chart is not None

    assert [(tile.value, tile.label) for tile in page.tiles] == [
        ("US$4m (≈ €2m)", "roof"),
        ("€6m", "pool"),
        ("€2m", "rest"),
    ]
    assert [piece.end for piece in page.chart.bars[0].segments] == [2_000_000, 8_000_000, 10_000_000]
    (row,) = views.check().computed.rows
    assert row[1] == "€2m" and row[3].startswith("€10m − US$4m (≈ €2m) − €6m") and "€1 = US$2" in row[3]
    assert "€1 = US$2" in page.lead and "€1 = US$2" in " ".join(page.chart.notes)
