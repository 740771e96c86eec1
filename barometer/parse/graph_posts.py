"""Posts and comments as Graph API gives them, to readings without text or names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from barometer.errors import ParseError
from barometer.parse.embedded import inside
from barometer.parse.enquiry import is_enquiry
from barometer.parse.numerals import LARGEST
from barometer.readings import Comment, Post

WINDOW = timedelta(days=95)
"""How far back posts are looked at, by every route: thirteen ISO weeks and a little."""
_OF_COMMENT = frozenset(("like_count", "user_likes", "can_remove", "can_comment", "can_hide", "parent"))
_REACTIONS_FROM = datetime(2016, 2, 24, tzinfo=UTC)
"""Before this day a like was the only reaction."""
Row = dict[str, Any]


def posts_in(answer: Row) -> list[Row]:
    """Return the posts of an answer; raises ParseError when its list holds something else (people, pages)."""
    rows = [row for row in answer["data"] if isinstance(row, dict)]
    if not all(_is_post(row) for row in rows):
        raise ParseError("the answer is a list, but not of posts")
    return rows


def _is_post(row: Row) -> bool:
    key = row.get("id")
    if not isinstance(row.get("created_time"), str) or not isinstance(key, str) or not key.replace("_", "").isdigit():
        return False
    # A page or person that someone liked has an id and a time too.
    return "_" in key or any(field in row for field in ("from", "message", "story", "status_type"))


def is_comment(row: Row) -> bool:
    """Whether an object is a comment: it has fields that no post has."""
    return isinstance(row.get("created_time"), str) and bool(_OF_COMMENT & row.keys())


def page_id_of(rows: list[Row]) -> str | None:
    """Return the number of the page that all posts stand on: the first half of their ids.

    Raises:
        ParseError: they stand on several accounts.
    """
    owners = {owner for row in rows if (owner := row["id"].rpartition("_")[0])}
    if len(owners) > 1:
        raise ParseError(f"the answer holds posts of {len(owners)} accounts")
    return owners.pop() if owners else None


def own_number(rows: list[Row], asked: str | None) -> str | None:
    """Return the page's own number, by which its acts are told from citizens'; None when nothing tells it."""
    return page_id_of(rows) or (asked if asked and asked.isdigit() else None)


def post_of(row: Row, native_id: str, own: str | None, edge: str, *, shares_asked: bool) -> Post:
    """Return a post; on the edge `posts` all are the page's, elsewhere one without an author is a visitor's."""
    author = inside(row, "from", "id")
    is_page = author == own if author is not None else edge in ("posts", "published_posts")
    posted_at, message = _time(row["created_time"]), row.get("message")
    reactions = inside(row, "reactions", "summary", "total_count")
    if reactions is None and posted_at < _REACTIONS_FROM:
        reactions = _total(row.get("likes"))
    comments, shares = _total(row.get("comments")), inside(row, "shares", "count")
    if shares is None and shares_asked:
        shares = 0  # The API leaves the field out where there are none.
    return Post(
        channel="facebook", native_id=native_id, post_id=row["id"].rpartition("_")[2], posted_at=posted_at,
        by="page" if is_page else "visitor",
        is_enquiry=None if is_page else isinstance(message, str) and is_enquiry(message), comments_open=None,
        reactions_low=_count(reactions), reactions_high=_count(reactions), comments_low=_count(comments),
        comments_high=_count(comments), shares_low=_count(shares), shares_high=_count(shares),
    )  # fmt: skip


def comments_of(row: Row, native_id: str, own: str | None) -> Iterator[Comment]:
    """Yield a post's comments in threads; nothing where the answer does not say who wrote them."""
    flat = list(_flattened(inside(row, "comments", "data")))
    if not flat or not _tells_authors(flat, own):
        return
    threads: dict[str, int] = {}
    lengths: dict[int, int] = {}
    for comment, parent in flat:
        thread = threads.setdefault(parent or str(comment.get("id")), len(threads))
        # A reply whose comment is not in this answer still is a reply.
        position = 0 if parent is None else lengths.get(thread, 1)
        lengths[thread] = position + 1
        is_page = inside(comment, "from", "id") == own
        message = comment.get("message")
        yield Comment(
            channel="facebook", native_id=native_id, post_id=row["id"].rpartition("_")[2], thread=thread,
            position=position, commented_at=_time(comment["created_time"]), by="page" if is_page else "citizen",
            is_enquiry=not is_page and isinstance(message, str) and is_enquiry(message),
        )  # fmt: skip


def has_more_comments(row: Row, own: str | None) -> bool:
    """Whether a post has comments beyond those shown, and whoever reads them will know page from citizen."""
    edge = row.get("comments")
    is_cut = isinstance(inside(edge, "paging", "next"), str)
    return is_cut and _tells_authors(list(_flattened(inside(edge, "data"))), own)


def shows_threads(rows: list[Row], own: str | None) -> bool:
    """Return True when every post shows as many comments as it counts, with who wrote them, page or citizen.

    What is to be read on pages of its own is not held against it: whoever joins the pages counts again.
    """
    return all("comments" in row and (has_more_comments(row, own) or _shows_all(row["comments"], own)) for row in rows)


def _shows_all(edge: Any, own: str | None) -> bool:
    total, flat = _total(edge), list(_flattened(inside(edge, "data")))
    if total is None or total == 0:
        return total == 0
    # Asked without `filter(stream)` the edge counts top-level comments only, and each of them its replies.
    replies = Counter(parent for _, parent in flat)
    is_whole = all(
        replies[str(comment.get("id"))] >= (_count(comment.get("comment_count")) or 0) for comment, _ in flat
    )
    return len(flat) >= total and is_whole and _tells_authors(flat, own)


def _tells_authors(flat: list[tuple[Row, str | None]], own: str | None) -> bool:
    """Whether all comments name their author, or the page's own do, so that the others are citizens'."""
    authors = [inside(comment, "from", "id") for comment, _ in flat]
    return own is not None and bool(authors) and (None not in authors or own in authors)


def _flattened(comments: Any) -> Iterator[tuple[Row, str | None]]:
    """Yield comments and replies with the id of the top-level comment a reply belongs to."""
    for comment in comments if isinstance(comments, list) else ():
        if not isinstance(comment, dict) or not isinstance(comment.get("created_time"), str):
            continue
        yield comment, inside(comment, "parent", "id")
        for reply, _ in _flattened(inside(comment, "comments", "data")):
            yield reply, str(comment.get("id"))


def _total(edge: Any) -> int | None:
    """Return how many an edge counts: its summary, the count of version 1, else its rows where no page follows."""
    if not isinstance(edge, dict):
        return None
    for value in (inside(edge, "summary", "total_count"), edge.get("count"), edge.get("total_count")):
        if _count(value) is not None:
            return _count(value)
    rows = edge.get("data")
    return len(rows) if isinstance(rows, list) and "paging" in edge and not inside(edge, "paging", "next") else None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST else None


def _time(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ParseError(f"'{text[:40]}' is no time") from error
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).replace(second=0, microsecond=0)
