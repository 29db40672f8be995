"""The words of somebody's own table: its columns, and what its cells say about unit, hedge and status."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from ..hedges import HEDGES
from ..ledger import LANGUAGES, STATUSES
from ..lexicon import languages, lexicon, tokens
from ..locale import locale
from ..phrase import Parsed, read, scaled_unit
from ..quantity import MONEY, base, is_unit, names, spelled

NEEDED = ("figure_id", "value", "unit", "phrase", "source_id")
OPTIONAL = ("low", "high", "value_upper", "hedge", "status", "period", "kind", "phrase_lang")
RULES = ("rule_id", "expression", "across")
ALIASES = {"id": "figure_id", "source": "source_id", "language": "phrase_lang", "equation": "expression"}
COLUMNS = (*NEEDED, *OPTIONAL, *RULES, *ALIASES)
KINDS = ("stock", "flow")


def folded(name: str) -> str:
    """A column's name as it is compared: without case, blanks and hyphens."""
    plain = unicodedata.normalize("NFKC", name).strip().strip("\ufeff").casefold()
    return "_".join(plain.replace("-", " ").replace("_", " ").split())


def known(name: str) -> str:
    """What we call a column, nothing for one that we do not use."""
    plain = folded(name)
    return ALIASES.get(plain, plain) if plain in COLUMNS else ""


def guess(word: str, among: tuple[str, ...]) -> str:
    """The nearest of some words, nothing where none is near."""
    return next(iter(get_close_matches(word, among, 1)), "")


@dataclass(frozen=True)
class Unit:
    """What a unit cell says: a scale, and a spelling of units.txt (None: a scale only)."""

    scale: Fraction
    spelling: str | None


class Vocabulary:
    """The words of all languages, for one table; what was looked up is forgotten with it."""

    def __init__(self) -> None:
        self.units: dict[str, Unit | None] = {}
        self.hedges = self.words("hedge", tuple(HEDGES))
        for language in languages():
            self.hedges |= {form.strip("."): code for form, code in lexicon(language).words("hedge").items()}
        self.statuses = self.words("status", STATUSES)
        self.kinds = self.words("kind", KINDS)

    def words(self, section: str, codes: tuple[str, ...]) -> dict[str, str]:
        """Codes by themselves and by their words in every language."""
        said = {locale(language).text(f"{section}.{code}").casefold(): code for language in LANGUAGES for code in codes}
        return {**{word: code for word, code in said.items() if word}, **{code: code for code in codes}}

    def unit(self, text: str) -> Unit | None:
        """The unit of a cell: `EUR`, `Mio. €`, `Besucher`, `%`; None for a word we do not know."""
        text = text.strip()
        if text not in self.units:
            self.units[text] = _unit(text)
        return self.units[text]


def _unit(text: str) -> Unit | None:
    if not text:
        return Unit(Fraction(1), None)
    for spelling in (text, text.upper(), text.lower()):
        if is_unit(spelling) and MONEY not in spelling:
            return Unit(Fraction(1), spelled(spelling))
    found = scaled_unit(text)
    if found and MONEY not in text:
        return Unit(found[0], spelled(found[1]) if found[1] else None)
    units = set()
    for language in languages() if len(text) <= 40 and not any(sign.isdigit() for sign in text) else ():
        said = read(f"7 {text}", language)  # 7, because an article in front of a unit could be read as one
        if isinstance(said, Parsed) and is_whole(said, text, language) and not said.hedges:
            units.add(_of_seven(said.value, said.unit))
    return units.pop() if len(units) == 1 else None


SAID = (
    *("article", "behind", "dozen", "filler", "half", "hedge", "many", "minus", "of", "part"),
    *("plus", "plushalf", "prefix", "range", "round", "scale", "share", "unit"),
)


def is_whole(parsed: Parsed, text: str, language: str) -> bool:
    """True where every word of a cell was understood: none was taken for a noun, or passed over."""
    words = lexicon(language)
    found, at = tokens(text, words.spaces), 0
    while at < len(found):
        length = max(words.words(kind).longest(found, at)[1] for kind in SAID)
        if not length and found[at].text[0].isalpha() and not words.atoms(found[at].form.rstrip(".")):
            return False
        at += length or 1
    return not parsed.sort


def _of_seven(value: Fraction, unit: str | None) -> Unit:
    factor = base(unit)[0] if unit else Fraction(1)
    return Unit(value / 7 / factor, spelled(unit) if unit else None)


def unit_names() -> tuple[str, ...]:
    """The names of units.txt, but for the one that stands for any currency."""
    return tuple(dict.fromkeys(name for name in names().values() if name != MONEY))
