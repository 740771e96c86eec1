"""Instagram: a profile's page (description and embedded JSON) and Graph API's `business_discovery`.

Sources: recorded page of 2021, public code of 2023–26 for the description's form ("12,437 Followers, 450 Following,
120 Posts"). A picture's likes are never the account's.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from barometer.errors import ParseError
from barometer.parse.counting import Found, account_counters, asked_id, described, exact, only
from barometer.parse.embedded import held, holders, inside, json_body, json_scripts, language_shown, meta
from barometer.parse.graph_errors import error_reading
from barometer.parse.html import decode, fold, tree
from barometer.parse.text import LabelledNumber, counters
from barometer.parse.walls import outcome_of_status, wall
from barometer.readings import CounterKind, Outcome, Page, PageReading, Profile

PARSER_VERSION = "2"

_DISCOVERED: dict[str, CounterKind] = {
    "followers_count": "followers", "follows_count": "following", "media_count": "posts",
    "followed_by_count": "followers", "follow_count": "following",  # Graph API up to v2.8.
}  # fmt: skip
FIELDS = "id,username,name,website,followers_count,media_count"
"""What is asked of `business_discovery`."""
_NO_SUCH_PROFESSIONAL = (110, 2207013)
"""Code and sub-code for a name that no professional account has: Meta does not say whether a private person has it."""
_OLD_API: dict[str, CounterKind] = {"followed_by": "followers", "follows": "following", "media": "posts"}
_ASKED = re.compile(r"business_discovery\.username\(([\w.]+)\)")
_PLAIN: dict[str, CounterKind] = {"follower_count": "followers", "following_count": "following", "media_count": "posts"}
_EDGES: dict[str, CounterKind] = {
    "edge_followed_by": "followers", "edge_follow": "following", "edge_owner_to_timeline_media": "posts",
}  # fmt: skip


def parse(page: Page) -> PageReading:
    """Read one answer or page; raises ParseError when it shows no labelled number of the account."""
    text = decode(page).lstrip()
    if text[:1] == "{":
        return _discovery(json_body(page), page)
    status, before = outcome_of_status(page), wall(page, text)
    if status or before:
        kept = status if status is Outcome.NOT_FOUND else before or status
        return PageReading(outcome=kept or Outcome.OK, detail=f"HTTP status {page.status}" if status else "a wall")
    root = tree(page)
    language = language_shown(root, page)
    values = list(json_scripts(root, *_EDGES, "follower_count"))
    owner = _owner(values, "edge_followed_by") or _owner(values, "follower_count")
    username = inside(owner, "username")
    address = f"https://www.instagram.com/{username}/" if isinstance(username, str) else None
    native_id = asked_id(page, "instagram", address, *meta(root, "og:url"))
    if native_id is None:
        raise ParseError("the page does not say which account it is; give its address with --url")
    found: list[Found] = [
        (each, source) for source in ("og:description", "description") for content in meta(root, source)[:1]
        for each in only(_followed(described(content, language, None), language), "followers", "following", "posts")
    ]  # fmt: skip
    found += _counted(owner)
    counted = account_counters("instagram", native_id, found)
    if not counted:
        raise ParseError("no number of the account stands beside a label that is known")
    title = inside(owner, "full_name") or next(iter(meta(root, "og:title")), root.findtext(".//title") or "")
    return PageReading(outcome=Outcome.OK, readings=(*_profile(owner, native_id, fold(str(title))), *counted))


def _followed(numbers: list[LabelledNumber], language: str) -> list[LabelledNumber]:
    """Return the numbers with subscribers as followers, where a language has one word for both: German Abonnenten.

    Read again from the text, because only YouTube cuts to three figures.
    """
    read: list[LabelledNumber] = []
    for each in numbers:
        again = counters(f"{each.text.rpartition(' ')[0]} followers", language) if each.kind == "subscribers" else []
        read += again or [each]
    return read


def _owner(values: list[Any], key: str) -> dict[str, Any] | None:
    """Return the only account whose followers the page's JSON counts; None when there are none or several."""
    held_by = (each for value in values for each in holders(value, key))
    users = {str(each.get("username")): each for each in held_by if each.get("username")}
    return next(iter(users.values())) if len(users) == 1 else None


def _counted(owner: dict[str, Any] | None) -> list[Found]:
    """Return the counts of an account as the site's own JSON gives them."""
    edges = [each for field, kind in _EDGES.items() for each in exact(kind, inside(owner, field, "count"), field)]
    return edges + [each for field, kind in _PLAIN.items() for each in exact(kind, inside(owner, field), field)]


def _profile(owner: dict[str, Any] | None, native_id: str, title: str) -> tuple[Profile, ...]:
    name = title.split(" (@")[0].split(" • ")[0].strip()
    verified, key, website = inside(owner, "is_verified"), inside(owner, "id"), inside(owner, "external_url")
    if not name:
        return ()
    return (Profile(
        channel="instagram", native_id=str(key) if key else native_id, username=native_id, name=name,
        website=website if isinstance(website, str) and website else None, category=None,
        is_verified=verified if isinstance(verified, bool) else None, last_post_at=None,
    ),)  # fmt: skip


def _discovery(answer: Any, page: Page) -> PageReading:
    """Read Graph API's answer about another professional account."""
    failed = error_reading(answer, page.status)
    if {inside(answer, "error", "code"), inside(answer, "error", "error_subcode")} & set(_NO_SUCH_PROFESSIONAL):
        return PageReading(outcome=Outcome.UNAVAILABLE, detail="gone, or no professional account: Meta tells no more")
    if failed is not None:
        return failed
    accounts = [each for each in held(answer, "business_discovery") if isinstance(each, dict)]
    account = accounts[0] if len(accounts) == 1 else answer if isinstance(answer, dict) else {}
    found = [each for field, kind in _DISCOVERED.items() for each in exact(kind, account.get(field), field)]
    if not found:  # An answer that the site's own page asks for, or one of the API that ended in 2020.
        keys = ("edge_followed_by", "follower_count", "counts")
        account = next((owner for key in keys if (owner := _owner([answer], key))), account)
        counts = account.get("counts")
        found = _counted(account) + [each for field, kind in _OLD_API.items()
                                     for each in exact(kind, inside(counts, field), f"counts.{field}")]  # fmt: skip
    username = account.get("username") or next(iter(_ASKED.findall(unquote(page.url))), None)
    native_id = username.lower() if isinstance(username, str) else asked_id(page, "instagram")
    if native_id is None or not found:
        raise ParseError(f"the answer holds none of {', '.join(_DISCOVERED)} of a named account")
    website = account.get("website")
    profile = Profile(
        channel="instagram", native_id=str(account.get("id") or native_id), username=native_id,
        name=str(account.get("name") or account.get("full_name") or native_id), category=None,
        website=website if isinstance(website, str) else None, is_verified=None, last_post_at=None,
    )  # fmt: skip
    return PageReading(outcome=Outcome.OK, readings=(profile, *account_counters("instagram", native_id, found)))
