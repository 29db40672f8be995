"""Reports as lines of text for a terminal, a log and a workflow's annotations, in English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from . import diff, export
from .diff import Change, Changes
from .errors import Place, Problem
from .ledger import LANGUAGES, Figure, Ledger
from .locale import locale
from .quantity import unit_name
from .report import Report
from .verdict import Bearing, Computed, Conflict, Implied, Other, Repair, Side, Together, Verdict

if TYPE_CHECKING:
    from .large_files import Summary

# What Markdown, HTML or a comment on a change request would act on; _ inside a word is none of it.
MARKS = re.compile(r"[\\`*<>&#|~@]|(?<!\w)_|_(?!\w)")
PARTS = "%\r\n:,"  # the signs that would end a part of a workflow command


def check_lines(report: Report) -> Iterator[str]:
    """Every problem, verdict and computed figure, all rules at once, and how many of each there are."""
    for problem in report.problems:
        yield from problem_lines(problem)
        yield ""
    for verdict in report.verdicts:
        yield from verdict_lines(verdict, report)
    if report.computed:
        yield "COMPUTED, printed by nobody"
    for computed in report.computed:
        yield from computed_lines(computed, report)
    yield from together_lines(report)
    if report.coverage:
        yield ""
        yield from coverage_lines(report)
    counts = {outcome: 0 for outcome in dict.fromkeys(verdict.outcome for verdict in report.verdicts)}
    for verdict in report.verdicts:
        counts[verdict.outcome] += 1
    told = ", ".join(f"{count} {outcome.value}" for outcome, count in counts.items())
    figures, problems = len(report.ledger.figures), len(report.problems)
    yield ""
    yield f"{figures} figures, {problems} problems; verdicts: {told or 'none'}"


def problem_lines(problem: Problem) -> Iterator[str]:
    """Where, what, the spot with a caret, and how to mend it."""
    what, fix = locale("en").problem(problem)
    place = problem.place
    where = place.file + (f":{place.line}" if place.line else "") + (f":{place.column}" if place.column else "")
    yield f"{where} {place.name}: {what}" if place.name else f"{where}: {what}"
    if problem.cell and problem.span:
        start, end = problem.span
        cell = "".join(sign if sign.isprintable() else " " for sign in problem.cell)
        yield f"    {cell}"
        yield f"    {' ' * start}^{'~' * (max(end - start, 1) - 1)}"
    yield f"  fix: {fix}"


def annotation_lines(report: Report) -> Iterator[str]:
    """Workflow commands of GitHub: problems and discrepancies as errors; acknowledged and undecided as notices."""
    for problem in report.problems:
        place, lines = problem.place, problem_lines(problem)
        yield annotation("error", place, f"{place.name or Path(place.file).name}: {problem.code}", lines)
    for verdict in report.verdicts:
        if verdict.is_discrepancy or verdict.outcome == "undecided":
            place = verdict.rule.place if verdict.rule else report.ledger.figures[verdict.figures[0]].place
            level = "error" if verdict.is_discrepancy and not verdict.explanation else "notice"
            yield annotation(level, place, f"{verdict.id}: {verdict.outcome}", verdict_lines(verdict, report))


def annotation(level: str, place: Place, title: str, lines: Iterable[str]) -> str:
    """::error file=F,line=L,col=C,title=T::TEXT, with the signs escaped that would end a part or the line."""

    def escaped(text: object, signs: str = "%\r\n") -> str:
        return "".join(f"%{ord(sign):02X}" if sign in signs else sign for sign in str(text))

    where = {"file": place.file.removeprefix("./"), "line": place.line or 1, "col": place.column or 1, "title": title}
    given = [f"{name}={escaped(value, PARTS)}" for name, value in where.items()]
    text = "\n".join(lines).rstrip()
    return f"::{level} {','.join(given)}::{escaped(text)}"


def verdict_lines(verdict: Verdict, report: Report) -> Iterator[str]:
    """The outcome in one line; of a doubtful one what it rests on, too."""
    yield f"{verdict.outcome.upper():15} {verdict.id}  {_headline(verdict)}".rstrip()
    if verdict.stated and verdict.computed and (verdict.is_discrepancy or verdict.outcome == "undecided"):
        yield from _reading_lines(
            verdict.stated, verdict.computed, verdict.rule.equation.relation if verdict.rule else "="
        )
    if why := export.why(verdict):
        yield f"  why         {why}"
    if verdict.is_discrepancy or verdict.outcome == "undecided":
        figures = [report.ledger.figures[name] for name in verdict.figures]
        yield "  rests on    " + ", ".join(f"“{figure.phrase}” ({_place(figure)})" for figure in figures)
    if verdict.bridges is not None:
        yield f"  bridge      {_bridges(verdict, report.ledger)}"
    for other in verdict.others:
        yield f"  otherwise   {_otherwise(other, verdict, report.ledger)}"
    if verdict.witnesses:
        yield f"  witnesses   {verdict.witnesses} for {len(verdict.figures)} prints"
    if verdict.rule:
        yield f"  rule        {verdict.rule.text}"
    if verdict.explanation:
        cause = verdict.explanation.cause
        yield f"  explained   {cause}: {verdict.explanation.because.text('en')}"
    yield ""


def _bridges(verdict: Verdict, ledger: Ledger) -> str:
    """Printed figures that lie in the gap: 15 M€ - 12 M€ (id, id)."""
    words, told = locale("en"), []
    for bridge in verdict.bridges or ():
        readings = [ledger.figures[name].reading for name in bridge.figures]
        numbers = [words.value(reading.number.low, unit_name(reading.unit)) for reading in readings]
        told.append(f"{f' {bridge.sign} '.join(numbers)} ({', '.join(bridge.figures)})")
    alone = any(reason.code == "bridge-singles" for reason in verdict.reasons)
    return "; ".join(told) or f"no printed figure lies in the gap{'' if alone else ', and no sum or difference of two'}"


def _otherwise(other: Other, verdict: Verdict, ledger: Ledger) -> str:
    """What another print would make of a rule: with “six premières” (id, deprecated): contradicted."""
    figure, apart = ledger.figures[other.figure], ""
    if other.gap and verdict.stated:
        apart = f", {locale('en').span(other.gap, unit_name(verdict.stated.unit))} apart"
    phrase = figure.phrase or figure.read_as
    return f"with “{phrase}” ({other.figure}, {other.role}): {other.outcome.value}{apart}"


def _headline(verdict: Verdict) -> str:
    if not verdict.stated or not verdict.computed:
        return verdict.about
    words, unit = locale("en"), unit_name(verdict.stated.unit)
    stated, computed = verdict.stated.printed, verdict.computed.printed
    if stated is None or computed is None:
        return verdict.about
    left, right = words.value(stated, unit), words.value(computed, unit, 4)
    text = f"{verdict.about}: {left} as printed, {right} computed"
    if any(reason.code == "each-once" for reason in verdict.reasons):
        text = f"{verdict.about}: with each figure once {left} against {right}"
    apart = verdict.printed_gap if verdict.is_discrepancy else None
    return text + (f", {words.value(abs(apart), unit)} apart" if apart else "")


def _reading_lines(stated: Side, computed: Side, relation: str) -> Iterator[str]:
    words, unit = locale("en"), unit_name(stated.unit)
    for name, left, right in (("tight", stated.tight, computed.tight), ("loose", stated.loose, computed.loose)):
        gap = left.gap(right) if relation == "=" else None
        apart = f"    {words.span(gap, unit)} apart" if gap else ""
        yield f"  {name:11} {words.span(left, unit)}  against  {words.span(right, unit)}{apart}"


def computed_lines(computed: Computed, report: Report) -> Iterator[str]:
    """A figure that nobody printed, with its sum."""
    words, unit, side = locale("en"), unit_name(computed.side.unit), computed.side
    value = words.value(side.printed, unit, 3) if side.printed is not None else "no single value"
    yield f"  {report.ledger.spell(computed.term)}: {value}, tight {words.span(side.tight, unit)}"
    yield f"      {computed.rule.text}"


def figure_lines(figure: Figure, ledger: Ledger) -> Iterator[str]:
    """One figure as printed and as read."""
    words, unit, reading = locale("en"), unit_name(figure.reading.unit), figure.reading
    source = ledger.sources[figure.source]
    yield f"{figure.id}  {ledger.spell(figure.term)}  ({figure.status})"
    yield f"  printed     “{figure.phrase}”" + (f", read as {figure.read_as}" if figure.read_as else "")
    yield f"  place       {_place(figure)}, {source.publisher or 'no publisher named'}, {source.published}"
    yield f"  hedge       {reading.hedge}"
    yield f"  tight       {words.span(reading.tight.interval, unit)}"
    yield f"  loose       {words.span(reading.loose.interval, unit)}"
    if figure.note:
        yield f"  note        {figure.note}"
    yield ""


def _place(figure: Figure) -> str:
    return f"{figure.source} {figure.start}-{figure.end}" if figure.start is not None else figure.source


def bearing_lines(found: Bearing, report: Report) -> Iterator[str]:
    """All that bears on one id."""
    yield from (line for figure in found.figures for line in figure_lines(figure, report.ledger))
    yield from (line for item in found.computed for line in computed_lines(item, report))
    yield from (line for verdict in found.verdicts for line in verdict_lines(verdict, report))
    yield from together_parts(found.together, report)


def wording_lines(name: str, report: Report) -> Iterator[str]:
    """What may safely be written of the thing named, in three languages, each with its footnote."""
    try:
        found = [report.wording(name, language) for language in LANGUAGES]
    except KeyError:
        return
    yield "SAFE TO WRITE, no more than the loose reading supports"
    for wording in found:
        yield f"  {wording.language}          {wording.text}"
        yield f"              [{wording.note}]"


TOUCHES = "touches an end that print excludes"


def together_lines(report: Report) -> Iterator[str]:
    """What all rules at once come to."""
    found = report.together
    said = {True: "can all be true at once", False: "cannot all be true at once", None: "could not be settled"}
    yield ""
    yield "TOGETHER, all rules at once"
    yield f"  tight       the prints {said[found.tight]}"
    yield f"  loose       the prints {said[found.loose]}"
    yield from together_parts(found, report)


def together_parts(found: Together, report: Report) -> Iterator[str]:
    """Conflicts, repairs, suspects, implied ranges and notes."""
    for conflict in found.conflicts:
        yield from _conflict_lines(conflict, report.ledger)
    for repair in found.repairs:
        yield from _repair_lines(repair, report.ledger)
    if found.suspects:
        yield "  one of these alone would mend it, least trusted source first: "
        yield from (f"              {' with '.join(names)}" for names in found.suspects)
    for implied in found.implied:
        yield from _implied_lines(implied, report)
    for note in found.notes:
        yield f"  note        {locale('en').message(note)}"


def _conflict_lines(conflict: Conflict, ledger: Ledger) -> Iterator[str]:
    phrases = [f"“{ledger.figures[name].phrase or ledger.figures[name].read_as}” ({name})" for name in conflict.figures]
    yield "  conflict    " + (", ".join(phrases) or "the rules alone, before any figure is read")
    yield f"      with    {', '.join(conflict.rules) or 'no rule: prints of one term'}"


def _repair_lines(repair: Repair, ledger: Ledger) -> Iterator[str]:
    words, unit = locale("en"), unit_name(ledger.figures[repair.figure].reading.unit)
    printed, value = words.value(repair.printed, unit, 3), words.value(repair.value, unit, 3)
    touches = f", {TOUCHES}" if repair.touches else ""
    yield f"  would close {repair.figure}: {printed} -> {value} ({words.span(repair.would_be, unit)}{touches})"
    if repair.parts:
        parts = " + ".join(f"{export.plain(times)} * {name}".removesuffix(" * ") for name, times in repair.parts)
        yield f"              calculated: {parts}"
    if repair.blocked_by:
        yield f"              but then these would not hold: {', '.join(repair.blocked_by)}"


def _implied_lines(implied: Implied, report: Report) -> Iterator[str]:
    if implied.range.lower is None and implied.range.upper is None:
        return
    reading = "" if implied.is_tight else ", on the loose reading"
    reading += f", {TOUCHES}" if implied.touches else ""
    span = locale("en").span(implied.range, unit_name(implied.unit))
    yield f"  implied     {report.ledger.spell(implied.term)}: {span}{reading}"
    yield f"              from {', '.join(implied.figures) or 'the rules alone'}"


def read_lines(record: dict[str, object]) -> Iterator[str]:
    """What a phrase says, a line for each thing it says."""
    yield f"{record['phrase']}"
    for key in ("value", "upper", "unit", "hedge", "class", "tight", "loose"):
        if record[key] is not None:
            yield f"  {key:11} {json.dumps(record[key], ensure_ascii=False).strip(chr(34))}"


def scan_line(record: dict[str, object]) -> str:
    """A number of a text: `FILE:START-END  class  phrase  =  value unit  hedge`."""
    place = f"{record['file']}:{record['start']}-{record['end']}"
    said = [str(record[key]) for key in ("value", "upper", "unit") if record[key] is not None]
    hedge = f"  {record['hedge']}" if record["hedge"] != "none" else ""
    return f"{place}  {record['class']:8}  {' '.join(str(record['phrase']).split())}  =  {' '.join(said) or '?'}{hedge}"


def coverage_lines(report: Report) -> Iterator[str]:
    """How many numbers of each text are accounted for, and those that are not."""
    for covered in report.coverage:
        told = f"{covered.numbers} numbers, {covered.curated} curated, {covered.set_aside} set aside"
        yield f"{covered.source}: {told}, {len(covered.open)} open"
        yield from (f"  open  {scan_line(export.found_record(covered.file, found))}" for found in covered.open)


def summary_lines(summary: Summary) -> Iterator[str]:
    """How many of each outcome, and the widest gaps: `CONTRADICTED r7  2024  2 to 5 apart`."""
    for outcome, count in summary.outcomes:
        yield f"{count:12,} {outcome}"
    for gap in summary.worst:
        group = ", ".join(str(value) for _, value in gap.group)
        upper = "more" if gap.upper is None else f"{gap.upper:,.15g}"
        yield f"{gap.outcome.upper():15} {gap.rule}  {group}{'  ' * bool(group)}{gap.lower:,.15g} to {upper} apart"


def diff_lines(changes: Changes) -> Iterator[str]:
    """What changed, kind by kind: one block a figure, rule or verdict, with its cells before and after."""
    for what, found in _changed(changes):
        yield f"{locale('en').text(f'change.{what}').upper()} {len(found)}"
        for cells in found.values():
            yield f"  {_told(cells[0])}"
            yield from (f"      {cell.field:12} {cell.old or '-'} -> {cell.new or '-'}" for cell in _inside(cells))
            if why := diff.why(cells[0]):
                yield f"      {'why':12} {why}"
        yield ""
    since, version = (name or "no version named" for name in (changes.since, changes.version))
    yield f"{since} -> {version}: {_counts(changes)}"


def markdown_lines(changes: Changes) -> Iterator[str]:
    """The same as Markdown, for a comment on a change request and for the changelog."""
    for what, found in _changed(changes):
        yield f"**{locale('en').text(f'change.{what}')}**"
        yield ""
        for cells in found.values():
            parts = [f"{_plain(c.field)} {_plain(c.old) or '–'} → {_plain(c.new) or '–'}" for c in _inside(cells)]
            told = "; ".join([_plain(_told(cells[0]).replace(" -> ", " → ")), *parts])
            yield f"- {told}." + (f" {_plain(diff.why(cells[0]))}" if cells[0].reasons else "")
        yield ""
    yield f"{_counts(changes)}"


def _changed(changes: Changes) -> Iterator[tuple[str, dict[str, list[Change]]]]:
    """Every kind that has changes, by the name of its heading, each with its cells by id."""
    for what in dict.fromkeys(change.what for change in changes.all):
        found: dict[str, list[Change]] = {}
        for change in changes.of(what):
            found.setdefault(change.id, []).append(change)
        yield what.replace(" ", "_"), found


def _told(change: Change) -> str:
    """`lux-share: only loosely -> contradicted`; `added old-total: 112 Millionen`; `changed x`."""
    if change.before and change.after:
        same = change.before == change.after
        return f"{change.id}: {change.before}" + (", as before" if same else f" -> {change.after}")
    if change.how == "changed":
        return f"{change.id}"
    short = change.old or change.new
    return f"{change.how} {change.id}" + (f": {short}" if short else "")


def _inside(cells: list[Change]) -> list[Change]:
    """The cells that the headline does not tell already."""
    return [cell for cell in cells if cell.how == "changed" and cell.field != "outcome"]


def _counts(changes: Changes) -> str:
    """`1 verdict changed, 2 figures added`, or that nothing changed."""
    rows = {(change.what, change.id): change.how for change in changes.all}
    counts: dict[tuple[str, str], int] = {}
    for (what, _), how in rows.items():
        counts[what, how] = counts.get((what, how), 0) + 1
    told = [f"{count} {what}{'s' * (count > 1)} {how}" for (what, how), count in counts.items()]
    return ", ".join(told) or locale("en").text("change.none")


def _plain(text: str) -> str:
    """A text in which Markdown and HTML find nothing to do, and that mentions nobody."""
    text = MARKS.sub(lambda sign: f"&#{ord(sign[0])};", " ".join(text.split()))
    return text.replace("](", "]&#40;")
