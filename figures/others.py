"""What other prints of its terms would make of a rule: deprecated ones, other statuses, each print alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from .checks import judge_rule
from .ledger import Figure, Ledger, Rule, TermKey
from .verdict import Other, Outcome, Verdict

MOST_OTHERS = 64  # of one verdict


def others(verdict: Verdict, ledger: Ledger) -> tuple[Other, ...]:
    """The outcomes with one term printed otherwise; each print that the term means only where that changes it.

    A verdict on one print (rule@figure) is such an outcome itself, and one on prints compares them already.
    """
    if verdict.rule is None or "@" in verdict.id:
        return ()
    behind = _behind(verdict.rule, ledger)
    found: list[tuple[Figure, bool]] = []
    for term in behind:
        meant = ledger.prints(term)
        seen = set()
        for figure in ledger.every_print(term):
            said = (figure in meant, figure.reading, figure.status)
            if (figure not in meant or len(meant) > 1) and said not in seen and len(found) < MOST_OTHERS:
                seen.add(said)
                found.append((figure, figure in meant))
    judged = ((figure, is_meant, with_print(verdict.rule, figure, behind, ledger)) for figure, is_meant in found)
    return tuple(
        Other(figure.id, _role(figure, ledger), other.outcome, other.printed_gap, other.gap, other.reasons)
        for figure, is_meant, other in judged
        if not is_meant or _kind(other) != _kind(verdict)
    )


def _kind(verdict: Verdict) -> Outcome:
    """The outcome, a point among rounded numbers aside."""
    return Outcome.ROUNDED if verdict.outcome is Outcome.EXACT else verdict.outcome


def _role(figure: Figure, ledger: Ledger) -> str:
    """Why a rule does not rest on this print alone: alone, deprecated, not preferred, or its status."""
    if figure in ledger.prints(figure.term):
        return "alone"
    if figure.rank == "deprecated":
        return "deprecated"
    return "not preferred" if figure in ledger.standing(figure.term) else figure.status


def with_print(rule: Rule, figure: Figure, behind: dict[TermKey, None], ledger: Ledger) -> Verdict:
    """The verdict on a rule were this figure the only print of its term."""
    kept = {f.id: f for term in behind if term != figure.term for f in ledger.prints(term)}
    kept[figure.id] = replace(figure, rank="normal")
    names = {id(rule), *(id(ledger.definitions[term]) for term in behind if term in ledger.definitions)}
    rules = tuple(other for other in ledger.rules if id(other) in names)
    return judge_rule(replace(ledger, figures=MappingProxyType(kept), rules=rules), rule)


def _behind(rule: Rule, ledger: Ledger) -> dict[TermKey, None]:
    """The terms a rule speaks of, and those behind the ones that it has from definitions."""
    found = dict.fromkeys(rule.terms.values())
    waiting = list(found)
    for term in waiting:
        for other in _defining(term, ledger):
            if other not in found:
                found[other] = None
                waiting.append(other)
    return found


def _defining(term: TermKey, ledger: Ledger) -> Iterator[TermKey]:
    definition = ledger.definitions.get(term)
    if definition is not None:
        yield from definition.terms.values()
