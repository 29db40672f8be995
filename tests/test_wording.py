"""What may safely be written: the strongest sentence, its footnote, and the doubt where there is one."""

from __future__ import annotations

import re
from typing import Any

import pytest

from figures.ledger import LANGUAGES
from figures.prints import witnesses
from figures.report import Report
from figures.wording import Wording, Wordings


def plain(text: str) -> str:
    """The text with ordinary blanks."""
    return " ".join(text.split())


def said(report: Report, name: str) -> tuple[str, ...]:
    """The sentence on something in German, English and French."""
    return tuple(plain(Wordings(report, language).find(name).text) for language in LANGUAGES)


def test_the_sentences_of_the_shipped_ledger(five_texts: Report) -> None:
    """An estimate, a growth, a multiple, a share, a remainder that may be nothing: no more than is known."""
    names = ("meluxina-ai-total", "nexus.growth", "openai.raise_ratio", "mistral.round_share", "programme.no_payer")

    assert [said(five_texts, name)[0] for name in names] == [
        "rund 112 Mio. € (Schätzung)",
        "mehr als 23 % mehr (erwartet)",
        "höchstens 39-mal so viel (geplant)",
        "rund 14,5 % (Schätzung)",
        "rechnerisch 3 Mio. €: eng gelesen 2 bis 4 Mio. €, "
        "großzügig gelesen zwischen \u22125,2 und 12 Mio. €, also vielleicht nichts (Schätzung)",
    ]


def test_growth_with_rounded_ends(report: Report) -> None:
    """More than 7,000 after 5,600 is more than 23 % more, never 25 %.

    new   fair.visitors[2025]  >7000 visitor
    old   fair.visitors[2024]  5600 visitor
    rule: growth: fair.growth[2025] = fair.visitors[2025] / fair.visitors[2024] - 1  unit=1
    rule: more: fair.visitors[2025] > fair.visitors[2024]
    """
    assert said(report, "fair.growth") == ("mehr als 23 % mehr", "more than 23% more", "plus de 23 % de plus")
    assert said(report, "more") == (
        "mehr als 7.000 Besucher gegen rund 5.600 Besucher",
        "more than 7,000 visitors against about 5,600 visitors",
        "plus de 7 000 visiteurs contre environ 5 600 visiteurs",
    )


def test_growth_may_be_a_fall(report: Report) -> None:
    """From 57 to 48 is 15 or 16 % less; where it may be either, no direction is said.

    new   fair.booths[2025]  48 booth
    old   fair.booths[2024]  57 booth
    now   fair.stages[2025]  100 stage
    then  fair.stages[2024]  100 stage
    rule: fall: fair.growth[2025] = fair.booths[2025] / fair.booths[2024] - 1  unit=1
    rule: flat: fair.change[2025] = fair.stages[2025] / fair.stages[2024] - 1  unit=1
    """
    assert said(report, "fair.growth")[1] == "15.8% less"
    assert said(report, "fair.change")[1] == "between \u22129.6 and 11%"


def test_a_discrepancy_says_the_doubt(report: Report) -> None:
    """60 as stated and 63 as computed stand side by side, for the rule and for the figure that it states.

    all    town.cost    126 M€
    half   town.share   =1/2
    paid   town.paid    60 M€
    rule: halves: town.paid = town.share * town.cost
    """
    doubt = said(report, "halves")

    assert doubt[0] == "60 Mio. € laut Herausgeber nicht genannt; gerechnet 63 Mio. €"
    assert said(report, "paid") == doubt
    assert said(report, "all")[0] == "126 Mio. €"


def test_prints_that_disagree_are_quoted_side_by_side(report: Report) -> None:
    """Each value with all who print it; every print of the term says the same doubt.

    source: a  publisher=Morning
    source: b  publisher=Evening
    source: c  publisher=Weekly
    one    net.sites  =6 site  source=a
    two    net.sites  =7 site  source=b
    three  net.sites  =7 site  source=c
    """
    doubt = "6 Standorte laut Morning; 7 Standorte laut Evening und Weekly"

    assert {said(report, name)[0] for name in ("prints:net.sites", "one", "two", "three", "net.sites")} == {doubt}
    assert said(report, "one")[1:] == (
        "6 sites according to Morning; 7 sites according to Evening and Weekly",
        "6 sites selon Morning ; 7 sites selon Evening et Weekly",
    )


def test_prints_that_agree_but_name_different_numbers_are_attributed(report: Report) -> None:
    """10 lies within 10 to 15, and more than 10 begins there: nobody is made to say what only another one prints.

    source: a  publisher=Morning
    source: b  publisher=Evening
    one    t.goal  10 M€     source=a  phrase=10 Millionen Euro
    two    t.goal  10..15 M€  source=b  phrase=10 bis 15 Millionen Euro
    three  t.cost  10 M€     source=a  phrase=10 Millionen Euro
    four   t.cost  >10 M€    source=b  phrase=über 10 Millionen Euro
    """
    assert said(report, "t.goal")[1] == "€10m according to Morning; between €10m and €15m according to Evening"
    assert said(report, "t.cost")[1] == "€10m according to Morning, more than €10m according to Evening"


def test_only_what_is_calculated_is_called_so(seeds: Report) -> None:
    """A print held against another one has its own footnote; a sum says that it is one."""
    find = Wordings(seeds, "en").find
    printed, summed = find("nexus-hope-came"), find("network-grows")

    assert plain(printed.text) == "more than 9,600 visitors against about 10,000 visitors (hoped for)"
    assert "computed" not in printed.note and printed.note.endswith("“bereits 10.000 Besucher”, hoped for")
    assert plain(summed.text) == "19 sites against 13 sites (calculated)" and "computed from" in summed.note


def test_a_print_that_others_are_preferred_to_is_not_said_alone(report: Report) -> None:
    """The preferred print stands alone; the other one only beside it, and a superseded one with its source.

    source: a  publisher=Morning
    source: b  publisher=Evening
    source: c  publisher=Weekly
    one     net.sites  =6 site  source=a
    two     net.sites  =7 site  source=b  rank=preferred
    before  net.sites  =5 site  source=c  rank=deprecated
    """
    assert said(report, "one")[1] == "6 sites according to Morning; 7 sites according to Evening"
    assert Wordings(report, "en").find("one").amount == "6\u00a0sites"
    assert said(report, "two")[1] == "7 sites"
    assert said(report, "before") == (
        "5 Standorte (überholt) laut Weekly",
        "5 sites (superseded) according to Weekly",
        "5 sites (remplacé) selon Weekly",
    )


def test_each_print_keeps_its_own_words(report: Report) -> None:
    """About 60 is what the evening wrote, not the morning.

    source: morning  publisher=Morning
    source: evening  publisher=Evening
    paid       t.paid   60 M€   source=morning  phrase=60 Millionen Euro
    paid-also  t.paid   ~60 M€  source=evening  phrase=rund 60 Millionen Euro
    half       t.half   31 M€
    rule: share: t.paid = 2 * t.half
    """
    assert said(report, "share")[1] == (
        "about €60m according to Evening, €60m according to Morning; the calculation gives about €62m"
    )


def test_an_open_number_is_not_called_less(report: Report) -> None:
    """97 or more may be above 95 to 105: both are told, with what has not happened, and no difference.

    came   fair.came   >96 visitor  phrase=mehr als 96 Besucher
    hoped  fair.hoped  100 visitor  phrase=100 Besucher  status=hoped
    rule: enough: fair.came >= fair.hoped  across=status
    """
    assert said(report, "enough")[1] == "more than 96 visitors against about 100 visitors (hoped for)"


def test_prints_that_agree_are_one_sentence(report: Report) -> None:
    """A careless second print erases no "estimated"; what the prints share is said, with the count of witnesses.

    source: a  publisher=Morning
    source: b  publisher=Evening  repeats=a
    source: c  publisher=Weekly
    one    plant.cost  112 M€  source=a  phrase=schätzungsweise 112 Millionen Euro
    two    plant.cost  112 M€  source=b
    three  plant.cost  112 M€  source=c
    """
    found = Wordings(report, "de").find("prints:plant.cost")

    assert said(report, "prints:plant.cost")[0] == said(report, "two")[0] == "rund 112 Mio. € (Schätzung)"
    assert found.note.endswith("; 3 Quellen, davon 2 unabhängig")


def test_two_currencies_are_quoted_side_by_side(report: Report) -> None:
    """Euros and dollars of one term do not compare: both stand with their source.

    source: a  publisher=Morning
    one    plant.cost  1 bn€
    two    plant.cost  2 bn$  source=a
    """
    assert said(report, "plant.cost")[1] == "€1bn according to publisher not named; US$2bn according to Morning"


def test_an_open_question_is_said(report: Report) -> None:
    """Where an agreement rests on an open end, both sides stand there and the question stays open.

    part   town.part   >50 M€
    total  town.total  60 M€
    rule: whole: town.total = town.part
    """
    assert said(report, "whole")[1].endswith("the calculation gives more than €50m; whether the two agree is open")


def test_nothing_is_said_of_a_rule_that_could_not_be_judged(report: Report) -> None:
    """A rule without sides has no sentence, and an id that nobody has is a KeyError.

    one  town.cost  5 M€  kind=flow
    two  town.wealth  7 M€  kind=stock
    rule: mixed: town.cost = town.wealth
    """
    wordings = Wordings(report, "en")

    assert [found.about for found in wordings.all()] == ["one", "two"]
    for name in ("mixed", "nobody"):
        with pytest.raises(KeyError):
            wordings.find(name)


def test_the_footnote_names_source_words_and_status(five_texts: Report) -> None:
    """A printed figure with its phrase, a computed one with what it comes from, as one line to paste."""
    printed, computed = (
        Wordings(five_texts, "de").find(name) for name in ("meluxina-ai-total", "meluxina_ai.eu_amount")
    )

    assert printed.paste == (
        "rund 112\u00a0Mio.\u00a0€ (Schätzung) "
        "[Tageblatt, 10. März 2025: „schätzungsweise 112 Millionen Euro“, angekündigt]"
    )
    assert computed.note == (
        "errechnet aus „Die Hälfte“, „schätzungsweise 112 Millionen Euro“ (Tageblatt, 10. März 2025); "
        "gedruckt als angekündigt"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_blames(seeds: Report, language: str) -> None:
    """A difference is no mistake of anybody: the sentences have no such word."""
    blame = re.compile(r"falsch|fehl|irr|wrong|error|mistake|missing|erron|faux|manqu", re.IGNORECASE)

    assert not [found.text for found in Wordings(seeds, language).all() if blame.search(found.text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_counts_has_its_sentence(seeds: Report, language: str) -> None:
    """Each figure and each computed figure has one, and every amount stands in its text."""
    found: dict[str, Wording] = {one.about: one for one in Wordings(seeds, language).all()}
    computed = {seeds.ledger.spell(one.term) for one in seeds.computed}

    assert {*seeds.ledger.figures, *computed} <= {*found}
    assert all(one.amount and one.amount in one.text and one.note for one in found.values())


@pytest.mark.parametrize(
    ("repeats", "names", "count"),
    [
        ({}, "ab", 2),
        ({"b": "a"}, "ab", 1),
        ({"c": "b", "b": "a"}, "ac", 1),
        ({"b": "x", "c": "x"}, "bc", 1),
        ({"a": "b", "b": "a"}, "abc", 2),
        ({"a": "b", "b": "c", "c": "b"}, "ac", 1),
    ],
)
def test_copies_are_one_witness(repeats: dict[str, str], names: str, count: int) -> None:
    """A source and what it repeats count once, over any number of steps, in a circle and where nobody has the first."""
    sources: dict[str, Any] = {
        name: type("Source", (), {"repeats": repeats.get(name, ""), "publisher": ""})() for name in {*names, *repeats}
    }

    assert witnesses(names, sources) == count


def test_what_cannot_be_said_is_not_said(report: Report) -> None:
    """12 million less more than 5 is anything up to 7, even below zero: no phrase that is read back holds that.

    total  town.total  12 M€
    part   town.part   >5 M€
    rule: rest: town.rest = town.total - town.part
    """
    found = Wordings(report, "en").find("town.rest")

    assert (found.text, found.amount) == ("The sources leave open what may safely be said", "")
    assert found.note.startswith("computed from 12 M€")


def test_a_print_in_another_currency_is_said_as_printed(seeds: Report) -> None:
    """Two billion dollars are no result of a calculation; the printed currency first, its conversion in brackets."""
    (verdict,) = [verdict for verdict in seeds.verdicts if verdict.id == "mistral-series-c-dollars"]
    said = Wordings(seeds, "en").verdict(verdict)

    assert said is not None
    assert said.text.replace("\u00a0", " ").endswith("; also printed as US$2bn (≈ between €1.2bn and €2.2bn)")
    assert "EUR/USD 1.1744" in said.note
