"""Rows and files that leave the house."""

import csv
import io
import os
import re
import shutil
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("hypothesis", reason="pip install figures-ledger[test] for the laws")
from hypothesis import given
from hypothesis import strategies as st
from ledgers import write_ledger

import figures
from figures import export
from figures.errors import UsageError
from figures.files import kinds, plain, xlsx
from figures.files.folder import write_folder
from figures.files.parquet import parquet_file
from figures.proof.readings import PROOF
from figures.report import Report
from figures.tables import guard, unguard

pytest.importorskip("openpyxl")
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from pyarrow import parquet

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", export.TABLES)
def test_tables_read_back(seeds: Report, name: str) -> None:
    """Both CSVs open with the same cells they were made from, and every column says what it means."""
    table = export.table(seeds, name)

    assert all(column.meaning for column in table.columns)
    for data in (plain.csv_file(table), plain.excel_csv_file(table)):
        assert plain.read_back(data, table.columns) == list(table.rows)


def test_figures_carry_their_proof(seeds: Report) -> None:
    """Value, both readings, unit, hedge, status, phrase, place, source, verdicts and version in every row."""
    table = export.table(seeds, "figures")
    names = [column.name for column in table.columns]
    row = dict(zip(names, next(r for r in table.rows if r[0] == "lux-state-contribution"), strict=True))

    assert (row["value"], row["unit"], row["hedge"], row["status"]) == ("60000000", "EUR", "none", "announced")
    assert (row["tight_low"], row["tight_high"], row["tight_ends"]) == ("59500000", "60500000", "[]")
    assert (row["loose_low"], row["loose_high"]) == ("55000000", "65000000")
    assert (row["phrase"], row["char_start"], row["char_end"]) == ("insgesamt 60 Millionen", "2269", "2291")
    assert "lux-share: only loosely" in row["verdicts"]
    assert len(row["source_sha256"]) == 64 and row["ledger_version"] == "2026.11.0"
    hedged = dict(zip(names, next(r for r in table.rows if r[0] == "meluxina-ai-operation"), strict=True))
    assert (hedged["hedge"], hedged["hedge_origin"]) == ("estimated", "inherited")


def test_open_ends_are_empty(seeds: Report) -> None:
    """More than 7,000 has no upper end, and 7,001 is its lowest count."""
    table = export.table(seeds, "figures")
    names = [column.name for column in table.columns]
    row = dict(zip(names, next(r for r in table.rows if r[0] == "nexus-2025-guests-expected"), strict=True))

    assert (row["tight_low"], row["tight_high"], row["tight_ends"]) == ("7001", "", "[)")


PAYLOADS = [f"{sign}1+1" for sign in "=+-@\t\r\n＝＋－＠"] + [
    " =1+1",
    "\u00a0=1+1",
    '=HYPERLINK("http://example.org";"x")',
    "=cmd|' /C calc'!A0",
    "'=1+1",
    "''\t1",
    "'tis",
    "https://example.org",
    "{=1+1}",
    "007",
]
READ_AS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


@pytest.fixture
def poisoned(tmp_path: Path) -> Report:
    """A ledger in which every note, name of a subject and title of a source is a formula."""
    folder = tmp_path / "poisoned"
    folder.mkdir()
    lines = [f"f{at}  a{at}.cost  {60 + at} M€" for at in range(len(PAYLOADS))]
    write_ledger(folder, "\n".join([*lines, "rule: same: a0.cost = a1.cost - 1000000"]))
    for name, column in (("figures", "note"), ("subjects", "label_en"), ("sources", "title")):
        path = folder / f"{name}.csv"
        rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
        for row, payload in zip(rows, PAYLOADS, strict=False):
            row[column] = guard(payload)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    found = figures.read(folder)
    assert not found.problems
    return found


def test_our_reader_takes_the_guard_off(poisoned: Report) -> None:
    """A table of a download is a table of a ledger: what was guarded is what it was."""
    notes = [figure.note for figure in poisoned.ledger.figures.values()]

    assert notes == PAYLOADS
    assert poisoned.ledger.sources["paper"].title == PAYLOADS[0]


@given(st.text(alphabet="'=+-@\t\r\n＝ a1", max_size=6))
def test_a_guard_comes_off_as_it_went_on(cell: str) -> None:
    """Every text reads back, guarded or not, and none that is guarded runs."""
    assert unguard(guard(cell)) == cell
    assert not READ_AS_FORMULA.match(guard(cell))


@pytest.mark.parametrize("make", [plain.csv_file, plain.excel_csv_file])
def test_no_formula_in_csv(poisoned: Report, make: Any) -> None:
    """No text of a CSV runs in a spreadsheet, and every cell reads back as it was."""
    for name in export.TABLES:
        table = export.table(poisoned, name)
        data = make(table)
        sign = ";" if data.startswith(b"\xef\xbb\xbf") else ","
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=sign, strict=True))
        texts = [at for at, column in enumerate(table.columns) if not column.is_number]

        assert not [row[at] for row in rows for at in texts if READ_AS_FORMULA.match(row[at])]
        assert plain.read_back(data, table.columns) == list(table.rows)


def test_no_formula_in_excel(poisoned: Report) -> None:
    """The only formulas are our own checks; nothing is a link; every text reads back as it was."""
    book = load_workbook(io.BytesIO(xlsx.ledger_workbook(poisoned)))
    formulas = {(sheet.title, sheet.cell(1, c.column).value) for sheet in book for r in sheet for c in r
                if c.data_type == "f"}  # fmt: skip
    notes = column_of(book["figures"], "note")

    assert formulas == {("verdicts", "printed_gap"), ("verdicts", "power")}
    assert not [cell for sheet in book for row in sheet for cell in row if cell.hyperlink]
    assert [unescape(note) for note in notes] == PAYLOADS


def test_no_formula_in_parquet(poisoned: Report) -> None:
    """Texts stand there as they are."""
    table = export.table(poisoned, "figures")
    read = parquet.read_table(io.BytesIO(parquet_file(table, {})))

    assert read.column("note").to_pylist() == PAYLOADS


def column_of(sheet: Any, name: str) -> list[Any]:
    header = [cell.value for cell in sheet[1]]
    return [row[header.index(name)].value for row in sheet.iter_rows(min_row=2)]


def test_numbers_are_never_guarded() -> None:
    """A negative number stays a number."""
    columns = (export.Column("text", "a text"), export.Column("number", "a number", True))
    found = export.Table("t", columns, (("-5", "-5.5"),))

    assert found.csv() == "text,number\r\n'-5,-5.5\r\n"
    assert plain.excel_csv_file(found).decode("utf-8-sig") == "text;number\r\n'-5;-5,5\r\n"


def test_excel_csv(seeds: Report) -> None:
    """Byte order mark, semicolon, decimal comma, CRLF, no thousands marks, no sep= line."""
    data = plain.excel_csv_file(export.table(seeds, "computed_figures"))
    lines = data.decode("utf-8-sig").split("\r\n")

    assert data.startswith(b"\xef\xbb\xbfterm;label_de;")
    assert next(line for line in lines if line.startswith("nexus.growth;")).split(";")[4:6] == ["0,25", "1"]
    assert "\n" not in "".join(lines)


def test_a_workbook_opens_with_right_types(seeds: Report) -> None:
    """Five sheets; numbers are numbers, texts are texts; our own checks carry their values."""
    data = xlsx.ledger_workbook(seeds)
    book, values = load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)
    share = column_of(values["verdicts"], "verdict_id").index("lux-share")

    assert book.sheetnames == ["figures", "verdicts", "sources", "columns", "citation"]
    assert column_of(book["figures"], "value")[0] == 112_000_000
    assert column_of(book["figures"], "phrase")[0] == "schätzungsweise 112 Millionen Euro"
    assert column_of(book["verdicts"], "printed_gap")[share] == f"=G{share + 2}-L{share + 2}"
    assert column_of(values["verdicts"], "printed_gap")[share] == -3_000_000
    assert column_of(values["verdicts"], "power")[share] == 1_000_000
    assert ("figures", "value") in zip(*(column_of(book["columns"], n) for n in ("table", "column")), strict=True)
    assert column_of(book["citation"], "citation")[1].startswith("Tageblatt, ")


def test_a_text_too_long_for_excel_says_so(seeds: Report) -> None:
    """A cell of a workbook holds 32,767 characters; a longer text is cut, and the cut is told."""
    columns = (export.Column("text", "a text"),)
    book = load_workbook(io.BytesIO(xlsx.workbook([export.Table("t", columns, (("x" * 40_000,),))])))
    cell = str(book["t"]["A2"].value)

    assert len(cell) == 32_767 and cell.endswith("(cut: the CSV has it whole)")


def test_parquet_is_exact(seeds: Report) -> None:
    """Decimals to the last digit, places as whole numbers, open ends empty, meaning and unit beside every column."""
    table = export.table(seeds, "figures")
    read = parquet.read_table(io.BytesIO(parquet_file(table, {"version": "1"})))
    rates = parquet.read_table(io.BytesIO(parquet_file(export.table(seeds, "fx_rates"), {})))

    assert str(read.schema.field("value").type).startswith("decimal128(38, ")
    assert str(read.schema.field("char_start").type) == "int64"
    assert read.column("value")[0].as_py() == Decimal(112_000_000)
    opened = {"more_than", "at_least"}
    assert read.column("tight_high").null_count == sum(
        bool(opened & {*figure.reading.hedges}) for figure in figures.read().ledger.figures.values()
    )
    assert read.schema.field("value").metadata[b"unit_column"] == b"unit"
    assert read.schema.field("char_start").metadata[b"unit"] == b"character"
    assert read.schema.metadata[b"version"] == b"1"
    assert rates.column("rate").to_pylist()[0] == Decimal("1.1568")


def test_parquet_says_where_it_is_not_exact(seeds: Report) -> None:
    """14 over 3 has no last decimal: the column is a float and its metadata says so."""
    schema = parquet.read_schema(io.BytesIO(parquet_file(export.table(seeds, "computed_figures"), {})))

    assert str(schema.field("value").type) == "double"
    assert schema.field("value").metadata[b"exact"].startswith(b"no")


@pytest.mark.parametrize("name", export.TABLES)
def test_other_programs_read_the_same_rows(seeds: Report, name: str, tmp_path: Path) -> None:
    """pandas, polars and DuckDB give the rows and numbers of the table, from CSV and from Parquet."""
    duckdb, pandas, polars = (pytest.importorskip(library) for library in ("duckdb", "pandas", "polars"))
    table = export.table(seeds, name)
    (tmp_path / "t.csv").write_bytes(plain.csv_file(table))
    (tmp_path / "t.parquet").write_bytes(parquet_file(table, {}))
    read = [
        pandas.read_csv(tmp_path / "t.csv"),
        pandas.read_parquet(tmp_path / "t.parquet"),
        polars.read_csv(tmp_path / "t.csv", infer_schema_length=None),
        polars.read_parquet(tmp_path / "t.parquet"),
        duckdb.sql(f"from read_csv('{tmp_path}/t.csv', sample_size=-1)").pl(),
        duckdb.sql(f"from '{tmp_path}/t.parquet'").pl(),
    ]
    numbers = [at for at, column in enumerate(table.columns) if column.is_number]

    for frame in read:
        assert list(frame.columns) == [column.name for column in table.columns]
        assert len(frame) == len(table.rows)
        for at in numbers:
            cells = [None if cell is None or cell != cell else float(cell) for cell in frame[table.columns[at].name]]
            assert cells == [float(row[at]) if row[at] else None for row in table.rows]


def test_pandas_reads_the_excel_csv(seeds: Report) -> None:
    """With the separators of German and French spreadsheets."""
    pandas = pytest.importorskip("pandas")
    data = plain.excel_csv_file(export.table(seeds, "computed_figures"))
    frame = pandas.read_csv(io.BytesIO(data), sep=";", decimal=",", encoding="utf-8-sig")

    assert frame.set_index("term").loc["nexus.growth", "value"] == 0.25


def in_libreoffice(folder: Path, *names: str, separator: str = "", language: str = "") -> list[Path]:
    """Files opened by LibreOffice without a window, in a language's number signs, and saved as workbooks."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice on PATH (on Debian: apt install libreoffice-calc)")
    # separator, quotation mark, UTF-8, first line, no column formats, language, quoted as text: no, find types: yes
    signs = [f"--infilter=CSV:{ord(separator)},34,76,1,,{language},false,true"] if separator else []
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, "--headless", profile, *signs, "--convert-to", "xlsx", "--outdir", "opened", *names]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=folder)
    return [folder / "opened" / f"{Path(name).stem}.xlsx" for name in names]


@pytest.mark.parametrize(
    ("make", "separator", "language"),
    [(plain.excel_csv_file, ";", "1031"), (plain.excel_csv_file, ";", "1036"), (plain.csv_file, ",", "1033")],
    ids=["German", "French", "English"],
)
def test_libreoffice_opens_csv(
    seeds: Report, poisoned: Report, tmp_path: Path, make: Any, separator: str, language: str
) -> None:
    """Numbers come as numbers in each country's signs, and no text comes as a formula."""
    table, bad = export.table(seeds, "computed_figures"), export.table(poisoned, "figures")
    (tmp_path / "good.csv").write_bytes(make(table))
    (tmp_path / "bad.csv").write_bytes(make(bad))
    opened = in_libreoffice(tmp_path, "good.csv", "bad.csv", separator=separator, language=language)
    good, poison = (load_workbook(path).active for path in opened)

    for at, column in enumerate(table.columns):
        if column.is_number:
            cells = column_of(good, column.name)
            due = [float(row[at]) if row[at] else "empty" for row in table.rows]
            found = ["empty" if cell is None else float(f"{cell:.13g}") for cell in cells]
            assert found == [cell if cell == "empty" else float(f"{cell:.13g}") for cell in due]  # it keeps 15 digits
    assert column_of(poison, "value") == [float(row[5]) for row in bad.rows]
    assert not [cell for row in poison for cell in row if cell.data_type == "f" or cell.hyperlink]


def test_libreoffice_works_out_our_checks(seeds: Report, tmp_path: Path) -> None:
    """What a spreadsheet makes of our check formulas is what stands in the table."""
    table = export.table(seeds, "verdicts")
    (tmp_path / "book.xlsx").write_bytes(xlsx.ledger_workbook(seeds))
    book = load_workbook(in_libreoffice(tmp_path, "book.xlsx")[0], data_only=True)

    assert book.sheetnames == ["figures", "verdicts", "sources", "columns", "citation"]
    for name in ("printed_gap", "power"):
        at = [column.name for column in table.columns].index(name)
        assert column_of(book["verdicts"], name) == pytest.approx([float(r[at]) if r[at] else None for r in table.rows])


# The folder an export goes to


def test_same_input_same_bytes(seeds: Report) -> None:
    """Made twice, every file of every kind is the same."""
    one, two = (kinds.files(seeds, kinds.KINDS) for _ in range(2))

    assert one == two
    assert len(one) == 3 * len(export.TABLES) + 2 * len(PROOF) + 2


def test_a_second_export_replaces_the_first(seeds: Report, tmp_path: Path) -> None:
    """A folder that holds only files of an export may be written again, in another kind, too."""
    write_folder(tmp_path / "out", kinds.files(seeds, ["csv"]), kinds.is_own)
    (tmp_path / "out" / "rules.csv").write_text("old")
    files = kinds.files(seeds, ["csv", "package"])
    write_folder(tmp_path / "out", files, kinds.is_own)

    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == files


def test_other_peoples_files_are_left_alone(tmp_path: Path) -> None:
    """A folder with anything else in it is refused, and stays as it was."""
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "figures.csv").write_text("figure_id,old")
    with pytest.raises(UsageError, match="holds notes.txt, not made by an export; choose a new or an empty folder"):
        write_folder(tmp_path, {"figures.csv": b"new"}, kinds.is_own)

    assert (tmp_path / "figures.csv").read_text() == "figure_id,old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.csv", "notes.txt"]


def test_a_ledger_is_never_overwritten(tmp_path: Path) -> None:
    """The tables of a ledger have the names of our files: its folder is refused all the same."""
    write_ledger(tmp_path, "a  a.cost  60 M€")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(UsageError, match="holds figures.csv, not made by an export"):
        write_folder(tmp_path, kinds.files(figures.read(tmp_path), ["csv"]), kinds.is_own)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("call", ["fsync", "replace", "link"])
@pytest.mark.parametrize("stop", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "stopped"])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: Any, call: str, stop: Any, nth: int) -> None:
    """Wherever the writing stops, the old files are whole, no new one is there, and one line says why."""
    old, calls = {"figures.csv": b"figure_id,old", "rules.csv": b"old", "sources.csv": b"old"}, 0
    for name, data in old.items():
        (tmp_path / name).write_bytes(data)
    real = getattr(os, call)

    def stopping(*arguments: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise stop
        real(*arguments)

    monkeypatch.setattr(os, call, stopping)
    new = dict.fromkeys(["figures.csv", "verdicts.csv", "rules.csv", "sources.csv"], b"new")
    if call == "link" and isinstance(stop, OSError):  # a file system without second names: a copy does it
        write_folder(tmp_path, new, kinds.is_own)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == new
        return
    with pytest.raises(UsageError, match="nothing was written, what was there is still there"):
        write_folder(tmp_path, new, kinds.is_own)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == old


def test_a_folder_made_for_nothing_goes_again(tmp_path: Path, monkeypatch: Any) -> None:
    """Of a new folder that could not be filled nothing is left, not even the folders above it."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="No space left"):
        write_folder(tmp_path / "a" / "b", {"figures.csv": b""}, kinds.is_own)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_export_left_is_cleared(tmp_path: Path) -> None:
    """A process that was killed leaves one hidden folder, which the next export removes."""
    (tmp_path / ".figures-export-1").mkdir()
    (tmp_path / ".figures-export-1" / "figures.csv").write_text("half")
    write_folder(tmp_path, {"figures.csv": b"new"}, kinds.is_own)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"figures.csv": b"new"}


LIMITED = """
import resource, sys
from figures.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
main(["export", "--to", sys.argv[1], "--as", "csv,package"])
"""


def test_a_disk_that_takes_no_more(tmp_path: Path) -> None:
    """A real write that fails halfway: exit 2, one line, and nothing there."""
    pytest.importorskip("resource")
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "out")]
    said = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)

    assert said.returncode == 2
    assert said.stderr.count("\n") == 1 and "File too large; nothing was written" in said.stderr
    assert list(tmp_path.iterdir()) == []


SLOW = """
import sys, time
from figures.cli import main
from figures.files import kinds

def slow(report):
    print("building", flush=True)
    time.sleep(60)

kinds.KINDS["csv"] = slow
main(["export", "--to", sys.argv[1], "--as", "csv"])
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "a polite stop"])
def test_a_stop_while_files_are_made(tmp_path: Path, sign: signal.Signals) -> None:
    """Stopped before the first byte is written: exit 2, one line, and the files of an earlier export stay."""
    (tmp_path / "figures.csv").write_text("figure_id,old")
    command = [sys.executable, "-c", SLOW, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as export_:
        assert export_.stdout is not None and export_.stdout.readline() == "building\n"
        export_.send_signal(sign)
        _, said = export_.communicate(timeout=30)

    assert export_.returncode == 2
    assert said.count("\n") == 1 and "interrupted; nothing was written, what was there is still there" in said
    assert [path.name for path in tmp_path.iterdir()] == ["figures.csv"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the system's user may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    """One line that names the folder."""
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="Permission denied; nothing was written"):
        write_folder(tmp_path / "out", {"figures.csv": b""}, kinds.is_own)
    tmp_path.chmod(0o700)


def test_chart_numbers_are_plain() -> None:
    """Whole numbers stay whole, others become the nearest float."""
    from fractions import Fraction

    assert (export.plain(Fraction(7)), export.plain(Fraction(1, 2)), export.plain(None)) == (7, 0.5, None)
    assert export.number(Fraction(1, 3)) == "0.3333333333333333"
    assert export.plain(Fraction(10**400, 3)) == 10**400 // 3
