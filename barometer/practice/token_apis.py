"""Interfaces that take a token: X API v2 `users/by/username`, and Graph API's `business_discovery` of Instagram.

Both give exact figures, and the documented refusals. X tells the end of its window in `x-rate-limit-reset` and sends no
Retry-After; an account that is suspended is an error inside an answer of status 200. Meta answers alike for a name that
nobody has and for one that a private person has.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, unquote

from barometer.practice import draw, graph_errors
from barometer.practice.answer import Answer, Asked, as_json
from barometer.practice.open_apis import follows_of
from barometer.practice.played import PlayedAccount
from barometer.practice.web import GRAPH_TOKEN, INSTAGRAM_USER_ID, X_TOKEN
from barometer.practice.world import World

X_HOST = "api.x.com"
_BY_NAME = re.compile(r"/2/users/by/username/([A-Za-z0-9_]{1,15})")
_DISCOVERY = re.compile(r"business_discovery\.username\(([\w.]+)\)\{([\w,]+)\}")
_PROBLEMS = "https://api.twitter.com/2/problems"


def x_trouble(seed: int, account: PlayedAccount) -> str:
    """Return why X shows nothing of an account: gone or suspended; empty when nothing stands in the way."""
    is_suspended = draw.happens(0.04, seed, "x suspended", account.key)
    return "gone" if not account.exists else "suspended" if is_suspended else ""


def is_professional(seed: int, account: PlayedAccount) -> bool:
    """Return True for an Instagram account that business discovery may find."""
    return draw.happens(0.8, seed, "professional", account.key)


class TokenApis:
    """Both interfaces over one world; it remembers only whom it has already turned away once for haste."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._hurried: set[str] = set()

    def x(self, asked: Asked) -> Answer:
        """Answer `api.x.com`."""
        if asked.headers.get("authorization") != f"Bearer {X_TOKEN}":
            return _problem("Unauthorized", 401)
        name = _BY_NAME.fullmatch(asked.path)
        if name is None:
            return _problem("Not Found", 404)
        account = self._world.account("x", name[1])
        trouble = x_trouble(self._world.seed, account) if account else "gone"
        if account is None or trouble:
            return as_json({"errors": [_x_error(name[1], trouble)]})
        if self._is_hurried(account):
            # The window of the practice web ends a second from now.
            ends = self._world.now + timedelta(seconds=1)
            return _problem("Too Many Requests", 429, x_rate_limit_limit="300", x_rate_limit_remaining="0",
                            x_rate_limit_reset=f"{ends.timestamp():.0f}")  # fmt: skip
        return as_json({"data": self._x_user(account, asked)}, x_rate_limit_limit="300", x_rate_limit_remaining="299")

    def _x_user(self, account: PlayedAccount, asked: Asked) -> dict[str, Any]:
        link = {"start": 0, "end": 23, "url": "https://t.co/practice", "expanded_url": account.website}
        known = {
            "public_metrics": {
                "followers_count": account.followers,
                "following_count": follows_of(account, self._world.seed),
                "tweet_count": account.post_total,
                "listed_count": account.followers // 60,
                "like_count": 3,
            },
            "verified": False,
            "created_at": "2012-03-06T11:05:42.000Z",
            "description": account.about,
            "entities": {"url": {"urls": [link]}} if account.website else None,
        }
        fields = parse_qs(asked.query).get("user.fields", [""])[0].split(",")
        shown = {name: known[name] for name in fields if known.get(name) is not None}
        key = str(10**9 + draw.number(self._world.seed, "x id", account.key) % 10**9)
        return {"id": key, "name": account.name, "username": account.native_id, **shown}

    def asks_instagram(self, asked: Asked) -> bool:
        """Say whether a request to the Graph API is one of our own Instagram account."""
        return asked.path.rstrip("/").endswith(f"/{INSTAGRAM_USER_ID}")

    def instagram(self, asked: Asked) -> Answer:
        """Answer a business discovery."""
        if asked.headers.get("authorization") != f"Bearer {GRAPH_TOKEN}":
            return graph_errors.no_token()
        fields = unquote(parse_qs(asked.query).get("fields", [""])[0])
        question = _DISCOVERY.fullmatch(fields)
        if question is None:
            return graph_errors.bad_request(f"Unexpected fields {fields}")
        account = self._world.account("instagram", question[1])
        if account is None or not is_professional(self._world.seed, account):
            return _no_professional(question[1])
        if self._is_hurried(account):
            return graph_errors.limited(4)
        known = {
            "id": str(17_841_400_000_000_000 + draw.number(self._world.seed, "instagram id", account.key) % 10**11),
            "username": account.native_id,
            "name": account.name,
            "website": account.website,
            "followers_count": account.followers,
            "follows_count": follows_of(account, self._world.seed),
            "media_count": account.post_total,
        }
        shown = {name: known[name] for name in question[2].split(",") if known.get(name) is not None}
        return graph_errors.answered({"business_discovery": {**shown, "id": known["id"]}, "id": INSTAGRAM_USER_ID})

    def _is_hurried(self, account: PlayedAccount) -> bool:
        """Turn a few accounts away, once each."""
        is_first = account.key not in self._hurried
        self._hurried.add(account.key)
        return is_first and draw.happens(0.04, self._world.seed, "hurry", account.key)


def _x_error(name: str, trouble: str) -> dict[str, str]:
    found = {"value": name, "resource_type": "user", "parameter": "username", "resource_id": name}
    if trouble == "suspended":
        return {**found, "title": "Forbidden", "detail": f"User has been suspended: [{name}].",
                "type": f"{_PROBLEMS}/resource-not-found"}  # fmt: skip
    return {**found, "title": "Not Found Error", "detail": f"Could not find user with username: [{name}].",
            "type": f"{_PROBLEMS}/resource-not-found"}  # fmt: skip


def _problem(title: str, status: int, **headers: str) -> Answer:
    return as_json({"title": title, "type": "about:blank", "status": status, "detail": title}, status, **headers)


def _no_professional(name: str) -> Answer:
    error = {
        "message": "Invalid user id", "type": "OAuthException", "code": 110, "error_subcode": 2207013,
        "is_transient": False, "error_user_title": "Cannot find User",
        "error_user_msg": f"The user with username: {name} cannot be found.", "fbtrace_id": "Apractice110",
    }  # fmt: skip
    return as_json({"error": error}, 400)
