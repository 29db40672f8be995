"""A version of a ledger to compare: its folder, a package that an export wrote, or a revision of its git repository."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from .diff import Snapshot
from .errors import UsageError
from .report import Report, read
from .tables import MAX_BYTES, own_folder, unguard


def version(name: str, beside: str = "") -> Report | Snapshot:
    """The version that a folder, a zip or a revision (`main~1`, `REV:path`) names; raises UsageError.

    A revision is of the repository that holds the folder ``beside``, and without a path it is that folder's. Where
    that is none, REV:path is of the repository one stands in, and REV is the shipped ledger's.
    """
    path = Path(name or "no name")
    if path.is_dir():
        return of_folder(path, name)
    if path.is_file():
        return of_package(path)
    revision, colon, inside = name.partition(":")
    folders = [Path(beside)] if beside and Path(beside).is_dir() else []
    for folder in (*folders, Path.cwd() if colon else own_folder()):
        commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if revision and commit is not None:
            return of_revision(folder, revision, commit.decode().strip(), inside if colon else None)
    raise UsageError(f"there is no folder, no package and no git revision {name}")


def of_folder(path: Path, name: str) -> Report:
    """A folder as it is read now; raises UsageError where it holds no ledger."""
    if not (path / "figures.csv").is_file():
        raise UsageError(f"{name} holds no ledger: there is no figures.csv")
    return read(path)


def of_package(path: Path) -> Snapshot:
    """The tables of a package as they were published, not read anew; raises UsageError."""
    try:
        with zipfile.ZipFile(path) as package:
            described = json.loads(_file(package, "datapackage.json"))
            names = [str(resource["path"]) for resource in described["resources"]]
            tables = {name.removesuffix(".csv"): _rows(_file(package, name)) for name in names}
        return Snapshot.of(str(described.get("version", "")), str(described["read_with"]["lexicon"]), tables)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, zipfile.BadZipFile, csv.Error):
        raise UsageError(f"{path} is no package that figures export --as package has written") from None


def _file(package: zipfile.ZipFile, name: str) -> bytes:
    if package.getinfo(name).file_size > 10 * MAX_BYTES:
        raise ValueError("too large for a table")
    return package.read(name)


def _rows(data: bytes) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    return [{name: unguard(cell) for name, cell in row.items()} for row in rows]


def of_revision(folder: Path, revision: str, commit: str, inside: str | None) -> Report:
    """A folder as a commit holds it, read with today's tables; ``inside``: another folder of its repository.

    Raises UsageError where the commit does not hold that folder, or no ledger in it.
    """
    prefix = inside if inside is not None else (_git(folder, "rev-parse", "--show-prefix") or b"").decode()
    tree = prefix.strip().rstrip("/")
    top = (_git(folder, "rev-parse", "--show-toplevel") or b".").decode().strip()
    archive = _git(Path(top), "archive", "--format=tar", f"{commit}:{tree}")
    if archive is None:
        raise UsageError(f"the revision {revision} holds no folder {tree or '.'}")
    with TemporaryDirectory() as place:
        _unpack(archive, Path(place))
        return of_folder(Path(place), f"the revision {revision}" + f":{tree}" * bool(tree))


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git prints, None where it refuses; raises UsageError where there is no git."""
    try:
        return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True).stdout
    except subprocess.CalledProcessError:
        return None
    except FileNotFoundError:
        raise UsageError("git is not installed; compare folders or packages") from None


def _unpack(archive: bytes, place: Path) -> None:
    """The tables of an archive, by their plain names: nothing that lies deeper, and no link."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            if member.isfile() and "/" not in member.name and member.name.endswith((".csv", ".json")):
                found = tar.extractfile(member)
                if found:
                    (place / member.name).write_bytes(found.read())
