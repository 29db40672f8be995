"""Phrases re-checked against the texts: the recorded hash, and every phrase at its place, digit for digit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import Problem
from .ledger import Figure, Ledger, Milestone, SetAside


@dataclass(frozen=True)
class Text:
    """One article as the reader has it at hand: its characters, without newline translation."""

    source: str
    file: str
    characters: str

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
    """The texts of a folder by source id, found by their SHA-256; a source whose text is not there is a problem."""
    by_hash = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(folder.glob("*.txt"))}
    texts: dict[str, Text] = {}
    problems: list[Problem] = []
    for source in ledger.sources.values():
        path = by_hash.get(source.sha256)
        if path:
            texts[source.id] = Text(source.id, path.name, path.read_bytes().decode("utf-8"))
        elif source.sha256:
            problems.append(Problem(source.place, "text-absent", (("source", source.id),), source.sha256))
    return texts, problems


def place_problems(ledger: Ledger, texts: Mapping[str, Text]) -> Iterator[Problem]:
    """Every phrase of figures, milestones and numbers set aside that does not stand at its place."""
    rows: tuple[Figure | Milestone | SetAside, ...] = (
        *ledger.figures.values(),
        *ledger.milestones,
        *ledger.set_aside,
    )
    for row in rows:
        text = texts.get(row.source)
        if text and row.start is not None and row.end is not None:
            found = text.characters[row.start : row.end]
            if found != row.phrase:
                args = (("found", found), ("phrase", row.phrase))
                yield Problem(row.place, "place-text", args, row.phrase)
