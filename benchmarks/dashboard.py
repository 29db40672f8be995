"""One of our pages against a naive Streamlit page and a Dash page of the same charts and tables, in one run.

Run it from the checkout: `python benchmarks/dashboard.py PYTHON_WITH_DASH [PAGE...]` (pages: overview, check, dates;
'' for no Dash). It prints the server's CPU for a rerun, how long Chromium takes to the first chart with an empty cache,
how long another language takes, and how long 50 and 100 viewers wait who act once in five seconds. Only the ratios of
one run count.
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
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from threading import Event, Thread
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import figures  # noqa: E402
from figures.views import Cells, Chart, Views  # noqa: E402

PAUSE, SPELL = 5.0, 40.0  # seconds between actions, seconds of viewing
ROUNDS, RERUNS, LOADS = 5, 20, 7  # in turn: rounds of so many reruns each, first visits
LANGUAGES = ("de", "en", "fr")


@dataclass(frozen=True)
class Site:
    """A running server: its address, its process, the CSS of a drawn chart, and that of one which answers the mouse."""

    name: str
    url: str
    process: int
    chart: str
    live: str


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
def running(name: str, command: list[str], charts: tuple[str, str], tables: Path) -> Iterator[Site]:
    port = free_port()
    environment = {**os.environ, "BENCHMARK_TABLES": str(tables), "PYTHONPATH": str(HERE.parent)}
    words = [word.replace("PORT", str(port)) for word in command]
    server = subprocess.Popen(words, cwd=tables, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url)
        yield Site(name, url, server.pid, *charts)
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


async def reruns(sites: list[Site], page: str) -> dict[str, float]:
    """The server's CPU seconds for one action of one viewer: the median of rounds in which the sites take turns."""
    acts = {site: await viewer(site, page) for site in sites}
    taken: dict[str, list[float]] = {site.name: [] for site in sites}
    for act in acts.values():
        for number in range(6):  # each language once and again: what is kept is there
            await act(number)
    for _ in range(ROUNDS):
        for site, act in acts.items():
            before = cpu(site.process)
            for number in range(RERUNS):
                await act(number)
            taken[site.name].append((cpu(site.process) - before) / RERUNS)
    return {name: statistics.median(times) for name, times in taken.items()}


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


@dataclass(frozen=True)
class Visit:
    """Until a chart is drawn: seconds on the clock, CPU seconds of the browser; and until the live one is there."""

    clock: float
    browser: float
    live: float


def visits(sites: list[Site], page: str) -> dict[str, Visit]:
    """First visits with an empty cache, medians, the sites in turn."""
    taken: dict[str, list[Visit]] = {site.name: [] for site in sites}
    with browsers() as launch:
        for _ in range(LOADS):
            for site in sites:
                taken[site.name].append(visit(launch(), site, page))
    medians = (
        {field.name: statistics.median(getattr(one, field.name) for one in found) for field in fields(Visit)}
        for found in taken.values()
    )
    return {name: Visit(**found) for name, found in zip(taken, medians, strict=True)}


# In the page itself: whoever asks from outside is answered only when its scripts have a pause. The frame after the one
# in which the chart stands, so that it is painted.
WATCH = """for (const [name, css] of Object.entries(%s)) {
  const look = () => requestAnimationFrame(!document.querySelector(css) ? look
    : () => { window[name] = (performance.timeOrigin + performance.now()) / 1000; });
  look();
}"""


def visit(browser: Any, site: Site, page: str) -> Visit:
    """One visit; the browser's CPU is looked at ten times a second."""
    opened, used, done = browser.new_page(), list[tuple[float, float]](), Event()

    def look() -> None:
        while not done.wait(0.1):
            used.append((time.time(), browser_cpu()))

    opened.add_init_script(WATCH % json.dumps({"chartDrawn": site.chart, "liveDrawn": site.live}))
    before, start = browser_cpu(), time.time()
    watcher = Thread(target=look)
    watcher.start()
    opened.goto(address(site, page), wait_until="commit")
    opened.wait_for_function("() => window.chartDrawn && window.liveDrawn", timeout=60_000)
    drawn, live = opened.evaluate("[chartDrawn, liveDrawn]")
    done.set()
    watcher.join()
    browser.close()
    return Visit(drawn - start, next((cpu for at, cpu in used if at >= drawn), used[-1][1]) - before, live - start)


def switches(site: Site, page: str) -> list[float]:
    """Seconds from a click on another language to the first picture of the page in it, heading and chart included."""
    taken = []
    with browsers() as launch:
        opened = launch().new_page()
        opened.add_init_script(THERE)
        opened.goto(address(site, page), wait_until="commit")
        for number in range(3 * LOADS):
            opened.wait_for_selector(site.live, timeout=60_000)
            language = LANGUAGES[number % 3]
            opened.click(f".fl-languages a[hreflang={language}]")
            opened.wait_for_selector(f"html[lang={language}] {site.live}", timeout=60_000)
            taken.append(opened.evaluate(PAINTED) / 1000)
    return sorted(taken)


# A page counts its time from the click that led to it. Its chart is there, then its first picture is painted.
THERE = """new MutationObserver((_, looking) => {
  if (document.querySelector(".fl-chart svg")) { window.chartThere = performance.now(); looking.disconnect(); }
}).observe(document, { childList: true, subtree: true });"""
PAINTED = "Math.max(chartThere, performance.getEntriesByName('first-contentful-paint')[0].startTime)"


def address(site: Site, page: str) -> str:
    ours = site.name == "figures" and page != "overview"
    return f"{site.url}/{page if ours else ''}?lang=en"


@contextmanager
def browsers() -> Iterator[Callable[[], Any]]:
    """Starts Chromium, each time with an empty cache."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu"]
        yield lambda: playwright.chromium.launch(executable_path=program, args=quiet)


def browser_cpu() -> float:
    """CPU seconds so far of all processes of the browsers we started."""
    parents, names = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it may end meanwhile
            start, _, rest = (folder / "stat").read_text().rpartition(")")
            parents[int(folder.name)], names[int(folder.name)] = int(rest.split()[1]), start.partition("(")[2]
    total = 0.0
    for number in parents:
        above = number
        while above not in (0, os.getpid()):
            above = parents.get(above, 0)
        if above and "chrom" in names[number]:
            with suppress(OSError):
                total += cpu(number)
    return total


def at(share: float, values: list[float]) -> float:
    return values[min(len(values) - 1, int(share * len(values)))]


def measure(page: str, dash: str, tables: Path) -> None:
    page_tables(page, tables)
    drawn = "[data-testid=stVegaLiteChart] :is(svg, canvas)"
    taken = f"#root:not([inert]) {drawn}"  # Streamlit's page stands in the place of the first sight
    plotted = ".js-plotly-plot .main-svg"
    ours = [sys.executable, "-m", "figures.cli", "dashboard", "--port", "PORT"]
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
    other = [dash, str(HERE / "pages" / "dash_page.py"), "PORT"]
    with (
        running("figures", ours, (f":is({drawn}, #fl-first .fl-chart svg)", taken), tables) as figures_,
        running("naive", naive, (drawn, drawn), tables) as plain,
        running("dash", other, (plotted, plotted), tables) if dash else nullcontext() as third,
    ):
        sites = [site for site in (figures_, plain, third) if site]
        tell(page, "CPU ms a rerun", asyncio.run(reruns(sites, page)))
        found = visits(sites, page)
        tell(page, "first chart, ms", {name: visit.clock for name, visit in found.items()})
        tell(page, "the browser's CPU for it", {name: visit.browser for name, visit in found.items()})
        tell(page, "first live chart, ms", {name: visit.live for name, visit in found.items()})
        switched = switches(figures_, page)
        for share in (0.5, 0.95):
            tell(page, f"language switch, p{share * 100:.0f} ms", {"figures": at(share, switched)})
        for viewers in (50, 100):
            asked = [site for site in sites if viewers == 50 or site is not plain]
            waits = {site.name: asyncio.run(waiting(site, page, viewers)) for site in asked}
            for share in (0.5, 0.95):
                tell(page, f"{viewers} viewers, p{share * 100:.0f} ms", {n: at(share, v) for n, v in waits.items()})


def tell(page: str, what: str, found: dict[str, float]) -> None:
    """Seconds as milliseconds, and ours against each other one."""
    ours = found["figures"]
    rest = (f"{name} {1000 * value:.0f} ({ours / value:.2f} x)" for name, value in found.items() if name != "figures")
    print(f"{page:9} {what:25} figures {1000 * ours:.0f}  " + "  ".join(rest), flush=True)


if __name__ == "__main__":
    for page_ in sys.argv[2:] or ["overview", "check", "dates"]:
        with tempfile.TemporaryDirectory() as folder_:
            measure(page_, sys.argv[1], Path(folder_))
