"""M5–M7, M9, M10 and dialog+: one authority a case in one built month, expected values worked out by hand.

The month is observed on Tuesday 20 October 2026, 04:00 UTC, so the last whole ISO week ends on Sunday 18 October.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from barometer.readings import Outcome, Reading
from tests.make_readings import Maker, authority, comment, feed, instant, post
from warehouse.build import build
from warehouse.read import query

MONTH = "2026-10"
AT = instant(MONTH)
ID = "page"
MONDAY = datetime.fromisoformat("2026-10-19T00:00:00+00:00")
"""The week that is not whole yet."""


def ago(days: float) -> datetime:
    return AT - timedelta(days=days)


def weeks_ago(week: int, hours: float = 30) -> datetime:
    """Return an instant in a whole week before the visit: 1 is the last one."""
    return MONDAY - timedelta(weeks=week) + timedelta(hours=hours)


def seen(days: float = 100, threads: bool = True) -> list[Reading]:
    return [feed(ID, ago(days), threads=threads)]


def posts(*days: float, **changes: Any) -> list[Reading]:
    return [post(ID, f"p{order}", ago(each), **changes) for order, each in enumerate(days)]


def asked(count: int, answered: int, *, days: float = 20, wait: float = 1, first: int = 0) -> list[Reading]:
    """Return enquiries under the first post, of which the first ones are answered some days later."""
    made: list[Reading] = []
    for thread in range(first, first + count):
        made.append(comment(ID, "p0", ago(days), enquiry=True, thread=thread))
        if thread - first < answered:
            made.append(comment(ID, "p0", ago(days - wait), by="page", thread=thread, position=1))
    return made


def week(number: int, *, reply: bool = False, hidden: int = 0) -> list[Reading]:
    """Return a post in a week, with a citizen's comment and the page's reply if asked for."""
    at = weeks_ago(number)
    made: list[Reading] = []
    if reply:
        made.append(comment(ID, f"w{number}", at + timedelta(hours=1)))
        made.append(comment(ID, f"w{number}", at + timedelta(hours=2), by="page", position=1))
    total = len(made) + hidden
    return [post(ID, f"w{number}", at, comments_low=total, comments_high=total), *made]


def weeks(replies: Sequence[int], silent: Sequence[int] = ()) -> list[Reading]:
    return [each for number in range(1, 14) if number not in silent for each in week(number, reply=number in replies)]


CASES: dict[str, list[Reading]] = {
    "silent": seen(),
    "busy": [*seen(), *posts(3, 6, 12, 24), *asked(10, 7)],
    "cut": [*seen(71), *posts(3, 6, 12, 24), *asked(10, 7)],
    "nearly all seen": [*seen(72), *posts(3, 6, 12, 24), *asked(10, 7)],
    "authors hidden": [*seen(threads=False), *posts(3, 6, 12, comments_low=4, comments_high=4)],
    "nine enquiries": [*seen(), *posts(30), *asked(9, 9)],
    "none answered": [*seen(), *posts(30), *asked(12, 0)],
    "all answered": [*seen(), *posts(30), *asked(12, 12)],
    "answered on the eighth day": [*seen(), *posts(30), *asked(5, 5, wait=7), *asked(5, 5, wait=7.01, first=5)],
    "asked this week": [*seen(), *posts(30), *asked(10, 4), *asked(6, 6, days=6.9, wait=0.1, first=10)],
    "a visitor's post counts": [*seen(), *posts(30), *asked(9, 3),
                                post(ID, "v", ago(15), by="visitor", is_enquiry=True),
                                comment(ID, "v", ago(14), by="page")],
    "threads": [*seen(), *posts(3, 6, 9, 12, 15),
                # Dialogue; a reply to nobody's question is one too.
                comment(ID, "p0", ago(2)), comment(ID, "p0", ago(1), by="page", position=1),
                # A citizen's word without an answer; the page alone; the page answering itself.
                comment(ID, "p1", ago(2)), comment(ID, "p2", ago(2), by="page"),
                comment(ID, "p3", ago(2), by="page"), comment(ID, "p3", ago(1), by="page", position=1)],
    "weeks": [*seen(), *weeks(replies=(1, 2, 3, 4), silent=(5, 6))],
    "no reply": [*seen(), *weeks(replies=())],
    "nine weeks seen": [feed(ID, weeks_ago(10, 0)), *weeks(replies=(1,))],
    "ten weeks seen": [feed(ID, weeks_ago(11, 0)), *weeks(replies=(1,))],
    # A practice page answered on a Monday what stood under a post of the Thursday before, which was not seen.
    "the first week may answer older posts": [feed(ID, weeks_ago(13, -72)), *weeks(replies=(1,))],
    "this week does not count": [*seen(), post(ID, "new", MONDAY + timedelta(hours=1))],
    "something hidden in a silent week": [*seen(), *week(3, hidden=1), *week(2, reply=True), *week(1, reply=True)],
    "hidden, but a reply is seen each week after": [*seen(), *week(2, reply=True, hidden=3), *week(1, reply=True)],
    "a reply in a later week": [*seen(), *week(4), comment(ID, "w4", weeks_ago(3)),
                                comment(ID, "w4", weeks_ago(2), by="page", position=1)],
    # dialog+
    "plus": [*seen(), *weeks(replies=(1, 2, 3)), *asked(6, 3), *posts(30)],
    "too few enquiries": [*seen(), *weeks(replies=(1, 2, 3)), *asked(4, 3), *posts(30)],
    "too few answered": [*seen(), *weeks(replies=(1, 2, 3)), *asked(7, 3), *posts(30)],
    "too few weeks": [*seen(), *weeks(replies=(2, 3)), *asked(6, 3, days=18, wait=1), *posts(30)],
    "plus, but something is hidden": [*seen(), *weeks(replies=(1, 2, 3)), *asked(6, 3), *posts(30),
                                      post(ID, "h", ago(9), comments_low=1, comments_high=1)],
}  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [authority(f"{1000 + order}", f"Vik{order}", 1000) for order in range(len(CASES))]
    extra = [authority("2000", "Muren", 1000), authority("2001", "Uten", 1000), authority("2002", "Blind", 1000)]
    world = Maker(tmp_path_factory.mktemp("dialogue"), [*rows, *extra])
    for order, readings in enumerate(CASES.values()):
        name = f"side{1000 + order}"
        world.page(MONTH, f"{1000 + order}", readings=[replace(each, native_id=name) for each in readings])  # type: ignore[call-arg]
    world.page(MONTH, "2000", outcome=Outcome.LOGIN_WALL)
    world.visit(MONTH, "website", "2001")
    world.page(MONTH, "2002", readings=[feed("side2002", None, threads=False)])
    build(*world.save())
    return world.folder.warehouse


def row(warehouse: Path, table: str, name: str) -> dict[str, Any]:
    number = 1000 + list(CASES).index(name)
    answer = query(warehouse, f"select * from {table} where authority_number = '{number}'").astype(object)
    assert len(answer) == 1
    found: dict[str, Any] = answer.where(answer.notna(), None).to_dict("records")[0]
    return found


@pytest.mark.parametrize("metric", ["m05_activity", "m06_enquiries", "m07_response_rate", "m08_response_time",
                                    "m09_dialogue_threads", "m10_composition", "m13_engagement",
                                    "m14_engagement_per_inhabitant"])  # fmt: skip
def test_a_wall_no_page_and_an_unseen_feed_give_no_row(warehouse: Path, metric: str) -> None:
    """m05_missing m06_missing m07_missing m08_missing m09_missing m10_missing m13_missing m14_missing."""
    assert len(query(warehouse, f"select * from metrics.{metric} where authority_number >= '2000'")) == 0
    assert len(query(warehouse, f"select * from metrics.{metric}")) == len(CASES)


def test_m05_zero(warehouse: Path) -> None:
    """Seen, and nothing done: 0, with no distance between posts."""
    found = row(warehouse, "metrics.m05_activity", "silent")
    assert (found["activity_state"], found["acts_per_30_days"], found["posts_per_30_days"]) == ("målt", 0, 0)
    assert found["median_days_between_posts"] is None


def test_m05_counts_posts_and_replies_per_30_days(warehouse: Path) -> None:
    found = row(warehouse, "metrics.m05_activity", "busy")
    assert found["acts_per_30_days"] == pytest.approx((4 + 7) / 3)
    assert (found["posts_per_30_days"], found["median_days_between_posts"]) == pytest.approx((4 / 3, 6))
    nearly = row(warehouse, "metrics.m05_activity", "nearly all seen")
    assert nearly["acts_per_30_days"] == pytest.approx(30 * 11 / 72)


def test_m05_is_missing_when_cut_or_hidden(warehouse: Path) -> None:
    cut, hidden = (row(warehouse, "metrics.m05_activity", name) for name in ("cut", "authors hidden"))
    assert [cut[name] for name in ("activity_state", "acts_per_30_days", "posts_per_30_days")] == [
        "avkortet", None, None,
    ]  # fmt: skip
    assert (hidden["activity_state"], hidden["acts_per_30_days"]) == ("samtaler ikke synlige", None)
    assert hidden["posts_per_30_days"] == pytest.approx(1)


def test_m06_zero_is_none_asked_and_hidden_is_missing(warehouse: Path) -> None:
    """m06_zero."""
    silent, busy, cut, hidden = (
        row(warehouse, "metrics.m06_enquiries", name) for name in ("silent", "busy", "cut", "authors hidden")
    )
    assert (silent["enquiries_state"], silent["enquiries"], silent["enquiries_per_30_days"]) == ("målt", 0, 0)
    assert (busy["enquiries"], busy["enquiries_per_30_days"]) == (10, pytest.approx(10 / 3))
    assert (cut["enquiries_state"], cut["enquiries"], cut["enquiries_seen"]) == ("avkortet", None, 10)
    assert (hidden["enquiries_state"], hidden["enquiries"]) == ("samtaler ikke synlige", None)
    visitor = row(warehouse, "metrics.m06_enquiries", "a visitor's post counts")
    assert visitor["enquiries"] == 10


RATES = [
    ("busy", "målt", 10, 7, 70.0), ("nine enquiries", "for få", 9, 9, None), ("silent", "for få", 0, 0, None),
    ("none answered", "målt", 12, 0, 0.0), ("all answered", "målt", 12, 12, 100.0),
    ("answered on the eighth day", "målt", 10, 5, 50.0), ("asked this week", "målt", 10, 4, 40.0),
    ("a visitor's post counts", "målt", 10, 4, 40.0), ("cut", "avkortet", 10, 7, None),
    ("authors hidden", "samtaler ikke synlige", 0, 0, None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "state", "due", "in_time", "percent"), RATES, ids=[each[0] for each in RATES])
def test_m07(warehouse: Path, name: str, state: str, due: int, in_time: int, percent: float | None) -> None:
    found = row(warehouse, "metrics.m07_response_rate", name)
    assert [found[each] for each in ("response_state", "due_enquiries", "answered_in_time", "percent")] == [
        state, due, in_time, percent,
    ]  # fmt: skip
    assert (found["percent_low"] is None) == (percent is None)
    if percent is not None:
        assert found["percent_low"] <= percent <= found["percent_high"]


def test_m07_zero(warehouse: Path) -> None:
    """Nobody of twelve was answered: 0 %, and Wilson's interval says how sure that is (0 of 12: 0 to 24.25 %)."""
    found = row(warehouse, "metrics.m07_response_rate", "none answered")
    assert (found["percent"], found["percent_low"]) == (0, 0)
    assert found["percent_high"] == pytest.approx(24.25, abs=0.005)


def test_m09_zero_and_what_a_dialogue_is(warehouse: Path) -> None:
    """m09_zero."""
    threads = row(warehouse, "metrics.m09_dialogue_threads", "threads")
    assert [threads[each] for each in ("threads_state", "visible_threads", "dialogue_threads", "percent")] == [
        "målt", 4, 1, 25.0,
    ]  # fmt: skip
    none = row(warehouse, "metrics.m09_dialogue_threads", "none answered")
    assert (none["visible_threads"], none["percent"], none["percent_low"]) == (1, 0, 0)
    silent = row(warehouse, "metrics.m09_dialogue_threads", "silent")
    assert (silent["threads_state"], silent["visible_threads"], silent["percent"]) == ("for få", 0, None)


COMPOSITIONS: list[tuple[str, str, int, list[int | None]]] = [
    # 4, 7 and 2 of 13: 30.8, 53.8 and 15.4; the largest remainders are rounded up.
    ("weeks", "målt", 13, [31, 54, 15]),
    ("no reply", "målt", 13, [0, 100, 0]), ("silent", "målt", 13, [0, 0, 100]),
    ("this week does not count", "målt", 13, [0, 0, 100]),
    ("nine weeks seen", "avkortet", 9, [None] * 3),
    ("the first week may answer older posts", "målt", 12, [8, 92, 0]), ("ten weeks seen", "målt", 10, [10, 90, 0]),
    ("something hidden in a silent week", "samtaler ikke synlige", 13, [None] * 3),
    ("hidden, but a reply is seen each week after", "målt", 13, [15, 0, 85]),
    ("a reply in a later week", "målt", 13, [8, 8, 84]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "state", "observed", "percents"), COMPOSITIONS,
                         ids=[each[0] for each in COMPOSITIONS])  # fmt: skip
def test_m10(warehouse: Path, name: str, state: str, observed: int, percents: list[int | None]) -> None:
    found = row(warehouse, "metrics.m10_composition", name)
    shown = [found[each] for each in ("dialog_percent", "oneway_percent", "inactive_percent")]
    assert (found["composition_state"], found["observed_weeks"], shown) == (state, observed, percents)
    assert None in percents or sum(shown) == 100


def test_m10_zero(warehouse: Path) -> None:
    """A part without weeks is 0, not missing."""
    found = row(warehouse, "metrics.m10_composition", "no reply")
    assert (found["dialog_weeks"], found["oneway_weeks"], found["inactive_weeks"]) == (0, 13, 0)


PLUS = [("plus", True), ("too few enquiries", False), ("too few answered", False), ("too few weeks", False),
        ("plus, but something is hidden", None), ("no reply", False), ("silent", False),
        ("authors hidden", None), ("cut", None)]  # fmt: skip


@pytest.mark.parametrize(("name", "is_plus"), PLUS, ids=[each[0] for each in PLUS])
def test_m11_dialog_plus(warehouse: Path, name: str, is_plus: bool | None) -> None:
    assert row(warehouse, "metrics.m11_use_class", name)["is_dialog_plus"] is is_plus


def test_sensitivity_is_the_published_split_where_it_uses_its_limits(warehouse: Path) -> None:
    both = query(warehouse, "select s.pages, s.percent, s.base, s.unknown, n.pages, n.percent, n.base, n.unknown"
                            " from metrics.m12_sensitivity as s inner join metrics.m12_national_split as n"
                            " using (month, scope, use_class) where window_days = 90 and least_acts = 3")  # fmt: skip
    assert len(both) == 6 and (both.iloc[:, :4].to_numpy() == both.iloc[:, 4:].to_numpy()).all()
    sums = query(warehouse, "select window_days, least_acts, sum(percent) as percent, any_value(base + unknown) as n"
                            " from metrics.m12_sensitivity where scope = 'alle' group by all")  # fmt: skip
    assert len(sums) == 9 and set(sums["percent"]) == {100}
    assert set(sums["n"]) == {len(CASES) + 2}, "every official page is in, classified or counted as unknown"


def test_a_longer_window_than_was_seen_is_unknown(warehouse: Path) -> None:
    rows = query(warehouse, "select use_class, pages, unknown from metrics.m12_sensitivity"
                            " where scope = 'alle' and window_days = 180 and least_acts = 3")  # fmt: skip
    found = rows.set_index("use_class")
    assert found["pages"]["enveis"] == 0, "100 days of 180 prove no lack of an answer"
    assert found["unknown"]["enveis"] > 5
