"""Somebody's own table: every reading and every message stands here, nothing raises, and no row is lost silently."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

pytest.importorskip("hypothesis", reason="pip install figures-ledger[test] for the laws")
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

import figures
from figures import export
from figures.files.xlsx import ledger_workbook
from figures.ledger import LANGUAGES
from figures.locale import locale
from figures.own import copies
from figures.own.digits import evidence, read_number
from figures.own.grids import grids
from figures.own.reading import WARNINGS
from figures.own.table import EQUATIONS, FIGURES, Own, read_own
from figures.own.words import Vocabulary
from figures.phrase import Parsed
from figures.views.own import OwnPage

HEADER = "figure_id,value,unit,phrase,source_id"
ROW = "F01,5,EUR,5 euros,Gazette"


def own(*lines: str, rules: str = "", sign: str = "") -> Own:
    """The table of a header and rows."""
    return read_own("\n".join(lines).encode(), rules.encode(), sign)


def codes(found: Own) -> list[tuple[int, str, str]]:
    """Where and what every message is about."""
    return [(message.place.line, message.place.name, message.code) for message in found.messages]


# Numbers


@pytest.mark.parametrize(
    ("cell", "sign", "value"),
    [
        ("1.234,5", ",", Fraction(2469, 2)),
        ("1 234,5", ",", Fraction(2469, 2)),
        ("1\u202f234,5", ",", Fraction(2469, 2)),
        ("1'234,5", ",", Fraction(2469, 2)),
        ("1,234.5", ".", Fraction(2469, 2)),
        ("1.234", ",", 1234),
        ("1.234", ".", Fraction(617, 500)),
        ("\u22125", ".", -5),
        ("+5", ".", 5),
        ("１２３", ",", 123),
        ("112 Mio.", ",", 112_000_000),
        ("1,2 Mrd. €", ",", 1_200_000_000),
        ("1.2 Mrd. €", ".", 1_200_000_000),
        ("€1.2bn", ".", 1_200_000_000),
        ("112m", ".", 112_000_000),
        ("1,2 milliard", ",", 1_200_000_000),
        ("50 %", ",", Fraction(1, 2)),
        ("80 Millionen", ",", 80_000_000),
        ("112 M€", ",", 112_000_000),
        ("rund 7.000 Besucher", ",", 7000),
    ],
)
def test_number(cell: str, sign: str, value: Fraction | int) -> None:
    """A cell is read with the decimal sign of its table, in whatever language its words are."""
    said = read_number(cell, sign, "", currency=True)

    assert isinstance(said, Parsed) and said.value == value


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "own-number"),
        ("x", "own-number"),
        ("5 frobs", "own-number"),
        ("(5)", "own-number"),
        ("1e5", "own-number"),
        ("nan", "own-number"),
        ("inf", "own-number"),
        ("0x10", "own-number"),
        ("1_000", "own-number"),
        ("5 6", "own-number"),
        ("1.2.3,4,5", "own-number"),
        ("9**9**9", "own-number"),
        ("٤٥", "own-number"),
        ("#REF!", "own-number"),
        ("TRUE", "own-number"),
        ("9" * 31, "own-number"),
        ("1" * 9000, "own-number"),
        ("2024-02-01", "own-date"),
        ("01.02.2024", "own-date"),
        ("Feb 24", "own-date"),
        ("1. Feb", "own-date"),
        ("mars-24", "own-date"),
        ("1.2 billion", "own-billion"),
    ],
)
def test_no_number(cell: str, code: str) -> None:
    """What is no number, or more than one, is told and never taken in part."""
    said = read_number(cell, ".", "")

    assert getattr(said, "code", "") == code


def test_the_language_decides_a_billion() -> None:
    """A billion is a thousand million in English and a million million in French and German."""
    values = [read_number("2 billion", ".", language) for language in ("en", "fr")]

    assert [said.value for said in values if isinstance(said, Parsed)] == [2 * 10**9, 2 * 10**12]


@pytest.mark.parametrize(
    ("digits", "says"),
    [("1.234,5", ","), ("1,5", ","), ("1.234.567", ","), ("112", ""), ("1.234", "?"), ("1,234", "?")]
    + [("0.500", "."), ("1 234.567", "."), ("1234.567", "."), ("12.34", ".")],
)
def test_evidence(digits: str, says: str) -> None:
    """Which sign is the decimal one follows from digits, or stays open."""
    assert evidence(digits) == says


@pytest.mark.parametrize(
    ("cell", "scale", "unit"),
    [
        ("EUR", 1, "EUR"),
        ("€", 1, "EUR"),
        ("eur", 1, "EUR"),
        ("Mio. €", 10**6, "EUR"),
        ("Mrd. EUR", 10**9, "EUR"),
        ("M€", 10**6, "EUR"),
        ("Tsd. €", 1000, "EUR"),
        ("Millionen Euro", 10**6, "EUR"),
        ("milliers d'euros", 1000, "EUR"),
        ("Mio.", 10**6, None),
        ("Besucher", 1, "visitor"),
        ("%", 1, "percent"),
        ("1", 1, "1"),
        ("EUR/year", 1, "EUR/year"),
        ("", 1, None),
    ],
)
def test_unit(cell: str, scale: int, unit: str | None) -> None:
    """A unit cell names a unit, a scale, or both, in any language."""
    found = Vocabulary().unit(cell)

    assert found and (found.scale, found.spelling) == (scale, unit)


@pytest.mark.parametrize("cell", ["frob", "Euro pro Kopf", "money", "9**9", "m" * 5000, "5 EUR", "billion euros"])
def test_no_unit(cell: str) -> None:
    """A word that we do not know, or that languages read differently, is no unit; nothing is passed over."""
    assert Vocabulary().unit(cell) is None


# One decimal sign for a table


def test_the_sign_is_decided_once() -> None:
    """One sure cell decides all others, and what was decided is told."""
    found = own(
        "figure_id;value;unit;phrase;source_id", "a;1.234;visitor;1.234 Besucher;s", "b;2,5;Mio. €;2,5 Mio. €;s"
    )

    assert (found.sign, found.asks, found.messages) == (",", False, ())
    assert found.report["a"].reading.number.low == 1234
    assert locale("de").text("own.said_sign_comma") in OwnPage(found, "de").page().facts


def test_an_ambiguous_table_is_asked_for() -> None:
    """1.234 alone is never guessed: both readings are shown, and the switch decides."""
    rows = (HEADER, "a,1.234,visitor,1.234 Besucher,s", "b,5,visitor,5 Besucher,s")
    found = own(*rows)

    assert found.asks and codes(found) == [(2, "value", "own-ambiguous")]
    assert set(found.report.ledger.figures) == {"b"}
    for sign, value in ((",", 1234), (".", Fraction(617, 500))):
        chosen = own(*rows, sign=sign)
        assert chosen.asks and chosen.report["a"].reading.number.low == value


def test_a_mixed_column_is_asked_for() -> None:
    """Where both signs are decimal, no cell with a mark is read until one of them is chosen."""
    rows = (HEADER, "a,1.5,EUR,1.5 euros,s", 'b,"1,5",EUR,"1,5 Euro",s', "c,7,EUR,7 Euro,s")

    assert codes(own(*rows)) == [(2, "value", "own-mixed"), (3, "value", "own-mixed")]
    chosen = own(*rows, sign=",")
    assert set(chosen.report.ledger.figures) == {"b", "c"}
    assert codes(chosen) == [(2, "value", "own-number")]


def test_typed_numbers_are_no_question() -> None:
    """A workbook's own numbers have a decimal point, whatever the texts beside them say."""
    found = read_own(book([HEADER.split(","), ["a", 1.234, "EUR", "x", "s"], ["b", "2,5", "EUR", "2,5 Euro", "s"]]))

    assert found.report["a"].reading.number.low == Fraction("1.234")
    assert found.report["b"].reading.number.low == Fraction("2.5")


# Messages


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([""], (0, "", "own-empty")),
        ([" \n\t\n "], (0, "", "own-empty")),
        (["%PDF-1.7 x"], (0, "", "own-type")),
        (["<html><script>alert(1)</script>"], (0, "", "own-type")),
        (['{"a": 1}'], (0, "", "own-type")),
        (["\x00\x01"], (0, "", "own-type")),
        (["x" * 2_000_001], (0, "", "own-large")),
        (["a,b", "1,2"], (1, "", "own-header")),
        ([HEADER], (1, "", "own-rows")),
        (["figure_id,valeu,unit,phrase,source_id", ROW], (1, "value", "own-column")),
        (["figure_id,value,unit,phrase,source_id,value", ROW + ",6"], (1, "value", "own-double")),
        ([",".join(["figure_id"] + ["x"] * 100), ROW], (1, "", "own-wide")),
        ([HEADER, "F01,5,EUR"], (2, "", "own-ragged")),
        ([HEADER, ROW + ",more"], (2, "", "own-ragged")),
        ([HEADER, ROW, '"F02,5,EUR'], (3, "", "own-quotes")),
        ([HEADER, ROW + "\x07"], (2, "source_id", "own-control")),
        ([HEADER, ROW + "x" * 10_001], (2, "source_id", "cell-long")),
        ([HEADER, ROW, *(f"G{n},5,EUR,5 euros,s" for n in range(5000))], (5002, "", "own-many")),
        ([HEADER, "F01,five hundred frobs,EUR,x,s"], (2, "value", "own-number")),
        ([HEADER, "F01,1.234,EUR,x,s"], (2, "value", "own-ambiguous")),
        ([HEADER, "F01,01.02.2024,EUR,x,s"], (2, "value", "own-date")),
        ([HEADER, "F01,1.2 billion,EUR,x,s"], (2, "value", "own-billion")),
        ([HEADER, "F01,,EUR,x,s"], (2, "value", "cell-empty")),
        ([HEADER, ",5,EUR,5 euros,s"], (2, "figure_id", "cell-empty")),
        ([HEADER, "F01,5,Taler,5 Taler,s"], (2, "unit", "own-unit")),
        ([HEADER, "F01,5,,five,s"], (2, "unit", "own-unit-none")),
        ([HEADER, "F01,5 €,USD,5 €,s"], (2, "value", "own-units")),
        ([HEADER, "F01,5,USD,5 Euro,s"], (2, "phrase", "own-units")),
        ([HEADER, "F01,5 Mio.,M€,5 Mio. €,s"], (2, "value", "own-scales")),
        ([HEADER, ROW, ROW], (2, "figure_id", "own-twice")),
        ([HEADER + ",low,high", ROW + ",9,3"], (2, "low", "own-bounds")),
        ([HEADER + ",low,high", ROW + ",6,9"], (2, "value", "own-outside")),
        ([HEADER + ",hedge", ROW + ",perhaps"], (2, "hedge", "cell-word")),
        ([HEADER + ",status", ROW + ",someday"], (2, "status", "cell-word")),
        ([HEADER + ",phrase_lang", ROW + ",tlh"], (2, "phrase_lang", "cell-word")),
        ([HEADER + ",period", ROW + ",someday"], (2, "period", "cell-date")),
        ([HEADER, "F01,5,EUR,6 Euro,s"], (2, "phrase", "own-absent")),
        ([HEADER, "F01,112,EUR,112 Millionen Euro,s"], (2, "phrase", "own-scale")),
        ([HEADER, "F01,1.2,EUR,1.2 billion euros,s"], (2, "phrase", "own-scale")),
        ([HEADER, "F01,5,EUR,,s"], (2, "phrase", "own-phrase")),
        ([HEADER, "F01,5,EUR,5 euros,"], (2, "source_id", "own-source")),
        ([HEADER + ",hedge", "F01,5,EUR,rund 5 Euro,s,"], (2, "hedge", "own-hedge")),
        ([HEADER + ",hedge", "F01,5,EUR,rund 5 Euro,s,nearly"], (2, "hedge", "own-hedge-differs")),
    ],
    ids=lambda value: value[2] if isinstance(value, tuple) else "",
)
def test_message(lines: list[str], said: tuple[int, str, str]) -> None:
    """Each fault with its row and column; in every language it says what was seen and what to do."""
    found = own(*lines)

    assert said in codes(found)
    assert bool(found.read[FIGURES]) or said[2] not in WARNINGS
    for language in LANGUAGES:
        for _, _, _, what, mend in OwnPage(found, language).page().messages.rows:
            assert len(what) > 5 and len(mend) > 5 and "{" not in mend


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("R1,F01 = F99", (5, "expression", "own-unknown")),
        ("R1,F01 = F02", (5, "expression", "own-unread")),
        ("R1,1 = 1", (5, "expression", "own-plain")),
        ("R1,F01 = ", (5, "expression", "own-operand")),
        ("R1,F01", (5, "expression", "equation-relation")),
        ("R1,F01 = (5", (5, "expression", "equation-bracket")),
        ("R1,F01 = 5 = 5", (5, "expression", "equation-relations")),
        ("R1,F01 = 5 & 6", (5, "expression", "equation-sign")),
        ("R1,F01 = F03", (5, "expression", "rule-units")),
        ("R1," + "F01 + " * 100 + "F01 = 5", (5, "expression", "equation-long")),
        ("R1," + "(" * 30 + "F01" + ")" * 30 + " = 5", (5, "expression", "equation-deep")),
        (",F01 = 5", (5, "rule_id", "cell-empty")),
        ("R1,", (5, "expression", "cell-empty")),
        ("R1,F01 = 5\nR1,F01 = 6", (5, "rule_id", "own-twice")),
        ("R1,F01 = 5,age", (5, "across", "rule-across")),
    ],
    ids=lambda value: value[2] if isinstance(value, tuple) else "",
)
def test_rule_message(rule: str, said: tuple[int, str, str]) -> None:
    """A rule that cannot be read is told with the ids as they were typed; it is never passed over."""
    rows = rule.count("\n") + 1
    header = "rule_id,expression,across" if rule.count(",") > rows else "rule_id,expression"
    found = own(HEADER, ROW, "F02,x,EUR,x,s", "F03,7,visitor,7 visitors,s", rules=f"\n\n\n{header}\n{rule}")

    assert said in codes(found)
    assert found.given(EQUATIONS) == rows and found.read[EQUATIONS] == 0
    assert all("f.r" not in str(message.args) for message in found.messages)


def test_all_faults_at_once() -> None:
    """No fault hides another: each row and each cell with one has its message."""
    lines = [HEADER, "F01,x,Taler,,s", "F01,5", ",6,EUR,6 Euro,", "", "rule_id,expression", "R1,F01 = F99"]
    found = codes(own(*lines))

    assert [line for line, _, _ in found] == [2, 2, 2, 3, 4, 4, 7, 7]


def test_too_many_rules_are_told_one_by_one() -> None:
    """Rules beyond the limit are told, each with its row."""
    rules = "\n".join(f"R{number},F01 = 5" for number in range(203))
    found = own(HEADER, ROW, rules=f"rule_id,expression\n{rules}")

    assert [code for _, _, code in codes(found)] == ["own-rules"] * 3
    assert found.read[EQUATIONS] == len(found.report.verdicts) == 200


# Verdicts


TABLE = """figure_id;value;unit;phrase;source_id;hedge;status
cost;112;Mio. €;schätzungsweise 112 Millionen Euro;Tageblatt;;planned
buy;80 Mio. €;;80 Millionen;Tageblatt;;planned
run;32;Mio. €;32 Millionen;Tageblatt;;planned
gov;60;Mio. €;60 Millionen;Tageblatt;;planned
guests;7000;visitor;mehr als 7.000 Gäste;Tageblatt;;actual

rule_id;expression
sum;cost = buy + run
half;gov = 50 % × cost
more;guests > 5600
"""


def test_the_verdicts_are_those_of_our_ledger() -> None:
    """The same reader and the same checks: hedges and last digits open a number, and nothing else does."""
    found = own(TABLE)
    outcomes = {verdict.id: str(verdict.outcome) for verdict in found.report.verdicts}

    assert outcomes == {"sum": "exact", "half": "only loosely", "more": "exact"}
    assert found.report["cost"].reading.hedges == ("estimated",)
    assert found.report["cost"].reading.loose.interval.upper == Fraction("117600000")
    assert codes(found) == [(2, "hedge", "own-hedge"), (6, "hedge", "own-hedge")]


def test_what_cannot_be_judged_is_undecided() -> None:
    """Currencies, statuses and periods that a rule does not name as mixed are undecided, in the typed ids."""
    lines = (HEADER + ",status,period", "a,5,EUR,5 Euro,s,actual,2024", "b,5,USD,5 $,s,actual,2024")
    lines = (*lines, "c,5,EUR,5 Euro,s,hoped,2024", "d,5,EUR,5 Euro,s,actual,2025")
    rules = "rule_id,expression\nr1,a = b\nr2,a = c\nr3,a = d"
    found = own(*lines, rules=rules)
    items = {item.id: item for item in OwnPage(found, "en").page().items}

    assert {item.outcome for item in items.values()} == {"undecided"}
    assert "“a (2024)” is “actual”, “c (2024)” is “hoped for”" in items["r2"].notes[0]


def test_rules_in_a_block_a_sheet_or_a_file() -> None:
    """All three ways give the same report."""
    figures_part, _, rules_part = TABLE.partition("\n\n")
    sheets = [[line.split(";") for line in part.splitlines()] for part in (figures_part, rules_part)]
    found = [own(TABLE), own(figures_part, rules=rules_part), read_own(book(*sheets))]

    assert {tuple((v.id, str(v.outcome)) for v in one.report.verdicts) for one in found} == {
        (("half", "only loosely"), ("more", "exact"), ("sum", "exact"))
    }


def test_a_table_saved_by_a_spreadsheet_has_even_rows() -> None:
    """A spreadsheet fills up the lines of the shorter block; that is no fault."""
    even = "\n".join(line + ";" * (6 - line.count(";")) for line in TABLE.splitlines())

    assert own(even).read == {FIGURES: 5, EQUATIONS: 3}


# Kinds of files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_separators(encoding: str, delimiter: str) -> None:
    """Every common way to save a table reads the same; Windows-1252 is said."""
    text = delimiter.join(
        ["figure_id", "value", "unit", "phrase", "source_id\r\nF01", "5", "EUR", "fünf Euro", "Zürich"]
    )
    found = read_own(text.encode(encoding))

    assert found.report["F01"].phrase == "fünf Euro"
    assert found.messages == ()
    assert any(notice.key == "said_encoding" for notice in found.notices) == (encoding == "cp1252")


def test_a_line_that_names_the_separator() -> None:
    """Excel's sep= line is taken, and rows keep their numbers."""
    found = own("sep=;", HEADER.replace(",", ";"), "F01;x;EUR;x;s")

    assert (3, "value", "own-number") in codes(found)


def test_broken_letters_are_put_together() -> None:
    """Letters that went through two encodings are repaired, and that is said."""
    found = own(HEADER, ROW, "F02,5,EUR,fÃ¼nf Euro,BÃ¼ro")

    assert found.report["F02"].phrase == "fünf Euro"
    assert [notice.args for notice in found.notices if notice.key == "said_broken"] == [(("number", "2"),)]


def book(*sheets: list[list[object]] | list[list[str]]) -> bytes:
    """A workbook with these rows."""
    made, buffer = Workbook(), io.BytesIO()
    made.remove(made.active)
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(f"sheet {number}")
        for row in rows:
            sheet.append(row)
    made.save(buffer)
    return buffer.getvalue()


def test_cells_of_a_workbook() -> None:
    """Numbers, shares, dates, truths and formulas of a workbook each mean what they show."""
    import datetime

    made, buffer = Workbook(), io.BytesIO()
    rows: list[list[object]] = [HEADER.split(","), ["a", 0.5, "%", "x", "s"], ["b", 0.1 + 0.2, "EUR", "x", "s"]]
    rows += [
        ["c", datetime.date(2024, 2, 1), "EUR", "x", "s"],
        ["d", True, "EUR", "x", "s"],
        ["e", "=1+1", "EUR", "x", "s"],
    ]
    for row in rows:
        made.active.append(row)
    made.active["B2"].number_format = "0%"
    made.save(buffer)
    found = read_own(buffer.getvalue())

    assert found.report["a"].reading.number.low == Fraction(1, 2)
    assert found.report["b"].reading.number.low == Fraction("0.3")
    assert {code for line, _, code in codes(found) if line > 3} >= {"own-date", "own-number", "cell-empty"}
    assert any(notice.key == "said_formulas" for notice in found.notices)


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_downloads_are_tables_too(language: str) -> None:
    """figures.csv and the workbook of the shipped ledger are read whole, and like there."""
    report = figures.read()
    for data in (export.table(report, "figures").csv().encode(), ledger_workbook(report)):
        found = read_own(data)
        assert found.given(FIGURES) == found.read[FIGURES] == len(report.ledger.figures)
        for name, figure in report.ledger.figures.items():
            assert found.report[name].reading.tight == figure.reading.tight, name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [copies.template_csv, copies.template_workbook])
def test_the_template_works_at_once(make: Callable[[str], bytes], language: str) -> None:
    """Five rows and two rules, without a message."""
    found = read_own(make(language))

    assert (found.read, found.messages) == ({FIGURES: 5, EQUATIONS: 2}, ())
    assert [str(verdict.outcome) for verdict in found.report.verdicts] == ["exact", "within rounding"]


def test_the_marked_copy_holds_every_row_and_reads_back() -> None:
    """What was given comes back with our reading and our remarks; read again it says the same."""
    found = own(TABLE.replace("80 Mio. €", "=1+1"))
    for data in (copies.marked_csv(found, "de"), copies.marked_workbook(found, "de")):
        again = read_own(data)
        assert {code for _, _, code in codes(again)} == {code for _, _, code in codes(found)}
        assert again.given(FIGURES) == found.given(FIGURES)
    assert ";'=1+1;" in copies.marked_csv(found, "de").decode()
    sheet = load_workbook(io.BytesIO(copies.marked_workbook(found, "de")))["figures"]
    assert sheet["B3"].value == "=1+1" and sheet["B3"].data_type == "s"
    assert sheet["I3"].value == "„=1+1“ lässt sich nicht als Zahl lesen: etwa 112000000 oder 112 Mio. schreiben"


def test_a_marked_copy_of_an_odd_header() -> None:
    """Double, empty and live column names do no harm."""
    found = own("figure_id,value,value,=1+1,,read_as,phrase", "a,b,c,d,e,f,g,h")
    lines = copies.marked_csv(found, "en").decode("utf-8-sig").splitlines()

    assert lines[0].split(",")[:7] == ["figure_id", "value", "value (2)", "'=1+1", "", "read_as (2)", "phrase"]
    assert load_workbook(io.BytesIO(copies.marked_workbook(found, "en")))


# Safety


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return buffer.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    return zipped(**{**parts, part: change(parts.get(part, b""))})


GOOD = book([HEADER.split(","), ROW.split(",")])
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (GOOD[:500], "unreadable"),
        (zipped(a=b"b"), "archive"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "opendocument"),
        (changed(GOOD, "xl/vbaProject.bin", lambda _: b"x"), "macros"),
        (changed(GOOD, SHEET, lambda text: b'<!DOCTYPE a [<!ENTITY b "c">]>' + text), "unreadable"),
        (changed(GOOD, SHEET, lambda text: text + b" " * 30_000_000), "swollen"),
        (changed(GOOD, "xl/media/x.png", lambda _: b"\0" * 5_000_000), "swollen"),
        (zipped(**{f"x{number}": b"" for number in range(200)}), "swollen"),
        (zipped(**{"../xl/workbook.xml": b""}), "unreadable"),
        (b"PK\x03\x04" + b"\0" * 100, "unreadable"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "old"),
    ],
    ids=["cut", "archive", "ods", "macros", "entity", "bomb", "dense", "parts", "path", "junk", "old"],
)
def test_dangerous_workbooks(data: bytes, kind: str) -> None:
    """What is no plain workbook is refused before anything reads it, and named."""
    found = read_own(data)

    assert [message.args for message in found.messages] == [(("type", kind),)]
    for language in LANGUAGES:
        assert locale(language).text(f"own_type.{kind}") in OwnPage(found, language).page().messages.rows[0][3]


def test_a_sheet_without_end() -> None:
    """A cell in the last row and column of a sheet costs nothing."""
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    found = read_own(changed(GOOD, SHEET, lambda text: text.replace(b"</sheetData>", far)))

    assert found.read[FIGURES] == 1


def test_wide_files_are_told() -> None:
    """A hundred thousand columns are one message."""
    found = own(",".join(["figure_id"] * 100_000), ",".join(["x"] * 100_000))

    assert [code for _, _, code in codes(found)] == ["own-wide"]
    assert [code for _, _, code in codes(read_own(book([["figure_id"] * 400, ["x"] * 400])))] == ["own-wide"]


def test_the_reader_of_workbooks_stands_alone(tmp_path: Path) -> None:
    """The program that opens workbooks imports nothing of ours, and prints why it will not read what is none."""
    program = Path(figures.__file__).parent / "own" / "workbook.py"
    command = [sys.executable, "-P", str(program)]
    done = subprocess.run(command, input=b"no workbook", capture_output=True, cwd=tmp_path)

    assert done.stdout == b'{"refused": "unreadable"}' and done.stderr == b""
    assert "from ." not in program.read_text(encoding="utf-8") and "import figures" not in program.read_text("utf-8")


def test_hostile_words_stay_words() -> None:
    """Scripts, pictures, links, formulas and marks that turn the text around are shown as they are."""
    words = [
        "<script>alert(1)</script>",
        "![x](https://x.example)",
        "=cmd|' /C calc'!A0",
        "\u202eabc",
        "**b**",
        "{x}",
        "%s",
    ]
    lines = [HEADER, *(f'{word}{n},5,EUR,"{word} 5 Euro",{word}' for n, word in enumerate(words)), ROW]
    found = own(*lines, rules=f"rule_id,expression\n{words[0]},F01 = 5\nR2,F01 = {words[0]}")
    for language in LANGUAGES:
        page = OwnPage(found, language).page()
        assert words[0] in [item.id for item in page.items]
    assert found.given(FIGURES) == found.read[FIGURES] == len(words) + 1


# Laws


def account(found: Own) -> None:
    """Every row given was read, or a message names it, or a message names the whole of its header or file."""
    for kind, read in (
        (FIGURES, {(f.place.file, f.place.line) for f in found.report.ledger.figures.values()}),
        (EQUATIONS, {(rule.place.file, rule.place.line) for rule in found.report.ledger.rules}),
    ):
        assert len(read) == found.read[kind]
        for block in (block for block in found.blocks if block.kind == kind):
            told = {(message.place.file, message.place.line) for message in found.problems}
            for line in block.lines:
                at = (block.file, line.number)
                assert (at in read) != (at in told or (block.file, block.header.number) in told)


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_bytes_never_raise(data: bytes) -> None:
    """Whatever is uploaded is answered with a page."""
    found = read_own(data, data)
    account(found)
    for language in LANGUAGES:
        OwnPage(found, language).page()


CELLS = st.one_of(
    st.sampled_from(
        ["5", "1.234", "1,5", "112 Mio.", "EUR", "%", "visitor", "F01", "F02", "rund 5 Euro", "=1+1", "", "x"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=150)
@given(
    st.lists(st.lists(CELLS, max_size=7), max_size=8),
    st.lists(st.tuples(CELLS, st.text("F012=+-*/().<> ", max_size=20)), max_size=4),
    st.sampled_from(["", ",", "."]),
)
def test_no_row_is_lost(rows: list[list[str]], rules: list[tuple[str, str]], sign: str) -> None:
    """Rows read and rows named in messages are the rows given, in figures and in rules."""
    import csv

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerows([HEADER.split(","), ROW.split(","), *rows, [], ["rule_id", "expression"], *rules])
    found = read_own(buffer.getvalue().encode("utf-8", "replace"), sign=sign)
    account(found)
    for make in (copies.marked_csv, copies.marked_workbook) if found.blocks else ():
        assert make(found, "fr")


@settings(max_examples=60)
@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=1).map(int), st.integers(0, 3))
def test_every_way_to_write_a_number_is_one_number(number: int, decimals: int) -> None:
    """Grouped or not, with a comma or a point: the same value, and the same last place."""
    value = Fraction(number, 10**decimals)
    digits = f"{abs(number):0{decimals + 1}d}"
    whole, behind = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    grouped = f"{int(whole):,}"
    minus = "-" if number < 0 else ""
    for sign, group in ((",", "."), (",", " "), (".", ","), (".", "'"), (",", "")):
        written = minus + grouped.replace(",", group) + (sign + behind if behind else "")
        said = read_number(written, sign, "")
        assert isinstance(said, Parsed) and said.value == value and said.low.place == Fraction(1, 10**decimals)


def test_nothing_given_is_kept() -> None:
    """Reading a table leaves nothing of it behind in any cache of words that is not bounded."""
    from figures.lexicon import Lexicon

    assert Lexicon.atoms.cache_info().maxsize is not None


def test_grids_keep_line_numbers() -> None:
    """Blank lines and cells with line ends do not shift what messages say."""
    lines = grids(b'a,b\r\n\r\n"x\r\ny",2\r\n3,4\r\n').grids[0].lines

    assert [line.number for line in lines] == [1, 3, 5]
