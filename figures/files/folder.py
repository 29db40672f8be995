"""The folder an export goes to: everything is written beside first, and nothing half-written is ever left."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import UsageError
from ..tables import writing

STAGE, OLD = ".figures-export-", "old"


def write_folder(target: Path, files: Mapping[str, bytes], own: Callable[[Path], bool]) -> list[Path]:
    """Write files into a new or empty folder, or over files of an earlier export; raises UsageError.

    ``own`` knows the files that an export writes: a folder that holds anything else is refused, so that an export
    never mixes with other people's files. All files are written into a hidden folder inside the target and synced;
    only then are they renamed into place. Whatever stops the writing, the files that were there stay.
    """
    absent = [folder for folder in (target, *target.parents) if not folder.exists()]
    stage = target / f"{STAGE}{os.getpid()}"
    with _told(target):
        try:
            target.mkdir(parents=True, exist_ok=True)
            with writing(target):
                _refuse_strangers(target, own)
                (stage / OLD).mkdir(parents=True)
                for name, data in files.items():
                    _write(stage / name, data)
                _swap(stage, target, files)
        except BaseException:
            _remove_stages(target)
            for folder in filter(Path.is_dir, absent):
                with suppress(OSError):  # somebody else has put something there
                    folder.rmdir()
            raise
        _remove_stages(target)
    return [target / name for name in files]


def _swap(stage: Path, target: Path, names: Iterable[str]) -> None:
    """Rename every staged file into place; where that stops halfway, the old ones come back."""
    begun: list[str] = []
    try:
        for name in names:
            begun.append(name)
            if (target / name).exists():
                _keep(target / name, stage / OLD / name)
            os.replace(stage / name, target / name)
    except BaseException:
        for name in begun:
            if (stage / OLD / name).exists():
                os.replace(stage / OLD / name, target / name)
            elif not (stage / name).exists():  # the new one stands where none was
                (target / name).unlink(missing_ok=True)
        raise


def _keep(file: Path, copy: Path) -> None:
    """A second name for a file, or a copy where the file system has no second names."""
    try:
        os.link(file, copy)
    except OSError:
        shutil.copy2(file, copy)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """What stops a writing, in one line."""
    try:
        yield
    except OSError as fault:
        told = f"{target}: {fault.strerror or fault}; nothing was written, what was there is still there"
        raise UsageError(told) from fault
    except KeyboardInterrupt:
        raise UsageError(f"{target}: interrupted; nothing was written, what was there is still there") from None


def _refuse_strangers(target: Path, own: Callable[[Path], bool]) -> None:
    _remove_stages(target)  # of an export that was killed
    odd = sorted(path.name for path in target.iterdir() if not path.is_file() or not own(path))
    if odd:
        more = f" and {len(odd) - 1} more" if len(odd) > 1 else ""
        raise UsageError(f"{target} holds {odd[0]}{more}, not made by an export; choose a new or an empty folder")


def _remove_stages(target: Path) -> None:
    for path in target.glob(f"{STAGE}*"):
        shutil.rmtree(path, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
