"""All rules at once: which prints cannot all be true, what would mend them, what follows for every term."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cache, cached_property
from itertools import chain

from .errors import Reason
from .interval import Interval
from .ledger import Figure, Ledger, Rule, TermKey
from .prints import LOOSE
from .programme import Group, Pair, Programme, Readings, figure_member
from .smallest import smallest
from .solver import Unproved, core, least, reach, reach_ratio
from .spread import NOTHING, Member, Range, Row, Spread, forest, is_forest
from .spread import Conflict as Clash
from .verdict import Conflict, Implied, Repair, Together

LARGE = 500  # figures of a group: above, ranges are only propagated
CIRCLES = 100  # figures of a group whose rules close circles: above, exact programmes take minutes, so likewise
WIDE = 50  # figures of a conflict: above, it is told as found and not taken apart
TRUST = {"official": 4, "reference": 4, "release": 3, "press": 2, "aggregator": 1}
Members = frozenset[Member]


def all_together(ledger: Ledger, progress: Callable[[int], None] = lambda figures: None) -> Together:
    """Every group of figures that rules join, judged as one; ``progress`` is told the figures of each group done.

    60 = 112/2 + 14/2 cannot be: 60 would have to be 63, or 112 be 106 (which 80 + 32 does not allow), or 14 be 8.
    """
    programme = Programme(ledger)
    found = []
    for group in programme.groups():
        found.append(_answer(_Judging(programme, group)))
        progress(len(group.figures))
    return Together(
        tight=_all(answer.tight for answer in found),
        loose=_all(answer.loose for answer in found),
        conflicts=tuple(sorted(chain(*(answer.conflicts for answer in found)), key=_size)),
        repairs=tuple(chain(*(answer.repairs for answer in found))),
        suspects=tuple(chain(*(answer.suspects for answer in found))),
        implied=tuple(chain(*(answer.implied for answer in found))),
        notes=tuple(chain(programme.notes, *(answer.notes for answer in found))),
    )


def _all(settled: Iterable[bool | None]) -> bool | None:
    """False where one is False, None where one is not settled, else True."""
    said = set(settled)
    return False if False in said else None if None in said else True


def _size(conflict: Conflict) -> tuple[int, int, tuple[str, ...], tuple[str, ...]]:
    return (len(conflict.figures), len(conflict.rules), conflict.figures, conflict.rules)


def _answer(judging: _Judging) -> Together:
    count = len(judging.group.figures)
    try:
        if count > LARGE:
            return judging.large(LARGE)
        if count > CIRCLES and not is_forest(judging.tight):
            return judging.large(CIRCLES)
        return judging.whole()
    except Unproved:
        reason = Reason.of("together-unproved", figures=tuple(figure.id for figure in judging.group.figures))
        return Together(None, None, notes=(reason,))


def _active(rows: Iterable[Row], members: Members) -> list[Row]:
    return [row for row in rows if row.needs <= members]


class _Judging:
    """One group under judgement."""

    def __init__(self, programme: Programme, group: Group) -> None:
        self.programme, self.group, self.ledger = programme, group, programme.ledger
        self.order = programme.order
        self.rules = frozenset(("rule", rule.id) for rule in group.rules)
        self.members: Members = frozenset(map(figure_member, group.figures)) | self.rules
        self.core = cache(self._core)

    @cached_property
    def tight(self) -> list[Row]:
        return self.programme.rows(self.group, self.programme.tight)

    @cached_property
    def loose(self) -> list[Row]:
        return self.programme.rows(self.group, self.programme.loose, LOOSE)

    @cached_property
    def printed(self) -> list[Row]:
        return self.programme.rows(self.group, self.programme.printed)

    def _core(self, members: Members) -> Members | None:
        """Members of a contradiction on the tight reading, None where all can be true."""
        return core(_active(self.tight, members))

    def whole(self) -> Together:
        """Everything there is to say about a group that is not large."""
        tight = self.core(self.members) is None
        loose = tight or core(self.loose) is None
        notes = [*self.repeats(), *(Reason.of("together-wider", rule=name) for name in self.wide_rules())]
        conflicts: list[Conflict] = []
        repairs: list[Repair] = []
        suspects: list[tuple[str, ...]] = []
        wide = sum(kind == "figure" for kind, _ in self.core(self.members) or ())
        if wide > WIDE:
            conflicts = [self.conflict(self.core(self.members) or NOTHING)]
            notes.append(Reason.of("together-wide", count=wide, limit=WIDE))
        elif not tight:
            sets, is_sure = smallest(self.members, self.core)
            conflicts = [self.conflict(members) for members in sets]
            notes += [self.contradiction(conflict) for conflict in conflicts if not conflict.figures]
            if not is_sure:
                notes.append(Reason.of("together-not-smallest", figures=conflicts[0].figures))
            repairs = self.repairs(sets)
            suspects = self.suspects()
        return Together(
            tight, loose, tuple(conflicts), tuple(repairs), tuple(suspects), tuple(self.implied(tight)), tuple(notes)
        )

    def conflict(self, members: Members) -> Conflict:
        figures = sorted((name for kind, name in members if kind == "figure"), key=self.order.__getitem__)
        return Conflict(tuple(figures), tuple(rule.id for rule in self.group.rules if ("rule", rule.id) in members))

    def contradiction(self, conflict: Conflict) -> Reason:
        return Reason.of("together-rules-contradict", rules=conflict.rules)

    def large(self, limit: int) -> Together:
        """Propagation along the rows that close no circle; what that cannot settle stays open."""
        found: list[bool | None] = []
        implied: list[Implied] = []
        for rows in (self.tight, self.loose):
            kept = forest(rows)
            try:
                spread = Spread(kept, track=False)
                found.append(True if len(kept) == len(rows) and not any(row.strict for row in rows) else None)
                implied = implied or [*self.spread_implied(spread)]
            except Clash:
                found.append(False)
        notes = (Reason.of("together-large", count=len(self.group.figures), limit=limit),)
        return Together(found[0], found[1], implied=tuple(implied), notes=notes)

    # What would mend it

    def repairs(self, sets: list[Members]) -> list[Repair]:
        """For every figure of every conflict the value that satisfies the conflict's other members."""
        found: dict[tuple[str, Interval], Repair] = {}
        for members in sets:
            for name in self.conflict(members).figures:
                repair = self.repair(self.ledger.figures[name], members)
                if repair:
                    found.setdefault((repair.figure, repair.would_be), repair)
        return list(found.values())

    def repair(self, figure: Figure, members: Members) -> Repair | None:
        rest = members - {figure_member(figure)}
        would_be = _interval(self.reach(figure.term, _active(self.tight, rest)))
        if would_be.lower is None and would_be.upper is None:
            return None
        printed = figure.reading.number.low
        points = (self.point(figure.term, members - {figure_member(figure)}) for members in (self.members, members))
        value = next((found for found in points if found is not None and found in would_be), None)
        if value is None:
            value = _nearest(printed, would_be)
        blocked = tuple(self.blockers(figure, would_be))
        return Repair(figure.id, printed, would_be, value, blocked)

    def point(self, term: TermKey, members: Members) -> Fraction | None:
        """The one value that others, taken just as printed, leave a term; None where they leave none or several."""
        rows = _active(self.printed, members)
        if core(rows) is not None:
            return None
        found = _interval(self.reach(term, rows))
        return found.lower if found.is_point else None

    def reach(self, term: TermKey, rows: list[Row]) -> Range:
        """How far a term may go in sums, and as a factor of its products: share = (share * cost) / cost."""
        low, high = reach(rows, term)
        for pair in self.group.pairs:
            other = pair.other if pair.one == term else pair.one
            if term in pair and other != term and self.programme.is_never_negative(other):
                one, two = reach_ratio(rows, pair, other)
                low = one if low.value is None or (one.value is not None and one.value > low.value) else low
                high = two if high.value is None or (two.value is not None and two.value < high.value) else high
        return low, high

    def blockers(self, figure: Figure, would_be: Interval) -> Iterator[str]:
        """The verdicts that hold now and would not with the figure changed."""
        changed = self.programme.rows(self.group, self.replaced(figure, would_be))
        own = frozenset(map(figure_member, self.ledger.prints(figure.term)))
        if self.core(own) is None and core(_active(changed, own)) is not None:
            yield f"prints:{self.ledger.spell(figure.term)}"
        for rule in self.group.rules:
            inside = self.behind(rule)
            now_holds = figure_member(figure) in inside and self.core(inside) is None
            if now_holds and core(_active(changed, inside)) is not None:
                yield rule.id

    def replaced(self, figure: Figure, interval: Interval) -> Readings:
        """The tight readings with one figure as it would be."""
        own = frozenset({figure_member(figure)})

        def readings(term: TermKey) -> Iterator[tuple[Interval, Members]]:
            for found, needs in self.programme.tight(term):
                yield (interval if needs == own else found), needs

        return readings

    def behind(self, rule: Rule) -> Members:
        """A rule, the definitions it goes through, and the figures it rests on."""
        found: set[Member] = {("rule", rule.id)}
        waiting = list(rule.terms.values())
        for term in waiting:
            figures = self.ledger.prints(term)
            found.update(map(figure_member, figures))
            definition = self.ledger.definitions.get(term)
            if not figures and definition and ("rule", definition.id) not in found:
                found.add(("rule", definition.id))
                waiting += definition.terms.values()
        return frozenset(found)

    def suspects(self) -> list[tuple[str, ...]]:
        """Sets of one or two figures without which everything can be true, least trusted first.

        A set that mends everything shares a figure with every contradiction; so only figures of contradictions
        that are still there are tried.
        """
        singles: dict[Members, None] = {}
        pairs: dict[Members, None] = {}
        first = self.core(self.members) or frozenset()
        left = {member: self.core(self.members - {member}) for member in sorted(first) if member[0] == "figure"}
        for member, found in left.items():
            if found is None:
                singles[frozenset({member})] = None
        for member, found in left.items():
            for other in sorted(found or ()):
                both = frozenset({member, other})
                if other[0] == "figure" and not any(one <= both for one in singles) and both not in pairs:
                    if self.core(self.members - both) is None:
                        pairs[both] = None
        sets = [self.conflict(found).figures for found in (*singles, *pairs)]
        return sorted(sets, key=lambda found: (sum(map(self.trust, found)), len(found), found))

    def trust(self, figure: str) -> int:
        """How much a figure's source is trusted: official over press over aggregator."""
        return TRUST.get(self.ledger.sources[self.ledger.figures[figure].source].kind, TRUST["press"])

    # What follows

    def implied(self, tight: bool) -> Iterator[Implied]:
        """What the rest of the ledger allows each term that a rule speaks of."""
        spoken = {term for rule in self.group.rules for term in rule.terms.values()}
        if tight and is_forest(self.tight) and not any(row.strict for row in self.tight):
            yield from self.spread_implied(Spread(self.tight))
            return
        for term in self.group.terms if spoken else ():
            rest = self.members - frozenset(map(figure_member, self.ledger.prints(term)))
            for rows, is_tight in ((self.tight, True), (self.loose, False)):
                active = _active(rows, rest)
                if (tight and is_tight) or core(active) is None:
                    yield self.implication(term, self.reach(term, active), is_tight)
                    break

    def spread_implied(self, spread: Spread) -> Iterator[Implied]:
        for term in self.group.terms if self.group.rules else ():
            low, high = spread.rest(term)
            if any(term in pair for pair in self.group.pairs):
                rest = self.members - frozenset(map(figure_member, self.ledger.prints(term)))
                low, high = self.reach(term, _active(self.tight, rest))
            yield self.implication(term, (low, high), True)

    def implication(self, term: TermKey, found: Range, is_tight: bool) -> Implied:
        needs = {name for end in found for kind, name in end.needs if kind == "figure"}
        figures = tuple(sorted(needs, key=self.order.__getitem__))
        return Implied(term, _interval(found), figures, self.programme.unit(term), is_tight)

    def wide_rules(self) -> Iterator[str]:
        """Rules with a product whose range may be too wide: no factor is a point, and both stand elsewhere too."""
        points = {row.weights[0][0] for row in self.tight if row.is_print and row.lower == row.upper}
        for row in self.group.joined:
            for pair in (unknown for unknown, _ in row.weights if isinstance(unknown, Pair)):
                if not points & {*pair} and not self.group.once & {*pair}:
                    yield from (name for kind, name in row.needs if kind == "rule")
                    break

    # Rules before any figure is read

    def repeats(self) -> Iterator[Reason]:
        """Rules that follow from other rules: the last of the table is tried first, definitions stay the longest.

        lux = a/2 + b/2 and all = a + b leave all = eu + lux nothing to say once eu = a/2 + b/2.
        """
        kept = [row for row in self.group.joined if row.needs <= self.rules]
        if core(kept) is not None:
            return  # from a contradiction everything follows: it is named as one
        defining = {id(rule) for rule in self.ledger.definitions.values()}
        rules = sorted(reversed(self.group.rules), key=lambda rule: id(rule) in defining)
        for rule in rules:
            row = self.programme.rules[rule.id]
            others = [other for other in kept if other is not row]
            by = _follows(row, others)
            if by is None:
                continue
            kept = others
            names = tuple(other.id for other in self.group.rules if ("rule", other.id) in by)
            yield (
                Reason.of("together-repeats", rule=rule.id, rules=names)
                if by
                else Reason.of("together-says-nothing", rule=rule.id)
            )


def _interval(found: Range) -> Interval:
    low, high = found
    return Interval(low.value, high.value)


def _nearest(printed: Fraction, would_be: Interval) -> Fraction:
    """The end of a range that lies next to the number as printed."""
    ends = [end for end in (would_be.lower, would_be.upper) if end is not None]
    return min(ends, key=lambda end: abs(end - printed))


def _follows(row: Row, others: list[Row]) -> Members | None:
    """The rules that a rule follows from, none of them where it always holds; None where it says something new."""
    if not row.weights:
        return NOTHING
    known = {unknown for other in others for unknown, _ in other.weights}
    if not known.issuperset(unknown for unknown, _ in row.weights):
        return None
    found: set[Member] = set()
    for end, sign in ((row.lower, 1), (row.upper, -1)):
        if end is not None:
            bound = least({unknown: sign * weight for unknown, weight in row.weights}, others)
            if bound.value is None or bound.value < sign * end or (row.strict and bound.value == sign * end):
                return None
            found |= bound.needs
    return frozenset(found)
