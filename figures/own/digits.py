"""Numbers in cells: which sign is the decimal one, decided once for a table, and what a cell then says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from ..errors import Fault
from ..lexicon import languages, lexicon
from ..numerals import MAX_DIGITS, Amount, read_digits
from ..phrase import Parsed, plain_text, read, read_notation
from ..quantity import SHARE
from .grids import Dated, Typed
from .words import is_whole

SPACES = " \u00a0\u202f\u2009\u2007'’"
MAX_LENGTH = 80
ODD = re.compile(r"[^\w\s€$£¥%.,'’+–—~<>=±/-]")
# Atomic groups: digits with their marks, a blank only before exactly three digits.
NUMBER = re.compile(rf"[0-9]++(?>(?:[{SPACES}][0-9]{{3}}(?![0-9])|[.,][0-9]++)*)")
PLAIN = re.compile(rf"[+-]?(?:{NUMBER.pattern})")
MONTHS = "jan|feb|m[aä]r|a[pv]r|ma[iy]|j[uü]n|jul|jui|aug|ao[uû]|sep|o[ck]t|nov|de[czé]|f[eé]v"
DATE = re.compile(
    rf"[0-9]{{1,4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{2,4}}(?:[ T].*)?"
    rf"|[0-9]{{1,2}}[-. ]+(?:{MONTHS})[a-zéû]*\.?(?:[-. ]+[0-9]{{2,4}})?"
    rf"|(?:{MONTHS})[a-zéû]*\.?[-. ]+[0-9]{{2,4}}",
    re.IGNORECASE,
)


def evidence(digits: str) -> str:
    """What digits say of the decimal sign: `,` or `.`; nothing where they have no mark; `?` where they may be either.

    >>> [evidence(digits) for digits in ("1.234,5", "1,5", "1.234.567", "112", "1.234", "0.500", "1 234.567")]
    [',', ',', ',', '', '?', '.', '.']
    """
    marks = [sign for sign in digits if sign in ".,"]
    if not marks:
        return ""
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) > 1:
        return "," if marks[0] == "." else "."
    whole, _, behind = digits.partition(marks[0])
    is_either = len(behind) == 3 and len(whole) <= 3 and not whole.startswith("0") and whole.isdigit()
    return "?" if is_either else marks[0]


def marks(cells: Iterable[str]) -> set[str]:
    """What the cells of a table say of their decimal sign, taken together."""
    texts = (plain_text(cell)[0] for cell in cells if not isinstance(cell, Typed) and not is_day(cell))
    found = map(NUMBER.findall, texts)
    return {evidence(digits) for numbers in found for digits in numbers} - {""}


def is_day(cell: str) -> bool:
    """True for a date, as a workbook holds it or as a spreadsheet writes it."""
    return isinstance(cell, Dated) or bool(DATE.fullmatch(cell.strip()[:MAX_LENGTH]))


def both_ways(cell: str) -> tuple[Fraction, Fraction] | None:
    """What a cell means with a decimal comma and with a decimal point, None where that makes no difference."""
    numbers = [digits for digits in NUMBER.findall(plain_text(cell)[0]) if evidence(digits) == "?"]
    if isinstance(cell, Typed) or not numbers:
        return None
    found = [_digits(numbers[0], sign) for sign in ",."]
    return (found[0][0], found[1][0]) if found[0] and found[1] else None


def _digits(text: str, sign: str) -> tuple[Fraction, int] | None:
    """Value and decimals; the other sign and blanks may stand between groups of three."""
    return read_digits(text, sign, ("," if sign == "." else ".") + SPACES)


def read_number(cell: str, sign: str, language: str, currency: bool = False) -> Parsed | Fault:
    """What a cell says when ``sign`` is the decimal one, or what stands against it.

    Digits alone are a number without a unit; with words around them the cell is a phrase of ``language``, without one
    of any language as long as all agree. ``currency``: the unit is one, which helps to read "112m".
    """
    if is_day(cell):
        return Fault("own-date", (0, len(cell)), (("cell", cell.strip()),))
    sign = "." if isinstance(cell, Typed) else sign
    text = plain_text(cell)[0].strip()
    if len(text) > MAX_LENGTH or ODD.search(text) or any(char.isdigit() and not char.isascii() for char in text):
        return _unread(cell)
    return _plain(text, sign) if PLAIN.fullmatch(text) else _phrase(text, sign, language, currency)


def _unread(cell: str) -> Fault:
    return Fault("own-number", (0, len(cell)), (("cell", cell.strip()),))


def _plain(text: str, sign: str) -> Parsed | Fault:
    found = _digits(text.lstrip("+-"), sign)
    if found is None:
        return _unread(text)
    value, decimals = found
    amount = Amount.of(-value if text.startswith("-") else value, decimals)
    return Parsed(amount, amount)


def _phrase(text: str, sign: str, language: str, currency: bool) -> Parsed | Fault:
    """A number with words: as a phrase of each language, with the digits written as that language does."""
    asked = (language,) if language in languages() else languages()
    found: dict[str, Parsed] = {}
    for name in asked:
        written = _rewritten(text, sign, lexicon(name).decimal)
        for more in ("", "€") if currency else ("",):
            parsed = read(written + more, name) if written else None
            if isinstance(parsed, Parsed) and is_whole(parsed, text, name) and _is_one(parsed, text):
                found.setdefault(name, replace(parsed, unit=None) if more else parsed)
    answers = {(one.low.value, one.high.value, one.unit) for one in found.values()}
    if len(answers) > 1:
        return Fault("own-billion", (0, len(text)), (("cell", text),))
    if found:
        return next(iter(found.values()))
    typed = read_notation(_rewritten(text, sign, ".") or "")
    return _unread(text) if isinstance(typed, Fault) else typed


def _is_one(parsed: Parsed, text: str) -> bool:
    """True for one number, a range of two, or a share such as 1/2."""
    return len(NUMBER.findall(text)) < 2 or parsed.upper is not None or parsed.unit == SHARE


def _rewritten(text: str, sign: str, decimal: str) -> str | None:
    """The text with its numbers in plain digits and another decimal sign; None where one has no such form."""
    pieces, at = [], 0
    for match in NUMBER.finditer(text):
        found = _digits(match[0], sign)
        if found is None or len(match[0]) > MAX_DIGITS:
            return None
        value, places = found
        digits = f"{value.numerator * 10**places // value.denominator:0{places + 1}d}"
        pieces += [text[at : match.start()], f"{digits[:-places]}{decimal}{digits[-places:]}" if places else digits]
        at = match.end()
    return "".join([*pieces, text[at:]])
