"""Dates, times, ordinals, versions, phone numbers, names: the digits that are no amount."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from ..lexicon import Lexicon, Token, Words, alternatives, tokens
from ..numerals import Amount, BadDigits, Number, is_money
from ..phrase import Parsed
from ..quantity import SHARE
from .amounts import Amounts
from .surroundings import BEHIND, Found, bare_end

_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_IS_YEAR, _IS_DAY = re.compile(_YEAR), re.compile("[0-3]?[0-9]")
_HOURS_MINUTES = re.compile(r"(?:[01]?[0-9]|2[0-4])\.[0-5][0-9]")
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
_SHORT_PERIOD = re.compile(r"(?<![^\W_])([QTHS])([1-4])(?:[\s/-]+((?:19|20)[0-9]{2}))?(?![0-9\w])")
_CHUNK = re.compile(r"[^\s()„“”»«\"|;,]*")


class Special(Amounts):
    """A candidate read as a date, a time or a name."""

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
        form = token.bare
        kinds = ("scale", "prefix", "unit", "measure", "ordinal_mark", "decade", "clock", "suffix")
        case = token.text.rstrip(".")
        if case in ("D", "G", "B", "K", "A", "C") and not self.left_currency():
            return False
        return any(form in self.words.words(kind) or token.form in self.words.words(kind) for kind in kinds)

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
            return self.time(text, end)
        if kind == "fraction":
            return self.fraction(text, end)
        if kind == "act" and self.number_after(end):
            return None
        if kind == "phone" and self.number_after(end):
            return None
        return self.other(self.start, end)

    def time(self, text: str, end: int) -> Found:
        hours, minutes = re.findall("[0-9]+", text)[:2]
        form, length = self.words.words("clock").longest(tokens(self.text, "", end, end + 12), 0)
        if length:
            end = tokens(self.text, "", end, end + 12)[length - 1].end
        return self.plain(self.start, end, "other", f"{int(hours):02d}:{minutes}", "time")

    def fraction(self, text: str, end: int) -> Found | None:
        if re.match(r"\s?[%€$]|\s?(?:19|20)[0-9]{2}", self.text[end : end + 6]) or "." in text:
            return None
        over, under = text.split("/")
        if int(over) >= int(under):
            return self.other(self.start, end)
        point = Amount.point(Fraction(int(over), int(under)))
        return self.share(Number(point, point, self.tokens_to(end), share=True))

    def number_after(self, end: int) -> bool:
        """A unit or a scale follows, so that the digits are an amount after all."""
        after = tokens(self.text, self.words.spaces, end, end + 25)
        return bool(after) and any(self.words.words(kind).longest(after, 0)[1] for kind in ("unit", "scale", "prefix"))

    def tokens_to(self, end: int) -> int:
        return sum(1 for token in self.right if token.end <= end)

    def numeric_date(self, text: str, end: int) -> Found | None:
        parts = [int(part) for part in re.findall("[0-9]+", text)]
        day, month = parts[0], parts[1]
        if month > 12:  # 6/17/2025, as Americans write it
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
        if _HOURS_MINUTES.fullmatch(number) and isinstance(self.numerals.number(0), BadDigits):
            hours, minutes = number.split(".")
            form, length = self.words.words("clock").longest(self.right, 1)
            end = bare_end(self.right[length])
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
        if taken and at + taken < len(self.right) and _IS_DAY.fullmatch(self.right[at + taken].text):
            last = self.right[at + taken].text
            at = self.past(at + taken + 1, {"."} | set(self.words.words("ordinal_mark")))
        at = self.past(at, set(self.words.words("day_of")))
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
        if _IS_YEAR.fullmatch(year) and end == self.right[at - 1].end:
            return self.plain(self.start, self.right[after].end, "date", _day(year, month, number, last), "date")
        return self.plain(self.start, end, "date", _day("", month, number, last), "date")

    @property
    def months(self) -> Words[str]:
        return self.source.months

    def is_month(self, at: int) -> bool:
        """A month as this language writes it: capitalised but in French."""
        return self.words.noun == "first" or self.right[at].text[0].isupper()

    def month_day(self, number: str) -> Found | None:
        """The month in front: "June 17, 2025", "Juni 2025", "Mai-Juni 2025"."""
        form, length = self.months.ending(self.left, len(self.left))
        if not form or (self.words.noun != "first" and not self.left[-length].text[0].isupper()):
            return None
        if self.start - self.left[-1].end > 1:
            return None
        month, begin = int(self.months[form]), self.left[-length].start
        if _IS_YEAR.fullmatch(number):
            return self.plain(begin, self.right[0].end, "date", f"{number}-{month:02d}", "date")
        if self.words.noun != "plural" or len(number) > 2 or not 1 <= int(number) <= 31:
            return None
        at, last = self.past(1, set(self.words.words("ordinal_mark"))), number
        if at + 1 < len(self.right) and self.right[at].text in "-–" and _IS_DAY.fullmatch(self.right[at + 1].text):
            last, at = self.right[at + 1].text, at + 2
        after = self.past(at, {","})
        if after < len(self.right) and _IS_YEAR.fullmatch(self.right[after].text):
            return self.plain(
                begin, self.right[after].end, "date", _day(self.right[after].text, month, number, last), "date"
            )
        return self.plain(begin, self.right[at - 1].end, "date", _day("", month, number, last), "date")

    def decade(self, number: str) -> Found | None:
        """1990er, 90er, 1990s, années 1990."""
        tail = self.right[1] if len(self.right) > 1 else None
        mark = _decades(self.words).match(self.source.lower, self.right[0].end)
        if mark and number.endswith("0") and len(number) in (2, 4) and tail:
            value = f"{number[:3]}X" if len(number) == 4 else f"19{number[0]}X"
            return self.plain(self.start, mark.end(), "date", value, "date")
        return None

    def year(self, number: str) -> Found | None:
        """Four digits between 1500 and 2099 without a unit behind, unless something counted follows."""
        if not _IS_YEAR.fullmatch(number):
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

    def ordinal_digits(self) -> Found | None:
        """21st, 3e, 1er; in German "2. Ausgabe" where an article or a known noun says so."""
        number = self.right[0].text
        if not number.isdigit() or len(self.right) < 2:
            return None
        mark = self.right[1]
        touches = mark.start == self.right[0].end
        if touches and mark.bare in self.words.words("ordinal_mark"):
            return self.ordinal(int(number), 2)
        if not (
            touches and mark.text == "." and self.words.noun == "capital" and len(self.right) > 2 and int(number) < 1000
        ):
            return None
        after, last = self.right[2], self.left[-1] if self.left else None
        article = last is not None and last.form in self.words.words("determiner")
        period = after.bare in self.words.words("period")
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
            form, length = self.words.words("hedge").ending(self.left, len(self.left) - 1)
            hedges = (self.words.words("hedge")[form],) if form else ()
            return self.made(
                self.left[-1 - length].start, bare_end(self.right[at - 1]), Parsed(point, point, hedges, SHARE)
            )
        step = self.past(at, {"-"})
        form, length = self.words.words("period").longest(self.right, step)
        means = self.words.words("period").get(form, "")
        if means:
            return self.period(means, value, step + length)
        one_of = len(self.left) >= 2 and self.left[-2].form in self.words.words("article")
        if one_of and self.left[-1].form in self.words.words("definite"):
            begin = self.left[-2].start
        noun = self.noun(at)
        return self.plain(begin, self.right[(noun or at) - 1].end, "ordinal", Fraction(value), self.noun_text(at, noun))

    def period(self, means: str, value: int, at: int) -> Found:
        begin, end = self.start, self.right[at - 1].end
        if self.text[end - 1] == "." and len(self.right[at - 1].text) > 4:
            return self.plain(begin, end - 1, "date", None, "date")
        after = at
        while after < len(self.right) and after < at + 3 and self.right[after].form in self.words.words("period_of"):
            after += 1
        year = self.right[after].text if after < len(self.right) else ""
        _, taken = self.words.words("until").ending(self.left, len(self.left))
        begin = self.left[-taken].start if taken else begin
        if _IS_YEAR.fullmatch(year):
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
        if length == 1 and not self.words.as_spelled("label", self.left[-1].text):
            return None
        end = 1  # "Artikel 5 und 6", "pages 12-15"
        while end + 1 < len(self.right) and self.right[end + 1].text.isdigit() and not self.unit_follows(end + 2):
            if not self.words.words("range").longest(self.right, end)[1]:
                break
            end += 2
        return self.other(self.left[-length].start, self.right[end - 1].end)


@cache
def _decades(words: Lexicon) -> re.Pattern[str]:
    """What stands behind the digits of a decade: 1990er, 90er-Jahre, 1990s."""
    return re.compile(rf"[-‑]?(?:{alternatives(words.rows.get('decade', {})) or '(?!)'})(?!\w)")


def _chunk(text: str, at: int) -> str:
    match = _CHUNK.match(text, at, at + 200)
    return match[0] if match else ""


def _day(year: str, month: int, day: str, last: str) -> str:
    first = f"{year or '-'}-{month:02d}-{int(day):02d}"
    return first if last == day else f"{first}/{int(last):02d}"
