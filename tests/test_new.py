"""The starter ledger: small, invented, and working at once with every command."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import figures
from figures import tables
from figures.cli import main
from figures.start import STARTER, starter_files, write_starter


def run(capsys: Any, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    said = capsys.readouterr()
    return int(stop.value.code or 0), said.out, said.err


def test_it_works_at_once(capsys: Any, tmp_path: Path) -> None:
    """check, check with the text, format and export have nothing to complain about; the next command is named."""
    mine = str(tmp_path / "deep" / "mine")
    code, out, err = run(capsys, "new", mine)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == f"next: figures check {mine}"
    assert run(capsys, "check", mine)[0] == 0
    assert run(capsys, "check", mine, "--texts", f"{mine}/texts")[0] == 0
    assert run(capsys, "format", mine, "--check")[0] == 0
    assert run(capsys, "export", mine, "--to", str(tmp_path / "out"))[0] == 0


def test_it_shows_one_of_each(tmp_path: Path) -> None:
    """Agreement, an acknowledged discrepancy, an undecided rule, computed figures: as its README says."""
    write_starter(tmp_path)
    report = figures.read(tmp_path, tmp_path / "texts")
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    told = dict(
        re.findall(r"^\| `([^`]+)` \| ([a-z ]+?)(?:, acknowledged)? \|", readme.split("## What comes out")[1], re.M)
    )

    assert report.is_clean
    assert {verdict.id: verdict.outcome.value for verdict in report.verdicts} == told
    assert {computed.rule.id for computed in report.computed} == {"pool-no-payer", "pool-state-amount", "pool-growth"}
    assert all(computed.rule.id in readme for computed in report.computed)
    assert report.verdict("pool-funding").explanation is not None


def test_its_page_one(tmp_path: Path) -> None:
    """The dashboard leads with the cost that nobody is said to pay."""
    from figures.views import Views

    write_starter(tmp_path)
    overview = Views(figures.read(tmp_path), "en").overview()

    assert "swimming pool (invented)" in str(overview)
    assert "no payer named" in str(overview)


def test_it_says_that_it_is_invented(tmp_path: Path) -> None:
    """Nobody can take the example for a fact: title, subject, sources, text and README say so."""
    write_starter(tmp_path)
    ledger = figures.read(tmp_path).ledger

    assert all("invented" in source.publisher for source in ledger.sources.values())
    assert all("invented" in subject.labels.en for subject in ledger.subjects.values())
    assert "invented" in ledger.title.en and "erfunden" in ledger.title.de and "inventée" in ledger.title.fr
    assert "invented" in (tmp_path / "README.md").read_text(encoding="utf-8").splitlines()[2]
    assert "erfunden" in (tmp_path / "texts" / "example.txt").read_text(encoding="utf-8").splitlines()[0]


def test_every_file_is_described(tmp_path: Path) -> None:
    """Its README names each file, and the data package each table with its schema."""
    write_starter(tmp_path)
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))

    for path in tmp_path.glob("*.*"):
        assert path.name in readme or path.name == "README.md", path.name
    assert {f"{resource['name']}.csv" for resource in package["resources"]} == {p.name for p in tmp_path.glob("*.csv")}
    for resource in package["resources"]:
        assert [field["name"] for field in resource["schema"]["fields"]] == list(
            tables.schemas()[resource["name"]].names
        )


def test_the_data_package_is_valid(tmp_path: Path, monkeypatch: Any) -> None:
    """Another tool reads it: the tables fit their schema."""
    frictionless = pytest.importorskip("frictionless")
    write_starter(tmp_path)
    monkeypatch.chdir(tmp_path)
    found = frictionless.Package("datapackage.json").validate()

    assert found.valid, found.flatten(["fieldName", "message"])


def test_a_folder_that_is_not_empty_stays_as_it_is(capsys: Any, tmp_path: Path) -> None:
    """Exit code 2, one line, and nothing written; so for a file of that name."""
    (tmp_path / "figures.csv").write_text("mine")
    (tmp_path / "taken").write_text("mine")
    for name in (tmp_path, tmp_path / "taken"):
        code, out, err = run(capsys, "new", str(name))
        assert (code, out) == (2, "") and "new or empty" in err and "Traceback" not in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.csv", "taken"]
    assert (tmp_path / "figures.csv").read_text() == "mine"


def test_a_start_that_was_cut_short_may_be_repeated(tmp_path: Path) -> None:
    """Files of ours that are there already are no reason to refuse."""
    write_starter(tmp_path)
    (tmp_path / "rules.csv").unlink()
    (tmp_path / f".rules.csv.x{tables.STRAY}").write_text("half")
    write_starter(tmp_path)

    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")) == sorted(starter_files())


def test_nothing_else_is_shipped() -> None:
    """What stands in figures/starter is what is written."""
    there = {path.relative_to(STARTER).as_posix() for path in STARTER.rglob("*") if path.is_file()}

    assert there == set(starter_files())


def test_github(capsys: Any, tmp_path: Path, monkeypatch: Any) -> None:
    """Problems and discrepancies are errors at their line, acknowledged and undecided ones notices."""
    write_starter(tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    code, out, _ = run(capsys, "check", "mine", "--format", "github")
    acknowledged, undecided = out.splitlines()
    assert code == 0
    assert acknowledged.startswith("::notice file=mine/rules.csv,line=5,col=2,title=pool-funding%3A contradicted::CON")
    assert undecided.startswith("::notice file=mine/rules.csv,line=7,col=2,title=pool-quarter-more%3A undecided::UNDEC")
    assert "%0A  rule        pool.cost = pool.state_amount + pool.town_amount" in acknowledged

    (tmp_path / "mine" / "explanations.csv").unlink()
    code, out, _ = run(capsys, "check", "mine", "--format", "github")
    assert code == 1
    assert out.startswith("::error file=mine/rules.csv,line=5,col=2,title=pool-funding%3A contradicted::CONTRADICTED")

    table = tmp_path / "mine" / "figures.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("9 M€", "100 %,"), encoding="utf-8")
    code, out, _ = run(capsys, "check", "mine", "--format", "github")
    problem = out.splitlines()[0]
    assert code == 1
    assert problem.startswith("::error file=mine/figures.csv,line=4,col=1,title=figures.csv%3A row-ragged::mine/fig")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("100 % of a, b: c", "title=100 %25 of a%2C b%3A c::100 %25 of a, b: c%0Anext"), ("é", "title=é::é%0Anext")],
)
def test_github_escapes(text: str, expected: str) -> None:
    """No text of a table can end a line or a part of it, and begin a command of its own."""
    from figures.console import annotation
    from figures.errors import Place

    assert annotation("error", Place("f", 0), text, [text, "next"]) == f"::error file=f,line=1,col=1,{expected}"
