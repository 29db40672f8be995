"""The staircase: imports only point down, and heavy libraries stay in their rooms."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "figures"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def stairs() -> list[str]:
    """The modules in the order of ARCHITECTURE.md, lowest first."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = text.split("<!-- stairs -->")[1].split("<!-- /stairs -->")[0]
    return [
        name
        for line in table.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`([a-z_./]+)`", line.split("|")[1])
    ]


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def imports(path: Path) -> set[str]:
    """Every module a file imports, relative ones resolved to their room (views/check imports views/common)."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            here = ["figures", *path.relative_to(PACKAGE).parts[:-1]]
            parts = [*here[: len(here) + 1 - node.level], node.module] if node.level else [node.module]
            base = ".".join(filter(None, parts))
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return found


def test_every_module_has_its_stair() -> None:
    """ARCHITECTURE.md names each room once, and no room that is not there."""
    rooms = [room(path) for path in MODULES if path.name != "__init__.py"]

    assert sorted(stairs()) == sorted(rooms)


@pytest.mark.parametrize("path", [p for p in MODULES if p.name != "__init__.py"], ids=room)
def test_imports_point_down(path: Path) -> None:
    """A module imports only from those before it."""
    order = stairs()
    own = order.index(room(path))
    for name in imports(path):
        other = name.removeprefix("figures.").replace(".", "/")
        below = [stair for stair in order if stair == other or stair.startswith(f"{other}/")]
        if name.startswith("figures.") and other != "pages":
            assert all(order.index(stair) < own for stair in below), f"{room(path)} imports {other}"


HEAVY = {
    "altair": {"canvas", "charts", "sheet", "pictures"},
    "vl_convert": {"pictures"},
    "streamlit": {"server", "pages/frame", "pages/fields", "pages/app", "pages/overview", "pages/check"},
    "click": {"cli"},
    "pandas": {"export", "report", "large_files"},
    "narwhals": {"large_tables", "large", "large_files"},
    "polars": {"large_files"},
    "pint": {"quantity", "ledger", "algebra", "verdict", "rules", "load", "programme", "bridge", "conversion"},
    "babel": {"locale"},
    "pyarrow": {"files/parquet", "charts"},
    "xlsxwriter": {"files/xlsx"},
    "openpyxl": {"own/workbook"},
    "highspy": {"simplex"},
}


@pytest.mark.parametrize("library", HEAVY)
def test_libraries_stay_in_their_rooms(library: str) -> None:
    """A library is imported (or named in a type) only where it belongs."""
    users = {room(path) for path in MODULES if any(name.split(".")[0] == library for name in imports(path))}

    assert users <= HEAVY[library]


@pytest.mark.parametrize("path", MODULES, ids=room)
def test_every_room_says_what_it_is_for(path: Path) -> None:
    """Each file opens with one sentence."""
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""

    assert re.match(r"\S.*[.!?]$", doc.split("\n\n")[0].replace("\n", " ")), doc


def test_import_is_light() -> None:
    """`import figures` brings no heavy library along."""
    heavy = ("pandas", "pint", "streamlit", "altair", "babel", "click", "numpy", "highspy")
    code = f"import sys, figures; print(*[name for name in {heavy} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout.strip() == ""


DRAWING = re.compile(r"st\.html|unsafe_allow|st\.markdown|st\.write\(|components\.")
ESCAPING = re.compile(r"html\.escape|Markup\(f|</")


def test_markup_is_made_in_one_room() -> None:
    """Only the frame hands markup to Streamlit, and it is made where it is escaped; the server has pages of its own."""
    texts = {room(path): path.read_text(encoding="utf-8") for path in MODULES}

    assert {name for name, text in texts.items() if DRAWING.search(text)} <= {"pages/frame"}
    made = {name for name, text in texts.items() if ESCAPING.search(text)}
    assert made <= {"markup", "brief", "server", "publish/sheets"}
