"""What may meet in a rule: kinds, statuses and periods that mix only where the rule names it in `across`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .equation import Expression, Operation, Term, addends
from .errors import Reason
from .ledger import Ledger, Rule, TermKey

Aspects = dict[str, dict[str, str]]
Brought = Mapping[TermKey, Aspects]


def refusal(rule: Rule, ledger: Ledger, brought: Brought) -> Reason | None:
    """Why a rule compares what does not compare, None where it may be judged.

    A sum or comparison concerns all that is added in it; a product or quotient compares nothing. A derived term
    brings what its definition adds (``brought``, by term), but for what that definition names itself.
    """
    for group in _groups(rule):
        for aspect, values in _aspects(group, rule, ledger, brought).items():
            if len(values) > 1 and aspect not in rule.across:
                (left, first), (right, second) = list(values.items())[:2]
                return Reason.of(f"mixed-{aspect}", left=left, right=right, first=first, second=second)
    return None


def brings(definition: Rule, ledger: Ledger, brought: Brought) -> Aspects:
    """The statuses and periods that a derived term stands for, as far as its definition does not name them."""
    parts = [part for _, part in addends(definition.equation.right)]
    found = _aspects(parts, definition, ledger, brought)
    return {aspect: found[aspect] for aspect in ("status", "period") if aspect not in definition.across}


def _groups(rule: Rule) -> Iterator[list[Expression]]:
    """The expressions that are added or compared with one another."""
    waiting = [[rule.equation.left, rule.equation.right]]
    while waiting:
        group = [part for side in waiting.pop() for _, part in addends(side)]
        yield group
        for part in group:
            if isinstance(part, Operation):
                waiting += [[part.left], [part.right]]


def _aspects(group: Iterable[Expression], rule: Rule, ledger: Ledger, brought: Brought) -> Aspects:
    """For kind, status and period the values met, each with the first term that has it."""
    found: Aspects = {"kind": {}, "status": {}, "period": {}}
    for term in group:
        if isinstance(term, Term):
            for aspect, value in _of_term(term, rule.terms[term], ledger, brought):
                if value:
                    found[aspect].setdefault(value, str(term))
    return found


def _of_term(term: Term, key: TermKey, ledger: Ledger, brought: Brought) -> Iterator[tuple[str, str]]:
    """Kind, status and period of a printed term, or those that a derived one brings; an explicit period is named."""
    figures = ledger.prints(key)
    yield "kind", ledger.measures[key.measure].kind
    if figures:
        yield "status", figures[0].status
    if term.period is None:
        yield "period", key.period
    for aspect, values in brought.get(key, {}).items():
        if aspect != "period" or term.period is None:
            yield from ((aspect, value) for value in values)


def brought(ledger: Ledger) -> dict[TermKey, Aspects]:
    """The statuses and periods that each derived term stands for."""
    found: dict[TermKey, Aspects] = {}
    for term in bottom_up(ledger):
        found[term] = brings(ledger.definitions[term], ledger, found)
    return found


def bottom_up(ledger: Ledger) -> Iterator[TermKey]:
    """The defined terms, each after those that its definition names (load has refused circles)."""
    done: set[TermKey] = set()
    for start in ledger.definitions:
        waiting = [start]
        while waiting:
            term = waiting[-1]
            rule = ledger.definitions[term]
            needs = [rule.terms[other] for other in rule.equation.terms if rule.terms[other] != term]
            missing = [other for other in needs if other in ledger.definitions and other not in done]
            if term not in done and missing:
                waiting += missing
                continue
            waiting.pop()
            if term not in done:
                done.add(term)
                yield term
