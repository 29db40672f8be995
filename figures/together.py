"""All rules at once: which prints cannot all be true, what would mend them, what follows for every term."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import chain

from .combine import as_sum
from .corner import Unproved
from .errors import Reason
from .interval import Interval, meet_all
from .ledger import Figure, Ledger, Rule, TermKey
from .prints import LOOSE
from .programme import Group, Pair, Programme, Readings, figure_member
from .quantity import is_counted
from .smallest import smallest
from .solver import System, core
from .spread import NOTHING, ZERO, Member, Range, Row, Spread, Unknown, forest, is_forest, narrowed
from .spread import Conflict as Clash
from .verdict import Conflict, Implied, Parts, Repair, Together

LARGE = 500  # figures of a group: above, ranges are only propagated
ROUNDS = 20  # of propagation in a large group whose rules close circles
LONGEST = 12  # figures behind a range whose calculation is told: nobody reads a longer sum
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
        touches=tuple(chain(*(answer.touches for answer in found))),
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
        return judging.large() if count > LARGE else judging.whole()
    except Unproved:
        reason = Reason.of("together-unproved", figures=tuple(figure.id for figure in judging.group.figures))
        return Together(None, None, notes=(reason,))


class _Judging:
    """One group under judgement."""

    def __init__(self, programme: Programme, group: Group) -> None:
        self.programme, self.group, self.ledger = programme, group, programme.ledger
        self.order = programme.order
        self.rules = frozenset(("rule", rule.id) for rule in group.rules)
        self.members: Members = frozenset(map(figure_member, group.figures)) | self.rules

    @cached_property
    def tight(self) -> System:
        return System(self.programme.rows(self.group, self.programme.tight))

    @cached_property
    def loose(self) -> System:
        return System(self.programme.rows(self.group, self.programme.loose, LOOSE))

    @cached_property
    def printed(self) -> System:
        return System(self.programme.rows(self.group, self.programme.printed))

    def core(self, members: Members) -> Members | None:
        """Members of a contradiction on the tight reading, None where all can be true."""
        return self.tight.core(members)

    def whole(self) -> Together:
        """Everything there is to say about a group that is not large."""
        tight = self.core(self.members) is None
        loose = tight or self.loose.core(self.members) is None
        notes = [*self.repeats(), *(Reason.of("together-wider", rule=name) for name in self.wide_rules())]
        touches = self.touches() if tight else ()
        if touches:
            notes.append(Reason.of("together-touches", figures=touches))
        conflicts: list[Conflict] = []
        repairs: list[Repair] = []
        suspects: list[tuple[str, ...]] = []
        if not tight:
            sets, is_sure = smallest(self.members, self.core, map(self.behind, self.group.rules))
            conflicts = [self.conflict(members) for members in sets]
            notes += [self.contradiction(conflict) for conflict in conflicts if not conflict.figures]
            if not is_sure:
                notes.append(Reason.of("together-not-smallest", figures=conflicts[0].figures))
            repairs = self.repairs(sets)
            suspects = self.suspects()
        told = (tuple(conflicts), tuple(repairs), tuple(suspects), tuple(self.implied(tight)), tuple(notes))
        return Together(tight, loose, *told, touches)

    def touches(self) -> tuple[str, ...]:
        """The figures that can be true with all others only at an end that their print excludes."""
        rows = [replace(row, strict=row.strict or row.touch) for row in self.tight.rows]
        found = core(rows) if any(row.touch for row in rows) else None
        return self.conflict(found).figures if found else ()

    def conflict(self, members: Members) -> Conflict:
        figures = sorted((name for kind, name in members if kind == "figure"), key=self.order.__getitem__)
        return Conflict(tuple(figures), tuple(rule.id for rule in self.group.rules if ("rule", rule.id) in members))

    def contradiction(self, conflict: Conflict) -> Reason:
        return Reason.of("together-rules-contradict", rules=conflict.rules)

    def large(self) -> Together:
        """What propagation proves: along the rows that close no circle, then in rounds along all of them."""
        tight, loose = (_propagated(system.rows) for system in (self.tight, self.loose))
        implied: list[Implied] = []
        for system, is_tight, settled in ((self.tight, True, tight), (self.loose, False, loose)):
            if settled is False:
                continue  # from a contradiction anything follows
            try:
                implied = [*self.spread_implied(Spread(forest(system.rows), track=False), is_tight)]
                break
            except Clash:
                continue
        if tight is None and self.is_true_as_printed():
            tight = True
        notes = (Reason.of("together-large", count=len(self.group.figures), limit=LARGE),)
        return Together(tight, True if tight else loose, implied=tuple(implied), notes=notes)

    def is_true_as_printed(self) -> bool:
        """True where every row holds for the numbers just as printed: then all of them can be true."""
        points: dict[Unknown, Fraction] = {}
        for row in (*self.printed.rows, *self.group.joined):
            unknown_yet = [(unknown, weight) for unknown, weight in row.weights if unknown not in points]
            if len(unknown_yet) == 1 and row.lower is not None and row.lower == row.upper:
                ((unknown, weight),) = unknown_yet
                points[unknown] = (row.lower - row.at(points)) / weight
        return all(row.holds(points) for row in self.tight.rows)

    # What would mend it

    def repairs(self, sets: list[Members]) -> list[Repair]:
        """For every figure of every conflict the value that satisfies the conflict's other members."""
        found: dict[tuple[str, Interval], Repair] = {}
        for members in sets:
            conflict = System([row for row in self.tight.rows if row.needs <= members])
            for name in self.conflict(members).figures:
                repair = self.repair(self.ledger.figures[name], members, conflict)
                if repair:
                    found.setdefault((repair.figure, repair.would_be), repair)
        return list(found.values())

    def repair(self, figure: Figure, members: Members, conflict: System) -> Repair | None:
        rest = members - {figure_member(figure)}
        is_alone = rest.isdisjoint(map(figure_member, self.ledger.prints(figure.term)))
        ends = self.rest(figure.term, conflict, rest) if is_alone else self.reach(figure.term, conflict, rest)
        would_be = self.told(figure.term, ends)
        if would_be.lower is None and would_be.upper is None:
            return None
        printed = figure.reading.number.low
        points = (self.point(figure.term, others - {figure_member(figure)}) for others in (self.members, members))
        value = next((found for found in points if found is not None and found in would_be), None)
        if value is None:
            value = _nearest(printed, would_be)
        elif is_counted(figure.reading.unit) and Fraction(round(value)) in would_be:
            value = Fraction(round(value))
        blocked = tuple(self.blockers(figure, would_be))
        told, parts = self.parts(figure.term, rest)
        touches = any(end.touch for end in ends)
        return Repair(figure.id, printed, would_be, value, blocked, touches, parts if told == value else ())

    def parts(self, term: TermKey, members: Members) -> tuple[Fraction, Parts]:
        """What members, as printed, leave a term, as a sum of its unit: 120 is 2 * 60; no parts where it is none."""
        rows = sorted((row for row in self.printed.rows if row.needs <= members), key=lambda row: row.is_print)
        values = [(row, times, times * (row.lower or 0)) for row, times in (as_sum(rows, term) or {}).items()]
        own = sum((value for row, _, value in values if not row.is_print), ZERO)  # numbers that rules name
        names = [(name, times) for row, times, _ in values if row.is_print for _, name in row.needs]
        if {self.ledger.figures[name].reading.unit for name, _ in names} - {self.programme.unit(term)}:
            return ZERO, ()
        names.sort(key=lambda part: (part[1] < 0, self.order[part[0]]))
        return sum((value for _, _, value in values), ZERO), (*([("", own)] if own else []), *names)

    def point(self, term: TermKey, members: Members) -> Fraction | None:
        """The one value that others, taken just as printed, leave a term; None where they leave none or several."""
        if not self.printed.is_forest and self.printed.core(members) is not None:
            return None
        try:
            found = _interval(self.reach(term, self.printed, members, track=False))
        except Clash:
            return None
        return found.lower if found.is_point else None

    def reach(self, term: TermKey, system: System, members: Members, track: bool = True) -> Range:
        """How far a term may go in sums, and as a factor of its products: share = (share * cost) / cost."""
        low, high = system.reach(term, members, track)
        for pair in self.group.pairs:
            other = pair.other if pair.one == term else pair.one
            if term in pair and other != term and self.programme.is_never_negative(other):
                one, two = system.reach_ratio(pair, other, members)
                low = one if low.value is None or (one.value is not None and one.value > low.value) else low
                high = two if high.value is None or (two.value is not None and two.value < high.value) else high
        return low, high

    def rest(self, term: TermKey, system: System, rest: Members) -> Range:
        """How far a term may go when all but its own prints are true; of a forest all terms are told at once."""
        is_factor = any(term in pair for pair in self.group.pairs)
        return (None if is_factor else system.rest(term)) or self.reach(term, system, rest)

    def blockers(self, figure: Figure, would_be: Interval) -> Iterator[str]:
        """The verdicts that hold now and would not with the figure changed."""
        changed = System(self.programme.rows(self.group, self.replaced(figure, would_be)))
        own = frozenset(map(figure_member, self.ledger.prints(figure.term)))
        if self.core(own) is None and changed.core(own) is not None:
            yield f"prints:{self.ledger.spell(figure.term)}"
        for rule in self.group.rules:
            inside = self.behind(rule)
            now_holds = figure_member(figure) in inside and self.core(inside) is None
            if now_holds and changed.core(inside) is not None:
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
        rows = self.tight.rows
        if tight and is_forest(rows) and not any(row.strict for row in rows):
            yield from self.spread_implied(Spread(rows), True)
            return
        for term in self.group.terms if self.group.rules else ():
            rest = self.members - frozenset(map(figure_member, self.ledger.prints(term)))
            for system, is_tight in ((self.tight, True), (self.loose, False)):
                if (tight and is_tight) or system.core(rest) is None:
                    yield self.implication(term, self.rest(term, system, rest), is_tight)
                    break

    def spread_implied(self, spread: Spread, is_tight: bool) -> Iterator[Implied]:
        for term in self.group.terms if self.group.rules else ():
            ends = spread.rest(term)
            if any(term in pair for pair in self.group.pairs) and len(self.group.figures) <= LARGE:
                rest = self.members - frozenset(map(figure_member, self.ledger.prints(term)))
                ends = self.reach(term, self.tight, rest)
            yield self.implication(term, ends, is_tight)

    def implication(self, term: TermKey, found: Range, is_tight: bool) -> Implied:
        needs = {name for end in found for kind, name in end.needs if kind == "figure"}
        figures = tuple(sorted(needs, key=self.order.__getitem__))
        touches = any(end.touch for end in found)
        members = frozenset().union(*(end.needs for end in found))
        told = self.told(term, found)
        parts = self.sum_of(term, members, told, is_tight) if len(figures) <= LONGEST else ()
        return Implied(term, told, figures, self.programme.unit(term), is_tight, touches, parts)

    def sum_of(self, term: TermKey, members: Members, told: Interval, is_tight: bool) -> Parts:
        """The sum of figures whose readings give exactly this range of a term; none where several rules bound it."""
        _, parts = self.parts(term, members)
        readings = self.programme.tight if is_tight else self.programme.loose
        total = Interval.point(0)
        for name, times in parts:
            spans = [span for span, _ in readings(self.ledger.figures[name].term)] if name else [Interval.point(1)]
            total = total + Interval.point(times) * meet_all(spans)
        whole = total.whole() if is_counted(self.programme.unit(term)) else total
        return parts if parts and (whole.lower, whole.upper) == (told.lower, told.upper) else ()

    def told(self, term: TermKey, found: Range) -> Interval:
        """The range of a term; of whole things, snapped inward to whole numbers where there is one inside."""
        told = _interval(found)
        whole = told.whole() if is_counted(self.programme.unit(term)) else told
        return told if whole.is_empty else whole

    def wide_rules(self) -> Iterator[str]:
        """Rules with a product whose range may be too wide: no factor is a point, and both stand elsewhere too."""
        points = {row.weights[0][0] for row in self.tight.rows if row.is_print and row.lower == row.upper}
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


def _propagated(rows: Sequence[Row]) -> bool | None:
    """Whether rows can hold, as far as propagation proves it."""
    kept = forest(rows)
    try:
        Spread(kept, track=False)
        if len(kept) == len(rows) and not any(row.strict or row.is_false for row in rows):
            return True
        narrowed([row for row in rows if row.weights], ROUNDS)
    except Clash:
        return False
    return False if any(row.is_false for row in rows) else None


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
    for lower, upper in ((None, row.lower), (row.upper, None)):
        if lower is not None or upper is not None:
            against = Row(row.weights, lower, upper, strict=not row.strict)
            by = core([*others, against])
            if by is None:
                return None
            found |= by
    return frozenset(found)
