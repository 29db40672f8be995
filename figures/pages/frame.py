"""The frame of every page: the only room with Streamlit's layout tricks and with markup of our own.

The other pages say what is to be seen with plain words and the small records below; here they are escaped and drawn.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, NewType
from urllib.parse import urljoin

import streamlit as st

from figures import addresses
from figures.server import LANGUAGES, STATIC, choose_language

Markup = NewType("Markup", str)  # text that a browser may read as HTML: only made in this room
Tone = Literal["", "muted", "eu", "lux", "total", "gap"]

OWN_NAMES = {"de": "Deutsch", "en": "English", "fr": "Français"}
MOST_SEARCHED = 100  # signs
SAFE_WORD = re.compile(r"[a-z0-9_-]{1,64}")


# What pages say. Every text in these records is plain: it is escaped when drawn.


@dataclass(frozen=True)
class Part:
    """Words with something about them: another language, an address they lead to, weight or colour."""

    words: str
    language: str = ""
    address: str = ""
    strong: bool = False
    tone: Tone = ""


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
    note: str = ""


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
    """A key figure that is also the legend of a chart: its tone is the colour of the mark."""

    tone: Tone
    label: Content
    value: Content
    note: Content
    evidence: Evidence | None = None


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
class Masthead:
    """What stands above a page: names of the whole and of each page, and the frame's own three words."""

    product: str
    page: str
    pages: tuple[tuple[str, str], ...]
    skip: str
    switch: str
    menu: str

    @property
    def title(self) -> str:
        """What the browser's tab says."""
        return f"{dict(self.pages)[self.page]} – {self.product}"


# What the visitor asked for.


def language() -> str:
    """The page's language: the same choice as the server's first byte."""
    return choose_language(parameter("lang"), st.context.headers.get("Accept-Language"))


def theme() -> Literal["light", "dark"]:
    """Whether the browser shows the page on a light or a dark ground."""
    return "dark" if st.context.theme.type == "dark" else "light"


def parameter(name: str) -> str:
    """A word from the address, or nothing: only plain ids are let in, to be looked up and never used as a path."""
    word = str(st.query_params.get(name, ""))
    return word if SAFE_WORD.fullmatch(word) else ""


def search() -> str:
    """The words looked for, from the address: any signs, but not many; they are compared and escaped, nothing else."""
    return str(st.query_params.get("q", ""))[:MOST_SEARCHED]


# Escaping: the one place where text becomes markup.


def markup(content: Content) -> Markup:
    """Content as markup, every character of it escaped."""
    if isinstance(content, str):
        return Markup(html.escape(content))
    if isinstance(content, Part):
        return _part(content)
    if isinstance(content, Copyable):
        return _copyable(content)
    return Markup("".join(markup(piece) for piece in content))


def _part(part: Part) -> Markup:
    address = safe_address(part.address)
    known = {"href": address, "lang": part.language, "class": part.tone and f"fl-tone-{part.tone}"}
    tag = "a" if address else "strong" if part.strong else "span"
    inner = f"<strong>{markup(part.words)}</strong>" if address and part.strong else markup(part.words)
    return Markup(f"<{tag}{_attributes(known)}>{inner}</{tag}>")


def _copyable(shown: Copyable) -> Markup:
    """The words, then the button that boot.js serves (hidden without it), then a place for the status message."""
    known = {"aria-label": shown.label, "data-copy": shown.copied, "data-done": shown.done, "data-chosen": shown.chosen}
    note = f'<span class="fl-safe-note">{markup(shown.note)}</span>' if shown.note else ""
    return Markup(
        f'<span class="fl-safe"><span class="fl-safe-words">{markup(shown.words)}</span> '
        f'<button type="button" class="fl-copy"{_attributes(known)}>{markup(shown.button)}</button> '
        f'<span role="status" class="fl-copied"></span>{note}</span>'
    )


def _attributes(known: dict[str, str]) -> Markup:
    return Markup("".join(f' {name}="{html.escape(value)}"' for name, value in known.items() if value))


def safe_address(address: str) -> str:
    """The address, if it is http, https or relative to this site; nothing otherwise.

    >>> [safe_address(a) for a in ("https://a.lu/b", "./check?lang=de", "javascript:alert(1)", "//a.lu", "/\\\\a.lu")]
    ['https://a.lu/b', './check?lang=de', '', '', '']
    """
    plain = re.fullmatch(r"[^\\\s\x00-\x1f\x7f]+", address)
    return address if plain and re.match(r"https?://[^/]|\./|/(?!/)|[?#]", address) else ""


def page_address(page: str, **parameters: str) -> str:
    """The address of a page of ours, relative so that it also holds below a proxy's path."""
    return addresses.page(page, **parameters)


def absolute(address: str) -> str:
    """An address of ours as one that can be sent to a colleague, as far as the browser said where we are."""
    return urljoin(st.context.url or "", address)


def _draw(*pieces: str) -> None:
    st.html("".join(pieces))


# The frame itself.


def start(language: str, head: Masthead) -> None:
    """Open a page: tab title, our styles (static, never data), and the masthead."""
    st.set_page_config(page_title=head.title, page_icon=str(STATIC / "favicon.svg"), layout="centered")
    st.html(STATIC / "figures.css")
    _draw(masthead(language, head, {**{name: parameter(name) for name in st.query_params}, "q": search()}))


def masthead(language: str, head: Masthead, asked: dict[str, str]) -> Markup:
    """The product's name, the languages (real links: the first byte must say the right one), and the pages."""
    kept = {name: word for name, word in asked.items() if word and SAFE_WORD.fullmatch(name)}
    languages = [
        (page_address(head.page, **{**kept, "lang": code}), code == language, OWN_NAMES[code], code)
        for code in LANGUAGES
    ]
    pages = [(page_address(page, lang=language), page == head.page, name, "") for page, name in head.pages]
    return Markup(
        f'<header class="fl-masthead"><a class="fl-skip" href="#fl-content">{markup(head.skip)}</a>'
        f'<a class="fl-product" href="{html.escape(page_address("", lang=language))}">{markup(head.product)}</a>'
        f"{_menu('fl-languages', head.switch, languages, 'true')}{_menu('fl-pages', head.menu, pages, 'page')}"
        f'</header><div id="fl-content" tabindex="-1"></div>'
    )


def _menu(style: str, label: str, links: Iterable[tuple[str, bool, str, str]], current: str) -> Markup:
    items = ""
    for address, here, name, code in links:
        known = {"href": address, "lang": code, "hreflang": code, "aria-current": current if here else ""}
        items += f"<li><a{_attributes(known)}>{markup(name)}</a></li>"
    return Markup(f"<nav{_attributes({'class': style, 'aria-label': label})}><ul>{items}</ul></nav>")


def end(lines: Iterable[Content]) -> None:
    """Close a page with the lines of its footer."""
    _draw('<footer class="fl-foot">', *(f"<p>{markup(line)}</p>" for line in lines), "</footer>")


# What a page draws with.


def heading(content: Content, level: Literal[1, 2, 3] = 2, anchor: str = "") -> None:
    """A heading; each page has one of level 1."""
    known = _attributes({"class": f"fl-h{level}", "id": anchor})
    _draw(f"<h{level}{known}>{markup(content)}</h{level}>")


def lead(content: Content) -> None:
    """The line below a heading: what is shown, of when, in which unit."""
    _draw(f'<p class="fl-lead">{markup(content)}</p>')


def text(*paragraphs: Content) -> None:
    """Running text."""
    _draw('<div class="fl-text">', *(f"<p>{markup(paragraph)}</p>" for paragraph in paragraphs), "</div>")


def note(content: Content) -> None:
    """Small print: the source below a chart, a remark."""
    _draw(f'<p class="fl-note">{markup(content)}</p>')


def links(label: str, pairs: Sequence[tuple[str, str]], here: str = "", are_files: bool = False) -> None:
    """A row of links that look like buttons: pairs of words and an address; ``here`` is the chosen.

    ``are_files``: a click saves what is there, also what a browser could show.
    """
    items = ""
    for words, address in pairs:
        known = {"href": safe_address(address), "aria-current": "true" if address == here else ""}
        items += f"<li><a{_attributes(known)}{' download' if are_files else ''}>{markup(words)}</a></li>"
    _draw(f'<div class="fl-links" role="group"{_attributes({"aria-label": label})}><ul>{items}</ul></div>')


def evidence(unfolded: Evidence) -> None:
    """Records below a label, closed at first; the browser's own <details>, so it works by keyboard and on paper."""
    _draw(_evidence(unfolded))


def records(shown: Iterable[Record]) -> None:
    """Records in full view."""
    _draw('<div class="fl-records">', *(_record(record) for record in shown), "</div>")


def _evidence(unfolded: Evidence) -> Markup:
    inner = "".join(_record(record) for record in unfolded.records)
    return Markup(f'<details class="fl-evidence"><summary>{markup(unfolded.label)}</summary>{inner}</details>')


def _record(record: Record) -> Markup:
    facts = "".join(f"<div><dt>{markup(term)}</dt><dd>{markup(fact)}</dd></div>" for term, fact in record.facts)
    title = f'<p class="fl-record-title">{markup(record.title)}</p>' if record.title else ""
    known = _attributes({"class": "fl-record", "id": record.anchor})
    return Markup(f"<div{known}>{title}<dl>{facts}</dl></div>")


def tiles(shown: Sequence[Tile]) -> None:
    """Key figures side by side, one below the other on a phone."""
    _draw('<ul class="fl-tiles">', *(_tile(tile) for tile in shown), "</ul>")


def _tile(tile: Tile) -> Markup:
    return Markup(
        f'<li class="fl-tile fl-tone-{tile.tone}"><p class="fl-tile-label">{markup(tile.label)}</p>'
        f'<p class="fl-tile-value">{markup(tile.value)}</p><p class="fl-tile-note">{markup(tile.note)}</p>'
        f"{_evidence(tile.evidence) if tile.evidence else ''}</li>"
    )


def verdicts(items: Iterable[VerdictItem]) -> None:
    """A list of verdicts; a list and no table, because a table fails at 320 px."""
    _draw('<ul class="fl-verdicts">', *(verdict_item(item) for item in items), "</ul>")


def verdict_item(item: VerdictItem) -> Markup:
    """One verdict: sign and word always together, the sign only for the eye."""
    known = {"class": "fl-verdict fl-" + item.outcome.replace(" ", "-"), "id": item.anchor}
    return Markup(
        f'<li{_attributes(known)}><p class="fl-outcome"><span aria-hidden="true">{markup(item.sign)}</span> '
        f'{markup(item.word)}</p><div><p class="fl-statement"><strong>{markup(item.statement)}</strong> '
        f"{markup(item.working)}</p>{_evidence(item.evidence) if item.evidence else ''}</div></li>"
    )


def table(
    headers: Sequence[str], rows: Iterable[Sequence[Content]], caption: str, numeric_columns: Iterable[int] = ()
) -> None:
    """A table a screen reader can read; it scrolls in its own box, and on a phone each row becomes a card."""
    numeric = frozenset(numeric_columns)
    head = "".join(
        f'<th role="columnheader" scope="col"{_number(column, numeric)}>{markup(name)}</th>'
        for column, name in enumerate(headers)
    )
    body = "".join(f'<tr role="row">{_row(headers, row, numeric)}</tr>' for row in rows)
    _draw(
        f'<div class="fl-table" role="region" tabindex="0"{_attributes({"aria-label": caption})}>'
        f'<table role="table"><caption>{markup(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _row(headers: Sequence[str], row: Sequence[Content], numeric: frozenset[int]) -> Markup:
    """The first cell names its row. Roles are spelled out: cards by CSS would otherwise cost the table its meaning."""
    cells = []
    for column, (name, content) in enumerate(zip(headers, row, strict=True)):
        tag, what = ("td", 'role="cell"') if column else ("th", 'role="rowheader" scope="row"')
        label = _attributes({"data-label": name})
        cells.append(f"<{tag} {what}{label}{_number(column, numeric)}><span>{markup(content)}</span></{tag}>")
    return Markup("".join(cells))


def _number(column: int, numeric: frozenset[int]) -> str:
    return ' class="fl-number"' if column in numeric else ""


def chart(spec: dict[str, Any], alt: str, key: str) -> None:
    """A Vega-Lite chart as it is; the key must name language and theme, so that a redrawn chart keeps its place."""
    st.vega_lite_chart(None, spec, width="stretch", theme=None, key=key, alt=alt)


def download(
    label: str, filename: str, make: Callable[[], bytes], kind: str = "application/octet-stream", key: str = ""
) -> None:
    """A button for a file made when it is clicked, without a rerun of the page; ``key`` where it stands twice."""
    st.download_button(plain(label), make, filename, kind, key=f"download-{key or filename}", on_click="ignore")


def relabel(words: Mapping[str, str], key: str) -> None:
    """The words of a field for a file (pages/fields) for boot.js, and as a style for where that does not run."""
    place = f".st-key-fl-upload-{key}:not([data-own-words]) [data-testid="
    said = {f"data-{name}": text for name, text in words.items()}
    _draw(
        f'<div class="fl-words" hidden="hidden"{_attributes(said)}></div>'
        f"<style>{place}stFileUploaderDropzone] > span button [data-testid=stMarkdownContainer]::after "
        f'{{ content: "{_quoted(words["button"])}"; }}'
        f'{place}stFileUploaderDropzoneInstructions]::after {{ content: "{_quoted(words["drop"])}"; }}</style>'
    )


def _quoted(words: str) -> str:
    """Words inside a style's quotation marks: everything but letters, digits and blanks by its number."""
    return re.sub(r"[^\w ]", lambda sign: f"\\{ord(sign[0]):06x}", words)


def status(content: Content) -> None:
    """What a change of the page came to; read out by screen readers."""
    _draw(f'<p class="fl-status" role="status">{markup(content)}</p>')


@contextmanager
def fold(label: str) -> Iterator[None]:
    """What is drawn inside stands below a label, closed at first."""
    with st.expander(plain(label)):
        yield


def plain(words: str) -> str:
    """Words for a widget's label, which Streamlit reads as Markdown: its signs are taken by the word."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!~<>|:$&])", r"\\\1", words)
