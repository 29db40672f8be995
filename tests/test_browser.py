"""The pages in a real browser: every page, language, theme and width, without noise and without a way outside."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

pytestmark = pytest.mark.browser
PAGES = ("", "check", "compare", "compare?scale=log", "dates", "figures")
SIZES = ((1366, 768), (320, 640))


def open_page(
    browser: Any, url: str, theme: str = "light", size: tuple[int, int] = SIZES[0]
) -> tuple[Any, list[str], list[str]]:
    """A drawn page, what the console said, and the addresses that lead elsewhere."""
    context = browser.contexts[0] if browser.contexts else browser.new_context()  # one, for its cache
    page = context.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=theme)
    said: list[str] = []
    outside: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if is_own(request.url, url) else outside.append(request.url))
    page.goto(url)
    page.wait_for_selector(LIVE, timeout=30_000)
    page.wait_for_function(DRAWN, timeout=30_000)
    page.wait_for_function(SETTLED, polling=250, timeout=30_000)
    return page, said, outside


LIVE = "#root:not([inert]) .fl-foot"  # Streamlit's page has taken the place of the first sight
MENU = ".fl-run > details:has(> .fl-links)"
DRAWN = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(c => c.querySelector('svg'))"""


# Charts are drawn once more when their width is known: the fonts are there and no text has moved for a quarter second.
SETTLED = """() => {
  const marks = [...document.querySelectorAll("svg text, .fl-foot")];
  const places = marks.map(t => JSON.stringify(t.getBoundingClientRect()));
  const now = places.join();
  const same = window.flBefore === now && document.fonts.status === 'loaded';
  window.flBefore = now;
  return same;
}"""


def address(url: str, name: str, language: str) -> str:
    return f"{url}/{name}{'&' if '?' in name else '?'}lang={language}"


def is_own(address: str, url: str) -> bool:
    return address.split("/")[2:3] == url.split("/")[2:3] or address.startswith(("data:", "blob:"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "en", "fr"])
@pytest.mark.parametrize("name", [*PAGES, "figures?fig=lux-state-contribution"], ids=lambda name: name or "overview")
def test_page(browser: Any, dashboard_url: str, name: str, language: str, theme: str) -> None:
    """It is drawn in its language, says nothing to the console, asks nobody else, never scrolls sideways and cuts
    no text, on a desk, on a phone and on paper; axe-core finds no violation of WCAG 2.2 A and AA."""
    page, said, outside = open_page(browser, address(dashboard_url, name, language), theme)
    assert page.evaluate("document.documentElement.lang") == language
    assert page.locator("h1").count() == 1
    fits(page)
    open_menus(page)
    assert violations(page) == []
    resized(page, SIZES[1])
    fits(page)
    if theme == "dark":
        resized(page, SIZES[0])
        is_for_paper(page)
    assert (said, outside) == ([], [])
    page.close()


def resized(page: Any, size: tuple[int, int]) -> None:
    """The page at another size, once its charts are drawn anew."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(300)
    page.wait_for_function(SETTLED, polling=250, timeout=30_000)


def is_for_paper(page: Any) -> None:
    """Printed from the dark theme: dark on white, words in charts of 9 points that do not meet, tables, no menus, and
    of the evidence what a reader opened."""
    evidence = page.locator(".fl-evidence:has(> .fl-record):not(.fl-tile *, .fl-verdict *)")
    evidence.evaluate_all("all => all.forEach((one, at) => { one.open = !at; })")
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": A4[0], "height": A4[1]})
    charts = page.locator("[data-testid=stVegaLiteChart]").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert page.evaluate("getComputedStyle(document.querySelector('.fl-h1')).color") == "rgb(31, 35, 40)"
    assert page.locator(".fl-paper").count() == charts and not page.locator(".fl-paper + .fl-paper").count()
    assert page.evaluate(OVERLAPS, ".fl-paper > svg") == []
    sizes = page.evaluate("[...document.querySelectorAll('.fl-paper text')].map(t => getComputedStyle(t).fontSize)")
    assert min((float(size.removesuffix("px")) for size in sizes), default=12) >= 12
    assert page.locator(MENU).first.is_hidden()
    assert [one.is_visible() for one in evidence.all()] == [not at for at in range(evidence.count())]
    tables = page.evaluate("[...document.querySelectorAll('.fl-table table')].map(t => t.scrollWidth)")
    assert max(tables, default=0) <= A4[0]


A4 = (718, 1046)  # px between margins of a centimetre


@pytest.mark.parametrize("language", ["de", "en", "fr"])
@pytest.mark.parametrize(("name", "size"), [("", SIZES[0]), ("", SIZES[1]), ("check", SIZES[0])])
def test_the_first_screen(browser: Any, dashboard_url: str, name: str, size: tuple[int, int], language: str) -> None:
    """The finding and its whole chart stand there without scrolling, each link is large enough for a finger, and
    nothing moves when Streamlit's page takes the place of the first sight."""
    page = browser.contexts[0].new_page() if browser.contexts else browser.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    hold(page)
    page.goto(address(dashboard_url, name, language), wait_until="commit")
    page.wait_for_selector("#fl-first .fl-foot")
    page.wait_for_function(SETTLED, polling=250, timeout=30_000)
    before = page.evaluate(TOPS)
    chart = page.locator("#fl-first .fl-chart").first.bounding_box()
    links = [link.bounding_box() for link in page.locator("#fl-first .fl-masthead a:not(.fl-skip)").all()]
    page.unroute(PROGRAM)
    page.wait_for_selector(LIVE, timeout=30_000)
    page.wait_for_function(SETTLED, polling=250, timeout=30_000)

    assert chart["y"] + chart["height"] <= size[1]
    assert min(min(box["width"], box["height"]) for box in links) >= 24
    assert max(abs(a - b) for a, b in zip(page.evaluate(TOPS), before, strict=True)) <= 1
    page.close()


# Where heading and footer stand.
TOPS = (
    """() => [...document.querySelectorAll('.fl-h1, .fl-foot')].map(e => Math.round(e.getBoundingClientRect().top))"""
)


@pytest.mark.parametrize("language", ["de", "fr"])
@pytest.mark.parametrize("name", ["compare", "dates"])
def test_a_tall_chart_on_few_sheets(browser: Any, dashboard_url: str, name: str, language: str) -> None:
    """It stands whole on the sheet of the heading, and what is folded on the screen costs no paper."""
    page, _, _ = open_page(browser, address(dashboard_url, name, language))
    sheets = page.pdf(format="A4").count(b"/MediaBox")
    assert page.locator(".fl-paper").count() == 0
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4[0], "height": A4[1]})
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    ends = page.evaluate("document.querySelector('.fl-paper').getBoundingClientRect().bottom")

    assert 2 <= sheets <= 5 and 700 < ends <= A4[1]
    page.close()


@pytest.mark.parametrize(("language", "theme"), [("de", "light"), ("en", "dark"), ("fr", "light")])
@pytest.mark.parametrize("name", ["figures?fig=total", "figures?fig=first", "check?rule=prints-plant-cost"])
def test_prints_side_by_side(browser: Any, prints_url: str, name: str, language: str, theme: str) -> None:
    """Several prints of a term on one axis, the witnesses and the safe sentence: like every other page."""
    test_page(browser, prints_url, name, language, theme)


SAID = "() => document.querySelector('.fl-safe [role=status]').textContent !== ''"


def test_a_safe_sentence_is_copied_by_keyboard(browser: Any, prints_url: str) -> None:
    """Enter copies sentence and footnote and says so, a second time, too."""
    page, _, _ = open_page(browser, f"{prints_url}/figures?fig=total&lang=en")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=prints_url)
    button, status = page.locator(".fl-copy").first, page.locator(".fl-safe [role=status]").first
    assert status.inner_text() == ""
    for _ in range(2):
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_function(SAID)
        assert status.inner_text() == "Copied, with its footnote"
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "about €112m (estimate) [Ministry, 10 March 2025: “schätzungsweise 112 Millionen Euro”, actual]"
    assert button.get_attribute("aria-label") == "Copy the sentence with its footnote: about €112m (estimate)"
    assert button.bounding_box()["height"] >= 24
    page.close()


def test_a_safe_sentence_can_be_selected(browser: Any, prints_url: str) -> None:
    """Where the clipboard is shut the words are selected; without our script they stand there without a button."""
    page, _, _ = open_page(browser, f"{prints_url}/check?lang=fr&rule=prints-net-sites")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.locator(".fl-copy").first.click()
    page.wait_for_function(SAID)
    assert "Ctrl+C" in page.locator(".fl-safe [role=status]").first.inner_text()
    words = page.locator(".fl-safe-words").first
    assert page.evaluate("getSelection().toString().trim()") == words.inner_text().strip()
    page.evaluate("document.documentElement.classList.remove('fl-live')")
    assert words.is_visible() and not page.locator(".fl-copy").first.is_visible()
    page.close()


def fits(page: Any) -> None:
    """Nothing is wider than the window, nothing meets, and so it stays when everything is unfolded."""
    wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide[0] <= wide[1]
    assert page.evaluate(OVERLAPS) == []
    fold = "(open) => document.querySelectorAll('#root details').forEach((fold) => { fold.open = open; })"
    page.evaluate(fold, True)
    main = (
        "(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(document.querySelector('[data-testid=stMain]'))"
    )
    wide = page.evaluate(main)
    page.evaluate(fold, False)
    assert wide[0] <= wide[1]


def violations(page: Any) -> list[Any]:
    """What axe-core finds; it must have had something to look at."""
    from axe_playwright_python.sync_playwright import Axe

    answer = Axe().run(page, options={"runOnly": WCAG}).response
    assert len(answer["passes"]) > 15
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in answer["violations"]]


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


OVERLAPS = """(drawings) => {
  const found = [];
  for (const svg of document.querySelectorAll(drawings ?? '[data-testid=stVegaLiteChart] svg')) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim() && t.checkVisibility());
    const boxes = texts.map(t => [t.textContent, t.getBoundingClientRect()]);
    boxes.forEach(([a, one], i) => {
      if (one.left < frame.left - 1 || one.right > frame.right + 1 || a.endsWith('…')) found.push(a + ' is cut');
      boxes.slice(i + 1).forEach(([b, two]) => {
        const across = one.left < two.right - 1 && two.left < one.right - 1;
        if (across && one.top < two.bottom - 2 && two.top < one.bottom - 2) found.push(a + ' over ' + b);
      });
    });
  }
  return found;
}"""


def test_evidence_by_mouse_and_keyboard(browser: Any, dashboard_url: str) -> None:
    """Phrase and place are one click, or one key, away from the chart."""
    page, _, _ = open_page(browser, f"{dashboard_url}/check?lang=en")
    summary = page.locator(".fl-evidence summary").first
    phrase = page.locator(".fl-evidence [lang=de]").first
    assert not phrase.is_visible()
    summary.click()
    assert phrase.is_visible() and "insgesamt 60 Millionen" in phrase.inner_text()
    summary.focus()
    page.keyboard.press("Enter")
    assert not phrase.is_visible()
    page.close()


@pytest.mark.parametrize(
    ("name", "said", "leads"),
    [
        ("", "government", "/figures?fig=lux-state-contribution"),
        ("", "no payer named", "/check?rule=programme-funding"),
        ("figures?fig=openai-raise-planned", "Shared by all", "/check?rule=prints-openai-raise"),
        ("compare?scale=log", "11.7bn", "/figures?fig=mistral-valuation-2025"),
        ("dates", "Mistral AI founded", "/dates?lang=en#cryptopolitan-mistral-sweden-1"),
    ],
)
def test_a_click_on_a_mark_leads_to_its_evidence(
    browser: Any, dashboard_url: str, name: str, said: str, leads: str
) -> None:
    """A bar, a gap, a range, a dot, a bar in time: one click of the mouse, in the same tab and the same language."""
    page, words, _ = open_page(browser, address(dashboard_url, name, "en"))
    mark = page.locator(f"[data-testid=stVegaLiteChart] [aria-label*='{said}']").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    place = (box["x"] + min(5, box["width"] / 2), box["y"] + box["height"] / 2)  # beside the words within a bar
    page.mouse.move(*place)
    page.wait_for_function("[...document.querySelectorAll('[style*=cursor]')].some(e => e.style.cursor === 'pointer')")
    page.mouse.click(*place)
    page.wait_for_url(lambda url: url.startswith(dashboard_url + leads) and "lang=en" in url)
    page.wait_for_selector(f"#{leads.partition('#')[2]}" if "#" in leads else "h1", timeout=30_000)  # unfolded
    assert words == []
    page.close()


def test_back_takes_back_what_was_looked_for(browser: Any, dashboard_url: str) -> None:
    """The field and the table follow the address, in both directions."""
    page, words, _ = open_page(browser, address(dashboard_url, "figures", "en"))
    field, rows = (
        page.locator("#root input[type=text]").first,
        page.locator("#root .fl-table").first.locator("tbody tr"),
    )
    all_of_them = rows.count()
    field.fill("Mistral")
    field.press("Enter")
    page.wait_for_url("**q=Mistral**")
    rows.nth(all_of_them - 1).wait_for(state="detached")
    page.go_back()
    rows.nth(all_of_them - 1).wait_for(state="attached")

    assert field.input_value() == "" and rows.count() == all_of_them and words == []
    page.close()


def test_the_language_switch_keeps_page_and_rule(browser: Any, dashboard_url: str) -> None:
    """A colleague reads the same check in French, and Back leads back."""
    page, _, _ = open_page(browser, f"{dashboard_url}/check?lang=de&rule=nexus-hope")
    page.click(".fl-languages a[lang=fr]")
    page.wait_for_selector(f"html[lang=fr] {LIVE}")
    assert "rule=nexus-hope" in page.url and "/check" in page.url
    page.go_back()
    page.wait_for_selector(f"html[lang=de] {LIVE}")
    page.close()


PROGRAM = "**/static/js/index.*"


def hold(page: Any) -> None:
    """Streamlit's program does not come before its way is free again."""
    page.route(PROGRAM, lambda _: None)


@pytest.mark.parametrize(("language", "theme"), [("de", "light"), ("en", "dark"), ("fr", "light")])
@pytest.mark.parametrize(
    "name", [*PAGES, "figures?fig=lux-state-contribution", "own"], ids=lambda name: name or "overview"
)
def test_the_first_sight(browser: Any, dashboard_url: str, name: str, language: str, theme: str) -> None:
    """Before Streamlit's program is there, or where it never comes, the page can be read with its charts, on a desk
    and on a phone; axe-core finds no violation in it."""
    page = browser.contexts[0].new_page() if browser.contexts else browser.new_page()
    page.emulate_media(color_scheme=theme)
    hold(page)
    page.goto(address(dashboard_url, name, language), wait_until="commit")
    page.wait_for_selector("#fl-first .fl-foot")
    assert page.evaluate("document.documentElement.lang") == language
    assert page.locator("h1").count() == 1
    assert page.locator("#fl-first .fl-chart text").count() > 0 or name in ("figures", "own")
    assert violations(page) == []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide[0] <= wide[1]
    page.close()


def test_a_page_without_script(browser: Any, dashboard_url: str) -> None:
    """Page one is whole where no script runs at all; the page that cannot be says so and leads to the briefing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{dashboard_url}/?lang=en")
    assert page.locator("h1").is_visible()
    assert [one.is_visible() for one in page.locator(".fl-chart svg[role=img]").all()].count(True) == 1
    page.goto(f"{dashboard_url}/own?lang=en")
    assert page.locator("noscript a[href='./brief/en.html']").is_visible()
    context.close()


PLACE = "selector => document.querySelector(selector).getBoundingClientRect().top"


def test_the_first_sight_gives_way(browser: Any, dashboard_url: str) -> None:
    """When Streamlit's page takes its place, what was opened, in focus and in sight stays so."""
    page = browser.contexts[0].new_page() if browser.contexts else browser.new_page()
    hold(page)
    page.goto(f"{dashboard_url}/check?lang=en", wait_until="commit")
    evidence = page.locator("#fl-first .fl-evidence summary").first
    evidence.click()
    page.locator("#together").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#together').scrollIntoView()")
    page.locator("#fl-first .fl-evidence summary").first.evaluate("one => one.focus({preventScroll: true})")
    before = page.evaluate(PLACE, "#together")
    page.unroute(PROGRAM)
    page.wait_for_selector(LIVE, timeout=30_000)

    assert abs(page.evaluate(PLACE, "#together") - before) <= 2
    assert page.evaluate("document.activeElement.parentElement.open") is True
    assert page.evaluate("document.activeElement === document.querySelector('#root .fl-evidence summary')")
    assert page.locator("#fl-first").count() == 0
    page.close()


def test_an_anchor_is_found_in_both(browser: Any, dashboard_url: str) -> None:
    """#lux-share is the target of the first sight, and of the page that takes its place."""
    page, _, _ = open_page(browser, f"{dashboard_url}/check?lang=en#together")

    assert page.evaluate("document.querySelector(':target')?.id") == "together"
    assert abs(page.evaluate(PLACE, "#together")) < 60
    page.close()


OPENS = {
    ".xlsx": b"PK", ".zip": b"PK", "_excel.csv": b"\xef\xbb\xbf", ".csv": b"", ".json": b"{", ".parquet": b"PAR1",
    ".png": b"\x89PNG", ".svg": b"<svg",
}  # fmt: skip


def test_downloads_open(browser: Any, dashboard_url: str) -> None:
    """The menus of page one open by keyboard and hand out every kind of file; the package's script finds nothing."""
    from figures.proof import verify

    page, said, outside = open_page(browser, f"{dashboard_url}/?lang=en")
    names = []
    for menu in page.locator(MENU).all():
        menu.locator("summary").focus()
        page.keyboard.press("Enter")
        menu.locator(".fl-note a").wait_for()
        for link in menu.locator(".fl-links a").all():
            link.focus()
            with page.expect_download() as waiting:
                page.keyboard.press("Enter")
            name, path = waiting.value.suggested_filename, waiting.value.path()
            names.append(name)
            data = path.read_bytes()
            assert data.startswith(next(start for end, start in OPENS.items() if name.endswith(end)))
            assert not name.endswith(".csv") or len(data.splitlines()) > 1
            if name.endswith(".zip"):
                assert verify.main([str(path)]) == 0
    stem, version = "figures-on-luxembourg-s-ai-programme", "v2026.11.0"
    chart = f"{stem}_whole-programme-no-payer_en_{version}"
    assert names == [
        *(f"{chart}{end}" for end in (".png", ".svg", ".xlsx", "_excel.csv", ".csv", ".metadata.json")),
        f"{stem}_{version}.zip",
        f"{stem}_{version}.xlsx",
        *(f"{stem}_figures_{version}{end}" for end in ("_excel.csv", ".csv", ".parquet")),
        f"{stem}_{version}.zip",
    ]
    assert (said, outside) == ([], [])
    page.close()


def test_the_menu_cites_and_links(browser: Any, dashboard_url: str) -> None:
    """Provider first, the day of the visit, and an address that a colleague can open."""
    page, _, _ = open_page(browser, f"{dashboard_url}/check?lang=en&rule=nexus-hope")
    menu = page.locator(MENU).first
    menu.locator("summary").click()
    cited = menu.locator(".fl-note").first.inner_text()
    link = menu.locator("a").last.get_attribute("href")

    assert cited.startswith("Cite as: Tageblatt, “") and ", accessed " in cited
    assert link == f"{dashboard_url}/check?rule=nexus-hope&lang=en" and link in cited
    page.close()


def open_menus(page: Any) -> None:
    for menu in page.locator(MENU).all():
        menu.locator("summary").click()
        menu.locator(".fl-note a").wait_for()


@pytest.mark.parametrize("name", PAGES, ids=lambda name: name or "overview")
def test_files_have_addresses(browser: Any, dashboard_url: str, name: str) -> None:
    """Every file a page links to is there, and is what its name says."""
    page, _, _ = open_page(browser, address(dashboard_url, name, "fr"))
    open_menus(page)
    addresses = page.evaluate("[...document.querySelectorAll('a[href*=\"/files/\"]')].map(a => a.href)")
    page.close()

    assert {file.rpartition(".")[2] for file in addresses} >= {"csv", "xlsx", "parquet", "zip"}
    assert f"{dashboard_url}/files/figures.csv" in addresses
    for file in addresses:
        with urllib.request.urlopen(file) as answer:
            start = next(start for end, start in OPENS.items() if file.endswith(end))
            assert answer.read().startswith(start)


@pytest.mark.parametrize("name", PAGES, ids=lambda name: name or "overview")
def test_the_footer_leads_to_the_briefing(browser: Any, dashboard_url: str, name: str) -> None:
    """In the language of the page, and back."""
    page, _, _ = open_page(browser, address(dashboard_url, name, "fr"))
    page.click(".fl-foot a[href$='brief/fr.html']")
    page.wait_for_selector("html[lang=fr] main h1")
    page.click("footer a.screen, footer .screen a")
    page.wait_for_url(f"{dashboard_url}/?lang=fr")
    page.close()


def test_a_link_to_a_file_downloads_it(browser: Any, dashboard_url: str) -> None:
    """A click hands out the file under its name."""
    page, _, _ = open_page(browser, f"{dashboard_url}/?lang=en")
    open_menus(page)
    with page.expect_download() as waiting:
        page.click("a[href$='whole-programme-no-payer.en.csv']")

    assert waiting.value.suggested_filename.endswith("_whole-programme-no-payer_en_v2026.11.0.csv")
    page.close()


def test_a_figure_for_programs(dashboard_url: str) -> None:
    """/api/figures/ID.json is what figures show prints, with its source."""
    with urllib.request.urlopen(f"{dashboard_url}/api/figures/lux-state-contribution.json") as answer:
        found = json.load(answer)

    assert found["figures"][0]["value"] == 60_000_000
    assert found["source"]["publisher"] == "Tageblatt"
    assert "lux-share" in [verdict["id"] for verdict in found["verdicts"]]


@pytest.mark.parametrize(
    "path",
    [
        "files/nothing.csv",
        "files/figures.exe",
        "files/..%5cx.csv",
        "files/a/b/c",
        "api/figures/x.json",
        "api/x",
        "brief/x",
    ],
)
def test_what_is_not_there_is_told(dashboard_url: str, path: str) -> None:
    """A name is looked up and never used as a path."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{dashboard_url}/{path}")
    assert refused.value.code in (400, 404)


@pytest.mark.parametrize("name", [*PAGES, "own"], ids=lambda name: name or "overview")
def test_the_keyboard_goes_everywhere(browser: Any, dashboard_url: str, name: str) -> None:
    """Tab reaches each link, file and piece of evidence in the order of the page, each with a visible outline."""
    page, _, _ = open_page(browser, address(dashboard_url, name, "en"))
    wanted = page.evaluate(REACHABLE)
    reached: list[list[Any]] = []
    for _ in range(2 * wanted + 12):  # copy buttons, fields and marks take the focus, too
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
        if reached[-1][0] == wanted - 1:
            break
    page.close()
    ours = [(order, outline) for order, outline in reached if order >= 0]

    assert [order for order, _ in ours[:wanted]] == list(range(wanted))
    assert all(outline for _, outline in ours)


STOPS = ".fl-masthead a, [class^=fl-] summary, [class^=fl-] a, .fl-table, [data-testid=stExpander] summary"
REACHABLE = f"""() => {{
  const all = [...document.querySelectorAll('{STOPS}')].filter(e => e.checkVisibility());
  all.forEach((element, number) => element.dataset.order = number);
  return all.length;
}}"""
FOCUSED = """() => {
  const here = document.activeElement, style = getComputedStyle(here);
  return [Number(here.dataset?.order ?? -1), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2];
}"""


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_first_byte_and_headers(dashboard_url: str, language: str) -> None:
    """The language stands in the first byte; the policy allows no inline script and no other host."""
    with urllib.request.urlopen(f"{dashboard_url}/check?lang={language}") as answer:
        text, headers = answer.read().decode(), answer.headers

    assert f'<html lang="{language}">' in text
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "'unsafe-inline'" not in policy.split("style-src")[0]
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY"


def test_a_foreign_host_is_refused(dashboard_url: str) -> None:
    """A name that is not ours may be DNS rebinding."""
    request = urllib.request.Request(dashboard_url, headers={"Host": "evil.example"})

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 403


def test_alternative_texts(browser: Any, dashboard_url: str) -> None:
    """Each chart is named for those who do not see it, in the language of the page."""
    page, _, _ = open_page(browser, f"{dashboard_url}/check?lang=fr")
    names = page.evaluate("[...document.querySelectorAll('[data-testid=stVegaLiteChart]')].map(e => e.ariaLabel)")

    assert len(names) == 4 and all(names)  # two of the check, a conflict, what the others allow
    assert names[0].startswith("Diagramme en barres\u202f: ")
    page.close()
