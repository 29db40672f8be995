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
    from .large_files import Summary
    from .ledger import Figure, Ledger
    from .report import Report
    from .verdict import Computed, Conflict, Implied, Repair, Side, Together, Verdict

FOLDER = click.argument("folder", required=False, type=click.Path(path_type=Path))
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
PARTS = "%\r\n:,"  # the signs that would end a part of a workflow command
TEXTS = click.option("--texts", type=click.Path(path_type=Path), help="Folder with the articles, to prove every place.")


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
    report = _report(folder, texts)
    _together(report)
    if form == "json":
        from . import export

        _json(export.check_record(report))
    elif form == "github":
        _print(_annotations(report))
    else:
        _print(_check_lines(report))
    return 0 if report.is_clean else 1


@cli.command()
@click.argument("name", metavar="ID")
@click.option("--folder", type=click.Path(path_type=Path), help="The ledger's folder.")
@FORMAT
def show(name: str, folder: Path | None, form: str) -> int:
    """One figure, rule, term or verdict, with all that bears on it."""
    from . import export

    report = _report(folder, None)
    figures, computed, verdicts = _found(report, name)
    if not (figures or computed or verdicts):
        raise UsageError(f"nothing in the ledger is called {name}; figures check lists the ids")
    if form == "json":
        _json(
            {
                "figures": [export.figure_record(figure, report.ledger) for figure in figures],
                "computed_figures": [export.computed_record(item, report.ledger) for item in computed],
                "verdicts": [export.verdict_record(verdict) for verdict in verdicts],
                "together": export.together_record(_about(report, figures, computed), report.ledger),
            }
        )
        return 0
    lines = [line for figure in figures for line in _figure_lines(figure, report.ledger)]
    lines += [line for item in computed for line in _computed_lines(item, report)]
    lines += [line for verdict in verdicts for line in _verdict_lines(verdict, report)]
    lines += _together_parts(_about(report, figures, computed), report)
    _print(lines)
    return 0


@cli.command()
@click.argument("phrases", nargs=-1, required=True, metavar="PHRASE...")
@click.option("--lang", default="de", help="Language of the phrases; auto: only what every language reads alike.")
@FORMAT
def read(phrases: tuple[str, ...], lang: str, form: str) -> int:
    """What a phrase says: value, unit, hedge, and the two intervals."""
    from . import export
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
        _print(line for record in records for line in _read_lines(record))
    _print((line for fault in faults for line in _problem_lines(fault)), sys.stderr)
    return 1 if faults else 0


@cli.command()
@click.argument("places", nargs=-1, required=True, metavar="TEXT...", type=click.Path(path_type=Path))
@click.option("--lang", default="de", help="Language of the texts; auto: the one whose small words stand in a text.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="How to print.")
def scan(places: tuple[Path, ...], lang: str, form: str) -> int:
    """Every number in a text: its place, class, value, unit, hedge and the two intervals.

    TEXT is a file in UTF-8 or a folder of .txt files. --format csv gives rows for figures.csv, to be filled in.
    """
    from . import export
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
        _print(_scan_line(record) for record in records)
    return 0


@cli.command()
@FOLDER
@click.option("--texts", type=click.Path(path_type=Path), required=True, help="Folder with the articles.")
@FORMAT
def verify(folder: Path | None, texts: Path, form: str) -> int:
    """Every phrase at its place in the texts, digit for digit, and every number of the texts accounted for.

    Exit code 0: each place is proved and no number is open; else 1.
    """
    from . import export
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
        _print(line for problem in problems for line in _problem_lines(problem))
        _print(_coverage_lines(report))
    return 1 if problems or any(covered.open for covered in report.coverage) else 0


@cli.command("format")
@FOLDER
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 where a file would change.")
def format_tables(folder: Path | None, only_check: bool) -> int:
    """Bring the tables of a folder into canonical form (column order, plain quoting, LF); cells stay as they are."""
    from contextlib import nullcontext

    from .tables import writing

    path = _folder(folder)
    with nullcontext() if only_check else writing(path):
        return _format(path, only_check)


def _format(path: Path, only_check: bool) -> int:
    from . import tables

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
    _print((line for fault in faults for line in _problem_lines(fault)), sys.stderr)
    for file, text in changes:
        if not only_check and not faults:
            tables.write_file(file, text.encode())
        click.echo(f"{file}: {'would change' if only_check or faults else 'formatted'}")
    return 1 if faults or (only_check and changes) else 0


@cli.command("export")
@FOLDER
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="Folder for the files.")
@click.option("--as", "words", default="csv", help="Kinds of files: csv,excel-csv,xlsx,parquet,package.")
def export_files(folder: Path | None, target: Path, words: str) -> int:
    """Write the tables: figures, computed figures, verdicts and what they rest on.

    DIR is a new or empty folder, or one that holds nothing but files of an earlier export. The package is a zip that
    proves itself: verify.py inside judges every verdict once more.
    """
    from .files import kinds
    from .files.folder import write_folder

    asked = kinds.kinds(words)
    report = _report(folder, None)
    if report.problems:
        _print((line for problem in report.problems for line in _problem_lines(problem)), sys.stderr)
        return 1
    with _stoppable():
        written = write_folder(target, kinds.files(report, asked), kinds.is_own)
    for path in written:
        click.echo(str(path))
    return 0


@cli.command()
@FOLDER
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="Folder for the site.")
def publish(folder: Path | None, target: Path) -> int:
    """Write the dashboard as plain files, for any web server or a shared drive.

    DIR is a new or empty folder, or one that holds nothing but an earlier site, which then gives way as a whole.
    """
    from .files.folder import write_folder
    from .publish.site import is_own, page_count, site

    report = _report(folder, None)
    if report.problems:
        _print((line for problem in report.problems for line in _problem_lines(problem)), sys.stderr)
        return 1
    pages = page_count(report)
    with _stoppable(), _bar(pages, "pages", least=300) as done:
        written = write_folder(target, site(report, done), is_own(target), "an earlier publish", anew=True)
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
    from . import large_files

    def tell(line: str) -> None:
        if line == large_files.HINT or sys.stderr.isatty():
            click.echo(f"figures: {line}", err=True)

    keys = by.split(",") if by is not None else None
    summary = large_files.judge(facts, terms, target, keys, trust, tell)
    if form == "json":
        _json(summary.record())
    else:
        _print(_summary_lines(summary))
    return 0 if summary.is_clean else 1


@cli.command()
@FOLDER
@TEXTS
@click.option("--port", default=8501, type=click.IntRange(1, 65535), help="Port on this machine.")
def dashboard(folder: Path | None, texts: Path | None, port: int) -> int:
    """Serve the dashboard on this machine (127.0.0.1)."""
    from .pages import files
    from .server import serve

    title = _report(folder, texts).ledger.title
    titles = {language: title.text(language) for language in ("de", "en", "fr")}
    serve(str(folder) if folder else None, str(texts) if texts else None, port, routes=files.routes(), titles=titles)
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


def _scan_line(record: dict[str, object]) -> str:
    place = f"{record['file']}:{record['start']}-{record['end']}"
    said = [str(record[key]) for key in ("value", "upper", "unit") if record[key] is not None]
    hedge = f"  {record['hedge']}" if record["hedge"] != "none" else ""
    return f"{place}  {record['class']:8}  {' '.join(str(record['phrase']).split())}  =  {' '.join(said) or '?'}{hedge}"


def _coverage_lines(report: Report) -> Iterator[str]:
    from . import export

    for covered in report.coverage:
        told = f"{covered.numbers} numbers, {covered.curated} curated, {covered.set_aside} set aside"
        yield f"{covered.source}: {told}, {len(covered.open)} open"
        yield from (f"  open  {_scan_line(export.found_record(covered.file, found))}" for found in covered.open)


# Lines of text


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
def _stoppable() -> Iterator[None]:
    """A polite stop (SIGTERM) inside is like Ctrl-C: what was begun is cleared up before the process ends."""
    import signal

    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _print(lines: Iterable[str], file: object = None) -> None:
    text = "\n".join(lines)
    if text:
        click.echo(text, file=file)  # type: ignore[arg-type]


def _check_lines(report: Report) -> Iterator[str]:
    for problem in report.problems:
        yield from _problem_lines(problem)
        yield ""
    for verdict in report.verdicts:
        yield from _verdict_lines(verdict, report)
    if report.computed:
        yield "COMPUTED, printed by nobody"
    for computed in report.computed:
        yield from _computed_lines(computed, report)
    yield from _together_lines(report)
    if report.coverage:
        yield ""
        yield from _coverage_lines(report)
    counts = {outcome: 0 for outcome in dict.fromkeys(verdict.outcome for verdict in report.verdicts)}
    for verdict in report.verdicts:
        counts[verdict.outcome] += 1
    told = ", ".join(f"{count} {outcome.value}" for outcome, count in counts.items())
    figures, problems = len(report.ledger.figures), len(report.problems)
    yield ""
    yield f"{figures} figures, {problems} problems; verdicts: {told or 'none'}"


def _problem_lines(problem: Problem) -> Iterator[str]:
    """Where, what, the spot with a caret, and how to mend it."""
    from .locale import locale

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


def _annotations(report: Report) -> Iterator[str]:
    """Workflow commands of GitHub: problems and discrepancies as errors; acknowledged and undecided as notices."""
    for problem in report.problems:
        place, lines = problem.place, _problem_lines(problem)
        yield _annotation("error", place, f"{place.name or Path(place.file).name}: {problem.code}", lines)
    for verdict in report.verdicts:
        if verdict.is_discrepancy or verdict.outcome == "undecided":
            place = verdict.rule.place if verdict.rule else report.ledger.figures[verdict.figures[0]].place
            level = "error" if verdict.is_discrepancy and not verdict.explanation else "notice"
            yield _annotation(level, place, f"{verdict.id}: {verdict.outcome}", _verdict_lines(verdict, report))


def _annotation(level: str, place: Place, title: str, lines: Iterable[str]) -> str:
    """::error file=F,line=L,col=C,title=T::TEXT, with the signs escaped that would end a part or the line."""

    def escaped(text: object, signs: str = "%\r\n") -> str:
        return "".join(f"%{ord(sign):02X}" if sign in signs else sign for sign in str(text))

    where = {"file": place.file.removeprefix("./"), "line": place.line or 1, "col": place.column or 1, "title": title}
    given = [f"{name}={escaped(value, PARTS)}" for name, value in where.items()]
    text = "\n".join(lines).rstrip()
    return f"::{level} {','.join(given)}::{escaped(text)}"


def _verdict_lines(verdict: Verdict, report: Report) -> Iterator[str]:
    from . import export

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
    if verdict.rule:
        yield f"  rule        {verdict.rule.text}"
    if verdict.explanation:
        cause = verdict.explanation.cause
        yield f"  explained   {cause}: {verdict.explanation.because.text('en')}"
    yield ""


def _headline(verdict: Verdict) -> str:
    from .locale import locale
    from .quantity import unit_name

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
    from .locale import locale
    from .quantity import unit_name

    words, unit = locale("en"), unit_name(stated.unit)
    for name, left, right in (("tight", stated.tight, computed.tight), ("loose", stated.loose, computed.loose)):
        gap = left.gap(right) if relation == "=" else None
        apart = f"    {words.span(gap, unit)} apart" if gap else ""
        yield f"  {name:11} {words.span(left, unit)}  against  {words.span(right, unit)}{apart}"


def _computed_lines(computed: Computed, report: Report) -> Iterator[str]:
    from .locale import locale
    from .quantity import unit_name

    words, unit, side = locale("en"), unit_name(computed.side.unit), computed.side
    value = words.value(side.printed, unit, 3) if side.printed is not None else "no single value"
    yield f"  {report.ledger.spell(computed.term)}: {value}, tight {words.span(side.tight, unit)}"
    yield f"      {computed.rule.text}"


def _together(report: Report) -> Together:
    """All rules at once, with a bar on a terminal where a ledger is large."""
    with _bar(len(report.ledger.figures), "all rules together", least=1000) as done:
        return report.ask_together(done)


def _about(report: Report, figures: list[Figure], computed: list[Computed]) -> Together:
    """What all rules together say of some figures and terms."""
    from dataclasses import replace

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


def _together_lines(report: Report) -> Iterator[str]:
    found = report.together
    said = {True: "can all be true at once", False: "cannot all be true at once", None: "could not be settled"}
    yield ""
    yield "TOGETHER, all rules at once"
    yield f"  tight       the prints {said[found.tight]}"
    yield f"  loose       the prints {said[found.loose]}"
    yield from _together_parts(found, report)


def _together_parts(found: Together, report: Report) -> Iterator[str]:
    from .locale import locale

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
    from .locale import locale
    from .quantity import unit_name

    words, unit = locale("en"), unit_name(ledger.figures[repair.figure].reading.unit)
    printed, value = words.value(repair.printed, unit, 3), words.value(repair.value, unit, 3)
    yield f"  would close {repair.figure}: {printed} -> {value} ({words.span(repair.would_be, unit)})"
    if repair.blocked_by:
        yield f"              but then these would not hold: {', '.join(repair.blocked_by)}"


def _implied_lines(implied: Implied, report: Report) -> Iterator[str]:
    from .locale import locale
    from .quantity import unit_name

    if implied.range.lower is None and implied.range.upper is None:
        return
    reading = "" if implied.is_tight else ", on the loose reading"
    span = locale("en").span(implied.range, unit_name(implied.unit))
    yield f"  implied     {report.ledger.spell(implied.term)}: {span}{reading}"
    yield f"              from {', '.join(implied.figures) or 'the rules alone'}"


def _figure_lines(figure: Figure, ledger: Ledger) -> Iterator[str]:
    from .locale import locale
    from .quantity import unit_name

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


def _read_lines(record: dict[str, object]) -> Iterator[str]:
    yield f"{record['phrase']}"
    for key in ("value", "upper", "unit", "hedge", "class", "tight", "loose"):
        if record[key] is not None:
            yield f"  {key:11} {json.dumps(record[key], ensure_ascii=False).strip(chr(34))}"


def _summary_lines(summary: Summary) -> Iterator[str]:
    """How many of each outcome, and the widest gaps: `CONTRADICTED r7  2024  2 to 5 apart`."""
    for outcome, count in summary.outcomes:
        yield f"{count:12,} {outcome}"
    for gap in summary.worst:
        group = ", ".join(str(value) for _, value in gap.group)
        upper = "more" if gap.upper is None else f"{gap.upper:,.15g}"
        yield f"{gap.outcome.upper():15} {gap.rule}  {group}{'  ' * bool(group)}{gap.lower:,.15g} to {upper} apart"


def _found(report: Report, name: str) -> tuple[list[Figure], list[Computed], list[Verdict]]:
    """What an id, a term or a verdict's id names, and what bears on it."""
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
    return figures, computed, verdicts


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
