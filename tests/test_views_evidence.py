"""The evidence page: every figure has a card with all that the ledger knows of it."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from ledgers import write_ledger

import figures
from figures import export
from figures.citation import citation
from figures.ledger import LANGUAGES
from figures.markup import Part, safe_address
from figures.pages.content import layout
from figures.report import Report, addressed
from figures.views import Views

TOWN = """
all       town.budget  ~900000 EUR  phrase=rund 900.000 Euro
all-more  town.budget  ~900000 EUR  phrase=etwa 900.000 Euro
one       town.schools  400 kEUR  hedge_from=all-more
rule: rest: town.other = town.budget - town.schools
"""


@pytest.fixture(params=LANGUAGES)
def views(request: Any, seeds: Report) -> Views:
    return Views(seeds, request.param)


def test_every_figure_has_a_card(views: Views) -> None:
    """Phrase, value, why it is read so, source; the same checks that the report has."""
    for figure in views.ledger.figures.values():
        card = views.evidence(figure.id).card
        assert card is not None
        assert card.record.phrase == figure.phrase
        assert {item.id for item in card.items} == {v.id for v in views.report.verdicts if figure.id in v.figures}
        assert figure.id in card.report
        assert all(text for _, text in card.record.pairs)


def test_the_card_says_why(seeds: Report) -> None:
    """60 million: to the last printed place one million, to the last digit that is not zero ten."""
    card = Views(seeds, "en").evidence("lux-state-contribution").card
    assert card is not None
    known = dict(card.record.pairs)

    assert known["Read narrowly"] == "€60m ± €500,000 = €59.5m to €60.5m (calculated). Last printed place: €1m."
    assert (
        known["Read generously"]
        == "€60m ± €5m = €55m to €65m (calculated). Place of the last digit that is not zero: €10m."
    )


def test_open_hedges_are_not_said_to_be_rounded(seeds: Report) -> None:
    """More than 7,000 visitors are at least 7,001: no printed place says so."""
    card = Views(seeds, "en").evidence("nexus-2025-guests-expected").card
    assert card is not None

    assert (
        dict(card.record.pairs)["Read narrowly"]
        == "at least 7,000\u00a0visitors + 1\u00a0visitor = 7,001\u00a0visitors (calculated)."
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "nexus-2025-speakers",
            "at least 500 speakers − 50 speakers = 450 speakers and at most 500 speakers − 1 speaker = 499 speakers",
        ),
        (
            "capitalpost-anthropic-raise",
            "at least US$10bn − US$500m = US$9.5bn and at most US$15bn + US$500m = US$15.5bn",
        ),
        ("ainvest-anthropic-round", "more than US$20bn"),
    ],
)
def test_each_end_of_a_reading_has_its_sum(seeds: Report, name: str, told: str) -> None:
    """From the printed number to each end; an end that is the printed number is not calculated."""
    views = Views(seeds, "en")
    found = views.around(views.ledger.figures[name], views.ledger.figures[name].reading.loose.interval)
    assert found.replace("\u00a0", " ") == (f"{told} (calculated)" if "=" in told else told)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("rcr-pre-money", "A lone 1 keeps one place more: €1bn."),
        ("mistral-sweden-investment", "Place of the last digit that is not zero: €100m."),
    ],
)
def test_the_generous_reading_says_which_place_it_keeps(seeds: Report, name: str, why: str) -> None:
    """The last digit of 10 billion that is not zero stands for ten: of a lone 1 its own rule is told."""
    card = Views(seeds, "en").evidence(name).card
    assert card is not None and dict(card.record.pairs)["Read generously"].endswith(why)


def test_the_provider_is_cited_first(seeds: Report) -> None:
    """Who printed it, what, when; then this ledger with its version and the figure's id."""
    said = citation(Views(seeds, "en").tell, ["nexus-2024-guests"])

    start = "Tageblatt, “Luxemburg kündigt strategische Partnerschaft mit Mistral AI an” (2025), as recorded in: "
    assert said.startswith(start)
    assert said.endswith(f"version {seeds.ledger.version}, nexus-2024-guests.")


def test_other_prints_and_what_is_computed(tmp_path: Path) -> None:
    """A second print of the same term leads to the first; the rest is computed from both."""
    card = Views(figures.read(write_ledger(tmp_path, TOWN)), "en").evidence("all").card
    assert card is not None

    assert [name for name, _ in card.prints] == ["all-more"]
    assert card.computed == ("town: other",)


def test_sources_and_tables_are_all_there(views: Views) -> None:
    """Each source once with its notes, each table of the download with its number of rows."""
    page = views.evidence()

    assert [source.id for source in page.sources] == list(views.ledger.sources)
    assert [name for name, _ in page.downloads] == list(export.TABLES)
    assert [row[0] for row in page.figures.rows] == list(page.figures.figures) == list(views.ledger.figures)


def test_a_contact_of_the_package_is_shown(tmp_path: Path) -> None:
    """datapackage.json names who takes corrections; where it does not, the page says so without one."""
    write_ledger(tmp_path, TOWN)
    (tmp_path / "datapackage.json").write_text('{"contributors": [{"title": "T"}, {"email": "town@example.org"}]}')
    asked = Views(figures.read(tmp_path), "en").contact("all")
    (tmp_path / "datapackage.json").write_text('{"contributors": "nobody"}')
    unnamed = Views(figures.read(tmp_path), "en").contact("all")

    assert "town@example.org" in asked
    assert unnamed.startswith("Corrections to whoever keeps this ledger")


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ('{"version": "1.2", "created": "2026-11-22T08:00:00Z"}', "Version 1.2 · data as of 22 November 2026 · newest"),
        ('{"version": "1.2", "created": "<b>soon</b>"}', "Version 1.2 · newest"),
        ("{}", "Version – · newest"),
    ],
)
def test_the_foot_names_the_day_of_the_data(tmp_path: Path, known: str, told: str) -> None:
    """Where datapackage.json has one that a calendar holds."""
    write_ledger(tmp_path, TOWN)
    (tmp_path / "datapackage.json").write_text(known)

    assert Views(figures.read(tmp_path), "en").edition().startswith(told)


@pytest.mark.parametrize(
    ("contact", "leads"),
    [("", "mailto:?"), ("press@example.org", "mailto:press@example.org?"), ("https://example.org/errors", "https://")],
)
def test_a_correction_can_be_sent(seeds: Report, contact: str, leads: str) -> None:
    """As an e-mail with the letter in it, to whom only where that is known, or where the keeper takes corrections."""
    view = Views(addressed(seeds, contact), "fr")
    way = layout(view).letter("", "./figures", "lux-state-contribution").note

    assert isinstance(way, Part) and safe_address(way.address) == way.address and way.address.startswith(leads)
    if leads.startswith("mailto"):
        asked = parse_qs(urlsplit(way.address).query)
        assert "lux-state-contribution" in asked["subject"][0] and "2026.11.0" in asked["body"][0]


def test_evidence_leads_to_its_words_at_the_source(seeds: Report) -> None:
    """The address of a web page opens where the phrase stands; in a short record, too, where no sentence is at hand."""
    view = Views(seeds, "en")
    known = view.record(seeds.ledger.figures["lequotidien-programme-total"])
    whole, short = (layout(view).record(found) for found in (known, layout(view).short(known)))

    for record in (whole, short):
        link = dict(record.facts)["At the source, at these words"]
        assert isinstance(link, Part) and link.address.endswith(
            "#:~:text=estim%C3%A9%20%C3%A0%20126%20millions%20d%27euros"
        )
        assert link.words == known.address and safe_address(link.address) == link.address


def test_a_number_leads_to_its_words_in_one_click(seeds: Report) -> None:
    """Beside its link a sign leads to the words at the source, with a name for those who do not see it."""
    view = Views(seeds, "en")
    number, kept, sign = layout(view).linked((("estimated €126m", "lequotidien-programme-total"),))

    assert isinstance(number, Part) and "lequotidien-programme-total" in number.address and kept == "\u2060"
    assert isinstance(sign, Part) and sign.address.startswith("https://lequotidien.lu/") and "#:~:text=" in sign.address
    assert sign.label == "At the source, at these words: Le Quotidien"
    assert layout(view).linked((("3", ""),)) == ["3"]


def test_a_letter_about_no_figure_has_blanks(views: Views) -> None:
    """Its subject is the whole, its text leaves room for the figure; nothing stands there for an id or a phrase."""
    letter = layout(views).letter("", "./figures")

    assert isinstance(letter.note, Part)
    subject = parse_qs(urlsplit(letter.note.address).query)["subject"][0]
    assert views.title() in subject and views.words.text("page.contact_any") not in subject
    assert letter.copied.count(": ____.") == 3 and "…" not in letter.copied and "2026.11.0" in letter.copied


@pytest.mark.parametrize("lines", ["", "one  a.cost  5 M€", "a  a.n  30..40 M€"])
def test_small_ledgers_have_their_page(tmp_path: Path, lines: str) -> None:
    """None, one, a range: in every language."""
    report = figures.read(write_ledger(tmp_path, lines))
    for language in LANGUAGES:
        views = Views(report, language)
        assert views.evidence().title
        assert all(views.evidence(name).card for name in report.ledger.figures)
