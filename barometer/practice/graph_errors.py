"""What the Graph API answers when it does not: the documented error objects, codes and states.

Source: Meta's documentation of error codes (190 token, 10 and 200 permission, 100 with subcode 33 no such object, 803
no such alias, 4, 17, 32 and 613 limits, 2635 removed version, 2 passing fault) and of the `x-app-usage` header.
"""

from __future__ import annotations

import json
from typing import Literal

from barometer.practice import draw
from barometer.practice.answer import Answer, as_json
from barometer.practice.played import PlayedAccount

Permission = Literal["granted", "public", "denied"]
_PERMISSIONS: tuple[tuple[Permission, float], ...] = (("granted", 0.60), ("public", 0.20), ("denied", 0.20))
_USAGE = json.dumps({"call_count": 12, "total_cputime": 4, "total_time": 7})
_SPENT = json.dumps({"call_count": 96, "total_cputime": 26, "total_time": 31})
"""Nearly all: who honours a full allowance waits for minutes, and a practice month is not to take an hour."""


def permission_of(seed: int, account: PlayedAccount) -> Permission:
    """Return what the token may see of a page.

    `granted`: the page gave its own permission, comments carry their authors; `public`: figures and posts, but
    comments without author and id; `denied`: nothing.
    """
    return draw.weighted(_PERMISSIONS, seed, "graph permission", account.key.replace("new page", "page"))


def is_limited_once(seed: int, account: PlayedAccount) -> int:
    """Return the code of the limit (or 2, a fault) that meets the first request for a page; 0 for nearly all."""
    codes = ((4, 0.006), (17, 0.005), (32, 0.006), (613, 0.005), (2, 0.002), (0, 0.976))
    return draw.weighted(codes, seed, "graph limit", account.key)


def answered(found: object) -> Answer:
    """Return an ordinary answer."""
    return as_json(found, x_app_usage=_USAGE, facebook_api_version="v25.0")


def no_token() -> Answer:
    """Return the answer to a missing or wrong token."""
    return _error("Invalid OAuth access token - Cannot parse access token", "OAuthException", 190)


def expired_token() -> Answer:
    """Return the answer to a token whose time is over."""
    text = "Error validating access token: Session has expired on Tuesday, 20-Oct-26 01:00:00 PDT."
    return _error(text, "OAuthException", 190, 463)


def removed_version(version: str) -> Answer:
    """Return the answer in a version that is no more."""
    text = f"(#2635) You are calling a deprecated version of the API: {version}. Please update to a newer version."
    return _error(text, "OAuthException", 2635)


def denied(account: PlayedAccount) -> Answer:
    """Return the answer for a page that the token may not see."""
    if draw.happens(0.2, 0, "graph denied by scope", account.key):
        return _error("(#200) Provide valid app ID", "OAuthException", 200, status=403)
    text = (
        "(#10) This endpoint requires the 'pages_read_engagement' permission or the 'Page Public Content Access'"
        " feature or the 'Page Public Metadata Access' feature."
    )
    return _error(text, "OAuthException", 10)


def gone(node: str) -> Answer:
    """Return the answer for an object that is not there any more."""
    text = (
        f"Unsupported get request. Object with ID '{node}' does not exist, cannot be loaded due to missing"
        " permissions, or does not support this operation"
    )
    return _error(text, "GraphMethodException", 100, 33)


def no_alias(node: str) -> Answer:
    """Return the answer for a name that nobody has."""
    return _error(f"(#803) Some of the aliases you requested do not exist: {node}", "OAuthException", 803, status=404)


def bad_request(text: str) -> Answer:
    """Return the answer to a request that makes no sense."""
    return _error(f"(#100) {text}", "OAuthException", 100)


def limited(code: int) -> Answer:
    """Return the answer when too much was asked of the application, user or page; for code 2, a passing fault."""
    if code == 2:
        return _error("Service temporarily unavailable", "OAuthException", 2, status=500)
    words = {4: "Application", 17: "User", 32: "Page"}.get(code)
    said = f"{words} request limit reached" if words else "Calls to this api have exceeded the rate limit."
    return _error(f"(#{code}) {said}", "OAuthException", code, status=403, usage=_SPENT)


def _error(text: str, kind: str, code: int, subcode: int = 0, status: int = 400, usage: str = _USAGE) -> Answer:
    error: dict[str, object] = {"message": text, "type": kind, "code": code}
    if subcode:
        error["error_subcode"] = subcode
    error["fbtrace_id"] = "Apractice" + str(code)
    return as_json({"error": error}, status, x_app_usage=usage)
