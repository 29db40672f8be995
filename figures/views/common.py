"""What all pages share: verdicts in words, evidence and problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache, cached_property, partial
from itertools import chain
from urllib.parse import quote

from ..edtf import days
from ..ends import Ends
from ..equation import Constant, Term, addends
from ..export import table
from ..interval import Interval
from ..ledger import Figure, Milestone, SetAside, TermKey
from ..locale import capital
from ..quantity import unit_name
from ..report import Report
from ..telling import Pieces, Telling, joined
from ..verdict import Computed, Outcome, Verdict
from ..wording import SAID_STATUSES, Wordings
from .records import Item, Record, is_web

OUTCOME_KEYS = {
    Outcome.EXACT: "exact",
    Outcome.ROUNDED: "rounded",
    Outcome.LOOSE: "loose",
    Outcome.CONTRADICTED: "contradicted",
    Outcome.UNDECIDED: "undecided",
}
VACUOUS = "vacuous"  # an agreement that proves little has words of its own: nobody shall read it as passed
TOLD = ("contradicted", "loose", "undecided", VACUOUS, "holds", "rounded", "exact")


class Common:
    """The words of one report in one language, for every page."""

    def __init__(self, report: Report, language: str) -> None:
        self.report, self.ledger = report, report.ledger
        self.tell = Telling(report, language)
        self.words = self.tell.words
        self.wordings = Wordings(report, language)
        self.record = cache(self._record)  # a page asks for the same ones again and again
        self.download = cache(partial(table, report))  # a whole table of the ledger, by its name

    @cached_property
    def ends(self) -> dict[bool, Ends]:
        """The sums behind ranges: of narrow readings under False, of generous ones under True."""
        return {is_wide: Ends(self.tell, is_wide) for is_wide in (False, True)}

    @cached_property
    def remainder(self) -> Computed | None:
        """The first computed figure that is a whole less its parts: what page one is about."""
        for computed in self.report.computed:
            parts = list(addends(computed.rule.equation.right))
            wholes = [part for sign, part in parts if sign > 0]
            is_rest = len(wholes) == 1 and isinstance(wholes[0], Term) and len(parts) > 2
            if is_rest and computed.side.printed is not None and computed.side.printed > 0:
                return computed
        return None

    def items(self) -> Iterator[Item]:
        """All verdicts in words, discrepancies first."""
        return (self.item(verdict) for verdict in self.report.verdicts)

    def item(self, verdict: Verdict) -> Item:
        notes = [self.tell.reason(one, verdict) for one in verdict.reasons if one.code != "hedge"]
        if verdict.explanation:
            cause = self.words.text(f"cause.{verdict.explanation.cause}")
            because = verdict.explanation.because.text(self.words.language)
            notes.append(self.words.text("sign.colon", name=capital(cause), text=because))
        return Item(
            verdict.id,
            verdict.outcome.value,
            self.words.text(f"outcome.{kind(verdict)}.sign"),
            self.outcome_word(verdict),
            self.statement(verdict),
            self.working(verdict),
            tuple(notes),
            verdict.figures,
            verdict.proves_little,
        )

    def statement(self, verdict: Verdict) -> str:
        """What the rule says, in the curator's words; of several prints, whose they are."""
        if verdict.rule:
            return verdict.rule.because.text(self.words.language) or verdict.rule.text
        figure = self.ledger.figures[verdict.figures[0]]
        return self.words.text("page.prints", name=self.tell.label(figure.term))

    def working(self, verdict: Verdict) -> Pieces:
        """The rule with its numbers, each with its hedge as a word and its print."""
        if verdict.rule is None:
            return self.prints_pieces([self.ledger.figures[name] for name in verdict.figures])
        equation, rule = verdict.rule.equation, verdict.rule
        left, right = (self.stating(self.tell.pieces(side, rule)) for side in (equation.left, equation.right))
        both = (*left, (f" {self.tell.relation(verdict)} ", ""), *right)
        stated, total = self.tell.printed(equation.left, rule), self.tell.printed(equation.right, rule)
        simple = isinstance(equation.right, Term | Constant)
        if simple or total is None or total == stated or verdict.computed is None:
            return both
        is_moved = verdict.computed.printed != total  # a figure stood on both sides
        result = self.words.value(total, unit_name(verdict.computed.unit), 4)
        return (*both, (f" = {result if is_moved else self.tell.result(verdict.computed, 4)}", ""))

    def stating(self, pieces: Pieces) -> Pieces:
        """A calculation in which what is only planned, expected or hoped for says so: 10,000 visitors (hoped for)."""
        return tuple(filter(any, chain.from_iterable((piece, (self.ahead(piece[1]), "")) for piece in pieces)))

    def ahead(self, name: str) -> str:
        """The status of a figure in brackets, where it has to be said."""
        status = self.ledger.figures[name].status if name in self.ledger.figures else ""
        told = self.words.text(f"status.{status}") if status in SAID_STATUSES else ""
        return self.words.text("wording.noted", text="", notes=told) if told else ""

    def prints_pieces(self, figures: Iterable[Figure]) -> Pieces:
        """Prints, those of a term with the same words counted: "7 sites (4×) · 6 sites (2×)"."""
        alike: dict[tuple[str, TermKey], list[str]] = {}
        for figure in figures:
            alike.setdefault((self.tell.figure_text(figure), figure.term), []).append(figure.id)
        pieces: list[tuple[str, str]] = []
        for (text, _), names in alike.items():
            times = f" ({self.words.number(len(names))}×)" if len(names) > 1 else ""
            pieces += [(" · ", ""), (text, names[0]), (times, "")]
        return tuple(pieces[1:])

    def count(self, items: tuple[Item, ...]) -> str:
        """How many checks, and how many of each outcome."""
        parts = []
        kinds = [self.counted_as(item) for item in items]
        for key in TOLD:
            if found := kinds.count(key):
                form = "one" if found == 1 else "other"
                parts.append(self.words.text(f"page.count_{key}_{form}", number=self.words.number(Fraction(found))))
        total = self.words.number(Fraction(len(items)))
        form = "one" if len(items) == 1 else "other"
        return (
            self.words.text(f"page.count_{form}", number=total, parts=self.words.list(parts))
            if items
            else (self.words.text("page.count_none"))
        )

    def counted_as(self, item: Item) -> str:
        """The key of the words that an outcome is counted with: those that its badge says."""
        if item.proves_little or item.word == self.words.text("page.rule_holds"):
            return VACUOUS if item.proves_little else "holds"
        return OUTCOME_KEYS[Outcome(item.outcome)]

    def sign(self, verdict: Verdict) -> str:
        return f"{self.words.text(f'outcome.{kind(verdict)}.sign')} {self.outcome_word(verdict)}"

    def outcome_word(self, verdict: Verdict) -> str:
        """What came out; 19 of at least 13 do not add up to anything, but the rule holds."""
        return self.words.text("page.rule_holds" if is_kept(verdict) else f"outcome.{kind(verdict)}.word")

    def title(self) -> str:
        """The ledger's title."""
        return self.ledger.title.text(self.words.language)

    def records(self, figures: Iterable[str]) -> tuple[Record, ...]:
        """The evidence of each figure."""
        return tuple(self.record(self.ledger.figures[name]) for name in figures)

    def _record(self, figure: Figure) -> Record:
        """All that is known of a figure, and the checks it stands in."""
        checks = " ".join(map(self.statement, self.report.verdicts_of[figure.id]))
        return self.evidence_record(figure, {**self.facts(figure), "checks": checks})

    def evidence_record(self, figure: Figure, facts: Mapping[str, str]) -> Record:
        """The phrase of a figure with the facts that there are, each under its name."""
        source = self.ledger.sources[figure.source]
        named = tuple((self.words.text(f"page.record_{name}"), text) for name, text in facts.items() if text)
        name, at = self.tell.label(figure.term), self.at(figure)
        return Record(figure.id, name, figure.phrase, source.language, source.address, named, at)

    def source_of(self, printed: Figure | Milestone) -> str:
        """The address of printed words on their source's page; empty where the text is at hand, or has no page."""
        has_page = is_web(self.ledger.sources[printed.source].address)
        return self.at(printed) if has_page and printed.phrase and printed.source not in self.report.texts else ""

    def at(self, printed: Figure | Milestone) -> str:
        """The address of printed words; where they stand earlier on the page too, from the print before them on."""
        start = printed.start or 0
        before = [one for one in self.held[printed.source] if one.end is not None and one.end <= start]
        is_again = any(printed.phrase.casefold() in one.phrase.casefold() for one in before)
        first = max(before, key=lambda one: one.end or 0).phrase if is_again else ""
        return at_words(self.ledger.sources[printed.source].address, first, printed.phrase)

    @cached_property
    def held(self) -> dict[str, list[Figure | Milestone | SetAside]]:
        """All words of each source that the ledger holds."""
        found: dict[str, list[Figure | Milestone | SetAside]] = {}
        for group in (self.ledger.figures.values(), self.ledger.milestones, self.ledger.set_aside):
            for one in group:
                found.setdefault(one.source, []).append(one)
        return found

    def words_of(self, figure: Figure) -> str:
        """Where a figure's words are: on its source's page, else in its record, whose id this is."""
        return self.source_of(figure) or figure.id

    @cached_property
    def quoted(self) -> dict[str, list[Figure]]:
        """Each printed phrase in quotation marks, with its figures."""
        found: dict[str, list[Figure]] = {}
        for figure in self.ledger.figures.values():
            found.setdefault(self.words.quote(figure.phrase), []).append(figure)
        return found

    @cached_property
    def quotation(self) -> re.Pattern[str]:
        """Anything in quotation marks."""
        return re.compile(re.escape(self.words.quote("\n")).replace(re.escape("\n"), ".+?"))

    @cached_property
    def rates_at(self) -> dict[str, str]:
        """Each rate of exchange as sentences and footnotes tell it, with the address of its source on the web."""
        value, found = self.words.value, dict[str, str]()
        for pair, rates in self.tell.converter.pairs.items():
            base, _, quoted = pair.partition("/")
            for _, rate in rates:
                source, worth = self.ledger.sources.get(rate.source), Fraction(rate.rate)
                if source and is_web(source.address):
                    found[f"{value(Fraction(1), base)} = {value(worth, quoted)}"] = source.address
                    found[f"{pair} {self.words.number(worth)}"] = source.address
        return found

    def facts(self, figure: Figure) -> dict[str, str]:
        """All that is known of a figure, by the name of its line; empty where there is nothing."""
        said, source, reading = self.words.text, self.ledger.sources[figure.source], figure.reading
        return {
            "value": self.tell.figure_text(figure),
            "hedge": said(f"hedge_because.{reading.hedge}"),
            "tight": self.around(figure, reading.tight.interval),
            "loose": self.around(figure, reading.loose.interval),
            "status": said(f"status.{figure.status}"),
            "source": self.tell.source(source),
            "text": self.words.spoken(*source.titled(self.words.language)),
            "source_note": self.words.own(source.notes),
            "place": self.place(figure.start, figure.end),
            "sentence": self.sentence(figure),
            "note": self.words.own(figure.notes),
        }

    def around(self, figure: Figure, read: Interval) -> str:
        """What a number is read as; a range with its calculation: €60m ± €5m = €55m to €65m (calculated)."""
        unit, half = unit_name(figure.reading.unit), (read.width or Fraction(0)) / 2
        number, span = figure.reading.number, self.words.span(read, unit)
        if half and number.low == number.high and read.upper == number.low + half:
            told = f"{self.tell.figure_text(figure)} ± {self.words.value(half, unit)} = {span}"
            return self.words.text("page.calculated", value=told)
        low, high = self.moved(number.low, read.lower, unit), self.moved(number.high, read.upper, unit)
        if "=" not in low + high:  # the printed number itself is the end
            return span
        ends: Iterator[Pieces] = (((end, ""),) if end else () for end in (low, high))
        return self.words.text("page.calculated", value=joined(self.ends[False].both(*ends)))

    def moved(self, value: Fraction, end: Fraction | None, unit: str) -> str:
        """An end of a range, and how far it lies from the number: 500 − 25 = 475; empty where it is open.

        That what is up to a number may be nothing is no sum.
        """
        if not end or end == value:
            return "" if end is None else self.words.value(end, unit)
        step = f"{'+' if end > value else '−'} {self.words.value(abs(end - value), unit)}"
        return f"{self.words.value(value, unit)} {step} = {self.words.value(end, unit)}"

    def place(self, start: int | None, end: int | None) -> str:
        """Where a phrase stands in its text; empty where the text is not at hand."""
        return self.words.text("page.place_at", start=str(start), end=str(end)) if start is not None else ""

    def figure_row(self, figure: Figure) -> tuple[str, ...]:
        """A figure as a line of a table: name, value, phrase, status, source."""
        return (
            self.tell.label(figure.term),
            self.tell.figure_text(figure),
            self.words.spoken(self.words.quote(figure.phrase), self.ledger.sources[figure.source].language),
            self.standing(figure),
            self.tell.source(self.ledger.sources[figure.source]),
        )

    def standing(self, figure: Figure) -> str:
        """The status of a figure, and that it is superseded."""
        past = self.words.text("page.rank_deprecated") if figure.rank == "deprecated" else ""
        return ", ".join(filter(None, (self.words.text(f"status.{figure.status}"), past)))

    def sizes_of(self, figures: Iterable[Figure]) -> tuple[int, ...]:
        """The place of each figure in order of size, unit after unit."""
        numbers = [(unit_name(figure.reading.unit), figure.reading.number) for figure in figures]
        return ranked([(unit, number.low, number.high) for unit, number in numbers])

    def headers(self, *names: str) -> tuple[str, ...]:
        """The heads of a table's columns."""
        return tuple(self.words.text(f"page.column_{name}") for name in names)

    def sentence(self, figure: Figure | Milestone) -> str:
        """The words around the phrase, where the reader has the texts."""
        text = self.report.texts.get(figure.source)
        if text is None or figure.start is None or figure.end is None:
            return ""
        before, phrase, behind = text.around(figure.start, figure.end)
        first = before.rfind(". ") + 2 if ". " in before else 0
        last = behind.find(". ") + 1 if ". " in behind else len(behind)
        told = f"{before[first:]}{phrase}{behind[:last]}".strip()
        return self.words.spoken(told, self.ledger.sources[figure.source].language)

    @cached_property
    def newest(self) -> tuple[date, str] | None:
        """When the newest source that anything rests on was published: its last day, and the date as EDTF.

        Of a source that gives its year alone nobody knows whether it is the newest; it counts where all are such.
        """
        used = [figure.source for figure in self.ledger.figures.values()]
        used += [milestone.source for milestone in self.ledger.milestones]
        dated = [self.ledger.sources[name].published for name in dict.fromkeys(used)]
        found = [(span.last or span.first, edtf.split("/")[-1]) for edtf in dated if (span := days(edtf))]
        known = [(day, edtf) for day, edtf in found if day]
        return max([one for one in known if "-" in one[1]] or known, default=None)

    def last_date(self) -> str:
        """The date of the newest source, a dash where none has one."""
        return self.words.date(self.newest[1]) if self.newest else "–"

    def edition(self) -> str:
        """The version, of which day it is, and how new its newest source is."""
        said, dated = self.words.text, self.words.date(self.ledger.created) if self.ledger.created else ""
        parts = (
            said("page.footer_version", version=self.ledger.version or "–"),
            said("page.footer_as_of", date=dated) if dated else "",
            said("page.footer_newest", date=self.last_date()),
        )
        return " · ".join(filter(None, parts))

    def problems(self, most: int = 20) -> list[str]:
        """The first problems in words: place, what was seen, how to mend it."""
        told = []
        for problem in self.report.problems[:most]:
            what, fix = self.words.problem(problem)
            place = problem.place
            where = ":".join(str(part) for part in (place.file.rsplit("/", 1)[-1], place.line, place.name) if part)
            told.append(self.words.text("page.problem_line", place=where, what=what, fix=fix))
        return told


def at_words(address: str, *phrases: str) -> str:
    """The address of a page, opened where these words stand (a text fragment); other addresses as they are.

    Of two phrases from the first to the second. https://wicg.github.io/scroll-to-text-fragment/: a dash is a sign of
    its own there.

    >>> at_words("https://a.lu/b", "80-90 %"), at_words("https://a.lu/b", "14 M", "half"), at_words("a.pdf", "80")
    ('https://a.lu/b#:~:text=80%2D90%20%25', 'https://a.lu/b#:~:text=14%20M,half', 'a.pdf')
    """
    words = ",".join(quote(phrase, safe="").replace("-", "%2D") for phrase in phrases if phrase)
    return f"{address}{'' if '#' in address else '#'}:~:text={words}" if words and is_web(address) else address


def kind(verdict: Verdict) -> str:
    """The key of the words for an outcome."""
    return VACUOUS if verdict.proves_little else OUTCOME_KEYS[verdict.outcome]


def is_kept(verdict: Verdict) -> bool:
    """True for a rule of more, less or at least that holds, and not only because an end is open."""
    is_order = verdict.rule is not None and verdict.rule.equation.relation != "="
    return is_order and kind(verdict) in ("exact", "rounded")


def ranked(keys: Sequence[tuple[str | Fraction, ...]]) -> tuple[int, ...]:
    """The place of each key among all of them; the same key has the same place.

    >>> ranked([("EUR", 5), ("EUR", 1), ("EUR", 5)])
    (1, 0, 1)
    """
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return tuple(places[key] for key in keys)
