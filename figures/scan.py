"""Every number of a running text with its place and its class: candidates by one pattern, then the exact reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from .errors import Fault
from .lexicon import SPACES, Lexicon, Token, Words, alternatives, languages, lexicon, tokens
from .numerals import Amount, BadDigits, Number, Numerals, is_money, read_digits
from .phrase import TIME_UNITS, Parsed, plain_text, unit_of
from .quantity import SHARE, base, names

BEFORE, BEHIND = 90, 160  # how far a phrase may reach from its first digit, in characters
MOST = 20  # and in tokens
CLASSES = ("money", "count", "share", "date", "duration", "ordinal", "other")
_STARTERS = ("number", "share", "part", "dozen", "round", "many", "scale", "half", "ordinal", "multiple", "name", "one")


@dataclass(frozen=True)
class Found:
    """One number of a text: its place (Python string offsets), its class, and what it says.

    ``value`` is a number in base units, or a date or clock time as text (2025-06-17, 2026-H2, 05:27), None where the
    number cannot be read; ``unit`` is the ISO currency, `1` for shares, the noun as printed for counts.
    """

    start: int
    end: int
    phrase: str
    sort: str
    value: Fraction | str | None
    unit: str = ""
    parsed: Parsed | None = None


def scan(text: str, language: str) -> Iterator[Found]:
    """Every number of a text, from left to right, without overlaps; raises KeyError for an unknown language.

    A candidate is a digit or a number word of the tables (one possessive pattern, so time is linear in length). From
    there the phrase grows: to the left over currency, sign, hedges and articles; to the right over the number grammar
    of ``numerals``, the unit or the counted noun, and hedges behind it. What stands around decides the class.
    """
    words = lexicon(language)
    plain, places = plain_text(text)
    found = _carried(_Scanner(plain, words).all(), plain, words)
    for one in found:
        start, end = (places[one.start], places[one.end - 1] + 1) if places else (one.start, one.end)
        yield replace(one, start=start, end=end, phrase=text[start:end])


def guess(text: str) -> str:
    """The language whose small words stand most often at the beginning of a text."""
    forms = [token.form for token in tokens(text[:5000])]
    return max(languages(), key=lambda name: sum(form in lexicon(name).words("adverb") for form in forms))


@cache
def candidates(language: str) -> re.Pattern[str]:
    """The one pattern that finds where a number may begin; it reads lower-case text and never backtracks."""
    words = lexicon(language)
    silent = words.words("silent")
    kinds = (*_STARTERS[:-1], "whole")
    forms = {form.lower() for kind in kinds for form in words.rows.get(kind, {}) if form[0].isalpha()}
    # A form of several words is found by its first one; an article is too frequent to begin with.
    first = {re.split("[ ']", form)[0].rstrip(".") for form in forms} - set(words.words("article")) - set(silent)
    first -= set(words.words("definite"))
    ones = "|".join(re.escape(form).replace("\\ ", r"\s").replace("'\\s", "'") for form in words.words("one")) or "(?!)"
    if words.spaced:
        return re.compile(rf"[0-9]|(?<![^\W_])(?:{ones}|(?:{_trie(first)}))(?![^\W_])")
    atoms = {form.lower() for kind in ("number", "joint") for form in words.rows[kind]}
    tails = _trie({form.lower() for form in words.rows.get("suffix", {})} | {""})
    glued = rf"(?>(?:{_trie({a for a in atoms if ' ' not in a})})+){tails}"
    alone = _trie({*words.words("article"), *silent})
    return re.compile(rf"[0-9]|(?<![^\W_])(?:{ones}|(?!{alone}(?![^\W_]))(?:(?:{_trie(first)})|{glued}))(?![^\W_])")


def _trie(forms: set[str]) -> str:
    """A pattern of words that decides letter by letter, the longest first."""
    heads: dict[str, set[str]] = {}
    for form in forms - {""}:
        heads.setdefault(form[0], set()).add(form[1:])
    inner = "|".join(re.escape(head) + _trie(tails) for head, tails in sorted(heads.items()))
    if not inner:
        return ""
    return rf"(?:{inner})" + ("?" if "" in forms else "")


_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_SPECIAL = re.compile(
    rf"""(?P<iso>{_YEAR}-[01][0-9]-[0-3][0-9](?![0-9]))
    |(?P<day>[0-3]?[0-9]\.\s?[01]?[0-9]\.(?:\s?{_YEAR}|[0-9]{{2}}(?![0-9]))?(?![0-9]))
    |(?P<slash>[0-3]?[0-9][/.][0-3]?[0-9][/.](?:{_YEAR}|[0-9]{{2}})(?![0-9]))
    |(?P<years>{_YEAR}\s?[-–/]\s?(?:{_YEAR}|[0-9]{{2}})(?![0-9.,%€$]|\s?[%€$]|/))
    |(?P<season>(?:{_YEAR})[/][0-9]{{2}}(?![0-9/]))
    |(?P<time>(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9](?::[0-5][0-9])?|\s?h\s?[0-5][0-9])(?![0-9\w]))
    |(?P<score>[0-9]{{1,3}}:[0-9]{{1,3}}(?![0-9]))
    |(?P<version>[0-9]+\.[0-9]+\.[0-9]+(?:\.[0-9]+)*(?![0-9]))
    |(?P<fraction>[1-9]/(?:[2-9]|10)(?![0-9/]))
    |(?P<act>[0-9]{{1,4}}/[0-9]{{1,5}}(?:/[A-Za-z0-9]+)?(?![0-9]))
    |(?P<phone>0[0-9]{{1,5}}[ \-/][0-9][0-9 \-/]{{3,}}[0-9]|0[0-9](?:[ .][0-9]{{2}}){{4}}
        |[0-9]{{2,3}}(?:[ .-][0-9]{{2}}){{2,}}(?![0-9.,]))
    |(?P<zero>0[0-9]+(?![0-9.,]))""",
    re.VERBOSE,
)
_PHONE = re.compile(r"\+[0-9]{1,3}[0-9 ()/.\-]{5,}[0-9]")
_FRACTIONS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
_SHORT_PERIOD = re.compile(r"(?<![^\W_])([QTHS])([1-4])(?:[\s/-]+((?:19|20)[0-9]{2}))?(?![0-9\w])")
_CHUNK = re.compile(r"[^\s()„“”»«\"|;,]*")
_STOP = re.compile(r"[.!?…:;][\"”“»)]*\s|\n|[|\t]")


@dataclass
class _Left:
    """What stands in front of a number: where the phrase begins, and what it says."""

    start: int
    hedges: list[str]
    unit: str = ""
    sign: int = 1
    article: bool = False
    before: int = 0  # tokens in front of the phrase


class _Scanner:
    """One pass over one text."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self.text, self.words = text, words
        lower = text.lower()
        self.lower = (
            lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        )
        self.months = words.words("month")

    def all(self) -> Iterator[Found]:
        floor, search = 0, candidates(self.words.language).search
        match = search(self.lower)
        while match:
            found = self.found(match.start(), floor)
            if found and floor <= found.start < found.end:
                floor = at = max(found.end, match.end())
                yield found
            else:
                at = self.skip(match.end())
            match = search(self.lower, at)

    def skip(self, at: int) -> int:
        """Behind the word or the digits that are no number."""
        while at < len(self.text) and self.text[at].isalnum():
            at += 1
        return at

    def found(self, start: int, floor: int) -> Found | None:
        """The number around a candidate; ``floor`` is the end of the one before it."""
        line = self.text.rfind("\n", max(floor, start - BEFORE), start) + 1
        left = tokens(self.text, self.words.spaces, max(floor, start - BEFORE, line), start)
        stop = self.text.find("\n", start, start + BEHIND)
        stop = stop if stop >= 0 else min(len(self.text), start + BEHIND)
        right = tokens(self.text, self.words.spaces, start, stop, MOST)
        if not right:
            return None
        here = _Here(self, start, left, right, floor)
        return here.digits() if self.text[start] in "0123456789" else here.word()


class _Here:
    """One candidate with the tokens on both sides."""

    def __init__(self, scanner: _Scanner, start: int, left: list[Token], right: list[Token], floor: int) -> None:
        self.floor = floor
        self.text, self.words, self.scanner = scanner.text, scanner.words, scanner
        self.start, self.left, self.right = start, left, right
        self.numerals = Numerals(scanner.words, right, self.left_currency(), lenient=True)

    # Digits

    def digits(self) -> Found | None:
        """Dates, times and names first; what is left is an amount."""
        glued = self.glued()
        if glued:
            return glued
        special = _SPECIAL.match(self.text, self.start, self.start + BEHIND)
        if special and (found := self.special(special)):
            return found
        return self.date() or self.ordinal_digits() or self.labelled() or self.amount()

    def glued(self) -> Found | None:
        """Digits inside a word (A320, Covid-19, Q3), an address, a telephone number."""
        at = self.start
        first = at
        while (
            first > self.floor
            and at - first < 40
            and not self.text[first - 1].isspace()
            and self.text[first - 1] not in '()„“”»«"|'
        ):
            first -= 1
        chunk = self.text[first:at]
        if chunk.startswith("+") and (phone := _PHONE.match(self.text, first, first + BEHIND)):
            return self.other(first, phone.end())
        if "://" in chunk or chunk.startswith("www.") or "@" in chunk or "@" in _chunk(self.text, at):
            return self.other(first, first + len(_chunk(self.text, first)))
        short = _SHORT_PERIOD.match(self.text, at - 1) if at else None
        if short:
            year = short[3]
            value = f"{year}-{'H' if short[1] in 'HS' else 'Q'}{short[2]}" if year else None
            return self.plain(short.start(), short.end(), "date", value, "date")
        before = chunk[-1:] if chunk else ""
        if before.isalpha() and (day := self.day_of_month(self.right[0].text)):
            return day
        if before.isalpha() and not self.currency_letters(chunk):
            return self.other(first, self.word_end(at))
        if (
            before in "-‑"
            and chunk[:-1].casefold() in self.words.words("year")
            and (year := self.year(self.right[0].text))
        ):
            return replace(year, start=first, phrase=self.text[first : year.end])
        if before in "-‑:" and len(chunk) > 1 and chunk[-2].isalpha():
            return self.other(first, self.word_end(at))
        if before in "#§" and before:
            return self.other(at - 1, self.word_end(at))
        if before == "/" and len(chunk) > 1 and chunk[-2].isalnum():
            return self.other(at, self.word_end(at))
        after = self.right[1] if len(self.right) > 1 else None
        if after and after.start == self.right[0].end and after.text[0].isalpha() and not self.known_tail(after):
            return self.other(self.with_name(first), self.word_end(after.end))
        return None

    def currency_letters(self, chunk: str) -> bool:
        return is_money(self.words.words("unit").get(chunk.casefold().strip("-–−+~<>"), ""))

    def known_tail(self, token: Token) -> bool:
        """A scale, unit, ordinal mark or clock sign that touches the digits: 80m, 5kg, 21st, 14h."""
        form = token.form.rstrip(".")
        kinds = ("scale", "prefix", "unit", "measure", "ordinal_mark", "decade", "clock", "suffix")
        case = token.text.rstrip(".")
        if case in ("D", "G", "B", "K", "A", "C") and not self.left_currency():
            return False
        return any(form in self.words.words(kind) or token.form in self.words.words(kind) for kind in kinds)

    def left_currency(self) -> bool:
        form, _ = self.words.words("unit").ending(self.left, len(self.left))
        return is_money(self.words.words("unit").get(form, ""))

    def with_name(self, start: int) -> int:
        """A capitalised word in front belongs to a name: Artec 3D."""
        last = self.left[-1] if self.left else None
        if last and last.end == start - 1 and last.text[0].isupper() and last.text.isalpha():
            return last.start
        return start

    def word_end(self, at: int) -> int:
        while at < len(self.text) and (
            self.text[at].isalnum() or (self.text[at] in "-‑./:" and self.text[at + 1 : at + 2].isalnum())
        ):
            at += 1
        return at

    def special(self, match: re.Match[str]) -> Found | None:
        """Forms that the signs between the digits give away."""
        kind, text = str(match.lastgroup), match[0]
        end = match.end()
        if kind == "iso":
            return self.plain(self.start, end, "date", text, "date")
        if kind == "day" and (self.words.noun != "capital" or self.left_currency()):
            return None
        if kind in ("day", "slash"):
            return self.numeric_date(text, end)
        if kind in ("years", "season"):
            return self.years(text, end)
        if kind == "time":
            hours, minutes = re.findall("[0-9]+", text)[:2]
            form, length = self.words.words("clock").longest(tokens(self.text, "", end, end + 12), 0)
            if length:
                end = tokens(self.text, "", end, end + 12)[length - 1].end
            return self.plain(self.start, end, "other", f"{int(hours):02d}:{minutes}", "time")
        if kind == "fraction":
            if re.match(r"\s?[%€$]|\s?(?:19|20)[0-9]{2}", self.text[end : end + 6]) or "." in text:
                return None
            over, under = text.split("/")
            if int(over) >= int(under):
                return self.other(self.start, end)
            point = Amount.point(Fraction(int(over), int(under)))
            return self.share(Number(point, point, self.tokens_to(end), share=True))
        if kind == "act" and self.number_after(end):
            return None
        if kind == "phone" and self.number_after(end):
            return None
        return self.other(self.start, end)

    def number_after(self, end: int) -> bool:
        """A unit or a scale follows, so that the digits are an amount after all."""
        after = tokens(self.text, self.words.spaces, end, end + 25)
        return bool(after) and any(self.words.words(kind).longest(after, 0)[1] for kind in ("unit", "scale", "prefix"))

    def tokens_to(self, end: int) -> int:
        return sum(1 for token in self.right if token.end <= end)

    def numeric_date(self, text: str, end: int) -> Found | None:
        parts = [int(part) for part in re.findall("[0-9]+", text)]
        day, month = parts[0], parts[1]
        if self.words.language == "en" and month > 12:
            day, month = month, day
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return self.other(self.start, end)
        year = parts[2] + (2000 if parts[2] < 100 else 0) if len(parts) > 2 else None
        if year is None and not text.rstrip().endswith("."):
            return None
        value = f"{year:04d}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"
        return self.plain(self.start, end, "date", value, "date")

    def years(self, text: str, end: int) -> Found | None:
        first, last = re.findall("[0-9]+", text)
        last = first[:2] + last if len(last) == 2 else last
        if int(last) <= int(first) or (self.number_after(end) and "/" not in text):
            return None
        return self.plain(self.cue_start(), end, "date", f"{first}/{last}", "date")

    def cue_start(self) -> int:
        """A word like "seit" or "Jahr" in front of a year belongs to it."""
        last = self.left[-1] if self.left else None
        if last and self.words.words("year").get(last.form) == "span" and self.start - last.end <= 1:
            return last.start
        return self.start

    def date(self) -> Found | None:
        """17. Juni 2025, June 17, 2025, 17 juin, Juni 2025, 2025, the 1990s, 2. Quartal 2025."""
        number = self.right[0].text
        if re.fullmatch(r"(?:[01]?[0-9]|2[0-4])\.[0-5][0-9]", number) and isinstance(
            self.numerals.number(0), BadDigits
        ):
            hours, minutes = number.split(".")
            form, length = self.words.words("clock").longest(self.right, 1)
            end = _bare_end(self.right[length])
            return self.plain(self.start, end, "other", f"{int(hours):02d}:{minutes}", "time")
        if not number.isdigit() or len(number) > 4:
            return None
        return self.day_of_month(number) or self.month_day(number) or self.decade(number) or self.year(number)

    def day_of_month(self, number: str) -> Found | None:
        """A day, its mark, perhaps a second day, and the month behind it."""
        if not number.isdigit() or len(number) > 2 or not 1 <= int(number) <= 31:
            return None
        at, last = 1, number
        at = self.past(at, {"."} | set(self.words.words("ordinal_mark")))
        joint, taken = self.words.words("range").longest(self.right, at)
        if not taken and at < len(self.right) and self.right[at].form in self.words.words("joint"):
            taken = 1
        if taken and at + taken < len(self.right) and re.fullmatch("[0-3]?[0-9]", self.right[at + taken].text):
            last = self.right[at + taken].text
            at = self.past(at + taken + 1, {"."} | set(self.words.words("ordinal_mark")))
        at = self.past(at, {"of", "de"})
        form, length = self.months.longest(self.right, at)
        if not form or not self.is_month(at):
            return None
        at += length
        end = self.right[at - 1].end
        if self.text[end - 1] == "." and self.text[end - 2 : end - 1].isalpha() and len(self.right[at - 1].text) > 5:
            end -= 1
        month = int(self.months[form])
        after = self.past(at, {","})
        year = self.right[after].text if after < len(self.right) else ""
        if re.fullmatch(_YEAR, year) and end == self.right[at - 1].end:
            return self.plain(self.start, self.right[after].end, "date", _day(year, month, number, last), "date")
        return self.plain(self.start, end, "date", _day("", month, number, last), "date")

    @property
    def months(self) -> Words[str]:
        return self.scanner.months

    def is_month(self, at: int) -> bool:
        """A month as this language writes it: capitalised but in French."""
        return self.words.noun == "first" or self.right[at].text[0].isupper()

    def past(self, at: int, forms: set[str]) -> int:
        return at + 1 if at < len(self.right) and self.right[at].form in forms else at

    def month_day(self, number: str) -> Found | None:
        """The month in front: "June 17, 2025", "Juni 2025", "Mai-Juni 2025"."""
        form, length = self.months.ending(self.left, len(self.left))
        if not form or (self.words.noun != "first" and not self.left[-length].text[0].isupper()):
            return None
        if self.start - self.left[-1].end > 1:
            return None
        month, begin = int(self.months[form]), self.left[-length].start
        if re.fullmatch(_YEAR, number):
            return self.plain(begin, self.right[0].end, "date", f"{number}-{month:02d}", "date")
        if self.words.noun != "plural" or len(number) > 2 or not 1 <= int(number) <= 31:
            return None
        at, last = self.past(1, set(self.words.words("ordinal_mark"))), number
        if (
            at + 1 < len(self.right)
            and self.right[at].text in "-–"
            and re.fullmatch("[0-3]?[0-9]", self.right[at + 1].text)
        ):
            last, at = self.right[at + 1].text, at + 2
        after = self.past(at, {","})
        if after < len(self.right) and re.fullmatch(_YEAR, self.right[after].text):
            return self.plain(
                begin, self.right[after].end, "date", _day(self.right[after].text, month, number, last), "date"
            )
        return self.plain(begin, self.right[at - 1].end, "date", _day("", month, number, last), "date")

    def decade(self, number: str) -> Found | None:
        """1990er, 90er, 1990s, années 1990."""
        tail = self.right[1] if len(self.right) > 1 else None
        rest = self.text[self.right[0].end : self.right[0].end + 10].lower()
        mark = re.match(r"(?:[-‑]?er|ern)(?:[-‑ ]?jahren?)?(?![\w])|['’]?s(?![\w])", rest)
        if mark and number.endswith("0") and len(number) in (2, 4) and tail:
            if self.words.noun == "plural" and not mark[0].endswith("s"):
                return None
            value = f"{number[:3]}X" if len(number) == 4 else f"19{number[0]}X"
            return self.plain(self.start, self.right[0].end + mark.end(), "date", value, "date")
        return None

    def year(self, number: str) -> Found | None:
        """Four digits between 1500 and 2099 without a unit behind, unless something counted follows."""
        if not re.fullmatch(_YEAR, number):
            return None
        after = self.right[1] if len(self.right) > 1 else None
        cue = bool(self.left) and self.left[-1].form in self.words.words("year")
        if after and self.text[self.right[0].end : after.end].strip() and after.start - self.right[0].end <= 1:
            if any(self.words.words(kind).longest(self.right, 1)[1] for kind in ("scale", "measure")):
                return None
            form, _ = self.words.words("unit").longest(self.right, 1)
            means = self.words.words("unit").get(form, "")
            if form and (not cue or is_money(means) or means.startswith("percent")):
                return None
            noun = after.text[0].isupper() if self.words.noun == "capital" else False
            if self.hedged() and (
                noun or self.words.noun != "capital" and after.form not in self.words.words("adverb")
            ):
                return None
        if self.left_currency() or (self.hedged() and number.endswith("0") and not cue):
            return None
        return self.plain(self.cue_start(), self.right[0].end, "date", Fraction(int(number)), "year")

    def hedged(self) -> bool:
        form, _ = self.words.words("hedge").ending(self.left, len(self.left))
        return bool(form) and form not in self.words.words("year")

    def ordinal_digits(self) -> Found | None:
        """21st, 3e, 1er; in German "2. Ausgabe" where an article or a known noun says so."""
        number = self.right[0].text
        if not number.isdigit() or len(self.right) < 2:
            return None
        mark = self.right[1]
        touches = mark.start == self.right[0].end
        if touches and mark.form.rstrip(".") in self.words.words("ordinal_mark"):
            return self.ordinal(int(number), 2)
        if not (
            touches and mark.text == "." and self.words.noun == "capital" and len(self.right) > 2 and int(number) < 1000
        ):
            return None
        after, last = self.right[2], self.left[-1] if self.left else None
        article = last is not None and last.form in self.words.words("determiner")
        period = after.form.rstrip(".") in self.words.words("period")
        if after.start > mark.end and after.text[0].isalpha() and (period or article or after.text[0].islower()):
            return self.ordinal(int(number), 2)
        if not self.left:
            return self.other(self.start, mark.end)  # a numbered paragraph
        return None

    def ordinal(self, value: int, at: int) -> Found:
        """An ordinal with its noun; with a period behind it a date: second half of 2026, 21. Jahrhundert."""
        begin = self.start
        every = bool(self.left) and self.left[-1].form in self.words.words("every") and value > 1
        if every:
            point = Amount.point(Fraction(1, value))
            begin = self.left[-1].start
            return self.made(begin, self.right[at - 1].end, Parsed(point, point, (), SHARE))
        step = self.past(at, {"-"})
        form, length = self.words.words("period").longest(self.right, step)
        means = self.words.words("period").get(form, "")
        if means and not (form == "seconds"):
            return self.period(means, value, step + length)
        one_of = len(self.left) >= 2 and self.left[-2].form in self.words.words("article")
        if one_of and self.left[-1].form in ("der", "des", "den", "dem"):
            begin = self.left[-2].start
        noun = self.noun(at)
        return self.plain(begin, self.right[(noun or at) - 1].end, "ordinal", Fraction(value), self.noun_text(at, noun))

    def period(self, means: str, value: int, at: int) -> Found:
        begin, end = self.start, self.right[at - 1].end
        if self.text[end - 1] == "." and len(self.right[at - 1].text) > 4:
            return self.plain(begin, end - 1, "date", None, "date")
        after = at
        while (
            after < len(self.right)
            and after < at + 3
            and self.right[after].form in ("of", "the", "de", "d'", "des", "l'année", "im", "jahres", "year")
        ):
            after += 1
        year = self.right[after].text if after < len(self.right) else ""
        hedge, taken = self.words.words("hedge").ending(self.left, len(self.left) - 1)
        last = self.left[-1] if self.left else None
        if last and last.form in ("zur", "der", "im", "zum") and hedge:
            begin = self.left[-1 - taken].start
        elif last and last.form in ("zur", "zum") and len(self.left) > 1 and self.left[-2].form == "bis":
            begin = self.left[-2].start
        if re.fullmatch(_YEAR, year):
            return self.plain(begin, self.right[after].end, "date", f"{year}-{means}{value}", "date")
        return self.plain(begin, end, "date", None, "date")

    def labelled(self) -> Found | None:
        """Numbers that name: page 12, Artikel 5, Platz 3, phase 2, aged 45."""
        form, length = self.words.words("label").ending(self.left, len(self.left))
        if not form or self.start - self.left[-1].end > 1 or ("." in self.left[-1].text and len(form) > 4):
            return None
        if self.right[0].text.count(",") + self.right[0].text.count(".") and self.unit_follows(1):
            return None
        if self.unit_follows(1) and form not in self.words.words("age"):
            return None
        if form in ("no", "nos") and not self.left[-1].text[0].isupper():
            return None
        end = 1  # "Artikel 5 und 6", "pages 12-15"
        while end + 1 < len(self.right) and self.right[end + 1].text.isdigit() and not self.unit_follows(end + 2):
            if not self.words.words("range").longest(self.right, end)[1]:
                break
            end += 2
        return self.other(self.left[-length].start, self.right[end - 1].end)

    def unit_follows(self, at: int) -> bool:
        return any(self.words.words(kind).longest(self.right, at)[1] for kind in ("unit", "scale", "measure"))

    # Words

    def word(self) -> Found | None:
        """A number word, an ordinal, a share, a compound like "dreijährig", or a set phrase."""
        token, words = self.right[0], self.words
        for kind in ("name", "one"):
            form, length = words.words(kind).longest(self.right, 0)
            if form:
                value = Fraction(words.words(kind)[form])
                sort = "other" if kind == "name" else "count"
                amount = Amount.of(value)
                parsed = Parsed(amount, amount) if kind == "one" else None
                return Found(
                    self.start,
                    self.right[length - 1].end,
                    self.text[self.start : self.right[length - 1].end],
                    sort,
                    value,
                    "",
                    parsed,
                )
        if token.form.rstrip(".") in words.words("whole"):
            return self.whole()
        if words.atoms(token.form.rstrip(".")) and not self.noun(1) and (named := self.labelled()):
            return named
        if compound := self.compound(token):
            return compound
        form, length = words.words("ordinal").longest(self.right, 0)
        if form and not self.is_part(form, length):
            return self.ordinal(int(words.words("ordinal")[form]), length)
        if token.form.rstrip(".") in words.words("multiple"):
            noun = self.noun(1)
            amount = Amount.of(Fraction(words.words("multiple")[token.form.rstrip(".")]))
            return (
                self.made(self.start, self.right[noun - 1].end, Parsed(amount, amount, noun=self.noun_text(1, noun)))
                if noun
                else None
            )
        return self.amount()

    def is_part(self, form: str, length: int) -> bool:
        """ "a third of", "un cinquième des": a share; "the third company" is an ordinal."""
        if form not in self.words.words("part") or not self.left:
            return False
        article = self.left[-1].form in self.words.words("article") or self.left[-1].form in ("the", "le")
        after = self.right[length].form if length < len(self.right) else ""
        small = after in self.words.words("partitive") or after in self.words.words("adverb")
        return article and (small or not after.isalpha())

    def whole(self) -> Found | None:
        """ "ein ganzes Jahr": one of a span of time."""
        if not self.left or self.left[-1].form not in self.words.words("article"):
            return None
        form, length = self.words.words("unit").longest(self.right, 1)
        means = self.words.words("unit").get(form, "")
        if means not in TIME_UNITS:
            return None
        one = Amount.of(Fraction(1))
        return self.made(self.left[-1].start, self.right[length].end, Parsed(one, one, (), means))

    def compound(self, token: Token) -> Found | None:
        """ "dreijährig", "50-köpfig", "three-year", "Zwei-Staaten-Lösung": a number inside a word."""
        form = token.form.rstrip(".")
        head, hyphen, tail = form.partition("-")
        end = token.end - (token.text.endswith("."))
        if not hyphen:
            match = _suffixed(self.words).fullmatch(form)
            head, tail = (match["head"], match["tail"]) if match else ("", "")
        if (
            self.words.atoms(form)
            or not head
            or not self.words.atoms(head)
            or self.numerals.starts(0)
            and tail in self.words.values("part")
        ):
            return None
        number = self.numerals.__class__(self.words, [Token(head, head, token.start, token.start + len(head))]).number(
            0
        )
        if not isinstance(number, Number):
            return None
        return self.suffixed(number, tail, end, 1)

    def suffixed(self, number: Number, tail: str, end: int, at: int) -> Found:
        """The second half of a compound says the class: -köpfig, -jährig, -prozentig, -Euro-, -Millionen-Euro-."""
        left = self.leftwards(number)
        means = self.words.words("suffix").get(tail, "")
        pieces = tail.split("-")
        while pieces and pieces[0] in self.words.values("scale"):
            number = number.scaled(self.words.values("scale")[pieces.pop(0)], number.end)
        unit = self.words.words("unit").get(pieces[0] if pieces else "", "")
        if not unit and pieces[:2] == ["us", "dollar"]:
            unit = "USD"
        thing = bool(pieces) and pieces[-1] in self.words.words("things")
        if means in names() and means:
            noun = self.noun(at) if means == "person" else None
            end = self.right[noun - 1].end if noun else end
            return self.made(left.start, end, self.parsed(number, left, means))
        if is_money(unit) and not thing:
            return self.made(left.start, end, self.parsed(number, left, unit))
        if left.unit and number.low.scaled:
            return self.made(left.start, end, self.parsed(number, left, left.unit))
        if unit and not is_money(unit) and not thing:
            parsed = self.parsed(number, left, unit)
            if parsed.kind in ("duration", "share"):
                return self.made(left.start, end, parsed)
        if number.low.scaled and not pieces[1:] and left.unit:
            return self.made(left.start, end, self.parsed(number, left, left.unit))
        return self.plain(self.start, end, "other", number.low.value, "")

    # Amounts

    def amount(self) -> Found | None:
        """A number with its hedges, its unit or its counted noun."""
        between = self.left_between()
        number = self.numerals.number(0, between)
        if number is None or not isinstance(number, Number):
            return self.other(self.start, self.right[0].end) if self.right[0].text[0].isdigit() else self.bare_part()
        joint = self.text[self.start : self.right[number.end - 1].end]
        if number.low.value > number.high.value and re.fullmatch(r"[0-9]{1,3}\s?[-–][0-9]{1,3}", joint):
            return self.other(self.start, self.right[number.end - 1].end)  # a score: 3-1
        if number.low.value > number.high.value or self.is_change(number):
            first = self.numerals.amount(0)
            number = first if isinstance(first, Number) else number
        if number.share:
            return self.share(number)
        if whole := self.one_of(number):
            return whole
        if number.word and number.end == 0:
            return None
        return self.counted(number)

    def one_of(self, whole: Number) -> Found | None:
        """ "einer von sieben Standorten", "un salarié sur cinq": the part, an article, stands in front."""
        if whole.low != whole.high or whole.low.scaled or whole.hedge or whole.low.value.denominator != 1:
            return None
        if whole.low.value < 2:
            return None
        for kind in ("in", "of"):
            _, length = self.words.words(kind).ending(self.left, len(self.left))
            rest = len(self.left) - length
            if not length or not rest:
                continue
            noun = kind == "in" and self.words.noun != "capital" and rest > 1 and self.left[rest - 1].text.isalpha()
            at = rest - 1 - (noun and self.left[rest - 1].form not in self.words.words("article"))
            if self.left[at].form not in {*self.words.words("article"), *self.words.words("silent")}:
                continue
            point = Amount.point(1 / whole.low.value)
            counted = at == rest - 1 and not (kind == "in" and self.words.noun != "capital")
            share = replace(whole, low=point, high=point, share=True, base=whole.low, part_of=counted)
            here = _Here(self.scanner, self.left[at].start, self.left[:at], self.right, self.floor)
            return here.share(share)
        return None

    def bare_part(self) -> Found | None:
        """ "ein Drittel", "a quarter", "un tiers": the article in front is the one."""
        form, length = self.words.values("part").longest(self.right, 0)
        if not form or not self.left:
            return None
        last = self.left[-1]
        if last.form not in self.words.words("article") and last.form not in self.words.words("definite"):
            return None
        after = self.right[length].form if length < len(self.right) else ""
        if self.words.noun != "capital" and after.isalpha() and after not in self.words.words("adverb"):
            return None
        point = Amount.point(self.words.values("part")[form])
        return self.share(Number(point, point, length, share=True, word=True))

    def left_between(self) -> bool:
        form, length = self.words.words("hedge").ending(self.left, len(self.left))
        if not form and self.left:  # a currency may stand between: "between $5 and $7 million"
            _, taken = self.words.words("unit").ending(self.left, len(self.left))
            form, length = self.words.words("hedge").ending(self.left, len(self.left) - taken) if taken else ("", 0)
        return self.words.words("hedge").get(form) == "between"

    def is_change(self, number: Number) -> bool:
        """ "rose from 5 to 7 percent" prints two numbers, "from 5 to 7 euros" a range."""
        if number.low == number.high or not self.left:
            return False
        if self.left[-1].form not in ("from", "de", "d'", "von"):
            return False
        change = self.words.words("change")
        return any(token.form in change for token in self.left)

    def share(self, number: Number) -> Found | None:
        """A share word, or N of M, which counts M where a noun follows."""
        if number.part_of and number.base:
            noun = self.noun(number.end)
            if noun:
                whole = replace(number, low=number.base, high=number.base, share=False, part_of=False)
                left = self.leftwards(number)
                return self.made(
                    left.start, self.right[noun - 1].end, self.parsed(whole, left, "", self.noun_text(number.end, noun))
                )
        form, length = self.words.words("unit").longest(self.right, number.end)
        means = self.words.words("unit").get(form, "")
        if means in TIME_UNITS or (
            number.end < len(self.right) and self.right[number.end].form in ("an", "d'heure", "time")
        ):
            return self.plain(
                self.start, self.right[number.end + length - 1].end, "duration", number.low.value, means or "hour"
            )
        left = self.leftwards(number)
        if left.before and self.left[left.before - 1].form in self.words.words("ordinal"):
            return None
        return self.made(left.start, _bare_end(self.right[number.end - 1]), self.parsed(number, left, SHARE))

    def counted(self, number: Number) -> Found | None:
        """Unit or noun behind the number, hedges and currency in front of it, then the class."""
        left = self.leftwards(number)
        end, behind = self.behind(number.end)
        dash = (
            end < len(self.right) and self.right[end].text in "-‑" and self.right[end].start == self.right[end - 1].end
            if end
            else False
        )
        if (
            dash
            and end + 1 < len(self.right)
            and self.right[end + 1].text[0].isalpha()
            and self.right[end + 1].start == self.right[end].end
        ):
            return self.suffixed(number, self.right[end + 1].form.rstrip("."), _bare_end(self.right[end + 1]), end + 2)
        head = self.right[end].form.partition("-")[0] if end < len(self.right) else ""
        if end < len(self.right) and "-" in self.right[end].form and head in self.words.values("scale"):
            return self.suffixed(number, self.right[end].form.rstrip("."), _bare_end(self.right[end]), end + 1)
        if clock := self.clock(number, end):
            return clock
        if self.is_postcode(number, left, end):
            return self.other(self.start, self.right[end - 1].end)
        unit, at = self.unit(end, number)
        unit = number.unit or unit
        if unit and not (left.unit and is_money(left.unit) and not is_money(unit)):
            at, more = self.behind(at)
            if is_money(unit) and left.unit and left.unit != unit and not number.unit:
                at = end
                unit = left.unit
            return self.unit_found(number, left, unit, at, behind + more)
        if left.unit:
            at, more = self.behind(end)
            return self.made(
                left.start, self.right[at - 1].end, self.parsed(number, left, left.unit, "", behind + more)
            )
        _, length = self.words.words("measure").longest(self.right, end)
        if length and self.is_measure(end) and not self.broken(end):
            stop = end + length
            parsed = self.parsed(
                number, left, "", self.text[self.right[end].start : _bare_end(self.right[stop - 1])], behind
            )
            return self.made(left.start, _bare_end(self.right[stop - 1]), replace(parsed, sort="other"))
        return self.bare(number, left, end, behind)

    def is_postcode(self, number: Number, left: _Left, end: int) -> bool:
        """ "66111 Saarbrücken": five digits without a group sign, not round, in front of a name."""
        digits, after = self.right[0].text, self.right[end] if end < len(self.right) else None
        plain = re.fullmatch("[0-9]{5}", digits) and end == 1 and number.low.value % 100 and not left.hedges
        named = after is not None and after.text[0].isupper() and not self.unit_follows(end)
        return bool(plain and named and self.words.noun != "plural" and not left.unit)

    def is_measure(self, at: int) -> bool:
        """Short signs are case-sensitive: m is a metre, M is none."""
        text = self.right[at].text.rstrip(".")
        return len(text) > 2 or text in self.words.rows["measure"]

    def unit_found(self, number: Number, left: _Left, unit: str, at: int, behind: list[str]) -> Found | None:
        text = self.text[self.right[number.end].start : _bare_end(self.right[at - 1])] if at > number.end else ""
        kind = unit_of(unit)
        noun = text if kind[0] and kind[0] not in TIME_UNITS and not is_money(unit) else ""
        parsed = self.parsed(number, left, unit, noun, behind)
        end = _bare_end(self.right[at - 1])
        if parsed.kind == "duration" and self.is_age(at):
            return self.plain(left.start, end, "duration", parsed.low.value, "year")
        if parsed.kind == "money" and self.is_price(end, parsed):
            return self.plain(left.start, end, "other", parsed.low.value, parsed.unit or "")
        if self.hides_one(number, parsed):
            return None
        return self.made(left.start, end, parsed)

    def hides_one(self, number: Number, parsed: Parsed) -> bool:
        """An article that looks like a number: "un jour", "one day"."""
        return number.weak

    def is_age(self, at: int) -> bool:
        return at < len(self.right) and self.right[at].form.rstrip(".") in self.words.words("age")

    def is_price(self, end: int, parsed: Parsed) -> bool:
        """The price of the article itself: a small sum in a line that sells it."""
        if parsed.low.value >= 100:
            return False
        first = max(self.text.rfind("\n", max(0, self.start - 400), self.start) + 1, self.start - 400, 0)
        last = self.text.find("\n", end, end + 120)
        line = tokens(self.text, "", first, min(last if last >= 0 else len(self.text), end + 120))[-60:]
        return any(self.words.words("paywall").longest(line, at)[1] for at in range(len(line)))

    def clock(self, number: Number, end: int) -> Found | None:
        """14 Uhr, 14.30 Uhr, 2 pm, à 10 heures."""
        form, length = self.words.words("clock").longest(self.right, end)
        value = number.low.value
        if not form or number.low.scaled or not 0 <= value <= 24 or number.word and self.words.noun == "first":
            return None
        if form in ("heures", "heure", "h", "GMT") and not (
            self.left and self.left[-1].form in ("à", "vers", "dès", "avant", "jusqu'à", "at", "by")
        ):
            return None
        minutes = self.right[end + length].text if end + length < len(self.right) else ""
        if re.fullmatch("[0-5][0-9]", minutes) and form in ("uhr", "heures", "h"):
            length += 1
        else:
            minutes = "00"
        if value.denominator != 1:
            minutes = f"{int(value * 100) % 100:02d}"
        stop = _bare_end(self.right[end + length - 1])
        value += 12 if form.startswith("p") and value < 12 else 0
        return self.plain(self.start, stop, "other", f"{int(value):02d}:{minutes}", "time")

    def bare(self, number: Number, left: _Left, end: int, behind: list[str]) -> Found | None:
        """No unit: a counted noun, a sum whose currency is not printed, or a number that only names."""
        noun = self.noun(end, number)
        if noun:
            at, more = self.behind(noun)
            parsed = self.parsed(number, left, "", self.noun_text(end, noun, number), behind + more)
            stop = _bare_end(self.right[at - 1])
            one = number.word and number.low.value == 1 and not number.low.scaled
            if number.weak or (one and (self.not_counted(noun) or self.right[end].form in self.words.words("of"))):
                return None
            if number.low.scaled and self.right[noun - 1].form.rstrip(".") in self.words.words("cost"):
                return self.made(left.start, stop, replace(parsed, noun="", sort="money"))
            form, length = self.words.words("unit").ending(self.right, noun)
            if length and self.words.words("unit")[form] in TIME_UNITS:
                return self.made(left.start, stop, replace(parsed, unit=self.words.words("unit")[form], noun=""))
            return self.made(left.start, stop, parsed)
        at, more = self.behind(end)
        stop = _bare_end(self.right[at - 1])
        parsed = self.parsed(number, left, "", "", behind + more)
        if number.low.scaled and number.low.value >= 1_000_000:
            sort = "count" if self.counts_people() else "money"
            return self.made(left.start, stop, replace(parsed, sort=sort))
        if number.word and self.lone_word(number):
            return None
        if not number.word and not left.hedges and self.only_names(number, end):
            return self.plain(
                left.start if not self.names_word() else self.left[-1].start, stop, "other", number.low.value, ""
            )
        return self.made(left.start, stop, parsed)

    def not_counted(self, noun: int) -> bool:
        """ "one" that points rather than counts: the one, no one, one another, one day."""
        last = self.left[-1].form if self.left else ""
        return last in ("the", "no", "any", "each", "every", "this", "that", "which", "some")

    def lone_word(self, number: Number) -> bool:
        """A small number word without anything counted."""
        if number.low.value == 1 and not number.low.scaled or number.weak:
            return True
        return self.words.noun == "first" and self.right[0].form in ("neuf", "cent")

    def counts_people(self) -> bool:
        """The line so far tells what is counted ("Die Zahl der Nutzer ... 15 Millionen")."""
        people = self.words.words("people")
        return any(token.form.rstrip(".") in people for token in self.left)

    def names_word(self) -> bool:
        last = self.left[-1] if self.left else None
        return bool(last and last.text[0].isupper() and last.text.isalpha() and self.start - last.end == 1)

    def only_names(self, number: Number, end: int) -> bool:
        """ "Windows 11", "(45)", "Müller, 45,", a score 2-1: digits that count nothing."""
        value, last = number.low.value, self.left[-1] if self.left else None
        after = self.text[self.right[end - 1].end : self.right[end - 1].end + 1]
        if number.low != number.high:
            return value < 20 and number.high.value < 20 and not self.left_between()
        if value.denominator != 1 or number.low.scaled:
            return False
        if last is None:
            return after in (".", ")", "")
        if last.text in "([" and after in ")]":
            return True
        if (
            last.text == ","
            and after == ","
            and 10 <= value < 110
            and len(self.left) > 1
            and self.left[-2].text[0].isupper()
        ):
            return True
        known = last.form in self.words.words("adverb") or last.form in self.words.words("filler")
        first = len(self.left) == 1 or self.left[-2].text in ".!?:"
        return (
            self.names_word()
            and value < (10_000 if last.text.isupper() else 1000)
            and not known
            and not (first and self.words.noun == "plural" and len(self.left) > 1)
        )

    # What stands around

    def leftwards(self, number: Number) -> _Left:
        """Currency, sign, hedges, article and fillers in front of the number."""
        left = _Left(self.start, [], before=len(self.left))
        at, words = len(self.left), self.words
        skipped = article = False
        while at > 0:
            token = self.left[at - 1]
            if token.text in "-–−+" and token.end == left.start and (at == 1 or self.left[at - 2].end < token.start):
                left.sign = -1 if token.text != "+" else 1
                at = self.taken(left, at - 1)
                continue
            if at == len(self.left) and token.form in ("minus", "negative") and not number.share:
                either = at > 1 and self.left[at - 2].form in self.words.words("range")  # "plus or minus 3 points"
                left.sign = 1 if either else -1
                at = self.taken(left, at - 1)
                continue
            if at == len(self.left) and token.form == "plus" and self.words.noun != "first":
                at = self.taken(left, at - 1)
                continue
            form, length = words.words("unit").ending(self.left, at)
            means = words.words("unit").get(form, "")
            if form and not left.unit and is_money(means) and self.is_sign(at, length) and not number.share:
                left.unit = means
                at = self.taken(left, at - length)
                continue
            form, length = words.words("hedge").ending(self.left, at)
            if form and self.is_hedge(form, at - length, number, article):
                left.hedges.append(words.words("hedge")[form])
                at, skipped, article = self.taken(left, at - length), False, False
                continue
            if self.handed(left, at):
                break
            inner, length = words.words("inner").ending(self.left, at)
            loose = number.share or number.hedge or number.word
            if (
                not article
                and not skipped
                and (token.form in words.words("article") or token.form in words.words("definite"))
            ):
                if loose and token.form in (
                    words.words("article") if not number.share else {*words.words("definite"), *words.words("article")}
                ):
                    left.article = left.article or token.form in words.words("article")
                    at = self.taken(left, at - 1)
                else:
                    at, article = at - 1, True
                continue
            if inner and not skipped:
                at, skipped = at - length, True
                continue
            break
        return left

    def taken(self, left: _Left, at: int) -> int:
        left.start, left.before = self.left[at].start, at
        return at

    def is_sign(self, at: int, length: int) -> bool:
        """Signs and codes stand in front of a number; "Euro 2024" is a name."""
        text = self.text[self.left[at - length].start : self.left[at - 1].end]
        return not text.isalpha() or (text.isupper() and len(text) == 3) or text in ("Fr.", "SFr.", "Fr", "SFr")

    def is_hedge(self, form: str, at: int, number: Number, article: bool) -> bool:
        """No hedge behind the noun of a sum ("Kredit über"), nor with an article that follows ("unter den 27")."""
        if article and not number.share:
            return False
        if form in self.words.words("of") and at > 0:
            before = self.left[at - 1].form
            return not any(before.endswith(noun) for noun in self.words.words("sum"))
        return True

    def handed(self, left: _Left, at: int) -> bool:
        """ "geschätzten Bewertung von 11,7": the estimate stands before the noun."""
        if at < 3 or self.left[at - 1].form not in self.words.words("partitive"):
            return False
        form, length = self.words.words("hedge").ending(self.left, at - 2)
        if self.words.words("hedge").get(form) != "estimated" or not self.left[at - 2].text.isalpha():
            return False
        left.hedges.append("estimated")
        self.taken(left, at - 2 - length)
        return True

    def behind(self, at: int) -> tuple[int, list[str]]:
        """Hedges behind a number: 7,000+, or more, oder mehr."""
        found: list[str] = []
        form, length = self.words.words("behind").longest(self.right, at)
        if form and not (form == "plus" or (form == "+" and at and self.right[at].start != self.right[at - 1].end)):
            found.append(self.words.words("behind")[form])
            at += length
        return at, found

    def unit(self, at: int, number: Number) -> tuple[str, int]:
        """The unit at a token, behind "of" where a scale stands before ("1,7 milliard d'euros")."""
        if self.broken(at):
            return "", at
        form, length = self.words.words("unit").longest(self.right, at)
        if form and self.fits(form, at):
            return self.words.words("unit")[form], at + length
        _, step = self.words.words("partitive").longest(self.right, at)
        if step and (number.low.scaled or number.hedge or number.low.value >= 1000 and number.word):
            form, length = self.words.words("unit").longest(self.right, at + step)
            if form and self.fits(form, at + step):
                return self.words.words("unit")[form], at + step + length
        return "", at

    def fits(self, form: str, at: int) -> bool:
        """Currencies in capitals are codes; "p" and "Fr" need to touch or be written so."""
        text = self.right[at].text
        if form in ("p", "pp", "won", "real", "min") and text != form:
            return False
        if form == "p":
            return self.right[at].start == self.right[at - 1].end
        return not (
            len(text) == 3 and form.isalpha() and text.islower() and form in ("try", "all", "cad", "sar", "ron", "won")
        )

    def broken(self, at: int) -> bool:
        """The sentence or the line ends before this token."""
        if at >= len(self.right):
            return True
        gap = self.text[self.right[at - 1].end : self.right[at].start] if at else ""
        return len(gap) > 2 or (at > 0 and self.right[at - 1].text.endswith(".") and len(self.right[at - 1].text) > 5)

    def noun(self, at: int, number: Number | None = None) -> int:
        """The token behind the counted noun at a token, 0 where none is counted."""
        words = self.words
        if number is not None and (number.low.scaled or number.hedge or number.word):
            _, step = words.words("partitive").longest(self.right, at)
            if step and not (words.noun == "capital" and self.right[at].form not in ("von", "an", "vun")):
                at += step
        limit = at + (4 if words.noun != "first" else 2)
        while at < limit and at < len(self.right) and not self.broken(at):
            token = self.right[at]
            if not token.text[0].isalpha() or (token.form.rstrip(".") in words.words("adverb")):
                return 0
            if words.noun == "capital":
                if token.text[0].isupper():
                    return self.name_end(at)
                if not re.search(r"(?:e|en|er|es|em)$", token.form) or token.text.endswith("."):
                    return 0
            elif words.noun == "first":
                if token.form not in words.words("adjective") or token.text.endswith("."):
                    return at + 1
            else:
                return self.plural(at)
            at += 1
        return 0

    def name_end(self, at: int) -> int:
        return at + 1

    def plural(self, at: int) -> int:
        """English: up to three words that end in a plural, else the first word."""
        for end in range(at, min(at + 3, len(self.right))):
            token = self.right[end]
            if end > at and (
                self.broken(end) or not token.text[0].isalpha() or token.form.rstrip(".") in self.words.words("adverb")
            ):
                break
            form = token.form.rstrip(".")
            if form in self.words.words("unit") or (form.endswith("s") and not form.endswith(("ss", "us"))):
                return end + 1
            if token.text.endswith("."):
                break
        return at + 1

    def noun_text(self, at: int, end: int, number: Number | None = None) -> str:
        if not end:
            return ""
        _, step = self.words.words("partitive").longest(self.right, at)
        at += step if number is not None and at + step < end else 0
        return self.text[self.right[at].start : _bare_end(self.right[end - 1])]

    # Records

    def parsed(
        self, number: Number, left: _Left, means: str, noun: str = "", behind: list[str] | None = None
    ) -> Parsed:
        """The number in base units with its hedges."""
        unit, factor, sort, code = unit_of(means) if means else (None, Fraction(1), "", "")
        size = (base(unit)[0] if unit else Fraction(1)) * factor * left.sign
        low = number.low.times(size, False)
        high = low if number.high is number.low else number.high.times(size, False)
        low, high = (high, low) if low.value > high.value else (low, high)
        outer = [*(behind or []), *(code for code in left.hedges if code != "between")]
        one = left.article and number.hedge == "at_least"  # "a million" is one, "millions" are some
        own = [number.hedge] if number.hedge and not outer and not one else []
        ranged = ["between"] if low != high else []
        return Parsed(low, high, tuple(own + ranged + outer), unit, code or noun, (0, 0), sort)

    def made(self, start: int, end: int, parsed: Parsed) -> Found:
        known = names().get(parsed.unit or "", "")
        unit = (
            parsed.noun
            if parsed.unit is None or parsed.kind in ("count", "other")
            else SHARE
            if known == "percent"
            else known
        )
        return Found(start, end, self.text[start:end], parsed.kind, parsed.value, unit or known, parsed)

    def plain(self, start: int, end: int, sort: str, value: Fraction | str | None, unit: str) -> Found:
        return Found(start, end, self.text[start:end], sort, value, unit)

    def other(self, start: int, end: int) -> Found:
        """A number that only names; its value is that of its digits where they are plain."""
        digits = re.findall("[0-9]+", self.text[start:end])
        value = Fraction(int(digits[0])) if len(digits) == 1 and len(digits[0]) <= 15 else None
        return self.plain(start, end, "other", value, "")


def _bare_end(token: Token) -> int:
    """The end of a token without the dot that ends its sentence."""
    return token.end - 1 if token.text.endswith(".") and len(token.text) > 1 else token.end


def _chunk(text: str, at: int) -> str:
    match = _CHUNK.match(text, at, at + 200)
    return match[0] if match else ""


def _day(year: str, month: int, day: str, last: str) -> str:
    first = f"{year or '-'}-{month:02d}-{int(day):02d}"
    return first if last == day else f"{first}/{int(last):02d}"


@cache
def _suffixed(words: Lexicon) -> re.Pattern[str]:
    """A number word and a suffix in one word: "dreijährig", "hundertprozentig"."""
    atoms = alternatives([*words.words("number"), *words.words("joint")])
    tails = alternatives(words.words("suffix")) or "(?!)"
    return re.compile(rf"(?P<head>(?:{atoms})+?)(?P<tail>{tails})")


def _carried(found: Iterator[Found], text: str, words: Lexicon) -> Iterator[Found]:
    """Currency and class handed on in a sentence: "112 Millionen Euro, davon 80 Millionen", "von 300 auf 400 Euro"."""
    last: Found | None = None
    waiting: Found | None = None
    for one in found:
        if last and _STOP.search(text, last.end, one.start):
            last = None
        if waiting:
            yield _forward(waiting, one, text, words)
            waiting = None
        one = _onward(one, last)
        if one.sort in ("money", "share") or (one.sort == "count" and one.unit):
            last = one
        if one.sort in ("count", "money") and not one.unit and one.parsed:
            waiting = one
        else:
            yield one
    if waiting:
        yield waiting


def _onward(one: Found, last: Found | None) -> Found:
    """A sum without a currency takes the one printed before it in the sentence."""
    if not last or not one.parsed or one.unit or not one.parsed.low.scaled or last.sort == "share":
        return one
    if last.sort == "money" or (last.parsed and last.parsed.low.scaled):
        noun = last.unit if last.sort == "count" or not (last.parsed and last.parsed.unit) else ""
        unit = last.parsed.unit if last.parsed and last.sort == "money" else None
        sort = "" if unit else last.sort
        return replace(one, sort=last.sort, unit=last.unit, parsed=replace(one.parsed, unit=unit, noun=noun, sort=sort))
    return one


def _forward(one: Found, after: Found, text: str, words: Lexicon) -> Found:
    """ "von 300 auf 400 Euro": the unit stands behind the second number only."""
    between = tokens(text[one.end : after.start], SPACES)
    joined = 0 < len(between) <= 3 and all(token.form in words.words("connector") for token in between)
    if (
        not joined
        or not one.parsed
        or not after.parsed
        or after.sort not in ("money", "share", "count")
        or not after.unit
    ):
        return one
    unit = after.parsed.unit
    factor = base(unit)[0] if unit and after.sort == "share" else Fraction(1)
    amount = (one.parsed.low, one.parsed.high)
    if after.parsed.low.scaled and not one.parsed.low.scaled:
        before = tokens(text[max(0, one.start - 12) : one.start], SPACES)
        if not before or before[-1].form not in words.words("of") and before[-1].form != "from":
            return one
        scale = _scale(after, words)
        amount = (one.parsed.low.times(scale), one.parsed.high.times(scale))
    low, high = (part.times(factor, part.scaled) for part in amount)
    parsed = replace(one.parsed, low=low, high=high, unit=unit, noun=after.parsed.noun, sort=after.parsed.sort)
    return replace(one, sort=after.sort, unit=after.unit, value=parsed.value, parsed=parsed)


def _scale(one: Found, words: Lexicon) -> Fraction:
    """The scale behind the digits of a phrase: a million in "1,2 Millionen"."""
    digits = re.search(r"[0-9]+(?:[.,][0-9]+)*", one.phrase)
    if not digits or not one.parsed:
        return Fraction(1)
    read = read_digits(digits[0], words.decimal, words.grouping)
    return one.parsed.low.value / read[0] if read and read[0] else Fraction(1)


__all__ = ["CLASSES", "Fault", "Found", "candidates", "guess", "scan"]
