"""Platforms where an address is host and user name: Instagram, X, TikTok, Threads, Bluesky, Snapchat, Pinterest.

Each row of `PLATFORMS` says how a name is written, which first path segments are the platform's own,
which parts may follow a name (tabs) and which make it a single piece of content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from barometer.parse.platforms.address import (
    PLACEHOLDERS,
    AccountUrl,
    Address,
    Answer,
    Wrapped,
    bare_name,
    moved,
    names,
    rejected,
    words,
)


@dataclass(frozen=True, slots=True)
class Platform:
    """How one platform writes an account's address."""

    channel: str
    """The platform."""
    hosts: frozenset[str]
    """Hosts on which accounts stand."""
    name: re.Pattern[str]
    """A user name, lower case, without @."""
    opens: str
    """Address that opens an account, with `{}` for the name."""
    reserved: dict[str, str]
    """First path segments that are no name, with what they are."""
    tabs: frozenset[str] = frozenset()
    """What may follow a name without changing what is meant."""
    content: dict[str, str] = field(default_factory=dict)
    """What follows a name where the address is a single piece of content."""
    prefixes: frozenset[str] = frozenset()
    """Segments that may stand before the name."""
    needs_prefix: bool = False
    """A bare name means something else on this platform (unless it carries an @)."""
    short_hosts: frozenset[str] = frozenset()
    """Hosts of opaque short links."""


def _hosts(*names: str) -> frozenset[str]:
    return frozenset(name for bare in names for name in (bare, f"www.{bare}"))


INSTAGRAM = Platform(
    channel="instagram",
    hosts=_hosts("instagram.com", "instagr.am") | {"m.instagram.com", "l.instagram.com"},
    name=re.compile(r"(?=.*[a-z0-9_])[a-z0-9_.]{1,30}"),
    opens="https://www.instagram.com/{}/",
    reserved=words(
        post="p posts", video="reel reels tv igtv", photo="stories s", hashtag="explore tags tag", share="share sharer",
        login="accounts login challenge oauth signup invites", message="direct",
        developer="developer api graphql web embed.js static data ar fxcal favicon.ico robots.txt",
        policy="about legal press privacy terms help support directory download emails session n nametag channel"
        " your_activity qr topics lite jobs blog business community",
    ),
    tabs=names(
    "tagged reels channel guides feed followers following igtv embed photos tags hl"
),
    content={"p": "post", "reel": "video", "tv": "video", "stories": "photo"},
    prefixes=frozenset(("_u", "_n")),
)
X = Platform(
    channel="x",
    hosts=_hosts("twitter.com", "x.com") | {"mobile.twitter.com", "m.twitter.com", "mobile.x.com"},
    name=re.compile(r"[a-z0-9_]{1,20}"),
    opens="https://x.com/{}",
    reserved=words(
        share="share home", intent="intent", hashtag="hashtag", search="search search-home search-advanced explore",
        login="login signup sessions account oauth logout", post="statuses status i",
        message="messages direct_messages",
        developer="widgets widgets.js javascripts statuses.js about.js download goodies apps",
        policy="about tos privacy terms settings notifications compose jobs who_to_follow invitations en help rules"
        " logo followers following favorites public_timeline welcome personalization find_sources inbox mentions",
    ),
    tabs=names(
    "with_replies media likes followers following favorites lists moments highlights articles photo photos"
        " header_photo topics memberships superfollows creator-subscriptions verified_followers communities"
        " status statuses tweets about"
),
    content={"status": "post", "statuses": "post", "lists": "list", "moments": "list", "timelines": "list",
             "events": "event", "article": "post", "articles": "post"},
    short_hosts=frozenset(("t.co", "pic.twitter.com", "pic.x.com")),
)
TIKTOK = Platform(
    channel="tiktok",
    hosts=_hosts("tiktok.com") | {"m.tiktok.com"},
    name=re.compile(r"[a-z0-9_.]{1,30}"),
    opens="https://www.tiktok.com/@{}",
    reserved=words(
        share="share", login="login signup", hashtag="tag", search="search discover explore topics channel",
        video="video v music live foryou following trending embed t effect sticker amp",
        developer="embed.js oembed api node static oauth",
        policy="about legal safety creators business community-guidelines forgood feedback upload transparency"
        " privacy terms help support download place shop setting messages friends en nb-no newsroom",
    ),
    tabs=frozenset(("live", "liked", "videos")),
    content={"video": "video", "photo": "photo", "playlist": "list", "collection": "list"},
    short_hosts=frozenset(("vm.tiktok.com", "vt.tiktok.com")),
)
THREADS = Platform(
    channel="threads",
    hosts=_hosts("threads.net", "threads.com"),
    name=INSTAGRAM.name,
    opens="https://www.threads.com/@{}",
    reserved=words(
        share="share", intent="intent", login="login oauth signup", search="search explore tag", post="t post",
        policy="settings privacy terms about legal help activity custom_feed for_you following feeds download",
        developer="embed.js static api graphql",
    ),
    tabs=frozenset(("replies", "reposts", "media")),
    content={"post": "post"},
)
BLUESKY = Platform(
    channel="bluesky",
    hosts=frozenset(("bsky.app", "www.bsky.app", "staging.bsky.app", "main.bsky.dev")),
    name=re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*|did:(?:plc|web):[a-z0-9.:%-]+"),
    opens="https://bsky.app/profile/{}",
    reserved=words(
        intent="intent", search="search", hashtag="hashtag", list="starter-pack starter-pack-short start lists feeds",
        policy="settings support notifications messages download about", share="share",
    ),
    tabs=frozenset(("followers", "follows", "known-followers", "search", "labeler")),
    content={"post": "post", "feed": "list", "lists": "list"},
    prefixes=frozenset(("profile",)),
    needs_prefix=True,
    short_hosts=frozenset(("go.bsky.app",)),
)
SNAPCHAT = Platform(
    channel="snapchat",
    hosts=_hosts("snapchat.com") | {"m.snapchat.com", "story.snapchat.com"},
    name=re.compile(r"[a-z][a-z0-9_.\-]{1,29}"),
    opens="https://www.snapchat.com/add/{}",
    reserved=words(
        share="share scan", login="login accounts signup", video="spotlight p t s story discover", photo="lens unlock",
        search="explore topic place map", policy="download privacy terms legal about business ads l web plus jobs",
    ),
    tabs=frozenset(("spotlight", "highlights", "stories")),
    content={"spotlight": "video", "highlight": "photo", "lens": "photo"},
    prefixes=frozenset(("add", "u")),
    needs_prefix=True,
    short_hosts=frozenset(("t.snapchat.com",)),
)
_PINTEREST_SITES = names(
    "com no se dk fi de fr it es at ch ca ie nz jp pt cl ph ru nl be pl hu co.uk com.au com.mx co.kr com.br"
)
PINTEREST = Platform(
    channel="pinterest",
    hosts=_hosts(*(f"pinterest.{site}" for site in _PINTEREST_SITES)),
    name=re.compile(r"[\w\-]{2,60}"),
    opens="https://www.pinterest.com/{}/",
    reserved=words(
        post="pin", search="search ideas explore topics today all popular videos discover source", login="login signup"
        " join password oauth logout", share="share create pin-builder pin-creation-tool", list="board",
        policy="about business settings categories gifts shop news_hub invited terms privacy help homefeed edit",
        developer="js v1 v3 resource favicon.ico robots.txt",
    ),
    tabs=names(
    "pins boards _saved _created _profile followers following created saved likes _shop feed.rss"
),
    short_hosts=frozenset(("pin.it",)),
)
PLATFORMS = (INSTAGRAM, X, TIKTOK, THREADS, BLUESKY, SNAPCHAT, PINTEREST)
PINTEREST_LOCALE = re.compile(r"[a-z]{2}\.pinterest\.com")
BLUESKY_HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.bsky\.social")


def read(platform: Platform, address: Address) -> Answer:
    """Return the account that an address of one of these platforms names, or why it names none."""
    if address.fragment.startswith("!/"):
        address = moved(address, address.fragment[1:])
    if address.host in platform.short_hosts:
        return rejected(platform.channel, "short" if address.segments else "front")
    if address.host == "l.instagram.com":
        return Wrapped(address.query["u"]) if "u" in address.query else rejected("instagram", "unknown")
    if platform is BLUESKY and BLUESKY_HANDLE.fullmatch(address.host):
        return AccountUrl("bluesky", address.host, "account") if not address.segments else rejected("bluesky", "post")
    segments, is_prefixed = address.segments, False
    if len(segments) > 1 and segments[0].lower() in platform.prefixes:
        segments, is_prefixed = segments[1:], True
    if not segments:
        return rejected(platform.channel, "front")
    first = segments[0].lower()
    if platform is PINTEREST and first == "pin" and segments[1:2] == ("create",):
        return rejected("pinterest", "share")
    if not is_prefixed and first in platform.reserved:
        return rejected(platform.channel, platform.reserved[first])
    if platform.needs_prefix and not is_prefixed and (platform is BLUESKY or not first.startswith("@")):
        return rejected(platform.channel, "unknown")
    return _named(platform, first, segments[1:])


def _named(platform: Platform, name: str, rest: tuple[str, ...]) -> Answer:
    """Read a name and what follows it."""
    name = bare_name(name.removeprefix("@"))
    follows = rest[0].lower() if rest else ""
    if len(rest) > 1 and follows in platform.content:
        return rejected(platform.channel, platform.content[follows])
    if follows and follows not in platform.tabs and not follows.startswith(("?", "&")):
        kind = "list" if platform is PINTEREST else platform.content.get(follows, "unknown")
        return rejected(platform.channel, kind)
    if not platform.name.fullmatch(name) or name in PLACEHOLDERS or name.endswith((".php", ".html", ".js")):
        return rejected(platform.channel, "unknown")
    return AccountUrl(platform.channel, name, "account")
