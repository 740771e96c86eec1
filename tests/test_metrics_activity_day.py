"""The calendar of activity: a quiet day that was seen is 0, a day that was not seen has no row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from barometer.readings import Outcome
from tests.make_readings import Maker, comment, feed, instant, post
from warehouse.build import build
from warehouse.read import query

MONTH, HIDING = "2026-10", "2026-11"
AT = instant(MONTH)
LAST = AT.date() - timedelta(days=1)
TALKING, SHORT, HIDDEN, WALLED = "0101", "0102", "0103", "0201"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    made = Maker(tmp_path_factory.mktemp("days"))
    busy = AT - timedelta(days=10)
    talk = "side0101"
    made.page(MONTH, TALKING, readings=[
        feed(talk, AT - timedelta(days=120)),
        post(talk, "p1", busy), post(talk, "p2", busy + timedelta(hours=2)),
        post(talk, "v1", busy, by="visitor", is_enquiry=True),
        comment(talk, "p1", busy + timedelta(days=1)),
        comment(talk, "p1", busy + timedelta(days=1, hours=1), by="page", position=1),
        comment(talk, "p2", busy + timedelta(days=1), by="page"),
        post(talk, "today", AT - timedelta(hours=1)),
    ])  # fmt: skip
    made.page(MONTH, SHORT, readings=[
        feed("side0102", AT - timedelta(days=20)), post("side0102", "p1", busy),
    ])  # fmt: skip
    made.page(MONTH, HIDDEN, readings=[
        feed("side0103", AT - timedelta(days=120), threads=False),
        post("side0103", "p1", busy, comments_low=4, comments_high=4),
    ])  # fmt: skip
    made.page(MONTH, WALLED, outcome=Outcome.LOGIN_WALL)
    made.page(HIDING, HIDDEN, readings=[
        feed("side0103", AT - timedelta(days=120), threads=False),
        post("side0103", "p1", AT - timedelta(days=3), comments_low=4, comments_high=4),
    ])  # fmt: skip
    build(*made.save())
    return made


def _rows(world: Maker, table: str, month: str = MONTH) -> list[dict[str, Any]]:
    answer = query(world.folder.warehouse, f"from {table} where month = '{month}'").astype(object)
    rows = answer.where(answer.notna(), None).to_dict("records")
    return [{**row, "day": row["day"].date()} for row in rows]  # type: ignore[misc]


def _page(world: Maker, number: str) -> dict[date, tuple[Any, Any, Any]]:
    rows = [row for row in _rows(world, "mart.activity_day_of_page") if row["authority_number"] == number]
    return {row["day"]: (row["posts"], row["replies"], row["citizen_comments"]) for row in rows}


def test_a_day_tells_posts_replies_and_comments(world: Maker) -> None:
    """Two posts one day; the next a citizen's comment with a reply, and a comment of the page that answers nobody."""
    days = _page(world, TALKING)
    assert days[LAST - timedelta(days=9)] == (2, 0, 0)
    assert days[LAST - timedelta(days=8)] == (0, 1, 1)


def test_every_seen_day_has_a_row_and_a_quiet_one_is_zero(world: Maker) -> None:
    days = _page(world, TALKING)
    assert sorted(days) == [LAST - timedelta(days=back) for back in range(89, -1, -1)]
    assert days[LAST] == (0, 0, 0), "the day of the visit itself is not whole"


def test_a_day_that_was_not_seen_has_no_row(world: Maker) -> None:
    """Posts of twenty days were seen: the first of them not whole, and of its first week no conversations."""
    days = _page(world, SHORT)
    assert min(days) == AT.date() - timedelta(days=19)
    assert days[LAST - timedelta(days=9)] == (1, 0, 0)
    assert [days[each][1:] for each in sorted(days)[:7]] == [(None, None)] * 7
    assert days[sorted(days)[7]][1:] == (0, 0)


def test_hidden_conversations_are_not_zero(world: Maker) -> None:
    days = _page(world, HIDDEN)
    assert days[LAST - timedelta(days=9)] == (1, None, None)
    assert {each[1:] for each in days.values()} == {(None, None)}


def test_a_wall_is_no_quiet_day(world: Maker) -> None:
    assert _page(world, WALLED) == {}


def test_the_days_of_all_pages_say_how_many_they_rest_on(world: Maker) -> None:
    days = {row["day"]: row for row in _rows(world, "mart.activity_day")}
    busy = days[LAST - timedelta(days=9)]
    assert (busy["pages_observed"], busy["pages_active"], busy["posts"]) == (3, 3, 4)
    assert (busy["pages_with_conversations"], busy["replies"], busy["citizen_comments"]) == (2, 0, 0)
    early = days[LAST - timedelta(days=60)]
    assert (early["pages_observed"], early["posts"], early["pages_with_conversations"]) == (2, 0, 1)


def test_days_of_which_no_conversation_was_seen_tell_none(world: Maker) -> None:
    rows = _rows(world, "mart.activity_day", HIDING)
    assert {(row["pages_observed"], row["replies"], row["citizen_comments"]) for row in rows} == {(1, None, None)}
