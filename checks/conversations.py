"""Guards posts and comments of each way in against the month before: cut lists, and replies counted as citizens'.

One page may well fall silent from one month to the next; all pages that a route reads do not, in the same month.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from checks.readings import PARSE_AGAIN, REBUILD
from checks.result import CRITICAL, WARNING
from checks.suite import Frames, Suite, answer, holds, previous, rows

ENOUGH_FEEDS: Final = 10
ENOUGH_COMMENTS: Final = 100
"""Feeds and comments of a route from which its means say something."""
LEAST_POSTS: Final = 0.6
"""Of the posts per feed of the month before; July has fewer than June, but not half as many."""
LEAST_SHARE: Final = 0.5
"""Of the share of comments that the pages wrote the month before."""
LEAST_REPLIES: Final = 5
"""Replies by a page in the month before from which none at all is worth a look."""


def _route(table: pd.DataFrame) -> pd.Series:
    # A visit's id is month:route:target.
    routes: pd.Series = table["visit_id"].astype(str).str.split(":").str[1]
    return routes


def _summed(feeds: pd.DataFrame, comments: pd.DataFrame) -> pd.DataFrame:
    """Return, per route, its feeds and their posts, its comments and how many of them the pages wrote."""
    posts = feeds.assign(route=_route(feeds)).groupby("route")["post_count"].agg(feeds="size", posts="sum")
    told = comments.assign(route=_route(comments), is_page=comments["by"] == "page")
    written = told.groupby("route")["is_page"].agg(comments="size", replies="sum")
    summed: pd.DataFrame = posts.join(written, how="outer").fillna(0).astype("float64")
    return summed


def routes_of_both_months(frames: Frames) -> pd.DataFrame:
    """Return a row per route that read posts this month, beside the month before."""
    now = _summed(frames["raw.feed"], frames["raw.comment"])
    earlier = previous(frames, "raw.feed")
    # Posts can be compared where no comment was seen; shares of no comments are no shares, and enough for nothing.
    before = _summed(earlier, previous(frames, "raw.comment")) if len(earlier) else now.iloc[:0]
    return now.join(before.add_suffix("_before")).reset_index()


def posts_are_not_cut(routes: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare posts per feed with the month before."""
    now, before = routes["posts"] / routes["feeds"], routes["posts_before"] / routes["feeds_before"]
    enough = (routes["feeds"] >= ENOUGH_FEEDS) & (routes["feeds_before"] >= ENOUGH_FEEDS)
    return answer(now >= LEAST_POSTS * before, enough & before.notna())


def replies_are_still_the_pages(routes: pd.DataFrame, _: Frames) -> pd.Series:
    """Compare the share of comments that the pages wrote with the month before."""
    now, before = routes["replies"] / routes["comments"], routes["replies_before"] / routes["comments_before"]
    enough = (routes["comments"] >= ENOUGH_COMMENTS) & (routes["comments_before"] >= ENOUGH_COMMENTS)
    return answer(now >= LEAST_SHARE * before, enough & before.notna())


def _least(frames: Frames) -> int:
    return int(len(frames["raw.feed"]) > 0)


ROUTES = Suite(
    name="conversations", table="raw.feed", key=("route",), subject=routes_of_both_months,
    checks=(
        rows(_least, None, CRITICAL, "en rad per vei som viser innlegg", "Sammenligningen er ikke gjort.", REBUILD,
             name="conversation_rows"),
        holds(posts_are_not_cut, WARNING, "ingen vei viser under 60 % så mange innlegg per side som forrige måned",
              "Innlegg kuttes et sted, og sidene ville se ut til å bli tause.", PARSE_AGAIN, column="post_count"),
        holds(replies_are_still_the_pages, CRITICAL, "sidenes andel av kommentarene er ikke halvert fra forrige måned",
              "Sidenes egne svar telles som innbyggernes, og ingen side ville se ut til å svare.", PARSE_AGAIN,
              column="by"),
    ),
)  # fmt: skip


def pages_of_both_months(frames: Frames) -> pd.DataFrame:
    """Return a row per page and route with comments in both months: how many of them the page wrote then and now."""

    def counted(comments: pd.DataFrame) -> pd.DataFrame:
        told = comments.assign(route=_route(comments), is_page=comments["by"] == "page")
        by = told.groupby(["route", "channel", "native_id"])["is_page"]
        return pd.DataFrame({"comments": by.size(), "replies": by.sum()})

    before = previous(frames, "raw.comment")
    if before.empty:
        return pd.DataFrame(columns=["native_id", "replies", "replies_before", "comments", "comments_before"])
    return counted(frames["raw.comment"]).join(counted(before).add_suffix("_before"), how="inner").reset_index()


def page_that_replied_still_does(pages: pd.DataFrame, _: Frames) -> pd.Series:
    """Look for pages that wrote some of the comments last month, and none of no fewer this month."""
    has_gone = (pages["replies"] == 0) & (pages["comments"] >= 0.8 * pages["comments_before"])
    return answer(~has_gone.astype(bool), pages["replies_before"] >= LEAST_REPLIES)


def _was_heard(frames: Frames) -> int:
    return int(len(frames["raw.comment"]) > 0 and len(previous(frames, "raw.comment")) > 0)


PAGES = Suite(
    name="conversations", table="raw.comment", key=("native_id",), subject=pages_of_both_months,
    checks=(
        rows(_was_heard, None, WARNING, "noen sider har kommentarer begge måneder",
             "Kommentarene leses ikke lenger.", PARSE_AGAIN, name="reply_rows"),
        holds(page_that_replied_still_does, WARNING, "ingen side med like mange kommentarer har sluttet å svare helt",
              "Sidens egne svar kan være talt som innbyggernes.", PARSE_AGAIN, column="by"),
    ),
)  # fmt: skip

SUITES = (ROUTES, PAGES)
