"""The published site: each link leads where it says, nothing in a ledger becomes markup, nothing is half-written."""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from ledgers import write_ledger

import figures
from figures import cli, pictures
from figures.errors import UsageError
from figures.files.folder import write_folder
from figures.ledger import LANGUAGES
from figures.publish.drawing import drawing
from figures.publish.site import INDEX, is_own, page_count, site
from figures.views import Views

ADDRESS = re.compile(r'(?:href|src)="([^"]*)"')
VOID = re.compile(r"<((?:meta|link)\b[^>]*)>")


@pytest.fixture(scope="module")
def shipped() -> dict[str, bytes]:
    """Every file of the site of the shipped ledger, by its path."""
    return dict(site(figures.read(), with_pictures=False))


@pytest.fixture(scope="module")
def folder(shipped: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the shipped ledger below the folder of a web server."""
    target = tmp_path_factory.mktemp("web") / "some" / "where"
    write_folder(target, shipped, is_own(target))
    return target


def pages(files: dict[str, bytes]) -> dict[str, str]:
    """All pages but the briefing, which tests/test_brief.py looks at."""
    found = {path: data.decode() for path, data in files.items() if path.endswith(".html")}
    return {path: text for path, text in found.items() if not path.startswith("brief/")}


def publish(*words: object) -> int:
    """The exit code of the command."""
    with pytest.raises(SystemExit) as ended:
        cli.main(["publish", "--no-pictures", *map(str, words)])
    return int(ended.value.code or 0)


# What stands where


def test_every_page_is_there(shipped: dict[str, bytes]) -> None:
    """The pages of the menu, one a check and one a figure, in each language under the same names."""
    report = figures.read()
    for prefix in ("", "en/", "fr/"):
        for name in ("index", "check", "compare", "compare-log", "dates", "figures"):
            assert f"{prefix}{name}.html" in shipped
        assert all(f"{prefix}figures/{name}.html" in shipped for name in report.ledger.figures)
    assert "check/prints-artec3d-loan.html" in shipped
    assert len(pages(shipped)) == page_count(report)


def test_every_link_leads_somewhere(shipped: dict[str, bytes]) -> None:
    """Each address is relative to its page and names a file that is there and a place that is in it."""
    lost = []
    briefs = {path: data.decode() for path, data in shipped.items() if path.startswith("brief/")}
    assert len(briefs) == 3
    every = {**pages(shipped), **briefs}
    places = {path: set(re.findall(r' id="([^"]+)"', text)) for path, text in every.items()}
    for path, text in every.items():
        for address in map(unescape, ADDRESS.findall(text)):
            if address.startswith(("https://", "mailto:?")) or (path in briefs and address == "data:,"):
                continue
            assert address.startswith(("./", "#")) or address.removesuffix(".html") in LANGUAGES, (path, address)
            split = urlsplit(urljoin(f"https://x/{path}", address))
            target = split.path.removeprefix("/")
            if target not in shipped or (split.fragment and split.fragment not in places[target]):
                lost.append((path, address))

    assert lost == []


def test_nothing_is_fetched_from_elsewhere(shipped: dict[str, bytes]) -> None:
    """No page, style or script names an address that a browser would ask on its own; the policy forbids it, too."""
    for text in pages(shipped).values():
        head = text.split("</head>")[0]
        assert "https://" not in head and "<style" not in text and " style=" not in text
        assert re.findall(r"<script[^>]*>", text) == re.findall(r'<script src="\./[^"]+" defer="">', text)
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in unescape(head)
    for path, data in shipped.items():
        if path.endswith((".css", ".js")):
            assert b"//" not in re.sub(rb"(?m)//.*$", b"", data) if path.endswith(".js") else b"http" not in data


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_speak_their_language(shipped: dict[str, bytes], language: str) -> None:
    """Language, title and description stand in the first bytes; the footer names version and method."""
    prefix = "" if language == "de" else f"{language}/"
    text = shipped[f"{prefix}figures/lux-state-contribution.html"].decode()

    assert text.startswith(f'<!DOCTYPE html>\n<html lang="{language}">')
    assert re.search(r"<title>[^<]+ – [^<]+</title>", text)
    assert re.search(r'<meta name="description" content="[^"]+', text)
    assert "2026.11.0" in text.split("<footer")[1]


def test_charts_read_without_a_script(shipped: dict[str, bytes]) -> None:
    """A chart is a picture with a name, and its values stand below it in words."""
    text = shipped["en/check/lux-share.html"].decode()

    assert len(re.findall(r'<div class="fl-chart"><svg role="img" aria-label="[^"]{20,}"', text)) == 2
    assert "Values of the chart" in text
    assert "<dt>Range of the printed number, read narrowly</dt><dd>€59.5m to €60.5m</dd>" in text


def test_a_card_tells_all_of_a_figure(shipped: dict[str, bytes]) -> None:
    """Phrase, readings, the charts and checks it takes part in, and its address for programs."""
    text = shipped["en/figures/lux-state-contribution.html"].decode()
    data = json.loads(shipped["api/figures/lux-state-contribution.json"])

    assert "insgesamt 60 Millionen" in text and "In charts" in text and "check/lux-share.html" in text
    assert data["figures"][0]["value"] == 60_000_000 and data["source"]["publisher"] == "Tageblatt"


def test_numbers_sort_by_size(shipped: dict[str, bytes]) -> None:
    """A cell that shows a number bears its place in order, unit after unit."""
    text = shipped["en/figures.html"].decode()
    cells = dict(re.findall(r'data-rank="(\d+)" class="fl-number"><span>(?:<a [^>]*>)?([^<]*)<', text))
    shown = [words for _, words in sorted(cells.items(), key=lambda pair: int(pair[0]))]
    millions = [float(found[1]) for words in shown if (found := re.search(r"€([\d.]+)m$", words))]

    assert millions == sorted(millions) and len(millions) > 4


def test_the_index_names_every_file(shipped: dict[str, bytes]) -> None:
    """index.json has version, pages and figures, and each file with its size and sum."""
    index = json.loads(shipped[INDEX])

    assert index["version"] == "2026.11.0" and index["as_of"] == "2026-11-22"
    assert index["newest_source"].startswith("2026-02")
    assert {file["path"] for file in index["files"]} == {*shipped} - {INDEX}
    for file in index["files"]:
        data = shipped[file["path"]]
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert index["figures"][0]["pages"]["fr"].startswith("fr/figures/")
    assert {page["path"] for page in index["pages"]} == {*pages(shipped)}


def test_the_same_ledger_gives_the_same_bytes(shipped: dict[str, bytes]) -> None:
    """No clock, no place and no order of hashing goes into a file."""
    code = "import figures, hashlib, json; from figures.publish.site import site\n"
    code += (
        "print(json.dumps({p: hashlib.sha256(d).hexdigest() for p, d in site(figures.read(), with_pictures=False)}))"
    )
    other = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=other)

    assert json.loads(said.stdout) == {path: hashlib.sha256(data).hexdigest() for path, data in shipped.items()}


def test_pages_are_well_formed(shipped: dict[str, bytes]) -> None:
    """Each page holds as XML, has one heading of level 1, and no id twice."""
    for path, text in pages(shipped).items():
        root = ElementTree.fromstring(VOID.sub(r"<\1/>", text))
        ids = [node.get("id") for node in root.iter() if node.get("id")]
        assert len(ids) == len(set(ids)), path
        assert [*root.iter("h1")] and len([*root.iter("h1")]) == 1, path


def test_a_ledger_of_nothing_has_its_pages(tmp_path: Path) -> None:
    """No figure, no chart, no check: five pages and a second axis in each language."""
    files = dict(site(figures.read(write_ledger(tmp_path, "")), with_pictures=False))

    assert len(pages(files)) == 18


# Words of others


WORDS = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "[a](https://x) **b** `c`", "\u202egnol\u2066"]


@pytest.mark.parametrize("word", WORDS)
def test_text_stays_text(tmp_path: Path, word: str) -> None:
    """Nothing that stands in a table becomes an element, an attribute or a link, and no sign turns its neighbours."""
    write_ledger(tmp_path, "one  a.cost  5 M€\ntwo  a.part  2 M€\nrule: r: a.part = a.cost - 3000000")
    labels = word.replace('"', '""')
    tables = {"subjects": f'id,label_en\na,"{labels}"\n', "sources": f'id,kind,title\npaper,press,"{labels}"\n'}
    for name, rows in tables.items():
        (tmp_path / f"{name}.csv").write_text(rows, encoding="utf-8")
    for path, text in pages(dict(site(figures.read(tmp_path), with_pictures=False))).items():
        if not path.startswith("en/"):
            continue
        root = ElementTree.fromstring(VOID.sub(r"<\1/>", text))
        names = {node.tag for node in root.iter()}
        assert names.isdisjoint({"img", "b", "code"}) and len([*root.iter("script")]) == 1
        assert not any(name.startswith("on") for node in root.iter() for name in node.attrib)
        assert not [node for node in root.iter("a") if node.get("href", "").startswith("https://x")]
        turned = [node.tag for node in root.iter() if word in (node.text or "") and "\u202e" in word]
        assert {*turned} <= {"bdi", "title", "text"}


# How charts are drawn


@pytest.mark.parametrize("width", [288, 600, 960])
def test_a_chart_is_the_same_chart_everywhere(width: int) -> None:
    """As wide as a phone, a tablet and a page, the site shows the texts of the dashboard's own drawing."""
    pytest.importorskip("vl_convert")
    kinds = {chart.id.partition("-")[0]: chart for chart in Views(figures.read(), "de").charts()}
    assert {"whole", "sides", "readings", "together", "timeline", "series", "sizes"} <= {*kinds}
    for chart in kinds.values():
        theirs = drawn(pictures.svg(chart, "page", width + 4), 0)  # it keeps two pixels free on either side
        ours = drawn(drawing(chart), width)
        assert sorted(ours) == sorted(theirs), chart.id


def drawn(svg: str, width: int) -> Iterator[str]:
    """The texts that are seen at a width; ``width`` 0 takes a drawing as it is."""
    waiting = [ElementTree.fromstring(svg)]
    for node in waiting:
        if is_seen(node.get("class", ""), width):
            waiting += node
            is_text = node.tag.rpartition("}")[2] == "text"
            yield from [node.text.strip()] if is_text and (node.text or "").strip() else []


def is_seen(style: str, width: int) -> bool:
    found = re.match(r"fl-(below|from)(\d+)", style)
    return not found or (width < int(found[2])) == (found[1] == "below")


# Bad targets and interruptions


def test_the_command_says_what_it_wrote(tmp_path: Path, capsys: Any) -> None:
    """Exit code 0, and one line with the page to begin with; a second time it writes over its own site."""
    write_ledger(tmp_path / "l", "one  a.cost  5 M€") if (tmp_path / "l").mkdir() is None else None
    for _ in range(2):
        assert publish(tmp_path / "l", "--to", tmp_path / "out") == 0
        said = capsys.readouterr().out
        assert "21 pages" in said and str(tmp_path / "out" / "index.html") in said


def test_what_is_gone_from_the_ledger_goes_from_the_site(tmp_path: Path) -> None:
    """The page of a figure that was taken out is not left behind."""
    ledger = tmp_path / "l"
    ledger.mkdir()
    publish(write_ledger(ledger, "one  a.cost  5 M€\ntwo  a.part  2 M€"), "--to", tmp_path / "out")
    publish(write_ledger(ledger, "one  a.cost  5 M€"), "--to", tmp_path / "out")

    assert [path.name for path in (tmp_path / "out" / "figures").iterdir()] == ["one.html"]


def test_a_ledger_with_problems_is_not_published(tmp_path: Path, capsys: Any) -> None:
    """Its problems are told, exit code 1, and no folder is made."""
    (tmp_path / "l").mkdir()
    write_ledger(tmp_path / "l", "two  a.cost  6 Taler  unit=money")

    assert publish(tmp_path / "l", "--to", tmp_path / "out") == 1
    assert "figures.csv:2" in capsys.readouterr().err and not (tmp_path / "out").exists()


@pytest.mark.parametrize("stranger", ["notes.txt", "figures/mine.html", "index.json"])
def test_a_folder_of_others_is_refused(tmp_path: Path, capsys: Any, stranger: str) -> None:
    """Exit code 2 and one line; what lies there stays as it was, also among the files of a site."""
    if "/" in stranger:
        publish("--to", tmp_path)
    (tmp_path / stranger).write_text("mine")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    capsys.readouterr()

    assert publish("--to", tmp_path) == 2
    assert "not made by an earlier publish; choose a new or an empty folder" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_file_where_the_folder_should_be(tmp_path: Path, capsys: Any) -> None:
    """Exit code 2, one line, no traceback."""
    (tmp_path / "out").write_text("a file")

    assert publish("--to", tmp_path / "out") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_failure_halfway_leaves_the_old_site(tmp_path: Path, shipped: dict[str, bytes], monkeypatch: Any) -> None:
    """Whether a page cannot be made or a folder cannot be moved: all of the old site is there, and nothing else."""
    old = {"index.html": b"old", "figures/one.html": b"old", "gone/two.html": b"old"}
    write_folder(tmp_path, old, is_own(tmp_path), anew=True)

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        raise UsageError("no more")

    with pytest.raises(UsageError):
        write_folder(tmp_path, broken(), lambda path: True, anew=True)
    assert there(tmp_path) == old
    new = {"index.html": b"new", "figures/one.html": b"new", "check/three.html": b"new"}
    replace, calls = os.replace, 0
    for last in range(1, 6):
        calls = 0

        def refused(source: Any, target: Any, last: int = last) -> None:
            nonlocal calls
            calls += 1
            if calls == last:
                raise OSError("the disk is full")
            replace(source, target)

        monkeypatch.setattr(os, "replace", refused)
        with pytest.raises(UsageError, match="what was there is still there"):
            write_folder(tmp_path, new, lambda path: True, anew=True)
        assert there(tmp_path) == old
    monkeypatch.undo()
    write_folder(tmp_path, new, lambda path: True, anew=True)
    assert there(tmp_path) == new


def there(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_stopped_command_leaves_the_old_site(tmp_path: Path, number: signal.Signals) -> None:
    """Killed while it writes: the old site is whole, and the next run clears up and replaces it."""
    target = tmp_path / "out"
    write_folder(target, {"index.html": b"old", INDEX: index_of("index.html")}, lambda path: True)
    before = there(target)
    command = [sys.executable, "-m", "figures.cli", "publish", "--no-pictures", "--to", str(target)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not [*target.glob(".figures-export-*/*.html")] and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(number)
    assert process.wait(30) != 0

    assert {path: data for path, data in there(target).items() if not path.startswith(".")} == before
    assert publish("--to", target) == 0
    assert "old" not in (target / "index.html").read_text() and not [*target.glob(".figures-export-*")]


def index_of(*paths: str) -> bytes:
    return json.dumps({"kind": "figures-site", "files": [{"path": path} for path in paths]}).encode()
