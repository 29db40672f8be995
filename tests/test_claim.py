"""What may be claimed of a number: the phrase, read again, holds the interval it was made from."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from figures.claim import Claim, outward, phrase, quoted
from figures.hedges import HEDGES
from figures.interval import Interval
from figures.locale import LANGUAGES
from figures.phrase import Amount, Parsed, read, read_notation, scaled_unit
from figures.quantity import base, is_currency, names, unit_name

MILLION = Fraction(10**6)
UNITS = sorted({unit_name(base(name)[1]) for name in names().values()} - {"money"})
PER_YEAR = [f"{unit}/year" for unit in UNITS if unit != "1" and is_currency(base(unit)[1])]
NUMBERS = st.builds(
    lambda digits, power, divisor: Fraction(digits) * Fraction(10) ** power / divisor,
    st.integers(0, 99_999),
    st.integers(-6, 12),
    st.sampled_from((1, 1, 1, 3, 7)),
)


def claim_of(notation: str, hedges: tuple[str, ...] = ()) -> Claim:
    """The claim of a quantity in the notation, with hedges that have no sign there."""
    parsed = read_notation(notation)
    assert isinstance(parsed, Parsed), notation
    unit = unit_name(base(parsed.unit)[1]) if parsed.unit else "1"
    parsed = Parsed(parsed.low, parsed.high, hedges or parsed.hedges, parsed.unit, parsed.noun)
    tight, loose = parsed.readings()
    return Claim(tight, loose, unit, None if parsed.upper else parsed.value, parsed.hedges)


def reading(text: str, language: str) -> tuple[Interval, Interval]:
    """Both intervals of a phrase as `figures read` gives them, a symbol like MW in its base unit."""
    parsed = read(text, language)
    assert isinstance(parsed, Parsed), text
    scaled = scaled_unit(parsed.noun) if parsed.sort == "other" else None
    factor = scaled[0] * base(scaled[1])[0] if scaled and scaled[1] else Fraction(1)
    tight, loose = (found.scale(factor) for found in parsed.readings())
    return tight, loose


@pytest.mark.parametrize(
    ("claim", "texts"),
    [
        (claim_of("112 M€", ("estimated",)), ("rund 112 Mio. €", "about €112m", "environ 112 M€")),
        (claim_of("60 M€"), ("rund 60 Mio. €", "about €60m", "environ 60 M€")),
        (claim_of("1.7 bn€"), ("1,7 Mrd. €", "€1.7bn", "1,7 Md€")),
        (claim_of("=7 site"), ("7 Standorte", "7 sites", "7 sites")),
        (claim_of(">7000 visitor"), ("mehr als 7.000 Besucher", "more than 7,000 visitors", "plus de 7 000 visiteurs")),
        (claim_of("300 student"), ("rund 300 Studierende", "about 300 students", "environ 300 étudiants")),
        (
            claim_of("500 speaker", ("nearly",)),
            ("fast 500 Vortragende", "nearly 500 speakers", "près de 500 intervenants"),
        ),
        (claim_of("<=100 bn$"), ("bis zu 100 Mrd. US-$", "up to US$100bn", "jusqu’à 100 Md $US")),
        (claim_of("30..40 M€"), ("zwischen 30 und 40 Mio. €", "between €30m and €40m", "entre 30 et 40 M€")),
        (claim_of("=1/2"), ("die Hälfte", "half", "la moitié")),
        (claim_of("~150 MW"), ("rund 150 MW", "about 150 MW", "environ 150 MW")),
        (
            Claim(Interval.of(0, 36), Interval.of(0, Fraction("38.3")), "1"),
            ("höchstens 39", "at most 39", "au plus 39"),
        ),
        (
            Claim(Interval(-MILLION, 3 * MILLION), Interval(-2 * MILLION, 5 * MILLION), "EUR"),
            (
                "zwischen –2 und 5 Mio. €",
                "between –€2m and €5m",
                "entre –2 et 5 M€",
            ),
        ),
    ],
    ids=str,
)
def test_phrases(claim: Claim, texts: tuple[str, ...]) -> None:
    """The shortest phrase that says no more than the source if read generously, in the reader's language."""
    said = tuple(phrase(claim, language) for language in LANGUAGES)

    assert tuple(" ".join(text.replace("\u2212", "–").split()) for text in said) == texts


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Any interval that is not empty and has a lower end."""
    one, two = draw(NUMBERS), draw(st.one_of(NUMBERS, st.sampled_from([Fraction("1.001"), Fraction("1.1")])))
    low, high = sorted((one, one * two if two in (Fraction("1.001"), Fraction("1.1")) else two))
    shift = draw(st.sampled_from([Fraction(0), Fraction(0), high, 2 * high + 1]))
    low_included, high_included = (True, True) if low == high else (draw(st.booleans()), draw(st.booleans()))
    upper = None if draw(st.integers(0, 5)) == 0 else high - shift
    return Interval(low - shift, upper, low_included, high_included)


@st.composite
def printed(draw: st.DrawFn) -> Claim:
    """A number as a source may print it: digits, a scale, a unit, and up to two hedges."""
    name = draw(st.sampled_from(sorted(set(names().values()) - {"1", "money", "percentage_point"})))
    factor, unit = base(name)
    scale, decimals = draw(st.sampled_from((1, 10**6, 10**9))), draw(st.sampled_from((0, 0, 1)))
    amount = Amount.of(Fraction(draw(st.integers(1, 99_999)), 10**decimals), decimals).times(factor * scale, scale > 1)
    codes = [code for code in HEDGES if code not in ("none", "between")]
    hedges = tuple(draw(st.lists(st.sampled_from(codes), max_size=2, unique=True)))
    tight, loose = Parsed(amount, amount, hedges, name).readings()
    return Claim(tight, loose, unit_name(unit), amount.value, hedges)


@given(intervals(), st.sampled_from(UNITS + PER_YEAR), st.sampled_from(LANGUAGES), st.booleans())
def test_a_phrase_claims_no_more_than_it_was_made_from(found: Interval, unit: str, language: str, valued: bool) -> None:
    """Both readings of the phrase hold the interval of a computed number, which stands without a hedge of its own.

    Without a negative end there always is such a phrase, whatever the unit and the language.
    """
    said = phrase(Claim(found, found, unit, found.lower if valued else None), language)

    assert said or (found.lower is not None and found.lower < 0)
    assert not said or all(found.inside(heard) for heard in reading(said, language))


@given(printed(), st.sampled_from(LANGUAGES))
def test_a_printed_number_keeps_its_doubt(claim: Claim, language: str) -> None:
    """Reading by reading the phrase holds the source's interval; bare digits hold the loose one even when tight."""
    said = phrase(claim, language)
    assert said or claim.loose.lower is None
    if not said:
        return
    tight, loose = reading(said, language)
    parsed = read(said, language)

    assert claim.loose.inside(loose) and claim.tight.inside(tight)
    assert isinstance(parsed, Parsed) and (parsed.hedges or claim.loose.inside(tight))


@example(claim_of("1000000 CHF", ("less_than", "up_to")), "fr")
@example(claim_of("1000000 CHF", ("exact", "more_than")), "fr")
@given(printed(), st.sampled_from(LANGUAGES))
def test_a_quoted_number_keeps_the_loose_law(claim: Claim, language: str) -> None:
    """What is said "according to" a source may have bare digits, but its loose reading holds the source's."""
    said = quoted(claim, language)
    assert said or claim.loose.lower is None
    if not said:
        return
    tight, loose = reading(said, language)

    assert claim.loose.inside(loose) and claim.tight.inside(tight)


@given(NUMBERS, st.booleans(), st.booleans())
def test_ends_are_rounded_outward_to_two_digits(size: Fraction, up: bool, negative: bool) -> None:
    """Never inward, by less than a tenth, and with no third digit."""
    end = -size if negative else size
    moved = outward(end, up)
    digits = str(abs(moved).limit_denominator(10**12) * 10**12).rstrip("0")

    assert moved >= end if up else moved <= end
    assert abs(moved - end) <= size / 10 and len(digits) <= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_where_nothing_is_known(language: str) -> None:
    """An open range, an empty one, or one without a lower end: the reader of phrases knows no words for it."""
    everything, nothing = Interval(None, None), Interval(Fraction(1), Fraction(0))
    below = Interval(None, Fraction(5))

    assert [phrase(Claim(found, found, "EUR"), language) for found in (everything, nothing, below)] == ["", "", ""]
