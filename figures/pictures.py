"""Charts as pictures: SVG and PNG of the very specs the pages draw."""

from __future__ import annotations

from types import ModuleType
from typing import Any, cast

from . import charts
from .errors import UsageError
from .views import Chart

HINT = "pictures need one more package: pip install 'figures-ledger[pictures]'"


def svg(chart: Chart, theme: str = "light", width: int = 640) -> str:
    """The chart as SVG, ``width`` pixels wide; theme "page" keeps the colour names of the style sheet.

    Raises ``UsageError`` with the line that installs the renderer where it is not there.
    """
    return cast(str, _renderer().vegalite_to_svg(_sized(chart, theme, width)))


def png(chart: Chart, theme: str = "light", width: int = 640, scale: float = 2) -> bytes:
    """The chart as PNG, ``scale`` times ``width`` pixels wide. Raises ``UsageError`` as ``svg`` does."""
    return cast(bytes, _renderer().vegalite_to_png(_sized(chart, theme, width), scale=scale))


def _sized(chart: Chart, theme: str, width: int) -> dict[str, Any]:
    return {**charts.spec(chart, theme), "width": width}


def _renderer() -> ModuleType:
    try:
        import vl_convert
    except ImportError as fault:
        raise UsageError(HINT) from fault
    return vl_convert
