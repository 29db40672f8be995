"""The published site: how building grows with the ledger, and the site against the live dashboard in one browser."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

from conftest import BROWSERS, QUIET, free_port, healthy  # noqa: E402
from ledgers import write_ledger  # noqa: E402
from together import small_groups  # noqa: E402

import figures  # noqa: E402
from figures.publish.site import site  # noqa: E402

RUNS = 7


def seconds(count: int) -> tuple[float, int, float]:
    """CPU seconds to make every file of a site of so many figures, how many files, and their megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        report = figures.read(write_ledger(Path(folder), small_groups(count)))
    assert not report.problems
    start, files, size = time.process_time(), 0, 0
    for _, data in site(report):
        files, size = files + 1, size + len(data)
    return time.process_time() - start, files, size / 1e6


def growth() -> None:
    seconds(50)  # what is imported on first use is not measured
    before = 0.0
    for count in (500, 1_000, 2_000):
        taken, files, size = seconds(count)
        times = f", {taken / before:.2f} x" if before else ""
        each = f"{1000 * taken / count:.1f} ms each"
        print(f"{count:5} figures: {taken:6.1f} s CPU{times}, {each}; {files} files, {size:.0f} MB")
        before = taken


class Quiet(SimpleHTTPRequestHandler):
    """Files as they are, without a line for each."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def published(folder: Path) -> Iterator[str]:
    """The address of the site of the shipped ledger on a plain file server."""
    subprocess.run(
        [sys.executable, "-m", "figures.cli", "publish", "--no-pictures", "--to", str(folder)], cwd=ROOT, check=True
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/en/index.html"
    server.shutdown()


@contextmanager
def live() -> Iterator[str]:
    """The address of the dashboard of the shipped ledger, warmed up by one visit."""
    port = free_port()
    command = [sys.executable, "-m", "figures.cli", "dashboard", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not healthy(f"http://127.0.0.1:{port}"):
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/?lang=en"
    finally:
        server.terminate()
        server.wait(10)


WATCH = """(() => {
  const there = () => document.querySelector(
    "body.fl-site .fl-chart :is(rect, line), #root:not([inert]) [data-testid=stVegaLiteChart] svg .role-mark");
  const look = () => there() ? requestAnimationFrame(() => { window.flFirst = performance.now(); })
    : requestAnimationFrame(look);
  look();
})()"""


def visit(browser: Any, address: str) -> tuple[float, int]:
    """Milliseconds until the first chart stands, and bytes over the wire until the page is quiet; empty cache."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    size = 0

    def loaded(event: dict[str, Any]) -> None:
        nonlocal size
        size += int(event.get("encodedDataLength", 0))

    def framed(event: dict[str, Any]) -> None:
        nonlocal size
        size += len(event["response"]["payloadData"])

    wire.on("Network.loadingFinished", loaded)
    wire.on("Network.webSocketFrameReceived", framed)
    wire.send("Network.enable")
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.flFirst", timeout=60_000)
    taken = float(page.evaluate("() => window.flFirst"))
    page.wait_for_timeout(1500)
    context.close()
    return taken, size


def race() -> None:
    from shutil import which

    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(which, BROWSERS)))
    with tempfile.TemporaryDirectory() as folder, published(Path(folder) / "site") as plain, live() as running:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=QUIET)
            for address in (running, plain):
                visit(browser, address)
            found: dict[str, list[tuple[float, int]]] = {"live": [], "site": []}
            for _ in range(RUNS):  # in turn, so that both meet the same load
                found["live"].append(visit(browser, running))
                found["site"].append(visit(browser, plain))
            browser.close()
    middle = {name: [statistics.median(column) for column in zip(*runs, strict=True)] for name, runs in found.items()}
    for name, (taken, size) in middle.items():
        print(f"{name}: first chart {taken:.0f} ms, {size / 1000:.0f} kB")
    ratios = [one / other for one, other in zip(middle["live"], middle["site"], strict=True)]
    print(f"the site shows its first chart {ratios[0]:.1f} x sooner with {ratios[1]:.1f} x fewer bytes")


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["growth", "race"]
    for name in wanted:
        {"growth": growth, "race": race}[name]()
