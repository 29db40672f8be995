"""Words of pages lead to what somebody printed: numbers, phrases, rates, and the words of charts."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from ledgers import write_ledger

import figures
from figures.canvas import TOKENS
from figures.charts import marks
from figures.evidence import Text
from figures.ledger import LANGUAGES
from figures.markup import Part, markup
from figures.pages.content import layout
from figures.report import Report
from figures.tracing import traced
from figures.views import Chart, Views, is_web

HALVES = ["meluxina-ai-eu-share", "ai-factory-eu-share"]


@pytest.fixture
def views(seeds: Report) -> Views:
    return Views(seeds, "en")


def test_a_number_leads_to_its_print(views: Views) -> None:
    """Whole numbers with their hedge; none within another number, and none that may be one of two quantities."""
    told = traced(views, "€60m: 62.60m, €60m5, €3m", ["lux-state-contribution"])

    assert told == (("€60m", "lux-state-contribution"), (": 62.60m, €60m5, €3m", ""))
    assert traced(views, "50%", HALVES) == (("50%", ""),)
    assert traced(views, "50%", HALVES[:1]) == (("50%", HALVES[0]),)


def test_what_is_calculated_leads_to_no_print(views: Views) -> None:
    """A result that comes to what somebody printed is no print, nor is what says that it is calculated."""
    for text in ("5 × €12m = €60m", "US$70m (≈ €60m, ÷ 1.17)", "more than €60m (calculated)"):
        assert traced(views, text, ["lux-state-contribution"]) == ((text, ""),)


def test_a_rule_of_one_source_leads_to_its_prints(views: Views) -> None:
    """Reuters prints both amounts: both numbers lead to Reuters, though others print the first one, too."""
    item = next(item for item in views.items() if item.id == "mistral-sweden-dollars")
    sources = {views.ledger.figures[name].source for _, name in item.pieces if name}
    made, prints = layout(views), [views.ledger.figures[name] for _, name in item.pieces if name]
    titles = [made.numbered(shown.title, shown.figures, shown.workings) for shown in views.check(item.slug).charts]
    told = {part.address for title in titles for part in title if isinstance(part, Part) and part.tone == "aside"}

    assert sources == {"reuters-mistral-sweden"}
    assert told == {views.words_of(figure) for figure in prints}


def test_a_known_calculation_tells_its_numbers_apart(views: Views) -> None:
    """50 % of the computer and 50 % of the factory lead each to their own print where the calculation is known."""
    working = (("50%", HALVES[0]), (" + ", ""), ("50%", HALVES[1]))

    assert traced(views, "Calculated: 50% + 50%.", HALVES, [working]) == (("Calculated: ", ""), *working, (".", ""))


def test_a_phrase_of_several_sources_leads_to_each_in_its_turn(views: Views) -> None:
    """The footnote of a sum that many print: each phrase in quotation marks leads to the page it stands on."""
    wording = views.wordings.find("mistral.round[2025-09]")
    links = [name for words, name in traced(views, wording.note, wording.figures) if name]
    prints = [views.ledger.figures[name] for name in wording.figures]

    assert links == [views.words_of(figure) for figure in prints] and len(set(links)) == len(prints) > 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phrases_of_every_footnote_lead_to_their_sources(seeds: Report, language: str) -> None:
    """Whatever a footnote quotes stands in the order of its figures, in every language."""
    views = Views(seeds, language)
    for wording in views.wordings.all():
        links = [(words, name) for words, name in traced(views, wording.note, wording.figures) if name]
        quoted = [views.ledger.figures[name] for name in wording.figures]
        expected = [(views.words.quote(figure.phrase), views.words_of(figure)) for figure in quoted]
        phrases = [(words, name) for words, name in links if words in dict(expected)]
        assert phrases == [pair for pair in expected if pair in phrases], wording.about


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_in_a_note_leads_to_its_own_print(seeds: Report, language: str) -> None:
    """In a record and in what a rule says: the print of the figure, else of its source, else of anybody."""
    views = Views(seeds, language)
    expected = {
        "tageblatt-december-wave1-eu-share": ["tageblatt-december-wave1-investment"],
        "etude-machine-eu-share": ["etude-machine-total", "etude-state-contribution"],
        "land-speakers": ["nexus-2025-speakers"],
    }
    for name, prints in expected.items():
        note = views.facts(views.ledger.figures[name])["note"]
        links = [words for _, words in traced(views, note, [name]) if words]
        assert links == [views.words_of(views.ledger.figures[one]) for one in prints], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_quoted_says_its_language(seeds: Report, language: str) -> None:
    """A phrase in a footnote, and the sentence around it, are marked where their language is not the reader's."""
    found = seeds.ledger.figures["lux-state-contribution"]
    body = " " * (found.start - 6) + f"Davor {found.phrase} danach. Ende."
    views = Views(replace(seeds, texts={found.source: Text(found.source, "a.txt", body)}), language)
    made, foreign = layout(views), 'lang="de"'
    note = markup(made.safe(views.wordings.find(found.id)).note)
    record = markup(made.evidence([found.id]).records[0].facts[-1][1])

    assert (foreign in note) == (language != "de")
    sentence = next(fact for _, fact in made.record(views.record(found)).facts if "danach" in markup(fact))
    assert (foreign in markup(sentence)) == (language != "de") and record


def test_a_phrase_that_stands_twice_opens_from_the_print_before_it(views: Views) -> None:
    """“Die Hälfte” of the factory follows its 14 million; that of the computer stands further up."""
    known = views.ledger.figures
    assert views.at(known["meluxina-ai-eu-share"]).endswith("#:~:text=Die%20H%C3%A4lfte")
    assert views.at(known["ai-factory-eu-share"]).endswith(
        "#:~:text=gesch%C3%A4tzte%2014%20Millionen%20Euro,die%20H%C3%A4lfte"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rate_leads_to_the_bank_that_set_it(seeds: Report, language: str) -> None:
    """On the page of sizes, and in the footnote of a sentence that rests on it."""
    views = Views(seeds, language)
    page, wording = views.sizes("linear"), views.wordings.find("mistral-series-c-dollars")
    bank = views.ledger.sources["ecb-reference-rates"].address

    assert [name for rate in page.rates for _, name in traced(views, rate, []) if name] == [bank] * len(page.rates)
    assert [name for _, name in traced(views, wording.note, wording.figures)].count(bank) == 1


def test_the_words_of_a_chart_lead_to_the_words_at_the_source(seeds: Report, views: Views) -> None:
    """Of prints in a picture of who depends on whom, of marks on a bar, of dates; a calculated number has none."""
    shown = {chart.id: chart for chart in views.charts()}
    network, series, sides = shown["together-1"], shown["series-nexus-visitors"], shown["sides-lux-share"]
    whole = next(node for node in network.nodes if node.leads == "lequotidien-programme-total")
    *_, calculated, came = (tick for bar in series.bars for tick in bar.ticks)

    assert "#:~:text=" in whole.at and leads(network, whole.value) == {whole.at}
    assert "#:~:text=more%20than%209%2C600" in came.at and not calculated.at
    assert all("#:~:text=" in event.at for event in shown["timeline"].events)
    assert [bool(bar.at) for bar in sides.bars] == [True, False]


def leads(chart: Chart, words: str) -> set[str]:
    """Where the texts of a chart that say these words lead."""
    return {mark.leads for mark in marks(chart, TOKENS["page"])[1] if mark.row.get("text") == words}


def test_a_table_leads_to_number_and_phrase(views: Views) -> None:
    """The name of a row leads to the record, its number and its phrase to the words at the source."""
    made, table = layout(views), views.all_figures()
    row = made.row(table.rows[table.figures.index("rcr-pre-money")], "rcr-pre-money", ())
    words = views.words_of(views.ledger.figures["rcr-pre-money"])
    links = re.findall('href="([^"]*)', "".join(map(markup, row)))

    assert links == ["./figures?fig=rcr-pre-money&amp;lang=en", words, words]


def test_headings_and_footnotes_lead_there_too(views: Views) -> None:
    """From a number to its record, from the sign beside it to the words at the source; what is copied stays plain."""
    before, number, _, sign = layout(views).numbered("Printed €60m", ["lux-state-contribution"])
    safe = layout(views).safe(views.wordings.find("rcr-pre-money"))

    assert isinstance(number, Part) and "lux-state-contribution" in number.address and before == "Printed "
    assert isinstance(sign, Part) and "tageblatt.lu" in sign.address
    assert "<a " not in markup(safe.words) and "<a " in markup(safe.note) and "http" not in safe.copied


@pytest.mark.parametrize("rule", ["meluxina-cost-split", "ai-factory-eu-amount", "wave1-sites"])
def test_a_title_links_what_is_printed_and_not_what_is_calculated(views: Views, rule: str) -> None:
    """Printed €112m, calculated €112m: the second number has no print, whoever prints the same."""
    chart = views.check(rule).charts[0]
    before, (printed, name), *rest = traced(views, chart.title, chart.figures, chart.workings)

    assert (before, bool(printed and name)) == (("Printed ", ""), True) and not any(name for _, name in rest)


@pytest.mark.parametrize(
    ("rule", "linked"),
    [
        ("ai-factory-eu-amount", ["€7m", "50%", "estimated €14m"]),  # and not the €7m that the calculation gives
        ("six-named-countries", ["6 sites"]),  # and not the 6 that the rule names
    ],
)
def test_of_equal_numbers_in_a_sentence_the_printed_one_leads(views: Views, rule: str, linked: list[str]) -> None:
    """What is calculated or named in a rule leads to no print, whoever prints the same."""
    page = views.check(rule)
    assert page.chosen is not None
    workings = [one for chart in page.charts for one in chart.workings]
    told = traced(views, " ".join(page.sentences), page.chosen.figures, workings)

    assert [words.replace("\u00a0", " ") for words, name in told if name] == linked
    assert told[-2][1] or told[-1][0] == " = €7m."  # the six that is printed stands last


def test_a_number_that_a_rule_names_is_not_the_print_beside_it(views: Views) -> None:
    """6 sites against 6 sites: the second one is printed."""
    chart = views.check("six-named-countries").charts[0]
    told = traced(views, chart.title, chart.figures, chart.workings)
    assert [bool(name) for words, name in told if "6" in words] == [False, True]


def test_a_title_may_begin_with_a_number(views: Views) -> None:
    """More than 9,600: a capital letter changes nothing."""
    chart = views.check("nexus-hope-came").charts[0]
    number, *_ = layout(views).numbered(chart.title, chart.figures, chart.workings)
    assert isinstance(number, Part) and number.words.startswith("More than 9,600")


def test_a_milestone_shows_its_sentence_where_the_text_is_at_hand(seeds: Report) -> None:
    """A date then leads to its evidence, which has the sentence; else to the page that it stands on."""
    found = next(one for one in seeds.ledger.milestones if one.source == "tageblatt-ai-factory" and one.start)
    body = " " * (found.start - 6) + f"Davor {found.phrase} danach. Ende."
    views = Views(replace(seeds, texts={found.source: Text(found.source, "a.txt", body)}), "de")

    event, record = views.event(found, None, None), views.milestone_record(found)

    assert event.at == "" != Views(seeds, "de").event(found, None, None).at
    assert event.leads == f"date:{record.id}" and f"Davor {found.phrase} danach." in dict(record.pairs).values()


def test_without_an_address_all_leads_to_the_record(tmp_path: Path) -> None:
    """A ledger that knows no page of its sources on the web still has a link at every number."""
    views = Views(figures.read(write_ledger(tmp_path, "one  town.cost  5 M€  phrase=5 Millionen Euro")), "en")

    assert traced(views, "€5m and “5 Millionen Euro”", ["one"]) == (
        ("€5m", "one"),
        (" and ", ""),
        ("“5 Millionen Euro”", "one"),
    )
    assert not is_web(views.words_of(views.ledger.figures["one"]))
