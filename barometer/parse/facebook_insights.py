"""Page Insights' exports (CSV): a page's posts with their counts, or its likes and followers day by day.

Source: exports of 2019 to 2026 as public code and notes describe them: one line a post with figures of its whole life,
columns by name, more or fewer of them from month to month. The Norwegian names are recalled, so a layout that is not
known is refused. Times name no zone; they are Pacific time, as Meta's are (recalled). New followers a day are no
followers, and a post's figures day by day no totals: both are refused. Titles and texts of posts are not looked at.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from barometer.errors import ParseError
from barometer.parse.counting import account_counters, asked_id, exact
from barometer.parse.exported import Names, Row, Table, count, found_columns, key, named, table_of, times
from barometer.readings import CounterKind, Feed, Outcome, Page, PageReading, Post, Reading

PARSER_VERSION = "1"
POSTS: Names = {
    "post": ("Post ID", "Innleggs-ID", "Innlegg-ID", "ID for innlegg"),
    "page": ("Page ID", "Side-ID", "ID for side"),
    "time": ("Publish time", "Posted", "Publiseringstidspunkt", "Publiseringstid", "Publisert"),
    "reactions": ("Reactions", "Reaksjoner"),
    "comments": ("Comments", "Kommentarer"),
    "shares": ("Shares", "Delinger"),
    "day": ("Date", "Dato"),
}
DAYS: Names = {
    "day": ("Date", "Dato"),
    "likes": ("Lifetime Total Likes", "Page total likes", "Totalt antall likerklikk", "Totalt antall liker-klikk"),
    "followers": ("Lifetime Total Follows", "Page total follows", "Total followers", "Totalt antall følgere"),
}
ZONE = ZoneInfo("America/Los_Angeles")
_WHOLE_LIFE = ("", "lifetime", "hele perioden", "levetid")
_NEEDED = ("post", "time")
_KINDS: dict[str, CounterKind] = {"likes": "likes", "followers": "followers"}
_REMEDY = (
    "export posts with Post ID, Publish time, Reactions, Comments and Shares, or a page's total likes or followers"
)


def parse(page: Page) -> PageReading:
    """Read the export of one page; raises ParseError when its layout is not known or a cell cannot be read."""
    table = table_of(page.body, POSTS, DAYS)
    native_id = asked_id(page, "facebook")
    if native_id is None:
        raise ParseError("the export does not say which page it is of; give the page's address with --url")
    if is_of_posts(table):
        return PageReading(outcome=Outcome.OK, readings=_posts(table, native_id))
    found: list[Reading] = []
    columns = found_columns(table, DAYS)
    row = last_day(table)
    for what, kind in _KINDS.items():
        value = count(row, columns.get(what))
        found += account_counters("facebook", native_id, exact(kind, value, "page_insights_export"))
    if not found:
        raise ParseError(f"line {row.line}: neither likes nor followers are given on the last day")
    return PageReading(outcome=Outcome.OK, readings=tuple(found))


def is_of_posts(table: Table) -> bool:
    """Whether an export's lines are posts; False when they are a page's days.

    Raises:
        ParseError: its layout is not known; names its columns and what to export.
    """
    posts, days = found_columns(table, POSTS), found_columns(table, DAYS)
    if set(_NEEDED) <= posts.keys() and posts.keys() & {"reactions", "comments", "shares"}:
        return True
    if "day" in days and days.keys() & _KINDS.keys():
        return False
    raise ParseError(f"the layout is not known (columns {named((*table.titles, *table.columns))}): {_REMEDY}")


def last_day(table: Table) -> Row:
    """Return the line of the last day of a page's export; raises ParseError when no line has a day."""
    column = found_columns(table, DAYS)["day"]
    # Under the header some exports explain each column.
    rows = [row for row in table.rows if row.cells.get(column)]
    if not rows:
        raise ParseError(f"no line has a day in column '{column}': {_REMEDY}")
    moments = times(rows, column, ZONE)
    return rows[max(range(len(rows)), key=moments.__getitem__)]


def day_of(table: Table) -> datetime:
    """Return the last day that a page's export tells of."""
    return times([last_day(table)], found_columns(table, DAYS)["day"], ZONE)[0]


def owner(row: Row, table: Table) -> str:
    """Return the number of the page that a post stands on; empty when the export does not say."""
    return key(row, found_columns(table, POSTS).get("page"))


def _posts(table: Table, native_id: str) -> tuple[Reading, ...]:
    columns = found_columns(table, POSTS)
    posts: dict[str, Post] = {}
    for row, posted_at in zip(table.rows, times(table.rows, columns["time"], ZONE), strict=True):
        day = row.cells.get(columns.get("day", ""), "")
        post_id = key(row, columns["post"]).rpartition("_")[2]
        if day.casefold() not in _WHOLE_LIFE or post_id in posts:
            raise ParseError(f"line {row.line}: figures day by day; export each post's figures of its whole life")
        if not post_id.isdigit():
            raise ParseError(f"line {row.line}, column '{columns['post']}': '{post_id[:40]}' is no post's number")
        reactions, comments, shares = (count(row, columns.get(what)) for what in ("reactions", "comments", "shares"))
        posts[post_id] = Post(
            channel="facebook", native_id=native_id, post_id=post_id, posted_at=posted_at, by="page", is_enquiry=None,
            comments_open=None, reactions_low=reactions, reactions_high=reactions, comments_low=comments,
            comments_high=comments, shares_low=shares, shares_high=shares,
        )  # fmt: skip
    # The file does not say from when its posts are, so no window is covered by it.
    feed = Feed(
        channel="facebook", native_id=native_id, covers_from=None, post_count=len(posts), threads_visible=False
    )  # fmt: skip
    return feed, *posts.values()
