"""A ledger of published figures: what was printed, how exact it is, and whether it adds up."""

from .errors import FiguresError, Problem, UsageError
from .interval import Interval
from .ledger import Figure, Ledger, Reading
from .report import Report, read
from .verdict import Computed, Outcome, Side, Verdict
from .wording import Wording

__all__ = [
    "Computed",
    "Figure",
    "FiguresError",
    "Interval",
    "Ledger",
    "Outcome",
    "Problem",
    "Reading",
    "Report",
    "Side",
    "UsageError",
    "Verdict",
    "Wording",
    "read",
]
