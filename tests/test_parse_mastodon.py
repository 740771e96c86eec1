"""Mastodon: exact counts under `user@instance`, and errors."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from barometer.parse import mastodon
from barometer.readings import Outcome
from tests.saved import PAGES, counted, of_type, outcome_of, page_of, saved

URL = "https://social.example/api/v1/accounts/lookup?acct=Fjellvik"


def test_an_account_with_no_followers_has_none():
    reading = mastodon.parse(saved("mastodon/account.json", URL))
    assert counted(reading) == {"followers": (0, 0), "following": (12, 12), "posts": (337, 337)}
    [profile] = of_type(reading, "profile")
    assert (profile.native_id, profile.website) == ("fjellvik@social.example", "https://www.fjellvik.example/")
    assert profile.last_post_at == datetime(2026, 10, 17, tzinfo=UTC)
    assert profile.created_at == datetime(2022, 11, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (URL, "fjellvik@social.example"),
        ("https://other.example/api/v1/accounts/lookup?acct=fjellvik@social.example", "fjellvik@social.example"),
        ("https://social.example/api/v1/accounts/109", "fjellvik@social.example"),
    ],
)
def test_the_key_is_user_and_instance(url, expected):
    counters = of_type(mastodon.parse(saved("mastodon/account.json", url)), "counter")
    assert {each.native_id for each in counters} == {expected}


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ((PAGES / "mastodon/error_not_found.json").read_text(), 404, Outcome.NOT_FOUND),
        ('{"error":"This method requires an authenticated user"}', 401, Outcome.NO_PERMISSION),
        ('{"error":"Too many requests"}', 429, Outcome.RATE_LIMITED),
        ('{"error":"Too many requests"}', 200, Outcome.RATE_LIMITED),
        ('{"error":"The access token is invalid"}', 200, Outcome.NO_PERMISSION),
        ('{"username":"a","suspended":true,"followers_count":0}', 200, Outcome.UNAVAILABLE),
        ('{"username":"a"}', 200, Outcome.UNPARSABLE),
        ("[]", 200, Outcome.UNPARSABLE),
        ("<html></html>", 503, Outcome.HTTP_ERROR),
        ("<html></html>", 200, Outcome.UNPARSABLE),
    ],
)
def test_errors_and_the_unknown_are_outcomes(body, status, expected):
    assert outcome_of(mastodon, page_of(body, URL, status=status)) is expected


def test_the_page_of_an_account_shows_them_shortened():
    text = '<html lang="en"><meta property="og:description" content="1.2K Posts, 12 Following, 45 Followers · Om">'
    reading = mastodon.parse(page_of(text, "https://social.example/@Fjellvik"))
    assert counted(reading) == {"posts": (1150, 1299), "following": (12, 12), "followers": (45, 45)}
    assert of_type(reading, "counter")[0].native_id == "fjellvik@social.example"
