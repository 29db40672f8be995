"""A chart as SVG inside its page: places in percent and texts at their size, so that one drawing fits every width."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from .. import charts
from ..canvas import TOKENS, WIDE, Canvas, Mark
from ..markup import Markup, element, plain
from ..views import Chart

STEP, WIDEST = 40, 960  # px: site.css has one rule for each step up to the width of a page
STEPS = range(WIDE, WIDEST + 1, STEP)
ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def drawing(chart: Chart, to: Callable[[str], str] = lambda leads: "", theme: str = "page") -> Markup:
    """The chart with its alternative text; on a page colours are names that the style sheet resolves, light or dark.

    ``to`` gives the address of what a mark leads to. It is kept for the script: an image may hold no links, and the
    evidence below it has them.
    """
    canvas, marks = charts.marks(chart, TOKENS[theme])
    marks, step = sorted(marks, key=lambda mark: mark.level), _step(canvas.need)
    if canvas.wide_height in (0, canvas.height) or step > WIDEST:
        return element("div", {"class": "fl-chart"}, _image(chart, marks, canvas, canvas.height, to))
    wide = [mark.on_wide for mark in marks if not mark.until]
    return element(
        "div",
        {"class": "fl-chart"},
        _image(chart, marks, canvas, canvas.height, to, below=step),
        _image(chart, wide, canvas, canvas.wide_height, to, start=step),
    )


def _step(need: float) -> int:
    """The width from which on the style sheet shows what needs so many pixels."""
    return -(-int(need) // STEP) * STEP


def _image(
    chart: Chart,
    marks: Iterable[Mark],
    canvas: Canvas,
    height: float,
    to: Callable[[str], str],
    start: float = 0,
    below: float = math.inf,
) -> Markup:
    """The marks, with their alternative text, for charts from ``start`` pixels on or below so many."""
    shapes = [_shape(mark, canvas, to(mark.leads), start, below) for mark in marks]
    style = f"fl-from{start}" if start else f"fl-below{below}" if below < math.inf else ""
    known = {"role": "img", "aria-label": chart.alt, "height": _number(height), "class": style}
    return element("svg", known, *shapes)


def _shape(mark: Mark, canvas: Canvas, place: str, start: float, below: float) -> Markup:
    """One mark; on one that is named, the browser itself shows the name."""
    if mark.kind == "text":
        return _texts(mark, canvas, place, start, below)
    shape = {"rect": _rect, "rule": _line, "point": _point}[mark.kind](mark, canvas)
    named = mark.row.get("named")
    known = {"class": "fl-mark", "data-to": place}
    return element("g", known, element("title", {}, plain(named)), shape) if named else shape


def _rect(mark: Mark, canvas: Canvas) -> Markup:
    row = mark.row
    left, right = (_place(row[name], canvas) for name in ("x", "x2"))
    box = {"x": _percent(left), "width": _percent(right - left), "y": _number(row["y"])}
    return element("rect", {**box, "height": _number(row["y2"] - row["y"]), **_look(mark)})


def _line(mark: Mark, canvas: Canvas) -> Markup:
    row = mark.row
    ends = {"x1": _percent(_place(row["x"], canvas)), "x2": _percent(_place(row.get("x2", row["x"]), canvas))}
    return element("line", {**ends, "y1": _number(row["y"]), "y2": _number(row.get("y2", row["y"])), **_look(mark)})


def _point(mark: Mark, canvas: Canvas) -> Markup:
    """A circle, a square, or a triangle that points left or right; ``size`` is an area, as in Vega."""
    x, y = _percent(_place(mark.row["x"], canvas)), _number(mark.row["y"])
    half = math.sqrt(mark.style["size"]) / 2
    if mark.style["shape"] == "circle":
        return element("circle", {"cx": x, "cy": y, "r": _number(half), **_look(mark)})
    tip = half * math.sqrt(3) / 2 * (-1 if mark.style["shape"] == "triangle-left" else 1)
    path = f"M{_number(tip)},0L{_number(-tip)},{_number(-half)}V{_number(half)}Z"
    if mark.style["shape"] == "square":
        path = f"M{_number(-half)},{_number(-half)}H{_number(half)}V{_number(half)}H{_number(-half)}Z"
    return element("svg", {"x": x, "y": y}, element("path", {"d": path, **_look(mark)}))


def _look(mark: Mark) -> dict[str, str]:
    """Fill and stroke in the words of SVG."""
    style = mark.style
    line = "color" if mark.kind == "rule" else "stroke"
    known = {
        "fill": style.get("fill") or ("" if mark.kind == "rule" else style.get("color", "none")),
        "fill-opacity": _number(style["fillOpacity"]) if "fillOpacity" in style else "",
        "stroke": style.get(line, ""),
        "stroke-width": _number(style["strokeWidth"]) if "strokeWidth" in style else "",
        "stroke-dasharray": " ".join(map(str, style.get("strokeDash", ()))),
    }
    return {name: value for name, value in known.items() if value}


def _texts(mark: Mark, canvas: Canvas, place: str, start: float, below: float) -> Markup:
    """A text; where another one stands in its place on a wide chart, both, and the style sheet shows one of them.

    Of two texts an image has but the one that it can show, from ``start`` pixels on and below so many.
    """
    row, step = mark.row, _step(mark.row["need"])
    if row["text"] == row["wide"] or step > WIDEST or step >= below:
        return _text(mark, row["text"], canvas, place, "")
    if step <= start:
        return _text(mark, row["wide"], canvas, place, "")
    both = ((row["text"], f"fl-below{step}"), (row["wide"], f"fl-from{step}"))
    return Markup("".join(_text(mark, words, canvas, place, style) for words, style in both))


def _text(mark: Mark, words: str, canvas: Canvas, place: str, style: str) -> Markup:
    if not words:
        return Markup("")
    anchor, weight = ANCHORS[mark.style["align"]], str(mark.style["fontWeight"])
    known = {
        "x": _percent(_place(mark.row["x"], canvas)),
        "y": _number(mark.row["y"]),
        "dx": _number(mark.style["dx"]) if mark.style.get("dx") else "",
        "dy": ".33em",
        "fill": mark.style["color"],
        "text-anchor": anchor if anchor != "start" else "",
        "font-weight": weight if weight != "400" else "",
        "class": style,
        "data-to": place,
    }
    return element("text", known, plain(words))


def _place(x: float, canvas: Canvas) -> float:
    """Where a value stands between both edges, from 0 to 1."""
    return canvas.share(canvas.low, x)


def _percent(share: float) -> str:
    return f"{_number(100 * share)}%"


def _number(value: float) -> str:
    """Two decimals at most, and no needless zero: hundredths of a pixel cannot be seen."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
