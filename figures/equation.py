"""A rule's equation: read into a small tree that only knows terms, exact constants and + - * / with one relation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from .errors import Fault

MAX_LENGTH, MAX_TOKENS, MAX_DEPTH = 500, 100, 20
RELATIONS = ("=", "<=", ">=", "<", ">")


@dataclass(frozen=True)
class Term:
    """subject.measure[period]: what rules speak of; an explicit period acknowledges the period."""

    subject: str
    measure: str
    period: str | None = None
    span: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        return f"{self.subject}.{self.measure}" + (f"[{self.period}]" if self.period else "")


@dataclass(frozen=True)
class Constant:
    """An exact number as typed."""

    value: Fraction
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Negative:
    """Unary minus."""

    of: Expression

    def __str__(self) -> str:
        return f"-{_bracketed(self.of)}"


@dataclass(frozen=True)
class Operation:
    """Two expressions joined by + - * or /."""

    sign: str
    left: Expression
    right: Expression

    def __str__(self) -> str:
        if self.sign in "+-":
            right = _bracketed(self.right) if self.sign == "-" else str(self.right)
            return f"{self.left} {self.sign} {right}"
        return f"{_bracketed(self.left)} {self.sign} {_bracketed(self.right, self.sign == '/')}"


Expression = Term | Constant | Negative | Operation


@dataclass(frozen=True)
class Equation:
    """left relation right: the stated side stands on the left, the computed one on the right."""

    left: Expression
    relation: str
    right: Expression

    def __str__(self) -> str:
        return f"{self.left} {self.relation} {self.right}"

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term, in the order of writing."""
        return tuple(terms(self.left)) + tuple(terms(self.right))


def terms(expression: Expression) -> Iterator[Term]:
    """Every term of an expression, in the order of writing."""
    match expression:
        case Term():
            yield expression
        case Negative(of):
            yield from terms(of)
        case Operation(_, left, right):
            yield from terms(left)
            yield from terms(right)


def addends(expression: Expression, sign: int = 1) -> Iterator[tuple[int, Expression]]:
    """The parts of a sum with their signs: a - (b - c) gives a, -b, c."""
    match expression:
        case Negative(of):
            yield from addends(of, -sign)
        case Operation("+" | "-" as operator, left, right):
            yield from addends(left, sign)
            yield from addends(right, sign if operator == "+" else -sign)
        case _:
            yield sign, expression


def replaced(expression: Expression, by: Callable[[Term], Expression]) -> Expression:
    """The same expression with something else in the place of each term."""
    match expression:
        case Term():
            return by(expression)
        case Negative(of):
            return Negative(replaced(of, by))
        case Operation(sign, left, right):
            return Operation(sign, replaced(left, by), replaced(right, by))
    return expression


def _bracketed(expression: Expression, always: bool = False) -> str:
    bare = isinstance(expression, Term | Constant) or (
        isinstance(expression, Operation) and expression.sign in "*/" and not always
    )
    return str(expression) if bare else f"({expression})"


class _Token(NamedTuple):
    kind: str
    text: str
    span: tuple[int, int]


_TOKEN = re.compile(
    r"\s*(?:(?P<term>[a-z][a-z0-9_]*+\.[a-z][a-z0-9_]*+(?:\[[0-9A-Za-z./~?%-]{1,40}\])?)"
    r"|(?P<number>[0-9]{1,30}(?:\.[0-9]{1,30})?(?:\s*%)?)|(?P<relation><=|>=|[=<>])|(?P<sign>[-+*/()]))"
)


def read_equation(text: str) -> Equation | Fault:
    """Read an equation; the first thing that does not fit is the fault, with its place.

    The grammar::

        equation = sum ("=" | "<=" | ">=" | "<" | ">") sum
        sum      = product (("+" | "-") product)*
        product  = factor (("*" | "/") factor)*
        factor   = "-" factor | "(" sum ")" | term | number "%"?
        term     = subject "." measure ("[" period "]")?

    >>> str(read_equation("lux.share = (1 - a.b) * a.c[2025] / 2"))
    'lux.share = (1 - a.b) * a.c[2025] / 2'
    """
    if len(text) > MAX_LENGTH:
        return Fault("equation-long", (MAX_LENGTH, len(text)), (("limit", MAX_LENGTH),))
    found = _tokens(text)
    if isinstance(found, Fault):
        return found
    if len(found) > MAX_TOKENS:
        return Fault("equation-long", found[MAX_TOKENS].span, (("limit", MAX_LENGTH),))
    try:
        return _Parser(found, len(text)).equation()
    except _Unexpected as stop:
        return stop.fault


def _tokens(text: str) -> list[_Token] | Fault:
    found: list[_Token] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if not match or not match.lastgroup:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            return Fault("equation-sign", (start, start + 1), (("sign", text[start]),))
        kind = match.lastgroup
        found.append(_Token(kind, match[kind], match.span(kind)))
        at = match.end()
    return found


class _Unexpected(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


class _Parser:
    """Recursive descent over the tokens; raises _Unexpected at the first that does not fit."""

    def __init__(self, found: list[_Token], length: int) -> None:
        self.tokens, self.at, self.depth = found, 0, 0
        self.end = _Token("end", "", (max(length - 1, 0), length))

    @property
    def token(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else self.end

    def take(self, kind: str, texts: str = "") -> _Token | None:
        token = self.token
        if token.kind != kind or (texts and token.text not in texts):
            return None
        self.at += 1
        return token

    def stop(self, code: str) -> _Unexpected:
        return _Unexpected(Fault(code, self.token.span, (("found", self.token.text),)))

    def equation(self) -> Equation:
        left = self.sum()
        relation = self.take("relation")
        if not relation:
            raise self.stop("equation-relation")
        right = self.sum()
        if self.token.kind != "end":
            raise self.stop("equation-end" if self.token.kind != "relation" else "equation-relations")
        return Equation(left, relation.text, right)

    def sum(self) -> Expression:
        left = self.product()
        while sign := self.take("sign", "+-"):
            left = Operation(sign.text, left, self.product())
        return left

    def product(self) -> Expression:
        left = self.factor()
        while sign := self.take("sign", "*/"):
            left = Operation(sign.text, left, self.factor())
        return left

    def factor(self) -> Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.stop("equation-deep")
        try:
            if self.take("sign", "-"):
                return Negative(self.factor())
            if self.take("sign", "("):
                inner = self.sum()
                if not self.take("sign", ")"):
                    raise self.stop("equation-bracket")
                return inner
            return self.leaf()
        finally:
            self.depth -= 1

    def leaf(self) -> Expression:
        if token := self.take("number"):
            digits, percent = token.text.rstrip("% "), token.text.endswith("%")
            return Constant(Fraction(digits) / (100 if percent else 1), token.text)
        if token := self.take("term"):
            names, _, period = token.text.rstrip("]").partition("[")
            subject, _, measure = names.partition(".")
            return Term(subject, measure, period or None, token.span)
        raise self.stop("equation-operand")
