"""The sizes page: how big are these sums of money next to one another?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from ..edtf import days
from ..equation import Term
from ..export import Column, Table, number
from ..interval import Interval
from ..ledger import Figure, Rate
from ..locale import significant
from ..quantity import is_currency, unit_name
from ..telling import look_of
from .common import ranked
from .drawn import Drawing
from .records import Bar, Cells, Chart, Segment, Sizes, Tick

SCALES = ("linear", "log")
DIGITS = 2  # significant ones of a converted amount or a ratio: more would pretend to know the rate of the day
OPEN_WORDS = ("more_than", "at_least", "nearly", "less_than", "up_to")


@dataclass(frozen=True)
class Amount:
    """A printed sum, and what it comes to in the ledger's main currency; ``rate`` is the row it was converted with.

    Of a range ``value`` is the lower end, as long as it is above zero, and ``high`` the upper one; else both are one.
    """

    figure: Figure
    value: Fraction
    high: Fraction
    unit: str
    factor: Fraction
    rate: Rate | None

    @property
    def size(self) -> Fraction:
        """The sum in the currency of its chart."""
        return self.value * self.factor

    @property
    def span(self) -> Interval | None:
        """Both ends of a range in the currency of its chart; None for a single number."""
        return Interval.of(self.size, self.high * self.factor) if self.value < self.high else None

    def told(self, end: Fraction | None) -> Fraction | None:
        """An end of the sum as its words tell it: what is converted has few digits."""
        return significant(end, DIGITS) if self.rate and end else end


class SizesPage(Drawing):
    """Sums of money, the largest first: linear bars, or dots on a logarithmic axis."""

    def sizes(self, scale: str = "linear") -> Sizes:
        """How big is this next to that? ``scale`` is linear or log."""
        said, rows = self.words.text, [amount for group in self.amounts.values() for amount in group]
        converted = any(amount.rate for amount in rows)
        lead = "page.compare_lead" if converted else "page.compare_lead_plain" if rows else "page.compare_empty"
        kinds = dict.fromkeys(self.tell.measure(amount.figure.measure) for amount in rows)
        several = any(len(self.ledger.prints(amount.figure.term)) > 1 for amount in rows)
        told = [said(lead, number=self.words.number(len(rows))), said("page.compare_one") if several else ""]
        return Sizes(
            title=self.sizes_title(),
            lead=" ".join(filter(None, [*told, self.ratio_working()])),
            kinds=said("page.compare_kinds", kinds=self.words.list(list(kinds))) if len(kinds) > 1 else "",
            rates=tuple(self.rates_told(rows)),
            charts=tuple(self.size_charts(scale)),
            table=self.size_table(rows),
        )

    @cached_property
    def currency(self) -> str:
        """The currency that most sums are printed in; the first one where several are."""
        units = Counter(unit_name(figure.reading.unit) for figure in self.sums)
        return units.most_common(1)[0][0] if units else ""

    @cached_property
    def sums(self) -> tuple[Figure, ...]:
        """One print of each term that is money; none told in two currencies."""
        again = {
            rule.terms[rule.equation.right]
            for rule in self.ledger.rules
            if "currency" in rule.across and isinstance(rule.equation.right, Term)
        }
        prints = (self.ledger.prints(term) for term in self.ledger.printed_terms if term not in again)
        chosen = (_first_hedged(found) for found in prints if found)
        return tuple(figure for figure in chosen if is_currency(figure.reading.unit) and figure.reading.number.high > 0)

    @cached_property
    def amounts(self) -> dict[str, list[Amount]]:
        """All sums by the currency of their chart, the largest first: the main one, then those without a rate."""
        found: dict[str, list[Amount]] = {self.currency: []} if self.sums else {}
        for figure in self.sums:
            amount = self.amount(figure)
            found.setdefault(self.home(amount), []).append(amount)
        return {unit: sorted(group, key=lambda amount: -amount.size) for unit, group in found.items()}

    def home(self, amount: Amount) -> str:
        """The currency of the chart that an amount stands in."""
        return self.currency if amount.rate else amount.unit

    def amount(self, figure: Figure) -> Amount:
        """A sum with its conversion where the ledger has a rate."""
        unit, number = unit_name(figure.reading.unit), figure.reading.number
        rate, low = self.rates.get(unit), number.low if number.low > 0 else number.high
        return Amount(figure, low, number.high, unit, self.factor(rate) if rate else Fraction(1), rate)

    # Rates

    @cached_property
    def rates(self) -> dict[str, Rate]:
        """One rate for each other currency: the last one of the time when the newest source printed it."""
        units = dict.fromkeys(unit_name(figure.reading.unit) for figure in self.sums)
        found = {unit: self.rate(unit) for unit in units if unit != self.currency}
        return {unit: rate for unit, rate in found.items() if rate}

    def rate(self, unit: str) -> Rate | None:
        """The newest rate up to the newest source of that currency, else the oldest after it."""
        pairs = (f"{self.currency}/{unit}", f"{unit}/{self.currency}")
        dated = [(span.first, rate) for rate in self.ledger.rates if (span := days(rate.date)) and _value(rate) > 0]
        known = sorted(((day, rate) for day, rate in dated if day and rate.pair in pairs), key=lambda pair: pair[0])
        until = max(self.printed_on(figure) for figure in self.sums if unit_name(figure.reading.unit) == unit)
        before = [rate for day, rate in known if day <= until]
        return before[-1] if before else known[0][1] if known else None

    def printed_on(self, figure: Figure) -> date:
        """The last day that a figure's source may have been published on; no end where that is not known."""
        span = days(self.ledger.sources[figure.source].published)
        return (span.last if span else None) or date.max

    def rates_told(self, rows: list[Amount]) -> Iterator[str]:
        """The rate of each currency that is converted, for which amounts it holds, its day and its source."""
        for unit, rate in self.rates.items():
            if any(row.rate == rate for row in rows):
                base, _, quoted = rate.pair.partition("/")
                source, value = self.ledger.sources.get(rate.source), self.words.value
                yield self.words.text(
                    "page.compare_rate_all",
                    unit=self.in_unit(unit),
                    date=self.words.date(rate.date),
                    one=value(Fraction(1), base),
                    rate=value(_value(rate), quoted),
                    source=self.tell.publisher(source) if source else rate.source,
                )

    def factor(self, rate: Rate) -> Fraction:
        """What one unit of the other currency is worth in the main one."""
        return 1 / _value(rate) if rate.pair.startswith(f"{self.currency}/") else _value(rate)

    # Words

    @cached_property
    def compared(self) -> tuple[Amount, Amount] | None:
        """The largest sum and that of the overview's subject (else the smallest one), where they are far apart."""
        rows = self.amounts.get(self.currency, [])
        own = [row for row in rows if row.figure.id in self.leading] or rows[-1:]
        if not own or own[0].figure.reading.hedge in OPEN_WORDS or rows[0].size < 2 * own[0].size:
            return None
        return rows[0], own[0]

    def sizes_title(self) -> str:
        """How many times one sum is the other, both by name."""
        if self.compared is None:
            return self.words.text("page.compare_plain")
        big, small = self.compared
        hedge = big.figure.reading.hedge
        return self.words.text(
            "page.compare_ratio_hedged" if hedge in OPEN_WORDS else "page.compare_ratio",
            big=self.name(big.figure),
            small=self.name(small.figure),
            hedge=self.words.text(f"hedge.{hedge}"),
            ratio=self.ratio(big, small),
        )

    def ratio(self, big: Amount, small: Amount) -> str:
        return self.words.number(big.size / small.size, DIGITS)

    def ratio_working(self) -> str:
        """The calculation behind the title."""
        return self.working_of(*self.compared, self.currency) if self.compared else ""

    def working_of(self, big: Amount, small: Amount, home: str) -> str:
        """How many times one sum is the other, as a calculation."""
        one, two = (self.operand(amount, home) for amount in (big, small))
        code, text = big.figure.reading.hedge, self.words.text
        hedge = f"{text(f'hedge.{code}')} " if code in OPEN_WORDS else ""
        return text("page.compare_working", big=one, small=two, hedge=hedge, ratio=self.ratio(big, small))

    def operand(self, amount: Amount, home: str) -> str:
        """A sum in a calculation: as printed, its conversion in brackets with one digit more than the result has."""
        printed = self.words.value(amount.value, amount.unit) if amount.span else self.tell.figure_text(amount.figure)
        size = self.words.value(amount.size, home, DIGITS + 1)
        return self.words.text("page.converted", printed=printed, converted=size) if amount.rate else printed

    def name(self, figure: Figure) -> str:
        """What a sum is of, in quotation marks: labels of any ledger then stand in a sentence of any language."""
        subject, measure = self.tell.subject(figure.subject), self.tell.measure(figure.measure)
        return self.words.quote(self.words.text("sign.colon", name=subject, text=measure))

    def chart_title(self, home: str, rows: list[Amount], scale: str) -> tuple[str, str]:
        """What the eye sees first: how many are small beside the largest; on the other axis how far apart all are.

        With it the calculation behind it, if there is one.
        """
        said, number, big, small = self.words.text, self.words.number, rows[0], rows[-1]
        named = {"label": self.tell.label(big.figure.term), "value": self.tell.figure_text(big.figure)}
        if home != self.currency:
            return said("page.compare_alone", unit=self.axis(home), **named), ""
        few = sum(10 * row.high * row.factor < big.size for row in rows)
        if scale == "linear" and few > 1:
            return said(
                "page.sizes_title_linear",
                few=number(few),
                all=number(len(rows)),
                large=self.tell.figure_text(big.figure),
            ), ""
        if big.size > 2 * small.size:
            hedge, ratio = big.figure.reading.hedge, self.ratio(big, small)
            key = "page.sizes_title_log_hedged" if hedge in OPEN_WORDS else "page.sizes_title_log"
            told = {"ratio": ratio, "hedge": said(f"hedge.{hedge}"), "small": self.tell.figure_text(small.figure)}
            return said(key, **told), self.working_of(big, small, home)
        return said("page.sizes_title_even" if len(rows) > 1 else "page.sizes_title_one", **named), ""

    @cached_property
    def leading(self) -> frozenset[str]:
        """The figures that page one is about."""
        return frozenset(self.remainder.figures if self.remainder else ())

    def amount_text(self, amount: Amount, home: str) -> str:
        """The sum as printed, its conversion in brackets."""
        printed = self.tell.figure_text(amount.figure)
        converted = self.converted(amount, home)
        return self.words.text("page.converted", printed=printed, converted=converted) if converted else printed

    def converted(self, amount: Amount, home: str) -> str:
        """What the rate makes of a sum, at both ends of a range; empty where it stands in this currency already."""
        return self.tell.about(amount.span or Interval.point(amount.size), home, DIGITS) if amount.rate else ""

    def converted_cell(self, amount: Amount) -> str:
        """A converted sum with its hedge and its calculation: up to ≈ €85bn (US$100bn ÷ 1.1753)."""
        if not amount.rate:
            return ""
        figure = amount.figure
        printed = self.tell.figure_text(figure) if amount.span else self.words.value(amount.value, amount.unit)
        value = self.converted(amount, self.currency)
        if "about" not in figure.reading.hedges:  # it says the same
            value = self.words.text("page.compare_about", value=value)
        return self.words.text(
            "page.compare_cell",
            converted=self.tell.hedged(figure, value),
            printed=printed,
            rate=self.tell.at_rate(Interval.point(amount.factor)),
        )

    def size_table(self, rows: list[Amount]) -> Cells:
        """Every sum as printed and converted, with its phrase, status and source."""
        cells = []
        for amount in rows:
            name, printed, *rest = self.figure_row(amount.figure)
            cells.append((name, printed, self.converted_cell(amount) or "–", *rest))
        headers = self.headers("figure", "money", "converted", "printed", "status", "source")
        ids, order = tuple(row.figure.id for row in rows), ranked([(self.home(row), row.size) for row in rows])
        return Cells(self.words.text("page.amounts"), headers, tuple(cells), (1, 2), ids, ((1, order), (2, order)))

    # Charts

    def size_charts(self, scale: str) -> Iterator[Chart]:
        """A chart for the main currency with all that can be converted, and one for each that cannot."""
        for home, rows in self.amounts.items():
            if rows:
                yield self.size_chart(home, rows, scale if scale in SCALES else SCALES[0])

    def size_chart(self, home: str, rows: list[Amount], scale: str) -> Chart:
        """Bars from zero, or dots where each guide is ten times the one before."""
        said = self.words.text
        bars, (title, working) = [self.size_bar(row, home) for row in rows], self.chart_title(home, rows, scale)
        subject = self.tell.subject(self.remainder.term.subject) if self.remainder else ""
        drawn = [said(f"page.sizes_{name}", subject=subject) for name in self.marks_of(rows, bars, scale)]
        subtitle = " ".join([said(f"page.sizes_subtitle_{scale}", unit=self.in_unit(home)), *drawn, working]).rstrip()
        ids = [figure.id for row in rows for figure in self.ledger.prints(row.figure.term)]
        name = f"sizes-{home.lower()}" + ("-log" if scale == "log" else "")
        kind = said("page.alt_dots") if scale == "log" else ""
        shown = self.picture(name, title, subtitle, home, ids, bars, kind=kind)
        grid = self.decades(rows, home) if scale == "log" else ()
        several = len({row.figure.measure for row in rows}) > 1
        aside = (*self.rates_told(rows), *([said("page.picture_kinds")] if several else []))
        return replace(shown, scale=scale, grid=grid, table=_size_table(bars, rows, home), notes=aside)

    def taken(self, chart: Chart) -> Chart:
        """As any chart; of money that is cut the title speaks of the rows that are left."""
        found, rows = super().taken(chart), self.amounts.get(chart.unit, [])
        if not chart.id.startswith("sizes-") or len(found.bars) == len(rows):
            return found
        few = self.size_chart(chart.unit, rows[: len(found.bars)], chart.scale)
        subtitle = found.subtitle.replace(chart.subtitle, few.subtitle)
        return replace(found, title=few.title, subtitle=subtitle, grid=few.grid, notes=few.notes)

    def marks_of(self, rows: list[Amount], bars: list[Bar], scale: str) -> list[str]:
        """What has to be explained, only what is there: on the logarithmic axis all that has not happened is hollow."""
        looks, ahead = {bar.segments[0].look for bar in bars}, {"dashed", "hollow"}
        there = {
            "converted": any(row.rate for row in rows),
            "dashed": scale == "linear" and "dashed" in looks,
            "hoped": scale == "linear" and "hollow" in looks,
            "hollow": scale == "log" and bool(looks & ahead),
            "open": any(bar.opening for bar in bars),
            "span": any(row.span for row in rows),
            "subject": any(row.figure.id in self.leading for row in rows),
        }
        return [name for name, is_there in there.items() if is_there]

    def size_bar(self, amount: Amount, home: str) -> Bar:
        figure, label = amount.figure, self.tell.label(amount.figure.term)
        text = self.amount_text(amount, home)
        is_leading = figure.id in self.leading
        tone = "second" if is_leading else "other"
        named = self.words.text("sign.colon", name=label, text=text)
        segment = Segment(Fraction(0), amount.size, label, "", named, look_of(figure.status), tone)
        wide: Interval | None = self.doubt(figure)
        doubt = amount.span or (wide and wide.scale(amount.factor))
        return Bar(label, text, (segment,), self.opening(figure), doubt, leads=figure.id, is_strong=is_leading)

    def decades(self, rows: list[Amount], home: str) -> tuple[Tick, ...]:
        """The powers of ten around all sums, two at least."""
        most = max(row.high * row.factor for row in rows)
        low, high = _power(rows[-1].size), _power(most)
        high += most > _ten(high)
        return tuple(
            Tick(_ten(power), self.words.value(_ten(power), home)) for power in range(low, max(high, low + 1) + 1)
        )


def _first_hedged(prints: tuple[Figure, ...]) -> Figure:
    """The print that rules take first; of its source a hedged one before a careless one."""
    own = (figure for figure in prints if figure.source == prints[0].source)
    return next((figure for figure in own if figure.reading.hedges), prints[0])


def _value(rate: Rate) -> Fraction:
    """The rate as a number; zero where it is none."""
    try:
        return Fraction(rate.rate)
    except (ValueError, ZeroDivisionError):
        return Fraction(0)


def _ten(power: int) -> Fraction:
    return Fraction(10) ** power


def _power(value: Fraction) -> int:
    """The largest power of ten that a value above zero comes up to."""
    power = len(str(int(value))) - 1
    while _ten(power) > value:
        power -= 1
    return power


def _size_table(bars: list[Bar], rows: list[Amount], home: str) -> Table:
    """Exactly what the chart shows: each sum as printed, and in the currency of the axis with the rate used."""
    columns = (
        Column("row", "label of the row"),
        Column("figure_id", "the figure's id"),
        Column("printed", "the number as printed, of a range its lower end, in base units", True),
        Column("printed_high", "upper end of a range as printed; empty: a single number", True),
        Column("printed_unit", "the currency as printed"),
        Column("open_end", "up: may be more; down: may be less; empty: closed"),
        Column("status", "actual, announced, planned, expected, hoped"),
        Column("value", "in the currency of the axis; what is converted has two digits, as told", True),
        Column("unit", "the currency of the axis"),
        Column("value_high", "upper end of a range, told like value; empty: a single number", True),
        Column("rate", "the rate it was converted with; empty: not converted", True),
        Column("rate_pair", "one of the first costs so many of the second"),
        Column("rate_date", "day of the rate"),
    )
    cells = [
        (
            bar.label,
            row.figure.id,
            number(row.value),
            number(row.high) if row.span else "",
            row.unit,
            bar.opening,
            row.figure.status,
            number(row.told(row.size)),
            home,
            number(row.told(row.span.upper)) if row.span else "",
            *((row.rate.rate, row.rate.pair, row.rate.date) if row.rate else ("", "", "")),
        )
        for bar, row in zip(bars, rows, strict=True)
    ]
    return Table("sizes", columns, tuple(cells))
