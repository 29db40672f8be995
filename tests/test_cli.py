"""The command line as a contract: names, formats, exit codes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger

from figures import tables
from figures.cli import main
from figures.export import TABLES
from figures.proof.readings import PROOF

LOOSE = "a  a.cost  60 M€\nb  a.bill  63 M€\nrule: same: a.cost = a.bill"


def run(capsys: Any, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    said = capsys.readouterr()
    return int(stop.value.code or 0), said.out, said.err


def test_check_exits_0_and_still_prints_the_discrepancy(capsys: Any) -> None:
    """The shipped ledger is clean: its discrepancies are acknowledged, and each is printed."""
    code, out, err = run(capsys, "check")

    assert (code, err) == (0, "")
    assert "ONLY LOOSELY    lux-share  lux.contribution: €60m as printed, €63m computed, €3m apart" in out
    assert "unresolved" in out and "85 figures, 0 problems" in out


def test_check_json(capsys: Any) -> None:
    """The record of design.md: base units as plain numbers, open ends as null."""
    code, out, _ = run(capsys, "check", "--format", "json")
    record = json.loads(out)
    share = next(verdict for verdict in record["verdicts"] if verdict["id"] == "lux-share")
    growth = next(found for found in record["computed_figures"] if found["term"] == "nexus.growth")

    assert code == 0
    assert list(record) == ["problems", "figures", "verdicts", "computed_figures", "together"]
    assert (record["problems"], record["figures"], record["together"]["tight"]) == ([], 85, False)
    assert share["stated"] == {
        "printed": 60_000_000,
        "tight": [59_500_000, 60_500_000],
        "loose": [54_000_000, 66_000_000],
        "unit": "EUR",
    }
    assert (share["gap"], share["printed_gap"], share["explained"]) == (
        [2_000_000, 4_000_000],
        -3_000_000,
        "unresolved",
    )
    assert {
        "id",
        "rule",
        "about",
        "outcome",
        "stated",
        "computed",
        "gap",
        "printed_gap",
        "power",
        "why",
        "explained",
    } <= set(share)
    assert (growth["value"], growth["tight"][1], growth["unit"], growth["rule"]) == (0.25, None, "1", "nexus-growth")


def test_check_finds(capsys: Any, tmp_path: Path) -> None:
    """A discrepancy that nobody acknowledged is a finding; acknowledged it is none."""
    write_ledger(tmp_path, LOOSE)
    assert run(capsys, "check", str(tmp_path))[0] == 1
    write_ledger(tmp_path, LOOSE + "\nexplained: same rounding")
    assert run(capsys, "check", str(tmp_path))[0] == 0


def test_a_message_points_at_the_spot(capsys: Any, tmp_path: Path) -> None:
    """File, line, column, what, a caret, and the mend."""
    write_ledger(tmp_path, "a  a.cost  60 M€")
    table = tmp_path / "figures.csv"
    table.write_text(table.read_text().replace(",60 M€,", ",about 150 megawats,").replace("about 150", "~150"))
    code, out, err = run(capsys, "check", str(tmp_path))

    assert (code, err) == (1, "")
    assert out.splitlines()[:4] == [
        f"{tmp_path}/figures.csv:2:7 read_as: “megawats” is not a unit of units.txt",
        "    ~150 megawats",
        "         ^~~~~~~~",
        "  fix: write it like M€, bn$, MW or visitor",
    ]


def test_usage_is_2(capsys: Any, tmp_path: Path) -> None:
    """A folder that is not there, an unknown id, language, option or command."""
    for arguments in (
        ["check", str(tmp_path / "nowhere")],
        ["check", "--texts", str(tmp_path / "nowhere")],
        ["show", "nothing-of-that-name"],
        ["read", "112 Millionen", "--lang", "xx"],
        ["check", "--colour"],
        ["chekc"],
        ["dashboard", str(tmp_path / "nowhere")],
    ):
        code, _, err = run(capsys, *arguments)
        assert code == 2, arguments
        assert err and "Traceback" not in err


def test_show(capsys: Any) -> None:
    """A figure, a rule, a term and a verdict, each with what bears on it."""
    for name, parts in (
        ("lux-state-contribution", ["insgesamt 60 Millionen", "lux-share", "tageblatt-ai-factory 2269-2291"]),
        ("lux-share", ["€60m as printed", "schätzungsweise 112 Millionen Euro"]),
        ("programme.cost", ["€126m", "meluxina_ai.cost + ai_factory.cost"]),
        ("prints:artec3d.loan", ["WITHIN ROUNDING"]),
    ):
        code, out, _ = run(capsys, "show", name)
        assert code == 0
        assert all(part in out for part in parts), (name, out)
    record = json.loads(run(capsys, "show", "nexus.visitors[2025]", "--format", "json")[1])
    assert record["figures"][0]["tight"] == [7001, None]


def test_read(capsys: Any) -> None:
    """What a phrase says, and exit 1 with a caret for one that cannot be read."""
    code, out, _ = run(capsys, "read", "mehr als 7.000 Gäste", "1,2 Mrd. €", "die Hälfte", "--format", "json")
    guests, money, half = json.loads(out)

    assert code == 0
    assert (guests["value"], guests["unit"], guests["hedge"], guests["class"]) == (7000, "Gäste", "more_than", "count")
    assert (guests["tight"], guests["upper"]) == ([7001, None], None)
    assert (money["value"], money["unit"], money["class"]) == (1_200_000_000, "EUR", "money")
    assert (half["value"], half["unit"], half["class"]) == (0.5, "1", "share")
    code, out, err = run(capsys, "read", "5.27 Euro")
    assert code == 1 and "^~~~" in err and "fix:" in err


def test_export(capsys: Any, tmp_path: Path) -> None:
    """The tables as CSV; a ledger with problems writes nothing."""
    code, out, _ = run(capsys, "export", "--to", str(tmp_path / "out"), "--as", "csv")
    assert code == 0
    assert (tmp_path / "out" / "figures.csv").is_file() and "verdicts.csv" in out
    write_ledger(tmp_path, LOOSE.replace("60 M€", "60 M€  source=nobody"))
    code, _, err = run(capsys, "export", str(tmp_path), "--to", str(tmp_path / "none"))
    assert code == 1 and "fix:" in err
    assert not (tmp_path / "none").exists()


def test_export_into_a_file_is_2(capsys: Any, tmp_path: Path) -> None:
    """A target that cannot be a folder is told in one line."""
    (tmp_path / "taken").write_text("mine")
    code, _, err = run(capsys, "export", "--to", str(tmp_path / "taken"))

    assert code == 2 and "taken" in err and "Traceback" not in err
    assert (tmp_path / "taken").read_text() == "mine"


def test_export_writes_every_kind(capsys: Any, tmp_path: Path) -> None:
    """CSV, CSV for Excel, a workbook, Parquet and the package, in one folder; a second time, too."""
    for _ in range(2):
        code, out, _ = run(
            capsys, "export", "--to", str(tmp_path / "out"), "--as", "csv,excel-csv,xlsx,parquet,package"
        )
        endings = [path.suffix for path in (tmp_path / "out").iterdir()]

        assert code == 0
        assert sorted(Path(line) for line in out.splitlines()) == sorted((tmp_path / "out").iterdir())
        assert {ending: endings.count(ending) for ending in endings} == {
            ".csv": 2 * len(TABLES) + len(PROOF), ".xlsx": 1, ".parquet": len(TABLES) + len(PROOF), ".zip": 1
        }  # fmt: skip


def test_export_to_a_bad_place_is_2(capsys: Any, tmp_path: Path) -> None:
    """Other people's files, an unknown kind: one line that says what to do, and nothing changed."""
    (tmp_path / "mine.txt").write_text("mine")
    for arguments, told in (
        (["--to", str(tmp_path)], "holds mine.txt, not made by an export; choose a new or an empty folder"),
        (
            ["--to", str(tmp_path / "out"), "--as", "csv,pdf"],
            "no kind of file is called “pdf”; there are csv, excel-csv",
        ),
    ):
        code, out, err = run(capsys, "export", *arguments)

        assert (code, out, err.count("\n")) == (2, "", 1) and told in err
        assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


STOPPED = """
import os, sys, time
from figures.cli import main
os.fsync = lambda file: (print("writing", flush=True), time.sleep(60))
main(["export", "--to", sys.argv[1]])
"""


def test_a_stopped_export_leaves_nothing_half(tmp_path: Path) -> None:
    """Told to stop in the middle of writing: exit 2, one line, the old file whole, no new one."""
    (tmp_path / "figures.csv").write_text("figure_id")
    command = [sys.executable, "-c", STOPPED, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as writing:
        assert writing.stdout is not None and writing.stdout.readline() == "writing\n"
        writing.terminate()
        _, err = writing.communicate()

    assert writing.returncode == 2
    assert err.count("\n") == 1 and "interrupted; nothing was written" in err
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"figures.csv": "figure_id"}


def test_format(capsys: Any, tmp_path: Path) -> None:
    """Columns in canonical order, plain quoting, LF; cells unchanged; --check writes nothing."""
    write_ledger(tmp_path, LOOSE)
    table = tmp_path / "subjects.csv"
    table.write_bytes(b'label_en,"id"\r\n"A, Ltd",a\r\n')
    code, out, _ = run(capsys, "format", str(tmp_path), "--check")
    assert code == 1 and "would change" in out and table.read_bytes().startswith(b"label_en")
    assert run(capsys, "format", str(tmp_path))[0] == 0
    assert table.read_bytes() == b'id,label_en\na,"A, Ltd"\n'
    assert run(capsys, "format", str(tmp_path), "--check")[0] == 0


def test_format_leaves_broken_tables_alone(capsys: Any, tmp_path: Path) -> None:
    """A table that cannot be read whole is not rewritten, nor is any other."""
    write_ledger(tmp_path, LOOSE)
    table = tmp_path / "rules.csv"
    table.write_text(table.read_text() + "ragged,row\n")
    before = table.read_bytes()
    code, _, err = run(capsys, "format", str(tmp_path))

    assert code == 1 and "rules.csv:3" in err
    assert table.read_bytes() == before


def test_texts(capsys: Any, texts: Path) -> None:
    """With the texts at hand every place is proved."""
    assert run(capsys, "check", "--texts", str(texts))[0] == 0


def test_help_is_quick_and_names_every_command() -> None:
    """`figures --help` lists the commands and loads no heavy library."""
    code = """
import sys
from figures.cli import main
try:
    main(["--help"])
finally:
    print({"pandas", "pint", "streamlit"} & set(sys.modules))
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    for name in ("check", "show", "read", "scan", "verify", "format", "export", "dashboard"):
        assert f"  {name} " in said.stdout
    assert said.stdout.rstrip().endswith("set()")


def test_scan(capsys: Any, tmp_path: Path) -> None:
    """Every number of a file or a folder, as text, JSON and rows for figures.csv."""
    (tmp_path / "a.txt").write_text("Es kommen mehr als 7.000 Gäste am 17. Juni 2025.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Die Hälfte kostet 1,2 Milliarden Euro.", encoding="utf-8")
    code, out, _ = run(capsys, "scan", str(tmp_path), "--format", "json")
    guests, date, half, money = json.loads(out)
    keys = ["file", "start", "end", "phrase", "value", "upper", "unit", "hedge", "class", "tight", "loose"]

    assert code == 0
    assert list(guests) == keys and list(date) == keys
    assert guests == {"file": str(tmp_path / "a.txt"), "start": 10, "end": 30, "phrase": "mehr als 7.000 Gäste",
                      "value": 7000, "upper": None, "unit": "Gäste", "hedge": "more_than", "class": "count",
                      "tight": [7001, None], "loose": [7001, None]}  # fmt: skip
    assert (date["value"], date["class"], date["tight"]) == ("2025-06-17", "date", None)
    assert (half["value"], half["unit"], money["value"], money["unit"]) == (0.5, "1", 1_200_000_000, "EUR")
    code, out, _ = run(capsys, "scan", str(tmp_path / "a.txt"), "--lang", "auto")
    assert code == 0 and "mehr als 7.000 Gäste  =  7000 Gäste  more_than" in out


def test_scanned_rows_fit_figures_csv(capsys: Any, tmp_path: Path) -> None:
    """--format csv has the columns of figures.csv, and the places are those of the text."""
    text = "Es kommen mehr als 7.000 Gäste am 17. Juni 2025."
    (tmp_path / "paper.txt").write_text(text, encoding="utf-8")
    _, out, _ = run(capsys, "scan", str(tmp_path), "--format", "csv")
    header, row = out.splitlines()

    assert header == ",".join(tables.schemas()["figures"].names)
    assert row == "paper-10,,,,,mehr als 7.000 Gäste,,,paper,10,30,,class count,,"


def test_scan_usage_is_2(capsys: Any, tmp_path: Path) -> None:
    """A text that is not there, a folder without texts, a file that is no UTF-8, an unknown language."""
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe5 Euro")
    (tmp_path / "empty").mkdir()
    for arguments in (["nowhere.txt"], [str(tmp_path / "empty")], [str(tmp_path / "bad.txt")], [".", "--lang", "xx"]):
        code, _, err = run(capsys, "scan", *arguments)
        assert code == 2 and err and "Traceback" not in err, arguments


def test_verify(capsys: Any, texts: Path, tmp_path: Path) -> None:
    """The shipped ledger is proved on the five texts; without a text it is a finding, without the folder usage."""
    code, out, _ = run(capsys, "verify", "--texts", str(texts), "--format", "json")
    record = json.loads(out)

    assert code == 0 and record["problems"] == []
    assert len(record["texts"]) == 5 and all(text["open"] == [] for text in record["texts"])
    assert list(record["texts"][0]) == ["source", "numbers", "curated", "set_aside", "open"]
    assert run(capsys, "verify", "--texts", str(tmp_path))[0] == 1
    assert run(capsys, "verify", "--texts", str(tmp_path / "nowhere"))[0] == 2


def test_read_without_a_language(capsys: Any) -> None:
    """--lang auto reads what all languages read alike and calls the rest ambiguous."""
    assert run(capsys, "read", "112 M€", "--lang", "auto")[0] == 0
    code, _, err = run(capsys, "read", "7.000", "--lang", "auto")
    assert code == 1 and "de 7000; en 7" in err and "fix:" in err


def test_scanned_rows_are_pasted_into_a_ledger(capsys: Any, tmp_path: Path) -> None:
    """Rows of `scan --format csv` stand at their places: only whom and what they are about is filled in by hand."""
    folder = tmp_path / "ledger"
    run(capsys, "new", str(folder))
    text = (folder / "texts" / "example.txt").rename(folder / "texts" / "musterbote.txt")
    _, rows, _ = run(capsys, "scan", str(text), "--format", "csv")
    header, *pasted = rows.splitlines()
    table = folder / "figures.csv"
    table.write_text(f"{header}\n" + "".join(f"{row}\n".replace(",,,,,", ",pool,cost,,announced,", 1)
                                             for row in pasted if "Euro" in row))  # fmt: skip
    code, out, err = run(capsys, "check", str(folder), "--texts", str(folder / "texts"), "--format", "json")
    problems = json.loads(out)["problems"]

    assert pasted and header.startswith("id,subject,measure,period,status,phrase")
    assert [problem for problem in problems if problem["file"].endswith("figures.csv")] == []
    assert (code, err) == (1, "")  # the terms whose figures were taken out, and open numbers of the text
