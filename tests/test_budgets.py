"""The budget, line by line: what the five texts come to, and what second sources add."""

from typing import Any

import pytest

M, BN = 10**6, 10**9


def printed(report: Any, term: str) -> Any:
    """The value of a printed or computed term, as printed, in base units."""
    found = report.term(term)
    return found[0].reading.number.low if isinstance(found, tuple) else found.side.printed


def computed(report: Any, term: str) -> Any:
    """The value of a term that nobody printed; fails once somebody has."""
    found = report.term(term)
    assert not isinstance(found, tuple), f"{term} is printed"
    return found.side


def test_80_and_32_is_112(five_texts: Any) -> None:
    """MeluXina-AI: purchase and five years of use make the total, exactly."""
    split = five_texts.verdict("meluxina-cost-split")

    assert printed(five_texts, "meluxina_ai.acquisition") + printed(five_texts, "meluxina_ai.operation") == 112 * M
    assert (split.outcome, split.stated.printed, split.power) == ("exact", 112 * M, 1.5 * M)
    assert (split.stated.tight.lower, split.stated.tight.upper) == (111.5 * M, 112.5 * M)
    assert (split.computed.tight.lower, split.computed.tight.upper) == (111 * M, 113 * M)


def test_112_and_14_is_126(five_texts: Any) -> None:
    """The programme: machine and factory, computed."""
    programme = computed(five_texts, "programme.cost")

    assert programme.printed == 126 * M
    assert (programme.tight.lower, programme.tight.upper) == (125 * M, 127 * M)


def test_the_eu_pays_56_and_7_which_is_63(five_texts: Any) -> None:
    """Half of 112 and half of 14."""
    assert computed(five_texts, "meluxina_ai.eu_amount").printed == 56 * M
    assert computed(five_texts, "ai_factory.eu_amount").printed == 7 * M
    assert computed(five_texts, "programme.eu_amount").printed == 63 * M


def test_the_other_halves_are_63_not_60(five_texts: Any) -> None:
    """The government's 60 million: 3 million apart as printed, 2 to 4 when rounding is allowed for."""
    share = five_texts.verdict("lux-share")

    assert (share.outcome, share.printed_gap) == ("only loosely", -3 * M)
    assert (share.stated.printed, share.computed.printed) == (60 * M, 63 * M)
    assert (share.gap.lower, share.gap.upper) == (2 * M, 4 * M)
    assert (share.stated.loose.lower, share.stated.loose.upper) == (55 * M, 65 * M)
    assert (share.computed.loose.lower, share.computed.loose.upper) == (59_850_000, 66_150_000)


def test_what_could_close_the_gap(five_texts: Any) -> None:
    """The trailing zero of 60, or the estimate of 112: either alone; the table calls it unresolved."""
    share = five_texts.verdict("lux-share")
    closers = {reason.code: dict(reason.args).get("figures") for reason in share.reasons}

    assert closers["closed-by-rounding"] == ("lux-state-contribution",)
    assert closers["closed-by-hedge"] == ("meluxina-ai-total",)
    assert share.explanation.cause == "unresolved"


def test_eu_and_government_leave_3_of_126(five_texts: Any) -> None:
    """With every figure counted once the gap is the same 2 to 4 million."""
    funding, rest = five_texts.verdict("programme-funding"), computed(five_texts, "programme.no_payer")

    assert (funding.outcome, abs(funding.printed_gap)) == ("only loosely", 3 * M)
    assert (funding.gap.lower, funding.gap.upper) == (2 * M, 4 * M)
    assert rest.printed == 3 * M
    assert (rest.tight.lower, rest.tight.upper) == (2 * M, 4 * M)


def test_a_year_costs_6_4_and_4_7(five_texts: Any) -> None:
    """32 over five years, 14 over three."""
    assert computed(five_texts, "meluxina_ai.operation_per_year").printed == 6_400_000
    assert round(float(computed(five_texts, "ai_factory.cost_per_year").printed / M), 1) == 4.7


def test_seven_sites_are_one_and_six(five_texts: Any) -> None:
    """The first wave: Luxembourg and six others, in six countries named."""
    assert five_texts.verdict("wave1-sites").outcome == "exact"
    assert five_texts.verdict("six-named-countries").outcome == "exact"


def test_thirteen_sites_are_seven_and_six(five_texts: Any) -> None:
    """Both waves; nobody prints the sum."""
    found = computed(five_texts, "ai_factories.network_sites[2025-03]")

    assert found.printed == 13 and found.tight.lower == found.tight.upper == 13


def test_nexus_grew_by_more_than_a_quarter(five_texts: Any) -> None:
    """More than 7,000 expected after 5,600 counted: more than 25 % when tight, 23.9 % when loose."""
    growth = computed(five_texts, "nexus.growth")

    assert growth.printed == 0.25
    assert 0.25 < growth.tight.lower < 0.2503 and growth.tight.upper is None
    assert 0.239 < growth.loose.lower < 0.2392
    assert five_texts.verdict("nexus-more-than-last-year").outcome == "exact"


def test_ten_thousand_is_open(five_texts: Any) -> None:
    """8,750 at the same growth; 10,000 needs at least 7,484 the year before."""
    hope = five_texts.verdict("nexus-hope")
    needed = dict(hope.reasons[0].args)

    assert (hope.outcome, needed["term"], needed["value"]) == ("undecided", "nexus.visitors[2025]", 7484)
    assert computed(five_texts, "nexus.same_growth").printed == 8750


def test_the_heading_drops_the_hedge(five_texts: Any) -> None:
    """15 million in the heading, more than 15 in the text: both can be true."""
    prints = five_texts.verdict("prints:artec3d.loan")

    assert (prints.outcome, prints.stated.printed) == ("within rounding", 15 * M)
    assert five_texts["artec3d-eib-loan"].reading.hedge == "more_than"


def test_the_round_buys_a_seventh(five_texts: Any) -> None:
    """1.7 of 11.7 billion is 14.5 %, between 14.04 and 15.02; before the round 10.0 billion, 9.9 to 10.1."""
    share, before = computed(five_texts, "mistral.round_share"), computed(five_texts, "mistral.pre_money")

    assert round(float(share.printed), 3) == 0.145
    assert (round(float(share.tight.lower), 4), round(float(share.tight.upper), 4)) == (0.1404, 0.1502)
    assert before.printed == 10 * BN
    assert (before.tight.lower, before.tight.upper) == (9.9 * BN, 10.1 * BN)


def test_dollars_are_not_added_to_euros(five_texts: Any) -> None:
    """2.9 billion dollars raised against the round of 1.7 billion euros cannot be decided."""
    total = five_texts.verdict("mistral-total-covers-round")

    assert total.outcome == "undecided"
    assert [reason.code for reason in total.reasons] == ["mixed-currency"]


def test_visitors_are_expected_not_counted(five_texts: Any) -> None:
    """7,000 is expected, 5,600 counted, 10,000 hoped for."""
    statuses = [five_texts.term(f"nexus.visitors[{year}]")[0].status for year in (2024, 2025, 2026)]

    assert statuses == ["actual", "expected", "hoped"]


# With the second sources


def test_126_is_printed_and_confirms_112_and_14(seeds: Any) -> None:
    """The minister's answer prints 126, and 112 for the machine: the sum is judged now, and is exact."""
    programme = seeds.verdict("programme-cost")

    assert (programme.outcome, programme.stated.printed, programme.computed.printed) == ("exact", 126 * M, 126 * M)
    assert programme.power == 1.5 * M
    assert printed(seeds, "programme.cost") == 126 * M


def test_112_is_printed_for_three_things(seeds: Any) -> None:
    """For the machine by three outlets, for the project as a whole by two, and once, set apart, for the programme."""
    machine, project = seeds.verdict("prints:meluxina_ai.cost"), seeds.verdict("prints:ai_project.cost")
    apart = {other.figure: other.outcome for other in seeds.verdict("programme-cost").others}

    assert (machine.outcome, machine.witnesses, machine.stated.printed) == ("exact", 3, 112 * M)
    assert (project.outcome, project.witnesses, project.stated.printed) == ("exact", 2, 112 * M)
    assert apart == {"sr-programme-total": "contradicted"}
    assert {seeds[name].reading.hedge for name in machine.figures} == {"estimated", "none"}


def test_the_halves_have_a_second_witness_and_a_ceiling(seeds: Any) -> None:
    """Equally shared, says etude.lu; more than half would not be allowed. 7 of the 14 million are printed."""
    assert (seeds.verdict("prints:meluxina_ai.eu_share").outcome, printed(seeds, "ai_factory.eu_amount")) == (
        "exact",
        7 * M,
    )
    assert seeds.verdict("ai-factory-eu-amount").outcome == "exact"
    assert seeds.verdict("eu-acquisition-ceiling").outcome == "within rounding"


def test_60_is_printed_twice_once_roughly(seeds: Any) -> None:
    """ "Roughly 60" alone would reach 63; the 60 without a hedge keeps the gap of 2 to 4 million."""
    share = seeds.verdict("lux-share")

    assert seeds.verdict("prints:lux.contribution").witnesses == 2
    assert (share.outcome, share.gap.lower, share.gap.upper) == ("only loosely", 2 * M, 4 * M)
    assert (share.stated.loose.lower, share.stated.loose.upper) == (54 * M, 66 * M)
    assert (share.computed.loose.lower, share.computed.loose.upper) == (59_850_000, 66_150_000)
    assert [(o.figure, o.role, o.outcome) for o in share.others] == [
        ("etude-state-contribution", "alone", "within rounding")
    ]


def test_no_printed_figure_fills_the_gap(seeds: Any) -> None:
    """Neither a number of the ledger nor a sum or difference of two lies in it."""
    assert seeds.verdict("lux-share").bridges == ()
    assert seeds.verdict("programme-funding").bridges == ()


def test_eu_and_government_leave_1_5_to_4_5_of_the_printed_126(seeds: Any) -> None:
    """The printed 126 has its own rounding: 125.5 to 126.5 against 122 to 124."""
    funding, rest = seeds.verdict("programme-funding"), computed(seeds, "programme.no_payer")

    assert (funding.outcome, funding.printed_gap) == ("only loosely", 3 * M)
    assert (funding.gap.lower, funding.gap.upper) == (1.5 * M, 4.5 * M)
    assert rest.printed == 3 * M
    assert (rest.tight.lower, rest.tight.upper) == (1.5 * M, 4.5 * M)


def test_together_the_government_would_pay_62_75_to_63_25(five_texts: Any, seeds: Any) -> None:
    """62.5 to 63.5 by the five texts; the 126 makes it narrower, and the conflict through it is named first."""
    for report, low, high in ((five_texts, 62.5, 63.5), (seeds, 62.75, 63.25)):
        implied = {str(found.term): found for found in report.together.implied}["lux.contribution"]
        assert (implied.range.lower, implied.range.upper, implied.is_tight) == (low * M, high * M, True)

    assert "lequotidien-programme-total" in seeds.together.conflicts[0].figures
    assert (seeds.together.tight, seeds.together.loose) == (False, True)
    assert five_texts.together.conflicts[0].figures == (
        "meluxina-ai-total",
        "meluxina-ai-eu-share",
        "ai-factory-total",
        "ai-factory-eu-share",
        "lux-state-contribution",
    )


def test_six_or_seven_first_factories(seeds: Any) -> None:
    """Two papers print six: a disagreement of its own. The rules take seven, and say what six would give."""
    prints, wave = seeds.verdict("prints:ai_factories.sites[2024-12]"), seeds.verdict("wave1-sites")

    assert (prints.outcome, prints.explanation.cause, prints.witnesses) == ("contradicted", "misprint", 4)
    assert wave.outcome == "exact"
    assert [(other.role, other.outcome) for other in wave.others] == [("not preferred", "contradicted")]


def test_fifteen_or_more_than_fifteen(seeds: Any) -> None:
    """The borrower prints 15: all three can be true, which proves little."""
    prints = seeds.verdict("prints:artec3d.loan")

    assert (prints.outcome, len(prints.figures), prints.proves_little) == ("within rounding", 3, True)


def test_exhibitors_are_no_stands_and_tickets_no_visitors(seeds: Any) -> None:
    """73 and about 100, 7,500 and more than 7,000 stand in terms of their own, each with its reason."""
    assert seeds["land-exhibitors"].term != seeds["nexus-2025-booths"].term
    assert "Not the same thing" in seeds["land-exhibitors"].note
    assert seeds["land-tickets"].term != seeds["nexus-2025-guests-expected"].term
    assert computed(seeds, "nexus.tickets[2024]").printed == 6000


def test_57_countries_and_7000_visitors_came_as_expected(seeds: Any) -> None:
    """What was expected has been reported since: rules take what happened, the expectation stands beside it."""
    for term in ("nexus.countries[2025]", "nexus.visitors[2025]"):
        every = seeds.ledger.every_print(seeds.term(term)[0].term)
        assert {figure.status for figure in every} == {"actual", "expected"}
        assert len({(figure.reading.number, figure.reading.hedges) for figure in every}) == 1


def test_nearly_500_speakers_are_491(seeds: Any) -> None:
    """The hedge "nearly" at work: 475 to 499 holds the 491 that another paper counts."""
    speakers = seeds.verdict("prints:nexus.speakers")

    assert (speakers.outcome, speakers.witnesses) == ("within rounding", 2)


def test_1_2_and_1_7_billion_in_dollars(seeds: Any) -> None:
    """Printed in both currencies on one day: the European Central Bank's rate of that day agrees."""
    for rule, rate, date in (
        ("mistral-sweden-dollars", "1.19", "2026-02-11"),
        ("mistral-series-c-dollars", "1.1744", "2025-09-09"),
    ):
        verdict = seeds.verdict(rule)
        named = [dict(reason.args) for reason in verdict.reasons if reason.code == "converted"]
        assert verdict.outcome == "within rounding"
        assert [(str(float(one["rate"])), one["dates"]) for one in named] == [(rate, (date,))]


def test_copies_are_no_witnesses(seeds: Any) -> None:
    """Seven outlets print 1.2 billion; two of three prints of 11.7 billion are of one agency."""
    assert seeds.verdict("prints:mistral.investment").witnesses == 7
    assert (
        seeds.verdict("prints:mistral.valuation").witnesses,
        len(seeds.verdict("prints:mistral.valuation").figures),
    ) == (2, 3)


def test_before_the_round_10_billion_are_printed(seeds: Any) -> None:
    """11.7 less 1.7, now printed by RCR Wireless; an "around" keeps it from being exact."""
    before = seeds.verdict("mistral-pre-money")

    assert (before.outcome, before.printed_gap) == ("within rounding", 0)


def test_visitors_of_2025_are_counted_now(seeds: Any) -> None:
    """7,000 came, 5,600 were counted, 10,000 are hoped for."""
    statuses = [seeds.term(f"nexus.visitors[{year}]")[0].status for year in (2024, 2025, 2026)]

    assert statuses == ["actual", "actual", "hoped"]


@pytest.mark.parametrize("name", ["five_texts", "seeds"])
def test_the_ledger_is_clean(name: str, request: pytest.FixtureRequest) -> None:
    """No problem in any table, and every discrepancy is acknowledged."""
    report = request.getfixturevalue(name)

    assert report.problems == ()
    assert report.is_clean
