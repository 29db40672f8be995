"""Rules of somebody's own table: expressions with bare ids, rewritten into equations that our own reader takes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from ..equation import MAX_LENGTH
from ..errors import Problem
from ..ledger import LANGUAGES, Measure, Rule
from ..rules import Rules
from ..tables import Row
from .words import guess

MOST = 200
SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", "≤": "<=", "≥": ">="})
WORD = re.compile(r"[^\W\d][\w.]*(?:-[\w.]+)*")  # what a bare id that we do not know may look like
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?![\w.])")


class Equations:
    """Reads the rules of one table: ``terms`` are the figures that were read, ``unread`` ids whose rows were not."""

    def __init__(self, terms: Mapping[str, str], unread: Collection[str], problems: list[Problem]) -> None:
        self.terms, self.unread, self.problems = terms, unread, problems
        self.ids = {term: name for name, term in terms.items()}
        known = sorted(
            (name for name in (*terms, *unread) if name and not NUMBER.fullmatch(name)), key=len, reverse=True
        )
        any_id = "|".join(map(re.escape, known)) or "(?!)"
        self.pieces = re.compile(rf"(?<![\w.])(?:{any_id})(?![\w.])|{WORD.pattern}")

    def rules(self, rows: Sequence[Row], measures: Mapping[str, Measure], figures: Sequence[Row]) -> tuple[Rule, ...]:
        """Every rule that can be read, by our own reader; what cannot is told with the ids as typed."""
        usable = [readable for row in rows[:MOST] if (readable := self.row(row))]
        for row in rows[MOST:]:
            self.problems.append(row.problem("rule_id", "own-rules", limit=MOST))
        told: list[Problem] = []
        subjects = [Row("", 0, {"id": "f"}, ("id",))]
        found = tuple(Rules({"rules": usable, "subjects": subjects, "figures": list(figures)}, measures, told).all())
        given = {row.line: row for row in rows}
        self.problems += [self.as_typed(problem, given[problem.place.line]) for problem in told]
        return found

    def row(self, row: Row) -> Row | None:
        """The rule as a row of our own table, None where something stands against it."""
        text = row["expression"].strip()
        before = len(self.problems)
        if not row["rule_id"].strip():
            self.problems.append(row.problem("rule_id", "cell-empty", column="rule_id"))
        if not text:
            self.problems.append(row.problem("expression", "cell-empty", column="expression"))
        elif len(text) > MAX_LENGTH:
            self.problems.append(row.problem("expression", "equation-long", limit=MAX_LENGTH))
        else:
            equation = self.rewritten(row, text)
        if len(self.problems) > before:
            return None
        said = {f"because_{language}": text for language in LANGUAGES}
        cells = {
            "id": row["rule_id"].strip(),
            "equation": equation,
            "across": row["across"],
            "basis": "implied",
            **said,
        }
        return Row(row.file, row.line, cells, tuple(cells))

    def rewritten(self, row: Row, text: str) -> str:
        """The equation with a term for each id; what names nothing that was read is told, each word once."""
        names = dict.fromkeys(match[0] for match in self.pieces.finditer(text))
        for name in names:
            if name in self.terms:
                continue
            if name in self.unread:
                self.problems.append(row.problem("expression", "own-unread", id=name, rule=row["rule_id"]))
            else:
                near = guess(name, tuple(self.terms))
                self.problems.append(row.problem("expression", "own-unknown", id=name, rule=row["rule_id"], guess=near))
        if not names:
            self.problems.append(row.problem("expression", "own-plain"))
        return self.pieces.sub(lambda match: self.terms.get(match[0], match[0]), text).translate(SIGNS)

    def as_typed(self, problem: Problem, row: Row) -> Problem:
        """A problem of the rewritten rule at the place of the typed one, with its ids."""
        column = "across" if problem.code == "rule-across" else "expression"
        args = {name: self.ids.get(str(value), value) for name, value in problem.args}
        if problem.code == "equation-operand":  # its own mend speaks of terms
            return row.problem(column, "own-operand", found=args["found"])
        return row.problem(column, problem.code, **args)
