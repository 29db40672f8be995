"""Dates as EDTF writes them, as calendar days: the first and the last one they may mean."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

_PART = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?[~?%]?")

# First month and number of months of the parts of a year (EDTF level 2); winter runs on into the next year.
_PARTS = {
    **{21 + n: (3 + 3 * n, 3) for n in range(4)},
    **{25 + n: (3 + 3 * n, 3) for n in range(4)},
    **{33 + n: (1 + 3 * n, 3) for n in range(4)},
    **{37 + n: (1 + 4 * n, 4) for n in range(3)},
    **{40 + n: (1 + 6 * n, 6) for n in range(2)},
}


class Days(NamedTuple):
    """The first and the last day of a date; None where an interval has no end."""

    first: date | None
    last: date | None


def days(edtf: str) -> Days | None:
    """The days a date may mean; None where it is no date of our calendar (a length, a year before 1).

    >>> days("2026-41")
    Days(first=datetime.date(2026, 7, 1), last=datetime.date(2026, 12, 31))
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _part(edtf)
    first, last = (None if part in ("", "..") else _part(part) for part in (start, end))
    readable = all(found or part in ("", "..") for found, part in ((first, start), (last, end)))
    return Days(first and first.first, last and last.last) if readable and (first or last) else None


def _part(edtf: str) -> Days | None:
    """A day, a month, a part of a year or a year."""
    found = _PART.fullmatch(edtf)
    if found is None:
        return None
    year, month, day = (int(found[name]) if found[name] else None for name in ("year", "month", "day"))
    try:
        if year and month and day:
            return Days(date(year, month, day), date(year, month, day))
        first, months = _PARTS.get(month, (month, 1)) if month else (1, 12)
        return _months(year or 0, first, months)
    except ValueError:
        return None


def _months(year: int, first: int, count: int) -> Days:
    """So many whole months from the first one on."""
    over, last = divmod(first + count - 2, 12)
    return Days(date(year, first, 1), date(year + over, last + 1, monthrange(year + over, last + 1)[1]))
