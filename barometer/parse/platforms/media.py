"""Flickr, Vimeo and Issuu: platforms of works, where most addresses are one photo, film or document."""

from __future__ import annotations

import re

from barometer.parse.platforms.address import AccountUrl, Address, Answer, names, rejected, words

FLICKR_HOSTS = names("flickr.com www.flickr.com m.flickr.com secure.flickr.com flic.kr www.flic.kr")
VIMEO_HOSTS = frozenset(("vimeo.com", "www.vimeo.com", "player.vimeo.com"))
ISSUU_HOSTS = frozenset(("issuu.com", "www.issuu.com", "e.issuu.com", "static.issuu.com"))

_FLICKR_RESERVED = words(
    share="share sharing", login="signin signup account login",
    search="search explore map tags commons events galleries",
    policy="about help privacy terms jobs services creativecommons cameras prints upload do blog new_ui"
    " archives abuse developers import invite mail nonprofit pro tools apps.gne badge.gne badge_code_v2.gne",
)
_FLICKR_TABS = names(
    "albums sets collections galleries favorites faves archives tags with stats map popular-interesting groups"
    " contacts about show photosof photostream page1 relationship"
)
_NSID = re.compile(r"\d{4,}@n\d{2}", re.IGNORECASE)
_FLICKR_NAME = re.compile(r"[\w\-]{2,60}")

_VIMEO_RESERVED = words(
    video="video videos ondemand album showcase event moogaloop.swf external", share="share",
    login="log_in join signup login user_login", search="search categories watch tag stock explore",
    policy="about features upgrade privacy terms help blog site_map create for-hire enterprise jobs press solutions"
    " integrations upload settings cookie_policy dmca staffpicks-info professionals business plus api developer home"
    " manage legal careers partners customers contact live professional education",
)
_ISSUU_RESERVED = words(
    login="signin signup login register", search="search explore categories stories articles discover",
    document="embed embed.html read docs download oembed v1 smartlook",
    policy="about legal terms privacy pricing help plans features publishers home solutions jobs press query"
    " advertise enterprise apps resources contact store api",
)
_NAME = re.compile(r"[\w.\-]{2,80}")


def read_flickr(address: Address) -> Answer:
    """Return the member or group that a Flickr address names, or why it names none."""
    if address.host.endswith("flic.kr"):
        return rejected("flickr", "short" if address.segments else "front")
    first, rest = address.first(), address.segments[1:]
    if not first:
        return rejected("flickr", "front")
    if first == "groups":
        name = rest[0].lower() if rest else ""
        if len(rest) > 1 and rest[1].lower() not in ("pool", "discuss", "members", "rules"):
            return rejected("flickr", "photo")
        if not _is_flickr_name(name):
            return rejected("flickr", "unknown")
        return AccountUrl("flickr", f"groups/{name}", "group")
    if first in _FLICKR_RESERVED:
        return rejected("flickr", _FLICKR_RESERVED[first])
    path = rest if first in ("photos", "people") else address.segments
    if not path or path[0].lower() in ("tags", "search", "upload", "organize", "friends"):
        return rejected("flickr", "front" if not path else "search")
    if (len(path) > 1 and path[1].lower() not in _FLICKR_TABS) or len(path) > 2:
        return rejected("flickr", "photo")
    name = path[0].lower()
    return AccountUrl("flickr", _nsid(name), "account") if _is_flickr_name(name) else rejected("flickr", "unknown")


def _is_flickr_name(name: str) -> bool:
    return bool(_NSID.fullmatch(name) or _FLICKR_NAME.fullmatch(name))


def _nsid(name: str) -> str:
    """Write a member's number as Flickr does, with a capital N; a chosen name stays in lower case."""
    return name.upper() if _NSID.fullmatch(name) else name


def read_vimeo(address: Address) -> Answer:
    """Return the member, channel or group that a Vimeo address names, or why it names none."""
    first, rest = address.first(), address.segments[1:]
    if not first:
        return rejected("vimeo", "front")
    if address.host == "player.vimeo.com" or first.isdigit():
        return rejected("vimeo", "video")
    if first in ("channels", "groups"):
        name = rest[0].lower() if rest else ""
        if not _NAME.fullmatch(name) or len(rest) > 1:
            return rejected("vimeo", "video" if len(rest) > 1 else "unknown")
        return AccountUrl("vimeo", f"{first}/{name}", "channel" if first == "channels" else "group")
    if first in _VIMEO_RESERVED:
        return rejected("vimeo", _VIMEO_RESERVED[first])
    if rest and rest[0].lower() not in ("videos", "about", "albums", "channels", "likes", "following", "collections"):
        return rejected("vimeo", "video")
    return AccountUrl("vimeo", first, "account") if _NAME.fullmatch(first) else rejected("vimeo", "unknown")


def read_issuu(address: Address) -> Answer:
    """Return the publisher that an Issuu address names, or why it names none."""
    first, rest = address.first(), address.segments[1:]
    if not first:
        return rejected("issuu", "front")
    if address.host in ("e.issuu.com", "static.issuu.com"):
        return rejected("issuu", "document")
    if first in _ISSUU_RESERVED:
        return rejected("issuu", _ISSUU_RESERVED[first])
    if len(rest) > 1 or (rest and rest[0].lower() not in ("docs", "stacks", "about", "followers", "profile")):
        return rejected("issuu", "document")
    return AccountUrl("issuu", first, "account") if _NAME.fullmatch(first) else rejected("issuu", "unknown")


def opens(channel: str, native_id: str) -> str:
    """Return an address that opens the account."""
    if channel == "flickr":
        return f"https://www.flickr.com/{native_id if native_id.startswith('groups/') else 'photos/' + native_id}/"
    return f"https://{channel}.com/{native_id}"
