"""Equations read and refused."""

from fractions import Fraction

import pytest

from figures.equation import Constant, Equation, Term, addends, read_equation, replaced
from figures.errors import Fault

READ = [
    ("a.b = c.d + e.f", "a.b = c.d + e.f"),
    ("lux.share=(1-a.b)*a.c", "lux.share = (1 - a.b) * a.c"),
    ("a.b - (c.d - e.f) = -x.y / (a.b / 2)", "a.b - (c.d - e.f) = (-x.y) / (a.b / 2)"),
    ("13 = ai.sites[2024-12] + ai.sites[P5Y]", "13 = ai.sites[2024-12] + ai.sites[P5Y]"),
    ("a.b >= 50 % * c.d", "a.b >= 50 % * c.d"),
    ("a.b = 1/2", "a.b = 1 / 2"),
]


@pytest.mark.parametrize(("text", "written"), READ, ids=[row[0] for row in READ])
def test_read_and_written(text: str, written: str) -> None:
    """An equation written out reads as the same equation."""
    equation = read_equation(text)

    assert isinstance(equation, Equation), equation
    assert str(equation) == written
    again = read_equation(written)
    assert isinstance(again, Equation) and str(again) == written


REFUSED = [
    ("", "equation-operand"),
    ("a.b", "equation-relation"),
    ("a.b = ", "equation-operand"),
    ("a.b = c.d = e.f", "equation-relations"),
    ("a.b = (c.d", "equation-bracket"),
    ("a.b = c.d)", "equation-end"),
    ("a.b = c", "equation-sign"),
    ("a.b = sum(c.d)", "equation-sign"),
    ("a.b = 2 ** 3", "equation-operand"),
    ("__import__('os')", "equation-sign"),
    ("9**9**9**9", "equation-operand"),
    ("a.b = 1e9", "equation-sign"),
    ("a.b = ٤", "equation-sign"),
    ("a.b = " + "(" * 30 + "c.d", "equation-deep"),
    ("a.b = " + "-" * 60 + "c.d", "equation-deep"),
    ("a.b = " + "c.d + " * 90 + "c.d", "equation-long"),
    ("a.b = 1" + "+1" * 90, "equation-long"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED, ids=[row[0][:30] for row in REFUSED])
def test_refused(text: str, code: str) -> None:
    """No function, no power, no attribute, no endless nesting: a fault with its spot, at once."""
    fault = read_equation(text)

    assert isinstance(fault, Fault)
    assert fault.code == code
    assert 0 <= fault.span[0] <= fault.span[1] <= max(len(text), 1)


def test_addends_carry_their_signs() -> None:
    """a - (b - c) is a, minus b, plus c."""
    equation = read_equation("x.x = a.a - (b.b - c.c)")
    assert isinstance(equation, Equation)

    assert [(sign, str(part)) for sign, part in addends(equation.right)] == [(1, "a.a"), (-1, "b.b"), (1, "c.c")]


def test_a_term_is_replaced_wherever_it_stands() -> None:
    """-(a.b - 2) / a.c with 3 for a.b is (-(3 - 2)) / a.c."""
    found = read_equation("x.y = -(a.b - 2) / a.c")
    assert isinstance(found, Equation)
    three = Constant(Fraction(3), "3")

    assert str(replaced(found.right, lambda term: three if term.measure == "b" else term)) == "(-(3 - 2)) / a.c"


def test_terms_know_their_place() -> None:
    """A term carries its characters, so that a message can point at it."""
    equation = read_equation("a.b = c.d[2025]")
    assert isinstance(equation, Equation)

    assert equation.terms == (Term("a", "b", None, (0, 3)), Term("c", "d", "2025", (6, 15)))
