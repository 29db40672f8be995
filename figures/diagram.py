"""Who depends on whom, as marks: prints as dots, rules as squares, a line from each rule to what it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from .canvas import Canvas, Mark, leading
from .views import Chart, Node

GUTTER = 0.16  # of the axis: left of the dots, where the lines run
LANE = 0.05  # of the axis: between two rules' lines at most
WORDS = 0.2  # of the axis: where the words begin
DESK = 640  # px: from where on lines are longer
SHORT, LONG = 28, 60  # signs of a line beside the dots at 320 px, and on a desk
LINE, SPACE = 20, 14  # px
JOINT = 30  # square px of a dot where lines meet


def network_canvas(chart: Chart, tokens: dict[str, str], room: float = 0) -> Canvas:
    """As high as its nodes need, less on a desk; across there is nothing to measure."""
    low, high = (float(sum(_height(node, signs) for node in chart.nodes)) for signs in (LONG, SHORT))
    canvas = Canvas(0.0, 1.0, low, tokens, room=room)
    return canvas if room else replace(canvas, height=high, need=DESK, wide_height=low)


def network(chart: Chart, canvas: Canvas) -> Iterator[Mark]:
    """Every node in a line of its own, rules below what they rest on."""
    places, top, flat = [], 0.0, 0.0
    for node in chart.nodes:
        places.append((top + LINE / 2, flat + LINE / 2))
        yield from (canvas.lower(mark, flat - top) for mark in _node(node, top, canvas))
        top, flat = top + _height(node, _signs(canvas)[0]), flat + _height(node, LONG)
    rules = [at for at, node in enumerate(chart.nodes) if node.is_rule]
    step = min(LANE, (GUTTER - 0.02) / max(len(rules), 1))
    for lane, at in enumerate(rules, 1):
        ends = [places[number] for number in (*chart.nodes[at].rests_on, at)]
        yield from _bracket(GUTTER - lane * step, ends, canvas)


def _signs(canvas: Canvas) -> tuple[int, int]:
    """How many signs a line has, on a phone and on a desk; a picture is as wide as a desk."""
    return (LONG, LONG) if canvas.room else (SHORT, LONG)


def _bracket(x: float, ends: list[tuple[float, float]], canvas: Canvas) -> Iterator[Mark]:
    """A line down, and one across to each node it joins; where they meet is a dot, where they cross another none."""
    colour, (high, flat_high), (low, flat_low) = canvas.tokens["other"], min(ends), max(ends)
    down = canvas.upright(x, high, low, colour)
    yield replace(down, row={**down.row, **({} if canvas.room else {"wide_y": flat_high, "wide_y2": flat_low})})
    for y, flat in ends:
        for mark in (canvas.rule(x, GUTTER, y, colour), canvas.dot(x, y, colour, "circle", JOINT)):
            yield canvas.lower(mark, flat - y)


def _node(node: Node, top: float, canvas: Canvas) -> Iterator[Mark]:
    """A dot or a square with its words, each leading where it does."""
    tone, shape = ("second", "square") if node.is_rule else ("other" if node.is_shared else "third", "circle")
    point = canvas.point(GUTTER, top + LINE / 2, canvas.tokens[tone], node.look, node.named, shape)
    yield from leading([point], node.leads)
    yield from leading(_words(node, top + LINE / 2, canvas), node.at or node.leads)


def _words(node: Node, top: float, canvas: Canvas) -> Iterator[Mark]:
    """The label and below it the value."""
    (short, long), need = (_lines(node, signs) for signs in _signs(canvas)), canvas.need
    for number, (line, wide) in enumerate(zip_longest(short, long, fillvalue="")):
        y, muted = top + LINE * number, canvas.tokens["muted"]
        yield canvas.text(line, WORDS, y, muted, "left", wide=wide, need=need)
    if node.value:
        value = canvas.text(node.value, WORDS, top + LINE * len(short), canvas.tokens["ink"], "left", 600, need=need)
        yield canvas.lower(value, LINE * (len(long) - len(short)))


def _lines(node: Node, signs: int) -> list[str]:
    return textwrap.wrap(node.label, signs) or [""]


def _height(node: Node, signs: int) -> int:
    return LINE * (len(_lines(node, signs)) + bool(node.value)) + SPACE
