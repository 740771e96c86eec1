"""Graph API answers: figures, feeds, dialogue, and errors that are never zero."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from barometer.parse import graph_api
from barometer.parse.graph_posts import WINDOW
from barometer.readings import Outcome
from tests.saved import PAGES, SEEN, counted, of_type, outcome_of, page_of, saved

API = "https://graph.facebook.com/v25.0/"
SINCE = SEEN - timedelta(days=95)


def feed(name: str, edge: str = "feed?fields=id,from,shares"):
    return graph_api.parse(saved(f"graph_api/{name}", f"{API}Fjellvik.Kommune/{edge}&since={int(SINCE.timestamp())}"))


def test_a_pages_own_figures_are_exact_and_zero_is_zero():
    reading = graph_api.parse(saved("graph_api/page.json", f"{API}Fjellvik.Kommune?fields={graph_api.FIELDS}"))
    assert counted(reading) == {
        "likes": (1795, 1795), "followers": (1842, 1842), "talking_about": (0, 0), "were_here": (322, 322)
    }  # fmt: skip
    assert {each.source for each in of_type(reading, "counter")} == {
        "fan_count", "followers_count", "talking_about_count", "were_here_count"
    }  # fmt: skip
    assert {each.native_id for each in of_type(reading, "counter")} == {"fjellvik.kommune"}
    [profile] = of_type(reading, "profile")
    assert (profile.native_id, profile.username, profile.website, profile.is_verified) == (
        "111108528265399", "fjellvik.kommune", "https://www.fjellvik.example/", True)  # fmt: skip


def test_posts_comments_and_replies_without_text_or_names():
    reading = feed("feed.json")
    posts, comments = of_type(reading, "post"), of_type(reading, "comment")
    assert [(each.post_id, each.by, each.is_enquiry) for each in posts] == [
        ("31", "page", None), ("30", "visitor", True), ("29", "page", None)]  # fmt: skip
    assert [(each.reactions_high, each.comments_high, each.shares_high) for each in posts] == [
        (44, 4, 3), (0, 1, 0), (12, 0, 0)]  # fmt: skip
    assert [(each.post_id, each.thread, each.position, each.by, each.is_enquiry) for each in comments] == [
        ("31", 0, 0, "citizen", True), ("31", 1, 0, "citizen", False), ("31", 0, 1, "page", False),
        ("31", 0, 2, "citizen", False), ("30", 0, 0, "page", False),
    ]  # fmt: skip
    assert comments[0].commented_at == datetime(2026, 10, 18, 11, 0, tzinfo=UTC), "cut to the minute"
    assert posts[2].posted_at == datetime(2026, 10, 1, 20, 30, tzinfo=UTC), "UTC"
    assert not any(word in repr(reading) for word in ("Person", "9001", "svømmehallen", "Gatelyset"))


def test_a_feed_with_more_pages_reaches_to_its_oldest_post_the_last_one_to_where_it_was_asked_from():
    [first], [last] = of_type(feed("feed.json"), "feed"), of_type(feed("feed_last.json"), "feed")
    assert (first.covers_from, first.post_count) == (datetime(2026, 10, 1, 20, 30, tzinfo=UTC), 3)
    assert first.threads_visible
    assert last.covers_from == SINCE.replace(second=0)
    [unasked] = of_type(graph_api.parse(saved("graph_api/feed_last.json", f"{API}1/feed")), "feed")
    assert unasked.covers_from == SEEN - WINDOW
    [nothing] = of_type(graph_api.parse(page_of('{"data":[]}', f"{API}fjellvik/feed?since=2026-10-01")), "feed")
    assert (nothing.covers_from, nothing.post_count) == (datetime(2026, 10, 1, tzinfo=UTC), 0)


def test_the_next_page_is_asked_for_without_the_token():
    [following] = feed("feed.json").next_urls
    assert following == "https://graph.facebook.com/v25.0/111108528265399/feed?fields=id&limit=3&after=3"
    assert feed("feed_last.json").next_urls == ()


def test_without_authors_threads_are_not_visible_and_visitors_are_those_not_named():
    reading = feed("feed_public.json")
    assert not of_type(reading, "feed")[0].threads_visible
    assert of_type(reading, "comment") == []
    assert [each.by for each in of_type(reading, "post")] == ["page", "visitor"]
    unnamed = json.loads((PAGES / "graph_api/feed_public.json").read_text())
    for row in unnamed["data"]:
        row.pop("from", None)
    page = page_of(json.dumps(unnamed), f"{API}fjellvik/feed?fields=id")
    assert outcome_of(graph_api, page) is Outcome.UNPARSABLE, "who wrote the posts was not even asked"
    posts = graph_api.parse(page_of(json.dumps(unnamed), f"{API}fjellvik/posts?fields=id"))
    assert {each.by for each in of_type(posts, "post")} == {"page"}


def changed_feed(change) -> bool:
    answer = json.loads((PAGES / "graph_api/feed.json").read_text())
    change(answer["data"][0]["comments"])
    return of_type(graph_api.parse(page_of(json.dumps(answer), f"{API}fjellvik/feed")), "feed")[0].threads_visible


def test_threads_are_visible_where_no_comment_is_counted_beyond_those_given():
    assert changed_feed(lambda comments: None)
    assert not changed_feed(lambda comments: comments["summary"].update(total_count=5))
    assert not changed_feed(lambda comments: comments["data"][1].update(comment_count=1))
    assert not changed_feed(lambda comments: comments.pop("summary") and comments.pop("paging"))


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ({"likes": 4, "id": "123456789_5362735"}, "page"),
        ({"likes": 4}, "123456789_5362735"),
        ({"followers_count": 10, "follows_count": 15, "ig_id": 98, "id": "17", "name": "T", "username": "t"}, "17"),
        ({"id": "15_12_58", "from": {"id": "15"}, "message": "Hei", "created_time": "2011-01-17T16:02:09+0000",
          "can_remove": True, "like_count": 4}, "15_12_58"),
        ({"data": [{"id": "125", "from": {"id": "7"}, "created_time": "2010-11-10T14:48:49+0000"}]}, "page/links"),
        ({"data": [{"id": "125", "from": {"id": "7"}, "created_time": "2010-11-10T14:48:49+0000"}]}, "page/feed"),
    ],
)  # fmt: skip
def test_what_is_about_something_else_than_a_page_says_nothing_of_it(answer, path):
    assert outcome_of(graph_api, page_of(json.dumps(answer), API + path)) is Outcome.UNPARSABLE


def test_a_count_of_comments_without_comments():
    row = {"id": "12_34", "from": {"id": "12"}, "created_time": "2010-09-14T22:41:25+0000",
           "comments": {"total_count": 3}}  # fmt: skip
    [post] = of_type(graph_api.parse(page_of(json.dumps(row), f"{API}12_34")), "post")
    assert (post.by, post.comments_low, post.comments_high) == ("page", 3, 3)


def test_shares_are_zero_only_where_they_were_asked_for():
    assert [each.shares_high for each in of_type(feed("feed.json", "feed?fields=from"), "post")] == [3, None, None]


def error(code, message="An error", **more):
    return {"error": {"code": code, "message": message, "type": "OAuthException", **more}}


@pytest.mark.parametrize(
    ("answer", "status", "expected"),
    [
        (error(190), 400, Outcome.TOKEN_REFUSED),
        (error(190, error_subcode=463), 400, Outcome.TOKEN_REFUSED),
        (error(102), 400, Outcome.TOKEN_REFUSED),
        (error(104), 400, Outcome.TOKEN_REFUSED),
        (error(10), 400, Outcome.NO_PERMISSION),
        (error(200), 403, Outcome.NO_PERMISSION),
        (error(283), 400, Outcome.NO_PERMISSION),
        (error(4), 403, Outcome.RATE_LIMITED),
        (error(17), 400, Outcome.RATE_LIMITED),
        (error(32), 403, Outcome.RATE_LIMITED),
        (error(613), 400, Outcome.RATE_LIMITED),
        (error(80001), 400, Outcome.RATE_LIMITED),
        (error(803), 404, Outcome.NOT_FOUND),
        (error(100, error_subcode=33), 400, Outcome.NOT_FOUND),
        (error(21, "Page ID 1 was migrated to page ID 2"), 400, Outcome.NOT_FOUND),
        (error(100, "Tried accessing nonexisting field (fan_counts)"), 400, Outcome.HTTP_ERROR),
        (error(2635, "You are calling a deprecated version of the Ads API"), 400, Outcome.VERSION_REMOVED),
        (error(1), 500, Outcome.HTTP_ERROR),
        (error(2, "Service temporarily unavailable", is_transient=True), 500, Outcome.HTTP_ERROR),
        (error(2500, "An active access token must be used"), 400, Outcome.TOKEN_REFUSED),
        (error(2500, "Error validating verification code."), 400, Outcome.HTTP_ERROR),
        ({"error": {"type": "OAuthAccessTokenException", "message": "required"}}, 400, Outcome.TOKEN_REFUSED),
        ({"error": {"type": "Exception", "message": "No node specified"}}, 500, Outcome.HTTP_ERROR),
        ({"error_code": 190, "error_description": "Error validating access token."}, 400, Outcome.TOKEN_REFUSED),
        ({"error": "unknown"}, 200, Outcome.HTTP_ERROR),
    ],
)
def test_every_error_is_an_outcome_of_its_own(answer, status, expected):
    reading = graph_api.parse(page_of(json.dumps(answer), f"{API}fjellvik", status=status))
    assert (reading.outcome, reading.readings) == (expected, ())
    assert reading.detail


def test_an_errors_detail_names_code_and_reason_but_no_token():
    reading = graph_api.parse(saved("graph_api/error_token.json", f"{API}fjellvik", status=400))
    assert reading.detail == "code 190/463: Error validating access token … Session has expired."
    gone = graph_api.parse(saved("graph_api/error_gone.json", f"{API}1", status=400))
    assert gone.outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("body", "fields", "expected"),
    [
        ("<html>Bad gateway</html>", {"status": 502}, Outcome.HTTP_ERROR),
        ("<html>Sorry</html>", {}, Outcome.UNPARSABLE),
        ("[]", {}, Outcome.UNPARSABLE),
        ('{"id":"1","name":"Fjellvik"}', {}, Outcome.UNPARSABLE),
        ('{"id":"1","fan_count":"many"}', {}, Outcome.UNPARSABLE),
        ('{"id":"1","fan_count":-1}', {}, Outcome.UNPARSABLE),
        ('{"id":"1","fan_count":true}', {}, Outcome.UNPARSABLE),
        ('{"data":[{"id":"1","name":"U2","created_time":"2012-08-22T21:48:41+0000"}]}', {}, Outcome.UNPARSABLE),
        ('{"data":[{"id":"1_2","from":{"id":"1"},"created_time":"yesterday"}]}', {}, Outcome.UNPARSABLE),
    ],
)
def test_an_answer_that_holds_no_figure_is_not_a_page_of_nobody(body, fields, expected):
    assert outcome_of(graph_api, page_of(body, f"{API}fjellvik", **fields)) is expected


def test_nested_replies_and_a_comments_edge_give_the_same_threads():
    row = json.loads((PAGES / "graph_api/feed.json").read_text())["data"][0]
    flat = row["comments"]["data"]
    nested = [{**flat[0], "comments": {"data": [{**each, "parent": None} for each in flat[2:]]}}, flat[1]]
    answers = ({"data": flat}, {"data": nested})
    url = f"{API}111108528265399_31/comments"
    first, second = (of_type(graph_api.parse(page_of(json.dumps(each), url)), "comment") for each in answers)
    assert {(each.thread, each.position, each.by) for each in first} == {
        (0, 0, "citizen"), (1, 0, "citizen"), (0, 1, "page"), (0, 2, "citizen")}  # fmt: skip
    assert set(first) == set(second)


def test_likes_are_reactions_only_while_nothing_else_existed():
    row = {"id": "1_2", "from": {"id": "1"}, "likes": {"data": [], "summary": {"total_count": 33}}}
    for day, expected in (("2014-09-20T09:59:59+0000", 33), ("2020-09-20T09:59:59+0000", None)):
        page = page_of(json.dumps({**row, "created_time": day}), f"{API}1_2")
        assert of_type(graph_api.parse(page), "post")[0].reactions_high == expected
