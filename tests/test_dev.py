"""The lock, the two commands and the CI script hold what they promise."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
LOCK = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8")
DEV = CHECKOUT / "dev.py"


def test_the_lock_names_no_address_and_no_option() -> None:
    assert "://" not in LOCK
    assert not re.findall(r"^(?:#|-).*", LOCK, re.MULTILINE)
    assert not re.findall(r"/\w+/|find-links|index-url", LOCK)


def test_every_requirement_is_pinned_and_hashed() -> None:
    requirements = re.sub(r"\\\n", " ", LOCK).splitlines()
    assert len(requirements) > 50
    for requirement in requirements:
        assert re.match(r"[\w.-]+==[\w.!+]+ ", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


def test_dev_parses_on_an_old_python_so_that_it_can_say_so() -> None:
    tree = ast.parse(DEV.read_text(encoding="utf-8"), feature_version=(3, 6))
    assert "\n" not in (ast.get_docstring(tree) or "\n")


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["--help"]])
def test_an_unknown_word_is_answered_with_the_usage(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, DEV, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "usage:" in done.stderr and len(done.stderr.splitlines()) == 1


def test_ci_runs_the_documented_command() -> None:
    script = (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"python3 dev\.py test", script)
