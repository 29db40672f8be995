"""The tables of words: what a language is, and that no word of one stands in code."""

import ast
import re
from fractions import Fraction
from pathlib import Path

import pytest

from figures.lexicon import Words, languages, lexicon, tokens

PACKAGE = Path(__file__).resolve().parent.parent / "figures"
DOCS = PACKAGE.parent / "docs" / "lexicon.md"
READING = sorted(
    [*(PACKAGE / "scan").glob("*.py"), *(PACKAGE / f"{name}.py" for name in ("numerals", "phrase", "lexicon"))]
)


def said(path: Path) -> set[str]:
    """The words of all string literals of a file, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docs = {id(body[0].value) for body in bodies if isinstance(body[0], ast.Expr)}
    literals = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs]
    texts = [node.value for node in literals if isinstance(node.value, str)]
    return {word for text in texts for word in re.findall(r"[^\W\d_]{3,}", text.casefold())}


@pytest.mark.parametrize("path", READING, ids=lambda path: path.name)
def test_a_language_is_a_table(path: Path) -> None:
    """No word of German, French or Luxembourgish stands in the code that reads; English ones are its codes."""
    english = {word for kind in lexicon("en").rows for form in lexicon("en").words(kind) for word in form.split()}
    foreign = {
        form
        for name in languages()
        if name != "en"
        for kind in lexicon(name).rows
        for form in lexicon(name).words(kind)
    }
    codes = {kind for name in languages() for kind in lexicon(name).rows}

    assert said(path) & foreign - english - codes == set()


def test_every_kind_is_told() -> None:
    """docs/lexicon.md names every kind of the tables, and none besides."""
    told = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`[^|]+)\|", DOCS.read_text(encoding="utf-8"), re.M))))

    assert told == {kind for name in languages() for kind in lexicon(name).rows}


def test_the_longest_form_is_found() -> None:
    """Forms of several words win over their beginnings, at the end of the tokens, too."""
    words = Words({"more": "a", "more than": "b", "or more than": "c"})

    assert words.longest(tokens("more than 5"), 0) == ("more than", 2)
    assert words.longest(tokens("or more"), 1) == ("more", 1)
    assert words.longest(tokens("or more"), 0) == ("", 0)
    assert words.ending(tokens("one or more than"), 4) == ("or more than", 3)


def test_short_signs_are_spelled_as_in_the_table() -> None:
    """A metre is m, a currency code is in capitals; longer words may begin a sentence."""
    german, english = lexicon("de"), lexicon("en")

    assert german.as_spelled("measure", "m") and not german.as_spelled("measure", "M")
    assert english.as_spelled("unit", "TRY") and not english.as_spelled("unit", "try")
    assert english.as_spelled("unit", "Euros")


def test_number_words_in_one_word() -> None:
    """A German number word is its parts; any other word has none."""
    assert lexicon("de").atoms("zweihundertdrei") == (Fraction(2), Fraction(100), Fraction(3))
    assert lexicon("de").atoms("gast") == ()
