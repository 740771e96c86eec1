"""Every link on a page that names a social platform, wherever HTML can carry one.

Anchors and areas, frames and plugins, JSON-LD `sameAs`, meta and `rel=me`, `data-` attributes and `onclick`,
templates, and addresses written as whole texts in scripts' JSON. Comments are left out: nobody sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from barometer.parse.account_url import AccountUrl, Rejected, account_of, is_platform_host
from barometer.parse.forwarding import archived, forwarded
from barometer.parse.nesting import tags
from barometer.parse.outline import Outline
from barometer.parse.platforms.address import clean, names
from barometer.parse.quoted_links import addresses_in, addresses_in_script, is_linked_data, same_as
from barometer.parse.scan import TOKENS, Scan
from barometer.parse.surroundings import end_of
from barometer.parse.tags import attributes_of, tag_at
from barometer.readings import Place

_META = names(
    "og:see_also article:publisher article:author me facebook instagram twitter youtube linkedin og:profile sameas"
)
_META_OF_X = names("twitter:site twitter:site:id")
_LINK_RELATIONS = names("me publisher author")
_RELATION = re.compile(rb"\b(?:me|publisher|author|sameas)\b", re.IGNORECASE)
_FRAMES = names("iframe embed object frame")
# Attributes that hold words, pictures or somebody else's text, never a place to go to.
_NO_ADDRESS = names("alt title aria-label placeholder summary label style srcset class id xmlns content value name")
# Elements whose attributes name resources of the page, or texts to copy.
_NO_LINKS = names("form link script img source style base video audio track input textarea html head")
# Widgets that name an account without an address: follow buttons and timelines, and Facebook's first fan boxes.
_WIDGETS = (
    ("data-screen-name", "https://x.com/"), ("data-channelid", "https://www.youtube.com/channel/"),
    ("data-channel", "https://www.youtube.com/user/"), ("profile_id", "https://www.facebook.com/"),
)  # fmt: skip
_WHOLE = re.compile(r"(?:https?:)?//[^\s\"'<>]+")
# What an address must have for the link's own words to matter: the shape of a Mastodon account, or of a feed.
_SHAPE = re.compile(r"/@|/%40|/web/|/users/|rss|feed|atom", re.IGNORECASE)
_RSS = re.compile(r"\b(?:fa-)?rss\b|\brss-|atom feed|nyhetsstrøm")
# Several feeds are a page about them.
_FEEDS = re.compile(r"\brss\W*(?:strømm[ae]r|nyhetsstrømm[ae]r|strömmar|flöden|kanal[ae]r|syötteet|kanały)\b|\bfeeds\b")
_TELLING = tags("i span svg use img title")
_TELLING_NAMES = ("class", "alt", "title", "href", "src")


@dataclass(frozen=True, slots=True)
class Found:
    """One link, before its surroundings are described."""

    url: str
    """As an absolute address."""
    answer: AccountUrl | Rejected
    """What it names."""
    place: Place | None
    """Where it stands; None: to be seen from what surrounds it."""
    at: int = -1
    """Where in the markup the tag begins that carries it; -1: in a script."""
    tag: str = "script"
    """That tag's name."""


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag that may carry a link."""

    name: str
    attributes: Mapping[str, str]
    at: int
    page: Scan
    host: str
    """Host of the page."""
    is_own: bool
    """The page's host is a platform's own; elsewhere a link within the host leads to no platform."""

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


def links_in(page: Scan, host: str) -> Iterator[Found]:
    """Yield every link to a platform, in the order of the page, scripts last; the same address may come twice.

    Args:
        page: what a pass over its source found.
        host: host of the page, lower case.
    """
    is_own = is_platform_host(host)
    passed = 0
    for place in page.links:
        if place < passed:
            continue
        found = tag_at(page.markup, place, passed)
        passed = found.end() if found else place
        if found is None:
            continue
        name = found[1][1:].decode("utf-8", "replace").lower()
        if name[0] not in "/!?" and (name not in _NO_LINKS or (name == "link" and _RELATION.search(found[2]))):
            yield from _in_tag(_Tag(name, attributes_of(found[2]), found.start(), page, host, is_own))
    script_tag = _Tag("script", {}, -1, page, host, is_own)
    for script in page.scripts:
        if not script.hits:
            continue
        is_data = is_linked_data(script)
        for address in same_as(script) if is_data else addresses_in_script(script):
            yield from _one(address, script_tag, "json_ld" if is_data else "script")


def _in_tag(tag: _Tag) -> Iterator[Found]:
    if tag.name == "meta":
        yield from _in_meta(tag)
        return
    is_anchor = tag.name in ("a", "area")
    for name, value in tag.attributes.items():
        if is_anchor and name == "href":
            yield from _in_anchor(tag, value)
        elif "." in value and _names_platform(value):
            yield from _in_attribute(tag, name, value)
    classes = tag.get("class")
    if ("data-screen-name" in tag.attributes and "twitter-" in classes) or (
        "g-ytsubscribe" in classes or "profile_id" in tag.attributes
    ):
        for name, opens in _WIDGETS:
            if tag.get(name).strip():
                yield from _one(opens + tag.get(name).strip(), tag, "iframe")


def _names_platform(value: str) -> bool:
    lower = value.lower()
    return any(token in lower for token in TOKENS)


def _in_attribute(tag: _Tag, name: str, value: str) -> Iterator[Found]:
    if tag.name in _FRAMES and name in ("src", "data", "data-src", "data-lazy-src"):
        yield from _one(value, tag, "iframe", keeps_rejected=name in ("src", "data"))
    elif tag.name in _NO_LINKS:
        relations = set(tag.get("rel").lower().split())
        is_same = tag.get("itemprop").lower() == "sameas"
        if tag.name == "link" and name == "href" and (relations & _LINK_RELATIONS or is_same):
            yield from _one(value, tag, "meta", said="mastodon" if "me" in relations else "")
    elif name == "data-href" and "fb-" in tag.get("class"):
        yield from _one(value, tag, "iframe")
    elif (name not in _NO_ADDRESS or tag.name == "option") and not name.startswith("xmlns"):
        place: Place | None = None if name in ("href", "xlink:href") else "attribute"
        for address in [value] if _WHOLE.fullmatch(clean(value)) else addresses_in(value):
            yield from _one(address, tag, place)


def _in_anchor(tag: _Tag, value: str) -> Iterator[Found]:
    """Yield what an anchor leads to; script links carry the address as a quoted text."""
    if value.lstrip()[:11].lower() == "javascript:":
        for address in addresses_in(value):
            yield from _one(address, tag, "attribute")
        return
    said = _said(tag) if _SHAPE.search(value) else ""
    yield from _one(value, tag, None, said=said, keeps_rejected=True)


def _said(tag: _Tag) -> str:
    """Return what a link says it is, where its address alone would not do."""
    if "me" in tag.get("rel").lower().split():
        return "mastodon"
    if "xml" in tag.get("type"):
        return "rss"
    anchor = Outline(tag.page.markup[tag.at : end_of(tag.page.markup, tag.at)])
    words = [anchor.text_after(0), *(tag.get(name) for name in ("aria-label", "title", "class"))]
    for child in anchor.inside(0):
        if anchor.names[child] in _TELLING:
            words += [anchor.text_after(child), *(anchor.get(child, name) for name in _TELLING_NAMES)]
    line = " ".join(words).lower()
    if "mastodon" in line:
        return "mastodon"
    return "rss" if _RSS.search(line) and not _FEEDS.search(line) else ""


def _in_meta(tag: _Tag) -> Iterator[Found]:
    name = (tag.get("property") or tag.get("name") or tag.get("itemprop")).lower()
    content = clean(tag.get("content"))
    if name in _META_OF_X and content.startswith("@") and len(content) > 1:
        content = f"https://x.com/{content[1:]}"
    elif name not in _META:
        return
    answer = account_of(content)
    if isinstance(answer, AccountUrl):
        yield Found(content, answer, "meta", tag.at, tag.name)


def _one(
    value: str, tag: _Tag, place: Place | None, *, said: str = "", keeps_rejected: bool = False
) -> Iterator[Found]:
    # An archive's copy first: its own address may look like an account or a feed.
    url = archived(clean(value))
    if said == "rss" and url.startswith("/") and not url.startswith("//"):
        url = f"https://{tag.host}{url}"
    answer = account_of(url, said=said)
    if answer is None:
        url = forwarded(url, tag.host)
        answer = account_of(url, said=said) if url else None
    if answer is None or answer.channel is None or (isinstance(answer, Rejected) and not keeps_rejected):
        return
    if "//" not in url[:8]:
        url = f"https://{url}"
    elif url.startswith("//"):
        url = f"https:{url}"
    # On a site of its own only a feed is an account, and only where a link says that it is one.
    is_feed = said == "rss" and answer.channel == "rss" and isinstance(answer, AccountUrl)
    if tag.is_own or is_feed or tag.host not in url or urlsplit(url).hostname != tag.host:
        yield Found(url, answer, place, tag.at, tag.name)
