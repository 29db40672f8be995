"""Charts as pictures: the same marks as on the page, in a file."""

import sys
from xml.etree import ElementTree

import pytest

from figures import pictures
from figures.errors import UsageError
from figures.report import Report
from figures.views import Chart, Views


@pytest.fixture
def chart(seeds: Report) -> Chart:
    return next(Views(seeds, "de").charts())


def test_svg_says_what_the_chart_says(chart: Chart) -> None:
    """A file of its own, as wide as asked, with every word of the chart and no address but its name space."""
    root = ElementTree.fromstring(pictures.svg(chart, width=700))
    assert root.get("width") == "700"
    words = " ".join(root.itertext())
    assert all(segment.text in words for segment in chart.bars[0].segments if segment.look != "gap")


def test_the_page_theme_keeps_names_of_colours(chart: Chart) -> None:
    """A style sheet can turn the same drawing light or dark."""
    assert "var(--fl-" in pictures.svg(chart, "page")
    assert "var(" not in pictures.svg(chart, "light")


def test_png_is_a_picture(chart: Chart) -> None:
    """Twice as many pixels as the width says."""
    data = pictures.png(chart, width=500)
    assert data.startswith(b"\x89PNG") and int.from_bytes(data[16:20]) == 1000


def test_without_the_extra_it_says_what_to_install(chart: Chart, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that can be pasted."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(UsageError, match="pip install"):
        pictures.svg(chart)
