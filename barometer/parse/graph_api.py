"""Facebook's Graph API: a page's fields, its feed with comments, and its documented errors.

Source: the public reference of Graph API up to v26 and 33 recorded answers of versions 1.0 to 16.0. Exact figures.
A message is looked at once, for whether it is an enquiry, and dropped; names are never read. Authors of comments are
given only to a page's own token: without them threads are not visible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from barometer.errors import ParseError
from barometer.parse.counting import Found, account_counters, exact
from barometer.parse.embedded import inside, json_body
from barometer.parse.enquiry import RULE_VERSION
from barometer.parse.graph_errors import error_reading
from barometer.parse.graph_posts import (
    WINDOW,
    comments_of,
    has_more_comments,
    is_comment,
    own_number,
    page_id_of,
    post_of,
    posts_in,
    shows_threads,
)
from barometer.parse.text import counters
from barometer.parse.walls import outcome_of_status
from barometer.readings import CounterKind, Feed, Outcome, Page, PageReading, Profile, Reading

PARSER_VERSION = f"1, enquiry rule {RULE_VERSION}"
FIELDS = (
    "id,name,username,link,website,category,fan_count,followers_count,talking_about_count,were_here_count,"
    "verification_status,has_transitioned_to_new_page_experience"
)
"""Fields to ask of a page."""
FEED_FIELDS = (
    "id,created_time,from,status_type,message,shares,reactions.limit(0).summary(total_count),"
    "comments.filter(stream).limit(100).summary(total_count){id,created_time,from,parent{id},message}"
)
"""Fields to ask of a page's feed: comments and replies in one stream, each with its parent."""
COMMENTS = (
    "comments?filter=toplevel&limit=50&fields=id,created_time,from,message,comment_count,"
    "comments.limit(100){id,created_time,from,message}"
)
"""What to ask of a post whose comments are more than its feed shows: whole threads, from the first."""

_COUNTERS: dict[str, CounterKind] = {
    "fan_count": "likes", "followers_count": "followers", "talking_about_count": "talking_about",
    "were_here_count": "were_here",
}  # fmt: skip
_OF_INSTAGRAM = ("ig_id", "media_count", "follows_count", "followed_by_count")
_FEEDS = ("", "feed", "posts", "published_posts", "visitor_posts", "tagged", "promotable_posts", "statuses")
_ONE_POST = re.compile(r"\d+_\d+(?:_\d+)?")
_VERSION = re.compile(r"v\d+\.\d+")


def parse(page: Page) -> PageReading:
    """Read one answer; raises ParseError when it is none of a page, a feed, a post, its comments, an error."""
    try:
        answer = json_body(page)
    except ParseError:
        status = outcome_of_status(page)
        if status is None:
            raise
        return PageReading(outcome=status, detail=f"HTTP status {page.status}")
    failed = error_reading(answer, page.status)
    if failed is not None:
        return failed
    asked, edge = _asked(page)
    if not isinstance(answer, dict):
        raise ParseError("the answer is a list; ask for one page at a time")
    if isinstance(answer.get("data"), list):
        if edge == "comments":
            return _comments(answer, asked)
        if edge not in _FEEDS or not (edge or answer["data"]):
            raise ParseError(f"'{edge or asked}' is no feed; ask for one of {', '.join(_FEEDS[1:])}")
        return _feed(answer, asked, edge, page)
    if is_comment(answer):
        raise ParseError("one comment alone says nothing of the page")
    if isinstance(answer.get("created_time"), str):
        return _feed({"data": [answer]}, asked, "post", page)
    return _node(answer, asked)


def _asked(page: Page) -> tuple[str | None, str]:
    """Return the id and the edge (`feed`, `posts`, or empty) that the address asks for."""
    parts = [unquote(part) for part in urlsplit(page.url).path.split("/") if part]
    if not (urlsplit(page.url).hostname or "").startswith("graph."):
        return None, ""
    if parts and _VERSION.fullmatch(parts[0]):
        parts = parts[1:]
    return (parts[0].lower() if parts and parts[0] != "search" else None), (parts[1] if len(parts) > 1 else "")


def _node(answer: dict[str, Any], asked: str | None) -> PageReading:
    key, name = answer.get("id"), answer.get("name")
    native_id = asked if asked not in (None, "me") else str(key) if isinstance(key, str | int) else None
    if native_id is None:
        raise ParseError("the answer names no page")
    if _ONE_POST.fullmatch(native_id) or _ONE_POST.fullmatch(str(key)):
        raise ParseError("the answer is about one post, not about a page")
    if any(field in answer for field in _OF_INSTAGRAM):
        raise ParseError("the answer is about an Instagram account; read it with --channel instagram")
    found: list[Found] = []
    for field, kind in _COUNTERS.items():
        found += exact(kind, answer.get(field), field)
    found += exact("likes", answer.get("likes"), "likes")
    sentence = inside(answer, "engagement", "social_sentence")
    told = {each.kind for each in counters(sentence, "en")} if isinstance(sentence, str) else set()
    found += exact("likes", inside(answer, "engagement", "count"), "engagement.count") if told == {"likes"} else []
    if not found:
        raise ParseError(f"the answer holds none of {', '.join(_COUNTERS)}")
    readings: list[Reading] = []
    if isinstance(name, str):
        username, verified = answer.get("username"), answer.get("verification_status")
        readings.append(Profile(
            channel="facebook", native_id=str(key or native_id), name=name,
            username=username.lower() if isinstance(username, str) else None,
            website=_first_line(answer.get("website")), category=_first_line(answer.get("category")),
            is_verified=verified in ("blue_verified", "gray_verified") if isinstance(verified, str) else None,
            last_post_at=None,
        ))  # fmt: skip
    return PageReading(outcome=Outcome.OK, readings=(*readings, *account_counters("facebook", native_id, found)))


def _feed(answer: dict[str, Any], asked: str | None, edge: str, page: Page) -> PageReading:
    rows = posts_in(answer)
    own = own_number(rows, asked)
    native_id = page_id_of(rows) if edge == "post" else asked if asked not in (None, "me") else own
    if native_id is None:
        raise ParseError("the answer does not say whose posts it holds")
    fields = re.split(r"\W+", parse_qs(urlsplit(page.url).query).get("fields", [""])[0])
    is_told = "from" in fields or edge in ("posts", "published_posts")
    if rows and not is_told and not any(isinstance(row.get("from"), dict) for row in rows):
        raise ParseError("no post says who wrote it: ask for the field 'from'")
    if rows and own is None and edge not in ("posts", "published_posts"):
        raise ParseError("the answer does not give the page's number, so its posts and visitors' look alike")
    posts = [post_of(row, native_id, own, edge, shares_asked="shares" in fields) for row in rows]
    comments = [each for row in rows for each in comments_of(row, native_id, own)]
    following = inside(answer, "paging", "next")
    is_last = not isinstance(following, str) or not rows
    oldest = min((post.posted_at for post in posts), default=None)
    feed: list[Reading] = []
    if edge != "post":
        since = _since(page)
        covers = (min(oldest or since, since) if is_last else oldest)
        feed.append(Feed(channel="facebook", native_id=native_id, covers_from=covers, post_count=len(posts),
                         threads_visible=shows_threads(rows, own)))  # fmt: skip
    further = () if is_last else (_without_token(str(following)),)
    threads = tuple(_beside(page.url, f"{row['id']}/{COMMENTS}") for row in rows if has_more_comments(row, own))
    return PageReading(outcome=Outcome.OK, readings=(*feed, *posts, *comments), next_urls=(*further, *threads))


def _comments(answer: dict[str, Any], asked: str | None) -> PageReading:
    """Read the comments edge of one post, `/{post}/comments`."""
    own, _, post = (asked or "").rpartition("_")
    row = {"id": asked or "", "comments": answer}
    comments = tuple(comments_of(row, own or post, own or None))
    if answer["data"] and not comments:
        raise ParseError("the comments do not say whether the page or a citizen wrote them")
    following = inside(answer, "paging", "next")
    further = (_without_token(following),) if isinstance(following, str) and comments else ()
    return PageReading(outcome=Outcome.OK, readings=comments, next_urls=further)


def _since(page: Page) -> datetime:
    """Return the instant the feed was asked from; an answer that ends without one reaches past the window."""
    text = parse_qs(urlsplit(page.url).query).get("since", [""])[0]
    if text.isdigit() and len(text) < 12:
        return datetime.fromtimestamp(int(text), UTC).replace(second=0, microsecond=0)
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        return page.fetched_at - WINDOW
    return given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)


def _beside(url: str, path: str) -> str:
    """Return the address of something else at the same interface, in the same version."""
    parts = urlsplit(url)
    version = next((part for part in parts.path.split("/")[1:2] if _VERSION.fullmatch(part)), "")
    return f"{parts.scheme}://{parts.netloc}/{version}{'/' if version else ''}{path}"


def _without_token(url: str) -> str:
    """Return the address of a next page without the token that Facebook writes into it."""
    parts = urlsplit(url)
    kept = [each for each in parts.query.split("&") if not each.startswith(("access_token=", "appsecret_proof="))]
    return parts._replace(query="&".join(kept)).geturl()


def _first_line(value: object) -> str | None:
    lines: Iterator[str] = (line.strip() for line in value.splitlines()) if isinstance(value, str) else iter(())
    return next((line for line in lines if line), None)
