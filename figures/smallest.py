"""The smallest sets that cannot be true together, found through what every one of them must contain."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator

from .spread import Member

Members = frozenset[Member]
Core = Callable[[Members], Members | None]

EFFORT = 6000  # members times ways to heal: beyond, the smallest conflict found is told as perhaps not the smallest
STEPS = 20_000  # of the search for one more candidate


class _TooMany(Exception):
    """More candidates than anyone will wait for."""


def smallest(members: Members, core: Core, parts: Iterable[Members] = ()) -> tuple[list[Members], bool]:
    """All sets of fewest figures, then fewest rules, that cannot be true together, and whether that is sure.

    ``core`` gives the members of a contradiction inside a set, None where all of it can be true. What must be taken
    out of a ledger to heal it shares a member with every contradiction; a smallest set that meets all of these and
    still contradicts itself is a smallest contradiction, and until then it shows one more way to heal. Where that
    takes too long, the smallest one inside any of ``parts`` is told.
    """
    found = core(members)
    if found is None:
        return [], True
    needed = frozenset(member for member in found if core(members - {member}) is None)
    if needed and core(needed) is not None:
        return [needed], True  # each stands in every contradiction, and together they are one
    heals: list[Members] = []
    try:
        while len(heals) * len(members) <= EFFORT:
            sets = _contradictions(heals, core)
            if isinstance(sets, list):
                return sorted(sets, key=sorted), True
            heals.append(_heal(members, sets, core))
    except _TooMany:
        pass
    lean = {_lean(inside, core) for inside in (found, *(core(part) for part in parts)) if inside is not None}
    least = min(map(_weight, lean))
    return sorted((one for one in lean if _weight(one) == least), key=sorted), False


def _contradictions(heals: list[Members], core: Core) -> list[Members] | Members:
    """The smallest sets that meet all ways to heal, or the first of them that can be true."""
    sets: list[Members] = []
    for tried in _meeting(heals):
        if sets and _weight(tried) > _weight(sets[0]):
            break
        if core(tried) is None:
            return tried
        sets.append(tried)
    return sets


def _weight(members: Members) -> tuple[int, int]:
    """Figures, then rules."""
    figures = sum(kind == "figure" for kind, _ in members)
    return figures, len(members) - figures


def _lean(members: Members, core: Core) -> Members:
    """A contradiction from which nothing can be taken: each member is tried."""
    for member in sorted(members):
        if member in members:
            found = core(members - {member})
            members = members if found is None else found
    return members


def _heal(members: Members, kept: Members, core: Core) -> Members:
    """What must go, at least, for all else to be true, ``kept`` among it."""
    gone: set[Member] = set()
    while (found := core(members - gone)) is not None:
        gone.add(min(found - kept))
    for member in sorted(gone):
        if core(members - gone | {member}) is None:
            gone.discard(member)
    return frozenset(gone)


def _meeting(sets: list[Members]) -> Iterator[Members]:
    """The sets that share a member with each of ``sets``, fewest figures first, then fewest rules, then ids."""
    waiting: list[tuple[tuple[int, int], list[Member]]] = [((0, 0), [])]
    seen: set[Members] = set()
    while waiting:
        if len(seen) > STEPS:
            raise _TooMany
        _, listed = heapq.heappop(waiting)
        chosen = frozenset(listed)
        open_sets = [one for one in sets if not one & chosen]
        if not open_sets:
            yield chosen
            continue
        for member in min(open_sets, key=lambda one: (len(one), sorted(one))):
            more = chosen | {member}
            if more not in seen:
                seen.add(more)
                heapq.heappush(waiting, (_weight(more), sorted(more)))
