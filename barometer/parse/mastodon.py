"""Mastodon accounts by their instance's open API: `accounts/lookup`, exact counts.

Source: the Mastodon API documentation and recorded answers of version 4.5 (2026).
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from barometer.errors import ParseError
from barometer.parse.counting import account_counters, described, exact
from barometer.parse.embedded import json_body, language_shown, meta
from barometer.parse.html import tree
from barometer.parse.times import stated
from barometer.parse.walls import outcome_of_status
from barometer.readings import CounterKind, Outcome, Page, PageReading, Profile

PARSER_VERSION = "2"

_COUNTERS: dict[str, CounterKind] = {
    "followers_count": "followers", "following_count": "following", "statuses_count": "posts",
}  # fmt: skip
_SAID = (
    ("not found", Outcome.NOT_FOUND), ("too many", Outcome.RATE_LIMITED), ("throttled", Outcome.RATE_LIMITED),
    ("token", Outcome.NO_PERMISSION), ("authenticated", Outcome.NO_PERMISSION), ("not allowed", Outcome.NO_PERMISSION),
)  # fmt: skip
_WEBSITE_FIELDS = re.compile(r"web|nett|hjem|side|url|home|www|lenke|länk", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def parse(page: Page) -> PageReading:
    """Read one answer; raises ParseError when it is no account with counters."""
    status = outcome_of_status(page)
    if page.body.lstrip()[:1] == b"<":
        return _profile_page(page) if status is None else PageReading(outcome=status, detail=f"HTTP {page.status}")
    try:
        answer = json_body(page)
    except ParseError:
        if status is None:
            raise
        return PageReading(outcome=status, detail=f"HTTP status {page.status}")
    if isinstance(answer, dict) and isinstance(answer.get("error"), str):
        said = answer["error"][:200]
        told = next((outcome for words, outcome in _SAID if words in said.lower()), None)
        return PageReading(outcome=told or status or Outcome.HTTP_ERROR, detail=said)
    if status is not None:
        return PageReading(outcome=status, detail=f"HTTP status {page.status}")
    if not isinstance(answer, dict) or not isinstance(answer.get("username"), str):
        raise ParseError("the answer is no account")
    if answer.get("suspended") is True:
        return PageReading(outcome=Outcome.UNAVAILABLE, detail="the account is suspended")
    native_id = _key(answer, page)
    found = [each for field, kind in _COUNTERS.items() for each in exact(kind, answer.get(field), field)]
    if not found:
        raise ParseError(f"the answer holds none of {', '.join(_COUNTERS)}")
    return PageReading(
        outcome=Outcome.OK,
        readings=(_profile(answer, native_id), *account_counters("mastodon", native_id, found)),
    )


def _profile_page(page: Page) -> PageReading:
    """Read the page that an instance shows of an account: `12 Posts, 3 Following, 45 Followers · about`."""
    root, parts = tree(page), urlsplit(page.url)
    user = parts.path.strip("/").partition("/")[0].lower()
    found = [(each, source) for source in ("og:description", "description") for text in meta(root, source)[:1]
             for each in described(text, language_shown(root, page), None)]  # fmt: skip
    if not user.startswith("@") or not found:
        raise ParseError("the page shows no counters of an account")
    native_id = user[1:] if "@" in user[1:] else f"{user[1:]}@{parts.netloc.lower()}"
    return PageReading(outcome=Outcome.OK, readings=account_counters("mastodon", native_id, found))


def _key(answer: dict[str, Any], page: Page) -> str:
    """Return `user@instance`: the instance of the account's own address, else that which was asked."""
    parts = urlsplit(page.url)
    asked = parse_qs(parts.query).get("acct", [""])[0].lstrip("@").lower()
    if asked and parts.path.endswith("/accounts/lookup"):
        return asked if "@" in asked else f"{asked}@{parts.netloc.lower()}"
    home = urlsplit(answer["url"]).netloc if isinstance(answer.get("url"), str) else None
    return f"{answer['username'].lower()}@{(home or parts.netloc).lower()}"


def _profile(answer: dict[str, Any], native_id: str) -> Profile:
    return Profile(
        channel="mastodon", native_id=native_id, username=answer["username"].lower(),
        name=str(answer.get("display_name") or answer["username"]), website=_website(answer), category=None,
        is_verified=None, last_post_at=stated(answer.get("last_status_at")),
        created_at=stated(answer.get("created_at")),
    )  # fmt: skip


def _website(answer: dict[str, Any]) -> str | None:
    """Return the address in the profile's fields: the only one, or the only one that is called a website."""
    fields = [each for each in answer.get("fields") or () if isinstance(each, dict)]
    links = [(str(each.get("name")), _link(str(each.get("value") or ""))) for each in fields]
    found = [(name, link) for name, link in links if link]
    named = [link for name, link in found if _WEBSITE_FIELDS.search(name)]
    chosen = named or [link for _, link in found]
    return chosen[0] if len(set(chosen)) == 1 else None


def _link(value: str) -> str | None:
    if "<" in value:
        root = etree.fromstring(f"<p>{value}</p>", etree.HTMLParser())
        links = [each.get("href") for each in root.iter("a")] if root is not None else []
        return links[0] if len(links) == 1 else None
    match = _ADDRESS.fullmatch(value.strip())
    return match[0] if match else None
