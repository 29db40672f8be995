"""The page for somebody's own table in a real browser: good and bad files, paste, downloads, access, and no noise."""

import io
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from test_browser import SETTLED, SIZES, address, fits, open_page, violations

from figures.ledger import LANGUAGES
from figures.locale import locale
from figures.own import copies

pytestmark = pytest.mark.browser
HEADER = "figure_id,value,unit,phrase,source_id"
ROW = "F01,5,EUR,5 euros,Gazette"
HOSTILE = "<script>alert(1)</script><img src=https://x.example/p.png>![x](https://x.example/q.png)"
BAD = {
    "empty.csv": (b" \n", "the file is empty"),
    "large.csv": (b"x" * 2_100_000, "the limit is 2 MB"),
    "report.pdf": (b"%PDF-1.7", "not a table but a PDF"),
    "page.html": (b"<html><script>alert(1)</script>", "a web page"),
    "old.xls": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an older or protected Office file"),
    "broken.xlsx": (b"PK\x03\x04" + b"\0" * 600, "cannot be opened"),
    "headless.csv": (b"1,2,3\n4,5,6", "does not look like a header"),
    "misspelt.csv": (f"{HEADER.replace('value', 'valeu')}\n{ROW}".encode(), "did you mean “valeu”?"),
    "ragged.csv": (f"{HEADER}\nF01,5,EUR".encode(), "3 fields instead of 5"),
    "quotes.csv": (f'{HEADER}\n{ROW}\n"F02,5'.encode(), "a quotation mark stays open"),
    "hostile.csv": (f'{HEADER}\n{HOSTILE},=1+1,{HOSTILE},"\u202e{HOSTILE}",'.encode(), "cannot be read as a number"),
}


def give(page: Any, name: str, data: bytes, field: int = 0) -> str:
    """Put a file into a field; the text of the page once its report is there."""
    page.locator("input[type=file]").nth(field).set_input_files({"name": name, "mimeType": "", "buffer": data})
    page.locator("[role=status]").wait_for(timeout=30_000)
    page.wait_for_function(SETTLED, polling=250, timeout=30_000)
    return str(page.locator("[data-testid=stMain]").inner_text())


def take_back(page: Any) -> None:
    """Take the file away again; a click that falls into a page being drawn anew is given once more, as by a person."""
    from playwright.sync_api import TimeoutError as NotYet

    button, status = page.locator("[data-testid=stFileChipDeleteBtn] button"), page.locator("[role=status]")
    for _ in range(3):
        page.wait_for_function(SETTLED, polling=250, timeout=30_000)
        if button.count():
            button.click()
        with suppress(NotYet):
            status.wait_for(state="detached", timeout=10_000)
            return
    status.wait_for(state="detached", timeout=1_000)


def test_a_good_file_in_each_language(browser: Any, dashboard_url: str, tmp_path: Path) -> None:
    """The template goes down and up again: understood, judged, and handed back with remarks in both kinds."""
    from openpyxl import load_workbook

    for language in LANGUAGES:
        page, said, outside = open_page(browser, f"{dashboard_url}/own?lang={language}")
        for number, ending in enumerate((".csv", ".xlsx")):
            with page.expect_download() as waiting:
                page.locator("[data-testid=stDownloadButton] button").nth(number).click()
            assert waiting.value.suggested_filename == f"template{ending}"
            data = waiting.value.path().read_bytes()
        text = give(page, "template.xlsx", data)
        for key in ("outcome.rounded.word", "page.rule_holds", "own.said_workbook"):
            assert locale(language).text(key) in text
        with page.expect_download() as waiting:
            page.locator("[data-testid=stDownloadButton] button").nth(3).click()
        book = load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
        assert book.sheetnames == ["figures", "rules"] and book["figures"]["H1"].value == "read_as"
        assert (said, outside) == ([], [])
        page.close()


def test_bad_files(browser: Any, dashboard_url: str) -> None:
    """Each is answered with what was seen and what to do; nothing of it runs, loads or leaves."""
    page, said, outside = open_page(browser, f"{dashboard_url}/own?lang=en")
    for name, (data, seen) in BAD.items():
        assert seen.casefold() in give(page, name, data).casefold(), name
        assert "Traceback" not in page.content()
        take_back(page)
    assert (said, outside) == ([], [])
    assert page.evaluate("document.querySelectorAll('main img, [data-testid=stMain] img').length") == 0
    page.close()


def test_paste_by_keyboard(browser: Any, dashboard_url: str) -> None:
    """Paste, one key to the button, one to press it; the switch answers to the arrow keys."""
    page, said, _ = open_page(browser, f"{dashboard_url}/own?lang=en")
    page.locator("textarea").focus()
    page.keyboard.insert_text(f"{HEADER}\nF01,1.234,visitor,1.234 Besucher,Gazette")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("status").wait_for()
    page.locator("[data-testid=stRadio] input").first.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_text("1,234\u00a0visitors").first.wait_for()
    assert said == []
    page.close()


def test_the_field_speaks_the_language(browser: Any, dashboard_url: str) -> None:
    """Streamlit's English words on the field give way; its button is named as it is labelled."""
    for language in LANGUAGES:
        page, _, _ = open_page(browser, f"{dashboard_url}/own?lang={language}")
        page.get_by_role("button", name=locale(language).text("own.upload_button")).first.wait_for()
        text = page.locator("[data-testid=stMain]").inner_text()
        assert not [word for word in ("Upload\n", "per file", "Browse", "Drag") if word in text]
        page.close()


def test_what_the_field_itself_refuses(browser: Any, dashboard_url: str) -> None:
    """A file too large to be sent is answered in sight and in the reader's language; the way to take it away, too."""
    page, _, _ = open_page(browser, f"{dashboard_url}/own?lang=fr")
    huge = {"name": "b.csv", "mimeType": "", "buffer": b"x" * 6_000_000}
    page.locator("input[type=file]").first.set_input_files(huge)
    words = locale("fr")
    page.get_by_text(words.text("own.upload_large", mb="2")).wait_for()
    page.locator("[data-testid=stFileChipName]").hover()
    english = page.locator("[data-testid=stTooltipErrorContent]")  # our words stand beside the name
    english.wait_for(state="attached")
    assert english.is_hidden()
    page.get_by_role("button", name=words.text("own.upload_remove", name="b.csv")).click()
    page.get_by_role("button", name=words.text("own.upload_button")).first.wait_for()
    page.close()


DROPPED = """names => {
  const given = new DataTransfer(), field = document.querySelector("[data-testid=stFileUploaderDropzone]");
  names.forEach(name => given.items.add(new File(["a"], name, { type: "text/csv" })));
  field.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: given }));
}"""


def test_why_a_file_did_not_arrive(browser: Any, dashboard_url: str) -> None:
    """One file too many, and one that the network lost: each is told as what it is, in the reader's language."""
    page, _, _ = open_page(browser, f"{dashboard_url}/own?lang=de")
    page.evaluate(DROPPED, ["a.csv", "b.csv"])
    page.get_by_text(locale("de").text("own.upload_one")).wait_for()
    page.close()
    page, _, _ = open_page(browser, f"{dashboard_url}/own?lang=de")
    page.route("**/_stcore/upload_file/**", lambda route: route.abort())
    page.locator("input[type=file]").first.set_input_files({"name": "c.csv", "mimeType": "", "buffer": b"x"})
    page.get_by_text(locale("de").text("own.upload_failed")).wait_for()
    page.locator(".fl-languages a[hreflang=fr]").click()
    page.get_by_text(locale("fr").text("own.upload_failed")).wait_for()
    page.close()


def test_another_language_keeps_the_table(browser: Any, dashboard_url: str) -> None:
    """The table is read out in the other language, Back leads back, and another visitor sees nothing of it."""
    page, said, _ = open_page(browser, f"{dashboard_url}/own?lang=en")
    give(page, "kept.csv", f"{HEADER}\n{ROW}".encode())
    for language, act in (("fr", page.locator(".fl-languages a[hreflang=fr]").click), ("en", page.go_back)):
        act()
        page.wait_for_selector(f".fl-languages a[hreflang={language}][aria-current]")
        page.get_by_role("heading", name=locale(language).text("own.understood")).wait_for()
        assert page.evaluate("document.documentElement.lang") == language and f"lang={language}" in page.url
        assert page.locator("[data-testid=stFileChipName]").inner_text() == "kept.csv"
    other, _, _ = open_page(browser, f"{dashboard_url}/own?lang=fr")
    assert other.locator("[role=status]").count() == 0
    assert said == []
    page.close()
    other.close()


CHOICE = f"{HEADER}\n{ROW}\nF02,1.234,EUR,x,\n\nrule_id,expression\nR1,F01 = 7\nR2,F09 = 5"
LONG = (
    f"{HEADER}\nF01,x,EUR,{'x' * 300},s\n{'F' * 300},5,EUR,5 Euro,{'y' * 300}\n\nrule_id,expression\nR1,{'F' * 300} = 7"
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_of_the_page(browser: Any, dashboard_url: str, language: str, theme: str) -> None:
    """Before a table is there, with a good one, with one that asks, with one of long words: axe-core finds nothing,
    nothing scrolls sideways on a desk or a phone, and the console stays silent."""
    page, said, outside = open_page(browser, address(dashboard_url, "own", language), theme)
    for number, data in enumerate((b"", copies.template_csv(language), CHOICE.encode(), LONG.encode())):
        if data:
            give(page, f"table{number}.csv", data)
        for summary in page.locator("details:not([open]) > summary").element_handles():
            summary.click()
        assert violations(page) == []
        for width, height in reversed(SIZES):
            page.set_viewport_size({"width": width, "height": height})
            fits(page)
        if data:
            take_back(page)
    assert page.evaluate("document.documentElement.lang") == language
    assert page.locator("h1").count() == 1
    assert (said, outside) == ([], [])
    page.close()
