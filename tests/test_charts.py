"""Charts as marks: what a phone shows and what a desk shows, whatever the ledger."""

from fractions import Fraction
from pathlib import Path

import pytest
from ledgers import write_ledger

import figures
from figures import charts
from figures.below import STRIP
from figures.canvas import PHONE, TOKENS, Canvas, Mark, text_width
from figures.export import Table
from figures.ledger import LANGUAGES
from figures.pages.content import layout
from figures.report import Report
from figures.views import Bar, Chart, Segment, Tick, Views


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
            assert {mark.row["x"] for mark in marks if mark.level == 0} == {float(tick.place) for tick in chart.grid}
            named = {words for _, words in texts(marks, is_wide=False)} & {tick.text for tick in chart.grid}
            assert len(named) >= min(2, len(chart.grid)) > 0, chart.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_piece_has_its_name_on_a_phone(seeds: Report, language: str) -> None:
    """Inside a bar where there is room, else below it over a strip at its place."""
    for chart in Views(seeds, language).charts():
        _, marks = charts.marks(chart, TOKENS["page"])
        for is_wide in (False, True):
            said = " ".join(words for _, words in texts(marks, is_wide)).replace("- ", "-")  # lines may end at a hyphen
            pieces = [piece for bar in chart.bars for piece in bar.segments]
            assert chart.scale == "log" or all(piece.label in said and piece.text in said for piece in pieces), chart.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", [0, 600])
def test_words_below_a_bar_stand_at_their_piece(seeds: Report, language: str, room: float) -> None:
    """Under the words of a piece lies a strip in its look, from its start to its end; two pieces never share one.

    On a desk and in a picture a piece that says its number inside needs none.
    """
    found = []
    for chart in (one for one in Views(seeds, language).charts() if one.scale == "linear"):
        _, marks = charts.marks(chart, TOKENS["page"], room)
        pieces = {(float(s.start), float(s.end), s.look): s for bar in chart.bars for s in bar.segments}
        rects = [mark for mark in marks if mark.kind == "rect" and "x2" in mark.row]
        strips = [mark for mark in rects if chart.bars and "named" not in mark.row]
        for is_wide in (False, True):
            lines = texts(marks, is_wide)
            for strip in (mark.on_wide if is_wide else mark for mark in strips if not (is_wide and mark.until)):
                (piece,) = [s for ends, s in pieces.items() if ends[:2] == (strip.row["x"], strip.row["x2"])]
                over = max((y, words) for y, words in lines if y < strip.row["y"])
                assert strip.row["y"] - over[0] < 12 and over[1] in piece.named, chart.id
                assert strip.leads and strip.row["y2"] - strip.row["y"] == STRIP
                found.append((chart.id, is_wide))
    assert {is_wide for name, is_wide in found if name == "sides-lux-share"} == (set() if room else {False})


def test_a_strip_has_the_open_end_of_its_bar(seeds: Report) -> None:
    """Under the name of what is more than 8,750 lies a strip: it has an arrow, as the bar above it."""
    chart = next(one for one in Views(seeds, "de").charts() if one.id == "sides-nexus-hope")
    _, marks = charts.marks(chart, TOKENS["page"])
    *_, strip = (mark for mark in marks if mark.kind == "rect" and "named" not in mark.row)
    arrows = [mark for mark in marks if mark.style.get("shape") == "triangle-right" and mark.until == strip.until > 0]

    assert [mark.row["y"] for mark in arrows] == [strip.row["y"] + STRIP / 2]


def test_a_hoped_dot_is_dotted() -> None:
    """Full: has happened; a ring: has not; a dotted ring: is hoped for, as the bars are."""
    canvas = Canvas(0.0, 1.0, 100, TOKENS["light"])
    dots = [canvas.point(0.5, 50, "red", look, "it").style for look in ("solid", "dashed", "hollow")]

    assert [dot["fill"] == "red" for dot in dots] == [True, False, False]
    assert ["strokeDash" in dot for dot in dots] == [False, False, True]


@pytest.mark.parametrize("look", ["dashed", "hollow", "gap", "solid"])
def test_no_bar_is_too_narrow_for_its_dashes(look: str) -> None:
    """Dashes on both edges of a thin rectangle would look like a full line; a single one stays dashed."""
    canvas = Canvas(0.0, 240.0, 100, TOKENS["light"])
    (thin, wide) = (canvas.box(10, 10 + width, 0, 34, look, "red", "what it is") for width in (0.5, 2))

    assert wide.kind == "rect" and thin.kind == ("rect" if look == "solid" else "rule")
    assert thin.style.get("strokeDash") == wide.style.get("strokeDash") and thin.row["named"] == "what it is"
    assert look == "solid" or (thin.row["x"], "x2" in thin.row) == (10.25, False)


def test_pieces_of_one_look_are_told_apart(report: Report) -> None:
    """Five full pieces of one colour: a line between each two, and each name that is below over its own piece.

    all  town.cost   70 M€
    p1   hall.roof    1 M€
    p2   hall.walls  45 M€
    p3   hall.doors   2 M€
    p4   hall.heat   20 M€
    p5   hall.light   2 M€
    rule: split: town.cost = hall.roof + hall.walls + hall.doors + hall.heat + hall.light
    """
    chart, _, marks = marks_of(report, "sides-split", "en")
    pieces = chart.bars[1].segments
    edges = {mark.row["x"] for mark in marks if mark.style.get("color") == TOKENS["page"]["on"] and "y2" in mark.row}

    assert edges == {float(piece.end) for piece in pieces[:-1]}
    at = {"left": {float(p.start): p for p in pieces}, "right": {float(p.end): p for p in pieces}}
    strips = [mark.row["y"] for mark in marks if mark.kind == "rect" and "named" not in mark.row]
    said = [mark for mark in marks if mark.kind == "text" and min(strips) - 30 < mark.row["y"] < max(strips)]
    assert len(strips) >= 3 and all(
        (mark.row["text"] or mark.row["wide"]) in at[mark.style["align"]][mark.row["x"]].named for mark in said
    )


@pytest.mark.parametrize("places", [[50], [0], [100], [1, 99], [88, 96], [3, 9], [40, 60], [30, 30], [20, 50, 97]])
@pytest.mark.parametrize("width", [0, 600])
def test_the_line_of_a_tick_crosses_no_words(places: list[int], width: float) -> None:
    """Wherever ticks stand on a bar, each line leads down to its own words, on a phone, a desk and a picture."""
    segment = Segment(Fraction(0), Fraction(100), "2026", "", "2026: 100", "hollow", "second")
    ticks = tuple(Tick(Fraction(at), f"counted as number {n}: more than {at} visitors") for n, at in enumerate(places))
    chart = Chart(
        "c", "", "", "", "", "visitor", (Bar("2026", "100", (segment,), ticks=ticks),), (), Table("t", (), ()), ()
    )
    canvas, marks = charts.marks(chart, TOKENS["page"], width)
    for is_wide, room in ((False, width or PHONE), (True, width or canvas.need)):
        shown = [mark.on_wide if is_wide else mark for mark in marks]
        lines = [
            mark.row for mark in shown if mark.kind == "rule" and mark.row.get("x2", mark.row["x"]) == mark.row["x"]
        ]
        words = [mark for mark in shown if mark.kind == "text" and mark.row["wide" if is_wide else "text"]]
        assert len(lines) == len(places)
        assert " ".join(mark.row["wide" if is_wide else "text"] for mark in words).count("visitors") == len(places)
        for mark in words:
            low, high = _ends(mark, mark.row["wide" if is_wide else "text"], room)
            assert -1 <= low and high <= room + 1
            for row in lines:
                is_beside = row["y"] < mark.row["y"] < row["y2"]
                assert not (is_beside and low < row["x"] / 100 * room < high), mark.row


def _ends(mark: Mark, words: str, room: float) -> tuple[float, float]:
    """From where to where a text reaches, in pixels of a chart from 0 to 100."""
    wide, at = text_width(words), mark.row["x"] / 100 * room + mark.style.get("dx", 0)
    left = at - {"left": 0, "right": wide, "center": wide / 2}[mark.style["align"]]
    return left, left + wide


def test_the_open_end_of_a_tick_is_seen() -> None:
    """Inside a full bar in the colour of the page, else in that of the words; it leads where its tick does."""
    for look, token in (("solid", "on"), ("hollow", "ink")):
        segment = Segment(Fraction(0), Fraction(100), "2026", "", "2026: 100", look, "second")
        tick = Tick(Fraction(50), "counted: more than 50", "check:one", "up")
        bar = Bar("2026", "100", (segment,), ticks=(tick,))
        _, marks = charts.marks(Chart("c", "", "", "", "", "", (bar,), (), Table("t", (), ()), ()), TOKENS["page"])
        (head,) = [mark for mark in marks if mark.style.get("shape") == "triangle-right"]
        assert head.row["x"] > 50 and head.style["color"] == TOKENS["page"][token] and head.leads == "check:one"


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


def test_the_words_of_a_row_lead_to_the_print_at_its_source(seeds: Report) -> None:
    """The bar leads to the record, its words to those on the page of the source, where no text is at hand."""
    chart, _, drawn = marks_of(seeds, "sizes-eur", "en")
    bar = next(bar for bar in chart.bars if bar.leads == "rcr-pre-money")
    told = {mark.leads for mark in drawn if bar.value in str(mark.row)}

    assert told == {"rcr-pre-money", bar.at} and bar.at.startswith("https://") and "#:~:text=" in bar.at


@pytest.mark.parametrize("is_wide", [False, True])
def test_lines_meet_the_dots_of_a_picture_of_conflicts(seeds: Report, is_wide: bool) -> None:
    """On a phone and on a desk, which is less high, each line ends at a print or a rule, and each of these has one."""
    chart, canvas, drawn = marks_of(seeds, "together-1")
    shown = [mark.on_wide if is_wide else mark for mark in drawn]
    dots = {mark.row["y"] for mark in shown if "named" in mark.row}
    across = {mark.row["y"] for mark in shown if mark.kind == "rule" and "x2" in mark.row}
    down = {mark.row[end] for mark in shown if mark.kind == "rule" and "y2" in mark.row for end in ("y", "y2")}

    assert dots == across > down and len(dots) == len(chart.nodes) and canvas.wide_height < canvas.height
