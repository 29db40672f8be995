"""Phrases re-checked against the texts: the recorded hash, every phrase at its place, every number accounted for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import Problem
from .ledger import Figure, Ledger, Milestone, SetAside
from .lexicon import languages
from .scan import Found, scan

SOURCES_OF_DOUBT = frozenset({"text-absent", "text-hash", "place-text", "place-moved", "place-orphan", "place-length"})


@dataclass(frozen=True)
class Text:
    """One article as the reader has it at hand: its characters, without newline translation."""

    source: str
    file: str
    characters: str
    is_recorded: bool = True  # False: found by its phrases, not by its hash

    def around(self, start: int, end: int) -> tuple[str, str, str]:
        """The words before a phrase, the phrase, and the words behind it, up to the ends of the line."""
        first = self.characters.rfind("\n", 0, start) + 1
        last = self.characters.find("\n", end)
        return (
            self.characters[first:start],
            self.characters[start:end],
            self.characters[end : last if last >= 0 else None],
        )


def read_texts(folder: Path, ledger: Ledger) -> tuple[dict[str, Text], list[Problem]]:
    """The texts of a folder by source id, found by their SHA-256.

    A source whose text is not there is a problem; where another text of the folder holds most of its phrases, that
    text is taken for the same one, changed, and the problem says so.
    """
    files = {path: path.read_bytes() for path in sorted(folder.glob("*.txt"))}
    by_hash = {hashlib.sha256(content).hexdigest(): path for path, content in files.items()}
    recorded = {source.sha256 for source in ledger.sources.values()}
    strange = {path: _decoded(files[path]) for digest, path in by_hash.items() if digest not in recorded}
    texts: dict[str, Text] = {}
    problems: list[Problem] = []
    for source in ledger.sources.values():
        path = by_hash.get(source.sha256)
        if path:
            texts[source.id] = Text(source.id, path.name, _decoded(files[path]))
        elif source.sha256:
            changed = _changed(source.id, ledger, strange)
            if changed:
                texts[source.id] = Text(source.id, changed.name, strange[changed], is_recorded=False)
                problems.append(Problem(source.place, "text-hash", (("file", changed.name),), source.sha256))
            else:
                problems.append(Problem(source.place, "text-absent", (("source", source.id),), source.sha256))
    return texts, problems


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _rows(ledger: Ledger) -> tuple[Figure | Milestone | SetAside, ...]:
    return (*ledger.figures.values(), *ledger.milestones, *ledger.set_aside)


def _changed(source: str, ledger: Ledger, strange: Mapping[Path, str]) -> Path | None:
    """The one unrecorded text that holds more than half of a source's phrases, None where none or two do."""
    phrases = [row.phrase for row in _rows(ledger) if row.source == source]
    holding = [path for path, text in strange.items() if 2 * sum(phrase in text for phrase in phrases) > len(phrases)]
    return holding[0] if len(holding) == 1 else None


def place_problems(ledger: Ledger, texts: Mapping[str, Text]) -> Iterator[Problem]:
    """Every phrase of figures, milestones and numbers set aside that does not stand at its place.

    In a text that was changed, the new place is told where the phrase stands there once; else the row is an orphan.
    """
    for row in _rows(ledger):
        text = texts.get(row.source)
        if text and row.start is not None and row.end is not None:
            found = text.characters[row.start : row.end]
            if found == row.phrase:
                continue
            if text.is_recorded:
                args: tuple[tuple[str, object], ...] = (("found", found), ("phrase", row.phrase))
                yield Problem(row.place, "place-text", args, row.phrase)
            else:
                yield _moved(row, text)


def _moved(row: Figure | Milestone | SetAside, text: Text) -> Problem:
    places = list(standing(row.phrase, text.characters))
    if len(places) == 1:
        args: tuple[tuple[str, object], ...] = (("start", places[0]), ("end", places[0] + len(row.phrase)))
        return Problem(row.place, "place-moved", args, row.phrase)
    return Problem(row.place, "place-orphan", (("count", len(places)), ("phrase", row.phrase)), row.phrase)


def standing(phrase: str, text: str) -> Iterator[int]:
    """Where a phrase stands on its own, digit for digit: "15 Millionen" is not in "115 Millionen" nor "1.15 Millionen".

    >>> list(standing("15 Mio.", "115 Mio., dann 15 Mio. und 1.15 Mio."))
    [15]
    """
    alone = rf"(?<!\w)(?<![0-9][.,'’\s]){re.escape(phrase)}(?!\w)(?![.,][0-9])"
    return (match.start() for match in re.finditer(alone, text))


@dataclass(frozen=True)
class Coverage:
    """The numbers of one text: how many there are, how many are curated or set aside, and those still open."""

    source: str
    file: str
    numbers: int
    curated: int
    set_aside: int
    open: tuple[Found, ...]


def coverage(ledger: Ledger, texts: Mapping[str, Text]) -> Iterator[Coverage]:
    """Every number that ``scan`` finds in a text: a figure or a milestone, set aside with a reason, or open.

    A number belongs to the row whose place it overlaps. A text in a language without a table is not counted.
    """
    for text in texts.values():
        language = ledger.sources[text.source].language
        if language not in languages() or not text.is_recorded:
            continue
        found = list(scan(text.characters, language))
        curated = _places(text.source, (*ledger.figures.values(), *ledger.milestones))
        aside = _places(text.source, ledger.set_aside)
        kept = [one for one in found if _overlaps(one, curated)]
        put_by = [one for one in found if not _overlaps(one, curated) and _overlaps(one, aside)]
        left = tuple(one for one in found if not _overlaps(one, curated) and not _overlaps(one, aside))
        yield Coverage(text.source, text.file, len(found), len(kept), len(put_by), left)


def _places(source: str, rows: Iterable[Figure | Milestone | SetAside]) -> list[tuple[int, int]]:
    return [(r.start, r.end) for r in rows if r.source == source and r.start is not None and r.end is not None]


def _overlaps(one: Found, places: list[tuple[int, int]]) -> bool:
    return any(start < one.end and one.start < end for start, end in places)
