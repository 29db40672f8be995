"""Words to markup: what pages say as small records, escaped here and nowhere else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NewType

Markup = NewType("Markup", str)  # text that a browser may read as HTML: only made in this room
Tone = Literal["", "muted", "aside", "eu", "lux", "total", "ok", "gap"]

SIGNED = re.compile("\u2212(?=[^\\d\\s])")  # a minus before a currency: a line may end behind it
STATIC = Path(__file__).parent / "static"  # styles, scripts and fonts
OWN_NAMES = {"de": "Deutsch", "en": "English", "fr": "Français"}
TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # signs that turn the direction of text


# What pages say. Every text in these records is plain: it is escaped when drawn.


@dataclass(frozen=True)
class Part:
    """Words with something about them: another language, an address they lead to, weight or colour.

    ``saved_as`` makes the address a file to take home, with its name; ``label`` is said in the place of a mere sign.
    """

    words: str
    language: str = ""
    address: str = ""
    strong: bool = False
    tone: Tone = ""
    saved_as: str = ""
    label: str = ""


@dataclass(frozen=True)
class Copyable:
    """Words to paste elsewhere: what the button copies, its label for eye and ear, and what is said when it is done.

    ``note`` stands below in small print; ``chosen`` is said where the browser only lets us select the words.
    """

    words: str
    copied: str
    button: str
    label: str
    done: str
    chosen: str
    note: str | Part | Sequence[str | Part] = ""


Content = str | Part | Copyable | Sequence[str | Part]


@dataclass(frozen=True)
class Record:
    """One piece of evidence: a title and what is known, as pairs of a term and what stands for it."""

    title: Content
    facts: tuple[tuple[str, Content], ...]
    anchor: str = ""


@dataclass(frozen=True)
class Evidence:
    """Records that unfold below a label such as "Evidence (5)"."""

    label: str
    records: tuple[Record, ...]


@dataclass(frozen=True)
class Tile:
    """A key figure that is also the legend of a chart: in the colour (tone) and the look of the mark."""

    tone: Tone
    label: Content
    value: Content
    note: Content
    evidence: Evidence | None = None
    look: str = "solid"


@dataclass(frozen=True)
class VerdictItem:
    """One verdict: outcome is one of the five words of the design, sign and word say it to the reader."""

    outcome: str
    sign: str
    word: str
    statement: Content
    working: Content
    anchor: str = ""
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Link:
    """Words in a menu, where they lead, whether the reader is there, and the language of a translation."""

    words: str
    address: str
    is_here: bool = False
    language: str = ""


@dataclass(frozen=True)
class Masthead:
    """What stands above a page: the whole's name and address, its languages and pages, and three words for them."""

    product: Link
    languages: tuple[Link, ...]
    pages: tuple[Link, ...]
    skip: str
    switch: str
    menu: str

    @property
    def title(self) -> str:
        """What the browser's tab says."""
        return " – ".join([*(page.words for page in self.pages if page.is_here), self.product.words])


# Escaping: the one place where text becomes markup.


def markup(content: Content) -> Markup:
    """Content as markup, every character of it escaped; words that turn their direction turn nothing else.

    A minus stays on the line of its currency.

    >>> markup("between \\u2212€3m and \\u22121 site") == "between \\u2212\\u2060€3m and \\u22121 site"
    True
    >>> markup(["<b> ", Part("c", strong=True), " \\u202ed"])
    '&lt;b&gt; <strong>c</strong><bdi> \\u202ed</bdi>'
    """
    if isinstance(content, str):
        escaped = html.escape(SIGNED.sub("\u2212\u2060", content))
        return Markup(f"<bdi>{escaped}</bdi>" if TURNING.search(content) else escaped)
    if isinstance(content, Part):
        return _part(content)
    if isinstance(content, Copyable):
        return _copyable(content)
    return Markup("".join(markup(piece) for piece in content))


def _part(part: Part) -> Markup:
    address = safe_address(part.address)
    known = {
        "href": address,
        "download": part.saved_as if address else "",
        "lang": part.language,
        "class": part.tone and f"fl-tone-{part.tone}",
        "aria-label": part.label,
        "title": part.label,
    }
    tag = "a" if address else "strong" if part.strong else "span"
    inner = f"<strong>{markup(part.words)}</strong>" if address and part.strong else markup(part.words)
    return Markup(f"<{tag}{attributes(known)}>{inner}</{tag}>")


def _copyable(shown: Copyable) -> Markup:
    """The words, then the button that copy.js serves (hidden without it), then a place for the status message."""
    known = {"aria-label": shown.label, "data-copy": shown.copied, "data-done": shown.done, "data-chosen": shown.chosen}
    note = f'<span class="fl-safe-note">{markup(shown.note)}</span>' if shown.note else ""
    return Markup(
        f'<span class="fl-safe"><span class="fl-safe-words">{markup(shown.words)}</span> '
        f'<button type="button" class="fl-copy"{attributes(known)}>{markup(shown.button)}</button> '
        f'<span role="status" class="fl-copied"></span>{note}</span>'
    )


def plain(words: str) -> Markup:
    """Words escaped and nothing more, for places that hold no element: titles, and texts in a drawing."""
    return Markup(html.escape(words))


def element(tag: str, known: Mapping[str, str], *inner: Markup) -> Markup:
    """An element with what stands inside."""
    return Markup(f"<{tag}{attributes(known)}>{''.join(inner)}</{tag}>")


def attributes(known: Mapping[str, str]) -> Markup:
    """The attributes that say something."""
    return Markup("".join(f' {name}="{html.escape(value)}"' for name, value in known.items() if value))


def safe_address(address: str) -> str:
    """The address, if it is http, https, an e-mail or relative to this site; nothing otherwise.

    >>> [safe_address(a) for a in ("https://a.lu/b", "./check?lang=de", "mailto:?body=b")]
    ['https://a.lu/b', './check?lang=de', 'mailto:?body=b']
    >>> [safe_address(a) for a in ("javascript:alert(1)", "//a.lu", "/\\\\a.lu")]
    ['', '', '']
    """
    plain = re.fullmatch(r"[^\\\s\x00-\x1f\x7f]+", address)
    return address if plain and re.match(r"https?://[^/]|mailto:[^/]*\?|\.{1,2}/|/(?!/)|[?#]", address) else ""


# What surrounds a page.


def masthead(head: Masthead) -> Markup:
    """The product's name, the languages (real links: the first byte must say the right one), and the pages."""
    return Markup(
        f'<header class="fl-masthead"><a class="fl-skip" href="#fl-content">{markup(head.skip)}</a>'
        f'<a class="fl-product" href="{html.escape(head.product.address)}">{markup(head.product.words)}</a>'
        f"{_menu('fl-languages', head.switch, head.languages, 'true')}"
        f"{_menu('fl-pages', head.menu, head.pages, 'page')}"
        f'</header><div id="fl-content" tabindex="-1"></div>'
    )


def _menu(style: str, label: str, links: Iterable[Link], current: str) -> Markup:
    items = ""
    for link in links:
        known = {"href": link.address, "lang": link.language, "hreflang": link.language}
        items += f"<li><a{attributes({**known, 'aria-current': current if link.is_here else ''})}>"
        items += f"{markup(link.words)}</a></li>"
    return Markup(f"<nav{attributes({'class': style, 'aria-label': label})}><ul>{items}</ul></nav>")


def footer(lines: Iterable[Content]) -> Markup:
    """The lines below a page."""
    return Markup("".join(['<footer class="fl-foot">', *(f"<p>{markup(line)}</p>" for line in lines), "</footer>"]))


# What a page is drawn with.


def heading(content: Content, level: Literal[1, 2, 3] = 2, anchor: str = "") -> Markup:
    """A heading; each page has one of level 1."""
    known = attributes({"class": f"fl-h{level}", "id": anchor})
    return Markup(f"<h{level}{known}>{markup(content)}</h{level}>")


def lead(content: Content) -> Markup:
    """The line below a heading: what is shown, of when, in which unit."""
    return Markup(f'<p class="fl-lead">{markup(content)}</p>')


def text(*paragraphs: Content) -> Markup:
    """Running text."""
    inner = "".join(f"<p>{markup(paragraph)}</p>" for paragraph in paragraphs)
    return Markup(f'<div class="fl-text">{inner}</div>')


def note(content: Content) -> Markup:
    """Small print: the source below a chart, a remark."""
    return Markup(f'<p class="fl-note">{markup(content)}</p>')


def links(label: str, pairs: Iterable[tuple[str, str]], here: str = "") -> Markup:
    """A row of links that look like buttons (files, choices): pairs of words and an address; ``here`` is the chosen."""
    items = ""
    for words, address in pairs:
        known = {"href": safe_address(address), "aria-current": "true" if address == here else ""}
        items += f"<li><a{attributes(known)}>{markup(words)}</a></li>"
    return _group(label, items)


def files(label: str, parts: Iterable[Part]) -> Markup:
    """A row of files to take home."""
    return _group(label, "".join(f"<li>{markup(part)}</li>" for part in parts))


def _group(label: str, items: str) -> Markup:
    return Markup(f'<div class="fl-links" role="group"{attributes({"aria-label": label})}><ul>{items}</ul></div>')


def status(content: Content) -> Markup:
    """What a change of the page came to; read out by screen readers."""
    return Markup(f'<p class="fl-status" role="status">{markup(content)}</p>')


def relabel(words: Mapping[str, str], key: str) -> Markup:
    """The words of a field for a file (pages/fields) for boot.js, and as a style for where that does not run."""
    place = f".st-key-fl-upload-{key}:not([data-own-words]) [data-testid="
    said = {f"data-{name}": words for name, words in words.items()}
    return Markup(
        f'<div class="fl-words" hidden="hidden"{attributes(said)}></div>'
        f"<style>{place}stFileUploaderDropzone] > span button [data-testid=stMarkdownContainer]::after "
        f'{{ content: "{_quoted(words["button"])}"; }}'
        f'{place}stFileUploaderDropzoneInstructions]::after {{ content: "{_quoted(words["drop"])}"; }}</style>'
    )


def _quoted(words: str) -> str:
    """Words inside a style's quotation marks: everything but letters, digits and blanks by its number."""
    return re.sub(r"[^\w ]", lambda sign: f"\\{ord(sign[0]):06x}", words)


def fold(label: str, inner: Iterable[Markup]) -> Markup:
    """What stands below a label, closed at first; the browser's own <details>: it works by keyboard and on paper."""
    summary = f"<summary>{markup(label)}</summary>"
    return Markup(f'<details class="fl-evidence">{summary}{"".join(inner)}</details>')


def evidence(unfolded: Evidence) -> Markup:
    """Records below a label."""
    return fold(unfolded.label, map(_record, unfolded.records))


def records(shown: Iterable[Record]) -> Markup:
    """Records in full view."""
    return Markup("".join(['<div class="fl-records">', *map(_record, shown), "</div>"]))


def _record(record: Record) -> Markup:
    facts = "".join(f"<div><dt>{markup(term)}</dt><dd>{markup(fact)}</dd></div>" for term, fact in record.facts)
    title = f'<p class="fl-record-title">{markup(record.title)}</p>' if record.title else ""
    known = attributes({"class": "fl-record", "id": record.anchor})
    return Markup(f"<div{known}>{title}<dl>{facts}</dl></div>")


def tiles(shown: Iterable[Tile]) -> Markup:
    """Key figures side by side, one below the other on a phone."""
    return Markup("".join(['<ul class="fl-tiles">', *map(_tile, shown), "</ul>"]))


def _tile(tile: Tile) -> Markup:
    return Markup(
        f'<li class="fl-tile fl-tone-{tile.tone} fl-look-{tile.look}"><p class="fl-tile-label">{markup(tile.label)}</p>'
        f'<p class="fl-tile-value">{markup(tile.value)}</p><p class="fl-tile-note">{markup(tile.note)}</p>'
        f"{evidence(tile.evidence) if tile.evidence else ''}</li>"
    )


def verdicts(items: Iterable[VerdictItem]) -> Markup:
    """A list of verdicts; a list and no table, because a table fails at 320 px."""
    return Markup("".join(['<ul class="fl-verdicts">', *map(_verdict, items), "</ul>"]))


def _verdict(item: VerdictItem) -> Markup:
    """One verdict: sign and word always together, the sign only for the eye."""
    known = {"class": "fl-verdict fl-" + item.outcome.replace(" ", "-"), "id": item.anchor}
    return Markup(
        f'<li{attributes(known)}><p class="fl-outcome"><span aria-hidden="true">{markup(item.sign)}</span> '
        f'{markup(item.word)}</p><div><p class="fl-statement"><strong>{markup(item.statement)}</strong> '
        f"{markup(item.working)}</p>{evidence(item.evidence) if item.evidence else ''}</div></li>"
    )


def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[Content]],
    caption: str,
    numeric_columns: Iterable[int] = (),
    ranks: Mapping[int, Sequence[int]] | None = None,
) -> Markup:
    """A table a screen reader can read; it scrolls in its own box, and on a phone each row becomes a card.

    ``ranks`` gives for a column the place of each row in order of size, for whoever sorts by it.
    """
    numeric, ranks = frozenset(numeric_columns), ranks or {}
    head = "".join(
        f'<th role="columnheader" scope="col"{_number(column, numeric)}>{markup(name)}</th>'
        for column, name in enumerate(headers)
    )
    body = ""
    for number, row in enumerate(rows):
        places = {column: str(order[number]) for column, order in ranks.items()}
        body += f'<tr role="row">{_row(headers, row, numeric, places)}</tr>'
    return Markup(
        f'<div class="fl-table" role="region" tabindex="0"{attributes({"aria-label": caption})}>'
        f'<table role="table"><caption>{markup(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _row(headers: Sequence[str], row: Sequence[Content], numeric: frozenset[int], places: Mapping[int, str]) -> Markup:
    """The first cell names its row. Roles are spelled out: cards by CSS would otherwise cost the table its meaning."""
    cells = []
    for column, (name, content) in enumerate(zip(headers, row, strict=True)):
        tag, what = ("td", 'role="cell"') if column else ("th", 'role="rowheader" scope="row"')
        label = attributes({"data-label": name, "data-rank": places.get(column, "")})
        cells.append(f"<{tag} {what}{label}{_number(column, numeric)}><span>{markup(content)}</span></{tag}>")
    return Markup("".join(cells))


def _number(column: int, numeric: frozenset[int]) -> str:
    return ' class="fl-number"' if column in numeric else ""
