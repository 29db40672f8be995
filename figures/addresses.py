"""Where things stand below the address of the whole: pages, charts, figures, files, the briefing."""

from __future__ import annotations

from urllib.parse import urlencode

from .views import Chart, is_web


def page(name: str, **parameters: str) -> str:
    """The address of a page, relative so that it also holds below a proxy's path."""
    return f"./{name}?{urlencode(parameters)}"


def chart(shown: Chart, language: str) -> str:
    """The page a chart stands on, in the reader's language."""
    known = {"rule": shown.rule, "lang": language}
    asked = {name: word for name, word in known.items() if word}
    if shown.rule:
        return page("check", **asked)
    if shown.id.startswith("together-"):
        return page("check", **asked)
    if shown.id.startswith("sizes-"):
        scale = {"scale": shown.scale} if shown.scale != "linear" else {}
        return page("compare", **scale, **asked)
    return page("dates" if shown.id == "timeline" or shown.id.startswith("series-") else "", **asked)


def figure(name: str, language: str) -> str:
    """The page of one figure."""
    return page("figures", fig=name, lang=language)


def leading(leads: str, language: str) -> str:
    """Where a mark of a chart leads: to a figure, a check, a date, or an address on the web as it is.

    >>> leading("lux-share", "de"), leading("check:eu-half", "en"), leading("date:paper-2", "fr")
    ('./figures?fig=lux-share&lang=de', './check?rule=eu-half&lang=en', './dates?lang=fr#paper-2')
    """
    if is_web(leads):
        return leads
    kind, _, name = leads.rpartition(":")
    if kind == "check":
        return page("check", rule=name, lang=language)
    return f"{page('dates', lang=language)}#{name}" if kind == "date" else figure(name, language)


def file(name: str, version: str = "") -> str:
    """A file: as it is now, or for ever as it is in a version of the ledger."""
    return f"./files/v{version}/{name}" if version else f"./files/{name}"


def brief(language: str) -> str:
    """The briefing, which needs no JavaScript."""
    return f"./brief/{language}.html"
