"""Months at the edge: what a check must see though most of the month is well, and what is no fault at all."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from barometer.months import Month
from checks import change, conversations, held, identity, official
from checks.run import check_frames
from checks.suite import Frames

MONTH = Month.parse("2026-10")
REFORM = pd.Timestamp("2026-08-01")


def _counters(factors: dict[tuple[str, str], float], each: int = 25) -> pd.DataFrame:
    """Return counters of every channel and kind, `each` accounts of 100, 101, … followers times a factor."""
    rows = [
        {"channel": channel, "native_id": f"{channel}{order}", "kind": kind, "precision": "exact",
         "low": round((100 + order) * factor), "high": round((100 + order) * factor)}
        for (channel, kind), factor in factors.items() for order in range(each)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _network(before: dict[tuple[str, str], float], now: dict[tuple[str, str], float], each: int = 25) -> float:
    ranking = pd.DataFrame(
        {"authority_number": ["0101"], "state": "ok", "account_id": "a", "followers": 1, "counter_kind": "followers"}
    )
    frames = {"raw.counter": _counters(now, each), "previous raw.counter": _counters(before, each),
              "mart.ranking": ranking, "previous mart.ranking": ranking}  # fmt: skip
    return float(change.whole_network(frames)["drift_percent"].iloc[0])


PLAIN = {("facebook", "followers"): 1.0, ("facebook", "likes"): 1.0, ("instagram", "followers"): 1.0}


@pytest.mark.parametrize("drifting", PLAIN)
def test_the_drift_of_one_counter_is_not_hidden_by_the_others(drifting: tuple[str, str]) -> None:
    assert _network(PLAIN, {**PLAIN, drifting: 1.5}) == pytest.approx(50, abs=1)
    assert _network(PLAIN, {**PLAIN, drifting: 0.5}) == pytest.approx(-50, abs=1)


def test_a_handful_of_accounts_is_no_network_of_its_own() -> None:
    few, many = {("x", "followers"): 1.0}, {("facebook", "followers"): 1.0}
    now = pd.concat([_counters({("x", "followers"): 3.0}, 5), _counters(many)])
    before = pd.concat([_counters(few, 5), _counters(many)])
    assert change.drift_percent({"raw.counter": now, "previous raw.counter": before}) == pytest.approx(0)
    assert _network(few, {("x", "followers"): 3.0}, 5) == pytest.approx(200, abs=1), "where there is nothing else"


def _register(*numbers: str, ended: tuple[str, ...] = (), before: tuple[str, ...] = ()) -> Frames:
    terms = [{"authority_number": each, "valid_from": REFORM, "valid_to": pd.NaT} for each in numbers]
    terms += [{"authority_number": each, "valid_from": pd.Timestamp(0), "valid_to": REFORM} for each in ended]
    return {
        "registry.term": pd.DataFrame(terms),
        "registry.population": pd.DataFrame({"authority_number": numbers, "on": REFORM}),
        "registry.authority": pd.DataFrame({"authority_number": numbers}),
        "mart.edition": pd.DataFrame({"population_on": [REFORM]}),
        "previous mart.ranking": pd.DataFrame({"authority_number": before}),
    }


def _vanished(frames: Frames) -> list[tuple[bool, str]]:
    name = "authority_of_last_month_has_not_vanished"
    return [(each.is_passed, each.failing_rows) for each in check_frames(frames, MONTH, [official.REGISTER])
            if each.check_name == name]  # fmt: skip


def test_a_merger_between_two_editions_is_no_loss_and_a_loss_is_named() -> None:
    # The month before was skipped, and the population figures are of the day of the reform: nothing else names 0102.
    assert _vanished(_register("0201", "0103", ended=("0101", "0102"), before=("0101", "0102", "0103"))) == [(True, "")]
    assert _vanished(_register("0101", before=("0101", "0102"))) == [(False, "0102")]


def _held(followers: int, seen_at: str) -> tuple[pd.DataFrame, Frames]:
    ranking = pd.DataFrame([{
        "authority_number": "0101", "account_id": "side", "counter_kind": "followers", "followers": followers,
        "followers_low": followers, "followers_high": followers, "observed_at": pd.Timestamp(seen_at),
    }])  # fmt: skip
    own: dict[str, Any] = {"authority_number": "0101", "channel": "facebook", "native_id": "side"}
    numbers = [{**own, "counter_kind": "followers", "low": low, "high": low} for low in (3000, 9000)]
    before = ranking.assign(observed_at=pd.Timestamp("2026-09-20"))
    return ranking, {"core.quarantine": pd.DataFrame(numbers), "previous mart.ranking": before}


@pytest.mark.parametrize(
    ("followers", "seen_at", "is_free"),
    [(3000, "2026-10-20", False), (9000, "2026-10-20", False), (1000, "2026-10-20", True), (1000, "2026-09-20", False)],
)
def test_each_held_number_is_looked_for_and_last_months_beside_it(followers: int, seen_at: str, is_free: bool) -> None:
    ranking, frames = _held(followers, seen_at)
    assert held.held_back_number_is_not_published(ranking, frames).tolist() == [is_free]


def test_posts_are_compared_where_no_comment_was_seen_before() -> None:
    feeds = pd.DataFrame({"visit_id": [f"2026-09:facebook:facebook:{order}" for order in range(12)], "post_count": 20})
    frames = {"raw.feed": feeds.assign(post_count=3), "previous raw.feed": feeds}
    for name in ("raw.comment", "previous raw.comment"):
        frames[name] = pd.DataFrame(columns=["visit_id", "channel", "native_id", "by"])
    routes = conversations.routes_of_both_months(frames)
    assert conversations.posts_are_not_cut(routes, frames).tolist() == [False]


def test_a_page_asked_for_by_its_key_is_the_page_that_shows_the_key() -> None:
    accounts = pd.DataFrame({"authority_number": ["0101", "0102", "0103"], "native_id": ["4711", "vik", "nes"]})
    accounts = accounts.assign(channel="facebook", status="official", role="helhetlig")
    visits = pd.DataFrame({"visit_id": ["a", "b", "c"], "native_id": ["4711", "vik", "nes"]})
    shown = pd.DataFrame({"visit_id": ["a", "b", "c"], "native_id": ["vik", "4711", "4712"], "channel": "facebook"})
    frames = {"mart.account": accounts, "raw.profile": shown, "raw.visit": visits}
    pages = identity.platform_keys(frames)
    assert identity.platform_key_has_one_authority(pages, frames).tolist() == [False, False, True]
