"""The dates page: milestones in the order of time, development by period, and no sum mistaken for a development."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ledgers import write_ledger

import figures
from figures import charts
from figures.canvas import TOKENS
from figures.ledger import LANGUAGES
from figures.report import Report
from figures.views import Views

TOWN = """
was    pool.guests[2023]  900 visitor
hope   pool.guests[2025]  >2000 visitor  status=hoped
soon   pool.guests[2024]  ~1200 visitor  status=planned
north  pool.lanes[2023]   3 site
south  pool.lanes[2024]   2 site
rule: more: pool.same[2025] = pool.guests[2024] * pool.guests[2024] / pool.guests[2023]  unit=visitor
rule: all: 5 = pool.lanes[2023] + pool.lanes[2024]
"""
EVENTS = """date,status,phrase,source,start,end,label_de,label_en,label_fr,note
2030,planned,2030,paper,,,,New pool opens,,
2024-05-01,actual,1. Mai,paper,,,,Works begin,,
1950,actual,1950,paper,,,,Old pool opens,,
2026-41,hoped,2026,paper,,,,Works end,,
-0050,actual,50 v. Chr.,paper,,,,Romans bathe,,
"""


@pytest.fixture(params=LANGUAGES)
def views(request: Any, seeds: Report) -> Views:
    return Views(seeds, request.param)


@pytest.fixture
def town(tmp_path: Path) -> Views:
    """A ledger that has nothing to do with the shipped one."""
    write_ledger(tmp_path, TOWN)
    (tmp_path / "milestones.csv").write_text(EVENTS)
    report = figures.read(tmp_path)
    assert report.problems == ()
    return Views(report, "en")


def test_the_headline_counts_what_is_ahead() -> None:
    """Five of twenty-one, in three languages: the third Nexus conference has taken place, says a later source."""
    titles = [Views(figures.read(), language).calendar().title for language in LANGUAGES]

    assert titles == [
        "5 von 21 Terminen nennen die Quellen nur als angekündigt oder geplant",
        "Sources give 5 of 21 dates only as announced or planned",
        "Les sources ne donnent 5 dates sur 21 que comme annoncées ou prévues",
    ]


@pytest.mark.parametrize(
    ("language", "told"),
    [("de", "bis 2. Halbjahr 2026"), ("en", "by second half of 2026"), ("fr", "d’ici le 2e semestre 2026")],
)
def test_a_deadline_is_open_to_what_is_earlier(seeds: Report, language: str, told: str) -> None:
    """To stand by the second half of 2026: its bar begins there, an arrow before it says that it may be earlier."""
    views = Views(seeds, language)
    chart = views.calendar().timeline
    assert chart is not None
    (event,) = (one for one in chart.events if one.due)
    canvas, marks = charts.marks(chart, TOKENS["light"])
    due = float(date(2026, 7, 1).toordinal())
    (box,) = (mark for mark in marks if mark.row.get("named") == event.named)

    assert event.value.startswith(told) and (event.first, event.last) == (None, date(2026, 12, 31))
    assert box.row["x"] == due and box.style["strokeDash"]
    assert [mark.row["x"] < due for mark in marks if mark.style.get("shape") == "triangle-left"].count(True) == 2
    assert views.words.text("page.timeline_due") in chart.subtitle
    assert "" in next(row for row in chart.table.rows if row[0] == event.label)


def test_every_milestone_is_drawn_and_listed(views: Views) -> None:
    """In the order of time, each with its phrase; what has not happened is not drawn full, what has is drawn once."""
    page = views.calendar()
    assert page.timeline is not None
    events = page.timeline.events

    assert len(page.milestones.rows) == len(views.ledger.milestones)
    assert len(page.timeline.records) == len(views.ledger.milestones)
    assert len(events) == len({milestone.labels for milestone in views.ledger.milestones})
    starts = [event.first for event in events if event.first]
    assert starts == sorted(starts)
    ahead = [event for event in events if event.look != "solid"]
    plans = [milestone for milestone in views.ledger.milestones if milestone.status != "actual"]
    assert len(ahead) == len(plans) - 1 and "dritte Ausgabe" in [milestone.phrase for milestone in plans]
    assert page.timeline.marker == date(2026, 2, 28)


def test_visitors_are_counted_expected_and_hoped_for(five_texts: Report) -> None:
    """Solid, dashed with an open end, empty; the same growth as a mark on the last."""
    (chart,) = Views(five_texts, "en").calendar().series

    assert [bar.segments[0].look for bar in chart.bars] == ["solid", "dashed", "hollow"]
    assert [bar.opening for bar in chart.bars] == ["", "up", ""]
    assert [[tick.place for tick in bar.ticks] for bar in chart.bars] == [[], [], [8750]]
    assert [row[6] for row in chart.table.rows] == ["", "up", "", "up"] and chart.table.rows[-1][3:5] == (
        "mark",
        "8750",
    )
    assert "more than 8,750\u00a0visitors (calculated)" in chart.bars[2].ticks[0].text
    sum_of = "more than 7,000 visitors × more than 7,000 visitors ÷ 5,600 visitors"
    assert f"Visitors at the same growth: {sum_of}." in chart.subtitle.replace("\u00a0", " ")
    assert chart.title == "Nexus conference: 5,600\u00a0visitors (2024), 10,000\u00a0visitors (2026, hoped for)"


def test_what_was_hoped_for_stands_beside_what_came(views: Views) -> None:
    """10,000 visitors were hoped for, more than 9,600 participants are reported: an open mark with its evidence."""
    chart = next(chart for chart in views.calendar().series if chart.id == "series-nexus-visitors")
    tick = chart.bars[-1].ticks[-1]

    assert (tick.place, tick.opening, tick.leads) == (9600, "up", "digitalsource-participants")
    assert tick.text.startswith(views.tell.measure("participants")) and "digitalsource-participants" in chart.figures
    assert chart.table.rows[-1][3:7] == ("mark", "9600", "9600", "up")
    assert tick.text in chart.alt


def test_a_projection_is_told_from_what_was_reported(seeds: Report) -> None:
    """Both stand as lines on the bar of what was hoped for: the projected one is dashed, and the key says so."""
    views = Views(seeds, "en")
    chart = next(one for one in views.calendar().series if one.id == "series-nexus-visitors")
    _, marks = charts.marks(chart, TOKENS["light"])
    dashes = {mark.row["x"]: mark.style.get("strokeDash") for mark in marks if mark.kind == "rule" and "y2" in mark.row}

    assert dashes[8750] and not dashes[9600]
    assert views.words.text("page.legend_line_projected") in chart.subtitle


def test_an_outcome_is_counted_in_the_same_unit(report: Report) -> None:
    """For 2025 those at the gate; for 2023, which has happened, none, and neither a hope nor another unit is one.

    past   fair.visitors[2023]   900 visitor
    gate   fair.at_gate[2023]    800 visitor
    hope   fair.visitors[2025]  2000 visitor   status=hoped
    more   fair.helpers[2025]    100 visitor   status=planned
    other  fair.sites[2025]        3 site
    came   fair.at_gate[2025]   1800 visitor
    """
    chart = next(chart for chart in Views(report, "en").calendar().series if chart.id == "series-fair-visitors")

    assert [[tick.place for tick in bar.ticks] for bar in chart.bars] == [[], [1800]]
    assert chart.bars[1].ticks[0].opening == ""


def test_money_of_another_measure_is_no_outcome(report: Report) -> None:
    """Takings that are planned are not told by what was spent.

    past   fair.takings[2023]  5 M€
    soon   fair.takings[2025]  7 M€   status=planned
    spent  fair.costs[2025]    6 M€
    """
    (chart,) = Views(report, "en").calendar().series

    assert [bar.ticks for bar in chart.bars] == [(), ()]


def test_waves_that_a_rule_adds_are_no_development(seeds: Report) -> None:
    """Seven sites and six more make thirteen: two bars would show a decline that nobody reports."""
    page = Views(seeds, "en").calendar()

    assert "series-nexus-visitors" in [chart.id for chart in page.series]
    assert "series-ai_factories-sites" not in [chart.id for chart in page.series]
    assert sum(row[0].startswith("AI factories in Europe: sites") for row in page.counts.rows) >= 2


def test_a_year_whose_one_print_is_deprecated(report: Report) -> None:
    """It is no bar, and the others are drawn.

    first   fair.visitors[2023]  900 visitor   rank=deprecated
    second  fair.visitors[2024]  1000 visitor
    third   fair.visitors[2025]  1200 visitor
    """
    (chart,) = Views(report, "en").calendar().series

    assert [bar.label for bar in chart.bars] == ["2024", "2025"]


def test_another_ledger_needs_no_code(town: Views) -> None:
    """Guests by year with the computed growth; lanes are added up, so they stay in the table."""
    page = town.calendar()
    (chart,) = page.series

    assert [bar.label for bar in chart.bars] == ["2023", "2024", "2025"]
    assert [bar.value.rpartition("(")[2] for bar in chart.bars[1:]] == ["planned)", "hoped for)"]
    assert [tick.place for tick in chart.bars[-1].ticks] == [1600]
    assert len(page.counts.rows) == 5
    assert page.title == "Sources give 2 of 5 dates only as announced or planned"


def test_what_no_calendar_holds_stays_in_the_table(town: Views) -> None:
    """Fifty before our era is listed last, and not drawn."""
    page = town.calendar()
    assert page.timeline is not None

    assert [event.label for event in page.timeline.events] == [
        "Old pool opens",
        "Works begin",
        "Works end",
        "New pool opens",
    ]
    assert page.milestones.rows[-1][1] == "Romans bathe"
    assert page.timeline.table.rows[2][1:4] == ("2026-41", "2026-07-01", "2026-12-31")


def test_the_axis_leaves_a_long_gap_to_an_arrow(town: Views) -> None:
    """1950 would press 2024 to 2030 into the last tenth: it is an arrow at the edge."""
    page = town.calendar()
    assert page.timeline is not None
    drawn = json.dumps(charts.spec(page.timeline, "light"), ensure_ascii=False)

    assert "triangle-left" in drawn and "\u00a02024" in drawn and "\u00a01950" not in drawn
    assert "Arrow to the left" in page.timeline.subtitle


def test_a_plan_that_came_true_says_so(seeds: Report) -> None:
    """The chart has the event once; the table keeps the plan beside what became of it."""
    page = Views(seeds, "en").calendar()
    assert page.timeline is not None

    told = [row[2] for row in page.milestones.rows if row[2].endswith("; has happened since")]
    assert len(told) == len(page.milestones.rows) - len(page.timeline.events) == 1


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("2024-05-01,actual", ["Dot"]),
        ("2024,actual", ["Bar"]),
        ("2024-05-01,planned", ["Dot", "Hollow"]),
        ("2024,planned", ["Bar", "Dashed"]),
        ("2024,hoped", ["Bar", "Hollow"]),
        ("2024,planned 2025-05-01,planned", ["Dot", "Bar", "Hollow or dashed"]),
        ("1950,actual 2024-05-01,actual 2026,actual", ["Dot", "Bar", "Arrow to the left"]),
        ("../2024,actual", ["Bar", "Arrow before a mark"]),
    ],
)
def test_the_key_of_a_timeline_tells_what_is_drawn(tmp_path: Path, rows: str, told: list[str]) -> None:
    """What it is about first, then no word about a mark that is not there; the line needs a source with a date."""
    write_ledger(tmp_path, "")
    lines = [f"{row},{row.split(',')[0]},paper,,,,Event {number},," for number, row in enumerate(rows.split())]
    (tmp_path / "milestones.csv").write_text("\n".join([EVENTS.splitlines()[0], *lines, ""]))
    timeline = Views(figures.read(tmp_path), "en").timeline()
    assert timeline is not None

    about, *key = timeline.subtitle.split(". ")
    assert about == "Dates of events as the sources give them, on an axis of years"
    names = [name for part in key if (name := part.split(":")[0]) != "Vertical line"]
    assert names == told


@pytest.mark.parametrize(("published", "told"), [("2025", "newest dated source"), ("2025-03", "whose month is known")])
def test_the_line_of_a_timeline_says_what_its_source_gives(tmp_path: Path, published: str, told: str) -> None:
    """A year alone is said to be no month."""
    write_ledger(tmp_path, f"source: daily  published={published}")
    (tmp_path / "milestones.csv").write_text(f"{EVENTS.splitlines()[0]}\n2024,actual,x,daily,,,,A,,\n")
    timeline = Views(figures.read(tmp_path), "en").timeline()

    assert timeline is not None and timeline.marker is not None and told in timeline.subtitle


def test_a_picture_explains_no_arrow_that_it_does_not_show(views: Views) -> None:
    """The last ten events reach no further back than its axis, and the page keeps its own key."""
    whole = views.timeline()
    assert whole is not None
    taken, arrow = views.taken(whole), views.words.text("page.timeline_earlier")

    assert len(taken.events) < len(whole.events)
    assert arrow in whole.subtitle and arrow not in taken.subtitle
    assert views.words.text("page.timeline_marker") in taken.subtitle


@pytest.mark.parametrize(
    "events",
    [
        "",
        "2030,planned,2030,paper,,,,A,,",
        "../2020,actual,2020,paper,,,,A,,",
        "9999,planned,9999,paper,,,,A,,\n0001,actual,1,paper,,,,B,,",
        "0000,actual,0,paper,,,,A,,",
    ],
)
def test_odd_calendars(tmp_path: Path, events: str) -> None:
    """No milestone, one, an open end, the ends of the calendar, a year that is none."""
    write_ledger(tmp_path, "")
    (tmp_path / "milestones.csv").write_text(f"{EVENTS.splitlines()[0]}\n{events}\n" if events else EVENTS[:71])
    for language in LANGUAGES:
        page = Views(figures.read(tmp_path), language).calendar()
        assert page.title
        if page.timeline:
            assert charts.spec(page.timeline, "page")["layer"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_names_the_same_newest_source(language: str) -> None:
    """The overview, the dates and the foot of each page cannot tell two dates."""
    views = Views(figures.read(), language)

    assert views.newest is not None and views.last_date() == views.words.date(views.newest[1])
    assert views.last_date() in views.overview().lead and views.last_date() in views.calendar().lead


@pytest.mark.parametrize(("hoped", "is_told"), [("9876 visitor", False), ("~9876 visitor", True)])
def test_a_wide_reading_is_explained_where_it_is_seen(tmp_path: Path, hoped: str, is_told: bool) -> None:
    """A whole visitor takes no pixel, about 9,876 takes a line with two ends."""
    lines = f"one  fair.visitors[2024]  5612 visitor\ntwo  fair.visitors[2025]  {hoped}  status=hoped"
    (chart,) = Views(figures.read(write_ledger(tmp_path, lines)), "en").calendar().series

    drawn = [row for row in charts.spec(chart, "page")["layer"] if row["mark"]["type"] == "rule"]
    assert ("Line with ends" in chart.subtitle) == is_told == bool(drawn)


@pytest.mark.parametrize(
    ("date", "phrase", "inferred"),
    [
        ("2025-06-17", "17. Juni 2025", False),
        ("2025-06-17", "am Dienstag", True),
        ("2025-06-17", "17. Juni", True),
        ("2025-06", "im Juni 2025", False),
        ("2026-41", "bis zur zweiten Jahreshälfte 2026", False),
        ("2010~", "etwa 15 Jahren", True),
        ("2024/2026", "2024 bis 2026", False),
    ],
)
def test_a_date_that_is_not_printed_says_so(tmp_path: Path, date: str, phrase: str, inferred: bool) -> None:
    """On the axis, in the table and in the evidence; below the title stands what that means."""
    write_ledger(tmp_path, "")
    (tmp_path / "milestones.csv").write_text(f"{EVENTS.splitlines()[0]}\n{date},planned,{phrase},paper,,,,Event,,\n")
    page = Views(figures.read(tmp_path), "en").calendar()

    assert page.timeline is not None
    told = [page.timeline.events[0].value, page.milestones.rows[0][0], dict(page.timeline.records[0].pairs)["Date"]]
    assert [text.endswith("inferred)") for text in told] == [inferred] * 3
    assert ("Inferred: not printed" in page.timeline.subtitle) == inferred
