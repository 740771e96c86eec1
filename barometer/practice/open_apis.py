"""What the other platforms show a stranger, or anybody with a key: Bluesky, Mastodon, YouTube, Instagram.

Bluesky `app.bsky.actor.getProfile`, Mastodon `GET /api/v1/accounts/lookup`, YouTube Data API `channels.list` and a
channel's page, Instagram's profile page. Counts are exact except where the platform itself cuts them.
"""

from __future__ import annotations

import json
from datetime import timedelta
from html import escape
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from barometer.practice import draw
from barometer.practice.answer import Answer, Asked, as_json, html, redirect
from barometer.practice.audience import floored, spaced, three_figures
from barometer.practice.other_accounts import FEDIVERSE_HOST
from barometer.practice.played import PlayedAccount
from barometer.practice.web import YOUTUBE_KEY
from barometer.practice.world import World

_OPENED = "2023-05-04T08:00:00.000Z"


def bluesky(world: World, asked: Asked) -> Answer:
    """Answer `public.api.bsky.app`."""
    if asked.path != "/xrpc/app.bsky.actor.getProfile":
        return as_json({"error": "MethodNotImplemented", "message": "Method Not Implemented"}, 501)
    actor = parse_qs(asked.query).get("actor", [""])[0].lstrip("@")
    account = world.account("bluesky", actor)
    if account is None:
        return as_json({"error": "InvalidRequest", "message": "Profile not found"}, 400)
    return as_json(
        {
            "did": account.profile_id,
            "handle": account.native_id,
            "displayName": account.name,
            "avatar": f"https://cdn.bsky.app/img/avatar/plain/{account.profile_id}/practice@jpeg",
            "associated": {"lists": 0, "feedgens": 0, "starterPacks": 0, "labeler": False},
            "labels": [],
            "createdAt": _OPENED,
            "description": f"{account.about} {account.website or ''}".strip(),
            "indexedAt": _OPENED,
            "followersCount": account.followers,
            "followsCount": follows_of(account, world.seed),
            "postsCount": account.post_total,
        }
    )


def mastodon(world: World, asked: Asked) -> Answer:
    """Answer the one instance of the practice world."""
    if asked.path != "/api/v1/accounts/lookup":
        return as_json({"error": "Record not found"}, 404)
    name = parse_qs(asked.query).get("acct", [""])[0].lstrip("@").removesuffix(f"@{FEDIVERSE_HOST}")
    account = world.account("mastodon", f"{name}@{FEDIVERSE_HOST}")
    if account is None:
        return as_json({"error": "Record not found"}, 404)
    silent = 200 if account.behaviours[0] == "inaktiv" else draw.number(world.seed, "silent", account.key) % 20
    fields = [{"name": "Nettside", "value": _anchor(account.website), "verified_at": None}] if account.website else []
    return as_json(
        {
            "id": str(10**17 + draw.number(world.seed, "mastodon", account.key) % 10**16),
            "username": account.profile_id,
            "acct": account.profile_id,
            "display_name": account.name,
            "locked": False,
            "bot": False,
            "discoverable": True,
            "group": False,
            "created_at": _OPENED,
            "note": f"<p>{escape(account.about)}</p>",
            "url": f"https://{FEDIVERSE_HOST}/@{account.profile_id}",
            "uri": f"https://{FEDIVERSE_HOST}/users/{account.profile_id}",
            "followers_count": account.followers,
            "following_count": follows_of(account, world.seed),
            "statuses_count": account.post_total,
            "last_status_at": f"{world.now - timedelta(days=silent):%Y-%m-%d}",
            "emojis": [],
            "fields": fields,
        }
    )


def _anchor(website: str | None) -> str:
    return f'<a href="{website}" rel="nofollow noopener" target="_blank">{website}</a>'


def follows_of(account: PlayedAccount, seed: int) -> int:
    """Return how many an account follows."""
    return draw.number(seed, "follows", account.key) % 300


def hides_subscribers(seed: int, account: PlayedAccount) -> bool:
    """Return True for a YouTube channel that hides its count."""
    return draw.happens(0.05, seed, "hidden", account.key)


def asks_consent(seed: int, account: PlayedAccount) -> bool:
    """Return True for a YouTube channel whose page stands behind the cookie wall."""
    return draw.happens(0.1, seed, "youtube consent", account.key)


def asks_to_log_in(seed: int, account: PlayedAccount) -> bool:
    """Return True for an Instagram profile whose page stands behind the log-in wall."""
    return draw.happens(0.3, seed, "instagram wall", account.key)


def youtube_api(world: World, asked: Asked) -> Answer:
    """Answer `www.googleapis.com/youtube/v3/channels`."""
    query = {name: values[0] for name, values in parse_qs(asked.query).items()}
    key = asked.headers.get("x-goog-api-key") or query.get("key")
    if key != YOUTUBE_KEY:
        text = "API key not valid. Please pass a valid API key." if key else "The request is missing a valid API key."
        code, status = (400, "INVALID_ARGUMENT") if key else (403, "PERMISSION_DENIED")
        return as_json({"error": {"code": code, "message": text, "status": status}}, code)
    if asked.path != "/youtube/v3/channels":
        return as_json({"error": {"code": 404, "message": "Not Found"}}, 404)
    handle = query.get("forHandle", "")
    account = world.account("youtube", query.get("id") or (f"@{handle.lstrip('@')}" if handle else ""))
    items = [_channel(world.seed, account)] if account else []
    found = {"kind": "youtube#channelListResponse", "etag": "practice", **({"items": items} if items else {})}
    return as_json({**found, "pageInfo": {"totalResults": len(items), "resultsPerPage": 5}})


def _channel(seed: int, account: PlayedAccount) -> dict[str, Any]:
    hidden = hides_subscribers(seed, account)
    statistics = {
        "viewCount": str(account.post_total * 87),
        "subscriberCount": "0" if hidden else str(floored(account.followers)),
        "hiddenSubscriberCount": hidden,
        "videoCount": str(account.post_total),
    }
    snippet = {
        "title": account.name,
        "description": f"{account.about} {account.website or ''}".strip(),
        "customUrl": next(each for each in account.ids if each.startswith("@")),
        "publishedAt": "2014-02-03T10:00:00Z",
        "country": "NO",
    }
    return {"kind": "youtube#channel", "etag": "practice", "id": account.profile_id, "snippet": snippet,
            "statistics": statistics}  # fmt: skip


def youtube_page(world: World, asked: Asked) -> Answer:
    """Answer `www.youtube.com`: a channel's page with its counts as a stranger sees them."""
    first, *rest = [part for part in unquote(asked.path).split("/") if part] or [""]
    account = world.account("youtube", rest[0] if first == "channel" and rest else first)
    if account is None:
        return html("<!DOCTYPE html><html><head><title>404 Not Found</title></head><body></body></html>", 404)
    if asks_consent(world.seed, account):
        back = quote(f"https://www.youtube.com{asked.path}", safe="")
        return redirect(f"https://consent.youtube.com/m?continue={back}")
    count = three_figures(account.followers)
    rows = [f"{count} subscribers", f"{spaced(account.post_total, ',')} videos"]
    shown = rows[1:] if hides_subscribers(world.seed, account) else rows
    parts = [{"metadataParts": [{"text": {"content": text}} for text in shown]}]
    metadata = {"contentMetadataViewModel": {"metadataRows": parts}}
    about = {"channelMetadataRenderer": {"title": account.name, "externalId": account.profile_id}}
    header = {"pageHeaderRenderer": {"content": {"pageHeaderViewModel": {"metadata": metadata}}}}
    state = json.dumps({"header": header, "metadata": about})
    address = f"https://www.youtube.com/channel/{account.profile_id}"
    return html(
        f'<!DOCTYPE html><html lang="en"><head><title>{escape(account.name)} - YouTube</title>'
        f'<link rel="canonical" href="{address}"><meta property="og:url" content="{address}"></head>'
        f"<body><script>var ytInitialData = {state};</script></body></html>"
    )


def youtube_consent() -> Answer:
    """Answer `consent.youtube.com`: what stands before a channel's page for some visitors."""
    return html(
        '<!DOCTYPE html><html lang="nb"><head><title>Før du fortsetter til YouTube</title></head><body>'
        "<h1>Før du fortsetter til YouTube</h1><button>Avvis alle</button><button>Godta alle</button></body></html>"
    )


def instagram(world: World, asked: Asked) -> Answer:
    """Answer `www.instagram.com`: a profile with its counts in og:description, or the log-in page."""
    if asked.host != "www.instagram.com":
        return redirect(f"https://www.instagram.com{asked.target}", 301)
    name = asked.path.strip("/").split("/")[0]
    account = world.account("instagram", name)
    if account is None:
        return html("<!DOCTYPE html><html><head><title>Instagram</title></head><body>Page not found</body></html>", 404)
    if asks_to_log_in(world.seed, account):
        return html("<!DOCTYPE html><html><head><title>Login • Instagram</title></head><body></body></html>")
    followers = spaced(account.followers, ",") if account.followers < 10_000 else f"{account.followers // 1000}K"
    follows = follows_of(account, world.seed)
    described = (
        f"{followers} Followers, {follows} Following, {account.post_total} Posts - "
        f"See Instagram photos and videos from {account.name} (@{name})"
    )
    return html(
        f'<!DOCTYPE html><html lang="en"><head><title>{escape(account.name)} (@{name})</title>'
        f'<meta property="og:description" content="{escape(described)}">'
        f'<meta property="og:url" content="https://www.instagram.com/{name}/"></head><body></body></html>'
    )
