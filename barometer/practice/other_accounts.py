"""The authority's accounts on every platform but Facebook."""

from __future__ import annotations

import math
from collections.abc import Iterator

from barometer.months import Month
from barometer.practice import draw
from barometer.practice.audience import followers, month_index
from barometer.practice.facebook_accounts import official_name
from barometer.practice.life import label_of
from barometer.practice.played import PlayedAccount
from barometer.readings import Channel
from barometer.registry import Authority

FEDIVERSE_HOST = "social.kommunesky.xx"
"""The one Mastodon instance of the practice world."""
_PLATFORMS: tuple[tuple[Channel, float, float], ...] = (
    # platform, share of authorities of 5 000, followers against Facebook's
    ("instagram", 0.62, 0.35), ("x", 0.20, 0.15), ("youtube", 0.30, 0.04), ("linkedin", 0.42, 0.25),
    ("bluesky", 0.06, 0.03), ("mastodon", 0.05, 0.02), ("tiktok", 0.06, 0.10), ("snapchat", 0.04, 0.02),
    ("flickr", 0.03, 0.01), ("vimeo", 0.04, 0.01), ("issuu", 0.03, 0.01), ("threads", 0.04, 0.05),
)  # fmt: skip
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def other_accounts(seed: int, authority: Authority, inhabitants: int, month: Month) -> Iterator[PlayedAccount]:
    """Yield the accounts in a month; a tenth of them are opened during the history."""
    stem = label_of(authority).replace("-", "")
    stem = stem if authority.kind == "fylkeskommune" else f"{stem}kommune"
    weight = 1.0 + 0.35 * math.log10(inhabitants / 5_000)
    for channel, probability, scale in _PLATFORMS:
        about = (seed, channel, authority.number)
        opened = draw.number(*about, "opened") % 12 if draw.happens(0.1, *about, "new") else None
        if not draw.happens(probability * weight, *about) or (opened is not None and month_index(month) < opened):
            continue
        key = f"{channel} {authority.number}"
        count = followers(seed, key, inhabitants, month, scale, opened)
        native_id, ids, path, profile_id = _address(seed, channel, authority, stem)
        yield PlayedAccount(
            key=f"{authority.number}:{channel}:account",
            authority_number=authority.number,
            channel=channel,
            native_id=native_id,
            ids=frozenset(ids),
            role="helhetlig",
            name=official_name(authority, 1),
            path=path,
            # The website goes on linking to an account on X that was given up.
            exists=channel != "x" or not draw.happens(0.04, *about, "given up"),
            website=authority.website if draw.happens(0.8, *about, "website") else None,
            followers=count,
            post_total=20 + draw.number(*about, "posts") % 900 + 6 * max(0, month_index(month) + 24),
            about=f"Offisiell konto for {official_name(authority, 1)}",
            behaviours=("inaktiv", "inaktiv") if draw.happens(0.12, *about, "silent") else ("enveis", "enveis"),
            profile_id=profile_id,
        )


def _address(seed: int, channel: Channel, authority: Authority, stem: str) -> tuple[str, tuple[str, ...], str, str]:
    """Return (canonical id, every id, path or whole address on the platform, second id)."""
    if channel == "youtube":
        chance = draw.stream(seed, "youtube id", authority.number)
        uc = "UC" + "".join(chance.choice(_BASE64) for _ in range(22))
        by_id = draw.happens(0.4, seed, "youtube by id", authority.number)
        return uc if by_id else f"@{stem}", (uc, f"@{stem}"), f"/channel/{uc}" if by_id else f"/@{stem}", uc
    if channel == "linkedin":
        return f"company/{stem}", (f"company/{stem}",), f"/company/{stem}", ""
    if channel == "bluesky":
        own_domain = draw.happens(0.5, seed, "bluesky domain", authority.number)
        host = authority.front_page.split("/")[2].removeprefix("www.")
        handle = host if own_domain else f"{stem}.bsky.social"
        did = "did:plc:" + f"{draw.number(seed, 'did', authority.number):024x}"
        return handle, (handle, did), f"/profile/{handle}", did
    if channel == "mastodon":
        user = stem.replace("-", "_")
        return f"{user}@{FEDIVERSE_HOST}", (f"{user}@{FEDIVERSE_HOST}",), f"/@{user}", user
    if channel in ("tiktok", "threads"):
        return stem, (stem, f"@{stem}"), f"/@{stem}", ""
    if channel == "snapchat":
        return stem, (stem,), f"/add/{stem}", ""
    if channel == "flickr":
        return stem, (stem, f"people/{stem}"), f"/people/{stem}", ""
    name = stem[:15] if channel == "x" else stem
    return name, (name,), f"/{name}", ""
