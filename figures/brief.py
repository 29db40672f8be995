"""The briefing: findings, checks, evidence and charts as one HTML page for paper, without a script or a second file."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from . import pictures
from .ledger import LANGUAGES, Figure
from .views import Chart, Item, Record, Tile, Views

MOST = 12  # checks that are told one by one
WIDTH = 640  # px of a chart: what a column of A4 holds at full size, so that 13 px stay 9.75 points
STYLE = """
@page { size: A4; margin: 10mm 15mm }
html { color-scheme: light; background: #fff }
body { max-width: 660px; margin: 0 auto; padding: 16px; color: #1f2328; font: 9.5pt/1.25 Arial, Helvetica, sans-serif;
  overflow-wrap: break-word }
h1 { font-size: 16pt; line-height: 1.15; margin: 3pt 0 }
h2 { font-size: 11.5pt; line-height: 1.2; margin: 8pt 0 2pt; break-after: avoid }
p, ul, figure { margin: 0 0 3pt }
a { color: #1d4e89 }
header, footer, figcaption, .small, caption { color: #57606a; font-size: 9pt }
header, nav { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12pt }
figure, li, tr { break-inside: avoid }
figure { overflow-x: auto }
svg { display: block }
ul { list-style: none; padding: 0 }
li, footer { overflow-wrap: anywhere }
li { border-top: 1px solid #dde0e4; padding: 1.5pt 0 }
table { width: 100%; border-collapse: collapse; font-size: 9pt; line-height: 1.2 }
caption { text-align: left; padding-bottom: 3pt }
th, td { text-align: left; vertical-align: top; padding: 1pt 6pt 1pt 0; border-bottom: 1px solid #dde0e4 }
.exact, .within-rounding { color: #1a7f37 } .only-loosely { color: #8a5a00 } .contradicted { color: #a8005c }
footer { border-top: 1px solid #7d8792; margin-top: 8pt; padding-top: 4pt }
@media (max-width: 500px) { table, caption, tbody, tr, th, td { display: block } thead { display: none } }
@media print { body { max-width: none; margin: 0; padding: 0 } nav, .screen { display: none } a { color: inherit } }
"""
HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{HASH}'; img-src data:; base-uri 'none'; form-action 'none'"
VOID = ("meta", "link")
LEFT_OUT = ("role", "class", "version", "font-family")  # attributes of the parts of a picture


class Html(str):
    """Text that may be read as HTML; only this room makes it."""


def page(views: Views, address: str = "", home: str = "") -> str:
    """The briefing in the language of the views; ``address`` is its own, ``home`` that of the whole."""
    said = views.words.text
    head = (
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("link", rel="icon", href="data:,"),
        element("title", f"{said('brief.name')} – {views.title()}"),
        Html(f"<style>{STYLE}</style>"),
    )
    body = (*_masthead(views), element("main", *_findings(views), *_evidence(views)), _footer(views, address, home))
    whole = element("html", element("head", *head), element("body", *body), lang=views.words.language)
    return f"<!DOCTYPE html>\n{whole}\n"


def element(name: str, /, *inner: str, **known: str) -> Html:
    """An element; what is not Html already is escaped. An attribute without a value is left out.

    >>> element("p", "a < b", element("b", "c"), class_="x")
    '<p class="x">a &lt; b<b>c</b></p>'
    """
    named = {key.rstrip("_").replace("_", "-"): value for key, value in known.items() if value}
    tag = name + "".join(f' {key}="{html.escape(value)}"' for key, value in named.items())
    if name in VOID:
        return Html(f"<{tag}/>")
    return Html(f"<{tag}>{''.join(part if isinstance(part, Html) else html.escape(part) for part in inner)}</{name}>")


def _masthead(views: Views) -> Iterator[Html]:
    """Which ledger, in which version and of when; the other languages."""
    version = views.words.text("page.footer_version", version=views.ledger.version or "–", date=views.last_date())
    yield element("header", element("strong", views.title()), element("span", version))
    names = {"de": "Deutsch", "en": "English", "fr": "Français"}
    others = [code for code in LANGUAGES if code != views.words.language]
    links = (element("a", names[code], href=f"{code}.html", lang=code, hreflang=code) for code in others)
    yield element("nav", element("span", *_between(" · ", links)), aria_label=views.words.text("page.switch"))


def _findings(views: Views) -> Iterator[Html]:
    """The finding with its chart, the first check in full, then all checks."""
    first = views.overview()
    yield element("h1", first.title)
    yield element("p", first.lead, class_="small")
    if first.chart:
        yield _figure(first.chart)
        yield element("p", *_between(" · ", (_tile(views, tile) for tile in first.tiles)), class_="small")
    yield from _working(views)
    yield element("h2", first.heading)
    yield element("ul", *map(_check, first.items[:MOST]))
    if len(first.items) > MOST:
        more = views.words.number(len(first.items) - MOST)
        yield element("p", views.words.text("brief.more", number=more), class_="small")


def _tile(views: Views, tile: Tile) -> Html:
    name = views.words.text("sign.colon", name=tile.label, text="")
    return element("span", name, element("strong", tile.value), f" ({tile.how})" if tile.how else "")


def _check(item: Item) -> Html:
    """Sign and word, what the rule says, its numbers, and what there is to know of it."""
    outcome = element("strong", f"{item.sign} {item.word}", class_=item.outcome.replace(" ", "-"))
    return element("li", outcome, f" – {item.statement} ", item.working, *(f". {note}" for note in item.notes[:1]))


def _working(views: Views) -> Iterator[Html]:
    """The first check in full: said, shown, explained."""
    shown = views.check()
    if shown.chosen is None:
        return
    yield element("h2", shown.chosen.statement)
    yield element("p", " ".join(shown.sentences))
    yield from map(_figure, shown.charts[:1])
    if shown.explanations and shown.explanations.rows:
        yield _table(shown.explanations.caption, shown.explanations.headers, shown.explanations.rows)


def _figure(chart: Chart) -> Html:
    """A chart with its title above and its source below; in words where it cannot be drawn."""
    drawn = element("p", chart.alt)
    if pictures.is_possible():
        drawn = Html(_lean(pictures.svg(chart, width=WIDTH), chart.alt))
    title = element("strong", chart.title)
    return element("figure", title, drawn, element("figcaption", f"{chart.subtitle} {chart.source}"), tabindex="0")


def _lean(svg: str, alt: str) -> str:
    """The SVG as one picture with one name, without what names its parts and without digits nobody can see."""
    root = ElementTree.fromstring(svg)
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
        kept = {key: text for key, text in node.attrib.items() if not key.startswith("aria") and key not in LEFT_OUT}
        node.attrib.clear()
        node.attrib.update({key: re.sub(r"(\.\d\d)\d+", r"\1", text) for key, text in kept.items()})
    root.attrib.update({"role": "img", "aria-label": alt, "font-family": "Arial, sans-serif"})
    return ElementTree.tostring(root, encoding="unicode")


def _evidence(views: Views) -> Iterator[Html]:
    """The figures behind the checks as printed and as read, who printed them, and how they are read."""
    said, told = views.words.text, views.evidence()
    used = dict.fromkeys(name for item in views.overview().items[:MOST] for name in item.figures)
    figures = [views.ledger.figures[name] for name in used]
    numbers = {name: f"[{at}]" for at, name in enumerate(dict.fromkeys(figure.source for figure in figures), start=1)}
    if figures:
        yield element("h2", said("brief.evidence"))
        headers = views.headers("figure", "value", "printed", "status", "source")
        rows = (_row(views, figure, numbers[figure.source]) for figure in figures)
        yield _table(said("brief.evidence_lead"), headers, rows)
        yield element("h2", said("page.sources_heading"))
        sources = {source.id: source for source in told.sources}
        yield element("ul", *(_source(views, number, sources[name]) for name, number in numbers.items()))
    yield element("h2", said("page.method_heading"))
    yield element("p", " ".join(told.method), class_="small")


def _row(views: Views, figure: Figure, number: str) -> list[str]:
    """A figure as on the pages, with the number of its source; its phrase in the language it is printed in."""
    name, value, phrase, status, _ = views.figure_row(figure)
    spoken = views.ledger.sources[figure.source].language
    return [name, value, element("bdi", phrase, lang=spoken), status, number]


def _table(caption: str, headers: Iterable[str], rows: Iterable[Iterable[str]]) -> Html:
    head = element("tr", *(element("th", name, scope="col") for name in headers))
    body = (element("tr", *(element("td", cell) for cell in row)) for row in rows)
    return element("table", element("caption", caption), element("thead", head), element("tbody", *body))


def _source(views: Views, number: str, source: Record) -> Html:
    """Who, what and when, and its address."""
    when = dict(source.pairs).get(views.words.text("page.record_published"), "")
    title = element("bdi", source.phrase, lang=source.language)
    web = source.address.startswith(("https://", "http://"))
    link = element("a", source.address, href=source.address) if web else source.address
    return element("li", f"{number} ", *_between(", ", [source.title, title, when, link]))


def _footer(views: Views, address: str, home: str) -> Html:
    """Licence, where to write to, the address of this page, and the way to the dashboard."""
    said = views.words.text
    lines = [views.licence(), views.contact(), said("brief.own", address=address) if address else ""]
    shown = [element("p", line) for line in lines if line]
    link = element("p", element("a", said("brief.home"), href=home), class_="screen")
    return element("footer", *shown, *([link] if home else []))


def _between(sign: str, parts: Iterable[str]) -> Iterator[str]:
    """The parts that there are with a sign between them."""
    for number, part in enumerate(part for part in parts if part):
        yield from (sign, part) if number else (part,)
