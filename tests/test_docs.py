"""The documents: what they show is what runs, and every command, table and column is named."""

import contextlib
import doctest
import importlib
import io
import json
import os
import pkgutil
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from sessions import play

import figures
from figures import tables
from figures.citation import citation
from figures.cli import cli, main
from figures.telling import Telling

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
MODULES = [
    module.name for module in pkgutil.walk_packages(figures.__path__, "figures.") if ".pages." not in module.name
]


def test_readme_python() -> None:
    """The Python of the README runs as printed."""
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, optionflags=FLAGS)

    assert tried >= 5 and failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name: str) -> None:
    """Every example in a docstring runs as printed."""
    assert doctest.testmod(importlib.import_module(name), optionflags=FLAGS).failed == 0


def test_readme_data(dashboard_url: str, tmp_path: Path, monkeypatch: Any) -> None:
    """The Python that reads the data runs as printed, on an export and on a running dashboard."""
    monkeypatch.chdir(tmp_path)
    assert run_figures("figures export --to out --as csv,package")[0] == 0
    code = next(block for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "import pandas" in block)
    names: dict[str, Any] = {}
    exec(code.replace("http://127.0.0.1:8501", dashboard_url), names)

    assert len(names["figures"]) == len(figures.read().ledger.figures)
    assert names["shown"]["value"].max() == 60_000_000
    assert names["one"]["source"]["publisher"] == "Tageblatt"
    assert "lux-share" in set(names["verdicts"]["verdict_id"])


def test_readme_citation() -> None:
    """The sentence to cite is what the software says."""
    tell = Telling(figures.read(), "en")
    said = citation(tell, ["lux-state-contribution"], "ADDRESS").removesuffix(".")

    assert said in " ".join(README.split())


def console_blocks() -> list[tuple[list[str], list[str]]]:
    """The commands of the README's console blocks, each with the lines it is said to print."""
    found: list[tuple[list[str], list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ figures "):
                words = re.findall(r'"([^"]*)"|(\S+)', line.removeprefix("$ figures "))
                found.append(([quoted or bare for quoted, bare in words], []))
            else:
                found[-1][1].append(line)
    return found


@pytest.mark.parametrize(("arguments", "lines"), console_blocks(), ids=lambda value: " ".join(value)[:40])
def test_readme_console(arguments: list[str], lines: list[str], capsys: Any) -> None:
    """Each shown command prints the shown lines, in order (others may stand between them)."""
    with pytest.raises(SystemExit):
        main(arguments)
    said = capsys.readouterr().out.splitlines()
    at = 0
    for line in lines:
        at = next((n for n in range(at, len(said)) if said[n].startswith(line.rstrip())), -1)
        assert at >= 0, line


DOCS = sorted((ROOT / "docs").glob("*.md"))


def run_figures(command: str) -> tuple[int, str]:
    """A command of a document, inside this process: its exit code and what it printed."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), pytest.raises(SystemExit) as stop:
        main(shlex.split(command)[1:])
    return int(stop.value.code or 0), said.getvalue()


def run_pytest(command: str) -> tuple[int, str]:
    """pytest in a process of its own, with the plugin of this tree."""
    arguments = [sys.executable, "-m", "pytest", "-p", "figures.pytest_plugin", *shlex.split(command)[1:]]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(arguments, capture_output=True, text=True, env=environment)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["tutorial", "rules", "verdicts", "curation", "wording"])
def test_console_of_the_docs(name: str, tmp_path: Path, monkeypatch: Any) -> None:
    """Typed from top to bottom in an empty folder, every command prints what is shown."""
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    compared = play(text, tmp_path, {"figures": run_figures, "pytest": run_pytest})

    assert compared >= 4


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.stem)
def test_python_of_the_docs(path: Path, request: pytest.FixtureRequest) -> None:
    """Every example with >>> runs as printed."""
    if path.stem == "pictures":
        request.getfixturevalue("renderer")
    if "import duckdb" in path.read_text(encoding="utf-8"):
        pytest.importorskip("duckdb", reason="pip install figures-ledger[test] for the examples with DuckDB")
    failed, tried = doctest.testfile(str(path), module_relative=False, optionflags=FLAGS)

    assert failed == 0
    assert tried == len(re.findall(r"^>>> ", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_a_wrong_example_fails(tmp_path: Path) -> None:
    """The runner of the documents finds a line that is not printed, and an exit code that is not shown."""
    for wrong in (
        "```console\n$ figures read 7\n  value       8\n```\n",
        "```console\n$ false\n$ true\n```\n",
        "```console\n$ false\n$ echo $?\n2\n```\n",
        "```csv a.csv\na,b\n1\n```\n",
    ):
        with pytest.raises(AssertionError):
            play(wrong, tmp_path, {"figures": run_figures})


def test_the_workflow(tmp_path: Path, monkeypatch: Any) -> None:
    """What the example workflow runs is there, and succeeds on a starter ledger."""
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"run: (\S+) (.*)$", (ROOT / "docs" / "workflow.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert [program for program, _ in lines] == ["pip", "figures", "figures", "pytest"]
    assert run_figures("figures new ledger")[0] == 0
    for program, arguments in lines[1:]:
        code, said = {"figures": run_figures, "pytest": run_pytest}[program](f"{program} {arguments}")
        assert code == 0, said


def shown(text: str) -> str:
    """A text of the catalogue as messages.md shows it: … stands for what changes."""
    return re.sub(r"\{[^}]*\}", "…", text)


def test_every_message_is_documented() -> None:
    """messages.md has one row for each code of a problem or a reason, with its words, and none that is not there."""
    catalogue = tomllib.loads((ROOT / "figures" / "locale" / "en.toml").read_text(encoding="utf-8"))
    known = {code: shown(said["what"]) for code, said in catalogue["problem"].items()}
    known |= {code: shown(said) for code, said in catalogue["reason"].items() if not code.endswith("-bare")}
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*?) \| (.+) \|$", (ROOT / "docs" / "messages.md").read_text("utf-8"), re.M)

    assert {code: said for code, said, _ in rows} == known
    assert len(rows) == len(known)
    assert all(len(behind) > 20 for _, _, behind in rows)


def test_every_public_name_is_documented() -> None:
    """python.md names what `import figures` gives, and no more."""
    named = re.findall(r"^\| `([A-Za-z]+)` \|", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(named) == sorted(figures.__all__)


def test_every_command_is_documented() -> None:
    """The tables of the README and of the tutorial name every command, and none that is not there."""
    text = README + (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `figures ([a-z]+)", text, re.MULTILINE))

    assert named == set(cli.commands)


def test_two_commands_stand_in_the_readme() -> None:
    """What a newcomer types is what CI runs."""
    assert "python3 dev.py dashboard" in README and "python3 dev.py test" in README
    assert "python3 dev.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_column_is_documented() -> None:
    """seeds/README.md names every table and every column."""
    text = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
    for name, schema in tables.schemas().items():
        assert f"{name}.csv" in text
        for column in schema.columns:
            assert f"`{column.name}`" in text, f"{name}.{column.name}"


def test_links_lead_somewhere() -> None:
    """Every relative link of the documents is a file."""
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "seeds" / "README.md"]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_versions_agree() -> None:
    """The package, the ledger and the changelog bear one version."""
    version = re.search(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    package = json.loads((ROOT / "seeds" / "datapackage.json").read_text(encoding="utf-8"))

    assert version and package["version"] == version[1]
    assert version[1] in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def untold(changelog: str, rows: list[dict[str, str]]) -> list[str]:
    """The figures and verdicts of changes.csv that the "Figures" section of their version does not name."""
    parts = re.split(r"^## (\S+).*$", changelog, flags=re.MULTILINE)
    sections = {
        version: text.partition("### Figures")[2].partition("### ")[0]
        for version, text in zip(parts[1::2], parts[2::2], strict=True)
    }
    told = [row for row in rows if row["what"] in ("figure", "verdict")]
    return [row["id"] for row in told if row["id"] not in sections.get(row["version"], "")]


def test_the_changelog_tells_every_change() -> None:
    """Each figure and verdict that a version changed stands in its section; one that does not would be noticed."""
    rows = [dict(row.cells) for row in figures.read().ledger.rows["changes"]]
    text = (
        "## 2 (2027)\n\n### Figures\n\n- one: 5 → 6\n\n### Code\n\n- other\n\n## 1 (2026)\n\n### Figures\n\n- other\n"
    )
    invented = [{"version": "2", "what": "figure", "id": name} for name in ("one", "other")]

    assert untold((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), rows) == []
    assert untold(text, invented) == ["other"]
    assert untold(text, [{"version": "3", "what": "verdict", "id": "one"}]) == ["one"]


def test_glossary_has_the_codes() -> None:
    """Hedges, outcomes and statuses of the code stand in the glossary."""
    from figures.hedges import HEDGES
    from figures.ledger import STATUSES
    from figures.verdict import Outcome

    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    for word in (*HEDGES, *STATUSES, *(outcome.value for outcome in Outcome)):
        assert word in text, word
