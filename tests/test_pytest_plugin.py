"""The pytest plugin in a run of its own: what is collected, how it is named, what fails, and with which words."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from ledgers import write_ledger

import figures
from figures import tables
from figures.start import write_starter

pytest_plugins = ["pytester"]

PLUGIN = ("-p", "figures.pytest_plugin", "-p", "no:cacheprovider")
LEDGER = """
a  a.cost  60 M€
b  a.bill  63 M€
c  a.visitors[2025]  >7000 visitor
d  a.visitors[2026]  10000 visitor
rule: same: a.cost = a.bill
rule: twice: a.double = 2 * a.cost
rule: equal: a.bill = 63000000
rule: grows: a.visitors[2026] = 1.25 * a.visitors[2025]
"""


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """The heavy libraries are loaded before a run inside this process, which forgets the modules it brought."""
    figures.read()


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No plugin but ours: the others are slow to load anew for every run."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


@pytest.fixture
def folder(pytester: Any) -> Path:
    return write_ledger(pytester.mkdir("seeds"), LEDGER)


def outcomes(result: Any) -> dict[str, str]:
    """The outcome of every test by its id, from the lines of -v."""
    words = ("PASSED", "FAILED", "SKIPPED", "XFAIL", "ERROR")
    lines = [line.split(" ") for line in result.outlines if "::" in line and "%]" in line]
    return {line[0]: next(word for word in line if word in words) for line in lines}


def test_one_a_figure_and_one_a_rule(pytester: Any, folder: Path) -> None:
    """Ids are those of the tables; a discrepancy fails, an undecided rule is skipped, a definition passes."""
    result = pytester.runpytest(*PLUGIN, "--figures", "seeds", "-v")

    assert outcomes(result) == {
        "seeds/figures.csv::a": "PASSED",
        "seeds/figures.csv::b": "PASSED",
        "seeds/figures.csv::c": "PASSED",
        "seeds/figures.csv::d": "PASSED",
        "seeds/rules.csv::same": "FAILED",
        "seeds/rules.csv::twice": "PASSED",
        "seeds/rules.csv::equal": "PASSED",
        "seeds/rules.csv::grows": "SKIPPED",
    }


def test_the_message_is_that_of_the_command_line(pytester: Any, folder: Path) -> None:
    """A failure shows what `figures check` shows, and no traceback."""
    result = pytester.runpytest(*PLUGIN, "--figures", "seeds")

    result.stdout.fnmatch_lines(
        [
            "ONLY LOOSELY    same  a.cost: €60m as printed, €63m computed, €3m apart",
            "  tight  *against*apart",
            "  rule        a.cost = a.bill",
        ]
    )
    assert "pytest_plugin.py" not in result.stdout.str()


def test_an_acknowledged_discrepancy_is_expected_to_fail(pytester: Any) -> None:
    """xfail with the explanation as its reason; --runxfail shows the failure."""
    write_ledger(pytester.mkdir("seeds"), LEDGER + "explained: same rounding")
    result = pytester.runpytest(*PLUGIN, "--figures", "seeds", "-rx")
    result.assert_outcomes(passed=6, xfailed=1, skipped=1)
    result.stdout.fnmatch_lines(["XFAIL seeds/rules.csv::same - rounding: *"])
    assert result.ret == 0
    assert pytester.runpytest(*PLUGIN, "--figures", "seeds", "--runxfail").ret == 1


def test_an_undecided_rule_is_skipped_with_its_reason(pytester: Any, folder: Path) -> None:
    """It is never passed, and the reason names the line of the table."""
    result = pytester.runpytest(*PLUGIN, "--figures", "seeds", "-rs", "-k", "grows")

    result.assert_outcomes(skipped=1, deselected=7)
    result.stdout.fnmatch_lines(["SKIPPED [[]1[]] seeds/rules.csv*undecided: a.visitors[[]2025[]] would have to be*"])


def test_problems(pytester: Any, folder: Path) -> None:
    """A problem of a figure fails that figure; one that belongs to no row with an id is a test of its own."""
    (folder / "figures.csv").write_text((folder / "figures.csv").read_text().replace("60 M€", "60 Mx"))
    (folder / "subjects.csv").write_text("id,colour\na,red\n")
    (folder / "explanations.csv").write_text("verdict,cause\nequal,rounding\n")
    (folder / "datapackage.json").write_text("[")
    result = pytester.runpytest(*PLUGIN, "--figures", "seeds", "-v")
    failed = {name for name, outcome in outcomes(result).items() if outcome == "FAILED"}

    assert failed == {
        "seeds/explanations.csv::datapackage.json",
        "seeds/explanations.csv::2:1",
        "seeds/figures.csv::a",
        "seeds/subjects.csv::1:2",
    }
    result.stdout.fnmatch_lines(
        ["seeds/figures.csv:2:7 read_as: “Mx” is not a unit of units.txt", "    60 Mx", "       ^~", "  fix: *"]
    )
    result.stdout.fnmatch_lines(["*FAILED seeds/subjects.csv::1:2 header-unknown*"])


def test_a_table_that_is_not_there(pytester: Any, folder: Path) -> None:
    """It fails with the first table that is; a folder without any table is a mistake in the call."""
    (folder / "rules.csv").unlink()
    result = pytester.runpytest(*PLUGIN, "--figures", "seeds")
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["*FAILED seeds/explanations.csv::rules.csv file-absent*"])
    for wrong in ("nowhere", str(pytester.mkdir("empty"))):
        result = pytester.runpytest(*PLUGIN, "--figures", wrong)
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines(["ERROR: --figures: *"])


def test_every_problem_and_every_verdict_has_its_test(pytester: Any, folder: Path) -> None:
    """What `figures check` would tell, the run tells: nothing falls between the tables."""
    text = (folder / "figures.csv").read_text()
    (folder / "figures.csv").write_text(text + "ragged\ne,a,cost,,actual,,60.5 M€,,nobody,,,,\n,,,,,,,,,,,,\n")
    report = figures.read(folder)
    result = pytester.runpytest(*PLUGIN, "--figures", "seeds", "-v")
    told = result.stdout.str()

    assert len(report.problems) >= 5
    for problem in report.problems:
        assert f"figures.csv:{problem.place.line}" in told, problem
    for verdict in report.verdicts:
        assert f"::{verdict.id} " in told, verdict.id


def test_several_prints(pytester: Any) -> None:
    """The prints of a term are a test of figures.csv; a rule that is judged print by print is a test a print."""
    prints = "a  a.cost  60 M€\nb  a.cost  63 M€\nc  a.bill  63 M€\nrule: same: a.bill = a.cost"
    write_ledger(pytester.mkdir("seeds"), prints)
    result = pytester.runpytest(*PLUGIN, "--figures", "seeds", "-v")

    assert outcomes(result) == {
        "seeds/figures.csv::a": "PASSED",
        "seeds/figures.csv::b": "PASSED",
        "seeds/figures.csv::c": "PASSED",
        "seeds/figures.csv::prints:a.cost": "FAILED",
        "seeds/rules.csv::same@a": "FAILED",
        "seeds/rules.csv::same@b": "PASSED",
    }


def test_places_are_proved_where_texts_are_given(pytester: Any) -> None:
    """A phrase that does not stand at its place fails its figure."""
    folder = pytester.path / "mine"
    write_starter(folder)
    arguments = ("--figures", "mine", "--figures-texts", "mine/texts")
    assert pytester.runpytest(*PLUGIN, *arguments).ret == 0
    table = folder / "figures.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",335,341,", ",334,340,"), encoding="utf-8")
    result = pytester.runpytest(*PLUGIN, *arguments)
    result.assert_outcomes(passed=13, failed=1, xfailed=1, skipped=1)
    assert "FAILED mine/figures.csv::pool-visitors-2025" in result.stdout.str()
    result.stdout.fnmatch_lines(["mine/figures.csv:9:6 phrase: at this place the text reads *"])
    assert pytester.runpytest(*PLUGIN, "--figures", "mine").ret == 0


def test_configuration_file(pytester: Any, folder: Path) -> None:
    """`figures = FOLDER` stands for --figures, relative to the file, wherever pytest is called."""
    pytester.makeini("[pytest]\nfigures = seeds")
    pytester.makepyfile(test_beside="def test_own(): pass")
    pytester.runpytest(*PLUGIN).assert_outcomes(passed=7, failed=1, skipped=1)
    pytester.runpytest(*PLUGIN, "test_beside.py").assert_outcomes(passed=1)
    pytester.runpytest(*PLUGIN, "seeds/rules.csv::equal").assert_outcomes(passed=1)


def test_beside_other_tests(pytester: Any, folder: Path) -> None:
    """--figures adds the ledger to what is asked for, once; one of its tests can be asked for by name."""
    pytester.makepyfile(test_beside="def test_own(): pass")
    pytester.runpytest(*PLUGIN, "--figures", "seeds", "test_beside.py").assert_outcomes(passed=7, failed=1, skipped=1)
    pytester.runpytest(*PLUGIN, "--figures", "seeds", ".").assert_outcomes(passed=7, failed=1, skipped=1)
    result = pytester.runpytest(*PLUGIN, "--figures", "seeds", "seeds/rules.csv::equal")
    result.assert_outcomes(passed=1)


def test_without_a_folder_nothing_is_collected(pytester: Any, folder: Path) -> None:
    """The plugin leaves other people's CSV files alone."""
    pytester.makepyfile(test_beside="def test_own(): pass")
    pytester.runpytest(*PLUGIN).assert_outcomes(passed=1)


def test_a_ledger_beside_its_tests(pytester: Any) -> None:
    """`--figures .`: the folder may hold Python tests, too."""
    write_ledger(pytester.path, LEDGER)
    pytester.makepyfile(test_beside="def test_own(): pass")
    pytester.runpytest(*PLUGIN, "--figures", ".").assert_outcomes(passed=7, failed=1, skipped=1)


def test_first_failure_stops(pytester: Any, folder: Path) -> None:
    """-x stops at the first discrepancy."""
    result = pytester.runpytest(*PLUGIN, "--figures", "seeds", "-x")

    result.assert_outcomes(passed=4, failed=1)


def test_last_failed(pytester: Any, folder: Path) -> None:
    """--lf runs what failed, and passes when it is mended."""
    arguments = ("-p", "figures.pytest_plugin", "--figures", "seeds")
    pytester.runpytest(*arguments).assert_outcomes(passed=6, failed=1, skipped=1)
    pytester.runpytest(*arguments, "--lf").assert_outcomes(failed=1)
    text = (folder / "rules.csv").read_text()
    (folder / "rules.csv").write_text(text.replace("a.cost = a.bill", "a.cost < a.bill"))
    pytester.runpytest(*arguments, "--lf").assert_outcomes(passed=1)


def test_junitxml(pytester: Any, folder: Path) -> None:
    """The file for build servers names every test once, with its message."""
    pytester.runpytest(*PLUGIN, "--figures", "seeds", "--junitxml", "out.xml")
    cases = list(ElementTree.parse(pytester.path / "out.xml").iter("testcase"))
    failure = next(case for case in cases if case.get("name") == "same").find("failure")

    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases) == 8
    assert failure is not None and "ONLY LOOSELY" in (failure.text or "")


def test_the_shipped_ledger(pytester: Any) -> None:
    """Our own seeds: figures pass, two discrepancies are expected, two undecided rules are skipped."""
    result = pytester.runpytest(*PLUGIN, "--figures", str(tables.own_folder()))

    result.assert_outcomes(passed=128, xfailed=3, skipped=2)
