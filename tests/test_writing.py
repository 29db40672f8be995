"""Files stay safe: a killed writer, two writers and a full disk leave the old file or the new one, and nothing else."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger

from figures import tables
from figures.cli import main
from figures.errors import UsageError

OLD, NEW = b"old" * 100_000, b"new" * 200_000


def start_writer(path: Path) -> int:
    """A process of its own that writes the file for ever, now long, now short; gives its id when it has begun."""
    told, tells = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(tells, b"!")
            while True:
                for data in (NEW, OLD):
                    with tables.writing(path.parent):
                        tables.write_file(path, data)
        finally:
            os._exit(1)
    os.read(told, 1)
    os.close(told)
    os.close(tells)
    return pid


def strays(folder: Path) -> list[Path]:
    return list(folder.glob(f".*{tables.STRAY}"))


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the child only writes until it is killed
def test_killed_in_between(tmp_path: Path) -> None:
    """Killed 48 times at any moment: the file is whole each time, and the next start leaves no stray one."""
    path = tmp_path / "figures.csv"
    path.write_bytes(OLD)
    left, moments = 0, random.Random(7)
    for _ in range(48):
        writer = start_writer(path)
        time.sleep(moments.random() / 50)
        os.kill(writer, signal.SIGKILL)
        assert os.WTERMSIG(os.waitpid(writer, 0)[1]) == signal.SIGKILL
        assert path.read_bytes() in (OLD, NEW)
        left += len(strays(tmp_path))
        with tables.writing(tmp_path):
            assert strays(tmp_path) == []

    assert left > 0, "no kill fell between making and renaming: the test proves nothing"
    assert list(tmp_path.iterdir()) == [path]


def test_two_writers(tmp_path: Path) -> None:
    """Two commands that write in one folder do so one after the other; neither sweeps the other's file away."""
    write_ledger(tmp_path, "a  a.cost  60 M€")
    table = tmp_path / "subjects.csv"
    untidy = b'label_en,id\r\n"A",a\r\n'
    command = [sys.executable, "-m", "figures.cli", "format", str(tmp_path)]
    for _ in range(3):
        table.write_bytes(untidy)
        both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        said = [process.communicate() for process in both]
        assert [process.returncode for process in both] == [0, 0], said
        assert sorted("formatted" in out for out, _ in said) == [False, True]
        assert table.read_bytes() == b"id,label_en\na,A\n"


def test_the_second_waits_and_says_so(tmp_path: Path, monkeypatch: Any) -> None:
    """Where the first does not end, the second gives up with one line and has written nothing."""
    monkeypatch.setattr(tables, "WAIT", 0.1)
    with tables.writing(tmp_path), pytest.raises(UsageError, match="another command is writing"):
        with tables.writing(tmp_path):
            raise AssertionError("two at once")
    with tables.writing(tmp_path):
        pass


def test_a_part_that_is_being_written_is_not_swept(tmp_path: Path) -> None:
    """A part belongs to its writer as long as that lives, however old it is; then it goes."""
    part = tables._part(tmp_path / "a.csv")
    os.utime(part.name, (0, 0))
    tables.sweep(tmp_path)
    assert len(strays(tmp_path)) == 1
    part.close()
    tables.sweep(tmp_path)
    assert strays(tmp_path) == []


def test_without_locks_age_decides(tmp_path: Path, monkeypatch: Any) -> None:
    """On a drive that knows no locks a part is a stray one after ten minutes."""
    monkeypatch.setattr(tables, "_hold", lambda file: None)
    young, old = tmp_path / f".a.csv.1{tables.STRAY}", tmp_path / f".a.csv.2{tables.STRAY}"
    for path in (young, old):
        path.write_text("half")
    os.utime(old, (time.time() - 601,) * 2)
    tables.sweep(tmp_path)

    assert strays(tmp_path) == [young]


def test_only_our_own_parts_are_swept(tmp_path: Path) -> None:
    """Other hidden files of a folder are none of our business."""
    (tmp_path / ".figures.csv.swp").write_text("an editor's")
    tables.sweep(tmp_path)

    assert (tmp_path / ".figures.csv.swp").exists()


def test_full_disk(tmp_path: Path) -> None:
    """A file that does not fit leaves the old one, no part, and one line that says why."""
    write_ledger(tmp_path, "a  a.cost  60 M€\nb  a.bill  63 M€")
    table = tmp_path / "measures.csv"
    table.write_text("label_en,id,unit\n" + "".join(f"{'a long name ' * 20},m{n},money\n" for n in range(99)))
    before = table.read_bytes()

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = subprocess.run(
        [sys.executable, "-B", "-m", "figures.cli", "format", str(tmp_path)],
        capture_output=True,
        text=True,
        preexec_fn=small,
    )

    assert done.returncode == 2 and "Traceback" not in done.stderr and done.stderr.startswith("figures: ")
    assert table.read_bytes() == before
    assert strays(tmp_path) == []


def test_every_writing_command_takes_the_lock(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    """format, export and new wait for the folder they write in."""
    write_ledger(tmp_path, "a  a.cost  60 M€")
    monkeypatch.setattr(tables, "WAIT", 0.1)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    for folder, arguments in (
        (tmp_path, ["format", str(tmp_path)]),
        (fresh, ["export", str(tmp_path), "--to", str(fresh)]),
        (fresh, ["new", str(fresh)]),
    ):
        with tables.writing(folder), pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 2 and "another command is writing" in capsys.readouterr().err, arguments
    assert list(fresh.iterdir()) == []
