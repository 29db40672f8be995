"""The documents: what they show is what runs, and every command, table and column is named."""

import doctest
import importlib
import json
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest

import figures
from figures import tables
from figures.cli import cli, main

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


def test_every_command_is_documented() -> None:
    """The README's table names every command, and none that is not there."""
    named = set(re.findall(r"^\| `figures ([a-z]+)", README, re.MULTILINE))

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


def test_glossary_has_the_codes() -> None:
    """Hedges, outcomes and statuses of the code stand in the glossary."""
    from figures.hedges import HEDGES
    from figures.ledger import STATUSES
    from figures.verdict import Outcome

    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    for word in (*HEDGES, *STATUSES, *(outcome.value for outcome in Outcome)):
        assert word in text, word
