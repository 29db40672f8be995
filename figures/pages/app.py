"""The dashboard as a whole: which pages there are, and what surrounds each of them."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from figures.pages import frame

# Placeholder texts: they come from the catalogues later.
NAMES = {
    "de": ("Zahlen zum KI-Programm Luxemburgs", "Überblick", "Rechenprobe", "Zum Inhalt", "Sprache", "Seiten"),
    "en": ("Figures on Luxembourg’s AI programme", "Overview", "Checks", "Skip to content", "Language", "Pages"),
    "fr": ("Chiffres du programme IA du Luxembourg", "Aperçu", "Contrôles", "Aller au contenu", "Langue", "Pages"),
}
FOOT = {
    "de": ("Stand 22. November 2026, Version 2026.11.0.", "Erfundene Beispielzahlen dieses Rahmens."),
    "en": ("As of 22 November 2026, version 2026.11.0.", "Invented example figures of this frame."),
    "fr": ("État au 22 novembre 2026, version 2026.11.0.", "Chiffres d’exemple inventés pour ce cadre."),
}
FILES = {"": "overview.py", "check": "check.py"}  # the address of each page and its file


def folders() -> tuple[str | None, str | None]:
    """The folder of the ledger and that of the texts, None where the default is meant."""
    return os.environ.get("FIGURES_FOLDER"), os.environ.get("FIGURES_TEXTS")


def run() -> None:
    """Draw the page of this address; files, not functions, because only those can be tested by their address."""
    here = Path(__file__).parent
    page = st.navigation(
        [st.Page(here / file, url_path=address, default=not address) for address, file in FILES.items()],
        position="hidden",
    )
    language = frame.language()
    frame.start(language, masthead(language, page.url_path))
    page.run()
    frame.end(FOOT[language])


def masthead(language: str, address: str) -> frame.Masthead:
    """What stands above the page of this address."""
    product, overview, check, skip, switch, menu = NAMES[language]
    return frame.Masthead(product, address, (("", overview), ("check", check)), skip, switch, menu)
