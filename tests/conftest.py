"""What several test files share: a browser, a running dashboard, the five texts, small ledgers."""

import csv
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from ledgers import SEVERAL_PRINTS, write_ledger

try:  # the laws: no clock, and the same examples each time unless somebody goes looking for new ones
    import hypothesis
except ImportError:  # they are skipped then, and say so
    pass
else:
    hypothesis.settings.register_profile("figures", deadline=None, derandomize="FIGURES_EXPLORE" not in os.environ)
    hypothesis.settings.load_profile("figures")

CHECKOUT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def without_browser(reason: str) -> None:
    if os.environ.get("FIGURES_REQUIRE_BROWSER") == "1":
        pytest.fail(f"FIGURES_REQUIRE_BROWSER=1, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium of the system, driven by Playwright."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        without_browser("Playwright is not installed")
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        without_browser("no Chromium on PATH (on Debian: apt install chromium)")
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=program, args=QUIET)
        except Error as error:
            without_browser(f"{program} does not start: {error.message.splitlines()[0]}")
        yield chromium
        chromium.close()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="session")
def dashboard_url() -> Iterator[str]:
    """The address of a dashboard started for this session, without a closing slash."""
    with dashboard() as url:
        yield url


@pytest.fixture(scope="session")
def prints_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same for the invented ledger with several prints of a term."""
    with dashboard(str(write_ledger(tmp_path_factory.mktemp("prints"), SEVERAL_PRINTS))) as url:
        yield url


@contextmanager
def dashboard(*folder: str) -> Iterator[str]:
    url = f"http://127.0.0.1:{(port := free_port())}"
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        command = [sys.executable, "-m", "figures.cli", "dashboard", *folder, "--port", str(port)]
        server = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=said)
        try:
            deadline = time.monotonic() + 60
            while not healthy(url):
                if server.poll() is not None or time.monotonic() > deadline:
                    said.seek(0)
                    pytest.fail(
                        f"the dashboard does not answer (exit code {server.poll()}); its stderr:\n{said.read()}",
                        pytrace=False,
                    )
                time.sleep(0.1)
            yield url
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder with the five texts, which are not ours to ship."""
    folder = CHECKOUT.parent / "shared" / "texts"
    if not folder.is_dir():
        pytest.skip(f"the texts are not beside the checkout ({folder})")
    return folder


@pytest.fixture
def report(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """The report of the ledger that stands in the test's docstring, under its first paragraph."""
    import figures

    _, _, ledger = (request.function.__doc__ or "").partition("\n\n")
    return figures.read(write_ledger(tmp_path, ledger))


@pytest.fixture(scope="session")
def renderer() -> None:
    """What draws charts as pictures: an extra, which a plain install does not have."""
    pytest.importorskip("vl_convert", reason="pip install figures-ledger[pictures] for the pictures")


@pytest.fixture(scope="session")
def seeds() -> Any:
    """The report of the shipped ledger."""
    import figures

    return figures.read()


@pytest.fixture(scope="session")
def five_texts(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The report of the shipped ledger without its second sources: what the five texts alone say."""
    import figures
    from figures import tables

    folder = tmp_path_factory.mktemp("five-texts")
    shutil.copytree(tables.own_folder(), folder, dirs_exist_ok=True)
    own = {row["id"] for row in rows_of(folder / "sources.csv") if row["sha256"] or row["kind"] == "reference"}
    for name in ("figures", "rules", "explanations", "set_aside"):
        kept = [row for row in rows_of(folder / f"{name}.csv") if row["source"] in own]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, kept[0])
            writer.writeheader()
            writer.writerows(kept)
    return figures.read(folder)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def number_list(texts: Path) -> list[dict[str, str]]:
    """Every number of the five texts, as a careful reader listed them."""
    path = texts.parent / "reference" / "numbers_in_the_texts.csv"
    if not path.is_file():
        pytest.skip(f"the number list is not beside the checkout ({path})")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
