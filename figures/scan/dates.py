"""Dates: days, months, years, decades and periods, as they are printed in running text."""

from __future__ import annotations

import re
from collections.abc import Container
from fractions import Fraction
from functools import cache

from ..lexicon import Lexicon, Words, alternatives
from ..numerals import BadDigits, is_money
from .amounts import Amounts
from .surroundings import Found, bare_end

YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_IS_YEAR, _IS_DAY = re.compile(YEAR), re.compile("[0-3]?[0-9]")
_HOURS_MINUTES = re.compile(r"(?:[01]?[0-9]|2[0-4])\.[0-5][0-9]")


class Dates(Amounts):
    """A candidate read as a date."""

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
        last, at = self.second_day(number, self.past(1, self.day_marks))
        at = self.past(at, self.words.words("day_of"))
        form, length = self.months.longest(self.right, at)
        if not form or not self.is_month(at):
            return None
        at += length
        end = self.right[at - 1].end
        if self.text[end - 1] == "." and len(self.right[at - 1].text) > 5:
            end -= 1
        return self.day(
            self.start, number, last, int(self.months[form]), at if end == self.right[at - 1].end else 0, end
        )

    @property
    def day_marks(self) -> Container[str]:
        return {".", *self.words.words("ordinal_mark")}

    def second_day(self, first: str, at: int) -> tuple[str, int]:
        """ "3. bis 5. Mai", "3 et 4 mai": the second day and the token behind it."""
        _, taken = self.words.words("range").longest(self.right, at)
        if not taken and at < len(self.right) and self.right[at].form in self.words.words("joint"):
            taken = 1
        if taken and at + taken < len(self.right) and _IS_DAY.fullmatch(self.right[at + taken].text):
            return self.right[at + taken].text, self.past(at + taken + 1, self.day_marks)
        return first, at

    def day(self, begin: int, number: str, last: str, month: int, at: int, end: int) -> Found:
        """A day with the year that stands at a token, perhaps behind a comma (0: the sentence has ended)."""
        after = self.past(at, ",") if at else len(self.right)
        year = self.right[after] if after < len(self.right) else None
        if year and _IS_YEAR.fullmatch(year.text):
            return self.plain(begin, year.end, "date", _day(year.text, month, number, last), "date")
        return self.plain(begin, end, "date", _day("", month, number, last), "date")

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
        at, last = self.past(1, self.words.words("ordinal_mark")), number
        dash = at + 1 < len(self.right) and self.right[at].text in "-–"
        if dash and _IS_DAY.fullmatch(self.right[at + 1].text):
            last, at = self.right[at + 1].text, at + 2
        return self.day(begin, number, last, month, at, self.right[at - 1].end)

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


@cache
def _decades(words: Lexicon) -> re.Pattern[str]:
    """What stands behind the digits of a decade: 1990er, 90er-Jahre, 1990s."""
    return re.compile(rf"[-‑]?(?:{alternatives(words.rows.get('decade', {})) or '(?!)'})(?!\w)")


def _day(year: str, month: int, day: str, last: str) -> str:
    first = f"{year or '-'}-{month:02d}-{int(day):02d}"
    return first if last == day else f"{first}/{int(last):02d}"
