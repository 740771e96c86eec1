"""Any address to the account it names: (channel, native id), or why it names none.

The grammar of each platform stands in `parse/platforms/`; here lies the one table of hosts. A host counts only
when it is in the table exactly, or is a language host of a platform that has them, so `facebook.com.evil.no`
and its kind are nobody's account.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from barometer.parse.platforms import facebook, handles, linkedin, media, open_web, youtube
from barometer.parse.platforms.address import (
    AccountUrl,
    Address,
    Answer,
    Rejected,
    Wrapped,
    clean,
    parts,
    rejected,
    written_host,
)

__all__ = ["AccountUrl", "Rejected", "account_address", "account_of", "is_platform_host"]

Reader = Callable[[Address], Answer]

_READERS: dict[str, Reader] = {
    **dict.fromkeys(facebook.HOSTS, facebook.read),
    **dict.fromkeys(youtube.HOSTS, youtube.read),
    **dict.fromkeys(linkedin.HOSTS, linkedin.read),
    **dict.fromkeys(media.FLICKR_HOSTS, media.read_flickr),
    **dict.fromkeys(media.VIMEO_HOSTS, media.read_vimeo),
    **dict.fromkeys(media.ISSUU_HOSTS, media.read_issuu),
    **{
        host: partial(handles.read, platform)
        for platform in handles.PLATFORMS
        for host in platform.hosts | platform.short_hosts
    },
}
_PATTERNS = (
    (facebook.LOCALE, facebook.read),
    (youtube.LOCALE, youtube.read),
    (linkedin.LOCALE, linkedin.read),
    (handles.PINTEREST_LOCALE, partial(handles.read, handles.PINTEREST)),
    (handles.BLUESKY_HANDLE, partial(handles.read, handles.BLUESKY)),
)
# Below these domains everything is the platform's own; hosts not named above carry no accounts.
_DOMAINS = {
    "facebook.com": "facebook", "facebook.net": "facebook", "fb.com": "facebook", "fbcdn.net": "facebook",
    "fbsbx.com": "facebook", "messenger.com": "facebook", "instagram.com": "instagram",
    "cdninstagram.com": "instagram", "twitter.com": "x", "x.com": "x", "twimg.com": "x",
    "youtube.com": "youtube", "ytimg.com": "youtube", "youtube-nocookie.com": "youtube",
    "linkedin.com": "linkedin", "licdn.com": "linkedin", "tiktok.com": "tiktok", "threads.net": "threads",
    "threads.com": "threads", "bsky.app": "bluesky", "bsky.social": "bluesky", "snapchat.com": "snapchat",
    "flickr.com": "flickr", "staticflickr.com": "flickr", "vimeo.com": "vimeo", "vimeocdn.com": "vimeo",
    "issuu.com": "issuu", "pinterest.com": "pinterest", "pinimg.com": "pinterest",
}


def account_of(url: str, *, said: str = "") -> AccountUrl | Rejected | None:
    """Return the account an address names, why it names none, or None when no social platform is meant.

    Args:
        url: an absolute address, protocol-relative (`//…`), or without a scheme where the host is a platform's.
        said: `mastodon` or `rss` where the link says so by `rel=me`, label or icon; then any host is believed.
    """
    return _account_of(clean(url), said)


@lru_cache(maxsize=4096)
def _account_of(url: str, said: str) -> AccountUrl | Rejected | None:
    for _ in range(4):
        answer = _read(url, said)
        if not isinstance(answer, Wrapped):
            return answer
        url = clean(answer.url)
    return Rejected(None, "an address inside an address inside an address", "unknown")


def _read(url: str, said: str) -> Answer | None:
    if "://" not in url[:8] and not url.startswith("//"):
        # An editor left the scheme out; believed for the platforms' own hosts only.
        url = f"https://{url}"
        if written_host(url) not in _READERS:
            return None
    address = parts(url)
    if address is None:
        return None
    reader = _READERS.get(address.host) or next(
        (read for pattern, read in _PATTERNS if pattern.fullmatch(address.host)), None
    )
    if reader is not None:
        return reader(address)
    owner = _owner(address.host)
    if owner is not None:
        return rejected(owner, "developer")
    mastodon = open_web.read_mastodon(address, is_said=said == "mastodon")
    return mastodon or open_web.read_blog(address, is_feed=said == "rss")


def _owner(host: str) -> str | None:
    """Return the platform below whose domain a host lies."""
    labels = host.split(".")
    domains = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((_DOMAINS[domain] for domain in domains if domain in _DOMAINS), None)


def is_platform_host(host: str) -> bool:
    """Tell whether a host, lower case, belongs to a platform, with or without accounts on it."""
    return host in _READERS or _owner(host) is not None


def account_address(channel: str, native_id: str) -> str:
    """Return an address that opens an account; the inverse of `account_of`.

    Raises:
        KeyError: the channel is not one.
    """
    if channel == "facebook":
        return facebook.opens(native_id)
    if channel == "youtube":
        return youtube.opens(native_id)
    if channel == "linkedin":
        return linkedin.opens(native_id)
    if channel in ("flickr", "vimeo", "issuu"):
        return media.opens(channel, native_id)
    if channel in ("mastodon", "rss", "blog"):
        return open_web.opens(channel, native_id)
    return {platform.channel: platform for platform in handles.PLATFORMS}[channel].opens.format(native_id)
