"""X: API v2 `public_metrics`, and the JSON and JSON-LD of a profile's page.

Sources: X API v2 reference of 2026 (a whole request that is refused is a "problem" with title and status, an account
that cannot be shown is one of `errors` in an answer of status 200), schema.org `interactionStatistic` as profile pages
carried it.
A post's page names no followers and is read as nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from barometer.errors import ParseError
from barometer.parse.counting import Found, account_counters, asked_id, exact
from barometer.parse.embedded import holders, inside, json_body, json_scripts
from barometer.parse.html import decode, tree
from barometer.parse.times import stated
from barometer.parse.walls import outcome_of_status, wall
from barometer.readings import CounterKind, Outcome, Page, PageReading, Profile

PARSER_VERSION = "3"

FIELDS = "public_metrics,verified,entities,created_at"
"""What is asked of the API beside id, name and username."""
_METRICS: dict[str, CounterKind] = {
    "followers_count": "followers", "following_count": "following", "tweet_count": "posts",
}  # fmt: skip
_LEGACY: dict[str, CounterKind] = {
    "followers_count": "followers", "friends_count": "following", "statuses_count": "posts",
}  # fmt: skip
_ACTIONS: dict[str, CounterKind] = {
    "FollowAction": "followers", "SubscribeAction": "following", "WriteAction": "posts",
}  # fmt: skip
_TITLES = {
    "Not Found Error": Outcome.NOT_FOUND, "Unauthorized": Outcome.TOKEN_REFUSED,
    "Forbidden": Outcome.NO_PERMISSION, "Authorization Error": Outcome.NO_PERMISSION,
    "Client Forbidden": Outcome.NO_PERMISSION, "Unsupported Authentication": Outcome.TOKEN_REFUSED,
    "Too Many Requests": Outcome.RATE_LIMITED, "UsageCapExceeded": Outcome.RATE_LIMITED,
    "CreditsDepleted": Outcome.TOKEN_REFUSED,
}  # fmt: skip
_CODES = {
    17: Outcome.NOT_FOUND, 34: Outcome.NOT_FOUND, 50: Outcome.NOT_FOUND, 63: Outcome.UNAVAILABLE,
    64: Outcome.UNAVAILABLE, 32: Outcome.TOKEN_REFUSED, 89: Outcome.TOKEN_REFUSED, 215: Outcome.TOKEN_REFUSED,
    88: Outcome.RATE_LIMITED,
}
"""The error codes of version 1.1."""


def parse(page: Page) -> PageReading:
    """Read one answer or page; raises ParseError when it shows no number of the account."""
    text = decode(page).lstrip()
    if text[:1] == "{":
        return _api(json_body(page), page)
    stopped = outcome_of_status(page) or wall(page, text)
    if stopped:
        return PageReading(outcome=stopped, detail=f"HTTP status {page.status}" if page.status != 200 else "a wall")
    asked = asked_id(page, "x")
    values = list(json_scripts(tree(page), "followers_count", "interactionStatistic"))
    for user, named, found in (*_legacy(values), *_linked_data(values)):
        if asked is None or named.lower() == asked:
            key = user.get("id_str") or user.get("identifier")
            name = str(user.get("name") or user.get("givenName") or named)
            return _reading(asked or named.lower(), str(key or named.lower()), named, name, found, user.get("verified"))
    raise ParseError("the page shows no number of the account; X shows them to signed-in users only")


def _api(answer: Any, page: Page) -> PageReading:
    accounts = _legacy([answer])
    asked = asked_id(page, "x")
    own = [each for each in accounts if each[1].lower() == asked] or accounts
    if len({named.lower() for _, named, _ in own}) > 1:
        raise ParseError(f"the answer names {len(own)} accounts; give the address of one with --url")
    for legacy, named, found in own[:1]:  # Version 1.1 gave the account itself.
        return _reading(named.lower(), str(legacy.get("id_str") or named.lower()), named,
                        str(legacy.get("name") or named), found, legacy.get("verified"))  # fmt: skip
    user = inside(answer, "data")
    if isinstance(user, list) and len(user) == 1:  # `users/by` answers with a list.
        user = user[0]
    if not isinstance(user, dict):
        return _error(answer, page)
    metrics, username = inside(user, "public_metrics"), user.get("username")
    found = [each for field, kind in _METRICS.items() for each in exact(kind, inside(metrics, field), field)]
    if not found or not isinstance(username, str):
        raise ParseError("the answer holds no public_metrics of a named account: ask for user.fields=public_metrics")
    links = inside(user, "entities", "url", "urls")
    website = inside(links[0], "expanded_url") if isinstance(links, list) and links else None
    return _reading(username.lower(), str(user.get("id") or username.lower()), username,
                    str(user.get("name") or username), found, user.get("verified"), website,
                    stated(user.get("created_at")))  # fmt: skip


def _error(answer: Any, page: Page) -> PageReading:
    """Read an answer without an account; raises ParseError when it holds no error either."""
    errors = inside(answer, "errors") or [answer]
    first = errors[0] if isinstance(errors, list) and isinstance(errors[0], dict) else {}
    title, code = str(first.get("title") or ""), first.get("code")
    # The same word for a token that may not ask, and for an account that is suspended.
    is_suspended = title == "Forbidden" and page.status == 200
    known = _TITLES.get(title) or _CODES.get(code if isinstance(code, int) else 0) or outcome_of_status(page)
    is_refused = page.status in (401, 402, 403)
    outcome = Outcome.UNAVAILABLE if is_suspended else Outcome.TOKEN_REFUSED if is_refused else known
    if outcome is None:
        raise ParseError("the answer holds neither an account nor an error")
    said = str(first.get("detail") or first.get("message") or "")[:200]
    return PageReading(outcome=outcome, detail=f"{title or code or page.status}: {said}")


def _legacy(values: list[Any]) -> list[tuple[dict[str, Any], str, list[Found]]]:
    """Return the accounts in a page's own state, each with its handle and numbers."""
    accounts = []
    # Since 2025 the page keeps the handle beside the counts: `{"core": {"screen_name"…}, "legacy": {…}}`.
    split = [{**each["core"], **each["legacy"]} for value in values for each in holders(value, "legacy")
             if isinstance(each["legacy"], dict) and isinstance(each.get("core"), dict)]  # fmt: skip
    whole = [each for value in values for each in holders(value, "followers_count")]
    for user in (*split, *whole):
        named = user.get("screen_name")
        if isinstance(named, str):
            found = [each for field, kind in _LEGACY.items() for each in exact(kind, user.get(field), field)]
            accounts.append((user, named, found))
    return accounts


def _linked_data(values: list[Any]) -> list[tuple[dict[str, Any], str, list[Found]]]:
    """Return the accounts in JSON-LD, each with its handle and numbers."""
    accounts = []
    for user in (each for value in values for each in holders(value, "interactionStatistic")):
        named = user.get("additionalName")
        statistics = user["interactionStatistic"]
        if not isinstance(named, str) or not isinstance(statistics, list):
            continue
        found: list[Found] = []
        for each in statistics:
            action = str(inside(each, "interactionType", "@type") or inside(each, "interactionType")).rsplit("/", 1)[-1]
            if action in _ACTIONS:
                found += exact(_ACTIONS[action], inside(each, "userInteractionCount"), "interactionStatistic")
        accounts.append((user, named, found))
    return accounts


def _reading(
    native_id: str, key: str, handle: str, name: str, found: list[Found], verified: object, website: object = None,
    created_at: datetime | None = None,
) -> PageReading:
    profile = Profile(
        channel="x", native_id=key, username=handle.lower(), name=name, category=None,
        website=website if isinstance(website, str) else None,
        is_verified=verified if isinstance(verified, bool) else None, last_post_at=None, created_at=created_at,
    )  # fmt: skip
    counted = account_counters("x", native_id, found)
    if not counted:
        raise ParseError("the page names the account without a number of followers")
    return PageReading(outcome=Outcome.OK, readings=(profile, *counted))
