"""Platforms without one host: Mastodon instances, blogs on blog services, and news feeds.

Anybody can run a Mastodon instance or write a feed, so such an address counts on a host that is known, or names
itself, as an instance (or a feed service), and elsewhere only where the link says what it is: by `rel=me`, label or
icon. Other software uses `/@name` as well, and a lookalike of a platform must not pass as somebody's instance.
"""

from __future__ import annotations

import re

from barometer.parse.platforms.address import AccountUrl, Address, Answer, names, rejected

INSTANCES = names(
    "mastodon.social mastodon.online mstdn.social mas.to mastodon.world mstdn.party snabelen.no oslo.town fosstodon.org"
    " hachyderm.io infosec.exchange techhub.social norrebro.space expressional.social helvede.net mastodon.nu"
    " social.network.europa.eu social.bund.de social.overheid.nl chaos.social toot.community mastodon.green"
    " mastodon.art mastodonapp.uk mastodon.scot mastodon.ie mastodon.cloud ohai.social universeodon.com"
    " mstdn.ca masto.ai troet.cafe digitalcourage.social respublicae.eu newsie.social journa.host toot.wales"
    " indieweb.social c.im ruby.social aus.social mastodon.nz floss.social social.vivaldi.net tooot.im"
    " kolektiva.social sciences.re scholar.social fediscience.org mathstodon.xyz glammr.us ausglam.space"
    " octodon.social"
)
_INSTANCE_NAME = re.compile(
    r"(?:mastodon|mstdn|masto|toot|fediverse|fedi)\.[a-z0-9.-]+|social\.[a-z0-9-]+\.[a-z0-9.-]+"
)
_USER = re.compile(r"@([a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)(?:@([a-z0-9-]+(?:\.[a-z0-9-]+)+))?")
# They use /@name and are no part of the fediverse.
_OTHERS = names(
    "medium.com substack.com truthsocial.com unsplash.com odysee.com lbry.tv"
    " steemit.com hive.blog peakd.com flipboard.com producthunt.com www.producthunt.com replit.com observablehq.com"
    " hashnode.com vsco.co rumble.com bitchute.com vk.com vero.co kick.com scratch.mit.edu"
)
_TABS = frozenset(("with_replies", "media", "following", "followers", "featured"))

# One blog answers under the domains of all countries that the service has.
_BLOGSPOT = (
    r"(?:(?:com?\.)?(?:ae|al|am|ar|at|au|ba|be|bg|bj|br|by|ca|cf|ch|cl|co|cv|cy|cz|de|dk|ee|eg|es|fi|fr|gr|hk|hr|hu|id|"
    r"ie|il|in|is|it|jp|ke|kr|li|lt|lu|md|mk|mr|mt|mx|my|ng|nl|no|nz|pe|pt|qa|re|ro|rs|ru|se|sg|si|sk|sn|td|tr|tw|ug|"
    r"uk|uy|vn|za)|com)"
)
_BLOG_HOST = re.compile(
    r"(?!www\.|[a-z]\d\.|jetpack\.|files\.|stats\.|public-api\.|assets\.|static\.|api\.|blog\.wordpress|draft\.|subscribe\.|support\.|en\.|"
    r"[a-z]{2}\.wordpress|embed\.|media\.|secure\.|about\.|help\.|\d+\.media)"
    rf"([a-z0-9][a-z0-9-]*)\.(?:wordpress\.com|blogspot\.{_BLOGSPOT}|"
    r"tumblr\.com|substack\.com)"
)
_FEED_PATH = re.compile(
    r"/(?:[^?#]*/)?(?:rss|feed|atom)(?:\.xml|\.rss|\.php)?/?|/[^?#]+\.(?:rss|atom)|"
    r"/(?:[^?#]*/)?(?:rss|feeds?|atom)/[^/?#]+\.xml|/(?:[^?#]*/)?(?:rss|feed|atom)[\w-]*\.xml",
    re.IGNORECASE,
)
_FEED_KIND = re.compile(r"(?:rss|atom)\d?")
# An article's own address before `/feed`: the comments on it, by date or by title and number.
_FEED_OF_POST = re.compile(r"/\d{4}/\d{2}/.+/feed/?$|/[^/]*-[^/]*/\d{2,}/feed/?$")

# What is written under one word, or by one person, is not what the site writes.
_FEED_OF_PART = re.compile(r"/(?:taxonomy|category|kategori|tags?|term|author|forfatter)/", re.IGNORECASE)


def is_instance(host: str) -> bool:
    """Tell whether a host is known, or names itself, as a Mastodon instance."""
    return host in INSTANCES or host.endswith(".social") or bool(_INSTANCE_NAME.fullmatch(host))


def read_mastodon(address: Address, *, is_said: bool) -> Answer | None:
    """Return the Mastodon account that an address names; None when it does not look like one.

    `is_said`: the link says it is Mastodon (by `rel=me`, its label or its icon), so any host will do.
    """
    segments = address.segments
    is_web = len(segments) > 1 and segments[0] == "web" and segments[1].startswith("@")
    known = is_instance(address.host)
    if known and not segments:
        return rejected("mastodon", "front") if address.host in INSTANCES else None
    if known and address.first() in ("share", "authorize_interaction", "intent"):
        return rejected("mastodon", "share")
    if is_web or (known and len(segments) > 1 and segments[0] in ("users", "web")):
        name, rest = segments[1], segments[2:]
        name = name if name.startswith("@") else f"@{name}"
    elif segments and segments[0].startswith("@"):
        name, rest = segments[0], segments[1:]
    else:
        return None
    if address.host in _OTHERS or not (known or is_said):
        return None
    user = _USER.fullmatch(name.lower())
    if user is None or (rest and rest[0].lower() not in _TABS):
        return rejected("mastodon", "post" if user else "unknown")
    return AccountUrl("mastodon", f"{user[1]}@{user[2] or address.host.removeprefix('www.')}", "account")


def read_blog(address: Address, *, is_feed: bool) -> Answer | None:
    """Return the blog on a blog service, or the feed, that an address names; None when it is neither.

    `is_feed`: the link says it is a feed, so any host will do where the path says so too.
    """
    if address.host in ("feeds.feedburner.com", "feeds2.feedburner.com"):
        if not address.segments:
            return rejected("rss", "front")
        return AccountUrl("rss", f"{address.host}/{address.segments[0].lower()}", "feed")
    if address.host in ("medium.com", "www.medium.com"):
        return _medium(address)
    # The dot that ends a whole name says no more than the name without it.
    host = address.host.removesuffix(".")
    if _BLOG_HOST.fullmatch(host):
        if not address.segments or address.path.lower() in ("/index.html", "/blog", "/blog/"):
            name, service, _ = host.partition(".blogspot.")
            return AccountUrl("blog", f"{name}.blogspot.com" if service else host, "account")
        if not _FEED_PATH.fullmatch(address.path):
            return rejected("blog", "post")
    kind = address.query.get("feed", "").lower()
    is_path, is_query = _FEED_PATH.fullmatch(address.path) is not None, _FEED_KIND.fullmatch(kind) is not None
    if not is_feed or not (is_path or is_query):
        return None
    if "comments" in address.path.lower() or _FEED_OF_POST.search(address.path):
        return rejected("rss", "post")
    if _FEED_OF_PART.search(address.path):
        return rejected("rss", "list")
    path = address.path.rstrip("/") if is_path else f"{address.path}?feed={kind}"
    return AccountUrl("rss", f"{address.host}{path}", "feed")


def _medium(address: Address) -> Answer:
    name = address.first()
    if not name:
        return rejected("blog", "front")
    if len(address.segments) > 1:
        return rejected("blog", "post")
    return AccountUrl("blog", f"medium.com/{name}", "account") if name.startswith("@") else rejected("blog", "unknown")


def opens(channel: str, native_id: str) -> str:
    """Return an address that opens the account."""
    if channel == "mastodon":
        user, _, instance = native_id.partition("@")
        return f"https://{instance}/@{user}"
    return f"https://{native_id}"
