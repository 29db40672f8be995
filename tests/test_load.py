"""Folders that do not fit: every fault with its place and its mend, all at once, and nothing lost."""

from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger

import figures
from figures.locale import locale
from figures.report import Report

SMALL = """
total  a.cost       112 M€
part   a.purchase   80 M€
rest   a.operation  32 M€
rule: split: a.cost = a.purchase + a.operation
"""


def broken(folder: Path, name: str, old: str, new: str) -> Report:
    """The small ledger with one change in one file."""
    path = write_ledger(folder, SMALL) / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text, text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return figures.read(folder)


FAULTS = [
    ("figures", "total,a,cost", "total,b,cost", "id-unknown", 2, "subject"),
    ("figures", "total,a,cost", "total,a,costs", "id-unknown", 2, "measure"),
    ("figures", ",paper,", ",papr,", "id-unknown", 2, "source"),
    ("figures", "part,a", "total,a", "id-double", 3, "id"),
    ("figures", "part,a", "Part 1,a", "cell-pattern", 3, "id"),
    ("figures", "actual", "done", "cell-word", 2, "status"),
    ("figures", "112 M€", "112 megawats", "notation-unit", 2, "read_as"),
    ("figures", "112 M€", "112 MW", "unit-differs", 2, "read_as"),
    ("figures", "112 M€", "9**9**9**9", "notation-unit", 2, "read_as"),
    ("figures", "112 M€", "__import__('os')", "notation", 2, "read_as"),
    ("figures", ",112 M€,", "rund viel Geld,,", "phrase-number", 2, "phrase"),
    ("figures", ",112 M€,", "about 150 megawats,,", "phrase-word", 2, "phrase"),
    ("figures", ",112 M€,", "112 Millionen Taler,,", "unit-unread", 2, "phrase"),
    ("figures", ",112 M€,", "112 Millionen,,", "currency-unsaid", 2, "phrase"),
    ("figures", ",112 M€,", "113 Millionen Euro,112 M€,", "read-as-differs", 2, "read_as"),
    ("figures", ",112 M€,", "rund 112 Millionen Euro,>112 M€,", "read-as-hedge", 2, "read_as"),
    ("figures", ",112 M€,", ",,", "cell-empty", 2, "phrase"),
    ("figures", ",112 M€,,paper,,", "112 Millionen Euro,,,paper,5,9", "place-length", 2, "end"),
    ("figures", ",112 M€,,paper,,", ",112 M€,,paper,five,", "cell-integer", 2, "start"),
    ("figures", ",112 M€,,", ",112 M€,total,", "hedge-cycle", 2, "hedge_from"),
    ("figures", "cost,,actual", "cost,2025-13,actual", "cell-date", 2, "period"),
    ("measures", "cost,,,,money", "cost,,,,flurbs", "unit-unknown", 2, "unit"),
    ("rules", "a.purchase +", "a.purchse +", "term-measure", 2, "equation"),
    ("rules", "a.purchase +", "b.purchase +", "term-subject", 2, "equation"),
    ("rules", "a.purchase +", "a.purchase[2024] +", "term-period", 2, "equation"),
    ("rules", "a.cost = a.purchase + a.operation", "__import__('os')", "equation-sign", 2, "equation"),
    ("rules", "a.cost = a.purchase + a.operation", "9**9**9**9", "equation-operand", 2, "equation"),
    ("rules", "a.cost = a.purchase + a.operation", "a.cost = sum(a.cost)", "equation-sign", 2, "equation"),
    ("rules", "implied", "guessed", "cell-word", 2, "basis"),
    ("rules", "implied,", "implied,taste", "rule-across", 2, "across"),
    ("explanations", "source\n", "source\nsplit,unresolved,,,,\n", "explanation-unneeded", 2, "verdict"),
    ("sources", "paper,press,,,,", "paper,press,,,javascript:alert(1),", "source-address", 2, "address"),
]


@pytest.mark.parametrize(
    ("table", "old", "new", "code", "line", "column"), FAULTS, ids=[f"{row[3]}-{row[2][:25]}" for row in FAULTS]
)
def test_a_fault_is_told_with_place_and_mend(
    tmp_path: Path, table: str, old: str, new: str, code: str, line: int, column: str
) -> None:
    """File, line, column, what was seen and how to mend it."""
    report = broken(tmp_path, table, old, new)
    problem = next((found for found in report.problems if found.code == code), None)

    assert problem is not None, report.problems
    assert problem.place.file.endswith(f"{table}.csv")
    assert (problem.place.line, problem.place.name) == (line, column)
    assert problem.place.column > 0
    for language in ("de", "en", "fr"):
        assert all(locale(language).problem(problem))


BYTES: list[tuple[str, bytes | None, str, int]] = [
    ("absent", None, "file-absent", 0),
    ("empty", b"", "file-empty", 1),
    ("latin-1", "id,subject\nä,b\n".encode("latin-1"), "file-encoding", 2),
    ("utf-16", "id,subject\n".encode("utf-16"), "file-encoding", 1),
    ("semicolon", b"id;subject;measure\nx;a;b\n", "header-semicolon", 1),
    ("html", b"<html><body>no table</body></html>", "file-type", 1),
    ("workbook", b"PK\x03\x04" + b"x" * 50, "file-type", 1),
    ("nul", b"id,subject\nx\x00,a\n", "file-control", 2),
    ("double header", b"id,id\nx,y\n", "header-double", 1),
    ("double header in another spelling", "id,ＩＤ\n".encode(), "header-double", 1),
    ("empty header", b"id,,status\nx,y,z\n", "header-empty", 1),
    ("unknown column", b"id,subjekt\nx,y\n", "header-unknown", 1),
    ("column that is needed", b"id,subject\nx,y\n", "header-absent", 1),
    ("ragged", b"id,subject\nx\ny,z,w\n", "row-ragged", 2),
    ("open quote", b'id,subject\n"x,a\n', "row-quotes", 2),
    ("long cell", b"id,subject\n" + b"x" * 10_001 + b",a\n", "cell-long", 2),
    ("many columns", b",".join(b"c%d" % n for n in range(101)) + b"\n", "header-long", 1),
]


@pytest.mark.parametrize(("data", "code", "line"), [row[1:] for row in BYTES], ids=[row[0] for row in BYTES])
def test_a_file_that_is_no_table(tmp_path: Path, data: bytes | None, code: str, line: int) -> None:
    """A file that cannot be read as a table says so with its line, and the other files are read all the same."""
    path = write_ledger(tmp_path, SMALL) / "figures.csv"
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    report = figures.read(tmp_path)

    assert (code, line) in [(problem.code, problem.place.line) for problem in report.problems]
    assert "a" in report.ledger.subjects


def test_all_faults_at_once(tmp_path: Path) -> None:
    """A fault in one row hides none in another, and the sound rows are judged."""
    write_ledger(tmp_path, SMALL)
    path = tmp_path / "figures.csv"
    path.write_text(path.read_text().replace("80 M€", "80 Taler").replace("32 M€", "viel"))
    (tmp_path / "sources.csv").write_text("id,kind,language\npaper,gossip,de\n")
    report = figures.read(tmp_path)

    assert [problem.code for problem in report.problems] == ["notation-unit", "notation", "cell-word"]
    assert list(report.ledger.figures) == ["total"]
    assert report.verdict("split").outcome == "undecided"


def test_a_figure_that_cannot_be_read_is_not_computed(tmp_path: Path) -> None:
    """A rule about a printed total does not turn into its definition because the print has a fault."""
    report = broken(tmp_path, "figures", "112 M€", "112 Taler")

    assert report.computed == ()
    assert report.verdict("split").outcome == "undecided"


def test_mixed_units(report: Report) -> None:
    """Visitors and euros do not add.

    cost    a.cost      112 M€
    guests  a.visitors  7000 visitor
    rule: odd: a.cost = a.visitors + a.cost
    """
    problem = report.problems[0]

    assert problem.code == "rule-units"
    assert problem.cell[slice(*(problem.span or ()))] == "a.cost"


def test_a_circle_of_definitions(report: Report) -> None:
    """Terms that only define one another are told, with the way around.

    cost  a.cost  112 M€
    rule: one: a.x = a.y + a.cost
    rule: two: a.y = a.x - a.cost
    """
    assert [problem.code for problem in report.problems] == ["rule-cycle", "rule-cycle"]
    assert dict(report.problems[0].args)["cycle"] == "a.x -> a.y -> a.x"


def test_a_term_with_several_periods_needs_one(report: Report) -> None:
    """A term may leave its period out only where there is one.

    old   n.visitors[2024]  5600 visitor
    new   n.visitors[2025]  7000 visitor
    rule: grow: n.visitors >= 5000
    """
    assert [problem.code for problem in report.problems] == ["term-periods"]


def test_ids_are_unique_across_tables(tmp_path: Path) -> None:
    """Figures, rules and sources share one space of ids, for their addresses."""
    write_ledger(tmp_path, SMALL.replace("rule: split", "rule: total"))

    assert [problem.code for problem in figures.read(tmp_path).problems] == ["id-double"]


def test_hedges_are_handed_on(report: Report) -> None:
    """The estimate of the total covers its parts where the table says so.

    total  a.cost      112 M€  phrase=schätzungsweise 112 Millionen Euro
    part   a.purchase  80 M€   hedge_from=total
    """
    assert report["part"].reading.hedge == "estimated"
    assert report["part"].reading.tight.interval.lower == 79_500_000


def test_a_hedge_is_not_opened_twice(report: Report) -> None:
    """A part that is estimated itself stays one estimate when the total hands its own on.

    total  a.cost      112 M€  phrase=schätzungsweise 112 Millionen Euro
    part   a.purchase  80 M€   phrase=schätzungsweise 80 Millionen Euro  hedge_from=total
    """
    assert report["part"].reading.hedges == ("estimated",)
    assert report["part"].hedge_origin == "printed"


def test_one_figure_and_none(tmp_path: Path) -> None:
    """A ledger of one figure, and one of none, are read without a problem."""
    for lines, count in (("one  a.cost  5 M€", 1), ("", 0)):
        folder = tmp_path / str(count)
        folder.mkdir()
        report = figures.read(write_ledger(folder, lines))
        assert (report.problems, len(report.ledger.figures), report.verdicts) == ((), count, ())


def test_optional_tables_and_columns_may_be_absent(tmp_path: Path) -> None:
    """Only the columns and tables that a ledger cannot do without are asked for."""
    write_ledger(tmp_path, "one  a.cost  5 M€")
    (tmp_path / "explanations.csv").unlink()
    (tmp_path / "measures.csv").write_text("id,unit\ncost,money\n")
    (tmp_path / "subjects.csv").write_text("id\na\n")

    assert figures.read(tmp_path).problems == ()


def test_a_folder_that_is_not_there() -> None:
    """A caller's mistake raises."""
    with pytest.raises(figures.UsageError):
        figures.read("no-such-folder")


def test_odd_cells_survive(tmp_path: Path) -> None:
    """Quotes, line breaks inside a cell, a byte order mark and CRLF are no faults, and lines are counted right."""
    write_ledger(tmp_path, SMALL)
    path = tmp_path / "rules.csv"
    text = path.read_text().replace(",implied,,,,,", ',implied,,,"two\nlines, ""quoted""",,')
    path.write_bytes(b"\xef\xbb\xbf" + (text + "late,a.cost = nonsense,implied,,,,,\n").replace("\n", "\r\n").encode())
    report = figures.read(tmp_path)

    assert [(problem.code, problem.place.line) for problem in report.problems] == [("equation-sign", 4)]
    assert report.verdict("split").outcome == "exact"


@pytest.mark.parametrize("word", ["=1+1", "<script>alert(1)</script>", "**bold** $x$", "\u202eabc", "'; DROP TABLE"])
def test_no_text_is_more_than_text(tmp_path: Path, word: str) -> None:
    """A note may hold anything; it changes no verdict and comes back as typed."""
    write_ledger(tmp_path, SMALL)
    path = tmp_path / "figures.csv"
    path.write_text(path.read_text().replace("actual,,112 M€,,paper,,,,", f'actual,,112 M€,,paper,,,,"{word}"', 1))
    report: Any = figures.read(tmp_path)

    assert (report.problems, report["total"].note) == ((), word)
