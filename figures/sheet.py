"""A chart to take away: its title, unit, source, version and address stand inside, so that it explains itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from . import charts
from .canvas import TOKENS, Canvas, Mark, text_width
from .views import Chart

if TYPE_CHECKING:
    import altair

WIDTH = 640  # px: 17 cm in Word, a text column of A4; the smallest words, 13 px, are then 9.75 points
MARGIN, GAP = 20, 12  # px: around everything; between the words and the chart
FONT = "Arial, Helvetica, Liberation Sans, sans-serif"  # where a picture is opened no web font is at hand


@dataclass(frozen=True)
class Style:
    """How words of one kind look."""

    size: int
    weight: int
    token: str
    line: int

    def width(self, text: str) -> float:
        """How many pixels a text takes at most."""
        return text_width(text, self.size, is_bold=self.weight > 500)


TITLE, SUBTITLE, FOOT = Style(19, 700, "ink", 25), Style(14, 400, "muted", 20), Style(13, 400, "muted", 18)


def sheet(chart: Chart, foot: Sequence[str], width: int = WIDTH, theme: str = "light") -> altair.LayerChart:
    """The chart below its title and subtitle and above the lines of ``foot``; words too long for a line wrap."""
    room = width - 2 * MARGIN
    canvas, drawn = charts.marks(chart, TOKENS[theme], room)
    head = [(line, style) for text, style in ((chart.title, TITLE), (chart.subtitle, SUBTITLE)) if text
            for line in wrapped(text, style, room)]  # fmt: skip
    below = [(line, FOOT) for text in foot for line in wrapped(text, FOOT, room)]
    top, end = sum(style.line for _, style in head) + GAP, sum(style.line for _, style in below) + GAP
    whole = replace(canvas, height=top + canvas.height + end)
    placed = [
        *_words(head, 0, whole),
        *(_lowered(mark, top) for mark in drawn),
        *_words(below, top + canvas.height + GAP, whole),
    ]
    return charts.assembled(whole, placed, FONT, MARGIN).properties(
        width=width, background=TOKENS[theme]["on"], description=chart.alt
    )


def wrapped(text: str, style: Style, room: float) -> list[str]:
    """The text in lines that fit; a word that is too long for any line is cut."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and style.width(joined) <= room:
            lines[-1] = joined
        else:
            lines += _pieces(word, style, room)
    return lines


def _pieces(word: str, style: Style, room: float) -> list[str]:
    """A word, cut wherever a line is full."""
    found = [""]
    for sign in word:
        if found[-1] and style.width(found[-1] + sign) > room:
            found.append("")
        found[-1] += sign
    return found


def _words(lines: Sequence[tuple[str, Style]], top: float, canvas: Canvas) -> Iterator[Mark]:
    for line, style in lines:
        y = top + style.line / 2
        mark = canvas.text(line, canvas.low, y, canvas.tokens[style.token], "left", style.weight)
        yield replace(mark, style={**mark.style, "fontSize": style.size})
        top += style.line


def _lowered(mark: Mark, by: float) -> Mark:
    return replace(mark, row={**mark.row, **{name: mark.row[name] + by for name in ("y", "y2") if name in mark.row}})
