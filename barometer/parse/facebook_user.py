"""What the JSON of a Facebook page of 2021 and later says of the page itself: which object it is, website, category."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from barometer.parse.account_url import AccountUrl, Rejected, account_of
from barometer.parse.counting import asked_id
from barometer.parse.embedded import holders, inside
from barometer.readings import Page

_CONTENT = frozenset(("post", "photo", "video"))

def own_user(values: list[Any], page: Page) -> dict[str, Any] | None:
    """Return the JSON object of the page itself: the only one with a social context, or the one of its address."""
    shown = (each for value in values for each in holders(value, "profile_social_context"))
    # The same page stands in several answers, in some of them without its context.
    users = {str(each.get("id")): each for each in shown if inside(each, "profile_social_context", "content")}
    if len(users) <= 1:
        return next(iter(users.values()), None)
    asked = asked_id(page, "facebook")
    own = [each for each in users.values()
           if asked in (each.get("id"), inside(each, "delegate_page", "id"), id_in(each.get("url")))]  # fmt: skip
    return own[0] if len(own) == 1 and asked else None


def id_in(link: Any) -> str | None:
    """Return the account id of a Facebook address; None when it is none."""
    account = account_of(link) if isinstance(link, str) else None
    return account.native_id if isinstance(account, AccountUrl) and account.channel == "facebook" else None


def _intro(values: list[Any], kind: str) -> list[dict[str, Any]]:
    """Return the cards of one kind in the intro, such as website or category."""
    cards = (each for value in values for each in holders(value, "timeline_context_list_item_type"))
    return [each for each in cards if each["timeline_context_list_item_type"] == kind and "title" in each]


def owner_in(link: str) -> str | None:
    """Return the account whose post, photo or video an address names: `/name/posts/1`, `story.php?id=1`; else None."""
    account, parts = account_of(link), urlsplit(link)
    if not isinstance(account, Rejected) or account.channel != "facebook" or account.kind not in _CONTENT:
        return None
    segments = [each for each in parts.path.split("/") if each]
    if len(segments) >= 2 and segments[1] in ("posts", "photos", "videos", "photo", "reels"):
        return id_in(f"https://www.facebook.com/{segments[0]}/")
    number = parse_qs(parts.query).get("id", [""])[0]
    return number if segments in (["story.php"], ["permalink.php"]) and number.isdigit() else None


def website_of(values: list[Any]) -> str | None:
    """Return the website the account names, out of Facebook's leaving address; None when it names several."""
    found = []
    for card in _intro(values, "INTRO_CARD_WEBSITE"):
        address = card.get("url") or inside(card, "title", "text")
        wrapped = parse_qs(urlsplit(address).query).get("u") if isinstance(address, str) else None
        found += wrapped[:1] if wrapped else [address] if isinstance(address, str) else []
    distinct = list(dict.fromkeys(found))
    return distinct[0] if len(distinct) == 1 else None


def category_of(values: list[Any]) -> str | None:
    """Return the platform's word for what the page is, in the page's language; None when it gives several."""
    titles = [inside(card, "title", "text") for card in _intro(values, "INTRO_CARD_CATEGORY")]
    found = list(dict.fromkeys(each.split(" · ")[-1].strip() for each in titles if isinstance(each, str)))
    return found[0] if len(found) == 1 else None
