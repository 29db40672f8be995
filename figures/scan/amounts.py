"""Amounts, shares and counts: a number with its unit or its counted noun, and the class that follows."""

from __future__ import annotations

import re
from dataclasses import replace

from ..lexicon import tokens
from ..numerals import Amount, Number, is_money
from ..phrase import TIME_UNITS, Parsed, unit_of
from ..quantity import SHARE, names
from .surroundings import Found, Left, Surroundings, bare_end


class Amounts(Surroundings):
    """A candidate read as an amount."""

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
            here = Amounts(self.source, self.left[at].start, self.left[:at], self.right, self.floor)
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
        return self.made(left.start, bare_end(self.right[number.end - 1]), self.parsed(number, left, SHARE))

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
            return self.suffixed(number, self.right[end + 1].form.rstrip("."), bare_end(self.right[end + 1]), end + 2)
        head = self.right[end].form.partition("-")[0] if end < len(self.right) else ""
        if end < len(self.right) and "-" in self.right[end].form and head in self.words.values("scale"):
            return self.suffixed(number, self.right[end].form.rstrip("."), bare_end(self.right[end]), end + 1)
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
            return self.measured(number, left, end, end + length, behind)
        return self.bare(number, left, end, behind)

    def measured(self, number: Number, left: Left, end: int, stop: int, behind: list[str]) -> Found:
        """A measure that is no unit of ours, named as it is printed."""
        last = bare_end(self.right[stop - 1])
        parsed = self.parsed(number, left, "", self.text[self.right[end].start : last], behind)
        return self.made(left.start, last, replace(parsed, sort="other"))

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

    def is_postcode(self, number: Number, left: Left, end: int) -> bool:
        """ "66111 Saarbrücken": five digits without a group sign, not round, in front of a name."""
        digits, after = self.right[0].text, self.right[end] if end < len(self.right) else None
        plain = re.fullmatch("[0-9]{5}", digits) and end == 1 and number.low.value % 100 and not left.hedges
        named = after is not None and after.text[0].isupper() and not self.unit_follows(end)
        return bool(plain and named and self.words.noun != "plural" and not left.unit)

    def is_measure(self, at: int) -> bool:
        """Short signs are case-sensitive: m is a metre, M is none."""
        text = self.right[at].text.rstrip(".")
        return len(text) > 2 or text in self.words.rows["measure"]

    def unit_found(self, number: Number, left: Left, unit: str, at: int, behind: list[str]) -> Found | None:
        text = self.text[self.right[number.end].start : bare_end(self.right[at - 1])] if at > number.end else ""
        kind = unit_of(unit)
        noun = text if kind[0] and kind[0] not in TIME_UNITS and not is_money(unit) else ""
        parsed = self.parsed(number, left, unit, noun, behind)
        end = bare_end(self.right[at - 1])
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
        stop = bare_end(self.right[end + length - 1])
        value += 12 if form.startswith("p") and value < 12 else 0
        return self.plain(self.start, stop, "other", f"{int(value):02d}:{minutes}", "time")

    def bare(self, number: Number, left: Left, end: int, behind: list[str]) -> Found | None:
        """No unit: a counted noun, a sum whose currency is not printed, or a number that only names."""
        noun = self.noun(end, number)
        if noun:
            at, more = self.behind(noun)
            parsed = self.parsed(number, left, "", self.noun_text(end, noun, number), behind + more)
            stop = bare_end(self.right[at - 1])
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
        stop = bare_end(self.right[at - 1])
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
