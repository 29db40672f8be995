"""The public names, pinned."""

import inspect
from pathlib import Path
from types import ModuleType

import pytest

import figures
from figures import pictures

ROOT = Path(__file__).resolve().parent.parent


def test_public_names() -> None:
    """These names are promised; a change here is a change for users."""
    assert figures.__all__ == [
        "Computed", "Figure", "FiguresError", "Interval", "Ledger", "Outcome", "Problem", "Reading", "Report", "Side",
        "UsageError", "Verdict", "Wording", "read",
    ]  # fmt: skip
    assert all(hasattr(figures, name) for name in figures.__all__)
    assert pictures.__all__ == ["chart", "names", "picture"]


@pytest.mark.parametrize(
    ("module", "name"),
    [*((figures, name) for name in figures.__all__), *((pictures, name) for name in pictures.__all__)],
)
def test_public_names_are_documented(module: ModuleType, name: str) -> None:
    """Each has a docstring of its own, and a row in docs/python.md."""
    assert len(inspect.getdoc(getattr(module, name)) or "") > 20
    written = name if module is figures else f"pictures.{name}"
    assert f"| `{written}` |" in (ROOT / "docs" / "python.md").read_text(encoding="utf-8")


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
