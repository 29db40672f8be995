"""Rows and files of what leaves the house: the one set of row builders behind CSV, JSON, pandas and the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from .errors import FiguresError, Problem
from .interval import Interval
from .ledger import LANGUAGES, Figure, Labels, Ledger, Reading, Source, TermKey
from .locale import locale
from .phrase import Parsed, decimal
from .quantity import base, unit_name
from .tables import guard, schemas, write_rows
from .verdict import Bearing, Bridge, Computed, Implied, Judged, Other, Parts, Repair, Side, Together, Verdict
from .wording import Wordings

if TYPE_CHECKING:
    import pandas

    from .evidence import Coverage
    from .scan import Found

Json = dict[str, object]
CHARACTER = "character"


class Nearest(str):
    """A number that has no last decimal, as the digits of the nearest float."""


@dataclass(frozen=True)
class Column:
    """One column of a download: its name, its meaning, whether it holds numbers, and their unit.

    Without a ``unit`` of its own a column of numbers counts in what the row's column `unit` says.
    """

    name: str
    meaning: str
    is_number: bool = False
    unit: str = ""

    @property
    def is_whole(self) -> bool:
        """True where every number is a whole one: a place in a text."""
        return self.is_number and self.unit == CHARACTER


@dataclass(frozen=True)
class Table:
    """One table of a download; cells are texts, numbers with a decimal point, nothing where there is no value."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def csv(self) -> str:
        """RFC 4180; a text that a spreadsheet would run as a formula starts with an apostrophe."""
        kinds = [column.is_number for column in self.columns]
        guarded = ([c if n else guard(c) for c, n in zip(row, kinds, strict=True)] for row in self.rows)
        return write_rows([column.name for column in self.columns], guarded, "\r\n")


def number(value: Fraction | None) -> str:
    """Decimal digits where the number ends, else the nearest float; nothing for None."""
    if value is None:
        return ""
    exact = decimal(value)
    return Nearest(str(plain(value))) if "/" in exact else exact


def plain(value: Fraction | None) -> int | float | None:
    """A plain number for JSON and charts; what no float can hold is rounded to a whole number."""
    if value is None:
        return None
    if value.denominator == 1:
        return value.numerator
    try:
        return float(value)
    except OverflowError:
        return round(value)


def ends(interval: Interval) -> str:
    """Whether the ends belong to the interval: `[]`, `(]`; an open end counts as excluded."""
    return ("[" if interval.low.included else "(") + ("]" if interval.high.included else ")")


# Tables

_LABELS = tuple(
    Column(f"label_{code}", f"name in {name}") for code, name in (("de", "German"), ("en", "English"), ("fr", "French"))
)
_READINGS = (
    Column("unit", "base unit: ISO currency, 1 for a share, or the thing counted"),
    Column("tight_low", "lower end of the narrow reading; empty: open", True),
    Column("tight_high", "upper end of the narrow reading; empty: open", True),
    Column("tight_ends", "[ ] the end belongs to the interval, ( ) it does not"),
    Column("loose_low", "lower end of the wide reading; empty: open", True),
    Column("loose_high", "upper end of the wide reading; empty: open", True),
    Column("loose_ends", "[ ] the end belongs to the interval, ( ) it does not"),
)
_FIGURES = (
    Column("figure_id", "the figure's id, part of its address"),
    *_LABELS,
    Column("term", "what rules call it: subject.measure[period]"),
    Column("value", "the number as printed, in base units", True),
    Column("value_upper", "upper number of a printed range", True),
    *_READINGS,
    Column("hedge", "none, exact, about, estimated, more_than, at_least, nearly, less_than, up_to, between"),
    Column("hedge_origin", "printed in the phrase, inherited from another figure, restated by the curator, or none"),
    Column("status", "actual, announced, planned, expected, hoped"),
    Column("rank", "preferred, normal or deprecated: which prints rules take"),
    Column("kind", "stock or flow"),
    Column("period", "EDTF, or a length of time"),
    Column("phrase", "the number as printed"),
    Column("phrase_lang", "language of the phrase"),
    Column("read_as", "the curator's restatement"),
    Column("source_id", "the source"),
    Column("publisher", "who published it"),
    Column("char_start", "first character of the phrase in the text, from 0", True, CHARACTER),
    Column("char_end", "character behind the phrase", True, CHARACTER),
    Column("source_sha256", "SHA-256 of the text"),
    Column("verdicts", "the verdicts it takes part in: id: outcome; ..."),
    Column("note", "what a reader should know, in English"),
    Column("note_de", "the same in German, empty where it is not translated"),
    Column("note_fr", "the same in French, empty where it is not translated"),
    Column("ledger_version", "version of the ledger"),
)
_COMPUTED = (
    Column("term", "what rules call it: subject.measure[period]"),
    *_LABELS,
    Column("value", "computed from the numbers as printed, in base units", True),
    *_READINGS,
    Column("rule", "the rule that defines it"),
    Column("equation", "how it is computed"),
    Column("figures", "ids of the figures it comes from"),
    Column("ledger_version", "version of the ledger"),
)
_SIDES = tuple(
    Column(f"{side}_{name}", f"{side} side: {meaning}", True)
    for side in ("stated", "computed")
    for name, meaning in (
        ("printed", "from the numbers as printed"),
        ("tight_low", "lower end, narrow reading"),
        ("tight_high", "upper end, narrow reading"),
        ("loose_low", "lower end, wide reading"),
        ("loose_high", "upper end, wide reading"),
    )
)
_VERDICTS = (
    Column("verdict_id", "the rule's id, rule@figure, or prints:term"),
    Column("rule", "the rule"),
    Column("equation", "stated = computed"),
    Column("about", "the stated side"),
    Column("outcome", "exact, within rounding, only loosely, contradicted, undecided"),
    Column("unit", "unit of the numbers in this row"),
    *_SIDES,
    Column("gap_low", "smallest distance of the narrow readings", True),
    Column("gap_high", "largest distance of the narrow readings", True),
    Column("printed_gap", "stated minus computed, as printed", True),
    Column("power", "smallest error in the stated figure that is sure to be noticed", True),
    Column("why", "reasons in words"),
    Column("explained", "cause given in explanations.csv"),
    Column("figures", "ids of the figures it rests on"),
    Column("ledger_version", "version of the ledger"),
)
_WORDINGS = (
    Column("about", "the figure's id, the computed figure's term, or the verdict's id"),
    *(
        Column(f"{part}_{code}", f"{meaning} in {name}")
        for code, name in (("de", "German"), ("en", "English"), ("fr", "French"))
        for part, meaning in (("text", "what may safely be written"), ("note", "its footnote"))
    ),
    Column("ledger_version", "version of the ledger"),
)


def labels_of(term: TermKey, ledger: Ledger) -> Labels:
    """The name of a term: subject, measure and period, in three languages."""
    subject, measure = ledger.subjects.get(term.subject), ledger.measures.get(term.measure)
    texts = []
    for language in LANGUAGES:
        parts = [found.labels.text(language) or found.id for found in (subject, measure) if found]
        words = locale(language)
        name = words.text("sign.colon", name=parts[0], text=parts[1]) if len(parts) == 2 else "".join(parts)
        texts.append(name + (f" ({words.date(term.period)})" if term.period else ""))
    return Labels(*texts)


def figures_table(report: Judged) -> Table:
    """Every figure with its readings, source, place and verdicts."""
    takes_part: dict[str, list[str]] = {}
    for verdict in report.verdicts:
        for figure in verdict.figures:
            takes_part.setdefault(figure, []).append(f"{verdict.id}: {verdict.outcome}")
    rows = (_figure_row(report.ledger, f, takes_part.get(f.id, [])) for f in report.ledger.figures.values())
    return Table("figures", _FIGURES, tuple(rows))


def _figure_row(ledger: Ledger, figure: Figure, verdicts: list[str]) -> tuple[str, ...]:
    source, low = ledger.sources[figure.source], figure.reading.number
    places = ("" if at is None else str(at) for at in (figure.start, figure.end))
    return (
        figure.id,
        *_label_cells(figure.term, ledger),
        ledger.spell(figure.term),
        number(low.low),
        number(low.high) if low.is_range else "",
        *_reading_cells(figure.reading.tight.interval, figure.reading.loose.interval, unit_name(figure.reading.unit)),
        figure.reading.hedge,
        figure.hedge_origin,
        figure.status,
        figure.rank,
        ledger.measures[figure.measure].kind,
        figure.period,
        figure.phrase,
        source.language,
        figure.read_as,
        source.id,
        source.publisher,
        *places,
        source.sha256,
        "; ".join(verdicts),
        *_note(figure.notes).values(),
        ledger.version,
    )


def computed_table(report: Judged) -> Table:
    """Every computed figure with its equation and the figures it comes from."""
    rows = (_computed_row(report.ledger, computed) for computed in report.computed)
    return Table("computed_figures", _COMPUTED, tuple(rows))


def _computed_row(ledger: Ledger, computed: Computed) -> tuple[str, ...]:
    side = computed.side
    return (
        ledger.spell(computed.term),
        *_label_cells(computed.term, ledger),
        number(side.printed),
        *_reading_cells(side.tight, side.loose, unit_name(side.unit)),
        computed.rule.id,
        computed.rule.text,
        " ".join(computed.figures),
        ledger.version,
    )


def verdicts_table(report: Judged) -> Table:
    """Every verdict with both readings of both sides."""
    return Table("verdicts", _VERDICTS, tuple(_verdict_row(report.ledger, verdict) for verdict in report.verdicts))


def _verdict_row(ledger: Ledger, verdict: Verdict) -> tuple[str, ...]:
    gap = verdict.gap
    return (
        verdict.id,
        verdict.rule.id if verdict.rule else "",
        verdict.rule.text if verdict.rule else "",
        verdict.about,
        verdict.outcome.value,
        unit_name(verdict.stated.unit) if verdict.stated else "",
        *_side_cells(verdict.stated),
        *_side_cells(verdict.computed),
        number(gap.lower) if gap else "",
        number(gap.upper) if gap else "",
        number(verdict.printed_gap),
        number(verdict.power),
        why(verdict),
        verdict.explanation.cause if verdict.explanation else "",
        " ".join(verdict.figures),
        ledger.version,
    )


def wordings_table(report: Judged) -> Table:
    """What may safely be written of every figure, computed figure and verdict, in three languages."""
    alike = zip(*(Wordings(report, language).all() for language in LANGUAGES), strict=True)
    rows = (
        (same[0].about, *(cell for one in same for cell in (one.text, one.note)), report.ledger.version)
        for same in alike
    )
    return Table("wordings", _WORDINGS, tuple(rows))


def why(verdict: Verdict, language: str = "en") -> str:
    """The reasons of a verdict in words."""
    words = locale(language)
    return " ".join(words.message(reason) for reason in verdict.reasons)


def _label_cells(term: TermKey, ledger: Ledger) -> tuple[str, ...]:
    labels = labels_of(term, ledger)
    return tuple(labels.text(language) for language in LANGUAGES)


def _reading_cells(tight: Interval, loose: Interval, unit: str) -> tuple[str, ...]:
    cells = [unit]
    for interval in (tight, loose):
        cells += [number(interval.lower), number(interval.upper), ends(interval)]
    return tuple(cells)


def _side_cells(side: Side | None) -> tuple[str, ...]:
    if side is None:
        return ("",) * 5
    numbers = (side.printed, side.tight.lower, side.tight.upper, side.loose.lower, side.loose.upper)
    return tuple(number(value) for value in numbers)


def _as_read(name: str) -> Callable[[Judged], Table]:
    """A table as the ledger's folder holds it, in canonical column order."""

    def build(report: Judged) -> Table:
        columns = tuple(_column(c.name, c.description, c.type) for c in schemas()[name].columns)
        rows = report.ledger.rows.get(name, ())
        return Table(name, columns, tuple(tuple(row[c.name] for c in columns) for row in rows))

    return build


def _column(name: str, description: str, kind: str) -> Column:
    """A column of the folder's tables: the only numbers there are places in texts, and rates of exchange."""
    return Column(name, description, kind == "integer" or name == "rate", CHARACTER if kind == "integer" else "")


TABLES: dict[str, Callable[[Judged], Table]] = {
    "figures": figures_table,
    "computed_figures": computed_table,
    "verdicts": verdicts_table,
    "wordings": wordings_table,
    **{
        name: _as_read(name)
        for name in (
            "sources",
            "subjects",
            "measures",
            "rules",
            "explanations",
            "milestones",
            "set_aside",
            "fx_rates",
            "changes",
        )
    },
}


def table(report: Judged, name: str) -> Table:
    """A table of the download by name; raises FiguresError for one that is not there."""
    if name not in TABLES:
        raise FiguresError(f"no table {name}; there are {', '.join(TABLES)}")
    return TABLES[name](report)


def frame(report: Judged, name: str) -> pandas.DataFrame:
    """A table in pandas: numbers as float64, all else as text; raises FiguresError for one that is not there."""
    import pandas

    found = table(report, name)
    data = pandas.DataFrame(list(found.rows), columns=[column.name for column in found.columns], dtype="str")
    for column in found.columns:
        if column.is_number:
            data[column.name] = pandas.to_numeric(data[column.name].replace("", None)).astype("float64")
    return data


# JSON records (design.md, the command line)


def check_record(report: Judged) -> Json:
    """What `figures check --format json` prints; with the texts at hand, also what is open in each."""
    covered: tuple[Coverage, ...] = getattr(report, "coverage", ())
    return {
        "problems": [problem_record(problem) for problem in report.problems],
        "figures": len(report.ledger.figures),
        "verdicts": [verdict_record(verdict) for verdict in report.verdicts],
        "computed_figures": [computed_record(computed, report.ledger) for computed in report.computed],
        "together": together_record(report.together, report.ledger) if report.together else None,
        **({"open": [coverage_record(text) for text in covered]} if covered else {}),
    }


def card_record(report: Judged, name: str) -> Json:
    """A figure, what is computed from it, its verdicts, its source, and the version of the ledger."""
    ledger = report.ledger
    found = ledger.figures[name]
    return {
        "figures": [figure_record(found, ledger)],
        "computed_figures": [computed_record(item, ledger) for item in report.computed_of[name]],
        "verdicts": [verdict_record(verdict) for verdict in report.verdicts_of[name]],
        "wording": wording_record(report, name),
        "source": source_record(ledger.sources[found.source]),
        "ledger_version": ledger.version,
    }


def json_file(record: Json) -> bytes:
    """A record as a file for programs, and for people who look into it."""
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def bearing_record(found: Bearing, ledger: Ledger) -> Json:
    """What `figures show ID --format json` prints: all that bears on one id."""
    return {
        "figures": [figure_record(figure, ledger) for figure in found.figures],
        "computed_figures": [computed_record(item, ledger) for item in found.computed],
        "verdicts": [verdict_record(verdict) for verdict in found.verdicts],
        "together": together_record(found.together, ledger),
    }


def together_record(together: Together, ledger: Ledger) -> Json:
    """All rules at once, in base units; ``tight`` and ``loose`` are null where that could not be settled."""
    words = locale("en")
    return {
        "tight": together.tight,
        "loose": together.loose,
        "conflicts": [{"figures": [*found.figures], "rules": [*found.rules]} for found in together.conflicts],
        "repairs": [repair_record(repair, ledger) for repair in together.repairs],
        "suspects": [[*names] for names in together.suspects],
        "implied": [implied_record(implied, ledger) for implied in together.implied],
        "notes": [words.message(note) for note in together.notes],
        "touches": [*together.touches],
    }


def repair_record(repair: Repair, ledger: Ledger) -> Json:
    """What a figure would have to be: ``value`` where the others are taken as printed, ``would_be`` when tight."""
    return {
        "figure": repair.figure,
        "printed": plain(repair.printed),
        "would_be": pair(repair.would_be),
        "value": plain(repair.value),
        "change": plain(repair.change),
        "unit": unit_name(ledger.figures[repair.figure].reading.unit),
        "blocked_by": [*repair.blocked_by],
        "touches": repair.touches,
        "parts": parts_record(repair.parts),
    }


def implied_record(implied: Implied, ledger: Ledger) -> Json:
    """What the rest of the ledger allows a term, and on which reading of it."""
    return {
        "term": ledger.spell(implied.term),
        "range": pair(implied.range),
        "unit": unit_name(implied.unit),
        "reading": "tight" if implied.is_tight else "loose",
        "from": [*implied.figures],
        "touches": implied.touches,
        "parts": parts_record(implied.parts),
    }


def parts_record(parts: Parts) -> list[Json]:
    """The sum behind a number: figures as printed, and how many times each is taken; numbers that rules name."""
    return [{"figure": name, "times": plain(times)} if name else {"number": plain(times)} for name, times in parts]


def problem_record(problem: Problem) -> Json:
    """Place, code and words of a problem."""
    what, fix = locale("en").problem(problem)
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "code": problem.code,
        "what": f"{place.name}: {what}" if place.name else what,
        "fix": fix,
    }


def verdict_record(verdict: Verdict) -> Json:
    """One verdict in base units."""
    gap = verdict.gap
    return {
        "id": verdict.id,
        "rule": verdict.rule.id if verdict.rule else None,
        "equation": verdict.rule.text if verdict.rule else None,
        "about": verdict.about,
        "outcome": verdict.outcome.value,
        "stated": _side_record(verdict.stated),
        "computed": _side_record(verdict.computed),
        "gap": pair(gap) if gap else None,
        "printed_gap": plain(verdict.printed_gap),
        "power": plain(verdict.power),
        "why": why(verdict),
        "explained": verdict.explanation.cause if verdict.explanation else None,
        "figures": list(verdict.figures),
        "proves_little": verdict.proves_little,
        "witnesses": verdict.witnesses or None,
        "bridges": None if verdict.bridges is None else [_bridge_record(bridge) for bridge in verdict.bridges],
        "others": [_other_record(other) for other in verdict.others],
    }


def _bridge_record(bridge: Bridge) -> Json:
    """Printed figures that lie in a gap."""
    return {"figures": [*bridge.figures], "sign": bridge.sign or None, "value": plain(bridge.value)}


def _other_record(other: Other) -> Json:
    """What another print would make of a rule."""
    words = locale("en")
    return {
        "figure": other.figure,
        "role": other.role,
        "outcome": other.outcome.value,
        "gap": pair(other.gap) if other.gap else None,
        "printed_gap": plain(other.printed_gap),
        "why": " ".join(words.message(reason) for reason in other.reasons),
    }


def _side_record(side: Side | None) -> Json | None:
    if side is None:
        return None
    return {
        "printed": plain(side.printed),
        "tight": pair(side.tight),
        "loose": pair(side.loose),
        "unit": unit_name(side.unit),
    }


def computed_record(computed: Computed, ledger: Ledger) -> Json:
    """One computed figure in base units."""
    side = computed.side
    return {
        "term": ledger.spell(computed.term),
        "rule": computed.rule.id,
        "value": plain(side.printed),
        "tight": pair(side.tight),
        "loose": pair(side.loose),
        "unit": unit_name(side.unit),
        "from": list(computed.figures),
        "why": " ".join(locale("en").message(reason) for reason in computed.reasons),
    }


def figure_record(figure: Figure, ledger: Ledger) -> Json:
    """One figure in base units, with its phrase and place."""
    reading: Reading = figure.reading
    return {
        "id": figure.id,
        "term": ledger.spell(figure.term),
        "status": figure.status,
        "phrase": figure.phrase,
        "read_as": figure.read_as,
        "value": plain(reading.number.low),
        "upper": plain(reading.number.high) if reading.number.is_range else None,
        "unit": unit_name(reading.unit),
        "hedge": reading.hedge,
        "tight": pair(reading.tight.interval),
        "loose": pair(reading.loose.interval),
        "source": figure.source,
        "start": figure.start,
        "end": figure.end,
        **_note(figure.notes),
    }


def wording_record(report: Judged, about: str) -> Json | None:
    """What may safely be written of something, by language; None where nothing can be said of it."""
    try:
        found = [Wordings(report, language).find(about) for language in LANGUAGES]
    except KeyError:
        return None
    return {"about": about, **{one.language: {"text": one.text, "note": one.note} for one in found}}


def source_record(source: Source) -> Json:
    """One source: who, what, when and where."""
    return {
        "id": source.id,
        "kind": source.kind,
        "publisher": source.publisher,
        "title": source.title,
        **{f"title_{language}": getattr(source.titles, language) for language in LANGUAGES},
        "address": source.address,
        "published": source.published,
        "language": source.language,
        "sha256": source.sha256,
        **_note(source.notes),
    }


def _note(notes: Labels) -> dict[str, str]:
    """A note in English and its translations, as the tables name them."""
    return {"note": notes.en, "note_de": notes.de, "note_fr": notes.fr}


def parsed_record(phrase: str, parsed: Parsed) -> Json:
    """What `figures read` says of a phrase: the unit is the ISO currency, 1 for shares, the noun for counts."""
    tight, loose = parsed.readings()
    known = unit_name(base(parsed.unit)[1]) if parsed.unit else None
    return {
        "phrase": phrase,
        "value": plain(parsed.value),
        "upper": plain(parsed.upper),
        "unit": (parsed.noun or known) if parsed.kind == "count" else known,
        "hedge": parsed.hedge,
        "class": parsed.kind,
        "tight": pair(tight),
        "loose": pair(loose),
    }


def found_record(file: str, found: Found) -> Json:
    """What `figures scan` says of a number: a date or a clock time has its value as text and no readings."""
    said = parsed_record(found.phrase, replace(found.parsed, sort=found.sort)) if found.parsed else {}
    value = plain(found.value) if isinstance(found.value, Fraction) else found.value
    return {
        "file": file,
        "start": found.start,
        "end": found.end,
        "phrase": found.phrase,
        "value": value,
        "upper": said.get("upper"),
        "unit": found.unit or None,
        "hedge": said.get("hedge", "none"),
        "class": found.sort,
        "tight": said.get("tight"),
        "loose": said.get("loose"),
    }


def coverage_record(covered: Coverage) -> Json:
    """The numbers of one text: how many there are, and those that no row accounts for."""
    return {
        "source": covered.source,
        "numbers": covered.numbers,
        "curated": covered.curated,
        "set_aside": covered.set_aside,
        "open": [found_record(covered.file, found) for found in covered.open],
    }


def figure_rows(found: Iterable[tuple[str, Found]]) -> str:
    """Numbers of texts, each with the name of its text, as rows of figures.csv; the curator fills in the rest."""
    names = schemas()["figures"].names
    rows = []
    for source, one in found:
        slug = "-".join(re.findall("[a-z0-9]+", source.lower())) or "text"
        known = {"id": f"{slug}-{one.start}", "phrase": one.phrase, "source": slug}
        known |= {"start": str(one.start), "end": str(one.end), "note": f"class {one.sort}"}
        rows.append([known.get(name, "") for name in names])
    return write_rows(list(names), rows)


def pair(interval: Interval) -> list[int | float | None]:
    """[low, high] as plain numbers, None for an open end."""
    return [plain(interval.lower), plain(interval.upper)]
