"""Charts of the views as Vega-Lite, built with Altair: direct labels, doubt drawn, no colour needed to read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .addresses import leading as leading_to
from .below import below, below_marks, fitting, needs, sizes
from .canvas import ARROW, BAR, PHONE, SMALL, TOKENS, WIDE, Canvas, Mark, layers, leading
from .diagram import network, network_canvas
from .interval import Interval
from .rows import LINE, SPACE, Row, need_of, stacked
from .views import Bar, Chart, Event, Range, Segment, Tick
from .views.dates import new_year, shape_of, years
from .views.records import SEEN

if TYPE_CHECKING:
    import altair

Spec = dict[str, Any]
FONT = "Inter, Noto Sans, Segoe UI, Arial, sans-serif"
INSIDE = 7  # px: how far from the edge of a bar the arrow of a tick lies
THIN = (2 * SPACE, 2 * SPACE)  # px: what a line or a dot takes below its label, on a phone and on a wide screen
PAGE = 900  # px: what our pages are at least on a desk
YEARS = 7  # labels of years that fit at 320 px


@lru_cache(maxsize=256)
def spec(chart: Chart, theme: str, language: str = "") -> Spec:
    """The Vega-Lite dictionary of a chart in the colours of the page, light or dark; built once and kept.

    With a language its marks are links to our pages in it; a picture that travels has none.
    """
    found: Spec = drawing(chart, theme, language).to_dict()
    canvas, _ = marks(chart, TOKENS[theme])
    if canvas.wide_height:
        height = f"width < {canvas.need} ? {canvas.height} : {canvas.wide_height}"
        found["params"] = [{"name": "height", "expr": height}]
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


def marks(chart: Chart, tokens: dict[str, str], room: float = 0) -> tuple[Canvas, list[Mark]]:
    """The marks of a chart: who depends on whom, events in time, bars, dots on a logarithmic axis, or ranges.

    On a page a chart has any width; ``room`` is that of a picture.
    """
    if chart.nodes:
        canvas = network_canvas(chart, tokens, room)
        return canvas, list(network(chart, canvas))
    if chart.events:
        return _events(chart, _events_canvas(chart, tokens, room))
    if chart.scale == "log":
        return _dots(chart, _dots_canvas(chart, tokens, room))
    return (
        _bars(chart, _bars_canvas(chart, tokens, room))
        if chart.bars
        else _ranges(chart, _ranges_canvas(chart, tokens, room))
    )


# Bars


def _bars_canvas(chart: Chart, tokens: dict[str, str], room: float) -> Canvas:
    """From zero to the longest bar with its doubt and its arrow."""
    high = max((_bar_end(bar) for bar in chart.bars), default=1.0) or 1.0
    canvas = Canvas(0.0, high, 0, tokens, room=room)
    found = [need for bar in chart.bars for need in needs(bar, canvas) if need <= PAGE]
    return replace(canvas, need=need_of(chart.bars, max([WIDE, *found])))


def _bar_end(bar: Bar) -> float:
    """Where the last mark of a bar ends."""
    ends = [float(segment.end) for segment in bar.segments] or [0.0]
    ends += [float(tick.place) * (1 + 1.5 * ARROW if tick.opening == "up" else 1) for tick in bar.ticks]
    ends += [float(bar.doubt.upper)] if bar.doubt and bar.doubt.upper is not None else []
    return max(ends) * (1 + 1.5 * ARROW if bar.opening == "up" else 1)


def _bars(chart: Chart, canvas: Canvas) -> tuple[Canvas, list[Mark]]:
    """Bars of pieces with their doubt; the arrows of ticks above and below the line of a doubt."""
    words = {bar: below(bar, canvas) for bar in chart.bars}
    talls = [(BAR + SPACE + narrow, BAR + SPACE + wide) for narrow, wide in (sizes(words[bar]) for bar in chart.bars)]

    def body(bar: Row, top: float) -> Iterator[Mark]:
        assert isinstance(bar, Bar)
        for segment in bar.segments:
            yield from _segment(segment, top, canvas)
        yield from _edges(bar, top, canvas)
        yield from _bar_doubt(bar, top, canvas)
        for number, tick in enumerate(bar.ticks):
            y = top + (INSIDE if number % 2 else BAR - INSIDE)
            yield from leading(_tick_arrow(tick, bar, y, canvas), tick.leads) if tick.opening else ()
        yield from below_marks(words[bar], top, canvas)

    return stacked(chart.bars, canvas, talls, body)


def _segment(segment: Segment, top: float, canvas: Canvas) -> Iterator[Mark]:
    """A piece of a bar with as many of its words as have room inside; a gap has them below."""
    low, high, tokens = float(segment.start), float(segment.end), canvas.tokens
    box = canvas.box(low, high, top, BAR, segment.look, tokens[segment.tone], segment.named)
    yield replace(box, leads=segment.leads)
    if segment.look != "gap" and segment.text:
        short, whole = (fitting(segment, canvas, room) for room in (canvas.room or PHONE, canvas.need))
        colour = tokens["on"] if segment.look == "solid" else tokens["ink"]
        text = canvas.text(short, (low + high) / 2, top + BAR / 2, colour, "center", 600, whole, canvas.need)
        yield replace(text, leads=segment.at or segment.leads)


def _edges(bar: Bar, top: float, canvas: Canvas) -> Iterator[Mark]:
    """A thin line between two full pieces of one colour, which would look like one."""
    for one, two in pairwise(bar.segments):
        if one.look == two.look == "solid" and one.tone == two.tone:
            edge = canvas.upright(float(one.end), top, top + BAR, canvas.tokens["on"])
            yield replace(edge, style={**edge.style, "strokeWidth": 1})


def _bar_doubt(bar: Bar, top: float, canvas: Canvas) -> Iterator[Mark]:
    """What is not sure of a bar: its wide reading where that can be seen, an open end."""
    tokens, middle = canvas.tokens, top + BAR / 2
    yield from _doubt(bar.doubt, middle, canvas, float(SEEN))
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


def _tick_arrow(tick: Tick, bar: Bar, y: float, canvas: Canvas) -> Iterator[Mark]:
    """The open end of a tick, small enough to leave the doubt of its bar alone, and seen on a full bar too."""
    at = float(tick.place)
    low, high = sorted((at, canvas.moved(at, ARROW if tick.opening == "up" else -ARROW)))
    inside = any(piece.look == "solid" and piece.start <= low and high <= piece.end for piece in bar.segments)
    return canvas.arrow(at, y, tick.opening, canvas.tokens["on" if inside else "ink"], SMALL)


# Ranges


def _ranges_canvas(chart: Chart, tokens: dict[str, str], room: float) -> Canvas:
    """From the lowest to the highest end with a little room; more of it where an arrow has to go."""
    rows = [found for row in chart.ranges for found in (row.interval, row.loose) if found is not None]
    ends = [float(end) for row in rows for end in (row.lower, row.upper) if end is not None]
    low, high = (min(ends), max(ends)) if ends else (0.0, 1.0)
    span = high - low or abs(high) or 1.0
    before = 0.2 if any(row.lower is None for row in rows) else 0.03
    behind = 0.2 if any(row.upper is None for row in rows) else 0.03
    return Canvas(low - before * span, high + behind * span, 0, tokens, room=room, need=need_of(chart.ranges))


def _ranges(chart: Chart, canvas: Canvas) -> tuple[Canvas, list[Mark]]:
    def body(row: Row, top: float) -> Iterator[Mark]:
        assert isinstance(row, Range)
        return _interval(row, top + SPACE / 2, canvas)

    return stacked(chart.ranges, canvas, [THIN] * len(chart.ranges), body, chart.grid)


def _interval(row: Range, y: float, canvas: Canvas) -> Iterator[Mark]:
    """A thick line with the look of a bar, its wider reading a thin one; an open end is an arrow, a point is a dot."""
    yield from _wider(row, y, canvas) if row.loose else ()
    interval, colour = row.interval, canvas.tokens[row.tone]
    tip = (canvas.high - canvas.low) / 100  # room for the arrow's head inside the frame
    low = canvas.low + tip if interval.lower is None else float(interval.lower)
    high = canvas.high - tip if interval.upper is None else float(interval.upper)
    if interval.is_point:
        yield canvas.point(low, y, colour, row.look, row.named)
    elif row.look == "solid":
        yield canvas.line(low, high, y, colour, row.named)
    else:
        yield canvas.box(low, high, y - 5, 10, row.look, colour, row.named)
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


def _dots_canvas(chart: Chart, tokens: dict[str, str], room: float) -> Canvas:
    """From the first guide to the last, with room for dots and arrows beside them."""
    low, high = (float(chart.grid[end].place) for end in (0, -1))
    beside = (high / low) ** ARROW
    return Canvas(low / beside, high * beside, 0, tokens, is_log=True, room=room, need=need_of(chart.bars))


def _dots(chart: Chart, canvas: Canvas) -> tuple[Canvas, list[Mark]]:
    def body(bar: Row, top: float) -> Iterator[Mark]:
        assert isinstance(bar, Bar)
        return _dot(bar, top + SPACE / 2, canvas)

    return stacked(chart.bars, canvas, [THIN] * len(chart.bars), body, chart.grid)


def _dot(bar: Bar, y: float, canvas: Canvas) -> Iterator[Mark]:
    """A dot where the bar would end; an open end is an arrow, a doubt that the dot does not hide a line with ends."""
    last = bar.segments[-1]
    colour = canvas.tokens[last.tone]
    yield from _doubt(bar.doubt, y, canvas, 2 * float(SEEN))
    if bar.opening:
        yield from canvas.arrow(float(last.end), y, bar.opening, colour)
    yield canvas.point(float(last.end), y, colour, last.look, last.named)


# Events in time: days counted from 1 January of the year 1


def _events_canvas(chart: Chart, tokens: dict[str, str], room: float) -> Canvas:
    """From the first year to the last; what lies long before the others is left to an arrow."""
    first, last = years(chart.events)
    return Canvas(new_year(first), new_year(last + 1), 0, tokens, room=room, need=need_of(chart.events))


def _events(chart: Chart, canvas: Canvas) -> tuple[Canvas, list[Mark]]:
    """Each in a row of its own, the years above and below them."""
    first, last = years(chart.events)
    count = last + 1 - first
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if count / step <= YEARS), 2000)
    named = range(first, last + 1, step)

    def body(event: Row, top: float) -> Iterator[Mark]:
        assert isinstance(event, Event)
        y = top + SPACE / 2
        if chart.marker:
            yield canvas.upright(chart.marker.toordinal() + 1, y - 9, y + 9, canvas.tokens["muted"])
        yield from _event(event, y, canvas, shape_of(event, (first, last)))

    guides = [Tick(Fraction(new_year(year)), "") for year in named]
    canvas, drawn = stacked(chart.events, canvas, [THIN] * len(chart.events), body, guides, LINE)
    for year in named:
        for y, wide in ((LINE / 2, LINE / 2), (canvas.height - LINE / 2, canvas.wide_height - LINE / 2)):
            drawn.append(canvas.guide(new_year(year), y - LINE / 2, y + LINE / 2, wide - LINE / 2, wide + LINE / 2))
            text = canvas.text(f"\u00a0{year}", new_year(year), y, canvas.tokens["muted"], "left")
            drawn.append(canvas.lower(text, wide - y))
    return canvas, drawn


def _event(event: Event, y: float, canvas: Canvas, shown: str) -> Iterator[Mark]:
    """A dot for what is short, a bar for what is long, an arrow for an end nobody names or the axis does not reach."""
    colour, start = canvas.tokens["first"], event.first or event.due
    low = float(start.toordinal()) if start else canvas.low
    high = canvas.high if event.last is None else float(event.last.toordinal() + 1)
    if shown == "arrow":
        yield canvas.rule(canvas.low, canvas.moved(canvas.low, ARROW), y, colour)
        yield canvas.point(canvas.low, y, colour, "solid", event.named, "triangle-left")
        return
    if shown == "dot":
        yield canvas.point((low + high) / 2, y, colour, event.look, event.named)
    else:
        yield canvas.box(max(low, canvas.low), high, y - 7, 14, event.look, colour, event.named)
    if event.last is None:
        yield canvas.dot(high, y, colour, "triangle-right")
    if event.due and low > canvas.low:
        yield from canvas.arrow(low, y, "down", colour)
    elif event.first is None or low < canvas.low:
        yield canvas.dot(canvas.low, y, colour, "triangle-left")
