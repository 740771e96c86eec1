"""Meta Content Library's export (CSV): public posts on pages and their counts; comments are not in it.

Source: the public data dictionary of Meta Content Library and public code that reads its tables. Its ids are the
library's own, so a page is known by its user name. A post whose owner is not the page is a visitor's: its text is
looked at once, for whether it is an enquiry, and dropped; its author is not read beyond that it is not the page.
"""

from __future__ import annotations

from datetime import UTC

from barometer.errors import ParseError
from barometer.parse.counting import asked_id
from barometer.parse.enquiry import RULE_VERSION, is_enquiry
from barometer.parse.exported import Names, Row, Table, count, found_columns, key, named, table_of, times
from barometer.readings import Feed, Outcome, Page, PageReading, Post

PARSER_VERSION = f"1, enquiry rule {RULE_VERSION}"
_KINDS = ("like", "love", "wow", "haha", "sad", "angry", "care")
COLUMNS: Names = {
    "post": ("id", "Meta Content Library ID"),
    "time": ("creation_time", "Creation time"),
    "text": ("text",),
    "owner": ("post_owner.id",),
    "owner_name": ("post_owner.username",),
    "surface": ("surface.id",),
    "surface_name": ("surface.username",),
    "surface_type": ("surface.type",),
    "reactions": ("statistics.reaction_count", "Reactions"),
    "comments": ("statistics.comment_count",),
    "shares": ("statistics.share_count",),
    **{kind: (f"statistics.{kind}_count",) for kind in _KINDS},
}
_NEEDED = ("post", "time", "owner", "surface", "surface_name", "comments")
_PAGES = ("page", "profile", "facebook_page")


def is_export(table: Table) -> bool:
    """Whether a table is the library's: it has columns that nothing else has."""
    found = found_columns(table, COLUMNS)
    return bool(found.keys() & {"owner", "surface", "surface_name"})


def owner(row: Row, table: Table) -> str:
    """Return the user name of the page that a post stands on, lower case; empty for a group, event or person's place.

    Raises:
        ParseError: columns are missing that are needed to tell.
    """
    columns = found_columns(table, COLUMNS)
    missing = [COLUMNS[what][0] for what in _NEEDED if what not in columns]
    if missing:
        raise ParseError(
            f"columns are missing: {named(missing)} (it has {named(table.columns)}); export all fields of the posts"
        )
    kind = row.cells.get(columns.get("surface_type", ""), "").casefold()
    return "" if kind and kind not in _PAGES else key(row, columns["surface_name"]).casefold()


def parse(page: Page) -> PageReading:
    """Read the posts of one page; raises ParseError when a column is missing or a cell cannot be read."""
    table = table_of(page.body, COLUMNS)
    native_id = asked_id(page, "facebook")
    if native_id is None:
        raise ParseError("the export's address names no page")
    columns = found_columns(table, COLUMNS)
    posts: dict[str, Post] = {}
    for row, posted_at in zip(table.rows, times(table.rows, columns["time"], UTC), strict=True):
        if owner(row, table) != native_id:
            raise ParseError(f"line {row.line} is of another page than {native_id}")
        is_page = key(row, columns["owner"]) == key(row, columns["surface"])
        reactions, comments = _reactions(row, columns), count(row, columns["comments"])
        shares = count(row, columns.get("shares"))
        post_id = key(row, columns["post"])
        # The newest state of a post that is there twice is not told, so neither is taken.
        if post_id in posts:
            raise ParseError(f"line {row.line}: the post stands there twice; export the period once")
        posts[post_id] = Post(
            channel="facebook", native_id=native_id, post_id=post_id, posted_at=posted_at,
            by="page" if is_page else "visitor", comments_open=None,
            is_enquiry=None if is_page else is_enquiry(row.cells.get(columns.get("text", ""), "")),
            reactions_low=reactions, reactions_high=reactions, comments_low=comments, comments_high=comments,
            shares_low=shares, shares_high=shares,
        )  # fmt: skip
    feed = Feed(
        channel="facebook", native_id=native_id, covers_from=None, post_count=len(posts), threads_visible=False
    )  # fmt: skip
    return PageReading(outcome=Outcome.OK, readings=(feed, *posts.values()))


def _reactions(row: Row, columns: dict[str, str]) -> int | None:
    """Return all reactions: their sum by kind where the library gives no total; likes alone are not all."""
    total = count(row, columns.get("reactions"))
    kinds = [count(row, columns.get(kind)) for kind in _KINDS]
    return total if total is not None or None in kinds else sum(each for each in kinds if each is not None)
