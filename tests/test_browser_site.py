"""The published site in a real browser: from a folder and from a server, with and without a script."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from test_browser import WCAG

import figures
from figures.files.folder import write_folder
from figures.publish.site import is_own, site

pytestmark = pytest.mark.browser
PAGES = (
    "index.html",
    "check.html",
    "compare-log.html",
    "dates.html",
    "figures.html",
    "check/lux-share.html",
    "figures/lux-state-contribution.html",
)


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a web server; the site lies some way below it."""
    root = tmp_path_factory.mktemp("web")
    folder = root / "some" / "where"
    write_folder(folder, site(figures.read(), with_pictures=False), is_own(folder))
    return root


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module", params=["file", "http"])
def home(request: pytest.FixtureRequest, web: Path) -> Iterator[str]:
    """Where the site is found: in a folder, and below a path of a plain server."""
    if request.param == "file":
        yield (web / "some" / "where").as_uri()
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(web)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/some/where"
    server.shutdown()


def visit(browser: Any, address: str, **known: Any) -> tuple[Any, list[str]]:
    """A page, and whatever went wrong on it: words of the console, failed requests, addresses that lead elsewhere."""
    page = browser.new_context(**known).new_page()
    odd: list[str] = []
    place = "/".join(address.split("/")[:3])
    page.on("console", lambda message: odd.append(message.text))
    page.on("pageerror", lambda error: odd.append(str(error)))
    left = "net::ERR_ABORTED"  # what a click on a link cuts off has not failed
    page.on("requestfailed", lambda request: None if request.failure == left else odd.append(request.url))
    page.on("request", lambda request: None if request.url.startswith(place) else odd.append(request.url))
    page.goto(address, wait_until="load")
    page.evaluate("document.fonts.ready")
    return page, odd


PHONE = {"width": 320, "height": 640}


def test_every_page_is_quiet_and_fits(browser: Any, home: str) -> None:
    """Each page is drawn with our own font, asks nobody else, says nothing, and fits a phone in either theme."""
    for number, page_name in enumerate(PAGES):
        name, theme = f"{('', 'en/', 'fr/')[number % 3]}{page_name}", ("light", "dark")[number % 2]
        page, odd = visit(browser, f"{home}/{name}", viewport=PHONE, color_scheme=theme)
        assert odd == [], name
        page.wait_for_function("[...document.fonts].some(font => font.status === 'loaded')")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
        assert page.evaluate(CUT) == [], name
        page.context.close()


CUT = """() => [...document.querySelectorAll(".fl-chart text")].filter(text => {
  const own = text.getBoundingClientRect(), frame = text.closest(".fl-chart").getBoundingClientRect();
  return own.width && (own.left < frame.left - 1 || own.right > frame.right + 1);
}).map(text => text.textContent)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_wcag(browser: Any, web: Path, theme: str) -> None:
    """axe-core finds no violation of WCAG 2.2 A and AA, everything unfolded; each kind of page in one theme."""
    from axe_playwright_python.sync_playwright import Axe

    for number, name in [*enumerate(PAGES)][theme == "dark" :: 2]:
        address = (web / "some" / "where" / ("", "en", "fr")[number % 3] / name).as_uri()
        page, _ = visit(browser, address, color_scheme=theme, bypass_csp=True)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        answer = Axe().run(page, options={"runOnly": WCAG, "preload": False}).response
        page.context.close()
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in answer["violations"]] == []


def test_what_is_written_is_what_a_browser_reads(browser: Any, web: Path) -> None:
    """No page needs mending: read as HTML and read strictly, it has the same elements in the same places."""
    folder = web / "some" / "where"
    page = browser.new_page()
    for path in [*sorted(folder.glob("*.html")), *sorted(folder.glob("en/*/*.html")), *folder.glob("brief/*.html")]:
        assert page.evaluate(SAME, path.read_text(encoding="utf-8")), path
    page.close()


SAME = """text => {
  const strict = text.replace(/<((?:meta|link)\\b[^>]*?)\\/?>/g, "<$1/>").replace(/<!DOCTYPE html>\\s*/, "");
  const nest = node => node.localName.toLowerCase() + "(" + [...node.children].map(nest).join() + ")";
  const read = new DOMParser().parseFromString(text, "text/html").documentElement;
  const held = new DOMParser().parseFromString(strict, "application/xml").documentElement;
  return nest(read) === nest(held);
}"""


def test_without_a_script(browser: Any, home: str) -> None:
    """Every chart stands, its values unfold, a link leads on, and no button is there that would do nothing."""
    page, odd = visit(browser, f"{home}/en/check/lux-share.html", java_script_enabled=False)
    assert page.locator(".fl-chart svg rect").count() > 3 and page.locator("th button").count() == 0
    page.get_by_text("Values of the chart").nth(1).click()
    assert page.locator("dt", has_text="Range of the printed number, read narrowly").is_visible()
    page.get_by_text("Français").click()
    page.wait_for_url("**/fr/check/lux-share.html")
    assert page.locator("html").get_attribute("lang") == "fr" and odd == []
    page.context.close()


def test_a_table_sorts_by_keyboard(browser: Any, web: Path) -> None:
    """A head is a button; numbers sort by size and not by their signs, and the head says which way."""
    page, _ = visit(browser, (web / "some" / "where" / "en" / "figures.html").as_uri())
    head = page.locator(".fl-table th").nth(2)
    values = ".fl-table tbody tr td:nth-child(3)"
    for way in ("ascending", "descending"):
        head.locator("button").focus()
        page.keyboard.press("Enter")
        ranks = page.eval_on_selector_all(values, "cells => cells.map(cell => Number(cell.dataset.rank))")
        assert head.get_attribute("aria-sort") == way
        assert ranks == sorted(ranks, reverse=way == "descending") and len(set(ranks)) > 10
    page.context.close()


def test_a_mark_says_what_it_is(browser: Any, web: Path) -> None:
    """Under the pointer and by the arrow keys: name and value, for screen readers, too; Escape takes it away."""
    page, odd = visit(browser, (web / "some" / "where" / "en" / "check" / "lux-share.html").as_uri())
    tip = page.locator(".fl-tip")
    page.locator(".fl-chart .fl-mark:visible").nth(1).hover()
    assert "€" in tip.inner_text()
    page.mouse.move(0, 0)
    page.locator(".fl-chart > svg:visible").nth(1).focus()
    said = []
    for _ in range(4):
        page.keyboard.press("ArrowDown")
        said.append(tip.inner_text())
    assert said[0] == "Range of the printed number, read narrowly: €59.5m to €60.5m" and len(set(said)) == 4
    assert tip.get_attribute("role") == "status"
    page.keyboard.press("Escape")
    assert tip.inner_text() == "" and odd == []
    page.context.close()


def test_a_mark_leads_to_its_evidence(browser: Any, home: str) -> None:
    """By a click, or by the arrow keys and Enter: to the page of the figure, in the same language."""
    page, odd = visit(browser, f"{home}/en/check/lux-share.html")
    page.locator(".fl-chart g.fl-mark[data-named*=government]:visible").first.click(position={"x": 5, "y": 17})
    page.wait_for_url("**/en/figures/lux-state-contribution.html")
    page.wait_for_load_state()
    page.goto(f"{home}/en/check/lux-share.html", wait_until="load")
    page.locator(".fl-chart > svg:visible").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/en/figures/meluxina-ai-total.html")
    assert odd == []
    page.context.close()


def test_a_file_and_its_address(browser: Any, home: str) -> None:
    """The card of a figure names its whole address; the package comes down under its name."""
    name = f"{home}/en/figures/lux-state-contribution.html"
    page, _ = visit(browser, name)
    assert page.locator("dd a", has_text=name).count() == 1
    if home.startswith("http"):
        page.get_by_text("Download and cite").last.click()
        with page.expect_download() as waiting:
            page.locator("a[download$='.zip']").last.click()
        assert waiting.value.suggested_filename == "figures-on-luxembourg-s-ai-programme_v2026.11.0.zip"
    page.context.close()
