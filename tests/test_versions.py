"""A version to compare: a folder, a package, or a revision of a git repository."""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger

import figures
from figures.diff import diff
from figures.errors import UsageError
from figures.files import package
from figures.tables import MAX_BYTES
from figures.versions import version

OLD, NEW = "one  a.cost  80 M€", "one  a.cost  90 M€"
AUTHOR = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *AUTHOR, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the ledger in a folder of its own, in two commits and then as it is now."""
    if shutil.which("git") is None:
        pytest.skip("no git on PATH")
    root, folder = tmp_path / "repository", tmp_path / "repository" / "my ledger"
    folder.mkdir(parents=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    for line in (OLD, "one  a.cost  85 M€"):
        write_ledger(folder, line)
        (folder / "note.txt").write_text("no table")
        git(root, "add", ".")
        git(root, "commit", "--quiet", "--message=x")
    write_ledger(folder, NEW)
    return root


def printed(found: Any) -> str:
    return str(found["one"].read_as)


def test_a_revision_beside_a_folder(repository: Path, tmp_path: Path, monkeypatch: Any) -> None:
    """main~1 is the folder as that commit holds it, from wherever it is asked for."""
    folder = str(repository / "my ledger")
    monkeypatch.chdir(tmp_path)

    assert [printed(version(name, folder)) for name in ("main~1", "main", "HEAD", folder)] == [
        "80 M€", "85 M€", "85 M€", "90 M€"
    ]  # fmt: skip


def test_a_revision_with_a_path(repository: Path, tmp_path: Path, monkeypatch: Any) -> None:
    """REV:path is of the repository that holds the other version, else of the one that one stands in."""
    monkeypatch.chdir(repository)
    assert printed(version("main~1:my ledger")) == "80 M€"
    monkeypatch.chdir(tmp_path)
    assert printed(version("main~1:my ledger/", str(repository / "my ledger"))) == "80 M€"


def test_a_package_and_a_folder(tmp_path: Path) -> None:
    """A package that nothing was changed in is the folder it was made from; a changed one is not."""
    (tmp_path / "a").mkdir()
    report = figures.read(write_ledger(tmp_path / "a", OLD))
    path = tmp_path / "old.zip"
    path.write_bytes(package.package_zip(report))

    assert diff(version(str(path)), report).all == ()
    write_ledger(tmp_path / "a", NEW)
    assert [c.field for c in diff(version(str(path)), version(str(tmp_path / "a"))).of("figure")][:2] == [
        "read_as", "value"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nothing", "there is no folder, no package and no git revision nothing"),
        ("--output=x", "there is no folder, no package and no git revision --output=x"),
        ("", "there is no folder, no package and no git revision"),
        (":my ledger", "there is no folder, no package and no git revision"),
        ("main:other", "the revision main holds no folder other"),
        ("main:../up", "the revision main holds no folder"),
        ("main:my ledger/figures.csv", "the revision main holds no folder my ledger/figures.csv"),
        ("main:", "the revision main holds no ledger: there is no figures.csv"),
    ],
)
def test_what_names_no_version(repository: Path, monkeypatch: Any, name: str, told: str) -> None:
    """One line that says what was looked for; nothing reaches git as an option."""
    monkeypatch.chdir(repository)
    with pytest.raises(UsageError, match=told):
        version(name)
    assert not (repository / "x").exists()


def test_without_git(repository: Path, monkeypatch: Any) -> None:
    """A machine without git compares folders and packages."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="git is not installed; compare folders or packages"):
        version("main", str(repository / "my ledger"))


def broken(name: str) -> dict[str, bytes]:
    described = {"resources": [{"path": "figures.csv"}], "read_with": {"lexicon": ""}}
    return {
        "empty": {},
        "no tables": {"datapackage.json": json.dumps(described).encode()},
        "other tables": {"datapackage.json": json.dumps(described).encode(), "figures.csv": b"a,b\n1,2\n"},
        "no JSON": {"datapackage.json": b"["},
        "a list": {"datapackage.json": b"[]"},
        "deep": {"datapackage.json": b"[" * 100_000},
        "huge": {"datapackage.json": b" " * (10 * MAX_BYTES + 1)},
    }[name]


@pytest.mark.parametrize("name", ["empty", "no tables", "other tables", "no JSON", "a list", "deep", "huge"])
def test_a_zip_that_is_no_package(tmp_path: Path, name: str) -> None:
    """Told in one line, whatever is in it."""
    path = tmp_path / "some.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, data in broken(name).items():
            archive.writestr(file, data)
    with pytest.raises(UsageError, match="is no package that figures export --as package has written"):
        version(str(path))
