"""A folder to a report in one call: the ledger, its problems, its verdicts and its computed figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from . import checks, evidence, export, tables
from .bridge import Bridges
from .errors import FiguresError, Problem, UsageError
from .ledger import Figure, Ledger
from .load import read_folder
from .others import others
from .together import all_together
from .verdict import Bearing, Computed, Judged, Together, Verdict
from .wording import Wording, Wordings

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Report(Judged):
    """Everything that is known of a ledger; made by ``figures.read``."""

    texts: Mapping[str, evidence.Text] = field(default_factory=lambda: MappingProxyType({}))
    coverage: tuple[evidence.Coverage, ...] = ()

    def __getitem__(self, figure: str) -> Figure:
        """The figure of an id; raises KeyError."""
        return self.ledger.figures[figure]

    def verdict(self, verdict: str) -> Verdict:
        """The verdict of an id (a rule, rule@figure, prints:term); raises KeyError."""
        for found in self.verdicts:
            if found.id == verdict:
                return found
        raise KeyError(verdict)

    def term(self, spelled: str) -> tuple[Figure, ...] | Computed:
        """The prints of a term, or the computed figure; raises FiguresError where nothing has that name.

        ``spelled`` may leave the period out where there is one only: meluxina_ai.cost.
        """
        for computed in self.computed:
            if spelled in (str(computed.term), f"{computed.term.subject}.{computed.term.measure}"):
                return computed
        for key in self.ledger.printed_terms:
            if spelled in (str(key), self.ledger.spell(key)):
                return self.ledger.prints(key)
        raise FiguresError(f"no figure and no definition is called {spelled}")

    @cached_property
    def together(self) -> Together:
        """All rules at once, worked out when first asked for."""
        return all_together(self.ledger)

    def ask_together(self, progress: Callable[[int], None]) -> Together:
        """The same, telling ``progress`` how many more figures are done; kept for whoever asks next."""
        found = all_together(self.ledger, progress)
        self.__dict__["together"] = found
        return found

    def wording(self, about: str, lang: str = "de") -> Wording:
        """What may safely be written of a figure, a verdict, a term or the rule that computes one; raises KeyError."""
        return Wordings(self, lang).find(about)

    def frame(self, table: str) -> pandas.DataFrame:
        """A table in pandas with the columns of the CSV download; raises FiguresError for an unknown table."""
        return export.frame(self, table)

    @property
    def is_clean(self) -> bool:
        """No problem, every discrepancy acknowledged in explanations.csv, no number of the texts left open."""
        return (
            not self.problems
            and not any(text.open for text in self.coverage)
            and all(v.explanation for v in self.verdicts if v.is_discrepancy)
        )


def read(folder: str | Path | None = None, texts: str | Path | None = None) -> Report:
    """Read, judge and check a ledger; the shipped one where no folder is named.

    ``texts`` is a folder with the articles: with it every phrase is proved at its place. Raises UsageError where a
    folder is not there; faults inside a folder are problems of the report.
    """
    path = Path(folder) if folder is not None else tables.own_folder()
    for wanted in (path, Path(texts) if texts is not None else path):
        if not wanted.is_dir():
            raise UsageError(f"there is no folder {wanted}")
    ledger, problems = read_folder(path)
    judged, computed = checks.judge(ledger)
    bridges = Bridges(ledger)
    verdicts = tuple(replace(bridges.told(verdict), others=others(verdict, ledger)) for verdict in judged)
    problems += _unneeded(ledger, verdicts)
    found: dict[str, evidence.Text] = {}
    covered: tuple[evidence.Coverage, ...] = ()
    if texts is not None:
        found, absent = evidence.read_texts(Path(texts), ledger)
        problems += [*absent, *evidence.place_problems(ledger, found)]
        covered = tuple(evidence.coverage(ledger, found))
    problems.sort(key=lambda problem: problem.sort_key)
    return Report(ledger, tuple(problems), verdicts, computed, MappingProxyType(found), covered)


def _unneeded(ledger: Ledger, verdicts: tuple[Verdict, ...]) -> list[Problem]:
    """Explanations that name no present discrepancy."""
    present = {verdict.id for verdict in verdicts if verdict.is_discrepancy}
    return [
        Problem(explanation.place, "explanation-unneeded", (("verdict", explanation.verdict),), explanation.verdict)
        for explanation in ledger.explanations
        if explanation.verdict not in present
    ]


def bearing(report: Report, name: str) -> Bearing:
    """The figures, computed figures and verdicts of a name; of a rule or verdict the figures that it rests on."""
    ledger = report.ledger
    figures = [f for f in ledger.figures.values() if name in (f.id, str(f.term), ledger.spell(f.term))]
    computed = [c for c in report.computed if name in (c.rule.id, str(c.term), ledger.spell(c.term))]
    named = {figure.id for figure in figures}
    verdicts = [
        verdict
        for verdict in report.verdicts
        if name in (verdict.id, verdict.rule.id if verdict.rule else "") or named & set(verdict.figures)
    ]
    if not named and (verdicts or computed):
        wanted = {figure for verdict in verdicts for figure in verdict.figures}
        wanted |= {figure for item in computed for figure in item.figures}
        figures = [figure for figure in ledger.figures.values() if figure.id in wanted]
    return Bearing(tuple(figures), tuple(computed), tuple(verdicts), _about(report, figures, computed))


def _about(report: Report, figures: list[Figure], computed: list[Computed]) -> Together:
    """What all rules together say of some figures and terms."""
    found, names = report.together, {figure.id for figure in figures}
    terms = {figure.term for figure in figures} | {item.term for item in computed}
    return replace(
        found,
        conflicts=tuple(conflict for conflict in found.conflicts if names & {*conflict.figures}),
        repairs=tuple(repair for repair in found.repairs if repair.figure in names),
        suspects=tuple(suspects for suspects in found.suspects if names & {*suspects}),
        implied=tuple(implied for implied in found.implied if implied.term in terms),
        notes=(),
    )


def addressed(report: Report, contact: str) -> Report:
    """The report with the address that corrections go to, where whoever runs it gives one."""
    return replace(report, ledger=replace(report.ledger, contact=contact)) if contact else report
