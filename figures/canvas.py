"""The marks a chart is made of, and the sheet they are drawn on: few layers, colours by name, no axes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair

NAMES = {  # what a mark is, and the name of its colour in figures.css
    "ink": "ink",
    "muted": "muted",
    "grid": "grid",
    "first": "eu",
    "second": "lux",
    "third": "total",
    "fourth": "ok",
    "other": "edge",
    "gap": "gap",
    "on": "ground",
}


def _tokens() -> dict[str, dict[str, str]]:
    """The colours of each theme, from the style sheet; on our pages the browser looks the names up itself."""
    style = (Path(__file__).parent / "static" / "figures.css").read_text("utf-8")
    pairs = {name: (light, dark) for name, light, dark in re.findall(r"--fl-(\w+): light-dark\((\S+), (\S+)\)", style)}
    themes = {
        theme: {role: pairs[name][n] for role, name in NAMES.items()} for n, theme in enumerate(("light", "dark"))
    }
    return {"page": {role: f"var(--fl-{name})" for role, name in NAMES.items()}, **themes}


TOKENS = _tokens()
BAR = 34  # px: how high a bar is
HEAD, SMALL = 240, 90  # px²: the head of an arrow, and of one that stands inside a bar
PHONE, WIDE = 280, 480  # px: what a chart has on the narrowest phone, and from where it counts as wide
# How wide a sign of Arial is, in parts of its size; what is in no line is as wide as a digit, or as a capital.
NARROW, BROAD, USUAL, CAPITAL, BOLD = " .,:;!|'ijlIft()[]/\\-r\u00a0\u202f", "mwMW@%—…", 0.56, 0.72, 1.05
SIGN = 7.75  # px that a sign takes at most, whatever font is there
DASHES, DOTS = [6, 3], [2, 3]  # px: a line and a gap, dashed and dotted marks
NARROWEST = 1 / 240  # of the axis: four pixels on a desk
ARROW = 0.06  # of the axis: an open end; its length says nothing, and the subtitle says so


@dataclass(frozen=True)
class Mark:
    """One mark: which layer it lies in (guides lowest, texts on top), its Vega-Lite kind, its style, its row of data.

    A row with ``named`` is told to screen readers and shown on hovering; the others only help the eye. ``leads`` is
    what a click asks for, as the records of the views say it; from ``until`` pixels on the mark is not there.
    """

    level: int
    kind: str
    style: dict[str, Any]
    row: dict[str, Any]
    leads: str = ""
    until: float = 0

    @property
    def family(self) -> str:
        """Marks of one family differ in their data only."""
        return f"{self.level} {self.kind} {self.style} {list(self.row)} {self.until}"

    @property
    def on_wide(self) -> Mark:
        """The same where the chart is wide."""
        moved = {name: self.row[f"wide_{name}"] for name in ("y", "y2") if f"wide_{name}" in self.row}
        return replace(self, row={**self.row, **moved})


def leading(marks: Iterable[Mark], leads: str) -> Iterator[Mark]:
    """The same marks, a click on which leads somewhere."""
    return (replace(mark, leads=leads) for mark in marks)


def text_width(text: str, size: float = 13, is_bold: bool = False) -> float:
    """How many pixels a text takes in about; there is no font to ask where a chart is made."""
    return sum(map(_em, text)) * size * (BOLD if is_bold else 1)


def _em(sign: str) -> float:
    if sign in NARROW:
        return 0.31
    if sign in BROAD or ord(sign) > 0x2E7F:
        return 0.95
    return CAPITAL if sign.isupper() or ord(sign) > 0x24F else USUAL


def layers(marks: list[Mark], canvas: Canvas) -> Iterator[altair.Chart]:
    """One layer for each family of marks: few layers are drawn fast, however many marks there are."""
    families: dict[str, list[Mark]] = {}
    for mark in sorted(marks, key=lambda mark: mark.level):
        families.setdefault(mark.family, []).append(mark)
    for alike in families.values():
        yield _layer(alike, canvas)


def _layer(alike: list[Mark], canvas: Canvas) -> altair.Chart:
    import altair as alt

    kind, style, row = alike[0].kind, alike[0].style, alike[0].row
    moved: dict[str, str] = {
        name: f"at_{name}" if f"wide_{name}" in row else name for name in ("y", "y2") if name in row
    }
    ends: dict[str, str] = {"x2": "x2"} if "x2" in row else {}
    ends |= {"y2": moved["y2"]} if "y2" in row else {}
    channels: dict[str, Any] = {**canvas.scales(moved["y"]), **ends}
    if alike[0].until:
        style = {**style, "opacity": {"expr": f"width < {alike[0].until} ? 1 : 0"}}
    if "href" in row:
        channels["href"] = alt.Href("href", type="nominal")
    if "named" in row:
        channels["tooltip"] = alt.Tooltip("named", type="nominal", title=" ")
        channels["description"] = alt.Description("named", type="nominal")
    else:
        style = {**style, "aria": False, "tooltip": None}  # else Streamlit shows the places of a text on hovering
    drawn = alt.Chart(alt.InlineData(values=[mark.row for mark in alike]))
    for name, place in moved.items():
        if place != name:
            at = f"width < {canvas.need} ? datum.{name} : datum.wide_{name}"
            drawn = drawn.transform_calculate(calculate=at, as_=place)
    found: altair.Chart = getattr(drawn, f"mark_{kind}")(**style).encode(**channels)
    return found


@dataclass(frozen=True)
class Canvas:
    """Where marks go: from ``low`` to ``high`` across in base units, ``height`` pixels down; makes marks.

    A chart on a page has any width from a phone's on, and from ``need`` pixels on it is laid out for a wide screen and
    ``wide_height`` pixels high; in a picture there are ``room`` pixels and no others.
    """

    low: float
    high: float
    height: float
    tokens: dict[str, str]
    is_log: bool = False
    room: float = 0
    need: float = WIDE
    wide_height: float = 0

    @property
    def signs(self) -> int:
        """How many signs a line holds where it is narrowest, whatever font is there."""
        return int((self.room or PHONE) / SIGN)

    @property
    def is_one(self) -> bool:
        """Whether a phone and a wide screen have the same layout."""
        return bool(self.room) or 0 < self.wide_height == self.height

    def lower(self, mark: Mark, by: float) -> Mark:
        """The mark so many pixels lower where the chart is wide."""
        if self.is_one:
            return mark
        row = mark.row
        wide = {f"wide_{name}": row.get(f"wide_{name}", row[name]) + by for name in ("y", "y2") if name in row}
        return replace(mark, row={**row, **wide})

    def moved(self, x: float, share: float) -> float:
        """A place so much of the axis further to the right."""
        return x * (self.high / self.low) ** share if self.is_log else x + share * (self.high - self.low)

    def share(self, low: float, high: float) -> float:
        """How much of the axis lies between two places."""
        if self.is_log:
            return math.log(high / low) / math.log(self.high / self.low)
        return (high - low) / (self.high - self.low)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        colour: str,
        align: str,
        weight: Any = 400,
        wide: str | None = None,
        need: float = WIDE,
    ) -> Mark:
        """A text; where the chart has ``need`` pixels, ``wide`` stands instead."""
        style = {
            "align": align,
            "baseline": "middle",
            "color": colour,
            "limit": {"expr": "width"},
            "text": {"expr": "width < datum.need ? datum.text : datum.wide"},
            "fontSize": 13,
            "fontWeight": weight,
        }
        whole = text if wide is None or self.room else wide
        return Mark(4, "text", style, {"x": x, "y": y, "text": text, "wide": whole, "need": need})

    def box(self, low: float, high: float, top: float, tall: float, look: str, colour: str, named: str = "") -> Mark:
        """A rectangle in the look of what it stands for; without a name it repeats one that has it.

        One that is too narrow is a line down: dashes on both its edges would fill each other's gaps.
        """
        looks: dict[str, dict[str, Any]] = {
            "solid": {"fill": colour, "stroke": colour},
            "dashed": {"fill": colour, "fillOpacity": 0.18, "stroke": colour, "strokeWidth": 2, "strokeDash": DASHES},
            "hollow": {"fill": colour, "fillOpacity": 0.0, "stroke": colour, "strokeWidth": 2, "strokeDash": DOTS},
            "gap": {"fill": colour, "fillOpacity": 0.06, "stroke": colour, "strokeWidth": 2, "strokeDash": DOTS},
        }
        row = {"x": low, "y": top, "y2": top + tall} | ({"named": named} if named else {})
        if look != "solid" and self.share(low, high) < NARROWEST:
            style = {"strokeWidth": 2, "color": colour, "strokeDash": looks[look]["strokeDash"]}
            return Mark(1, "rule", style, row | {"x": (low + high) / 2})
        return Mark(1, "rect", looks[look], row | {"x2": high})

    def line(self, low: float, high: float, y: float, colour: str, named: str) -> Mark:
        """A thick line that stands for an interval."""
        return Mark(2, "rule", {"strokeWidth": 8, "color": colour}, {"x": low, "x2": high, "y": y, "named": named})

    def rule(self, low: float, high: float, y: float, colour: str) -> Mark:
        """A thin line that helps a mark: the doubt of a number, the shaft of an arrow."""
        return Mark(2, "rule", {"strokeWidth": 2, "color": colour}, {"x": low, "x2": high, "y": y})

    def upright(self, x: float, top: float, bottom: float, colour: str) -> Mark:
        """A thin line down."""
        return Mark(2, "rule", {"strokeWidth": 2, "color": colour}, {"x": x, "y": top, "y2": bottom})

    def dot(self, x: float, y: float, colour: str, shape: str, size: float = HEAD) -> Mark:
        """A shape that helps a mark."""
        style = {"shape": shape, "filled": True, "size": size, "opacity": 1, "color": colour}
        return Mark(3, "point", style, {"x": x, "y": y})

    def point(self, x: float, y: float, colour: str, look: str, named: str, shape: str = "circle") -> Mark:
        """A dot that stands for something: full where it has happened, hollow where not, dotted where it is hoped."""
        fill = colour if look == "solid" else self.tokens["on"]
        style = {"shape": shape, "size": 130, "opacity": 1, "fill": fill, "stroke": colour, "strokeWidth": 2}
        style |= {"strokeDash": DOTS} if look == "hollow" else {}
        return Mark(3, "point", style, {"x": x, "y": y, "named": named})

    def arrow(self, x: float, y: float, opening: str, colour: str, size: float = HEAD) -> Iterator[Mark]:
        """An open end: to the right where there may be more, to the left where there may be less."""
        end = self.moved(x, ARROW if opening == "up" else -ARROW)
        end = end if self.is_log else max(end, self.low)
        yield self.rule(min(x, end), max(x, end), y, colour)
        yield self.dot(end, y, colour, "triangle-right" if opening == "up" else "triangle-left", size)

    def guide(self, x: float, top: float, bottom: float, wide_top: float, wide_bottom: float) -> Mark:
        """A thin line behind the marks, somewhere else where the chart is wide."""
        wide = {} if self.is_one else {"wide_y": wide_top, "wide_y2": wide_bottom}
        return Mark(0, "rule", {"color": self.tokens["grid"]}, {"x": x, "y": top, "y2": bottom, **wide})

    @property
    def bottom(self) -> Any:
        """Where the axis down ends: one unit is one pixel, also where the chart is wide and less high."""
        import altair as alt

        return alt.ExprRef("height") if self.wide_height else self.height

    def scales(self, y: str) -> dict[str, Any]:
        """Both axes: given places, nothing drawn; ``y`` is the column that says how far down."""
        import altair as alt

        kind: dict[str, Any] = {"type": "log"} if self.is_log else {"zero": False}
        across = alt.Scale(domain=[self.low, self.high], nice=False, **kind)
        down = alt.Scale(domain=[0, self.bottom], nice=False, zero=False, reverse=True)
        return {
            "x": alt.X("x", type="quantitative", scale=across, axis=None),
            "y": alt.Y(y, type="quantitative", scale=down, axis=None),
        }
