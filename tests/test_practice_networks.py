"""The practice web's networks, read by the real parsers: every count holds the truth, every refusal is an outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from barometer.months import Month
from barometer.parse import bluesky, instagram, mastodon, x, youtube
from barometer.practice.answer import Asked
from barometer.practice.internet import Internet
from barometer.practice.open_apis import asks_consent, asks_to_log_in, hides_subscribers
from barometer.practice.played import PlayedAccount
from barometer.practice.token_apis import is_professional, x_trouble
from barometer.practice.truth import exact_count
from barometer.practice.web import GRAPH_TOKEN, INSTAGRAM_USER_ID, X_TOKEN, YOUTUBE_KEY
from barometer.practice.world import world
from barometer.readings import Channel, Outcome, PageReading
from tests.saved import page_of

WORLD = world(Month(2026, 10))
X = "https://api.x.com/2/users/by/username/{}?user.fields=public_metrics,entities"
DISCOVERY = (
    f"https://graph.facebook.com/v25.0/{INSTAGRAM_USER_ID}"
    "?fields=business_discovery.username({}){{username,name,website,followers_count,media_count}}"
)
BEARER = {"authorization": f"Bearer {GRAPH_TOKEN}"}, {"authorization": f"Bearer {X_TOKEN}"}


def _address(form: str, account: PlayedAccount) -> str:
    if form == "youtube api":
        return f"https://www.googleapis.com/youtube/v3/channels?part=statistics,snippet&id={account.profile_id}"
    if form == "mastodon":
        user, _, host = account.native_id.partition("@")
        return f"https://{host}/api/v1/accounts/lookup?acct={user}"
    forms = {
        "instagram api": DISCOVERY, "instagram page": "https://www.instagram.com/{}/", "x": X,
        "youtube page": "https://www.youtube.com/{}",
        "bluesky": "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor={}",
    }  # fmt: skip
    key = f"channel/{account.profile_id}" if form == "youtube page" else account.native_id
    return forms[form].format(key)


def _expected(form: str, account: PlayedAccount) -> Outcome:
    if form == "instagram api":
        return Outcome.OK if is_professional(1, account) else Outcome.UNAVAILABLE
    if form == "x":
        return {"suspended": Outcome.UNAVAILABLE, "gone": Outcome.NOT_FOUND, "": Outcome.OK}[x_trouble(1, account)]
    walls = {
        "instagram page": (asks_to_log_in, Outcome.LOGIN_WALL), "youtube page": (asks_consent, Outcome.CONSENT_WALL),
    }  # fmt: skip
    stands: tuple[Callable[[int, PlayedAccount], bool], Outcome] | None = walls.get(form)
    return stands[1] if stands and stands[0](1, account) else Outcome.OK


def _read(internet: Internet, parser: object, url: str, headers: dict[str, str]) -> PageReading:
    final = url
    answer = internet.answer(Asked.of(url, headers))
    while answer is not None and answer.status in (301, 302):
        final = answer.headers["location"]
        answer = internet.answer(Asked.of(final, headers))
    assert answer is not None
    reading: PageReading = parser.parse(page_of(answer.body, url, final_url=final, status=answer.status))  # type: ignore[attr-defined]
    return reading


@pytest.mark.parametrize(
    ("form", "channel", "parser", "headers", "kinds"),
    [
        ("instagram api", "instagram", instagram, BEARER[0], {"followers", "posts"}),
        ("instagram page", "instagram", instagram, {}, {"followers", "following", "posts"}),
        ("x", "x", x, BEARER[1], {"followers", "following", "posts"}),
        ("youtube api", "youtube", youtube, {"x-goog-api-key": YOUTUBE_KEY}, {"subscribers", "posts"}),
        ("youtube page", "youtube", youtube, {}, {"subscribers", "posts"}),
        ("bluesky", "bluesky", bluesky, {}, {"followers", "following", "posts"}),
        ("mastodon", "mastodon", mastodon, {}, {"followers", "following", "posts"}),
    ],
)
def test_every_count_holds_the_truth(
    form: str, channel: Channel, parser: object, headers: dict[str, str], kinds: set[str]
) -> None:
    internet, outcomes, hurried = Internet(WORLD), Counter[Outcome](), 0
    accounts = [each for listed in WORLD.accounts.values() for each in listed if each.channel == channel]
    for account in accounts:
        url = _address(form, account)
        reading = _read(internet, parser, url, headers)
        if reading.outcome is Outcome.RATE_LIMITED:
            hurried += 1
            reading = _read(internet, parser, url, headers)
        assert reading.outcome is _expected(form, account), (account.key, reading.detail)
        outcomes[reading.outcome] += 1
        counters = {each.kind: each for each in reading.readings if each.type == "counter"}
        for kind, counter in counters.items():
            count = exact_count(account, kind, 1)
            assert count is not None and counter.low <= count <= counter.high, (account.key, counter)
            assert counter.native_id in account.ids
        hidden = {"subscribers"} if channel == "youtube" and hides_subscribers(1, account) else set()
        assert set(counters) == (kinds - hidden if reading.outcome is Outcome.OK else set()), account.key
    assert outcomes[Outcome.OK] > len(accounts) // 2 > 5
    assert bool(hurried) == (form in ("instagram api", "x")), "the practice web turns somebody away"


@pytest.mark.parametrize(
    ("form", "name", "headers", "expected"),
    [
        ("x", "finnesikke", BEARER[1], Outcome.NOT_FOUND),
        ("x", "finnesikke", {}, Outcome.TOKEN_REFUSED),
        ("instagram api", "finnes.ikke", BEARER[0], Outcome.UNAVAILABLE),
        ("instagram api", "finnes.ikke", BEARER[1], Outcome.TOKEN_REFUSED),
    ],
)
def test_nobody_and_no_token(form: str, name: str, headers: dict[str, str], expected: Outcome) -> None:
    url = {"x": X, "instagram api": DISCOVERY}[form].format(name)
    assert _read(Internet(WORLD), {"x": x, "instagram api": instagram}[form], url, headers).outcome is expected
