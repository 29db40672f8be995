"""The page for somebody's own table: what was understood of it, what came out, and what to mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import Problem
from ..ledger import Figure, Rule
from ..locale import capital
from ..own.grids import Line
from ..own.reading import WARNINGS
from ..own.table import EQUATIONS, FIGURES, Block, Own
from ..own.words import known
from ..quantity import unit_name
from .common import Common
from .records import Cells, Item

MOST_MESSAGES, LONGEST_SAMPLE = 200, 80
SIGN_NAMES = {",": "own.said_sign_comma", ".": "own.said_sign_point"}


@dataclass(frozen=True)
class OwnReport:
    """What a table came to: first how it was read, then what the checks say, then every message."""

    facts: tuple[str, ...]
    understood: tuple[Cells, ...]
    question: str
    finding: str
    summary: str
    counts: Cells
    items: tuple[Item, ...]
    messages: Cells
    more: str


class OwnPage(Common):
    """One table in one language."""

    def __init__(self, own: Own, language: str) -> None:
        super().__init__(own.report, language)
        self.own = own

    def page(self) -> OwnReport:
        """Is this table consistent?"""
        items = tuple(self.items())
        more = len(self.own.messages) - MOST_MESSAGES
        return OwnReport(
            facts=tuple(self.facts_said()),
            understood=tuple(self.understood(block) for block in self.own.blocks if block.header.cells),
            question=self.question(),
            finding=self.finding(items),
            summary=self.summary(),
            counts=self.counts(),
            items=items,
            messages=self.messages(),
            more=self.words.text("own.more", number=self.words.number(more)) if more > 0 else "",
        )

    # What was understood

    def facts_said(self) -> Iterator[str]:
        """How the file was read: its kind, its letters, its decimal sign."""
        for notice in self.own.notices:
            yield self.words.text(f"own.{notice.key}", **dict(notice.args))
        if self.own.sign in SIGN_NAMES:
            yield self.words.text(SIGN_NAMES[self.own.sign])

    def question(self) -> str:
        """What has to be asked, with an example; empty where nothing has."""
        if not self.own.asks:
            return ""
        found = [message for message in self.own.messages if message.code == "own-ambiguous"]
        if not found:
            return self.words.text("own.ask_again")
        cell = _short(found[0].cell.strip())
        return self.words.text(f"own.ask_{_form(len(found))}", number=self.words.number(len(found)), cell=cell)

    def understood(self, block: Block) -> Cells:
        """Each column with a cell of it, and what we read there."""
        line = self.sample(block)
        readings = self.figure_readings(block, line) if block.kind == FIGURES else self.rule_readings(block, line)
        used = frozenset(readings)
        rows = []
        for number, (name, cell) in enumerate(zip(block.columns, block.header.cells, strict=True)):
            shown = _short(line.cells[number]) if line and number < len(line.cells) else ""
            said = readings[name] or "–" if name in used and known(cell) else self.words.text("own.unused")
            rows.append((_short(cell), shown or "–", said))
        headers = tuple(self.words.text(f"own.column_{name}") for name in ("column", "sample", "reading"))
        caption = self.words.text(f"own.understood_{block.kind}")
        return Cells(caption, headers, tuple(rows))

    def sample(self, block: Block) -> Line | None:
        """The first line that was read, else the first one."""
        ledger = self.own.report.ledger
        found = [figure.place for figure in ledger.figures.values()] + [rule.place for rule in ledger.rules]
        lines = {place.line for place in found if place.file == block.file}
        return next((line for line in block.lines if line.number in lines), next(iter(block.lines), None))

    def figure_readings(self, block: Block, line: Line | None) -> dict[str, str]:
        """What each column of a figure says, in words."""
        at = (block.file, line.number) if line else None
        found = next((f for f in self.ledger.figures.values() if (f.place.file, f.place.line) == at), None)
        names = dict.fromkeys((name for name in block.columns if known(name) == name), "")
        return names | ({name: text for name, text in self.read_cells(found).items() if name in names} if found else {})

    def read_cells(self, figure: Figure) -> dict[str, str]:
        reading, said, value = figure.reading, self.words.text, self.words.value
        unit, number = unit_name(reading.unit), reading.number
        tight, loose = (self.words.span(found.interval, unit) for found in (reading.tight, reading.loose))
        source = self.ledger.sources[figure.source]
        hedges = [said(f"hedge.{code}") for code in reading.hedges if code != "none"]
        return {
            "figure_id": figure.id,
            "value": value(number.low, unit),
            "value_upper": value(number.high, unit),
            "unit": said(f"unit.{unit}.other")
            if self.words.has(f"unit.{unit}.other")
            else said("own.pure")
            if unit == "1"
            else unit,
            "phrase": said("own.read_phrase", value=self.tell.figure_text(figure), tight=tight, loose=loose),
            "source_id": source.publisher,
            "hedge": self.words.list(hedges) if hedges else said("own.no_hedge"),
            "status": said(f"status.{figure.status}"),
            "period": self.words.date(figure.period),
            "kind": self.words.text(f"kind.{self.ledger.measures[figure.measure].kind}")
            if self.ledger.measures[figure.measure].kind
            else "",
            "low": said("own.only_compared"),
            "high": said("own.only_compared"),
            "phrase_lang": said(f"page.language_{source.language}")
            if self.words.has(f"page.language_{source.language}")
            else source.language,
        }

    def rule_readings(self, block: Block, line: Line | None) -> dict[str, str]:
        """What each column of a rule says, with the numbers put in, before any verdict."""
        names = dict.fromkeys((name for name in block.columns if known(name) == name), "")
        at = (block.file, line.number) if line else None
        rule = next((r for r in self.ledger.rules if (r.place.file, r.place.line) == at), None)
        if rule is None:
            return names
        across = [self.words.text(f"aspect.{name}") for name in sorted(rule.across)]
        found = {"rule_id": rule.id, "expression": self.with_numbers(rule), "across": self.words.list(across)}
        return names | {name: text for name, text in found.items() if name in names}

    def with_numbers(self, rule: Rule) -> str:
        left, right = (self.tell.expression(side, rule) for side in (rule.equation.left, rule.equation.right))
        return f"{left} {rule.equation.relation} {right}"

    # What came out

    def finding(self, items: tuple[Item, ...]) -> str:
        """The verdict in one sentence."""
        read = self.own.read
        if not read[FIGURES]:
            return self.words.text("own.finding_nothing")
        if items:
            return self.count(items)
        number = read[FIGURES]
        return self.words.text(f"own.finding_{_form(number)}", number=self.words.number(number))

    def summary(self) -> str:
        """The finding and the counts for those who hear the page."""
        number, own = self.words.number, self.own
        return self.words.text(
            "own.summary",
            figures=number(own.read[FIGURES]),
            rules=number(own.read[EQUATIONS]),
            problems=number(len(own.problems)),
            warnings=number(len(own.warnings)),
        )

    def counts(self) -> Cells:
        """Rows given and understood, problems and remarks, of figures and of rules."""
        number, own = self.words.number, self.own
        lines = {kind: self.places(kind) for kind in (FIGURES, EQUATIONS)}
        rows = []
        for kind in (FIGURES, EQUATIONS):
            if own.given(kind) or kind == FIGURES:
                among = [message for message in own.messages if self.kind_of(message, lines) == kind]
                warned = sum(message.code in WARNINGS for message in among)
                numbers = (own.given(kind), own.read[kind], len(among) - warned, warned)
                rows.append((self.words.text(f"own.{kind}"), *(number(count) for count in numbers)))
        headers = tuple(
            self.words.text(f"own.column_{name}") for name in ("kind", "given", "read", "problems", "warnings")
        )
        return Cells(self.words.text("own.counts"), headers, tuple(rows), (1, 2, 3, 4))

    def places(self, kind: str) -> set[tuple[str, int]]:
        """The lines of all blocks of a kind."""
        blocks = (block for block in self.own.blocks if block.kind == kind)
        return {(block.file, line.number) for block in blocks for line in (block.header, *block.lines)}

    def kind_of(self, message: Problem, lines: dict[str, set[tuple[str, int]]]) -> str:
        at = (message.place.file, message.place.line)
        return EQUATIONS if at in lines[EQUATIONS] or message.place.file == EQUATIONS else FIGURES

    def messages(self) -> Cells:
        """Every message up to a limit: where, what we saw, how to mend it."""
        rows = tuple(self.message(message) for message in self.own.messages[:MOST_MESSAGES])
        headers = tuple(self.words.text(f"own.column_{name}") for name in ("row", "column", "level", "what", "fix"))
        return Cells(self.words.text("own.messages"), headers, rows)

    def message(self, message: Problem) -> tuple[str, ...]:
        what, fix = self.words.problem(message)
        place = message.place
        row = str(place.line) if place.line else self.words.text("own.whole_file")
        named = self.words.text("sign.colon", name=place.file, text=row) if place.file else row
        level = self.words.text("own.warning" if message.code in WARNINGS else "own.problem")
        return named, place.name or "–", level, capital(what), capital(fix)


def _short(cell: str) -> str:
    return cell if len(cell) <= LONGEST_SAMPLE else cell[:LONGEST_SAMPLE] + " …"


def _form(number: int) -> str:
    return "one" if number == 1 else "other"
