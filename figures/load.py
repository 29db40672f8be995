"""A folder of CSV tables to a ledger, with every problem collected and none of them stopping the rest."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from . import tables
from .edtf import days
from .errors import Fault, Place, Problem
from .ledger import (
    STATUSES,
    Explanation,
    Figure,
    Labels,
    Ledger,
    Licence,
    Measure,
    Milestone,
    Rate,
    Reading,
    SetAside,
    Source,
    Subject,
    labels,
    translated,
)
from .lexicon import languages
from .phrase import Parsed, read, read_notation
from .quantity import MONEY, SHARE, base, fits, is_counted, is_unit, names, unit_name
from .rules import Rules
from .tables import Row

if TYPE_CHECKING:
    pass

Rows = Mapping[str, list[Row]]


def read_folder(folder: Path) -> tuple[Ledger, list[Problem]]:
    """The ledger of a folder and its problems, in the order of files and lines.

    Rows that cannot be used are left out of the ledger; each of them has its problem.
    """
    shown = _shown(folder)
    rows: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for name, schema in tables.schemas().items():
        found, faults = tables.read_table(folder / f"{name}.csv", f"{shown}/{name}.csv", schema)
        rows[name] = found
        problems += faults
    problems += _reference_problems(rows)
    ledger = _ledger(folder, shown, rows, problems)
    return ledger, sorted(problems, key=lambda problem: problem.sort_key)


def _shown(folder: Path) -> str:
    """The folder as messages name it: relative where it is the current one or lies below it."""
    path = os.path.abspath(folder)
    near = (path + os.sep).startswith(os.getcwd() + os.sep)
    return (os.path.relpath(path) if near else path).replace(os.sep, "/")


def _reference_problems(rows: Rows) -> Iterator[Problem]:
    """Ids that stand twice (figures, rules and sources share one space) and references to ids that are not there."""
    shared: dict[str, Row] = {}
    for name, schema in tables.schemas().items():
        if schema.key:
            own: dict[str, Row] = {}
            yield from tables.key_problems(
                rows[name], schema, shared if name in ("sources", "figures", "rules") else own
            )
        for column, other in schema.refers:
            known = {row["id"] for row in rows[other]}
            yield from tables.reference_problems(rows[name], column, known, other)


def _ledger(folder: Path, shown: str, rows: Rows, problems: list[Problem]) -> Ledger:
    about = _package(folder, shown, problems)
    measures = _measures(rows["measures"], problems)
    sources = {row["id"]: _source(row) for row in rows["sources"]}
    problems += _language_problems(rows["sources"])
    figures = _Figures(rows["figures"], measures, sources, problems).all()
    subjects = {row["id"]: Subject(row["id"], labels(row, "label")) for row in rows["subjects"]}
    return Ledger(
        folder=shown,
        title=about.title,
        version=about.version,
        sources=MappingProxyType(sources),
        subjects=MappingProxyType(subjects),
        measures=MappingProxyType(measures),
        figures=MappingProxyType(figures),
        rules=tuple(Rules(rows, measures, problems).all()),
        explanations=tuple(_explanation(row) for row in _sound(rows, "explanations")),
        milestones=tuple(_milestone(row) for row in _sound(rows, "milestones")),
        set_aside=tuple(_set_aside(row) for row in _sound(rows, "set_aside")),
        rates=tuple(Rate(row["date"], row["pair"], row["rate"], row["source"]) for row in rows["fx_rates"]),
        rows=MappingProxyType({name: tuple(found) for name, found in rows.items()}),
        licences=about.licences,
        contact=about.contact,
        created=about.created,
    )


@dataclass(frozen=True)
class _Package:
    """What datapackage.json says of a ledger as a whole."""

    title: Labels
    version: str = ""
    licences: tuple[Licence, ...] = ()
    contact: str = ""
    created: str = ""


def _package(folder: Path, shown: str, problems: list[Problem]) -> _Package:
    """The ledger's datapackage.json where it has one."""
    path = folder / "datapackage.json"
    bare = _Package(Labels(en=folder.resolve().name))
    if not path.is_file():
        return bare
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        title = {name: str(package.get(f"title_{name}", "")) for name in ("de", "en", "fr")}
        title["en"] = title["en"] or str(package.get("title", folder.resolve().name))
        licences = tuple(
            Licence(*(str(licence.get(key, "")) for key in ("name", "title", "path")))
            for licence in package.get("licenses", ())
        )
        people = [person for person in package.get("contributors") or () if isinstance(person, dict)]
        found = (str(person.get(name) or "") for name in ("email", "path", "title") for person in people)
        contact, created = next(filter(None, found), ""), str(package.get("created") or "").partition("T")[0]
        version, day = str(package.get("version", "")), created if days(created) else ""
        return _Package(Labels(**title), version, licences, contact, day)
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        problems.append(Problem(Place(f"{shown}/datapackage.json", 0), "package-unreadable"))
        return bare


def _source(row: Row) -> Source:
    return Source(
        id=row["id"],
        kind=row["kind"],
        publishers=translated(row, "publisher"),
        title=row["title"],
        titles=labels(row, "title"),
        address=row["address"],
        published=row["published"],
        language=row["language"],
        sha256=row["sha256"],
        repeats=row["repeats"],
        notes=translated(row, "note"),
        place=row.place("id"),
    )


def _language_problems(rows: list[Row]) -> Iterator[Problem]:
    for row in rows:
        if row["address"] and not row["address"].startswith(("https://", "http://")):
            yield row.problem("address", "source-address", address=row["address"])


def _measures(rows: list[Row], problems: list[Problem]) -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    for row in rows:
        if row["unit"] and not is_unit(row["unit"]):
            guess = get_close_matches(row["unit"], list(names()), 1)
            problems.append(row.problem("unit", "unit-unknown", unit=row["unit"], guess=guess[0] if guess else ""))
        elif row["unit"]:
            found[row["id"]] = Measure(row["id"], labels(row, "label"), row["unit"], row["kind"])
    return found


def _sound(rows: Rows, name: str) -> Iterator[Row]:
    """The rows whose words are of the closed vocabularies; the others have their problem already."""
    closed = [column for column in tables.schemas()[name].columns if column.words]
    for row in rows[name]:
        if all(row[column.name] in column.words for column in closed):
            yield row


def _explanation(row: Row) -> Explanation:
    return Explanation(row["verdict"], row["cause"], labels(row, "because"), row["source"], row.place("verdict"))


def _milestone(row: Row) -> Milestone:
    start, end = _offset(row, "start"), _offset(row, "end")
    said = labels(row, "label"), translated(row, "note")
    return Milestone(row["date"], row["status"], row["phrase"], row["source"], start, end, *said, row.place("phrase"))


def _set_aside(row: Row) -> SetAside:
    start, end = _offset(row, "start"), _offset(row, "end")
    return SetAside(row["source"], start, end, row["phrase"], row["class"], row["because"], row.place("phrase"))


def _offset(row: Row, column: str) -> int | None:
    return int(row[column]) if row[column].isascii() and row[column].isdigit() else None


class _Figures:
    """Reads each figure's phrase; a figure that cannot be read is left out with its problem."""

    def __init__(
        self,
        rows: list[Row],
        measures: Mapping[str, Measure],
        sources: Mapping[str, Source],
        problems: list[Problem],
    ) -> None:
        self.rows = {row["id"]: row for row in reversed(rows)}
        self.order, self.measures, self.sources, self.problems = rows, measures, sources, problems

    def all(self) -> dict[str, Figure]:
        found: dict[str, Figure] = {}
        for row in self.order:
            if row["id"] and row["id"] not in found and (figure := self.figure(row)):
                found[row["id"]] = figure
        return found

    def figure(self, row: Row) -> Figure | None:
        """The figure of a row, or None with its problem told."""
        measure, source = self.measures.get(row["measure"]), self.sources.get(row["source"])
        if row["start"] and row["end"] and (fault := _place_problem(row)):
            self.problems.append(fault)
        if measure is None or source is None or row["status"] not in STATUSES:
            return None  # its cell already has a problem
        reading = self.reading(row, measure, source)
        if isinstance(reading, Problem):
            self.problems.append(reading)
            return None
        return Figure(
            id=row["id"],
            subject=row["subject"],
            measure=row["measure"],
            period=row["period"],
            status=row["status"],
            phrase=row["phrase"],
            read_as=row["read_as"],
            hedge_from=row["hedge_from"],
            source=row["source"],
            start=_offset(row, "start"),
            end=_offset(row, "end"),
            rank=row["rank"] or "normal",
            notes=translated(row, "note"),
            place=row.place("phrase"),
            reading=reading,
            hedge_origin=_hedge_origin(row, source, reading),
        )

    def reading(self, row: Row, measure: Measure, source: Source) -> Reading | Problem:
        """What the phrase and its restatement say together, in the unit of the measure."""
        said = self.said(row, source)
        if isinstance(said, Problem):
            return said
        spelling = said.unit or _own_unit(said, measure)
        if spelling is None:
            if said.noun:
                return Problem(
                    row.place("phrase"), "unit-unread", (("noun", said.noun),), row["phrase"], said.noun_span
                )
            return row.problem("phrase", "currency-unsaid")
        found = base(spelling)[1]
        if not fits(found, measure.unit):
            return row.problem(
                "read_as" if row["read_as"] else "phrase", "unit-differs", unit=unit_name(found), measure=measure.unit
            )
        hedges = self.handed_on(row)
        if isinstance(hedges, Problem):
            return hedges
        kept = tuple(code for code in hedges if code not in said.hedges)  # a hedge is not opened twice
        return Reading(said.printed(is_counted(found)), said.hedges + tuple(dict.fromkeys(kept)), found)

    def said(self, row: Row, source: Source) -> Parsed | Problem:
        """The phrase, with what read_as adds; both must have the same digits and scale."""
        if not row["phrase"].strip() and not row["read_as"].strip():
            return row.problem("phrase", "cell-empty", column="phrase")
        phrase = _read_phrase(row["phrase"], source.language)
        if not row["read_as"].strip():
            return phrase.at(row.place("phrase"), row["phrase"]) if isinstance(phrase, Fault) else phrase
        restated = read_notation(row["read_as"])
        if isinstance(restated, Fault):
            return restated.at(row.place("read_as"), row["read_as"])
        if isinstance(phrase, Fault):
            return restated
        return _together(row, phrase, restated)

    def handed_on(self, row: Row) -> tuple[str, ...] | Problem:
        """The hedges of the figure that hedge_from names, followed to its own hedge_from."""
        seen = {row["id"]}
        hedges: tuple[str, ...] = ()
        other = row
        while other["hedge_from"] in self.rows:
            other = self.rows[other["hedge_from"]]
            if other["id"] in seen:
                return row.problem("hedge_from", "hedge-cycle", id=other["id"])
            seen.add(other["id"])
            source = self.sources.get(other["source"])
            said = self.said(other, source) if source else None
            hedges += said.hedges if isinstance(said, Parsed) else ()
        return hedges


def _read_phrase(text: str, language: str) -> Parsed | Fault:
    """A phrase in its language, or in the notation (a table that has only typed numbers)."""
    if language in languages():
        parsed = read(text, language)
        if isinstance(parsed, Parsed):
            return parsed
        typed = read_notation(text)
        return typed if isinstance(typed, Parsed) else parsed
    typed = read_notation(text)
    if isinstance(typed, Parsed):
        return typed
    known = ", ".join(languages())
    return Fault("language-unread", (0, len(text)), (("language", language), ("known", known)))


def _together(row: Row, phrase: Parsed, restated: Parsed) -> Parsed | Problem:
    """What a phrase and its restatement say: the digits of both, the unit and the hedge of the restatement first."""
    alike = (phrase.low.value, phrase.high.value) == (restated.low.value, restated.high.value)
    same_place = phrase.low.place == restated.low.place or not (phrase.low.place and restated.low.place)
    if not alike or not same_place:
        return row.problem("read_as", "read-as-differs", phrase=row["phrase"], read_as=row["read_as"])
    hedges = restated.hedges or phrase.hedges
    if restated.hedges and phrase.hedges and set(restated.hedges) != set(phrase.hedges):
        return row.problem("read_as", "read-as-hedge", phrase=phrase.hedge, read_as=restated.hedge)
    amounts = (phrase.low, phrase.high)
    return Parsed(*amounts, hedges, restated.unit or phrase.unit, phrase.noun, phrase.noun_span)


def _hedge_origin(row: Row, source: Source, reading: Reading) -> str:
    """Where the hedge comes from: the phrase itself, its restatement, another figure, or nowhere."""
    if not reading.hedges:
        return "none"
    phrase = _read_phrase(row["phrase"], source.language)
    if isinstance(phrase, Parsed) and phrase.hedges:
        return "printed"
    restated = read_notation(row["read_as"])
    return "restated" if isinstance(restated, Parsed) and restated.hedges else "inherited"


def _own_unit(said: Parsed, measure: Measure) -> str | None:
    """The measure's unit for a number that names none; a currency is never guessed, nor an unknown noun."""
    if MONEY in measure.unit:
        return None
    return measure.unit if not said.noun or measure.unit == SHARE else None


def _place_problem(row: Row) -> Problem | None:
    start, end = _offset(row, "start"), _offset(row, "end")
    if start is None or end is None or end - start == len(row["phrase"]):
        return None
    return row.problem("end", "place-length", start=start, end=end, length=len(row["phrase"]))
