"""The pages as Streamlit runs them, on no figure, one figure, a broken folder and the shipped ledger."""

from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger
from streamlit.testing.v1 import AppTest

import figures
from figures.ledger import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = str(ROOT / "dashboard.py")
ROOMS = Path(figures.__file__).parent / "pages"  # of the checkout, or of the installed package
CHECK, COMPARE, DATES, FIGURES = (str(ROOMS / f"{name}.py") for name in ("check", "compare", "dates", "figures"))


def open_page(language: str = "de", page: str = "", rule: str = "", **asked: str) -> AppTest:
    at = AppTest.from_file(SCRIPT, default_timeout=30)
    at.query_params["lang"] = language
    if rule:
        at.query_params["rule"] = rule
    for name, word in asked.items():
        at.query_params[name] = word
    at.run()
    if page:
        at.switch_page(page).run()
    assert not at.exception, at.exception
    return at


def markup(at: Any) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_ledger(language: str) -> None:
    """Each page in each language: a finding, a chart with its alternative text, evidence, a CSV, a footer."""
    for page, title in (("", "126"), (CHECK, "60"), (COMPARE, "760"), (DATES, "21")):
        at = open_page(language, page)
        assert title in markup(at)
        assert markup(at).count("<h1") == 1
        assert all(chart.proto.alt for chart in at.get("vega_lite_chart"))
        assert at.get("download_button")
        assert "<details" in markup(at) and "fl-foot" in markup(at)


@pytest.mark.parametrize(("lines", "charts"), [("", 0), ("one  a.cost  5 M€", 0)], ids=["empty", "one figure"])
def test_small_ledgers(tmp_path: Path, monkeypatch: Any, lines: str, charts: int) -> None:
    """A ledger of none and of one figure has its pages."""
    monkeypatch.setenv("FIGURES_FOLDER", str(write_ledger(tmp_path, lines)))
    for page in ("", CHECK, DATES, FIGURES):
        at = open_page("en", page)
        assert len(at.get("vega_lite_chart")) == charts
    assert len(open_page("en", COMPARE).get("vega_lite_chart")) == (1 if lines else 0)


def test_a_broken_folder_is_told(tmp_path: Path, monkeypatch: Any) -> None:
    """Problems stand above the page with place and mend; what can be read is shown."""
    write_ledger(tmp_path, "one  a.cost  5 M€\ntwo  a.cost  6 Taler  unit=money")
    monkeypatch.setenv("FIGURES_FOLDER", str(tmp_path))
    at = open_page("en")

    assert "figures.csv:3:read_as" in markup(at)
    assert "€5m" in markup(at)


def test_a_changed_file_is_read_again(tmp_path: Path, monkeypatch: Any) -> None:
    """The pages follow the folder."""
    monkeypatch.setenv("FIGURES_FOLDER", str(write_ledger(tmp_path, "one  a.cost  5 M€")))
    assert "€5m" in markup(open_page("en"))
    table = tmp_path / "figures.csv"
    table.write_text(table.read_text().replace("5 M€", "9 M€"))
    assert "€9m" in markup(open_page("en"))


@pytest.mark.parametrize(
    "word", ["<script>alert(1)</script>", "<img src=https://x.example/p.png>", "[a](https://x)", "$x$ **b**"]
)
def test_text_stays_text(tmp_path: Path, monkeypatch: Any, word: str) -> None:
    """Nothing that stands in a table becomes markup, an image or a link."""
    write_ledger(tmp_path, "one  a.cost  5 M€")
    for name, header in (("subjects", "id,label_en\na,"), ("sources", "id,kind,language,publisher\npaper,press,de,")):
        (tmp_path / f"{name}.csv").write_text(f'{header}"{word}"\n')
    monkeypatch.setenv("FIGURES_FOLDER", str(tmp_path))
    text = markup(open_page("en"))

    assert "<script>alert" not in text and "<img" not in text and 'href="https://x' not in text


def test_a_rule_has_an_address() -> None:
    """?rule= chooses the check that is explained."""
    assert "7.484" in markup(open_page("de", CHECK, "nexus-hope"))


def test_odd_parameters_are_passed_over() -> None:
    """An address is looked up, never used as a path or as markup."""
    for odd in ("../../etc/passwd", "<script>", "x" * 500, "lux-share&x=1"):
        assert "<h1" in markup(open_page("de", CHECK, odd))


def test_the_csv_is_what_the_chart_shows() -> None:
    """The button beside a chart hands out its pieces."""
    from figures.pages import state

    chart = state.overview(state.key(), "en").chart
    assert chart is not None
    lines = chart.table.csv().splitlines()

    assert lines[0] == "row,told,part,look,low,high,open_end,value,unit"
    assert lines[-1].endswith("gap,123000000,126000000,,3000000,EUR")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_has_a_page(language: str) -> None:
    """?fig= shows the card of a figure: phrase, both readings, its checks, and no other figure's row."""
    text = markup(open_page(language, FIGURES, fig="lux-state-contribution"))

    assert "insgesamt 60 Millionen" in text and "lux-share" in text
    assert {"de": "In Diagrammen", "en": "In charts", "fr": "Graphiques"}[language] in text
    assert "Nexus" not in text


def test_the_evidence_page_hands_out_every_table() -> None:
    """Without a server of our own each table has a button, and the menu at the end has its files."""
    from figures import export

    keys = [button.key for button in open_page("en", FIGURES).get("download_button")]
    assert keys[: len(export.TABLES)] == [f"download-{name}.csv" for name in export.TABLES]
    assert {key.rpartition(".")[2] for key in keys} == {"csv", "xlsx", "parquet", "zip"}


@pytest.mark.parametrize("page", ["", CHECK, COMPARE, DATES, FIGURES])
def test_every_page_ends_with_its_files(page: str) -> None:
    """Workbook, tables in three formats, and the package, on each page."""
    keys = [button.key for button in open_page("fr", page).get("download_button") if "-page-" in button.key]
    kinds = [key.rpartition(".")[2] for key in keys]

    assert kinds[0] == "xlsx" and kinds[-1] == "zip" and {"csv", "parquet"} <= set(kinds)
    assert all("_v2026.11.0" in key for key in keys)


def test_the_axis_is_linear_until_asked() -> None:
    """?scale=log is the second choice; what is no scale is passed over."""
    scales = [
        open_page("en", COMPARE, scale=word).get("vega_lite_chart")[0].proto.spec for word in ("linear", "log", "cubic")
    ]

    assert '"log"' in scales[1]
    assert '"log"' not in scales[0] and scales[2] == scales[0]


def test_an_unknown_figure_is_told() -> None:
    """A stale address is no dead end: it says so, and shows all figures."""
    text = markup(open_page("en", FIGURES, fig="no-such-figure"))

    assert "no figure with this id" in text and "lux-state-contribution" in text


def test_figures_are_looked_for() -> None:
    """The words stand in the address, are compared in any case, and are only ever text."""
    at = open_page("en", FIGURES, q="mistral VALUATION")
    assert "11,7 Milliarden" in markup(at) and "einer von sieben" not in markup(at)
    assert "q=mistral+VALUATION" in markup(at) or "q=mistral%20VALUATION" in markup(at)

    at.text_input[0].set_value("sieben europäischen").run()
    assert "einer von sieben" in markup(at) and "11,7 Milliarden" not in markup(at)
    assert at.query_params["q"] == "sieben europäischen"

    at.text_input[0].set_value("<script>").run()
    assert "No figure holds these words." in markup(at) and "<script>" not in markup(at)
