"""Bluesky's public AppView: `app.bsky.actor.getProfile` and `getProfiles`, exact counts.

Source: the AT Protocol lexicons and recorded answers of 2024. Without counters (a list of follows) nothing is read.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from barometer.errors import ParseError
from barometer.parse.counting import account_counters, asked_id, exact
from barometer.parse.embedded import inside, json_body
from barometer.parse.times import stated
from barometer.parse.walls import outcome_of_status
from barometer.readings import CounterKind, Outcome, Page, PageReading, Profile, Reading

PARSER_VERSION = "2"

_COUNTERS: dict[str, CounterKind] = {
    "followersCount": "followers", "followsCount": "following", "postsCount": "posts",
}  # fmt: skip
_ERRORS = {
    "AccountTakedown": Outcome.UNAVAILABLE, "AccountDeactivated": Outcome.UNAVAILABLE,
    "AccountSuspended": Outcome.UNAVAILABLE, "RateLimitExceeded": Outcome.RATE_LIMITED,
    "AuthMissing": Outcome.NO_PERMISSION, "ExpiredToken": Outcome.NO_PERMISSION,
    "InvalidToken": Outcome.NO_PERMISSION,
}  # fmt: skip
_GONE = re.compile(r"profile not found|unable to resolve handle|actor not found|could not find", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def parse(page: Page) -> PageReading:
    """Read one answer; raises ParseError when it holds no profile with counters."""
    try:
        answer = json_body(page)
    except ParseError:
        status = outcome_of_status(page)
        if status is None:
            raise
        return PageReading(outcome=status, detail=f"HTTP status {page.status}")
    if not isinstance(answer, dict):
        raise ParseError("the answer is no profile")
    if isinstance(answer.get("error"), str):
        return _error(answer, page)
    status = outcome_of_status(page)
    if status is not None:
        return PageReading(outcome=status, detail=f"HTTP status {page.status}")
    profiles = answer["profiles"] if isinstance(answer.get("profiles"), list) else [answer]
    readings = [each for profile in profiles if isinstance(profile, dict)
                for each in _profile(profile, _asked(page) if len(profiles) == 1 else None)]  # fmt: skip
    if not any(each.type == "counter" for each in readings):
        raise ParseError(f"the answer holds none of {', '.join(_COUNTERS)}")
    return PageReading(outcome=Outcome.OK, readings=tuple(readings))


def _error(answer: dict[str, Any], page: Page) -> PageReading:
    name, message = answer["error"], str(answer.get("message") or "")[:200]
    outcome = _ERRORS.get(name) or (Outcome.NOT_FOUND if _GONE.search(message) else None)
    return PageReading(outcome=outcome or outcome_of_status(page) or Outcome.HTTP_ERROR, detail=f"{name}: {message}")


def _asked(page: Page) -> str | None:
    """Return the actor that the address asks for: a handle, lower case, or a DID."""
    actors = parse_qs(urlsplit(page.url).query).get("actor") or [""]
    return actors[0].lstrip("@").lower() or asked_id(page, "bluesky")


def _profile(profile: dict[str, Any], asked: str | None) -> list[Reading]:
    did, handle = profile.get("did"), profile.get("handle")
    if not isinstance(did, str) or not isinstance(handle, str):
        return []
    found = [each for field, kind in _COUNTERS.items() for each in exact(kind, profile.get(field), field)]
    verified = inside(profile, "verification", "verifiedStatus")
    websites = list(dict.fromkeys(
        each.rstrip(".,;:)") for each in _ADDRESS.findall(str(profile.get("description") or ""))))
    about = Profile(
        channel="bluesky", native_id=did, username=handle.lower(), name=str(profile.get("displayName") or handle),
        website=websites[0] if len(websites) == 1 else None, category=None,
        is_verified=verified == "valid" if isinstance(verified, str) else None, last_post_at=None,
        created_at=stated(profile.get("createdAt")),
    )  # fmt: skip
    return [about, *account_counters("bluesky", asked or handle.lower(), found)]
