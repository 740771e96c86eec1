"""Posts on Facebook pages of before 2022: the mobile site's articles and the old desktop's wrappers, as archived.

Source: recorded pages of 2020 and 2021. Times stand in attributes (`data-ft`, `data-utime`), counts in script calls
beside the post's key; comments are not shown with their authors' ids, so threads are not visible there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from barometer.parse.embedded import elements, held
from barometer.parse.html import text_of
from barometer.parse.text import counters
from barometer.readings import Post

CONTAINERS = (
    "//article | //*[@role='article'] | //*[contains(concat(' ', @class, ' '), ' userContentWrapper ')]"
    " | //*[contains(@data-ft, 'top_level_post_id')] | //form[contains(@class, 'commentable_item')]"
)
"""Elements that hold a post: what is counted in them is the post's, not the page's."""

_MOBILE_COUNTS = re.compile(
    r"ft_ent_identifier:\"?(\d+)\"?,comment_count:(\d{1,9}),share_count:(\d{1,9})(.{0,400}?)like_count:(\d{1,9})(?!\d)"
)
_DESKTOP_COUNTS = re.compile(
    r'"comment_count":\{"total_count":(?P<comments>\d{1,9})\}(?:(?!"comment_count").){0,1500}?'
    r'"reaction_count":\{"count":(?P<reactions>\d{1,9})\}(?:(?!"comment_count").){0,1500}?'
    r'"share_count":\{"count":(?P<shares>\d{1,9})\},"share_fbid":"(?P<key>\d+)"',
    re.DOTALL,
)
_KEY_IN_LINK = re.compile(
    r"/photos/[^/]+/(\d+)|/posts/(?:[^/?]*?)(\d{6,})(?:[/?]|$)|story_fbid=(\d+)|/videos/(?:[^/?]+/)?(\d+)|fbid=(\d+)"
)
_CODE = re.compile(r"<code[^<>]{0,300}><!--")
_CODE_END = "--></code>"
Counts = tuple[int | None, int | None, int | None]


def uncommented(text: str) -> str:
    """Return a page's source with the parts that old pages hid in comments for scripts to show."""
    parts, position = [], 0
    while (start := _CODE.search(text, position)) and (end := text.find(_CODE_END, start.end())) >= 0:
        parts += [text[position : start.start()], text[start.end() : end]]
        position = end + len(_CODE_END)
    return "".join((*parts, text[position:]))


def old_posts(root: etree._Element, text: str, native_id: str, language: str) -> tuple[Post, ...]:
    """Return the posts of a page in one of the old layouts, in order of the page; `text` is its source."""
    counts = _counts(text)
    found = {post.post_id: post for post in _mobile(root, counts, native_id, language)}
    found |= {post.post_id: post for post in _desktop(root, counts, native_id)}
    return tuple(found.values())


def _counts(text: str) -> dict[str, Counts]:
    """Return reactions, comments and shares by post key, from script calls that are no JSON."""
    counts: dict[str, Counts] = {}
    for match in _MOBILE_COUNTS.finditer(text):
        counts[match[1]] = (int(match[5]), int(match[2]), int(match[3]))
    for match in _DESKTOP_COUNTS.finditer(text):
        counts[match["key"]] = (int(match["reactions"]), int(match["comments"]), int(match["shares"]))
    return counts


def _mobile(root: etree._Element, counts: dict[str, Counts], native_id: str, language: str) -> Iterator[Post]:
    for article in elements(root, "//article[@data-ft] | //div[@data-ft and not(ancestor::article)]"):
        facts = _json(article.get("data-ft"))
        keys = [facts[name] for name in ("top_level_post_id", "mf_story_key") if isinstance(facts.get(name), str)]
        times = {value for value in held(facts.get("page_insights"), "publish_time") if isinstance(value, int)}
        if not keys or len(times) != 1:
            continue
        shown = next((counts[key] for key in keys if key in counts), None)
        if shown is None:
            likes = [each for each in counters(text_of(article, 5_000), language) if each.kind == "likes"]
            shown = (likes[-1].low, None, None) if len(likes) == 1 and likes[0].low == likes[0].high else (None,) * 3
        owners = {facts.get("page_id"), facts.get("content_owner_id_new")}
        yield _post(native_id, keys[0], times.pop(), shown, is_page=len(owners - {None}) == 1)


def _desktop(root: etree._Element, counts: dict[str, Counts], native_id: str) -> Iterator[Post]:
    for wrapper in elements(root, "//*[contains(concat(' ', @class, ' '), ' userContentWrapper ')]"):
        for stamp in elements(wrapper, ".//abbr[@data-utime]")[:1]:
            link = next((each.get("href") or "" for each in stamp.iterancestors("a")), "")
            match = _KEY_IN_LINK.search(link)
            seconds = stamp.get("data-utime") or ""
            if match and seconds.isdigit():
                key = next(group for group in match.groups() if group)
                yield _post(native_id, key, int(seconds), counts.get(key, (None,) * 3), is_page=True)


def _post(native_id: str, key: str, seconds: int, counts: Counts, *, is_page: bool) -> Post:
    reactions, comments, shares = counts
    return Post(
        channel="facebook", native_id=native_id, post_id=key,
        posted_at=datetime.fromtimestamp(seconds, UTC).replace(second=0, microsecond=0),
        by="page" if is_page else "visitor", is_enquiry=None, comments_open=None,
        reactions_low=reactions, reactions_high=reactions, comments_low=comments, comments_high=comments,
        shares_low=shares, shares_high=shares,
    )  # fmt: skip


def _json(text: str | None) -> dict[str, Any]:
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
