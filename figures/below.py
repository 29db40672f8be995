"""What stands below a bar: words of ticks, gaps and pieces that have no room for them, each at its own mark."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .canvas import BAR, DASHES, PHONE, SIGN, SMALL, Canvas, Mark, leading, text_width
from .rows import MORE, SPACE
from .views import Bar, Segment, Tick

FIRST = 22  # px: the first line of words below a bar
STRIP = 7  # px: how high the strip is that repeats a piece under its words
BETWEEN = 4  # px: between the words of two marks, which are larger on paper
BESIDE = 7  # px: between the line of a tick and its words


@dataclass(frozen=True)
class Spot:
    """Lines of words on a chart of one width: at ``x`` they begin, or end, so many pixels ``beside`` it.

    Under those of a piece lies a strip in its look: on a phone, and wherever it has no words inside.
    """

    lines: tuple[str, ...]
    x: float
    align: str
    beside: float = 0
    has_strip: bool = False


@dataclass(frozen=True)
class Below:
    """Words of a mark and where they stand on a phone and on a wide screen: nowhere where its words stand inside.

    ``opening`` is that of the bar where the piece is its last one.
    """

    mark: Segment | Tick
    narrow: Spot
    wide: Spot | None
    opening: str = ""

    def height(self, spot: Spot | None) -> float:
        """What its words and its strip take, with the space to the next ones."""
        return MORE * len(spot.lines) + BETWEEN + (STRIP + 1 if spot.has_strip else 0) if spot else 0


# Whether words have room inside a piece


def fitting(piece: Segment, canvas: Canvas, room: float) -> str:
    """The longest words that a piece of a bar has room for, where the chart has so many pixels."""
    return next((words for words in _words(piece) if _inside(words, piece, canvas) <= room), "")


def _words(piece: Segment) -> tuple[str, ...]:
    """What may stand inside a piece of a bar, the longest first."""
    return tuple(filter(None, (piece.named, piece.text, piece.short))) if piece.text else ()


def _inside(words: str, piece: Segment, canvas: Canvas) -> float:
    """How many pixels the chart must have, so that words fit into a piece."""
    share = canvas.share(float(piece.start), float(piece.end))
    return (text_width(words, is_bold=True) + SPACE / 2) / share if share else math.inf


def needs(bar: Bar, canvas: Canvas) -> Iterator[float]:
    """How many pixels the chart must have, so that each of the words of a bar fits inside or stands in one line."""
    for piece in bar.segments:
        if piece.look != "gap":
            yield from (_inside(words, piece, canvas) for words in _words(piece))
        if piece.text:
            yield SIGN * (len(piece.named) + 1) / max(_shares(piece, canvas))
    for tick, low, high in _rooms(bar.ticks, canvas):
        yield (SIGN * (len(tick.text) + 1) + BESIDE) / (high - low)


# Where words stand below


def below(bar: Bar, canvas: Canvas) -> list[Below]:
    """Ticks, then gaps, then the pieces that have no room for their name, on a phone at least."""
    narrow, wide = _widths(canvas)
    gaps = [piece for piece in bar.segments if piece.look == "gap"]
    pieces = [piece for piece in bar.segments if piece.look != "gap" and piece.text]
    return [
        *(_of_tick(tick, low, high, canvas) for tick, low, high in _rooms(bar.ticks, canvas)),
        *(Below(gap, _over(gap, canvas, narrow), _over(gap, canvas, wide)) for gap in gaps),
        *(
            replace(_of_piece(piece, canvas), opening=bar.opening if piece is bar.segments[-1] else "")
            for piece in pieces
            if not _is_named(piece, canvas, narrow)
        ),
    ]


def _widths(canvas: Canvas) -> tuple[float, float]:
    """The narrowest chart and the narrowest wide one; a picture has one width."""
    return (canvas.room, canvas.room) if canvas.room else (PHONE, canvas.need)


def _is_named(piece: Segment, canvas: Canvas, room: float) -> bool:
    return fitting(piece, canvas, room) == piece.named


def _of_piece(piece: Segment, canvas: Canvas) -> Below:
    on_phone, room = _widths(canvas)
    is_bare = not fitting(piece, canvas, room)
    narrow = replace(_over(piece, canvas, on_phone), has_strip=is_bare or not canvas.room)
    wide = None if _is_named(piece, canvas, room) else replace(_over(piece, canvas, room), has_strip=is_bare)
    return Below(piece, narrow, wide)


def _over(piece: Segment, canvas: Canvas, room: float) -> Spot:
    """From the start of the piece on, or up to its end where that takes fewer lines."""
    behind, before = _shares(piece, canvas)
    spots = (
        Spot(_wrapped(piece.named, behind * room, canvas), float(piece.start), "left"),
        Spot(_wrapped(piece.named, before * room, canvas), float(piece.end), "right"),
    )
    return min(spots, key=lambda spot: len(spot.lines))


def _shares(piece: Segment, canvas: Canvas) -> tuple[float, float]:
    """How much of the chart lies behind the start of a piece, and before its end."""
    return canvas.share(float(piece.start), canvas.high), canvas.share(canvas.low, float(piece.end))


def _wrapped(words: str, room: float, canvas: Canvas) -> tuple[str, ...]:
    """Lines that fit; in a picture the font is known, so one line holds more."""
    if canvas.room and text_width(words, is_bold=True) <= room:
        return (words,)
    return tuple(textwrap.wrap(words, max(1, int(room / SIGN))))


def _rooms(ticks: Iterable[Tick], canvas: Canvas) -> list[tuple[Tick, float, float]]:
    """Ticks from the top line to the lowest, each between two places of the axis where its words cross no other tick.

    They all turn to the widest space between ticks or edges, those next to it first.
    """
    known = sorted(((tick, canvas.share(canvas.low, float(tick.place))) for tick in ticks), key=lambda pair: pair[1])
    shares = [0.0, *(share for _, share in known), 1.0]
    low, high = max(pairwise(shares), key=lambda pair: pair[1] - pair[0])
    behind = [(tick, low, share) for tick, share in known if share >= high]
    before = [(tick, share, 1.0) for tick, share in reversed(known) if share <= low]
    return behind + before


def _of_tick(tick: Tick, low: float, high: float, canvas: Canvas) -> Below:
    """Beside the line that leads down from a tick: before it where its room ends there, else behind it."""
    is_before = canvas.share(canvas.low, float(tick.place)) == high
    align, beside = ("right", -BESIDE) if is_before else ("left", BESIDE)
    spots = [
        Spot(_wrapped(tick.text, (high - low) * room - BESIDE, canvas), float(tick.place), align, beside)
        for room in _widths(canvas)
    ]
    return Below(tick, spots[0], spots[1])


def sizes(items: Sequence[Below]) -> tuple[float, float]:
    """What stands below a bar takes, on a phone and on a wide screen."""
    heights = zip(*((item.height(item.narrow), item.height(item.wide)) for item in items), strict=True)
    narrow, wide = (sum(column) for column in heights) if items else (0, 0)
    less = FIRST - MORE - BETWEEN
    return narrow and narrow + less, wide and wide + less


# Marks


def below_marks(items: Iterable[Below], top: float, canvas: Canvas) -> Iterator[Mark]:
    """The words under a bar that begins at ``top``, with the line or the strip that says what they are about."""
    y = wide = top + BAR + FIRST / 2
    for item in items:
        yield from leading(_tied(item, top, y, wide, canvas), item.mark.leads)
        yield from leading(_said(item, y, wide, canvas), item.mark.at or item.mark.leads)
        y, wide = y + item.height(item.narrow), wide + item.height(item.wide)


def _tied(item: Below, top: float, y: float, wide: float, canvas: Canvas) -> Iterator[Mark]:
    """From a tick a line down to the end of its words; under the words of a piece a strip in its look at its place."""
    last, wide_last = (at + MORE * (len(spot.lines) - 1) if spot else at for at, spot in _spots(item, y, wide))
    if isinstance(item.mark, Tick):
        mark = canvas.upright(float(item.mark.place), top, last + MORE / 3, canvas.tokens["ink"])
        dash = {"strokeDash": DASHES} if item.mark.look == "dashed" else {}
        mark = replace(mark, style={**mark.style, **dash})
        moved = {} if canvas.is_one else {"wide_y": top, "wide_y2": wide_last + MORE / 3}
        yield replace(mark, row={**mark.row, **moved})
    elif item.narrow.has_strip:
        piece, until = item.mark, 0 if (item.wide and item.wide.has_strip) or canvas.room else canvas.need
        start, end, colour = float(piece.start), float(piece.end), canvas.tokens[piece.tone]
        y = last + MORE / 2 + 1
        drawn = [canvas.box(start, end, y, STRIP, piece.look, colour)]
        drawn += canvas.arrow(end, y + STRIP / 2, item.opening, canvas.tokens["ink"], SMALL) if item.opening else ()
        yield from (canvas.lower(replace(mark, until=until), wide_last - last) for mark in drawn)


def _spots(item: Below, y: float, wide: float) -> tuple[tuple[float, Spot | None], ...]:
    return (y, item.narrow), (wide, item.wide)


def _said(item: Below, y: float, wide: float, canvas: Canvas) -> Iterator[Mark]:
    """The lines of a phone, and those of a wide screen, where a picture has none besides."""
    is_same = item.wide is not None and replace(item.wide, has_strip=item.narrow.has_strip) == item.narrow
    for number, line in enumerate(item.narrow.lines):
        yield _line(item, item.narrow, line, line if is_same else "", y + MORE * number, wide - y, canvas)
    if item.wide and not is_same and not canvas.room:
        for number, line in enumerate(item.wide.lines):
            yield _line(item, item.wide, "", line, y + MORE * number, wide - y, canvas)


def _line(item: Below, spot: Spot, words: str, whole: str, y: float, by: float, canvas: Canvas) -> Mark:
    colour = canvas.tokens["gap" if isinstance(item.mark, Segment) and item.mark.look == "gap" else "ink"]
    is_name = isinstance(item.mark, Segment) and item.mark.look != "gap"
    mark = canvas.text(words, spot.x, y, colour, spot.align, 400 if is_name else 600, whole, canvas.need)
    beside = {"dx": spot.beside} if spot.beside else {}
    return canvas.lower(replace(mark, style={**mark.style, **beside}), by)
