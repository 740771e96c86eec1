"""YouTube Data API v3, `channels.list` with statistics and snippet: its answers and its errors.

Source: the public reference. The subscriber count is cut to three figures in the API too; a channel that hides it is
given 0 there, which is no count.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from barometer.errors import ParseError
from barometer.parse.counting import Found, account_counters, asked_id, exact
from barometer.parse.embedded import inside
from barometer.parse.text import LabelledNumber
from barometer.parse.times import stated
from barometer.readings import Outcome, Page, PageReading, Precision, Profile

_REASONS = {
    "quotaExceeded": Outcome.RATE_LIMITED, "rateLimitExceeded": Outcome.RATE_LIMITED,
    "dailyLimitExceeded": Outcome.RATE_LIMITED, "userRateLimitExceeded": Outcome.RATE_LIMITED,
    "channelNotFound": Outcome.NOT_FOUND, "channelForbidden": Outcome.NO_PERMISSION,
}  # fmt: skip


def read_answer(answer: dict[str, Any], page: Page) -> PageReading:
    """Read an answer of the Data API; raises ParseError when it holds no statistics of one channel."""
    error = answer.get("error")
    if isinstance(error, dict):
        return _error(error, page.status)
    items = answer.get("items") or []
    if not items:
        return PageReading(outcome=Outcome.NOT_FOUND, detail="no such channel")
    if len(items) > 1 or not isinstance(items[0], dict):
        raise ParseError(f"{len(items)} channels in one answer; ask for one at a time")
    statistics, snippet = inside(items[0], "statistics") or {}, inside(items[0], "snippet") or {}
    native_id = asked_channel(page) or str(items[0].get("id"))
    found: list[Found] = []
    if statistics.get("hiddenSubscriberCount") is not True:
        found += _cut(statistics.get("subscriberCount"))
    found += exact("posts", _whole(statistics.get("videoCount")), "videoCount")
    if not found and "hiddenSubscriberCount" not in statistics:
        raise ParseError("the answer holds no statistics: ask for part=statistics,snippet")
    profile = profile_of(items[0].get("id"), snippet.get("title"), snippet.get("customUrl"),
                         stated(snippet.get("publishedAt")))  # fmt: skip
    return PageReading(outcome=Outcome.OK, readings=(*profile, *account_counters("youtube", native_id, found)))


def _error(error: dict[str, Any], status: int) -> PageReading:
    reasons = [inside(each, "reason") for each in error.get("errors") or ()]
    code = error.get("code") if isinstance(error.get("code"), int) else status
    message = str(error.get("message"))[:200]
    outcome = next((_REASONS[each] for each in reasons if each in _REASONS), None)
    if outcome is None and ("API key" in message or reasons[:1] == ["keyInvalid"]):
        outcome = Outcome.TOKEN_REFUSED
    if outcome is None and error.get("status") == "RESOURCE_EXHAUSTED":
        outcome = Outcome.RATE_LIMITED
    if outcome is None:
        known = {401: Outcome.TOKEN_REFUSED, 403: Outcome.NO_PERMISSION, 404: Outcome.NOT_FOUND,
                 429: Outcome.RATE_LIMITED}  # fmt: skip
        outcome = known.get(code if isinstance(code, int) else 0, Outcome.HTTP_ERROR)
    return PageReading(outcome=outcome, detail=f"code {code}: {message}")


def _cut(value: Any) -> list[Found]:
    """Return the API's subscriber count as what it stands for: three figures, the rest cut off."""
    count = _whole(value)
    if count is None:
        return []
    step: int = 10 ** max(0, len(str(count)) - 3)
    if count % step:
        step = 1
    precision: Precision = "floored" if step > 1 else "exact"
    return [(LabelledNumber(count, count + step - 1, "subscribers", precision, str(count)), "subscriberCount")]


def _whole(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def asked_channel(page: Page) -> str | None:
    """Return the channel that an address asks for, on the site or of the Data API; None when it names none."""
    parts = urlsplit(page.url)
    if not (parts.hostname or "").endswith("googleapis.com"):
        return asked_id(page, "youtube")
    query = parse_qs(parts.query)
    handle = unquote(query.get("forHandle", [""])[0]).lower()
    user = query.get("forUsername", [""])[0].lower().removeprefix("user/")
    return query.get("id", [None])[0] or (f"@{handle.lstrip('@')}" if handle else f"user/{user}" if user else None)


def profile_of(key: Any, title: Any, handle: Any, created_at: datetime | None = None) -> tuple[Profile, ...]:
    """Return the profile, where key and title are there; the day it was opened is told by the interface alone."""
    if not isinstance(key, str) or not isinstance(title, str):
        return ()
    return (Profile(
        channel="youtube", native_id=key, name=title, website=None, category=None, is_verified=None,
        username=handle.lower() if isinstance(handle, str) and handle else None, last_post_at=None,
        created_at=created_at,
    ),)  # fmt: skip
