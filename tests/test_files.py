"""Files with addresses: what each name gives, before a server hands it out."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger

from figures import export
from figures.files import menu
from figures.ledger import LANGUAGES
from figures.pages import files, state
from figures.views import Views


@pytest.mark.parametrize("name", export.TABLES)
def test_every_table_is_a_file(name: str) -> None:
    """The names of the download."""
    found = files.table(name)

    assert found is not None and found.name == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_is_a_file(language: str) -> None:
    """Each chart in each language, English where none is named; no two charts share a name."""
    charts = list(Views(state.report(state.key()), language).charts())

    assert len({chart.id for chart in charts}) == len(charts) > 10
    for chart in charts:
        assert files.table(f"{chart.id}.{language}") == chart.table
        assert files.table(chart.id) is not None


def test_every_chart_has_every_file() -> None:
    """Bars, ranges, sums and dates alike; the sources of the dates are in their workbook."""
    views = Views(state.report(state.key()), "en")
    for chart in views.charts():
        made = {file.name: file.make() for file in menu.chart_menu(views, chart, "http://a.lu/", "2026-11-22").files}
        assert len(made) == 5 and all(made.values())
        if chart.id == "timeline":
            with zipfile.ZipFile(BytesIO(next(data for name, data in made.items() if name.endswith(".xlsx")))) as book:
                assert "www-live.dfki.de" in book.read("xl/sharedStrings.xml").decode()


@pytest.mark.parametrize(
    "name", ["", "figures.de", "nothing", "../figures", "sides-lux-share.it", "sides-lux-share.de.csv"]
)
def test_other_names_are_nothing(name: str) -> None:
    """Looked up, never used as a path."""
    assert files.table(name) is None


def test_files_follow_the_folder(tmp_path: Path, monkeypatch: Any) -> None:
    """A changed table is another file at once."""
    monkeypatch.setenv("FIGURES_FOLDER", str(write_ledger(tmp_path, "one  a.cost  5 M€")))
    before = files.table("figures")
    write_ledger(tmp_path, "one  a.cost  5 M€\ntwo  a.price  6 M€")
    after = files.table("figures")

    assert before and after and len(after.rows) == len(before.rows) + 1
