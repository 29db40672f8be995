"""One of our pages against a naive Streamlit page and a Dash page of the same charts and tables, in one run.

Run it from the checkout: `python benchmarks/dashboard.py PYTHON_WITH_DASH [PAGE...]` (pages: overview, check, dates).
It prints the server's CPU seconds a rerun, how long 50 and 100 viewers wait who act once in five seconds, and how long
Chromium takes to the first chart with an empty cache. Only the ratios of one run count.
"""

from __future__ import annotations

import asyncio
import csv
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import figures  # noqa: E402
from figures.views import Cells, Chart, Views  # noqa: E402

PAUSE, SPELL, RERUNS, LOADS = 5.0, 40.0, 40, 5  # seconds between actions, seconds of viewing, reruns, first visits
LANGUAGES = ("de", "en", "fr")


@dataclass(frozen=True)
class Site:
    """A running server: its address, its process, and the CSS of a drawn chart."""

    name: str
    url: str
    process: int
    chart: str


def page_tables(page: str, folder: Path) -> None:
    """What a page of ours shows, as CSV files that the other two read."""
    views = Views(figures.read(HERE.parent / "seeds"), "en")
    record = {"overview": views.overview, "check": lambda: views.check(""), "dates": views.calendar}[page]()
    found = [getattr(record, field.name) for field in fields(record)]
    parts = [part for value in found for part in (value if isinstance(value, tuple) else (value,))]
    for number, part in enumerate(parts):
        if isinstance(part, Chart):
            write(folder / f"chart-{number}.csv", [c.name for c in part.table.columns], part.table.rows)
        elif isinstance(part, Cells) and part.rows:
            write(folder / f"table-{number}.csv", part.headers, part.rows)


def write(file: Path, header: object, rows: object) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([header, *rows])  # type: ignore[misc]


@contextmanager
def running(name: str, command: list[str], chart: str, tables: Path) -> Iterator[Site]:
    port = free_port()
    environment = {**os.environ, "BENCHMARK_TABLES": str(tables), "PYTHONPATH": str(HERE.parent)}
    words = [word.replace("PORT", str(port)) for word in command]
    server = subprocess.Popen(words, cwd=tables, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url)
        yield Site(name, url, server.pid, chart)
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_for(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{url} does not answer")


def cpu(process: int) -> float:
    """CPU seconds of a process so far, user and system."""
    cells = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(cells[11]) + int(cells[12])) / os.sysconf("SC_CLK_TCK")


Act = Callable[[int], Awaitable[None]]


async def streamlit_viewer(site: Site, page: str) -> Act:
    """A session of Streamlit's own protocol; an action asks for the page in another language and waits for its end."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from websockets.asyncio.client import connect

    address = f"{site.url.replace('http', 'ws')}/_stcore/stream"
    socket_ = await connect(address, origin=site.url, subprotocols=["streamlit"], max_size=None)  # type: ignore[arg-type,list-item]

    async def act(number: int) -> None:
        message = BackMsg()
        message.rerun_script.query_string = f"lang={LANGUAGES[number % 3]}"
        message.rerun_script.page_name = "" if page == "overview" or site.name == "naive" else page
        await socket_.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(await socket_.recv())  # type: ignore[arg-type]
            if answer.WhichOneof("type") == "script_finished":
                assert answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return

    await act(1)
    return act


async def dash_viewer(site: Site, page: str) -> Act:
    """A callback of Dash."""

    def ask(number: int) -> None:
        language = {"id": "language", "property": "value", "value": LANGUAGES[number % 3]}
        output = {"id": "page", "property": "children"}
        body = {
            "output": "page.children",
            "outputs": output,
            "inputs": [language],
            "changedPropIds": ["language.value"],
        }
        request = urllib.request.Request(f"{site.url}/_dash-update-component", json.dumps(body).encode())
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request) as answer:
            assert b"children" in answer.read()

    async def act(number: int) -> None:
        await asyncio.get_running_loop().run_in_executor(None, ask, number)

    await act(1)
    return act


async def viewer(site: Site, page: str) -> Act:
    return await (dash_viewer if site.name == "dash" else streamlit_viewer)(site, page)


async def rerun(site: Site, page: str) -> float:
    """The server's CPU seconds for one action of one viewer."""
    act = await viewer(site, page)
    for number in range(6):  # each language once and again: what is kept is there
        await act(number)
    before = cpu(site.process)
    for number in range(RERUNS):
        await act(number)
    return (cpu(site.process) - before) / RERUNS


async def waiting(site: Site, page: str, viewers: int) -> list[float]:
    """How long each action took, in seconds, with so many viewers of whom each acts every five seconds."""
    acts = [await viewer(site, page) for _ in range(viewers)]
    taken: list[float] = []

    async def look(act: Act) -> None:
        await asyncio.sleep(random.uniform(0, PAUSE))
        end = time.monotonic() + SPELL
        for number in range(int(SPELL)):
            if time.monotonic() > end:
                return
            start = time.monotonic()
            await act(number)
            taken.append(time.monotonic() - start)
            await asyncio.sleep(max(0, PAUSE - taken[-1]))

    await asyncio.gather(*map(look, acts))
    return sorted(taken)


def first_charts(sites: list[Site], page: str) -> dict[str, float]:
    """Seconds to the first drawn chart, median of visits with an empty cache, the sites in turn."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    taken: dict[str, list[float]] = {site.name: [] for site in sites}
    with sync_playwright() as playwright:
        for _ in range(LOADS):
            for site in sites:
                browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
                opened = browser.new_page()
                ours = site.name == "figures" and page != "overview"
                start = time.monotonic()
                opened.goto(f"{site.url}/{page if ours else ''}", wait_until="commit")
                opened.wait_for_selector(site.chart, timeout=60_000)
                taken[site.name].append(time.monotonic() - start)
                browser.close()
    return {name: statistics.median(times) for name, times in taken.items()}


def at(share: float, values: list[float]) -> float:
    return values[min(len(values) - 1, int(share * len(values)))]


def measure(page: str, dash: str, tables: Path) -> None:
    page_tables(page, tables)
    drawn = "[data-testid=stVegaLiteChart] :is(svg, canvas)"
    quiet = ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    naive = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(HERE / "pages" / "naive.py"),
        "--server.port",
        "PORT",
        *quiet,
    ]
    with (
        running("figures", [sys.executable, "-m", "figures.cli", "dashboard", "--port", "PORT"], drawn, tables) as ours,
        running("naive", naive, drawn, tables) as plain,
        running(
            "dash", [dash, str(HERE / "pages" / "dash_page.py"), "PORT"], ".js-plotly-plot .main-svg", tables
        ) as other,
    ):
        sites = [ours, plain, other]
        reruns = {site.name: asyncio.run(rerun(site, page)) for site in sites}
        tell(page, "CPU ms a rerun", {name: 1000 * value for name, value in reruns.items()})
        for viewers in (50, 100):
            waits = {
                site.name: asyncio.run(waiting(site, page, viewers))
                for site in sites
                if viewers == 50 or site is not plain
            }
            for share in (0.5, 0.95):
                found = {name: 1000 * at(share, values) for name, values in waits.items()}
                tell(page, f"{viewers} viewers, p{share * 100:.0f} ms", found)
        tell(page, "first chart, ms", {name: 1000 * value for name, value in first_charts(sites, page).items()})


def tell(page: str, what: str, found: dict[str, float]) -> None:
    ours = found["figures"]
    rest = (f"{name} {value:.0f} ({ours / value:.2f} x)" for name, value in found.items() if name != "figures")
    print(f"{page:9} {what:22} figures {ours:.0f}  " + "  ".join(rest), flush=True)


if __name__ == "__main__":
    for page_ in sys.argv[2:] or ["overview", "check", "dates"]:
        with tempfile.TemporaryDirectory() as folder_:
            measure(page_, sys.argv[1], Path(folder_))
