"""A ledger as tests: `pytest --figures FOLDER` collects one a figure, one a verdict and one a problem of a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .errors import Problem
    from .report import Report
    from .verdict import Verdict

FOLDERS = pytest.StashKey[tuple[Path, ...]]()
REPORTS = pytest.StashKey["dict[Path, Report]"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """--figures and --figures-texts, and the same two in a configuration file."""
    group = parser.getgroup("figures", "a ledger of published figures")
    group.addoption(
        "--figures", action="append", default=[], metavar="FOLDER", dest="figures_folders", help="Test this ledger."
    )
    group.addoption(
        "--figures-texts", metavar="DIR", dest="figures_texts", help="Folder with its articles, to prove every place."
    )
    parser.addini("figures", "Folders of ledgers to test.", type="paths", default=[])
    parser.addini("figures_texts", "Folder with the articles of the ledgers.", type="paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Note the folders, and add them to what is collected; raises pytest.UsageError for one that holds no ledger.

    Those of the configuration file are added where nothing else was asked for, those of --figures always: unless
    one of their tests was asked for by name.
    """
    asked = _folders(config, config.getoption("figures_folders"))
    known = tuple(dict.fromkeys((*asked, *(Path(path).resolve() for path in config.getini("figures")))))
    config.stash[FOLDERS], config.stash[REPORTS] = known, {}
    for folder in known:
        if not folder.is_dir():
            raise pytest.UsageError(f"--figures: there is no folder {folder}")
        if not any(folder.glob("*.csv")):
            raise pytest.UsageError(f"--figures: no table in {folder}; figures new writes a ledger to start from")
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    places = [(config.invocation_params.dir / name.split("::")[0]).resolve() for name in config.args]
    for folder in asked if named else known:
        if not any(place == folder or folder in place.parents for place in places):
            config.args.append(str(folder))


def _folders(config: pytest.Config, names: list[str]) -> tuple[Path, ...]:
    return tuple((config.invocation_params.dir / name).resolve() for name in names)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Table | None:
    """The tables of the ledgers; every other file is somebody else's."""
    if file_path.suffix == ".csv" and file_path.parent in parent.config.stash.get(FOLDERS, ()):
        return Table.from_parent(parent, path=file_path)
    return None


def _report(config: pytest.Config, folder: Path) -> Report:
    """The report of a ledger, read once in a run."""
    from .report import read

    reports = config.stash[REPORTS]
    if folder not in reports:
        given = _folders(config, [name for name in [config.getoption("figures_texts")] if name])
        texts = (*given, *config.getini("figures_texts"))
        reports[folder] = read(folder, texts[0] if texts else None)
    return reports[folder]


class Table(pytest.File):
    """One table of a ledger: its rows with an id, its verdicts, and the problems that belong to no such row."""

    def collect(self) -> Iterator[LedgerTest]:
        """figures.csv: figures and prints; rules.csv: rules; every table: its problems."""
        report = _report(self.config, self.path.parent)
        problems = list(self.problems(report))
        if self.path.stem in ("figures", "rules"):
            for row in report.ledger.rows[self.path.stem]:
                own = [problem for problem in problems if row["id"] and _is_of(problem, self.path, row.line)]
                problems = [problem for problem in problems if problem not in own]
                if row["id"]:
                    yield from self.row(row["id"], row.line, own, report)
        if self.path.stem == "figures":
            for verdict in report.verdicts:
                if verdict.rule is None:
                    yield self.test(verdict.id, report[verdict.figures[0]].place.line, (), verdict)
        for problem in problems:
            yield self.test(_name(problem, self.path), problem.place.line, (problem,))

    def problems(self, report: Report) -> Iterator[Problem]:
        """The problems of this table; those of no table that is there stand with the first one that is."""
        tables = sorted(path.name for path in self.path.parent.glob("*.csv"))
        for problem in report.problems:
            name = Path(problem.place.file).name
            if self.path.name == (name if name in tables else tables[0]):
                yield problem

    def row(self, name: str, line: int, own: list[Problem], report: Report) -> Iterator[LedgerTest]:
        """The tests of one row: of a rule one a verdict, for it may be judged print by print."""
        verdicts = [verdict for verdict in report.verdicts if verdict.rule and verdict.rule.id == name]
        if own or self.path.stem == "figures" or not verdicts:
            yield self.test(name, line, tuple(own), must_define=self.path.stem == "rules" and not own)
            return
        for verdict in verdicts:
            yield self.test(verdict.id, line, (), verdict)

    def test(
        self,
        name: str,
        line: int,
        problems: tuple[Problem, ...],
        verdict: Verdict | None = None,
        must_define: bool = False,
    ) -> LedgerTest:
        """A test by name; an acknowledged discrepancy is expected to fail, an undecided verdict is skipped."""
        given = {"line": line, "problems": problems, "verdict": verdict, "must_define": must_define}
        item = LedgerTest.from_parent(self, name=name, **given)
        if verdict and verdict.explanation:
            because = f"{verdict.explanation.cause}: {verdict.explanation.because.text('en')}"
            item.add_marker(pytest.mark.xfail(reason=because, raises=Fails, strict=True))
        elif verdict and verdict.outcome == "undecided":
            from .export import why

            item.add_marker(pytest.mark.skip(reason=f"undecided: {why(verdict)}"))
        return item


def _is_of(problem: Problem, path: Path, line: int) -> bool:
    return Path(problem.place.file).name == path.name and problem.place.line == line


def _name(problem: Problem, path: Path) -> str:
    """41:5 unit-unread, with the file in front where it is another one."""
    place = problem.place
    name = Path(place.file).name
    where = ":".join(str(number) for number in (place.line, place.column) if number)
    return " ".join(filter(None, ("" if name == path.name else name, where, problem.code)))


class Fails(Exception):
    """A problem or a discrepancy; its text is the message that the command line prints."""


class LedgerTest(pytest.Item):
    """One figure, one verdict or one problem."""

    def __init__(
        self,
        *,
        line: int,
        problems: tuple[Problem, ...],
        verdict: Verdict | None,
        must_define: bool,
        **rest: object,
    ) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self.line, self.problems, self.verdict, self.must_define = line, problems, verdict, must_define

    def runtest(self) -> None:
        """Fail with the message of the problem or of the discrepancy; pass where there is none."""
        from .console import problem_lines, verdict_lines

        report = _report(self.config, self.path.parent)
        lines = [line for problem in self.problems for line in problem_lines(problem)]
        if self.verdict and (self.verdict.is_discrepancy or self.verdict.outcome == "undecided"):
            lines += verdict_lines(self.verdict, report)
        if self.must_define and not any(computed.rule.id == self.name for computed in report.computed):
            lines.append(f"{self.name}: the rule was not judged, and it defines nothing")
        if lines:
            raise Fails("\n".join(lines).rstrip())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The message alone, without a traceback."""
        if isinstance(excinfo.value, Fails):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """The line of the table, and a headline; a bare name with a point in it would be printed as Class::method."""
        return self.path, max(self.line - 1, 0), f"{self.name} ({self.path.name})"
