"""The curator's own words stand in the reader's language, or say in which other one they are."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from ledgers import write_ledger

import figures
from figures import brief, tables
from figures.citation import citation, cited
from figures.ledger import LANGUAGES, Labels
from figures.locale import Spoken
from figures.publish.site import sheets
from figures.report import Report
from figures.views import Views

ENGLISH = re.compile(r"(?<![\w-])(?:the|and|of|with|which|not)(?![\w-])", re.IGNORECASE)  # not inside addresses
QUOTED = re.compile(r"„[^“]*“|«[^»]*»")  # words of a source in running text
SHOWN = ("lux-state-contribution", "artec3d-eib-loan", "mistral-funds-raised", "lequotidien-six-factories")
SHOWN += ("land-exhibitors", "inno-thought-acquisition-ceiling", "mexc-valuation", "etude-machine-total")
EMPTY = ("br", "hr", "img", "input", "link", "meta")


class Texts(HTMLParser):
    """Every text of a page with the language it is marked with."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in EMPTY:
            self.open.append(dict(attrs).get("lang") or (self.open[-1] if self.open else ""))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open:
            self.found.append((self.open[-1], data))


def written(report: Report, language: str, names: tuple[str, ...]) -> Iterator[str]:
    """The evidence page and the pages of some figures."""
    wanted = {"figures", *(f"figures/{name}" for name in names)}
    for sheet, blocks in sheets(Views(report, language), with_pictures=False):
        if sheet.name in wanted:
            yield sheet.write(blocks).decode()


@pytest.mark.parametrize("language", ["de", "fr"])
def test_no_english_word_of_ours(seeds: Report, language: str) -> None:
    """Cards of figures, sources and citations: what is in English is a source's, quoted or marked as English."""
    pages = list(written(seeds, language, SHOWN))
    left = {text for page in pages for spoken, text in Texts(page).found if spoken == language}

    assert len(pages) == 1 + len(SHOWN)
    assert len(left) > 500
    assert {text for text in left if ENGLISH.search(QUOTED.sub("", text))} == set()


@pytest.mark.parametrize("name", ["figures", "sources", "milestones"])
def test_every_note_is_translated(seeds: Report, name: str) -> None:
    """A note has its three languages, or there is none."""
    for row in seeds.ledger.rows[name]:
        assert len({bool(row[column]) for column in ("note", "note_de", "note_fr")}) == 1, row["id"]


def test_every_title_of_ours_is_translated(seeds: Report) -> None:
    """In brackets, in the two languages that its source is not in; a printed title has no translation."""
    ours = 0
    for row in seeds.ledger.rows["sources"]:
        supplied = row["title"].startswith("[")
        wanted = {code for code in LANGUAGES if supplied and code != row["language"]}
        given = {code: row[f"title_{code}"] for code in LANGUAGES if row[f"title_{code}"]}
        texts = [(row["language"], row["title"]), *given.items()] if supplied else []
        ours += supplied
        assert set(given) == wanted, row["id"]
        assert all(text[0] == "[" and text[-1] == "]" for _, text in texts), row["id"]
        assert not [text for code, text in texts if code != "en" and ENGLISH.search(text)]
    assert 0 < ours < len(seeds.ledger.sources)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_of_ours_is_in_the_reader_s_language(seeds: Report, language: str) -> None:
    """No page or citation has words of ours in brackets in another language; all of them stand there in its own."""
    rows = [row for row in seeds.ledger.rows["sources"] if row["title"].startswith("[")]
    own = {row["title"] if row["language"] == language else row[f"title_{language}"] for row in rows}
    others = {row[name] for row in rows for name in ("title", "title_de", "title_en", "title_fr")} - own - {""}
    told = [citation(Views(seeds, language).tell, [figure]) for figure in seeds.ledger.figures]
    pages = [text for page in written(seeds, language, SHOWN) for _, text in Texts(page).found]
    shown = "\n".join([*told, *pages])

    assert {title for title in others if title in shown} == set()
    assert {title for title in own if title not in shown} == set()


@pytest.mark.parametrize(("language", "told"), [("de", "[Stadt]"), ("en", "[Town]"), ("fr", "[Ville]")])
def test_a_title_of_ours_in_the_briefing(tmp_path: Path, language: str, told: str) -> None:
    """A source without an address is called by its title there, in the reader's language."""
    write_ledger(tmp_path, "all  a.b  5 M€\nmore  a.c  6 M€\nrule: same: a.b = a.c\n")
    source = "id,kind,title,title_de,title_fr,language\npaper,press,[Town],[Stadt],[Ville],en\n"
    (tmp_path / "sources.csv").write_text(source, encoding="utf-8")
    words = list(ElementTree.fromstring(brief.page(Views(figures.read(tmp_path), language))).itertext())

    assert [word for word in words if word in ("[Stadt]", "[Town]", "[Ville]")] == [told]


NOTES = """
all  town.cost  5 M€  phrase=5 Millionen Euro
"""


@pytest.fixture
def noted(tmp_path: Path) -> Report:
    """A ledger whose notes are in English only, in a folder from before there were translations."""
    write_ledger(tmp_path, NOTES)
    source = "id,kind,publisher,title,address,published,language,sha256,repeats,note\n"
    source += "paper,press,Paper,[A <b> town],,2025,en,,,The source & its note.\n"
    (tmp_path / "sources.csv").write_text(source, encoding="utf-8")
    figure = (tmp_path / "figures.csv").read_text(encoding="utf-8").replace("5 Millionen Euro", "5 million euros")
    (tmp_path / "figures.csv").write_text(figure.rstrip("\n") + "The note.\n", encoding="utf-8")
    return figures.read(tmp_path)


def test_a_folder_without_translations_loads(noted: Report) -> None:
    """No problem, and every language has the English note."""
    assert noted.problems == ()
    assert noted["all"].note == "The note." and noted["all"].notes == Labels(en="The note.")
    assert [noted["all"].notes.text(language) for language in LANGUAGES] == ["The note."] * 3


@pytest.mark.parametrize("language", ["de", "fr"])
def test_an_english_note_is_marked_as_english(noted: Report, language: str) -> None:
    """Where a translation is not there, a reader's screen reader is told: note, title and citation."""
    one, other = sorted(written(noted, language, ("all",)), key=len)
    for page in (one, other):
        assert '<dd><span lang="en">The source &amp; its note.</span></dd>' in page
        assert '<dd><span lang="en">[A &lt;b&gt; town]</span></dd>' in page
    card = next(page for page in (one, other) if "The note." in page)
    assert '<dd><span lang="en">The note.</span></dd>' in card
    assert '<dd>Paper, <span lang="en">[A &lt;b&gt; town]</span> (2025), ' in card


def test_the_reader_s_own_language_is_not_marked(noted: Report) -> None:
    """On an English page an English note needs no mark."""
    assert not any('lang="en">The' in page for page in written(noted, "en", ("all",)))


def test_a_citation_keeps_the_language_of_printed_titles(seeds: Report) -> None:
    """The pieces make the sentence; only a title printed in another language is marked, no quotation quoted twice."""
    pieces = cited(Views(seeds, "fr").tell, ["lux-state-contribution", "land-tickets", "paperjam-six-factories"])

    assert [(p.language, str(p)) for p in pieces if isinstance(p, Spoken)] == [
        ("de", "„Not allergic to making money“"),
    ]
    assert "Tageblatt, [AI Factory de Bissen, conférence de presse du 10 mars 2025] (2025)" in "".join(pieces)
    assert ", [AI Factory, guichet unique] (2025), relevé dans\u202f: " in "".join(pieces)


def test_a_printed_title_is_not_replaced(seeds: Report) -> None:
    """Words of ours stand for words of ours only; where there are none in the reader's language, the title stays."""
    ours, printed = (seeds.ledger.sources[name] for name in ("delano-budget", "snt-nexus"))
    german = Labels(de="[Aus Luxemburg]")

    assert replace(ours, titles=german).titled("de") == ("[Aus Luxemburg]", "de")
    assert replace(ours, titles=german).titled("fr") == (ours.title, "en")
    assert replace(printed, titles=german).titled("de") == (printed.title, "en")
    assert replace(printed, title="", titles=german).titled("de") == ("[Aus Luxemburg]", "de")


def test_publishers_have_their_name(seeds: Report) -> None:
    """A publisher with a name in the reader's language is called by it; the count of witnesses goes by one name."""
    bank = seeds.ledger.sources["ecb-reference-rates"]

    assert [Views(seeds, language).tell.source(bank) for language in LANGUAGES] == [
        "Europäische Zentralbank",
        "European Central Bank",
        "Banque centrale européenne",
    ]
    assert bank.publisher == "European Central Bank"


def test_a_copy_of_a_source_that_is_not_there(tmp_path: Path) -> None:
    """`repeats` may name what the table does not hold: the page shows the word, the problem is told."""
    write_ledger(tmp_path, "source: copy  repeats=nowhere\n" + NOTES)
    report = figures.read(tmp_path)
    told: list[Any] = [pair for record in Views(report, "de").evidence().sources for pair in record.pairs]

    assert [problem.code for problem in report.problems] == ["id-unknown"]
    assert ("Wiederholt", "nowhere") in told


def test_translations_are_optional_columns() -> None:
    """No table needs them."""
    optional = {"note_de", "note_fr", "publisher_de", "publisher_fr", "title_de", "title_en", "title_fr"}
    found = {c.name: c.needed for schema in tables.schemas().values() for c in schema.columns if c.name in optional}

    assert found == dict.fromkeys(optional, False)
