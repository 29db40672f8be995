"""What one unknown comes to as a weighted sum of what rows say: exact elimination."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

from .spread import ONE, ZERO, Row, Unknown

Weights = dict[Unknown, Fraction]
Key = TypeVar("Key")


def as_sum(rows: Sequence[Row], unknown: Unknown) -> dict[Row, Fraction] | None:
    """How many times each row has to be taken for all but ``unknown`` to cancel; None where they never do.

    Only rows with one value count: of 60 = x / 2, so x = 2 * 60, and the row of 60 is taken twice. The value of the
    unknown is the sum of the rows' values, each as often as told. Rows that come first are taken first.
    """
    steps: list[tuple[Unknown, Weights, dict[Row, Fraction]]] = []

    def reduced(weights: Weights, taken: dict[Row, Fraction]) -> tuple[Weights, dict[Row, Fraction]]:
        for pivot, row, parts in steps:  # no step has the pivot of an earlier one
            if factor := weights.get(pivot, ZERO):
                weights, taken = _plus(weights, row, -factor), _plus(taken, parts, -factor)
        return weights, taken

    for row in rows:
        if row.lower is None or row.lower != row.upper:
            continue
        weights, taken = reduced(_plus({}, dict(row.weights), ONE), {row: ONE})
        if weights:
            pivot = next(iter(weights))
            scale = 1 / weights[pivot]
            steps.append((pivot, _plus({}, weights, scale), _plus({}, taken, scale)))
    left, taken = reduced({unknown: ONE}, {})
    return None if left else {row: -times for row, times in taken.items()}


def _plus(one: dict[Key, Fraction], other: dict[Key, Fraction], times: Fraction) -> dict[Key, Fraction]:
    """one + times * other, without what cancels."""
    total = {**one}
    for key, value in other.items():
        total[key] = total.get(key, ZERO) + times * value
    return {key: value for key, value in total.items() if value}
