"""YouTube addresses: `@handle`, `/channel/UC…`, `/c/name`, `/user/name` and the bare name.

Follows YouTube's own description of channel URLs (support.google.com, "Understand your channel URLs").
A bare name and `/c/name` are the same custom name; a channel key is the only form in which case matters.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from barometer.parse.platforms.address import (
    PLACEHOLDERS,
    AccountUrl,
    Address,
    Answer,
    Wrapped,
    bare_name,
    names,
    rejected,
    words,
)

CHANNEL = "youtube"
HOSTS = frozenset(
    ("youtube.com", "www.youtube.com", "m.youtube.com", "gaming.youtube.com",
     "studio.youtube.com", "youtu.be", "www.youtu.be",
     "youtube-nocookie.com", "www.youtube-nocookie.com")
)
LOCALE = re.compile(r"[a-z]{2}\.youtube\.com")

_RESERVED = words(
    video="watch embed v e live shorts clip watch_popup watch_videos video videos get_video_info vi live_chat",
    list="playlist playlists p view_play_list show shows course podcasts",
    search="results",
    hashtag="hashtag",
    login="signin login logout signup account accountlinking upload my_videos",
    share="share",
    developer="iframe_api player_api apiplayer api oembed s yts img js youtubei generate_204 ptracking embed.js t.js"
    " get_player crossdomain.xml favicon.ico robots.txt rss feeds",
    policy="t yt intl about ads advertise creators tv premium trending feed jobs press kids music movies gaming"
    " howyoutubeworks new static post source playables red sports learning fashion channels categories browse"
    " charts testtube blog dev help contact copyright paid_memberships reporthistory terms privacy rules"
    " go activate pair handle select_site news originals impact trends culture choose_your_channel",
)
_TABS = names(
    "featured videos streams shorts playlists community about live channels discussion posts podcasts releases join"
    " search feed store home browse courses recent popular membership null custom"
)
_CONTENT = {"community": "post", "post": "post", "posts": "post", "live": "video", "shorts": "video"}
_KEY = re.compile(r"UC[A-Za-z0-9_-]{22}")
_NAME = re.compile(r"[\w.\-·]{1,100}")


def read(address: Address) -> Answer:
    """Return the channel that a YouTube address names, or why it names none."""
    if address.host.endswith("youtu.be"):
        return rejected(CHANNEL, "video" if address.segments else "front")
    if not address.segments:
        return rejected(CHANNEL, "front")
    segments, first = address.segments, address.first()
    if first in ("channel", "c", "user"):
        return _named(first, segments[1:])
    if first == "profile" and "user" in address.query:
        return _named("user", (address.query["user"],))
    if first in ("subscribe_embed", "subscribe_widget"):
        return _named("channel", (address.query.get("channelid") or address.query.get("p") or "",))
    if first == "subscription_center":
        return _named("user", (address.query.get("add_user", ""),))
    if first in ("redirect", "attribution_link"):
        target = address.query.get("q") or address.query.get("u") or ""
        return Wrapped(urljoin("https://www.youtube.com/", target)) if target else rejected(CHANNEL, "unknown")
    if first in _RESERVED or first.endswith((".php", ".html", ".js", ".com", ".com:")):
        return rejected(CHANNEL, _RESERVED.get(first, "unknown"))
    return _named("@" if first.startswith("@") else "c", segments)


def _named(form: str, segments: tuple[str, ...]) -> Answer:
    """Read a name after its prefix; what follows must be a tab of the channel."""
    name = bare_name(segments[0]) if segments else ""
    rest = segments[1].lower() if len(segments) > 1 else ""
    if len(segments) > 2 and rest in _CONTENT:
        return rejected(CHANNEL, _CONTENT[rest])
    if rest and rest not in _TABS and not rest.startswith(("?", "&")):
        return rejected(CHANNEL, "unknown")
    if form == "channel" or (form != "@" and _KEY.fullmatch(name)):
        return AccountUrl(CHANNEL, name, "channel") if _KEY.fullmatch(name) else rejected(CHANNEL, "unknown")
    name = name.lower()
    if not _NAME.fullmatch(name.removeprefix("@")) or name in PLACEHOLDERS:
        return rejected(CHANNEL, "unknown")
    if name.startswith("@"):
        return AccountUrl(CHANNEL, name, "handle")
    return AccountUrl(CHANNEL, f"{form}/{name}", "user" if form == "user" else "custom")


def opens(native_id: str) -> str:
    """Return an address that opens the account; a custom name opens without its prefix too, as old names do."""
    if _KEY.fullmatch(native_id):
        return f"https://www.youtube.com/channel/{native_id}"
    return f"https://www.youtube.com/{native_id.removeprefix('c/')}"
