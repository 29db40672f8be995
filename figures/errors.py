"""What can go wrong: a caller's mistake raises, a fault in a row is a value; neither carries prose."""

from __future__ import annotations

from dataclasses import dataclass, field


class FiguresError(Exception):
    """A caller's mistake: the function was used against its contract."""


class UsageError(FiguresError):
    """A command or a page was asked for something that is not there (exit code 2)."""


@dataclass(frozen=True)
class Reason:
    """A code and its arguments; the words come from the catalogues at the door."""

    code: str
    args: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, code: str, **args: object) -> Reason:
        """Build a reason from keyword arguments, kept in a fixed order."""
        return cls(code, tuple(sorted(args.items())))


@dataclass(frozen=True)
class Place:
    """Where a cell stands: file name, line of the file (from 1), column of the table (from 1; 0: the whole line)."""

    file: str
    line: int
    column: int = 0
    name: str = ""


@dataclass(frozen=True)
class Problem:
    """A fault in a row: where it stands, what it is (a code of the catalogues), and the spot inside the cell."""

    place: Place
    code: str
    args: tuple[tuple[str, object], ...] = ()
    cell: str = ""
    span: tuple[int, int] | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Problems are told in the order of the files, lines and columns."""
        return (self.place.file, self.place.line, self.place.column, self.code)


@dataclass(frozen=True)
class Fault:
    """A fault inside one text (a phrase, an equation), before its place in a file is known."""

    code: str
    span: tuple[int, int]
    args: tuple[tuple[str, object], ...] = field(default=())

    def at(self, place: Place, cell: str) -> Problem:
        """The same fault as a problem of the cell at ``place``."""
        return Problem(place, self.code, self.args, cell, self.span)
