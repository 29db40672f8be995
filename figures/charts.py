"""Charts of the views as Vega-Lite, built with Altair: direct labels, doubt drawn, no colour needed to read them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .addresses import leading as leading_to
from .canvas import ARROW, BAR, TOKENS, WIDE, Canvas, Mark, layers, leading, text_width
from .diagram import network, network_canvas
from .interval import Interval
from .views import Bar, Chart, Event, Range, Segment, Tick
from .views.dates import years

if TYPE_CHECKING:
    import altair

Spec = dict[str, Any]
FONT = "Inter, Noto Sans, Segoe UI, Arial, sans-serif"
LINE, BELOW, SPACE = 24, 22, 16  # px: label line, words below a bar, space between rows
ROOM_FOR_LABEL = Fraction(1, 3)  # of the axis: on a wide screen such a piece is named as well
ROOM_FOR_TEXT = Fraction(1, 6)  # of the axis: a narrower piece has its text on a wide screen only,
ROOM_ON_WIDE = Fraction(1, 12)  # and below this in the tooltip and the table only
PHONE = 36  # signs of a line that fit at 320 px, whatever font is there
SIGN = 7.5  # px that a sign takes
MORE = 18  # px: each further line of a label
SEEN = 4 / 280  # of the axis: four pixels on a phone; a narrower doubt is left to the words
YEARS = 7  # labels of years that fit at 320 px


@lru_cache(maxsize=256)
def spec(chart: Chart, theme: str, language: str = "") -> Spec:
    """The Vega-Lite dictionary of a chart in the colours of the page, light or dark; built once and kept.

    With a language its marks are links to our pages in it; a picture that travels has none.
    """
    found: Spec = drawing(chart, theme, language).to_dict()
    return found


@lru_cache(maxsize=64)
def served(chart: Chart, language: str) -> Spec:
    """The spec for our pages, its data as Arrow bytes: Streamlit would turn rows into these at every rerun."""
    found = spec(chart, "page", language)
    return {**found, "datasets": {name: _arrow(rows) for name, rows in found["datasets"].items()}}


def _arrow(rows: list[dict[str, Any]]) -> bytes:
    import pyarrow as pa

    table, sink = pa.Table.from_pylist(rows), pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def drawing(chart: Chart, theme: str = "light", language: str = "") -> altair.LayerChart:
    """The Altair chart itself, to be changed or saved by a reader's own code."""
    described = {} if theme == "page" else {"description": chart.alt}  # on a page the alt text says it
    canvas, drawn = marks(chart, TOKENS[theme])
    linked = [_linked(mark, language) for mark in drawn] if language else drawn
    return assembled(canvas, linked).properties(
        usermeta={"embedOptions": {"padding": 0}},  # Streamlit would add room below
        **described,
    )


def _linked(mark: Mark, language: str) -> Mark:
    """The mark with the address it leads to."""
    return replace(mark, row={**mark.row, "href": leading_to(mark.leads, language)}) if mark.leads else mark


def assembled(canvas: Canvas, drawn: list[Mark], font: str = FONT, padding: int = 2) -> altair.LayerChart:
    """Marks as one Altair chart that is as wide as its container."""
    import altair as alt

    return (
        alt.layer(*layers(drawn, canvas))
        .properties(width="container", height=canvas.height, background="transparent")
        .configure(
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
            view=alt.ViewConfig(stroke="transparent"),
            padding=padding,
            font=font,
        )
    )


def marks(chart: Chart, tokens: dict[str, str]) -> tuple[Canvas, list[Mark]]:
    """The marks of a chart: who depends on whom, events in time, bars, dots on a logarithmic axis, or ranges."""
    if chart.nodes:
        canvas = network_canvas(chart, tokens)
        return canvas, list(network(chart, canvas))
    if chart.events:
        canvas = _events_canvas(chart, tokens)
        return canvas, list(_events(chart, canvas))
    if chart.scale == "log":
        canvas = _dots_canvas(chart, tokens)
        return canvas, list(_dots(chart, canvas))
    canvas = _bars_canvas(chart, tokens) if chart.bars else _ranges_canvas(chart, tokens)
    return canvas, list(_bars(chart, canvas) if chart.bars else _ranges(chart, canvas))


def _bars_canvas(chart: Chart, tokens: dict[str, str]) -> Canvas:
    """From zero to the longest bar with its doubt and its arrow; a bar with words below needs a line more."""
    high = max((_bar_end(bar) for bar in chart.bars), default=1.0)
    return Canvas(0.0, high or 1.0, sum(_bar_height(bar) for bar in chart.bars), tokens)


def _bar_end(bar: Bar) -> float:
    """Where the last mark of a bar ends."""
    ends = [float(segment.end) for segment in bar.segments] or [0.0]
    ends += [float(bar.tick.at)] if bar.tick else []
    ends += [float(bar.doubt.upper)] if bar.doubt and bar.doubt.upper is not None else []
    return max(ends) * (1 + 1.5 * ARROW if bar.opening == "up" else 1)


def _bar_height(bar: Bar) -> float:
    return _line_height(bar) + BAR + SPACE + max((_below_height(words) for words in _words_below(bar)), default=0)


def _words_below(bar: Bar) -> Iterator[str]:
    """What stands under a bar: what it is compared with, and what its gap is called."""
    yield from (segment.named for segment in bar.segments if segment.look == "gap")
    yield from (bar.tick.text,) if bar.tick else ()


def _below_height(words: str) -> float:
    return BELOW + MORE * (len(textwrap.wrap(words, PHONE)) - 1)


def _below(words: str, top: float, canvas: Canvas, tone: str) -> Iterator[Mark]:
    """Words under a bar, flush right: one line on a wide screen, as many as it takes on a phone."""
    for number, line in enumerate(textwrap.wrap(words, PHONE)):
        y = top + BAR + BELOW / 2 + MORE * number
        wide = "" if number else words
        yield canvas.text(line, canvas.high, y, canvas.tokens[tone], "right", 600, wide)


def _bars(chart: Chart, canvas: Canvas) -> Iterator[Mark]:
    top = 0.0
    for bar in chart.bars:
        yield from leading(_label_line(bar, top, canvas), bar.leads)
        for segment in bar.segments:
            yield from leading(_segment(segment, top + _line_height(bar), canvas), segment.leads or bar.leads)
        yield from leading(_bar_doubt(bar, top + _line_height(bar), canvas), bar.leads)
        yield from _tick(bar.tick, top + _line_height(bar), canvas) if bar.tick else ()
        top += _bar_height(bar)


def _segment(segment: Segment, top: float, canvas: Canvas) -> Iterator[Mark]:
    """A piece of a bar with its words."""
    low, high = float(segment.start), float(segment.end)
    yield canvas.box(low, high, top, BAR, segment.look, canvas.tokens[segment.tone], segment.named)
    yield from _segment_text(segment, top, canvas)


def _bar_doubt(bar: Bar, top: float, canvas: Canvas) -> Iterator[Mark]:
    """What is not sure of a bar: its wide reading where that can be seen, an open end."""
    tokens, middle = canvas.tokens, top + BAR / 2
    yield from _doubt(bar.doubt, middle, canvas, SEEN)
    if bar.opening and bar.segments:
        last = bar.segments[-1]
        inside = bar.opening == "down" and last.look == "solid"
        yield from canvas.arrow(float(last.end), middle, bar.opening, tokens["on" if inside else "ink"])


def _doubt(doubt: Interval | None, y: float, canvas: Canvas, seen: float) -> Iterator[Mark]:
    """A line with ends, where it takes at least ``seen`` of the axis."""
    if doubt and doubt.lower is not None and doubt.upper is not None:
        low, high, ink = float(doubt.lower), float(doubt.upper), canvas.tokens["ink"]
        if low >= canvas.low and canvas.share(low, high) >= seen:
            yield canvas.rule(low, high, y, ink)
            yield from (canvas.upright(end, y - 5, y + 5, ink) for end in (low, high))


def _tick(tick: Tick, top: float, canvas: Canvas) -> Iterator[Mark]:
    """What a bar is compared with: a line across it, its words below."""
    drawn = [canvas.upright(float(tick.at), top - 4, top + BAR + 4, canvas.tokens["ink"])]
    yield from leading([*drawn, *_below(tick.text, top, canvas, "ink")], tick.leads)


def _segment_text(segment: Segment, top: float, canvas: Canvas) -> Iterator[Mark]:
    """The value inside a piece that has room for it; a gap has its words below."""
    tokens = canvas.tokens
    if segment.look == "gap":
        yield from _below(segment.named, top, canvas, "gap")
        return
    share = (segment.end - segment.start) / Fraction(canvas.high)
    if share >= ROOM_ON_WIDE and segment.text:
        colour = tokens["on"] if segment.look == "solid" else tokens["ink"]
        middle = float(segment.start + segment.end) / 2
        short = segment.text if share >= ROOM_FOR_TEXT else ""
        need = need_for_name(segment, canvas)
        whole, need = (segment.named, need) if need else (segment.text, WIDE)
        yield canvas.text(short, middle, top + BAR / 2, colour, "center", 600, whole, need)


def need_for_name(segment: Segment, canvas: Canvas) -> float:
    """How many pixels the chart must have, so that the name of a piece fits into it; 0: no chart is so wide."""
    share = canvas.share(float(segment.start), float(segment.end))
    return max(WIDE, (text_width(segment.named, is_bold=True) + SPACE / 2) / share) if share >= ROOM_FOR_LABEL else 0


def _lines(row: Bar | Range | Event) -> tuple[list[str], bool]:
    """The lines of a label on a phone, and whether the value fits behind the last one."""
    lines = textwrap.wrap(row.label, PHONE) or [""]
    return lines, len(lines[-1]) + len(row.value) <= PHONE


def _line_height(row: Bar | Range | Event) -> float:
    """One line for label and value, more where both would meet on a phone."""
    lines, fits = _lines(row)
    return LINE + MORE * (len(lines) - 1 + (not fits))


def _label_line(row: Bar | Range | Event, top: float, canvas: Canvas) -> Iterator[Mark]:
    """The label on the left, the value on the right, both right above the mark where there is room."""
    lines, fits = _lines(row)
    lines = lines if fits else [*lines, ""]
    muted, need = canvas.tokens["muted"], max(WIDE, SIGN * (len(row.label) + len(row.value)))
    for number, line in enumerate(lines):
        y = top + LINE / 2 + MORE * number
        wide = row.label if number == len(lines) - 1 else ""
        yield canvas.text(line, canvas.low, y, muted, "left", wide=wide, need=need)
    yield canvas.text(row.value, canvas.high, y, canvas.tokens["ink"], "right", 600)


def _ranges_canvas(chart: Chart, tokens: dict[str, str]) -> Canvas:
    """From the lowest to the highest end with a little room; more of it where an arrow has to go."""
    rows = [found for row in chart.ranges for found in (row.interval, row.loose) if found is not None]
    ends = [float(end) for row in rows for end in (row.lower, row.upper) if end is not None]
    low, high = (min(ends), max(ends)) if ends else (0.0, 1.0)
    span = high - low or abs(high) or 1.0
    before = 0.2 if any(row.lower is None for row in rows) else 0.03
    behind = 0.2 if any(row.upper is None for row in rows) else 0.03
    return Canvas(low - before * span, high + behind * span, sum(map(_range_height, chart.ranges)), tokens)


def _range_height(row: Range) -> float:
    return _line_height(row) + 2 * SPACE


def _ranges(chart: Chart, canvas: Canvas) -> Iterator[Mark]:
    for part in (1, 2, 3):
        yield canvas.guide(canvas.low + (canvas.high - canvas.low) * part / 4)
    top = 0.0
    for row in chart.ranges:
        yield from leading(_label_line(row, top, canvas), row.leads)
        yield from leading(_interval(row, top + _line_height(row) + SPACE / 2, canvas), row.leads)
        top += _range_height(row)


def _interval(row: Range, y: float, canvas: Canvas) -> Iterator[Mark]:
    """A thick line, its wider reading a thin one; an open end is an arrow, a point is a dot."""
    yield from _wider(row, y, canvas) if row.loose else ()
    interval, colour = row.interval, canvas.tokens[row.tone]
    tip = (canvas.high - canvas.low) / 100  # room for the arrow's head inside the frame
    low = canvas.low + tip if interval.lower is None else float(interval.lower)
    high = canvas.high - tip if interval.upper is None else float(interval.upper)
    yield canvas.line(low, high, y, colour, row.named)
    if interval.is_point:
        yield canvas.dot(low, y, colour, "circle")
    if interval.upper is None:
        yield canvas.dot(high, y, colour, "triangle-right")
    if interval.lower is None:
        yield canvas.dot(low, y, colour, "triangle-left")


def _wider(row: Range, y: float, canvas: Canvas) -> Iterator[Mark]:
    """A thin line with ends; where an end is open the arrow of the thick line says so, or one of its own."""
    assert row.loose is not None
    tip, ink = (canvas.high - canvas.low) / 100, canvas.tokens["ink"]
    low = canvas.low + tip if row.loose.lower is None else float(row.loose.lower)
    high = canvas.high - tip if row.loose.upper is None else float(row.loose.upper)
    yield canvas.rule(low, high, y, ink)
    for end, value, shape in ((row.loose.lower, low, "triangle-left"), (row.loose.upper, high, "triangle-right")):
        yield canvas.dot(value, y, ink, shape) if end is None else canvas.upright(value, y - 5, y + 5, ink)


# Dots on a logarithmic axis


def _dots_canvas(chart: Chart, tokens: dict[str, str]) -> Canvas:
    """From the first guide to the last, with room for dots and arrows beside them."""
    low, high = (float(chart.grid[place].at) for place in (0, -1))
    room = (high / low) ** ARROW
    height = LINE + sum(_dot_height(bar) for bar in chart.bars)
    return Canvas(low / room, high * room, height, tokens, is_log=True)


def _dot_height(bar: Bar) -> float:
    return _line_height(bar) + 2 * SPACE


def _dots(chart: Chart, canvas: Canvas) -> Iterator[Mark]:
    yield from _decades(chart, canvas)
    top = float(LINE)
    for bar in chart.bars:
        yield from leading(_label_line(bar, top, canvas), bar.leads)
        yield from leading(_dot(bar, top + _line_height(bar) + SPACE / 2, canvas), bar.leads)
        top += _dot_height(bar)


def _dot(bar: Bar, y: float, canvas: Canvas) -> Iterator[Mark]:
    """A dot where the bar would end; an open end is an arrow, a doubt that the dot does not hide a line with ends."""
    last = bar.segments[-1]
    colour = canvas.tokens[last.tone]
    yield from _doubt(bar.doubt, y, canvas, 2 * SEEN)
    if bar.opening:
        yield from canvas.arrow(float(last.end), y, bar.opening, colour)
    yield canvas.point(float(last.end), y, colour, last.look, last.named)


def _decades(chart: Chart, canvas: Canvas) -> Iterator[Mark]:
    """A guide for each power of ten; as many of them named as the width allows."""
    last, muted = len(chart.grid) - 1, canvas.tokens["muted"]
    few, many = (-(-len(chart.grid) // room) for room in (3, YEARS))
    for number, tick in enumerate(chart.grid):
        x = float(tick.at)
        yield canvas.guide(x)
        align = "left" if number == 0 else "right" if number == last else "center"
        narrow, wide = ("" if number % step else tick.text for step in (few, many))
        yield canvas.text(narrow, x, LINE / 2, muted, align, wide=wide)


# Events in time: days counted from 1 January of the year 1


def _events_canvas(chart: Chart, tokens: dict[str, str]) -> Canvas:
    """From the first year to the last; what lies long before the others is left to an arrow."""
    first, last = years(chart.events)
    height = 2 * LINE + sum(_event_height(event) for event in chart.events)
    return Canvas(_new_year(first), _new_year(last + 1), height, tokens)


def _new_year(year: int) -> float:
    """1 January as a place on the axis; the year after the calendar's last one too."""
    return float(date(year, 1, 1).toordinal() if year <= date.max.year else date.max.toordinal() + 1)


def _event_height(event: Event) -> float:
    return _line_height(event) + 2 * SPACE


def _events(chart: Chart, canvas: Canvas) -> Iterator[Mark]:
    yield from _year_guides(chart, canvas)
    top = float(LINE)
    for event in chart.events:
        yield from leading(_label_line(event, top, canvas), event.leads)
        y = top + _line_height(event) + SPACE / 2
        if chart.marker:
            yield canvas.upright(chart.marker.toordinal() + 1, y - 9, y + 9, canvas.tokens["muted"])
        yield from leading(_event(event, y, canvas), event.leads)
        top += _event_height(event)


def _year_guides(chart: Chart, canvas: Canvas) -> Iterator[Mark]:
    """A line for each new year, named above and below the marks."""
    first, last = years(chart.events)
    count = last + 1 - first
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if count / step <= YEARS), 2000)
    for year in range(first, last + 1, step):
        yield canvas.guide(_new_year(year))
        for y in (LINE / 2, canvas.height - LINE / 2):
            yield canvas.text(f"\u00a0{year}", _new_year(year), y, canvas.tokens["muted"], "left")


def _event(event: Event, y: float, canvas: Canvas) -> Iterator[Mark]:
    """A dot for what is short, a bar for what is long, an arrow for an end nobody names or the axis does not reach."""
    colour = canvas.tokens["first"]
    low = canvas.low if event.first is None else float(event.first.toordinal())
    high = canvas.high if event.last is None else float(event.last.toordinal() + 1)
    if high <= canvas.low:
        yield canvas.point(canvas.moved(canvas.low, ARROW), y, colour, event.look, event.named)
        yield from canvas.arrow(canvas.moved(canvas.low, ARROW), y, "down", colour)
        return
    if canvas.share(low, high) < 3 * SEEN:
        yield canvas.point((low + high) / 2, y, colour, event.look, event.named)
    else:
        yield canvas.box(max(low, canvas.low), high, y - 7, 14, event.look, colour, event.named)
    if event.last is None:
        yield canvas.dot(high, y, colour, "triangle-right")
    if event.first is None or low < canvas.low:
        yield canvas.dot(canvas.low, y, colour, "triangle-left")
