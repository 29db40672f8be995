"""The wheel: built, installed into an empty environment away from the checkout, and used there."""

import os
import signal
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import CHECKOUT, free_port, healthy

pytest.importorskip("hatchling", reason="the build backend is not installed")


class Place:
    """An environment with the wheel in it, in a folder that knows nothing of the checkout."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder, self.wheel, self.bin = folder, wheel, folder / "env" / "bin"
        venv.create(folder / "env", symlinks=True)
        python = str(self.bin / "python")
        command = [
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "-q",
            "--no-deps",
            "--no-index",
            str(wheel),
        ]
        subprocess.run(command, check=True, capture_output=True)
        # The libraries are those of this environment, the package is not: a path in a .pth file brings no other one.
        libraries = sysconfig.get_path("purelib", vars={"base": str(folder / "env")})
        (Path(libraries) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")

    def start(self, *command: str) -> "subprocess.Popen[str]":
        unwanted = ("PYTHONPATH", "FIGURES_FOLDER", "FIGURES_TEXTS", "VIRTUAL_ENV")
        env = {name: value for name, value in os.environ.items() if name not in unwanted}
        return subprocess.Popen(
            [str(self.bin / command[0]), *command[1:]],
            cwd=self.folder,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *command: str) -> tuple[int, str, str]:
        process = self.start(*command)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("away")
    build = ["wheel", "-q", "--no-build-isolation", "--no-deps", "--no-index", "-w", str(folder), str(CHECKOUT)]
    subprocess.run([sys.executable, "-m", "pip", *build], check=True, capture_output=True, cwd=folder)
    return Place(folder, next(folder.glob("*.whl")))


def test_what_is_in_it(place: Place) -> None:
    """The package with its data, the ledger, the entry of the dashboard; no tests, no article."""
    names = set(zipfile.ZipFile(place.wheel).namelist())
    package = {
        path.relative_to(CHECKOUT).as_posix()
        for path in (CHECKOUT / "figures").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert package <= names
    assert {f"figures/seeds/{path.name}" for path in (CHECKOUT / "seeds").iterdir()} <= names
    assert {"figures/entry/dashboard.py", "figures/entry/.streamlit/config.toml"} <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"figures", "figures_ledger"}
    texts = {name for name in names if name.endswith(".txt") and "dist-info" not in name}
    assert texts == {"figures/units.txt", "figures/starter/texts/example.txt", "figures/static/inter-OFL.txt"}


def test_it_is_the_wheel_that_runs(place: Place) -> None:
    """The package is imported from the environment, and finds its own copy of the ledger."""
    code = "import figures; print(figures.__file__); print(figures.read().ledger.folder)"
    _, out, err = place.run("python", "-c", code)
    package, ledger = out.splitlines()

    assert err == ""
    assert str(place.folder) in package and str(CHECKOUT) not in out
    assert ledger.startswith("env/") and ledger.endswith("figures/seeds")


def test_commands(place: Place) -> None:
    """check, export, new and format run on the packaged ledger and on a new one."""
    code, out, err = place.run("figures", "check")
    assert (code, err) == (0, "") and "85 figures, 0 problems" in out
    code, out, err = place.run("figures", "export", "--to", "out")
    assert (code, err) == (0, "") and (place.folder / "out" / "figures.csv").is_file()
    assert place.run("figures", "new", "mine")[0] == 0
    assert place.run("figures", "check", "mine", "--texts", "mine/texts")[0] == 0
    assert place.run("figures", "format", "mine", "--check")[0] == 0


def test_plugin(place: Place) -> None:
    """pytest finds the ledger of a repository that is not ours."""
    place.run("figures", "new", "ledger")
    code, out, err = place.run("python", "-m", "pytest", "-q", "-p", "figures.pytest_plugin", "--figures", "ledger")

    assert (code, err) == (0, "")
    assert "14 passed, 1 skipped, 1 xfailed" in out


def test_dashboard(place: Place) -> None:
    """It serves its page away from the checkout, and ends when it is told to."""
    port = free_port()
    server = place.start("figures", "dashboard", "--port", str(port))
    try:
        deadline = time.monotonic() + 60
        while not healthy(f"http://127.0.0.1:{port}"):
            assert server.poll() is None, server.communicate()[1]
            assert time.monotonic() < deadline, "no answer within a minute"
            time.sleep(0.1)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/check?lang=en", timeout=60) as answer:
            page = answer.read().decode()
    finally:
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=20)

    assert f"http://127.0.0.1:{port}/" in out
    assert '<html lang="en">' in page and "AI programme" in page
    assert "Traceback" not in err
