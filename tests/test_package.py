"""The package proves itself: a script that shares no code with us judges every verdict once more."""

import ast
import hashlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("hypothesis", reason="pip install figures-ledger[test] for the laws")
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ledgers import write_ledger

import figures
from figures.citation import citation
from figures.files import package
from figures.proof import verify
from figures.report import Report
from figures.telling import Telling

Files = dict[str, bytes]


@pytest.fixture(scope="session")
def files(seeds: Report) -> Files:
    return package.package_files(seeds)


def changed(files: Files, name: str, old: str, new: str, hashed: bool = False) -> Files:
    """The package with the first ``old`` of a file replaced; ``hashed``: by somebody who re-hashes it."""
    data = files[name].decode().replace(old, new, 1).encode()
    assert data != files[name]
    found = {**files, name: data}
    if hashed:
        described = json.loads(files["datapackage.json"])
        for file in (*described["resources"], *described["files"]):
            if file["path"] == name:
                file.update(bytes=len(data), hash=f"sha256:{hashlib.sha256(data).hexdigest()}")
        found["datapackage.json"] = json.dumps(described).encode()
    return found


def line_of(files: Files, name: str, start: str) -> str:
    return next(line for line in files[name].decode().splitlines(keepends=True) if line.startswith(start))


# The script


def test_the_script_shares_nothing_with_us() -> None:
    """It imports the standard library and nothing else."""
    tree = ast.parse(Path(verify.__file__).read_text(encoding="utf-8"))
    imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    imported |= {str(n.module) for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for _ in [n.level or 1]}
    relative = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level]

    assert imported - {"__future__"} <= set(sys.stdlib_module_names) | {"collections.abc"}
    assert not relative


def test_the_shipped_package_proves_itself(files: Files, tmp_path: Path) -> None:
    """Unpacked in a folder of its own, the script finds nothing that differs; no other file is needed."""
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    said = subprocess.run(
        [sys.executable, "-I", "-S", str(tmp_path / "verify.py")], capture_output=True, text=True, cwd=tmp_path
    )

    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith("35 verdicts on 85 figures: judged once more, nothing differs")
    assert hashlib.sha256(files["datapackage.json"]).hexdigest() in said.stdout


def test_it_reads_the_zip_and_says_what_differs(files: Files, seeds: Report, tmp_path: Path, capsys: Any) -> None:
    """Exit codes: 0 as published, 1 with what differs, 2 where no package is."""
    whole, forged = tmp_path / "whole.zip", tmp_path / "forged.zip"
    whole.write_bytes(package.package_zip(seeds))
    with zipfile.ZipFile(forged, "w") as archive:
        for name, data in changed(files, "verdicts.csv", "only loosely", "within rounding").items():
            archive.writestr(name, data)

    assert [verify.main([str(path)]) for path in (whole, forged, tmp_path / "nowhere.zip")] == [0, 1, 2]
    out = capsys.readouterr().out
    assert "verdicts.csv: not the published bytes" in out
    assert "verdicts.csv: lux-share: outcome is within rounding, should be only loosely" in out


@pytest.mark.parametrize("hashed", [False, True], ids=["as it is", "re-hashed"])
@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("figures.csv", ",60000000,", ",61000000,", "lux-state-contribution: value is 61000000, should be 60000000"),
        ("figures.csv", ",59500000,", ",59500001,", "lux-state-contribution: tight_low is 59500001"),
        ("figures.csv", "lux-share: only loosely", "lux-share: exact", "meluxina-ai-total: verdicts is "),
        ("figures.csv", "insgesamt 60 Millionen", "insgesamt 61 Millionen", "phrase is insgesamt 61 Millionen"),
        (
            "figures.csv",
            ",estimated,printed,",
            ",about,printed,",
            "meluxina-ai-total: hedge is about, should be estimated",
        ),
        ("readings.csv", "insgesamt 60 Millionen", "insgesamt 61 Millionen", "should be insgesamt 61 Millionen"),
        (
            "readings.csv",
            ",EUR,,,60000000,,1000000,",
            ",EUR,,,60000000,,5000000,",
            "lux-share: outcome is only loosely",
        ),
        ("readings.csv", ",60000000,", ",63000000,", "lux-share: printed_gap is -3000000, should be empty"),
        (
            "readings.csv",
            "EUR,,estimated,112",
            "USD,,estimated,112",
            "lux-share: outcome is only loosely, should be undecid",
        ),
        (
            "readings.csv",
            "EUR,,estimated,112",
            "EUR,,about,112",
            "meluxina-ai-total: hedge is estimated, should be about",
        ),
        ("readings.csv", "EUR,,estimated,112", "EUR,,,112", "meluxina-ai-total: loose_low is 106400000, should be 111"),
        ("readings.csv", "visitor,yes,", "visitor,,", "nexus-2025-guests-expected: tight_low is 7001, should be 7000"),
        ("hedges.csv", "estimated,around,0,0.05", "estimated,around,0,0.5", "loose_high is 117600000, should be 168"),
        (
            "hedges.csv",
            "more_than,above",
            "more_than,from",
            "nexus-2025-guests-expected: tight_low is 7001, should be 7000",
        ),
        ("verdicts.csv", "only loosely", "within rounding", "should be only loosely"),
        ("verdicts.csv", ",2000000,4000000,", ",2000000,5000000,", "gap_high is 5000000, should be 4000000"),
        ("verdicts.csv", "lux-state-contribution ", "", "figures is "),
        ("verdicts.csv", ",unresolved,", ",rounding,", "explained is rounding, should be unresolved"),
        ("rules.csv", "(1 - meluxina_ai.eu_share)", "meluxina_ai.eu_share", "equation is "),
        ("rules.csv", "programme.eu_amount - lux.contribution", "programme.eu_amount", "programme.no_payer: value is "),
        ("computed_figures.csv", ",63000000,", ",64000000,", "programme.eu_amount: value is 64000000"),
        (
            "explanations.csv",
            "lux-share,unresolved",
            "lux-share,rounding",
            "explained is unresolved, should be rounding",
        ),
    ],
)
def test_what_is_changed_is_caught(files: Files, name: str, old: str, new: str, told: str, hashed: bool) -> None:
    """A digit, a word or a rule: by the hash, and by judging again where somebody makes the hash fit."""
    found = list(verify.differences(changed(files, name, old, new, hashed)))

    assert any(told in line for line in found), found
    assert (f"{name}: not the published bytes" in found) is not hashed


@pytest.mark.parametrize(
    ("name", "start", "told"),
    [
        ("figures.csv", "lux-state-contribution,", "figures.csv: lux-state-contribution: the row is not there"),
        ("verdicts.csv", "lux-share,", "verdicts.csv: lux-share: the row is not there"),
        (
            "computed_figures.csv",
            "programme.eu_amount,",
            "computed_figures.csv: programme.eu_amount: the row is not there",
        ),
        ("rules.csv", "meluxina-cost-split,", "meluxina-cost-split: nothing in the tables leads to it"),
        ("readings.csv", "lux-state-contribution,", "figures.csv: lux-state-contribution: nothing in the tables"),
        ("explanations.csv", "lux-share,", "verdicts.csv: lux-share: explained is unresolved, should be empty"),
        ("hedges.csv", "estimated,", "the tables cannot be judged: KeyError('estimated')"),
    ],
)
@pytest.mark.parametrize("hashed", [False, True], ids=["as it is", "re-hashed"])
def test_a_dropped_row_is_caught(files: Files, name: str, start: str, told: str, hashed: bool) -> None:
    """Whichever table it stood in."""
    found = list(verify.differences(changed(files, name, line_of(files, name, start), "", hashed)))

    assert any(line.startswith(told) or told in line for line in found), found


def test_every_file_is_hashed(files: Files) -> None:
    """One byte more in any file is noticed, in the script too; a file that is gone is named."""
    for name in files:
        if name != "datapackage.json":
            assert f"{name}: not the published bytes" in list(verify.differences({**files, name: files[name] + b"\n"}))
    gone = {name: data for name, data in files.items() if name != "LICENSE.txt"}

    assert list(verify.differences(gone)) == ["LICENSE.txt: the file is not there"]


def test_broken_tables_are_told(files: Files, tmp_path: Path, capsys: Any) -> None:
    """No traceback for a table that cannot be read: what differs is said, and the exit code is 1."""
    for old, new in (("lux.contribution = ", "lux.contribution "), ("id,equation", "id,formula"), ("\n", '\n"')):
        for name, data in changed(files, "rules.csv", old, new).items():
            (tmp_path / name).write_bytes(data)
        assert verify.main([str(tmp_path)]) == 1
        assert "rules.csv: not the published bytes" in capsys.readouterr().out


# The oracle: both judge random ledgers alike

SIGNS = ("", "", "", "", "~", ">", ">=", "<", "<=", "=")
PLAIN = ("60", "62", "63", "66", "112", "80", "32", "14", "1.2", "12.1", "45.4", "57.6", "0", "-3")
NEAR = ("60", "61", "60.4", "62", "66", "59.6")
NUMBERS = {
    "share": ("50 %", "=1/2", "=1/3", "~30 %", "0 %", "<10 %", ">5 %", "25..30 %"),
    "visitors": (">7000 visitor", "5600 visitor", "~40 visitor", "=7 visitor", ">=12 visitor", "<500 visitor"),
}
UNITS = ("M€", "M€", "M€", "M€", "M€", "M$", "EUR")
OPTIONS = ("", "", "", "", "  status=planned", "  status=expected", "  rank=preferred", "  rank=deprecated")
MEASURES = ("cost", "cost", "cost", "bill", "fee", "share", "visitors")
PERIODS = ("", "", "", "", "[2024]", "[2025]")
Draw = Callable[[Any], Any]


def a_value(draw: Draw, measure: str, near: bool) -> str:
    """A quantity; ``near``: of one size and unit, so that prints and sides come close."""
    if measure in NUMBERS:
        return str(draw(st.sampled_from(NUMBERS[measure])))
    if not near and draw(st.integers(0, 5)) == 0:
        return str(draw(st.sampled_from(("30..40 M€", "60 ±3 M€", "60..66 M€"))))
    number = draw(st.sampled_from(NEAR if near else PLAIN))
    return f"{draw(st.sampled_from(SIGNS))}{number} {'M€' if near else draw(st.sampled_from(UNITS))}"


def a_figure(draw: Draw, at: int, near: bool) -> tuple[str, str]:
    """A line of a ledger, and its term."""
    measure = draw(st.sampled_from(MEASURES))
    term = f"{draw(st.sampled_from('aab'))}.{measure}{draw(st.sampled_from(PERIODS))}"
    kind = "  kind=flow" if measure == "fee" else "  kind=stock"
    handed = f"  hedge_from=f{at - 1}" if at and draw(st.integers(0, 9)) == 0 else ""
    options = draw(st.sampled_from(OPTIONS))
    return f"f{at}  {term}  {a_value(draw, measure, near)}{options}{kind}{handed}", term


def an_expression(draw: Draw, terms: list[str], depth: int = 0) -> str:
    kind = draw(st.integers(0, 9))
    if depth > 2 or kind < 4:
        return str(draw(st.sampled_from([*terms, *terms, "2", "1/2", "50 %", "0.5", "0"])))
    if kind == 4:
        return f"-{draw(st.sampled_from(terms))}"
    left, right = (an_expression(draw, terms, depth + 1) for _ in range(2))
    return f"({left} {draw(st.sampled_from('++--*/'))} {right})"


@st.composite
def ledgers(draw: Draw) -> tuple[list[str], list[str]]:
    """Figure lines and rule lines; rules share terms, so that definitions, repeats and disputes come up."""
    near = draw(st.booleans())
    figures_and_terms = [a_figure(draw, at, near) for at in range(draw(st.integers(1, 7)))]
    terms = [term for _, term in figures_and_terms]
    rules = []
    for at in range(draw(st.integers(1, 4))):
        relation = draw(st.sampled_from(("=", "=", "=", "=", "<=", ">=", "<", ">")))
        left = draw(st.sampled_from([*terms, "c.cost", "c.share", ""])) or an_expression(draw, terms)
        right = str(draw(st.sampled_from(terms))) if near and left else an_expression(draw, terms)
        across = draw(st.sampled_from(("", "", "  across=kind status period", "  across=status")))
        rules.append(f"rule: r{at}: {left} {'=' if left[0] == 'c' else relation} {right}{across}")
        terms = [*terms, *([left] if left[0] == "c" else [])]
    return [line for line, _ in figures_and_terms], rules


def usable(folder: Path, lines: list[str], rules: list[str]) -> Report:
    """The report of the ledger, without the rules that have a problem."""
    found = figures.read(write_ledger(folder, "\n".join([*lines, *rules])))
    faulty = {problem.place.line - 2 for problem in found.problems if problem.place.file.endswith("rules.csv")}
    if not faulty:
        return found
    return figures.read(
        write_ledger(folder, "\n".join([*lines, *(rule for at, rule in enumerate(rules) if at not in faulty)]))
    )


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(ledgers())
def test_both_judge_alike(drawn: tuple[list[str], list[str]]) -> None:
    """Every verdict of ours, with all its numbers and figures, is the script's; and so is every computed figure."""
    with tempfile.TemporaryDirectory() as folder:
        found = usable(Path(folder), *drawn)
        assume(not found.problems and (found.verdicts or found.computed))

    assert list(verify.differences(package.package_files(found))) == []


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        # two prints of one value: the second, careless one does not erase "about"
        ("x  a.cost  ~112 M€\ny  a.cost  112 M€\nz  b.cost  120 M€\nrule: r: a.cost = b.cost", "only loosely"),
        # the same last place, another value: they touch at 748.5, yet they disagree
        ("x  a.cost  748 M€\ny  a.cost  749 M€\nz  b.cost  9 M€\nrule: r: a.cost = b.cost", "undecided"),
        # prints that agree only loosely: the rule is judged per print
        ("x  a.cost  60 M€\ny  a.cost  60.9 M€\nz  b.cost  61 M€\nrule: r: a.cost = b.cost", "within rounding"),
        # a touch at an excluded end is none
        ("x  a.cost  >60 M€\nz  b.cost  <=60 M€\nrule: r: a.cost = b.cost", "contradicted"),
        ("x  a.cost  >60 M€\nz  b.cost  =60 M€\nrule: r: a.cost = b.cost", "contradicted"),
        # what mixes without being named
        ("x  a.cost  60 M€  kind=stock\nz  b.fee  60 M€  kind=flow\nrule: r: a.cost = b.fee", "undecided"),
        ("x  a.cost  60 M€  status=planned\nz  b.cost  60 M€\nrule: r: a.cost = b.cost", "undecided"),
        ("x  a.cost[2024]  60 M€\nz  b.cost[2025]  60 M€\nrule: r: a.cost = b.cost", "undecided"),
        ("x  a.cost  60 M€\nz  b.cost  60 M$\nrule: r: a.cost = b.cost", "undecided"),
        # the first status present, preferred before normal
        ("x  a.cost  60 M€  status=planned\ny  a.cost  63 M€\nz  b.cost  63 M€\nrule: r: a.cost = b.cost", "exact"),
        ("x  a.cost  60 M€  rank=preferred\ny  a.cost  63 M€\nz  b.cost  60 M€\nrule: r: a.cost = b.cost", "exact"),
        # agreement that rests on an open end; inequalities are exempt
        ("x  a.cost  >60 M€\nz  b.cost  80 M€\nrule: r: a.cost = b.cost", "undecided"),
        ("x  a.cost  >60 M€\nz  b.cost  60 M€\nrule: r: a.cost > b.cost", "within rounding"),
        # a divisor that contains 0; a product that reaches 0
        ("x  a.cost  60 M€\nz  b.cost  9 M€\ns  a.s  <10 %\nrule: r: a.cost = b.cost / a.s", "undecided"),
        ("x  a.cost  60 M€\nz  b.cost  =0 M€\ns  a.s  <10 %\nrule: r: b.cost = a.cost * a.s", "undecided"),
        # products, quotients, repeats
        ("x  a.cost  60 M€\nz  b.cost  30 M€\nrule: r: a.cost = 1/2 * a.cost + b.cost", "exact"),
        ("x  a.cost  60 M€\nz  b.cost  10 M€\ns  a.share  =1/3\nrule: r: a.cost * a.share = b.cost * 2", "exact"),
        ("x  a.cost  60 M€\nz  b.cost  40 M€\ns  a.s  ~30 %\nrule: r: (1 - a.s) * a.cost = b.cost", "only loosely"),
        ("x  a.cost  60 M€\nz  b.cost  30 M€\nrule: r: a.cost - 1/2 * a.cost = b.cost", "exact"),
        ("x  a.cost  60 M€\nz  b.cost  30 M€\nrule: r: b.cost * a.cost = a.cost * b.cost", "exact"),
        ("x  a.cost  60 M€\nz  b.cost  30 M€\nrule: r: b.cost / a.cost >= 50 %", "within rounding"),
        ("x  a.cost  60 M€\nz  b.cost  30 M€\ns  a.s  =1/3\nrule: r: -a.cost < b.cost / (a.s - 1/3)", "undecided"),
    ],
)  # fmt: skip
def test_both_judge_alike_by_name(tmp_path: Path, lines: str, outcome: str) -> None:
    """What a random ledger rarely draws, section by section of the semantics: ours, and the script's."""
    found = figures.read(write_ledger(tmp_path, lines))
    judged = [verdict.outcome.value for verdict in found.verdicts if verdict.id[:1] == "r"]

    assert not found.problems and outcome in judged
    assert list(verify.differences(package.package_files(found))) == []


def test_a_script_that_judges_otherwise_would_be_noticed(files: Files, monkeypatch: Any) -> None:
    """The comparison has teeth: one rule of judgement taken away, and differences come up."""
    monkeypatch.setattr(verify, "gap", lambda a, b: None)

    assert any("gap_low" in line for line in verify.differences(files))


# What lies in the package


def test_frictionless_finds_nothing(seeds: Report, tmp_path: Path) -> None:
    """The package is valid by another project's reader: types, keys, references, hashes."""
    frictionless = pytest.importorskip("frictionless")
    path = tmp_path / "package.zip"
    path.write_bytes(package.package_zip(seeds))
    found = frictionless.validate(str(path), type="package")

    assert found.valid, found.flatten(["type", "note"])
    assert len(found.tasks) == 15
    assert found.warnings == []


def test_frictionless_would_find_something(files: Files, tmp_path: Path) -> None:
    """A source that is not there is a finding of its references, not only of its hash."""
    frictionless = pytest.importorskip("frictionless")
    for name, data in changed(files, "figures.csv", "tageblatt-nexus,", "nobody,", hashed=True).items():
        (tmp_path / name).write_bytes(data)
    found = frictionless.validate(str(tmp_path / "datapackage.json"))

    assert {kind for (kind,) in found.flatten(["type"])} == {"foreign-key"}


def test_a_small_ledger_is_valid_too(tmp_path: Path) -> None:
    """Empty tables, no version, no licence, no source text."""
    frictionless = pytest.importorskip("frictionless")
    (tmp_path / "in").mkdir()
    found = figures.read(write_ledger(tmp_path / "in", "a  a.cost  60 M€"))
    for name, data in package.package_files(found).items():
        (tmp_path / name).write_bytes(data)

    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    assert verify.main([str(tmp_path)]) == 0


def test_what_lies_inside(files: Files, seeds: Report) -> None:
    """All tables, their schema, README and citation in three languages, licence and script."""
    described = json.loads(files["datapackage.json"])
    beside = [f"{name}.{code}.{end}" for name, end in (("README", "md"), ("CITATION", "txt")) for code in figures_in()]

    assert set(files) == {"datapackage.json", "LICENSE.txt", "verify.py", *beside} | {
        resource["path"] for resource in described["resources"]
    }
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert described["licenses"][0]["name"] == "CC-BY-4.0" and described["version"] == "2026.11.0"
    assert files["verify.py"] == Path(verify.__file__).read_bytes()
    fields = {f["name"]: f for r in described["resources"] if r["name"] == "figures" for f in r["schema"]["fields"]}
    assert (fields["value"]["type"], fields["value"]["unitColumn"]) == ("number", "unit")
    assert (fields["char_start"]["type"], fields["char_start"]["unit"]) == ("integer", "character")
    for code in figures_in():
        readme = files[f"README.{code}.md"].decode()
        assert "verify.py" in readme and files[f"CITATION.{code}.txt"].decode().strip() in readme
        assert all(f"`{resource['path']}`" in readme for resource in described["resources"])


def figures_in() -> tuple[str, ...]:
    return ("de", "en", "fr")


def test_same_ledger_same_bytes(seeds: Report) -> None:
    """Fixed dates and a fixed order: the zip depends on nothing but the ledger."""
    data = package.package_zip(seeds)

    assert data == package.package_zip(figures.read())
    assert {entry.date_time[:3] for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(1980, 1, 1)}


@pytest.mark.parametrize(
    ("title", "version", "name"),
    [
        ("Figures on Luxembourg’s AI programme", "2026.11.0", "figures-on-luxembourg-s-ai-programme_v2026.11.0"),
        ("Écoles & crèches", "1", "ecoles-creches_v1"),
        ("../../etc/passwd", "../1", "etc-passwd_v..-1"),
        ("学校", "", "ledger_v0"),
    ],
)
def test_file_names_are_plain(seeds: Report, title: str, version: str, name: str) -> None:
    """Letters, digits, hyphens and dots; never a path."""
    from dataclasses import replace

    from figures.ledger import Labels

    assert package.package_name(replace(seeds.ledger, title=Labels(en=title), version=version)) == name


# Citation


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Tageblatt, „TITLE“ (2025), erfasst in: Zahlen zum KI-Programm Luxemburgs, Version 2026.11.0, "
            "nexus-2025-guests-expected, ./check, abgerufen am 22. November 2026.",
        ),
        (
            "en",
            "Tageblatt, “TITLE” (2025), as recorded in: Figures on Luxembourg’s AI programme, version 2026.11.0, "
            "nexus-2025-guests-expected, ./check, accessed 22 November 2026.",
        ),
        (
            "fr",
            "Tageblatt, «\u202fTITLE\u202f» (2025), relevé dans\u202f: Chiffres du programme IA du Luxembourg, "
            "version 2026.11.0, nexus-2025-guests-expected, ./check, consulté le 22 novembre 2026.",
        ),
    ],
)
def test_citation(seeds: Report, language: str, text: str) -> None:
    """The provider comes first."""
    said = citation(Telling(seeds, language), ["nexus-2025-guests-expected"], "./check", "2026-11-22")
    title = seeds.ledger.sources["tageblatt-nexus"].title

    assert said.replace("\u00a0", " ") == text.replace("TITLE", title)


def test_a_long_citation_is_cut(seeds: Report) -> None:
    """Four sources and eight figures at most; the others are mentioned."""
    named = list(seeds.ledger.figures)
    said = citation(Telling(seeds, "en"), named)

    assert f"{named[7]}, …." in said and named[8] not in said
