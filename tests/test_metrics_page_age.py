"""M19: how old an account is at least, by its oldest known post, and how old exactly where the platform says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from barometer.readings import Outcome
from tests.make_readings import Maker, counter, feed, instant, post, profile
from warehouse.build import build
from warehouse.read import query

BEFORE, MONTH = "2026-09", "2026-10"
AT = instant(MONTH)
OLD = datetime(2019, 3, 1, 12, tzinfo=UTC)
OPENED = datetime(2022, 11, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def ages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return the rows by month, authority and channel."""
    world = Maker(tmp_path_factory.mktemp("ages"))
    # Shown in September only, under another name of the same page.
    world.page(BEFORE, "0101", native_id="gammelt", followers=10, readings=[
        feed("gammelt", OLD), post("gammelt", "p1", OLD), profile("777", "gammelt"),
    ])  # fmt: skip
    world.page(MONTH, "0101", native_id="nytt", followers=10, readings=[
        feed("nytt", AT - timedelta(days=95)), post("nytt", "p9", AT - timedelta(days=9)), profile("777", "nytt"),
        post("nytt", "v1", OLD - timedelta(days=900), by="visitor"),
        post("nytt", "wrong clock", datetime(1970, 1, 1, tzinfo=UTC)),
    ])  # fmt: skip
    world.page(MONTH, "0102", readings=[feed("side0102", AT), post("side0102", "p1", AT)])
    world.page(MONTH, "0103", outcome=Outcome.LOGIN_WALL)
    world.page(MONTH, "0201", followers=90)
    world.page(BEFORE, "02", readings=[feed("side02", AT), post("side02", "p2", instant(BEFORE, 1))])
    world.page(MONTH, "02", readings=[feed("side02", OLD), post("side02", "p1", OLD)])
    for number, name, readings in (
        ("0101", "vik@x", [profile("vik@x", channel="mastodon", created_at=OPENED)]),
        ("0102", "tom@x", [profile("tom@x", channel="mastodon")]),
        ("0103", "flyttet@x", [profile("flyttet@x", channel="mastodon", created_at=OPENED),
                               post("flyttet@x", "p1", OLD, channel="mastodon")]),
    ):  # fmt: skip
        seen = [*readings, counter(name, "followers", 5, channel="mastodon")]
        world.visit(MONTH, "mastodon", f"mastodon:{name}", number=number, readings=seen)
        world.account(MONTH, number, name, channel="mastodon")
    build(*world.save())
    rows = query(world.folder.warehouse, "from metrics.m19_page_age").to_dict("records")
    return {(row["month"], row["authority_number"], row["channel"]): row for row in rows}  # type: ignore[misc]


def _years(since: datetime) -> float:
    return (AT - since) / timedelta(days=365.2425)


def test_the_oldest_post_of_any_month_is_a_lower_bound(ages: dict[tuple[str, str, str], dict[str, Any]]) -> None:
    """The page has another name now, a visitor's post is not its own, and nothing was posted there in 1970."""
    row = ages[MONTH, "0101", "facebook"]
    assert row["years"] == pytest.approx(_years(OLD))
    assert (row["basis"], bool(row["is_lower_bound"]), str(row["since_on"])[:10]) == (
        "eldste innlegg", True, "2019-03-01",
    )  # fmt: skip


def test_a_month_knows_nothing_of_later_ones(ages: dict[tuple[str, str, str], dict[str, Any]]) -> None:
    days = [str(ages[month, "02", "facebook"]["since_on"])[:10] for month in (BEFORE, MONTH)]
    assert days == ["2026-09-01", "2019-03-01"]


def test_what_the_platform_says_of_the_opening_is_exact(ages: dict[tuple[str, str, str], dict[str, Any]]) -> None:
    row = ages[MONTH, "0101", "mastodon"]
    assert row["years"] == pytest.approx(_years(OPENED))
    assert (row["basis"], bool(row["is_lower_bound"])) == ("opprettet", False)


def test_posts_from_before_the_opening_make_it_a_lower_bound_again(
    ages: dict[tuple[str, str, str], dict[str, Any]],
) -> None:
    row = ages[MONTH, "0103", "mastodon"]
    assert (row["basis"], bool(row["is_lower_bound"])) == ("eldste innlegg", True)
    assert row["years"] == pytest.approx(_years(OLD))


def test_m19_zero(ages: dict[tuple[str, str, str], dict[str, Any]]) -> None:
    """Its first post is from the minute of the visit: no age at all, which is not unknown."""
    assert ages[MONTH, "0102", "facebook"]["years"] == pytest.approx(0, abs=1e-6)


def test_m19_missing(ages: dict[tuple[str, str, str], dict[str, Any]]) -> None:
    """A wall, a page that showed no post, an account whose opening is not told: no row."""
    assert sorted(key for key in ages if key[0] == MONTH) == [
        (MONTH, "0101", "facebook"), (MONTH, "0101", "mastodon"), (MONTH, "0102", "facebook"),
        (MONTH, "0103", "mastodon"), (MONTH, "02", "facebook"),
    ]  # fmt: skip
