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


def write_folder(
    target: Path,
    files: Mapping[str, bytes] | Iterable[tuple[str, bytes]],
    own: Callable[[Path], bool],
    maker: str = "an export",
    anew: bool = False,
) -> list[Path]:
    """Write files into a new or empty folder, or over what ``maker`` wrote there before; raises UsageError.

    ``own`` knows what the maker writes: a folder that holds anything else is refused, so that nothing is ever mixed
    with other people's files. All files are written into a hidden folder inside the target and synced; only then are
    they renamed into place, those in subfolders with their folder. ``anew``: what is not written again goes. Whatever
    stops the writing, the files that were there stay.
    """
    pairs = files.items() if isinstance(files, Mapping) else files
    absent = [folder for folder in (target, *target.parents) if not folder.exists()]
    stage = target / f"{STAGE}{os.getpid()}"
    with _told(target):
        try:
            target.mkdir(parents=True, exist_ok=True)
            with writing(target):
                _refuse_strangers(target, own, maker)
                before = [path.name for path in target.iterdir()] if anew else []
                (stage / OLD).mkdir(parents=True)
                written = [_write(stage, name, data) for name, data in pairs]
                _swap(stage, target, dict.fromkeys([*(name.split("/")[0] for name in written), *before]))
        except BaseException:
            _remove_stages(target)
            for folder in filter(Path.is_dir, absent):
                with suppress(OSError):  # somebody else has put something there
                    folder.rmdir()
            raise
        _remove_stages(target)
    return [target / name for name in written]


def _swap(stage: Path, target: Path, names: Iterable[str]) -> None:
    """Rename every staged file and folder into place; where that stops halfway, the old ones come back."""
    begun: list[tuple[bool, Path, Path, Path]] = []
    try:
        for name in names:
            new, place, old = stage / name, target / name, stage / OLD / name
            comes = new.exists()
            begun.append((comes, new, place, old))
            if place.is_dir() or not comes:
                os.replace(place, old)
            elif place.exists():
                _keep(place, old)
            if comes:
                os.replace(new, place)
    except BaseException:
        for comes, new, place, old in begun:
            has_come = comes and not new.exists()
            if has_come and (place.is_dir() or not old.exists()):
                os.replace(place, new)  # a new file gives way by itself
            if old.exists():
                os.replace(old, place)
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


def _refuse_strangers(target: Path, own: Callable[[Path], bool], maker: str) -> None:
    _remove_stages(target)  # of an export that was killed
    odd = sorted(path.name for path in target.iterdir() if not own(path))
    if odd:
        more = f" and {len(odd) - 1} more" if len(odd) > 1 else ""
        raise UsageError(f"{target} holds {odd[0]}{more}, not made by {maker}; choose a new or an empty folder")


def _remove_stages(target: Path) -> None:
    for path in target.glob(f"{STAGE}*"):
        shutil.rmtree(path, ignore_errors=True)


def _write(stage: Path, name: str, data: bytes) -> str:
    """A file below the stage, with the folders of its name."""
    path = stage / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return name
