"""Files with addresses: tables, charts, pictures, figures and the briefing, made from the folder as it is now."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from figures import addresses, brief, export
from figures.errors import UsageError
from figures.files import menu
from figures.ledger import LANGUAGES
from figures.pages import state

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

FRESH = {"Cache-Control": "no-cache"}
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
SHOWN = ("image/png", "image/svg+xml", "application/json")  # what a browser can show; the rest it saves
BARE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}  # for an SVG opened by itself


def routes() -> list[BaseRoute]:
    """/files/NAME as it is now, /files/vVERSION/NAME for ever, /api/figures/ID.json, /brief/LANGUAGE.html."""
    from starlette.routing import Route

    return [
        Route("/files/{name}", _told(file)),
        Route("/files/{version}/{name}", _told(file)),
        Route("/api/figures/{name}", figure),
        Route("/brief/{name}", briefing),
    ]


def file(request: Request) -> Response:
    """A file of a chart or of the ledger; a name is looked up, never used as a path."""
    from starlette.responses import Response

    known, name = state.key(), str(request.path_params["name"])
    version = str(request.path_params.get("version", ""))
    found = offered(known, name, str(request.base_url))
    if found is None or (version and version != f"v{state.report(known).ledger.version}"):
        return nothing()
    kind = found.media + ("; charset=utf-8" if found.media == "text/csv" else "")
    shown = "inline" if found.media in SHOWN else "attachment"
    headers = {
        **(FOR_EVER if version else FRESH),
        **(BARE if found.media == "image/svg+xml" else {}),
        "Content-Disposition": f'{shown}; filename="{found.name}"',
    }
    return Response(content(known, name, str(request.base_url)), media_type=kind, headers=headers)


@lru_cache(maxsize=128)
def content(known: state.Key, name: str, base: str) -> bytes:
    """The bytes of a file that is offered, made once for a state of the folder."""
    found = offered(known, name, base)
    assert found is not None
    return found.make()


def offered(known: state.Key, name: str, base: str) -> menu.Download | None:
    """The file of a name: CHART.LANGUAGE.ENDING (English where none is named), or one of the ledger's."""
    chart, _, rest = name.partition(".")
    language = rest[:2] if rest[:2] in LANGUAGES and rest[2:3] in (".", "_") else "en"
    views, charts = state.views(known, language), state.charts(known, language)
    if chart not in charts:
        files = menu.ledger_files(views, export.TABLES)
        return next((one for one in files if one.served == name), None)
    address = urljoin(base, addresses.chart(charts[chart], language))
    wanted = name if rest.startswith(language) else f"{chart}.{language}.{rest}"
    return next((one for one in menu.chart_files(views, charts[chart], address) if one.served == wanted), None)


def figure(request: Request) -> Response:
    """One figure with all that bears on it, as `figures show ID --format json` prints it, and its source."""
    from starlette.responses import Response

    name = str(request.path_params["name"])
    report = state.report(state.key())
    found = name.removesuffix(".json")
    if not name.endswith(".json") or found not in report.ledger.figures:
        return nothing()
    data = export.json_file(export.card_record(report, found))
    return Response(data, media_type="application/json", headers=FRESH)


def briefing(request: Request) -> Response:
    """The briefing of a language: one page without a script, for paper and for networks that block websockets."""
    from starlette.responses import HTMLResponse

    language, _, ending = str(request.path_params["name"]).partition(".")
    if language not in LANGUAGES or ending != "html":
        return nothing()
    page = briefed(state.key(), language, str(request.base_url))
    return HTMLResponse(page, headers={**FRESH, "Content-Security-Policy": brief.POLICY})


@lru_cache(maxsize=12)
def briefed(known: state.Key, language: str, base: str) -> str:
    """The page of a language, made once for a state of the folder."""
    places = (addresses.brief(language), *(addresses.page(name, lang=language) for name in ("", "check")))
    return brief.page(state.views(known, language), *(urljoin(base, place) for place in places))


def nothing() -> Response:
    """There is no such file."""
    from starlette.responses import PlainTextResponse

    return PlainTextResponse("there is no such file\n", status_code=404)


def _told(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """The same answers; what this installation cannot make is told in one line that says how to mend it."""

    def answer_or_hint(request: Request) -> Response:
        from starlette.responses import PlainTextResponse

        try:
            return answer(request)
        except UsageError as fault:
            return PlainTextResponse(f"{fault}\n", status_code=501)

    return answer_or_hint
