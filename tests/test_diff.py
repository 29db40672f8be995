"""What changed between two versions of a ledger, and why each verdict did."""

import dataclasses
import json
import re
import tempfile
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("hypothesis", reason="pip install figures-ledger[test] for the laws")
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ledgers import write_ledger
from test_package import ledgers, usable

import figures
from figures import console, diff, hedges, lexicon
from figures.cli import main
from figures.diff import Changes, Snapshot, snapshot
from figures.files import package
from figures.proof import verify
from figures.report import Report
from figures.tables import schemas
from figures.versions import of_package

LINES = {
    "total": "total  a.cost  112 M€",
    "one": "one  a.bought  80 M€",
    "two": "two  a.run  ~32 M€",
    "split": "rule: split: a.cost = a.bought + a.run",
    "sum": "rule: sum: a.all = a.cost + a.cost",
}


def ledger(folder: Path, name: str, **lines: str) -> Report:
    """The small ledger, with some of its lines in other words; an empty one is left out."""
    place = folder / name
    place.mkdir()
    return figures.read(write_ledger(place, "\n".join(filter(None, {**LINES, **lines}.values()))))


def why(changes: Changes, verdict: str) -> list[tuple[str, ...]]:
    """The reasons of a verdict as code and what it names."""
    found = next(change for change in changes.all if change.what == "verdict" and change.id == verdict)
    return [(reason.code, *(str(dict(reason.args)[name]) for name in NAMES if name in dict(reason.args)))
            for reason in found.reasons]  # fmt: skip


NAMES = ("figure", "rule", "hedge", "verdict", "measure", "rate")


def told(changes: Changes, what: str) -> list[tuple[str, ...]]:
    return [(c.id, c.how, c.field, c.old, c.new) for c in changes.of(what)]


def test_nothing_changed(tmp_path: Path) -> None:
    """The same tables twice are no change, whatever their folder is called."""
    assert diff.diff(ledger(tmp_path, "old"), ledger(tmp_path, "new")).all == ()


@pytest.mark.parametrize(
    ("lines", "outcomes", "reasons"),
    [
        ({"one": "one  a.bought  90 M€"}, ("within rounding", "contradicted"), [("changed-phrase", "one")]),
        (
            {"more": "more  a.cost  122 M€"},
            ("within rounding", "undecided"),
            [("new-print", "more")],
        ),
        (
            {"split": "rule: split: a.cost = a.bought + a.run + 20000000"},
            ("within rounding", "contradicted"),
            [("changed-rule", "split")],
        ),
        (
            {"two": "two  a.run  ~32 M€  status=planned"},
            ("within rounding", "undecided"),
            [("changed-figure", "two")],
        ),
        (
            {"two": "two  a.run  ~32 M€  kind=flow"},
            ("within rounding", "within rounding"),
            None,
        ),
    ],
)  # fmt: skip
def test_why_a_verdict_changed(tmp_path: Path, lines: dict[str, str], outcomes: Any, reasons: Any) -> None:
    """New print, changed phrase, changed rule, changed status: each is named, and nothing else is."""
    changes = diff.diff(ledger(tmp_path, "old"), ledger(tmp_path, "new", **lines))
    found = [change for change in changes.of("verdict") if change.id == "split"]

    if reasons is None:  # a kind that nothing is mixed with changes no verdict
        assert found == [] and told(changes, "measure") == [("run", "changed", "kind", "", "flow")]
        return
    assert {(change.before, change.after) for change in found} == {outcomes}
    assert why(changes, "split") == reasons


def test_a_print_that_went(tmp_path: Path) -> None:
    """The verdict on the prints of a term goes with the second of them, and a rule that rests on it is judged again."""
    old = ledger(tmp_path, "old", more="more  a.cost  122 M€")
    changes = diff.diff(old, ledger(tmp_path, "new"))

    assert why(changes, "prints:a.cost") == [("removed-print", "more")]
    assert why(changes, "split") == [("removed-print", "more")]
    assert ("more", "removed", "printed", "122 M€", "") in told(changes, "figure")
    assert told(changes, "verdict")[0] == ("prints:a.cost", "removed", "outcome", "contradicted", "")


def test_a_rule_that_came_or_went(tmp_path: Path) -> None:
    """It is the only reason for its verdict; a definition that went takes its computed figure along."""
    old, new = ledger(tmp_path, "old", split=""), ledger(tmp_path, "new", sum="")
    changes = diff.diff(old, new)

    assert why(changes, "split") == [("new-rule", "split")]
    assert told(changes, "rule") == [
        ("sum", "removed", "equation", "a.all = a.cost + a.cost", ""),
        ("split", "added", "equation", "", "a.cost = a.bought + a.run"),
    ]
    assert told(changes, "computed figure") == [("a.all", "removed", "value", "224000000", "")]
    assert [reason.code for reason in changes.of("computed figure")[0].reasons] == ["removed-rule"]


def test_a_changed_definition_reaches_what_rests_on_it(tmp_path: Path) -> None:
    """A rule that names a computed figure changes with the rule that defines it."""
    check = "rule: check: a.all = 2 * a.cost"
    old = ledger(tmp_path, "old", sum="rule: sum: a.both = a.cost + a.cost", check=check.replace("all", "both"))
    new = ledger(tmp_path, "new", sum="rule: sum: a.both = a.cost + a.bought", check=check.replace("all", "both"))
    changes = diff.diff(old, new)

    assert ("changed-rule", "sum") in why(changes, "check")


def test_a_deprecated_print_that_went(tmp_path: Path) -> None:
    """It took part in no verdict, yet without it the rule defines what it printed."""
    lines = {"total": "total  a.cost  112 M€  rank=deprecated", "sum": ""}
    changes = diff.diff(ledger(tmp_path, "old", **lines), ledger(tmp_path, "new", total="", sum=""))

    assert why(changes, "split") == [("removed-print", "total")]
    assert told(changes, "computed figure") == [("a.cost", "added", "value", "", "112000000")]


def test_another_period_spells_a_term_otherwise(tmp_path: Path) -> None:
    """The verdict on its prints gets another id; the figure that came is the reason."""
    lines = {"split": "", "sum": "", "total": "total  a.cost[2024]  112 M€", "more": "more  a.cost[2024]  112 M€"}
    new = ledger(tmp_path, "new", **lines, later="later  a.cost[2025]  1 M€")
    changes = diff.diff(ledger(tmp_path, "old", **lines), new)

    assert [row[:2] for row in told(changes, "verdict")] == [
        ("prints:a.cost", "removed"), ("prints:a.cost[2024]", "added")
    ]  # fmt: skip
    assert why(changes, "prints:a.cost") == why(changes, "prints:a.cost[2024]") == [("new-print", "later")]


def test_a_phrase_field_by_field(tmp_path: Path) -> None:
    """What is typed and what follows from it: each cell before and after."""
    changes = diff.diff(ledger(tmp_path, "old"), ledger(tmp_path, "new", one="one  a.bought  ~81 M€"))

    assert told(changes, "figure") == [
        ("one", "changed", "read_as", "80 M€", "~81 M€"),
        ("one", "changed", "value", "80000000", "81000000"),
        ("one", "changed", "hedges", "", "about"),
        ("one", "changed", "tight", "[79500000, 80500000]", "[76950000, 85050000]"),
        ("one", "changed", "loose", "[75000000, 85000000]", "[72900000, 89100000]"),
    ]


def test_an_acknowledgement(tmp_path: Path) -> None:
    """Acknowledged in the new version: the outcome stays, the reason is the explanation."""
    wrong = "rule: split: a.cost = a.bought + a.run + 20000000"
    old = ledger(tmp_path, "old", split=wrong)
    new = ledger(tmp_path, "new", split=wrong, known="explained: split unresolved")
    changes = diff.diff(old, new)

    assert told(changes, "verdict") == [("split", "changed", "explained", "", "unresolved")]
    assert why(changes, "split") == [("changed-explanation", "split")]
    assert told(changes, "explanation") == [("split", "added", "cause", "", "unresolved")]


# Laws on random ledgers


@st.composite
def edited(draw: Any) -> tuple[tuple[list[str], list[str]], ...]:
    """A random ledger, and the same with figures in other words, figures and rules taken out, and a rule put in."""
    (lines, rules), (other, more) = draw(ledgers()), draw(ledgers())
    others = [re.sub("hedge_from=.*", "", line.split("  ", 1)[1]) for line in other]
    kinds = st.sampled_from("kkkrd")  # keep, replace, drop
    kept = [(line.split("  ")[0], line.split("  ", 1)[1], draw(kinds)) for line in lines]
    new = [
        f"{name}  {rest if kind == 'k' else draw(st.sampled_from(others))}" for name, rest, kind in kept if kind != "d"
    ]
    return (lines, rules), (new, [rule for rule in rules if draw(st.booleans())] + more[:1])


TURNED = {"added": "removed", "removed": "added", "changed": "changed"}


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(edited())
def test_every_verdict_that_differs_has_its_reason(drawn: Any) -> None:
    """Where only tables differ, the software is never the reason; and backwards is the same with both sides swapped."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        old, new = (usable(Path(place), *lines) for place, lines in zip((one, two), drawn, strict=True))
    assume(not old.problems and not new.problems)
    there, back = diff.diff(old, new), diff.diff(new, old)

    for change in there.all:
        assert bool(change.reasons) == (change.what in ("verdict", "computed figure"))
        assert "changed-software" not in [reason.code for reason in change.reasons], change
    assert {(c.what, c.id, c.how, c.field, c.old, c.new, c.before, c.after) for c in there.all} == {
        (c.what, c.id, TURNED[c.how], c.field, c.new, c.old, c.after, c.before) for c in back.all
    }


# What the same tables were read with


def published(report: Report, change: Callable[[str, dict[str, str]], Mapping[str, str]], lexicon_: str) -> Snapshot:
    """A report as if its rows had been other ones when it was published."""
    found = snapshot(report)
    rows = {table: {name: change(table, dict(row)) for name, row in of.items()} for table, of in found.rows.items()}
    return Snapshot(found.version, lexicon_, rows)


def test_another_hedge_table(tmp_path: Path, monkeypatch: Any) -> None:
    """A package keeps what "about" meant: read today, only what rests on such a word differs, and that is told."""
    path = tmp_path / "old.zip"
    small = {"two": "two  a.run  ~35 M€"}
    monkeypatch.setitem(hedges.HEDGES, "about", dataclasses.replace(hedges.HEDGES["about"], tight=Fraction(1, 10)))
    path.write_bytes(package.package_zip(ledger(tmp_path, "old", **small)))
    monkeypatch.undo()
    changes = diff.diff(of_package(path), ledger(tmp_path, "new", **small))

    assert why(changes, "split") == [("changed-hedge", "about")]
    assert [(c.before, c.after) for c in changes.of("verdict")][:1] == [("within rounding", "only loosely")]
    assert told(changes, "hedge") == [("about", "changed", "tight", "0.1", "0.05")]
    assert {row[2] for row in told(changes, "figure")} == {"tight"}


def test_another_lexicon(tmp_path: Path, monkeypatch: Any) -> None:
    """The same words, read with other tables: the package has the fingerprint of those it was read with."""
    new = ledger(tmp_path, "new")
    monkeypatch.setattr(package, "fingerprint", lambda: "0" * 64)
    path = tmp_path / "old.zip"
    path.write_bytes(package.package_zip(new))
    assert of_package(path).lexicon == "0" * 64 != lexicon.fingerprint()
    assert diff.diff(of_package(path), new).all == ()

    def read_otherwise(table: str, row: dict[str, str]) -> dict[str, str]:
        if table == "figures" and row["figure_id"] == "two":
            row["hedges"] = ""
        return row | {"outcome": "exact"} if row.get("verdict_id") == "split" else row

    changes = diff.diff(published(new, read_otherwise, "0" * 64), new)
    assert why(changes, "split") == [("changed-lexicon", "two")]
    same = diff.diff(published(new, read_otherwise, lexicon.fingerprint()), new)
    assert why(same, "split") == [("changed-software",)]


def test_a_hedge_handed_on(tmp_path: Path) -> None:
    """A part changes with the words of the whole that hands its estimate on: those are the reason."""
    handed = {"one": "one  a.bought  80 M€  hedge_from=total"}
    changes = diff.diff(
        ledger(tmp_path, "old", **handed), ledger(tmp_path, "new", **handed, total="total  a.cost  ~112 M€")
    )

    assert why(changes, "split") == [("changed-phrase", "total")]


def test_a_rate(tmp_path: Path) -> None:
    """Only a rule that names currency in across feels a rate."""
    lines = {"split": "rule: split: a.cost = a.bought + a.run  across=currency"}
    new = ledger(tmp_path, "new", **lines)
    (Path(new.ledger.folder) / "fx_rates.csv").write_text("date,pair,rate,source\n2025-06-17,EUR/USD,1.2,paper\n")
    new = figures.read(new.ledger.folder)

    def before(table: str, row: dict[str, str]) -> dict[str, str]:
        if table == "verdicts":
            return {**row, "outcome": "exact"}
        return {**row, "rate": "1.1"} if table == "fx_rates" else row

    changes = diff.diff(published(new, before, lexicon.fingerprint()), new)
    assert why(changes, "split") == [("changed-rate", "2025-06-17 EUR/USD")]
    assert told(changes, "rate") == [("2025-06-17 EUR/USD", "changed", "rate", "1.1", "1.2")]


# What leaves the house


def test_changes_in_the_downloads(tmp_path: Path) -> None:
    """changes.csv of the package is the table of the ledger and what changed since; the package proves itself still."""
    new = ledger(tmp_path, "new", one="one  a.bought  90 M€")
    changes = diff.diff(ledger(tmp_path, "old"), new)
    files = package.package_files(diff.recorded(new, changes))
    lines = files["changes.csv"].decode().splitlines()

    assert lines[0] == ",".join(schemas()["changes"].names)
    assert len(lines) == 1 + len(changes.all)
    assert any("verdict,split,changed,outcome,within rounding,contradicted" in line for line in lines)
    assert list(verify.differences(files)) == []
    assert package.package_files(new)["changes.csv"].decode().splitlines() == lines[:1]


def run(capsys: Any, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(str(stop.value.code)), out, err


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    """Two folders: the phrase of one figure differs."""
    ledger(tmp_path, "old")
    ledger(tmp_path, "new", one="one  a.bought  90 M€")
    return str(tmp_path / "old"), str(tmp_path / "new")


def test_exit_codes(two: tuple[str, str], capsys: Any) -> None:
    """0 nothing changed, 1 something did, 2 what is there is no ledger."""
    old, new = two

    assert run(capsys, "diff", old, old)[:2] == (0, "no version named -> no version named: Nothing changed.\n")
    assert run(capsys, "diff", old, new)[0] == 1
    for name in ("no-such-thing", f"{old}/figures.csv", str(Path(old).parent)):
        code, out, err = run(capsys, "diff", name, new)
        assert (code, out) == (2, "") and err.startswith("figures: ") and err.count("\n") == 1


def test_the_text(two: tuple[str, str], capsys: Any) -> None:
    """Verdicts first, then figures, cell by cell, and a line of counts."""
    out = run(capsys, "diff", *two)[1]

    assert out.startswith("VERDICTS 1\n  split: within rounding -> contradicted\n")
    assert "      read_as      80 M€ -> 90 M€\n" in out
    assert "why          The words of one changed from “80 M€” to “90 M€”." in out
    assert out.endswith("1 verdict changed, 1 figure changed\n")


def test_json(two: tuple[str, str], capsys: Any) -> None:
    """One record a change, the reason as code and in words."""
    found = json.loads(run(capsys, "diff", *two, "--format", "json")[1])
    first = found["changes"][0]

    assert (first["what"], first["id"], first["before"], first["after"]) == (
        "verdict", "split", "within rounding", "contradicted"
    )  # fmt: skip
    assert first["reasons"] == [{"code": "changed-phrase", "figure": "one", "old": "80 M€", "new": "90 M€"}]
    assert "“80 M€” to “90 M€”" in first["why"]


def test_csv_reads_back(two: tuple[str, str], capsys: Any) -> None:
    """The rows of --format csv are a table that the ledger reads without a problem, and that its downloads carry."""
    rows = run(capsys, "diff", *two, "--format", "csv")[1]
    folder = Path(two[1])
    package_ = {"version": "2", "title": "small"}
    (folder / "datapackage.json").write_text(json.dumps(package_))
    rows = re.sub("^,,", "2,1,", rows, flags=re.MULTILINE)
    (folder / "changes.csv").write_text(rows, encoding="utf-8")
    report = figures.read(folder)

    assert not report.problems
    assert [row["id"] for row in report.ledger.rows["changes"]][:1] == ["split"]


NASTY = "<b>*rund* 90 M€</b> [x](http://e.lu) @all #1 `c` | _d_"


def test_markdown_is_only_text(tmp_path: Path) -> None:
    """No text of a table becomes markup, a link, a mention or a cell of its own."""
    new = ledger(tmp_path, "new", one=f"one  a.bought  80 M€  note={NASTY}")
    line = next(line for line in console.markdown_lines(diff.diff(ledger(tmp_path, "old"), new)) if "note" in line)
    plain = re.sub(r"&#\d+;", "", line)

    assert not re.search(r"[<>*`|@#]|\]\(|(?<!\w)_|_(?!\w)", plain.removeprefix("- "))
    assert "rund" in plain


def test_since_is_part_of_an_export(two: tuple[str, str], tmp_path: Path, capsys: Any) -> None:
    """`figures export --since OLD` says in changes.csv what changed; an older version that is not there stops it."""
    code, _, _ = run(capsys, "export", two[1], "--to", str(tmp_path / "out"), "--since", two[0])
    assert code == 0
    assert "split,changed,outcome" in (tmp_path / "out" / "changes.csv").read_text(encoding="utf-8")

    code, _, err = run(capsys, "export", two[1], "--to", str(tmp_path / "none"), "--since", "nowhere")
    assert code == 2 and "nowhere" in err and not (tmp_path / "none").exists()
