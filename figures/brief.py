"""The briefing: findings, checks, evidence and charts as one HTML page for paper, without a script or a second file."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, zip_longest

from .ledger import LANGUAGES, Figure
from .locale import Spoken
from .publish.drawing import STEPS, drawing
from .telling import Pieces
from .tracing import traced
from .views import Cells, Chart, Check, Item, Overview, Record, Tile, Views
from .views.records import is_web

MOST_DOUBTFUL = 5  # checks that do not add up or cannot be decided, told in full
MOST_AGREED = 1  # checks that add up, in a line each
MOST_VALUES = 16  # lines of evidence: the values of terms
MOST_PRINTS = 2  # phrases in such a line
MOST_MARKS = 8  # lines of a chart
PAPER = 703  # px: what A4 has between the margins that WORDS give it
WIDER = "".join(  # as site.css: a chart has a drawing for the phone and one for a desk and paper, where they differ
    f"@container (min-width: {step}px) {{ .fl-below{step} {{ display: none }} .fl-from{step} {{ display: inline }} }}\n"
    for step in STEPS
    if step <= PAPER
)
WORDS = """
@page { size: A4; margin: 6mm 12mm }
html { color-scheme: light; background: #fff }
body { max-width: 660px; margin: 0 auto; padding: 16px; color: #1f2328; font: 9pt/1.18 Arial, Helvetica, sans-serif;
  overflow-wrap: break-word }
h1 { font-size: 15pt; line-height: 1.15; margin: 2pt 0 }
h2 { font-size: 11pt; line-height: 1.15; margin: 3pt 0 0; break-after: avoid }
p, ul, figure { margin: 0 0 2pt }
a { color: #1d4e89; unicode-bidi: isolate }
header, footer, figcaption, .small, caption { color: #57606a }
header, nav { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12pt }
figure, li, tr { break-inside: avoid }
.fl-chart { container-type: inline-size; margin-bottom: -8px }
[class^="fl-from"] { display: none }
svg { width: 100%; overflow: visible; vertical-align: bottom; font-size: 13px }
ul { list-style: none; padding: 0 }
li, footer { overflow-wrap: anywhere }
li { border-top: 1px solid #dde0e4; padding: 0.5pt 0 }
table { width: 100%; border-collapse: collapse; line-height: 1.16 }
caption { text-align: left; padding-bottom: 3pt }
th, td { text-align: left; vertical-align: top; padding: 0.5pt 6pt 0.5pt 0; border-bottom: 1px solid #dde0e4 }
.exact, .within-rounding { color: #1a7f37 } .only-loosely { color: #8a5a00 } .contradicted { color: #a8005c }
th:first-child { width: 36% }
footer { border-top: 1px solid #7d8792; margin-top: 4pt; padding-top: 2pt }
@media (max-width: 500px) { table, caption, tbody, tr, th, td { display: block } thead { display: none } }
@media screen { .evidence a { display: inline-block; min-width: 24px; line-height: 24px } }
@media print { body { max-width: none; margin: 0; padding: 0 2px } nav, .screen { display: none }
  .evidence td:nth-child(2) { white-space: nowrap } a { color: inherit } }
"""
STYLE = f"{WORDS}{WIDER}"
HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{HASH}'; img-src data:; base-uri 'none'; form-action 'none'"
VOID = ("meta", "link")


class Html(str):
    """Text that may be read as HTML; only this room makes it."""


def page(views: Views, address: str = "", home: str = "", checks: str = "") -> str:
    """The briefing in the language of the views; ``address`` is its own, the others lead elsewhere."""
    said = views.words.text
    head = (
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("link", rel="icon", href="data:,"),
        element("title", f"{said('brief.name')} – {views.title()}"),
        Html(f"<style>{STYLE}</style>"),
    )
    linked = Linked(views)
    body = (
        *_masthead(views),
        element("main", *_findings(linked, checks), *_evidence(linked)),
        _footer(views, address, home),
    )
    whole = element("html", element("head", *head), element("body", *body), lang=views.words.language)
    return f"<!DOCTYPE html>\n{whole}\n"


def element(name: str, /, *inner: str, **known: str) -> Html:
    """An element; what is not Html already is escaped. An attribute without a value is left out.

    >>> element("p", "a < b", element("b", "c"), class_="x")
    '<p class="x">a &lt; b<b>c</b></p>'
    """
    named = {key.rstrip("_").replace("_", "-"): value for key, value in known.items() if value}
    tag = name + "".join(f' {key}="{html.escape(value)}"' for key, value in named.items())
    return Html(f"<{tag}/>" if name in VOID else f"<{tag}>{inside(inner)}</{name}>")


def inside(parts: Iterable[str]) -> Html:
    """The parts one after the other; what is not Html already is escaped."""
    return Html("".join(part if isinstance(part, Html) else html.escape(part) for part in parts))


@dataclass(frozen=True)
class Linked:
    """The views with links: what is printed leads to its line of evidence, from there to the words at their source."""

    views: Views

    def text(self, text: str, figures: Sequence[str], workings: Sequence[Pieces] = ()) -> Html:
        """A text about these figures; ``workings`` are the calculations in it whose pieces are known."""
        return self.pieces(traced(self.views, text, figures, workings))

    def pieces(self, pieces: Pieces) -> Html:
        """A text whose pieces are known; words of another language say so."""
        return inside(self._piece(words, name) for words, name in pieces)

    def _piece(self, words: str, name: str) -> str:
        language = words.language if isinstance(words, Spoken) else ""
        to = self.places.get(name, name if is_web(name) else "")
        return element("a" if to else "span", words, href=to, lang=language) if to or language else words

    @cached_property
    def lines(self) -> dict[tuple[str, str], list[Figure]]:
        """A line for each value of a term: its name and the value with its status, and the figures that print it so."""
        lines: dict[tuple[str, str], list[Figure]] = {}
        for figure in map(self.views.ledger.figures.__getitem__, _used(self.views)):
            name, value, _, status, _ = self.views.figure_row(figure)
            lines.setdefault((name, f"{value} ({status})"), []).append(figure)
        return lines

    @cached_property
    def places(self) -> dict[str, str]:
        """Where on this page figures and their words have their line of evidence; of others where their words are."""
        found = {name: self.views.at(figure) for name, figure in self.views.ledger.figures.items()}
        for number, figures in enumerate([*self.lines.values()][:MOST_VALUES], start=1):
            found |= {name: f"#e{number}" for figure in figures for name in (figure.id, self.views.at(figure))}
        return found


def _masthead(views: Views) -> Iterator[Html]:
    """Which ledger, in which version and of when; the other languages."""
    yield element("header", element("strong", views.title()), element("span", views.edition()))
    names = {"de": "Deutsch", "en": "English", "fr": "Français"}
    others = [code for code in LANGUAGES if code != views.words.language]
    links = (element("a", names[code], href=f"{code}.html", lang=code, hreflang=code) for code in others)
    yield element("nav", element("span", *_between(" · ", links)), aria_label=views.words.text("page.switch"))


def _findings(linked: Linked, checks: str) -> Iterator[Html]:
    """The finding with its chart, the first check in full, what does not add up, what does."""
    views = linked.views
    first = views.overview()
    yield element("h1", linked.text(first.title, first.chart.figures if first.chart else ()))
    yield element("p", first.lead, class_="small")
    if first.chart:
        yield _figure(first.chart)  # the headline is its title
        yield element("p", *_between(" · ", (_tile(linked, tile) for tile in first.tiles)), class_="small")
    told = views.check()
    yield from _working(linked, told)
    if first.items:
        yield element("h2", first.heading)
        doubtful = (_check(linked, item, item.notes) for item in first.doubtful[:MOST_DOUBTFUL] if item != told.chosen)
        agreed = (_check(linked, item) for item in first.agreed[:MOST_AGREED] if item != told.chosen)
        yield element("ul", *doubtful, *agreed)
        yield element("p", *_between(" ", _rest(views, first, checks)), class_="small")


def _rest(views: Views, first: Overview, checks: str) -> Iterator[str]:
    """How many checks are not told here, and where they stand."""
    said = views.words.text
    for key, items, most in (
        ("brief.more_doubtful", first.doubtful, MOST_DOUBTFUL),
        ("page.more_agreed", first.agreed, MOST_AGREED),
    ):
        if len(items) > most:
            yield said(key, number=views.words.number(len(items) - most))
    yield said("brief.checks", address=checks) if checks else said("brief.in_dashboard")


def _tile(linked: Linked, tile: Tile) -> Html:
    name = linked.views.words.text("sign.colon", name=tile.label, text="")
    how = (" (", linked.pieces(tile.pieces), ")") if tile.how else ()
    return element("span", name, element("strong", linked.text(tile.value, tile.figures)), *how)


def _check(linked: Linked, item: Item, notes: Iterable[str] = ()) -> Html:
    """Sign and word, what the rule says, its numbers, and what there is to know of it."""
    told = (linked.text(f" · {note}", item.figures) for note in notes)
    statement = linked.text(f" – {item.statement} ", item.figures)
    return element("li", _outcome(item), statement, linked.pieces(item.pieces), *told)


def _outcome(item: Item) -> Html:
    return element("strong", f"{item.sign} {item.word}", class_=item.outcome.replace(" ", "-"))


def _working(linked: Linked, shown: Check) -> Iterator[Html]:
    """The first check in full: said, shown, explained."""
    if shown.chosen is None:
        return
    figures, workings = shown.chosen.figures, [one for chart in shown.charts for one in chart.workings]
    told = linked.text(" ".join(shown.sentences), figures, workings)
    yield element("h2", linked.text(shown.chosen.statement, figures))
    yield element("p", *_between(" – ", (_outcome(shown.chosen), told)))
    yield from (_figure(chart, linked.text(chart.title, chart.figures, chart.workings)) for chart in _drawn(shown))
    if shown.explanations and shown.explanations.rows:
        yield _explained(linked, shown.explanations)


def _explained(linked: Linked, shown: Cells) -> Html:
    rows = ([linked.text(cell, about or ()) for cell in row] for row, about in zip_longest(shown.rows, shown.about))
    return _table(shown.caption, shown.headers, rows)


def _drawn(shown: Check) -> Iterator[Chart]:
    """The first chart of a check, unless it would fill the page."""
    return (chart for chart in shown.charts[:1] if len(chart.bars) + len(chart.ranges) <= MOST_MARKS)


def _figure(chart: Chart, title: str = "") -> Html:
    """A chart with its title above and its source below; its words stand at their size, on paper 9.75 points."""
    words = f"{chart.subtitle} {chart.source}"
    return element(
        "figure",
        *([element("strong", title)] if title else []),
        Html(drawing(chart, theme="light")),
        element("figcaption", words),
    )


def _evidence(linked: Linked) -> Iterator[Html]:
    """The figures that the page rests on, as printed and as read, who printed them, and how they are read."""
    views, lines = linked.views, [*linked.lines.items()]
    said, told = views.words.text, views.evidence()
    shown = {line: figures[:MOST_PRINTS] for line, figures in lines[:MOST_VALUES]}
    sources = dict.fromkeys(figure.source for figures in shown.values() for figure in figures)
    numbers = {name: str(at) for at, name in enumerate(sources, start=1)}
    if shown:
        rows = ([*line, _printed(linked, figures, numbers)] for line, figures in lines[:MOST_VALUES])
        yield element("h2", said("brief.evidence"))
        yield _table(said("brief.evidence_lead"), views.headers("figure", "value", "printed"), rows, "evidence")
        if rest := sum(len(figures) for _, figures in lines[MOST_VALUES:]):
            yield element("p", said("brief.more_figures", number=views.words.number(rest)), class_="small")
        yield element("h2", said("page.sources_heading"))
        known = {source.id: source for source in told.sources}
        yield element("ul", *(_source(views, number, known[name]) for name, number in numbers.items()), class_="small")
    yield element("h2", said("page.method_heading"))
    yield element("p", " ".join(told.method), class_="small")


def _used(views: Views) -> Iterable[str]:
    """The figures behind the charts and behind what does not add up, each once; of what adds up the dashboard tells."""
    first = views.overview()
    shown = [chart.figures for chart in (first.chart, *_drawn(views.check())) if chart]
    shown += [item.figures for item in first.doubtful[:MOST_DOUBTFUL]]
    return dict.fromkeys(chain.from_iterable(shown))


def _printed(linked: Linked, figures: list[Figure], numbers: Mapping[str, str]) -> Html:
    """The first phrases with the numbers of their sources, each in its language, and how many more there are."""
    views, shown, place = linked.views, [], linked.places[figures[0].id].removeprefix("#")
    for figure in figures[:MOST_PRINTS]:
        at, language = views.at(figure), views.ledger.sources[figure.source].language
        link = element("a", views.words.quote(figure.phrase), href=at if is_web(at) else "", lang=language)
        number = numbers[figure.source]
        shown.append(inside([link, " ", element("a", f"[{number}]", href=f"#s{number}")]))
    rest = len(figures) - MOST_PRINTS
    more = views.words.text("brief.more_prints", number=views.words.number(rest)) if rest > 0 else ""
    return element("span", *_between(" · ", [*shown, more]), id=place)


def _table(caption: str, headers: Iterable[str], rows: Iterable[Iterable[str]], name: str = "") -> Html:
    head = element("tr", *(element("th", name, scope="col") for name in headers))
    body = (element("tr", *(element("td", cell) for cell in row)) for row in rows)
    return element("table", element("caption", caption), element("thead", head), element("tbody", *body), class_=name)


def _source(views: Views, number: str, source: Record) -> Html:
    """Who and when, and its address for paper (on a screen phrases lead there); what it is called where it has none."""
    when = dict(source.pairs).get(views.words.text("page.record_published"), "")
    title = element("bdi", source.phrase, lang=source.language)
    return element(
        "li", f"[{number}] ", *_between(", ", [source.title, when, source.address or title]), id=f"s{number}"
    )


def _footer(views: Views, address: str, home: str) -> Html:
    """Licence, where to write to, the address of this page, and the way to the dashboard."""
    said = views.words.text
    lines = [views.licence(), views.contact(), said("brief.own", address=address) if address else ""]
    shown = [element("p", *_between(" · ", lines))]
    link = element("p", element("a", said("brief.home"), href=home), class_="screen")
    return element("footer", *shown, *([link] if home else []))


def _between(sign: str, parts: Iterable[str]) -> Iterator[str]:
    """The parts that there are with a sign between them."""
    for number, part in enumerate(part for part in parts if part):
        yield from (sign, part) if number else (part,)
