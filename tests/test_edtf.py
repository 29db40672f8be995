"""Dates as days: every form the tables take, and what is no date."""

from datetime import date

import pytest

pytest.importorskip("hypothesis", reason="pip install figures-ledger[test] for the laws")
from hypothesis import given
from hypothesis import strategies as st

from figures.edtf import Days, days


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2025-06-17", "2025-06-17", "2025-06-17"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2010~", "2010-01-01", "2010-12-31"),
        ("2026-40", "2026-01-01", "2026-06-30"),
        ("2026-41", "2026-07-01", "2026-12-31"),
        ("2026-35", "2026-07-01", "2026-09-30"),
        ("2026-24", "2026-12-01", "2027-02-28"),
        ("2025-10/2025-11", "2025-10-01", "2025-11-30"),
        ("../2026-02", None, "2026-02-28"),
        ("2025-04/..", "2025-04-01", None),
    ],
)
def test_days(edtf: str, first: str | None, last: str | None) -> None:
    """The first and the last day a date may mean."""
    assert days(edtf) == Days(*(date.fromisoformat(day) if day else None for day in (first, last)))


@pytest.mark.parametrize("edtf", ["", "P5Y", "-0044", "0000", "2025-13", "2025-02-30", "9999-24", "../..", "2025/x"])
def test_what_is_no_day_is_none(edtf: str) -> None:
    """A length, a year before 1, a day that does not exist: none of them raises."""
    assert days(edtf) is None


@given(st.dates())
def test_a_day_lies_in_its_month_and_its_year(day: date) -> None:
    """What is told less precisely holds at least the same days."""
    text = day.isoformat()
    spans = [days(text[:length]) for length in (10, 7, 4)]

    for inner, outer in zip(spans, spans[1:], strict=False):
        assert inner and outer and inner.first and inner.last and outer.first and outer.last
        assert outer.first <= inner.first <= inner.last <= outer.last
