"""Times, ordinals, versions, phone numbers, names: the digits that are neither an amount nor a date."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from ..lexicon import Token, tokens
from ..numerals import Amount, Number, is_money
from ..phrase import Parsed
from ..quantity import SHARE
from .dates import YEAR, Dates
from .surroundings import BEHIND, Found, bare_end

_SPECIAL = re.compile(
    rf"""(?P<iso>{YEAR}-[01][0-9]-[0-3][0-9](?![0-9]))
    |(?P<day>[0-3]?[0-9]\.\s?[01]?[0-9]\.(?:\s?{YEAR}|[0-9]{{2}}(?![0-9]))?(?![0-9]))
    |(?P<slash>[0-3]?[0-9][/.][0-3]?[0-9][/.](?:{YEAR}|[0-9]{{2}})(?![0-9]))
    |(?P<years>{YEAR}\s?[-–/]\s?(?:{YEAR}|[0-9]{{2}})(?![0-9%€$]|[.,][0-9]|\s?[%€$]|/))
    |(?P<season>(?:{YEAR})[/][0-9]{{2}}(?![0-9/]))
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
_APART = frozenset(' \t\n\r\f\v\u00a0\u202f\u2009\u2007()„“”»«"|')
_CHUNK = re.compile(r"[^\s()„“”»«\"|;,]*")


class Special(Dates):
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
        first = self.chunk_start()
        chunk = self.text[first : self.start]
        return (
            self.address(first, chunk) or self.short_period() or self.inside(first, chunk) or self.with_letters(first)
        )

    def chunk_start(self) -> int:
        """Where the run of characters without a space begins that the digits stand in."""
        first = self.start
        while first > self.floor and self.start - first < 40 and self.text[first - 1] not in _APART:
            first -= 1
        return first

    def address(self, first: int, chunk: str) -> Found | None:
        """ "+49 30 1234", "www.example.com/5", "info5@example.com"."""
        if chunk.startswith("+") and (phone := _PHONE.match(self.text, first, first + BEHIND)):
            return self.other(first, phone.end())
        if "://" in chunk or chunk.startswith("www.") or "@" in chunk or "@" in _chunk(self.text, self.start):
            return self.other(first, first + len(_chunk(self.text, first)))
        return None

    def short_period(self) -> Found | None:
        """ "Q3 2025", "S1 2026", "H2"."""
        short = _SHORT_PERIOD.match(self.text, self.start - 1) if self.start else None
        if not short:
            return None
        value = f"{short[3]}-{'H' if short[1] in 'HS' else 'Q'}{short[2]}" if short[3] else None
        return self.plain(short.start(), short.end(), "date", value, "date")

    def inside(self, first: int, chunk: str) -> Found | None:
        """Letters, a hyphen or a sign touch the digits from the left."""
        before, more = chunk[-1:], chunk[:-1]
        if before.isalpha():
            day = self.day_of_month(self.right[0].text)
            return day if day or self.currency_letters(chunk) else self.other(first, self.word_end(self.start))
        if before and before in "-‑" and more.casefold() in self.words.words("year"):
            if year := self.year(self.right[0].text):
                return replace(year, start=first, phrase=self.text[first : year.end])
        if before and before in "-‑:" and more[-1:].isalpha():
            return self.other(first, self.word_end(self.start))
        if before and before in "#§":
            return self.other(self.start - 1, self.word_end(self.start))
        return self.other(self.start, self.word_end(self.start)) if before == "/" and more[-1:].isalnum() else None

    def with_letters(self, first: int) -> Found | None:
        """Letters that are no unit touch the digits from the right: 3D, 5G."""
        after = self.right[1] if len(self.right) > 1 else None
        if not after or after.start != self.right[0].end or not after.text[0].isalpha() or self.known_tail(after):
            return None
        return self.other(self.with_name(first), self.word_end(after.end))

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
            self.text[at].isalnum() or (self.text[at] in "-‑.,/:" and self.text[at + 1 : at + 2].isalnum())
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

    def tokens_to(self, end: int) -> int:
        return sum(1 for token in self.right if token.end <= end)

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
        return self.plain(
            begin, bare_end(self.right[(noun or at) - 1]), "ordinal", Fraction(value), self.noun_text(at, noun)
        )

    def is_plain(self, token: Token) -> bool:
        """Digits without signs, or a number word."""
        return token.text.isdigit() or bool(self.words.atoms(token.bare))

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
        while end + 1 < len(self.right) and self.is_plain(self.right[end + 1]) and not self.unit_follows(end + 2):
            if not self.words.words("range").longest(self.right, end)[1]:
                break
            end += 2
        return self.other(self.left[-length].start, self.right[end - 1].end)


def _chunk(text: str, at: int) -> str:
    match = _CHUNK.match(text, at, at + 200)
    return match[0] if match else ""
