"""The frame of every page of the dashboard: the only room with Streamlit's layout; its markup comes from `markup`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, ParamSpec
from urllib.parse import urljoin

import streamlit as st

from figures import addresses, markup
from figures.markup import STATIC, Content, Evidence, Link, Markup, Masthead, Part, Record, Tile, VerdictItem
from figures.server import choose_language

__all__ = ["Content", "Evidence", "Link", "Markup", "Masthead", "Part", "Record", "Tile", "VerdictItem"]

MOST_SEARCHED = 100  # signs
SAFE_WORD = re.compile(r"[a-z0-9_-]{1,64}")
P = ParamSpec("P")


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


def parameters() -> dict[str, str]:
    """What was asked for: the plain words of the address by their plain names, and what was looked for."""
    asked = {name: parameter(name) for name in st.query_params} | {"q": search()}
    return {name: word for name, word in asked.items() if word and SAFE_WORD.fullmatch(name)}


def page_address(page: str, **parameters: str) -> str:
    """The address of a page of ours, relative so that it also holds below a proxy's path."""
    return addresses.page(page, **parameters)


def absolute(address: str) -> str:
    """An address of ours as one that can be sent to a colleague, as far as the browser said where we are."""
    return urljoin(st.context.url or "", address)


# What a page draws with.


def draw(piece: Markup) -> None:
    """A piece of markup where the page stands now."""
    st.html(piece)


def _drawn(make: Callable[P, Markup]) -> Callable[P, None]:
    """The same, drawn at once."""

    def drawing(*given: P.args, **named: P.kwargs) -> None:
        draw(make(*given, **named))

    return drawing


heading = _drawn(markup.heading)
lead = _drawn(markup.lead)
text = _drawn(markup.text)
note = _drawn(markup.note)
links = _drawn(markup.links)
evidence = _drawn(markup.evidence)
records = _drawn(markup.records)
tiles = _drawn(markup.tiles)
verdicts = _drawn(markup.verdicts)
table = _drawn(markup.table)
status = _drawn(markup.status)
relabel = _drawn(markup.relabel)
end = _drawn(markup.footer)


def start(head: Masthead) -> None:
    """Open a page: tab title, our styles (static, never data), and the masthead."""
    st.set_page_config(page_title=head.title, page_icon=str(STATIC / "favicon.svg"), layout="centered")
    st.html(STATIC / "figures.css")
    draw(markup.masthead(head))


def chart(spec: dict[str, Any], alt: str, key: str) -> None:
    """A Vega-Lite chart as it is; the key must name language and theme, so that a redrawn chart keeps its place."""
    st.vega_lite_chart(None, spec, width="stretch", theme=None, key=key, alt=alt)


def download(
    label: str, filename: str, make: Callable[[], bytes], kind: str = "application/octet-stream", key: str = ""
) -> None:
    """A button for a file made when it is clicked, without a rerun of the page; ``key`` where it stands twice."""
    st.download_button(plain(label), make, filename, kind, key=f"download-{key or filename}", on_click="ignore")


@contextmanager
def fold(label: str) -> Iterator[None]:
    """What is drawn inside stands below a label, closed at first."""
    with st.expander(plain(label)):
        yield


def plain(words: str) -> str:
    """Words for a widget's label, which Streamlit reads as Markdown: its signs are taken by the word."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!~<>|:$&])", r"\\\1", words)
