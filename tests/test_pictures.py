"""Charts as pictures: the same marks as on the page, in a file."""

import sys
from collections.abc import Callable
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
from test_browser import OVERLAPS

from figures import pictures
from figures.errors import FiguresError, UsageError
from figures.ledger import LANGUAGES
from figures.report import Report
from figures.sheet import FOOT, SUBTITLE, TITLE, wrapped
from figures.views import Chart, Views


def squeezed(text: str) -> str:
    """Without blanks: a wrapped line has none where it ends."""
    return "".join(text.split())


@pytest.fixture
def chart(seeds: Report) -> Chart:
    return next(Views(seeds, "de").charts())


@pytest.mark.usefixtures("renderer")
def test_svg_says_what_the_chart_says(chart: Chart) -> None:
    """A file of its own, as wide as asked, with every word of the chart and no address but its name space."""
    root = ElementTree.fromstring(pictures.svg(chart, width=700))
    assert root.get("width") == "700"
    words = " ".join(root.itertext())
    assert all(segment.text in words for segment in chart.bars[0].segments if segment.look != "gap")


@pytest.mark.usefixtures("renderer")
def test_the_page_theme_keeps_names_of_colours(chart: Chart) -> None:
    """A style sheet can turn the same drawing light or dark."""
    assert "var(--fl-" in pictures.svg(chart, "page")
    assert "var(" not in pictures.svg(chart, "light")


@pytest.mark.usefixtures("renderer")
def test_png_is_a_picture(chart: Chart) -> None:
    """Twice as many pixels as the width says."""
    data = pictures.png(chart, width=500)
    assert data.startswith(b"\x89PNG") and int.from_bytes(data[16:20]) == 1000


def test_without_the_extra_it_says_what_to_install(chart: Chart, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that can be pasted."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(UsageError, match="pip install"):
        pictures.svg(chart)


@pytest.fixture(scope="module")
def taken(seeds: Report, five_texts: Report) -> Callable[[str], list[tuple[Chart, tuple[str, ...], str]]]:
    """Every chart of a language with its foot, drawn once for all tests; of the whole ledger in the longest words."""

    @cache
    def drawn(language: str) -> list[tuple[Chart, tuple[str, ...], str]]:
        views = Views(seeds if language == "de" else five_texts, language)
        charts = [views.taken(one) for one in views.charts()]
        feet = [(one, views.foot(one, f"http://127.0.0.1:8501/?lang={language}")) for one in charts]
        return [(one, foot, pictures.svg(one, foot=foot)) for one, foot in feet]

    return drawn


@pytest.mark.usefixtures("renderer")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_to_take_away_explains_itself(seeds: Report, taken: Any, language: str) -> None:
    """Title, subtitle, source, ledger with version, and address stand inside, whole, in words that paper can show."""
    for chart, foot, text in taken(language):
        root = ElementTree.fromstring(text)
        words = squeezed("".join(root.itertext()))
        assert root.get("width") == "640"
        assert all(squeezed(text) in words for text in (chart.title, chart.subtitle, *foot))
        assert seeds.ledger.version in foot[-2] and foot[-3] == chart.source
        assert "…" not in words
        texts = [node for node in root.iter() if node.tag.endswith("text")]
        assert min(float(node.attrib["font-size"].removesuffix("px")) for node in texts) * 72 / 96 >= 9


@pytest.mark.usefixtures("renderer")
def test_it_has_the_size_of_a_column_of_text(chart: Chart) -> None:
    """As a PNG 640 px wide at 96 to the inch, in twice as many dots: Word puts it at 17 cm."""
    data = pictures.png(chart, foot=["source"])
    at = data.index(b"pHYs") + 4
    inches = int.from_bytes(data[16:20]) / (int.from_bytes(data[at : at + 4]) * 0.0254)
    assert int.from_bytes(data[16:20]) == 1280
    assert inches == pytest.approx(640 / 96, rel=0.001)


@pytest.mark.parametrize(
    "text", ["", "short", "word " * 60, "x" * 500, "Donaudampfschifffahrtsgesellschaft " * 9, "WWW " * 90, "漢字" * 80]
)
def test_words_wrap(text: str) -> None:
    """No line is too long, and every sign stands in one."""
    for style in (TITLE, SUBTITLE, FOOT):
        lines = wrapped(text, style, 600)
        assert all(style.width(line) <= 600 for line in lines)
        assert squeezed("".join(lines)) == squeezed(text)


@pytest.mark.usefixtures("renderer")
def test_every_piece_is_named(seeds: Report) -> None:
    """Where a bar's piece has no room for its name, the picture has it below."""
    views = Views(seeds, "de")
    chart = next(one for one in views.charts() if one.id == "sides-lux-share")
    said = [*map(squeezed, ElementTree.fromstring(pictures.svg(chart, foot=[])).itertext())]
    words = "".join(said)
    for piece in (piece for bar in chart.bars for piece in bar.segments):
        assert squeezed(piece.named) in words or {squeezed(piece.label), squeezed(piece.text)} <= {*said}


@pytest.mark.usefixtures("renderer")
@pytest.mark.parametrize("name", ["sizes-eur", "sizes-eur-log", "timeline"])
def test_a_long_chart_fits_a_page(seeds: Report, name: str) -> None:
    """Ten rows, and how many there are; money with its rate, the day of the rate, and that kinds do not add up."""
    views = Views(seeds, "en")
    whole = next(one for one in views.charts() if one.id == name)
    chart = views.taken(whole)
    root = ElementTree.fromstring(pictures.svg(chart, foot=views.foot(chart)))
    words = " ".join(" ".join(root.itertext()).split())
    count = len(whole.bars) + len(whole.events)
    assert count > 10 == len(chart.bars) + len(chart.events)
    assert "10 largest of 18" in words if whole.bars else f"last 10 of {count}" in words
    assert float(root.attrib["height"]) < 1000
    assert chart.title != whole.title and f" {count} " not in f" {chart.title} "  # it speaks of what it shows
    if whole.bars:
        assert "19 February 2026: €1 = US$1.1753" in words and "must not be added" in words
        assert chart.bars == whole.bars[:10]


@pytest.mark.usefixtures("renderer")
def test_a_public_picture(seeds: Report) -> None:
    """By the id of a chart; an id that is not there is a mistake that is told, with the ids there are."""
    name = pictures.names(seeds)[0]
    drawn = pictures.chart(seeds, name, "fr")
    assert type(drawn).__name__ == "LayerChart" and "aucun payeur" in str(drawn.to_dict())
    assert pictures.picture(seeds, name, "fr", "svg").startswith(b"<svg")
    assert pictures.picture(seeds, name).startswith(b"\x89PNG")
    for wrong in (("no-chart", "en", "png"), (name, "it", "png"), (name, "en", "gif")):
        with pytest.raises(FiguresError, match="there (is|are)"):
            pictures.picture(seeds, *wrong)


@pytest.mark.browser
@pytest.mark.usefixtures("renderer")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_meet(browser: Any, taken: Any, language: str) -> None:
    """In no picture of any chart do two texts overlap, or is one cut."""
    page = browser.new_page(viewport={"width": 800, "height": 800})
    for chart, _, text in taken(language):
        page.set_content(f'<div data-testid="stVegaLiteChart">{text}</div>')
        assert page.evaluate(OVERLAPS) == [], chart.id
    page.close()
