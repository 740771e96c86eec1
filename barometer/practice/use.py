"""The true use class of a page: METRICS section 3, applied to everything that happened on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from barometer.practice.posts import PlayedPost

WINDOW = timedelta(days=90)
_SILENCE = timedelta(days=60)
_FEWEST_ACTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What a page did in the 90 days before an instant."""

    use_class: str
    """`dialog`, `enveis` or `inaktiv`."""
    posts: int
    """Posts by the page."""
    replies: int
    """Comments and replies by the page."""
    enquiries: int
    """Citizens' enquiries: top-level comments and visitors' posts."""
    answered: int
    """Enquiries with a reply by the page."""


def use_of(posts: Iterable[PlayedPost], now: datetime) -> Use:
    """Return the use of a page from its posts, any order."""
    start = now - WINDOW
    window = [post for post in posts if post.at >= start]
    acts: list[datetime] = [post.at for post in window if post.by_page]
    own_posts, enquiries, answered = len(acts), 0, 0
    for post in window:
        if post.is_enquiry:
            enquiries += 1
            answered += any(thread.by_page for thread in post.threads)
        for thread in post.threads:
            acts.extend(each.at for each in (thread, *thread.replies) if each.by_page)
            if thread.is_enquiry:
                enquiries += 1
                answered += any(reply.by_page for reply in thread.replies)
    use_class = "dialog" if answered else "enveis"
    if len(acts) < _FEWEST_ACTS or now - max(acts) > _SILENCE:
        use_class = "inaktiv"
    return Use(
        use_class=use_class, posts=own_posts, replies=len(acts) - own_posts, enquiries=enquiries, answered=answered
    )
