"""What the pages say, before anything is drawn."""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger

import figures
from figures import charts
from figures.canvas import TOKENS
from figures.ledger import LANGUAGES
from figures.report import Report, addressed
from figures.views import Views, slug

ODD = """
all    town.budget     ~900000 EUR  phrase=rund 900.000 Euro
one    town.schools    400 kEUR
two    town.roads      300 kEUR
rule: rest: town.other = town.budget - town.schools - town.roads
rule: split: town.budget = town.schools + town.roads
"""


def plain(text: str) -> str:
    """The text with ordinary blanks."""
    return " ".join(text.split())


@pytest.fixture(params=LANGUAGES)
def views(request: Any, seeds: Report) -> Views:
    return Views(seeds, request.param)


def test_page_one_leads_with_the_finding() -> None:
    """For 3 of 126 million no payer is named: computed, and said so, in three languages."""
    titles = [plain(Views(figures.read(), language).overview().title) for language in LANGUAGES]

    assert titles == [
        "KI-Programm Luxemburgs: Für rechnerisch 3 Mio. € von geschätzt 126 Mio. € ist kein Zahler genannt",
        "Luxembourg’s AI programme, estimated €126m: no payer named for €3m (calculated)",
        "Programme IA du Luxembourg : aucun payeur nommé pour 3 M€ (calculé) ; total estimé 126 M€",
    ]


def test_the_bar_is_whole(views: Views) -> None:
    """EU 63, government 60, 3 that nobody accounts for: the pieces make 126 without a hole."""
    chart = views.overview().chart
    assert chart is not None
    pieces = chart.bars[0].segments

    assert [piece.end - piece.start for piece in pieces] == [63_000_000, 60_000_000, 3_000_000]
    assert [piece.look for piece in pieces] == ["dashed", "dashed", "gap"]
    assert all(one.end == two.start for one, two in zip(pieces, pieces[1:], strict=False))
    assert all(piece.text.startswith(tile.value) for tile, piece in zip(views.overview().tiles, pieces, strict=True))
    assert [tile.value != piece.text for tile, piece in zip(views.overview().tiles, pieces, strict=True)] == [
        True,  # calculated, and said so on the bar
        False,
        True,
    ]


def test_a_tile_names_each_print_with_its_hedge(views: Views) -> None:
    """60 is printed bare by one and with a hedge by another: both stand there, each leads to its print."""
    government = views.overview().tiles[1]
    prints = [views.ledger.figures[name] for name in ("lux-state-contribution", "etude-state-contribution")]

    assert [piece for piece in government.pieces if piece[1]] == [
        (views.tell.figure_text(one), one.id) for one in prints
    ]


def test_the_headline_has_its_doubt(views: Views) -> None:
    """3 million may be 1.5 or 4.5, with the sum of each end, or nothing: that stands first below the bar."""
    lead, value = views.overview().lead, views.words.value
    low, high = (
        " − ".join(value(Fraction(number) * 1_000_000, "EUR") for number in numbers)
        for numbers in (("125.5", "63.5", "60.5"), ("126.5", "62.5", "59.5"))
    )
    ends = (f"{low} = {value(Fraction(1_500_000), 'EUR')}", f"{high} = {value(Fraction(4_500_000), 'EUR')}")

    span = views.words.text("page.both_ends", low=ends[0], high=ends[1])
    assert lead.startswith(views.words.text("page.rest_narrow", span=views.words.text("page.calculated", value=span)))
    assert views.words.text("page.rest_perhaps") in lead


def test_discrepancies_come_first(views: Views) -> None:
    """≈ before ?, ? before ✓; the heading counts them."""
    outcomes = [item.outcome for item in views.overview().items]

    assert outcomes[:5] == ["contradicted"] + ["only loosely"] * 2 + ["undecided"] * 2
    assert set(outcomes[5:]) == {"within rounding", "exact"}
    assert views.overview().heading.startswith(f"{len(outcomes)} ")


def test_page_one_tells_apart_what_adds_up(views: Views) -> None:
    """Nothing is lost between both lists; of what adds up the finding's own sums lead, and what proves little ends."""
    page, verdicts = views.overview(), {verdict.id: verdict for verdict in views.report.verdicts}

    assert {item.id for item in page.items} == set(verdicts) and len(page.items) == len(verdicts)
    assert not any(verdicts[item.id].is_discrepancy for item in page.agreed)
    assert {"programme-cost", "meluxina-cost-split"} <= {item.id for item in page.agreed[:3]}
    assert verdicts[page.agreed[-1].id].proves_little


def test_every_figure_is_in_the_table(views: Views) -> None:
    """With its hedge as a word and its phrase as printed."""
    rows = views.evidence().figures.rows

    assert len(rows) == len(views.ledger.figures) and views.overview().figures is None
    assert any("112 Millionen Euro" in row[3] for row in rows)
    hedged = [row[2] for row in rows]
    word = {"de": "mehr als 7.000", "en": "more than 7,000", "fr": "plus de 7\u202f000"}[views.words.language]
    assert any(text.startswith(word) for text in hedged)


def test_the_checks_page_explains_the_gap(views: Views) -> None:
    """Sixty against sixty-three, what could close it, and what the source says of that."""

    def m(number: float) -> str:
        return views.words.value(Fraction(number) * 1_000_000, "EUR")

    page = views.check("lux-share")

    assert page.chosen is not None and page.chosen.id == "lux-share"
    assert [chart.id for chart in page.charts] == ["sides-lux-share", "readings-lux-share"]
    assert page.explanations is not None and [row[0] for row in page.explanations.rows][-2:] == [
        views.words.text("page.closing_payer"),
        views.words.text("cause.unresolved"),
    ]
    low, high = (" = ".join((f"{m(one)} − {m(two)}", m(gap))) for one, two, gap in ((62.5, 60.5, 2), (63.5, 59.5, 4)))
    assert views.words.text("page.both_ends", low=low, high=high) in page.explanations.rows[-2][1]
    assert len(page.computed.rows) == len(views.report.computed)
    bars = page.charts[0].bars
    assert [segment.end for segment in bars[0].segments] == [60_000_000, 63_000_000]
    assert [segment.end for segment in bars[1].segments] == [56_000_000, 63_000_000]


def test_only_a_text_at_hand_proves_a_place(seeds: Report) -> None:
    """Page one tells how many figures have a place; that they are proved, only of those whose text was read."""
    text = {"tageblatt-ai-factory": "its words"}
    placed, proved = (Views(one, "en").lead() for one in (seeds, replace(seeds, texts=text)))
    held = [one.source for one in seeds.ledger.figures.values() if one.start is not None]

    assert f"With their place in the text: {len(held)}." in placed and "Proved" not in placed
    assert f"Proved against the text, letter by letter: {held.count('tageblatt-ai-factory')}." in proved


@pytest.mark.parametrize("verdict", figures.read().verdicts, ids=lambda verdict: verdict.id)
def test_every_verdict_has_its_view(views: Views, verdict: Any) -> None:
    """Chosen by its address, each is told and drawn."""
    page = views.check(slug(verdict.id))

    assert page.chosen is not None and page.chosen.id == verdict.id
    assert bool(page.charts) == (verdict.stated is not None)
    for chart in page.charts:
        assert charts.spec(chart, "page")["layer"]
        assert chart.source and chart.alt and chart.figures
        assert chart.table.csv().count("\r\n") > 1


def test_an_unknown_rule_shows_the_first(views: Views) -> None:
    """A stale address is no dead end."""
    chosen = views.check("no-such-rule").chosen

    assert chosen is not None and chosen.id == "lux-share"


def test_evidence_has_phrase_and_place(views: Views) -> None:
    """One record a figure: the phrase in its language, both readings, source and characters."""
    (record,) = views.records(["lux-state-contribution"])

    assert (record.phrase, record.language) == ("insgesamt 60 Millionen", "de")
    assert any("2269" in text for _, text in record.pairs)
    assert record.address.startswith("https://www.tageblatt.lu/")


def test_the_sentence_is_shown_where_the_text_is_at_hand(texts: Path) -> None:
    """Only a reader who has the texts sees the words around the phrase."""
    without = Views(figures.read(), "de").records(["lux-state-contribution"])[0]
    having = Views(figures.read(texts=texts), "de").records(["lux-state-contribution"])[0]

    assert len(having.pairs) == len(without.pairs) + 1


def test_another_ledger_needs_no_code(tmp_path: Path) -> None:
    """Pages are made from the ledger: a town's budget leads with its own remainder."""
    views = Views(figures.read(write_ledger(tmp_path, ODD)), "en")
    page = views.overview()

    assert page.title == "town, about €900,000: other for €200,000 (calculated)"
    assert [tile.value for tile in page.tiles] == ["€400,000", "€300,000", "€200,000"]
    assert page.chart and page.figures is None and views.evidence().figures.rows[0][2] == "about €900,000"
    assert views.check().chosen is not None


@pytest.mark.parametrize("lines", ["", "one  a.cost  5 M€", "a  a.n  30..40 M€\nb  a.m  35 M€\nrule: r: a.n = a.m"])
def test_small_ledgers_have_pages(tmp_path: Path, lines: str) -> None:
    """None, one, and a range: nothing breaks, in no language."""
    report = figures.read(write_ledger(tmp_path, lines))
    for language in LANGUAGES:
        views = Views(report, language)
        assert views.overview().title and views.check().title


def test_only_a_named_whole_leads_page_one(tmp_path: Path) -> None:
    """Twice a cost less its parts is no bar of a whole."""
    lines = "a  t.cost  9 M€\nb  t.one  2 M€\nc  t.two  3 M€\nrule: r: t.rest = 2 * t.cost - t.one - t.two"
    page = Views(figures.read(write_ledger(tmp_path, lines)), "en").overview()

    assert page.chart is None and page.tiles == ()


def test_problems_are_told_on_the_page(tmp_path: Path) -> None:
    """Place, what was seen, and how to mend it, in the reader's language."""
    write_ledger(tmp_path, "one  a.cost  5 M€")
    (tmp_path / "sources.csv").write_text("id;kind\n")
    told = Views(figures.read(tmp_path), "de").problems()

    assert told and told[0].startswith("figures.csv:2:source: ")


def test_charts_are_built_once(views: Views) -> None:
    """The same chart in the same theme is the same dictionary."""
    chart = views.check().charts[0]

    assert charts.spec(chart, "page") is charts.spec(views.check().charts[0], "page")
    assert charts.spec(chart, "light") != charts.spec(chart, "dark")


def test_no_number_is_typed_into_a_text() -> None:
    """The catalogues' page texts hold no figure of any ledger: numbers come through the formatter."""
    from figures.locale import locale

    for language in LANGUAGES:
        for key, text in locale(language).words.items():
            if key.startswith("page.") and "footer_licence" not in key:
                plain = re.sub(r"\{[a-z_]+\}", "", text)
                assert not re.search(r"[0-9]{2,}|[2-9]", plain), (language, key, text)


def test_a_point_is_a_dot_and_an_open_end_an_arrow(seeds: Report) -> None:
    """Doubt is drawn: a line for an interval, an arrow where it has no end."""
    views = Views(seeds, "en")
    shapes = str(charts.spec(views.check("nexus-hope").charts[-1], "light"))

    assert "triangle-right" in shapes and "circle" in shapes


def test_values_are_exact_until_drawn(views: Views) -> None:
    """Records hold fractions; the first float stands in the chart."""
    chart = views.overview().chart
    assert chart is not None

    assert all(isinstance(segment.end, Fraction) for segment in chart.bars[0].segments)


def test_a_served_chart_holds_the_rows_of_its_spec(views: Views) -> None:
    """The pages get the same data as Arrow, made once."""
    import pyarrow

    for chart in views.charts():
        rows, served = charts.spec(chart, "page", "de")["datasets"], charts.served(chart, "de")["datasets"]
        assert charts.served(chart, "de") is charts.served(chart, "de")
        assert {name: pyarrow.ipc.open_stream(data).read_all().to_pylist() for name, data in served.items()} == rows


def test_every_mark_leads_to_its_evidence(views: Views) -> None:
    """To the record of a figure, the page of a check, or the evidence of a date, which are there."""
    ledger = views.ledger
    known = {*ledger.figures, *(f"check:{slug(found.id)}" for found in views.report.verdicts)}
    known |= {f"date:{views.milestone_record(one).id}" for one in ledger.milestones}
    for chart in views.charts():
        _, marks = charts.marks(chart, TOKENS["page"])
        named = [mark for mark in marks if "named" in mark.row]
        assert named and {mark.leads for mark in named} <= known, chart.id


def test_what_a_mark_leads_to(views: Views) -> None:
    """What is printed leads to its record, what is computed and a gap to their check, a share to that of the whole."""
    whole = views.overview().chart
    assert whole is not None
    assert [piece.leads for piece in whole.bars[0].segments] == [
        "check:programme-funding",
        "lux-state-contribution",
        "check:programme-funding",
    ]
    sides = views.check("lux-share").charts[0]
    assert [piece.leads for bar in sides.bars for piece in bar.segments] == [
        "lux-state-contribution",
        "check:lux-share",
        "meluxina-ai-total",
        "ai-factory-total",
    ]


def test_only_our_pages_have_links_in_charts(views: Views) -> None:
    """A picture that travels leads nowhere: an address of ours would mean something else where it is opened."""
    for chart in views.charts():
        assert "href" not in str(charts.spec(chart, "light"))
        assert f"lang={views.words.language}" in str(charts.spec(chart, "page", views.words.language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_rules_at_once_are_shown(five_texts: Report, language: str) -> None:
    """The conflict as a picture with a text for each mark, what would close it, what the others allow, how surely."""
    views = Views(five_texts, language)
    shown, said = views.all_rules(), views.words.text
    picture, ranges = shown.charts
    rule = picture.nodes[-1]

    assert shown.lead == said("page.together_loose")
    assert [node.is_rule for node in picture.nodes] == [False] * 5 + [True]
    assert rule.rests_on == (0, 1, 2, 3, 4)
    assert {node.look for node in picture.nodes[:-1]} == {"dashed"} and said("page.sizes_hollow") in picture.subtitle
    assert all(node.label in picture.alt for node in picture.nodes)
    assert {row[2] for row in picture.table.rows if row[2]} == {node.label for node in picture.nodes[:-1]}
    named = [
        mark["named"] for data in charts.spec(picture, "page")["datasets"].values() for mark in data if "named" in mark
    ]
    assert sorted(named) == sorted(node.named for node in picture.nodes)

    repairs = dict(zip(shown.repairs.figures, shown.repairs.rows, strict=True))
    assert repairs["lux-state-contribution"][2] == views.words.value(Fraction(63 * 10**6), "EUR")
    assert repairs["lux-state-contribution"][5] == "–" != repairs["meluxina-ai-total"][5]
    assert (ranges.ranges[-1].interval.lower, ranges.ranges[-1].interval.upper) == (62_500_000, 63_500_000)
    assert {row[4] for row in shown.implied.rows} == {said("page.record_tight")}
    assert said("page.implied_more", number=views.words.number(Fraction(7))) in shown.notes


def test_a_ledger_without_contradiction_says_so(tmp_path: Path) -> None:
    """No picture, no repairs; what the others allow is still told."""
    folder = write_ledger(tmp_path, "a  t.a  =4 EUR\nb  t.b  =6 EUR\nc  t.c  =10 EUR\nrule: sum: t.c = t.a + t.b")
    shown = Views(figures.read(folder), "en").all_rules()

    assert shown.lead == "Read narrowly, all prints and rules can hold at once."
    assert not shown.charts and not shown.repairs.rows and not shown.suspects
    assert len(shown.implied.rows) == 3


def test_an_agreement_that_proves_little_is_not_told_as_passed(views: Views) -> None:
    """More than 9,600 came, 10,000 were hoped for: both can be true, and nobody knows."""
    (item,) = [item for item in views.items() if item.id == "nexus-hope-came"]
    words = views.words.text

    assert (item.sign, item.word) == ("○", words("outcome.vacuous.word"))
    assert words("page.count_vacuous_other", number="3") in views.check().lead


def test_a_hope_binds_no_other_number(views: Views) -> None:
    """What follows from 10,000 hoped for is not told of what came; nor of what nobody printed."""
    told = [row[0] for row in views.all_rules().implied.rows]
    label = views.tell.label(views.ledger.figures["digitalsource-participants"].term)

    assert told and label not in told
    assert "programme.no_payer" in [str(item.term) for item in views.report.together.implied]
    assert not set(told) & {views.tell.label(found.term) for found in views.report.computed}


def test_rules_hang_together_by_what_they_share(seeds: Report) -> None:
    """The halves and the programme speak of the cost of machine and factory: whatever these are, 60 and 126 clash."""
    picture = Views(seeds, "en").all_rules().charts[0]
    shared = [at for at, node in enumerate(picture.nodes) if node.is_shared]
    rules = [node for node in picture.nodes if node.is_rule]

    assert [picture.nodes[at].label for at in shared] == [
        "AI factory: cost (3\xa0years)",
        "MeluXina-AI: cost (5\xa0years)",
    ]
    assert len(rules) == 2 and all(set(shared) < set(rule.rests_on) for rule in rules)
    assert {picture.nodes[at].look for at in shared} == {"dashed"}  # announced, and so no full dot
    assert {row[1] for row in picture.table.rows if "cost (3\xa0years)" in row[0]} == {""}
    assert "AI factory: cost (3\xa0years): whatever its value" in picture.alt


def test_prints_of_one_term_are_drawn_without_a_rule(tmp_path: Path) -> None:
    """Two prints that disagree hang on a node of their own."""
    folder = write_ledger(tmp_path, "one  a.cost  60 M€\ntwo  a.cost  63 M€")
    (picture,) = Views(figures.read(folder), "en").all_rules().charts

    assert [(node.label, node.rests_on) for node in picture.nodes if node.is_rule] == [
        ("Several prints of “a: cost”", (0, 1))
    ]


def test_a_touched_end_is_said(tmp_path: Path) -> None:
    """More than 7,000 leaves others at least 7,000, an end that its print excludes."""
    folder = write_ledger(tmp_path, "a  t.a  >7000 EUR\nb  t.b  8000 EUR\nrule: same: t.a = t.b")
    rows = Views(figures.read(folder), "en").all_rules().implied.rows

    assert [row[2] for row in rows if "touches" in row[2]] == ["at least €7,000 (touches an end that print excludes)"]


def test_hovering_shows_words_and_no_places(views: Views) -> None:
    """A mark has its name; a mark without one says nothing: Streamlit would show where it lies."""
    for chart in views.charts():
        for layer in charts.spec(chart, "page")["layer"]:
            field = layer["encoding"].get("tooltip", {}).get("field")
            assert field == "named" or layer["mark"]["tooltip"] is None


@pytest.mark.parametrize(
    ("lines", "working"),
    [
        ("a  t.a  10 M€\nb  t.b  4 M€\nrule: r: t.a = t.b", "€10m ≠ €4m"),
        ("a  t.a  60 M€  phrase=60 Millionen Euro\nb  t.b  63 M€\nrule: r: t.a = t.b", "€60m against €63m"),
        ("a  t.a  4 M€\nb  t.b  4.2 M€\nrule: r: t.a = t.b", "€4m equals, when rounded, €4.2m"),
        ("a  t.a  4 M€\nb  t.b  =4 M€\nrule: r: t.a = t.b", "€4m = €4m"),
        ("a  t.a  4 M€\nb  t.b  9 M€\nrule: r: t.a >= t.b", "€4m ≱ €9m"),
        ("a  t.a  9 M€\nb  t.b  4 M€\nrule: r: t.a >= t.b", "€9m ≥ €4m"),
        ("a  t.a  >4 M€  phrase=mehr als 4 Millionen Euro\nb  t.b  9 M€\nrule: r: t.a >= t.b", "more than €4m ≥? €9m"),
    ],
)
def test_a_calculation_has_one_sign(tmp_path: Path, lines: str, working: str) -> None:
    """≠ only where it does not add up, ≈ never: it stands for the verdict; what is proved by nothing is asked."""
    (item,) = Views(figures.read(write_ledger(tmp_path, lines)), "en").items()

    assert plain(item.working) == working


def test_numbers_of_a_calculation_lead_to_their_prints(views: Views) -> None:
    """Each printed number of a check and of a computed figure names its print; the sum of ours names none."""
    share = next(item for item in views.items() if item.id == "lux-share")
    (column, workings), page = *views.check().computed.pieces, views.check()

    assert [name for _, name in share.pieces if name][0] == "lux-state-contribution"
    assert {name for _, name in share.pieces} - {""} <= set(share.figures)
    assert [plain("".join(words for words, _ in told)) for told in workings] == [
        plain(row[column]) for row in page.computed.rows
    ]
    assert all(name in views.ledger.figures for told in workings for _, name in told if name)


def test_the_result_of_an_open_number_is_open(tmp_path: Path) -> None:
    """Twice more than 7,000 is more than 14,000; at least 4 M€ and 2 M€ are at least 6."""
    lines = """
    new   fair.visitors  >7000 visitor  phrase=mehr als 7.000 Besucher
    one   fair.cost  >=4 M€  phrase=mindestens 4 Millionen Euro
    two   fair.rent  =2 M€   phrase=genau 2 Millionen Euro
    rule: more: fair.twice = 2 * fair.visitors  unit=visitor
    rule: both: fair.total = fair.cost + fair.rent
    """
    rows = Views(figures.read(write_ledger(tmp_path, lines)), "en").check().computed.rows

    assert sorted(plain(row[1]) for row in rows) == ["at least €6m", "more than 14,000 visitors"]


def test_prints_of_one_value_are_counted(views: Views) -> None:
    """Four times seven and twice six, not six numbers in a row; a conflict of other prints is drawn once."""
    sites = next(item for item in views.items() if item.id.startswith("prints:ai_factories.sites"))
    together = views.check().together

    assert "(4×)" in sites.working and "(2×)" in sites.working and sites.working.count("·") == 1
    assert together is not None and len({chart.title for chart in together.charts}) == len(together.charts)
    assert len(views.report.together.conflicts) > sum(bool(chart.nodes) for chart in together.charts)


def test_both_sides_of_a_check_say_what_they_are(seeds: Report) -> None:
    """A hope is hollow, what is calculated for it dashed; open ends are arrows; two prints are no calculation."""
    views = Views(seeds, "en")
    hoped, calculated = views.check("nexus-hope").charts[0].bars
    came, _ = views.check("nexus-hope-came").charts[0].bars
    (whole,) = views.check("programme-funding").charts[0].bars[0].segments

    assert [bar.segments[0].look for bar in (hoped, calculated)] == ["hollow", "dashed"]
    assert (hoped.opening, calculated.opening, came.opening) == ("", "up", "up")
    assert plain(calculated.value) == "more than 8,750 visitors" and whole.text == "estimated €126m"
    assert (
        came.label.startswith("Nexus conference") and "alculated" not in views.check("nexus-hope-came").charts[0].title
    )


def test_a_calculated_side_is_not_called_printed(tmp_path: Path) -> None:
    """Nine is printed; four and three are seven by calculation, under a name of its own."""
    lines = """
    a  t.one    4 M€
    b  t.two    3 M€
    c  t.spent  9 M€
    rule: sum: t.both = t.one + t.two
    rule: same: t.spent = t.both
    """
    page = Views(figures.read(write_ledger(tmp_path, lines)), "en").check("same")

    assert page.sentences[0] == "Printed for “t: spent”: €9m." and page.sentences[1].startswith("The calculation gives")
    assert [bar.label for bar in page.charts[0].bars] == ["As printed", "Calculated"]
    assert [line.label for line in page.charts[1].ranges][2] == "Range of the calculation, read narrowly"


def test_a_tile_tells_its_own_calculation(tmp_path: Path) -> None:
    """Of ten two times three are taken off: the tile says so, and rests on the three alone."""
    lines = "a  t.all  10 M€\nb  t.one  3 M€\nc  t.two  1 M€\nrule: r: t.rest = t.all - 2 * t.one - t.two"
    first, *_ = Views(figures.read(write_ledger(tmp_path, lines)), "en").overview().tiles

    assert (first.value, first.how, first.figures) == ("€6m", "calculated: 2 × €3m", ("b",))


def test_an_unknown_check_is_told(views: Views) -> None:
    """A mistyped address leads to the most telling check, and says so."""
    assert views.check("no-such-check").unknown and views.check("no-such-check").chosen
    assert not views.check("lux-share").unknown and not views.check().unknown


def test_corrections_go_where_the_keeper_says(seeds: Report) -> None:
    """Whoever runs the pages may name an address."""
    said = Views(addressed(seeds, "press@example.org"), "en").contact("lux-share")

    assert "press@example.org" in said and "lux-share" in said
    assert addressed(seeds, "") is seeds
