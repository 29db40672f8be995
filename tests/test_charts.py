"""Charts as marks: what a phone shows and what a desk shows, whatever the ledger."""

from pathlib import Path

import pytest
from ledgers import write_ledger

import figures
from figures import charts
from figures.canvas import TOKENS, Canvas, Mark
from figures.ledger import LANGUAGES
from figures.pages.content import layout
from figures.report import Report
from figures.views import Chart, Views


def marks_of(report: Report, name: str, language: str = "de") -> tuple[Chart, Canvas, list[Mark]]:
    chart = next(chart for chart in Views(report, language).charts() if chart.id == name)
    return chart, *charts.marks(chart, TOKENS["page"])


def texts(marks: list[Mark], is_wide: bool) -> list[tuple[float, str]]:
    """The words that are seen, with their places down."""
    shown = [mark.on_wide if is_wide else mark for mark in marks if mark.kind == "text"]
    return [(mark.row["y"], said) for mark in shown if (said := mark.row["wide" if is_wide else "text"])]


@pytest.mark.parametrize("name", ["timeline", "sizes-eur", "sizes-eur-log"])
def test_rows_are_even_on_a_wide_screen(seeds: Report, name: str) -> None:
    """A phone wraps some labels; a desk does not, has the same space between all rows, and is less high."""
    chart, canvas, marks = marks_of(seeds, name)
    rows = [*chart.bars, *chart.events]
    places = [next(y for y, said in texts(marks, is_wide=True) if said == row.label) for row in rows]
    assert len({round(two - one, 6) for one, two in zip(places, places[1:], strict=False)}) == 1
    assert canvas.wide_height < canvas.height
    (height,) = charts.spec(chart, "page")["params"]
    assert height["name"] == "height" and str(canvas.wide_height) in height["expr"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_lie_on_the_canvas(seeds: Report, language: str) -> None:
    """On a phone and on a desk: none stands above the first row or below the last one."""
    for chart in Views(seeds, language).charts():
        canvas, marks = charts.marks(chart, TOKENS["page"])
        for is_wide, height in ((False, canvas.height), (True, canvas.wide_height or canvas.height)):
            assert all(0 <= y <= height - 6 for y, _ in texts(marks, is_wide)), chart.id


@pytest.mark.parametrize("is_wide", [False, True])
@pytest.mark.parametrize(
    "name", ["timeline", "sizes-eur-log", "readings-lux-share", "readings-prints-mistral-valuation"]
)
def test_guides_spare_words(seeds: Report, name: str, is_wide: bool) -> None:
    """No thin line behind the marks runs through a label or a value; the ticks stand above the first row."""
    chart, _, marks = marks_of(seeds, name)
    said = {words for row in (*chart.bars, *chart.ranges, *chart.events) for words in (row.label, row.value)}
    lines = [y for y, words in texts(marks, is_wide) if any(words in one for one in said)]
    guides = [mark.on_wide if is_wide else mark for mark in marks if mark.level == 0]
    assert guides and lines
    crossed = [y for y in lines for mark in guides if mark.row["y"] < y - 6 and mark.row["y2"] > y + 6]
    assert not crossed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cut_axis_has_numbers(seeds: Report, language: str) -> None:
    """Every guide of ranges has its value; on a phone two of them at least are named, where there are two."""
    for chart in Views(seeds, language).charts():
        if chart.ranges:
            _, marks = charts.marks(chart, TOKENS["page"])
            assert {mark.row["x"] for mark in marks if mark.level == 0} == {float(tick.at) for tick in chart.grid}
            named = {words for _, words in texts(marks, is_wide=False)} & {tick.text for tick in chart.grid}
            assert len(named) >= min(2, len(chart.grid)) > 0, chart.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_piece_has_its_name_on_a_phone(seeds: Report, language: str) -> None:
    """Inside a bar where there is room, else below it beside a square in its look."""
    for chart in Views(seeds, language).charts():
        _, marks = charts.marks(chart, TOKENS["page"])
        for is_wide in (False, True):
            said = " ".join(words for _, words in texts(marks, is_wide)).replace("- ", "-")  # lines may end at a hyphen
            pieces = [piece for bar in chart.bars for piece in bar.segments]
            assert chart.scale == "log" or all(piece.label in said and piece.text in said for piece in pieces), chart.id


def test_a_calculated_piece_keeps_its_number_on_a_phone(seeds: Report) -> None:
    """Inside the bar stands 63, and below it that it is calculated."""
    chart, _, marks = marks_of(seeds, "whole-programme-no-payer")
    piece = chart.bars[0].segments[0]

    assert piece.short and piece.short != piece.text
    said = [words for _, words in texts(marks, is_wide=False)]
    assert piece.short in said and piece.named in " ".join(said)


def test_what_the_axis_does_not_reach_is_an_arrow(seeds: Report) -> None:
    """About 2010, on an axis from 2021 on: a triangle at the edge says its name, and nothing stands in 2021."""
    chart, canvas, marks = marks_of(seeds, "timeline")
    (mark,) = [mark for mark in marks if mark.row.get("named") == chart.events[0].named]
    assert (mark.style["shape"], mark.row["x"]) == ("triangle-left", canvas.low)


def test_a_whole_of_many_parts_has_its_tiles(tmp_path: Path) -> None:
    """Five parts and a rest: more than there are colours."""
    parts = [f"p{number}  t.part{number}  {number} M€" for number in range(1, 6)]
    rest = "rule: rest: t.rest = t.cost - " + " - ".join(f"t.part{number}" for number in range(1, 6))
    views = Views(figures.read(write_ledger(tmp_path, "\n".join(["all  t.cost  20 M€", *parts, rest]))), "en")
    page = views.overview()
    assert len(page.tiles) == 6
    assert any("fl-look-gap" in str(block) for block in layout(views).overview(page))
