"""The command line: one function a command; exit codes 0 clean, 1 findings, 2 usage."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from .errors import Fault, FiguresError, Place, Problem, UsageError

if TYPE_CHECKING:
    from .report import Report

FOLDER = click.argument("folder", required=False, type=click.Path(path_type=Path))
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
TEXTS = click.option("--texts", type=click.Path(path_type=Path), help="Folder with the articles, to prove every place.")
CONTACT = click.option("--contact", default="", help="Where readers may send corrections: an address that pages name.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="figures-ledger")
def cli() -> None:
    """A ledger of published figures: what was printed, how exact it is, and whether it adds up.

    FOLDER is the ledger's folder; without it the ledger shipped with the tool is taken.
    """


@cli.command()
@FOLDER
@TEXTS
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to print.")
def check(folder: Path | None, texts: Path | None, form: str) -> int:
    """Every problem, verdict and computed figure of a ledger.

    Exit code 0: no problem, every discrepancy acknowledged in explanations.csv, no number of the texts open; else 1.
    """
    from . import console

    report = _report(folder, texts)
    _await_together(report)
    if form == "json":
        from . import export

        _json(export.check_record(report))
    elif form == "github":
        _print(console.annotation_lines(report))
    else:
        _print(console.check_lines(report))
    return 0 if report.is_clean else 1


@cli.command()
@click.argument("name", metavar="ID")
@click.option("--folder", type=click.Path(path_type=Path), help="The ledger's folder.")
@FORMAT
def show(name: str, folder: Path | None, form: str) -> int:
    """One figure, rule, term or verdict, with all that bears on it."""
    from . import console, export
    from .report import bearing

    report = _report(folder, None)
    found = bearing(report, name)
    if not (found.figures or found.computed or found.verdicts):
        raise UsageError(f"nothing in the ledger is called {name}; figures check lists the ids")
    if form == "json":
        wording = export.wording_record(report, name)
        _json({**export.bearing_record(found, report.ledger), "wording": wording})
    else:
        _print(console.bearing_lines(found, report))
        _print(console.wording_lines(name, report))
    return 0


@cli.command(context_settings={"ignore_unknown_options": True})  # "-3 %" is a phrase
@click.argument("phrases", nargs=-1, required=True, metavar="PHRASE...")
@click.option("--lang", default="de", help="Language of the phrases; auto: only what every language reads alike.")
@FORMAT
def read(phrases: tuple[str, ...], lang: str, form: str) -> int:
    """What a phrase says: value, unit, hedge, and the two intervals."""
    from . import console, export
    from .lexicon import languages
    from .phrase import read as read_phrase
    from .phrase import read_notation

    if lang not in (*languages(), "auto"):
        raise UsageError(f"no language {lang} here; there are {', '.join(languages())}, and auto")
    records, faults = [], []
    for number, phrase in enumerate(phrases, start=1):
        said = read_phrase(phrase, lang)
        unclear = isinstance(said, Fault) and said.code == "phrase-ambiguous"
        typed = read_notation(phrase) if isinstance(said, Fault) and not unclear else said
        if isinstance(said, Fault) and isinstance(typed, Fault):
            faults.append(said.at(Place("phrase", number, 0), phrase))
        elif not isinstance(typed, Fault):
            records.append(export.parsed_record(phrase, typed))
    if form == "json":
        _json(records)
    else:
        _print(line for record in records for line in console.read_lines(record))
    _print((line for fault in faults for line in console.problem_lines(fault)), sys.stderr)
    return 1 if faults else 0


@cli.command()
@click.argument("places", nargs=-1, required=True, metavar="TEXT...", type=click.Path(path_type=Path))
@click.option("--lang", default="de", help="Language of the texts; auto: the one whose small words stand in a text.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="How to print.")
def scan(places: tuple[Path, ...], lang: str, form: str) -> int:
    """Every number in a text: its place, class, value, unit, hedge and the two intervals.

    TEXT is a file in UTF-8 or a folder of .txt files. --format csv gives rows for figures.csv, to be filled in.
    """
    from . import console, export
    from .lexicon import languages
    from .scan import guess
    from .scan import scan as scan_text

    if lang not in (*languages(), "auto"):
        raise UsageError(f"no language {lang} here; there are {', '.join(languages())}, and auto")
    files = _texts(places)
    with _progress(files) as shown:
        found = []
        for file in shown:
            text = _utf8(file)
            spoken = guess(text) if lang == "auto" else lang
            found.append((file, list(scan_text(text, spoken))))
    if form == "csv":
        rows = ((f.stem, one) for f, some in found for one in some if one.sort in ("money", "count", "share"))
        click.echo(export.figure_rows(rows), nl=False)
        return 0
    records = [export.found_record(str(file), one) for file, some in found for one in some]
    if form == "json":
        _json(records)
    else:
        _print(console.scan_line(record) for record in records)
    return 0


@cli.command()
@FOLDER
@click.option("--texts", type=click.Path(path_type=Path), required=True, help="Folder with the articles.")
@FORMAT
def verify(folder: Path | None, texts: Path, form: str) -> int:
    """Every phrase at its place in the texts, digit for digit, and every number of the texts accounted for.

    Exit code 0: each place is proved and no number is open; else 1.
    """
    from . import console, export
    from .evidence import SOURCES_OF_DOUBT

    report = _report(folder, texts)
    problems = [problem for problem in report.problems if problem.code in SOURCES_OF_DOUBT]
    if form == "json":
        _json(
            {
                "texts": [export.coverage_record(covered) for covered in report.coverage],
                "problems": [export.problem_record(problem) for problem in problems],
            }
        )
    else:
        _print(line for problem in problems for line in console.problem_lines(problem))
        _print(console.coverage_lines(report))
    return 1 if problems or any(covered.open for covered in report.coverage) else 0


@cli.command("format")
@FOLDER
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 where a file would change.")
def format_tables(folder: Path | None, only_check: bool) -> int:
    """Bring the tables of a folder into canonical form (column order, plain quoting, LF); cells stay as they are."""
    from .tables import writing

    path = _folder(folder)
    with nullcontext() if only_check else writing(path):
        return _format(path, only_check)


def _format(path: Path, only_check: bool) -> int:
    from . import console, tables

    changes: list[tuple[Path, str]] = []
    faults: list[Problem] = []
    for name, schema in tables.schemas().items():
        file = path / f"{name}.csv"
        if not file.is_file():
            continue
        rows, problems = tables.read_table(file, str(file), schema)
        broken = [problem for problem in problems if problem.code.startswith(("file-", "header-", "row-", "cell-long"))]
        faults += broken
        if rows and not broken and (text := tables.canonical(rows, schema)).encode() != file.read_bytes():
            changes.append((file, text))
    _print((line for fault in faults for line in console.problem_lines(fault)), sys.stderr)
    for file, text in changes:
        if not only_check and not faults:
            tables.write_file(file, text.encode())
        click.echo(f"{file}: {'would change' if only_check or faults else 'formatted'}")
    return 1 if faults or (only_check and changes) else 0


@cli.command("export")
@FOLDER
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="Folder for the files.")
@click.option("--as", "words", default="csv", help="Kinds of files: csv,excel-csv,xlsx,parquet,package.")
@click.option("--since", help="An older version (folder, package, git revision): changes.csv says what changed since.")
def export_files(folder: Path | None, target: Path, words: str, since: str | None) -> int:
    """Write the tables: figures, computed figures, verdicts and what they rest on.

    DIR is a new or empty folder, or one that holds nothing but files of an earlier export. The package is a zip that
    proves itself: verify.py inside judges every verdict once more.
    """
    from . import console
    from .diff import diff, recorded
    from .files import kinds
    from .files.folder import write_folder
    from .versions import version

    asked = kinds.kinds(words)
    report = _report(folder, None)
    if report.problems:
        _print((line for problem in report.problems for line in console.problem_lines(problem)), sys.stderr)
        return 1
    with _stoppable(target):
        if since is not None:
            report = recorded(report, diff(version(since, str(folder or "")), report))
        written = write_folder(target, kinds.files(report, asked), kinds.is_own)
    for path in written:
        click.echo(str(path))
    return 0


@cli.command("diff")
@click.argument("old")
@click.argument("new", default="")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown", "csv"]), default="text", help="How to print."
)
def diff_versions(old: str, new: str, form: str) -> int:
    """What changed from OLD to NEW: figures, rules and tables cell by cell, and every verdict with the reason.

    OLD and NEW are each a ledger's folder, a package of an export, or a git revision (main~1, or REV:path) of the
    repository that holds the ledger; without NEW it is the ledger shipped with the tool. Exit code 0: nothing
    changed; 1: something did. --format csv gives rows for changes.csv, markdown a comment or a changelog.
    """
    from . import console
    from .diff import diff, record, rows
    from .tables import own_folder, schemas, write_rows
    from .versions import version

    new = new or str(own_folder())
    versions = {name: version(name, beside) for name, beside in ((old, new), (new, old))}
    for name, found in versions.items():
        if count := len(getattr(found, "problems", ())):
            click.echo(f"figures: {name} has {count} problems; what cannot be read counts as not there", err=True)
    changes = diff(versions[old], versions[new])
    if form == "json":
        _json(record(changes))
    elif form == "csv":
        click.echo(write_rows(schemas()["changes"].names, rows(changes)), nl=False)
    else:
        _print(console.markdown_lines(changes) if form == "markdown" else console.diff_lines(changes))
    return 1 if changes.all else 0


@cli.command()
@FOLDER
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="Folder for the site.")
@click.option("--since", help="An older version (folder, package, git revision): changes.csv says what changed since.")
@click.option("--no-pictures", is_flag=True, help="Leave out charts as PNG and SVG files, which take long to draw.")
@CONTACT
def publish(folder: Path | None, target: Path, since: str | None, no_pictures: bool, contact: str) -> int:
    """Write the dashboard as plain files, for any web server or a shared drive.

    DIR is a new or empty folder, or one that holds nothing but an earlier site, which then gives way as a whole.
    """
    from . import console
    from .diff import diff, recorded
    from .files.folder import write_folder
    from .publish.site import is_own, page_count, site
    from .report import addressed
    from .versions import version

    report = _report(folder, None)
    if report.problems:
        _print((line for problem in report.problems for line in console.problem_lines(problem)), sys.stderr)
        return 1
    pages = page_count(report)
    with _stoppable(target), _bar(pages, "pages", least=300) as done:
        if since is not None:
            report = recorded(report, diff(version(since, str(folder or "")), report))
        files = site(addressed(report, contact), done, with_pictures=not no_pictures)
        written = write_folder(target, files, is_own(target), "an earlier publish", anew=True)
    size = sum(path.stat().st_size for path in written) / 1e6
    click.echo(f"{target}: {pages} pages, {len(written)} files, {size:.1f} MB; begin with {target / 'index.html'}")
    return 0


@cli.command()
@click.argument("facts", type=click.Path(path_type=Path))
@click.argument("terms", required=False, type=click.Path(path_type=Path))
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="File for the verdicts.")
@click.option("--by", help="Group keys, parted by commas (default: every column of FACTS that has no other meaning).")
@click.option("--trust", is_flag=True, help="Do not search for items that stand more than once.")
@FORMAT
def judge(facts: Path, terms: Path | None, target: Path, by: str | None, trust: bool, form: str) -> int:
    """Judge tables too large for a ledger, and write one verdict a rule and group.

    FACTS (item, group keys, lower, upper) and TERMS (rule, item, weight, side) are Parquet or CSV files, or folders of
    Parquet files; without TERMS every row of FACTS carries rule, weight and side itself. Exit code 1 where a rule
    agrees only loosely or is contradicted.
    """
    from . import console, large_files

    def tell(line: str) -> None:
        if line == large_files.HINT or sys.stderr.isatty():
            click.echo(f"figures: {line}", err=True)

    keys = by.split(",") if by is not None else None
    summary = large_files.judge(facts, terms, target, keys, trust, tell)
    if form == "json":
        _json(summary.record())
    else:
        _print(console.summary_lines(summary))
    return 0 if summary.is_clean else 1


@cli.command()
@FOLDER
@TEXTS
@click.option("--port", default=8501, type=click.IntRange(1, 65535), help="Port on this machine.")
@CONTACT
def dashboard(folder: Path | None, texts: Path | None, port: int, contact: str) -> int:
    """Serve the dashboard on this machine (127.0.0.1)."""
    from .pages import files, first
    from .server import serve

    _report(folder, texts)
    ledger, kept = (str(path) if path else None for path in (folder, texts))
    serve(ledger, kept, port, contact, routes=files.routes(), opening=first.opening, prepare=first.prepare)
    return 0


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> int:
    """Write a starter ledger (invented, small, with its own README) into a new or empty FOLDER."""
    from .start import write_starter

    for path in write_starter(folder):
        click.echo(str(path))
    click.echo(f"next: figures check {folder}")
    return 0


# Texts


def _texts(places: tuple[Path, ...]) -> list[Path]:
    """The files that are named, and the .txt files of the folders that are."""
    files: list[Path] = []
    for place in places:
        if not place.exists():
            raise UsageError(f"there is no text {place}")
        files += sorted(place.rglob("*.txt")) if place.is_dir() else [place]
    if not files:
        raise UsageError(f"no .txt file in {', '.join(map(str, places))}")
    return files


def _utf8(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as fault:
        raise UsageError(f"{file} is not UTF-8 (byte {fault.start}); save it as UTF-8") from fault


def _progress(files: list[Path]) -> AbstractContextManager[Iterable[Path]]:
    """A bar on a terminal where there are many texts, else nothing."""
    if len(files) < 20 or not sys.stderr.isatty():
        return nullcontext(files)
    return cast("AbstractContextManager[Iterable[Path]]", click.progressbar(files, label="scan", file=sys.stderr))


@contextmanager
def _bar(length: int, label: str, least: int) -> Iterator[Callable[[int], None]]:
    """What tells a bar on a terminal of progress; where there is less to do than ``least``, no bar."""
    if length < least or not sys.stderr.isatty():
        yield lambda done: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


# The ledger asked for, and what is printed of it


def _folder(folder: Path | None) -> Path:
    from . import tables

    path = folder if folder is not None else tables.own_folder()
    if not path.is_dir():
        raise UsageError(f"there is no folder {path}")
    return path


def _report(folder: Path | None, texts: Path | None) -> Report:
    from .report import read as read_report

    return read_report(folder, texts)


@contextmanager
def _stoppable(target: Path) -> Iterator[None]:
    """A polite stop (SIGTERM) inside is like Ctrl-C: what was begun is cleared up, and one line says so."""
    import signal

    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        raise UsageError(f"{target}: interrupted; nothing was written, what was there is still there") from None
    finally:
        signal.signal(signal.SIGTERM, before)


def _json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _print(lines: Iterable[str], file: object = None) -> None:
    text = "\n".join(lines)
    if text:
        click.echo(text, file=file)  # type: ignore[arg-type]


def _await_together(report: Report) -> None:
    """Work out all rules at once, with a bar on a terminal where a ledger is large."""
    with _bar(len(report.ledger.figures), "all rules together", least=1000) as done:
        report.ask_together(done)


def main(arguments: list[str] | None = None) -> None:
    """The entry point: exits 0, 1 or 2, and never shows a traceback for a caller's mistake."""
    try:
        code = cli.main(arguments, standalone_mode=False)
    except UsageError as mistake:
        click.echo(f"figures: {mistake}", err=True)
        code = 2
    except FiguresError as mistake:
        click.echo(f"figures: {mistake}", err=True)
        code = 1
    except click.ClickException as mistake:
        mistake.show()
        code = 2
    except click.exceptions.Abort:
        code = 130
    except OSError as fault:
        click.echo(f"figures: {fault.strerror}: {fault.filename}", err=True)
        code = 2
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
