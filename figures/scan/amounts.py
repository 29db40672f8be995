"""Amounts, shares and counts: a number with its unit or its counted noun, and the class that follows."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import takewhile

from ..lexicon import Lexicon, alternatives
from ..numerals import Amount, Number, is_money
from ..phrase import TIME_UNITS, Parsed, unit_of
from ..quantity import SHARE, names
from .surroundings import Found, Left, Surroundings, bare_end

_ENOUGH = 1_000_000  # from here on a number with a scale and nothing else is a sum of money
_SCORE = re.compile(r"[0-9]{1,3}\s?[-–][0-9]{1,3}")
_TWO, _FIVE, _MINUTES = re.compile("[0-9]{2}"), re.compile("[0-9]{5}"), re.compile("[0-5][0-9]")


class Amounts(Surroundings):
    """A candidate read as an amount."""

    def amount(self) -> Found | None:
        """A number with its hedges, its unit or its counted noun."""
        number = self.numerals.number(0, self.left_between())
        if not isinstance(number, Number):
            return self.other(self.start, self.right[0].end) if self.right[0].text[0].isdigit() else self.bare_part()
        joint = self.text[self.start : self.right[number.end - 1].end]
        falls = number.low.value > number.high.value
        if falls and (_SCORE.fullmatch(joint) or self.is_score(number)):
            return self.other(self.start, self.right[number.end - 1].end)  # 3-1
        if falls or self.is_change(number):
            first = self.numerals.amount(0)
            number = first if isinstance(first, Number) else number
        if number.share:
            return self.share(number)
        if whole := self.one_of(number):
            return whole
        return None if number.word and number.end == 0 else self.counted(number)

    def is_score(self, number: Number) -> bool:
        """ "3 à 1": two small numbers that fall and count nothing."""
        come_from = self.left and self.left[-1].form in self.words.words("from")
        bare = not self.unit_follows(number.end) and not self.noun(number.end)
        return bare and not come_from and number.low.value < 20

    def one_of(self, whole: Number) -> Found | None:
        """ "einer von sieben Standorten", "un salarié sur cinq": the part, an article, stands in front."""
        value = whole.low.value
        if whole.low != whole.high or whole.low.scaled or whole.hedge or value.denominator != 1 or value < 2:
            return None
        for kind in ("in", "of"):
            _, length = self.words.words(kind).ending(self.left, len(self.left))
            rest = len(self.left) - length
            if not length or not rest:
                continue
            among = kind == "in" and self.words.noun != "capital"
            noun = among and rest > 1 and self.left[rest - 1].text.isalpha()
            at = rest - 1 - (noun and self.left[rest - 1].form not in self.words.words("article"))
            if not self.words.has(self.left[at].form, "article", "silent"):
                continue
            point = Amount.point(1 / value)
            share = replace(
                whole, low=point, high=point, share=True, base=whole.low, part_of=at == rest - 1 and not among
            )
            return Amounts(self.source, self.left[at].start, self.left[:at], self.right, self.floor).share(share)
        return None

    def bare_part(self) -> Found | None:
        """ "ein Drittel", "a quarter", "un tiers": the article in front is the one."""
        form, length = self.words.values("part").longest(self.right, 0)
        last = self.left[-1].form if self.left else ""
        if not form or not self.words.has(last, "article", "definite"):
            return None
        after = self.right[length].form if length < len(self.right) else ""
        other = self.words.has(form, "ordinal", "period")
        if self.words.noun != "capital" and other and after.isalpha() and after not in self.words.words("adverb"):
            return None
        point = Amount.point(self.words.values("part")[form])
        return self.share(Number(point, point, length, share=True, word=True))

    def is_change(self, number: Number) -> bool:
        """Two numbers and no range: "rose from 5 to 7 percent" (but "from 5 to 7 euros"), "dipped by two to 546"."""
        if number.low == number.high or not self.left:
            return False
        last = self.left[-1].form
        if last in self.words.words("by") and number.high.value >= 20 * abs(number.low.value):
            return True
        change = self.words.words("change")
        return last in self.words.words("from") and any(token.form in change for token in self.left)

    def share(self, number: Number) -> Found | None:
        """A share word, or N of M, which counts M where a noun follows."""
        if number.part_of and number.base and (noun := self.noun(number.end)):
            whole = replace(number, low=number.base, high=number.base, share=False, part_of=False)
            left = self.leftwards(number)
            parsed = self.parsed(whole, left, "", self.noun_text(number.end, noun))
            return self.made(left.start, self.right[noun - 1].end, parsed)
        form, length = self.words.words("unit").longest(self.right, number.end)
        means = self.words.words("unit").get(form, "")
        after = self.right[number.end].form if number.end < len(self.right) else ""
        if means in TIME_UNITS or after in self.words.words("timed"):  # "half an hour", "trois quarts d'heure"
            end = self.right[number.end + length - 1].end
            return self.plain(self.start, end, "duration", number.low.value, means or "hour")
        left = self.leftwards(number)
        if left.before and self.left[left.before - 1].form in self.words.words("ordinal"):
            return None
        return self.made(left.start, bare_end(self.right[number.end - 1]), self.parsed(number, left, SHARE))

    def counted(self, number: Number) -> Found | None:
        """Unit or noun behind the number, hedges and currency in front of it, then the class."""
        left = self.leftwards(number)
        end, behind = self.behind(number.end)
        if at := self.compound_at(end):
            return self.suffixed(number, left, at)
        if clock := self.clock(number, end):
            return clock
        if self.is_postcode(number, left, end):
            return self.other(self.start, self.right[end - 1].end)
        unit, at = self.unit(end, number)
        unit = number.unit or unit
        if unit and not (left.unit and is_money(left.unit) and not is_money(unit)):
            if left.unit and left.unit != unit and not number.unit:
                unit, at = left.unit, end
            number, at = self.with_subunit(number, at, unit)
            at, more = self.behind(at)
            return self.unit_found(number, left, unit, at, behind + more)
        if left.unit:
            at, more = self.behind(end)
            return self.made(
                left.start, bare_end(self.right[at - 1]), self.parsed(number, left, left.unit, "", behind + more)
            )
        return self.measured(number, left, end, behind) or self.bare(number, left, end, behind)

    def compound_at(self, end: int) -> int:
        """The token of a compound that begins with the number: "-köpfig" in "50-köpfig", "Millionen-Euro-Projekt"."""
        if not 0 < end < len(self.right):
            return 0
        token, before = self.right[end], self.right[end - 1]
        if token.text in "-‑" and token.start == before.end and end + 1 < len(self.right):
            after = self.right[end + 1]
            return end + 1 if after.text[0].isalpha() and after.start == token.end else 0
        head, hyphen, _ = token.form.partition("-")
        return end if hyphen and head in self.words.values("scale") else 0

    def with_subunit(self, number: Number, at: int, unit: str) -> tuple[Number, int]:
        """ "508 francs 60": two digits behind a currency are its hundredths, not a number of their own."""
        digits = self.right[at].text if at < len(self.right) else ""
        named = is_money(unit) and self.right[at - 1].text[0].isalpha() and number.low == number.high
        if not named or not _TWO.fullmatch(digits) or number.low.scaled or self.unit_follows(at + 1):
            return number, at
        exact = Amount.of(number.low.value + Fraction(int(digits), 100), 2)
        return replace(number, low=exact, high=exact), at + 1

    def measured(self, number: Number, left: Left, end: int, behind: list[str]) -> Found | None:
        """A measure that is no unit of ours, named as it is printed."""
        at = end + (self.partitive(end) if number.low.scaled else 0)
        _, length = self.words.words("measure").longest(self.right, at)
        if not length or self.broken(at) or not self.words.as_spelled("measure", self.right[at].text.rstrip(".")):
            return None
        last = bare_end(self.right[at + length - 1])
        if scaled := self.spent(number, at + length):
            return self.made(left.start, last, replace(self.parsed(scaled, left, "", "", behind), sort="money"))
        if self.is_percentage(number, self.right[at].form):
            return self.made(left.start, last, self.parsed(number, left, "percentage_point", "", behind))
        parsed = self.parsed(number, left, "", self.text[self.right[at].start : last], behind)
        return self.made(left.start, last, replace(parsed, sort="other"))

    def is_percentage(self, number: Number, form: str) -> bool:
        """ "une hausse de 1,7 point": few points with decimals are percentage points where the table says so."""
        few = number.low.value < 10 and number.low.value.denominator != 1
        return few and self.words.words("points").get(form) == "decimals"

    def spent(self, number: Number, at: int) -> Number | None:
        """ "600m in subsidies": millions and no metres, where "of" or "in" and what money is spent on follow."""
        scale = self.words.values("prefix").get(self.right[at - 1].bare)
        after = at + self.partitive(at)
        spent = at < after < len(self.right) and self.right[after].bare in self.words.words("cost")
        return number.scaled(scale, at) if scale and spent else None

    def suffixed(self, number: Number, left: Left, at: int) -> Found | None:
        """The second half of a compound says the class: -köpfig, -jährig, -prozentig, -Euro-, -Millionen-Euro-."""
        return self.tailed(number, left, self.right[at].bare, bare_end(self.right[at]), at + 1)

    def tailed(self, number: Number, left: Left, tail: str, end: int, at: int) -> Found:
        """A number with the rest of its word; ``at`` is the token behind it."""
        means = self.words.words("suffix").get(tail, "")
        scales, pieces = self.words.values("scale"), tail.split("-")
        for piece in takewhile(scales.__contains__, pieces[:]):
            number = number.scaled(scales[piece], number.end)
            pieces.pop(0)
        if means in names():
            noun = self.noun(at) if means == "person" else 0
            end = bare_end(self.right[noun - 1]) if noun else end
            return self.made(left.start, end, self.parsed(number, left, means))
        unit = self.piece_unit(pieces)
        if unit and pieces[-1] not in self.words.words("things"):
            parsed = self.parsed(number, left, unit)
            if parsed.kind in ("money", "duration", "share"):
                return self.made(left.start, end, parsed)
        if left.unit and number.low.scaled:
            return self.made(left.start, end, self.parsed(number, left, left.unit))
        return self.plain(self.start, end, "other", number.low.value, "")

    def piece_unit(self, pieces: list[str]) -> str:
        """The unit that a compound begins with: "Euro-Ticket", "US-Dollar-Anleihe"."""
        units = self.words.words("unit")
        return next((units[form] for form in ("-".join(pieces[:2]), *pieces[:1]) if form in units), "")

    def is_postcode(self, number: Number, left: Left, end: int) -> bool:
        """ "66111 Saarbrücken": five digits without a group sign, not round, in front of a name."""
        digits, after = self.right[0].text, self.right[end] if end < len(self.right) else None
        plain = _FIVE.fullmatch(digits) and end == 1 and number.low.value % 100 and not left.hedges
        named = after is not None and after.text[0].isupper() and not self.unit_follows(end)
        return bool(plain and named and self.words.noun != "plural" and not left.unit)

    def unit_found(self, number: Number, left: Left, unit: str, at: int, behind: list[str]) -> Found | None:
        """A number with a unit of ours, unless it is an age, a price of the article, or an article before a noun."""
        first = number.end + self.partitive(number.end)
        text = self.text[self.right[first].start : bare_end(self.right[at - 1])] if at > first else ""
        known = unit_of(unit)[0]
        noun = text if known and known not in TIME_UNITS and not is_money(unit) else ""
        parsed = self.parsed(number, left, unit, noun, behind)
        end = bare_end(self.right[at - 1])
        if parsed.kind == "duration" and at < len(self.right) and self.right[at].bare in self.words.words("age"):
            return self.plain(left.start, end, "duration", parsed.low.value, "year")
        if parsed.kind == "money" and self.is_price(end, parsed):
            return self.plain(left.start, end, "other", parsed.low.value, parsed.unit or "")
        counts = parsed.kind in ("money", "share") or not number.weak  # "ein Prozent", but not "un jour"
        return self.made(left.start, end, parsed) if counts else None

    def is_price(self, end: int, parsed: Parsed) -> bool:
        """The price of the article itself: a small sum in a line that sells it."""
        if parsed.low.value >= 100:
            return False
        first = max(self.text.rfind("\n", max(0, self.start - 400), self.start) + 1, self.start - 400, 0)
        last = self.text.find("\n", end, end + 120)
        return bool(_paywall(self.words).search(self.source.lower, first, last if last >= 0 else end + 120))

    def clock(self, number: Number, end: int) -> Found | None:
        """14 Uhr, 14.30 Uhr, 2 pm, à 10 heures."""
        form, length = self.words.words("clock").longest(self.right, end)
        value, means = number.low.value, self.words.words("clock").get(form, "").split()
        if not form or number.low.scaled or not 0 <= value <= 24 or (number.word and self.words.noun == "first"):
            return None
        if "cued" in means and not (self.left and self.left[-1].form in self.words.words("clock_cue")):
            return None
        minutes = f"{int(value * 100) % 100:02d}"
        if "minutes" in means and end + length < len(self.right):
            after = self.right[end + length].text
            minutes, length = (after, length + 1) if _MINUTES.fullmatch(after) else (minutes, length)
        hours = int(value) + (12 if "afternoon" in means and value < 12 else 0)
        return self.plain(self.start, bare_end(self.right[end + length - 1]), "other", f"{hours:02d}:{minutes}", "time")

    def bare(self, number: Number, left: Left, end: int, behind: list[str]) -> Found | None:
        """No unit: a counted noun, a sum whose currency is not printed, or a number that only names."""
        if noun := self.noun(end, number):
            return self.with_noun(number, left, end, noun, behind)
        at, more = self.behind(end)
        stop = bare_end(self.right[at - 1])
        parsed = self.parsed(number, left, "", "", behind + more)
        if number.low.scaled and number.low.value >= _ENOUGH:
            sort = "count" if self.counts_people() else "money"
            return self.made(left.start, stop, replace(parsed, sort=sort))
        if number.word and self.lone_word(number):
            return None
        if not number.word and (self.is_aged(number, left) or not left.hedges and self.only_names(number, end)):
            first = self.left[-1].start if self.names_word() else left.start
            return self.plain(first, stop, "other", number.low.value, "")
        return self.made(left.start, stop, parsed)

    def with_noun(self, number: Number, left: Left, end: int, noun: int, behind: list[str]) -> Found | None:
        """A counted noun, unless it is a span of time or what money is spent on."""
        at, more = self.behind(noun)
        parsed = self.parsed(number, left, "", self.noun_text(end, noun, number), behind + more)
        stop = bare_end(self.right[at - 1])
        one = number.word and number.low.value == 1 and not number.low.scaled
        if number.weak or (one and (self.is_pointing() or self.right[end].form in self.words.words("of"))):
            return None
        if self.right[0].form in self.words.words("doubtful") and not self.is_plural(self.right[noun - 1].bare):
            return None  # "un appartement neuf coûte"
        if number.low.scaled and self.right[noun - 1].bare in self.words.words("cost"):
            return self.made(left.start, stop, replace(parsed, noun="", sort="money"))
        form, length = self.words.words("unit").ending(self.right, noun)
        unit = self.words.words("unit").get(form, "")
        return self.made(left.start, stop, replace(parsed, unit=unit, noun="") if unit in TIME_UNITS else parsed)

    def is_pointing(self) -> bool:
        """ "one" that points rather than counts: the one, no one, one another, one day."""
        return bool(self.left) and self.left[-1].form in self.words.words("pointing")

    def lone_word(self, number: Number) -> bool:
        """A small number word without anything counted."""
        one = number.low.value == 1 and not number.low.scaled
        return one or number.weak or self.right[0].form in self.words.words("doubtful")

    def counts_people(self) -> bool:
        """The line so far tells what is counted ("Die Zahl der Nutzer ... 15 Millionen")."""
        people = self.words.words("people")
        return any(token.bare in people for token in self.left)

    def is_aged(self, number: Number, left: Left) -> bool:
        """ "those under 30", "adults over 65": people, a limit and an age."""
        before = self.left[left.before - 1].form if left.hedges and left.before else ""
        return before in self.words.words("aged") and _is_age(number.low.value)

    def only_names(self, number: Number, end: int) -> bool:
        """ "Windows 11", "(45)", a score 2-1: digits that count nothing."""
        value, last = number.low.value, self.left[-1] if self.left else None
        stop = self.right[end - 1].end
        after = self.text[stop : stop + 1]
        if number.low != number.high:
            return value < 20 and number.high.value < 20 and not self.left_between()
        if value.denominator != 1 or number.low.scaled:
            return False
        if last is None:
            return after in (".", ")", "")
        if (last.text in "([" and after in ")]") or self.is_age_of_name(number, after):
            return True
        known = self.words.has(last.form, "adverb", "filler")
        begins = len(self.left) > 1 and self.left[-2].text in ".!?:" and self.words.noun == "plural"
        limit = 10_000 if last.text.isupper() else 1000
        return self.names_word() and value < limit and not known and not begins

    def is_age_of_name(self, number: Number, after: str) -> bool:
        """ "the chair, 72, steps down", and at the end of a sentence behind two names: "Dee Ortiz, 47."."""
        if self.left[-1].text != "," or after not in ",.;)" or not _is_age(number.low.value):
            return False
        names_before = [*takewhile(lambda token: token.text[0].isupper(), reversed(self.left[:-1]))]
        return len(names_before) > 1 or (after == "," and len(self.left) > 1 and self.left[-2].text.isalpha())


@cache
def _paywall(words: Lexicon) -> re.Pattern[str]:
    """What a line says that sells the article."""
    return re.compile(rf"(?<!\w)(?:{alternatives(words.words('paywall')) or '(?!)'})(?!\w)")


def _is_age(value: Fraction) -> bool:
    return 10 <= value < 110
