"""Phrases proved at their places."""

import hashlib
from pathlib import Path

from ledgers import write_ledger

import figures

TEXT = "Der Bau kostet rund 5 Mio. Euro.\nMehr ist nicht bekannt."


def with_text(folder: Path, start: int, phrase: str = "rund 5 Mio. Euro") -> figures.Report:
    """A ledger of one figure, and the text it stands in."""
    (folder / "texts").mkdir()
    (folder / "texts" / "bau.txt").write_text(TEXT, encoding="utf-8", newline="")
    write_ledger(folder, "cost  a.cost  5 M€")
    table = folder / "figures.csv"
    place = f"{phrase},,,paper,{start},{start + len(phrase)},"
    table.write_text(table.read_text().replace(",5 M€,,paper,,,", place))
    sources = folder / "sources.csv"
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    sources.write_text(sources.read_text().replace("paper,press,,,,,de,", f"paper,press,,,,,de,{digest}"))
    return figures.read(folder, folder / "texts")


def test_a_true_place(tmp_path: Path) -> None:
    """The phrase stands where the table says; the words around it are at hand."""
    report = with_text(tmp_path, 15)

    assert report.problems == ()
    assert report.texts["paper"].around(15, 31) == ("Der Bau kostet ", "rund 5 Mio. Euro", ".")


def test_a_place_that_is_not_in_the_text(tmp_path: Path) -> None:
    """A shifted place is a problem that shows what stands there."""
    (problem,) = with_text(tmp_path, 14).problems

    assert problem.code == "place-text"
    assert dict(problem.args)["found"] == " rund 5 Mio. Eur"


def test_a_text_that_is_not_at_hand(tmp_path: Path) -> None:
    """A source whose text is not in the folder is told, by its hash."""
    with_text(tmp_path, 15)
    (tmp_path / "texts" / "bau.txt").write_text("anders")
    report = figures.read(tmp_path, tmp_path / "texts")

    assert [problem.code for problem in report.problems] == ["text-absent"]
