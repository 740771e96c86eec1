"""What a permitted route can show of a page: which counters, and whether its use class can be told at all.

A route that hides who wrote the comments, or shows only the ten latest posts, may leave the class open; such a page
is listed as not observable and never counted as missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from barometer.practice.facebook_page import VISIBLE_THREADS, visible_posts
from barometer.practice.facebook_walls import wall_of
from barometer.practice.graph_errors import permission_of
from barometer.practice.played import PlayedAccount
from barometer.practice.posts import PlayedPost, posts_of
from barometer.practice.use import WINDOW, use_of
from barometer.practice.world import World

_ENOUGH = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What one route shows."""

    posts: list[PlayedPost]
    """With the threads that are seen only."""
    hidden: int
    """Comments and replies that are counted but not shown."""
    covers_from: datetime
    """Every post since then is seen."""


def routes_of(world: World, account: PlayedAccount) -> tuple[str, ...]:
    """Return the routes that answer for a page; its plugin, with followers only, does for all in public."""
    if not account.exists or not account.is_public:
        return ()
    graph = permission_of(world.seed, account) != "denied"
    page = wall_of(world.seed, account, world.month) == ""
    return (*(("graph_api",) if graph else ()), *(("facebook",) if page else ()), "facebook_plugin")


def is_class_observable(world: World, account: PlayedAccount) -> bool:
    """Return True when some route alone shows enough for METRICS section 3 to give the page's true use class."""
    truth = use_of(posts_of(world, account), world.now).use_class
    return any(_told(view, world.now) == truth for view in _views(world, account))


def _views(world: World, account: PlayedAccount) -> Iterator[_View]:
    routes, start = routes_of(world, account), world.now - WINDOW
    if "graph_api" in routes:
        posts, hidden = list(posts_of(world, account)), 0
        if permission_of(world.seed, account) == "public":
            hidden = sum(post.comment_count for post in posts if post.at >= start)
            posts = [replace(post, threads=()) for post in posts]
        yield _View(posts=posts, hidden=hidden, covers_from=start)
    if "facebook" in routes:
        shown, has_older = visible_posts(world, account)
        cut = [replace(post, threads=post.threads[:VISIBLE_THREADS]) for post in shown]
        pairs = zip(shown, cut, strict=True)
        hidden = sum(whole.comment_count - seen.comment_count for whole, seen in pairs if whole.at >= start)
        yield _View(posts=cut, hidden=hidden, covers_from=max(start, shown[-1].at) if has_older else start)


def _told(view: _View, now: datetime) -> str | None:
    """Return the class that the view proves; None when what is hidden could change it."""
    seen = use_of(view.posts, now)
    is_covered = now - view.covers_from >= _ENOUGH * WINDOW
    if seen.use_class == "dialog":
        return "dialog"
    if not is_covered:
        return None
    if view.hidden == 0 and seen.use_class == "enveis" and seen.replies:
        # A page that writes among citizens may have answered what no rule knows for an enquiry.
        return None
    if view.hidden == 0:
        return seen.use_class
    # What is hidden could at most be as many acts of the page.
    is_silent = seen.posts + seen.replies + view.hidden < 3 or not any(
        now - post.at <= timedelta(days=90) for post in view.posts
    )
    return "inaktiv" if is_silent else None
