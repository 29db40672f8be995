"""The evidence page: where does a number come from, and where is the data?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from ..export import TABLES
from ..hedges import OPEN_HEDGES
from ..ledger import Figure, Source, TermKey
from ..locale import capital
from ..quantity import unit_name
from .prints import PrintsPart
from .records import Card, Cells, Evidence, Record

STANDARDS = {"standard": "WCAG 2.2 AA", "norm": "EN 301 549"}


class EvidencePage(PrintsPart):
    """One figure's card; all figures, all sources, the method, access, and every table to take home."""

    def evidence(self, figure: str = "") -> Evidence:
        """Where does a number come from? ``figure`` chooses one by its id."""
        said = self.words.text
        found = self.ledger.figures.get(figure)
        return Evidence(
            title=self.tell.label(found.term)
            if found
            else said("page.evidence_title", number=self.words.number(len(self.ledger.figures))),
            lead=self.evidence_of(found) if found else self.evidence_lead(),
            card=self.card(found) if found else None,
            unknown=said("page.evidence_unknown") if figure and not found else "",
            figures=self.all_figures(),
            sources=tuple(self.source_record(source) for source in self.ledger.sources.values()),
            method=tuple(said(f"page.method_{name}") for name in ("words", "readings", "checks", "rates")),
            access=tuple(said(f"page.access_{name}", **STANDARDS) for name in ("goal", "ways", "open", "upload")),
            downloads=() if found else tuple(self.downloads()),
        )

    def evidence_of(self, figure: Figure) -> str:
        """The value, and what the page tells of it."""
        return capital(self.words.text("page.evidence_one", value=self.tell.figure_text(figure)))

    def evidence_lead(self) -> str:
        """How many figures of how many sources, and how many more sources bear dates, rules and rates."""
        used, number = len(self.rests), self.words.number
        told = {"figures": number(len(self.ledger.figures)), "sources": number(used)}
        others = len(self.ledger.sources) - used
        key = "page.evidence_lead_more" if others else "page.evidence_lead"
        return self.words.text(key, others=number(others), **told)

    def all_figures(self) -> Cells:
        """Every figure under its id."""
        rows = tuple((figure.id, *self.figure_row(figure)) for figure in self.ledger.figures.values())
        headers = self.headers("id", "figure", "value", "printed", "status", "source")
        ranks = ((2, self.sizes_of(self.ledger.figures.values())),)
        return Cells(self.words.text("page.figures"), headers, rows, (2,), tuple(self.ledger.figures), ranks)

    # One figure

    def card(self, figure: Figure) -> Card:
        """All that the ledger has of one figure."""
        others = (other for other in self.by_term[figure.term] if other != figure)
        computed = self.report.computed_of[figure.id]
        verdict = self.prints_verdict(figure)
        return Card(
            record=self.evidence_record(figure, self.card_facts(figure)),
            value=self.tell.figure_text(figure),
            wording=self.wordings.figure(figure),
            together=self.together(verdict) if verdict else "",
            chart=self.prints_chart(verdict) if verdict and verdict.stated else None,
            prints=tuple((other.id, f"{self.tell.figure_text(other)}, {self.origin(other)}") for other in others),
            computed=tuple(dict.fromkeys(self.tell.label(found.term) for found in computed)),
            source=self.source_record(self.ledger.sources[figure.source]),
            items=tuple(map(self.item, self.report.verdicts_of[figure.id])),
            report=self.contact(figure.id),
        )

    @cached_property
    def by_term(self) -> dict[TermKey, list[Figure]]:
        """Every print of each term, deprecated ones too."""
        found: dict[TermKey, list[Figure]] = {}
        for figure in self.ledger.figures.values():
            found.setdefault(figure.term, []).append(figure)
        return found

    @cached_property
    def rests(self) -> Counter[str]:
        """How many figures each source has."""
        return Counter(figure.source for figure in self.ledger.figures.values())

    def origin(self, figure: Figure) -> str:
        return self.tell.source(self.ledger.sources[figure.source])

    def card_facts(self, figure: Figure) -> dict[str, str]:
        """The facts of a card in reading order: what is printed, how it is read and why, where it stands."""
        known, said = self.facts(figure), self.words.text
        text = self.report.texts.get(figure.source)
        return {
            "sentence": known["sentence"],
            "read_as": self.words.spoken(figure.read_as, "en") if figure.read_as else "",
            "hedge": f"{self.hedged_by(figure)} {known['hedge']}".strip(),
            "tight": f"{known['tight']}. {self.why(figure, wide=False)}".strip(),
            "loose": f"{known['loose']}. {self.why(figure, wide=True)}".strip(),
            "status": known["status"],
            "kind": self.kind(figure),
            "period": self.words.date(figure.period) if figure.period else said("page.no_period"),
            "rank": said(f"page.rank_{figure.rank}") if figure.rank in ("preferred", "deprecated") else "",
            "source": known["source"],
            "place": known["place"],
            "file": text.file if text else "",
            "note": known["note"],
            "term": self.ledger.spell(figure.term),
        }

    def hedged_by(self, figure: Figure) -> str:
        """Where the hedging word stands; "half" is a word that hedges nothing."""
        return "" if figure.reading.hedge == "exact" else self.words.text(f"page.origin_{figure.hedge_origin}")

    def kind(self, figure: Figure) -> str:
        kind = self.ledger.measures[figure.measure].kind
        return self.words.text(f"kind.{kind}") if kind else ""

    def why(self, figure: Figure, wide: bool) -> str:
        """From which place the rounding follows: the last one printed, or the last digit that is not zero.

        Nothing where the hedge sets the ends, as "more than" does.
        """
        number = figure.reading.number
        if set(figure.reading.hedges) & {*OPEN_HEDGES, "nearly", "exact"}:
            return ""
        place, read = (number.loose_place if wide else number.place)[0], figure.reading.at(wide, wide).interval
        if not place:
            return self.words.text("page.why_point")
        if read.width is not None and read.width != place + (number.high - number.low):
            return ""  # the hedge leaves more room than the digits
        is_lone = wide and number.low % (10 * place) == 0  # a lone 1 keeps one place more
        key = "page.why_lone" if is_lone else "page.why_loose" if wide else "page.why_tight"
        return self.words.text(key, place=self.words.value(place, unit_name(figure.reading.unit)))

    def contact(self, name: str = "") -> str:
        """Where a reader may write to, and what to name: the id of a figure, without ``name`` of whichever it is."""
        said = self.words.text
        known = {"id": name or said("page.contact_any"), "version": self.ledger.version or "–"}
        if self.ledger.contact:
            return said("page.contact", contact=self.ledger.contact, **known)
        return said("page.contact_unnamed", **known)

    def licence(self) -> str:
        """Under which licences data and software stand."""
        names = [licence.title or licence.name for licence in self.ledger.licences]
        return self.words.text("page.footer_licence", licence=self.words.list(names) if names else "–")

    # Sources and files

    def source_record(self, source: Source) -> Record:
        """A source with what is known of it and how much rests on it."""
        said, tongue = self.words.text, f"page.language_{source.language}"
        first = self.ledger.sources.get(source.repeats)
        facts = {
            "source_kind": said(f"source_kind.{source.kind}"),
            "published": self.words.date(source.published) if source.published else said("page.undated"),
            "language": said(tongue) if self.words.has(tongue) else source.language,
            "figures": self.words.number(Fraction(self.rests[source.id])),
            "repeats": self.tell.source(first) if first else source.repeats,
            "sha256": source.sha256,
            "note": self.words.own(source.notes),
        }
        named = tuple((said(f"page.record_{name}"), text) for name, text in facts.items() if text)
        title, language = source.titled(self.words.language)
        return Record(source.id, self.tell.publisher(source), title, language, source.address, named)

    def downloads(self) -> Iterator[tuple[str, str]]:
        """Every table with what it holds and how many rows it has."""
        for name in TABLES:
            rows = self.words.number(len(self.download(name).rows))
            yield name, self.words.text("page.table_rows", name=self.words.text(f"page.table_{name}"), rows=rows)
