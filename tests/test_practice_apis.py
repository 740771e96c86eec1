"""The practice web's APIs: documented shapes, exact truth, documented errors."""

from __future__ import annotations

import json

import pytest

from barometer.months import Month
from barometer.practice import graph_errors, open_apis
from barometer.practice.answer import Asked
from barometer.practice.graph_fields import read_fields
from barometer.practice.internet import Internet
from barometer.practice.posts import posts_of
from barometer.practice.web import GRAPH_TOKEN, YOUTUBE_KEY
from barometer.practice.world import world

MONTH = Month(2026, 10)
TOKEN = {"authorization": f"Bearer {GRAPH_TOKEN}"}
WORLD = world(MONTH)


@pytest.fixture
def internet():
    return Internet(WORLD)


def page_with(permission, limited=False):
    """Return a living own page that the token may see so."""
    for number in WORLD.authorities:
        page = WORLD.own_page(number)
        if page and len(posts_of(WORLD, page)) > 30:
            is_limited = graph_errors.is_limited_once(1, page) > 0
            if graph_errors.permission_of(1, page) == permission and is_limited == limited:
                return page
    raise AssertionError(permission)


def get(internet, url, headers=TOKEN):
    answer = internet.answer(Asked.of(url, headers))
    return answer.status, json.loads(answer.body), answer.headers


def test_fields_are_read_as_documented():
    fields = read_fields("id,comments.summary(true).limit(50){id,from,comments{message}},shares")
    assert [field.name for field in fields] == ["id", "comments", "shares"]
    assert fields[1].arguments == {"summary": "true", "limit": "50"}
    assert [field.name for field in fields[1].inner] == ["id", "from", "comments"]
    for wrong in ("id{", "a.b", "a}", "a,,{"):
        with pytest.raises(ValueError, match=r"unexpected|bracket|modifier"):
            read_fields(wrong)


def test_a_page_gives_its_exact_figures(internet):
    page = page_with("public")
    url = f"https://graph.facebook.com/v25.0/{page.native_id}?fields=followers_count,fan_count,website,talking_about_count"
    status, found, headers = get(internet, url)
    assert status == 200 and "x-app-usage" in headers
    assert found["id"] == page.page_id
    assert (found["followers_count"], found["fan_count"]) == (page.followers, page.likes)
    assert found["talking_about_count"] == page.talking_about


def test_errors_are_the_documented_ones(internet):
    base = "https://graph.facebook.com/v25.0"
    page = page_with("granted")
    assert get(internet, f"{base}/{page.native_id}", {})[1]["error"]["code"] == 190
    assert get(internet, f"{base}/{page.native_id}?access_token={GRAPH_TOKEN}", {})[1]["error"]["code"] == 190
    expired = {"authorization": f"Bearer {GRAPH_TOKEN}-expired"}
    assert get(internet, f"{base}/{page.native_id}", expired)[1]["error"]["error_subcode"] == 463
    assert get(internet, f"https://graph.facebook.com/v20.0/{page.native_id}")[1]["error"]["code"] == 2635
    assert get(internet, f"{base}/{page_with('denied').native_id}?fields=id")[1]["error"]["code"] in (10, 200)
    assert get(internet, f"{base}/finnes.ikke?fields=id")[1]["error"]["code"] == 803
    assert get(internet, f"{base}/{page.native_id}?fields=nonsense")[1]["error"]["code"] == 100
    gone = get(internet, f"{base}/123456789012345?fields=id")[1]["error"]
    assert (gone["code"], gone["error_subcode"]) == (100, 33)


def test_a_limit_passes(internet):
    page = page_with("granted", limited=True)
    url = f"https://graph.facebook.com/v25.0/{page.native_id}?fields=id"
    status, found, headers = get(internet, url)
    assert (status, found["error"]["code"]) in ((403, 4), (403, 17), (403, 32), (403, 613), (500, 2))
    assert status == 500 or json.loads(headers["x-app-usage"])["call_count"] == 96
    assert get(internet, url)[0] == 200


@pytest.mark.parametrize("permission", ["granted", "public"])
def test_the_feed_holds_every_post_of_the_window_once(internet, permission):
    page = page_with(permission)
    fields = "id,created_time,from,comments.filter(stream).summary(true).limit(100){created_time,from,parent,message}"
    url = f"https://graph.facebook.com/v25.0/{page.page_id}/feed?fields={fields}&limit=20"
    posts = []
    while url:
        _, found, _ = get(internet, url)
        posts += found["data"]
        assert len(found["data"]) <= 20
        url = found.get("paging", {}).get("next")
    truth = posts_of(WORLD, page)
    assert [post["id"] for post in posts] == [post.post_id for post in truth]
    assert [post["comments"]["summary"]["total_count"] for post in posts] == [post.comment_count for post in truth]
    comments = [comment for post in posts for comment in post["comments"]["data"]]
    assert all(("from" in comment) == (permission == "granted") for comment in comments)
    if permission == "granted":
        own = sum(comment["from"]["id"] == page.page_id for comment in comments)
        everything = [each for post in truth for thread in post.threads for each in (thread, *thread.replies)]
        assert own == sum(each.by_page for each in everything)
        replies = sum("parent" in comment for comment in comments)
        assert replies == sum(len(thread.replies) for post in truth for thread in post.threads)


def test_several_pages_are_asked_for_at_once_and_one_that_fails_fails_all(internet):
    pages = [page_with("granted"), page_with("public")]
    url = "https://graph.facebook.com/v25.0/?fields=id,fan_count&ids="
    found = get(internet, url + ",".join(each.native_id for each in pages))[1]
    assert {key: part["fan_count"] for key, part in found.items()} == {each.native_id: each.likes for each in pages}
    assert get(internet, f"{url}{pages[0].native_id},finnes.ikke")[1]["error"]["code"] == 803
    assert get(internet, url + ",".join(["a"] * 51))[1]["error"]["code"] == 100


def test_comments_are_top_level_unless_all_are_asked_for(internet):
    page = page_with("granted")
    post = next(post for post in posts_of(WORLD, page) if any(thread.replies for thread in post.threads))
    url = f"https://graph.facebook.com/v25.0/{post.post_id}/comments?fields=id,comments{{message}}"
    assert len(get(internet, url)[1]["data"]) == len(post.threads)
    assert len(get(internet, f"{url}&filter=stream&limit=100")[1]["data"]) == post.comment_count


def account_on(channel):
    return next(each for listed in WORLD.accounts.values() for each in listed if each.channel == channel)


def test_bluesky_and_mastodon_give_exact_counts(internet):
    account = account_on("bluesky")
    url = f"https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor={account.native_id}"
    found = get(internet, url)[1]
    assert (found["followersCount"], found["postsCount"]) == (account.followers, account.post_total)
    assert get(internet, url.replace(account.native_id, "nobody.test"))[0] == 400
    account = account_on("mastodon")
    user, _, host = account.native_id.partition("@")
    found = get(internet, f"https://{host}/api/v1/accounts/lookup?acct={user}")[1]
    assert (found["followers_count"], found["statuses_count"]) == (account.followers, account.post_total)
    assert get(internet, f"https://{host}/api/v1/accounts/lookup?acct=nobody")[0] == 404


def test_youtube_cuts_to_three_figures_and_asks_for_a_key(internet):
    account = max(
        (each for listed in WORLD.accounts.values() for each in listed
         if each.channel == "youtube" and not open_apis.asks_consent(1, each)),
        key=lambda each: each.followers,
    )
    url = "https://www.googleapis.com/youtube/v3/channels?part=statistics,snippet&id=" + account.profile_id
    found = get(internet, url, {"x-goog-api-key": YOUTUBE_KEY})[1]["items"][0]
    shown = int(found["statistics"]["subscriberCount"])
    assert account.followers > 1_000
    assert shown <= account.followers < shown + 10 ** (len(str(shown)) - 3)
    assert get(internet, url, {})[0] == 403
    assert get(internet, url + "x", {"x-goog-api-key": YOUTUBE_KEY})[1]["pageInfo"]["totalResults"] == 0
    page = internet.answer(Asked.of(f"https://www.youtube.com/channel/{account.profile_id}")).body.decode()
    assert "subscribers" in page


def test_instagram_shows_followers_or_a_wall(internet):
    pages = [
        internet.answer(Asked.of(f"https://www.instagram.com{each.path}/")).body.decode()
        for listed in WORLD.accounts.values() for each in listed if each.channel == "instagram"
    ]  # fmt: skip
    walls = sum("Login" in page for page in pages)
    assert 0.2 < walls / len(pages) < 0.4
    assert sum(" Followers, " in page for page in pages) == len(pages) - walls
