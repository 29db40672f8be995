"""What each page says, as frozen records in one language: findings, checks, charts, tables and their evidence."""

from collections.abc import Iterator

from .check import CheckPage
from .dates import DatesPage
from .evidence import EvidencePage
from .overview import OverviewPage
from .records import (
    AllRules,
    Bar,
    Card,
    Cells,
    Chart,
    Check,
    Dates,
    Event,
    Evidence,
    Item,
    Node,
    Overview,
    Range,
    Record,
    Segment,
    Sizes,
    Tick,
    Tile,
    is_web,
    slug,
)
from .sizes import SCALES, SizesPage

__all__ = [
    "AllRules",
    "Bar",
    "Card",
    "Cells",
    "Chart",
    "Check",
    "Dates",
    "Event",
    "Evidence",
    "Item",
    "Node",
    "Overview",
    "Range",
    "Record",
    "Segment",
    "Sizes",
    "Tick",
    "Tile",
    "Views",
    "is_web",
    "slug",
]


class Views(OverviewPage, CheckPage, DatesPage, SizesPage, EvidencePage):
    """All pages of one report in one language."""

    def charts(self) -> Iterator[Chart]:
        """Every chart of every page; the same id is the same chart."""
        whole = self.whole_chart()
        yield from () if whole is None else (whole,)
        for verdict in self.report.verdicts:
            yield from self.check_charts(verdict)
        yield from self.together_charts()
        timeline = self.timeline()
        yield from () if timeline is None else (timeline,)
        yield from self.series_charts()
        for scale in SCALES:
            yield from self.size_charts(scale)
