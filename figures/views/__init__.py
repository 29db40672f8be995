"""What each page says, as frozen records in one language: findings, checks, charts, tables and their evidence."""

from .check import CheckPage
from .overview import OverviewPage
from .records import Bar, Cells, Chart, Check, Item, Overview, Range, Record, Segment, Tile, slug

__all__ = [
    "Bar",
    "Cells",
    "Chart",
    "Check",
    "Item",
    "Overview",
    "Range",
    "Record",
    "Segment",
    "Tile",
    "Views",
    "slug",
]


class Views(OverviewPage, CheckPage):
    """All pages of one report in one language."""
