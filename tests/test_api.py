"""The public names, pinned."""

import inspect
from pathlib import Path

import pytest

import figures


def test_public_names() -> None:
    """These names are promised; a change here is a change for users."""
    assert figures.__all__ == [
        "Computed", "Figure", "FiguresError", "Interval", "Ledger", "Outcome", "Problem", "Reading", "Report", "Side",
        "UsageError", "Verdict", "Wording", "read",
    ]  # fmt: skip
    assert all(hasattr(figures, name) for name in figures.__all__)


@pytest.mark.parametrize("name", figures.__all__)
def test_public_names_are_documented(name: str) -> None:
    """Each has a docstring of its own."""
    assert len(inspect.getdoc(getattr(figures, name)) or "") > 20


def test_typed() -> None:
    """The package says that it is typed."""
    assert Path(figures.__file__).with_name("py.typed").is_file()


def test_report(seeds: figures.Report) -> None:
    """report["id"], report.term, report.verdicts, report.frame, as the design has them."""
    frame = seeds.frame("figures")

    assert seeds["lux-state-contribution"].phrase == "insgesamt 60 Millionen"
    assert seeds.term("meluxina_ai.cost")[0].id == "meluxina-ai-total"  # type: ignore[index]
    assert len(frame) == len(seeds.ledger.figures)
    assert frame.set_index("figure_id").loc["lux-state-contribution", "value"] == 60_000_000
    assert str(frame["value"].dtype) == "float64"
    with pytest.raises(figures.FiguresError):
        seeds.frame("nonsense")
    with pytest.raises(figures.FiguresError):
        seeds.term("no.such_term")
    with pytest.raises(KeyError):
        seeds["no-such-figure"]
