"""Posts and comments in the JSON of a Facebook page of 2021 and later: time, counts, page or citizen.

Source: the server-side answers in `<script type="application/json">`, `timeline_list_feed_units.edges[].node`. The
text of a comment is looked at once, for whether it is an enquiry, and dropped; names are never read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from barometer.parse.embedded import held, holders, inside
from barometer.parse.enquiry import is_enquiry
from barometer.parse.graph_posts import WINDOW
from barometer.parse.numerals import LARGEST
from barometer.parse.text import number
from barometer.readings import Comment, Feed, Post

_FEEDS = ("timeline_list_feed_units", "timeline_feed_units")
_SUMMARY = "comet_ufi_summary_and_actions_renderer"
Bounds = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class SeenPosts:
    """The posts of one page as far as it shows them."""

    posts: tuple[Post, ...]
    comments: tuple[Comment, ...]
    is_whole: bool
    """No older post exists beyond those shown."""
    threads_visible: bool
    """Every post shows as many comments as it counts, with who wrote them."""


def posts_in(values: Iterable[Any], owners: frozenset[str], native_id: str, language: str) -> SeenPosts | None:
    """Return the posts in a page's JSON; None when it has no feed.

    `owners`: the page's own ids (page and profile), by which its acts are told from citizens'.
    """
    feeds = [feed for value in values for key in _FEEDS for feed in held(value, key) if isinstance(feed, dict)]
    if not feeds:
        return None
    posts: dict[str, Post] = {}
    comments: list[Comment] = []
    visible = True
    for feed in feeds:
        for story in _nodes(feed):
            post = _post(story, owners, native_id, language)
            if post is None or post.post_id in posts:
                continue
            posts[post.post_id] = post
            seen = list(_comments(story, owners, native_id, post.post_id))
            comments += seen
            # The page shows two threads a post at most; in what it counts beyond those may stand an answer.
            visible = visible and post.comments_high is not None and len(seen) >= post.comments_high
    has_more = any(inside(feed, "page_info", "has_next_page") is not False for feed in feeds)
    return SeenPosts(tuple(posts.values()), tuple(comments), not has_more, visible)


def feed_of(posts: SeenPosts, native_id: str, seen_at: datetime) -> Feed:
    """Return how far back the posts reach: to the oldest one, or past the window where there are no more."""
    oldest = min((post.posted_at for post in posts.posts), default=None)
    window = seen_at - WINDOW
    return Feed(
        channel="facebook", native_id=native_id, post_count=len(posts.posts), threads_visible=posts.threads_visible,
        covers_from=min(oldest or window, window) if posts.is_whole else oldest,
    )  # fmt: skip


def _nodes(connection: Any) -> Iterator[dict[str, Any]]:
    edges = connection.get("edges") if isinstance(connection, dict) else None
    for edge in edges if isinstance(edges, list) else ():
        node = inside(edge, "node")
        if isinstance(node, dict):
            yield node


def _post(story: dict[str, Any], owners: frozenset[str], native_id: str, language: str) -> Post | None:
    """Return a story as a post; None for what is none, such as a unit that asks the reader to log in."""
    post_id = story.get("post_id")
    sections = story.get("comet_sections")
    layout = inside(sections, "context_layout") or {key: story[key] for key in story if key != "attached_story"}
    times = {value for value in held(layout, "creation_time") if _is_time(value)}
    if not isinstance(post_id, str) or len(times) != 1:
        return None
    actors = [actor for value in held(inside(sections, "content", "story") or story, "actors") for actor in value or ()]
    author = inside(actors[0], "id") if actors else None
    summary = next(iter(held(inside(sections, "feedback") or {}, _SUMMARY)), None)
    feedback = inside(summary, "feedback") or {}
    comments = _bounds(_comment_total(feedback), None, language)
    return Post(
        channel="facebook", native_id=native_id, post_id=post_id, posted_at=_time(times.pop()),
        by="page" if author is None or author in owners else "visitor", is_enquiry=None,
        comments_open=_comments_open(story),
        **_counts("reactions", _bounds(
            inside(feedback, "reaction_count", "count"), feedback.get("i18n_reaction_count"), language)),
        **_counts("comments", comments),
        **_counts("shares", _bounds(
            inside(feedback, "share_count", "count"), feedback.get("i18n_share_count"), language)),
    )  # fmt: skip


def _counts(name: str, bounds: Bounds) -> dict[str, Any]:
    return {f"{name}_low": bounds[0], f"{name}_high": bounds[1]}


def _bounds(count: Any, shown: Any, language: str) -> Bounds:
    """Return a count as an interval: the exact figure, else the shortened one that is shown, else nothing."""
    if isinstance(count, int) and not isinstance(count, bool) and 0 <= count < LARGEST:
        return count, count
    read = number(shown, language) if isinstance(shown, str) else None
    return (read.low, read.high) if read else (None, None)


def _comment_total(feedback: dict[str, Any]) -> Any:
    path = ("comment_rendering_instance", "comments", "total_count")
    for value in (
        inside(feedback, *path),
        inside(feedback, "comments_count_summary_renderer", "feedback", *path),
        feedback.get("total_comment_count"),
    ):
        if value is not None:
            return value
    return None


def _comments_open(story: dict[str, Any]) -> bool | None:
    for key in ("comments_disabled_notice", "comments_disabled_notice_renderer"):
        for holder in holders(story, key):
            return holder[key] is None
    return None


def _comments(story: dict[str, Any], owners: frozenset[str], native_id: str, post_id: str) -> Iterator[Comment]:
    entries = next((value for value in held(story, "interesting_top_level_comments") if isinstance(value, list)), [])
    shown = [inside(entry, "comment") for entry in entries]
    if not shown:
        place = next(iter(held(story, "comment_rendering_instance_for_feed_location")), None)
        shown = list(_nodes(inside(place, "comments")))
    for thread, comment in enumerate(each for each in shown if isinstance(each, dict)):
        replies = [*_nodes(inside(comment, "feedback", "replies_connection"))]
        for position, each in enumerate((comment, *replies)):
            author, created = inside(each, "author", "id"), each.get("created_time")
            if not isinstance(author, str) or not isinstance(created, int) or not _is_time(created):
                continue
            is_page = author in owners
            said = inside(each, "body", "text")
            yield Comment(
                channel="facebook", native_id=native_id, post_id=post_id, thread=thread, position=position,
                commented_at=_time(created), by="page" if is_page else "citizen",
                is_enquiry=not is_page and isinstance(said, str) and is_enquiry(said),
            )  # fmt: skip


def _is_time(value: Any) -> bool:
    # Facebook opened in 2004.
    return isinstance(value, int) and not isinstance(value, bool) and 1_075_000_000 < value < 4_000_000_000


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).replace(second=0, microsecond=0)
