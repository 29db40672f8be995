"""What may safely be written of a figure, a computed figure or a verdict: a sentence with its footnote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import chain, groupby
from typing import Any

from .claim import MOST_DIGITS, Claim, phrase, quoted
from .conversion import RATE_CODES
from .equation import Constant, Operation, Term
from .errors import Reason
from .hedges import OPEN_HEDGES
from .ledger import STATUSES, Figure, Reading, Rule, Source, TermKey
from .locale import PERCENT_BELOW, locale
from .prints import LOOSE, TIGHT, Prints, witnesses
from .quantity import SHARE, unit_name
from .verdict import Computed, Judged, Outcome, Side, Verdict

SAID_STATUSES = ("planned", "expected", "hoped")  # said in the sentence; every other one in the footnote only
AGREE = {Outcome.EXACT: "exact", Outcome.ROUNDED: "rounded"}
MOST_PHRASES = 8  # of one source, in a footnote


@dataclass(frozen=True)
class Wording:
    """A sentence on something of the ledger, in one language.

    ``about`` is a figure's id, a computed figure's term or a verdict's id; ``amount`` the figure phrase in ``text``
    that `figures read` reads back (of several the first; empty where none is safe); ``note`` names source, phrase as
    printed and status, or what the number is computed from; ``figures`` are those it quotes, in its order.
    """

    about: str
    text: str
    note: str
    amount: str
    language: str
    figures: tuple[str, ...] = ()

    @property
    def paste(self) -> str:
        """Sentence and footnote in one line."""
        return locale(self.language).text("wording.paste", text=self.text, note=self.note)


class Wordings:
    """The safe sentences of one judged ledger in one language."""

    def __init__(self, judged: Judged, language: str) -> None:
        self.judged, self.ledger, self.prints = judged, judged.ledger, Prints(judged.ledger)
        self.words = locale(language)
        self.claim = cache(self._claim)

    def all(self) -> Iterator[Wording]:
        """Every figure, every computed figure, and every verdict that something can be said of."""
        yield from map(self.figure, self.ledger.figures.values())
        yield from map(self.computed, self.judged.computed)
        yield from filter(None, map(self.verdict, self.judged.verdicts))

    def find(self, name: str) -> Wording:
        """The sentence on a figure's id, a verdict's id, a rule or a term; raises KeyError."""
        if name in self.ledger.figures:
            return self.figure(self.ledger.figures[name])
        named = (v for v in self.judged.verdicts if name in (v.id, v.rule.id if v.rule else ""))
        said = next(filter(None, map(self.verdict, named)), None)
        if said:
            return said
        for computed in self.judged.computed:
            if name in (computed.rule.id, str(computed.term), self.ledger.spell(computed.term)):
                return self.computed(computed)
        for term in self.ledger.printed_terms:
            if name in (str(term), self.ledger.spell(term)) and self.ledger.prints(term):
                return self.term(term, self.ledger.spell(term))
        raise KeyError(name)

    # Figures

    def figure(self, figure: Figure) -> Wording:
        """A figure as it may be written; where its term is in doubt, or others are preferred to it, that is said."""
        counts = figure in self.ledger.prints(figure.term)
        if counts and self.prints.in_dispute(figure.term):
            return self.term(figure.term, figure.id)
        if not counts and figure in self.ledger.standing(figure.term):
            return self.sides(self.ledger.standing(figure.term), figure.id)
        verdict = self.doubt(figure) if counts else None
        doubt = self.verdict(verdict) if verdict else None
        if doubt:
            return replace(doubt, about=figure.id)
        amount, note = phrase(self.claim(figure), self.words.language), self.footnote(figure)
        if figure.rank == "deprecated":
            return self.wording(figure.id, self.attributed((figure,)), amount, note, (), (figure,))
        return self.wording(figure.id, amount, amount, note, (figure,))

    def doubt(self, figure: Figure) -> Verdict | None:
        """The first discrepancy of a rule that states this figure."""
        for verdict in self.judged.verdicts:
            stated = verdict.rule and verdict.rule.stated_term == figure.term
            if stated and verdict.is_discrepancy and figure.id in verdict.figures and not _is_moved(verdict):
                return verdict
        return None

    def _claim(self, figure: Figure) -> Claim:
        """Both readings of a figure, with the widest hedge that is printed for its value: a careless second print
        erases no "estimated"."""
        number, own = figure.reading.number, figure.reading.loose.interval
        alike = dict.fromkeys(o.reading.hedges for o in self.ledger.prints(figure.term) if o.reading.number == number)
        readings = [replace(figure.reading, hedges=hedges) for hedges in alike]
        wider = [found for found in readings if own.inside(found.loose.interval) and found.loose.interval.width]
        reading = max([figure.reading, *wider], key=lambda found: found.loose.interval.width or Fraction(0))
        return _own_claim(reading)

    def term(self, term: TermKey, about: str) -> Wording:
        """What the prints of a term share; where they name different numbers, each with those who print it."""
        figures = self.ledger.prints(term)
        if self.prints.in_dispute(term) or len({_claimed(figure) for figure in figures}) > 1:
            return self.sides(figures, about)
        tight, loose = (self.prints.interval(term, mode) for mode in (TIGHT, LOOSE))
        claims = [replace(self.claim(figure), tight=tight, loose=loose) for figure in figures]
        texts = [phrase(claim, self.words.language) for claim in claims]
        amount = min(filter(None, texts), key=len, default="")
        return self.wording(about, amount, amount, self.footnotes(figures), figures)

    def sides(self, figures: Sequence[Figure], about: str) -> Wording:
        """Each value with those who print it."""
        by_value = [tuple(alike) for _, alike in groupby(sorted(figures, key=_ends), key=_ends)]
        told = self.joined(map(self.attributed, by_value))
        return self.wording(about, told, self.quoted(by_value[0]), self.footnotes(figures), (), figures)

    def footnotes(self, figures: Sequence[Figure]) -> str:
        """The footnote of each print, and how many sources these are."""
        return self.joined([*map(self.footnote, figures), self.witnesses(figures)])

    def quoted(self, figures: Sequence[Figure]) -> str:
        """The number of the first figure as it is printed; where no words of ours are safe, the phrase itself."""
        return quoted(self.claim(figures[0]), self.words.language) or self.as_printed(figures[0])

    def attributed(self, figures: Sequence[Figure]) -> str:
        """60 million euros (estimate) according to A and B; of several hedges each with those who print it."""
        alike: dict[tuple[str, ...], list[Figure]] = {}
        for figure in figures:
            alike.setdefault(figure.reading.hedges, []).append(figure)
        groups = sorted(alike.values(), key=lambda group: -(group[0].reading.loose.interval.width or 0))
        own = {group[0].id: quoted(_own_claim(group[0].reading), self.words.language) for group in groups}
        if len(groups) == 1 or not all(own.values()):
            return self.according(self.marked(self.quoted(figures), figures), figures)
        first, *others = groups
        told = [self.according(self.marked(self.quoted(first), first), first)]
        told += [self.according(own[group[0].id], group) for group in others]
        return ", ".join(told)

    def according(self, text: str, figures: Iterable[Figure]) -> str:
        sources = dict.fromkeys(self.who(self.ledger.sources[figure.source]) for figure in figures)
        return self.words.text("wording.according", amount=text, sources=self.words.list([*sources]))

    # Computed figures

    def computed(self, computed: Computed) -> Wording:
        """A figure that nobody printed: an amount, a share, a growth or a multiple."""
        figures = self.by_source(self.ledger.figures[name] for name in computed.figures)
        claim = _claim(computed.side)
        amount, text = self.shaped(claim, computed.rule)
        note = self.joined([self.computed_from(figures), *self.rates(computed.reasons)])
        return self.wording(self.ledger.spell(computed.term), text, amount, note, figures)

    def shaped(self, claim: Claim, rule: Rule) -> tuple[str, str]:
        """The figure phrase, and the sentence that says what kind of number it is."""
        right, low, high = rule.equation.right, claim.loose.lower, claim.loose.upper
        if _is_growth(rule):
            return self.change(claim)
        amount = phrase(claim, self.words.language)
        if amount and _may_vanish(claim):
            return amount, self.left_over(claim, amount)
        is_ratio = isinstance(right, Operation) and right.sign == "/" and claim.unit == SHARE
        if amount and is_ratio and (high is None or high >= PERCENT_BELOW) and low is not None:
            return amount, self.words.text("wording.times", amount=amount)
        return amount, amount

    def left_over(self, claim: Claim, amount: str) -> str:
        """3 million by calculation, 1.5 to 4.5 if read narrowly: a range from below zero alone would say less."""
        value = self.words.value(claim.value or Fraction(0), claim.unit, MOST_DIGITS)
        tight = self.words.span(claim.tight, claim.unit)
        return self.words.text("wording.left_over", value=value, tight=tight, amount=amount)

    def change(self, growth: Claim) -> tuple[str, str]:
        """23 % more, 5 % less; where the direction is open, the change alone."""
        low, high = growth.loose.lower, growth.loose.upper
        falls = high is not None and high <= 0
        if falls:
            value = None if growth.value is None else -growth.value
            growth = replace(growth, tight=-growth.tight, loose=-growth.loose, value=value)
        amount = phrase(growth, self.words.language)
        if not amount or not (falls or (low is not None and low >= 0)):
            return amount, amount
        return amount, self.words.text("wording.less" if falls else "wording.more", amount=amount)

    # Verdicts

    def verdict(self, verdict: Verdict) -> Wording | None:
        """Both sides of a verdict, none called right; None where a side could not be worked out."""
        if verdict.rule is None:
            term = self.ledger.figures[verdict.figures[0]].term
            return self.term(term, verdict.id)
        if verdict.stated is None or verdict.computed is None:
            return None
        figures = [self.ledger.figures[name] for name in verdict.figures]
        stated = [f for f in figures if f.term == verdict.rule.stated_term and not _is_moved(verdict)]
        said = self.side(verdict.stated, stated)
        rest, rates = self.rest(verdict, stated), [*self.rates(verdict.reasons)]
        is_print = self.ledger.is_printed(verdict.rule.equation.right, verdict.rule)
        computed = phrase(_claim(verdict.computed), self.words.language)
        if not said or not computed:
            return None
        is_converted = bool(rates) and is_print and len({_ends(figure) for figure in rest}) == 1
        if is_converted:
            computed = self.words.text("page.converted", printed=self.quoted(rest), converted=computed)
        text = self.both(verdict, said, computed, stated, is_converted)
        from_rest = [*map(self.footnote, rest)] if is_print else [self.computed_from(rest)] if rest else []
        note = self.joined([*map(self.footnote, stated), *from_rest, *rates])
        return self.wording(verdict.id, text, said, note, (), [*stated, *rest])

    def side(self, side: Side, figures: Sequence[Figure]) -> str:
        """The stated side: as printed where it is one printed number."""
        if len({_ends(figure) for figure in figures}) == 1:
            return self.quoted(figures)
        return phrase(_claim(side), self.words.language)

    def both(self, verdict: Verdict, said: str, computed: str, stated: Sequence[Figure], is_converted: bool) -> str:
        """60 million according to A; calculated 63 million. More than 7,000 against 5,600.

        What is printed in another currency, ``is_converted``, is no calculation.
        """
        assert verdict.rule is not None
        text = self.words.text
        if verdict.rule.equation.relation != "=":
            right = self.marked(computed, self.rest(verdict, stated))
            if not self.ledger.is_printed(verdict.rule.equation.right, verdict.rule):
                right = text("page.calculated", value=right)
            return text("wording.against", left=self.marked(said, stated), right=right)
        told = self.attributed(stated) if len({_ends(figure) for figure in stated}) == 1 else ""
        source = self.ledger.sources.get(verdict.rule.source) if verdict.rule.basis == "stated" else None
        if not told and source and not _is_moved(verdict):
            told = text("wording.according", amount=said, sources=self.who(source))
        if said == computed and verdict.outcome in AGREE:
            return text(f"wording.{AGREE[verdict.outcome]}", text=told or self.marked(said, stated))
        key, name = ("also" if is_converted else "calculated", "stated") if told else ("against", "left")
        told = text(f"wording.{key}", **{name: told or said, "computed": computed, "right": computed})
        return text("wording.open", text=told) if verdict.outcome is Outcome.UNDECIDED else told

    def rest(self, verdict: Verdict, stated: Sequence[Figure]) -> list[Figure]:
        """The figures of a comparison that do not stand on its first side."""
        found = (self.ledger.figures[name] for name in verdict.figures)
        return self.by_source(figure for figure in found if figure not in stated)

    # Words around the numbers

    def wording(
        self,
        about: str,
        text: str,
        amount: str,
        note: str,
        figures: Sequence[Figure],
        quoted: Sequence[Figure] = (),
    ) -> Wording:
        """A sentence that knows the figures its note quotes: all that it is about, where these are no others."""
        text = self.marked(text, figures) if text else self.words.text("wording.unsaid")
        names = tuple(figure.id for figure in quoted or figures)
        return Wording(about, text, note, amount, self.words.language, names)

    def marked(self, text: str, figures: Iterable[Figure]) -> str:
        """What a reader must know beside the number: that it is an estimate, has not happened, is superseded."""
        figures = tuple(figures)
        notes = []
        if any(self.is_estimate(figure) for figure in figures):
            notes.append(self.words.text("wording.estimate"))
        loosest = max((STATUSES.index(figure.status) for figure in figures), default=0)
        if STATUSES[loosest] in SAID_STATUSES:
            notes.append(self.words.text(f"status.{STATUSES[loosest]}"))
        if any(figure.rank == "deprecated" for figure in figures):
            notes.append(self.words.text("page.rank_deprecated"))
        return self.words.text("wording.noted", text=text, notes=", ".join(notes)) if notes else text

    def is_estimate(self, figure: Figure) -> bool:
        """True where the figure, or another print of its value, is called an estimate."""
        alike = [f for f in self.ledger.prints(figure.term) if f.reading.number == figure.reading.number]
        return any("estimated" in found.reading.hedges for found in (figure, *alike))

    def footnote(self, figure: Figure) -> str:
        """Who printed it when, the words as printed, and the status."""
        source, status = self.origin(figure), self.words.text(f"status.{figure.status}")
        return self.words.text("wording.footnote", source=source, phrase=self.as_printed(figure), status=status)

    def by_source(self, figures: Iterable[Figure]) -> list[Figure]:
        """Those of which the same is said of their source together, in the order of their first ones."""
        groups = defaultdict[str, list[Figure]](list)
        for figure in figures:
            groups[self.origin(figure)].append(figure)
        return [*chain(*groups.values())]

    def origin(self, figure: Figure) -> str:
        """Who published a figure, and when."""
        return self.dated(self.ledger.sources[figure.source])

    def computed_from(self, figures: Sequence[Figure]) -> str:
        """computed from "112 million" and "half" (A, 10 March 2025); announced."""
        told = []
        for by, group in groupby(figures, key=self.origin):
            phrases = self.some([self.as_printed(figure) for figure in group])
            told.append(self.words.text("wording.group", phrases=phrases, source=by))
        statuses = dict.fromkeys(self.words.text(f"status.{f.status}") for f in figures)
        return self.words.text("wording.computed", figures=self.joined(told), status=", ".join(statuses))

    def rates(self, reasons: Iterable[Reason]) -> Iterator[str]:
        """The rates of exchange that a number rests on, each with its day and who published it."""
        for args in (dict[str, Any](reason.args) for reason in reasons if reason.code in RATE_CODES):
            rates = [self.words.number(args[name]) for name in ("rate", "low", "high") if name in args]
            dates = self.words.list([self.words.date(day) for day in args["dates"]])
            sources = self.words.list([self.who(self.ledger.sources[name]) for name in args["sources"]])
            yield self.words.text("wording.rate", pair=args["pair"], rate="–".join(rates), dates=dates, sources=sources)

    def joined(self, parts: Iterable[str]) -> str:
        return self.words.text("wording.join").join(parts)

    def some(self, phrases: list[str]) -> str:
        more = [self.words.text("cite.others")] if len(phrases) > MOST_PHRASES else []
        return ", ".join([*phrases[:MOST_PHRASES], *more])

    def as_printed(self, figure: Figure) -> str:
        return self.words.quote(figure.phrase) if figure.phrase else figure.read_as

    def who(self, source: Source) -> str:
        return source.publishers.text(self.words.language) or self.words.text("page.no_publisher")

    def dated(self, source: Source) -> str:
        """Who published it, and when."""
        return f"{self.who(source)}, {self.words.date(source.published)}" if source.published else self.who(source)

    def witnesses(self, figures: Iterable[Figure]) -> str:
        """3 sources, 2 of them independent."""
        sources = {figure.source for figure in figures}
        free, number = witnesses(sources, self.ledger.sources), len(sources)
        key = "one" if number == 1 else "all" if free == number else "one_of" if free == 1 else "some"
        return self.words.text(f"wording.sources_{key}", number=self.words.number(number), free=self.words.number(free))


def _ends(figure: Figure) -> tuple[str, Fraction, Fraction]:
    return unit_name(figure.reading.unit), figure.reading.number.low, figure.reading.number.high


def _claimed(figure: Figure) -> tuple[object, ...]:
    """What a print names: its number, and which end it leaves open."""
    return *_ends(figure), OPEN_HEDGES.intersection(figure.reading.hedges)


def _own_claim(reading: Reading) -> Claim:
    value = None if reading.number.is_range else reading.number.low
    return Claim(reading.tight.interval, reading.loose.interval, unit_name(reading.unit), value, reading.hedges)


def _claim(side: Side) -> Claim:
    return Claim(side.tight, side.loose, unit_name(side.unit), side.printed)


def _may_vanish(claim: Claim) -> bool:
    """True where narrowly read all is on one side of zero, and generously read zero is inside."""
    ends = (claim.tight.lower, claim.tight.upper, claim.loose.lower, claim.loose.upper)
    low, high, least, most = (Fraction(0) if end is None else end for end in ends)
    return claim.value is not None and low * high > 0 and least * most < 0


def _is_moved(verdict: Verdict) -> bool:
    """True where the sides are no longer those of the equation, since a figure stood on both."""
    return any(reason.code == "each-once" for reason in verdict.reasons)


def _is_growth(rule: Rule) -> bool:
    """True for a / b - 1 with the same measure of the same subject."""
    match rule.equation.right:
        case Operation("-", Operation("/", Term() as new, Term() as old), Constant(one)):
            return one == 1 and rule.terms[new][:2] == rule.terms[old][:2]
    return False
