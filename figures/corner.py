"""A corner of a linear programme in exact numbers: proved to be the best one, or walked on from."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Number = int | Fraction
Active = list[tuple[int, bool]]


class Unproved(Exception):
    """The solver's floating-point answer did not stand up to exact arithmetic: nothing is claimed."""


@dataclass(frozen=True)
class Line:
    """lower <= sum of weight * column <= upper in whole numbers (None: open)."""

    weights: Mapping[int, int]
    lower: int | None
    upper: int | None

    @property
    def is_equation(self) -> bool:
        return self.lower is not None and self.lower == self.upper


class Corner:
    """The lines that meet there, each with whether at its lower end, and the columns they fix; others are 0.

    It is the best corner when it satisfies every line that is not ``off`` and the goal is the sum of its lines times
    multipliers that push against their ends.
    """

    def __init__(
        self, lines: Sequence[Line], off: Collection[int], goal: Mapping[int, int], active: Active, basic: set[int]
    ) -> None:
        self.lines, self.off, self.goal, self.active, self.basic = lines, off, goal, active, basic

    def better(self) -> tuple[Number, list[int]] | bool:
        """The proved value with the lines behind it, False where it runs away, True after a step to a better corner.

        Raises Unproved.
        """
        ends = [self.end(at, low) for at, low in self.active]
        point = self.fixed(ends)
        factors = self.multipliers(self.goal)
        broken = next(self.violated(point), None)
        pulling = [number for number, factor in enumerate(factors) if not self.pushes(number, factor)]
        if broken and pulling:
            raise Unproved
        if broken:
            return self.satisfy(*broken, factors)
        if pulling:
            return self.leave(min(pulling, key=lambda number: self.active[number][0]), point)
        value = sum(weight * point.get(column, 0) for column, weight in self.goal.items())
        return value, [at for (at, _), factor in zip(self.active, factors, strict=True) if factor]

    def end(self, at: int, low: bool) -> int:
        """Where a line that meets here is held; one that is off stays where it happens to lie, at 0."""
        end = self.lines[at].lower if low else self.lines[at].upper
        return 0 if at in self.off or end is None else end

    def fixed(self, right: list[int]) -> dict[int, Number]:
        """The point at which the active lines have these values."""
        basic = self.basic
        return solve([{c: w for c, w in self.lines[at].weights.items() if c in basic} for at, _ in self.active], right)

    def multipliers(self, goal: Mapping[int, int]) -> list[Number]:
        """The factors with which the active lines add up to a sum; raises Unproved where they cannot."""
        across: dict[int, dict[int, int]] = {column: {} for column in self.basic}
        for number, (at, _) in enumerate(self.active):
            for column, weight in self.lines[at].weights.items():
                if column in across:
                    across[column][number] = weight
        found = solve([*across.values()], [goal.get(column, 0) for column in across])
        left: dict[int, Number] = dict(goal)
        for number, factor in found.items():
            if factor:
                for column, weight in self.lines[self.active[number][0]].weights.items():
                    left[column] = left.get(column, 0) - factor * weight
        if any(left.values()):
            raise Unproved
        return [found.get(number, 0) for number in range(len(self.active))]

    def violated(self, point: Mapping[int, Number]) -> Iterator[tuple[int, bool]]:
        """The lines that do not hold at a point, with whether they are below their lower end."""
        for at, line in enumerate(self.lines):
            if at not in self.off:
                value = self.value(at, point)
                if line.lower is not None and value < line.lower:
                    yield at, True
                elif line.upper is not None and value > line.upper:
                    yield at, False

    def value(self, at: int, point: Mapping[int, Number]) -> Number:
        return sum(weight * point.get(column, 0) for column, weight in self.lines[at].weights.items())

    def pushes(self, number: int, factor: Number) -> bool:
        """True where a multiplier has the sign of the end its line is at; an equation may have any."""
        at, low = self.active[number]
        if factor and at in self.off:
            raise Unproved
        return not factor or self.lines[at].is_equation or (factor > 0) == low

    def leave(self, number: int, point: Mapping[int, Number]) -> bool:
        """Away from the end of one line until another one stops it; False where none does."""
        at, low = self.active[number]
        away = [0] * len(self.active)
        away[number] = 1 if low else -1
        direction = self.fixed(away)
        held = {other for other, _ in self.active if other != at} | set(self.off)
        stops: list[tuple[Number, int, bool]] = []
        for other, line in enumerate(self.lines):
            slope = self.value(other, direction) if other not in held else 0
            end = line.upper if slope > 0 else line.lower
            if slope and end is not None and not (other == at and (slope > 0) != low):
                stops.append((over(end - self.value(other, point), slope), other, slope < 0))
        if not stops:
            return False
        self.active[number] = min(stops)[1:]
        return True

    def satisfy(self, at: int, low: bool, factors: list[Number]) -> bool:
        """Takes in a line that does not hold, for the one whose multiplier is used up first."""
        sign = 1 if low else -1
        ratios = [
            (over(factors[number], sign * part), self.active[number][0], number)
            for number, part in enumerate(self.multipliers(self.lines[at].weights))
            if part
            and not self.lines[self.active[number][0]].is_equation
            and (sign * part > 0) == self.active[number][1]
        ]
        if not ratios:
            raise Unproved
        self.active[min(ratios)[2]] = (at, low)
        return True


def over(one: Number, other: Number) -> Number:
    """An exact quotient, a whole number wherever it is one: those are reckoned with far faster."""
    whole, rest = divmod(one, other)
    return Fraction(one) / other if rest else whole


def solve(equations: Sequence[Mapping[int, Number]], right: Sequence[Number]) -> dict[int, Number]:
    """Exact solution of sparse equations, shortest first; raises Unproved where they do not fix every unknown."""
    left, ends = [dict(equation) for equation in equations], list(right)
    where: dict[int, set[int]] = {}
    for at, equation in enumerate(left):
        for unknown in equation:
            where.setdefault(unknown, set()).add(at)
    if len(where) != len(left):
        raise Unproved
    waiting = [(len(equation), at) for at, equation in enumerate(left)]
    heapq.heapify(waiting)
    done: list[tuple[int, int]] = []
    taken: set[int] = set()
    while waiting:
        length, at = heapq.heappop(waiting)
        equation = left[at]
        if at in taken or length != len(equation):
            continue
        if not equation:
            raise Unproved
        taken.add(at)
        pivot = min(equation, key=lambda unknown: len(where[unknown]))
        done.append((at, pivot))
        for unknown in equation:
            where[unknown].discard(at)
        for other in where.pop(pivot):
            factor = over(left[other][pivot], equation[pivot])
            ends[other] -= factor * ends[at]
            _subtract(left[other], equation, factor, other, where)
            heapq.heappush(waiting, (len(left[other]), other))
    found: dict[int, Number] = {}
    for at, pivot in reversed(done):
        rest = sum(weight * found[unknown] for unknown, weight in left[at].items() if unknown != pivot)
        found[pivot] = over(ends[at] - rest, left[at][pivot])
    return found


def _subtract(
    target: dict[int, Number], other: Mapping[int, Number], factor: Number, at: int, where: dict[int, set[int]]
) -> None:
    for unknown, weight in other.items():
        value = target.get(unknown, 0) - factor * weight
        if value:
            target[unknown] = value
            where[unknown].add(at)
        elif unknown in target:
            del target[unknown]
            if unknown in where:
                where[unknown].discard(at)
