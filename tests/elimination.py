"""Linear rows over x, y and z solved by elimination (Fourier and Motzkin): the oracle for all rules together."""

from fractions import Fraction
from itertools import product

from figures.spread import Row

Half = tuple[dict[str, Fraction], Fraction, bool]


def halves(rows: list[Row]) -> list[Half]:
    """weights <= end (< where strict), every row taken apart."""
    found: list[Half] = []
    for one in rows:
        if one.upper is not None:
            found.append((dict(one.weights), one.upper, one.strict))
        if one.lower is not None:
            found.append(({name: -weight for name, weight in one.weights}, -one.lower, one.strict))
    return found


def eliminated(left: list[Half], name: str) -> list[Half]:
    """The same without one unknown (Fourier and Motzkin): each upper bound on it against each lower one."""
    above = [half for half in left if half[0].get(name, 0) > 0]
    below = [half for half in left if half[0].get(name, 0) < 0]
    rest = [half for half in left if not half[0].get(name, 0)]
    for (one, top, strict), (two, bottom, also) in product(above, below):
        p, q = -two[name], one[name]
        names = (one.keys() | two.keys()) - {name}
        weights = {other: p * one.get(other, 0) + q * two.get(other, 0) for other in names}
        rest.append((weights, p * top + q * bottom, strict or also))
    return rest


def can_hold(rows: list[Row]) -> bool:
    left = halves(rows)
    for name in "xyz":
        left = eliminated(left, name)
    return all(end > 0 or (end == 0 and not strict) for _, end, strict in left)


def ends_of(rows: list[Row], name: str) -> tuple[Fraction | None, Fraction | None]:
    """The closed range of one unknown, all others eliminated."""
    left = halves(rows)
    for other in set("xyz") - {name}:
        left = eliminated(left, other)
    bounds = [(weights.get(name, Fraction(0)), end) for weights, end, _ in left]
    lowers = [end / weight for weight, end in bounds if weight < 0]
    uppers = [end / weight for weight, end in bounds if weight > 0]
    return max(lowers, default=None), min(uppers, default=None)
