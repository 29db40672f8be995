"""The checks page in detail: sides in one currency, subtitles that say what is drawn, hedges that are kept."""

import re
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
    assert all([plain(note) for note in chart.notes].count(f"{line}.") == 1 for chart in page.charts)
    assert all(line in plain(" ".join(views.foot(chart))) for chart in page.charts)


def test_a_sum_of_two_currencies(tmp_path: Path) -> None:
    """4 million dollars at 2 to the euro are 2 million euros: of 10 two are missing, not none."""
    views = views_of(tmp_path, TWO_CURRENCIES, "2025-01-02,EUR/USD,2,bank")
    page = views.check("sum")
    stated, computed = page.charts[0].bars
    assert page.chosen is not None

    assert [(piece.text, piece.end) for piece in computed.segments] == [
        ("US$4m (≈ €2m, × 0.5)", 2_000_000),
        ("€6m", 8_000_000),
        ("€2m (calculated)", 10_000_000),
    ]
    assert page.chosen.working == "€10m ≠ US$4m (≈ €2m, × 0.5) + €6m = €8m"
    assert page.sentences[1] == "The calculation gives US$4m (≈ €2m, × 0.5) + €6m = €8m."
    assert page.charts[0].title == "Printed €10m, calculated €8m: €2m apart"
    assert any("Source of the rate: Bank" in said for said in page.sentences)  # also where the notes are left out


def test_a_safe_sentence_names_its_rate(seeds: Report, tmp_path: Path) -> None:
    """The footnote that travels with a sentence has the rate, its day and its source; so has that of a computed one."""
    wording = seeds.wording("mistral-series-c-dollars", "en")
    lines = TWO_CURRENCIES.replace("sum: town.school =", "rest: town.rest = town.school -").replace("roof +", "roof -")
    (rest,) = views_of(tmp_path, lines, "2025-01-02,EUR/USD,2,bank").check().computed.wordings

    assert wording is not None
    assert wording.note.endswith("; rate EUR/USD 1.1744, 9 September 2025 (European Central Bank)")
    assert rest.note.endswith("; rate EUR/USD 2, 2 January 2025 (Bank)")


def test_several_rates_draw_no_bar(tmp_path: Path) -> None:
    """A month without a day has the lowest and the highest rate of it: two ranges, and no single length."""
    lines = TWO_CURRENCIES.replace("2025-01-02", "2025-01")
    views = views_of(tmp_path, lines, "2025-01-02,EUR/USD,2,bank", "2025-01-03,EUR/USD,1,bank")
    page = views.check("sum")

    assert [chart.id for chart in page.charts] == ["readings-sum"]
    assert page.chosen is not None and "US$4m (≈ €2m to €4m)" in page.chosen.working
    assert any("US$1 to US$2" in note for note in page.charts[0].notes)


def test_a_rest_of_two_currencies_is_told_on_page_one(tmp_path: Path) -> None:
    """The pieces of the whole are euros; what is printed in dollars says both; the rate stands in the lead."""
    lines = TWO_CURRENCIES.replace("sum: town.school =", "rest: town.rest = town.school -").replace("roof +", "roof -")
    views = views_of(tmp_path, lines, "2025-01-02,EUR/USD,2,bank")
    page = views.overview()
    assert page.chart is not None

    assert [(tile.value, tile.label) for tile in page.tiles] == [
        ("US$4m (≈ €2m, × 0.5)", "roof"),
        ("€6m", "pool"),
        ("€2m", "rest"),
    ]
    assert [piece.end for piece in page.chart.bars[0].segments] == [2_000_000, 8_000_000, 10_000_000]
    (row,) = views.check().computed.rows
    assert row[1] == "€2m" and row[3].startswith("€10m − US$4m (≈ €2m, × 0.5) − €6m") and "€1 = US$2" in row[3]
    assert "€1 = US$2" in page.lead and "€1 = US$2" in " ".join(page.chart.notes)


# What is drawn


@pytest.mark.parametrize(
    ("rule", "language", "subtitle"),
    [
        ("lux-share", "de", "Regierung Luxemburgs: Beitrag, in Euro."),
        ("lux-share", "en", "Luxembourg’s government: contribution, in euros."),
        ("lux-share", "fr", "État luxembourgeois : contribution, en euros."),
        ("nexus-hope", "en", "Nexus conference: visitors (2026), number of visitors."),
        ("six-named-countries", "de", "KI-Fabriken in Europa: weitere Standorte (Dezember 2024), Anzahl Standorte."),
        ("eu-acquisition-ceiling", "en", "MeluXina-AI: EU share, in per cent."),
    ],
)
def test_a_subtitle_says_what_is_drawn(seeds: Report, rule: str, language: str, subtitle: str) -> None:
    """The quantity and its unit first; of ranges that they are ranges, where they start, what both readings mean."""
    views = Views(seeds, language)
    sides, *readings = views.check(rule).charts

    assert plain(sides.subtitle).startswith(subtitle)
    for chart in readings:
        drawn = plain(views.words.text("page.ranges_subtitle", unit=subtitle.rstrip(".")))
        assert plain(chart.subtitle).startswith(f"{drawn} {plain(views.words.text('page.readings_note'))}")


def test_numbers_without_doubt_have_no_ranges(seeds: Report) -> None:
    """Six of six are two points: a second chart would say the same once more."""
    views = Views(seeds, "en")
    charts = {rule: [chart.id for chart in views.check(rule).charts] for rule in ("six-named-countries", "lux-share")}

    assert charts == {
        "six-named-countries": ["sides-six-named-countries"],
        "lux-share": ["sides-lux-share", "readings-lux-share"],
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("4 M€/year", "in euros a year"),
        ("4 SEK", "in Swedish kronor"),
        ("150 MW", "in W"),
        ("5 speaker", "number of speakers"),
        ("5 visitor/day", "number of visitors per day"),
    ],
)
def test_every_unit_has_its_words(tmp_path: Path, line: str, said: str) -> None:
    """Money, power, counts and rates: none is called a number."""
    charts = views_of(tmp_path, f"a  t.a  {line}\nb  t.b  {line}\nrule: r: t.a = t.b").check("r").charts

    assert all(plain(chart.subtitle).startswith(f"t: a, {said}.") for chart in charts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_marks_that_are_drawn_are_explained(seeds: Report, language: str) -> None:
    """An arrow, a thin line, something dashed, hollow or missing: each word where such a mark is there."""
    views = Views(seeds, language)
    arrow, thin, hollow, gap = (views.words.text(f"page.legend_{name}") for name in ("open", "thin", "hollow", "gap"))
    for verdict in seeds.verdicts:
        for chart in views.check(verdict.id.replace(":", "-").replace(".", "-")).charts:
            spans = [span for row in chart.ranges for span in (row.interval, row.loose) if span]
            pieces = [piece.look for bar in chart.bars for piece in bar.segments] + [row.look for row in chart.ranges]
            is_open = any(None in (span.lower, span.upper) for span in spans) or any(b.opening for b in chart.bars)
            assert (arrow in chart.subtitle) == is_open, verdict.id
            assert (thin in chart.subtitle) == any(row.loose for row in chart.ranges), verdict.id
            assert (hollow in chart.subtitle) == ("hollow" in pieces), verdict.id
            assert (gap in chart.subtitle) == ("gap" in pieces), verdict.id


def test_a_number_of_the_rule_is_not_called_printed(seeds: Report) -> None:
    """Six countries are named, one site is that of Luxembourg: the row says whence, with the unit."""
    views = Views(seeds, "en")
    six, seven = (views.check(name) for name in ("six-named-countries", "wave1-sites"))

    assert [(bar.label, bar.value) for bar in six.charts[0].bars][0] == ("Named in the rule", "6\u00a0sites")
    assert plain(six.sentences[0]) == "The rule names 6 sites."
    assert seven.charts[0].bars[1].segments[0].label == "Named in the rule"


@pytest.mark.parametrize(
    ("rule", "title"),
    [
        ("network-grows", "19 sites, by the rule at least 13 sites (calculated): the rule holds"),
        ("eu-acquisition-ceiling", "50%, by the rule up to 50%: the rule holds"),
        ("lux-share", "Printed €60m, calculated €63m: €3m apart"),
        ("programme-cost", "Printed estimated €126m, calculated €126m"),
        (
            "nexus-hope-came",
            "More than 9,600 visitors, by the rule at least 10,000 visitors (hoped for): no contradiction",
        ),
    ],
)
def test_a_title_names_both_sides(seeds: Report, rule: str, title: str) -> None:
    """What is printed, what it is held against, and what comes of it; both readings put that first."""
    sides, *readings = Views(seeds, "en").check(rule).charts

    assert plain(sides.title).startswith(title)
    values = [part for part in re.findall(r"(?:€|US\$)?\d[\d,]*(?:m|%)?", title) if part != "€3m"]
    assert all(value in chart.title for chart in readings for value in values)


@pytest.mark.parametrize("rule", ["network-grows", "nexus-more-than-last-year", "eu-acquisition-ceiling"])
def test_more_than_enough_is_no_agreement(seeds: Report, rule: str) -> None:
    """19 sites of at least 13 are not the same number: the rule holds, and no title says that both sides agree."""
    titles = [chart.title.lower() for chart in Views(seeds, "en").check(rule).charts]

    assert all("the rule holds" in title and "by the rule" in title and "agree" not in title for title in titles)


def test_two_calculations_are_told_apart(tmp_path: Path) -> None:
    """Where nobody printed the side that is stated, it has its name, and no sentence calls it printed."""
    lines = """
    a  t.one  4 M€
    b  t.two  3 M€
    rule: both: t.both = t.one + t.two
    rule: twice: t.both = 2 * t.two
    """
    page = views_of(tmp_path, lines).check("twice")

    assert [bar.label for bar in page.charts[0].bars] == ["t: both", "Calculated"]
    assert page.sentences[0] == "The calculation gives “t: both”: €4m + €3m = €7m."
    assert page.sentences[1] == "The calculation gives 2 × €3m = €6m." and "rinted" not in page.charts[0].title


def test_what_is_calculated_says_so_and_how(seeds: Report) -> None:
    """A number nobody printed is marked in each calculation; what would close something has its sum."""
    views = Views(seeds, "en")
    (needed,) = (note for note in views.check("nexus-hope").chosen.notes if "7,484" in note)  # type: ignore[union-attr]
    whole = views.whole_chart()
    repairs, implied = (table.rows for table in (views.all_rules().repairs, views.all_rules().implied))

    assert plain(needed).endswith("7,484 visitors × 7,484 visitors ÷ 5,600 visitors = 10,002 visitors.")
    half = "€63m (calculated: 50% × estimated €112m + 50% × estimated €14m)"
    assert f"{half} + €60m" in views.check("programme-funding").chosen.working  # type: ignore[union-attr]
    assert whole is not None and f"estimated €126m − {half} − €60m" in whole.notes[1]
    told = [(row[2], row[3].split(" · ")[0]) for row in repairs]
    assert told == [("€63m", "0.5 × estimated €126m"), ("€120m", "2 × €60m")]
    acquisition = next(row[3] for row in implied if row[0] == "MeluXina-AI: acquisition")
    assert acquisition.startswith("estimated €112m − estimated €32m · at least €106.4m − €33.6m = €72.8m")
    assert "Calculated: 0.5 × estimated €126m = €63m; at least" in list(views.together_charts())[-1].subtitle


def test_a_rule_that_holds_does_not_add_up(seeds: Report) -> None:
    """19 sites of at least 13: the word is that of the rule, not that of a sum."""
    views = Views(seeds, "en")
    words = {name: views.check(name).chosen.word for name in ("network-grows", "wave1-sites")}  # type: ignore[union-attr]

    assert words == {"network-grows": "the rule holds", "wave1-sites": "adds up"}


def test_what_is_only_up_to_a_number_is_open_below(seeds: Report) -> None:
    """Up to 50 % and up to US$100bn: an arrow in place of an end at zero, which nobody printed."""
    views = Views(seeds, "en")
    ceiling, raised = (views.check(name).charts[-1] for name in ("eu-acquisition-ceiling", "prints-openai-raise"))

    assert [row.interval.lower for row in ceiling.ranges[2:]] == [None, None]
    assert {(row.value, row.interval.lower) for row in raised.ranges} == {("at most US$100bn", None)}
    assert all("Arrow: open end." in chart.subtitle for chart in (ceiling, raised))


def test_the_widest_hedge_is_named(seeds: Report) -> None:
    """54 to 66 comes from a second print's "roughly": beside the 55 to 65 of the first one it says so."""
    views = Views(seeds, "en")

    assert "generously, the widest hedge" in views.check("lux-share").charts[1].subtitle
    assert "generously, the widest hedge" not in views.check("mistral-sweden-dollars").charts[1].subtitle


# Hedges


@pytest.mark.parametrize(
    ("language", "label", "note", "dashed"),
    [
        (
            "de",
            "Errechnet aus „Nexus-Konferenz: Besucher (2025)“",
            "So wie gedruckt ergibt die Rechnung mehr als 8.750 Besucher.",
            "hochgerechnet",
        ),
        (
            "en",
            "Calculated from “Nexus conference: visitors (2025)”",
            "As printed, the calculation gives more than 8,750 visitors.",
            "projected",
        ),
        (
            "fr",
            "Calculé à partir de « Conférence Nexus : visiteurs (2025) »",
            "Tel qu’imprimé, le calcul donne plus de 8 750 visiteurs.",
            "projeté",
        ),
    ],
)
def test_nobody_hoped_for_what_is_calculated(seeds: Report, language: str, label: str, note: str, dashed: str) -> None:
    """Beside a hope a calculation is dashed, says so, and keeps its hedge in every label and sentence."""
    page = Views(seeds, language).check("nexus-hope")
    hoped, calculated = page.charts[0].bars
    assert page.chosen is not None

    assert [bar.segments[0].look for bar in (hoped, calculated)] == ["hollow", "dashed"]
    assert plain(calculated.segments[0].label).startswith(label)
    assert any(note in plain(said) for said in page.chosen.notes)
    assert all(dashed in chart.subtitle for chart in page.charts)


def test_a_share_is_one_of_its_kind(tmp_path: Path) -> None:
    """Half of a cost is a share of it; a price times tickets, or half of a sum, is a calculation."""
    lines = """
    price    fair.price    12 EUR/ticket  unit=money/ticket
    tickets  fair.tickets  =100 ticket
    rent     fair.rent     300 EUR
    all      fair.all      2000 EUR
    rule: sum: fair.all = fair.price * fair.tickets + 1/2 * fair.rent + (fair.rent + fair.rent) / 4
    """
    labels = [piece.label for piece in views_of(tmp_path, lines).check("sum").charts[0].bars[1].segments]

    assert [plain(label) for label in labels[:3]] == [
        "€12 per ticket × 100 tickets",
        "Share of “fair: rent”",
        "(€300 + €300) ÷ 4",
    ]


def test_a_calculation_is_told_whole(seeds: Report) -> None:
    """56 + 7 with the halves they come from, 13 with the two waves; what is a sum of prints stands once."""
    views = Views(seeds, "en")
    told = {rule: plain(views.check(rule).sentences[1]) for rule in ("lux-share", "network-grows", "programme-cost")}

    assert told["lux-share"].endswith("+ (1 − 50%) × estimated €14m = €56m + €7m = €63m.")
    assert told["network-grows"].endswith("(March 2025)”: 7 sites + 6 sites = 13 sites.")
    assert told["programme-cost"] == "The calculation gives estimated €112m + estimated €14m = €126m."


def test_a_title_says_what_its_page_says(seeds: Report) -> None:
    """Of a calculation with an open end: the same number, and that it is calculated."""
    page = Views(seeds, "en").check("nexus-hope")
    told = "more than 8,750 visitors (calculated)"

    assert plain(page.charts[0].title).startswith(f"10,000 visitors (hoped for) against {told}:")
    assert told.removesuffix(" (calculated)") in plain(" ".join(page.sentences))


@pytest.mark.parametrize(("end", "told"), [(">8756", "more than €8,750"), ("<8752", "less than €8,760")])
def test_an_open_result_is_rounded_to_where_it_stays_true(tmp_path: Path, end: str, told: str) -> None:
    """More than 8,756 is more than 8,750 in three digits, and less than 8,752 is less than 8,760."""
    ledger = f"a  t.a  {end} EUR\nrule: s: t.s = 1 * t.a"
    views = Views(figures.read(write_ledger(tmp_path, ledger)), "en")

    assert plain(views.tell.result(views.report.computed[0].side, 3)) == told


def test_a_picture_of_readings_explains_itself(seeds: Report) -> None:
    """What narrow and generous mean, the rule, the calculation, and of dollars the printed ones first."""
    views = Views(seeds, "en")
    pre_money, dollars = (views.check(name).charts[-1] for name in ("mistral-pre-money", "mistral-sweden-dollars"))

    assert "Narrow: the last printed digit counts; words" in pre_money.subtitle
    assert "The valuation without the new money" in " ".join(views.foot(pre_money))
    assert "€11.7bn − €1.7bn" in plain(pre_money.subtitle)
    assert plain(dollars.ranges[-1].value).startswith("US$1.425bn to US$1.435bn (≈ €1.197bn")


def test_a_divisor_of_several_parts_has_brackets(tmp_path: Path) -> None:
    """What is divided by a product is not divided by its first factor alone."""
    lines = "a  t.a  12 M€\nb  t.b  =2 %\nrule: r: t.rest = t.a / (t.b * 3)"
    views = Views(figures.read(write_ledger(tmp_path, lines)), "en")
    (found,) = views.report.computed

    assert views.tell.expression(found.rule.equation.right, found.rule) == "€12m ÷ (2% × 3)"
