"""The budget, line by line: what the shipped ledger's splits come to."""

from typing import Any

M, BN = 10**6, 10**9


def printed(seeds: Any, term: str) -> Any:
    """The value of a printed or computed term, as printed, in base units."""
    found = seeds.term(term)
    return found[0].reading.number.low if isinstance(found, tuple) else found.side.printed


def computed(seeds: Any, term: str) -> Any:
    """The value of a term that nobody printed; fails once somebody has."""
    found = seeds.term(term)
    assert not isinstance(found, tuple), f"{term} is printed"
    return found.side


def test_80_and_32_is_112(seeds: Any) -> None:
    """MeluXina-AI: purchase and five years of use make the total, exactly."""
    split = seeds.verdict("meluxina-cost-split")

    assert printed(seeds, "meluxina_ai.acquisition") + printed(seeds, "meluxina_ai.operation") == 112 * M
    assert (split.outcome, split.stated.printed, split.power) == ("exact", 112 * M, 1.5 * M)
    assert (split.stated.tight.lower, split.stated.tight.upper) == (111.5 * M, 112.5 * M)
    assert (split.computed.tight.lower, split.computed.tight.upper) == (111 * M, 113 * M)


def test_112_and_14_is_126(seeds: Any) -> None:
    """The programme: machine and factory, computed."""
    programme = computed(seeds, "programme.cost")

    assert programme.printed == 126 * M
    assert (programme.tight.lower, programme.tight.upper) == (125 * M, 127 * M)


def test_the_eu_pays_56_and_7_which_is_63(seeds: Any) -> None:
    """Half of 112 and half of 14."""
    assert computed(seeds, "meluxina_ai.eu_amount").printed == 56 * M
    assert computed(seeds, "ai_factory.eu_amount").printed == 7 * M
    assert computed(seeds, "programme.eu_amount").printed == 63 * M


def test_the_other_halves_are_63_not_60(seeds: Any) -> None:
    """The government's 60 million: 3 million apart as printed, 2 to 4 when rounding is allowed for."""
    share = seeds.verdict("lux-share")

    assert (share.outcome, share.printed_gap) == ("only loosely", -3 * M)
    assert (share.stated.printed, share.computed.printed) == (60 * M, 63 * M)
    assert (share.gap.lower, share.gap.upper) == (2 * M, 4 * M)
    assert (share.stated.loose.lower, share.stated.loose.upper) == (55 * M, 65 * M)
    assert (share.computed.loose.lower, share.computed.loose.upper) == (59_850_000, 66_150_000)


def test_what_could_close_the_gap(seeds: Any) -> None:
    """The trailing zero of 60, or the estimate of 112: either alone; the table calls it unresolved."""
    share = seeds.verdict("lux-share")
    closers = {reason.code: dict(reason.args).get("figures") for reason in share.reasons}

    assert closers["closed-by-rounding"] == ("lux-state-contribution",)
    assert closers["closed-by-hedge"] == ("meluxina-ai-total",)
    assert share.explanation.cause == "unresolved"


def test_eu_and_government_leave_3_of_126(seeds: Any) -> None:
    """With every figure counted once the gap is the same 2 to 4 million."""
    funding, rest = seeds.verdict("programme-funding"), computed(seeds, "programme.no_payer")

    assert (funding.outcome, abs(funding.printed_gap)) == ("only loosely", 3 * M)
    assert (funding.gap.lower, funding.gap.upper) == (2 * M, 4 * M)
    assert rest.printed == 3 * M
    assert (rest.tight.lower, rest.tight.upper) == (2 * M, 4 * M)


def test_a_year_costs_6_4_and_4_7(seeds: Any) -> None:
    """32 over five years, 14 over three."""
    assert computed(seeds, "meluxina_ai.operation_per_year").printed == 6_400_000
    assert round(float(computed(seeds, "ai_factory.cost_per_year").printed / M), 1) == 4.7


def test_seven_sites_are_one_and_six(seeds: Any) -> None:
    """The first wave: Luxembourg and six others, in six countries named."""
    assert seeds.verdict("wave1-sites").outcome == "exact"
    assert seeds.verdict("six-named-countries").outcome == "exact"


def test_thirteen_sites_are_seven_and_six(seeds: Any) -> None:
    """Both waves."""
    assert seeds.verdict("network-sites").outcome == "exact"


def test_nexus_grew_by_more_than_a_quarter(seeds: Any) -> None:
    """More than 7,000 expected after 5,600 counted: more than 25 % when tight, 23.9 % when loose."""
    growth = computed(seeds, "nexus.growth")

    assert growth.printed == 0.25
    assert 0.25 < growth.tight.lower < 0.2503 and growth.tight.upper is None
    assert 0.239 < growth.loose.lower < 0.2392
    assert seeds.verdict("nexus-more-than-last-year").outcome == "exact"


def test_ten_thousand_is_open(seeds: Any) -> None:
    """8,750 at the same growth; 10,000 needs at least 7,484 the year before."""
    hope = seeds.verdict("nexus-hope")
    needed = dict(hope.reasons[0].args)

    assert (hope.outcome, needed["term"], needed["value"]) == ("undecided", "nexus.visitors[2025]", 7484)
    assert computed(seeds, "nexus.same_growth").printed == 8750


def test_the_heading_drops_the_hedge(seeds: Any) -> None:
    """15 million in the heading, more than 15 in the text: both can be true."""
    prints = seeds.verdict("prints:artec3d.loan")

    assert (prints.outcome, prints.stated.printed) == ("within rounding", 15 * M)
    assert seeds["artec3d-eib-loan"].reading.hedge == "more_than"


def test_the_round_buys_a_seventh(seeds: Any) -> None:
    """1.7 of 11.7 billion is 14.5 %, between 14.04 and 15.02; before the round 10.0 billion, 9.9 to 10.1."""
    share, before = computed(seeds, "mistral.round_share"), computed(seeds, "mistral.pre_money")

    assert round(float(share.printed), 3) == 0.145
    assert (round(float(share.tight.lower), 4), round(float(share.tight.upper), 4)) == (0.1404, 0.1502)
    assert before.printed == 10 * BN
    assert (before.tight.lower, before.tight.upper) == (9.9 * BN, 10.1 * BN)


def test_dollars_are_not_added_to_euros(seeds: Any) -> None:
    """2.9 billion dollars raised against the round of 1.7 billion euros cannot be decided."""
    total = seeds.verdict("mistral-total-covers-round")

    assert total.outcome == "undecided"
    assert [reason.code for reason in total.reasons] == ["mixed-currency"]


def test_visitors_are_expected_not_counted(seeds: Any) -> None:
    """7,000 is expected, 5,600 counted, 10,000 hoped for."""
    statuses = [seeds.term(f"nexus.visitors[{year}]")[0].status for year in (2024, 2025, 2026)]

    assert statuses == ["actual", "expected", "hoped"]


def test_the_ledger_is_clean(seeds: Any) -> None:
    """No problem in any table, and every discrepancy is acknowledged."""
    assert seeds.problems == ()
    assert seeds.is_clean
