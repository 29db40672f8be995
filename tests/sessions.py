"""The examples of a document, run as one session: tables to write, commands to type, lines to find in their answers."""

import csv
import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```(console|csv)([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLANKS = str.maketrans("\u00a0\u202f", "  ")


@dataclass(frozen=True)
class Step:
    """A command with the lines it is said to print, or rows to add to the table ``file``."""

    file: str
    text: str
    lines: tuple[str, ...] = ()


def steps(document: str) -> list[Step]:
    """The blocks of a document: ```csv FILE adds rows (their header is shown each time), ```console types commands."""
    found: list[Step] = []
    for kind, info, text in BLOCK.findall(document):
        if kind == "csv":
            found.append(Step(info.strip(), text))
            continue
        for block in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, lines = _command(block.splitlines())
            found.append(Step("", command, tuple(lines)))
    return found


def _command(lines: list[str]) -> tuple[str, list[str]]:
    """The command, with the lines up to END where it has a here-document, and the lines of its answer."""
    ends = lines.index("END") + 1 if "<<'END'" in lines[0] else 1
    return "\n".join(lines[:ends]), lines[ends:]


def add_rows(path: Path, text: str) -> None:
    """Add rows to a table; the header that the document shows is that of the table."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    header, _, rows = text.partition("\n")
    assert not old or old.startswith(header + "\n"), f"{path.name}: the header is {old.splitlines()[0]}"
    width = len(header.split(","))
    assert all(len(row) == width for row in csv.reader(io.StringIO(rows))), f"{path.name}: {rows}"
    path.write_text(old + rows if old else text, encoding="utf-8", newline="\n")


def play(document: str, folder: Path, programs: dict[str, Callable[[str], tuple[int, str]]]) -> int:
    """Run the session of a document in a folder; gives the number of commands whose answer was compared.

    ``programs`` run a command by its first word, bash runs the others. A command that does not exit with 0 must be
    followed by `$ echo $?`.
    """
    code, compared = 0, 0
    for step in steps(document):
        if step.file:
            add_rows(folder / step.file, step.text)
            continue
        if step.text == "echo $?":
            assert step.lines == (str(code),), f"the exit code is {code}"
            code = 0
            continue
        assert code == 0, f"exit code {code} before: {step.text}"
        program = programs.get(step.text.split()[0])
        code, said = program(step.text) if program else _shell(step.text, folder)
        compare(said, step.lines, step.text)
        compared += bool(step.lines)
    assert code == 0
    return compared


def _shell(command: str, folder: Path) -> tuple[int, str]:
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def compare(said: str, lines: tuple[str, ...], command: str) -> None:
    """Every shown line stands in the answer, in order; others may stand between them, and ... stands for the rest."""
    answer = [line.translate(BLANKS).rstrip() for line in said.splitlines()]
    at = 0
    for line in lines:
        shown = line.rstrip()
        fits = [n for n in range(at, len(answer)) if answer[n] == shown or _begins(answer[n], shown)]
        assert fits, f"{command}\n  does not print: {shown}\n  it prints:\n" + "\n".join(answer)
        at = fits[0] + 1


def _begins(line: str, shown: str) -> bool:
    return shown.endswith("...") and line.startswith(shown.removesuffix("...").rstrip())
