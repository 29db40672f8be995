"""Rows of a chart below one another: a label line, what it is about, and beside that a guide for each tick."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from .canvas import PHONE, WIDE, Canvas, Mark, leading, text_width
from .views import Bar, Event, Range, Tick

LINE, SPACE = 24, 16  # px: a label line, the space below a row
MORE = 18  # px: each further line of words
SIGN = 7.5  # px that a sign takes
APART = 10  # px between the words of two ticks

Row = Bar | Range | Event


def need_of(rows: Iterable[Row], least: float = WIDE) -> float:
    """How many pixels a chart must have, so that the label of each row stands in one line with its value."""
    return max([least, *(SIGN * (len(row.label) + len(row.value)) for row in rows)])


def label_height(row: Row, canvas: Canvas) -> float:
    """One line for label and value, more where both would meet."""
    lines, fits = _lines(row, canvas)
    return LINE + MORE * (len(lines) - 1 + (not fits))


def _lines(row: Row, canvas: Canvas) -> tuple[list[str], bool]:
    """The lines of a label where the chart is narrow, and whether the value fits behind the last one."""
    lines = textwrap.wrap(row.label, canvas.signs) or [""]
    if canvas.room:
        label, value = text_width(lines[-1], is_bold=_is_strong(row)), text_width(row.value, is_bold=True)
        return lines, label + APART + value <= canvas.room
    return lines, len(lines[-1]) + len(row.value) <= canvas.signs


def _is_strong(row: Row) -> bool:
    return isinstance(row, Bar) and row.is_strong


def stacked(
    rows: Sequence[Row],
    canvas: Canvas,
    sizes: Sequence[tuple[float, float]],
    body: Callable[[Row, float], Iterator[Mark]],
    grid: Sequence[Tick] = (),
    last: float = 0,
) -> tuple[Canvas, list[Mark]]:
    """The canvas as high as its rows, and their marks, below the ticks where there are some and above ``last`` pixels.

    ``sizes`` is what stands below each label line, on a phone and on a wide screen; ``body`` draws it.
    """
    first = LINE if grid else 0
    narrow = sum(label_height(row, canvas) + size[0] for row, size in zip(rows, sizes, strict=True))
    wide = narrow if canvas.room else sum(LINE + size[1] for size in sizes)
    whole = replace(canvas, height=first + narrow + last, wide_height=first + wide + last)
    drawn = [
        *(whole.lower(mark, 0) for mark in ticks(grid, whole, LINE / 2)),
        *_stack(rows, whole, first, sizes, body, [float(tick.place) for tick in grid]),
    ]
    return whole, drawn


def _stack(
    rows: Sequence[Row],
    canvas: Canvas,
    first: float,
    sizes: Sequence[tuple[float, float]],
    body: Callable[[Row, float], Iterator[Mark]],
    guides: Sequence[float],
) -> Iterator[Mark]:
    """Rows from ``first`` on, each as high as its words need on a phone and on a wide screen."""
    heads = [label_height(row, canvas) for row in rows]
    talls = [head + tall for head, (tall, _) in zip(heads, sizes, strict=True)]
    flats = [LINE + flat for _, flat in sizes]
    top = wide = first
    for row, head, tall, flat in zip(rows, heads, talls, flats, strict=True):
        beside = (top + head, top + tall, wide + LINE, wide + flat)
        drawn = [
            *(canvas.guide(x, *beside) for x in guides),
            *leading(_label_line(row, top, wide, canvas), row.at),
            *(canvas.lower(mark, wide + LINE - top - head) for mark in body(row, top + head)),
        ]
        yield from (replace(mark, leads=mark.leads or row.leads) if mark.level else mark for mark in drawn)
        top, wide = top + tall, wide + flat


def _label_line(row: Row, top: float, wide: float, canvas: Canvas) -> Iterator[Mark]:
    """The label on the left, the value on the right, both right above the mark where there is room."""
    lines, fits = _lines(row, canvas)
    lines = lines if fits else [*lines, ""]
    colour, weight = ("ink", 600) if _is_strong(row) else ("muted", 400)
    for number, line in enumerate(lines):
        y = top + LINE / 2 + MORE * number
        whole = row.label if number == len(lines) - 1 else ""
        mark = canvas.text(line, canvas.low, y, canvas.tokens[colour], "left", weight, whole, canvas.need)
        yield canvas.lower(mark, wide + LINE / 2 - y)
    mark = canvas.text(row.value, canvas.high, y, canvas.tokens["ink"], "right", 600, need=canvas.need)
    yield canvas.lower(mark, wide + LINE / 2 - y)


def ticks(grid: Sequence[Tick], canvas: Canvas, y: float) -> Iterator[Mark]:
    """As many ticks named as there is room for, each over its guide, those at the edges inside."""
    few, many = (_step(grid, canvas, room) for room in (canvas.room or PHONE, canvas.room or WIDE))
    for number, tick in enumerate(grid):
        align = _align(tick, canvas, canvas.room or PHONE)
        narrow, wide = ("" if number % step else tick.text for step in (few, many))
        if narrow or wide:
            yield canvas.text(narrow, float(tick.place), y, canvas.tokens["muted"], align, wide=wide)


def _align(tick: Tick, canvas: Canvas, room: float) -> str:
    """The words of a tick stand in the middle over it; near an edge they begin or end there."""
    share, half = canvas.share(canvas.low, float(tick.place)), text_width(tick.text) / 2 / room
    return "left" if share < half else "right" if share > 1 - half else "center"


def _step(grid: Sequence[Tick], canvas: Canvas, room: float) -> int:
    """1 where every tick can be named, 2 where every other one can."""
    if not any(tick.text for tick in grid):
        return 1
    return next((step for step in range(1, len(grid)) if _are_apart(grid[::step], canvas, room)), len(grid) or 1)


def _are_apart(grid: Sequence[Tick], canvas: Canvas, room: float) -> bool:
    """Whether the words of ticks leave room between them."""
    ends: list[tuple[float, float]] = []
    for tick in grid:
        wide = text_width(tick.text)
        at = canvas.share(canvas.low, float(tick.place)) * room
        left = at - {"left": 0.0, "center": 0.5, "right": 1.0}[_align(tick, canvas, room)] * wide
        ends.append((left, left + wide))
    return all(one[1] + APART <= two[0] for one, two in zip(ends, ends[1:], strict=False))
