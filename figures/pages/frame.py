"""The frame of every page of the dashboard: the only room with Streamlit's layout; its markup comes from `markup`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec

import streamlit as st

from figures import markup
from figures.markup import STATIC, Evidence, Markup, Part, Record, VerdictItem
from figures.pages import content
from figures.server import choose_language

__all__ = ["Evidence", "Part", "Record", "VerdictItem"]

P = ParamSpec("P")


# What the visitor asked for.


def asked(page: str) -> content.Asked:
    """What the address asks for; the language is the same choice as the server's first byte."""
    query = st.query_params.to_dict()
    language = choose_language(content.parameter(query, "lang"), st.context.headers.get("Accept-Language"))
    return content.asked(page, language, st.context.url or "", query)


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
text = _drawn(markup.text)
note = _drawn(markup.note)
verdicts = _drawn(markup.verdicts)
status = _drawn(markup.status)
relabel = _drawn(markup.relabel)


def start(title: str) -> None:
    """Open a page: tab title and, where our own first byte does not bring them, icon and styles (never data)."""
    if content.is_served():
        st.set_page_config(page_title=title, layout="centered")
        return
    st.set_page_config(page_title=title, page_icon=str(STATIC / "favicon.svg"), layout="centered")
    st.html(STATIC / "figures.css")


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
