"""What somebody may give a page: a file, a text, a choice; and what is kept of it, for one session only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TypeVar, cast

import streamlit as st

from figures.pages import content, frame

T = TypeVar("T")


@dataclass(frozen=True)
class UploadWords:
    """What a field for a file says: its label, its button, that files can be dropped; why it took none; taken away."""

    label: str
    button: str
    drop: str
    large: str
    one: str
    failed: str
    remove: str


def upload(words: UploadWords, key: str) -> bytes | None:
    """A field for a file, and what was put there, None where nothing was; Streamlit's own words give way to ours."""
    with st.container(key=f"fl-upload-{key}"):
        frame.relabel(asdict(words), key)
        found = st.file_uploader(frame.plain(words.label), key=key)
    return None if found is None else found.getvalue()


def paste(label: str, key: str, button: str) -> str:
    """A field for text with a button below it, and what was typed there."""
    text = st.text_area(frame.plain(label), key=key, height=160)
    st.button(frame.plain(button), key=f"{key}-button")
    return text or ""


def search(label: str, key: str) -> str:
    """A field for words to look for; they stand in the address, so that a link, and Back, lead to what was found."""

    def remember() -> None:
        st.query_params["q"] = st.session_state[key]

    asked = frame.asked("").word("q")
    if st.session_state.get(f"{key}-asked") != asked:  # the address has changed: by typing, or by going back
        st.session_state[key] = st.session_state[f"{key}-asked"] = asked
    found = st.text_input(frame.plain(label), key=key, max_chars=content.MOST_SEARCHED, on_change=remember)
    return found or ""


def choice(label: str, options: dict[str, str], key: str) -> str:
    """One of some options: codes and their words; the first one until another is chosen."""
    codes = tuple(options)
    found = st.radio(frame.plain(label), codes, format_func=lambda code: frame.plain(options[code]), key=key)
    return found or codes[0]


def chosen(key: str) -> str:
    """What was chosen in a field before this page is drawn; nothing where nobody was asked yet."""
    return str(st.session_state.get(key) or "")


def kept(name: str, known: object, make: Callable[[], T]) -> T:
    """What was made of the same before, in this session only: no cache that sessions share may hold it."""
    found = st.session_state.get(name)
    if found is None or found[0] != known:
        st.session_state[name] = found = (known, make())
    return cast(T, found[1])


def forget(name: str) -> None:
    """Let go of what was kept."""
    st.session_state.pop(name, None)


@contextmanager
def side_by_side() -> Iterator[None]:
    """What is drawn inside stands in one line as long as there is room."""
    with st.container(horizontal=True):
        yield
