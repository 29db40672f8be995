"""Random small ledgers: all rules together against an oracle that eliminates unknowns and tries every set."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from elimination import can_hold, ends_of
from ledgers import write_ledger

pytest.importorskip("hypothesis", reason="pip install figures-ledger[test] for the laws")
from hypothesis import given, settings
from hypothesis import strategies as st

import figures
from figures.report import Report
from figures.spread import Row

Member = tuple[str, str]
Print = tuple[str, str, int]
Rule = tuple[dict[str, int], str, int]
NOTATIONS = ("={} EUR", "{} EUR", ">{} EUR", "<{} EUR", "<={} EUR", ">={} EUR")
MIRRORED = {"=": "=", "<=": ">=", ">=": "<=", "<": ">", ">": "<"}


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Print], list[Rule]]:
    """Three terms, three to five prints of them, one to three rules over them."""
    sizes = st.integers(1, 9)
    terms = ["x", "y", "z", *draw(st.lists(st.sampled_from("xyz"), max_size=2))]
    prints = [(term, draw(st.sampled_from(NOTATIONS)), draw(sizes)) for term in terms]
    rules: list[Rule] = []
    for number in range(draw(st.integers(1, 3))):  # the first one joins all terms into one group
        names = draw(st.sets(st.sampled_from("xyz"), min_size=1 if number else 3))
        weights = {name: draw(st.sampled_from((-2, -1, 1, 1, 2))) for name in sorted(names)}
        rules.append((weights, draw(st.sampled_from(("=", "=", "<=", ">=", "<"))), draw(st.integers(-3, 9))))
    return prints, rules


def written(prints: list[Print], rules: list[Rule]) -> str:
    lines = [f"f{n}  {term}.cell  {notation.format(size)}" for n, (term, notation, size) in enumerate(prints)]
    for n, (weights, relation, end) in enumerate(rules):
        total = " + ".join(f"{weight} * {name}.cell" for name, weight in weights.items()).replace("+ -", "- ")
        total = total if not total.startswith("-") else f"0 - {total[1:]}"
        lines.append(f"rule: r{n}: {total} {relation} {end}".replace("+ 0", "").replace("= -", "= 0 - "))
    return "\n".join(lines)


def rows(prints: list[Print], rules: list[Rule], is_open: bool = False) -> list[Row]:
    """What each print and rule says, written from the semantics; ``is_open`` keeps the ends that print excludes."""
    found = []
    for n, (term, notation, size) in enumerate(prints):
        low, high, strict = {
            "={} EUR": (size, size, False),
            "{} EUR": (size - Fraction(1, 2), size + Fraction(1, 2), False),
            ">{} EUR": (size, None, True),
            ">={} EUR": (size, None, False),
            "<={} EUR": (0, size, False),
        }.get(notation, (None, None, False))
        needs = frozenset({("figure", f"f{n}")})
        if notation == "<{} EUR":
            found.append(Row(((term, Fraction(1)),), Fraction(0), None, needs))
            low, high, strict = None, size, True
        ends = (None if end is None else Fraction(end) for end in (low, high))
        found.append(Row(((term, Fraction(1)),), *ends, needs, strict and is_open))
    for (n, one), (m, other) in combinations(enumerate(prints), 2):
        if one[:2] == other[:2] and one[1] == "{} EUR" and one[2] != other[2]:
            needs = frozenset({("figure", f"f{n}"), ("figure", f"f{m}")})
            found.append(Row((), Fraction(1), None, needs))  # the same last place, another value
    for n, (weights, relation, end) in enumerate(rules):
        low = Fraction(end) if relation in ("=", ">=") else None
        high = Fraction(end) if relation in ("=", "<=", "<") else None
        pairs = tuple((name, Fraction(weight)) for name, weight in weights.items())
        found.append(Row(pairs, low, high, frozenset({("rule", f"r{n}")}), relation == "<"))
    return found


def hold(all_rows: Iterable[Row], members: frozenset[Member]) -> bool:
    active = [row for row in all_rows if row.needs <= members]
    return all(row.weights for row in active) and can_hold(active)


def smallest(all_rows: list[Row], members: frozenset[Member]) -> set[frozenset[Member]]:
    """Every set is tried, fewest figures first, then fewest rules."""
    by_weight: dict[tuple[int, int], list[frozenset[Member]]] = {}
    for count in range(len(members) + 1):
        for chosen in combinations(sorted(members), count):
            figures_in = sum(kind == "figure" for kind, _ in chosen)
            by_weight.setdefault((figures_in, count - figures_in), []).append(frozenset(chosen))
    for _, sets in sorted(by_weight.items()):
        found = {chosen for chosen in sets if not hold(all_rows, chosen)}
        if found:
            return found
    return set()


def check(report: Report, prints: list[Print], rules: list[Rule]) -> None:
    said, all_rows = report.together, rows(prints, rules)
    assert not report.problems
    names = [frozenset({("figure", f"f{n}")}) for n in range(len(prints))]
    members = frozenset(member for row in all_rows for member in row.needs)
    sound = hold(all_rows, members)

    assert said.tight is sound
    conflicts = {
        frozenset([*(("figure", f) for f in found.figures), *(("rule", r) for r in found.rules)])
        for found in said.conflicts
    }
    expected = smallest(all_rows, members) if not sound else set()
    assert conflicts == expected

    singles = {name for name in names if not sound and hold(all_rows, members - name)}
    pairs = {
        one | other
        for one, other in combinations(names, 2)
        if not sound and not {one, other} & singles and hold(all_rows, members - one - other)
    }
    assert {frozenset(("figure", name) for name in found) for found in said.suspects} == singles | pairs

    repairs = set()
    for conflict in conflicts:
        for kind, name in conflict:
            if kind == "figure":
                rest = [row for row in all_rows if row.needs <= conflict - {(kind, name)}]
                ends = ends_of(rest, prints[int(name[1:])][0])
                repairs |= {(name, *ends)} if ends != (None, None) else set()
    assert {(found.figure, found.would_be.lower, found.would_be.upper) for found in said.repairs} == repairs

    for item in said.implied:
        term = item.term.subject
        own = frozenset(("figure", f"f{n}") for n, (name, _, _) in enumerate(prints) if name == term)
        assert item.is_tight is hold(all_rows, members - own)
        if item.is_tight:
            rest = [row for row in all_rows if row.needs <= members - own]
            assert (item.range.lower, item.range.upper) == ends_of(rest, term)

    assert bool(said.touches) is (sound and not hold(rows(prints, rules, is_open=True), members))


@settings(max_examples=250)
@given(worlds())
def test_all_rules_together_say_what_an_oracle_says(world: tuple[list[Print], list[Rule]]) -> None:
    """Consistency, smallest conflicts, suspects, repairs, implied ranges and what is only touched."""
    with TemporaryDirectory() as folder:
        check(figures.read(write_ledger(Path(folder), written(*world))), *world)
