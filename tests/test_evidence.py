"""Phrases proved at their places."""

import hashlib
from pathlib import Path

from ledgers import write_ledger

import figures
from figures.evidence import standing

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


def test_a_changed_text_gives_the_new_place(tmp_path: Path) -> None:
    """A text that was edited is told as changed, with the new place of a phrase that stands there once."""
    with_text(tmp_path, 15)
    (tmp_path / "texts" / "bau.txt").write_text("Neu: " + TEXT, encoding="utf-8", newline="")
    problems = figures.read(tmp_path, tmp_path / "texts").problems

    assert {problem.code for problem in problems} == {"text-hash", "place-moved"}
    (moved,) = [problem for problem in problems if problem.code == "place-moved"]
    assert dict(moved.args) == {"start": 20, "end": 36}


def test_an_orphan_is_told_and_never_guessed(tmp_path: Path) -> None:
    """A phrase that stands twice in the changed text is an orphan, no look-alike is taken."""
    with_text(tmp_path, 15)
    twice = f"Neu: {TEXT} Nochmals: rund 5 Mio. Euro."
    (tmp_path / "texts" / "bau.txt").write_text(twice, encoding="utf-8", newline="")
    codes = {problem.code: dict(problem.args) for problem in figures.read(tmp_path, tmp_path / "texts").problems}

    assert codes["place-orphan"]["count"] == 2


def test_look_alikes_do_not_count() -> None:
    """Digits must be the whole number: 15 million does not stand inside 115 million."""
    assert list(standing("15 Mio.", "115 Mio., 1.15 Mio., 15 Mio.")) == [21]
    assert list(standing("5", "5,5 und 0.5 und 55")) == []


def test_open_numbers_are_listed(tmp_path: Path) -> None:
    """A number that no row accounts for is open, and the report is not clean; set aside with a reason it is."""
    text = TEXT + " Es gibt 7 Kräne."
    with_text(tmp_path, 15)
    (tmp_path / "texts" / "bau.txt").write_text(text, encoding="utf-8", newline="")
    sources = tmp_path / "sources.csv"
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    sources.write_text(sources.read_text().replace(digest, hashlib.sha256(text.encode()).hexdigest()))
    report = figures.read(tmp_path, tmp_path / "texts")
    (covered,) = report.coverage

    assert (covered.numbers, covered.curated, covered.set_aside) == (2, 1, 0)
    assert [one.phrase for one in covered.open] == ["7 Kräne"]
    assert report.problems == () and not report.is_clean
    start = text.index("7 Kräne")
    row = f"paper,{start},{start + 7},7 Kräne,count,measures nothing\n"
    (tmp_path / "set_aside.csv").write_text(f"source,start,end,phrase,class,because\n{row}", encoding="utf-8")
    again = figures.read(tmp_path, tmp_path / "texts")

    assert (again.coverage[0].set_aside, again.coverage[0].open, again.is_clean) == (1, (), True)


def test_the_five_texts_stand_at_0_open(texts: Path) -> None:
    """Every number that a scan finds in them is curated or set aside, and every place is proved."""
    report = figures.read(None, texts)

    assert len(report.coverage) == 5 and sum(covered.numbers for covered in report.coverage) > 60
    assert [one.phrase for covered in report.coverage for one in covered.open] == []
    assert report.problems == ()
