"""Files with addresses: their names, what they hold, and how long they may be kept."""

import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from asgi import BASE, get
from ledgers import write_ledger

from figures import export, pictures
from figures.files import menu
from figures.files.kinds import MEDIA
from figures.ledger import LANGUAGES
from figures.pages import files, state
from figures.views import Chart, Views

CHART = "sides-lux-share"


def served(name: str) -> bytes | None:
    found = files.offered(state.key(), name, BASE)
    return found and found.make()


@pytest.mark.parametrize("name", export.TABLES)
def test_every_table_is_a_file(name: str) -> None:
    """In three formats under its name."""
    assert served(f"{name}.csv") == export.table(state.report(state.key()), name).csv().encode()
    assert all(served(f"{name}{ending}") for ending in ("_excel.csv", ".parquet"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_is_a_file(language: str) -> None:
    """Each chart in each language, English where none is named; no two charts share a name."""
    charts = list(Views(state.report(state.key()), language).charts())

    assert len({chart.id for chart in charts}) == len(charts) > 10
    for chart in charts:
        assert served(f"{chart.id}.{language}.csv") == chart.table.csv().encode()
        assert served(f"{chart.id}.csv") == served(f"{chart.id}.en.csv")


@pytest.mark.usefixtures("renderer")
def test_every_chart_has_every_file() -> None:
    """Bars, ranges, sums and dates alike, named by language and version; the workbook has the sources of the dates."""
    views = Views(state.report(state.key()), "en")
    for chart in views.charts():
        offered = menu.chart_menu(views, chart, "http://a.lu/", "2026-11-22").files
        kinds = [file.name.rpartition(".")[2] for file in offered]
        assert kinds == ["png", "svg", "xlsx", "csv", "csv", "json", "zip"]
        assert all(f"{chart.id}_en_v2026.11.0" in file.name for file in offered[:-1])
        made = {file.name: file.make() for file in offered if not file.is_picture}
        assert all(made.values())
        if chart.id == "timeline":
            with zipfile.ZipFile(BytesIO(next(data for name, data in made.items() if name.endswith(".xlsx")))) as book:
                assert "www-live.dfki.de" in book.read("xl/sharedStrings.xml").decode()


@pytest.mark.parametrize(
    "name", ["", "figures", "figures.de", "nothing.csv", "../figures.csv", f"{CHART}.it.csv", f"{CHART}.de.csv.csv"]
)
def test_other_names_are_nothing(name: str) -> None:
    """Looked up, never used as a path."""
    assert served(name) is None


def test_files_follow_the_folder(tmp_path: Path, monkeypatch: Any) -> None:
    """A changed table is another file at once."""
    monkeypatch.setenv("FIGURES_FOLDER", str(write_ledger(tmp_path, "one  a.cost  5 M€")))
    before = served("figures.csv")
    write_ledger(tmp_path, "one  a.cost  5 M€\ntwo  a.price  6 M€")
    after = served("figures.csv")

    assert before and after and after.count(b"\r\n") == before.count(b"\r\n") + 1


# As the server answers


@pytest.mark.parametrize(
    ("name", "start"),
    [
        (f"{CHART}.de.csv", b"row,"),
        (f"{CHART}.de_excel.csv", b"\xef\xbb\xbf"),
        (f"{CHART}.fr.xlsx", b"PK"),
        (f"{CHART}.en.svg", b"<svg"),
        (f"{CHART}.en.png", b"\x89PNG"),
        (f"{CHART}.en.metadata.json", b"{"),
        ("verdicts.csv", b"verdict_id,"),
        ("verdicts_excel.csv", b"\xef\xbb\xbf"),
        ("verdicts.parquet", b"PAR1"),
        ("ledger.xlsx", b"PK"),
        ("ledger.zip", b"PK"),
    ],
)
def test_a_file_is_there_now_and_for_ever(name: str, start: bytes, request: pytest.FixtureRequest) -> None:
    """The latest is asked for anew each time; that of a version may be kept for ever; another version is not there."""
    if name.endswith((".svg", ".png")):
        request.getfixturevalue("renderer")
    latest, kept = get(f"/files/{name}"), get(f"/files/v2026.11.0/{name}")

    assert latest.status == kept.status == 200
    assert latest.content == kept.content and latest.content.startswith(start)
    assert latest.headers["content-type"].split(";")[0] == MEDIA[name.rpartition(".")[2]]
    assert latest.headers["cache-control"] == "no-cache"
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "_v2026.11.0" in latest.headers["content-disposition"]
    assert get(f"/files/v2026.10.0/{name}").status == 404


@pytest.mark.usefixtures("renderer")
def test_pictures_say_where_they_are_from() -> None:
    """Title, subtitle, source, version and address stand inside; an SVG may run no script."""
    answer = get(f"/files/{CHART}.en.svg")
    words = " ".join(ElementTree.fromstring(answer.content).itertext())
    chart = state.charts(state.key(), "en")[CHART]

    assert chart.title in words and chart.subtitle in words and chart.source in words
    assert "version 2026.11.0" in words
    assert "http://testserver/check?rule=lux-share&lang=en" in words
    assert "script-src" not in answer.headers["content-security-policy"]


def test_metadata() -> None:
    """What a program must know to use the numbers and to cite them."""
    known = get(f"/files/{CHART}.de.metadata.json").json()

    assert known["unit"] == "EUR" and known["language"] == "de" and known["version"] == "2026.11.0"
    assert {"title", "subtitle", "source", "citation", "licenses", "columns"} <= set(known)
    assert "insgesamt 60 Millionen" in [figure["phrase"] for figure in known["figures"]]
    assert known["citation"].startswith("Tageblatt") and known["address"] in known["citation"]
    assert [source["publisher"] for source in known["sources"]][0] == "Tageblatt"


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture answers with the line that installs it; menus leave pictures out; the rest is there."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    files.content.cache_clear()
    views = state.views(state.key(), "de")
    answer = get(f"/files/{CHART}.de.png")

    assert (answer.status, answer.text) == (501, f"{pictures.HINT}\n")
    assert answer.headers["content-type"].startswith("text/plain")
    assert get(f"/files/{CHART}.de.csv").status == 200
    assert not [file for file in menu.chart_menu(views, chart(views), BASE, "").files if file.is_picture]


def chart(views: Views) -> Chart:
    return next(views.charts())


@pytest.mark.parametrize("path", ["files/x/y/z", "files/v/figures.csv", "brief/it.html", "brief/de.pdf", "brief/de"])
def test_what_is_not_there(path: str) -> None:
    """404, in plain words."""
    assert get(f"/{path}").status == 404


def test_a_figure_as_json() -> None:
    """As `figures show` prints it, with its source."""
    found = get("/api/figures/lux-state-contribution.json").json()

    assert found["figures"][0]["phrase"] == "insgesamt 60 Millionen" and found["source"]["publisher"] == "Tageblatt"
