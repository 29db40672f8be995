"""The page for somebody's own table as Streamlit runs it: upload, paste, the switch, and sessions that never meet."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

pytest.importorskip("hypothesis", reason="pip install figures-ledger[test] for the laws")
from hypothesis import given, settings
from hypothesis import strategies as st
from test_dashboard import ROOMS, markup, open_page

from figures.ledger import LANGUAGES
from figures.own import copies

OWN = str(ROOMS / "own.py")
HEADER = "figure_id,value,unit,phrase,source_id"
RULES = "\n\nrule_id,expression\n"
TABLES, SECOND = 0, 1  # the two fields for files


def opened(language: str = "en") -> AppTest:
    return open_page(language, OWN)


def uploaded(at: AppTest, data: bytes, field: int = TABLES) -> str:
    """The page after a file was put into a field."""
    at.file_uploader[field].set_value(("table.csv", data, "text/csv")).run()
    assert not at.exception, at.exception
    return markup(at)


def pasted(at: AppTest, text: str) -> str:
    """The page after a text was pasted."""
    at.text_area[0].set_value(text).run()
    assert not at.exception, at.exception
    return markup(at)


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_a_table_is_there(language: str) -> None:
    """Two templates, a field for a file, one for text; no report yet, and it says that nothing is stored."""
    at = opened(language)
    words = {"de": "Nichts wird gespeichert", "en": "Nothing is stored", "fr": "Rien n’est conservé"}

    assert len(at.get("download_button")) == 2
    assert words[language] in markup(at) and 'role="status"' not in markup(at)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_comes_back_as_a_report(language: str) -> None:
    """Understood first, then the verdicts; two copies to take home."""
    at = opened(language)
    text = uploaded(at, copies.template_workbook(language))

    assert text.index('role="status"') < text.index('role="columnheader"') < text.index('class="fl-verdicts"')
    assert "R1" in text and len(at.get("download_button")) == 4
    assert 'role="status"' in text


def test_paste_and_mend() -> None:
    """What was pasted is read; after the mend the message is gone."""
    at = opened()
    assert "“x” cannot be read as a number" in pasted(at, f"{HEADER}\nF01,x,EUR,5 euros,Gazette")
    text = pasted(at, f"{HEADER}\nF01,5,EUR,5 euros,Gazette{RULES}R1,F01 = 5")
    assert "cannot be read" not in text and "1 check: 1 adds up" in text


def test_a_second_file_with_rules() -> None:
    """Rules may come in a file of their own."""
    at = opened()
    pasted(at, f"{HEADER}\nF01,5,EUR,5 euros,Gazette")

    assert "does not add up" in uploaded(at, b"rule_id,expression\nR1,F01 = 7", SECOND)


def test_the_switch() -> None:
    """The question is asked once, its answer decides, and it can be changed."""
    at = opened()
    assert "1 cell can be read in two ways" in pasted(at, f"{HEADER}\nF01,1.234,visitor,1.234 Besucher,Gazette")
    at.radio[0].set_value(",").run()
    assert "1,234\u00a0visitors" in markup(at)
    at.radio[0].set_value(".").run()
    assert "1.234\u00a0visitors" in markup(at)


def test_a_long_list_of_messages_ends_with_a_count() -> None:
    """At most 200 messages stand on the page; the others are counted."""
    text = pasted(opened(), HEADER + "".join(f"\nF{number},x,EUR,x,s" for number in range(260)))

    assert text.count("cannot be read as a number") == 200
    assert "Further messages: 60." in text


@pytest.mark.parametrize(
    "word", ["<script>alert(1)</script>", "<img src=//x.example>", "[a](//x.example)", "=1+1", "‮a"]
)
def test_text_stays_text(word: str) -> None:
    """Nothing in a table becomes markup, an image or a link, wherever it stands."""
    lines = f"{HEADER},{word}\n{word},5,{word},{word},{word},{word}\nF02,5,EUR,{word} 5 Euro,{word},\n{word},x,EUR,x,s,"
    text = pasted(opened(), f"{lines}{RULES}{word},F02 = 5\nR2,{word} = 5")

    assert "<script>alert" not in text and "<img" not in text and 'href="//x' not in text
    assert word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in text


@settings(max_examples=3)
@given(st.lists(st.from_regex(r"own[0-9a-f]{12}", fullmatch=True), min_size=3, max_size=3, unique=True))
def test_sessions_never_see_each_other(names: list[str]) -> None:
    """Uploads of sessions that take turns stay apart, also where a page is drawn anew or opened afresh."""
    sessions = [opened() for _ in names]
    for at, name in zip(sessions, names, strict=True):
        uploaded(at, f"{HEADER}\n{name},5,EUR,5 euros,{name}{RULES}{name}r,{name} = 5".encode())
    pages: list[Any] = [(at.run(), name) for at, name in zip(sessions, names, strict=True)]
    for at, name in [*pages, (opened(), "")]:
        assert [other for other in names if other in markup(at)] == ([name] if name else [])


def test_another_language_keeps_the_table() -> None:
    """Within a session the table stays where it is, and is told in the other language."""
    at = opened("en")
    assert "Figures read: 1." in uploaded(at, f"{HEADER}\nF01,5,EUR,5 euros,Gazette".encode())
    at.query_params["lang"] = "fr"
    at.run()
    assert "Chiffres lus\u202f: 1." in markup(at)


def test_an_empty_file_is_told() -> None:
    """No bytes are a file, and the report says that it is empty."""
    assert "The file is empty" in uploaded(opened(), b"")


def test_a_removed_file_is_forgotten() -> None:
    """Taking the file away takes its report away, and the session holds nothing of it."""
    at = opened()
    uploaded(at, f"{HEADER}\nF01,5,EUR,5 euros,Gazette".encode())
    assert "own-read" in at.session_state
    at.file_uploader[TABLES].set_value(None).run()
    assert 'role="status"' not in markup(at) and "own-read" not in at.session_state
