"""Who depends on whom, as marks: prints as dots, rules as squares, a line from each rule to what it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .canvas import WIDE, Canvas, Mark, leading
from .views import Chart, Node

GUTTER = 0.16  # of the axis: left of the dots, where the lines run
LANE = 0.05  # of the axis: between two rules' lines at most
WORDS = 0.2  # of the axis: where the words begin
PHONE = 28  # signs of a line beside the dots at 320 px
SIGN = 9.5  # px that a sign takes, room for the lines counted in
LINE, SPACE = 20, 14  # px
JOINT = 30  # square px of a dot where lines meet


def network_canvas(chart: Chart, tokens: dict[str, str]) -> Canvas:
    """As high as its nodes need; across there is nothing to measure."""
    return Canvas(0.0, 1.0, sum(map(_height, chart.nodes)), tokens)


def network(chart: Chart, canvas: Canvas) -> Iterator[Mark]:
    """Every node in a line of its own, rules below what they rest on."""
    places, top = [], 0.0
    for node in chart.nodes:
        places.append(top + LINE / 2)
        yield from leading(_node(node, top, canvas), node.leads)
        top += _height(node)
    rules = [at for at, node in enumerate(chart.nodes) if node.is_rule]
    step = min(LANE, (GUTTER - 0.02) / max(len(rules), 1))
    for lane, at in enumerate(rules, 1):
        ends = [places[number] for number in (*chart.nodes[at].rests_on, at)]
        yield from _bracket(GUTTER - lane * step, ends, canvas)


def _bracket(x: float, ends: list[float], canvas: Canvas) -> Iterator[Mark]:
    """A line down, and one across to each node it joins; where they meet is a dot, where they cross another none."""
    colour = canvas.tokens["other"]
    yield canvas.upright(x, min(ends), max(ends), colour)
    for y in ends:
        yield canvas.rule(x, GUTTER, y, colour)
        yield canvas.dot(x, y, colour, "circle", JOINT)


def _node(node: Node, top: float, canvas: Canvas) -> Iterator[Mark]:
    tone, shape = ("second", "square") if node.is_rule else ("third", "circle")
    yield canvas.point(GUTTER, top + LINE / 2, canvas.tokens[tone], node.look, node.named, shape)
    lines, tokens = _lines(node), canvas.tokens
    need = max(WIDE, SIGN * len(node.label) / (1 - WORDS))  # from here on the label has one line, the value the next
    for number, line in enumerate([*lines, ""]):
        y = top + LINE / 2 + LINE * number
        yield canvas.text(line, WORDS, y, tokens["muted"], "left", wide="" if number else node.label, need=need)
        narrow, wide = (node.value if number == place else "" for place in (len(lines), 1))
        if narrow or wide:
            yield canvas.text(narrow, WORDS, y, tokens["ink"], "left", 600, wide=wide, need=need)


def _lines(node: Node) -> list[str]:
    return textwrap.wrap(node.label, PHONE) or [""]


def _height(node: Node) -> float:
    return LINE * (len(_lines(node)) + bool(node.value)) + SPACE
