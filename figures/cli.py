"""The command line: check, show, read, format, export and dashboard, exit codes 0 clean, 1 findings, 2 usage."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .errors import Fault, FiguresError, Place, Problem, UsageError

if TYPE_CHECKING:
    from .ledger import Figure, Ledger
    from .report import Report
    from .verdict import Computed, Side, Verdict

FOLDER = click.argument("folder", required=False, type=click.Path(path_type=Path))
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
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
@FORMAT
def check(folder: Path | None, texts: Path | None, form: str) -> int:
    """Every problem, verdict and computed figure of a ledger.

    Exit code 0: no problem, and every discrepancy is acknowledged in explanations.csv; else 1.
    """
    report = _report(folder, texts)
    if form == "json":
        from . import export

        _json(export.check_record(report))
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
            }
        )
        return 0
    lines = [line for figure in figures for line in _figure_lines(figure, report.ledger)]
    lines += [line for item in computed for line in _computed_lines(item, report)]
    lines += [line for verdict in verdicts for line in _verdict_lines(verdict, report)]
    _print(lines)
    return 0


@cli.command()
@click.argument("phrases", nargs=-1, required=True, metavar="PHRASE...")
@click.option("--lang", default="de", help="Language of the phrases.")
@FORMAT
def read(phrases: tuple[str, ...], lang: str, form: str) -> int:
    """What a phrase says: value, unit, hedge, and the two intervals."""
    from . import export
    from .lexicon import languages
    from .phrase import read as read_phrase
    from .phrase import read_notation

    if lang not in languages():
        raise UsageError(f"no language {lang} here; there are {', '.join(languages())}")
    records, faults = [], []
    for number, phrase in enumerate(phrases, start=1):
        said = read_phrase(phrase, lang)
        typed = read_notation(phrase) if isinstance(said, Fault) else said
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


@cli.command("format")
@FOLDER
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 where a file would change.")
def format_tables(folder: Path | None, only_check: bool) -> int:
    """Bring the tables of a folder into canonical form (column order, plain quoting, LF); cells stay as they are."""
    from . import tables

    path = _folder(folder)
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
@click.option("--as", "kind", type=click.Choice(["csv"]), default="csv", help="Kind of files.")
def export_files(folder: Path | None, target: Path, kind: str) -> int:
    """Write the tables: figures, computed figures, verdicts and what they rest on."""
    from . import export

    report = _report(folder, None)
    if report.problems:
        _print((line for problem in report.problems for line in _problem_lines(problem)), sys.stderr)
        return 1
    for path in export.write_csv(report, target):
        click.echo(str(path))
    return 0


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
