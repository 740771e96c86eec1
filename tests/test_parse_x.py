"""X: API v2 and a profile's own page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from barometer.parse import x
from barometer.readings import Outcome
from tests.saved import PAGES, counted, of_type, outcome_of, page_of, saved

EXPECTED = {"followers": (1842, 1842), "following": (450, 450), "posts": (337, 337)}


def test_public_metrics_are_exact():
    reading = x.parse(saved("x/user.json", "https://api.x.com/2/users/by/username/FjellvikK"))
    assert counted(reading) == EXPECTED
    [profile] = of_type(reading, "profile")
    assert (profile.native_id, profile.username, profile.is_verified) == ("2244994945", "fjellvikk", False)
    assert profile.website == "https://www.fjellvik.example/"
    assert profile.created_at == datetime(2010, 4, 19, 7, 12, 33, tzinfo=UTC)


def test_the_pages_json_counts_for_the_account_that_was_asked_only():
    assert counted(x.parse(saved("x/profile.html", "https://x.com/FjellvikK"))) == EXPECTED
    assert outcome_of(x, saved("x/profile.html", "https://x.com/annen")) is Outcome.UNPARSABLE
    state = '{"screen_name":"FjellvikK","name":"F","followers_count":1842,"friends_count":450,"statuses_count":337}'
    page = page_of(f"<html><script>window.__INITIAL_STATE__={state};</script></html>", "https://twitter.com/fjellvikk")
    assert counted(x.parse(page)) == EXPECTED


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ((PAGES / "x/error_not_found.json").read_text(), 200, Outcome.NOT_FOUND),
        ((PAGES / "x/wall_login.html").read_text(), 200, Outcome.LOGIN_WALL),
        ('{"title":"Unauthorized","status":401,"detail":"Unauthorized"}', 401, Outcome.TOKEN_REFUSED),
        ('{"title":"Too Many Requests","status":429}', 429, Outcome.RATE_LIMITED),
        ('{"errors":[{"title":"Forbidden","detail":"User has been suspended"}]}', 200, Outcome.UNAVAILABLE),
        # The token may not ask: nothing is said of the account.
        ('{"title":"Forbidden","type":"about:blank","status":403,"detail":"Forbidden"}', 403, Outcome.TOKEN_REFUSED),
        ('{"title":"CreditsDepleted","detail":"no credits"}', 402, Outcome.TOKEN_REFUSED),
        ('{"errors":[{"code":88,"message":"Rate limit exceeded"}]}', 429, Outcome.RATE_LIMITED),
        ("", 404, Outcome.NOT_FOUND),
        ('{"data":{"id":"1","name":"F","username":"f"}}', 200, Outcome.UNPARSABLE),
        ('{"errors":[{"code":50,"message":"User not found."}]}', 200, Outcome.NOT_FOUND),
        ('{"errors":[{"code":63,"message":"User has been suspended."}]}', 200, Outcome.UNAVAILABLE),
        ('{"errors":[{"code":88,"message":"Rate limit exceeded"}]}', 200, Outcome.RATE_LIMITED),
        ('{"user":{"screen_name":"a","followers_count":1},"q":{"screen_name":"b","followers_count":2}}', 200,
         Outcome.UNPARSABLE),
        ("{}", 200, Outcome.UNPARSABLE),
        ('<html><meta property="og:title" content="F (@f) on X"><p>842 Followers</p>', 200, Outcome.UNPARSABLE),
    ],
)
def test_errors_walls_and_posts_are_outcomes(body, status, expected):
    assert outcome_of(x, page_of(body, "https://x.com/f", status=status)) is expected


def test_version_one_gave_the_account_itself():
    body = '{"id_str":"22","screen_name":"FjellvikK","name":"F","followers_count":1842,"friends_count":450}'
    assert counted(x.parse(page_of(body, "https://api.twitter.com/1.1/users/show.json"))) == {
        "followers": (1842, 1842), "following": (450, 450)}  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        '{"data":[{"id":"22","name":"F","username":"FjellvikK","public_metrics":{"followers_count":1842}}]}',
        '{"data":{"user":{"result":{"core":{"screen_name":"FjellvikK","name":"F"},"legacy":{"followers_count":1842}}}}}',
        '{"retweeted_status":{"user":{"screen_name":"b","followers_count":9}},'
        '"user":{"screen_name":"FjellvikK","followers_count":1842}}',
    ],
)
def test_other_answers_that_name_the_account(body):
    assert counted(x.parse(page_of(body, "https://x.com/fjellvikk"))) == {"followers": (1842, 1842)}
