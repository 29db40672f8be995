"""The starter ledger: an invented one, small and whole, written into a folder of the caller's."""

from __future__ import annotations

import json
from pathlib import Path

from . import tables
from .errors import UsageError

STARTER = Path(__file__).with_name("starter")


def write_starter(folder: Path) -> list[Path]:
    """Write the starter ledger and give its files; the folder is made where it is not there.

    A start that was cut short may be repeated. Raises UsageError where the folder holds anything else, OSError
    where it cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder that is new or empty")
    folder.mkdir(parents=True, exist_ok=True)
    with tables.writing(folder):
        files = starter_files()
        for path in sorted(folder.rglob("*")):
            if path.is_file() and files.get(path.relative_to(folder).as_posix()) != path.read_bytes():
                raise UsageError(f"{folder} is not empty (it holds {path.name}); name a folder that is new or empty")
        for name, data in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            tables.write_file(folder / name, data)
    return [folder / name for name in files]


def starter_files() -> dict[str, bytes]:
    """The files of the starter ledger by their path; datapackage.json gets the schemas of the tables that are there."""
    paths = sorted(path for path in STARTER.rglob("*") if path.suffix in (".csv", ".json", ".md", ".txt"))
    files = {path.relative_to(STARTER).as_posix(): path.read_bytes() for path in paths}
    shipped = json.loads((tables.own_folder() / "datapackage.json").read_text(encoding="utf-8"))
    package = json.loads(files["datapackage.json"])
    package["resources"] = [resource for resource in shipped["resources"] if f"{resource['name']}.csv" in files]
    text = json.dumps(package, ensure_ascii=False, indent=2)
    return files | {"datapackage.json": (text + "\n").encode()}
