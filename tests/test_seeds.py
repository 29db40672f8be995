"""The shipped tables, row by row: one test a figure and a verdict, every place proved, every number accounted for."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

import figures
from figures import evidence, export, tables

SEEDS = figures.read()
OUTCOMES = {
    "prints:ai_factories.sites[2024-12]": "contradicted",
    "lux-share": "only loosely",
    "programme-funding": "only loosely",
    "nexus-hope": "undecided",
    "mistral-total-covers-round": "undecided",
    "prints:meluxina_ai.eu_share": "exact",
    "prints:ai_factories.other_sites": "exact",
    "prints:ai_factories.sites[2025-03]": "exact",
    "prints:ai_factories.eu_share": "exact",
    "wave1-sites": "exact",
    "six-named-countries": "exact",
    "nexus-more-than-last-year": "exact",
    "network-grows": "exact",
    "prints:mistral.valuation": "within rounding",
    "prints:meluxina_ai.cost": "exact",
    "prints:ai_project.cost": "exact",
    "programme-cost": "exact",
    "prints:meluxina_ai.acquisition": "exact",
    "meluxina-cost-split": "exact",
    "prints:nexus.speakers": "within rounding",
    "mistral-sweden-dollars": "within rounding",
    "prints:lux.contribution": "within rounding",
    "prints:mistral.round": "exact",
    "mistral-pre-money": "within rounding",
    "prints:ai_factories.total_investment": "exact",
    "prints:ai_factory.cost": "exact",
    "prints:mistral.investment": "exact",
    "ai-factory-eu-amount": "exact",
    "prints:anthropic.raise": "within rounding",
    "mistral-series-c-dollars": "within rounding",
    "eu-acquisition-ceiling": "within rounding",
    "eu-operation-ceiling": "within rounding",
    "prints:artec3d.loan": "within rounding",
    "nexus-hope-came": "within rounding",
    "prints:openai.raise": "within rounding",
}


@pytest.mark.parametrize("figure", SEEDS.ledger.figures.values(), ids=SEEDS.ledger.figures)
def test_figure(figure: Any) -> None:
    """It has a source and a place in it, is named in three languages, and its tight reading lies in its loose one."""
    assert figure.source in SEEDS.ledger.sources
    assert (figure.start is not None) == bool(SEEDS.ledger.sources[figure.source].sha256)
    assert figure.start is None or figure.end - figure.start == len(figure.phrase)
    assert figure.rank == "normal" or figure.rank.capitalize() in figure.note
    assert len(figure.phrase.split()) <= 6
    assert figure.reading.tight.interval.inside(figure.reading.loose.interval)
    labels = export.labels_of(figure.term, SEEDS.ledger)
    assert all((labels.de, labels.en, labels.fr))


@pytest.mark.parametrize("verdict", SEEDS.verdicts, ids=[verdict.id for verdict in SEEDS.verdicts])
def test_verdict(verdict: Any) -> None:
    """Its outcome is the one worked by hand, with reasons in three languages."""
    assert verdict.outcome == OUTCOMES[verdict.id]
    if verdict.rule:
        because = verdict.rule.because
        assert all((because.de, because.en, because.fr))
    assert verdict.is_discrepancy == (verdict.explanation is not None)


def test_every_verdict_is_there() -> None:
    """No rule is left unjudged."""
    assert {verdict.id for verdict in SEEDS.verdicts} == set(OUTCOMES)


def test_labels_in_three_languages() -> None:
    """Subjects, measures, milestones and explanations are named in German, English and French."""
    ledger = SEEDS.ledger
    named = [*ledger.subjects.values(), *ledger.measures.values(), *ledger.milestones]
    for labels in [item.labels for item in named] + [explanation.because for explanation in ledger.explanations]:
        assert all((labels.de, labels.en, labels.fr)), labels


def test_hashes(texts: Path) -> None:
    """The recorded SHA-256 are those of the texts."""
    found = {hashlib.sha256(path.read_bytes()).hexdigest() for path in texts.glob("*.txt")}

    assert {source.sha256 for source in SEEDS.ledger.sources.values() if source.sha256} == found


def test_places(texts: Path) -> None:
    """Every phrase stands at its place, character for character."""
    found, absent = evidence.read_texts(texts, SEEDS.ledger)

    assert absent == []
    assert list(evidence.place_problems(SEEDS.ledger, found)) == []
    known = {source.id for source in SEEDS.ledger.sources.values() if source.sha256}
    assert all(m.phrase and (m.start is not None) == (m.source in known) for m in SEEDS.ledger.milestones)


def test_every_number_is_accounted_for(number_list: list[dict[str, str]]) -> None:
    """Each listed number of the five texts is a figure, a milestone, or set aside with a reason: once each."""
    names = {"000": "mistral-partnership", "001": "tageblatt-nexus", "002": "tageblatt-ai-factory"}
    names |= {"003": "cryptopolitan-mistral-sweden", "004": "lnds-dfki"}
    listed = {(names[row["seed"][:3]], int(row["char_start"]), row["phrase"]) for row in number_list}
    ledger = SEEDS.ledger
    rows: list[Any] = [*ledger.figures.values(), *ledger.milestones, *ledger.set_aside]
    ours = [(row.source, row.start, row.phrase) for row in rows]

    assert listed <= set(ours)
    assert len(ours) == len(set(ours))
    assert all(row.because for row in ledger.set_aside)


def test_the_27_proposed_figures_are_here(number_list: list[dict[str, str]]) -> None:
    """Nothing that was worth curating was dropped."""
    proposed = {row["figure_id"] for row in number_list if row["curate"] == "yes"}

    assert len(proposed) == 27
    assert proposed <= set(SEEDS.ledger.figures)


def test_no_text_of_the_articles(texts: Path) -> None:
    """No table repeats nine words in a row of any text; headlines, which are short lines, may be cited."""
    lines = [line for path in texts.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    known = {run for line in lines if len(words(line)) > 13 for run in runs(line)}
    for path in tables.own_folder().glob("*.csv"):
        assert not known & set(runs(path.read_text(encoding="utf-8"))), path.name


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str) -> list[tuple[str, ...]]:
    """Every nine words in a row."""
    found = words(text)
    return [tuple(found[at : at + 9]) for at in range(len(found) - 8)]


def test_canonical_form() -> None:
    """`figures format` has nothing to change."""
    for name, schema in tables.schemas().items():
        path = tables.own_folder() / f"{name}.csv"
        rows, problems = tables.read_table(path, name, schema)
        assert problems == []
        assert tables.canonical(rows, schema).encode() == path.read_bytes(), name


def test_traps_are_recorded() -> None:
    """What is odd in the sources stands in notes, statuses and explanations."""
    figure, sources = SEEDS.ledger.figures, SEEDS.ledger.sources

    assert figure["nexus-2025-guests-expected"].status == "expected"
    assert "not said" in figure["lux-state-contribution"].note
    assert "loan of" in figure["artec3d-eib-loan"].note
    assert "Not added to the round" in figure["mistral-funds-raised"].note
    assert "Data Center" in sources["tageblatt-ai-factory"].note
    assert "Data Service" in sources["lnds-dfki"].note


def test_milestones() -> None:
    """Twenty dates at least, each with a status and a source."""
    assert len(SEEDS.ledger.milestones) >= 20
    assert {m.status for m in SEEDS.ledger.milestones} <= {"actual", "announced", "planned", "expected", "hoped"}
