"""Bluesky: exact counts of one profile or several, and errors."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from barometer.parse import bluesky
from barometer.readings import Outcome
from tests.saved import PAGES, counted, of_type, outcome_of, page_of, saved

URL = "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor="


def test_a_profile_under_the_name_that_was_asked():
    reading = bluesky.parse(saved("bluesky/profile.json", f"{URL}Fjellvik.Kommune.example"))
    assert counted(reading) == {"followers": (1842, 1842), "following": (45, 45), "posts": (337, 337)}
    assert {each.native_id for each in of_type(reading, "counter")} == {"fjellvik.kommune.example"}
    [profile] = of_type(reading, "profile")
    assert (profile.native_id, profile.username) == ("did:plc:abcdefghijklmnopqrstuvwx", "fjellvik.kommune.example")
    assert (profile.website, profile.is_verified) == ("https://www.fjellvik.example/", True)
    assert profile.created_at == datetime(2024, 2, 7, 12, 30, 9, 100000, tzinfo=UTC)


def test_several_profiles_each_keep_their_own_counts():
    one = json.loads((PAGES / "bluesky/profile.json").read_text())
    two = {**one, "did": "did:plc:b", "handle": "annen.example", "followersCount": 0}
    url = "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfiles?actors=a&actors=b"
    read = of_type(bluesky.parse(page_of(json.dumps({"profiles": [one, two]}), url)), "counter")
    assert {(each.native_id, each.low) for each in read if each.kind == "followers"} == {
        ("fjellvik.kommune.example", 1842), ("annen.example", 0)}  # fmt: skip


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ((PAGES / "bluesky/error_not_found.json").read_text(), 400, Outcome.NOT_FOUND),
        ('{"error":"AccountTakedown","message":"Account has been suspended"}', 400, Outcome.UNAVAILABLE),
        ('{"error":"AccountDeactivated","message":"Account is deactivated"}', 400, Outcome.UNAVAILABLE),
        ('{"error":"RateLimitExceeded","message":""}', 429, Outcome.RATE_LIMITED),
        ('{"error":"MethodNotImplemented","message":"Method Not Implemented"}', 501, Outcome.HTTP_ERROR),
        ("<html>502</html>", 502, Outcome.HTTP_ERROR),
        ("<html>hei</html>", 200, Outcome.UNPARSABLE),
        ('{"did":"did:plc:a","handle":"a.example"}', 200, Outcome.UNPARSABLE),
        ('{"follows":[]}', 200, Outcome.UNPARSABLE),
        ("[]", 200, Outcome.UNPARSABLE),
    ],
)
def test_errors_and_the_unknown_are_outcomes(body, status, expected):
    assert outcome_of(bluesky, page_of(body, f"{URL}a.example", status=status)) is expected
