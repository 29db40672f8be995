"""The sizes page: printed currency first, conversion only at a dated rate, and an axis that starts at zero."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("hypothesis", reason="pip install figures-ledger[test] for the laws")
from hypothesis import given
from hypothesis import strategies as st
from ledgers import write_ledger

import figures
from figures import charts
from figures.canvas import TOKENS
from figures.interval import Interval
from figures.ledger import LANGUAGES
from figures.report import Report
from figures.views import Views
from figures.views.sizes import _power, _ten

TOWN = """
hall     town.hall     3 M$    status=hoped
roof     town.roof     250 k$
pool     town.pool     <=2 M€  status=planned
school   town.school   40 M$
bridge   town.bridge   7 M£
"""
SOUGHT = """
one     town.one     5 bn€
two     town.two     6 M€
sought  firm.sought  10..15 bn$
"""
RATES = "date,pair,rate,source\n{}\n"


def views_of(folder: Path, lines: str, rates: str = "", published: str = "") -> Views:
    write_ledger(folder, lines)
    (folder / "fx_rates.csv").write_text(RATES.format(rates) if rates else RATES.format("").strip() + "\n")
    if published:
        table = folder / "sources.csv"
        table.write_text(table.read_text().replace("paper,press,,,,,", f"paper,press,,,,{published},"))
    report = figures.read(folder)
    assert report.problems == ()
    return Views(report, "en")


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_no_colour_is_needed_to_see_the_rows_of_the_subject(seeds: Report, scale: str) -> None:
    """The subtitle says that they are marked: their names are bold, those of others are not."""
    views = Views(seeds, "en")
    (chart,) = views.sizes(scale).charts
    texts = [mark for mark in charts.marks(chart, TOKENS["light"])[1] if mark.kind == "text"]
    bold = {mark.row["wide"] for mark in texts if mark.style["fontWeight"] == 600}
    own = {views.tell.label(seeds.ledger.figures[name].term) for name in views.remainder.figures}

    assert "Bold name" in chart.subtitle
    assert {bar.label for bar in chart.bars} & bold == {bar.label for bar in chart.bars} & own != set()


def test_the_largest_against_the_programme() -> None:
    """100 billion dollars at the named rate are about 680 times 126 million euros."""
    titles = [Views(figures.read(), language).sizes().title for language in LANGUAGES]

    assert titles == [
        "„OpenAI: angestrebtes Kapital“ ist bis zu rund 680‑mal so groß wie „KI-Programm Luxemburgs: Kosten“",
        "“OpenAI: capital sought” is up to about 680 times the size of “Luxembourg’s AI programme: cost”",
        "«\u202fOpenAI\u202f: capital recherché\u202f» vaut jusqu’à environ 680 fois"
        " «\u202fProgramme IA du Luxembourg\u202f: coût\u202f»",
    ]


def test_printed_currency_first_and_the_rate_named(seeds: Report) -> None:
    """The rate is the last one of the month in which the source appeared."""
    page = Views(seeds, "en").sizes()
    (chart,) = page.charts

    assert chart.bars[0].value == "up to US$100bn (≈ €85bn)"
    assert page.rates == (
        "All amounts in US dollars are converted at the rate of 19 February 2026: €1 = US$1.1753. "
        "Source of the rate: European Central Bank.",
    )
    assert chart.bars[0].segments[0].end == Fraction(100 * 10**9) / Fraction("1.1753")


def test_a_range_is_converted_at_both_ends(tmp_path: Path) -> None:
    """10 to 15 billion dollars: the bar ends at the lower end, a line runs to the upper one on either axis."""
    views = views_of(tmp_path, SOUGHT, "2025-01-01,EUR/USD,1.1753,paper")
    ends = Fraction(10 * 10**9) / Fraction("1.1753"), Fraction(15 * 10**9) / Fraction("1.1753")
    for scale in ("linear", "log"):
        (chart,) = views.sizes(scale).charts
        bar = next(bar for bar in chart.bars if bar.leads == "sought")
        assert bar.value == "US$10bn to US$15bn (≈ €8.5bn to €13bn)"
        assert bar.doubt == Interval.of(*ends) and bar.segments[-1].end == ends[0]
        _, marks = charts.marks(chart, TOKENS["page"])
        lines = [(mark.row["x"], mark.row.get("x2")) for mark in marks if mark.kind == "rule"]
        assert (float(ends[0]), float(ends[1])) in lines
        assert "printed range" in chart.subtitle


@pytest.mark.parametrize(
    ("lines", "linear", "log"),
    [
        ("a  t.one  5 M€", "t: one: €5m", "t: one: €5m"),
        ("a  t.one  5 M€\nb  t.two  6 M€", "at most twice", "at most twice"),
        ("a  t.one  5 M€\nb  t.two  50 k€", "about 100 times the smallest", "about 100 times the smallest"),
        (
            "a  t.one  5 M€\nb  t.two  50 k€\nc  t.three  80 k€",
            "2 of 3 amounts are below a tenth of €5m",
            "about 100 times",
        ),
    ],
)
def test_titles_of_charts_are_findings(tmp_path: Path, lines: str, linear: str, log: str) -> None:
    """Computed from any ledger, true for one sum, for equal ones, and for some that are small."""
    views = views_of(tmp_path, lines)
    for scale, said in (("linear", linear), ("log", log)):
        assert said in views.sizes(scale).charts[0].title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", ["linear", "log"])
def test_sorted_and_drawn(seeds: Report, language: str, scale: str) -> None:
    """The largest first; bars start at zero; on the logarithmic axis all dots lie between the first and last guide."""
    (chart,) = Views(seeds, language).sizes(scale).charts
    ends = [bar.segments[0].end for bar in chart.bars]

    assert ends == sorted(ends, reverse=True) and len(ends) == 18
    assert all(bar.segments[0].start == 0 for bar in chart.bars)
    assert charts.spec(chart, "page")["layer"]
    if scale == "log":
        ticks = [tick.place for tick in chart.grid]
        assert ticks[0] <= ends[-1] and ends[0] <= ticks[-1]
        assert all(two == 10 * one for one, two in zip(ticks, ticks[1:], strict=False))
        assert "mark': {'type': 'rect'" not in str(charts.spec(chart, "page"))


def test_a_hedged_print_before_a_careless_one(seeds: Report) -> None:
    """The heading says 15 million, the text more than 15: the hedge stays, both prints are evidence."""
    (chart,) = Views(seeds, "en").sizes().charts
    bar = next(bar for bar in chart.bars if bar.label.startswith("Artec"))

    assert bar.value == "more than €15m" and bar.opening == "up"
    assert {"artec3d-eib-loan", "artec3d-eib-loan-heading"} <= set(chart.figures)


def test_the_same_sum_is_told_alike_everywhere(seeds: Report) -> None:
    """60 has no hedge in the source that rules take: neither on page one nor among the sizes."""
    views = Views(seeds, "en")
    (chart,), whole = views.sizes().charts, views.overview().chart
    (bar,) = (bar for bar in chart.bars if bar.leads == "lux-state-contribution")
    assert whole is not None

    assert bar.value == "€60m" and "about" not in [piece.named for piece in whole.bars[0].segments][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ratio_of_a_title_is_calculated_below_it(seeds: Report, language: str) -> None:
    """The largest against the smallest: the title tells a number, the subtitle its sum; without it there is none."""
    views = Views(seeds, language)
    (log,), (linear,) = views.sizes("log").charts, views.sizes().charts
    value, (big, *_, small) = views.words.value, views.amounts["EUR"]
    big_text = views.tell.figure_text(big.figure)

    converted = views.words.text("page.converted", printed=big_text, converted=value(big.size, "EUR", 3))
    assert f"{converted} ÷ {value(small.size, 'EUR', 3)}" in log.subtitle
    assert views.ratio(big, small) in log.title and views.ratio(big, small) in log.subtitle
    assert "÷" not in linear.subtitle


def test_only_marks_that_are_there_are_explained(tmp_path: Path) -> None:
    """Two plain sums that have been paid: no arrow, nothing dashed, no range."""
    views = views_of(tmp_path, "a  t.one  5 M€\nb  t.two  6 M€")
    assert views.sizes().charts[0].subtitle == "Printed amounts, in euros, from zero."

    marked = views_of(tmp_path, "a  t.one  <=5 M€  status=planned\nb  t.two  6..7 M€  status=hoped")
    assert marked.sizes().charts[0].subtitle == (
        "Printed amounts, in euros, from zero. Dashed: not yet done. Dotted, no fill: hoped for."
        " Arrow: open end, not to scale. Line with ends: printed range."
    )
    assert "Dashed" not in marked.sizes("log").charts[0].subtitle


def test_without_a_rate_no_conversion(tmp_path: Path) -> None:
    """Dollars lead because most sums are dollars; euros and pounds stand in charts of their own."""
    page = views_of(tmp_path, TOWN).sizes()

    assert [chart.id for chart in page.charts] == ["sizes-usd", "sizes-eur", "sizes-gbp"]
    assert page.rates == () and "brackets" not in page.lead
    assert page.charts[1].title == "Without an exchange rate in Euros, the largest amount: town: pool, up to €2m"


def test_either_direction_of_a_pair(tmp_path: Path) -> None:
    """One euro costs two dollars, one dollar half a pound: both come to dollars."""
    page = views_of(tmp_path, TOWN, "2025-01-01,EUR/USD,2,paper\n2025-01-01,USD/GBP,0.5,paper").sizes()
    (chart,) = page.charts

    assert [bar.segments[0].end for bar in chart.bars] == [40_000_000, 14_000_000, 4_000_000, 3_000_000, 250_000]
    assert [bar.value for bar in chart.bars][1:3] == ["£7m (≈ US$14m)", "up to €2m (≈ US$4m)"]
    assert len(page.rates) == 2


@pytest.mark.parametrize(
    ("published", "day"),
    [("2024-06", "2024-06-30"), ("2023", "2024-01-01"), ("", "2025-01-01"), ("2030", "2025-01-01")],
)
def test_the_rate_of_the_time(tmp_path: Path, published: str, day: str) -> None:
    """The last rate up to the source's last possible day; the first one where all are later."""
    rates = "\n".join(f"{day},EUR/USD,1.1,paper" for day in ("2024-01-01", "2024-06-30", "2025-01-01"))
    lines = "a  t.one  5 M€\nb  t.two  6 M€\nc  t.three  7 M$"
    views = views_of(tmp_path, lines, rates, published)

    assert views.rates["USD"].date == day


@pytest.mark.parametrize("rate", ["0", "x", "-1", "1/0"])
def test_what_is_no_rate_converts_nothing(tmp_path: Path, rate: str) -> None:
    """A rate that cannot be one is passed over."""
    write_ledger(tmp_path, "a  t.one  5 M€\nb  t.two  6 M$")
    (tmp_path / "fx_rates.csv").write_text(RATES.format(f"2025-01-01,EUR/USD,{rate},paper"))
    page = Views(figures.read(tmp_path), "en").sizes()

    assert len(page.charts) == 2 and page.rates == ()


def test_the_file_holds_printed_and_converted(seeds: Report) -> None:
    """The number as printed with its currency, the converted one, and the rate with its day."""
    (chart,) = Views(seeds, "en").sizes().charts
    first = dict(zip([column.name for column in chart.table.columns], chart.table.rows[0], strict=True))

    assert (first["printed"], first["printed_unit"], first["rate_date"]) == ("100000000000", "USD", "2026-02-19")
    assert date.fromisoformat(first["rate_date"]) <= date(2026, 2, 28)


def test_the_file_pretends_no_digits(tmp_path: Path) -> None:
    """What is converted has the digits that are shown; a printed range both its ends."""
    (chart,) = views_of(tmp_path, SOUGHT, "2025-01-01,EUR/USD,1.1753,paper").sizes().charts
    names = [column.name for column in chart.table.columns]
    sought, one, _ = (dict(zip(names, row, strict=True)) for row in chart.table.rows)

    assert (sought["printed"], sought["printed_high"], sought["printed_unit"]) == ("10000000000", "15000000000", "USD")
    assert (sought["value"], sought["value_high"], sought["unit"]) == ("8500000000", "13000000000", "EUR")
    assert (one["printed"], one["printed_high"], one["value"], one["value_high"]) == (
        "5000000000",
        "",
        "5000000000",
        "",
    )


@given(st.fractions(min_value=Fraction(1, 10**9), max_value=10**15))
def test_the_power_of_ten(value: Fraction) -> None:
    """The largest one that a value comes up to."""
    assert _ten(_power(value)) <= value < _ten(_power(value) + 1)


@pytest.mark.parametrize("lines", ["", "a  t.n  5 site", "a  t.one  5 M€", "a  t.one  0 €", "a  t.one  30..40 M€"])
def test_small_ledgers_have_their_page(tmp_path: Path, lines: str) -> None:
    """No money, one sum, nothing, a range: a page in every language and on both axes."""
    report = figures.read(write_ledger(tmp_path, lines))
    for language in LANGUAGES:
        for scale in ("linear", "log"):
            page: Any = Views(report, language).sizes(scale)
            assert page.title and page.lead
            assert all(json.dumps(charts.spec(chart, "page")) for chart in page.charts)
