"""The first sight of a page: whole with the first byte, escaped, in the right language, and made once."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asgi import BASE, Answer, get
from ledgers import write_ledger

from figures import server
from figures.components import Drawn
from figures.ledger import LANGUAGES
from figures.pages import content, first, state

ROUTES = server._routes(first.opening)


@pytest.fixture(autouse=True)
def served(monkeypatch: Any) -> Iterator[None]:
    """As our own server runs it; what was made before for `streamlit run` is let go."""
    monkeypatch.setenv("FIGURES_SERVED", "yes")
    forget()
    yield
    forget()


def forget() -> None:
    content.pieces.cache_clear()
    first.written.cache_clear()


def page(address: str, **asked: str) -> Answer:
    return get(address, routes=ROUTES, **asked)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", server.PAGES, ids=lambda name: name or "overview")
def test_a_page_comes_whole(name: str, language: str) -> None:
    """Heading, each chart with its alternative text, and the footer stand in the answer; Streamlit's root is behind."""
    text = page(f"/{name}?lang={language}").text
    wanted = content.asked(name, language, BASE, {})
    charts = [one.chart for one in content.pieces(state.key(), wanted, content.today()) if isinstance(one, Drawn)]

    assert f'<html lang="{language}">' in text and text.count("<h1") == 1
    assert text.count('class="fl-chart"') == len(charts) >= (name not in ("figures", "own"))
    assert text.index("<h1") < text.index("fl-foot") < text.index('<div id="root" inert>')


def test_the_language_is_the_browsers() -> None:
    """Without ?lang= the browser's wish decides, for words and for the language of the page."""
    text = page("/check", accept="fr-LU,fr;q=0.9").text

    assert '<html lang="fr">' in text and "Imprimé" in text


def test_what_was_asked_for_is_there() -> None:
    """?rule=, ?fig=, ?scale= and ?q= are kept by the links to other languages, and decide what stands there; a tab and
    the first heading name the check or the figure, where the address names one."""
    hope = page("/check?lang=en&rule=nexus-hope").text
    assert "<title>The hope assumes that numbers grow as strongly again – " in hope
    assert (
        re.sub("<[^>]+>", "", re.findall("<h1.*?</h1>", hope)[0])
        == "The hope assumes that numbers grow as strongly again."
    )
    assert "<title>Checks – " in page("/check?lang=en&rule=unknown").text
    assert "<title>MeluXina-AI: cost (5\xa0years) – " in page("/figures?lang=en&fig=meluxina-ai-total").text
    assert "7.484" in page("/check?lang=de&rule=nexus-hope").text
    assert 'href="./check?rule=nexus-hope&amp;lang=fr"' in page("/check?lang=de&rule=nexus-hope").text
    found = page("/figures?lang=en&q=mistral+VALUATION").text
    assert "11,7 Milliarden" in found and "einer von sieben" not in found


@pytest.mark.parametrize("odd", ["<script>alert(1)</script>", '"><img src=x>', "../../etc/passwd", "x" * 9000])
def test_an_address_stays_text(odd: str) -> None:
    """Nothing of an address becomes markup."""
    from urllib.parse import quote

    for name in ("q", "rule", "fig", "lang", "scale"):
        answer = page(f"/figures?{name}={quote(odd)}")
        assert answer.status == 200
        assert "<script>alert" not in answer.text and "<img" not in answer.text


def test_a_table_stays_text(tmp_path: Path, monkeypatch: Any) -> None:
    """Nothing of a table becomes markup; scripts have addresses, because the policy allows no others."""
    write_ledger(tmp_path, "one  a.cost  5 M€")
    (tmp_path / "subjects.csv").write_text('id,label_en\na,"<script>alert(1)</script>"\n')
    monkeypatch.setenv("FIGURES_FOLDER", str(tmp_path))
    text = page("/?lang=en").text

    assert "&lt;script&gt;alert(1)" in text and "<script>alert" not in text
    assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_problems_are_told(tmp_path: Path, monkeypatch: Any) -> None:
    """What needs attention stands there from the first moment."""
    monkeypatch.setenv("FIGURES_FOLDER", str(write_ledger(tmp_path, "two  a.cost  6 Taler  unit=money")))

    assert "figures.csv:2:read_as" in page("/?lang=en").text


def test_a_folder_that_went_away(tmp_path: Path, monkeypatch: Any) -> None:
    """The page comes without a first sight, and nothing hides what Streamlit says."""
    monkeypatch.setenv("FIGURES_FOLDER", str(tmp_path / "gone"))
    answer = page("/?lang=en")

    assert answer.status == 200 and '<div id="root">' in answer.text and "<noscript>" in answer.text


def test_packed_where_it_may_be() -> None:
    """The same page, small on the wire for who can unpack it; caches are told."""
    plain, small = page("/check?lang=en"), page("/check?lang=en", encoding="gzip, br")

    assert gzip.decompress(small.content) == plain.content and "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip" and "Accept-Encoding" in small.headers["vary"]
    assert len(small.content) * 5 < len(plain.content)


def test_prepared_pages_are_not_made_again() -> None:
    """What the server makes ahead is what visitors ask for, with and without ?lang=."""
    first.prepare(BASE)
    made = first.written.cache_info().misses
    page("/check?lang=fr")
    page("/dates", accept="fr")

    assert first.written.cache_info().misses == made == len(server.PAGES) * len(LANGUAGES)


def test_markup_between_charts_is_one_piece() -> None:
    """Each piece has its price at every rerun: there are no two of markup in a row."""
    for name in server.PAGES:
        pieces = content.pieces(state.key(), content.asked(name, "en", BASE, {}), content.today())
        runs = [isinstance(piece, str) for piece in pieces]
        assert True not in [one and other for one, other in zip(runs, runs[1:], strict=False)]


def test_citations_name_the_day(monkeypatch: Any) -> None:
    """A page made yesterday is not cited as seen yesterday."""
    for day in ("2026-11-22", "2026-11-23"):
        monkeypatch.setattr(content, "today", lambda day=day: day)
        assert f"accessed {int(day[-2:])} November 2026" in page("/check?lang=en").text.replace("\u00a0", " ")
