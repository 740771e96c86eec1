"""The address of a document that came without one: what a saved page, or an API's answer, says of itself.

A browser writes `<!-- saved from url=(0023)https://… -->` into a page it saves, SingleFile a comment with `url:` and
`saved date:`. Both outrank what the page declares (`rel=canonical`, `og:url`), because they are what was looked at.
Only the head of a page is searched: a body may quote anything.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlsplit

import ada_url

_SEARCHED = 256 * 1024
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)(?:\s+saved date:\s*([^\n(]+))?")


class _Head(HTMLParser):
    """Collects what the head of a page declares, up to its body."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.saved_from: str | None = None
        self.saved_at: datetime | None = None
        self.declared: dict[str, str] = {}
        self.in_body = False

    def handle_comment(self, data: str) -> None:
        """Keep the comment by which a browser says where the page was saved from."""
        single = _SINGLE_FILE.search(data)
        found = single or _SAVED_FROM.search(data)
        if found and self.saved_from is None:
            self.saved_from = found[1]
            self.saved_at = _date(single[2]) if single and single[2] else None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the first canonical address and the first `og:url`."""
        values = {name: value or "" for name, value in attrs}
        if tag == "body":
            self.in_body = True
        elif self.in_body:
            return
        elif tag == "link" and "canonical" in values.get("rel", "").lower().split():
            self.declared.setdefault("canonical", values.get("href", ""))
        elif tag == "meta" and values.get("property", values.get("name", "")).lower() == "og:url":
            self.declared.setdefault("og:url", values.get("content", ""))


def _date(text: str) -> datetime | None:
    """Read a date as a browser's script writes it: `Wed Oct 21 2026 10:15:30 GMT+0200`."""
    try:
        return datetime.strptime(text.strip(), "%a %b %d %Y %H:%M:%S GMT%z")
    except ValueError:
        return None


def web_address(text: str | None) -> str | None:
    """Return an absolute http(s) address in the form a browser would give it; None for anything else."""
    if not text or not text.strip().lower().startswith(("http://", "https://")):
        return None
    try:
        return str(ada_url.URL(text.strip()).href)
    except ValueError:
        return None


def of_html(body: bytes) -> tuple[str | None, datetime | None, bool]:
    """Return a saved page's address, when it was saved, and whether a browser wrote it as it stood on screen."""
    encoding = "utf-16" if body.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    head = _Head()
    # The standard parser asserts on marked sections that no browser minds; what it saw until then counts.
    with suppress(AssertionError):
        head.feed(body[:_SEARCHED].decode(encoding, "replace"))
    saved_from = web_address(head.saved_from)
    if saved_from:
        return saved_from, head.saved_at, True
    declared = (web_address(head.declared.get(key)) for key in ("canonical", "og:url"))
    return next((address for address in declared if address), None), None, False


def of_answer(answer: Any) -> str | None:
    """Return the documented address of an API's answer, made from the account it names; None when it names none.

    Knows Bluesky's profile, Mastodon's account, YouTube's channel list, the Graph API's page and its list of posts.
    """
    if not isinstance(answer, dict):
        return None
    if str(answer.get("did", "")).startswith("did:") and isinstance(answer.get("handle"), str):
        return f"https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor={quote(answer['handle'])}"
    if "acct" in answer and "followers_count" in answer:
        host = urlsplit(str(answer.get("url", ""))).netloc
        name = quote(str(answer["acct"]).partition("@")[0])
        return web_address(f"https://{host}/api/v1/accounts/lookup?acct={name}") if host else None
    if answer.get("kind") == "youtube#channelListResponse":
        ids = [str(item.get("id", "")) for item in answer.get("items") or () if isinstance(item, dict)]
        address = "https://www.googleapis.com/youtube/v3/channels?part=statistics,snippet&id="
        return address + quote(ids[0]) if len(ids) == 1 else None
    return _of_graph(answer)


def _of_graph(answer: dict[str, Any]) -> str | None:
    page_fields = {"fan_count", "followers_count", "talking_about_count", "were_here_count", "category", "likes"}
    if re.fullmatch(r"\d+", str(answer.get("id", ""))) and page_fields & answer.keys():
        return f"https://graph.facebook.com/{answer['id']}"
    posts = answer.get("data")
    if isinstance(posts, list) and posts and all(isinstance(post, dict) and "created_time" in post for post in posts):
        owners = {str(post.get("id", "")).partition("_")[0] for post in posts if "_" in str(post.get("id", ""))}
        if len(owners) == 1 and re.fullmatch(r"\d+", next(iter(owners))):
            return f"https://graph.facebook.com/{owners.pop()}/posts"
    return None
