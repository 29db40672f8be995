"""Formats of the three languages, code point by code point, and catalogues that say the same things."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from string import Formatter

import pytest

from figures import locale as module
from figures.errors import Place, Problem, Reason
from figures.hedges import HEDGES
from figures.interval import Interval
from figures.locale import LANGUAGES, locale
from figures.quantity import base, is_counted, is_currency, names
from figures.tables import schemas
from figures.verdict import Outcome

SIGNS = str.maketrans({"¬": "\u00a0", "¦": "\u202f", "–": "\u2212"})
MILLION, BILLION = 10**6, 10**9


def exact(text: str) -> str:
    """¬ stands for U+00A0, ¦ for U+202F, – for U+2212."""
    return text.translate(SIGNS)


def in_all(texts: tuple[str, ...]) -> Iterator[tuple[module.Locale, str]]:
    for language, text in zip(LANGUAGES, texts, strict=True):
        yield locale(language), exact(text)


@pytest.mark.parametrize(
    ("value", "digits", "texts"),
    [
        (7000, None, ("7.000", "7,000", "7¦000")),
        (Fraction(2469, 2), None, ("1.234,5", "1,234.5", "1¦234,5")),
        (-5, None, ("–5", "–5", "–5")),
        (0, None, ("0", "0", "0")),
        (Fraction(1, 3), None, ("0,3333", "0.3333", "0,3333")),
        (Fraction(1, 10**6), None, ("0,000001", "0.000001", "0,000001")),
        (Fraction(12345678, 3), None, ("4.115.226", "4,115,226", "4¦115¦226")),
        (Fraction(10**7, 3), None, ("3.333.000", "3,333,000", "3¦333¦000")),
        (Fraction(17, 117) * 100, 3, ("14,5", "14.5", "14,5")),
        (Fraction(5, 2), 1, ("3", "3", "3")),
        (Fraction(-5, 2), 1, ("–3", "–3", "–3")),
        (Fraction(999999, 1000000), 3, ("1", "1", "1")),
    ],
)
def test_number(value: Fraction | int, digits: int | None, texts: tuple[str, ...]) -> None:
    for here, text in in_all(texts):
        assert here.number(value, digits) == text


def test_a_long_number_keeps_every_digit() -> None:
    assert locale("en").number(123456789012345678901234567890).replace(",", "") == "123456789012345678901234567890"


@pytest.mark.parametrize(
    ("value", "unit", "texts"),
    [
        (112 * MILLION, "EUR", ("112¬Mio.¬€", "€112m", "112¬M€")),
        (Fraction(12 * BILLION, 10), "EUR", ("1,2¬Mrd.¬€", "€1.2bn", "1,2¬Md€")),
        (100 * BILLION, "USD", ("100¬Mrd.¬US-$", "US$100bn", "100¬Md¬$US")),
        (60_000, "EUR", ("60.000¬€", "€60,000", "60¦000¬€")),
        (999_999, "USD", ("999.999¬US-$", "US$999,999", "999¦999¬$US")),
        (Fraction(29999999999999, 30000), "EUR", ("1¬Mrd.¬€", "€1bn", "1¬Md€")),
        (-3 * MILLION, "EUR", ("–3¬Mio.¬€", "–€3m", "–3¬M€")),
        (5 * MILLION, "CHF", ("5¬Mio.¬CHF", "CHF¬5m", "5¬M¬CHF")),
        (6_400_000, "EUR/year", ("6,4¬Mio.¬€¬pro¬Jahr", "€6.4m¬a¬year", "6,4¬M€¬par¬an")),
        (20, "EUR/visitor", ("20¬€¬je¬Besucher", "€20¬per¬visitor", "20¬€¬par¬visiteur")),
        (7000, "visitor", ("7.000¬Besucher", "7,000¬visitors", "7¦000¬visiteurs")),
        (1, "site", ("1¬Standort", "1¬site", "1¬site")),
        (0, "site", ("0¬Standorte", "0¬sites", "0¬site")),
        (Fraction(3, 2), "day", ("1,5¬Tage", "1.5¬days", "1,5¬jour")),
        (150 * MILLION, "W", ("150¬MW", "150¬MW", "150¬MW")),
        (2_500_000, "g", ("2,5¬t", "2.5¬t", "2,5¬t")),
        (Fraction(29, 200), "1", ("14,5¬%", "14.5%", "14,5¬%")),
        (Fraction(5, 4), "1", ("125¬%", "125%", "125¬%")),
        (34, "1", ("34", "34", "34")),
        (5, "W*hour", ("5¬W*hour", "5¬W*hour", "5¬W*hour")),
    ],
)
def test_value(value: Fraction | int, unit: str, texts: tuple[str, ...]) -> None:
    for here, text in in_all(texts):
        assert here.value(Fraction(value), unit) == text


def test_value_with_a_given_scale_and_with_digits() -> None:
    german = locale("de")
    assert german.value(Fraction(800_000), "EUR", scale=Fraction(MILLION)) == exact("0,8¬Mio.¬€")
    assert german.value(Fraction(3 * MILLION), "EUR", scale=Fraction(1)) == exact("3.000.000¬€")
    assert german.value(Fraction(7000), "visitor", scale=Fraction(MILLION)) == exact("7.000¬Besucher")
    assert german.value(Fraction(14 * MILLION, 3), "EUR", digits=2) == exact("4,7¬Mio.¬€")


@pytest.mark.parametrize(
    ("interval", "unit", "texts"),
    [
        (
            Interval.of(59_500_000, 60_500_000),
            "EUR",
            ("59,5 bis 60,5¬Mio.¬€", "€59.5m to €60.5m", "59,5 à 60,5¬M€"),
        ),
        (Interval.of(900_000, 1_100_000), "EUR", ("0,9 bis 1,1¬Mio.¬€", "€0.9m to €1.1m", "0,9 à 1,1¬M€")),
        (Interval.point(7), "site", ("7¬Standorte", "7¬sites", "7¬sites")),
        (
            Interval(Fraction(7001), None),
            "visitor",
            ("mindestens 7.001¬Besucher", "at least 7,001¬visitors", "au moins 7¦001¬visiteurs"),
        ),
        (
            Interval(Fraction(15 * MILLION), None, False),
            "EUR",
            ("mehr als 15¬Mio.¬€", "more than €15m", "plus de 15¬M€"),
        ),
        (Interval(None, Fraction(3)), "day", ("höchstens 3¬Tage", "at most 3¬days", "au plus 3¬jours")),
        (
            Interval(None, Fraction(3), upper_included=False),
            "day",
            ("weniger als 3¬Tage", "less than 3¬days", "moins de 3¬jours"),
        ),
        (Interval(None, None), "EUR", ("beliebig", "any value", "quelconque")),
        (
            Interval(Fraction(0), Fraction(5 * MILLION), upper_included=False),
            "EUR",
            ("0 bis unter 5¬Mio.¬€", "€0m to under €5m", "0 à moins de 5¬M€"),
        ),
        (
            Interval(Fraction(2), Fraction(3), False, False),
            "EUR",
            ("mehr als 2 bis unter 3¬€", "more than €2 to under €3", "plus de 2 à moins de 3¬€"),
        ),
        (
            Interval.of(Fraction(33, 235), Fraction(35, 233)),
            "1",
            ("14,04 bis 15,02¬%", "14.04 to 15.02%", "14,04 à 15,02¬%"),
        ),
        (
            Interval.of(6_300_000, 6_500_000),
            "EUR/year",
            ("6,3 bis 6,5¬Mio.¬€¬pro¬Jahr", "€6.3m¬a¬year to €6.5m¬a¬year", "6,3 à 6,5¬M€¬par¬an"),
        ),
        (Interval.of(-2, 4), "day", ("–2 bis 4¬Tage", "–2 to 4¬days", "–2 à 4¬jours")),
    ],
)
def test_span(interval: Interval, unit: str, texts: tuple[str, ...]) -> None:
    for here, text in in_all(texts):
        assert here.span(interval, unit) == text


@pytest.mark.parametrize(
    ("edtf", "texts"),
    [
        ("../2026-41", ("bis 2. Halbjahr 2026", "by second half of 2026", "d’ici le 2e semestre 2026")),
        ("/2026-03-10", ("bis 10. März 2026", "by 10 March 2026", "d’ici le 10 mars 2026")),
        ("../2026", ("bis 2026", "by 2026", "d’ici 2026")),
        ("2025-04/..", ("ab April 2025", "from April 2025", "à partir d’avril 2025")),
        ("2026", ("2026", "2026", "2026")),
    ],
)
def test_moment(edtf: str, texts: tuple[str, ...]) -> None:
    """What happens at a time without a start happens by then; all else is told as a date."""
    for here, text in in_all(texts):
        assert here.moment(edtf) == text


@pytest.mark.parametrize(
    ("edtf", "texts"),
    [
        ("2025-03-10", ("10. März 2025", "10 March 2025", "10 mars 2025")),
        ("2025-08-01", ("1. August 2025", "1 August 2025", "1er août 2025")),
        ("2024-12", ("Dezember 2024", "December 2024", "décembre 2024")),
        ("2026", ("2026", "2026", "2026")),
        ("2026-41", ("2. Halbjahr 2026", "second half of 2026", "2e semestre 2026")),
        ("2026-40", ("1. Halbjahr 2026", "first half of 2026", "1er semestre 2026")),
        ("2026-21", ("Frühjahr 2026", "spring 2026", "printemps 2026")),
        ("2026-24", ("Winter 2026", "winter 2026", "hiver 2026")),
        ("2010~", ("um 2010", "about 2010", "vers 2010")),
        ("2010?", ("vermutlich 2010", "probably 2010", "probablement 2010")),
        ("P5Y", ("5¬Jahre", "5¬years", "5¬ans")),
        ("P1M", ("1¬Monat", "1¬month", "1¬mois")),
        ("../2026-02", ("bis Februar 2026", "until February 2026", "jusqu’en février 2026")),
        ("/2025-03-10", ("bis 10. März 2025", "until 10 March 2025", "jusqu’au 10 mars 2025")),
        ("2025-04/..", ("ab April 2025", "from April 2025", "à partir d’avril 2025")),
        (
            "2025-10/2025-11",
            (
                "Oktober 2025 bis November 2025",
                "October 2025 to November 2025",
                "d’octobre 2025 à novembre 2025",
            ),
        ),
        ("../..", ("jederzeit", "at any time", "à tout moment")),
        ("", ("", "", "")),
        ("2026-29", ("2026-29", "2026-29", "2026-29")),
        ("2026-13", ("2026-13", "2026-13", "2026-13")),
        ("soon", ("soon", "soon", "soon")),
    ],
)
def test_date(edtf: str, texts: tuple[str, ...]) -> None:
    for here, text in in_all(texts):
        assert here.date(edtf) == text


@pytest.mark.parametrize(
    ("texts", "lists"),
    [(("„fast 500“", "“fast 500”", "«¦fast 500¦»"), ("a, b und c", "a, b and c", "a, b et c"))],
)
def test_quotes_and_lists(texts: tuple[str, ...], lists: tuple[str, ...]) -> None:
    for here, text in in_all(texts):
        assert here.quote("fast 500") == text
    for here, text in in_all(lists):
        assert here.list(["a", "b", "c"]) == text
        assert here.list(["a"]) == "a"
        assert here.list([]) == ""


def test_share() -> None:
    for here, text in in_all(("14,5¬%", "14.5%", "14,5¬%")):
        assert here.value(Fraction(17, 117), "1", 3) == text


def test_locale_is_one_frozen_record_a_language() -> None:
    assert locale("de") is locale("de")
    with pytest.raises(FrozenInstanceError):
        locale("de").language = "en"  # type: ignore[misc]
    with pytest.raises(KeyError, match="lb"):
        locale("lb")
    with pytest.raises(KeyError, match=r"status\.done in fr"):
        locale("fr").text("status.done")


# Messages


@pytest.mark.parametrize(
    ("reason", "texts"),
    [
        (
            Reason.of(
                "open-end",
                term="nexus.visitors[2025]",
                relation=">=",
                value=Fraction(7484),
                unit="visitor",
                computed=Fraction(8750),
                side_unit="visitor",
            ),
            (
                "mindestens 7.484¬Besucher|8.750¬Besucher",
                "at least 7,484¬visitors|8,750¬visitors",
                "au moins 7¦484|8¦750",
            ),
        ),
        (
            Reason.of(
                "open-end", term="a.b", relation="<=", value=Fraction(3), unit="day", computed=None, side_unit="1"
            ),
            ("höchstens 3¬Tage", "at most 3¬days", "au plus 3¬jours"),
        ),
        (
            Reason.of("mixed-kind", left="stock", right="flow", first="a.b", second="a.c"),
            ("Bestand|Fluss|a.b|a.c", "stock|flow|a.b|a.c", "stock|flux|a.b|a.c"),
        ),
        (
            Reason.of("mixed-status", left="actual", right="hoped", first="a.b", second="a.c"),
            ("„tatsächlich“|„erhofft“", "“actual”|“hoped for”", "«¦réalisé¦»|«¦espéré¦»"),
        ),
        (
            Reason.of("mixed-period", left="P5Y", right="2024-12", first="a.b", second="a.c"),
            ("5¬Jahre|Dezember 2024", "5¬years|December 2024", "5¬ans|décembre 2024"),
        ),
        (
            Reason.of("mixed-currency", left="USD", right="EUR"),
            ("US-Dollar und Euro", "US dollars and euros", "dollars américains et euros"),
        ),
        (Reason.of("hedge", hedge="estimated"), ("„geschätzt“: ", "“estimated”: ", "«¦estimé¦»¦: ")),
        (Reason.of("closed-by-rounding", figures=("x", "y", "z")), ("x, y und z.", "x, y and z.", "x, y et z.")),
    ],
)
def test_message(reason: Reason, texts: tuple[str, ...]) -> None:
    for here, parts in in_all(texts):
        message = here.message(reason)
        assert all(part in message for part in parts.split("|")), message


def test_problem_gives_what_and_fix() -> None:
    place = Place("seeds/figures.csv", 41, 5)
    unread = Problem(place, "unit-unread", (("noun", "megawats"),))
    assert locale("en").problem(unread) == (
        "no unit I know after the number",
        "correct the spelling, or restate it in read_as, e.g. ~150 MW",
    )
    long = Problem(place, "table-long", (("limit", 50_000),))
    assert [part for here, part in in_all(("50.000", "50,000", "50¦000")) if part not in here.problem(long)[0]] == []


def test_a_guess_is_offered_only_where_there_is_one() -> None:
    for guess, fix in (("visitor", "did you mean “visitor”?"), ("", "take a unit of units.txt, or add a line there")):
        problem = Problem(Place("measures.csv", 2), "unit-unknown", (("guess", guess), ("unit", "vistor")))
        assert locale("en").problem(problem)[1] == fix


# Catalogues


def values(language: str, section: str = "") -> list[tuple[str, str]]:
    return [(key, text) for key, text in locale(language).words.items() if key.startswith(section)]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_same_keys_and_arguments_in_every_catalogue() -> None:
    for one, other in pairwise(LANGUAGES):
        assert locale(one).words.keys() == locale(other).words.keys()
        for key, text in values(one):
            assert fields(text) == fields(locale(other).words[key]), key


@pytest.mark.parametrize(
    ("section", "codes"),
    [
        ("hedge", set(HEDGES)),
        ("hedge_because", set(HEDGES)),
        ("cause", {"unresolved", "scope", "rounding", "revision", "definition", "misprint", "translation"}),
        ("aspect", {"kind", "status", "period", "currency"}),
        ("class", {"money", "count", "share", "date", "duration", "ordinal", "other"}),
        *(
            (section, {word for column in schemas()[table].columns if column.name == name for word in column.words})
            for section, table, name in (
                ("status", "figures", "status"),
                ("kind", "measures", "kind"),
                ("source_kind", "sources", "kind"),
                ("cause", "explanations", "cause"),
                ("class", "set_aside", "class"),
            )
        ),
    ],
)
def test_every_word_of_a_vocabulary(section: str, codes: set[str]) -> None:
    assert {key.partition(".")[2] for key, _ in values("de", f"{section}.")} == codes


def test_every_outcome_has_sign_word_and_meaning() -> None:
    names = {*(outcome.name.lower() for outcome in Outcome), "vacuous"}  # an agreement that proves little
    wanted = {f"outcome.{name}.{part}" for name in names for part in ("sign", "word", "meaning")}
    assert {key for key, _ in values("de", "outcome.")} == wanted


def test_every_counted_unit_and_currency_has_its_words() -> None:
    for name in set(names().values()) - {"1"}:
        unit = base(name)[1]
        if is_currency(unit) or is_counted(unit) and name not in module._SYMBOLS:
            assert {"one", "other"} <= {key.split(".")[2] for key, _ in values("de", f"unit.{name}.")}, name
        if is_currency(unit) and name != "money":
            assert locale("de").has(f"unit.{name}.amount"), name


BANNED = [
    "missing",
    "wrong",
    "invalid",
    "error",
    "fehlt",
    "falsch",
    "ungültig",
    "manque",
    "faux",
    "erreur",
    "incorrect",
]
SHORT = {"e.g.": "eg", "Mio.": "Mio", "Mrd.": "Mrd"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_calm_and_sentences_short(language: str) -> None:
    for key, text in values(language):
        assert not [word for word in BANNED if word in text.casefold()], key
        for short, plain in SHORT.items():
            text = text.replace(short, plain)
        for sentence in re.split(r"[.;?!] ", text):
            assert len(sentence.split()) <= 20, key


@pytest.mark.parametrize(("language", "opening", "closing"), [("de", "„", "“"), ("en", "“", "”"), ("fr", "«", "»")])
def test_quotation_marks(language: str, opening: str, closing: str) -> None:
    for key, text in values(language):
        marks = re.findall("[„“”«»\"'‚‘]", text)
        assert marks == [opening, closing] * (len(marks) // 2), key


def test_french_spaces() -> None:
    """U+202F inside guillemets and before : ; ? !; type it as such in fr.toml."""
    for key, text in values("fr"):
        assert not re.search("«(?!\u202f)|(?<!\u202f)»", text), key
        assert len(text) == 1 or not re.search("(?<!\u202f)[:;?!](?!//)", text), key


def test_blanks_between_number_and_sign() -> None:
    for language in LANGUAGES:
        for key, text in values(language):
            if not key.startswith("unit."):
                assert not re.search(r"\d %" if language != "en" else r"\d\s%", text), key


# Codes

COMING: set[str] = set()
PROBLEM_CALLS = {"Problem": 1, "Fault": 0, "problem": 1, "stop": 0, "tell": 2}
REASON_CALLS = {"of": 0, "_Undecided": 0}


class Site:
    """A call in the package that names a code: the section of its line, its codes and the arguments it gives."""

    def __init__(self, section: str, call: ast.Call, code: ast.expr, around: ast.AST) -> None:
        self.section, self.line = section, code.lineno
        self.codes = [f"{section}.{text}" for text in self.spelled(code, around)]
        firsts = [node.elts[0] for node in ast.walk(around) if isinstance(node, ast.Tuple) and len(node.elts) == 2]
        names = [node.value for node in firsts if isinstance(node, ast.Constant)]
        self.args = {str(name) for name in (*names, *(keyword.arg for keyword in call.keywords))}
        if getattr(call.func, "attr", "") == "stop":
            self.args.add("found")

    def spelled(self, code: ast.expr, around: ast.AST) -> list[str]:
        """The codes as regular expressions: a constant, a choice, an f-string, or what the function loops over."""
        match code:
            case ast.Constant(value=str(text)):
                return [re.escape(text)]
            case ast.IfExp():
                return [*self.spelled(code.body, around), *self.spelled(code.orelse, around)]
            case ast.JoinedStr():
                parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else "[a-z-]+" for p in code.values)
                return ["".join(parts)]
            case ast.Name(id="code"):
                shape = re.compile("[a-z]+(-[a-z]+)+")
                constants = [node.value for node in ast.walk(around) if isinstance(node, ast.Constant)]
                return [re.escape(text) for text in constants if isinstance(text, str) and shape.fullmatch(text)]
        return []


def sites() -> Iterator[Site]:
    for path in sorted(Path(module.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for around in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call in (node for node in ast.walk(around) if isinstance(node, ast.Call)):
                name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                if name == "of" and ast.unparse(call.func) != "Reason.of":
                    continue
                for calls, section in ((PROBLEM_CALLS, "problem"), (REASON_CALLS, "reason")):
                    if name in calls and len(call.args) > calls[name]:
                        yield Site(section, call, call.args[calls[name]], around)


def catalogue_codes() -> set[str]:
    found = {".".join(key.split(".")[:2]) for key, _ in (*values("de", "problem."), *values("de", "reason."))}
    return {code.removesuffix("-bare") for code in found}


def test_every_code_has_its_line() -> None:
    known = catalogue_codes()
    used = {code for site in sites() for code in site.codes}
    assert len(used) > 60
    assert [code for code in sorted(used) if not any(re.fullmatch(code, line) for line in known)] == []


def test_no_line_is_left_over() -> None:
    used = {code for site in sites() for code in site.codes}
    left = {line for line in catalogue_codes() if not any(re.fullmatch(code, line) for code in used)}
    assert left - COMING == set()


def test_every_problem_has_what_and_fix_and_nothing_else() -> None:
    for code in catalogue_codes():
        if code.startswith("problem."):
            parts = {key.rpartition(".")[2] for key, _ in values("de", f"{code}.")}
            assert {"what", "fix"} <= parts <= {"what", "fix", "what-bare", "fix-bare"}, code


def test_every_placeholder_is_given_by_the_code() -> None:
    given: dict[str, set[str]] = {}
    for site in sites():
        for code in site.codes:
            for line in (line for line in catalogue_codes() if re.fullmatch(code, line)):
                given[line] = given.get(line, site.args) & site.args
    for line, args in given.items():
        for key, text in values("en", line):
            if key == line or key.startswith((f"{line}.", f"{line}-bare")):
                assert fields(text) - {"because"} <= args, key
