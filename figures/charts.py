"""Charts of the views as Vega-Lite, built with Altair: direct labels, doubt drawn, no colour needed to read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .views import Bar, Chart, Range, Segment

if TYPE_CHECKING:
    import altair

Spec = dict[str, Any]
TOKENS = {
    # on our pages the browser resolves the names of figures.css: one drawing serves light, dark and paper
    "page": {
        "ink": "var(--fl-ink)",
        "muted": "var(--fl-muted)",
        "grid": "var(--fl-grid)",
        "first": "var(--fl-eu)",
        "second": "var(--fl-lux)",
        "third": "var(--fl-total)",
        "fourth": "var(--fl-ok)",
        "other": "var(--fl-edge)",
        "gap": "var(--fl-gap)",
        "on": "var(--fl-ground)",
    },
    "light": {
        "ink": "#1F2328",
        "muted": "#57606A",
        "grid": "#DDE0E4",
        "first": "#1D4E89",
        "second": "#B3560A",
        "third": "#6B7480",
        "fourth": "#1A7F37",
        "other": "#7A8490",
        "gap": "#A8005C",
        "on": "#FFFFFF",
    },
    "dark": {
        "ink": "#ECEFF1",
        "muted": "#A9B2BB",
        "grid": "#333A41",
        "first": "#5596DD",
        "second": "#FFC078",
        "third": "#9AA4AE",
        "fourth": "#5CC777",
        "other": "#8E99A4",
        "gap": "#FF7AB8",
        "on": "#14171A",
    },
}
FONT = "Inter, Noto Sans, Segoe UI, Arial, sans-serif"
LINE, BAR, BELOW, SPACE = 24, 34, 22, 16  # px: label line, bar, label of a gap, space between rows
ROOM_FOR_LABEL = Fraction(1, 3)  # of the axis: on a wide screen such a piece is named as well
ROOM_FOR_TEXT = Fraction(1, 6)  # of the axis: a narrower piece has its text on a wide screen only,
ROOM_ON_WIDE = Fraction(1, 12)  # and below this in the tooltip and the table only
WIDE = 480  # px
PHONE = 40  # signs that fit side by side at 320 px


@lru_cache(maxsize=256)
def spec(chart: Chart, theme: str) -> Spec:
    """The Vega-Lite dictionary of a chart in the colours of the page, light or dark; built once and kept."""
    found: Spec = drawing(chart, theme).to_dict()
    return found


def drawing(chart: Chart, theme: str = "light") -> altair.LayerChart:
    """The Altair chart itself, to be changed or saved by a reader's own code."""
    import altair as alt

    canvas = _bars_canvas(chart, TOKENS[theme]) if chart.bars else _ranges_canvas(chart, TOKENS[theme])
    layers = list(_bars(chart, canvas) if chart.bars else _ranges(chart, canvas))
    described = {} if theme == "page" else {"description": chart.alt}  # on a page the alt text says it
    return (
        alt.layer(*layers)
        .properties(width="container", height=canvas.height, background="transparent", **described)
        .properties(usermeta={"embedOptions": {"padding": 0}})  # Streamlit would add room below
        .configure(
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
            view=alt.ViewConfig(stroke="transparent"),
            padding=2,
            font=FONT,
        )
    )


@dataclass(frozen=True)
class _Canvas:
    """Where marks go: from ``low`` to ``high`` across in base units, ``height`` pixels down; makes one-row marks."""

    low: float
    high: float
    height: float
    tokens: dict[str, str]

    def text(
        self, text: str, x: float, y: float, colour: str, align: str, weight: Any = 400, wide: str | None = None
    ) -> altair.Chart:
        """A text; where the chart is wide, ``wide`` stands instead."""
        import altair as alt

        shown = alt.ExprRef(f"width < {WIDE} ? datum.text : datum.wide")
        limit = alt.ExprRef("width")
        mark: dict[str, Any] = {"align": align, "baseline": "middle", "color": colour, "aria": False, "limit": limit}
        row = self._row(x=x, y=y, text=text, wide=text if wide is None else wide).mark_text(
            **mark, text=shown, fontSize=13, fontWeight=weight
        )
        return row.encode(**self._at("x", "y"))

    def rectangle(self, segment: Segment, top: float) -> altair.Chart:
        import altair as alt

        colour = self.tokens[segment.tone]
        looks: dict[str, dict[str, Any]] = {
            "solid": {"fill": colour, "stroke": colour},
            "dashed": {"fill": colour, "fillOpacity": 0.18, "stroke": colour, "strokeWidth": 2, "strokeDash": [6, 3]},
            "gap": {"fill": colour, "fillOpacity": 0.06, "stroke": colour, "strokeWidth": 2, "strokeDash": [2, 3]},
        }
        text = segment.named
        row = self._row(x=float(segment.start), x2=float(segment.end), y=top, y2=top + BAR, text=text)
        tip = alt.Tooltip("text", type="nominal", title=" ")
        return row.mark_rect(**looks[segment.look]).encode(
            **self._at("x", "y"), x2="x2", y2="y2", tooltip=tip, description=alt.value(text)
        )

    def line(self, low: float, high: float, y: float, colour: str, text: str) -> altair.Chart:
        import altair as alt

        row = self._row(x=low, x2=high, y=y, text=text).mark_rule(strokeWidth=8, color=colour)
        tip = alt.Tooltip("text", type="nominal", title=" ")
        return row.encode(**self._at("x", "y"), x2="x2", tooltip=tip, description=alt.value(text))

    def dot(self, x: float, y: float, colour: str, shape: str) -> altair.Chart:
        mark: dict[str, Any] = {
            "shape": shape,
            "filled": True,
            "size": 240,
            "opacity": 1,
            "color": colour,
            "aria": False,
        }
        return self._row(x=x, y=y).mark_point(**mark).encode(**self._at("x", "y"))

    def guide(self, x: float) -> altair.Chart:
        row = self._row(x=x, y=0, y2=self.height).mark_rule(color=self.tokens["grid"], aria=False)
        return row.encode(**self._at("x", "y"), y2="y2")

    def _row(self, **row: object) -> altair.Chart:
        import altair as alt

        return alt.Chart(alt.Data(values=[row]))

    def _at(self, x: str, y: str) -> dict[str, Any]:
        import altair as alt

        across = alt.Scale(domain=[self.low, self.high], nice=False, zero=False)
        down = alt.Scale(domain=[0, self.height], nice=False, zero=False, reverse=True)
        return {
            "x": alt.X(x, type="quantitative", scale=across, axis=None),
            "y": alt.Y(y, type="quantitative", scale=down, axis=None),
        }


def _bars_canvas(chart: Chart, tokens: dict[str, str]) -> _Canvas:
    """From zero to the longest bar; a bar with a gap needs a line more."""
    high = max((segment.end for bar in chart.bars for segment in bar.segments), default=Fraction(1))
    return _Canvas(0.0, float(high), sum(_bar_height(bar) for bar in chart.bars), tokens)


def _bar_height(bar: Bar) -> float:
    return _line_height(bar) + BAR + SPACE + (BELOW if any(segment.look == "gap" for segment in bar.segments) else 0)


def _bars(chart: Chart, canvas: _Canvas) -> Iterator[altair.Chart]:
    top = 0.0
    for bar in chart.bars:
        yield from _label_line(bar, top, canvas)
        for segment in bar.segments:
            yield canvas.rectangle(segment, top + _line_height(bar))
            yield from _segment_text(segment, top + _line_height(bar), canvas)
        top += _bar_height(bar)


def _segment_text(segment: Segment, top: float, canvas: _Canvas) -> Iterator[altair.Chart]:
    """The value inside a piece that has room for it; a gap has its words below."""
    tokens = canvas.tokens
    if segment.look == "gap":
        words = segment.named
        yield canvas.text(words, canvas.high, top + BAR + BELOW / 2, tokens["gap"], "right", 600)
        return
    share = (segment.end - segment.start) / Fraction(canvas.high)
    if share >= ROOM_ON_WIDE:
        colour = tokens["on"] if segment.look == "solid" else tokens["ink"]
        middle = float(segment.start + segment.end) / 2
        short = segment.text if share >= ROOM_FOR_TEXT else ""
        whole = segment.named if share >= ROOM_FOR_LABEL else segment.text
        yield canvas.text(short, middle, top + BAR / 2, colour, "center", 600, whole)


def _line_height(row: Bar | Range) -> int:
    """One line for label and value, two where both would meet on a phone."""
    return LINE if len(row.label) + len(row.value) <= PHONE else 2 * LINE


def _label_line(row: Bar | Range, top: float, canvas: _Canvas) -> Iterator[altair.Chart]:
    """The label on the left; the value on the right, above the end of the mark."""
    bottom = top + _line_height(row) - LINE / 2
    yield canvas.text(row.label, canvas.low, top + LINE / 2, canvas.tokens["muted"], "left")
    yield canvas.text(row.value, canvas.high, bottom, canvas.tokens["ink"], "right", 600)


def _ranges_canvas(chart: Chart, tokens: dict[str, str]) -> _Canvas:
    """From the lowest to the highest end with a little room; more of it where an arrow has to go."""
    rows = [row.interval for row in chart.ranges]
    ends = [float(end) for row in rows for end in (row.lower, row.upper) if end is not None]
    low, high = (min(ends), max(ends)) if ends else (0.0, 1.0)
    span = high - low or abs(high) or 1.0
    before = 0.2 if any(row.lower is None for row in rows) else 0.03
    behind = 0.2 if any(row.upper is None for row in rows) else 0.03
    return _Canvas(low - before * span, high + behind * span, sum(map(_range_height, chart.ranges)), tokens)


def _range_height(row: Range) -> float:
    return _line_height(row) + 2 * SPACE


def _ranges(chart: Chart, canvas: _Canvas) -> Iterator[altair.Chart]:
    for part in (1, 2, 3):
        yield canvas.guide(canvas.low + (canvas.high - canvas.low) * part / 4)
    top = 0.0
    for row in chart.ranges:
        yield from _label_line(row, top, canvas)
        yield from _interval(row, top + _line_height(row) + SPACE / 2, canvas)
        top += _range_height(row)


def _interval(row: Range, y: float, canvas: _Canvas) -> Iterator[altair.Chart]:
    """A thick line; an open end is an arrow, a point is a dot."""
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
