"""The briefing: one page of paper, or two, that holds by itself."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from asgi import get
from ledgers import write_ledger
from test_browser import WCAG

import figures
from figures import brief
from figures.ledger import LANGUAGES
from figures.report import Report
from figures.views import Views

MOST = 30_000  # bytes


def page(report: Report, language: str = "en", **known: str) -> tuple[str, ElementTree.Element]:
    text = brief.page(Views(report, language), **known)
    return text, ElementTree.fromstring(text)


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_all_that_matters(seeds: Report, language: str) -> None:
    """The finding, what does not add up with its numbers and reasons, both charts, date, version, addresses."""
    places = [f"http://a.lu/{name}" for name in ("brief/x.html", "home", "check")]
    text, root = page(seeds, language, **dict(zip(("address", "home", "checks"), places, strict=True)))
    views, words = Views(seeds, language), plain("".join(root.itertext()))
    first, chosen = views.overview(), views.check().chosen

    assert root.get("lang") == language
    assert ["".join(node.itertext()) for node in root.iter("h1")] == [first.title]
    assert first.doubtful and all(plain(item.statement) in words for item in first.doubtful)
    others = [item for item in first.doubtful if item != chosen]
    assert all(plain(told) in words for item in others for told in (item.working, *item.notes))
    assert chosen in first.doubtful and all(plain(told) in words for told in views.check().sentences)
    assert [node.get("class") for node in root.iter()].count("fl-chart") == 2
    assert all(word in words for word in (views.last_date(), seeds.ledger.version, places[0], places[2]))
    assert len(text.encode()) <= MOST


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_has_its_evidence(seeds: Report, language: str) -> None:
    """Each value behind what does not add up has a phrase there and its source; more of the same are counted."""
    _, root = page(seeds, language)
    views, words = Views(seeds, language), plain("".join(root.itertext()))
    used = dict.fromkeys(name for item in views.overview().doubtful for name in item.figures)
    values: dict[str, list[str]] = {}
    for name in used:
        row = views.figure_row(seeds[name])
        values.setdefault(plain(f"{row[0]} {row[1]} ({row[3]})"), []).append(name)
    lines = [plain(" ".join(row.itertext())) for row in root.iter("tr")]

    for value, names in values.items():
        line = next(line for line in lines if line.startswith(value))
        shown = [seeds[name] for name in names if seeds[name].phrase in line]
        assert any(seeds.ledger.sources[figure.source].address in words for figure in shown)
    assert any(plain(views.words.text("brief.more_prints", number=str(n))) in words for n in range(1, 9))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_printed_number_leads_to_its_line(seeds: Report, language: str) -> None:
    """From the headline, sums and reasons to a line of evidence, from there to the words at the source; no phrase of
    another language is without its mark."""
    _, root = page(seeds, language)
    views, (table,) = Views(seeds, language), [one for one in root.iter("table") if one.get("class") == "evidence"]
    places = {node.get("id"): "".join(node.itertext()) for node in root.iter() if node.get("id")}
    (whole,) = (link for link in root.find(".//h1").iter("a"))  # type: ignore[union-attr]
    leads = [link.get("href") or "" for link in root.iter("a") if link not in [*table.iter("a")]]

    assert "126" in "".join(whole.itertext()) and "126" in places[(whole.get("href") or "")[1:]]
    assert all(to[1:] in places for to in leads if to.startswith("#")) and sum(to.startswith("#") for to in leads) > 40
    words = [link for link in table.iter("a") if link.get("lang")]
    assert words and all("#:~:text=" in (link.get("href") or "") for link in words)
    for figure in seeds.ledger.figures.values():
        phrase, spoken = views.words.quote(figure.phrase), seeds.ledger.sources[figure.source].language
        bare = [node.text if node.get("lang") != spoken else "" for node in root.iter()]
        assert spoken == language or not [
            text for text in [*bare, *(n.tail for n in root.iter())] if phrase in (text or "")
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_adds_up_is_told_in_short(seeds: Report, language: str) -> None:
    """A line each for the most telling agreements, rules before several prints; the others are counted."""
    _, root = page(seeds, language)
    views, words = Views(seeds, language), plain("".join(root.itertext()))
    agreed = views.overview().agreed

    told, rest = agreed[: brief.MOST_AGREED], agreed[brief.MOST_AGREED :]
    assert all(plain(f"{item.statement} {item.working}") in words and "prints:" not in item.id for item in told)
    assert plain(views.words.text("page.more_agreed", number=str(len(rest)))) in words
    assert len(views.overview().items) == len(seeds.verdicts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_no_script_and_asks_for_nothing(language: str) -> None:
    """The policy allows one style and nothing else; the answer is fresh."""
    answer = get(f"/brief/{language}.html")
    root = ElementTree.fromstring(answer.text)

    assert answer.headers["content-security-policy"] == brief.POLICY
    assert answer.headers["cache-control"] == "no-cache"
    assert not list(root.iter("script")) and not list(root.iter("img"))
    assert not [node for node in root.iter() if any(name.startswith("on") for name in node.attrib)]
    assert not [node for node in root.iter() if node.get("style")]
    assert [node.get("href") for node in root.iter("link")] == ["data:,"]


def test_pictures_name_themselves(seeds: Report) -> None:
    """Each drawing is one picture with the words for those who do not see it; none says the headline once more."""
    _, root = page(seeds, "fr")
    title = Views(seeds, "fr").overview().title
    drawn = [chart for chart in root.iter("svg") if chart.get("role")]

    assert drawn and all(chart.get("role") == "img" and chart.get("aria-label") for chart in drawn)
    assert [node.tag for node in root.iter() if "".join(node.itertext()) == title] == ["h1"]


def test_text_stays_text(tmp_path: Path) -> None:
    """Nothing that stands in a table becomes markup, or a link that runs something."""
    write_ledger(tmp_path, "one  a.cost  5 M€\ntwo  a.price  6 M€\nrule: r: a.cost = a.price")
    bad = '"<script>alert(1)</script> <b class=""x"" onload=1>"'
    (tmp_path / "subjects.csv").write_text(f"id,label_en\na,{bad}\n")
    (tmp_path / "sources.csv").write_text(
        f"id,kind,language,publisher,title,address\npaper,press,de,{bad},{bad},{bad}\n"
    )
    text, root = page(figures.read(tmp_path))

    assert "<script" not in text and "<b class" not in text
    assert "<script>alert(1)</script>" in " ".join(root.itertext())
    assert not [to for node in root.iter("a") if (to := node.get("href")) and "html" not in to and to[0] != "#"]


@pytest.mark.parametrize("lines", ["", "one  a.cost  5 M€", "a  a.n  30..40 M€"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_small_ledgers(tmp_path: Path, lines: str, language: str) -> None:
    """None, one, a range: a short page."""
    text, root = page(figures.read(write_ledger(tmp_path, lines)), language)

    assert len(list(root.iter("h1"))) == 1 and len(text) < MOST


def large(folder: Path) -> Report:
    """Ten sums of two that do not hold, twenty rules that do, and a term that forty sources print in two ways."""
    lines = [f"source: s{n}  publisher=Paper {n}  address=http://a.lu/{'long-' * 15}{n}" for n in range(40)]
    lines += [f"b{n}  b.n  {5 + n % 2} M€  source=s{n}" for n in range(40)]
    lines += [f"f{n}  a.m{n}  {n + 1} M€  source=s{n}" for n in range(40)]
    lines += [f"rule: r{n}: a.m{n} = {n + 1}000000" for n in range(20)]
    lines += [f"rule: w{n}: a.m{n} = a.m{n + 10} + a.m{n + 20} + a.m{n + 30}" for n in range(10)]
    return figures.read(write_ledger(folder, "\n".join(lines)))


def test_many_checks_are_counted(tmp_path: Path) -> None:
    """A large ledger still makes a page one can send: the first checks, and how much more there is."""
    report = large(tmp_path)
    first, (text, root) = Views(report, "en").overview(), page(report)
    words = " ".join(root.itertext())
    used = {name for item in first.doubtful[: brief.MOST_DOUBTFUL] for name in item.figures}

    assert len(first.doubtful) == 11 and len(first.agreed) == 20
    assert f"do not clearly add up: {11 - brief.MOST_DOUBTFUL}" in words
    assert f"More checks without a contradiction: {20 - brief.MOST_AGREED}" in words
    assert len(used) > brief.MOST_VALUES and "More figures behind them: " in words
    assert len(text.encode()) <= MOST


# Where the words of charts stand that are shown, and how large they are.
TEXTS = """() => [...document.querySelectorAll(".fl-chart text")].filter(text => text.checkVisibility()).map(text => {
  const { left, right } = text.getBoundingClientRect();
  return [left, right, parseFloat(getComputedStyle(text).fontSize)];
})"""


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_on_two_sheets(browser: Any, dashboard_url: str, tmp_path: Path, language: str) -> None:
    """A4, one sheet or two with room for a line more, no chart cut; on a phone nothing scrolls sideways."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{dashboard_url}/brief/{language}.html")
    wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    texts = page.evaluate(TEXTS)
    page.emulate_media(media="print")
    lines = page.evaluate("[...document.querySelectorAll('svg')].map(svg => svg.getBoundingClientRect().right + 1)")
    page.evaluate("document.querySelector('footer').style.marginTop = '48px'")
    data = page.pdf(prefer_css_page_size=True)
    page.close()

    assert said == [] and wide[0] <= wide[1]
    assert len(texts) > 10 and all(0 <= left < right <= 320 and size * 72 / 96 >= 9 for left, right, size in texts)
    assert lines and all(right <= wide[1] for right in lines)  # half of a border lies outside; a sheet cuts it off
    sheets = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", data)
    assert 1 <= len(sheets) <= 2
    assert {(round(float(across)), round(float(down))) for across, down in sheets} == {(595, 842)}


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_large_ledgers_print_on_two_sheets(browser: Any, tmp_path: Path, language: str) -> None:
    """However many checks and figures there are, nobody has to print them all."""
    sheet = browser.new_page()
    sheet.set_content(page(large(tmp_path), language)[0])
    data = sheet.pdf(prefer_css_page_size=True)
    sheet.close()

    assert 1 <= len(re.findall(rb"/MediaBox", data)) <= 2


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_wcag(browser: Any, dashboard_url: str, language: str) -> None:
    """axe-core finds no violation of WCAG 2.2 A and AA."""
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_context(bypass_csp=True).new_page()
    page.goto(f"{dashboard_url}/brief/{language}.html")
    answer = Axe().run(page, options={"runOnly": WCAG}).response
    page.context.close()

    assert len(answer["passes"]) > 10
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in answer["violations"]] == []
