"""Files with addresses: every table and every chart as CSV, every figure as JSON, made from the folder as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures import export
from figures.files.package import package_name
from figures.ledger import LANGUAGES
from figures.pages import state

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

FRESH = {"Cache-Control": "no-cache"}


def routes() -> list[BaseRoute]:
    """The addresses for the server: /files/NAME.csv, /files/CHART.LANGUAGE.csv, /api/figures/ID.json."""
    from starlette.routing import Route

    return [Route("/files/{name}", file), Route("/api/figures/{name}", figure)]


def file(request: Request) -> Response:
    """A table of the download or what a chart shows; a name is looked up, never used as a path."""
    from starlette.responses import Response

    name = str(request.path_params["name"])
    found = table(name.removesuffix(".csv")) if name.endswith(".csv") else None
    if found is None:
        return nothing()
    headers = {**FRESH, "Content-Disposition": f'attachment; filename="{saved_as(name.removesuffix(".csv"))}.csv"'}
    return Response(found.csv().encode(), media_type="text/csv; charset=utf-8", headers=headers)


def table(name: str) -> export.Table | None:
    """The table of a name: one of the download, or a chart's with its language behind a dot (English without)."""
    known = state.key()
    if name in export.TABLES:
        return export.table(state.report(known), name)
    chart, _, language = name.partition(".")
    if (language or "en") not in LANGUAGES:
        return None
    return state.chart_tables(known, language or "en").get(chart)


def saved_as(name: str) -> str:
    """What the file is called at the reader's: a chart's bears title and version of the ledger, as in its menu."""
    if name in export.TABLES:
        return name
    return package_name(state.report(state.key()).ledger, name.partition(".")[0])


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


def nothing() -> Response:
    """There is no such file."""
    from starlette.responses import PlainTextResponse

    return PlainTextResponse("there is no such file\n", status_code=404)
