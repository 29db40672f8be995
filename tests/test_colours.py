"""Colours: read from one style sheet, and strong enough for every eye, in both themes."""

import re
from itertools import product

import pytest

from figures.canvas import TOKENS
from figures.server import STATIC

PAIRS = dict(
    re.findall(r"--fl-(\w+): light-dark\((#\w{6}, #\w{6})\)", (STATIC / "figures.css").read_text("utf-8")),
)
WORDS = ("ink", "muted", "gap", "ok", "near", "link")  # colours that words are written in
MARKS = ("eu", "lux", "total", "gap", "ok", "edge")  # and those that only shapes have
BARS = ("first", "second", "third", "fourth")  # full bars with words on them
# What little is left of a colour: Machado, Oliveira and Fernandes (2009), severity 1, on linear light; and none at all.
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "greyscale": ((0.2126, 0.7152, 0.0722),) * 3,
}


def seen(colour: str, eye: str) -> list[float]:
    """Linear red, green and blue as an eye has them."""
    levels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in levels]
    mixed = (sum(weight * level for weight, level in zip(row, linear, strict=True)) for row in EYES[eye])
    return [min(1, max(0, level)) for level in mixed]


def contrast(one: str, two: str, eye: str = "usual") -> float:
    """The contrast ratio of WCAG 2.2."""
    weights = (0.2126, 0.7152, 0.0722)
    light = sorted(sum(w * level for w, level in zip(weights, seen(c, eye), strict=True)) for c in (one, two))
    return (light[1] + 0.05) / (light[0] + 0.05)


def test_the_measure_itself() -> None:
    """Black on white is 21 to 1, and #767676 is the lightest grey that passes."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") >= 4.5 > contrast("#777777", "#ffffff")


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast(theme: int, eye: str) -> None:
    """Words have 4.5 to 1 on both grounds, marks 3 to 1, for every eye."""
    colours = {name: pair.split(", ")[theme] for name, pair in PAIRS.items()}
    grounds = [colours["ground"], colours["surface"]]
    words = {(name, ground): contrast(colours[name], ground, eye) for name, ground in product(WORDS, grounds)}
    marks = {name: contrast(colours[name], colours["ground"], eye) for name in MARKS}

    assert {pair: ratio for pair, ratio in words.items() if ratio < 4.5} == {}
    assert {name: ratio for name, ratio in marks.items() if ratio < 3} == {}


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_bars(theme: str, eye: str) -> None:
    """What stands on a full bar can be read."""
    tokens = TOKENS[theme]
    assert {
        bar: contrast(tokens["on"], tokens[bar], eye) for bar in BARS if contrast(tokens["on"], tokens[bar], eye) < 4.5
    } == {}
