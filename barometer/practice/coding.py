"""A person filling in a coding sheet of the practice country: what is true of each page, with now and then a slip.

Slips are the ones people make: a post miscounted by one, an answer overlooked, a thank-you taken for an enquiry, a
page that would not open. The same seed and mark make the same slips.
"""

from __future__ import annotations

import csv
import random
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from barometer.coding.sheet import write_rows
from barometer.months import Month
from barometer.practice import draw
from barometer.practice.posts import PlayedComment, PlayedPost, posts_of
from barometer.practice.world import world

Row = dict[str, str]


def fill(sheet: Path, out: Path, month: Month, mark: str, *, slips: float, seed: int = 1) -> int:
    """Fill a sheet in as one person would; return the rows that hold a slip.

    Args:
        slips: Probability that a row holds one, 0 to 1.
    """
    with sheet.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    slipped = 0
    for row in rows:
        row |= _true(row, month, seed) | {"coder": mark, "coded_on": f"{month.last + timedelta(days=3):%d.%m.%Y}"}
        chance = draw.stream(seed, "coder", mark, row["row"])
        if chance.random() < slips:
            slipped += 1
            row |= _slip(row, chance)
    write_rows(out, rows)
    return slipped


def _true(row: Row, month: Month, seed: int) -> Row:
    """Return what a careful person reads on the page."""
    here = world(month, seed)
    account = here.own_page(row["row"].rpartition("-")[2])
    if account is None:
        return {"seen": "nei"}
    start = datetime.combine(datetime.fromisoformat(row["window_from"]), time(), UTC)
    end = start + timedelta(days=90)
    posts = [post for post in posts_of(here, account, 200) if start <= post.at < end]
    said = [each for post in posts for thread in post.threads for each in (thread, *thread.replies) if each.at < end]
    acts = [post.at for post in posts if post.by_page] + [each.at for each in said if each.by_page]
    asked = [answered for post in posts for answered in _asked(post, end)]
    return {
        "seen": "ja",
        "posts": str(sum(post.by_page for post in posts)),
        "replies": str(sum(each.by_page for each in said)),
        "last_act_on": f"{max(acts):%Y-%m-%d}" if acts else "",
        "enquiries": str(len(asked)),
        "answered_enquiries": str(sum(asked)),
        "threads_with_reply": str(sum(_is_dialogue(post, end) for post in posts)),
        "comments_open": "" if not posts else "ja" if any(post.comments_open for post in posts) else "nei",
    }


def _asked(post: PlayedPost, end: datetime) -> list[bool]:
    """Return for every enquiry under a post, and the post itself, whether the page answered it by then."""
    asked = [_replied(thread.replies, end) for thread in post.threads if thread.is_enquiry and thread.at < end]
    return [*asked, _replied(post.threads, end)] if post.is_enquiry else asked


def _replied(comments: tuple[PlayedComment, ...], end: datetime) -> bool:
    return any(each.by_page and each.at < end for each in comments)


def _is_dialogue(post: PlayedPost, end: datetime) -> bool:
    if not post.by_page:
        return _replied(post.threads, end) or any(_replied(thread.replies, end) for thread in post.threads)
    return any(not thread.by_page and _replied(thread.replies, end) for thread in post.threads)


def _slip(row: Row, chance: random.Random) -> Row:
    kind = chance.choice(("posts", "overlooked", "enquiry", "closed"))
    if row["seen"] == "nei" or kind == "closed":
        return {"seen": "nei", **dict.fromkeys(("posts", "replies", "last_act_on", "enquiries", "answered_enquiries",
                                                "threads_with_reply", "comments_open"), "")}  # fmt: skip
    answered = int(row["answered_enquiries"])
    if kind == "overlooked" and answered:
        # The answers were folded away, and nobody unfolded them; the page's thanks were in the open.
        return {"answered_enquiries": "0"}
    if kind == "enquiry":
        return {"enquiries": str(int(row["enquiries"]) + 1)}
    return {"posts": str(int(row["posts"]) + 1)} if int(row["posts"]) else {}
