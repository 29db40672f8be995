"""Charts as pictures: SVG and PNG of the very marks the pages draw, and the charts of a report by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from . import charts
from .errors import UsageError
from .ledger import LANGUAGES
from .report import Report
from .sheet import WIDTH, sheet
from .views import Chart, Views

if TYPE_CHECKING:
    import altair

__all__ = ["chart", "names", "picture"]  # what is promised to readers' own code; the rest serves our pages

HINT = "pictures need one more package: pip install 'figures-ledger[pictures]'"
INCH = 96  # px, as in CSS: a picture has the same size in Word as SVG and as PNG
POINTS = 72  # the renderer counts an inch as so many px


def names(report: Report) -> tuple[str, ...]:
    """The ids of all charts of a report, the same in each language."""
    return tuple(dict.fromkeys(chart.id for chart in Views(report, LANGUAGES[0]).charts()))


def chart(report: Report, name: str, language: str = "en", address: str = "") -> altair.LayerChart:
    """A chart as an Altair object with title, subtitle, source and version inside, and ``address`` where one is given.

    Raises ``UsageError`` for an id or a language (de, en, fr) that is not there.
    """
    return sheet(*_named(report, name, language, address))


def picture(report: Report, name: str, language: str = "en", kind: str = "png", address: str = "") -> bytes:
    """The same chart as the bytes of a file; ``kind`` is png or svg. Raises ``UsageError`` as ``chart`` does.

    It takes the extra `pictures`.
    """
    found, foot = _named(report, name, language, address)
    if kind not in ("png", "svg"):
        raise UsageError(f"no picture is of the kind {kind}; there are png, svg")
    return png(found, foot=foot) if kind == "png" else svg(found, foot=foot).encode()


def _named(report: Report, name: str, language: str, address: str) -> tuple[Chart, tuple[str, ...]]:
    """The chart of an id with the lines below it."""
    if language not in LANGUAGES:
        raise UsageError(f"no language {language} here; there are {', '.join(LANGUAGES)}")
    views = Views(report, language)
    for found in views.charts():
        if found.id == name:
            taken = views.taken(found)
            return taken, views.foot(taken, address)
    raise UsageError(f"no chart is called {name}; there are {', '.join(names(report)) or 'none'}")


def svg(chart: Chart, theme: str = "light", width: int = WIDTH, foot: Sequence[str] | None = None) -> str:
    """The chart as SVG, ``width`` pixels wide; theme "page" keeps the colour names of the style sheet.

    Without ``foot`` it is the chart alone, for a page that has words of its own. With it the picture is made to be
    taken away: title and subtitle stand above, the lines of ``foot`` below.
    Raises ``UsageError`` with the line that installs the renderer where it is not there.
    """
    return cast(str, _renderer().vegalite_to_svg(_spec(chart, theme, width, foot)))


def png(
    chart: Chart, theme: str = "light", width: int = WIDTH, scale: float = 2, foot: Sequence[str] | None = None
) -> bytes:
    """The chart as PNG, ``scale`` times ``width`` pixels wide. Raises ``UsageError`` as ``svg`` does."""
    fine = {"scale": POINTS / INCH, "ppi": INCH * scale}
    return cast(bytes, _renderer().vegalite_to_png(_spec(chart, theme, width, foot), **fine))


def is_possible() -> bool:
    """Whether the renderer is installed."""
    return find_spec("vl_convert") is not None


def _spec(chart: Chart, theme: str, width: int, foot: Sequence[str] | None) -> dict[str, Any]:
    if foot is None:
        return {**charts.spec(chart, theme), "width": width}
    found: dict[str, Any] = sheet(chart, foot, width, theme).to_dict()
    return found


def _renderer() -> ModuleType:
    try:
        import vl_convert
    except ImportError as fault:
        raise UsageError(HINT) from fault
    return vl_convert
